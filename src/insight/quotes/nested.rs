//! Words of somebody else inside a quote: “The farmers told me, ‘We are tired,’” said Lind.
//!
//! What stands between marks is read here as if it were a text of its own, so that the rules of
//! `attribute` find the clause beside the inner marks and never the one around the outer ones. Only a
//! clause right beside them names an inner speaker, and only one that says that it was said: a guess
//! about what somebody tells of others is worth little.

use std::ops::Range;

use super::attribute::{Attribution, Claim, Rule, Stretch};
use super::clauses::Clauses;
use super::effort::Effort;
use super::marks::Passage;
use super::mentions::MentionKind;
use super::words::{Shape, Words};
use crate::insight::grammar::Sense;

/// The passages inside others, with what is hidden from the rules that look around them.
#[derive(Debug)]
pub(super) struct Nested<'w, 't> {
    words: &'w Words<'t>,
    stretches: Vec<Stretch>,
    /// For each word whether it stands between inner marks, or outside of all marks.
    hidden: Vec<bool>,
}

/// A passage inside another, and whose words it is.
#[derive(Debug)]
pub(super) struct Inner<'s> {
    pub(super) stretch: &'s Stretch,
    pub(super) claim: Claim,
}

impl<'w, 't> Nested<'w, 't> {
    /// Places the inner passages in the outer ones, which are in order and apart.
    pub(super) fn of(words: &'w Words<'t>, outer: &[Stretch], inner: Vec<Passage>) -> Self {
        let mut stretches = Vec::new();
        for passage in inner {
            let next = outer.partition_point(|outer| outer.passage.span.end < passage.span.end);
            let within = words.inside(&passage.span);
            let holds = |outer: &&Stretch| {
                let start = outer.passage.span.start < passage.span.start;
                start && !within.is_empty() && !outer.passage.turn
            };
            if let Some(outer) = outer.get(next).filter(holds) {
                stretches.push(Stretch {
                    passage,
                    words: within,
                    paragraph: outer.words.clone(),
                    above: 0..0,
                    head: None,
                });
            }
        }
        let mut hidden = Vec::new();
        if !stretches.is_empty() {
            hidden.resize(words.list.len(), true);
            for stretch in &stretches {
                hidden[stretch.paragraph.clone()].fill(false);
            }
            for stretch in &stretches {
                hidden[stretch.words.clone()].fill(true);
            }
        }
        Self {
            words,
            stretches,
            hidden,
        }
    }

    /// Those that a clause gives to somebody whom it names: "I" are the outer words, and whom "he"
    /// stands for in them is a guess.
    pub(super) fn claimed(&self) -> Vec<Inner<'_>> {
        let clauses = Clauses {
            words: self.words,
            quoted: &self.hidden,
            effort: Effort::default(),
        };
        let attribution = Attribution::new(clauses, &self.stretches);
        let stretches = self.stretches.iter().enumerate();
        let claimed = stretches.filter_map(|(index, stretch)| {
            let mut claims = attribution.claims(index);
            let claim = claims.find(|claim| is_inside(claim, stretch))?;
            let (subject, cue) = (claim.subject.as_ref()?, claim.cue.as_ref()?);
            // "One might say, ‘…’"; "might" can be taken for the subject's noun. "The minute the
            // farmers say ‘…’": it is told when, not that they said so.
            let list = &self.words.list;
            let clause = subject.words.start..cue.start;
            let is_open = clause
                .map(|at| &list[at])
                .any(|word| word.shape == Shape::Lower && word.is(Sense::UNREAL | Sense::NEGATION))
                || subject
                    .words
                    .start
                    .checked_sub(1)
                    .is_some_and(|before| list[before].is(Sense::SUBORDINATE));
            let is_other = subject.kind != MentionKind::Pronoun;
            (is_other && !is_open).then_some(Inner { stretch, claim })
        });
        claimed.collect()
    }
}

/// True for a clause right beside an inner passage, in the same outer one.
fn is_inside(claim: &Claim, stretch: &Stretch) -> bool {
    let is_clause = matches!(claim.rule, Rule::After | Rule::Before | Rule::Cited);
    let holds = |words: &Range<usize>| {
        stretch.paragraph.start <= words.start && words.end <= stretch.paragraph.end
    };
    let subject = claim.subject.as_ref().map(|subject| &subject.words);
    is_clause && subject.is_some_and(holds) && claim.cue.as_ref().is_some_and(holds)
}
