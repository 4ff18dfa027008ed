//! An article has an author whom the masthead knows.

use super::{Change, Check, Found, Page};
use crate::fact::FieldChanges;
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("byline", "Byline", Level::Required, run).fixed().never_overridden();

fn run(page: &Page) -> Vec<Found> {
    let known = page.article.fields.authors.iter().any(|author| page.people.get(*author).is_some());
    if known {
        return Vec::new();
    }
    let found = Found::field("authors", "Nobody is on the byline.");
    let writer = page.article.commission.writer.and_then(|writer| page.people.get(writer));
    vec![match writer {
        Some(writer) => {
            let changes = FieldChanges { authors: Some(vec![writer.id]), ..FieldChanges::default() };
            found.with(format!("Put {} on the byline", writer.name), Change::Fields { changes: Box::new(changes) })
        }
        None => found,
    }]
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn an_empty_byline_is_reported_and_so_is_one_of_strangers() {
        assert_eq!(messages(&CHECK, |a, _| a.fields.authors.clear()), ["Nobody is on the byline."]);
        assert_eq!(messages(&CHECK, |a, _| a.fields.authors = vec![crate::testing::id(99)]).len(), 1);
        assert!(messages(&CHECK, |_, _| {}).is_empty());
    }

    #[test]
    fn the_commissioned_writer_is_offered_for_the_byline() {
        let (mut article, text) = (crate::testing::article(), crate::testing::text());
        article.fields.authors.clear();
        let page = crate::checks::Page {
            article: &article,
            text: &text,
            people: &crate::testing::masthead(),
            limits: &Default::default(),
        };
        let fixes: Vec<_> = (CHECK.run)(&page).into_iter().filter_map(|found| found.fix).map(|fix| fix.label).collect();
        assert_eq!(fixes, ["Put Wanda Reyes on the byline"]);
    }
}
