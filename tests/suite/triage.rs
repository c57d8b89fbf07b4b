//! Deciding: marks, views, selection, snoozing, tags, notes, undo, and what is not saved yet.

use std::path::PathBuf;

use chancery::app::{Message, View};
use chancery::briefing::{Mark, present};
use chancery::library::marks::{
    Access, Count, Done, Ledger, Opened, Order, Past, PastStep, Salvaged, Saved, StepRef, Subject,
    Told, Trouble, What,
};

use crate::support::reader::Reader;

fn reader(briefings: usize) -> Reader {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(briefings);
    reader
}

fn unread_and_starred(reader: &Reader) -> (usize, usize) {
    (reader.count(View::Unread), reader.count(View::Starred))
}

/// The titles in the list, from top to bottom.
fn titles(reader: &Reader) -> Vec<&str> {
    let rows = reader.app.list.rows.iter();
    rows.map(|&row| reader.app.library.briefing_at(row).title.as_str())
        .collect()
}

#[test]
fn read_and_star_are_one_key_and_can_be_taken_back() {
    let mut reader = reader(3);
    reader.press("*");
    reader.line_with("★");
    reader.line_with("Starred: Briefing 1 (u takes it back)");
    reader.press("r");
    assert_eq!(unread_and_starred(&reader), (2, 1));
    reader.press("u");
    reader.line_with("Undone: Read: Briefing 1 · u next: Starred: Briefing 1");
    reader.press("u");
    assert_eq!(unread_and_starred(&reader), (3, 0));
    reader.press("u");
    reader.line_with("Nothing to take back");
    reader.press("ctrl-r ctrl-r");
    assert_eq!(unread_and_starred(&reader), (2, 1));
    reader.press("ctrl-r");
    reader.line_with("Nothing was taken back");
}

#[test]
fn the_next_unread_is_found_beyond_the_end() {
    let mut reader = reader(4);
    reader.press("j r G r").wait();
    assert_eq!(reader.selected(), Some("Briefing 4"));
    reader.press("n");
    assert_eq!(reader.selected(), Some("Briefing 1"));
    reader.press("n");
    assert_eq!(reader.selected(), Some("Briefing 3"));
    reader.press("r g r n");
    reader.line_with("Nothing left unread: 4 read today");
}

#[test]
fn a_count_repeats_a_move_and_decides_about_as_many() {
    let mut reader = reader(30);
    reader.type_text("12j");
    assert_eq!(reader.selected(), Some("Briefing 13"));
    reader.type_text("5k");
    assert_eq!(reader.selected(), Some("Briefing 8"));
    reader.type_text("20G");
    assert_eq!(reader.selected(), Some("Briefing 20"));
    reader.type_text("3*");
    reader.line_with("Starred: 3 briefings");
    assert_eq!(reader.count(View::Starred), 3);
}

#[test]
fn the_sidebar_includes_excludes_and_clears() {
    let tajik = (
        "a.txt",
        "Title: Talks in Tajikistan\nDate: 2024-06-12\n\nIn Tajikistan, talks on Tajikistan were held.\n",
    );
    let kenya = (
        "b.txt",
        "Title: Talks in Kenya\nDate: 2024-06-11\n\nIn Kenya, talks on Kenya were held.\n",
    );
    let mut reader = Reader::new(160, 45);
    reader.load(&[tajik, kenya]).press("b b");
    reader.go_to_tag("Tajikistan").press("enter");
    assert_eq!(reader.app.list.rows.len(), 1);
    assert_eq!(reader.selected(), Some("Talks in Tajikistan"));
    reader.press("-");
    assert_eq!(reader.selected(), Some("Talks in Kenya"));
    reader.press("-");
    assert_eq!(reader.app.list.rows.len(), 2, "again clears");
}

#[test]
fn the_unread_view_keeps_what_was_just_read_until_it_is_chosen_anew() {
    let mut reader = Reader::new(160, 45);
    reader.load_numbered(3).press("b b j enter q r");
    assert_eq!(reader.app.list.rows.len(), 3, "still in sight");
    reader.press("b b enter");
    assert_eq!(titles(&reader), ["Briefing 2", "Briefing 3"]);
}

