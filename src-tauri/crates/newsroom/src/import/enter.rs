//! Entering what was read: decided as any act is, many articles in one transaction.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use desk::address::Addressing;
use desk::address::slug_of;
use desk::article::{Article, Commission, Fields, Live};
use desk::command::Command;
use desk::ids::{ArticleId, DecisionId, PersonId};
use desk::people::{People, Person, Role, folded};
use desk::rules::Vocabulary;
use desk::text::TextFacts;
use desk::version::Content;
use desk::{Fact, Refusal, Sight, Stamp};
use ledger::{LedgerError, Media, Reader, TakenIn, Transaction};
use uuid::Uuid;

use super::names::{Names, address_of};
use super::read::{Found, Ready};
use super::{Became, ImportedFile, fit, put_pictures};
use crate::acts::measure_of;
use crate::arrivals::lead;
use crate::caller::By;
use crate::room::Newsroom;
use crate::rules::ReadRules;
use crate::text::OpenText;
use crate::wire::failure::Failure;
use crate::wire::media::StoredPicture;

/// Where it is entered: in the ledger, or nowhere.
pub enum Into<'a, 'b> {
    Nothing(&'a Reader<'b>),
    Ledger(&'a mut Transaction<'b>),
}

impl<'b> Into<'_, 'b> {
    pub fn reader(&self) -> &Reader<'b> {
        match self {
            Self::Nothing(reader) => reader,
            Self::Ledger(tx) => tx,
        }
    }
}

/// What decisions need to know, read once.
pub struct Desk {
    rules: Arc<ReadRules>,
    vocabulary: Vocabulary,
    pub people: People,
    by_name: HashMap<String, PersonId>,
    /// By the slug of their name, when only one has it: “lucia-sandoval” is how a generator writes Lucía Sandoval.
    by_slug: HashMap<String, Option<PersonId>>,
    pub names: Names,
    zone: Tz,
    otherwise: PersonId,
}

/// An article that is decided and not entered yet.
struct Plan {
    id: ArticleId,
    begun: Vec<Fact>,
    imported: Vec<Fact>,
    content: Content,
    article: Article,
}

impl Desk {
    pub fn of(room: &Newsroom, by: &By, otherwise: PersonId) -> Result<Self, Failure> {
        let people = room.ledger.read(|reader| reader.people())?;
        let may = |person: &Person| person.is(Role::ManagingEditor) && person.is(Role::Administrator);
        if !by.actor.person().and_then(|id| people.get(id)).is_some_and(may) {
            let able: Vec<String> =
                people.iter().filter(|person| may(person)).map(|person| person.name.clone()).collect();
            let ask = match able.as_slice() {
                [] => "have an administrator make somebody both".to_owned(),
                some => format!("ask {}", desk::people::listed(some, "or")),
            };
            return Err(Failure::failed(format!(
                "Only a managing editor who is also an administrator takes in an archive: {ask}."
            )));
        }
        Ok(Self {
            rules: room.rules(),
            vocabulary: room.house.vocabulary(),
            by_name: HashMap::new(),
            by_slug: HashMap::new(),
            people: People::default(),
            names: Names::default(),
            zone: room.zone(),
            otherwise,
        }
        .with(&people))
    }

    fn with(mut self, people: &People) -> Self {
        people.iter().for_each(|person| self.know(person.clone()));
        self
    }

    fn know(&mut self, person: Person) {
        self.by_name.insert(folded(&person.name), person.id);
        let slug = slug_of(&person.name);
        if !slug.is_empty() {
            self.by_slug.entry(slug).and_modify(|known| *known = None).or_insert(Some(person.id));
        }
        self.people.push(person);
    }

    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub fn names_of_people(&self) -> &HashMap<String, PersonId> {
        &self.by_name
    }

    pub fn by_name(&self, name: &str) -> Option<PersonId> {
        self.by_name.get(&folded(name)).copied()
    }

    /// Somebody new on the masthead.
    pub fn hire(&mut self, into: &mut Into<'_, '_>, person: Person) -> Result<(), LedgerError> {
        if let Into::Ledger(tx) = into {
            tx.record(None, &[Fact::PersonSet { person: person.clone() }])?;
        }
        self.know(person);
        Ok(())
    }

    /// Whoever a file names so.
    fn named(&self, name: &str, notes: &mut Vec<String>) -> Option<PersonId> {
        self.by_name(name).or_else(|| {
            let id = self.by_slug.get(&slug_of(name)).copied().flatten()?;
            notes.push(format!("“{name}” was taken for {} of the masthead.", self.people.name(id)));
            Some(id)
        })
    }

