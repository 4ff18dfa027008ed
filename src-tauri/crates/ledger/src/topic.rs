//! What a write changed, so that whoever shows it asks again.

use desk::Fact;
use desk::ids::ArticleId;

/// Something that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Article(ArticleId),
    /// The text on the desk.
    Text(ArticleId),
    /// Any line of the queue.
    Queue,
    /// Jobs and their times.
    Schedule,
    /// What readers can see.
    Live,
    People,
    /// Who can come in: passphrases, codes, sessions.
    Doors,
    Rules,
    House,
    Media,
    /// What must still be written to the site.
    Outbox,
}

impl Topic {
    /// What a fact changes, in this process or another.
    pub fn of(article: Option<ArticleId>, fact: &Fact) -> Vec<Self> {
        let mut topics: Vec<Self> = article.into_iter().flat_map(|id| [Self::Article(id), Self::Queue]).collect();
        match fact {
            Fact::JobSet { .. }
            | Fact::JobMoved { .. }
            | Fact::JobStopped { .. }
            | Fact::JobMissed { .. }
            | Fact::MissedPolicySet { .. }
            | Fact::Held { .. }
            | Fact::Released { .. }
            | Fact::Undone { .. } => topics.push(Self::Schedule),
            Fact::Published { .. }
            | Fact::Imported { .. }
            | Fact::BroughtIn { .. }
            | Fact::Noticed { .. }
            | Fact::Retracted { .. }
            | Fact::Withdrawn { .. }
            | Fact::TakenDown { .. } => topics.extend([Self::Schedule, Self::Live]),
            // A live article's old address becomes a redirect.
            Fact::Addressed { .. } => topics.push(Self::Live),
            Fact::PersonSet { .. } => topics.extend([Self::People, Self::Queue]),
            Fact::CodeGiven { .. } | Fact::PassphraseSet { .. } | Fact::SessionsEnded { .. } => {
                topics.push(Self::Doors)
            }
            Fact::RulesApplied { .. } => topics.push(Self::Rules),
            Fact::HouseApplied { .. } => topics.push(Self::House),
            Fact::Restored { .. } => topics.extend([Self::People, Self::Queue, Self::Schedule, Self::Live]),
            Fact::Begun { .. }
            | Fact::Slugged { .. }
            | Fact::BroughtBack { .. }
            | Fact::FieldsSet { .. }
            | Fact::CommissionSet { .. }
            | Fact::Frozen { .. }
            | Fact::Moved { .. }
            | Fact::Claimed { .. }
            | Fact::Approved { .. }
            | Fact::ApprovalLapsed { .. }
            | Fact::Embargoed { .. }
            | Fact::EmbargoLifted { .. }
            | Fact::ClearanceSet { .. }
            | Fact::Cleared { .. }
            | Fact::Overridden { .. }
            | Fact::Wished { .. }
            | Fact::WishDeclined { .. }
            | Fact::Receipted { .. }
            | Fact::Deleted { .. } => {}
        }
        topics
    }
}
