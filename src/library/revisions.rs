//! The same place with new words: which briefings are revisions of which.
//!
//! ```text
//! spots    where marked briefings stood, and a sketch of their words   (kept with the marks)
//! present  what a scan found
//! find     a briefing that is nowhere any more, and one in its file that is new and much like it
//! carried  the marks that the new wording gets
//! ```
//!
//! Pure. A release must never be taken for a revision of another one: where it is not sure it is
//! none, and the marks of the old one simply wait for it to come back.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil;
use unicode_segmentation::UnicodeSegmentation;

use super::samples;
use crate::briefing::{
    Anchor, Briefing, BriefingDate, BriefingId, Correction, Mark, Marks, Origin, Value, present,
};
use crate::text::fold::fold;

/// How much of its words a text must share with another to be a revision of it, whatever its
/// title.
const MUCH: f64 = 0.6;

/// The same where both have one title and no date speaks against it: a new headline over other
/// words is more often another release than a headline kept.
const SOME: f64 = 0.2;

/// The same where they have one title and two dates: releases that come every day from one form.
const NEARLY_ALL: f64 = 0.8;

/// The most pairs of old and new texts of one file that are weighed.
const MOST_PAIRS: usize = 100_000;

/// The bytes of a text that are sketched; what follows is not looked at.
const SKETCHED: usize = 64 << 10;

/// The name of standard input as an origin.
const STDIN: &str = "-";

/// A text in few numbers: the smallest hashes of its pairs of words. How many of them two texts
/// share tells how much of their words they do (Broder, "On the resemblance and containment of
/// documents", 1997).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch(Vec<u32>);

/// How many hashes are kept: two times in three the error is then 6 percent at most.
const KEPT: u8 = 64;

impl Sketch {
    /// Sketches a text.
    pub fn of(text: &str) -> Self {
        let mut end = text.len().min(SKETCHED);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let folded = fold(&text[..end]);
        let words: Vec<&str> = folded.unicode_words().collect();
        let pairs = words.windows(2.min(words.len().max(1)));
        let mut hashes: Vec<u32> = pairs.map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(usize::from(KEPT));
        Self(hashes)
    }

    /// How much two texts share, from 0 to 1; texts without words share nothing.
    pub fn resemblance(&self, other: &Self) -> f64 {
        let (mut i, mut j) = (0, 0);
        let (mut shared, mut all) = (0_u8, 0_u8);
        while all < KEPT && (i < self.0.len() || j < other.0.len()) {
            let (one, two) = (self.0.get(i), other.0.get(j));
            match (one, two) {
                (Some(a), Some(b)) if a == b => (i, j, shared) = (i + 1, j + 1, shared + 1),
                (Some(a), Some(b)) if a > b => j += 1,
                (Some(_), _) => i += 1,
                (None, _) => j += 1,
            }
            all += 1;
        }
        f64::from(shared) / f64::from(all.max(1))
    }

    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    /// From what [`to_bytes`](Self::to_bytes) gave.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let hashes = bytes.as_chunks().0;
        Self(hashes.iter().copied().map(u32::from_le_bytes).collect())
    }
}

/// FNV-1a, and the last step of MurmurHash3, which spreads it over all bits: it is kept on disk and must
/// not change with a version of the standard library.
fn hash(words: &[&str]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for word in words {
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    u32::try_from(hash >> 32).unwrap_or(0)
}

/// Where a briefing with marks stood when it was last seen, and what it was like.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The briefing.
    pub id: BriefingId,
    /// Its file, from the root on.
    pub path: PathBuf,
    /// Its place in that file.
    pub ordinal: u32,
    /// Its title, folded.
    pub title: String,
    /// The first day that its date may mean.
    pub date: Option<civil::Date>,
    /// Its words.
    pub sketch: Sketch,
}

