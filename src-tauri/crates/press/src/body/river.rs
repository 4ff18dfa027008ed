//! A printed body in another place: in the river of another page, or in a feed.

/// The same HTML with ids that carry a prefix, and headings two levels deeper.
pub fn relabel(html: &str, prefix: &str) -> String {
    rewrite(html, |tag, out| {
        let name = tag.trim_start_matches(['<', '/']);
        if let Some(level @ '2'..='6') = name.strip_prefix('h').and_then(|rest| rest.chars().next()) {
            let deeper = char::from((level as u8 + 2).min(b'6'));
            let at = tag.len() - name.len() + 1;
            out.push_str(&tag[..at]);
            out.push(deeper);
            attributes(&tag[at + 1..], out, |attribute, value, out| label(attribute, value, prefix, out));
        } else {
            attributes(tag, out, |attribute, value, out| label(attribute, value, prefix, out));
        }
    })
}

fn label(attribute: &str, value: &str, prefix: &str, out: &mut String) -> bool {
    match attribute {
        "id" => out.push_str(&format!("{prefix}--{value}")),
        "href" if value.starts_with('#') && value.len() > 1 => out.push_str(&format!("#{prefix}--{}", &value[1..])),
        _ => out.push_str(value),
    }
    true
}

/// The same HTML with whole addresses in place of those that begin with `base`, as feeds need them. Links within the
/// text lead to the article's own page.
pub fn absolute(html: &str, base: &str, site: &str, page: &str) -> String {
    let whole = |address: &str, out: &mut String| match address.strip_prefix(base) {
        Some(rest) if !address.starts_with("//") => {
            out.push_str(site);
            out.push_str(rest);
        }
        _ => out.push_str(address),
    };
    rewrite(html, |tag, out| {
        attributes(tag, out, |attribute, value, out| {
            match attribute {
                "href" if value.starts_with('#') => {
                    out.push_str(page);
                    out.push_str(value);
                }
                "href" | "src" => whole(value, out),
                "srcset" => {
                    for (index, part) in value.split(", ").enumerate() {
                        if index > 0 {
                            out.push_str(", ");
                        }
                        whole(part, out);
                    }
                }
                _ => out.push_str(value),
            }
            true
        });
    })
}

/// Copies HTML, handing every tag (from `<` to `>`) to `tag`. Our own HTML quotes every attribute doubly.
pub fn rewrite(html: &str, tag: impl Fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let mut quoted = false;
        let end = rest[start..].bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b'>' && !quoted
        });
        let Some(end) = end.map(|end| start + end + 1) else {
            rest = &rest[start..];
            break;
        };
        tag(&rest[start..end], &mut out);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Copies a tag, handing name and value of every attribute to `write`, which appends the value as it shall be, or says
/// that the attribute goes.
pub fn attributes(tag: &str, out: &mut String, write: impl Fn(&str, &str, &mut String) -> bool) {
    let mut rest = tag;
    while let Some(equals) = rest.find("=\"") {
        let name_at = rest[..equals].rfind(' ').map_or(0, |space| space + 1);
        let value = equals + 2;
        let Some(length) = rest[value..].find('"') else { break };
        let before = out.len() + name_at.saturating_sub(1);
        out.push_str(&rest[..value]);
        if write(&rest[name_at..equals], &rest[value..value + length], out) {
            out.push('"');
        } else {
            out.truncate(before);
        }
        rest = &rest[value + length + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    #[test]
    fn in_the_river_ids_carry_a_prefix_and_headings_stand_deeper() {
        let html = r##"<h2 id="on-ports">On "ports"</h2><p>See<sup class="ref" id="ref--1"><a href="#note--1">1</a></sup> <a href="https://a.example/#x">id="y"</a></p>"##;
        assert_eq!(
            super::relabel(html, "k7"),
            r##"<h4 id="k7--on-ports">On "ports"</h4><p>See<sup class="ref" id="k7--ref--1"><a href="#k7--note--1">1</a></sup> <a href="https://a.example/#x">id="y"</a></p>"##
        );
    }

    #[test]
    fn in_a_feed_addresses_are_whole() {
        let html = r##"<a href="/a/">a</a><a href="#note--1">1</a><img src="/pictures/x.jpg" srcset="/pictures/x.webp 800w, /pictures/y.webp 1600w" alt="/z">"##;
        assert_eq!(
            super::absolute(html, "/", "https://m.example/", "https://m.example/p/"),
            r##"<a href="https://m.example/a/">a</a><a href="https://m.example/p/#note--1">1</a><img src="https://m.example/pictures/x.jpg" srcset="https://m.example/pictures/x.webp 800w, https://m.example/pictures/y.webp 1600w" alt="/z">"##
        );
    }
}
