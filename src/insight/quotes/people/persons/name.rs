//! A name without the words around it that are none of it.

use std::ops::Range;

use super::super::super::mentions::starts_sentence;
use super::super::super::readable::readable;
use super::super::super::words::Shape;
use super::super::{Entity, People};
use super::is_initial;
use crate::insight::grammar::{Cases, Sense};
use crate::insight::vocabulary::{is_base_word, is_common_word, is_given_name};

/// The longest acronym that stands before a name in capitals and small letters, in bytes.
const ACRONYM: usize = 4;

impl People<'_, '_> {
    /// The name of an entity: from its first name on, and up to the first word of a headline that
    /// is none. "Armed Forces Valery Lind", "Lind Announces Key Appointments".
    pub(super) fn own_name(&self, entity: &Entity) -> Range<usize> {
        let whole = entity.name.clone();
        let start = self.first_of_name(&whole);
        let end = self.end_of_name(start..whole.end);
        let end = self.end_of_first_naming(start..end);
        self.without_acronyms(start..end)
    }

    /// Where a name begins: at a first name behind the words of an office or a body, or behind the
    /// word that opens the sentence.
    fn first_of_name(&self, whole: &Range<usize>) -> usize {
        let list = &self.words.list;
        let office = Sense::HEAD | Sense::TITLE | Sense::OFFICE | Sense::TERM | Sense::AND;
        let is_office =
            |at: usize| list[at].is(office) || !list[at].is_capital() || self.is_common(at);
        let given = (whole.start + 1..whole.end.saturating_sub(1))
            .find(|&at| self.is_given(at) && list[at + 1].is_capital())
            .filter(|&at| !self.is_in_nickname(whole, at));
        let opener = |given: usize| {
            given == whole.start + 1
                && whole.end - given > 1
                && starts_sentence(self.words, whole.start)
                && !self.is_given(whole.start)
        };
        let before = |&given: &usize| (whole.start..given).all(is_office) || opener(given);
        given.filter(before).unwrap_or(whole.start)
    }

    /// Where a name ends: before a common word behind the surname, where words have capitals that
    /// are no names.
    fn end_of_name(&self, name: Range<usize>) -> usize {
        let list = &self.words.list;
        let is_given = |at: usize| {
            let text = self.words.text_of(at);
            self.is_given(at) || text.ends_with('.') || text.chars().count() == 1
        };
        let verb = Sense::CUE | Sense::WEAK | Sense::AUXILIARY | Sense::MODAL | Sense::STOP;
        let is_other = |at: usize| {
            let word = &list[at];
            let kept = word.is(Sense::SUFFIX | Sense::PARTICLE) || is_given(at);
            !kept && (self.is_common(at) || word.is(verb | Sense::ROLE | Sense::TITLE))
        };
        let shouted = name.clone().all(|at| list[at].shape != Shape::Capital);
        let in_title = self.title.contains(&name.start);
        if name.len() < 3 && !shouted && !(in_title && self.headline) {
            return name.end;
        }
        let mut surname = false;
        for at in name.clone().filter(|&at| !self.is_in_nickname(&name, at)) {
            let verb = list[at].is(verb) && at > name.start && !is_given(at);
            if is_other(at) && surname || verb {
                return at;
            }
            surname |= !is_given(at) && !list[at].is(Sense::PARTICLE);
        }
        name.end
    }

    /// Where a name ends that a page has twice, or with a word run into it: "Valentina Lind | Lind
    /// ValentinaChairwoman", "Lind | April".
    fn end_of_first_naming(&self, name: Range<usize>) -> usize {
        let text = |at: usize| self.words.text_of(at);
        let again = |at: usize| (name.start..at).any(|before| text(before) == text(at));
        let month = |at: usize| self.words.list[at].is(Sense::STOP) && !self.is_given(name.start);
        let is_other = |at: &usize| again(*at) || is_run_on(text(*at)) || month(*at);
        (name.start + 1..name.end)
            .filter(|&at| !self.is_in_nickname(&name, at))
            .find(is_other)
            .unwrap_or(name.end)
    }

