//! Whether the terminal is dark or light: asked once, answered as an event.
//!
//! The question is an escape sequence (OSC 11), and the answer arrives among the keys. Waiting for
//! it before the first key is read would hold up the first frame by a round trip, so the keys are
//! read as ever, and the answer is picked out of them, however late.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Asks for the colour behind the text.
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// The beginning of the answer.
const ANSWER: &[u8] = b"\x1b]11;";

/// How long leaving waits for an answer, counted from the question.
const FAREWELL: Duration = Duration::from_millis(300);

/// The terminal's background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Dark: light text on it.
    Dark,
    /// Light: dark text on it.
    Light,
}

#[derive(Debug, Clone, Copy)]
struct Question {
    asked: Instant,
    limit: Duration,
}

static OPEN_QUESTION: Mutex<Option<Question>> = Mutex::new(None);
static ANSWERED: Condvar = Condvar::new();

/// Notes that the terminal was asked and that an answer after `limit` is of no use.
pub(super) fn ask(limit: Duration) {
    let asked = Instant::now();
    *OPEN_QUESTION.lock().unwrap_or_else(PoisonError::into_inner) = Some(Question { asked, limit });
}

/// Notes that the answer came; true if it came in time to be of use.
pub(super) fn close_question() -> bool {
    let mut question = OPEN_QUESTION.lock().unwrap_or_else(PoisonError::into_inner);
    ANSWERED.notify_all();
    question
        .take()
        .is_some_and(|question| question.asked.elapsed() <= question.limit)
}

/// Waits for an answer that is outstanding, for a moment.
pub(super) fn await_answer() {
    let question = OPEN_QUESTION.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(asked) = question.map(|question| question.asked) {
        let wait = FAREWELL.saturating_sub(asked.elapsed());
        // An answer or the end of the wait: either way there is nothing left to do.
        let _ = ANSWERED.wait_timeout_while(question, wait, |question| question.is_some());
    }
}

/// What the value of `COLORFGBG` says; some terminals set it, and it costs no round trip.
///
/// Its last field is the background's place among the sixteen colours; 7 and from 9 on are light.
pub(super) fn from_environment(colorfgbg: &str) -> Option<Background> {
    match colorfgbg.rsplit(';').next()?.parse().ok()? {
        0..=6 | 8 => Some(Background::Dark),
        7 | 9..=15 => Some(Background::Light),
        _ => None,
    }
}

/// True if a terminal with that `TERM` can be asked.
///
/// The Linux console prints parts of what it does not know; screen may hold the answer back
/// until the next key.
pub(super) fn can_be_asked(term: &str) -> bool {
    !["linux", "screen", "vt", "dumb"]
        .iter()
        .any(|silent| term.starts_with(silent))
        && !term.is_empty()
}

/// Reads what a terminal sent with `ESC ]`: the answer, which may name a colour that we do not
/// understand; `None` if it answers something else.
pub(super) fn read_answer(sent: &[u8]) -> Option<Option<Background>> {
    let colour = sent.strip_prefix(ANSWER)?;
    let is_end = |byte: &u8| !byte.is_ascii_graphic();
    let colour = colour.split(is_end).next()?;
    Some(background_of(&String::from_utf8_lossy(colour)))
}

/// Reads `rgb:RRRR/GGGG/BBBB`, one to four digits each, as X11 writes colours.
fn background_of(colour: &str) -> Option<Background> {
    let (_, levels) = colour.split_once(':')?;
    let mut levels = levels.split('/').map(|digits| {
        let level = f32::from(u16::from_str_radix(digits, 16).ok()?);
        let most = 16f32.powi(i32::try_from(digits.len()).ok()?) - 1.0;
        Some(level / most)
    });
    let (red, green, blue) = (levels.next()??, levels.next()??, levels.next()??);
    // How bright the eye takes each to be: ITU-R BT.709.
    let brightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    Some(if brightness < 0.5 {
        Background::Dark
    } else {
        Background::Light
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_dark_or_light() {
        assert_eq!(background_of("rgb:1e/1e/2e"), Some(Background::Dark));
        assert_eq!(background_of("rgb:f/f/e"), Some(Background::Light));
        assert_eq!(background_of("mauve"), None);
    }

    #[test]
    fn the_environment_may_tell() {
        assert_eq!(from_environment("15;0"), Some(Background::Dark));
        assert_eq!(from_environment("0;default;15"), Some(Background::Light));
        assert_eq!(from_environment("default"), None);
        assert!(can_be_asked("xterm-256color") && !can_be_asked("screen.xterm"));
    }
}
