//! Symbols out of fonts that draw signs in the place of letters.

/// The sign that a code of a symbol font draws; `None` when it is not known.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = font.to_lowercase();
    if font == "symbol" {
        return from(SYMBOL, code);
    }
    if font.starts_with("wingdings") {
        return from(if font.ends_with('2') { WINGDINGS_2 } else { WINGDINGS }, code);
    }
    char::from_u32(code).filter(|c| !c.is_control())
}

fn from(table: &[(u32, &str)], code: u32) -> Option<char> {
    table
        .iter()
        .find_map(|(first, signs)| signs.chars().nth(usize::try_from(code.checked_sub(*first)?).ok()?))
        .filter(|c| *c != '\u{fffd}')
}

/// Runs of signs, each from its first code on.
const SYMBOL: &[(u32, &str)] = &[
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{203e}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    (0xF1, "〉∫"),
];

const WINGDINGS: &[(u32, &str)] = &[
    (0x21, "✏✂✁"),
    (0x28, "☎✆✉"),
    (0x46, "☞"),
    (0x4A, "☺😐☹"),
    (0x6C, "●"),
    (0x6E, "■□"),
    (0x71, "❑❒"),
    (0x75, "◆❖"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9F, "•"),
    (0xA7, "▪"),
    (0xA8, "◻"),
    (0xAB, "★"),
    (0xD8, "➢"),
    (0xDF, "←→↑↓"),
    (0xE7, "←→↑↓"),
    (0xEF, "⇦⇨⇧⇩"),
    (0xFB, "✗✓☒☑"),
];

const WINGDINGS_2: &[(u32, &str)] = &[(0x4F, "✗✓"), (0x51, "☒☑"), (0x96, "●")];
