//! What people say to each other about a text: each thread is one cause, and its last remark that matters says why.

use chrono::{DateTime, Utc};
use desk::Row;
use desk::turn::concerns;
use manuscript::{Comment, Remark};

use super::{Desk, NEWS};
use crate::wire::failure::Failure;
use crate::wire::mine::{Inbox, InboxItem};

/// Letters of a remark that are repeated.
const QUOTED: usize = 160;

/// What a thread means to somebody.
enum Means<'a> {
    Needs(&'a Remark, &'static str),
    Waits(&'a Remark, String),
    Tells(&'a Remark, String),
}

impl Desk<'_> {
    pub(super) fn remarks(&self, inbox: &mut Inbox) -> Result<(), Failure> {
        for row in self.rows.values().filter(|row| row.comments > 0) {
            for comment in self.room.remarked(row.id)?.iter() {
                match self.meaning(row, comment) {
                    Some(Means::Needs(remark, why)) => {
                        inbox.needs.push(self.remarked_item(row, comment, remark, why.into()));
                    }
                    Some(Means::Waits(remark, why)) => {
                        inbox.waits.push(self.remarked_item(row, comment, remark, why));
                    }
                    Some(Means::Tells(remark, why)) if said_at(remark) >= self.now - NEWS => {
                        inbox.information.push(self.remarked_item(row, comment, remark, why));
                    }
                    Some(Means::Tells(..)) | None => {}
                }
            }
        }
        Ok(())
    }

    fn meaning<'a>(&self, row: &Row, comment: &'a Comment) -> Option<Means<'a>> {
        let me = self.me.id.to_string();
        let mine = |remark: &Remark| remark.by.author == me;
        let thread: Vec<&Remark> =
            std::iter::once(&comment.remark).chain(comment.replies.iter().map(|reply| &reply.remark)).collect();
        let last_of_mine = thread.iter().rposition(|remark| mine(remark));
        let since = &thread[last_of_mine.map_or(0, |at| at + 1)..];
        let begun = mine(&comment.remark);
        if let Some(remark) = since.iter().copied().rev().find(|remark| remark.mentions.contains(&me)) {
            return Some(Means::Needs(remark, "You are named in it."));
        }
        if comment.wants_answer() && !begun && row.writer.as_ref().is_some_and(|writer| writer.id == self.me.id) {
            return Some(Means::Needs(&comment.remark, "It asks the writer for an answer."));
        }
        if comment.keeps_back() && !begun && row.editor.as_ref().is_some_and(|editor| editor.id == self.me.id) {
            return Some(Means::Needs(&comment.remark, "It keeps the article you edit from copy."));
        }
        if let Some(remark) = since.last().copied().filter(|_| last_of_mine.is_some()) {
            return Some(Means::Tells(remark, "You took part in it.".into()));
        }
        if begun {
            return self.awaited(row, comment).map(|whom| Means::Waits(&comment.remark, whom));
        }
        let news = since.last().copied().filter(|_| last_of_mine.is_none() && concerns(row, self.me));
        news.map(|remark| Means::Tells(remark, self.share(row)))
    }

    /// Whom one's own comment waits for.
    fn awaited(&self, row: &Row, comment: &Comment) -> Option<String> {
        let named =
            |named: &Option<desk::row::Named>| named.as_ref().map_or("somebody", |n| n.name.as_str()).to_owned();
        if comment.wants_answer() {
            return Some(format!("You asked; {} has not answered.", named(&row.writer)));
        }
        let me = self.me.id.to_string();
        if comment.keeps_back() {
            return Some("You said that it must be fixed; it is open.".into());
        }
        let answered = |id: &String| comment.replies.iter().any(|reply| reply.remark.by.author == *id);
        let waited: Vec<String> = comment
            .remark
            .mentions
            .iter()
            .filter(|id| **id != me && !answered(id))
            .filter_map(|id| Some(self.people.name(id.parse().ok()?).to_owned()))
            .collect();
        (!waited.is_empty()).then(|| format!("You named {}.", desk::people::listed(&waited, "and")))
    }

    fn remarked_item(&self, row: &Row, comment: &Comment, remark: &Remark, why: String) -> InboxItem {
        let who = remark.by.author.parse().map_or("someone unknown", |id| self.people.name(id));
        let at = said_at(remark);
        let cause = format!("comment {} {} {}", row.id, comment.id, remark.by.time);
        InboxItem {
            said: format!("{who}: “{}”", shortened(&remark.text)),
            why,
            comment: Some(comment.id.to_string()),
            ..self.item(row, cause, at)
        }
    }
}

fn said_at(remark: &Remark) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(remark.by.time).unwrap_or_default()
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}
