//! Words of headers that are not ASCII: `=?utf-8?Q?Caf=C3=A9?=` (RFC 2047).

use std::borrow::Cow;
use std::ops::Range;

use super::charset;
use super::transfer::{Transfer, hex_pair};

/// The longest encoded word that is read. The standard has 75; programs write whole subjects.
const LONGEST: usize = 4 << 10;

/// An encoded word.
struct Word<'a> {
    /// Where it stands.
    at: Range<usize>,
    charset: &'a str,
    is_base64: bool,
    data: &'a str,
}

/// A header's value with its encoded words decoded.
///
/// Blanks between two of them go. The bytes of neighbours in one character set are decoded together: many
/// programs cut within a letter.
pub(super) fn decode(value: &str) -> Cow<'_, str> {
    if !value.contains("=?") {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut bytes: Vec<u8> = Vec::new();
    let mut charset = "";
    let mut done = 0;
    while let Some(word) = next_word(value, done) {
        let between = &value[done..word.at.start];
        let is_apart = bytes.is_empty() || !between.bytes().all(|byte| byte.is_ascii_whitespace());
        if is_apart || !charset.eq_ignore_ascii_case(word.charset) {
            push(&mut text, &mut bytes, charset);
        }
        if is_apart {
            text.push_str(between);
        }
        charset = word.charset;
        word.decode_to(&mut bytes, &mut text);
        done = word.at.end;
    }
    push(&mut text, &mut bytes, charset);
    text.push_str(&value[done..]);
    Cow::Owned(text)
}

/// Ends a row of words in one character set.
fn push(text: &mut String, bytes: &mut Vec<u8>, charset: &str) {
    if !bytes.is_empty() {
        text.push_str(&charset::text(bytes, Some(charset)));
        bytes.clear();
    }
}

fn next_word(value: &str, from: usize) -> Option<Word<'_>> {
    let mut at = from;
    loop {
        at += value[at..].find("=?")?;
        if let Some(word) = word_at(value, at) {
            return Some(word);
        }
        at += 2;
    }
}

fn word_at(value: &str, at: usize) -> Option<Word<'_>> {
    let inside = value[at..].strip_prefix("=?")?;
    let (charset, rest) = inside.split_once('?')?;
    let is_name = |c: char| c.is_ascii_graphic() && c != '=';
    if charset.is_empty() || charset.len() > 60 || !charset.chars().all(is_name) {
        return None;
    }
    let is_base64 = match rest.get(..2)? {
        "B?" | "b?" => true,
        "Q?" | "q?" => false,
        _ => return None,
    };
    let data = &rest[2..];
    let within = &data.as_bytes()[..data.len().min(LONGEST)];
    let length = memchr::memmem::find(within, b"?=")?;
    let end = value.len() - data.len() + length + 2;
    Some(Word {
        at: at..end,
        charset,
        is_base64,
        data: &data[..length],
    })
}

impl Word<'_> {
    fn decode_to(&self, bytes: &mut Vec<u8>, text: &mut String) {
        if self.is_base64 {
            let decoded = Transfer::Base64.decode(self.data.as_bytes(), LONGEST);
            return bytes.extend_from_slice(&decoded);
        }
        let mut rest = self.data;
        while let Some(letter) = rest.chars().next() {
            rest = &rest[letter.len_utf8()..];
            match (letter, hex_pair(rest.as_bytes())) {
                ('=', Some(decoded)) => {
                    bytes.push(decoded);
                    rest = &rest[2..];
                }
                ('_', _) => bytes.push(b' '),
                // Not encoded after all, and text already.
                _ if !letter.is_ascii() => {
                    push(text, bytes, self.charset);
                    text.push(letter);
                }
                _ => bytes.push(letter as u8),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_both_encodings_are_decoded() {
        assert_eq!(decode("=?utf-8?Q?Caf=C3=A9_in_Tarn?="), "Café in Tarn");
        assert_eq!(decode("=?UTF-8?b?Q2Fmw6k=?="), "Café");
        assert_eq!(decode("=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?="), "Привет");
        assert_eq!(decode("On =?iso-8859-1*de?q?=D6l?= talks"), "On Öl talks");
        assert_eq!(decode("x=?utf-8?q?y?=z"), "xyz");
        assert_eq!(decode("=?koi8-r?q?=F0_Öl_=F2?="), "П Öl Р");
    }

    #[test]
    fn blanks_between_words_go_and_others_stay() {
        assert_eq!(decode("=?utf-8?q?a?=\t  =?utf-8?q?b?="), "ab");
        assert_eq!(decode("=?utf-8?q?a?= =?koi8-r?q?b?="), "ab");
        assert_eq!(decode("=?utf-8?q?a?= b =?utf-8?q?c?="), "a b c");
    }

    #[test]
    fn a_letter_cut_between_two_words_is_whole() {
        assert_eq!(decode("=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?="), "Café");
        assert_eq!(
            decode("=?utf-8?B?0J/RgA==?=\r\n =?UTF-8?B?0LjQ?= =?utf-8?B?sg==?="),
            "Прив"
        );
    }

    #[test]
    fn what_is_no_word_stays() {
        for text in [
            "=?",
            "=??Q?a?=",
            "=?utf-8?X?a?=",
            "=?utf-8?Q?a",
            "a =? b ?=",
            "=?é?Q?a?=",
        ] {
            assert_eq!(decode(text), text);
        }
        assert_eq!(decode("=?utf-8?Q??="), "");
        assert_eq!(decode("=?utf-8?Q?a b=ZZ?="), "a b=ZZ");
    }
}
