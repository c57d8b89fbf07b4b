//! Transfer encodings: bytes as they stand in a mail to the bytes that they stand for.
//!
//! Nothing fails: what an encoding does not have is left as it is, or passed over.

use std::borrow::Cow;

/// How the bytes of a part were made fit for sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transfer {
    /// As they are: 7bit, 8bit, binary, or nothing that is known.
    Plain,
    QuotedPrintable,
    Base64,
    /// Between `begin` and `end`, as mail had it before MIME.
    Uuencode,
}

impl Transfer {
    /// By the value of `Content-Transfer-Encoding`.
    pub(super) fn named(name: &str) -> Self {
        let name = name.trim_matches(|c: char| c.is_whitespace() || c == '"');
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if is("quoted-printable") {
            Self::QuotedPrintable
        } else if is("base64") {
            Self::Base64
        } else if ["x-uuencode", "uuencode", "uue", "x-uue"]
            .into_iter()
            .any(is)
        {
            Self::Uuencode
        } else {
            Self::Plain
        }
    }

    /// Decodes so much of `bytes` as gives `most`, or a little more.
    pub(super) fn decode(self, bytes: &[u8], most: usize) -> Cow<'_, [u8]> {
        match self {
            Self::Plain => Cow::Borrowed(&bytes[..bytes.len().min(most)]),
            Self::QuotedPrintable => Cow::Owned(quoted_printable(bytes, most)),
            Self::Base64 => Cow::Owned(base64(bytes, most)),
            Self::Uuencode => Cow::Owned(uudecode(bytes, most)),
        }
    }
}

