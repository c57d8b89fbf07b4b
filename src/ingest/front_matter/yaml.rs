//! The little YAML that front matter needs.

use super::super::lines::{Line, lines};
use super::{Entry, Fields};

/// The most lines that one value goes on for: looking for its end costs their square.
const MAX_CONTINUED: usize = 64;

/// The fields of `text`; `None` if this is not a list of fields.
pub(super) fn entries(text: &str) -> Option<Fields> {
    let rows: Vec<Line<'_>> = lines(text, 0..text.len()).collect();
    let mut reader = Reader {
        rows,
        at: 0,
        entries: Vec::new(),
        faults: Vec::new(),
    };
    let first = reader.rows.iter().find(|row| !is_ignorable(row.text));
    if first.is_some_and(|row| key_value(row.text).is_none()) {
        return None;
    }
    while let Some(row) = reader.rows.get(reader.at) {
        reader.row(row.text);
    }
    Some(Fields {
        entries: reader.entries,
        faults: reader.faults,
    })
}

struct Reader<'a> {
    rows: Vec<Line<'a>>,
    at: usize,
    entries: Vec<Entry>,
    faults: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn row(&mut self, text: &str) {
        let line = self.at;
        self.at += 1;
        if is_ignorable(text) {
            return;
        }
        let Some((key, value)) = key_value(text) else {
            self.faults.push((line, "expected `key: value`".to_owned()));
            return;
        };
        match self.values(value) {
            Ok(values) => self.entries.push((key.to_owned(), values, line)),
            Err(what) => {
                self.faults.push((line, what.to_owned()));
                self.indented();
            }
        }
    }

    /// The values after a key's colon, and on the lines that go on from it.
    fn values(&mut self, value: &str) -> Result<Vec<String>, &'static str> {
        match value.bytes().next() {
            None => self.block(),
            Some(b'|' | b'>') => {
                let folded = self.indented();
                Ok(vec![folded])
            }
            Some(b'&' | b'*' | b'!') => Err("anchors, aliases and types are not read"),
            Some(b'{') => Err("a map inside a field is not read"),
            Some(b'[') => {
                let whole = self.continued(value, closes_list)?;
                list(&whole)
            }
            Some(b'"' | b'\'') => {
                let whole = self.continued(value, |text| quoted(text).is_some())?;
                let (text, length) = quoted(&whole).ok_or("this quotation mark is never closed")?;
                let rest = whole[length..].trim();
                // Whoever sets marks inside marks means all of it: `"Talks on "open" waters"`.
                let is_all = rest.is_empty() || rest.starts_with('#');
                Ok(vec![if is_all { text } else { unmarked(&whole) }])
            }
            Some(_) => {
                let more = self.indented();
                let plain = without_comment(value);
                let joined = if more.is_empty() {
                    plain.to_owned()
                } else {
                    format!("{plain} {more}")
                };
                Ok(vec![joined])
            }
        }
    }

    /// The list with a dash a line that follows a bare key.
    fn block(&mut self) -> Result<Vec<String>, &'static str> {
        let mut values = Vec::new();
        while let Some(row) = self.rows.get(self.at) {
            let text = row.text.trim_start();
            if is_ignorable(text) && !text.is_empty() {
                self.at += 1;
                continue;
            }
            let Some(item) = text
                .strip_prefix('-')
                .filter(|item| item.is_empty() || item.starts_with(' '))
            else {
                return match row.text.starts_with([' ', '\t']) {
                    true => Err("a map inside a field is not read"),
                    false => Ok(values),
                };
            };
            self.at += 1;
            values.push(scalar(item.trim())?);
        }
        Ok(values)
    }

    /// Takes lines until `done`.
    fn continued(
        &mut self,
        value: &str,
        done: impl Fn(&str) -> bool,
    ) -> Result<String, &'static str> {
        let mut whole = value.to_owned();
        let from = self.at;
        while !done(&whole) {
            let within = self.at < from + MAX_CONTINUED;
            let row = self
                .rows
                .get(self.at)
                .filter(|_| within)
                .ok_or("this is never closed")?;
            // A backslash at the end of a line joins it to the next without a blank.
            if whole.ends_with('\\') {
                whole.pop();
            } else {
                whole.push(' ');
            }
            let next = row.text.trim_start();
            whole.push_str(next);
            self.at += 1;
        }
        Ok(whole)
    }

    /// Takes the indented lines that follow, joined by blanks.
    fn indented(&mut self) -> String {
        let mut joined = String::new();
        while let Some(row) = self
            .rows
            .get(self.at)
            .filter(|row| row.text.starts_with([' ', '\t']))
        {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(row.text.trim());
            self.at += 1;
        }
        joined
    }
}

fn is_ignorable(text: &str) -> bool {
    text.is_empty() || text.starts_with('#')
}

