//! Tests of the laying out of a page.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::briefing::{Body, BriefingId, Confidence, Origin};
use crate::text::breaks::BreakKind;

fn quote(start: usize, end: usize, kind: QuoteKind, speaker: Option<&str>) -> Quote {
    Quote {
        span: Span::new(start, end),
        kind,
        speaker: speaker.map(Arc::from),
        mention: None,
        cue: None,
        confidence: Confidence::High,
        named_by: NamedBy::Text,
        quoted: Vec::new(),
    }
}

/// A briefing of paragraphs.
fn briefing(blocks: &[String], mut quotes: Vec<Quote>) -> Briefing {
    let body = Body::of_paragraphs(blocks);
    quotes.sort_by_key(|quote| quote.span.start);
    Briefing {
        authors: Vec::new(),
        id: BriefingId::of("t", &body.text),
        title: "t".to_owned(),
        date: None,
        date_found: None,
        source: None,
        language: None,
        handling: Default::default(),
        properties: None,
        cable: None,
        origin: Origin {
            path: Path::new("f").into(),
            address: Default::default(),
            ordinal: 0,
            raw: Span::default(),
            encoding: None,
        },
        words: 1,
        hidden: 0,
        body,
        quotes,
        tags: Vec::new(),
    }
}

const NARROW: Measure = Measure {
    columns: 40,
    ascii: false,
};

#[test]
fn a_turn_is_not_credited_and_a_quote_inside_it_is() {
    // The turn is both paragraphs, with a quote in each.
    let blocks = ["She read: ‘we agree’.", "And then: ‘not yet’."].map(str::to_owned);
    let whole = blocks[0].len() + 2 + blocks[1].len();
    let second = blocks[0].len() + 2 + 10;
    let quotes = vec![
        quote(0, whole, QuoteKind::Turn, Some("Lind")),
        quote(10, 24, QuoteKind::Direct, Some("Varga")),
        quote(second, whole - 1, QuoteKind::Direct, Some("Lind")),
    ];
    let briefing = briefing(&blocks, quotes);
    let page = Page::of(&briefing, None, NARROW);
    let (first, last) = (page.line_of(0), page.line_of(second as u32));
    assert_eq!(page.credits, [(first, 1), (last, 2)]);
    assert_eq!(page.credit_on(last), Some(2));
    assert_eq!(page.credit_on(first + 1), None);
    assert_eq!(page.speakers, [Some(0), Some(1), Some(0)]);
    let end = briefing.body.blocks[1].span;
    assert_eq!(page.quotes_in(&briefing, end), [0, 2]);
}

#[test]
fn a_turn_without_a_label_is_named_before_its_words() {
    let mut named = quote(0, 8, QuoteKind::Turn, Some("Mara Lind"));
    named.named_by = NamedBy::Desk;
    assert_eq!(named.credit(), "Mara Lind (desk)");
    let blocks = ["Soon so."].map(str::to_owned);
    let briefing = briefing(&blocks, vec![named]);
    let page = Page::of(&briefing, None, NARROW);
    assert!(page.credits.is_empty());
    assert_eq!(drawn(&page, &briefing), ["[Mara Lind (desk)] Soon so."]);
}

#[test]
fn a_label_in_a_paragraph_of_its_own_is_a_label() {
    let blocks = ["MARA LIND:", "Soon so.", "MS. LIND:", "Later."].map(str::to_owned);
    let turn = |from: usize, words: &str| {
        quote(from, from + words.len(), QuoteKind::Turn, Some("Mara Lind"))
    };
    let quotes = vec![turn(12, "Soon so."), turn(33, "Later.")];
    let briefing = briefing(&blocks, quotes);
    assert_eq!(briefing.body.block_text(&briefing.body.blocks[3]), "Later.");
    let page = Page::of(&briefing, None, NARROW);
    let expected = ["MARA LIND:", "Soon so.", "MS. LIND:", "[Mara Lind] Later."];
    assert_eq!(drawn(&page, &briefing), expected);
}

/// The lines of text as they are drawn, with what is put in.
fn drawn(page: &Page, briefing: &Briefing) -> Vec<String> {
    let text = |(number, line): (usize, &PageLine)| {
        let Content::Text { span, .. } = line.content else {
            return None;
        };
        let mut drawn = String::new();
        let mut at = span.range().start;
        for inserted in page.inserted_on(number) {
            drawn += &briefing.body.text[at..inserted.at as usize];
            drawn += &inserted.text;
            at = inserted.at as usize;
        }
        Some(drawn + &briefing.body.text[at..span.range().end])
    };
    page.lines.iter().enumerate().filter_map(text).collect()
}