/// Quoted-printable; an equals sign before anything but two digits or a line end stays one.
fn quoted_printable(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len().min(most));
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        decoded.extend_from_slice(&rest[..at]);
        if decoded.len() >= most {
            return decoded;
        }
        rest = &rest[at + 1..];
        if let Some(byte) = hex_pair(rest) {
            decoded.push(byte);
            rest = &rest[2..];
        } else if let Some(next) = soft_break(rest) {
            rest = &rest[next..];
        } else {
            decoded.push(b'=');
        }
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// The byte that two hexadecimal digits at the beginning of `bytes` stand for.
pub(super) fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// Where the next line begins, if nothing but blanks stands before it.
fn soft_break(bytes: &[u8]) -> Option<usize> {
    let blanks = bytes
        .iter()
        .take_while(|&&byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    match bytes.get(blanks) {
        None => Some(blanks),
        Some(b'\n') => Some(blanks + 1),
        Some(_) => (blanks > 0 && bytes[blanks - 1] == b'\r').then_some(blanks),
    }
}

/// What no digit of base64 has.
const NO_DIGIT: u8 = 64;

/// The values of the digits, those of names and addresses (`-`, `_`) too.
static DIGITS: [u8; 256] = digits();

const fn digits() -> [u8; 256] {
    let mut digits = [NO_DIGIT; 256];
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut at = 0;
    while at < alphabet.len() {
        digits[alphabet[at] as usize] = at as u8;
        at += 1;
    }
    digits[b'-' as usize] = 62;
    digits[b'_' as usize] = 63;
    digits
}

/// Base64; other characters are passed over, and padding ends a group but not the text.
pub(super) fn base64(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut decoded = Vec::with_capacity((bytes.len() / 4 * 3 + 3).min(most.saturating_add(3)));
    let mut rest = bytes;
    let (mut held, mut count) = (0_u32, 0_u32);
    while !rest.is_empty() && decoded.len() < most {
        if count == 0 {
            let whole = whole_groups(rest, &mut decoded, most);
            rest = &rest[whole..];
        }
        let Some((&byte, next)) = rest.split_first() else {
            break;
        };
        rest = next;
        let digit = DIGITS[usize::from(byte)];
        if digit < NO_DIGIT {
            held = held << 6 | u32::from(digit);
            count += 1;
        }
        if count == 4 || (byte == b'=' && count > 0) {
            push_group(&mut decoded, held, count);
            (held, count) = (0, 0);
        }
    }
    push_group(&mut decoded, held, count);
    decoded
}

/// Decodes the groups of four digits that `bytes` opens with, and says how many bytes they are.
fn whole_groups(bytes: &[u8], decoded: &mut Vec<u8>, most: usize) -> usize {
    let mut taken = 0;
    for group in bytes.chunks_exact(4) {
        let [a, b, c, d] = [0, 1, 2, 3].map(|at| DIGITS[usize::from(group[at])]);
        if (a | b | c | d) & NO_DIGIT != 0 || decoded.len() >= most {
            break;
        }
        decoded.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
        taken += 4;
    }
    taken
}

/// A group of which `count` digits are there: two make a byte, three make two.
fn push_group(decoded: &mut Vec<u8>, held: u32, count: u32) {
    if count < 2 {
        return;
    }
    let bytes = (held << (6 * (4 - count))).to_be_bytes();
    decoded.extend_from_slice(&bytes[1..count as usize]);
}

fn uudecode(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut decoded = Vec::new();
    let lines = bytes.split(|&byte| byte == b'\n');
    let inside = lines
        .skip_while(|line| !line.starts_with(b"begin "))
        .skip(1)
        .map(<[u8]>::trim_ascii_end)
        .take_while(|&line| line != b"end");
    for line in inside {
        let Some((&length, digits)) = line.split_first() else {
            continue;
        };
        let end = decoded.len() + usize::from(length.wrapping_sub(b' ') & 63);
        for group in digits.chunks(4) {
            let digit = |at: usize| group.get(at).map_or(0, |byte| byte.wrapping_sub(b' ') & 63);
            let [a, b, c, d] = [0, 1, 2, 3].map(digit);
            decoded.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
        }
        decoded.truncate(end);
        if decoded.len() >= most {
            break;
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(transfer: &str, bytes: &str) -> String {
        let bytes = Transfer::named(transfer)
            .decode(bytes.as_bytes(), usize::MAX)
            .into_owned();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn quoted_printable_joins_soft_breaks_and_leaves_what_it_does_not_know() {
        let of = |text| decoded("Quoted-Printable", text);
        assert_eq!(of("Caf=C3=A9 in Tarn"), "Café in Tarn");
        assert_eq!(of("one=\r\n two=  \nthree="), "one twothree");
        assert_eq!(of("a = b =G1 =C"), "a = b =G1 =C");
        assert_eq!(of("=3d=3D"), "==");
    }

    #[test]
    fn base64_passes_over_what_is_none_and_needs_no_padding() {
        let of = |text| decoded(" BASE64 ", text);
        assert_eq!(of("VGFsa3Mgb24gZmlzaA=="), "Talks on fish");
        assert_eq!(of("VGFsa3\r\nMgb24gZm\r\nlzaA"), "Talks on fish");
        assert_eq!(of("VGFs*a3Mg\u{0}b24="), "Talks on");
        assert_eq!(of("VGE=bGtz"), "Talks");
        assert_eq!(of("="), "");
        assert_eq!(of("V"), "");
    }

    #[test]
    fn uuencoded_text_is_read_between_its_marks() {
        assert_eq!(
            decoded(
                "x-uuencode",
                "begin 644 a.txt\n-5&%L:W,@;VX@9FES:```\n`\nend\n"
            ),
            "Talks on fish"
        );
    }

    #[test]
    fn other_encodings_leave_the_bytes_alone() {
        for name in ["7bit", "8bit", "binary", "", "x-odd"] {
            assert_eq!(decoded(name, "=41 QUJD"), "=41 QUJD");
        }
    }

    #[test]
    fn no_more_is_decoded_than_is_asked_for() {
        let text = "QUJD".repeat(1000);
        assert!(Transfer::Base64.decode(text.as_bytes(), 10).len() < 16);
        let text = "=41".repeat(1000);
        assert!(Transfer::QuotedPrintable.decode(text.as_bytes(), 10).len() < 16);
    }
}
