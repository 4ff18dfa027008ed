//! The HTML of a body, from the events of its Markdown.

use std::collections::HashSet;
use std::ops::Range;

use desk::text::Span;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::headings::{self, Headings};
use super::notes::Notes;
use super::raw::{self, Place};
use super::tables::Table;
use super::utf16::Utf16;
use super::{BodyOptions, BodyProblem, BodyProblemKind, Cut, Events, figure, quotes};
use crate::escape;
use crate::picture::Picture;

pub struct Printed {
    pub html: String,
    pub blocks: Vec<Span>,
    pub cuts: Vec<Cut>,
    pub pictures: Vec<Picture>,
    pub problems: Vec<BodyProblem>,
}

pub struct Writer<'a> {
    pub(super) events: &'a Events<'a>,
    pub(super) map: &'a Utf16<'a>,
    pub(super) options: &'a BodyOptions<'a>,
    pub(super) out: String,
    pub(super) printed: Printed,
    headings: Headings,
    ids: HashSet<String>,
    notes: Notes,
    table: Table,
    /// What was printed before a note's text began: notes are printed elsewhere.
    before_note: Vec<(String, String)>,
    /// The closing tag of every open link; nothing for one that lost its address.
    links: Vec<&'static str>,
    /// Levels of the open headings, as printed.
    level: u8,
    /// Whether the text holds raw HTML: our own marks are then set aside while it is sanitised.
    has_raw: bool,
    aside: Vec<String>,
    /// Where the stretch that is being printed began, and whether raw tags stand in it.
    stretch: usize,
    stretch_raw: bool,
    /// Inside a block of HTML, which is sanitised as a whole.
    in_raw: bool,
    /// Inside a block of code, whose marks stand as they are.
    in_code: bool,
    /// The last character of the paragraph so far.
    last: Option<char>,
}

