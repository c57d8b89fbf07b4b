//! The tag sidebar folds: facets to their headings, topics to the larger subject over them.

use chancery::app::{Kin, Message, Mouse, MouseAction, Row};
use chancery::config::Pane;

use crate::support::reader::Reader;

const GAS: &str = "Natural gas is sold by the state, and more natural gas is to come.";
const OIL: &str = "Crude oil is pumped, and more crude oil is sold.";
const TRUCE: &str = "The ceasefire holds. Both armies keep the ceasefire, and a truce was signed.";

/// A reader with topics under two larger subjects, the keys in the sidebar, on the first of them.
fn sidebar(columns: u16, rows: u16) -> Reader {
    let file = |name: &'static str, title: &str, texts: &[&str]| {
        let text = texts.join("\n\n");
        let text = format!("Title: {title}\nDate: 2024-06-12\nSource: Office of Tarn\n\n{text}\n");
        (name, text)
    };
    let files = [
        file("a.txt", "Natural gas for Tarn", &[GAS]),
        file("b.txt", "Natural gas and crude oil", &[GAS, OIL]),
        file("c.txt", "The ceasefire on the river", &[TRUCE]),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, &**text));
    let mut reader = Reader::new(columns, rows);
    reader.load(&files).press("esc ctrl-l");
    while reader.app.focus != Pane::Sidebar {
        reader.press("b");
    }
    reader.go_to_tag("Energy");
    reader
}

/// The rows from a heading on: a sign before what is folded or not, what is under it to the right.
fn rows_from(reader: &Reader, heading: &str) -> Vec<String> {
    let rows = reader.app.sidebar.rows.iter();
    let label = |row: &Row| match row {
        Row::Tag { count, .. } => {
            let name = reader.app.library.collection().label(count.label).short();
            format!("{name} {}", count.all)
        }
        _ => String::new(),
    };
    let told = rows.map(|row| match row {
        Row::Heading { part, folded } => match folded {
            Some(rows) => format!("[{} ▸ {rows}]", part.heading()),
            None => format!("[{}]", part.heading()),
        },
        Row::View(view) => view.name().to_owned(),
        Row::Saved(_) => "saved".to_owned(),
        Row::Tag { kin, .. } => match kin {
            Kin::Alone => label(row),
            Kin::Family { is_open: true, .. } => format!("▾ {}", label(row)),
            Kin::Family { is_open: false, .. } => format!("▸ {}", label(row)),
            Kin::Member => format!("  {}", label(row)),
        },
        Row::More(_, more) => format!("{more} more"),
    });
    told.skip_while(|row| !row.starts_with(heading)).collect()
}

fn topics(reader: &Reader) -> Vec<String> {
    let rows = rows_from(reader, "[Topics");
    let end = rows.iter().skip(1).position(|row| row.starts_with('['));
    rows[..end.map_or(rows.len(), |end| end + 1)].to_vec()
}

fn under_cursor(reader: &Reader) -> String {
    let all = rows_from(reader, "");
    all[reader.app.sidebar.cursor].trim().to_owned()
}

#[test]
fn larger_subjects_are_folded_at_first_and_count_each_briefing_once() {
    let mut reader = sidebar(160, 45);
    let folded = ["[Topics]", "▸ Energy 2", "▸ Peace and conflict 1"];
    assert_eq!(topics(&reader), folded);
    reader.press("l");
    let unfolded = [
        "[Topics]",
        "▾ Energy 2",
        "  Gas 2",
        "  Oil 1",
        "▸ Peace and conflict 1",
    ];
    assert_eq!(topics(&reader), unfolded);
    assert_eq!(under_cursor(&reader), "▾ Energy 2");
    // Into it, and out of it again from any row of it.
    reader.press("right j");
    assert_eq!(under_cursor(&reader), "Oil 1");
    reader.press("left");
    assert_eq!(topics(&reader), folded);
    assert_eq!(under_cursor(&reader), "▸ Energy 2");
}

#[test]
fn a_larger_subject_is_included_and_left_out_like_any_tag() {
    let mut reader = sidebar(160, 45);
    reader.press("enter");
    assert_eq!(reader.app.list.rows.len(), 2);
    reader.line_with("Energy");
    // What is chosen goes first and stays where it is.
    reader.press("-");
    assert_eq!(reader.app.list.rows.len(), 1);
    assert_eq!(reader.selected(), Some("The ceasefire on the river"));
    assert_eq!(under_cursor(&reader), "▸ Energy 0");
    reader.press("-");
    assert_eq!(reader.app.list.rows.len(), 3, "again clears");
}

#[test]
fn what_is_chosen_shows_where_it_is_folded_away() {
    let mut reader = sidebar(160, 45);
    reader.press("l l j enter");
    assert_eq!(reader.app.list.rows.len(), 1);
    // Folded, it stands alone under its larger subject, and that alone under its heading.
    reader.press("h");
    assert_eq!(topics(&reader), ["[Topics]", "▸ Energy 1", "  Oil 1"]);
    reader.press("h");
    assert_eq!(topics(&reader), ["[Topics ▸ 1]", "▸ Energy 1", "  Oil 1"]);
    assert_eq!(under_cursor(&reader), "[Topics ▸ 1]");
    reader.press("X");
    assert_eq!(topics(&reader), ["[Topics ▸ 2]"]);
}

