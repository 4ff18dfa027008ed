//! The masthead page: who makes the publication, in the groups that `house.toml` names.

use std::collections::HashSet;
use std::sync::Arc;

use desk::people::Role;
use minijinja::Value;

use super::head::Head;
use super::story::author_address;
use super::view::{Desk, pairs};
use super::{House, Rendered};
use crate::outlet::Outlet;
use crate::picture::Picture;

/// Where the masthead stands.
pub const MASTHEAD: &str = "masthead";

/// Somebody who may stand on the masthead.
#[derive(Clone, Debug)]
pub struct Colleague {
    pub name: String,
    pub biography: String,
    pub portrait: Option<Arc<Picture>>,
    pub roles: Vec<Role>,
    /// Whether something of theirs is live: writers are named when it is, and have a page of their own.
    pub published: bool,
}

impl House {
    /// Whether the house prints a masthead.
    pub fn has_masthead(&self) -> bool {
        !self.settings().masthead.is_empty()
    }

    /// The masthead; each person stands once, in the first group that has a role of theirs.
    pub fn masthead(&self, people: &[Colleague], outlet: &Outlet) -> Rendered {
        let desk = self.desk(outlet);
        let title = self.word("masthead");
        let head = Head {
            title: title.clone(),
            description: self.word("masthead_text"),
            address: MASTHEAD.into(),
            ..Head::default()
        };
        let mut named = HashSet::new();
        let mut groups = Vec::new();
        for group in &self.settings().masthead {
            let mut members = Vec::new();
            for person in people {
                let role = group.roles.iter().find(|role| person.roles.contains(role));
                let shown = role.is_some_and(|role| *role != Role::Writer || person.published);
                if shown && named.insert(person.name.as_str()) {
                    members.push(colleague(&desk, person));
                }
            }
            if !members.is_empty() {
                groups.push(pairs([("title", Value::from(group.title.as_str())), ("people", Value::from(members))]));
            }
        }
        let value = pairs([
            ("head", head.value(&desk)),
            ("title", Value::from(title)),
            ("description", Value::from(self.word("masthead_text"))),
            ("groups", Value::from(groups)),
        ]);
        self.print("masthead.html", value, &desk)
    }
}

/// `{name, href, biography, portrait}`
fn colleague(desk: &Desk, person: &Colleague) -> Value {
    let href = match person.published {
        true => Value::from(desk.addresses.page(&author_address(&person.name))),
        false => Value::from(()),
    };
    let portrait = person
        .portrait
        .as_ref()
        .map_or(Value::from(()), |picture| desk.picture(picture, "", "5rem", " loading=\"lazy\" decoding=\"async\""));
    pairs([
        ("name", Value::from(person.name.as_str())),
        ("href", href),
        ("biography", desk.line(&person.biography)),
        ("portrait", portrait),
    ])
}
