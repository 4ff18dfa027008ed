//! An article as the command line's JSON tells it: names and shapes are a contract.

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, Hash};
use desk::rights::Reading;
use desk::version::Lead;
use desk::{People, Row};
use ledger::{Card, LedgerError, Named};
use serde::Serialize;

use crate::acts::measure;
use crate::caller::Caller;
use crate::lines::Liner;
use crate::queue::Found;
use crate::reading::{Published, Read, face, gone};
use crate::room::Newsroom;
use crate::text::lock;
use crate::view::problems;
use crate::wire::article::Problem;
use crate::wire::failure::Failure;

#[derive(Clone, Debug, Serialize)]
pub struct Told {
    pub id: ArticleId,
    pub slug: String,
    pub address: String,
    pub headline: String,
    pub dek: String,
    /// Empty: the headline; told of one article, not in lists.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub search_title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub social_headline: String,
    pub status: desk::article::Status,
    /// The house's word for where it is.
    #[serde(skip)]
    pub label: String,
    pub publication: ToldPublication,
    /// Names, in the order of the byline.
    pub authors: Vec<String>,
    pub section: Option<String>,
    pub format: Option<String>,
    pub region: Option<String>,
    pub topics: Vec<String>,
    pub words: u32,
    pub lead: Option<ToldLead>,
    pub due: Option<DateTime<Utc>>,
    pub publish_at: Option<DateTime<Utc>>,
    /// Hash of what is on the desk; told of one article, not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<Problem>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ToldPublication {
    /// "never", "live", "withdrawn", "retracted", "taken-down".
    pub state: String,
    pub at: Option<DateTime<Utc>>,
    pub version: Option<Hash>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ToldLead {
    pub file: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
}

impl Newsroom {
    /// The article of that slug or id, or of an unambiguous beginning of either.
    pub fn find(&self, caller: &Caller, name: &str) -> Result<ArticleId, Failure> {
        let found = self.ledger.read(|reader| reader.by_name(name))?;
        let none =
            || Failure::not_found(format!("There is no article called “{name}”; `galley queue is:any` lists them."));
        match found {
            Named::Nothing => {
                let (rows, _) = self.readable(caller)?;
                rows.iter().find(|row| row.slug == name).map(|row| row.id).ok_or_else(none)
            }
            Named::Several(slugs) => {
                // What somebody may not read is not hinted at either; of what they read as readers do they know the address.
                let (rows, _) = self.readable(caller)?;
                let readable: Vec<_> = rows.into_iter().filter(|row| slugs.contains(&row.slug)).collect();
                match readable.as_slice() {
                    [] => Err(none()),
                    [row] => Ok(row.id),
                    several => {
                        let mut slugs: Vec<String> = several.iter().map(|row| row.slug.clone()).collect();
                        slugs.sort();
                        Err(Failure::not_found(format!(
                            "“{name}” could be {}; write more of it.",
                            desk::people::listed(&slugs, "or")
                        )))
                    }
                }
            }
            Named::One(id) => {
                self.read(caller, id).map(|_| id).map_err(|failure| if failure == gone() { none() } else { failure })
            }
        }
    }

    /// The article with its text and what the checks find.
    pub fn tell(&self, caller: &Caller, article: ArticleId) -> Result<Told, Failure> {
        let (gathered, state) = match self.read_checked(caller, article)? {
            Read::Whole(whole) => *whole,
            Read::AsReaders(published) => return Ok(self.told_as_readers(&published)?),
        };
        let measured = measure(&gathered).ok_or_else(gone)?;
        let body = {
            let text = self.open_text(article)?;
            let mut open = lock(&text);
            open.body().to_string()
        };
        let mut told = self.told(&Row::of(&state, &measured, &gathered.people), &state, &gathered.people)?;
        told.version = Some(gathered.version);
        told.body = Some(body);
        told.problems = Some(problems(&gathered, &state));
        Ok(told)
    }

