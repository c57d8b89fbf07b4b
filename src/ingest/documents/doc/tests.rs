use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::*;
use crate::ingest::content::{Kind, Remark};
use crate::ingest::documents::testing::{links, shown};

// Where the head of Word 97 has the places of its tables.
const STYLES: usize = 0xA2;
const NOTE_REFS: usize = 0xAA;
const NOTE_TEXTS: usize = 0xB2;
const REMARK_REFS: usize = 0xBA;
const REMARK_TEXTS: usize = 0xC2;
const AUTHORS: usize = 0x1BA;
const LISTS: usize = 0x2E2;
const LIST_USES: usize = 0x2EA;

const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
const ROW_END: [u8; 6] = [0x16, 0x24, 1, 0x17, 0x24, 1];
const DELETED: [u8; 3] = [0x00, 0x08, 1];
const HIDDEN: [u8; 3] = [0x3C, 0x08, 1];

/// Where the text begins.
const TEXT: usize = 0x600;

/// A document in the making.
#[derive(Default)]
struct Fixture {
    units: Vec<u16>,
    letters: Vec<(usize, Vec<u8>)>,
    paragraphs: Vec<(usize, u16, Vec<u8>)>,
    lengths: [usize; 8],
    /// Tables with the place of theirs in the head, and what of each counts.
    tables: Vec<(usize, Vec<u8>, usize)>,
}

impl Fixture {
    /// Letters of one look.
    fn run(&mut self, text: &str, look: &[u8]) -> &mut Self {
        self.units.extend(text.encode_utf16());
        self.letters.push((self.units.len(), look.to_vec()));
        self
    }

    /// A paragraph up to its mark, which is the last letter.
    fn paragraph(&mut self, text: &str, style: u16, look: &[u8]) -> &mut Self {
        self.run(text, &[]).end(style, look)
    }

    /// Ends a paragraph behind its mark.
    fn end(&mut self, style: u16, look: &[u8]) -> &mut Self {
        let end = self.units.len();
        self.paragraphs.push((end, style, look.to_vec()));
        self
    }

    /// Ends the text of that number.
    fn story(&mut self, number: usize) -> &mut Self {
        let before: usize = self.lengths.iter().sum();
        self.lengths[number] = self.units.len() - before;
        self
    }

    fn table(&mut self, place: usize, bytes: Vec<u8>) -> &mut Self {
        let length = bytes.len();
        self.tables.push((place, bytes, length));
        self
    }