impl<'a> Writer<'a> {
    pub fn new(source: &str, events: &'a Events<'a>, map: &'a Utf16<'a>, options: &'a BodyOptions<'a>) -> Self {
        Self {
            events,
            map,
            options,
            out: String::with_capacity(source.len() + source.len() / 4),
            printed: Printed {
                html: String::new(),
                blocks: Vec::new(),
                cuts: Vec::new(),
                pictures: Vec::new(),
                problems: Vec::new(),
            },
            headings: Headings::of(events),
            ids: HashSet::new(),
            notes: Notes::default(),
            table: Table::default(),
            before_note: Vec::new(),
            links: Vec::new(),
            level: 2,
            has_raw: events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_))),
            aside: Vec::new(),
            stretch: 0,
            stretch_raw: false,
            in_raw: false,
            in_code: false,
            last: None,
        }
    }

    pub fn print(mut self) -> Printed {
        let mut notes: Option<Span> = None;
        let mut at = 0;
        while at < self.events.len() {
            let start = at;
            let from = self.out.len();
            let raw = matches!(self.events[at].0, Event::Start(Tag::HtmlBlock));
            at = if raw { self.raw_end(at) } else { self.block_end(at) };
            let span = self.map.span(&(self.events[start].1.start..self.events[at - 1].1.end));
            if let Event::Start(Tag::FootnoteDefinition(_)) = self.events[start].0 {
                let whole = notes.get_or_insert(span);
                whole.to = span.to;
            }
            self.in_raw = raw;
            self.run(start..at);
            if raw {
                self.in_raw = false;
                self.sanitise(from, Place::Block);
                let inner = self.out.split_off(from);
                if !inner.trim().is_empty() {
                    self.out.push_str(&format!("<div class=\"raw\">{}</div>\n", inner.trim()));
                }
            }
            self.bring_back(from);
            if self.out.len() > from {
                let paragraph = matches!(self.events[start].0, Event::Start(Tag::Paragraph));
                self.printed.blocks.push(span);
                self.printed.cuts.push(Cut { end: self.out.len(), paragraph });
            }
        }
        if self.notes.write(&mut self.out, &self.options.words) {
            self.printed.blocks.push(notes.unwrap_or(Span { from: 0, to: 0 }));
            self.printed.cuts.push(Cut { end: self.out.len(), paragraph: false });
        }
        self.printed.html = self.out;
        self.printed
    }

    /// The index after the block that begins at `at`.
    fn block_end(&self, at: usize) -> usize {
        let mut depth = 0;
        for (index, (event, _)) in self.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return index + 1;
            }
        }
        self.events.len()
    }

    /// The index after a block of HTML, together with the blocks between its first tag and the one that closes it.
    fn raw_end(&self, at: usize) -> usize {
        let first = self.block_end(at);
        let mut depth = 0;
        let mut end = at;
        while end < self.events.len() {
            let next = self.block_end(end);
            depth += self.events[end..next]
                .iter()
                .map(|(event, _)| if let Event::Html(html) = event { raw::depth(html) } else { 0 })
                .sum::<i32>();
            end = next;
            if depth <= 0 {
                return end;
            }
        }
        first
    }

    fn run(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.event(at);
        }
    }

    /// Prints the event at `at` and says which comes next.
    fn event(&mut self, at: usize) -> usize {
        let events = self.events;
        let (event, range) = &events[at];
        match event {
            Event::Start(tag) => return self.start(tag, at, range),
            Event::End(tag) => self.end(*tag, at),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape::text(&mut self.out, code);
                self.out.push_str("</code>");
                self.last = Some('`');
            }
            Event::SoftBreak => {
                self.last = Some(' ');
                self.out.push('\n');
            }
            Event::HardBreak => {
                self.last = None;
                self.out.push_str("<br>\n");
            }
            Event::Rule => {
                self.block();
                self.out.push_str("<hr>\n");
                self.begin_stretch();
            }
            Event::FootnoteReference(name) => {
                let mark = self.notes.refer(name, &self.options.words);
                self.own(mark);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let span = self.map.span(range);
                self.stretch_raw = true;
                for message in raw::refused(html) {
                    self.problem(BodyProblemKind::Html, message, span);
                }
                for message in raw::lost(html, self.options) {
                    self.problem(BodyProblemKind::Link, message, span);
                }
                self.out.push_str(&raw::plain(html));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => escape::text(&mut self.out, text),
            Event::TaskListMarker(_) => {}
        }
        at + 1
    }

    fn text(&mut self, text: &str) {
        match self.options.typography.filter(|_| !self.in_code) {
            None => escape::text(&mut self.out, text),
            Some(typography) => {
                let set = typography.set(text, self.last);
                escape::text(&mut self.out, &set);
                self.last = set.chars().next_back().or(self.last);
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>, at: usize, range: &Range<usize>) -> usize {
        if !is_inline(tag) {
            self.block();
            self.last = None;
            self.in_code = matches!(tag, Tag::CodeBlock(_));
        }
        match tag {
            Tag::Paragraph => {
                if let Some((start, end)) = figure::alone(self.events, at) {
                    self.figure(start, end);
                    self.begin_stretch();
                    return end + 2;
                }
                if let Some(end) = self.card(at) {
                    self.begin_stretch();
                    return end;
                }
                self.out.push_str("<p>");
            }
            Tag::Heading { level, id, .. } => {
                self.level = self.headings.level(headings::number(*level));
                let end = self.block_end(at);
                let wanted = id.as_deref().map_or_else(|| figure::plain(self.events, at + 1, end - 1), str::to_owned);
                let id = self.headings.id(&wanted);
                self.out.push_str(&format!("<h{} id=\"{id}\">", self.level));
                self.ids.insert(id);
            }
            Tag::BlockQuote(_) => match quotes::pulled(self.events, at) {
                Some(inner) => {
                    self.out.push_str("<figure class=\"pull\">");
                    self.quote(at + 1, inner);
                    self.out.push_str("</figure>\n");
                    self.begin_stretch();
                    return inner + 2;
                }
                None => {
                    let end = quotes::end(self.events, at);
                    if quotes::source(self.events, at, end).is_none() {
                        self.out.push_str("<blockquote>\n");
                    } else {
                        self.out.push_str("<figure class=\"quote\">");
                        self.quote(at, end);
                        self.out.push_str("</figure>\n");
                        self.begin_stretch();
                        return end + 1;
                    }
                }
            },
            Tag::CodeBlock(kind) => {
                self.out.push_str("<pre><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info.split([' ', ',']).next().filter(|language| !language.is_empty())
                {
                    self.out.push_str(" class=\"language-");
                    escape::attribute(&mut self.out, language);
                    self.out.push('"');
                }
                self.out.push('>');
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(name) => self.before_note.push((name.to_string(), std::mem::take(&mut self.out))),
            Tag::Table(alignments) => self.table.begin(&mut self.out, alignments, self.options.words.table),
            Tag::TableHead => self.table.head(&mut self.out),
            Tag::TableRow => self.table.row(&mut self.out),
            Tag::TableCell => self.table.cell(&mut self.out, self.events, at),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<s>"),
            Tag::Link { link_type, dest_url, .. } => {
                let written =
                    if *link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                let close = self.link(&written, range);
                self.links.push(close);
            }
            Tag::Image { dest_url, .. } => {
                let end = figure::end(self.events, at);
                if let Some(picture) = self.picture(dest_url, range) {
                    let alt = figure::plain(self.events, at, end);
                    let mut html = String::new();
                    picture.write(
                        &mut html,
                        &self.options.addresses,
                        &alt,
                        self.options.sizes,
                        " loading=\"lazy\" decoding=\"async\"",
                    );
                    self.own(html);
                }
                return end + 1;
            }
            Tag::HtmlBlock
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
        if !is_inline(tag) {
            self.begin_stretch();
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        let inline =
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image);
        if !inline {
            self.block();
            self.in_code = false;
        }
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => self.out.push_str(&format!("</h{}>\n", self.level)),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((name, before)) = self.before_note.pop() {
                    self.bring_back(0);
                    let note = std::mem::replace(&mut self.out, before);
                    self.notes.define(&name, note);
                }
            }
            TagEnd::Table => self.table.end(&mut self.out, self.events, at),
            TagEnd::TableHead => self.table.end_head(&mut self.out, self.events, at),
            TagEnd::TableRow => self.out.push_str("</tr>"),
            TagEnd::TableCell => self.table.end_cell(&mut self.out),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</s>"),
            TagEnd::Link => {
                let close = self.links.pop().unwrap_or_default();
                self.out.push_str(close);
            }
            TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
        if tag == TagEnd::Table {
            self.out.push('\n');
        }
        if !inline {
            self.begin_stretch();
        }
    }

    /// The quote from `start` to `end`, as the inside of a figure: with who said it below.
    fn quote(&mut self, start: usize, end: usize) {
        let source = quotes::source(self.events, start, end);
        self.out.push_str("<blockquote>\n");
        self.begin_stretch();
        self.run(start + 1..source.unwrap_or(end));
        self.block();
        self.out.push_str("</blockquote>");
        if let Some(source) = source {
            self.out.push_str("<figcaption>");
            self.begin_stretch();
            self.run(source + 1..end - 1);
            self.block();
            self.out.push_str("</figcaption>");
        }
    }

    pub(super) fn problem(&mut self, kind: BodyProblemKind, message: String, span: Span) {
        self.printed.problems.push(BodyProblem { kind, message, span });
    }

    /// Prints a mark of ours; when the text holds raw HTML, sets it aside until that is sanitised.
    pub(super) fn own(&mut self, html: String) {
        if self.has_raw {
            self.out.push_str(&format!("\u{fdd0}{}\u{fdd0}", self.aside.len()));
            self.aside.push(html);
        } else {
            self.out.push_str(&html);
        }
    }

    /// Puts the marks that were set aside in their places, from `from` on.
    fn bring_back(&mut self, from: usize) {
        if self.aside.is_empty() || !self.out[from..].contains('\u{fdd0}') {
            return;
        }
        let printed = self.out.split_off(from);
        for (index, part) in printed.split('\u{fdd0}').enumerate() {
            match part.parse::<usize>().ok().filter(|_| index % 2 == 1).and_then(|number| self.aside.get(number)) {
                Some(mark) => self.out.push_str(mark),
                None => self.out.push_str(part),
            }
        }
    }

    /// A stretch of text ends here: it is sanitised when raw tags stand in it.
    fn block(&mut self) {
        if std::mem::take(&mut self.stretch_raw) && !self.in_raw {
            self.sanitise(self.stretch.min(self.out.len()), Place::Inline);
        }
    }

    fn begin_stretch(&mut self) {
        self.stretch = self.out.len();
    }

    fn sanitise(&mut self, from: usize, place: Place) {
        let dirty = self.out.split_off(from);
        self.out.push_str(&raw::sanitise(&dirty, place, &self.ids, self.options));
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}
