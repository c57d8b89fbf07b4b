//! Whole pages, from markup to blocks; each is made up.

use proptest::prelude::*;

use super::*;
use crate::ingest::content::{Kind, Layout, Limit, Stated};

mod around;
mod shapes;
mod stated;

/// Prose that makes an article of whatever it stands in.
const PROSE: &str = "<p>The ferry between Norland and Tarn, which had been out of service since the winter, sailed again \
    on Friday, the harbour office said, and all of its places were taken.</p><p>Minister Mara Lind, who came on \
    board at noon, told the captain that the line would stay, whatever it cost, and thanked the crew.</p>\
    <p>The next ferry leaves on Monday, weather permitting, at eight in the morning, from the old pier.</p>";

fn blocks(content: &Content) -> Vec<(Kind, &str)> {
    let Layout::Blocks(blocks) = &content.layout else {
        panic!("a page has blocks");
    };
    blocks
        .iter()
        .map(|(kind, range)| (*kind, &content.text[range.clone()]))
        .collect()
}

/// The blocks of an article that has these after its prose, and prose after them.
fn inside(html: &str) -> Vec<(Kind, String)> {
    let content = read(&format!("<body><article>{PROSE}{html}{PROSE}</article>"));
    let blocks = blocks(&content);
    let mut own: Vec<(Kind, String)> = blocks
        .into_iter()
        .skip(3)
        .map(|(kind, text)| (kind, text.to_owned()))
        .collect();
    own.truncate(own.len() - 3);
    own
}

#[test]
fn what_a_piece_hides_is_not_shown_unless_it_is_all() {
    for html in [
        "<title>Note</title><p>They met.</p>",
        "<html><head><title>Note</title></head><body><p>They met.</p></body></html>",
        "<div style='Display: None'>Preview</div><p>They met.</p>",
        "<p hidden>Preview</p><p aria-hidden=true>They met.</p>",
        "<p style='display:none'>They met.</p>",
    ] {
        assert_eq!(
            blocks(&read_piece(html)),
            [(Kind::Paragraph, "They met.")],
            "{html}"
        );
    }
}

#[test]
fn words_below_a_quotation_are_no_part_of_it() {
    let html =
        "<blockquote>One.</blockquote>Two.<blockquote><p>Three.</p>Four.</blockquote><b>Five</b>";
    assert_eq!(
        blocks(&read_piece(html)),
        [
            (Kind::BlockQuote, "One."),
            (Kind::Paragraph, "Two."),
            (Kind::BlockQuote, "Three."),
            (Kind::BlockQuote, "Four."),
            (Kind::Paragraph, "Five"),
        ]
    );
}

#[test]
fn each_element_makes_its_kind_of_block() {
    use Kind::{BlockQuote, Heading, ListItem, Paragraph, Preformatted, Rule};
    for (html, expected) in [
        ("<h2>The <em>line</em></h2>", vec![(Heading(2), "The line")]),
        (
            "<p>One,<br>two.<br><br>Three is\n  of   its&nbsp;own.</p>",
            vec![
                (Paragraph, "One,\ntwo."),
                (Paragraph, "Three is of its own."),
            ],
        ),
        (
            "<ul><li>Fish<ul><li><p>Cod</p></li></ul></li><li>Grain</li></ul>",
            vec![
                (ListItem(0), "• Fish"),
                (ListItem(1), "• Cod"),
                (ListItem(0), "• Grain"),
            ],
        ),
        (
            "<ol type=a><li>Fish<li>Grain</ol><ol type=I start=4><li>Rope</ol><ol type=i><li value=120>Tar</ol>",
            vec![
                (ListItem(0), "a. Fish"),
                (ListItem(0), "b. Grain"),
                (ListItem(0), "IV. Rope"),
                (ListItem(0), "120. Tar"),
            ],
        ),
        (
            "<p>The line stays.<sup><a href='#n1'>12</a></sup> It is the 1<sup>st</sup> of 10<sup>6</sup>.</p>",
            vec![(Paragraph, "The line stays.¹² It is the 1st of 10⁶.")],
        ),
        (
            "<ol start=4><li>Fish<li value=9>Grain<li>Rope</ol>",
            vec![
                (ListItem(0), "4. Fish"),
                (ListItem(0), "9. Grain"),
                (ListItem(0), "10. Rope"),
            ],
        ),
        (
            "<blockquote><p>We are ready.</p><p>Come.</p></blockquote>",
            vec![(BlockQuote, "We are ready."), (BlockQuote, "Come.")],
        ),
        (
            "<p>She said <q>it was <b>time</b></q>.</p>",
            vec![(Paragraph, "She said “it was time”.")],
        ),
        ("<pre>\n a\n   b </pre>", vec![(Preformatted, " a\n   b")]),
        ("<hr>", vec![(Rule, "***")]),
        (
            "<table><tr><th>Port<th>Ships<tr><td>Tarn<td>12<tr><td>Old Norland<td>7</table>",
            vec![(
                Preformatted,
                "Port         Ships\nTarn         12\nOld Norland  7",
            )],
        ),
        (
            "<figure><img src=a.jpg><figcaption>The pier at noon.</figcaption></figure>",
            vec![(Paragraph, "The pier at noon.")],
        ),
        (
            "<dl><dt>Cod</dt><dd>A fish of the north.</dd></dl>",
            vec![(Paragraph, "Cod"), (Paragraph, "A fish of the north.")],
        ),
    ] {
        let made = inside(html);
        let made: Vec<(Kind, &str)> = made
            .iter()
            .map(|(kind, text)| (*kind, text.as_str()))
            .collect();
        assert_eq!(made, expected, "{html}");
    }
}

