//! The queue's row: what a list of articles shows of one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{Article, Job, JobKind, Seen, Status};
use crate::ids::{ArticleId, Hash, JobId, PersonId};
use crate::people::{People, Person};
use crate::rights::Reading;

/// What is measured of the text on the desk, whenever it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub words: u32,
    pub tks: u32,
    /// Failing required checks, failing advised ones.
    pub required: u32,
    pub advised: u32,
    /// Open ones.
    #[serde(default)]
    pub suggestions: u32,
    #[serde(default)]
    pub comments: u32,
    /// Hash of the content on the desk.
    pub version: Hash,
}

/// A person as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Named {
    pub id: PersonId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Row {
    pub id: ArticleId,
    pub slug: String,
    pub headline: String,
    pub dek: String,
    pub status: Status,
    pub since: DateTime<Utc>,
    /// Whose article it is: the commissioned writer, else the first byline.
    pub writer: Option<Named>,
    pub authors: Vec<Named>,
    /// Who started it, when it was a person: reading one's own depends on it.
    pub begun_by: Option<PersonId>,
    /// The editor who claimed it.
    pub editor: Option<Named>,
    pub format: Option<String>,
    pub section: Option<String>,
    pub region: Option<String>,
    pub topics: Vec<String>,
    pub words: u32,
    pub commissioned: Option<u32>,
    pub budget_line: String,
    pub due: Option<DateTime<Utc>>,
    /// The next operation on the schedule, also when a hold suspends it.
    pub publish_at: Option<DateTime<Utc>>,
    pub job: Option<JobId>,
    pub job_kind: Option<JobKind>,
    /// A time was missed, and somebody must say what to do.
    pub missed: bool,
    /// The text is no longer the one that the next operation names.
    pub changed_since_scheduled: bool,
    pub publication: Seen,
    /// When it first went out, and when what is live went out.
    pub first_at: Option<DateTime<Utc>>,
    pub live_at: Option<DateTime<Utc>>,
    /// The working copy is ahead of what is live.
    pub changed: bool,
    pub tks: u32,
    pub required: u32,
    pub advised: u32,
    /// What waits for a decision, and comments that are not resolved.
    #[serde(default)]
    pub suggestions: u32,
    #[serde(default)]
    pub comments: u32,
    /// Why it is on hold, and when that is to be looked at again.
    pub hold: Option<String>,
    pub hold_review: Option<DateTime<Utc>>,
    pub embargo: Option<DateTime<Utc>>,
    pub picture: Option<Hash>,
    /// What differs, when what readers get is not what was approved.
    pub trouble: Option<String>,
    pub late_minutes: Option<u32>,
    pub submissions: u32,
    pub overrides: u32,
    pub wishes: u32,
}

impl Row {
    pub fn of(article: &Article, measure: &Measure, people: &People) -> Self {
        let named = |id: PersonId| Named { id, name: people.name(id).to_owned() };
        let axes = &article.axes;
        let fields = &article.fields;
        let live = article.publication.live();
        let next = axes.jobs.first();
        Self {
            id: article.id,
            slug: article.slug.clone(),
            headline: fields.headline.clone(),
            dek: fields.dek.clone(),
            status: axes.status,
            since: axes.since,
            writer: article.writer().map(named),
            authors: fields.authors.iter().copied().map(named).collect(),
            begun_by: article.created_by.person(),
            editor: axes.claim.map(named),
            format: fields.format.clone(),
            section: fields.section.clone(),
            region: fields.region.clone(),
            topics: fields.topics.clone(),
            words: measure.words,
            commissioned: article.commission.length,
            budget_line: article.commission.budget_line.clone(),
            due: article.commission.due,
            publish_at: next.map(|job| job.when.utc),
            job: next.map(|job| job.id),
            job_kind: next.map(|job| job.kind),
            missed: axes.jobs.iter().any(|job| job.asked.is_some()),
            changed_since_scheduled: next.and_then(|job| job.version).is_some_and(|named| named != measure.version),
            publication: article.publication.seen(),
            first_at: article.publication.last().map(|live| live.first_at),
            live_at: live.map(|live| live.at),
            changed: live.is_some_and(|live| live.version != measure.version),
            tks: measure.tks,
            required: measure.required,
            advised: measure.advised,
            suggestions: measure.suggestions,
            comments: measure.comments,
            hold: axes.hold.as_ref().map(|hold| hold.reason.clone()),
            hold_review: axes.hold.as_ref().map(|hold| hold.review),
            embargo: axes.embargo.as_ref().map(|embargo| embargo.until),
            picture: fields.lead.as_ref().map(|lead| lead.picture),
            trouble: trouble(article),
            late_minutes: article.receipt.as_ref().and_then(|receipt| receipt.late_minutes),
            submissions: axes.submissions,
            overrides: count(article.overrides.len()),
            wishes: count(article.wishes.len()),
        }
    }

    /// What a queue shows unless it is asked for more: not spiked, not gone for good, not live and unchanged.
    pub fn is_open(&self) -> bool {
        let unfinished = match self.publication {
            Seen::Never => true,
            Seen::Live => self.changed || self.job.is_some() || self.hold.is_some(),
            Seen::Withdrawn => self.status != Status::Ready || self.job.is_some(),
            Seen::Retracted | Seen::TakenDown => false,
        };
        self.status != Status::Spiked && (unfinished || self.trouble.is_some())
    }

    /// Ready, with nothing live or scheduled of the version on the desk.
    pub fn waits_ready(&self) -> bool {
        let live = self.publication == Seen::Live && !self.changed;
        let scheduled = !self.changed_since_scheduled
            && self.job_kind.is_some_and(|kind| match kind {
                JobKind::Publish | JobKind::Update { .. } => true,
                JobKind::Withdraw => false,
            });
        self.status == Status::Ready && !live && !scheduled
    }

    /// The same rule as [`crate::rights::reading`], from the row alone.
    pub fn reading(&self, person: &Person) -> Reading {
        let own = self.authors.iter().any(|author| author.id == person.id)
            || self.writer.as_ref().is_some_and(|writer| writer.id == person.id)
            || self.begun_by == Some(person.id);
        Reading::of(person, own, self.publication == Seen::Live)
    }
}

/// A receipt speaks of one version; what went out since has none yet.
fn trouble(article: &Article) -> Option<String> {
    let last = article.publication.last()?;
    let receipt = article.receipt.as_ref().filter(|receipt| receipt.version == last.version)?;
    (!receipt.differs.is_empty()).then(|| receipt.differs.join(" "))
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Job {
    /// Whether the time has come and nobody has been asked about it.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.asked.is_none() && self.when.utc <= now
    }
}
