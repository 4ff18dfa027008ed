//! `galley people`: the masthead, and who may come in from outside.

use std::io::{self, BufRead as _, IsTerminal as _};

use chrono::Utc;
use desk::people::Person;
use newsroom::wire::people::{Masthead, Member};
use serde_json::json;

use crate::arguments::PeopleWish;
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn people(session: &Session, wish: Option<&PeopleWish>) -> Result<(), Trouble> {
    match wish {
        None => list(session),
        Some(PeopleWish::Set { name, roles, may_publish, biography, zone }) => {
            let (biography, zone) = (biography.as_deref(), zone.as_deref());
            session.newsroom.set_person(&session.caller, name, roles, *may_publish, biography, zone)?;
            list(session)
        }
        Some(PeopleWish::Invite { name }) => invite(session, name),
        Some(PeopleWish::Passphrase { name }) => passphrase(session, name),
        Some(PeopleWish::Sessions) => sessions(session),
        Some(PeopleWish::EndSessions { name }) => end_sessions(session, name),
    }
}

fn list(session: &Session) -> Result<(), Trouble> {
    let people = session.newsroom.masthead()?;
    if session.json {
        let told: Vec<_> = people.iter().map(|person| json!({ "name": person.name, "roles": person.roles })).collect();
        return output::json(&told);
    }
    output::table(&people.iter().map(|person| vec![person.name.clone(), roles(person)]).collect::<Vec<_>>());
    Ok(())
}

fn roles(person: &Person) -> String {
    if person.roles.is_empty() {
        return "byline without an account".into();
    }
    let word = |role: &desk::people::Role| role.with_article().split_once(' ').map_or("", |(_, word)| word);
    person.roles.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// The code is on standard output and nowhere else: whoever lost it is given another.
fn invite(session: &Session, name: &str) -> Result<(), Trouble> {
    let person = session.newsroom.person(name)?;
    let invited = session.newsroom.invite(&session.caller, person)?;
    if session.json {
        return output::json(&invited);
    }
    output::say(&invited.code);
    output::say(format!(
        "Give it to {}: with it they choose a passphrase, once, until {}.",
        invited.name,
        invited.expires.format("%Y-%m-%d %H:%M UTC")
    ));
    Ok(())
}

fn passphrase(session: &Session, name: &str) -> Result<(), Trouble> {
    let person = session.newsroom.person(name)?;
    let passphrase = typed()?;
    session.newsroom.set_passphrase(&session.caller, person, &passphrase)?;
    if !session.json {
        output::say("The passphrase is set. From now on everybody needs one, in the window and in browsers.");
    }
    Ok(())
}

/// Typed twice and unseen at a terminal; else the first line of what is sent.
fn typed() -> Result<String, Trouble> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin()
            .lock()
            .read_line(&mut line)
            .map_err(|error| Trouble(format!("The passphrase cannot be read from standard input: {error}.")))?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let ask = |prompt: &str| {
        rpassword::prompt_password(prompt)
            .map_err(|error| Trouble(format!("The passphrase cannot be read from this terminal: {error}.")))
    };
    let (first, again) = (ask("Passphrase: ")?, ask("Once more: ")?);
    if first == again {
        Ok(first)
    } else {
        Err(Trouble("These were two different passphrases; nothing was changed.".into()))
    }
}

fn sessions(session: &Session) -> Result<(), Trouble> {
    let Masthead { people, .. } = session.newsroom.keep_masthead(&session.caller)?;
    if session.json {
        let told = |member: &Member| json!({ "name": member.name, "sessions": member.sessions });
        return output::json(&people.iter().filter(|member| !member.sessions.is_empty()).map(told).collect::<Vec<_>>());
    }
    let rows: Vec<Vec<String>> = people
        .iter()
        .flat_map(|member| {
            member.sessions.iter().map(|session| {
                vec![
                    member.name.clone(),
                    session.way.clone(),
                    format!("since {}", session.made_at.format("%Y-%m-%d %H:%M UTC")),
                    format!("used {}", ago(session.used_at)),
                ]
            })
        })
        .collect();
    if rows.is_empty() {
        output::say("Nobody is signed in.");
    }
    output::table(&rows);
    Ok(())
}

fn ago(at: chrono::DateTime<Utc>) -> String {
    match (Utc::now() - at).num_minutes() {
        ..2 => "just now".into(),
        minutes @ 2..120 => format!("{minutes} min ago"),
        minutes @ 120..2880 => format!("{} h ago", minutes / 60),
        minutes => format!("{} d ago", minutes / 1440),
    }
}

fn end_sessions(session: &Session, name: &str) -> Result<(), Trouble> {
    let person = session.newsroom.person(name)?;
    let ended = session.newsroom.end_sessions(&session.caller, person)?;
    if session.json {
        return output::json(&ended);
    }
    output::say(match ended.count {
        0 => "Nobody of that name was signed in.".into(),
        1 => "One session is ended.".into(),
        count => format!("{count} sessions are ended."),
    });
    Ok(())
}
