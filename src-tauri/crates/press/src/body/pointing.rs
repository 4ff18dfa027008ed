//! What points out of the text: pictures, links, cards.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::links::{self, Verdict};
use super::writer::Writer;
use super::{BodyProblemKind, figure};
use crate::escape;
use crate::picture::Picture;

impl Writer<'_> {
    pub(super) fn figure(&mut self, start: usize, end: usize) {
        let (Event::Start(Tag::Image { dest_url, title, .. }), range) = &self.events[start] else { return };
        let Some(picture) = self.picture(dest_url, range) else { return };
        let alt = figure::plain(self.events, start, end);
        let (caption, credit) = figure::caption(title);
        let mut html = String::from("<figure class=\"shot\">");
        picture.write(
            &mut html,
            &self.options.addresses,
            &alt,
            self.options.sizes,
            " loading=\"lazy\" decoding=\"async\"",
        );
        figure::write_caption(&mut html, caption, credit, self.options.words.credit);
        html.push_str("</figure>");
        self.own(html);
        self.out.push('\n');
    }

    pub(super) fn picture(&mut self, source: &str, range: &Range<usize>) -> Option<Picture> {
        let picture = self.options.world.picture(source);
        match &picture {
            Some(picture) if self.printed.pictures.iter().all(|known| known.hash != picture.hash) => {
                self.printed.pictures.push(picture.clone());
            }
            Some(_) => {}
            None => {
                let span = self.map.span(range);
                let message = format!("The media hold no picture “{source}”, so it is left out.");
                self.problem(BodyProblemKind::Picture, message, span);
            }
        }
        picture
    }

    /// Prints the opening tag of a link and gives the closing one.
    pub(super) fn link(&mut self, written: &str, range: &Range<usize>) -> &'static str {
        match links::judge(written, self.options) {
            Verdict::Leads(to) => {
                self.out.push_str("<a href=\"");
                escape::address(&mut self.out, &to);
                self.out.push_str("\">");
                "</a>"
            }
            Verdict::Lost(why) => {
                let span = self.map.span(range);
                self.problem(BodyProblemKind::Link, why, span);
                ""
            }
        }
    }

    /// A paragraph that is only an address, or only a link with a title, becomes a card; gives the index after it.
    pub(super) fn card(&mut self, at: usize) -> Option<usize> {
        self.bookmark(at).or_else(|| self.bare(at))
    }

    /// `[Title](https://… "What it says | Where")`: a card that the editor filled in.
    fn bookmark(&mut self, at: usize) -> Option<usize> {
        let Event::Start(Tag::Link { dest_url, title, .. }) = &self.events.get(at + 1)?.0 else { return None };
        let inner = self.events[at + 2..].iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Link)))?;
        let end = at + 2 + inner;
        let ends = matches!(self.events.get(end + 1)?.0, Event::End(TagEnd::Paragraph));
        let name = figure::plain(self.events, at + 2, end);
        if !ends || title.trim().is_empty() || name.trim().is_empty() || !links::is_bare(dest_url) {
            return None;
        }
        let Verdict::Leads(to) = links::judge(dest_url, self.options) else { return None };
        let (says, place) = title.rsplit_once('|').unwrap_or((title, links::parts(dest_url.trim()).0));
        self.write_card(&to, name.trim(), &[says.trim(), place.trim()]);
        Some(end + 2)
    }

    fn bare(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let mut address = String::new();
        loop {
            match &self.events.get(end)?.0 {
                Event::Text(text) => address.push_str(text),
                Event::Start(Tag::Link { link_type: LinkType::Autolink, .. }) | Event::End(TagEnd::Link) => {}
                Event::End(TagEnd::Paragraph) => break,
                _ => return None,
            }
            end += 1;
        }
        if !links::is_bare(&address) {
            return None;
        }
        let Verdict::Leads(to) = links::judge(&address, self.options) else { return None };
        let (host, path) = links::parts(address.trim());
        self.write_card(&to, host, &[path]);
        Some(end + 1)
    }

    fn write_card(&mut self, to: &str, name: &str, lines: &[&str]) {
        let mut html = String::from("<p class=\"card\"><a href=\"");
        escape::address(&mut html, to);
        html.push_str("\"><strong>");
        escape::text(&mut html, name);
        html.push_str("</strong>");
        for line in lines.iter().filter(|line| !line.is_empty()) {
            html.push_str(" <span>");
            escape::text(&mut html, line);
            html.push_str("</span>");
        }
        html.push_str("</a></p>");
        self.own(html);
        self.out.push('\n');
    }
}
