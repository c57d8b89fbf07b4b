//! Keys in the order of their bytes, and which of them a text opens with.
//!
//! ```text
//! text     South Sudanese
//! keys     … Solomon Islands | South | South Africa | South Sudan | South Tarn …
//!                              └───────── begins ─────────┘ the last that is not behind the text
//! ```
//!
//! A key that a text opens with is not behind the text in this order, and every key between the two
//! begins with it. So of the last key that is not behind the text, and of what that begins with, all
//! others are found: one binary search, where an automaton would take a table to build and a walk
//! over the text.

/// Keys, none of them empty; each has its place in their order as its number.
#[derive(Debug)]
pub(super) struct Keys {
    /// The first eight bytes of each as a number that sorts as they do, shorter ones with zeros behind.
    fronts: Vec<u64>,
    /// What follows them in each, one after the other.
    rests: Vec<u8>,
    /// Where the rest of each ends in `rests`.
    ends: Vec<u32>,
    /// The length of each.
    lengths: Vec<u32>,
    /// The longest other key that each begins with; its own number where there is none.
    begins: Vec<u32>,
    /// For each first two bytes, how many keys stand before those that open so; one more at the end.
    starts: Box<[u32]>,
}

/// How many bytes a front holds.
const FRONT: usize = size_of::<u64>();

impl Keys {
    /// Takes keys that are sorted, each of them once.
    pub(super) fn new<'k>(sorted: impl Iterator<Item = &'k str>) -> Self {
        let mut keys = Self {
            fronts: Vec::new(),
            rests: Vec::new(),
            ends: Vec::new(),
            lengths: Vec::new(),
            begins: Vec::new(),
            starts: vec![0; (1 << 16) + 1].into(),
        };
        // The keys that the last one begins with, the shortest first, and itself.
        let mut open: Vec<(u32, &str)> = Vec::new();
        for (number, key) in (0..).zip(sorted) {
            let bytes = key.as_bytes();
            keys.fronts.push(front(bytes));
            keys.rests
                .extend_from_slice(bytes.get(FRONT..).unwrap_or_default());
            keys.ends.push(narrow(keys.rests.len()));
            keys.lengths.push(narrow(bytes.len()));
            while open.pop_if(|(_, last)| !key.starts_with(*last)).is_some() {}
            keys.begins
                .push(open.last().map_or(number, |(before, _)| *before));
            open.push((number, key));
            keys.starts[pair(front(bytes)) + 1] += 1;
        }
        for at in 0..1 << 16 {
            keys.starts[at + 1] += keys.starts[at];
        }
        keys
    }

    /// The keys that a text opens with, the longest first.
    pub(super) fn opening<'k>(&'k self, text: &'k [u8]) -> impl Iterator<Item = usize> + 'k {
        let mut next = self.last_not_behind(text);
        let mut is_opened = false;
        std::iter::from_fn(move || {
            loop {
                let number = next?;
                let before = self.begins[number] as usize;
                next = (before != number).then_some(before);
                // What a key of the text begins with is one, too.
                is_opened = is_opened || self.opens(number, text);
                if is_opened {
                    return Some(number);
                }
            }
        })
    }

    /// The last key in their order that does not stand behind the text.
    fn last_not_behind(&self, text: &[u8]) -> Option<usize> {
        let wanted = front(text);
        let pair = pair(wanted);
        let near = self.starts[pair] as usize..self.starts[pair + 1] as usize;
        let fronts = &self.fronts[near.clone()];
        let first = near.start + fronts.partition_point(|&front| front < wanted);
        let rest = text.get(FRONT..).unwrap_or_default();
        // Those with the same front stand together: `Ministry` opens hundreds.
        let (mut low, mut high) = (first, near.end);
        while low < high {
            let middle = low.midpoint(high);
            if self.fronts[middle] == wanted && self.rest(middle) <= rest {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1)
    }

    fn opens(&self, number: usize, text: &[u8]) -> bool {
        let length = self.lengths[number] as usize;
        let differs = self.fronts[number] ^ front(text);
        let in_front = 8 * length.min(FRONT);
        let is_front = differs.checked_shr(64 - in_front as u32).unwrap_or(0) == 0;
        let rest = self.rest(number);
        is_front && text.len() >= length && (rest.is_empty() || text[FRONT..].starts_with(rest))
    }

    /// A key without its first eight bytes.
    fn rest(&self, number: usize) -> &[u8] {
        let length = (self.lengths[number] as usize).saturating_sub(FRONT);
        let end = self.ends[number] as usize;
        &self.rests[end - length..end]
    }
}

/// The first eight bytes of a text as a number that sorts as they do.
fn front(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => {
            let mut eight = [0; FRONT];
            eight[..text.len()].copy_from_slice(text);
            u64::from_be_bytes(eight)
        }
    }
}

/// The first two bytes of a front.
fn pair(front: u64) -> usize {
    (front >> 48) as usize
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn opening(keys: &[&str], text: &str) -> Vec<String> {
        let mut sorted: Vec<&str> = keys.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let found = Keys::new(sorted.iter().copied());
        let numbers = found.opening(text.as_bytes());
        numbers.map(|number| sorted[number].to_owned()).collect()
    }

    #[test]
    fn the_keys_that_a_text_opens_with_come_longest_first() {
        let keys = ["South", "South Sudan", "South Africa", "Sou", "Tarn", "т"];
        let found = |text| opening(&keys, text);
        assert_eq!(found("South Sudanese"), ["South Sudan", "South", "Sou"]);
        assert_eq!(found("South Tarn"), ["South", "Sou"]);
        assert_eq!(found("Soup"), ["Sou"]);
        assert_eq!(found("So"), [""; 0]);
        assert_eq!(found("тарн"), ["т"]);
        assert_eq!(found("Zoo"), [""; 0]);
        assert_eq!(found(""), [""; 0]);
        assert_eq!(opening(&[], "Tarn"), [""; 0]);
    }

    proptest! {
        #[test]
        fn they_are_those_that_a_look_at_each_finds(
            keys in proptest::collection::vec("[abя]{1,11}", 0..40),
            text in "[abя\0]{0,14}",
        ) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let mut expected: Vec<&str> = keys.clone();
            expected.retain(|key| text.starts_with(key));
            expected.sort_by_key(|key| std::cmp::Reverse(key.len()));
            expected.dedup();
            prop_assert_eq!(opening(&keys, &text), expected);
        }
    }
}
