//! Bytes to text: by byte order mark, then as UTF-8, then by declaration, then by detection.
//!
//! Valid UTF-8 is not copied. Nothing fails: what an encoding cannot read becomes U+FFFD, and the
//! first such place is reported. Binary files are told by their first bytes, or by NULs and
//! control characters that no text has.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::problem::Reason;
use super::{MAX_TEXT, lines};

/// How much of an oversized file is shown: a few thousand screens, at once.
const FIRST_PART: usize = 8 << 20;

/// How much of a file the detectors look at: enough for sure statistics, little enough to be quick.
const SAMPLE: usize = 256 << 10;

/// Fewer letters outside ASCII than this are too few to tell one 8-bit encoding from another.
const SURE_LETTERS: usize = 24;

/// A file as text, and what went wrong on the way.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, without its byte order mark.
    pub(super) text: Cow<'a, str>,
    /// Faults, with their byte offset in the file where it can be told.
    pub(super) faults: Vec<(Option<u64>, Reason)>,
}

/// Decodes a file, or says why it is no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Reason> {
    let mut faults = Vec::new();
    let kept = if bytes.len() > MAX_TEXT {
        faults.push((
            Some(FIRST_PART as u64),
            Reason::TooLarge(bytes.len() as u64),
        ));
        whole_characters(&bytes[..FIRST_PART])
    } else {
        bytes
    };
    let text = match encoding_of(kept)? {
        Found::Utf8(text) => Cow::Borrowed(text),
        Found::Utf32 { big_endian } => utf_32(&kept[4..], big_endian),
        Found::Other { encoding, sure } => {
            if !sure {
                faults.push((None, Reason::EncodingDoubtful(encoding.name())));
            }
            let (text, _, bad) = encoding.decode(kept);
            if bad {
                let at = (encoding == UTF_8).then(|| valid_utf8(kept) as u64);
                faults.push((at, Reason::BadBytes(encoding.name())));
            }
            text
        }
    };
    Ok(Decoded {
        text: lines::with_usual_ends(text),
        faults,
    })
}

/// Decodes whatever it is, for the raw view of a file that has no briefing too.
pub(super) fn decode_anyhow(bytes: &[u8]) -> Cow<'_, str> {
    match decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(&bytes[..bytes.len().min(FIRST_PART)]),
    }
}

/// Without the character that the cut went through, if this is UTF-8.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

enum Found<'a> {
    Utf8(&'a str),
    Utf32 {
        big_endian: bool,
    },
    Other {
        encoding: &'static Encoding,
        sure: bool,
    },
}

fn encoding_of(bytes: &[u8]) -> Result<Found<'_>, Reason> {
    let sure = |encoding| Found::Other {
        encoding,
        sure: true,
    };
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => return Ok(Found::Utf32 { big_endian: false }),
        [0, 0, 0xFE, 0xFF, ..] => return Ok(Found::Utf32 { big_endian: true }),
        _ => {}
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(match std::str::from_utf8(&bytes[length..]) {
            Ok(text) if encoding == UTF_8 => Found::Utf8(text),
            _ => sure(encoding),
        });
    }
    if let Some(reason) = magic(bytes) {
        return Err(reason);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf_16_without_mark(sample) {
        return Ok(sure(encoding));
    }
    let declared = declared(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        // ISO-2022-JP is all ASCII bytes; any other declaration loses against valid UTF-8.
        let shifts = declared.filter(|encoding| !encoding.is_ascii_compatible());
        return match shifts {
            Some(encoding) => Ok(sure(encoding)),
            None if is_noise(sample) => Err(Reason::Binary("control characters")),
            None => Ok(Found::Utf8(text)),
        };
    }
    if is_noise(sample) {
        return Err(Reason::Binary("control characters"));
    }
    if is_damaged_utf8(bytes) {
        return Ok(sure(UTF_8));
    }
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        return Ok(sure(encoding));
    }
    Ok(guess(sample, bytes.len() <= SAMPLE))
}