#[test]
fn a_box_that_opens_over_a_word_is_no_part_of_the_sentence() {
    for class in ["class='card hidden'", "class=tooltiptext", "role=tooltip"] {
        let html = format!(
            "<p>The visit of <a href=/l>Mara Lind<span {class}>Lind, Minister</span></a>, long planned.</p>"
        );
        let expected = "The visit of Mara Lind, long planned.".to_owned();
        assert_eq!(inside(&html), [(Kind::Paragraph, expected)], "{class}");
    }
    let on_wide_screens = "<p>The <span class='hidden md:inline'>new</span> line opens.</p>";
    let expected = "The new line opens.".to_owned();
    assert_eq!(inside(on_wide_screens), [(Kind::Paragraph, expected)]);
}

#[test]
fn words_that_only_the_looks_of_a_page_part_are_parted() {
    let html = "<p><span>The old pier</span><span>Credit: Tarn Gazette</span>, from <b>North</b><i>ern</i> Norland</p>";
    assert_eq!(
        inside(html),
        [(
            Kind::Paragraph,
            "The old pier Credit: Tarn Gazette, from Northern Norland".to_owned()
        )]
    );
}

#[test]
fn a_date_at_the_end_goes_only_where_the_page_states_it() {
    let html = format!("{PROSE}<p>31 May 2024</p>");
    assert_eq!(blocks(&read(&format!("<body><article>{html}"))).len(), 4);
    let stated = "<meta name=date content=2024-05-31>";
    assert_eq!(
        blocks(&read(&format!("{stated}<body><article>{html}"))).len(),
        3
    );
}

#[test]
fn a_place_with_its_day_and_a_day_as_a_heading_stay_above_the_text() {
    for line in [
        "<p>At the Old Pier, 31 May 2024</p>",
        "<h2>31 May 2024</h2>",
    ] {
        let html =
            format!("<meta name=date content=2024-05-31><body><article>{line}{PROSE}</article>");
        assert_eq!(blocks(&read(&html)).len(), 4, "{line}");
    }
}

#[test]
fn a_table_that_lays_out_the_page_is_read_as_its_cells() {
    let html = format!("<body><table><tr><td><a href=/>Home</a><td>{PROSE}</table>");
    let kinds: Vec<Kind> = blocks(&read(&html)).iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [Kind::Paragraph; 3]);
}

#[test]
fn furniture_and_tails_are_left_out() {
    for html in [
        "<nav><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav>",
        "<div role=navigation><p>All of our services are a click away, see below.</p></div>",
        "<div class=relatedStories><p>The old pier burned down in the spring of that year.</p></div>",
        "<p hidden>What nobody is to see stands here, at some length, for a test.</p>",
        "<p style='Display : none'>What nobody is to see stands here, at some length, for a test.</p>",
        "<p><a href=/x>The harbour in pictures, from the ice to the storm</a></p>",
        "<p>Read also: <a href=/x>The harbour in pictures</a></p>",
        "<p>Advertisement</p>",
        "<script>var words = 'not to be read';</script>",
        "<p>Photo: Harbour office</p>",
    ] {
        assert_eq!(inside(html), [], "{html}");
    }
    for tail in [
        "<h3>See also</h3><p><a href=/a>Beginning of talks with Georg Sol</a></p><p>31 May 2024</p>",
        "<h3>Publication status</h3><p>Published in: <a href=/n>News</a></p>",
        "<p>Share this article</p><ul><li><a href=/f>Facebook</a><li><a href=/t>Twitter</a></ul>",
        "<p>Subscribe to the harbour letter to have the times of the ferry every morning.</p>",
        "<p>© 2024 Harbour office. All rights reserved.</p>",
        "<h2>Read next</h2>",
    ] {
        let html = format!("<body><article>{PROSE}{tail}</article>");
        assert_eq!(blocks(&read(&html)).len(), 3, "{tail}");
    }
}

