//! When backups are made and which are kept: the `[backup]` of `desk.toml`, and nothing of files.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The house's rules for its backups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BackupRules {
    /// Minutes between two that the clock makes, when something changed; 0: only by hand.
    pub every_minutes: u32,
    /// For this many hours every one is kept,
    pub all_hours: u32,
    /// then the last of each day for this many days,
    pub daily_days: u32,
    /// then the last of each week for this many weeks.
    pub weekly_weeks: u32,
    /// When something changed and nothing was copied for this many hours, the status line says so.
    pub late_hours: u32,
}

impl Default for BackupRules {
    fn default() -> Self {
        Self { every_minutes: 60, all_hours: 24, daily_days: 30, weekly_weeks: 52, late_hours: 24 }
    }
}

/// Often enough for anybody; more often the machine would do nothing else.
const LEAST_MINUTES: u32 = 5;
/// Ten years.
const MOST_WEEKS: u32 = 520;

impl BackupRules {
    pub(crate) fn faults(&self, fault: &mut impl FnMut(&str, String)) {
        if (1..LEAST_MINUTES).contains(&self.every_minutes) || self.every_minutes > 7 * 24 * 60 {
            let message = "Write minutes from 5 to 10080 (a week); 0 for backups made by hand only.";
            fault("every-minutes", message.into());
        }
        if self.all_hours == 0 || self.all_hours > MOST_WEEKS * 7 * 24 {
            fault("all-hours", "Every backup is kept for at least one hour, and for ten years at most.".into());
        }
        if self.daily_days > MOST_WEEKS * 7 {
            fault("daily-days", "One a day is kept for ten years at most.".into());
        }
        if self.weekly_weeks > MOST_WEEKS {
            fault("weekly-weeks", "One a week is kept for ten years at most.".into());
        }
        if self.late_hours == 0 || self.late_hours.saturating_mul(60) < self.every_minutes {
            let message = "A backup is late after at least one hour, and not before the next one is due.";
            fault("late-hours", message.into());
        }
    }

    /// Which of the backups made at these times may go, by their places in the list. The newest always stays.
    pub fn spare(&self, made: &[DateTime<Utc>], now: DateTime<Utc>) -> Vec<usize> {
        let mut newest_first: Vec<usize> = (0..made.len()).collect();
        newest_first.sort_by_key(|at| std::cmp::Reverse(made[*at]));
        let mut days = HashSet::new();
        let mut weeks = HashSet::new();
        let mut spare: Vec<usize> = newest_first
            .into_iter()
            .enumerate()
            .filter(|(rank, at)| {
                let (made, age) = (made[*at], now - made[*at]);
                let last_of_day = days.insert(made.date_naive());
                let last_of_week = weeks.insert(week(made.date_naive()));
                let stays = *rank == 0
                    || age <= TimeDelta::hours(self.all_hours.into())
                    || (last_of_day && age <= TimeDelta::days(self.daily_days.into()))
                    || (last_of_week && age <= TimeDelta::weeks(self.weekly_weeks.into()));
                !stays
            })
            .map(|(_, at)| at)
            .collect();
        spare.sort_unstable();
        spare
    }

    /// Whether a newsroom that has changed since its last backup should have one by now.
    pub fn is_late(&self, last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        last.is_none_or(|last| now - last > TimeDelta::hours(self.late_hours.into()))
    }

    /// Whether the clock makes one now, when something changed.
    pub fn is_due(&self, last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        let every = TimeDelta::minutes(self.every_minutes.into());
        // A last one in the future is one of a clock that was wrong.
        self.every_minutes > 0 && last.is_none_or(|last| (now - last).abs() >= every)
    }
}

fn week(day: NaiveDate) -> (i32, u32) {
    let week = day.iso_week();
    (week.year(), week.week())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-25T12:00:00Z".parse().expect("a time")
    }

    fn hours(ago: &[i64]) -> Vec<DateTime<Utc>> {
        ago.iter().map(|hours| now() - TimeDelta::hours(*hours)).collect()
    }

    #[test]
    fn all_of_a_day_then_one_a_day_then_one_a_week() {
        let rules = BackupRules::default();
        let hourly: Vec<i64> = (0..24 * 500).collect();
        let made = hours(&hourly);
        let spare: HashSet<usize> = rules.spare(&made, now()).into_iter().collect();
        let kept: Vec<usize> = (0..made.len()).filter(|at| !spare.contains(at)).collect();
        let older = |days: usize| kept.iter().filter(|at| **at > days * 24).count();
        assert_eq!(kept.len() - older(1), 25, "every one of the last day");
        assert_eq!(older(1) - older(30), 29, "then one for each day of a month");
        assert!((46..=48).contains(&older(30)), "then one a week for a year: {}", older(30));
        assert!(kept.iter().all(|at| *at <= 52 * 7 * 24), "and none that is older");
    }

    #[test]
    fn what_was_kept_yesterday_is_still_there_to_be_kept_tomorrow() {
        // Thinned at every hour for 400 days, there is always one within a day, a week, and so on back.
        let rules = BackupRules::default();
        let mut made: Vec<DateTime<Utc>> = Vec::new();
        let begin = now();
        for hour in 0..24 * 400 {
            let now = begin + TimeDelta::hours(hour);
            made.push(now);
            for at in rules.spare(&made, now).into_iter().rev() {
                made.remove(at);
            }
        }
        let end = *made.last().expect("there are some");
        for weeks in 1..50 {
            let from = end - TimeDelta::weeks(weeks);
            assert!(made.iter().any(|at| (*at - from).abs() <= TimeDelta::days(8)), "none {weeks} weeks ago");
        }
        assert!(made.len() < 110, "{} are not thinned", made.len());
    }

    #[test]
    fn the_newest_stays_however_old_it_is() {
        let rules = BackupRules::default();
        assert_eq!(rules.spare(&hours(&[24 * 4_000]), now()), [] as [usize; 0]);
        assert_eq!(rules.spare(&hours(&[24 * 4_001, 24 * 4_000]), now()), [0]);
        assert_eq!(rules.spare(&[], now()), [] as [usize; 0]);
    }

    #[test]
    fn one_is_due_after_its_hour_and_late_after_a_day() {
        let rules = BackupRules::default();
        let last = |hours: i64| Some(now() - TimeDelta::hours(hours));
        assert!(rules.is_due(None, now()) && rules.is_due(last(1), now()) && !rules.is_due(last(0), now()));
        assert!(rules.is_late(None, now()) && rules.is_late(last(25), now()) && !rules.is_late(last(24), now()));
        let by_hand = BackupRules { every_minutes: 0, ..rules };
        assert!(!by_hand.is_due(None, now()) && by_hand.is_late(None, now()));
    }
}
