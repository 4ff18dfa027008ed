//! One write: all of it or nothing, and what it says it changed.

use chrono::TimeDelta;
use desk::Fact;
use desk::article::Status;
use desk::fact::FieldChanges;
use desk::ids::{ArticleId, DecisionId, Hash};
use desk::people::Actor;
use ledger::{Acts, LedgerError, Media, Named, RULES_APPLIED, Topic, Way};
use uuid::Uuid;

use crate::desk::{Desk, begin, ines, job, later, noon, person};

#[test]
fn what_an_act_did_is_there_after_it_and_after_opening_again() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    let changes = FieldChanges { headline: Some("The harbour deal".into()), ..FieldChanges::default() };
    let done = desk.act(|tx| tx.record(Some(id), &[Fact::FieldsSet { changes }])).expect("the change is recorded");
    assert_eq!(done.changed, [Topic::Article(id), Topic::Queue]);
    assert_eq!(done.upto, 2, "the log has two entries now");

    let again = ledger::Ledger::open(&desk.path()).expect("the file opens a second time");
    let article = again.read(|r| r.article(id)).expect("the question is answered").expect("the article is there");
    assert_eq!(article.fields.headline, "The harbour deal");
    let rows = again.read(|r| r.rows()).expect("the queue is there");
    assert_eq!(rows.iter().map(|row| row.headline.as_str()).collect::<Vec<_>>(), ["The harbour deal"]);
    desk.sound();
}

#[test]
fn an_act_that_fails_half_way_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.begin("first");
    let failed = desk.act(|tx| {
        begin(tx, "second")?;
        tx.set("colour", "blue")?;
        tx.record(Some(ArticleId(Uuid::nil())), &[Fact::Claimed { by: None }])
    });
    assert!(matches!(failed, Err(LedgerError::NotBegun { .. })), "a claim on nothing is refused: {failed:?}");
    desk.ledger
        .read(|r| {
            assert_eq!(r.head()?, 1, "the log ends where it did");
            assert_eq!(r.by_name("second")?, Named::Nothing);
            assert_eq!(r.setting("colour")?, None);
            Ok::<_, LedgerError>(())
        })
        .expect("the questions are answered");
    desk.sound();
}

#[test]
fn an_act_that_panics_leaves_nothing_behind_and_the_ledger_open() {
    let desk = Desk::new();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.act(|tx| {
            begin(tx, "lost")?;
            assert!(tx.head()? > 5, "the log is short");
            Ok(())
        })
    }));
    assert!(panicked.is_err());
    desk.begin("kept");
    assert_eq!(desk.ledger.read(|r| r.by_name("lost")).expect("an answer"), Named::Nothing);
    desk.sound();
}

#[test]
fn a_fact_that_names_a_version_without_content_is_refused() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    let hash = Hash::of(b"nowhere");
    let refused = desk.act(|tx| tx.record(Some(id), &[Fact::Frozen { version: hash, name: "Submitted 1".into() }]));
    assert!(matches!(refused, Err(LedgerError::NoVersion { hash: named }) if named == hash), "{refused:?}");
}

#[test]
fn the_log_says_who_when_and_by_which_way() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    let entries = desk.ledger.read(|r| r.log(Some(id), None, 10)).expect("the log is read");
    let [entry] = entries.as_slice() else { panic!("one entry: {entries:?}") };
    assert_eq!((entry.seq, entry.at, entry.way, entry.os_user.as_str()), (1, noon(), Way::Window, "ines"));
    assert_eq!(entry.actor, ines().actor);
    assert_eq!(entry.article, Some(id));
    assert_eq!(entry.id.get_version_num(), 7);
    let after = desk.ledger.read(|r| r.facts_after(0)).expect("the log is read");
    assert_eq!(after, entries);
    assert_eq!(desk.ledger.read(|r| r.facts_after(1)).expect("the log is read"), []);
}