#[test]
fn a_speech_may_ask_its_hearers_for_what_pages_ask() {
    let last = "<p>MR. SOL: And so I ask every fisherman to sign up by Friday. Thank you.</p>";
    let html = format!("<body><article>{PROSE}{last}</article>");
    assert_eq!(blocks(&read(&html)).len(), 4);
}

#[test]
fn the_lead_and_the_place_stay_where_they_are_marked() {
    let html = format!(
        "<body><div class=top><article itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop=name>Ferry sails \
         again</h1><div itemprop=description><p>Mara Lind opened the line.</p></div><time datetime=2024-05-31 \
         itemprop=datePublished>May 31, 2024</time> <div>18:00</div><div class=p-location>The Old Pier, \
         Tarn</div><div itemprop=articleBody>{PROSE}<div class=tags><a rel=tag href=/t>Ships</a></div></div></article></div>"
    );
    let content = read(&html);
    let texts: Vec<&str> = blocks(&content)
        .iter()
        .map(|(_, text)| *text)
        .take(2)
        .collect();
    assert_eq!(texts, ["Mara Lind opened the line.", "The Old Pier, Tarn"]);
    assert_eq!(blocks(&content).len(), 5);
    assert_eq!(content.stated.title.as_deref(), Some("Ferry sails again"));
    assert_eq!(content.stated.date.as_deref(), Some("2024-05-31"));
    assert_eq!(content.stated.tags, ["Ships"]);
}

#[test]
fn a_page_states_itself_in_many_ways() {
    let meta = |name: &str, content: &str| {
        format!("<meta name='{name}' property='{name}' content='{content}'>")
    };
    let date = |html: &str| {
        read(&format!("{html}<body><h1>Ferry</h1>{PROSE}"))
            .stated
            .date
    };
    for name in [
        "article:published_time",
        "dcterms.issued",
        "DC.date.issued",
        "date",
        "pubdate",
        "publish-date",
    ] {
        assert_eq!(
            date(&meta(name, "2024-05-31")).as_deref(),
            Some("2024-05-31"),
            "{name}"
        );
    }
    for (name, content) in [
        ("article:modified_time", "2024-05-31"),
        ("date", "05/06/2024"),
        ("date", "2024"),
        ("date", "0001-01-01T00:00:00"),
        ("date", "1970-01-01T00:00:00Z"),
        ("date", "31 November 2024"),
    ] {
        assert_eq!(date(&meta(name, content)), None, "{name} {content}");
    }
    let seen = |html: &str| {
        read(&format!("<body><h1>Ferry</h1>{html}{PROSE}"))
            .stated
            .date
    };
    for html in [
        "<time datetime=2024-05-31T18:00>Friday</time>",
        "<p class=post-date>31 May 2024</p>",
        "<div class=articleDate>Published: 31 May 2024</div>",
        "<span itemprop=datePublished content=2024-05-31></span>",
    ] {
        assert!(seen(html).is_some_and(|date| date.contains("31")), "{html}");
    }
    for html in [
        "<p class=updated-date>31 May 2024</p>",
        "<p class=date>31 May</p>",
        "<aside><time>31 May 2024</time></aside>",
    ] {
        assert_eq!(seen(html), None, "{html}");
    }
    let html = format!(
        "<html lang=en-GB><title>Ferry sails again | Harbour Office</title><base href='https://tarn.example/a/'><link \
         rel=canonical href='https://tarn.example/ferry'>{}{}{}<body><h1>Ferry sails <i>again</i></h1>{PROSE}<p>More of \
         it is in <a href='report.html'>the report of the harbour</a>, which came out on Monday.</p>",
        meta("og:title", "Ferry sails again"),
        meta("author", "Georg Sol"),
        meta("keywords", "ferry, port"),
    );
    let content = read(&html);
    let expected = Stated {
        title: Some("Ferry sails again".to_owned()),
        source: Some("Harbour Office".to_owned()),
        author: Some("Georg Sol".to_owned()),
        language: Some("en-GB".to_owned()),
        address: Some("https://tarn.example/ferry".to_owned()),
        tags: vec!["ferry".to_owned(), "port".to_owned()],
        date: None,
    };
    assert_eq!(content.stated, expected);
    let [link] = &content.links[..] else {
        panic!("{:?}", content.links);
    };
    assert_eq!(
        &content.text[link.words.clone()],
        "the report of the harbour"
    );
    assert_eq!(link.address, "https://tarn.example/a/report.html");
}

