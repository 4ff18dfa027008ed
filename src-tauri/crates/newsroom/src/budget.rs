//! The budget: one sheet for the morning meeting, by section, to print.

use std::cmp::Ordering;
use std::sync::Arc;

use desk::Row;
use desk::article::Seen;
use desk::rights::Reading;
use desk::rules::Vocabulary;

use crate::caller::Caller;
use crate::lines::Liner;
use crate::queue::Found;
use crate::room::Newsroom;
use crate::shown;
use crate::wire::failure::Failure;
use crate::wire::queue_look::{Budget, BudgetArgs, BudgetLine, BudgetSection};

/// More lines than a meeting goes through.
const MOST: usize = 500;
/// The style of the sheet, for paper first.
const STYLE: &str = include_str!("budget.css");

impl Newsroom {
    pub(crate) fn budget(&self, caller: &Caller, args: &BudgetArgs) -> Result<Budget, Failure> {
        let Found { mut rows, problem, seat } = self.filtered(caller, &args.filter)?;
        rows.retain(|row| seat.reading(row) == Reading::Whole);
        let (rules, vocabulary, now, zone) = (self.rules(), self.house.vocabulary(), self.now(), self.zone());
        rows.sort_by(|a, b| place(&vocabulary, a).cmp(&place(&vocabulary, b)).then_with(|| first(a, b)));
        let left_out = rows.len().saturating_sub(MOST);
        rows.truncate(MOST);
        let liner = Liner { rules: &rules.rules, vocabulary: &vocabulary, zone, now };
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut budget = Budget {
            newsroom: rules.rules.name.clone(),
            at: shown::long(now, zone),
            filter: args.filter.trim().to_owned(),
            sections: sections(&rows, &liner),
            count: count(rows.len()),
            left_out: count(left_out),
            problem,
            html: String::new(),
        };
        budget.html = sheet(&budget);
        Ok(budget)
    }
}

/// Sections in the order of the house; what has none comes last.
fn place(vocabulary: &Vocabulary, row: &Row) -> usize {
    let section = row.section.as_deref();
    vocabulary.sections.iter().position(|term| Some(term.slug.as_str()) == section).unwrap_or(usize::MAX)
}

/// What goes out first, then what is due first.
fn first(a: &Row, b: &Row) -> Ordering {
    let time = |row: &Row| row.publish_at.or(row.due);
    let last = |row: &Row| time(row).is_none();
    last(a).cmp(&last(b)).then(time(a).cmp(&time(b))).then_with(|| a.slug.cmp(&b.slug))
}

fn sections(rows: &[Arc<Row>], liner: &Liner<'_>) -> Vec<BudgetSection> {
    let mut sections: Vec<BudgetSection> = Vec::new();
    for row in rows {
        let line = liner.line(row);
        let label = line.section.map_or_else(|| "No section yet".into(), |term| term.label);
        let told = BudgetLine {
            slug: row.slug.clone(),
            budget_line: budget_line(row),
            writer: line.writer.map(|writer| writer.name).unwrap_or_default(),
            length: match (row.words, row.commissioned) {
                (0, None) => String::new(),
                (words, None) => words.to_string(),
                (words, Some(asked)) => format!("{words} of {asked}"),
            },
            status: if row.hold.is_some() { format!("{}, on hold", line.label) } else { line.label },
            time: time(row, liner),
        };
        match sections.last_mut().filter(|last| last.label == label) {
            Some(section) => section.lines.push(told),
            None => sections.push(BudgetSection { label, lines: vec![told] }),
        }
    }
    sections
}

/// What the article will be, in a sentence; else what it is called.
fn budget_line(row: &Row) -> String {
    let said = [&row.budget_line, &row.dek, &row.headline].into_iter().find(|text| !text.trim().is_empty());
    said.cloned().unwrap_or_default()
}

fn time(row: &Row, liner: &Liner<'_>) -> String {
    let short = |at| shown::short(at, liner.zone, liner.now);
    match (row.publish_at, row.due, row.live_at) {
        (Some(at), _, _) => format!("out {}", short(at)),
        (None, _, Some(at)) if row.publication == Seen::Live => format!("live since {}", short(at)),
        (None, Some(due), _) if due < liner.now => format!("was due {}", short(due)),
        (None, Some(due), _) => format!("due {}", short(due)),
        (None, None, _) => String::new(),
    }
}

/// The sheet as a page of its own: no script, no address, all its style within it.
fn sheet(budget: &Budget) -> String {
    let mut out = String::with_capacity(4096 + budget.count as usize * 320);
    out.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Budget, ");
    push(&mut out, &[&budget.newsroom]);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>Budget</h1>\n<p>");
    push(&mut out, &[&budget.newsroom]);
    out.push_str("</p>\n<p>");
    push(&mut out, &[&budget.at]);
    let articles = if budget.count == 1 { "1 article" } else { &format!("{} articles", budget.count) };
    push(&mut out, &[" · ", articles]);
    if !budget.filter.is_empty() {
        push(&mut out, &[" · ", &budget.filter]);
    }
    if budget.left_out > 0 {
        push(&mut out, &[" · and ", &budget.left_out.to_string(), " more that are left out"]);
    }
    out.push_str("</p>\n</header>\n");
    if budget.sections.is_empty() {
        out.push_str("<p class=\"none\">Nothing fits.</p>\n");
    }
    budget.sections.iter().for_each(|section| section_of(&mut out, section));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn section_of(out: &mut String, section: &BudgetSection) {
    out.push_str("<section>\n<h2>");
    push(out, &[&section.label, " "]);
    out.push_str("<span>");
    push(out, &[&section.lines.len().to_string()]);
    out.push_str("</span></h2>\n<table>\n<thead><tr>");
    for (class, head) in [
        ("slug", "Slug"),
        ("line", "Budget line"),
        ("writer", "Writer"),
        ("length", "Length"),
        ("status", "Status"),
        ("time", "Due or out"),
    ] {
        out.push_str(&format!("<th scope=\"col\" class=\"{class}\">{head}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for line in &section.lines {
        out.push_str("<tr><th scope=\"row\" class=\"slug\">");
        push(out, &[&line.slug]);
        out.push_str("</th>");
        for (class, cell) in [
            ("line", &line.budget_line),
            ("writer", &line.writer),
            ("length", &line.length),
            ("status", &line.status),
            ("time", &line.time),
        ] {
            out.push_str(&format!("<td class=\"{class}\">"));
            push(out, &[cell]);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn push(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| press::escaped(out, part));
}
