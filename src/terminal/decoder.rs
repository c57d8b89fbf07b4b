//! From the bytes that the terminal sends to events.
//!
//! Each sequence is read by `terminput`, which has the forms of all terminals. What it cannot know
//! is time: whether a lone escape is the key or the beginning of a sequence, and whether the rest
//! of a sequence still comes. So bytes are gathered here, and whoever feeds them in asks how long
//! the rest may take ([`Decoder::patience`]) and gives up on it after that.

use std::panic;
use std::time::Duration;

use super::background::{Background, read_answer};
use super::events::Event;
use super::sequence::{self, ESC};
use super::translate::translate;
use crate::config::{Key, KeyCode};

/// Around a paste.
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// After a lone escape. At 9,600 baud a byte follows another after one millisecond; a person takes
/// five times as long for the next key.
const AFTER_ESCAPE: Duration = Duration::from_millis(20);

/// After the beginning of a sequence: a terminal sends it at once, but the line may pause.
const AFTER_BEGINNING: Duration = Duration::from_millis(500);

/// After a piece of a paste or of an answer. What comes later is taken for keys, many of them, so
/// this is as long as a line pauses that still works.
const AFTER_TEXT: Duration = Duration::from_secs(2);

/// A person may have typed Alt and `]`, and this many keys after it, within
/// [`AFTER_BEGINNING`]. Of an answer more comes at once.
const MOST_TYPED: usize = 2;

/// What is pasted beyond it is left out.
const LONGEST_PASTE: usize = 1 << 20;

/// What bytes have made.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// Something was pressed, pasted or clicked.
    Event(Event),
    /// The terminal answered, perhaps with a colour that we do not understand.
    Answer(Option<Background>),
}

/// Gathers bytes until they make something.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// The sequence that has begun.
    begun: Vec<u8>,
    /// What of a paste has come.
    paste: Option<Paste>,
    /// An escape was taken for the key a moment ago: its sequence may only be late.
    took_escape: bool,
}

#[derive(Debug, Default)]
struct Paste {
    /// As it came, up to [`LONGEST_PASTE`].
    text: Vec<u8>,
    /// How many bytes of [`PASTE_ENDS`] came last.
    ended: usize,
}

impl Decoder {
    /// Takes the next bytes, as they were read at once, and gives what they complete to `send`.
    pub(super) fn feed(&mut self, bytes: &[u8], send: &mut impl FnMut(Input)) {
        if std::mem::take(&mut self.took_escape) && is_rest_of_sequence(bytes) {
            self.begun.push(ESC);
        }
        for &byte in bytes {
            let is_over = self.paste.as_mut().map(|paste| paste.take(byte));
            match is_over {
                None => self.take(byte, send),
                Some(false) => {}
                Some(true) => self.give_up(send),
            }
        }
    }

    /// How long the rest of what has begun may take; `None` if nothing has.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.begun.as_slice() {
            _ if self.paste.is_some() => Some(AFTER_TEXT),
            [] => self.took_escape.then_some(AFTER_BEGINNING),
            [ESC] => Some(AFTER_ESCAPE),
            begun => match sequence::text(begun) {
                Some(text) if text.len() > MOST_TYPED => Some(AFTER_TEXT),
                _ => Some(AFTER_BEGINNING),
            },
        }
    }

    /// Makes of what has begun what can be made of it: of an escape the key, of a paste what has
    /// come of it. Half a click, half a key or half an answer is nothing.
    pub(super) fn give_up(&mut self, send: &mut impl FnMut(Input)) {
        if let Some(paste) = self.paste.take() {
            send(Input::Event(Event::Paste(paste.text())));
            return;
        }
        self.took_escape = self.begun == [ESC];
        match self.begun.as_slice() {
            [ESC] => send(key(KeyCode::Esc, false)),
            &[ESC, c @ (b'[' | b'O')] => send(key(KeyCode::Char(c.into()), true)),
            begun => {
                if sequence::text(begun).is_some_and(may_be_typed) {
                    self.was_typed(send);
                }
            }
        }
        self.begun.clear();
    }

    fn take(&mut self, byte: u8, send: &mut impl FnMut(Input)) {
        while !sequence::can_go_on(&self.begun, byte) {
            self.break_off(send);
        }
        if self.begun.is_empty()
            && let Some(introducer) = sequence::introducer(byte)
        {
            self.begun = vec![ESC, introducer];
            return;
        }
        self.push(byte);
        if self.begun == PASTE_BEGINS {
            self.begun.clear();
            self.paste = Some(Paste::default());
        } else if let Some(text) = sequence::text(&self.begun) {
            if !sequence::can_be_an_answer(self.begun[1], text) {
                self.was_typed(send);
            } else if sequence::is_whole(&self.begun) {
                let answer = read_answer(&std::mem::take(&mut self.begun));
                answer.into_iter().for_each(|is| send(Input::Answer(is)));
            }
        } else if self.begun != [ESC] {
            self.take_key(send);
        }
    }

    /// Ends what the next byte cannot belong to. An escape that does not end a text begins
    /// something itself (ECMA-48, 5.5).
    fn break_off(&mut self, send: &mut impl FnMut(Input)) {
        match sequence::text(&self.begun) {
            Some([.., ESC]) => self.begun = vec![ESC],
            _ => self.give_up(send),
        }
    }

    /// Keeps the next byte. Of a sequence that is too long to mean anything only the beginning
    /// and the end are of interest.
    fn push(&mut self, byte: u8) {
        if self.begun.len() > sequence::LONGEST && !self.begun.ends_with(&[ESC]) {
            self.begun.pop();
        }
        self.begun.push(byte);
    }

    fn take_key(&mut self, send: &mut impl FnMut(Input)) {
        let is_sequence = matches!(self.begun[..], [ESC, b'[' | b'O', ..]);
        let is_whole = sequence::is_whole(&self.begun);
        if is_sequence && !is_whole {
            return;
        }
        match parse(&self.begun) {
            Parsed::Unfinished if !is_whole => return,
            Parsed::Event(event) => send(Input::Event(event)),
            Parsed::Unfinished | Parsed::Nothing => {}
        }
        self.begun.clear();
    }

    /// Makes keys of what was taken for an answer and is none.
    fn was_typed(&mut self, send: &mut impl FnMut(Input)) {
        let begun = std::mem::take(&mut self.begun);
        if let [ESC, c, rest @ ..] = begun.as_slice() {
            send(key(KeyCode::Char((*c).into()), true));
            self.feed(rest, send);
        }
    }
}

