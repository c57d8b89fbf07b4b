//! The tag sidebar: what its rows are called, and which of them show.

use chancery::app::{Message, Mouse, MouseAction, Row};
use chancery::config::Pane;

use crate::support::reader::Reader;

/// Too long for the sidebar, these look alike until their last words are seen.
#[test]
fn sources_that_begin_alike_are_told_apart_in_the_sidebar() {
    let release = |number: usize, source: &str| {
        let text =
            format!("Title: Release {number}\nDate: 2024-06-12\nSource: {source}\n\nWords.\n");
        (format!("{number}.txt"), text)
    };
    let files = [
        release(1, "Ministry of Foreign Affairs of the Republic of Latvia"),
        release(
            2,
            "Ministry of Foreign Affairs of the Republic of Lithuania",
        ),
        release(3, "Department of Agriculture and Fisheries"),
    ];
    let files = files.each_ref().map(|(name, text)| (&**name, &**text));
    let mut reader = Reader::new(160, 45);
    reader.load(&files).press("b b");
    for row in [
        "Ministry of Forei…Latvia 1",
        "Ministry of Fo…Lithuania 1",
        "Department of Agricultu… 1",
    ] {
        reader.line_with(row);
    }
}

/// A reader with tags of several facets, the keys in the sidebar.
fn sidebar(columns: u16, rows: u16) -> Reader {
    let file = |name: &'static str, about: &str, source: &str| {
        let text = format!(
            "Title: Talks in {about}\nDate: 2024-06-12\nSource: {source}\n\nIn {about}, talks on {about} were held.\n"
        );
        (name, text)
    };
    let files = [
        file("a.txt", "Tajikistan", "Ministry of Trade"),
        file("b.txt", "Kenya", "Ministry of Trade"),
        file("c.txt", "Kazakhstan", "Office of the Envoy"),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, &**text));
    let mut reader = Reader::new(columns, rows);
    reader.load(&files).press("esc ctrl-l");
    while reader.app.focus != Pane::Sidebar {
        reader.press("b");
    }
    reader
}

/// The rows that show: headings in brackets, views and tags by their names.
fn rows(reader: &Reader) -> Vec<String> {
    let rows = reader.app.sidebar.rows.iter();
    let name = |row: &Row| match row {
        Row::Heading { part, .. } => format!("[{}]", part.heading()),
        Row::View(view) => view.name().to_owned(),
        Row::Saved(_) => "saved".to_owned(),
        Row::Tag { count, .. } => reader
            .app
            .library
            .collection()
            .label(count.label)
            .short()
            .to_owned(),
        Row::More(..) => "more".to_owned(),
    };
    rows.map(name).collect()
}

fn under_cursor(reader: &Reader) -> String {
    rows(reader).swap_remove(reader.app.sidebar.cursor)
}

#[test]
fn letters_narrow_the_rows_and_escape_shows_all_again() {
    let mut reader = sidebar(160, 45);
    let all = rows(&reader);
    reader.press("/").type_text("stan");
    assert_eq!(rows(&reader), ["[Places]", "Kazakhstan", "Tajikistan"]);
    assert_eq!(under_cursor(&reader), "Kazakhstan");
    reader.line_with("Tags /stan");
    reader.line_with("2 matches");
    // Rows are left out, no briefings.
    assert_eq!(reader.app.list.rows.len(), 3);
    reader.press("down");
    assert_eq!(under_cursor(&reader), "Tajikistan");
    reader.press("backspace backspace backspace backspace");
    assert_eq!(rows(&reader), all);
    reader.type_text("ÉNVOY").press("esc");
    assert!(reader.app.prompt.is_none());
    assert_eq!(rows(&reader), all);
}

