//! The words of a message: they come in pieces, some with what they are.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::message::Loose;
use crate::ingest::content::{Content, Kind, Layout, Link};

/// The words of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Text {
    pub(super) words: String,
    /// Where they lead to; ascending and apart.
    pub(super) links: Vec<Link>,
    /// What of them is set off; ascending, apart, and on lines of its own.
    pub(super) blocks: Vec<(Kind, Range<usize>)>,
}

/// A piece that says what it is.
#[derive(Debug, Default)]
struct Piece {
    kind: String,
    words: String,
    address: Option<String>,
}

impl Text {
    /// True where there is nothing to read: no letter and no figure.
    pub(super) fn is_wordless(&self) -> bool {
        !self.words.contains(char::is_alphanumeric)
    }

    /// The first words, up to so many characters.
    pub(super) fn beginning(&self, most: usize) -> String {
        let end = self.words.char_indices().nth(most * 2);
        let head = &self.words[..end.map_or(self.words.len(), |(at, _)| at)];
        let mut beginning = String::new();
        let mut count = 0;
        for word in head.split_whitespace() {
            let letters = word.chars().count();
            if count > 0 && count + 1 + letters > most {
                return beginning + " …";
            }
            if count > 0 {
                beginning.push(' ');
            }
            beginning.extend(word.chars().take(most));
            count += 1 + letters;
        }
        beginning
    }

    /// Puts something before the words.
    pub(super) fn put_before(&mut self, before: &str) {
        self.words.insert_str(0, before);
        let by = before.len();
        let moved = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
        self.links.iter_mut().for_each(|it| moved(&mut it.words));
        self.blocks.iter_mut().for_each(|(_, it)| moved(it));
    }

    /// Takes in what a reader of pages made of the markup of a message.
    pub(super) fn of_content(content: &Content) -> Self {
        let mut text = Self::default();
        let Layout::Blocks(blocks) = &content.layout else {
            return text;
        };
        let mut links = content.links.iter().peekable();
        for (kind, block) in blocks {
            let start = match kind {
                Kind::BlockQuote | Kind::Preformatted => {
                    text.set_off(*kind, &content.text[block.clone()])
                }
                _ => {
                    text.begin_paragraph();
                    text.words.push_str(&content.text[block.clone()]);
                    text.words.len() - block.len()
                }
            };
            while let Some(link) = links.next_if(|link| link.words.start < block.end) {
                if link.words.start >= block.start && link.words.end <= block.end {
                    let moved = |at: usize| start + at - block.start;
                    text.links.push(Link {
                        words: moved(link.words.start)..moved(link.words.end),
                        address: link.address.clone(),
                    });
                }
            }
        }
        text
    }

    fn begin_paragraph(&mut self) {
        if !self.words.is_empty() {
            self.words.push_str("\n\n");
        }
    }

    /// Adds words that are set off, between blank lines; returns where they begin.
    fn set_off(&mut self, kind: Kind, words: &str) -> usize {
        if !self.words.is_empty() && !self.words.ends_with("\n\n") {
            let is_line = self.words.ends_with('\n');
            self.words.push_str(if is_line { "\n" } else { "\n\n" });
        }
        let start = self.words.len();
        let words = words.trim_matches('\n');
        self.words.push_str(words);
        if !words.trim().is_empty() {
            self.blocks.push((kind, start..self.words.len()));
        }
        start
    }

    fn plain(&mut self, words: &str) {
        // What follows on something set off begins a line.
        let is_behind_block = self
            .blocks
            .last()
            .is_some_and(|(_, it)| it.end == self.words.len());
        if is_behind_block && !words.is_empty() {
            self.words.push_str("\n\n");
            return self.words.push_str(words.trim_start_matches('\n'));
        }
        self.words.push_str(words);
    }

    fn piece(&mut self, piece: &Piece) {
        let words = &*piece.words;
        match &*piece.kind {
            "blockquote" | "expandable_blockquote" => {
                self.set_off(Kind::BlockQuote, words);
            }
            "pre" => {
                self.set_off(Kind::Preformatted, words);
            }
            // Of one line it stands in a sentence.
            "code" if words.contains('\n') => {
                self.set_off(Kind::Preformatted, words);
            }
            "text_link" => self.link(words, piece.address.as_deref().unwrap_or_default()),
            "link" if words.contains("://") => self.link(words, words),
            "link" => self.link(words, &format!("https://{words}")),
            _ => self.plain(words),
        }
    }

    fn link(&mut self, words: &str, address: &str) {
        self.plain(words);
        let end = self.words.len();
        let start = end - words.trim_start_matches('\n').len();
        let is_web = address.starts_with("http://") || address.starts_with("https://");
        if is_web && start < end {
            let address = address.to_owned();
            self.links.push(Link {
                words: start..end,
                address,
            });
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("words, or pieces of them")
    }

    fn visit_str<E>(self, words: &str) -> Result<Text, E> {
        let words = words.to_owned();
        Ok(Text {
            words,
            ..Text::default()
        })
    }

    fn visit_unit<E>(self) -> Result<Text, E> {
        Ok(Text::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Text, A::Error> {
        let mut text = Text::default();
        text.piece(&PieceVisitor.visit_map(map)?);
        Ok(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut pieces: A) -> Result<Text, A::Error> {
        let mut text = Text::default();
        while let Some(piece) = pieces.next_element::<Piece>()? {
            text.piece(&piece);
        }
        Ok(text)
    }
}

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(PieceVisitor)
    }
}

struct PieceVisitor;

impl<'de> Visitor<'de> for PieceVisitor {
    type Value = Piece;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("words, or an object with some")
    }

    fn visit_str<E>(self, words: &str) -> Result<Piece, E> {
        let words = words.to_owned();
        Ok(Piece {
            words,
            ..Piece::default()
        })
    }

    fn visit_unit<E>(self) -> Result<Piece, E> {
        Ok(Piece::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Piece, A::Error> {
        let mut piece = Piece::default();
        while let Some(name) = map.next_key::<String>()? {
            match &*name {
                "type" => piece.kind = map.next_value::<Loose>()?.0.unwrap_or_default(),
                "text" => piece.words = map.next_value::<Loose>()?.0.unwrap_or_default(),
                "href" => piece.address = map.next_value::<Loose>()?.0,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(piece)
    }
}
