//! Acts: a command of the workflow on one article, decided inside the transaction that writes what was decided.

use chrono::{DateTime, TimeDelta, Utc};
use desk::address::Addressing;
use desk::article::Article;
use desk::command::Command;
use desk::ids::{ArticleId, Hash};
use desk::people::People;
use desk::rules::{Rules, Vocabulary};
use desk::text::TextFacts;
use desk::version::Content;
use desk::{Booked, Fact, Measure, Refusal, Sight};
use ledger::{LedgerError, Reader, Transaction};
use manuscript::Places;

use crate::arrivals::Note;
use crate::caller::By;
use crate::publish;
use crate::room::Newsroom;
use crate::rules::ReadRules;
use crate::text::OpenText;
use crate::wire::failure::Failure;

/// Jobs of other articles this near are looked at when a time is asked for.
const NEAR: TimeDelta = TimeDelta::minutes(30);

/// What came of a command. A refusal is an answer, not a failure.
pub enum Verdict {
    Done(Vec<Fact>),
    Refused(Refusal),
}

/// Everything a decision may look at, read in one transaction.
pub struct Gathered {
    pub id: ArticleId,
    pub article: Option<Article>,
    pub people: People,
    pub rules: std::sync::Arc<ReadRules>,
    pub vocabulary: Vocabulary,
    pub facts: std::sync::Arc<TextFacts>,
    /// Where places of the text stand in what its editors see.
    pub places: std::sync::Arc<Places>,
    pub content: Option<Content>,
    pub version: Hash,
    pub live: Option<Content>,
    others: Vec<Booked>,
    slug_taken: bool,
    address_taken: bool,
}

impl Gathered {
    pub fn sight(&self) -> Sight<'_> {
        Sight {
            article: self.article.as_ref(),
            id: self.id,
            people: &self.people,
            rules: &self.rules.rules,
            vocabulary: &self.vocabulary,
            text: &self.facts,
            version: self.version,
            content: self.content.as_ref(),
            live: self.live.as_ref(),
            others: &self.others,
            slug_taken: self.slug_taken,
            address_taken: self.address_taken,
        }
    }
}

impl Newsroom {
    /// Carries out a command on an article that is there.
    pub(crate) fn act(
        &self,
        by: &By,
        now: DateTime<Utc>,
        article: ArticleId,
        command: &Command,
    ) -> Result<Verdict, Failure> {
        self.look_up_before(article)?;
        let text = self.open_text(article)?;
        // What was typed before the command belongs to what it speaks of.
        let mut open = self.hold_written(article, &text)?;
        let verdict = self.transact(by, now, |room, tx| -> Result<Verdict, Failure> {
            room.merge_in(tx, article, &mut open)?;
            room.decide_in(tx, article, &mut open, command, by, now)
        })?;
        Ok(verdict)
    }

    /// Begins an article, with its first text, and notes what it came from.
    pub(crate) fn begin(
        &self,
        by: &By,
        now: DateTime<Utc>,
        id: ArticleId,
        command: &Command,
        body: &str,
        note: Option<&Note>,
    ) -> Result<Verdict, Failure> {
        let mut open = OpenText::begun(body, &by.actor, by.way);
        self.look_up_begun(&mut open)?;
        self.transact(by, now, |room, tx| -> Result<Verdict, Failure> {
            if let Some(note) = note
                && tx.setting(&note.name)?.as_ref() == Some(&note.mark)
            {
                // Another process read the same at the same time, and was faster.
                return Ok(Verdict::Done(Vec::new()));
            }
            let verdict = room.decide_in(tx, id, &mut open, command, by, now)?;
            if let Verdict::Done(_) = verdict {
                for part in open.unwritten() {
                    room.write_part(tx, id, &mut open, &part.bytes)?;
                    open.written();
                }
                tx.settled(id, &open.body())?;
                if let Some(note) = note {
                    tx.set(&note.name, &note.mark)?;
                }
            }
            Ok(verdict)
        })
    }

