//! Who looks for something and goes back is where he was: cursor, scroll and text.

use proptest::prelude::*;

use crate::support::reader::Reader;

/// Sixty briefings of four screens each, the words of which come now and then.
fn reader(columns: u16, rows: u16) -> Reader {
    let texts: Vec<(String, String)> = (0..60)
        .map(|n| {
            let what = ["grain", "fish", "water"][n % 3];
            let lines: String = (0..40)
                .map(|line| {
                    let word = ["harbour", "valley", "gauge", "treaty", what][(line + n) % 5];
                    format!("Line {line} of {n} is about a {word}.\n\n")
                })
                .collect();
            let text = format!(
                "Title: Talks {n} on {what}\nDate: 2024-{:02}-{:02}\n\n{lines}",
                1 + n % 5,
                1 + n % 28
            );
            (format!("{n:02}.txt"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let mut reader = Reader::new(columns, rows);
    reader.load(&files).press("k").wait();
    reader
}

/// Ways to look for something, each without the key that ends it.
const TYPED: &[&str] = &[
    "/ g r a i n",
    "/ g r a i n down down pgdn",
    "/ f s h",
    "/ z z z z",
    "/ f i s h ctrl-u w a t",
    "s t r e a t y",
    "s t r e a t y down down",
    "s z z z z",
    "s t i t l e : f i s h",
    "s g r a i n space O R",
];

/// The same with the key that keeps what was found, and a look around.
const KEPT: &[&str] = &[
    "/ g r a i n enter",
    "/ g r a i n enter j j j",
    "/ ctrl-u f i s h enter j",
    "s ctrl-u w a t e r enter j",
    "/ z z z z enter",
    "s t r e a t y enter",
    "s t r e a t y enter n n n N",
    "s f i s h enter j j G",
    "s z z z z enter",
];

const BEFORE: &[&str] = &[
    "",
    "5 j",
    "2 0 j ctrl-e ctrl-e ctrl-e",
    "G",
    "1 2 j enter 1 0 j",
    "7 j enter ctrl-d / g a u g e enter n n",
    "9 j enter ctrl-d esc",
    "b",
];

fn settled(reader: &mut Reader, keys: &str) {
    reader.press(keys).answer().wait().answer();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn escape_from_a_prompt_gives_everything_back(
        size in prop::sample::select(vec![(160, 45), (80, 24), (40, 10)]),
        before in prop::sample::select(BEFORE),
        kept in prop::option::of(prop::sample::select(KEPT)),
        typed in prop::sample::select(TYPED),
        holds: bool,
    ) {
        let mut reader = reader(size.0, size.1);
        reader.holds = holds;
        settled(&mut reader, before);
        if let Some(kept) = kept {
            settled(&mut reader, "esc esc");
            settled(&mut reader, kept);
        }
        reader.press("ctrl-l");
        let screen = reader.screen();
        reader.press(typed);
        settled(&mut reader, "");
        settled(&mut reader, "esc");
        prop_assert_eq!(reader.screen(), screen, "{} {:?} {}", before, kept, typed);
    }

    #[test]
    fn escape_from_what_was_found_gives_everything_back(
        size in prop::sample::select(vec![(160, 45), (80, 24), (40, 10)]),
        before in prop::sample::select(vec!["", "5 j", "2 0 j ctrl-e ctrl-e ctrl-e", "G",
            "9 j enter ctrl-d esc"]),
        kept in prop::sample::select(KEPT),
        further in prop::option::of(prop::sample::select(KEPT)),
        holds: bool,
    ) {
        let mut reader = reader(size.0, size.1);
        reader.holds = holds;
        settled(&mut reader, before);
        reader.press("ctrl-l");
        let screen = reader.screen();
        settled(&mut reader, kept);
        // A filter and a search end one by one; one of either at a time is one step.
        let mut steps = 1;
        if let Some(further) = further {
            steps += usize::from(further.starts_with('/') != kept.starts_with('/'));
            if further.starts_with("s ") && kept.starts_with("s ") {
                settled(&mut reader, "s ctrl-u enter");
                return Ok(());
            }
            settled(&mut reader, further);
        }
        for _ in 0..steps {
            // From the text to the list first, where the screen has room for one of them.
            while reader.app.focus == chancery::config::Pane::Reading {
                settled(&mut reader, "q");
            }
            settled(&mut reader, "esc");
        }
        reader.press("ctrl-l");
        prop_assert_eq!(reader.screen(), screen, "{} {} {:?}", before, kept, further);
    }
}

#[test]
fn a_word_that_does_not_occur_moves_nothing_and_says_so() {
    let mut reader = reader(80, 24);
    reader.press("enter ctrl-d");
    let top = reader.app.reading.top;
    reader.press("/").type_text("line 30");
    assert_ne!(reader.app.reading.top, top, "the first place that has it");
    reader.type_text("x");
    assert_eq!(reader.app.reading.top, top);
    reader.press("enter");
    assert_eq!(reader.app.reading.top, top);
    reader.line_with("“line 30x” does not occur in this briefing");
    reader.press("n");
    assert_eq!(reader.app.reading.top, top);
}

#[test]
fn the_end_of_a_find_leaves_the_text_where_it_led() {
    let mut reader = reader(80, 24);
    settled(&mut reader, "s v a l l e y enter");
    reader.press("enter / t r e a t y enter n n");
    let top = reader.app.reading.top;
    reader.press("esc");
    assert_eq!(reader.app.reading.top, top);
}

#[test]
fn what_was_put_away_meanwhile_does_not_come_back() {
    let mut reader = reader(80, 24);
    reader.press("4 j").wait();
    let title = reader.selected().map(str::to_owned).expect("a row");
    reader.press("/").type_text("talks").press("enter");
    while reader.selected() != Some(&title) {
        reader.press("j");
    }
    reader.wait().press("a esc").wait();
    assert_ne!(reader.selected(), Some(&*title));
    assert_eq!(reader.open(), reader.selected());
}

#[test]
fn a_filter_that_was_typed_anew_leads_back_to_before_the_first() {
    for ending in ["enter", "esc"] {
        let mut reader = reader(80, 24);
        settled(&mut reader, "9 j ctrl-l");
        let screen = reader.screen();
        settled(&mut reader, "/ g r a i n enter j j");
        let filtered = reader.selected().map(str::to_owned);
        settled(&mut reader, "/ ctrl-u f i s h");
        settled(&mut reader, ending);
        if ending == "esc" {
            assert_eq!(reader.selected().map(str::to_owned), filtered);
        }
        settled(&mut reader, "esc");
        assert_eq!(reader.screen(), screen, "{ending}");
    }
}
