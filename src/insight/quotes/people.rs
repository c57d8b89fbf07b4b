//! Who is who in one briefing: names with their titles and gender, and what "he" or "the
//! minister" stands for at a place.
//!
//! The table is built from the whole text before any quote is attributed, because a full name may
//! come after the short one. Nothing here looks beyond the briefing.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::Person;
use super::lexicon::{Lexicon, Sense, Tongue};
use super::mentions::{Mention, MentionKind, is_opener, mention_at, mentions, starts_sentence};
use super::words::{Gap, Shape, Words};
use super::{readable, russian};

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
    /// Titles and appositions that were put beside the name.
    titles: Vec<Range<usize>>,
    gender: Option<Gender>,
    /// Known to be a person: by title, first name, or because a pronoun stood for them.
    person: bool,
    /// A word of reporting follows the name somewhere, as after persons and capitals.
    speaks: bool,
    /// How often the text names it outside quotation marks.
    seen: u32,
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
        let mut by_word: HashMap<&'t str, Vec<usize>> = HashMap::new();
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
        let end = (core.start + 1..core.end)
            .find(|&at| is_opener(words.text_of(at), words.tongue))
            .unwrap_or(core.end);
        let core = core.start..end;
        let known = by_word
            .get(words.text_of(core.end - 1))
            .into_iter()
            .flatten()
            .copied();
        let same = known
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
        let last = self.words.text_of(mention.core.end - 1);
        let gender = self.gender_of(mention.words.clone());
        let known = by_word.get(last).into_iter().flatten().copied();
        let agrees = |&entity: &usize| {
            let other = self.entities[entity].gender;
            let one_gender = gender.is_none() || other.is_none() || gender == other;
            one_gender && self.same(entity, &mention.core)
        };
        // Of a family, the one the text is about.
        let same = known
            .filter(agrees)
            .max_by_key(|&entity| self.entities[entity].seen);
        let entity = same.unwrap_or_else(|| {
            self.entities.push(Entity {
                name: mention.core.clone(),
                titles: Vec::new(),
                gender: None,
                person: false,
                speaks: false,
                seen: 0,
            });
            let new = self.entities.len() - 1;
            for word in mention.core.clone() {
                by_word
                    .entry(self.words.text_of(word))
                    .or_default()
                    .push(new);
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
        let record = &mut self.entities[entity];
        record.speaks |= speaks && named_in_full;
        record.person |= titled || gender.is_some();
        record.gender = record.gender.or(gender);
        if mention.core.len() > record.name.len() {
            record.name = mention.core.clone();
        }
        entity
    }

    /// True when two names can be one person's: one is the other's surname or first name, or
    /// first and last words agree.
    fn same(&self, entity: usize, core: &Range<usize>) -> bool {
        let name = &self.entities[entity].name;
        let word = |index: usize| self.words.text_of(index);
        if core.len() == 1 || name.len() == 1 {
            let (short, long) = if core.len() == 1 {
                (core, name)
            } else {
                (name, core)
            };
            let given = self.words.list[short.start].is(Sense::MALE | Sense::FEMALE);
            return word(short.start) == word(long.end - 1)
                || given && word(short.start) == word(long.start);
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
            .all(|(one, other)| word(one) == word(other))
        {
            return true;
        }
        word(core.end - 1) == word(name.end - 1)
            && (word(core.start) == word(name.start)
                || initials_agree(word(core.start), word(name.start)))
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
        for owner in &self.owners {
            let title = owner.mention.words.start..owner.mention.core.start;
            if let Some(entity) = owner.entity.filter(|_| !title.is_empty()) {
                self.entities[entity].titles.push(title);
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
                let entity = &mut self.entities[entity];
                entity.person = true;
                entity.gender = entity.gender.or(gender);
                entity.titles.push(title);
            }
        }
    }

    /// The role in "the envoy for Norland, X," or "the envoy to Norland (X)".
    fn apposition_before(&self, index: usize) -> Option<Range<usize>> {
        /// Words between a role and its bearer in brackets: "to the United Kingdom".
        const REACH: usize = 6;
        let sighting = &self.sightings[index];
        let name = &sighting.mention.words;
        let opens = self.words.list[name.start.checked_sub(1)?].gap;
        let closes = self.words.list[name.end - 1].gap;
        let role = |other: &&Sighting| other.mention.kind == MentionKind::Role;
        let before = self.sightings[..index].iter().rev();
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
        let role = before.take(1).find(role)?.mention.words.clone();
        let beside = role.end == name.start && comma && closed && person;
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
        let apposed = joined && !verb && next.mention.kind == MentionKind::Role;
        apposed.then(|| next.mention.words.clone())
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

    /// Says whom a mention stands for.
    pub(super) fn identify(&mut self, mention: &Mention) -> Identity {
        match mention.kind {
            MentionKind::Name { .. } => self
                .sighted(mention)
                .map_or(Identity::Itself, Identity::Known),
            MentionKind::Role => self
                .latter(mention)
                .or_else(|| self.bearer(mention))
                .or_else(|| self.in_full(mention))
                .unwrap_or(Identity::Itself),
            MentionKind::Document => self.author(mention).unwrap_or(Identity::Itself),
            MentionKind::Body => self.in_full(mention).unwrap_or(Identity::Itself),
            MentionKind::Pronoun => self.antecedent(mention).unwrap_or(Identity::Nobody),
        }
    }

    /// Who "the latter" is: the person or role named last before it.
    fn latter(&self, mention: &Mention) -> Option<Identity> {
        /// Words between them.
        const REACH: usize = 40;
        let start = mention.words.start;
        if self.words.text_of(mention.core.start) != "latter" {
            return None;
        }
        let mut before = self
            .unquoted(start.saturating_sub(REACH)..start)
            .collect::<Vec<_>>();
        before.retain(|sighting| match sighting.mention.kind {
            MentionKind::Name { .. } => true,
            MentionKind::Role => sighting.mention.core != mention.core,
            _ => false,
        });
        let last = before.last()?;
        let known = || {
            self.bearer(&last.mention)
                .filter(|found| matches!(found, Identity::Known(_)))
        };
        Some(
            last.entity
                .map(Identity::Known)
                .or_else(known)
                .unwrap_or_else(|| Identity::Phrase(last.mention.clone())),
        )
    }

    /// The phrase that a short one stands for: "the Ministry" for "the Ministry of Trade", by the
    /// nearest longer one before it with the same head.
    fn in_full(&self, mention: &Mention) -> Option<Identity> {
        let words = self.words;
        let list = &words.list;
        let bare = mention.words.len() == 2 && list[mention.words.start].is(Sense::DETERMINER);
        let definite = words
            .text_of(mention.words.start)
            .eq_ignore_ascii_case("the");
        if !bare || !definite {
            return None;
        }
        let head = words.text_of(mention.core.start);
        let before = self
            .sightings
            .partition_point(|sighting| sighting.mention.words.start < mention.words.start);
        let alike = |sighting: &&Sighting| {
            !sighting.quoted
                && sighting.mention.kind == mention.kind
                && same_word(words.text_of(sighting.mention.core.start), head)
        };
        let longer = |sighting: &&Sighting| {
            let other = &sighting.mention;
            let named = other
                .words
                .clone()
                .filter(|&word| list[word].is_capital())
                .count()
                > 1
                || other.kind == MentionKind::Role;
            let owned = list[other.words.end - 1].gap.has(Gap::POSSESSIVE);
            alike(sighting) && other.words.len() > 2 && named && !owned
        };
        // Short before it is long, it is another.
        let all = &self.sightings[..before];
        let found = all.iter().rev().find(longer)?;
        all.iter().find(alike).filter(longer)?;
        Some(Identity::Phrase(found.mention.clone()))
    }

    /// The person who bears a title: the one whose titles share most with the phrase, or, as a
    /// guess, the one the briefing is about.
    fn bearer(&self, mention: &Mention) -> Option<Identity> {
        let head = self.words.text_of(mention.core.start);
        let first = self.words.text_of(mention.words.start);
        let indefinite = first.eq_ignore_ascii_case("a") || first.eq_ignore_ascii_case("an");
        let several = is_plural(head);
        if indefinite || several {
            return None;
        }
        let fitting = |entity| {
            Some((
                self.agreement(entity, mention, head)?,
                self.nearness(entity, mention),
                entity,
            ))
        };
        let best = (0..self.entities.len()).filter_map(fitting).max();
        match best {
            // Another's: "the Chancellor of Norland" beside "Tarn Chancellor X".
            Some((agreement, ..)) if agreement < 0 => None,
            Some((_, _, entity)) => Some(Identity::Known(entity)),
            // "My teacher" may be anybody, "Norland's envoy" somebody not named yet; "the headline"
            // is nobody.
            None if self.is_owned(mention) || !self.is_role(mention) => None,
            // "The official", after "an official familiar with the file".
            None if self.in_full(mention).is_some() => None,
            None => self
                .protagonist(head, self.rank(&mention.words))
                .map(Identity::Guess),
        }
    }

    fn is_role(&self, mention: &Mention) -> bool {
        let head = &self.words.list[mention.core.start];
        // Who asks is not whom the briefing is about.
        head.is(Sense::ROLE | Sense::TITLE) && !head.is(Sense::QUESTION)
    }

    fn is_owned(&self, mention: &Mention) -> bool {
        let list = &self.words.list;
        if mention
            .words
            .clone()
            .any(|index| list[index].gap.has(Gap::POSSESSIVE))
        {
            return true;
        }
        list[mention.words.start].is(Sense::DETERMINER) && !self.is_definite(mention)
    }

    /// True for a phrase with the definite article.
    fn is_definite(&self, mention: &Mention) -> bool {
        let articles: &[&str] = match self.words.tongue {
            Tongue::French => &["le", "la", "l", "les"],
            Tongue::Spanish => &["el", "la", "los", "las"],
            Tongue::German => &["der", "die", "das", "dem", "den", "des"],
            Tongue::English | Tongue::Russian | Tongue::Other => &["the"],
        };
        let first = self.words.text_of(mention.words.start);
        articles
            .iter()
            .any(|article| first.eq_ignore_ascii_case(article))
    }

    /// How well an entity's best title fits a role; `None` where none has its head word.
    fn agreement(&self, entity: usize, mention: &Mention, head: &str) -> Option<i32> {
        let words = self.words;
        let modifiers = || {
            mention.words.clone().filter(|&index| {
                index != mention.core.start
                    && words.list[index].is_capital()
                    && !words.list[index].is(Sense::DETERMINER)
            })
        };
        let holds = |title: &Range<usize>, word: &str| {
            title
                .clone()
                .any(|index| same_title(words.text_of(index), word))
        };
        self.entities[entity]
            .titles
            .iter()
            .filter(|title| holds(title, head))
            .filter(|title| self.rank(title) == self.rank(&mention.words))
            .map(|title| {
                modifiers()
                    .map(|index| {
                        if holds(title, words.text_of(index)) {
                            2
                        } else {
                            -1
                        }
                    })
                    .sum()
            })
            .max()
    }

    /// "Vice", "Deputy", "Assistant": who bears such a title does not bear the title without it.
    fn rank(&self, title: &Range<usize>) -> bool {
        title
            .clone()
            .any(|index| self.words.list[index].is(Sense::RANK))
    }

    /// The number of the last word at which an entity was named before a mention (else the first after).
    fn nearness(&self, entity: usize, mention: &Mention) -> i64 {
        let sightings = self
            .sightings
            .iter()
            .filter(|sighting| sighting.entity == Some(entity));
        let at = i64::try_from(mention.words.start).unwrap_or(i64::MAX);
        sightings
            .map(|sighting| i64::try_from(sighting.mention.words.start).unwrap_or(i64::MAX))
            .map(|place| if place < at { place } else { -place })
            .max()
            .unwrap_or(i64::MIN)
    }

    /// The one person a briefing is about, if it names one oftener than any other; those who
    /// bear another role, or the role with another rank, do not count.
    fn protagonist(&self, role: &str, rank: bool) -> Option<usize> {
        let words = self.words;
        let other_role = |title: &Range<usize>| {
            let mut roles = title
                .clone()
                .filter(|&index| words.list[index].is(Sense::ROLE))
                .peekable();
            roles.peek().is_some()
                && (roles.all(|index| !same_title(words.text_of(index), role))
                    || !role.is_empty() && self.rank(title) != rank)
        };
        let candidates = || {
            (0..self.entities.len()).filter(|&entity| {
                let record = &self.entities[entity];
                record.person && record.seen > 0 && !record.titles.iter().any(other_role)
            })
        };
        let most = candidates().max_by_key(|&entity| self.entities[entity].seen)?;
        let seen = self.entities[most].seen;
        let rivals = candidates()
            .filter(|&entity| self.entities[entity].seen == seen)
            .count();
        (rivals == 1).then_some(most)
    }

    /// The writer of "his letter", "the message": a person, where the briefing is about one.
    fn author(&self, mention: &Mention) -> Option<Identity> {
        let head = self.words.list[mention.core.start];
        if !head.is(Sense::LETTER) {
            return None;
        }
        let first = &self.words.list[mention.words.start];
        if first.is(Sense::HE | Sense::SHE) {
            let wanted = if first.is(Sense::HE) {
                Gender::Male
            } else {
                Gender::Female
            };
            let found = self.search_back(mention.words.start, wanted);
            if matches!(found, Some(Identity::Known(_))) {
                return found;
            }
        }
        if let Some(owner) = self.owner(mention) {
            return Some(Identity::Known(owner));
        }
        self.writer(mention.words.start)
            .or_else(|| self.protagonist("", false))
            .or_else(|| self.sender(mention.words.start))
            .map(Identity::Guess)
    }

    /// The person who owns a thing: Carter in "Carter's message".
    fn owner(&self, mention: &Mention) -> Option<usize> {
        let list = &self.words.list;
        let owner = mention
            .words
            .clone()
            .find(|&index| list[index].gap.has(Gap::POSSESSIVE))?;
        let surname = self.words.text_of(owner);
        let named =
            |entity: &Entity| entity.person && self.words.text_of(entity.name.end - 1) == surname;
        self.entities.iter().position(named)
    }

    /// The person of whom the sentence before says that they wrote: "Lind said in a letter to …".
    fn writer(&self, before: usize) -> Option<usize> {
        // Where it opens a sentence this is the one before.
        let start = sentence_start(self.words, before);
        let list = &self.words.list;
        let told = |at: usize| {
            list[at].is(Sense::LETTER) && at > start && list[at - 1].is(Sense::DETERMINER)
        };
        let mut persons = self
            .unquoted(start..before)
            .filter(|sighting| !self.is_governed(sighting))
            .filter_map(|sighting| sighting.entity)
            .filter(|&entity| self.entities[entity].person);
        (start..before).any(told).then(|| persons.next()).flatten()
    }

    /// The person whom a sentence shortly before a letter is about, else the title.
    fn sender(&self, before: usize) -> Option<usize> {
        /// The news of a letter, and a sentence about its occasion.
        const SENTENCES: usize = 3;
        let person = |words: Range<usize>| {
            let mut found = self
                .unquoted(words)
                .filter(|sighting| !self.is_governed(sighting));
            found.find_map(|sighting| {
                sighting
                    .entity
                    .filter(|&entity| self.entities[entity].person)
            })
        };
        let mut end = before;
        for _ in 0..SENTENCES {
            let start = sentence_start(self.words, end);
            if let Some(found) = person(start..end) {
                return Some(found);
            }
            end = start;
            if end == 0 {
                break;
            }
        }
        person(self.title.clone())
    }

    /// True for what a preposition stands before: seldom the subject of its sentence.
    fn is_governed(&self, sighting: &Sighting) -> bool {
        let before = sighting.mention.words.start.checked_sub(1);
        before.is_some_and(|before| {
            let word = &self.words.list[before];
            word.is(Sense::PREPOSITION) && !word.gap.has(Gap::SENTENCE)
        })
    }

    /// Whom a pronoun stands for: the first fitting name of its own sentence or of the nearest
    /// sentence before it, names between marks left out.
    fn antecedent(&mut self, mention: &Mention) -> Option<Identity> {
        let sense = self.words.list[mention.core.start].sense;
        if sense.is(Sense::IT) {
            return self.thing_before(mention.words.start);
        }
        if sense.is(Sense::THEY) {
            return self.several_before(mention.words.start);
        }
        let wanted = match (sense.is(Sense::HE), sense.is(Sense::SHE)) {
            (true, _) => Gender::Male,
            (_, true) => Gender::Female,
            _ => return None,
        };
        let found = self.search_back(mention.words.start, wanted)?;
        if let Identity::Known(entity) = found {
            let entity = &mut self.entities[entity];
            entity.gender = entity.gender.or(Some(wanted));
            entity.person = true;
        }
        Some(found)
    }

    /// What "it" stands for: the first body or document of the nearest sentence that has one.
    fn thing_before(&self, before: usize) -> Option<Identity> {
        self.phrase_before(before, |sighting| {
            matches!(
                sighting.mention.kind,
                MentionKind::Body | MentionKind::Document
            )
        })
    }

    /// Whom "they" stands for: "the Co-Chairs", "the Norland delegates".
    fn several_before(&self, before: usize) -> Option<Identity> {
        self.phrase_before(before, |sighting| {
            let head = self.words.text_of(sighting.mention.core.start);
            sighting.mention.kind == MentionKind::Role && is_plural(head)
        })
    }

    /// The first fitting phrase of the nearest sentence that has one; in the pronoun's own
    /// sentence no phrase after a preposition ("In a message, it said").
    fn phrase_before(&self, before: usize, fits: impl Fn(&Sighting) -> bool) -> Option<Identity> {
        /// "It" does not reach far.
        const SENTENCES: usize = 3;
        let mut end = before;
        for sentence in 0..SENTENCES {
            let start = sentence_start(self.words, end);
            let found = || self.unquoted(start..end).filter(|sighting| fits(sighting));
            let subject = found().find(|sighting| !self.is_governed(sighting));
            let other = if sentence == 0 { None } else { found().next() };
            if let Some(sighting) = subject.or(other) {
                let phrase = &sighting.mention;
                let full = self.in_full(phrase);
                return Some(full.unwrap_or_else(|| Identity::Phrase(phrase.clone())));
            }
            if start == 0 {
                break;
            }
            end = start;
        }
        None
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

    /// Known persons first; a name that may be a place only where no person fits.
    fn search_back(&self, before: usize, wanted: Gender) -> Option<Identity> {
        self.search_sentences(before, wanted, true)
            .or_else(|| self.search_sentences(before, wanted, false))
    }

    fn search_sentences(&self, before: usize, wanted: Gender, certain: bool) -> Option<Identity> {
        /// A pronoun reaches back over a few paragraphs, not over a whole transcript.
        const SENTENCES: usize = 14;
        let mut end = before;
        for _ in 0..SENTENCES {
            let start = sentence_start(self.words, end);
            let search = |governed: bool| {
                let mut found = self
                    .unquoted(start..end)
                    .filter(|sighting| self.is_governed(sighting) == governed)
                    .filter_map(|sighting| self.fitting(sighting, wanted, certain));
                let first = found.next()?;
                // "The host asked Ms Lind. She said": who is known to be a woman, not who may be.
                let vague = matches!(first, Identity::Guess(_) | Identity::Phrase(_));
                let surer = |other: &Identity| matches!(other, Identity::Known(entity) if self.entities[*entity].gender == Some(wanted));
                Some(found.find(surer).filter(|_| vague).unwrap_or(first))
            };
            if let Some(found) = search(false).or_else(|| search(true)) {
                return Some(found);
            }
            if start == 0 {
                return None;
            }
            end = start;
        }
        None
    }

    fn fitting(&self, sighting: &Sighting, wanted: Gender, certain: bool) -> Option<Identity> {
        if sighting.mention.kind == MentionKind::Role {
            // "The inspectors" are no "he".
            if is_plural(self.words.text_of(sighting.mention.core.start)) {
                return None;
            }
            let phrase = || {
                let gender = self.gender_of(sighting.mention.words.clone());
                gender
                    .is_none_or(|gender| gender == wanted)
                    .then(|| Identity::Phrase(sighting.mention.clone()))
            };
            return match self.bearer(&sighting.mention) {
                Some(Identity::Known(entity)) => {
                    self.fits(entity, wanted).then_some(Identity::Known(entity))
                }
                Some(Identity::Guess(entity)) if self.fits(entity, wanted) => {
                    Some(Identity::Guess(entity))
                }
                _ => phrase(),
            };
        }
        let entity = sighting.entity?;
        let record = &self.entities[entity];
        let likely =
            record.person || !certain && (record.speaks || self.is_like_a_person(&record.name));
        (likely && self.fits(entity, wanted)).then_some(Identity::Known(entity))
    }

    /// Two words, neither of them of a country or a quarter of the world.
    fn is_like_a_person(&self, name: &Range<usize>) -> bool {
        let other = Sense::DEMONYM | Sense::OFFICE | Sense::BODY;
        name.len() == 2 && name.clone().all(|index| !self.words.list[index].is(other))
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

    /// True unless a mention is a lone capitalised word that only ever opens sentences.
    pub(super) fn is_firm(&self, mention: &Mention) -> bool {
        let lone = mention.kind == MentionKind::Name { titled: false } && mention.core.len() == 1;
        let entity = self.sighted(mention);
        let elsewhere = |sighting: &Sighting| {
            sighting.entity == entity && (!sighting.initial || sighting.mention.words.len() > 1)
        };
        !lone || self.sightings.iter().any(elsewhere)
    }

    /// True when a mention names somebody known to be a person.
    pub(super) fn sighted_person(&self, mention: &Mention) -> bool {
        self.sighted(mention)
            .is_some_and(|entity| self.entities[entity].person)
    }

    /// The persons whom the text names, in order of first appearance; `end` is where the body ends
    /// and the title begins, if that stands last.
    pub(super) fn persons(&self, end: usize) -> Vec<Person> {
        let mut numbers: Vec<Option<usize>> = vec![None; self.entities.len()];
        let mut persons: Vec<Person> = Vec::new();
        for sighting in self.sightings.iter().chain(&self.owners) {
            let Some(entity) = sighting
                .entity
                .filter(|&entity| self.is_named_person(entity))
            else {
                continue;
            };
            let number = *numbers[entity].get_or_insert_with(|| {
                persons.push(Person {
                    name: self.person_name(entity),
                    in_title: false,
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

    /// The name as it stands in running text and in the first case.
    fn person_name(&self, entity: usize) -> String {
        let name = readable(self.name(entity));
        let first_case = (self.words.tongue == Tongue::Russian)
            .then(|| russian::nominative(&name, Lexicon::of(Some("ru"))));
        first_case.flatten().unwrap_or_else(|| name.to_string())
    }

    /// True for an entity that is beyond doubt a person and has a name of their own.
    fn is_named_person(&self, entity: usize) -> bool {
        let record = &self.entities[entity];
        let name = || record.name.clone().map(|index| self.words.text_of(index));
        let initials = name().all(|word| word.chars().filter(|c| c.is_alphabetic()).count() < 3);
        if initials || self.words.tongue == Tongue::Russian && !self.is_russian_name(record) {
            return false;
        }
        let list = &self.words.list;
        let other = Sense::BODY | Sense::OFFICE | Sense::DEMONYM | Sense::TERM | Sense::DOCUMENT;
        let is_plain = |index: usize| {
            let word = &list[index];
            word.shape != Shape::Number
                && (word.is_capital() || word.is(Sense::PARTICLE))
                && !word.is(other)
        };
        // Right before the name: what stands beside it between commas may be about something else.
        let titled = record.titles.iter().any(|title| {
            let last = &list[title.end.saturating_sub(1)];
            let names = |index: usize| self.words.text_of(index) == self.words.text_of(title.end);
            title.end < list.len()
                && last.is(Sense::TITLE)
                && last.is_capital()
                && last.gap.is_plain()
                && record.name.clone().any(names)
        });
        let given = list[record.name.start].is(Sense::MALE | Sense::FEMALE);
        let full = record.name.len() > 1;
        let last = &list[record.name.end - 1];
        let acronym = last.shape == Shape::Caps && last.end - last.start < 5;
        record.person
            && !acronym
            && record.name.clone().all(is_plain)
            && (titled || full && (given || record.speaks))
    }

    /// True for a name whose first case is known; not for a first name and the father's alone.
    fn is_russian_name(&self, record: &Entity) -> bool {
        let name = &self.words.text[self.words.span(record.name.clone())];
        let last = self.words.text_of(record.name.end - 1);
        let father = record.name.len() < 3
            && ["вич", "вна", "чна"]
                .iter()
                .any(|ending| last.ends_with(ending));
        let oblique = self.words.list[record.name.start].is(Sense::OBLIQUE);
        !father && (!oblique || russian::nominative(name, Lexicon::of(Some("ru"))).is_some())
    }

    /// The entity whose name agrees with a label such as "MS. PSAKI", in any case.
    pub(super) fn labelled(&self, name: &[&str]) -> Option<usize> {
        let last = name.last()?;
        let agrees = |entity: &Entity| {
            let own = self.words.text_of(entity.name.end - 1);
            same_word(own, last)
                && (name.len() == 1
                    || entity.name.len() == 1
                    || same_word(self.words.text_of(entity.name.start), name[0]))
        };
        let by_surname = self.by_surname.get_or_init(|| self.surnames());
        let candidates = by_surname.get(&last.to_lowercase()).into_iter().flatten();
        candidates
            .copied()
            .filter(|&entity| agrees(&self.entities[entity]))
            .max_by_key(|&entity| {
                let record = &self.entities[entity];
                let shouted = self.words.list[record.name.start].shape == Shape::Caps;
                (record.name.len(), !shouted, record.seen)
            })
    }

    fn surnames(&self) -> HashMap<String, Vec<usize>> {
        let mut by_surname: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, entity) in self.entities.iter().enumerate() {
            let surname = self.words.text_of(entity.name.end - 1).to_lowercase();
            by_surname.entry(surname).or_default().push(number);
        }
        by_surname
    }

    /// The person who bears the title of a label such as "THE PRESIDENT": of several the one in
    /// the briefing's title. "A Republican president" and "the Vice President" do not bear it.
    pub(super) fn titled(&self, title: &str) -> Option<usize> {
        let words = self.words;
        let bears = |range: &Range<usize>| {
            let first = words.text_of(range.start);
            let indefinite = first.eq_ignore_ascii_case("a") || first.eq_ignore_ascii_case("an");
            let named = |index: usize| same_word(words.text_of(index), title);
            !indefinite && !self.rank(range) && range.clone().any(named)
        };
        let in_title = |entity: usize| {
            self.unquoted(self.title.clone())
                .any(|sighting| sighting.entity == Some(entity))
        };
        (0..self.entities.len())
            .filter(|&entity| self.entities[entity].titles.iter().any(bears))
            .max_by_key(|&entity| (in_title(entity), self.entities[entity].seen))
    }
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

/// The first word of the sentence that the word before `end` belongs to.
pub(super) fn sentence_start(words: &Words<'_>, end: usize) -> usize {
    /// Words; a text without full stops is cut into pieces of this length.
    const LONGEST: usize = 160;
    let floor = end.saturating_sub(LONGEST);
    let mut at = end.saturating_sub(1);
    while at > floor && !words.list[at - 1].gap.has(Gap::SENTENCE) {
        at -= 1;
    }
    at
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
