//! A line as its reader means it: without what cannot be seen in it, and without markup.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::text::sanitise;

/// The most characters that a line can have and still be a caveat, markup included.
const MOST: usize = 1024;

/// The line without tags, entities, and characters that cannot be seen, in the plain forms of its
/// letters: `ＳＥＣ&shy;<b>ＲＥＴ` is SECRET. A line too long for a caveat comes back as it is.
pub(super) fn plain(line: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte) && !matches!(byte, b'<' | b'&');
    if line.bytes().all(is_plain) {
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
        assert!(matches!(plain("Plain words."), Cow::Borrowed(_)));
        let long = "я".repeat(MOST + 1);
        assert!(matches!(plain(&long), Cow::Borrowed(_)));
    }
}
