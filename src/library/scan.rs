//! Reading files and folders on worker threads, while the screen already works.
//!
//! ```text
//! walker ── files ──> workers ── outcomes ──> collector ── events ──> the caller
//!                        └────── rows ──────> the keeper of the catalogue
//! ```
//!
//! One thread walks, up to `MOST_WORKERS` read, and one collects what they read into batches and
//! is the only one to call back: events never overlap and their counts only grow.

use std::fs;
use std::ops::{ControlFlow, Deref};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::catalogue::{self, Access, All, Catalogue, Keeper, Keeping, Look, Lookup, Rest, Stamp};
use super::encodings::Encodings;
use super::knowledge::Knowledge;
use super::problems::Problems;
use super::walk::{self, Limits, Step};
use super::{Loaded, file};
use crate::briefing::Briefing;
use crate::ingest::{
    self, Chosen, Data, Extent, Ingested, Problem, ReadAs, Reason, TableRule, Tally, sandbox,
};

/// Readers at once. The machine may be a shared server, and a disk gains little from more.
const MOST_WORKERS: usize = 4;

/// The first batch goes out at this many briefings: a screenful.
const FIRST_BATCH: usize = 30;

/// Later ones at this many, or after [`PAUSE`].
const BATCH: usize = 256;

/// The longest that something read waits for company, and the shortest time between two reports
/// of the walk: a gauge that moves twenty times a second looks alive and costs little.
const PAUSE: Duration = Duration::from_millis(50);

/// Outcomes that a worker sends together: each time wakes the collector, which costs as much as a small file.
const TOGETHER: usize = 16;

/// The longest that it keeps them.
const SOON: Duration = Duration::from_millis(5);

/// A file above this size takes so long that what was read before it goes out first.
const LONG: u64 = 64 << 10;

/// Piles of outcomes that may wait for the collector before the workers do.
const WAITING: usize = 64;

/// A file above this size is read by one worker at a time, so that a few monsters side by side
/// cannot take all memory.
const LARGE: u64 = 8 << 20;

/// What takes the drafts of a file, part by part.
type Take<'a> = &'a mut dyn FnMut(Ingested) -> ControlFlow<()>;

/// How a file of so many bytes becomes drafts; always [`ingest::read_parts`] but in tests.
type Parse = fn(&Path, Data<'_>, u64, &[TableRule], &Chosen, Take<'_>);

/// News of a scan.
#[derive(Debug, Clone, PartialEq)]
pub enum ScanEvent {
    /// The walk has come upon files.
    Found {
        /// Files so far, those that cannot be read included.
        files: usize,
        /// Their bytes so far.
        bytes: u64,
        /// True when the walk is done: there will be no more.
        complete: bool,
    },
    /// Files have been read. An empty batch only reports progress.
    Loaded {
        /// The briefings since the last batch, those of one file together and in order.
        briefings: Vec<Arc<Briefing>>,
        /// What could not be read since the last batch.
        problems: Vec<Problem>,
        /// Files done so far; reaches `Found::files`.
        files: usize,
        /// Bytes done so far, by the sizes that the walk saw; reaches `Found::bytes`.
        bytes: u64,
    },
    /// The last event of a scan.
    Finished {
        /// Files done in all.
        files: usize,
        /// Their bytes.
        bytes: u64,
        /// Briefings in all.
        briefings: usize,
        /// True when the scan was stopped before its end.
        cancelled: bool,
    },
}

/// A scan under way. Dropping it stops it.
#[derive(Debug)]
pub struct Scan {
    state: Arc<State>,
}

