//! Links say where they lead.

use super::{Change, Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("link-text", "Link without text", Level::Advised, run);

fn run(page: &Page) -> Vec<Found> {
    let links = page.text.links.iter().filter(|link| link.text.trim().is_empty());
    let remove = |span| Change::Text { span, with: String::new() };
    links
        .map(|link| {
            let message = format!("The link to {} has no text.", link.to);
            Found::at(link.span, message).with("Remove the link", remove(link.span))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_link_without_text_is_reported() {
        let link = |text: &str| crate::text::Link {
            text: text.into(),
            to: "https://a.example".into(),
            span: crate::text::Span { from: 1, to: 2 },
        };
        assert_eq!(messages(&CHECK, |_, t| t.links.push(link(" "))), ["The link to https://a.example has no text."]);
        assert!(messages(&CHECK, |_, t| t.links.push(link("the deal"))).is_empty());
    }
}
