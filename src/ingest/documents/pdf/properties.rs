//! What a PDF's properties say of it: title, author, day, keywords, language.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{DateTime, Dict, Stream, String as Text};

use crate::ingest::content::Stated;
use crate::ingest::documents::properties::Properties;

/// The most bytes of a property that are looked at.
const LONGEST: usize = 2_000;

/// The codes 0x80 to 0x9F of PDF's own character set.
const DOC_ENCODING: [char; 32] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', ' ',
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
    let language = catalog.as_ref().and_then(|it| it.get::<Text<'_>>("Lang"));
    let properties = Properties {
        title,
        author: of_info(&info.author),
        // A PDF is made when its text is finished.
        created: info.creation_date.or(info.modification_date).and_then(date),
        keywords: of_info(&info.keywords).into_iter().collect(),
        language: language.map(|it| decoded(it.as_bytes())),
        ..Properties::default()
    };
    properties.noted()
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

/// RFC 3339, where it is a day that can be.
fn date(at: DateTime) -> Option<String> {
    let is_day = (1..=12).contains(&at.month) && (1..=31).contains(&at.day);
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