impl Scan {
    /// Starts reading files and folders, each in the encoding that was chosen for it, and returns at once.
    ///
    /// What is in the catalogue is not read again, and what is read is put into it. `knowledge` is called once, on a
    /// worker thread: it may read a file. `on_event` is called from one thread of the scan's own; while it blocks, so
    /// does the scan. The last call is [`ScanEvent::Finished`].
    pub fn start(
        paths: Vec<PathBuf>,
        catalogue: Option<Catalogue>,
        encodings: Arc<Encodings>,
        knowledge: impl FnOnce() -> Arc<Knowledge> + Send + 'static,
        on_event: impl Fn(ScanEvent) + Send + Sync + 'static,
    ) -> Self {
        Self::start_plan(Plan::of(paths, catalogue, encodings), knowledge, on_event)
    }

    fn start_plan(
        plan: Plan,
        knowledge: impl FnOnce() -> Arc<Knowledge> + Send + 'static,
        on_event: impl Fn(ScanEvent) + Send + Sync + 'static,
    ) -> Self {
        let state = Arc::new(State::default());
        let scan = Self {
            state: Arc::clone(&state),
        };
        thread::spawn(move || {
            run(&plan, knowledge, &state, |outcomes| {
                Collector::new(&state, &on_event).collect(&outcomes);
            });
        });
        scan
    }

