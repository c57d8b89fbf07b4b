//! What a reader sees of documents that are made here, part by part.

use super::*;
use crate::briefing::FoldKind;
use crate::ingest::content::{Kind, Layout, Remark};
use crate::ingest::documents::testing::{shown, zipped};

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

const MIME_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// A document whose styles and text are given.
fn document(styles: &str, text: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
        <office:text>{text}</office:text></office:body></office:document-content>"
    );
    zipped(&[("mimetype", MIME_TYPE), ("content.xml", &content)])
}

fn texts(styles: &str, text: &str) -> Vec<String> {
    let content = read(&document(styles, text)).unwrap();
    assert!(content.is_sound());
    shown(&content)
        .into_iter()
        .map(|(_, text)| text.to_owned())
        .collect()
}

#[test]
fn words_are_shown_as_on_the_page() {
    let styles = "<style:style style:name=\"H\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
    let text = "<text:p>Fish<text:tab/>&amp;<text:s text:c=\"3\"/>grain<text:line-break/>in <text:span>Tarn</text:span>\
        <text:span text:style-name=\"H\">hidden</text:span> on page <text:page-number>3</text:page-number></text:p>\
        <text:section text:display=\"none\"><text:p>Not here</text:p></text:section>\
        <text:section><text:p>Here</text:p></text:section>";
    assert_eq!(
        texts(styles, text),
        ["Fish & grain\nin Tarn on page 3", "Here"]
    );
}

#[test]
fn numbers_are_written_out_by_level() {
    let styles = "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" \
        style:num-suffix=\".\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-prefix=\"(\" \
        style:num-suffix=\")\" text:display-levels=\"2\"/></text:list-style>\
        <text:list-style style:name=\"B\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"–\"/></text:list-style>";
    let item = |words: &str| format!("<text:list-item><text:p>{words}</text:p></text:list-item>");
    let text = [
        "<text:list text:style-name=\"L\">",
        &item("ports"),
        "<text:list-item><text:p>roads</text:p><text:p>and more of them</text:p><text:list>",
        &item("rail"),
        &item("air"),
        "</text:list></text:list-item><text:list-header><text:p>Header</text:p></text:list-header></text:list>\
        <text:p>Between</text:p><text:list text:style-name=\"L\" text:continue-numbering=\"true\">",
        &item("sea"),
        "<text:list-item text:start-value=\"9\"><text:p>nine</text:p></text:list-item></text:list>\
        <text:list xml:id=\"new\" text:style-name=\"L\">",
        &item("anew"),
        "</text:list><text:list text:style-name=\"L\">",
        &item("another"),
        "</text:list><text:list text:continue-list=\"new\" text:style-name=\"L\">",
        &item("on"),
        "<text:list-item><text:list>",
        &item("within"),
        "</text:list></text:list-item></text:list><text:list text:style-name=\"B\">",
        &item("dash"),
        "</text:list><text:list text:continue-list=\"new\" text:style-name=\"L\"><text:list-item><text:list>",
        &item("and on"),
        "</text:list></text:list-item>",
        "</text:list>",
    ]
    .concat();
    assert_eq!(
        texts(styles, &text),
        [
            "1. ports",
            "2. roads",
            "and more of them",
            "(2.a) rail",
            "(2.b) air",
            "Header",
            "Between",
            "3. sea",
            "9. nine",
            "1. anew",
            "1. another",
            "2. on",
            "(2.a) within",
            "– dash",
            "(2.b) and on"
        ]
    );
}

#[test]
fn headings_have_their_level_and_number() {
    let styles = "<style:style style:name=\"T\" style:display-name=\"Title\"/><style:style style:name=\"P1\" \
        style:parent-style-name=\"T\"/><text:outline-style><text:outline-level-style text:level=\"1\" style:num-format=\"I\" \
        style:num-suffix=\".\"/><text:outline-level-style text:level=\"2\" style:num-format=\"\"/></text:outline-style>";
    let text = "<text:p text:style-name=\"P1\">Talks on fish</text:p><text:h text:outline-level=\"1\">Ports</text:h>\
        <text:h text:outline-level=\"2\">Tarn</text:h><text:h text:outline-level=\"1\">Roads</text:h>";
    let content = read(&document(styles, text)).unwrap();
    assert_eq!(
        shown(&content),
        [
            (Kind::Heading(1), "Talks on fish"),
            (Kind::Heading(1), "I. Ports"),
            (Kind::Heading(2), "Tarn"),
            (Kind::Heading(1), "II. Roads")
        ]
    );
}

