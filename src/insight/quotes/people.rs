//! Who is who in one briefing: names with their titles and gender, and what "he" or "the
//! minister" stands for at a place.
//!
//! The table is built from the whole text before any quote is attributed, because a full name may
//! come after the short one. Nothing here looks beyond the briefing.

mod bearers;
mod index;
mod named;
mod persons;
mod pronouns;
mod roles;

use std::cell::OnceCell;
use std::ops::Range;

use super::mentions::{Mention, MentionKind, mention_at, mentions, nickname, starts_sentence};
use super::words::{Gap, Searched, Shape, Words, family_name};
use crate::insight::grammar::{Habits, Sense};
use crate::insight::vocabulary::is_common_word;
use crate::text::hash::HashMap;
use index::Index;

/// Grammatical gender, as far as titles, first names and pronouns give it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// Somebody or some body that the briefing names.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    /// The fullest name seen, as words.
    pub(super) name: Range<usize>,
    /// Titles and appositions that were put beside the name, each time that one was.
    titles: Vec<Range<usize>>,
    /// The same, each wording once, as it is put there first.
    wordings: Vec<Range<usize>>,
    gender: Option<Gender>,
    /// Known to be a person: by title, first name, or because a pronoun stood for them.
    person: bool,
    /// A word of reporting follows the name somewhere, as after persons and capitals.
    speaks: bool,
    /// How often the text names it outside quotation marks.
    seen: u32,
    /// Named somewhere else than in the lone word that opens a sentence.
    firm: bool,
}

/// One place where the text names somebody.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    pub(super) mention: Mention,
    pub(super) entity: Option<usize>,
    /// Opens a sentence, where common words have capitals too.
    initial: bool,
    /// Inside quotation marks, where it is no antecedent of a pronoun outside.
    quoted: bool,
}

/// The table of one briefing.
#[derive(Debug)]
pub(super) struct People<'w, 't> {
    words: &'w Words<'t>,
    entities: Vec<Entity>,
    sightings: Vec<Sighting>,
    /// Persons who are named as owners inside other phrases: Lind in "Governor Marta Lind’s manager".
    /// They have names and titles, but nothing stands for them.
    owners: Vec<Sighting>,
    /// The words of the title.
    title: Range<usize>,
    /// The title has capitals throughout, so that they tell nothing.
    headline: bool,
    /// Entities by the last word of their name in small letters: a transcript asks for one at
    /// every turn, and most texts never do.
    by_surname: OnceCell<HashMap<String, Vec<usize>>>,
    index: OnceCell<Index<'t>>,
    /// Which words the text has in small letters.
    small: Searched<'t>,
}

/// What a mention stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Identity {
    /// An entity of the table.
    Known(usize),
    /// An entity, for want of a better: the one the briefing is about.
    Guess(usize),
    /// Another phrase that is no name: "the Kremlin spokesman" for "he".
    Phrase(Mention),
    /// The phrase itself is the best name there is.
    Itself,
    /// A pronoun that nothing was found for.
    Nobody,
}

impl<'w, 't> People<'w, 't> {
    /// Reads all names of a text. `quoted` tells for each word whether it stands between marks,
    /// `title` which words are the title.
    pub(super) fn of(words: &'w Words<'t>, quoted: &[bool], title: Range<usize>) -> Self {
        let sighting = |mention: Mention| Sighting {
            quoted: quoted[mention.words.start],
            initial: starts_sentence(words, mention.words.start),
            mention,
            entity: None,
        };
        let mentions = mentions(words, 0..words.list.len());
        let owners = mentions
            .iter()
            .filter_map(|mention| owner_in(words, mention));
        let mut people = Self {
            words,
            entities: Vec::new(),
            owners: owners.map(sighting).collect(),
            sightings: mentions.into_iter().map(sighting).collect(),
            headline: is_title_case(words, &title),
            title,
            by_surname: OnceCell::new(),
            index: OnceCell::new(),
            small: Searched::new(words.text),
        };
        people.enter_names();
        people.learn_titles();
        people
    }

