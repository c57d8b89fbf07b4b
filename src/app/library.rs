//! All that was loaded, as columns by position: the briefings, their marks, the words that the finder and the search go
//! through, and the order of the list.
//!
//! The columns have one owner, so that a briefing enters, changes and leaves all of them at once. A *position* counts the
//! briefings that came before one. It is good until the next [`clear`](Library::clear); what outlives a rescan keeps ids.

mod sequence;

use std::sync::Arc;

use crate::briefing::{Briefing, BriefingId, Marks};
use crate::config::Order;
use crate::ingest::Problem;
use crate::library::cards::Card;
use crate::library::collection::Collection;
use crate::library::marks::Ledger;
use crate::search::Shelf;
use crate::search::fuzzy::{Fields, Finder, Snapshot};

pub use sequence::Sequence;

/// The library as the reader has it open.
#[derive(Debug)]
pub struct Library {
    collection: Collection,
    marks: Arc<Vec<Marks>>,
    shelf: Shelf,
    finder: Finder,
    sequence: Sequence,
}

/// What came in by [`Library::add`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Added {
    /// The position of the first new briefing.
    pub(super) from: usize,
    /// Those that were there before and are shown from another place now.
    pub(super) moved: Vec<u32>,
}

impl Library {
    /// An empty one, to be ordered in that way.
    pub fn new(order: Order) -> Self {
        Self {
            collection: Collection::default(),
            marks: Arc::default(),
            shelf: Shelf::default(),
            finder: Finder::new(),
            sequence: Sequence::new(order),
        }
    }

    /// Takes in briefings and problems as they arrive, with the marks that a ledger has for them.
    pub(super) fn add(
        &mut self,
        briefings: Vec<Arc<Briefing>>,
        problems: Vec<Problem>,
        ledger: &Ledger,
    ) -> Added {
        let from = self.len();
        let moved = self.collection.add(briefings, problems);
        let marks = Arc::make_mut(&mut self.marks);
        for (position, briefing) in (0..).zip(self.collection.briefings()).skip(from) {
            marks.push(ledger.of(briefing.id).clone());
            self.shelf.push(Arc::clone(briefing));
            with_fields(&self.collection, position, |fields| {
                self.finder.push(fields)
            });
        }
        for &position in &moved {
            self.look_anew(position);
        }
        self.sequence.take_in(&self.collection, &moved);
        Added { from, moved }
    }

    /// Puts another version of a briefing, with the same id, in the place of the one at a position.
    pub(super) fn replace(&mut self, position: u32, briefing: Arc<Briefing>) {
        self.collection.replace(position, briefing);
        self.look_anew(position);
    }

    /// Gives the briefing at a position other marks.
    pub(super) fn mark(&mut self, position: u32, marks: Marks) {
        Arc::make_mut(&mut self.marks)[position as usize] = marks;
    }

    /// Orders the list another way.
    pub(super) fn reorder(&mut self, order: Order) {
        self.sequence.reorder(order, &self.collection);
    }

    /// Forgets every briefing and problem; labels keep their numbers, so that a choice of tags outlives a rescan.
    pub(super) fn clear(&mut self) {
        self.collection.clear();
        self.marks = Arc::default();
        self.shelf = Shelf::default();
        self.finder = Finder::new();
        self.sequence = Sequence::new(self.sequence.order());
    }

    fn look_anew(&mut self, position: u32) {
        let finder = &mut self.finder;
        with_fields(&self.collection, position, |fields| {
            finder.replace(position, fields);
        });
        let briefing = self.collection.at(position);
        self.shelf.replace(position, Arc::clone(briefing));
    }

    /// The number of briefings.
    pub fn len(&self) -> usize {
        self.collection.len()
    }

    /// True when nothing was loaded.
    pub fn is_empty(&self) -> bool {
        self.collection.is_empty()
    }

    /// The briefing at a position, with all its text. Where its [card](Self::card_at) says enough, ask for that.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn briefing_at(&self, position: u32) -> &Arc<Briefing> {
        self.collection.at(position)
    }

    /// The card of the briefing at a position. What is asked of it panics where there is none.
    pub fn card_at(&self, position: u32) -> Card<'_> {
        self.collection.card_at(position)
    }

    /// The position of the briefing with that id.
    pub fn position_of(&self, id: BriefingId) -> Option<u32> {
        self.collection.position_of(id)
    }

    /// The briefings with their places, labels and problems.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// The marks of the briefing at a position.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn marks_at(&self, position: u32) -> &Marks {
        &self.marks[position as usize]
    }

    /// The ids and marks of all from a position on.
    pub(super) fn marked_from(&self, from: usize) -> impl Iterator<Item = (BriefingId, &Marks)> {
        let ids = self.collection.ids().iter().copied();
        ids.zip(self.marks.iter()).skip(from)
    }

    /// The marks of all by position: what is counted and filtered by at every key.
    pub(super) fn marks(&self) -> &Arc<Vec<Marks>> {
        &self.marks
    }

    /// All with their words folded, for the search.
    pub(super) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The finder's candidates as they are now.
    pub(super) fn candidates(&self) -> Snapshot {
        self.finder.snapshot()
    }

    /// In which order they are listed while nothing is looked for.
    pub(super) fn order(&self) -> Order {
        self.sequence.order()
    }

    /// All positions in that order.
    pub(super) fn ordered(&self) -> &Arc<[u32]> {
        self.sequence.positions()
    }
}

/// Calls `take` with what the finder looks at of the briefing at a position.
fn with_fields(collection: &Collection, position: u32, take: impl FnOnce(Fields<'_>)) {
    let card = collection.card_at(position);
    // Both ways of writing it, for either may be typed.
    let date = card.date().map(|date| format!("{date} {}", date.medium()));
    let labels = collection.labels_at(position).iter();
    let labels = labels.map(|&number| collection.label(number));
    let names = labels.flat_map(|label| std::iter::once(&label.name).chain(label.aliases.first()));
    let tags: Vec<&str> = names.map(String::as_str).collect();
    take(Fields {
        title: card.title(),
        source: card.source().unwrap_or_default(),
        date: date.as_deref().unwrap_or_default(),
        tags: &tags,
    });
}
