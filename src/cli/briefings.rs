//! The briefings that a command is about: loaded, chosen, in order.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::Context;
use super::arguments::Selection;
use super::error::{CliError, Kind, Outcome};
use super::json::{self, Place};
use super::marks::unreadable;
use crate::app::page::{counted, grouped};
use crate::app::problems::place;
use crate::app::{self, Sequence};
use crate::briefing::{Briefing, BriefingId, IdPrefix, Marks, Origin, Span};
use crate::export::{self, Piece, places};
use crate::ingest::{self, MAX_TEXT, Problem, Tally};
use crate::insight::Analyst;
use crate::library::collection::{Collection, Standing};
use crate::library::desk::Desk;
use crate::library::encodings::Encodings;
use crate::library::marks::{Done, Ledger, Snapshot};
use crate::library::personal;
use crate::library::speakers::Record;
use crate::library::{self, Loaded, Problems, samples};
use crate::runner::STDIN;
use crate::search::Texts;
use crate::search::query::{Item, Matcher, Query};
use crate::text::sanitise;

/// The most wordings of a briefing that are followed; one may come round again.
const MOST_WORDINGS: usize = 50;

/// How many reasons are told beside the output.
const NAMED_PROBLEMS: usize = 5;

/// How many of several briefings are named when an id means more than one.
const NAMED_CANDIDATES: usize = 5;

/// Briefings that were loaded, and which of them are asked for.
pub(super) struct Briefings {
    collection: Collection,
    /// What was read as what.
    tally: Tally,
    /// Positions in the collection, in the order of the settings.
    chosen: Vec<u32>,
    /// What standard input held: it cannot be read a second time.
    stdin: Option<Vec<u8>>,
    /// The encodings that files were read in by choice.
    encodings: Arc<Encodings>,
    /// What the reader marked.
    ledger: Ledger,
    /// The same with its history, where there is something.
    snapshot: Option<Snapshot>,
    /// The ids that those loaded had before, each with what it became.
    former_ids: OnceCell<HashMap<BriefingId, Vec<BriefingId>>>,
}

impl Briefings {
    /// Loads what `selection` names and chooses what matches its query.
    pub(super) fn load(selection: &Selection, context: &Context) -> Result<Self, CliError> {
        // What is asked must make sense before anything is read.
        let query = selection.query.as_deref();
        let query = query.map(|text| self::query("-q", text)).transpose()?;
        let mut briefings = Self::all(&selection.paths, context)?;
        if let Some(query) = query {
            let mut matcher = Matcher::new(&query, context.environment.today);
            let Self {
                collection,
                chosen,
                ledger,
                ..
            } = &mut briefings;
            chosen.retain(|&position| {
                let briefing = collection.at(position);
                matcher.matches(Item {
                    briefing,
                    texts: &Texts::of(briefing),
                    marks: ledger.of(briefing.id),
                })
            });
        }
        Ok(briefings)
    }

    /// Loads everything under `paths`, in the order of the settings; says it when the marks are
    /// lost.
    pub(super) fn all(paths: &[PathBuf], context: &Context) -> Result<Self, CliError> {
        let briefings = Self::quietly(paths, context)?;
        context.note_if_lost(&briefings.ledger);
        Ok(briefings)
    }

    /// The same for somebody who is about to bring marks back.
    pub(super) fn quietly(paths: &[PathBuf], context: &Context) -> Result<Self, CliError> {
        let knowledge = context.knowledge();
        let mut paths = paths.to_vec();
        if paths.is_empty() {
            paths = context.library();
        }
        let reads_stdin = take_stdin(&mut paths);
        let encodings = Arc::new(context.encodings());
        let mut collection = Collection::default();
        let mut stdin = None;
        let mut tally = Tally::default();
        if reads_stdin {
            let bytes = stdin_bytes()?;
            let loaded = from_stdin(&bytes, knowledge.analyst());
            tally += &loaded.tally;
            collection.add_loaded(loaded);
            stdin = Some(bytes);
        } else if paths.is_empty() {
            // A program that reads the output has asked for what there is.
            if context.environment.stdout_is_terminal() {
                context.note("no library is configured, so these are the sample briefings");
            }
            let loaded = samples::load(knowledge.analyst());
            tally += &loaded.tally;
            collection.add_loaded(loaded);
        }
        if !paths.is_empty() {
            let catalogue = context.catalogue(&paths);
            let loaded = library::load(&paths, catalogue, &encodings, &knowledge);
            tally += &loaded.tally;
            collection.add_loaded(loaded);
        }
        let snapshot = context.snapshot(&collection.standings());
        let ledger = match &snapshot {
            Some(snapshot) => snapshot.ledger().map_err(|trouble| unreadable(&trouble))?,
            None => Ledger::default(),
        };
        show_own(&mut collection, &ledger, context.desk());
        let sequence = Sequence::of(&collection, context.settings.list.order);
        Ok(Self {
            chosen: sequence.positions().to_vec(),
            collection,
            tally,
            ledger,
            snapshot,
            former_ids: OnceCell::new(),
            stdin,
            encodings,
        })
    }

