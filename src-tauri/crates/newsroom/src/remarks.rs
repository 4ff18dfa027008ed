//! Comments, notes, answers to them, and suggestions for fields.

use desk::article::Fields;
use desk::ids::PersonId;
use desk::rights::Mode;
use manuscript::{Flag, Id, Manuscript, RemarkError, RemarkKind as Kind};

use crate::caller::Caller;
use crate::deciding::{changes, named, no_such};
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::typing::{same_session, stale};
use crate::wire::failure::{Code, Failure};
use crate::wire::review::{Remark, RemarkFlag, RemarkKind, TextRemark};
use crate::wire::text::TextPushed;
use crate::writers::Writer;

/// The most letters of a remark.
const LONGEST: usize = 20_000;

impl Newsroom {
    /// Says something about the text. It is on disk when it is answered.
    pub(crate) fn remark(&self, caller: &Caller, args: &TextRemark) -> Result<TextPushed, Failure> {
        self.catch_up()?;
        let writer = self.writer(caller, args.article)?;
        let text = self.open_text(args.article)?;
        {
            let mut open = lock(&text);
            same_session(&open, &args.session)?;
            say(&writer, &mut open, args.step, &args.remark)?;
        }
        self.write_text_of(args.article)?;
        self.answer_step(caller, args.article, args.step)
    }
}

/// Writes the remark into the text; the id of a new one.
pub fn say(writer: &Writer, open: &mut OpenText, step: u32, remark: &Remark) -> Result<Option<Id>, Failure> {
    match remark {
        Remark::Comment { .. } => comment(writer, open, step, remark).map(Some),
        Remark::Reply { to, text, mentions } => {
            let (to, said) = (named(to)?, said(writer, text, mentions)?);
            made(open.change(&writer.by, |open| open.reply(to, said))).map(Some)
        }
        Remark::Amend { of, text, mentions } => {
            amended(writer, open, named(of)?, text.as_deref(), mentions).map(|()| None)
        }
        Remark::Flag { comment, flag, on } => flagged(writer, open, named(comment)?, *flag, *on).map(|()| None),
        Remark::Reason { suggestion, text } => reason(writer, open, named(suggestion)?, text).map(|()| None),
        Remark::SuggestField { field, new, reason } => {
            suggest_field(writer, open, field, new, reason.as_deref()).map(Some)
        }
    }
}

fn comment(writer: &Writer, open: &mut OpenText, step: u32, remark: &Remark) -> Result<Id, Failure> {
    let Remark::Comment { kind, on, field, text, mentions, must_fix, must_answer } = remark else {
        return Err(no_such());
    };
    let said = said(writer, text, mentions)?;
    let kind = match kind {
        RemarkKind::Comment => Kind::Comment,
        RemarkKind::Note if *must_fix || *must_answer => {
            return Err(bad("A note asks for nothing: make it a comment, or leave out what it asks for."));
        }
        RemarkKind::Note => Kind::Note,
    };
    let range = match on {
        Some((from, to)) => Some(open.manuscript().carried(*from..(*to).max(*from), step).map_err(|_| stale())?),
        None => None,
    };
    let quote = match field {
        Some(_) if range.is_some() => {
            return Err(bad("A comment is about words of the text or about a field, not both."));
        }
        Some(field) => Some((field, held(&writer.article.fields, field)?)),
        None => None,
    };
    let by = writer.said();
    let flags = [(Flag::MustFix, *must_fix), (Flag::MustAnswer, *must_answer)];
    made(open.change(&writer.by, |open| {
        let id = match quote {
            Some((field, quote)) => open.comment_on_field(kind, field, &quote, said)?,
            None => open.comment(kind, range, said)?,
        };
        flags.iter().filter(|(_, on)| *on).try_for_each(|(flag, _)| open.flag(id, *flag, true, &by))?;
        Ok(id)
    }))
}

/// One's own words are one's own until somebody has answered them.
fn amended(
    writer: &Writer,
    open: &mut OpenText,
    id: Id,
    text: Option<&str>,
    mentions: &[PersonId],
) -> Result<(), Failure> {
    let (by, answered) = open.manuscript().remarked(id).ok_or_else(no_such)?;
    if by.author != writer.person.id.to_string() {
        return Err(Failure::refused("Only whoever said it can change or delete it. Answer it instead."));
    }
    if answered {
        return Err(Failure::refused("Somebody has answered it, so it stays as it is. Say it in a reply."));
    }
    let (text, mentions, by) = match text {
        Some(text) => {
            let manuscript::Remark { by, text, mentions } = said(writer, text, mentions)?;
            (Some(text), mentions, by)
        }
        None => (None, Vec::new(), writer.said()),
    };
    made(open.change(&writer.by, |open| open.amend(id, text.as_deref(), mentions, &by)))
}