fn guess(sample: &[u8], whole: bool) -> Found<'static> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, whole);
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    Found::Other {
        encoding: detector.guess(None, Utf8Detection::Deny),
        sure: high >= SURE_LETTERS,
    }
}

/// The length of the valid UTF-8 that `bytes` opens with.
fn valid_utf8(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.len(),
        Err(error) => error.valid_up_to(),
    }
}

/// True when a few bad bytes stand among many good sequences of UTF-8: a file cut at a chunk's
/// edge or spoiled by one stray byte, not a file in another encoding.
///
/// Half a surrogate pair written as three bytes is a fault of the program that wrote the file, and
/// speaks for UTF-8.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad, mut halves) = (0usize, 0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    for at in memchr::memchr_iter(0xED, bytes) {
        let is_half = matches!(bytes[at..], [_, 0xA0..=0xBF, 0x80..=0xBF, ..]);
        halves += usize::from(is_half);
    }
    // Each half was counted as three bad bytes.
    good + halves > 4 * bad.saturating_sub(3 * halves)
}

/// UTF-16 without a mark, by where its NUL bytes stand: blanks, line ends and digits have theirs
/// all on one side, whatever the script of the letters.
fn utf_16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    memchr::memchr(0, sample)?;
    let count = |side: usize| {
        sample
            .iter()
            .skip(side)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (count(0), count(1));
    let pairs = sample.len() / 2;
    // One character in a hundred must be ASCII; a text of less is rarer than a binary file.
    if pairs < 4 || (even + odd) * 100 < pairs {
        return None;
    }
    // ASCII and Cyrillic in UTF-16 are valid UTF-8 of which half or more are control characters; a
    // text in UTF-8 has a few strays at most.
    let controls = sample.iter().filter(|&&byte| byte < b'\t').count();
    if controls * 3 < sample.len() && valid_utf8(sample) + 4 > sample.len() {
        return None;
    }
    let encoding = if odd > even * 16 {
        UTF_16LE
    } else if even > odd * 16 {
        UTF_16BE
    } else {
        return None;
    };
    let (text, bad) = encoding.decode_without_bom_handling(&sample[..pairs * 2]);
    let strange = text.chars().filter(|&c| is_strange(c)).count();
    (!bad && strange * 50 < pairs).then_some(encoding)
}

fn is_strange(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..)
}

/// True for bytes that no text in any 8-bit encoding has: one in ten a control character.
///
/// A lone NUL or escape in a text is a character to show, not a reason to refuse the file.
fn is_noise(sample: &[u8]) -> bool {
    let is_control = |&byte: &u8| matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    // Counted in bytes, as many as cannot overflow: sixteen at a time go through at once.
    let of_chunk = |chunk: &[u8]| {
        chunk
            .iter()
            .map(|byte| u8::from(is_control(byte)))
            .sum::<u8>()
    };
    let chunks = sample.chunks(usize::from(u8::MAX));
    let controls: usize = chunks.map(|chunk| usize::from(of_chunk(chunk))).sum();
    controls >= 8 && controls * 10 > sample.len()
}

/// The character set that a text declares about itself in its first KiB: XML, HTML, mail, editors.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    ["charset=", "encoding=", "coding:"].iter().find_map(|key| {
        let at = memchr::memmem::find(&head, key.as_bytes())? + key.len();
        let label = head[at..].trim_ascii_start();
        let label = label
            .strip_prefix(b"\"")
            .or(label.strip_prefix(b"'"))
            .unwrap_or(label);
        let end = label
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_.:".contains(byte))
            .unwrap_or(label.len());
        // A text that could be read so far is not UTF-16, whatever it says.
        Encoding::for_label(&label[..end])
            .filter(|&encoding| encoding != UTF_16LE && encoding != UTF_16BE)
    })
}

