//! The headline is as short as the house wants it.

use super::{Check, Page, field_length};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("headline-length", "Headline length", Level::Advised, run);

fn run(page: &Page) -> Vec<super::Found> {
    field_length::over("headline", "headline", &page.article.fields.headline, page.limits.headline)
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn seventy_characters_pass_and_seventy_one_do_not_unless_the_house_says_otherwise() {
        for (length, problems) in [(70, 0), (71, 1)] {
            assert_eq!(messages(&CHECK, |a, _| a.fields.headline = "ä".repeat(length)).len(), problems, "{length}");
        }
    }
}