    /// Stops the scan: each worker finishes the file it is reading, then all end.
    ///
    /// Does not wait. What was read may still arrive, then [`ScanEvent::Finished`].
    pub fn cancel(&self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Drop for Scan {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// What to read, and how.
pub(super) struct Plan {
    paths: Vec<PathBuf>,
    catalogue: Option<Catalogue>,
    /// False where the catalogue is to be brought up to date and nothing else.
    gives: bool,
    encodings: Arc<Encodings>,
    limits: Limits,
    parse: Parse,
}

impl Plan {
    pub(super) fn of(
        paths: Vec<PathBuf>,
        catalogue: Option<Catalogue>,
        encodings: Arc<Encodings>,
    ) -> Self {
        Self {
            paths,
            catalogue,
            gives: true,
            encodings,
            limits: Limits::default(),
            parse: ingest::read_parts,
        }
    }
}

/// What the threads of a scan share.
#[derive(Debug, Default)]
struct State {
    cancelled: AtomicBool,
    files: AtomicUsize,
    bytes: AtomicU64,
    /// Set, with release, when the walk came to its end and the counts are final.
    walked: AtomicBool,
    /// Set when there may be files that it did not come upon.
    is_partial: AtomicBool,
    /// Set when there are briefings that the catalogue was not handed.
    leaves_out: AtomicBool,
    /// The folders that it came upon, and how they looked.
    places: Mutex<Vec<(PathBuf, Option<i64>)>>,
    /// Held while a [`LARGE`] file is read.
    large: Mutex<()>,
}

impl State {
    /// The folders by their real paths. One that may have changed since it was looked at looks like none.
    fn all_places(&self, catalogue: &Catalogue) -> Vec<(PathBuf, i64)> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let places = std::mem::take(&mut *places).into_iter();
        places
            .map(|(path, look)| (catalogue.roots().real(&path), look.unwrap_or(i64::MIN)))
            .collect()
    }

    fn walked(&self) -> Walked {
        // First whether it is over: what is counted after that is all.
        let complete = self.walked.load(Ordering::Acquire);
        Walked {
            files: self.files.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
            complete,
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// A file that the walk found.
struct Job {
    /// Its place in the walk.
    place: usize,
    path: PathBuf,
    look: Option<Look>,
}

impl Job {
    fn bytes(&self) -> u64 {
        self.look.map_or(0, |look| look.size())
    }
}

/// What became of one file, of some parts of one, or of one step of the walk that led to none.
#[derive(Default)]
struct Outcome {
    place: usize,
    briefings: Vec<Arc<Briefing>>,
    problems: Vec<Problem>,
    tally: Tally,
    files: usize,
    bytes: u64,
    /// How many briefings there are in the file, with its last outcome.
    count: usize,
}

impl Outcome {
    fn at(place: usize) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }
}

/// Does what `plan` says and waits for it; the order of the result is that of the walk.
pub(super) fn load<K>(plan: &Plan, knowledge: impl FnOnce() -> K + Send) -> Loaded
where
    K: Deref<Target = Knowledge> + Send + Sync,
{
    let (mut tally, mut problems) = (Tally::default(), Problems::default());
    let (mut outcomes, _) = run(plan, knowledge, &State::default(), |arriving| {
        let outcomes = arriving.into_iter().flatten();
        let taken = outcomes.map(|mut outcome| {
            tally += &outcome.tally;
            problems.extend_at(outcome.place, std::mem::take(&mut outcome.problems));
            outcome
        });
        taken.collect::<Vec<Outcome>>()
    });
    outcomes.sort_by_key(|outcome| outcome.place);
    problems.sort();
    Loaded {
        briefings: outcomes.into_iter().flat_map(|it| it.briefings).collect(),
        problems,
        tally,
    }
}

/// Brings the catalogue of a plan up to date. `tell` hears, now and then, how far it has got.
pub(super) fn index(
    plan: Plan,
    knowledge: &Knowledge,
    tell: &mut dyn FnMut(&Indexed, &Walked),
) -> (Indexed, catalogue::Report) {
    let plan = Plan {
        gives: false,
        ..plan
    };
    let state = State::default();
    run(
        &plan,
        || knowledge,
        &state,
        |arriving| {
            let mut all = Indexed::default();
            loop {
                let walked = state.walked();
                tell(&all, &walked);
                match arriving.recv_timeout(PAUSE) {
                    Ok(outcomes) => outcomes.into_iter().for_each(|outcome| {
                        all.files += outcome.files;
                        all.bytes += outcome.bytes;
                        all.briefings += outcome.count;
                        all.problems.extend_at(outcome.place, outcome.problems);
                    }),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            all.problems.sort();
            all
        },
    )
}

/// Files that were read or found in the catalogue.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Indexed {
    /// How many.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many briefings there are in them.
    pub briefings: usize,
    /// What could not be read.
    pub problems: Problems,
}

/// What the walk has come upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walked {
    /// Files so far.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// True when there will be no more.
    pub complete: bool,
}

/// Runs walker and workers while `collect` takes what they send, until they end. Gives what was done to the catalogue
/// as well.
fn run<R, K>(
    plan: &Plan,
    knowledge: impl FnOnce() -> K + Send,
    state: &State,
    collect: impl FnOnce(Receiver<Vec<Outcome>>) -> R,
) -> (R, catalogue::Report)
where
    K: Deref<Target = Knowledge> + Send + Sync,
{
    let known = LazyLock::new(knowledge);
    let knowledge: Known<'_> = &|| &known;
    let catalogue = plan.catalogue.as_ref();
    let keeper = catalogue.map(Catalogue::keeper);
    let (jobs, queue) = mpsc::channel();
    let queue = Mutex::new(queue);
    let (outcomes, arriving) = mpsc::sync_channel(WAITING);
    let (queue, keeper_now) = (&queue, keeper.as_ref());
    let collected = thread::scope(|scope| {
        let refused = outcomes.clone();
        scope.spawn(move || find(plan, state, &jobs, &refused));
        for _ in 0..workers() {
            let outcomes = outcomes.clone();
            scope.spawn(move || work(plan, knowledge, keeper_now, state, queue, &outcomes));
        }
        // Only the threads hold it now: the channel closes when the last of them ends.
        drop(outcomes);
        collect(arriving)
    });
    sandbox::rest();
    let report = keeper.zip(catalogue).map(|(keeper, catalogue)| {
        let is_all = state.walked.load(Ordering::Acquire)
            && !state.is_partial.load(Ordering::Acquire)
            // A folder in which there is nothing at all may be a disk that is not there.
            && state.files.load(Ordering::Relaxed) > 0
            && !state.is_cancelled();
        // What could not be known has been said of every file.
        let version = panic::catch_unwind(AssertUnwindSafe(|| known.version())).ok();
        let version = version.filter(|_| is_all);
        keeper.finish(version.map(|rules| All {
            rules,
            places: state.all_places(catalogue),
            is_kept: !state.leaves_out.load(Ordering::Acquire),
        }))
    });
    (collected, report.unwrap_or_default())
}

fn workers() -> usize {
    thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_WORKERS))
}

/// The walker's thread.
fn find(plan: &Plan, state: &State, jobs: &Sender<Job>, refused: &SyncSender<Vec<Outcome>>) {
    let mut place = 0;
    let mut goes_on = true;
    walk::walk(&plan.paths, plan.limits, &mut |step| {
        place += 1;
        let is_heard = match step {
            Step::File(path, look) => {
                let job = Job { place, path, look };
                state.files.fetch_add(1, Ordering::Relaxed);
                state.bytes.fetch_add(job.bytes(), Ordering::Relaxed);
                jobs.send(job).is_ok()
            }
            Step::Place(path, look) => {
                let look = look.and_then(|look| look.of_place());
                let mut places = state.places.lock().unwrap_or_else(PoisonError::into_inner);
                places.push((path, look));
                true
            }
            Step::Problem(problem) => {
                state.is_partial.store(true, Ordering::Release);
                let mut outcome = Outcome::at(place);
                outcome.problems.push(problem);
                outcome.tally.count(ReadAs::Unknown, Extent::Nothing);
                refused.send(vec![outcome]).is_ok()
            }
        };
        goes_on = is_heard && !state.is_cancelled();
        goes_on
    });
    state.walked.store(goes_on, Ordering::Release);
}

/// What gives all that is known before a text is read; the first who asks may have to wait.
type Known<'a> = &'a (dyn Fn() -> &'a Knowledge + Sync);

/// A worker's thread.
fn work(
    plan: &Plan,
    knowledge: Known<'_>,
    keeper: Option<&Keeper>,
    state: &State,
    queue: &Mutex<Receiver<Job>>,
    outcomes: &SyncSender<Vec<Outcome>>,
) {
    let mut pile = Pile::new(outcomes);
    let mut access = None;
    while let Some(job) = next_job(queue, &mut pile) {
        if state.is_cancelled() {
            break;
        }
        if job.bytes() > LONG {
            pile.send();
        }
        let one_at_a_time = (job.bytes() > LARGE)
            .then(|| state.large.lock().unwrap_or_else(PoisonError::into_inner));
        let mut reading = Reading {
            plan,
            knowledge,
            keeper,
            access: &mut access,
            state,
            pile: &mut pile,
            outcome: Outcome::at(job.place),
            rest: Rest::default(),
            given: 0,
            known: 0,
            keeping: None,
        };
        // A fault in a parser costs the part that showed it, not the library.
        let given = panic::catch_unwind(AssertUnwindSafe(|| reading.file(&job)));
        if given.is_err() {
            reading.refused(&job.path, Reason::Internal);
        }
        let mut outcome = reading.outcome;
        outcome.tally = reading.rest.tally;
        outcome.count = reading.given as usize;
        drop(one_at_a_time);
        outcome.files = 1;
        outcome.bytes = job.bytes();
        pile.add(outcome);
        if !pile.is_wanted {
            return;
        }
    }
    pile.send();
}

/// The next file to read; what was read goes out before anybody waits for it. `None` at the end.
fn next_job(queue: &Mutex<Receiver<Job>>, pile: &mut Pile<'_>) -> Option<Job> {
    let at_once = queue
        .try_lock()
        .ok()
        .and_then(|queue| queue.try_recv().ok());
    at_once.or_else(|| {
        pile.send();
        let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.recv().ok()
    })
}

/// What a worker has read and not sent yet.
struct Pile<'a> {
    outcomes: Vec<Outcome>,
    collector: &'a SyncSender<Vec<Outcome>>,
    /// When something was last sent.
    last: Instant,
    /// False when nobody collects any more.
    is_wanted: bool,
}

impl<'a> Pile<'a> {
    fn new(collector: &'a SyncSender<Vec<Outcome>>) -> Self {
        Self {
            outcomes: Vec::new(),
            collector,
            last: Instant::now(),
            is_wanted: true,
        }
    }

    fn add(&mut self, outcome: Outcome) {
        self.outcomes.push(outcome);
        if self.outcomes.len() >= TOGETHER || self.last.elapsed() >= SOON {
            self.send();
        }
    }

    fn send(&mut self) {
        if !self.outcomes.is_empty() {
            let outcomes = std::mem::take(&mut self.outcomes);
            self.is_wanted = self.collector.send(outcomes).is_ok();
        }
        self.last = Instant::now();
    }
}

/// A file that is being read.
struct Reading<'a, 'k, 'p> {
    plan: &'a Plan,
    knowledge: Known<'k>,
    keeper: Option<&'a Keeper>,
    /// The catalogue, once it was asked.
    access: &'a mut Option<Access>,
    state: &'a State,
    pile: &'a mut Pile<'p>,
    /// What it has given and was not passed on.
    outcome: Outcome,
    /// All that it has given beside briefings.
    rest: Rest,
    /// How many briefings it has given.
    given: u32,
    /// How many of those that are still to be read the catalogue has given already.
    known: u32,
    /// What the catalogue is to have of it; `None` where it is not to have it.
    keeping: Option<Keeping>,
}

impl Reading<'_, '_, '_> {
    /// Gives what there is in a file: from the catalogue if it is known there, else it is read.
    fn file(&mut self, job: &Job) {
        let path: Arc<Path> = job.path.as_path().into();
        let look = job.look.and_then(|look| self.settled(look, &path));
        if let Some(look) = &look
            && let Some(mut access) = self.access.take().or_else(|| self.open())
        {
            let chosen = self.plan.encodings.of(&path);
            let stamp = access.stamp(&path, look, chosen);
            let found = stamp.map(|stamp| (stamp, self.look_up(&mut access, &stamp, &path)));
            let is_wanted = access.is_there() || self.is_large();
            *self.access = Some(access);
            if let Some((stamp, lookup)) = found {
                if matches!(lookup, Lookup::Known(..) | Lookup::Stopped) {
                    return;
                }
                self.known = self.given;
                let is_broken = matches!(lookup, Lookup::Broken);
                self.keeping = is_wanted.then(|| Keeping::new(stamp, is_broken));
            }
        }
        self.read(&path, look.as_ref());
        let is_kept = match (self.keeping.take(), &self.access) {
            (Some(keeping), Some(access)) => access.keep(job.bytes(), &path, keeping, &self.rest),
            _ => false,
        };
        if self.given > 0 && !is_kept {
            self.state.leaves_out.store(true, Ordering::Release);
        }
    }

