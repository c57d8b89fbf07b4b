//! A briefing that was revised, beside its wording as it was read.

use std::collections::HashSet;

use jiff::civil;

use super::marks::{self, Ledger, Place};
use crate::briefing::{Briefing, BriefingId};
use crate::insight::changes::{Changed, changes};

/// Two wordings of a briefing compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The id of the earlier one.
    pub earlier: BriefingId,
    /// The day on which that was read, where it is known.
    pub read: Option<civil::Date>,
    /// What has changed since: the title if it has, then the text.
    pub changes: Vec<Changed>,
}

/// An earlier wording of a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its id.
    pub id: BriefingId,
    /// The ids that it had before: its words may be kept by one of them.
    pub former: Vec<BriefingId>,
}

/// The words of the earlier wording were not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotKept {
    /// The id of the earlier one.
    pub earlier: BriefingId,
    /// The day on which that was read, where it is known.
    pub read: Option<civil::Date>,
}

impl Comparison {
    /// How much was changed: paragraphs that were reworded, taken away or added.
    pub fn count(&self) -> usize {
        let changed = self.changes.iter().filter(|changed| !changed.is_same());
        changed.count()
    }

    /// The bytes of text that there are to show.
    pub fn len(&self) -> usize {
        let length = |changed: &Changed| match changed {
            Changed::Same { .. } => 0,
            Changed::Removed { text } | Changed::Added { text } => text.len(),
            Changed::Reworded { pieces } => pieces.iter().map(|piece| piece.text.len()).sum(),
        };
        self.changes.iter().map(length).sum()
    }

    /// True when there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }
}

/// The earlier wordings of a briefing: first the one that was read last, then the others, the
/// latest first. Empty where it revises none.
pub fn earlier(ledger: &Ledger, id: BriefingId) -> Vec<Earlier> {
    let mut seen = HashSet::from([id]);
    let before = |id: &BriefingId| ledger.of(*id).revises();
    let chain = std::iter::successors(before(&id), before);
    let mut chain: Vec<BriefingId> = chain.take_while(|&id| seen.insert(id)).collect();
    // One that was itself revised and not read since was never seen.
    let read = chain.iter().position(|&id| !ledger.of(id).revised);
    if let Some(read) = read {
        let read = chain.remove(read);
        chain.insert(0, read);
    }
    let earlier = |id| Earlier {
        id,
        former: ledger.former(id).to_vec(),
    };
    chain.into_iter().map(earlier).collect()
}

/// Compares a briefing with the first of its earlier wordings that was kept; `None` where it has
/// none.
///
/// # Errors
///
/// [`NotKept`]: none of them was kept; it names the first.
pub fn compare(
    place: Option<&Place>,
    briefing: &Briefing,
    earlier: &[Earlier],
) -> Option<Result<Comparison, NotKept>> {
    let first = earlier.first()?.id;
    let read = |id| place.and_then(|place| marks::read_on(place, id));
    let kept = |earlier: &Earlier| {
        let mut names = std::iter::once(earlier.id).chain(earlier.former.iter().copied());
        let words = names.find_map(|name| marks::kept_wording(place?, name))?;
        Some((earlier.id, words))
    };
    let Some((id, wording)) = earlier.iter().find_map(kept) else {
        let (earlier, read) = (first, read(first));
        return Some(Err(NotKept { earlier, read }));
    };
    let (title, body) = wording.split_once("\n\n").unwrap_or((&wording, ""));
    let mut all = changes(title, &briefing.title);
    all.retain(|changed| !changed.is_same());
    all.extend(changes(body, &briefing.body.text));
    Some(Ok(Comparison {
        earlier: id,
        read: read(id),
        changes: all,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::{Mark, present};
    use crate::library::marks::Subject;

    fn id(number: u8) -> BriefingId {
        BriefingId::from_bytes([number; 16])
    }

    fn ledger(revises: &[(u8, u8)], unread: &[u8]) -> Ledger {
        let mut ledger = Ledger::default();
        for &(new, old) in revises {
            let value = Some(id(old).to_string().into());
            ledger.set(&Subject::Mark(id(new), Mark::Revises), &value);
        }
        for &number in unread {
            ledger.set(&Subject::Mark(id(number), Mark::Revised), &present());
        }
        ledger
    }

    #[test]
    fn the_wording_that_was_read_last_is_compared_with_first() {
        let read_between = ledger(&[(3, 2), (2, 1)], &[3]);
        let earlier = |ledger: &Ledger, of| -> Vec<BriefingId> {
            let all = earlier(ledger, of).into_iter();
            all.map(|earlier| earlier.id).collect()
        };
        assert_eq!(earlier(&read_between, id(3)), [id(2), id(1)]);
        let not_read_between = ledger(&[(3, 2), (2, 1)], &[3, 2]);
        assert_eq!(earlier(&not_read_between, id(3)), [id(1), id(2)]);
        assert_eq!(earlier(&read_between, id(1)), []);
    }

    #[test]
    fn a_ring_of_wordings_has_an_end() {
        let ring = ledger(&[(1, 2), (2, 3), (3, 1)], &[]);
        let all: Vec<_> = earlier(&ring, id(1)).into_iter().map(|it| it.id).collect();
        assert_eq!(all, [id(2), id(3)]);
    }
}
