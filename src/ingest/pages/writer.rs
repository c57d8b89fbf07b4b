//! Puts words together as the blocks of a text: blanks joined, lines kept, links remembered.

use std::ops::Range;

use crate::ingest::content::{Content, Kind, Layout, Link};

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    blocks: Vec<(Kind, Range<usize>)>,
    links: Vec<Link>,
    /// Where the block at work begins.
    start: usize,
    kind: Option<Kind>,
    /// What opens the block at work: its bullet or number.
    bullet: String,
    /// A blank stands between the last word and the next.
    blank: bool,
    /// Line ends between the last word and the next.
    breaks: usize,
    link: Option<(String, Option<usize>)>,
}

impl Writer {
    /// Ends the block at work and begins another, which opens with `bullet`.
    pub(super) fn begin(&mut self, kind: Kind, bullet: &str) {
        // An item whose first element is a block has its bullet there.
        let keeps = bullet.is_empty()
            && !self.bullet.is_empty()
            && self.text.len() == self.start
            && kind == Kind::Paragraph;
        if keeps {
            return;
        }
        self.end();
        self.kind = Some(kind);
        bullet.clone_into(&mut self.bullet);
    }

    fn end(&mut self) {
        (self.blank, self.breaks) = (false, 0);
        self.bullet.clear();
        if let Some((address, Some(start))) = &self.link {
            let words = (*start).max(self.start)..self.text.len();
            if !words.is_empty() {
                let address = address.clone();
                self.links.push(Link { words, address });
            }
        }
        if let Some((_, start)) = &mut self.link {
            *start = None;
        }
        if self.text.len() == self.start {
            return;
        }
        let kind = self.kind.unwrap_or(Kind::Paragraph);
        self.blocks.push((kind, self.start..self.text.len()));
        self.text.push_str("\n\n");
        self.start = self.text.len();
    }

    /// Adds words; blanks in and around them count as one.
    pub(super) fn words(&mut self, words: &str) {
        for (at, word) in words.split(is_blank).enumerate() {
            self.blank |= at > 0;
            if !word.is_empty() {
                self.word(word);
            }
        }
    }

    fn word(&mut self, word: &str) {
        let is_first = self.text.len() == self.start;
        if is_first {
            self.text.push_str(&self.bullet);
            self.bullet.clear();
        } else if self.breaks > 1 {
            let kind = self.kind.unwrap_or(Kind::Paragraph);
            let next = match kind {
                Kind::Heading(_) | Kind::BlockQuote => kind,
                _ => Kind::Paragraph,
            };
            self.begin(next, "");
        } else if self.breaks == 1 {
            self.text.push('\n');
        } else if self.blank {
            self.text.push(' ');
        }
        (self.blank, self.breaks) = (false, 0);
        if let Some((_, start @ None)) = &mut self.link {
            *start = Some(self.text.len());
        }
        self.text.push_str(word);
    }

    /// Ends a line; two ends in a row end the block.
    pub(super) fn line_break(&mut self) {
        if self.text.len() > self.start {
            self.breaks += 1;
        }
    }

    /// Adds text whose blanks are meant as a block of its own.
    pub(super) fn verbatim(&mut self, text: &str) {
        let text = text.trim_end().trim_start_matches(['\n', '\r']);
        if text.trim().is_empty() {
            return;
        }
        self.begin(Kind::Preformatted, "");
        self.text.push_str(text);
        self.begin(Kind::Paragraph, "");
    }

    /// Adds a rule, unless nothing stands above it.
    pub(super) fn rule(&mut self) {
        self.end();
        if self
            .blocks
            .last()
            .is_some_and(|(kind, _)| *kind != Kind::Rule)
        {
            self.kind = Some(Kind::Rule);
            self.text.push_str("***");
            self.begin(Kind::Paragraph, "");
        }
    }

    /// Words from here on lead to `address`.
    pub(super) fn open_link(&mut self, address: String) {
        self.link = Some((address, None));
    }

    pub(super) fn close_link(&mut self) {
        if let Some((address, Some(start))) = self.link.take()
            && start < self.text.len()
        {
            let words = start..self.text.len();
            self.links.push(Link { words, address });
        }
    }

    /// The blocks so far, their kinds and places.
    pub(super) fn finish(mut self) -> Content {
        self.end();
        while let Some((Kind::Rule, _)) = self.blocks.last() {
            self.blocks.pop();
        }
        self.text
            .truncate(self.blocks.last().map_or(0, |(_, block)| block.end));
        Content {
            text: self.text,
            layout: Layout::Blocks(self.blocks),
            links: self.links,
            ..Content::default()
        }
    }
}

/// True for what separates words on a page; a blank that does not break is one to the eye.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{A0}'
}
