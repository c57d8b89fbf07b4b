//! The bodies of states that a running text names.
//!
//! A name is one body where a state stands beside it: "the Norlandic Finance Ministry", "Ministry of Finance of
//! Norland", "ministère norlandais des Finances". Without one it counts for the last of its kind that
//! was named with one, as "the Ministry" does for the last ministry; else for that of the state whose house
//! issued the text, if no other state is near. None of these: nobody's.

use super::House;
use super::lists::{Houses, KindId, Named};
use super::source::end_of_tail;
use crate::briefing::Facet;
use crate::insight::tags::form::{Role, Sense};
use crate::insight::tags::lexicon::{Thing, ThingId};
use crate::insight::tags::matcher::{Hit, Names};
use crate::insight::tags::senses::{word_after, word_before};
use crate::insight::tags::tongue::Tongues;
use crate::text::hash::HashMap;

/// A text with the names found in it.
#[derive(Debug, Clone, Copy)]
pub(in crate::insight::tags) struct Text<'t> {
    pub(in crate::insight::tags) text: &'t str,
    pub(in crate::insight::tags) names: &'t Names<'t>,
    /// What each of the hits names.
    pub(in crate::insight::tags) read: &'t [Option<ThingId>],
    pub(in crate::insight::tags) things: &'t [Thing],
}

/// The bodies that were named with their state so far, and whose text it is.
#[derive(Debug, Default)]
pub(in crate::insight::tags) struct Memory {
    /// The state whose house issued the text.
    issuer: Option<ThingId>,
    /// The state that had a body of a kind last.
    last: HashMap<KindId, ThingId>,
    ministry: Option<House>,
}

/// How far from its name a state may stand that a body without one might be of, in bytes.
const NEAR: usize = 120;

/// How many names before and after one are looked at for one that is near.
const REACH: usize = 6;

impl Memory {
    /// Nothing named yet, in a text of a state's house.
    pub(in crate::insight::tags) fn of_text_by(issuer: Option<ThingId>) -> Self {
        Self {
            issuer,
            ..Self::default()
        }
    }

    /// Remembers a body by the words that named its kind.
    fn take(&mut self, house: House, name: &str, houses: &Houses) {
        let House::Of(state, kind) = house else {
            return;
        };
        if houses.is_called(house, name) {
            self.last.insert(kind, state);
        }
        if houses.kind(kind).is_ministry {
            self.ministry = Some(house);
        }
    }
}

impl Houses {
    /// The bodies that a text names, each with the byte at which its name starts.
    pub(in crate::insight::tags) fn named_in(
        &self,
        text: Text<'_>,
        memory: &mut Memory,
    ) -> Vec<(usize, House)> {
        let mut found = Vec::new();
        let (mut taken, mut last) = (0, 0);
        for hit in &text.names.bodies {
            if hit.start < taken || text.is_in_other_name(hit) {
                continue;
            }
            // "Ministry" of "Ministry of Tides" is no ministry named before.
            let is_part = hit.end < last && self.named(hit.thing) == Some(&Named::Ministry);
            last = last.max(hit.end);
            if is_part {
                continue;
            }
            let with_state = self.with_state(text, hit);
            if let Some((house, _)) = with_state {
                memory.take(house, &text.text[hit.start..hit.end], self);
            }
            let without = || Some((self.without_state(text, hit, memory)?, hit.end));
            if let Some((house, end)) = with_state.or_else(without) {
                taken = end;
                found.push((hit.start, house));
            }
        }
        found
    }

    /// The body that a name names with the state beside it, and where both end.
    fn with_state(&self, text: Text<'_>, hit: &Hit<'_>) -> Option<(House, usize)> {
        match self.named(hit.thing)? {
            Named::Ministry => None,
            Named::Own(own) => {
                let house = self.of_own(*own);
                let state = self.state_of(house);
                let beside = [
                    self.state_before(text, hit),
                    self.state_after(text, hit.end).map(|(state, _)| state),
                ];
                let fits = beside.into_iter().flatten().all(|it| Some(it) == state);
                let is_other = beside == [None, None] && self.is_of_a_city(text, hit);
                (fits && !is_other).then_some((house, hit.end))
            }
            Named::Kind(kind) => {
                if let Some((state, end)) = self.state_after(text, hit.end) {
                    return Some((House::Of(state, *kind), end));
                }
                let state = self.state_before(text, hit)?;
                let is_whole = !self.goes_on(text, hit.end);
                is_whole.then_some((House::Of(state, *kind), hit.end))
            }
            Named::Split(kind, tail) => {
                let next = text.hit_from(hit.end)?;
                let is_beside = next.start == hit.end + 1 && next.form.role == Role::Demonym;
                let state = text.state(next).filter(|_| is_beside)?;
                let end = end_of_tail(text.text, next.end, tail)?;
                (!self.goes_on(text, end)).then_some((House::Of(state, *kind), end))
            }
        }
    }

