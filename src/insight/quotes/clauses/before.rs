//! The subject before its verb: "X, who chairs the talks, said", "a spokesman for the ministry said".

use super::{Clauses, generic};
use crate::insight::grammar::{Habits, Sense};
use crate::insight::quotes::mentions::{Mention, MentionKind};
use crate::insight::quotes::words::{Gap, Shape};

impl Clauses<'_, '_> {
    /// "in which Lind appears to describe it": the last phrase before, in the same clause.
    pub(super) fn subject_of_infinitive(&self, cue: usize, from: usize) -> Option<Mention> {
        let to = cue.checked_sub(1).filter(|&to| to > from)?;
        if !self.words.list[to].is(Sense::INFINITIVE) {
            return None;
        }
        let last = self.unquoted_mentions(from..to).pop()?;
        let plain = (last.words.end - 1..to).all(|at| self.words.list[at].gap.is_plain());
        (plain && !self.is_governed(&last, from)).then_some(last)
    }

    /// The subject right before a cue: "X", "X, the envoy to Y,", "a spokesman for the ministry".
    pub(in super::super) fn subject_before(&self, cue: usize, from: usize) -> Option<Mention> {
        let words = self.words;
        let mut end = cue;
        while end > from && self.is_beside_verb(end - 1) {
            end -= 1;
        }
        // "the text before you says"
        let governed = |at: usize| {
            let preposition = &words.list[at - 1];
            words.list[at].is(Sense::YOU | Sense::IT)
                && !words.list[at].is(Sense::DETERMINER)
                && words.list[at].gap.is_plain()
                && preposition.is(Sense::PREPOSITION)
                && preposition.gap.is_plain()
        };
        let mut found = self.unquoted_mentions(from..end);
        if end > from + 2 && governed(end - 1) {
            let before = self.unquoted_mentions(from..end - 2);
            if before.last().is_some_and(|last| last.words.end == end - 2) {
                (found, end) = (before, end - 2);
            }
        }
        let Some(mut index) = found.len().checked_sub(1) else {
            return self.generic_before(end, from);
        };
        if let Some(outer) = self.before_relative(&found, end) {
            return Some(outer);
        }
        if !self.reaches(&found[index], end) {
            return self
                .before_clause(&found, end)
                .or_else(|| self.generic_before(end, from));
        }
        if let Some(together) = self.together(&found, end) {
            return Some(together);
        }
        while index > 0 && self.leads_to(&found[index - 1], &found[index]) {
            index -= 1;
        }
        let head = &found[index];
        if end > from
            && words.list[end - 1].gap.has(Gap::COMMA)
            && let Some(outer) = self.beside(&found[..index], head)
        {
            return Some(outer);
        }
        if end > from && words.list[end - 1].gap.has(Gap::COMMA) && self.is_governed(head, from) {
            return self
                .first_of_clause(&found[..index], from)
                .or(Some(head.clone()));
        }
        // "the head of the agency Alexei Likhachev": the name at the end is the head's own.
        Some(head.clone())
    }

    /// True for what stands between a subject and its verb: "has", "also", "expressly".
    fn is_beside_verb(&self, at: usize) -> bool {
        let word = &self.words.list[at];
        let adverb = || {
            word.shape == Shape::Lower
                && word.gap.is_plain()
                && self.words.grammar.is_adverb(self.words.text_of(at))
        };
        !self.quoted[at] && (word.is(Sense::AUXILIARY) || adverb())
    }

    /// "Lind and Varga", "the ministers of Norland, Westmark and Tarn": several phrases that say one
    /// thing, as one.
    fn together(&self, found: &[Mention], end: usize) -> Option<Mention> {
        let words = self.words;
        let list = &words.list;
        let last = found.last().filter(|last| last.words.end == end)?;
        let joined = |one: &Mention, other: &Mention, by_and: bool| {
            let gap = list[one.words.end - 1].gap;
            let and = other.words.start == one.words.end + 1
                && list[one.words.end].is(Sense::AND)
                && list[one.words.end].gap.is_plain();
            let listed = other.words.start == one.words.end && gap.has(Gap::COMMA);
            if by_and {
                and && (gap.is_plain() || gap.has(Gap::COMMA))
            } else {
                listed
            }
        };
        let mut first = found.len().checked_sub(2)?;
        if !joined(&found[first], last, true) {
            return None;
        }
        while first > 0 && joined(&found[first - 1], &found[first], false) {
            first -= 1;
        }
        let start = &found[first];
        let named = |mention: &Mention| {
            matches!(mention.kind, MentionKind::Name { .. } | MentionKind::Body)
                || mention.kind == MentionKind::Role
        };
        let governed = start.words.start > 0
            && list[start.words.start - 1].is(Sense::PREPOSITION)
            && start.kind != MentionKind::Role;
        let all = found[first..].iter().all(named) && !governed;
        // Two persons; not "the Defence Ministry and Health Minister Ove Brandt".
        let same = found[first..]
            .iter()
            .all(|mention| mention.kind == start.kind)
            || start.kind == MentionKind::Role;
        (all && same).then(|| Mention {
            words: start.words.start..last.words.end,
            kind: MentionKind::Role,
            core: start.core.clone(),
        })
    }

