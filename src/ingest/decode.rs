//! Bytes to text: by byte order mark, then as UTF-8, then by declaration, then by detection.
//!
//! Valid UTF-8 is not copied. Nothing fails: what an encoding cannot read becomes U+FFFD, and the
//! first such place is reported. Binary files are told by their first bytes, or by NULs and
//! control characters that no text has. What was guessed is said where it may be something else.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::charset::Charset;
use super::problem::Reason;
use super::{MAX_TEXT, lines};
use crate::briefing::{Encoding, Known};

mod declared;
mod guess;

/// How much of an oversized file is shown: a few thousand screens, at once.
const FIRST_PART: usize = 8 << 20;

/// How much of a file the detectors look at: enough for sure statistics, little enough to be quick.
const SAMPLE: usize = 256 << 10;

/// A file as text, and what went wrong on the way.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, without its byte order mark.
    pub(super) text: Cow<'a, str>,
    /// What it was read in, and how that is known.
    pub(super) encoding: Encoding,
    /// How many bytes were given.
    pub(super) read: usize,
    /// Faults, with their byte offset in the file where it can be told.
    pub(super) faults: Vec<(Option<u64>, Reason)>,
}

/// Decodes a file, or says why it is no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Reason> {
    let (kept, cut) = first_part(bytes);
    let mut decoded = decode_whole(kept)?;
    decoded.read = bytes.len();
    decoded.faults.splice(..0, cut);
    Ok(decoded)
}

/// Decodes all of a file, however large: of one that is read entry by entry no entry is left out.
pub(super) fn decode_whole(bytes: &[u8]) -> Result<Decoded<'_>, Reason> {
    let found = encoding_of(bytes)?;
    let doubt = found.is_doubtful.then(|| {
        let doubt = Reason::EncodingDoubtful(found.charset.name().into());
        (None, doubt)
    });
    let (text, bad) = match found.text {
        Some(text) => (Cow::Borrowed(text), None),
        None => decoded(bytes, found.charset),
    };
    Ok(Decoded {
        text: lines::with_usual_ends(text),
        encoding: Encoding {
            name: found.charset.name(),
            known: found.known,
        },
        read: bytes.len(),
        faults: [doubt, bad].into_iter().flatten().collect(),
    })
}

/// Decodes a file in the encoding that the reader has chosen, whatever it looks like.
pub(super) fn decode_as(bytes: &[u8], charset: Charset) -> Decoded<'_> {
    let (kept, cut) = first_part(bytes);
    let mut decoded = decode_whole_as(kept, charset);
    decoded.read = bytes.len();
    decoded.faults.splice(..0, cut);
    decoded
}

/// The same of all of a file, however large.
pub(super) fn decode_whole_as(bytes: &[u8], charset: Charset) -> Decoded<'_> {
    let (text, bad) = decoded(bytes, charset);
    Decoded {
        text: lines::with_usual_ends(text),
        encoding: Encoding {
            name: charset.name(),
            known: Known::Chosen,
        },
        read: bytes.len(),
        faults: bad.into_iter().collect(),
    }
}

/// The beginning of a file, for those who look for signs in ASCII alone: what has to be guessed is not.
pub(super) fn ascii_of(head: &[u8]) -> Cow<'_, str> {
    let wide = by_mark(head).map(|found| found.charset);
    match wide.or_else(|| wide_without_mark(head)) {
        Some(charset) => charset.read(head),
        None => String::from_utf8_lossy(head),
    }
}

/// Decodes whatever it is, for the raw view of a file that has no briefing too.
pub(super) fn decode_anyhow(bytes: &[u8]) -> Cow<'_, str> {
    match decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(&bytes[..bytes.len().min(FIRST_PART)]),
    }
}

type Fault = (Option<u64>, Reason);

/// What is read of a file, and that it is not all.
fn first_part(bytes: &[u8]) -> (&[u8], Option<Fault>) {
    if bytes.len() <= MAX_TEXT {
        return (bytes, None);
    }
    let fault = Reason::TooLarge(bytes.len() as u64);
    let kept = whole_characters(&bytes[..FIRST_PART]);
    (kept, Some((Some(FIRST_PART as u64), fault)))
}

