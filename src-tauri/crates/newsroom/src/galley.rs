//! The article in the house layout: the same call of the same renderer that writes the page.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use desk::article::{Article, Notice};
use desk::ids::{ArticleId, Hash};
use desk::text::Span;
use desk::version::Content;
use ledger::{LedgerError, Reader};
use manuscript::Places;
use press::{House, Outlet, Rendered, Story};

use crate::acts::Gathered;
use crate::caller::Caller;
use crate::files::page_path;
use crate::house;
use crate::publish::{Printed, Printer, Stories};
use crate::reading::{Published, Read};
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::wire::failure::{Code, Failure};
use crate::wire::galley::{Galley, GalleyArgs, RenderProblem};

/// What a galley shows.
struct Proof {
    content: Arc<Content>,
    article: ArticleId,
    address: String,
    /// Since when readers know it, and when it was updated.
    published: Option<(DateTime<Utc>, Option<DateTime<Utc>>)>,
    notices: Vec<Notice>,
}

impl Proof {
    fn of(state: &Article, address: String, content: Arc<Content>) -> Self {
        Self {
            content,
            article: state.id,
            address,
            published: state.publication.last().map(|live| (live.first_at, live.updated_at)),
            notices: state.notices.clone(),
        }
    }

    fn of_published(Published { card, content, .. }: Published) -> Self {
        Self {
            content,
            article: card.article,
            address: card.address,
            published: Some((card.first_at, card.updated_at)),
            notices: card.notices,
        }
    }
}

impl Newsroom {
    pub(crate) fn galley(&self, caller: &Caller, args: &GalleyArgs) -> Result<Galley, Failure> {
        let base = sound_base(&args.base)?;
        match self.read(caller, args.article)? {
            Read::Whole(whole) => {
                let (gathered, state) = *whole;
                let content = self.content(&gathered, args.version)?;
                let step = self.texts.get(args.article).map_or(0, |text| lock(&text).step());
                let galley = self.proof(&Proof::of(&state, self.address_of(&state), content), base, step)?;
                Ok(if args.version.is_none() { shown(galley, &gathered.places) } else { galley })
            }
            Read::AsReaders(published) if args.version.is_none_or(|version| version == published.card.version) => {
                self.proof(&Proof::of_published(*published), base, 0)
            }
            Read::AsReaders(_) => Err(no_version()),
        }
    }

    /// The galley of an open text, at the keystroke: what was typed need not be on disk.
    pub(crate) fn galley_of_open(
        &self,
        article: &Article,
        people: &desk::People,
        open: &mut OpenText,
        base: &str,
    ) -> Result<Galley, Failure> {
        let base = sound_base(base)?;
        let content = Arc::new(desk::content(article, &open.body(), people));
        let galley = self.proof(&Proof::of(article, self.address_of(article), content), base, open.step())?;
        Ok(shown(galley, &open.places()))
    }

    /// The page as readers get it now.
    pub(crate) fn published(&self, caller: &Caller, article: ArticleId) -> Result<Galley, Failure> {
        let address = match self.read(caller, article)? {
            Read::Whole(whole) => {
                let (_, state) = *whole;
                let none = || Failure::not_found(format!("{} is not live, so there is no page of it.", state.slug));
                state.publication.live().ok_or_else(none)?.address.clone()
            }
            Read::AsReaders(published) => published.card.address,
        };
        let page = self
            .site()
            .read(&page_path(&address))
            .ok_or_else(|| Failure::not_found(format!("The page /{address}/ is not in the site folder yet.")))?;
        let html = String::from_utf8_lossy(&page).into_owned();
        Ok(Galley { html, step: 0, blocks: Vec::new(), problems: Vec::new(), house: self.house.problems() })
    }

    /// The page as it would be written at that time; for the site.
    pub fn page(&self, caller: &Caller, article: ArticleId, as_of: Option<DateTime<Utc>>) -> Result<String, Failure> {
        let house = self.house.sound().map_err(Failure::failed)?;
        let proof = match self.read(caller, article)? {
            Read::Whole(whole) => Proof::of(&whole.1, self.address_of(&whole.1), self.content(&whole.0, None)?),
            Read::AsReaders(published) => Proof::of_published(*published),
        };
        let as_of = as_of.unwrap_or_else(|| self.now());
        let (_, rendered) = self.ledger.read(|reader| self.print(reader, &house, &proof, &Outlet::Site, as_of))?;
        match rendered.problems.into_iter().next() {
            None => Ok(rendered.html),
            Some(problem) => Err(Failure::failed(house::wire(problem).sentence())),
        }
    }

