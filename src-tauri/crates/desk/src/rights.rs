//! Who may read what, and who may write in it now.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{Article, Publication, Status};
use crate::case::Case;
use crate::people::{Actor, Person, Role, listed};
use crate::refusal::Refusal;
use crate::table::{Hand, Itself, Transition};

/// How much of an article somebody may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// Not even that it is there.
    Nothing,
    /// What readers get, and nothing of what is on the desk.
    AsReaders,
    /// The text on the desk, its history, its notes.
    Whole,
}

impl Reading {
    pub(crate) fn of(person: &Person, own: bool, live: bool) -> Self {
        match (person.edits() || (person.is(Role::Writer) && own), live) {
            (true, _) => Self::Whole,
            (false, true) => Self::AsReaders,
            (false, false) => Self::Nothing,
        }
    }
}

/// Writers read their own articles and what is live; editors, copy editors and managing editors read all;
/// administrators read no unpublished text.
pub fn reading(person: &Person, article: &Article) -> Reading {
    Reading::of(person, article.is_own(person.id), article.publication.live().is_some())
}

/// Whether the copy on the desk is the person's to read, not only the version that is live: searches and listings show
/// everybody else the live version's words.
pub fn may_read_the_desk_copy(person: &Person, article: &Article) -> bool {
    person.edits() || (person.is(Role::Writer) && article.is_own(person.id))
}

/// How somebody writes in a text now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "TextMode")]
pub enum Mode {
    Edit,
    /// What they change waits for a decision.
    Suggest,
    Read,
}

/// How the person may write in the article now: whoever may not edit it any more but has written it suggests.
pub fn may_write(person: &Person, article: &Article) -> Mode {
    let status = article.axes.status;
    let handed_in = person.is(Role::Writer) && article.is_own(person.id) && handed_in(status);
    match may_edit(person, article) {
        Ok(()) => Mode::Edit,
        Err(_) if handed_in && still_open(article).is_ok() => Mode::Suggest,
        Err(_) => Mode::Read,
    }
}

/// Whether the person may change text and fields now; else why not and what would help.
pub fn may_edit(person: &Person, article: &Article) -> Result<(), Refusal> {
    still_open(article)?;
    if person.is(Role::Editor) || person.is(Role::ManagingEditor) {
        return Ok(());
    }
    let status = article.axes.status;
    let own = person.is(Role::Writer) && article.is_own(person.id);
    if own && writers_turn(status) {
        return Ok(());
    }
    if person.is(Role::CopyEditor) && copy_editors_turn(status) {
        return Ok(());
    }
    Err(if own {
        Refusal::new(
            "with-the-desk",
            "You have handed this article in, so you can suggest changes but not make them.",
            "Suggest them, ask its editor to return it to you, or pull it back while nobody has claimed it.",
        )
    } else if person.is(Role::CopyEditor) {
        Refusal::new(
            "not-at-copy",
            format!("The article is in {}, where copy editors read but do not change it.", status.word()),
            "Wait until it reaches editing or copy.",
        )
    } else if person.is(Role::Writer) {
        Refusal::new(
            "not-yours",
            "This is another writer\u{2019}s article.",
            "Ask an editor to make the change or to put you on the byline.",
        )
    } else {
        Refusal::new(
            "no-role",
            format!("{} holds no role that changes articles.", person.name),
            "Ask an administrator for a role on the masthead.",
        )
    })
}

/// Whether the person may add to the words that the house knows beside the dictionary.
pub fn may_add_words(person: &Person) -> Result<(), Refusal> {
    if person.edits() {
        return Ok(());
    }
    Err(Refusal::new(
        "no-right",
        "The house\u{2019}s words are the editors\u{2019} to keep.",
        "Ask an editor, a copy editor or a managing editor to add the word.",
    ))
}

fn still_open(article: &Article) -> Result<(), Refusal> {
    if article.axes.status == Status::Spiked {
        return Err(Refusal::new("spiked", "The article is spiked.", "Bring it back from the spike first."));
    }
    match article.publication {
        Publication::Never | Publication::Live(_) | Publication::Withdrawn { .. } => Ok(()),
        Publication::Retracted { .. } => Err(Refusal::new(
            "retracted",
            "The article is retracted; a notice stands in its place.",
            "Begin a new article if there is something to say.",
        )),
        Publication::TakenDown { .. } => Err(Refusal::new(
            "taken-down",
            "The article is taken down and stays so.",
            "Begin a new article if there is something to say.",
        )),
    }
}

/// The desk has it, or readers do.
fn handed_in(status: Status) -> bool {
    match status {
        Status::Submitted | Status::Editing | Status::Copy | Status::Ready => true,
        Status::Pitch | Status::Assigned | Status::Drafting | Status::Revising | Status::Spiked => false,
    }
}

fn writers_turn(status: Status) -> bool {
    match status {
        Status::Pitch | Status::Assigned | Status::Drafting | Status::Revising => true,
        Status::Submitted | Status::Editing | Status::Copy | Status::Ready | Status::Spiked => false,
    }
}

fn copy_editors_turn(status: Status) -> bool {
    match status {
        Status::Editing | Status::Copy | Status::Ready => true,
        Status::Pitch | Status::Assigned | Status::Drafting | Status::Submitted | Status::Revising | Status::Spiked => {
            false
        }
    }
}

