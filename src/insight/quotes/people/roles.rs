//! Whom a role stands for: "the minister", "the official", "the latter".

use std::ops::Range;

use super::super::mentions::{Mention, MentionKind};
use super::super::words::{Gap, Shape};
use super::{Identity, People, is_plural, same_title, same_word};
use crate::insight::grammar::{Habits, Sense};

impl People<'_, '_> {
    /// Who "the latter" is: the person or role named last before it.
    pub(super) fn latter(&self, mention: &Mention) -> Option<Identity> {
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
    pub(super) fn in_full(&self, mention: &Mention) -> Option<Identity> {
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
        let first = self.index().first_phrase(mention.kind, head, before);
        let mut near = self.index().near_phrases(mention.kind, head, before);
        let longer = |sighting: usize| {
            let other = &self.sightings[sighting].mention;
            let named = other
                .words
                .clone()
                .filter(|&word| list[word].is_capital())
                .count()
                > 1
                || other.kind == MentionKind::Role;
            let owned = list[other.words.end - 1].gap.has(Gap::POSSESSIVE);
            other.words.len() > 2 && named && !owned
        };
        let found = near.find(|&sighting| longer(sighting))?;
        // Short before it is long, it is another.
        first.filter(|&first| longer(first))?;
        Some(Identity::Phrase(self.sightings[found].mention.clone()))
    }

    /// The longer phrase, where it names a country or the like: "the *Norland* ambassador".
    pub(super) fn longer_name(&self, mention: &Mention) -> Option<Identity> {
        let list = &self.words.list;
        let names = |at: usize| list[at].is_capital() && !list[at].is(Sense::DETERMINER);
        let longer = self.in_full(mention)?;
        let named = match &longer {
            Identity::Phrase(phrase) => phrase.words.clone().any(names),
            _ => false,
        };
        named.then_some(longer)
    }

    /// The body that "the organisation" stands for: the one that a sentence shortly before it is
    /// about, or cites. A ministry or a court is called by its own word.
    pub(super) fn any_body(&self, mention: &Mention) -> Option<Identity> {
        /// Its own and those of a short quote before it.
        const SENTENCES: usize = 5;
        let list = &self.words.list;
        let head = &list[mention.core.start];
        let small = head.shape == Shape::Lower || self.words.grammar.has(Habits::CAPITAL_NOUNS);
        let bare = mention.words.len() == 2 && list[mention.words.start].is(Sense::DEFINITE);
        if !bare || !small || !head.is(Sense::ANY_BODY) {
            return None;
        }
        let mut end = mention.words.start;
        for _ in 0..SENTENCES {
            let start = self.words.sentence_start(end);
            let found = self.unquoted(start..end).find(|sighting| {
                let words = &sighting.mention.words;
                let cited = (start..words.start).any(|at| list[at].is(Sense::CITE));
                (cited || !self.is_governed(sighting)) && self.is_any_body(&sighting.mention)
            });
            if let Some(sighting) = found {
                let phrase = || Identity::Phrase(sighting.mention.clone());
                return Some(sighting.entity.map_or_else(phrase, Identity::Known));
            }
            end = start;
        }
        None
    }

    /// True for the name of a body of no kind of its own: UNICEF, the Harbour Watch, the Norland
    /// Trade Organisation.
    fn is_any_body(&self, mention: &Mention) -> bool {
        /// Fewer capitals are somebody's initials or a unit.
        const SHORTEST: usize = 3;
        let list = &self.words.list;
        let core = mention.core.clone();
        let head = &list[core.start];
        let acronym = core.len() == 1
            && head.shape == Shape::Caps
            && self.words.text_of(core.start).chars().count() >= SHORTEST
            && !head.is(Sense::TITLE | Sense::ROLE | Sense::DOCUMENT);
        let capitals = mention.words.clone().filter(|&at| list[at].is_capital());
        let kind = list[core.start..core.end]
            .iter()
            .all(|word| !word.is(Sense::BODY));
        let body = mention.kind == MentionKind::Body
            && capitals.count() > 2
            && (kind || head.is(Sense::ANY_BODY));
        acronym || body
    }

    /// The person who bears a title: the one whose titles share most with the phrase, or, as a
    /// guess, the one the briefing is about.
    pub(super) fn bearer(&self, mention: &Mention) -> Option<Identity> {
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
                self.index().nearness(entity, mention.words.start),
                entity,
            ))
        };
        let index = self.index();
        // "Minister" is the end of "Innenminister".
        let compounds = self.words.grammar.has(Habits::CAPITAL_NOUNS);
        let bearers = if compounds {
            index.bearers_by_ending(head, mention.words.start)
        } else {
            index.bearers(head, mention.words.start)
        };
        let bearers: Vec<_> = bearers.into_iter().filter_map(fitting).collect();
        let best = bearers.iter().copied().max();
        let rivals = |best: i32| bearers.iter().filter(|(rival, ..)| *rival == best).count() > 1;
        match best {
            // Another's: "the Chancellor of Norland" beside "Tarn Chancellor X".
            Some((agreement, ..)) if agreement < 0 => None,
            // Of several who bear it alike, the one named last is a guess.
            Some((agreement, _, entity)) if rivals(agreement) => Some(Identity::Guess(entity)),
            Some((_, _, entity)) => Some(Identity::Known(entity)),
            // "My teacher" may be anybody, "Norland's envoy" somebody not named yet; "the headline"
            // is nobody.
            None if self.is_owned(mention) || !self.is_role(mention) => None,
            // "The official", after "an official familiar with the file".
            None if self.in_full(mention).is_some() => None,
            None => self
                .protagonist(head, self.rank(&mention.words))
                .filter(|&entity| !self.is_named_beside(entity, mention))
                .map(Identity::Guess),
        }
    }

    /// True for somebody whom the sentence of a role names too: who tells Lind something is not Lind.
    fn is_named_beside(&self, entity: usize, role: &Mention) -> bool {
        let start = self.words.sentence_start(role.words.start);
        let end = self.words.sentence_end(role.words.end);
        let mut beside = self.unquoted(start..end);
        beside.any(|sighting| sighting.entity == Some(entity))
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
        // "представитель гидрометеорологической службы"
        let body = |at: usize| list[at].is(Sense::BODY) && at > mention.core.start;
        if self.words.grammar.cases().is_some() && body(mention.words.end - 1) {
            return true;
        }
        list[mention.words.start].is(Sense::DETERMINER) && !self.is_definite(&mention.words)
    }

    /// True for a phrase with the definite article.
    pub(super) fn is_definite(&self, phrase: &Range<usize>) -> bool {
        self.words.list[phrase.start].is(Sense::DEFINITE)
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
        let titles = &self.entities[entity].wordings;
        #[cfg(test)]
        super::super::effort::counted::add(titles.len());
        titles
            .iter()
            .filter(|title| holds(title, head))
            .filter(|title| self.share_a_rank(title, &mention.words))
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

    /// True for titles of one rank: a former minister is no deputy minister, and neither is the
    /// minister.
    fn share_a_rank(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let ranks = |title: &Range<usize>| {
            let ranked = |&at: &usize| self.words.list[at].is(Sense::RANK);
            title.clone().filter(ranked).collect::<Vec<_>>()
        };
        let within = |some: &[usize], all: &[usize]| {
            let text = |at: &usize| self.words.text_of(*at);
            let is_in = |at| all.iter().any(|other| same_word(text(at), text(other)));
            some.iter().all(is_in)
        };
        let (one, other) = (ranks(one), ranks(other));
        within(&one, &other) && within(&other, &one)
    }

    /// "Vice", "Deputy", "Assistant": who bears such a title does not bear the title without it.
    pub(super) fn rank(&self, title: &Range<usize>) -> bool {
        title
            .clone()
            .any(|index| self.words.list[index].is(Sense::RANK))
    }

    /// The one person a briefing is about, if it names one oftener than any other; those who
    /// bear another role, or the role with another rank, do not count.
    pub(super) fn protagonist(&self, role: &str, rank: bool) -> Option<usize> {
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
            self.index().leading.iter().copied().filter(|&entity| {
                let record = &self.entities[entity];
                record.person && record.seen > 0 && !record.wordings.iter().any(other_role)
            })
        };
        let most = candidates().max_by_key(|&entity| self.entities[entity].seen)?;
        let seen = self.entities[most].seen;
        let rivals = candidates()
            .filter(|&entity| self.entities[entity].seen == seen)
            .count();
        (rivals == 1).then_some(most)
    }
}
