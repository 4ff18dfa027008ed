//! Full-text search within what the caller may read: the live version's words for everybody, the desk copy's for those whose
//! copy it is to read. What may not be read is not counted either.

use std::cmp::Reverse;
use std::ops::Range;

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use desk::rights::Reading;
use desk::text::Span;
use ledger::{Document, Hit, LedgerError, Mark, Query, Rank, Reader};
use rustc_hash::FxHashSet;

use crate::archive::{Held, LONGEST, Shelf};
use crate::caller::Caller;
use crate::lines::{status_word, term};
use crate::queue::Roll;
use crate::reading::Seat;
use crate::room::Newsroom;
use crate::wire::archive::{Archive, ArchiveArgs, ArchiveLine, Facets, Marked, SearchArgs};
use crate::wire::failure::Failure;
use crate::wire::queue::PersonName;

/// A sentence longer than this many characters is cut around its first mark.
const SENTENCE: usize = 220;

/// A document that the caller may read, and as what.
struct Readable<'a> {
    hit: Hit,
    /// As what is live; else as the copy on the desk.
    live: bool,
    /// What is live, as the archive holds it.
    held: Option<&'a Held>,
}

impl Newsroom {
    /// Makes the search index anew: it holds nothing that is not kept elsewhere.
    pub fn reindex(&self) -> Result<(), Failure> {
        Ok(self.ledger.reindex()?)
    }

    pub(crate) fn find_words(&self, caller: &Caller, args: &SearchArgs) -> Result<Archive, Failure> {
        let shelf = self.shelf()?;
        let roll = self.fresh_roll()?;
        let seat = self.seat(caller, roll.people())?;
        let Some(query) = Query::read(&args.query) else {
            drop(roll);
            // Where nothing is looked for yet, the archive is all of it.
            return if args.published {
                let SearchArgs { filter, offset, limit, .. } = args.clone();
                self.archive(caller, &ArchiveArgs { filter, offset, limit })
            } else {
                Ok(Archive { lines: Vec::new(), total: 0, facets: Facets::default() })
            };
        };
        // A slug is the desk's own name for an article: whoever reads any of them as readers do does not find by it.
        let query = if seat.reads_everything() { query } else { query.without_slugs() };
        self.ledger.search(&query, |reader, hits| {
            let found = readable(hits, (&seat, &roll), &shelf, args.published);
            let facets = self.facets(found.iter().filter_map(|found| found.held), &args.filter);
            let asked = args.filter != Default::default();
            let passes = |found: &&Readable<'_>| found.held.map_or(!asked, |held| args.filter.lets_pass(held));
            let fits: Vec<&Readable<'_>> = found.iter().filter(passes).collect();
            let total = u32::try_from(fits.len()).unwrap_or(u32::MAX);
            let at = |found: &Readable<'_>| {
                let live = found.held.or_else(|| shelf.of(found.hit.article));
                live.map(|held| held.at).or_else(|| roll.row(found.hit.article).map(|row| row.since))
            };
            let page = page_of(fits, at, args.offset as usize, args.limit.min(LONGEST) as usize);
            let lines =
                page.into_iter().filter_map(|found| self.found_line(reader, &query, found, (&seat, &roll)).transpose());
            let lines = lines.collect::<Result<_, LedgerError>>()?;
            Ok(Archive { lines, total, facets })
        })
    }

    fn found_line(
        &self,
        reader: &Reader<'_>,
        query: &Query,
        found: &Readable<'_>,
        (seat, roll): (&Seat, &Roll),
    ) -> Result<Option<ArchiveLine>, LedgerError> {
        let Some(document) = reader.document(found.hit.document)? else { return Ok(None) };
        let headline = marked(query, &document.headline);
        let sentence = sentence(query, &document);
        if found.live {
            let Some(held) = found.held else { return Ok(None) };
            let whole = reads_the_desk(seat, roll, held.article);
            let name = if whole { document.slug } else { held.address.clone() };
            return Ok(Some(self.held_line(held, name, headline, sentence)));
        }
        let Some(row) = roll.row(found.hit.article) else { return Ok(None) };
        let name = |named: &desk::row::Named| PersonName { id: named.id, name: named.name.clone() };
        Ok(Some(ArchiveLine {
            article: row.id,
            slug: document.slug,
            headline,
            sentence,
            live: None,
            label: status_word(&self.rules().rules, row.status),
            section: term(&self.house.vocabulary().sections, row.section.as_deref()),
            authors: row.authors.iter().map(name).collect(),
            at: row.first_at,
            address: None,
            corrected: false,
        }))
    }
}