impl Spot {
    /// The spot of a briefing; `folder` is what a relative path begins from. `None` for one that
    /// stands in no file.
    pub fn of(briefing: &Briefing, folder: &Path) -> Option<Self> {
        Some(Self {
            id: briefing.id,
            path: path_of(&briefing.origin, folder)?,
            ordinal: briefing.origin.ordinal,
            title: fold(&briefing.title),
            date: briefing.date.map(BriefingDate::first_day),
            sketch: Sketch::of(&briefing.body.text),
        })
    }

    /// What there is to know of a text that may be a revision: how sure it is, `None` where it is
    /// another release. `alone`: no other briefing of the file has this title and date.
    fn revised_as(&self, other: &Self, alone: bool) -> Option<f64> {
        let shared = self.sketch.resemblance(&other.sketch);
        let same_title = self.title == other.title;
        let dates = self.date.zip(other.date);
        let needed = match (same_title, dates) {
            // A holding statement is replaced by the text that it promised.
            (true, Some((old, new))) if old == new && alone => 0.0,
            (true, Some((old, new))) if old != new => NEARLY_ALL,
            (true, _) => SOME,
            (false, Some((old, new))) if old != new => return None,
            (false, _) => MUCH,
        };
        (shared >= needed).then_some(shared + f64::from(u8::from(same_title)))
    }
}

/// True for a briefing that stands in a file, and neither came from standard input nor is one of
/// the samples.
pub fn is_in_a_file(origin: &Origin) -> bool {
    *origin.path != *Path::new(STDIN) && samples::bytes_of(&origin.path).is_none()
}

/// The file that a briefing stands in, from the root on.
fn path_of(origin: &Origin, folder: &Path) -> Option<PathBuf> {
    is_in_a_file(origin).then(|| folder.join(&origin.path))
}

/// What a scan found, by file.
#[derive(Debug)]
pub struct Present<'a> {
    ids: HashSet<BriefingId>,
    files: HashMap<PathBuf, InFile<'a>>,
    folder: &'a Path,
}

/// The briefings of one file.
#[derive(Debug, Default)]
struct InFile<'a> {
    briefings: Vec<&'a Arc<Briefing>>,
    /// Which stands at which place: each place that was known is asked for.
    places: HashSet<(BriefingId, u32)>,
}

impl<'a> Present<'a> {
    /// Sorts what a scan found; `folder` is what relative paths begin from.
    pub fn of(briefings: &'a [Arc<Briefing>], folder: &'a Path) -> Self {
        let mut files: HashMap<PathBuf, InFile<'_>> = HashMap::new();
        // Those of one file lie together and share their path.
        for of_file in briefings.chunk_by(|a, b| Arc::ptr_eq(&a.origin.path, &b.origin.path)) {
            if let Some(path) = path_of(&of_file[0].origin, folder) {
                let file = files.entry(path).or_default();
                file.briefings.extend(of_file);
                let places = of_file.iter().map(|it| (it.id, it.origin.ordinal));
                file.places.extend(places);
            }
        }
        Self {
            ids: briefings.iter().map(|briefing| briefing.id).collect(),
            files,
            folder,
        }
    }

    /// True when a briefing is anywhere.
    pub fn has(&self, id: BriefingId) -> bool {
        self.ids.contains(&id)
    }

    /// True when there is anything in a file.
    pub fn has_file(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// True when a briefing stands just there.
    pub fn has_at(&self, id: BriefingId, path: &Path, ordinal: u32) -> bool {
        let file = self.files.get(path);
        file.is_some_and(|file| file.places.contains(&(id, ordinal)))
    }

    /// What relative paths begin from.
    pub fn folder(&self) -> &Path {
        self.folder
    }
}

/// One briefing that has come with new words.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision<'a> {
    /// As it was.
    pub was: Spot,
    /// As it is.
    pub now: &'a Arc<Briefing>,
}

