//! An earlier version on the desk again: its text and every field that readers get, in one transaction.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use desk::article::{Article, Fields};
use desk::command::Back;
use desk::fact::FieldChanges;
use desk::ids::{DecisionId, Hash};
use desk::version::Content;
use desk::{Command, Fact, Refusal, Stamp};
use ledger::Transaction;
use manuscript::Mode;
use uuid::Uuid;

use crate::acts::Verdict;
use crate::caller::{By, Caller};
use crate::doors::nobody;
use crate::news::{About, News};
use crate::reading::{Read, as_readers_do, gone};
use crate::room::Newsroom;
use crate::text::OpenText;
use crate::typing::merged;
use crate::view;
use crate::wire::event::Topic;
use crate::wire::failure::Failure;
use crate::wire::versions::{BringBackAnswer, BringBackArgs, BroughtBack};

/// What came of it, inside the transaction.
enum Came {
    Back(BroughtBack),
    Nothing,
    Refused(Refusal),
}

impl Newsroom {
    pub(crate) fn bring_back(&self, caller: &Caller, args: &BringBackArgs) -> Result<BringBackAnswer, Failure> {
        let person = caller.person.ok_or_else(nobody)?;
        let by = By::person(person, caller.way);
        let (gathered, article) = match self.read(caller, args.article)? {
            Read::Whole(whole) => *whole,
            Read::AsReaders(_) => return Ok(refused(&as_readers_do())),
        };
        let open = gathered.facts.open_suggestions;
        let may = gathered.people.get(person).map(|person| desk::rights::may_edit(person, &article));
        if let Some(Err(refusal)) = may {
            return Ok(refused(&refusal));
        }
        if open > 0 && !args.despite_suggestions {
            return Ok(BringBackAnswer::Asks { question: question(open) });
        }
        let content = self.kept(&article, args.version)?;
        let base = args.undoes.map(|undone| self.kept(&article, undone.became)).transpose()?;
        let came = self.put_back(&by, args, &content, base.as_ref())?;
        let view = |undo| -> Result<BringBackAnswer, Failure> {
            let said = match (&undo, args.undoes, called(&article, args.version)) {
                (None, ..) => "It stands so on the desk already".into(),
                (Some(_), Some(_), _) => "Taken back".into(),
                (Some(_), None, "") => "Brought an earlier version back".into(),
                (Some(_), None, name) => format!("Brought back “{name}”"),
            };
            Ok(BringBackAnswer::Done { article: Box::new(self.view(caller, args.article)?), said, undo })
        };
        match came {
            Came::Back(undo) => view(Some(undo)),
            Came::Nothing => view(None),
            Came::Refused(refusal) => Ok(refused(&refusal)),
        }
    }

    fn put_back(
        &self,
        by: &By,
        args: &BringBackArgs,
        content: &Content,
        base: Option<&Content>,
    ) -> Result<Came, Failure> {
        let text = self.open_text(args.article)?;
        // What was typed before belongs to what is kept of it, under the hand that typed it.
        let mut open = self.hold_written(args.article, &text)?;
        let (stood, seen) = (open.body(), open.seen());
        let came = self.transact(by, self.now(), |room, tx| -> Result<Came, Failure> {
            room.merge_in(tx, args.article, &mut open)?;
            room.put_back_in(tx, &mut open, by, args, content, base)
        });
        match &came {
            Ok(Came::Back(_)) => {
                open.unwritten();
                open.all_written();
            }
            Ok(Came::Nothing | Came::Refused(_)) => {}
            // Nothing of it is on disk, so nothing of it stays in memory.
            Err(_) => {
                open.unsee(seen);
                open.replace(by, &stood, &Mode::Editing);
            }
        }
        let step = open.step();
        drop(open);
        let id = args.article;
        let topics = vec![Topic::Saved { id, step, at: self.now() }, Topic::Text { id, step }];
        self.announce(News { topics, about: About::Articles(BTreeSet::from([id])) });
        came
    }

