//! The command line's grammar.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use desk::article::{ClearanceKind, Status};

#[derive(Parser)]
#[command(name = "galley", version, about = "The editorial desk of an online magazine", arg_required_else_help = true)]
pub struct Arguments {
    /// The newsroom's folder
    #[arg(short = 'd', long = "desk", env = "GALLEY_DESK", global = true, value_name = "DIR")]
    pub desk: Option<PathBuf>,
    /// Who acts: a name on the masthead, or the beginning of one
    #[arg(long = "as", env = "GALLEY_AS", global = true, value_name = "NAME")]
    pub person: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub wish: Wish,
}

#[derive(Subcommand)]
pub enum Wish {
    /// Make a newsroom
    New(New),
    /// A house layout: look through a folder for mistakes, or begin one
    House {
        #[command(subcommand)]
        wish: HouseWish,
    },
    /// Hand in files: Markdown (.md) or Word (.docx)
    Submit(Submit),
    /// List articles; without a filter, what is open
    Queue {
        /// Such as is:submitted section:europe due:<today, or plain words; is:any for all
        filter: Vec<String>,
    },
    /// What goes out when: slots and what stands in them, and what is ready without a time
    Calendar(Calendar),
    /// Show one article
    Show(Show),
    /// Change an article's fields or its text
    Edit(Edit),
    /// Accept what is suggested in an article
    Accept(Decide),
    /// Let the text stand as it was before a suggestion; one’s own is taken back by it
    Stet(Decide),
    /// Remark something about an article, answer a remark, resolve one, or change or delete one’s own
    Comment(Comment),
    /// The versions of an article: list them, compare two, bring one back
    Versions(Versions),
    /// Hand an article on: to submitted, editing, revising, copy, ready, spiked …
    Move(Move),
    /// Give an approved article its time
    Schedule(Schedule),
    /// Publish an approved article now, or everything that is due
    Publish(Publish),
    /// Put an article on hold, or take it off
    Hold(Hold),
    /// Set an embargo, or lift it
    Embargo(Embargo),
    /// Ask for a clearance, or give it
    Clear(Clear),
    /// Print an article's page as readers will see it
    Preview(Preview),
    /// Write the whole site afresh
    Build {
        /// Into this folder instead of the newsroom's site
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Write nothing: compare what stands there with what the desk prints
        #[arg(long)]
        check: bool,
    },
    /// List what the checks find in an article
    Check { article: String },
    /// The log, newest first
    Log(Log),
    /// What needs somebody, whom they wait for, what others did
    Inbox {
        /// Whose; else whoever acts
        #[arg(long = "person", value_name = "NAME")]
        whose: Option<String>,
    },
    /// The sheet for the morning meeting, by section
    Budget {
        /// As in `galley queue`; without one, what is open
        filter: Vec<String>,
        /// Write it as a page to print
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// The masthead; add someone to it
    People(People),
    /// Find articles by their words, the best first
    Search(Search),
    /// Everything published, the newest first
    Archive(Archive),
    /// Take in an archive: a folder of Markdown, or what another newsroom exported
    Import(Import),
    /// Write everything as Markdown with front matter, pictures and records into a fresh folder
    Export {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Compare the log, the tables, the versions, the pictures, the site and the backups with each other
    Verify,
    /// Copy the newsroom into backups/, checked after it is written
    Backup {
        /// Into this folder of backups instead
        folder: Option<PathBuf>,
        /// List the backups there are
        #[arg(long)]
        list: bool,
    },
    /// Put a backup back; what stands there is set aside first, and kept
    Restore(Restore),
    /// Publish what is due and take in what is dropped into submissions/, until stopped
    Agent {
        /// Print a systemd user unit for this newsroom instead
        #[arg(long)]
        unit: bool,
    },
    /// Share the newsroom with browsers: on this machine, or beyond it with TLS or behind a proxy
    Serve(Serve),
    /// Open the window on the newsroom, or on one that is served at an address
    Open {
        /// https://… of a newsroom that somebody serves
        address: Option<String>,
    },
    /// Write the man pages and the completions of the shells into a folder
    #[command(hide = true)]
    Manual { folder: PathBuf },
}

#[derive(Args)]
pub struct Log {
    pub article: Option<String>,
    /// Of articles that have this in their slug or headline
    #[arg(long, value_name = "WORDS", conflicts_with = "article")]
    pub about: Option<String>,
    /// Done by them
    #[arg(long = "person", value_name = "NAME")]
    pub done_by: Option<String>,
    /// What it is about
    #[arg(long, value_enum)]
    pub kind: Option<LogKind>,
    /// Of one day of the house’s calendar: 2026-11-28
    #[arg(long, value_name = "DATE")]
    pub day: Option<chrono::NaiveDate>,
    /// The article’s history as a story, from its beginning
    #[arg(long, requires = "article", conflicts_with_all = ["about", "done_by", "kind", "day"])]
    pub story: bool,
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub limit: u32,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub enum LogKind {
    Steps,
    Details,
    Versions,
    Gates,
    Schedule,
    Readers,
    Desk,
}

#[derive(Args)]
pub struct New {
    pub folder: PathBuf,
    /// With a masthead, articles and pictures to try things on
    #[arg(long)]
    pub sample: bool,
    /// The house layout to begin with
    #[arg(long, default_value = "meridian")]
    pub house: String,
    /// What the newsroom is called
    #[arg(long)]
    pub name: Option<String>,
}

#[derive(Subcommand)]
pub enum HouseWish {
    /// Name every mistake in a house folder, with its file, its line and what to do
    Check { folder: PathBuf },
    /// Write a house folder to change
    New {
        folder: PathBuf,
        /// The house to begin with
        #[arg(long, value_name = "HOUSE", default_value = "meridian")]
        like: String,
    },
}

#[derive(Args)]
pub struct Calendar {
    /// This week, which is shown when nothing is said
    #[arg(long, conflicts_with = "month")]
    pub week: bool,
    /// This month
    #[arg(long)]
    pub month: bool,
    /// The week or month that this day is in, as in 2026-12-01
    #[arg(long, value_name = "DATE")]
    pub on: Option<chrono::NaiveDate>,
    /// What the next fortnight will run into instead: embargoes, doubled slots, gaps, links, the clocks
    #[arg(long, conflicts_with_all = ["week", "month", "on"])]
    pub check: bool,
}

#[derive(Args)]
pub struct Search {
    /// Every word, in any order; the last may be the beginning of one
    #[arg(required_unless_present = "afresh")]
    pub words: Vec<String>,
    /// Only what is published
    #[arg(long)]
    pub published: bool,
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=200))]
    pub limit: u32,
    /// Make the search index anew first
    #[arg(long)]
    pub afresh: bool,
}

