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
        if let Some(end) = taken {
            search = end;
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
                let hidden = closing_tag(self.body, end, closing).map_or(end, |(_, end)| end);
                let words = self.body[open..hidden].split_whitespace().collect::<Vec<_>>().join(" ");
                note(self.report, format!("A comment in the old site's template was left out: {words}"));
                self.remove(open..hidden, line);
                return hidden;
            }
            Stands::VerbatimUntil(closing) => {
                note(self.report, format!("The old site's tag {source} was left out; what it holds stays as it is."));
                self.remove(open..end, line);
                if let Some((start, close)) = closing_tag(self.body, end, closing) {
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
        let alone = self.alone(&range);
        let from = if alone { self.body[..range.start].rfind('\n').map_or(0, |at| at + 1) } else { range.start };
        let to = if alone {
            self.body[range.end..].find('\n').map_or(self.body.len(), |at| range.end + at + 1)
        } else {
            range.end
        };
        self.replace(from.max(self.at)..to, "", line);
    }

    /// Whether a range is all that its line holds.
    fn alone(&self, range: &Range<usize>) -> bool {
        let before = self.body[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let after = self.body[range.end..].find('\n').map_or(self.body.len(), |at| range.end + at);
        before >= self.at
            && self.body[before..range.start].trim().is_empty()
            && self.body[range.end..after].trim().is_empty()
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

/// What stands between the first two characters and the closing ones.
fn between<'a>(rest: &'a str, close: &str) -> Option<&'a str> {
    let inner = &rest[2..];
    let end = inner.find(close)?;
    (end <= LONGEST).then(|| &inner[..end])
}

/// The byte range of `{% closing %}` from `from` on.
fn closing_tag(body: &str, from: usize, closing: &str) -> Option<(usize, usize)> {
    let mut search = from;
    while let Some(open) = body[search..].find("{%").map(|offset| search + offset) {
        let end = body[open..].find("%}").map(|offset| open + offset + 2)?;
        if body[open + 2..end - 2].trim().trim_matches('-').trim() == closing {
            return Some((open, end));
        }
        search = open + 2;
    }
    None
}

/// The length of an attribute list at `open`: `{: …}` and `{::…}`. Those of headings (`{#id}`) are Markdown here too.
fn attribute_list(body: &str, open: usize) -> Option<usize> {
    let rest = &body[open..];
    let end = rest.find(['}', '\n']).filter(|end| rest[*end..].starts_with('}') && *end <= LONGEST)?;
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
