//! What was decided about what was suggested, for those who read the text whole.

use desk::ids::ArticleId;
use desk::rights::Mode;
use manuscript::{Decided, FieldSuggestion};

use crate::caller::Caller;
use crate::reading::Read;
use crate::review::{Eyes, time};
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::Failure;
use crate::wire::review::{DecidedView, Decisions, Verdict};

/// How many are told, the last ones.
const MOST: usize = 200;
/// The most letters of a line that are told.
const QUOTED: usize = 200;

impl Newsroom {
    pub(crate) fn decisions(&self, caller: &Caller, article: ArticleId) -> Result<Decisions, Failure> {
        let gathered = match self.read(caller, article)? {
            Read::Whole(whole) => whole.0,
            // Readers get nothing of what is said at the desk.
            Read::AsReaders(_) => return Ok(Decisions::default()),
        };
        let text = self.open_text(article)?;
        let open = lock(&text);
        let eyes = Eyes { person: caller.person, people: &gathered.people, may: Mode::Read };
        let mut decided: Vec<DecidedView> = open.manuscript().decided().iter().map(|of| view(&eyes, of)).collect();
        decided.extend(open.manuscript().field_suggestions().iter().filter_map(|of| field(&eyes, of)));
        decided.sort_by_key(|decided| std::cmp::Reverse(decided.at));
        let all = u32::try_from(decided.len()).unwrap_or(u32::MAX);
        decided.truncate(MOST);
        Ok(Decisions { decided, all })
    }
}

fn view(eyes: &Eyes<'_>, of: &Decided) -> DecidedView {
    DecidedView {
        verdict: verdict(of.verdict),
        by: eyes.author(&of.by.author).1,
        at: time(of.by.time),
        name: eyes.author(&of.author).1,
        field: None,
        struck: of.struck.clone(),
        inserted: of.inserted.clone(),
    }
}

/// A line, if it was decided.
fn field(eyes: &Eyes<'_>, of: &FieldSuggestion) -> Option<DecidedView> {
    let (decided, by) = of.verdict.zip(of.decided_by.as_ref())?;
    let quoted = |line: &str| line.chars().take(QUOTED).collect();
    Some(DecidedView {
        verdict: verdict(decided),
        by: eyes.author(&by.author).1,
        at: time(by.time),
        name: eyes.author(&of.by.author).1,
        field: Some(of.field.clone()),
        struck: quoted(&of.old),
        inserted: quoted(&of.new),
    })
}

fn verdict(of: manuscript::Verdict) -> Verdict {
    match of {
        manuscript::Verdict::Accepted => Verdict::Accept,
        manuscript::Verdict::Rejected => Verdict::Stet,
    }
}
