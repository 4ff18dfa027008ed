//! What holds of the table itself.

use crate::act::Act;
use crate::article::{Seen, Status};
use crate::table::{Itself, TABLE, To};

#[test]
fn every_act_has_a_row() {
    for act in Act::ALL {
        assert!(TABLE.iter().any(|row| row.act == *act), "{act:?} has no row");
    }
}

#[test]
fn every_row_of_the_workflow_is_there() {
    let numbers: Vec<&str> = TABLE.iter().flat_map(|row| row.number.split(", ")).collect();
    for number in (1..=28).map(|number: u32| number.to_string()).chain(["12b".to_owned()]) {
        assert!(numbers.contains(&number.as_str()), "row {number} is missing");
    }
}

#[test]
fn from_one_place_an_act_has_one_row() {
    let seen = [Seen::Never, Seen::Live, Seen::Withdrawn, Seen::Retracted, Seen::TakenDown];
    for act in Act::ALL {
        for (status, seen) in Status::ALL.iter().flat_map(|status| seen.iter().map(move |seen| (status, seen))) {
            let rows =
                TABLE.iter().filter(|row| row.act == *act && row.from.contains(status) && row.seen.contains(seen));
            assert!(rows.count() <= 1, "{act:?} from {status:?}, {seen:?} is said twice");
        }
    }
}

#[test]
fn nothing_leads_out_of_what_is_taken_down_and_status_never_leads_to_itself() {
    for row in TABLE {
        if let To::Status(to) = row.to {
            assert!(!row.from.contains(&to), "{:?} leads from {to:?} to itself", row.act);
        }
        let names = !row.label.is_empty() && !row.done.is_empty();
        assert!(names, "{:?} has a label and a participle", row.act);
    }
}

#[test]
fn what_the_clock_alone_does_is_nobodys_right() {
    for row in TABLE.iter().filter(|row| row.itself == Itself::ClockOnly) {
        assert!(row.who.iter().all(|hand| *hand == crate::table::Hand::No), "{:?}", row.act);
    }
}

#[test]
fn acts_have_the_words_that_go_over_the_wire() {
    for act in Act::ALL {
        assert_eq!(serde_json::to_value(act).expect("a word"), act.word());
    }
}