    /// How a file looks that has just changed: when it was seen it could have changed once more. Where nothing but the
    /// catalogue is asked for, it is worth a moment to have it there.
    fn settled(&self, look: Look, path: &Path) -> Option<Look> {
        if look.is_settled() || self.keeper.is_none() {
            return Some(look);
        }
        let again = || Some(Look::of(&fs::symlink_metadata(path).ok()?));
        let now = again()?;
        if now.is_settled() || self.plan.gives {
            return Some(now);
        }
        thread::sleep(now.tick());
        again()
    }

    /// False for a library that is known by now to be too small for a catalogue.
    fn is_large(&self) -> bool {
        let walked = self.state.walked();
        let catalogue = self.plan.catalogue.as_ref();
        !walked.complete || catalogue.is_some_and(|it| it.is_worth(walked.bytes))
    }

    fn open(&self) -> Option<Access> {
        let (catalogue, keeper) = (self.plan.catalogue.as_ref()?, self.keeper?);
        let knowledge = (self.knowledge)();
        // A library is the same however its folder is named, and its tables would not be.
        let can_be_kept = !knowledge.heeds_folders();
        can_be_kept.then(|| catalogue.access(keeper.teller(), knowledge.version()))
    }

    /// Gives what the catalogue has of a file.
    fn look_up(&mut self, access: &mut Access, stamp: &Stamp, path: &Arc<Path>) -> Lookup {
        let lookup = match self.plan.gives {
            true => access.look_up(stamp, path, &mut |briefing| {
                self.give(briefing);
                self.go_on().is_continue()
            }),
            false => access.rest(stamp, path),
        };
        if let Lookup::Known(count, rest) = &lookup {
            self.given = *count;
            self.outcome.problems.extend_from_slice(&rest.problems);
            self.rest.clone_from(rest);
        }
        lookup
    }

