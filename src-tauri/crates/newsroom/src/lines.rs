//! Lines of the queue, made of rows.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use desk::Row;
use desk::article::{JobKind, Seen, Status};
use desk::bucket::{Bucket as Rank, Buckets, hours, is_late};
use desk::row::Named;
use desk::rules::{Rules, Term, Vocabulary};

use crate::shown;
use crate::wire::queue::{Badge, Bucket, Line, NextJob, PersonName, PublicationWord, TermName, Tone, Track, TrackTone};

/// The way from pitch to ready, as the track draws it.
const WAY: [Status; 7] = [
    Status::Pitch,
    Status::Assigned,
    Status::Drafting,
    Status::Submitted,
    Status::Editing,
    Status::Copy,
    Status::Ready,
];

/// What a line is made with.
pub struct Liner<'a> {
    pub rules: &'a Rules,
    pub vocabulary: &'a Vocabulary,
    pub zone: Tz,
    pub now: DateTime<Utc>,
}

impl Liner<'_> {
    pub fn line(&self, row: &Row) -> Line {
        self.ranked(row, Buckets::at(self.now, self.rules).of(row))
    }

    /// The line of a row whose bucket is known.
    pub fn ranked(&self, row: &Row, rank: Rank) -> Line {
        let live = row.publication == Seen::Live;
        let untitled = row.headline.trim().is_empty();
        Line {
            id: row.id,
            slug: row.slug.clone(),
            headline: if untitled { row.budget_line.clone() } else { row.headline.clone() },
            untitled,
            status: row.status,
            label: self.label(row),
            since: if live && !row.changed { row.live_at.unwrap_or(row.since) } else { row.since },
            track: track(row, rank),
            publication: publication(row.publication),
            live_at: row.live_at,
            changed: row.changed,
            writer: row.writer.as_ref().map(name),
            editor: row.editor.as_ref().map(name),
            section: term(&self.vocabulary.sections, row.section.as_deref()),
            region: term(&self.vocabulary.regions, row.region.as_deref()),
            format: term(&self.vocabulary.formats, row.format.as_deref()),
            words: row.words,
            commissioned: row.commissioned,
            due: row.due,
            job: self.job(row),
            tks: row.tks,
            required: row.required,
            advised: row.advised,
            suggestions: row.suggestions,
            comments: row.comments,
            present: Vec::new(),
            on_hold: row.hold.is_some(),
            embargoed_until: row.embargo.filter(|until| *until > self.now),
            picture: row.picture,
            bucket: wire_bucket(rank, row),
            badges: self.badges(row, rank),
        }
    }

    /// The house's word for where it is.
    fn label(&self, row: &Row) -> String {
        match row.publication {
            Seen::Live if !row.changed => "Live".into(),
            Seen::Withdrawn => "Withdrawn".into(),
            Seen::Retracted => "Retracted".into(),
            Seen::TakenDown => "Taken down".into(),
            Seen::Live | Seen::Never if row.status == Status::Ready && row.job.is_some() => "Scheduled".into(),
            Seen::Live | Seen::Never => status_word(self.rules, row.status),
        }
    }

    fn job(&self, row: &Row) -> Option<NextJob> {
        let at = row.publish_at?;
        Some(NextJob {
            id: row.job?,
            kind: row.job_kind.unwrap_or(JobKind::Publish),
            at,
            shown: shown::short(at, self.zone, self.now),
            changed_since: row.changed_since_scheduled,
            asked: row.missed,
        })
    }

    fn badges(&self, row: &Row, rank: Rank) -> Vec<Badge> {
        let mut badges = Vec::new();
        let mut badge = |text: String, tone| badges.push(Badge { text, tone });
        if row.trouble.is_some() {
            badge("differs".into(), Tone::Red);
        }
        if row.missed {
            badge("missed: what now?".into(), Tone::Red);
        } else if is_late(row, self.now) {
            badge("late".into(), Tone::Red);
        }
        if let Some(minutes) = row.late_minutes.filter(|_| row.publication == Seen::Live && !row.changed) {
            badge(format!("{minutes} min late"), Tone::Amber);
        }
        if row.hold.is_some() {
            badge("on hold".into(), Tone::Amber);
        }
        if row.embargo.is_some_and(|until| until > self.now) {
            badge("embargo".into(), Tone::Red);
        }
        if row.changed_since_scheduled {
            badge("scheduled, changed since".into(), Tone::Amber);
        }
        match rank {
            Rank::WaitingTooLong => badge(self.waiting(row), Tone::Amber),
            Rank::NeedsMyDecision if row.status == Status::Ready => badge("no slot".into(), Tone::Blue),
            Rank::NeedsMyDecision if row.status == Status::Pitch => {
                badge(format!("over {} h", hours(Status::Pitch, self.rules).unwrap_or(48)), Tone::Amber);
            }
            Rank::NeedsMyDecision if row.wishes > 0 => badge("asks".into(), Tone::Blue),
            Rank::LiveAndChanged => badge("changed since live".into(), Tone::Blue),
            Rank::NeedsMyDecision | Rank::BrokenNow | Rank::TodayAndTomorrow | Rank::Other => {}
        }
        if row.overrides > 0 {
            badge(
                if row.overrides == 1 {
                    "1 check let pass".into()
                } else {
                    format!("{} checks let pass", row.overrides)
                },
                Tone::Amber,
            );
        }
        badges
    }

    fn waiting(&self, row: &Row) -> String {
        match row.due.filter(|due| *due < self.now) {
            Some(due) => match (self.now - due).num_hours() {
                0 => "late".into(),
                hours @ 1..48 => format!("{hours} h late"),
                hours => format!("{} d late", hours / 24),
            },
            None => format!("waits {}", shown::length(self.now - row.since)),
        }
    }
}

