//! Nothing is scheduled to go out before the embargo ends.

use super::{Check, Found, Page};
use crate::rules::Level;
use crate::{schedule, when};

pub(super) const CHECK: Check = Check::new("embargo-conflict", "Embargo and schedule", Level::Required, run);

fn run(page: &Page) -> Vec<Found> {
    let axes = &page.article.axes;
    let Some(embargo) = &axes.embargo else { return Vec::new() };
    let early = axes.jobs.iter().filter(|job| schedule::goes_out(job.kind) && job.when.utc < embargo.until);
    early
        .map(|job| {
            let until = when::told(embargo.until, &job.when.zone);
            Found::field(
                "schedule",
                format!("It is set to go out {}, before the embargo ends {until}.", job.when.clock()),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    use crate::article::{Embargo, Job, JobKind};
    use crate::testing::{actor, id, noon};
    use crate::when::Moment;

    #[test]
    fn a_publication_before_the_embargos_end_is_reported_and_a_withdrawal_is_not() {
        for (kind, hours, problems) in [(JobKind::Publish, 1, 1), (JobKind::Publish, 3, 0), (JobKind::Withdraw, 1, 0)] {
            let when = Moment::of(noon() + chrono::Duration::hours(hours), chrono_tz::Europe::London);
            let found = messages(&CHECK, |a, _| {
                a.axes.embargo = Some(Embargo {
                    until: noon() + chrono::Duration::hours(2),
                    reason: "agreed with the agency".into(),
                    by: id(4),
                    at: noon(),
                });
                a.axes.jobs.push(Job {
                    id: crate::ids::JobId(uuid::Uuid::nil()),
                    kind,
                    version: None,
                    when,
                    set_by: actor(4),
                    set_at: noon(),
                    missed: None,
                    asked: None,
                });
            });
            assert_eq!(found.len(), problems, "{kind:?} in {hours} h: {found:?}");
        }
    }
}
