//! What can be found, and that it is what the articles say.

use desk::Fact;
use desk::article::Commission;
use desk::fact::FieldChanges;
use desk::ids::ArticleId;
use ledger::{Hit, Ledger, LedgerError, Query};
use manuscript::Manuscript;
use rusqlite::Connection;

use crate::desk::{Desk, later, measure, noon, person};

fn found(desk: &Desk, typed: &str) -> Vec<(ArticleId, bool, bool)> {
    let query = Query::read(typed).expect("a question");
    let hits = desk.ledger.search(&query, |_, hits| Ok::<Vec<Hit>, LedgerError>(hits)).expect("the search answers");
    hits.into_iter().map(|hit| (hit.article, hit.desk, hit.live)).collect()
}

fn write(desk: &Desk, id: ArticleId, text: &str) {
    let mut open = Manuscript::new(text, None);
    let update = open.take_update().expect("a text");
    desk.act(|tx| tx.text_update(id, &update, &measure(4))).expect("the text is written");
}

fn settle(desk: &Desk, id: ArticleId, text: &str) {
    desk.act(|tx| tx.settled(id, text)).expect("the text has settled");
}

fn headline(text: &str) -> Fact {
    Fact::FieldsSet { changes: FieldChanges { headline: Some(text.into()), ..FieldChanges::default() } }
}

#[test]
fn what_is_typed_can_be_found_once_it_has_settled() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    assert_eq!(found(&desk, "harb"), [(id, true, false)], "by its slug at once");
    write(&desk, id, "A *sh\u{e9}rpa* came in.");
    assert_eq!(found(&desk, "sherpa "), []);
    assert_eq!(desk.ledger.read(|r| r.documents_behind(later(-1))).expect("a list"), [], "somebody types in it");
    assert_eq!(desk.ledger.read(|r| r.documents_behind(later(1))).expect("a list"), [id]);
    desk.sound();
    settle(&desk, id, "A *sh\u{e9}rpa* came in.");
    assert_eq!(found(&desk, "sherpa "), [(id, true, false)]);
    assert_eq!(desk.ledger.read(|r| r.documents_behind(later(1))).expect("a list"), []);
    desk.sound();
}

#[test]
fn an_article_that_is_live_and_unchanged_is_one_document_and_a_changed_one_is_two() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    desk.record(id, &[headline("Quiet water")]);
    write(&desk, id, "Quiet water");
    settle(&desk, id, "Quiet water");
    desk.publish(id, "Quiet water", "europe", noon());
    assert_eq!(found(&desk, "quiet"), [(id, true, true)]);
    desk.record(id, &[headline("Loud water")]);
    assert_eq!(found(&desk, "loud"), [(id, true, false)]);
    let mut quiet = found(&desk, "quiet");
    quiet.sort();
    assert_eq!(quiet, [(id, false, true), (id, true, false)], "the desk’s copy still says it in its text");
    desk.record(id, &[headline("Quiet water")]);
    assert_eq!(found(&desk, "quiet"), [(id, true, true)], "they are one again");
    desk.record(id, &[Fact::Withdrawn { reason: "asked".into(), job: None }]);
    assert_eq!(found(&desk, "quiet"), [(id, true, false)]);
    desk.sound();
}

#[test]
fn what_another_process_writes_after_a_search_is_found_as_it_is_then() {
    let desk = Desk::new();
    let (kept, gone) = (desk.begin("harbour"), desk.begin("lighthouse"));
    let other = Ledger::open(desk.ledger.path()).expect("a second process opens it");
    let there = |typed: &str| {
        let query = Query::read(typed).expect("a question");
        let hits = other.search(&query, |_, hits| Ok::<Vec<Hit>, LedgerError>(hits)).expect("the search answers");
        hits.into_iter().map(|hit| (hit.article, hit.desk, hit.live)).collect::<Vec<_>>()
    };
    assert_eq!((there("harbour"), there("lighthouse")), (vec![(kept, true, false)], vec![(gone, true, false)]));
    desk.record(kept, &[headline("Quiet water")]);
    write(&desk, kept, "Quiet water");
    settle(&desk, kept, "Quiet water");
    desk.publish(kept, "Quiet water", "europe", noon());
    // The number of a document that is dropped may be given again.
    desk.record(gone, &[headline("Loud water")]);
    let third = desk.begin("mole");
    assert_eq!(there("quiet"), [(kept, true, true)]);
    assert_eq!((there("loud"), there("mole")), (vec![(gone, true, false)], vec![(third, true, false)]));
    other.reindex().expect("the index is made anew there");
    assert_eq!((found(&desk, "quiet"), found(&desk, "mole")), (vec![(kept, true, true)], vec![(third, true, false)]));
    desk.sound();
}

