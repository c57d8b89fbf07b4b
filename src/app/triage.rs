//! Marks of this run: what is read and starred, with undo and redo.

use std::collections::HashSet;

use crate::briefing::BriefingId;

/// A kind of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The reader has read it.
    Read,
    /// The reader has starred it.
    Starred,
}

/// One mark put on or taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The briefing.
    pub id: BriefingId,
    /// Which mark.
    pub mark: Mark,
    /// Whether it was put on.
    pub on: bool,
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            on: !self.on,
            ..self
        }
    }

    /// What was done, for the status line.
    pub fn said(self) -> &'static str {
        match (self.mark, self.on) {
            (Mark::Read, true) => "Read",
            (Mark::Read, false) => "Unread",
            (Mark::Starred, true) => "Starred",
            (Mark::Starred, false) => "Star taken away",
        }
    }
}

/// All marks and the way back.
#[derive(Debug, Default)]
pub struct Marks {
    read: HashSet<BriefingId>,
    starred: HashSet<BriefingId>,
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
        let change = Change { id, mark, on };
        self.apply(change);
        self.done.push(change);
        self.undone.clear();
        Some(change)
    }

    /// Takes the last change back and returns what was done to do so.
    pub fn undo(&mut self) -> Option<Change> {
        let change = self.done.pop()?;
        self.undone.push(change);
        self.apply(change.reversed());
        Some(change.reversed())
    }

    /// Makes the last undone change again.
    pub fn redo(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        self.done.push(change);
        self.apply(change);
        Some(change)
    }

    fn apply(&mut self, change: Change) {
        let set = match change.mark {
            Mark::Read => &mut self.read,
            Mark::Starred => &mut self.starred,
        };
        if change.on {
            set.insert(change.id);
        } else {
            set.remove(&change.id);
        }
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
