//! Looking ahead: what the schedule will run into, before readers do.

use chrono::{DateTime, Days, Utc};

mod listing;

pub use listing::{Change, Listed, shown_at};

use crate::article::JobKind;
use crate::ids::ArticleId;
use crate::people::listed;
use crate::rhythm;
use crate::rules::Rules;
use crate::schedule::{goes_out, same_minute};
use crate::when::{self, Moment, Reading, told};

/// An article as the schedule sees it: one that has jobs, or one that something scheduled links to.
#[derive(Clone, Debug)]
pub struct Story {
    pub id: ArticleId,
    pub slug: String,
    /// Where readers find it, or will.
    pub address: String,
    /// Readers can see it now.
    pub out: bool,
    pub on_hold: bool,
    pub embargo: Option<DateTime<Utc>>,
    /// In the order of time.
    pub steps: Vec<Step>,
}

/// One job of its schedule.
#[derive(Clone, Debug)]
pub struct Step {
    pub kind: JobKind,
    pub when: Moment,
    /// It was missed: nothing happens by itself.
    pub asked: bool,
    /// Addresses on this site that the version links to.
    pub links: Vec<String>,
}

/// In the order in which those of one minute are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    EmbargoBroken,
    NothingToUpdate,
    LinkNotYet,
    LinkGone,
    ClockTrap,
    SlotShared,
    Gap,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub at: DateTime<Utc>,
    pub kind: Kind,
    /// The article that is to be moved or changed first.
    pub articles: Vec<ArticleId>,
    pub said: String,
}

/// All that is wrong with the days from now on, in the order of time.
pub fn violations(stories: &[Story], rules: &Rules, now: DateTime<Utc>, days: u64) -> Vec<Violation> {
    let watch = Watch { stories, rules, now };
    let mut found = Vec::new();
    for story in stories {
        for step in story.steps.iter().filter(|step| step.when.utc > now) {
            found.extend(watch.embargo(story, step));
            found.extend(watch.update(story, step));
            found.extend(watch.links(story, step));
            found.extend(watch.clock(story, step));
        }
    }
    found.extend(watch.shared());
    found.extend(watch.gaps(days));
    found.sort_by(|one, other| (one.at, one.kind, &one.said).cmp(&(other.at, other.kind, &other.said)));
    found
}

impl Story {
    /// Whether the job comes to pass by itself.
    fn happens(&self, step: &Step) -> bool {
        !self.on_hold && !step.asked
    }

    /// Whether readers can see it then, after everything that happens up to and in that minute.
    fn is_out(&self, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let done = self.steps.iter().filter(|step| step.when.utc > now && step.when.utc <= at && self.happens(step));
        done.fold(self.out, |out, step| match step.kind {
            JobKind::Publish => true,
            JobKind::Update { .. } => out,
            JobKind::Withdraw => false,
        })
    }
}

struct Watch<'a> {
    stories: &'a [Story],
    rules: &'a Rules,
    now: DateTime<Utc>,
}

