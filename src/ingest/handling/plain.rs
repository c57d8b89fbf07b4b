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
    let untagged = without_tags(line);
    let read = html_escape::decode_html_entities(&untagged);
    let unmarked = sanitise::without_marks(&read);
    // Lines drawn under or through letters join no letter; accents have joined theirs.
    let is_stroke = |c: &char| matches!(c, '\u{300}'..='\u{36F}');
    let seen = unmarked.chars().filter(|&c| !sanitise::is_unseen(c));
    let letters = seen.nfkc().filter(|c| !is_stroke(c));
    Cow::Owned(letters.collect())
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
            // U+00C0..U+00FF, U+0400..U+047F: letters in their plain form.
            [0xC3 | 0xD0 | 0xD1, ..] => (2, true),
            // Dashes, quotation marks, bullets.
            [0xE2, 0x80, 0x93 | 0x94 | 0x98..=0x9E | 0xA2, ..] => (3, true),
            [0xC2, 0xAB | 0xBB, ..] => (2, true),
            _ => (1, false),
        };
        at += length;
        seen += usize::from(is_seen);
        is_plain &= is_seen;
    }
    is_plain || seen > MOST
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