#[test]
fn what_is_archived_leaves_the_list_and_undo_brings_it_back_under_the_cursor() {
    let mut reader = reader(3);
    reader.press("j a");
    assert_eq!(titles(&reader), ["Briefing 1", "Briefing 3"]);
    assert_eq!(reader.selected(), Some("Briefing 3"));
    assert_eq!(
        (reader.count(View::All), reader.count(View::Archived)),
        (2, 1)
    );
    assert_eq!(
        reader.count(View::Unread),
        2,
        "put away, it waits for nobody"
    );
    reader.press("u");
    assert_eq!(reader.selected(), Some("Briefing 2"));
    assert_eq!(reader.count(View::All), 3);
}

#[test]
fn archiving_what_is_open_opens_the_next() {
    let mut reader = reader(3);
    reader.press("enter a");
    assert_eq!(reader.open(), Some("Briefing 2"));
    reader.press("a a");
    assert_eq!(reader.open(), None);
    assert!(reader.app.list.rows.is_empty());
    reader.line_with("Nothing left here");
}

#[test]
fn what_is_put_off_comes_back_on_its_day() {
    let mut reader = reader(2);
    reader.press("z");
    reader.line_with("Put off until: Briefing 1");
    reader.line_with("Sun 16 Jun");
    reader.type_text("in 3 days").press("enter");
    reader.line_with("Put off until Tue 18 Jun: Briefing 1");
    assert_eq!(titles(&reader), ["Briefing 2"]);
    reader.tell(Message::Today("2024-06-18".parse().unwrap()));
    assert_eq!(reader.count(View::Due), 1);
    assert_eq!(titles(&reader), ["Briefing 1", "Briefing 2"]);
    reader.line_with("◷");
    // Read, it is done with.
    reader.press("g r");
    assert_eq!(reader.count(View::Due), 0);
}

#[test]
fn a_day_that_is_none_is_not_guessed() {
    let mut reader = reader(1);
    reader.press("z").type_text("someday").press("enter");
    reader.line_with("“someday” is no day to come: write tomorrow");
    assert_eq!(reader.count(View::Snoozed), 0);
    reader.line_with(":someday");
    reader.press("ctrl-u").type_text("tom").press("enter");
    assert_eq!(reader.count(View::Snoozed), 1);
}

#[test]
fn a_command_typed_with_a_day_that_is_none_stays_to_be_put_right() {
    let mut reader = reader(1);
    reader.press(":").type_text("snooze someday").press("enter");
    reader.line_with("“someday” is no day to come: write tomorrow");
    reader.line_with(":snooze someday");
    let to_end = "backspace backspace backspace backspace backspace backspace backspace";
    reader.press(to_end).type_text("+3d").press("enter");
    assert_eq!(reader.count(View::Snoozed), 1);
}

#[test]
fn undo_of_a_decision_about_many_leaves_the_cursor_where_it_is() {
    let mut reader = reader(9);
    reader.press("4 j A y").wait().press("u").wait();
    assert_eq!(reader.count(View::Unread), 9);
    assert_eq!(reader.selected(), Some("Briefing 5"));
    reader.press("r A y u").wait();
    assert_eq!(reader.count(View::Unread), 8);
    assert_eq!(
        reader.selected(),
        Some("Briefing 5"),
        "it was not one of them"
    );
    reader.press("g v v a G u").wait();
    assert_eq!(
        reader.selected(),
        Some("Briefing 1"),
        "what came back is shown"
    );
}

#[test]
fn a_tag_is_typed_once_and_picked_from_then_on() {
    let mut reader = Reader::new(160, 30);
    reader.load_numbered(3).press("t");
    reader.line_with("No tags yet: type one and press Enter.");
    reader.type_text("grain corridor").press("enter");
    reader.line_with("Tagged “grain corridor”: Briefing 1");
    reader.line_with("My tags");
    // The rest of the word with Tab, and what differs in its capitals alone is the same.
    reader.press("j t").type_text("gr").press("tab enter");
    reader
        .press("j t")
        .type_text("Grain Corridor")
        .press("enter");
    reader.go_to_tag("grain corridor").press("enter");
    assert_eq!(reader.app.list.rows.len(), 3);
    reader.press("tab t down enter");
    reader.line_with("taken away: Briefing 3");
}