    /// Reads a file into briefings and problems; those of a large container are passed on as they come.
    fn read(&mut self, path: &Arc<Path>, look: Option<&Look>) {
        let opened = match file::Opened::of(path) {
            Ok(opened) => opened,
            Err(reason) => return self.refused(path, reason),
        };
        self.read_opened(&opened, path);
        // What was read may be of another file, that took the place of the one that was seen, or of several versions.
        let is_same = opened
            .look()
            .zip(look)
            .is_some_and(|(now, then)| now.is_same(then));
        self.keeping.take_if(|_| !is_same);
    }

    fn read_opened(&mut self, opened: &file::Opened, path: &Arc<Path>) {
        let Plan {
            parse, encodings, ..
        } = self.plan;
        let (tables, chosen) = ((self.knowledge)().tables(), encodings.of(path));
        let mut take = |ingested| self.take(ingested, path);
        let size = opened.size;
        if opened.is_large_container(path) {
            let data = Data::File(&opened.file);
            return parse(path, data, size, tables, chosen, &mut take);
        }
        let contents = match opened.contents() {
            Ok(contents) => contents,
            Err(reason) => return self.refused(path, reason),
        };
        let data = Data::Bytes(&contents.bytes);
        parse(path, data, size, tables, chosen, &mut take);
        // Of what is not shown at all it need not be said how much is.
        if let Some(reason) = contents.fault.filter(|_| self.given > 0) {
            self.rest.tally.cut();
            self.report(Problem {
                offset: Some(contents.bytes.len() as u64),
                ..Problem::of(path.as_ref(), reason)
            });
        }
    }

