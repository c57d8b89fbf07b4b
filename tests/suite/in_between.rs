//! What happens in between: while files come in, before a worker has answered, on a screen with
//! room for one pane, after a rescan.

use chancery::app::View;

use crate::support::reader::Reader;

const NEWER: &[(&str, &str)] = &[(
    "newer.txt",
    "Title: A newer one\nDate: 2024-06-14\n\nText.\n",
)];

fn long_text() -> String {
    format!(
        "Title: Long\nDate: 2024-06-13\n\n{}",
        "Words and words.\n\n".repeat(20_000)
    )
}

#[test]
fn a_text_that_is_being_read_stays_when_newer_briefings_come_in() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3).press("enter");
    reader.load(NEWER);
    assert_eq!(reader.open(), Some("Briefing 1"));
    assert_eq!(
        reader.selected(),
        Some("Briefing 1"),
        "and so does the cursor"
    );
}

#[test]
fn before_the_first_key_the_newest_is_what_shows() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    reader.load(NEWER).wait();
    assert_eq!(reader.open(), Some("A newer one"));
}

#[test]
fn on_a_screen_with_one_pane_nothing_is_read_that_was_not_shown() {
    let mut reader = Reader::new(40, 10);
    reader.load_numbered(3).press("j k");
    assert_eq!(reader.count(View::Unread), 3);
    reader.press("space");
    reader.line_with("The text of number 1");
    assert_eq!(reader.count(View::Unread), 2);
    reader.press("space");
    reader.line_with("The text of number 2");
    assert_eq!(reader.count(View::Unread), 1);
}

#[test]
fn on_a_screen_with_one_pane_a_jump_shows_the_text() {
    let mut reader = Reader::new(40, 10);
    let quoting = "Title: Quoting\n\n“The gauges are ready,” said Minister Ana Petrova.\n";
    reader.load(&[("quoting.txt", quoting)]).press("]");
    reader.line_with("“The gauges are ready,”");
}

#[test]
fn on_a_screen_without_a_header_the_list_says_what_narrows_it() {
    let mut reader = Reader::new(40, 10);
    reader.load_numbered(3);
    reader.line_with(" Briefings ");
    reader.press("/").type_text("number 2").press("enter");
    reader.line_with(" filter: number 2 ");
}

#[test]
fn text_is_selected_where_only_its_head_is_in_sight() {
    let mut reader = Reader::new(40, 4);
    let title = "Remarks at the opening of the second session of the Joint Commission";
    let text = format!("Title: {title}\n\nThe gauges are ready. They were late.\n");
    reader.load(&[("a.txt", &text)]).press("enter v");
    reader.line_with("The gauges are ready.");
    reader.press("c");
    reader.line_with("Clipped: “The gauges are");
}

#[test]
fn a_long_briefing_is_not_read_before_it_is_laid_out() {
    let mut reader = Reader::new(100, 30);
    reader.holds = true;
    reader.load(&[("long.txt", &long_text()), NEWER[0]]);
    reader.press("j").wait();
    reader.line_with("Laying out a long briefing");
    reader.press("space space space");
    assert_eq!(
        (reader.open(), reader.count(View::Unread)),
        (Some("Long"), 2)
    );
    reader.answer();
    reader.line_with("Words and words.");
}

#[test]
fn a_long_briefing_keeps_its_place_when_the_screen_changes() {
    let mut reader = Reader::new(100, 30);
    let numbered: String = (0..20_000)
        .map(|n| format!("Paragraph {n} here.\n\n"))
        .collect();
    reader.load(&[("long.txt", &format!("Title: Long\n\n{numbered}"))]);
    reader.press("enter").type_text("3000j");
    let screen = reader.screen();
    let shown = screen
        .lines()
        .find(|line| line.contains("Paragraph"))
        .expect("a paragraph");
    let shown = shown.trim().to_owned();
    reader.holds = true;
    reader.resize(60, 20).press("esc").answer();
    reader.line_with(&shown);
}

#[test]
fn enter_before_the_finder_has_answered_opens_what_it_will_find() {
    let mut reader = Reader::with_settings(100, 30, "[reading]\nfollow = \"on enter\"\n");
    reader.load_numbered(20);
    reader.holds = true;
    reader.press("/").type_text("'13").press("enter").answer();
    assert_eq!(reader.open(), Some("Briefing 13"));
}

#[test]
fn an_answer_that_is_out_of_date_is_dropped() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(20);
    reader.holds = true;
    reader.press("/").type_text("'13").press("esc").answer();
    assert_eq!(reader.app.list.rows.len(), 20);
}

#[test]
fn clearing_the_filter_leaves_the_briefing_that_was_found() {
    let mut reader = Reader::with_settings(100, 30, "[reading]\nfollow = \"at once\"\n");
    reader
        .load_numbered(20)
        .press("/")
        .type_text("'13")
        .press("enter X");
    assert_eq!(reader.app.list.rows.len(), 20);
    assert_eq!(reader.selected(), Some("Briefing 13"));
    assert_eq!(reader.open(), Some("Briefing 13"));
}

