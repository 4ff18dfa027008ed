//! Takes the old site's template language out of a body: `{{ … }}`, `{% … %}`, and the attribute lists `{: … }` of
//! Kramdown. Readers see none of it; what each tag meant stays where Markdown can say it, and every word of the others
//! stands in the report. What is written as code is left alone: an article may be about templates.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::survey::OPTIONS;
use super::template::{self, Stands};
use super::traced::Traced;
use crate::report::{Report, lines};

/// A tag longer than this is not one.
const LONGEST: usize = 4_000;
/// Nor is a longer list one of attributes.
const LONGEST_LIST: usize = 300;

pub(super) fn take_out(body: &str, first_line: usize, report: &mut Report) -> Traced {
    let (code, html) = regions(body);
    let mut taker = Taker {
        body,
        first_line,
        at: 0,
        counted: (0, 0),
        out: Traced::new(),
        addresses: vec![],
        attributes: vec![],
        missing: vec![],
        report,
    };
    let mut search = 0;
    while let Some(open) = body[search..].find('{').map(|offset| search + offset) {
        search = open + 1;
        if inside(&code, open) {
            continue;
        }
        let rest = &body[open..];
        let taken = if rest.starts_with("{{") {
            between(rest, "}}").map(|inner| taker.tag(open, inner.len() + 4, template::expression(inner), &html))
        } else if rest.starts_with("{%") {
            between(rest, "%}").map(|inner| taker.tag(open, inner.len() + 4, template::tag(inner), &html))
        } else {
            attribute_list(body, open).map(|len| taker.attributes(open, len))
        };
        match taken {
            Some(end) => search = end,
            None if rest.starts_with("{{") || rest.starts_with("{%") => {
                taker.unclosed(open);
                search = open + 2;
            }
            None => {}
        }
    }
    taker.finish()
}

struct Taker<'a> {
    body: &'a str,
    first_line: usize,
    /// Up to here the body has been copied.
    at: usize,
    /// Line breaks counted so far, and up to where.
    counted: (usize, usize),
    out: Traced,
    /// Lines of the addresses that were written with a filter.
    addresses: Vec<usize>,
    attributes: Vec<(usize, String)>,
    /// Closing tags that do not come any more.
    missing: Vec<&'static str>,
    report: &'a mut Report,
}

