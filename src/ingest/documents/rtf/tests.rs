use proptest::prelude::*;

use super::*;
use crate::ingest::content::{Kind, Limit, Remark};
use crate::ingest::documents::flow::MOST_MARKS;
use crate::ingest::documents::testing::{links, shown};

fn content(rtf: &str) -> Content {
    let content = read(rtf.as_bytes()).unwrap();
    assert!(content.is_sound());
    content
}

/// The text of a document.
fn text(rtf: &str) -> String {
    content(rtf).text
}

#[test]
fn paragraphs_and_lines_are_kept() {
    let file = content(
        r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\header Norland news\par}
\pard They met\line in Tarn.\par\pard They {\b lef}t\emdash at once \~\{so\}.\page Later\sect}",
    );
    assert_eq!(
        shown(&file),
        [
            (Kind::Paragraph, "They met\nin Tarn."),
            (Kind::Paragraph, "They left—at once {so}."),
            (Kind::Paragraph, "Later"),
        ]
    );
}

#[test]
fn bytes_are_letters_of_their_font() {
    let fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Mincho;}{\f3\fcharset2 Symbol;}{\f4 Arial Cyr;}{\f5\fcharset161 Arial;}}";
    let text = |words: &str| {
        text(&format!(
            "{{\\rtf1\\ansi\\ansicpg1252\\deff0{fonts}{words}}}"
        ))
    };
    assert_eq!(text(r"caf\'e9 \f1\'cc\'e8\'f0 \f5\'e1"), "café Мир α");
    assert_eq!(text(r"\f2\'93\'fa\'96\'7b"), "日本");
    assert_eq!(text(r"\f2\'83A"), "ア");
    assert_eq!(text(r"\f3 a\'b7"), "α•");
    assert_eq!(text(r"{\f4\'cc\'e8\'f0}\plain\'e9"), "Мирé");
}

#[test]
fn the_document_says_what_bytes_are_where_the_font_does_not() {
    assert_eq!(text(r"{\rtf1\ansi\ansicpg1250 \'b3\'f3d\'9f}"), "łódź");
    assert_eq!(text(r"{\rtf1\mac \'8e}"), "é");
    assert_eq!(text(r"{\rtf1\ansi\ansicpg65001 \'d0\'9c}"), "М");
    assert_eq!(text("{\\rtf1\\ansi Łódź}"), "Łódź");
}

#[test]
fn what_stands_for_a_letter_in_unicode_is_passed_over() {
    assert_eq!(
        text(r"{\rtf1\u8364?5 \uc2\u24180\'94\'4e!{\uc0\u233}t\u233\'e9\'e9}"),
        "€5 年!été"
    );
    assert_eq!(text(r"{\rtf1\u-10179?\u-8703?}"), "\u{1F601}");
    assert_eq!(
        text(r"{\rtf1\uc0\u55357\uc1\u56833\'3f and \u-10179?a\u-8703?}"),
        "\u{1F601} and a"
    );
    assert_eq!(text(r"{\rtf1\u1052 {?}}"), "М?");
    assert_eq!(
        text(r"{\rtf1{\upr{Lodz}{\*\ud{\uc0\u321\u243 d\u378}}}}"),
        "Łódź"
    );
}

#[test]
fn what_is_no_text_is_left_out() {
    let file = r"{\rtf1{\*\generator Pen 1;}a{\pict\pngblip 00ff}b{\*\unknown c}d{\v e}f{\object{\*\objdata 01}{\result g}}{\xe h}";
    assert_eq!(text(file), "abdfg");
    assert_eq!(
        text(
            r"{\rtf1 a\*\b b{\*\bkmkstart x}{\shp{\*\shpinst\x{\sp{\sn n}{\sv 1}}{\shptxt In a box.\par}}{\shprslt z}}}"
        ),
        "ab\n\nIn a box."
    );
}

