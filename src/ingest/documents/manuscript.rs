//! The text of a document in the making: its blocks, then its notes after a rule, then its comments, folded.

use super::Refusal;
use super::reading::Reading;
use super::xml::{Node, Tree};
use crate::briefing::FoldKind;
use crate::ingest::content::{Content, Fold, Kind, Layout, Link};
use crate::ingest::pages::writer::Writer;

/// The most blocks that are read of a document.
pub(super) const MOST_BLOCKS: usize = 200_000;

/// A heading of more bytes is a paragraph that looks like one.
pub(super) const LONGEST_HEADING: usize = 400;

/// A block that is written: a paragraph, an item of a list, a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// By their places in the text of the block.
    pub(super) links: Vec<Link>,
}

impl Block {
    /// The blocks of a text.
    pub(super) fn all(content: &Content) -> Vec<Self> {
        let Layout::Blocks(blocks) = &content.layout else {
            return Vec::new();
        };
        let mut links = content.links.iter().peekable();
        let blocks = blocks.iter().map(|(kind, range)| {
            let mut own = Vec::new();
            while let Some(link) = links.next_if(|link| link.words.start < range.end) {
                if range.start <= link.words.start && link.words.end <= range.end {
                    own.push(link.moved(|at| at - range.start));
                }
            }
            Self {
                kind: *kind,
                text: content.text[range.clone()].to_owned(),
                links: own,
            }
        });
        blocks.collect()
    }

    /// The same with `bullet` before its words.
    pub(super) fn behind(mut self, bullet: &str) -> Self {
        self.text.insert_str(0, bullet);
        let links = self.links.iter();
        self.links = links
            .map(|link| link.moved(|at| at + bullet.len()))
            .collect();
        self
    }
}

/// What a paragraph is: a heading of a level from 1, an item of a list that is so deep in others, a quotation.
pub(super) fn kind(level: u8, bullet: &str, depth: usize, is_quotation: bool) -> Kind {
    match level {
        0 if !bullet.is_empty() => Kind::ListItem(u8::try_from(depth).unwrap_or_default()),
        0 if is_quotation => Kind::BlockQuote,
        0 => Kind::Paragraph,
        level => Kind::Heading(level.min(6)),
    }
}

/// An address that a reader can follow: one outside the document.
pub(super) fn followed(address: &str) -> Option<&str> {
    const SCHEMES: [&str; 5] = ["http:", "https:", "mailto:", "ftp:", "tel:"];
    let address = address.trim();
    let is_one = |scheme: &str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    SCHEMES
        .iter()
        .any(|scheme| is_one(scheme))
        .then_some(address)
}

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Manuscript {
    writer: Writer,
    /// What stands before the next words: the number of a note.
    opening: String,
    has_notes: bool,
    /// How many blocks there were before the first comment.
    comments: Option<usize>,
}

impl Manuscript {
    /// Ends the block at work and begins another, which opens with `bullet`.
    pub(super) fn begin(&mut self, kind: Kind, bullet: &str) {
        match self.opening.is_empty() {
            true => self.writer.begin(kind, bullet),
            false => self.writer.begin(kind, &(self.opening.clone() + bullet)),
        }
    }

    /// Ends the block at work.
    pub(super) fn end(&mut self) {
        self.begin(Kind::Paragraph, "");
    }

    /// Adds words; blanks in and around them count as one.
    pub(super) fn words(&mut self, words: &str) {
        if !self.opening.is_empty() && words.contains(|c: char| !c.is_whitespace()) {
            self.opening.clear();
        }
        self.writer.words(words);
    }

    /// Ends a line.
    pub(super) fn line_break(&mut self) {
        self.writer.line_break();
    }

