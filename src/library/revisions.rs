//! The same place with new words: which briefings are revisions of which.
//!
//! ```text
//! spots    where marked briefings stood, and a sketch of their words   (kept with the marks)
//! present  what a scan found
//! find     a briefing that is nowhere any more, and one in its file that is new and much like it
//! carried  the marks that the new wording gets
//! ```
//!
//! A file may come to say something else about the same words (a tag, a date put right), and a
//! later version may cut a digest otherwise: then one text is a part of the other. What such a
//! text has to do with the one that was marked is told by [`How`].
//!
//! Pure. A release must never be taken for a revision of another one: where it is not sure it is
//! none, and the marks of the old one simply wait for it to come back.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil;
use unicode_segmentation::UnicodeSegmentation;

use super::collection::Standing;
use super::samples;
use crate::briefing::{
    Anchor, Briefing, BriefingDate, BriefingId, Correction, Mark, Marks, Origin, Value, present,
};
use crate::text::fold::fold;
use crate::text::hash;

/// How much of its words a text must share with another to be a revision of it, whatever its
/// title.
const MUCH: f64 = 0.6;

/// The same where both have one title and no date speaks against it: a new headline over other
/// words is more often another release than a headline kept.
const SOME: f64 = 0.2;

/// The same where they have one title and two dates: releases that come every day from one form.
const NEARLY_ALL: f64 = 0.8;

/// How much of its words a text must share with another to be a part of it.
const PART: f64 = 0.9;

/// Of how many hashes at least that is told: a sentence or two may stand in any text.
const TOLD_BY: u32 = 4;

/// The most hashes of a sample: those of a hundred pages.
const SAMPLED: usize = 4096;