    /// Says why nothing of the file is shown.
    fn refused(&mut self, path: &Path, reason: Reason) {
        self.rest.tally.count(ReadAs::Unknown, Extent::Nothing);
        self.report(Problem::of(path, reason));
    }

    fn report(&mut self, problem: Problem) {
        if self.access.is_some() {
            self.rest.problems.push(problem.clone());
        }
        self.outcome.problems.push(problem);
    }

    /// Takes in what a part has given; breaks off when nobody wants more.
    fn take(&mut self, mut ingested: Ingested, path: &Arc<Path>) -> ControlFlow<()> {
        self.rest.tally += &ingested.tally;
        for problem in std::mem::take(&mut ingested.problems) {
            self.report(problem);
        }
        for (ordinal, draft) in ingested.numbered() {
            let analyst = (self.knowledge)().analyst();
            let briefing = shrunk(analyst.finish(draft, Arc::clone(path), ordinal));
            self.keep(&briefing);
            match self.known.checked_sub(1) {
                Some(fewer) => self.known = fewer,
                None => self.give(briefing),
            }
        }
        self.go_on()
    }

    /// Writes down a briefing for the catalogue.
    fn keep(&mut self, briefing: &Briefing) {
        if let Some(keeping) = &mut self.keeping
            && let Some(access) = self.access
            && !access.note(keeping, briefing)
        {
            self.keeping = None;
        }
    }

    /// Gives a briefing to whoever reads.
    fn give(&mut self, briefing: Briefing) {
        self.given += 1;
        if self.plan.gives {
            self.outcome.briefings.push(Arc::new(briefing));
        }
    }

