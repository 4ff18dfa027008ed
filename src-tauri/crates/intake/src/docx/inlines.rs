//! What stands inside a paragraph: runs, links, fields, review marks, notes.

use super::fields::Meaning;
use super::reader::{Large, NoteId, Reader, Within, chosen};
use super::review::words_of;
use super::styles::Look;
use super::symbols::symbol;
use super::xml::{Node, Ns};
use crate::prose::Glyph;

impl Reader<'_, '_> {
    pub fn inlines(&mut self, parent: &Node, within: &Within, large: &mut Large) {
        for node in &parent.kids {
            match (node.ns, &*node.name) {
                (Ns::W, "r") => self.run(node, within, large),
                (Ns::W, "hyperlink") => {
                    let link = self.hyperlink(node);
                    self.inlines(node, &Within { link, look: within.look.clone() }, large);
                }
                (Ns::W, "fldSimple") => self.simple_field(node, within, large),
                (Ns::W, "ins") => {
                    self.review.inserted(node);
                    self.inlines(node, within, large);
                }
                (Ns::W, "moveTo") => {
                    self.review.moved(node);
                    self.inlines(node, within, large);
                }
                (Ns::W, "del") => self.deletion(node, within, large),
                (Ns::W, "moveFrom") => {
                    let outer = self.deleted.replace(String::new());
                    self.inlines(node, within, large);
                    self.deleted = outer;
                }
                (Ns::W, "sdt") => {
                    if let Some(content) = node.w("sdtContent") {
                        self.inlines(content, within, large);
                    }
                }
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment_range(node),
                (Ns::W, "pPr" | "sdtPr" | "rPr") => {}
                (Ns::M, "oMath" | "oMathPara") => self.formula(node, within),
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = chosen(node) {
                        self.inlines(chosen, within, large);
                    }
                }
                (Ns::W, _) => self.inlines(node, within, large),
                _ => {}
            }
        }
    }

    fn hyperlink(&mut self, node: &Node) -> u32 {
        let place = node.w_attribute("anchor").unwrap_or_default();
        let Some(id) = node.attribute(Ns::R, "id") else { return self.link("") };
        let target = self.relations.get(id).map(|relation| relation.target.clone()).unwrap_or_default();
        let full = if place.is_empty() || target.is_empty() { target } else { format!("{target}#{place}") };
        self.link(&full)
    }

    fn simple_field(&mut self, node: &Node, within: &Within, large: &mut Large) {
        self.fields.begin();
        self.fields.instruct(node.w_attribute("instr").unwrap_or_default());
        self.separate();
        self.inlines(node, within, large);
        self.fields.end();
    }

    fn separate(&mut self) {
        if let Some(Meaning::Link(address)) = self.fields.separate() {
            let inside_contents = self.fields.in_contents();
            let link = if inside_contents { 0 } else { self.link(&address) };
            self.fields.linked(link);
        }
    }

    fn deletion(&mut self, node: &Node, within: &Within, large: &mut Large) {
        let outer = self.deleted.replace(String::new());
        self.inlines(node, within, large);
        let text = std::mem::replace(&mut self.deleted, outer).unwrap_or_default();
        match &mut self.deleted {
            Some(outer) => outer.push_str(&text),
            None => self.review.deleted(node, self.paragraph, text),
        }
    }

    fn formula(&mut self, node: &Node, within: &Within) {
        let text = words_of(node);
        let place = self.here();
        self.report.note("formula", place, format!("A formula stands in the text as its plain signs: {text}"));
        self.put(&text, &within.look, within.link);
    }

    fn run(&mut self, node: &Node, within: &Within, large: &mut Large) {
        let properties = node.w("rPr");
        let style = properties.and_then(|properties| properties.w_val("rStyle")).map(|style| self.styles.look(style));
        let own = properties.map(Look::of).unwrap_or_default();
        let linked = within.link != 0 || self.fields.link() != 0;
        // A style that underlines does so for links; only what was underlined by hand is a loss.
        if own.underlined == Some(true) && !linked {
            self.tally.underlined += 1;
        }
        if own.highlighted == Some(true) {
            self.tally.highlighted += 1;
        }
        let look = match style {
            Some(style) => own.over(&style).over(&within.look),
            None => own.over(&within.look),
        };
        large.all &=
            look.size.is_some_and(|size| size >= large.common + 4) || node.kids.iter().all(|kid| !kid.is(Ns::W, "t"));
        self.run_content(node, &look, within, large);
    }

    fn run_content(&mut self, node: &Node, look: &Look, within: &Within, large: &mut Large) {
        let link = within.link;
        for kid in &node.kids {
            match (kid.ns, &*kid.name) {
                (Ns::W, "t" | "delText") => self.letters(&kid.text, look, link),
                (Ns::W, "tab" | "ptab") => self.put("\t", look, link),
                (Ns::W, "br") if matches!(kid.w_attribute("type"), Some("page" | "column")) => {}
                (Ns::W, "br" | "cr") => self.put_break(),
                (Ns::W, "noBreakHyphen") => self.put("\u{2011}", look, link),
                (Ns::W, "sym") => self.sign(kid, look, link),
                (Ns::W, "instrText" | "delInstrText") => self.fields.instruct(&kid.text),
                (Ns::W, "fldChar") => match kid.w_attribute("fldCharType") {
                    Some("begin") => self.fields.begin(),
                    Some("separate") => self.separate(),
                    Some("end") => self.fields.end(),
                    _ => {}
                },
                (Ns::W, "footnoteReference") => self.note_reference(kid, false),
                (Ns::W, "endnoteReference") => self.note_reference(kid, true),
                (Ns::W, "commentReference") => self.comment_range(kid),
                (Ns::W, "drawing" | "pict") => self.shape(kid, "", link),
                (Ns::W, "object") => {
                    let place = self.here();
                    self.report.note(
                        "object",
                        place,
                        "An object embedded from another program shows as its picture, if it has one.",
                    );
                    self.shape(kid, "", link);
                }
                (Ns::W, "ruby") => {
                    if let Some(base) = kid.w("rubyBase") {
                        self.inlines(base, within, large);
                    }
                    let said = kid.w("rt").map(words_of).unwrap_or_default();
                    let place = self.here();
                    self.report.note("ruby", place, format!("The reading above a word was left out: {said}"));
                }
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = chosen(kid) {
                        self.run_content(chosen, look, within, large);
                    }
                }
                _ => {}
            }
        }
    }

    /// Letters of a run; a run in a symbol font that is typed as letters draws signs.
    fn letters(&mut self, text: &str, look: &Look, link: u32) {
        let private = |c: char| ('\u{f000}'..='\u{f0ff}').contains(&c);
        if text.contains(private) {
            let font = look.font.clone().unwrap_or_else(|| "Symbol".to_owned());
            let signs: String =
                text.chars().map(|c| if private(c) { symbol(&font, u32::from(c)).unwrap_or(c) } else { c }).collect();
            self.put(&signs, look, link);
        } else {
            let text = if text.contains('\u{ad}') { text.replace('\u{ad}', "") } else { text.to_owned() };
            self.put(&text, look, link);
        }
    }

    fn put_break(&mut self) {
        match &mut self.deleted {
            Some(deleted) => deleted.push(' '),
            None => self.put_glyph(Glyph::Break, 0),
        }
    }

    fn sign(&mut self, node: &Node, look: &Look, link: u32) {
        let font = node.w_attribute("font").unwrap_or_default();
        let code = node.w_attribute("char").unwrap_or_default();
        let sign = u32::from_str_radix(code, 16).ok().and_then(|code| symbol(font, code));
        match sign {
            Some(sign) => self.put(sign.encode_utf8(&mut [0; 4]), look, link),
            None => {
                let place = self.here();
                self.report.note(
                    "symbol",
                    place,
                    format!("A sign of the font {font} (code {code}) is not known here and was left out."),
                );
            }
        }
    }

    fn note_reference(&mut self, node: &Node, end: bool) {
        if self.deleted.is_some() || self.fields.silent() {
            return;
        }
        let Some(id) = node.w_attribute("id") else { return };
        let id = NoteId { end, id: id.to_owned() };
        let next = self.note_places.len();
        let at = *self.note_places.entry(id).or_insert(next);
        self.put_glyph(Glyph::Note(u32::try_from(at + 1).unwrap_or(u32::MAX)), 0);
    }
}