/// The share of its words from which on a text whose id was made of its title and its body counts
/// as the same text read by better rules.
const SAME_BY_OTHER_RULES: f64 = 0.9;

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
        Self::with_sample(text).0
    }

    /// A sketch and a sample of a text.
    fn with_sample(text: &str) -> (Self, Sample) {
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
        let sample = Sample::of(&hashes);
        hashes.truncate(usize::from(KEPT));
        (Self(hashes), sample)
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

/// Every fourth of the pairs of words of a text, by their hashes: which of them another text has,
/// too, tells how much of this one it holds, however much longer it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sample(Vec<u32>);

impl Sample {
    /// Of all hashes of a text, in order.
    fn of(hashes: &[u32]) -> Self {
        let sampled = hashes.iter().copied().filter(|hash| hash % 4 == 0);
        Self(sampled.take(SAMPLED).collect())
    }

    /// How much of this text another holds, from 0 to 1; 0 where too few hashes tell.
    fn share_held_by(&self, other: &Self) -> f64 {
        // Of a long text only the smallest are kept, so only as small ones can be looked for.
        let largest = match other.0.len() {
            SAMPLED => other.0.last().copied().unwrap_or(0),
            _ => u32::MAX,
        };
        let (mut all, mut held) = (0_u32, 0_u32);
        for hash in self.0.iter().filter(|&&hash| hash <= largest) {
            all += 1;
            held += u32::from(other.0.binary_search(hash).is_ok());
        }
        if all < TOLD_BY {
            return 0.0;
        }
        f64::from(held) / f64::from(all)
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
    /// Its source, folded, empty for none; `None` where it was not kept.
    pub source: Option<String>,
    /// Its words.
    pub sketch: Sketch,
    /// The same, for a text that it may be a part of.
    pub sample: Sample,
    /// Title and words to the letter: [`BriefingId::formerly`] of them.
    pub wording: BriefingId,
}

impl Spot {
    /// The spot of a briefing; `folder` is what a relative path begins from. `None` for one that
    /// stands in no file.
    pub fn of(standing: &Standing, folder: &Path) -> Option<Self> {
        let Standing { briefing, origin } = standing;
        let (sketch, sample) = Sketch::with_sample(&briefing.body.text);
        Some(Self {
            id: briefing.id,
            path: path_of(origin, folder)?,
            ordinal: origin.ordinal,
            title: fold(&briefing.title),
            date: briefing.date.map(BriefingDate::first_day),
            source: Some(fold(briefing.source.as_deref().unwrap_or_default())),
            sketch,
            sample,
            wording: BriefingId::formerly(&briefing.title, &briefing.body.text),
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

    /// What became of it in a text that it was revised as.
    fn how(&self, other: &Self) -> How {
        let same_day = self.date == other.date;
        let same_house = self.source.is_none() || self.source == other.source;
        let same_words = self.wording == other.wording
            // Its id was made of what rules found, and they may find something else today.
            || self.wording == self.id
                && self.sketch.resemblance(&other.sketch) >= SAME_BY_OTHER_RULES;
        if same_day && same_house && same_words {
            How::Same
        } else {
            How::Reworded
        }
    }

    /// True when this text is a part of another, and no date speaks against it.
    fn is_part_of(&self, whole: &Self) -> bool {
        let dates = self.date.zip(whole.date);
        dates.is_none_or(|(part, whole)| part == whole)
            && self.sample.share_held_by(&whole.sample) >= PART
    }
}

/// What became of a text that was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// The same words of the same day and house, of which the file says something else.
    Same,
    /// Other words, or of another day or house.
    Reworded,
    /// A part of it: there is nothing in it that was not there before.
    Part,
    /// It is a part now of something with more words.
    Whole,
}

/// True for a briefing that stands in a file, and neither came from standard input nor is one of
/// the samples.
pub fn is_in_a_file(origin: &Origin) -> bool {
    *origin.path != *Path::new(STDIN) && samples::bytes_of(&origin.path).is_none()
}

/// The file that a briefing stands in, or the part of it, from the root on.
pub(super) fn path_of(origin: &Origin, folder: &Path) -> Option<PathBuf> {
    is_in_a_file(origin).then(|| folder.join(origin.name()))
}

/// What a scan found, by file.
#[derive(Debug)]
pub struct Present<'a> {
    briefings: hash::HashMap<BriefingId, &'a Arc<Briefing>>,
    files: hash::HashMap<PathBuf, InFile<'a>>,
    folder: &'a Path,
}

/// The briefings of one file.
#[derive(Debug, Default)]
struct InFile<'a> {
    standings: Vec<&'a Standing>,
    /// Which stands at which place: each place that was known is asked for.
    places: HashSet<(BriefingId, u32)>,
}

impl<'a> Present<'a> {
    /// Sorts what a scan found; `folder` is what relative paths begin from.
    pub fn of(standings: &'a [Standing], folder: &'a Path) -> Self {
        let mut files: hash::HashMap<PathBuf, InFile<'_>> = hash::HashMap::default();
        // Those of one file mostly lie together and share their path.
        let are_together = |a: &Standing, b: &Standing| {
            Arc::ptr_eq(&a.origin.path, &b.origin.path) && a.origin.address == b.origin.address
        };
        for of_file in standings.chunk_by(are_together) {
            if let Some(path) = path_of(&of_file[0].origin, folder) {
                let file = files.entry(path).or_default();
                file.standings.extend(of_file);
                let places = of_file.iter().map(|it| (it.briefing.id, it.origin.ordinal));
                file.places.extend(places);
            }
        }
        Self {
            briefings: standings
                .iter()
                .map(|it| (it.briefing.id, &it.briefing))
                .collect(),
            files,
            folder,
        }
    }

    /// True when a briefing is anywhere.
    pub fn has(&self, id: BriefingId) -> bool {
        self.briefings.contains_key(&id)
    }

    /// The title and the words of a briefing, as [`Spot::wording`] has them.
    pub fn wording(&self, id: BriefingId) -> Option<BriefingId> {
        let briefing = self.briefings.get(&id)?;
        Some(BriefingId::formerly(&briefing.title, &briefing.body.text))
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

/// What one marked briefing has become.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision<'a> {
    /// As it was.
    pub was: Spot,
    /// As it is.
    pub now: &'a Standing,
    /// What has changed.
    pub how: How,
}

/// Finds what became of briefings that are `gone`: whose ids are nowhere any more.
///
/// Looks only at what is new in the same file: what is `known` to have stood there before is
/// another release. Each old wording is revised as one new one at most, and the other way round;
/// besides, a text may have been cut into parts, or put together of several.
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
        let here = here.flat_map(|file| &file.standings);
        let new: Vec<(Spot, &Standing)> = here
            .filter(|standing| !known.contains(&standing.briefing.id))
            .filter_map(|standing| Some((Spot::of(standing, present.folder)?, *standing)))
            .collect();
        found.extend(became(&gone, &new));
    }
    let place = |it: &Revision<'_>| (it.was.path.clone(), it.was.ordinal, it.now.origin.ordinal);
    found.sort_by_cached_key(place);
    found
}

/// What the texts of one file have become.
fn became<'a>(gone: &[Spot], new: &[(Spot, &'a Standing)]) -> Vec<Revision<'a>> {
    let pairs = matched(gone, new);
    let (mut taken, mut given) = (vec![false; gone.len()], vec![false; new.len()]);
    for &(was, now) in &pairs {
        (taken[was], given[now]) = (true, true);
    }
    let revision = |was: usize, now: usize, how| Revision {
        was: gone[was].clone(),
        now: new[now].1,
        how,
    };
    let mut found: Vec<_> = pairs
        .into_iter()
        .map(|(was, now)| revision(was, now, gone[was].how(&new[now].0)))
        .collect();
    // Only what is left of either side can be a part or a whole of something.
    let any: [Vec<usize>; 2] = [(0..gone.len()).collect(), (0..new.len()).collect()];
    let (was, now) = (left(&taken), left(&given));
    let parts = all_pairs(&any[0], &now);
    let wholes = all_pairs(&was, &any[1]).filter(|&(_, now)| given[now]);
    let pairs: Vec<_> = parts.chain(wholes).collect();
    let more = pairs.into_iter().filter_map(|(was, now)| {
        let (old, (new, _)) = (&gone[was], &new[now]);
        let is_part = || !given[now] && new.is_part_of(old);
        let is_whole = || !taken[was] && old.is_part_of(new);
        if is_part() {
            Some(revision(was, now, How::Part))
        } else {
            is_whole().then(|| revision(was, now, How::Whole))
        }
    });
    found.extend(more);
    found
}