#[test]
fn words_that_were_struck_out_are_left_out() {
    let file = content(
        r"{\rtf1 They {\deleted did not }meet\deleted  or\par\deleted0 .\par {\deleted  \par}}",
    );
    assert_eq!(file.text, "They meet.");
    assert_eq!(file.remarks, [Remark::TrackedChanges]);
    let moved = r"{\rtf1{\mvf On Friday.\par}They met.\par{\mvt On Friday.\par}}";
    assert_eq!(text(moved), "They met.\n\nOn Friday.");
}

#[test]
fn a_large_letter_is_of_the_paragraph_that_it_begins() {
    let file = r"{\rtf1\pard\dropcapli3\dropcapt1 T\par\pard he port is open.\par\dropcapli2\par Later.\par}";
    assert_eq!(text(file), "The port is open.\n\nLater.");
}

#[test]
fn links_and_symbols_are_fields() {
    let file = content(
        r#"{\rtf1 See {\field{\*\fldinst{HYPERLINK "https://tarn.example/" \\o "x"}}{\fldrslt{\ul the house}}}, p. {\field{\*\fldinst PAGE}{\fldrslt 7}}{\field{\*\fldinst SYMBOL 183 \\f "Symbol"}}
{\field{\*\fldinst SYMBOL 183 \\f "Symbol"}{\fldrslt\f3}}{\field{\*\fldinst SYMBOL 97}{\fldrslt b}}{\field{\*\fldinst SYMBOL 1 \\f "Webdings"}{\fldrslt !}}}"#,
    );
    assert_eq!(file.text, "See the house, p. 7••a!");
    assert_eq!(links(&file), [("the house", "https://tarn.example/")]);
    let disk = r#"{\rtf1{\field{\*\fldinst{HYPERLINK "file:///c:/a.doc"}}{\fldrslt a file}}.}"#;
    assert_eq!(links(&content(disk)), []);
}

#[test]
fn headings_items_and_quotations_are_told() {
    let file = content(
        r"{\rtf1{\stylesheet{\ql Normal;}{\s1\ql heading 1;}{\s7\outlinelevel2 Own;}{\s8 Quote;}}
\pard\s1 Ferry line opens\par\pard\s7 Ports\par\pard\outlinelevel1 Ships\par
{\listtext\pard 1.\tab}\pard\ls1 One\par{\listtext\f3\'b7\tab}\pard\ls1\ilvl1 Two\par\pard Three\par\pard\s8 They said.\par}",
    );
    assert_eq!(
        shown(&file),
        [
            (Kind::Heading(1), "Ferry line opens"),
            (Kind::Heading(3), "Ports"),
            (Kind::Heading(2), "Ships"),
            (Kind::ListItem(0), "1. One"),
            (Kind::ListItem(1), "• Two"),
            (Kind::Paragraph, "Three"),
            (Kind::BlockQuote, "They said."),
        ]
    );
}

#[test]
fn items_without_a_number_beside_them_are_counted() {
    let level = |form: u8, text: &str| {
        format!(
            r"{{\listlevel\levelnfc{form}\levelstartat1{{\leveltext{text};}}{{\levelnumbers\'01;}}\fi-360}}"
        )
    };
    let lists = [
        level(0, r"\'02\'00."),
        level(4, r"\leveltemplateid7\'03(\'01)"),
        level(0, r"\'03\'00.\'02"),
    ];
    let bullets = level(23, r"\'01\u8226 ?");
    let uses = r"{\listoverride\listid7\listoverridecount0\ls1}{\listoverride\listid9\ls2}
{\listoverride\listid7\listoverridecount1{\lfolevel\listoverridestartat\levelstartat14}\ls3}
{\listoverride\listid7{\lfolevel\listoverrideformat{\listlevel\levelnfc1\levelstartat1{\leveltext\'02\'00);}}}\ls4}";
    let items = r"\pard\ls1 One\par Two\par\ilvl1 Within\par Again\par\ilvl2 Deeper\par\ilvl0 Three\par
\pard\ls2 Point\par\pard None\par\pard\ls3 Far\par Farther\par\pard\ls4 Other\par\pard\ls99 No list\par
{\listtext x)\tab}\pard\ls1 Written\par";
    let file = format!(
        r"{{\rtf1{{\*\listtable{{\list{{\listname a;}}{}\listid7}}{{\list\listsimple1{bullets}\listid9}}}}{{\*\listoverridetable{uses}}}{items}}}",
        lists.concat()
    );
    let file = content(&file);
    let texts: Vec<&str> = shown(&file).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        texts,
        [
            "1. One",
            "2. Two",
            "(a) Within",
            "(b) Again",
            "2.1 Deeper",
            "3. Three",
            "• Point",
            "None",
            "14. Far",
            "15. Farther",
            "XVI) Other",
            "No list",
            "x) Written",
        ]
    );
    let lost = r"{\rtf1 Text{\list{\listlevel{\leveltext\'02\'00.;}}{\listname a;}\listid7}{\*\listoverridetable{\listoverride
\listid7\ls0}}\par\ls0 None\par}";
    assert_eq!(text(lost), "Text\n\nNone");
}