    /// The body that a name without a state names: "the Ministry", "the Foreign Ministry".
    fn without_state(&self, text: Text<'_>, hit: &Hit<'_>, memory: &Memory) -> Option<House> {
        let before = word_before(&text.text[..hit.start]);
        let russian = hit.form.tongues == Tongues::RUSSIAN;
        let is_definite = self.small().is_article(before) || russian && !is_capital(before);
        if !is_definite || self.goes_on(text, hit.end) || russian && is_owned(text.text, hit.end) {
            return None;
        }
        match self.named(hit.thing)? {
            Named::Ministry => memory.ministry.filter(|_| {
                // In Russian what it is for follows without a sign.
                !russian || !text.text[hit.end..].starts_with([' ', '\u{a0}'])
            }),
            Named::Kind(kind) => {
                if let Some(state) = memory.last.get(kind) {
                    return Some(House::Of(*state, *kind));
                }
                let state = memory.issuer?;
                let house = House::Of(state, *kind);
                let is_short = self.kind(*kind).is_ministry && !hit.form.key.contains(' ');
                let is_sure = (!russian || is_short)
                    && self.is_called(house, &text.text[hit.start..hit.end])
                    && (self.kind(*kind).is_usual || self.own_of(state, *kind).is_some());
                (is_sure && !text.has_other_state_near(hit, state)).then_some(house)
            }
            Named::Own(_) | Named::Split(..) => None,
        }
    }

    /// True for a body whose name has these words: "the Foreign Ministry" is no name of the
    /// Department of State.
    fn is_called(&self, house: House, words: &str) -> bool {
        let House::Of(state, kind) = house else {
            return false;
        };
        self.own_of(state, kind).is_none_or(|own| {
            let own = self.own(own);
            let words = words.to_lowercase();
            let mut names = std::iter::once(&own.name).chain(&own.aliases);
            names.any(|name| name.to_lowercase().contains(&words))
        })
    }

    /// True for a department with the name of a city before it: "the Tarn Department of Transportation".
    fn is_of_a_city(&self, text: Text<'_>, body: &Hit<'_>) -> bool {
        let before = word_before(&text.text[..body.start]);
        let is_word =
            before.chars().all(char::is_alphabetic) && before.chars().any(char::is_lowercase);
        text.text[body.start..body.end].starts_with("Department ")
            && is_word
            && is_capital(before)
            && !self.small().is_article(before)
    }

    /// The state whose adjective or name stands before a body: "Norlandic", "Norland's".
    fn state_before(&self, text: Text<'_>, hit: &Hit<'_>) -> Option<ThingId> {
        if hit.form.tongues.meets(Tongues::romance()) && hit.form.tongues != Tongues::ALL {
            return None;
        }
        let state = text.hit_before(hit.start)?;
        let between = text.text.get(state.end..hit.start)?;
        let between = between
            .strip_prefix("'s")
            .or_else(|| between.strip_prefix("’s"))
            .unwrap_or(between);
        let word = between.trim_matches([' ', '\u{a0}']);
        let is_beside =
            between.len() > word.len() && (word.is_empty() || self.small().is_before(word));
        let is_english = state.form.tongues == Tongues::ENGLISH;
        // "Georgia Supreme Court" may be one of a state of the Union.
        let is_plain = state.form.sense == Sense::Plain;
        let can_own = match state.form.role {
            Role::Demonym => true,
            Role::Name => {
                is_english && is_plain && !self.small().is_apart(&text.text[state.start..state.end])
            }
            _ => false,
        };
        text.state(state).filter(|_| is_beside && can_own)
    }

    /// The state behind the end of a body, and where it ends: "of Norland", "norlandais".
    fn state_after(&self, text: Text<'_>, end: usize) -> Option<(ThingId, usize)> {
        let next = text.hit_from(end)?;
        let between = text.text.get(end..next.start)?;
        let name = &text.text[next.start..next.end];
        let is_blank = matches!(between, " " | "\u{a0}");
        let fits = match next.form.role {
            Role::Demonym => is_blank && next.form.tongues.meets(Tongues::romance()),
            Role::Name => {
                let bent = Tongues::RUSSIAN.meets(next.form.tongues)
                    || Tongues::GERMAN.meets(next.form.tongues);
                (is_blank && bent || self.small().is_of(between)) && !self.small().is_apart(name)
            }
            _ => false,
        };
        let state = text.state(next).filter(|_| fits)?;
        Some((state, next.end))
    }

