//! A briefing as a row of bytes, and back.
//!
//! Rows are postcard, packed by zstd, behind a hash of what they are once unpacked and of where they belong: one that is
//! damaged, stands in the place of another, or was packed with another dictionary, is not taken for a briefing.
//!
//! Texts of a page or two pack badly one by one. A *dictionary* of what the texts of a library have in common, trained on
//! the first of them, takes the rows of 100,000 from .45 of their size to .39; it is kept with them.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use zstd::bulk::{Compressor, Decompressor};

use super::stamp::Stamp;
use crate::briefing::{
    Address, Author, Body, Briefing, BriefingDate, BriefingId, Cable, DateFound, Encoding,
    Handling, Known, Label, Origin, Quote, Span, Tag,
};
use crate::ingest::{Charset, Problem, Reason, Tally};
use crate::text::hash::HashSet;

/// Bytes of the hash that a row opens with.
const HASH: usize = 8;

/// Bytes of the number after it: how many there are once it is unpacked.
const LENGTH: usize = 4;

/// How hard rows are packed: two levels more take half the speed and bring a hundredth.
const LEVEL: i32 = 3;

/// Rows that a dictionary is trained on, at least and at most: four times as many take four times as long, and bring
/// nothing.
const EXAMPLES: RangeInclusive<usize> = 100..=500;

/// Bytes of a dictionary, as `zstd --train` makes them.
const DICTIONARY: usize = 110 << 10;

/// Bytes that a row is unpacked to at most: a text of [`crate::ingest::MAX_TEXT`] takes several times as many with what
/// was found in it.
const MOST_UNPACKED: usize = 256 << 20;

/// What a file has given beside its briefings.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::library) struct Rest {
    /// What could not be read.
    pub(in crate::library) problems: Vec<Problem>,
    /// What was read as what.
    pub(in crate::library) tally: Tally,
}

/// A briefing as it is written. The path is not: whoever asks for a file knows it.
#[derive(Serialize, Deserialize)]
struct Written<'a> {
    id: BriefingId,
    title: Cow<'a, str>,
    date: Option<BriefingDate>,
    date_found: Option<DateFound>,
    source: Option<Arc<str>>,
    language: Option<Arc<str>>,
    handling: Cow<'a, Handling>,
    properties: Option<Cow<'a, str>>,
    cable: Option<Cow<'a, Cable>>,
    address: Cow<'a, Address>,
    ordinal: u32,
    raw: Span,
    encoding: Option<(Cow<'a, str>, Known)>,
    words: u32,
    hidden: u32,
    body: Cow<'a, Body>,
    authors: Cow<'a, [Author]>,
    quotes: Cow<'a, [Quote]>,
    tags: Cow<'a, [Tag]>,
}

/// The rest of a file as it is written.
#[derive(Serialize, Deserialize)]
struct WrittenRest<'a> {
    /// Of how many briefings it is the rest.
    briefings: u32,
    tally: Cow<'a, Tally>,
    problems: Vec<WrittenProblem<'a>>,
}

#[derive(Serialize, Deserialize)]
struct WrittenProblem<'a> {
    address: Cow<'a, Address>,
    offset: Option<u64>,
    reason: Cow<'a, Reason>,
}

/// What the texts of a library have in common, shared by all who write rows: empty until it is trained.
pub(super) type Dictionary = Arc<OnceLock<Vec<u8>>>;

/// Writes rows.
pub(super) struct Scribe {
    packer: Compressor<'static>,
    dictionary: Dictionary,
    uses_dictionary: bool,
}

impl fmt::Debug for Scribe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scribe").finish_non_exhaustive()
    }
}

impl Scribe {
    /// Writes with that dictionary from when there is one.
    pub(super) fn new(dictionary: Dictionary) -> io::Result<Self> {
        Ok(Self {
            packer: Compressor::new(LEVEL)?,
            dictionary,
            uses_dictionary: false,
        })
    }

