//! A version by itself, when what was typed has come to rest.

use std::time::Duration;

use desk::command::Command;

use crate::caller::By;
use crate::room::Newsroom;
use crate::wire::failure::Failure;

/// Whoever has not typed for so long has done something else meanwhile.
const PAUSE: Duration = Duration::from_secs(150);

impl Newsroom {
    pub(crate) fn keep_what_rests(&self) -> Result<(), Failure> {
        self.keep_after(PAUSE)
    }

    pub(crate) fn keep_after(&self, pause: Duration) -> Result<(), Failure> {
        for (article, text) in self.texts.all() {
            // One that is in use at this moment does not rest.
            let rests = text.try_lock().is_ok_and(|mut open| open.came_to_rest(pause));
            if rests {
                // Refused where nothing is to be kept: an article that is spiked meanwhile.
                self.act(&By::desk(self.way), self.now(), article, &Command::Freeze { name: String::new() })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Caller, NewNewsroom, Way};
    use desk::article::{Commission, Fields};

    #[test]
    fn what_was_typed_is_kept_once_when_it_rests_and_nothing_is_kept_of_what_nobody_typed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("room");
        let new = NewNewsroom { house: "meridian".into(), name: None, first_person: Some("Fenna Eerste".into()) };
        Newsroom::create(&path, &new).expect("a newsroom");
        let room = Newsroom::open(&path, Way::Web).expect("it opens");
        let first = room.person("Fenna Eerste").expect("the first person");
        let caller = Caller::command_line(Some(first));
        let command =
            Command::Begin { slug: "rest".into(), fields: Fields::default(), commission: Commission::default() };
        let args = serde_json::json!({ "command": command }).to_string();
        room.answer(&caller, "article.act", &args).expect("begun");
        let article = room.find(&caller, "rest").expect("it is there");
        let versions = || {
            let state = room.ledger.read(|reader| reader.article(article)).expect("read").expect("there");
            state.versions.len()
        };
        room.keep_after(Duration::ZERO).expect("looked through");
        assert_eq!(versions(), 0, "nobody typed");
        room.rewrite(&caller, article, "Words.", None).expect("typed");
        room.keep_after(Duration::from_secs(60)).expect("looked through");
        assert_eq!(versions(), 0, "it does not rest yet");
        room.keep_after(Duration::ZERO).expect("looked through");
        room.keep_after(Duration::ZERO).expect("looked through");
        assert_eq!(versions(), 1);
    }
}
