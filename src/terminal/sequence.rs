//! Where a sequence of bytes from the terminal ends (ECMA-48, sections 5.4 to 5.6), whatever it says.
//!
//! A sequence that the reader has no use for must be taken as a whole. If only its beginning were,
//! its rest would be read as keys, each of them a command: the unasked answer `ESC [ > 0 ; 276 c`
//! would go to row 276 and clip it.

/// Begins a sequence.
pub(super) const ESC: u8 = 0x1b;

/// Ends a text, as `ESC \` does.
const BEL: u8 = 0x07;

/// Ends a text where the terminal sends eight-bit controls.
const STRING_TERMINATOR: u8 = 0x9c;

/// What no sequence is longer than that has a meaning for us.
pub(super) const LONGEST: usize = 64;

/// The introducer that an eight-bit control stands for; `None` for what begins no sequence.
///
/// A character in UTF-8 never begins with these bytes.
pub(super) fn introducer(byte: u8) -> Option<u8> {
    matches!(byte, 0x8f | 0x90 | 0x9b | 0x9d | 0x9f).then(|| byte - 0x40)
}

/// The answers that are a text: OSC, DCS and APC, each with what it says after two bytes.
///
/// The other two kinds of text, SOS and PM, no terminal sends; `ESC X` and `ESC ^` are keys.
pub(super) fn text(begun: &[u8]) -> Option<&[u8]> {
    match begun {
        [ESC, b']' | b'P' | b'_', text @ ..] => Some(text),
        _ => None,
    }
}

/// True if `text` can be what an answer says. If not, Alt was pressed with `]`, `P` or `_`, and
/// then other keys.
pub(super) fn can_be_an_answer(introducer: u8, text: &[u8]) -> bool {
    match introducer {
        b']' => {
            let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
            match text.get(digits) {
                None => true,
                // The titles of the window and of its icon have no number.
                Some(b'l' | b'L') => digits == 0,
                Some(&byte) => byte == b';' || (digits > 0 && is_end_of_text(byte)),
            }
        }
        b'P' => text.first().is_none_or(|byte| (0x20..0x40).contains(byte)),
        // Only kitty's answers about pictures are sent so.
        _ => text.first().is_none_or(|&byte| byte == b'G'),
    }
}

fn is_end_of_text(byte: u8) -> bool {
    matches!(byte, ESC | BEL | STRING_TERMINATOR)
}

/// True if `byte` can belong to what has begun; if not, it begins something itself.
pub(super) fn can_go_on(begun: &[u8], byte: u8) -> bool {
    match begun {
        [] => true,
        // Two escapes are the key twice.
        [ESC] => byte != ESC,
        [ESC, b'[', b'M', ..] => byte >= 0x20,
        [ESC, b'[' | b'O', ..] => (0x20..0x7f).contains(&byte),
        [ESC, b']' | b'P' | b'_'] => byte >= 0x20,
        [ESC, b']' | b'P' | b'_', .., ESC] => byte == b'\\',
        [ESC, b']' | b'P' | b'_', ..] => byte >= 0x20 || is_end_of_text(byte),
        // A character of several bytes.
        _ => (0x80..0xc0).contains(&byte),
    }
}

/// True if what has begun has come to its end; of a character only its own bytes tell.
pub(super) fn is_whole(begun: &[u8]) -> bool {
    match begun {
        // What the mouse did, and two coordinates.
        [ESC, b'[', b'M', click @ ..] => click.len() == 3,
        // The Linux console: F1 to F5.
        [ESC, b'[', b'['] | [ESC, b'[' | b'O'] => false,
        [ESC, b'[', .., last] => (0x40..0x7f).contains(last),
        [ESC, b'O', .., last] => !last.is_ascii_digit() && *last != b';',
        [ESC, b']' | b'P' | b'_', text @ ..] => match text {
            [.., ESC, b'\\'] | [.., BEL] => true,
            // In UTF-8 it may also be the end of a character.
            [.., before, STRING_TERMINATOR] => before.is_ascii(),
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_ends_where_its_kind_ends() {
        for whole in [
            &b"\x1b[A"[..],
            b"\x1b[>0;276;0c",
            b"\x1b[?2026;1$y",
            b"\x1b[[A",
            b"\x1b[M !!",
            b"\x1bO5A",
            b"\x1b]52;c;cXVpdA==\x07",
            b"\x1bP1+r544e\x1b\\",
            b"\x1b_Gi=1;OK\x9c",
        ] {
            let end = (3..=whole.len()).find(|&end| is_whole(&whole[..end]));
            assert_eq!(end, Some(whole.len()), "{}", whole.escape_ascii());
            let is_broken = (1..whole.len()).any(|at| !can_go_on(&whole[..at], whole[at]));
            assert!(!is_broken, "{}", whole.escape_ascii());
        }
        assert!(!is_whole("\x1b]l\u{41c}\u{41c}".as_bytes()));
    }

    #[test]
    fn a_control_breaks_what_has_begun() {
        for begun in [
            &b"\x1b[1"[..],
            b"\x1bO",
            b"\x1bP1+r",
            b"\x1b]11;",
            b"\x1b[M ",
        ] {
            assert!(!can_go_on(begun, b'\r'), "{}", begun.escape_ascii());
        }
    }
}