#[test]
fn the_log_is_read_backwards_page_by_page() {
    let desk = Desk::new();
    let (a, b) = (desk.begin("a"), desk.begin("b"));
    for _ in 0..3 {
        desk.record(a, &[Fact::Claimed { by: None }]);
        desk.record(b, &[Fact::Claimed { by: None }]);
    }
    let seqs = |article, before, limit| {
        let log = desk.ledger.read(|r| r.log(article, before, limit)).expect("the log is read");
        log.iter().map(|entry| entry.seq).collect::<Vec<_>>()
    };
    assert_eq!(seqs(None, None, 3), [8, 7, 6]);
    assert_eq!(seqs(None, Some(6), 3), [5, 4, 3]);
    assert_eq!(seqs(Some(a), Some(7), 9), [5, 3, 1]);
}

#[test]
fn the_log_is_read_by_article_person_kind_and_time_together() {
    let desk = Desk::new();
    let (a, b) = (desk.begin("a"), desk.begin("b"));
    desk.record(a, &[Fact::Claimed { by: None }]);
    desk.record(b, &[Fact::Claimed { by: None }]);
    let seqs = |acts: Acts| {
        let log = desk.ledger.read(|r| r.log_of(&acts, 9)).expect("the log is read");
        log.iter().map(|entry| entry.seq).collect::<Vec<_>>()
    };
    let kinds = |kinds: &[&str]| Some(kinds.iter().map(|kind| (*kind).to_owned()).collect());
    assert_eq!(seqs(Acts::default()), [4, 3, 2, 1]);
    assert_eq!(seqs(Acts { articles: Some(vec![a]), ..Acts::default() }), [3, 1]);
    assert_eq!(seqs(Acts { articles: Some(vec![a, b]), kinds: kinds(&["claimed"]), ..Acts::default() }), [4, 3]);
    assert_eq!(seqs(Acts { articles: Some(vec![]), ..Acts::default() }), [] as [i64; 0], "none of none");
    assert_eq!(seqs(Acts { person: Some(person(1, "").id), before: Some(3), ..Acts::default() }), [2, 1]);
    assert_eq!(seqs(Acts { person: Some(person(2, "").id), ..Acts::default() }), [] as [i64; 0]);
    assert_eq!(seqs(Acts { from: Some(noon()), until: Some(later(1)), ..Acts::default() }), [4, 3, 2, 1]);
    assert_eq!(seqs(Acts { from: Some(later(1)), ..Acts::default() }), [] as [i64; 0]);
    assert_eq!(seqs(Acts { until: Some(noon()), ..Acts::default() }), [] as [i64; 0]);
    let then = desk.ledger.read(|r| r.log_at(a, noon())).expect("the log is read");
    assert_eq!(then.len(), 2);
}

#[test]
fn an_article_is_found_by_slug_id_and_unambiguous_beginning() {
    let desk = Desk::new();
    let (deal, dealer) = (desk.begin("deal"), desk.begin("dealer"));
    let named = |name: &str| desk.ledger.read(|r| r.by_name(name)).expect("an answer");
    assert_eq!(named("deal"), Named::One(deal), "a whole slug is not the beginning of another");
    assert_eq!(named(" DEALE "), Named::One(dealer));
    assert_eq!(named("de"), Named::Several(vec!["deal".into(), "dealer".into()]));
    assert_eq!(named(&deal.to_string()), Named::One(deal));
    assert_eq!(named("x"), Named::Nothing);
    assert_eq!(named(""), Named::Nothing, "nothing is not the beginning of everything");
    assert_eq!(named("%"), Named::Nothing, "no character is a wildcard");
}

#[test]
fn slugs_and_addresses_of_other_articles_are_taken_ones_own_are_not() {
    let desk = Desk::new();
    let (a, b) = (desk.begin("a"), desk.begin("b"));
    desk.publish(a, "A", "europe", noon());
    desk.record(a, &[Fact::Addressed { address: Some("new".into()) }]);
    desk.ledger
        .read(|r| {
            assert!(r.slug_taken("a", b)?);
            assert!(!r.slug_taken("a", a)?);
            assert!(r.address_taken("new", b)?);
            assert!(r.address_taken("a", b)?, "an address that leads to the new one is still in use");
            assert!(!r.address_taken("a", a)?);
            assert_eq!(r.former_addresses()?, [("a".to_owned(), a)]);
            assert_eq!(r.at_address("new")?, Some((a, ledger::AddressUse::Current)));
            Ok::<_, LedgerError>(())
        })
        .expect("the questions are answered");
    desk.sound();
}