/// Finds the revisions of briefings that are `gone`: whose words are nowhere any more.
///
/// Looks only at what is new in the same file: what is `known` to have stood there before is
/// another release. Each old wording has one new one at most, and the other way round.
pub fn find<'a>(
    gone: Vec<Spot>,
    known: &HashSet<BriefingId>,
    present: &Present<'a>,
) -> Vec<Revision<'a>> {
    let mut by_file: HashMap<PathBuf, Vec<Spot>> = HashMap::new();
    for spot in gone {
        by_file.entry(spot.path.clone()).or_default().push(spot);
    }
    let mut found = Vec::new();
    for (path, gone) in by_file {
        let here = present.files.get(&path).into_iter();
        let here = here.flat_map(|file| &file.briefings);
        let new: Vec<(Spot, &Arc<Briefing>)> = here
            .filter(|briefing| !known.contains(&briefing.id))
            .filter_map(|briefing| Some((Spot::of(briefing, present.folder)?, *briefing)))
            .collect();
        found.extend(matched(gone, &new));
    }
    found.sort_by(|a, b| (&a.was.path, a.was.ordinal).cmp(&(&b.was.path, b.was.ordinal)));
    found
}

/// The pairs of one file, the surest first; of those equally sure the nearest.
fn matched<'a>(gone: Vec<Spot>, new: &[(Spot, &'a Arc<Briefing>)]) -> Vec<Revision<'a>> {
    let mut titles: HashMap<(&str, Option<civil::Date>), (usize, usize)> = HashMap::new();
    for spot in &gone {
        titles.entry((&spot.title, spot.date)).or_default().0 += 1;
    }
    for (spot, _) in new {
        titles.entry((&spot.title, spot.date)).or_default().1 += 1;
    }
    let all = (0..gone.len()).flat_map(|was| (0..new.len()).map(move |now| (was, now)));
    let mut pairs: Vec<(f64, u32, usize, usize)> = all
        .take(MOST_PAIRS)
        .filter_map(|(was, now)| {
            let (old, (new, _)) = (&gone[was], &new[now]);
            let alone = titles.get(&(&*old.title, old.date)) == Some(&(1, 1));
            let sure = old.revised_as(new, alone)?;
            Some((sure, old.ordinal.abs_diff(new.ordinal), was, now))
        })
        .collect();
    pairs.sort_by(|a, b| {
        let surest = b.0.total_cmp(&a.0);
        surest.then_with(|| (a.1, a.2, a.3).cmp(&(b.1, b.2, b.3)))
    });
    let (mut taken, mut given) = (vec![false; gone.len()], vec![false; new.len()]);
    let mut gone: Vec<Option<Spot>> = gone.into_iter().map(Some).collect();
    let mut found = Vec::new();
    for (_, _, was, now) in pairs {
        if !taken[was] && !given[now] {
            (taken[was], given[now]) = (true, true);
            let was = gone[was].take();
            found.extend(was.map(|was| Revision {
                was,
                now: new[now].1,
            }));
        }
    }
    found
}

/// The marks that a new wording gets from the one before: what it has of its own stays.
///
/// A quote whose speaker was put right is looked for by its words. What was clipped stays so also
/// where its words are gone: that is what the reader is to be told. `leads_back`: the earlier
/// wording is itself a revision of this one, which is there again.
pub fn carried(
    was: BriefingId,
    marks: &Marks,
    own: &Marks,
    text: &str,
    leads_back: bool,
) -> Vec<(Mark, Value)> {
    let mut values: Vec<(Mark, Value)> = Vec::new();
    for (mark, value) in marks.all() {
        let carried = match &mark {
            Mark::Revises | Mark::Revised => None,
            Mark::Speaker(key) => {
                let all = marks.corrections();
                let found = all.into_iter().find(|(other, _)| *other == key);
                found.and_then(|(_, correction)| put_right_again(correction, text))
            }
            _ => Some((mark, value)),
        };
        values.extend(carried.filter(|(mark, _)| own.value(mark).is_none()));
    }
    if !leads_back && own.revises().is_none() {
        values.push((Mark::Revises, Some(was.to_string().into())));
    }
    // Of words that were read before there is nothing to be told.
    if (marks.read || marks.revised) && !own.read {
        values.push((Mark::Revised, present()));
    }
    values
}

