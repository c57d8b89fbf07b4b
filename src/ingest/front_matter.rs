//! Front matter: TOML between `+++` lines, YAML between `---` lines.
//!
//! Of YAML only what people write there: `key: value`, quoted values, lists in brackets or a dash
//! a line, folded values. No anchors, aliases, tags or nested maps: they are reported with their
//! line, the rest is read. A text that merely opens with a rule has no front matter.

use std::ops::Range;

use super::given::{Field, Given, Top};
use super::lines::lines;
use super::problem::Reason;

mod yaml;

/// More than this is no front matter.
const MAX_BYTES: usize = 64 << 10;

/// More faults than this tell nobody anything.
const MAX_FAULTS: usize = 16;

/// A field with its values, and the line that it stands on, from 0.
type Entry = (String, Vec<String>, usize);

/// The fields of front matter, and its faults with their lines from 0.
struct Fields {
    entries: Vec<Entry>,
    faults: Vec<(usize, String)>,
}

/// The front matter of a text and where the text after it begins; `None` if it has none.
///
/// Blank lines may stand before it.
pub(super) fn read(text: &str) -> Option<Top> {
    let rest = text.trim_start_matches(['\n', '\r']);
    let skipped = text.len() - rest.len();
    let mut top = at_start(rest)?;
    top.body += skipped;
    for (at, _) in &mut top.faults {
        *at += skipped as u64;
    }
    Some(top)
}

fn at_start(text: &str) -> Option<Top> {
    let Some((fence, inside, body)) = fences(text) else {
        return oversized(text);
    };
    let Fields {
        entries,
        mut faults,
    } = match fence {
        "+++" => toml_entries(&text[inside.clone()]),
        _ => yaml::entries(&text[inside.clone()])?,
    };
    let mut given = Given::default();
    let mut told = Vec::new();
    for (key, values, line) in entries {
        let Some(field) = Field::of_key(&key) else {
            continue;
        };
        if let Err(reason) = given.set(field, &values) {
            told.push((offset_of(text, inside.start, line), reason));
        }
    }
    faults.truncate(MAX_FAULTS);
    told.extend(faults.into_iter().map(|(line, what)| {
        let at = offset_of(text, inside.start, line);
        // The opening fence is line 1, so the first line inside is line 2.
        let line = u32::try_from(line + 2).unwrap_or(u32::MAX);
        (at, Reason::FrontMatter { line, what })
    }));
    Some(Top {
        given,
        body,
        faults: told,
    })
}

/// The fence, what is inside, and where the body begins.
fn fences(text: &str) -> Option<(&str, Range<usize>, usize)> {
    if !text.starts_with("+++") && !text.starts_with("---") {
        return None;
    }
    let mut all = lines(text, 0..text.len());
    let open = all.next()?;
    let closes = |line: &str| line == open.text || open.text == "---" && line == "...";
    let close = all
        .take_while(|line| line.start <= MAX_BYTES)
        .find(|line| closes(line.text))?;
    matches!(open.text, "+++" | "---").then_some((open.text, open.next..close.start, close.next))
}

/// Front matter that closes too late to be read: the text is shown with it, and the reader told.
fn oversized(text: &str) -> Option<Top> {
    let first = lines(text, 0..text.len()).nth(1)?;
    let is_front_matter = match text.get(..4)? {
        "+++\n" | "+++\r" => first.text.contains('='),
        "---\n" | "---\r" => yaml::entries(first.text).is_some(),
        _ => false,
    };
    let late = text.len() > MAX_BYTES && is_front_matter;
    let closes = || lines(text, first.next..text.len()).any(|line| line.text == &text[..3]);
    (late && closes()).then(|| Top {
        faults: vec![(
            0,
            Reason::FrontMatter {
                line: 1,
                what: "longer than 64 KiB".to_owned(),
            },
        )],
        ..Top::default()
    })
}

fn offset_of(text: &str, start: usize, line: usize) -> u64 {
    let at = lines(text, start..text.len())
        .nth(line)
        .map_or(text.len(), |line| line.start);
    at as u64
}

