//! The process that reads pages.

use std::io;

use super::{confine, frame, parse};

/// Answers until there is no question any more. A page that ends the process is one that gets no answer.
pub(super) fn serve() -> u8 {
    let (mut questions, mut answers) = (io::stdin().lock(), io::stdout().lock());
    while let Ok(Some(question)) = frame::read(&mut questions) {
        confine::renew_time();
        let Some((wanted, html)) = frame::question(&question) else {
            return 1;
        };
        let answer = serde_json::to_vec(&parse(wanted, html));
        let sent = answer
            .map_err(io::Error::from)
            .and_then(|answer| frame::write(&mut answers, [&answer, b""]));
        if sent.is_err() {
            return 1;
        }
    }
    0
}
