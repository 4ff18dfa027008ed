//! The house's rules: what `desk.toml` says.

use std::collections::BTreeMap;

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{MissedPolicy, Status};
use crate::backup::BackupRules;
use crate::people::listed;
use crate::{checks, when};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rules {
    /// What the newsroom is called.
    pub name: String,
    /// IANA name of the house's zone.
    pub zone: String,
    /// BCP 47, of the articles unless they say otherwise.
    pub language: String,
    /// Name of the person whose drafts files in submissions/ become.
    pub intake: String,
    /// Nobody approves an article whose byline they are on.
    pub two_person_rule: bool,
    pub missed: MissedPolicy,
    pub slots: Vec<Slot>,
    /// Hours in a status after which an article waits too long.
    pub waiting: BTreeMap<String, u32>,
    /// Level of a check by its name, or by format and name ("opinion/lead-picture"); what is not named has its default.
    pub checks: BTreeMap<String, Level>,
    /// The house's own words for statuses.
    pub labels: BTreeMap<String, String>,
    /// When copies of the newsroom are made, and how long they are kept.
    pub backup: BackupRules,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            name: "Galley".into(),
            zone: "UTC".into(),
            language: "en-US".into(),
            intake: String::new(),
            two_person_rule: true,
            missed: MissedPolicy::PublishLate { minutes: 60 },
            slots: Vec::new(),
            waiting: BTreeMap::new(),
            checks: BTreeMap::new(),
            labels: BTreeMap::new(),
            backup: BackupRules::default(),
        }
    }
}

/// A place in the day's rhythm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Slot {
    pub name: String,
    /// "07:00", in the house's zone.
    pub at: String,
    /// "mon" … "sun"; every day when empty.
    #[serde(default)]
    pub days: Vec<String>,
}

/// How much a check weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Off,
    Advised,
    /// Blocks the approval.
    Required,
}

/// The house's formats, sections and regions: slug → label; and how it makes addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Vocabulary {
    pub formats: Vec<Term>,
    pub sections: Vec<Term>,
    pub regions: Vec<Term>,
    /// Of a new article, such as "{year}/{month}/{headline}"; the headline alone when empty.
    pub address: String,
    pub limits: Limits,
}

/// How many characters the house gives the lines of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    pub headline: u32,
    pub dek: u32,
    pub search_title: u32,
    pub social_headline: u32,
}

