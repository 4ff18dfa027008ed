//! Columns and saved views of the queue: each person's own, and views for everybody who works on the desk.

use desk::ids::PersonId;
use desk::people::{Person, Role};
use ledger::{LedgerError, Look};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::{By, Caller};
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};
use crate::wire::queue::Sort;
use crate::wire::queue_look::{KeepView, OfView, QueueColumn, QueueLook, QueueView, SetColumns};

/// More columns, views and letters than anybody needs.
const MOST_COLUMNS: usize = 40;
const MOST_VIEWS: usize = 60;
const LONGEST_NAME: usize = 60;
const LONGEST_FILTER: usize = 500;
const WIDTHS: std::ops::RangeInclusive<u32> = 32..=1200;

/// A view as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    id: String,
    name: String,
    filter: String,
    sort: Sort,
    descending: bool,
    columns: Vec<QueueColumn>,
    by: PersonId,
}

impl Newsroom {
    pub(crate) fn look_of(&self, caller: &Caller) -> Result<QueueLook, Failure> {
        let me = self.account(caller)?;
        let people = self.seated(caller)?.people;
        let (columns, own, shared) = self.ledger.read(|reader| {
            let columns: Vec<QueueColumn> = reader.look(Look::Columns(me.id))?;
            let own: Vec<Kept> = reader.look(Look::Views(me.id))?;
            // A shared filter may speak of what is not everybody's to read.
            let shared: Vec<Kept> = if me.edits() { reader.look(Look::SharedViews)? } else { Vec::new() };
            Ok::<_, LedgerError>((columns, own, shared))
        })?;
        let view = |kept: Kept, shared: bool| QueueView {
            theirs: !shared || may_change(&me, &kept),
            by: people.name(kept.by).to_owned(),
            id: kept.id,
            name: kept.name,
            filter: kept.filter,
            sort: kept.sort,
            descending: kept.descending,
            columns: kept.columns,
            shared,
        };
        let own = own.into_iter().map(|kept| view(kept, false));
        let views = own.chain(shared.into_iter().map(|kept| view(kept, true))).collect();
        Ok(QueueLook { columns, views, may_share: me.edits() })
    }

    pub(crate) fn set_columns(&self, caller: &Caller, args: &SetColumns) -> Result<QueueLook, Failure> {
        let me = self.account(caller)?;
        let columns = sound(&args.columns)?;
        self.transact(&By::person(me.id, caller.way), self.now(), |_, tx| tx.put_look(Look::Columns(me.id), &columns))?;
        self.look_of(caller)
    }

    pub(crate) fn keep_view(&self, caller: &Caller, args: &KeepView) -> Result<QueueLook, Failure> {
        let me = self.account(caller)?;
        if args.shared && !me.edits() {
            return Err(Failure::refused("Only those who work on the desk keep views for everybody."));
        }
        let kept = Kept {
            id: Uuid::now_v7().to_string(),
            name: named(&args.name)?,
            filter: filtered(&args.filter)?,
            sort: args.sort,
            descending: args.descending,
            columns: sound(&args.columns)?,
            by: me.id,
        };
        let look = if args.shared { Look::SharedViews } else { Look::Views(me.id) };
        self.transact(&By::person(me.id, caller.way), self.now(), |_, tx| {
            let mut views: Vec<Kept> = tx.look(look)?;
            let same = |view: &Kept| desk::people::folded(&view.name) == desk::people::folded(&kept.name);
            if let Some(other) = views.iter().find(|view| same(view) && !may_change(&me, view)) {
                let whose = format!("There is a view “{}” for everybody already.", other.name);
                return Err(Failure::refused(format!("{whose} Choose another name.")));
            }
            views.retain(|view| !same(view));
            if views.len() >= MOST_VIEWS {
                return Err(Failure::refused(format!("{MOST_VIEWS} views are kept already. Drop one first.")));
            }
            views.push(kept.clone());
            views.sort_by_key(|view| desk::people::folded(&view.name));
            Ok(tx.put_look(look, &views)?)
        })?;
        self.look_of(caller)
    }

    pub(crate) fn drop_view(&self, caller: &Caller, args: &OfView) -> Result<QueueLook, Failure> {
        let me = self.account(caller)?;
        self.transact(&By::person(me.id, caller.way), self.now(), |_, tx| {
            for look in [Look::Views(me.id), Look::SharedViews] {
                let mut views: Vec<Kept> = tx.look(look)?;
                let Some(at) = views.iter().position(|view| view.id == args.id) else { continue };
                if look == Look::SharedViews && !me.edits() {
                    break;
                }
                if look == Look::SharedViews && !may_change(&me, &views[at]) {
                    return Err(Failure::refused("Only whoever keeps this view or a managing editor drops it."));
                }
                views.remove(at);
                return Ok(tx.put_look(look, &views)?);
            }
            Err(Failure::not_found("There is no such view any more."))
        })?;
        self.look_of(caller)
    }
}

/// Of a shared view: whoever keeps it, and managing editors.
fn may_change(me: &Person, view: &Kept) -> bool {
    view.by == me.id || me.is(Role::ManagingEditor)
}

fn sound(columns: &[QueueColumn]) -> Result<Vec<QueueColumn>, Failure> {
    let word = |name: &str| {
        !name.is_empty() && name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let twice = columns.iter().enumerate().any(|(at, one)| columns[..at].iter().any(|other| other.name == one.name));
    if columns.len() > MOST_COLUMNS || twice || !columns.iter().all(|column| word(&column.name)) {
        return Err(bad("These are no columns of the queue: each has a name of its own, in small letters."));
    }
    let width = |width: u32| width.clamp(*WIDTHS.start(), *WIDTHS.end());
    Ok(columns.iter().map(|one| QueueColumn { name: one.name.clone(), width: width(one.width) }).collect())
}

fn named(name: &str) -> Result<String, Failure> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(bad("A view needs a name.")),
        length if length > LONGEST_NAME => Err(bad(&format!("Name the view in at most {LONGEST_NAME} letters."))),
        _ => Ok(name.replace(char::is_control, "")),
    }
}

fn filtered(filter: &str) -> Result<String, Failure> {
    if filter.chars().count() > LONGEST_FILTER {
        return Err(bad("The filter is too long to be kept."));
    }
    desk::filter::parse(filter).map_err(|error| bad(&error.to_string()))?;
    Ok(filter.trim().to_owned())
}

fn bad(message: &str) -> Failure {
    Failure::new(Code::BadRequest, message)
}