impl Taker<'_> {
    /// The line of the file at a byte of the body; asked for in rising order.
    fn line(&mut self, at: usize) -> usize {
        let (breaks, from) = self.counted;
        if at > from {
            self.counted = (breaks + self.body[from..at].matches('\n').count(), at);
        }
        self.first_line + self.counted.0
    }

    /// Puts what a tag stands for into its place; returns where the search goes on.
    fn tag(&mut self, open: usize, len: usize, stands: Stands, html: &[Range<usize>]) -> usize {
        let line = self.line(open);
        let source = self.body[open..open + len].split_whitespace().collect::<Vec<_>>().join(" ");
        let end = open + len;
        let note = |report: &mut Report, said: String| report.note("template-tag", format!("line {line}"), said);
        match stands {
            Stands::Address(address) => {
                self.addresses.push(line);
                self.replace(open..end, &address, line);
            }
            Stands::Picture { source: path, alt, caption } => {
                note(self.report, format!("The old site's tag {source} stands in the manuscript as a picture."));
                let with = if inside(html, open) { html_picture(&path, &alt) } else { picture(&path, &alt, &caption) };
                self.replace(open..end, &with, line);
            }
            Stands::Link { to, words } => {
                note(self.report, format!("The old site's tag {source} stands in the manuscript as a link."));
                let with = match (inside(html, open), words.is_empty()) {
                    (true, true) => format!("<a href=\"{}\">{}</a>", attribute(&to), attribute(&to)),
                    (true, false) => format!("<a href=\"{}\">{}</a>", attribute(&to), attribute(&words)),
                    (false, true) => format!("<{}>", to.replace(['<', '>', ' '], "")),
                    (false, false) => format!("[{}]({})", plain(&words), destination(&to)),
                };
                self.replace(open..end, &with, line);
            }
            Stands::FenceOpens(language) if self.alone(&(open..end)) => {
                self.replace(open..end, &format!("```{language}"), line)
            }
            Stands::FenceCloses if self.alone(&(open..end)) => self.replace(open..end, "```", line),
            Stands::HiddenUntil(closing) => {
                let hidden = self.closing_tag(end, closing).map_or(end, |(_, end)| end);
                let words = self.body[open..hidden].split_whitespace().collect::<Vec<_>>().join(" ");
                note(self.report, format!("A comment in the old site's template was left out: {words}"));
                self.remove(open..hidden, line);
                return hidden;
            }
            Stands::VerbatimUntil(closing) => {
                note(self.report, format!("The old site's tag {source} was left out; what it holds stays as it is."));
                self.remove(open..end, line);
                if let Some((start, close)) = self.closing_tag(end, closing) {
                    let line = self.line(start);
                    self.remove(start..close, line);
                    return close;
                }
            }
            Stands::FenceOpens(_) | Stands::FenceCloses | Stands::Nothing => {
                note(self.report, format!("The old site's tag {source} means nothing here and was left out."));
                self.remove(open..end, line);
            }
        }
        end
    }

    /// The byte range of `{% closing %}` from `from` on. One that was not found once is not looked for again.
    fn closing_tag(&mut self, from: usize, closing: &'static str) -> Option<(usize, usize)> {
        let mut search = from;
        while !self.missing.contains(&closing) {
            let Some(open) = self.body[search..].find("{%").map(|offset| search + offset) else {
                self.missing.push(closing);
                break;
            };
            match between(&self.body[open..], "%}") {
                Some(inner) if inner.trim().trim_matches('-').trim() == closing => {
                    return Some((open, open + inner.len() + 4));
                }
                _ => search = open + 2,
            }
        }
        None
    }

    /// A tag that is not closed cannot be told from the words behind it.
    fn unclosed(&mut self, open: usize) {
        let line = self.line(open);
        let said: String = self.body[open..].chars().take(40).take_while(|c| *c != '\n').collect();
        let sentence =
            format!("A template tag begins with “{said}” and is not closed; it stays in the text: take it out.");
        self.report.note("unclosed-tag", format!("line {line}"), sentence);
    }

    fn attributes(&mut self, open: usize, len: usize) -> usize {
        let line = self.line(open);
        self.attributes.push((line, self.body[open..open + len].to_owned()));
        self.remove(open..open + len, line);
        open + len
    }

    fn replace(&mut self, range: Range<usize>, with: &str, line: usize) {
        let start_line = self.out_line();
        self.out.push(&self.body[self.at..range.start], start_line);
        self.out.replace(with, line);
        self.at = range.end;
    }

    /// The line on which the next piece to be copied begins.
    fn out_line(&self) -> usize {
        let (breaks, from) = self.counted;
        let back = self.at.min(from);
        self.first_line + breaks - self.body[back..from].matches('\n').count()
    }

    /// Removes a range, and with it the line that holds nothing else.
    fn remove(&mut self, range: Range<usize>, line: usize) {
        let range = self.line_around(&range).unwrap_or(range);
        self.replace(range, "", line);
    }

    /// Whether a range is all that its line holds.
    fn alone(&self, range: &Range<usize>) -> bool {
        self.line_around(range).is_some()
    }

    /// The whole line, with its end, on which nothing but `range` stands.
    fn line_around(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let blank = |c: char| c == ' ' || c == '\t';
        let start = self.at + self.body[self.at..range.start].trim_end_matches(blank).len();
        let begins = start == 0 || self.body[..start].ends_with('\n');
        let rest = &self.body[range.end..];
        let after = rest.trim_start_matches(blank);
        let end = self.body.len() - after.len();
        match after.chars().next() {
            _ if !begins => None,
            None => Some(start..end),
            Some('\n') => Some(start..end + 1),
            Some(_) => None,
        }
    }

    fn finish(mut self) -> Traced {
        if self.at < self.body.len() {
            let line = self.out_line();
            self.out.push(&self.body[self.at..], line);
        }
        match self.addresses.len() {
            0 => {}
            1 => self.report.note(
                "template-address",
                lines(&self.addresses),
                "One address was written with the old site's filter (| url); the plain address stands in its place.",
            ),
            n => self.report.note(
                "template-address",
                lines(&self.addresses),
                format!("{n} addresses were written with the old site's filter (| url); the plain addresses stand in their place."),
            ),
        }
        for (line, source) in self.attributes {
            let said = format!(
                "The attributes {source} have no meaning here and were left out; the words they stood at are kept."
            );
            self.report.note("attributes", format!("line {line}"), said);
        }
        self.out
    }
}

fn inside(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    after > 0 && ranges[after - 1].contains(&at)
}

/// Where code stands, and where raw HTML stands.
fn regions(body: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut code, mut html) = (Vec::new(), Vec::new());
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => code.push(range),
            Event::Html(_) => html.push(range),
            _ => {}
        }
    }
    (code, html)
}

/// What stands between the first two characters and the closing ones; a tag holds no other tag and no blank line.
fn between<'a>(rest: &'a str, close: &str) -> Option<&'a str> {
    let inner = &rest[2..rest.floor_char_boundary(LONGEST)];
    let inner = &inner[..inner.find(close)?];
    (!["{{", "{%", "\n\n"].iter().any(|foreign| inner.contains(foreign))).then_some(inner)
}

/// The length of an attribute list at `open`: `{: …}` and `{::…}`. Those of headings (`{#id}`) are Markdown here too.
fn attribute_list(body: &str, open: usize) -> Option<usize> {
    let rest = &body[open..];
    let rest = &rest[..rest.floor_char_boundary(LONGEST_LIST)];
    let end = rest.find(['}', '\n']).filter(|end| rest[*end..].starts_with('}'))?;
    (rest.starts_with("{:") && end > 2 && !rest[2..].starts_with('{')).then_some(end + 1)
}

fn picture(source: &str, alt: &str, caption: &str) -> String {
    let title = if caption.is_empty() {
        String::new()
    } else {
        format!(" \"{}\"", caption.replace('\\', "\\\\").replace('"', "\\\""))
    };
    format!("![{}]({}{title})", plain(alt), destination(source))
}

fn html_picture(source: &str, alt: &str) -> String {
    format!("<img src=\"{}\" alt=\"{}\">", attribute(source), attribute(alt))
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// Words inside square brackets.
fn plain(words: &str) -> String {
    words.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn destination(to: &str) -> String {
    if to.contains([' ', '(', ')']) { format!("<{}>", to.replace(['<', '>', '\n'], "")) } else { to.to_owned() }
}
