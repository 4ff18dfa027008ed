//! The whole newsroom as files that any program reads: Markdown with front matter, pictures, and beside each article a record
//! of what front matter has no place for. Imported elsewhere and exported again it gives the same bytes.
//!
//! There is no id in an export: people go by their name, versions by their number, articles by their slug.

pub mod front;
pub mod named;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use desk::article::Article;
use desk::ids::{ArticleId, Hash, PersonId};
use desk::people::{Grant, People, Role};
use ledger::{LedgerError, Media};
use manuscript::Manuscript;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::front::Standing;
use self::named::Mentioned;
use crate::files::sync_folder;
use crate::publish::sync_file_system;
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};
use crate::write::damaged;

/// The form of the records; 1 today.
pub const FORM: u32 = 1;
/// The file that says that a folder is an export.
pub const MANIFEST: &str = "galley-export.json";

const NOT_CARRIED: [&str; 5] = [
    "The log of who did what and when; each article’s record tells how it stands, not how it came there.",
    "The history of each text, key by key; its named versions are carried, whole.",
    "People of the masthead whom no article names, and everybody’s passphrase.",
    "The newsroom’s rules (desk.toml), its words (words.txt) and its house layout (house/): copy those files.",
    "When and by whom a picture was added.",
];

/// What was written.
#[derive(Clone, Debug, Serialize)]
pub struct Exported {
    pub folder: PathBuf,
    pub articles: usize,
    pub pictures: usize,
    pub people: usize,
    /// One sentence each.
    pub not_carried: Vec<&'static str>,
}

#[derive(Serialize, Deserialize)]
pub struct Manifest {
    pub form: u32,
    pub articles: usize,
    pub pictures: usize,
    pub people: usize,
    #[serde(default)]
    pub not_carried: Vec<String>,
}

/// Somebody whom an article names.
#[derive(Serialize, Deserialize)]
pub struct ExportedPerson {
    pub name: String,
    pub roles: Vec<Role>,
    pub grants: Vec<Grant>,
    pub biography: String,
    pub portrait: Option<Hash>,
    pub zone: Option<String>,
}

/// A picture: its file, and what it was called when it came.
#[derive(Serialize, Deserialize)]
pub struct ExportedPicture {
    pub file: String,
    pub name: String,
}

/// An article as it stands, but for what its front matter says.
#[derive(Serialize, Deserialize)]
pub struct Record {
    pub form: u32,
    pub article: Value,
    /// Its versions, in the order in which the article names them.
    pub contents: Vec<Value>,
    /// The text, where the file's cannot be turned back into it to the byte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

impl Newsroom {
    /// Writes everything into a fresh folder, which is there whole or not at all.
    pub fn export(&self, folder: &Path) -> Result<Exported, Failure> {
        self.catch_up()?;
        let taken = || Failure::failed(format!("{} is not empty: name a new folder for the export.", folder.display()));
        let empty = fs::read_dir(folder).map_or_else(|_| !folder.exists(), |mut entries| entries.next().is_none());
        if !empty {
            return Err(taken());
        }
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| Failure::failed("Name a folder for the export."))?;
        let part = folder.with_file_name(format!(".{name}.galley-part"));
        let cannot = |error: std::io::Error| not_written(folder, &error);
        if part.exists() {
            // A run that was killed left it.
            fs::remove_dir_all(&part).map_err(cannot)?;
        }
        let written = self.write_export(&part);
        let written = written.and_then(|written| {
            sync_file_system(&part).map_err(cannot)?;
            if folder.exists() {
                fs::remove_dir(folder).map_err(cannot)?;
            }
            fs::rename(&part, folder).map_err(cannot)?;
            let above = folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
            sync_folder(above).map_err(cannot)?;
            Ok(written)
        });
        if written.is_err() {
            // Half an export is of no use.
            let _ = fs::remove_dir_all(&part);
        }
        let Manifest { articles, pictures, people, .. } = written?;
        Ok(Exported { folder: folder.to_owned(), articles, pictures, people, not_carried: NOT_CARRIED.to_vec() })
    }

    fn write_export(&self, part: &Path) -> Result<Manifest, Failure> {
        for folder in ["articles", "pictures"] {
            fs::create_dir_all(part.join(folder)).map_err(|error| not_written(part, &error))?;
        }
        let (people, media, mut ids) = self.ledger.read(|reader| {
            let mut ids: Vec<(String, ArticleId)> = Vec::new();
            reader.each_article(|article| ids.push((article.slug, article.id)))?;
            Ok::<_, LedgerError>((reader.people()?, reader.all_media()?, ids))
        })?;
        ids.sort_unstable();
        let pictures = self.write_pictures(part, &media)?;
        let mut named = BTreeSet::new();
        for (_, id) in &ids {
            named.extend(self.write_article(part, *id, &people, &pictures)?);
        }
        let mut people: Vec<ExportedPerson> = named
            .iter()
            .filter_map(|id| people.get(*id))
            .map(|person| ExportedPerson {
                name: person.name.clone(),
                roles: person.roles.clone(),
                grants: person.grants.clone(),
                biography: person.biography.clone(),
                portrait: person.portrait,
                zone: person.zone.clone(),
            })
            .collect();
        people.sort_by(|a, b| a.name.cmp(&b.name));
        let manifest = Manifest {
            form: FORM,
            articles: ids.len(),
            pictures: pictures.len(),
            people: people.len(),
            not_carried: NOT_CARRIED.map(Into::into).to_vec(),
        };
        write_json(&part.join("people.json"), &people)?;
        write_json(&part.join(MANIFEST), &manifest)?;
        Ok(manifest)
    }

