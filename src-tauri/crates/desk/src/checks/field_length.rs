//! Dek, search title and social headline are as short as the house wants them.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("field-length", "Length of lines", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let (fields, limits) = (&page.article.fields, page.limits);
    [
        ("dek", "dek", &fields.dek, limits.dek),
        ("search_title", "search title", &fields.search_title, limits.search_title),
        ("social_headline", "social headline", &fields.social_headline, limits.social_headline),
    ]
    .into_iter()
    .filter_map(|(field, name, text, most)| over(field, name, text, most))
    .collect()
}

/// What is wrong with a line that is longer than that many characters.
pub(super) fn over(field: &'static str, name: &str, text: &str, most: u32) -> Option<Found> {
    let length = text.trim().chars().count();
    let fits = u32::try_from(length).is_ok_and(|length| length <= most);
    (!fits).then(|| Found::field(field, format!("The {name} has {length} characters; the house gives it {most}.")))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn each_line_that_is_too_long_is_named() {
        let said = messages(&CHECK, |article, _| {
            article.fields.dek = "ä".repeat(161);
            article.fields.search_title = format!(" {} ", "a".repeat(60));
            article.fields.social_headline = "a".repeat(91);
        });
        assert_eq!(
            said,
            [
                "The dek has 161 characters; the house gives it 160.",
                "The social headline has 91 characters; the house gives it 90.",
            ]
        );
    }
}
