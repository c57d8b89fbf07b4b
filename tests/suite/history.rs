//! What was typed before, taken again.

use chancery::app::Message;
use chancery::library::history::{History, Kind};

use crate::support::reader::Reader;

/// A reader with three briefings in which something was searched for twice.
fn reader() -> Reader {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    for query in ["number", "text"] {
        reader.press("s ctrl-u").type_text(query).press("enter");
    }
    reader.press("X");
    reader
}

#[test]
fn earlier_searches_come_back_step_by_step() {
    let mut reader = reader();
    reader.press("s up");
    reader.line_with("search text");
    assert_eq!(reader.app.search.text, "text", "it is applied, too");
    reader.press("up up");
    reader.line_with("search number");
    reader.press("down");
    reader.line_with("search text");
    reader.press("down");
    assert_eq!(reader.app.search.text, "", "as it was");
    // What is typed then is no longer part of the history.
    reader.type_text("br").press("up down");
    reader.line_with("search br");
    reader.press("up enter");
    assert_eq!(reader.app.search.text, "text");
}

#[test]
fn the_rows_are_still_gone_through_and_the_history_begins_above_the_first() {
    let mut reader = reader();
    reader.press("s").type_text("number").press("down down");
    assert_eq!(reader.selected(), Some("Briefing 3"));
    reader.press("up up");
    assert_eq!(reader.selected(), Some("Briefing 1"));
    reader.line_with("search number");
    reader.press("up");
    reader.line_with("search text");
    reader.press("ctrl-n");
    assert_eq!(reader.selected(), Some("Briefing 2"));
    // Wherever the cursor stands when the prompt is opened.
    reader.press("enter j s ctrl-u up");
    reader.line_with("search text");
}

#[test]
fn filters_and_words_in_a_text_have_histories_of_their_own() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    reader.press("/").type_text("brief").press("enter X / up");
    reader.line_with("filter /brief");
    reader.press("esc tab /").type_text("number").press("enter");
    reader.press("/ ctrl-u").type_text("text").press("enter");
    reader.press("/ ctrl-u up up");
    reader.line_with("find /number");
    reader.line_with("1 match");
    reader.press("esc s up");
    assert_eq!(reader.app.search.text, "");
}

#[test]
fn what_was_typed_is_looked_for_and_picked() {
    let mut reader = reader();
    reader.press("s ctrl-r");
    reader.line_with("Earlier searches");
    reader.type_text("num").press("enter");
    reader.line_with("search number");
    assert_eq!(reader.app.search.text, "number");
    // Left, the prompt is as it was.
    reader.press("ctrl-r esc");
    reader.line_with("search number");
    reader.press("esc : ctrl-r");
    reader.line_with("Nothing was typed here before");
    reader.press("esc");
    reader.line_with("Commands");
}

#[test]
fn commands_that_were_picked_come_first_and_those_typed_come_back() {
    let mut reader = reader();
    reader.press(":").type_text("order").press("enter");
    reader
        .press(":")
        .type_text("search storm harbour")
        .press("enter");
    reader.press(":");
    let screen = reader.screen();
    let at = |name: &str| screen.find(name).unwrap_or(usize::MAX);
    assert!(at("search  ") < at("order  ") && at("order  ") < at("down  "));
    reader.press("up");
    reader.line_with(":search storm harbour");
    reader.press("up");
    reader.line_with(":order");
    reader.press("up down down");
    assert!(!reader.screen().contains(":search storm"));
    reader.press("ctrl-r").type_text("storm").press("enter");
    reader.line_with(":search storm harbour");
    reader.press("enter");
    assert_eq!(reader.app.search.text, "storm harbour");
}

#[test]
fn what_makes_no_sense_or_was_left_is_not_kept() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(1);
    reader.press("s").type_text("titel:x").press("enter esc");
    reader.press("s").type_text("storm").press("esc");
    reader.press("/").type_text("  ").press("enter");
    assert!(reader.typed.is_empty(), "{:?}", reader.typed);
    reader.press("s").type_text("title:brief*").press("enter");
    assert_eq!(reader.typed, ["title:brief*"]);
}

#[test]
fn what_was_typed_in_earlier_runs_goes_before() {
    let mut reader = reader();
    let mut earlier = History::default();
    earlier.add(Kind::Search, "speaker:brook");
    reader.tell(Message::HistoryRead(earlier));
    reader.press("s up up up up");
    reader.line_with("search speaker:brook");
}
