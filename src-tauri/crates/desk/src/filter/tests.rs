use chrono::TimeZone;
use rstest::rstest;

use super::*;
use crate::article::{Publication, Status};
use crate::ids::Hash;
use crate::row::Measure;
use crate::testing;

fn row(change: impl FnOnce(&mut Row)) -> Row {
    let measure =
        Measure { words: 900, tks: 0, required: 0, advised: 0, suggestions: 0, comments: 0, version: Hash::of(b"v") };
    let mut row = Row::of(&testing::article(), &measure, &testing::masthead());
    change(&mut row);
    row
}

fn viewer() -> Viewer {
    Viewer { person: Some(testing::id(testing::EDITOR)), now: testing::noon(), zone: chrono_tz::Europe::London }
}

fn holds(filter: &str, change: impl FnOnce(&mut Row)) -> bool {
    parse(filter).expect("a filter").matches(&row(change), &viewer())
}

#[rstest]
#[case("", true)]
#[case("is:drafting", true)]
#[case("is:submitted", false)]
#[case("is:submitted,drafting", true)]
#[case("-is:drafting", false)]
#[case("is:any", true)]
#[case("is:open", true)]
#[case("is:live", false)]
#[case("is:unpublished", true)]
#[case("section:global-crises", true)]
#[case("section:\"Global Crises\"", true)]
#[case("section:media", false)]
#[case("section:none", false)]
#[case("region:europe,africa", true)]
#[case("topic:ports", true)]
#[case("by:reyes", true)]
#[case("by:\"wanda reyes\"", true)]
#[case("-by:reyes", false)]
#[case("editor:none", true)]
#[case("editor:me", false)]
#[case("due:fri", true)]
#[case("due:<today", false)]
#[case("due:>tomorrow", true)]
#[case("due:2026-12-04", true)]
#[case("due:<=\"4 dec\"", true)]
#[case("due:none", false)]
#[case("tk:0", true)]
#[case("tk:>0", false)]
#[case("len:>800 len:<1000", true)]
#[case("len:>=901", false)]
#[case("has:picture", true)]
#[case("-has:picture", false)]
#[case("has:editor", false)]
#[case("age:<1h", true)]
#[case("age:>2d", false)]
#[case("harbour", true)]
#[case("HARBOUR deal", true)]
#[case("\"harbour deal\"", true)]
#[case("\"deal harbour\"", false)]
#[case("-harbour", false)]
#[case("submarine", false)]
fn filters_narrow_to_what_they_say(#[case] filter: &str, #[case] holds: bool) {
    let settled = parse(filter).expect("a filter").settled(&viewer());
    assert_eq!(self::holds(filter, |_| {}), holds, "{filter}");
    assert_eq!(settled.matches(&row(|_| {}), &viewer()), holds, "{filter}, settled");
}

#[test]
fn words_of_state_look_at_the_row() {
    assert!(holds("is:hold", |row| row.hold = Some("legal".into())));
    assert!(holds("is:changed is:live", |row| (row.publication, row.changed) = (crate::article::Seen::Live, true)));
    assert!(holds("is:late", |row| row.publish_at = Some(testing::noon() - Duration::minutes(5))));
    assert!(holds("is:embargo", |row| row.embargo = Some(testing::noon() + Duration::minutes(5))));
    assert!(!holds("is:embargo", |row| row.embargo = Some(testing::noon() - Duration::minutes(5))), "it has ended");
    assert!(holds("is:overdue", |row| row.due = Some(testing::noon() - Duration::minutes(5))));
    assert!(holds("out:today", |row| row.publish_at = Some(testing::noon() + Duration::hours(3))));
    assert!(holds("is:mine", |row| {
        row.editor = Some(crate::row::Named { id: testing::id(testing::EDITOR), name: "Edda Lind".into() });
    }));
}

