//! Authors have a biography for the author box.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("author-biography", "Author biography", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let authors = page.article.fields.authors.iter().filter_map(|author| page.people.get(*author));
    authors
        .filter(|author| author.biography.trim().is_empty())
        .map(|author| Found::field("authors", format!("{} has no biography.", author.name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn an_author_without_a_biography_is_named() {
        let (mut article, text) = (crate::testing::article(), crate::testing::text());
        let mut nameless = crate::testing::person(20, "Noor Salem", &[]);
        nameless.biography = "  ".into();
        article.fields.authors = vec![nameless.id];
        let people = crate::People::new(vec![nameless]);
        let page = crate::checks::Page { article: &article, text: &text, people: &people, limits: &Default::default() };
        let found: Vec<String> = (CHECK.run)(&page).into_iter().map(|found| found.message).collect();
        assert_eq!(found, ["Noor Salem has no biography."]);
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }
}
