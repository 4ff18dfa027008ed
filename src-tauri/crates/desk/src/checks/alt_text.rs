//! Pictures have alternative text, and it is not the name of a file.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("alt-text", "Alt text", Level::Required, run);

fn run(page: &Page) -> Vec<Found> {
    let lead = page.article.fields.lead.iter().filter_map(|lead| {
        fault(&lead.alt).map(|fault| Found::field("lead", format!("The lead picture\u{2019}s alt text {fault}.")))
    });
    let body = page.text.pictures.iter().filter_map(|picture| {
        fault(&picture.alt).map(|fault| Found::at(picture.span, format!("A picture\u{2019}s alt text {fault}.")))
    });
    lead.chain(body).collect()
}

fn fault(alt: &str) -> Option<&'static str> {
    let alt = alt.trim();
    if alt.is_empty() {
        Some("is missing")
    } else if is_file_name(alt) {
        Some("is the name of a file")
    } else {
        None
    }
}

/// "IMG_2041", "harbour.jpg", "DSC00012", "screenshot-2026-11-03": one word that a camera or a disk would write.
fn is_file_name(alt: &str) -> bool {
    const ENDINGS: &[&str] =
        &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".tif", ".tiff", ".heic", ".avif", ".bmp"];
    let lower = alt.to_lowercase();
    let camera = !alt.contains(' ')
        && ["img", "dsc", "pxl", "image", "screenshot", "photo", "pict"].iter().any(|begin| lower.starts_with(begin))
        && lower.chars().any(|c| c.is_ascii_digit());
    camera || ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn missing_alt_text_and_file_names_are_reported() {
        for (alt, told) in [
            ("", Some("The lead picture\u{2019}s alt text is missing.")),
            ("IMG_2041", Some("The lead picture\u{2019}s alt text is the name of a file.")),
            ("harbour at dawn.JPG", Some("The lead picture\u{2019}s alt text is the name of a file.")),
            ("Cranes over a harbour", None),
            ("Image 4 of the series hangs in a hall", None),
            ("Photographers", None),
        ] {
            let set = |a: &mut crate::Article| a.fields.lead.as_mut().expect("a lead").alt = alt.into();
            assert_eq!(messages(&CHECK, |a, _| set(a)).first().map(String::as_str), told, "{alt:?}");
        }
    }

    #[test]
    fn pictures_in_the_text_are_looked_at_too() {
        let picture = crate::text::Picture {
            source: "a.png".into(),
            alt: String::new(),
            credit: String::new(),
            span: crate::text::Span { from: 4, to: 9 },
        };
        assert_eq!(
            messages(&CHECK, |_, text| text.pictures.push(picture)),
            ["A picture\u{2019}s alt text is missing."]
        );
    }
}