    /// Passes on what there is enough of; breaks off when nobody wants more.
    fn go_on(&mut self) -> ControlFlow<()> {
        let waiting = self.outcome.briefings.len() + self.outcome.problems.len();
        if waiting >= FIRST_BATCH {
            let next = Outcome::at(self.outcome.place);
            self.pile.add(std::mem::replace(&mut self.outcome, next));
        }
        match self.pile.is_wanted && !self.state.is_cancelled() {
            true => ControlFlow::Continue(()),
            false => {
                // Who stops in the middle has not seen all.
                self.keeping = None;
                ControlFlow::Break(())
            }
        }
    }
}

/// Gives back what the parser's buffers had to spare: a library stays in memory for hours.
fn shrunk(mut briefing: Briefing) -> Briefing {
    briefing.title.shrink_to_fit();
    briefing.body.text.shrink_to_fit();
    briefing.body.blocks.shrink_to_fit();
    briefing.body.source_map.shrink_to_fit();
    briefing.body.breaks.shrink_to_fit();
    briefing.quotes.shrink_to_fit();
    briefing.tags.shrink_to_fit();
    briefing
}

/// Gathers outcomes into batches and reports them.
struct Collector<'a> {
    state: &'a State,
    on_event: &'a dyn Fn(ScanEvent),
    batch: (Vec<Arc<Briefing>>, Vec<Problem>),
    /// Files and bytes done.
    done: (usize, u64),
    /// Briefings handed on.
    briefings: usize,
    /// What was last said of the walk, and of the files done.
    reported: ((usize, u64, bool), usize),
    /// When something was last said.
    last: Instant,
}

impl<'a> Collector<'a> {
    fn new(state: &'a State, on_event: &'a dyn Fn(ScanEvent)) -> Self {
        Self {
            state,
            on_event,
            batch: Default::default(),
            done: (0, 0),
            briefings: 0,
            reported: ((0, 0, false), 0),
            last: Instant::now(),
        }
    }

    fn collect(mut self, outcomes: &Receiver<Vec<Outcome>>) {
        loop {
            match outcomes.recv_timeout(PAUSE.saturating_sub(self.last.elapsed())) {
                Ok(outcomes) => outcomes.into_iter().for_each(|it| self.take(it)),
                Err(RecvTimeoutError::Timeout) => self.report(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.report();
        let (found, _, is_complete) = self.reported.0;
        (self.on_event)(ScanEvent::Finished {
            files: self.done.0,
            bytes: self.done.1,
            briefings: self.briefings,
            cancelled: !is_complete || self.done.0 < found,
        });
    }

    /// Takes in an outcome, and reports where there is enough to say.
    fn take(&mut self, outcome: Outcome) {
        self.batch.0.extend(outcome.briefings);
        self.batch.1.extend(outcome.problems);
        self.done.0 += outcome.files;
        self.done.1 += outcome.bytes;
        if self.is_due() {
            self.report();
        }
    }

    fn is_due(&self) -> bool {
        let enough = if self.briefings == 0 {
            FIRST_BATCH
        } else {
            BATCH
        };
        self.batch.0.len() >= enough || self.last.elapsed() >= PAUSE
    }

    /// Says what is new: first of the walk, so that no more is ever done than was found.
    fn report(&mut self) {
        self.last = Instant::now();
        let Walked {
            files,
            bytes,
            complete,
        } = self.state.walked();
        if self.reported.0 != (files, bytes, complete) {
            self.reported.0 = (files, bytes, complete);
            (self.on_event)(ScanEvent::Found {
                files,
                bytes,
                complete,
            });
        }
        let is_empty = self.batch.0.is_empty() && self.batch.1.is_empty();
        if self.reported.1 == self.done.0 && is_empty {
            return;
        }
        self.reported.1 = self.done.0;
        let (briefings, problems) = std::mem::take(&mut self.batch);
        self.briefings += briefings.len();
        (self.on_event)(ScanEvent::Loaded {
            briefings,
            problems,
            files: self.done.0,
            bytes: self.done.1,
        });
    }
}

#[cfg(test)]
mod tests;
