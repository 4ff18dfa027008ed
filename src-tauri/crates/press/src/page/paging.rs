//! Pages of a listing, numbered from the oldest so that they rarely change.

use std::ops::Range;

/// How a listing is cut into pages. Every page but the newest is full for ever; the newest holds what is left, and at
/// least a page's worth when there is one, so that it never stands almost empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    pub total: usize,
    pub per_page: usize,
}

impl Paging {
    /// Number of the newest page; 1 for an empty listing too.
    pub fn last(self) -> u32 {
        (self.total / self.per_page.max(1)).max(1) as u32
    }

    /// Which articles stand on a page, counted from the oldest (0). Newest first within the page is the caller's turn.
    pub fn of(self, number: u32) -> Range<usize> {
        let per_page = self.per_page.max(1);
        let start = (number.max(1) as usize - 1) * per_page;
        let end = if number >= self.last() { self.total } else { start + per_page };
        start.min(self.total)..end.min(self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::Paging;

    #[test]
    fn a_new_article_changes_the_newest_page_alone() {
        for total in 0..200 {
            let (before, after) = (Paging { total, per_page: 7 }, Paging { total: total + 1, per_page: 7 });
            let changed = (1..=before.last()).filter(|&number| before.of(number) != after.of(number)).count();
            assert!(changed <= 1, "of {total} articles");
            let whole: usize = (1..=before.last()).map(|number| before.of(number).len()).sum();
            assert_eq!(whole, total, "every article stands on one page");
        }
    }
}
