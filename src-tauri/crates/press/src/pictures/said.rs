//! What a picture says of itself, in up to three places that need not agree.

/// What one of them says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub credit: Option<String>,
    pub caption: Option<String>,
}

impl Said {
    /// Maker and agency as one credit line.
    pub fn credit_of(maker: Option<String>, agency: Option<String>) -> Option<String> {
        match (maker, agency) {
            (Some(maker), Some(agency)) if maker != agency => Some(format!("{maker}/{agency}")),
            (maker, agency) => maker.or(agency),
        }
    }
}

/// What counts of what several places say, the first of them before the others, and where they contradict each other.
pub fn agreed<const N: usize>(sources: [(&str, Option<Said>); N]) -> (Said, Vec<String>) {
    let mut all = Said::default();
    let mut doubts = Vec::new();
    for (what, of) in [
        ("credit", (|said| &mut said.credit) as fn(&mut Said) -> &mut Option<String>),
        ("caption", |said| &mut said.caption),
    ] {
        let mut first: Option<(&str, String)> = None;
        for (source, said) in &sources {
            let Some(text) = said.clone().and_then(|mut said| of(&mut said).take()) else { continue };
            match &first {
                None => first = Some((source, text)),
                Some((before, other)) if differ(other, &text) => {
                    doubts.push(format!(
                        "The file’s {before} data give the {what} “{other}”, its {source} data “{text}”."
                    ));
                }
                Some(_) => {}
            }
        }
        *of(&mut all) = first.map(|(_, text)| text);
    }
    (all, doubts)
}

/// Whether two texts say different things: neither is part of the other.
fn differ(a: &str, b: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let (a, b) = (letters(a), letters(b));
    !a.contains(&b) && !b.contains(&a)
}

/// A text as one line; `None` when it says nothing.
pub fn said(text: &str) -> Option<String> {
    let line = text
        .split(|character: char| character.is_control() || character.is_whitespace())
        .filter(|word| !word.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(credit: &str, caption: &str) -> Option<Said> {
        Some(Said { credit: said(credit), caption: said(caption) })
    }

    #[test]
    fn the_first_counts_and_contradictions_are_named() {
        let (all, doubts) =
            agreed([("IPTC", of("A. Maker/Agency", "")), ("XMP", None), ("EXIF", of("A. MAKER", "Ships"))]);
        assert_eq!(Some(all), of("A. Maker/Agency", "Ships"));
        assert_eq!(doubts, Vec::<String>::new(), "a part of the same is no contradiction");
        let (all, doubts) = agreed([("IPTC", of("A. Maker", "")), ("XMP", of("B. Other", "Ships"))]);
        assert_eq!(Some(all), of("A. Maker", "Ships"));
        assert_eq!(doubts, ["The file’s IPTC data give the credit “A. Maker”, its XMP data “B. Other”."]);
    }
}
