//! Where quotes stand in the files as given: every file is read once more, and once only, since
//! no raw text is kept.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::json::{self, Place};
use crate::briefing::{Address, Briefing, Origin, Span};
use crate::text::offsets::CharOffsets;

/// Where the quotes of briefings stand, in the same order; `None` for a briefing whose file could
/// not be read again, of which `failed` is told.
///
/// `raw` gives the decoded text of an [`Origin`] whose stretch begins with the file.
pub(crate) fn places(
    briefings: &[&Briefing],
    raw: impl Fn(&Origin) -> io::Result<Arc<str>>,
    failed: impl FnMut(&Path, io::Error),
) -> Vec<Option<Vec<Place>>> {
    let places = |row: usize, raw: &str, from| json::places(briefings[row], raw, from);
    in_files(briefings, raw, failed, places)
}

/// What `found` tells of each briefing, given its number, the text of its file, and a byte of that
/// before all of the briefing with the number of code points before it. Of a page or a mail, whose words stand nowhere
/// in the file as they are read, it is given the body.
pub(crate) fn in_files<T: Clone>(
    briefings: &[&Briefing],
    raw: impl Fn(&Origin) -> io::Result<Arc<str>>,
    mut failed: impl FnMut(&Path, io::Error),
    found: impl Fn(usize, &str, (usize, usize)) -> T,
) -> Vec<Option<T>> {
    let mut by_file: HashMap<(&Path, &Address), Vec<usize>> = HashMap::new();
    let mut places = vec![None; briefings.len()];
    for (row, briefing) in briefings.iter().enumerate() {
        if briefing.origin.is_rendered() {
            places[row] = Some(found(row, &briefing.body.text, (0, 0)));
            continue;
        }
        let Origin { path, address, .. } = &briefing.origin;
        by_file.entry((path, address)).or_default().push(row);
    }
    for mut rows in by_file.into_values() {
        rows.sort_by_key(|&row| briefings[row].origin.raw.start);
        rows.retain(|&row| !briefings[row].quotes.is_empty() || !briefings[row].authors.is_empty());
        let Some(&last) = rows
            .iter()
            .max_by_key(|&&row| briefings[row].origin.raw.end)
        else {
            continue;
        };
        let origin = &briefings[last].origin;
        let whole = Origin {
            raw: Span::new(0, origin.raw.range().end),
            ..origin.clone()
        };
        match raw(&whole) {
            Ok(raw) => {
                let mut from = (0, 0);
                for row in rows {
                    let start = briefings[row].origin.raw.range().start;
                    from = advance(from, start, &raw);
                    places[row] = Some(found(row, &raw, from));
                }
            }
            Err(error) => failed(&origin.name(), error),
        }
    }
    places
}

/// Counts on from a byte and its number of code points to byte `to`, if that is a boundary.
fn advance(from: (usize, usize), to: usize, raw: &str) -> (usize, usize) {
    if to < from.0 || !raw.is_char_boundary(to) {
        return from;
    }
    (
        to,
        from.1 + CharOffsets::new(&raw[from.0..]).at(to - from.0),
    )
}
