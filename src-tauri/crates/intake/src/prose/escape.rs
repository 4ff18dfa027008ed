//! Escaping: a backslash only where a character would be read as markup.

/// Where a stretch of plain text stands.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// The character before it in the output; `None` at the beginning of a line.
    pub before: Option<char>,
    /// The character behind it, when more follows on the line.
    pub after: Option<char>,
    pub in_link: bool,
    /// Whether the whole paragraph has a second `~` that a first could pair with.
    pub tildes: bool,
    /// Escape all that can be escaped.
    pub fully: bool,
}

pub(super) fn text(out: &mut String, text: &str, around: Around) {
    if around.fully {
        for c in text.chars() {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
        }
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let opening = if around.before.is_none() { line_start(&chars) } else { None };
    for (at, &c) in chars.iter().enumerate() {
        let before = if at == 0 { around.before } else { Some(chars[at - 1]) };
        let after = chars.get(at + 1).copied().or(around.after);
        if opening == Some(at) || reads_as_markup(c, before, after, &chars[at + 1..], around) {
            out.push('\\');
        }
        out.push(c);
    }
}

fn reads_as_markup(c: char, before: Option<char>, after: Option<char>, rest: &[char], around: Around) -> bool {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' => after.is_none_or(|c| c.is_ascii_punctuation()),
        '`' => true,
        '*' => !(space(before) && space(after)),
        '_' => !(word(before) && word(after) || space(before) && space(after)),
        '~' => around.tildes,
        '[' => around.in_link || after.is_none_or(|c| c == '^') || leads_somewhere(rest),
        ']' => around.in_link,
        '!' => rest.is_empty() && after == Some('['),
        '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => entity(rest),
        _ => false,
    }
}

/// Whether the bracket that closes is followed by what makes a link or a definition of it.
fn leads_somewhere(rest: &[char]) -> bool {
    match rest.iter().take(1_000).position(|c| *c == ']') {
        Some(close) => rest.get(close + 1).is_none_or(|c| matches!(c, '(' | '[' | ':')),
        None => true,
    }
}

/// `&amp;` and its kin; `R&D` is none.
fn entity(rest: &[char]) -> bool {
    let body: String = rest.iter().take(34).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').collect();
    !body.is_empty() && rest.get(body.len()) == Some(&';')
}

/// The place of the character that would make a line a heading, a quotation, a list, a rule or a fence.
fn line_start(chars: &[char]) -> Option<usize> {
    let first = *chars.first()?;
    let gap = |at: usize| chars.get(at).is_none_or(|c| c.is_whitespace());
    let only = |mark: char| chars.iter().all(|c| *c == mark || *c == ' ');
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    match first {
        '#' => {
            let level = chars.iter().take_while(|c| **c == '#').count();
            (level <= 6 && gap(level)).then_some(0)
        }
        '>' | '|' => Some(0),
        '-' | '+' if gap(1) => Some(0),
        '-' | '=' | ':' if only(first) || chars.iter().all(|c| "-:| ".contains(*c)) => Some(0),
        '0'..='9' if digits <= 9 && matches!(chars.get(digits), Some('.' | ')')) && gap(digits + 1) => Some(digits),
        _ => None,
    }
}
