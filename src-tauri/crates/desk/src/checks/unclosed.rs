//! Brackets and quotation marks come in pairs.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("unclosed", "Brackets and quotation marks", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let unclosed = page.text.unclosed.iter();
    unclosed.map(|(mark, span)| Found::at(*span, format!("\u{201c}{mark}\u{201d} {}", wants(*mark)))).collect()
}

fn wants(mark: char) -> &'static str {
    match mark {
        ')' | ']' | '\u{201d}' | '\u{bb}' => "closes nothing that was opened in this paragraph.",
        '"' => "stands alone in this paragraph: quotation marks come in pairs.",
        _ => "is opened and not closed in this paragraph.",
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_mark_without_its_other_is_reported_at_its_place() {
        let span = crate::text::Span { from: 1, to: 2 };
        for (mark, end) in
            [('(', "not closed in this paragraph."), (')', "opened in this paragraph."), ('"', "in pairs.")]
        {
            let found = messages(&CHECK, |_, text| text.unclosed.push((mark, span)));
            assert!(found[0].ends_with(end), "{found:?}");
        }
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }
}
