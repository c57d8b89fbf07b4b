//! Reporting clauses: which words of a sentence report speech, and who their subject is.
//!
//! Works on words alone. Words between quotation marks are no part of the clause around them; the
//! caller marks them as `quoted` and they are stepped over.

use std::ops::Range;

use super::german;
use super::lexicon::{Sense, Tongue};
use super::mentions::{Mention, MentionKind, mention_at, mentions, starts_sentence};
use super::russian;
use super::words::{Gap, Shape, Words};

/// The clauses of one body.
#[derive(Debug)]
pub(super) struct Clauses<'w, 't> {
    pub(super) words: &'w Words<'t>,
    /// For each word whether it stands between marks.
    pub(super) quoted: &'w [bool],
}

/// A word of reporting and its subject.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) cue: Range<usize>,
    pub(super) subject: Mention,
}

impl Clauses<'_, '_> {
    /// True when word `at` reports speech: a finite verb, a participle, not a noun that looks alike.
    pub(super) fn is_cue(&self, at: usize, senses: Sense) -> bool {
        let word = &self.words.list[at];
        if self.quoted[at]
            || !word.is(senses)
            || word.shape != Shape::Lower
            || word.gap.has(Gap::POSSESSIVE)
        {
            return false;
        }
        let Some(before) = at.checked_sub(1).map(|before| &self.words.list[before]) else {
            return true;
        };
        // "the Arctic states say": a noun before a verb.
        let next = self.words.list.get(at + 1).filter(|_| word.gap.is_plain());
        if next.is_some_and(|next| next.is(Sense::CUE) && !next.is(Sense::DOCUMENT))
            && self.words.text_of(at).ends_with('s')
        {
            return false;
        }
        // "the reports", "of claims": nouns.
        let lone = is_lone(self.words.text_of(at - 1)) && !word.is(Sense::DOCUMENT);
        let governed = before.is(Sense::DETERMINER | Sense::PREPOSITION)
            && !before.is(Sense::PRONOUN)
            && !lone;
        !(before.gap.is_plain() && governed)
            || self.words.text_of(at - 1).eq_ignore_ascii_case("to")
    }

    /// "was described as": a passive names nobody.
    fn is_passive(&self, cue: usize) -> bool {
        let finite = !self.words.list[cue].is(Sense::PARTICIPLE);
        let before = (cue.saturating_sub(2)..cue).any(|at| self.words.list[at].is(Sense::BE));
        finite && before
    }

    /// The subject of the cue, before it if it can, else after it.
    pub(super) fn subject(&self, cue: usize, from: usize, until: usize) -> Option<Mention> {
        if self.words.tongue == Tongue::German {
            return german::subject(self, cue, from, until);
        }
        if self.is_passive(cue) {
            return None;
        }
        if self.words.tongue == Tongue::Russian
            && let Some(place) = russian::place(self, cue, from)
        {
            return Some(place);
        }
        if let Some(subject) = self.subject_of_infinitive(cue, from) {
            return Some(subject);
        }
        self.subject_before(cue, from)
            .or_else(|| self.subject_after(cue, until))
            .or_else(|| self.subject_of_sentence(cue, from))
    }

    /// "in which Lind appears to describe it": the last phrase before, in the same clause.
    fn subject_of_infinitive(&self, cue: usize, from: usize) -> Option<Mention> {
        let to = cue.checked_sub(1).filter(|&to| to > from)?;
        if self.words.text_of(to) != "to" {
            return None;
        }
        let last = self.unquoted_mentions(from..to).pop()?;
        let plain = (last.words.end - 1..to).all(|at| self.words.list[at].gap.is_plain());
        (plain && !self.is_governed(&last, from)).then_some(last)
    }

