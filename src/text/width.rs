//! How many columns a text takes on the screen.
//!
//! A screen is drawn cluster by cluster: each grapheme cluster is one symbol, measured on its own. So is
//! everything here. The width of a string as a whole can be less (the Arabic lam-alef counts as one letter in
//! some tables, and is drawn as two), and columns counted that way would drift from what is on the screen.
//!
//! Of the complex scripts of South and South-East Asia terminals disagree: some count letter by letter, some
//! cluster by cluster. Here they count as in a terminal that gives them most, so that there is room in all.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands where a text was cut.
const ELLIPSIS: &str = "…";

/// Longer clusters are cut: the rules of some scripts chain letters without an end, and no cell holds them.
pub const LONGEST_CLUSTER: usize = 16;

/// One grapheme cluster of a text: what fills one symbol of the screen.
///
/// At most [`LONGEST_CLUSTER`] characters, but for marks piled on one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// The byte at which it starts in the text.
    pub at: usize,
    /// The cluster itself, never empty.
    pub text: &'a str,
    /// Its columns; 0 if it would not be drawn at all.
    pub width: usize,
}

/// The columns that a sanitised text takes.
///
/// Control characters count as nothing, since they are not drawn; measure sanitised text only.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|b| !b.is_ascii_control()).count();
    }
    graphemes_with_width(text).map(|c| c.width).sum()
}

/// The clusters of a text in order, with their columns.
pub fn graphemes_with_width(text: &str) -> Clusters<'_> {
    Clusters { text, at: 0 }
}

/// Walks over a text cluster by cluster; made by [`graphemes_with_width`].
#[derive(Debug, Clone)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    fn next(&mut self) -> Option<Cluster<'a>> {
        let rest = &self.text[self.at..];
        let mut chars = rest.chars();
        let first = chars.next()?;
        let (text, width) = if is_simple(first) && chars.next().is_none_or(is_simple) {
            (&rest[..first.len_utf8()], 1)
        } else {
            let cluster = cut_chain(rest.graphemes(true).next()?);
            (cluster, cluster_width(cluster))
        };
        let cluster = Cluster {
            at: self.at,
            text,
            width,
        };
        self.at += text.len();
        Some(cluster)
    }
}

/// The longest beginning of `text` that fits in `columns`, cut between clusters.
pub fn prefix(text: &str, columns: usize) -> &str {
    if text.len() <= columns && text.is_ascii() {
        return text;
    }
    let mut used = 0;
    for cluster in graphemes_with_width(text) {
        used += cluster.width;
        if used > columns {
            return &text[..cluster.at];
        }
    }
    text
}

/// Cuts a sanitised text to at most `columns`, with `…` where something was cut.
///
/// A wide glyph that would stand over the edge is left out whole. No columns, no text.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if prefix(text, columns).len() == text.len() {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let kept = prefix(text, columns - 1).trim_end_matches(' ');
    Cow::Owned([kept, ELLIPSIS].concat())
}

/// Cuts a sanitised text to at most `columns`, as [`truncate`] does, but in its middle: its beginning is kept,
/// and what stands at the byte `seen` or after it.
///
/// The end begins with the word that holds `seen`, where that leaves a third of the columns to the beginning.
/// Where all from `seen` on has no room, that is cut at its end, too.
pub fn truncate_middle(text: &str, columns: usize, seen: usize) -> Cow<'_, str> {
    let least_head = columns / 3;
    if least_head == 0 || prefix(text, columns).len() == text.len() {
        return truncate(text, columns);
    }
    let most = columns - 1 - least_head;
    // Where the cluster begins that holds `seen`, and where its word does.
    let (mut at, mut word) = (0, 0);
    for cluster in graphemes_with_width(text).take_while(|cluster| cluster.at <= seen) {
        if text[at..cluster.at].chars().all(char::is_whitespace) {
            word = cluster.at;
        }
        at = cluster.at;
    }
    let mut from = if width(&text[word..]) <= most {
        word
    } else if width(&text[at..]) <= most {
        at.min(text.len() - suffix(text, columns / 2).len())
    } else if width(&text[word..at]) <= most / 2 {
        word
    } else {
        at
    };
    // A comma or a blank would be a poor beginning.
    from += graphemes_with_width(&text[from..])
        .find(|cluster| cluster.text.starts_with(char::is_alphanumeric))
        .map_or(0, |cluster| cluster.at);
    let tail = truncate(&text[from..], most);
    let head = prefix(text, columns - 1 - width(&tail));
    if head.len() >= from {
        return truncate(text, columns);
    }
    Cow::Owned([head.trim_end_matches(' '), ELLIPSIS, &tail].concat())
}

/// The longest end of `text` that fits in `columns`, cut between clusters.
fn suffix(text: &str, columns: usize) -> &str {
    let mut left = width(text);
    for cluster in graphemes_with_width(text) {
        if left <= columns {
            return &text[cluster.at..];
        }
        left -= cluster.width;
    }
    ""
}

