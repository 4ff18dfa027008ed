//! Decisions about what is suggested.

use desk::command::Command;
use desk::fact::FieldChanges;
use desk::rights::Mode;
use manuscript::{FieldSuggestion, Id};
use serde_json::json;

use crate::acts;
use crate::caller::Caller;
use crate::review::shape;
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::typing::{same_session, stale};
use crate::wire::failure::{Code, Failure};
use crate::wire::review::{TextDecide, Verdict, Which};
use crate::wire::text::TextPushed;
use crate::writers::Writer;

impl Newsroom {
    /// Accepts what is suggested, or lets the text stand. It is on disk when it is answered.
    pub(crate) fn decide_suggestions(&self, caller: &Caller, args: &TextDecide) -> Result<TextPushed, Failure> {
        self.catch_up()?;
        let writer = self.writer(caller, args.article)?;
        let text = self.open_text(args.article)?;
        {
            let mut open = lock(&text);
            same_session(&open, &args.session)?;
            own_client(&mut open, &args.client, &writer)?;
            match &args.which {
                Which::Field(id) => self.decide_field(&writer, &mut open, &named(id)?, args.verdict)?,
                which => decide(&writer, &mut open, which, args)?,
            }
        }
        self.write_text_of(args.article)?;
        self.answer_step(caller, args.article, args.step)
    }

    /// What is accepted is set by the ordinary command, in one transaction with the decision.
    pub(crate) fn decide_field(
        &self,
        writer: &Writer,
        open: &mut OpenText,
        id: &Id,
        verdict: Verdict,
    ) -> Result<(), Failure> {
        let field = open.manuscript().field_suggestions().into_iter().find(|field| field.id == *id);
        let field = field.ok_or_else(no_such)?;
        if field.verdict.is_some() {
            return Ok(());
        }
        let own = field.by.author == writer.person.id.to_string();
        let said = writer.said();
        match verdict {
            Verdict::Stet if own || writer.may == Mode::Edit => {
                let rejected = Some(manuscript::Verdict::Rejected);
                open.change(&writer.by, |text| text.decide_field(*id, rejected, &said)).map_err(|_| no_such())
            }
            Verdict::Accept if writer.may == Mode::Edit => self.accept_field(writer, open, &field),
            Verdict::Accept | Verdict::Stet => Err(writer.refused()),
        }
    }

    fn accept_field(&self, writer: &Writer, open: &mut OpenText, field: &FieldSuggestion) -> Result<(), Failure> {
        let command = Command::Set { changes: changes(&field.field, &field.new)? };
        let (article, now, said) = (writer.article.id, self.now(), writer.said());
        self.write_parts(article, open, now)?;
        let seen = open.seen();
        let mut ruled = false;
        let written = self.transact(&writer.by, now, |room, tx| -> Result<(), Failure> {
            room.merge_in(tx, article, open)?;
            if let acts::Verdict::Refused(refusal) = room.decide_in(tx, article, open, &command, &writer.by, now)? {
                return Err(Failure::refused(format!("{} {}", refusal.reason, refusal.remedy)));
            }
            let accepted = Some(manuscript::Verdict::Accepted);
            ruled = open.change(&writer.by, |text| text.decide_field(field.id, accepted, &said)).is_ok();
            for part in open.unwritten() {
                room.write_part(tx, article, open, &part.bytes)?;
            }
            Ok(())
        });
        match written {
            Ok(()) => {
                open.all_written();
                Ok(())
            }
            Err(failure) => {
                open.unsee(seen);
                if ruled {
                    // Nothing of it is on disk: the suggestion is open as before, and both go there together.
                    let _ = open.change(&writer.by, |text| text.decide_field(field.id, None, &said));
                }
                Err(failure)
            }
        }
    }
}

fn decide(writer: &Writer, open: &mut OpenText, which: &Which, args: &TextDecide) -> Result<(), Failure> {
    let wanted = wanted(open, which)?;
    if writer.may != Mode::Edit && !(args.verdict == Verdict::Stet && is_own(writer, open, which, &wanted)) {
        return Err(writer.refused());
    }
    let verdict = match args.verdict {
        Verdict::Accept => manuscript::Verdict::Accepted,
        Verdict::Stet => manuscript::Verdict::Rejected,
    };
    let said = writer.said();
    let decided = open.change(&writer.by, |text| text.decide(&wanted, verdict, &said, &args.client));
    decided.map(|_| ()).map_err(|misfit| Failure::new(Code::BadRequest, format!("There is no such place: {misfit}.")))
}

/// Whether it is about nothing but what the writer suggested.
fn is_own(writer: &Writer, open: &OpenText, which: &Which, wanted: &manuscript::Which) -> bool {
    match (which, wanted) {
        (Which::By(person), _) => *person == writer.person.id,
        (_, manuscript::Which::One(id)) => {
            let author = writer.person.id.to_string();
            let review = open.manuscript().review();
            review.suggestions.iter().filter(|suggestion| suggestion.id == *id).all(|one| one.author == author)
        }
        _ => false,
    }
}

fn wanted(open: &OpenText, which: &Which) -> Result<manuscript::Which, Failure> {
    Ok(match which {
        Which::One(id) | Which::Field(id) => manuscript::Which::One(named(id)?),
        Which::Between { step, from, to } => {
            let moved = open.manuscript().carried(*from..(*to).max(*from), *step).map_err(|_| stale())?;
            manuscript::Which::Between(moved)
        }
        Which::By(person) => manuscript::Which::By(person.to_string()),
        Which::Kind(kind) => manuscript::Which::Kind(shape(*kind)),
        Which::All => manuscript::Which::All,
    })
}

/// The field's new value, as the command that sets fields has it.
pub fn changes(field: &str, new: &str) -> Result<FieldChanges, Failure> {
    match field {
        "headline" | "dek" | "search_title" | "social_headline" | "format" | "section" | "region" | "language" => {
            serde_json::from_value(json!({ field: new })).map_err(|error| Failure::failed(error.to_string()))
        }
        _ => Err(Failure::new(
            Code::BadRequest,
            format!(
                "Nothing can be suggested for “{field}”: choose headline, dek, search_title, social_headline, format, \
                 section, region or language."
            ),
        )),
    }
}

/// What somebody types, takes back or decides is done by an editor of their own; another person at the same place opens anew.
pub fn own_client(open: &mut OpenText, client: &str, writer: &Writer) -> Result<(), Failure> {
    if open.is_client_of(client, &writer.by.actor) {
        return Ok(());
    }
    Err(stale())
}

pub fn named(id: &str) -> Result<Id, Failure> {
    id.parse().map_err(|_| no_such())
}

pub fn no_such() -> Failure {
    Failure::not_found("There is no such suggestion or comment in this article.")
}
