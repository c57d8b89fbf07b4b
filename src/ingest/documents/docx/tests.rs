//! What a reader sees of documents that are made here, part by part.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::briefing::FoldKind;
use crate::ingest::content::{Kind, Limit, Remark};
use crate::ingest::documents::manuscript::MOST_BLOCKS;
use crate::ingest::documents::testing::{links, shown, zipped};

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" \
    xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
    wordprocessingml.document.main+xml\"/></Types>";

/// A document whose body and other parts are given.
fn document(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    );
    let others: Vec<(&str, String)> = others
        .iter()
        .map(|(name, xml)| match xml.find(['>', '/']) {
            Some(at) if name.starts_with("word/") && !name.contains("_rels") => {
                (*name, format!("{} {NAMESPACES}{}", &xml[..at], &xml[at..]))
            }
            _ => (*name, (*xml).to_owned()),
        })
        .collect();
    let mut members = vec![
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", &document),
    ];
    members.extend(others.iter().map(|(name, xml)| (*name, xml.as_str())));
    zipped(&members)
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        let mode = if target.contains(':') {
            " TargetMode=\"External\""
        } else {
            ""
        };
        format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"{mode}/>")
    };
    let all: String = list.iter().map(one).collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

fn texts(body: &str, others: &[(&str, &str)]) -> Vec<String> {
    let content = read(&document(body, others)).unwrap();
    assert!(content.is_sound());
    shown(&content)
        .into_iter()
        .map(|(_, text)| text.to_owned())
        .collect()
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

fn item(list: u8, level: u8, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
        <w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

fn level(level: u8, format: &str, text: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

#[test]
fn words_breaks_and_signs_are_shown_as_on_the_page() {
    let body = "<w:p><w:r><w:t>Fish</w:t><w:tab/><w:t>&amp; grain</w:t><w:br/><w:t>co</w:t><w:noBreakHyphen/>\
        <w:t>op</w:t></w:r><w:r><w:sym w:font=\"Symbol\" w:char=\"F061\"/></w:r>\
        <w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>\u{F0E0}b</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr>\
        <w:t>Seen</w:t></w:r></w:p>\
        <w:p><m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath></w:p>\
        <w:p><w:ruby><w:rt><w:r><w:t>toukyou</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby></w:p>";
    assert_eq!(
        texts(body, &[]),
        ["Fish & grain\nco\u{2011}opα→b", "Seen", "3/4", "東京"]
    );
}

#[test]
fn numbers_are_written_out_by_level_and_begin_anew() {
    let scheme: String = [
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%1.%2)"),
        level(2, "upperRoman", "%3"),
    ]
    .concat();
    let bullets =
        "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{F0B7}\"/></w:lvl>";
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"7\">{scheme}</w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"8\">{bullets}</w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
        <w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"4\"/>\
        </w:lvlOverride></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"8\"/></w:num></w:numbering>"
    );
    let body = [
        item(1, 0, "ports"),
        item(1, 1, "fish"),
        item(1, 1, "grain"),
        item(1, 2, "wheat"),
        p("Between them."),
        item(1, 0, "roads"),
        item(1, 1, "rail"),
        item(2, 0, "later"),
        item(3, 0, "dot"),
        item(9, 0, "no list"),
        item(1, 0, " "),
    ]
    .concat();
    assert_eq!(
        texts(&body, &[("word/numbering.xml", &numbering)]),
        [
            "1. ports",
            "1.a) fish",
            "1.b) grain",
            "I wheat",
            "Between them.",
            "2. roads",
            "2.a) rail",
            "4. later",
            "• dot",
            "no list"
        ]
    );
}

#[test]
fn headings_are_told_by_their_styles_and_what_those_are_based_on() {
    let styles = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"U1\"><w:name w:val=\"Überschrift 1\"/></w:style>\
        <w:style w:styleId=\"K\"><w:name w:val=\"Chapter\"/><w:basedOn w:val=\"U1\"/></w:style>\
        <w:style w:styleId=\"O\"><w:name w:val=\"Part\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
        <w:style w:styleId=\"N\"><w:name w:val=\"No\"/><w:basedOn w:val=\"O\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
        <w:style w:styleId=\"L\"><w:name w:val=\"Loop\"/><w:basedOn w:val=\"L\"/></w:style>\
        <w:style w:styleId=\"Q\"><w:name w:val=\"Quote\"/></w:style></w:styles>";
    let styled = |id: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr><w:r><w:t>{id}</w:t></w:r></w:p>")
    };
    let body: String = ["U1", "K", "O", "N", "L", "Q", "unknown"]
        .map(styled)
        .concat();
    let content = read(&document(&body, &[("word/styles.xml", styles)])).unwrap();
    let kinds: Vec<Kind> = shown(&content).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Heading(1),
            Kind::Heading(1),
            Kind::Heading(3),
            Kind::Paragraph,
            Kind::Paragraph,
            Kind::BlockQuote,
            Kind::Paragraph
        ]
    );
    let long = format!(
        "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>",
        "word ".repeat(100)
    );
    assert_eq!(
        shown(&read(&document(&long, &[])).unwrap())[0].0,
        Kind::Paragraph
    );
}

