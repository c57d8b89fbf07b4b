//! How well titles and dates are found in texts that declare neither.
//!
//! ```text
//! cargo run --release --example headless -- FOLDER [--missed]      (or CHANCERY_BRIEFINGS=FOLDER)
//! ```
//!
//! Reads the briefings of a folder that open with `Title:` and `Date:` lines, takes these lines off,
//! reads what is left as the reader does, and compares what is found with what the lines said. A line
//! a folder below is printed, and one for all; with `--missed` each text that is not right.
//!
//! Only what the text itself holds is asked for, in its first 600 characters:
//!
//! * A title counts where it stands as a headline: at the beginning of a line, or behind one word (the name
//!   of a section or a label), its letters and figures in the same case, or as a line of its own in any case.
//!   Where its words only stand in a sentence they are counted apart (`in words`): nobody who has "The
//!   Minister held a meeting with the Envoy" alone could say that its publisher titled it "Meeting with
//!   the Envoy".
//! * A title that its publisher cut (`The talks on …`) is found where the one found begins with what is left of it.
//! * A date counts in any written form: `3 May 2024`, `May 3, 2024`, `3 mai 2024`, `03.05.2024`, `2024-05-03`.
//!   Whether it is the date of issue there or that of an event is not asked.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chancery::ingest;

/// So many characters at the head of a text are looked at.
const HEAD: usize = 600;

/// A shorter title, in letters and figures, may stand anywhere by chance.
const SHORTEST: usize = 9;

/// The months in English, Russian, French, German and Spanish.
const MONTHS: [&str; 12] = [
    "january jan января janvier januar enero",
    "february feb февраля février februar febrero",
    "march mar марта mars märz marzo",
    "april apr апреля avril abril",
    "may мая mai mayo",
    "june jun июня juin juni junio",
    "july jul июля juillet juli julio",
    "august aug августа août agosto",
    "september sept sep сентября septembre septiembre",
    "october oct октября octobre oktober octubre",
    "november nov ноября novembre noviembre",
    "december dec декабря décembre dezember diciembre",
];

/// Right of all.
#[derive(Default)]
struct Share(usize, usize);

impl Share {
    fn add(&mut self, is_right: bool) {
        self.0 += usize::from(is_right);
        self.1 += 1;
    }
}

#[derive(Default)]
struct Scores {
    titles: Share,
    in_words: Share,
    dates: Share,
}

/// How a text holds a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    AsHeadline,
    InWords,
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments
        .next()
        .or_else(|| std::env::var_os("CHANCERY_BRIEFINGS"));
    let shows_missed = arguments.any(|argument| argument == "--missed");
    let Some(folder) = folder.map(PathBuf::from) else {
        return writeln!(
            out,
            "skipped: name a folder of briefings, or set CHANCERY_BRIEFINGS"
        );
    };
    let mut scores: BTreeMap<String, Scores> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path();
        let is_text = path
            .extension()
            .is_some_and(|end| end == "txt" || end == "md");
        if !entry.file_type().is_file() || !is_text {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        let inside = path.strip_prefix(&folder).unwrap_or(path);
        for missed in compare(&text, inside, &mut scores) {
            if shows_missed {
                writeln!(out, "{}: {missed}", inside.display())?;
            }
        }
    }
    writeln!(
        out,
        "{:<24}{:>18}{:>18}{:>18}",
        "", "titles", "in words", "dates"
    )?;
    let mut all = Scores::default();
    for (name, of) in &scores {
        row(&mut out, name, of)?;
        for (sum, part) in [
            (&mut all.titles, &of.titles),
            (&mut all.in_words, &of.in_words),
            (&mut all.dates, &of.dates),
        ] {
            sum.0 += part.0;
            sum.1 += part.1;
        }
    }
    row(&mut out, "all", &all)
}

fn row(out: &mut impl std::io::Write, name: &str, scores: &Scores) -> std::io::Result<()> {
    let cell = |Share(right, all): &Share| match all {
        0 => "-".to_owned(),
        _ => format!("{right}/{all} {:.3}", *right as f64 / *all as f64),
    };
    writeln!(
        out,
        "{name:<24}{:>18}{:>18}{:>18}",
        cell(&scores.titles),
        cell(&scores.in_words),
        cell(&scores.dates)
    )
}

