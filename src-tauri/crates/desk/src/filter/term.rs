//! One term of a filter, and whether it holds for a row.

use chrono::{DateTime, Duration, Utc};

use super::Viewer;
use crate::address::slug_of;
use crate::article::{JobKind, Seen, Status};
use crate::bucket::is_late;
use crate::ids::PersonId;
use crate::row::{Named, Row};
use crate::when::{self, Day};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Is(Quality),
    Has(Part),
    Section(Value),
    Format(Value),
    Region(Value),
    Topic(Value),
    By(Who),
    Editor(Who),
    Due(Date),
    /// When it goes out, or when what is live went out.
    Out(Date),
    Count(Counted, Compare, u32),
    Age(Compare, Duration),
    /// In lower case.
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quality {
    Any,
    Open,
    Status(Status),
    Seen(Seen),
    Scheduled,
    Held,
    Embargoed,
    /// Live, with a working copy ahead of it.
    Changed,
    Late,
    Missed,
    Trouble,
    Unclaimed,
    Overdue,
    Mine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Picture,
    Due,
    Writer,
    Editor,
    Section,
    Format,
    Region,
    Topics,
    Schedule,
    Headline,
    Dek,
    Problems,
    Tks,
    Request,
}

/// A vocabulary slug, or `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    None,
    Slug(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    None,
    Me,
    /// Part of a name, in lower case.
    Named(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Words,
    Tks,
    Required,
    Advised,
    Submissions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compare {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    None,
    /// Compared by days in the viewer's zone.
    On(Compare, Day),
    /// The same, once the day's first and last instants are known.
    Within(Compare, DateTime<Utc>, DateTime<Utc>),
}

impl Term {
    pub fn holds(&self, row: &Row, viewer: &Viewer) -> bool {
        match self {
            Self::Is(quality) => quality.holds(row, viewer),
            Self::Has(part) => part.is_there(row),
            Self::Section(value) => value.holds(row.section.as_deref()),
            Self::Format(value) => value.holds(row.format.as_deref()),
            Self::Region(value) => value.holds(row.region.as_deref()),
            Self::Topic(Value::None) => row.topics.is_empty(),
            Self::Topic(Value::Slug(slug)) => row.topics.iter().any(|topic| slug_of(topic) == *slug),
            Self::By(who) => who.is_among(row.authors.iter().chain(&row.writer), viewer.person),
            Self::Editor(who) => who.is_among(row.editor.iter(), viewer.person),
            Self::Due(day) => day.holds(row.due, viewer),
            Self::Out(day) => day.holds(row.publish_at.or(row.live_at), viewer),
            Self::Count(counted, compare, number) => compare.holds(counted.of(row), *number),
            Self::Age(compare, age) => compare.holds(viewer.now - row.since, *age),
            Self::Text(text) => mentions(row, text),
        }
    }

    /// With its day as instants.
    pub fn settled(&self, viewer: &Viewer) -> Self {
        match self {
            Self::Due(date) => Self::Due(date.settled(viewer)),
            Self::Out(date) => Self::Out(date.settled(viewer)),
            other => other.clone(),
        }
    }

    /// Whether the term says which articles are meant, so that the open ones are not meant by silence.
    pub fn speaks_of_status(&self) -> bool {
        matches!(self, Self::Is(_))
    }
}

impl Quality {
    fn holds(self, row: &Row, viewer: &Viewer) -> bool {
        match self {
            Self::Any => true,
            Self::Open => row.is_open(),
            Self::Status(Status::Ready) => row.waits_ready(),
            Self::Status(status) => row.status == status,
            Self::Seen(seen) => row.publication == seen,
            Self::Scheduled => row.job.is_some(),
            Self::Held => row.hold.is_some(),
            Self::Embargoed => row.embargo.is_some_and(|until| until > viewer.now),
            Self::Changed => row.changed,
            Self::Late => is_late(row, viewer.now),
            Self::Missed => row.missed,
            Self::Trouble => row.trouble.is_some(),
            Self::Unclaimed => row.editor.is_none(),
            Self::Overdue => row.due.is_some_and(|due| due < viewer.now) && row.status < Status::Ready,
            Self::Mine => viewer.person.is_some_and(|me| {
                let mut people = row.authors.iter().chain(&row.writer).chain(&row.editor);
                people.any(|person| person.id == me)
            }),
        }
    }
}

impl Part {
    fn is_there(self, row: &Row) -> bool {
        match self {
            Self::Picture => row.picture.is_some(),
            Self::Due => row.due.is_some(),
            Self::Writer => row.writer.is_some(),
            Self::Editor => row.editor.is_some(),
            Self::Section => row.section.is_some(),
            Self::Format => row.format.is_some(),
            Self::Region => row.region.is_some(),
            Self::Topics => !row.topics.is_empty(),
            Self::Schedule => row.job_kind.is_some_and(|kind| match kind {
                JobKind::Publish | JobKind::Update { .. } | JobKind::Withdraw => true,
            }),
            Self::Headline => !row.headline.trim().is_empty(),
            Self::Dek => !row.dek.trim().is_empty(),
            Self::Problems => row.required + row.advised > 0,
            Self::Tks => row.tks > 0,
            Self::Request => row.wishes > 0,
        }
    }
}

impl Value {
    fn holds(&self, slug: Option<&str>) -> bool {
        match (self, slug) {
            (Self::None, slug) => slug.is_none(),
            (Self::Slug(wanted), Some(slug)) => slug == wanted,
            (Self::Slug(_), None) => false,
        }
    }
}

impl Who {
    fn is_among<'a>(&self, mut people: impl Iterator<Item = &'a Named>, me: Option<PersonId>) -> bool {
        match self {
            Self::None => people.next().is_none(),
            Self::Me => people.any(|person| Some(person.id) == me),
            Self::Named(part) => people.any(|person| contains(&person.name, part)),
        }
    }
}

impl Counted {
    fn of(self, row: &Row) -> u32 {
        match self {
            Self::Words => row.words,
            Self::Tks => row.tks,
            Self::Required => row.required,
            Self::Advised => row.advised,
            Self::Submissions => row.submissions,
        }
    }
}

impl Compare {
    pub fn holds<N: PartialOrd>(self, one: N, other: N) -> bool {
        match self {
            Self::Less => one < other,
            Self::AtMost => one <= other,
            Self::Equal => one == other,
            Self::AtLeast => one >= other,
            Self::More => one > other,
        }
    }
}

impl Date {
    fn settled(self, viewer: &Viewer) -> Self {
        let Self::On(compare, day) = self else { return self };
        let bounds = day.seen_from(viewer.now.with_timezone(&viewer.zone).date_naive()).and_then(|day| {
            Some((when::day_begins(day, viewer.zone)?, when::day_begins(day.succ_opt()?, viewer.zone)?))
        });
        bounds.map_or(self, |(begins, ends)| Self::Within(compare, begins, ends))
    }

    fn holds(self, at: Option<DateTime<Utc>>, viewer: &Viewer) -> bool {
        let local = |at: DateTime<Utc>| at.with_timezone(&viewer.zone).date_naive();
        match (self, at) {
            (Self::None, at) => at.is_none(),
            (Self::On(..) | Self::Within(..), None) => false,
            (Self::Within(compare, begins, ends), Some(at)) => match compare {
                Compare::Less => at < begins,
                Compare::AtMost => at < ends,
                Compare::Equal => begins <= at && at < ends,
                Compare::AtLeast => begins <= at,
                Compare::More => ends <= at,
            },
            (Self::On(compare, day), Some(at)) => {
                day.seen_from(local(viewer.now)).is_some_and(|day| compare.holds(local(at), day))
            }
        }
    }
}

fn mentions(row: &Row, text: &str) -> bool {
    let names = row.authors.iter().chain(&row.writer).chain(&row.editor).map(|person| person.name.as_str());
    let places = [row.slug.as_str(), &row.headline, &row.dek, &row.budget_line];
    places.into_iter().chain(names).chain(row.topics.iter().map(String::as_str)).any(|place| contains(place, text))
}

/// Whether the text holds the part, which is in lower case; without an allocation where both are ASCII.
fn contains(text: &str, part: &str) -> bool {
    if part.is_empty() {
        return true;
    }
    if !text.is_ascii() {
        return text.to_lowercase().contains(part);
    }
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let first = part[0];
    text.windows(part.len()).any(|window| window[0].to_ascii_lowercase() == first && window.eq_ignore_ascii_case(part))
}