    /// Decides, and records what was decided: the facts, the version they name, the pages they oblige to, the counts.
    pub(crate) fn decide_in(
        &self,
        tx: &mut Transaction<'_>,
        article: ArticleId,
        open: &mut OpenText,
        command: &Command,
        by: &By,
        now: DateTime<Utc>,
    ) -> Result<Verdict, Failure> {
        let gathered = self.gather(tx, article, open, Some(command))?;
        let facts = match desk::decide(&gathered.sight(), command, &by.actor, now) {
            Ok(facts) => facts,
            Err(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        if facts.is_empty() {
            return Ok(Verdict::Done(facts));
        }
        if let Some(content) = &gathered.content {
            tx.put_version(content)?;
        }
        let before = tx.live_card(article)?;
        let decision = tx.record(Some(article), &facts)?;
        let was_out = gathered.article.as_ref().is_some_and(|article| article.publication.last().is_some());
        if let Some(order) = publish::order(&facts, was_out, before.as_ref()) {
            let what = serde_json::to_string(&order).expect("slugs and flags have a JSON form");
            tx.outbox_put(decision, article, &what)?;
        }
        self.measure_in(tx, article, open)?;
        Ok(Verdict::Done(facts))
    }

    /// Counts texts anew that came back from elsewhere.
    pub(crate) fn count_anew(&self, articles: &[ArticleId]) -> Result<(), Failure> {
        for article in articles {
            if self.ledger.read(|reader| reader.text(*article))?.is_none() {
                continue;
            }
            let text = self.open_text(*article)?;
            let mut open = self.hold_written(*article, &text)?;
            self.transact(&By::desk(self.way), self.now(), |room, tx| room.measure_in(tx, *article, &mut open))?;
        }
        Ok(())
    }

    /// Counts the text as it stands, for the queue; the hash of what is on the desk.
    pub(crate) fn measure_in(
        &self,
        tx: &mut Transaction<'_>,
        article: ArticleId,
        open: &mut OpenText,
    ) -> Result<Option<Hash>, Failure> {
        let gathered = self.gather(tx, article, open, None)?;
        let Some(measure) = measure(&gathered) else { return Ok(None) };
        tx.measured(article, &measure)?;
        tx.settled(article, &open.body())?;
        Ok(Some(measure.version))
    }

    /// Reads what a decision about this article may look at.
    pub(crate) fn gather(
        &self,
        reader: &Reader<'_>,
        id: ArticleId,
        open: &mut OpenText,
        command: Option<&Command>,
    ) -> Result<Gathered, LedgerError> {
        let article = reader.article(id)?;
        let people = reader.people()?;
        let content = article.as_ref().map(|article| desk::content(article, &open.body(), &people));
        let live = match article.as_ref().and_then(|article| article.publication.live()) {
            Some(live) => reader.version(live.version)?,
            None => None,
        };
        let others = match command.and_then(asked_time) {
            Some(at) => reader.booked(id, at - NEAR, at + NEAR)?,
            None => Vec::new(),
        };
        let slug_taken = match command.and_then(Command::slug_asked) {
            Some(slug) => reader.slug_taken(slug, id)?,
            None => false,
        };
        let (rules, vocabulary) = (self.rules(), self.house.vocabulary());
        let address_taken = match (&article, command) {
            (Some(article), Some(command)) => {
                let addressing = Addressing { form: &vocabulary.address, zone: &rules.rules.zone, at: self.now() };
                let wanted = addressing.wanted(article, command);
                let own = self.house.house().is_some_and(|house| house.reserves(&wanted));
                own || reader.address_taken(&wanted, id)?
            }
            _ => false,
        };
        Ok(Gathered {
            id,
            version: content.as_ref().map_or(Hash([0; 32]), Content::hash),
            article,
            people,
            rules,
            vocabulary,
            facts: open.facts(),
            places: open.places(),
            content,
            live,
            others,
            slug_taken,
            address_taken,
        })
    }
}

/// What the queue shows of the text; `None` for an article that is not there.
pub fn measure(gathered: &Gathered) -> Option<Measure> {
    let article = gathered.article.as_ref()?;
    let Gathered { facts, rules, vocabulary, people, version, .. } = gathered;
    Some(measure_of(article, facts, &rules.rules, vocabulary, people, *version))
}

/// What is measured of an article with this text on the desk.
pub fn measure_of(
    article: &Article,
    facts: &TextFacts,
    rules: &Rules,
    vocabulary: &Vocabulary,
    people: &People,
    version: Hash,
) -> Measure {
    let problems = desk::checks::run(article, facts, rules, vocabulary, people);
    let count = |level| {
        let failing = problems.iter().filter(|problem| problem.level == level && !problem.overridden).count();
        u32::try_from(failing).unwrap_or(u32::MAX)
    };
    Measure {
        words: facts.words,
        tks: u32::try_from(facts.tks.len()).unwrap_or(u32::MAX),
        required: count(desk::rules::Level::Required),
        advised: count(desk::rules::Level::Advised),
        suggestions: facts.open_suggestions,
        comments: facts.open_comments,
        version,
    }
}

fn asked_time(command: &Command) -> Option<DateTime<Utc>> {
    match command {
        Command::Schedule { when, .. } | Command::MoveJob { when, .. } => Some(when.utc),
        _ => None,
    }
}