#[derive(Args)]
pub struct Archive {
    #[arg(long)]
    pub year: Option<i32>,
    /// Of that year, 1 to 12
    #[arg(long, requires = "year", value_parser = clap::value_parser!(u32).range(1..=12))]
    pub month: Option<u32>,
    /// By its slug
    #[arg(long)]
    pub section: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    #[arg(long, default_value_t = 0)]
    pub offset: u32,
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
    pub limit: u32,
}

#[derive(Args)]
pub struct Import {
    pub folder: PathBuf,
    /// Whose byline stands on what names no author; the one who acts when absent
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Only say what would come of it
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct Submit {
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Whose drafts they become; the one who acts when absent
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

#[derive(Args)]
pub struct Show {
    pub article: String,
    /// The text alone, as Markdown
    #[arg(long, conflicts_with = "html")]
    pub markdown: bool,
    /// The page, as HTML
    #[arg(long)]
    pub html: bool,
    /// What waits for a decision, with the names that accept and stet take
    #[arg(long, conflicts_with_all = ["markdown", "html", "comments"])]
    pub suggestions: bool,
    /// What is remarked about it
    #[arg(long, conflicts_with_all = ["markdown", "html"])]
    pub comments: bool,
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["id", "all", "by"]))]
pub struct Decide {
    pub article: String,
    /// The suggestion, by its name or the beginning of it, as `show --suggestions` lists them
    pub id: Option<String>,
    /// Everything that is open
    #[arg(long)]
    pub all: bool,
    /// Everything that this person suggested
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

#[derive(Args)]
pub struct Comment {
    pub article: String,
    #[arg(required_unless_present_any = ["resolve", "delete"])]
    pub text: Option<String>,
    /// The words it is about, which must stand in the text once; without, it is about the whole article
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["field", "to", "change", "resolve", "delete"])]
    pub on: Option<String>,
    /// The field it is about: headline, dek, section …
    #[arg(long, conflicts_with_all = ["to", "change", "resolve", "delete"])]
    pub field: Option<String>,
    /// The article does not go to copy before it is resolved
    #[arg(long, conflicts_with_all = ["to", "change", "resolve", "delete", "note"])]
    pub must_fix: bool,
    /// The writer does not hand the article back before it is answered
    #[arg(long, conflicts_with_all = ["to", "change", "resolve", "delete", "note"])]
    pub must_answer: bool,
    /// A note: there to be read, never to be answered
    #[arg(long, conflicts_with_all = ["to", "change", "resolve", "delete"])]
    pub note: bool,
    /// Answer this comment, by its name or the beginning of it
    #[arg(long, value_name = "ID", conflicts_with_all = ["change", "resolve", "delete"])]
    pub to: Option<String>,
    /// Put the text in the place of what you said, as long as nobody has answered
    #[arg(long, value_name = "ID", conflicts_with_all = ["resolve", "delete"])]
    pub change: Option<String>,
    /// Resolve this comment
    #[arg(long, value_name = "ID", conflicts_with_all = ["text", "delete"])]
    pub resolve: Option<String>,
    /// Delete what you said, as long as nobody has answered
    #[arg(long, value_name = "ID", conflicts_with = "text")]
    pub delete: Option<String>,
}

