//! Looking ahead along the schedule, for whoever reads the whole desk.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use desk::Article;
use desk::ahead::{self, Change, Kind, Listed, Step, Story, Violation};
use desk::article::{Job, JobKind};
use desk::ids::ArticleId;
use ledger::{Card, LedgerError, Reader, Shelf};

use crate::caller::Caller;
use crate::room::Newsroom;
use crate::shown;
use crate::wire::ahead::{AheadLine, AheadSection, LookAhead, LookAheadArgs, ViolationKind, ViolationLine, Violations};
use crate::wire::failure::{Code, Failure};
use crate::wire::queue::Tone;

const FORTNIGHT: u32 = 14;
const YEAR: TimeDelta = TimeDelta::days(366);

impl Newsroom {
    /// What the next fortnight will run into.
    pub(crate) fn violations(&self, caller: &Caller) -> Result<Violations, Failure> {
        self.desk_alone(caller)?;
        let (rules, now, zone) = (self.rules(), self.now(), self.zone());
        let to = now + TimeDelta::days(FORTNIGHT.into());
        let stories = self.ledger.read(|reader| self.stories(reader, now, to))?;
        let found = ahead::violations(&stories, &rules.rules, now, FORTNIGHT.into());
        let list = found.into_iter().filter(|one| one.at < to).map(|one| line(one, zone, now)).collect();
        Ok(Violations { days: FORTNIGHT, list })
    }

    /// What readers will see then.
    pub(crate) fn look_ahead(&self, caller: &Caller, args: LookAheadArgs) -> Result<LookAhead, Failure> {
        self.desk_alone(caller)?;
        let (now, zone) = (self.now(), self.zone());
        if args.at < now || args.at > now + YEAR {
            return Err(Failure::new(Code::BadRequest, "One can look ahead from now on for a year, and no further."));
        }
        let counts = self.house.house().map(|house| house.counts().clone()).unwrap_or_default();
        let vocabulary = self.house.vocabulary();
        let sections: Vec<Shelf> = vocabulary.sections.iter().map(|term| Shelf::Section(term.slug.clone())).collect();
        let (live, changes) = self.ledger.read(|reader| {
            let changes = changes(reader, now, args.at)?;
            // What leaves is replaced by what stands behind it.
            let most = counts.front.max(counts.feed).max(counts.listing) + changes.len();
            let mut live = BTreeMap::new();
            for shelf in sections.iter().chain([&Shelf::Everything]) {
                live.extend(reader.live_latest(shelf, 0, most)?.into_iter().map(|card| (card.article, listed(&card))));
            }
            Ok::<_, LedgerError>((live, changes))
        })?;
        let then = ahead::shown_at(live.values().cloned().collect(), &changes, args.at);
        let line = |line: &Listed| AheadLine {
            article: line.id,
            headline: line.headline.clone(),
            changes: live.get(&line.id) != Some(line),
        };
        let there: BTreeSet<ArticleId> = then.iter().map(|line| line.id).collect();
        let section = |term: &desk::rules::Term| AheadSection {
            label: term.label.clone(),
            lines: then
                .iter()
                .filter(|line| line.section.as_deref() == Some(&term.slug))
                .take(counts.listing)
                .map(line)
                .collect(),
        };
        Ok(LookAhead {
            shown: shown::short(args.at, zone, now),
            front: then.iter().take(counts.front).map(line).collect(),
            sections: vocabulary.sections.iter().map(section).filter(|section| !section.lines.is_empty()).collect(),
            feed: then.iter().take(counts.feed).map(line).collect(),
            gone: live.values().filter(|line| !there.contains(&line.id)).map(line).collect(),
        })
    }

    /// What is planned is the desk's own: whoever reads only some of it would be told half.
    fn desk_alone(&self, caller: &Caller) -> Result<(), Failure> {
        if self.seated(caller)?.reads_everything() {
            return Ok(());
        }
        Err(Failure::refused("Looking ahead is for editors: it tells of everything that is planned."))
    }

