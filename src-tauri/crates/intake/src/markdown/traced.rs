//! A text of which pieces were replaced, and on which line of the file each of its bytes stood.

pub(super) struct Traced {
    pub text: String,
    /// (byte in `text`, line in the file) at each line's beginning and after each replacement; rising.
    marks: Vec<(usize, usize)>,
}

impl Traced {
    pub(super) fn new() -> Self {
        Self { text: String::new(), marks: Vec::new() }
    }

    /// Appends a piece that begins on `line` of the file and stands there as it is.
    pub(super) fn push(&mut self, piece: &str, line: usize) {
        self.marks.push((self.text.len(), line));
        let at = self.text.len();
        let starts = piece.match_indices('\n').enumerate().map(|(n, (offset, _))| (at + offset + 1, line + n + 1));
        self.marks.extend(starts);
        self.text.push_str(piece);
    }

    /// Appends what stands in the place of something on `line`.
    pub(super) fn replace(&mut self, with: &str, line: usize) {
        self.marks.push((self.text.len(), line));
        self.text.push_str(with);
    }

    /// The line of the file on which a byte of the text stood.
    pub(super) fn line(&self, at: usize) -> usize {
        let after = self.marks.partition_point(|(start, _)| *start <= at);
        after.checked_sub(1).map_or(1, |mark| self.marks[mark].1)
    }

    /// Takes the first bytes away.
    pub(super) fn cut_front(&mut self, bytes: usize) {
        let line = self.line(bytes);
        self.text.drain(..bytes);
        self.marks.retain(|(start, _)| *start >= bytes);
        for (start, _) in &mut self.marks {
            *start -= bytes;
        }
        self.marks.insert(0, (0, line));
    }
}