    /// The row of the briefing at a place of a file. `None` for one that cannot be written, which none is.
    pub(super) fn row(
        &mut self,
        stamp: &Stamp,
        place: u32,
        briefing: &Briefing,
    ) -> Option<Vec<u8>> {
        let Briefing { origin, body, .. } = briefing;
        let plain = postcard::to_stdvec(&Written {
            id: briefing.id,
            title: Cow::Borrowed(&briefing.title),
            date: briefing.date,
            date_found: briefing.date_found,
            source: briefing.source.clone(),
            language: briefing.language.clone(),
            handling: Cow::Borrowed(&briefing.handling),
            properties: briefing.properties.as_deref().map(Cow::Borrowed),
            cable: briefing.cable.as_deref().map(Cow::Borrowed),
            address: Cow::Borrowed(&origin.address),
            ordinal: origin.ordinal,
            raw: origin.raw,
            encoding: origin.encoding.map(|it| (it.name.into(), it.known)),
            words: briefing.words,
            hidden: briefing.hidden,
            body: Cow::Borrowed(body),
            authors: Cow::Borrowed(&briefing.authors),
            quotes: Cow::Borrowed(&briefing.quotes),
            tags: Cow::Borrowed(&briefing.tags),
        })
        .ok()?;
        if !self.uses_dictionary
            && let Some(dictionary) = self.dictionary.get()
        {
            self.packer = Compressor::with_dictionary(LEVEL, dictionary).ok()?;
            self.uses_dictionary = true;
        }
        let packed = self.packer.compress(&plain).ok()?;
        let mut row = Vec::with_capacity(HASH + LENGTH + packed.len());
        row.extend(hash(&plain, stamp, place));
        row.extend(u32::try_from(plain.len()).ok()?.to_le_bytes());
        row.extend(packed);
        Some(row)
    }
}

/// Trains a dictionary on rows that were written without one; `None` for too few.
pub(super) fn train<'a>(rows: impl Iterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut unpacker = Decompressor::new().ok()?;
    let plain = |row: &'a [u8]| {
        let (length, packed) = row.get(HASH..)?.split_first_chunk::<LENGTH>()?;
        let length = u32::from_le_bytes(*length) as usize;
        unpacker.decompress(packed, length).ok()
    };
    let examples: Vec<Vec<u8>> = rows.filter_map(plain).take(*EXAMPLES.end()).collect();
    if !EXAMPLES.contains(&examples.len()) {
        return None;
    }
    zstd::dict::from_samples(&examples, DICTIONARY).ok()
}

/// The row of what a file has given beside so many briefings.
pub(super) fn rest_row(stamp: &Stamp, briefings: u32, rest: &Rest) -> Option<Vec<u8>> {
    let problems = rest.problems.iter().map(|problem| WrittenProblem {
        address: Cow::Borrowed(&problem.address),
        offset: problem.offset,
        reason: Cow::Borrowed(&problem.reason),
    });
    let written = WrittenRest {
        briefings,
        tally: Cow::Borrowed(&rest.tally),
        problems: problems.collect(),
    };
    let plain = postcard::to_stdvec(&written).ok()?;
    let mut row = hash(&plain, stamp, REST).to_vec();
    row.extend(plain);
    Some(row)
}

/// Reads rows.
pub(super) struct Clerk {
    unpacker: Decompressor<'static>,
    /// Labels and words that many have, each kept once.
    labels: HashSet<Arc<Label>>,
    words: HashSet<Arc<str>>,
}

impl fmt::Debug for Clerk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clerk").finish_non_exhaustive()
    }
}

impl Clerk {
    /// Reads what was written with that dictionary, and without one.
    pub(super) fn new(dictionary: &[u8]) -> io::Result<Self> {
        Ok(Self {
            unpacker: Decompressor::with_dictionary(dictionary)?,
            labels: HashSet::default(),
            words: HashSet::default(),
        })
    }