/// True for what comes without its escape when the line paused after that: the network hands on in
/// one piece what people type singly. Without this a late turn of the wheel, `[<64;10;5M`, would
/// move by its numbers and open the editor.
fn is_rest_of_sequence(read: &[u8]) -> bool {
    match *read {
        [b'[' | b']' | b'P', b'0'..=b'?', ..] => true,
        [b'_', b'G', ..] | [b']', b'l' | b'L', _, ..] | [b'[', b'M' | b'I' | b'O', ..] => true,
        [begins @ (b'[' | b'O'), ends, ..] => {
            matches!(parse(&[ESC, begins, ends]), Parsed::Event(_))
        }
        _ => false,
    }
}

fn may_be_typed(text: &[u8]) -> bool {
    text.len() <= MOST_TYPED && text.iter().all(u8::is_ascii_graphic)
}

impl Paste {
    /// Takes the next byte; true if it was the last.
    fn take(&mut self, byte: u8) -> bool {
        if self.text.len() < LONGEST_PASTE {
            self.text.push(byte);
        }
        self.ended = match PASTE_ENDS.get(self.ended) {
            Some(&expected) if expected == byte => self.ended + 1,
            _ => usize::from(byte == ESC),
        };
        self.ended == PASTE_ENDS.len()
    }

    /// The text without its end, or what of the end has come.
    fn text(&self) -> String {
        let end = &PASTE_ENDS[..self.ended];
        let text = self.text.strip_suffix(end).unwrap_or(&self.text);
        String::from_utf8_lossy(text).into_owned()
    }
}

fn key(code: KeyCode, alt: bool) -> Input {
    let ctrl = false;
    Input::Event(Event::Key(Key { code, ctrl, alt }))
}

enum Parsed {
    Event(Event),
    Unfinished,
    /// Nothing that the reader has a use for.
    Nothing,
}

fn parse(sequence: &[u8]) -> Parsed {
    if sequence.len() > sequence::LONGEST || is_nowhere(sequence) || is_cursor(sequence) {
        return Parsed::Nothing;
    }
    // No bytes are known to make it panic; if some do, the keys after them must still be read.
    match panic::catch_unwind(|| terminput::Event::parse_from(sequence)) {
        Ok(Ok(Some(event))) => translate(event).map_or(Parsed::Nothing, Parsed::Event),
        Ok(Ok(None)) => Parsed::Unfinished,
        Ok(Err(_)) | Err(_) => Parsed::Nothing,
    }
}

/// True for a click in column or row 0: they count from 1, and `terminput` relies on it.
fn is_nowhere(sequence: &[u8]) -> bool {
    let Some(click) = sequence.strip_suffix(b"M").or(sequence.strip_suffix(b"m")) else {
        return false;
    };
    let is_none =
        |number: &[u8]| !number.is_empty() && number.iter().all(|c| matches!(c, b'0' | b'+'));
    click.split(|byte| *byte == b';').skip(1).any(is_none)
}

/// True for a report of where the cursor is, if that is not in row 1: there it looks like F3.
fn is_cursor(sequence: &[u8]) -> bool {
    matches!(sequence, [ESC, b'[', row, .., b'R'] if row.is_ascii_digit())
        && !sequence.starts_with(b"\x1b[1;")
}

#[cfg(test)]
mod tests;
