//! Typography that a house may ask for (`typography = "set"`): quotation marks, dashes, ellipses and spaces that do not break,
//! by the language of the text. What the editors wrote stays as it is; only what is printed changes.

use std::borrow::Cow;

/// The marks of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typography {
    double: (&'static str, &'static str),
    single: (&'static str, &'static str),
    /// French puts a narrow space before high marks.
    spaced: bool,
}

/// Narrow and not breaking.
const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';
/// What a number after it must not be parted from.
const BEFORE_NUMBERS: [&str; 8] = ["No.", "Nos.", "Nr.", "p.", "pp.", "S.", "art.", "§"];

impl Typography {
    /// Of a language by its BCP 47 tag; English marks for one that has none here.
    pub fn of(language: &str) -> Self {
        let marks = |double, single| Self { double, single, spaced: false };
        let language = language.to_ascii_lowercase();
        match (language.split('-').next().unwrap_or_default(), language.as_str()) {
            (_, "de-ch") | (_, "it-ch") => marks(("«", "»"), ("‹", "›")),
            ("de" | "cs" | "sk" | "sl", _) => marks(("„", "“"), ("‚", "‘")),
            ("pl" | "hu" | "ro", _) => marks(("„", "”"), ("‚", "’")),
            ("fr", _) => Self { spaced: true, ..marks(("«\u{202f}", "\u{202f}»"), ("‹\u{202f}", "\u{202f}›")) },
            ("es" | "it" | "pt" | "ru" | "uk" | "el" | "no" | "nb" | "nn", _) => marks(("«", "»"), ("“", "”")),
            ("sv" | "fi", _) => marks(("”", "”"), ("’", "’")),
            _ => marks(("“", "”"), ("‘", "’")),
        }
    }

    /// The text with its marks set. `before`: the character that is printed before it in the same paragraph.
    pub fn set<'a>(&self, text: &'a str, before: Option<char>) -> Cow<'a, str> {
        let marks = text.contains(['"', '\'', '-', '.', ' ']);
        let high = self.spaced && text.contains([';', ':', '!', '?', '«', '»']);
        if !marks && !high {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let last = out.chars().next_back().or(before);
            let taken = self.mark(&mut out, rest, last).unwrap_or_else(|| {
                out.push(character);
                character.len_utf8()
            });
            rest = &rest[taken..];
        }
        Cow::Owned(out)
    }

    /// Writes what stands for the beginning of `rest`, and says how many bytes of it that was; `None`: it stands as it is.
    fn mark(&self, out: &mut String, rest: &str, last: Option<char>) -> Option<usize> {
        let own = |last: char| self.double.0.ends_with(last) || self.single.0.ends_with(last);
        let opens = last.is_none_or(|last| last.is_whitespace() || "([{—–-/".contains(last) || own(last));
        let next = |skip: usize| rest[skip..].chars().next();
        if rest.starts_with("...") {
            out.push('…');
            return Some(3);
        }
        if rest.starts_with("---") {
            out.push('—');
            return Some(3);
        }
        if rest.starts_with("--") {
            out.push('–');
            return Some(2);
        }
        match rest.chars().next()? {
            '"' => out.push_str(if opens { self.double.0 } else { self.double.1 }),
            // Years and clipped words: ’90s, rock ’n’ roll.
            '\'' if opens && next(1).is_none_or(|next| next.is_ascii_digit() || next.is_whitespace()) => out.push('’'),
            '\'' if opens => out.push_str(self.single.0),
            '\'' if last.is_some_and(char::is_alphanumeric) && next(1).is_some_and(char::is_alphanumeric) => {
                out.push('’')
            }
            '\'' => {
                out.push_str(if self.single.1 == "‘" && !out.contains(self.single.0) { "’" } else { self.single.1 })
            }
            '-' if last == Some(' ') && next(1) == Some(' ') => out.push('–'),
            ' ' if next(1).is_some_and(|next| next.is_ascii_digit()) && ends_before_number(out) => out.push(NO_BREAK),
            ' ' if self.spaced && next(1).is_some_and(|next| ";:!?»".contains(next)) => out.push(NARROW),
            ' ' if self.spaced && last == Some('«') => out.push(NARROW),
            mark @ (';' | '!' | '?') if self.spaced && last.is_some_and(char::is_alphanumeric) => {
                out.push(NARROW);
                out.push(mark);
            }
            _ => return None,
        }
        Some(1)
    }
}

fn ends_before_number(out: &str) -> bool {
    let word = out.rsplit(|character: char| character.is_whitespace() || character == '(').next().unwrap_or_default();
    BEFORE_NUMBERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::Typography;

    fn check(language: &str, before: &str, after: &str) {
        assert_eq!(Typography::of(language).set(before, None), after, "{language}");
    }

    #[test]
    fn quotation_marks_are_the_languages_own() {
        check("en-US", r#"She said "it's 'done'" (and "left")."#, "She said “it’s ‘done’” (and “left”).");
        check("de", r#"Sie sagte "ja 'doch'"."#, "Sie sagte „ja ‚doch‘“.");
        check("de-CH", r#""ja""#, "«ja»");
        check("fr", r#"Il dit "oui"."#, "Il dit «\u{202f}oui\u{202f}».");
        check("sv", r#""ja""#, "”ja”");
        check("xx", r#""yes""#, "“yes”");
    }

    #[test]
    fn an_apostrophe_is_not_a_quotation_mark() {
        check("en", "the '90s, the ports' fees, don't", "the ’90s, the ports’ fees, don’t");
        check("de", "Hans' Hafen", "Hans’ Hafen");
    }

    #[test]
    fn dashes_and_ellipses() {
        check("en", "pages 3--5, and --- well... - yes", "pages 3–5, and — well… – yes");
        check("en", "a well-known e-mail", "a well-known e-mail");
    }

    #[test]
    fn spaces_that_must_not_break() {
        check("en", "No. 5 on p. 12", "No.\u{a0}5 on p.\u{a0}12");
        check("fr", "Vraiment ? Oui !", "Vraiment\u{202f}? Oui\u{202f}!");
        check("fr", "Vraiment?", "Vraiment\u{202f}?");
    }

    #[test]
    fn what_stands_before_decides_in_the_middle_of_a_paragraph() {
        let english = Typography::of("en");
        assert_eq!(english.set("\" he said", Some('d')), "” he said");
        assert_eq!(english.set("\"he said", Some(' ')), "“he said");
    }
}
