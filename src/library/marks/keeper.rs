//! The thread that keeps the marks: it saves what it is told, in order, and tries again what
//! could not be saved; and it looks from time to time what other processes have changed. When
//! nothing is to be saved it remembers where marked briefings stand, and their words. What
//! cannot be saved can mostly be read: then that is told first.

use std::collections::VecDeque;
use std::env;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::store::{Access, Opened, Store};
use super::{
    Became, Count, Lost, Order, Place, Saved, Snapshot, Subject, Survey, Trouble, What, copies,
    local_day, wordings,
};
use crate::briefing::Value;
use crate::library::collection::Standing;
use crate::library::revisions;

/// How often to look what other processes did. A look costs a microsecond where there is nothing.
const LOOK: Duration = Duration::from_millis(400);

/// How long until what could not be saved is tried again.
const RETRY: Duration = Duration::from_secs(1);

/// How long what is of no weight may wait to be saved together with something that has.
const LINGER: Duration = Duration::from_secs(3);

/// How long without an order until places and words are remembered: marks come first.
const IDLE: Duration = Duration::from_millis(50);

/// How many places are remembered at a time, so that a mark never waits long for them.
const AT_ONCE: usize = 20;

/// How often that is done when the program ends: nobody waits for more.
const MOST_AT_THE_END: usize = 25;

/// What the keeper has to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// The marks were opened, or opened anew: then this is what they are now, without what is
    /// not saved yet.
    Opened(Box<Opened>),
    /// Orders were carried out and are on the disk.
    Saved(Vec<Saved>),
    /// The marks cannot be read or saved at present; told once until it is another trouble.
    Trouble(Trouble),
    /// Other processes changed this; the values are those of now.
    News(Vec<(Subject, Value)>),
    /// Briefings have come with new words, or go by another id, and have the marks of the earlier
    /// ones now; or words that were marked are gone.
    Surveyed(Survey),
    /// The marks are not there any more, or hardly any of them, while a dated copy has them.
    Lost(Lost),
    /// There is no dated copy of this day, and why.
    NotCopied(Trouble),
}

/// What the thread is given.
#[derive(Debug)]
enum Job {
    Save(Order),
    Remember(Vec<Standing>),
    Rename(Vec<Became>),
    Survey(Vec<Standing>),
}

/// The thread, from outside.
#[derive(Debug)]
pub struct Keeper {
    jobs: Sender<Job>,
    ended: Receiver<()>,
}

impl Keeper {
    /// Starts the thread; `tell` is called on it, and on one that sees to the copies. Without a place nothing can be saved, which is
    /// told as trouble.
    pub fn start(place: Option<Place>, tell: impl Fn(Told) + Send + Sync + 'static) -> Self {
        let (jobs, receiver) = channel();
        let (at_end, ended) = channel();
        let work = move || {
            match place {
                Some(place) => Work::new(place, tell).run(&receiver),
                None => tell(Told::Trouble(Trouble::NoPlace)),
            }
            // Nobody may be waiting for it.
            let _ = at_end.send(());
        };
        // As `thread::spawn` does where the system has no more threads to give.
        thread::Builder::new()
            .name("keeper".to_owned())
            .spawn(work)
            .expect("the system has a thread to give");
        Self { jobs, ended }
    }

    /// Gives an order. It is carried out after all those given before.
    pub fn give(&self, order: Order) {
        // Without a place nobody listens; that nothing is saved has then been told.
        let _ = self.jobs.send(Job::Save(order));
    }

    /// Remembers, when there is time, where briefings stand that were marked together, and their
    /// words.
    pub fn remember(&self, standings: Vec<Standing>) {
        let _ = self.jobs.send(Job::Remember(standings));
    }

    /// Lets what was kept of briefings be kept of what they have become.
    pub fn rename(&self, became: Vec<Became>) {
        let _ = self.jobs.send(Job::Rename(became));
    }

    /// Looks through all that a whole scan found for what has become of what is marked.
    pub fn survey(&self, standings: Vec<Standing>) {
        let _ = self.jobs.send(Job::Survey(standings));
    }

    /// Lets the thread carry out what it was given, for so long at most.
    pub fn finish(self, patience: Duration) {
        drop(self.jobs);
        let _ = self.ended.recv_timeout(patience);
    }
}

struct Work<F> {
    place: Place,
    tell: Arc<F>,
    store: Option<Store>,
    /// How much there was when the copies were last compared with it.
    compared: Option<Count>,
    /// The copy of the day was seen to.
    has_copied: bool,
    /// What is to be saved, in order.
    waiting: VecDeque<Order>,
    /// What may wait, and since when it does.
    lingering: Vec<Order>,
    since: Option<Instant>,
    /// What is known to have become of briefings.
    became: Vec<Became>,
    /// What is to be looked through for revisions.
    survey: Option<Vec<Standing>>,
    /// What it would find is shown, while nothing can be saved.
    is_shown: bool,
    /// Whose places are to be remembered, and whether their words are.
    unplaced: VecDeque<(Standing, bool)>,
    /// Words were kept, and perhaps too many are by now.
    is_to_be_pruned: bool,
    trouble: Option<Trouble>,
}

