//! What will happen if it goes out now: said before anything leaves the house.

use desk::article::Publication;
use desk::ids::ArticleId;
use ledger::Shelf;

use crate::caller::Caller;
use crate::room::Newsroom;
use crate::wire::act::GoingOut;
use crate::wire::failure::Failure;

impl Newsroom {
    pub(crate) fn going_out(&self, caller: &Caller, article: ArticleId) -> Result<GoingOut, Failure> {
        let (gathered, state) = self.look_at(caller, article)?;
        let address = self.address_of(&state);
        let vocabulary = &gathered.vocabulary;
        let label = |terms: &[desk::rules::Term], slug: &str| {
            terms.iter().find(|term| term.slug == slug).map_or_else(|| slug.to_owned(), |term| term.label.clone())
        };
        let mut effects = Vec::new();
        match &state.publication {
            Publication::Live(_) => effects.push(format!("The page /{address}/ changes for everyone who reads it.")),
            Publication::Never | Publication::Withdrawn { .. } => {
                effects.push(format!("The page /{address}/ appears, and its address is fixed."));
            }
            Publication::Retracted { .. } | Publication::TakenDown { .. } => {
                effects.push(format!("The page /{address}/ says why the article is gone."));
            }
        }
        let live = self.ledger.read(|reader| reader.live_count(&Shelf::Everything))?;
        effects.push(match live {
            0 => "It is the first article on the front page.".into(),
            _ => "It leads the front page and stands first under Latest.".into(),
        });
        let lists: Vec<String> = [
            state.fields.section.as_deref().map(|slug| label(&vocabulary.sections, slug)),
            state.fields.format.as_deref().map(|slug| label(&vocabulary.formats, slug)),
            state.fields.region.as_deref().map(|slug| label(&vocabulary.regions, slug)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !lists.is_empty() {
            effects.push(format!("It joins {}.", desk::people::listed(&lists, "and")));
        }
        effects.push("The feeds and the sitemap carry it.".into());
        effects.push("Every page is read back and compared with the approved version.".into());
        Ok(GoingOut {
            headline: state.fields.headline.clone(),
            url: self.url(&address),
            effects,
            when: state.axes.jobs.first().map(|job| job.when.clone()),
        })
    }
}