#[test]
fn tables_notes_boxes_comments_and_links_are_as_in_other_documents() {
    let cell =
        |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let text = [
        "<text:p>They met<text:note><text:note-citation>i</text:note-citation><text:note-body><text:p>On Friday.</text:p>\
        </text:note-body></text:note> in <text:a xlink:href=\"https://tarn.example/\">Tarn</text:a>.<office:annotation>\
        <dc:creator>Mara Lind</dc:creator><dc:date>2024-05-31</dc:date><text:p>So?</text:p></office:annotation>\
        <draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame> All of them.</text:p>\
        <table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned=\"2\">\
        <text:p>Landings</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>\
        <table:table-row>",
        &cell("Tarn"),
        &cell("12"),
        "</table:table-row><table:table-row>",
        &cell("Norland"),
        &cell("7"),
        "</table:table-row></table:table>",
    ]
    .concat();
    let content = read(&document("", &text)).unwrap();
    let texts: Vec<&str> = shown(&content).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        texts,
        [
            "They met[1] in Tarn. All of them.",
            "Boxed",
            "Landings\nTarn     12\nNorland  7",
            "***",
            "[1] On Friday.",
            "[Mara Lind] So?"
        ]
    );
    assert_eq!(content.folds[0].kind, FoldKind::Comments);
    assert_eq!(&content.text[content.links[0].words.clone()], "Tarn");
}

#[test]
fn what_was_deleted_is_said_and_not_shown() {
    let text = "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Georg Sol</dc:creator>\
        </office:change-info><text:p>Old words</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p>New <text:change-start/>words<text:change-end/> <text:change/>stay.</text:p>";
    let content = read(&document("", text)).unwrap();
    assert_eq!(shown(&content), [(Kind::Paragraph, "New words stay.")]);
    assert_eq!(content.remarks, [Remark::TrackedChanges]);
}

#[test]
fn what_was_deleted_may_stand_in_the_text_between_two_marks() {
    let region = |id: &str, kind: &str| {
        format!("<text:changed-region text:id=\"{id}\"><text:{kind}/></text:changed-region>")
    };
    let changes = [
        region("a", "deletion"),
        region("b", "insertion"),
        region("c", "deletion"),
    ];
    let mark = |which: &str, id: &str| format!("<text:change-{which} text:change-id=\"{id}\"/>");
    let text = [
        "<text:tracked-changes>",
        &changes.concat(),
        "</text:tracked-changes><text:p>They ",
        &mark("start", "b"),
        "met</text:p><text:p>",
        &mark("end", "b"),
        " did not ",
        &mark("start", "a"),
        "once<text:note text:id=\"n\"/></text:p><text:p>",
        &mark("end", "a"),
        "meet.</text:p><text:p>Later",
        &mark("start", "c"),
        " on.</text:p>",
    ];
    let text = text.concat();
    let content = read(&document("", &text)).unwrap();
    assert_eq!(
        shown(&content),
        [
            (Kind::Paragraph, "They met"),
            (Kind::Paragraph, "did not meet."),
            (Kind::Paragraph, "Later on."),
        ]
    );
    assert_eq!(content.remarks, [Remark::TrackedChanges]);
}

#[test]
fn a_table_of_lines_above_all_else_is_a_letterhead() {
    let cell = |words: &str| format!("<table:table-cell>{words}</table:table-cell>");
    let row = |cells: [&str; 2]| {
        format!(
            "<table:table-row>{}{}</table:table-row>",
            cell(cells[0]),
            cell(cells[1])
        )
    };
    let head = [
        "<table:table>",
        &row([
            "<text:p>Tarn<text:line-break/>Norland</text:p>",
            "<text:p>No. 14</text:p>",
        ]),
        &row(["<text:p>Ports</text:p>", "<text:p>30 May 2024</text:p>"]),
        "</table:table>",
    ];
    let head = head.concat();
    let words = [
        "Tarn\nNorland",
        "No. 14",
        "Ports",
        "30 May 2024",
        "They met.",
    ];
    assert_eq!(
        texts("", &format!("{head}<text:p>They met.</text:p>")),
        words
    );
    assert_eq!(
        texts("", &format!("<text:p>They met.</text:p>{head}")).len(),
        2
    );
}

