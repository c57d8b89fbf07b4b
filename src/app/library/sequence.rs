//! The order in which briefings are listed.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use crate::briefing::BriefingDate;
use crate::config::Order;
use crate::library::cards::Card;
use crate::library::collection::Collection;

/// The positions of a collection in an order.
#[derive(Debug, Clone)]
pub struct Sequence {
    order: Order,
    positions: Arc<[u32]>,
}

impl Sequence {
    /// An empty one, to be ordered in that way.
    pub fn new(order: Order) -> Self {
        Self {
            order,
            positions: Arc::default(),
        }
    }

    /// All of a collection in that order.
    pub fn of(collection: &Collection, order: Order) -> Self {
        let mut all = Self::new(order);
        all.take_in(collection, &[]);
        all
    }

    /// How they are ordered.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The positions in that order.
    pub fn positions(&self) -> &Arc<[u32]> {
        &self.positions
    }

    /// Takes in briefings that were added to the collection since the last call, and puts those
    /// that have `moved` where they belong now.
    pub(super) fn take_in(&mut self, collection: &Collection, moved: &[u32]) {
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let count = narrow(self.positions.len());
        let mut new: Vec<u32> = (count..narrow(collection.len())).collect();
        let mut known = Arc::clone(&self.positions);
        if !moved.is_empty() {
            let moved = moved.iter().copied().filter(|&position| position < count);
            let moved: HashSet<u32> = moved.collect();
            let stays = |position: &u32| !moved.contains(position);
            known = known.iter().copied().filter(stays).collect();
            new.extend(moved);
        }
        let compare = |a, b| self.compare(collection, a, b);
        new.sort_by(|&a, &b| compare(a, b));
        // A few comparisons for each new one; sorting them all again would look at every
        // briefing, a hundred thousand cache misses for a batch of some hundred.
        let mut positions = Vec::with_capacity(known.len() + new.len());
        let mut rest = &known[..];
        for position in new {
            let before = rest.partition_point(|&old| compare(old, position).is_le());
            positions.extend_from_slice(&rest[..before]);
            positions.push(position);
            rest = &rest[before..];
        }
        positions.extend_from_slice(rest);
        self.positions = positions.into();
    }

    /// Orders them another way.
    pub(super) fn reorder(&mut self, order: Order, collection: &Collection) {
        self.order = order;
        let mut positions = self.positions.to_vec();
        positions.sort_by(|&a, &b| self.compare(collection, a, b));
        self.positions = positions.into();
    }

    fn compare(&self, collection: &Collection, a: u32, b: u32) -> Ordering {
        compare(self.order, collection.card_at(a), collection.card_at(b))
    }
}

fn compare(order: Order, a: Card<'_>, b: Card<'_>) -> Ordering {
    let by_date = || newest_first(a.date(), b.date());
    let chosen = match order {
        Order::Newest => by_date(),
        // Undated ones stay at the end either way.
        Order::Oldest => match (a.date(), b.date()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => by_date(),
        },
        Order::Title => a.title().cmp(b.title()).then_with(by_date),
        Order::Source => match (a.house(), b.house()) {
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
        .then_with(by_date),
        Order::Length => b.words().cmp(&a.words()).then_with(by_date),
        Order::File => Ordering::Equal,
    };
    chosen.then_with(|| a.origin().compare(b.origin()))
}

fn newest_first(a: Option<BriefingDate>, b: Option<BriefingDate>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
