//! Documents of texts written for the purpose, in every form.

use proptest::prelude::*;

use super::*;
use crate::briefing::{Anchor, Body, BriefingId, Mark};
use crate::ingest;
use crate::insight::{Analyst, Rulebook};

const TALKS: &str = "Title: Talks on fish & <grain>\nDate: 2024-06-14\nSource: Freedonian Trade Ministry\n\
    Tags: fish\nClassification: OFFICIAL-SENSITIVE\n\n\
    The talks began on Friday. “We are ready,” said the Trade Minister, Anna Petrova. “We have come \
    for grain_and_fish.” The Ambassador said that he was pleased.\n\n\
    - first the fish;\n- then the grain.\n\n\
    MS. FOX: Is that all?\n\nMINISTER PETROVA: That is all. *Really*.\n";

const QUIET: &str =
    "Title: A quiet day\nDate: May 2024\n\n1. Nothing happened.\n\nIt was <b>quiet</b>.\n";

/// The briefings of texts, in order, each with its marks.
fn pieces(texts: &[&str]) -> Vec<Piece> {
    let analyst = Analyst::new(Rulebook::default());
    let mut pieces = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let path: Arc<Path> = Path::new(&format!("{number}.txt")).into();
        for draft in ingest::read(&path, text.as_bytes()).drafts {
            pieces.push(Piece {
                briefing: Arc::new(analyst.finish(draft, Arc::clone(&path), 0)),
                marks: Marks::default(),
            });
        }
    }
    pieces
}

fn document(pieces: Vec<Piece>, part: Part, format: Format) -> Document {
    Document {
        pieces,
        part,
        format,
        day: civil::date(2024, 6, 15),
        title: None,
    }
}

fn written(document: &Document) -> String {
    let mut out = Vec::new();
    let raw = |_: &Origin| Err(io::Error::other("there is no file"));
    document.write(&mut out, raw, &mut |_| true).unwrap();
    String::from_utf8(out).unwrap()
}

/// A briefing with a note and two clippings, the words of one of which are gone.
fn marked() -> Vec<Piece> {
    let mut pieces = pieces(&[TALKS, QUIET]);
    let Piece { briefing, marks } = &mut pieces[0];
    let body = &briefing.body.text;
    let at = body.find("“We are ready").unwrap();
    let clip = |exact: &str, start: usize, speaker: Option<&str>| {
        let clipping = Clipping {
            anchor: Anchor {
                exact: exact.to_owned(),
                prefix: String::new(),
                suffix: String::new(),
                start: start as u32,
            },
            speaker: speaker.map(Into::into),
            clipped: "2024-06-15".to_owned(),
        };
        Some(serde_json::to_string(&clipping).unwrap().into())
    };
    marks.set(&Mark::Note, &Some("Ask about\n<fish>\u{1b}[31m.".into()));
    let gone = clip("words of before", 0, None);
    marks.set(&Mark::Clipping("a".into()), &gone);
    let there = clip("“We are ready,”", at, Some("Anna Petrova"));
    marks.set(&Mark::Clipping("b".into()), &there);
    pieces
}

#[test]
fn a_document_is_called_what_it_is_given_where_its_form_has_a_title() {
    let titled = |format| {
        let document = document(marked(), Part::Clippings, format);
        written(&Document {
            title: Some("Talks *so far*\u{1b}[31m".to_owned()),
            ..document
        })
    };
    assert!(titled(Format::Markdown).starts_with("# Talks \\*so far\\*"));
    assert!(titled(Format::Plain).starts_with("Talks *so far*"));
    let page = titled(Format::Html);
    assert!(page.contains("<title>Talks *so far*") && page.contains("<h1>Talks *so far*"));
    assert!(!page.contains('\u{1b}'));
}

#[test]
fn a_document_in_markdown() {
    let text = written(&document(marked(), Part::Whole, Format::Markdown));
    insta::assert_snapshot!(text);
}

#[test]
fn a_document_in_html() {
    let text = written(&document(marked(), Part::Whole, Format::Html));
    // The style is not of the document.
    let (head, rest) = text.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    insta::assert_snapshot!(format!("{head}<style>…</style>{body}"));
}

#[test]
fn a_document_in_plain_text() {
    let text = written(&document(marked(), Part::Whole, Format::Plain));
    assert!(text.lines().all(|line| line.chars().count() <= 72));
    insta::assert_snapshot!(text);
}

#[test]
fn clippings_in_every_form() {
    let mut all = String::new();
    for (format, name) in Format::ALL {
        let mut clippings = document(marked(), Part::Clippings, format);
        clippings.drop_empty();
        let text = written(&clippings);
        let text = match text.split_once("</style>") {
            Some((_, body)) => body,
            None => &text,
        };
        all += &format!("== {name}\n{}\n", text.replace('\r', ""));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn every_line_of_json_reads_back_as_its_briefing() {
    let document = document(marked(), Part::Whole, Format::Jsonl);
    let lines: Vec<serde_json::Value> = written(&document)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    for (line, piece) in lines.iter().zip(&document.pieces) {
        let briefing = &piece.briefing;
        assert_eq!(line["id"], briefing.id.to_string());
        assert_eq!(line["title"], briefing.title);
        let blocks = line["body"].as_array().unwrap().iter();
        let texts: Vec<_> = blocks
            .map(|block| block["text"].as_str().unwrap())
            .collect();
        assert_eq!(texts.join("\n\n"), briefing.body.text);
        assert_eq!(
            line["quotes"].as_array().unwrap().len(),
            briefing.quotes.len()
        );
    }
    assert_eq!(lines[0]["classification"], "OFFICIAL-SENSITIVE");
}

/// Reads RFC 4180 back.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            c => row.last_mut().unwrap().push(c),
        }
    }
    assert!(!quoted);
    assert_eq!(rows.pop(), Some(vec![String::new()]));
    rows
}

