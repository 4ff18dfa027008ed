//! Passphrases, codes and tokens: made, and compared by their hashes. None of them is ever kept.

use std::sync::Mutex;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use desk::ids::Hash;
use unicode_normalization::UnicodeNormalization as _;

use crate::text::lock;
use crate::wire::failure::Failure;

/// Characters a passphrase has at least, and bytes it has at most.
pub const SHORTEST: usize = 12;
const LONGEST: usize = 1024;
/// Different characters it has at least.
const DIFFERENT: usize = 6;

/// The hash of no passphrase, of the same cost as any: whoever names nobody waits as long as whoever mistypes.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Z2FsbGV5Z2FsbGV5Z2FsbA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// One hash is worked out at a time: each takes 19 MiB, and a crowd at the door must not take the desk's memory.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// What is written down for many and tried first by whoever guesses.
const COMMON: [&str; 10] =
    ["password", "passphrase", "passwort", "letmein", "12345", "qwerty", "abcdef", "asdf", "galley", "newsroom"];

/// Digits and letters that are not mistaken for each other when they are read out.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a passphrase would be guessed, in one sentence.
pub fn weakness(passphrase: &str, name: &str) -> Option<String> {
    let plain = plain(passphrase);
    let letters = plain.chars().count();
    let mut different: Vec<char> = plain.to_lowercase().chars().collect();
    different.sort_unstable();
    different.dedup();
    let rest = COMMON.iter().fold(plain.to_lowercase(), |rest, common| rest.replace(common, ""));
    let rest = name.split_whitespace().fold(rest, |rest, part| rest.replace(&part.to_lowercase(), ""));
    if letters < SHORTEST {
        return Some(format!(
            "A passphrase has at least {SHORTEST} characters: four or five words that do not belong together do well."
        ));
    }
    if passphrase.len() > LONGEST {
        return Some(format!("A passphrase has at most {LONGEST} bytes: choose a shorter one."));
    }
    if different.len() < DIFFERENT {
        return Some(format!(
            "A passphrase has at least {DIFFERENT} different characters: choose words rather than a row of one key."
        ));
    }
    if rest.trim().chars().count() < SHORTEST / 2 {
        return Some("This would be guessed first: leave out names and the words that everybody tries.".into());
    }
    None
}

/// The hash of a passphrase, as a PHC string.
pub fn hash(passphrase: &str) -> Result<String, Failure> {
    let mut salt = [0; 16];
    fill(&mut salt)?;
    let _one = lock(&ONE_AT_A_TIME);
    let hash: Result<PasswordHash, _> = Argon2::default().hash_password_with_salt(plain(passphrase).as_bytes(), &salt);
    hash.map(|hash| hash.to_string())
        .map_err(|error| Failure::failed(format!("The passphrase cannot be kept ({error}); nothing was changed.")))
}

/// Whether the passphrase is the one that was hashed; of no hash it never is, and takes as long.
pub fn fits(passphrase: &str, hash: Option<&str>) -> bool {
    // One that nobody can have costs nothing to refuse, whoever it is tried for.
    if passphrase.len() > LONGEST {
        return false;
    }
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODYS)) else { return false };
    let _one = lock(&ONE_AT_A_TIME);
    Argon2::default().verify_password(plain(passphrase).as_bytes(), &parsed).is_ok() && hash.is_some()
}

/// A token that nobody guesses, and the hash that is kept of it.
pub fn token() -> Result<(String, Hash), Failure> {
    let mut bytes = [0; 32];
    fill(&mut bytes)?;
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let hash = hash_of_token(&token);
    Ok((token, hash))
}

pub fn hash_of_token(token: &str) -> Hash {
    Hash::of(format!("session {token}").as_bytes())
}

/// A code to read out or to write on a card, "K7QX-M2F9-RDTP-8WJA", and the hash that is kept of it.
pub fn code() -> Result<(String, Hash), Failure> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    let code = letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-");
    let hash = hash_of_code(&code);
    Ok((code, hash))
}

/// Of a code as somebody typed it: small letters, spaces, and O for 0 are meant well.
pub fn hash_of_code(typed: &str) -> Hash {
    let meant =
        typed.chars().filter(char::is_ascii_alphanumeric).take(64).map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
    Hash::of(format!("code {}", meant.collect::<String>()).as_bytes())
}

/// The same characters whatever keyboard they were typed on.
fn plain(passphrase: &str) -> String {
    passphrase.nfkc().collect()
}

fn fill(bytes: &mut [u8]) -> Result<(), Failure> {
    getrandom::fill(bytes).map_err(|error| {
        Failure::failed(format!("This machine gives no random numbers ({error}); nothing was changed."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_fits_its_own_hash_and_no_other() {
        let phrase = "quiet harbour ledger pencil";
        let kept = hash(phrase).expect("a hash");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, hash(phrase).expect("another"), "every hash has a salt of its own");
        assert!(fits(phrase, Some(&kept)));
        assert!(!fits("quiet harbour ledger pen", Some(&kept)));
        assert!(!fits(phrase, None), "nobody has no passphrase");
        assert!(!fits("", None));
        assert!(!fits(phrase, Some("not a hash")));
        // The same letters, composed by one keyboard and put together by another.
        assert!(fits("caf\u{e9} harbour ledger", Some(&hash("cafe\u{301} harbour ledger").expect("a hash"))));
    }

    #[test]
    fn the_hash_of_nobody_is_one_that_can_be_worked_out() {
        assert!(PasswordHash::new(NOBODYS).is_ok(), "else naming nobody would be answered faster");
    }

    #[test]
    fn what_would_be_guessed_is_refused_with_a_reason() {
        for weak in [
            "",
            "short",
            "eleven char",
            "aaaaaaaaaaaaaaaa",
            "1212121212121212",
            "password1234",
            "Lucía Sandoval",
            "lucía sandoval 1",
            "qwerty123456",
            "passphrasepassphrase",
        ] {
            let reason = weakness(weak, "Lucía Sandoval");
            assert!(reason.as_ref().is_some_and(|reason| reason.ends_with('.')), "{weak}: {reason:?}");
        }
        assert!(weakness(&"ab cdef".repeat(300), "").is_some_and(|reason| reason.contains("at most")));
        for strong in
            ["quiet harbour ledger pencil", "four tall ships", "Ünwahrscheinlich, 1974?", "Lucía counts 40 cranes"]
        {
            assert_eq!(weakness(strong, "Lucía Sandoval"), None, "{strong}");
        }
    }

    #[test]
    fn a_code_may_be_typed_as_it_was_heard() {
        let (code, hash) = code().expect("a code");
        assert_eq!(code.len(), 19);
        assert_eq!(hash_of_code(&code.to_lowercase().replace('-', " ")), hash);
        assert_eq!(hash_of_code("0o1I-l"), hash_of_code("00111"));
        assert_ne!(hash_of_code(&code[1..]), hash);
    }

    #[test]
    fn no_two_tokens_are_alike() {
        let (one, hash) = token().expect("a token");
        assert_ne!(one, token().expect("another").0);
        assert_eq!(hash, hash_of_token(&one));
        assert!(!one.contains(['=', ';', ' ', '"']), "it stands in a cookie as it is");
    }
}
