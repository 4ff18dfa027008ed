//! How letters look, by elements, styles written beside them, and the classes of a style sheet.

use std::collections::HashMap;

use super::tree::{Data, Id, Tree};
use crate::prose::Marks;

/// Rules of a style sheet beyond this are not read.
const MOST_RULES: usize = 4_000;

/// What is in force for a stretch of text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub marks: Marks,
    pub underlined: bool,
    pub hidden: bool,
    /// Line ends and spaces are the writer's own.
    pub as_typed: bool,
    /// In points; 0 where nothing said it.
    pub size: f32,
}

/// Style sheets, by element and class: `span.s1`.
#[derive(Default)]
pub(super) struct Sheets(HashMap<String, Said>);

/// What one rule says; `None` where it says nothing.
#[derive(Clone, Copy, Default)]
struct Said {
    bold: Option<bool>,
    italic: Option<bool>,
    strike: Option<bool>,
    underlined: Option<bool>,
    raised: Option<i8>,
    hidden: Option<bool>,
    size: Option<f32>,
}

impl Sheets {
    pub fn of(tree: &Tree) -> Self {
        let mut sheets = Self::default();
        for id in tree.ids().filter(|id| tree.name(*id) == "style") {
            for kid in tree.kids(id) {
                if let Data::Text(text) = &tree.node(*kid).data {
                    sheets.read(text);
                }
            }
        }
        sheets
    }

    fn read(&mut self, text: &str) {
        for rule in text.split('}').take(MOST_RULES) {
            let Some((selectors, said)) = rule.rsplit_once('{') else { continue };
            // Paragraphs have weight and slant of their style, which Markdown says by what they are.
            for selector in selectors.split(',').map(str::trim).filter(|selector| selector.starts_with("span.")) {
                let rule = Said::of(said);
                self.0.entry(selector.to_owned()).and_modify(|known| *known = rule.over(*known)).or_insert(rule);
            }
        }
    }
}

impl Said {
    fn of(style: &str) -> Self {
        let mut out = Self::default();
        for (name, value) in declarations(style) {
            match name.as_str() {
                "font-weight" => {
                    out.bold = match value.as_str() {
                        "bold" | "bolder" => Some(true),
                        "normal" | "lighter" => Some(false),
                        number => number.parse().ok().map(|weight: u32| weight >= 600),
                    }
                }
                "font-style" => out.italic = Some(matches!(value.as_str(), "italic" | "oblique")),
                "text-decoration" | "text-decoration-line" => {
                    out.strike = Some(value.contains("line-through"));
                    out.underlined = Some(value.contains("underline"));
                }
                "vertical-align" => {
                    out.raised = match value.as_str() {
                        "super" => Some(1),
                        "sub" => Some(-1),
                        "baseline" => Some(0),
                        _ => None,
                    }
                }
                "display" if value == "none" => out.hidden = Some(true),
                "mso-hide" if value == "all" => out.hidden = Some(true),
                "font-size" => out.size = points(&value),
                _ => {}
            }
        }
        out
    }

    fn over(self, below: Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            strike: self.strike.or(below.strike),
            underlined: self.underlined.or(below.underlined),
            raised: self.raised.or(below.raised),
            hidden: self.hidden.or(below.hidden),
            size: self.size.or(below.size),
        }
    }
}

impl Look {
    /// The look inside an element.
    pub fn inside(self, tree: &Tree, sheets: &Sheets, id: Id) -> Self {
        let name = tree.name(id);
        let mut rule = of_element(name);
        for class in tree.attribute(id, "class").split_ascii_whitespace().take(8) {
            if let Some(said) = sheets.0.get(&format!("{name}.{class}")) {
                rule = said.over(rule);
            }
        }
        rule = Said::of(tree.attribute(id, "style")).over(rule);
        let mut look = self;
        let mut mark = |mark, on: Option<bool>| {
            if let Some(on) = on {
                look.marks.set(mark, on);
            }
        };
        mark(Marks::BOLD, rule.bold);
        mark(Marks::ITALIC, rule.italic);
        // Struck through and underlined is what anything around is.
        mark(Marks::STRIKE, rule.strike.filter(|on| *on));
        mark(Marks::SUPER, rule.raised.map(|raised| raised > 0));
        mark(Marks::SUB, rule.raised.map(|raised| raised < 0));
        mark(Marks::CODE, matches!(name, "code" | "kbd" | "samp" | "tt").then_some(true));
        look.underlined |= rule.underlined == Some(true);
        look.hidden |= rule.hidden == Some(true);
        look.as_typed |= matches!(name, "pre" | "textarea" | "listing" | "xmp");
        look.size = rule.size.unwrap_or(look.size);
        look
    }
}

fn of_element(name: &str) -> Said {
    let on = Some(true);
    match name {
        "b" | "strong" => Said { bold: on, ..Said::default() },
        "i" | "em" | "cite" | "dfn" | "var" => Said { italic: on, ..Said::default() },
        "s" | "strike" | "del" => Said { strike: on, ..Said::default() },
        "u" => Said { underlined: on, ..Said::default() },
        "sup" => Said { raised: Some(1), ..Said::default() },
        "sub" => Said { raised: Some(-1), ..Said::default() },
        _ => Said::default(),
    }
}

/// Names and values of a `style`, in small letters. Later ones come later.
pub(super) fn declarations(style: &str) -> impl Iterator<Item = (String, String)> + '_ {
    style.split(';').take(200).filter_map(|one| {
        let (name, value) = one.split_once(':')?;
        let value = value.trim().trim_end_matches("!important").trim();
        Some((name.trim().to_ascii_lowercase(), value.chars().take(120).collect::<String>().to_ascii_lowercase()))
    })
}

/// A size in points; one in other measures is not told.
fn points(value: &str) -> Option<f32> {
    match value.strip_suffix("pt") {
        Some(points) => points.trim().parse().ok(),
        None => value.strip_suffix("px").and_then(|pixels| pixels.trim().parse::<f32>().ok()).map(|px| px * 0.75),
    }
}
