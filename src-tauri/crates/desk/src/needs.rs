//! What an act needs from the person: asked for by the interface, checked here.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use crate::act::Given;
use crate::address::{is_address, is_slug};
use crate::article::{Article, NoticeKind};
use crate::case::Case;
use crate::checks;
use crate::people::{Actor, Role};
use crate::refusal::Refusal;
use crate::schedule;

/// Shortest reason for which a required check is let pass, in characters.
pub const LONG_REASON: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    Slug,
    Address,
    BudgetLine,
    Writer,
    Due,
    /// Words, or why there is no number.
    Length,
    Note,
    Reason,
    /// At least [`LONG_REASON`] characters.
    LongReason,
    When,
    Job,
    Review,
    Until,
    /// A second person of the desk.
    Second,
    /// What kind of notice.
    Notice,
    Text,
    /// The slug, typed out.
    Typed,
    Check,
    Clearance,
    /// Whether an update is significant.
    Significant,
    /// Of a version.
    Name,
}

impl Need {
    pub(crate) fn check(self, case: &Case, article: Option<&Article>, given: &Given) -> Result<(), Refusal> {
        match self {
            Self::Slug => slug(case, given),
            Self::Address => address(case, given),
            Self::BudgetLine => {
                let line = given.commission.map_or("", |commission| commission.budget_line.as_str());
                wanted(
                    line,
                    "budget-line",
                    "A pitch needs a budget line.",
                    "Say in one sentence what the article will be.",
                )
            }
            Self::Writer => writer(case, given),
            Self::Due => due(case, given),
            Self::Length => length(given),
            Self::Note => wanted(given.note, "note", "A note is needed.", "Say what is to be done."),
            Self::Reason => wanted(given.reason, "reason", "A reason is needed.", "Say why, in a sentence."),
            Self::LongReason => long_reason(given),
            Self::When => schedule::when_fits(case, article, given),
            Self::Job => job(article, given),
            Self::Review => after_now(
                case,
                given.review,
                "review",
                "A hold needs a date, still to come, on which it is looked at again.",
                "Choose a date after today.",
            ),
            Self::Until => until(case, article, given),
            Self::Second => second(case, article, given),
            Self::Notice => notice(case, article, given),
            Self::Text => wanted(given.text, "text", "There is no text.", "Write what is to be said."),
            Self::Typed => typed(article, given),
            Self::Check => check(case, article, given),
            // The command cannot be written without them.
            Self::Clearance | Self::Significant => Ok(()),
            Self::Name => match case.actor {
                Actor::Person { .. } => {
                    wanted(given.name, "name", "A version that is kept by hand needs a name.", "Give it a name.")
                }
                Actor::Clock | Actor::Desk => Ok(()),
            },
        }
    }
}

fn wanted(text: &str, what: &str, reason: &str, remedy: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::new("incomplete", reason, remedy).missing(vec![what.to_owned()]));
    }
    Ok(())
}

fn slug(case: &Case, given: &Given) -> Result<(), Refusal> {
    let slug = given.slug.unwrap_or_default();
    if !is_slug(slug) {
        return Err(Refusal::new(
            "bad-slug",
            format!("\u{201c}{slug}\u{201d} is not a slug."),
            "Use up to 80 lower-case letters, digits and single hyphens.",
        ));
    }
    if case.sight.slug_taken {
        return Err(Refusal::new(
            "slug-taken",
            format!("Another article is called \u{201c}{slug}\u{201d}."),
            "Choose another slug.",
        ));
    }
    Ok(())
}

fn address(case: &Case, given: &Given) -> Result<(), Refusal> {
    if let Some(address) = given.address
        && !is_address(address)
    {
        return Err(Refusal::new(
            "bad-address",
            format!("\u{201c}{address}\u{201d} is not an address."),
            "Use lower-case letters, digits, single hyphens, and slashes between parts.",
        ));
    }
    if case.sight.address_taken {
        return Err(Refusal::new(
            "address-taken",
            "Another article has that address, or had it.",
            "Choose another address.",
        ));
    }
    Ok(())
}

fn writer(case: &Case, given: &Given) -> Result<(), Refusal> {
    let writer = given.commission.and_then(|commission| commission.writer);
    match writer.map(|id| case.sight.people.get(id)) {
        Some(Some(_)) => Ok(()),
        Some(None) => Err(Refusal::new(
            "unknown-person",
            "That writer is not on the masthead.",
            "Choose a writer from the masthead.",
        )),
        None => wanted("", "writer", "An assignment needs a writer.", "Choose who is to write it."),
    }
}

fn due(case: &Case, given: &Given) -> Result<(), Refusal> {
    if let Some(commission) = given.commission {
        return if commission.due.is_some() {
            Ok(())
        } else {
            wanted("", "due date", "An assignment needs a due date.", "Say when it is due.")
        };
    }
    after_now(
        case,
        given.due,
        "due date",
        "The new due date has passed already.",
        "Choose a time that is still to come.",
    )
}

fn after_now(case: &Case, at: Option<DateTime<Utc>>, what: &str, reason: &str, remedy: &str) -> Result<(), Refusal> {
    if at.is_some_and(|at| at > case.now) {
        return Ok(());
    }
    Err(Refusal::new("not-in-future", reason, remedy).missing(vec![what.to_owned()]))
}

