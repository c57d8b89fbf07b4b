//! Puts words together as the blocks of a text: blanks joined, lines kept, links remembered.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::ingest::content::{Content, Kind, Layout, Link};

/// A text in blocks, as a page has it.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Draft {
    pub(in crate::ingest) text: String,
    pub(in crate::ingest) blocks: Vec<Block>,
    links: Vec<Link>,
}

/// A block with its place in the text.
#[derive(Debug)]
pub(in crate::ingest) struct Block {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// How many of its letters lead elsewhere.
    pub(super) linked: usize,
    pub(super) mail: Mail,
}

/// What the elements of a mail say of the words in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in crate::ingest) struct Mail {
    /// In how many quotations they stand, of those that a program of mail makes.
    pub(in crate::ingest) quoted: u8,
    /// One of them can be nothing else.
    pub(in crate::ingest) is_surely_quoted: bool,
    /// They are a signature.
    pub(in crate::ingest) is_signature: bool,
}

impl Draft {
    /// The text of all blocks.
    pub(in crate::ingest) fn whole(&self) -> Content {
        self.content(&vec![true; self.blocks.len()])
    }

    /// The text of the blocks that are kept.
    pub(in crate::ingest) fn content(&self, kept: &[bool]) -> Content {
        self.content_of_mail(kept).0
    }

    /// The same of a mail, with what its elements say of each block.
    pub(super) fn content_of_mail(&self, kept: &[bool]) -> (Content, Vec<Mail>) {
        let mut content = Content::default();
        let mut mail = Vec::new();
        let mut blocks: Vec<(Kind, Range<usize>)> = Vec::new();
        let mut links = self.links.iter().peekable();
        for (block, _) in self.blocks.iter().zip(kept).filter(|(_, kept)| **kept) {
            let is_rule = block.kind == Kind::Rule;
            if is_rule && blocks.last().is_none_or(|(kind, _)| *kind == Kind::Rule) {
                continue;
            }
            if !blocks.is_empty() {
                content.text.push_str("\n\n");
            }
            let start = content.text.len();
            content.text.push_str(&self.text[block.range.clone()]);
            blocks.push((block.kind, start..content.text.len()));
            mail.push(block.mail);
            while links
                .next_if(|link| link.words.start < block.range.start)
                .is_some()
            {}
            while let Some(link) = links.next_if(|link| link.words.end <= block.range.end) {
                let link = link.moved(|at| at - block.range.start + start);
                content.links.push(link);
            }
        }
        if let Some((Kind::Rule, rule)) = blocks.last() {
            content.text.truncate(rule.start.saturating_sub(2));
            blocks.pop();
            mail.pop();
        }
        content.layout = Layout::Blocks(blocks);
        (content, mail)
    }
}

/// A text in the making.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Writer {
    text: String,
    blocks: Vec<Block>,
    links: Vec<Link>,
    /// Letters of the block at work that lead elsewhere.
    linked: usize,
    /// Where the block at work begins.
    start: usize,
    kind: Option<Kind>,
    /// What the elements of a mail say of the block at work.
    pub(super) mail: Mail,
    /// What opens the block at work: its bullet or number.
    bullet: String,
    /// A blank stands between the last word and the next.
    blank: bool,
    /// A page may set the last word and the next apart.
    seam: bool,
    /// Line ends between the last word and the next.
    breaks: usize,
    /// The link around the present place: its address if it is known, and where its words begin.
    link: Option<(Option<String>, Option<usize>)>,
}

impl Writer {
    /// Ends the block at work and begins another, which opens with `bullet`.
    pub(in crate::ingest) fn begin(&mut self, kind: Kind, bullet: &str) {
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

    /// True if the block at work has words.
    pub(in crate::ingest) fn has_begun(&self) -> bool {
        self.text.len() > self.start
    }

    /// How many blocks have ended.
    pub(in crate::ingest) fn count(&self) -> usize {
        self.blocks.len()
    }

    fn end(&mut self) {
        (self.blank, self.seam, self.breaks) = (false, false, 0);
        self.bullet.clear();
        let link = self.link.take();
        if let Some((address, start)) = link {
            self.add_link(address.clone(), start);
            self.link = Some((address, None));
        }
        if self.text.len() == self.start {
            return;
        }
        let kind = self.kind.unwrap_or(Kind::Paragraph);
        self.blocks.push(Block {
            kind,
            range: self.start..self.text.len(),
            linked: std::mem::take(&mut self.linked),
            mail: self.mail,
        });
        self.text.push_str("\n\n");
        self.start = self.text.len();
    }

    /// Adds words; blanks in and around them count as one.
    pub(in crate::ingest) fn words(&mut self, words: &str) {
        let mut rest = words;
        loop {
            let next = rest.trim_start_matches(is_blank);
            self.blank |= next.len() < rest.len();
            if next.is_empty() {
                return;
            }
            let (run, after) = next.split_at(single_spaced(next));
            self.run(run);
            rest = after;
        }
    }

    /// Adds words that stand as they shall.
    fn run(&mut self, words: &str) {
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
        } else if self.blank || self.seam && is_joint(&self.text, words) {
            self.text.push(' ');
        }
        (self.blank, self.seam, self.breaks) = (false, false, 0);
        if let Some((_, start @ None)) = &mut self.link {
            *start = Some(self.text.len());
        }
        self.text.push_str(words);
    }

