//! What listings show at a minute that is still to come.

use chrono::{DateTime, Utc};

use crate::ids::ArticleId;

/// A line of a listing: of the front page, a section, a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: ArticleId,
    pub headline: String,
    pub section: Option<String>,
    /// What listings and feeds sort by.
    pub feed_at: DateTime<Utc>,
}

/// What a job does to the listings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Its first publication, or one after it was withdrawn.
    Out(Listed),
    /// Only a significant update moves it to the top.
    Renewed {
        line: Listed,
        significant: bool,
    },
    Gone(ArticleId),
}

/// The lines in the order in which readers see them then, the newest first.
pub fn shown_at(live: Vec<Listed>, changes: &[(DateTime<Utc>, Change)], at: DateTime<Utc>) -> Vec<Listed> {
    let mut lines = live;
    let mut due: Vec<_> = changes.iter().filter(|(when, _)| *when <= at).collect();
    due.sort_by_key(|(when, _)| *when);
    for (when, change) in due {
        match change {
            Change::Out(line) => {
                lines.retain(|other| other.id != line.id);
                lines.push(Listed { feed_at: *when, ..line.clone() });
            }
            Change::Renewed { line, significant } => {
                if let Some(old) = lines.iter_mut().find(|other| other.id == line.id) {
                    let feed_at = if *significant { *when } else { old.feed_at };
                    *old = Listed { feed_at, ..line.clone() };
                }
            }
            Change::Gone(id) => lines.retain(|other| other.id != *id),
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.feed_at, line.id)));
    lines
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2026-11-24T{hour:02}:00:00Z").parse().expect("a time")
    }

    fn line(name: &str, hour: u32) -> Listed {
        let id = ArticleId(Uuid::from_u128(name.bytes().map(u128::from).sum()));
        Listed { id, headline: name.into(), section: None, feed_at: at(hour) }
    }

    fn shown(changes: &[(u32, Change)], hour: u32) -> Vec<String> {
        let changes: Vec<_> = changes.iter().map(|(hour, change)| (at(*hour), change.clone())).collect();
        let live = vec![line("old", 1), line("older", 0)];
        shown_at(live, &changes, at(hour)).into_iter().map(|line| line.headline).collect()
    }

    #[test]
    fn what_goes_out_by_then_comes_first_and_what_leaves_is_gone() {
        let changes = [
            (9, Change::Out(line("new", 9))),
            (10, Change::Gone(line("old", 1).id)),
            (11, Change::Gone(line("new", 9).id)),
        ];
        assert_eq!(shown(&changes, 8), ["old", "older"]);
        assert_eq!(shown(&changes, 9), ["new", "old", "older"]);
        assert_eq!(shown(&changes, 10), ["new", "older"]);
        assert_eq!(shown(&changes, 12), ["older"]);
    }

    #[test]
    fn an_update_changes_its_line_and_only_a_significant_one_moves_it() {
        let renewed = |significant| Change::Renewed {
            line: Listed { headline: "older, anew".into(), ..line("older", 0) },
            significant,
        };
        assert_eq!(shown(&[(9, renewed(false))], 9), ["old", "older, anew"]);
        assert_eq!(shown(&[(9, renewed(true))], 9), ["older, anew", "old"]);
        let nobody = Change::Renewed { line: line("absent", 0), significant: true };
        assert_eq!(shown(&[(9, nobody)], 9), ["old", "older"], "what is not out is not updated");
    }
}
