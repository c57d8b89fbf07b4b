//! Notes below the text: which are referred to, in which order.

use std::collections::HashMap;

use super::super::vocabulary::Vocabulary::Word;
use super::body::Part;

/// The two kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    /// At the foot of the page.
    Foot,
    /// At the end of the text.
    End,
}

/// The notes of a document.
pub(super) struct Notes<'t> {
    foot: Part<'t>,
    end: Part<'t>,
    places: HashMap<(NoteKind, String), usize, foldhash::fast::RandomState>,
    numbers: HashMap<(NoteKind, String), usize, foldhash::fast::RandomState>,
    /// Those that are referred to, in order, by their places.
    referred: Vec<(NoteKind, usize)>,
    /// They stand in the text, each at its place.
    are_within: bool,
}

impl<'t> Notes<'t> {
    pub(super) fn new(foot: Part<'t>, end: Part<'t>) -> Self {
        let mut places = HashMap::default();
        for (kind, part, name) in [
            (NoteKind::Foot, foot, "footnote"),
            (NoteKind::End, end, "endnote"),
        ] {
            for at in part.tree.all() {
                let element = part.tree.element(at).filter(|it| it.is(Word, name));
                if let Some(id) = element.and_then(|it| it.attribute("id")) {
                    places.entry((kind, id.into_owned())).or_insert(at);
                }
            }
        }
        Self {
            foot,
            end,
            places,
            numbers: HashMap::default(),
            referred: Vec::new(),
            are_within: false,
        }
    }

    /// Those of a document that has them in its text, where they are referred to.
    pub(super) fn within(part: Part<'t>) -> Self {
        Self {
            foot: part,
            end: part,
            places: HashMap::default(),
            numbers: HashMap::default(),
            referred: Vec::new(),
            are_within: true,
        }
    }

    /// The number of a note that stands in the text at a place; `None` in a document that has none
    /// there.
    pub(super) fn number_within(&mut self, at: usize) -> Option<usize> {
        self.are_within.then(|| {
            self.referred.push((NoteKind::Foot, at));
            self.referred.len()
        })
    }

    /// The number of a note that is referred to; `None` if it is not there.
    pub(super) fn number(&mut self, kind: NoteKind, id: &str) -> Option<usize> {
        let key = (kind, id.to_owned());
        if let Some(number) = self.numbers.get(&key) {
            return Some(*number);
        }
        let place = *self.places.get(&key)?;
        self.referred.push((kind, place));
        self.numbers.insert(key, self.referred.len());
        Some(self.referred.len())
    }

    /// All that are referred to, in the order of their numbers.
    pub(super) fn take(&mut self) -> Vec<(Part<'t>, usize)> {
        let referred = std::mem::take(&mut self.referred);
        let part = |kind| match kind {
            NoteKind::Foot => self.foot,
            NoteKind::End => self.end,
        };
        let notes = referred.into_iter();
        notes.map(|(kind, place)| (part(kind), place)).collect()
    }
}
