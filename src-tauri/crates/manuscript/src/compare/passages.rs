//! A text as a row of passages: what each is, and its words with their dress.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use serde::Serialize;

use super::{Became, Piece};
use crate::plain::OPTIONS;

/// What a passage is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case", tag = "shape")]
pub enum Shape {
    Paragraph,
    Heading { level: u8 },
    Quote,
    Item { ordered: bool, depth: u8 },
    Code,
    Row,
    Note { name: String },
    Picture { source: String },
    Rule,
    Html,
}

/// How words are dressed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Format {
    pub emphasis: bool,
    pub strong: bool,
    pub struck: bool,
    pub code: bool,
    /// Where a link leads.
    pub link: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    pub shape: Shape,
    pub text: String,
    /// Where each dress ends, in bytes of `text`.
    pub dress: Vec<(usize, Format)>,
}

impl Passage {
    /// A line without Markdown.
    pub fn plain(text: &str) -> Self {
        Self { shape: Shape::Paragraph, text: text.into(), dress: vec![(text.len(), Format::default())] }
    }

    fn new(shape: Shape) -> Self {
        Self { shape, text: String::new(), dress: Vec::new() }
    }

    /// The stretches of the range that are dressed alike.
    pub fn dressed(&self, from: usize, to: usize) -> impl Iterator<Item = (&str, &Format)> {
        let first = self.dress.partition_point(|(end, _)| *end <= from);
        let mut start = from;
        self.dress[first..].iter().map_while(move |(end, format)| {
            let (begin, end) = (start, (*end).min(to));
            start = end;
            (begin < end).then(|| (&self.text[begin..end], format))
        })
    }

    pub fn pieces(&self, became: Became) -> Vec<Piece> {
        let piece =
            |(text, format): (&str, &Format)| Piece { became, text: text.into(), format: format.clone(), was: None };
        self.dressed(0, self.text.len()).map(piece).collect()
    }

    fn push(&mut self, text: &str, format: &Format) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        match self.dress.last_mut() {
            Some((end, last)) if last == format => *end = self.text.len(),
            _ => self.dress.push((self.text.len(), format.clone())),
        }
    }

    fn is_nothing(&self) -> bool {
        let says_nothing = !matches!(self.shape, Shape::Rule | Shape::Picture { .. });
        says_nothing && self.text.trim().is_empty()
    }
}

pub(super) fn passages(markdown: &str) -> Vec<Passage> {
    let mut reading = Reading::default();
    for event in Parser::new_ext(markdown, OPTIONS) {
        reading.see(event);
    }
    reading.close();
    reading.done
}

/// What surrounds the words that come next.
#[derive(Default)]
struct Reading {
    done: Vec<Passage>,
    open: Option<Passage>,
    quotes: u8,
    /// For every list that is open, whether it is numbered.
    lists: Vec<bool>,
    note: Option<String>,
    format: Vec<Format>,
}

impl Reading {
    fn see(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.say(&text),
            Event::Code(text) => {
                let dress = Format { code: true, ..self.dress() };
                self.passage().push(&text, &dress);
            }
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            Event::FootnoteReference(name) => self.say(&format!("[^{name}]")),
            Event::Rule => self.alone(Shape::Rule),
            Event::Html(html) => {
                if !matches!(&self.open, Some(passage) if passage.shape == Shape::Html) {
                    self.start(Shape::Html);
                }
                self.say(&html);
            }
            Event::InlineHtml(html) => self.say(&html),
            Event::TaskListMarker(done) => self.say(if done { "[x] " } else { "[ ] " }),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.say(&math),
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        let dress = self.dress();
        match tag {
            Tag::Heading { level, .. } => self.start(Shape::Heading { level: level as u8 }),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.start(Shape::Code),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first.is_some());
            }
            Tag::FootnoteDefinition(name) => {
                self.close();
                self.note = Some(name.into_string());
            }
            Tag::Item | Tag::Paragraph | Tag::TableHead | Tag::TableRow | Tag::HtmlBlock => self.close(),
            Tag::Emphasis => self.format.push(Format { emphasis: true, ..dress }),
            Tag::Strong => self.format.push(Format { strong: true, ..dress }),
            Tag::Strikethrough => self.format.push(Format { struck: true, ..dress }),
            Tag::Link { dest_url, .. } => self.format.push(Format { link: Some(dest_url.into_string()), ..dress }),
            Tag::Image { dest_url, title, .. } => self.picture(dest_url.into_string(), &title),
            Tag::TableCell | Tag::Table(_) => {}
            Tag::Superscript | Tag::Subscript | Tag::DefinitionList | Tag::DefinitionListTitle => {}
            Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.format.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.note = None;
            }
            TagEnd::TableCell => {
                let passage = self.open.get_or_insert_with(|| Passage::new(Shape::Row));
                passage.shape = Shape::Row;
                passage.push(" | ", &Format::default());
            }
            TagEnd::Image | TagEnd::Table | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.close(),
        }
    }

    /// A picture in a paragraph of its own is a passage; among words it is a word.
    fn picture(&mut self, source: String, title: &str) {
        let words = if title.is_empty() { String::new() } else { format!("{title} · ") };
        match &self.open {
            Some(open) if !open.text.trim().is_empty() => self.say(&words),
            _ => {
                self.start(Shape::Picture { source });
                self.say(&words);
            }
        }
    }

    fn start(&mut self, shape: Shape) {
        self.close();
        self.open = Some(Passage::new(shape));
    }

    fn alone(&mut self, shape: Shape) {
        self.start(shape);
        self.close();
    }

    fn say(&mut self, text: &str) {
        let dress = self.dress();
        self.passage().push(text, &dress);
    }

    fn passage(&mut self) -> &mut Passage {
        let shape = match (&self.note, self.lists.last(), self.quotes) {
            (Some(name), ..) => Shape::Note { name: name.clone() },
            (None, Some(ordered), _) => {
                Shape::Item { ordered: *ordered, depth: u8::try_from(self.lists.len()).unwrap_or(u8::MAX) }
            }
            (None, None, 0) => Shape::Paragraph,
            (None, None, _) => Shape::Quote,
        };
        self.open.get_or_insert_with(|| Passage::new(shape))
    }

    fn dress(&self) -> Format {
        self.format.last().cloned().unwrap_or_default()
    }

    fn close(&mut self) {
        self.done.extend(self.open.take().filter(|passage| !passage.is_nothing()));
    }
}
