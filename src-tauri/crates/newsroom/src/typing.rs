//! Requests of the editor: open, push, pull; and the command line's whole new text.

use std::collections::BTreeSet;
use std::sync::MutexGuard;

use desk::ids::{ArticleId, Hash};
use desk::rights;
use manuscript::{ChangeSet, Mode, PushError, Sent, words};

use crate::acts::{Gathered, measure};
use crate::caller::Caller;
use crate::deciding::own_client;
use crate::news::{About, News};
use crate::reading::{Published, Read, gone};
use crate::review::Eyes;
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::wire::event::Topic;
use crate::wire::failure::{Code, Failure};
use crate::wire::review::Review;
use crate::wire::text::{Measure, OfVersion, TextOpened, TextPull, TextPush, TextPushed, Update, VersionText};
use crate::writers::may;

impl Newsroom {
    pub(crate) fn opened_text(&self, caller: &Caller, article: ArticleId) -> Result<TextOpened, Failure> {
        let (gathered, state) = match self.read(caller, article)? {
            Read::Whole(whole) => *whole,
            Read::AsReaders(published) => return Ok(still(&published)),
        };
        let text = self.open_text(article)?;
        let open = lock(&text);
        let may = may(caller, &gathered.people, &state);
        let eyes = Eyes { person: caller.person, people: &gathered.people, may };
        Ok(TextOpened {
            session: open.session().to_owned(),
            text: open.manuscript().text().to_owned(),
            step: open.step(),
            saved: open.saved(),
            measure: wire(&gathered),
            may,
            review: eyes.see(&open),
        })
    }

    pub(crate) fn push(&self, caller: &Caller, push: TextPush) -> Result<TextPushed, Failure> {
        self.catch_up()?;
        let writer = self.writer(caller, push.article)?;
        let mode = writer.mode(push.suggesting)?;
        let text = self.open_text(push.article)?;
        let mut open = lock(&text);
        same_session(&open, &push.session)?;
        let sent = push.updates.into_iter().map(|update| read(update, &mode)).collect::<Result<Vec<_>, _>>()?;
        for sent in &sent {
            own_client(&mut open, &sent.update.client, &writer)?;
        }
        open.push(&writer.by, push.step, sent, &mode).map_err(|error| match error {
            PushError::TooOld(_) => stale(),
            other => unfit(&other.to_string()),
        })?;
        self.texts.touched();
        self.answer_push(caller, push.article, open, push.step, push.galley.as_deref())
    }

    pub(crate) fn pull(&self, caller: &Caller, pull: &TextPull) -> Result<TextPushed, Failure> {
        if let Read::AsReaders(published) = self.read(caller, pull.article)? {
            same_still(&published, &pull.session)?;
            let TextOpened { step, saved, measure, may, .. } = still(&published);
            return Ok(TextPushed {
                step,
                saved,
                updates: Vec::new(),
                measure,
                review: 0,
                may,
                here: Vec::new(),
                galley: None,
            });
        }
        let text = self.open_text(pull.article)?;
        let open = lock(&text);
        same_session(&open, &pull.session)?;
        self.answer_push(caller, pull.article, open, pull.step, None)
    }

    /// Everything since the step, for whoever did something to the open text.
    pub(crate) fn answer_step(&self, caller: &Caller, article: ArticleId, step: u32) -> Result<TextPushed, Failure> {
        let text = self.open_text(article)?;
        self.answer_push(caller, article, lock(&text), step, None)
    }

    fn answer_push(
        &self,
        caller: &Caller,
        article: ArticleId,
        mut open: MutexGuard<'_, OpenText>,
        step: u32,
        galley: Option<&str>,
    ) -> Result<TextPushed, Failure> {
        let updates = open.since(step).map_err(|_| stale())?;
        let gathered = self.ledger.read(|reader| self.gather(reader, article, &mut open, None))?;
        let state = gathered.article.as_ref().ok_or_else(gone)?;
        let galley = match galley {
            Some(base) => Some(self.galley_of_open(state, &gathered.people, &mut open, base)?),
            None => None,
        };
        let answer = TextPushed {
            step: open.step(),
            saved: open.saved(),
            updates,
            measure: wire(&gathered),
            review: open.review_revision(),
            may: may(caller, &gathered.people, state),
            here: self.others_here(caller, article, &open, &gathered.people)?,
            galley,
        };
        let moved = open.review_moved();
        drop(open);
        if moved {
            // Whoever else shows it learns that there is something to see, also when no word of the text changed.
            let topics = vec![Topic::Text { id: article, step: answer.step }];
            self.announce(News { topics, about: About::Articles(BTreeSet::from([article])) });
        }
        Ok(answer)
    }

