//! `chancery analyse`: JSON Lines of texts in, JSON Lines of what is found in them out.
//!
//! One line in, one line out, flushed at once, so that it can serve another program as a
//! partner over two pipes. Memory is bounded by the longest line, and that by [`LONGEST_LINE`].

use std::io::{self, BufRead};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Context;
use super::error::{CliError, Kind, Outcome};
use super::json::AnalysisJson;
use super::printer::Printer;
use crate::app::page::counted;
use crate::ingest;
use crate::text::json;

/// The longest line that is read. A text of [`ingest::MAX_TEXT`] fits in where JSON escapes
/// little of it.
const LONGEST_LINE: usize = ingest::MAX_TEXT + (1 << 20);

/// A buffer that has grown beyond this is given back after its line.
const KEPT_BUFFER: usize = 1 << 20;

/// One line of the input; what else stands in it does not matter.
#[derive(Deserialize)]
struct Request {
    /// Anything that tells the texts apart; given back as it came.
    #[serde(default)]
    id: Value,
    text: String,
}

/// What is wrong with a line, for standard error.
#[derive(Serialize)]
struct Fault {
    line: u64,
    error: String,
}

pub(super) fn run(context: &Context, out: &mut Printer) -> Result<Outcome, CliError> {
    let knowledge = context.knowledge();
    let analyst = knowledge.analyst();
    context.note_desk();
    let path: Arc<Path> = Path::new("-").into();
    let mut lines = Lines::new(io::stdin().lock(), LONGEST_LINE);
    let mut outcome = match context.desk().trouble() {
        Some(_) => Outcome::Unreadable,
        None => Outcome::Done,
    };
    while let Some(line) = lines.next_line().map_err(|error| {
        CliError::new(
            Kind::Unreadable,
            format!("standard input cannot be read: {error}"),
        )
    })? {
        match line.and_then(request) {
            Ok(None) => {}
            Ok(Some((request, damage))) => {
                let draft = ingest::read_one(&request.text);
                let briefing = analyst.finish(draft, Arc::clone(&path), 0);
                out.json(&AnalysisJson::of(&request.id, &briefing, &request.text))?;
                out.flush()?;
                if damage > 0 {
                    outcome = Outcome::Unreadable;
                    let what = counted(damage, "unreadable character");
                    context.json_note(&Fault {
                        line: lines.number,
                        error: format!("{what}: read as \u{FFFD}"),
                    });
                }
            }
            Err(error) => {
                outcome = Outcome::Unreadable;
                context.json_note(&Fault {
                    line: lines.number,
                    error,
                });
            }
        }
    }
    Ok(outcome)
}

/// Reads a line; an empty one asks for nothing. With it comes how many characters were unreadable:
/// as in a file, they spoil nothing but themselves.
fn request(line: &[u8]) -> Result<Option<(Request, usize)>, String> {
    if line.trim_ascii().is_empty() {
        return Ok(None);
    }
    let read = serde_json::from_slice(line).map(|request| (request, 0));
    read.or_else(|error| {
        let (mended, damage) = json::mended(line).ok_or(error)?;
        serde_json::from_slice(&mended).map(|request| (request, damage))
    })
    .map(Some)
    .map_err(|error: serde_json::Error| format!("expected {{\"id\", \"text\"}}: {error}"))
}

/// Lines of bounded length.
struct Lines<R> {
    input: R,
    longest: usize,
    buffer: Vec<u8>,
    /// The number of the last line, from 1.
    number: u64,
}

impl<R: BufRead> Lines<R> {
    fn new(input: R, longest: usize) -> Self {
        Self {
            input,
            longest,
            buffer: Vec::new(),
            number: 0,
        }
    }

    /// The next line without its end, or what is wrong with it; `None` at the end.
    ///
    /// Of a line that is too long nothing is kept while the rest of it is passed over.
    fn next_line(&mut self) -> io::Result<Option<Result<&[u8], String>>> {
        self.buffer.clear();
        self.buffer.shrink_to(KEPT_BUFFER);
        let mut is_too_long = false;
        let mut is_anything = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            if chunk.is_empty() {
                break;
            }
            is_anything = true;
            let end = memchr::memchr(b'\n', chunk);
            let piece = &chunk[..end.unwrap_or(chunk.len())];
            is_too_long |= self.buffer.len() + piece.len() > self.longest;
            if !is_too_long {
                self.buffer.extend_from_slice(piece);
            }
            let used = end.map_or(chunk.len(), |end| end + 1);
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !is_anything {
            return Ok(None);
        }
        self.number += 1;
        if is_too_long {
            return Ok(Some(Err(format!(
                "the line is longer than {} bytes",
                self.longest
            ))));
        }
        Ok(Some(Ok(&self.buffer)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// The lines of `input`, read through a buffer of three bytes.
    fn lines(input: &str, longest: usize) -> Vec<Result<String, String>> {
        let mut lines = Lines::new(BufReader::with_capacity(3, input.as_bytes()), longest);
        let mut read = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            read.push(line.map(|line| String::from_utf8(line.to_vec()).unwrap()));
        }
        assert_eq!(lines.number, read.len() as u64);
        read
    }

    #[test]
    fn lines_are_read_with_or_without_an_end() {
        let read = |input| lines(input, 100).into_iter().flatten().collect::<Vec<_>>();
        assert_eq!(read("one\n\nthree"), ["one", "", "three"]);
        assert_eq!(read("one\n"), ["one"]);
        assert!(read("").is_empty());
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_next_one_read() {
        let read = lines("123456\n12345\n123456", 5);
        assert!(read[0].is_err());
        assert_eq!(read[1].as_deref(), Ok("12345"));
        assert!(read[2].is_err());
    }
}
