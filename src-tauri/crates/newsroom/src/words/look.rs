//! Words are looked up: those of a text, those that could be meant by one, and one more for the house.

use desk::ids::ArticleId;
use desk::people::People;
use desk::rights;
use desk::text::Span;
use ledger::LedgerError;

use super::file;
use crate::caller::{By, Caller};
use crate::galley::in_working;
use crate::news::News;
use crate::reading::Read;
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::typing::{same_session, same_still};
use crate::wire::Nothing;
use crate::wire::event::Topic;
use crate::wire::failure::Failure;
use crate::wire::words::{Misspelt, NewWord, Proposals, Spelling, TextSpelling, WordOf};

impl Newsroom {
    /// Looks the words of an article's text up again when text, language or what is known changed; whoever types in it
    /// meanwhile waits for none of it.
    pub(crate) fn look_up(&self, article: ArticleId, language: &str, people: &People) -> Result<(), Failure> {
        let speller = self.speller(language, people);
        let text = self.open_text(article)?;
        let unspelt = lock(&text).unspelt(speller.as_ref());
        if let Some(body) = unspelt {
            let misspelt = speller.as_ref().map(|speller| speller.misspelt(&body)).unwrap_or_default();
            lock(&text).spelt(body, speller, misspelt);
        }
        Ok(())
    }

    /// The same, before something is decided of the article.
    pub(crate) fn look_up_before(&self, article: ArticleId) -> Result<(), Failure> {
        let (state, people) =
            self.ledger.read(|reader| Ok::<_, LedgerError>((reader.article(article)?, reader.people()?)))?;
        state.map_or(Ok(()), |state| self.look_up(article, &state.fields.language, &people))
    }

    /// The same for a text that begins now, in the house's language.
    pub(crate) fn look_up_begun(&self, open: &mut OpenText) -> Result<(), Failure> {
        let people = self.ledger.read(|reader| reader.people())?;
        let speller = self.speller(&self.rules().rules.language, &people);
        let body = open.body();
        let misspelt = speller.as_ref().map(|speller| speller.misspelt(&body)).unwrap_or_default();
        open.spelt(body, speller, misspelt);
        Ok(())
    }

    /// What nobody knows in a stretch of the text that the editor shows, as it would be if all that is suggested were taken.
    pub(crate) fn spelling_of(&self, caller: &Caller, args: &TextSpelling) -> Result<Spelling, Failure> {
        let (gathered, state) = match self.read(caller, args.article)? {
            Read::Whole(whole) => *whole,
            Read::AsReaders(published) => {
                same_still(&published, &args.session)?;
                return Ok(Spelling { step: 0, dictionary: false, may_add: false, misspelt: Vec::new() });
            }
        };
        let person = caller.person.and_then(|id| gathered.people.get(id));
        let may_add = person.is_some_and(|person| rights::may_add_words(person).is_ok());
        let text = self.open_text(args.article)?;
        let open = lock(&text);
        same_session(&open, &args.session)?;
        let (step, body, places) = (open.step(), open.manuscript().proposed(), open.manuscript().proposed_places());
        drop(open);
        let Some(speller) = self.speller(&state.fields.language, &gathered.people) else {
            return Ok(Spelling { step, dictionary: false, may_add, misspelt: Vec::new() });
        };
        let shown =
            |span: Span| Some(in_working(span, &places)).filter(|span| span.to >= args.from && span.from <= args.to);
        let found = speller.misspelt_among(&body, shown).into_iter();
        let misspelt = found.map(|(word, Span { from, to })| Misspelt { from, to, word }).collect();
        Ok(Spelling { step, dictionary: true, may_add, misspelt })
    }

    /// What could be meant by a word of an article.
    pub(crate) fn propose_words(&self, caller: &Caller, args: &WordOf) -> Result<Proposals, Failure> {
        let language = match self.read(caller, args.article)? {
            Read::Whole(whole) => whole.1.fields.language,
            Read::AsReaders(published) => published.content.language.clone(),
        };
        let people = self.ledger.read(|reader| reader.people())?;
        let speller = self.speller(&language, &people);
        Ok(Proposals { words: speller.map(|speller| speller.propose(args.word.trim())).unwrap_or_default() })
    }

    /// One more word that the house knows. The ledger's transaction keeps other processes from adding at the same time.
    pub(crate) fn add_word(&self, caller: &Caller, args: &NewWord) -> Result<Nothing, Failure> {
        let person = self.account(caller)?;
        rights::may_add_words(&person)
            .map_err(|refusal| Failure::refused(format!("{} {}", refusal.reason, refusal.remedy)))?;
        let word = file::sound(&args.word)?;
        self.transact(&By::person(person.id, caller.way), self.now(), |room, _| file::add(room.folder(), word))?;
        self.announce(News::everybody(vec![Topic::Rules]));
        Ok(Nothing {})
    }
}
