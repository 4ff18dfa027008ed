//! Change sets: CodeMirror's description of an edit, ported line by line where the order of equal positions matters.
//!
//! A set is a list of sections that together cover the old text: kept, or replaced by something (perhaps nothing). All
//! lengths are UTF-16 units. [`ChangeSet`] carries the inserted text, [`ChangeDesc`] only its length; both are one type over
//! what fills a replaced section.

use std::borrow::Cow;

use thiserror::Error;

use crate::units;

/// The longest text that a change set may speak of, in UTF-16 units: far beyond any article, far below overflow.
pub(crate) const LONGEST: u32 = 1 << 24;

/// Two change sets, or a change set and a text, do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Misfit {
    #[error("the change speaks of a text of {found} units, but the text has {expected}")]
    Length { expected: u32, found: u32 },
    #[error("the change cuts a character in two at unit {at}")]
    Surrogate { at: u32 },
}

/// What a replaced section puts in place of the old text.
pub trait Filling: Clone + Default {
    /// Its length in UTF-16 units.
    fn units(&self) -> u32;
    fn append(&mut self, more: &Self);
    /// The part from one unit to another.
    fn slice(&self, from: u32, to: u32) -> Result<Self, Misfit>;
}

impl Filling for u32 {
    fn units(&self) -> u32 {
        *self
    }
    fn append(&mut self, more: &Self) {
        *self += more;
    }
    fn slice(&self, from: u32, to: u32) -> Result<Self, Misfit> {
        Ok(to - from)
    }
}

/// Inserted text and its length in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inserted {
    text: String,
    units: u32,
}

impl Inserted {
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Inserted {
    fn from(text: &str) -> Self {
        Inserted { text: text.to_owned(), units: units::of(text) }
    }
}

impl Filling for Inserted {
    fn units(&self) -> u32 {
        self.units
    }
    fn append(&mut self, more: &Self) {
        self.text.push_str(&more.text);
        self.units += more.units;
    }
    fn slice(&self, from: u32, to: u32) -> Result<Self, Misfit> {
        let start = units::at_unit(&self.text, from).ok_or(Misfit::Surrogate { at: from })?;
        let end = units::at_unit(&self.text, to).ok_or(Misfit::Surrogate { at: to })?;
        Ok(Inserted { text: self.text[start.bytes as usize..end.bytes as usize].to_owned(), units: to - from })
    }
}

/// One stretch of the old text: kept when `with` is `None`, else replaced by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<F> {
    pub units: u32,
    pub with: Option<F>,
}

/// An edit as sections that cover the whole old text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes<F> {
    sections: Vec<Section<F>>,
}

/// An edit with the text it inserts.
pub type ChangeSet = Changes<Inserted>;
/// An edit without its text: enough to map others over it.
pub type ChangeDesc = Changes<u32>;

impl<F: Filling> Default for Changes<F> {
    fn default() -> Self {
        Changes { sections: Vec::new() }
    }
}

impl<F: Filling> Changes<F> {
    pub fn sections(&self) -> &[Section<F>] {
        &self.sections
    }

    /// The length of the text before.
    pub fn old_units(&self) -> u32 {
        self.sections.iter().map(|s| s.units).sum()
    }

