//! The house of a source line: one name for all the ways in which files write it.
//!
//! A line is understood word by word or not at all. What parts it (`,` `|` `(` …) makes sections of it; the
//! first that is more than the name of a department decides. An embassy, a person, a word that nobody
//! knows: then the source is what the file says.

use super::House;
use super::lists::{Houses, KindId, Named};
use crate::insight::tags::form::{Role, is_word};
use crate::insight::tags::lexicon::{Thing, ThingId};
use crate::insight::tags::matcher::{Hit, Names};

/// Who issues a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::insight::tags) enum Issuer {
    /// A body of a state.
    State(House),
    /// A body of the gazetteer.
    Body(ThingId),
}

/// The longest source line that is looked at, in bytes: no house has as long a name.
const LONGEST: usize = 300;

/// A piece of a source line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// A body with a name of its own.
    Own(House),
    Kind(KindId),
    State(ThingId),
    /// The seat of a state's government.
    Seat(ThingId),
    /// A body of the gazetteer.
    Body(ThingId),
    /// A word that makes no other house of it.
    Small,
    Number,
    Unknown,
    /// What parts two sections.
    Cut,
}

/// What a section of a source line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    /// Small words alone.
    Nothing,
    House(House),
    /// A kind of body, without a state.
    Kind(KindId),
    State(ThingId),
    Body(ThingId),
    Unknown,
}

impl Houses {
    /// The house that a source line names, with the names found in it.
    pub(in crate::insight::tags) fn of_source(
        &self,
        line: &str,
        names: &Names<'_>,
        things: &[Thing],
    ) -> Option<Issuer> {
        if line.len() > LONGEST {
            return None;
        }
        if let Some(issuer) = self.addresses.house(line) {
            return Some(issuer);
        }
        let pieces = self.pieces(line, names, things);
        let mut sections = pieces
            .split(|piece| *piece == Piece::Cut)
            .map(|section| self.section(section))
            .filter(|section| *section != Section::Nothing);
        let house = match sections.next()? {
            Section::House(house) => house,
            Section::Body(body) => return Some(Issuer::Body(body)),
            Section::Kind(kind) => match sections.next()? {
                Section::State(state) => House::Of(state, kind),
                _ => return None,
            },
            Section::State(state) => match sections.next()? {
                Section::Kind(kind) => House::Of(state, kind),
                Section::House(house) if self.state_of(house) == Some(state) => house,
                _ => return None,
            },
            Section::Nothing | Section::Unknown => return None,
        };
        Some(Issuer::State(
            self.ministry_of(house, sections).unwrap_or(house),
        ))
    }

    /// The body that a source line names anywhere: whose text it is, whatever else stands there.
    pub(in crate::insight::tags) fn anywhere_in(
        &self,
        line: &str,
        names: &Names<'_>,
        things: &[Thing],
    ) -> Option<Issuer> {
        if let Some(issuer) = self.of_source(line, names, things) {
            return Some(issuer);
        }
        let pieces = self.pieces(line, names, things);
        pieces.into_iter().find_map(|piece| match piece {
            Piece::Own(house) => Some(Issuer::State(house)),
            _ => None,
        })
    }

    /// The ministry that a source line names behind the government it is part of.
    fn ministry_of(
        &self,
        government: House,
        mut rest: impl Iterator<Item = Section>,
    ) -> Option<House> {
        if !self.is_government(government) {
            return None;
        }
        match rest.next()? {
            Section::House(house) if self.state_of(house) == self.state_of(government) => {
                Some(house)
            }
            Section::Kind(kind) => Some(House::Of(self.state_of(government)?, kind)),
            _ => None,
        }
    }

    /// What the words of a section come to.
    fn section(&self, pieces: &[Piece]) -> Section {
        let mut said = Section::Nothing;
        for piece in pieces {
            said = match (said, *piece) {
                (said, Piece::Small) => said,
                (Section::Nothing, Piece::Own(house)) => Section::House(house),
                (Section::Nothing, Piece::Kind(kind)) => Section::Kind(kind),
                (Section::Nothing, Piece::State(state)) => Section::State(state),
                (Section::Nothing, Piece::Body(body)) => Section::Body(body),
                (Section::Kind(kind), Piece::State(state))
                | (Section::State(state), Piece::Kind(kind)) => {
                    Section::House(House::Of(state, kind))
                }
                (Section::House(house), Piece::State(state))
                    if self.state_of(house) == Some(state) =>
                {
                    said
                }
                (Section::State(state), Piece::Own(house))
                    if self.state_of(house) == Some(state) =>
                {
                    Section::House(house)
                }
                (Section::State(one), Piece::State(other)) if one == other => said,
                _ => return Section::Unknown,
            };
        }
        said
    }

