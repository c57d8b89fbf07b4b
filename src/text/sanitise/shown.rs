//! The marks that stand for hidden characters, taken back out of a text that is to be understood.
//!
//! `‹U+202E›` is ours, not the author's: read as words it would be a name, and its brackets a quotation.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::class;

/// How a mark for a hidden character begins.
const OPENING: &str = "‹U+";

/// How it ends.
const CLOSING: char = '›';

/// The text with a blank for every byte of a mark, so that all else stays where it stands.
///
/// A person who writes about such characters may have put the same down; nothing is lost by
/// passing that over, too.
pub fn blank_marks(text: &str) -> Cow<'_, str> {
    replace(text, |mark, made| {
        made.extend(std::iter::repeat_n(' ', mark.len()));
    })
}

/// The text without its marks, for what is compared and not shown.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    replace(text, |_, _| {})
}

fn replace(text: &str, mut put: impl FnMut(Range<usize>, &mut String)) -> Cow<'_, str> {
    let mut made = String::new();
    let mut done = 0;
    for mark in marks(text) {
        made.push_str(&text[done..mark.start]);
        done = mark.end;
        put(mark, &mut made);
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    made.push_str(&text[done..]);
    Cow::Owned(made)
}

/// Where marks stand, in order.
fn marks(text: &str) -> impl Iterator<Item = Range<usize>> {
    memmem::find_iter(text.as_bytes(), OPENING).filter_map(|at| {
        let number = &text[at + OPENING.len()..];
        let digits = number.bytes().take(7).take_while(u8::is_ascii_hexdigit);
        let digits = digits.count();
        let is_hidden = u32::from_str_radix(&number[..digits], 16)
            .ok()
            .and_then(char::from_u32)
            .is_some_and(class::is_shown_by_name);
        let is_mark = is_hidden && number[digits..].starts_with(CLOSING);
        is_mark.then(|| at..at + OPENING.len() + digits + CLOSING.len_utf8())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitise::line;

    #[test]
    fn every_mark_that_cleaning_makes_is_known_again() {
        let all = ('\u{80}'..='\u{3FFF}').chain('\u{A000}'..='\u{FFFF}');
        let named = all.chain('\u{E0000}'..='\u{E01EF}').filter_map(|c| {
            let shown = line(&format!("a{c}b")).into_owned();
            shown.contains(OPENING).then_some(shown)
        });
        let mut count = 0;
        for shown in named {
            assert_eq!(without_marks(&shown), "ab", "{shown}");
            assert_eq!(blank_marks(&shown).len(), shown.len());
            count += 1;
        }
        assert!(count > 500, "{count}");
    }

    #[test]
    fn a_mark_makes_room_and_nothing_else_moves() {
        assert_eq!(
            blank_marks("“Yes‹U+202E›”, ‹U+E0041›he said"),
            "“Yes            ”,              he said"
        );
        assert_eq!(without_marks("SEC‹U+202E›RET"), "SECRET");
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        for text in ["‹U+0041›", "‹U+202E", "‹U+›", "‹U+FFFFFFFFF›", "‹oui›", ""]
        {
            assert!(matches!(blank_marks(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
