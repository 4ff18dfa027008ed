//! A newsroom that cannot be opened: what the window may still ask of it.

use std::path::{Path, PathBuf};

use super::backups::Backups;
use super::restore::{Restored, Which, Wish};
use super::{name_of, plan};
use crate::wire::backup::{BackupLine, BackupList, BackupPlan, RestoreArgs, RestoredView};
use crate::wire::failure::{Code, Failure};

/// Answers the requests about backups; every other is answered with why the newsroom is shut.
pub fn answer_shut(folder: &Path, failure: &Failure, name: &str, args: &str) -> Result<String, Failure> {
    match name {
        "backup.list" => json(&list_of(folder, Some(failure.message.clone()))),
        "backup.plan" => {
            let args = read(name, args)?;
            json(&plan_of(folder, &args, None)?)
        }
        _ => Err(failure.clone()),
    }
}

/// The request's arguments when it can only be carried out on a newsroom that nobody has open: what takes its place, and
/// what is read of a database as it stands.
pub fn closes(open: bool, name: &str, args: &str) -> Result<Option<RestoreArgs>, Failure> {
    if name != "backup.restore" {
        return Ok(None);
    }
    let args = read(name, args)?;
    Ok(Some(args).filter(|args| !open || args.in_place || args.since))
}

fn read(name: &str, args: &str) -> Result<RestoreArgs, Failure> {
    serde_json::from_str(args).map_err(|error| Failure {
        code: Code::BadRequest,
        message: format!("The arguments of “{name}” cannot be read."),
        detail: error.to_string(),
    })
}

/// The list with what is known without the database.
pub(crate) fn list_of(folder: &Path, trouble: Option<String>) -> BackupList {
    let backups = Backups::of(folder);
    let lines: Vec<BackupLine> = backups.list().into_iter().map(BackupLine::of).collect();
    BackupList {
        folder: backups.root().display().to_string(),
        last_at: lines.iter().filter(|line| line.trouble.is_none()).filter_map(|line| line.made_at).max(),
        backups: lines,
        late: false,
        trouble,
        keeps: String::new(),
        may_restore: true,
        in_place: true,
    }
}

pub(crate) fn plan_of(folder: &Path, args: &RestoreArgs, end: Option<i64>) -> Result<BackupPlan, Failure> {
    let to = new_folder(folder, args);
    Ok(BackupPlan { steps: plan::plan(folder, &wish(args, to.as_deref()), end)? })
}

/// The wish that a window's arguments are.
pub(crate) fn wish<'a>(args: &'a RestoreArgs, to: Option<&'a Path>) -> Wish<'a> {
    Wish { which: args.backup.as_deref().map_or(Which::Newest, Which::Named), since: args.since, to }
}

/// Where a backup goes that does not take the newsroom's place: beside it, under a name of its own.
pub(crate) fn new_folder(folder: &Path, args: &RestoreArgs) -> Option<PathBuf> {
    if args.in_place {
        return None;
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let of = args.backup.clone().unwrap_or_else(|| name_of(chrono::Utc::now()));
    // Only a name: whatever else was sent, nothing is put anywhere but beside the newsroom.
    let of = of.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let mut names = std::iter::once(format!("{name}-{of}")).chain((2..).map(|n| format!("{name}-{of}-{n}")));
    names.find(|name| !folder.with_file_name(name).exists()).map(|name| folder.with_file_name(name))
}

impl RestoreArgs {
    /// Carries it out on a newsroom that nobody has open.
    pub fn restore(&self, folder: &Path, way: ledger::Way) -> Result<RestoredView, Failure> {
        let to = new_folder(folder, self);
        super::restore(folder, way, &wish(self, to.as_deref())).map(RestoredView::from)
    }

    /// The same, with the answer in JSON.
    pub fn restore_json(&self, folder: &Path, way: ledger::Way) -> Result<String, Failure> {
        json(&self.restore(folder, way)?)
    }
}

impl From<Restored> for RestoredView {
    fn from(restored: Restored) -> Self {
        Self {
            folder: restored.folder.display().to_string(),
            aside: restored.aside.map(|aside| aside.display().to_string()),
            came_back: restored.came_back,
            lost: restored.lost,
        }
    }
}

fn json(answer: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(answer).map_err(|error| Failure {
        code: Code::Failed,
        message: "The answer cannot be written.".into(),
        detail: error.to_string(),
    })
}