#[test]
fn a_rescan_comes_back_to_the_same_place() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(10).press("5 j").wait();
    assert_eq!(reader.open(), Some("Briefing 6"));
    reader.press("R");
    assert_eq!(reader.effects, ["scan"]);
    reader.load_numbered(10);
    assert_eq!(reader.selected(), Some("Briefing 6"));
    assert_eq!(reader.open(), Some("Briefing 6"));
}

#[test]
fn a_rescan_that_finds_nothing_shows_nothing() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3).press("R");
    reader.load(&[]);
    assert_eq!(reader.open(), None);
    reader.line_with("No briefings here.");
}

#[test]
fn the_raw_view_goes_back_to_the_same_place() {
    let mut reader = Reader::new(100, 30);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.txt");
    let text: String = (0..300)
        .map(|n| format!("Paragraph {n} here.\n\n"))
        .collect();
    std::fs::write(&path, &text).expect("a file");
    reader.load(&[(path.to_str().expect("a path"), &text)]);
    reader.press("ctrl-l enter").type_text("100j");
    let before = reader.screen();
    reader.press("\\ \\");
    assert_eq!(reader.screen(), before);
}

/// There was "does not occur" beside "match 1 of 1".
#[test]
fn a_word_looked_for_before_the_text_is_laid_out_is_looked_for_then() {
    let rest = "More words.\n\n".repeat(500);
    let text = format!("{}The zebra.\n\n{rest}", long_text());
    let mut reader = Reader::new(100, 30);
    reader.load(&[("long.txt", &text)]).press("enter");
    reader.holds = true;
    reader.resize(60, 20).press("/").type_text("zebra");
    reader.press("enter");
    assert!(!reader.screen().contains("does not occur"));
    reader.answer();
    reader.line_with("match 1 of 1");
    reader.line_with("The zebra.");
    assert!(!reader.screen().contains("does not occur"));

    reader.resize(100, 30).press("/ ctrl-u").type_text("gnu");
    reader.press("enter");
    assert!(!reader.screen().contains("does not occur"));
    reader.answer();
    reader.line_with("“gnu” does not occur in this briefing");
}

#[test]
fn a_count_repeats_next_unread_and_undo() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(9).type_text("3n");
    assert_eq!(reader.selected(), Some("Briefing 4"));
    reader.press("r j r j r").type_text("3u");
    assert_eq!(reader.count(View::Unread), 9);
}

#[test]
fn full_width_gives_the_keys_back_to_the_pane_that_had_them() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3).press("enter f f");
    assert_eq!(reader.app.focus, chancery::config::Pane::Reading);
    reader.press("q f f");
    assert_eq!(reader.app.focus, chancery::config::Pane::List);
}

#[test]
fn what_the_help_says_of_the_filter_is_true() {
    let mut reader = Reader::new(100, 60);
    let files = [
        ("a.txt", "Title: Talks on fish\n\nText.\n"),
        ("b.txt", "Title: Talks on grain\n\nText.\n"),
    ];
    reader.load(&files).press("?");
    for shown in ["'word", "-word", "two words"] {
        reader.press("G");
        reader.line_with(shown);
    }
    reader.press("esc /").type_text("talks -fish");
    assert_eq!(reader.selected(), Some("Talks on grain"));
    reader.press("ctrl-u").type_text("'fish");
    assert_eq!(reader.app.list.rows.len(), 1);
    reader.press("ctrl-u").type_text("grain talks");
    assert_eq!(reader.app.list.rows.len(), 1);
}

#[test]
fn a_fault_in_a_worker_is_told_and_the_reader_goes_on() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    reader.tell(chancery::app::Message::WorkerFailed(
        "finder.rs:7".to_owned(),
    ));
    reader.line_with("Something went wrong inside Chancery (finder.rs:7)");
    reader.press("j").wait();
    assert_eq!(reader.open(), Some("Briefing 2"));
}

#[test]
fn while_a_rescan_goes_on_what_the_cursor_stood_on_is_marked() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(12).press("9 j").wait();
    let meant = reader.selected().map(str::to_owned);
    assert_eq!(reader.open(), meant.as_deref());
    reader.press("R *").load_numbered(12);
    assert_eq!(reader.selected(), meant.as_deref());
    assert_eq!(reader.count(View::Starred), 1);
    let starred = reader.app.list.selected().expect("a row");
    assert!(reader.app.library.marks_at(starred).starred);
}

#[test]
fn while_a_rescan_goes_on_what_was_selected_is_marked() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(12).press("V j j");
    reader.line_with("3 briefings selected");
    reader.press("R *").load_numbered(12);
    assert_eq!(reader.count(View::Starred), 3);
}

#[test]
fn an_interrupt_ends_a_sheet_and_no_more() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3).press("? ctrl-c");
    assert!(reader.app.overlays.is_empty());
    assert_eq!(reader.effects, Vec::<String>::new());
}
