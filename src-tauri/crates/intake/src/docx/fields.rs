//! Fields: instructions to Word with their last result. The result is text; the instruction never is.

/// What an instruction means for its result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An address, empty when only a place within the document is named.
    Link(String),
    Contents,
    /// A page number, which means nothing here.
    Page,
    Result,
}

#[derive(Default)]
struct Field {
    instruction: String,
    result: bool,
    link: u32,
    contents: bool,
    page: bool,
}

/// The fields that are open at some place; they may span paragraphs.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

impl Fields {
    pub fn begin(&mut self) {
        // Deeper nesting than this is no article's; the outer fields stay in force.
        if self.open.len() < 64 {
            self.open.push(Field::default());
        }
    }

    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.result && field.instruction.len() < 8_192) {
            field.instruction.push_str(text);
        }
    }

    /// The instruction has ended, the result begins.
    pub fn separate(&mut self) -> Option<Meaning> {
        let field = self.open.last_mut()?;
        field.result = true;
        let meaning = meaning(&field.instruction);
        field.contents = meaning == Meaning::Contents;
        field.page = meaning == Meaning::Page;
        Some(meaning)
    }

    pub fn linked(&mut self, link: u32) {
        if let Some(field) = self.open.last_mut() {
            field.link = link;
        }
    }

    pub fn end(&mut self) {
        self.open.pop();
    }

    /// Whether what stands here is an instruction or a page number.
    pub fn silent(&self) -> bool {
        self.open.iter().any(|field| !field.result || field.page)
    }

    pub fn in_contents(&self) -> bool {
        self.open.iter().any(|field| field.contents)
    }

    pub fn link(&self) -> u32 {
        self.open.iter().rev().map(|field| field.link).find(|link| *link != 0).unwrap_or(0)
    }
}

pub(super) fn meaning(instruction: &str) -> Meaning {
    let instruction = instruction.trim();
    let (name, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    match name.to_uppercase().as_str() {
        "HYPERLINK" => Meaning::Link(address(rest)),
        "TOC" => Meaning::Contents,
        "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF" => Meaning::Page,
        _ => Meaning::Result,
    }
}

/// The address of `"https://…" \l "place" \o "tip"`.
fn address(rest: &str) -> String {
    let mut address = String::new();
    let mut place = String::new();
    let mut switch = ' ';
    let mut rest = rest.trim_start();
    while !rest.is_empty() {
        let (word, tail) = if let Some(quoted) = rest.strip_prefix('"') {
            quoted.split_once('"').unwrap_or((quoted, ""))
        } else {
            rest.split_once(char::is_whitespace).unwrap_or((rest, ""))
        };
        if let Some(letter) = word.strip_prefix('\\').and_then(|letters| letters.chars().next()) {
            // Of the switches, these take no value.
            switch = if matches!(letter, 'n' | 'm') { ' ' } else { letter };
        } else {
            match switch {
                ' ' if address.is_empty() => address = word.to_owned(),
                'l' => place = word.to_owned(),
                _ => {}
            }
            switch = ' ';
        }
        rest = tail.trim_start();
    }
    if address.is_empty() || place.is_empty() { address } else { format!("{address}#{place}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_is_told_by_its_first_word() {
        let check = |instruction: &str, expected: Meaning| assert_eq!(meaning(instruction), expected, "{instruction}");
        check(r#" HYPERLINK "https://a.org/x" "#, Meaning::Link("https://a.org/x".into()));
        check(r#" HYPERLINK "https://a.org/x" \l "part" \o "A tip" "#, Meaning::Link("https://a.org/x#part".into()));
        check(r#"HYPERLINK \l "_Toc1""#, Meaning::Link(String::new()));
        check(r#"hyperlink https://a.org \n"#, Meaning::Link("https://a.org".into()));
        check(r#" TOC \o "1-3" "#, Meaning::Contents);
        check(" PAGE ", Meaning::Page);
        check(" REF _Ref1 \\h", Meaning::Result);
    }
}
