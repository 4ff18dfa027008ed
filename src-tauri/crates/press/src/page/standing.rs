//! Standing pages: `pages/about.md` of the house folder is printed at `/about/`.

use minijinja::Value;

use super::head::Head;
use super::view::pairs;
use super::{House, Rendered};
use crate::body::{BodyProblemKind, World, body};
use crate::house::HouseProblem;
use crate::outlet::Outlet;

/// A page that the house wrote of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// From the file's name; without slashes at its ends.
    pub address: String,
    /// The file's first line, a heading.
    pub title: String,
    /// Markdown below it.
    pub text: String,
}

impl Standing {
    /// Reads `pages/NAME.md`.
    pub(crate) fn read(file: &str, text: &str, problems: &mut Vec<HouseProblem>) -> Option<Self> {
        let address = file.trim_start_matches("pages/").trim_end_matches(".md").to_owned();
        let mut wrong = |message: &str, hint: &str| problems.push(HouseProblem::new(file, Some(1), message, hint));
        if !desk::address::is_slug(&address) {
            wrong(
                "The page’s name cannot stand in an address.",
                "Name the file with lower-case letters, digits and hyphens.",
            );
            return None;
        }
        if super::OWN.contains(&address.as_str()) {
            wrong("The site has a page of its own at this address.", "Give the file another name.");
            return None;
        }
        let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
        let Some(title) = title.trim().strip_prefix("# ").filter(|title| !title.trim().is_empty()) else {
            wrong("The page has no title.", "Begin the file with a line such as “# About us”.");
            return None;
        };
        Some(Self { address, title: title.trim().to_owned(), text: rest.to_owned() })
    }

    /// The first paragraph's beginning, for search engines.
    fn description(&self) -> String {
        let paragraph = self.text.split("\n\n").map(str::trim).find(|part| part.starts_with(char::is_alphanumeric));
        let words: Vec<&str> = paragraph.unwrap_or_default().split_whitespace().collect();
        words.iter().take(28).copied().collect::<Vec<_>>().join(" ")
    }
}

impl House {
    /// Prints one of them. A link that leads nowhere keeps its words; anything else that cannot be printed is a mistake of the
    /// house.
    pub fn standing_page(&self, page: &Standing, outlet: &Outlet, world: &dyn World) -> Rendered {
        let desk = self.desk(outlet);
        let printed = body(&page.text, &self.body_options(outlet, "", world, "page"));
        let head = Head {
            title: page.title.clone(),
            description: page.description(),
            address: page.address.clone(),
            ..Head::default()
        };
        let value = pairs([
            ("head", head.value(&desk)),
            ("title", Value::from(page.title.as_str())),
            ("body", printed.html_value()),
        ]);
        let mut rendered = self.print("page.html", value, &desk);
        let mistakes = printed.problems.iter().filter(|problem| problem.kind != BodyProblemKind::Link);
        rendered.problems.extend(mistakes.map(|problem| {
            let before = page.text.encode_utf16().take(problem.span.from as usize);
            let line = before.filter(|&unit| unit == u16::from(b'\n')).count() as u32 + 2;
            let file = format!("pages/{}.md", page.address);
            HouseProblem::new(&file, Some(line), problem.message.clone(), "Put the line right and save the file.")
        }));
        rendered
    }
}
