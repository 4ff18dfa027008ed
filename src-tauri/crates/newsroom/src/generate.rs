//! Newsrooms of any size, for measuring: the same number gives the same people, texts, dates and pictures. The prose is the
//! sample newsroom's, cut into sentences and dealt again.

use std::borrow::Cow;
use std::path::Path;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use desk::Fact;
use desk::article::{Commission, Fields, Live};
use desk::command::Command;
use desk::ids::{ArticleId, PersonId};
use desk::people::{Person, Role};
use desk::rules::Term;
use ledger::{Transaction, Way};
use uuid::Uuid;

use crate::acts::Verdict;
use crate::arrivals::lead_of;
use crate::begin::{Data, Made, NewNewsroom};
use crate::caller::By;
use crate::room::Newsroom;
use crate::text::OpenText;
use crate::wire::failure::Failure;
use crate::wire::media::StoredPicture;

/// Articles in one transaction: a sync for each would be most of the time.
const BATCH: u32 = 200;
/// Of a hundred articles, as many are live; the others are on their way.
const LIVE: u64 = 92;
const PEOPLE: u32 = 40;

impl Newsroom {
    /// Makes a newsroom of that many articles, its site not built yet.
    pub fn generate(folder: &Path, count: u32) -> Result<Made, Failure> {
        let new = NewNewsroom {
            house: "meridian".into(),
            name: Some("Generated".into()),
            first_person: Some("Ines Okafor".into()),
        };
        Self::create(folder, &new)?;
        let room = Self::open(folder, Way::CommandLine)?;
        let deck = Deck::of(&room)?;
        let people = room.hire()?;
        for first in (0..count).step_by(BATCH as usize) {
            room.transact(&By::desk(Way::CommandLine), epoch(), |room, tx| -> Result<(), Failure> {
                (first..count.min(first + BATCH)).try_for_each(|number| room.deal(tx, &deck, &people, number, count))
            })?;
        }
        Ok(Made { people: people.len() + 1, articles: count as usize })
    }

    /// Makes an archive of that many Markdown files, as a site generator has them, for taking in.
    pub fn generate_archive(folder: &Path, count: u32) -> Result<(), Failure> {
        let deck = Deck { sections: terms(&["global-crises", "media", "elsewhere"]), ..Deck::prose()? };
        for number in 0..count {
            let mut dice = Dice(u64::from(number) + 1);
            let at = epoch() - TimeDelta::hours(i64::from(count - number));
            let text = format!(
                "---\ntitle: \"{} ({number})\"\ndate: {}\nauthors: [Writer {:02}]\nsection: {}\ntags: [topic {}, topic {}]\nlayout: post\n\
                 aliases: [/archive/{number}/]\n---\n\n{}",
                deck.title(&mut dice).replace('"', "'"),
                at.to_rfc3339(),
                dice.below(PEOPLE as usize),
                deck.pick(&deck.sections, &mut dice),
                dice.below(60),
                dice.below(60),
                deck.body(&mut dice),
            );
            let place = folder.join(at.format("%Y/%m").to_string()).join(format!("post-{number:05}.md"));
            let written =
                place.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&place, text));
            written.map_err(|error| Failure::failed(format!("{} cannot be written: {error}.", place.display())))?;
        }
        Ok(())
    }

    fn hire(&self) -> Result<Vec<PersonId>, Failure> {
        let ids: Vec<PersonId> = (0..PEOPLE).map(|number| PersonId(id(1, number))).collect();
        let facts: Vec<Fact> = ids
            .iter()
            .zip(0..)
            .map(|(id, number)| Fact::PersonSet {
                person: Person {
                    id: *id,
                    name: format!("Writer {number:02}"),
                    roles: vec![if number % 8 == 0 { Role::Editor } else { Role::Writer }],
                    grants: Vec::new(),
                    biography: format!("Writer {number:02} writes for the desk."),
                    portrait: None,
                    zone: None,
                },
            })
            .collect();
        self.transact(&By::desk(Way::CommandLine), epoch(), |_, tx| tx.record(None, &facts).map(|_| ()))?;
        Ok(ids)
    }

    fn deal(
        &self,
        tx: &mut Transaction<'_>,
        deck: &Deck,
        people: &[PersonId],
        number: u32,
        count: u32,
    ) -> Result<(), Failure> {
        let mut dice = Dice(u64::from(number) + 1);
        let article = ArticleId(id(2, number));
        let at = epoch() - TimeDelta::hours(i64::from(count - number));
        let author = people[dice.below(people.len())];
        let fields = Fields {
            headline: format!("{} ({number})", deck.title(&mut dice)),
            dek: deck.sentence(&mut dice).to_owned(),
            format: Some(deck.pick(&deck.formats, &mut dice)),
            section: Some(deck.pick(&deck.sections, &mut dice)),
            region: Some(deck.pick(&deck.regions, &mut dice)),
            topics: vec![format!("topic {}", dice.below(60)), format!("topic {}", dice.below(60))],
            authors: vec![author],
            lead: deck.pictures.get(dice.below(deck.pictures.len().max(1))).map(|picture| desk::version::Lead {
                alt: "A drawing of the place that the article is about.".into(),
                credit: "Illustration: Meridian art desk".into(),
                ..lead_of(picture)
            }),
            language: "en-US".into(),
            ..Fields::default()
        };
        let command =
            Command::Begin { slug: format!("article-{number:05}"), fields, commission: Commission::default() };
        let by = By::person(author, Way::CommandLine);
        let mut open = OpenText::begun(&deck.body(&mut dice), &by.actor, by.way);
        let now = tx.now();
        settled(self.decide_in(tx, article, &mut open, &command, &by, now)?)?;
        for part in open.unwritten() {
            self.write_part(tx, article, &mut open, &part.bytes)?;
            open.written();
        }
        tx.settled(article, &open.body())?;
        if dice.below(100) as u64 >= LIVE {
            return Ok(());
        }
        let gathered = self.gather(tx, article, &mut open, None)?;
        let address =
            gathered.article.as_ref().map(|article| gathered.sight().addressing(at).of(article)).unwrap_or_default();
        let live = Live { version: gathered.version, address, first_at: at, at, updated_at: None, feed_at: at };
        let import = Command::Import { live: Some(live), former: Vec::new() };
        settled(self.decide_in(
            tx,
            article,
            &mut open,
            &import,
            &By::person(self.person("Ines Okafor")?, Way::CommandLine),
            now,
        )?)
    }
}

