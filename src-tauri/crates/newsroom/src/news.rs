//! What changed, and whom it concerns: nobody hears that something happens to an article that is not theirs to read.

use std::collections::BTreeSet;

use desk::ids::ArticleId;
use desk::rights::{self, Reading};
use ledger::LedgerError;

use crate::caller::Caller;
use crate::room::Newsroom;
use crate::wire::event::Topic;

/// What changed in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub topics: Vec<Topic>,
    pub(crate) about: About,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Everybody who sits at the desk.
    Everybody,
    /// Those who work on all of it.
    TheDesk,
    /// Those who may read one of these; none of them: everybody.
    Articles(BTreeSet<ArticleId>),
}

impl News {
    pub(crate) fn everybody(topics: Vec<Topic>) -> Self {
        Self { topics, about: About::Everybody }
    }
}

/// The article that a topic names.
pub fn of_article(topic: &Topic) -> Option<ArticleId> {
    match topic {
        Topic::Article { id } | Topic::Text { id, .. } | Topic::Saved { id, .. } | Topic::Here { id } => Some(*id),
        Topic::Queue | Topic::People | Topic::Rules | Topic::House | Topic::Status | Topic::Site => None,
    }
}

impl Newsroom {
    /// What of the news the caller may hear. It takes no lock and looks at nothing that is open, since it is asked while others
    /// hold theirs.
    pub fn heard_by(&self, caller: &Caller, news: &News) -> Vec<Topic> {
        // What cannot be looked up is not told.
        let Some(Some(readings)) = self.readings(caller, news).ok() else { return Vec::new() };
        readings.map_or_else(|| news.topics.clone(), |readings| of_those(news, &readings))
    }

    /// How the caller reads each article of the news; the inner nothing: everything, the outer: they are nobody.
    #[expect(clippy::option_option, reason = "nobody, everything, and a list are three answers")]
    fn readings(&self, caller: &Caller, news: &News) -> Result<Option<Option<Readings>>, LedgerError> {
        self.ledger.read(|reader| {
            let people = reader.people()?;
            let Some(person) = caller.person.and_then(|id| people.get(id)) else { return Ok(None) };
            if person.edits() {
                return Ok(Some(None));
            }
            let About::Articles(articles) = &news.about else { return Ok(Some(Some(Vec::new()))) };
            let mut readings = Vec::new();
            for id in articles {
                let article = reader.article(*id)?;
                let reading = article.map_or(Reading::Nothing, |article| rights::reading(person, &article));
                readings.push((*id, reading));
            }
            Ok(Some(Some(readings)))
        })
    }
}

type Readings = Vec<(ArticleId, Reading)>;

fn of_those(news: &News, readings: &[(ArticleId, Reading)]) -> Vec<Topic> {
    let concerns = match news.about {
        About::Everybody => true,
        About::TheDesk => false,
        About::Articles(_) => readings.is_empty() || readings.iter().any(|(_, reading)| *reading == Reading::Whole),
    };
    // What went out or came back in is there for every reader.
    let out = news.topics.contains(&Topic::Site);
    let reading = |id| readings.iter().find(|(of, _)| *of == id).map_or(Reading::Nothing, |(_, reading)| *reading);
    let may_hear = |topic: &&Topic| match (topic, of_article(topic).map(reading)) {
        (_, Some(Reading::Whole)) => true,
        (Topic::Article { .. }, Some(Reading::AsReaders)) => out,
        (_, Some(Reading::AsReaders | Reading::Nothing)) => false,
        (Topic::People | Topic::Rules | Topic::House | Topic::Site, None) => true,
        (_, None) => concerns || out,
    };
    news.topics.iter().filter(may_hear).cloned().collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> ArticleId {
        ArticleId(Uuid::from_u128(number))
    }

    fn heard(topics: &[Topic], about: About, readings: &[(ArticleId, Reading)]) -> Vec<Topic> {
        of_those(&News { topics: topics.to_vec(), about }, readings)
    }

    #[test]
    fn somebody_hears_of_their_own_article_and_not_of_another_in_the_same_breath() {
        let topics = [Topic::Article { id: id(1) }, Topic::Article { id: id(2) }, Topic::Queue, Topic::Status];
        let about = About::Articles(BTreeSet::from([id(1), id(2)]));
        let own = [(id(1), Reading::Whole), (id(2), Reading::Nothing)];
        assert_eq!(heard(&topics, about.clone(), &own), [Topic::Article { id: id(1) }, Topic::Queue, Topic::Status]);
        let none = [(id(1), Reading::Nothing), (id(2), Reading::Nothing)];
        assert_eq!(heard(&topics, about, &none), [], "not even that something happened");
    }

    #[test]
    fn work_on_a_live_article_is_silent_until_it_goes_out() {
        let about = About::Articles(BTreeSet::from([id(1)]));
        let live = [(id(1), Reading::AsReaders)];
        let typed = [Topic::Queue, Topic::Article { id: id(1) }, Topic::Text { id: id(1), step: 4 }];
        assert_eq!(heard(&typed, about.clone(), &live), []);
        let out = [Topic::Site, Topic::Article { id: id(1) }, Topic::Queue];
        assert_eq!(heard(&out, about, &live), out);
    }

    #[test]
    fn a_file_that_arrived_is_the_desks_own_business() {
        assert_eq!(heard(&[Topic::Status], About::TheDesk, &[]), []);
        assert_eq!(heard(&[Topic::Status], About::Everybody, &[]), [Topic::Status]);
        assert_eq!(heard(&[Topic::People, Topic::Queue], About::Articles(BTreeSet::new()), &[]).len(), 2);
    }
}