    pub(super) fn is_governed(&self, mention: &Mention, from: usize) -> bool {
        let at = mention.words.start;
        at > from && self.words.list[at - 1].is(Sense::PREPOSITION)
    }

    /// "that a member of the crew, speaking of the ship in the bay, said": the first phrase of the
    /// clause that no preposition governs.
    fn first_of_clause(&self, found: &[Mention], from: usize) -> Option<Mention> {
        let end = found.last()?.words.end;
        let start = (from..end)
            .rev()
            .find(|&at| self.words.list[at].is(Sense::THAT))
            .unwrap_or(from);
        let mut inside = found.iter().filter(|mention| mention.words.end > start);
        inside
            .find(|mention| {
                mention.kind != MentionKind::Pronoun && !self.is_governed(mention, from)
            })
            .cloned()
    }

    /// True when nothing but a prepositional phrase stands between a mention and the verb.
    fn reaches(&self, mention: &Mention, end: usize) -> bool {
        /// "for his part", "in an interview on Monday", "familiar with the talks".
        const PHRASE: usize = 7;
        let between = mention.words.end..end;
        if between.is_empty() {
            return true;
        }
        let preposition = |at: usize| self.words.list[at].is(Sense::PREPOSITION);
        let adjective = between.len() > 1
            && mention.kind == MentionKind::Role
            && preposition(between.start + 1)
            && self.words.list[between.start].shape == Shape::Lower;
        between.len() <= PHRASE
            && (preposition(between.start) || adjective)
            && between.clone().all(|at| {
                let word = &self.words.list[at];
                // "Lind met Roe in Tarn and said": the verb has the subject of the one before.
                !word.is(Sense::REPORTING | Sense::AND | Sense::JOINT) && !self.quoted[at]
            })
    }

    /// True when the second phrase belongs to the first: "a spokesman for | the ministry".
    fn leads_to(&self, first: &Mention, second: &Mention) -> bool {
        /// Words between two phrases of one subject.
        const LINK: usize = 5;
        let list = &self.words.list;
        let between = first.words.end..second.words.start;
        if first.kind == MentionKind::Pronoun || second.kind == MentionKind::Pronoun {
            return false;
        }
        if matches!(second.kind, MentionKind::Name { titled: true }) || between.is_empty() {
            return false;
        }
        let plain = (first.words.end..second.words.start).all(|at| list[at - 1].gap.is_plain());
        let single = between.len() == 1 && list[between.start].is(Sense::LINK);
        // "a note on the margin of | the text", "a person close to | the family": prepositions at both
        // ends, or an adjective and a preposition, and no verb.
        let preposition = |at: usize| list[at].is(Sense::PREPOSITION);
        let verb = Sense::REPORTING | Sense::AUXILIARY | Sense::BE;
        let adjective = first.kind == MentionKind::Role
            && between.len() == 2
            && list[between.start].shape == Shape::Lower;
        let phrase = (2..=LINK).contains(&between.len())
            && list[first.words.start].is(Sense::DETERMINER)
            && (preposition(between.start) || adjective)
            && preposition(between.end - 1)
            && !between.clone().any(|at| list[at].is(verb));
        plain && (single || phrase)
    }

    /// The phrase before a comma of which `inner` is an apposition, or the name after it.
    fn beside(&self, before: &[Mention], inner: &Mention) -> Option<Mention> {
        /// An apposition between two commas.
        const LONGEST: usize = 12;
        let list = &self.words.list;
        let outer = before.iter().rev().find(|outer| {
            list[outer.words.end - 1].gap.has(Gap::COMMA)
                && inner.words.start - outer.words.end <= LONGEST
        })?;
        let is_name = |mention: &Mention| matches!(mention.kind, MentionKind::Name { .. });
        let preposition = outer
            .words
            .start
            .checked_sub(1)
            .is_some_and(|at| list[at].is(Sense::PREPOSITION));
        if preposition || (is_name(inner) && !is_name(outer)) {
            return None;
        }
        let at = before.iter().position(|one| one == outer)?;
        Some(self.first_apposed(before, at).clone())
    }

    /// "X, who chairs the talks, said": the phrase before a clause between commas.
    fn before_clause(&self, found: &[Mention], end: usize) -> Option<Mention> {
        /// Words of a relative clause or of asides.
        const LONGEST: usize = 24;
        let list = &self.words.list;
        if end == 0 || !list[end - 1].gap.has(Gap::COMMA) {
            return None;
        }
        let at = found
            .iter()
            .rposition(|outer| list[outer.words.end - 1].gap.has(Gap::COMMA))?;
        let outer = self.first_apposed(found, at);
        let governed = outer
            .words
            .start
            .checked_sub(1)
            .is_some_and(|at| list[at].is(Sense::PREPOSITION));
        (!governed && end - outer.words.end <= LONGEST).then(|| outer.clone())
    }

