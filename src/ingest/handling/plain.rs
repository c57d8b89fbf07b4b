//! A line as its reader means it: without what cannot be seen in it, and without markup.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::text::eight::{EACH, HIGH};
use crate::text::sanitise;

/// The most characters that a line can have and still be a caveat, markup included.
const MOST: usize = 1024;

/// The line without tags, entities, and characters that cannot be seen, in the plain forms of its
/// letters: `ＳＥＣ&shy;<b>ＲＥＴ` is SECRET. A line too long for a caveat comes back as it is.
pub(super) fn plain(line: &str) -> Cow<'_, str> {
    if is_settled(line) {
        return Cow::Borrowed(line);
    }
    let mut seen = line.chars().filter(|&c| !sanitise::is_unseen(c));
    if seen.nth(MOST).is_some() {
        return Cow::Borrowed(line);
    }
    Cow::Owned(in_plain_forms(line))
}

fn in_plain_forms(line: &str) -> String {
    let untagged = without_tags(line);
    let read = html_escape::decode_html_entities(&untagged);
    let unmarked = sanitise::without_marks(&read);
    // Lines drawn under or through letters join no letter; accents have joined theirs.
    let is_stroke = |c: &char| matches!(c, '\u{300}'..='\u{36F}');
    let seen = unmarked.chars().filter(|&c| !sanitise::is_unseen(c));
    let letters = seen.nfkc().filter(|c| !is_stroke(c));
    letters.collect()
}

/// True for a line that comes back as it is, by its bytes alone: nothing in it has a plainer form, or
/// more than [`MOST`] of its characters are seen. False where it takes a closer look.
fn is_settled(line: &str) -> bool {
    let bytes = line.as_bytes();
    let (mut at, mut seen, mut is_plain) = (0, 0, true);
    while at < bytes.len() && seen <= MOST {
        if let Some(eight) = bytes[at..].first_chunk()
            && is_plain_ascii(u64::from_le_bytes(*eight))
        {
            at += eight.len();
            seen += eight.len();
            continue;
        }
        let (length, is_seen) = match bytes[at..] {
            [b'<' | b'&', ..] => (1, false),
            [b' '..=b'~', ..] => (1, true),
            [first, second, ..] if is_plain_pair(first, second) => (2, true),
            [first, second, third, ..] if is_plain_triple(first, second, third) => (3, true),
            _ => (1, false),
        };
        at += length;
        seen += usize::from(is_seen);
        is_plain &= is_seen;
    }
    is_plain || seen > MOST
}

/// True for a character of two bytes that has no plainer form, beside whatever other such character it stands.
fn is_plain_pair(first: u8, second: u8) -> bool {
    match first {
        // « »
        0xC2 => matches!(second, 0xAB | 0xBB),
        // Latin, but for ligatures and letters with a dot or an apostrophe beside them.
        0xC3 | 0xC8 => true,
        0xC4 => !matches!(second, 0xB2 | 0xB3 | 0xBF),
        0xC5 => !matches!(second, 0x80 | 0x89 | 0xBF),
        // Greek, Cyrillic, Hebrew, Arabic.
        0xCE => matches!(second, 0x88..=0x8A | 0x8C | 0x8E..=0xA1 | 0xA3..=0xBF),
        0xCF => matches!(second, 0x80..=0x8F),
        0xD0 | 0xD1 => true,
        0xD7 => matches!(second, 0x90..=0xAA),
        0xD8 => matches!(second, 0x8C | 0x9B | 0x9F | 0xA1..=0xBA),
        0xD9 => matches!(second, 0x81..=0x8A),
        _ => false,
    }
}

/// The same of a character of three bytes.
fn is_plain_triple(first: u8, second: u8, third: u8) -> bool {
    match (first, second) {
        // Dashes, quotation marks, bullets.
        (0xE2, 0x80) => matches!(third, 0x93 | 0x94 | 0x98..=0x9E | 0xA2),
        // Marks and letters of Japanese.
        (0xE3, 0x80) => matches!(third, 0x81 | 0x82 | 0x88..=0x91),
        (0xE3, 0x81) => matches!(third, 0x81..=0xBF),
        (0xE3, 0x82) => matches!(third, 0x80..=0x96 | 0xA1..=0xBF),
        (0xE3, 0x83) => matches!(third, 0x80..=0xBA | 0xBC),
        // Chinese characters and Korean syllables.
        (0xE4, 0xB8..=0xBF) | (0xE5..=0xE9 | 0xEB | 0xEC, _) => true,
        (0xEA, 0xB0..=0xBF) | (0xED, 0x80..=0x9D) => true,
        _ => false,
    }
}

/// True for eight bytes of printed ASCII without `<` and `&`.
fn is_plain_ascii(eight: u64) -> bool {
    // Without its high bit no byte carries into the next.
    let low = eight & !HIGH;
    let is_printed = low + (0x80 - 0x20) * EACH;
    let is_delete = low + EACH;
    // A sum leaves the high bit unset where the byte is the one that is looked for.
    let differs = |byte: u8| (low ^ (u64::from(byte) * EACH)) + 0x7F * EACH;
    (!eight & is_printed & !is_delete & differs(b'<') & differs(b'&')) & HIGH == HIGH
}

/// The line without what looks like a tag, whatever its name.
fn without_tags(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        kept.push_str(before);
        let name = tag[1..].trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            kept.push('<');
            rest = &tag[1..];
            continue;
        }
        // Where no tag is closed, none after it is.
        let Some(close) = tag.find('>') else {
            rest = tag;
            break;
        };
        rest = &tag[close + 1..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_settled_has_no_plainer_form_in_any_company() {
        let settled: String = ('\u{1}'..='\u{10FFFF}')
            .filter(|letter| is_settled(letter.encode_utf8(&mut [0; 4])))
            .collect();
        assert!(settled.chars().count() > 30_000);
        let backwards: String = settled.chars().rev().collect();
        for letters in [settled, backwards] {
            assert!(in_plain_forms(&letters) == letters);
        }
        for settled in [
            "Știri și țară",
            "Ανακοίνωση",
            "外交部发言人",
            "외교부",
            "がいむしょう",
            "وزارة",
            "משרד",
        ] {
            assert!(is_settled(settled), "{settled}");
        }
    }

    #[test]
    fn what_cannot_be_seen_goes_and_words_stay() {
        assert_eq!(plain("<b class=\"x\">ＳＥＣ&shy;ＲＥＴ</b>"), "SECRET");
        assert_eq!(plain("1 < 2 & 3 > 2"), "1 < 2 & 3 > 2");
        assert_eq!(plain("<desk"), "<desk");
        assert_eq!(plain("«Секретно»"), "«Секретно»");
        assert!(matches!(
            plain("Plain – “words” of «Größe» и слова"),
            Cow::Borrowed(_)
        ));
        assert_eq!(plain("so\u{a0}called…"), "so called...");
        assert_eq!(
            plain("words words words\u{7f}<b>words & more</b>"),
            "words words wordswords & more"
        );
        for byte in 0..=0xFF_u8 {
            let is_plain = (b' '..=b'~').contains(&byte) && !matches!(byte, b'<' | b'&');
            let eight = u64::from_le_bytes([b'~', b' ', byte, b'a', b'0', byte, b'=', b'\'']);
            assert_eq!(is_plain_ascii(eight), is_plain, "{byte}");
        }
        let long = "я".repeat(MOST + 1);
        assert!(matches!(plain(&long), Cow::Borrowed(_)));
    }
}
