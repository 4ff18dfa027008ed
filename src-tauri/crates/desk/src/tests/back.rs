//! An earlier version comes back, and goes again.

use super::world::World;
use crate::article::Status;
use crate::command::{Back, Command};
use crate::fact::{Fact, FieldChanges};
use crate::ids::{DecisionId, Hash};
use crate::testing::{EDITOR, MANAGING, actor};

fn back(headline: &str, becomes: Hash, undoes: Option<DecisionId>) -> Command {
    let changes = FieldChanges { headline: Some(headline.into()), ..FieldChanges::default() };
    let back = Back { version: Hash::of(b"then"), name: "Submitted 1".into(), changes, becomes, undoes };
    Command::BringBack { back: Box::new(back) }
}

#[test]
fn what_stood_there_is_kept_and_what_comes_is_a_version() {
    let mut world = World::at(Status::Editing);
    let stood = world.version();
    let becomes = Hash::of(b"then, here");
    let facts = world.ask(&actor(EDITOR), &back("As it was", becomes, None)).expect("an editor may");
    let kept: Vec<Hash> = facts
        .iter()
        .filter_map(|fact| if let Fact::Frozen { version, .. } = fact { Some(*version) } else { None })
        .collect();
    assert_eq!(kept, [stood, becomes]);
    assert!(facts.iter().any(|fact| matches!(fact, Fact::BroughtBack { before, .. } if *before == stood)));
    assert!(facts.iter().any(|fact| matches!(fact, Fact::FieldsSet { .. })));
}

#[test]
fn what_is_there_already_changes_nothing() {
    let mut world = World::at(Status::Editing);
    let stands = back("x", world.version(), None);
    assert_eq!(world.ask(&actor(EDITOR), &stands), Ok(Vec::new()));
}

#[test]
fn a_ready_article_is_reopened_and_taking_it_back_gives_the_approval_back() {
    let mut world = World::at(Status::Ready);
    let (approved, me) = (world.version(), actor(MANAGING));
    let headline = world.there().fields.headline.clone();
    world.act(&me, &back("As it was", Hash::of(b"then, here"), None)).expect("it comes back");
    assert_eq!(world.status(), Status::Editing);
    assert!(world.there().axes.approval.is_none());
    let undoes = world.there().last.as_ref().map(|last| last.decision);

    let mut other = world.clone();
    other.act(&me, &back(&headline, Hash::of(b"something else"), undoes)).expect("it comes back");
    assert_eq!(other.status(), Status::Editing, "an approval speaks of one version");

    world.act(&me, &back(&headline, approved, undoes)).expect("it is taken back");
    assert_eq!(world.status(), Status::Ready);
    assert_eq!(world.there().axes.approval.as_ref().map(|given| given.version), Some(approved));
}
