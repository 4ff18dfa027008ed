//! One article, whole, for the editor's panels.

use chrono::{DateTime, Utc};
use desk::address::Addressing;
use desk::article::{Article, Clearances, Commission, Fields};
use desk::checks::Change;
use desk::ids::{ArticleId, Hash};
use desk::people::Actor;
use desk::rights;
use desk::text::Span;

use crate::acts::{Gathered, measure};
use crate::caller::Caller;
use crate::galley::in_working;
use crate::lines::Liner;
use crate::offers;
use crate::reading::{Published, Read, as_readers_do, face, gone};
use crate::room::Newsroom;
use crate::shown;
use crate::wire::article::{Address, ApprovalView, ArticleView, Fix, JobView, LiveView, Problem, Refusal, VersionLine};
use crate::wire::failure::Failure;

impl Newsroom {
    pub(crate) fn view(&self, caller: &Caller, article: ArticleId) -> Result<ArticleView, Failure> {
        let (gathered, article) = match self.read_checked(caller, article)? {
            Read::Whole(whole) => *whole,
            Read::AsReaders(published) => return Ok(self.view_as_readers(&published)),
        };
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
            limits: gathered.vocabulary.limits,
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
            problems: shown_problems(&gathered, &article),
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
            handed: self.handed(&article, &gathered.people)?,
            undo: caller.person.and_then(|id| offers::undo(&gathered, &article, &Actor::Person { id }, now)),
        })
    }

    /// A live article for whoever reads it as readers do.
    fn view_as_readers(&self, Published { card, content, .. }: &Published) -> ArticleView {
        let (rules, vocabulary) = (self.rules(), self.house.vocabulary());
        let liner = Liner { rules: &rules.rules, vocabulary: &vocabulary, zone: self.zone(), now: self.now() };
        let refusal = as_readers_do();
        let mut line = liner.line(&face(card));
        line.words = press::facts(&content.body).words;
        ArticleView {
            line,
            limits: vocabulary.limits,
            fields: Fields {
                headline: content.headline.clone(),
                dek: content.dek.clone(),
                format: content.format.clone(),
                section: content.section.clone(),
                region: content.region.clone(),
                topics: content.topics.clone(),
                authors: content.authors.iter().map(|author| author.person).collect(),
                lead: content.lead.clone(),
                language: content.language.clone(),
                search_title: content.search_title.clone(),
                social_headline: content.social_headline.clone(),
            },
            commission: Commission::default(),
            address: Address { path: card.address.clone(), chosen: false, fixed: true },
            may_edit: false,
            why_not: Some(format!("{} {}", refusal.reason, refusal.remedy)),
            version: card.version,
            offers: Vec::new(),
            problems: Vec::new(),
            versions: Vec::new(),
            approval: None,
            jobs: Vec::new(),
            hold: None,
            embargo: None,
            clearances: Clearances::default(),
            overrides: Vec::new(),
            notices: card.notices.clone(),
            receipt: None,
            live: Some(LiveView {
                version: card.version,
                first_at: card.first_at,
                at: card.at,
                updated_at: card.updated_at,
                url: self.url(&card.address),
                path: format!("/{}/", card.address),
            }),
            handed: None,
            undo: None,
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

/// The problems, at their places in what the editor shows.
fn shown_problems(gathered: &Gathered, article: &Article) -> Vec<Problem> {
    let shown = |span: Option<Span>| span.map(|span| in_working(span, &gathered.places));
    let mut problems = problems(gathered, article);
    for problem in &mut problems {
        problem.span = shown(problem.span);
        if let Some(fix) = &mut problem.fix {
            fix.span = shown(fix.span);
        }
    }
    problems
}

/// The problems, at their places in the text as it stands.
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
            let fields = [
                ("headline", changes.headline),
                ("dek", changes.dek),
                ("language", changes.language),
                ("search_title", changes.search_title),
                ("social_headline", changes.social_headline),
            ];
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
