//! What is written in the document beside its characters and acts: each entry once, under its own name, as JSON; and the few
//! things about them that can change, of which the last one written counts.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::act::Verdict;
use crate::id::Id;
use crate::spans::Spans;

/// The most bytes of an entry.
pub(crate) const LARGEST_ENTRY: usize = 256 << 10;

/// Who does something, and when. The manuscript knows neither people nor the clock: both are said by the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    pub author: String,
    /// Milliseconds since 1970.
    pub time: i64,
}

/// A kind of suggestion that its characters alone do not tell: whoever suggests says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    Moved,
    Formatted,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SuggestionEntry {
    #[serde(flatten)]
    pub by: By,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Given>,
}

/// A remark for those who edit. A note never has to be answered: it is there to be read, and never published either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    Comment,
    Note,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CommentEntry {
    pub kind: RemarkKind,
    /// The characters it is about; `None` when it is about the whole text.
    pub on: Option<Spans>,
    /// The field beside the text that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The words as they stood.
    pub quote: String,
    #[serde(flatten)]
    pub by: By,
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReplyEntry {
    pub to: Id,
    #[serde(flatten)]
    pub by: By,
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FieldEntry {
    pub field: String,
    pub old: String,
    pub new: String,
    #[serde(flatten)]
    pub by: By,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What can be on or off about a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    Resolved,
    /// The article does not go to copy before it is resolved.
    MustFix,
    /// The writer does not hand the article back before it is answered.
    MustAnswer,
}

pub(crate) const FLAGS: [Flag; 3] = [Flag::Resolved, Flag::MustFix, Flag::MustAnswer];

impl Flag {
    fn name(self) -> &'static str {
        match self {
            Flag::Resolved => "resolved",
            Flag::MustFix => "must-fix",
            Flag::MustAnswer => "must-answer",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FlagState {
    pub on: bool,
    #[serde(flatten)]
    pub by: By,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reason {
    pub text: String,
    #[serde(flatten)]
    pub by: By,
}

/// How a comment or an answer reads, in the place of what was written first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wording {
    /// `None`: it was deleted.
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
    #[serde(flatten)]
    pub by: By,
}

/// What became of a suggestion for a field. `None` opens it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ruling {
    pub verdict: Option<Verdict>,
    #[serde(flatten)]
    pub by: By,
}

/// The characters that the words of a comment became when they were moved, the last move last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Moves(pub Vec<Spans>);

pub(crate) const SUGGESTIONS: &str = "sugs";
pub(crate) const COMMENTS: &str = "comments";
pub(crate) const REPLIES: &str = "replies";
pub(crate) const FIELDS: &str = "fields";
pub(crate) const FLAGGED: &str = "flags";
pub(crate) const REASONS: &str = "reasons";
pub(crate) const RULINGS: &str = "rulings";
pub(crate) const WORDINGS: &str = "wordings";
pub(crate) const MOVES: &str = "moves";

/// Something written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    Suggestion(SuggestionEntry),
    Comment(CommentEntry),
    Reply(ReplyEntry),
    Field(FieldEntry),
}

/// Something of which the last writing counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    Flag(Flag, FlagState),
    Reason(Reason),
    Ruling(Ruling),
    Wording(Wording),
    Moves(Moves),
}

/// Where it is kept: the map, and the name in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub map: &'static str,
    pub key: String,
}

/// JSON that is no entry of its map, or longer than an entry may be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoEntry;

impl Entry {
    pub fn map(&self) -> &'static str {
        match self {
            Entry::Suggestion(_) => SUGGESTIONS,
            Entry::Comment(_) => COMMENTS,
            Entry::Reply(_) => REPLIES,
            Entry::Field(_) => FIELDS,
        }
    }

    pub fn to_json(&self) -> Result<String, NoEntry> {
        match self {
            Entry::Suggestion(entry) => write(entry),
            Entry::Comment(entry) => write(entry),
            Entry::Reply(entry) => write(entry),
            Entry::Field(entry) => write(entry),
        }
    }

    /// `Ok(None)` when the map holds no entries that are written once.
    pub fn read(map: &str, json: &str) -> Result<Option<Entry>, NoEntry> {
        Ok(Some(match map {
            SUGGESTIONS => Entry::Suggestion(read(json)?),
            COMMENTS => Entry::Comment(read(json)?),
            REPLIES => Entry::Reply(read(json)?),
            FIELDS => Entry::Field(read(json)?),
            _ => return Ok(None),
        }))
    }
}

impl State {
    pub fn place(&self, of: Id) -> Place {
        match self {
            State::Flag(flag, _) => Place { map: FLAGGED, key: format!("{of}/{}", flag.name()) },
            State::Reason(_) => Place { map: REASONS, key: of.to_string() },
            State::Ruling(_) => Place { map: RULINGS, key: of.to_string() },
            State::Wording(_) => Place { map: WORDINGS, key: of.to_string() },
            State::Moves(_) => Place { map: MOVES, key: of.to_string() },
        }
    }

    pub fn to_json(&self) -> Result<String, NoEntry> {
        match self {
            State::Flag(_, state) => write(state),
            State::Reason(reason) => write(reason),
            State::Ruling(ruling) => write(ruling),
            State::Wording(wording) => write(wording),
            State::Moves(moves) => write(moves),
        }
    }

    /// What it says about which entry; `Ok(None)` when the map holds nothing of the kind.
    pub fn read(map: &str, key: &str, json: &str) -> Result<Option<(Id, State)>, NoEntry> {
        let id = |text: &str| text.parse::<Id>().map_err(|_| NoEntry);
        Ok(Some(match map {
            FLAGGED => {
                let (of, name) = key.split_once('/').ok_or(NoEntry)?;
                let flag = FLAGS.into_iter().find(|flag| flag.name() == name).ok_or(NoEntry)?;
                (id(of)?, State::Flag(flag, read(json)?))
            }
            REASONS => (id(key)?, State::Reason(read(json)?)),
            RULINGS => (id(key)?, State::Ruling(read(json)?)),
            WORDINGS => (id(key)?, State::Wording(read(json)?)),
            MOVES => (id(key)?, State::Moves(read(json)?)),
            _ => return Ok(None),
        }))
    }
}

/// The map of this name, if entries or their states are kept in it.
pub(crate) fn known_map(name: &str) -> Option<&'static str> {
    [SUGGESTIONS, COMMENTS, REPLIES, FIELDS, FLAGGED, REASONS, RULINGS, WORDINGS, MOVES]
        .into_iter()
        .find(|map| *map == name)
}

fn write(entry: &impl Serialize) -> Result<String, NoEntry> {
    serde_json::to_string(entry).ok().filter(|json| json.len() <= LARGEST_ENTRY).ok_or(NoEntry)
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, NoEntry> {
    if json.len() > LARGEST_ENTRY {
        return Err(NoEntry);
    }
    serde_json::from_str(json).map_err(|_| NoEntry)
}