fn decoded(bytes: &[u8], charset: Charset) -> (Cow<'_, str>, Option<Fault>) {
    let (text, bad) = charset.decode(bytes);
    let fault = bad.then(|| {
        let at = (charset == Charset::UTF_8).then(|| valid_utf8(bytes) as u64);
        (at, Reason::BadBytes(charset.name().into()))
    });
    (text, fault)
}

/// Without the character that the cut went through, if this is UTF-8.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

/// What the encoding of a file is.
struct Found<'a> {
    charset: Charset,
    known: Known,
    is_doubtful: bool,
    /// All of the text, where it is valid UTF-8.
    text: Option<&'a str>,
}

impl<'a> Found<'a> {
    fn sure(charset: impl Into<Charset>, known: Known) -> Self {
        Self {
            charset: charset.into(),
            known,
            is_doubtful: false,
            text: None,
        }
    }

    fn utf_8(text: &'a str, known: Known) -> Self {
        Self {
            text: Some(text),
            ..Self::sure(Charset::UTF_8, known)
        }
    }
}

fn encoding_of(bytes: &[u8]) -> Result<Found<'_>, Reason> {
    if let Some(found) = by_mark(bytes) {
        return Ok(found);
    }
    if let Some(reason) = magic(bytes) {
        return Err(reason);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(charset) = wide_without_mark(sample) {
        return Ok(Found::sure(charset, Known::Bytes));
    }
    let declared = declared::charset(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        // ISO-2022-JP is all ASCII bytes; any other declaration loses against valid UTF-8.
        let shifts = declared.filter(|it| !it.is_ascii_compatible() && text.contains('\x1B'));
        return match shifts {
            Some(charset) => Ok(Found::sure(charset, Known::Declared)),
            None if is_noise(sample) => Err(Reason::Binary(Cow::Borrowed("control characters"))),
            None => Ok(Found::utf_8(text, Known::Bytes)),
        };
    }
    if is_noise(sample) {
        return Err(Reason::Binary(Cow::Borrowed("control characters")));
    }
    let says_utf_8 = declared == Some(Charset::UTF_8);
    if is_damaged_utf8(bytes, says_utf_8) {
        return Ok(Found::sure(Charset::UTF_8, Known::Bytes));
    }
    let declared = declared.filter(|&it| it != Charset::UTF_8 && it.is_ascii_compatible());
    if let Some(charset) = declared.filter(|&charset| fits(charset, sample)) {
        return Ok(Found::sure(charset, Known::Declared));
    }
    let guess = guess::guess(sample, bytes.len() <= SAMPLE);
    Ok(Found {
        charset: guess.charset,
        known: Known::Guessed,
        is_doubtful: guess.is_doubtful,
        text: None,
    })
}

/// By the byte order mark.
fn by_mark(bytes: &[u8]) -> Option<Found<'_>> {
    let wide = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Charset::utf_32(false),
        [0, 0, 0xFE, 0xFF, ..] => Charset::utf_32(true),
        [0xFF, 0xFE, ..] => UTF_16LE.into(),
        [0xFE, 0xFF, ..] => UTF_16BE.into(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            return Some(match std::str::from_utf8(rest) {
                Ok(text) => Found::utf_8(text, Known::Mark),
                Err(_) => Found::sure(UTF_8, Known::Mark),
            });
        }
        _ => return None,
    };
    Some(Found::sure(wide, Known::Mark))
}

