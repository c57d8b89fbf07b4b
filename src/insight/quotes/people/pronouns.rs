//! Whom pronouns and letters stand for: "he", "they", "her message".

use std::ops::Range;

use super::super::mentions::{Mention, MentionKind};
use super::super::words::Gap;
use super::{Gender, Identity, People, Sighting, is_plural};
use crate::insight::grammar::Sense;

impl People<'_, '_> {
    /// The writer of "his letter", "the message": a person, where the briefing is about one.
    pub(super) fn author(&self, mention: &Mention) -> Option<Identity> {
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
            if found.is_none()
                && let Some(owner) = self.named_elsewhere(mention.words.end, wanted)
            {
                return Some(Identity::Guess(owner));
            }
        }
        if let Some(owner) = self.owner(mention) {
            return Some(Identity::Known(owner));
        }
        self.writer(mention.words.start)
            .or_else(|| {
                let protagonist = self.protagonist("", false);
                protagonist.filter(|&entity| self.acts(entity))
            })
            .or_else(|| self.sender(mention.words.start))
            .map(Identity::Guess)
    }

    /// Whom a text means that opens with "his" or "her": whom its title is about, else the first
    /// person named behind, were it as the owner of something. Not "with Lind", who may only
    /// have been written to.
    fn named_elsewhere(&self, behind: usize, wanted: Gender) -> Option<usize> {
        let known = |sighting: &Sighting| match self.fitting(sighting, wanted, false) {
            Some(Identity::Known(entity)) if !self.is_governed(sighting) => Some(entity),
            _ => None,
        };
        let owner = |sighting: &Sighting| {
            let owner = self.owner(&sighting.mention);
            owner.filter(|&entity| self.fits(entity, wanted))
        };
        let mut titled = self.unquoted(self.title.clone());
        titled.find_map(known).or_else(|| {
            let mut named = self.unquoted(behind..self.words.list.len());
            named.find_map(|sighting| owner(sighting).or_else(|| known(sighting)))
        })
    }

    /// True for somebody who stands elsewhere than after a preposition: "to Lind" and "with Lind" do
    /// not tell who writes.
    fn acts(&self, entity: usize) -> bool {
        let named = |sighting: &&Sighting| sighting.entity == Some(entity) && !sighting.quoted;
        let mut sightings = self.sightings.iter().filter(named);
        sightings.any(|sighting| !self.is_governed(sighting))
    }

    /// The person who owns a thing: Carter in "Carter's message".
    fn owner(&self, mention: &Mention) -> Option<usize> {
        let list = &self.words.list;
        let owner = mention
            .words
            .clone()
            .find(|&index| list[index].gap.has(Gap::POSSESSIVE))?;
        let surname = self.words.text_of(owner);
        let surname = surname.to_lowercase();
        let mut bearers = self.surnames().get(&surname)?.iter().copied();
        bearers.find(|&entity| self.entities[entity].person)
    }

    /// The person of whom the sentence before says that they wrote: "Lind said in a letter to …".
    fn writer(&self, before: usize) -> Option<usize> {
        // Where it opens a sentence this is the one before.
        let start = self.words.sentence_start(before);
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
            let start = self.words.sentence_start(end);
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
    pub(super) fn is_governed(&self, sighting: &Sighting) -> bool {
        let before = sighting.mention.words.start.checked_sub(1);
        before.is_some_and(|before| {
            let word = &self.words.list[before];
            word.is(Sense::PREPOSITION) && !word.gap.has(Gap::SENTENCE)
        })
    }

    /// Whom a pronoun stands for: the first fitting name of its own sentence or of the nearest
    /// sentence before it, names between marks left out.
    pub(super) fn antecedent(&self, mention: &Mention) -> Option<Identity> {
        let sense = self.words.list[mention.core.start].sense;
        if sense.is(Sense::IT) {
            return self.thing_before(mention.words.start);
        }
        if sense.is(Sense::THEY) {
            return self.several_before(mention.words.start);
        }
        self.search_back(mention.words.start, self.gender_told(mention)?)
    }

    /// Learns of somebody for whom a pronoun stands that they are a person, and a man or a woman.
    pub(in super::super) fn learn(&mut self, pronoun: &Mention, entity: usize) {
        if let Some(told) = self.gender_told(pronoun) {
            let entity = &mut self.entities[entity];
            entity.gender = entity.gender.or(Some(told));
            entity.person = true;
        }
    }

    /// The gender that a pronoun in the singular tells.
    fn gender_told(&self, pronoun: &Mention) -> Option<Gender> {
        let sense = self.words.list[pronoun.core.start].sense;
        match (sense.is(Sense::HE), sense.is(Sense::SHE)) {
            (true, _) => Some(Gender::Male),
            (_, true) => Some(Gender::Female),
            _ => None,
        }
    }

    /// True when a pronoun may as well stand for another person named shortly before it.
    pub(in super::super) fn is_ambiguous(&self, pronoun: &Mention) -> bool {
        /// Its own sentence and the one before.
        const SENTENCES: usize = 2;
        let sense = self.words.list[pronoun.core.start].sense;
        let wanted = if sense.is(Sense::SHE) {
            Gender::Female
        } else {
            Gender::Male
        };
        let end = pronoun.words.start;
        let start = (0..SENTENCES).fold(end, |at, _| self.words.sentence_start(at));
        let mut persons = self.unquoted(start..end).filter_map(|sighting| {
            let entity = sighting.entity?;
            (self.entities[entity].person && self.fits(entity, wanted)).then_some(entity)
        });
        // None so near is as doubtful as two.
        persons
            .next()
            .is_none_or(|first| persons.any(|other| other != first))
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
        if let Some(pair) = self.pair_before(before) {
            return Some(Identity::Phrase(pair));
        }
        self.phrase_before(before, |sighting| {
            let head = self.words.text_of(sighting.mention.core.start);
            sighting.mention.kind == MentionKind::Role && is_plural(head)
        })
    }

    /// "Lind and Roe came. They": two names that open the sentence before or their own.
    fn pair_before(&self, before: usize) -> Option<Mention> {
        /// The pronoun's own, those of a short quote before it, and the one before that.
        const SENTENCES: usize = 4;
        let list = &self.words.list;
        let mut end = before;
        for _ in 0..SENTENCES {
            let start = self.words.sentence_start(end);
            let names: Vec<&Sighting> = self
                .unquoted(start..end)
                .filter(|sighting| matches!(sighting.mention.kind, MentionKind::Name { .. }))
                .collect();
            let joined = |pair: &&[&Sighting]| {
                let (one, other) = (&pair[0].mention.words, &pair[1].mention.words);
                one.end + 1 == other.start
                    && list[one.end].is(Sense::AND)
                    && !self.is_governed(pair[0])
            };
            if let Some(pair) = names.windows(2).find(joined) {
                let words = pair[0].mention.words.start..pair[1].mention.words.end;
                return Some(Mention {
                    core: words.clone(),
                    words,
                    kind: MentionKind::Role,
                });
            }
            end = start;
        }
        None
    }

    /// The first fitting phrase of the nearest sentence that has one; in the pronoun's own
    /// sentence no phrase after a preposition ("In a message, it said").
    fn phrase_before(&self, before: usize, fits: impl Fn(&Sighting) -> bool) -> Option<Identity> {
        /// "It" does not reach far.
        const SENTENCES: usize = 3;
        let mut end = before;
        for sentence in 0..SENTENCES {
            let start = self.words.sentence_start(end);
            let found = || self.unquoted(start..end).filter(|sighting| fits(sighting));
            let subject = found().find(|sighting| !self.is_governed(sighting));
            let other = if sentence == 0 { None } else { found().next() };
            if let Some(sighting) = subject.or(other) {
                let phrase = &sighting.mention;
                let full = self.in_full(phrase).or_else(|| self.issuer(phrase));
                return Some(full.unwrap_or_else(|| Identity::Phrase(phrase.clone())));
            }
            if start == 0 {
                break;
            }
            end = start;
        }
        None
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
            let start = self.words.sentence_start(end);
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
            // "The régime of President Sol is blamed. He said": rather the subject before it.
            let subject = || {
                let above = self.words.sentence_start(start);
                self.unquoted(above..start)
                    .filter(|sighting| !self.is_governed(sighting))
                    .find_map(|sighting| self.fitting(sighting, wanted, true))
                    .filter(|found| matches!(found, Identity::Known(_)))
            };
            let found = search(false).or_else(|| {
                let governed = search(true)?;
                (start > 0 && end < before)
                    .then(subject)
                    .flatten()
                    .or(Some(governed))
            });
            if found.is_some() {
                return found;
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
                gender.is_none_or(|gender| gender == wanted).then(|| {
                    let phrase = || Identity::Phrase(sighting.mention.clone());
                    self.longer_name(&sighting.mention).unwrap_or_else(phrase)
                })
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
        let entity = sighting
            .entity
            .filter(|_| !self.is_common_noun(&sighting.mention))?;
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
}
