//! Reads the pieces of a file one after the other.

use std::mem;

use super::fonts::Fonts;
use super::group::{Group, Opened};
use super::info::Info;
use super::letters::{self, Letters};
use super::lists::Lists;
use super::styles::Styles;
use super::tokens::Token;
use super::words::{Destination, letter, opens, property};
use crate::ingest::content::{Content, Limit};
use crate::ingest::documents::Refusal;
use crate::ingest::documents::code_pages;
use crate::ingest::documents::fields::{Ended, Fields};
use crate::ingest::documents::flow::{Flow, MOST_MARKS};
use crate::ingest::documents::manuscript::Manuscript;
use crate::ingest::documents::reading::Reading;

mod marks;
mod opening;

use marks::Mark;

/// Groups within groups; what is deeper is passed over.
const DEEPEST: usize = 1_000;

/// The longest bullet, and the longest name of an author.
const LONGEST: usize = 80;

/// A text, a note, a remark or a box.
#[derive(Debug)]
struct Stream {
    what: What,
    flow: Flow,
    /// The bullet or number of the paragraph at work.
    bullet: String,
}

#[derive(Debug)]
enum What {
    Text,
    TextBox,
    Note,
    Comment(String),
}

/// What is read so far.
pub(super) struct Reader {
    group: Group,
    /// Those around it.
    outer: Vec<Group>,
    /// How many are too deep.
    beyond: usize,
    /// The group has nothing in it yet.
    is_fresh: bool,
    streams: Vec<Stream>,
    notes: usize,
    fields: Fields,
    letters: Letters,
    fonts: Fonts,
    default_font: i32,
    styles: Styles,
    lists: Lists,
    author: String,
    noted: Info,
    has_changes: bool,
    /// How many paragraphs, cells, rows and lines were ended.
    marks: usize,
    /// The page or the plain text that a mail was made from.
    source: Option<String>,
}

impl Reader {
    pub(super) fn new() -> Self {
        let text = Stream {
            what: What::Text,
            flow: Flow::default(),
            bullet: String::new(),
        };
        Self {
            group: Group::outermost(),
            outer: Vec::new(),
            beyond: 0,
            is_fresh: false,
            streams: vec![text],
            notes: 0,
            fields: Fields::default(),
            letters: Letters::new(),
            fonts: Fonts::default(),
            default_font: 0,
            styles: Styles::default(),
            lists: Lists::default(),
            author: String::new(),
            noted: Info::default(),
            has_changes: false,
            marks: 0,
            source: None,
        }
    }

    /// Reads a mail that was made from a page or a plain text.
    pub(super) fn of_source() -> Self {
        Self {
            source: Some(String::new()),
            ..Self::new()
        }
    }

