//! What a tag of a template language stands for: an address, a picture, a link, a mark of code, or nothing for readers.

use crate::arrival::elsewhere;

/// What comes into the place of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// An address written with a filter of the old site: the address itself.
    Address(String),
    Picture {
        source: String,
        alt: String,
        caption: String,
    },
    /// Something embedded from another site: a link to it.
    Link {
        to: String,
        words: String,
    },
    FenceOpens(String),
    FenceCloses,
    /// Everything until this tag is for the machine (`comment`) or to be left alone (`raw`).
    HiddenUntil(&'static str),
    VerbatimUntil(&'static str),
    Nothing,
}

/// `{{ … }}` without its braces.
pub(super) fn expression(inner: &str) -> Stands {
    if let Some(code) = shortcode(inner) {
        return tag(code);
    }
    let words = Words::of(inner);
    let Some(first) = words.quoted.first() else { return Stands::Nothing };
    let filter = inner.rsplit_once('|').map(|(_, filter)| filter.trim()).unwrap_or_default();
    let filter = filter.split([':', ' ']).next().unwrap_or_default();
    match (filter, words.quoted.get(1)) {
        ("" | "url" | "relative_url" | "absolute_url" | "prepend" | "asset_url" | "link", _) => {
            Stands::Address(first.clone())
        }
        (_, text) if elsewhere(first) => Stands::Link { to: first.clone(), words: text.cloned().unwrap_or_default() },
        _ => Stands::Nothing,
    }
}

/// Hugo's `{{< … >}}` and `{{% … %}}`.
fn shortcode(inner: &str) -> Option<&str> {
    let inner = inner.trim();
    let between = |open: char, close: char| inner.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    between('<', '>').or_else(|| between('%', '%')).map(|code| code.trim().trim_end_matches('/').trim())
}

/// `{% … %}` without its braces.
pub(super) fn tag(inner: &str) -> Stands {
    let inner = inner.trim().trim_matches('-').trim();
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let words = Words::of(rest);
    let name = name.to_lowercase();
    match name.as_str() {
        "comment" => return Stands::HiddenUntil("endcomment"),
        "raw" => return Stands::VerbatimUntil("endraw"),
        "highlight" => {
            return Stands::FenceOpens(rest.split_whitespace().next().unwrap_or_default().trim_matches('"').to_owned());
        }
        "endhighlight" | "/highlight" => return Stands::FenceCloses,
        "youtube" | "vimeo" => {
            let id = words.named("id").or_else(|| words.quoted.first().cloned());
            let id = id.unwrap_or_else(|| rest.split_whitespace().next().unwrap_or_default().to_owned());
            let site = if name == "vimeo" { "https://vimeo.com/" } else { "https://www.youtube.com/watch?v=" };
            if !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
                return Stands::Link { to: format!("{site}{id}"), words: words.named("title").unwrap_or_default() };
            }
        }
        _ => {}
    }
    if ["image", "img", "figure", "picture", "photo"].iter().any(|kind| name.starts_with(kind)) {
        let source = words.named("src").or_else(|| words.quoted.first().cloned());
        if let Some(source) = source.filter(|source| is_picture(source)) {
            let second = if name.contains("class") { words.quoted.last() } else { words.quoted.get(1) };
            let plain = second.filter(|_| words.quoted.len() > 1 && words.pairs.is_empty()).cloned();
            let alt = words.named("alt").or(plain).unwrap_or_default();
            return Stands::Picture {
                source,
                alt,
                caption: words.named("caption").or(words.named("title")).unwrap_or_default(),
            };
        }
    }
    let address = words.quoted.iter().find(|word| word.starts_with("https://") || word.starts_with("http://"));
    let text = words.quoted.iter().find(|word| word.contains(' ') && !word.contains("://"));
    match (address, text) {
        (Some(to), Some(text)) => Stands::Link { to: to.clone(), words: text.clone() },
        (Some(to), None) => Stands::Link { to: to.clone(), words: String::new() },
        _ => Stands::Nothing,
    }
}

fn is_picture(path: &str) -> bool {
    let path = path.to_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"].iter().any(|ending| path.contains(ending))
}

/// The quoted words of a tag, and those that have a name before them.
struct Words {
    quoted: Vec<String>,
    pairs: Vec<(String, String)>,
}

impl Words {
    fn of(source: &str) -> Self {
        let mut words = Self { quoted: Vec::new(), pairs: Vec::new() };
        let mut rest = source;
        while let Some(open) = rest.find(['"', '\'', '“']) {
            let quote = rest[open..].chars().next().unwrap_or('"');
            let inner = &rest[open + quote.len_utf8()..];
            let close = if quote == '“' { '”' } else { quote };
            let Some(end) = inner.find(close) else { break };
            let said = inner[..end].split_whitespace().collect::<Vec<_>>().join(" ");
            let name: String = rest[..open]
                .trim_end()
                .strip_suffix('=')
                .and_then(|head| head.split_whitespace().last())
                .unwrap_or_default()
                .into();
            if !name.is_empty() {
                words.pairs.push((name.to_lowercase(), said.clone()));
            }
            words.quoted.push(said);
            rest = &inner[end + close.len_utf8()..];
        }
        words
    }

    fn named(&self, name: &str) -> Option<String> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, said)| said.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_filter_is_the_address() {
        assert_eq!(expression(r#" "/2014/07/midas/" | url "#), Stands::Address("/2014/07/midas/".into()));
        assert_eq!(expression(" site.baseurl "), Stands::Nothing);
        assert_eq!(expression(r#""sarah" | team_photo"#), Stands::Nothing);
    }

    #[test]
    fn a_picture_tag_is_a_picture() {
        let picture = |source: &str, alt: &str, caption: &str| Stands::Picture {
            source: source.into(),
            alt: alt.into(),
            caption: caption.into(),
        };
        assert_eq!(tag(r#" image "a/b.jpg" "Don't break" "#), picture("a/b.jpg", "Don't break", ""));
        assert_eq!(tag(r#"image_with_class "b.png" "wide" "A graph""#), picture("b.png", "A graph", ""));
        assert_eq!(expression(r#"< figure src="c.png" alt="A" caption="B" >"#), picture("c.png", "A", "B"));
    }

    #[test]
    fn an_embed_is_a_link() {
        let link = |to: &str, words: &str| Stands::Link { to: to.into(), words: words.into() };
        assert_eq!(expression(r#" "https://a.org/v" | embed: "A talk" "#), link("https://a.org/v", "A talk"));
        assert_eq!(expression("< youtube w7Ft2ymGmfc >"), link("https://www.youtube.com/watch?v=w7Ft2ymGmfc", ""));
        assert_eq!(tag("include nav.html"), Stands::Nothing);
    }
}
