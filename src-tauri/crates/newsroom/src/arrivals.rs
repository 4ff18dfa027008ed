//! What is sent becomes a draft: read, its pictures kept, its text begun, its report told.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use desk::article::{Commission, Fields};
use desk::command::Command;
use desk::ids::{ArticleId, PersonId};
use desk::people::People;
use desk::rules::Term;
use desk::version::Lead;
use intake::{Arrival, ArrivedPicture};
use ledger::{LedgerError, Media};
use uuid::Uuid;

use crate::acts::Verdict;
use crate::caller::{By, Caller};
use crate::media::prepare;
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};
use crate::wire::intake::{Arrived, Report};
use crate::wire::media::StoredPicture;

/// A file that was sent.
pub(crate) struct Sent<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
    pub beside: Beside<'a>,
    pub note: Option<&'a Note>,
}

/// Where the pictures of a text may be.
#[derive(Clone, Copy)]
pub(crate) enum Beside<'a> {
    Folder(&'a Path),
    /// They were sent in one go with it.
    Together(&'a Together),
}

/// Files that were sent in one go.
#[derive(Default)]
pub(crate) struct Together {
    files: Vec<(String, Vec<u8>)>,
    /// Those that a text has taken in as its pictures.
    taken: RefCell<BTreeSet<usize>>,
}

impl Together {
    /// The file that a text means. Names differ in case between what is written and what a camera or a disk makes of them.
    fn picture(&self, source: &str) -> Option<Vec<u8>> {
        let wanted = intake::file_name(source)?.to_lowercase();
        let found = self.files.iter().position(|(name, _)| name.to_lowercase() == wanted)?;
        self.taken.borrow_mut().insert(found);
        Some(self.files[found].1.clone())
    }
}

/// Kept in one transaction with the draft that a file became: it is not taken for another one.
pub(crate) struct Note {
    pub name: String,
    pub mark: String,
}

impl Newsroom {
    /// Reads one file and begins a draft with it. `folder` is the one its pictures may be in.
    pub fn submit(
        &self,
        caller: &Caller,
        author: PersonId,
        name: &str,
        bytes: &[u8],
        folder: Option<&Path>,
    ) -> Result<Arrived, Failure> {
        let alone = Together::default();
        let beside = folder.map_or(Beside::Together(&alone), Beside::Folder);
        let by = By::person(caller.person.unwrap_or(author), caller.way);
        self.arrive(&by, author, &Sent { name, bytes, beside, note: None }, self.now())
    }

    /// Reads files that were sent in one go, by name and bytes: each text begins a draft, with those of the pictures that it
    /// names. What became of each, but of pictures that are in a text now.
    pub(crate) fn submit_together(
        &self,
        caller: &Caller,
        author: PersonId,
        files: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<Arrived>, Failure> {
        let together = Together { files, ..Together::default() };
        let by = By::person(caller.person.unwrap_or(author), caller.way);
        let mut arrived = Vec::new();
        for (name, bytes) in &together.files {
            let sent = Sent { name, bytes, beside: Beside::Together(&together), note: None };
            arrived.push(self.arrive(&by, author, &sent, self.now())?);
        }
        let taken = together.taken.into_inner();
        let untold = |n: &usize, became: &Arrived| taken.contains(n) && matches!(became, Arrived::Nothing { .. });
        Ok(arrived.into_iter().enumerate().filter(|(n, became)| !untold(n, became)).map(|(_, became)| became).collect())
    }

    pub(crate) fn arrive(
        &self,
        by: &By,
        author: PersonId,
        sent: &Sent<'_>,
        now: DateTime<Utc>,
    ) -> Result<Arrived, Failure> {
        let Sent { name, bytes, beside, note } = *sent;
        let arrival = match intake::read(name, bytes) {
            Ok(arrival) => arrival,
            Err(unreadable) => return Ok(Arrived::Nothing { file: name.into(), reason: unreadable.to_string() }),
        };
        let people = self.ledger.read(|reader| reader.people())?;
        let mut report = report(&arrival.report);
        let mut kept = HashMap::new();
        for picture in &arrival.pictures {
            if let Some(stored) = self.picture(by, picture, beside, now, &mut report)? {
                kept.insert(picture.source.as_str(), format!("media:{}", stored.hash));
            }
        }
        let body = intake::readdress(&arrival.body, |source| kept.get(source).cloned());
        let lead = match &arrival.lead {
            Some(picture) => self.picture(by, picture, beside, now, &mut report)?.map(|stored| lead(&stored, picture)),
            None => None,
        };
        let fields = self.fields(&arrival, author, &people, lead, &mut report);
        let id = ArticleId(Uuid::now_v7());
        let wanted = arrival.slug.as_deref().filter(|slug| !slug.is_empty()).unwrap_or(&arrival.title);
        let slug = self.free_slug(wanted, name)?;
        let mut said = HashSet::new();
        report.lost.retain(|line| said.insert(line.clone()));
        let command = Command::Begin { slug: slug.clone(), fields: fields.clone(), commission: Commission::default() };
        match self.begin(by, now, id, &command, &body, note)? {
            Verdict::Refused(refusal) => {
                Ok(Arrived::Nothing { file: name.into(), reason: format!("{} {}", refusal.reason, refusal.remedy) })
            }
            Verdict::Done(_) => Ok(Arrived::Draft {
                file: name.into(),
                article: id,
                slug,
                headline: fields.headline,
                words: press::facts(&body).words,
                report,
            }),
        }
    }

    /// A slug made of the words, with a number when it is taken.
    pub(crate) fn free_slug(&self, words: &str, otherwise: &str) -> Result<String, LedgerError> {
        let stem = otherwise.rsplit_once('.').map_or(otherwise, |(stem, _)| stem);
        let made = [words, stem, "draft"].iter().map(|text| desk::address::slug_of(text)).find(|slug| !slug.is_empty());
        let made = made.unwrap_or_else(|| "draft".into());
        let nobody = ArticleId(Uuid::nil());
        self.ledger.read(|reader| {
            let mut slug = made.clone();
            for number in 2.. {
                if !reader.slug_taken(&slug, nobody)? {
                    break;
                }
                let tail = format!("-{number}");
                let room = 80 - tail.len();
                slug = format!("{}{tail}", made[..made.len().min(room)].trim_end_matches('-'));
            }
            Ok(slug)
        })
    }

    /// What the file says of the article, as far as the house knows it; what it does not know is named in the report.
    fn fields(
        &self,
        arrival: &Arrival,
        author: PersonId,
        people: &People,
        lead: Option<Lead>,
        report: &mut Report,
    ) -> Fields {
        let vocabulary = self.house.vocabulary();
        let mut term = |what: &str, terms: &[Term], written: &Option<String>| {
            let written = written.as_deref()?;
            let slug = press::slug(written);
            let known = terms.iter().find(|term| term.slug == slug || press::slug(&term.label) == slug);
            if known.is_none() {
                report.lost.push(format!("The house has no {what} “{written}”: choose one in the details."));
            }
            known.map(|term| term.slug.clone())
        };
        let format = term("format", &vocabulary.formats, &arrival.format);
        let section = term("section", &vocabulary.sections, &arrival.section);
        let region = term("region", &vocabulary.regions, &arrival.region);
        let mut authors = Vec::new();
        for name in &arrival.authors {
            match people.by_name(name) {
                Some(person) => authors.push(person.id),
                None => report.lost.push(format!("“{name}” is not on the masthead, so the byline does not name them.")),
            }
        }
        if authors.is_empty() {
            authors.push(author);
        }
        Fields {
            headline: arrival.title.clone(),
            dek: arrival.dek.clone(),
            format,
            section,
            region,
            topics: arrival.topics.clone(),
            authors,
            lead,
            language: arrival.language.clone().unwrap_or_else(|| self.rules().rules.language.clone()),
            search_title: arrival.search_title.clone(),
            social_headline: arrival.social_headline.clone(),
        }
    }

    fn picture(
        &self,
        by: &By,
        picture: &ArrivedPicture,
        beside: Beside<'_>,
        now: DateTime<Utc>,
        report: &mut Report,
    ) -> Result<Option<StoredPicture>, Failure> {
        let found = match (&picture.bytes, beside) {
            (Some(bytes), _) => Ok(Some(bytes.clone())),
            (None, Beside::Together(files)) => Ok(files.picture(&picture.source)),
            (None, Beside::Folder(folder)) => {
                intake::beside(folder, Path::new(""), &picture.source).map(fs::read).transpose()
            }
        };
        let bytes = match found {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                report.lost.push(format!("The picture {} did not come with the text: add it by hand.", picture.source));
                return Ok(None);
            }
            Err(error) => {
                report.lost.push(format!("The picture {} cannot be read ({error}).", picture.source));
                return Ok(None);
            }
        };
        match self.store_picture(by, &picture.name, &bytes, now) {
            Ok(stored) => Ok(Some(stored)),
            Err(failure) if failure.code == Code::Unreadable => {
                report.lost.push(format!("The picture {} was left out: {}", picture.name, failure.message));
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }

    /// Keeps a picture: its files first, then the ledger's word that they are there.
    pub(crate) fn store_picture(
        &self,
        by: &By,
        name: &str,
        bytes: &[u8],
        now: DateTime<Utc>,
    ) -> Result<StoredPicture, Failure> {
        let prepared = prepare(bytes).map_err(|error| Failure::new(Code::Unreadable, error.to_string()))?;
        self.media.keep(&prepared).map_err(|error| Failure::new(Code::NotSaved, error.to_string()))?;
        let media = Media {
            hash: prepared.hash,
            name: name.into(),
            format: prepared.format.into(),
            width: prepared.width,
            height: prepared.height,
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            credit: prepared.credit.clone(),
            caption: prepared.caption.clone(),
            renditions: prepared.renditions(),
            added_at: now,
            added_by: by.actor.clone(),
        };
        self.transact(by, now, |_, tx| tx.put_media(&media))?;
        Ok(StoredPicture {
            hash: media.hash,
            name: media.name,
            width: media.width,
            height: media.height,
            credit: media.credit,
            caption: media.caption,
            doubts: prepared.doubts,
        })
    }

    /// A picture from a file, for the command line.
    pub fn add_picture_file(&self, caller: &Caller, path: &Path) -> Result<StoredPicture, Failure> {
        let person =
            caller.person.ok_or_else(|| Failure::new(Code::NoPerson, "Who adds this picture? Add --as NAME."))?;
        let bytes = fs::read(path)
            .map_err(|error| Failure::new(Code::Unreadable, format!("{} cannot be read: {error}.", path.display())))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.store_picture(&By::person(person, caller.way), &name, &bytes, self.now())
    }
}

/// A stored picture as a lead, before anybody has described it.
pub fn lead_of(stored: &StoredPicture) -> Lead {
    Lead {
        picture: stored.hash,
        alt: String::new(),
        caption: stored.caption.clone(),
        credit: stored.credit.clone(),
        rights: String::new(),
        focal: (500, 500),
    }
}

pub fn lead(stored: &StoredPicture, arrived: &ArrivedPicture) -> Lead {
    let or = |written: &str, read: &str| if written.is_empty() { read.to_owned() } else { written.to_owned() };
    Lead {
        alt: arrived.alt.clone(),
        caption: or(&arrived.caption, &stored.caption),
        credit: or(&arrived.credit, &stored.credit),
        ..lead_of(stored)
    }
}

fn report(read: &intake::Report) -> Report {
    Report {
        kept: read.kept.iter().map(|kept| format!("{} {}", kept.count, kept.what)).collect(),
        lost: read.lost.iter().map(told).collect(),
    }
}

/// "Line 12: …", or the sentence alone when it is about the file as a whole.
pub fn told(note: &intake::Note) -> String {
    if note.where_.is_empty() {
        return note.text.clone();
    }
    let mut letters = note.where_.chars();
    let place: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    format!("{place}: {}", note.text)
}
