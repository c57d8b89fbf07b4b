//! A worker that answers the newest question: one runs, a newer one replaces what waits.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::app::Message;
use crate::terminal;

/// A thread beside the loop for questions of which only the newest matters.
pub(super) struct Latest<Q> {
    desk: Arc<Desk<Q>>,
}

/// Where a question lies until the thread takes it.
struct Desk<Q> {
    waiting: Mutex<Waiting<Q>>,
    arrived: Condvar,
}

struct Waiting<Q> {
    question: Option<Q>,
    /// Set to stop the work that runs, when a newer question arrives.
    stop: Arc<AtomicBool>,
}

impl<Q: Send + 'static> Latest<Q> {
    /// Starts the thread.
    ///
    /// `work` may give up with `None` when its flag is set: nobody waits for the answer any more.
    /// The thread ends when `send` says that nobody listens.
    pub(super) fn start(
        name: &str,
        work: impl Fn(Q, &AtomicBool) -> Option<Message> + Send + 'static,
        send: impl Fn(Message) -> bool + Send + 'static,
    ) -> Self {
        let desk = Arc::new(Desk {
            waiting: Mutex::new(Waiting {
                question: None,
                stop: Arc::default(),
            }),
            arrived: Condvar::new(),
        });
        let at_work = Arc::clone(&desk);
        spawn(name, move || {
            loop {
                let (question, stop) = at_work.take();
                if let Some(message) = guarded(|| work(question, &stop))
                    && !send(message)
                {
                    return;
                }
            }
        });
        Self { desk }
    }

    /// Asks; what was asked before and is not answered yet is dropped.
    pub(super) fn ask(&self, question: Q) {
        let mut waiting = self.desk.lock();
        waiting.stop.store(true, Ordering::Relaxed);
        waiting.question = Some(question);
        self.desk.arrived.notify_one();
    }
}

impl<Q> Desk<Q> {
    /// Nothing can be left half done under this lock, so a poisoned one is as good as any.
    fn lock(&self) -> MutexGuard<'_, Waiting<Q>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> (Q, Arc<AtomicBool>) {
        let mut waiting = self.lock();
        loop {
            if let Some(question) = waiting.question.take() {
                waiting.stop = Arc::default();
                return (question, Arc::clone(&waiting.stop));
            }
            waiting = self
                .arrived
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Starts a thread that goes by a name, for the report of a fault.
pub(super) fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    let builder = thread::Builder::new().name(name.to_owned());
    // As `thread::spawn` does where the system has no more threads to give.
    builder
        .spawn(work)
        .expect("the system has a thread to give");
}

/// Does work whose panic costs its answer, not the thread nor the program: the answer is then
/// where it happened.
pub(super) fn guarded(work: impl FnOnce() -> Option<Message>) -> Option<Message> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = terminal::worker_panic();
        Some(Message::WorkerFailed(place.unwrap_or_else(|| {
            let thread = thread::current();
            format!("internal error in thread {}", thread.name().unwrap_or("?"))
        })))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    type Answers = Receiver<Message>;

    fn worker<Q: Send + 'static>(
        work: impl Fn(Q, &AtomicBool) -> Option<Message> + Send + 'static,
    ) -> (Latest<Q>, Answers) {
        let (sender, answers) = channel();
        let send = move |message| sender.send(message).is_ok();
        (Latest::start("test", work, send), answers)
    }

    fn pasted(message: Message) -> String {
        match message {
            Message::Pasted(text) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_runs_is_told_to_stop_and_of_what_waits_only_the_newest_is_answered() {
        let (started, starts) = channel();
        let (latest, answers) = worker(move |question: &str, stop: &AtomicBool| {
            started.send(question).unwrap();
            while question == "first" && !stop.load(Ordering::Relaxed) {
                thread::yield_now();
            }
            (question != "first").then(|| Message::Pasted(question.to_owned()))
        });
        latest.ask("first");
        assert_eq!(starts.recv(), Ok("first"));
        {
            // Both lie on the desk before the thread can come for one.
            let mut waiting = latest.desk.lock();
            waiting.question = Some("second");
        }
        latest.ask("third");
        assert_eq!(pasted(answers.recv().unwrap()), "third");
        assert_eq!(starts.try_iter().collect::<Vec<_>>(), ["third"]);
    }

    #[test]
    fn a_panic_is_told_and_the_worker_goes_on() {
        let (latest, answers) = worker(|question: u8, _: &AtomicBool| {
            assert_ne!(question, 1, "a fault");
            Some(Message::Pasted(question.to_string()))
        });
        latest.ask(1);
        let told = answers.recv().unwrap();
        assert!(
            matches!(&told, Message::WorkerFailed(place) if place.contains("thread test")),
            "{told:?}"
        );
        latest.ask(2);
        assert_eq!(pasted(answers.recv().unwrap()), "2");
    }
}
