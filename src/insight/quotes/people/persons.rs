//! The persons of a briefing by name: which of the names are persons', and what each is called.
//!
//! The table takes in whatever may be a name, since a quote wants a speaker. Here a name has to
//! prove that it is a person's: by itself (a first name), by what stands beside it (a title, an
//! office, a verb of speaking) or by the company it keeps (a list of persons).

mod evidence;
mod name;

use std::ops::Range;

use self::evidence::Evidence;
use super::super::Person;
use super::super::words::Shape;
use super::{Entity, Gender, People};
use crate::briefing::NamedBy;
use crate::insight::grammar::{Cases, Habits, Sense};
use crate::text::hash::HashMap;
use crate::text::letters::is_alphabetic;

/// A name that may be a person's.
struct Candidate {
    /// The words of the name, without what is none of it.
    name: Range<usize>,
    evidence: Evidence,
    /// Believed to be a person's.
    person: bool,
}

impl People<'_, '_> {
    /// The persons whom the text names, in order of first appearance; `end` is where the body ends
    /// and the title begins, if that stands last.
    pub(in super::super) fn persons(&self, end: usize) -> Vec<Person> {
        let candidates = self.candidates();
        let numbers = self.shown_as(&candidates);
        let mut known: HashMap<usize, usize> = HashMap::default();
        let mut persons: Vec<Person> = Vec::new();
        for sighting in self.sightings.iter().chain(&self.owners) {
            let Some(entity) = sighting.entity.and_then(|entity| numbers[entity]) else {
                continue;
            };
            let number = *known.entry(entity).or_insert_with(|| {
                let name = candidates[entity].name.clone();
                persons.push(Person {
                    name: self.person_name(name),
                    named_by: NamedBy::Text,
                    in_title: false,
                    is_titled: candidates[entity].evidence.titled,
                    places: Vec::new(),
                });
                persons.len() - 1
            });
            let words = &sighting.mention.words;
            let start = self.words.span(words.clone()).start;
            persons[number].in_title |= self.title.contains(&words.start);
            if start < end {
                persons[number].places.push(start);
            }
        }
        for person in &mut persons {
            person.places.sort_unstable();
        }
        persons
    }

    /// Every entity with what tells that it is a person.
    fn candidates(&self) -> Vec<Candidate> {
        let entities = self.entities.iter();
        let mut candidates: Vec<Candidate> = entities
            .map(|entity| Candidate {
                name: self.own_name(entity),
                evidence: Evidence::default(),
                person: false,
            })
            .collect();
        for sighting in self.sightings.iter().chain(&self.owners) {
            if let Some(entity) = sighting.entity {
                let candidate = &mut candidates[entity];
                candidate.evidence.take(self, sighting);
            }
        }
        for (candidate, entity) in candidates.iter_mut().zip(&self.entities) {
            candidate.person = self.is_person(entity, candidate);
        }
        self.admit_company(&mut candidates);
        candidates
    }

    /// True for a name that proves by itself, or by what stands beside it, that it is a person's.
    fn is_person(&self, entity: &Entity, candidate: &Candidate) -> bool {
        let name = &candidate.name;
        if !self.may_be_person(name) {
            return false;
        }
        let evidence = &candidate.evidence;
        if name.len() == 1 {
            return self.is_lone_person(entity, candidate);
        }
        let opens = self.opens_with_given_name(name);
        let elsewhere = evidence.is_company() || evidence.is_elsewhere() && !opens;
        if elsewhere && !evidence.titled {
            return false;
        }
        let told = evidence.titled || entity.speaks && entity.person || evidence.is_beside();
        if !opens && !told {
            return false;
        }
        let own = name.clone().filter(|&at| !self.is_in_nickname(name, at));
        let common = own.filter(|&at| self.is_common(at)).count();
        // "Clyde Deliveries": of the rarer first names many are words of another kind.
        let plural = name.len() == 2 && self.is_bent_word(name.end - 1);
        let common = common + usize::from(plural);
        match opens {
            // "Grace Period" stands beside Grace Lind; "B. Deliveries" opens a paragraph.
            true => {
                let rare = !self.words.list[name.start].is(Sense::MALE | Sense::FEMALE);
                let word = self.is_word(name.start) || rare && self.is_adjective(name.end - 1);
                let words = common > 1 || common == 1 && name.len() == 2 && word;
                (!words || told) && (evidence.inside || self.is_given(name.start))
            }
            false => told && common == 0 || evidence.titled && common < name.len(),
        }
    }

