//! What another newsroom exported comes in as it stood there: status, publication, versions, gates and all.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use desk::article::{Article, Fields};
use desk::command::Command;
use desk::ids::{ArticleId, Hash, JobId, PersonId};
use desk::people::Person;
use desk::version::{Content, Lead};
use ledger::TakenIn;
use serde_json::Value;
use uuid::Uuid;

use super::enter::{Desk, Into, apply, said};
use super::{Became, Import, Imported, ImportedFile, Progress, note_unbuilt, put_pictures};
use crate::caller::By;
use crate::export::front::{self, Front};
use crate::export::{
    ExportedPerson, ExportedPicture, FORM, MANIFEST, Manifest, Record, named, picture_of, untold_body,
};
use crate::room::Newsroom;
use crate::text::OpenText;
use crate::wire::failure::Failure;

/// Articles, and pictures, in one transaction.
const BATCH: usize = 100;
const PICTURES: usize = 16;

/// One article's two files.
struct Pair {
    name: String,
    content: Hash,
    page: String,
    record: String,
}

pub fn is_export(folder: &Path) -> bool {
    folder.join(MANIFEST).is_file()
}

impl Newsroom {
    pub(super) fn bring_in(
        &self,
        by: &By,
        import: &Import<'_>,
        report: &mut Imported,
        told: &mut impl FnMut(Progress),
    ) -> Result<(), Failure> {
        let manifest: Manifest = read_json(&import.folder.join(MANIFEST))?;
        if manifest.form > FORM {
            return Err(Failure::failed(format!(
                "{} was written by a newer Galley: import it with the newer program.",
                import.folder.display()
            )));
        }
        let mut desk = Desk::of(self, by, by.actor.person().unwrap_or(PersonId(Uuid::nil())))?;
        let pictures = self.bring_pictures(by, import, report)?;
        let articles = articles(import.folder)?;
        let of = articles.len();
        told(Progress { done: 0, of });
        let mut newcomers = Some(self.newcomers(&desk, import.folder, report)?);
        for (number, batch) in articles.chunks(BATCH).enumerate() {
            let pairs: Vec<Result<Pair, ImportedFile>> = batch.iter().map(|name| pair(import.folder, name)).collect();
            let now = self.now();
            let mut files = Vec::new();
            let mut enter = |into: Into<'_, '_>| -> Result<(), Failure> {
                let mut into = into;
                for person in newcomers.take().into_iter().flatten() {
                    desk.hire(&mut into, person)?;
                }
                for pair in &pairs {
                    files.push(match pair {
                        Ok(pair) => desk.bring(&mut into, pair, &pictures, by, now)?,
                        Err(unread) => unread.clone(),
                    });
                }
                Ok(())
            };
            if import.dry_run {
                self.ledger.read(|reader| enter(Into::Nothing(reader)))?;
            } else {
                self.transact(by, now, |_, tx| enter(Into::Ledger(tx)))?;
            }
            files.into_iter().for_each(|file| report.add(file));
            told(Progress { done: of.min((number + 1) * BATCH), of });
        }
        Ok(())
    }

    /// Those whom the export's articles name and who are not on the masthead here.
    fn newcomers(&self, desk: &Desk, folder: &Path, report: &mut Imported) -> Result<Vec<Person>, Failure> {
        let exported: Vec<ExportedPerson> = read_json(&folder.join("people.json"))?;
        let new = exported.into_iter().filter(|person| desk.by_name(&person.name).is_none());
        let new: Vec<Person> = new
            .map(|person| Person {
                id: PersonId(Uuid::now_v7()),
                name: person.name,
                roles: person.roles,
                grants: person.grants,
                biography: person.biography,
                portrait: person.portrait,
                zone: person.zone,
            })
            .collect();
        report.people.extend(new.iter().map(|person| person.name.clone()));
        Ok(new)
    }

