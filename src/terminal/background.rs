//! Whether the terminal is dark or light: asked once, answered as an event.
//!
//! The question is an escape sequence (OSC 11), and the answer arrives among the keys, which
//! crossterm takes it for: `ESC ]` is Alt and `]`, then each character of the colour. Waiting for
//! it before the first key is read would hold up the first frame by a round trip, so the reader
//! of keys runs as ever, and [`Replies`] picks the answer out of what it reads, however late.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::config::{Key, KeyCode};

/// Asks for the colour behind the text.
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// The beginning of the answer.
const ANSWER: &str = "\x1b]11;";

/// No colour takes more characters to write.
const LONGEST_COLOUR: usize = 32;

/// After this no answer is expected any more; the longest round trip by satellite is shorter.
const PATIENCE: Duration = Duration::from_secs(10);

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

/// True while the answer is outstanding.
pub(super) fn is_awaited() -> bool {
    let mut question = OPEN_QUESTION.lock().unwrap_or_else(PoisonError::into_inner);
    question.take_if(|question| question.asked.elapsed() > PATIENCE);
    question.is_some()
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

/// Picks the terminal's answer out of the keys.
///
/// Keys that may be the beginning of the answer are held back until that is clear.
#[derive(Debug, Default)]
pub(super) struct Replies {
    held: Vec<Key>,
    /// What the terminal sent for the keys held.
    sent: String,
}

/// What became of a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sorted {
    /// These are keys of the reader.
    Typed(Vec<Key>),
    /// It may be part of the answer.
    Held,
    /// It ended the answer, which may name a colour that we do not understand.
    Answer(Option<Background>),
}

impl Replies {
    /// Takes the next key.
    pub(super) fn sort(&mut self, key: Key) -> Sorted {
        self.held.push(key);
        let Some(sent) = sent_for(key) else {
            return Sorted::Typed(self.release());
        };
        self.sent.push_str(&sent);
        match read(&self.sent) {
            Reading::Unfinished => Sorted::Held,
            Reading::Other => Sorted::Typed(self.release()),
            Reading::Colour(colour) => {
                let background = background_of(colour);
                self.release();
                Sorted::Answer(background)
            }
        }
    }

    /// True if keys are held back.
    pub(super) fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// Gives up waiting for the rest and returns the keys held back.
    pub(super) fn release(&mut self) -> Vec<Key> {
        self.sent.clear();
        std::mem::take(&mut self.held)
    }
}

/// What the terminal sent for a key that may be part of an answer.
fn sent_for(key: Key) -> Option<String> {
    match (key.code, key.ctrl, key.alt) {
        (KeyCode::Char(c), false, false) => Some(c.to_string()),
        (KeyCode::Char(c), false, true) => Some(format!("\x1b{c}")),
        (KeyCode::Char('g'), true, false) => Some("\x07".to_owned()),
        (KeyCode::Esc, false, false) => Some("\x1b".to_owned()),
        _ => None,
    }
}

enum Reading<'a> {
    Unfinished,
    Other,
    Colour(&'a str),
}

fn read(sent: &str) -> Reading<'_> {
    let Some(colour) = sent.strip_prefix(ANSWER) else {
        return if ANSWER.starts_with(sent) {
            Reading::Unfinished
        } else {
            Reading::Other
        };
    };
    let end = colour.find(['\x1b', '\x07']).unwrap_or(colour.len());
    let (colour, end) = colour.split_at(end);
    if colour.len() > LONGEST_COLOUR || !colour.chars().all(|c| c.is_ascii_graphic()) {
        return Reading::Other;
    }
    match end {
        "" | "\x1b" => Reading::Unfinished,
        "\x07" | "\x1b\\" => Reading::Colour(colour),
        _ => Reading::Other,
    }
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
    use proptest::prelude::*;

    use super::*;

    fn key(code: KeyCode, ctrl: bool, alt: bool) -> Key {
        Key { code, ctrl, alt }
    }

    fn typed(c: char) -> Key {
        key(KeyCode::Char(c), false, false)
    }

    /// The keys that crossterm makes of an answer.
    fn answer(colour: &str, end: Key) -> Vec<Key> {
        let mut keys = vec![key(KeyCode::Char(']'), false, true)];
        keys.extend(format!("11;{colour}").chars().map(typed));
        keys.push(end);
        keys
    }

    fn sort_all(keys: &[Key]) -> (Vec<Key>, Vec<Option<Background>>) {
        let mut replies = Replies::default();
        let (mut through, mut answers) = (Vec::new(), Vec::new());
        for &key in keys {
            match replies.sort(key) {
                Sorted::Typed(keys) => through.extend(keys),
                Sorted::Answer(background) => answers.push(background),
                Sorted::Held => {}
            }
        }
        through.extend(replies.release());
        (through, answers)
    }

    #[test]
    fn an_answer_among_keys_is_picked_out() {
        let ends = [
            key(KeyCode::Char('\\'), false, true),
            key(KeyCode::Char('g'), true, false),
        ];
        for end in ends {
            let mut keys = vec![typed('j')];
            keys.extend(answer("rgb:ffff/fFfF/e0e0", end));
            keys.push(typed('k'));
            let (through, answers) = sort_all(&keys);
            assert_eq!(through, [typed('j'), typed('k')]);
            assert_eq!(answers, [Some(Background::Light)]);
        }
    }

    #[test]
    fn an_answer_torn_after_its_escape_is_picked_out() {
        let mut keys = vec![key(KeyCode::Esc, false, false)];
        keys.extend("]11;rgb:1e/1e/2e".chars().map(typed));
        keys.push(key(KeyCode::Esc, false, false));
        keys.push(typed('\\'));
        assert_eq!(sort_all(&keys), (vec![], vec![Some(Background::Dark)]));
    }

    #[test]
    fn a_colour_in_other_words_is_still_no_key() {
        let end = key(KeyCode::Char('g'), true, false);
        assert_eq!(sort_all(&answer("mauve", end)), (vec![], vec![None]));
    }

    #[test]
    fn an_escape_typed_alone_is_held_only_until_released() {
        let mut replies = Replies::default();
        let escape = key(KeyCode::Esc, false, false);
        assert_eq!(replies.sort(escape), Sorted::Held);
        assert!(replies.is_holding());
        assert_eq!(replies.release(), [escape]);
        assert!(!replies.is_holding());
    }

    #[test]
    fn the_environment_may_tell() {
        assert_eq!(from_environment("15;0"), Some(Background::Dark));
        assert_eq!(from_environment("0;default;15"), Some(Background::Light));
        assert_eq!(from_environment("default"), None);
        assert!(can_be_asked("xterm-256color") && !can_be_asked("screen.xterm"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_key_is_lost_or_swapped(
            codes in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(vec![']', '1', ';', 'r', '\\', 'x']).prop_map(KeyCode::Char),
                    Just(KeyCode::Esc),
                    Just(KeyCode::Up),
                ],
                0..40,
            ),
            alts in prop::collection::vec(any::<bool>(), 40),
        ) {
            let keys: Vec<Key> = codes
                .into_iter()
                .zip(alts)
                .map(|(code, alt)| key(code, false, alt))
                .collect();
            let (through, answers) = sort_all(&keys);
            prop_assume!(answers.is_empty());
            prop_assert_eq!(through, keys);
        }
    }
}