#[test]
fn a_heading_that_is_a_text_is_a_paragraph_and_has_its_number_once() {
    let long = "They met in Tarn. ".repeat(30);
    let file = format!(
        r"{{\rtf1{{\listtext 1.\tab}}\pard\outlinelevel0 {long}\line\line Fish\line\line {long}\par}}"
    );
    let file = content(&file);
    let shown = shown(&file);
    let kinds: Vec<Kind> = shown.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [Kind::Paragraph, Kind::Heading(1), Kind::Paragraph]);
    assert!(shown[0].1.starts_with("1. They met"));
    assert!(shown[2].1.starts_with("They met"));
}

#[test]
fn cells_stand_below_one_another() {
    let row = |one, two| format!(r"\trowd\cellx1\cellx2\pard\intbl {one}\cell {two}\cell\row ");
    let file = format!(
        r"{{\rtf1{}{}\pard After it.\par}}",
        row("Tarn", "12"),
        row("Norland", "7")
    );
    assert_eq!(
        shown(&content(&file)),
        [
            (Kind::Preformatted, "Tarn     12\nNorland  7"),
            (Kind::Paragraph, "After it."),
        ]
    );
}

#[test]
fn cells_that_only_lay_the_page_out_are_paragraphs() {
    let row = |one, two| format!(r"\trowd\cellx1\cellx2\pard\intbl {one}\cell {two}\cell\row ");
    let file = format!(r"{{\rtf1{}{}}}", row("Tarn", ""), row("", "Norland"));
    assert_eq!(
        shown(&content(&file)),
        [(Kind::Paragraph, "Tarn"), (Kind::Paragraph, "Norland")]
    );
}

#[test]
fn a_table_of_lines_above_all_else_is_a_letterhead() {
    let head = r"\pard\intbl Port of Tarn\line Director\cell No. 14\cell\row Norland\cell 30 May 2024\cell\row";
    let words = [
        "Port of Tarn\nDirector",
        "No. 14",
        "Norland",
        "30 May 2024",
        "They met.",
    ];
    let above = format!(r"{{\rtf1{head}\pard They met.\par}}");
    assert_eq!(text(&above), words.join("\n\n"));
    let below = content(&format!(r"{{\rtf1 They met.\par{head}\pard}}"));
    assert_eq!(shown(&below).len(), 2);
}

#[test]
fn a_table_within_a_table_is_one_of_its_own() {
    let inner = r"\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}";
    let file = format!(
        r"{{\rtf1\trowd\pard\intbl{inner}{inner}\pard\intbl\itap1 One\cell Two\cell\row Three\cell\row}}"
    );
    assert_eq!(
        shown(&content(&file)),
        [
            (Kind::Preformatted, "a  b\na  b"),
            (Kind::Paragraph, "One"),
            (Kind::Paragraph, "Two"),
            (Kind::Paragraph, "Three"),
        ]
    );
}