    /// True for a single word that is a person's name.
    fn is_lone_person(&self, entity: &Entity, candidate: &Candidate) -> bool {
        let evidence = &candidate.evidence;
        let at = candidate.name.start;
        let word = &self.words.list[at];
        // What takes a search comes last.
        let common = || self.is_word(at);
        let small = || self.is_small_elsewhere(at);
        if evidence.addressed {
            return !common() || !small();
        }
        if evidence.with_capital {
            let verb = Sense::REPORTING | Sense::AUXILIARY | Sense::MODAL | Sense::STOP;
            // "Chargé d’Affaires"
            let opens_small = self.words.text_of(at).starts_with(char::is_lowercase);
            let after = word.is(Sense::AFTER_TITLE) || opens_small;
            let firm = !common() || evidence.is_titled_firmly(self.is_base(at)) && !word.is(verb);
            return !after && firm && !small();
        }
        self.is_bare_person(entity, candidate) && !common() && !small()
    }

    /// True for a single word that is a person's name without a title.
    fn is_bare_person(&self, entity: &Entity, candidate: &Candidate) -> bool {
        let evidence = &candidate.evidence;
        let at = candidate.name.start;
        let word = &self.words.list[at];
        let looks_so = word.shape == Shape::Capital
            && !word.is(Sense::STOP)
            && self.looks_like_a_surname(at)
            && !self.words.grammar.has(Habits::CAPITAL_NOUNS);
        let firm = entity.firm || evidence.stands_apart();
        let cut = candidate.name != entity.name;
        if !looks_so || !firm || cut || evidence.is_elsewhere() {
            return false;
        }
        // Without a dictionary a word has to speak, sign or be spoken to.
        let told = match self.words.grammar.code() {
            Some("en") => evidence.tells_a_surname(),
            _ => evidence.speaks_or_signs(),
        };
        let listed = word.is(Sense::MALE | Sense::FEMALE);
        listed && !self.words.text_of(at).ends_with('.') || told
    }

    /// True unless a name holds what no person's does.
    fn may_be_person(&self, name: &Range<usize>) -> bool {
        let list = &self.words.list;
        let mut words = name.clone().map(|at| self.words.text_of(at));
        let has_name = words.any(|word| word.chars().filter(|&c| is_alphabetic(c)).count() > 1);
        let cases = self.words.grammar.cases();
        if !has_name || cases.is_some_and(|cases| !self.has_first_case(name, cases)) {
            return false;
        }
        let other = Sense::BODY | Sense::OFFICE | Sense::DEMONYM | Sense::TERM | Sense::DOCUMENT;
        let given = Sense::MALE | Sense::FEMALE;
        let is_plain = |at: usize| {
            let word = &list[at];
            word.shape != Shape::Number
                && (word.is_capital() || word.is(Sense::PARTICLE | Sense::NAME_ARTICLE))
                && (!word.is(other) || word.is(given))
        };
        let last = &list[name.end - 1];
        // "Ida B." goes on.
        let cut = name.len() > 1 && is_initial(self.words.text_of(name.end - 1));
        let in_capitals = |at: usize| list[at].shape == Shape::Caps;
        // "Awa LO": a surname in capitals behind a first name that has none.
        let surname = || name.len() > 1 && !in_capitals(name.start) && self.is_given(name.start);
        let acronym = in_capitals(name.end - 1) && last.end - last.start < 5 && !surname();
        let fits = |at: usize| is_plain(at) || self.is_in_nickname(name, at);
        !acronym && !cut && name.clone().all(fits)
    }