fn cell(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
}

fn table(rows: &[&[String]]) -> String {
    let rows: String = rows
        .iter()
        .map(|row| format!("<w:tr>{}</w:tr>", row.concat()))
        .collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

#[test]
fn a_table_is_columns_and_one_that_lays_out_is_paragraphs() {
    let wide = cell("<w:gridSpan w:val=\"2\"/>", "Landings of all ports in tons");
    let body = table(&[
        &[wide],
        &[
            cell("<w:vMerge w:val=\"restart\"/>", "Tarn"),
            cell("", "12"),
        ],
        &[cell("<w:vMerge/>", "again"), cell("", "7")],
    ]);
    assert_eq!(
        texts(&body, &[]),
        ["Landings of all ports in tons\nTarn  12\n      7"]
    );
    let one_row = table(&[&[cell("", "Ministry"), cell("", "31 May")]]);
    assert_eq!(texts(&one_row, &[]), ["Ministry", "31 May"]);
    let long = table(&[
        &[cell("", &"word ".repeat(50)), cell("", "a")],
        &[cell("", "b"), cell("", "c")],
    ]);
    assert_eq!(texts(&long, &[]).len(), 4);
    let inner = table(&[
        &[cell("", "a"), cell("", "b")],
        &[cell("", "c"), cell("", "d")],
    ]);
    let outer = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}</w:tc></w:tr></w:tbl>",
        p("Above")
    );
    assert_eq!(texts(&outer, &[]), ["Above", "a  b\nc  d"]);
}

#[test]
fn notes_stand_below_and_comments_are_folded() {
    let body = "<w:p><w:r><w:t>They met</w:t></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r><w:r><w:t> in Tarn.</w:t>\
        <w:footnoteReference w:id=\"2\"/><w:endnoteReference w:id=\"2\"/><w:footnoteReference w:id=\"99\"/></w:r></w:p>";
    let footnotes = format!(
        "<w:footnotes><w:footnote w:id=\"-1\"><w:p/></w:footnote><w:footnote w:id=\"2\">{}{}</w:footnote></w:footnotes>",
        p("A port."),
        p("In Norland.")
    );
    let endnotes = format!(
        "<w:endnotes><w:endnote w:id=\"2\">{}</w:endnote></w:endnotes>",
        p("On Friday.")
    );
    let comments = format!(
        "<w:comments><w:comment w:id=\"0\" w:author=\"Mara Lind\">{}</w:comment></w:comments>",
        p("Is that so?")
    );
    let bytes = document(
        body,
        &[
            ("word/footnotes.xml", &footnotes),
            ("word/endnotes.xml", &endnotes),
            ("word/comments.xml", &comments),
        ],
    );
    let content = read(&bytes).unwrap();
    let texts: Vec<&str> = shown(&content).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        texts,
        [
            "They met[1] in Tarn.[2][1]",
            "***",
            "[1] On Friday.",
            "[2] A port.",
            "In Norland.",
            "[Mara Lind] Is that so?"
        ]
    );
    let [fold] = &content.folds[..] else {
        panic!("{:?}", content.folds);
    };
    assert_eq!(fold.kind, FoldKind::Comments);
    assert_eq!(&content.text[fold.range.clone()], "[Mara Lind] Is that so?");
}