    fn proof(&self, proof: &Proof, base: &str, step: u32) -> Result<Galley, Failure> {
        let problems = self.house.problems();
        let house = match self.house.house() {
            Some(house) if problems.is_empty() => house,
            // A house with a mistake shows the mistake in the page's place, and stops nothing.
            Some(_) | None => {
                return Ok(Galley {
                    html: String::new(),
                    step,
                    blocks: Vec::new(),
                    problems: Vec::new(),
                    house: problems,
                });
            }
        };
        let outlet = Outlet::Galley { base: base.to_owned() };
        let (story, rendered) = self.ledger.read(|reader| self.print(reader, &house, proof, &outlet, self.now()))?;
        Ok(Galley {
            html: if rendered.problems.is_empty() { rendered.html } else { String::new() },
            step,
            blocks: story.body.as_ref().map(|body| body.blocks.clone()).unwrap_or_default(),
            problems: story
                .body
                .iter()
                .flat_map(|body| &body.problems)
                .map(|problem| RenderProblem { message: problem.message.clone(), span: Some(problem.span) })
                .collect(),
            house: rendered.problems.into_iter().map(house::wire).collect(),
        })
    }

    fn print(
        &self,
        reader: &Reader<'_>,
        house: &House,
        proof: &Proof,
        outlet: &Outlet,
        as_of: DateTime<Utc>,
    ) -> Result<(Arc<Story>, Rendered), LedgerError> {
        // Bodies of other articles are printed for one outlet: those of the galley are kept apart from the site's.
        let kept: &Printed = match outlet {
            Outlet::Site => &self.printed,
            Outlet::Galley { .. } => &self.proofs,
        };
        let stories = Stories::new(reader, house, &self.media, kept, outlet.clone());
        let mut story = stories.story(Arc::clone(&proof.content), &proof.address, proof.article)?;
        story.published_at = Some(proof.published.map_or(as_of, |(first, _)| first));
        story.updated_at = proof.published.and_then(|(_, updated)| updated);
        story.notices = proof.notices.clone();
        let story = Arc::new(story);
        let printer = Printer::new(stories, as_of);
        let rendered = house.article(&printer.around(Arc::clone(&story))?, outlet);
        Ok((story, rendered))
    }

    fn content(&self, gathered: &Gathered, version: Option<Hash>) -> Result<Arc<Content>, Failure> {
        let content = match version {
            None => gathered.content.clone(),
            Some(hash) => {
                let named = gathered.article.as_ref().is_some_and(|article| article.named_versions().contains(&hash));
                if named { self.ledger.read(|reader| reader.version(hash))? } else { None }
            }
        };
        content.map(Arc::new).ok_or_else(no_version)
    }
}

/// Its places as they are in the text that the editor shows.
fn shown(mut galley: Galley, places: &Places) -> Galley {
    let shown = |span: &mut Span| *span = in_working(*span, places);
    galley.blocks.iter_mut().for_each(shown);
    galley.problems.iter_mut().filter_map(|problem| problem.span.as_mut()).for_each(shown);
    galley
}

/// A stretch of the text as it stands, in what the editor shows of it.
pub fn in_working(span: Span, places: &Places) -> Span {
    let from = places.before(span.from);
    Span { from, to: if span.to > span.from { places.behind(span.to) } else { from } }
}

fn no_version() -> Failure {
    Failure::not_found("There is no such version of this article.")
}

/// The only prefixes that a galley's addresses may have: a page of another origin is never made.
fn sound_base(base: &str) -> Result<&str, Failure> {
    match base {
        "/" | "galley://localhost/" | "http://galley.localhost/" => Ok(base),
        _ => Err(Failure::new(Code::BadRequest, format!("A galley cannot have its pictures at “{base}”."))),
    }
}