fn utf_32(bytes: &[u8], big_endian: bool) -> Cow<'static, str> {
    let text = bytes.chunks(4).map(|unit| {
        let unit: Option<[u8; 4]> = unit.try_into().ok();
        let code = unit.map(|unit| {
            if big_endian {
                u32::from_be_bytes(unit)
            } else {
                u32::from_le_bytes(unit)
            }
        });
        code.and_then(char::from_u32)
            .unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    Cow::Owned(text.collect())
}

/// First bytes that tell a file of another kind.
const MAGIC: &[(&[u8], Reason)] = &[
    (b"%PDF-", Reason::Unsupported("PDF")),
    (
        b"PK\x03\x04",
        Reason::Unsupported("an Office document or a book (DOCX, ODT, EPUB)"),
    ),
    (b"%!PS", Reason::Unsupported("PostScript")),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        Reason::Unsupported("an old Office document"),
    ),
    (b"{\\rtf", Reason::Unsupported("RTF")),
    (b"BZh", Reason::Unsupported("a bzip2 file")),
    (b"\xFD7zXZ\0", Reason::Unsupported("an xz file")),
    (b"7z\xBC\xAF\x27\x1C", Reason::Unsupported("a 7z archive")),
    (b"Rar!\x1A\x07", Reason::Unsupported("a RAR archive")),
    (b"\x7FELF", Reason::Binary("ELF program")),
    (b"MZ\x90\0", Reason::Binary("Windows program")),
    (b"\xCF\xFA\xED\xFE", Reason::Binary("macOS program")),
    (b"\xFF\xD8\xFF", Reason::Binary("JPEG image")),
    (b"\x89PNG\r\n\x1A\n", Reason::Binary("PNG image")),
    (b"GIF87a", Reason::Binary("GIF image")),
    (b"GIF89a", Reason::Binary("GIF image")),
    (b"II*\0", Reason::Binary("TIFF image")),
    (b"MM\0*", Reason::Binary("TIFF image")),
    (b"RIFF", Reason::Binary("RIFF media")),
    (b"OggS", Reason::Binary("Ogg media")),
    (b"ID3\x03", Reason::Binary("MP3 audio")),
    (b"ID3\x04", Reason::Binary("MP3 audio")),
    (b"SQLite format 3\0", Reason::Binary("SQLite database")),
];

/// Bytes further in that tell a file of another kind.
const MAGIC_AT: &[(usize, &[u8], Reason)] = &[(4, b"ftyp", Reason::Binary("MP4 media"))];

