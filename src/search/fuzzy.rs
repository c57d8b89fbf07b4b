//! The fuzzy finder over titles, sources, tags and dates.
//!
//! Every term of a [`Query`] must be somewhere in a candidate. How well it is there makes the
//! order: at the beginning of a word ([`Class::WordPrefix`]), anywhere else as typed
//! ([`Class::Substring`]), or with letters left out ([`Class::Subsequence`], of title and source
//! only); within a class by the score of fuzzy-matcher, then in the order of the reader's list.
//!
//! What each key costs is kept down in four ways, cheapest first. A 64-bit set of letters for
//! each candidate sends most away untouched. A term of one letter is answered from such sets
//! alone. Longer ones are looked for literally, and only what fails that is tried with letters
//! left out. Scores, the dear part, are made only for the [`SCORED`] hits that can reach the
//! screen. While a query only grows, each answer is looked for inside the last.
//!
//! A [`Finder`] belongs to whoever loads; a [`Snapshot`] of it goes to a worker and is not
//! disturbed by what is pushed later. Nothing here keeps state between searches, so the same
//! question has the same answer on every thread.
//!
//! ```
//! use std::sync::Arc;
//!
//! use chancery::search::fuzzy::{Fields, Finder, Query, matched};
//!
//! let mut finder = Finder::new();
//! for title in ["Harvest in the Fergana valley", "Talks on water in Dushanbe"] {
//!     finder.push(Fields { title, ..Fields::default() });
//! }
//! let newest_first: Arc<[u32]> = Arc::from([1, 0]);
//! let query = Query::new("dushanbe wtr");
//! let found = finder.snapshot().find(&query, &newest_first, None, &|| false);
//! assert_eq!(found.map(|found| found.hits[0].position), Some(1));
//! assert_eq!(matched("Water", &query), [0..1, 2..3, 4..5]);
//! ```

mod alignment;
mod arena;
mod highlight;
mod query;
mod score;
mod term;

use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

pub use arena::Fields;
pub use highlight::matched;
pub use query::Query;
pub use term::Class;

use alignment::Scratch;
use arena::{CHUNK, Candidate, Chunk};
use term::Seeker;

/// Hits that get a score: a few screens of the tallest terminal, at about 1 µs a term each.
pub const SCORED: usize = 1000;

/// Threads that share one search. The desk's server is shared by many, and two keep every key
/// well inside a frame at 100,000 candidates.
const WORKERS: usize = 2;

/// Candidates below which a second thread costs more than it brings.
const SHARED_FROM: usize = 4 * CHUNK;

/// Hits that a thread takes to score at a time, some 0.1 ms of work.
const SCORING_SLICE: usize = 128;

/// The candidates, grown by pushes.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    chunks: Vec<Arc<Chunk>>,
}

/// The candidates as they were when it was taken. Cheap to make, to clone and to send.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    chunks: Vec<Arc<Chunk>>,
}

/// One candidate that a query found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The number of candidates pushed before it.
    pub position: u32,
    /// The class of its least well matched term.
    pub class: Class,
    /// The sum over the terms of their scores; 0 where no score was made (see [`SCORED`]).
    pub score: i64,
}

/// The answer to a query, with what is needed to look for a longer query inside it.
#[derive(Debug, Clone)]
pub struct Found {
    /// All candidates found, the best first.
    pub hits: Vec<Hit>,
    query: Query,
    order: Arc<[u32]>,
    /// The number of candidates there were.
    searched: usize,
}

/// What is known of one candidate during a search; a byte, so that they all stay in the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not asked about, found wanting, or already listed.
    Out,
    Asked,
    In(Class),
}

impl Finder {
    /// Starts without candidates.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a candidate; its position is [`Finder::len`] as it was before.
    pub fn push(&mut self, fields: Fields<'_>) {
        if self.chunks.last().is_none_or(|chunk| chunk.is_full()) {
            self.chunks.push(Arc::default());
        }
        let chunk = self.chunks.last_mut().expect("a chunk with room is there");
        // Where a snapshot holds the chunk, it keeps that one and we go on in a copy.
        Arc::make_mut(chunk).push(fields);
    }

    /// Puts another candidate in the place of the one at a position, if there is one.
    pub fn replace(&mut self, position: u32, fields: Fields<'_>) {
        let (chunk, index) = (position as usize / CHUNK, position as usize % CHUNK);
        let chunk = self.chunks.get_mut(chunk);
        if let Some(chunk) = chunk.filter(|chunk| index < chunk.len()) {
            Arc::make_mut(chunk).replace(index, fields);
        }
    }

