//! The sample newsroom: its plan is played through the desk's own rules, in the order of time.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use desk::Fact;
use desk::article::{ClearanceKind, Commission, Fields, JobKind, NoticeKind};
use desk::command::Command;
use desk::fact::FieldChanges;
use desk::ids::{ArticleId, PersonId};
use desk::people::{Actor, Grant, Person, Role};
use desk::rules::Term;
use desk::version::Lead;
use desk::when::{Moment, Reading};
use ledger::Way;
use manuscript::{Flag, Mode, Remark, RemarkKind, Suggesting};
use serde::Deserialize;
use uuid::Uuid;

use crate::acts::Verdict;
use crate::begin::{Data, Made};
use crate::caller::By;
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::wire::failure::Failure;

#[derive(Deserialize)]
struct Masthead {
    person: Vec<Somebody>,
}

#[derive(Deserialize)]
struct Somebody {
    name: String,
    roles: Vec<Role>,
    #[serde(default)]
    grants: Vec<Grant>,
    biography: String,
    zone: Option<String>,
    portrait: Option<String>,
}

#[derive(Deserialize)]
struct Plan {
    article: Vec<Story>,
}

#[derive(Deserialize)]
struct Story {
    slug: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    at: String,
    by: String,
    act: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    text: String,
    due: Option<String>,
    when: Option<String>,
    until: Option<String>,
    review: Option<String>,
    what: Option<ClearanceKind>,
    notice: Option<NoticeKind>,
    second: Option<String>,
    #[serde(default)]
    find: String,
    #[serde(default)]
    with: String,
    #[serde(default)]
    must_answer: bool,
}

/// What an article's file says of it, beside what intake reads.
#[derive(Deserialize)]
struct Front {
    #[serde(default)]
    budget: String,
    #[serde(default)]
    brief: String,
    length: Option<u32>,
    lead: Option<FrontLead>,
}

#[derive(Deserialize)]
struct FrontLead {
    #[serde(default)]
    rights: String,
    focal: Option<(u16, u16)>,
}

/// An article of the sample, read and ready to be played.
struct Read {
    id: ArticleId,
    fields: Fields,
    commission: Commission,
    body: String,
}

pub fn rules_text() -> Result<String, Failure> {
    file("sample/desk.toml")
}

/// Names of the sample's people and places, and words of its trade.
pub fn words() -> Result<String, Failure> {
    file("sample/words.txt")
}

/// Plays the plan into a newsroom that has neither people nor articles.
pub fn play(room: &Newsroom) -> Result<Made, Failure> {
    let now = room.now();
    let desk = By::desk(Way::CommandLine);
    let masthead: Masthead = parsed("sample/people.toml")?;
    let begin = now - TimeDelta::days(60);
    let mut facts = Vec::new();
    for somebody in masthead.person {
        let portrait = match &somebody.portrait {
            Some(name) => {
                Some(room.store_picture(&desk, name, &bytes(&format!("sample/portraits/{name}"))?, begin)?.hash)
            }
            None => None,
        };
        facts.push(Fact::PersonSet {
            person: Person {
                id: PersonId(Uuid::now_v7()),
                name: somebody.name,
                roles: somebody.roles,
                grants: somebody.grants,
                biography: somebody.biography,
                portrait,
                zone: somebody.zone,
            },
        });
    }
    let people = facts.len();
    room.transact(&desk, begin, |_, tx| tx.record(None, &facts).map(|_| ()))?;

    let plan: Plan = parsed("sample/plan.toml")?;
    let player = Player { room, now };
    let articles = player.read_all(&plan.article)?;
    let mut steps = Vec::new();
    for story in &plan.article {
        for step in &story.steps {
            steps.push((player.time(&step.at)?.utc, story.slug.as_str(), step));
        }
    }
    steps.sort_by_key(|(at, slug, _)| (*at, *slug));
    for (at, slug, step) in steps {
        player.play(at, slug, &articles[slug], step).map_err(|failure| {
            Failure::failed(format!(
                "The sample’s plan cannot be played: {slug}, {} ({}): {}",
                step.act, step.at, failure.message
            ))
        })?;
    }
    room.finish_publishing()?;
    room.build(None)?;
    Ok(Made { people, articles: articles.len() })
}

