//! From the bytes that the terminal sends to events.
//!
//! Each sequence is read by `terminput`, which has the forms of all terminals. What it cannot know
//! is time: whether a lone escape is the key or the beginning of a sequence, and whether the rest
//! of a sequence still comes. So bytes are gathered here, and whoever feeds them in asks how long
//! the rest may take ([`Decoder::patience`]) and gives up on it after that.

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
    pub(super) fn feed(&mut self, bytes: &[u8], send: &mut impl FnMut(Input)) {
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
            [] => None,
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
    if sequence.len() > sequence::LONGEST || is_nowhere(sequence) {
        return Parsed::Nothing;
    }
    match terminput::Event::parse_from(sequence) {
        Ok(Some(event)) => translate(event).map_or(Parsed::Nothing, Parsed::Event),
        Ok(None) => Parsed::Unfinished,
        Err(_) => Parsed::Nothing,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::terminal::{Mouse, MouseKind};

    /// What `pieces` make, each read on its own, with no pause that is too long.
    fn decoded(pieces: &[&[u8]]) -> (Vec<Input>, Decoder) {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        for piece in pieces {
            decoder.feed(piece, &mut |input| inputs.push(input));
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
        let (inputs, decoder) = decoded(&[b"j\x1b"]);
        assert_eq!(inputs, [typed('j')]);
        assert_eq!(decoder.patience(), Some(AFTER_ESCAPE));
        assert_eq!(given_up(decoder), [key(KeyCode::Esc, false)]);
    }

    #[test]
    fn a_sequence_in_pieces_is_one_key() {
        let (inputs, decoder) = decoded(&[b"\x1b", b"[", b"A", "\u{416}".as_bytes()]);
        assert_eq!(inputs, [key(KeyCode::Up, false), typed('\u{416}')]);
        assert_eq!(decoder.patience(), None);
    }

    #[test]
    fn two_escapes_are_two_keys_and_an_arrow_after_them_is_one_more() {
        let escape = || key(KeyCode::Esc, false);
        let (inputs, decoder) = decoded(&[b"\x1b\x1b"]);
        assert_eq!(
            (inputs, given_up(decoder)),
            (vec![escape()], vec![escape()])
        );
        let (inputs, _) = decoded(&[b"\x1b\x1b[A"]);
        assert_eq!(inputs, [escape(), key(KeyCode::Up, false)]);
    }

    #[test]
    fn alt_and_the_beginning_of_a_sequence_is_a_key_in_the_end() {
        for c in ['[', 'O'] {
            let (inputs, decoder) = decoded(&[&[ESC, c as u8]]);
            assert!(inputs.is_empty());
            assert_eq!(given_up(decoder), [key(KeyCode::Char(c), true)]);
        }
    }

    #[test]
    fn half_a_click_is_nothing_and_the_keys_after_it_are_keys() {
        for half in [&b"\x1b[<0;10"[..], b"\x1b[M !", b"\x1b[12;"] {
            let (inputs, mut decoder) = decoded(&[half]);
            assert!(inputs.is_empty());
            assert_eq!(decoder.patience(), Some(AFTER_BEGINNING));
            let mut inputs = Vec::new();
            decoder.give_up(&mut |input| inputs.push(input));
            decoder.feed(b"q", &mut |input| inputs.push(input));
            assert_eq!(inputs, [typed('q')], "{half:?}");
        }
    }

    #[test]
    fn a_click_breaks_what_was_left_unfinished() {
        let (inputs, _) = decoded(&[b"\x1b[<0;10", b"\x1b[<0;10j\x1b[<0;3;4M"]);
        let mouse = Mouse {
            kind: MouseKind::Press,
            column: 2,
            row: 3,
        };
        assert_eq!(inputs, [Input::Event(Event::Mouse(mouse))]);
    }

    #[test]
    fn a_letter_breaks_a_character_that_stops_short() {
        let (inputs, _) = decoded(&[b"\xd0q\xe9\xd0\x96"]);
        assert_eq!(inputs, [typed('q'), typed('\u{416}')]);
    }

    #[test]
    fn a_paste_is_one_text_with_all_that_is_in_it() {
        let (inputs, decoder) = decoded(&[b"\x1b[200~a\x1b[20", b"1;\x1b\x1b[201~b"]);
        assert_eq!(inputs, [pasted("a\x1b[201;\x1b"), typed('b')]);
        assert_eq!(decoder.patience(), None);
    }

    #[test]
    fn an_unfinished_paste_is_what_has_come_of_it() {
        let (inputs, decoder) = decoded(&[b"\x1b[200~grain \x1b[20"]);
        assert!(inputs.is_empty());
        assert_eq!(decoder.patience(), Some(AFTER_TEXT));
        assert_eq!(given_up(decoder), [pasted("grain ")]);
    }

    #[test]
    fn of_an_endless_paste_the_beginning_is_kept() {
        let text = vec![b'x'; LONGEST_PASTE + 10];
        let (inputs, _) = decoded(&[PASTE_BEGINS, &text, PASTE_ENDS]);
        assert_eq!(inputs, [pasted(&"x".repeat(LONGEST_PASTE))]);
    }

    #[test]
    fn a_sequence_of_any_length_is_dropped_whole() {
        let digits = [b'1'; 2 * sequence::LONGEST];
        let (inputs, decoder) = decoded(&[b"\x1b[", &digits, b"A", b"\x1b]52;", &digits, b"\x07q"]);
        assert_eq!(inputs, [typed('q')]);
        assert_eq!(decoder.patience(), None);
    }

    /// Nobody asked, and each byte that came through would be a command.
    #[test]
    fn an_answer_that_nobody_asked_for_is_no_key() {
        for answer in [
            &b"\x1b[>0;276;0c"[..],
            b"\x1b[=1;2u",
            b"\x1b[;c",
            b"\x1b[?2026;1$y",
            b"\x1b[8;24;80t",
            b"\x1bO5c",
            b"\x1bP1+r544e=787465\x1b\\",
            b"\x1bP>|XTerm(388)\x1b\\",
            b"\x1b]52;c;cXVpdA==\x07",
            b"\x1b]lMinutes \xd0\x9c\xd0\x9c of a meeting\x1b\\",
            b"\x1b_Gi=1;ENOENT:aqz\x1b\\",
            b"\x90>|tmux 3.5\x9c",
            b"\x9b>0c",
        ] {
            let pieces: Vec<&[u8]> = answer.chunks(1).chain([&b"q"[..]]).collect();
            let (inputs, decoder) = decoded(&pieces);
            assert_eq!(inputs, [typed('q')], "{}", answer.escape_ascii());
            assert_eq!(decoder.patience(), None);
        }
    }

    #[test]
    fn half_an_answer_is_nothing_and_the_keys_after_it_are_keys() {
        for half in [
            &b"\x1bP1+r544e"[..],
            b"\x1b]52;c;cXV",
            b"\x1b_Gi=1;OK\x1b",
            b"\x1b]11;rgb:",
        ] {
            let (inputs, mut decoder) = decoded(&[half]);
            assert_eq!((inputs, decoder.patience()), (vec![], Some(AFTER_TEXT)));
            let mut inputs = Vec::new();
            decoder.give_up(&mut |input| inputs.push(input));
            decoder.feed(b"q", &mut |input| inputs.push(input));
            assert_eq!(inputs, [typed('q')], "{}", half.escape_ascii());
        }
    }

    #[test]
    fn what_half_an_answer_is_broken_by_counts() {
        let (inputs, decoder) = decoded(&[b"\x1bP1+r\x1b[A\x1b]52;c\rj\x1b[1\r"]);
        let enter = || key(KeyCode::Enter, false);
        let expected = [key(KeyCode::Up, false), enter(), typed('j'), enter()];
        assert_eq!(inputs, expected);
        assert_eq!(decoder.patience(), None);
    }

    #[test]
    fn alt_and_the_beginning_of_an_answer_is_a_key_in_the_end() {
        for c in [']', 'P', '_'] {
            let (inputs, decoder) = decoded(&[&[ESC, c as u8]]);
            assert!(inputs.is_empty());
            assert_eq!(given_up(decoder), [key(KeyCode::Char(c), true)]);
            // Other keys after it show at once that it is one.
            let (inputs, _) = decoded(&[&[ESC, c as u8, b'j']]);
            assert_eq!(inputs, [key(KeyCode::Char(c), true), typed('j')]);
        }
        for c in ['X', '^'] {
            let (inputs, _) = decoded(&[&[ESC, c as u8]]);
            assert_eq!(inputs, [key(KeyCode::Char(c), true)]);
        }
    }

    #[test]
    fn a_count_after_alt_and_a_bracket_is_typed_in_the_end() {
        let (inputs, decoder) = decoded(&[b"\x1b]12"]);
        assert!(inputs.is_empty());
        let expected = [key(KeyCode::Char(']'), true), typed('1'), typed('2')];
        assert_eq!(given_up(decoder), expected);
    }

    #[test]
    fn the_background_is_picked_out_of_keys() {
        for end in [&b"\x1b\\"[..], b"\x07"] {
            let answer = [b"j\x1b]11;rgb:ffff/fFfF/e0e0", end, b"k"].concat();
            let light = Input::Answer(Some(Background::Light));
            let (inputs, _) = decoded(&[&answer[..7], &answer[7..]]);
            assert_eq!(inputs, [typed('j'), light, typed('k')]);
        }
        let (inputs, _) = decoded(&[b"\x1b]11;mauve\x07"]);
        assert_eq!(inputs, [Input::Answer(None)]);
    }

    #[test]
    fn a_click_outside_the_screen_is_nothing() {
        let (inputs, _) = decoded(&[b"\x1b[<0;0;1M\x1b[<0;1;+0M\x1b[32;00;4M"]);
        assert_eq!(inputs, []);
    }

    #[test]
    fn an_empty_paste_is_one_and_its_end_alone_is_none() {
        let (inputs, _) = decoded(&[b"\x1b[201~", PASTE_BEGINS, PASTE_ENDS]);
        assert_eq!(inputs, [pasted("")]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        /// No bytes stop the keys, and it does not matter in which pieces they come.
        #[test]
        fn after_any_bytes_a_key_is_a_key(
            bytes in prop::collection::vec(
                prop_oneof![
                    any::<u8>(),
                    prop::sample::select(b"\x1b\x1b[]P_\x07\\\x9c\x90<MO~+;0123456789:u".to_vec()),
                ],
                0..60,
            ),
        ) {
            let pieces: Vec<&[u8]> = bytes.chunks(1).collect();
            let (singly, mut decoder) = decoded(&pieces);
            let (together, _) = decoded(&[&bytes]);
            prop_assert_eq!(singly, together);
            let mut after = Vec::new();
            decoder.give_up(&mut |_| {});
            decoder.feed(b"q", &mut |input| after.push(input));
            prop_assert_eq!(after, [typed('q')]);
        }
    }
}
