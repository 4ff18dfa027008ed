//! What is suggested and remarked: shown, decided, said.

use desk::ids::{ArticleId, PersonId};
use newsroom::wire::OfArticle;
use newsroom::wire::review::{
    CommentView, FieldSuggestionView, Half, Remark, RemarkFlag, RemarkKind, RemarkPlace, Review, SuggestionView,
    TextDecide, TextRemark, Verdict, Which,
};
use newsroom::wire::table::Handler;
use newsroom::wire::text::TextOpened;
use serde::Serialize;

use crate::arguments::{Comment, Decide};
use crate::output::{self, Trouble};
use crate::session::Session;

/// A suggestion, and its words: `review` alone has them as places.
#[derive(Serialize)]
struct Suggested<'a> {
    #[serde(flatten)]
    suggestion: &'a SuggestionView,
    struck: String,
    inserted: String,
}

#[derive(Serialize)]
struct AllSuggested<'a> {
    text: Vec<Suggested<'a>>,
    fields: &'a [FieldSuggestionView],
}

fn opened(session: &Session, article: ArticleId) -> Result<TextOpened, Trouble> {
    Ok(session.newsroom.text_open(&session.caller, OfArticle { article })?)
}

pub fn suggestions(session: &Session, article: ArticleId) -> Result<(), Trouble> {
    let open = opened(session, article)?;
    let units: Vec<u16> = open.text.encode_utf16().collect();
    let text: Vec<Suggested> = open.review.suggestions.iter().map(|of| suggested(&open.review, &units, of)).collect();
    let fields = &open.review.fields;
    if session.json {
        return output::json(&AllSuggested { text, fields });
    }
    if text.is_empty() && fields.is_empty() {
        output::say("Nothing waits for a decision.");
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for Suggested { suggestion, struck, inserted } in &text {
        let reason = suggestion.reason.clone().map(|reason| format!("  ({reason})")).unwrap_or_default();
        let words = format!("{}{reason}", change(struck, inserted));
        rows.push(vec![suggestion.id.clone(), suggestion.name.clone(), "text".into(), words]);
    }
    for of in fields {
        rows.push(vec![of.id.clone(), of.name.clone(), of.field.clone(), change(&of.old, &of.new)]);
    }
    output::table(&rows);
    Ok(())
}

fn suggested<'a>(review: &Review, text: &[u16], suggestion: &'a SuggestionView) -> Suggested<'a> {
    let words = |half| {
        let of = review.stretches.iter().filter(|stretch| stretch.suggestion == suggestion.id && stretch.half == half);
        of.map(|stretch| String::from_utf16_lossy(&text[stretch.from as usize..stretch.to as usize])).collect()
    };
    Suggested { suggestion, struck: words(Half::Struck), inserted: words(Half::Inserted) }
}

/// “old” → “new”, on one line.
fn change(old: &str, new: &str) -> String {
    let quoted = |text: &str| format!("“{}”", text.replace('\n', "⏎"));
    match (old.is_empty(), new.is_empty()) {
        (false, true) => format!("strike {}", quoted(old)),
        (true, _) => format!("insert {}", quoted(new)),
        (false, false) => format!("{} → {}", quoted(old), quoted(new)),
    }
}

pub fn comments(session: &Session, article: ArticleId) -> Result<(), Trouble> {
    let review = opened(session, article)?.review;
    if session.json {
        return output::json(&review.comments);
    }
    if review.comments.is_empty() {
        output::say("Nobody has remarked anything.");
    }
    for comment in &review.comments {
        output::say(format!("{}  {}{}", comment.id, comment.name, about(comment)));
        output::say(format!("    {}", comment.text.replace('\n', "\n    ")));
        for reply in &comment.replies {
            output::say(format!("    {}  {}: {}", reply.id, reply.name, reply.text.replace('\n', "\n    ")));
        }
    }
    Ok(())
}

/// On what, and how it stands.
fn about(comment: &CommentView) -> String {
    let on = match (&comment.field, comment.place) {
        (Some(field), _) => format!(", on the {field}"),
        (None, RemarkPlace::Whole) => String::new(),
        (None, RemarkPlace::At(..)) => format!(", on “{}”", comment.quote.replace('\n', "⏎")),
        (None, RemarkPlace::Tray) => format!(", on “{}”, which is gone", comment.quote.replace('\n', "⏎")),
    };
    let marks = [
        (comment.kind == RemarkKind::Note, "note"),
        (comment.must_fix, "must be fixed"),
        (comment.must_answer, "must be answered"),
        (comment.resolved, "resolved"),
        (comment.edited, "edited"),
    ];
    let marks: Vec<&str> = marks.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
    if marks.is_empty() { on } else { format!("{on} ({})", marks.join(", ")) }
}

