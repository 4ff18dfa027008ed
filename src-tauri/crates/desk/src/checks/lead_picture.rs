//! An article has a lead picture.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("lead-picture", "Lead picture", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let lacks = page.article.fields.lead.is_none();
    lacks.then(|| Found::field("lead", "The article has no lead picture.")).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_missing_lead_picture_is_reported() {
        assert_eq!(messages(&CHECK, |a, _| a.fields.lead = None), ["The article has no lead picture."]);
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }
}