#[test]
fn a_word_counts_more_in_the_headline_than_in_the_text() {
    let desk = Desk::new();
    let (in_text, in_headline) = (desk.begin("one"), desk.begin("two"));
    settle(&desk, in_text, "The ferry, the ferry and again the ferry.");
    desk.record(in_headline, &[headline("Ferry")]);
    let order: Vec<ArticleId> = found(&desk, "ferry ").into_iter().map(|(id, ..)| id).collect();
    assert_eq!(order, [in_headline, in_text]);
}

#[test]
fn people_are_found_by_their_name_and_by_the_one_they_take() {
    let desk = Desk::new();
    desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: person(7, "Dara Lind") }])).expect("a person");
    let id = desk.begin("harbour");
    let authors = FieldChanges { authors: Some(vec![person(7, "").id]), ..FieldChanges::default() };
    desk.record(id, &[Fact::FieldsSet { changes: authors }]);
    assert_eq!(found(&desk, "lind"), [(id, true, false)]);
    desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: person(7, "Dara Weiss") }])).expect("another name");
    assert_eq!(found(&desk, "lind"), []);
    assert_eq!(found(&desk, "weiss"), [(id, true, false)]);
    desk.sound();
}

#[test]
fn what_is_deleted_or_renamed_is_found_no_more() {
    let desk = Desk::new();
    let (gone, renamed) = (desk.begin("gone-soon"), desk.begin("first-name"));
    desk.record(gone, &[Fact::Deleted { reason: "old".into() }]);
    desk.record(renamed, &[Fact::Slugged { slug: "second-name".into() }]);
    assert_eq!(found(&desk, "gone"), []);
    desk.record(renamed, &[headline("Nothing"), Fact::CommissionSet { commission: Commission::default() }]);
    assert_eq!(found(&desk, "\"first name\""), [], "a slug is found as it is now");
    assert_eq!(found(&desk, "second"), [(renamed, true, false)]);
    desk.sound();
}

#[test]
fn tables_made_anew_find_the_same() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    write(&desk, id, "A ship came in.");
    desk.publish(id, "The harbour deal", "europe", later(0));
    desk.ledger.rebuild().expect("made anew");
    assert_eq!(found(&desk, "ship"), [(id, true, false)], "also what had not settled");
    assert_eq!(found(&desk, "deal").len(), 1);
    desk.sound();
}

#[test]
fn hostile_questions_are_answered() {
    let desk = Desk::new();
    desk.begin("harbour");
    let long = "a".repeat(10_000);
    for typed in
        ["a\" OR \"b", "headline : x", "a* b* NEAR(", "x' OR '1'='1", "{a b}: c", "^a + b", "a\0b", &long, "-- ; DROP"]
    {
        if let Some(query) = Query::read(typed) {
            desk.ledger.search(&query, |_, hits| Ok::<_, LedgerError>(hits)).expect(typed);
        }
    }
}

#[test]
fn a_damaged_index_is_named_and_made_anew_by_the_next_search() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    write(&desk, id, "A ship came in.");
    settle(&desk, id, "A ship came in.");
    let conn = Connection::open(desk.path()).expect("the file opens");
    conn.execute_batch("DELETE FROM found_data WHERE id > 10").expect("the index is damaged");
    drop(conn);
    assert!(!desk.ledger.verify().expect("the check runs").is_sound());
    let other = desk.begin("other");
    desk.record(other, &[headline("An act is not refused for it")]);
    assert_eq!(found(&desk, "ship"), [(id, true, false)]);
    assert_eq!(found(&desk, "refused"), [(other, true, false)]);
    desk.sound();
}

#[test]
fn words_that_are_not_the_articles_are_named() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    settle(&desk, id, "");
    let conn = Connection::open(desk.path()).expect("the file opens");
    conn.execute_batch("UPDATE found SET headline = 'Another' WHERE rowid = 1").expect("the index is changed");
    let faults = desk.ledger.verify().expect("the check runs").faults;
    let said = faults.iter().any(|fault| fault.sentence.contains("the search has other words than those on the desk"));
    assert!(said, "{faults:?}");
}
