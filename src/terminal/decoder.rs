//! From the bytes that the terminal sends to events.
//!
//! Each sequence is read by `terminput`, which has the forms of all terminals. What it cannot know
//! is time: whether a lone escape is the key or the beginning of a sequence, and whether the rest
//! of a sequence still comes. So bytes are gathered here, and whoever feeds them in asks how long
//! the rest may take ([`Decoder::patience`]) and gives up on it after that.

use std::panic;
use std::time::Duration;

use super::background::{Answer, Background, read_answer};
use super::events::Event;
use super::translate::translate;
use crate::config::{Key, KeyCode};

const ESC: u8 = 0x1b;

/// Around a paste.
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// After a lone escape. At 9,600 baud a byte follows another after one millisecond; a person takes
/// five times as long for the next key.
const AFTER_ESCAPE: Duration = Duration::from_millis(20);

/// After the beginning of a sequence: a terminal sends it at once, but the line may pause.
const AFTER_BEGINNING: Duration = Duration::from_millis(500);

/// After a piece of a paste. What comes later is taken for keys, so this is as long as a line
/// pauses that still works.
const AFTER_PASTED: Duration = Duration::from_secs(2);

/// No key or click takes more bytes.
const LONGEST_SEQUENCE: usize = 64;

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
}

#[derive(Debug, Default)]
struct Paste {
    /// As it came, up to [`LONGEST_PASTE`].
    text: Vec<u8>,
    /// How many bytes of [`PASTE_ENDS`] came last.
    ended: usize,
}

impl Decoder {
    /// Takes the next bytes, and gives what they complete to `send`.
    ///
    /// Whether the terminal `was_asked` decides what `ESC ]` is: the beginning of its answer, or
    /// the keys Alt and `]`.
    pub(super) fn feed(&mut self, bytes: &[u8], was_asked: bool, send: &mut impl FnMut(Input)) {
        for &byte in bytes {
            let is_over = self.paste.as_mut().map(|paste| paste.take(byte));
            match is_over {
                None => self.take(byte, was_asked, send),
                Some(false) => {}
                Some(true) => self.give_up(send),
            }
        }
    }

    /// How long the rest of what has begun may take; `None` if nothing has.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.begun.as_slice() {
            _ if self.paste.is_some() => Some(AFTER_PASTED),
            [] => None,
            [ESC] => Some(AFTER_ESCAPE),
            _ => Some(AFTER_BEGINNING),
        }
    }

    /// Makes of what has begun what can be made of it: of an escape the key, of a paste what has
    /// come of it. Half a click or half a key is nothing.
    pub(super) fn give_up(&mut self, send: &mut impl FnMut(Input)) {
        if let Some(paste) = self.paste.take() {
            send(Input::Event(Event::Paste(paste.text())));
            return;
        }
        let begun = std::mem::take(&mut self.begun);
        match begun.as_slice() {
            [ESC] => send(key(KeyCode::Esc, false)),
            &[ESC, c @ (b'[' | b'O')] => send(key(KeyCode::Char(c.into()), true)),
            [ESC, b']', rest @ ..] => typed_after_all(rest, send),
            _ => {}
        }
    }

    fn take(&mut self, byte: u8, was_asked: bool, send: &mut impl FnMut(Input)) {
        if self.is_broken_by(byte) {
            // Two escapes are the key, and perhaps the beginning of a sequence.
            let is_escape = self.begun == [ESC];
            self.begun.clear();
            if is_escape {
                send(key(KeyCode::Esc, false));
            }
        }
        self.begun.push(byte);
        if self.begun == PASTE_BEGINS {
            self.begun.clear();
            self.paste = Some(Paste::default());
        } else if self.begun.starts_with(b"\x1b]") && was_asked {
            self.take_answer(send);
        } else if self.begun != [ESC] {
            match parse(&self.begun) {
                Parsed::Unfinished if self.may_go_on() => {}
                Parsed::Unfinished | Parsed::Nothing => self.begun.clear(),
                Parsed::Event(event) => {
                    self.begun.clear();
                    send(Input::Event(event));
                }
            }
        }
    }

    /// True if what has begun cannot go on with `byte`, which begins something itself.
    fn is_broken_by(&self, byte: u8) -> bool {
        match self.begun.as_slice() {
            [] => false,
            // An escape ends any other sequence (ECMA-48, 5.5), but for an answer, which ends so.
            [ESC, b']', ..] => false,
            [ESC, ..] => byte == ESC,
            // A character of several bytes that stops short.
            _ => !(0x80..0xc0).contains(&byte),
        }
    }

    /// False for what `terminput` waits for in vain: the end of a click that ended as something else
    /// (a letter ends any sequence; ECMA-48, 5.4), and of what is longer than any.
    fn may_go_on(&self) -> bool {
        let is_over = matches!(self.begun[..], [ESC, b'[', b'<' | b'?', .., b'@'..=b'~']);
        !is_over && self.begun.len() < LONGEST_SEQUENCE
    }

    fn take_answer(&mut self, send: &mut impl FnMut(Input)) {
        match read_answer(&self.begun) {
            Answer::Unfinished => {}
            Answer::Other => self.give_up(send),
            Answer::Colour(background) => {
                self.begun.clear();
                send(Input::Answer(background));
            }
        }
    }
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

