//! Documents written for these tests: a catalog, pages, one font, and what the pages draw.

use super::*;
use crate::ingest::content::{Kind, Layout};

/// A document of pages that draw such things, with further entries of its information.
fn document(pages: &[String], info: &str) -> Vec<u8> {
    let font = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding";
    document_in(font, pages, info)
}

/// The same, in a font that is described so.
fn document_in(font: &str, pages: &[String], info: &str) -> Vec<u8> {
    let first = 5;
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", first + 2 * at))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 600 800] >>",
            kids.join(" "),
            pages.len()
        ),
        format!("<< {font} >>"),
        format!("<< {info} >>"),
    ];
    for (at, drawn) in pages.iter().enumerate() {
        let content = first + 2 * at + 1;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 3 0 R >> >> /Contents {content} 0 R >>"
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{drawn}\nendstream",
            drawn.len()
        ));
    }
    written(&objects)
}

fn written(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let table = file.len();
    file.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer << /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    file.into_bytes()
}

/// Draws a line of a text at a place from the lower left.
fn line(words: &str, x: i32, y: i32, size: i32) -> String {
    format!("BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n")
}

fn lines(words: &[&str], x: i32, top: i32) -> String {
    let each = words
        .iter()
        .zip(0..)
        .map(|(words, at)| line(words, x, top - 14 * at, 11));
    each.collect()
}

fn blocks(bytes: &[u8]) -> Vec<(Kind, String)> {
    let content = read(bytes).expect("a document");
    assert!(content.is_sound());
    let Layout::Blocks(blocks) = &content.layout else {
        panic!("no blocks")
    };
    let text = |range: &std::ops::Range<usize>| content.text[range.clone()].to_owned();
    blocks
        .iter()
        .map(|(kind, range)| (*kind, text(range)))
        .collect()
}

fn paragraph(words: &str) -> (Kind, String) {
    (Kind::Paragraph, words.to_owned())
}

const TEXT: [&str; 3] = [
    "The harbour of Tarn opens again on Monday, said the minister of",
    "transport of Norland, after eleven months of repairs that had cost",
    "more than was told.",
];

const JOINED: &str = "The harbour of Tarn opens again on Monday, said the minister of transport of Norland, after eleven months of repairs that had cost more than was told.";

#[test]
fn large_letters_head_a_text_whose_lines_run_on() {
    let page = line("Harbour opens", 50, 720, 18)
        + &lines(&TEXT, 50, 690)
        + &lines(&["Next week the ferries sail."], 50, 635);
    let expected = [
        (Kind::Heading(1), "Harbour opens".to_owned()),
        paragraph(JOINED),
        paragraph("Next week the ferries sail."),
    ];
    assert_eq!(blocks(&document(&[page], "")), expected);
}

#[test]
fn columns_that_are_drawn_line_by_line_are_read_one_after_the_other() {
    let left = [
        "Ships come back to the old",
        "port, as the minister said",
        "at noon on the pier.",
    ];
    let right = [
        "Fishermen are less pleased",
        "with it, since herring left",
        "the channel long ago.",
    ];
    let rows = left.iter().zip(right).zip(0..);
    let page: String = rows
        .map(|((left, right), at)| {
            line(left, 50, 700 - 14 * at, 11) + &line(right, 320, 700 - 14 * at, 11)
        })
        .collect();
    let expected = [
        paragraph("Ships come back to the old port, as the minister said at noon on the pier."),
        paragraph("Fishermen are less pleased with it, since herring left the channel long ago."),
    ];
    assert_eq!(blocks(&document(&[page], "")), expected);
}

#[test]
fn heads_feet_and_numbers_of_pages_are_left_out_and_sentences_go_on_over_pages() {
    let page = |number: usize, words: &[&str]| {
        let head = line("Bulletin of Norland", 50, 770, 9);
        let foot = line(&format!("Page {number}"), 280, 30, 9);
        head + &lines(words, 50, 700) + &foot
    };
    let pages = [
        page(1, &TEXT[..2]),
        page(2, &TEXT[2..]),
        page(3, &["The end is near."]),
    ];
    let expected = [paragraph(JOINED), paragraph("The end is near.")];
    assert_eq!(blocks(&document(&pages, "")), expected);
}

