//! What a mail quotes, signatures and the feet of lists are folded in the reading pane.

use chancery::app::{Message, Mouse, MouseAction};
use insta::assert_snapshot;

use crate::support::program::chancery;
use crate::support::reader::Reader;

const REPLY: &str = "From: Georg Sol <georg@tarn.example>
To: Mara Lind <mara@norland.example>
Subject: Re: Talks on fish
Date: Fri, 3 May 2024 10:15:00 +0200
In-Reply-To: <1@norland.example>
Content-Type: text/plain; charset=utf-8

We agree to talks in Kazakhstan on 7 May.

On Thu, 2 May 2024 at 09:00, Mara Lind <mara@norland.example> wrote:

> Dear Georg,
>
> \"The talks must begin in Uzbekistan,\" said Minister Ana Petrova.
>
> Norland asks whether Tarn can agree.

The delegation will be four people.

-- 
Georg Sol
Ministry of Fish, Tarn

_______________________________________________
Press mailing list
https://lists.tarn.example/listinfo/press
";

fn reader(columns: u16, rows: u16) -> Reader {
    let mut reader = Reader::new(columns, rows);
    reader
        .load(&[("reply.eml", REPLY)])
        .press("esc esc ctrl-l enter");
    reader
}

fn shows(reader: &Reader, words: &str) -> bool {
    reader.screen().contains(words)
}

#[test]
fn a_key_opens_and_closes_what_is_folded() {
    let mut reader = reader(80, 24);
    assert_snapshot!("folded", reader.screen());
    reader.press("H");
    assert_snapshot!("unfolded", reader.screen());
    reader.press("H");
    assert!(!shows(&reader, "Dear Georg"));
    assert!(shows(&reader, "▸ 4 quoted lines · H shows them"));
}

#[test]
fn the_text_stays_where_it_is_when_it_is_folded() {
    let mut reader = reader(60, 14);
    reader.press("H");
    let top = |reader: &Reader| {
        let lines = reader.app.reading.page.as_ref().map(|page| &page.lines);
        lines
            .and_then(|lines| lines.get(reader.app.reading.top))
            .map(|line| line.at)
    };
    while !reader.app.reading.at_end() {
        reader.press("j");
        let before = top(&reader);
        reader.press("H H");
        if top(&reader) != before {
            // A line of what was folded is gone; the line that stands for it shows instead.
            assert!(top(&reader) < before);
            break;
        }
    }
}

#[test]
fn nothing_is_found_in_what_is_folded_but_by_its_words() {
    let mut reader = reader(80, 24);
    let briefing = reader.app.reading.briefing.clone().expect("an open mail");
    assert_eq!(briefing.quotes, []);
    assert!(
        briefing
            .tags
            .iter()
            .all(|tag| !tag.label.name.contains("Uzbekistan"))
    );
    assert!(
        briefing
            .tags
            .iter()
            .any(|tag| &*tag.label.name == "Kazakhstan"),
        "{:?}",
        briefing.tags
    );
    reader.press("esc s u z b e k i s t a n enter");
    assert_eq!(reader.app.list.rows.len(), 1);
}

#[test]
fn a_search_opens_what_it_finds_folded() {
    let mut reader = reader(80, 24);
    reader.press("/ f o u r enter");
    assert!(!shows(&reader, "Dear Georg"));
    reader.press("esc / u z b e k i s t a n enter");
    assert!(shows(&reader, "begin in Uzbekistan"), "{}", reader.screen());
    assert!(shows(&reader, "match 1 of 1"));
}

#[test]
fn a_selection_opens_what_it_comes_to() {
    let mut reader = reader(80, 24);
    reader.press("v");
    assert!(!shows(&reader, "Dear Georg"));
    reader.press("j");
    assert!(shows(&reader, "Dear Georg"));
}

#[test]
fn a_click_on_the_line_opens_it() {
    let mut reader = reader(80, 24);
    let row = reader
        .screen()
        .lines()
        .position(|line| line.contains("▸ 4 quoted"))
        .expect("the line");
    let row = u16::try_from(row).expect("a row");
    reader.tell(Message::Mouse(Mouse {
        action: MouseAction::Press,
        column: 10,
        row,
    }));
    assert!(shows(&reader, "Dear Georg"));
}

#[test]
fn a_text_without_folds_says_so() {
    let mut reader = Reader::new(80, 24);
    reader
        .load(&[("a.txt", "Title: Fish\n\nThey met.\n")])
        .press("esc esc ctrl-l enter H");
    assert!(shows(&reader, "Nothing here is folded"));
}

#[test]
fn exports_have_what_is_folded_and_json_says_so() {
    let shown = chancery("show --format json reply.eml")
        .with_file("reply.eml", REPLY)
        .run()
        .exits(0)
        .json_lines();
    let kinds: Vec<&str> = shown[0]["body"]
        .as_array()
        .expect("blocks")
        .iter()
        .map(|block| block["folded"].as_str().unwrap_or("-"))
        .collect();
    let all = [
        "-",
        "quoted",
        "quoted",
        "quoted",
        "quoted",
        "-",
        "signature",
        "footer",
    ];
    assert_eq!(kinds, all);
    chancery("show --format text reply.eml")
        .with_file("reply.eml", REPLY)
        .run()
        .exits(0)
        .prints_among_others("Dear Georg");
}