    /// Every picture as it came; the name of each one's file.
    fn write_pictures(&self, part: &Path, media: &[Media]) -> Result<HashMap<Hash, String>, Failure> {
        let mut listed: Vec<ExportedPicture> = Vec::with_capacity(media.len());
        let mut files = HashMap::new();
        for picture in media {
            let file = format!("{}.{}", picture.hash, picture.format);
            let bytes = self.media.original(picture).ok_or_else(|| {
                Failure::failed(format!(
                    "The picture {} is missing from media/ or is another: run `galley verify`, and put it back from a backup.",
                    picture.name
                ))
            })?;
            let place = part.join("pictures").join(&file);
            fs::write(&place, bytes).map_err(|error| not_written(&place, &error))?;
            listed.push(ExportedPicture { file: file.clone(), name: picture.name.clone() });
            files.insert(picture.hash, file);
        }
        listed.sort_by(|a, b| a.file.cmp(&b.file));
        write_json(&part.join("pictures.json"), &listed)?;
        Ok(files)
    }

    /// One article's two files; the people it names.
    fn write_article(
        &self,
        part: &Path,
        id: ArticleId,
        people: &People,
        pictures: &HashMap<Hash, String>,
    ) -> Result<BTreeSet<PersonId>, Failure> {
        let read = self.ledger.read(|reader| Ok::<_, LedgerError>((reader.article(id)?, reader.text(id)?)))?;
        // Deleted for good while others were written.
        let (Some(article), text) = read else { return Ok(BTreeSet::new()) };
        let body = match text {
            None => String::new(),
            Some(text) => {
                let open =
                    Manuscript::load(text.snapshot.as_deref(), &text.updates).map_err(|error| damaged(&error))?;
                // What waits for a decision stays at the desk.
                open.original()
            }
        };
        let mut mentioned = Mentioned::default();
        let record = self.record(&article, people, &mut mentioned)?;
        let told = told_body(&body, pictures);
        let record = Record { body: (untold_body(&told, pictures) != body).then(|| body.clone()), ..record };
        mentioned.people.extend(article.fields.authors.iter().filter(|id| people.get(**id).is_some()));
        let page = page(&article, people, pictures, &told);
        let place = part.join("articles").join(&article.slug);
        let file = place.with_extension("md");
        fs::write(&file, page).map_err(|error| not_written(&file, &error))?;
        write_json(&place.with_extension("json"), &record)?;
        Ok(mentioned.people)
    }

    fn record(&self, article: &Article, people: &People, mentioned: &mut Mentioned) -> Result<Record, Failure> {
        let mut value = json(article)?;
        if let Some(map) = value.as_object_mut() {
            for own in ["id", "last", "fields"] {
                map.shift_remove(own);
            }
        }
        named::name(&mut value, people, mentioned);
        if let Some(jobs) = value.pointer_mut("/axes/jobs").and_then(Value::as_array_mut) {
            for job in jobs.iter_mut().filter_map(Value::as_object_mut) {
                job.shift_remove("id");
            }
            jobs.sort_by_key(|job| (job.pointer("/when/utc").map(ToString::to_string), job.to_string()));
        }
        let mut contents = Vec::with_capacity(mentioned.versions.len());
        for hash in mentioned.versions.clone() {
            let content = self.ledger.read(|reader| reader.version(hash))?;
            let content = content.ok_or_else(|| {
                Failure::failed(format!("{} lacks its version {hash}: run `galley verify`.", article.slug))
            })?;
            let mut content = json(&content)?;
            named::name(&mut content, people, mentioned);
            contents.push(content);
        }
        Ok(Record { form: FORM, article: value, contents, body: None })
    }
}

fn page(article: &Article, people: &People, pictures: &HashMap<Hash, String>, body: &str) -> String {
    let fields = &article.fields;
    let names: Vec<String> = fields
        .authors
        .iter()
        .map(|id| people.get(*id).map_or_else(|| id.to_string(), |person| person.name.clone()))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let live = article.publication.live();
    let last = article.publication.last();
    let standing = Standing {
        slug: &article.slug,
        address: last.map(|last| last.address.as_str()).or(article.address.as_deref()),
        date: last.map(|last| shown(last.first_at)),
        modified: last.and_then(|last| last.updated_at).map(shown),
        aliases: &article.former_addresses,
        draft: live.is_none(),
    };
    let image = fields.lead.as_ref().map(|lead| {
        let file = pictures.get(&lead.picture);
        (lead, file.map_or_else(|| format!("media:{}", lead.picture), |file| format!("../pictures/{file}")))
    });
    front::write(fields, &names, &standing, image, body)
}

/// The text with its pictures where the export has them.
fn told_body(body: &str, pictures: &HashMap<Hash, String>) -> String {
    intake::readdress(body, |source| {
        let hash = source.strip_prefix("media:")?.parse().ok()?;
        pictures.get(&hash).map(|file| format!("../pictures/{file}"))
    })
}

/// The other way round.
pub fn untold_body(body: &str, pictures: &HashMap<Hash, String>) -> String {
    intake::readdress(body, |source| {
        let hash = picture_of(source)?;
        pictures.contains_key(&hash).then(|| format!("media:{hash}"))
    })
}

/// The picture that an export's text or front matter names.
pub fn picture_of(source: &str) -> Option<Hash> {
    let file = source.strip_prefix("../pictures/").or_else(|| source.strip_prefix("media:"))?;
    file.split('.').next()?.parse().ok()
}

fn shown(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn json(record: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(record).map_err(|error| Failure::failed(format!("A record cannot be written: {error}.")))
}

fn write_json(path: &Path, record: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(record)
        .map_err(|error| Failure::failed(format!("A record cannot be written: {error}.")))?;
    text.push('\n');
    fs::write(path, text).map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        Code::Failed,
        format!("{} cannot be written ({error}): look at its permissions and free space.", path.display()),
    )
}
