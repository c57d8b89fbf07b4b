//! No byte of a file reaches the terminal uncleaned: hostile files go through the whole reader,
//! and what is written to the terminal is looked at byte by byte.

use std::path::Path;
use std::sync::LazyLock;

use chancery::app::Message;
use chancery::briefing::{Briefing, QuoteKind};
use chancery::ingest;
use chancery::insight::{Analyst, Rulebook};
use chancery::terminal::{Depth, Screen};
use chancery::text::sanitise::{self, is_forbidden};
use chancery::ui;
use proptest::prelude::*;

use crate::support::reader::Reader;

/// Everything that has been used to act on a terminal, or to hide something on it.
const HOSTILE: &[&str] = &[
    "\u{1b}[2J",
    "\u{1b}]52;c;aGk=\u{7}",
    "\u{1b}]0;title\u{1b}\\",
    "\u{1b}]8;;http://x\u{1b}\\",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}_Gf=1\u{1b}\\",
    "\u{1b}[6n",
    "\u{1b}c",
    "\u{1b}[?1049l",
    "\u{9b}2J",
    "\u{9d}0;x\u{9c}",
    "\u{85}",
    "\0",
    "\u{7}",
    "\u{8}",
    "\t",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{e}",
    "\u{7f}",
    "\u{1a}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{200b}",
    "\u{2060}",
    "\u{feff}",
    "\u{200d}",
    "\u{ad}",
    "\u{e0041}",
    "\u{fe0f}",
    "\u{fff9}",
    "\u{2028}",
    "\u{3164}",
    "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\u{34f}",
    "👨‍👩‍👧‍👦",
    "\u{1f1f7}",
    "🏽",
    "漢字",
    "\u{e000}",
    "\u{ffff}",
    "مرحبا",
    "“",
    "‘",
    "\n\n",
    "\n",
    ": ",
    "Q: ",
    "said",
    "🔹",
];

fn hostile_text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(HOSTILE).prop_map(|text| text.as_bytes().to_vec()),
        2 => "[a-zA-Z ]{1,12}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 1..8),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_of_a_file_acts_on_the_terminal(
        name in hostile_text(),
        title in hostile_text(),
        body in hostile_text(),
        columns in 1_u16..170,
        rows in 1_u16..50,
    ) {
        let name = String::from_utf8_lossy(&name).replace(['/', '\0'], "_") + ".txt";
        let file = [b"Title: ".as_slice(), &title, b"\nTags: ", &title, b"\n\n", &body].concat();
        let mut reader = Reader::new(columns, rows);
        reader.load_bytes(&[(&name, &file)]);
        let mut written = Vec::new();
        let mut screen = Screen::new(&mut written, columns, rows, Depth::True);
        let mut draw = |reader: &Reader| {
            let frame = ui::view(&reader.app);
            let cursor = frame.cursor.map(|at| (at.x, at.y));
            screen.draw(&frame.buffer, cursor).expect("a vector takes everything");
        };
        draw(&reader);
        for keys in ["enter", "]", "space", "i", "esc", "!", "esc", "/", "q"] {
            reader.press(keys);
            draw(&reader);
        }
        reader.tell(Message::Pasted(String::from_utf8_lossy(&body).into_owned()));
        draw(&reader);
        reader.press("esc \\");
        if let Some(id) = reader.app.reading.briefing.as_ref().map(|open| open.id) {
            let text = Ok(String::from_utf8_lossy(&file).into_owned());
            reader.tell(Message::RawRead { id, text });
            draw(&reader);
            let error = Err(String::from_utf8_lossy(&body).into_owned());
            reader.press("\\ \\").tell(Message::RawRead { id, text: error });
            draw(&reader);
        }
        prop_assert_eq!(misdeeds(&written), Vec::<String>::new());
    }
}

/// What is found in a text.
fn analysed(text: &str) -> Briefing {
    static ANALYST: LazyLock<Analyst> = LazyLock::new(|| Analyst::new(Rulebook::default()));
    ANALYST.finish(ingest::read_one(text), Path::new("-").into(), 0)
}

