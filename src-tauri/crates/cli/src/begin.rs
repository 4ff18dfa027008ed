//! `galley new`.

use newsroom::{NewNewsroom, Newsroom};
use serde_json::json;

use crate::arguments::New;
use crate::output::{self, Trouble};

pub fn new(wish: &New, person: Option<&str>, json: bool) -> Result<(), Trouble> {
    let new = NewNewsroom { house: wish.house.clone(), name: wish.name.clone(), first_person: person.map(Into::into) };
    let told = if wish.sample {
        Newsroom::create_sample(&wish.folder, &wish.house)?
    } else {
        Newsroom::create(&wish.folder, &new)?
    };
    if json {
        return output::json(&json!({ "folder": wish.folder, "people": told.people, "articles": told.articles }));
    }
    output::say(format!(
        "{} is a newsroom now: {} on the masthead, {} articles.",
        wish.folder.display(),
        told.people,
        told.articles
    ));
    output::say(format!("Open it: galley -d {} open", wish.folder.display()));
    Ok(())
}
