//! Links: where they lead, and which of them belong to notes and comments.

use super::inlines::{Anchor, MOST_NAMED};
use super::notes::Part;
use super::reader::Reader;
use super::tree::Id;

const LONGEST: usize = 8_192;

impl Reader<'_> {
    pub fn anchor(&mut self, id: Id) -> Anchor {
        match self.known.part(id) {
            Some(Part::Reference(note)) => {
                let number = self.known.number(note);
                return Anchor::Note(self.text.notes_before.saturating_add(number));
            }
            Some(Part::Back(_) | Part::Comment) => return Anchor::Nothing,
            Some(Part::Lost) => {
                self.tally.notes_without_text += 1;
                return Anchor::Nothing;
            }
            None => {}
        }
        if self.tree.has_class(id, "msocomanchor") {
            return Anchor::Nothing;
        }
        let address = self.tree.attribute(id, "href").trim();
        if address.is_empty() {
            return Anchor::Words;
        }
        if address.starts_with('#') {
            self.tally.inner_links += 1;
            return Anchor::Words;
        }
        let address = unwrapped(address).unwrap_or_else(|| address.to_owned());
        if address.len() > LONGEST || !leads_on(&address) {
            let shown: String = address.chars().filter(|c| !c.is_control()).take(80).collect();
            if self.tally.links.len() < MOST_NAMED {
                self.tally.links.push(shown);
            }
            return Anchor::Words;
        }
        if let Some(known) = self.links.get(&address) {
            return Anchor::Link(*known);
        }
        self.text.links.push(address.clone());
        let number = u32::try_from(self.text.links.len()).unwrap_or(0);
        self.links.insert(address, number);
        Anchor::Link(number)
    }
}

/// Whether a reader could go there.
fn leads_on(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// The address that Google leads to through its own.
fn unwrapped(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let (host, rest) = rest.split_once("/url?")?;
    if !host.split('.').any(|part| part == "google") || host.contains(['/', '@', '#']) {
        return None;
    }
    let query = rest.split('#').next().unwrap_or_default();
    let of = |name: &str| query.split('&').find_map(|one| one.strip_prefix(name)?.strip_prefix('='));
    let inner = decoded(of("q").or_else(|| of("url"))?)?;
    leads_on(&inner).then_some(inner)
}

/// Percent signs undone.
fn decoded(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let hex = [bytes.next()?, bytes.next()?];
            out.push(u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn googles_own_addresses_are_taken_off() {
        let check = |address: &str, inner: Option<&str>| assert_eq!(unwrapped(address).as_deref(), inner, "{address}");
        check(
            "https://www.google.com/url?q=https://a.example/b%3Fc%3D1%26utm_source%3Dx&sa=D&source=editors",
            Some("https://a.example/b?c=1&utm_source=x"),
        );
        check("https://www.google.de/url?sa=t&url=https%3A%2F%2Fa.example%2F", Some("https://a.example/"));
        check("https://www.google.com/url?q=javascript:alert(1)", None);
        check("https://www.google.com/url?q=%zz", None);
        check("https://google.com/search?q=https://a.example", None);
        check("https://evil.example/url?q=https://a.example", None);
    }
}
