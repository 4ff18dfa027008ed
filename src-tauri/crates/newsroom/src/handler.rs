//! Every request of the table, answered: a doorway each.

use desk::command::Command;
use desk::ids::ArticleId;
use desk::refusal::Ask;
use uuid::Uuid;

use crate::acts::Verdict;
use crate::caller::{By, Caller};
use crate::doors::nobody;
use crate::reading::{Read, as_readers_do};
use crate::room::Newsroom;
use crate::undoing::Turn;
use crate::view;
use crate::wire::act::{ActAllArgs, ActArgs, Acted, ActedAll, Choice, GoingOut};
use crate::wire::ahead::{LookAhead, LookAheadArgs, Violations};
use crate::wire::archive::{Archive, ArchiveArgs, SearchArgs};
use crate::wire::article::ArticleView;
use crate::wire::backup::{BackupLine, BackupList, BackupPlan, RestoreArgs, RestoredView};
use crate::wire::calendar::{Calendar, CalendarArgs};
use crate::wire::failure::{Code, Failure};
use crate::wire::galley::{Galley, GalleyArgs};
use crate::wire::intake::{Arrivals, Arrived, SubmitArgs};
use crate::wire::log::{Log, LogArgs, Story};
use crate::wire::media::{SentFile, StoredPicture};
use crate::wire::mine::{Inbox, InboxRead};
use crate::wire::open::Opened;
use crate::wire::people::{Invited, Masthead, OfPerson, SessionsEnded, SetPerson};
use crate::wire::queue::{Queue, QueueArgs};
use crate::wire::queue_look::{Budget, BudgetArgs, KeepView, OfView, QueueLook, SetColumns, Workload};
use crate::wire::review::{Decisions, Review, TextDecide, TextRemark, TextReview, TextUndo, TextUndone};
use crate::wire::schedule::{WhenArgs, WhenRead};
use crate::wire::session::{NewPassphrase, Redeem, SignIn, SignedIn};
use crate::wire::status::DeskStatus;
use crate::wire::table::{Handler, answer};
use crate::wire::text::{
    OfVersion, TextHere, TextOpened, TextPaste, TextPasted, TextPull, TextPush, TextPushed, VersionText,
};
use crate::wire::versions::{BringBackAnswer, BringBackArgs, CompareArgs, Comparison, LastRead};
use crate::wire::words::{NewWord, Proposals, Spelling, TextSpelling, WordOf};
use crate::wire::{Nothing, OfArticle};

impl Newsroom {
    /// Answers one request of the table, arguments and answer in JSON.
    pub fn answer(&self, caller: &Caller, name: &str, args: &str) -> Result<String, Failure> {
        self.let_through(caller, name)?;
        answer(self, caller, name, args).map_err(|failure| if caller.is_nobody() { outside(failure) } else { failure })
    }

    pub(crate) fn acted(&self, caller: &Caller, args: ActArgs) -> Result<Acted, Failure> {
        let person = caller.person.ok_or_else(nobody)?;
        let (by, now) = (By::person(person, caller.way), self.now());
        let (article, verdict) = match args.article {
            Some(article) => match self.read(caller, article)? {
                Read::AsReaders(_) => return Ok(Acted::Refused { refusal: view::refusal(&as_readers_do()) }),
                Read::Whole(_) => (article, self.act(&by, now, article, &args.command)?),
            },
            None => {
                let id = ArticleId(Uuid::now_v7());
                (id, self.begin(&by, now, id, &args.command, "", None)?)
            }
        };
        match verdict {
            Verdict::Done(facts) => {
                let view = self.view(caller, article)?;
                let said = facts.iter().rev().find_map(crate::said::toast).unwrap_or_else(|| "Done".into());
                Ok(Acted::Done { undoable: view.undo.is_some() && !facts.is_empty(), article: Box::new(view), said })
            }
            Verdict::Refused(refusal) => Ok(match &refusal.asks {
                None => Acted::Refused { refusal: view::refusal(&refusal) },
                Some(ask) => Acted::Asks { question: refusal.reason.clone(), choices: choices(ask, &args.command) },
            }),
        }
    }
}

/// The answers to a question, each the command to send.
fn choices(ask: &Ask, command: &Command) -> Vec<Choice> {
    match ask {
        Ask::ShareSlot { .. } => {
            let mut shared = command.clone();
            if let Command::Schedule { share_slot, .. } | Command::MoveJob { share_slot, .. } = &mut shared {
                *share_slot = true;
            }
            vec![Choice { label: "Share the slot".into(), command: shared }]
        }
        Ask::WhichTime { earlier, later } => [("The earlier", earlier), ("The later", later)]
            .into_iter()
            .map(|(label, moment)| {
                let mut chosen = command.clone();
                if let Command::Schedule { when, .. } | Command::MoveJob { when, .. } = &mut chosen {
                    *when = desk::when::Moment::clone(moment);
                }
                Choice { label: format!("{label}: {}", moment.named()), command: chosen }
            })
            .collect(),
    }
}

impl Handler for Newsroom {
    type Caller = Caller;