    /// Keeps of those chosen the ones that `is_wanted`.
    pub(super) fn retain(&mut self, is_wanted: impl Fn(&Briefing) -> bool) {
        let collection = &self.collection;
        self.chosen
            .retain(|&position| is_wanted(collection.at(position)));
    }

    /// All that were loaded, chosen or not.
    pub(super) fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Those chosen, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Briefing> {
        self.chosen
            .iter()
            .map(|&position| self.collection.at(position).as_ref())
    }

    /// The one briefing of those chosen that `what` means, the beginning of an id. One that it had
    /// before is as good, and what it has become is told.
    pub(super) fn the_one(
        &self,
        what: &Path,
        prefix: &IdPrefix,
        context: &Context,
    ) -> Result<BriefingId, CliError> {
        let name = sanitise::name(what);
        let mut meant: Vec<&Briefing> = self.iter().filter(|it| prefix.matches(it.id)).collect();
        let mut formerly = "";
        if meant.is_empty() {
            meant = self.formerly(prefix);
            formerly = " that had this id before";
        }
        match meant.as_slice() {
            [one] => {
                if !formerly.is_empty() {
                    context.note(&format!("{name} goes by the id {} now", one.id.short()));
                }
                Ok(one.id)
            }
            [] => {
                let message = format!("no briefing has an id that begins with {name}");
                Err(CliError::new(Kind::Unreadable, message).hint(
                    "`chancery list` prints the ids; name the folder after the id if it is elsewhere",
                ))
            }
            several => {
                let message = format!("{name} means {} briefings{formerly}", several.len());
                let candidates = several.iter().take(NAMED_CANDIDATES);
                Err(
                    candidates.fold(CliError::new(Kind::Usage, message), |error, briefing| {
                        error.hint(format!("{}  {}", briefing.id, briefing.title))
                    }),
                )
            }
        }
    }

    /// Those chosen that had an id before that begins so: as the marks tell, and as ids were made
    /// before of titles and texts.
    fn formerly(&self, prefix: &IdPrefix) -> Vec<&Briefing> {
        let known = self.ledger.renamed().into_iter();
        let made = self.former_ids().iter();
        let made = made.flat_map(|(&old, all)| all.iter().map(move |&now| (old, now)));
        let meant: HashSet<BriefingId> = known
            .chain(made)
            .filter_map(|(old, now)| prefix.matches(old).then_some(now))
            .collect();
        self.iter().filter(|it| meant.contains(&it.id)).collect()
    }

    /// What an id is now that briefings may have had before: nothing else where a briefing has it.
    pub(super) fn became(&self, id: BriefingId) -> Vec<BriefingId> {
        if self.collection.position_of(id).is_some() {
            return Vec::new();
        }
        match (self.ledger.became(id), self.former_ids().get(&id)) {
            ([], Some(made)) => made.clone(),
            (known, _) => known.to_vec(),
        }
    }

    /// The ids that all that was loaded had before, made when they are first asked for.
    fn former_ids(&self) -> &HashMap<BriefingId, Vec<BriefingId>> {
        self.former_ids.get_or_init(|| {
            let mut all: HashMap<BriefingId, Vec<BriefingId>> = HashMap::new();
            for briefing in self.collection.briefings() {
                let old = BriefingId::formerly(&briefing.title, &briefing.body.text);
                all.entry(old).or_default().push(briefing.id);
            }
            all
        })
    }

    /// What was decided since a moment.
    pub(super) fn history(&self, since: Timestamp) -> Result<Vec<Done>, CliError> {
        let history = self.snapshot.as_ref().map(|it| it.history(since));
        let history = history.unwrap_or_else(|| Ok(Vec::new()));
        history.map_err(|trouble| unreadable(&trouble))
    }

    /// What the reader marked.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The briefings with an id among `ids`, at all the places where they stand.
    pub(super) fn standings(&self, ids: &[BriefingId]) -> Vec<Standing> {
        let positions = ids.iter().filter_map(|&id| self.collection.position_of(id));
        let standings = positions.flat_map(|position| self.collection.standings_of(position));
        standings.collect()
    }

    /// All that was loaded, at all the places where it stands.
    pub(super) fn all_standings(&self) -> Vec<Standing> {
        self.collection.standings()
    }