    /// The length of the text after.
    pub fn new_units(&self) -> u32 {
        self.sections.iter().map(|s| s.with.as_ref().map_or(s.units, Filling::units)).sum()
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|s| s.with.is_none())
    }

    pub fn desc(&self) -> ChangeDesc {
        let length = |s: &Section<F>| Section { units: s.units, with: s.with.as_ref().map(Filling::units) };
        Changes { sections: self.sections.iter().map(length).collect() }
    }

    /// Adds a kept stretch at the end.
    pub fn keep(&mut self, units: u32) {
        match self.sections.last_mut() {
            _ if units == 0 => {}
            Some(last) if last.with.is_none() => last.units += units,
            _ => self.sections.push(Section { units, with: None }),
        }
    }

    /// Adds a replaced stretch at the end, merged with the last as CodeMirror merges: deletion with deletion,
    /// insertion with insertion, and anything when `join` says that the two are one.
    pub fn replace(&mut self, units: u32, with: Cow<'_, F>, join: bool) {
        let length = with.units();
        if units == 0 && length == 0 {
            return;
        }
        if let Some(Section { units: last, with: Some(filling) }) = self.sections.last_mut()
            && (join || (length == 0 && filling.units() == 0) || (units == 0 && *last == 0))
        {
            *last += units;
            if length > 0 {
                filling.append(&with);
            }
            return;
        }
        self.sections.push(Section { units, with: Some(with.into_owned()) });
    }

    /// This edit after `other`, both made on the same text. Of two insertions at one place `other`'s comes first, unless
    /// `before`.
    pub fn map<G: Filling>(&self, other: &Changes<G>, before: bool) -> Result<Self, Misfit> {
        self.fits(other.old_units())?;
        if other.is_empty() {
            return Ok(self.clone());
        }
        let mut out = Changes::default();
        let (mut a, mut b) = (Cursor::new(&self.sections), Cursor::new(&other.sections));
        // The section of A whose content has been written already, when A is worked off piece by piece.
        let mut written = None;
        while !(a.done() && b.done()) {
            if a.keeps() && b.keeps() {
                let len = a.units.min(b.units);
                out.keep(len);
                a.forward(len);
                b.forward(len);
            } else if b.replaces()
                && (!a.replaces()
                    || written == Some(a.index)
                    || (a.off == 0 && (b.units < a.units || (b.units == a.units && !before))))
            {
                // A change in B that starts before the next in A: step over it, with what it covers of A.
                let mut len = b.units;
                out.keep(b.filled());
                while len > 0 {
                    let piece = a.units.min(len);
                    if a.replaces() && written < Some(a.index) && a.units <= piece {
                        out.replace(0, a.filling(), false);
                        written = Some(a.index);
                    }
                    a.forward(piece);
                    len -= piece;
                }
                b.next();
            } else {
                // The part of a change in A up to the next insertion of B inside it.
                let (mut len, mut left) = (0, a.units);
                while left > 0 {
                    if b.keeps() {
                        let piece = left.min(b.units);
                        len += piece;
                        left -= piece;
                        b.forward(piece);
                    } else if b.replaces() && b.filled() == 0 && b.units < left {
                        left -= b.units;
                        b.next();
                    } else {
                        break;
                    }
                }
                let filling = if written < Some(a.index) { a.filling() } else { Cow::Owned(F::default()) };
                out.replace(len, filling, false);
                written = Some(a.index);
                a.forward(a.units - left);
            }
        }
        Ok(out)
    }

    /// This edit and then `other`, as one.
    pub fn compose(&self, other: &Self) -> Result<Self, Misfit> {
        if self.new_units() != other.old_units() {
            return Err(Misfit::Length { expected: self.new_units(), found: other.old_units() });
        }
        if self.is_empty() || other.is_empty() {
            return Ok(if self.is_empty() { other.clone() } else { self.clone() });
        }
        let mut out = Changes::default();
        let (mut a, mut b) = (Cursor::new(&self.sections), Cursor::new(&other.sections));
        // Whether the section being written goes on: a piece of either side is left over.
        let mut open = false;
        while !(a.done() && b.done()) {
            if a.replaces() && a.filled() == 0 {
                out.replace(a.units, Cow::Owned(F::default()), open);
                a.next();
            } else if b.units == 0 && !b.done() {
                out.replace(0, b.filling(), open);
                b.next();
            } else {
                let len = a.filled().min(b.units);
                let before = out.sections.len();
                let fresh = if b.off > 0 { Cow::Owned(F::default()) } else { b.filling() };
                match (a.keeps(), b.keeps()) {
                    (true, true) => out.keep(len),
                    (true, false) => out.replace(len, fresh, open),
                    (false, true) => {
                        let part = a.part(len)?;
                        out.replace(a.first_units(), Cow::Owned(part), open);
                    }
                    (false, false) => out.replace(a.first_units(), fresh, open),
                }
                open = ((a.replaces() && a.filled() > len) || (b.replaces() && b.units > len))
                    && (open || out.sections.len() > before);
                a.forward_filled(len);
                b.forward(len);
            }
        }
        Ok(out)
    }

    /// Where a place of the old text is in the new one, as CodeMirror's `mapPos` tells; `behind` what is inserted there.
    pub fn carried(&self, at: u32, behind: bool) -> u32 {
        let (mut old, mut new) = (0, 0);
        for section in &self.sections {
            let end = old + section.units;
            match &section.with {
                None if end > at => return new + (at - old),
                None => new += section.units,
                Some(with) => {
                    if end > at || (end == at && !behind && section.units == 0) {
                        return if at == old || !behind { new } else { new + with.units() };
                    }
                    new += with.units();
                }
            }
            old = end;
        }
        new
    }

    pub(crate) fn fits(&self, expected: u32) -> Result<(), Misfit> {
        let found = self.old_units();
        if found == expected { Ok(()) } else { Err(Misfit::Length { expected, found }) }
    }
}

