//! The order of the list: the reader's own, and best match first while a filter is in force.

use super::{App, Effect, Library, Tone};
use crate::config::Order;
use crate::search::fuzzy::{Class, Hit};

/// In which order the matches of the filter show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Matches {
    /// The best first.
    #[default]
    BestFirst,
    /// As the list is ordered.
    AsTheList {
        /// How it was before the filter, and will be after it.
        before: Order,
    },
}

impl Matches {
    /// The next order: best match, that of the list, then the others; puts the list into it.
    fn advance(&mut self, library: &mut Library) {
        *self = match *self {
            Self::BestFirst => Self::AsTheList {
                before: library.order(),
            },
            Self::AsTheList { before } => {
                let next = library.order().next();
                library.reorder(next);
                if next == before {
                    Self::BestFirst
                } else {
                    Self::AsTheList { before }
                }
            }
        };
    }

    /// Goes back to best match; the list to its own order.
    pub(super) fn end(&mut self, library: &mut Library) {
        if let Self::AsTheList { before } = std::mem::take(self)
            && before != library.order()
        {
            library.reorder(before);
        }
    }
}

impl App {
    /// Puts the list, or the matches of the filter, into the next order.
    pub(super) fn next_order(&mut self) -> Vec<Effect> {
        if self.filter.query.is_empty() {
            self.library.reorder(self.library.order().next());
        } else {
            self.filter.matches.advance(&mut self.library);
        }
        self.say(Tone::Done, format!("Order: {}", self.order_name()));
        self.refresh_rows()
    }

    /// The order in which the rows show, in a word.
    pub fn order_name(&self) -> &'static str {
        let is_filtered = !self.filter.query.is_empty();
        if is_filtered && self.filter.matches == Matches::BestFirst {
            "best match"
        } else {
            self.library.order().name()
        }
    }

    /// The positions of those matches that `passes` lets through, in their order.
    pub(super) fn matched_rows(&self, hits: &[Hit], passes: impl Fn(&u32) -> bool) -> Vec<u32> {
        let positions = hits.iter().map(|hit| hit.position);
        if self.filter.matches == Matches::BestFirst {
            return positions.filter(passes).collect();
        }
        let mut is_hit = vec![false; self.library.len()];
        for position in positions {
            is_hit[position as usize] = true;
        }
        let order = self.library.ordered().iter().copied();
        let is_hit = |position: &u32| is_hit[*position as usize];
        order.filter(|row| is_hit(row) && passes(row)).collect()
    }

    /// ", 4 by letters": how many of the rows have the words typed with letters left out alone.
    pub(super) fn told_of_letters(&self) -> String {
        match self.filter.by_letters {
            0 => String::new(),
            all if all == self.list.rows.len() => ", by letters".to_owned(),
            some => format!(", {} by letters", super::page::grouped(some)),
        }
    }
}

/// How many of the hits that `passes` lets through have letters left out. They are the last.
pub(super) fn by_letters(hits: &[Hit], passes: impl Fn(&u32) -> bool) -> usize {
    let scattered = hits.iter().rev();
    let scattered = scattered.take_while(|hit| hit.class == Class::Subsequence);
    scattered.filter(|hit| passes(&hit.position)).count()
}