impl Default for Limits {
    /// What search results and cards show, as a rule.
    fn default() -> Self {
        Self { headline: 70, dek: 160, search_title: 60, social_headline: 90 }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Term {
    pub slug: String,
    pub label: String,
    #[serde(default)]
    pub description: String,
}

/// What in `desk.toml` does not hold: the key, and one sentence that says what is wrong and what could stand there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {message}")]
pub struct BadRule {
    pub key: String,
    pub message: String,
}

impl Rules {
    /// All that is wrong with the rules; the desk takes only rules without a fault.
    pub fn validate(&self) -> Result<(), Vec<BadRule>> {
        let mut faults = Vec::new();
        let mut fault = |key: String, message: String| faults.push(BadRule { key, message });
        if self.name.trim().is_empty() {
            fault("name".into(), "The newsroom needs a name.".into());
        }
        if let Err(error) = when::zone(&self.zone) {
            fault("zone".into(), error.to_string());
        }
        if !is_language(&self.language) {
            fault(
                "language".into(),
                format!("\u{201c}{}\u{201d} is no language code; write one such as en-GB.", self.language),
            );
        }
        if let MissedPolicy::PublishLate { minutes: 0 } = self.missed {
            fault("missed.publish-late.minutes".into(), "Publishing late needs at least one minute.".into());
        }
        for (at, slot) in self.slots.iter().enumerate() {
            slot.faults(&mut |key, message| fault(format!("slots[{at}].{key}"), message));
        }
        for (word, hours) in &self.waiting {
            if let Some(message) = no_status(word) {
                fault(format!("waiting.{word}"), message);
            } else if *hours == 0 {
                fault(format!("waiting.{word}"), "Waiting is counted in whole hours, at least one.".into());
            }
        }
        for word in self.labels.keys() {
            if let Some(message) = no_status(word) {
                fault(format!("labels.{word}"), message);
            }
        }
        for (name, level) in &self.checks {
            if let Some(message) = bad_check(name, *level) {
                fault(format!("checks.{name}"), message);
            }
        }
        self.backup.faults(&mut |key, message| fault(format!("backup.{key}"), message));
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

impl Slot {
    fn faults(&self, fault: &mut impl FnMut(&str, String)) {
        if self.name.trim().is_empty() {
            fault("name", "A slot needs a name.".into());
        }
        if self.time().is_none() {
            fault("at", format!("\u{201c}{}\u{201d} is no time of day; write one such as 07:00.", self.at));
        }
        for day in self.days.iter().filter(|day| weekday(day).is_none()) {
            fault("days", format!("\u{201c}{day}\u{201d} is no weekday; write mon, tue, wed, thu, fri, sat or sun."));
        }
    }

    /// The time of day, when it is one.
    pub fn time(&self) -> Option<NaiveTime> {
        NaiveTime::parse_from_str(&self.at, "%H:%M").ok().filter(|_| self.at.len() == 5)
    }

    /// Whether the slot is there on that weekday.
    pub fn is_on(&self, day: Weekday) -> bool {
        self.days.is_empty() || self.days.iter().any(|word| weekday(word) == Some(day))
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("mon", Weekday::Mon),
        ("tue", Weekday::Tue),
        ("wed", Weekday::Wed),
        ("thu", Weekday::Thu),
        ("fri", Weekday::Fri),
        ("sat", Weekday::Sat),
        ("sun", Weekday::Sun),
    ];
    DAYS.into_iter().find(|(name, _)| *name == word).map(|(_, day)| day)
}

fn no_status(word: &str) -> Option<String> {
    if Status::from_word(word).is_some() {
        return None;
    }
    let words: Vec<String> = Status::ALL.into_iter().map(|status| status.word().to_owned()).collect();
    Some(format!("\u{201c}{word}\u{201d} is no status; there are {}.", listed(&words, "and")))
}

/// A check's name alone, or after a format: "opinion/lead-picture".
fn bad_check(name: &str, level: Level) -> Option<String> {
    let plain = name.rsplit_once('/').map_or(name, |(_, check)| check);
    match checks::by_name(plain) {
        None => {
            let names: Vec<String> = checks::CHECKS.iter().map(|check| check.name.to_owned()).collect();
            Some(format!("\u{201c}{plain}\u{201d} is no check; there are {}.", listed(&names, "and")))
        }
        Some(check) if check.fixed && level != Level::Required => {
            Some(format!("\u{201c}{}\u{201d} is a guard of the workflow and stays required.", check.label))
        }
        Some(_) => None,
    }
}

fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(toml: &str) -> Vec<String> {
        let rules: Rules = toml::from_str(toml).expect("rules that can be read");
        rules.validate().err().unwrap_or_default().into_iter().map(|fault| fault.key).collect()
    }

    #[test]
    fn the_default_rules_and_a_full_house_are_valid() {
        assert_eq!(Rules::default().validate(), Ok(()));
        let house = r#"
            name = "Meridian"
            zone = "America/New_York"
            language = "en-US"
            missed = { publish-late = { minutes = 45 } }
            slots = [{ name = "lead", at = "07:00" }, { name = "column", at = "12:00", days = ["mon", "fri"] }]
            waiting = { submitted = 24 }
            labels = { copy = "Sub-editing" }
            backup = { every-minutes = 15, all-hours = 48, daily-days = 14, weekly-weeks = 8, late-hours = 12 }
            checks = { dek = "required", "opinion/lead-picture" = "off" }
        "#;
        assert_eq!(faults(house), [] as [&str; 0]);
    }

    #[test]
    fn every_fault_names_its_key() {
        for (toml, key) in [
            ("name = ' '", "name"),
            ("zone = 'Europe/Atlantis'", "zone"),
            ("language = 'English'", "language"),
            ("missed = { publish-late = { minutes = 0 } }", "missed.publish-late.minutes"),
            ("slots = [{ name = 'a', at = '7am' }]", "slots[0].at"),
            ("slots = [{ name = 'a', at = '24:00' }]", "slots[0].at"),
            ("slots = [{ name = 'a', at = '07:00', days = ['monday'] }]", "slots[0].days"),
            ("waiting = { waiting = 4 }", "waiting.waiting"),
            ("waiting = { submitted = 0 }", "waiting.submitted"),
            ("labels = { done = 'Done' }", "labels.done"),
            ("checks = { spelling-of-names = 'off' }", "checks.spelling-of-names"),
            ("checks = { tk = 'advised' }", "checks.tk"),
            ("backup = { every-minutes = 2 }", "backup.every-minutes"),
            ("backup = { all-hours = 0 }", "backup.all-hours"),
            ("backup = { late-hours = 0 }", "backup.late-hours"),
            ("backup = { every-minutes = 180, late-hours = 2 }", "backup.late-hours"),
            ("backup = { weekly-weeks = 5000 }", "backup.weekly-weeks"),
            ("checks = { 'opinion/headline' = 'off' }", "checks.opinion/headline"),
        ] {
            assert_eq!(faults(toml), [key], "{toml}");
        }
    }

    #[test]
    fn a_slot_is_on_its_days_or_on_every_day() {
        let slot = |days: &[&str]| Slot {
            name: "lead".into(),
            at: "07:00".into(),
            days: days.iter().map(|day| (*day).into()).collect(),
        };
        assert!(slot(&[]).is_on(Weekday::Sun));
        assert!(slot(&["sun"]).is_on(Weekday::Sun) && !slot(&["sun"]).is_on(Weekday::Mon));
    }
}
