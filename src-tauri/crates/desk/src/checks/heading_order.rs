//! Headings go down one level at a time, beginning below the headline.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("heading-order", "Heading order", Level::Advised, run);

/// The headline is the first level.
const HEADLINE: u8 = 1;

fn run(page: &Page) -> Vec<Found> {
    let mut above = HEADLINE;
    let mut found = Vec::new();
    for heading in &page.text.headings {
        if heading.level <= HEADLINE {
            found.push(Found::at(
                heading.span,
                format!(
                    "\u{201c}{}\u{201d} stands on the headline\u{2019}s level; headings in the text begin one below.",
                    heading.text
                ),
            ));
        } else if heading.level > above + 1 {
            found.push(Found::at(
                heading.span,
                format!(
                    "\u{201c}{}\u{201d} is a level-{} heading under level {above}; level {} is skipped.",
                    heading.text,
                    heading.level,
                    above + 1
                ),
            ));
        }
        above = heading.level.max(HEADLINE);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    fn headings(levels: &[u8]) -> usize {
        let heading = |level: &u8| crate::text::Heading {
            level: *level,
            text: "Then".into(),
            span: crate::text::Span { from: 0, to: 4 },
        };
        messages(&CHECK, |_, text| text.headings = levels.iter().map(heading).collect()).len()
    }

    #[test]
    fn a_skipped_level_is_reported_and_going_up_is_not() {
        for (levels, problems) in
            [(&[2, 3, 4, 2, 3][..], 0), (&[3], 1), (&[2, 4], 1), (&[2, 4, 4], 1), (&[1, 2], 1), (&[], 0)]
        {
            assert_eq!(headings(levels), problems, "{levels:?}");
        }
    }
}
