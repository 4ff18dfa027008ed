//! What can be done with an article now, for menus, keys and buttons.

use chrono::{DateTime, Utc};
use desk::article::Status;
use desk::people::{Actor, Role};
use desk::{Act, Article, Command};

use crate::acts::Gathered;
use crate::view;
use crate::wire::article::{Need, Offer};

pub fn of(gathered: &Gathered, actor: &Actor, now: DateTime<Utc>) -> Vec<Offer> {
    let mut offers: Vec<Offer> =
        desk::moves(&gathered.sight(), actor, now).into_iter().filter(in_menu).map(offer).collect();
    let natural = gathered.article.as_ref().and_then(|article| natural(article, gathered));
    if let Some(main) = natural.and_then(|act| offers.iter_mut().find(|offer| offer.act == act.word())) {
        main.main = true;
    }
    offers
}

/// What undo would take back, when it may.
pub fn undo(gathered: &Gathered, article: &Article, actor: &Actor, now: DateTime<Utc>) -> Option<String> {
    article.last.as_ref().filter(|last| last.undoable)?;
    desk::decide(&gathered.sight(), &Command::Undo, actor, now).ok()?;
    Some("the last act".into())
}

fn offer(offer: desk::Offer) -> Offer {
    Offer {
        act: offer.act.word().into(),
        label: offer.label,
        allowed: offer.allowed,
        refusal: offer.refusal.as_ref().map(view::refusal),
        needs: needs(offer.act, &offer.needs),
        to: offer.to,
        main: false,
        leaves_house: offer.leaves_house,
    }
}

/// What has its own place in the interface (the details form, the versions, the undo) is not in the menu.
fn in_menu(offer: &desk::Offer) -> bool {
    !matches!(offer.act, Act::SetSlug | Act::SetAddress | Act::Freeze | Act::Undo)
}

fn needs(act: Act, asked: &[desk::Need]) -> Vec<Need> {
    let mut needs: Vec<Need> = asked.iter().filter_map(|need| wire(*need)).collect();
    if matches!(act, Act::Submit | Act::HandBack | Act::Release) {
        needs.push(Need::OptionalNote);
    }
    needs.dedup();
    needs
}

fn wire(need: desk::Need) -> Option<Need> {
    Some(match need {
        desk::Need::BudgetLine | desk::Need::Writer | desk::Need::Length => Need::Commission,
        desk::Need::Due => Need::Due,
        desk::Need::Note => Need::Note,
        desk::Need::Reason | desk::Need::LongReason => Need::Reason,
        desk::Need::When => Need::Time,
        desk::Need::Review => Need::Review,
        desk::Need::Second => Need::SecondPerson,
        desk::Need::Notice | desk::Need::Text => Need::NoticeText,
        desk::Need::Typed => Need::Typed,
        desk::Need::Check => Need::Check,
        desk::Need::Significant => Need::Significance,
        // The interface knows these from the act itself.
        desk::Need::Slug
        | desk::Need::Address
        | desk::Need::Job
        | desk::Need::Until
        | desk::Need::Clearance
        | desk::Need::Name => return None,
    })
}

/// The step that usually comes next; none where everything is as it should be.
fn natural(article: &Article, gathered: &Gathered) -> Option<Act> {
    let copy_desk = gathered.people.anyone(Role::CopyEditor);
    let live = article.publication.live();
    Some(match article.axes.status {
        Status::Pitch => Act::Assign,
        Status::Assigned | Status::Drafting => Act::Submit,
        Status::Submitted => Act::Claim,
        Status::Editing if copy_desk => Act::ToCopy,
        Status::Editing | Status::Copy => Act::Approve,
        Status::Revising => Act::HandBack,
        Status::Ready if live.is_some_and(|live| live.version == gathered.version) => return None,
        Status::Ready if live.is_some() => Act::Update,
        Status::Ready if article.axes.jobs.is_empty() => Act::Schedule,
        Status::Ready => Act::Publish,
        Status::Spiked => Act::Unspike,
    })
}
