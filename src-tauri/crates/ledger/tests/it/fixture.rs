//! Makes the fixture of today’s form: run by hand, once, before it becomes an old one.

use desk::Fact;
use desk::ids::Hash;
use desk::people::Actor;
use ledger::Media;
use manuscript::Manuscript;

use crate::desk::{Desk, job, later, measure, noon, person};

#[test]
#[ignore = "writes tests/fixtures/form-2.sqlite3, which never changes again once a newer form exists"]
fn form_2() {
    let desk = Desk::new();
    for (number, name) in [(1, "Ines Okafor"), (2, "Dara Lind")] {
        desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: person(number, name) }])).expect("a person");
    }
    desk.act(|tx| tx.record(None, &[Fact::RulesApplied { hash: Hash::of(b"rules"), summary: "first".into() }]))
        .expect("rules");
    let (live, scheduled) = (desk.begin("harbour"), desk.begin("delta"));
    let headline = |text: &str| {
        let changes = desk::fact::FieldChanges { headline: Some(text.into()), ..Default::default() };
        Fact::FieldsSet { changes }
    };
    desk.record(live, &[headline("The harbour deal")]);
    desk.record(scheduled, &[headline("What the delta knows"), Fact::JobSet { job: job(later(90)) }]);
    desk.publish(live, "The harbour deal", "europe", noon());
    let mut open = Manuscript::new("A ship came in.", Some(1));
    let update = open.take_update().expect("a text");
    desk.act(|tx| tx.text_update(live, &update, &measure(4))).expect("the text is written");
    let media = Media {
        hash: Hash::of(b"picture"),
        name: "harbour.jpg".into(),
        format: "jpeg".into(),
        width: 1600,
        height: 900,
        bytes: 120_000,
        credit: "M. Adeyemi".into(),
        caption: "The harbour.".into(),
        renditions: String::new(),
        added_at: noon(),
        added_by: Actor::Desk,
    };
    desk.act(|tx| tx.put_media(&media)).expect("a picture");
    desk.act(|tx| tx.set_passphrase(person(1, "").id, "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAA"))
        .expect("a passphrase");
    desk.act(|tx| tx.put_code(person(2, "").id, Hash::of(b"code"), later(60))).expect("a code");
    desk.sound();
    let to = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/form-2.sqlite3");
    // A fixture that is to be made again is removed by hand first.
    desk.ledger.backup_to(&to).expect("the fixture is written");
}
