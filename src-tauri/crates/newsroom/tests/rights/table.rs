//! The table itself.

use std::collections::BTreeMap;

use newsroom::wire::table::NAMES;
use serde_json::{Value, json};

use crate::room::{CANARY, COPY, EDITOR, MANAGING, NOBODY, OTHER, PASSPHRASE, ROLES, Room, Subject, WRITER, picture};

/// What a request may come to, for each column in the order of [`ROLES`]: writer, editor, copy editor, managing editor,
/// administrator alone, nobody.
///
/// `w` answered with all there is, `p` answered with what anybody may know, `x` refused.
struct Line {
    request: &'static str,
    args: fn(&Scene) -> Value,
    /// On one's own draft (the writer's), on another's draft, on another's live article with a working copy.
    own: &'static str,
    foreign: &'static str,
    working: &'static str,
}

/// One try: who asks, about what.
struct Scene<'a> {
    desk: &'a Room,
    who: &'static str,
    article: &'a str,
}

impl Scene<'_> {
    fn article(&self) -> Value {
        json!({ "article": self.article })
    }

    /// As whoever asks has the text open; as a managing editor has it, for whoever cannot open it.
    fn open(&self) -> Value {
        let of = |who| self.desk.push_args(who, self.article, "A word more. ");
        of(self.who).or_else(|_| of(MANAGING)).expect("a managing editor opens everything")
    }

    /// The same, with more.
    fn open_with(&self, more: Value) -> Value {
        let mut args = self.open();
        let members = more.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone()));
        args.as_object_mut().expect("arguments").extend(members);
        args
    }
}

/// The same on every article.
const fn same(request: &'static str, args: fn(&Scene) -> Value, verdicts: &'static str) -> Line {
    Line { request, args, own: verdicts, foreign: verdicts, working: verdicts }
}