    /// The phrase of which phrase `at` says more: "*Lind*, a former judge, a mother of three".
    fn first_apposed<'m>(&self, found: &'m [Mention], mut at: usize) -> &'m Mention {
        while at > 0 && self.is_apposed(&found[at - 1], &found[at]) {
            at -= 1;
        }
        &found[at]
    }

    /// "Lind, a former judge": the second phrase says more of the first.
    fn is_apposed(&self, first: &Mention, second: &Mention) -> bool {
        let list = &self.words.list;
        let beside = first.words.end == second.words.start;
        let indefinite = list[second.words.start].is(Sense::DETERMINER)
            && !list[second.words.start].is(Sense::DEFINITE | Sense::DEMONSTRATIVE);
        beside
            && list[first.words.end - 1].gap.is_comma_only()
            && matches!(first.kind, MentionKind::Name { .. } | MentionKind::Body)
            && (indefinite || second.kind == MentionKind::Role)
    }

    /// "a minister who observed the talks later said", "Lind, who came and who said", "Lind, who was
    /// joined by the envoy, said": the phrase before "who".
    fn before_relative(&self, found: &[Mention], end: usize) -> Option<Mention> {
        let list = &self.words.list;
        let outer = found.iter().rev().find(|outer| {
            outer.words.end < end
                && outer.kind != MentionKind::Pronoun
                && list[outer.words.end].is(Sense::WHO)
        })?;
        let who = outer.words.end;
        // "Roe, who Lind said was ill": what Lind said.
        let own = found.last().is_some_and(|last| last.words.start == who + 1);
        let parted = |at: usize| list[at].gap.has(Gap::COMMA);
        let aside = parted(who - 1);
        let open = !(who..end).any(parted);
        let closed = aside && parted(end - 1) && !self.quoted[end - 1];
        // "Lind, who came and who said": the second clause is of the same person.
        let again = list[end].is(Sense::WHO);
        let unquoted = !(who..end).any(|at| self.quoted[at]);
        (!own && unquoted && (closed || open && (!aside || again))).then(|| outer.clone())
    }

    /// "the prisoner", "public criticism": an article and some words right before the verb.
    fn generic_before(&self, end: usize, from: usize) -> Option<Mention> {
        // "a sign that read"
        let relative = end > from && self.words.list[end - 1].is(Sense::RELATIVE);
        let end = end - usize::from(relative);
        let first = end.saturating_sub(5).max(from);
        let article = |at: usize| {
            let word = &self.words.list[at];
            let points = word.is(Sense::DEMONSTRATIVE) && word.shape == Shape::Lower;
            word.is(Sense::DETERMINER) && !points
        };
        let Some(start) = (first..end).rev().find(|&at| article(at) && at + 1 < end) else {
            return self.plural_before(end, from);
        };
        // "people familiar with the talks said"
        let governed = start > from && self.words.list[start - 1].is(Sense::PREPOSITION);
        let plain = !governed
            && (start..end - 1).all(|at| self.words.list[at].gap.is_plain() && !self.quoted[at]);
        let nominal = (start + 1..end).all(|at| {
            !self.words.list[at].is(Sense::PREPOSITION | Sense::PRONOUN | Sense::CONJUNCTION)
                && !self.is_cue(at, Sense::REPORTING)
        });
        (start + 1 < end && plain && nominal).then(|| generic(start..end))
    }

    /// "critics", "likely voters": a noun in the plural right before the verb, with the words that
    /// belong to it.
    fn plural_before(&self, end: usize, from: usize) -> Option<Mention> {
        /// Words before the noun: "47 percent of likely".
        const REACH: usize = 4;
        let words = self.words;
        let list = &words.list;
        let noun = end.checked_sub(1).filter(|&noun| noun >= from)?;
        // "Another said", "some say"
        if list[noun].is(Sense::LONE) && !self.quoted[noun] {
            return Some(generic(noun..end));
        }
        let other = Sense::PREPOSITION
            | Sense::CONJUNCTION
            | Sense::PRONOUN
            | Sense::REPORTING
            | Sense::AUXILIARY
            | Sense::BE
            | Sense::DETERMINER;
        let text = words.text_of(noun);
        let is_noun = words.grammar.has(Habits::BARE_PLURALS)
            && text.len() > 4
            && (text.ends_with('s') && !text.ends_with("ss") || text == "people")
            && !list[noun].is(other)
            && list[noun].gap.is_plain()
            && !self.quoted[noun];
        let belongs = |at: usize| {
            let word = &list[at];
            let number = word.shape == Shape::Number;
            (word.shape == Shape::Lower || number)
                && word.gap.is_plain()
                && !self.quoted[at]
                && (!word.is(other) || word.is(Sense::GENITIVE))
        };
        let floor = from.max(noun.saturating_sub(REACH));
        let start = (floor..noun).rev().take_while(|&at| belongs(at)).last();
        is_noun.then(|| generic(start.unwrap_or(noun)..end))
    }
}
