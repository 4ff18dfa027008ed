//! Requests of the editor: open, push, pull; and the command line's whole new text.

use desk::ids::{ArticleId, Hash};
use desk::rights::{self, Reading};
use manuscript::{ChangeSet, PushError, words};

use crate::acts::{Gathered, measure};
use crate::caller::{By, Caller};
use crate::reading::{Published, Read, as_readers_do, gone};
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::wire::failure::{Code, Failure};
use crate::wire::text::{Measure, OfVersion, TextOpened, TextPull, TextPush, TextPushed, Update, VersionText};

impl Newsroom {
    pub(crate) fn opened_text(&self, caller: &Caller, article: ArticleId) -> Result<TextOpened, Failure> {
        let gathered = match self.read(caller, article)? {
            Read::Whole(whole) => whole.0,
            Read::AsReaders(published) => return Ok(still(&published)),
        };
        let text = self.open_text(article)?;
        let mut open = lock(&text);
        Ok(TextOpened {
            session: open.session().to_owned(),
            text: open.body().to_string(),
            step: open.step(),
            saved: open.saved(),
            measure: wire(&gathered),
        })
    }

    pub(crate) fn push(&self, caller: &Caller, push: TextPush) -> Result<TextPushed, Failure> {
        self.catch_up()?;
        let by = self.writer(caller, push.article)?;
        let text = self.open_text(push.article)?;
        let mut open = lock(&text);
        same_session(&open, &push.session)?;
        let updates = push.updates.into_iter().map(read).collect::<Result<_, _>>()?;
        open.push(&by.actor, by.way, push.step, updates).map_err(|error| match error {
            PushError::TooOld(_) => stale(),
            other => unfit(&other.to_string()),
        })?;
        self.texts.touched();
        self.answer_push(push.article, &mut open, push.step, push.galley.as_deref())
    }

    pub(crate) fn pull(&self, caller: &Caller, pull: &TextPull) -> Result<TextPushed, Failure> {
        if let Read::AsReaders(published) = self.read(caller, pull.article)? {
            let TextOpened { session, step, saved, measure, .. } = still(&published);
            // Another version went out meanwhile.
            let same = session == pull.session;
            return if same {
                Ok(TextPushed { step, saved, updates: Vec::new(), measure, galley: None })
            } else {
                Err(stale())
            };
        }
        let text = self.open_text(pull.article)?;
        let mut open = lock(&text);
        same_session(&open, &pull.session)?;
        self.answer_push(pull.article, &mut open, pull.step, None)
    }

    fn answer_push(
        &self,
        article: ArticleId,
        open: &mut OpenText,
        step: u32,
        galley: Option<&str>,
    ) -> Result<TextPushed, Failure> {
        let updates = open.since(step).map_err(|_| stale())?;
        let gathered = self.ledger.read(|reader| self.gather(reader, article, open, None))?;
        let state = gathered.article.as_ref().ok_or_else(gone)?;
        let galley = match galley {
            Some(base) => Some(self.galley_of_open(state, &gathered.people, open, base)?),
            None => None,
        };
        Ok(TextPushed { step: open.step(), saved: open.saved(), updates, measure: wire(&gathered), galley })
    }

    /// Who types, if they may type in this article now.
    fn writer(&self, caller: &Caller, article: ArticleId) -> Result<By, Failure> {
        let (state, people) =
            self.ledger.read(|reader| Ok::<_, ledger::LedgerError>((reader.article(article)?, reader.people()?)))?;
        let state = state.ok_or_else(gone)?;
        let person = caller.person.and_then(|id| people.get(id));
        let person = person
            .ok_or_else(|| Failure::new(Code::NoPerson, "Nobody sits here yet: choose a name from the masthead."))?;
        let verdict = match rights::reading(person, &state) {
            Reading::Nothing => return Err(gone()),
            Reading::AsReaders => Err(as_readers_do()),
            Reading::Whole => rights::may_edit(person, &state),
        };
        verdict.map_err(|refusal| Failure::refused(format!("{} {}", refusal.reason, refusal.remedy)))?;
        Ok(By::person(person.id, caller.way))
    }

    /// Puts a whole text in the place of the article's. `from` names the version it was read from: what changed on the desk
    /// since then stays.
    pub fn rewrite(&self, caller: &Caller, article: ArticleId, text: &str, from: Option<&str>) -> Result<(), Failure> {
        self.catch_up()?;
        let by = self.writer(caller, article)?;
        let base = match from {
            Some(from) => Some(self.version_named(article, from)?),
            None => None,
        };
        let open = self.open_text(article)?;
        {
            let mut open = lock(&open);
            let merged = match base {
                Some(base) => merged(&base, &open.body(), text),
                None => text.to_owned(),
            };
            open.replace(&by.actor, by.way, &merged);
        }
        self.write_text_of(article)?;
        self.settle_text(article)
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

/// What was changed from `base` to `new`, on top of what was changed from `base` to `now`.
pub(crate) fn merged(base: &str, now: &str, new: &str) -> String {
    let (theirs, ours) = (words::edits(base, now), words::edits(base, new));
    ours.map(&theirs.desc(), false).and_then(|ours: ChangeSet| ours.apply(now)).unwrap_or_else(|_| new.to_owned())
}

fn read(update: Update) -> Result<manuscript::Update, Failure> {
    let changes = serde_json::from_value(update.changes).map_err(|error| unfit(&error.to_string()))?;
    Ok(manuscript::Update { client: update.client, changes })
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
    }
}

fn same_session(open: &OpenText, session: &str) -> Result<(), Failure> {
    if open.session() == session { Ok(()) } else { Err(stale()) }
}

fn stale() -> Failure {
    Failure::new(Code::Stale, "The manuscript was opened anew meanwhile: open it again; what you typed is kept.")
}
