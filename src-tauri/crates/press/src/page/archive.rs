//! The archive: every article by the month in which it first went out, in the house's zone.

use std::sync::Arc;

use chrono::{DateTime, Datelike, TimeZone, Utc};
use minijinja::Value;

use super::head::Head;
use super::story::Story;
use super::view::pairs;
use super::{House, Rendered};
use crate::house::words::DateForm;
use crate::outlet::Outlet;

/// Where the archive stands.
pub const ARCHIVE: &str = "archive";

/// A month of the house's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    /// Without slashes at its ends: `archive/2026/11`.
    pub fn address(self) -> String {
        format!("{ARCHIVE}/{:04}/{:02}", self.year, self.month)
    }
}

/// All months with an article in them.
#[derive(Clone, Debug, Default)]
pub struct ArchivePage {
    /// Newest first, with the number of articles.
    pub months: Vec<(Month, usize)>,
}

/// The articles of one month.
#[derive(Clone, Debug)]
pub struct MonthPage {
    pub month: Month,
    /// Newest first, by their first publication.
    pub stories: Vec<Arc<Story>>,
    /// The months beside it that have articles.
    pub earlier: Option<Month>,
    pub later: Option<Month>,
}

impl House {
    /// The month that a time falls in.
    pub fn month(&self, at: DateTime<Utc>) -> Month {
        let local = at.with_timezone(&self.zone());
        Month { year: local.year(), month: local.month() }
    }

    /// The list of months.
    pub fn archive(&self, page: &ArchivePage, outlet: &Outlet) -> Rendered {
        let desk = self.desk(outlet);
        let title = self.word("archive");
        let head = Head { title: title.clone(), address: ARCHIVE.into(), ..Head::default() };
        let years: Vec<Value> = page
            .months
            .chunk_by(|(a, _), (b, _)| a.year == b.year)
            .map(|months| {
                let month = |(month, count): &(Month, usize)| {
                    pairs([
                        ("text", Value::from(self.month_name(*month))),
                        ("href", Value::from(desk.addresses.page(&month.address()))),
                        ("count", Value::from(*count)),
                    ])
                };
                pairs([("year", Value::from(months[0].0.year)), ("months", months.iter().map(month).collect())])
            })
            .collect();
        let value = pairs([("head", head.value(&desk)), ("title", Value::from(title)), ("years", Value::from(years))]);
        self.print("archive.html", value, &desk)
    }

    /// The articles of a month, day by day.
    pub fn archive_month(&self, page: &MonthPage, outlet: &Outlet) -> Rendered {
        let desk = self.desk(outlet);
        let title = self.month_name(page.month);
        let head = Head { title: title.clone(), address: page.month.address(), ..Head::default() };
        let day = |story: &Arc<Story>| story.published_at.map(|at| at.with_timezone(&self.zone()).date_naive());
        // What has no time yet stands in no month.
        let stories: Vec<_> = page.stories.iter().filter(|story| story.published_at.is_some()).cloned().collect();
        let days: Vec<Value> = stories
            .chunk_by(|a, b| day(a) == day(b))
            .map(|stories| {
                let date = stories[0].published_at.map_or(Value::from(()), |at| desk.date(at));
                pairs([("date", date), ("stories", desk.stories(stories))])
            })
            .collect();
        let beside = |month: Option<Month>| {
            month.map_or(Value::from(()), |month| desk.link(&self.month_name(month), &month.address()))
        };
        let value = pairs([
            ("head", head.value(&desk)),
            ("title", Value::from(title)),
            ("days", Value::from(days)),
            ("archive", desk.link(&self.word("archive"), ARCHIVE)),
            ("later", beside(page.later)),
            ("earlier", beside(page.earlier)),
        ]);
        self.print("month.html", value, &desk)
    }

    /// "November 2026", in the house's form.
    fn month_name(&self, month: Month) -> String {
        let first = Utc.with_ymd_and_hms(month.year, month.month, 1, 0, 0, 0).single();
        first.map(|first| self.tongue("").date(&first, DateForm::Month, &self.settings().dates)).unwrap_or_default()
    }
}