#[test]
fn changes_are_shown_as_if_they_were_accepted() {
    let body = "<w:p><w:r><w:t>The </w:t></w:r><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old </w:delText>\
        </w:r></w:del><w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom><w:r><w:t>port</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>\
        <w:p><w:r><w:t>line.</w:t></w:r><w:moveTo><w:r><w:t> Gone here.</w:t></w:r></w:moveTo></w:p>";
    let content = read(&document(body, &[])).unwrap();
    let texts: Vec<&str> = shown(&content).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["The new port", "One line. Gone here."]);
    assert_eq!(content.remarks, [Remark::TrackedChanges]);
}

#[test]
fn of_a_field_the_result_is_shown_and_links_lead_out() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK \"https://tarn.example/\" \\o \"Tip\"\
        </w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>Tarn</w:t><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:r><w:t> and </w:t></w:r><w:hyperlink r:id=\"r1\"><w:r><w:t>Norland</w:t></w:r></w:hyperlink>\
        <w:hyperlink r:id=\"r2\"><w:r><w:t>, a file</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType=\"begin\"/>\
        <w:instrText> SYMBOL 183 \\f \"Symbol\"</w:instrText><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>IF</w:instrText></w:r><w:r><w:t>never ended</w:t></w:r></w:p>";
    let relations = relations(&[
        ("r1", "hyperlink", "https://norland.example/"),
        ("r2", "hyperlink", "file:///c:/a"),
    ]);
    let content = read(&document(
        body,
        &[("word/_rels/document.xml.rels", &relations)],
    ))
    .unwrap();
    let texts: Vec<&str> = shown(&content).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Tarn and Norland, a file•", "never ended"]);
    assert_eq!(
        links(&content),
        [
            ("Tarn", "https://tarn.example/"),
            ("Norland", "https://norland.example/")
        ]
    );
}

