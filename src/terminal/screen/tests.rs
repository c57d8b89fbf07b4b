//! A terminal emulator is the judge: after every frame it shows what the buffer says.

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::*;

/// A screen whose bytes go to an emulated terminal.
struct Emulated {
    screen: Screen<Vec<u8>>,
    terminal: vt100::Parser,
}

impl Emulated {
    fn new(width: u16, height: u16) -> Self {
        let (columns, rows) = (NonZeroU16::new(width), NonZeroU16::new(height));
        let mut terminal = vt100::Parser::new(rows.unwrap(), columns.unwrap(), 0);
        terminal.process(b"\x1b[31mleft over\r\nfrom before");
        Self {
            screen: Screen::new(Vec::new(), width, height, Depth::True),
            terminal,
        }
    }

    /// Draws and returns what was written.
    fn draw(&mut self, frame: &Buffer) -> Vec<u8> {
        let count = self.screen.draw(frame, None).unwrap();
        let bytes = std::mem::take(&mut self.screen.writer);
        assert_eq!(count, bytes.len());
        self.terminal.process(&bytes);
        bytes
    }

    fn assert_shows(&self, frame: &Buffer) {
        let mut settled = frame.clone();
        cells::settle(&mut settled, Depth::True);
        let width = usize::from(frame.area.width);
        for (place, cell) in settled.content.iter().enumerate() {
            let (row, column) = (place / width, place % width);
            let (row, column) = (u16::try_from(row).unwrap(), u16::try_from(column).unwrap());
            let shown = self.terminal.screen().cell(row, column).unwrap();
            assert_eq!(
                look_of(shown),
                expected_look(cell),
                "column {column} of row {row}"
            );
        }
    }
}

/// What can be seen of a cell: its text, its colours, weight, slant, underlined, reversed.
///
/// Bold and dim are one thing to the emulator, of which the last one sent counts.
type Look = (String, Option<vt100::Color>, vt100::Color, [bool; 4]);

fn look_of(cell: &vt100::Cell) -> Look {
    if cell.is_wide_continuation() {
        return right_half();
    }
    let text = match cell.contents() {
        "" => " ".to_owned(),
        text => text.to_owned(),
    };
    let flags = [
        cell.bold() || cell.dim(),
        cell.italic(),
        cell.underline(),
        cell.inverse(),
    ];
    look(text, cell.fgcolor(), cell.bgcolor(), flags)
}

fn expected_look(cell: &Cell) -> Look {
    if is_continued(cell) {
        return right_half();
    }
    let colour = |colour| match colour {
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    };
    let has = |modifier| cell.modifier.contains(modifier);
    let flags = [
        has(Modifier::BOLD) || has(Modifier::DIM),
        has(Modifier::ITALIC),
        has(Modifier::UNDERLINED),
        has(Modifier::REVERSED),
    ];
    look(
        cell.symbol().to_owned(),
        colour(cell.fg),
        colour(cell.bg),
        flags,
    )
}

fn right_half() -> Look {
    (String::new(), None, vt100::Color::Default, [false; 4])
}

/// On a blank, neither weight nor slant show, and its colour only if it is underlined or reversed.
fn look(text: String, fg: vt100::Color, bg: vt100::Color, flags: [bool; 4]) -> Look {
    let [.., underlined, reversed] = flags;
    if text != " " {
        return (text, Some(fg), bg, flags);
    }
    let fg = (underlined || reversed).then_some(fg);
    (text, fg, bg, [false, false, underlined, reversed])
}

/// A change that a frame may bring.
#[derive(Debug, Clone)]
enum Change {
    Write(u16, u16, String, Style),
    Colour(Rect, Style),
    Blank(Rect),
    Move(u16, u16, i16),
    Redraw,
}

