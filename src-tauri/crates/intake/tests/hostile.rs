//! Whatever is sent, reading ends: with a manuscript or with one sentence, soon, and never with a panic.

mod support;

use std::time::{Duration, Instant};

use proptest::prelude::*;

/// Reads on a thread with a small stack, as one of a pool would; gives back whether a manuscript came of it.
fn read(name: &str, bytes: Vec<u8>) -> Result<intake::Arrival, intake::Unreadable> {
    let name = name.to_owned();
    let reader = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    reader.spawn(move || intake::read(&name, &bytes)).unwrap().join().expect("reading does not panic")
}

#[track_caller]
fn check(what: &str, name: &str, bytes: Vec<u8>) {
    let started = Instant::now();
    match read(name, bytes) {
        Ok(arrival) => assert!(!arrival.title.is_empty(), "{what}: an arrival has a title"),
        Err(reason) => assert!(reason.0.ends_with('.'), "{what}: the reason is a sentence: {reason}"),
    }
    let taken = started.elapsed();
    println!("{what}: {taken:?}");
    assert!(taken < Duration::from_secs(30), "{what} took {taken:?}");
}

fn body(inner: &str) -> Vec<u8> {
    support::docx(inner, &[], "", "")
}

fn whole(document: String) -> Vec<u8> {
    support::zip(&[("word/document.xml".to_owned(), document.into_bytes())])
}

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