#[derive(Args)]
pub struct Edit {
    pub article: String,
    /// The text's new Markdown; - for standard input
    pub file: Option<PathBuf>,
    /// The version the file was read from, by its hash or the beginning of it: what changed on the desk since is kept
    #[arg(long, value_name = "VERSION")]
    pub from: Option<String>,
    /// headline, dek, slug, address, section, format, region, topics, authors, language, or lead.alt, lead.caption, lead.credit
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
}

#[derive(Args)]
pub struct Versions {
    pub article: String,
    /// What changed from this one: a version by its name, its hash or the beginning of it; desk; live
    #[arg(long, value_name = "VERSION", conflicts_with = "bring_back")]
    pub compare: Option<String>,
    /// … to this one; what is on the desk when absent
    #[arg(long, value_name = "VERSION", requires = "compare")]
    pub to: Option<String>,
    /// Put the text and the fields of this one on the desk again; what stands there is kept as a version
    #[arg(long, value_name = "VERSION")]
    pub bring_back: Option<String>,
    /// Although suggestions are open in the text
    #[arg(long, requires = "bring_back")]
    pub despite_suggestions: bool,
}

#[derive(Args)]
pub struct Move {
    pub article: String,
    #[arg(value_parser = status)]
    pub status: Status,
    /// For whoever gets it next; the reason when it is spiked
    #[arg(long, default_value = "")]
    pub note: String,
    /// When it is due back, as in “fri 17:00”
    #[arg(long)]
    pub due: Option<String>,
    /// Who writes it, when it is assigned
    #[arg(long)]
    pub writer: Option<String>,
    /// Words asked for, when it is assigned
    #[arg(long)]
    pub length: Option<u32>,
    /// Let the required checks pass that stand in the way, for this reason (20 characters at least)
    #[arg(long = "override", value_name = "REASON")]
    pub override_reason: Option<String>,
}