fn styles() -> impl Strategy<Value = Style> {
    let colours = || {
        prop_oneof![
            Just(Color::Reset),
            Just(Color::Red),
            Just(Color::LightBlue),
            any::<u8>().prop_map(Color::Indexed),
            any::<[u8; 3]>().prop_map(|[r, g, b]| Color::Rgb(r, g, b)),
        ]
    };
    (colours(), colours(), 0u16..0x200).prop_map(|(fg, bg, modifiers)| {
        let shown_by_emulator = Modifier::BOLD
            | Modifier::DIM
            | Modifier::ITALIC
            | Modifier::UNDERLINED
            | Modifier::REVERSED;
        let style = Style::new().fg(fg).bg(bg);
        style.add_modifier(Modifier::from_bits_truncate(modifiers) & shown_by_emulator)
    })
}

fn changes() -> impl Strategy<Value = Change> {
    let places = || (0u16..24, 0u16..10);
    let areas = || (places(), 1u16..24, 1u16..10).prop_map(|((x, y), w, h)| Rect::new(x, y, w, h));
    prop_oneof![
        4 => (places(), "[a-z ж界がe\u{301}─]{0,30}", styles())
            .prop_map(|((x, y), text, style)| Change::Write(x, y, text, style)),
        2 => (areas(), styles()).prop_map(|(area, style)| Change::Colour(area, style)),
        2 => areas().prop_map(Change::Blank),
        4 => (0u16..10, 0u16..=10, -4i16..=4).prop_map(|(a, b, n)| Change::Move(a, b, n)),
        1 => Just(Change::Redraw),
    ]
}

fn apply(change: Change, frame: &mut Buffer, screen: &mut Emulated) {
    match change {
        Change::Write(x, y, text, style) => {
            frame.set_stringn(x, y, text, usize::from(24 - x), style);
        }
        Change::Colour(area, style) => frame.set_style(area.intersection(frame.area), style),
        Change::Blank(area) => {
            for position in area.intersection(frame.area).positions() {
                frame[position].reset();
            }
        }
        Change::Move(a, b, lines) => {
            let band = usize::from(a.min(b)) * 24..usize::from(a.max(b)) * 24;
            let band = &mut frame.content[band];
            let by = (usize::from(lines.unsigned_abs()) * 24).min(band.len());
            if lines > 0 {
                band.rotate_left(by);
            } else {
                band.rotate_right(by);
            }
        }
        Change::Redraw => screen.screen.redraw(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_frames_the_terminal_shows_them(
        frames in prop::collection::vec(prop::collection::vec(changes(), 1..6), 1..8),
    ) {
        let mut emulated = Emulated::new(24, 10);
        let mut frame = Buffer::empty(Rect::new(0, 0, 24, 10));
        for changes in frames {
            for change in changes {
                apply(change, &mut frame, &mut emulated);
            }
            emulated.draw(&frame);
            emulated.assert_shows(&frame);
        }
    }

    #[test]
    fn whatever_a_cell_holds_nothing_of_it_acts_on_the_terminal(
        symbols in prop::collection::vec(
            prop_oneof![
                any::<String>(),
                "[\0-\u{1f}\u{7f}-\u{9f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200b}-\u{200f}]{1,4}",
                Just("\u{1b}]52;c;ZXZpbA==\u{7}".to_owned()),
                Just("\u{9b}2J".to_owned()),
            ],
            12,
        ),
    ) {
        let mut frame = Buffer::empty(Rect::new(0, 0, 12, 1));
        for (cell, symbol) in frame.content.iter_mut().zip(&symbols) {
            cell.set_symbol(symbol);
        }
        let written = String::from_utf8(Emulated::new(12, 1).draw(&frame)).unwrap();
        let ours = written.replace("\x1b[", "").replace('\r', "");
        prop_assert!(!ours.contains(char::is_control), "{written:?}");
        prop_assert!(!ours.contains(crate::text::sanitise::is_forbidden), "{written:?}");
    }
}

fn lorem(line: usize) -> String {
    let words = [
        "the",
        "delegation",
        "noted",
        "that",
        "talks",
        "on",
        "transit",
        "resumed",
        "with",
    ];
    let mut text = format!("{line} ");
    for place in 0.. {
        let word = words[(line * 7 + place * 5) % words.len()];
        if text.len() + word.len() > 92 {
            break;
        }
        text.push_str(word);
        text.push(' ');
    }
    text
}

/// A full screen of 100 x 30: title, 28 rows of text from `first` on, status.
fn reading(first: usize) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, 100, 30));
    frame.set_string(1, 0, "Title of the briefing", Style::new().bold());
    for row in 1..29u16 {
        let line = first + usize::from(row);
        let style = if line.is_multiple_of(5) {
            Style::new().yellow()
        } else {
            Style::new()
        };
        frame.set_string(2, row, lorem(line), style);
    }
    frame.set_string(
        1,
        29,
        format!("line {first} of 300"),
        Style::new().reversed(),
    );
    frame
}

