//! Footnotes have their notes, and notes their footnotes.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("footnotes", "Footnotes", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let missing =
        page.text.notes_missing.iter().map(|(name, span)| Found::at(*span, format!("Footnote {name} has no note.")));
    let unused = page
        .text
        .notes_unused
        .iter()
        .map(|(name, span)| Found::at(*span, format!("Nothing in the text refers to note {name}.")));
    missing.chain(unused).collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_footnote_without_its_note_is_reported_and_a_note_without_its_footnote() {
        let span = crate::text::Span { from: 1, to: 5 };
        let found = messages(&CHECK, |_, text| {
            text.notes_missing.push(("3".into(), span));
            text.notes_unused.push(("old".into(), span));
        });
        assert_eq!(found, ["Footnote 3 has no note.", "Nothing in the text refers to note old."]);
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }
}