#[test]
fn a_line_that_is_broken_at_a_soft_hyphen_shows_it_and_counts_it() {
    let words = "‘Verfassungsgericht,’ said A. ‘Zwei,’ said B, ‘Bundesverfassungsgericht’ said A";
    // The second paragraph has no quotes, and so nothing else that is put in.
    let blocks = [words, words.trim_start_matches('‘')].map(str::to_owned);
    let of = |words: &str, speaker| {
        let start = blocks[0].find(words).expect("the quote");
        quote(start, start + words.len(), QuoteKind::Direct, speaker)
    };
    let quotes = vec![
        of("‘Verfassungsgericht,’", Some("A")),
        of("‘Zwei,’", Some("B")),
        of("‘Bundesverfassungsgericht’", Some("A")),
    ];
    let mut briefing = briefing(&blocks, quotes);
    for (at, _) in briefing.body.text.match_indices("gericht") {
        briefing.body.breaks.push(at, BreakKind::SoftHyphen);
    }
    let measure = Measure {
        columns: 20,
        ascii: true,
    };
    let page = Page::of(&briefing, None, measure);
    let drawn = drawn(&page, &briefing);
    let lines = [
        "‘Verfassungs-",
        "gericht,’[1] said A.",
        "‘Zwei,’[2] said B,",
        "‘Bundesverfassungs-",
        "gericht’[1] said A",
        "Verfassungsgericht,’",
    ];
    assert_eq!(drawn[..6], lines);
    assert!(drawn.iter().all(|line| width(line) <= 20), "{drawn:?}");
}

#[test]
fn quotes_of_several_speakers_in_a_paragraph_have_numbers_that_the_lines_make_room_for() {
    let blocks = [
        "‘One,’ said A. ‘Two,’ said B, and somebody: ‘Three.’",
        "‘Four,’ said A.",
    ];
    let blocks = blocks.map(str::to_owned);
    let of = |words: &str, speaker| {
        let start = blocks.join("\n\n").find(words).expect("the quote");
        quote(start, start + words.len(), QuoteKind::Direct, speaker)
    };
    let quotes = vec![
        of("‘One,’", Some("A")),
        of("‘Two,’", Some("B")),
        of("‘Three.’", None),
        of("‘Four,’", Some("A")),
    ];
    let briefing = briefing(&blocks, quotes);
    // Without the numbers "said B, and" would fit on the first line.
    let narrow = Measure {
        columns: 26,
        ascii: false,
    };
    let page = Page::of(&briefing, None, narrow);
    let lines = [
        "‘One,’¹ said A. ‘Two,’²",
        "said B, and somebody:",
        "‘Three.’⁰",
        "‘Four,’ said A.",
    ];
    assert_eq!(drawn(&page, &briefing), lines);
    let credits: Vec<String> = (0..4).map(|it| page.credit_of(&briefing, it)).collect();
    assert_eq!(credits, ["¹ A", "² B", "⁰ ?", "A"]);
    let page = Page::of(
        &briefing,
        None,
        Measure {
            ascii: true,
            ..narrow
        },
    );
    assert_eq!(drawn(&page, &briefing)[0], "‘One,’[1] said A.");
}

#[test]
fn a_turn_shows_whom_its_label_means() {
    let mut briefing = briefing(
        &["MS. LIND: Good.".to_owned(), "Mara Lind: Bye.".to_owned()],
        vec![
            quote(10, 15, QuoteKind::Turn, Some("Mara Lind")),
            quote(28, 32, QuoteKind::Turn, Some("Mara Lind")),
        ],
    );
    for (block, label) in briefing.body.blocks.iter_mut().zip([9, 10]) {
        block.kind = BlockKind::Turn { label };
    }
    let page = Page::of(&briefing, None, NARROW);
    let lines = ["MS. LIND: [Mara Lind] Good.", "Mara Lind: Bye."];
    assert_eq!(drawn(&page, &briefing), lines);
    // Too long for a line, it goes on in the next.
    let page = Page::of(
        &briefing,
        None,
        Measure {
            columns: 8,
            ascii: false,
        },
    );
    let lines = ["MS.", "LIND:", "[Mara Li", "nd]", "Good."];
    assert_eq!(drawn(&page, &briefing)[..5], lines);
}

#[test]
fn a_line_is_credited_once_though_quotes_end_on_it_inside_one_another() {
    let blocks = ["‘a ‘b’ c’ ".to_owned() + &"and so on ".repeat(8) + "‘d’"];
    let quotes = vec![
        quote(0, blocks[0].len(), QuoteKind::Direct, Some("A")),
        quote(5, 12, QuoteKind::Direct, Some("B")),
        quote(
            blocks[0].len() - 7,
            blocks[0].len(),
            QuoteKind::Direct,
            Some("C"),
        ),
    ];
    let page = Page::of(&briefing(&blocks, quotes), None, NARROW);
    let lines: Vec<usize> = page.credits.iter().map(|&(line, _)| line).collect();
    assert!(lines.is_sorted_by(|a, b| a < b), "{lines:?}");
    let Some(Content::Credits(below)) = page.lines.last().map(|line| &line.content) else {
        panic!("{:?}", page.lines);
    };
    assert_eq!(below.len() + lines.len(), 3);
    assert!(below.contains(&2));
}

