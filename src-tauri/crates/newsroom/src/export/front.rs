//! Front matter: what readers and other programs want to know of an article, in YAML that any program reads.

use std::fmt::Write as _;

use desk::article::Fields;
use desk::version::Lead;
use serde::Deserialize;

/// Where front matter ends and the text begins.
const FENCE: &str = "---\n";

/// What of front matter comes back from it; the rest of what it says stands in the record beside it.
#[derive(Debug, Default, PartialEq, Deserialize)]
pub struct Front {
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub search_title: String,
    #[serde(default)]
    pub social_headline: String,
    #[serde(default)]
    pub authors: Vec<String>,
    pub section: Option<String>,
    pub format: Option<String>,
    pub region: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub language: String,
    pub image: Option<Image>,
}

#[derive(Debug, PartialEq, Deserialize)]
pub struct Image {
    pub src: String,
    #[serde(default)]
    pub alt: String,
    #[serde(default)]
    pub caption: String,
    #[serde(default)]
    pub credit: String,
    #[serde(default)]
    pub rights: String,
    pub focal: (u16, u16),
}

/// What only says where and when it stands.
#[derive(Default)]
pub struct Standing<'a> {
    pub slug: &'a str,
    pub address: Option<&'a str>,
    pub date: Option<String>,
    pub modified: Option<String>,
    pub aliases: &'a [String],
    pub draft: bool,
}

/// A file: front matter and text.
pub fn write(
    fields: &Fields,
    names: &[&str],
    standing: &Standing<'_>,
    image: Option<(&Lead, String)>,
    body: &str,
) -> String {
    let mut out = String::from(FENCE);
    let mut line = |field: &str, value: String| {
        let _ = writeln!(out, "{field}: {value}");
    };
    line("title", quoted(&fields.headline));
    if !fields.dek.is_empty() {
        line("description", quoted(&fields.dek));
    }
    for (field, title) in [("search_title", &fields.search_title), ("social_headline", &fields.social_headline)] {
        if !title.is_empty() {
            line(field, quoted(title));
        }
    }
    line("slug", quoted(standing.slug));
    if let Some(date) = &standing.date {
        line("date", quoted(date));
    }
    if let Some(modified) = &standing.modified {
        line("lastmod", quoted(modified));
    }
    line("draft", standing.draft.to_string());
    if let Some(address) = standing.address {
        line("url", quoted(&format!("/{address}/")));
    }
    if !standing.aliases.is_empty() {
        line("aliases", list(standing.aliases.iter().map(|alias| format!("/{alias}/"))));
    }
    line("authors", list(names.iter().map(|name| (*name).to_owned())));
    for (field, term) in [("section", &fields.section), ("format", &fields.format), ("region", &fields.region)] {
        if let Some(term) = term {
            line(field, quoted(term));
        }
    }
    if !fields.topics.is_empty() {
        line("tags", list(fields.topics.iter().cloned()));
    }
    line("language", quoted(&fields.language));
    if let Some((lead, source)) = image {
        out.push_str("image:\n");
        let parts = [
            ("src", &source),
            ("alt", &lead.alt),
            ("caption", &lead.caption),
            ("credit", &lead.credit),
            ("rights", &lead.rights),
        ];
        for (field, said) in parts.into_iter().filter(|(_, said)| !said.is_empty()) {
            let _ = writeln!(out, "  {field}: {}", quoted(said));
        }
        let _ = writeln!(out, "  focal: [{}, {}]", lead.focal.0, lead.focal.1);
    }
    out.push_str(FENCE);
    out.push('\n');
    out.push_str(body);
    out
}

/// Reads a file that [`write`] wrote: front matter, and the text to the byte.
pub fn read(file: &str) -> Result<(Front, &str), String> {
    let rest = file.strip_prefix(FENCE).ok_or("it has no front matter")?;
    let (front, body) = rest.split_once("\n---\n").ok_or("its front matter has no end")?;
    let front = serde_saphyr::from_str(front).map_err(|error| format!("its front matter cannot be read: {error}"))?;
    Ok((front, body.strip_prefix('\n').unwrap_or(body)))
}

/// A string in YAML's double quotes. They are JSON's, but for what YAML would fold, refuse or take for the end of a line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.map(|item| quoted(&item)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_headline_holds_comes_back_to_the_byte() {
        let hostile = [
            "Plain",
            "\"Quotes\": and 'colons' # - [x] {y}: *z &a !b %c @d `e`",
            "---",
            "null",
            "12:30",
            "  spaces  around  and\ttabs ",
            "line\nends\r\u{85}\u{2028}\u{2029}\u{b}\u{c}",
            "\u{202e}right to left שלום العربية",
            "👩‍👩‍👧 emoji \u{fe0f}",
            "back\\slash \\n \\u0041 \u{feff}\u{fffd}\u{7f}\u{0}",
            &"long ".repeat(60),
        ];
        for text in hostile {
            let fields = Fields {
                headline: text.into(),
                dek: text.into(),
                topics: vec![text.into(), "b".into()],
                section: Some(text.into()),
                search_title: text.into(),
                social_headline: text.into(),
                language: "en-GB".into(),
                ..Fields::default()
            };
            let body = format!("{text}\n---\n{text}\n");
            let lead = Lead {
                picture: desk::ids::Hash([0; 32]),
                alt: text.into(),
                caption: text.into(),
                credit: String::new(),
                rights: text.into(),
                focal: (1, 999),
            };
            let file = write(&fields, &[text], &Standing::default(), Some((&lead, "a.jpg".into())), &body);
            let (front, read_body) = read(&file).unwrap_or_else(|error| panic!("{text:?}: {error}\n{file}"));
            assert_eq!(front.title, text);
            assert_eq!(front.description, text);
            assert_eq!((front.search_title.as_str(), front.social_headline.as_str()), (text, text));
            assert_eq!(front.tags, [text, "b"]);
            assert_eq!(front.section.as_deref(), Some(text));
            assert_eq!(front.authors, [text]);
            let image = front.image.expect("a picture");
            assert_eq!((image.alt.as_str(), image.rights.as_str(), image.focal), (text, text, (1, 999)));
            assert_eq!(read_body, body);
        }
    }
}