    /// Adds text whose blanks are meant as a block of its own.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.write_opening();
        self.writer.verbatim(text);
    }

    /// Writes what stands before the next words as a block of its own.
    fn write_opening(&mut self) {
        if !self.opening.is_empty() {
            let opening = std::mem::take(&mut self.opening);
            self.writer
                .add(Kind::Paragraph, "", opening.trim_end(), &[]);
        }
    }

    /// Adds a note that is written already.
    pub(super) fn add_note(&mut self, number: usize, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.note(number);
            self.add(blocks);
        }
    }

    /// Adds a comment that is written already.
    pub(super) fn add_comment(&mut self, author: &str, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.comment(author);
            self.add(blocks);
        }
    }

    /// Adds blocks that are written already.
    pub(super) fn add(&mut self, blocks: impl IntoIterator<Item = Block>) {
        for Block { kind, text, links } in blocks {
            let kind = match kind {
                Kind::Heading(_) if self.has_notes || self.comments.is_some() => Kind::Paragraph,
                kind => kind,
            };
            if kind == Kind::Preformatted {
                self.write_opening();
            }
            let opening = std::mem::take(&mut self.opening);
            self.writer.add(kind, &opening, &text, &links);
        }
    }

    /// Words from here on lead to an address; false if it is none that a reader can follow.
    pub(super) fn open_link(&mut self, address: &str) -> bool {
        let address = followed(address);
        if let Some(address) = address {
            self.writer.close_link();
            self.writer.open_link(Some(address.to_owned()));
        }
        address.is_some()
    }

    /// They do so no longer.
    pub(super) fn close_link(&mut self) {
        self.writer.close_link();
    }

    /// True if the block at work has words.
    pub(super) fn has_begun(&self) -> bool {
        self.writer.has_begun()
    }

    /// How many blocks there are.
    pub(super) fn count(&self) -> usize {
        self.writer.count()
    }

    /// What follows is a note of that number.
    pub(super) fn note(&mut self, number: usize) {
        if !std::mem::replace(&mut self.has_notes, true) {
            self.writer.rule();
        }
        self.opening = format!("[{number}] ");
        self.begin(Kind::Paragraph, "");
    }

    /// What follows is a comment, and whose it is if that is known.
    pub(super) fn comment(&mut self, author: &str) {
        self.opening.clear();
        self.writer.begin(Kind::Paragraph, "");
        self.comments.get_or_insert(self.writer.count());
        let author = author.split_whitespace().collect::<Vec<_>>().join(" ");
        self.opening = match author.is_empty() {
            true => String::new(),
            false => format!("[{author}] "),
        };
        self.begin(Kind::Paragraph, "");
    }

    /// What follows is a text of its own, until [`Self::end_apart`].
    pub(super) fn begin_apart(&mut self) -> Self {
        std::mem::take(self)
    }

    /// The text since [`Self::begin_apart`], on one line; goes on with the outer one.
    pub(super) fn end_apart(&mut self, outer: Self) -> String {
        let apart = std::mem::replace(self, outer).writer.finish();
        let words = apart.text.split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// The text with its blocks, links and folds, or why there is none.
    pub(super) fn finish(self, reading: Reading) -> Result<Content, Refusal> {
        let draft = self.writer.finish();
        let mut content = draft.whole();
        // Someone may answer with nothing but a picture sign.
        let says_something = |c: char| c.is_alphanumeric() || c >= '\u{1F000}';
        if !content.text.contains(says_something) {
            return Err(reading.refusal());
        }
        let comments = self
            .comments
            .map_or(0, |before| draft.blocks.len() - before);
        if let Layout::Blocks(blocks) = &content.layout
            && let [first, ..] = &blocks[blocks.len().saturating_sub(comments)..]
        {
            content.folds.push(Fold {
                range: first.1.start..content.text.len(),
                kind: FoldKind::Comments,
            });
        }
        content.remarks = reading.remarks();
        content.noted = reading.noted;
        Ok(content)
    }
}

/// True if an element has more text than a heading has.
pub(super) fn is_too_long_for_heading(tree: &Tree<'_>, at: usize) -> bool {
    let mut length = 0;
    tree.inside(at).any(|at| {
        if let Node::Text(text) = tree.node(at) {
            length += text.len();
        }
        length > LONGEST_HEADING
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::documents::testing::{links, shown};

    const TARN: &str = "https://tarn.example/";

    fn block(kind: Kind, text: &str) -> Block {
        let link = |at| Link {
            words: at..at + "Tarn".len(),
            address: TARN.to_owned(),
        };
        Block {
            kind,
            text: text.to_owned(),
            links: text.find("Tarn").map(link).into_iter().collect(),
        }
    }

    #[test]
    fn written_blocks_keep_their_links_behind_the_number_of_a_note() {
        let mut manuscript = Manuscript::default();
        manuscript.add([block(Kind::Heading(1), "They met in Tarn.")]);
        manuscript.add_note(1, vec![block(Kind::Heading(1), "See Tarn")]);
        manuscript.add_note(2, vec![block(Kind::Preformatted, "a  b")]);
        manuscript.add_note(3, Vec::new());
        let content = manuscript.finish(Reading::default()).unwrap();
        assert_eq!(
            shown(&content),
            [
                (Kind::Heading(1), "They met in Tarn."),
                (Kind::Rule, "***"),
                (Kind::Paragraph, "[1] See Tarn"),
                (Kind::Paragraph, "[2]"),
                (Kind::Preformatted, "a  b"),
            ]
        );
        assert_eq!(links(&content), [("Tarn", TARN), ("Tarn", TARN)]);
        let read_again = Block::all(&content);
        assert_eq!(read_again[2], block(Kind::Paragraph, "[1] See Tarn"));
    }

    #[test]
    fn a_picture_sign_is_an_answer_and_a_dash_is_none() {
        let of = |text| {
            let mut manuscript = Manuscript::default();
            manuscript.words(text);
            manuscript.finish(Reading::default())
        };
        assert!(of("\u{1F44D}").is_ok());
        assert_eq!(of("—"), Err(Refusal::Empty));
    }
}