    /// The number of candidates.
    pub fn len(&self) -> usize {
        count(&self.chunks)
    }

    /// True without candidates.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Takes the candidates as they are now, to be searched elsewhere.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            chunks: self.chunks.clone(),
        }
    }

    /// Forgets all candidates. Snapshots keep theirs.
    pub fn clear(&mut self) {
        self.chunks.clear();
    }
}

impl Snapshot {
    /// The number of candidates.
    pub fn len(&self) -> usize {
        count(&self.chunks)
    }

    /// True without candidates.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Finds the candidates among `order` that satisfy `query`; `None` once `cancel` says so.
    ///
    /// `order` is the reader's list, as positions: only these are looked at, each once, those
    /// that are no candidate passed over. It also breaks ties, the first before the later. With the
    /// `last` answer about the same candidates, a query that only grew is answered from it, as
    /// long as `order` is the same allocation; the answer is the same with and without.
    ///
    /// `cancel` is asked before each couple of thousand candidates, from more than one thread.
    pub fn find(
        &self,
        query: &Query,
        order: &Arc<[u32]>,
        last: Option<&Found>,
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let mut states = vec![State::Out; self.len()];
        let narrowed = last.filter(|last| {
            last.searched == states.len()
                && Arc::ptr_eq(&last.order, order)
                && query.extends(&last.query)
        });
        let asked = match narrowed {
            Some(last) => ask(&mut states, last.hits.iter().map(|hit| hit.position)),
            None => ask(&mut states, order.iter().copied()),
        };
        if !self.appraise(query, &mut states, asked, cancel) {
            return None;
        }
        let mut hits = listed(&mut states, order);
        let top = hits.len().min(SCORED);
        self.score(query, &mut hits[..top]);
        // Stable: what is equal stays in the reader's order.
        hits[..top].sort_by_key(|hit| (hit.class, Reverse(hit.score)));
        (!cancel()).then(|| Found {
            hits,
            query: query.clone(),
            order: Arc::clone(order),
            searched: states.len(),
        })
    }

    /// Settles the state of every candidate asked about; false if cancelled before the end.
    fn appraise(
        &self,
        query: &Query,
        states: &mut [State],
        asked: usize,
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> bool {
        let queue = Mutex::new(self.chunks.iter().zip(states.chunks_mut(CHUNK)));
        let cancelled = AtomicBool::new(false);
        let work = || {
            let seekers = query.seekers();
            let mut scratch = Scratch::default();
            while !cancelled.load(Ordering::Relaxed) {
                if cancel() {
                    cancelled.store(true, Ordering::Relaxed);
                }
                let Some((chunk, states)) = next(&queue) else {
                    return;
                };
                appraise_chunk(chunk, states, &seekers, &mut scratch);
            }
        };
        share(asked >= SHARED_FROM, work);
        !cancelled.into_inner()
    }

    /// Gives each of `hits` its score.
    fn score(&self, query: &Query, hits: &mut [Hit]) {
        let shared = hits.len() > SCORING_SLICE;
        let queue = Mutex::new(hits.chunks_mut(SCORING_SLICE));
        let work = || {
            let seekers = query.seekers();
            let mut scratch = Scratch::default();
            while let Some(hits) = next(&queue) {
                for hit in hits {
                    let candidate = self.candidate(hit.position);
                    hit.score = score::total(&seekers, candidate, &mut scratch);
                }
            }
        };
        share(shared, work);
    }

    fn candidate(&self, position: u32) -> Candidate<'_> {
        let position = position as usize;
        self.chunks[position / CHUNK].candidate(position % CHUNK)
    }
}

/// The number of candidates in `chunks`; all but the last are full.
fn count(chunks: &[Arc<Chunk>]) -> usize {
    chunks
        .last()
        .map_or(0, |last| (chunks.len() - 1) * CHUNK + last.len())
}

/// Marks the candidates at `positions` as asked about, and counts them.
fn ask(states: &mut [State], positions: impl Iterator<Item = u32>) -> usize {
    let mut asked = 0;
    for position in positions {
        if let Some(state) = states.get_mut(position as usize) {
            *state = State::Asked;
            asked += 1;
        }
    }
    asked
}