    fn desk_open(&self, caller: &Caller, _: Nothing) -> Result<Opened, Failure> {
        self.opened(caller)
    }

    fn session_begin(&self, caller: &Caller, args: SignIn) -> Result<SignedIn, Failure> {
        self.sign_in(caller, &args)
    }

    fn session_redeem(&self, caller: &Caller, args: Redeem) -> Result<SignedIn, Failure> {
        self.redeem(caller, &args)
    }

    fn session_end(&self, caller: &Caller, _: Nothing) -> Result<Nothing, Failure> {
        self.sign_out(caller)
    }

    fn session_passphrase(&self, caller: &Caller, args: NewPassphrase) -> Result<SignedIn, Failure> {
        self.choose_passphrase(caller, &args)
    }

    fn people_list(&self, caller: &Caller, _: Nothing) -> Result<Masthead, Failure> {
        self.keep_masthead(caller)
    }

    fn people_set(&self, caller: &Caller, args: SetPerson) -> Result<Masthead, Failure> {
        self.set_member(caller, &args)
    }

    fn people_invite(&self, caller: &Caller, args: OfPerson) -> Result<Invited, Failure> {
        self.invite(caller, args.person)
    }

    fn people_end_sessions(&self, caller: &Caller, args: OfPerson) -> Result<SessionsEnded, Failure> {
        self.end_sessions(caller, args.person)
    }

    fn desk_status(&self, caller: &Caller, _: Nothing) -> Result<DeskStatus, Failure> {
        self.status(caller)
    }

    fn queue_list(&self, caller: &Caller, args: QueueArgs) -> Result<Queue, Failure> {
        self.queue(caller, &args)
    }

    fn queue_look(&self, caller: &Caller, _: Nothing) -> Result<QueueLook, Failure> {
        self.look_of(caller)
    }

    fn queue_set_columns(&self, caller: &Caller, args: SetColumns) -> Result<QueueLook, Failure> {
        self.set_columns(caller, &args)
    }

    fn queue_keep_view(&self, caller: &Caller, args: KeepView) -> Result<QueueLook, Failure> {
        self.keep_view(caller, &args)
    }

    fn queue_drop_view(&self, caller: &Caller, args: OfView) -> Result<QueueLook, Failure> {
        self.drop_view(caller, &args)
    }

    fn queue_workload(&self, caller: &Caller, _: Nothing) -> Result<Workload, Failure> {
        self.workload(caller)
    }

    fn queue_budget(&self, caller: &Caller, args: BudgetArgs) -> Result<Budget, Failure> {
        self.budget(caller, &args)
    }

    fn mine_inbox(&self, caller: &Caller, _: Nothing) -> Result<Inbox, Failure> {
        self.inbox(caller)
    }

    fn mine_read(&self, caller: &Caller, args: InboxRead) -> Result<Inbox, Failure> {
        self.read_inbox(caller, &args)
    }

    fn article_get(&self, caller: &Caller, args: OfArticle) -> Result<ArticleView, Failure> {
        self.view(caller, args.article)
    }

    fn article_act(&self, caller: &Caller, args: ActArgs) -> Result<Acted, Failure> {
        self.acted(caller, args)
    }

    fn article_act_all(&self, caller: &Caller, args: ActAllArgs) -> Result<ActedAll, Failure> {
        self.act_on_all(caller, &args)
    }

    fn article_going_out(&self, caller: &Caller, args: OfArticle) -> Result<GoingOut, Failure> {
        self.going_out(caller, args.article)
    }

    fn article_log(&self, caller: &Caller, args: LogArgs) -> Result<Log, Failure> {
        self.history(caller, &args)
    }

    fn article_story(&self, caller: &Caller, args: OfArticle) -> Result<Story, Failure> {
        self.tell_story(caller, args.article)
    }

    fn text_open(&self, caller: &Caller, args: OfArticle) -> Result<TextOpened, Failure> {
        self.opened_text(caller, args.article)
    }

    fn text_push(&self, caller: &Caller, args: TextPush) -> Result<TextPushed, Failure> {
        self.push(caller, args)
    }

    fn text_pull(&self, caller: &Caller, args: TextPull) -> Result<TextPushed, Failure> {
        self.pull(caller, &args)
    }

    fn text_review(&self, caller: &Caller, args: TextReview) -> Result<Review, Failure> {
        self.review(caller, &args)
    }

    fn text_decided(&self, caller: &Caller, args: OfArticle) -> Result<Decisions, Failure> {
        self.decisions(caller, args.article)
    }

    fn text_decide(&self, caller: &Caller, args: TextDecide) -> Result<TextPushed, Failure> {
        self.decide_suggestions(caller, &args)
    }

    fn text_remark(&self, caller: &Caller, args: TextRemark) -> Result<TextPushed, Failure> {
        self.remark(caller, &args)
    }

    fn text_undo(&self, caller: &Caller, args: TextUndo) -> Result<TextUndone, Failure> {
        self.undo_typing(caller, &args, Turn::Back)
    }

    fn text_redo(&self, caller: &Caller, args: TextUndo) -> Result<TextUndone, Failure> {
        self.undo_typing(caller, &args, Turn::Again)
    }