    fn put_back_in(
        &self,
        tx: &mut Transaction<'_>,
        open: &mut OpenText,
        by: &By,
        args: &BringBackArgs,
        content: &Content,
        base: Option<&Content>,
    ) -> Result<Came, Failure> {
        let now = self.now();
        let id = args.article;
        let before = self.gather(tx, id, open, None)?;
        let article = before.article.clone().ok_or_else(gone)?;
        let (body, changes) = match base {
            // What somebody changed since then stays.
            Some(base) => (merged(&base.body, &open.body(), &content.body), since(&article.fields, base, content)),
            None => (content.body.clone(), all_of(content)),
        };
        let then = with(&article, &changes, by, now).ok_or_else(gone)?;
        let becomes = desk::content(&then, &body, &before.people);
        tx.put_version(&becomes)?;
        let back = Back {
            version: args.version,
            name: called(&article, args.version).into(),
            changes,
            becomes: becomes.hash(),
            undoes: args.undoes.map(|undone| undone.decision),
        };
        let command = Command::BringBack { back: Box::new(back) };
        match self.decide_in(tx, id, open, &command, by, now)? {
            Verdict::Refused(refusal) => return Ok(Came::Refused(refusal)),
            Verdict::Done(facts) if facts.is_empty() => return Ok(Came::Nothing),
            Verdict::Done(_) => {}
        }
        open.replace(by, &body, &Mode::Editing);
        for part in open.unwritten() {
            self.write_part(tx, id, open, &part.bytes)?;
        }
        self.measure_in(tx, id, open)?;
        let decision = tx.log(Some(id), None, 1)?.first().map(|entry| entry.decision).ok_or_else(gone)?;
        Ok(Came::Back(BroughtBack { became: becomes.hash(), before: before.version, decision }))
    }
}

fn refused(refusal: &Refusal) -> BringBackAnswer {
    BringBackAnswer::Refused { refusal: view::refusal(refusal) }
}

fn question(open: u32) -> String {
    let suggestions = if open == 1 { "One suggestion is".to_owned() } else { format!("{open} suggestions are") };
    format!(
        "{suggestions} open in the text. They stay where their words do; the text as it stands now is kept as a version."
    )
}

/// The name of a version, as it was given last.
fn called(article: &Article, version: Hash) -> &str {
    let named = article.versions.iter().rev().find(|named| named.hash == version && !named.name.is_empty());
    named.map_or("", |named| &named.name)
}

/// The article with these fields.
fn with(article: &Article, changes: &FieldChanges, by: &By, at: DateTime<Utc>) -> Option<Article> {
    let mut then = Some(article.clone());
    // Nothing is recorded by it: the decision is nobody's.
    let stamp = Stamp { article: article.id, decision: DecisionId(Uuid::nil()), at, actor: by.actor.clone() };
    desk::apply(&mut then, &stamp, &Fact::FieldsSet { changes: changes.clone() });
    then
}

/// Every field as it was in the version.
fn all_of(content: &Content) -> FieldChanges {
    FieldChanges {
        headline: Some(content.headline.clone()),
        dek: Some(content.dek.clone()),
        format: Some(content.format.clone().unwrap_or_default()),
        section: Some(content.section.clone().unwrap_or_default()),
        region: Some(content.region.clone().unwrap_or_default()),
        topics: Some(content.topics.clone()),
        authors: Some(content.authors.iter().map(|author| author.person).collect()),
        no_lead: content.lead.is_none(),
        lead: content.lead.clone(),
        language: Some(content.language.clone()),
        search_title: Some(content.search_title.clone()),
        social_headline: Some(content.social_headline.clone()),
    }
}

/// The same, of the fields that are still as they were in `base`.
fn since(now: &Fields, base: &Content, content: &Content) -> FieldChanges {
    let all = all_of(content);
    let same_lead = now.lead == base.lead;
    let authors: Vec<_> = base.authors.iter().map(|author| author.person).collect();
    FieldChanges {
        headline: all.headline.filter(|_| now.headline == base.headline),
        dek: all.dek.filter(|_| now.dek == base.dek),
        format: all.format.filter(|_| now.format == base.format),
        section: all.section.filter(|_| now.section == base.section),
        region: all.region.filter(|_| now.region == base.region),
        topics: all.topics.filter(|_| now.topics == base.topics),
        authors: all.authors.filter(|_| now.authors == authors),
        no_lead: all.no_lead && same_lead,
        lead: all.lead.filter(|_| same_lead),
        language: all.language.filter(|_| now.language == base.language),
        search_title: all.search_title.filter(|_| now.search_title == base.search_title),
        social_headline: all.social_headline.filter(|_| now.social_headline == base.social_headline),
    }
}
