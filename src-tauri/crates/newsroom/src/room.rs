//! One open newsroom.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use desk::ids::{ArticleId, Hash};
use desk::rules::Rules;
use desk::{Fact, Row};
use ledger::{Done, Ledger, Transaction, Way, Who};

use crate::archive::Holdings;
use crate::caller::By;
use crate::catch_up::Seen;
use crate::files::Files;
use crate::house::HouseFolder;
use crate::inbox::{Lately, Remarked};
use crate::keep::{self, Keeping, Lock};
use crate::media::MediaFolder;
use crate::media_rights::OwnPictures;
use crate::news::News;
use crate::publish::Printed;
use crate::queue::Roll;
use crate::rules::{self, ReadRules};
use crate::text::{Texts, lock};
use crate::wire::event::Topic;
use crate::wire::failure::Failure;
use crate::words::Words;

/// Told of everything that changed, by whatever process.
pub type Listener = Box<dyn Fn(&News) + Send + Sync>;

/// One open newsroom; shared by every request and thread of a process.
pub struct Newsroom {
    folder: PathBuf,
    /// What this process is; the acts of people say their own way.
    pub(crate) way: Way,
    os_user: String,
    /// Names this process in leases.
    pub(crate) holder: String,
    pub(crate) ledger: Ledger,
    pub(crate) texts: Texts,
    pub(crate) house: HouseFolder,
    pub(crate) words: Words,
    rules: RwLock<Arc<ReadRules>>,
    pub(crate) roll: Mutex<Roll>,
    pub(crate) holdings: Mutex<Holdings>,
    /// Lines of live articles for whoever reads them as readers do.
    pub(crate) faces: Mutex<HashMap<ArticleId, Arc<Row>>>,
    /// What people are told of: the last acts, and what is remarked in texts.
    pub(crate) lately: Mutex<Lately>,
    pub(crate) remarked: Mutex<Remarked>,
    pub(crate) media: MediaFolder,
    pub(crate) own_pictures: Mutex<OwnPictures>,
    /// Bodies printed for the site, and for galleys.
    pub(crate) printed: Printed,
    pub(crate) proofs: Printed,
    pub(crate) seen: Mutex<Seen>,
    pub(crate) saved: Mutex<Saved>,
    /// What is wrong with desk.toml as it stands on disk.
    pub(crate) rules_trouble: Mutex<Option<String>>,
    listeners: Mutex<Vec<Listener>>,
    pub(crate) keeping: Mutex<Keeping>,
    /// Nobody puts a backup in this newsroom's place while it is open.
    _open: Option<Lock>,
}

/// What the status line says of the last write.
#[derive(Clone, Debug, Default)]
pub struct Saved {
    pub at: Option<DateTime<Utc>>,
    pub trouble: Option<String>,
}

