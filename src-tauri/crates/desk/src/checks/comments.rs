//! No comment is left that must be fixed or answered.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("open-comments", "Open comments", Level::Required, run);

fn run(page: &Page) -> Vec<Found> {
    let counts = [(page.text.open_must_fix, "be fixed"), (page.text.open_must_answer, "be answered")];
    counts
        .into_iter()
        .filter(|(open, _)| *open > 0)
        .map(|(open, what)| {
            let comments = if open == 1 { "1 comment".to_owned() } else { format!("{open} comments") };
            Found::field("body", format!("{comments} must {what}."))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn comments_that_must_be_settled_are_counted() {
        let found = messages(&CHECK, |_, text| (text.open_must_fix, text.open_must_answer) = (1, 2));
        assert_eq!(found, ["1 comment must be fixed.", "2 comments must be answered."]);
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }
}