fn toml_entries(text: &str) -> Fields {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = text.as_bytes()[..at]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count();
            let message = error
                .message()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            return Fields {
                entries: Vec::new(),
                faults: vec![(line, format!("TOML: {message}"))],
            };
        }
    };
    let mut entries = Vec::new();
    for (key, value) in table {
        match value {
            // Where static site generators keep lists of tags.
            toml::Value::Table(inner)
                if matches!(key.as_str(), "taxonomies" | "extra" | "params") =>
            {
                entries.extend(inner.into_iter().map(|(key, value)| (key, words(value), 0)));
            }
            value => entries.push((key, words(value), 0)),
        }
    }
    Fields {
        entries,
        faults: Vec::new(),
    }
}

fn words(value: toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text],
        toml::Value::Array(values) => values.into_iter().filter_map(word).collect(),
        other => word(other).into_iter().collect(),
    }
}

fn word(value: toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Datetime(moment) => Some(moment.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn toml_between_plus_signs() {
        let text = "+++\ntitle = \"A\"\ndate = 2024-05-03\ntags = [\"x\", \"y\"]\n[taxonomies]\ncategories = [\"z\"]\n+++\nBody\n";
        let Top {
            given,
            body,
            faults,
        } = read(text).unwrap();
        assert_eq!(given.title.as_deref(), Some("A"));
        assert_eq!(given.date.unwrap().to_string(), "2024-05-03");
        assert_eq!(given.tags, ["x", "y", "z"]);
        assert_eq!((&text[body..], faults), ("Body\n", vec![]));
    }

    #[test]
    fn yaml_between_dashes_with_any_line_ends() {
        let text = "---\r\ntitle: 'It''s A'\r\ndate: 2024-05-03 # a Friday\r\ntags:\r\n  - x\r\n- \"y\"\r\n---\r\nBody";
        let Top {
            given,
            body,
            faults,
        } = read(text).unwrap();
        assert_eq!(given.title.as_deref(), Some("It's A"));
        assert_eq!(given.date.unwrap().to_string(), "2024-05-03");
        assert_eq!(given.tags, ["x", "y"]);
        assert_eq!((&text[body..], faults), ("Body", vec![]));
    }

    #[test]
    fn a_fault_has_its_line_and_spoils_nothing_else() {
        let Top { given, faults, .. } =
            read("---\ntitle: A\nlang: &a en\nsource: B\n---\n").unwrap();
        assert_eq!(
            (given.title.as_deref(), given.source.as_deref()),
            (Some("A"), Some("B"))
        );
        assert!(
            matches!(&faults[..], [(13, Reason::FrontMatter { line: 3, .. })]),
            "{faults:?}"
        );
        let Top { body, faults, .. } = read("+++\ntitle = \"A\"\ndate = = 3\n+++\nBody").unwrap();
        assert_eq!(body, 31);
        assert!(
            matches!(&faults[..], [(16, Reason::FrontMatter { line: 3, .. })]),
            "{faults:?}"
        );
    }

    #[test]
    fn front_matter_without_bounds_is_shown_and_told_of() {
        for (fence, field) in [("+++", "a = 1\n"), ("---", "a: 1\n")] {
            let text = format!("{fence}\n{}{fence}\nText", field.repeat(MAX_BYTES / 4));
            let top = read(&text).unwrap();
            assert_eq!(top.body, 0);
            let told = top.faults[0].1.to_string();
            assert!(told.contains("longer than 64 KiB"), "{told}");
            assert!(read(&text[..MAX_BYTES / 2]).is_none(), "it never closes");
        }
        let rules = format!("---\nWords\n{}---\n", "more words\n".repeat(MAX_BYTES / 8));
        assert!(read(&rules).is_none());
    }

    #[test]
    fn blank_lines_may_stand_before_it() {
        let text = "\n\n---\ntitle: A\npublishDate: 2024-05-03\ndate: soon\n---\nBody";
        let top = read(text).unwrap();
        assert_eq!(&text[top.body..], "Body");
        assert_eq!(top.given.title.as_deref(), Some("A"));
        assert!(top.given.date.is_some());
        assert_eq!(top.faults[0].0 as usize, text.find("date: soon").unwrap());
    }

    #[test]
    fn a_rule_at_the_top_is_not_front_matter() {
        for text in [
            "---\nSome text.\n---\nMore",
            "---\ntitle: A\n",
            "----\n----",
            "+++",
            "",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_front_matter_makes_it_panic(inside in "(?s)[-:a-c\"'\\[\\]>|&*#\\\\, \n\r\t]{0,80}", fence in "---|\\+\\+\\+") {
            let text = format!("{fence}\n{inside}\n{fence}\n");
            let _ = read(&text);
        }
    }
}
