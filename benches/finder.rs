//! The promise "key to settled frame, fuzzy filter, 100,000 briefings": the part that finds.
//!
//! `cargo bench --bench finder`: each row of `key` is one key of a query that is typed letter by
//! letter, answered from the answer to the keys before it, as the reader does it.

use std::sync::Arc;

use chancery::search::find_in;
use chancery::search::fuzzy::{Fields, Finder, Found, Query, Snapshot, matched};
use divan::{Bencher, black_box};

const CANDIDATES: u32 = 100_000;

const QUERIES: [&str; 7] = [
    "csto",
    "belousov dushanbe",
    "tjk min",
    "e",
    "an",
    "душанбе",
    "zzqx",
];

fn main() {
    let library = Library::new();
    library.describe();
    LIBRARY.get_or_init(|| library);
    divan::main();
}

static LIBRARY: std::sync::OnceLock<Library> = std::sync::OnceLock::new();

/// Every beginning of every query.
fn keys() -> Vec<&'static str> {
    let beginnings = QUERIES.into_iter().flat_map(|query| {
        let ends = query.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(move |end| &query[..end])
    });
    beginnings.collect()
}

#[divan::bench(args = keys(), sample_count = 41, sample_size = 1)]
fn key(bencher: Bencher<'_, '_>, typed: &str) {
    let library = LIBRARY.get().expect("main made it");
    let before = typed.char_indices().next_back().map_or(0, |(at, _)| at);
    let last = library.typed(&typed[..before]);
    let query = Query::new(typed);
    bencher.bench(|| library.find(&query, last.as_ref()));
}

#[divan::bench(args = QUERIES, sample_count = 21, sample_size = 1)]
fn pasted(bencher: Bencher<'_, '_>, typed: &str) {
    let library = LIBRARY.get().expect("main made it");
    let query = Query::new(typed);
    bencher.bench(|| library.find(&query, None));
}

#[divan::bench(args = QUERIES)]
fn highlight_50_rows(bencher: Bencher<'_, '_>, typed: &str) {
    let query = Query::new(typed);
    let titles: Vec<String> = (0..50).map(|seed| Words(seed * 977 + 1).title()).collect();
    bencher.bench(|| {
        titles
            .iter()
            .map(|title| matched(title, &query).len())
            .sum::<usize>()
    });
}

/// A body of 10 MB, a line in five or so with a curly mark or in Cyrillic.
#[divan::bench(args = ["tajikistan", "безопасности", "e"], sample_count = 11, sample_size = 1)]
fn find_in_10_mb(bencher: Bencher<'_, '_>, needle: &str) {
    let mut words = Words(1);
    let mut body = String::new();
    while body.len() < 10_000_000 {
        body.push_str(&words.title());
        body.push('\n');
    }
    bencher.bench(|| find_in(black_box(&body), needle).len());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn push_all() -> Finder {
    Library::new_finder(CANDIDATES)
}

struct Library {
    snapshot: Snapshot,
    /// Newest first, the newest being the last pushed.
    order: Arc<[u32]>,
}

impl Library {
    fn new() -> Self {
        Self {
            snapshot: Self::new_finder(CANDIDATES).snapshot(),
            order: (0..CANDIDATES).rev().collect(),
        }
    }

    fn new_finder(candidates: u32) -> Finder {
        let mut finder = Finder::new();
        let mut words = Words(0x9E37_79B9);
        for _ in 0..candidates {
            let (title, date) = (words.title(), words.date());
            let tags = [
                words.one_of(PLACES),
                words.one_of(BODIES),
                words.one_of(TOPICS),
            ];
            finder.push(Fields {
                title: &title,
                source: words.one_of(SOURCES),
                date: &date,
                tags: &tags,
            });
        }
        finder
    }

    fn find(&self, query: &Query, last: Option<&Found>) -> Found {
        let found = self
            .snapshot
            .find(black_box(query), &self.order, last, &|| false);
        found.expect("nothing cancels it")
    }

    /// The answer that stands when `typed` has been typed.
    fn typed(&self, typed: &str) -> Option<Found> {
        (!typed.is_empty()).then(|| self.find(&Query::new(typed), None))
    }

    #[expect(clippy::print_stdout, reason = "a bench reports what it measures on")]
    fn describe(&self) {
        let mut words = Words(0x9E37_79B9);
        let titles: Vec<String> = (0..10_000).map(|_| words.title()).collect();
        let chars: usize = titles.iter().map(|title| title.chars().count()).sum();
        let cyrillic = titles
            .iter()
            .filter(|title| title.contains(|c| ('А'..='я').contains(&c)))
            .count();
        println!(
            "{CANDIDATES} candidates, mean title {} characters, {} % Cyrillic",
            chars / titles.len(),
            cyrillic * 100 / titles.len()
        );
        for query in QUERIES {
            let hits = self.find(&Query::new(query), None).hits;
            let mut classes = [0; 3];
            for hit in &hits {
                classes[hit.class as usize] += 1;
            }
            println!(
                "{query:>18}: {:6} hits; prefix, inside, loose {classes:?}",
                hits.len()
            );
        }
    }
}

/// A generator of titles: xorshift, after Marsaglia.
struct Words(u64);

impl Words {
    fn number(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).map_or(0, |number| number % below)
    }

    fn one_of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.number(words.len())]
    }

    fn date(&mut self) -> String {
        let (year, month, day) = (self.number(26), self.number(12), self.number(28));
        format!("20{year:02}-{:02}-{:02}", month + 1, day + 1)
    }

    fn title(&mut self) -> String {
        if self.number(100) < 12 {
            return self.russian_title();
        }
        let (who, act) = (self.one_of(PERSONS), self.one_of(ACTS));
        let (topic, place) = (self.one_of(TOPICS), self.one_of(PLACES));
        let (body, kind) = (self.one_of(BODIES), self.one_of(KINDS));
        match self.number(4) {
            0 => format!("{kind} of {who} on {topic} at the {body}, {place}"),
            1 => format!("{who} {act} the {body} Secretary on {topic} in {place}"),
            2 => format!("{place}: {kind} by the {body} on {topic}, and talks with {who}"),
            _ => format!("{kind} on {topic}: {who} {act} partners from {place}"),
        }
    }

    fn russian_title(&mut self) -> String {
        let (who, act) = (self.one_of(RUSSIAN_PERSONS), self.one_of(RUSSIAN_ACTS));
        let (topic, place) = (self.one_of(RUSSIAN_TOPICS), self.one_of(RUSSIAN_PLACES));
        format!("{who} {act} по вопросам {topic} в ходе рабочего визита в {place}")
    }
}

