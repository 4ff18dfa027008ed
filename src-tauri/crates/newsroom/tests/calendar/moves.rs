//! Two people move cards at the same time, at two processes: what the calendar shows is what the jobs are.

use std::collections::BTreeSet;
use std::thread;

use serde_json::{Value, json};

use crate::room::{MANAGING, Room, SECOND, when};

const ARTICLES: usize = 6;
const MOVES: usize = 40;
const DAYS: u64 = 9;
const TIMES: [&str; 4] = ["07:00", "12:00", "19:00", "15:20"];

/// Numbers that look random and come again from the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % bound
    }
}

/// Whatever may be done on the calendar, to whatever article; what was lost to the other is refused and no more.
fn work(desk: &Room, door: usize, who: &str, articles: &[String], seed: u64) -> usize {
    let (mut dice, mut done) = (Dice(seed), 0);
    for _ in 0..MOVES {
        let article = &articles[dice.below(articles.len())];
        let view = desk.done(door, who, "article.get", &json!({ "article": article }));
        let day = 1 + u64::try_from(dice.below(7)).expect("small");
        let when = when(day, TIMES[dice.below(TIMES.len())]);
        let share = dice.below(2) == 0;
        let command = match (view["jobs"].as_array().and_then(|jobs| jobs.first()), dice.below(10)) {
            (_, 0) => json!({ "act": "undo" }),
            (Some(job), 1) => json!({ "act": "stop-job", "job": job["id"], "reason": "" }),
            (Some(job), _) => json!({ "act": "move-job", "job": job["id"], "when": when, "share_slot": share }),
            (None, _) => json!({ "act": "schedule", "kind": "publish", "when": when, "share_slot": share }),
        };
        let answer = desk.ask(door, who, "article.act", &json!({ "article": article, "command": command }));
        done += usize::from(answer.expect("an answer")["outcome"] == "done");
    }
    done
}

fn cards(calendar: &Value) -> BTreeSet<(String, String, String)> {
    let all = calendar["cards"].as_array().expect("cards").iter();
    all.map(|card| (card["line"]["id"].to_string(), card["job"].to_string(), card["at"].to_string())).collect()
}

/// As the articles themselves have them.
fn jobs(desk: &Room, door: usize, articles: &[String]) -> BTreeSet<(String, String, String)> {
    let of = |article: &String| {
        let view = desk.done(door, MANAGING, "article.get", &json!({ "article": article }));
        let jobs = view["jobs"].as_array().expect("jobs").clone();
        jobs.into_iter()
            .map(move |job| (view["line"]["id"].to_string(), job["id"].to_string(), job["when"]["utc"].to_string()))
    };
    articles.iter().flat_map(of).collect()
}

#[test]
fn after_random_moves_by_two_people_at_once_the_cards_are_the_jobs() {
    let desk = Room::open();
    let articles: Vec<String> = (0..ARTICLES).map(|number| desk.ready(&format!("story-{number}"))).collect();
    for round in 0..3 {
        let done: usize = thread::scope(|scope| {
            let people = [(0, MANAGING), (1, SECOND)].map(|(door, who)| {
                let (desk, articles) = (&desk, &articles);
                scope.spawn(move || work(desk, door, who, articles, 7 + round * 2 + door as u64))
            });
            people.into_iter().map(|person| person.join().expect("nobody fails")).sum()
        });
        assert!(done > MOVES / 2, "something moved: {done}");
        let truth = jobs(&desk, 0, &articles);
        assert!(!truth.is_empty(), "something is scheduled");
        for door in [0, 1] {
            assert_eq!(cards(&desk.calendar(door, MANAGING, DAYS)), truth, "round {round}, door {door}");
            assert_eq!(jobs(&desk, door, &articles), truth, "round {round}, door {door}");
        }
        assert_eq!(desk.doors[0].verify().expect("the check runs").faults, [] as [String; 0], "round {round}");
    }
}
