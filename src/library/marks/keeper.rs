//! The thread that keeps the marks: it saves what it is told, in order, and tries again what
//! could not be saved; and it looks from time to time what other processes have changed.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::store::{Opened, Store};
use super::{Order, Place, Saved, Subject, Trouble, What, copies, local_day};
use crate::briefing::Value;

/// How often to look what other processes did. A look costs a microsecond where there is nothing.
const LOOK: Duration = Duration::from_millis(400);

/// How long until what could not be saved is tried again.
const RETRY: Duration = Duration::from_secs(1);

/// How long what is of no weight may wait to be saved together with something that has.
const LINGER: Duration = Duration::from_secs(3);

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
}

/// The thread, from outside.
#[derive(Debug)]
pub struct Keeper {
    orders: Sender<Order>,
    ended: Receiver<()>,
}

impl Keeper {
    /// Starts the thread; `tell` is called on it. Without a place nothing can be saved, which is
    /// told as trouble.
    pub fn start(place: Option<Place>, tell: impl Fn(Told) + Send + 'static) -> Self {
        let (orders, receiver) = channel();
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
        Self { orders, ended }
    }

    /// Gives an order. It is carried out after all those given before.
    pub fn give(&self, order: Order) {
        // Without a place nobody listens; that nothing is saved has then been told.
        let _ = self.orders.send(order);
    }

    /// Lets the thread carry out what it was given, for so long at most.
    pub fn finish(self, patience: Duration) {
        drop(self.orders);
        let _ = self.ended.recv_timeout(patience);
    }
}

struct Work<F> {
    place: Place,
    tell: F,
    store: Option<Store>,
    /// What is to be saved, in order.
    waiting: VecDeque<Order>,
    /// What may wait, and since when it does.
    lingering: Vec<Order>,
    since: Option<Instant>,
    trouble: Option<Trouble>,
}

impl<F: Fn(Told)> Work<F> {
    fn new(place: Place, tell: F) -> Self {
        Self {
            place,
            tell,
            store: None,
            waiting: VecDeque::new(),
            lingering: Vec::new(),
            since: None,
            trouble: None,
        }
    }

    fn run(mut self, orders: &Receiver<Order>) {
        self.open();
        let copy_of = self.place.clone();
        if self.store.is_some() {
            // On a thread and a connection of its own: marks are saved in the meantime. One that
            // cannot be made is tried again at the next start.
            thread::spawn(move || {
                let _ = copies::make(&copy_of, local_day(Timestamp::now()));
            });
        }
        loop {
            let pause = if self.trouble.is_some() { RETRY } else { LOOK };
            match orders.recv_timeout(pause) {
                Ok(order) => self.take(order),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.end(),
            }
            while let Ok(order) = orders.try_recv() {
                self.take(order);
            }
            self.work();
        }
    }

    fn take(&mut self, order: Order) {
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
                    self.trouble = None;
                    if !news.is_empty() {
                        (self.tell)(Told::News(news));
                    }
                }
                Err(trouble) => self.troubled(trouble),
            }
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
                (self.tell)(Told::Opened(Box::new(opened)));
            }
            Err(trouble) => self.tell_trouble(trouble),
        }
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
        if let Some(store) = &mut self.store {
            // The next session finds out by itself where this cannot be said.
            let _ = store.end_session();
        }
    }
}
