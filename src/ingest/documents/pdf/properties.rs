//! What a PDF's properties say of it: title, author, day, keywords, language.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{DateTime, Dict, Stream, String as Text};

use crate::ingest::content::Stated;

/// The most bytes of a property that are looked at.
const LONGEST: usize = 2_000;

/// The codes 0x80 to 0x9F of PDF's own character set.
const DOC_ENCODING: [char; 32] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', ' ',
];

/// Authors that are no people, in small letters.
const NOBODY: [&str; 10] = [
    "admin",
    "administrator",
    "author",
    "dell",
    "hp",
    "owner",
    "pc",
    "unknown",
    "user",
    "windows user",
];

/// Endings of files that programs take for a title.
const ENDINGS: [&str; 14] = [
    ".cdr", ".doc", ".docx", ".fm", ".htm", ".html", ".indd", ".odt", ".p65", ".pdf", ".ppt",
    ".qxd", ".rtf", ".xls",
];

/// What the properties state.
pub(super) fn noted(pdf: &Pdf) -> Stated {
    let info = pdf.metadata();
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let packet = || {
        catalog
            .as_ref()?
            .get::<Stream<'_>>("Metadata")?
            .decoded()
            .ok()
    };
    let of_info =
        |bytes: &Option<Vec<u8>>| bytes.as_deref().map(decoded).filter(|it| !it.is_empty());
    let title = of_info(&info.title).or_else(|| element(&packet()?, "dc:title"));
    let author =
        of_info(&info.author).filter(|author| !NOBODY.contains(&author.to_lowercase().as_str()));
    let keywords = of_info(&info.keywords).unwrap_or_default();
    let keywords = keywords
        .split([',', ';'])
        .map(str::trim)
        .filter(|it| !it.is_empty());
    let language = catalog.as_ref().and_then(|it| it.get::<Text<'_>>("Lang"));
    Stated {
        title: title.filter(|title| is_title(title)),
        date: info.creation_date.or(info.modification_date).and_then(date),
        author,
        language: language
            .map(|it| decoded(it.as_bytes()))
            .filter(|it| is_language(it)),
        tags: keywords.map(str::to_owned).collect(),
        ..Stated::default()
    }
}

/// A property as text, its blanks as single ones.
fn decoded(bytes: &[u8]) -> String {
    let text = decoded_as_is(bytes);
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = text
        .split(is_blank)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The same with all its blanks.
pub(super) fn decoded_as_is(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().copied().map(of_doc_encoding).collect(),
        },
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

fn of_doc_encoding(byte: u8) -> char {
    match byte {
        0x80..=0x9F => DOC_ENCODING[usize::from(byte - 0x80)],
        0xA0 => '€',
        _ => char::from(byte),
    }
}

/// The words of the first item of an element of an XMP packet.
fn element(packet: &[u8], name: &str) -> Option<String> {
    let packet = std::str::from_utf8(packet).ok()?;
    let (_, rest) = packet.split_once(&format!("<{name}>"))?;
    let (inside, _) = rest.split_once(&format!("</{name}>"))?;
    let (_, item) = inside.split_once("<rdf:li")?;
    let (_, words) = item.split_once('>')?;
    let (words, _) = words.split_once("</rdf:li>")?;
    let words = decoded(html_escape::decode_html_entities(words).as_bytes());
    (!words.is_empty()).then_some(words)
}

/// True for words that somebody gave; programs put names of files and of themselves.
fn is_title(title: &str) -> bool {
    let small = title.to_lowercase();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let is_of_program = [
        "microsoft ",
        "untitled",
        "powerpoint ",
        "print ",
        "scan",
        "layout 1",
    ]
    .iter()
    .any(|start| small.starts_with(start));
    let is_file = ENDINGS.iter().any(|ending| small.ends_with(ending));
    let is_one_word = !title.contains(char::is_whitespace);
    let is_code = is_one_word && title.contains(|c: char| c.is_numeric() || c == '_');
    letters >= 4 && !is_of_program && !is_file && !is_code && !title.contains('\u{FFFD}')
}

fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// RFC 3339, where it is a day that can be.
fn date(at: DateTime) -> Option<String> {
    let is_day = (1980..=2200).contains(&at.year)
        && (1..=12).contains(&at.month)
        && (1..=31).contains(&at.day);
    let is_time = at.hour < 24 && at.minute < 60 && at.second < 60;
    let sign = if at.utc_offset_hour < 0 { '-' } else { '+' };
    let zone = (
        at.utc_offset_hour.unsigned_abs().min(14),
        at.utc_offset_minute.min(59),
    );
    is_day.then(|| match is_time {
        true => format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            at.year, at.month, at.day, at.hour, at.minute, at.second, zone.0, zone.1
        ),
        false => format!("{:04}-{:02}-{:02}", at.year, at.month, at.day),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_and_programs_are_no_titles() {
        for title in [
            "Microsoft Word - talks.doc",
            "Document1",
            "untitled",
            "talks.pdf",
            "S2612345_E",
            "3",
            "PowerPoint Presentation",
        ] {
            assert!(!is_title(title), "{title}");
        }
        for title in ["Talks in Tarn", "Переговоры в Тарне", "Communiqué"] {
            assert!(is_title(title), "{title}");
        }
    }

    #[test]
    fn properties_are_decoded_from_each_of_their_charsets() {
        assert_eq!(decoded(b"\xFE\xFF\x00T\x00a\x00r\x00n"), "Tarn");
        assert_eq!(decoded(b"\xFF\xFET\x00a\x00r\x00n\x00"), "Tarn");
        assert_eq!(decoded("\u{FEFF}Tarn\n déjà".as_bytes()), "Tarn déjà");
        assert_eq!(decoded(b"d\xE9j\xE0 \x84 vu"), "déjà — vu");
    }

    #[test]
    fn a_packet_has_its_title_in_an_item() {
        let packet = r#"<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Talks &amp; more</rdf:li></rdf:Alt></dc:title>"#;
        assert_eq!(
            element(packet.as_bytes(), "dc:title").as_deref(),
            Some("Talks & more")
        );
        assert_eq!(element(b"<dc:title>", "dc:title"), None);
    }
}