/// Each article once, by its better document of those that may be read.
fn readable<'a>(hits: Vec<Hit>, (seat, roll): (&Seat, &Roll), shelf: &'a Shelf, published: bool) -> Vec<Readable<'a>> {
    let mut seen = FxHashSet::default();
    let whole = seat.reads_everything();
    let mut found = Vec::with_capacity(hits.len());
    for hit in hits {
        let live = hit.live;
        let desk = || hit.desk && !published && (whole || reads_the_desk(seat, roll, hit.article));
        // A document that is both is its article's only one.
        let first = |hit: &Hit, seen: &mut FxHashSet<ArticleId>| (hit.live && hit.desk) || seen.insert(hit.article);
        if (live || desk()) && first(&hit, &mut seen) {
            let held = if live { shelf.of(hit.article) } else { None };
            found.push(Readable { hit, live, held });
        }
    }
    found
}

/// Of what fits, the best first, those that one page shows. Of those that were not weighed the newest is first: only as many
/// are put in order as are shown.
fn page_of<'a, 'b>(
    fits: Vec<&'b Readable<'a>>,
    at: impl Fn(&Readable<'a>) -> Option<DateTime<Utc>>,
    offset: usize,
    limit: usize,
) -> Vec<&'b Readable<'a>> {
    let weighed = fits.partition_point(|found| matches!(found.hit.rank, Rank::Weighed(_)));
    let end = offset.saturating_add(limit).min(fits.len());
    let mut page: Vec<&Readable<'_>> = fits[offset.min(weighed)..end.min(weighed)].to_vec();
    if end > weighed {
        let key = |found: &&Readable<'a>| (found.hit.rank, Reverse(at(found)), found.hit.document);
        let mut rest: Vec<_> = fits[weighed..].iter().map(|found| (key(found), *found)).collect();
        let wanted = end - weighed;
        if wanted < rest.len() {
            rest.select_nth_unstable_by_key(wanted, |(key, _)| *key);
            rest.truncate(wanted);
        }
        rest.sort_unstable_by_key(|(key, _)| *key);
        page.extend(rest.into_iter().skip(offset.saturating_sub(weighed)).map(|(_, found)| found));
    }
    page
}

/// Whether the copy on the desk is theirs to read, with its slug, not only what is live of it.
pub fn reads_the_desk(seat: &Seat, roll: &Roll, article: ArticleId) -> bool {
    roll.row(article).is_some_and(|row| seat.reading(row) == Reading::Whole)
}

fn marked(query: &Query, text: &str) -> Marked {
    Marked { marks: spans(text, &query.marks(text)), text: text.to_owned() }
}

/// The sentence in which most of the words stand; where the text has none of them, the dek, or its beginning.
fn sentence(query: &Query, document: &Document) -> Marked {
    let body = document.body.as_str();
    let marks = query.marks(body);
    if marks.is_empty() {
        let dek = Some(document.dek.as_str()).filter(|dek| !dek.is_empty());
        return marked(query, dek.unwrap_or_else(|| cut(body, sentences(body).next().unwrap_or(0..0))));
    }
    let (mut most, mut best) = (0, None);
    let mut rest = marks.as_slice();
    for range in sentences(body) {
        let inside = rest.partition_point(|mark| mark.range.start < range.end);
        let (here, after) = rest.split_at(inside);
        rest = after;
        let Some(first) = here.first() else { continue };
        let words = here.iter().fold(0_u32, |seen, mark| seen | 1 << mark.word.min(31)).count_ones();
        if words > most {
            (most, best) = (words, Some((range, first)));
        }
    }
    let Some((range, first)) = best else { return Marked::default() };
    let shown = short(body, &range, &first.range);
    let (before, after) = (shown.start > range.start, shown.end < range.end);
    let text = format!("{}{}{}", if before { "… " } else { "" }, body[shown].trim(), if after { " …" } else { "" });
    marked(query, &text)
}

/// The sentences of a text, without the white space between them.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        start += text[start..].len() - text[start..].trim_start().len();
        let part = text.get(start..).filter(|part| !part.is_empty())?;
        let from = start;
        let ends = |(n, c): (usize, char)| {
            let before = || part[..n].trim_end_matches(['"', '\u{201d}', '\u{2019}', ')', '\'']);
            (c == '\n' || (c.is_whitespace() && before().ends_with(['.', '!', '?']))).then_some(n)
        };
        start = from + part.char_indices().find_map(ends).unwrap_or(part.len());
        Some(from..start)
    })
}

