//! Whole screens at three sizes, and every size there is without a panic.

use insta::assert_snapshot;

use crate::support::reader::Reader;

const COMMUNIQUE: &str = "Title: Joint communiqué on the Ostra river gauges
Date: 2024-06-12
Source: Ministry of Water Resources
Classification: OFFICIAL

The ministers of Kazakhstan and Kyrgyzstan met in Geneva on 12 June 2024.

‘We have waited twenty years for these gauges, and the rivers have not waited with us,’ said Minister Ana Petrova. She added that ‘the first readings will be published in July’.

The working group will:

- publish daily readings;
- meet every quarter.

According to Deputy Minister Jon Varga, “the budget is sound”.
";

const TRANSCRIPT: &str = "Title: Press briefing by Spokesperson Mara Lind
Date: 2024-06-11
Source: Ministry of Foreign Affairs

MS. LIND: Good afternoon, everyone. The minister returned from Geneva last night.

QUESTION: Will the minister travel again this week?

MS. LIND: She will, on Friday.

QUESTION: And the delegation?

MS. LIND: We will announce it in due course.
";

const STATEMENT: &str = "Title: Заявление Министерства об открытии обсерватории
Date: 2024-05
Source: Министерство науки

Обсерватория открыта. «Это большой день для науки», — сказала министр Анна Орлова.
";

fn reader(columns: u16, rows: u16) -> Reader {
    reader_with("", columns, rows)
}

fn reader_with(settings: &str, columns: u16, rows: u16) -> Reader {
    let mut reader = Reader::with_settings(columns, rows, settings);
    reader.load(&[
        ("communique.txt", COMMUNIQUE),
        ("transcript.txt", TRANSCRIPT),
        ("statement.txt", STATEMENT),
    ]);
    // What the loading said is of no interest here.
    reader.press("esc esc ctrl-l");
    reader
}

#[test]
fn three_panes_side_by_side_with_quotes_and_their_speakers() {
    assert_snapshot!(reader(180, 45).screen());
}

#[test]
fn the_list_over_the_reading_pane() {
    assert_snapshot!(reader(80, 24).screen());
}

#[test]
fn one_pane_at_a_time() {
    let mut reader = reader(40, 10);
    assert_snapshot!("one_pane_list", reader.screen());
    reader.press("enter");
    assert_snapshot!("one_pane_reading", reader.screen());
}

/// What to look at: the sign in the gutter, and the keys in the last row.
#[test]
fn a_clipped_quote_and_text_being_selected() {
    assert_snapshot!(reader(80, 24).press("enter ] c v j").screen());
}

#[test]
fn the_sidebar_beside_a_stack() {
    assert_snapshot!(reader(80, 24).press("b").screen());
}

#[test]
fn the_palette_finds_a_command() {
    assert_snapshot!(reader(80, 24).press(":").type_text("raw").screen());
}

#[test]
fn the_help_lists_the_keys_in_force() {
    assert_snapshot!(reader(80, 24).press("?").screen());
}

#[test]
fn the_filter_shows_the_letters_it_matched() {
    assert_snapshot!(reader(80, 24).press("/").type_text("brief lind").screen());
}

#[test]
fn nothing_to_read_says_what_to_do() {
    let mut reader = Reader::new(80, 24);
    reader.load(&[]).press("ctrl-l");
    assert_snapshot!(reader.screen());
}

#[test]
fn no_size_and_no_key_makes_it_panic() {
    let keys = [
        "j", "space", "]", "}", "enter", "tab", "b", "f", "\\", "?", "esc", ":", "esc", "/", "x",
        "esc", "i", "q", "!", "esc", "o", "T", "G", "u", "-", "X",
    ];
    for (columns, rows) in [
        (0, 0),
        (1, 1),
        (2, 3),
        (12, 3),
        (13, 4),
        (20, 5),
        (40, 10),
        (49, 14),
        (50, 13),
        (50, 14),
        (80, 24),
        (139, 20),
        (140, 20),
        (160, 45),
        (500, 200),
    ] {
        let mut reader = reader(columns, rows);
        for key in keys {
            reader.press(key).wait();
            reader.screen();
        }
    }
}

