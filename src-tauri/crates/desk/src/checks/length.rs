//! The text is about as long as it was asked to be: within a fifth.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("length", "Length", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let Some(asked) = page.article.commission.length.filter(|asked| *asked > 0) else { return Vec::new() };
    let words = page.text.words;
    let off = words.abs_diff(asked);
    if words == 0 || u64::from(off) * 5 <= u64::from(asked) {
        return Vec::new();
    }
    let which = if words > asked { "over" } else { "under" };
    vec![Found::field("body", format!("{words} words; {asked} were commissioned, so it is {off} {which}."))]
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_fifth_off_passes_and_more_is_reported() {
        for (words, told) in [
            (1080, None),
            (1081, Some("1081 words; 900 were commissioned, so it is 181 over.")),
            (720, None),
            (719, Some("719 words; 900 were commissioned, so it is 181 under.")),
            (0, None),
        ] {
            let found = messages(&CHECK, |_, text| text.words = words);
            assert_eq!(found.first().map(String::as_str), told, "{words} words");
        }
    }

    #[test]
    fn without_a_commissioned_length_nothing_is_compared() {
        assert!(messages(&CHECK, |a, text| (a.commission.length, text.words) = (None, 9000)).is_empty());
    }
}