    /// True where a name of a body goes on in a way that the lists do not know: "of Transport and
    /// Ferries", "of the River".
    fn goes_on(&self, text: Text<'_>, end: usize) -> bool {
        const AND: [&str; 6] = ["and", "&", "et", "und", "y", "и"];
        const OF: [&str; 10] = [
            "of", "for", "de", "du", "des", "del", "für", "of the", "по", "e",
        ];
        let rest = &text.text[end..];
        let next = word_after(rest);
        if OF.contains(&next) || is_listed(rest) {
            return true;
        }
        if !AND.contains(&next) {
            return false;
        }
        let behind = end + 1 + next.len();
        let after = word_after(&text.text[behind..]);
        let is_name = after.starts_with(char::is_uppercase) || OF.contains(&after);
        let is_other = |hit: &Hit<'_>| hit.start == behind + 1;
        let bodies = &text.names.bodies;
        let at = bodies.partition_point(|body| body.start < behind);
        let known =
            bodies.get(at).is_some_and(is_other) || text.hit_from(behind).is_some_and(is_other);
        is_name && !known
    }
}

impl<'t> Text<'t> {
    /// The first name of the gazetteer that starts at a byte or behind it.
    fn hit_from(self, at: usize) -> Option<&'t Hit<'t>> {
        let hits = &self.names.hits;
        let from = hits.partition_point(|hit| hit.start < at);
        let mut next = hits[from..].iter().take(REACH);
        next.find(|hit| hit.form.role != Role::Rule)
    }

    /// The last name of the gazetteer that starts before a byte.
    fn hit_before(self, at: usize) -> Option<&'t Hit<'t>> {
        let hits = &self.names.hits;
        let after = hits.partition_point(|hit| hit.start < at);
        let mut last = hits[..after].iter().rev().take(REACH);
        last.find(|hit| hit.form.role != Role::Rule)
            .filter(|hit| hit.end <= at)
    }

    /// The state that a hit names in this text; of the several that it may name the surest.
    fn state(self, hit: &Hit<'_>) -> Option<ThingId> {
        let hits = &self.names.hits;
        let from = hits.partition_point(|other| other.start < hit.start);
        let same = hits[from..].iter().zip(&self.read[from..]);
        let same = same.take_while(|(other, _)| other.start == hit.start);
        let mut states =
            same.filter(|(other, read)| **read == Some(other.thing) && self.is_state(other.thing));
        states.next().map(|(other, _)| other.thing)
    }

    fn is_state(self, thing: ThingId) -> bool {
        let label = &self.things[usize::from(thing)].label;
        label.facet == Facet::Place && label.code.is_some()
    }

    /// True for a name inside that of an international body: "Parliament" in "European Parliament".
    fn is_in_other_name(self, body: &Hit<'_>) -> bool {
        let hits = &self.names.hits;
        let after = hits.partition_point(|hit| hit.start < body.end);
        let near = hits[after.saturating_sub(REACH)..after].iter();
        near.filter(|hit| hit.end > body.start)
            .any(|hit| !self.is_state(hit.thing) && hit.form.role != Role::Rule)
    }

    /// True where a state other than `state` is named near a body.
    fn has_other_state_near(self, body: &Hit<'_>, state: ThingId) -> bool {
        let hits = &self.names.hits;
        let at = hits.partition_point(|hit| hit.start < body.start);
        let around = at.saturating_sub(REACH)..hits.len().min(at + REACH);
        let mut near = around.filter(|&at| {
            let hit = &hits[at];
            hit.end + NEAR > body.start && hit.start < body.end + NEAR
        });
        near.any(|at| {
            let thing = self.read[at];
            thing.is_some_and(|thing| thing != state && self.is_state(thing))
        })
    }
}

/// True where a list of further fields follows: "Ministry of Trade, Fisheries and Ferries".
fn is_listed(rest: &str) -> bool {
    /// Enough for two or three fields.
    const LONGEST: usize = 60;
    let rest = rest.strip_prefix(", ");
    let Some(rest) = rest.filter(|rest| rest.starts_with(char::is_uppercase)) else {
        return false;
    };
    let mut end = rest.len().min(LONGEST);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let mut words = rest[..end].split(' ').skip(1).take(4);
    words.any(|word| matches!(word, "and" | "&" | "et" | "und" | "y" | "и"))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// True where something follows a Russian name that may say whose it is: "МИД двух стран".
fn is_owned(text: &str, end: usize) -> bool {
    let next = word_after(&text[end..]);
    is_capital(next)
        || next.ends_with("их")
        || next.ends_with("ых")
        || next.ends_with("ух")
        || matches!(next, "стран" | "государств" | "республик" | "наших")
}
