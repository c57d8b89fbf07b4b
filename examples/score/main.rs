//! Scores quotes and speakers against gold sets: JSON Lines of `{"id", "text", "quotes": […]}`.
//!
//! ```text
//! cargo run --release --example score -- FOLDER        (or CHANCERY_EVAL=FOLDER)
//! ```
//!
//! Spans are right at an overlap of 0.8 of their union, marks and stops at their ends left out;
//! a speaker is right when its head word is the head word of the mention, name or an alias in the gold;
//! a canonical name is right when it or its last word is. Every paragraph of a quote counts once.

mod names;
mod units;

use std::cell::OnceCell;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chancery::ingest;
use chancery::insight::{Analyst, Rulebook};
use names::{head_agrees, name_agrees};
use serde_json::Value;
use units::{Unit, found_units, gold_units, is_ignored, matches, pairs};

/// Correct of all, for a share.
#[derive(Default)]
struct Share(usize, usize);

#[derive(Default)]
struct Scores {
    gold: usize,
    found: usize,
    spans: usize,
    attributed: usize,
    canonical: Share,
    /// Speakers right by confidence: low, fair, high.
    confidence: [Share; 3],
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let folder = std::env::args_os()
        .nth(1)
        .or_else(|| std::env::var_os("CHANCERY_EVAL"));
    let files = folder
        .map(|folder| sets(Path::new(&folder)))
        .unwrap_or_default();
    if files.is_empty() {
        return writeln!(
            out,
            "skipped: no gold sets; name their folder as an argument or in CHANCERY_EVAL"
        );
    }
    writeln!(
        out,
        "{:<20}{:>7}{:>9}{:>7}{:>11}   high  fair   low",
        "set", "quotes", "spans F1", "e2e F1", "canonical"
    )?;
    let analyst = OnceCell::new();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let gold: Vec<Value> = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
        if !gold.iter().all(|line| line["text"].is_string()) {
            continue;
        }
        let analyst = analyst.get_or_init(|| Analyst::new(Rulebook::default()));
        let mut scores = Scores::default();
        gold.iter().for_each(|line| scores.add(line, analyst));
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let [low, fair, high] = scores.confidence.each_ref().map(Share::text);
        let (spans, both, canonical) = (
            scores.f1(scores.spans),
            scores.f1(scores.attributed),
            scores.canonical.text(),
        );
        writeln!(
            out,
            "{name:<20}{:>7}{spans:>9.4}{both:>7.4}{canonical:>11}{high:>7}{fair:>6}{low:>6}",
            scores.gold
        )?;
    }
    Ok(())
}

fn sets(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    files.sort();
    files
}

impl Share {
    fn add(&mut self, right: bool) {
        self.0 += usize::from(right);
        self.1 += 1;
    }

    fn text(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "counts of quotes are small")]
        let share = self.0 as f64 / self.1 as f64;
        if self.1 == 0 {
            "–".into()
        } else {
            format!("{share:.3}")
        }
    }
}

impl Scores {
    #[expect(clippy::cast_precision_loss, reason = "counts of quotes are small")]
    fn f1(&self, right: usize) -> f64 {
        2.0 * right as f64 / ((self.gold + self.found) as f64).max(1.0)
    }

    fn add(&mut self, line: &Value, analyst: &Analyst) {
        let text = line["text"].as_str().unwrap_or_default();
        let chars: Vec<char> = text.chars().collect();
        let gold = gold_units(line, &chars);
        let briefing = analyst.finish(ingest::read_one(text), Arc::from(Path::new("-")), 0);
        let ignored: Vec<Unit> = pairs(&line["ignore"]);
        let mut found = found_units(&briefing, text, &chars);
        found.retain(|(unit, _)| !ignored.iter().any(|&span| is_ignored(*unit, span)));
        (self.gold, self.found) = (self.gold + gold.len(), self.found + found.len());
        for (gold_at, found_at) in matches(&gold, &found) {
            let (speaker, quote) = (gold[gold_at].1, &briefing.quotes[found[found_at].1]);
            let answers = [quote.speaker.as_deref(), quote.mention.as_deref()];
            let nobody = speaker["text"].as_str().is_none_or(str::is_empty);
            let right = nobody
                || answers
                    .iter()
                    .flatten()
                    .any(|answer| head_agrees(speaker, answer));
            self.spans += 1;
            self.attributed += usize::from(right);
            if nobody {
                continue;
            }
            self.confidence[quote.confidence as usize].add(right);
            if speaker["canonical"]
                .as_str()
                .is_some_and(|name| !name.is_empty())
            {
                let answer = answers.iter().flatten().find(|answer| !answer.is_empty());
                self.canonical
                    .add(answer.is_some_and(|answer| name_agrees(speaker, answer)));
            }
        }
    }
}
