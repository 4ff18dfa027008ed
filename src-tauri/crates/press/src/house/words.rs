//! The house's own words: `words/*.toml`, one key and one text a line. Templates print them as `{{ words.key }}`.
//!
//! A file that is named for another language than the house's (`words/de.toml`, `words/pt-BR.toml`) translates them: a page
//! in that language is printed with its words, names of months and days, and forms of dates. What it leaves out stays in
//! the house's language.

use std::collections::BTreeMap;
use std::fmt;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike, TimeZone};
use minijinja::Value;

use super::problem::{HouseProblem, line_of};
use super::settings::Dates;

/// Words that the press itself prints (in bodies and feeds); templates may ask for more.
pub const NEEDED: [&str; 14] = [
    "notes",
    "note",
    "back_to_text",
    "table",
    "credit",
    "not_found_title",
    "taken_down_title",
    "moved_title",
    "archive",
    "corrections",
    "corrections_text",
    "update_text",
    "masthead",
    "masthead_text",
];

/// Names that dates are printed with, where the language has others than English: the key, its letter in a date's form,
/// and how many there are. Lists begin in January and on Monday.
const NAMES: [(&str, char, usize); 4] =
    [("months", 'B', 12), ("months_short", 'b', 12), ("days", 'A', 7), ("days_short", 'a', 7)];

/// Forms of dates that a translation may have of its own.
const FORMS: [&str; 5] = ["date_long", "date_short", "date_day", "date_time", "date_month"];

/// The words of a house, in its own language and in those it is translated into.
#[derive(Debug, Default)]
pub struct Words {
    own: Tongue,
    /// By their tags, in lower case.
    others: BTreeMap<String, Tongue>,
}

/// The words of one language, whole.
#[derive(Debug, Default)]
pub struct Tongue {
    texts: BTreeMap<String, String>,
    value: Value,
}

/// One file of words, read.
pub struct WordFile {
    file: String,
    texts: BTreeMap<String, String>,
}

/// Which form of a date is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    Long,
    Short,
    Day,
    Time,
    Month,
}

impl WordFile {
    /// Reads a file of words.
    pub fn read(file: &str, text: &str, problems: &mut Vec<HouseProblem>) -> Option<Self> {
        match toml::from_str::<BTreeMap<String, String>>(text) {
            Ok(texts) => {
                let read = Self { file: file.to_owned(), texts };
                read.judge(text, problems);
                Some(read)
            }
            Err(error) => {
                let line = error.span().map(|span| line_of(text, span));
                let hint = "Write one word or sentence a line: key = \"text\".";
                problems.push(HouseProblem::new(
                    file,
                    line,
                    format!("This file of words cannot be read: {}.", error.message().trim_end_matches('.')),
                    hint,
                ));
                None
            }
        }
    }

    /// The language that the file is named for, in lower case.
    fn language(&self) -> Option<String> {
        let name = self.file.rsplit('/').next()?.strip_suffix(".toml")?;
        let mut parts = name.split('-');
        let is = |part: &str, lengths: &[usize]| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        (parts.next().is_some_and(|tag| is(tag, &[2, 3])) && parts.all(|part| is(part, &[2, 3, 4])))
            .then(|| name.to_ascii_lowercase())
    }

    fn judge(&self, text: &str, problems: &mut Vec<HouseProblem>) {
        let mut wrong = |key: &str, message: String, hint: &str| {
            let line = text.lines().position(|line| line.trim_start().starts_with(key)).map(|line| line as u32 + 1);
            problems.push(HouseProblem::new(&self.file, line, message, hint));
        };
        for (key, _, count) in NAMES {
            let found = self.texts.get(key).map_or(count, |names| names.split(',').count());
            if found != count {
                let message = format!("“{key}” lists {found} names, and there are {count}.");
                wrong(key, message, "Write all of them in order, with commas between.");
            }
        }
        for key in FORMS {
            let form = self.texts.get(key).map_or("", String::as_str);
            if StrftimeItems::new(form).any(|item| matches!(item, Item::Error)) {
                let message = format!("“{form}” is no form of a date.");
                wrong(key, message, "Use strftime's letters, such as \"%-d. %B %Y\".");
            }
        }
    }
}

impl Words {
    /// All files of a house that is written in `language`, put together.
    pub fn of(files: Vec<WordFile>, language: &str) -> Self {
        let mut own = BTreeMap::new();
        let mut others: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for file in files {
            match file.language().filter(|named| primary(named) != primary(&language.to_ascii_lowercase())) {
                Some(named) => others.entry(named).or_default().extend(file.texts),
                None => own.extend(file.texts),
            }
        }
        let whole = |texts| Tongue::of(own.clone().into_iter().chain(texts).collect());
        let others = others.into_iter().map(|(named, texts)| (named, whole(texts))).collect();
        Self { own: Tongue::of(own), others }
    }

    /// The house's own.
    pub fn own(&self) -> &Tongue {
        &self.own
    }

    /// Those of a language (BCP 47), or of the one it is a kind of; the house's own where it is not translated.
    pub fn of_language(&self, language: &str) -> &Tongue {
        let language = language.to_ascii_lowercase();
        self.others.get(&language).or_else(|| self.others.get(primary(&language))).unwrap_or(&self.own)
    }
}

