//! The silent fix (row 17): whether two versions differ by a typo and nothing that a reader should be told of.

use crate::refusal::Refusal;
use crate::version::Content;

mod prose;

use prose::{Prose, Touched};

/// Most words that a silent fix may change.
pub const MOST_WORDS: usize = 12;

/// Why a change is no silent fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotSilent {
    TooManyWords,
    /// What is touched, and the word.
    Touches(Touched, String),
    /// A field that is not prose.
    Field(&'static str),
}

/// The number of words changed, when the change is small enough to be made silently.
pub(crate) fn compare(live: &Content, now: &Content) -> Result<usize, NotSilent> {
    settings(live, now)?;
    let mut words = 0;
    for (old, new) in texts(live).into_iter().zip(texts(now)) {
        words += changed(old, new, MOST_WORDS - words)?;
    }
    Ok(words)
}

/// What is no prose must be the same.
fn settings(live: &Content, now: &Content) -> Result<(), NotSilent> {
    let bylines = |content: &Content| content.authors.iter().map(|by| (by.person, by.name.clone())).collect::<Vec<_>>();
    let portraits = |content: &Content| content.authors.iter().map(|by| by.portrait).collect::<Vec<_>>();
    let picture = |content: &Content| content.lead.as_ref().map(|lead| (lead.picture, lead.focal));
    let fields = [
        (bylines(live) != bylines(now), "the byline"),
        (portraits(live) != portraits(now), "an author\u{2019}s portrait"),
        (picture(live) != picture(now), "the lead picture"),
        (live.format != now.format, "the format"),
        (live.section != now.section, "the section"),
        (live.region != now.region, "the region"),
        (live.topics != now.topics, "the topics"),
        (live.language != now.language, "the language"),
    ];
    fields.iter().find(|(differs, _)| *differs).map_or(Ok(()), |(_, field)| Err(NotSilent::Field(field)))
}

/// The prose of a version, in an order that is the same for two with equal settings.
fn texts(content: &Content) -> Vec<&str> {
    let Content { headline, dek, body, search_title, social_headline, .. } = content;
    let mut texts = vec![headline.as_str(), dek, body, search_title, social_headline];
    texts.extend(content.authors.iter().map(|by| by.biography.as_str()));
    if let Some(lead) = &content.lead {
        texts.extend([lead.alt.as_str(), &lead.caption, &lead.credit, &lead.rights]);
    }
    texts
}

/// How many words differ; at most `most`.
fn changed(old: &str, new: &str, most: usize) -> Result<usize, NotSilent> {
    if old == new {
        return Ok(0);
    }
    let (old, new) = (Prose::of(old), Prose::of(new));
    let hunks = prose::hunks(&old, &new, 2 * MOST_WORDS).ok_or(NotSilent::TooManyWords)?;
    let words: usize = hunks.iter().map(|hunk| hunk.old.len().max(hunk.new.len())).sum();
    if words > most {
        return Err(NotSilent::TooManyWords);
    }
    let names = |word: &str| old.is_name(word) || new.is_name(word);
    for (prose, range) in hunks.iter().flat_map(|hunk| [(&old, hunk.old.clone()), (&new, hunk.new.clone())]) {
        for word in range {
            if let Some(touched) = prose.touched(word, &names) {
                return Err(NotSilent::Touches(touched, prose.word(word).to_owned()));
            }
        }
    }
    Ok(words)
}

impl From<NotSilent> for Refusal {
    fn from(why: NotSilent) -> Self {
        let reason = match why {
            NotSilent::TooManyWords => format!("A silent fix changes at most {MOST_WORDS} words; this changes more."),
            NotSilent::Touches(touched, word) => {
                format!("A silent fix leaves {} alone; this changes \u{201c}{word}\u{201d}.", touched.plural())
            }
            NotSilent::Field(field) => format!("A silent fix changes only words; this changes {field}."),
        };
        Self::new("not-a-silent-fix", reason, "Have the change approved and publish it as an update or a correction.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn with(body: &str) -> Content {
        crate::content(&testing::article(), body, &testing::masthead())
    }

    fn check(old: &str, new: &str) -> Result<usize, String> {
        compare(&with(old), &with(new)).map_err(|why| match why {
            NotSilent::TooManyWords => "words".into(),
            NotSilent::Touches(touched, word) => format!("{}: {word}", touched.plural()),
            NotSilent::Field(field) => field.into(),
        })
    }

    #[test]
    fn a_typo_is_a_silent_fix() {
        assert_eq!(check("The port recieved nothing.", "The port received nothing."), Ok(1));
        assert_eq!(check("It was was late.", "It was late."), Ok(1));
        assert_eq!(check("the port, which", "the port which"), Ok(1));
        assert_eq!(check("One. Two.\n\nthree", "One. Two. three"), Ok(1), "a paragraph joined counts as a word");
        assert_eq!(check("same", "same"), Ok(0));
    }

    #[test]
    fn twelve_words_pass_and_thirteen_do_not() {
        let old = (0..40).map(|n| format!("{}word", char::from(b'a' + n % 26))).collect::<Vec<_>>().join(" ");
        let change = |count: usize| {
            old.split(' ')
                .enumerate()
                .map(|(at, word)| if at < 3 * count && at % 3 == 0 { "other" } else { word })
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(check(&old, &change(12)), Ok(12));
        assert_eq!(check(&old, &change(13)), Err("words".into()));
        assert_eq!(check("", &"more ".repeat(500)), Err("words".into()));
    }

    #[test]
    fn numbers_names_quotations_and_links_are_left_alone() {
        for (old, new, touched) in [
            ("It cost 40 crowns.", "It cost 45 crowns.", "numbers: 40"),
            ("It cost three crowns.", "It cost four crowns.", "numbers: three"),
            ("He met Okafor there.", "He met Okefor there.", "names: Okafor"),
            ("Okafor left. Then Okafor spoke.", "Okefor left. Then Okafor spoke.", "names: Okafor"),
            ("She said “we wont go” today.", "She said “we won’t go” today.", "quotations: wont"),
            ("She said \"we wont go\" today.", "She said \"we will go\" today.", "quotations: wont"),
            ("> we wont go\n\nAnd so on.", "> we will go\n\nAnd so on.", "quotations: wont"),
            (
                "See [the deel](https://a.example/x).",
                "See [the deal](https://a.example/x).",
                "links: deel](https://a.example/x).",
            ),
            ("See https://a.example/x now.", "See https://a.example/y now.", "links: https://a.example/x"),
            ("A claim.[^1]", "A claim.[^2]", "links: claim.[^1]"),
        ] {
            assert_eq!(check(old, new), Err(touched.into()), "{old} → {new}");
        }
    }

    #[test]
    fn the_first_word_of_a_sentence_is_no_name_by_its_capital() {
        assert_eq!(check("Teh port closed.", "The port closed."), Ok(1));
        assert_eq!(check("It closed. Teh end.", "It closed. The end."), Ok(1));
        assert_eq!(check("- Teh port", "- The port"), Ok(1));
        assert_eq!(check("and I beleive it", "and I believe it"), Ok(1));
    }

    #[test]
    fn a_changed_byline_picture_or_section_is_no_silent_fix() {
        let live = with("text");
        let mut now = live.clone();
        now.section = Some("media".into());
        assert_eq!(compare(&live, &now), Err(NotSilent::Field("the section")));
        let mut now = live.clone();
        now.lead = None;
        assert_eq!(compare(&live, &now), Err(NotSilent::Field("the lead picture")));
        let mut now = live.clone();
        now.authors.clear();
        assert_eq!(compare(&live, &now), Err(NotSilent::Field("the byline")));
    }
}
