//! It is known by what right the lead picture is used.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("rights", "Picture rights", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let lead = page.article.fields.lead.iter().filter(|lead| lead.rights.trim().is_empty());
    lead.map(|_| Found::field("lead", "Nothing says by what right the lead picture is used.")).collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_picture_without_rights_is_reported() {
        let set = |a: &mut crate::Article| a.fields.lead.as_mut().expect("a lead").rights = " ".into();
        assert_eq!(messages(&CHECK, |a, _| set(a)), ["Nothing says by what right the lead picture is used."]);
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }
}
