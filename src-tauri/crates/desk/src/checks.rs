//! The structural checks: what an article lacks, where, and what would settle it. One file per check.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::Article;
use crate::fact::FieldChanges;
use crate::people::People;
use crate::rules::{Level, Limits, Rules, Vocabulary};
use crate::text::{Span, TextFacts};

mod alt_text;
mod biography;
mod body;
mod byline;
mod comments;
mod credit;
mod dek;
mod doubled_words;
mod embargo;
mod field_length;
mod footnotes;
mod heading_order;
mod headline;
mod headline_length;
mod lead_picture;
mod length;
mod link_text;
mod picture_rights;
mod placeholder;
mod repetition;
mod spelling;
mod suggestions;
mod tk;
mod unclosed;

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// The check's name, as in `desk.toml`.
    pub check: String,
    pub level: Level,
    /// One sentence.
    pub message: String,
    /// Where in the body.
    pub span: Option<Span>,
    /// Or which field: "headline", "dek", "authors", "lead" …
    pub field: Option<String>,
    pub fix: Option<Fix>,
    /// Let pass by a managing editor, with a reason.
    pub overridden: bool,
}

/// A change that would settle it, offered for acceptance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Fix {
    /// On the button.
    pub label: String,
    pub change: Change,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Change {
    Text { span: Span, with: String },
    Fields { changes: Box<FieldChanges> },
}

/// A check: what it is called, how much it weighs unless the house says otherwise, and what it looks for.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    pub name: &'static str,
    pub label: &'static str,
    pub level: Level,
    /// The house cannot weigh it less: it is a guard of the workflow.
    pub fixed: bool,
    /// Whether a managing editor may let it pass.
    pub may_be_overridden: bool,
    run: fn(&Page) -> Vec<Found>,
}

/// What a check may look at.
struct Page<'a> {
    article: &'a Article,
    text: &'a TextFacts,
    people: &'a People,
    limits: &'a Limits,
}

/// A problem before its level is known.
struct Found {
    message: String,
    span: Option<Span>,
    field: Option<&'static str>,
    fix: Option<Fix>,
}

impl Check {
    const fn new(name: &'static str, label: &'static str, level: Level, run: fn(&Page) -> Vec<Found>) -> Self {
        Self { name, label, level, fixed: false, may_be_overridden: true, run }
    }

    /// A guard of the workflow: always required.
    const fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// Publishing cannot do without it.
    const fn never_overridden(mut self) -> Self {
        self.may_be_overridden = false;
        self
    }

    /// The house's level for the article's format ("opinion/lead-picture"), else for all, else the check's own.
    fn level(&self, rules: &Rules, format: Option<&str>) -> Level {
        if self.fixed {
            return self.level;
        }
        let of_format = format.and_then(|format| rules.checks.get(&format!("{format}/{}", self.name)));
        of_format.or_else(|| rules.checks.get(self.name)).copied().unwrap_or(self.level)
    }
}

impl Found {
    fn field(field: &'static str, message: impl Into<String>) -> Self {
        Self { message: message.into(), span: None, field: Some(field), fix: None }
    }

    fn at(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), span: Some(span), field: None, fix: None }
    }

    fn with(mut self, label: impl Into<String>, change: Change) -> Self {
        self.fix = Some(Fix { label: label.into(), change });
        self
    }
}

/// In the order in which they are shown.
pub static CHECKS: &[Check] = &[
    headline::CHECK,
    byline::CHECK,
    body::CHECK,
    dek::CHECK,
    lead_picture::CHECK,
    alt_text::CHECK,
    credit::CHECK,
    picture_rights::CHECK,
    biography::CHECK,
    tk::CHECK,
    placeholder::CHECK,
    suggestions::CHECK,
    comments::CHECK,
    length::CHECK,
    link_text::CHECK,
    footnotes::CHECK,
    heading_order::CHECK,
    spelling::CHECK,
    doubled_words::CHECK,
    unclosed::CHECK,
    repetition::CHECK,
    headline_length::CHECK,
    field_length::CHECK,
    embargo::CHECK,
];

pub fn by_name(name: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.name == name)
}

/// All problems, in the checks' order; those of checks that are off are left out.
pub fn run(
    article: &Article,
    text: &TextFacts,
    rules: &Rules,
    vocabulary: &Vocabulary,
    people: &People,
) -> Vec<Problem> {
    let page = Page { article, text, people, limits: &vocabulary.limits };
    let format = article.fields.format.as_deref();
    CHECKS
        .iter()
        .map(|check| (check, check.level(rules, format)))
        .filter(|(_, level)| *level != Level::Off)
        .flat_map(|(check, level)| (check.run)(&page).into_iter().map(move |found| (check, level, found)))
        .map(|(check, level, found)| Problem {
            check: check.name.to_owned(),
            level,
            message: found.message,
            span: found.span,
            field: found.field.map(str::to_owned),
            fix: found.fix,
            overridden: article.is_overridden(check.name),
        })
        .collect()
}

/// What a row counts: failing required checks that nobody let pass, and advised ones.
pub fn count(problems: &[Problem]) -> (u32, u32) {
    let of = |level| problems.iter().filter(|problem| problem.level == level && !problem.overridden).count();
    let small = |count| u32::try_from(count).unwrap_or(u32::MAX);
    (small(of(Level::Required)), small(of(Level::Advised)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// What one check says of an article changed so.
    pub(super) fn messages(check: &Check, change: impl FnOnce(&mut Article, &mut TextFacts)) -> Vec<String> {
        let (mut article, mut text) = (testing::article(), testing::text());
        change(&mut article, &mut text);
        (check.run)(&Page { article: &article, text: &text, people: &testing::masthead(), limits: &Limits::default() })
            .into_iter()
            .map(|found| found.message)
            .collect()
    }

    #[test]
    fn a_whole_article_has_no_problems() {
        let problems =
            run(&testing::article(), &testing::text(), &testing::rules(), &testing::vocabulary(), &testing::masthead());
        assert_eq!(problems, []);
    }

    #[test]
    fn names_are_unique_and_kebab_case() {
        for (at, check) in CHECKS.iter().enumerate() {
            assert!(crate::address::is_slug(check.name), "{}", check.name);
            assert!(CHECKS[..at].iter().all(|other| other.name != check.name), "{} twice", check.name);
            assert!(!check.fixed || check.level == Level::Required, "a guard is required: {}", check.name);
        }
    }

    #[test]
    fn the_house_weighs_checks_for_all_and_for_a_format_but_not_the_workflows_guards() {
        let (mut article, text) = (testing::article(), testing::text());
        article.fields.lead = None;
        article.fields.headline.clear();
        let levels = |rules: &Rules| {
            run(&article, &text, rules, &testing::vocabulary(), &testing::masthead())
                .into_iter()
                .map(|problem| (problem.check, problem.level))
                .collect::<Vec<_>>()
        };
        let mut rules = testing::rules();
        assert!(levels(&rules).contains(&("lead-picture".into(), Level::Advised)));
        rules.checks.insert("lead-picture".into(), Level::Off);
        assert!(!levels(&rules).iter().any(|(check, _)| check == "lead-picture"));
        rules.checks.insert("analysis/lead-picture".into(), Level::Required);
        assert!(
            levels(&rules).contains(&("lead-picture".into(), Level::Required)),
            "the format\u{2019}s own weighs more"
        );
        rules.checks.insert("headline".into(), Level::Off);
        assert!(levels(&rules).contains(&("headline".into(), Level::Required)), "a guard stays");
    }
}
