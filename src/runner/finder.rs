//! The finder's thread: one question at a time, a newer one replaces an older one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::Heard;
use super::work;
use crate::app::FilterRequest;

/// Runs the finder beside the loop.
pub(super) struct FinderThread {
    desk: Arc<Desk>,
}

/// Where a question lies until the thread takes it.
#[derive(Default)]
struct Desk {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

#[derive(Default)]
struct Waiting {
    request: Option<FilterRequest>,
    /// Set to stop the search that runs, when a newer question arrives.
    stop: Arc<AtomicBool>,
}

impl FinderThread {
    pub(super) fn start(sender: Sender<Heard>) -> Self {
        let desk = Arc::new(Desk::default());
        let at_work = Arc::clone(&desk);
        std::thread::spawn(move || {
            loop {
                let (request, stop) = at_work.take();
                if let Some(message) = work::filter(request, &stop)
                    && sender.send(Heard::Message(message)).is_err()
                {
                    return;
                }
            }
        });
        Self { desk }
    }

    /// Asks; what was asked before and is not answered yet is dropped.
    pub(super) fn ask(&self, request: FilterRequest) {
        let mut waiting = self.desk.lock();
        waiting.stop.store(true, Ordering::Relaxed);
        waiting.request = Some(request);
        self.desk.arrived.notify_one();
    }
}

impl Desk {
    /// Nothing can be left half done under this lock, so a poisoned one is as good as any.
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> (FilterRequest, Arc<AtomicBool>) {
        let mut waiting = self.lock();
        loop {
            if let Some(request) = waiting.request.take() {
                waiting.stop = Arc::default();
                return (request, Arc::clone(&waiting.stop));
            }
            waiting = self
                .arrived
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}
