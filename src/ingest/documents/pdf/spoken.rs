//! Letters that a page gives for what it draws (`ActualText`), where glyphs and letters do not go one for one.
//!
//! The interpreter tells where such a stretch begins and ends, but not its letters: these are gathered beforehand, in the same
//! order. Stretches within what a page draws as a form are not, so that the count of both shows whether they match.

use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Dict, Object, String as Text};
use hayro_interpret::hayro_syntax::page::Page;

use super::letters::plain;
use super::properties::decoded_as_is;

/// Longer texts stand for whole pictures or paragraphs.
const LONGEST: usize = 40;

/// What the marked stretches of a page stand for, in order; empty where none states it.
pub(super) fn texts(page: &Page<'_>) -> Vec<Option<String>> {
    let is_stated = |bytes: &[u8]| memchr::memmem::find(bytes, b"ActualText").is_some();
    let has_properties = page.resources().properties.keys().next().is_some();
    if !has_properties && !page.page_stream().is_some_and(is_stated) {
        return Vec::new();
    }
    let mut texts = Vec::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::BeginMarkedContent(_) => texts.push(None),
            TypedInstruction::BeginMarkedContentWithProperties(begun) => {
                texts.push(text(page, begun.1));
            }
            _ => {}
        }
    }
    match texts.iter().any(Option::is_some) {
        true => texts,
        false => Vec::new(),
    }
}

fn text(page: &Page<'_>, properties: &Object<'_>) -> Option<String> {
    let properties = match properties {
        Object::Dict(properties) => properties.clone(),
        Object::Name(name) => page.resources().properties.get::<Dict<'_>>(name.clone())?,
        _ => return None,
    };
    let text = properties.get::<Text<'_>>("ActualText")?;
    let text = plain(&decoded_as_is(text.as_bytes()));
    (text.chars().count() <= LONGEST).then_some(text)
}

/// Where a page is in its marked stretches.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    texts: Vec<Option<String>>,
    /// How many stretches have begun.
    begun: usize,
    /// How many are open within and with the one that has a text.
    depth: usize,
    /// Its text, until a glyph takes it.
    text: String,
    /// The place of the glyph that has the text, once one is drawn.
    glyph: Option<usize>,
}

/// What becomes of a glyph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// It has letters of its own.
    Own,
    /// It is the first of a stretch that stands for these.
    Of(String),
    /// It goes on with the glyph at that place.
    With(usize),
}

impl Spoken {
    pub(super) fn new(texts: Vec<Option<String>>) -> Self {
        Self {
            texts,
            ..Self::default()
        }
    }

    /// True if as many stretches were drawn as were gathered.
    pub(super) fn is_complete(&self) -> bool {
        self.texts.is_empty() || self.begun == self.texts.len()
    }

    pub(super) fn begin(&mut self) {
        let text = self.texts.get_mut(self.begun).and_then(Option::take);
        self.begun += 1;
        if self.depth > 0 {
            self.depth += 1;
        } else if let Some(text) = text {
            (self.depth, self.text, self.glyph) = (1, text, None);
        }
    }

    pub(super) fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// What becomes of the next glyph, which will stand at `place`.
    pub(super) fn voice(&mut self, place: usize) -> Voice {
        if self.depth == 0 {
            return Voice::Own;
        }
        if let Some(first) = self.glyph {
            return Voice::With(first);
        }
        self.glyph = Some(place);
        Voice::Of(std::mem::take(&mut self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_glyph_of_a_stretch_speaks_for_all() {
        let mut spoken = Spoken::new(vec![None, Some("ක\u{DDC}".to_owned())]);
        spoken.begin();
        assert_eq!(spoken.voice(0), Voice::Own);
        spoken.begin();
        assert_eq!(spoken.voice(1), Voice::Of("ක\u{DDC}".to_owned()));
        assert_eq!(spoken.voice(2), Voice::With(1));
        spoken.end();
        assert_eq!(spoken.voice(2), Voice::Own);
        assert!(spoken.is_complete());
    }
}