#[test]
fn a_box_is_read_once_and_after_its_paragraph() {
    let boxed = |words: &str| {
        format!(
            "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>",
            p(words)
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>Before </w:t><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
        </mc:AlternateContent></w:r><w:r><w:t>and after.</w:t></w:r></w:p>\
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{}</mc:Fallback>\
        </mc:AlternateContent></w:r></w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        boxed("Boxed"),
        boxed("Boxed again"),
        boxed("Old box"),
        p("Controlled")
    );
    assert_eq!(
        texts(&body, &[]),
        ["Before and after.", "Boxed", "Old box", "Controlled"]
    );
}

#[test]
fn a_table_of_lines_above_all_else_is_a_letterhead() {
    let lines = |words: [&str; 2]| format!("<w:tc>{}{}</w:tc>", p(words[0]), p(words[1]));
    let rows = [
        vec![lines(["Port of Tarn", "Director"]), cell("", "No. 14")],
        vec![cell("", "Norland"), cell("", "30 May 2024")],
    ];
    let head = table(&[&rows[0], &rows[1]]);
    assert_eq!(
        texts(&[head.clone(), p("They met.")].concat(), &[]),
        [
            "Port of Tarn",
            "Director",
            "No. 14",
            "Norland",
            "30 May 2024",
            "They met."
        ]
    );
    let below = texts(&[p("They met."), head].concat(), &[]);
    assert_eq!(below.len(), 2, "{below:?}");
    let short = [&rows[1][..], &rows[1]];
    assert_eq!(texts(&table(&short), &[]).len(), 1);
    let long = [&rows[0][..], &rows[1], &rows[1], &rows[1], &rows[1]];
    assert_eq!(texts(&table(&long), &[]).len(), 1);
}

#[test]
fn letters_that_are_drawn_are_words() {
    let drawn = "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textpath string=\"Port of &quot;Tarn&quot;\"/>\
        </v:shape></w:pict></w:r></w:p>";
    assert_eq!(
        texts(&[drawn, &p("They met.")].concat(), &[]),
        ["Port of \"Tarn\"", "They met."]
    );
}

#[test]
fn diagrams_charts_and_foreign_parts_are_read_once_after_their_paragraph() {
    let body = "<w:p><w:r><w:t>See below.</w:t><w:drawing><dgm:relIds r:dm=\"d\"/><dgm:relIds r:dm=\"d\"/></w:drawing>\
        <w:drawing><c:chart r:id=\"c\"/></w:drawing></w:r></w:p><w:altChunk r:id=\"h\"/><w:altChunk r:id=\"z\"/>\
        <w:altChunk r:id=\"s\"/><w:altChunk r:id=\"t\"/><w:altChunk r:id=\"t\"/>";
    let diagram = "<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>Fish</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>";
    let chart = "<c:chartSpace><c:title><a:p><a:t>Landings</a:t></a:p></c:title><c:ser><c:tx><c:pt idx=\"0\"><c:v>tons</c:v>\
        </c:pt></c:tx><c:cat><c:pt idx=\"0\"><c:v>Tarn</c:v></c:pt></c:cat><c:val><c:pt idx=\"0\"><c:v>4.2000000000000002</c:v>\
        </c:pt></c:val></c:ser></c:chartSpace>";
    let relations = relations(&[
        ("d", "diagramData", "diagrams/data1.xml"),
        ("c", "chart", "/word/charts/chart1.xml"),
        ("h", "aFChunk", "../afchunk.htm"),
        ("z", "aFChunk", "missing.htm"),
        ("s", "aFChunk", "../saved.mht"),
        ("t", "aFChunk", "typed.rtf"),
    ]);
    let saved = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; \
        charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<h2>A caf=C3=A9</h2><p>is =\r\nopen.</p>\r\n--b--\r\n";
    let others = [
        ("word/_rels/document.xml.rels", relations.as_str()),
        ("word/diagrams/data1.xml", diagram),
        ("word/charts/chart1.xml", chart),
        ("afchunk.htm", "<html><p>A page within.</p></html>"),
        ("saved.mht", saved),
        ("word/typed.rtf", "{\\rtf1 A text {\\b within}.\\par}"),
    ];
    assert_eq!(
        texts(body, &others),
        [
            "See below.",
            "Fish",
            "Landings",
            "      tons\nTarn  4.2",
            "A page within.",
            "A café",
            "is open.",
            "A text within.",
        ]
    );
}

#[test]
fn what_stands_in_parts_of_a_document_counts_against_its_limits() {
    let inner: String = (0..1_500).map(|at| p(&format!("{at}"))).collect();
    let inner = document(&inner, &[]);
    let names: Vec<String> = (0..150).map(|at| format!("c{at}.docx")).collect();
    let chunks = names
        .iter()
        .map(|name| (name.as_str(), "aFChunk", name.as_str()));
    let relations = relations(&chunks.collect::<Vec<_>>());
    let body: String = names
        .iter()
        .map(|name| format!("<w:altChunk r:id=\"{name}\"/>"))
        .collect();
    let text = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    };
    add("word/document.xml", text.as_bytes());
    add("word/_rels/document.xml.rels", relations.as_bytes());
    names
        .iter()
        .for_each(|name| add(&format!("word/{name}"), &inner));
    let content = read(&zip.finish().unwrap().into_inner()).unwrap();
    assert_eq!(shown(&content).len(), MOST_BLOCKS);
    assert_eq!(content.remarks, [Remark::Cut(Limit::Document)]);
}