#[test]
fn signs_are_those_of_their_font() {
    let font = |name: &str, family: &str, font: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"{family}\"><style:text-properties style:font-name=\"{font}\"/></style:style>"
        )
    };
    let styles = [
        font("S", "text", "Symbol"),
        font("W", "paragraph", "Wingdings"),
        font("L", "text", "Arial"),
    ];
    let text = "<text:p>20 <text:span text:style-name=\"S\">\u{F0B0}<text:span text:style-name=\"L\">\u{F061}</text:span></text:span>C</text:p>\
        <text:p text:style-name=\"W\">\u{F0E0} Tarn</text:p>";
    assert_eq!(texts(&styles.concat(), text), ["20 °αC", "→ Tarn"]);
}

#[test]
fn a_flat_document_is_read_with_its_properties() {
    let xml = format!(
        "<?xml version=\"1.0\"?>\n<office:document {NAMESPACES}><office:meta><dc:title>Talks on fish</dc:title>\
        <meta:initial-creator>Mara Lind</meta:initial-creator><dc:creator>Georg Sol</dc:creator>\
        <meta:creation-date>2024-05-30T08:00:00</meta:creation-date><meta:keyword>ports</meta:keyword></office:meta>\
        <office:body><office:text><text:p>They met.</text:p></office:text></office:body></office:document>"
    );
    assert!(is_odt(xml.as_bytes(), Path::new("a.xml")));
    let content = read(xml.as_bytes()).unwrap();
    assert_eq!(shown(&content), [(Kind::Paragraph, "They met.")]);
    assert_eq!(content.noted.title.as_deref(), Some("Talks on fish"));
    assert_eq!(content.noted.author.as_deref(), Some("Mara Lind"));
    assert_eq!(content.noted.date.as_deref(), Some("2024-05-30T08:00:00"));
    assert_eq!(content.noted.tags, ["ports"]);
    assert!(!is_odt(
        b"<?xml version=\"1.0\"?><page>",
        Path::new("a.fodt")
    ));
}

#[test]
fn what_is_no_text_or_cannot_be_read_is_refused() {
    let slides = zipped(&[(
        "mimetype",
        "application/vnd.oasis.opendocument.presentation",
    )]);
    assert!(is_odt(&slides, Path::new("a.odt")));
    assert_eq!(
        read(&slides),
        Err(Refusal::Unsupported("a presentation".to_owned()))
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
        <manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = zipped(&[
        ("mimetype", MIME_TYPE),
        ("content.xml", "\u{1}\u{2}"),
        ("META-INF/manifest.xml", manifest),
    ]);
    assert_eq!(read(&locked), Err(Refusal::Encrypted));
    assert_eq!(read(&document("", "<text:p/>")), Err(Refusal::Empty));
    assert!(matches!(
        read(&zipped(&[("mimetype", MIME_TYPE)])),
        Err(Refusal::Damaged(_))
    ));
    let book = zipped(&[("mimetype", "application/epub+zip"), ("a/content.xml", "")]);
    assert!(!is_odt(&book, Path::new("a.epub")));
}

#[test]
fn what_is_too_deep_to_be_followed_is_read_in_a_row() {
    let lists = "<text:list><text:list-item>".repeat(2_000);
    let text = format!(
        "{lists}<text:p>Deep &amp; <text:span>far</text:span></text:p><text:p>Last</text:p>"
    );
    assert_eq!(texts("", &text), ["Deep & far", "Last"]);
}

#[test]
fn no_damage_makes_it_panic() {
    let text = "<text:list><text:list-item><text:p>One<text:note><text:note-body><text:p>Note</text:p></text:note-body>\
        </text:note></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell/></table:table-row>\
        </table:table><text:h text:outline-level=\"3\">Two</text:h>";
    let whole = document("<text:list-style style:name=\"L\"/>", text);
    for end in 0..whole.len() {
        let _ = read(&whole[..end]);
    }
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        if let Ok(content) = read(&damaged) {
            assert!(content.is_sound());
            assert!(matches!(content.layout, Layout::Blocks(_)));
        }
    }
}