#[test]
fn a_new_name_of_a_person_shows_in_the_queue() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    let dara = person(9, "Dara Lind");
    let changes = FieldChanges { authors: Some(vec![dara.id]), ..FieldChanges::default() };
    desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: dara.clone() }])).expect("she joins");
    desk.record(id, &[Fact::FieldsSet { changes }]);
    let renamed = desk::people::Person { name: "Dara Lind-Okoye".into(), ..dara };
    let done = desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: renamed }])).expect("she is renamed");
    assert_eq!(done.changed, [Topic::People, Topic::Queue]);
    let rows = desk.ledger.read(|r| r.rows_of(&[id])).expect("the queue is there");
    assert_eq!(rows[0].authors[0].name, "Dara Lind-Okoye");
    desk.sound();
}

#[test]
fn what_was_applied_of_the_rules_is_what_the_log_says() {
    let desk = Desk::new();
    let hash = Hash::of(b"desk.toml");
    let done = desk.act(|tx| tx.record(None, &[Fact::RulesApplied { hash, summary: "two slots".into() }]));
    assert_eq!(done.expect("they are applied").changed, [Topic::Rules]);
    assert_eq!(desk.ledger.read(|r| r.setting(RULES_APPLIED)).expect("an answer"), Some(hash.to_string()));
    desk.sound();
}

#[test]
fn jobs_are_due_in_order_and_not_while_they_wait() {
    let desk = Desk::new();
    let (a, b) = (desk.begin("a"), desk.begin("b"));
    let (second, first) = (job(later(10)), job(later(5)));
    desk.record(a, &[Fact::JobSet { job: second.clone() }]);
    desk.record(b, &[Fact::JobSet { job: first.clone() }]);
    let due = |minutes| {
        let due = desk.ledger.read(|r| r.due_before(later(minutes))).expect("an answer");
        due.into_iter().map(|due| due.job.id).collect::<Vec<_>>()
    };
    assert_eq!(due(4), []);
    assert_eq!(due(5), [first.id], "a job is due at its very time");
    assert_eq!(due(30), [first.id, second.id]);
    let booked = desk.ledger.read(|r| r.booked(a, later(5), later(10))).expect("an answer");
    assert_eq!(booked.iter().map(|job| job.slug.as_str()).collect::<Vec<_>>(), ["b"], "only of other articles");

    let hold =
        desk::article::Hold { reason: "a source".into(), by: person(1, "Ines").id, at: noon(), review: later(60) };
    desk.record(b, &[Fact::Held { hold }]);
    assert_eq!(due(30), [second.id], "a hold suspends the job");
    let next = desk.ledger.read(|r| r.next_job()).expect("an answer");
    assert_eq!(next.map(|next| next.article), Some(a));
    desk.record(b, &[Fact::Released { note: String::new() }]);
    desk.record(a, &[Fact::JobStopped { job: second.id, reason: "later".into() }]);
    assert_eq!(due(30), [first.id]);
    desk.sound();
}

#[test]
fn a_lease_has_one_holder_until_its_time_is_up() {
    let desk = Desk::new();
    let take = |holder: &str, minutes| {
        let taken =
            desk.ledger.transact(&ines(), later(minutes), |tx| tx.take_lease("clock", holder, TimeDelta::minutes(1)));
        taken.unwrap_or_else(|error: LedgerError| panic!("{error}")).value
    };
    assert!(take("window", 0));
    assert!(!take("agent", 0), "another holds it");
    assert!(take("window", 0), "the holder renews it");
    assert!(take("agent", 1), "its time is up");
    assert!(!take("window", 1));
    let released = desk.act(|tx| tx.release_lease("clock", "window")).expect("an answer");
    assert!(!released.value, "nobody gives back what is another's");
    assert!(desk.act(|tx| tx.release_lease("clock", "agent")).expect("an answer").value);
    assert!(take("window", 1));
}