    /// A line cut into names, words and what parts them.
    pub(super) fn pieces(&self, line: &str, names: &Names<'_>, things: &[Thing]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(next) = line[at..].chars().next() {
            if let Some((end, piece)) = self.name_at(line, at, names, things) {
                pieces.extend(piece);
                at = end;
            } else if let Some(length) = small_start(&line[at..]) {
                at += length;
            } else if is_word(next) || next == '@' {
                let word = &line[at..at + word_length(&line[at..])];
                pieces.push(self.word(word));
                at += word.len();
            } else {
                if parts(next) || is_dash(&line[at..], line[..at].chars().next_back()) {
                    pieces.push(Piece::Cut);
                }
                at += next.len_utf8();
            }
        }
        pieces
    }

    fn word(&self, word: &str) -> Piece {
        if self.small().is_part(word) {
            Piece::Small
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            Piece::Number
        } else {
            Piece::Unknown
        }
    }

    /// The name that starts at a byte, and where it ends: the longest, a body before a state.
    fn name_at(
        &self,
        line: &str,
        at: usize,
        names: &Names<'_>,
        things: &[Thing],
    ) -> Option<(usize, Vec<Piece>)> {
        let bodies = starting(&names.bodies, at);
        let body = bodies
            .iter()
            .find_map(|body| self.body(line, body, names, things));
        let other = starting(&names.hits, at).first();
        match (body, other) {
            (Some((end, pieces)), other) if other.is_none_or(|hit| hit.end <= end) => {
                Some((end, pieces))
            }
            (_, Some(hit)) => Some((hit.end, vec![self.piece(line, hit, things)])),
            (body, None) => body,
        }
    }

    fn piece(&self, line: &str, hit: &Hit<'_>, things: &[Thing]) -> Piece {
        let is_apart = self.small().is_apart(&line[hit.start..hit.end]);
        piece(hit, things, is_apart)
    }

    fn body(
        &self,
        line: &str,
        hit: &Hit<'_>,
        names: &Names<'_>,
        things: &[Thing],
    ) -> Option<(usize, Vec<Piece>)> {
        match self.named(hit.thing)? {
            Named::Kind(kind) => Some((hit.end, vec![Piece::Kind(*kind)])),
            Named::Own(own) => Some((hit.end, vec![Piece::Own(self.of_own(*own))])),
            Named::Split(kind, tail) => {
                let adjective = starting(&names.hits, hit.end + 1).first()?;
                let end = end_of_tail(line, adjective.end, tail)?;
                Some((
                    end,
                    vec![Piece::Kind(*kind), self.piece(line, adjective, things)],
                ))
            }
            Named::Ministry => None,
        }
    }
}

/// What a name of the gazetteer is in a source line.
fn piece(hit: &Hit<'_>, things: &[Thing], is_apart: bool) -> Piece {
    let label = &things[usize::from(hit.thing)].label;
    match (&label.code, hit.form.role) {
        (Some(_), Role::Name | Role::Demonym | Role::Acronym) if !is_apart => {
            Piece::State(hit.thing)
        }
        (Some(_), Role::Capital) => Piece::Seat(hit.thing),
        (None, Role::Name | Role::Acronym) if label.class.as_deref() == Some("international") => {
            Piece::Body(hit.thing)
        }
        _ => Piece::Unknown,
    }
}

/// The hits that start at a byte, the longest first.
fn starting<'h, 'm>(hits: &'h [Hit<'m>], at: usize) -> &'h [Hit<'m>] {
    let from = hits.partition_point(|hit| hit.start < at);
    let count = hits[from..]
        .iter()
        .take_while(|hit| hit.start == at)
        .count();
    &hits[from..from + count]
}

/// Where `tail` ends that stands in `text` at a byte, letters in any case.
pub(super) fn end_of_tail(text: &str, at: usize, tail: &str) -> Option<usize> {
    let found = text.get(at..at + tail.len())?;
    let follows = text[at + tail.len()..].chars().next();
    let is_it = found == tail || found.to_lowercase() == tail.to_lowercase();
    (is_it && !follows.is_some_and(is_word)).then_some(at + tail.len())
}

/// The length of the word that `text` starts with, with its hyphens and apostrophes.
fn word_length(text: &str) -> usize {
    let joins = |c: char| matches!(c, '-' | '\'' | '’' | '@' | '.');
    let end = text.find(|c: char| !is_word(c) && !joins(c));
    text[..end.unwrap_or(text.len())]
        .trim_end_matches(['.', '-', '\'', '’'])
        .len()
        .max(1)
}

/// The length of what is joined to a word by its apostrophe: "l'" and "'s".
fn small_start(text: &str) -> Option<usize> {
    const JOINED: [&str; 10] = ["l'", "l’", "d'", "d’", "L'", "L’", "D'", "D’", "'s ", "’s "];
    let joined = JOINED.iter().find(|joined| text.starts_with(**joined))?;
    Some(joined.trim_end().len())
}

/// What parts a house from its department, its channel and its address.
fn parts(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | '|'
            | '–'
            | '—'
            | '('
            | ')'
            | '['
            | ']'
            | ':'
            | '/'
            | '•'
            | '·'
            | '»'
            | '«'
            | '>'
            | '\n'
    )
}

/// True for a hyphen between blanks.
fn is_dash(text: &str, before: Option<char>) -> bool {
    text.starts_with("- ") && before == Some(' ')
}
