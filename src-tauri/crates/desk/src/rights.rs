//! Who may read what, and who may write in it now.

use crate::article::{Article, Publication, Status};
use crate::people::{Person, Role};
use crate::refusal::Refusal;

/// Writers read their own articles and what is live; editors, copy editors and managing editors read all;
/// administrators read no unpublished text.
pub fn may_read(person: &Person, article: &Article) -> bool {
    person.edits() || article.publication.live().is_some() || (person.is(Role::Writer) && article.is_own(person.id))
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
            "You have handed this article in, so you can read it but not change it.",
            "Ask its editor to return it to you, or pull it back while nobody has claimed it.",
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
