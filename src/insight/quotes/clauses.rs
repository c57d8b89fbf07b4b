//! Reporting clauses: which words of a sentence report speech, and who their subject is.
//!
//! Works on words alone. Words between quotation marks are no part of the clause around them; the
//! caller marks them as `quoted` and they are stepped over.

use std::ops::Range;

use super::german;
use super::lexicon::{Sense, Tongue};
use super::mentions::{Mention, MentionKind, mention_at, mentions};
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
        let governed =
            before.is(Sense::DETERMINER | Sense::PREPOSITION) && !before.is(Sense::PRONOUN);
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
        self.subject_before(cue, from)
            .or_else(|| self.subject_after(cue, until))
            .or_else(|| self.subject_of_sentence(cue, from))
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
        /// "for his part", "in an interview on Monday".
        const PHRASE: usize = 7;
        let between = mention.words.end..end;
        if between.is_empty() {
            return true;
        }
        between.len() <= PHRASE
            && self.words.list[between.start].is(Sense::PREPOSITION)
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
        // "a note on the margin of | the text": prepositions at both ends and no verb.
        let preposition = |at: usize| list[at].is(Sense::PREPOSITION);
        let verb = Sense::REPORTING | Sense::AUXILIARY | Sense::BE;
        let phrase = (2..=LINK).contains(&between.len())
            && list[first.words.start].is(Sense::DETERMINER)
            && preposition(between.start)
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
        let first = end.saturating_sub(5).max(from);
        let article = |at: usize| {
            self.words.list[at].is(Sense::DETERMINER)
                && !matches!(self.words.text_of(at), "that" | "this" | "these" | "those")
        };
        let start = (first..end).rev().find(|&at| article(at))?;
        let plain =
            (start..end - 1).all(|at| self.words.list[at].gap.is_plain() && !self.quoted[at]);
        let nominal = (start + 1..end).all(|at| {
            !self.words.list[at].is(Sense::PREPOSITION | Sense::PRONOUN | Sense::CONJUNCTION)
                && !self.is_cue(at, Sense::REPORTING)
        });
        (start + 1 < end && plain && nominal).then(|| generic(start..end))
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
            last.words.end == cue
                && self.words.list[cue - 1].gap.is_plain()
                && matches!(last.kind, MentionKind::Name { .. })
        });
        beside.or_else(|| self.subject_of_sentence(cue, from))
    }

    /// The first phrase of the sentence that no preposition governs: the subject that "and said"
    /// or "adding" go back to.
    pub(super) fn subject_of_sentence(&self, before: usize, from: usize) -> Option<Mention> {
        let found = self.unquoted_mentions(from..before);
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

    /// "According to X": the cue at `at` and whom it cites.
    pub(super) fn cited(&self, at: usize, until: usize) -> Option<Report> {
        let words = self.words;
        if self.quoted[at] || !words.list[at].is(Sense::CITE) {
            return None;
        }
        if words.tongue == Tongue::German {
            return german::cited(self, at, until);
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

fn generic(words: Range<usize>) -> Mention {
    let core = words.end - 1..words.end;
    Mention {
        words,
        kind: MentionKind::Role,
        core,
    }
}
