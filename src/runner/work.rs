//! The work behind effects, as plain functions: the threads call them, and so do the tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::app::page::Page;
use crate::app::{Effect, FilterRequest, Generation, Message};
use crate::insight::Analyst;
use crate::library::{self, ScanEvent};

/// Does the work of an effect and returns the message that answers it; `None` for effects that
/// are the loop's own affair.
pub fn answer(effect: Effect) -> Option<Message> {
    match effect {
        Effect::Filter(request) => filter(request, &AtomicBool::new(false)),
        Effect::LayOut {
            request,
            briefing,
            measure,
        } => Some(Message::LaidOut {
            request,
            page: Page::of(&briefing, measure),
        }),
        Effect::ReadRaw(briefing) => Some(Message::RawRead {
            id: briefing.id,
            text: library::raw_text(&briefing.origin).map_err(|error| error.to_string()),
        }),
        Effect::Pause { pause, .. } => Some(Message::PauseOver(pause)),
        Effect::Quit
        | Effect::Suspend
        | Effect::Redraw
        | Effect::SetMouse(_)
        | Effect::Copy(_)
        | Effect::Scan(_) => None,
    }
}

/// Runs the finder; `None` when it was stopped.
pub fn filter(request: FilterRequest, stop: &AtomicBool) -> Option<Message> {
    let found = request.snapshot.find(
        &request.query,
        &request.order,
        request.last.as_deref(),
        &|| stop.load(Ordering::Relaxed),
    )?;
    Some(Message::Filtered {
        query: request.generation,
        found: Arc::new(found),
    })
}

/// What the scan tells, as a message.
pub fn scanned(scan: Generation, event: ScanEvent, elapsed: u64) -> Message {
    match event {
        ScanEvent::Found {
            files,
            bytes,
            complete,
        } => Message::Found {
            scan,
            files,
            bytes,
            complete,
        },
        ScanEvent::Loaded {
            briefings,
            problems,
            files,
            bytes,
        } => Message::Loaded {
            scan,
            briefings,
            problems,
            files,
            bytes,
            elapsed,
        },
        ScanEvent::Finished { .. } => Message::ScanFinished { scan, elapsed },
    }
}

/// Reads the sample briefings and tells of it as a scan would.
pub fn samples(analyst: &Analyst) -> [ScanEvent; 3] {
    let loaded = library::samples::load(analyst);
    let (files, briefings) = (library::samples::COUNT, loaded.briefings.len());
    let bytes = library::samples::BYTES;
    [
        ScanEvent::Found {
            files,
            bytes,
            complete: true,
        },
        ScanEvent::Loaded {
            briefings: loaded.briefings,
            problems: loaded.problems,
            files,
            bytes,
        },
        ScanEvent::Finished {
            files,
            bytes,
            briefings,
            cancelled: false,
        },
    ]
}

/// Two batches of one scan as one; of different scans, the later alone.
pub fn joined(earlier: Message, later: Message) -> Message {
    match (earlier, later) {
        (
            Message::Loaded {
                scan: before,
                briefings: mut all,
                problems: mut faults,
                ..
            },
            Message::Loaded {
                scan,
                briefings,
                problems,
                files,
                bytes,
                elapsed,
            },
        ) if before == scan => {
            all.extend(briefings);
            faults.extend(problems);
            Message::Loaded {
                scan,
                briefings: all,
                problems: faults,
                files,
                bytes,
                elapsed,
            }
        }
        (_, later) => later,
    }
}
