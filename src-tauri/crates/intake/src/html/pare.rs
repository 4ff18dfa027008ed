//! What is taken out of HTML before it is read: comments, and pictures written out in letters.

use std::borrow::Cow;

/// A run of letters longer than this is no word and no address.
const LONGEST_RUN: usize = 2_048;

/// The HTML without them. The conditions around Word's list marks stay.
pub(super) fn pared(html: &str) -> String {
    without_runs(&without_comments(html)).into_owned()
}

fn without_comments(html: &str) -> Cow<'_, str> {
    if !html.contains("<!--") {
        return Cow::Borrowed(html);
    }
    let (mut out, mut rest) = (String::with_capacity(html.len()), html);
    while let Some(at) = rest.find("<!--") {
        let (before, comment) = rest.split_at(at);
        out.push_str(before);
        // The ends of a comment may share their dashes: `<!-->`.
        let end = comment[2..].find("-->").map_or(comment.len(), |end| end + 5);
        let (comment, after) = comment.split_at(end);
        if comment.len() < 64 && ["<!--[if !supportLists]", "<!--[endif]"].iter().any(|mark| comment.starts_with(mark))
        {
            out.push_str(comment);
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn without_runs(html: &str) -> Cow<'_, str> {
    let in_run = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let (mut out, mut kept, mut at) = (String::new(), 0, 0);
    let bytes = html.as_bytes();
    while at < bytes.len() {
        let end = bytes[at..].iter().position(|byte| !in_run(*byte)).map_or(bytes.len(), |n| at + n);
        if end - at > LONGEST_RUN {
            out.push_str(&html[kept..at]);
            kept = end;
        }
        at = end + 1;
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::pared;

    #[test]
    fn comments_and_pictures_in_letters_go_and_list_marks_stay() {
        assert_eq!(pared("a<!--StartFragment-->b<!-- x --- y -->c<!-->d"), "abcd");
        assert_eq!(pared("<!--[if !supportLists]-->1.<!--[endif]-->"), "<!--[if !supportLists]-->1.<!--[endif]-->");
        assert_eq!(pared("a<!--[if gte mso 9]><xml><w:b/></xml><![endif]-->b<!-- never ends"), "ab");
        assert_eq!(
            pared(&format!("<img src=\"data:image/png;base64,{}\">é", "AbC/".repeat(1_000))),
            "<img src=\"data:image/png;base64,\">é"
        );
    }
}