impl<F: Fn(Told) + Send + Sync + 'static> Work<F> {
    fn new(place: Place, tell: F) -> Self {
        Self {
            place,
            tell: Arc::new(tell),
            store: None,
            compared: None,
            has_copied: false,
            waiting: VecDeque::new(),
            lingering: Vec::new(),
            since: None,
            became: Vec::new(),
            survey: None,
            is_shown: false,
            unplaced: VecDeque::new(),
            is_to_be_pruned: false,
            trouble: None,
        }
    }

    fn run(mut self, jobs: &Receiver<Job>) {
        self.open();
        loop {
            let pause = if self.trouble.is_some() {
                RETRY
            } else if self.unplaced.is_empty() {
                LOOK
            } else {
                IDLE
            };
            match jobs.recv_timeout(pause) {
                Ok(job) => self.take(job),
                Err(RecvTimeoutError::Timeout) => self.remember_some(),
                Err(RecvTimeoutError::Disconnected) => return self.end(),
            }
            while let Ok(job) = jobs.try_recv() {
                self.take(job);
            }
            self.work();
        }
    }

    fn take(&mut self, job: Job) {
        match job {
            Job::Save(order) => self.take_order(order),
            Job::Remember(standings) => self.put_off(standings),
            Job::Rename(became) => self.became.extend(became),
            Job::Survey(standings) => {
                self.survey = Some(standings);
                self.is_shown = false;
            }
        }
    }

    fn put_off(&mut self, standings: Vec<Standing>) {
        let with_words = standings.len() <= wordings::MOST_TOGETHER;
        let is_in_a_file = |it: &Standing| revisions::is_in_a_file(&it.origin);
        let all = standings.into_iter().filter(is_in_a_file);
        self.unplaced
            .extend(all.map(|standing| (standing, with_words)));
    }

    fn take_order(&mut self, order: Order) {
        match order.what {
            What::Note(_) => {
                self.since.get_or_insert_with(Instant::now);
                self.lingering.push(order);
            }
            _ => self.waiting.push_back(order),
        }
    }

    /// Saves what waits, else looks for news.
    fn work(&mut self) {
        if self.store.is_none() {
            self.open();
        }
        let lingered = self.since.is_some_and(|since| since.elapsed() >= LINGER);
        if !self.waiting.is_empty() || lingered {
            self.save();
        } else if let Some(store) = &mut self.store {
            match store.news() {
                Ok(news) => {
                    if self.trouble.take().is_some() {
                        // There is nothing more that is not saved.
                        (self.tell)(Told::Saved(Vec::new()));
                    }
                    if !news.is_empty() {
                        (self.tell)(Told::News(news));
                    }
                }
                Err(trouble) => self.troubled(trouble),
            }
        }
        // The marks made before must be there, for they are what is carried over.
        if self.waiting.is_empty() && self.trouble.is_none() {
            self.rename_some();
            self.look_for_revisions();
        } else if self.store.is_none() && !self.is_shown {
            self.show_survey();
        }
    }

    /// Shows what a survey would find where nothing can be saved: marks by former ids, say.
    fn show_survey(&mut self) {
        let (Some(standings), Some(trouble), Some(folder)) =
            (&self.survey, self.trouble.clone(), here())
        else {
            return;
        };
        self.is_shown = true;
        let now = Timestamp::now();
        let opened = Opened::to_read(&self.place, trouble, now);
        let snapshot = Snapshot::take(&self.place, standings, &folder, now);
        if let (Ok(Some(mut opened)), Ok(Some(snapshot))) = (opened, snapshot)
            && let Ok(ledger) = snapshot.ledger()
        {
            opened.ledger = ledger;
            (self.tell)(Told::Opened(Box::new(opened)));
        }
    }

    /// Carries over what is known to go by another id.
    fn rename_some(&mut self) {
        let (Some(store), Some(folder)) = (&mut self.store, here()) else {
            return;
        };
        if self.became.is_empty() {
            return;
        }
        match store.rename(&self.became, &folder, Timestamp::now()) {
            Ok(survey) => {
                self.became.clear();
                // The reader has asked for it, so nothing is to be said but what the marks are now.
                if survey.has_news() {
                    self.open();
                }
            }
            // It is tried again with the next thing to do.
            Err(trouble) => self.troubled(trouble),
        }
    }

    fn look_for_revisions(&mut self) {
        let (Some(store), Some(folder)) = (&mut self.store, here()) else {
            return;
        };
        let Some(standings) = self.survey.take() else {
            return;
        };
        match store.survey(&standings, &folder, Timestamp::now()) {
            Ok(mut survey) => {
                self.put_off(std::mem::take(&mut survey.unplaced));
                // What can be taken back goes by the new ids, too.
                if !survey.renamed.is_empty() {
                    self.open();
                }
                if survey.has_news() {
                    (self.tell)(Told::Surveyed(survey));
                }
            }
            Err(trouble @ (Trouble::Locked | Trouble::Gone | Trouble::Damaged)) => {
                self.survey = Some(standings);
                self.troubled(trouble);
            }
            // Nothing that was decided is lost by it, and the next scan finds the same.
            Err(_) => {}
        }
    }

    /// Remembers where some marked briefings stand, and their words.
    ///
    /// What cannot be remembered is seen again by the next scan, so nobody need be told.
    fn remember_some(&mut self) {
        let count = self.unplaced.len().min(AT_ONCE);
        let (Some(store), true, Some(folder)) =
            (&mut self.store, count > 0 && self.trouble.is_none(), here())
        else {
            return;
        };
        let (some, with_words): (Vec<_>, Vec<_>) = self.unplaced.drain(..count).unzip();
        let _ = store.remember(&some, &folder, Timestamp::now());
        for (standing, _) in some.iter().zip(with_words).filter(|(_, wanted)| *wanted) {
            self.is_to_be_pruned |= wordings::keep(&self.place, &standing.briefing).is_ok();
        }
        // Once for all: there may be ten thousand files to be looked at.
        if self.is_to_be_pruned && self.unplaced.is_empty() {
            self.is_to_be_pruned = false;
            let _ = wordings::prune(&self.place);
        }
    }

    fn save(&mut self) {
        let Some(store) = &mut self.store else {
            return;
        };
        self.waiting.extend(self.lingering.drain(..));
        self.since = None;
        match store.save(self.waiting.make_contiguous(), Timestamp::now()) {
            Ok(saved) => {
                self.waiting.clear();
                self.trouble = None;
                (self.tell)(Told::Saved(saved));
            }
            Err(trouble) => self.troubled(trouble),
        }
    }

    fn open(&mut self) {
        let opened = match &self.store {
            Some(store) => Store::open_again(store, Timestamp::now()),
            None => Store::open(&self.place, Timestamp::now()),
        };
        match opened {
            Ok((store, opened)) => {
                self.store = Some(store);
                self.trouble = None;
                let count = opened.count;
                let can_copy = opened.access == Access::Full;
                (self.tell)(Told::Opened(Box::new(opened)));
                self.see_to_copies(count, can_copy);
            }
            Err(trouble) if self.compared.is_none() => self.only_read(trouble),
            Err(trouble) => self.tell_trouble(trouble),
        }
    }

    /// Reads the marks that cannot be saved.
    fn only_read(&mut self, trouble: Trouble) {
        let count = match Opened::to_read(&self.place, trouble.clone(), Timestamp::now()) {
            Ok(Some(opened)) => {
                let count = opened.count;
                self.trouble = Some(trouble);
                (self.tell)(Told::Opened(Box::new(opened)));
                count
            }
            Ok(None) => {
                self.tell_trouble(trouble);
                Count::default()
            }
            Err(_) => return self.tell_trouble(trouble),
        };
        self.see_to_copies(count, false);
    }

    /// Tells what the marks have lost, and makes the copy of the day.
    fn see_to_copies(&mut self, count: Count, can_copy: bool) {
        let compares = self.compared.replace(count) != Some(count);
        let makes = can_copy && !self.has_copied;
        self.has_copied |= makes;
        if !compares && !makes {
            return;
        }
        let (place, tell) = (self.place.clone(), Arc::clone(&self.tell));
        // On a thread and a connection of its own: marks are saved in the meantime. A copy that
        // cannot be made is tried again at the next start.
        thread::spawn(move || {
            if compares && let Some(lost) = copies::lost(&place, count) {
                tell(Told::Lost(lost));
            }
            if makes && let Err(trouble) = copies::make(&place, local_day(Timestamp::now())) {
                tell(Told::NotCopied(trouble));
            }
        });
    }

    fn troubled(&mut self, trouble: Trouble) {
        match trouble {
            Trouble::Gone => self.put_back(),
            Trouble::Damaged => self.open(),
            _ => self.tell_trouble(trouble),
        }
    }

    /// The file is not where it was: what was in it is written there again.
    fn put_back(&mut self) {
        let written = self.store.as_ref().map(Store::write_again);
        match written {
            Some(Err(trouble)) => self.tell_trouble(trouble),
            _ => self.open(),
        }
        if self.trouble.is_none() && !self.waiting.is_empty() {
            self.save();
        }
    }

    /// Tells a trouble once, however often it is met.
    fn tell_trouble(&mut self, trouble: Trouble) {
        if self.trouble.as_ref() != Some(&trouble) {
            self.trouble = Some(trouble.clone());
            (self.tell)(Told::Trouble(trouble));
        }
    }

    fn end(mut self) {
        if !self.waiting.is_empty() || !self.lingering.is_empty() {
            self.save();
        }
        // What is left is found by the next scan.
        for _ in 0..MOST_AT_THE_END {
            self.remember_some();
        }
        if let Some(store) = &mut self.store {
            // The next session finds out by itself where this cannot be said.
            let _ = store.end_session();
        }
    }
}

/// The folder that relative paths begin from.
fn here() -> Option<PathBuf> {
    env::current_dir().ok()
}