/// Each of some with each of some others, up to a bound.
fn all_pairs(some: &[usize], others: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let all = some
        .iter()
        .flat_map(|&was| others.iter().map(move |&now| (was, now)));
    all.take(MOST_PAIRS)
}

/// The pairs of one file, the surest first; of those equally sure the nearest.
fn matched(gone: &[Spot], new: &[(Spot, &Standing)]) -> Vec<(usize, usize)> {
    let mut titles: HashMap<(&str, Option<civil::Date>), (usize, usize)> = HashMap::new();
    for spot in gone {
        titles.entry((&spot.title, spot.date)).or_default().0 += 1;
    }
    for (spot, _) in new {
        titles.entry((&spot.title, spot.date)).or_default().1 += 1;
    }
    let (mut taken, mut given) = (vec![false; gone.len()], vec![false; new.len()]);
    let mut found = same_words(gone, new);
    for &(was, now) in &found {
        (taken[was], given[now]) = (true, true);
    }
    let (was, now) = (left(&taken), left(&given));
    let mut pairs: Vec<(f64, u32, usize, usize)> = all_pairs(&was, &now)
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
    for (_, _, was, now) in pairs {
        if !taken[was] && !given[now] {
            (taken[was], given[now]) = (true, true);
            found.push((was, now));
        }
    }
    found
}

/// The pairs with the same title, words and day, in their order: they need not be weighed.
fn same_words(gone: &[Spot], new: &[(Spot, &Standing)]) -> Vec<(usize, usize)> {
    let mut by_words: HashMap<_, VecDeque<usize>> = HashMap::new();
    for (now, (spot, _)) in new.iter().enumerate() {
        let words = (spot.wording, spot.date);
        by_words.entry(words).or_default().push_back(now);
    }
    let same = |spot: &Spot| by_words.get_mut(&(spot.wording, spot.date))?.pop_front();
    let found = gone.iter().map(same).enumerate();
    found.filter_map(|(was, now)| Some((was, now?))).collect()
}

/// The numbers of those that are not taken.
fn left(taken: &[bool]) -> Vec<usize> {
    let all = taken.iter().enumerate();
    all.filter_map(|(number, taken)| (!taken).then_some(number))
        .collect()
}

/// The marks that a new wording gets from the one before: what it has of its own stays.
///
/// A quote whose speaker was put right is looked for by its words. What was put right or clipped
/// stays so also where its words are gone: that is what the reader is to be told. `leads_back`: the earlier
/// wording is itself a revision of this one, which is there again.
pub fn carried(
    was: BriefingId,
    how: How,
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
                // Where its words are gone it is kept as it is: they may come back.
                let moved = found.and_then(|(_, it)| put_right_again(it, text));
                moved.or(Some((mark, value)))
            }
            _ => Some((mark, value)),
        };
        values.extend(carried.filter(|(mark, _)| own.value(mark).is_none()));
    }
    if !leads_back && own.revises().is_none() {
        values.push((Mark::Revises, Some(was.to_string().into())));
    }
    // Of words that nobody has read or worked with there is nothing to be told.
    let is_known =
        marks.read || marks.starred || marks.note().is_some() || marks.clippings().next().is_some();
    let is_news = match how {
        How::Same | How::Part => marks.revised,
        How::Reworded | How::Whole => is_known || marks.revised,
    };
    if is_news && !own.read {
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
mod tests;
