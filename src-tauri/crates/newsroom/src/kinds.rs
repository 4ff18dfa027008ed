//! What each kind of fact is about, for whoever looks through the log.

use crate::wire::log::LogKind;

/// Every kind of fact, under what it is about.
const KINDS: &[(LogKind, &[&str])] = &[
    (LogKind::Steps, &["begun", "moved", "claimed", "approved", "approval-lapsed", "undone", "deleted"]),
    (LogKind::Details, &["slugged", "addressed", "fields-set", "commission-set"]),
    (LogKind::Versions, &["frozen", "brought-back"]),
    (
        LogKind::Gates,
        &[
            "held",
            "released",
            "embargoed",
            "embargo-lifted",
            "clearance-set",
            "cleared",
            "overridden",
            "wished",
            "wish-declined",
        ],
    ),
    (LogKind::Schedule, &["job-set", "job-moved", "job-stopped", "job-missed", "missed-policy-set"]),
    (
        LogKind::Readers,
        &["published", "noticed", "retracted", "withdrawn", "taken-down", "receipted", "imported", "brought-in"],
    ),
    (
        LogKind::Desk,
        &["person-set", "code-given", "passphrase-set", "sessions-ended", "rules-applied", "house-applied", "restored"],
    ),
];

/// The kinds of facts that are about it.
pub fn of(kind: LogKind) -> Vec<String> {
    let about = KINDS.iter().filter(|(about, _)| *about == kind);
    about.flat_map(|(_, kinds)| kinds.iter().map(|kind| (*kind).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reader of facts names all the kinds it knows when it meets one that it does not.
    fn known() -> Vec<String> {
        let error = serde_json::from_str::<desk::Fact>(r#"{"kind":"?"}"#).expect_err("no such fact").to_string();
        error.split('`').skip(3).step_by(2).map(ToOwned::to_owned).collect()
    }

    #[test]
    fn every_kind_of_fact_is_about_one_thing() {
        let known = known();
        assert!(known.len() > 30, "{known:?}");
        let mut told: Vec<String> = LogKind::ALL.into_iter().flat_map(of).collect();
        told.sort();
        let mut expected = known;
        expected.sort();
        assert_eq!(told, expected);
    }
}
