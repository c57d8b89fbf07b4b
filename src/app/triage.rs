//! Decisions of this run: what is read and starred, whose quote it really is; undo and redo.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::briefing::{Briefing, BriefingId, Confidence, Quote};

/// A kind of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The reader has read it.
    Read,
    /// The reader has starred it.
    Starred,
}

/// The marks of one briefing together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marked {
    /// It is read.
    pub read: bool,
    /// It is starred.
    pub starred: bool,
}

impl Marked {
    /// What the reader marked a briefing with.
    pub fn of(marks: &Marks, id: BriefingId) -> Self {
        Self {
            read: marks.has(id, Mark::Read),
            starred: marks.has(id, Mark::Starred),
        }
    }
}

/// One decision about a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The briefing.
    pub id: BriefingId,
    /// What was decided.
    pub what: What,
}

/// What was decided about a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A mark was put on or taken off.
    Mark {
        /// Which mark.
        mark: Mark,
        /// Whether it was put on.
        on: bool,
    },
    /// The speaker of a quote was corrected.
    Speaker {
        /// The number of the quote.
        quote: usize,
        /// What it was attributed to.
        from: Attribution,
        /// What it is attributed to now.
        to: Attribution,
    },
}

/// Whom a quote is attributed to, and how surely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The full name, if anybody's.
    pub speaker: Option<Arc<str>>,
    /// How far that can be relied on.
    pub confidence: Confidence,
}

impl Attribution {
    /// The attribution that a quote has.
    pub fn of(quote: &Quote) -> Self {
        Self {
            speaker: quote.speaker.clone(),
            confidence: quote.confidence,
        }
    }
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let what = match &self.what {
            What::Mark { mark, on } => What::Mark {
                mark: *mark,
                on: !on,
            },
            What::Speaker { quote, from, to } => What::Speaker {
                quote: *quote,
                from: to.clone(),
                to: from.clone(),
            },
        };
        Self { id: self.id, what }
    }

    /// What was done, for the status line.
    pub fn said(&self) -> String {
        let said = match &self.what {
            What::Mark { mark, on } => match (mark, on) {
                (Mark::Read, true) => "Read",
                (Mark::Read, false) => "Unread",
                (Mark::Starred, true) => "Starred",
                (Mark::Starred, false) => "Star taken away",
            },
            What::Speaker { to, .. } => match &to.speaker {
                Some(speaker) => return format!("Said by {speaker}"),
                None => "Said by nobody named",
            },
        };
        said.to_owned()
    }
}

/// All marks and the way back.
#[derive(Debug, Default)]
pub struct Marks {
    read: HashSet<BriefingId>,
    starred: HashSet<BriefingId>,
    /// Corrected speakers, by the number of the quote.
    speakers: HashMap<BriefingId, BTreeMap<usize, Attribution>>,
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl Marks {
    /// True when the briefing carries the mark.
    pub fn has(&self, id: BriefingId, mark: Mark) -> bool {
        match mark {
            Mark::Read => self.read.contains(&id),
            Mark::Starred => self.starred.contains(&id),
        }
    }

    /// Puts a mark on or takes it off; remembers it when that changed anything.
    pub fn set(&mut self, id: BriefingId, mark: Mark, on: bool) -> Option<Change> {
        if self.has(id, mark) == on {
            return None;
        }
        let what = What::Mark { mark, on };
        Some(self.make(Change { id, what }))
    }

    /// Corrects the speaker of a quote.
    pub fn correct(
        &mut self,
        id: BriefingId,
        quote: usize,
        from: Attribution,
        to: Attribution,
    ) -> Change {
        let what = What::Speaker { quote, from, to };
        self.make(Change { id, what })
    }

    fn make(&mut self, change: Change) -> Change {
        self.apply(&change);
        self.done.push(change.clone());
        self.undone.clear();
        change
    }

    /// Takes the last change back and returns what was done to do so.
    pub fn undo(&mut self) -> Option<Change> {
        let change = self.done.pop()?;
        let back = change.reversed();
        self.undone.push(change);
        self.apply(&back);
        Some(back)
    }

    /// Makes the last undone change again.
    pub fn redo(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        self.apply(&change);
        self.done.push(change.clone());
        Some(change)
    }

    fn apply(&mut self, change: &Change) {
        let set = match &change.what {
            What::Mark {
                mark: Mark::Read,
                on,
            } => (&mut self.read, *on),
            What::Mark {
                mark: Mark::Starred,
                on,
            } => (&mut self.starred, *on),
            What::Speaker { quote, to, .. } => {
                let corrected = self.speakers.entry(change.id).or_default();
                corrected.insert(*quote, to.clone());
                return;
            }
        };
        match set {
            (set, true) => set.insert(change.id),
            (set, false) => set.remove(&change.id),
        };
    }

    /// The briefing with the speakers that the reader corrected.
    #[must_use]
    pub fn corrected(&self, mut briefing: Arc<Briefing>) -> Arc<Briefing> {
        let Some(corrected) = self.speakers.get(&briefing.id) else {
            return briefing;
        };
        let quotes = &mut Arc::make_mut(&mut briefing).quotes;
        for (&quote, attribution) in corrected {
            // The id is made of the words, so the quotes of one id are always the same.
            if let Some(quote) = quotes.get_mut(quote) {
                quote.speaker.clone_from(&attribution.speaker);
                quote.confidence = attribution.confidence;
            }
        }
        briefing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_gives_the_marks_back_exactly_and_redo_makes_them_again() {
        let mut marks = Marks::default();
        let [a, b] = ["a", "b"].map(|title| BriefingId::of(title, ""));
        assert!(marks.set(a, Mark::Read, true).is_some());
        assert!(marks.set(a, Mark::Read, true).is_none(), "nothing changed");
        marks.set(b, Mark::Starred, true);
        marks.set(a, Mark::Read, false);
        assert!(!marks.has(a, Mark::Read));
        marks.undo();
        assert!(marks.has(a, Mark::Read));
        marks.undo();
        marks.undo();
        assert!(!marks.has(a, Mark::Read) && !marks.has(b, Mark::Starred));
        assert_eq!(marks.undo(), None);
        assert_eq!(marks.redo().map(|change| change.id), Some(a));
        marks.set(b, Mark::Read, true);
        assert_eq!(marks.redo(), None, "a new mark ends what was undone");
    }
}
