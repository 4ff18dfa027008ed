//! What changes an article's status, its gates, its jobs and what readers see.

use desk::article::{Commission, JobKind, Status};
use desk::command::Command;
use desk::ids::ArticleId;
use desk::rules::Level;
use desk::when::Moment;
use newsroom::wire::OfArticle;
use newsroom::wire::act::{ActArgs, Acted};
use newsroom::wire::schedule::{WhenArgs, WhenRead};
use newsroom::wire::table::Handler;
use serde_json::json;

use crate::arguments::{Clear, Embargo, Hold, Move, Publish, Schedule};
use crate::output::{self, Trouble};
use crate::session::Session;

/// Sends one command; a question that needs an answer is trouble that names the answers.
pub fn act(session: &Session, article: ArticleId, command: Command) -> Result<String, Trouble> {
    session.actor()?;
    match session.newsroom.article_act(&session.caller, ActArgs { article: Some(article), command })? {
        Acted::Done { said, .. } => Ok(said),
        Acted::Refused { refusal } => Err(refusal.into()),
        Acted::Asks { question, choices } => {
            let answers: Vec<String> = choices.into_iter().map(|choice| choice.label).collect();
            Err(Trouble(format!("{question} ({}: see --share-slot and --which.)", answers.join(", or "))))
        }
    }
}

fn act_and_say(session: &Session, article: ArticleId, command: Command) -> Result<(), Trouble> {
    let said = act(session, article, command)?;
    tell(session, article, &said)
}

fn tell(session: &Session, article: ArticleId, said: &str) -> Result<(), Trouble> {
    if session.json {
        let told = session.newsroom.tell(&session.caller, article)?;
        return output::json(&json!({ "said": said, "article": told }));
    }
    output::say(format!("{said}."));
    Ok(())
}

pub fn go(session: &Session, wish: &Move) -> Result<(), Trouble> {
    let article = session.article(&wish.article)?;
    let view = session.newsroom.article_get(&session.caller, OfArticle { article })?;
    if let Some(reason) = &wish.override_reason {
        for problem in view.problems.iter().filter(|problem| problem.level == Level::Required && !problem.overridden) {
            act(session, article, Command::Override { check: problem.check.clone(), reason: reason.clone() })?;
        }
    }
    let due = wish.due.as_deref().map(|text| time(session, article, text, None, None)).transpose()?;
    let note = wish.note.clone();
    let command = match (view.line.status, wish.status) {
        (from, to) if from == to => return Err(Trouble(format!("{} is in {} already.", view.line.slug, to.word()))),
        (Status::Spiked, _) => Command::Unspike,
        (_, Status::Spiked) => Command::Spike { reason: note },
        (Status::Submitted, Status::Drafting) => Command::PullBack,
        (_, Status::Drafting) => Command::Draft,
        (_, Status::Submitted) => Command::Submit { note },
        (Status::Submitted, Status::Editing) => Command::Claim,
        (Status::Revising, Status::Editing) => Command::HandBack { note },
        (Status::Ready, Status::Editing) => Command::Reopen,
        (_, Status::Editing) => Command::BackToEditing { note },
        (_, Status::Revising) => {
            let due = due.ok_or_else(|| Trouble("When is it due back? Add --due, as in --due “fri 17:00”.".into()))?;
            Command::Return { note, due: due.utc }
        }
        (_, Status::Copy) => Command::ToCopy,
        (_, Status::Ready) => Command::Approve,
        (_, Status::Assigned) => {
            let writer = wish.writer.as_deref().map(|name| session.newsroom.person(name)).transpose()?;
            Command::Assign {
                commission: Commission {
                    writer: writer.or(view.commission.writer),
                    due: due.map(|due| due.utc).or(view.commission.due),
                    length: wish.length.or(view.commission.length),
                    no_length_reason: if wish.length.is_none() { note } else { String::new() },
                    ..view.commission
                },
            }
        }
        (_, Status::Pitch) => {
            return Err(Trouble(format!("{} is past being a pitch: spike it, or begin another.", view.line.slug)));
        }
    };
    act_and_say(session, article, command)
}