/// Cuts or fills a sanitised text to exactly `columns`, flush left.
pub fn pad(text: &str, columns: usize) -> Cow<'_, str> {
    let cut = truncate(text, columns);
    let missing = columns.saturating_sub(width(&cut));
    if missing == 0 {
        return cut;
    }
    let mut padded = cut.into_owned();
    padded.extend(std::iter::repeat_n(' ', missing));
    Cow::Owned(padded)
}

/// Letters and signs of one column that join nothing, when what follows is one of them too.
///
/// Nearly all of European text; the rest asks the tables.
fn is_simple(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}'
        | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}'
        | '─'..='╿')
}

/// The longest beginning of a cluster that is short enough and ends before a letter.
fn cut_chain(cluster: &str) -> &str {
    if cluster.len() <= LONGEST_CLUSTER || cluster.chars().count() <= LONGEST_CLUSTER {
        return cluster;
    }
    let starts = cluster.char_indices().take(LONGEST_CLUSTER + 1).skip(1);
    let letters = starts.filter(|&(_, c)| is_complex_letter(c) && char_width(c) > 0);
    letters.last().map_or(cluster, |(at, _)| &cluster[..at])
}

/// The columns of one cluster, as they are drawn; 0 if it is not.
pub fn cluster_width(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        0
    } else if is_complex(cluster) {
        cluster.chars().map(char_width).sum()
    } else {
        cluster.width()
    }
}

/// The columns of a character in a terminal that counts each on its own, as the C library does.
fn char_width(c: char) -> usize {
    match c.general_category() {
        GeneralCategory::NonspacingMark
        | GeneralCategory::EnclosingMark
        | GeneralCategory::Format => 0,
        GeneralCategory::SpacingMark => 1,
        _ => c.width().unwrap_or(0),
    }
}

/// True for a cluster of a complex script, whose columns terminals count differently.
///
/// A vowel written beside its letter takes a column of its own in one terminal and none in another; of letters
/// that join, some terminals count each.
pub fn is_complex(cluster: &str) -> bool {
    // Their first character is U+0900.
    cluster.len() > 2 && cluster.chars().any(is_complex_letter)
}