    /// Notes that elements meet here without a blank.
    pub(super) fn seam(&mut self) {
        self.seam = true;
    }

    /// Ends a line; two ends in a row end the block.
    pub(in crate::ingest) fn line_break(&mut self) {
        if self.text.len() > self.start {
            self.breaks += 1;
        }
    }

    /// Adds text whose blanks are meant as a block of its own.
    pub(in crate::ingest) fn verbatim(&mut self, text: &str) {
        let text = text.trim_end().trim_start_matches(['\n', '\r']);
        if text.trim().is_empty() {
            return;
        }
        self.begin(Kind::Preformatted, "");
        self.text.push_str(text);
        self.begin(Kind::Paragraph, "");
    }

    /// Adds a rule, unless nothing stands above it.
    pub(in crate::ingest) fn rule(&mut self) {
        self.end();
        if self
            .blocks
            .last()
            .is_some_and(|block| block.kind != Kind::Rule)
        {
            self.kind = Some(Kind::Rule);
            self.text.push_str("***");
            self.begin(Kind::Paragraph, "");
        }
    }

    /// Words from here on lead elsewhere, to `address` if it is known.
    pub(in crate::ingest) fn open_link(&mut self, address: Option<String>) {
        self.link = Some((address, None));
    }

    pub(in crate::ingest) fn close_link(&mut self) {
        if let Some((address, start)) = self.link.take() {
            self.add_link(address, start);
        }
    }

    fn add_link(&mut self, address: Option<String>, start: Option<usize>) {
        let Some(words) = start.map(|start| start..self.text.len()) else {
            return;
        };
        let letters = self.text[words.clone()].chars();
        self.linked += letters.filter(|c| !c.is_whitespace()).count();
        if let Some(address) = address
            && !words.is_empty()
        {
            self.links.push(Link { words, address });
        }
    }

    /// Adds a block that is written already, behind `opening`.
    pub(in crate::ingest) fn add(&mut self, kind: Kind, opening: &str, text: &str, links: &[Link]) {
        self.end();
        self.kind = Some(kind);
        self.text.push_str(opening);
        let start = self.text.len();
        self.text.push_str(text);
        let moved = links.iter().map(|link| link.moved(|at| at + start));
        self.links.extend(moved);
        self.begin(Kind::Paragraph, "");
    }

    /// The blocks that were written so far; a link around the present place goes on.
    pub(in crate::ingest) fn take(&mut self) -> Draft {
        self.end();
        let link = self.link.take();
        let written = std::mem::take(self);
        self.link = link;
        Draft {
            text: written.text,
            blocks: written.blocks,
            links: written.links,
        }
    }

    /// The blocks that were written.
    pub(in crate::ingest) fn finish(mut self) -> Draft {
        self.take()
    }
}

/// True if a word with a capital follows one without: `pierCredit`.
fn is_joint(before: &str, word: &str) -> bool {
    before.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && word.starts_with(char::is_uppercase)
}

/// The length of the words that a text opens with, as far as each blank between them is a single space.
fn single_spaced(text: &str) -> usize {
    let bytes = text.as_bytes();
    let begins_blank = |at: usize| match bytes[at..] {
        [] => true,
        [0xC2, 0xA0, ..] => true,
        [byte, ..] => byte.is_ascii_whitespace(),
    };
    let is_single = |at: usize| bytes[at] == b' ' && !begins_blank(at + 1);
    let mut blanks = (0..bytes.len()).filter(|&at| begins_blank(at));
    blanks.find(|&at| !is_single(at)).unwrap_or(bytes.len())
}

/// True for what separates words on a page; a blank that does not break is one to the eye.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{A0}'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However the words come in pieces.
        #[test]
        fn blanks_in_and_around_words_count_as_one(pieces in prop::collection::vec("[a é\u{A0}\n\t\u{2009}]{0,6}", 0..6)) {
            let mut writer = Writer::default();
            for piece in &pieces {
                writer.words(piece);
            }
            let draft = writer.finish();
            let text = pieces.concat();
            let words: Vec<&str> = text.split(is_blank).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(draft.text.trim_end_matches('\n'), words.join(" "));
        }
    }
}