    /// The briefing of a row, which is that of a place of the file at `path`; `None` for any other bytes.
    pub(super) fn briefing(
        &mut self,
        row: &[u8],
        stamp: &Stamp,
        place: u32,
        path: &Arc<Path>,
    ) -> Option<Briefing> {
        let (told, packed) = row.split_first_chunk::<HASH>()?;
        let (length, packed) = packed.split_first_chunk::<LENGTH>()?;
        let length = u32::from_le_bytes(*length) as usize;
        // What no text unpacks to is not even tried.
        let length = Some(length).filter(|&length| length <= MOST_UNPACKED)?;
        let plain = self.unpacker.decompress(packed, length).ok()?;
        if *told != hash(&plain, stamp, place) {
            return None;
        }
        let written: Written<'_> = postcard::from_bytes(&plain).ok()?;
        let encoding = match written.encoding {
            Some((name, known)) => Some(Encoding {
                name: Charset::named(&name)?.name(),
                known,
            }),
            None => None,
        };
        let mut tags = written.tags.into_owned();
        for tag in &mut tags {
            self.share_label(&mut tag.label);
        }
        let mut quotes = written.quotes.into_owned();
        for quote in &mut quotes {
            for name in [&mut quote.speaker, &mut quote.mention, &mut quote.cue] {
                self.share(name);
            }
        }
        let [mut source, mut language] = [written.source, written.language];
        self.share(&mut source);
        self.share(&mut language);
        Some(Briefing {
            id: written.id,
            title: written.title.into_owned(),
            date: written.date,
            date_found: written.date_found,
            source,
            language,
            handling: written.handling.into_owned(),
            properties: written.properties.map(|it| it.into_owned().into()),
            cable: written.cable.map(|it| Box::new(it.into_owned())),
            origin: Origin {
                path: Arc::clone(path),
                address: written.address.into_owned(),
                ordinal: written.ordinal,
                raw: written.raw,
                encoding,
            },
            words: written.words,
            hidden: written.hidden,
            body: written.body.into_owned(),
            authors: written.authors.into_owned(),
            quotes,
            tags,
        })
    }

    fn share_label(&mut self, label: &mut Arc<Label>) {
        match self.labels.get(label) {
            Some(known) => *label = Arc::clone(known),
            None => {
                self.labels.insert(Arc::clone(label));
            }
        }
    }

    fn share(&mut self, word: &mut Option<Arc<str>>) {
        let Some(word) = word else { return };
        match self.words.get(word) {
            Some(known) => *word = Arc::clone(known),
            None => {
                self.words.insert(Arc::clone(word));
            }
        }
    }
}

/// What a row says that a file has given beside its briefings, and how many these are; `None` for any other bytes.
pub(super) fn rest(row: &[u8], stamp: &Stamp, path: &Path) -> Option<(u32, Rest)> {
    let written: WrittenRest<'_> = postcard::from_bytes(opened(row, stamp, REST)?).ok()?;
    let problems = written.problems.into_iter().map(|problem| Problem {
        path: path.to_owned(),
        address: problem.address.into_owned(),
        offset: problem.offset,
        reason: problem.reason.into_owned(),
    });
    let rest = Rest {
        problems: problems.collect(),
        tally: written.tally.into_owned(),
    };
    Some((written.briefings, rest))
}

/// The place of the rest of a file: behind all briefings.
const REST: u32 = u32::MAX;

/// What is behind the hash of a row, if the hash is right.
fn opened<'a>(row: &'a [u8], stamp: &Stamp, place: u32) -> Option<&'a [u8]> {
    let (told, bytes) = row.split_first_chunk::<HASH>()?;
    (*told == hash(bytes, stamp, place)).then_some(bytes)
}

fn hash(bytes: &[u8], stamp: &Stamp, place: u32) -> [u8; HASH] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(stamp.bytes());
    hasher.update(&place.to_le_bytes());
    hasher.update(bytes);
    let mut hash = [0; HASH];
    hash.copy_from_slice(&hasher.finalize().as_bytes()[..HASH]);
    hash
}
