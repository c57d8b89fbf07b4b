//! The reading pane follows the cursor of the list, and a key is about what is seen, also while
//! rows come in.

use chancery::config::Pane;
use proptest::prelude::*;

use crate::support::reader::Reader;

/// What happens to a reader while files are read.
#[derive(Debug, Clone)]
enum Step {
    /// So many more briefings come in.
    Arrive(usize),
    /// A key.
    Press(&'static str),
    /// The pause passes.
    Wait,
    /// Everything is read again.
    Rescan,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let keys = prop_oneof![
        Just("*"),
        Just("*"),
        Just("j"),
        Just("k"),
        Just("G"),
        Just("r"),
        Just("a"),
        Just("u"),
        Just("enter"),
        Just("esc"),
        Just("space"),
    ];
    let step = prop_oneof![
        4 => (1usize..6).prop_map(Step::Arrive),
        4 => keys.prop_map(Step::Press),
        2 => Just(Step::Wait),
        1 => Just(Step::Rescan),
    ];
    prop::collection::vec(step, 1..30)
}

/// So many briefings, `Briefing 1` the newest, as files.
fn files(count: usize) -> Vec<(String, String)> {
    let file = |n: usize| {
        let text = format!(
            "Title: Briefing {n}\nDate: 2024-02-{:02}\n\nThe text of number {n}.\n",
            28 - n
        );
        (format!("{n:02}.txt"), text)
    };
    (1..=count).map(file).collect()
}

fn arrive(reader: &mut Reader, files: &[(String, String)]) {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    reader.arrive(&files);
}

/// The number after `before` in a line.
fn number_after(line: &str, before: &str) -> Option<usize> {
    let (_, rest) = line.split_once(before)?;
    let end = rest.find(|c: char| !c.is_ascii_digit());
    rest[..end.unwrap_or(rest.len())].parse().ok()
}

/// The numbers of the briefings under the cursor and in the reading pane, as they are drawn.
fn seen(reader: &Reader) -> (Option<usize>, Option<usize>) {
    let screen = reader.screen();
    let mut rows = screen.lines().filter(|line| line.contains('▌'));
    let row = rows.find_map(|line| number_after(line, "Briefing "));
    let mut lines = screen.lines();
    let text = lines.find_map(|line| number_after(line, "The text of number "));
    (row, text)
}

fn starred(reader: &Reader) -> Vec<usize> {
    let all = reader.app.library.collection().briefings();
    let starred = (0..)
        .zip(all)
        .filter(|(at, _)| reader.app.library.marks_at(*at).starred);
    let mut numbers: Vec<usize> = starred
        .filter_map(|(_, briefing)| number_after(&briefing.title, "Briefing "))
        .collect();
    numbers.sort_unstable();
    numbers
}

/// Does a step, and looks whether a star went to what was seen.
fn take(reader: &mut Reader, step: &Step, rest: &mut Vec<(String, String)>) {
    match step {
        Step::Arrive(count) => {
            let left = rest.split_off((*count).min(rest.len()));
            arrive(reader, &std::mem::replace(rest, left));
            if rest.is_empty() {
                reader.finish_loading();
            }
        }
        Step::Press("*") => {
            let (row, text) = seen(reader);
            let in_reading = reader.app.focus == Pane::Reading;
            let meant = if in_reading { text } else { row };
            // Where the last row was put away a text may still stand, and no row is meant.
            let is_nothing = !in_reading && row.is_none();
            let before = starred(reader);
            reader.press("*");
            let now = starred(reader);
            // What has not been read again yet gets its star when it has.
            let Some(meant) = meant.or(text) else {
                return;
            };
            let (is_on, was_on) = (now.contains(&meant), before.contains(&meant));
            let others = |all: &[usize]| all.iter().filter(|n| **n != meant).count();
            assert_eq!(
                others(&before),
                others(&now),
                "meant {meant}: {before:?} {now:?}"
            );
            let is_here = |n| {
                reader
                    .app
                    .library
                    .collection()
                    .briefings()
                    .iter()
                    .any(|briefing| number_after(&briefing.title, "Briefing ") == Some(n))
            };
            assert!(
                is_on != was_on || is_nothing || !is_here(meant),
                "meant {meant}"
            );
        }
        Step::Press(key) => {
            reader.press(key);
        }
        Step::Wait => {
            reader.wait();
        }
        Step::Rescan => {
            reader.press("R");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn row_and_text_are_one_whatever_comes_in(
        order in Just(files(20)).prop_shuffle(),
        steps in steps(),
    ) {
        // What the reader does is followed at once, so that every other text is one that came in.
        for settings in ["", "[reading]\nfollow = \"at once\"\n"] {
            let mut reader = Reader::with_settings(100, 30, settings);
            let mut rest = order.clone();
            let mut has_moved = false;
            for step in &steps {
                if matches!(step, Step::Rescan) {
                    rest.clone_from(&order);
                }
                take(&mut reader, step, &mut rest);
                // The reader's own step is followed after the pause.
                has_moved = match step {
                    Step::Press(_) => settings.is_empty(),
                    Step::Wait => false,
                    Step::Arrive(_) | Step::Rescan => has_moved,
                };
                let (row, text) = seen(&reader);
                let in_reading = reader.app.focus == Pane::Reading;
                if !has_moved && !in_reading && row.is_some() && text.is_some() {
                    prop_assert_eq!(row, text, "after {:?}:\n{}", step, reader.screen());
                }
            }
        }
    }
}

#[test]
fn a_star_while_files_are_read_goes_to_the_text_that_is_seen() {
    let mut reader = Reader::new(100, 30);
    let files = files(3);
    arrive(&mut reader, &files[2..]);
    assert_eq!(seen(&reader), (Some(3), Some(3)));
    arrive(&mut reader, &files[1..2]);
    assert_eq!(seen(&reader), (Some(2), None), "nothing of another text");
    arrive(&mut reader, &files[..1]);
    assert_eq!(seen(&reader), (Some(1), None));
    reader.press("*");
    assert_eq!(starred(&reader), [1]);
    reader.wait();
    assert_eq!(seen(&reader), (Some(1), Some(1)));
}

#[test]
fn rows_that_keep_coming_in_do_not_put_the_text_off() {
    let mut reader = Reader::new(100, 30);
    let files = files(6);
    arrive(&mut reader, &files[4..]);
    reader.press("j");
    let pauses = reader.pauses;
    for file in &files[..4] {
        arrive(&mut reader, std::slice::from_ref(file));
    }
    assert_eq!(reader.pauses, pauses, "the pause that was begun goes on");
    reader.wait();
    assert_eq!(seen(&reader), (Some(6), Some(6)));
}

#[test]
fn who_comes_back_from_a_text_that_is_not_in_the_list_gets_that_of_the_row() {
    let mut reader = Reader::with_settings(100, 30, "[reading]\nfollow = \"at once\"\n");
    let files = [1, 7, 3].map(|number| files(20).swap_remove(number - 1));
    arrive(&mut reader, &files);
    reader.finish_loading().press("a R j enter");
    arrive(&mut reader, &files[..2]);
    reader.press("esc");
    assert_eq!(seen(&reader), (Some(7), Some(7)));
}

#[test]
fn the_hints_come_back_when_the_text_has_followed() {
    let mut reader = Reader::new(100, 30);
    arrive(&mut reader, &files(3));
    reader.finish_loading();
    let last_row = |reader: &Reader| reader.screen().lines().next_back().map(str::to_owned);
    let said = last_row(&reader).expect("a row");
    assert!(said.contains("3 briefings from"), "{said}");
    reader.press("j");
    assert_eq!(
        last_row(&reader).as_ref(),
        Some(&said),
        "a move costs few bytes"
    );
    reader.wait();
    let hints = last_row(&reader).expect("a row");
    assert!(hints.contains("? "), "{hints}");
    // What has been said since the move stays.
    reader.press("k *").wait();
    let said = last_row(&reader).expect("a row");
    assert!(said.contains("Starred"), "{said}");
}

#[test]
fn during_a_rescan_no_row_is_under_the_cursor_but_the_text_stays() {
    let mut reader = Reader::new(100, 30);
    let files = files(8);
    arrive(&mut reader, &files);
    reader.finish_loading().press("4 j").wait();
    assert_eq!(seen(&reader), (Some(5), Some(5)));
    reader.press("R");
    arrive(&mut reader, &files[..3]);
    assert_eq!(seen(&reader), (None, Some(5)));
    reader.press("enter");
    assert_eq!(seen(&reader), (None, Some(5)), "the open one is opened");
    reader.press("esc");
    arrive(&mut reader, &files[3..]);
    reader.finish_loading();
    assert_eq!(seen(&reader), (Some(5), Some(5)));
    reader.press("R");
    arrive(&mut reader, &files[..3]);
    reader.press("j").wait();
    arrive(&mut reader, &files[3..]);
    reader.finish_loading();
    assert_eq!(
        seen(&reader),
        (Some(2), Some(2)),
        "who moves on gives up the place"
    );
}
