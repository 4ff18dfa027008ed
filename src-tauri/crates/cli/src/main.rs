//! The command `galley`: everything the window does that does not need eyes, the agent, and the server.
//!
//! Exit status: 0 done, 1 refused or failed with one clear sentence on standard error, 2 wrong usage.

mod act;
mod agent;
mod archive;
mod arguments;
mod begin;
mod calendar;
mod edit;
mod house;
mod keep;
mod log;
mod manual;
mod mine;
mod open;
mod output;
mod pages;
mod people;
mod reading;
mod review;
mod serve;
mod session;
mod submit;
mod versions;

use std::process::ExitCode;

use arguments::{Arguments, Wish};
use clap::Parser;
use newsroom::wire::review::Verdict;
use output::Trouble;
use session::Session;

/// Printing a site is thousands of short-lived strings: a sixth of a full build was the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("GALLEY_LOG"))
        .with_writer(std::io::stderr)
        .init();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            output::tell(&trouble);
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Trouble> {
    let Arguments { desk, person, json, wish } = arguments;
    let session = || Session::open(desk.as_deref(), person.as_deref(), json);
    match wish {
        Wish::New(new) => begin::new(&new, person.as_deref(), json),
        Wish::House { wish } => house::house(&wish, json),
        Wish::Submit(submit) => submit::submit(&session()?, &submit),
        Wish::Queue { filter } => reading::queue(&session()?, &filter.join(" ")),
        Wish::Calendar(wish) => calendar::calendar(&session()?, &wish),
        Wish::Show(show) => reading::show(&session()?, &show),
        Wish::Check { article } => reading::check(&session()?, &article),
        Wish::Log(wish) => log::log(&session()?, &wish),
        Wish::Inbox { whose } => mine::inbox(&session()?, whose.as_deref()),
        Wish::Budget { filter, html } => mine::budget(&session()?, filter.join(" "), html.as_deref()),
        Wish::People(wish) => people::people(&session()?, wish.wish.as_ref()),
        Wish::Search(search) => archive::search(&session()?, &search),
        Wish::Archive(wish) => archive::list(&session()?, &wish),
        Wish::Import(import) => archive::import(&session()?, &import),
        Wish::Export { folder } => archive::export(&session()?, &folder),
        Wish::Verify => reading::verify(&session()?),
        Wish::Backup { folder, list: true } => keep::list(desk.as_deref(), folder.as_deref(), json),
        Wish::Backup { folder, list: false } => keep::back_up(&session()?, folder.as_deref()),
        Wish::Restore(wish) => keep::restore(desk.as_deref(), &wish, json),
        Wish::Edit(edit) => edit::edit(&session()?, &edit),
        Wish::Accept(wish) => review::decide(&session()?, &wish, Verdict::Accept),
        Wish::Stet(wish) => review::decide(&session()?, &wish, Verdict::Stet),
        Wish::Comment(wish) => review::comment(&session()?, &wish),
        Wish::Versions(wish) => versions::versions(&session()?, &wish),
        Wish::Move(go) => act::go(&session()?, &go),
        Wish::Schedule(schedule) => act::schedule(&session()?, &schedule),
        Wish::Publish(publish) => act::publish(&session()?, &publish),
        Wish::Hold(hold) => act::hold(&session()?, &hold),
        Wish::Embargo(embargo) => act::embargo(&session()?, &embargo),
        Wish::Clear(clear) => act::clear(&session()?, &clear),
        Wish::Preview(preview) => pages::preview(&session()?, &preview),
        Wish::Build { out, check: false } => pages::build(&session()?, out.as_deref()),
        Wish::Build { out, check: true } => pages::check(&session()?, out.as_deref()),
        Wish::Agent { unit } => agent::agent(desk.as_deref(), unit),
        Wish::Serve(wish) => serve::serve(desk.as_deref(), &wish),
        Wish::Open { address } => open::open(desk.as_deref(), person.as_deref(), address.as_deref()),
        Wish::Manual { folder } => manual::write(&folder),
    }
}