/// A correction for where its words stand in another text.
fn put_right_again(correction: &Correction, text: &str) -> Option<(Mark, Value)> {
    let range = correction.anchor.locate(text)?;
    let key = format!("{}-{}", range.start, range.end);
    let moved = Correction {
        anchor: Anchor::of(text, range),
        speaker: correction.speaker.clone(),
    };
    Some((Mark::Speaker(key.into()), moved.to_value()))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::briefing::Clipping;
    use crate::ingest;
    use crate::insight::Analyst;

    const HERE: &str = "/home/desk";

    const TALKS: &str = "The two ministers met in Almaty on Thursday and agreed to keep the \
                         corridor open until the end of March.";

    /// The briefings of a file of releases: titles, days, texts.
    fn file(path: &str, releases: &[(&str, &str, &str)]) -> Vec<Arc<Briefing>> {
        /// Made once: compiling the gazetteer takes longer than the tests.
        static ANALYST: LazyLock<Analyst> = LazyLock::new(|| Analyst::new(&[]));
        let path: Arc<Path> = Path::new(path).into();
        let finish = |(ordinal, (title, date, text)): (u32, &(&str, &str, &str))| {
            let date = match *date {
                "" => String::new(),
                date => format!("Date: {date}\n"),
            };
            let text = format!("Title: {title}\n{date}\n{text}\n");
            let draft = ingest::read(&path, text.as_bytes()).drafts.remove(0);
            Arc::new(ANALYST.finish(draft, Arc::clone(&path), ordinal))
        };
        (0..).zip(releases).map(finish).collect()
    }

    /// What of `new` is a revision of what of `old`, all of which was marked: by ordinals.
    fn revised(old: &[Arc<Briefing>], new: &[Arc<Briefing>]) -> Vec<(u32, u32)> {
        let here = Path::new(HERE);
        let present = Present::of(new, here);
        let spots = old.iter().filter_map(|it| Spot::of(it, here));
        let (gone, stayed): (Vec<_>, Vec<_>) =
            spots.partition(|it| !present.has(it.id) && present.has_file(&it.path));
        let known = gone.iter().chain(&stayed).map(|it| it.id).collect();
        let found = find(gone, &known, &present).into_iter();
        found
            .map(|it| (it.was.ordinal, it.now.origin.ordinal))
            .collect()
    }

    fn one(title: &str, date: &str, text: &str) -> Vec<Arc<Briefing>> {
        file("a.txt", &[(title, date, text)])
    }

    #[test]
    fn new_words_under_the_same_title_are_a_revision() {
        let old = one("Talks", "", TALKS);
        let new = one("Talks", "", &TALKS.replace("March", "April"));
        assert_eq!(revised(&old, &new), [(0, 0)]);
        assert_eq!(revised(&old, &old), []);
    }

    #[test]
    fn a_new_headline_over_nearly_the_same_words_is_a_revision() {
        let old = one("Talks", "2026-11-12", TALKS);
        let new = one(
            "Talks go on",
            "2026-11-12",
            &TALKS.replace("March", "April"),
        );
        assert_eq!(revised(&old, &new), [(0, 0)]);
    }

    #[test]
    fn a_holding_statement_is_revised_by_the_text_that_it_promised() {
        let old = one("Statement", "2026-11-12", "A statement follows.");
        let new = one("Statement", "2026-11-12", TALKS);
        assert_eq!(revised(&old, &new), [(0, 0)]);
        // Without a date to tell, it may as well be another one.
        let old = one("Statement", "", "Something else was told to us.");
        assert_eq!(revised(&old, &one("Statement", "", TALKS)), []);
    }

    #[test]
    fn a_file_with_something_altogether_different_is_no_revision() {
        let old = one("Talks", "2026-11-12", TALKS);
        let new = one(
            "Fishery",
            "2026-11-12",
            "New rules for herring are in force.",
        );
        assert_eq!(revised(&old, &new), []);
    }

    #[test]
    fn the_release_of_another_day_from_the_same_form_is_no_revision() {
        let old = one("Daily summary", "2026-11-12", TALKS);
        let next = TALKS.replace("Almaty on Thursday", "Astana on Friday in a new round");
        assert_eq!(
            revised(&old, &one("Daily summary", "2026-11-13", &next)),
            []
        );
        assert_eq!(revised(&old, &one("Another", "2026-11-13", TALKS)), []);
    }

    #[test]
    fn a_file_that_was_renamed_or_is_not_there_revises_nothing() {
        let old = one("Talks", "", TALKS);
        let text = TALKS.replace("March", "April");
        assert_eq!(revised(&old, &file("b.txt", &[("Talks", "", TALKS)])), []);
        assert_eq!(revised(&old, &file("b.txt", &[("Talks", "", &text)])), []);
    }

    #[test]
    fn words_that_are_still_somewhere_were_not_revised() {
        let old = one("Talks", "", TALKS);
        let mut new = one("Talks", "", &TALKS.replace("March", "April"));
        new.extend(file("copy.txt", &[("Talks", "", TALKS)]));
        assert_eq!(revised(&old, &new), []);
    }

    #[test]
    fn paths_are_the_same_however_they_are_written() {
        let old = file("/home/desk/in/a.txt", &[("Talks", "", TALKS)]);
        let new = file(
            "./in/a.txt",
            &[("Talks", "", &TALKS.replace("March", "April"))],
        );
        assert_eq!(revised(&old, &new), [(0, 0)]);
    }

    #[test]
    fn of_a_digest_only_the_release_with_new_words_is_revised() {
        let fish = "New rules for herring are in force.";
        let grain = "Grain prices rose again in all ports of the region this week.";
        let changed = TALKS.replace("March", "April");
        let old = [("Talks", "", TALKS), ("Fish", "", fish)];
        let old = file("d.txt", &old);
        let inserted = [
            ("Grain", "", grain),
            ("Talks", "", &changed),
            ("Fish", "", fish),
        ];
        assert_eq!(revised(&old, &file("d.txt", &inserted)), [(0, 1)]);
        let removed = [("Talks", "", &*changed)];
        assert_eq!(revised(&old, &file("d.txt", &removed)), [(0, 0)]);
        let reordered = [("Fish", "", fish), ("Talks", "", &changed)];
        assert_eq!(revised(&old, &file("d.txt", &reordered)), [(0, 1)]);
        let replaced = [("Grain", "", grain), ("Fish", "", fish)];
        assert_eq!(revised(&old, &file("d.txt", &replaced)), []);
    }

    #[test]
    fn of_two_releases_under_one_title_each_keeps_its_own() {
        let other = "Grain prices rose again in all ports of the region this week.";
        let old = [
            ("Statement", "2026-11-12", TALKS),
            ("Statement", "2026-11-12", other),
        ];
        let (talks, grain) = (
            TALKS.replace("March", "April"),
            other.replace("week", "month"),
        );
        let new = [
            ("Statement", "2026-11-12", &*grain),
            ("Statement", "2026-11-12", &*talks),
        ];
        let found = revised(&file("d.txt", &old), &file("d.txt", &new));
        assert_eq!(found, [(0, 1), (1, 0)]);
    }

    #[test]
    fn what_came_from_standard_input_or_is_a_sample_has_no_place() {
        let here = Path::new(HERE);
        assert_eq!(Spot::of(&file("-", &[("T", "", TALKS)])[0], here), None);
        let samples = samples::load(&Analyst::new(&[])).briefings;
        assert!(samples.iter().all(|it| Spot::of(it, here).is_none()));
    }

    fn marks(values: &[(Mark, Value)]) -> Marks {
        let mut marks = Marks::default();
        for (mark, value) in values {
            assert!(marks.set(mark, value), "{mark}");
        }
        marks
    }

    #[test]
    fn a_revision_has_all_marks_and_is_to_be_read_again() {
        let was = BriefingId::of("t", "one");
        let text = "Before all: “we agree”, she said.";
        let correction = |words: &str| Correction {
            anchor: Anchor::of(words, 0..words.len()),
            speaker: Some("Mara Lind".into()),
        };
        let clipping = Clipping {
            anchor: Anchor::of("we deny", 0..7),
            speaker: None,
            clipped: "2026-11-20".to_owned(),
        };
        let old = marks(&[
            (Mark::Read, present()),
            (Mark::Clipping("0-7".into()), clipping.to_value()),
            (Mark::Starred, present()),
            (Mark::Note, Some("Ask.".into())),
            (Mark::Tag("grain".into()), present()),
            (Mark::Snoozed, Some("2026-12-01".into())),
            (
                Mark::Speaker("0-8".into()),
                correction("we agree").to_value(),
            ),
            (
                Mark::Speaker("9-15".into()),
                correction("we deny").to_value(),
            ),
        ]);
        let own = marks(&[(Mark::Note, Some("Mine.".into()))]);
        let new = carried(was, &old, &own, text, false);
        let new = marks(&new);
        assert!(new.read && new.revised && new.starred && new.snoozed.is_some());
        assert_eq!(new.note(), None, "its own stays");
        assert_eq!(new.revises(), Some(was));
        let speakers: Vec<_> = new.corrections().map(|(key, _)| key.to_string()).collect();
        assert_eq!(speakers, ["15-23"], "where its words stand now, if they do");
        let clippings: Vec<_> = new.clippings().map(|(_, clipping)| clipping).collect();
        assert_eq!(clippings, [&clipping], "though its words are gone");
    }

    #[test]
    fn what_was_not_read_or_is_known_already_is_not_to_be_read_again() {
        let was = BriefingId::of("t", "one");
        let starred = marks(&[(Mark::Starred, present())]);
        let unread = marks(&carried(was, &starred, &Marks::default(), "", false));
        assert!(!unread.revised && unread.revises() == Some(was));
        let read = marks(&[(Mark::Read, present())]);
        assert_eq!(carried(was, &read, &read, "", true), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn a_sketch_tells_about_how_much_two_texts_share(
            shared in 0..400_usize, one in 0..400_usize, two in 0..400_usize,
        ) {
            let words = |from: usize, count: usize| {
                let words = (from..from + count).map(|n| format!("w{n}"));
                words.collect::<Vec<_>>().join(" ")
            };
            let common = words(0, shared);
            let a = Sketch::of(&format!("{common} {}", words(10_000, one)));
            let b = Sketch::of(&format!("{common} {}", words(20_000, two)));
            let all = (shared + one + two).max(1);
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let really = shared as f64 / all as f64;
            let told = a.resemblance(&b);
            // Four times the deviation, and the pairs at the seam.
            prop_assert!((told - really).abs() < 0.27, "{told} for {really}");
            prop_assert_eq!(Sketch::from_bytes(&a.to_bytes()), a.clone());
            prop_assert_eq!(a.resemblance(&b), b.resemblance(&a));
        }

        #[test]
        fn each_wording_is_paired_once_at_most(
            old in prop::collection::vec((0..3_usize, 0..4_usize), 0..6),
            new in prop::collection::vec((0..3_usize, 0..4_usize), 0..6),
        ) {
            let texts = [
                TALKS.to_owned(), TALKS.replace("March", "April"),
                "Grain prices rose.".to_owned(), "Grain prices rose again.".to_owned(),
            ];
            let made = |all: &[(usize, usize)]| {
                let all: Vec<_> = all
                    .iter()
                    .map(|&(title, text)| (["A", "B", "C"][title], "", &*texts[text]))
                    .collect();
                file("d.txt", &all)
            };
            let found = revised(&made(&old), &made(&new));
            for (i, (was, now)) in found.iter().enumerate() {
                let others = &found[i + 1..];
                prop_assert!(others.iter().all(|(other, _)| other != was));
                prop_assert!(others.iter().all(|(_, other)| other != now));
            }
        }
    }
}
