//! What stands beside a name and tells that it is a person's.

use std::ops::Range;

use super::super::super::mentions::{Mention, MentionKind};
use super::super::super::words::{Gap, Word};
use super::super::{People, Sighting};
use crate::insight::grammar::Sense;

/// What the places of a name tell of its bearer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    /// A form of address stands before it: Mr, Dr.
    pub(super) addressed: bool,
    /// A title or a role stands right before it.
    pub(super) titled: bool,
    /// That title has no capital, or may be a plain word of the language, too: "Chief", "General".
    pub(super) loosely: bool,
    /// A title with a capital stands right before it.
    pub(super) with_capital: bool,
    /// An office stands behind it between commas, or "who" does.
    apposed: bool,
    /// An office stands before it and a comma: "the Ambassador of Norland, Mara Lind".
    named: bool,
    /// A verb that persons do follows it.
    speaks: bool,
    /// It stands in brackets behind an office.
    placed: bool,
    /// It stands alone in a paragraph.
    heads: bool,
    /// It stands alone in the last paragraph, or in the one before the notes.
    signs: bool,
    /// Its bearer was told or met, wrote something, or died.
    met: bool,
    /// How often it stands where persons do, but not they alone: "by Lind", "Lind’s".
    hints: u32,
    /// How often a title stands before it.
    titles: u32,
    /// How often it stands behind a word for a place: "in Lind".
    located: u32,
    /// How often it stands in the text.
    all: u32,
    /// It stands somewhere else than at the start of a paragraph.
    pub(super) inside: bool,
    /// It goes on as the name of a company: "Lind & Sons", "Lind and Company".
    company: bool,
}

/// Two names side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joined {
    pub(super) one: usize,
    pub(super) other: usize,
    /// They are of a list that ends with "and".
    pub(super) in_list: bool,
}

/// What stands between two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Comma,
    And,
}

impl Evidence {
    /// Takes in what one place tells.
    pub(super) fn take(&mut self, people: &People<'_, '_>, sighting: &Sighting) {
        let mention = &sighting.mention;
        let list = &people.words.list;
        let core = mention.core.clone();
        self.all += 1;
        if mention.kind == (MentionKind::Name { titled: true }) && core.start > mention.words.start
        {
            let title = people.title_before(&mention.words, core.start);
            let english = people.words.grammar.code() == Some("en");
            title
                .into_iter()
                .for_each(|at| self.take_title(&list[at], english));
        }
        if let Some(before) = core.start.checked_sub(1) {
            self.take_what_precedes(people, before);
        }
        self.take_what_follows(people, mention.words.end);
        let before = mention.words.start.checked_sub(1).map(|at| &list[at]);
        self.placed |= before.is_some_and(|word| word.gap.is_only(Gap::BRACKET))
            && list[mention.words.end - 1].gap.has(Gap::BRACKET)
            && people.closes_an_office(mention.words.start);
        let last = list[mention.words.end - 1].gap;
        let alone =
            before.is_none_or(|word| word.gap.has(Gap::PARAGRAPH)) && last.has(Gap::PARAGRAPH);
        self.signs |= alone && people.ends_the_text(mention.words.end);
        self.heads |= alone;
    }

    /// A title, a role or a form of address right before the name.
    fn take_title(&mut self, word: &Word, english: bool) {
        self.titles += 1;
        // "el señor Sol"; but "the father Sol"
        self.addressed |= word.is(Sense::ADDRESS) && (word.is_capital() || !english);
        let loosely = !word.is_capital() || !word.is(Sense::TITLE) || word.is(Sense::LOOSE_TITLE);
        self.loosely = loosely && (self.loosely || !self.titled);
        self.titled = true;
        self.with_capital |= word.is_capital() && word.is(Sense::TITLE);
    }

    fn take_what_precedes(&mut self, people: &People<'_, '_>, at: usize) {
        let list = &people.words.list;
        let word = &list[at];
        self.inside |= !word.gap.has(Gap::PARAGRAPH);
        if !word.gap.is_plain() {
            // "the President of Norland, Mara Lind"
            self.named |= word.gap.is_comma_only() && people.closes_an_office(at + 1);
            return;
        }
        let before = at.checked_sub(1).map(|at| &list[at]);
        let verb = before.filter(|verb| verb.gap.is_plain() && !verb.is_capital());
        let is_of = |senses| verb.is_some_and(|verb| verb.is(senses));
        self.met |= word.is(Sense::TELL) && !word.is_capital()
            || word.is(Sense::BY) && is_of(Sense::PENNED | Sense::CUE)
            || word.is(Sense::WITH) && is_of(Sense::MEETS)
            || word.is(Sense::GENITIVE) && is_of(Sense::OF_PERSONS);
        self.hints += u32::from(word.is(Sense::BY | Sense::WITH));
        self.located += u32::from(word.is(Sense::LOCATIVE));
    }

    fn take_what_follows(&mut self, people: &People<'_, '_>, at: usize) {
        let list = &people.words.list;
        let gap = list[at - 1].gap;
        self.hints += u32::from(gap.has(Gap::POSSESSIVE));
        let Some(next) = list.get(at) else { return };
        let verb = Sense::CUE | Sense::WEAK;
        self.speaks |=
            gap.is_plain() && !next.is_capital() && next.is(verb) && !next.is(Sense::HOUSE_CUE);
        if gap.is_comma_only() {
            self.apposed |= next.is(Sense::WHO) || people.opens_with_role(at);
        }
        let sons = next.is(Sense::AND)
            && list
                .get(at + 1)
                .is_some_and(|word| word.is_capital() && word.is(Sense::BODY));
        let and =
            || people.words.text[list[at - 1].end as usize..next.start as usize].contains('&');
        self.company |= sons || gap.has(Gap::SIGN) && and();
    }

