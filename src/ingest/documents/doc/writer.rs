//! Puts the letters of a text together: bytes and halves to letters, fields to what they show.

use crate::ingest::charset::Charset;
use crate::ingest::documents::fields::{Ended, Fields};
use crate::ingest::documents::flow::Flow;

/// What is written so far.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) flow: Flow,
    pub(super) fields: Fields,
    /// The first half of a letter of two.
    half: Option<u16>,
    /// Bytes that are letters together, and their set.
    bytes: Vec<u8>,
    set: Option<Charset>,
}

impl Writer {
    pub(super) fn is_at_start(&self) -> bool {
        self.flow.is_at_start() && self.bytes.is_empty()
    }

    /// Writes a letter, or gives it to the field whose instruction it is of.
    pub(super) fn show(&mut self, letter: char) {
        self.flush();
        self.put(letter);
    }

    fn put(&mut self, letter: char) {
        match self.fields.are_shown() {
            true => self.flow.letter(letter),
            false => self.fields.instruct(letter.encode_utf8(&mut [0; 4])),
        }
    }

    pub(super) fn wide(&mut self, code: u16) {
        let half = self.half.take();
        if (0xD800..0xDC00).contains(&code) {
            self.half = Some(code);
            return;
        }
        let pair = [half.unwrap_or(code), code];
        let units = if half.is_some() {
            &pair[..]
        } else {
            &pair[1..]
        };
        for letter in char::decode_utf16(units.iter().copied()).flatten() {
            self.show(letter);
        }
    }

    pub(super) fn narrow(&mut self, byte: u8, set: Charset) {
        if self.set.is_some_and(|other| other != set) {
            self.flush();
        }
        if byte.is_ascii() && self.bytes.is_empty() {
            return self.put(char::from(byte));
        }
        self.bytes.push(byte);
        self.set = Some(set);
    }

    /// Writes the bytes that wait for more of their kind.
    pub(super) fn flush(&mut self) {
        if let Some(set) = self.set.take() {
            let bytes = std::mem::take(&mut self.bytes);
            set.read(&bytes).chars().for_each(|letter| self.put(letter));
        }
    }

    pub(super) fn begin_field(&mut self) {
        self.flush();
        self.fields.begin();
    }

    pub(super) fn divide_field(&mut self) {
        self.flush();
        if let Some(address) = self.fields.divide() {
            self.flow.open_link(&address);
        }
    }

    pub(super) fn end_field(&mut self) {
        self.flush();
        match self.fields.end() {
            Ended::Link => self.flow.close_link(),
            Ended::Symbol(letter) => self.put(letter),
            Ended::Nothing => {}
        }
    }
}
