//! Folding facts into an article: the state is what the log says, nothing else.

use chrono::{DateTime, Utc};

use crate::article::{
    Approval, Article, Axes, Clearance, Clearances, Commission, Job, LastAct, Live, NamedVersion, Override,
    Publication, Status, WishFor,
};
use crate::fact::{Fact, FieldChanges, JobEnd};
use crate::ids::{ArticleId, DecisionId, Hash, JobId};
use crate::people::Actor;

/// Which act a fact belongs to. All facts of one act carry the same decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub article: ArticleId,
    pub decision: DecisionId,
    pub at: DateTime<Utc>,
    pub actor: Actor,
}

/// Applies one fact. A fact about an article that is not there changes nothing, so that any log can be replayed.
pub fn apply(article: &mut Option<Article>, stamp: &Stamp, fact: &Fact) {
    if let Fact::Begun { slug, fields, commission, status } = fact {
        article.get_or_insert_with(|| Article {
            id: stamp.article,
            slug: slug.clone(),
            address: None,
            former_addresses: Vec::new(),
            fields: fields.clone(),
            commission: commission.clone(),
            axes: beginning(*status, stamp.at),
            publication: Publication::Never,
            versions: Vec::new(),
            notices: Vec::new(),
            receipt: None,
            overrides: Vec::new(),
            wishes: Vec::new(),
            created_at: stamp.at,
            created_by: stamp.actor.clone(),
            last: None,
        });
        return;
    }
    if let Fact::BroughtIn { article: whole } = fact {
        article.get_or_insert_with(|| Article { id: stamp.article, last: None, ..(**whole).clone() });
        return;
    }
    if matches!(fact, Fact::Deleted { .. }) {
        *article = None;
        return;
    }
    if let Some(article) = article {
        let before = article.axes.clone();
        let commission = article.commission.clone();
        change(article, stamp, fact);
        remember(article, stamp, fact, before, commission);
    }
}

fn beginning(status: Status, at: DateTime<Utc>) -> Axes {
    Axes {
        status,
        since: at,
        claim: None,
        spiked_from: None,
        submissions: 0,
        approval: None,
        jobs: Vec::new(),
        hold: None,
        embargo: None,
        clearances: Clearances::default(),
    }
}

/// Keeps what "undo" goes back to: the axes as they were before the first fact of the act.
fn remember(article: &mut Article, stamp: &Stamp, fact: &Fact, before: Axes, commission: Commission) {
    if matches!(fact, Fact::Undone { .. }) {
        article.last = None;
        return;
    }
    let out = left_the_house(fact);
    let same_act = article.last.as_ref().is_some_and(|last| last.decision == stamp.decision);
    let changed = article.axes != before || article.commission != commission;
    if same_act {
        if let Some(last) = &mut article.last {
            last.undoable &= !out;
        }
    } else if changed || out {
        article.last = Some(LastAct {
            decision: stamp.decision,
            by: stamp.actor.clone(),
            at: stamp.at,
            before: Box::new(before),
            commission_before: Box::new(commission),
            // What happens by itself (the clock, the first edit of a ready article) is nobody's to take back.
            undoable: !out && stamp.actor.person().is_some(),
        });
    }
}

fn left_the_house(fact: &Fact) -> bool {
    match fact {
        Fact::Published { .. }
        | Fact::Noticed { .. }
        | Fact::Retracted { .. }
        | Fact::Withdrawn { .. }
        | Fact::TakenDown { .. }
        | Fact::Imported { .. }
        | Fact::BroughtIn { .. }
        | Fact::JobMissed { .. } => true,
        Fact::Begun { .. }
        | Fact::Slugged { .. }
        | Fact::Addressed { .. }
        | Fact::FieldsSet { .. }
        | Fact::CommissionSet { .. }
        | Fact::Frozen { .. }
        | Fact::BroughtBack { .. }
        | Fact::Moved { .. }
        | Fact::Claimed { .. }
        | Fact::Approved { .. }
        | Fact::ApprovalLapsed { .. }
        | Fact::Undone { .. }
        | Fact::Held { .. }
        | Fact::Released { .. }
        | Fact::Embargoed { .. }
        | Fact::EmbargoLifted { .. }
        | Fact::ClearanceSet { .. }
        | Fact::Cleared { .. }
        | Fact::Overridden { .. }
        | Fact::Wished { .. }
        | Fact::WishDeclined { .. }
        | Fact::JobSet { .. }
        | Fact::JobMoved { .. }
        | Fact::JobStopped { .. }
        | Fact::MissedPolicySet { .. }
        | Fact::Receipted { .. }
        | Fact::Deleted { .. }
        | Fact::PersonSet { .. }
        | Fact::CodeGiven { .. }
        | Fact::PassphraseSet { .. }
        | Fact::SessionsEnded { .. }
        | Fact::RulesApplied { .. }
        | Fact::HouseApplied { .. }
        | Fact::Restored { .. } => false,
    }
}

