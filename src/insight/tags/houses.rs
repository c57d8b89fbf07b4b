//! Bodies of states, each under one name: who issues texts, and which ministries a text names.
//!
//! Most states have the same kinds of bodies, so a body is a kind and a state: "Russian Foreign Ministry",
//! "МИД России" and "Ministry of Foreign Affairs of the Russian Federation" are one. Some have a name of their
//! own ("State Duma"), with or without a kind that they are of.
//!
//! ```text
//! data/houses/*.txt ─ lists ─┬─ source ───> the house of a source line
//!                            ├─ issuer ───> the house of a text whose file states none
//!                            └─ mentions ─> the bodies named in a running text
//! ```
//!
//! Their names are found in the same pass as those of states.

use std::sync::Arc;

use super::labels::Labels;
use super::lexicon::{Thing, ThingId};
use crate::briefing::{Facet, Label};

mod addresses;
mod issuer;
mod lists;
mod mentions;
mod small;
mod source;

pub(super) use issuer::{Stated, Untold};
pub(super) use lists::Houses;
pub(super) use mentions::{Memory, Text};
pub(super) use source::Issuer;

use lists::{KindId, OwnId};

/// A body of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum House {
    /// What a state has of a kind.
    Of(ThingId, KindId),
    /// A body with a name of its own that is of no kind.
    Own(OwnId),
}

impl Houses {
    /// The body of a state under its one name, as a label of a facet.
    pub(super) fn label(
        &self,
        house: House,
        facet: Facet,
        things: &[Thing],
        labels: &Labels,
    ) -> Arc<Label> {
        let class = (facet == Facet::Org).then_some("state");
        labels.house(facet, house, || Label {
            facet,
            name: self.name(house, things),
            code: self.state_of(house).and_then(|state| code(state, things)),
            class: class.map(str::to_owned),
            aliases: self.aliases(house, things),
        })
    }

    /// The state that a body belongs to.
    pub(super) fn state_of(&self, house: House) -> Option<ThingId> {
        match house {
            House::Of(state, _) => Some(state),
            House::Own(own) => self.own(own).state,
        }
    }

    /// "Ministry of Finance of Norland", or the name of its own.
    fn name(&self, house: House, things: &[Thing]) -> String {
        match (self.own_name(house), house) {
            (Some(own), _) => self.own(own).name.to_owned(),
            (None, House::Of(state, kind)) => {
                format!(
                    "{} of {}",
                    self.kind(kind).name,
                    self.with_article(state, things)
                )
            }
            (None, House::Own(own)) => self.own(own).name.to_owned(),
        }
    }

    /// The short names first: "Norlandic Finance Ministry".
    fn aliases(&self, house: House, things: &[Thing]) -> Vec<String> {
        if let Some(own) = self.own_name(house) {
            let aliases = self.own(own).aliases.iter().copied();
            return aliases.map(str::to_owned).collect();
        }
        let House::Of(state, kind) = house else {
            return Vec::new();
        };
        let adjective = self.adjective(state, things);
        let shorts = self.kind(kind).shorts.iter();
        shorts.map(|short| format!("{adjective} {short}")).collect()
    }

    /// The entry of the list that names a body in its own way.
    fn own_name(&self, house: House) -> Option<OwnId> {
        match house {
            House::Of(state, kind) => self.own_of(state, kind),
            House::Own(own) => Some(own),
        }
    }

    /// "Norland", "the Netherlands", "the Bahamas".
    fn with_article(&self, state: ThingId, things: &[Thing]) -> String {
        let label = &things[usize::from(state)].label;
        if let Some(bare) = label.name.strip_prefix("The ") {
            return format!("the {bare}");
        }
        match label.code.as_deref() {
            Some(code) if self.small().takes_article(code) => format!("the {}", label.name),
            _ => label.name.clone(),
        }
    }
}

fn code(state: ThingId, things: &[Thing]) -> Option<String> {
    things[usize::from(state)].label.code.clone()
}

#[cfg(test)]
mod tests;