#[test]
fn a_tag_that_is_new_is_not_taken_for_one_that_has_it_in_it() {
    let mut reader = reader(2);
    reader.press("t").type_text("grain corridor").press("enter");
    reader.press("j t").type_text("grain");
    reader.line_with("a new tag");
    reader.press("enter");
    reader.line_with("Tagged “grain”: Briefing 2");
    let long = "x".repeat(65);
    reader.press("t").type_text(&long).press("enter");
    reader.line_with("at most 64 characters");
}

#[test]
fn a_note_is_not_written_over_another_by_a_point() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    reader.press("m").type_text("One.").press("esc j");
    reader.press("m").type_text("Two.").press("esc k .");
    reader.line_with("There is another note here: m changes it");
    let note = |at| {
        reader
            .app
            .library
            .marks_at(at)
            .note()
            .map(ToString::to_string)
    };
    assert_eq!(note(0).as_deref(), Some("One."));
    reader.press("j j .");
    let third = reader
        .app
        .library
        .marks_at(2)
        .note()
        .map(ToString::to_string);
    assert_eq!(third.as_deref(), Some("Two."));
}

#[test]
fn the_last_decision_is_repeated_by_a_point() {
    let mut reader = reader(4);
    reader.press(".");
    reader.line_with("Nothing was decided yet");
    reader.press("t").type_text("csto").press("enter");
    reader.press("j . j .");
    reader.line_with("Tagged “csto”: Briefing 3");
    reader.press(".");
    reader.line_with("Tagged “csto” already");
}

#[test]
fn what_is_taken_back_of_another_library_says_so() {
    let mut reader = reader(2);
    reader.press("*");
    reader.line_with("Starred: Briefing 1");
    reader.press("R");
    reader
        .load(&[("other.txt", "Title: Other\n\nOther words.\n")])
        .press("u");
    reader.line_with("Undone: Starred: Briefing 1 (not in this library)");
}

#[test]
fn a_range_counts_itself_while_it_grows_and_paragraphs_and_quotes_are_counted_in_a_text() {
    let mut list = reader(10);
    list.press("V j j");
    list.line_with("3 briefings selected");
    list.press("k");
    list.line_with("2 briefings selected");

    let text = "Title: T\n\n“The water is here,” said Ana Petrova.\n\nIt rose.\n";
    let mut text_reader = Reader::new(100, 30);
    text_reader.load(&[("a.txt", text)]).press("enter V j");
    text_reader.line_with("2 paragraphs, 9 words, 1 quote selected");
}

#[test]
fn what_is_selected_is_decided_about_together() {
    let mut reader = reader(10);
    reader.press("v v j v");
    reader.line_with("3 briefings selected");
    assert_eq!(reader.app.selected_count(), 3);
    reader.press("*");
    reader.line_with("Starred: 3 briefings");
    assert_eq!(reader.app.selected_count(), 0);
    reader.press("g V j j V j r");
    assert_eq!(reader.count(View::Unread), 7);
    reader.press("g v esc");
    assert_eq!(reader.app.selected_count(), 0);
    reader.press("u u");
    assert_eq!(unread_and_starred(&reader), (10, 0));
}

#[test]
fn many_are_decided_about_only_after_a_question_that_names_them() {
    let mut reader = reader(60);
    reader.press("V G *");
    reader.line_with("Star 60 briefings?");
    reader.press("n");
    reader.line_with("Nothing was done");
    assert_eq!(reader.count(View::Starred), 0);
    reader.press("* y");
    reader.line_with("Starred: 60 briefings");
    reader.press("u");
    assert_eq!(reader.count(View::Starred), 0);
}

