//! What the loading brings, kept until the next frame of it.

use std::time::{Duration, Instant};

use crate::app::{Batch, Generation};

/// While briefings stream in, they are taken in at most this often: on a slow line every frame
/// costs, and nobody reads a list that moves twenty times a second.
pub(super) const LOADING_FRAME: Duration = Duration::from_millis(100);

/// Batches that wait, as one: taking in every small one by itself would keep the loop from the
/// keys.
///
/// When they are due depends on when some were last taken and on nothing else: a key held down
/// draws without end and must not put them off.
#[derive(Debug)]
pub(super) struct Arrivals {
    waiting: Option<Batch>,
    taken: Instant,
}

impl Arrivals {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            waiting: None,
            taken: now,
        }
    }

    /// Keeps a batch of the `present` scan; one of an older scan is dropped.
    pub(super) fn keep(&mut self, batch: Batch, present: Generation) {
        if batch.scan != present {
            return;
        }
        match &mut self.waiting {
            Some(earlier) if earlier.scan == present => earlier.join(batch),
            waiting => *waiting = Some(batch),
        }
    }

    /// When what waits is to be taken in; `None` while nothing waits.
    pub(super) fn due(&self) -> Option<Instant> {
        self.waiting.as_ref().map(|_| self.taken + LOADING_FRAME)
    }

    /// Gives out what waits.
    pub(super) fn take(&mut self, now: Instant) -> Option<Batch> {
        let batch = self.waiting.take()?;
        self.taken = now;
        Some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(scan: Generation, files: usize) -> Batch {
        Batch {
            scan,
            files,
            ..Batch::default()
        }
    }

    #[test]
    fn arrivals_are_due_a_frame_after_the_last_were_taken() {
        let start = Instant::now();
        let scan = Generation::default();
        let mut arrivals = Arrivals::new(start);
        assert_eq!(arrivals.due(), None);
        arrivals.keep(batch(scan, 1), scan);
        assert_eq!(arrivals.due(), Some(start + LOADING_FRAME));
        arrivals.keep(batch(scan, 2), scan);
        assert_eq!(arrivals.due(), Some(start + LOADING_FRAME), "not put off");
        let later = start + 3 * LOADING_FRAME;
        assert_eq!(arrivals.take(later).map(|batch| batch.files), Some(2));
        assert_eq!((arrivals.due(), arrivals.take(later)), (None, None));
        arrivals.keep(batch(scan, 3), scan);
        assert_eq!(arrivals.due(), Some(later + LOADING_FRAME));
    }

    #[test]
    fn a_late_batch_of_an_old_scan_takes_nothing_from_the_new_one() {
        let old = Generation::default();
        let mut new = old;
        new.advance();
        let now = Instant::now();
        let mut arrivals = Arrivals::new(now);
        arrivals.keep(batch(old, 1), old);
        arrivals.keep(batch(new, 2), new);
        arrivals.keep(batch(old, 3), new);
        assert_eq!(arrivals.take(now), Some(batch(new, 2)));
    }
}
