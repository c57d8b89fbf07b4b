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
    while decoder.patience().is_some() {
        decoder.give_up(&mut |input| inputs.push(input));
    }
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
fn what_comes_late_after_its_escape_is_no_row_of_keys() {
    let escape = || key(KeyCode::Esc, false);
    let scroll = Input::Event(Event::Mouse(Mouse {
        kind: MouseKind::ScrollUp,
        column: 9,
        row: 4,
    }));
    for (rest, expected) in [
        (&b"[A"[..], vec![escape(), key(KeyCode::Up, false)]),
        (b"OB", vec![escape(), key(KeyCode::Down, false)]),
        (b"[<64;10;5M", vec![escape(), scroll]),
        (b"]52;c;cXVpdA==\x07", vec![escape()]),
        (b"]lMinutes\x1b\\", vec![escape()]),
        (b"P>|aqz\x1b\\", vec![escape()]),
        // These are typed.
        (b"[", vec![escape(), typed('[')]),
        (b"[c", vec![escape(), typed('['), typed('c')]),
        (b"Oz", vec![escape(), typed('O'), typed('z')]),
    ] {
        let (mut inputs, mut decoder) = decoded(&[b"\x1b"]);
        decoder.give_up(&mut |input| inputs.push(input));
        assert_eq!(decoder.patience(), Some(AFTER_BEGINNING));
        decoder.feed(rest, &mut |input| inputs.push(input));
        assert_eq!((inputs, decoder.patience()), (expected, None));
    }
}

#[test]
fn a_while_after_an_escape_keys_are_keys_however_fast_they_come() {
    let (mut inputs, mut decoder) = decoded(&[b"\x1b"]);
    decoder.give_up(&mut |input| inputs.push(input));
    decoder.give_up(&mut |input| inputs.push(input));
    assert_eq!(decoder.patience(), None);
    decoder.feed(b"[A", &mut |input| inputs.push(input));
    assert_eq!(inputs, [key(KeyCode::Esc, false), typed('['), typed('A')]);
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
        b"\x1b[12;40R",
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
