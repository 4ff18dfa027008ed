//! Whose turn it is: what of an article waits for somebody, and whom somebody waits for.
//!
//! It is asked of the rows of articles that the person may read whole.

use chrono::{DateTime, Utc};

use crate::article::{Seen, Status};
use crate::bucket::is_late;
use crate::people::{Person, Role};
use crate::row::{Named, Row};

/// Why an article waits for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// Late, missed, or not what was approved.
    Broken,
    /// Its hold is to be looked at again.
    Review,
    /// Somebody asks the desk for something.
    Asked,
    /// A proposal to answer.
    Answer,
    Write,
    Revise,
    Claim,
    Edit,
    CopyEdit,
    /// Approved, and without a time.
    Schedule,
}

/// Whom somebody waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A proposal, for its answer.
    Answer,
    /// Whoever edits claims it.
    AnEditor,
    /// Whoever claimed it.
    ItsEditor,
    ItsWriter,
    CopyDesk,
    /// Somebody who gives it a time.
    ATime,
    /// Its time.
    TheClock,
    /// A hold is lifted.
    Hold,
}

impl Turn {
    /// The word in the name of a cause.
    pub fn word(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Review => "review",
            Self::Asked => "asked",
            Self::Answer => "answer",
            Self::Write => "write",
            Self::Revise => "revise",
            Self::Claim => "claim",
            Self::Edit => "edit",
            Self::CopyEdit => "copy-edit",
            Self::Schedule => "schedule",
        }
    }
}

/// What of the article waits for the person now, the most pressing first.
pub fn turns(row: &Row, person: &Person, now: DateTime<Utc>) -> Vec<Turn> {
    let manages = person.is(Role::ManagingEditor);
    let troubles = [
        (row.missed || row.trouble.is_some() || is_late(row, now), Turn::Broken),
        (row.hold_review.is_some_and(|review| review <= now), Turn::Review),
        (row.wishes > 0, Turn::Asked),
    ];
    let troubles = troubles.into_iter().filter(|(is_so, _)| manages && *is_so).map(|(_, turn)| turn);
    troubles.chain(next(row, person)).collect()
}

/// The step that is the person's.
fn next(row: &Row, person: &Person) -> Option<Turn> {
    if !row.is_open() || row.hold.is_some() {
        return None;
    }
    let is = |role| person.is(role);
    let manages = is(Role::ManagingEditor);
    let (step, theirs) = match row.status {
        Status::Pitch => (Turn::Answer, manages),
        Status::Assigned | Status::Drafting => (Turn::Write, writes(row, person)),
        Status::Revising => (Turn::Revise, writes(row, person)),
        Status::Submitted => (Turn::Claim, is(Role::Editor) || manages),
        Status::Editing => (Turn::Edit, edits(row, person)),
        Status::Copy => (Turn::CopyEdit, is(Role::CopyEditor) || manages),
        Status::Ready => (Turn::Schedule, row.waits_ready() && (manages || person.may_publish() && edits(row, person))),
        Status::Spiked => (Turn::Write, false),
    };
    theirs.then_some(step)
}

/// Whom the person waits for, who wrote the article or edits it, and for whom it is not the turn.
pub fn waiting(row: &Row, person: &Person) -> Option<Waiting> {
    let (wrote, edits) = (writes(row, person), edits(row, person));
    if !row.is_open() || !(wrote || edits) || next(row, person).is_some() {
        return None;
    }
    if row.hold.is_some() {
        return Some(Waiting::Hold);
    }
    match row.status {
        Status::Pitch => Some(Waiting::Answer),
        Status::Assigned | Status::Drafting | Status::Revising => Some(Waiting::ItsWriter),
        Status::Submitted => Some(Waiting::AnEditor),
        Status::Editing if row.editor.is_some() => Some(Waiting::ItsEditor),
        Status::Editing => Some(Waiting::AnEditor),
        Status::Copy => Some(Waiting::CopyDesk),
        Status::Ready if row.job.is_some() => Some(Waiting::TheClock),
        Status::Ready if row.publication == Seen::Live && !row.changed => None,
        Status::Ready => Some(Waiting::ATime),
        Status::Spiked => None,
    }
}

/// Whether it is the person's to write: the commissioned writer's, else the first byline's.
fn writes(row: &Row, person: &Person) -> bool {
    row.writer.as_ref().is_some_and(|writer| writer.id == person.id)
}

/// Whether the person has claimed it.
fn edits(row: &Row, person: &Person) -> bool {
    row.editor.as_ref().is_some_and(|editor| editor.id == person.id)
}