    /// The further places of a briefing.
    pub(super) fn copies(&self, id: BriefingId) -> &[Origin] {
        let position = self.collection.position_of(id);
        position.map_or(&[], |position| self.collection.copies(position))
    }

    /// What is kept of words that are gone: the title of the briefing, and what.
    pub(super) fn missing(&self) -> Vec<(&str, String)> {
        let missing = self.iter().flat_map(|briefing| {
            let missing = personal::missing(briefing, self.ledger.of(briefing.id)).into_iter();
            missing.map(|(mark, words)| (briefing.title.as_str(), app::missing(&mark, words)))
        });
        missing.collect()
    }

    /// The briefing of an id, if it was loaded.
    pub(super) fn with_id(&self, id: BriefingId) -> Option<&Briefing> {
        let position = self.collection.position_of(id)?;
        Some(self.collection.at(position).as_ref())
    }

    /// The title of a briefing, if it was loaded.
    pub(super) fn title_of(&self, id: BriefingId) -> Option<String> {
        Some(self.with_id(id)?.title.clone())
    }

    /// The reader's marks on a briefing.
    pub(super) fn marks_of(&self, id: BriefingId) -> &Marks {
        self.ledger.of(id)
    }

    /// Those chosen, with the marks on them, to be exported.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let piece = |&position: &u32| {
            let briefing = Arc::clone(self.collection.at(position));
            Piece {
                marks: self.ledger.of(briefing.id).clone(),
                briefing,
            }
        };
        self.chosen.iter().map(piece).collect()
    }

    /// How many clippings are kept of briefings that were not loaded.
    pub(super) fn clippings_of_missing(&self) -> usize {
        let count = |(id, marks): (BriefingId, &Marks)| (id, marks.clippings().count());
        let clipped = self.ledger.briefings().map(count);
        let mut clipped: HashMap<_, _> = clipped.filter(|&(_, count)| count > 0).collect();
        // What was carried over to another wording is counted there.
        for briefing in self.collection.briefings() {
            let earlier = |id: &BriefingId| self.ledger.of(*id).revises();
            let wordings = std::iter::successors(Some(briefing.id), earlier);
            for id in wordings.take(MOST_WORDINGS) {
                clipped.remove(&id);
            }
        }
        clipped.values().sum()
    }

    /// The files of everything that was loaded.
    pub(super) fn origins(&self) -> impl Iterator<Item = &Path> {
        self.collection.files().map(AsRef::as_ref)
    }

    /// How many are chosen.
    pub(super) fn len(&self) -> usize {
        self.chosen.len()
    }

    /// What tells the quotes of the person who is called `name`, by all that was loaded.
    pub(super) fn record_of(&self, name: &str) -> Record {
        Record::of(name, None, self.collection.briefings().iter())
    }

    /// What could not be read.
    pub(super) fn problems(&self) -> &Problems {
        self.collection.problems()
    }

    /// What was read as what.
    pub(super) fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Which tags those chosen carry, and how many of them.
    pub(super) fn tag_counts(&self) -> Vec<(&crate::briefing::Label, u32)> {
        self.collection
            .count(&self.chosen, |_| false)
            .into_iter()
            .map(|count| (self.collection.label(count.label), count.all))
            .collect()
    }

    /// Tells what could not be read, and how the command ended.
    pub(super) fn outcome(&self, matched: bool, context: &Context) -> Outcome {
        let problems = self.problems();
        tell_problems(problems, context);
        context.note_desk();
        match (
            !problems.has_faults() && context.desk().trouble().is_none(),
            matched,
        ) {
            (false, _) => Outcome::Unreadable,
            (true, false) => {
                context.note(if self.collection.is_empty() {
                    "there are no briefings in what was named"
                } else {
                    "nothing matches"
                });
                Outcome::NothingMatched
            }
            (true, true) => Outcome::Done,
        }
    }

    /// Where the quotes of those chosen stand in their files, in the same order; `None` for a
    /// briefing whose file could not be read again.
    pub(super) fn places(&self, context: &Context) -> Vec<Option<Vec<Place>>> {
        let briefings: Vec<&Briefing> = self.iter().collect();
        let raw = |origin: &Origin| self.raw_text(origin);
        places::places(&briefings, raw, |path, error| {
            let path = sanitise::name(path);
            context.note(&format!("{path}: {error}; its quotes have no offsets"));
        })
    }

    /// Where stretches of the bodies stand in the files as given: for each briefing its lists.
    pub(super) fn code_points(
        &self,
        lists: &[Vec<Vec<Span>>],
    ) -> Vec<Option<Vec<Vec<[usize; 2]>>>> {
        let briefings: Vec<&Briefing> = self.iter().collect();
        let raw = |origin: &Origin| self.raw_text(origin);
        let found =
            |row: usize, raw: &str, from| json::code_points(briefings[row], raw, from, &lists[row]);
        // What cannot be read again is told with the places of the quotes.
        places::in_files(&briefings, raw, |_, _| {}, found)
    }

    /// The decoded text of a stretch of a file that begins with it.
    pub(super) fn raw_text(&self, origin: &Origin) -> io::Result<Arc<str>> {
        match &self.stdin {
            Some(bytes) if origin.path.as_ref() == Path::new(STDIN) => {
                library::raw_text_of(bytes, origin).map(Arc::from)
            }
            _ => export::raw_text(origin, &self.encodings),
        }
    }
}

