//! What is wrong with a configuration file, where, and what was probably meant.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthStr;

use super::suggest;

/// The most characters shown on either side of the place in a long line.
const CONTEXT: usize = 60;

/// Something wrong in a configuration file.
///
/// Displayed over several lines, the offending one among them with a caret under the place.
/// What it quotes of the file is not sanitised: whoever prints it must.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The line as it stands there, or what surrounds the place if it is long.
    pub source_line: String,
    /// The offending bytes of `source_line`.
    pub marked: Range<usize>,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Something wrong in a text, before it is known which file it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The offending bytes of the text.
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Fault {
    /// Places the fault in its file.
    pub(super) fn in_file(self, file: &Path, text: &str) -> ConfigError {
        let floor = |at: usize| {
            (0..=at.min(text.len()))
                .rev()
                .find(|&i| text.is_char_boundary(i))
        };
        let start = floor(self.at.start).unwrap_or(0);
        let end = floor(self.at.end).unwrap_or(0).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..]
            .find('\n')
            .map_or(text.len(), |newline| start + newline);
        let from = text[line_start..start]
            .char_indices()
            .rev()
            .nth(CONTEXT)
            .map_or(line_start, |(at, _)| line_start + at);
        let to = text[start..line_end]
            .char_indices()
            .nth(CONTEXT)
            .map_or(line_end, |(at, _)| start + at);
        let source_line = text[from..to].trim_end_matches('\r');
        // The place may be the line end itself.
        let in_line = |at: usize| (at - from).min(source_line.len());
        ConfigError {
            file: file.to_owned(),
            line: text[..line_start].matches('\n').count() + 1,
            marked: in_line(start)..in_line(end),
            source_line: source_line.to_owned(),
            message: self.message,
            hint: self.hint,
        }
    }
}

/// Says what serde says in a reader's words.
///
/// Serde gives an unknown name and the known ones only as prose ("unknown field `a`, expected one
/// of `b`, `c`"), so that is what is read here. Should its wording change, the message is shown
/// as it is; the tests would tell.
impl From<toml::de::Error> for Fault {
    fn from(error: toml::de::Error) -> Self {
        let at = error.span().unwrap_or(0..0);
        let (message, hint) = match error.message().split_once('\n') {
            Some((message, hint)) => (message.to_owned(), Some(hint.to_owned())),
            None => plain_words(error.message()),
        };
        Self { at, message, hint }
    }
}

/// A message of serde's as a message and a hint for a reader.
fn plain_words(message: &str) -> (String, Option<String>) {
    let hint = |names: Vec<&str>| {
        names
            .split_first()
            .map(|(name, known)| did_you_mean(name, known))
    };
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let names: Vec<_> = backticked(rest).collect();
        let name = names.first().copied().unwrap_or_default();
        return (format!("there is no setting `{name}` here"), hint(names));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let names: Vec<_> = backticked(rest).collect();
        let name = names.first().copied().unwrap_or_default();
        return (
            format!("`{name}` is not a value of this setting"),
            hint(names),
        );
    }
    if let Some(name) = message.strip_prefix("missing field ") {
        return (format!("{name} is missing here"), None);
    }
    let types = message
        .strip_prefix("invalid type: ")
        .and_then(|rest| rest.rsplit_once(", expected "));
    let plain = match (types, message) {
        (Some((found, expected)), _) => {
            format!("expected {}, found {}", wanted(expected), given(found))
        }
        (None, "wanted string or table") => "expected a text in quotation marks".to_owned(),
        (None, "duplicate key") => "this is set twice".to_owned(),
        (None, other) => other.to_owned(),
    };
    (plain, None)
}

/// What a setting wants, from serde's word for it.
fn wanted(expected: &str) -> &str {
    match expected {
        "a boolean" => "true or false",
        "a string" => "a text in quotation marks",
        "a sequence" => "a list",
        "a map" => "a table",
        record if record.starts_with("struct ") => "a table",
        other => other,
    }
}

/// What the file gives, from serde's words for it.
fn given(found: &str) -> String {
    match found.split_once(' ') {
        Some(("string", text)) => format!("the text {text}"),
        Some(("integer" | "floating", number)) => {
            format!("the number {}", number.trim_start_matches("point "))
        }
        Some(("boolean", value)) => value.to_owned(),
        _ if found == "sequence" => "a list".to_owned(),
        _ if found == "map" => "a table".to_owned(),
        _ => found.to_owned(),
    }
}

/// What stands between backticks, in order.
fn backticked(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The name that was probably meant, or all there are.
fn did_you_mean(name: &str, known: &[&str]) -> String {
    match suggest::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", known.join(", ")),
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A tab would move the caret: one column for each.
        let shown = self.source_line.replace('\t', " ");
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let before = shown[..self.marked.start].width();
        let under = shown[self.marked.clone()].width().max(1);
        writeln!(f, "{}:{}: {}", self.file.display(), self.line, self.message)?;
        writeln!(f, " {number} | {shown}")?;
        write!(f, " {gutter} | {}{}", " ".repeat(before), "^".repeat(under))?;
        match &self.hint {
            Some(hint) => write!(f, " {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(at: Range<usize>) -> Fault {
        Fault {
            at,
            message: "m".to_owned(),
            hint: None,
        }
    }

    #[test]
    fn the_caret_stands_under_the_place_in_columns() {
        let text = "a = 1\r\nб\t漢 = x\r\n";
        let start = text.find('x').unwrap();
        let error = fault(start..start + 1).in_file(Path::new("f"), text);
        assert_eq!(error.to_string(), "f:2: m\n 2 | б 漢 = x\n   |        ^");
    }

    #[test]
    fn a_place_over_several_lines_or_at_the_end_is_shown_on_its_first() {
        let error = fault(4..11).in_file(Path::new("f"), "a = [\n 1,\n2]");
        assert_eq!(error.to_string(), "f:1: m\n 1 | a = [\n   |     ^");
        let error = fault(99..120).in_file(Path::new("f"), "a = \n");
        assert_eq!(error.line, 2);
        assert_eq!(error.to_string(), "f:2: m\n 2 | \n   | ^");
    }

    #[test]
    fn a_place_at_any_line_end_is_shown_at_the_end_of_its_line() {
        for end in [
            "\r", "\r\n", "\n\r", "\n", "\r\r", "\u{85}", "\u{2028}", "\u{b}", "\u{c}",
        ] {
            let text = format!("é = \"x{end}b = 1");
            for start in 0..=text.len() {
                for stop in start..=text.len() {
                    let error = fault(start..stop).in_file(Path::new("f"), &text);
                    assert!(error.source_line.get(error.marked.clone()).is_some());
                    assert!(error.to_string().contains('^'), "{end:?} {start}..{stop}");
                }
            }
        }
    }

    #[test]
    fn of_a_long_line_only_the_surroundings_are_shown() {
        let text = format!("{}x{}", "é".repeat(1000), "é".repeat(1000));
        let error = fault(2000..2001).in_file(Path::new("f"), &text);
        assert!(error.source_line.chars().count() <= 2 * CONTEXT + 1);
        assert_eq!(&error.source_line[error.marked], "x");
    }
}