/// Whether the person is told of what others do with the article: they wrote it, began it, or edit it.
pub fn concerns(row: &Row, person: &Person) -> bool {
    let named = |named: &Named| named.id == person.id;
    row.authors.iter().any(named) || writes(row, person) || edits(row, person) || row.begun_by == Some(person.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Measure;
    use crate::testing::{COPY, EDITOR, GRANTED, MANAGING, OTHER_WRITER, WRITER, article, id, masthead, noon};

    fn row(status: Status, editor: Option<u128>) -> Row {
        let mut article = article();
        article.axes.status = status;
        article.axes.claim = editor.map(id);
        let version = crate::ids::Hash::of(b"now");
        let measure = Measure { words: 900, tks: 0, required: 0, advised: 0, suggestions: 0, comments: 0, version };
        Row::of(&article, &measure, &masthead())
    }

    fn turns_of(row: &Row, who: u128) -> Vec<Turn> {
        turns(row, masthead().get(id(who)).expect("on the masthead"), noon())
    }

    fn waiting_of(row: &Row, who: u128) -> Option<Waiting> {
        waiting(row, masthead().get(id(who)).expect("on the masthead"))
    }

    #[test]
    fn each_status_is_somebodys_turn_and_nobody_elses() {
        let none: &[u128] = &[];
        for (status, editor, turn, whose) in [
            (Status::Pitch, None, Turn::Answer, [MANAGING].as_slice()),
            (Status::Assigned, None, Turn::Write, &[WRITER]),
            (Status::Drafting, Some(EDITOR), Turn::Write, &[WRITER]),
            (Status::Submitted, None, Turn::Claim, &[EDITOR, GRANTED, MANAGING]),
            (Status::Editing, Some(EDITOR), Turn::Edit, &[EDITOR]),
            (Status::Editing, None, Turn::Edit, none),
            (Status::Revising, Some(EDITOR), Turn::Revise, &[WRITER]),
            (Status::Copy, Some(EDITOR), Turn::CopyEdit, &[COPY, MANAGING]),
            (Status::Ready, Some(GRANTED), Turn::Schedule, &[GRANTED, MANAGING]),
            (Status::Ready, Some(EDITOR), Turn::Schedule, &[MANAGING]),
            (Status::Spiked, Some(EDITOR), Turn::Write, none),
        ] {
            let row = row(status, editor);
            for who in [WRITER, EDITOR, COPY, MANAGING, OTHER_WRITER, GRANTED] {
                let expected: &[Turn] = if whose.contains(&who) { &[turn] } else { &[] };
                assert_eq!(turns_of(&row, who), expected, "{who} at {status:?}");
            }
        }
    }

    #[test]
    fn whoever_wrote_or_edits_it_is_told_whom_they_wait_for() {
        for (status, editor, writer_waits, editor_waits) in [
            (Status::Pitch, None, Some(Waiting::Answer), None),
            (Status::Submitted, None, Some(Waiting::AnEditor), None),
            (Status::Editing, Some(EDITOR), Some(Waiting::ItsEditor), None),
            (Status::Editing, None, Some(Waiting::AnEditor), None),
            (Status::Revising, Some(EDITOR), None, Some(Waiting::ItsWriter)),
            (Status::Copy, Some(EDITOR), Some(Waiting::CopyDesk), Some(Waiting::CopyDesk)),
            (Status::Ready, Some(EDITOR), Some(Waiting::ATime), Some(Waiting::ATime)),
            (Status::Spiked, Some(EDITOR), None, None),
        ] {
            let row = row(status, editor);
            assert_eq!(waiting_of(&row, WRITER), writer_waits, "the writer at {status:?}");
            assert_eq!(waiting_of(&row, EDITOR), editor_waits, "the editor at {status:?}");
            assert_eq!(waiting_of(&row, OTHER_WRITER), None, "somebody else at {status:?}");
        }
    }

    #[test]
    fn what_is_on_hold_is_nobodys_turn_until_the_hold_is_to_be_looked_at() {
        let mut held = row(Status::Submitted, None);
        held.hold = Some("the lawyers read it".into());
        held.hold_review = Some(noon() + chrono::Duration::hours(1));
        assert_eq!(turns_of(&held, MANAGING), []);
        assert_eq!(waiting_of(&held, WRITER), Some(Waiting::Hold));
        held.hold_review = Some(noon());
        assert_eq!(turns_of(&held, MANAGING), [Turn::Review]);
        assert_eq!(turns_of(&held, EDITOR), [], "it is for managing editors to look at");
    }

    #[test]
    fn what_is_broken_and_what_is_asked_is_the_managing_editors() {
        let mut row = row(Status::Copy, Some(EDITOR));
        row.trouble = Some("the feed differs".into());
        row.wishes = 1;
        assert_eq!(turns_of(&row, MANAGING), [Turn::Broken, Turn::Asked, Turn::CopyEdit]);
        assert_eq!(turns_of(&row, EDITOR), []);
    }
}