struct Player<'a> {
    room: &'a Newsroom,
    now: DateTime<Utc>,
}

impl Player<'_> {
    fn play(&self, at: DateTime<Utc>, slug: &str, read: &Read, step: &Step) -> Result<(), Failure> {
        let by = By::person(self.room.person(&step.by)?, Way::CommandLine);
        match step.act.as_str() {
            "pitch" => {
                let fields = Fields { dek: String::new(), lead: None, ..read.fields.clone() };
                let commission =
                    Commission { budget_line: read.commission.budget_line.clone(), ..Commission::default() };
                let pitch = Command::Pitch { slug: slug.into(), fields, commission };
                settled(self.room.begin(&by, at, read.id, &pitch, "", None)?)
            }
            "write" => {
                self.write(&by, at, read.id, |_| read.body.clone())?;
                let changes = FieldChanges {
                    dek: Some(read.fields.dek.clone()),
                    lead: read.fields.lead.clone(),
                    ..FieldChanges::default()
                };
                self.act(&by, at, read.id, &Command::Set { changes })
            }
            "suggest" => self.mark(&by, at, read.id, |open| {
                let proposed = open.manuscript().proposed().replacen(&step.find, &step.with, 1);
                let mode = Mode::Suggesting(Suggesting { by: said(&by, at), kind: None, reason: None });
                open.replace(&by, &proposed, &mode)
            }),
            "comment" => self.mark(&by, at, read.id, |open| {
                let text = open.manuscript().text();
                let Some(from) = text.find(&step.find) else { return false };
                let units = |text: &str| text.encode_utf16().count() as u32;
                let (from, long) = (units(&text[..from]), units(&step.find));
                let remark = Remark { by: said(&by, at), text: step.text.clone(), mentions: Vec::new() };
                open.change(&by, |open| {
                    let made = open.comment(RemarkKind::Comment, Some(from..from + long), remark);
                    made.and_then(|id| open.flag(id, Flag::MustAnswer, step.must_answer, &said(&by, at))).is_ok()
                })
            }),
            "edit" => {
                let changed = self.write(&by, at, read.id, |body| body.replacen(&step.find, &step.with, 1))?;
                if changed {
                    Ok(())
                } else {
                    Err(Failure::failed(format!("“{}” does not stand in the text.", step.find)))
                }
            }
            _ => self.act(&by, at, read.id, &self.command(read, step)?),
        }
    }

    /// Something that waits in the text, or is said about it.
    fn mark(
        &self,
        by: &By,
        at: DateTime<Utc>,
        article: ArticleId,
        mark: impl FnOnce(&mut OpenText) -> bool,
    ) -> Result<(), Failure> {
        let text = self.room.open_text(article)?;
        if !mark(&mut lock(&text)) {
            return Err(Failure::failed(format!("{:?} marks nothing in the text.", by.actor)));
        }
        self.room.write_text_at(article, &text, at)
    }

    fn act(&self, by: &By, at: DateTime<Utc>, article: ArticleId, command: &Command) -> Result<(), Failure> {
        settled(self.room.act(by, at, article, command)?)
    }

    fn write(
        &self,
        by: &By,
        at: DateTime<Utc>,
        article: ArticleId,
        change: impl FnOnce(&str) -> String,
    ) -> Result<bool, Failure> {
        let text = self.room.open_text(article)?;
        let changed = {
            let mut open = lock(&text);
            let body = change(&open.body());
            open.replace(by, &body, &Mode::Editing)
        };
        self.room.write_text_at(article, &text, at)?;
        Ok(changed)
    }

    fn command(&self, read: &Read, step: &Step) -> Result<Command, Failure> {
        let (note, reason, text) = (step.note.clone(), step.reason.clone(), step.text.clone());
        let second = || self.room.person(step.second.as_deref().unwrap_or_default());
        Ok(match step.act.as_str() {
            "assign" => Command::Assign {
                commission: Commission { due: Some(self.at(&step.due)?.utc), ..read.commission.clone() },
            },
            "submit" => Command::Submit { note },
            "claim" => Command::Claim,
            "return" => Command::Return { note, due: self.at(&step.due)?.utc },
            "hand-back" => Command::HandBack { note },
            "to-copy" => Command::ToCopy,
            "back-to-editing" => Command::BackToEditing { note },
            "approve" => Command::Approve,
            "schedule" => Command::Schedule {
                kind: JobKind::Publish,
                when: self.at(&step.when)?,
                share_slot: false,
                missed: None,
            },
            "publish" => Command::Publish,
            "update" => Command::Update { significant: false },
            "notice" => Command::Notice {
                notice: step.notice.ok_or_else(|| Failure::failed("A notice needs its kind."))?,
                text,
                second: second()?,
            },
            "hold" => Command::Hold { reason, review: self.at(&step.review)?.utc },
            "embargo" => Command::Embargo { until: self.at(&step.until)?.utc, reason },
            "require-clearance" => Command::RequireClearance {
                what: step.what.ok_or_else(|| Failure::failed("A clearance needs its name."))?,
                required: true,
            },
            "spike" => Command::Spike { reason },
            "withdraw" => Command::Withdraw { reason },
            other => return Err(Failure::failed(format!("“{other}” is not an act of the plan."))),
        })
    }

    fn at(&self, time: &Option<String>) -> Result<Moment, Failure> {
        self.time(time.as_deref().ok_or_else(|| Failure::failed("This act needs a time."))?)
    }

    /// "-3d 09:12" in the house's zone, or "-25m" and "-5h" from now.
    fn time(&self, text: &str) -> Result<Moment, Failure> {
        let wrong = || Failure::failed(format!("“{text}” is not a time of the plan."));
        let zone = self.room.zone();
        if let Some((number, unit)) = text.strip_suffix('m').map(|n| (n, 1)).or(text.strip_suffix('h').map(|n| (n, 60)))
        {
            let minutes: i64 = number.parse().map_err(|_| wrong())?;
            return Ok(Moment::of(self.now + TimeDelta::minutes(minutes * unit), zone));
        }
        let (days, clock) = text.split_once("d ").ok_or_else(wrong)?;
        let days: i64 = days.parse().map_err(|_| wrong())?;
        let clock = NaiveTime::parse_from_str(clock, "%H:%M").map_err(|_| wrong())?;
        let today = self.now.with_timezone(&zone).date_naive();
        let day =
            if days < 0 { today - Days::new(days.unsigned_abs()) } else { today + Days::new(days.unsigned_abs()) };
        match Moment::at(day.and_time(clock), zone.name()) {
            Ok(Reading::At(moment) | Reading::Twice { earlier: moment, .. }) => Ok(moment),
            // The clocks skip it that night: the plan's people came an hour later.
            Err(_) => Ok(Moment::of((day.and_time(clock) + TimeDelta::hours(1)).and_utc(), zone)),
        }
    }

    /// Every core reads its share: the pictures are most of the work.
    fn read_all<'a>(&self, stories: &'a [Story]) -> Result<HashMap<&'a str, Read>, Failure> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = stories.len().div_ceil(cores).max(1);
        let read = |stories: &'a [Story]| -> Result<Vec<(&'a str, Read)>, Failure> {
            stories.iter().map(|story| Ok((story.slug.as_str(), self.read(&story.slug)?))).collect()
        };
        std::thread::scope(|scope| {
            let shares: Vec<_> = stories.chunks(share).map(|stories| scope.spawn(move || read(stories))).collect();
            let read = shares
                .into_iter()
                .map(|share| share.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(read.into_iter().flatten().collect())
        })
    }

    fn read(&self, slug: &str) -> Result<Read, Failure> {
        let name = format!("{slug}.md");
        let source = bytes(&format!("sample/articles/{name}"))?;
        let arrival = intake::read(&name, &source).map_err(|error| Failure::failed(error.to_string()))?;
        let front = front(&source)?;
        let vocabulary = self.room.house.vocabulary();
        let people = self.room.ledger.read(|reader| reader.people())?;
        let authors: Vec<PersonId> =
            arrival.authors.iter().filter_map(|name| people.by_name(name)).map(|person| person.id).collect();
        if authors.len() != arrival.authors.len() {
            return Err(Failure::failed(format!("{name} names an author who is not on the masthead.")));
        }
        let lead = match &arrival.lead {
            Some(picture) => {
                let desk = By::desk(Way::CommandLine);
                let bytes = bytes(&format!("sample/pictures/{}", picture.name))?;
                let stored = self.room.store_picture(&desk, &picture.name, &bytes, self.now - TimeDelta::days(50))?;
                let said = front.lead.as_ref();
                Some(Lead {
                    picture: stored.hash,
                    alt: picture.alt.clone(),
                    caption: picture.caption.clone(),
                    credit: picture.credit.clone(),
                    rights: said.map(|lead| lead.rights.clone()).unwrap_or_default(),
                    focal: said.and_then(|lead| lead.focal).unwrap_or((500, 500)),
                })
            }
            None => None,
        };
        Ok(Read {
            id: ArticleId(Uuid::now_v7()),
            commission: Commission {
                budget_line: front.budget,
                brief: front.brief,
                writer: authors.first().copied(),
                due: None,
                length: front.length,
                no_length_reason: String::new(),
            },
            fields: Fields {
                headline: arrival.title,
                dek: arrival.dek,
                format: fit(arrival.format, &vocabulary.formats),
                section: fit(arrival.section, &vocabulary.sections),
                region: fit(arrival.region, &vocabulary.regions),
                topics: arrival.topics,
                authors,
                lead,
                language: self.room.rules().rules.language.clone(),
                search_title: arrival.search_title,
                social_headline: arrival.social_headline,
            },
            body: arrival.body,
        })
    }
}