    /// True where something beside the name tells that it is a person's.
    pub(super) fn is_beside(&self) -> bool {
        self.apposed || self.named || self.placed || self.signs || self.heads || self.met
    }

    /// True where a single word is a surname by its places.
    pub(super) fn tells_a_surname(&self) -> bool {
        /// The hints that make a surname of a word.
        const ENOUGH: u32 = 2;
        self.speaks_or_signs() || self.apposed || self.hints >= ENOUGH
    }

    /// True for a name in brackets or below a letter, where a capital tells enough.
    pub(super) fn stands_apart(&self) -> bool {
        self.placed || self.signs
    }

    /// True where a single word speaks, signs or is spoken to.
    pub(super) fn speaks_or_signs(&self) -> bool {
        self.speaks || self.placed || self.signs || self.met
    }

    /// True for a word with a title before it that is an office and no plain word; for one with an
    /// ending of grammar ("Secretary Noted") more is asked.
    pub(super) fn is_titled_firmly(&self, is_base: bool) -> bool {
        !self.loosely && (is_base || self.titles > 1 || self.speaks || self.hints > 0)
    }

    /// True for a name that stands where places and companies do.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.company || self.located * 2 > self.all
    }

    /// True for the name of a company that goes on.
    pub(super) fn is_company(&self) -> bool {
        self.company
    }
}

impl People<'_, '_> {
    /// True where the words from `at` name what somebody is: "Assistant Director of", "a former
    /// minister".
    fn opens_with_role(&self, at: usize) -> bool {
        /// "the newly appointed Deputy Foreign Minister".
        const FARTHEST: usize = 6;
        let list = &self.words.list;
        let near = at..list.len().min(at + FARTHEST);
        let inside = near
            .clone()
            .take_while(|&at| at == near.start || list[at - 1].gap.is_plain());
        let other =
            Sense::PREPOSITION | Sense::CUE | Sense::AUXILIARY | Sense::PRONOUN | Sense::AND;
        for at in inside {
            if list[at].is(Sense::ROLE | Sense::TITLE) {
                return true;
            }
            if list[at].is(other) && !list[at].is(Sense::DETERMINER) {
                return false;
            }
        }
        false
    }

    /// The title of a name: right before it, or with an office in between: "Secretary of State".
    fn title_before(&self, phrase: &Range<usize>, name: usize) -> Option<usize> {
        let list = &self.words.list;
        let title = Sense::TITLE | Sense::ROLE | Sense::ADDRESS;
        let at = (phrase.start..name).rev().find(|&at| list[at].is(title))?;
        let office = Sense::OFFICE | Sense::GENITIVE | Sense::DETERMINER;
        // "Secretary of State Lind", but "Under Secretary for Policy".
        let closed = list[name - 1].is(title | Sense::OFFICE);
        let joined = closed && (at..name).all(|at| list[at].gap.is_plain());
        (joined && list[at + 1..name].iter().all(|word| word.is(office))).then_some(at)
    }

    /// True where nothing but notes follows word `at`.
    fn ends_the_text(&self, at: usize) -> bool {
        let Some(next) = self.words.list.get(at) else {
            return true;
        };
        let title = !self.title.is_empty() && at >= self.title.start;
        title || next.is(Sense::CAPTION) && next.is_capital() && next.gap.has(Gap::PARAGRAPH)
    }

    /// True where an office stands before word `at`: "the Chief of the Division (Lind)".
    fn closes_an_office(&self, at: usize) -> bool {
        /// "Secretary of State for Foreign Affairs of the Norland Union".
        const LONGEST: usize = 10;
        let list = &self.words.list;
        let floor = at.saturating_sub(LONGEST);
        let mut inside = (floor..at).rev();
        inside
            .find(|&before| {
                let gap = list[before].gap;
                list[before].is(Sense::ROLE | Sense::TITLE) || before + 1 < at && !gap.is_plain()
            })
            .is_some_and(|before| list[before].is(Sense::ROLE | Sense::TITLE))
    }

    /// The lists of names in the text, as the entities that stand side by side in them: parted by
    /// commas, the last two by "and".
    pub(super) fn joined_names(&self) -> Vec<Joined> {
        let mut joined: Vec<Joined> = Vec::new();
        // Where the list begins that the last sighting belongs to.
        let mut open = 0;
        for pair in self.sightings.windows(2) {
            let [one, other] = pair else { continue };
            let by = self.joint(&one.mention, &other.mention);
            let pair = by.zip(one.entity.zip(other.entity));
            let Some((joint, (one, other))) = pair else {
                open = joined.len();
                continue;
            };
            joined.push(Joined {
                one,
                other,
                in_list: false,
            });
            if joint == Joint::And {
                joined[open..]
                    .iter_mut()
                    .for_each(|joined| joined.in_list = true);
                open = joined.len();
            }
        }
        joined
    }

    /// What stands between two names side by side, if nothing else does.
    fn joint(&self, one: &Mention, other: &Mention) -> Option<Joint> {
        let list = &self.words.list;
        let between = one.words.end..other.words.start;
        let gap = list[between.start - 1].gap;
        match between.len() {
            0 if gap.is_comma_only() => Some(Joint::Comma),
            1 => {
                let and = &list[between.start];
                let joins = and.is(Sense::AND) && and.gap.is_plain();
                (joins && (gap.is_plain() || gap.is_comma_only())).then_some(Joint::And)
            }
            _ => None,
        }
    }
}