fn settled(verdict: Verdict) -> Result<(), Failure> {
    match verdict {
        Verdict::Done(_) => Ok(()),
        Verdict::Refused(refusal) => Err(Failure::failed(format!("{} {}", refusal.reason, refusal.remedy))),
    }
}

/// The day that generated newsrooms end on.
fn epoch() -> DateTime<Utc> {
    Utc.timestamp_opt(1_790_000_000, 0).single().unwrap_or_default()
}

fn id(kind: u8, number: u32) -> Uuid {
    let mut bytes = [0; 16];
    bytes[0] = kind;
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    Uuid::from_bytes(bytes)
}

/// What articles are dealt from.
#[derive(Default)]
struct Deck {
    sentences: Vec<String>,
    titles: Vec<String>,
    formats: Vec<Term>,
    sections: Vec<Term>,
    regions: Vec<Term>,
    pictures: Vec<StoredPicture>,
}

impl Deck {
    fn of(room: &Newsroom) -> Result<Self, Failure> {
        let vocabulary = room.house.vocabulary();
        let mut deck = Self {
            formats: vocabulary.formats,
            sections: vocabulary.sections,
            regions: vocabulary.regions,
            ..Self::prose()?
        };
        for (path, name, bytes) in sample_files() {
            if path.starts_with("sample/pictures/") && name.ends_with(".jpg") && deck.pictures.len() < 6 {
                deck.pictures.push(room.store_picture(&By::desk(Way::CommandLine), &name, &bytes, epoch())?);
            }
        }
        Ok(deck)
    }

    /// Titles and sentences alone.
    fn prose() -> Result<Self, Failure> {
        let mut deck = Self::default();
        for (path, name, bytes) in sample_files() {
            if path.starts_with("sample/articles/") && name.ends_with(".md") {
                let arrival = intake::read(&name, &bytes).map_err(|error| Failure::failed(error.to_string()))?;
                deck.titles.push(arrival.title);
                let prose = arrival.body.split("\n\n").filter(|part| part.starts_with(char::is_alphabetic));
                deck.sentences.extend(
                    prose
                        .flat_map(|part| part.split_inclusive(". "))
                        .filter(|s| s.len() > 40 && !s.contains("[^"))
                        .map(|s| s.trim().to_owned()),
                );
            }
        }
        Ok(deck)
    }

    fn title(&self, dice: &mut Dice) -> &str {
        &self.titles[dice.below(self.titles.len())]
    }

    fn sentence(&self, dice: &mut Dice) -> &str {
        &self.sentences[dice.below(self.sentences.len())]
    }

    fn pick(&self, terms: &[Term], dice: &mut Dice) -> String {
        terms[dice.below(terms.len())].slug.clone()
    }

    /// About 700 words in a dozen paragraphs, with two subheads, a quote and a link.
    fn body(&self, dice: &mut Dice) -> String {
        let mut body = String::new();
        for paragraph in 0..12 {
            match paragraph {
                4 | 8 => body.push_str("## What the figures say\n\n"),
                6 => body.push_str(&format!("> {}\n\n", self.sentence(dice))),
                _ => {}
            }
            for _ in 0..3 {
                body.push_str(self.sentence(dice));
                body.push(' ');
            }
            if paragraph == 2 {
                body.push_str("See *the earlier account* in [the archive](/section/global-crises/).");
            }
            body.push_str("\n\n");
        }
        body
    }
}

/// The sample's files in a fixed order: path, name, bytes.
fn sample_files() -> impl Iterator<Item = (String, String, Cow<'static, [u8]>)> {
    let mut paths: Vec<_> = Data::iter().collect();
    paths.sort();
    paths.into_iter().filter_map(|path| {
        let bytes = Data::get(&path)?.data;
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        Some((path.into_owned(), name, bytes))
    })
}

fn terms(slugs: &[&str]) -> Vec<Term> {
    slugs
        .iter()
        .map(|slug| Term { slug: (*slug).to_owned(), label: (*slug).to_owned(), description: String::new() })
        .collect()
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let z = z ^ (z >> 31);
        usize::try_from(z % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}