pub fn schedule(session: &Session, wish: &Schedule) -> Result<(), Trouble> {
    let article = session.article(&wish.article)?;
    let view = session.newsroom.article_get(&session.caller, OfArticle { article })?;
    let job = view.jobs.iter().find(|job| !matches!(job.kind, JobKind::Withdraw)).map(|job| job.id);
    if wish.when == "never" {
        let job = view.jobs.first().map(|job| job.id);
        let job = job.ok_or_else(|| Trouble(format!("Nothing is scheduled for {}.", view.line.slug)))?;
        return act_and_say(session, article, Command::StopJob { job, reason: String::new() });
    }
    let when = time(session, article, &wish.when, wish.zone.as_deref(), wish.which.as_deref())?;
    let share_slot = wish.share_slot;
    let command = match (job, view.live) {
        (Some(job), _) => Command::MoveJob { job, when, share_slot },
        (None, Some(_)) => {
            Command::Schedule { kind: JobKind::Update { significant: false }, when, share_slot, missed: None }
        }
        (None, None) => Command::Schedule { kind: JobKind::Publish, when, share_slot, missed: None },
    };
    let said = act(session, article, command)?;
    if let Some(text) = &wish.withdraw_at {
        let when = time(session, article, text, wish.zone.as_deref(), wish.which.as_deref())?;
        act(session, article, Command::Schedule { kind: JobKind::Withdraw, when, share_slot, missed: None })?;
    }
    tell(session, article, &said)
}

pub fn publish(session: &Session, wish: &Publish) -> Result<(), Trouble> {
    let Some(name) = &wish.article else {
        let published = session.newsroom.publish_due()?;
        if session.json {
            return output::json(&published);
        }
        output::say(if published.is_empty() {
            "Nothing is due.".into()
        } else {
            format!("Out: {}.", published.join(", "))
        });
        return Ok(());
    };
    let article = session.article(name)?;
    let said = act(session, article, Command::Publish)?;
    session.newsroom.see_published()?;
    tell(session, article, &said)
}

pub fn hold(session: &Session, wish: &Hold) -> Result<(), Trouble> {
    let article = session.article(&wish.article)?;
    let command = if wish.off {
        Command::Release { note: wish.reason.clone().unwrap_or_default() }
    } else {
        let review = time(session, article, &wish.review, None, None)?;
        Command::Hold { reason: wish.reason.clone().unwrap_or_default(), review: review.utc }
    };
    act_and_say(session, article, command)
}

pub fn embargo(session: &Session, wish: &Embargo) -> Result<(), Trouble> {
    let article = session.article(&wish.article)?;
    let command = match &wish.until {
        Some(until) if !wish.lift => {
            let until = time(session, article, until, None, None)?;
            Command::Embargo { until: until.utc, reason: wish.reason.clone() }
        }
        _ => Command::LiftEmbargo { reason: wish.reason.clone() },
    };
    act_and_say(session, article, command)
}

pub fn clear(session: &Session, wish: &Clear) -> Result<(), Trouble> {
    let article = session.article(&wish.article)?;
    let what = wish.what;
    let command = if wish.require || wish.not_needed {
        Command::RequireClearance { what, required: wish.require }
    } else {
        Command::Clear { what }
    };
    act_and_say(session, article, command)
}

/// What somebody wrote as a time; a gap or a fold of the clock is trouble that names the two times.
pub fn time(
    session: &Session,
    article: ArticleId,
    text: &str,
    zone: Option<&str>,
    which: Option<&str>,
) -> Result<Moment, Trouble> {
    let args =
        WhenArgs { text: text.into(), zone: zone.map(Into::into), reader_zone: String::new(), article: Some(article) };
    match (session.newsroom.schedule_read(&session.caller, args)?, which) {
        (WhenRead::At { time }, _) => Ok(time.moment),
        (WhenRead::Twice { earlier, .. }, Some("earlier")) => Ok(earlier.moment),
        (WhenRead::Twice { later, .. }, Some("later")) => Ok(later.moment),
        (WhenRead::Twice { message, .. }, _) => {
            Err(Trouble(format!("{message} Add --which earlier or --which later.")))
        }
        (WhenRead::Skipped { message, .. } | WhenRead::Unclear { message }, _) => Err(Trouble(message)),
    }
}