    pub fn sight<'a>(
        &'a self,
        id: ArticleId,
        article: Option<&'a Article>,
        text: &'a TextFacts,
        content: Option<&'a Content>,
        address_taken: bool,
    ) -> Sight<'a> {
        Sight {
            article,
            id,
            people: &self.people,
            rules: &self.rules.rules,
            vocabulary: &self.vocabulary,
            text,
            version: content.map_or(desk::ids::Hash([0; 32]), Content::hash),
            content,
            live: None,
            others: &[],
            slug_taken: false,
            address_taken,
        }
    }

    pub fn measure(&self, article: &Article, text: &TextFacts, content: &Content) -> desk::Measure {
        measure_of(article, text, &self.rules.rules, &self.vocabulary, &self.people, content.hash())
    }

    pub fn enter(
        &mut self,
        into: &mut Into<'_, '_>,
        found: &Found,
        by: &By,
        now: DateTime<Utc>,
        made: &mut Vec<String>,
    ) -> Result<ImportedFile, Failure> {
        match found {
            Found::Before { file } => Ok(ImportedFile::new(file, Became::Before)),
            Found::Changed { file, slug } => {
                let note =
                    format!("It was changed since it came in as {slug}, which is left as it is: edit that article.");
                Ok(ImportedFile {
                    slug: Some(slug.clone()),
                    notes: vec![note],
                    ..ImportedFile::new(file, Became::Before)
                })
            }
            Found::Unreadable { file, why } => Ok(ImportedFile::nothing(file, why.clone())),
            Found::Ready(ready) => self.article(into, ready, by, now, made),
        }
    }

    fn article(
        &mut self,
        into: &mut Into<'_, '_>,
        ready: &Ready,
        by: &By,
        now: DateTime<Utc>,
        made: &mut Vec<String>,
    ) -> Result<ImportedFile, Failure> {
        let mut notes = ready.notes.clone();
        let fields = self.fields(into, ready, made, &mut notes)?;
        let arrival = &ready.arrival;
        let slug = arrival.slug.as_deref().unwrap_or_default();
        let slug = self.names.slug(into.reader(), &[slug, &ready.name, &arrival.title])?;
        let mut open = OpenText::begun(&arrival.body, &by.actor, by.way);
        let text = open.facts();
        let plan = match self.begin(&slug, fields, &text, &open.body(), by, now) {
            Ok(plan) => plan,
            Err(refusal) => {
                notes.push(said(&refusal));
                return Ok(ImportedFile { notes, ..ImportedFile::new(&ready.file, Became::Nothing) });
            }
        };
        let plan = self.publish(into.reader(), ready, plan, &text, (by, now), &mut notes)?;
        let live = plan.article.publication.live().map(|live| live.address.clone());
        if let Into::Ledger(tx) = into {
            put_pictures(tx, &ready.pictures)?;
            tx.record(Some(plan.id), &plan.begun)?;
            let measure = self.measure(&plan.article, &text, &plan.content);
            for part in open.unwritten() {
                tx.text_update(plan.id, &part.bytes, &measure)?;
            }
            if !plan.imported.is_empty() {
                tx.put_version(&plan.content)?;
                tx.record(Some(plan.id), &plan.imported)?;
            }
            tx.settled(plan.id, &open.body())?;
            tx.put_taken_in(&ready.source, TakenIn { content: ready.content, article: plan.id })?;
        }
        let became = if live.is_some() { Became::Published } else { Became::Draft };
        Ok(ImportedFile { slug: Some(slug), address: live, notes, ..ImportedFile::new(&ready.file, became) })
    }

    fn fields(
        &mut self,
        into: &mut Into<'_, '_>,
        ready: &Ready,
        made: &mut Vec<String>,
        notes: &mut Vec<String>,
    ) -> Result<Fields, LedgerError> {
        let arrival = &ready.arrival;
        let terms = fit::terms(&ready.file, arrival, &self.vocabulary, notes);
        let (mut authors, unknown) = fit::authors(&arrival.authors, |name| self.named(name, notes));
        for name in unknown {
            // Named twice in one byline, under two spellings of one name.
            if let Some(id) = self.named(&name, notes) {
                if !authors.contains(&id) {
                    authors.push(id);
                }
                continue;
            }
            let person = byline(&name);
            authors.push(person.id);
            made.push(name);
            self.hire(into, person)?;
        }
        if authors.is_empty() {
            notes.push(format!("It names no author, so {} is on its byline.", self.people.name(self.otherwise)));
            authors.push(self.otherwise);
        }
        Ok(Fields {
            headline: arrival.title.clone(),
            dek: arrival.dek.clone(),
            format: terms.format,
            section: terms.section,
            region: terms.region,
            topics: terms.topics,
            authors,
            lead: ready.lead.as_ref().map(|(picture, media)| lead(&stored(media), picture)),
            language: arrival.language.clone().unwrap_or_else(|| self.rules.rules.language.clone()),
            search_title: arrival.search_title.clone(),
            social_headline: arrival.social_headline.clone(),
        })
    }

    fn begin(
        &self,
        slug: &str,
        fields: Fields,
        text: &TextFacts,
        body: &str,
        by: &By,
        now: DateTime<Utc>,
    ) -> Result<Plan, Refusal> {
        let id = ArticleId(Uuid::now_v7());
        let command = Command::Begin { slug: slug.to_owned(), fields, commission: Commission::default() };
        let begun = desk::decide(&self.sight(id, None, text, None, false), &command, &by.actor, now)?;
        let mut article = None;
        apply(&mut article, id, by, now, &begun);
        let article = article.ok_or_else(|| {
            Refusal::new("nothing-begun", "No article came of it.", "Report this as a fault in Galley.")
        })?;
        let content = desk::content(&article, body, &self.people);
        Ok(Plan { id, begun, imported: Vec::new(), content, article })
    }

    /// Published by its own dates; a draft when the file says so, or does not say enough, and then the report says why.
    fn publish(
        &mut self,
        reader: &Reader<'_>,
        ready: &Ready,
        mut plan: Plan,
        text: &TextFacts,
        (by, now): (&By, DateTime<Utc>),
        notes: &mut Vec<String>,
    ) -> Result<Plan, LedgerError> {
        let arrival = &ready.arrival;
        let first_at = arrival.date.map(|date| fit::instant(date, self.zone));
        let first_at = match first_at {
            _ if arrival.draft == Some(true) => return Ok(plan),
            Some(at) if at > now => {
                notes.push("Its date is still to come, so it is a draft: schedule it for then.".into());
                return Ok(plan);
            }
            Some(at) => at,
            None => {
                notes.push("It has no date, so it is a draft: give its front matter a date to publish it by.".into());
                return Ok(plan);
            }
        };
        let wanted = self.wanted(ready, &plan.article, first_at, notes);
        let address = self.names.address(reader, &wanted)?;
        if address != wanted {
            notes.push(format!("The address /{wanted}/ is another article’s, so it stands at /{address}/."));
        }
        let mut former = Vec::new();
        for alias in aliases(ready) {
            match address_of(&alias) {
                Some(old) if old == address || former.contains(&old) => {}
                Some(old) if self.names.take(reader, &old)? => former.push(old),
                Some(old) => {
                    notes.push(format!("The old address /{old}/ is another article’s and does not lead to it."))
                }
                None => notes.push(format!("The old address “{alias}” is none that this house can have.")),
            }
        }
        let modified = arrival.modified.map(|date| fit::instant(date, self.zone)).filter(|at| *at > first_at);
        let updated_at = modified.filter(|at| *at <= now && at.date_naive() > first_at.date_naive());
        let live = Live {
            version: plan.content.hash(),
            address,
            first_at,
            at: updated_at.unwrap_or(first_at),
            updated_at,
            feed_at: first_at,
        };
        let command = Command::Import { live: Some(live), former };
        let sight = self.sight(plan.id, Some(&plan.article), text, Some(&plan.content), false);
        match desk::decide(&sight, &command, &by.actor, now) {
            Ok(imported) => {
                let mut article = Some(plan.article.clone());
                apply(&mut article, plan.id, by, now, &imported);
                plan.imported = imported;
                plan.article = article.unwrap_or(plan.article);
            }
            Err(refusal) => notes.push(format!("It is a draft. {}", said(&refusal))),
        }
        Ok(plan)
    }

    /// Where it says that it stands; else by its slug, else by its name.
    fn wanted(&self, ready: &Ready, article: &Article, first_at: DateTime<Utc>, notes: &mut Vec<String>) -> String {
        let arrival = &ready.arrival;
        if let Some(written) = &arrival.address {
            match address_of(written) {
                Some(address) => return address,
                None => notes.push(format!("Its address “{written}” is none that this house can have.")),
            }
        }
        let named = arrival.slug.as_deref().and_then(address_of).or_else(|| address_of(&ready.name));
        named.unwrap_or_else(|| {
            let (form, zone) = (&self.vocabulary.address, &self.rules.rules.zone);
            Addressing { form, zone, at: first_at }.of(article)
        })
    }
}

