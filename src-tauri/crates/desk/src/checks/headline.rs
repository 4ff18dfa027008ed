//! An article has a headline.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("headline", "Headline", Level::Required, run).fixed().never_overridden();

fn run(page: &Page) -> Vec<Found> {
    let lacks = page.article.fields.headline.trim().is_empty();
    lacks.then(|| Found::field("headline", "The article has no headline.")).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn an_empty_headline_is_reported() {
        for (headline, problems) in [("", 1), ("   ", 1), ("A deal", 0)] {
            assert_eq!(messages(&CHECK, |a, _| a.fields.headline = headline.into()).len(), problems, "{headline:?}");
        }
    }
}