#[test]
fn notes_stand_below_a_rule_with_their_numbers() {
    let number = "BT /F 6 Tf 140.5 679.5 Td (1) Tj ET\n";
    let page = lines(
        &[
            "The harbour opens again on Monday, said the",
            "minister of Norland",
        ],
        50,
        690,
    ) + number
        + &lines(&["to all who had come there."], 50, 662)
        + &line("1 See the report of May.", 50, 80, 8);
    let found = blocks(&document(&[page], ""));
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert!(texts[0].contains("Norland[1]"), "{texts:?}");
    assert_eq!(
        texts[texts.len() - 2..],
        ["***", "[1] See the report of May."]
    );
}

#[test]
fn ruled_cells_are_a_table() {
    let rules = "50 700 m 350 700 l S 50 680 m 350 680 l S 50 660 m 350 660 l S 50 660 m 50 700 l S 200 660 m 200 700 l S 350 660 m 350 700 l S\n";
    let cells = line("Port", 55, 686, 11)
        + &line("Ships", 205, 684, 11)
        + &line("Tarn", 55, 666, 11)
        + &line("120", 205, 664, 11);
    let found = blocks(&document(&[rules.to_owned() + &cells], ""));
    assert_eq!(
        found,
        [(Kind::Preformatted, "Port  Ships\nTarn  120".to_owned())]
    );
}

#[test]
fn words_at_the_edge_and_across_the_page_are_left_out() {
    let edge = "BT /F 8 Tf 0 1 -1 0 20 300 Tm (E26/112) Tj ET\n";
    let stamp = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 200 200 Tm (DRAFT) Tj ET\n";
    let page = lines(&TEXT, 50, 690) + edge + stamp;
    assert_eq!(blocks(&document(&[page], "")), [paragraph(JOINED)]);
}

/// A program that relies on fonts which every reader of its country has writes no table of letters, only the name of the code.
#[test]
fn codes_of_chinese_japanese_and_korean_are_known_by_name() {
    let cases = [
        ("90ms-RKSJ-H", "Japan1", "93FA967B82CC8D60", "日本の港"),
        ("GBK-EUC-H", "GB1", "D6D0B9FAB5C4B8DB", "中国的港"),
        ("UniKS-UCS2-H", "Korea1", "D55CAD6DC758", "한국의"),
        ("ETen-B5-H", "CNS1", "A4A4A4E5", "中文"),
    ];
    for (code, letters, shown, expected) in cases {
        let font = format!(
            "/Type /Font /Subtype /Type0 /BaseFont /Ming /Encoding /{code} /DescendantFonts [<< /Type /Font \
             /Subtype /CIDFontType0 /BaseFont /Ming /CIDSystemInfo << /Registry (Adobe) /Ordering ({letters}) \
             /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /Ming /Flags 4 >> >>]"
        );
        let page = format!("BT /F 11 Tf 50 700 Td <{shown}> Tj ET\n");
        assert_eq!(
            blocks(&document_in(&font, &[page], "")),
            [paragraph(expected)],
            "{code}"
        );
    }
}

#[test]
fn properties_are_noted() {
    let info = "/Title (Harbour opens) /Author (Mara Lind) /CreationDate (D:20260512093000+02'00') /Keywords (ports, ships)";
    let content = read(&document(&[lines(&TEXT, 50, 690)], info)).expect("a document");
    assert_eq!(content.noted.title.as_deref(), Some("Harbour opens"));
    assert_eq!(content.noted.author.as_deref(), Some("Mara Lind"));
    assert_eq!(
        content.noted.date.as_deref(),
        Some("2026-05-12T09:30:00+02:00")
    );
    assert_eq!(content.noted.language.as_deref(), Some("en-GB"));
    assert_eq!(content.noted.tags, ["ports", "ships"]);
}

#[test]
fn pages_without_text_are_told() {
    let picture = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n".to_owned();
    let text = lines(&TEXT, 50, 690);
    assert_eq!(
        read(&document(std::slice::from_ref(&picture), "")),
        Err(Refusal::NoText)
    );
    assert_eq!(read(&document(&[String::new()], "")), Err(Refusal::Empty));
    let both = read(&document(&[text, picture], "")).expect("a document");
    assert_eq!(both.remarks, [Remark::ScannedPages]);
}