    /// True for a word with one capital or two: "Lind", "McLind", "Lind-Roe"; not for "NGOs".
    pub(super) fn looks_like_a_surname(&self, at: usize) -> bool {
        /// "Ph"
        const SHORTEST: usize = 3;
        let text = self.words.text_of(at);
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let digits = text.contains(|c: char| c.is_ascii_digit());
        text.starts_with(char::is_uppercase)
            && text.chars().count() >= SHORTEST
            && capitals < 3
            && !digits
    }

    /// A name without an acronym before it, and up to one inside it: "POTUS Lind", "Lind EXDIS
    /// Notes". A surname in capitals stands last, or before a first name.
    fn without_acronyms(&self, name: Range<usize>) -> Range<usize> {
        let list = &self.words.list;
        let in_capitals = |at: usize| {
            let word = &list[at];
            word.shape == Shape::Caps
                && !self.words.text_of(at).contains('.')
                && !word.is(Sense::SUFFIX)
        };
        if name.clone().all(in_capitals) {
            return name;
        }
        // "EUR DAS Lind"; but "LIND Moussa" has the surname first.
        let english = self.words.grammar.code() == Some("en");
        let is_acronym = |at: usize| {
            let short = english && self.words.text_of(at).len() <= ACRONYM;
            let surname = self.is_given(at + 1) && self.is_given(name.end - 1);
            in_capitals(at) && (short || !surname)
        };
        let acronyms = (name.start..name.end - 1).take_while(|&at| is_acronym(at));
        let start = name.start + acronyms.count();
        let is_inside = |&at: &usize| {
            in_capitals(at) && !in_capitals(at + 1) && !self.is_in_nickname(&name, at)
        };
        let inside = (start + 1..name.end - 1).find(is_inside);
        start..inside.unwrap_or(name.end)
    }

    /// True for a first name, or an initial with a stop.
    pub(super) fn opens_with_given_name(&self, name: &Range<usize>) -> bool {
        let first = self.words.text_of(name.start);
        self.is_given(name.start)
            || is_initial(first) && name.len() > 1 && !self.is_common(name.end - 1)
    }

    /// True for a first name.
    pub(super) fn is_given(&self, at: usize) -> bool {
        let word = &self.words.list[at];
        let listed = word.is(Sense::MALE | Sense::FEMALE);
        let text = self.words.text_of(at);
        listed || word.is_capital() && text.split('-').next().is_some_and(is_given_name)
    }

    /// True for a word that is no name by itself.
    pub(super) fn is_common(&self, at: usize) -> bool {
        !self.words.list[at].is(Sense::MALE | Sense::FEMALE) && self.is_word(at)
    }

    /// True for a word with the ending of an adjective: "Presidential".
    pub(super) fn is_adjective(&self, at: usize) -> bool {
        let text = self.words.text_of(at);
        ["al", "ary", "ic", "ive", "ous"]
            .iter()
            .any(|ending| text.ends_with(ending))
    }

    /// True for a common word without an ending of grammar.
    pub(super) fn is_base(&self, at: usize) -> bool {
        is_base_word(self.words.text_of(at))
    }

    /// True for a word with an ending of grammar: "Deliveries", "Signed"; not "Baker".
    pub(super) fn is_bent_word(&self, at: usize) -> bool {
        let text = self.words.text_of(at);
        let ending = ["s", "ed", "ing", "ly"]
            .iter()
            .any(|ending| text.ends_with(ending));
        ending && self.is_common(at) && !self.is_base(at)
    }

    /// True for a word of the language, be it a name too: "Mark", "Grace".
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.words.grammar.code() == Some("en") && is_common_word(self.words.text_of(at))
    }

    /// The name as it stands in running text and in the first case.
    pub(super) fn person_name(&self, name: Range<usize>) -> String {
        let text = readable(&self.words.text[self.words.span(name)]);
        let grammar = self.words.grammar;
        let in_first_case = |cases: &Cases| (cases.nominative)(&text, grammar.lexicon());
        let first_case = grammar.cases().and_then(in_first_case);
        first_case.unwrap_or_else(|| text.to_string())
    }
}

/// True for a first name with a word run into it, as in pages that lost a line break:
/// "ValentinaChairwoman".
fn is_run_on(word: &str) -> bool {
    let capital = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
    capital.is_some_and(|(at, _)| is_given_name(&word[..at]) && is_common_word(&word[at..]))
}