fn change(article: &mut Article, stamp: &Stamp, fact: &Fact) {
    match fact {
        Fact::Slugged { slug } => article.slug.clone_from(slug),
        Fact::Addressed { address } => readdress(article, address.clone()),
        Fact::FieldsSet { changes } => set_fields(article, changes),
        Fact::CommissionSet { commission } => article.commission.clone_from(commission),
        Fact::Frozen { version, name } => freeze(article, stamp, *version, name),

        Fact::Moved { from, to, due, note: _ } => move_to(article, stamp.at, *from, *to, *due),
        Fact::Claimed { by } => article.axes.claim = *by,
        Fact::Approved { version, by_author: _ } => {
            let by = stamp.actor.person();
            article.axes.approval = Some(Approval { version: *version, by, at: stamp.at });
        }
        Fact::ApprovalLapsed { version: _ } => article.axes.approval = None,
        Fact::Imported { version, live, former } => import(article, stamp.at, *version, live.clone(), former),
        Fact::Undone { decision: _, axes } => article.axes = (**axes).clone(),

        Fact::Held { hold } => {
            article.wishes.retain(|wish| wish.what != WishFor::Hold);
            article.axes.hold = Some(hold.clone());
        }
        Fact::Released { note: _ } => article.axes.hold = None,
        Fact::Embargoed { embargo } => article.axes.embargo = Some(embargo.clone()),
        Fact::EmbargoLifted { reason: _ } => article.axes.embargo = None,
        Fact::ClearanceSet { what, required } => {
            let clearance = if *required { Clearance::Required } else { Clearance::NotNeeded };
            article.axes.clearances.set(*what, clearance);
        }
        Fact::Cleared { what, version } => {
            if let Some(by) = stamp.actor.person() {
                article.axes.clearances.set(*what, Clearance::Cleared { by, version: *version, at: stamp.at });
            }
        }
        Fact::Overridden { check, reason } => overrule(article, stamp, check, reason),
        Fact::Wished { wish } => article.wishes.push(wish.clone()),
        Fact::WishDeclined { what, reason: _ } => article.wishes.retain(|wish| wish.what != *what),

        Fact::JobSet { job } => set_job(article, job.clone()),
        Fact::JobMoved { job, when } => on_job(article, *job, |job| {
            job.when = when.clone();
            job.asked = None;
        }),
        Fact::JobStopped { job, reason: _ } => drop_job(article, *job),
        Fact::JobMissed { job, end: JobEnd::Skipped, late_minutes: _ } => drop_job(article, *job),
        Fact::JobMissed { job, end: JobEnd::Asked, late_minutes: _ } => {
            on_job(article, *job, |job| job.asked = Some(JobEnd::Asked));
        }
        Fact::MissedPolicySet { job, policy } => on_job(article, *job, |job| job.missed = *policy),
        Fact::Published { live, job, why: _, late_minutes: _ } => publish(article, live.clone(), *job),
        Fact::Noticed { notice } => {
            article.wishes.retain(|wish| wish.what != WishFor::Notice { notice: notice.kind });
            article.notices.push(notice.clone());
        }
        Fact::Retracted { reason, second: _ } => {
            let (at, reason) = (stamp.at, reason.clone());
            leave(article, |was| Publication::Retracted { was, at, reason });
            article.axes.jobs.clear();
        }
        Fact::Withdrawn { reason, job } => {
            let (at, reason) = (stamp.at, reason.clone());
            leave(article, |was| Publication::Withdrawn { was, at, reason });
            job.iter().for_each(|job| drop_job(article, *job));
        }
        Fact::TakenDown { reason } => {
            let (at, reason) = (stamp.at, reason.clone());
            leave(article, |was| Publication::TakenDown { was, at, reason });
            article.axes.jobs.clear();
            article.axes.embargo = None;
        }
        Fact::Receipted { receipt } => article.receipt = Some(receipt.clone()),

        // The beginning and the end are `apply`'s; the rest is about the desk, not about an article.
        Fact::Begun { .. }
        | Fact::BroughtIn { .. }
        // Its fields and its version are facts of their own, its text is in the manuscript.
        | Fact::BroughtBack { .. }
        | Fact::Deleted { .. }
        | Fact::PersonSet { .. }
        | Fact::CodeGiven { .. }
        | Fact::PassphraseSet { .. }
        | Fact::SessionsEnded { .. }
        | Fact::RulesApplied { .. }
        | Fact::HouseApplied { .. }
        | Fact::Restored { .. } => {}
    }
}