    /// The name of an entity, as text.
    pub(super) fn name(&self, entity: usize) -> &'t str {
        let name = self.entities[entity].name.clone();
        &self.words.text[self.words.span(name)]
    }

    /// Full names first, so that short ones find them wherever they stand; then those after a title
    /// that gives the gender away, which tell a family's members apart.
    fn enter_names(&mut self) {
        let mut by_word: HashMap<&'t str, Vec<usize>> = HashMap::default();
        let mut sightings = std::mem::take(&mut self.sightings);
        let mut owners = std::mem::take(&mut self.owners);
        let mut turns: [Vec<&mut Sighting>; NAME_TURNS] = Default::default();
        let mut owned: [Vec<&mut Sighting>; NAME_TURNS] = Default::default();
        for sighting in &mut sightings {
            if let Some(turn) = self.name_turn(&sighting.mention) {
                turns[turn].push(sighting);
            }
        }
        for owner in &mut owners {
            if let Some(turn) = self.name_turn(&owner.mention) {
                owned[turn].push(owner);
            }
        }
        for (turn, (names, owners)) in turns.into_iter().zip(owned).enumerate() {
            let is_phrase = std::iter::repeat_n(true, names.len()).chain(std::iter::repeat(false));
            let mut seen = Vec::with_capacity(names.len());
            for (sighting, is_phrase) in names.into_iter().chain(owners).zip(is_phrase) {
                sighting.entity = if turn == HEADLINE_TURN {
                    self.enter_from_headline(&sighting.mention, &mut by_word)
                } else {
                    Some(self.enter(&sighting.mention, &mut by_word))
                };
                if let Some(entity) = sighting.entity.filter(|_| is_phrase) {
                    let alone = sighting.initial && sighting.mention.words.len() == 1;
                    self.entities[entity].firm |= !alone;
                }
                seen.extend(sighting.entity.filter(|_| is_phrase && !sighting.quoted));
            }
            for entity in seen {
                self.entities[entity].seen += 1;
            }
        }
        (self.sightings, self.owners) = (sightings, owners);
    }

    /// When a name is entered: full ones first; `None` for what is no name.
    fn name_turn(&self, mention: &Mention) -> Option<usize> {
        let title = mention.words.start..mention.core.start;
        let in_headline = self.headline && self.title.contains(&mention.words.start);
        matches!(mention.kind, MentionKind::Name { .. }).then(|| match mention.core.len() {
            _ if in_headline => HEADLINE_TURN,
            2.. => 0,
            _ if self.gender_of(title).is_some() => 1,
            _ => 2,
        })
    }

    /// Enters a name of a headline in title case, up to its first word that is no name: "Ana Sol
    /// Appointed". It makes no other name longer, and is one of its own only after a title or with
    /// a first name.
    fn enter_from_headline(
        &mut self,
        mention: &Mention,
        by_word: &mut HashMap<&'t str, Vec<usize>>,
    ) -> Option<usize> {
        /// A longer one has taken in the words after it.
        const LONGEST: usize = 4;
        let words = self.words;
        let core = mention.core.clone();
        // "Announcing", but not Xi Jinping.
        let is_verb = |text: &str| {
            let english = words.grammar.code() == Some("en");
            words.grammar.is_opener(text) && (!english || is_common_word(text))
        };
        let end = (core.start + 1..core.end)
            .find(|&at| is_verb(words.text_of(at)))
            .unwrap_or(core.end);
        let core = core.start..end;
        let known = family(by_word, self.family_name(core.end - 1));
        let same = known
            .iter()
            .copied()
            .filter(|&entity| self.same(entity, &core))
            .max_by_key(|&entity| self.entities[entity].seen);
        if same.is_some() {
            return same;
        }
        let given = words.list[core.start].is(Sense::MALE | Sense::FEMALE);
        let titled = mention.kind == MentionKind::Name { titled: true };
        (core.len() <= LONGEST && (titled || given && core.len() > 1)).then(|| {
            let mention = Mention {
                words: mention.words.start..core.end,
                kind: mention.kind,
                core,
            };
            self.enter(&mention, by_word)
        })
    }

    fn enter(&mut self, mention: &Mention, by_word: &mut HashMap<&'t str, Vec<usize>>) -> usize {
        let titled = mention.kind == MentionKind::Name { titled: true };
        let last = self.family_name(self.bare(&mention.core).end - 1);
        let gender = self.gender_of(mention.words.clone());
        let known = family(by_word, last);
        let agrees = |&entity: &usize| {
            let other = self.entities[entity].gender;
            let one_gender = gender.is_none() || other.is_none() || gender == other;
            one_gender && self.same(entity, &mention.core)
        };
        // Of a family, the one the text is about.
        let same = known
            .iter()
            .copied()
            .filter(agrees)
            .max_by_key(|&entity| self.entities[entity].seen);
        let entity = same.unwrap_or_else(|| {
            self.entities.push(Entity {
                name: mention.core.clone(),
                titles: Vec::new(),
                wordings: Vec::new(),
                gender: None,
                person: false,
                speaks: false,
                seen: 0,
                firm: false,
            });
            let new = self.entities.len() - 1;
            for word in mention.core.clone() {
                by_word.entry(self.family_name(word)).or_default().push(new);
            }
            new
        });
        let last = &self.words.list[mention.words.end - 1];
        let next = self
            .words
            .list
            .get(mention.words.end)
            .filter(|_| last.gap.is_plain());
        let speaks = next.is_some_and(|next| next.is(Sense::CUE) && next.shape == Shape::Lower);
        let named_in_full = last.shape != Shape::Caps;
        let told = gender;
        let gender = told.or_else(|| self.gender_by_verb(mention));
        let record = &mut self.entities[entity];
        record.speaks |= speaks && named_in_full;
        record.person |= titled || told.is_some();
        record.gender = record.gender.or(gender);
        if mention.core.len() > record.name.len() {
            record.name = mention.core.clone();
        }
        entity
    }

    /// The gender that the verb of reporting beside a full name in the first case tells: "сказала
    /// Анна Орлова".
    fn gender_by_verb(&self, mention: &Mention) -> Option<Gender> {
        let cases = self.words.grammar.cases()?;
        let list = &self.words.list;
        let first = &list[mention.core.start];
        if mention.core.len() < 2 || first.is(Sense::OBLIQUE) {
            return None;
        }
        let verb = |at: usize| list.get(at).is_some_and(|word| word.is(Sense::CUE));
        let behind = list[mention.words.end - 1].gap.is_plain() && verb(mention.words.end);
        let before = mention.words.start.checked_sub(1);
        let before = before.filter(|&at| list[at].gap.is_plain() && verb(at));
        let verb = behind.then_some(mention.words.end).or(before)?;
        let mans = (cases.is_mans_verb)(self.words.text_of(verb))?;
        Some(if mans { Gender::Male } else { Gender::Female })
    }

    /// A name without what follows it: Jr, MP.
    fn bare(&self, name: &Range<usize>) -> Range<usize> {
        let suffix = |&at: &usize| self.words.list[at].is(Sense::SUFFIX);
        let suffixes = name.clone().skip(1).rev().take_while(suffix).count();
        name.start..name.end - suffixes
    }

    /// A word of a name as it tells persons apart: Tamimi of "al-Tamimi", Sol of "G.Sol".
    fn family_name(&self, at: usize) -> &'t str {
        let word = self.words.text_of(at);
        // Most names are one word, and each is asked for again and again.
        if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return word;
        }
        let name = family_name(word, self.words.grammar.lexicon()).unwrap_or(word);
        name.rsplit_once('.')
            .map(|(_, family)| family)
            .filter(|family| family.chars().count() > 1)
            .unwrap_or(name)
    }

    /// True when two names can be one person's: one is the other's surname or first name, or
    /// first and last words agree.
    fn same(&self, entity: usize, core: &Range<usize>) -> bool {
        let name = &self.bare(&self.entities[entity].name);
        let core = &self.bare(core);
        let word = |index: usize| self.family_name(index);
        let alike = |one: usize, other: usize| {
            self.words.text_of(one) == self.words.text_of(other) || word(one) == word(other)
        };
        if core.len() == 1 || name.len() == 1 {
            let (short, long) = if core.len() == 1 {
                (core, name)
            } else {
                (name, core)
            };
            let given = self.words.list[short.start].is(Sense::MALE | Sense::FEMALE);
            // "Rivas" is Ana Rivas Mora.
            let surname = || {
                let two = self.words.grammar.has(Habits::TWO_SURNAMES);
                two && !given && (long.start + 1..long.end).any(|at| alike(short.start, at))
            };
            let called = || {
                let mut inside = long.clone().filter(|&at| self.is_in_nickname(long, at));
                inside.any(|at| alike(short.start, at))
            };
            return alike(short.start, long.end - 1)
                || given && alike(short.start, long.start)
                || surname()
                || called();
        }
        let (short, long) = if core.len() < name.len() {
            (core, name)
        } else {
            (name, core)
        };
        let tail = long.end - short.len()..long.end;
        if short
            .clone()
            .zip(tail)
            .all(|(one, other)| alike(one, other))
        {
            return true;
        }
        alike(core.end - 1, name.end - 1)
            && (alike(core.start, name.start) || initials_agree(word(core.start), word(name.start)))
    }

    /// True for a word of a name that stands in marks or brackets: Annie of "Anna “Annie” Roe".
    fn is_in_nickname(&self, name: &Range<usize>, at: usize) -> bool {
        let mut given = name.start..at;
        given.any(|given| nickname(self.words, given).is_some_and(|end| at < end))
    }

    fn gender_of(&self, words: Range<usize>) -> Option<Gender> {
        words.into_iter().find_map(|index| {
            let sense = self.words.list[index].sense;
            match (sense.is(Sense::MALE), sense.is(Sense::FEMALE)) {
                (true, false) => Some(Gender::Male),
                (false, true) => Some(Gender::Female),
                _ => None,
            }
        })
    }

    /// Binds the words before a name, and a phrase beside it between commas, as its titles.
    fn learn_titles(&mut self) {
        for index in 0..self.owners.len() {
            let owner = &self.owners[index];
            let title = owner.mention.words.start..owner.mention.core.start;
            if let Some(entity) = owner.entity.filter(|_| !title.is_empty()) {
                self.give_title(entity, title);
            }
        }
        for index in 0..self.sightings.len() {
            let sighting = &self.sightings[index];
            let Some(entity) = sighting.entity else {
                continue;
            };
            let before = sighting.mention.words.start..sighting.mention.core.start;
            let mut titles: Vec<Range<usize>> = Vec::new();
            if !before.is_empty() {
                titles.push(before);
            }
            titles.extend(self.apposition(index));
            titles.extend(self.apposition_before(index));
            for title in titles {
                let gender = self.gender_of(title.clone());
                let record = &mut self.entities[entity];
                record.person = true;
                record.gender = record.gender.or(gender);
                self.give_title(entity, title);
            }
        }
    }

    /// Notes a title of an entity.
    fn give_title(&mut self, entity: usize, title: Range<usize>) {
        /// Nobody has more in a text that people wrote. Each is looked at for each role that the text names.
        const MOST: usize = 64;
        let words = self.words;
        let text = |title: &Range<usize>| &words.text[words.span(title.clone())];
        let record = &mut self.entities[entity];
        let is_known = |known: &Range<usize>| text(known) == text(&title);
        if record.wordings.len() < MOST && !record.wordings.iter().any(is_known) {
            record.wordings.push(title.clone());
        }
        record.titles.push(title);
    }

    /// True for the words between a role and its bearer, which say what the role is for: « le
    /// représentant de la Banque | lacustre de développement, | Ivo Marr ».
    fn is_complement(&self, between: Range<usize>) -> bool {
        /// In words.
        const LONGEST: usize = 8;
        let list = &self.words.list;
        let Some(first) = between.clone().next() else {
            return true;
        };
        let verb = Sense::REPORTING
            | Sense::AUXILIARY
            | Sense::BE
            | Sense::MODAL
            | Sense::PRONOUN
            | Sense::RELATIVE
            | Sense::CONJUNCTION;
        let leads = list[first].is(Sense::PREPOSITION) || list[first - 1].is(Sense::BODY);
        let plain = (first - 1..between.end - 1).all(|at| list[at].gap.is_plain());
        let adds = |at: usize| !list[at].is(verb) || list[at].is(Sense::AND | Sense::PREPOSITION);
        between.len() <= LONGEST && leads && plain && between.clone().all(adds)
    }

    /// The role in "the envoy for Norland, X," or "the envoy to Norland (X)".
    fn apposition_before(&self, index: usize) -> Option<Range<usize>> {
        /// Phrases between a role and its bearer, and the role.
        const COMPLEMENT: usize = 3;
        /// Words between a role and its bearer in brackets: "to the United Kingdom".
        const REACH: usize = 6;
        let sighting = &self.sightings[index];
        let name = &sighting.mention.words;
        let opens = self.words.list[name.start.checked_sub(1)?].gap;
        let closes = self.words.list[name.end - 1].gap;
        let role = |other: &&Sighting| other.mention.kind == MentionKind::Role;
        let before = self.sightings[..index].iter().rev();
        // "THE PRESIDENT: (Applause.)" is a label.
        if opens.has(Gap::COLON) {
            return None;
        }
        if opens.has(Gap::BRACKET) && closes.has(Gap::BRACKET.or(Gap::COMMA)) {
            let near = |other: &&Sighting| other.mention.words.end + REACH >= name.start;
            let role = before.take_while(near).find(role)?;
            let title = role.mention.words.start..name.start;
            let plain = |at: usize| self.words.list[at].gap.is_plain();
            return (title.start..title.end - 1).all(plain).then_some(title);
        }
        let comma = opens.has(Gap::COMMA) && !opens.has(Gap::SENTENCE);
        let closed = closes.has(Gap::COMMA.or(Gap::SENTENCE).or(Gap::MARK));
        let person = name.len() > 1 || sighting.mention.kind == MentionKind::Name { titled: true };
        let role = before.take(COMPLEMENT).find(role)?.mention.words.clone();
        let beside = self.is_complement(role.end..name.start) && comma && closed && person;
        let definite = self.words.list[role.start].is(Sense::DETERMINER) || role.len() > 2;
        (beside && definite).then_some(role)
    }

    /// The role in "X, the envoy to Y,".
    fn apposition(&self, index: usize) -> Option<Range<usize>> {
        let sighting = &self.sightings[index];
        let next = self.sightings.get(index + 1)?;
        let end = sighting.mention.words.end;
        let gap = self.words.list[end - 1].gap;
        let joined =
            gap.has(Gap::COMMA) && !gap.has(Gap::SENTENCE) && next.mention.words.start == end;
        // "To supply tanks, Shah said": the subject of what comes next.
        let last = next.mention.words.end;
        let verb = self.words.list[last - 1].gap.is_plain()
            && self
                .words
                .list
                .get(last)
                .is_some_and(|word| word.is(Sense::CUE | Sense::AUXILIARY));
        // "Jake, the President, in his remarks, said": somebody with a surname is spoken to.
        let name = &sighting.mention.words;
        let first_name = self.words.list[name.start].is(Sense::MALE | Sense::FEMALE);
        let full = |entity: usize| self.entities[entity].name.len() > 1;
        let called_to = name.len() == 1 && first_name && sighting.entity.is_some_and(full);
        let apposed = joined && !verb && !called_to && next.mention.kind == MentionKind::Role;
        apposed.then(|| next.mention.words.clone())
    }

    fn index(&self) -> &Index<'t> {
        let make = || Index::of(self.words, &self.entities, &self.sightings);
        self.index.get_or_init(make)
    }

    fn surnames(&self) -> &HashMap<String, Vec<usize>> {
        self.by_surname.get_or_init(|| {
            let mut by_surname: HashMap<String, Vec<usize>> = HashMap::default();
            for (number, entity) in self.entities.iter().enumerate() {
                let surname = self
                    .family_name(self.bare(&entity.name).end - 1)
                    .to_lowercase();
                by_surname.entry(surname).or_default().push(number);
            }
            by_surname
        })
    }

    /// The entity sighted at a mention, if it is a name.
    fn sighted(&self, mention: &Mention) -> Option<usize> {
        let at = self
            .sightings
            .partition_point(|sighting| sighting.mention.words.end <= mention.core.start);
        let sighting = self.sightings.get(at)?;
        let overlaps = sighting.mention.words.start < mention.words.end;
        sighting.entity.filter(|_| overlaps)
    }

    /// The name that a mention stands for, or its own words; what tells two mentions of one person
    /// from mentions of two.
    pub(super) fn name_of(&self, mention: &Mention) -> &'t str {
        match self.sighted(mention) {
            Some(entity) => self.name(entity),
            None => &self.words.text[self.words.span(mention.words.clone())],
        }
    }

    /// Says whom a mention stands for.
    pub(super) fn identity(&self, mention: &Mention) -> Identity {
        match mention.kind {
            MentionKind::Name { .. } => self
                .sighted(mention)
                .map_or(Identity::Itself, Identity::Known),
            MentionKind::Role => self
                .latter(mention)
                .or_else(|| self.bearer(mention))
                .or_else(|| self.in_full(mention))
                .unwrap_or(Identity::Itself),
            MentionKind::Document => self
                .author(mention)
                .or_else(|| self.issuer(mention))
                .or_else(|| self.document_before(mention))
                .unwrap_or(Identity::Itself),
            MentionKind::Body => self
                .any_body(mention)
                .or_else(|| self.in_full(mention))
                .unwrap_or(Identity::Itself),
            MentionKind::Pronoun => self.antecedent(mention).unwrap_or(Identity::Nobody),
        }
    }

    /// What "the paper" stands for: the nearest document of its kind that has a number, as
    /// "Resolution 1325 (2000)" does, or the body of the nearest one that has one, as "a Harbour
    /// Board draft paper" does.
    fn document_before(&self, mention: &Mention) -> Option<Identity> {
        /// Documents that lie between.
        const REACH: usize = 8;
        let bare = mention.words.len() == 2;
        if !bare || !self.words.list[mention.words.start].is(Sense::DEFINITE) {
            return None;
        }
        let end = mention.words.start;
        let before = self
            .sightings
            .partition_point(|sighting| sighting.mention.words.start < end);
        let head = self.words.text_of(mention.core.start);
        self.sightings[..before]
            .iter()
            .rev()
            .filter(|sighting| !sighting.quoted && sighting.mention.kind == MentionKind::Document)
            .take(REACH)
            .find_map(|sighting| {
                let document = &sighting.mention;
                let numbered = document.words.end > document.core.end
                    && same_word(head, self.words.text_of(document.core.start));
                if numbered {
                    return Some(Identity::Phrase(document.clone()));
                }
                self.issuer(document).filter(|issuer| match issuer {
                    Identity::Phrase(body) => self.words.list[body.core.start].is(Sense::BODY),
                    _ => false,
                })
            })
    }

    /// The body whose document it is: "a *Harbour Board* draft paper".
    fn issuer(&self, mention: &Mention) -> Option<Identity> {
        if mention.kind != MentionKind::Document {
            return None;
        }
        let list = &self.words.list;
        let before = mention.words.start..mention.core.start;
        let last = before.clone().rev().find(|&at| {
            list[at].is_capital() && (list[at].is(Sense::BODY) || list[at].shape == Shape::Caps)
        })?;
        let capital = |at: &usize| list[*at].is_capital() && !list[*at].is(Sense::DETERMINER);
        let first = (before.start..=last).rev().take_while(capital).last()?;
        Some(Identity::Phrase(Mention {
            words: first..last + 1,
            kind: MentionKind::Body,
            core: last..last + 1,
        }))
    }

    /// The sightings inside a range of words, those between marks left out.
    fn unquoted(&self, words: Range<usize>) -> impl Iterator<Item = &Sighting> {
        let place = |word: usize| {
            self.sightings
                .partition_point(|sighting| sighting.mention.words.start < word)
        };
        self.sightings[place(words.start)..place(words.end)]
            .iter()
            .filter(|sighting| !sighting.quoted)
    }

    /// Notes that an entity has spoken, so that it is a person where a person is looked for.
    pub(super) fn has_spoken(&mut self, entity: usize) {
        let name = self.entities[entity].name.clone();
        let other = Sense::DEMONYM | Sense::BODY;
        self.entities[entity].person |= self.words.list[name.end - 1].shape != Shape::Caps
            && !name.clone().any(|index| self.words.list[index].is(other));
    }

    fn fits(&self, entity: usize, wanted: Gender) -> bool {
        self.entities[entity]
            .gender
            .is_none_or(|gender| gender == wanted)
    }

    /// True for a lone word with a capital, no first name and after no title, that the text writes
    /// small elsewhere: "Look", "Order".
    pub(super) fn is_common_noun(&self, mention: &Mention) -> bool {
        let lone = mention.kind == MentionKind::Name { titled: false } && mention.core.len() == 1;
        let word = &self.words.list[mention.core.start];
        let capitals = self.words.grammar.script().is_none();
        if !capitals
            || !lone
            || word.shape != Shape::Capital
            || word.is(Sense::MALE | Sense::FEMALE)
        {
            return false;
        }
        let titled = self
            .sighted(mention)
            .is_some_and(|entity| !self.entities[entity].titles.is_empty());
        !titled && self.is_small_elsewhere(mention.core.start)
    }

    /// True for an entity of one word that only opens sentences: "Again", beside "my dad"; not for
    /// Mrs May.
    pub(super) fn is_common_name(&self, entity: usize) -> bool {
        let list = &self.words.list;
        let entity = &self.entities[entity];
        let word = &list[entity.name.start];
        let grammar = Sense::STOP | Sense::AUXILIARY | Sense::PREPOSITION | Sense::CONJUNCTION;
        let title = |at: usize| list[at].is(Sense::TITLE) && list[at].is_capital();
        entity.name.len() == 1
            && word.is(grammar)
            && !word.is(Sense::MALE | Sense::FEMALE)
            && !entity.wordings.iter().any(|words| words.clone().any(title))
    }

    fn is_small_elsewhere(&self, at: usize) -> bool {
        let small = self.words.text_of(at).to_lowercase();
        self.small.has(&small, |_| true)
    }

    /// True unless a mention is a lone capitalised word that only ever opens sentences.
    pub(super) fn is_firm(&self, mention: &Mention) -> bool {
        let lone = mention.kind == MentionKind::Name { titled: false } && mention.core.len() == 1;
        let firm = |entity: usize| self.entities[entity].firm;
        !lone || self.sighted(mention).is_none_or(firm)
    }

    /// True when a mention names somebody known to be a person.
    pub(super) fn sighted_person(&self, mention: &Mention) -> bool {
        self.sighted(mention)
            .is_some_and(|entity| self.entities[entity].person)
    }
}