#[test]
fn ready_means_that_nothing_of_that_version_is_out_or_on_its_way() {
    let ready = |set: fn(&mut Row)| {
        holds("is:ready", |row| {
            row.status = Status::Ready;
            set(row);
        })
    };
    let live = crate::article::Seen::Live;
    let publish = Some(crate::article::JobKind::Publish);
    assert!(ready(|_| {}));
    assert!(!ready(|row| row.publication = crate::article::Seen::Live), "readers have it");
    assert!(ready(|row| (row.publication, row.changed) = (crate::article::Seen::Live, true)), "the next version waits");
    assert!(!ready(|row| row.job_kind = Some(crate::article::JobKind::Publish)), "it has its time");
    assert!(ready(|row| row.job_kind = Some(crate::article::JobKind::Withdraw)), "a withdrawal names no version");
    assert!(holds("is:ready", |row| {
        (row.status, row.job_kind, row.changed_since_scheduled) = (Status::Ready, publish, true);
    }));
    assert!(!holds("is:ready", |row| (row.publication, row.changed) = (live, true)), "it is not ready");
}

#[test]
fn without_a_word_on_status_only_open_articles_are_meant() {
    let spiked = |row: &mut Row| row.status = Status::Spiked;
    assert!(!holds("harbour", spiked));
    assert!(!holds("-is:hold", spiked), "what is left out says nothing about the rest");
    assert!(holds("is:spiked", spiked) && holds("is:any", spiked));
    let out = |row: &mut Row| row.publication = crate::article::Seen::Live;
    assert!(!holds("", out), "live and unchanged is not open");
    assert!(holds("", |row| (row.publication, row.changed) = (crate::article::Seen::Live, true)));
}

#[test]
fn today_is_the_viewers_day() {
    // 1 December, 03:00 UTC, is still November in New York.
    let due = Utc.with_ymd_and_hms(2026, 12, 1, 3, 0, 0).single();
    let row = row(|row| row.due = due);
    let today = parse("due:today").expect("a filter");
    assert!(today.matches(&row, &viewer()));
    let there = Viewer { zone: chrono_tz::America::New_York, ..viewer() };
    assert!(!today.matches(&row, &there));
}

#[rstest]
#[case("harbour colour:red", "colour:red", 8, "\u{201c}colour:\u{201d} is not something to filter by")]
#[case(
    "is:finished",
    "is:finished",
    0,
    "\u{201c}is:finished\u{201d} is not known; after \u{201c}is:\u{201d} can stand pitch"
)]
#[case("has:wings", "has:wings", 0, "\u{201c}has:wings\u{201d} is not known")]
#[case("due:whenever", "due:whenever", 0, "\u{201c}whenever\u{201d} is no day; write due:today")]
#[case("tk:many", "tk:many", 0, "\u{201c}many\u{201d} is no number; write tk:>0")]
#[case("age:>old", "age:>old", 0, "\u{201c}>old\u{201d} is no age")]
#[case("é section:", "section:", 2, "\u{201c}section:\u{201d} needs a value after the colon.")]
fn what_is_not_understood_is_named(#[case] filter: &str, #[case] part: &str, #[case] from: u32, #[case] message: &str) {
    let error = parse(filter).expect_err("no filter");
    assert_eq!((error.part.as_str(), error.from), (part, from));
    assert!(error.message.starts_with(message), "{}", error.message);
}

#[test]
fn a_withdrawn_article_that_nobody_works_on_is_not_open() {
    let mut article = testing::article();
    let live = crate::article::Live {
        version: Hash::of(b"v"),
        address: "harbour".into(),
        first_at: testing::noon(),
        at: testing::noon(),
        updated_at: None,
        feed_at: testing::noon(),
    };
    article.axes.status = Status::Ready;
    article.publication = Publication::Withdrawn { was: live, at: testing::noon(), reason: "asked".into() };
    let measure =
        Measure { words: 1, tks: 0, required: 0, advised: 0, suggestions: 0, comments: 0, version: Hash::of(b"v") };
    let mut row = Row::of(&article, &measure, &testing::masthead());
    assert!(!row.is_open());
    row.status = Status::Editing;
    assert!(row.is_open());
}

#[test]
fn a_settled_filter_finds_the_same_among_ten_thousand_rows() {
    let rows: Vec<Row> = (0..10_000).map(|n| row(|row| row.slug = format!("article-{n}"))).collect();
    let filter = parse("is:open due:<=fri -by:okafor len:>100 article-99").expect("a filter");
    let found = |filter: &Filter| rows.iter().filter(|row| filter.matches(row, &viewer())).count();
    assert_eq!(found(&filter), 111);
    assert_eq!(found(&filter.settled(&viewer())), 111);
}