    /// Every article with a job in that time, and what those link to.
    fn stories(&self, reader: &Reader<'_>, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<Story>, LedgerError> {
        let planned: BTreeSet<ArticleId> = reader.jobs_between(from, to)?.iter().map(|job| job.article).collect();
        let mut stories = Vec::new();
        for id in &planned {
            if let Some(article) = reader.article(*id)? {
                let mut story = self.story(&article);
                for (step, job) in story.steps.iter_mut().zip(&article.axes.jobs) {
                    step.links = self.links(reader, job)?;
                }
                stories.push(story);
            }
        }
        let known: BTreeSet<String> = stories.iter().map(|story| story.address.clone()).collect();
        let linked = stories.iter().flat_map(|story| &story.steps).flat_map(|step| step.links.clone());
        for address in linked.filter(|link| !known.contains(link)).collect::<BTreeSet<_>>() {
            let Some((id, _)) = reader.at_address(&address)? else { continue };
            if let Some(article) = reader.article(id)? {
                stories.push(Story { address, ..self.story(&article) });
            }
        }
        Ok(stories)
    }

    fn story(&self, article: &Article) -> Story {
        let axes = &article.axes;
        let step =
            |job: &Job| Step { kind: job.kind, when: job.when.clone(), asked: job.asked.is_some(), links: Vec::new() };
        Story {
            id: article.id,
            slug: article.slug.clone(),
            address: self.address_of(article),
            out: article.publication.live().is_some(),
            on_hold: axes.hold.is_some(),
            embargo: axes.embargo.as_ref().map(|embargo| embargo.until),
            steps: axes.jobs.iter().map(step).collect(),
        }
    }

    /// Addresses on this site that the job's version links to.
    fn links(&self, reader: &Reader<'_>, job: &Job) -> Result<Vec<String>, LedgerError> {
        let Some(content) = job.version.map(|hash| reader.version(hash)).transpose()?.flatten() else {
            return Ok(Vec::new());
        };
        let base = self.house.house().map(|house| house.base_url().to_owned()).filter(|base| !base.is_empty());
        let own = |to: &str| {
            let whole = base.as_deref().and_then(|base| to.strip_prefix(base));
            let path = whole.or_else(|| to.strip_prefix('/').filter(|rest| !rest.starts_with('/')))?;
            let address = path.split(['#', '?']).next()?.trim_matches('/');
            (!address.is_empty()).then(|| address.to_owned())
        };
        Ok(press::facts(&content.body).links.iter().filter_map(|link| own(&link.to)).collect())
    }
}

/// What the jobs up to then do to the listings; what is held, missed or under embargo does nothing.
fn changes(
    reader: &Reader<'_>,
    now: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, Change)>, LedgerError> {
    let mut changes = Vec::new();
    for scheduled in reader.jobs_between(now, at + TimeDelta::microseconds(1))?.into_iter().filter(|job| !job.waits) {
        let (job, Some(article)) = (&scheduled.job, reader.article(scheduled.article)?) else { continue };
        let when = job.when.utc;
        let sealed = article.axes.embargo.as_ref().is_some_and(|embargo| embargo.until > when);
        let content = job.version.map(|hash| reader.version(hash)).transpose()?.flatten();
        let line = content.map(|content| Listed {
            id: article.id,
            headline: content.headline,
            section: content.section,
            feed_at: when,
        });
        match (job.kind, line) {
            (JobKind::Withdraw, _) => changes.push((when, Change::Gone(article.id))),
            (JobKind::Publish, Some(line)) if !sealed => changes.push((when, Change::Out(line))),
            (JobKind::Update { significant }, Some(line)) if !sealed => {
                changes.push((when, Change::Renewed { line, significant }));
            }
            (JobKind::Publish | JobKind::Update { .. }, _) => {}
        }
    }
    Ok(changes)
}

fn listed(card: &Card) -> Listed {
    Listed { id: card.article, headline: card.headline.clone(), section: card.section.clone(), feed_at: card.feed_at }
}

fn line(violation: Violation, zone: chrono_tz::Tz, now: DateTime<Utc>) -> ViolationLine {
    let Violation { at, kind, articles, said } = violation;
    let (kind, tone) = match kind {
        Kind::EmbargoBroken => (ViolationKind::EmbargoBroken, Tone::Red),
        Kind::NothingToUpdate => (ViolationKind::NothingToUpdate, Tone::Red),
        Kind::LinkNotYet => (ViolationKind::LinkNotYet, Tone::Red),
        Kind::LinkGone => (ViolationKind::LinkGone, Tone::Red),
        Kind::ClockTrap => (ViolationKind::ClockTrap, Tone::Amber),
        Kind::SlotShared => (ViolationKind::SlotShared, Tone::Amber),
        Kind::Gap => (ViolationKind::Gap, Tone::Amber),
    };
    ViolationLine { at, shown: shown::short(at, zone, now), kind, tone, articles, said }
}
