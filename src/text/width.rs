//! How many columns a text takes on the screen.
//!
//! A screen is drawn cluster by cluster: each grapheme cluster is one symbol, measured on its own. So is
//! everything here. The width of a string as a whole can be less (the Arabic lam-alef counts as one letter in
//! some tables, and is drawn as two), and columns counted that way would drift from what is on the screen.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands where a text was cut.
const ELLIPSIS: &str = "…";

/// One grapheme cluster of a text: what fills one symbol of the screen.
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
            let cluster = rest.graphemes(true).next()?;
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

/// The columns of one cluster, as they are drawn.
fn cluster_width(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    // The drawing adds a cell for each halfwidth voicing mark. Newer tables count one already, so that such a
    // cluster is drawn a column too wide: what matters is that we agree with what is drawn.
    let voicing = |c: &char| matches!(c, '\u{FF9E}' | '\u{FF9F}');
    cluster.width() + cluster.chars().filter(voicing).count()
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
        assert_eq!(
            width("ｶﾞ"),
            3,
            "drawn so, though most terminals would need two"
        );
        assert_eq!(width("🇹🇯"), 2);
        assert_eq!(width("لا"), 2, "lam and alef are two clusters, drawn as two");
        assert_eq!(width("a\tb"), 2, "a control is not drawn");
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
            prop_assert_eq!(clusters, text.graphemes(true).collect::<Vec<_>>());
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
        fn a_padded_text_has_exactly_its_columns(text in awkward(), columns in 0usize..40) {
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