#[test]
fn a_bomb_is_not_unfolded() {
    let zeros = whole(format!("<w:document {W}>{}</w:document>", " ".repeat(30 * 1024 * 1024)));
    assert!(read("a.docx", zeros).is_err(), "a part that unfolds four-hundredfold is refused");
    let entity = format!(
        "<!DOCTYPE x [<!ENTITY a \"ha\">]><w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    );
    let reason = read("a.docx", whole(entity)).unwrap_err();
    assert!(reason.0.contains("document type"), "{reason}");
    let named = format!("<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>");
    assert!(read("a.docx", whole(named)).is_err());
    let many: Vec<(String, Vec<u8>)> = (0..6_000).map(|n| (format!("x{n}"), Vec::new())).collect();
    assert!(read("a.docx", support::zip(&many)).is_err());
}

#[test]
fn depth_and_width_are_bounded() {
    let deep = |open: &str, close: &str, n: usize| format!("{}{}", open.repeat(n), close.repeat(n));
    for n in [60, 100_000] {
        check("deep elements", "a.docx", body(&deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", n)));
        check("deep tables", "a.docx", body(&deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", n)));
        let boxes =
            deep("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", n.min(45).max(n / 4));
        check("deep boxes", "a.docx", body(&boxes));
    }
    let prefixes: String = (0..100_000).map(|n| format!(" xmlns:p{n}=\"u\"")).collect();
    check("many prefixes", "a.docx", whole(format!("<w:document {W}{prefixes}><w:body/></w:document>")));
    check("a giant attribute", "a.docx", body(&format!("<w:p w:x=\"{}\"/>", "y".repeat(5_000_000))));
    check("wide cells", "a.docx", body(&format!("<w:tbl>{}</w:tbl>", "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>".repeat(8_000))));
    check(
        "many fields",
        "a.docx",
        body(&format!("<w:p>{}</w:p>", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(40_000))),
    );
    check(
        "many notes",
        "a.docx",
        body(&format!(
            "<w:p>{}</w:p>",
            (0..20_000).map(|n| format!("<w:r><w:footnoteReference w:id=\"{n}\"/></w:r>")).collect::<String>()
        )),
    );
    check(
        "many comments",
        "a.docx",
        body(&format!(
            "<w:p>{}{}</w:p>",
            (0..10_000).map(|n| format!("<w:commentRangeStart w:id=\"{n}\"/>")).collect::<String>(),
            "<w:r><w:t>x</w:t></w:r>".repeat(20_000)
        )),
    );
    for text in ["[", "*a ", "![", "~a", "_a_b", "`", "&amp;lt", "](", "\\", "“**"] {
        check(text, "a.docx", body(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", text.repeat(40_000))));
    }
}

#[test]
fn markdown_made_to_take_long_does_not() {
    for text in [
        "[",
        "![",
        "{{",
        "{%",
        "{{ a }}",
        "{% comment %}",
        "{% raw %}",
        "{:",
        "{: a}",
        "> ",
        "* ",
        "`a",
        "<a ",
        "<img src=",
        "*a_ ",
        "[a](",
        "[^1]",
        "|a",
        "![](a",
        "<!--",
        "&a",
        "\\",
        "- - ",
        "[a]: b\n",
        "# a\n",
        "~~~\n",
        "{{ \"a.jpg\" | url }}\n",
    ] {
        check(text, "a.md", text.repeat(30_000 / text.len()).into_bytes());
        check(
            &format!("front matter of {text}"),
            "a.md",
            format!("---\na: {}\n---\n", text.repeat(6_000 / text.len())).into_bytes(),
        );
    }
    let aliases = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n---\nText.\n";
    check("aliases upon aliases", "a.md", aliases.into());
    let toml = format!("+++\na = {}{}\n+++\nText.\n", "[".repeat(8_000), "]".repeat(8_000));
    check("deep TOML", "a.md", toml.into());
}

#[test]
fn a_clipboard_made_to_take_long_does_not() {
    let check = |what: &str, html: String| {
        let started = Instant::now();
        let reader = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
        let read = reader.spawn(move || intake::pasted(&html, 0)).unwrap().join().expect("reading does not panic");
        let taken = started.elapsed();
        println!("{what}: {taken:?}, {}", if read.is_ok() { "read" } else { "refused" });
        // What grows with the square takes an hour.
        assert!(taken < Duration::from_secs(180), "{what} took {taken:?}");
    };
    for piece in [
        "<div>",
        "<b>",
        "<p><b>",
        "<a href='x'>",
        "<a><div>",
        "<table>",
        "<table><tr><td>",
        "<ul><li>",
        "<blockquote>",
        "<li>",
        "<p>",
        "<br>",
        "<i></b>",
        "<b><p></b>",
        "<span style='font-weight:bold'>x",
        "<!--",
        "<!-->",
        "<![",
        "<",
        "&",
        "&amp",
        "</p>",
        "<svg><b>",
        "<math><mi>",
        "<template>",
        "<select><option>",
        "<frameset>",
        "<table><br>",
        "<table>x",
        "<td rowspan=64 colspan=64>x",
        "<a href='#a' id='b'>x",
        "<a href='#ftnt1'>x</a>",
        "*a_ ",
        "[",
        "<img>",
        "<del cite=a>x",
        "<style>span.a{font-weight:bold}",
        "<pre>\n",
        "\u{a0} ",
        "<font a=1><p>",
        "<sup>x</sup>",
        "<p style='mso-list:l0 level1 lfo1'><![if !supportLists]>1.<![endif]>x",
        "<![if !supportLists]>",
    ] {
        check(piece, piece.repeat(1_000_000 / piece.len()));
    }
    check("many attributes", format!("<a {}>", (0..150_000).map(|n| format!("a{n} ")).collect::<String>()));
    check("attributes without blanks", format!("<a{}>", (0..150_000).map(|n| format!("/a{n}")).collect::<String>()));
    check("attributes with values", format!("<a {}>", (0..100_000).map(|n| format!("a{n}='<>'")).collect::<String>()));
    check("one attribute", format!("<a href='{}'>x", "y z".repeat(300_000)));
    let links = (0..30_000).map(|n| format!("<p><a href='#d{n}' id='r{n}'>x</a><a href='#r{n}' id='d{n}'>y</a></p>"));
    check("many notes", links.collect());
    let marks: String = (0..40_000).map(|n| format!("<b a={n}>x<p>")).collect();
    check("marks that are opened again", marks);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), name in "[a-z.]{0,8}(\\.md|\\.docx|)") {
        let _ = intake::read(&name, &bytes);
    }

    #[test]
    fn arbitrary_text_never_panics(text in "(---\n|\\+\\+\\+\n|)(\\PC|[\\[\\]{}%*_`<>#|~:\\-\n ]){0,200}") {
        let _ = intake::read("a.md", text.as_bytes());
    }

    #[test]
    fn arbitrary_html_never_panics(html in "(</?(p|b|a|ul|ol|li|table|tr|td|h1|pre|blockquote|div|span|!--|!\\[if !supportLists\\])( href='#?[a-c]'| id='[a-c]'| style='mso-list:l0 level[0-9]+ lfo1'| aria-level='?[0-9]+| colspan=[0-9]+)*>|[a-z*_ \u{a0}\u{ad}&<]|&nbsp;){0,60}", before in 0..3u32) {
        let _ = intake::pasted(&html, before);
    }

    #[test]
    fn words_on_a_clipboard_come_out_as_they_went_in(words in "[a-zA-Z0-9 .,*_`~\\[\\]()#|;é-]{1,60}") {
        let html = format!("<p>{words}</p>");
        let pasted = intake::pasted(&html, 0).unwrap();
        let mut seen = String::new();
        for event in pulldown_cmark::Parser::new(&pasted.text) {
            if let pulldown_cmark::Event::Text(text) = event {
                seen.push_str(&text);
            }
        }
        prop_assert_eq!(seen, words.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn plain_markdown_is_kept_byte_for_byte(text in "[a-z*_#>\\-\\[\\]()`|~ \n]{0,200}") {
        let text = format!("Begin.\n{text}");
        let arrival = intake::read("a.md", text.as_bytes()).unwrap();
        prop_assert_eq!(arrival.body, text);
    }

    #[test]
    fn new_addresses_change_nothing_but_addresses(text in "(!\\[|\\]\\(|\\]: |<|>|\\)|é|a\\.png|<img src=\"|\"|`|\\\\|[a \n]){0,60}") {
        prop_assert_eq!(intake::readdress(&text, |_| None), text.clone());
        let moved = intake::readdress(&text, |source| (source == "a.png").then(|| "b.png".to_owned()));
        prop_assert_eq!(moved.replace("b.png", "a.png"), text);
    }

    #[test]
    fn a_mutated_word_file_never_panics(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12), cut in any::<proptest::sample::Index>()) {
        let mut bytes = include_bytes!("cases/docx-by-pandoc/input.docx").to_vec();
        for (at, with) in changes {
            let at = at.index(bytes.len());
            bytes[at] = with;
        }
        let _ = intake::read("a.docx", &bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = intake::read("a.docx", &bytes);
    }

    #[test]
    fn mutated_xml_never_panics(changes in proptest::collection::vec((any::<proptest::sample::Index>(), "[<>/\"=&;a-z0-9 ]{0,6}"), 1..6)) {
        let mut document = include_str!("cases/docx-lists/body.xml").to_owned() + include_str!("cases/docx-review/body.xml") + include_str!("cases/docx-tables/body.xml");
        for (at, with) in changes {
            let at = document.floor_char_boundary(at.index(document.len()));
            document.insert_str(at, &with);
        }
        let numbering = include_str!("cases/docx-lists/numbering.xml").to_owned();
        let _ = intake::read("a.docx", &support::docx(&document, &[("numbering", numbering)], "", ""));
    }
}