    /// What fits the filter, without texts.
    pub fn tell_queue(&self, caller: &Caller, filter: &str) -> Result<Vec<Told>, Failure> {
        let Found { mut rows, problem, seat } = self.filtered(caller, filter)?;
        if let Some(problem) = problem {
            return Err(Failure::refused(problem));
        }
        rows.sort_by(|a, b| a.slug.cmp(&b.slug));
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            if seat.reading(&row) == Reading::AsReaders {
                if let Some(card) = self.ledger.read(|reader| reader.live_card(row.id))? {
                    told.push(self.told_of_card(&card)?);
                }
            } else if let Some(state) = self.ledger.read(|reader| reader.article(row.id))? {
                told.push(self.told(&row, &state, &seat.people)?);
            }
        }
        Ok(told)
    }

    fn told(&self, row: &Row, state: &desk::Article, people: &People) -> Result<Told, LedgerError> {
        let (rules, vocabulary) = (self.rules(), self.house.vocabulary());
        let liner = Liner { rules: &rules.rules, vocabulary: &vocabulary, zone: self.zone(), now: self.now() };
        let line = liner.line(row);
        let live = state.publication.last();
        let lead = self.told_lead(state.fields.lead.as_ref(), true)?;
        Ok(Told {
            id: row.id,
            slug: row.slug.clone(),
            address: self.address_of(state),
            headline: row.headline.clone(),
            dek: row.dek.clone(),
            search_title: state.fields.search_title.clone(),
            social_headline: state.fields.social_headline.clone(),
            status: row.status,
            label: line.label,
            publication: ToldPublication {
                state: serde_json::to_value(line.publication)
                    .ok()
                    .and_then(|word| word.as_str().map(Into::into))
                    .unwrap_or_default(),
                at: live.map(|live| live.at),
                version: live.map(|live| live.version),
            },
            authors: state.fields.authors.iter().map(|author| people.name(*author).to_owned()).collect(),
            section: row.section.clone(),
            format: row.format.clone(),
            region: row.region.clone(),
            topics: row.topics.clone(),
            words: row.words,
            lead,
            due: row.due,
            publish_at: row.publish_at,
            version: None,
            body: None,
            problems: None,
        })
    }
    /// A live article for whoever reads it as readers do: with its text, of the version that is live.
    fn told_as_readers(&self, Published { card, content, .. }: &Published) -> Result<Told, LedgerError> {
        Ok(Told {
            words: press::facts(&content.body).words,
            version: Some(card.version),
            body: Some(content.body.clone()),
            search_title: content.search_title.clone(),
            social_headline: content.social_headline.clone(),
            problems: Some(Vec::new()),
            ..self.told_of_card(card)?
        })
    }

    fn told_of_card(&self, card: &Card) -> Result<Told, LedgerError> {
        let (rules, vocabulary) = (self.rules(), self.house.vocabulary());
        let liner = Liner { rules: &rules.rules, vocabulary: &vocabulary, zone: self.zone(), now: self.now() };
        let row = face(card);
        Ok(Told {
            label: liner.line(&row).label,
            publication: ToldPublication { state: "live".into(), at: Some(card.at), version: Some(card.version) },
            authors: card.authors.iter().map(|author| author.name.clone()).collect(),
            lead: self.told_lead(card.lead.as_ref(), false)?,
            id: row.id,
            slug: row.slug,
            address: card.address.clone(),
            headline: row.headline,
            dek: row.dek,
            search_title: String::new(),
            social_headline: String::new(),
            status: row.status,
            section: row.section,
            format: row.format,
            region: row.region,
            topics: row.topics,
            words: 0,
            due: None,
            publish_at: None,
            version: None,
            body: None,
            problems: None,
        })
    }

    /// `named`: the picture's own name is told, else its hash.
    fn told_lead(&self, lead: Option<&Lead>, named: bool) -> Result<Option<ToldLead>, LedgerError> {
        let Some(lead) = lead else { return Ok(None) };
        let media = if named { self.ledger.read(|reader| reader.media(lead.picture))? } else { None };
        Ok(Some(ToldLead {
            file: media.map_or_else(|| lead.picture.to_string(), |media| media.name),
            alt: lead.alt.clone(),
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
        }))
    }
}