/// One row for every request of the table; a request without one fails the test.
#[rustfmt::skip]
const TABLE: &[Line] = &[
    same("desk.open", |_| json!({}), "pwwwpp"),
    same("session.begin", |_| json!({ "name": "Somebody Else", "passphrase": PASSPHRASE }), "pppppp"),
    same("session.redeem", |_| json!({ "name": "Somebody Else", "code": "K7QX", "passphrase": "four tall ships at noon" }), "pppppp"),
    same("session.passphrase", |_| json!({ "old": "not this one", "new": "four tall ships at dawn" }), "pppppx"),
    same("people.list", |_| json!({}), "pppppx"),
    same("people.set", |scene| json!({ "name": format!("New {}", scene.who), "roles": ["writer"], "grants": [] }), "xxxxpx"),
    same("people.invite", |scene| json!({ "person": scene.desk.people[OTHER] }), "xxxxpx"),
    same("people.end-sessions", |scene| json!({ "person": scene.desk.people[OTHER] }), "xxxxpx"),
    same("backup.list", |_| json!({}), "xxxppx"),
    same("backup.make", |_| json!({}), "xxxppx"),
    same("backup.plan", |_| json!({ "backup": null, "since": false, "in_place": false }), "xxxxpx"),
    same("backup.restore", |_| json!({ "backup": null, "since": false, "in_place": false }), "xxxxpx"),
    same("desk.status", |_| json!({}), "pwwwpx"),
    same("queue.list", |_| json!({ "filter": "is:any", "sort": "bucket", "descending": false, "offset": 0, "limit": 200 }), "pwwwpx"),
    same("queue.look", |_| json!({}), "pppppx"),
    same("queue.set-columns", |_| json!({ "columns": [{ "name": "article", "width": 300 }] }), "pppppx"),
    same("queue.keep-view", |scene| {
        json!({ "name": format!("Of {}", scene.who), "filter": format!("is:submitted {CANARY}"), "sort": "due", "descending": false,
            "columns": [], "shared": true })
    }, "xwwwxx"),
    // There is nothing of that name for anybody.
    same("queue.drop-view", |_| json!({ "id": "nothing" }), "xxxxxx"),
    same("queue.workload", |_| json!({}), "pwwwpx"),
    same("queue.budget", |_| json!({ "filter": "is:any" }), "pwwwpx"),
    same("mine.inbox", |_| json!({}), "pwwwpx"),
    same("mine.read", |_| json!({ "causes": ["nothing"], "read": true }), "pwwwpx"),
    same("archive.list", |_| json!({ "filter": {}, "offset": 0, "limit": 200 }), "pppppx"),
    same("search", |_| json!({ "query": CANARY, "published": false, "filter": {}, "offset": 0, "limit": 200 }), "pwwwpx"),
    Line { request: "article.get", args: |scene| scene.article(), own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx" },
    // A copy editor changes nothing in a draft.
    Line {
        request: "article.act",
        args: |scene| json!({ "article": scene.article, "command": { "act": "set", "changes": { "region": "europe" } } }),
        own: "wwxwxx", foreign: "xwxwxx", working: "xwwwxx",
    },
    Line {
        request: "article.act-all",
        args: |scene| json!({ "articles": [scene.article], "command": { "act": "set", "changes": { "region": "africa" } } }),
        own: "wwxwxx", foreign: "xwxwxx", working: "xwwwxx",
    },
    Line { request: "article.going-out", args: |scene| scene.article(), own: "wwwwxx", foreign: "xwwwxx", working: "xwwwxx" },
    Line {
        request: "article.log",
        args: |scene| json!({ "article": scene.article, "limit": 100 }),
        own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx",
    },
    Line { request: "article.story", args: |scene| scene.article(), own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx" },
    Line { request: "text.open", args: |scene| scene.article(), own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx" },
    Line { request: "text.push", args: |scene| scene.open(), own: "wwxwxx", foreign: "xwxwxx", working: "xwwwxx" },
    Line { request: "text.pull", args: |scene| scene.open(), own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx" },
    Line { request: "text.decided", args: |scene| scene.article(), own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx" },
    Line { request: "text.review", args: |scene| scene.open(), own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx" },
    Line {
        request: "text.decide",
        args: |scene| scene.open_with(json!({ "client": format!("a hand of {}", scene.who), "which": "all", "verdict": "stet" })),
        own: "wwxwxx", foreign: "xwxwxx", working: "xwwwxx",
    },
    Line {
        request: "text.remark",
        args: |scene| {
            let remark = json!({ "comment": { "kind": "comment", "on": null, "field": null, "text": format!("The {CANARY}, so far?") } });
            // A comment on what is somebody's own is theirs to read.
            let own = json!({ "comment": { "kind": "comment", "on": null, "field": "dek", "text": "Is it so?" } });
            let theirs = scene.desk.ask(WRITER, "text.review", &scene.open()).is_ok();
            scene.open_with(json!({ "remark": if theirs { own } else { remark } }))
        },
        own: "wwxwxx", foreign: "xwxwxx", working: "xwwwxx",
    },
    Line {
        request: "text.undo",
        args: |scene| scene.open_with(json!({ "client": format!("a hand of {}", scene.who) })),
        own: "wwxwxx", foreign: "xwxwxx", working: "xwwwxx",
    },
    Line {
        request: "text.redo",
        args: |scene| scene.open_with(json!({ "client": format!("a hand of {}", scene.who) })),
        own: "wwxwxx", foreign: "xwxwxx", working: "xwwwxx",
    },
    Line {
        request: "text.here",
        args: |scene| scene.open_with(json!({ "anchor": 0, "head": 2 })),
        own: "wwwwxx", foreign: "xwwwxx", working: "xwwwxx",
    },
    same("text.paste", |_| json!({ "html": "<p>One <b>word</b></p>", "notes_before": 0 }), "pppppx"),
    Line {
        request: "text.spelling",
        args: |scene| scene.open_with(json!({ "from": 0, "to": 10_000 })),
        own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx",
    },
    Line {
        request: "words.propose",
        args: |scene| json!({ "article": scene.article, "word": "goverment" }),
        own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx",
    },
    // Writers write with the house's words and do not keep them.
    same("words.add", |scene| json!({ "word": format!("{}isms", scene.who.split(' ').next().unwrap_or("x")) }), "xwwwxx"),
    Line {
        request: "text.version",
        args: |scene| {
            let view = scene.desk.done(MANAGING, "article.get", &scene.article());
            let newest = view["versions"][0]["hash"].as_str().map(ToOwned::to_owned);
            json!({ "article": scene.article, "version": newest.unwrap_or_else(|| view["version"].as_str().expect("a hash").to_owned()) })
        },
        own: "wwwwxx", foreign: "xwwwxx", working: "xwwwxx",
    },
    // Readers meet one version alone: there is nothing to compare it with.
    Line {
        request: "versions.compare",
        args: |scene| json!({ "article": scene.article, "from": { "edition": "desk" }, "to": { "edition": "desk" } }),
        own: "wwwwxx", foreign: "xwwwxx", working: "xwwwxx",
    },
    // Whoever reads the live version alone is told nothing of when the desk was left.
    Line { request: "versions.last-read", args: |scene| scene.article(), own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx" },
    Line { request: "versions.read", args: |scene| scene.article(), own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx" },
    Line {
        request: "versions.bring-back",
        args: |scene| {
            let view = scene.desk.done(MANAGING, "article.get", &scene.article());
            let newest = view["versions"][0]["hash"].as_str().map(ToOwned::to_owned);
            json!({ "article": scene.article, "version": newest.unwrap_or_else(|| view["version"].as_str().expect("a hash").to_owned()) })
        },
        own: "wwxwxx", foreign: "xwxwxx", working: "xwwwxx",
    },
    Line {
        request: "galley.page",
        args: |scene| json!({ "article": scene.article, "base": "/" }),
        own: "wwwwxx", foreign: "xwwwxx", working: "pwwwpx",
    },
    // A draft has no published page; a live article has one for everybody.
    Line { request: "galley.published", args: |scene| scene.article(), own: "xxxxxx", foreign: "xxxxxx", working: "pppppx" },
    same("calendar.list", |_| json!({ "from": "2031-03-01", "to": "2031-03-31" }), "pwwwpx"),
    // What is planned is told to whoever reads the whole desk.
    same("schedule.look-ahead", |_| json!({ "at": chrono::Utc::now() + chrono::TimeDelta::days(3) }), "xwwwxx"),
    same("schedule.check", |_| json!({}), "xwwwxx"),
    same("schedule.read", |_| json!({ "text": "2031-03-04 10:00", "reader_zone": "UTC" }), "pwwwpx"),
    same("media.add", |_| picture("ines-okafor.jpg"), "pppppx"),
    same("intake.submit", |scene| {
        let text = format!("---\ntitle: A file of {}\n---\nWords.\n", scene.who);
        let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text);
        json!({ "files": [{ "name": "file.md", "data": data }] })
    }, "ppxpxx"),
    // The last: whoever went out must come in again.
    same("session.end", |_| json!({}), "pppppp"),
];

fn verdict(answer: &Result<Value, newsroom::wire::failure::Failure>) -> char {
    match answer {
        Err(_) => 'x',
        Ok(answer) if answer["outcome"] == "refused" && answer["refusal"].is_object() => 'x',
        Ok(answer) if ["refused", "failed"].map(Value::from).contains(&answer["answers"][0]["acted"]["outcome"]) => 'x',
        Ok(answer) if answer["files"][0]["became"] == "nothing" => 'x',
        Ok(_) => 'w',
    }
}

#[test]
fn every_request_has_its_line() {
    let lines: Vec<&str> = TABLE.iter().map(|line| line.request).collect();
    let missing: Vec<&&str> = NAMES.iter().filter(|name| !lines.contains(name)).collect();
    assert!(missing.is_empty(), "say in the table who may ask for {missing:?}");
    let unknown: Vec<&&str> = lines.iter().filter(|name| !NAMES.contains(name)).collect();
    assert!(unknown.is_empty(), "there is no request {unknown:?}");
}

#[test]
fn every_request_is_answered_or_refused_as_the_table_says() {
    let (desk, articles) = Room::guarded();
    let mut wrong = Vec::new();
    for (subject, article) in subjects(&articles) {
        for line in TABLE {
            let row = match subject {
                Subject::Own => line.own,
                Subject::Foreign => line.foreign,
                Subject::Working => line.working,
            };
            for (who, expected) in ROLES.into_iter().zip(row.chars()) {
                let scene = Scene { desk: &desk, who, article };
                let args = (line.args)(&scene);
                let answer = desk.ask(who, line.request, &args);
                let what = format!("{who}: {} on {subject:?}", line.request);
                let found = verdict(&answer);
                if (found == 'x') != (expected == 'x') {
                    wrong.push(format!("{what}: {found} instead of {expected}: {}", shortened(&answer)));
                }
                let told = match &answer {
                    Ok(answer) => answer.to_string(),
                    Err(failure) => format!("{} {}", failure.message, failure.detail),
                };
                let reads_all = [EDITOR, COPY, MANAGING].contains(&who);
                if !reads_all && told.to_lowercase().contains(CANARY) {
                    wrong.push(format!("{what}: the canary is in the answer: {}", around(&told)));
                }
                if line.request == "session.end" && who != NOBODY {
                    assert!(
                        desk.ask(
                            who,
                            "queue.list",
                            &json!({ "filter": "", "sort": "bucket", "descending": false, "offset": 0, "limit": 1 })
                        )
                        .is_err()
                    );
                    desk.sign_in(who, PASSPHRASE).expect("let in again");
                }
                // Others may have been signed out by it.
                if line.request == "people.end-sessions" {
                    desk.sign_in(OTHER, PASSPHRASE).expect("let in again");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn whoever_may_read_finds_the_canary_where_the_others_do_not() {
    let (desk, articles) = Room::guarded();
    for (request, args) in [
        ("article.get", json!({ "article": articles["foreign"] })),
        ("article.get", json!({ "article": articles["working"] })),
        ("article.log", json!({ "article": articles["working"], "limit": 100 })),
        ("text.open", json!({ "article": articles["working"] })),
        (
            "versions.compare",
            json!({ "article": articles["working"], "from": { "edition": "live" }, "to": { "edition": "desk" } }),
        ),
        ("galley.page", json!({ "article": articles["working"], "base": "/" })),
        ("queue.list", json!({ "filter": "is:any", "sort": "bucket", "descending": false, "offset": 0, "limit": 200 })),
        ("calendar.list", json!({ "from": "2031-03-01", "to": "2031-03-31" })),
        ("schedule.read", json!({ "text": "2031-03-04 10:00", "reader_zone": "UTC" })),
        ("desk.status", json!({})),
        ("queue.budget", json!({ "filter": "is:any" })),
        ("article.story", json!({ "article": articles["working"] })),
    ] {
        let told = desk.done(MANAGING, request, &args).to_string();
        assert!(told.contains(CANARY), "{request} has something to leak: {told}");
    }
}

fn subjects<'a>(articles: &'a BTreeMap<&'static str, String>) -> [(Subject, &'a str); 3] {
    [
        (Subject::Own, &articles["own"]),
        (Subject::Foreign, &articles["foreign"]),
        (Subject::Working, &articles["working"]),
    ]
}

fn shortened(answer: &Result<Value, newsroom::wire::failure::Failure>) -> String {
    let told = match answer {
        Ok(answer) => answer.to_string(),
        Err(failure) => failure.to_string(),
    };
    told.chars().take(200).collect()
}

fn around(told: &str) -> String {
    let at = told.to_lowercase().find(CANARY).unwrap_or(0);
    told.chars().skip(at.saturating_sub(80)).take(180).collect()
}
