//! What the loop hears of, and in which order it takes that.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

use crate::app::Message;
use crate::terminal::Event;

/// What the loop can hear of.
pub(super) enum Heard {
    /// For the model.
    Message(Message),
    /// From the terminal.
    Event(Event),
}

/// Waits for something to be heard, until the deadline if there is one.
pub(super) fn wait(
    receiver: &Receiver<Heard>,
    deadline: Option<Instant>,
) -> Result<Heard, RecvTimeoutError> {
    match deadline {
        None => Ok(receiver.recv()?),
        Some(at) => receiver.recv_timeout(at.saturating_duration_since(Instant::now())),
    }
}

/// What waits, with all from the terminal first: a key is about the frame that showed when it was
/// pressed, not about what workers have brought since.
pub(super) fn keys_first(waiting: impl Iterator<Item = Heard>) -> impl Iterator<Item = Heard> {
    let (events, messages): (Vec<_>, Vec<_>) =
        waiting.partition(|heard| matches!(heard, Heard::Event(_)));
    events.into_iter().chain(messages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Generation;

    #[test]
    fn keys_are_taken_before_what_workers_bring_and_each_in_its_order() {
        let scan = Generation::default();
        let message = |elapsed| Heard::Message(Message::ScanFinished { scan, elapsed });
        let key = |text: &str| Heard::Event(Event::Paste(text.to_owned()));
        let waiting = vec![message(1), key("a"), message(2), key("b")];
        let order = keys_first(waiting.into_iter()).map(|heard| match heard {
            Heard::Message(Message::ScanFinished { elapsed, .. }) => elapsed.to_string(),
            Heard::Event(Event::Paste(text)) => text,
            _ => "another".to_owned(),
        });
        assert_eq!(order.collect::<Vec<_>>(), ["a", "b", "1", "2"]);
    }
}