/// The house's word for a status, with a capital.
pub fn status_word(rules: &Rules, status: Status) -> String {
    let word = rules.labels.get(status.word()).map_or(status.word(), String::as_str);
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn track(row: &Row, rank: Rank) -> Track {
    let at = WAY.iter().position(|step| *step == row.status).or((row.status == Status::Revising).then_some(4));
    let gone =
        row.status == Status::Spiked || matches!(row.publication, Seen::Withdrawn | Seen::Retracted | Seen::TakenDown);
    let tone = if gone {
        TrackTone::Gone
    } else if row.publication == Seen::Live && !row.changed {
        TrackTone::Live
    } else if rank == Rank::WaitingTooLong || row.hold.is_some() {
        TrackTone::Waiting
    } else {
        TrackTone::Moving
    };
    let done = if tone == TrackTone::Live { 7 } else { at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0) };
    Track { done, tone }
}

/// What is open and in none of the five stands under them; what is not, only where it is asked for.
pub fn wire_bucket(rank: Rank, row: &Row) -> Bucket {
    match rank {
        Rank::BrokenNow => Bucket::Broken,
        Rank::NeedsMyDecision => Bucket::Decision,
        Rank::TodayAndTomorrow => Bucket::Soon,
        Rank::WaitingTooLong => Bucket::Waiting,
        Rank::LiveAndChanged => Bucket::LiveChanged,
        Rank::Other if row.is_open() => Bucket::Open,
        Rank::Other => Bucket::Rest,
    }
}

pub fn bucket_label(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Broken => "Broken now",
        Bucket::Decision => "Needs a decision",
        Bucket::Soon => "Today and tomorrow",
        Bucket::Waiting => "Waiting too long",
        Bucket::LiveChanged => "Live and changed",
        Bucket::Open => "In hand",
        Bucket::Rest => "Not open",
    }
}

fn publication(seen: Seen) -> PublicationWord {
    match seen {
        Seen::Never => PublicationWord::Never,
        Seen::Live => PublicationWord::Live,
        Seen::Withdrawn => PublicationWord::Withdrawn,
        Seen::Retracted => PublicationWord::Retracted,
        Seen::TakenDown => PublicationWord::TakenDown,
    }
}

fn name(named: &Named) -> PersonName {
    PersonName { id: named.id, name: named.name.clone() }
}

pub fn term(terms: &[Term], slug: Option<&str>) -> Option<TermName> {
    let slug = slug?;
    let label = terms.iter().find(|term| term.slug == slug).map_or(slug, |term| term.label.as_str());
    Some(TermName { slug: slug.into(), label: label.into() })
}
