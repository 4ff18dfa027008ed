//! One article, whole, for the editor's panels.

use chrono::{DateTime, Utc};
use desk::address::Addressing;
use desk::article::Article;
use desk::checks::Change;
use desk::ids::{ArticleId, Hash};
use desk::people::Actor;
use desk::rights;

use crate::acts::{Gathered, measure};
use crate::caller::Caller;
use crate::lines::Liner;
use crate::offers;
use crate::room::Newsroom;
use crate::shown;
use crate::text::lock;
use crate::wire::article::{Address, ApprovalView, ArticleView, Fix, JobView, LiveView, Problem, Refusal, VersionLine};
use crate::wire::failure::Failure;

impl Newsroom {
    pub(crate) fn view(&self, caller: &Caller, article: ArticleId) -> Result<ArticleView, Failure> {
        let (gathered, article) = self.look_at(caller, article)?;
        let now = self.now();
        let (rules, zone) = (self.rules(), self.zone());
        let liner = Liner { rules: &rules.rules, vocabulary: &gathered.vocabulary, zone, now };
        let measured = measure(&gathered).ok_or_else(gone)?;
        let row = desk::Row::of(&article, &measured, &gathered.people);
        let person = caller.person.and_then(|id| gathered.people.get(id));
        let refusal = person.map(|person| rights::may_edit(person, &article)).and_then(Result::err);
        Ok(ArticleView {
            line: liner.line(&row),
            fields: article.fields.clone(),
            commission: article.commission.clone(),
            address: Address {
                path: self.address_of(&article),
                chosen: article.address.is_some(),
                fixed: article.publication.last().is_some(),
            },
            may_edit: person.is_some() && refusal.is_none(),
            why_not: refusal.map(|refusal| format!("{} {}", refusal.reason, refusal.remedy)),
            version: gathered.version,
            offers: caller.person.map(|id| offers::of(&gathered, &Actor::Person { id }, now)).unwrap_or_default(),
            problems: problems(&gathered, &article),
            versions: versions(&gathered, &article),
            approval: article.axes.approval.as_ref().map(|approval| ApprovalView {
                version: approval.version,
                by: approval.by.map_or("imported", |by| gathered.people.name(by)).to_owned(),
                at: approval.at,
                current: approval.version == gathered.version,
            }),
            jobs: self.jobs(&gathered, &article, now),
            hold: article.axes.hold.clone(),
            embargo: article.embargo(now).cloned(),
            clearances: article.axes.clearances.clone(),
            overrides: article.overrides.clone(),
            notices: article.notices.clone(),
            receipt: article.receipt.clone(),
            live: article.publication.live().map(|live| LiveView {
                version: live.version,
                first_at: live.first_at,
                at: live.at,
                updated_at: live.updated_at,
                url: self.url(&live.address),
                path: format!("/{}/", live.address),
            }),
            undo: caller.person.and_then(|id| offers::undo(&gathered, &article, &Actor::Person { id }, now)),
        })
    }

    /// The article with everything a decision may look at, if the caller may read it. What somebody may not read is not
    /// there for them.
    pub(crate) fn look_at(&self, caller: &Caller, article: ArticleId) -> Result<(Gathered, Article), Failure> {
        self.catch_up()?;
        if self.ledger.read(|reader| reader.article(article))?.is_none() {
            return Err(gone());
        }
        let text = self.open_text(article)?;
        let mut open = lock(&text);
        let gathered = self.ledger.read(|reader| self.gather(reader, article, &mut open, None))?;
        drop(open);
        let state = gathered.article.clone().ok_or_else(gone)?;
        let people = std::sync::Arc::new(gathered.people.clone());
        let seat = self.seat(caller, people)?;
        match &seat.person {
            Some(person) if !rights::may_read(person, &state) => Err(gone()),
            Some(_) | None => Ok((gathered, state)),
        }
    }

    /// The address on the public site.
    /// The address the article has, or would get if it went out now.
    pub(crate) fn address_of(&self, article: &Article) -> String {
        let (rules, vocabulary) = (self.rules(), self.house.vocabulary());
        let addressing = Addressing { form: &vocabulary.address, zone: &rules.rules.zone, at: self.now() };
        addressing.of(article)
    }

    pub(crate) fn url(&self, address: &str) -> String {
        self.house.house().map_or_else(|| format!("/{address}/"), |house| format!("{}{address}/", house.base_url()))
    }

    fn jobs(&self, gathered: &Gathered, article: &Article, now: DateTime<Utc>) -> Vec<JobView> {
        let rules = self.rules();
        let jobs = article.axes.jobs.iter();
        jobs.map(|job| JobView {
            id: job.id,
            kind: job.kind,
            version: job.version,
            when: job.when.clone(),
            shown: shown::short(job.when.utc, self.zone(), now),
            slot: crate::schedule::slot_at(&rules.rules, job.when.utc),
            set_by: who(gathered, &job.set_by),
            changed_since: job.version.is_some_and(|version| version != gathered.version),
            asked: job.asked.is_some(),
        })
        .collect()
    }
}

pub fn gone() -> Failure {
    Failure::not_found("There is no such article, or it is not yours to read.")
}

pub fn problems(gathered: &Gathered, article: &Article) -> Vec<Problem> {
    desk::checks::run(article, &gathered.facts, &gathered.rules.rules, &gathered.vocabulary, &gathered.people)
        .into_iter()
        .map(|problem| Problem {
            check: problem.check,
            level: problem.level,
            message: problem.message,
            span: problem.span,
            field: problem.field,
            fix: problem.fix.and_then(fix),
            overridden: problem.overridden,
        })
        .collect()
}

/// A fix is one new text, in the body or in a field.
fn fix(fix: desk::Fix) -> Option<Fix> {
    let label = fix.label;
    match fix.change {
        Change::Text { span, with } => Some(Fix { label, span: Some(span), field: None, text: with }),
        Change::Fields { changes } => {
            let fields = [("headline", changes.headline), ("dek", changes.dek), ("language", changes.language)];
            let (field, text) = fields.into_iter().find_map(|(field, text)| Some((field, text?)))?;
            Some(Fix { label, span: None, field: Some(field.into()), text })
        }
    }
}

fn versions(gathered: &Gathered, article: &Article) -> Vec<VersionLine> {
    let live = article.publication.live().map(|live| live.version);
    let approved = article.axes.approval.as_ref().map(|approval| approval.version);
    let scheduled = |hash: Hash| article.axes.jobs.iter().any(|job| job.version == Some(hash));
    let versions = article.versions.iter().rev();
    versions
        .map(|version| VersionLine {
            hash: version.hash,
            name: version.name.clone(),
            at: version.at,
            by: who(gathered, &version.by),
            approved: approved == Some(version.hash),
            live: live == Some(version.hash),
            scheduled: scheduled(version.hash),
        })
        .collect()
}

fn who(gathered: &Gathered, actor: &Actor) -> String {
    actor_name(&gathered.people, actor)
}

pub fn actor_name(people: &desk::People, actor: &Actor) -> String {
    match actor {
        Actor::Person { id } => people.name(*id).to_owned(),
        Actor::Clock => "the clock".into(),
        Actor::Desk => "the desk".into(),
    }
}

/// A refusal as it crosses the boundary.
pub fn refusal(refusal: &desk::Refusal) -> Refusal {
    Refusal {
        code: refusal.code.into(),
        reason: refusal.reason.clone(),
        remedy: refusal.remedy.clone(),
        missing: refusal.missing.clone(),
    }
}