#[test]
fn pages_that_take_too_long_are_read_in_part() {
    let many = lines(&TEXT, 50, 690).repeat(200);
    let bytes = document(&[many.clone(), many], "");
    let pdf = Pdf::new(bytes).expect("a document");
    let mut pages = Pages::default();
    pages.read(&pdf, Instant::now() + PATIENCE);
    assert!(!pages.is_late && pages.leaves.len() == 2);
    let now = Instant::now();
    let mut pages = Pages::default();
    pages.read(&pdf, now);
    assert!(pages.is_late && pages.leaves.is_empty());
    let cache = InterpreterCache::new();
    let sheet = glyphs::sheet(&pdf.pages()[0], &cache, &mut Fonts::default(), now);
    assert!((1..100).contains(&sheet.glyphs.len()));
}

#[test]
fn what_is_no_document_is_refused() {
    let nothing = b"%PDF-1.4\nnothing else";
    let is = |bytes: &[u8]| is_pdf(bytes, Path::new("a.pdf"));
    assert!(is(nothing) && is(b"HTTP/1.1 200 OK\n%PDF-1.4\nstartxref\n0"));
    assert!(
        !is(b"words")
            && !is(b"A text that tells of %PDF-1.4 and startxref")
            && !is(b"It\n%PDF-1.4")
    );
    assert!(matches!(read(nothing), Err(Refusal::Damaged(_))));
}

#[test]
fn broken_documents_are_read_or_refused() {
    let whole = document(&[lines(&TEXT, 50, 690)], "");
    for end in (0..whole.len()).step_by(37) {
        let _ = read(&whole[..end]);
    }
    for at in (0..whole.len()).step_by(11) {
        let mut broken = whole.clone();
        broken[at] ^= 0x15;
        let _ = read(&broken);
    }
}

#[test]
fn a_sentence_that_a_box_breaks_off_goes_on_behind_it() {
    let text = [
        "The harbour of Tarn opens again on Monday, said",
        "the minister of transport of Norland at noon, and",
        "all the ferries that had lain idle at the old pier",
        "from the day of the storm to the last of the ice",
        "are to sail on the day after, as the weather lets",
    ];
    let beside = [
        "Ferries have sailed here since 1904,",
        "linking Tarn and Quill in all seasons",
        "but those in which there is no water.",
    ];
    let lines_beside = (0..).zip(beside);
    let beside: String = lines_beside
        .map(|(at, words)| line(words, 360, 696 - 10 * at, 8))
        .collect();
    let rest = [
        "them, and nobody had told the fishermen of it, who were not pleased to hear at the pier that all of",
        "them have to move.",
    ];
    let page = lines(&text, 50, 700) + &beside + &lines(&rest, 50, 630);
    let found = blocks(&document(&[page], ""));
    let whole = format!("{} {}", text.join(" "), rest.join(" "));
    assert_eq!(found[0], paragraph(&whole), "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn lines_of_an_address_and_days_at_the_right_stand_for_themselves() {
    let head = line("Embassy of Norland in Quill", 231, 730, 11)
        + &line("Tarn, 3 June 2026", 277, 716, 11)
        + &lines(&TEXT, 50, 702);
    let address = lines(
        &[
            "Mara Lind",
            "Ambassador of Norland",
            "14 Quay Street",
            "press@mfa.example",
        ],
        50,
        600,
    );
    let found = blocks(&document(&[head + &address], ""));
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    let expected = [
        "Embassy of Norland in Quill\nTarn, 3 June 2026",
        JOINED,
        "Mara Lind\nAmbassador of Norland\n14 Quay Street\npress@mfa.example",
    ];
    assert_eq!(texts, expected);
}

#[test]
fn words_that_a_program_breaks_at_the_end_of_lines_are_put_together() {
    let broken = |first: &str, last: &str| {
        [
            format!("All that was said at the old pier of the ferries and the {first}-"),
            format!("{last} has been told before, and it will be told again."),
        ]
    };
    let words = [
        ("mil", "lion"),
        ("am", "bassador"),
        ("con", "clusions"),
        ("re", "ception"),
        ("pub", "lic"),
        ("north", "ern"),
    ];
    let all: Vec<String> = words
        .iter()
        .flat_map(|(first, last)| broken(first, last))
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let found = blocks(&document(&[lines(&all, 50, 700)], ""));
    let text: String = found.iter().map(|(_, text)| text.as_str()).collect();
    for (first, last) in words {
        assert!(text.contains(&format!("{first}{last}")), "{text}");
    }
}
