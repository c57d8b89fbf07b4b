//! Who issued a text whose file does not say: a house that its letterhead, its dateline, its signature or the
//! address of its page names. Only houses of states that the lists know count; nothing is guessed.

use super::House;
use super::lists::{Houses, KindId};
use super::source::{Issuer, Piece};
use crate::briefing::{Block, BlockKind, Body};
use crate::insight::tags::lexicon::{Thing, ThingId};
use crate::insight::tags::matcher::Names;

/// How many blocks of the head are looked at: a letterhead, a title, a place and a day.
const HEAD: usize = 8;

/// How many blocks of the foot are looked at: a name, an office, a house, a place and a day.
const FOOT: usize = 4;

/// The longest block that is a letterhead or a signature, in bytes.
const SHORT: usize = 240;

/// The longest dateline, in bytes.
const DATELINE: usize = 100;

/// What a text says of its issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::insight::tags) enum Stated<'t> {
    /// A line that names the house.
    Line(&'t str),
    /// An address or a dateline, from which the house is known.
    House(House),
}

/// A text whose issuer is asked for.
pub(in crate::insight::tags) struct Untold<'t, F> {
    pub(in crate::insight::tags) body: &'t Body,
    /// Where the text stands on the web, by its header.
    pub(in crate::insight::tags) address: Option<&'t str>,
    pub(in crate::insight::tags) things: &'t [Thing],
    /// Finds the names in a line.
    pub(in crate::insight::tags) names: F,
}

impl Houses {
    /// What a text says of its issuer.
    pub(in crate::insight::tags) fn stated_in<'t, 'm, F: Fn(&str) -> Names<'m>>(
        &self,
        text: &Untold<'t, F>,
    ) -> Option<Stated<'t>> {
        let blocks = &text.body.blocks;
        let head = blocks.iter().take(HEAD);
        let head = head.take_while(|block| !matches!(block.kind, BlockKind::Turn { .. }));
        let foot = blocks
            .iter()
            .skip(HEAD.max(blocks.len().saturating_sub(FOOT)));
        self.of_head(head, text)
            .or_else(|| self.of_lines(foot, text))
            .or_else(|| self.of_address(text.address?))
    }

    fn of_head<'b, 't, 'm, F: Fn(&str) -> Names<'m>>(
        &self,
        head: impl Iterator<Item = &'b Block> + Clone,
        text: &Untold<'t, F>,
    ) -> Option<Stated<'t>> {
        self.of_lines(head.clone(), text).or_else(|| {
            let mut said = head.map(|block| text.body.block_text(block));
            let house = said.find_map(|said| self.of_dateline(said, text))?;
            Some(Stated::House(house))
        })
    }

    /// The house that a line of its own names in some blocks.
    fn of_lines<'b, 't, 'm, F: Fn(&str) -> Names<'m>>(
        &self,
        blocks: impl Iterator<Item = &'b Block>,
        text: &Untold<'t, F>,
    ) -> Option<Stated<'t>> {
        let mut is_labelled = false;
        for block in blocks {
            let said = text.body.block_text(block);
            if said.len() > SHORT || matches!(block.kind, BlockKind::ListItem(_)) {
                is_labelled = false;
                continue;
            }
            for line in said.lines().map(str::trim) {
                // Who stands under "PARTICIPANTS" or "To:" issues nothing.
                if !is_labelled && let Some(stated) = self.of_line(line, text) {
                    return Some(stated);
                }
                is_labelled = is_label(line);
            }
        }
        None
    }

    fn of_line<'t, 'm, F: Fn(&str) -> Names<'m>>(
        &self,
        line: &'t str,
        text: &Untold<'_, F>,
    ) -> Option<Stated<'t>> {
        if line.contains("://") || line.starts_with("www.") {
            return self.of_address(line);
        }
        // A host in the text is no issuer: "see mfa.gov.xx".
        if line.is_empty() || self.addresses.house(line).is_some() {
            return None;
        }
        let names = (text.names)(line);
        let Issuer::State(_) = self.of_source(line, &names, text.things)? else {
            return None;
        };
        let pieces = self.pieces(line, &names, text.things);
        let is_known = |section: &[Piece]| {
            section.contains(&Piece::Number) || !section.contains(&Piece::Unknown)
        };
        let mut sections = pieces.split(|piece| *piece == Piece::Cut);
        // "The White House, May 3, 2024." is a dateline, "Ministry of Tides." a sentence that stops short.
        let is_name = !line.ends_with('.') || pieces.contains(&Piece::Number);
        let name = without_day(line).trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
        (is_name && !is_initials(line) && sections.all(is_known)).then_some(Stated::Line(name))
    }

    fn of_address<'t>(&self, address: &str) -> Option<Stated<'t>> {
        match self.addresses.house(address)? {
            Issuer::State(house) => Some(Stated::House(house)),
            Issuer::Body(_) => None,
        }
    }

    /// The house of a dateline: "Moscow, MFA, 3 May".
    fn of_dateline<'m, F: Fn(&str) -> Names<'m>>(
        &self,
        paragraph: &str,
        text: &Untold<'_, F>,
    ) -> Option<House> {
        let end = paragraph.find([':', '.', '—', '–', '\n']);
        let line = &paragraph[..end.unwrap_or(paragraph.len())];
        if line.len() > DATELINE {
            return None;
        }
        let pieces = self.pieces(line, &(text.names)(line), text.things);
        let mut sections = pieces.split(|piece| *piece == Piece::Cut);
        let state = seat(sections.next()?)?;
        let kind = kind(sections.next()?)?;
        let is_dated = sections.all(|section| {
            section.contains(&Piece::Number) || section.iter().all(|piece| *piece == Piece::Small)
        });
        is_dated.then_some(House::Of(state, kind))
    }
}

/// A line without the day behind the house: "The White House, May 3, 2024".
fn without_day(line: &str) -> &str {
    let mut rest = line;
    while let Some((before, last)) = rest.rsplit_once(',')
        && (last.contains(|c: char| c.is_ascii_digit()) || last.trim().is_empty())
    {
        rest = before;
    }
    rest
}

/// True for the label of what stands under it: one word in capitals, or a colon at its end.
fn is_label(line: &str) -> bool {
    let is_shouted = line.chars().all(|c| c.is_uppercase() || c == ':');
    line.ends_with(':') || is_shouted && !line.is_empty()
}

/// True for a few capitals that may be a person's: "HHS".
fn is_initials(line: &str) -> bool {
    const MOST: usize = 4;
    line.chars().count() <= MOST
}

fn seat(section: &[Piece]) -> Option<ThingId> {
    match section {
        [Piece::Seat(state)] => Some(*state),
        _ => None,
    }
}

fn kind(section: &[Piece]) -> Option<KindId> {
    let mut telling = section.iter().filter(|piece| **piece != Piece::Small);
    match (telling.next(), telling.next()) {
        (Some(Piece::Kind(kind)), None) => Some(*kind),
        _ => None,
    }
}
