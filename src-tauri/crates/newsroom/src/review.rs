//! What is open in a text and what is remarked about it, for one of those who read it whole.

use chrono::{DateTime, Utc};
use desk::ids::PersonId;
use desk::people::People;
use desk::rights::Mode;
use manuscript::{Comment, FieldSuggestion, Remark, RemarkKind as Kind, Suggestion, SuggestionKind as Shape, Where};

use crate::caller::Caller;
use crate::reading::{Read, gone};
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::typing::{same_session, same_still};
use crate::wire::failure::Failure;
use crate::wire::review::{
    CommentView, FieldSuggestionView, Half, RemarkKind, RemarkPlace, ReplyView, Review, StretchView, SuggestionKind,
    SuggestionView, TextReview,
};
use crate::writers::may;

/// For whom a review is drawn.
pub struct Eyes<'a> {
    pub person: Option<PersonId>,
    pub people: &'a People,
    pub may: Mode,
}

impl Newsroom {
    pub(crate) fn review(&self, caller: &Caller, args: &TextReview) -> Result<Review, Failure> {
        let (gathered, article) = match self.read(caller, args.article)? {
            Read::Whole(whole) => *whole,
            // Readers get nothing of what is said at the desk.
            Read::AsReaders(published) => return same_still(&published, &args.session).map(|()| Review::default()),
        };
        let text = self.texts.get(args.article).ok_or_else(gone)?;
        let open = lock(&text);
        same_session(&open, &args.session)?;
        let eyes =
            Eyes { person: caller.person, people: &gathered.people, may: may(caller, &gathered.people, &article) };
        Ok(eyes.see(&open))
    }
}

impl Eyes<'_> {
    pub fn see(&self, open: &OpenText) -> Review {
        let manuscript = open.manuscript();
        let review = manuscript.review();
        let fields = manuscript.field_suggestions();
        Review {
            step: open.step(),
            revision: open.review_revision(),
            suggestions: review.suggestions.iter().map(|suggestion| self.suggestion(suggestion)).collect(),
            stretches: review.stretches.iter().map(stretch).collect(),
            comments: manuscript.comments().iter().map(|comment| self.comment(comment)).collect(),
            fields: fields.iter().filter(|field| field.verdict.is_none()).map(|field| self.field(field)).collect(),
        }
    }

    fn suggestion(&self, of: &Suggestion) -> SuggestionView {
        let (author, name) = self.author(&of.author);
        SuggestionView {
            id: of.id.to_string(),
            kind: kind(of.kind),
            author,
            name,
            at: time(of.time),
            reason: of.reason.clone(),
            may_decide: self.may == Mode::Edit,
            own: author.is_some() && author == self.person,
        }
    }

    fn field(&self, of: &FieldSuggestion) -> FieldSuggestionView {
        let (author, name) = self.author(&of.by.author);
        FieldSuggestionView {
            id: of.id.to_string(),
            field: of.field.clone(),
            old: of.old.clone(),
            new: of.new.clone(),
            author,
            name,
            at: time(of.by.time),
            reason: of.reason.clone(),
            may_decide: self.may == Mode::Edit,
            own: author.is_some() && author == self.person,
        }
    }

    fn comment(&self, of: &Comment) -> CommentView {
        let (author, name) = self.author(&of.remark.by.author);
        CommentView {
            id: of.id.to_string(),
            kind: match of.kind {
                Kind::Comment => RemarkKind::Comment,
                Kind::Note => RemarkKind::Note,
            },
            place: match &of.place {
                Where::Whole => RemarkPlace::Whole,
                Where::At(range) => RemarkPlace::At(range.start, range.end),
                Where::Tray => RemarkPlace::Tray,
            },
            field: of.field.clone(),
            quote: of.quote.clone(),
            author,
            name,
            at: time(of.remark.by.time),
            text: of.remark.text.clone(),
            mentions: mentions(&of.remark),
            edited: of.edited,
            may_amend: self.may_amend(author) && of.replies.is_empty(),
            replies: of
                .replies
                .iter()
                .enumerate()
                .map(|(at, reply)| self.reply(reply, at + 1 == of.replies.len()))
                .collect(),
            resolved: of.resolved,
            must_fix: of.must_fix,
            must_answer: of.must_answer,
            settled_by: of.settled_by.as_ref().map(|by| self.author(&by.author).1),
        }
    }

    fn may_amend(&self, author: Option<PersonId>) -> bool {
        author.is_some() && author == self.person && self.may != Mode::Read
    }

    fn reply(&self, of: &manuscript::Reply, last: bool) -> ReplyView {
        let (author, name) = self.author(&of.remark.by.author);
        ReplyView {
            id: of.id.to_string(),
            author,
            name,
            at: time(of.remark.by.time),
            text: of.remark.text.clone(),
            mentions: mentions(&of.remark),
            edited: of.edited,
            may_amend: self.may_amend(author) && last,
        }
    }

    /// Whom a text names as an author.
    pub fn author(&self, author: &str) -> (Option<PersonId>, String) {
        let person = author.parse().ok().filter(|id: &PersonId| self.people.get(*id).is_some());
        (person, person.map_or_else(|| "somebody".to_owned(), |id| self.people.name(id).to_owned()))
    }
}

fn mentions(remark: &Remark) -> Vec<PersonId> {
    remark.mentions.iter().filter_map(|mention| mention.parse().ok()).collect()
}

fn stretch(of: &manuscript::Stretch) -> StretchView {
    let half = match of.half {
        manuscript::Half::Inserted => Half::Inserted,
        manuscript::Half::Struck => Half::Struck,
    };
    StretchView { from: of.from, to: of.to, half, suggestion: of.suggestion.to_string() }
}

fn kind(shape: Shape) -> SuggestionKind {
    match shape {
        Shape::Inserted => SuggestionKind::Inserted,
        Shape::Deleted => SuggestionKind::Deleted,
        Shape::Replaced => SuggestionKind::Replaced,
        Shape::Moved => SuggestionKind::Moved,
        Shape::Formatted => SuggestionKind::Formatted,
        Shape::Split => SuggestionKind::Split,
        Shape::Joined => SuggestionKind::Joined,
    }
}

pub fn shape(kind: SuggestionKind) -> Shape {
    match kind {
        SuggestionKind::Inserted => Shape::Inserted,
        SuggestionKind::Deleted => Shape::Deleted,
        SuggestionKind::Replaced => Shape::Replaced,
        SuggestionKind::Moved => Shape::Moved,
        SuggestionKind::Formatted => Shape::Formatted,
        SuggestionKind::Split => Shape::Split,
        SuggestionKind::Joined => Shape::Joined,
    }
}

pub fn time(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}
