//! Comma-separated values (RFC 4180), harmless in a spreadsheet.

use super::{Document, Part, Piece};
use crate::briefing::Briefing;
use crate::text::sanitise;

/// What is told of a briefing, in full.
pub(crate) const HEADER: &[&str] = &[
    "id",
    "date",
    "source",
    "title",
    "language",
    "classification",
    "path",
    "ordinal",
    "words",
    "quotes",
    "tags",
    "author",
];

/// What is told of a clipping.
const CLIPPINGS: &[&str] = &[
    "id",
    "date",
    "source",
    "title",
    "classification",
    "speaker",
    "confidence",
    "text",
    "clipped",
    "found",
];

/// The header of a document.
pub(super) fn head(document: &Document) -> String {
    record(match document.part {
        Part::Whole => HEADER,
        Part::Clippings => CLIPPINGS,
    })
}

/// The rows of a briefing of a document, or of what was clipped of it.
pub(super) fn piece(document: &Document, piece: &Piece) -> String {
    match document.part {
        Part::Whole => record(row(&piece.briefing)),
        Part::Clippings => clippings(piece),
    }
}

fn clippings(piece: &Piece) -> String {
    let briefing = &piece.briefing;
    let rows = piece.clips().into_iter().map(|clip| {
        record([
            briefing.id.to_string(),
            date(briefing),
            text(briefing.source.as_deref()),
            briefing.title.clone(),
            briefing.stamp().unwrap_or_default(),
            clip.speaker().unwrap_or_default(),
            text(clip.confidence(briefing)),
            clip.words(),
            clip.clipping.clipped.clone(),
            clip.at.is_some().to_string(),
        ])
    });
    rows.collect()
}

/// The cells of a briefing under [`HEADER`].
pub(crate) fn row(briefing: &Briefing) -> Vec<String> {
    let tags: Vec<_> = briefing
        .tags
        .iter()
        .map(|tag| tag.label.name.as_str())
        .collect();
    vec![
        briefing.id.to_string(),
        date(briefing),
        text(briefing.source.as_deref()),
        briefing.title.clone(),
        text(briefing.language.as_deref()),
        briefing.stamp().unwrap_or_default(),
        briefing.origin.name().display().to_string(),
        briefing.origin.ordinal.to_string(),
        briefing.words.to_string(),
        briefing.quote_counts().0.to_string(),
        tags.join("; "),
        briefing.byline().unwrap_or_default(),
    ]
}

/// The date as the JSON gives it, or nothing.
pub(crate) fn date(briefing: &Briefing) -> String {
    briefing
        .date
        .map(|date| date.to_string())
        .unwrap_or_default()
}

/// A text, or nothing.
pub(crate) fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

/// A row of cells, its line end included.
pub(crate) fn record(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| field(cell.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

/// A field, quoted where it must be.
///
/// What comes from a file must not be run: spreadsheets take a field that begins with one of
/// `= + - @` (in full width, too), a tab or a return for a formula, unless an apostrophe goes
/// before it. Some part a line at `;`, blanks around it dropped, so that what stands behind one is
/// guarded as well, and so is what opens a line. Anything that could act on a terminal is made
/// visible; line breaks stay.
fn field(text: &str) -> String {
    let clean: Vec<_> = text.split('\n').map(sanitise::line).collect();
    let mut field = guarded(&clean.join("\n"));
    // What shows as nothing may have stood before the sign.
    if is_formula(text) && !field.starts_with('\'') {
        field.insert(0, '\'');
    }
    if field.contains(['"', ',', '\n']) {
        field = format!("\"{}\"", field.replace('"', "\"\""));
    }
    field
}

/// Puts an apostrophe before all that could be taken for a formula, whatever parts the cells.
fn guarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    for part in text.split_inclusive([';', '\n']) {
        let inside = part.trim_start_matches([' ', '\u{a0}', '"']);
        if is_formula(inside) {
            let (before, sign) = part.split_at(part.len() - inside.len());
            out.extend([before, "'", sign]);
        } else {
            out += part;
        }
    }
    out
}

fn is_formula(text: &str) -> bool {
    const SIGNS: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];
    text.starts_with(SIGNS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_csv_field_is_quoted_where_it_must_be() {
        assert_eq!(field("plain"), "plain");
        assert_eq!(field("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
        assert_eq!(record(["a", "b,c"]), "a,\"b,c\"\r\n");
    }

    #[test]
    fn a_csv_field_is_no_formula_and_no_escape_sequence() {
        assert_eq!(field("=1+1"), "'=1+1");
        assert_eq!(field("@cmd"), "'@cmd");
        assert_eq!(field("\u{200b}=1+1"), "'=1+1", "behind a blank of no width");
        assert!(!field("\u{1b}[31m").contains('\u{1b}'));
    }

    #[test]
    fn no_part_of_a_csv_field_is_a_formula_where_a_program_parts_cells_otherwise() {
        assert_eq!(field("＝1+1"), "'＝1+1");
        assert_eq!(field("＠cmd"), "'＠cmd");
        assert_eq!(field("Norland; =1+1; -2"), "Norland; '=1+1; '-2");
        assert_eq!(field("a;\"=1\""), "\"a;\"\"'=1\"\"\"");
        assert_eq!(field("a\n=1"), "\"a\n'=1\"");
        assert_eq!(field("a-b; c = d"), "a-b; c = d");
    }

    proptest! {
        #[test]
        fn any_csv_field_is_one_field(text in "[a\",\n=\\r\\t]{0,8}") {
            let field = field(&text);
            if let Some(inside) = field.strip_prefix('"').and_then(|f| f.strip_suffix('"')) {
                prop_assert!(!inside.replace("\"\"", "").contains('"'));
            } else {
                prop_assert!(!field.contains(['"', ',', '\n']));
            }
        }
    }
}
