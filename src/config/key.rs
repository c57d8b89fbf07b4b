//! A key as the configuration writes it and the help shows it.

use std::fmt;
use std::str::FromStr;

use unicode_width::UnicodeWidthChar;

use super::suggest;

/// A key press with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Held down with it.
    pub ctrl: bool,
    /// Held down with it.
    pub alt: bool,
}

/// Which key it is. Shift is part of the character, and for named keys only [`KeyCode::BackTab`]
/// tells it apart, because terminals do not agree on more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character, as typed (`J` is shift and j).
    Char(char),
    /// The return key.
    Enter,
    /// The tabulator.
    Tab,
    /// Shift and the tabulator.
    BackTab,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1 to 24.
    Function(u8),
}

/// The keys with a name: the first of each code is the one that is shown.
const NAMED: [(&str, KeyCode); 21] = [
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("backtab", KeyCode::BackTab),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("del", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("ins", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

/// The highest function key a terminal can report.
const LAST_FUNCTION: u8 = 24;

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No key at all.
    #[error("a key is missing")]
    Empty,
    /// No key of that name.
    #[error("there is no key `{0}`")]
    Unknown(String),
    /// Shift with a key that it cannot be told apart on.
    #[error("terminals do not tell shift apart with `{0}`")]
    Shift(String),
}

impl KeyError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown(name) => {
                let names = NAMED.iter().map(|&(name, _)| name);
                match suggest::nearest(name, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "a key is a character or a name like enter, ctrl-d, alt-x, f2".to_owned()
                    }
                }
            }
            Self::Empty | Self::Shift(_) => {
                "shift is written as the capital letter (J), or as shift-tab".to_owned()
            }
        }
    }
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// A character with Ctrl held down.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            ctrl: true,
            alt: false,
        }
    }

    /// True for a digit alone, which is a count and never a command.
    pub fn is_digit(self) -> bool {
        matches!(self.code, KeyCode::Char('0'..='9')) && !self.ctrl && !self.alt
    }
}

/// Reads what [`Display`](fmt::Display) writes, and what people write instead: `^d` for `ctrl-d`,
/// `shift-j` for `J`, names in any case, `pgup`, `return`.
impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        loop {
            if let Some(after) = after_modifier(rest, "ctrl-").or(after_caret(rest)) {
                (key.ctrl, rest) = (true, after);
            } else if let Some(after) = after_modifier(rest, "alt-") {
                (key.alt, rest) = (true, after);
            } else {
                break;
            }
        }
        key.code = code(rest).map_err(|error| match error {
            KeyError::Unknown(_) => KeyError::Unknown(text.to_owned()),
            other => other,
        })?;
        Ok(key)
    }
}

/// What comes after a modifier; `None` if there is no such modifier or no key after it.
fn after_modifier<'a>(text: &'a str, modifier: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(modifier.len())?;
    (head.eq_ignore_ascii_case(modifier) && !rest.is_empty()).then_some(rest)
}

/// What comes after a `^`, where it stands for Ctrl and not for itself.
fn after_caret(text: &str) -> Option<&str> {
    text.strip_prefix('^')
        .filter(|rest| rest.chars().count() == 1)
}

/// The code of a key that is written without ctrl and alt.
fn code(text: &str) -> Result<KeyCode, KeyError> {
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Ok(KeyCode::Char(c));
    }
    let name = text.to_ascii_lowercase();
    let spelt = match name.as_str() {
        "" => return Err(KeyError::Empty),
        "pgup" | "page-up" => "pageup",
        "pgdn" | "pgdown" | "page-down" => "pagedown",
        other => other,
    };
    if let Some(&(_, code)) = NAMED.iter().find(|&&(known, _)| known == spelt) {
        return Ok(code);
    }
    if let Some(code) = function(spelt).or_else(|| code_point(spelt)) {
        return Ok(code);
    }
    match after_modifier(text, "shift-") {
        Some(rest) => shifted(rest),
        None => Err(KeyError::Unknown(text.to_owned())),
    }
}