#[test]
fn the_rows_of_csv_read_back_as_the_briefings() {
    let document = document(marked(), Part::Whole, Format::Csv);
    let rows = rows(&written(&document));
    assert_eq!(rows[0], csv::HEADER);
    for (row, piece) in rows[1..].iter().zip(&document.pieces) {
        assert_eq!(*row, csv::row(&piece.briefing));
    }
    assert_eq!(rows.len(), 3);
}

#[test]
fn what_is_above_the_ceiling_is_withheld_and_named() {
    let mut all = document(pieces(&[TALKS, QUIET]), Part::Whole, Format::Markdown);
    assert!(all.clone().withhold(None).is_empty());
    assert!(all.clone().withhold(Some(Level::Sensitive)).is_empty());
    let refusals = all.withhold(Some(Level::Official));
    assert_eq!(
        refusals,
        [
            "marked OFFICIAL-SENSITIVE (sensitive), above the ceiling of the settings (official): \
          Talks on fish & <grain>"
        ]
    );
    assert_eq!(all.pieces.len(), 1);
    assert!(!written(&all).contains("fish"));
}

#[test]
fn a_document_can_be_stopped_between_two_briefings() {
    let document = document(pieces(&[TALKS, QUIET]), Part::Whole, Format::Plain);
    let mut out = Vec::new();
    let raw = |_: &Origin| Err(io::Error::other("there is no file"));
    let stopped = document.write(&mut out, raw, &mut |done| done < 1);
    assert!(matches!(stopped, Err(Stopped::Asked)));
    assert!(!String::from_utf8(out).unwrap().contains("A quiet day"));
}

#[test]
fn the_name_of_a_file_tells_its_format() {
    let of = |name: &str| Format::of_name(Path::new(name));
    for (format, ending) in Format::ALL {
        assert_eq!(of(&format!("a.b.{ending}")), Some(format));
    }
    assert_eq!(of("A.HTM"), Some(Format::Html));
    assert_eq!((of("html"), of("a.pdf"), of("a")), (None, None, None));
}

/// A briefing of one paragraph in which anything may stand.
fn anything(title: &str, source: &str, text: &str) -> Briefing {
    let piece = pieces(&["Title: x\n\nWords."]).remove(0);
    let mut briefing = Arc::unwrap_or_clone(piece.briefing);
    let clean: String = sanitise::line(text).into_owned();
    let body = Body {
        blocks: vec![crate::briefing::Block {
            kind: crate::briefing::BlockKind::Paragraph,
            span: crate::briefing::Span::new(0, clean.len()),
        }],
        text: clean,
        ..Body::default()
    };
    briefing.id = BriefingId::of(title, &body.text);
    briefing.title = sanitise::line(title).into_owned();
    briefing.source = Some(sanitise::line(source).into());
    briefing.handling.marking = Some(sanitise::line(source).into());
    briefing.body = body;
    briefing
}

/// The texts of a page in order, once it has been seen that every tag is closed, that there is no
/// script and nothing from outside.
fn texts(html: &str) -> Vec<String> {
    const VOID: [&str; 3] = ["meta", "hr", "!DOCTYPE"];
    let mut open: Vec<&str> = Vec::new();
    let mut texts = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if open.last() != Some(&"style") && at > 0 {
            texts.push(html_escape::decode_html_entities(&rest[..at]).into_owned());
        }
        assert!(
            open.last() == Some(&"style") || !rest[..at].contains('>'),
            "{}",
            &rest[..at]
        );
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let name = tag
            .split([' ', '/'])
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
        assert!(name != "script" && name != "link" && name != "img" && name != "iframe");
        for attribute in [" on", "src=", "url(", "http:", "https:"] {
            assert!(!tag.to_lowercase().contains(attribute), "{tag}");
        }
    }
    assert_eq!((open, rest.trim()), (Vec::new(), ""));
    texts
}

#[test]
fn a_page_is_well_formed_and_brings_nothing_from_outside() {
    for part in [Part::Whole, Part::Clippings] {
        let page = written(&document(marked(), part, Format::Html));
        let texts = texts(&page).concat();
        assert!(texts.contains("Talks on fish & <grain>"));
        let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_a_briefing_is_called_it_stays_text(
        title in r#"(<|>|&|"|'|--|script|/|style|\}|;|\\|=| |[a-zé]){1,40}"#,
        source in r#"(<|>|&|"|'|</style>|<script>|\}|\*/|\\|[a-z ]){1,30}"#,
        text in r#"(<|>|&lt;|"|'|<!--|\]\]>|`|\*|_|\[|\(|[a-zä ]){1,60}"#,
    ) {
        let briefing = Arc::new(anything(&title, &source, &text));
        let pieces = vec![Piece { briefing: Arc::clone(&briefing), marks: Marks::default() }; 2];
        let page = written(&document(pieces.clone(), Part::Whole, Format::Html));
        let texts = texts(&page);
        for own in [&briefing.title, &briefing.body.text] {
            prop_assert!(texts.iter().any(|text| text.trim() == own.trim()), "{own:?} in {texts:?}");
        }
        let rows = rows(&written(&document(pieces.clone(), Part::Whole, Format::Csv)));
        prop_assert_eq!(rows.len(), 3);
        let lines = written(&document(pieces, Part::Whole, Format::Jsonl));
        let line: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        prop_assert_eq!(&line["title"], &briefing.title);
    }
}