/// Compares what is found in a text with its header, and tells what was missed.
fn compare(text: &str, path: &Path, scores: &mut BTreeMap<String, Scores>) -> Vec<String> {
    let Some((header, body)) = parted(text) else {
        return Vec::new();
    };
    let declared = |key: &str| header.iter().find(|(name, _)| *name == key);
    let head: String = body.chars().take(HEAD).collect();
    let title = declared("Title").and_then(|(_, title)| Some((*title, held(title, &head)?)));
    let date = declared("Date").and_then(|(_, date)| {
        let day = date.get(..10)?;
        holds_date(day, &head).then_some(day)
    });
    let folder = path.iter().next().unwrap_or_default().to_string_lossy();
    let of = scores.entry(folder.into_owned()).or_default();
    if title.is_none() && date.is_none() {
        return Vec::new();
    }
    let found = ingest::read(path, body.as_bytes())
        .drafts
        .into_iter()
        .next();
    let mut missed = Vec::new();
    if let Some((title, held)) = title {
        let found = found.as_ref().map_or("", |draft| &draft.title);
        let (wanted, got) = (folded(title), folded(found));
        let is_right = got == wanted || is_cut(title) && got.starts_with(&wanted);
        match held {
            Held::AsHeadline => of.titles.add(is_right),
            Held::InWords => of.in_words.add(is_right),
        }
        if !is_right && held == Held::AsHeadline {
            missed.push(format!("title {found:?}, not {title:?}"));
        }
    }
    if let Some(date) = date {
        let found = found
            .and_then(|draft| draft.date)
            .map(|date| date.to_string());
        let is_right = found.as_deref().and_then(|found| found.get(..10)) == Some(date);
        of.dates.add(is_right);
        if !is_right {
            let found = found.as_deref().unwrap_or("none");
            missed.push(format!("date {found}, not {date}"));
        }
    }
    missed
}

/// The header lines of a text, and the text after the blank line.
fn parted(text: &str) -> Option<(Vec<(&str, &str)>, &str)> {
    let (header, body) = text.split_once("\n\n")?;
    let fields: Option<Vec<_>> = header.lines().map(|line| line.split_once(": ")).collect();
    Some((fields?, body))
}

fn is_cut(title: &str) -> bool {
    title.ends_with(['…']) || title.ends_with("...")
}

/// Letters and figures in the case they are written in.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn folded(text: &str) -> String {
    letters(text).to_lowercase()
}

fn held(title: &str, head: &str) -> Option<Held> {
    let wanted = folded(title);
    if wanted.chars().count() < SHORTEST {
        None
    } else if head
        .lines()
        .any(|line| opens_with(line, title) || folded(line) == wanted)
    {
        Some(Held::AsHeadline)
    } else {
        folded(head).contains(&wanted).then_some(Held::InWords)
    }
}

/// True where a line opens with a title, or has one word before it.
fn opens_with(line: &str, title: &str) -> bool {
    let title = letters(title);
    let after_word = line
        .trim_start()
        .split_once(' ')
        .map_or("", |(_, rest)| rest);
    letters(line).starts_with(&title) || letters(after_word).starts_with(&title)
}

/// True where `YYYY-MM-DD` stands in a text in some written form.
fn holds_date(date: &str, head: &str) -> bool {
    let number = |range: std::ops::Range<usize>| date.get(range)?.parse::<usize>().ok();
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let Some(names) = month.checked_sub(1).and_then(|at| MONTHS.get(at)) else {
        return false;
    };
    let head = head.to_lowercase();
    if head.contains(date) || head.contains(&format!("{day:02}.{month:02}.{year}")) {
        return true;
    }
    let words: Vec<&str> = head
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_month = |word: &str| names.split(' ').any(|name| name == word);
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        digits.len() <= 2 && digits.parse() == Ok(day)
    };
    let pairs = words
        .windows(2)
        .any(|pair| is_day(pair[0]) && is_month(pair[1]) || is_month(pair[0]) && is_day(pair[1]));
    // `3 de mayo`, `3rd of May`.
    let apart = words
        .windows(3)
        .any(|three| is_day(three[0]) && matches!(three[1], "de" | "of") && is_month(three[2]));
    (pairs || apart) && words.contains(&year.to_string().as_str())
}
