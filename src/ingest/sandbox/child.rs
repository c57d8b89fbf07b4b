//! The process that reads pages and documents.

use std::io;

use super::{Question, confine, document, frame, page};

/// Answers until there is no question any more. What ends the process gets no answer.
pub(super) fn serve() -> u8 {
    let (mut questions, mut answers) = (io::stdin().lock(), io::stdout().lock());
    while let Ok(Some(question)) = frame::read(&mut questions) {
        confine::renew_time();
        let Some(question) = frame::question(&question) else {
            return 1;
        };
        let answer = match question {
            Question::Page(wanted, html) => serde_json::to_vec(&page(wanted, html)),
            Question::Document(kind, bytes) => serde_json::to_vec(&document(kind, bytes)),
        };
        let sent = answer
            .map_err(io::Error::from)
            .and_then(|answer| frame::write(&mut answers, [&answer, b""]));
        if sent.is_err() {
            return 1;
        }
    }
    0
}
