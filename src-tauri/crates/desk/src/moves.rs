//! What can be done with an article now, and why not: for menus and keys.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use crate::act::Act;
use crate::article::Status;
use crate::case::Case;
use crate::decide::{guards, row_for, settled};
use crate::needs::Need;
use crate::people::{Actor, Role};
use crate::refusal::Refusal;
use crate::rights;
use crate::sight::Sight;
use crate::table::{TABLE, To};

/// One entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Offer {
    /// The command's word.
    pub act: Act,
    /// The row of the workflow's table.
    pub row: &'static str,
    pub label: String,
    pub allowed: bool,
    pub refusal: Option<Refusal>,
    /// What to ask for before the command can be sent.
    pub needs: Vec<Need>,
    /// Where it leads, when it moves the article.
    pub to: Option<Status>,
    /// What readers see changes: shown exactly before it happens, and not taken back by "undo".
    pub leaves_house: bool,
}

/// Everything the workflow knows for this article and actor, in the table's order, allowed or not. What happens by itself
/// and what has its own place in the interface (typing, fields) is not among it.
pub fn moves(sight: &Sight, actor: &Actor, now: DateTime<Utc>) -> Vec<Offer> {
    let case = Case::new(sight, actor, now);
    let mut offers: Vec<Offer> = Vec::new();
    for act in TABLE.iter().map(|row| row.act) {
        if !offers.iter().any(|offer| offer.act == act) && is_offered(&case, act) {
            offers.push(offer(&case, act));
        }
    }
    offers
}

fn offer(case: &Case, act: Act) -> Offer {
    let found = row_for(case, act);
    let row = found.as_ref().ok().copied().or_else(|| TABLE.iter().find(|row| row.act == act));
    let verdict = found.and_then(|row| {
        rights::may(case, row)?;
        settled(guards(case, row))
    });
    let refusal = verdict.err();
    Offer {
        act,
        row: row.map_or("", |row| row.number),
        label: row.map(|row| row.label.to_owned()).unwrap_or_default(),
        allowed: refusal.is_none(),
        refusal,
        needs: row.map(|row| row.needs.to_vec()).unwrap_or_default(),
        to: row.and_then(|row| match row.to {
            To::Status(status) => Some(status),
            To::Former => case.sight.article.and_then(|article| article.axes.spiked_from),
            To::Same => None,
        }),
        leaves_house: leaves_house(act),
    }
}

fn is_offered(case: &Case, act: Act) -> bool {
    let copy_desk = case.sight.people.anyone(Role::CopyEditor);
    let at_copy = case.sight.article.is_some_and(|article| article.axes.status == Status::Copy);
    match act {
        Act::ToCopy => copy_desk,
        Act::BackToEditing => copy_desk || at_copy,
        Act::Pitch | Act::Begin => case.sight.article.is_none(),
        Act::Edited | Act::Due | Act::Receive | Act::Set | Act::Draft | Act::Import | Act::BringIn | Act::BringBack => {
            false
        }
        Act::Assign
        | Act::Spike
        | Act::Unspike
        | Act::Submit
        | Act::PullBack
        | Act::Claim
        | Act::TakeOver
        | Act::Return
        | Act::HandBack
        | Act::Approve
        | Act::Reopen
        | Act::Schedule
        | Act::ScheduleWithdrawal
        | Act::MoveJob
        | Act::SetMissed
        | Act::StopJob
        | Act::PublishMissed
        | Act::DropMissed
        | Act::Publish
        | Act::SilentFix
        | Act::Update
        | Act::Notice
        | Act::Retract
        | Act::Withdraw
        | Act::TakeDown
        | Act::Hold
        | Act::Release
        | Act::Embargo
        | Act::LiftEmbargo
        | Act::RequireClearance
        | Act::Clear
        | Act::Override
        | Act::Wish
        | Act::Decline
        | Act::Delete
        | Act::SetSlug
        | Act::SetAddress
        | Act::Freeze
        | Act::Undo => case.sight.article.is_some(),
    }
}

fn leaves_house(act: Act) -> bool {
    matches!(
        act,
        Act::PublishMissed
            | Act::Publish
            | Act::SilentFix
            | Act::Update
            | Act::Notice
            | Act::Retract
            | Act::Withdraw
            | Act::TakeDown
    )
}