    /// Takes in names of two words and more that stand in a list beside persons: "Anna Lind, Sanja
    /// Roe and Vasso Sol".
    fn admit_company(&self, candidates: &mut [Candidate]) {
        let joined = self.joined_names();
        let capital_nouns = self.words.grammar.has(Habits::CAPITAL_NOUNS);
        let mut admit = |one: usize, other: usize, in_list: bool| {
            let candidate = &candidates[one];
            let name = &candidate.name;
            let lone = name.len() == 1;
            let alike = !lone || in_list && candidates[other].name.len() == 1 && !capital_nouns;
            let fits = candidates[other].person
                && !candidate.person
                && alike
                && self.may_be_person(name)
                && !candidate.evidence.is_elsewhere()
                && !name.clone().any(|at| self.is_word(at))
                && !(lone && self.is_small_elsewhere(name.start));
            candidates[one].person |= fits;
        };
        for joined in &joined {
            admit(joined.other, joined.one, joined.in_list);
        }
        for joined in joined.iter().rev() {
            admit(joined.one, joined.other, joined.in_list);
        }
    }

    /// The entity under whose name each entity is shown; `None` for what is no person. A surname
    /// or a first name alone is the one person's who is called so in full.
    fn shown_as(&self, candidates: &[Candidate]) -> Vec<Option<usize>> {
        let is_full = |candidate: &Candidate| candidate.person && candidate.name.len() > 1;
        let mut by_name: HashMap<String, usize> = HashMap::default();
        let mut by_part: HashMap<&str, Vec<usize>> = HashMap::default();
        for (number, candidate) in candidates.iter().enumerate() {
            if !is_full(candidate) {
                continue;
            }
            let name = self.person_name(candidate.name.clone());
            if *by_name.entry(name).or_insert(number) == number {
                for at in [candidate.name.start, candidate.name.end - 1] {
                    by_part
                        .entry(self.family_name(at))
                        .or_default()
                        .push(number);
                }
            }
        }
        let shown = |(number, candidate): (usize, &Candidate)| {
            if !candidate.person {
                return None;
            }
            if is_full(candidate) {
                let name = self.person_name(candidate.name.clone());
                return by_name.get(&name).copied();
            }
            let part = self.family_name(candidate.name.start);
            let whole = by_part.get(part).filter(|whole| whole.len() == 1);
            let whole = whole.map(|whole| whole[0]);
            let fits = |&whole: &usize| {
                let genders = [number, whole].map(|entity| self.entities[entity].gender);
                let titled = candidate.evidence.titled;
                match genders {
                    [Some(one), Some(other)] => one == other,
                    // "President Lind" beside Jill Lind is somebody else.
                    [None, Some(Gender::Female)] => !titled,
                    _ => true,
                }
            };
            Some(whole.filter(fits).unwrap_or(number))
        };
        candidates.iter().enumerate().map(shown).collect()
    }

    /// True for a name whose first case is known; not for a first name and the father's alone.
    fn has_first_case(&self, name: &Range<usize>, cases: &Cases) -> bool {
        let text = &self.words.text[self.words.span(name.clone())];
        let last = self.words.text_of(name.end - 1);
        let father = name.len() < 3 && (cases.is_patronymic)(last);
        let oblique = self.words.list[name.start].is(Sense::OBLIQUE);
        let lexicon = self.words.grammar.lexicon();
        !father && (!oblique || (cases.nominative)(text, lexicon).is_some())
    }
}

/// "B.", "J.R."
fn is_initial(word: &str) -> bool {
    word.ends_with('.')
        && word
            .split_terminator('.')
            .all(|part| part.chars().count() == 1)
}
