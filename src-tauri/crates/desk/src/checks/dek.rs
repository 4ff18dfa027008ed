//! An article has a dek.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("dek", "Dek", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let lacks = page.article.fields.dek.trim().is_empty();
    lacks.then(|| Found::field("dek", "The article has no dek.")).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn an_empty_dek_is_reported() {
        assert_eq!(messages(&CHECK, |a, _| a.fields.dek = " ".into()), ["The article has no dek."]);
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }
}
