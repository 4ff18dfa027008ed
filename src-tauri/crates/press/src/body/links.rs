//! Links: where they may lead.

use super::BodyOptions;

/// What becomes of a link.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It leads to this address.
    Leads(String),
    /// It keeps its words, loses its address, for this reason: one sentence.
    Lost(String),
}

/// Judges an address as written in the text.
pub fn judge(written: &str, options: &BodyOptions<'_>) -> Verdict {
    // Browsers drop these wherever they stand, so that "java\nscript:" is a script to them.
    let clean: String = written.chars().filter(|character| !character.is_control()).collect();
    let clean = clean.trim();
    if clean.is_empty() {
        return Verdict::Lost("This link has no address.".into());
    }
    if clean.starts_with('#') {
        return Verdict::Leads(clean.to_owned());
    }
    let internal = match options.base_url.trim_end_matches('/') {
        "" => None,
        base => clean.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])),
    };
    if let Some(path) = internal {
        return page(clean, path, options);
    }
    if let Some(rest) = clean.strip_prefix("//") {
        return host(clean, rest, &format!("https:{clean}"));
    }
    match scheme(clean) {
        Some("https" | "http") => {
            let rest = clean.split_once("://").map_or("", |(_, rest)| rest);
            host(clean, rest, clean)
        }
        Some("mailto" | "tel") => Verdict::Leads(clean.to_owned()),
        Some(other) => {
            Verdict::Lost(format!("A link may not lead to “{other}:”; it keeps its words and loses its address."))
        }
        None => page(clean, clean, options),
    }
}

/// The lower-case scheme, when the address has one.
fn scheme(address: &str) -> Option<&str> {
    let end =
        address.find(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.')))?;
    let known = ["https", "http", "mailto", "tel"];
    let scheme = &address[..end];
    (address[end..].starts_with(':'))
        .then(|| known.into_iter().find(|known| known.eq_ignore_ascii_case(scheme)).unwrap_or(scheme))
}

fn host(written: &str, rest: &str, whole: &str) -> Verdict {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = authority.rsplit_once('@').map_or(authority, |(_, name)| name);
    let name = name.split(':').next().unwrap_or_default();
    let port = authority.rsplit_once(':').map_or("", |(_, port)| port);
    let sound = !name.is_empty()
        && !name.starts_with('.')
        && !name.contains("..")
        && !authority.contains('@')
        && port.chars().all(|character| character.is_ascii_digit())
        && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '.' | '_'));
    if sound {
        Verdict::Leads(whole.to_owned())
    } else {
        Verdict::Lost(format!("“{written}” is not a whole address, so the link leads nowhere."))
    }
}

fn page(written: &str, path: &str, options: &BodyOptions<'_>) -> Verdict {
    let (path, tail) = path.find(['?', '#']).map_or((path, ""), |at| path.split_at(at));
    let address = path.trim_matches('/');
    if address.is_empty() {
        return Verdict::Leads(format!("{}{tail}", options.addresses.page("")));
    }
    match options.world.page(address) {
        Some(known) => Verdict::Leads(format!("{}{tail}", options.addresses.page(&known))),
        None => Verdict::Lost(format!("No page of the site has the address “{written}”, so the link leads nowhere.")),
    }
}

/// Whether a text is nothing but an address of the web.
pub fn is_bare(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// The host and the rest of an address, as people read them.
pub fn parts(address: &str) -> (&str, &str) {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    (host.strip_prefix("www.").unwrap_or(host), path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::World;
    use crate::picture::Picture;

    struct Site;
    impl World for Site {
        fn picture(&self, _: &str) -> Option<Picture> {
            None
        }
        fn page(&self, address: &str) -> Option<String> {
            match address {
                "old-name" => Some("harbour-deal".into()),
                "harbour-deal" => Some("harbour-deal".into()),
                _ => None,
            }
        }
    }

    fn check(written: &str, leads: Option<&str>) {
        let options = BodyOptions { world: &Site, base_url: "https://meridian.example/", ..BodyOptions::default() };
        match (judge(written, &options), leads) {
            (Verdict::Leads(to), Some(expected)) => assert_eq!(to, expected, "{written:?}"),
            (Verdict::Lost(_), None) => {}
            (verdict, expected) => panic!("{written:?}: {verdict:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn links_lead_to_the_web_to_mail_and_to_known_pages() {
        check("https://example.org/a?b#c", Some("https://example.org/a?b#c"));
        check("//example.org/a", Some("https://example.org/a"));
        check("mailto:desk@example.org", Some("mailto:desk@example.org"));
        check("#counting", Some("#counting"));
        check("/harbour-deal/", Some("/harbour-deal/"));
        check("harbour-deal#top", Some("/harbour-deal/#top"));
        check("https://meridian.example/old-name/", Some("/harbour-deal/"));
        check("https://meridian.example", Some("/"));
        check("https://meridian.example.evil.example/", Some("https://meridian.example.evil.example/"));
    }

    #[test]
    fn links_to_scripts_data_and_nowhere_lose_their_address() {
        for written in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            " \u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://a/b",
            "/gone/",
            "https://meridian.example/gone",
            "https://",
            "https://user:secret@example.org/",
            "http://a..b/",
            "",
        ] {
            check(written, None);
        }
    }
}
