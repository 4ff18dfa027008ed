//! What others did that somebody is told of, and need not act on.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, JobId, PersonId};
use desk::turn::concerns;
use desk::{Fact, Row};
use ledger::Entry;

use super::lately::weight;
use super::{Desk, NEWS};
use crate::view::actor_name;
use crate::wire::mine::{Inbox, InboxItem};

/// What the log says of people and articles, up to the act that is looked at.
#[derive(Default)]
struct So<'a> {
    claimed: HashMap<ArticleId, PersonId>,
    scheduled: HashMap<JobId, PersonId>,
    asked: HashSet<ArticleId>,
    /// Each act with what matters most of it.
    news: BTreeMap<(DateTime<Utc>, desk::ids::DecisionId), (&'a Entry, String)>,
}

impl Desk<'_> {
    pub(super) fn information(&self, lately: &[Arc<Entry>], inbox: &mut Inbox) {
        // What needs them now because of an act is not told a second time for it.
        let needed: HashSet<(ArticleId, DateTime<Utc>)> =
            inbox.needs.iter().map(|item| (item.article, item.at)).collect();
        let mut so = So::default();
        for entry in lately {
            let Some((article, row)) = entry.article.and_then(|id| Some((id, self.rows.get(&id)?))) else { continue };
            let entry: &Entry = entry;
            let own = entry.actor.person() == Some(self.me.id);
            let news = !own && entry.at >= self.now - NEWS && !needed.contains(&(article, entry.at));
            if let Some(why) = news.then(|| self.why(&so, entry, row)).flatten() {
                let known = so.news.entry((entry.at, entry.decision)).or_insert_with(|| (entry, why.clone()));
                if weight(&entry.fact) < weight(&known.0.fact) {
                    *known = (entry, why);
                }
            }
            self.follow(&mut so, entry, article);
        }
        inbox.information.extend(so.news.into_values().map(|(entry, why)| self.news(entry, why)));
    }

    fn news(&self, entry: &Entry, why: String) -> InboxItem {
        let row = &self.rows[&entry.article.expect("news is about an article")];
        let who = actor_name(self.people, &entry.actor);
        InboxItem {
            said: format!("{} {}", upper(&who), self.teller.said(&entry.actor, &entry.fact)),
            why,
            ..self.item(row, format!("act {}", entry.decision), entry.at)
        }
    }

    /// Why the person is told of it, if they are.
    fn why(&self, so: &So<'_>, entry: &Entry, row: &Row) -> Option<String> {
        let me = self.me.id;
        match &entry.fact {
            Fact::Claimed { by: Some(_) } if so.claimed.get(&row.id) == Some(&me) => Some("You had claimed it.".into()),
            // What begins is told by whose turn it is.
            Fact::Claimed { by: None } | Fact::Begun { .. } => None,
            Fact::Published { job: Some(job), .. } if so.scheduled.get(job) == Some(&me) => {
                Some("You gave it its time.".into())
            }
            Fact::JobMissed { job, .. } | Fact::JobMoved { job, .. } | Fact::JobStopped { job, .. }
                if so.scheduled.get(job) == Some(&me) =>
            {
                Some("You gave it its time.".into())
            }
            Fact::WishDeclined { .. } => so.asked.contains(&row.id).then(|| "You asked for it.".into()),
            Fact::CommissionSet { commission } if commission.writer != Some(me) => None,
            _ => concerns(row, self.me).then(|| self.share(row)),
        }
    }

    fn follow(&self, so: &mut So<'_>, entry: &Entry, article: ArticleId) {
        match &entry.fact {
            Fact::Claimed { by: Some(by) } => _ = so.claimed.insert(article, *by),
            Fact::Claimed { by: None } => _ = so.claimed.remove(&article),
            Fact::JobSet { job } => {
                if let Some(by) = job.set_by.person() {
                    so.scheduled.insert(job.id, by);
                }
            }
            Fact::Wished { wish } if wish.by == self.me.id => _ = so.asked.insert(article),
            _ => {}
        }
    }
}

fn upper(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