/// The old addresses that a file names, and the one that the name of a dated file means to a site generator.
fn aliases(ready: &Ready) -> Vec<String> {
    let mut aliases = ready.arrival.aliases.clone();
    let name = ready.file.rsplit('/').next().unwrap_or_default();
    let day = name.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    if let (Some(day), None) = (day, &ready.arrival.address) {
        let rest = name.get(11..).and_then(|rest| rest.rsplit_once('.')).map_or("", |(rest, _)| rest);
        if !rest.is_empty() {
            aliases.push(format!("{:04}/{:02}/{:02}/{rest}", day.year(), day.month(), day.day()));
        }
    }
    aliases
}

fn byline(name: &str) -> Person {
    Person {
        id: PersonId(Uuid::now_v7()),
        name: name.to_owned(),
        roles: Vec::new(),
        grants: Vec::new(),
        biography: String::new(),
        portrait: None,
        zone: None,
    }
}

pub fn apply(article: &mut Option<Article>, id: ArticleId, by: &By, now: DateTime<Utc>, facts: &[Fact]) {
    let stamp = Stamp { article: id, decision: DecisionId(id.0), at: now, actor: by.actor.clone() };
    facts.iter().for_each(|fact| desk::apply(article, &stamp, fact));
}

pub fn said(refusal: &Refusal) -> String {
    format!("{} {}", refusal.reason, refusal.remedy).trim().to_owned()
}

fn stored(media: &Media) -> StoredPicture {
    StoredPicture {
        hash: media.hash,
        name: media.name.clone(),
        width: media.width,
        height: media.height,
        credit: media.credit.clone(),
        caption: media.caption.clone(),
        doubts: Vec::new(),
    }
}
