//! What is told of a Word file once, with its count or its words.

use super::Parts;
use super::reader::Reader;
use super::review::words_of;
use crate::prose::Block;
use crate::report::Report;

/// Headers, footers and damaged parts.
pub(super) fn margins(parts: &Parts, report: &mut Report) {
    for (what, nodes) in [("header", &parts.headers), ("footer", &parts.footers)] {
        let mut told: Vec<String> = Vec::new();
        for words in nodes.iter().map(words_of).filter(|words| words.chars().any(char::is_alphabetic)) {
            if !told.contains(&words) {
                report.note(what, "", format!("The page {what} was left out: {words}"));
                told.push(words);
            }
        }
    }
    for part in &parts.damaged {
        report.note(
            "damaged-part",
            "",
            format!("The part {part} of the file is damaged and was done without: look at what it should hold."),
        );
    }
}

/// What was counted on the way.
pub(super) fn tally(reader: &mut Reader) {
    let headings = reader.text.blocks.iter().filter(|block| matches!(block, Block::Heading(..))).count();
    let lists = reader.text.blocks.iter().filter(|block| matches!(block, Block::List(_))).count();
    let quotes = reader.text.blocks.iter().filter(|block| matches!(block, Block::Quote(_))).count();
    let (tally, report) = (&reader.tally, &mut reader.report);
    report.keep("heading", "headings", headings);
    report.keep("link", "links", tally.links);
    report.keep("picture", "pictures", reader.pictures.len());
    report.keep("quotation", "quotations", quotes);
    report.keep("list", "lists", lists);
    report.keep("table", "tables", tally.tables);
    report.keep("footnote", "footnotes", reader.text.notes.len());
    let mut counted = |count: usize, what: &str, one: &str, many: &str| {
        if count == 1 {
            report.note(what, "", one);
        } else if count > 1 {
            report.note(what, "", many.replace('#', &count.to_string()));
        }
    };
    counted(
        tally.underlined,
        "underline",
        "One underlined passage lost its underline; the words are kept.",
        "# underlined passages lost their underline; the words are kept.",
    );
    counted(
        tally.highlighted,
        "highlight",
        "One highlighted passage lost its colour; the words are kept.",
        "# highlighted passages lost their colour; the words are kept.",
    );
    counted(
        tally.text_boxes,
        "text-box",
        "The text of one text box stands behind the paragraph it was anchored to.",
        "The text of # text boxes stands behind the paragraphs they were anchored to.",
    );
    counted(
        tally.merged_cells,
        "merged-cells",
        "One merged table cell was taken apart; its text stands in the first place.",
        "# merged table cells were taken apart; their text stands in the first place.",
    );
    counted(
        tally.nested_tables,
        "nested-table",
        "A table within a table stands as lines in its cell.",
        "# tables within tables stand as lines in their cells.",
    );
    counted(
        tally.one_cell_tables,
        "box",
        "A table of one cell, as a box is made in Word, stands as plain paragraphs.",
        "# tables of one cell, as boxes are made in Word, stand as plain paragraphs.",
    );
    counted(
        tally.inner_links,
        "inner-link",
        "One link within the document lost its target; its words are kept.",
        "# links within the document lost their targets; their words are kept.",
    );
    counted(
        tally.numbers_of_headings,
        "heading-number",
        "One heading lost the number that Word gave it.",
        "# headings lost the numbers that Word gave them.",
    );
    counted(
        tally.letters_as_numbers,
        "list-letters",
        "One list item counted by letters or Roman numerals is counted by a number.",
        "# list items counted by letters or Roman numerals are counted by numbers.",
    );
    let told = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !tally.contents.trim().is_empty() {
        report.note("contents", "", format!("The table of contents was left out: {}", told(&tally.contents)));
    }
    if !tally.hidden.trim().is_empty() {
        report.note("hidden-text", "", format!("Hidden text was left out: {}", told(&tally.hidden)));
    }
}