fn move_to(article: &mut Article, at: DateTime<Utc>, from: Status, to: Status, due: Option<DateTime<Utc>>) {
    let axes = &mut article.axes;
    axes.spiked_from = (to == Status::Spiked).then_some(from);
    if (from, to) == (Status::Drafting, Status::Submitted) {
        axes.submissions += 1;
    }
    axes.status = to;
    axes.since = at;
    if due.is_some() {
        article.commission.due = due;
    }
}

fn freeze(article: &mut Article, stamp: &Stamp, hash: Hash, name: &str) {
    article.versions.push(NamedVersion { hash, name: name.into(), at: stamp.at, by: stamp.actor.clone() });
}

fn overrule(article: &mut Article, stamp: &Stamp, check: &str, reason: &str) {
    let what = WishFor::Override { check: check.into() };
    article.wishes.retain(|wish| wish.what != what);
    if let Some(by) = stamp.actor.person() {
        article.overrides.push(Override { check: check.into(), reason: reason.into(), by, at: stamp.at });
    }
}

fn readdress(article: &mut Article, address: Option<String>) {
    article.address.clone_from(&address);
    // Before anything went out an address is only a wish; afterwards the old one leads to the new one.
    let live = match &mut article.publication {
        Publication::Never => return,
        Publication::Live(live) => live,
        Publication::Withdrawn { was, .. }
        | Publication::Retracted { was, .. }
        | Publication::TakenDown { was, .. } => was,
    };
    if let Some(new) = address.filter(|new| *new != live.address) {
        let old = std::mem::replace(&mut live.address, new);
        article.former_addresses.retain(|former| *former != live.address && *former != old);
        article.former_addresses.push(old);
    }
}

fn publish(article: &mut Article, live: Live, job: Option<JobId>) {
    job.iter().for_each(|job| drop_job(article, *job));
    article.address = Some(live.address.clone());
    article.publication = Publication::Live(live);
}

/// What was seen last stays known, whatever it becomes.
fn leave(article: &mut Article, becomes: impl FnOnce(Live) -> Publication) {
    if let Some(was) = article.publication.last().cloned() {
        article.publication = becomes(was);
    }
}

fn import(article: &mut Article, at: DateTime<Utc>, version: Hash, live: Option<Live>, former: &[String]) {
    article.axes.status = Status::Ready;
    article.axes.since = at;
    article.axes.approval = Some(Approval { version, by: None, at });
    if let Some(live) = live {
        publish(article, live, None);
    }
    article.former_addresses.extend_from_slice(former);
}

fn set_job(article: &mut Article, job: Job) {
    article.axes.jobs.push(job);
    article.axes.jobs.sort_by_key(|job| (job.when.utc, job.id));
}

fn on_job(article: &mut Article, id: JobId, change: impl FnOnce(&mut Job)) {
    if let Some(job) = article.axes.jobs.iter_mut().find(|job| job.id == id) {
        change(job);
    }
    article.axes.jobs.sort_by_key(|job| (job.when.utc, job.id));
}

fn drop_job(article: &mut Article, id: JobId) {
    article.axes.jobs.retain(|job| job.id != id);
}

fn set_fields(article: &mut Article, changes: &FieldChanges) {
    let fields = &mut article.fields;
    let term = |place: &mut Option<String>, new: &Option<String>| {
        if let Some(new) = new {
            *place = Some(new.clone()).filter(|slug| !slug.is_empty());
        }
    };
    if let Some(headline) = &changes.headline {
        fields.headline.clone_from(headline);
    }
    if let Some(dek) = &changes.dek {
        fields.dek.clone_from(dek);
    }
    term(&mut fields.format, &changes.format);
    term(&mut fields.section, &changes.section);
    term(&mut fields.region, &changes.region);
    if let Some(topics) = &changes.topics {
        fields.topics.clone_from(topics);
    }
    if let Some(authors) = &changes.authors {
        fields.authors.clone_from(authors);
    }
    if changes.no_lead {
        fields.lead = None;
    } else if let Some(lead) = &changes.lead {
        fields.lead = Some(lead.clone());
    }
    if let Some(language) = &changes.language {
        fields.language.clone_from(language);
    }
    if let Some(title) = &changes.search_title {
        fields.search_title.clone_from(title);
    }
    if let Some(headline) = &changes.social_headline {
        fields.social_headline.clone_from(headline);
    }
}
