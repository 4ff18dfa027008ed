//! The house's rules: what `desk.toml` says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::MissedPolicy;

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
    /// Level of a check by its name; what is not named has its default.
    pub checks: BTreeMap<String, Level>,
    /// The house's own words for statuses.
    pub labels: BTreeMap<String, String>,
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

/// The house's formats, sections and regions: slug → label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Vocabulary {
    pub formats: Vec<Term>,
    pub sections: Vec<Term>,
    pub regions: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Term {
    pub slug: String,
    pub label: String,
    #[serde(default)]
    pub description: String,
}
