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
        Some("Corridor of grain opens"),
        "where it was before"
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

#[test]
fn in_a_filter_the_best_match_is_first_until_the_reader_wants_another_order() {
    let mut reader = Reader::new(100, 30);
    let files = [
        (
            "a.txt",
            "Title: Grenada plans an airport in the north\nDate: 2024-06-14\n\nText.\n",
        ),
        (
            "b.txt",
            "Title: Grain is shipped\nDate: 2024-06-11\n\nA longer text.\n",
        ),
        (
            "c.txt",
            "Title: Sale of whole grain\nDate: 2024-06-12\n\nText.\n",
        ),
        ("d.txt", "Title: Grainger Act\nDate: 2024-06-13\n\nText.\n"),
        ("e.txt", "Title: Fish\nDate: 2024-06-15\n\nText.\n"),
    ];
    reader.load(&files).line_with("─ newest ─");
    reader.press("/").type_text("grain");
    reader.line_with("─ best match ─");
    reader.line_with("4 of 5, 1 by letters");
    reader.press("enter G");
    assert_eq!(
        reader.selected(),
        Some("Grenada plans an airport in the north"),
        "scattered letters come last"
    );
    let first = |reader: &mut Reader| reader.press("g").selected().map(str::to_owned);
    for (order, title) in [
        ("newest", "Grenada plans an airport in the north"),
        ("oldest", "Grain is shipped"),
        ("title", "Grain is shipped"),
        ("source", "Grenada plans an airport in the north"),
        ("length", "Grain is shipped"),
        ("file", "Grenada plans an airport in the north"),
    ] {
        reader.press("o").line_with(&format!("─ {order} ─"));
        assert_eq!(first(&mut reader).as_deref(), Some(title), "{order}");
        assert_eq!(reader.app.list.rows.len(), 4);
    }
    reader.press("o").line_with("─ best match ─");
    assert_ne!(
        first(&mut reader).as_deref(),
        Some("Grenada plans an airport in the north")
    );
    reader.press("o o").line_with("─ oldest ─");
    reader.press("X").line_with("─ newest ─");
}

#[test]
fn where_letters_are_left_out_in_every_match_the_count_says_so() {
    let mut reader = Reader::new(100, 30);
    reader.load(FILES).press("/").type_text("obsrvtry");
    reader.line_with("1 of 3, by letters");
    reader.press("ctrl-u").type_text("'obsrvtry");
    reader.line_with("0 of 3");
}