/// The most bearers of one surname that a name is compared with, the last ones: a list of thousands
/// of Smiths is no family.
const FAMILY: usize = 32;

fn family<'b>(by_word: &'b HashMap<&str, Vec<usize>>, word: &str) -> &'b [usize] {
    let all = by_word.get(word).map_or(&[][..], Vec::as_slice);
    &all[all.len().saturating_sub(FAMILY)..]
}

/// The rounds in which names are entered, those of a headline last.
const NAME_TURNS: usize = 4;
const HEADLINE_TURN: usize = NAME_TURNS - 1;

/// True for a headline with capitals in all its words that matter.
fn is_title_case(words: &Words<'_>, title: &Range<usize>) -> bool {
    /// Fewer words may all be names.
    const FEWEST: usize = 4;
    let grammar = Sense::PREPOSITION | Sense::CONJUNCTION | Sense::DETERMINER | Sense::BE;
    let list = &words.list[title.clone()];
    let content = list
        .iter()
        .filter(|word| !word.is(grammar) && word.shape != Shape::Number);
    let (all, capital) = content.fold((0, 0), |(all, capital), word| {
        (all + 1, capital + usize::from(word.is_capital()))
    });
    all >= FEWEST && capital * 5 >= all * 4
}

/// The person who owns what a phrase names, if it names them in full or by a title.
fn owner_in(words: &Words<'_>, phrase: &Mention) -> Option<Mention> {
    let owned = |index: usize| words.list[index].gap.has(Gap::POSSESSIVE);
    let last = (phrase.words.start..phrase.words.end - 1).find(|&index| owned(index))?;
    let owner = mention_at(words, phrase.words.start, last + 1)?;
    let given = words.list[owner.core.start].is(Sense::MALE | Sense::FEMALE);
    let is_person = match owner.kind {
        MentionKind::Name { titled } => titled || given && owner.core.len() > 1,
        _ => false,
    };
    (is_person && owner.words.end == last + 1).then_some(owner)
}

fn is_plural(noun: &str) -> bool {
    noun.ends_with('s') && !noun.ends_with("ss")
}

fn initials_agree(one: &str, other: &str) -> bool {
    let initial = |word: &str| word.len() <= 2 || word.ends_with('.');
    (initial(one) || initial(other)) && one.chars().next() == other.chars().next()
}

/// Compares a word of a title with one of a role; in German compounds the role ends the title.
fn same_title(title: &str, role: &str) -> bool {
    let compound = title.len() > role.len()
        && role.len() > 5
        && title.is_char_boundary(title.len() - role.len())
        && same_word(&title[title.len() - role.len()..], role);
    compound || same_word(title, role)
}

/// Compares two words in any case.
fn same_word(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || !one.is_ascii()
            && one
                .chars()
                .flat_map(char::to_lowercase)
                .eq(other.chars().flat_map(char::to_lowercase))
}
