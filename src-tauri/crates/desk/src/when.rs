//! Times as the editor meant them.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Local time, zone, and the instant it means: all three are kept, so that a change of the zone's rules shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Moment {
    pub local: NaiveDateTime,
    /// IANA name.
    pub zone: String,
    pub utc: DateTime<Utc>,
}
