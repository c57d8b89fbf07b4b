//! What tmux hands on to the terminal: it is asked, for nobody else can say.

use std::env;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::terminal::{Multiplexer, Passage};

/// How long an answer is waited for, and between two looks whether it has come.
const PATIENCE: Duration = Duration::from_millis(500);
const PACE: Duration = Duration::from_millis(5);

/// Whether what was sent to the clipboard can have arrived. Waits for up to half a second.
pub(super) fn passage(multiplexer: Multiplexer) -> Passage {
    match multiplexer {
        // GNU screen passes on what is wrapped for it.
        Multiplexer::None | Multiplexer::Screen => Passage::Open,
        // Without this it is another machine's.
        Multiplexer::Tmux if env::var_os("TMUX").is_none() => Passage::Unknown,
        Multiplexer::Tmux => ask().map_or(Passage::Unknown, |it| Passage::of_tmux(&it)),
    }
}

fn ask() -> Option<String> {
    let mut child = Command::new("tmux")
        .args(Passage::ASKS_TMUX)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let until = Instant::now() + PATIENCE;
    while matches!(child.try_wait(), Ok(None)) {
        if Instant::now() >= until {
            // One that is gone in the meantime needs no end.
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        thread::sleep(PACE);
    }
    let output = child.wait_with_output().ok()?;
    String::from_utf8(output.stdout).ok()
}