fn cut(text: &str, range: Range<usize>) -> &str {
    let end = text[range.clone()].char_indices().nth(SENTENCE).map_or(range.end, |(n, _)| range.start + n);
    text[range.start..end].trim()
}

/// The range, or as much of it as can be shown around the mark, cut between words.
fn short(text: &str, range: &Range<usize>, mark: &Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    if whole.chars().count() <= SENTENCE {
        return range.clone();
    }
    let ahead = &text[range.start..mark.start];
    let start = if ahead.chars().count() <= SENTENCE / 3 {
        range.start
    } else {
        let near = ahead.char_indices().rev().nth(SENTENCE / 3).map_or(0, |(n, _)| n);
        range.start + ahead[near..].find(' ').map_or(ahead.len(), |space| near + space + 1)
    };
    let rest = &text[start..range.end];
    let end = rest.char_indices().nth(SENTENCE).map_or(rest.len(), |(n, _)| n);
    let end = if end == rest.len() { end } else { rest[..end].rfind(' ').unwrap_or(end) };
    start..start + end
}

/// Places in bytes as places in UTF-16 units.
fn spans(text: &str, marks: &[Mark]) -> Vec<Span> {
    let (mut at, mut units) = (0, 0);
    let mut unit = |byte: usize| {
        units += text[at..byte].encode_utf16().count();
        at = byte;
        u32::try_from(units).unwrap_or(u32::MAX)
    };
    marks.iter().map(|mark| Span { from: unit(mark.range.start), to: unit(mark.range.end) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str, body: &str) -> (String, Vec<String>) {
        let query = Query::read(typed).expect("a question");
        let document = Document { body: body.into(), dek: "The dek.".into(), ..Document::default() };
        let marked = sentence(&query, &document);
        let units: Vec<u16> = marked.text.encode_utf16().collect();
        let words =
            marked.marks.iter().map(|span| String::from_utf16_lossy(&units[span.from as usize..span.to as usize]));
        (marked.text.clone(), words.collect())
    }

    #[test]
    fn a_hit_is_shown_in_its_sentence() {
        let check = |typed: &str, body: &str, sentence: &str, marks: &[&str]| {
            assert_eq!(shown(typed, body), (sentence.to_owned(), marks.iter().map(|&m| m.to_owned()).collect()));
        };
        check("ship", "One came. A ship sank. It rained.", "A ship sank.", &["ship"]);
        check("ship rain", "A ship sank. The ship met 🙂 rain. End.", "The ship met 🙂 rain.", &["ship", "rain"]);
        check("heading", "A heading\nThe text.", "A heading", &["heading"]);
        check("said", "“It sank.” He said so.", "He said so.", &["said"]);
        check("nowhere", "A ship sank.", "The dek.", &[]);
    }

    #[test]
    fn a_long_sentence_is_cut_between_words_around_its_mark() {
        let (text, marks) = shown("needle", &format!("{}needle {}", "hay ".repeat(200), "hay ".repeat(200)));
        assert!(text.starts_with("… hay ") && text.ends_with("hay …"), "{text}");
        assert!(text.chars().count() <= SENTENCE + 4);
        assert_eq!(marks, ["needle"]);
    }
}
