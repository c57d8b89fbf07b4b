//! The help and the other sheets: what stands first, and looking for something in them.

use crate::support::reader::Reader;

fn reader() -> Reader {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    reader
}

/// The lines that show of the sheet on top, but for empty ones.
fn lines(reader: &Reader) -> Vec<String> {
    let screen = reader.screen();
    let within = screen.lines().filter_map(|line| {
        let (_, rest) = line.split_once("│ ")?;
        Some(rest.split(" │").next()?.trim_end().to_owned())
    });
    within.filter(|line| !line.is_empty()).collect()
}

#[test]
fn what_is_done_here_stands_first() {
    let mut reader = reader();
    for (keys, here) in [
        ("?", "Here, in the list"),
        ("esc enter ?", "Here, in the reading pane"),
        ("esc v ?", "While text is selected"),
        ("esc esc b ?", "Here, in the sidebar"),
    ] {
        reader.press(keys);
        let lines = lines(&reader);
        assert_eq!(lines[2], here, "{lines:?}");
    }
}

#[test]
fn keys_and_words_are_looked_for_in_the_help() {
    let mut reader = reader();
    reader.press("? /").type_text("put off");
    reader.line_with("Keys /put off");
    let lines = lines(&reader);
    assert_eq!(lines[0], "Triage");
    assert!(lines[1].starts_with("z "), "{lines:?}");
    assert!(!reader.screen().contains("Go to the next pane"));
    reader.press("ctrl-u").type_text("zzz");
    reader.line_with("Nothing matches.");
    // A heading stands for what is under it.
    reader.press("ctrl-u").type_text("in the filter");
    reader.line_with("Exactly this word");
    reader.press("esc");
    reader.line_with("A number before a move");
}

#[test]
fn what_is_typed_into_the_help_never_reaches_the_panes() {
    let mut reader = reader();
    reader.press("? /").type_text("aQ*j").press("enter");
    assert!(reader.effects.is_empty(), "{:?}", reader.effects);
    assert!(reader.orders.is_empty());
    // Escape goes back a step: all of the help, then none of it.
    reader.press("esc");
    reader.line_with("A number before a move");
    reader.press("esc");
    assert!(reader.app.overlays.is_empty());
    assert!(reader.app.prompt.is_none());
    assert_eq!(reader.selected(), Some("Briefing 1"));
    // So it is in a sheet that shows all at once.
    reader.press("i / x esc");
    assert_eq!(reader.app.overlays.len(), 1);
    reader.press("esc");
    assert!(reader.app.prompt.is_none() && reader.app.filter.text.is_empty());
}

#[test]
fn what_was_found_is_scrolled_and_stays_at_other_sizes() {
    let mut reader = reader();
    reader.press("? /").type_text("the").press("enter");
    let first = lines(&reader)[0].clone();
    reader.press("j");
    assert_ne!(lines(&reader)[0], first);
    for (columns, rows) in [(40, 10), (13, 4), (1, 1), (160, 45)] {
        reader.resize(columns, rows).screen();
    }
    reader.line_with("Keys /the");
}