/// True for the letters and marks of complex scripts: Brahmic ones, from Devanagari to Khmer and beyond.
fn is_complex_letter(c: char) -> bool {
    matches!(c,
        '\u{900}'..='\u{109F}'
        | '\u{1700}'..='\u{17FF}'
        | '\u{1900}'..='\u{1CFF}'
        | '\u{A800}'..='\u{A95F}'
        | '\u{A980}'..='\u{ABFF}'
        | '\u{11000}'..='\u{11FFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What drawing does, without the short cut.
    fn drawn(text: &str) -> usize {
        text.graphemes(true).map(cluster_width).sum()
    }

    /// Texts of the awkward kinds, mixed.
    fn awkward() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[a-zа-я —“”é\u{301}\u{200D}👩🏽❤日本語ｶﾞ🇷🇺لاक्ष\u{600}\t]{0,24}",
        ]
    }

    #[test]
    fn widths_are_those_that_are_drawn() {
        assert_eq!(width(""), 0);
        assert_eq!(width("Душанбе — 31 мая"), 16);
        assert_eq!(width("会談"), 4);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("ｶ"), 1);
        assert_eq!(width("ｶﾞ"), 2);
        assert_eq!(width("🇹🇯"), 2);
        assert_eq!(width("لا"), 2, "lam and alef are two clusters, drawn as two");
        assert_eq!(width("a\tb"), 2, "a control is not drawn");
    }

    #[test]
    fn signs_of_ambiguous_width_have_one_column() {
        for sign in ["°", "±", "…", "—", "×", "§", "“", "①", "Я"] {
            assert_eq!(width(sign), 1, "{sign}");
        }
    }

    #[test]
    fn complex_scripts_have_room_in_every_terminal() {
        assert_eq!(width("की"), 2, "letter and vowel");
        assert_eq!(width("க\u{BBE}"), 2, "some tables give the vowel nothing");
        assert_eq!(width("स्त्री"), 4, "three letters that join and a vowel");
        assert_eq!(width("ශ්\u{200D}රී"), 2, "the joiner has none");
        assert_eq!(width("ខ្មែរ"), 4);
        assert_eq!(width("กำ"), 2);
        assert_eq!(width("ที่"), 1, "marks above have none");
    }

    #[test]
    fn a_chain_of_letters_is_cut_between_them() {
        let chain = "क्".repeat(40);
        let clusters: Vec<_> = graphemes_with_width(&chain).collect();
        assert_eq!(clusters.len(), 5);
        assert!(
            clusters
                .iter()
                .all(|c| c.text.starts_with('क') && c.width == 8)
        );
        let piled = "e".to_owned() + &"\u{301}".repeat(40);
        assert_eq!(graphemes_with_width(&piled).count(), 1);
    }

    #[test]
    fn a_cut_never_splits_a_wide_glyph() {
        assert_eq!(truncate("会談", 4), "会談");
        assert_eq!(truncate("会談", 3), "会…");
        assert_eq!(truncate("会談", 2), "…");
        assert_eq!(truncate("会談", 1), "…");
        assert_eq!(truncate("会談", 0), "");
        assert_eq!(truncate("Almaty", 6), "Almaty");
        assert_eq!(truncate("in Almaty", 4), "in…", "no blank before the mark");
    }

    #[test]
    fn a_cut_in_the_middle_shows_both_ends() {
        let ministry = "Ministry of Foreign Affairs of the Republic of Lithuania";
        let at = ministry.find("Lithuania").unwrap();
        // From the word on, wherever in it the difference is.
        for seen in [at, at + 1, ministry.len()] {
            let cut = truncate_middle(ministry, 23, seen);
            assert_eq!(cut, "Ministry of F…Lithuania");
        }
        let cut = truncate_middle(ministry, 13, at + 1);
        assert_eq!(cut, "Mini…ithuania", "no room for the word");
        let cut = truncate_middle(ministry, 9, at + 1);
        assert_eq!(cut, "Min…Lith…", "nor for all from the place on");
        assert_eq!(truncate_middle(ministry, 80, at), ministry);
        assert_eq!(truncate_middle(ministry, 2, at), "M…");
        assert_eq!(truncate_middle(ministry, 9, 2), "Ministry…", "seen anyway");
    }

    #[test]
    fn a_cut_in_the_middle_never_splits_a_glyph() {
        let bureau = "外務省欧州局西欧課長";
        assert_eq!(truncate_middle(bureau, 11, 27), "外務省…課長");
        assert_eq!(truncate_middle(bureau, 10, 27), "外務…課長");
        assert_eq!(truncate_middle(bureau, 10, 21), "外…欧課長");
        // The accent differs and nothing else: its letter shows with it.
        let accents = "de\u{301}legue\u{301}e\u{301}e\u{301}e\u{301}";
        let last = accents.len() - 1;
        let cut = truncate_middle(accents, 7, last);
        assert_eq!(cut, "de\u{301}l…e\u{301}e\u{301}e\u{301}");
    }

    #[test]
    fn padding_makes_columns() {
        assert_eq!(pad("会", 4), "会  ");
        assert_eq!(pad("会談", 3), "会…");
        assert_eq!(pad("会談所", 4), "会… ");
    }

    #[test]
    fn every_simple_character_has_one_column_and_joins_nothing() {
        for c in ('\0'..='\u{FFFF}').filter(|&c| is_simple(c)) {
            let pair: String = ['x', c, 'y', c, c].iter().collect();
            assert_eq!(pair.graphemes(true).count(), 5, "{c:?}");
            assert_eq!(drawn(&pair), 5, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn the_short_cut_agrees_with_the_tables(text in awkward()) {
            let clusters: Vec<&str> = graphemes_with_width(&text).map(|c| c.text).collect();
            prop_assert_eq!(clusters.concat(), text.as_str());
            if text.graphemes(true).all(|g| cut_chain(g) == g) {
                prop_assert_eq!(clusters, text.graphemes(true).collect::<Vec<_>>());
            }
            prop_assert_eq!(width(&text), drawn(&text));
        }

        #[test]
        fn a_cut_text_fits_and_is_a_beginning(text in awkward(), columns in 0usize..40) {
            let cut = truncate(&text, columns);
            prop_assert!(width(&cut) <= columns);
            prop_assert!(width(&text) > columns || cut == text);
            let begins = cut.strip_suffix(ELLIPSIS).unwrap_or(&cut);
            prop_assert!(text.starts_with(begins));
        }

        #[test]
        fn a_text_cut_in_the_middle_fits_and_has_the_place(
            text in awkward(),
            columns in 0usize..40,
            seen in 0usize..80,
        ) {
            let cut = truncate_middle(&text, columns, seen);
            prop_assert!(width(&cut) <= columns);
            prop_assert!(width(&text) > columns || cut == text);
            // What is kept are clusters of the text in their order.
            let is_drawn = |cluster: &&str| cluster_width(cluster) > 0;
            let mut clusters = text.graphemes(true).filter(is_drawn);
            for kept in cut.split(ELLIPSIS).flat_map(|piece| piece.graphemes(true)).filter(is_drawn) {
                prop_assert!(clusters.any(|g| g.starts_with(kept)), "{kept:?} of {cut:?}");
            }
        }

        #[test]
        fn a_padded_text_has_exactly_its_columns(text in awkward(), columns in 0usize..40) {
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
