//! Texts that repeat one thing: every word with a sense, every mark, label and separator, 200 KB of
//! each. None may be slower than [`LEAST`], nor take much more than twice as long at twice the length.
//!
//! `cargo bench --bench repeats` prints those that are, the slowest first, and how many were tried.
//! An argument is what a unit must contain to be tried.

#![expect(clippy::print_stdout, reason = "a report is what this program is for")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chancery::ingest;
use chancery::insight::{Analyst, Rulebook};

/// The length of a text, in bytes.
const LENGTH: usize = 200_000;

/// Megabytes a second.
const LEAST: f64 = 5.0;

/// How much longer twice the length may take: noise is let through, a square is not.
const MOST_GROWTH: f64 = 3.0;

/// Each language by its code, with its words.
const LANGUAGES: [(&str, &str); 8] = [
    (
        "en",
        include_str!("../src/insight/grammar/english/words.txt"),
    ),
    (
        "de",
        include_str!("../src/insight/grammar/german/words.txt"),
    ),
    (
        "es",
        include_str!("../src/insight/grammar/spanish/words.txt"),
    ),
    (
        "fr",
        include_str!("../src/insight/grammar/french/words.txt"),
    ),
    (
        "pt",
        include_str!("../src/insight/grammar/portuguese/words.txt"),
    ),
    (
        "ru",
        include_str!("../src/insight/grammar/russian/words.txt"),
    ),
    (
        "ar",
        include_str!("../src/insight/grammar/arabic/words.txt"),
    ),
    (
        "ja",
        include_str!("../src/insight/grammar/japanese/words.txt"),
    ),
];

/// Of how many words one is tried: with all of them it would take an hour.
const EVERY: usize = 23;

/// What stands around a word.
const PATTERNS: [&str; 6] = [
    "{} \"",
    "{}, that ",
    "{} ",
    "“x,” {} Ann Lee, ",
    "Ann Lee {} «x» ",
    "{}: x\n",
];

/// What else a text may be full of.
const MARKS: [&str; 52] = [
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "‹",
    "›",
    "‘",
    "’",
    "'",
    "「",
    "」",
    "『",
    "「x」",
    "“x” ",
    "«x» ",
    "“x”\n\n",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "<b>",
    "</b>",
    "<script>",
    "&amp;",
    "&",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "***\n",
    "---\n",
    "===\n",
    "# x\n",
    "- x\n",
    "1. x\n",
    "> x\n",
    "| x | y |\n",
    "\n",
    "x\n\n",
    "\r",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\u{2028}",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
];

/// Label words and separators, in a line of their own or not.
const LINES: [&str; 24] = [
    "Q: x\n",
    "A: x\n",
    "Q. x\n\n",
    "QUESTION: x\n",
    "MR. LEE: x\n",
    "Ann Lee: x\n\n",
    "Title: x\n",
    "Date: 2024-06-15\n",
    "Classification: SECRET\n",
    "SECRET\n",
    "EMBARGOED\n",
    "15 June 2024\n",
    "2024-06-15 x\n",
    "14:30 x\n",
    "Loading 2 comments ",
    "http://x.example/ ",
    "x@y.example ",
    "#tag ",
    "@name ",
    "President Ann Lee ",
    "Mr. ",
    "U.S. ",
    "the Minister ",
    "Ministry of Water ",
];

fn main() {
    let wanted = std::env::args().skip(1).find(|it| !it.starts_with('-'));
    let analyst = Analyst::new(Rulebook::default());
    let mut units: Vec<String> = MARKS
        .iter()
        .chain(&LINES)
        .map(|it| (*it).to_owned())
        .collect();
    for (_, words) in LANGUAGES {
        let words = words_of(words);
        units.extend(words.flat_map(|word| PATTERNS.map(|it| it.replace("{}", &word))));
    }
    units.retain(|unit| wanted.as_ref().is_none_or(|it| unit.contains(it)));
    let mut slow: Vec<(f64, f64, &String)> = Vec::new();
    for unit in &units {
        let long = best(&analyst, unit, LENGTH);
        let speed = LENGTH as f64 / 1e6 / long.as_secs_f64();
        // What is quick need not be looked at twice.
        if speed >= 2.0 * LEAST {
            continue;
        }
        let growth = best(&analyst, unit, 2 * LENGTH).as_secs_f64() / long.as_secs_f64();
        if speed < LEAST || growth > MOST_GROWTH {
            slow.push((speed, growth, unit));
        }
    }
    slow.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (speed, growth, unit) in &slow {
        println!("{speed:6.2} MB/s, twice as long: ×{growth:.1}  {unit:?}");
    }
    println!("{} units, {} of them slow", units.len(), slow.len());
}

/// The words with a sense: one of [`EVERY`], for those of a sense are alike.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let lines = text.lines().filter(|line| line.starts_with(' '));
    let words = lines.flat_map(str::split_whitespace);
    words.step_by(EVERY).map(|word| word.replace('-', " "))
}

/// The shortest of two readings.
fn best(analyst: &Analyst, unit: &str, length: usize) -> Duration {
    let text = unit.repeat(length / unit.len());
    let path: Arc<Path> = Path::new("x.txt").into();
    let read = || {
        let begun = Instant::now();
        let drafts = ingest::read(&path, text.as_bytes()).drafts;
        for (ordinal, draft) in (0..).zip(drafts) {
            analyst.finish(draft, Arc::clone(&path), ordinal);
        }
        begun.elapsed()
    };
    read().min(read())
}