    fn bring_pictures(
        &self,
        by: &By,
        import: &Import<'_>,
        report: &mut Imported,
    ) -> Result<HashMap<Hash, String>, Failure> {
        let listed: Vec<ExportedPicture> = read_json(&import.folder.join("pictures.json"))?;
        let mut known = HashMap::new();
        for batch in listed.chunks(PICTURES) {
            let mut new = Vec::new();
            for ExportedPicture { file, name } in batch {
                let shown = format!("pictures/{file}");
                let hash: Option<Hash> = file.split('.').next().and_then(|stem| stem.parse().ok());
                let plain = !file.contains(['/', '\\']);
                let bytes = hash.filter(|_| plain).and_then(|_| fs::read(import.folder.join(&shown)).ok());
                let (Some(hash), Some(bytes)) = (hash, bytes) else {
                    report.add(ImportedFile::nothing(&shown, "It cannot be read: export again.".into()));
                    continue;
                };
                if Hash::of(&bytes) != hash {
                    report.add(ImportedFile::nothing(
                        &shown,
                        "It is another picture than its name says: export again.".into(),
                    ));
                    continue;
                }
                if self.ledger.read(|reader| reader.media(hash))?.is_none() {
                    match self.keep_picture(name, &bytes, import.dry_run)? {
                        Ok(media) => new.push(media),
                        Err(why) => {
                            report.add(ImportedFile::nothing(&shown, why));
                            continue;
                        }
                    }
                }
                known.insert(hash, file.clone());
            }
            report.pictures += u32::try_from(new.len()).unwrap_or(u32::MAX);
            if !import.dry_run && !new.is_empty() {
                self.transact(by, self.now(), |_, tx| put_pictures(tx, &new))?;
            }
        }
        Ok(known)
    }
}

impl Desk {
    fn bring(
        &mut self,
        into: &mut Into<'_, '_>,
        pair: &Pair,
        pictures: &HashMap<Hash, String>,
        by: &By,
        now: DateTime<Utc>,
    ) -> Result<ImportedFile, Failure> {
        let file = format!("articles/{}.md", pair.name);
        let source = format!("export/{file}");
        if into.reader().taken_in(&source, pair.content)?.is_some() {
            return Ok(ImportedFile::new(&file, Became::Before));
        }
        let (contents, article, body) = match self.read(pair, pictures) {
            Ok(read) => read,
            Err(why) => return Ok(ImportedFile::nothing(&file, format!("It cannot be taken in: {why}."))),
        };
        let (id, slug) = (article.id, article.slug.clone());
        let mut open = OpenText::begun(&body, &by.actor, by.way);
        let text = open.facts();
        let live = article.publication.last().map(|last| last.address.clone());
        let address = live.clone().or_else(|| article.address.clone());
        let slug_free = self.names.take_slug(into.reader(), &slug)?;
        let address_free = match &address {
            Some(address) => self.names.take(into.reader(), address)?,
            None => true,
        };
        let content = desk::content(&article, &open.body(), &self.people);
        let command = Command::BringIn { article: Box::new(article.clone()) };
        let mut sight = self.sight(id, None, &text, Some(&content), !address_free);
        sight.slug_taken = !slug_free;
        let facts = match desk::decide(&sight, &command, &by.actor, now) {
            Ok(facts) => facts,
            Err(refusal) => return Ok(ImportedFile::nothing(&file, said(&refusal))),
        };
        let notes = self.unknown_terms(&article.fields);
        if let Into::Ledger(tx) = into {
            for content in &contents {
                tx.put_version(content)?;
            }
            note_unbuilt(tx)?;
            tx.record(Some(id), &facts)?;
            let mut stands = None;
            apply(&mut stands, id, by, now, &facts);
            let measure = self.measure(stands.as_ref().unwrap_or(&article), &text, &content);
            for part in open.unwritten() {
                tx.text_update(id, &part.bytes, &measure)?;
            }
            tx.settled(id, &open.body())?;
            tx.put_taken_in(&source, TakenIn { content: pair.content, article: id })?;
        }
        Ok(ImportedFile { slug: Some(slug), address: live, notes, ..ImportedFile::new(&file, Became::BroughtIn) })
    }