#[test]
fn all_are_marked_read_only_after_a_question_and_can_be_taken_back() {
    let mut reader = reader(3);
    reader.press("r A");
    reader.line_with("Mark 2 briefings read?");
    reader.press("enter");
    assert_eq!(
        reader.count(View::Unread),
        2,
        "yes is said, not slipped into"
    );
    reader.press("A y");
    assert_eq!(reader.count(View::Unread), 0);
    reader.press("A");
    reader.line_with("Nothing left unread here");
    reader.press("u");
    assert_eq!(reader.count(View::Unread), 2);
}

#[test]
fn a_note_is_written_in_a_pane_shown_with_the_briefing_and_taken_back() {
    let mut reader = reader(2);
    reader.press("m");
    reader.line_with("Note: Briefing 1");
    reader
        .type_text("Ask the desk.")
        .press("enter")
        .type_text("Twice.");
    reader.press("esc").wait();
    reader.line_with("Note kept: Briefing 1");
    reader.line_with("✎ Ask the desk.");
    reader.press("m ctrl-c");
    reader.line_with("The note is as it was");
    reader.press("m");
    reader.tell(Message::Pasted(" And\u{1b}[2J once more.".to_owned()));
    reader.press("esc");
    reader.line_with("Twice. And␛[2J once more.");
    reader.press("u u");
    assert_eq!(reader.count(View::Noted), 0);
}

#[test]
fn lines_pasted_into_a_note_stay_lines_and_what_is_too_long_is_told_of() {
    let mut reader = reader(1);
    reader.press("m");
    reader.tell(Message::Pasted("Ask\rabout fish\r\nand grain.".to_owned()));
    reader.tell(Message::Pasted("x".repeat(70_000)));
    reader.line_with("Too long for a note: nothing was pasted");
    reader.press("esc");
    let note = reader.app.library.marks_at(0).note().cloned();
    assert_eq!(note.as_deref(), Some("Ask\nabout fish\nand grain."));
}

#[test]
fn a_note_that_was_left_in_an_editor_is_offered_once_and_its_file_goes() {
    let left = |reader: &mut Reader, text: &str| {
        let id = reader.app.library.briefing_at(0).id;
        let text = text.to_owned();
        reader.tell(Message::NoteLeft { id, text });
    };
    let mut reader = reader(1);
    left(&mut reader, "Ask\u{9b} about fish.\n");
    reader.line_with("Ask‹U+009B› about fish.");
    reader.line_with("in your editor when the reader was killed");
    assert!(
        reader.effects.is_empty(),
        "the file stays until it is decided"
    );
    reader.press("esc");
    assert_eq!(reader.effects, ["remove left note"]);
    assert!(reader.app.library.marks_at(0).note().is_some());
    // What is noted already is no news.
    left(&mut reader, "Ask‹U+009B› about fish.");
    assert!(reader.app.overlays.is_empty());
    assert_eq!(reader.effects.len(), 2);
    left(&mut reader, "Other words.");
    reader.press("ctrl-c");
    assert_eq!(reader.effects.len(), 3);
    reader.line_with("The note is as it was");
}

#[test]
fn a_note_goes_to_the_readers_editor_and_comes_back_clean() {
    let mut reader = reader(1);
    reader.press("M");
    assert_eq!(reader.effects, ["edit "]);
    let id = reader.app.library.briefing_at(0).id;
    let text = Ok("One.\n\u{9b}31mTwo.\n\n".to_owned());
    reader.tell(Message::Edited { id, text });
    assert_eq!(
        reader.app.library.marks_at(0).note().map(AsRef::as_ref),
        Some("One.\n‹U+009B›31mTwo.")
    );
    let text = Err("nano cannot be started".to_owned());
    reader.tell(Message::Edited { id, text });
    reader.line_with("nano cannot be started");
    // From the pane it comes back into the pane.
    reader.press("m ctrl-o");
    let text = Ok("Three.".to_owned());
    reader.tell(Message::Edited { id, text });
    reader.line_with("Three.");
    reader.press("esc");
    reader.line_with("Note kept");
}

/// Marks as they are found when the reader starts.
fn opened(ledger: Ledger, past: Past, access: Access) -> Told {
    Told::Opened(Box::new(Opened {
        ledger,
        past,
        access,
        read_today: Vec::new(),
        count: Count::default(),
        salvaged: None,
    }))
}

