//! How far the loading has got.

/// The loading in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Files found so far.
    pub found: usize,
    /// Their bytes.
    pub found_bytes: u64,
    /// Whether the walk over the folders is over.
    pub complete: bool,
    /// Files read.
    pub done: usize,
    /// Their bytes.
    pub done_bytes: u64,
    /// Milliseconds since it began.
    pub elapsed: u64,
}

impl Progress {
    /// The part that is done, in thousandths; by bytes, because files differ in length.
    pub fn thousandths(self) -> u64 {
        (self.done_bytes.min(self.found_bytes) * 1000)
            .checked_div(self.found_bytes)
            .unwrap_or(0)
    }

    /// The seconds that are left, rounded up, once that can be said: when all files are found
    /// and a tenth is done.
    pub fn seconds_left(self) -> Option<u64> {
        let known = self.complete && self.thousandths() >= 100;
        known.then(|| {
            let left = self.found_bytes.saturating_sub(self.done_bytes);
            let milliseconds =
                u128::from(left) * u128::from(self.elapsed) / u128::from(self.done_bytes.max(1));
            u64::try_from(milliseconds.div_ceil(1000)).unwrap_or(u64::MAX)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_the_bytes_and_waits_until_it_means_something() {
        let mut progress = Progress {
            found: 100,
            found_bytes: 1000,
            complete: false,
            done: 50,
            done_bytes: 250,
            elapsed: 1000,
        };
        assert_eq!(progress.seconds_left(), None, "more may be found");
        progress.complete = true;
        assert_eq!(progress.seconds_left(), Some(3));
        progress.done_bytes = 99;
        assert_eq!(progress.seconds_left(), None, "too early");
        assert_eq!(Progress::default().thousandths(), 0);
    }
}
