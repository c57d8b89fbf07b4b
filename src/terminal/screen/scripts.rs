//! Complex scripts in an emulated terminal, which gives them fewer columns than we do: every word as written.

use std::num::NonZeroU16;

use super::*;
use crate::text::width::graphemes_with_width;

const WIDTH: u16 = 64;

/// The column of what stands after the words.
const AFTER: usize = 60;

const SENTENCES: [&str; 9] = [
    "විදේශ අමාත්‍යාංශය ශ්‍රී ලංකාවේ ප්‍රකාශයක් නිකුත් කළේය.",
    "வெளியுறவுத்துறை அமைச்சர் கூட்டத்தில் பேசினார்.",
    "विदेश मंत्रालय ने द्विपक्षीय संबंधों की पुष्टि की।",
    "পররাষ্ট্রমন্ত্রী দ্বিপাক্ষিক বৈঠকে বক্তব্য রাখেন।",
    "విదేశాంగ మంత్రి ద్వైపాక్షిక చర్చలు జరిపారు.",
    "വിദേശകാര്യ മന്ത്രി സ്ത്രീകളുമായി സംസാരിച്ചു.",
    "နိုင်ငံခြားရေး ဝန်ကြီးဌာန ကြေညာချက်",
    "ក្រសួងការបរទេស ស្ត្រី ប្រទេសកម្ពុជា",
    "กระทรวงการต่างประเทศ กำหนดการที่ประชุม น้ำ",
];

/// A screen in an emulated terminal.
struct Emulated {
    screen: Screen<Vec<u8>>,
    terminal: vt100::Parser,
}

impl Emulated {
    fn new(height: u16) -> Self {
        let (rows, columns) = (NonZeroU16::new(height), NonZeroU16::new(WIDTH));
        Self {
            screen: Screen::new(Vec::new(), WIDTH, height, Depth::True),
            terminal: vt100::Parser::new(rows.unwrap(), columns.unwrap(), 0),
        }
    }

    fn draw(&mut self, lines: &[String]) -> Vec<u8> {
        self.screen.draw(&frame(lines), None).unwrap();
        let bytes = std::mem::take(&mut self.screen.writer);
        self.terminal.process(&bytes);
        bytes
    }

    fn assert_shows(&self, lines: &[String]) {
        let shown: Vec<String> = self.terminal.screen().rows(0, WIDTH).collect();
        for (row, (shown, line)) in (0u16..).zip(shown.iter().zip(lines)) {
            let words: Vec<&str> = shown.split_whitespace().collect();
            let expected = format!("{line} |");
            assert_eq!(words, expected.split_whitespace().collect::<Vec<_>>());
            let after = u16::try_from(AFTER).unwrap();
            let after = self.terminal.screen().cell(row, after).unwrap();
            assert_eq!(after.contents(), "|", "in its column");
        }
    }
}

#[test]
fn what_a_terminal_shows_beyond_the_columns_of_a_row_stays_until_the_row_changes() {
    let mut emulated = Emulated::new(2);
    let frame = |line: &str| {
        let mut frame = Buffer::empty(Rect::new(0, 0, WIDTH, 2));
        let mut x = 3;
        for cluster in graphemes_with_width(line) {
            frame[(x, 0)].set_symbol(cluster.text);
            x += u16::try_from(cluster.width).unwrap();
        }
        frame
    };
    let mut written = |line: &str| {
        emulated.screen.draw(&frame(line), None).unwrap();
        String::from_utf8(std::mem::take(&mut emulated.screen.writer)).unwrap()
    };
    written("A line of Latin letters");
    // All that is to be erased is erased before the words, which may need more columns.
    let burmese = SENTENCES[6];
    let words = written(burmese);
    let (before, after) = words.split_once(burmese).expect("in one piece");
    assert!(before.contains("\x1b[K"), "{words:?}");
    assert!(
        !after.contains("\x1b[K") && !after.contains(' '),
        "{words:?}"
    );
    // A row of less is blank to its end.
    let short = written("Short");
    assert!(short.contains("\x1b[K"), "{short:?}");
}