/// `f1` to `f24`.
fn function(name: &str) -> Option<KeyCode> {
    let number = name.strip_prefix('f')?.parse().ok()?;
    (1..=LAST_FUNCTION)
        .contains(&number)
        .then_some(KeyCode::Function(number))
}

/// `u+3000`: a character that cannot be seen or cannot be written.
fn code_point(name: &str) -> Option<KeyCode> {
    let digits = name.strip_prefix("u+")?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    char::from_u32(number).map(KeyCode::Char)
}

/// A letter with shift is its capital.
fn shifted(rest: &str) -> Result<KeyCode, KeyError> {
    let mut chars = rest.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        let mut upper = c.to_uppercase();
        if let (Some(capital), None) = (upper.next(), upper.next())
            && c.is_alphabetic()
        {
            return Ok(KeyCode::Char(capital));
        }
    }
    match code(rest) {
        Ok(_) => Err(KeyError::Shift(rest.to_owned())),
        Err(error) => Err(error),
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        self.code.fmt(f)
    }
}

impl fmt::Display for KeyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(&(name, _)) = NAMED.iter().find(|&(_, code)| code == self) {
            return f.write_str(name);
        }
        match *self {
            Self::Function(number) => write!(f, "f{number}"),
            Self::Char(c) if is_unseen(c) => write!(f, "u+{:04x}", c as u32),
            Self::Char(c) => write!(f, "{c}"),
            // Every other code has a name.
            _ => Ok(()),
        }
    }
}

/// True for a character that takes no room of its own or looks like a blank.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.width().unwrap_or(0) == 0
}

/// Several keys in a row, as the configuration writes them: `g g`.
pub fn sequence(keys: &[Key]) -> String {
    keys.iter()
        .map(Key::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            4 => any::<char>().prop_map(KeyCode::Char),
            2 => prop::char::range(' ', '~').prop_map(KeyCode::Char),
            2 => prop::sample::select(NAMED.map(|(_, code)| code).to_vec()),
            1 => (1..=LAST_FUNCTION).prop_map(KeyCode::Function),
        ];
        (code, any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt)| Key { code, ctrl, alt })
    }

    proptest! {
        #[test]
        fn a_key_reads_back_as_it_is_shown(key in any_key()) {
            let shown = key.to_string();
            prop_assert!(!shown.contains(char::is_whitespace));
            prop_assert_eq!(shown.parse::<Key>(), Ok(key));
        }

        #[test]
        fn any_text_is_a_key_or_an_error(text in ".{0,12}") {
            let _ = text.parse::<Key>().map_err(|error| error.hint());
        }
    }

    #[test]
    fn keys_may_be_written_as_people_write_them() {
        for (written, shown) in [
            ("^d", "ctrl-d"),
            ("^", "^"),
            ("-", "-"),
            ("ctrl--", "ctrl--"),
            ("Ctrl-Alt-x", "ctrl-alt-x"),
            ("alt-ctrl-x", "ctrl-alt-x"),
            ("shift-j", "J"),
            ("Enter", "enter"),
            ("PgUp", "pageup"),
            ("F12", "f12"),
            ("Shift-Tab", "shift-tab"),
        ] {
            assert_eq!(
                written.parse::<Key>().unwrap().to_string(),
                shown,
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_no_key_says_so_and_what_was_meant() {
        let error = "pgedown".parse::<Key>().unwrap_err();
        assert_eq!(error.to_string(), "there is no key `pgedown`");
        assert_eq!(error.hint(), "did you mean `pagedown`?");
        assert_eq!("".parse::<Key>(), Err(KeyError::Empty));
        assert_eq!(
            "shift-up".parse::<Key>(),
            Err(KeyError::Shift("up".to_owned()))
        );
        assert!("f25".parse::<Key>().is_err());
        assert!("ctrl-".parse::<Key>().is_err());
    }
}