#[test]
fn marks_of_an_earlier_run_are_shown_and_can_be_taken_back() {
    let mut reader = reader(2);
    let id = reader.app.library.briefing_at(0).id;
    let of = Subject::Mark(id, Mark::Read);
    let mut ledger = Ledger::default();
    ledger.set(&of, &present());
    let past = Past {
        done: vec![PastStep {
            step: StepRef::Kept(7),
            said: "Read: Briefing 1".to_owned(),
            changes: vec![chancery::library::marks::Change {
                of,
                was: None,
                now: present(),
            }],
        }],
        undone: Vec::new(),
    };
    reader.tell(Message::Marks(opened(ledger, past, Access::Full)));
    assert_eq!(reader.count(View::Unread), 1);
    reader.press("u");
    assert_eq!(reader.count(View::Unread), 2);
    reader.line_with("Undone: Read: Briefing 1");
    let last = reader.orders.last().map(|order| order.what.clone());
    assert_eq!(last, Some(What::Undo(StepRef::Kept(7))));
}

#[test]
fn what_another_reader_marks_shows_and_what_is_marked_here_stays() {
    let mut reader = reader(2);
    let [a, b] = [0, 1].map(|at| reader.app.library.briefing_at(at).id);
    reader.holds = true;
    reader.press("*");
    let news = vec![
        (Subject::Mark(b, Mark::Read), present()),
        // Older than the star that is on its way to the disk.
        (Subject::Mark(a, Mark::Starred), None),
    ];
    reader.tell(Message::Marks(Told::News(news)));
    assert_eq!(unread_and_starred(&reader), (1, 1));
}

#[test]
fn nothing_is_said_to_be_done_before_it_is_saved() {
    let mut reader = reader(1);
    reader.holds = true;
    reader.press("*");
    reader.line_with("Saving…");
    reader.line_with("!");
    reader.answer();
    reader.line_with("Starred: Briefing 1");
    assert!(!reader.screen().contains('!'));
}

#[test]
fn while_marks_cannot_be_saved_the_screen_says_so_and_quitting_asks() {
    let mut reader = reader(2);
    reader.holds = true;
    reader.press("*");
    reader.tell(Message::Marks(Told::Trouble(Trouble::Full)));
    reader.line_with("1 decision NOT SAVED: the disk is full: free some space");
    reader.press("j *");
    reader.line_with("2 decisions NOT SAVED");
    reader.press("Q");
    reader.line_with("2 decisions are NOT SAVED: quit and lose them?");
    reader.press("n");
    assert_eq!(reader.effects, Vec::<String>::new());
    let saved = reader.orders.iter().map(|order| Saved {
        number: order.number,
        now: Vec::new(),
    });
    let saved = saved.collect();
    reader.tell(Message::Marks(Told::Saved(saved)));
    assert!(!reader.screen().contains("NOT SAVED"));
    reader.press("Q");
    assert_eq!(reader.effects, ["quit"]);
}

#[test]
fn marks_of_a_newer_version_are_shown_and_not_changed() {
    let mut reader = reader(1);
    let newer = Trouble::Newer { found: 9, known: 1 };
    let access = Access::ReadOnly(newer);
    reader.tell(Message::Marks(opened(
        Ledger::default(),
        Past::default(),
        access,
    )));
    reader.line_with("Marks cannot be changed");
    reader.press("*");
    reader.line_with("Nothing can be marked: the marks are of a newer Chancery");
    assert_eq!(reader.count(View::Starred), 0);
    assert!(reader.orders.is_empty());
}

#[test]
fn damage_is_told_and_what_was_known_here_is_marked_again() {
    let mut reader = reader(2);
    let fresh = || opened(Ledger::default(), Past::default(), Access::Full);
    reader.tell(Message::Marks(fresh())).press("* j *");
    let Told::Opened(mut anew) = fresh() else {
        unreachable!("it is made so above");
    };
    anew.salvaged = Some(Salvaged {
        kept_as: PathBuf::from("/state/marks.db.damaged-2024-06-15"),
        marks: 0,
        from_copy: 0,
    });
    reader.tell(Message::Marks(Told::Opened(anew)));
    reader.line_with("The marks were damaged: 0 saved from them");
    assert_eq!(reader.count(View::Starred), 2);
    let Some(What::Make(step)) = reader.orders.last().map(|order| &order.what) else {
        panic!("{:?}", reader.orders);
    };
    assert_eq!(step.changes.len(), 2);
}

