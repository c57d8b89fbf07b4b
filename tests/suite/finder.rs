//! The finder in the reader: filtering as one types, and the way back.

use crate::support::reader::Reader;

const FILES: &[(&str, &str)] = &[
    (
        "a.txt",
        "Title: Grain corridor talks resume\nDate: 2024-06-10\nSource: Ministry of Trade\n\nText.\n",
    ),
    (
        "b.txt",
        "Title: Observatory treaty signed\nDate: 2024-06-11\nSource: Ministry of Science\n\nText.\n",
    ),
    (
        "c.txt",
        "Title: Corridor of grain opens\nDate: 2024-06-12\nSource: Ministry of Trade\n\nText.\n",
    ),
];

#[test]
fn typing_narrows_the_list_and_escape_gives_it_back() {
    let mut reader = Reader::new(100, 30);
    reader.load(FILES).press("/").type_text("treaty");
    assert_eq!(reader.app.list.rows.len(), 1);
    assert_eq!(reader.selected(), Some("Observatory treaty signed"));
    reader.line_with("1 of 3");
    reader.press("esc");
    assert_eq!(reader.app.list.rows.len(), 3);
    assert_eq!(
        reader.selected(),
        Some("Observatory treaty signed"),
        "the cursor stays where it was found"
    );
}

#[test]
fn enter_keeps_the_filter_and_opens_the_best_match() {
    let mut reader = Reader::new(100, 30);
    reader
        .load(FILES)
        .press("/")
        .type_text("grain trade")
        .press("enter");
    assert_eq!(reader.app.list.rows.len(), 2);
    assert!(reader.app.prompt.is_none());
    assert_eq!(reader.open(), reader.selected());
    reader.line_with("filter: grain trade");
    reader.press("esc");
    assert_eq!(reader.app.list.rows.len(), 3, "back clears the filter");
}

#[test]
fn nothing_found_says_so_and_what_to_do() {
    let mut reader = Reader::new(100, 30);
    reader
        .load(FILES)
        .press("/")
        .type_text("zzzz")
        .press("enter");
    reader.line_with("Nothing matches");
    reader.line_with("clears the filter");
    reader.press("X");
    assert_eq!(reader.app.list.rows.len(), 3);
}

#[test]
fn briefings_that_arrive_later_are_filtered_too() {
    let mut reader = Reader::new(100, 30);
    reader.load(&FILES[..1]).press("/").type_text("grain");
    reader.load(&FILES[2..]);
    assert_eq!(reader.app.list.rows.len(), 2);
}

#[test]
fn a_pasted_text_is_typed_and_never_a_command() {
    let mut reader = Reader::new(100, 30);
    reader.load(FILES);
    reader.tell(chancery::app::Message::Pasted("Q".to_owned()));
    assert!(reader.effects.is_empty(), "a pasted Q does not quit");
    reader.press("/");
    reader.tell(chancery::app::Message::Pasted("observatory\n".to_owned()));
    assert_eq!(reader.app.list.rows.len(), 1);
}
