use std::time::Instant;

use proptest::prelude::*;

use super::*;

/// Passages one below the other: `=` stays, `~` changed, `+` new, `-` gone, `>1` arrived, `<1` left; words `[-out]`,
/// `[+in]`, `{formatted}`.
fn shown(passages: &[Compared]) -> String {
    let mark = |fate: Fate| match fate {
        Fate::Same => "=".into(),
        Fate::Changed => "~".into(),
        Fate::Inserted => "+".into(),
        Fate::Deleted => "-".into(),
        Fate::Arrived(number) => format!(">{number}"),
        Fate::Left(number) => format!("<{number}"),
    };
    let piece = |fate: Fate, piece: &Piece| match piece.became {
        Became::Inserted if fate != Fate::Inserted => format!("[+{}]", piece.text),
        Became::Deleted if fate != Fate::Deleted => format!("[-{}]", piece.text),
        Became::Formatted => format!("{{{}}}", piece.text),
        _ => piece.text.clone(),
    };
    let line = |passage: &Compared| {
        let words: String = passage.pieces.iter().map(|one| piece(passage.fate, one)).collect();
        let shape = if passage.was.is_some() { format!("({:?}) ", passage.shape) } else { String::new() };
        format!("{} {shape}{words}", mark(passage.fate)).replace('\n', "/")
    };
    passages.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn check(old: &str, new: &str, expected: &str) {
    assert_eq!(shown(&compare(old, new)), expected, "from {old:?} to {new:?}");
}

#[test]
fn words_are_compared_within_their_paragraph() {
    check(
        "The treaty held.\n\nFor a while.",
        "The treaty holds.\n\nFor a while.",
        "~ The treaty [-held][+holds].\n= For a while.",
    );
    check("same", "same", "= same");
    check("", "", "");
    check("", "New words.", "+ New words.");
    check("Old words.", "", "- Old words.");
    check("One line\nbroken.", "One line broken.", "= One line broken.");
}

#[test]
fn what_stands_between_two_changed_words_is_changed_with_them() {
    check(
        "He said it was the largest port in the region today.",
        "He said it is a larger port in the region today.",
        "~ He said it [-was the largest][+is a larger] port in the region today.",
    );
}

#[test]
fn a_paragraph_in_another_place_moved() {
    let old =
        "The first paragraph says this.\n\nThe second one says that.\n\nA long third paragraph that stays where it is.";
    let new =
        "A long third paragraph that stays where it is.\n\nThe first paragraph says this.\n\nThe second one says that.";
    check(
        old,
        new,
        ">1 A long third paragraph that stays where it is.\n= The first paragraph says this.\n= The second one says that.\n<1 A long third paragraph that stays where it is.",
    );
    check("a\n\nb c d e f\n\ng", "b c d e f\n\na\n\ng", "<1 a\n= b c d e f\n>1 a\n= g");
}

#[test]
fn a_paragraph_that_moved_and_changed_is_known_again() {
    let moving = "The tankers wait outside the strait until the toll is paid in full";
    check(
        &format!("{moving}.\n\nIn between there is another paragraph with quite a few words of its own.\n\nEnd."),
        &format!(
            "In between there is another paragraph with quite a few words of its own.\n\n{moving} and on time.\n\nEnd."
        ),
        &format!(
            "<1 {moving}.\n= In between there is another paragraph with quite a few words of its own.\n>1 {moving}[+ and on time].\n= End."
        ),
    );
}

#[test]
fn a_paragraph_cut_in_two_keeps_its_words() {
    check(
        "The port was closed at dawn. The ships turned back before noon.",
        "The port was closed at dawn.\n\nThe ships turned back before noon.",
        "~ The port was closed at dawn.[- ][+\u{b6}/]The ships turned back before noon.",
    );
    check(
        "The port was closed at dawn.\n\nThe ships turned back before noon.",
        "The port was closed at dawn. The ships turned back before noon.",
        "~ The port was closed at dawn.[-\u{b6}/][+ ]The ships turned back before noon.",
    );
}

#[test]
fn formatting_is_told_apart_from_words() {
    check("The *Aurora* sailed.", "The Aurora sailed.", "~ The {Aurora} sailed.");
    check("See the archive.", "See [the archive](/archive/).", "~ See {the} {archive}.");
    check("[here](/a/)", "[here](/b/)", "~ {here}");
    check("The harbour", "## The harbour", "~ (Heading { level: 2 }) The harbour");
    check("one", "> one", "~ (Quote) one");
    check(
        "- one\n- two",
        "1. one\n2. two",
        "~ (Item { ordered: true, depth: 1 }) one\n~ (Item { ordered: true, depth: 1 }) two",
    );
    let tally = tally(&compare("A *b* c.\n\nd e f", "A b c.\n\nd e g"));
    assert_eq!(tally, Tally { passages: 2, words_in: 1, words_out: 1, moves: 0, formats: 1 });
}

#[test]
fn pictures_rules_notes_and_tables_are_passages() {
    check("![a](x.jpg)", "![a](y.jpg)", "~ (Picture { source: \"y.jpg\" }) a");
    check("a\n\n***\n\nb", "a\n\nb", "= a\n- \n= b");
    check("A note.[^1]\n\n[^1]: Old.", "A note.[^1]\n\n[^1]: New.", "= A note.[^1]\n- Old.\n+ New.");
    check("| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | e |", "= a | b | \n~ c | [-d][+e] | ");
}

#[test]
fn what_is_compared_makes_up_both_texts() {
    let text = |passages: &[Compared], not: Became| {
        let kept = passages.iter().filter(|passage| !matches!(passage.fate, Fate::Left(_)));
        kept.flat_map(|passage| &passage.pieces)
            .filter(|piece| piece.became != not)
            .map(|piece| piece.text.replace(['\u{b6}', '\n', ' '], ""))
            .collect::<String>()
    };
    proptest!(|(old in "([ab*#\\[>]{1,3}[ \n]{1,2}){0,12}", new in "([ab*#\\[>]{1,3}[ \n]{1,2}){0,12}")| {
        let compared = compare(&old, &new);
        let sorted = |text: String| { let mut all: Vec<char> = text.chars().collect(); all.sort_unstable(); all };
        let whole = |markdown: &str| passages(markdown).iter().map(|p| p.text.replace(['\n', ' '], "")).collect::<String>();
        prop_assert_eq!(text(&compared, Became::Deleted), whole(&new));
        // What moved stands where it arrived, so the order may be another.
        prop_assert_eq!(sorted(text(&compared, Became::Inserted)), sorted(whole(&old)));
        prop_assert!(compare(&old, &old).iter().all(|passage| passage.fate == Fate::Same));
    });
}

#[test]
fn fifty_thousand_words_are_compared_in_a_moment() {
    let words = |seed: usize, count: usize| {
        (0..count).map(|at| format!("w{}", (at * 7919 + seed * 104_729) % 5003)).collect::<Vec<_>>()
    };
    let in_paragraphs = |words: &[String], length: usize| {
        words.chunks(length).map(|chunk| chunk.join(" ")).collect::<Vec<_>>().join("\n\n")
    };
    let (one, other) = (words(1, 50_000), words(2, 50_000));
    let turned: Vec<String> = one.iter().rev().cloned().collect();
    for (what, old, new) in [
        ("two texts of nothing in common", in_paragraphs(&one, 60), in_paragraphs(&other, 60)),
        ("the paragraphs backwards", in_paragraphs(&one, 60), in_paragraphs(&turned, 60)),
        ("every word a paragraph", in_paragraphs(&one, 1), in_paragraphs(&other, 1)),
        ("one paragraph alone", one.join(" "), other.join(" ")),
        ("cut in other places", in_paragraphs(&one, 60), in_paragraphs(&one, 47)),
    ] {
        let start = Instant::now();
        let compared = compare(&old, &new);
        let took = start.elapsed();
        assert!(!compared.is_empty());
        // Far beyond what it takes on a busy machine without optimisation; what grows with the square takes minutes.
        assert!(took.as_secs() < 20, "{what}: {took:?}");
    }
}