impl Watch<'_> {
    fn told(&self, at: DateTime<Utc>) -> String {
        told(at, &self.rules.zone)
    }

    fn embargo(&self, story: &Story, step: &Step) -> Option<Violation> {
        let until = story.embargo.filter(|until| goes_out(step.kind) && *until > step.when.utc)?;
        let said = format!("{} is to go out before its embargo ends, on {}.", story.slug, self.told(until));
        Some(Violation { at: step.when.utc, kind: Kind::EmbargoBroken, articles: vec![story.id], said })
    }

    /// An update, or a withdrawal, of what is not out then.
    fn update(&self, story: &Story, step: &Step) -> Option<Violation> {
        let before = step.when.utc - chrono::TimeDelta::nanoseconds(1);
        let needs_original = matches!(step.kind, JobKind::Update { .. } | JobKind::Withdraw);
        if !needs_original || story.is_out(before, self.now) {
            return None;
        }
        let what = if goes_out(step.kind) { "updated" } else { "withdrawn" };
        let why = if story.on_hold { "it is on hold" } else { "it is not out by then" };
        let said = format!("{} is to be {what}, and {why}.", story.slug);
        Some(Violation { at: step.when.utc, kind: Kind::NothingToUpdate, articles: vec![story.id], said })
    }

    fn links(&self, story: &Story, step: &Step) -> Vec<Violation> {
        if !goes_out(step.kind) || !story.happens(step) {
            return Vec::new();
        }
        let targets = step.links.iter().filter_map(|link| self.stories.iter().find(|other| other.address == *link));
        let mut seen: Vec<ArticleId> = vec![story.id];
        let mut found = Vec::new();
        for target in targets {
            if seen.contains(&target.id) {
                continue;
            }
            seen.push(target.id);
            found.extend(self.link(story, step, target));
        }
        found
    }

    fn link(&self, story: &Story, step: &Step, target: &Story) -> Option<Violation> {
        let at = step.when.utc;
        let violation = |at, kind, said| Some(Violation { at, kind, articles: vec![story.id, target.id], said });
        let (slug, other) = (&story.slug, &target.slug);
        let next = |kind: fn(JobKind) -> bool| {
            target.steps.iter().find(|step| step.when.utc > at && kind(step.kind) && target.happens(step))
        };
        if target.is_out(at, self.now) {
            // What it links to may leave while it stays.
            let leaves = next(|kind| kind == JobKind::Withdraw)?;
            let then = leaves.when.utc;
            return story.is_out(then, self.now).then(|| {
                violation(
                    then,
                    Kind::LinkGone,
                    format!("{slug} links to {other}, which is withdrawn on {}.", self.told(then)),
                )
            })?;
        }
        let left = target.out || target.steps.iter().any(|step| step.when.utc <= at && step.kind == JobKind::Withdraw);
        match next(|kind| kind == JobKind::Publish) {
            Some(comes) => {
                let then = self.told(comes.when.utc);
                violation(at, Kind::LinkNotYet, format!("{slug} links to {other}, which is not out until {then}."))
            }
            None if left => violation(at, Kind::LinkGone, format!("{slug} links to {other}, which is gone by then.")),
            None => violation(at, Kind::LinkNotYet, format!("{slug} links to {other}, which has no time to go out.")),
        }
    }

    /// A local time that the clocks skip or repeat, or that no longer means the instant it was set for.
    fn clock(&self, story: &Story, step: &Step) -> Option<Violation> {
        let Moment { local, zone, utc } = &step.when;
        let clock = local.format("%H:%M");
        let said = match Moment::at(*local, zone) {
            Ok(Reading::At(moment)) if moment.utc == *utc => return None,
            Ok(Reading::At(_)) => {
                format!("{}: {clock} in {zone} means another instant now than when it was set.", story.slug)
            }
            Ok(Reading::Twice { earlier, .. }) => {
                let which = if *utc == earlier.utc { "first" } else { "second" };
                format!("{}: the clocks show {clock} twice that night in {zone}; the {which} is meant.", story.slug)
            }
            Err(when::WhenError::Skipped { .. }) => {
                format!("{}: the clocks skip {clock} that night in {zone}.", story.slug)
            }
            Err(when::WhenError::UnknownZone(_) | when::WhenError::Unclear(_)) => {
                format!("{}: there is no zone {zone} any more.", story.slug)
            }
        };
        Some(Violation { at: *utc, kind: Kind::ClockTrap, articles: vec![story.id], said })
    }

    fn going_out(&self) -> Vec<(DateTime<Utc>, &Story)> {
        let mut all: Vec<_> = self
            .stories
            .iter()
            .flat_map(|story| story.steps.iter().map(move |step| (step, story)))
            .filter(|(step, _)| goes_out(step.kind) && step.when.utc > self.now)
            .map(|(step, story)| (step.when.utc, story))
            .collect();
        all.sort_by(|(at, one), (other_at, other)| (at, &one.slug).cmp(&(other_at, &other.slug)));
        all
    }

    fn shared(&self) -> Vec<Violation> {
        let all = self.going_out();
        let minutes = all.chunk_by(|(one, _), (other, _)| same_minute(*one, *other)).filter(|minute| minute.len() > 1);
        minutes
            .map(|minute| {
                let slugs: Vec<String> = minute.iter().map(|(_, story)| story.slug.clone()).collect();
                let articles = minute.iter().map(|(_, story)| story.id).collect();
                let said = format!("{} go out in the same minute.", listed(&slugs, "and"));
                Violation { at: minute[0].0, kind: Kind::SlotShared, articles, said }
            })
            .collect()
    }

    /// Days with slots still to come on which nothing goes out.
    fn gaps(&self, days: u64) -> Vec<Violation> {
        let all = self.going_out();
        let Ok(zone) = when::zone(&self.rules.zone) else { return Vec::new() };
        let today = self.now.with_timezone(&zone).date_naive();
        let Some(last) = today.checked_add_days(Days::new(days.saturating_sub(1))) else { return Vec::new() };
        rhythm::days(self.rules, today, last)
            .into_iter()
            .filter(|day| !all.iter().any(|(at, _)| day.begins <= *at && *at < day.ends))
            .filter_map(|day| {
                let first = day.places.iter().filter_map(|place| place.at).find(|at| *at > self.now)?;
                let said = format!("Nothing goes out on {}.", day.date.format("%a %-d %b"));
                Some(Violation { at: first, kind: Kind::Gap, articles: Vec::new(), said })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