    /// Puts a whole text in the place of the article's. `from` names the version it was read from: what changed on the desk
    /// since then stays. Whether it was edited, or suggested by whoever may no more.
    pub fn rewrite(
        &self,
        caller: &Caller,
        article: ArticleId,
        text: &str,
        from: Option<&str>,
    ) -> Result<rights::Mode, Failure> {
        self.catch_up()?;
        let writer = self.writer(caller, article)?;
        let mode = writer.natural_mode();
        let base = match from {
            Some(from) => Some(self.version_named(article, from)?),
            None => None,
        };
        let open = self.open_text(article)?;
        {
            let mut open = lock(&open);
            let merged = match base {
                Some(base) => merged(&base, &standing(&mut open, &mode), text),
                None => text.to_owned(),
            };
            open.replace(&writer.by, &merged, &mode);
        }
        self.write_text_of(article)?;
        self.settle_text(article)?;
        Ok(writer.may)
    }

    fn version_named(&self, article: ArticleId, beginning: &str) -> Result<String, Failure> {
        let beginning = beginning.to_lowercase();
        let state = self.ledger.read(|reader| reader.article(article))?.ok_or_else(gone)?;
        let mut named: Vec<Hash> = state
            .versions
            .iter()
            .map(|version| version.hash)
            .filter(|hash| hash.to_string().starts_with(&beginning))
            .collect();
        named.sort_unstable();
        named.dedup();
        match named.as_slice() {
            [hash] => Ok(self.ledger.read(|reader| reader.version(*hash))?.ok_or_else(gone)?.body),
            [] => self.earlier_text(article, &beginning)?.ok_or_else(|| {
                Failure::not_found(format!(
                    "{} has no version {beginning}, or not for long: name the one that `galley show --json` tells.",
                    state.slug
                ))
            }),
            _ => Err(Failure::not_found(format!(
                "Several versions of {} begin with {beginning}; write more of it.",
                state.slug
            ))),
        }
    }

    pub(crate) fn version_text(&self, caller: &Caller, of: &OfVersion) -> Result<VersionText, Failure> {
        let none = || Failure::not_found("There is no such version of this article.");
        let state = match self.read(caller, of.article)? {
            Read::Whole(whole) => whole.1,
            Read::AsReaders(published) if published.card.version == of.version => {
                let Published { card, content, .. } = *published;
                let (headline, dek, body) = (content.headline.clone(), content.dek.clone(), content.body.clone());
                return Ok(VersionText { headline, dek, body, at: card.at, name: String::new() });
            }
            Read::AsReaders(_) => return Err(none()),
        };
        let named = state.versions.iter().rev().find(|version| version.hash == of.version).ok_or_else(none)?;
        let content = self.ledger.read(|reader| reader.version(of.version))?.ok_or_else(none)?;
        Ok(VersionText {
            headline: content.headline,
            dek: content.dek,
            body: content.body,
            at: named.at,
            name: named.name.clone(),
        })
    }
}

/// The text that whoever writes means to change: as it stands, or, suggesting, as it would be.
fn standing(open: &mut OpenText, mode: &Mode) -> String {
    match mode {
        Mode::Editing => open.body().to_string(),
        Mode::Suggesting(_) => open.manuscript().proposed(),
    }
}

/// What was changed from `base` to `new`, on top of what was changed from `base` to `now`.
fn merged(base: &str, now: &str, new: &str) -> String {
    let (theirs, ours) = (words::edits(base, now), words::edits(base, new));
    ours.map(&theirs.desc(), false).and_then(|ours: ChangeSet| ours.apply(now)).unwrap_or_else(|_| new.to_owned())
}

fn read(update: Update, mode: &Mode) -> Result<Sent, Failure> {
    if *mode == Mode::Editing && !update.strikes.is_empty() {
        return Err(unfit("only what is suggested is struck"));
    }
    let changes = serde_json::from_value(update.changes).map_err(|error| unfit(&error.to_string()))?;
    // One that ends before it begins fits no text.
    let strikes = update.strikes.into_iter().map(|(from, to)| from..to).collect();
    Ok(Sent { update: manuscript::Update { client: update.client, changes }, strikes })
}

fn unfit(why: &str) -> Failure {
    Failure::new(
        Code::BadRequest,
        format!("The editor sent what does not fit the text ({why}): open the article again."),
    )
}

fn wire(gathered: &Gathered) -> Measure {
    measure(gathered).map_or_else(Measure::default, |measure| Measure {
        words: measure.words,
        tks: measure.tks,
        required: measure.required,
        advised: measure.advised,
    })
}

/// A live text as readers get it: open, and nobody types in it.
fn still(published: &Published) -> TextOpened {
    let facts = press::facts(&published.content.body);
    TextOpened {
        session: format!("live {}", published.card.version),
        text: published.content.body.clone(),
        step: 0,
        saved: 0,
        measure: Measure { words: facts.words, ..Measure::default() },
        may: rights::Mode::Read,
        review: Review::default(),
    }
}

/// Whether the version that readers get is the one that was opened.
pub fn same_still(published: &Published, session: &str) -> Result<(), Failure> {
    if still(published).session == session { Ok(()) } else { Err(stale()) }
}

pub fn same_session(open: &OpenText, session: &str) -> Result<(), Failure> {
    if open.session() == session { Ok(()) } else { Err(stale()) }
}

pub fn stale() -> Failure {
    Failure::new(Code::Stale, "The manuscript was opened anew meanwhile: open it again; what you typed is kept.")
}
