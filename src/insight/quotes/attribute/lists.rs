//! Lists of what somebody says: the line over a list names the speaker of its items.
//!
//! ```text
//! Minister Mara Lind on Radio Norland:      Tarn Gazette:
//! - On grain: “We sell nothing.”            - “A bold plan.”
//! - “Nobody will be left behind.”           - “It comes too late.”
//! ```
//!
//! The line holds a name, an office or a body, and no verb. It governs its items until the next such
//! line; an item that names somebody itself is that one's.

use std::ops::Range;

use super::{Attribution, Claim, Rule, Stretch};
use crate::insight::grammar::Sense;
use crate::insight::quotes::mentions::{Mention, MentionKind, mention_at};
use crate::insight::quotes::words::{Gap, Shape};

/// The longest line over a list, in words: a name with its offices, and where it was said.
const LONGEST: usize = 20;

impl Attribution<'_, '_> {
    /// Whom the line over the list names, for a quote that its item opens with, or that stands behind
    /// no more than what it is about.
    pub(super) fn listed(&self, stretch: &Stretch, left: &Range<usize>) -> Option<Claim> {
        let head = stretch.head.as_ref()?;
        let about = left.start == stretch.paragraph.start && self.ends_in_colon(left);
        if !left.is_empty() && !about {
            return None;
        }
        self.head_of_list(head)
            .map(|named| Claim::near(Rule::Label, named))
    }

    /// Whom a line over a list names.
    pub(super) fn head_of_list(&self, head: &Range<usize>) -> Option<Mention> {
        let list = &self.words().list;
        let is_verb = |at: usize| {
            let verb = Sense::CUE | Sense::WEAK | Sense::MODAL | Sense::BE | Sense::AUXILIARY;
            self.clauses.quoted[at] || list[at].shape == Shape::Lower && list[at].is(verb)
        };
        if head.is_empty() || head.len() > LONGEST || head.clone().any(is_verb) {
            return None;
        }
        let named = self.last_owned(head)?;
        let end = named.words.end;
        let parted = Gap::COMMA.or(Gap::DASH).or(Gap::BRACKET);
        let whole =
            end == head.end || self.gap(end - 1).has(parted) || list[end].is(Sense::PREPOSITION);
        let told = self.tells_speaker(&named, head);
        (whole && told).then_some(named)
    }

    /// True where a quote is the first under the line over its list.
    pub(super) fn opens_list(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|before| &self.stretches[before]);
        let head = self.stretches[index].head.as_ref();
        head.is_some_and(|head| before.is_none_or(|before| before.words.end <= head.start))
    }

    /// "Norland Fishers' Union", "Radio Norland's Jan Roe": the phrase behind the last possessive.
    fn last_owned(&self, head: &Range<usize>) -> Option<Mention> {
        let mut named = mention_at(self.words(), head.start, head.end)?;
        while self.gap(named.words.end - 1).has(Gap::POSSESSIVE) {
            named = mention_at(self.words(), named.words.end, head.end)?;
        }
        Some(named)
    }

    /// True where the line over a list is a caption and names nobody: "Key points:".
    pub(super) fn is_caption(&self, head: &Range<usize>) -> bool {
        /// With more words it may be a sentence whose verb is not known.
        const SHORT: usize = 3;
        let is_verb = |at: usize| self.words().list[at].is(Sense::BE | Sense::CUE | Sense::MODAL);
        head.len() <= SHORT && !head.clone().any(is_verb) && self.head_of_list(head).is_none()
    }

    /// True for a person with a title or a first name, and before a colon for whoever else can speak:
    /// "The Minister:", "Ministry of Water:"; not "Key Points:".
    fn tells_speaker(&self, named: &Mention, head: &Range<usize>) -> bool {
        let list = &self.words().list;
        let has = |sense| named.core.clone().any(|at| list[at].is(sense));
        let colon = self.ends_in_colon(head);
        match named.kind {
            MentionKind::Name { titled: true } => true,
            MentionKind::Name { .. } => {
                has(Sense::MALE | Sense::FEMALE) && named.core.len() > 1
                    || colon && has(Sense::BODY)
            }
            MentionKind::Body => colon,
            MentionKind::Role => colon && has(Sense::TITLE | Sense::ROLE),
            MentionKind::Document | MentionKind::Pronoun => false,
        }
    }

    fn ends_in_colon(&self, words: &Range<usize>) -> bool {
        let last = words.end.checked_sub(1);
        last.is_some_and(|last| last >= words.start && self.gap(last).has(Gap::COLON))
    }
}
