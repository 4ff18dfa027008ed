//! An article has some text.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("body", "Text", Level::Required, run).fixed().never_overridden();

fn run(page: &Page) -> Vec<Found> {
    let lacks = page.text.words == 0;
    lacks.then(|| Found::field("body", "The article has no text.")).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_body_without_a_word_is_reported() {
        assert_eq!(messages(&CHECK, |_, text| text.words = 0), ["The article has no text."]);
        assert!(messages(&CHECK, |_, text| text.words = 1).is_empty());
    }
}