    /// The subject right before a cue: "X", "X, the envoy to Y,", "a spokesman for the ministry".
    pub(super) fn subject_before(&self, cue: usize, from: usize) -> Option<Mention> {
        let words = self.words;
        let mut end = cue;
        while end > from && words.list[end - 1].is(Sense::AUXILIARY) && !self.quoted[end - 1] {
            end -= 1;
        }
        let found = self.unquoted_mentions(from..end);
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

    /// "Lind and Varga", "the ministers of Norland, Westmark and Tarn": several phrases that say one
    /// thing, as one.
    fn together(&self, found: &[Mention], end: usize) -> Option<Mention> {
        let words = self.words;
        let list = &words.list;
        let last = found.last().filter(|last| last.words.end == end)?;
        let joined = |one: &Mention, other: &Mention, by_and: bool| {
            let gap = list[one.words.end - 1].gap;
            let and = other.words.start == one.words.end + 1
                && words.text_of(one.words.end) == "and"
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

    fn is_governed(&self, mention: &Mention, from: usize) -> bool {
        let at = mention.words.start;
        at > from && self.words.list[at - 1].is(Sense::PREPOSITION)
    }

    /// "that a member of the crew, speaking of the ship in the bay, said": the first phrase of the
    /// clause that no preposition governs.
    fn first_of_clause(&self, found: &[Mention], from: usize) -> Option<Mention> {
        let end = found.last()?.words.end;
        let start = (from..end)
            .rev()
            .find(|&at| self.words.text_of(at) == "that")
            .unwrap_or(from);
        let mut inside = found.iter().filter(|mention| mention.words.end > start);
        inside
            .find(|mention| {
                mention.kind != MentionKind::Pronoun && !self.is_governed(mention, from)
            })
            .cloned()
    }

    fn unquoted_mentions(&self, range: Range<usize>) -> Vec<Mention> {
        let mut found = mentions(self.words, range);
        found.retain(|mention| {
            let possessive = self.words.list[mention.words.end - 1]
                .gap
                .has(Gap::POSSESSIVE);
            !possessive && !self.quoted[mention.words.start]
        });
        found
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
            && between
                .clone()
                .all(|at| !self.words.list[at].is(Sense::REPORTING) && !self.quoted[at])
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
        let link = [
            "of", "for", "to", "in", "at", "from", "de", "du", "von", "and",
        ];
        let single = between.len() == 1 && link.contains(&self.words.text_of(between.start));
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
        Some(outer.clone())
    }

    /// "X, who chairs the talks, said": the phrase before a clause between commas.
    fn before_clause(&self, found: &[Mention], end: usize) -> Option<Mention> {
        /// A relative clause or an aside.
        const LONGEST: usize = 14;
        let list = &self.words.list;
        if end == 0 || !list[end - 1].gap.has(Gap::COMMA) {
            return None;
        }
        let outer = found
            .iter()
            .rev()
            .find(|outer| list[outer.words.end - 1].gap.has(Gap::COMMA))?;
        let governed = outer
            .words
            .start
            .checked_sub(1)
            .is_some_and(|at| list[at].is(Sense::PREPOSITION));
        (!governed && end - outer.words.end <= LONGEST).then(|| outer.clone())
    }

    /// "a minister who observed the talks later said", "Lind, who came and who said": the phrase
    /// before "who", where no comma ends its clause.
    fn before_relative(&self, found: &[Mention], end: usize) -> Option<Mention> {
        let words = self.words;
        let outer = found.iter().rev().find(|outer| {
            outer.words.end < end
                && outer.kind != MentionKind::Pronoun
                && words.text_of(outer.words.end) == "who"
        })?;
        let plain = |at: usize| !words.list[at].gap.has(Gap::COMMA) && !self.quoted[at];
        (outer.words.end..end).all(plain).then(|| outer.clone())
    }

    /// "the prisoner", "public criticism": an article and some words right before the verb.
    fn generic_before(&self, end: usize, from: usize) -> Option<Mention> {
        // "a sign that read"
        let relative =
            end > from && matches!(self.words.text_of(end - 1), "that" | "which" | "who");
        let end = end - usize::from(relative);
        let first = end.saturating_sub(5).max(from);
        let article = |at: usize| {
            self.words.list[at].is(Sense::DETERMINER)
                && !matches!(self.words.text_of(at), "that" | "this" | "these" | "those")
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
        if is_lone(words.text_of(noun)) && !self.quoted[noun] {
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
        let is_noun = words.tongue == Tongue::English
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
                && (!word.is(other) || words.text_of(at) == "of")
        };
        let floor = from.max(noun.saturating_sub(REACH));
        let start = (floor..noun).rev().take_while(|&at| belongs(at)).last();
        is_noun.then(|| generic(start.unwrap_or(noun)..end))
    }

    /// The subject right after a cue: "said X", "a déclaré X", "sagte Außenminister X".
    pub(super) fn subject_after(&self, cue: usize, until: usize) -> Option<Mention> {
        if self.words.list[cue].is(Sense::TELL) {
            return None;
        }
        self.inverted(cue, until)
    }

    /// The same right after a quote, where even "tells" has its subject behind it.
    pub(super) fn inverted(&self, cue: usize, until: usize) -> Option<Mention> {
        let words = self.words;
        if words.tongue == Tongue::German {
            return german::behind(self, cue, until);
        }
        if words.tongue == Tongue::Russian {
            return russian::behind(self, cue, until);
        }
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

    /// "with X concluding": a name right before a participle; else the subject of the sentence.
    pub(super) fn subject_of_participle(&self, cue: usize, from: usize) -> Option<Mention> {
        let beside = self.unquoted_mentions(from..cue).pop().filter(|last| {
            let joined = last.words.start > from
                && matches!(self.words.text_of(last.words.start - 1), "with" | "and");
            last.words.end == cue
                && self.words.list[cue - 1].gap.is_plain()
                && (joined && last.kind != MentionKind::Pronoun
                    || matches!(last.kind, MentionKind::Name { .. }))
        });
        beside.or_else(|| self.subject_of_sentence(cue, from))
    }

    /// The first phrase of the sentence that no preposition governs: the subject that "and said"
    /// or "adding" go back to.
    pub(super) fn subject_of_sentence(&self, before: usize, from: usize) -> Option<Mention> {
        let found = self.unquoted_mentions(from..before);
        if let Some(main) = self.main_subject(&found, from) {
            return Some(main);
        }
        let reported = (from..before)
            .filter(|&at| self.is_cue(at, Sense::CUE))
            .find_map(|at| {
                self.subject_before(at, from)
                    .or_else(|| self.subject_after(at, before))
            });
        reported.or_else(|| {
            found.into_iter().find(|mention| {
                let word = &self.words.list[mention.core.start];
                let empty = mention.kind == MentionKind::Pronoun && word.is(Sense::IT | Sense::YOU);
                !empty && !self.is_governed(mention, from)
            })
        })
    }

    /// "When asked about the dam, Lind had an answer": the phrase after the comma of a clause that
    /// opens the sentence.
    fn main_subject(&self, found: &[Mention], from: usize) -> Option<Mention> {
        let list = &self.words.list;
        let opens = |word: &str| {
            matches!(
                word,
                "When"
                    | "Asked"
                    | "While"
                    | "As"
                    | "After"
                    | "Before"
                    | "Although"
                    | "Though"
                    | "If"
                    | "Since"
            )
        };
        if from >= list.len() || !opens(self.words.text_of(from)) {
            return None;
        }
        let comma =
            (from..list.len()).find(|&at| list[at].gap.has(Gap::COMMA.or(Gap::SENTENCE)))?;
        let main = found
            .iter()
            .find(|mention| mention.words.start == comma + 1)?;
        (list[comma].gap.has(Gap::COMMA) && matches!(main.kind, MentionKind::Name { .. }))
            .then(|| main.clone())
    }

    /// "According to X": the cue at `at` and whom it cites.
    pub(super) fn cited(&self, at: usize, until: usize) -> Option<Report> {
        let words = self.words;
        if self.quoted[at] || !words.list[at].is(Sense::CITE) {
            return None;
        }
        if words.tongue == Tongue::German {
            return german::cited(self, at, until);
        }
        // "Pour le député X, « … »" where it opens a sentence; elsewhere it is only "for".
        if words.text_of(at).eq_ignore_ascii_case("pour") {
            let subject = mention_at(words, at + 1, until)?;
            let aside = words.list[subject.words.end - 1].gap.has(Gap::COMMA);
            let person = matches!(subject.kind, MentionKind::Name { .. } | MentionKind::Role);
            return (starts_sentence(words, at) && aside && person).then(|| Report {
                cue: at..at + 1,
                subject,
            });
        }
        let mut name = at + 1;
        if name < until && words.text_of(at).eq_ignore_ascii_case("according") {
            name += 1;
        }
        let start = name;
        while name < until && name < start + 6 {
            let mention = mention_at(words, name, until);
            if let Some(subject) =
                mention.filter(|mention| mention.kind != MentionKind::Document || name > start + 2)
            {
                return Some(Report {
                    cue: at..start,
                    subject,
                });
            }
            if !words.list[name].gap.is_plain() {
                break;
            }
            name += 1;
        }
        let fallback = mention_at(words, start, until).filter(|_| start < until)?;
        Some(Report {
            cue: at..start,
            subject: fallback,
        })
    }
}

/// True for a word that stands for somebody who is not named.
fn is_lone(word: &str) -> bool {
    [
        "another", "others", "some", "many", "one", "both", "several", "most", "neither",
    ]
    .iter()
    .any(|lone| word.eq_ignore_ascii_case(lone))
}

fn generic(words: Range<usize>) -> Mention {
    let core = words.end - 1..words.end;
    Mention {
        words,
        kind: MentionKind::Role,
        core,
    }
}