    fn text_here(&self, caller: &Caller, args: TextHere) -> Result<Nothing, Failure> {
        self.is_here(caller, &args)
    }

    fn text_paste(&self, caller: &Caller, args: TextPaste) -> Result<TextPasted, Failure> {
        self.account(caller)?;
        crate::paste::read(&args)
    }

    fn text_spelling(&self, caller: &Caller, args: TextSpelling) -> Result<Spelling, Failure> {
        self.spelling_of(caller, &args)
    }

    fn words_propose(&self, caller: &Caller, args: WordOf) -> Result<Proposals, Failure> {
        self.propose_words(caller, &args)
    }

    fn words_add(&self, caller: &Caller, args: NewWord) -> Result<Nothing, Failure> {
        self.add_word(caller, &args)
    }

    fn text_version(&self, caller: &Caller, args: OfVersion) -> Result<VersionText, Failure> {
        self.version_text(caller, &args)
    }

    fn versions_compare(&self, caller: &Caller, args: CompareArgs) -> Result<Comparison, Failure> {
        self.compare(caller, &args)
    }

    fn versions_last_read(&self, caller: &Caller, args: OfArticle) -> Result<LastRead, Failure> {
        self.last_read(caller, args.article)
    }

    fn versions_read(&self, caller: &Caller, args: OfArticle) -> Result<Nothing, Failure> {
        self.mark_read(caller, args.article)
    }

    fn versions_bring_back(&self, caller: &Caller, args: BringBackArgs) -> Result<BringBackAnswer, Failure> {
        self.bring_back(caller, &args)
    }

    fn galley_page(&self, caller: &Caller, args: GalleyArgs) -> Result<Galley, Failure> {
        self.galley(caller, &args)
    }

    fn galley_published(&self, caller: &Caller, args: OfArticle) -> Result<Galley, Failure> {
        self.published(caller, args.article)
    }

    fn archive_list(&self, caller: &Caller, args: ArchiveArgs) -> Result<Archive, Failure> {
        self.archive(caller, &args)
    }

    fn search(&self, caller: &Caller, args: SearchArgs) -> Result<Archive, Failure> {
        self.find_words(caller, &args)
    }

    fn calendar_list(&self, caller: &Caller, args: CalendarArgs) -> Result<Calendar, Failure> {
        self.calendar(caller, args)
    }

    fn schedule_look_ahead(&self, caller: &Caller, args: LookAheadArgs) -> Result<LookAhead, Failure> {
        self.look_ahead(caller, args)
    }

    fn schedule_check(&self, caller: &Caller, _: Nothing) -> Result<Violations, Failure> {
        self.violations(caller)
    }

    fn schedule_read(&self, caller: &Caller, args: WhenArgs) -> Result<WhenRead, Failure> {
        self.read_when(caller, &args)
    }

    fn media_add(&self, caller: &Caller, args: SentFile) -> Result<StoredPicture, Failure> {
        let person = self.account(caller)?.id;
        self.store_picture(&By::person(person, caller.way), &args.name, &decoded(&args)?, self.now())
    }

    fn intake_submit(&self, caller: &Caller, args: SubmitArgs) -> Result<Arrivals, Failure> {
        let author = self.author_of(caller, args.by)?;
        let (mut whole, mut broken) = (Vec::new(), Vec::new());
        for file in args.files {
            match decoded(&file) {
                Ok(bytes) => whole.push((file.name, bytes)),
                Err(failure) => broken.push(Arrived::Nothing { file: file.name, reason: failure.message }),
            }
        }
        let mut files = self.submit_together(caller, author, whole)?;
        files.extend(broken);
        Ok(Arrivals { files })
    }

    fn backup_list(&self, caller: &Caller, _: Nothing) -> Result<BackupList, Failure> {
        self.backups(caller)
    }

    fn backup_make(&self, caller: &Caller, _: Nothing) -> Result<BackupLine, Failure> {
        self.back_up_for(caller)
    }

    fn backup_plan(&self, caller: &Caller, args: RestoreArgs) -> Result<BackupPlan, Failure> {
        self.plan_for(caller, &args)
    }

    fn backup_restore(&self, caller: &Caller, args: RestoreArgs) -> Result<RestoredView, Failure> {
        self.restore_for(caller, &args)
    }
}

/// What whoever is nobody is told of what went wrong inside.
fn outside(failure: Failure) -> Failure {
    match failure.code {
        Code::BadRequest | Code::NoPerson | Code::SignIn => failure,
        Code::NotFound
        | Code::NoNewsroom
        | Code::Refused
        | Code::Stale
        | Code::NotSaved
        | Code::Unreadable
        | Code::Damaged
        | Code::Newer
        | Code::Failed => {
            tracing::warn!(%failure, detail = failure.detail, "an answer at the door");
            Failure::failed("The desk cannot answer now. Try again in a moment, or ask whoever runs it.")
        }
    }
}

fn decoded(file: &SentFile) -> Result<Vec<u8>, Failure> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(&file.data)
        .map_err(|_| Failure::new(Code::BadRequest, format!("{} did not arrive whole: send it again.", file.name)))
}
