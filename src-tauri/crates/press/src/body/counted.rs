//! The facts of a text: words, TKs, headings, pictures, links, notes.

use std::collections::BTreeSet;
use std::ops::Range;

use desk::text::{Heading, Link, Picture, Span, TextFacts};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::prose::Prose;
use super::utf16::Utf16;
use super::words::Counter;
use super::{figure, headings, placeholders, raw};

type Events<'a> = [(Event<'a>, Range<usize>)];

/// Reads the facts off the events of a text.
pub fn count(source: &str, events: &Events<'_>, map: &Utf16<'_>) -> TextFacts {
    read(source, events, map, true)
}

/// What a page shows of the facts: its words, and which notes do not fit.
pub struct Shown {
    pub words: u32,
    pub notes_missing: Vec<(String, Span)>,
    pub notes_unused: Vec<(String, Span)>,
}

/// The same, as far as a page shows them: nobody edits a page, so nothing is looked for that only an editor mends.
pub fn shown(source: &str, events: &Events<'_>, map: &Utf16<'_>) -> Shown {
    let TextFacts { words, notes_missing, notes_unused, .. } = read(source, events, map, false);
    Shown { words, notes_missing, notes_unused }
}

fn read(source: &str, events: &Events<'_>, map: &Utf16<'_>, whole: bool) -> TextFacts {
    let mut count = Count {
        source,
        map,
        whole,
        facts: TextFacts::default(),
        words: Counter::default(),
        prose: Prose::default(),
        open: Vec::new(),
        silent: 0,
        html: String::new(),
    };
    let mut defined = Vec::new();
    let mut referred = BTreeSet::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => defined.push((name.to_string(), range.clone())),
            Event::FootnoteReference(name) => {
                referred.insert(name.to_string());
            }
            _ => {}
        }
        count.see(event, range);
    }
    let unused = defined.into_iter().filter(|(name, _)| !referred.contains(name));
    count.facts.notes_unused = unused.map(|(name, range)| (name, map.span(&range))).collect();
    count.prose.close(map, &mut count.facts);
    count.facts.words = count.words.total();
    count.facts
}

/// Something that holds words: a heading, a link, a picture.
enum Open {
    Heading(u8),
    Link(String),
    Picture { source: String, title: String },
}

struct Count<'a> {
    source: &'a str,
    map: &'a Utf16<'a>,
    /// Everything is wanted, not only what a page shows.
    whole: bool,
    facts: TextFacts,
    words: Counter,
    prose: Prose,
    open: Vec<(Open, String, Range<usize>)>,
    /// How deep inside what is not read as prose: pictures' alt texts, code blocks.
    silent: u32,
    /// A block of HTML, which comes line by line.
    html: String,
}

impl Count<'_> {
    fn see(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => {
                self.gather(code);
                self.words.text(code);
                self.say("\u{fffc}", range, false);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.gather(" ");
                self.words.boundary();
                self.say(" ", range, false);
            }
            Event::Html(html) => self.html.push_str(html),
            Event::InlineHtml(html) if html.starts_with("<br") => self.words.boundary(),
            Event::InlineHtml(_) => {}
            Event::Rule => self.words.boundary(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if !is_inline(&tag.to_end()) {
            self.prose.end(self.map, &mut self.facts);
        }
        let open = match tag {
            Tag::Heading { level, .. } => Open::Heading(headings::number(*level)),
            Tag::Link { dest_url, .. } => Open::Link(dest_url.to_string()),
            Tag::Image { dest_url, title, .. } => {
                self.silent += 1;
                Open::Picture { source: dest_url.to_string(), title: title.to_string() }
            }
            Tag::CodeBlock(_) => {
                self.silent += 1;
                return self.words.boundary();
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            _ => return self.words.boundary(),
        };
        if matches!(open, Open::Heading(_)) {
            self.words.boundary();
        }
        self.open.push((open, String::new(), range.clone()));
    }

    fn end(&mut self, tag: TagEnd) {
        if !is_inline(&tag) {
            self.prose.end(self.map, &mut self.facts);
        }
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image => self.close(),
            TagEnd::CodeBlock => {
                self.silent -= 1;
                self.words.boundary();
            }
            TagEnd::HtmlBlock => {
                raw::words(&std::mem::take(&mut self.html), &mut self.words);
                self.words.boundary();
            }
            _ => self.words.boundary(),
        }
    }

    fn close(&mut self) {
        let Some((open, text, range)) = self.open.pop() else { return };
        let span = self.map.span(&range);
        match open {
            Open::Heading(level) => {
                self.words.boundary();
                self.facts.headings.push(Heading { level, text: text.trim().to_owned(), span });
            }
            Open::Link(to) => {
                self.gather(&text);
                self.facts.links.push(Link { text: text.trim().to_owned(), to, span });
            }
            Open::Picture { source, title } => {
                self.silent -= 1;
                let (caption, credit) = figure::caption(&title);
                for said in [text.as_str(), caption, credit] {
                    placeholders::tks(said, |_| self.facts.tks.push(span));
                    placeholders::dummies(said, |_| self.facts.placeholders.push(span));
                }
                let credit = credit.to_owned();
                self.facts.pictures.push(Picture { source, alt: text.trim().to_owned(), credit, span });
            }
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        self.gather(text);
        if self.silent > 0 {
            return;
        }
        self.words.text(text);
        // A text that stands otherwise in the source (an entity, an escape) is shown as a whole.
        let same = self.source.get(range.clone()) == Some(text);
        self.say(text, range, same);
        self.missing_note(text, range);
        if !self.whole {
            return;
        }
        let (map, facts) = (self.map, &mut self.facts);
        let place = |found: Range<usize>| match same {
            true => map.span(&(range.start + found.start..range.start + found.end)),
            false => map.span(range),
        };
        placeholders::tks(text, |found| facts.tks.push(place(found)));
        placeholders::dummies(text, |found| facts.placeholders.push(place(found)));
    }

    fn say(&mut self, text: &str, range: &Range<usize>, literal: bool) {
        if self.whole {
            self.prose.push(text, range, literal);
        }
    }

    /// A reference to a note that is not there is read as text, which may begin or end inside the brackets.
    fn missing_note(&mut self, text: &str, range: &Range<usize>) {
        for (offset, _) in text.match_indices('[') {
            let start = range.start + offset;
            if self.source.as_bytes()[..start].last() == Some(&b'\\') {
                continue;
            }
            let Some(rest) = self.source.get(start..).and_then(|rest| rest.strip_prefix("[^")) else { continue };
            let Some(end) = rest.find(']').filter(|&end| end > 0) else { continue };
            let name = &rest[..end];
            if !name.contains(|character: char| character.is_whitespace() || character == '[') {
                let span = self.map.span(&(start..start + end + 3));
                self.facts.notes_missing.push((name.to_owned(), span));
            }
        }
    }

    fn gather(&mut self, text: &str) {
        if self.whole
            && let Some((_, gathered, _)) = self.open.last_mut()
        {
            gathered.push_str(text);
        }
    }
}

/// What stands within a line of prose.
pub fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