/// Settles the states of one chunk's candidates.
fn appraise_chunk(
    chunk: &Chunk,
    states: &mut [State],
    seekers: &[Seeker<'_>],
    scratch: &mut Scratch,
) {
    for (index, state) in states.iter_mut().enumerate() {
        if *state == State::Asked {
            *state = match class_of(chunk.candidate(index), seekers, scratch) {
                Some(class) => State::In(class),
                None => State::Out,
            };
        }
    }
}

/// The class of the least well matched term, if all of them match.
fn class_of(
    candidate: Candidate<'_>,
    seekers: &[Seeker<'_>],
    scratch: &mut Scratch,
) -> Option<Class> {
    let mut least = Class::WordPrefix;
    for seeker in seekers {
        least = least.max(seeker.appraise(candidate, scratch)?);
    }
    Some(least)
}

/// The candidates that are in, a class after the other, each in the reader's order.
///
/// Placed by counting: sorting a hundred thousand would take longer than finding them.
fn listed(states: &mut [State], order: &[u32]) -> Vec<Hit> {
    let mut places = [0; Class::ALL.len() + 1];
    for state in states.iter() {
        if let State::In(class) = *state {
            places[class as usize + 1] += 1;
        }
    }
    for class in Class::ALL {
        places[class as usize + 1] += places[class as usize];
    }
    let nothing = Hit {
        position: 0,
        class: Class::WordPrefix,
        score: 0,
    };
    let mut hits = vec![nothing; places[Class::ALL.len()]];
    for &position in order {
        let Some(state) = states.get_mut(position as usize) else {
            continue;
        };
        if let State::In(class) = std::mem::replace(state, State::Out) {
            let place = &mut places[class as usize];
            hits[*place] = Hit {
                position,
                class,
                score: 0,
            };
            *place += 1;
        }
    }
    hits
}

/// Does `work` here, and if it is to be `shared` on another thread too.
fn share(shared: bool, work: impl Fn() + Sync) {
    thread::scope(|scope| {
        for _ in 1..if shared { WORKERS } else { 1 } {
            // Where the system has no thread to give, this one does all of the work.
            let _ = thread::Builder::new().spawn_scoped(scope, &work);
        }
        work();
    });
}

/// The next piece of work; none is ever half done, so a poisoned lock is as good as any.
fn next<T>(queue: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).next()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold::fold;

    const NEVER: &(dyn Fn() -> bool + Sync) = &|| false;

    /// A candidate as the tests write it: title, source, date, tags.
    type Candidate = (String, String, String, Vec<String>);

    fn finder_of(candidates: &[Candidate]) -> Finder {
        let mut finder = Finder::new();
        for (title, source, date, tags) in candidates {
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            let (title, source, date) = (title.as_str(), source.as_str(), date.as_str());
            finder.push(Fields {
                title,
                source,
                date,
                tags: &tags,
            });
        }
        finder
    }

    #[test]
    fn what_is_replaced_is_found_as_if_it_had_been_pushed_so() {
        let mut titles: Vec<String> = (0..CHUNK + 5).map(|n| format!("Release {n}")).collect();
        let finder_of = |titles: &[String]| {
            let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
            titled(&titles)
        };
        let mut finder = finder_of(&titles);
        let before = finder.snapshot();
        for (at, title) in [
            (3, "Grain"),
            (CHUNK - 1, "A long title about grain"),
            (CHUNK + 4, ""),
        ] {
            titles[at] = title.to_owned();
            finder.replace(
                u32::try_from(at).unwrap(),
                Fields {
                    title,
                    ..Fields::default()
                },
            );
        }
        finder.replace(u32::MAX, Fields::default());
        let order: Arc<[u32]> = (0..).take(titles.len()).collect();
        let fresh = finder_of(&titles).snapshot();
        for query in ["grain", "release 204", "rel 4", "title"] {
            let query = Query::new(query);
            let found =
                |snapshot: &Snapshot| snapshot.find(&query, &order, None, NEVER).unwrap().hits;
            assert_eq!(found(&finder.snapshot()), found(&fresh), "{query:?}");
        }
        let grain = before.find(&Query::new("grain"), &order, None, NEVER);
        assert!(grain.unwrap().hits.is_empty(), "a snapshot stays as it is");
    }

    fn titled(titles: &[&str]) -> Finder {
        let mut finder = Finder::new();
        for title in titles {
            finder.push(Fields {
                title,
                ..Fields::default()
            });
        }
        finder
    }

    fn in_order(finder: &Finder) -> Arc<[u32]> {
        (0..u32::try_from(finder.len()).unwrap()).collect()
    }

    fn positions(finder: &Finder, typed: &str) -> Vec<u32> {
        let order = in_order(finder);
        let found = finder
            .snapshot()
            .find(&Query::new(typed), &order, None, NEVER);
        found.unwrap().hits.iter().map(|hit| hit.position).collect()
    }

    #[test]
    fn terms_match_in_any_order_and_in_any_field() {
        let mut finder = titled(&["Weather over the steppe"]);
        finder.push(Fields {
            title: "Belousov in Dushanbe",
            source: "Defence Ministry",
            date: "2024-05-31",
            tags: &["Tajikistan", "CSTO"],
        });
        for typed in [
            "dushanbe belousov",
            "csto defence",
            "2024-05 tajik",
            "dshnb mnstr",
            "'min bel",
        ] {
            assert_eq!(positions(&finder, typed), [1], "{typed}");
        }
        assert!(positions(&finder, "dushanbe kabul").is_empty());
    }

    #[test]
    fn case_does_not_matter_in_cyrillic_either() {
        let finder = titled(&["Переговоры в Душанбе", "ДУШАНБЕ: итоги", "Минск"]);
        assert_eq!(positions(&finder, "душанбе"), [1, 0]);
        assert_eq!(positions(&finder, "МИН"), [2]);
    }

    #[test]
    fn words_as_typed_come_before_parts_of_words_and_those_before_letters_left_out() {
        let finder = titled(&[
            "Market report",
            "Administration of ports",
            "A new minister",
            "Mission in Nepal",
        ]);
        assert_eq!(positions(&finder, "min"), [2, 1, 3]);
    }

    #[test]
    fn initials_and_words_without_vowels_are_found_but_not_any_letters_in_order() {
        let finder = titled(&[
            "Collective Security Treaty Organization",
            "Ministry of Foreign Affairs",
            "Economics status report on Tokyo",
            "Visit to Tajikistan",
        ]);
        assert_eq!(positions(&finder, "csto"), [0]);
        assert_eq!(positions(&finder, "mfa"), [1]);
        assert_eq!(positions(&finder, "tjkstn"), [3]);
    }

    #[test]
    fn initials_come_before_letters_picked_out_of_a_word() {
        let finder = titled(&[
            "Chair of the customs committee",
            "The Collective Security Treaty Organization",
        ]);
        assert_eq!(positions(&finder, "csto"), [1, 0]);
    }

    #[test]
    fn what_is_highlighted_is_what_was_matched() {
        let shown = |title: &str, typed: &str| {
            let ranges = matched(title, &Query::new(typed)).into_iter();
            ranges
                .map(|range| title[range].to_owned())
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(
            shown("Belousov in Dushanbe", "dush bel -x 'in"),
            "Bel|in|Dush"
        );
        assert_eq!(shown("Talks in ДУШАНБЕ", "душ"), "ДУШ");
        assert_eq!(shown("Tajikistan and its tajiks", "taj"), "Taj|taj");
        assert_eq!(shown("Visit to Tajikistan", "tjk"), "T|j|k");
        assert_eq!(shown("Nothing here", "csto"), "");
    }

    #[test]
    fn an_exact_term_leaves_no_letters_out_and_an_absent_one_must_not_be_there() {
        let finder = titled(&["Tajik ministry", "tjk ministry", "Kazakh ministry"]);
        assert_eq!(positions(&finder, "tjk"), [1, 0]);
        assert_eq!(positions(&finder, "'tjk"), [1]);
        assert_eq!(positions(&finder, "ministry -tajik"), [1, 2]);
        assert_eq!(positions(&finder, "-tjk"), [0, 2]);
    }

    #[test]
    fn the_order_of_the_list_breaks_ties_and_limits_what_is_asked() {
        let finder = titled(&["Talks on ports", "Talks on grain", "Talks on water"]);
        let order: Arc<[u32]> = Arc::from([2, 0, 9, 2]);
        let found = finder
            .snapshot()
            .find(&Query::new("talks"), &order, None, NEVER)
            .unwrap();
        let positions: Vec<u32> = found.hits.iter().map(|hit| hit.position).collect();
        assert_eq!(positions, [2, 0]);
    }

    #[test]
    fn the_better_score_comes_first_within_a_class() {
        let finder = titled(&["New talks", "Talks anew"]);
        assert_eq!(positions(&finder, "talks"), [1, 0]);
    }

    #[test]
    fn nothing_is_found_across_two_fields() {
        let mut finder = Finder::new();
        finder.push(Fields {
            title: "Grain",
            source: "ministry",
            date: "2024",
            tags: &["one", "two"],
        });
        for typed in ["grainministry", "'ministry2024", "'onetwo", "\u{1F}"] {
            let expected: &[u32] = if Query::new(typed).is_empty() {
                &[0]
            } else {
                &[]
            };
            assert_eq!(positions(&finder, typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_snapshot_does_not_see_what_is_pushed_later() {
        let mut finder = titled(&["first"]);
        let snapshot = finder.snapshot();
        finder.push(Fields {
            title: "second",
            ..Fields::default()
        });
        assert_eq!((snapshot.len(), finder.len()), (1, 2));
        finder.clear();
        assert!(finder.is_empty());
        assert_eq!(snapshot.candidate(0).names(), ["first", ""]);
    }

    #[test]
    fn a_cancelled_search_has_no_answer() {
        let title = "Talks on grain";
        let finder = titled(&vec![title; 5 * CHUNK]);
        let (order, query) = (in_order(&finder), Query::new("grain"));
        let asked = AtomicUsize::new(0);
        let after = |limit| {
            asked.store(0, Ordering::Relaxed);
            let cancel = || asked.fetch_add(1, Ordering::Relaxed) >= limit;
            finder.snapshot().find(&query, &order, None, &cancel)
        };
        assert!(after(0).is_none());
        assert!(after(3).is_none());
        assert_eq!(after(usize::MAX).unwrap().hits.len(), finder.len());
    }

    #[test]
    fn very_long_titles_and_terms_are_cut() {
        let long = format!("{}needle", "a ".repeat(100_000));
        let finder = titled(&[&long]);
        assert!(positions(&finder, "needle").is_empty());
        let typed = "a".repeat(1_000_000);
        assert_eq!(positions(&titled(&[&"a".repeat(64)]), &typed), [0]);
        assert_eq!(
            matched(&"a".repeat(10_000), &Query::new(&typed)),
            std::slice::from_ref(&(0..64))
        );
    }

    /// Many candidates from few letters, so that scores tie and cells are met again.
    fn crowd() -> Finder {
        let mut finder = Finder::new();
        for number in 0..3 * SHARED_FROM {
            let digits = number.wrapping_mul(2_654_435_761);
            let letters = (0..10).map(|at| char::from(b"ab- c"[(digits >> (3 * at)) % 5]));
            let title: String = letters.collect();
            finder.push(Fields {
                title: &title,
                ..Fields::default()
            });
        }
        finder
    }

    #[test]
    fn an_answer_does_not_depend_on_what_was_asked_before_nor_on_the_thread() {
        let finder = crowd();
        let (snapshot, order) = (finder.snapshot(), in_order(&finder));
        let hits = |typed| {
            snapshot
                .find(&Query::new(typed), &order, None, NEVER)
                .unwrap()
                .hits
        };
        let queries = ["aa", "bb a", "acb", "ab", "c-b"];
        let here: Vec<_> = queries.into_iter().map(hits).collect();
        let there: Vec<_> = thread::scope(|scope| {
            let other = scope.spawn(|| queries.into_iter().rev().map(hits).collect::<Vec<_>>());
            other.join().unwrap()
        });
        assert!(here.iter().all(|hits| !hits.is_empty()));
        assert!(here.iter().eq(there.iter().rev()));
    }

    #[test]
    fn narrowing_a_large_answer_gives_what_a_fresh_search_gives() {
        let finder = crowd();
        let (snapshot, order) = (finder.snapshot(), in_order(&finder));
        let mut last = None;
        for typed in ["a", "ac", "acb", "acb ", "acb b"] {
            let query = Query::new(typed);
            let fresh = snapshot.find(&query, &order, None, NEVER).unwrap();
            let narrowed = snapshot.find(&query, &order, last.as_ref(), NEVER).unwrap();
            assert_eq!(narrowed.hits, fresh.hits, "{typed}");
            last = Some(narrowed);
        }
    }

    /// The class of a term by the letter of the documentation; slow.
    fn naive_class(candidate: &Candidate, part: &str) -> Option<Class> {
        let (title, source, date, tags) = candidate;
        let fields: Vec<String> = [title, source, date]
            .into_iter()
            .chain(tags)
            .map(|field| fold(field))
            .collect();
        let word = part.trim_start_matches(['\'', '-']);
        let literal = fields
            .iter()
            .filter_map(|field| naive_literal(field, word))
            .min();
        match part.as_bytes()[0] {
            b'-' => literal.is_none().then_some(Class::WordPrefix),
            b'\'' => literal,
            _ => literal.or_else(|| {
                let loose = fields[..2].iter().any(|name| naive_loose(name, word));
                loose.then_some(Class::Subsequence)
            }),
        }
    }

    fn naive_literal(field: &str, word: &str) -> Option<Class> {
        let boundaries = (0..field.len()).filter(|&at| field.is_char_boundary(at));
        let mut places = boundaries
            .filter(|&at| field[at..].starts_with(word))
            .peekable();
        places.peek()?;
        let prefix = places.any(|at| term::opens_word(field, at));
        Some(if prefix {
            Class::WordPrefix
        } else {
            Class::Substring
        })
    }

    fn naive_loose(name: &str, word: &str) -> bool {
        let (text, word): (Vec<char>, Vec<char>) = (name.chars().collect(), word.chars().collect());
        (0..text.len()).any(|at| opens(&text, at) && goes_on(&text, at, &word))
    }

    fn opens(text: &[char], at: usize) -> bool {
        at == 0 || !text[at - 1].is_alphanumeric()
    }

    /// True when `word` can be laid with its first letter at `at`.
    fn goes_on(text: &[char], at: usize, word: &[char]) -> bool {
        if text[at] != word[0] {
            return false;
        }
        if word.len() == 1 {
            return true;
        }
        (at + 1..text.len()).any(|next| {
            let begins = |i: usize| opens(text, i) && text[i].is_alphanumeric();
            let words = (at + 1..=next).filter(|&i| begins(i)).count();
            let near = words == 0 && next - at <= 4;
            (near || (begins(next) && words <= 2)) && goes_on(text, next, &word[1..])
        })
    }

    fn field() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => "[abcABC ]{0,14}",
            2 => "([a-c] ?|ée|[абБ]|-|1){0,10}",
            1 => "\\PC{0,10}",
        ]
    }

    fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
        vec((field(), field(), "20[0-2]", vec(field(), 0..3)), 0..20)
    }

    fn typed() -> impl Strategy<Value = String> {
        "(['-]?([abcéбA1]|\\PC){1,4} ){0,3}(['-]?[abcб]{1,3})?"
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn what_is_found_is_what_the_rules_say(candidates in candidates(), typed in typed()) {
            let finder = finder_of(&candidates);
            let found = finder
                .snapshot()
                .find(&Query::new(&typed), &in_order(&finder), None, NEVER)
                .unwrap();
            let folded = fold(&typed);
            let parts: Vec<&str> = folded
                .split_whitespace()
                .filter(|part| !matches!(*part, "'" | "-"))
                .collect();
            // Signs inside signs are a matter of spelling, not of matching.
            prop_assume!(!parts.iter().any(|part| part.get(1..2).is_some_and(|c| "'-".contains(c))));
            let mut expected: Vec<(Class, u32)> = Vec::new();
            for (position, candidate) in (0..).zip(&candidates) {
                let classes = parts.iter().map(|part| naive_class(candidate, part));
                let least = classes.collect::<Option<Vec<_>>>();
                if let Some(classes) = least {
                    expected.push((classes.into_iter().max().unwrap_or(Class::WordPrefix), position));
                }
            }
            let classes: Vec<Class> = found.hits.iter().map(|hit| hit.class).collect();
            prop_assert!(classes.is_sorted());
            let mut got: Vec<(Class, u32)> =
                found.hits.iter().map(|hit| (hit.class, hit.position)).collect();
            got.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(got, expected);
        }

        #[test]
        fn typing_on_gives_what_a_fresh_search_gives(
            candidates in candidates(),
            typed in typed(),
        ) {
            let finder = finder_of(&candidates);
            let (snapshot, order) = (finder.snapshot(), in_order(&finder));
            let mut last: Option<Found> = None;
            for (end, c) in typed.char_indices() {
                let query = Query::new(&typed[..end + c.len_utf8()]);
                let fresh = snapshot.find(&query, &order, None, NEVER).unwrap();
                let narrowed = snapshot.find(&query, &order, last.as_ref(), NEVER).unwrap();
                prop_assert_eq!(&narrowed.hits, &fresh.hits);
                last = Some(narrowed);
            }
        }

        #[test]
        fn matched_stretches_are_apart_and_on_character_boundaries(
            title in field(),
            typed in typed(),
        ) {
            let mut free = 0;
            for range in matched(&title, &Query::new(&typed)) {
                prop_assert!(range.start >= free && range.start < range.end);
                prop_assert!(title.get(range.clone()).is_some());
                free = range.end + 1;
            }
        }
    }
}