#[test]
fn enter_gives_the_keys_back_and_a_row_that_was_found_is_chosen_as_ever() {
    let mut reader = sidebar(160, 45);
    reader.press("/").type_text("trade").press("enter enter");
    assert_eq!(rows(&reader), ["[Sources]", "Ministry of Trade"]);
    assert_eq!(reader.app.list.rows.len(), 2);
    assert_eq!(reader.app.focus, Pane::Sidebar);
    // What is chosen stays while others are looked for, and is not what the cursor goes to.
    reader.press("/ ctrl-u").type_text("keny");
    let found = ["[Places]", "Kenya", "[Sources]", "Ministry of Trade"];
    assert_eq!(rows(&reader), found);
    assert_eq!(under_cursor(&reader), "Kenya");
    // Escape first ends that, then leaves the pane, then takes back what was chosen.
    reader.press("enter esc");
    assert!(rows(&reader).len() > found.len());
    assert_eq!(reader.app.focus, Pane::Sidebar);
    reader.press("esc");
    assert_eq!(reader.app.focus, Pane::List);
    assert_eq!(reader.app.list.rows.len(), 2);
    reader.press("esc");
    assert_eq!(reader.app.list.rows.len(), 3);
}

#[test]
fn views_are_found_too_and_a_chosen_one_stays() {
    let mut reader = sidebar(160, 45);
    reader.press("/").type_text("unr").press("enter");
    assert_eq!(rows(&reader), ["[Views]", "Unread"]);
    reader.press("enter /").type_text("zzz");
    assert_eq!(rows(&reader), ["[Views]", "Unread"]);
    assert_eq!(reader.app.sidebar.filter.found, 0);
    reader.line_with("Nothing matches.");
}

#[test]
fn where_nothing_is_found_it_says_so_and_what_to_do() {
    for (columns, lines) in [(160, 45), (80, 24), (40, 10)] {
        let mut reader = sidebar(columns, lines);
        reader.press("/").type_text("zzz");
        assert!(rows(&reader).is_empty());
        reader.line_with("no match");
        reader.press("enter j k enter -");
        reader.line_with("Tags /zzz");
        reader.line_with("Nothing matches.");
        reader.line_with("Esc shows all again.");
        reader.press("esc");
        assert!(!rows(&reader).is_empty());
    }
}

#[test]
fn hiding_the_sidebar_or_clearing_all_filters_shows_all_rows_again() {
    for keys in ["b", "X"] {
        let mut reader = sidebar(160, 45);
        let all = rows(&reader);
        reader
            .press("/")
            .type_text("keny")
            .press("enter")
            .press(keys);
        while reader.app.focus != Pane::Sidebar {
            reader.press("b");
        }
        assert_eq!(rows(&reader), all, "{keys}");
    }
}

#[test]
fn tags_beyond_the_first_few_are_found() {
    let places = [
        "Kenya", "Chile", "Peru", "Ghana", "Japan", "Norway", "Cuba", "Nepal", "Bhutan", "Malta",
    ];
    let text = places.map(|place| format!("In {place}, talks on {place} were held.\n\n"));
    let text = format!("Title: Talks\nDate: 2024-06-12\n\n{}", text.concat());
    let mut reader = Reader::new(160, 45);
    reader.load(&[("a.txt", &text)]).press("b b");
    let shown = rows(&reader);
    let hidden = places
        .iter()
        .find(|place| !shown.contains(&(**place).to_owned()));
    let hidden = hidden.expect("ten places are more than fit");
    reader.press("/").type_text(hidden);
    assert_eq!(rows(&reader), ["[Places]", hidden]);
}

#[test]
fn a_click_on_another_pane_ends_the_typing_and_keeps_the_rows() {
    let mut reader = sidebar(160, 45);
    reader.press("/").type_text("keny");
    let click = Mouse {
        action: MouseAction::Press,
        column: 100,
        row: 4,
    };
    reader.tell(Message::Mouse(click)).press("j");
    assert_eq!(reader.app.focus, Pane::List);
    assert_eq!(rows(&reader), ["[Places]", "Kenya"]);
}