/// The article's term where the house has it. The sample is written for Meridian; in another house each term stands for one of
/// that house's, always the same.
/// Who marks a text, as the manuscript notes it.
fn said(by: &By, at: DateTime<Utc>) -> manuscript::By {
    let author = match &by.actor {
        Actor::Person { id } => id.to_string(),
        Actor::Clock | Actor::Desk => String::new(),
    };
    manuscript::By { author, time: at.timestamp_millis() }
}

fn fit(slug: Option<String>, terms: &[Term]) -> Option<String> {
    let slug = slug?;
    if terms.is_empty() || terms.iter().any(|term| term.slug == slug) {
        return Some(slug).filter(|_| !terms.is_empty());
    }
    let sum: usize = slug.bytes().map(usize::from).sum();
    Some(terms[sum % terms.len()].slug.clone())
}

fn settled(verdict: Verdict) -> Result<(), Failure> {
    match verdict {
        Verdict::Done(_) => Ok(()),
        Verdict::Refused(refusal) => Err(Failure::failed(format!("{} {}", refusal.reason, refusal.remedy))),
    }
}

fn front(source: &[u8]) -> Result<Front, Failure> {
    let text = String::from_utf8_lossy(source);
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or("", |(front, _)| front);
    serde_saphyr::from_str(front)
        .map_err(|error| Failure::failed(format!("The sample’s front matter cannot be read: {error}.")))
}

fn bytes(path: &str) -> Result<Cow<'static, [u8]>, Failure> {
    Data::get(path).map(|file| file.data).ok_or_else(|| Failure::failed(format!("The sample newsroom lacks {path}.")))
}

fn file(path: &str) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&bytes(path)?).into_owned())
}

fn parsed<T: serde::de::DeserializeOwned>(path: &str) -> Result<T, Failure> {
    toml::from_str(&file(path)?).map_err(|error| Failure::failed(format!("{path} cannot be read: {error}")))
}
