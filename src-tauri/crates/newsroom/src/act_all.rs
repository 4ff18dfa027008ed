//! One command for many articles: each is decided by itself, and what one is refused changes nothing for the others.

use std::collections::HashSet;

use desk::article::Commission;
use desk::command::Command;
use desk::ids::ArticleId;

use crate::caller::Caller;
use crate::doors::nobody;
use crate::reading::Read;
use crate::room::Newsroom;
use crate::wire::act::{ActAllArgs, ActArgs, Acted, ActedAll, Each, EachActed};
use crate::wire::failure::{Code, Failure};

/// More than anybody selects by hand; whoever has more asks again.
const MOST: usize = 500;

impl Newsroom {
    pub(crate) fn act_on_all(&self, caller: &Caller, args: &ActAllArgs) -> Result<ActedAll, Failure> {
        caller.person.ok_or_else(nobody)?;
        if args.articles.len() > MOST {
            return Err(Failure::new(Code::BadRequest, format!("At most {MOST} articles can be acted on at once.")));
        }
        let mut met = HashSet::new();
        let once = args.articles.iter().copied().filter(|article| met.insert(*article));
        let answers = once.map(|article| Each { article, acted: self.one_of_all(caller, article, &args.command) });
        Ok(ActedAll { answers: answers.collect() })
    }

    fn one_of_all(&self, caller: &Caller, article: ArticleId, command: &Command) -> EachActed {
        let acted = self
            .its_own(caller, article, command)
            .and_then(|command| self.acted(caller, ActArgs { article: Some(article), command }));
        match acted {
            Ok(Acted::Done { undoable, .. }) => EachActed::Done { undoable },
            Ok(Acted::Refused { refusal }) => EachActed::Refused { refusal },
            Ok(Acted::Asks { question, choices }) => EachActed::Asks { question, choices },
            Err(failure) => EachActed::Failed { failure },
        }
    }

    /// A commission for many says what they have in common; the rest stays each one's own.
    fn its_own(&self, caller: &Caller, article: ArticleId, command: &Command) -> Result<Command, Failure> {
        let Command::Assign { commission } = command else { return Ok(command.clone()) };
        let Read::Whole(whole) = self.read(caller, article)? else { return Ok(command.clone()) };
        Ok(Command::Assign { commission: completed(commission, &whole.1.commission) })
    }
}

fn completed(common: &Commission, own: &Commission) -> Commission {
    let text = |common: &String, own: &String| if common.trim().is_empty() { own.clone() } else { common.clone() };
    let any_length = common.length.is_some() || !common.no_length_reason.trim().is_empty();
    let lengths = if any_length { common } else { own };
    Commission {
        budget_line: text(&common.budget_line, &own.budget_line),
        brief: text(&common.brief, &own.brief),
        writer: common.writer.or(own.writer),
        due: common.due.or(own.due),
        length: lengths.length,
        no_length_reason: lengths.no_length_reason.clone(),
    }
}