fn length(given: &Given) -> Result<(), Refusal> {
    let told = given.commission.is_some_and(|commission| {
        commission.length.is_some_and(|words| words > 0) || !commission.no_length_reason.trim().is_empty()
    });
    wanted(
        if told { "told" } else { "" },
        "length",
        "An assignment needs a length in words, or a reason for none.",
        "Say how many words, or why there is no number.",
    )
}

fn long_reason(given: &Given) -> Result<(), Refusal> {
    let length = given.reason.trim().chars().count();
    if length >= LONG_REASON {
        return Ok(());
    }
    Err(Refusal::new(
        "reason-too-short",
        format!(
            "The reason has {length} characters; it is shown on the article for ever and needs at least {LONG_REASON}."
        ),
        "Say in a sentence why the check may be let pass.",
    )
    .missing(vec!["reason".into()]))
}

fn job(article: Option<&Article>, given: &Given) -> Result<(), Refusal> {
    let known = given.job.and_then(|id| article?.job(id));
    if known.is_some() {
        return Ok(());
    }
    Err(Refusal::new(
        "no-such-job",
        "That operation is no longer on the schedule.",
        "Look at the schedule again: it was carried out, moved or stopped meanwhile.",
    ))
}

fn until(case: &Case, article: Option<&Article>, given: &Given) -> Result<(), Refusal> {
    after_now(
        case,
        given.until,
        "until",
        "An embargo needs an end that is still to come.",
        "Choose a time after now, or lift the embargo.",
    )?;
    let earlier =
        article.and_then(|article| article.embargo(case.now)).is_some_and(|now| given.until < Some(now.until));
    if earlier && !case.is(Role::ManagingEditor) {
        return Err(Refusal::new(
            "embargo-shortened",
            "Ending an embargo earlier is lifting it, and only a managing editor does that.",
            case.ask_one_of(&[Role::ManagingEditor]),
        ));
    }
    Ok(())
}

/// Somebody else of the desk, and no author of the article.
fn second(case: &Case, article: Option<&Article>, given: &Given) -> Result<(), Refusal> {
    let Some(person) = given.second.and_then(|id| case.sight.people.get(id)) else {
        return Err(Refusal::new(
            "unknown-person",
            "The second person is not on the masthead.",
            "Name an editor, copy editor or managing editor who has seen it.",
        ));
    };
    if !person.edits() {
        return Err(Refusal::new(
            "second-has-no-desk",
            format!("{} is neither an editor nor a copy editor nor a managing editor.", person.name),
            "Name a second person who is.",
        ));
    }
    let author = article.is_some_and(|article| article.fields.authors.contains(&person.id));
    if case.sight.rules.two_person_rule && (Some(person.id) == case.actor.person() || author) {
        let reason = if author {
            format!("{}\u{2019}s byline is on the article.", person.name)
        } else {
            "The second person must be somebody else.".to_owned()
        };
        return Err(Refusal::new(
            "second-not-independent",
            reason,
            "Name another editor, copy editor or managing editor who has seen it.",
        ));
    }
    Ok(())
}

/// A correction goes out with the corrected text; a note or a clarification may stand beside the text as it is.
fn notice(case: &Case, article: Option<&Article>, given: &Given) -> Result<(), Refusal> {
    let Some(article) = article else { return Ok(()) };
    let changed = article.publication.live().is_some_and(|live| live.version != case.sight.version);
    match given.notice {
        Some(NoticeKind::Correction) if changed && !schedule::is_approved(article, case.sight.version) => {
            Err(Refusal::new(
                "correction-not-approved",
                "The corrected text on the desk is not approved.",
                "Have it approved; it then goes out with the correction.",
            )
            .missing(vec!["an approval of this version".into()]))
        }
        Some(NoticeKind::Correction | NoticeKind::Clarification | NoticeKind::EditorsNote) | None => Ok(()),
    }
}

fn typed(article: Option<&Article>, given: &Given) -> Result<(), Refusal> {
    let slug = article.map_or("", |article| article.slug.as_str());
    if given.typed.trim() == slug {
        return Ok(());
    }
    Err(Refusal::new(
        "not-confirmed",
        "Taking down cannot be taken back, so it is confirmed by typing the slug.",
        format!("Type \u{201c}{slug}\u{201d}."),
    )
    .missing(vec!["confirmation".into()]))
}

/// A check can be let pass when it is known, required, failing, and not one that publishing cannot do without.
fn check(case: &Case, article: Option<&Article>, given: &Given) -> Result<(), Refusal> {
    let name = given.check;
    let Some(known) = checks::by_name(name) else {
        return Err(Refusal::new(
            "unknown-check",
            format!("There is no check called \u{201c}{name}\u{201d}."),
            "Choose one of the checks that fail.",
        ));
    };
    if !known.may_be_overridden {
        return Err(Refusal::new(
            "check-stands",
            format!("\u{201c}{}\u{201d} cannot be let pass: without it nothing is published.", known.label),
            "Settle it in the article.",
        ));
    }
    let sight = case.sight;
    let fails = article.is_some_and(|article| {
        checks::run(article, sight.text, sight.rules, sight.vocabulary, sight.people).iter().any(|problem| {
            problem.check == name && problem.level == crate::rules::Level::Required && !problem.overridden
        })
    });
    if fails {
        return Ok(());
    }
    Err(Refusal::new(
        "check-passes",
        format!("\u{201c}{}\u{201d} does not stand in the way.", known.label),
        "Nothing needs overriding.",
    ))
}
