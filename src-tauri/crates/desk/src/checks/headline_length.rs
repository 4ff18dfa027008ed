//! The headline fits a search result.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("headline-length", "Headline length", Level::Advised, run);

/// Characters of a headline that search results show.
const SHOWN: usize = 70;

fn run(page: &Page) -> Vec<Found> {
    let length = page.article.fields.headline.trim().chars().count();
    if length <= SHOWN {
        return Vec::new();
    }
    vec![Found::field("headline", format!("The headline has {length} characters; search results show about {SHOWN}."))]
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn seventy_characters_pass_and_seventy_one_do_not() {
        for (length, problems) in [(70, 0), (71, 1)] {
            assert_eq!(messages(&CHECK, |a, _| a.fields.headline = "ä".repeat(length)).len(), problems, "{length}");
        }
    }
}
