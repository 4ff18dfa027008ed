//! What is live, as listings ask for it.

use desk::Fact;
use ledger::{Card, LedgerError, Shelf};

use crate::desk::{Desk, later};

fn headlines(cards: &[Card]) -> Vec<&str> {
    cards.iter().map(|card| card.headline.as_str()).collect()
}

fn seven() -> Desk {
    let desk = Desk::new();
    for n in 1..=7 {
        let id = desk.begin(&format!("story-{n}"));
        desk.publish(id, &format!("Story {n}"), if n % 2 == 0 { "europe" } else { "africa" }, later(n));
    }
    desk
}

#[test]
fn the_newest_come_first() {
    let desk = seven();
    let latest =
        |shelf: Shelf, skip, count| desk.ledger.read(|r| r.live_latest(&shelf, skip, count)).expect("an answer");
    assert_eq!(headlines(&latest(Shelf::Everything, 0, 3)), ["Story 7", "Story 6", "Story 5"]);
    assert_eq!(headlines(&latest(Shelf::Everything, 5, 3)), ["Story 2", "Story 1"]);
    assert_eq!(headlines(&latest(Shelf::Section("europe".into()), 0, 9)), ["Story 6", "Story 4", "Story 2"]);
    assert_eq!(headlines(&latest(Shelf::Topic("africa".into()), 0, 1)), ["Story 7"]);
    assert_eq!(headlines(&latest(Shelf::Format("opinion".into()), 0, 9)), [""; 0]);
}

#[test]
fn a_full_page_never_changes_when_something_new_comes() {
    let desk = seven();
    let page = |number| desk.ledger.read(|r| r.live_page(&Shelf::Everything, number, 3)).expect("an answer");
    assert_eq!(headlines(&page(1)), ["Story 3", "Story 2", "Story 1"], "page 1 holds the oldest");
    assert_eq!(headlines(&page(3)), ["Story 7"]);
    let (first, second) = (page(1), page(2));
    let id = desk.begin("story-8");
    desk.publish(id, "Story 8", "europe", later(8));
    assert_eq!((page(1), page(2)), (first, second));
    assert_eq!(headlines(&page(3)), ["Story 8", "Story 7"]);
    let card = desk.ledger.read(|r| r.live_card(id)).expect("an answer").expect("it is live");
    let number = |shelf: Shelf| desk.ledger.read(|r| r.live_page_of(&shelf, &card, 3)).expect("an answer");
    assert_eq!(number(Shelf::Everything), 3);
    assert_eq!(number(Shelf::Section("europe".into())), 2);
}

#[test]
fn what_is_withdrawn_leaves_every_listing_and_what_is_retracted_leaves_a_stone() {
    let desk = seven();
    let named = |slug: &str| match desk.ledger.read(|r| r.by_name(slug)).expect("an answer") {
        ledger::Named::One(id) => id,
        other => panic!("{slug} is {other:?}"),
    };
    let (withdrawn, retracted) = (named("story-7"), named("story-6"));
    desk.record(withdrawn, &[Fact::Withdrawn { reason: "a mistake".into(), job: None }]);
    let second = crate::desk::person(2, "Second").id;
    desk.record(retracted, &[Fact::Retracted { reason: "made up".into(), second }]);
    desk.ledger
        .read(|r| {
            assert_eq!(r.live_count(&Shelf::Everything)?, 5);
            assert_eq!(r.live_count(&Shelf::Section("europe".into()))?, 2);
            assert_eq!(r.live_count(&Shelf::Topic("ports".into()))?, 5);
            assert_eq!(headlines(&r.live_cards()?)[0], "Story 5");
            let stones = r.tombstones()?;
            assert_eq!(stones.iter().map(|article| article.id).collect::<Vec<_>>(), [retracted]);
            assert!(r.address_taken("story-7", retracted)?, "nobody else gets the address");
            Ok::<_, LedgerError>(())
        })
        .expect("the questions are answered");
    desk.sound();
}
