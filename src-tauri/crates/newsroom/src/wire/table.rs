//! The request table: every request with its argument and its answer. A request that stands here and is not handled does not
//! compile; the interface's types are generated from here.

use ts_rs::TS;

use super::act::{ActAllArgs, ActArgs, Acted, ActedAll, GoingOut};
use super::ahead::{LookAhead, LookAheadArgs, Violations};
use super::archive::{Archive, ArchiveArgs, SearchArgs};
use super::article::ArticleView;
use super::backup::{BackupLine, BackupList, BackupPlan, RestoreArgs, RestoredView};
use super::calendar::{Calendar, CalendarArgs};
use super::failure::{Code, Failure};
use super::galley::{Galley, GalleyArgs};
use super::intake::{Arrivals, SubmitArgs};
use super::log::{Log, LogArgs, Story};
use super::media::{SentFile, StoredPicture};
use super::mine::{Inbox, InboxRead};
use super::open::Opened;
use super::people::{Invited, Masthead, OfPerson, SessionsEnded, SetPerson};
use super::queue::{Queue, QueueArgs};
use super::queue_look::{Budget, BudgetArgs, KeepView, OfView, QueueLook, SetColumns, Workload};
use super::review::{Decisions, Review, TextDecide, TextRemark, TextReview, TextUndo, TextUndone};
use super::schedule::{WhenArgs, WhenRead};
use super::session::{NewPassphrase, Redeem, SignIn, SignedIn};
use super::status::DeskStatus;
use super::text::{
    OfVersion, TextHere, TextOpened, TextPaste, TextPasted, TextPull, TextPush, TextPushed, VersionText,
};
use super::versions::{BringBackAnswer, BringBackArgs, CompareArgs, Comparison, LastRead};
use super::words::{NewWord, Proposals, Spelling, TextSpelling, WordOf};
use super::{Nothing, OfArticle};