#[test]
fn an_errand_stays_until_it_is_done() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    let decision = DecisionId(Uuid::now_v7());
    let put = desk.act(|tx| tx.outbox_put(decision, id, "publish")).expect("it is noted");
    let outbox = desk.ledger.read(|r| r.outbox()).expect("an answer");
    assert_eq!(outbox.len(), 1);
    assert_eq!((outbox[0].id, outbox[0].article, outbox[0].what.as_str()), (put.value, id, "publish"));
    assert!(desk.act(|tx| tx.outbox_done(put.value)).expect("an answer").value);
    assert!(!desk.act(|tx| tx.outbox_done(put.value)).expect("an answer").value, "it was done already");
    assert_eq!(desk.ledger.read(|r| r.outbox()).expect("an answer"), []);
}

#[test]
fn a_picture_is_entered_once() {
    let desk = Desk::new();
    let media = Media {
        hash: Hash::of(b"picture"),
        name: "harbour.jpg".into(),
        format: "jpeg".into(),
        width: 1600,
        height: 900,
        bytes: 120_000,
        credit: "M. Adeyemi".into(),
        caption: String::new(),
        renditions: "[800,1600]".into(),
        added_at: noon(),
        added_by: Actor::Desk,
    };
    assert!(desk.act(|tx| tx.put_media(&media)).expect("it is entered").value);
    let other = Media { name: "again.jpg".into(), ..media.clone() };
    assert!(!desk.act(|tx| tx.put_media(&other)).expect("an answer").value);
    assert_eq!(desk.ledger.read(|r| r.media(media.hash)).expect("an answer"), Some(media));
    desk.sound();
}

#[test]
fn deleted_for_good_takes_the_versions_that_are_no_other_articles() {
    let desk = Desk::new();
    let (a, b) = (desk.begin("a"), desk.begin("b"));
    let freeze = |id, headline: &str| {
        let done = desk.act(|tx| {
            let article = tx.article(id)?.expect("it has begun");
            let mut content = desk::content(&article, "text", &desk::People::default());
            content.headline = headline.into();
            let version = tx.put_version(&content)?;
            tx.record(Some(id), &[Fact::Frozen { version, name: String::new() }])?;
            Ok(version)
        });
        done.expect("the version is kept").value
    };
    let (own, shared) = (freeze(a, "own"), freeze(a, "shared"));
    assert_eq!(freeze(b, "shared"), shared);
    desk.record(a, &[Fact::Moved { from: Status::Drafting, to: Status::Spiked, note: "no".into(), due: None }]);
    desk.record(a, &[Fact::Deleted { reason: "spiked long ago".into() }]);
    desk.ledger
        .read(|r| {
            assert_eq!(r.article(a)?, None);
            assert_eq!(r.version(own)?, None);
            assert!(r.version(shared)?.is_some());
            assert_eq!(r.log(Some(a), None, 99)?.len(), 5, "the log keeps what it was");
            Ok::<_, LedgerError>(())
        })
        .expect("the questions are answered");
    desk.sound();
}

#[test]
fn every_write_moves_the_pulse_and_a_question_does_not() {
    let desk = Desk::new();
    let other = ledger::Ledger::open(&desk.path()).expect("the file opens a second time");
    let before = other.data_version().expect("a number");
    other.read(|r| r.head()).expect("an answer");
    assert_eq!(other.data_version().expect("a number"), before);
    desk.begin("harbour");
    assert_ne!(other.data_version().expect("a number"), before);
    let own = desk.ledger.data_version().expect("a number");
    desk.begin("second");
    assert_ne!(desk.ledger.data_version().expect("a number"), own, "its own writes too");
}

#[test]
fn a_copy_is_whole_and_opens() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    let to = desk.folder.path().join("copy.sqlite3");
    desk.ledger.backup_to(&to).expect("the copy is made");
    assert!(matches!(desk.ledger.backup_to(&to), Err(LedgerError::Exists { .. })), "a copy is never overwritten");
    let copy = ledger::Ledger::open(&to).expect("the copy opens");
    assert!(copy.read(|r| r.article(id)).expect("an answer").is_some());
    crate::desk::sound(&copy);
}
