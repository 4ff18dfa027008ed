//! The body of an article: Markdown in; HTML and problems out, and the facts for the desk.
//!
//! What a manuscript may hold, beside CommonMark (paragraphs, headings, lists, quotes, links, emphasis, code, rules):
//!
//! | written | printed |
//! |---|---|
//! | `![alt](picture "Caption \| Credit: Name")`, alone in its paragraph | a figure with caption and credit; either may be missing |
//! | `>> A sentence worth pulling out` | a pull quote; in any other Markdown program a quote in a quote |
//! | a quote's last paragraph that begins with a dash | who said it |
//! | an address alone in its paragraph | a plain card that links there |
//! | `[Title](https://… "What it says \| Where")`, alone in its paragraph | the same, with what the editor filled in |
//! | `word[^name]` and `[^name]: the note` | a numbered note at the end, with the way back |
//! | a table with pipes; `~~struck~~`; `## Heading {#name}` | as on GitHub |
//! | raw HTML | what the allow-list of [`raw`] knows; words stay, everything else goes |
//!
//! This cannot fail: what cannot be printed as it stands is left out or loses its address, and is named in
//! [`Body::problems`].

mod counted;
mod figure;
mod headings;
mod links;
mod notes;
mod placeholders;
mod pointing;
mod prose;
mod quotes;
mod raw;
mod river;
mod spelt;
mod tables;
mod typography;
mod utf16;
mod words;
mod writer;

use std::ops::Range;
use std::sync::OnceLock;

use desk::text::{Span, TextFacts};
use minijinja::Value;
use pulldown_cmark::{Event, Options, Parser};

use crate::outlet::Addresses;
use crate::picture::Picture;
pub(crate) use figure::write_caption as figure_caption;
pub(crate) use river::absolute;
pub use typography::Typography;

/// What the text may point at: the pictures of the media and the pages of the site.
pub trait World {
    /// The picture that a source in the text means; `None` when the media do not hold it.
    fn picture(&self, source: &str) -> Option<Picture>;
    /// Where an internal link leads (an address without slashes at its ends); `None`: nowhere.
    fn page(&self, address: &str) -> Option<String>;
}

/// A world without pictures, in which every internal link leads somewhere: for counting and for tests.
pub struct Alone;

impl World for Alone {
    fn picture(&self, _: &str) -> Option<Picture> {
        None
    }
    fn page(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }
}

/// How a body is printed.
#[derive(Clone)]
pub struct BodyOptions<'a> {
    pub world: &'a dyn World,
    /// From [`crate::House::addresses`]; a body is printed for one outlet.
    pub addresses: Addresses,
    /// The site's address as in `house.toml`: links that begin with it are internal. Empty: none is.
    pub base_url: &'a str,
    /// Stands before every id when the body is one of several on a page (the river). Unique to the article.
    pub id_prefix: &'a str,
    /// The `sizes` of pictures in the text: how wide the layout shows them.
    pub sizes: &'a str,
    /// Paragraphs that the river shows before "keep reading".
    pub opening: usize,
    pub words: BodyWords<'a>,
    /// Marks that are set in what is printed; `None`: as written.
    pub typography: Option<Typography>,
}

impl Default for BodyOptions<'_> {
    fn default() -> Self {
        Self {
            world: &Alone,
            addresses: Addresses::default(),
            base_url: "",
            id_prefix: "a",
            sizes: "100vw",
            opening: 2,
            words: BodyWords::default(),
            typography: None,
        }
    }
}

/// The house's words inside a body.
#[derive(Clone, Copy, Debug)]
pub struct BodyWords<'a> {
    pub notes: &'a str,
    pub note: &'a str,
    pub back: &'a str,
    pub table: &'a str,
    pub credit: &'a str,
}

impl Default for BodyWords<'_> {
    fn default() -> Self {
        Self { notes: "Notes", note: "Note", back: "Back to the text", table: "Table", credit: "Credit:" }
    }
}