impl ChangeSet {
    /// The text after the edit.
    pub fn apply(&self, text: &str) -> Result<String, Misfit> {
        self.fits(units::of(text))?;
        let mut out = String::with_capacity(text.len());
        let (mut rest, mut at) = (text, 0);
        for section in &self.sections {
            at += section.units;
            let end = units::at_unit(rest, section.units).ok_or(Misfit::Surrogate { at })?.bytes as usize;
            match &section.with {
                None => out.push_str(&rest[..end]),
                Some(inserted) => out.push_str(&inserted.text),
            }
            rest = &rest[end..];
        }
        Ok(out)
    }

    /// Whether it brings in what has no place in a text.
    pub(crate) fn inserts_nul(&self) -> bool {
        self.sections.iter().filter_map(|s| s.with.as_ref()).any(|inserted| inserted.text.contains('\0'))
    }

    /// One replacement in a text of `length` units.
    pub fn one(length: u32, from: u32, to: u32, text: &str) -> ChangeSet {
        let mut set = ChangeSet::default();
        set.keep(from);
        set.replace(to - from, Cow::Owned(Inserted::from(text)), false);
        set.keep(length - to);
        set
    }
}

/// Walks over sections, cutting them as needed.
struct Cursor<'a, F> {
    sections: &'a [Section<F>],
    index: usize,
    /// What is left of the section in the old text.
    units: u32,
    /// What is left of its filling.
    filling_left: u32,
    off: u32,
}

impl<'a, F: Filling> Cursor<'a, F> {
    fn new(sections: &'a [Section<F>]) -> Self {
        let mut cursor = Cursor { sections, index: 0, units: 0, filling_left: 0, off: 0 };
        cursor.enter();
        cursor
    }

    fn enter(&mut self) {
        self.off = 0;
        let section = self.sections.get(self.index);
        self.units = section.map_or(0, |s| s.units);
        self.filling_left = section.and_then(|s| s.with.as_ref()).map_or(0, Filling::units);
    }

    fn next(&mut self) {
        self.index += 1;
        self.enter();
    }

    fn done(&self) -> bool {
        self.index >= self.sections.len()
    }

    fn keeps(&self) -> bool {
        self.sections.get(self.index).is_some_and(|s| s.with.is_none())
    }

    fn replaces(&self) -> bool {
        self.sections.get(self.index).is_some_and(|s| s.with.is_some())
    }

    /// What is left of the section in the new text.
    fn filled(&self) -> u32 {
        if self.replaces() { self.filling_left } else { self.units }
    }

    /// What the section covers of the old text, if this is its first piece.
    fn first_units(&self) -> u32 {
        if self.off == 0 { self.units } else { 0 }
    }

    fn filling(&self) -> Cow<'a, F> {
        match self.sections.get(self.index).and_then(|s| s.with.as_ref()) {
            Some(filling) => Cow::Borrowed(filling),
            None => Cow::Owned(F::default()),
        }
    }

    fn part(&self, len: u32) -> Result<F, Misfit> {
        self.filling().slice(self.off, self.off + len)
    }

    fn forward(&mut self, len: u32) {
        if len == self.units {
            self.next();
        } else {
            self.units -= len;
            self.off += len;
        }
    }

    fn forward_filled(&mut self, len: u32) {
        if self.keeps() {
            self.forward(len);
        } else if len == self.filling_left {
            self.next();
        } else {
            self.filling_left -= len;
            self.off += len;
        }
    }
}
