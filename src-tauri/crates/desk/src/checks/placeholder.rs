//! No placeholder text is left.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("placeholder", "Placeholder text", Level::Required, run);

fn run(page: &Page) -> Vec<Found> {
    page.text.placeholders.iter().map(|span| Found::at(*span, "Placeholder text stands in the article.")).collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn every_placeholder_is_reported() {
        let span = crate::text::Span { from: 0, to: 11 };
        assert_eq!(
            messages(&CHECK, |_, text| text.placeholders.push(span)),
            ["Placeholder text stands in the article."]
        );
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }
}