/// A list of 28 rows with row `selected` marked.
fn list(selected: u16) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, 100, 30));
    for row in 1..29u16 {
        frame.set_string(
            0,
            row,
            format!("● {}", lorem(usize::from(row))),
            Style::new(),
        );
        frame[(0, row)].set_fg(Color::Yellow);
    }
    frame.set_style(Rect::new(0, selected, 100, 1), Style::new().reversed());
    frame
}

#[test]
fn a_frame_without_a_change_costs_nothing() {
    let mut emulated = Emulated::new(100, 30);
    emulated.draw(&reading(3));
    assert_eq!(emulated.draw(&reading(3)), b"");
}

#[test]
fn a_line_of_scrolling_costs_a_line() {
    let mut emulated = Emulated::new(100, 30);
    let full = emulated.draw(&reading(3)).len();
    assert!(full <= 3_500, "a whole screen took {full} bytes");
    for first in [4, 5, 4, 3] {
        let written = emulated.draw(&reading(first)).len();
        assert!(written <= 200, "a line took {written} bytes");
        emulated.assert_shows(&reading(first));
    }
}

#[test]
fn a_cursor_move_in_a_list_costs_two_rows() {
    let mut emulated = Emulated::new(100, 30);
    emulated.draw(&list(3));
    let written = emulated.draw(&list(4)).len();
    assert!(written <= 250, "{written} bytes");
    emulated.assert_shows(&list(4));
}

#[test]
fn the_cursor_is_shown_where_it_is_asked_for_and_hidden_again() {
    let mut emulated = Emulated::new(20, 4);
    let frame = Buffer::with_lines(["", "", "/ query", ""]);
    let mut frame_of_20 = Buffer::empty(Rect::new(0, 0, 20, 4));
    frame_of_20.merge(&frame);
    for (cursor, hidden) in [(Some((7, 2)), false), (None, true), (Some((99, 2)), true)] {
        emulated.screen.draw(&frame_of_20, cursor).unwrap();
        let bytes = std::mem::take(&mut emulated.screen.writer);
        emulated.terminal.process(&bytes);
        assert_eq!(emulated.terminal.screen().hide_cursor(), hidden);
    }
    emulated.screen.draw(&frame_of_20, Some((7, 2))).unwrap();
    emulated
        .terminal
        .process(&std::mem::take(&mut emulated.screen.writer));
    assert_eq!(emulated.terminal.screen().cursor_position(), (2, 7));
}

#[test]
fn any_size_can_be_drawn_and_a_new_one_is_drawn_in_full() {
    let mut screen = Screen::new(Vec::new(), 0, 0, Depth::Sixteen);
    for (width, height) in [(0, 0), (1, 1), (0, 7), (7, 0), (300, 100), (1, 40)] {
        let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
        for (cell, symbol) in frame.content.iter_mut().zip(["x", "界"]) {
            cell.set_symbol(symbol);
        }
        assert!(screen.draw(&frame, Some((0, 0))).unwrap() > 0);
    }
}

#[test]
fn a_failed_write_is_made_good_by_the_next_frame() {
    let mut store = [0u8; 4096];
    let mut screen = Screen::new(&mut store[..16], 20, 2, Depth::None);
    let mut frame = Buffer::empty(Rect::new(0, 0, 20, 2));
    frame.set_string(0, 0, "some words", Style::new());
    assert!(screen.draw(&frame, None).is_err());
    assert!(!screen.is_known);
}