impl Newsroom {
    /// Opens the newsroom in that folder. Nothing runs yet: see [`Self::start`].
    pub fn open(folder: &Path, way: Way) -> Result<Arc<Self>, Failure> {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        keep::finish(&folder)?;
        let open = keep::opened(&folder)?;
        let ledger = Ledger::open(&folder.join("desk.sqlite3"))?;
        let read = rules::read(&folder)?;
        let os_user = os_user();
        let room = Self {
            house: HouseFolder::read(folder.join("house")),
            words: Words::of(&folder),
            media: MediaFolder::at(folder.join("media")),
            holder: called(way),
            way,
            os_user,
            ledger,
            texts: Texts::default(),
            rules: RwLock::new(Arc::new(read)),
            roll: Mutex::default(),
            holdings: Mutex::default(),
            faces: Mutex::default(),
            lately: Mutex::default(),
            remarked: Mutex::default(),
            own_pictures: Mutex::default(),
            printed: Printed::default(),
            proofs: Printed::default(),
            seen: Mutex::default(),
            saved: Mutex::default(),
            rules_trouble: Mutex::default(),
            listeners: Mutex::default(),
            keeping: Mutex::default(),
            _open: open,
            folder,
        };
        room.look()?;
        room.apply_rules()?;
        room.apply_house()?;
        if let Err(failure) = keep::finish_site(&room) {
            tracing::warn!(%failure, "the site is not written anew after a backup was put back; it is tried again");
        }
        Ok(Arc::new(room))
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The one place where the time is asked.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    pub(crate) fn site(&self) -> Files {
        Files::at(self.folder.join("site"))
    }

    pub(crate) fn rules(&self) -> Arc<ReadRules> {
        Arc::clone(&self.rules.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The house's zone.
    pub(crate) fn zone(&self) -> chrono_tz::Tz {
        crate::shown::zone(&self.rules().rules.zone)
    }

    /// Reads desk.toml again; a mistake in it changes nothing and is returned.
    pub(crate) fn read_rules_again(&self) -> Result<(), Failure> {
        let read = rules::read(&self.folder)?;
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
        self.apply_rules()?;
        self.announce(News::everybody(vec![Topic::Rules, Topic::Queue]));
        Ok(())
    }

    /// Reads house/ again; a mistake in it keeps the last sound house.
    pub(crate) fn read_house_again(&self) -> Result<(), Failure> {
        self.house.read_again();
        self.printed.forget();
        self.proofs.forget();
        let applied = self.apply_house();
        self.announce(News::everybody(vec![Topic::House, Topic::Status]));
        applied
    }

    fn apply_rules(&self) -> Result<(), Failure> {
        let read = self.rules();
        let Rules { name, zone, slots, .. } = &read.rules;
        let summary = format!("{name}, zone {zone}, {} slots", slots.len());
        self.apply(ledger::RULES_APPLIED, read.hash, Fact::RulesApplied { hash: read.hash, summary })
    }

    fn apply_house(&self) -> Result<(), Failure> {
        let Some(house) = self.house.house() else { return Ok(()) };
        let hash = house.hash();
        self.apply(ledger::HOUSE_APPLIED, hash, Fact::HouseApplied { hash, summary: house.name().to_owned() })
    }

    /// Rules or a house that are not those of the log take effect with a fact that has their hash, by whoever runs the
    /// program; of several processes that see the change, the first.
    fn apply(&self, setting: &str, hash: Hash, fact: Fact) -> Result<(), Failure> {
        let stands = |reader: &ledger::Reader<'_>| {
            reader.setting(setting).map(|applied| applied.as_deref() == Some(hash.to_string().as_str()))
        };
        if self.ledger.read(stands)? {
            return Ok(());
        }
        self.transact(&By::desk(self.way), self.now(), |_, tx| {
            if stands(tx)? { Ok(()) } else { tx.record(None, &[fact]).map(|_| ()) }
        })
    }

    /// Every write goes through here: one transaction, and everybody told what changed.
    pub(crate) fn transact<T, E>(
        &self,
        by: &By,
        now: DateTime<Utc>,
        work: impl FnOnce(&Self, &mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, Failure>
    where
        E: From<ledger::LedgerError> + Into<Failure>,
    {
        match self.ledger.transact(&self.who(by), now, |tx| work(self, tx)) {
            Ok(Done { value, changed, .. }) => {
                *lock(&self.saved) = Saved { at: Some(self.now()), trouble: None };
                self.own_change(changed);
                Ok(value)
            }
            Err(error) => {
                let failure: Failure = error.into();
                if failure.code == crate::wire::failure::Code::NotSaved {
                    lock(&self.saved).trouble = Some(failure.message.clone());
                    self.announce(News::everybody(vec![Topic::Status]));
                }
                Err(failure)
            }
        }
    }

    /// Whom a write is recorded under.
    pub(crate) fn who(&self, by: &By) -> Who {
        Who { actor: by.actor.clone(), os_user: self.os_user.clone(), way: by.way }
    }

    /// Calls the listener with everything that changes from now on.
    pub fn listen(&self, listener: Listener) {
        lock(&self.listeners).push(listener);
    }

    pub(crate) fn announce(&self, news: News) {
        if !news.topics.is_empty() {
            lock(&self.listeners).iter().for_each(|listener| listener(&news));
        }
    }

    /// Takes or renews a lease for this process.
    pub(crate) fn take_lease(&self, name: &str, seconds: i64) -> Result<bool, Failure> {
        self.transact(&By::clock(), self.now(), |room, tx| {
            tx.take_lease(name, &room.holder, TimeDelta::seconds(seconds))
        })
    }

    pub(crate) fn release_lease(&self, name: &str) -> Result<(), Failure> {
        self.transact(&By::clock(), self.now(), |room, tx| tx.release_lease(name, &room.holder).map(|_| ()))
    }
}

/// The operating system's name for whoever runs the program: recorded with every fact.
pub(crate) fn os_user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()))
        .unwrap_or_else(|| "unknown".into())
}

/// What goes before a process's number in its name.
const PROCESS: &str = ", process ";

/// A name for this process that no other has: "agent on newsdesk-2, process 8131".
fn called(way: Way) -> String {
    let machine = gethostname::gethostname();
    format!("{} on {}{PROCESS}{}", way_word(way), machine.to_string_lossy(), std::process::id())
}

/// That name as people say it, without the process's number.
pub fn spoken(holder: &str) -> &str {
    holder.rsplit_once(PROCESS).map_or(holder, |(name, _)| name)
}

fn way_word(way: Way) -> &'static str {
    match way {
        Way::Window => "window",
        Way::CommandLine => "command line",
        Way::Web => "server",
        Way::Clock => "agent",
        Way::Intake => "submissions",
    }
}