#[test]
fn a_briefing_whose_end_was_seen_in_the_reading_pane_is_read_and_only_once() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    reader.press("j k");
    assert_eq!(
        reader.count(View::Unread),
        3,
        "the pane follows the list: that is not to read"
    );
    reader.press("enter");
    assert_eq!(reader.count(View::Unread), 2, "all of it is in sight");
    reader.line_with("Read to the end (u takes it back)");
    reader.press("r j j");
    assert_eq!(reader.count(View::Unread), 3, "unread again it stays");
    reader.press("h j enter");
    assert_eq!(reader.count(View::Unread), 2);
    reader.press("u j");
    assert_eq!(reader.count(View::Unread), 3, "taken back it stays");
}

#[test]
fn the_end_is_seen_however_it_was_reached() {
    let long = format!(
        "Title: Talks\n\n{}“We are ready,” said Anna Petrova.\n",
        "A line of the talks.\n\n".repeat(60)
    );
    for keys in [
        "G",
        "ctrl-f ctrl-f ctrl-f ctrl-f ctrl-f",
        "]",
        "/ r e a d y enter",
    ] {
        let mut reader = Reader::new(100, 30);
        reader.load(&[("talks.txt", &long)]);
        reader.press("enter j");
        assert_eq!(reader.count(View::Unread), 1);
        reader.press(keys);
        assert_eq!(reader.count(View::Unread), 0, "{keys}");
    }
}

#[test]
fn what_was_read_stays_in_its_view_until_that_is_left() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    reader
        .press("s")
        .type_text("is:unread")
        .answer()
        .press("enter");
    let rows = |reader: &Reader| reader.app.list.rows.len();
    assert_eq!(rows(&reader), 3);
    reader.press("enter").answer();
    assert_eq!(reader.count(View::Unread), 2);
    assert_eq!(rows(&reader), 3, "it stays while one looks");
}

#[test]
fn a_key_that_decides_is_not_one_that_reads() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3);
    reader.press("enter a");
    assert_eq!(
        reader.count(View::Unread),
        2,
        "the next one has come into the pane, and is not read for it"
    );
    reader.press("u");
    reader.line_with("Undone: Archived");
}

#[test]
fn the_settings_say_what_makes_a_briefing_read() {
    for (read, after_opening) in [("on opening", 2), ("by key", 3)] {
        let mut reader = Reader::with_settings(100, 30, &format!("[triage]\nread = \"{read}\""));
        reader.load_numbered(3);
        reader.press("enter G");
        assert_eq!(reader.count(View::Unread), after_opening, "{read}");
    }
}

#[test]
fn what_is_opened_is_noted_and_is_no_decision() {
    let mut reader = Reader::with_settings(100, 30, "[triage]\nread = \"by key\"");
    reader.load_numbered(3);
    // Nothing is noted before the marks are known to be kept.
    reader.press("enter h *");
    assert_eq!(reader.orders.len(), 1);
    reader.press("enter h enter");
    let notes = |reader: &Reader| {
        let is_note = |order: &&Order| matches!(order.what, What::Note(_));
        reader.orders.iter().filter(is_note).count()
    };
    assert_eq!((reader.orders.len(), notes(&reader)), (2, 1));
    reader.press("u");
    assert_eq!(reader.count(View::Starred), 0, "the star is what is undone");
}

/// Marks of an earlier run, with one briefing read today and one long ago.
fn with_one_read_today(reader: &mut Reader) {
    let [a, b] = [0, 1].map(|at| reader.app.library.briefing_at(at).id);
    let mut ledger = Ledger::default();
    for id in [a, b] {
        ledger.set(&Subject::Mark(id, Mark::Read), &present());
    }
    let Told::Opened(mut opened) = opened(ledger, Past::default(), Access::Full) else {
        unreachable!("it is made so above");
    };
    opened.read_today = vec![a];
    reader.tell(Message::Marks(Told::Opened(opened)));
}