/// Whether the actor may do what the row says, from where the article is.
pub(crate) fn may(case: &Case, row: &Transition) -> Result<(), Refusal> {
    match (case.actor, row.itself) {
        (Actor::Clock, Itself::ClockOnly | Itself::DeskToo) | (Actor::Desk, Itself::DeskToo) => Ok(()),
        (Actor::Clock | Actor::Desk, Itself::PeopleOnly) | (Actor::Desk, Itself::ClockOnly) => Err(Refusal::new(
            "people-only",
            "This is for people to decide; it never happens by itself.",
            "Have somebody who may do it act.",
        )),
        (Actor::Person { .. }, Itself::ClockOnly) => Err(Refusal::new(
            "clock-only",
            "This is the clock\u{2019}s to do, when the time comes.",
            "Use \u{201c}publish now\u{201d} to act before the time.",
        )),
        (Actor::Person { .. }, Itself::PeopleOnly | Itself::DeskToo) => person_may(case, row),
    }
}

fn person_may(case: &Case, row: &Transition) -> Result<(), Refusal> {
    let Some(person) = case.person else {
        return Err(Refusal::new(
            "unknown-person",
            "Whoever asks is not on the masthead.",
            "Have an administrator add them.",
        ));
    };
    let hands = || person.roles.iter().map(|role| row.hand(*role));
    if hands().any(|hand| allows(hand, person, case.sight.article)) {
        return Ok(());
    }
    if let Some(article) = case.sight.article.filter(|_| hands().any(|hand| hand == Hand::Edits)) {
        return may_edit(person, article);
    }
    Err(no_right(case, row, person))
}

fn allows(hand: Hand, person: &Person, article: Option<&Article>) -> bool {
    let own = || article.is_none_or(|article| article.is_own(person.id));
    match hand {
        Hand::No | Hand::Asks => false,
        Hand::Yes => true,
        Hand::Own => own(),
        Hand::OwnPitchOrDraft => own() && article.is_some_and(is_pitch_or_draft),
        Hand::Granted => person.may_publish(),
        Hand::AtCopy => article.is_some_and(|article| article.axes.status == Status::Copy),
        Hand::Edits => article.is_some_and(|article| may_edit(person, article).is_ok()),
    }
}

fn is_pitch_or_draft(article: &Article) -> bool {
    let status = article.axes.spiked_from.unwrap_or(article.axes.status);
    match status {
        Status::Pitch | Status::Drafting => true,
        Status::Assigned
        | Status::Submitted
        | Status::Editing
        | Status::Revising
        | Status::Copy
        | Status::Ready
        | Status::Spiked => false,
    }
}

/// "Only a managing editor can do this: \u{201c}Retract\u{201d}. Ask Ines Okafor."
fn no_right(case: &Case, row: &Transition, person: &Person) -> Refusal {
    let can: Vec<Role> = Role::ALL.into_iter().filter(|role| could(row.hand(*role), case.sight.article)).collect();
    let hands = || person.roles.iter().map(|role| row.hand(*role));
    let label = row.label;
    if hands().any(|hand| hand == Hand::Granted) {
        return Refusal::new(
            "not-granted",
            format!("{} has not been granted the right to publish.", person.name),
            format!("{} Or have an administrator grant it.", case.ask_one_of(&[Role::ManagingEditor])),
        );
    }
    if hands().any(|hand| matches!(hand, Hand::Own | Hand::OwnPitchOrDraft))
        && case.sight.article.is_some_and(|article| !article.is_own(person.id))
    {
        return Refusal::new(
            "not-yours",
            format!("\u{201c}{label}\u{201d} is for the article\u{2019}s own writer, and {} is not.", person.name),
            case.ask_one_of(&editors_among(&can)),
        );
    }
    let words: Vec<String> = can.iter().map(|role| role.with_article().to_owned()).collect();
    let reason = if words.is_empty() {
        format!("Nobody can do this from here: \u{201c}{label}\u{201d}.")
    } else {
        format!("Nobody but {} can do this: \u{201c}{label}\u{201d}.", listed(&words, "or"))
    };
    let mut remedy = case.ask_one_of(&editors_among(&can));
    if hands().any(|hand| hand == Hand::Asks) {
        remedy = format!("{remedy} \u{201c}Ask the desk\u{201d} puts the request on the article.");
    }
    Refusal::new("no-right", reason, remedy)
}

/// Whether somebody with the role could do it from where the article is.
fn could(hand: Hand, article: Option<&Article>) -> bool {
    match hand {
        Hand::No | Hand::Asks => false,
        Hand::Yes | Hand::Own | Hand::Granted | Hand::Edits => true,
        Hand::OwnPitchOrDraft => article.is_some_and(is_pitch_or_draft),
        Hand::AtCopy => article.is_some_and(|article| article.axes.status == Status::Copy),
    }
}

/// Of those who can, the ones to ask: rather a desk than a writer.
fn editors_among(can: &[Role]) -> Vec<Role> {
    let mut desk: Vec<Role> = can.iter().copied().filter(|role| *role != Role::Writer).collect();
    desk.sort_by_key(|role| *role != Role::ManagingEditor);
    if desk.is_empty() { can.to_vec() } else { desk }
}