macro_rules! requests {
    ($($(#[$doc:meta])* $name:literal => $method:ident($args:ty) -> $answer:ty;)*) => {
        /// Whoever handles every request, for a caller it knows.
        pub trait Handler {
            /// Who asks, and by which way.
            type Caller;
            $($(#[$doc])* fn $method(&self, caller: &Self::Caller, args: $args) -> Result<$answer, Failure>;)*
        }

        /// Answers the request `name`, arguments and answer in JSON.
        pub fn answer<H: Handler>(handler: &H, caller: &H::Caller, name: &str, args: &str) -> Result<String, Failure> {
            match name {
                $($name => reply(handler.$method(caller, read(name, args)?)?),)*
                _ => Err(Failure {
                    code: Code::BadRequest,
                    message: format!("There is no request “{name}”."),
                    detail: String::new(),
                }),
            }
        }

        /// The names of all requests, in the order of the table.
        pub const NAMES: &[&str] = &[$($name),*];

        /// Writes the TypeScript of every type of the table, one file each, and `requests.ts`, into the folder of `config`.
        pub fn write_types(config: &ts_rs::Config) -> Result<String, ts_rs::ExportError> {
            let mut table = String::new();
            let mut names = std::collections::BTreeSet::new();
            $(
                <$args as TS>::export_all(config)?;
                <$answer as TS>::export_all(config)?;
                names.insert(<$args as TS>::name(config));
                names.insert(<$answer as TS>::name(config));
                table.push_str(&format!("  {:?}: {{ args: {}; answer: {} }};\n", $name, <$args as TS>::name(config), <$answer as TS>::name(config)));
            )*
            Ok(page(&names, &table))
        }
    };
}

requests! {
    /// What the interface needs to know once, and again when people or rules change.
    "desk.open" => desk_open(Nothing) -> Opened;
    /// Who one is, by name and passphrase.
    "session.begin" => session_begin(SignIn) -> SignedIn;
    /// The same with a one-time code, choosing the passphrase for the next time.
    "session.redeem" => session_redeem(Redeem) -> SignedIn;
    "session.end" => session_end(Nothing) -> Nothing;
    /// One's own passphrase.
    "session.passphrase" => session_passphrase(NewPassphrase) -> SignedIn;
    "people.list" => people_list(Nothing) -> Masthead;
    "people.set" => people_set(SetPerson) -> Masthead;
    "people.invite" => people_invite(OfPerson) -> Invited;
    "people.end-sessions" => people_end_sessions(OfPerson) -> SessionsEnded;
    "desk.status" => desk_status(Nothing) -> DeskStatus;
    "queue.list" => queue_list(QueueArgs) -> Queue;
    /// One's own columns and views, and the views of all.
    "queue.look" => queue_look(Nothing) -> QueueLook;
    "queue.set-columns" => queue_set_columns(SetColumns) -> QueueLook;
    "queue.keep-view" => queue_keep_view(KeepView) -> QueueLook;
    "queue.drop-view" => queue_drop_view(OfView) -> QueueLook;
    /// Who has how much, and what waits how long.
    "queue.workload" => queue_workload(Nothing) -> Workload;
    /// The sheet for the morning meeting.
    "queue.budget" => queue_budget(BudgetArgs) -> Budget;
    /// What one is told.
    "mine.inbox" => mine_inbox(Nothing) -> Inbox;
    /// What of it was read, or is to be read again.
    "mine.read" => mine_read(InboxRead) -> Inbox;
    "article.get" => article_get(OfArticle) -> ArticleView;
    /// One command of the workflow, fields included.
    "article.act" => article_act(ActArgs) -> Acted;
    /// The same command for many, each decided by itself.
    "article.act-all" => article_act_all(ActAllArgs) -> ActedAll;
    /// What would happen if it went out now.
    "article.going-out" => article_going_out(OfArticle) -> GoingOut;
    "article.log" => article_log(LogArgs) -> Log;
    /// The same of one article, as a story from its beginning.
    "article.story" => article_story(OfArticle) -> Story;
    "text.open" => text_open(OfArticle) -> TextOpened;
    "text.push" => text_push(TextPush) -> TextPushed;
    "text.pull" => text_pull(TextPull) -> TextPushed;
    /// What is suggested and remarked.
    "text.review" => text_review(TextReview) -> Review;
    /// What was decided about what was suggested, the last first.
    "text.decided" => text_decided(OfArticle) -> Decisions;
    "text.decide" => text_decide(TextDecide) -> TextPushed;
    "text.remark" => text_remark(TextRemark) -> TextPushed;
    /// One's own last stroke or decision.
    "text.undo" => text_undo(TextUndo) -> TextUndone;
    "text.redo" => text_redo(TextUndo) -> TextUndone;
    /// Where one is in it; nobody is told but those who read the article whole.
    "text.here" => text_here(TextHere) -> Nothing;
    /// What was copied in another program, as Markdown that can be put into a text.
    "text.paste" => text_paste(TextPaste) -> TextPasted;
    /// Words of it that nobody knows.
    "text.spelling" => text_spelling(TextSpelling) -> Spelling;
    /// What could be meant by one.
    "words.propose" => words_propose(WordOf) -> Proposals;
    /// One more that the house knows.
    "words.add" => words_add(NewWord) -> Nothing;
    "text.version" => text_version(OfVersion) -> VersionText;
    /// How one version became another, or what is on the desk.
    "versions.compare" => versions_compare(CompareArgs) -> Comparison;
    /// When whoever asks last left the article.
    "versions.last-read" => versions_last_read(OfArticle) -> LastRead;
    /// They leave it now.
    "versions.read" => versions_read(OfArticle) -> Nothing;
    /// Text and fields of a version, on the desk again.
    "versions.bring-back" => versions_bring_back(BringBackArgs) -> BringBackAnswer;
    "galley.page" => galley_page(GalleyArgs) -> Galley;
    /// The page as it stands in site/, read back.
    "galley.published" => galley_published(OfArticle) -> Galley;
    /// What is published: by time, section and author.
    "archive.list" => archive_list(ArchiveArgs) -> Archive;
    /// Full-text search, as one types.
    "search" => search(SearchArgs) -> Archive;
    /// What goes out when, in the house's days.
    "calendar.list" => calendar_list(CalendarArgs) -> Calendar;
    /// What front page, sections and feeds will show at a minute that is to come.
    "schedule.look-ahead" => schedule_look_ahead(LookAheadArgs) -> LookAhead;
    /// What the next fortnight will run into.
    "schedule.check" => schedule_check(Nothing) -> Violations;
    "schedule.read" => schedule_read(WhenArgs) -> WhenRead;
    "media.add" => media_add(SentFile) -> StoredPicture;
    "intake.submit" => intake_submit(SubmitArgs) -> Arrivals;
    "backup.list" => backup_list(Nothing) -> BackupList;
    "backup.make" => backup_make(Nothing) -> BackupLine;
    /// What a restore would do, said before it does it.
    "backup.plan" => backup_plan(RestoreArgs) -> BackupPlan;
    "backup.restore" => backup_restore(RestoreArgs) -> RestoredView;
}

fn read<T: serde::de::DeserializeOwned>(name: &str, args: &str) -> Result<T, Failure> {
    serde_json::from_str(args).map_err(|error| Failure {
        code: Code::BadRequest,
        message: format!("The arguments of “{name}” cannot be read."),
        detail: error.to_string(),
    })
}

fn reply<T: serde::Serialize>(answer: T) -> Result<String, Failure> {
    serde_json::to_string(&answer).map_err(|error| Failure {
        code: Code::Failed,
        message: "The answer cannot be written.".into(),
        detail: error.to_string(),
    })
}

fn page(names: &std::collections::BTreeSet<String>, table: &str) -> String {
    let imports: String = names.iter().map(|name| format!("import type {{ {name} }} from './{name}';\n")).collect();
    format!(
        "// Generated from the request table by `cargo xtask generate types`; do not edit.\n{imports}\nexport interface Requests {{\n{table}}}\n"
    )
}