/// The words of each quote with its speaker, and how it gives them.
fn said(text: &str) -> Vec<(String, Option<String>, QuoteKind)> {
    let briefing = analysed(text);
    let quotes = briefing.quotes.iter();
    quotes
        .map(|quote| {
            let words = briefing.body.text[quote.span.range()].to_owned();
            (
                words,
                quote.speaker.as_deref().map(str::to_owned),
                quote.kind,
            )
        })
        .collect()
}

#[test]
fn a_mark_for_a_hidden_character_is_no_quotation() {
    for text in [
        "President Ann Lee said: \u{202e}. And more words here.",
        "The catch \u{2066}falls\u{2069}, President Ann Lee said.",
        "President Ann Lee said, ‹\u{202e}yes.",
    ] {
        let found = said(text);
        assert!(
            found.iter().all(|(.., kind)| *kind == QuoteKind::Indirect),
            "{found:?}"
        );
    }
}

#[test]
fn a_mark_for_a_hidden_character_takes_no_quotation_its_speaker() {
    let honest = said("“We agree,” said President Ann Lee. “It is done,” she said.");
    let marked =
        said("“We agree,” said President Ann\u{202e} Lee. \u{202b}“It is done,”\u{202c} she said.");
    assert_eq!(honest.len(), 2);
    assert_eq!(honest, marked);
}

/// Words of quotes, and what cleaning makes visible among them.
const SPOKEN: &[&str] = &[
    "“",
    "”",
    "\"",
    "‹",
    "›",
    "\u{202e}",
    "\u{2066}",
    "\u{9b}",
    "\u{e0041}",
    "\u{1b}",
    "\u{1f1f7}",
    "\u{200f}",
    "\u{e000}",
    "\u{301}",
    "\t",
    "he said ",
    "President Ann Lee said ",
    "We will go. ",
    "Fish, ",
    "MR FOX: ",
    "Q: ",
    "\n\n",
    "\n",
    " ",
];

proptest! {
    #[test]
    fn a_quote_has_words_of_its_text_and_a_place_in_it(
        pieces in prop::collection::vec(prop::sample::select(SPOKEN), 1..40)
    ) {
        let text = pieces.concat();
        let briefing = analysed(&text);
        for quote in &briefing.quotes {
            for span in quote.quoted.iter().chain([&quote.span]) {
                let words = sanitise::without_marks(&briefing.body.text[span.range()]).into_owned();
                prop_assert!(!words.trim().is_empty(), "{text:?}: {span:?}");
                let source = briefing.body.source_map.source_range(span.range());
                prop_assert!(text.get(source.clone()).is_some(), "{text:?}: {source:?}");
            }
        }
    }
}

/// What was written that is neither text nor one of the sequences that move the cursor, set
/// colours, scroll or bracket a frame.
fn misdeeds(written: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(written);
    let mut found = Vec::new();
    let mut rest = &*text;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("\u{1b}[") {
            let end = after.find(|c: char| !c.is_ascii_digit() && !";?:".contains(c));
            let end = end.unwrap_or(after.len());
            let last = after[end..].chars().next().unwrap_or(' ');
            // ICH and the like are not ours; `h` and `l` only for frames and the cursor.
            let frame = ["?2026", "?25"].contains(&&after[..end]) && "hl".contains(last);
            if !frame && !"ABCDEFGHJKLMPSTX@bdmr".contains(last) {
                found.push(format!("CSI {}{last}", &after[..end]));
            }
            rest = &after[(end + last.len_utf8()).min(after.len())..];
            continue;
        }
        // Our own cursor moves.
        if !matches!(c, '\r' | '\n' | '\u{8}') && is_forbidden(c) {
            found.push(format!("U+{:04X}", u32::from(c)));
        }
        rest = &rest[c.len_utf8()..];
    }
    found
}

#[test]
fn the_test_itself_sees_what_it_is_for() {
    assert!(misdeeds(b"plain \x1b[31mred\x1b[0m \x1b[?2026h").is_empty());
    for bad in [
        "\u{1b}]52;c;x\u{7}",
        "\u{9b}2J",
        "\u{202e}",
        "\u{1b}[6n",
        "\u{1b}[?1049l",
        "\0",
    ] {
        assert!(!misdeeds(bad.as_bytes()).is_empty(), "{bad:?}");
    }
}
