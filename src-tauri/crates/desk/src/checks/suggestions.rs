//! No suggestion is left open.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("open-suggestions", "Open suggestions", Level::Required, run).fixed();

fn run(page: &Page) -> Vec<Found> {
    let message = match page.text.open_suggestions {
        0 => return Vec::new(),
        1 => "1 suggestion is open.".to_owned(),
        open => format!("{open} suggestions are open."),
    };
    vec![Found::field("body", message)]
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn open_suggestions_are_counted() {
        for (open, told) in [(0, None), (1, Some("1 suggestion is open.")), (4, Some("4 suggestions are open."))] {
            let found = messages(&CHECK, |_, text| text.open_suggestions = open);
            assert_eq!(found.first().map(String::as_str), told);
        }
    }
}
