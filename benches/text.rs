//! The text layer on a megabyte of each kind: what every byte of a library passes through at the start.

use chancery::text::{fold, sanitise::CleanText, width, wrap};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

const ENGLISH: &str = "The Minister said that “the situation on the southern borders remains complex”, and added that \
    the Secretary-General's visit of 31 May 2024 had been useful. ";
const RUSSIAN: &str = "Министр заявил, что «обстановка на южных рубежах остаётся сложной» — и добавил, что визит \
    Генерального секретаря 31 мая 2024 года был полезен. ";
const DARI: &str =
    "وزیر گفت که «وضعیت در مرزهای جنوبی پیچیده باقی می\u{200C}ماند» و افزود که سفر مفید بود. ";
const CHINESE: &str =
    "部长表示，“南部边境局势依然复杂”，并补充说，秘书长2024年5月31日的访问是有益的。";
const KINDS: [&str; 4] = ["english", "russian", "dari", "chinese"];

fn main() {
    divan::main();
}

/// A megabyte in paragraphs of about 600 characters.
fn megabyte(kind: &str) -> String {
    let sentence = match kind {
        "english" => ENGLISH,
        "russian" => RUSSIAN,
        "dari" => DARI,
        _ => CHINESE,
    };
    let paragraph = sentence.repeat(4) + "\n\n";
    paragraph.repeat(1_000_000 / paragraph.len() + 1)
}

#[divan::bench(args = KINDS)]
fn clean(bencher: Bencher, kind: &str) {
    let text = megabyte(kind);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut clean = CleanText::default();
        clean.push(black_box(&text), 0);
        clean
    });
}

#[divan::bench(args = KINDS)]
fn folding(bencher: Bencher, kind: &str) {
    let text = megabyte(kind);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| fold::fold(black_box(&text)));
}

#[divan::bench(args = KINDS)]
fn folding_with_map(bencher: Bencher, kind: &str) {
    let text = megabyte(kind);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| fold::fold_with_map(black_box(&text)));
}

#[divan::bench(args = KINDS)]
fn measuring(bencher: Bencher, kind: &str) {
    let text = megabyte(kind);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| width::width(black_box(&text)));
}

#[divan::bench(args = KINDS)]
fn wrapping(bencher: Bencher, kind: &str) {
    let text = megabyte(kind);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| wrap::wrap(black_box(&text), 72));
}

/// What must not be quadratic, ten megabytes each.
#[divan::bench(args = ["x", "ab-", "-", "会", "क्", "e\u{301}", " ", "a ", "👩\u{200D}"], sample_count = 3)]
fn wrapping_monsters(bencher: Bencher, unit: &str) {
    let text = unit.repeat(10_000_000 / unit.len());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| wrap::wrap(black_box(&text), 72));
}

#[divan::bench(args = ["\t", "\u{202E}", "\u{301}", "\u{200E}", "\u{200D}", "क्\u{200D}", "🇷", "\u{E0067}", "\r"], sample_count = 3)]
fn cleaning_monsters(bencher: Bencher, unit: &str) {
    let text = unit.repeat(10_000_000 / unit.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut clean = CleanText::default();
        clean.push(black_box(&text), 0);
        clean
    });
}
