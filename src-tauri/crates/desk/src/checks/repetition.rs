//! The dek does not say the headline again.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("repetition", "Headline and dek", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let headline = telling(&page.article.fields.headline);
    let dek = telling(&page.article.fields.dek);
    let again = headline.iter().filter(|word| dek.contains(word)).count();
    if headline.len() < 2 || again * 4 < headline.len() * 3 {
        return Vec::new();
    }
    vec![Found::field("dek", "The dek repeats the headline; let it say something more.")]
}

/// Words of four letters and more, in lower case.
fn telling(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_dek_with_three_quarters_of_the_headlines_words_is_reported() {
        for (dek, problems) in [
            ("The harbour deal that nobody wanted is here.", 1),
            ("Nobody wanted the harbour bargain.", 1),
            ("Three governments signed a harbour deal.", 0),
            ("", 0),
        ] {
            assert_eq!(messages(&CHECK, |a, _| a.fields.dek = dek.into()).len(), problems, "{dek:?}");
        }
    }
}
