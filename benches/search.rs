//! The promise "a query of three words and two fields over 6,000 briefings, in memory: 10 ms".
//!
//! `CHANCERY_BENCH=FOLDER cargo bench --bench search` asks the briefings of a folder, without it
//! 6,000 generated ones of some 400 words. `cold` folds the texts first, as the first search of a
//! session does; `key` is every beginning of a query that is typed, as the reader asks it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use chancery::briefing::Marks;
use chancery::ingest;
use chancery::insight::{Analyst, Rulebook};
use chancery::library;
use chancery::library::knowledge::Knowledge;
use chancery::search::Shelf;
use chancery::search::query::Query;
use divan::Bencher;
use jiff::civil;

const TODAY: civil::Date = civil::date(2026, 6, 1);

/// Three words and two fields each; the words are common, so that much of the texts is looked at.
const QUERIES: [&str; 5] = [
    "security border support after:1990 -title:statement",
    "president meeting government tag:Russia before:2025",
    "treaty forces nuclear is:unread -source:house",
    "\"prime minister\" talks agree* place:China after:2000",
    "quote:security speaker:president region trade cooperation",
];

static SHELF: OnceLock<(Shelf, Vec<Marks>)> = OnceLock::new();

#[expect(clippy::print_stdout, reason = "a bench reports what it measures on")]
fn main() {
    let shelf = shelf();
    shelf.warm(&|| false);
    let marks = vec![Marks::default(); shelf.len()];
    println!("{} briefings", shelf.len());
    for query in QUERIES {
        let found = find(&shelf, &marks, query);
        println!("{found:>6} found by {query}");
    }
    SHELF.get_or_init(|| (shelf, marks));
    divan::main();
}

fn shelf() -> Shelf {
    let analyst = Arc::new(Analyst::new(Rulebook::default()));
    let briefings = match std::env::var_os("CHANCERY_BENCH") {
        Some(folder) => {
            let folder = [PathBuf::from(folder)];
            library::load(&folder, None, &Arc::default(), &Knowledge::default()).briefings
        }
        None => generated(&analyst),
    };
    let mut shelf = Shelf::default();
    briefings
        .into_iter()
        .for_each(|briefing| shelf.push(briefing));
    shelf
}

fn generated(analyst: &Analyst) -> Vec<Arc<chancery::briefing::Briefing>> {
    const WORDS: [&str; 16] = [
        "security",
        "border",
        "the",
        "of",
        "and",
        "president",
        "meeting",
        "government",
        "treaty",
        "forces",
        "region",
        "trade",
        "talks",
        "agreed",
        "to",
        "Россия",
    ];
    let path: Arc<std::path::Path> = std::path::Path::new("generated").into();
    let mut seed = 1_u64;
    let mut word = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        // Some words are rarer than others.
        let draw = (seed >> 33) % 256;
        WORDS[usize::try_from(draw * draw / 4096).unwrap_or(0) % WORDS.len()]
    };
    let briefings = (0..6000).map(|n| {
        let words: Vec<&str> = (0..400).map(|_| word()).collect();
        let text = format!(
            "Title: Release {n}\nDate: 2024-05-31\n\n{}.\n",
            words.join(" ")
        );
        let draft = ingest::read(&path, text.as_bytes()).drafts.remove(0);
        Arc::new(analyst.finish(draft, Arc::clone(&path), n))
    });
    briefings.collect()
}

fn find(shelf: &Shelf, marks: &[Marks], query: &str) -> usize {
    let query = Query::parse_typed(query).unwrap_or_default();
    let found = shelf.find(&query, TODAY, marks, 0, &|| false);
    found.map_or(0, |found| found.iter().filter(|holds| **holds).count())
}

#[divan::bench(args = QUERIES, sample_count = 51, sample_size = 1)]
fn whole(bencher: Bencher<'_, '_>, query: &str) {
    let (shelf, marks) = SHELF.get().expect("main made it");
    bencher.bench(|| find(shelf, marks, query));
}

/// Every third beginning of the first two queries.
fn keys() -> Vec<&'static str> {
    let beginnings = QUERIES[..2].iter().flat_map(|query| {
        let ends = (1..=query.len()).step_by(3);
        ends.map(move |end| &query[..end])
    });
    beginnings
        .filter(|query| Query::parse_typed(query).is_ok())
        .collect()
}

#[divan::bench(args = keys(), sample_count = 21, sample_size = 1)]
fn key(bencher: Bencher<'_, '_>, typed: &str) {
    let (shelf, marks) = SHELF.get().expect("main made it");
    bencher.bench(|| find(shelf, marks, typed));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn cold(bencher: Bencher<'_, '_>) {
    let (shelf, _) = SHELF.get().expect("main made it");
    bencher
        .with_inputs(|| {
            let mut cold = Shelf::default();
            shelf
                .briefings()
                .for_each(|briefing| cold.push(Arc::clone(briefing)));
            cold
        })
        .bench_values(|cold| cold.warm(&|| false));
}