#[test]
fn json_ld_and_site_name_go_before_the_title_element() {
    let html = format!(
        r#"<title>Ferry sails again - Tarn Gazette</title><meta property="og:site_name" content="Tarn Gazette | News and views">
        <script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-05-31T10:00:00+02:00"}}</script>
        <body>{PROSE}"#
    );
    let stated = read(&html).stated;
    assert_eq!(stated.title.as_deref(), Some("Ferry sails again"));
    assert_eq!(stated.source.as_deref(), Some("Tarn Gazette"));
    assert_eq!(stated.date.as_deref(), Some("2024-05-31T10:00:00+02:00"));
}

#[test]
fn a_page_without_an_article_is_shown_whole() {
    let content = read("<title>Harbour</title><body><a href=/>Home</a> <p>Closed");
    assert_eq!(content.remarks, [Remark::NoArticle]);
    assert_eq!(
        blocks(&content),
        [(Kind::Paragraph, "Home"), (Kind::Paragraph, "Closed")]
    );
    assert_eq!(content.stated.title.as_deref(), Some("Harbour"));
    assert_eq!(blocks(&read("")), []);
}

#[test]
fn hostile_pages_are_read_without_a_parser() {
    for (html, limit) in [
        (
            format!(
                "<title>A &amp; b</title>{}<p>Words<br>here</p>",
                "<div>".repeat(100_000)
            ),
            Limit::Levels,
        ),
        (
            format!("<p {}>Words<br>here", "a ".repeat(1_000_000)),
            Limit::Attributes,
        ),
        (
            format!("<p>Words<br>here{}", "<p>".repeat(100_000)),
            Limit::Elements,
        ),
        (
            format!("<p>Words<br>here<!--{}-->", " ".repeat(3 << 20)),
            Limit::Markup,
        ),
    ] {
        let content = read(&html);
        assert_eq!(content.remarks, [Remark::Unparsed(limit)]);
        assert_eq!(
            blocks(&content),
            [(Kind::Paragraph, "Words\nhere")],
            "{limit:?}"
        );
    }
}

#[test]
fn what_never_closes_is_read() {
    for html in [
        "<div",
        "<p>a<!--",
        "<script>",
        "<a href=\"",
        "<table><tr><td>",
        "</p></b></div>",
        "<b><i><p>x</b>y</i>z",
        "&#27;&#x9b;&lt;&",
    ] {
        blocks(&read(html));
    }
    let control = read(&format!(
        "<body>{PROSE}<p>A &#27;[31m red &amp;#27; word, written for the test of it.</p>"
    ));
    assert!(
        control
            .text
            .ends_with("A \u{1b}[31m red &#27; word, written for the test of it.")
    );
}

/// Strings that are likely to be markup.
fn pages() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(PROSE.to_owned()),
        "<(/)?(p|div|a href=x|b|ul|li|ol|table|tr|td|h2|br|hr|pre|q|blockquote|svg|select|style|nav|main|time|article|title)>",
        "<(p|div|span) (class|id|itemprop|role|hidden)=(related|articleBody|navigation|'date)>",
        "\\PC{0,12}",
        "b'<p>\\PC{0,5}'\n",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn blocks_and_links_lie_within_the_text(html in pages()) {
        for content in [read(&html), plain::read(&html)] {
            let Layout::Blocks(blocks) = &content.layout else {
                panic!("a page has blocks");
            };
            let mut end = 0;
            for (_, block) in blocks {
                prop_assert!(block.start >= end && block.start < block.end);
                prop_assert!(content.text.get(block.clone()).is_some());
                end = block.end;
            }
            for link in &content.links {
                prop_assert!(content.text.get(link.words.clone()).is_some_and(|words| !words.is_empty()));
                prop_assert!(blocks.iter().any(|(_, block)| block.start <= link.words.start && link.words.end <= block.end));
            }
            prop_assert_eq!(&content.text.len(), &end);
        }
    }
}