/// What was taken for an answer of the terminal and is none: Alt and `]`, and the keys after it.
fn typed_after_all(rest: &[u8], send: &mut impl FnMut(Input)) {
    send(key(KeyCode::Char(']'), true));
    let mut decoder = Decoder::default();
    decoder.feed(rest, false, send);
    decoder.give_up(send);
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
    // It subtracts one from a row that may be none, and panics where overflow is checked.
    match panic::catch_unwind(|| terminput::Event::parse_from(sequence)) {
        Ok(Ok(Some(event))) => translate(event).map_or(Parsed::Nothing, Parsed::Event),
        Ok(Ok(None)) => Parsed::Unfinished,
        Ok(Err(_)) | Err(_) => Parsed::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::terminal::{Mouse, MouseKind};

    /// What `pieces` make, each read on its own, with no pause that is too long.
    fn decoded(pieces: &[&[u8]], was_asked: bool) -> (Vec<Input>, Decoder) {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        for piece in pieces {
            decoder.feed(piece, was_asked, &mut |input| inputs.push(input));
        }
        (inputs, decoder)
    }

    /// What the decoder makes of what has begun.
    fn given_up(mut decoder: Decoder) -> Vec<Input> {
        let mut inputs = Vec::new();
        decoder.give_up(&mut |input| inputs.push(input));
        assert_eq!(decoder.patience(), None);
        inputs
    }

    fn typed(c: char) -> Input {
        key(KeyCode::Char(c), false)
    }

    fn pasted(text: &str) -> Input {
        Input::Event(Event::Paste(text.to_owned()))
    }

    #[test]
    fn a_lone_escape_is_the_key_once_nothing_follows() {
        let (inputs, decoder) = decoded(&[b"j\x1b"], false);
        assert_eq!(inputs, [typed('j')]);
        assert_eq!(decoder.patience(), Some(AFTER_ESCAPE));
        assert_eq!(given_up(decoder), [key(KeyCode::Esc, false)]);
    }

    #[test]
    fn a_sequence_in_pieces_is_one_key() {
        let (inputs, decoder) = decoded(&[b"\x1b", b"[", b"A", "\u{416}".as_bytes()], false);
        assert_eq!(inputs, [key(KeyCode::Up, false), typed('\u{416}')]);
        assert_eq!(decoder.patience(), None);
    }

    #[test]
    fn two_escapes_are_two_keys_and_an_arrow_after_them_is_one_more() {
        let escape = || key(KeyCode::Esc, false);
        let (inputs, decoder) = decoded(&[b"\x1b\x1b"], false);
        assert_eq!(
            (inputs, given_up(decoder)),
            (vec![escape()], vec![escape()])
        );
        let (inputs, _) = decoded(&[b"\x1b\x1b[A"], false);
        assert_eq!(inputs, [escape(), key(KeyCode::Up, false)]);
    }

    #[test]
    fn alt_and_the_beginning_of_a_sequence_is_a_key_in_the_end() {
        for c in ['[', 'O'] {
            let (inputs, decoder) = decoded(&[&[ESC, c as u8]], false);
            assert!(inputs.is_empty());
            assert_eq!(given_up(decoder), [key(KeyCode::Char(c), true)]);
        }
    }

    #[test]
    fn half_a_click_is_nothing_and_the_keys_after_it_are_keys() {
        for half in [&b"\x1b[<0;10"[..], b"\x1b[M !", b"\x1b[12;"] {
            let (inputs, mut decoder) = decoded(&[half], false);
            assert!(inputs.is_empty());
            assert_eq!(decoder.patience(), Some(AFTER_BEGINNING));
            let mut inputs = Vec::new();
            decoder.give_up(&mut |input| inputs.push(input));
            decoder.feed(b"q", false, &mut |input| inputs.push(input));
            assert_eq!(inputs, [typed('q')], "{half:?}");
        }
    }

    #[test]
    fn a_click_breaks_what_was_left_unfinished() {
        let (inputs, _) = decoded(&[b"\x1b[<0;10", b"\x1b[<0;10j\x1b[<0;3;4M"], false);
        let mouse = Mouse {
            kind: MouseKind::Press,
            column: 2,
            row: 3,
        };
        assert_eq!(inputs, [Input::Event(Event::Mouse(mouse))]);
    }

    #[test]
    fn a_letter_breaks_a_character_that_stops_short() {
        let (inputs, _) = decoded(&[b"\xd0q\xe9\xd0\x96"], false);
        assert_eq!(inputs, [typed('q'), typed('\u{416}')]);
    }

    #[test]
    fn a_paste_is_one_text_with_all_that_is_in_it() {
        let (inputs, decoder) = decoded(&[b"\x1b[200~a\x1b[20", b"1;\x1b\x1b[201~b"], false);
        assert_eq!(inputs, [pasted("a\x1b[201;\x1b"), typed('b')]);
        assert_eq!(decoder.patience(), None);
    }

    #[test]
    fn an_unfinished_paste_is_what_has_come_of_it() {
        let (inputs, decoder) = decoded(&[b"\x1b[200~grain \x1b[20"], false);
        assert!(inputs.is_empty());
        assert_eq!(decoder.patience(), Some(AFTER_PASTED));
        assert_eq!(given_up(decoder), [pasted("grain ")]);
    }

    #[test]
    fn of_an_endless_paste_the_beginning_is_kept() {
        let text = vec![b'x'; LONGEST_PASTE + 10];
        let (inputs, _) = decoded(&[PASTE_BEGINS, &text, PASTE_ENDS], false);
        assert_eq!(inputs, [pasted(&"x".repeat(LONGEST_PASTE))]);
    }

    #[test]
    fn a_sequence_without_end_is_dropped() {
        let (inputs, decoder) = decoded(&[b"\x1b[", &[b'1'; 2 * LONGEST_SEQUENCE]], false);
        assert!(decoder.begun.is_empty());
        assert!(inputs.iter().all(|input| *input == typed('1')));
    }

    #[test]
    fn an_answer_among_keys_is_picked_out_if_there_was_a_question() {
        for end in [&b"\x1b\\"[..], b"\x07"] {
            let answer = [b"j\x1b]11;rgb:ffff/fFfF/e0e0", end, b"k"].concat();
            let light = Input::Answer(Some(Background::Light));
            let (inputs, _) = decoded(&[&answer[..7], &answer[7..]], true);
            assert_eq!(inputs, [typed('j'), light, typed('k')]);
        }
        let (inputs, _) = decoded(&[b"\x1b]1"], false);
        assert_eq!(inputs, [key(KeyCode::Char(']'), true), typed('1')]);
    }

    #[test]
    fn a_colour_in_other_words_is_still_no_key() {
        let (inputs, _) = decoded(&[b"\x1b]11;mauve\x07"], true);
        assert_eq!(inputs, [Input::Answer(None)]);
    }

    #[test]
    fn keys_that_look_like_an_answer_are_keys_in_the_end() {
        let expected = [key(KeyCode::Char(']'), true), typed('1'), typed('q')];
        let (inputs, _) = decoded(&[b"\x1b]1q"], true);
        assert_eq!(inputs, expected);
        let (inputs, decoder) = decoded(&[b"\x1b]1"], true);
        assert!(inputs.is_empty());
        assert_eq!(given_up(decoder), expected[..2]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        /// No bytes stop the keys, and it does not matter in which pieces they come.
        #[test]
        fn after_any_bytes_a_key_is_a_key(
            bytes in prop::collection::vec(
                prop_oneof![
                    any::<u8>(),
                    prop::sample::select(b"\x1b\x1b[]<MO~;0123456789:u".to_vec()),
                ],
                0..60,
            ),
            was_asked in any::<bool>(),
        ) {
            let pieces: Vec<&[u8]> = bytes.chunks(1).collect();
            let (singly, mut decoder) = decoded(&pieces, was_asked);
            let (together, _) = decoded(&[&bytes], was_asked);
            prop_assert_eq!(singly, together);
            let mut after = Vec::new();
            decoder.give_up(&mut |_| {});
            decoder.feed(b"q", was_asked, &mut |input| after.push(input));
            prop_assert_eq!(after, [typed('q')]);
        }
    }
}