#[test]
fn a_large_letter_is_of_the_paragraph_that_it_begins() {
    let frame = |value: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:framePr w:dropCap=\"{value}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        frame("drop", "T"),
        p("he port is open."),
        frame("none", "Later."),
        frame("margin", ""),
        p("At once."),
    ];
    assert_eq!(
        texts(&body.concat(), &[]),
        ["The port is open.", "Later.", "At once."]
    );
}

/// A document of Word 2003.
fn of_2003(body: &str) -> Vec<u8> {
    let namespaces = "xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" \
        xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\" \
        xmlns:aml=\"http://schemas.microsoft.com/aml/2001/core\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";
    let style =
        "<w:style w:type=\"paragraph\" w:styleId=\"h\"><w:name w:val=\"heading 1\"/></w:style>";
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>\n<!-- made -->\n<w:wordDocument {namespaces}>\
        <o:DocumentProperties><o:Title>Talks on fish</o:Title><o:Author>Mara Lind</o:Author>\
        <o:Created>2004-05-30T08:00:00Z</o:Created></o:DocumentProperties><w:styles>{style}</w:styles><w:docPr>\
        <w:footnotePr><w:footnote><w:p><w:r><w:t>no note</w:t></w:r></w:p></w:footnote></w:footnotePr></w:docPr>\
        <w:body><wx:sect>{body}<w:sectPr><w:hdr>{}</w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>",
        p("Running head")
    )
    .into_bytes()
}

