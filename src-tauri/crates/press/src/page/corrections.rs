//! The corrections log: every notice the house has given its readers, the newest first.

use chrono::{DateTime, Utc};
use desk::article::NoticeKind;
use minijinja::Value;

use super::head::Head;
use super::view::pairs;
use super::{House, Rendered};
use crate::outlet::Outlet;

/// Where the corrections log stands.
pub const CORRECTIONS: &str = "corrections";

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    pub kind: AmendmentKind,
    pub at: DateTime<Utc>,
    /// Of the article.
    pub headline: String,
    /// Of the article; without slashes at its ends.
    pub address: String,
    /// For readers; empty: the house's own sentence for the kind.
    pub text: String,
}

/// What was done to an article after it went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmendmentKind {
    Correction,
    Clarification,
    EditorsNote,
    Update,
    Retraction,
}

impl AmendmentKind {
    /// The key of its name among the house's words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Clarification => "clarification",
            Self::EditorsNote => "editors_note",
            Self::Update => "update",
            Self::Retraction => "retraction",
        }
    }
}

impl From<NoticeKind> for AmendmentKind {
    fn from(kind: NoticeKind) -> Self {
        match kind {
            NoticeKind::Correction => Self::Correction,
            NoticeKind::Clarification => Self::Clarification,
            NoticeKind::EditorsNote => Self::EditorsNote,
        }
    }
}

/// One page of the log, paged as listings are.
#[derive(Clone, Debug)]
pub struct CorrectionsPage {
    /// Newest first.
    pub amendments: Vec<Amendment>,
    /// Counted from the oldest page, which is 1.
    pub number: u32,
    /// The newest page, which stands at the log's own address.
    pub last: u32,
}

impl CorrectionsPage {
    /// The address of one of its pages.
    pub fn page_address(number: u32, last: u32) -> String {
        if number == last { CORRECTIONS.to_owned() } else { format!("{CORRECTIONS}/page/{number}") }
    }
}

impl House {
    /// A page of the corrections log.
    pub fn corrections(&self, page: &CorrectionsPage, outlet: &Outlet) -> Rendered {
        let desk = self.desk(outlet);
        let title = self.word("corrections");
        let head = Head {
            title: title.clone(),
            description: self.word("corrections_text"),
            address: CorrectionsPage::page_address(page.number, page.last),
            ..Head::default()
        };
        let amendment = |amendment: &Amendment| {
            let text = match (amendment.text.as_str(), amendment.kind) {
                ("", AmendmentKind::Update) => self.word("update_text"),
                (text, _) => text.to_owned(),
            };
            pairs([
                ("kind", Value::from(amendment.kind.word())),
                ("date", desk.date(amendment.at)),
                ("headline", Value::from(amendment.headline.as_str())),
                ("href", Value::from(desk.addresses.page(&amendment.address))),
                ("text", Value::from(text)),
            ])
        };
        let beside = |number: u32| match (1..=page.last).contains(&number) {
            true => Value::from(desk.addresses.page(&CorrectionsPage::page_address(number, page.last))),
            false => Value::from(()),
        };
        let value = pairs([
            ("head", head.value(&desk)),
            ("title", Value::from(title)),
            ("description", Value::from(self.word("corrections_text"))),
            ("amendments", page.amendments.iter().map(amendment).collect()),
            ("number", Value::from(page.number)),
            ("last", Value::from(page.last)),
            ("newer", beside(page.number + 1)),
            ("older", beside(page.number.saturating_sub(1))),
        ]);
        self.print("corrections.html", value, &desk)
    }
}
