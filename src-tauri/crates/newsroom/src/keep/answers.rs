//! The requests about backups, for an open newsroom.

use desk::backup::BackupRules;
use ledger::Way;

use super::shut;
use crate::caller::Caller;
use crate::room::Newsroom;
use crate::wire::backup::{BackupLine, BackupList, BackupPlan, RestoreArgs, RestoredView};
use crate::wire::failure::Failure;

impl Newsroom {
    pub(crate) fn backups(&self, caller: &Caller) -> Result<BackupList, Failure> {
        self.must_look_after(caller)?;
        let state = self.backup_state(caller)?;
        let list = shut::list_of(self.folder(), state.as_ref().and_then(|state| state.trouble.clone()));
        Ok(BackupList {
            late: state.is_some_and(|state| state.late),
            keeps: keeps(&self.rules().rules.backup),
            may_restore: self.must_restore(caller).is_ok(),
            in_place: caller.way == Way::Window,
            ..list
        })
    }

    pub(crate) fn back_up_for(&self, caller: &Caller) -> Result<BackupLine, Failure> {
        self.must_look_after(caller)?;
        self.back_up(None).map(BackupLine::of)
    }

    pub(crate) fn plan_for(&self, caller: &Caller, args: &RestoreArgs) -> Result<BackupPlan, Failure> {
        self.must_restore(caller)?;
        let end = self.ledger.read(|reader| reader.head())?;
        shut::plan_of(self.folder(), args, Some(end))
    }

    /// Into a new folder only: what is open cannot be replaced under those who have it open. The window closes it first.
    pub(crate) fn restore_for(&self, caller: &Caller, args: &RestoreArgs) -> Result<RestoredView, Failure> {
        self.must_restore(caller)?;
        if args.in_place || args.since {
            return Err(Failure::refused(
                "This newsroom is being served, so nothing can take its place: stop the server, and use the window or `galley restore`.",
            ));
        }
        args.restore(self.folder(), caller.way)
    }
}

fn keeps(rules: &BackupRules) -> String {
    let made = match rules.every_minutes {
        0 => "Made by hand only".to_owned(),
        60 => "Made every hour when something changed".to_owned(),
        minutes => format!("Made every {minutes} minutes when something changed"),
    };
    format!(
        "{made}; all of {} hours are kept, then one a day for {} days, one a week for {} weeks.",
        rules.all_hours, rules.daily_days, rules.weekly_weeks
    )
}
