//! Front matter: the fields written above a text, in YAML between `---` or TOML between `+++`.

mod fields;
mod loose;
mod values;

pub(crate) use fields::{Fields, split_names};

use serde_json::Map;

use crate::report::Report;

/// A text divided into what its front matter says and the body below.
pub(crate) struct Divided<'a> {
    pub fields: Fields,
    pub body: &'a str,
    /// The line of the file, from 1, on which the body begins.
    pub body_line: usize,
}

/// Front matter larger than this is not read as such.
const LARGEST: usize = 64 * 1024;

/// Divides a text. A block that opens like front matter and is none (a rule above prose) stays in the body.
pub(crate) fn divide<'a>(text: &'a str, report: &mut Report) -> Divided<'a> {
    let whole = Divided { fields: Fields::default(), body: text, body_line: 1 };
    let Some(block) = Block::find(text) else { return whole };
    let read = if block.toml { values::toml(block.raw) } else { values::yaml(block.raw) };
    let map = match read {
        Ok(Some(map)) => map,
        Ok(None) => return whole,
        Err(mistake) => match loose::read(block.raw) {
            Some(map) => {
                report.note("front-matter", format!("line {}", mistake.line + 1), mistake_sentence(&block, &mistake));
                map
            }
            None => return whole,
        },
    };
    let body_line = text[..text.len() - block.body.len()].matches('\n').count() + 1;
    Divided { fields: Fields::of(map, block.raw, report), body: block.body, body_line }
}

/// A mistake in front matter: the line within the block, from 1, and what the parser says.
struct Mistake {
    line: usize,
    message: String,
}

type Values = Result<Option<Map<String, serde_json::Value>>, Mistake>;

fn mistake_sentence(block: &Block, mistake: &Mistake) -> String {
    let kind = if block.toml { "TOML" } else { "YAML" };
    format!(
        "The front matter is not correct {kind} ({}); its plain lines were read one by one: compare the fields with what \
         was sent: {}",
        mistake.message.trim_end_matches('.'),
        block.raw.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

struct Block<'a> {
    toml: bool,
    raw: &'a str,
    body: &'a str,
}

impl<'a> Block<'a> {
    fn find(text: &'a str) -> Option<Self> {
        let (first, rest) = text.split_once('\n')?;
        let toml = match first.trim_end() {
            "---" => false,
            "+++" => true,
            _ => return None,
        };
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            let closes = match line.trim_end() {
                "---" | "..." => !toml,
                "+++" => toml,
                _ => false,
            };
            if closes {
                return Some(Block { toml, raw: &rest[..at], body: &rest[at + line.len()..] });
            }
            at += line.len();
            if at > LARGEST {
                return None;
            }
        }
        None
    }
}