pub fn decide(session: &Session, wish: &Decide, verdict: Verdict) -> Result<(), Trouble> {
    let actor = session.actor()?;
    let article = session.article(&wish.article)?;
    let open = opened(session, article)?;
    let which = which(session, wish, &open.review)?;
    let fields: Vec<String> = match &which {
        Which::All => open.review.fields.iter().map(|field| field.id.clone()).collect(),
        Which::By(person) => {
            let theirs = open.review.fields.iter().filter(|field| field.author == Some(*person));
            theirs.map(|field| field.id.clone()).collect()
        }
        _ => Vec::new(),
    };
    for which in std::iter::once(which).chain(fields.into_iter().map(Which::Field)) {
        let (session_of, client) = (open.session.clone(), client(actor));
        session.newsroom.text_decide(
            &session.caller,
            TextDecide { article, session: session_of, client, step: open.step, which, verdict },
        )?;
    }
    let left = opened(session, article)?.review;
    let decided = count(&open.review).saturating_sub(count(&left));
    let word = if verdict == Verdict::Accept { "accepted" } else { "let stand" };
    if session.json {
        return output::json(&serde_json::json!({ "decided": decided, "open": count(&left) }));
    }
    output::say(format!("{decided} {word}; {} open.", count(&left)));
    Ok(())
}

fn count(review: &Review) -> usize {
    review.suggestions.len() + review.fields.len()
}

/// What somebody does from the command line is one editor's work.
fn client(actor: PersonId) -> String {
    format!("command line {actor}")
}

fn which(session: &Session, wish: &Decide, review: &Review) -> Result<Which, Trouble> {
    if wish.all {
        return Ok(Which::All);
    }
    if let Some(name) = &wish.by {
        return Ok(Which::By(session.newsroom.person(name)?));
    }
    let beginning = wish.id.as_deref().unwrap_or_default();
    let text = review.suggestions.iter().map(|of| (of.id.as_str(), Which::One(of.id.clone())));
    let fields = review.fields.iter().map(|of| (of.id.as_str(), Which::Field(of.id.clone())));
    named(beginning, text.chain(fields), "suggestion", "--suggestions")
}

/// The one whose name begins so.
fn named<'a, T>(
    beginning: &str,
    all: impl Iterator<Item = (&'a str, T)>,
    what: &str,
    shown: &str,
) -> Result<T, Trouble> {
    let mut found: Vec<(&str, T)> = all.filter(|(id, _)| id.starts_with(beginning)).collect();
    if let Some(exact) = found.iter().position(|(id, _)| *id == beginning) {
        return Ok(found.swap_remove(exact).1);
    }
    match found.len() {
        1 => Ok(found.swap_remove(0).1),
        0 => Err(Trouble(format!("No open {what} is called “{beginning}”: `galley show ARTICLE {shown}` lists them."))),
        many => Err(Trouble(format!("{many} {what}s begin with “{beginning}”; write more of it."))),
    }
}

pub fn comment(session: &Session, wish: &Comment) -> Result<(), Trouble> {
    session.actor()?;
    let article = session.article(&wish.article)?;
    let open = opened(session, article)?;
    let remark = remark(wish, &open)?;
    let args = TextRemark { article, session: open.session, step: open.step, remark };
    session.newsroom.text_remark(&session.caller, args)?;
    let review = opened(session, article)?.review;
    if session.json {
        return output::json(&review.comments);
    }
    let left = review.comments.iter().filter(|comment| !comment.resolved).count();
    output::say(format!("{left} {} now.", if left == 1 { "comment is open" } else { "comments are open" }));
    Ok(())
}

fn remark(wish: &Comment, open: &TextOpened) -> Result<Remark, Trouble> {
    let ids = || open.review.comments.iter().map(|comment| (comment.id.as_str(), comment.id.clone()));
    let known = |beginning: &str| named(beginning, ids(), "comment", "--comments");
    if let Some(id) = &wish.resolve {
        return Ok(Remark::Flag { comment: known(id)?, flag: RemarkFlag::Resolved, on: true });
    }
    let said = |beginning: &str| {
        let answers = open.review.comments.iter().flat_map(|comment| &comment.replies);
        let answers = answers.map(|reply| (reply.id.as_str(), reply.id.clone()));
        named(beginning, ids().chain(answers), "comment", "--comments")
    };
    if let Some(id) = &wish.delete {
        return Ok(Remark::Amend { of: said(id)?, text: None, mentions: Vec::new() });
    }
    if let Some(id) = &wish.change {
        return Ok(Remark::Amend { of: said(id)?, text: wish.text.clone(), mentions: Vec::new() });
    }
    let text = wish.text.clone().unwrap_or_default();
    if let Some(id) = &wish.to {
        return Ok(Remark::Reply { to: known(id)?, text, mentions: Vec::new() });
    }
    Ok(Remark::Comment {
        kind: if wish.note { RemarkKind::Note } else { RemarkKind::Comment },
        on: wish.on.as_deref().map(|words| place(&open.text, words)).transpose()?,
        field: wish.field.clone(),
        text,
        mentions: Vec::new(),
        must_fix: wish.must_fix,
        must_answer: wish.must_answer,
    })
}

/// Where the words stand, if they stand once.
fn place(text: &str, words: &str) -> Result<(u32, u32), Trouble> {
    let mut found = text.match_indices(words).filter(|_| !words.is_empty());
    let (Some((at, _)), None) = (found.next(), found.next()) else {
        let times = if words.is_empty() || !text.contains(words) { "does not stand" } else { "stands more than once" };
        return Err(Trouble(format!("“{words}” {times} in the text: name words that stand there once.")));
    };
    let units = |text: &str| text.encode_utf16().count() as u32;
    Ok((units(&text[..at]), units(&text[..at + words.len()])))
}