/// A body, printed.
#[derive(Debug)]
pub struct Body {
    html: Value,
    /// Where each top-level element of [`Body::html`] stands in the manuscript, in order.
    pub blocks: Vec<Span>,
    words: u32,
    pub problems: Vec<BodyProblem>,
    /// The pictures that are shown, each once, in order.
    pub pictures: Vec<Picture>,
    cuts: Vec<Cut>,
    id_prefix: String,
    opening: usize,
    river: OnceLock<(Value, Value)>,
}

/// Where a top-level element ends in the HTML (bytes), and whether it is a paragraph.
#[derive(Clone, Copy, Debug)]
struct Cut {
    end: usize,
    paragraph: bool,
}

/// What could not be printed as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyProblem {
    pub kind: BodyProblemKind,
    /// One sentence for the editor.
    pub message: String,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyProblemKind {
    /// A link that keeps its words and loses its address.
    Link,
    /// A picture that is left out.
    Picture,
    /// Raw HTML that is left out.
    Html,
    /// A note without its text, or a text without its note.
    Note,
}

impl Body {
    /// All of it, as it stands in `<div class="body">`.
    pub fn html(&self) -> &str {
        self.html.as_str().unwrap_or_default()
    }

    /// The opening paragraphs as the river shows them: ids carry the prefix, headings stand two levels deeper.
    pub fn first(&self) -> &str {
        self.river().0.as_str().unwrap_or_default()
    }

    /// What the river unfolds after [`Body::first`]; empty when that was all.
    pub fn rest(&self) -> &str {
        self.river().1.as_str().unwrap_or_default()
    }

    /// Words as a reader counts them.
    pub fn words(&self) -> u32 {
        self.words
    }

    pub(crate) fn html_value(&self) -> Value {
        self.html.clone()
    }

    pub(crate) fn river(&self) -> &(Value, Value) {
        self.river.get_or_init(|| {
            let html = self.html();
            let cut = self.cuts.iter().take(self.opening).take_while(|cut| cut.paragraph).last();
            // A text that opens with something else than a paragraph shows that first element.
            let cut = cut.or(self.cuts.first()).map_or(html.len(), |cut| cut.end);
            let safe = |part| Value::from_safe_string(river::relabel(part, &self.id_prefix));
            (safe(&html[..cut]), safe(&html[cut..]))
        })
    }
}

/// Prints a body.
pub fn body(markdown: &str, options: &BodyOptions<'_>) -> Body {
    let events = events(markdown);
    let map = utf16::Utf16::new(markdown);
    let counted::Shown { words, notes_missing, notes_unused } = counted::shown(markdown, &events, &map);
    let printed = writer::Writer::new(markdown, &events, &map, options).print();
    let mut problems = printed.problems;
    for (note, span) in &notes_missing {
        let message = format!("The note [^{note}] has no text: write it below as “[^{note}]: …”.");
        problems.push(BodyProblem { kind: BodyProblemKind::Note, message, span: *span });
    }
    for (note, span) in &notes_unused {
        let message = format!("Nothing refers to the note [^{note}], so it is not printed.");
        problems.push(BodyProblem { kind: BodyProblemKind::Note, message, span: *span });
    }
    problems.sort_by_key(|problem| (problem.span.from, problem.span.to));
    Body {
        html: Value::from_safe_string(printed.html),
        blocks: printed.blocks,
        words,
        problems,
        pictures: printed.pictures,
        cuts: printed.cuts,
        id_prefix: options.id_prefix.to_owned(),
        opening: options.opening,
        river: OnceLock::new(),
    }
}

/// The words of a text without its marks, on one line.
pub fn plain(markdown: &str) -> String {
    let events = events(markdown);
    figure::plain(&events, 0, events.len())
}

/// What the desk needs to know of a text.
pub fn facts(markdown: &str) -> TextFacts {
    counted::count(markdown, &events(markdown), &utf16::Utf16::new(markdown))
}

/// Calls `see` with each word that has a spelling and where it stands, in reading order.
pub fn words(markdown: &str, mut see: impl FnMut(&str, Span)) {
    spelt::words(&events(markdown), markdown, &utf16::Utf16::new(markdown), &mut see);
}

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

fn events(markdown: &str) -> Events<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    Parser::new_ext(markdown, options).into_offset_iter().collect()
}
