//! Bodies: each folder of cases/body holds a manuscript, the HTML it is printed as, and the problems it has.
//!
//! `PRESS_ACCEPT=1` writes what is printed now into the folders; read the difference before you commit it.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use press::{BodyOptions, body};
use proptest::prelude::*;

#[test]
fn every_manuscript_is_printed_as_its_folder_says() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/body");
    let mut wrong = Vec::new();
    for case in fs::read_dir(cases).expect("the cases are there") {
        let case = case.expect("a folder").path();
        let markdown = fs::read_to_string(case.join("input.md")).expect("every case has an input.md");
        let options =
            BodyOptions { world: &common::Small, base_url: "https://meridian.example/", ..BodyOptions::default() };
        let printed = body(&markdown, &options);
        let mut problems = String::new();
        for problem in &printed.problems {
            let _ = writeln!(
                problems,
                "{}..{} {:?}: {}",
                problem.span.from, problem.span.to, problem.kind, problem.message
            );
        }
        for (file, now) in [("expected.html", printed.html()), ("problems.txt", problems.as_str())] {
            let file = case.join(file);
            if std::env::var_os("PRESS_ACCEPT").is_some() {
                if !now.is_empty() || file.exists() {
                    fs::write(&file, now).expect("the case can be written");
                }
            } else if fs::read_to_string(&file).unwrap_or_default() != now {
                wrong.push(format!("{}:\n{now}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_block_stands_beside_its_place_in_the_manuscript() {
    let markdown = "é One.\n\n## Two\n\n> three\n\n<script>x</script>\n\n![lost](lost.jpg)\n\n- four\n\nFive.[^n]\n\n[^n]: Note.\n";
    let printed = body(markdown, &BodyOptions::default());
    let units: Vec<u16> = markdown.encode_utf16().collect();
    let stretch = |span: &desk::text::Span| {
        String::from_utf16_lossy(&units[span.from as usize..span.to as usize]).trim().to_owned()
    };
    let stretches: Vec<_> = printed.blocks.iter().map(stretch).collect();
    assert_eq!(
        stretches,
        ["é One.", "## Two", "> three", "- four", "Five.[^n]", "[^n]: Note."],
        "what prints nothing is no block"
    );
    assert_eq!(children(printed.html()), printed.blocks.len(), "{}", printed.html());
}

/// Elements that stand at the top of some HTML.
fn children(html: &str) -> usize {
    const EMPTY: [&str; 5] = ["hr", "br", "img", "source", "col"];
    let (mut depth, mut count, mut rest) = (0_i32, 0, html);
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with('/') {
            depth -= 1;
        } else {
            let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            count += usize::from(depth == 0);
            depth += i32::from(!EMPTY.contains(&name.as_str()));
        }
    }
    count
}

#[test]
fn the_river_shows_the_opening_paragraphs_and_folds_the_rest() {
    let printed =
        body("One.\n\nTwo.\n\nThree.\n\n## Four\n", &BodyOptions { id_prefix: "k", ..BodyOptions::default() });
    assert_eq!(printed.first(), "<p>One.</p>\n<p>Two.</p>\n");
    assert_eq!(printed.rest(), "<p>Three.</p>\n<h4 id=\"k--four\">Four</h4>\n");
    let short = body("> Only a quote.\n", &BodyOptions::default());
    assert_eq!((short.first(), short.rest()), (short.html(), ""), "a text that opens with something else shows that");
    let empty = body("", &BodyOptions::default());
    assert_eq!((empty.html(), empty.first(), empty.rest(), empty.words()), ("", "", "", 0));
}

#[test]
fn facts_are_what_the_desk_needs_to_know() {
    let markdown = "# Head TK\n\nOne [link *text*](/x) and TKTK, `tk`.[^a][^gone] \\[^no]\n\n\
                    ![alt](p.jpg \"Cap | Credit: Me\")\n\nLorem ipsum é TK\n\n```\nTK in code\n```\n\n\
                    [^a]: Note words.\n[^b]: Unused.\n";
    let facts = press::facts(markdown);
    let units: Vec<u16> = markdown.encode_utf16().collect();
    let at = |span: &desk::text::Span| String::from_utf16_lossy(&units[span.from as usize..span.to as usize]);
    assert_eq!(facts.tks.iter().map(at).collect::<Vec<_>>(), ["TK", "TKTK", "TK"]);
    assert_eq!(facts.placeholders.iter().map(at).collect::<Vec<_>>(), ["Lorem ipsum"]);
    let headings: Vec<_> = facts.headings.iter().map(|heading| (heading.level, heading.text.as_str())).collect();
    assert_eq!(headings, [(1, "Head TK")]);
    let link = &facts.links[0];
    assert_eq!((link.text.as_str(), link.to.as_str()), ("link text", "/x"));
    assert_eq!(at(&link.span), "[link *text*](/x)");
    assert_eq!((facts.pictures[0].alt.as_str(), facts.pictures[0].credit.as_str()), ("alt", "Me"));
    let missing: Vec<_> = facts.notes_missing.iter().map(|(name, span)| (name.as_str(), at(span))).collect();
    assert_eq!(missing, [("gone", "[^gone]".to_owned())]);
    assert_eq!(facts.notes_unused.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["b"]);
    // Head TK · One link text and TKTK tk.[^gone] [^no] · Lorem ipsum é TK · Note words · Unused
    assert_eq!(facts.words, 2 + 7 + 4 + 2 + 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_printed(text in arbitrary_text()) {
        let options = BodyOptions { world: &common::Small, ..BodyOptions::default() };
        let printed = body(&text, &options);
        common::tags(printed.html());
        prop_assert_eq!(children(printed.html()), printed.blocks.len(), "{}", printed.html());
        prop_assert!(printed.first().len() + printed.rest().len() >= printed.html().len());
        let length = text.encode_utf16().count() as u32;
        for span in printed.blocks.iter().chain(printed.problems.iter().map(|problem| &problem.span)) {
            prop_assert!(span.from <= span.to && span.to <= length, "{span:?} of {length}");
        }
    }
}

/// Texts made of the pieces that Markdown and HTML are made of.
fn arbitrary_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "*",
        "_",
        "**",
        "`",
        "```\n",
        "> ",
        ">> ",
        "- ",
        "1. ",
        "# ",
        "### ",
        "\n",
        "\n\n",
        "  \n",
        "|",
        "|---|\n",
        "[",
        "](",
        ")",
        "![",
        "[^a]",
        "[^a]: ",
        "<",
        ">",
        "<b>",
        "</b>",
        "<div>\n",
        "</div>\n",
        "<table>",
        "<td>",
        "<li>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<svg onload=x>",
        "<a href=\"javascript:x\">",
        "<img src=x>",
        "\"",
        "'",
        "&",
        "&lt;",
        "&#0;",
        "\u{0}",
        "\u{fdd0}0\u{fdd0}",
        "\u{feff}",
        "é",
        "🙂",
        "中",
        "word",
        " ",
        "    ",
        "\t",
        "\\",
        "https://a.example/x",
        "javascript:alert(1)",
        "media/mole",
        " \"t | Credit: c\"",
        "— ",
        "~~",
        "{#id}",
        "TK",
    ]);
    prop_oneof![4 => prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat()), 1 => "\\PC{0,80}"]
}

#[test]
fn marks_are_set_where_the_house_says_so_and_never_in_code() {
    let text = "\"A *quay*\" -- he said.\n\n    a -- \"b\"\n\nAs `x -- \"y\"` has it, \"yes\".\n";
    let written = body(text, &BodyOptions::default());
    assert!(written.html().contains("\"A <em>quay</em>\" -- he said."), "{}", written.html());
    let typography = Some(press::Typography::of("en-GB"));
    let set = body(text, &BodyOptions { typography, ..BodyOptions::default() });
    let html = set.html();
    assert!(html.contains("“A <em>quay</em>” – he said."), "{html}");
    assert!(html.contains("a -- \"b\"") && html.contains("<code>x -- \"y\"</code> has it, “yes”."), "{html}");
    assert_eq!(set.words(), written.words(), "what is counted is what was written");
}