    fn bytes(&mut self) -> Vec<u8> {
        if self.lengths == [0; 8] {
            self.story(0);
        }
        let mut stream = vec![0; TEXT];
        let mut tables = vec![0; 8];
        stream.extend(self.units.iter().flat_map(|unit| unit.to_le_bytes()));
        stream.resize(stream.len().next_multiple_of(512), 0);
        let places = |ends: &[usize]| {
            [&[0], ends]
                .concat()
                .iter()
                .map(|end| TEXT + 2 * end)
                .collect::<Vec<_>>()
        };
        let ends: Vec<_> = self.letters.iter().map(|(end, _)| *end).collect();
        let looks = self
            .letters
            .iter()
            .map(|(_, look)| [&[look.len() as u8], &**look].concat());
        self.page(
            &mut stream,
            0xFA,
            &places(&ends),
            &looks.collect::<Vec<_>>(),
            1,
        );
        let ends: Vec<_> = self.paragraphs.iter().map(|(end, ..)| *end).collect();
        let looks = self.paragraphs.iter().map(|(_, style, look)| {
            let padded = if look.len() % 2 == 0 { &[0][..] } else { &[] };
            let words = (look.len() + padded.len() + 3) / 2;
            [&[words as u8], &style.to_le_bytes()[..], look, padded].concat()
        });
        self.page(
            &mut stream,
            0x102,
            &places(&ends),
            &looks.collect::<Vec<_>>(),
            13,
        );
        let pieces = plc(
            &[0, self.units.len()],
            &[[0, 0].into_iter().chain(long(TEXT)).chain([0, 0]).collect()],
        );
        self.table(0x1A2, [vec![2], long(pieces.len()), pieces].concat());
        stream[0..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
        stream[2..4].copy_from_slice(&0xC1_u16.to_le_bytes());
        stream[0x0B] = 0x02;
        for (at, length) in self.lengths.iter().enumerate() {
            stream[0x4C + 4 * at..][..4].copy_from_slice(&long(*length));
        }
        for (place, bytes, length) in &self.tables {
            stream[*place..][..4].copy_from_slice(&long(tables.len()));
            stream[*place + 4..][..4].copy_from_slice(&long(*length));
            tables.extend(bytes);
        }
        compound(&[("WordDocument", &stream), ("1Table", &tables)])
    }

    /// Writes a page of properties, and the table that lists it.
    fn page(
        &mut self,
        stream: &mut Vec<u8>,
        place: usize,
        places: &[usize],
        looks: &[Vec<u8>],
        width: usize,
    ) {
        let number = stream.len() / 512;
        let mut page = vec![0; 512];
        let mut free = 510;
        for (at, look) in looks.iter().enumerate() {
            free = (free - look.len()) / 2 * 2;
            page[free..][..look.len()].copy_from_slice(look);
            page[4 * places.len() + width * at] = (free / 2) as u8;
        }
        for (at, place) in places.iter().enumerate() {
            page[4 * at..][..4].copy_from_slice(&long(*place));
        }
        page[511] = looks.len() as u8;
        stream.extend(page);
        let ends = [places[0], places[places.len() - 1]];
        self.table(place, plc(&ends, &[long(number)]));
    }

    fn content(&mut self) -> Content {
        let content = read(&self.bytes()).unwrap();
        assert!(content.is_sound());
        content
    }
}

fn long(number: usize) -> Vec<u8> {
    (number as u32).to_le_bytes().to_vec()
}

fn short(number: usize) -> Vec<u8> {
    (number as u16).to_le_bytes().to_vec()
}

/// A table of places and what stands at each.
fn plc(places: &[usize], values: &[Vec<u8>]) -> Vec<u8> {
    let places = places.iter().flat_map(|place| long(*place));
    places.chain(values.concat()).collect()
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A text of which the length in letters stands before it.
fn counted(text: &str) -> Vec<u8> {
    let units: Vec<_> = text.encode_utf16().collect();
    let bytes = units.iter().flat_map(|unit| unit.to_le_bytes());
    short(units.len()).into_iter().chain(bytes).collect()
}

/// The styles Normal, heading 2, one that is hidden and the one for quotations.
fn styles() -> Vec<u8> {
    let style = |own: usize, letters: &[u8]| {
        let base = if own == 0 { 0xFFF } else { 0 };
        let head = [
            short(own),
            short(1 | base << 4),
            short(2),
            short(0),
            short(0),
        ]
        .concat();
        let mut style = [
            head,
            counted("Name"),
            short(0),
            short(2),
            short(0),
            short(letters.len()),
        ]
        .concat();
        style.extend(letters);
        [short(style.len()), style].concat()
    };
    let head = [short(18), short(4), short(10), vec![0; 14]].concat();
    [
        head,
        style(0, &[]),
        style(2, &[]),
        style(100, &HIDDEN),
        style(180, &[]),
    ]
    .concat()
}

#[test]
fn styles_say_what_a_heading_or_a_quotation_is() {
    let mut file = Fixture::default();
    file.table(STYLES, styles());
    file.paragraph("Ferry line opens\r", 1, &[]);
    file.paragraph("The line to Tarn\u{B}opens in May.\u{C}", 0, &[]);
    file.paragraph("Nobody sees this.\r", 2, &[]);
    file.paragraph("They said.\r", 3, &[]);
    file.paragraph("A heading by its level\r", 0, &[0x40, 0x26, 0]);
    file.paragraph(
        "Part\u{1E}time \u{13} PAGE \u{14}7\u{15} \u{1}work\r",
        0,
        &[],
    );
    assert_eq!(
        shown(&file.content()),
        [
            (Kind::Heading(2), "Ferry line opens"),
            (Kind::Paragraph, "The line to Tarn\nopens in May."),
            (Kind::BlockQuote, "They said."),
            (Kind::Heading(1), "A heading by its level"),
            (Kind::Paragraph, "Part\u{2011}time 7 work"),
        ]
    );
}

#[test]
fn words_that_are_struck_out_or_hidden_are_left_out() {
    let mut file = Fixture::default();
    file.run("They ", &[])
        .run("did not ", &DELETED)
        .run("met", &[])
        .run(" in secret", &HIDDEN)
        .run(".\r", &[]);
    file.end(0, &[]);
    file.run("Gone.\r", &DELETED).end(0, &[]);
    file.paragraph("They left.\r", 0, &[]);
    let content = file.content();
    assert_eq!(
        shown(&content),
        [
            (Kind::Paragraph, "They met."),
            (Kind::Paragraph, "They left.")
        ]
    );
    assert_eq!(content.remarks, [Remark::TrackedChanges]);
}

#[test]
fn links_lead_where_their_field_says() {
    let mut file = Fixture::default();
    file.paragraph(
        "See \u{13} HYPERLINK \"https://tarn.example/\" \u{14}the house\u{15}.\r",
        0,
        &[],
    );
    let content = file.content();
    assert_eq!(content.text, "See the house.");
    assert_eq!(links(&content), [("the house", "https://tarn.example/")]);
}

#[test]
fn cells_stand_below_one_another() {
    let mut file = Fixture::default();
    for row in [["Port", "Ships"], ["Tarn", "12"], ["Norland", "7"]] {
        for cell in row {
            file.paragraph(&format!("{cell}\u{7}"), 0, &IN_TABLE);
        }
        file.paragraph("\u{7}", 0, &ROW_END);
    }
    file.paragraph("After it.\r", 0, &[]);
    assert_eq!(
        shown(&file.content()),
        [
            (
                Kind::Preformatted,
                "Port     Ships\nTarn     12\nNorland  7"
            ),
            (Kind::Paragraph, "After it."),
        ]
    );
}

#[test]
fn a_large_letter_is_of_the_paragraph_that_it_begins() {
    let mut file = Fixture::default();
    let drop_cap = [0x2C, 0x44, 0x19, 0];
    file.paragraph("T\r", 0, &drop_cap);
    file.paragraph("he port is open.\r", 0, &[0x2C, 0x44, 0x18, 0]);
    file.paragraph("\r", 0, &drop_cap);
    file.paragraph("Later.\r", 0, &[]);
    assert_eq!(
        shown(&file.content()),
        [
            (Kind::Paragraph, "The port is open."),
            (Kind::Paragraph, "Later."),
        ]
    );
}

#[test]
fn items_have_their_numbers() {
    let level = |form: u8, text: &str| {
        let mut level = [long(1), vec![form, 0], vec![0; 22]].concat();
        level.extend(counted(text));
        level
    };
    let list = [long(7), long(0), vec![0xFF; 18], vec![0, 0]].concat();
    let levels = (0..9).map(|at| match at {
        0 => level(0, "\u{0}."),
        1 => level(4, "\u{0}.\u{1})"),
        _ => level(23, "\u{F0B7}"),
    });
    let mut file = Fixture::default();
    let lists = [short(1), list].concat();
    let length = lists.len();
    file.tables.push((
        LISTS,
        [lists, levels.collect::<Vec<_>>().concat()].concat(),
        length,
    ));
    file.table(
        LIST_USES,
        [long(1), long(7), vec![0; 12], vec![0xFF; 4]].concat(),
    );
    for (text, level) in [
        ("One\r", 0),
        ("Two\r", 0),
        ("Within\r", 1),
        ("Deeper\r", 2),
        ("Three\r", 0),
    ] {
        file.paragraph(text, 0, &[0x0B, 0x46, 1, 0, 0x0A, 0x26, level]);
    }
    assert_eq!(
        shown(&file.content()),
        [
            (Kind::ListItem(0), "1. One"),
            (Kind::ListItem(0), "2. Two"),
            (Kind::ListItem(1), "2.a) Within"),
            (Kind::ListItem(2), "• Deeper"),
            (Kind::ListItem(0), "3. Three"),
        ]
    );
}

/// A text with a note, a header, a remark and a box.
fn with_all() -> Fixture {
    let mut file = Fixture::default();
    file.paragraph("They met\u{2} in Tarn\u{5}.\r", 0, &[])
        .story(0);
    file.paragraph("\u{2} On Monday.\r", 0, &[]).story(1);
    file.paragraph("Norland news\r", 0, &[]).story(2);
    file.paragraph("\u{5}Where?\r", 0, &[]).story(4);
    file.paragraph("In a box.\r", 0, &[]).story(6);
    file.table(NOTE_REFS, plc(&[8, 20], &[short(1)]));
    file.table(NOTE_TEXTS, plc(&[0, 13, 14], &[]));
    file.table(REMARK_REFS, plc(&[17, 20], &[vec![0; 30]]));
    file.table(REMARK_TEXTS, plc(&[0, 8, 9], &[]));
    file.table(AUTHORS, counted("Mara Lind"));
    file
}

#[test]
fn notes_and_remarks_come_after_the_text() {
    let content = with_all().content();
    assert_eq!(
        shown(&content),
        [
            (Kind::Paragraph, "They met[1] in Tarn."),
            (Kind::Paragraph, "In a box."),
            (Kind::Rule, "***"),
            (Kind::Paragraph, "[1] On Monday."),
            (Kind::Paragraph, "[Mara Lind] Where?"),
        ]
    );
    assert_eq!(
        &content.text[content.folds[0].range.clone()],
        "[Mara Lind] Where?"
    );
}

#[test]
fn properties_are_noted() {
    let text = |text: &[u8]| [long(30), long(text.len() + 1), text.to_vec(), vec![0]].concat();
    let cyrillic = encoding_rs::WINDOWS_1251
        .encode("Паром в Тарн")
        .0
        .into_owned();
    let moment = (1_714_724_100_u64 + 11_644_473_600) * 10_000_000;
    let values = [
        (1, [long(2), short(1251), short(0)].concat()),
        (2, text(&cyrillic)),
        (4, text(b"Mara Lind")),
        (5, text(b"fish, ports")),
        (13, [long(64), moment.to_le_bytes().to_vec()].concat()),
    ];
    let (mut heads, mut bytes) = (Vec::new(), Vec::new());
    for (id, value) in &values {
        heads.extend([long(*id), long(8 + 8 * values.len() + bytes.len())].concat());
        bytes.extend(value);
    }
    let set = [long(0), long(values.len()), heads, bytes].concat();
    let noted = summary::read(&[vec![0; 44], long(48), set].concat());
    assert_eq!(noted.title.as_deref(), Some("Паром в Тарн"));
    assert_eq!(noted.author.as_deref(), Some("Mara Lind"));
    assert_eq!(noted.date.as_deref(), Some("2024-05-03T08:15:00Z"));
    assert_eq!(noted.tags, ["fish", "ports"]);
}

#[test]
fn a_document_of_word_6_has_bytes_for_letters() {
    let cyrillic = encoding_rs::WINDOWS_1251
        .encode("Встреча в Тарне.\rОни уехали.\r")
        .0
        .into_owned();
    let mut stream = vec![0; TEXT];
    stream[0..4].copy_from_slice(&[0xDC, 0xA5, 0x68, 0]);
    stream[6..8].copy_from_slice(&0x0419_u16.to_le_bytes());
    stream[0x18..0x1C].copy_from_slice(&long(TEXT));
    stream[0x1C..0x20].copy_from_slice(&long(TEXT + cyrillic.len()));
    stream[0x34..0x38].copy_from_slice(&long(cyrillic.len()));
    stream.extend(cyrillic);
    let content = read(&compound(&[("WordDocument", &stream)])).unwrap();
    assert_eq!(content.text, "Встреча в Тарне.\n\nОни уехали.");
}

#[test]
fn what_cannot_be_read_says_why() {
    let mut file = Fixture::default();
    let mut bytes = file.paragraph("Secret\r", 0, &[]).bytes();
    let head = memchr::memmem::find(&bytes, b"\xEC\xA5\xC1\0").unwrap();
    bytes[head + 0x0B] |= 1;
    assert_eq!(read(&bytes), Err(Refusal::Encrypted));
    assert_eq!(
        read(&Fixture::default().paragraph("\r", 0, &[]).bytes()),
        Err(Refusal::Empty)
    );
    let other = compound(&[("Workbook", b"x")]);
    assert!(matches!(read(&other), Err(Refusal::Damaged(_))));
    let word_2 = Refusal::Unsupported("Word 2.0 document".to_owned());
    assert_eq!(read(b"\xDB\xA5\x2D\0"), Err(word_2));
    assert!(is_doc(&bytes, Path::new("a.bin")));
    assert!(!is_doc(&other, Path::new("a.xls")));
}

#[test]
fn a_file_that_is_broken_anywhere_is_read_or_refused() {
    let bytes = with_all().bytes();
    for end in (0..bytes.len()).step_by(7) {
        let _ = read(&bytes[..end]);
    }
    let mut changed = bytes.clone();
    // Most of the file is empty.
    for at in (0..bytes.len()).filter(|at| bytes[*at] != 0) {
        for value in [0, 0x7F, 0xFF] {
            changed[at] = value;
            let _ = read(&changed).map(|content| assert!(content.is_sound()));
        }
        changed[at] = bytes[at];
    }
}

proptest! {
    #[test]
    fn any_bytes_in_the_streams_are_read_or_refused(
        changes in prop::collection::vec((0_usize..0x600, any::<u8>()), 0..40),
        tables in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let mut stream = vec![0xFF; 0xA00];
        stream[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
        for (at, value) in changes {
            stream[at] = value;
        }
        stream[0x0A..0x0C].copy_from_slice(&[0, 2]);
        let _ = read(&compound(&[("WordDocument", &stream), ("1Table", &tables)]));
    }
}