#[test]
fn notes_and_remarks_come_after_the_text() {
    let file = content(
        r"{\rtf1 They met{\super\chftn}{\footnote\pard{\super\chftn} On Monday.} in Tarn{\*\atnid ML}{\*\atnauthor Mara Lind}\chatn{\*\annotation{\*\atnref 1}Where?}.{\footnote\ftnalt In 2024.}\par}",
    );
    assert_eq!(
        shown(&file),
        [
            (Kind::Paragraph, "They met[1] in Tarn.[2]"),
            (Kind::Rule, "***"),
            (Kind::Paragraph, "[1] On Monday."),
            (Kind::Paragraph, "[2] In 2024."),
            (Kind::Paragraph, "[Mara Lind] Where?"),
        ]
    );
    assert_eq!(
        &file.text[file.folds[0].range.clone()],
        "[Mara Lind] Where?"
    );
}

#[test]
fn properties_are_noted() {
    let file = content(
        r"{\rtf1\ansi{\info{\title Ferry to {\b Caf\'e9}}{\author Mara Lind}{\keywords fish, ports}{\creatim\yr2023\mo1\dy2}{\revtim\yr2024\mo5\dy3\hr8}{\nofpages2}}Text}",
    );
    assert_eq!(file.noted.title.as_deref(), Some("Ferry to Café"));
    assert_eq!(file.noted.author.as_deref(), Some("Mara Lind"));
    assert_eq!(file.noted.date.as_deref(), Some("2024-05-03"));
    assert_eq!(file.noted.tags, ["fish", "ports"]);
    assert_eq!(file.text, "Text");
}

#[test]
fn groups_need_not_be_closed() {
    assert_eq!(text(r"{\rtf1 a{\b b{c\par d"), "abc\n\nd");
    assert_eq!(text(r"{\rtf1 a}}}b\par}c"), "ab\n\nc");
    assert!(opens(b"\xEF\xBB\xBF\r\n{\\rtf1 a}"));
    assert_eq!(read(br"{\rtf1}"), Err(Refusal::Empty));
    assert!(matches!(
        read(br"{\rtf1{\fonttbl"),
        Err(Refusal::Damaged(_))
    ));
}

#[test]
fn what_is_nested_without_end_is_passed_over() {
    let file = format!("{{\\rtf1 a{}b{}c", "{".repeat(200_000), "}".repeat(200_000));
    assert_eq!(text(&file), "ac");
}

#[test]
fn more_paragraphs_than_anybody_writes_are_cut() {
    let file = content(&format!("{{\\rtf1 {}", "a\\par ".repeat(MOST_MARKS + 9)));
    assert_eq!(file.remarks, [Remark::Cut(Limit::Parts)]);
}

proptest! {
    #[test]
    fn any_words_are_read_or_refused(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let file = format!("{{\\rtf1{}", pieces.concat());
        for end in (6..file.len()).step_by(5) {
            let _ = read(&file.as_bytes()[..end]).map(|content| assert!(content.is_sound()));
            let _ = of_mail(&file.as_bytes()[..end]);
        }
    }
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "a",
    "\\par ",
    "\\cell ",
    "\\row ",
    "\\nestcell ",
    "\\nestrow ",
    "\\intbl ",
    "\\itap3 ",
    "\\pard ",
    "\\line ",
    "{\\field",
    "{\\*\\fldinst HYPERLINK \"a\"",
    "{\\fldrslt ",
    "{\\footnote ",
    "{\\*\\annotation ",
    "{\\shptxt ",
    "{\\upr",
    "{\\*\\ud",
    "\\u-3913 ",
    "\\uc9 ",
    "\\'e9",
    "\\'",
    "\\u55357 ",
    "{\\fonttbl",
    "{\\f1\\fcharset128 x;}",
    "\\f1 ",
    "{\\stylesheet",
    "{\\s1 heading 1;}",
    "\\s1 ",
    "{\\info",
    "{\\title ",
    "{\\creatim\\yr2024",
    "\\bin5 ",
    "\\bin-1 ",
    "\\deleted ",
    "\\v ",
    "\\fromhtml1 ",
    "\\htmlrtf ",
    "{\\*\\htmltag ",
    "{\\listtext ",
    "\\*",
    "\\",
    "\u{E9}",
];
