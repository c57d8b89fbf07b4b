//! The subject behind its verb: "said X", "a déclaré X", "sagte am Montag der Minister".

use super::{Clauses, generic};
use crate::insight::grammar::{Order, Sense};
use crate::insight::quotes::mentions::{Mention, MentionKind, mention_at};
use crate::insight::quotes::words::{Gap, Shape};

/// The words of a phrase behind a verb, by and large.
const BEHIND: usize = 4;

impl Clauses<'_, '_> {
    /// The subject right after a cue: "said X", "a déclaré X", "sagte Außenminister X".
    pub(in super::super) fn subject_after(&self, cue: usize, until: usize) -> Option<Mention> {
        if self.words.list[cue].is(Sense::TELL) {
            return None;
        }
        self.inverted(cue, until)
    }

    /// The same right after a quote, where even "tells" has its subject behind it.
    pub(in super::super) fn inverted(&self, cue: usize, until: usize) -> Option<Mention> {
        if self.effort.is_spent() {
            return None;
        }
        self.effort.spend(BEHIND);
        match self.words.grammar.order() {
            Order::SubjectFirst | Order::VerbFirst | Order::TopicFirst => {
                self.right_behind(cue, until)
            }
            Order::VerbSecond => self.behind_second(cue, until),
            Order::Free => self.behind_free(cue, until),
        }
    }

    /// Right behind the verb, past adverbs.
    fn right_behind(&self, cue: usize, until: usize) -> Option<Mention> {
        let words = self.words;
        if !words.list[cue].gap.is_plain() {
            return None;
        }
        let mut at = cue + 1;
        while at < until && words.list[at].is(Sense::AUXILIARY) && words.list[at].gap.is_plain() {
            at += 1;
        }
        if at >= until || self.quoted[at] || words.list[at].is(Sense::FIRST | Sense::IT) {
            return None;
        }
        let mention = mention_at(words, at, until).or_else(|| self.generic_after(at, until))?;
        // "Voters say Lind is honest": the subject of what is said.
        let last = &words.list[mention.words.end - 1];
        if last.gap.is_plain()
            && words
                .list
                .get(mention.words.end)
                .is_some_and(|next| next.is(Sense::BE | Sense::MODAL) && next.shape == Shape::Lower)
        {
            return None;
        }
        if mention.kind == MentionKind::Role
            && words.list[mention.words.end - 1].gap.has(Gap::COMMA)
        {
            let named = mention_at(words, mention.words.end, until);
            if let Some(named) =
                named.filter(|named| matches!(named.kind, MentionKind::Name { .. }))
            {
                return Some(named);
            }
        }
        Some(mention)
    }

    fn generic_after(&self, at: usize, until: usize) -> Option<Mention> {
        let list = &self.words.list;
        if !list[at].is(Sense::DETERMINER) {
            return None;
        }
        let mut end = at + 1;
        while end < until
            && end < at + 4
            && list[end - 1].gap.is_plain()
            && !list[end].is(Sense::PREPOSITION | Sense::CONJUNCTION | Sense::AUXILIARY)
        {
            end += 1;
        }
        (end > at + 1).then(|| generic(at..end))
    }
}