fn key_value(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once(':')?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    let fits = key.len() <= 64
        && key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !key.contains(['"', '\'', '[', '{'])
        && (value.is_empty() || value.starts_with([' ', '\t']));
    fits.then(|| (key, value.trim()))
}

/// A value without its comment. `round #2` has none: behind the sign of a comment is a blank.
fn without_comment(text: &str) -> &str {
    let ends = |at: &usize| {
        let after = &text[at + 2..];
        after.is_empty() || after.starts_with([' ', '\t', '#'])
    };
    let found = text.match_indices(" #").map(|(at, _)| at).find(ends);
    found.map_or(text, |at| text[..at].trim_end())
}

/// A value without the marks around it, whatever stands inside.
fn unmarked(text: &str) -> String {
    let text = text.trim();
    let mark = text.chars().next().filter(|mark| text.ends_with(*mark));
    let inner = mark.and_then(|mark| text.strip_prefix(mark)?.strip_suffix(mark));
    inner.unwrap_or(text).to_owned()
}

fn scalar(text: &str) -> Result<String, &'static str> {
    match text.bytes().next() {
        Some(b'&' | b'*' | b'!') => Err("anchors, aliases and types are not read"),
        Some(b'[' | b'{') => Err("a list or map inside a list is not read"),
        Some(b'"' | b'\'') => quoted(text)
            .map(|(text, _)| text)
            .ok_or("this quotation mark is never closed"),
        _ => Ok(without_comment(text).to_owned()),
    }
}

fn closes_list(text: &str) -> bool {
    without_comment(text).ends_with(']')
}

/// `[a, "b, c"]`.
fn list(text: &str) -> Result<Vec<String>, &'static str> {
    let inside = without_comment(text)
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let mut rest = inside.ok_or("this list is never closed")?.trim_start();
    let mut values = Vec::new();
    while !rest.is_empty() {
        let end = match rest.bytes().next() {
            Some(b'"' | b'\'') => quoted(rest).ok_or("this quotation mark is never closed")?.1,
            _ => rest.find(',').unwrap_or(rest.len()),
        };
        values.push(scalar(rest[..end].trim())?);
        rest = rest[end..]
            .trim_start()
            .trim_start_matches(',')
            .trim_start();
    }
    Ok(values)
}

/// Reads a quoted value: its text, and how many bytes it takes with its marks.
fn quoted(text: &str) -> Option<(String, usize)> {
    let mark = text.chars().next()?;
    let mut value = String::new();
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '\'' if mark == '\'' && rest.peek().is_some_and(|&(_, c)| c == '\'') => {
                rest.next();
                value.push('\'');
            }
            _ if c == mark => return Some((value, at + 1)),
            '\\' if mark == '"' => {
                let (_, escape) = rest.next()?;
                let digits = match escape {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                if digits == 0 {
                    value.push(escaped(escape));
                } else {
                    let code: String = rest.by_ref().take(digits).map(|(_, c)| c).collect();
                    let c = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                    value.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
            _ => value.push(c),
        }
    }
    None
}

fn escaped(c: char) -> char {
    match c {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'e' => '\u{1B}',
        '0' => '\0',
        '_' => '\u{A0}',
        'N' => '\u{85}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        entries(text).unwrap().entries.remove(0).1
    }

    #[test]
    fn values_of_every_style() {
        assert_eq!(values("a: plain words # comment"), ["plain words"]);
        assert_eq!(values("a: Talks, round #2"), ["Talks, round #2"]);
        assert_eq!(values("a: \"On \"open\" waters\""), ["On \"open\" waters"]);
        assert_eq!(values("a: \"open\" waters"), ["\"open\" waters"]);
        assert_eq!(values("a: \"open\" # waters"), ["open"]);
        assert_eq!(values("a: plain\n  words"), ["plain words"]);
        assert_eq!(values("a: \"q \\u2019 \\x41\\_z\""), ["q ’ A\u{A0}z"]);
        assert_eq!(values("a: \"one\\\n  \\ two\n  three\""), ["one two three"]);
        assert_eq!(values("a: [x, 'y, z',\n  w]"), ["x", "y, z", "w"]);
        assert_eq!(values("a: >\n  folded\n  words\nb: c"), ["folded words"]);
        assert_eq!(values("a:\n- x # y\n- 'z'\nb: c"), ["x", "z"]);
        assert_eq!(values("a: []"), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_read_is_said() {
        for text in [
            "a: *x",
            "a: {b: c}",
            "a: \"open",
            "a: [x",
            "a:\n  b:\n    c: d",
            "a: [[x]]",
            "a: b\njust words",
        ] {
            let faults = entries(text).unwrap().faults;
            assert!(!faults.is_empty(), "{text}");
        }
        assert!(entries("Just words").is_none());
    }
}
