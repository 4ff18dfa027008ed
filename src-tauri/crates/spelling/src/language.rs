//! Languages as they are named (BCP 47), and the dictionaries that would do for them.

/// Names of dictionaries for a language, the best first: "pt-BR" is served by "pt_BR", then by any other Portuguese.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    /// In lower case.
    pub code: String,
    /// In upper case.
    pub region: Option<String>,
}

impl Language {
    /// `None`: nothing that names a language.
    pub fn read(tag: &str) -> Option<Self> {
        let mut parts = tag.split(['-', '_']);
        let code = parts.next().filter(|code| (2..=3).contains(&code.len()) && is_plain(code))?.to_ascii_lowercase();
        let region = parts.find(|part| part.len() == 2 && is_plain(part)).map(str::to_ascii_uppercase);
        Some(Self { code, region })
    }

    /// The region is the house's where the language alone is named and the house writes in it.
    pub fn or_of(self, house: &str) -> Self {
        let home = Self::read(house).filter(|home| self.region.is_none() && home.code == self.code);
        Self { region: self.region.or(home.and_then(|home| home.region)), ..self }
    }

    /// The name of the English that a region writes: few write the American one.
    pub fn english(&self) -> Option<&'static str> {
        let american = matches!(self.region.as_deref(), None | Some("US" | "PH" | "PR" | "LR"));
        (self.code == "en").then_some(if american { "en-US" } else { "en-GB" })
    }

    /// As Hunspell's files are called, the best first.
    pub fn files(&self) -> Vec<String> {
        let Self { code, region } = self;
        let own = code.to_ascii_uppercase();
        let mut names: Vec<String> = region.iter().map(|region| format!("{code}_{region}")).collect();
        names.extend([format!("{code}_{own}"), code.clone()]);
        names.dedup();
        names
    }
}

fn is_plain(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_is_the_articles_or_else_the_houses() {
        for (tag, house, english) in [
            ("en", "en-GB", Some("en-GB")),
            ("en", "en-US", Some("en-US")),
            ("en", "de-DE", Some("en-US")),
            ("en-AU", "en-US", Some("en-GB")),
            ("en-US", "en-GB", Some("en-US")),
            ("EN_gb", "en-US", Some("en-GB")),
            ("en-Latn-GB", "en-US", Some("en-GB")),
            ("de", "en-GB", None),
        ] {
            let language = Language::read(tag).expect("a language").or_of(house);
            assert_eq!(language.english(), english, "{tag} in a house of {house}");
        }
    }

    #[test]
    fn nothing_but_letters_names_a_file() {
        for tag in ["", "e", "../../etc", "en/..", "1n-US", "deutsch"] {
            assert_eq!(Language::read(tag), None, "{tag}");
        }
        let files = |tag| Language::read(tag).expect("a language").files();
        assert_eq!(files("pt-BR"), ["pt_BR", "pt_PT", "pt"]);
        assert_eq!(files("de-../x"), ["de_DE", "de"]);
        assert_eq!(files("it-IT"), ["it_IT", "it"]);
    }
}