#[test]
fn the_header_shows_how_much_of_the_days_reading_is_done() {
    let mut reader = reader(10);
    let header = |reader: &Reader| {
        reader
            .screen()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(!header(&reader).contains('■'));
    with_one_read_today(&mut reader);
    assert!(
        header(&reader).ends_with("8 unread of 10 · ········"),
        "{}",
        header(&reader)
    );
    reader.press("2 j 2 r");
    assert!(
        header(&reader).ends_with("6 unread of 10 · ■■······"),
        "{}",
        header(&reader)
    );
    reader.press("u");
    assert!(
        header(&reader).ends_with("8 unread of 10 · ········"),
        "{}",
        header(&reader)
    );
    // Read long ago, unread by mistake.
    reader.press("g j r u");
    assert_eq!(reader.app.progress_of_day(), Some((1, 8)));
    reader.press("A y n");
    assert!(
        header(&reader).ends_with("0 unread of 10 · ■■■■■■■■"),
        "{}",
        header(&reader)
    );
    reader.line_with("Nothing left unread: 9 read today");
    reader.resize(59, 30);
    assert!(!header(&reader).contains('■'));
    // On the next day nothing has been read yet.
    reader.resize(100, 30);
    reader.tell(Message::Today("2024-06-16".parse().unwrap()));
    assert!(!header(&reader).contains('■'));
    reader.press("n");
    reader.line_with("Nothing left unread");
}

#[test]
fn what_is_filtered_out_is_not_said_to_be_read() {
    let mut reader = reader(3);
    reader.press("/").type_text("'1").press("enter r n");
    reader.line_with("Nothing left unread here");
}

#[test]
fn the_receipt_tells_what_was_done_today_and_what_was_not_opened() {
    let mut reader = reader(250);
    let id = reader.app.library.briefing_at(0).id;
    reader.press("%");
    assert_eq!(reader.effects, ["receipt 2024-06-15"]);
    let change = |mark| chancery::library::marks::Change {
        of: Subject::Mark(id, mark),
        was: None,
        now: present(),
    };
    let step = |said: &str, mark| Done {
        at: "2024-06-15T10:00:00Z".parse().unwrap(),
        said: said.to_owned(),
        changes: vec![change(mark)],
    };
    reader.press("r");
    let history = vec![
        step("Read: Briefing 1", Mark::Read),
        step("Tagged “csto”: Briefing 1", Mark::Tag("csto".into())),
    ];
    reader.tell(Message::Receipt(Ok(history)));
    reader.line_with("Today, Sat 15 Jun");
    reader.line_with("Read 1");
    reader.line_with("Briefing 1: “csto”");
    reader.line_with("Not opened 249");
    reader.press("G");
    reader.line_with("and 49 more; `chancery receipt` prints them all");
    reader.press("esc");
    let long = "grain ".repeat(40);
    let history = vec![step("Tagged", Mark::Tag(long.trim().into()))];
    reader.tell(Message::Receipt(Ok(history)));
    let screen = reader.screen();
    let lines = screen.lines().filter(|line| line.contains("grain"));
    let lines: Vec<&str> = lines.collect();
    assert!(lines.len() == 1 && lines[0].contains('…'), "{screen}");
    reader.press("esc");
    reader.tell(Message::Receipt(Err("the marks are damaged".to_owned())));
    reader.line_with("The marks cannot be read: the marks are damaged");
}

#[test]
fn a_count_of_selections_ends_with_the_list() {
    let mut reader = reader(3);
    reader.press("9 v");
    reader.line_with("3 briefings selected");
}

#[test]
fn a_tag_of_ones_own_is_found_by_the_filter_at_once() {
    let mut reader = reader(3);
    reader.press("j :").type_text("tag grain corridor");
    reader.press("enter /").type_text("corridor");
    assert_eq!(reader.app.list.rows.len(), 1);
    assert_eq!(reader.selected(), Some("Briefing 2"));
}
