//! Tables as text: those that hold data, in columns; those that only lay a page out are none.

use dom_query::local_name;

use super::tree::Tree;

/// A cell of more letters is a text of its own.
const CELL: usize = 160;

/// The rows of a table that holds data, by their cells.
///
/// `None` where it lays out the page: it has a table in it, a single row or column, or cells to read.
pub(super) fn rows(tree: &Tree, at: usize, out: &[bool]) -> Option<Vec<Vec<String>>> {
    let table = tree.element(at)?;
    if table
        .attribute("role")
        .is_some_and(|role| role == "presentation" || role == "none")
    {
        return None;
    }
    let inside = at + 1..tree.node(at).end;
    let mut rows = Vec::new();
    let mut place = inside.start;
    while place < inside.end {
        let Some(element) = tree.element(place) else {
            place += 1;
            continue;
        };
        let name = &element.name;
        if *name == local_name!("table") {
            return None;
        }
        if out[place] || *name == local_name!("caption") {
            place = tree.node(place).end;
            continue;
        }
        if *name == local_name!("tr") {
            rows.push(Vec::new());
        } else if *name == local_name!("td") || *name == local_name!("th") {
            if tree.letters(place)[0] as usize > CELL
                || tree
                    .first(tree.range(place), &local_name!("table"))
                    .is_some()
            {
                return None;
            }
            rows.last_mut()?.push(cell(tree, place, out));
            place = tree.node(place).end;
            continue;
        }
        place += 1;
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let widest = rows.iter().map(Vec::len).max()?;
    (rows.len() > 1 && widest > 1).then_some(rows)
}

/// The words of a cell on one line.
fn cell(tree: &Tree, at: usize, out: &[bool]) -> String {
    let mut text = String::new();
    let mut place = at;
    while place < tree.node(at).end {
        if out[place] {
            place = tree.node(place).end;
            continue;
        }
        match &tree.node(place).what {
            super::tree::What::Text(words) => text.push_str(words),
            super::tree::What::Element(element) => {
                if super::blocks::is_never_shown(&element.name) {
                    place = tree.node(place).end;
                    continue;
                }
                if super::blocks::is_block(&element.name) || element.name == local_name!("br") {
                    text.push(' ');
                }
            }
        }
        place += 1;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