    pub(super) fn take(&mut self, token: Token<'_>) {
        if self.marks > MOST_MARKS {
            return;
        }
        if self.beyond > 0 {
            match token {
                Token::Open => self.beyond += 1,
                Token::Close => self.beyond -= 1,
                _ => {}
            }
            return;
        }
        let is_fresh = matches!(token, Token::Open);
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Word(name, value) => self.word(name, value),
            Token::Symbol(sign) => self.symbol(sign),
            Token::Byte(byte) => self.letters.byte(byte),
            Token::Text(text) => {
                let letters = self.letters.text(text, self.group.set);
                self.words(letters);
            }
            Token::Binary => {}
        }
        self.is_fresh = is_fresh;
    }

    fn open(&mut self) {
        self.flush();
        self.letters.end_fallback();
        if self.outer.len() == DEEPEST {
            self.beyond = 1;
            return;
        }
        self.outer.push(self.group);
        self.group = self.group.inner();
    }

    fn close(&mut self) {
        self.flush();
        self.letters.end_fallback();
        match self.group.opened {
            Opened::Nothing => {}
            Opened::Field => self.end_field(),
            Opened::Stream => self.end(Mark::Paragraph, 0),
        }
        // A file may close more than it opened.
        if let Some(group) = self.outer.pop() {
            self.group = group;
        }
    }

    fn end_field(&mut self) {
        match self.fields.end() {
            Ended::Link => self.flow().close_link(),
            Ended::Symbol(letter) => self.letter(letter),
            Ended::Nothing => {}
        }
    }

    fn flow(&mut self) -> &mut Flow {
        &mut self.streams[self.group.stream].flow
    }

    /// Writes the bytes that wait for more of their letter.
    fn flush(&mut self) {
        let letters = self.letters.flush(self.group.set);
        letters.chars().for_each(|letter| self.letter(letter));
    }

    /// Puts letters where those of their group go.
    fn words(&mut self, letters: &str) {
        let Group {
            to,
            is_hidden,
            is_deleted,
            ..
        } = self.group;
        let is_left_out = is_hidden || is_deleted || !self.fields.are_shown();
        match to {
            // What most of a file is needs no look at each letter.
            Destination::Text
                if self.source.is_none() && !is_left_out && !letters.contains('\n') =>
            {
                self.flow().words(letters);
            }
            _ => letters.chars().for_each(|letter| self.letter(letter)),
        }
    }

    /// Puts a letter where the letters of its group go.
    fn letter(&mut self, letter: char) {
        self.marks += usize::from(letter == '\n');
        if let Some(source) = &mut self.source
            && let Destination::Text | Destination::Tag = self.group.to
        {
            if self.group.to == Destination::Tag || !self.group.is_instead {
                source.push(letter);
            }
            return;
        }
        match self.group.to {
            Destination::Text if !self.fields.are_shown() || self.group.is_hidden => {}
            Destination::Text if self.group.is_deleted => {
                self.has_changes |= !letter.is_whitespace()
            }
            Destination::Text => self.flow().letter(letter),
            Destination::Instruction => self.fields.instruct(letter.encode_utf8(&mut [0; 4])),
            Destination::Bullet => push(&mut self.streams[self.group.stream].bullet, letter),
            Destination::Author => push(&mut self.author, letter),
            Destination::Property(property) => self.noted.letter(property, letter),
            Destination::Fonts => self.fonts.letter(letter),
            Destination::Styles => self.styles.letter(letter),
            Destination::Lists => self.lists.letter(letter),
            Destination::Skip | Destination::Info | Destination::Shape | Destination::Tag => {}
        }
    }

    fn symbol(&mut self, sign: u8) {
        match sign {
            // Some programs write it where it means nothing.
            b'*' => self.group.is_starred = self.is_fresh,
            b'\r' | b'\n' => self.word(b"par", None),
            sign => {
                if let Some(letter) = letter(&[sign])
                    && !self.letters.is_fallback()
                {
                    self.flush();
                    self.letter(letter);
                }
            }
        }
    }

    fn word(&mut self, name: &[u8], value: Option<i32>) {
        self.flush();
        let is_starred = mem::take(&mut self.group.is_starred);
        if let Some(letter) = letter(name) {
            if !self.letters.is_fallback() {
                self.letter(letter);
            }
            return;
        }
        if name != b"u" {
            self.letters.end_fallback();
        }
        if self.group.to == Destination::Skip && name != b"ud" {
            return;
        }
        let is_of_letters = matches!(name, b"u" | b"uc");
        match opens(name) {
            // There these words tell what a list is.
            _ if self.group.to == Destination::Lists && !is_starred && !is_of_letters => {
                self.lists.word(name, value.unwrap_or(1));
            }
            Some(opened) => self.open_as(opened),
            None if is_starred => self.group.to = Destination::Skip,
            None => self.property(name, value),
        }
    }

    fn property(&mut self, name: &[u8], value: Option<i32>) {
        let number = value.unwrap_or(1);
        match self.group.to {
            Destination::Fonts => return self.fonts.word(name, value),
            Destination::Styles => return self.styles.word(name, number),
            Destination::Info => {
                self.group.to = property(name).map_or(Destination::Skip, Destination::Property);
                return;
            }
            Destination::Property(property) if name != b"u" && name != b"uc" => {
                return self.noted.word(property, name, number);
            }
            _ => {}
        }
        match name {
            b"u" => {
                let Group { fallback, set, .. } = self.group;
                let letter = self.letters.unicode(number, fallback, set);
                letter.into_iter().for_each(|letter| self.letter(letter));
            }
            b"uc" => self.group.fallback = letters::fallback(number),
            b"f" => self.group.set = self.fonts.of(number),
            b"deff" => self.default_font = number,
            b"plain" => self.plain(),
            b"v" => self.group.is_hidden = number != 0,
            b"htmlrtf" => self.group.is_instead = number != 0,
            // What was moved away stands where it was moved to, too.
            b"deleted" | b"mvf" => self.group.is_deleted = number != 0,
            b"ansicpg" => self.set_page(number),
            b"mac" => self.set_page(10000),
            b"pc" => self.set_page(437),
            b"pca" => self.set_page(850),
            _ => self.mark_or_look(name, number),
        }
    }

    fn set_page(&mut self, page: i32) {
        let set = u32::try_from(page).ok().and_then(code_pages::of_page);
        self.letters.set = set.unwrap_or(self.letters.set);
    }

    fn plain(&mut self) {
        self.group.set = self.fonts.of(self.default_font);
        self.group.is_hidden = false;
        self.group.is_deleted = false;
    }

    /// The page or the text that was read.
    pub(super) fn finish_source(mut self) -> String {
        self.flush();
        self.source.unwrap_or_default()
    }

    /// All that was read; groups that were left open are closed.
    pub(super) fn finish(mut self) -> Result<Content, Refusal> {
        self.flush();
        // Many programs forget to close the outermost group.
        let is_broken = self.beyond + self.outer.len() > 1;
        self.group = Group::outermost();
        self.fields = Fields::default();
        if !self.flow().is_at_start() {
            self.end(Mark::Paragraph, 0);
        }
        let mut manuscript = Manuscript::default();
        let (mut notes, mut comments) = (Vec::new(), Vec::new());
        for Stream { what, flow, .. } in self.streams {
            let blocks = flow.finish();
            match what {
                What::Text | What::TextBox => manuscript.add(blocks),
                What::Note => notes.push(blocks),
                What::Comment(author) => comments.push((author, blocks)),
            }
        }
        for (number, note) in (1..).zip(notes) {
            manuscript.add_note(number, note);
        }
        for (author, words) in comments {
            manuscript.add_comment(&author, words);
        }
        manuscript.finish(Reading {
            noted: self.noted.noted(),
            has_deleted: self.has_changes,
            is_broken,
            cut: (self.marks > MOST_MARKS).then_some(Limit::Parts),
            ..Reading::default()
        })
    }
}

fn push(text: &mut String, letter: char) {
    if text.len() < LONGEST {
        text.push(letter);
    }
}
