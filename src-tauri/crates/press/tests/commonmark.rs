//! The examples of CommonMark's specification, printed as bodies: what the specification asks for stands there, save
//! where the house takes a step of its own.
//!
//! The specification (© John MacFarlane, CC BY-SA 4.0) does not come with the program: its examples are read from the
//! tests that the parser's own package carries.

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::picture;
use press::{BodyOptions, Picture, World, body};

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// A world that holds whatever is pointed at.
struct Whole;

impl World for Whole {
    fn picture(&self, _: &str) -> Option<Picture> {
        Some(picture())
    }
    fn page(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }
}

fn examples() -> Vec<Example> {
    let file = parser().join("tests/suite/spec.rs");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let literal = |from: &str, name: &str| {
        let start = from.find(&format!("let {name} = r##\"")).expect("the example has it") + name.len() + 11;
        let end = from[start..].find("\"##;").expect("it ends");
        from[start..start + end].to_owned()
    };
    text.split("fn spec_test_")
        .skip(1)
        .map(|test| Example {
            number: test[..test.find('(').expect("a function")].parse().expect("a number"),
            markdown: literal(test, "original"),
            html: literal(test, "expected"),
        })
        .collect()
}

/// The folder of the parser's package.
fn parser() -> PathBuf {
    let asked = Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--offline"]).output();
    let told: serde_json::Value = serde_json::from_slice(&asked.expect("cargo answers").stdout).expect("JSON");
    let packages = told["packages"].as_array().expect("packages");
    let parser = packages.iter().find(|package| package["name"] == "pulldown-cmark").expect("the parser");
    PathBuf::from(parser["manifest_path"].as_str().expect("a path")).with_file_name("")
}

/// What a reader gets of some HTML: its words and its elements in order, and where links lead. Headings are headings at
/// any level, and what pictures are made of is one picture.
fn gist(html: &str) -> Vec<String> {
    let mut gist: Vec<String> = Vec::new();
    let mut rest = html;
    let mut exact = false;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') {
            rest.find('>').map_or(rest.len(), |end| end + 1)
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        if !piece.starts_with('<') {
            let text = decoded(piece);
            let text = if exact { text } else { text.split_whitespace().collect::<Vec<_>>().join(" ") };
            if !text.trim().is_empty() {
                gist.push(text);
            }
            continue;
        }
        let inner = piece.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
        let name = inner.split_whitespace().next().unwrap_or_default();
        exact = match name {
            "pre" => true,
            "/pre" => false,
            _ => exact,
        };
        let name = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "h",
            "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" => "/h",
            "picture" | "/picture" | "source" => continue,
            name => name,
        };
        let href = inner.split_once("href=\"").and_then(|(_, rest)| rest.split('"').next());
        gist.push(match href.filter(|_| name == "a") {
            Some(to) => format!("<a {}>", plain_bytes(&decoded(to)).trim_matches('/')),
            None => format!("<{name}>"),
        });
    }
    gist
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// An address without its percent signs: which characters are written with them is the writer's choice.
fn plain_bytes(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.as_bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where the house takes a step of its own: why, and in which examples.
const STEPS: [(&str, &[usize]); 5] = [
    (
        "raw HTML is sanitised: its words stay, what the allow-list does not know goes, and what is open is closed",
        &[
            21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 160, 161, 162, 163, 164, 165, 166, 167, 169,
            170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 186, 187, 190, 191, 201, 308,
            309, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630,
            631, 642, 643,
        ],
    ),
    ("a quote in a quote is a pull quote", &[250, 251, 259, 260]),
    (
        "a picture alone in its paragraph is a figure",
        &[520, 572, 573, 574, 575, 576, 577, 578, 580, 581, 582, 583, 584, 585, 586, 588, 589, 591],
    ),
    ("an address alone in its paragraph is a card", &[20, 594, 595, 603, 611]),
    (
        "a link to nothing, to a scheme that is not the web's, or to no whole address keeps its words and loses its address",
        &[200, 346, 485, 486, 487, 567, 596, 598, 599, 600, 601],
    ),
];

#[test]
fn every_example_is_printed_as_the_specification_says_or_as_the_house_does() {
    let examples = examples();
    assert_eq!(examples.len(), 652, "the whole specification");
    let options = BodyOptions { world: &Whole, ..BodyOptions::default() };
    let mut wrong = Vec::new();
    for Example { number, markdown, html } in &examples {
        let printed = body(markdown, &options);
        common::tags(printed.html());
        let step = STEPS.iter().find(|(_, numbers)| numbers.contains(number)).map(|(why, _)| why);
        let same = gist(printed.html()) == gist(html);
        if same == step.is_some() {
            let printed = printed.html();
            wrong.push(format!("{number}, {step:?}: {markdown:?}\n  {html:?} is asked for\n  {printed:?} is printed"));
        }
    }
    assert!(wrong.is_empty(), "{} examples: {}", wrong.len(), wrong.join("\n"));
}