/// Reads a query of the command line.
/// Reads a query that was given as `what`.
pub(super) fn query(what: &str, text: &str) -> Result<Query, CliError> {
    // A query may begin with `-`, but nobody leaves out twice.
    if text.starts_with("--") {
        let error = CliError::new(
            Kind::Usage,
            format!("{what}: no query stands before {text}"),
        );
        return Err(error.hint("one that leaves a word out has a single dash: -q -grain"));
    }
    Query::parse(text).map_err(|error| {
        let shown = error.caret(text).replace('\n', "\n  ");
        let error = CliError::new(Kind::Usage, format!("{what}: {error}\n  {shown}"));
        error.hint("the manual has the query language: chancery man | man -l -")
    })
}

/// Shows what readers have put right in the briefings: the reader's own, and the desk's.
fn show_own(collection: &mut Collection, ledger: &Ledger, desk: &Desk) {
    for position in (0..).take(collection.len()) {
        let found = collection.at(position);
        let marks = ledger.of(found.id);
        if personal::has_own(found, marks, desk) {
            let briefing = personal::with_own(found, marks, desk);
            collection.replace(position, briefing);
        }
    }
}

/// Tells the first reasons why something could not be read.
pub(super) fn tell_problems(problems: &Problems, context: &Context) {
    let groups = problems.groups();
    for group in groups.iter().take(NAMED_PROBLEMS) {
        let first = problems.of(group).next();
        match (group.count, first) {
            (1, Some(problem)) => context.note(&told(problem)),
            (count, Some(problem)) => {
                let place = place(problem);
                let more = grouped(count - 1);
                context.note(&format!("{place} and {more} more: {}", group.reason));
            }
            (_, None) => {}
        }
    }
    if groups.len() > NAMED_PROBLEMS {
        let more = counted(groups.len() - NAMED_PROBLEMS, "more reason");
        context.note(&format!("{more}; `chancery check` lists all problems"));
    }
}

/// Takes standard input out of `paths`; says whether it was named.
pub(super) fn take_stdin(paths: &mut Vec<PathBuf>) -> bool {
    let named = paths.len();
    paths.retain(|path| path != Path::new(STDIN));
    paths.len() < named
}

/// Reads standard input to its end.
pub(super) fn stdin_bytes() -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    // One byte more than is kept, so that ingest sees that there was more.
    let most = u64::try_from(MAX_TEXT)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    io::stdin()
        .lock()
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| {
            CliError::new(
                Kind::Unreadable,
                format!("standard input cannot be read: {error}"),
            )
        })?;
    Ok(bytes)
}

/// Takes what standard input held as one file.
pub(super) fn from_stdin(bytes: &[u8], analyst: &Analyst) -> Loaded {
    let path: Arc<Path> = Path::new(STDIN).into();
    let mut read = ingest::read(&path, bytes);
    let problems = std::mem::take(&mut read.problems);
    let tally = std::mem::take(&mut read.tally);
    let finished = read
        .numbered()
        .map(|(ordinal, draft)| Arc::new(analyst.finish(draft, Arc::clone(&path), ordinal)));
    Loaded {
        briefings: finished.collect(),
        problems: problems.into_iter().collect(),
        tally,
    }
}

/// A problem in one line: where and why.
pub(super) fn told(problem: &Problem) -> String {
    let path = sanitise::name(&*problem.name());
    match problem.offset {
        Some(offset) => format!("{path}: {} (at byte {offset})", problem.reason),
        None => format!("{path}: {}", problem.reason),
    }
}

/// Takes a word that is no file for the beginning of an id.
pub(super) fn id_prefix(what: &Path) -> Result<IdPrefix, CliError> {
    what.to_string_lossy().parse().map_err(|error| {
        let name = sanitise::name(what);
        let message = format!("{name}: there is no such file, and it is no id");
        CliError::new(Kind::Unreadable, message).hint(format!("{error}"))
    })
}

/// True where a file or folder of that name is there, or standard input is meant.
pub(super) fn is_there(path: &Path) -> bool {
    path == Path::new(STDIN) || fs::symlink_metadata(path).is_ok()
}
