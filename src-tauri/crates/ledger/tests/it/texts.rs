//! Texts: updates, the news of them, and folding.

use manuscript::Manuscript;

use crate::desk::{Desk, measure};

/// A text and its updates, one for each way it stood.
fn writing(drafts: &[&str]) -> Vec<Vec<u8>> {
    let mut open = Manuscript::new("", None);
    let mut updates = Vec::new();
    for draft in drafts {
        open.replace(draft, "window");
        updates.extend(open.take_update());
    }
    updates
}

fn read(desk: &Desk, id: desk::ids::ArticleId) -> String {
    let text = desk.ledger.read(|r| r.text(id)).expect("an answer").expect("there is a text");
    Manuscript::load(text.snapshot.as_deref(), &text.updates).expect("it loads").text().to_string()
}

#[test]
fn a_text_is_its_updates_in_order_and_the_queue_counts_its_words() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    for (update, words) in writing(&["A ship.", "A ship came.", "The ship came in."]).iter().zip(2..) {
        let done = desk.act(|tx| tx.text_update(id, update, &measure(words))).expect("it is written");
        assert_eq!(done.changed, [ledger::Topic::Text(id), ledger::Topic::Queue]);
        assert_eq!(done.upto, 1, "keystrokes are not facts");
    }
    assert_eq!(read(&desk, id), "The ship came in.");
    assert_eq!(desk.ledger.read(|r| r.rows_of(&[id])).expect("an answer")[0].words, 4);
    desk.sound();
}

#[test]
fn whoever_was_away_gets_every_word_also_after_folding() {
    let desk = Desk::new();
    let id = desk.begin("harbour");
    let drafts: Vec<String> = (0..30).map(|n| "word ".repeat(n + 1)).collect();
    let updates = writing(&drafts.iter().map(String::as_str).collect::<Vec<_>>());
    let write = |update: &[u8]| desk.act(|tx| tx.text_update(id, update, &measure(1))).expect("it is written").value;

    let seen = write(&updates[0]);
    let mut away = Manuscript::load(None, &updates[..1]).expect("it loads");
    updates[1..20].iter().for_each(|update| {
        write(update);
    });
    assert_eq!(desk.ledger.fold_texts(5).expect("it folds"), 1);
    assert_eq!(desk.ledger.fold_texts(5).expect("it folds"), 0, "there is nothing left to fold");
    updates[20..].iter().for_each(|update| {
        write(update);
    });

    let whole = drafts.last().expect("there are drafts");
    assert_eq!(read(&desk, id), *whole, "who opens it now reads it all");
    for news in desk.ledger.read(|r| r.texts_after(seen)).expect("an answer") {
        away.merge(&news.bytes).expect("news can be merged");
    }
    assert_eq!(away.text().to_string(), *whole, "who was away reads it all");
    let head = desk.ledger.read(|r| r.text_head()).expect("an answer");
    assert_eq!(head, 30);
    assert_eq!(desk.ledger.read(|r| r.texts_after(head)).expect("an answer"), []);
    desk.sound();
}
