//! Links are listed on demand, and headings stand in the outline.

use crate::support::program::chancery;
use crate::support::reader::Reader;

const PAGE: &str = r##"<!DOCTYPE html><html lang="en"><head><title>Ferry line opens</title>
<base href="https://tarn.example/news/"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Ferry line opens</h1>
<p>The new <a href="ferry.html">ferry line</a> between Tarn and Norland opened on Monday, the ministry of transport
said in a <a href="https://norland.example/a/very/long/way/that/goes/on/and/on/for/more/than/a/row/ferry">statement</a>.</p>
<h2>What was agreed</h2>
<p>"We have waited for this for nine years," said Mara Lind, the minister of transport, on the pier at noon on
Monday. More is at https://lind.example/x. <a href="#top">Up</a></p>
<h3>In summer</h3>
<p>The second ship will follow in the summer, when the pier of Tarn has been widened and the customs house has been
moved to the other <a href="javascript:go()">side</a> of the harbour.</p></article></body></html>"##;

/// A reader of one file.
fn reading(name: &str, text: &str) -> Reader {
    let mut reader = Reader::new(80, 24);
    reader.load(&[(name, text)]).press("esc enter");
    reader
}

/// The rows of the list that is open, without its frame.
fn listed(reader: &Reader) -> Vec<String> {
    let screen = reader.screen();
    let inside = |line: &str| {
        Some(
            line.split_once('│')?
                .1
                .rsplit_once('│')?
                .0
                .trim()
                .to_owned(),
        )
    };
    let rows = screen.lines().skip_while(|line| !line.contains('┌'));
    rows.filter_map(inside)
        .filter(|row| !row.is_empty())
        .collect()
}

#[test]
fn the_links_of_a_page_are_listed_with_the_whole_address() {
    let mut reader = reading("a.html", PAGE);
    assert!(!reader.screen().contains("norland.example"));
    reader.press("U down");
    let expected = [
        ":",
        "1 ferry line https://tarn.example/news/ferry.html",
        "2 statement  https://norland.example/a/very/long/way/that/goes/on/and/on/f…",
        "3            https://lind.example/x",
        "https://norland.example/a/very/long/way/that/goes/on/and/on/for/more/than/a/",
        "row/ferry",
        "Enter go there   ctrl-y copy the address   Esc leave",
    ];
    assert_eq!(listed(&reader), expected);
}

#[test]
fn a_link_is_found_by_its_words_or_address_and_copied_or_gone_to() {
    let mut reader = reading("a.html", PAGE);
    reader.press("U").type_text("statem").press("ctrl-y");
    let copied = "copy https://norland.example/a/very/long/way/that/goes/on/and/on/for/more/than/a/row/ferry";
    assert_eq!(reader.effects.last().map(String::as_str), Some(copied));
    assert!(reader.app.overlays.is_empty());

    reader.press("U").type_text("lind.example").press("enter");
    let marked = reader.app.reading.marked.expect("marked words");
    let body = &reader
        .app
        .reading
        .briefing
        .as_ref()
        .expect("an open briefing")
        .body;
    assert_eq!(&body.text[marked.range()], "https://lind.example/x");
    reader.press("j");
    assert_eq!(reader.app.reading.marked, None);
}

#[test]
fn going_to_a_link_leaves_the_raw_view() {
    let mut reader = reading("a.html", PAGE);
    reader.press("\\");
    reader.press("U enter");
    let body = &reader
        .app
        .reading
        .briefing
        .as_ref()
        .expect("an open briefing")
        .body;
    let marked = reader.app.reading.marked.expect("marked words");
    assert_eq!(&body.text[marked.range()], "ferry line");
    assert_eq!(reader.app.reading.view, chancery::app::TextView::Reading);
}

#[test]
fn a_text_without_links_says_so() {
    let mut reader = reading("a.txt", "Ferry line opens\n\nThe ferry sails on Monday.\n");
    reader.press("U");
    assert!(reader.screen().contains("No links in this text"));
    assert!(reader.app.overlays.is_empty());
}

#[test]
fn links_of_markdown_mails_and_feeds_are_listed() {
    let markdown =
        "# Ferry line opens\n\nThe [ferry *line*](https://tarn.example/f \"x\") sails on Monday.\n";
    let mail = "From: Mara Lind <m@lind.example>\nTo: a@b.example\nSubject: Ferry line opens\n\
                Date: Mon, 11 May 2026 10:00:00 +0000\nContent-Type: text/html\n\n\
                <p>The <a href=\"https://tarn.example/f\">ferry <i>line</i></a> sails on Monday.</p>\n";
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Tarn</title><item>\
                <title>Ferry line opens</title><description>&lt;p&gt;The &lt;a href=\"https://tarn.example/f\"&gt;ferry \
                line&lt;/a&gt; sails on Monday.&lt;/p&gt;</description></item></channel></rss>";
    for (name, text) in [("a.md", markdown), ("a.eml", mail), ("a.xml", feed)] {
        let mut reader = reading(name, text);
        reader.press("U");
        assert_eq!(
            listed(&reader)[1],
            "1 ferry line https://tarn.example/f",
            "{name}"
        );
    }
}

