//! The article in the house layout: the same call of the same renderer that writes the page.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use desk::article::Article;
use desk::ids::{ArticleId, Hash};
use desk::version::Content;
use ledger::{LedgerError, Reader};
use press::{House, Outlet, Rendered, Story};

use crate::acts::Gathered;
use crate::caller::Caller;
use crate::files::page_path;
use crate::house;
use crate::publish::{Printed, Printer, Stories};
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::wire::failure::{Code, Failure};
use crate::wire::galley::{Galley, GalleyArgs, RenderProblem};

/// What a galley shows.
struct Proof {
    content: Arc<Content>,
    article: ArticleId,
    address: String,
    state: Article,
}

impl Newsroom {
    pub(crate) fn galley(&self, caller: &Caller, args: &GalleyArgs) -> Result<Galley, Failure> {
        let base = sound_base(&args.base)?;
        let (gathered, state) = self.look_at(caller, args.article)?;
        let content = self.content(&gathered, args.version)?;
        let step = self.texts.get(args.article).map_or(0, |text| lock(&text).step());
        let proof = Proof { content, article: args.article, address: self.address_of(&state), state };
        self.proof(&proof, base, step)
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
        let address = self.address_of(article);
        let proof = Proof { content, article: article.id, address, state: article.clone() };
        self.proof(&proof, base, open.step())
    }

    /// The page as readers get it now.
    pub(crate) fn published(&self, caller: &Caller, article: ArticleId) -> Result<Galley, Failure> {
        let (_, state) = self.look_at(caller, article)?;
        let live = state
            .publication
            .live()
            .ok_or_else(|| Failure::not_found(format!("{} is not live, so there is no page of it.", state.slug)))?;
        let page = self
            .site()
            .read(&page_path(&live.address))
            .ok_or_else(|| Failure::not_found(format!("The page of {} is not in the site folder yet.", state.slug)))?;
        let html = String::from_utf8_lossy(&page).into_owned();
        Ok(Galley { html, step: 0, blocks: Vec::new(), problems: Vec::new(), house: self.house.problems() })
    }

    /// The page as it would be written at that time; for the site.
    pub fn page(&self, caller: &Caller, article: ArticleId, as_of: Option<DateTime<Utc>>) -> Result<String, Failure> {
        let (gathered, state) = self.look_at(caller, article)?;
        let house = self.house.sound().map_err(Failure::failed)?;
        let proof = Proof { content: self.content(&gathered, None)?, article, address: self.address_of(&state), state };
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
        let live = proof.state.publication.last();
        story.published_at = Some(live.map_or(as_of, |live| live.first_at));
        story.updated_at = live.and_then(|live| live.updated_at);
        story.notices = proof.state.notices.clone();
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
        content.map(Arc::new).ok_or_else(|| Failure::not_found("There is no such version of this article."))
    }
}

/// The only prefixes that a galley's addresses may have: a page of another origin is never made.
fn sound_base(base: &str) -> Result<&str, Failure> {
    match base {
        "/" | "galley://localhost/" | "http://galley.localhost/" => Ok(base),
        _ => Err(Failure::new(Code::BadRequest, format!("A galley cannot have its pictures at “{base}”."))),
    }
}