#[test]
fn a_facet_folds_to_its_heading_and_the_cursor_stands_on_that() {
    let mut reader = sidebar(80, 24);
    reader.press("h");
    assert_eq!(topics(&reader), ["[Topics ▸ 2]"]);
    assert_eq!(under_cursor(&reader), "[Topics ▸ 2]");
    reader.line_with(" Topics ▸               2 │");
    // It can be gone to as long as it is folded.
    reader.press("k j");
    assert_eq!(under_cursor(&reader), "[Topics ▸ 2]");
    reader.press("enter");
    assert_eq!(under_cursor(&reader), "▸ Energy 2");
    reader.press("k");
    assert!(!under_cursor(&reader).starts_with('['));
    // A heading can be neither included nor left out.
    reader.press("j h -");
    reader.line_with("Only a tag can be left out");
}

#[test]
fn what_is_unfolded_at_the_lower_end_comes_into_sight() {
    let mut reader = sidebar(80, 8);
    reader.press("g").go_to_tag("Energy");
    let screen = reader.screen();
    let last = screen.lines().rev().nth(1).expect("rows above the hints");
    assert!(last.contains("▸ Energy"), "{screen}");
    reader.press("l");
    for row in ["▾ Energy", "Gas", "Oil"] {
        reader.line_with(row);
    }
}

#[test]
fn where_nothing_is_left_to_fold_the_key_goes_back() {
    let mut reader = sidebar(160, 45);
    reader.press("h");
    assert_eq!(reader.app.focus, Pane::Sidebar);
    reader.press("h");
    assert_eq!(reader.app.focus, Pane::List);
    // What is folded stays so.
    reader.press("b b");
    assert_eq!(topics(&reader), ["[Topics ▸ 2]"]);
}

#[test]
fn all_folds_to_headings_and_unfolds_again() {
    let mut reader = sidebar(80, 24);
    let all = rows_from(&reader, "");
    reader.press("H");
    let headings = rows_from(&reader, "");
    assert!(
        headings.iter().all(|row| row.contains('▸') || row == "All"),
        "{headings:?}"
    );
    assert_eq!(under_cursor(&reader), "[Topics ▸ 2]");
    reader.press("k k");
    assert_eq!(under_cursor(&reader), "[Views ▸ 3]");
    reader.press("H");
    assert_eq!(rows_from(&reader, ""), all);
}

#[test]
fn the_cursor_stays_on_its_row_while_counts_change_and_rows_come() {
    let mut reader = sidebar(160, 45);
    reader.press("l j j");
    assert_eq!(under_cursor(&reader), "Oil 1");
    let more = ["d", "e", "f"].map(|name| {
        let text = format!("Title: Natural gas {name}\nDate: 2024-06-13\n\n{GAS}\n");
        (format!("{name}.txt"), text)
    });
    let more = more.each_ref().map(|(name, text)| (&**name, &**text));
    reader.load(&more);
    assert_eq!(under_cursor(&reader), "Oil 1");
    assert!(topics(&reader).contains(&"▾ Energy 5".to_owned()));
}

#[test]
fn what_is_looked_for_is_found_in_what_is_folded() {
    let mut reader = sidebar(160, 45);
    reader.press("h / ").type_text("oil");
    assert_eq!(
        rows_from(&reader, ""),
        ["[Topics]", "▾ Energy 2", "  Oil 1"]
    );
    assert_eq!(under_cursor(&reader), "Oil 1");
    reader.line_with("1 match");
    // The larger subject finds all that is under it.
    reader.press("ctrl-u").type_text("energy");
    let found = ["[Topics]", "▾ Energy 2", "  Gas 2", "  Oil 1"];
    assert_eq!(rows_from(&reader, ""), found);
    // Back shows all again, folded as it was.
    reader.press("enter h");
    assert_eq!(topics(&reader), ["[Topics ▸ 2]"]);
}

#[test]
fn a_click_folds_at_the_sign_and_on_a_heading_and_includes_beside_them() {
    let mut reader = sidebar(160, 45);
    let click = |reader: &mut Reader, needle: &str, column: u16| {
        let screen = reader.screen();
        let line = screen.lines().position(|line| line.contains(needle));
        let row = u16::try_from(line.expect(needle)).expect("a row");
        let action = MouseAction::Press;
        reader.tell(Message::Mouse(Mouse {
            action,
            column,
            row,
        }));
    };
    click(&mut reader, "▸ Energy", 1);
    assert_eq!(topics(&reader)[1..3], ["▾ Energy 2", "  Gas 2"]);
    click(&mut reader, "▾ Energy", 5);
    assert_eq!(reader.app.list.rows.len(), 2);
    click(&mut reader, " Topics", 4);
    assert_eq!(topics(&reader)[0], "[Topics ▸ 1]");
    assert_eq!(reader.app.list.rows.len(), 2);
}

#[test]
fn a_view_of_a_larger_subject_is_saved_and_found_again() {
    let mut reader = sidebar(160, 45);
    reader
        .press("enter :")
        .type_text("save-view Fuel")
        .press("enter");
    reader
        .press("X")
        .press(":")
        .type_text("search topic:energy");
    reader.press("enter");
    assert_eq!(reader.app.list.rows.len(), 2);
}

#[test]
fn signs_are_ascii_where_the_terminal_has_no_others() {
    let mut reader = sidebar(80, 24);
    reader.app.ascii = true;
    reader.press("l");
    reader.line_with(" v Energy");
    reader.line_with(" > Peace and conflict");
    reader.press("h h");
    reader.line_with(" Topics >");
}