#[derive(Args)]
pub struct Schedule {
    pub article: String,
    /// “fri 7:00”, “tomorrow 9am”, “+2h”, “2026-12-01 10:00”; “never” stops what is scheduled
    pub when: String,
    /// Read the time in this zone instead of the house's
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Withdraw it again at this time
    #[arg(long, value_name = "WHEN")]
    pub withdraw_at: Option<String>,
    /// When the clock shows the time twice that night: the earlier or the later
    #[arg(long, value_parser = ["earlier", "later"])]
    pub which: Option<String>,
    /// Although something else goes out at the same time
    #[arg(long)]
    pub share_slot: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Publish {
    pub article: Option<String>,
    /// Everything whose time has come
    #[arg(long)]
    pub due: bool,
}

#[derive(Args)]
pub struct Hold {
    pub article: String,
    /// Why; required unless it is taken off
    #[arg(long, required_unless_present = "off")]
    pub reason: Option<String>,
    /// When it is looked at again
    #[arg(long, default_value = "+7d")]
    pub review: String,
    #[arg(long)]
    pub off: bool,
}

#[derive(Args)]
pub struct Embargo {
    pub article: String,
    /// Until when
    #[arg(long, required_unless_present = "lift")]
    pub until: Option<String>,
    #[arg(long)]
    pub reason: String,
    #[arg(long)]
    pub lift: bool,
}

#[derive(Args)]
pub struct Clear {
    pub article: String,
    #[arg(value_parser = clearance)]
    pub what: ClearanceKind,
    /// Ask for it instead of giving it
    #[arg(long, conflicts_with = "not_needed")]
    pub require: bool,
    /// Say that it is not needed
    #[arg(long)]
    pub not_needed: bool,
}

#[derive(Args)]
pub struct Preview {
    pub article: String,
    /// Into this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// As it will look then
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
}

#[derive(Args)]
pub struct Serve {
    #[arg(long, default_value_t = 4090)]
    pub port: u16,
    /// The address of this machine to answer on
    #[arg(long, value_name = "ADDR", default_value_t = std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST))]
    pub bind: std::net::IpAddr,
    /// A name under which browsers ask for it; several may be given
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// The certificate, with those that vouch for it, in PEM
    #[arg(long, value_name = "FILE", requires = "key", conflicts_with = "behind_proxy")]
    pub cert: Option<PathBuf>,
    /// The certificate’s key, in PEM
    #[arg(long, value_name = "FILE", requires = "cert")]
    pub key: Option<PathBuf>,
    /// A proxy on this machine, or at the address given, speaks TLS in front of it and says who asks
    #[arg(long, value_name = "ADDR", num_args = 0..=1, require_equals = true)]
    pub behind_proxy: Option<Option<std::net::IpAddr>>,
}

#[derive(Args)]
pub struct Restore {
    /// By its name or the beginning of it, as backup --list shows it, or the path of its folder
    #[arg(required_unless_present = "newest", conflicts_with = "newest")]
    pub backup: Option<String>,
    /// The newest that is sound, with everything that can be read of the database as it stands
    #[arg(long)]
    pub newest: bool,
    /// Into this new folder; the newsroom as it stands is left as it is
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

#[derive(Args)]
pub struct People {
    #[command(subcommand)]
    pub wish: Option<PeopleWish>,
}

#[derive(Subcommand)]
pub enum PeopleWish {
    /// Put someone on the masthead, or change what they may do
    Set {
        name: String,
        /// writer, editor, copy-editor, managing-editor, administrator; none for a byline without an account
        #[arg(long = "role", value_parser = role)]
        roles: Vec<desk::people::Role>,
        /// Lets an editor set times and publish
        #[arg(long)]
        may_publish: bool,
        #[arg(long)]
        biography: Option<String>,
        /// IANA name of their zone
        #[arg(long)]
        zone: Option<String>,
    },
    /// Give somebody a one-time code, with which they choose their passphrase
    Invite { name: String },
    /// Set somebody’s passphrase: typed unseen, or read from standard input
    Passphrase { name: String },
    /// Who is signed in
    Sessions,
    /// Sign somebody out everywhere
    EndSessions { name: String },
}

fn status(word: &str) -> Result<Status, String> {
    Status::from_word(word).ok_or_else(|| {
        "statuses are pitch, assigned, drafting, submitted, editing, revising, copy, ready and spiked".into()
    })
}

fn clearance(word: &str) -> Result<ClearanceKind, String> {
    read(word, "clearances are legal, facts, art, rights and accessibility")
}

fn role(word: &str) -> Result<desk::people::Role, String> {
    read(word, "roles are writer, editor, copy-editor, managing-editor and administrator")
}

fn read<T: serde::de::DeserializeOwned>(word: &str, known: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(word.into())).map_err(|_| known.into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::Arguments;

    /// `--as` would fill a field of a command that has the same name as its own.
    #[test]
    fn no_command_has_a_field_named_like_one_of_all_commands() {
        let program = Arguments::command();
        let of_all: BTreeSet<_> =
            program.get_arguments().filter(|one| one.is_global_set()).map(|one| one.get_id().clone()).collect();
        assert!(of_all.len() > 2);
        let mut commands: Vec<&clap::Command> = program.get_subcommands().collect();
        while let Some(command) = commands.pop() {
            for one in command.get_arguments() {
                assert!(!of_all.contains(one.get_id()), "{} of {}", one.get_id(), command.get_name());
            }
            commands.extend(command.get_subcommands());
        }
    }
}
