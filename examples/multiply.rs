//! A library as large as one likes, to measure with.
//!
//! ```text
//! cargo run --release --example multiply -- FOLDER TO COUNT
//! ```
//!
//! Reads the briefings of FOLDER as the reader does and writes COUNT texts into TO, a thousand to a folder: each
//! briefing in turn, again and again, with `Title:`, `Date:` and `Source:` lines. Each has a title of its own
//! (`Talks in Geneva`, `Talks in Geneva (2)`, …) and a day of its own: they are spread evenly over ten years up to
//! 2026-11-01. So no two are the same briefing, and a library of 100,000 has 27 releases a day, one of 1,000,000
//! has 274. What there is in TO already is left as it is where it is of the same length, so that it can be gone on with.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use chancery::briefing::Briefing;
use chancery::library;
use chancery::library::knowledge::Knowledge;
use jiff::{ToSpan as _, civil};

/// The day of the last text.
const LAST: civil::Date = civil::date(2026, 11, 1);

/// The days that they are spread over.
const DAYS: i64 = 3650;

/// Texts of one folder.
const A_FOLDER: usize = 1000;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to, count] = &arguments[..] else {
        return writeln!(out, "skipped: say FOLDER, TO and COUNT");
    };
    let count: usize = count.parse().map_err(io::Error::other)?;
    let loaded = library::load(
        &[PathBuf::from(from)],
        None,
        &Arc::default(),
        &Knowledge::default(),
    );
    let briefings = &loaded.briefings;
    if briefings.is_empty() {
        return writeln!(out, "skipped: there is no briefing in {from}");
    }
    let to = Path::new(to);
    let mut bytes = 0;
    for number in 0..count {
        let folder = to.join(format!("{:04}", number / A_FOLDER));
        if number % A_FOLDER == 0 {
            fs::create_dir_all(&folder)?;
        }
        let round = number / briefings.len();
        let text = text_of(
            &briefings[number % briefings.len()],
            round,
            day_of(number, count)?,
        );
        bytes += text.len();
        write_new(&folder.join(format!("{number:07}.txt")), &text)?;
    }
    writeln!(
        out,
        "{count} texts, {} MB, of {} briefings",
        bytes / 1_000_000,
        briefings.len()
    )
}

/// The day of the text of a number.
fn day_of(number: usize, count: usize) -> io::Result<civil::Date> {
    let left = (count - number - 1) as i64;
    let ago = left * DAYS / count as i64;
    LAST.checked_sub(ago.days()).map_err(io::Error::other)
}

/// A briefing as a text with header lines; `round` says how often it was written before.
fn text_of(briefing: &Briefing, round: usize, day: civil::Date) -> String {
    let mut text = format!("Title: {}", briefing.title);
    if round > 0 {
        let _ = write!(text, " ({})", round + 1);
    }
    let _ = write!(text, "\nDate: {day}");
    if let Some(source) = &briefing.source {
        let _ = write!(text, "\nSource: {source}");
    }
    let _ = writeln!(text, "\n\n{}", briefing.body.text);
    text
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let known = fs::metadata(path).map(|known| known.len());
    if known.is_ok_and(|length| length == text.len() as u64) {
        return Ok(());
    }
    fs::write(path, text)
}