/// True where the bytes can be what is declared: of a hundred characters one at most cannot.
fn fits(charset: Charset, sample: &[u8]) -> bool {
    let (text, bad) = charset.decode(sample);
    let high = || text.chars().filter(|c| !c.is_ascii()).count();
    let lost = || text.matches(char::REPLACEMENT_CHARACTER).count();
    !bad || lost() * 100 <= high()
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
/// speaks for UTF-8. So does a declaration: it takes no more than one good sequence more than bad ones then.
pub(super) fn is_damaged_utf8(bytes: &[u8], is_declared: bool) -> bool {
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
    let for_each_bad = if is_declared { 1 } else { 4 };
    good + halves > for_each_bad * bad.saturating_sub(3 * halves)
}

/// UTF-16 or UTF-32 without a mark.
fn wide_without_mark(sample: &[u8]) -> Option<Charset> {
    memchr::memchr(0, sample)?;
    utf_32_without_mark(sample).or_else(|| utf_16_without_mark(sample).map(Charset::from))
}

/// UTF-32 without a mark: no other text has two bytes of each four that are NUL or next to it.
fn utf_32_without_mark(sample: &[u8]) -> Option<Charset> {
    let (units, _) = sample.as_chunks::<4>();
    let all = |is: fn(&[u8; 4]) -> bool| units.len() >= 4 && units.iter().all(is);
    if all(|unit| matches!(unit, [_, _, 0..=0x10, 0]) && unit[..2] != [0, 0]) {
        Some(Charset::utf_32(false))
    } else if all(|unit| matches!(unit, [0, 0..=0x10, _, _]) && unit[2..] != [0, 0]) {
        Some(Charset::utf_32(true))
    } else {
        None
    }
}

/// UTF-16 without a mark, by where its NUL bytes stand: blanks, line ends and digits have theirs
/// all on one side, whatever the script of the letters.
fn utf_16_without_mark(sample: &[u8]) -> Option<&'static encoding_rs::Encoding> {
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

/// First bytes that tell a file of another kind.
const MAGIC: &[(&[u8], Reason)] = &[
    (b"%PDF-", Reason::Unsupported(Cow::Borrowed("PDF"))),
    (
        b"PK\x03\x04",
        Reason::Unsupported(Cow::Borrowed(
            "an Office document or a book (DOCX, ODT, EPUB)",
        )),
    ),
    (b"%!PS", Reason::Unsupported(Cow::Borrowed("PostScript"))),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        Reason::Unsupported(Cow::Borrowed("an old Office document")),
    ),
    (b"{\\rtf", Reason::Unsupported(Cow::Borrowed("RTF"))),
    (b"BZh", Reason::Unsupported(Cow::Borrowed("a bzip2 file"))),
    (
        b"\xFD7zXZ\0",
        Reason::Unsupported(Cow::Borrowed("an xz file")),
    ),
    (
        b"7z\xBC\xAF\x27\x1C",
        Reason::Unsupported(Cow::Borrowed("a 7z archive")),
    ),
    (
        b"Rar!\x1A\x07",
        Reason::Unsupported(Cow::Borrowed("a RAR archive")),
    ),
    (b"\x7FELF", Reason::Binary(Cow::Borrowed("ELF program"))),
    (
        b"MZ\x90\0",
        Reason::Binary(Cow::Borrowed("Windows program")),
    ),
    (
        b"\xCF\xFA\xED\xFE",
        Reason::Binary(Cow::Borrowed("macOS program")),
    ),
    (b"\xFF\xD8\xFF", Reason::Binary(Cow::Borrowed("JPEG image"))),
    (
        b"\x89PNG\r\n\x1A\n",
        Reason::Binary(Cow::Borrowed("PNG image")),
    ),
    (b"GIF87a", Reason::Binary(Cow::Borrowed("GIF image"))),
    (b"GIF89a", Reason::Binary(Cow::Borrowed("GIF image"))),
    (b"II*\0", Reason::Binary(Cow::Borrowed("TIFF image"))),
    (b"MM\0*", Reason::Binary(Cow::Borrowed("TIFF image"))),
    (b"RIFF", Reason::Binary(Cow::Borrowed("RIFF media"))),
    (b"OggS", Reason::Binary(Cow::Borrowed("Ogg media"))),
    (b"ID3\x03", Reason::Binary(Cow::Borrowed("MP3 audio"))),
    (b"ID3\x04", Reason::Binary(Cow::Borrowed("MP3 audio"))),
    (
        b"SQLite format 3\0",
        Reason::Binary(Cow::Borrowed("SQLite database")),
    ),
];

/// Bytes further in that tell a file of another kind.
const MAGIC_AT: &[(usize, &[u8], Reason)] =
    &[(4, b"ftyp", Reason::Binary(Cow::Borrowed("MP4 media")))];

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
mod tests;
