//! A text as plain words: what a search reads and shows, without Markdown's marks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The same Markdown as the press prints.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// The words of the text, one line for each block; captions and descriptions of pictures among them, addresses not.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Text(text) | Event::Code(text) => push(&mut out, &text),
            Event::InlineHtml(html) | Event::Html(html) => push_untagged(&mut out, &html),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::Rule | Event::End(TagEnd::TableCell | TagEnd::HtmlBlock) => end_line(&mut out),
            Event::Start(Tag::Image { title, .. }) => {
                // The alternative text follows as text of its own.
                if !title.is_empty() {
                    push(&mut out, &title);
                    out.push(' ');
                }
            }
            Event::End(tag) if is_block(tag) => end_line(&mut out),
            Event::Start(_)
            | Event::End(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// Control characters have no place in what is shown.
fn push(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
}

/// What stands between tags.
fn push_untagged(out: &mut String, html: &str) {
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            _ if inside => {}
            c => out.push(if c.is_control() { ' ' } else { c }),
        }
    }
}

fn end_line(out: &mut String) {
    let end = out.trim_end_matches(' ').len();
    out.truncate(end);
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_text_is_read_without_its_marks() {
        let check = |markdown: &str, words: &str| assert_eq!(plain(markdown), words);
        check(
            "## The *harbour* deal {#deal}\n\nIt was **signed** at\ndawn.",
            "The harbour deal\nIt was signed at dawn.",
        );
        check("See [the archive](/section/europe/) and `code`.", "See the archive and code.");
        check("- one\n- two\n\n> three", "one\ntwo\nthree");
        check("![The quay](a.jpg \"At dawn | Credit: Mara\")", "At dawn | Credit: Mara The quay");
        check("A note.[^1]\n\n[^1]: What it says.", "A note.\nWhat it says.");
        check("| a | b |\n|---|---|\n| c | d |", "a\nb\nc\nd");
        check("<p class=\"x\">Raw <b>words</b></p>", "Raw words");
        check("a\u{1}b\u{0}c", "a b c");
        check("", "");
    }
}
