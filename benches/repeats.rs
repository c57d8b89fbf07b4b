//! Texts that repeat one thing: every word with a sense, every mark, label and separator, 200 KB of
//! each. None may be slower than [`LEAST`], nor take much more than twice as long at twice the length.
//!
//! `cargo bench --bench repeats` prints those that are, the slowest first, how many were tried and how
//! long that took. Of the words it tries one of [`EVERY`], which takes a minute or two; `-- --all` tries
//! each, in most of an hour. An argument is what a unit must contain to be tried: `-- --all said`.

#![expect(clippy::print_stdout, reason = "a report is what this program is for")]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chancery::ingest;
use chancery::insight::{Analyst, Rulebook};

/// The length of a text, in bytes.
const LENGTH: usize = 200_000;

/// The lengths of the texts that show whether a unit needs a closer look.
const GLANCE: [usize; 2] = [LENGTH / 16, LENGTH / 4];

/// How many times [`LEAST`] is quick enough at a glance, and how much more than the length may the time
/// grow there: a single short reading is a rough measure.
const ROUGHLY: f64 = 1.5;

/// Seconds. What takes longer at a glance is not looked at more closely.
const PATIENCE: f64 = 1.0;

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

/// Of how many words one is tried, for those of a sense are alike.
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
    let begun = Instant::now();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let every = match arguments.iter().any(|it| it == "--all") {
        true => 1,
        false => EVERY,
    };
    let wanted = arguments.iter().find(|it| !it.starts_with('-'));
    let mut units = units(every);
    units.retain(|unit| wanted.is_none_or(|it| unit.contains(it)));
    let analyst = Analyst::new(Rulebook::default());
    let readings = units.iter().map(|unit| (read(&analyst, unit), unit));
    let mut near: Vec<(Reading, &String)> = readings
        .filter_map(|(reading, unit)| Some((reading?, unit)))
        .collect();
    near.sort_by(|a, b| a.0.speed.total_cmp(&b.0.speed));
    let slow = near.iter().filter(|(reading, _)| reading.is_slow());
    let mut found = 0;
    for (Reading { speed, growth }, unit) in slow {
        found += 1;
        println!("{speed:6.2} MB/s, twice as long: ×{growth:.1}  {unit:?}");
    }
    println!(
        "{} units in {:.0} s, {} of them near the limit, {found} slow",
        units.len(),
        begun.elapsed().as_secs_f64(),
        near.len()
    );
}

/// All that texts are made of, with one of so many words.
fn units(every: usize) -> Vec<String> {
    let signs = MARKS.iter().chain(&LINES);
    let mut units: Vec<String> = signs.map(|it| (*it).to_owned()).collect();
    for (_, text) in LANGUAGES {
        let lines = text.lines().filter(|line| line.starts_with(' '));
        let words = lines.flat_map(str::split_whitespace).step_by(every);
        let words = words.map(|word| word.replace('-', " "));
        units.extend(words.flat_map(|word| PATTERNS.map(|it| it.replace("{}", &word))));
    }
    units
}

/// How long a unit takes.
struct Reading {
    /// In megabytes a second.
    speed: f64,
    /// How many times as long twice the length takes.
    growth: f64,
}

impl Reading {
    fn is_slow(&self) -> bool {
        self.speed < LEAST || self.growth > MOST_GROWTH
    }
}

/// Reads a unit closely, unless two short texts show that it is far from the limits.
fn read(analyst: &Analyst, unit: &str) -> Option<Reading> {
    let [short, long] = GLANCE.map(|length| seconds(analyst, unit, length));
    let (longer, growth) = (GLANCE[1] as f64 / GLANCE[0] as f64, long / short);
    let fast = speed(GLANCE[1], long) >= ROUGHLY * LEAST;
    if fast && growth < ROUGHLY * longer {
        return None;
    }
    if long > PATIENCE {
        // For each doubling.
        let growth = growth.powf(longer.log2().recip());
        let speed = speed(GLANCE[1], long);
        return Some(Reading { speed, growth });
    }
    let [short, long] =
        [LENGTH, 2 * LENGTH].map(|it| seconds(analyst, unit, it).min(seconds(analyst, unit, it)));
    Some(Reading {
        speed: speed(LENGTH, short),
        growth: long / short,
    })
}

fn speed(length: usize, seconds: f64) -> f64 {
    length as f64 / 1e6 / seconds
}

/// How long it takes to read a text of one unit, in seconds.
fn seconds(analyst: &Analyst, unit: &str, length: usize) -> f64 {
    let text = unit.repeat(length / unit.len());
    let path: Arc<Path> = Path::new("x.txt").into();
    let begun = Instant::now();
    let drafts = ingest::read(&path, text.as_bytes()).drafts;
    for (ordinal, draft) in (0..).zip(drafts) {
        analyst.finish(draft, Arc::clone(&path), ordinal);
    }
    begun.elapsed().as_secs_f64()
}