    /// The versions, the article as it stood with an id of its own here, and its text.
    fn read(&self, pair: &Pair, pictures: &HashMap<Hash, String>) -> Result<(Vec<Content>, Article, String), String> {
        let people = self.names_of_people();
        let (front, told) = front::read(&pair.page)?;
        let record: Record =
            serde_json::from_str(&pair.record).map_err(|error| format!("its record cannot be read ({error})"))?;
        let mut contents = Vec::new();
        for mut value in record.contents {
            named::unname(&mut value, people, &[])
                .map_err(|what| format!("a version names {what}, whom nobody knows"))?;
            let content: Content =
                serde_json::from_value(value).map_err(|error| format!("a version cannot be read ({error})"))?;
            contents.push(content);
        }
        let hashes: Vec<Hash> = contents.iter().map(Content::hash).collect();
        let mut value = record.article;
        named::unname(&mut value, people, &hashes)
            .map_err(|what| format!("it names {what}, which is not in the export"))?;
        let body = record.body.unwrap_or_else(|| untold_body(told, pictures));
        let fields = self.fields_of(front)?;
        let map = value.as_object_mut().ok_or("its record is not one of an article")?;
        let json = |value| serde_json::to_value(value).map_err(|error: serde_json::Error| error.to_string());
        map.insert("id".into(), json(ArticleId(Uuid::now_v7()).to_string())?);
        map.insert("last".into(), Value::Null);
        map.insert("fields".into(), serde_json::to_value(fields).map_err(|error| error.to_string())?);
        if let Some(jobs) = value.pointer_mut("/axes/jobs").and_then(Value::as_array_mut) {
            for job in jobs.iter_mut().filter_map(Value::as_object_mut) {
                job.insert("id".into(), JobId(Uuid::now_v7()).to_string().into());
            }
        }
        let article: Article =
            serde_json::from_value(value).map_err(|error| format!("its record cannot be read ({error})"))?;
        if let Some(missing) = article.named_versions().iter().find(|hash| !hashes.contains(hash)) {
            return Err(format!("its version {missing} is not in the export"));
        }
        Ok((contents, article, body))
    }

    fn fields_of(&self, front: Front) -> Result<Fields, String> {
        let mut authors = Vec::new();
        for name in &front.authors {
            let person = self.by_name(name).or_else(|| name.parse().ok());
            authors.push(person.ok_or_else(|| format!("its author “{name}” is not among the people of the export"))?);
        }
        let lead = front.image.map(|image| {
            let picture =
                picture_of(&image.src).ok_or_else(|| format!("its picture “{}” is not one of an export", image.src))?;
            let front::Image { alt, caption, credit, rights, focal, .. } = image;
            Ok::<_, String>(Lead { picture, alt, caption, credit, rights, focal })
        });
        Ok(Fields {
            headline: front.title,
            dek: front.description,
            format: front.format,
            section: front.section,
            region: front.region,
            topics: front.tags,
            authors,
            lead: lead.transpose()?,
            language: front.language,
            search_title: front.search_title,
            social_headline: front.social_headline,
        })
    }

    /// It stands as it stood; what this house has no word for is named.
    fn unknown_terms(&self, fields: &Fields) -> Vec<String> {
        let house = self.vocabulary();
        let terms = [
            ("section", &house.sections, &fields.section),
            ("format", &house.formats, &fields.format),
            ("region", &house.regions, &fields.region),
        ];
        let unknown = |(what, terms, slug): (&str, &Vec<desk::rules::Term>, &Option<String>)| {
            let slug = slug.as_ref().filter(|slug| terms.iter().all(|term| term.slug != **slug))?;
            Some(format!("The house here has no {what} “{slug}”: add it to the vocabulary, or choose another."))
        };
        terms.into_iter().filter_map(unknown).collect()
    }
}

/// The names of the articles, in their order.
fn articles(folder: &Path) -> Result<Vec<String>, Failure> {
    let folder = folder.join("articles");
    let cannot = |error: std::io::Error| Failure::failed(format!("{} cannot be read ({error}).", folder.display()));
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(cannot)? {
        let name = entry.map_err(cannot)?.file_name();
        names.extend(name.to_str().and_then(|name| name.strip_suffix(".md")).map(ToOwned::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

fn pair(folder: &Path, name: &str) -> Result<Pair, ImportedFile> {
    let read = |ending: &str| {
        let file = format!("articles/{name}.{ending}");
        fs::read_to_string(folder.join(&file))
            .map_err(|error| ImportedFile::nothing(&file, format!("It cannot be read ({error}): export again.")))
    };
    let (page, record) = (read("md")?, read("json")?);
    let content = Hash::of(format!("{page}\0{record}").as_bytes());
    Ok(Pair { name: name.to_owned(), content, page, record })
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let cannot = |why: String| Failure::failed(format!("{} cannot be read ({why}): export again.", path.display()));
    let text = fs::read_to_string(path).map_err(|error| cannot(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| cannot(error.to_string()))
}