/// A frame of the lines, each with a rule in the column after the words.
fn frame(lines: &[String]) -> Buffer {
    let mut frame = Buffer::with_lines(vec![" ".repeat(usize::from(WIDTH)); lines.len()]);
    for (cells, line) in frame.content.chunks_mut(usize::from(WIDTH)).zip(lines) {
        let mut column = 0;
        for cluster in graphemes_with_width(line) {
            cells[column].set_symbol(cluster.text);
            for cell in &mut cells[column + 1..column + cluster.width] {
                cell.set_symbol("");
            }
            column += cluster.width;
        }
        assert!(column <= AFTER, "{column} columns: {line}");
        cells[AFTER].set_symbol("|");
    }
    frame
}

fn lines() -> Vec<String> {
    SENTENCES.map(str::to_owned).to_vec()
}

#[test]
fn every_word_is_shown_as_written() {
    let lines = lines();
    let mut emulated = Emulated::new(9);
    emulated.draw(&lines);
    emulated.assert_shows(&lines);
}

#[test]
fn every_word_is_as_written_after_changes_too() {
    let mut lines = lines();
    let mut emulated = Emulated::new(9);
    emulated.draw(&lines);
    for step in 0..20 {
        match step % 4 {
            0 => lines.rotate_left(1),
            1 => lines.swap(2, 5),
            2 => lines[4] = format!("the {}", SENTENCES[step % 9].split_once(' ').unwrap().0),
            _ => lines[4] = SENTENCES[(step + 3) % 9].to_owned(),
        }
        emulated.draw(&lines);
        emulated.assert_shows(&lines);
    }
}

#[test]
fn a_letter_is_not_hidden_by_a_skin_tone() {
    let lines = ["We will no\u{1F3FD}t go.".to_owned()];
    let mut emulated = Emulated::new(1);
    emulated.draw(&lines);
    emulated.assert_shows(&lines);
}

#[test]
fn what_stands_after_right_to_left_text_is_in_its_place() {
    let lines = [
        "وزارة الخارجية تصدر بياناً عن السَّلَام والأمن",
        "משרד החוץ פרסם הודעה",
        "وزارت امور خارجه می\u{200C}گوید",
    ]
    .map(str::to_owned);
    let mut emulated = Emulated::new(3);
    emulated.draw(&lines);
    emulated.assert_shows(&lines);
}

#[test]
fn what_stands_after_an_emoji_is_in_its_place() {
    let lines = [
        "We 👨\u{200D}👩\u{200D}👧\u{200D}👦 go.",
        "We ❤\u{FE0F} go.",
        "We 1\u{20E3} go.",
        "We 🇺🇳 go.",
        "We 👍\u{1F3FD} go.",
    ]
    .map(str::to_owned);
    let mut emulated = Emulated::new(5);
    emulated.draw(&lines);
    for row in 0..5 {
        let shown = emulated
            .terminal
            .screen()
            .contents_between(row, 0, row, WIDTH);
        assert!(
            shown.starts_with("We ") && shown.contains(" go."),
            "{shown:?}"
        );
        let after = emulated.terminal.screen().cell(row, 60).unwrap();
        assert_eq!(after.contents(), "|", "{shown:?}");
    }
}

#[test]
fn a_run_that_did_not_change_is_not_written_again() {
    let mut lines = lines();
    let mut emulated = Emulated::new(9);
    emulated.draw(&lines);
    lines[3] = "changed".to_owned();
    let bytes = emulated.draw(&lines);
    let written = String::from_utf8(bytes).unwrap();
    assert!(written.contains("changed"));
    assert!(!written.contains("वि") && !written.contains("వి"));
    emulated.assert_shows(&lines);
}