/// What a comment asks for is taken off it by whoever asked, or by an editor; any other is resolved by whoever may edit.
fn flagged(writer: &Writer, open: &mut OpenText, id: Id, flag: RemarkFlag, on: bool) -> Result<(), Failure> {
    let comments = open.manuscript().comments();
    let found = comments.iter().find(|comment| comment.id == id).ok_or_else(no_such)?;
    let own = found.remark.by.author == writer.person.id.to_string();
    let asks = flag != RemarkFlag::Resolved || found.keeps_back() || found.wants_answer();
    let may = own || writer.person.edits() || (!asks && writer.may == Mode::Edit);
    if !may {
        return Err(Failure::refused(format!(
            "Only whoever made this comment or an editor can {}. Answer it instead.",
            if flag == RemarkFlag::Resolved { "resolve it" } else { "change what it asks for" }
        )));
    }
    let flag = match flag {
        RemarkFlag::Resolved => Flag::Resolved,
        RemarkFlag::MustFix => Flag::MustFix,
        RemarkFlag::MustAnswer => Flag::MustAnswer,
    };
    if found.kind == Kind::Note && flag != Flag::Resolved {
        return Err(bad("A note asks for nothing: make a comment of it."));
    }
    let by = writer.said();
    made(open.change(&writer.by, |open| open.flag(id, flag, on, &by)))
}

fn reason(writer: &Writer, open: &mut OpenText, id: Id, text: &str) -> Result<(), Failure> {
    let review = open.manuscript().review();
    let found = review.suggestions.iter().find(|suggestion| suggestion.id == id).ok_or_else(no_such)?;
    if found.author != writer.person.id.to_string() {
        return Err(Failure::refused("Only whoever suggested it says why. Comment on it instead."));
    }
    let (text, by) = (sound(text)?, writer.said());
    open.change(&writer.by, |open: &mut Manuscript| open.give_reason(id, &text, &by));
    Ok(())
}

fn suggest_field(
    writer: &Writer,
    open: &mut OpenText,
    field: &str,
    new: &str,
    reason: Option<&str>,
) -> Result<Id, Failure> {
    changes(field, new)?;
    let old = held(&writer.article.fields, field)?;
    if old == new {
        return Err(bad("That is what it says already."));
    }
    if new.chars().count() > LONGEST {
        return Err(too_long());
    }
    let (by, reason) = (writer.said(), reason.filter(|reason| !reason.trim().is_empty()).map(sound).transpose()?);
    made(open.change(&writer.by, |open| open.suggest_field(field, &old, new, by, reason)))
}

/// What a field holds, in words.
fn held(fields: &Fields, field: &str) -> Result<String, Failure> {
    Ok(match field {
        "headline" => fields.headline.clone(),
        "dek" => fields.dek.clone(),
        "search_title" => fields.search_title.clone(),
        "social_headline" => fields.social_headline.clone(),
        "format" => fields.format.clone().unwrap_or_default(),
        "section" => fields.section.clone().unwrap_or_default(),
        "region" => fields.region.clone().unwrap_or_default(),
        "language" => fields.language.clone(),
        "topics" => fields.topics.join(", "),
        "authors" | "lead" | "address" => String::new(),
        _ => return Err(bad(&format!("An article has no field “{field}”."))),
    })
}

fn said(writer: &Writer, text: &str, mentions: &[PersonId]) -> Result<manuscript::Remark, Failure> {
    if let Some(unknown) = mentions.iter().find(|person| writer.people.get(**person).is_none()) {
        return Err(bad(&format!("Nobody on the masthead has the number {unknown}.")));
    }
    let mentions = mentions.iter().map(ToString::to_string).collect();
    Ok(manuscript::Remark { by: writer.said(), text: sound(text)?, mentions })
}

fn sound(text: &str) -> Result<String, Failure> {
    let text = text.trim().replace('\0', "");
    if text.is_empty() {
        return Err(bad("There is nothing in the remark: write something."));
    }
    if text.chars().count() > LONGEST { Err(too_long()) } else { Ok(text) }
}

fn made<T>(done: Result<T, RemarkError>) -> Result<T, Failure> {
    done.map_err(|error| match error {
        RemarkError::NoSuch => no_such(),
        RemarkError::TooLong => too_long(),
        RemarkError::NoWords => bad("There are no words to comment on: mark some, or comment on the whole article."),
        RemarkError::Misfit(misfit) => bad(&format!("There is no such place in the text ({misfit}): open it again.")),
    })
}

fn too_long() -> Failure {
    bad(&format!("The remark is longer than {LONGEST} letters: shorten it."))
}

fn bad(message: &str) -> Failure {
    Failure::new(Code::BadRequest, message)
}
