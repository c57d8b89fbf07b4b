//! What goes through the pipes: a length of four bytes, little-endian, and so many bytes.

use std::io::{self, Read, Write};

use super::{Question, Wanted};
use crate::ingest::documents::Kind;

/// The most bytes of a frame: a part as large as any, with the signs before it. An answer repeats the text with its
/// blocks and links.
const MOST: u32 = 65 << 20;

/// Reads a frame; `None` where there is none any more.
///
/// # Errors
///
/// When it is longer than is allowed, ends early, or the pipe fails.
pub(super) fn read(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read(&mut length[..1])? {
        0 => return Ok(None),
        _ => from.read_exact(&mut length[1..])?,
    }
    let length = u32::from_le_bytes(length);
    if length > MOST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // Memory is taken as bytes come, not as many are promised.
    let mut bytes = Vec::new();
    from.take(length.into()).read_to_end(&mut bytes)?;
    match bytes.len() == length as usize {
        true => Ok(Some(bytes)),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Writes a frame of one or two pieces.
///
/// # Errors
///
/// When it is longer than is allowed, or the pipe fails.
pub(super) fn write(to: &mut impl Write, pieces: [&[u8]; 2]) -> io::Result<()> {
    let length = pieces[0].len() + pieces[1].len();
    let length = u32::try_from(length)
        .ok()
        .filter(|&length| length <= MOST)
        .ok_or(io::ErrorKind::InvalidData)?;
    to.write_all(&length.to_le_bytes())?;
    pieces
        .into_iter()
        .try_for_each(|piece| to.write_all(piece))?;
    to.flush()
}

/// How a question begins: what is to be read. The text, or the bytes, follow.
pub(super) fn sign(question: Question<'_>) -> [u8; 2] {
    match question {
        Question::Page(Wanted::Article, _) => [b'P', 0],
        Question::Page(Wanted::All, _) => [b'p', 0],
        Question::Page(Wanted::Mail, _) => [b'm', 0],
        Question::Document(kind, _) => [b'D', kind.number()],
    }
}

/// The question in a frame.
pub(super) fn question(frame: &[u8]) -> Option<Question<'_>> {
    let ([sign, number], bytes) = frame.split_first_chunk()?;
    let page = |wanted| {
        let html = str::from_utf8(bytes).ok()?;
        Some(Question::Page(wanted, html))
    };
    match sign {
        b'P' => page(Wanted::Article),
        b'p' => page(Wanted::All),
        b'm' => page(Wanted::Mail),
        b'D' => Some(Question::Document(Kind::of_number(*number)?, bytes)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(pieces: [&[u8]; 2]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, pieces).expect("short enough");
        bytes
    }

    #[test]
    fn frames_come_out_as_they_went_in() {
        let mut both = framed([b"P\0", b"<p>Talks on fish"]);
        both.extend(framed([b"", b""]));
        let mut pipe = &both[..];
        let first = read(&mut pipe).expect("whole").expect("there");
        let asked = Question::Page(Wanted::Article, "<p>Talks on fish");
        assert_eq!(question(&first), Some(asked));
        assert_eq!(read(&mut pipe).expect("whole"), Some(Vec::new()));
        assert_eq!(read(&mut pipe).expect("the end"), None);
    }

    #[test]
    fn what_ends_early_or_is_too_long_is_refused() {
        let frame = framed([b"p", b"words"]);
        for end in 1..frame.len() {
            assert!(read(&mut &frame[..end]).is_err(), "{end} bytes");
        }
        let long = (MOST + 1).to_le_bytes();
        let kind = read(&mut &long[..]).map_err(|error| error.kind());
        assert_eq!(kind, Err(io::ErrorKind::InvalidData));
    }

    #[test]
    fn what_is_no_question_is_none() {
        assert_eq!(question(b""), None);
        assert_eq!(question(b"p"), None);
        assert_eq!(question(b"x\0words"), None);
        assert_eq!(question(b"p\0\xff"), None);
        assert_eq!(question(b"D\xffwords"), None);
    }
}
