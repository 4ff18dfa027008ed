//! A request that the web view sends twice is carried once.
//!
//! When a page is left while a request is on its way, the web view's bridge takes it for failed and sends the same by another
//! door; what it asked for may have been done already.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use newsroom::wire::failure::Failure;

/// The second comes right after the first: as many answers are kept as a page can be waiting for when it is left.
const KEPT: usize = 64;

type Answer = Result<String, Failure>;

/// The last requests, by the number that the page gave each.
#[derive(Default)]
pub struct Once(Mutex<VecDeque<(String, Arc<OnceLock<Answer>>)>>);

impl Once {
    /// What `carry` answers; where that number was carried before, or is being carried, what came of it then.
    pub fn carried(&self, number: &str, carry: impl FnOnce() -> Answer) -> Answer {
        self.slot(number).get_or_init(carry).clone()
    }

    fn slot(&self, number: &str) -> Arc<OnceLock<Answer>> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, slot)) = last.iter().find(|(known, _)| known == number) {
            return slot.clone();
        }
        let slot = Arc::<OnceLock<Answer>>::default();
        last.push_back((number.to_owned(), slot.clone()));
        if last.len() > KEPT {
            last.pop_front();
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_is_sent_twice_is_carried_once_also_while_it_is_on_its_way() {
        let (once, carried) = (Once::default(), AtomicUsize::new(0));
        let carry = || {
            thread::sleep(Duration::from_millis(20));
            Ok(carried.fetch_add(1, Ordering::Relaxed).to_string())
        };
        let answers: Vec<Answer> = thread::scope(|scope| {
            let both: Vec<_> = (0..2).map(|_| scope.spawn(|| once.carried("a-1", carry))).collect();
            both.into_iter().map(|one| one.join().expect("it answers")).collect()
        });
        assert_eq!(answers, [Ok("0".to_owned()), Ok("0".to_owned())]);
        assert_eq!(once.carried("a-1", carry), Ok("0".to_owned()), "also afterwards");
        assert_eq!(once.carried("a-2", carry), Ok("1".to_owned()), "the next one is another");
    }

    #[test]
    fn only_the_last_answers_are_kept() {
        let once = Once::default();
        for number in 0..2 * KEPT {
            once.carried(&number.to_string(), || Ok(String::new())).expect("an answer");
        }
        assert_eq!(once.0.lock().expect("nobody panicked").len(), KEPT);
    }
}
