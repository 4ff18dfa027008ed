//! Pictures say whose they are.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("credit", "Picture credit", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let lead = page.article.fields.lead.iter().filter(|lead| lead.credit.trim().is_empty());
    let body = page.text.pictures.iter().filter(|picture| picture.credit.trim().is_empty());
    lead.map(|_| Found::field("lead", "The lead picture has no credit."))
        .chain(body.map(|picture| Found::at(picture.span, "A picture has no credit.")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_picture_without_a_credit_is_reported() {
        let set = |a: &mut crate::Article| a.fields.lead.as_mut().expect("a lead").credit.clear();
        assert_eq!(messages(&CHECK, |a, _| set(a)), ["The lead picture has no credit."]);
        assert!(messages(&CHECK, |a, _| a.fields.lead = None).is_empty(), "no picture needs no credit");
    }
}
