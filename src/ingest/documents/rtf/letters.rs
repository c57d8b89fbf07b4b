//! Bytes and numbers to letters.

use std::mem;

use super::fonts::Set;
use crate::ingest::charset::Charset;
use crate::ingest::documents::signs::Font;

/// The most letters that may stand for one in Unicode.
const MOST_FALLBACK: i32 = 8;

/// What waits to be a letter.
#[derive(Debug)]
pub(super) struct Letters {
    /// Bytes that may be letters together.
    bytes: Vec<u8>,
    /// The first half of a letter of two.
    half: Option<u16>,
    /// Letters yet that stand for one that was there in Unicode.
    fallback: usize,
    /// What the bytes stand for where their font does not say so.
    pub(super) set: Charset,
}

impl Letters {
    pub(super) fn new() -> Self {
        Self {
            bytes: Vec::new(),
            half: None,
            fallback: 0,
            set: encoding_rs::WINDOWS_1252.into(),
        }
    }

    /// True for a letter that stands for one that was there already.
    pub(super) fn is_fallback(&mut self) -> bool {
        let is_fallback = self.fallback > 0;
        self.fallback -= usize::from(is_fallback);
        is_fallback
    }

    /// What follows stands for itself.
    ///
    /// Half a letter goes on waiting: how many letters stand for the other half may be said between
    /// the two.
    pub(super) fn end_fallback(&mut self) {
        self.fallback = 0;
    }

    pub(super) fn byte(&mut self, byte: u8) {
        if !self.is_fallback() {
            self.half = None;
            self.bytes.push(byte);
        }
    }

    /// Takes bytes in, and gives back those that are letters at once.
    pub(super) fn text<'b>(&mut self, text: &'b [u8], set: Set) -> &'b str {
        let passed = self.fallback.min(text.len());
        self.fallback -= passed;
        let text = &text[passed..];
        if !text.is_empty() {
            self.half = None;
        }
        match self.as_unicode(text, set) {
            Some(text) if self.bytes.is_empty() => text,
            _ => {
                self.bytes.extend_from_slice(text);
                ""
            }
        }
    }

    /// Bytes as they stand are ASCII, or were written by a program that takes it for UTF-8.
    fn as_unicode<'b>(&self, text: &'b [u8], set: Set) -> Option<&'b str> {
        let set = match set {
            Set::Signs(_) => return None,
            Set::Own(set) => set,
            Set::Document => self.set,
        };
        let has_pairs = matches!(
            set.name(),
            "Shift_JIS" | "GBK" | "gb18030" | "Big5" | "EUC-KR"
        );
        let is_unicode = text.is_ascii() || !has_pairs;
        std::str::from_utf8(text).ok().filter(|_| is_unicode)
    }

    /// The letters of the bytes that waited for more of their letter.
    pub(super) fn flush(&mut self, set: Set) -> String {
        if self.bytes.is_empty() {
            return String::new();
        }
        let bytes = mem::take(&mut self.bytes);
        match set {
            Set::Own(set) => set.read(&bytes).into_owned(),
            Set::Document => self.set.read(&bytes).into_owned(),
            Set::Signs(font) => {
                let signs = bytes.into_iter().map(u32::from);
                signs.filter_map(|place| font.sign(place)).collect()
            }
        }
    }

    /// The letter of a number, for which `fallback` others stand too.
    pub(super) fn unicode(&mut self, value: i32, fallback: usize, set: Set) -> Option<char> {
        self.fallback = fallback;
        let half = self.half.take();
        let code = match value {
            -0x8000..0 => value + 0x1_0000,
            _ => value,
        };
        let code = u32::try_from(code).unwrap_or(0xFFFD);
        match u16::try_from(code) {
            Ok(high @ 0xD800..0xDC00) => {
                self.half = Some(high);
                None
            }
            Ok(low @ 0xDC00..0xE000) => {
                let pair = char::decode_utf16([half.unwrap_or(low), low]).next();
                pair.and_then(Result::ok)
            }
            Ok(0xF000..=0xF0FF) => match set {
                Set::Signs(font) => font.sign(code),
                _ => Font::Unknown.sign(code),
            },
            _ => char::from_u32(code),
        }
    }
}

/// How many letters a document says to stand for one in Unicode.
pub(super) fn fallback(number: i32) -> usize {
    usize::try_from(number.min(MOST_FALLBACK)).unwrap_or(1)
}
