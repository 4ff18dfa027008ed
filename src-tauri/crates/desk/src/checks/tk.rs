//! No "to come" is left, in the text or in the fields.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("tk", "TK", Level::Required, run).fixed();

fn run(page: &Page) -> Vec<Found> {
    let fields = &page.article.fields;
    let named = [("headline", "headline", &fields.headline), ("dek", "dek", &fields.dek)];
    let in_fields = named
        .into_iter()
        .filter(|(_, _, text)| has_tk(text))
        .map(|(field, name, _)| Found::field(field, format!("A TK stands in the {name}.")));
    let in_lead = fields
        .lead
        .iter()
        .filter(|lead| [&lead.alt, &lead.caption, &lead.credit].into_iter().any(|text| has_tk(text)))
        .map(|_| Found::field("lead", "A TK stands in what is said of the lead picture."));
    let in_text = page.text.tks.iter().map(|span| Found::at(*span, "A TK stands in the text."));
    in_fields.chain(in_lead).chain(in_text).collect()
}

/// "TK", "TKTK" as a word in capitals.
fn has_tk(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.len() >= 2 && word.len() % 2 == 0 && word.as_bytes().chunks(2).all(|pair| pair == b"TK"))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn every_tk_is_reported_where_it_stands() {
        let span = crate::text::Span { from: 10, to: 12 };
        assert_eq!(messages(&CHECK, |_, text| text.tks = vec![span, span]).len(), 2);
        assert_eq!(messages(&CHECK, |a, _| a.fields.dek = "By TK, of TKTK".into()), ["A TK stands in the dek."]);
        for plain in ["ATK", "Tk", "tk", "", "T K"] {
            assert!(messages(&CHECK, |a, _| a.fields.dek = plain.into()).is_empty(), "{plain:?}");
        }
    }
}