#[test]
fn a_screen_that_shrinks_and_grows_again_is_the_same_as_before() {
    let mut reader = reader(160, 45);
    let before = reader.screen();
    for (columns, rows) in [(1, 1), (80, 24), (0, 0), (40, 10), (160, 45)] {
        reader.resize(columns, rows);
        reader.screen();
    }
    assert_eq!(reader.screen(), before);
}

#[test]
fn the_caveat_of_one_pane_stays_when_the_text_is_scrolled() {
    let mut reader = reader(40, 10);
    reader.press("enter");
    for _ in 0..3 {
        let title = reader.line_with("─ Reading");
        assert!(title.ends_with("OFFICIAL"), "{title}");
        reader.press("pagedown");
    }
    // Where there is a header it stands there alone.
    reader.resize(80, 24);
    assert!(!reader.line_with("─ Reading").contains("OFFICIAL"));
}

/// What is drawn as matched in some columns of a row; the row below must be empty.
fn matched_letters(reader: &Reader, row: u16, from: u16, until: u16) -> String {
    let frame = chancery::ui::view(&reader.app).buffer;
    let theme = &reader.app.theme;
    let colour = theme.style(chancery::config::Role::Match).bg;
    assert!(
        colour.is_some(),
        "the theme sets matches off by a background"
    );
    // Elsewhere, and on the row under the cursor.
    let plain = [frame[(until - 1, row + 1)].bg, frame[(1, row)].bg];
    (from..until)
        .map(|x| &frame[(x, row)])
        .filter(|cell| !plain.contains(&cell.bg))
        .map(|cell| cell.symbol())
        .collect()
}

/// The columns of a row that have another background than the row under it.
fn bar(reader: &Reader, row: u16) -> std::ops::RangeInclusive<u16> {
    let frame = chancery::ui::view(&reader.app).buffer;
    let columns = 0..frame.area.width;
    let set_off = |x: &u16| frame[(*x, row)].bg != frame[(*x, row + 1)].bg;
    let first = columns.clone().find(set_off).expect("a bar");
    first..=columns.rev().find(set_off).expect("a bar")
}

#[test]
fn the_row_under_the_cursor_is_a_bar_over_its_words() {
    assert_eq!(bar(&reader(100, 30), 2), 0..=79);
    let lean = reader_with("[list]\ncursor = \"date\"", 100, 30);
    assert_eq!(bar(&lean, 2), 0..=15);
}

#[test]
fn the_day_and_the_source_show_from_80_columns_on() {
    for columns in [80, 100, 140, 160, 200] {
        let screen = reader(columns, 45).screen();
        let row = screen.lines().find(|line| line.contains('▌')).unwrap();
        assert!(row.contains("12 Jun Ministry of Wat"), "{columns}: {row}");
        assert!(
            row.contains("Joint communiqué on the Ostra river gau"),
            "{row}"
        );
    }
}

#[test]
fn a_key_puts_the_list_beside_the_reading_pane_or_over_it() {
    let mut reader = reader(200, 45);
    let beside = |reader: &Reader| {
        let screen = reader.screen();
        screen
            .lines()
            .any(|line| line.contains("Briefings ─") && line.contains("Reading ─"))
    };
    assert!(beside(&reader));
    reader.press("L");
    assert!(!beside(&reader));
    reader.press("L");
    assert!(beside(&reader));
}

#[test]
fn the_filter_sets_off_letters_of_the_source_and_not_the_ellipsis() {
    let mut reader = reader(80, 24);
    reader.press("/").type_text("foreign");
    let row = reader.screen();
    let row = row
        .lines()
        .position(|line| line.contains("Ministry of Forei…"));
    let row = u16::try_from(row.expect("the row of the transcript")).expect("a row");
    // The source is cut inside the word: what is left of it shows, and the ellipsis does not.
    assert_eq!(matched_letters(&reader, row, 17, 36), "Forei");
}

#[test]
fn a_message_that_is_cut_says_so_and_is_read_whole_in_its_sheet() {
    let mut reader = reader(60, 24);
    reader.press(":").type_text("search is:x").press("enter");
    let cut = reader.line_with("is:x: is: is followed by");
    assert!(cut.ends_with("… :messages"), "{cut}");
    reader.press("j :").type_text("messages").press("enter");
    for part in ["!  is:x: is: is followed by", "tagged"] {
        reader.line_with(part);
    }
    reader.press("esc");
    reader.line_with("filter");
}