#[test]
fn a_document_of_word_2003_is_one_xml() {
    let item = |bullet: &str, words: &str| {
        let list = format!("<w:ilvl w:val=\"0\"/><w:ilfo w:val=\"1\"/>{bullet}");
        format!(
            "<w:p><w:pPr><w:listPr>{list}</w:listPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let change = |kind: &str, words: &str| {
        format!(
            "<aml:annotation w:type=\"Word.{kind}\" aml:author=\"Georg Sol\"><aml:content>{words}</aml:content></aml:annotation>"
        )
    };
    let run = |words: &str| format!("<w:r>{words}</w:r>");
    let body = [
        "<w:p><w:pPr><w:pStyle w:val=\"h\"/></w:pPr><w:r><w:t>Ferry line opens</w:t></w:r></w:p>".to_owned(),
        format!(
            "<w:p>{}{}{}{}{}</w:p>",
            run("<w:t>They met</w:t>"),
            run(&format!("<w:footnote>{}</w:footnote>", p("On Friday."))),
            change("Deletion", &run("<w:delText> or not</w:delText>")),
            change("Insertion", &run("<w:t> in Tarn.</w:t>")),
            run(&change("Comment", &p("So?"))),
        ),
        item("<wx:t wx:val=\"1.\"/><wx:font wx:val=\"Times New Roman\"/>", "ports"),
        item("<wx:t wx:val=\"\u{B7}\"/><wx:font wx:val=\"Symbol\"/>", "roads"),
        item("<wx:t wx:val=\"\"/>", "rail"),
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc>\
            <w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r>\
            </w:p></w:tc><w:tc><w:p><w:hlink w:dest=\"https://tarn.example/\"><w:r><w:t>c</w:t></w:r></w:hlink></w:p></w:tc>\
            </w:tr></w:tbl><w:p><w:hlink w:dest=\"https://tarn.example/\"><w:r><w:t>Tarn</w:t></w:r></w:hlink></w:p>".to_owned(),
    ];
    let bytes = of_2003(&body.concat());
    assert!(is_docx(&bytes, Path::new("a.doc")));
    let content = read(&bytes).unwrap();
    assert_eq!(
        shown(&content),
        [
            (Kind::Heading(1), "Ferry line opens"),
            (Kind::Paragraph, "They met[1] in Tarn."),
            (Kind::ListItem(0), "1. ports"),
            (Kind::ListItem(0), "• roads"),
            (Kind::Paragraph, "rail"),
            (Kind::Preformatted, "a  b\n   c"),
            (Kind::Paragraph, "Tarn"),
            (Kind::Rule, "***"),
            (Kind::Paragraph, "[1] On Friday."),
            (Kind::Paragraph, "[Georg Sol] So?"),
        ]
    );
    assert_eq!(links(&content), [("Tarn", "https://tarn.example/")]);
    assert_eq!(content.remarks, [Remark::TrackedChanges]);
    assert_eq!(content.noted.title.as_deref(), Some("Talks on fish"));
    assert_eq!(content.noted.author.as_deref(), Some("Mara Lind"));
    let other = "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"urn:a\"/>";
    assert!(!is_flat(other.as_bytes()));
}

#[test]
fn a_package_may_be_one_xml() {
    let part = |name: &str, data: &str| format!("<x:part x:name='{name}'>{data}</x:part>");
    let xml = |data: &str| format!("<x:xmlData>{data}</x:xmlData>");
    let relations = relations(&[("r", "officeDocument", "text/main.xml")]);
    let text = format!(
        "<w:document {NAMESPACES}><w:body>{}{}</w:body></w:document>",
        p("They met in Tarn."),
        item(1, 0, "ports")
    );
    let numbering = format!(
        "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:num w:numId=\"1\">\
        <w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        level(0, "decimal", "%1.")
    );
    let parts = [
        part("/_rels/.rels", &xml(&relations)),
        part("/word/media/a.png", "<x:binaryData>bm9uZQ==</x:binaryData>"),
        part("/text/main.xml", &xml(&text)),
        part("/word/numbering.xml", &xml(&numbering)),
    ];
    let package = format!(
        "<?xml version=\"1.0\"?><x:package xmlns:x=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{}</x:package>",
        parts.concat()
    );
    assert!(is_docx(package.as_bytes(), Path::new("a.xml")));
    let content = read(package.as_bytes()).unwrap();
    assert_eq!(
        shown(&content),
        [
            (Kind::Paragraph, "They met in Tarn."),
            (Kind::ListItem(0), "1. ports")
        ]
    );
    let cut = package.find("They").unwrap() + 8;
    let content = read(&package.as_bytes()[..cut]).unwrap();
    assert_eq!(content.text, "They met");
}

#[test]
fn what_people_put_into_the_properties_is_noted() {
    let core = |title: &str, creator: &str| {
        format!(
            "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
            xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\"><dc:title>{title}</dc:title>\
            <dc:creator>{creator}</dc:creator><cp:lastModifiedBy>Georg Sol</cp:lastModifiedBy><cp:keywords>fish; ports</cp:keywords>\
            <dcterms:created>2024-05-30T08:00:00Z</dcterms:created><dcterms:modified>2024-05-31T09:00:00Z</dcterms:modified>\
            </cp:coreProperties>"
        )
    };
    let noted = |title: &str, creator: &str| {
        let core = core(title, creator);
        read(&document(&p("Words"), &[("docProps/core.xml", &core)]))
            .unwrap()
            .noted
    };
    let told = noted("Talks on fish", "Mara Lind");
    assert_eq!(told.title.as_deref(), Some("Talks on fish"));
    assert_eq!(told.author.as_deref(), Some("Mara Lind"));
    assert_eq!(told.date.as_deref(), Some("2024-05-31T09:00:00Z"));
    assert_eq!(told.tags, ["fish", "ports"]);
    for title in [
        "Microsoft Word - draft3.doc",
        "Document1",
        "Dokument 12",
        "draft.docx",
        "12",
    ] {
        assert_eq!(noted(title, "User").title, None, "{title}");
    }
    assert_eq!(noted("", "Microsoft Office User").author, None);
}

#[test]
fn what_is_no_text_or_cannot_be_read_is_refused() {
    let sheet = TYPES.replace("wordprocessingml.document", "spreadsheetml.sheet");
    let slides = TYPES.replace("wordprocessingml.document", "presentationml.presentation");
    for (types, name) in [(sheet, "a spreadsheet"), (slides, "a presentation")] {
        let bytes = zipped(&[("[Content_Types].xml", &types)]);
        assert!(is_docx(&bytes, Path::new("a.docx")));
        assert_eq!(read(&bytes), Err(Refusal::Unsupported(name.to_owned())));
    }
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(is_docx(&locked, Path::new("a.docx")));
    assert_eq!(read(&locked), Err(Refusal::Encrypted));
    assert_eq!(read(&document("<w:p/>", &[])), Err(Refusal::Empty));
    let picture = "<w:p><w:r><w:drawing/></w:r></w:p>";
    assert_eq!(read(&document(picture, &[])), Err(Refusal::NoText));
    assert!(matches!(read(b"PK\x03\x04"), Err(Refusal::Damaged(_))));
    assert!(!is_docx(
        &zipped(&[("a.txt", "words")]),
        Path::new("a.docx")
    ));
}

#[test]
fn what_came_before_a_break_is_shown() {
    let body: String = (0..400)
        .map(|at| p(&format!("Paragraph {at} of the text, {}", at * 7919)))
        .collect();
    let whole = document(&body, &[]);
    let cut = read(&whole[..whole.len() / 2]).unwrap();
    assert!(cut.remarks.contains(&Remark::BrokenOff));
    let blocks = shown(&cut);
    assert!((50..400).contains(&blocks.len()), "{}", blocks.len());
    assert!(blocks[0].1.starts_with("Paragraph 0"));
    let broken = format!("{}<w:p><w:r><w:t>Two</w:t></w:r></w:p", p("One"));
    let content = read(&document(&broken, &[])).unwrap();
    assert_eq!(shown(&content)[0].1, "One");
    assert!(content.remarks.contains(&Remark::BrokenOff));
}

#[test]
fn no_entity_is_expanded_and_nothing_is_followed_without_an_end() {
    let body = format!("{}{}", p("&bomb;One"), p("&#65;&#x42;&#1114112;"));
    let bytes = document(&body, &[]);
    let content = read(&bytes).unwrap();
    let texts: Vec<&str> = shown(&content).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["One", "AB"]);
    for (wrapper, deep) in [("<w:sdt>", 100_000), ("<w:tbl><w:tr><w:tc>", 5_000)] {
        let body = format!(
            "{}{}{}{}",
            p("Top"),
            wrapper.repeat(deep),
            p("Deep"),
            p("Last")
        );
        let content = read(&document(&body, &[])).unwrap();
        let texts: Vec<&str> = shown(&content).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts[0], "Top");
        assert!(deep > 99_000 || texts[1..] == ["Deep", "Last"], "{texts:?}");
    }
}

/// A document with a little of everything.
fn sample() -> Vec<u8> {
    let body = [
        item(1, 0, "One"),
        table(&[&[cell("", "a"), cell("", "b")], &[cell("", "c"), cell("", "d")]]),
        "<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id=\"1\"/><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText>\
        <w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
            .to_owned(),
    ]
    .concat();
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/>\
        </w:num></w:numbering>",
        level(0, "decimal", "%1.")
    );
    let notes = format!(
        "<w:footnotes><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
        p("Note")
    );
    document(
        &body,
        &[
            ("word/numbering.xml", &numbering),
            ("word/footnotes.xml", &notes),
        ],
    )
}

#[test]
fn no_damage_makes_it_panic() {
    let whole = sample();
    assert!(read(&whole).is_ok());
    for end in (0..whole.len()).step_by(7) {
        let _ = read(&whole[..end]);
    }
    for at in (0..whole.len()).step_by(5) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        if let Ok(content) = read(&damaged) {
            assert!(content.is_sound());
        }
    }
}