#[test]
fn a_transcript_of_20_000_speakers_is_laid_out() {
    let blocks: Vec<String> = (0..20_000).map(|n| format!("‘Item {n:05}.’")).collect();
    let at = |n: usize| n * (blocks[0].len() + 2);
    let quotes = (0..20_000).map(|n| {
        let end = at(n) + blocks[0].len();
        quote(at(n), end, QuoteKind::Direct, Some(&format!("S{n}")))
    });
    let briefing = briefing(&blocks, quotes.collect());
    let page = Page::of(&briefing, None, NARROW);
    assert_eq!(page.credits.len(), 20_000);
    assert_eq!(page.speakers[19_999], Some(19_999));
    let last = briefing.body.blocks[19_999].span;
    assert_eq!(page.quotes_in(&briefing, last), [19_999]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn looking_up_quotes_finds_what_looking_at_all_of_them_finds(
        blocks in prop::collection::vec("[a-z ]{1,60}", 1..6),
        spans in prop::collection::vec((0..300usize, 0..80usize, 0..4usize), 0..20),
        (from, length) in (0..300usize, 0..60usize),
    ) {
        let all = blocks.iter().map(|block| block.len() + 2).sum::<usize>() - 2;
        let quotes = spans.into_iter().map(|(start, length, speaker)| {
            let start = start.min(all);
            let name = ["A", "B", "C"].get(speaker).copied();
            quote(start, (start + length).min(all), QuoteKind::Direct, name)
        });
        let briefing = briefing(&blocks, quotes.collect());
        let overlapping = |span: Span| -> Vec<usize> {
            let quotes = briefing.quotes.iter().enumerate();
            quotes.filter(|(_, q)| q.span.overlaps(span)).map(|(i, _)| i).collect()
        };
        let page = Page::of(&briefing, None, NARROW);
        let span = Span::new(from, from + length);
        prop_assert_eq!(page.quotes_in(&briefing, span), overlapping(span));
        for (block, quotes) in briefing.blocks_with_quotes() {
            prop_assert_eq!(quotes, overlapping(block.span));
        }
        let mut names: Vec<&str> = Vec::new();
        for (quote, &number) in briefing.quotes.iter().zip(&page.speakers) {
            let expected = quote.speaker.as_deref().map(|name| {
                names.iter().position(|&known| known == name).unwrap_or_else(|| {
                    names.push(name);
                    names.len() - 1
                })
            });
            prop_assert_eq!(number, expected);
        }
        prop_assert!(page.credits.is_sorted_by(|a, b| a.0 < b.0));
    }

    /// No cluster is wider than the page: only people have a skin colour, not letters with four.
    #[test]
    fn what_is_put_in_takes_nothing_from_the_text_and_keeps_to_the_width(
        text in "(👩🏽?|[a-zé\u{301}👩日ل .\u{A0}-]){1,120}",
        spans in prop::collection::vec((0..100usize, 1..30usize, 0..3usize), 0..12),
        breaks in prop::collection::btree_map(0..120usize, any::<bool>(), 0..40),
        columns in 8..40u16, ascii in any::<bool>(),
    ) {
        let place = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
        let spans = spans.into_iter().map(|(start, length, speaker)| {
            (place(start).unwrap(), place(start + length).unwrap(), speaker)
        });
        let quotes = spans.filter(|(start, end, _)| start < end).map(|(start, end, speaker)| {
            quote(start, end, QuoteKind::Direct, ["A", "B"].get(speaker).copied())
        });
        let mut briefing = briefing(std::slice::from_ref(&text), quotes.collect());
        for (&at, &is_hyphen) in breaks.iter().filter(|(at, _)| text.is_char_boundary(**at)) {
            let kind = if is_hyphen { BreakKind::SoftHyphen } else { BreakKind::ZeroWidthSpace };
            briefing.body.breaks.push(at, kind);
        }
        let page = Page::of(&briefing, None, Measure { columns, ascii });
        for hyphen in page.inserted.iter().filter(|it| it.quote.is_none()) {
            prop_assert_eq!(breaks.get(&(hyphen.at as usize)), Some(&true));
        }
        let mut end = 0;
        for line in &page.lines {
            if let Content::Text { span, .. } = line.content {
                let range = span.range();
                prop_assert!(range.start >= end);
                prop_assert!(text[end..range.start].chars().all(char::is_whitespace));
                end = range.end;
            }
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
        for line in drawn(&page, &briefing) {
            prop_assert!(width(&line) <= usize::from(columns), "{line}");
        }
        let numbered = page.numbered.iter().filter(|numbered| **numbered).count();
        prop_assert!(page.inserted.len() >= numbered);
    }
}
