//! `words.txt`: the house's words, one a line, for anybody to read and to write.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::SystemTime;

use crate::files::{Files, Leaf};
use crate::wire::failure::{Code, Failure};

/// Where the house's words stand in a newsroom.
pub const WORDS: &str = "words.txt";
/// No house has more of them.
const LARGEST: u64 = 4 << 20;
/// Bytes of one word.
const LONGEST: usize = 64;

/// What a file begins with that the desk makes.
pub const BEGINNING: &str = "\
# Words that the newsroom knows beside the dictionary, one a line. Names on the masthead are known without it.
# What stands behind a # is a note. Saved changes take effect at once.
";

/// By what it is seen that the file is another: when it was written and how long it is.
pub type Stamp = Option<(SystemTime, u64)>;

pub fn stamp(folder: &Path) -> Stamp {
    let there = fs::symlink_metadata(folder.join(WORDS)).ok().filter(fs::Metadata::is_file)?;
    Some((there.modified().ok()?, there.len()))
}

/// What stands there; nothing when there is no such file, or none that could be one.
pub fn read(folder: &Path) -> String {
    let small = stamp(folder).is_some_and(|(_, length)| length <= LARGEST);
    let bytes = if small { Files::at(folder).read(WORDS) } else { None };
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Writes the word behind the others: the whole file or nothing. The caller keeps other processes from doing the same.
pub fn add(folder: &Path, word: &str) -> Result<(), Failure> {
    let before = standing(folder)?;
    if before.lines().any(|line| line.trim() == word) {
        return Ok(());
    }
    let apart = if before.ends_with('\n') { "" } else { "\n" };
    let after = format!("{before}{apart}{word}\n");
    let written = Files::at(folder).write(&[Leaf::new(WORDS, after)]);
    written.map(|_| ()).map_err(|error| Failure::new(Code::NotSaved, error.to_string()))
}

/// What another word is written behind. What stands there and cannot be read whole is left as it is.
fn standing(folder: &Path) -> Result<String, Failure> {
    let unfit = |why: &str| Failure::failed(format!("{WORDS} {why}, so no word was added: look at it by hand."));
    match fs::symlink_metadata(folder.join(WORDS)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BEGINNING.into()),
        Err(error) => return Err(unfit(&format!("cannot be looked at ({error})"))),
        Ok(there) if !there.is_file() => return Err(unfit("is no file")),
        Ok(there) if there.len() > LARGEST => return Err(unfit("is too large to be a list of words")),
        Ok(_) => {}
    }
    let bytes = Files::at(folder).read(WORDS).ok_or_else(|| unfit("cannot be read"))?;
    let text = String::from_utf8(bytes).map_err(|_| unfit("is not in UTF-8"))?;
    Ok(if text.is_empty() { BEGINNING.into() } else { text })
}

/// One word: letters, with apostrophes and hyphens inside.
pub fn sound(word: &str) -> Result<&str, Failure> {
    let word = word.trim();
    let inside = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36f}');
    let sound = word.len() <= LONGEST && word.chars().all(inside) && word.contains(char::is_alphabetic);
    let bad = || Failure::new(Code::BadRequest, "That is no single word: write one, of letters, without spaces.");
    sound.then_some(word).ok_or_else(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_added_once_behind_what_stands_there() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path()), "");
        add(folder.path(), "quayside").expect("written");
        add(folder.path(), "quayside").expect("written");
        assert_eq!(read(folder.path()), format!("{BEGINNING}quayside\n"));
        fs::write(folder.path().join(WORDS), "# ours\nQiOSK").expect("written by hand");
        add(folder.path(), "Okafor").expect("written");
        assert_eq!(read(folder.path()), "# ours\nQiOSK\nOkafor\n");
    }

    #[test]
    fn a_list_that_cannot_be_read_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join(WORDS);
        fs::write(&place, b"na\xefve\n").expect("written elsewhere");
        let refused = add(folder.path(), "quayside").expect_err("it is not in UTF-8");
        assert!(refused.message.contains("UTF-8"), "{}", refused.message);
        assert_eq!(fs::read(&place).expect("it is there"), b"na\xefve\n");
        fs::remove_file(&place).expect("removed");
        fs::create_dir(&place).expect("a folder in its place");
        assert!(add(folder.path(), "quayside").is_err());
        assert!(place.is_dir());
    }

    #[test]
    fn nothing_but_a_word_is_added() {
        for word in ["quayside", "Jean-Luc", "O’Dowd", " naïve ", "港口"] {
            assert!(sound(word).is_ok(), "{word}");
        }
        for word in ["", " ", "two words", "a\nb", "# note", "1990s", "../x", "-", "\0", &"x".repeat(65)] {
            assert!(sound(word).is_err(), "{word:?}");
        }
    }
}
