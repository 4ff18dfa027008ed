//! Whoever writes in an article now, and how: by editing it, or by suggesting.

use desk::article::Article;
use desk::ids::ArticleId;
use desk::people::{People, Person};
use desk::rights::{self, Mode, Reading};
use manuscript::Suggesting;

use crate::caller::{By, Caller};
use crate::reading::{as_readers_do, gone};
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};
use crate::wire::review::SaidKind;
use crate::wire::text::Suggests;

/// Who writes, and as of when.
pub struct Writer {
    pub person: Person,
    pub people: People,
    pub article: Article,
    pub by: By,
    pub may: Mode,
    /// Milliseconds since 1970.
    pub time: i64,
}

impl Writer {
    /// As the manuscript names whoever does something.
    pub fn said(&self) -> manuscript::By {
        manuscript::By { author: self.person.id.to_string(), time: self.time }
    }

    /// How their updates are taken.
    pub fn mode(&self, suggests: Option<Suggests>) -> Result<manuscript::Mode, Failure> {
        match (suggests, self.may) {
            (None, Mode::Edit) => Ok(manuscript::Mode::Editing),
            (Some(suggests), Mode::Edit | Mode::Suggest) => Ok(self.suggesting(suggests)),
            (None, Mode::Suggest) | (_, Mode::Read) => Err(self.refused()),
        }
    }

    /// Suggesting, where they may no more.
    pub fn natural_mode(&self) -> manuscript::Mode {
        match self.may {
            Mode::Edit => manuscript::Mode::Editing,
            Mode::Suggest | Mode::Read => self.suggesting(Suggests::default()),
        }
    }

    fn suggesting(&self, suggests: Suggests) -> manuscript::Mode {
        let kind = suggests.kind.map(|kind| match kind {
            SaidKind::Moved => manuscript::Given::Moved,
            SaidKind::Formatted => manuscript::Given::Formatted,
        });
        manuscript::Mode::Suggesting(Suggesting { by: self.said(), kind, reason: None })
    }

    /// That they do not edit the article, and what would help.
    pub fn refused(&self) -> Failure {
        match rights::may_edit(&self.person, &self.article) {
            Err(refusal) => Failure::refused(format!("{} {}", refusal.reason, refusal.remedy)),
            Ok(()) => Failure::refused("This is not yours to decide."),
        }
    }
}

impl Newsroom {
    /// Who writes, if they may write in this article now, be it by suggesting.
    pub(crate) fn writer(&self, caller: &Caller, article: ArticleId) -> Result<Writer, Failure> {
        let (state, people) =
            self.ledger.read(|reader| Ok::<_, ledger::LedgerError>((reader.article(article)?, reader.people()?)))?;
        let state = state.ok_or_else(gone)?;
        let person = caller.person.and_then(|id| people.get(id)).cloned();
        let person = person
            .ok_or_else(|| Failure::new(Code::NoPerson, "Nobody sits here yet: choose a name from the masthead."))?;
        let may = match rights::reading(&person, &state) {
            Reading::Nothing => return Err(gone()),
            Reading::AsReaders => {
                let refusal = as_readers_do();
                return Err(Failure::refused(format!("{} {}", refusal.reason, refusal.remedy)));
            }
            Reading::Whole => rights::may_write(&person, &state),
        };
        let by = By::person(person.id, caller.way);
        let writer = Writer { person, people, article: state, by, may, time: self.now().timestamp_millis() };
        if may == Mode::Read { Err(writer.refused()) } else { Ok(writer) }
    }
}

/// How whoever asks writes in the article now.
pub fn may(caller: &Caller, people: &People, article: &Article) -> Mode {
    let person = caller.person.and_then(|id| people.get(id));
    match person.map(|person| (person, rights::reading(person, article))) {
        Some((person, Reading::Whole)) => rights::may_write(person, article),
        Some(_) | None => Mode::Read,
    }
}
