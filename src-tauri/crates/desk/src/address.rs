//! Slugs (internal names) and addresses (the paths readers see).

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::article::Article;
use crate::command::Command;
use crate::ids::Hash;
use crate::when;

/// Longest slug or part of an address, in characters.
const LONGEST: usize = 80;

/// Whether the text is lower-case letters, digits and single hyphens, and neither begins nor ends with one.
pub fn is_slug(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty()
        && text.len() <= LONGEST
        && text.chars().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

/// Whether the text is an address: slugs between slashes, none at the ends.
pub fn is_address(text: &str) -> bool {
    text.len() <= 4 * LONGEST && text.split('/').all(is_slug)
}

/// A slug of the text's words: accents taken off, whole words only, "" when no Latin letter or digit is in it.
pub fn slug_of(text: &str) -> String {
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)) {
        let word: String = word.chars().filter_map(plain).collect();
        if word.is_empty() {
            continue;
        }
        let longer = slug.len() + usize::from(!slug.is_empty()) + word.len();
        if longer > LONGEST {
            if slug.is_empty() {
                slug.push_str(&word[..LONGEST]);
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

/// The name of a topic's or an author's listing in its address: two names that differ in accents or capitals share one. A name
/// without a Latin letter or digit gets one of its own.
pub fn listing_of(name: &str) -> String {
    let slug = slug_of(name);
    if slug.is_empty() { format!("n-{}", &Hash::of(name.to_lowercase().as_bytes()).to_string()[..12]) } else { slug }
}

/// How the house makes the address of an article that nobody has given one.
#[derive(Clone, Copy, Debug)]
pub struct Addressing<'a> {
    /// Of `house.toml`, such as "{year}/{month}/{headline}"; the headline alone when empty.
    pub form: &'a str,
    /// IANA name of the zone whose day counts.
    pub zone: &'a str,
    /// When the article goes out.
    pub at: DateTime<Utc>,
}

impl Addressing<'_> {
    /// The address the article has, or would get if it went out then: chosen, else made by the house's form.
    pub fn of(&self, article: &Article) -> String {
        if let Some(live) = article.publication.last() {
            return live.address.clone();
        }
        article.address.clone().unwrap_or_else(|| self.made(article))
    }

    /// The address that the command concerns: the one it asks for, else the one the article has or would get. Whether
    /// another article has it is `Sight::address_taken`.
    pub fn wanted(&self, article: &Article, command: &Command) -> String {
        match command {
            Command::SetAddress { address: Some(address) } => address.clone(),
            Command::SetAddress { address: None } => self.made(article),
            Command::Import { live: Some(live), .. } => live.address.clone(),
            Command::BringIn { article } => self.of(article),
            Command::Schedule { when, .. } => Self { at: when.utc, ..*self }.of(article),
            _ => self.of(article),
        }
    }

    /// By the house's form; what the article does not have (a section, a format) is left out.
    pub(crate) fn made(&self, article: &Article) -> String {
        let day = self.at.with_timezone(&when::zone(self.zone).unwrap_or(Tz::UTC));
        let fields = &article.fields;
        let form = if self.form.is_empty() { "{headline}" } else { self.form };
        let filled = form
            .replace("{headline}", &headline(article))
            .replace("{section}", fields.section.as_deref().unwrap_or_default())
            .replace("{format}", fields.format.as_deref().unwrap_or_default())
            .replace("{year}", &day.format("%Y").to_string())
            .replace("{month}", &day.format("%m").to_string())
            .replace("{day}", &day.format("%d").to_string());
        let parts: Vec<&str> =
            filled.split('/').map(|part| part.trim_matches('-')).filter(|part| !part.is_empty()).collect();
        parts.join("/")
    }
}

/// From the headline; from the article's id when the headline has no letter an address can carry.
fn headline(article: &Article) -> String {
    let slug = slug_of(&article.fields.headline);
    if slug.is_empty() { format!("article-{}", &article.id.0.simple().to_string()[20..]) } else { slug }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

/// The few letters that one Latin letter stands for; of the rest, letters outside ASCII are left out.
fn plain(c: char) -> Option<&'static str> {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    let lower = c.to_lowercase().next().unwrap_or(c);
    if let Some(at) = ASCII.find(lower).filter(|_| lower.is_ascii()) {
        return Some(&ASCII[at..=at]);
    }
    Some(match lower {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ĝ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ł' | 'ľ' | 'ĺ' | 'ļ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' => "o",
        'ö' | 'œ' => "oe",
        'ŕ' | 'ř' | 'ŗ' => "r",
        'ś' | 'š' | 'ş' | 'ŝ' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' => "u",
        'ü' => "ue",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;
    use crate::testing;

    #[test]
    fn a_headline_becomes_an_address_of_whole_words() {
        for (headline, address) in [
            ("The Harbour Deal: What’s Next?", "the-harbour-deal-whats-next"),
            ("Erdoğan, Łódź & Göteborg", "erdogan-lodz-goeteborg"),
            ("  $4.5bn — for what  ", "4-5bn-for-what"),
            ("港口", ""),
        ] {
            assert_eq!(slug_of(headline), address, "{headline}");
        }
    }

    #[test]
    fn a_listing_has_a_name_in_every_script() {
        assert_eq!(listing_of("Sovereign debt"), listing_of("sovereign  Debt"));
        assert!(is_slug(&listing_of("港口")) && listing_of("港口") != listing_of("条约"));
    }

    #[test]
    fn a_long_headline_is_cut_between_words_and_a_long_word_within() {
        let long = slug_of(&"harbour ".repeat(40));
        assert!(long.len() <= LONGEST && long.ends_with("harbour") && is_slug(&long), "{long}");
        assert_eq!(slug_of(&"a".repeat(200)).len(), LONGEST);
    }

    #[test]
    fn the_house_says_how_an_address_is_made() {
        let at = testing::noon();
        let mut article = testing::article();
        article.fields.headline = "The harbour deal".into();
        for (form, address) in [
            ("", "the-harbour-deal"),
            ("{headline}", "the-harbour-deal"),
            ("{year}/{month}/{headline}", "2026/12/the-harbour-deal"),
            ("{section}/{format}-{headline}", "global-crises/analysis-the-harbour-deal"),
            ("news/{year}-{month}-{day}/{headline}", "news/2026-12-01/the-harbour-deal"),
        ] {
            let made = Addressing { form, zone: "Europe/London", at }.of(&article);
            assert_eq!(made, address, "{form}");
            assert!(is_address(&made), "{made}");
        }
        article.fields.section = None;
        article.fields.format = None;
        let made = Addressing { form: "{section}/{format}-{headline}", zone: "UTC", at }.of(&article);
        assert_eq!(made, "the-harbour-deal", "what is missing is left out");
    }

    #[test]
    fn the_day_of_an_address_is_the_houses_and_the_one_it_goes_out_on() {
        let article = testing::article();
        let eve = Utc.with_ymd_and_hms(2026, 12, 31, 23, 30, 0).single().expect("a time that is");
        let year = |zone| Addressing { form: "{year}/{headline}", zone, at: eve }.of(&article)[..4].to_owned();
        assert_eq!((year("UTC"), year("Asia/Tokyo")), ("2026".into(), "2027".into()));
        let scheduled = Command::Schedule {
            when: when::Moment { local: eve.naive_utc(), zone: "UTC".into(), utc: eve + chrono::TimeDelta::hours(1) },
            kind: crate::article::JobKind::Publish,
            missed: None,
            share_slot: false,
        };
        let now = Addressing { form: "{year}/{headline}", zone: "UTC", at: eve };
        assert!(now.wanted(&article, &scheduled).starts_with("2027/"));
    }

    #[test]
    fn slugs_and_addresses_hold_nothing_a_path_could_trip_over() {
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "a/../b", "ä", "a.b", "a/"] {
            assert!(!is_address(bad), "{bad:?} is no address");
        }
        for good in ["a", "harbour-deal", "2026/harbour-deal"] {
            assert!(is_address(good), "{good:?} is an address");
        }
        assert!(!is_slug("2026/harbour-deal"), "a slug has no slash");
    }
}