impl Tongue {
    fn of(texts: BTreeMap<String, String>) -> Self {
        let value = Value::from_pairs(texts.iter().map(|(key, text)| (key.as_str(), text.as_str())));
        Self { texts, value }
    }

    /// Empty when the house has no such word.
    pub fn word(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// What templates know as `words`.
    pub fn value(&self) -> Value {
        self.value.clone()
    }

    /// A date in one of the language's forms, or else the house's.
    pub fn date<Z: TimeZone>(&self, at: &DateTime<Z>, form: DateForm, house: &Dates) -> String
    where
        Z::Offset: fmt::Display,
    {
        let (key, of_house) = match form {
            DateForm::Long => (FORMS[0], &house.long),
            DateForm::Short => (FORMS[1], &house.short),
            DateForm::Day => (FORMS[2], &house.day),
            DateForm::Time => (FORMS[3], &house.time),
            DateForm::Month => (FORMS[4], &house.month),
        };
        let form = self.texts.get(key).unwrap_or(of_house.get_ref());
        at.format(&self.named(form, at.month0() as usize, at.weekday().num_days_from_monday() as usize)).to_string()
    }

    /// A date's form with the names of its month and day written out, where the language has its own.
    fn named(&self, form: &str, month: usize, day: usize) -> String {
        let mut out = String::with_capacity(form.len() + 16);
        let mut letters = form.chars();
        while let Some(letter) = letters.next() {
            out.push(letter);
            let Some(meant) = (letter == '%').then(|| letters.next()).flatten() else { continue };
            let names = NAMES.iter().find(|(_, letter, _)| *letter == meant).and_then(|(key, _, count)| {
                self.texts.get(*key)?.split(',').nth(if *count == 12 { month } else { day })
            });
            match names {
                Some(name) => {
                    out.pop();
                    out.push_str(&name.trim().replace('%', "%%"));
                }
                None => out.push(meant),
            }
        }
        out
    }
}

fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// Names the words that are missing.
pub fn check(words: &BTreeMap<String, String>, problems: &mut Vec<HouseProblem>) {
    for key in NEEDED.into_iter().filter(|key| !words.contains_key(*key)) {
        problems.push(HouseProblem::new(
            "words/",
            None,
            format!("The house has no word for “{key}”."),
            format!("Add {key} = \"…\" to a file in words/."),
        ));
    }
}

#[cfg(test)]
mod tests {
    use toml::Spanned;

    use super::*;

    fn words(files: &[(&str, &str)]) -> Words {
        let mut problems = Vec::new();
        let read = files.iter().filter_map(|(file, text)| WordFile::read(file, text, &mut problems)).collect();
        assert!(problems.is_empty(), "{problems:?}");
        Words::of(read, "en-US")
    }

    fn german() -> Words {
        words(&[
            ("words/en.toml", "by = \"By\"\nand = \"and\""),
            ("words/en-GB.toml", "and = \"&\""),
            ("words/foot.toml", "foot = \"About\""),
            (
                "words/de.toml",
                "by = \"Von\"\ndate_long = \"%A, %-d. %B %Y, %-H Uhr 100 %%\"\n\
                 months = \"Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember\"\n\
                 days = \"Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag\"",
            ),
        ])
    }

    #[test]
    fn a_language_has_its_words_and_the_houses_where_it_has_none() {
        let words = german();
        for (language, by, and) in
            [("", "By", "&"), ("en-GB", "By", "&"), ("de", "Von", "&"), ("de-AT", "Von", "&"), ("fr", "By", "&")]
        {
            let tongue = words.of_language(language);
            assert_eq!((tongue.word("by"), tongue.word("and"), tongue.word("foot")), (by, and, "About"), "{language}");
        }
    }

    #[test]
    fn dates_have_the_names_and_the_form_of_the_language() {
        let form = |form: &str| Spanned::new(0..0, form.to_owned());
        let house = Dates {
            long: form("%B %-d, %Y"),
            short: form("%b %-d"),
            day: form("%A"),
            time: form("%H:%M"),
            month: form("%B %Y"),
        };
        let at = chrono::Utc.with_ymd_and_hms(2026, 3, 1, 16, 0, 0).single().expect("a time");
        let words = german();
        let date = |language: &str, form| words.of_language(language).date(&at, form, &house);
        assert_eq!(date("", DateForm::Long), "March 1, 2026");
        assert_eq!(date("de", DateForm::Long), "Sonntag, 1. März 2026, 16 Uhr 100 %");
        assert_eq!(date("de-CH", DateForm::Month), "März 2026");
        assert_eq!(date("de", DateForm::Short), "Mar 1", "names it has none for stay as they are");
    }

    #[test]
    fn a_list_of_names_that_is_not_whole_is_a_mistake() {
        let mut problems = Vec::new();
        WordFile::read("words/de.toml", "by = \"Von\"\nmonths = \"Januar, Februar\"\ndate_day = \"%Q\"", &mut problems);
        let said: Vec<_> = problems.iter().map(|problem| (problem.line, problem.message.as_str())).collect();
        assert_eq!(
            said,
            [(Some(2), "“months” lists 2 names, and there are 12."), (Some(3), "“%Q” is no form of a date."),]
        );
    }
}
