//! The briefings as a search goes through them, with their words folded once.

use std::ops::Range;
use std::sync::{Arc, OnceLock};
use std::thread;

use jiff::civil;

use super::query::{Item, Matcher, Query};
use crate::briefing::{Briefing, Marks};
use crate::text::fold::fold;

/// Briefings of one chunk: what a change of one copies at most.
const CHUNK: usize = 512;

/// Chunks from which on a second thread brings more than it costs.
const SHARED_FROM: usize = 4;

/// The words of a briefing, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// Title, source and tags on lines of their own, then the body and other spellings of its words.
    all: String,
    title: usize,
    head: usize,
}

impl Texts {
    /// Folds the words of a briefing.
    pub fn of(briefing: &Briefing) -> Self {
        let mut all = fold(&briefing.title);
        all.reserve_exact(briefing.body.text.len() + 256);
        let title = all.len();
        let labels = briefing.tags.iter().map(|tag| &tag.label);
        let names = labels.flat_map(|label| std::iter::once(&label.name).chain(&label.aliases));
        let source = briefing.source.as_deref().into_iter();
        for part in source.chain(names.map(String::as_str)) {
            all.push('\n');
            all.push_str(&fold(part));
        }
        all.push('\n');
        let head = all.len();
        all.push_str(&fold(&briefing.body.text));
        // Of a word whose hyphen is doubtful the other form is found, too.
        for (_, other) in briefing.body.other_spellings(0..briefing.body.text.len()) {
            all.push('\n');
            all.push_str(&fold(&other));
        }
        Self { all, title, head }
    }

    /// Title, source, tags and body; words never reach over from one to the next.
    pub fn all(&self) -> &str {
        &self.all
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.all[..self.title]
    }

    /// Source and tags, each on a line.
    pub fn names(&self) -> &str {
        &self.all[self.title..self.head]
    }

    /// The body, and how else words of it may be written.
    pub fn body(&self) -> &str {
        &self.all[self.head..]
    }
}

#[derive(Debug, Clone)]
struct Entry {
    briefing: Arc<Briefing>,
    texts: OnceLock<Arc<Texts>>,
}

/// All briefings by position; cheap to clone and to send. Their texts are folded when they are
/// first looked at, and kept.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    chunks: Vec<Arc<Vec<Entry>>>,
}

impl Shelf {
    /// The number of briefings.
    pub fn len(&self) -> usize {
        let full = self.chunks.len().saturating_sub(1) * CHUNK;
        full + self.chunks.last().map_or(0, |chunk| chunk.len())
    }

    /// True when nothing stands on it.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Puts a briefing at the next position.
    pub fn push(&mut self, briefing: Arc<Briefing>) {
        let entry = Entry {
            briefing,
            texts: OnceLock::new(),
        };
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK => Arc::make_mut(chunk).push(entry),
            _ => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(entry);
                self.chunks.push(Arc::new(chunk));
            }
        }
    }

    /// Puts another version of a briefing in the place of the one at `position`, if there is one.
    pub fn replace(&mut self, position: u32, briefing: Arc<Briefing>) {
        let position = position as usize;
        let chunk = self.chunks.get_mut(position / CHUNK);
        if let Some(entry) = chunk.and_then(|it| Arc::make_mut(it).get_mut(position % CHUNK)) {
            *entry = Entry {
                briefing,
                texts: OnceLock::new(),
            };
        }
    }

    /// Tells for each briefing from position `from` on whether it satisfies a query on that day;
    /// `marks` are those of all, by position. `None` when it was told to stop.
    pub fn find(
        &self,
        query: &Query,
        today: civil::Date,
        marks: &[Marks],
        from: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<bool>> {
        let none = Marks::default();
        self.in_parts(from / CHUNK, |chunks| {
            let mut matcher = Matcher::new(query, today);
            let mut found = Vec::with_capacity(chunks.len() * CHUNK);
            for number in chunks {
                if stop() {
                    return None;
                }
                let first = number * CHUNK;
                let entries = self.chunks[number].iter().enumerate();
                for (i, entry) in entries.skip(from.saturating_sub(first)) {
                    found.push(matcher.matches(Item {
                        briefing: &entry.briefing,
                        texts: entry.texts(),
                        marks: marks.get(first + i).unwrap_or(&none),
                    }));
                }
            }
            Some(found)
        })
        .into_iter()
        .try_fold(Vec::new(), |mut all: Vec<bool>, part| {
            all.extend(part?);
            Some(all)
        })
    }

    /// Does something with the chunks from a number on, where they are many on two threads; what
    /// comes of it is in the order of the chunks.
    fn in_parts<T: Send>(&self, from: usize, part: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
        let to = self.chunks.len();
        if to.saturating_sub(from) < SHARED_FROM {
            return vec![part(from.min(to)..to)];
        }
        let middle = from + (to - from) / 2;
        thread::scope(|scope| {
            let second = scope.spawn(|| part(middle..to));
            let first = part(from..middle);
            match second.join() {
                Ok(second) => vec![first, second],
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Tells whether the briefing at a position matches; false where there is none.
    pub fn holds(&self, matcher: &mut Matcher, position: u32, marks: &Marks) -> bool {
        let position = position as usize;
        let chunk = self.chunks.get(position / CHUNK);
        let entry = chunk.and_then(|chunk| chunk.get(position % CHUNK));
        entry.is_some_and(|entry| {
            matcher.matches(Item {
                briefing: &entry.briefing,
                texts: entry.texts(),
                marks,
            })
        })
    }

    /// All briefings in order.
    pub fn briefings(&self) -> impl Iterator<Item = &Arc<Briefing>> + Clone {
        let entries = self.chunks.iter().flat_map(|chunk| chunk.iter());
        entries.map(|entry| &entry.briefing)
    }

    /// Folds what is not folded yet, so that the first question is answered like the others. Ends
    /// early when it is told to.
    pub fn warm(&self, stop: &(dyn Fn() -> bool + Sync)) {
        self.in_parts(0, |chunks| {
            for chunk in &self.chunks[chunks] {
                if stop() {
                    return;
                }
                for entry in chunk.iter() {
                    entry.texts();
                }
            }
        });
    }
}

impl Entry {
    fn texts(&self) -> &Texts {
        self.texts
            .get_or_init(|| Arc::new(Texts::of(&self.briefing)))
    }
}
