//! What is somebody's turn, and whom they wait for.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use desk::bucket::is_late;
use desk::ids::ArticleId;
use desk::turn::{Turn, Waiting, turns, waiting};
use desk::{Article, Fact, Row};
use ledger::{Entry, LedgerError};

use super::Desk;
use super::lately::weight;
use crate::view::actor_name;
use crate::wire::failure::Failure;
use crate::wire::mine::{Inbox, InboxItem};

/// The last claim of each article.
type Claims<'a> = HashMap<ArticleId, &'a Entry>;

impl Desk<'_> {
    pub(super) fn turns(&self, lately: &[Arc<Entry>], inbox: &mut Inbox) -> Result<(), Failure> {
        let claims = claims(lately);
        for row in self.rows.values() {
            for turn in turns(row, self.me, self.now) {
                inbox.needs.push(self.needed(row, turn, &claims)?);
            }
            if let Some(whom) = waiting(row, self.me) {
                let item = self.item(row, format!("waits {} {}", row.id, row.since.timestamp_micros()), row.since);
                let (said, why) = (self.for_whom(row, whom), self.share(row));
                inbox.waits.push(InboxItem { said, why, due: row.publish_at.or(row.due), ..item });
            }
            if row.wishes > 0 {
                self.own_wishes(row, inbox)?;
            }
        }
        Ok(())
    }

    fn needed(&self, row: &Row, turn: Turn, claims: &Claims<'_>) -> Result<InboxItem, Failure> {
        let cause = |at: DateTime<Utc>| format!("{} {} {}", turn.word(), row.id, at.timestamp_micros());
        let item = |at| InboxItem { why: why(turn).into(), due: row.due, ..self.item(row, cause(at), at) };
        Ok(match turn {
            Turn::Broken => {
                let at = row.publish_at.or(row.live_at).unwrap_or(row.since);
                InboxItem { said: broken(row, self.now), urgent: true, due: None, ..item(at) }
            }
            Turn::Review => {
                let at = row.hold_review.unwrap_or(row.since);
                let reason = row.hold.clone().unwrap_or_default();
                InboxItem { said: format!("On hold: {reason}"), ..item(at) }
            }
            Turn::Asked => {
                let article = self.article(row.id)?;
                let wish = article.as_ref().and_then(|article| article.wishes.last());
                let said = wish.map(|wish| format!("{} asks: {}", self.people.name(wish.by), wish.text));
                let own = wish.is_some_and(|wish| wish.by == self.me.id);
                let item = item(wish.map_or(row.since, |wish| wish.at));
                InboxItem { said: said.unwrap_or_default(), unread: !own, due: None, ..item }
            }
            Turn::Answer | Turn::Write | Turn::Revise | Turn::Claim | Turn::Edit | Turn::CopyEdit | Turn::Schedule => {
                self.stepped(row, item(row.since), claims.get(&row.id).filter(|_| turn == Turn::Edit))?
            }
        })
    }

    /// With what brought the article where it is, by whom: their own step is not news to them.
    fn stepped(&self, row: &Row, item: InboxItem, claim: Option<&&Entry>) -> Result<InboxItem, Failure> {
        let then = self.room.ledger.read(|reader| reader.log_at(row.id, row.since))?;
        let newer = claim.filter(|claim| claim.at > row.since);
        let step = newer.copied().or_else(|| then.iter().min_by_key(|entry| weight(&entry.fact)));
        Ok(match step {
            Some(entry) => InboxItem {
                said: format!(
                    "{} {}",
                    actor_name(self.people, &entry.actor),
                    self.teller.said(&entry.actor, &entry.fact)
                ),
                unread: entry.actor.person() != Some(self.me.id),
                ..item
            },
            None => InboxItem { said: format!("In “{}” since then", item.label), ..item },
        })
    }

    /// What the person asked of the desk and was not answered.
    fn own_wishes(&self, row: &Row, inbox: &mut Inbox) -> Result<(), Failure> {
        let Some(article) = self.article(row.id)? else { return Ok(()) };
        for wish in article.wishes.iter().filter(|wish| wish.by == self.me.id) {
            let cause = format!("wish {} {}", row.id, wish.at.timestamp_micros());
            inbox.waits.push(InboxItem {
                said: format!("Waits for a managing editor: {}", wish.text),
                why: "You asked the desk.".into(),
                ..self.item(row, cause, wish.at)
            });
        }
        Ok(())
    }

    fn article(&self, id: ArticleId) -> Result<Option<Article>, LedgerError> {
        self.room.ledger.read(|reader| reader.article(id))
    }

    fn for_whom(&self, row: &Row, whom: Waiting) -> String {
        let named =
            |named: &Option<desk::row::Named>| named.as_ref().map_or("somebody", |n| n.name.as_str()).to_owned();
        match whom {
            Waiting::Answer => "Waits for an answer to the pitch".into(),
            Waiting::AnEditor => "Waits for an editor to claim it".into(),
            Waiting::ItsEditor => format!("{} edits it", named(&row.editor)),
            Waiting::ItsWriter => format!("{} writes", named(&row.writer)),
            Waiting::CopyDesk => "With the copy desk".into(),
            Waiting::ATime => "Approved; waits for a time".into(),
            Waiting::TheClock => {
                let at = row.publish_at.map(|at| crate::shown::short(at, self.liner.zone, self.now));
                format!("Goes out {}", at.unwrap_or_default())
            }
            Waiting::Hold => format!("On hold: {}", row.hold.as_deref().unwrap_or_default()),
        }
    }

    /// What somebody has to do with an article.
    pub(super) fn share(&self, row: &Row) -> String {
        let me = |named: &desk::row::Named| named.id == self.me.id;
        if row.editor.as_ref().is_some_and(me) {
            "You edit it.".into()
        } else if row.writer.as_ref().is_some_and(me) || row.authors.iter().any(me) {
            "You write it.".into()
        } else if row.begun_by == Some(self.me.id) {
            "You began it.".into()
        } else {
            "You work on the desk.".into()
        }
    }
}

fn claims(lately: &[Arc<Entry>]) -> Claims<'_> {
    let claimed = lately.iter().filter(|entry| matches!(entry.fact, Fact::Claimed { by: Some(_) }));
    claimed.filter_map(|entry| Some((entry.article?, entry.as_ref()))).collect()
}

fn why(turn: Turn) -> &'static str {
    match turn {
        Turn::Broken => "Managing editors put right what went out wrong.",
        Turn::Review => "Managing editors look at a hold when its day has come.",
        Turn::Asked => "Managing editors answer what the desk is asked.",
        Turn::Answer => "Managing editors answer pitches.",
        Turn::Write => "It is yours to write.",
        Turn::Revise => "It came back to you.",
        Turn::Claim => "Any editor may claim it.",
        Turn::Edit => "You claimed it.",
        Turn::CopyEdit => "It is with the copy desk.",
        Turn::Schedule => "It is approved and has no time.",
    }
}

fn broken(row: &Row, now: DateTime<Utc>) -> String {
    match &row.trouble {
        Some(trouble) => trouble.clone(),
        None if row.missed => "Its time was missed; say what is to be done".into(),
        None if is_late(row, now) => "It should be out, and is not".into(),
        None => String::new(),
    }
}