#[test]
fn hidden_characters_of_an_address_are_shown_as_marks() {
    let page = PAGE.replace("ferry.html", "x\u{202E}&#x1b;]8;;y&#7;");
    let mut reader = reading("a.html", &page);
    reader.press("U");
    let row = listed(&reader)[1].clone();
    assert!(
        row.contains("x‹U+202E›") && !row.contains('\u{1b}'),
        "{row}"
    );
}

#[test]
fn the_outline_has_the_headings_of_a_page_and_its_quotes() {
    let mut reader = reading("a.html", PAGE);
    reader.press("O");
    let expected = [
        ":",
        "What was agreed",
        "1 Mara Lind     \"We have waited for this for nine years,\"",
        "In summer",
    ];
    assert_eq!(listed(&reader), expected);
    reader.press("down down enter");
    let marked = reader.app.reading.marked.expect("a heading");
    let body = &reader
        .app
        .reading
        .briefing
        .as_ref()
        .expect("an open briefing")
        .body;
    assert_eq!(&body.text[marked.range()], "In summer");
}

#[test]
fn json_has_the_links_of_a_briefing() {
    let links =
        r#""links":[{"text":"ferry line","address":"https://tarn.example/news/ferry.html"},"#;
    chancery("show --format json")
        .on("a.html", PAGE)
        .run()
        .prints_among_others(links);
}

/// A cable of a post with what it refers to.
fn cable(day: &str, post: &str, number: &str, reference: &str) -> String {
    format!(
        "R {day}1430Z MAY 24\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC\nUNCLAS {post} {number}\n\n\
         SUBJECT: WORDS FROM {post} ON DAY {day}\n\nREF: {reference}\n\n1. (U) The talks on locks and dams went on until the evening.\n"
    )
}

#[test]
fn references_are_listed_open_the_cable_that_is_here_and_back_returns() {
    let mut reader = Reader::new(100, 24);
    let apia = cable("11", "APIA", "000398", "STATE 51907");
    let suva = cable(
        "14",
        "SUVA",
        "000412",
        "A. 24 APIA 398\n     B. STATE 51907 (NOTAL)",
    );
    reader.load(&[("a.txt", apia.as_str()), ("b.txt", suva.as_str())]);
    reader.press("esc g enter");
    let title = |reader: &Reader| {
        let open = reader.app.reading.briefing.as_ref();
        open.expect("an open briefing").title.clone()
    };
    assert_eq!(title(&reader), "WORDS FROM SUVA ON DAY 14");
    reader.press("U");
    let rows = listed(&reader);
    assert_eq!(rows[1], "1 A. 24 APIA 398   WORDS FROM APIA ON DAY 11");
    assert_eq!(rows[2], "2 B. STATE 51907 (NOTAL) not in the library");
    reader.press("enter");
    assert_eq!(title(&reader), "WORDS FROM APIA ON DAY 11");
    reader.press("q");
    assert_eq!(title(&reader), "WORDS FROM SUVA ON DAY 14");

    // What is not here is shown where it is named, and there is no address to copy.
    reader.press("U down ctrl-y enter");
    let marked = reader.app.reading.marked.expect("marked words");
    let open = reader.app.reading.briefing.as_ref().expect("a briefing");
    assert_eq!(&open.body.text[marked.range()], "B. STATE 51907 (NOTAL)");

    reader.press("i");
    let screen = reader.screen();
    for told in [
        "SUVA 000412",
        "routine",
        "U.S. Department of State",
        "A. 24 APIA 398: WORDS FROM APIA",
    ] {
        assert!(screen.contains(told), "{told}\n{screen}");
    }
}

#[test]
fn the_sections_of_a_cable_lead_to_one_another() {
    let section = |number: &str, words: &str| {
        let marked = format!("SECTION {number} OF 03 SUVA 000412");
        cable("14", "SUVA", "000412", "STATE 51907")
            .replace("SUVA 000412", &marked)
            .replace("WORDS FROM", words)
    };
    let mut reader = Reader::new(100, 24);
    let apia = cable("15", "APIA", "000398", "SUVA 412");
    let files = [section("01", "FIRST"), section("02", "THEN"), apia];
    let [first, second, other] = files.each_ref().map(String::as_str);
    reader.load(&[("a.txt", first), ("b.txt", second), ("c.txt", other)]);
    reader.press("esc g enter U");
    assert_eq!(listed(&reader)[1], "1 SUVA 412 FIRST SUVA ON DAY 14");
    reader.press("enter U");
    let rows = listed(&reader);
    assert_eq!(rows[1], "1 Section 2 of 3 THEN SUVA ON DAY 14");
    assert_eq!(rows[2], "2 Section 3 of 3 not in the library");
    assert_eq!(rows[3], "3 STATE 51907    not in the library");
    reader.press("enter U");
    assert_eq!(listed(&reader)[1], "1 Section 1 of 3 FIRST SUVA ON DAY 14");
}
