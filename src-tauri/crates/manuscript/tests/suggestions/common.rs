//! What the tests of suggestions share.

use std::ops::Range;

use manuscript::{
    By, ChangeSet, Comment, FieldSuggestion, Given, Half, Manuscript, Mode, Remark, RemarkKind, Review, Suggesting,
    Update,
};

/// What people type, and what breaks text engines: pairs, joiners, combining marks, right to left, line breaks.
pub const PIECES: [&str; 14] = [
    "a",
    "word ",
    "é",
    "e\u{301}",
    "😀",
    "👩‍👩‍👧",
    "\u{200d}",
    "שלום",
    "\n",
    "中文",
    " ",
    "🇵🇱",
    "x\ny",
    "A much longer stretch of text. ",
];

pub fn by(author: &str) -> By {
    By { author: author.into(), time: 1_700_000_000_000 }
}

pub fn suggesting(author: &str) -> Mode {
    Mode::Suggesting(Suggesting { by: by(author), kind: None, reason: None })
}

pub fn of_kind(author: &str, kind: Given) -> Mode {
    Mode::Suggesting(Suggesting { by: by(author), kind: Some(kind), reason: None })
}

pub fn remark(author: &str, text: &str) -> Remark {
    Remark { by: by(author), text: text.into(), mentions: vec!["person-1".into()] }
}

pub fn comment(open: &mut Manuscript, range: Range<u32>) -> manuscript::Id {
    open.comment(RemarkKind::Comment, Some(range), remark("Ed", "Is that so?")).expect("there are words")
}

/// Replaces the words from one unit to another, and tells how the text stands.
pub fn change(open: &mut Manuscript, mode: &Mode, client: &str, range: Range<u32>, text: &str) {
    let changes = ChangeSet::one(open.len_utf16(), range.start, range.end, text);
    open.push_in(open.step(), vec![Update { client: client.into(), changes }], mode).expect("the edit fits");
}

/// The working text with what is inserted as `+…+` and what is struck as `-…-`.
pub fn marked(open: &Manuscript) -> String {
    let units: Vec<u16> = open.text().encode_utf16().collect();
    let mut out: Vec<u16> = Vec::new();
    let review = open.review();
    let sign = |half| u16::from(if half == Half::Inserted { b'+' } else { b'-' });
    for at in 0..=units.len() as u32 {
        out.extend(review.stretches.iter().filter(|s| s.to == at).map(|s| sign(s.half)));
        out.extend(review.stretches.iter().filter(|s| s.from == at).map(|s| sign(s.half)));
        out.extend(units.get(at as usize));
    }
    String::from_utf16(&out).expect("stretches end between characters")
}

/// Everything that is to be seen of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Views {
    pub original: String,
    pub working: String,
    pub proposed: String,
    pub review: Review,
    pub comments: Vec<Comment>,
    pub fields: Vec<FieldSuggestion>,
}

pub fn views(open: &Manuscript) -> Views {
    Views {
        original: open.original(),
        working: open.text().to_owned(),
        proposed: open.proposed(),
        review: open.review(),
        comments: open.comments(),
        fields: open.field_suggestions(),
    }
}

/// The nearest place to `at` that is not inside a pair.
pub fn place(text: &[u16], at: usize) -> usize {
    let at = at.min(text.len());
    if at < text.len() && (0xDC00..0xE000).contains(&text[at]) { at - 1 } else { at }
}

/// How many cases a property is tried with, and whether to tell.
pub fn cases(few: u32) -> u32 {
    if std::env::var_os("GALLEY_LONG").is_some() { few * 60 } else { few }
}

pub fn tell(what: &str, operations: u64) {
    if std::env::var_os("GALLEY_LONG").is_some() {
        println!("{what}: {operations} operations");
    }
}
