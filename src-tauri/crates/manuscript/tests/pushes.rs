//! What the authority does with what editors send: whole words undone, bad steps refused, nothing half taken.

use manuscript::{ChangeSet, DESK, Damaged, Manuscript, Misfit, PushError, TooOld, Update};

fn update(changes: &str) -> Update {
    Update { client: "me".into(), changes: serde_json::from_str(changes).expect("a change set") }
}

fn type_in(open: &mut Manuscript, text: &str) {
    for letter in text.chars() {
        let length = open.len_utf16();
        let changes = ChangeSet::one(length, length, length, &letter.to_string());
        open.push(open.step(), vec![Update { client: "me".into(), changes }]).expect("typing fits");
    }
}

fn refused(text: &str, base: u32, updates: &[&str], error: PushError) {
    let mut open = Manuscript::new(text, None);
    open.take_update();
    assert_eq!(open.push(base, updates.iter().map(|changes| update(changes)).collect()), Err(error));
    assert_eq!((open.text(), open.step()), (text, 0), "nothing of it was taken");
    assert_eq!(open.take_update(), None, "and nothing is to be written");
}

#[test]
fn a_step_that_does_not_fit_is_refused_whole() {
    refused("abc", 0, &["[4]"], Misfit::Length { expected: 3, found: 4 }.into());
    refused("abc", 0, &["[2,[2]]"], Misfit::Length { expected: 3, found: 4 }.into());
    refused("abc", 0, &["[[1],2]", "[3]"], Misfit::Length { expected: 2, found: 3 }.into());
    refused("a😀b", 0, &["[2,[1],1]"], Misfit::Surrogate { at: 2 }.into());
    refused("a😀b", 0, &[r#"[2,[0,"x"],2]"#], Misfit::Surrogate { at: 2 }.into());
    refused("ab", 0, &[r#"[1,[0,"😀"],1]"#, "[2,[1],1]"], Misfit::Surrogate { at: 2 }.into());
    refused("abc", 1, &["[3]"], TooOld { asked: 1, first: 0, last: 0 }.into());
}

#[test]
fn an_empty_push_is_no_step() {
    let mut open = Manuscript::new("abc", None);
    assert_eq!(open.push(0, Vec::new()), Ok(Vec::new()));
    assert_eq!(open.step(), 0);
}

#[test]
fn a_thousand_steps_are_kept() {
    let mut open = Manuscript::new("", None);
    type_in(&mut open, &"x".repeat(1_200));
    assert_eq!(open.since(200).map(|steps| steps.len()), Ok(1_000));
    let too_old = TooOld { asked: 199, first: 200, last: 1_200 };
    assert_eq!(open.since(199), Err(too_old));
    assert_eq!(open.push(199, vec![update("[199]")]), Err(PushError::TooOld(too_old)));
    assert_eq!(open.since(1_201), Err(TooOld { asked: 1_201, ..too_old }));
}

#[test]
fn nul_from_an_editor_is_hidden_by_the_desk_at_once() {
    let mut open = Manuscript::new("a", None);
    let steps = open.push(0, vec![update(r#"[1,[0,"\u0000b\u0000"]]"#)]).expect("the editor's step stands");
    assert_eq!(open.text(), "ab");
    assert_eq!(steps[1], Update { client: DESK.into(), changes: serde_json::from_str("[1,[1],1,[1]]").unwrap() });
    let again = Manuscript::load(None, &[open.take_update().unwrap()]).unwrap();
    assert_eq!(again.text(), "ab", "and stays hidden");
}

#[test]
fn whole_texts_come_in_with_lf_and_without_nul() {
    let mut open = Manuscript::new("a\r\nb\rc\0", None);
    assert_eq!(open.text(), "a\nb\nc");
    assert!(!open.replace("a\r\nb\r\nc", "command line"), "only the line endings differ");
    assert!(open.replace("a\r\nB\r\nc", "command line"));
    assert_eq!(open.text(), "a\nB\nc");
}

#[test]
fn undo_goes_word_by_word_and_redo_comes_back() {
    let mut open = Manuscript::new("", None);
    type_in(&mut open, "one two  three");
    let texts: Vec<String> = std::iter::from_fn(|| open.undo("me").then(|| open.text().to_owned())).collect();
    assert_eq!(texts, ["one two  ", "one ", ""]);
    let texts: Vec<String> = std::iter::from_fn(|| open.redo("me").then(|| open.text().to_owned())).collect();
    assert_eq!(texts, ["one ", "one two  ", "one two  three"]);
    assert!(!open.undo("somebody else"), "nobody takes back what another did");
}

#[test]
fn what_was_undone_is_gone_for_redo_after_another_edit() {
    let mut open = Manuscript::new("", None);
    type_in(&mut open, "one two");
    assert!(open.undo("me"));
    type_in(&mut open, "2");
    assert!(!open.redo("me"));
    assert_eq!(open.text(), "one 2");
    assert!(open.undo("me"));
    assert!(open.undo("me"));
    assert_eq!(open.text(), "");
}

#[test]
fn a_step_of_another_ends_what_is_undone_as_one() {
    let mut open = Manuscript::new("", None);
    type_in(&mut open, "ab");
    open.push(2, vec![Update { client: "them".into(), ..update(r#"[[0,"Ω"],2]"#) }]).expect("their edit fits");
    open.push(3, vec![update(r#"[2,[0,"c"],1]"#)]).expect("my edit fits");
    assert_eq!(open.text(), "Ωacb", "the caret's number is the same, its place is not");
    assert!(open.undo("me"));
    assert_eq!(open.text(), "Ωab");
}

#[test]
fn a_stretch_of_backspaces_is_one_act_and_one_undo() {
    let text = "word ".repeat(400);
    let mut open = Manuscript::new(&text, None);
    open.take_update();
    for length in (1_000..2_000u32).rev() {
        open.push(open.step(), vec![update(&format!("[{length},[1]]"))]).expect("a backspace fits");
    }
    let bytes = open.take_update().expect("there is something to write").len();
    assert!(bytes < 300, "a thousand backspaces are {bytes} bytes");
    assert!(open.undo("me"));
    assert_eq!(open.text(), text);
}

#[test]
fn a_burst_of_typing_is_small() {
    let mut open = Manuscript::new(&"word ".repeat(400), None);
    open.take_update();
    type_in(&mut open, &"typed ".repeat(100));
    let bytes = open.take_update().expect("there is something to write").len();
    assert!(bytes < 900, "600 keys are {bytes} bytes");
    assert_eq!(open.take_update(), None, "nothing is written twice");
}

#[test]
fn taking_back_a_deletion_leaves_what_another_deleted() {
    let mut mine = Manuscript::new("keep gone stay", None);
    let first = mine.take_update().unwrap();
    let mut theirs = Manuscript::load(None, std::slice::from_ref(&first)).unwrap();
    theirs.replace("keep stay", "them");
    mine.push(0, vec![update("[[10],4]")]).unwrap();
    assert!(mine.merge(&theirs.take_update().unwrap()).is_ok());
    assert_eq!(mine.text(), "stay");
    assert!(mine.undo("me"));
    assert_eq!(mine.text(), "keep stay", "both deleted a word: one of the two still does");
}

#[test]
fn an_empty_text_has_a_generation_too() {
    let mut open = Manuscript::new("", None);
    let bytes = open.take_update().expect("its generation is to be written");
    let again = Manuscript::load(None, &[bytes]).unwrap();
    assert_eq!((again.text(), again.epoch()), ("", open.epoch()));
    assert_eq!(Manuscript::load(None, &[]).unwrap_err(), Damaged::Nothing);
}

#[test]
fn a_merge_is_a_step_of_the_desk() {
    let mut mine = Manuscript::new("one", None);
    let mut theirs = Manuscript::load(None, &[mine.take_update().unwrap()]).unwrap();
    theirs.replace("one two", "them");
    let update = theirs.take_update().unwrap();
    assert_eq!(mine.merge(&update), Ok(true));
    let steps = mine.since(0).unwrap();
    assert_eq!((steps[0].client.as_str(), steps[0].changes.apply("one").unwrap()), (DESK, "one two".to_owned()));
    assert_eq!(mine.merge(&update), Ok(false), "a second time it changes nothing");
    assert_eq!(mine.step(), 1);
    assert_eq!(mine.take_update(), None, "what others wrote is not written again");
}