const PERSONS: &[&str] = &[
    "Andrei Belousov",
    "Foreign Minister Wong",
    "Ambassador Okafor",
    "President Mirziyoyev",
    "Deputy Minister Lindqvist",
    "Spokesperson Zakharova",
    "Secretary Blinken",
    "Sirojiddin Muhriddin",
    "Minister Fidan",
    "High Representative Kallas",
    "Envoy Haqqani",
    "Premier Li",
    "Josep Borrell",
    "Director-General Tedros",
    "Commissioner Jansen",
    "Chargé d’affaires Núñez",
];
const ACTS: &[&str] = &[
    "meets",
    "addresses",
    "briefs",
    "receives",
    "holds consultations with",
    "signs a memorandum with",
    "congratulates",
    "sends condolences to",
    "answers questions from",
];
const KINDS: &[&str] = &[
    "Statement",
    "Remarks",
    "Press briefing",
    "Joint communiqué",
    "Readout",
    "Opening address",
    "Transcript of the press conference",
    "Comment",
    "Background note",
    "Travel advisory",
];
const TOPICS: &[&str] = &[
    "border security",
    "water and energy",
    "trade corridors",
    "counter-terrorism",
    "visa facilitation",
    "the peace process",
    "arms control",
    "food supply",
    "migration",
    "humanitarian access",
    "maritime delimitation",
    "sanctions relief",
    "cultural heritage",
    "climate finance",
    "cyber defence",
    "collective security",
    "consular affairs",
    "nuclear safeguards",
    "grain exports",
];
const PLACES: &[&str] = &[
    "Dushanbe",
    "Tajikistan",
    "Almaty",
    "Kyrgyzstan",
    "Geneva",
    "New York",
    "Ankara",
    "Kabul",
    "Yerevan",
    "Minsk",
    "Brussels",
    "Nairobi",
    "Bogotá",
    "Jakarta",
    "Ottawa",
    "Tashkent",
    "Vienna",
    "Côte d’Ivoire",
    "Ashgabat",
    "Doha",
    "Beijing",
    "Canberra",
    "Addis Ababa",
    "Reykjavík",
];
const BODIES: &[&str] = &[
    "CSTO",
    "United Nations Security Council",
    "OSCE",
    "European Commission",
    "African Union",
    "NATO",
    "Shanghai Cooperation Organisation",
    "ASEAN",
    "Collective Security Treaty Organization",
    "IAEA",
    "Commonwealth",
    "Arctic Council",
    "World Food Programme",
    "Council of Europe",
];
const SOURCES: &[&str] = &[
    "Russian Defence Ministry",
    "U.S. Department of State",
    "Tajik Foreign Ministry",
    "FCDO",
    "Auswärtiges Amt",
    "МИД России",
    "Ministry of Foreign Affairs of Türkiye",
    "EEAS",
    "Global Affairs",
];
const RUSSIAN_PERSONS: &[&str] = &[
    "Министр обороны Андрей Белоусов",
    "Сергей Лавров",
    "Президент Рахмон",
    "Посол Семёнов",
    "Официальный представитель",
    "Заместитель министра Руденко",
];
const RUSSIAN_ACTS: &[&str] = &[
    "провёл переговоры",
    "выступил с заявлением",
    "обменялся мнениями",
    "ответил на вопросы",
];
const RUSSIAN_TOPICS: &[&str] = &[
    "безопасности",
    "сотрудничества в рамках ОДКБ",
    "торговли",
    "миграции",
    "охраны границы",
    "ядерной энергетики",
];
const RUSSIAN_PLACES: &[&str] = &[
    "Душанбе",
    "Ташкент",
    "Минск",
    "Бишкек",
    "Астану",
    "Ереван",
    "Москву",
    "Кабул",
];