fn magic(bytes: &[u8]) -> Option<Reason> {
    let further_in = MAGIC_AT
        .iter()
        .find(|(at, known, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(known)))
        // A text may hold these letters there too, but not a NUL before them.
        .filter(|(at, ..)| bytes[..*at].contains(&0));
    if let Some((.., reason)) = further_in {
        return Some(reason.clone());
    }
    let known = MAGIC.iter().find(|(first, _)| bytes.starts_with(first));
    let riff_in_words =
        known.is_some_and(|(first, _)| *first == b"RIFF") && !bytes.get(4..8)?.contains(&0);
    known
        .filter(|_| !riff_in_words)
        .map(|(_, reason)| reason.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{GB18030, IBM866, KOI8_R, SHIFT_JIS, WINDOWS_1251};

    const RUSSIAN: &str = "Министр иностранных дел принял посла. Стороны обсудили подготовку \
        очередного раунда консультаций и обменялись мнениями о положении в регионе.\n";

    fn text(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text.into_owned()
    }

    #[test]
    fn valid_utf_8_is_not_copied() {
        let decoded = decode("Côte d’Ivoire".as_bytes()).unwrap();
        assert!(matches!(decoded.text, Cow::Borrowed("Côte d’Ivoire")));
        assert!(decoded.faults.is_empty());
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_not_shown() {
        assert_eq!(text(b"\xEF\xBB\xBFabc"), "abc");
        assert_eq!(text(b"\xFF\xFEa\0b\0"), "ab");
        assert_eq!(text(b"\xFE\xFF\0a\0b"), "ab");
        assert_eq!(text(b"\xFF\xFE\0\0a\0\0\0\xAC\x20\0\0"), "a€");
        assert_eq!(text(b"\0\0\xFE\xFF\0\0\0a\0\0"), "a\u{FFFD}");
        assert_eq!(text(b"\xEF\xBB\xBF"), "");
    }

    #[test]
    fn utf_16_is_known_without_its_mark() {
        for words in ["Plain words, and a few more of them.", RUSSIAN] {
            let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(text(&little), words);
            assert_eq!(text(&big), words);
        }
    }

    #[test]
    fn cyrillic_and_east_asian_encodings_are_detected() {
        for encoding in [WINDOWS_1251, KOI8_R, IBM866] {
            let words = RUSSIAN.replace(['\u{201C}', '\u{201D}'], "\"");
            assert_eq!(
                text(&encoding.encode(&words).0),
                words,
                "{}",
                encoding.name()
            );
        }
        let japanese = "外務大臣は、本日の記者会見で、両国の協力を一層強化すると述べました。";
        assert_eq!(text(&SHIFT_JIS.encode(japanese).0), japanese);
        let chinese = "外交部发言人今天在例行记者会上表示，双方将继续就有关问题保持沟通。";
        assert_eq!(text(&GB18030.encode(chinese).0), chinese);
    }

    #[test]
    fn a_declared_encoding_goes_before_detection() {
        let page = b"<?xml version=\"1.0\" encoding='koi8-r'?><p>\xCD\xC9\xD2</p>";
        let decoded = decode(page).unwrap();
        assert!(decoded.text.contains("мир"), "{}", decoded.text);
        assert!(decoded.faults.is_empty());
        let lies = "<meta charset=\"windows-1251\">Мир и согласие".as_bytes();
        assert!(text(lies).contains("Мир"), "valid UTF-8 is what it is");
    }

    #[test]
    fn one_bad_byte_does_not_make_a_file_foreign() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.insert(4, 0xFF);
        let decoded = decode(&bytes).unwrap();
        assert!(decoded.text.starts_with("Ми\u{FFFD}нистр"));
        assert_eq!(decoded.faults, [(Some(4), Reason::BadBytes("UTF-8"))]);
    }

    #[test]
    fn half_a_surrogate_pair_spoils_no_file() {
        let decoded = decode(b"a\xED\xA0\x80b, plain words").unwrap();
        assert_eq!(decoded.text, "a\u{FFFD}\u{FFFD}\u{FFFD}b, plain words");
        assert_eq!(decoded.faults, [(Some(1), Reason::BadBytes("UTF-8"))]);
    }

    #[test]
    fn a_guess_from_little_is_called_one() {
        let decoded = decode(b"caf\xE9").unwrap();
        assert_eq!(decoded.text, "café");
        assert!(matches!(
            decoded.faults[..],
            [(None, Reason::EncodingDoubtful(_))]
        ));
    }

    #[test]
    fn binary_files_are_told_from_texts_with_a_stray_control() {
        assert!(matches!(
            decode(b"\x7FELF\x02\x01\x01\0"),
            Err(Reason::Binary("ELF program"))
        ));
        assert!(matches!(
            decode(b"%PDF-1.7\n"),
            Err(Reason::Unsupported("PDF"))
        ));
        let film = b"\0\0\0\x18ftypmp42";
        assert!(matches!(decode(film), Err(Reason::Binary("MP4 media"))));
        assert!(decode(b"The ftyp is a word").is_ok());
        let noise: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert!(matches!(decode(&noise), Err(Reason::Binary(_))));
        assert_eq!(
            text(b"a NUL \0 and an escape \x1B[2J in a text"),
            "a NUL \0 and an escape \x1B[2J in a text"
        );
        assert_eq!(text(b"RIFFRAFF is a word"), "RIFFRAFF is a word");
    }

    #[test]
    fn an_oversized_file_shows_its_first_part() {
        let decoded = decode(&vec![b'a'; MAX_TEXT + 1]).unwrap().text.len();
        assert_eq!(decoded, FIRST_PART);
    }
}
