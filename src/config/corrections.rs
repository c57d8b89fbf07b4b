//! A desk's corrections: a file that several readers share.
//!
//! The rules that a reader may have in the configuration (persons, offices, tags), and speakers of
//! single quotes put right. `docs/corrections.md` describes it for people. Text in, values out, as
//! everywhere in this layer; what writes it down again is `library::desk`.

use std::path::Path;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use toml::de::DeTable;

use super::error::{ConfigError, Fault};
use super::rules::{self, OfficeRule, PersonRule, Rules, TagRule, maybe, not_blank};

/// The version of the file that this program reads and writes.
const VERSION: u32 = 1;

/// The characters of a whole id.
const ID_LENGTH: usize = 26;

/// What stands in such a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrections {
    /// The version that this program reads and writes; the same where the file has none.
    #[serde(default = "version_of_none", deserialize_with = "version")]
    pub version: u32,
    /// Persons under several names.
    #[serde(default)]
    pub persons: Vec<PersonRule>,
    /// Who holds an office.
    #[serde(default)]
    pub offices: Vec<OfficeRule>,
    /// Tags by words.
    #[serde(default)]
    pub tags: Vec<TagRule>,
    /// Speakers put right.
    #[serde(default)]
    pub speakers: Vec<SpeakerRule>,
}

/// The speaker of one quote, put right.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeakerRule {
    /// The whole id of the briefing.
    #[serde(deserialize_with = "whole_id")]
    pub briefing: String,
    /// The title of the briefing, for people.
    #[serde(default)]
    pub title: Option<String>,
    /// The words of the quote as they stand in the text, never blank.
    #[serde(deserialize_with = "not_blank")]
    pub words: String,
    /// What stands before them.
    #[serde(default)]
    pub before: String,
    /// What stands after them.
    #[serde(default)]
    pub after: String,
    /// The byte of the text at which they stood.
    #[serde(default)]
    pub at: u32,
    /// Who said them; `None` exactly where `nobody` is true.
    #[serde(default, deserialize_with = "maybe")]
    pub speaker: Option<String>,
    /// True where nobody is named, or these are nobody's words.
    #[serde(default)]
    pub nobody: bool,
}

impl Default for Corrections {
    fn default() -> Self {
        Self {
            version: VERSION,
            persons: Vec::new(),
            offices: Vec::new(),
            tags: Vec::new(),
            speakers: Vec::new(),
        }
    }
}

impl Corrections {
    /// Reads the text of a file; an empty one corrects nothing. `name` is the file in error
    /// messages; nothing is read from it.
    pub fn read(text: &str, name: &Path) -> Result<Self, ConfigError> {
        let read = || {
            let table = DeTable::parse(text)?;
            rules::check(table.get_ref())?;
            check_speakers(table.get_ref())?;
            Ok(Self::deserialize(toml::de::Deserializer::from(table))?)
        };
        read().map_err(|fault: Fault| fault.in_file(name, text))
    }

    /// The rules in it.
    pub fn rules(&self) -> Rules<'_> {
        Rules {
            persons: &self.persons,
            offices: &self.offices,
            tags: &self.tags,
        }
    }

    /// True when nothing is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A quote has a speaker, or is said to have none.
fn check_speakers(table: &DeTable<'_>) -> Result<(), Fault> {
    for (at, row) in rules::rows(table, "speakers") {
        let has_speaker = row.contains_key("speaker");
        let is_nobodys = row.get("nobody").map(|it| it.get_ref().as_bool());
        let (message, hint) = match (has_speaker, is_nobodys) {
            (true, Some(Some(true))) => (
                "there is a speaker, and there is nobody",
                "take `speaker` or `nobody` out",
            ),
            (false, None | Some(Some(false))) => (
                "there is no speaker here",
                "write `speaker = \"…\"`, or `nobody = true`",
            ),
            _ => continue,
        };
        return Err(Fault {
            at,
            message: message.to_owned(),
            hint: Some(hint.to_owned()),
        });
    }
    Ok(())
}

fn version_of_none() -> u32 {
    VERSION
}

fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer) {
        Ok(VERSION) => Ok(VERSION),
        _ => Err(D::Error::custom(
            "this version of the file is not known\na later Chancery may read it; version 1 is written here",
        )),
    }
}

/// Reads what can be a whole id: what an id is made of, a higher layer knows.
fn whole_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = String::deserialize(deserializer)?;
    let is_digit = |c: char| c.is_ascii_alphanumeric() && !matches!(c, 'u' | 'U');
    if id.len() == ID_LENGTH && id.chars().all(is_digit) {
        return Ok(id);
    }
    Err(D::Error::custom(
        "expected a whole id of 26 digits and letters\n`chancery list --format json` prints them",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "2W7ZK9M4Q8R5T1V6X3Y0ABCDEF";

    fn read(text: &str) -> Result<Corrections, ConfigError> {
        Corrections::read(text, Path::new("desk.toml"))
    }

    /// What is wrong with a text: the line, the message, and what to do.
    fn wrong(text: &str) -> (usize, String, String) {
        let error = read(text).expect_err(text);
        (error.line, error.message, error.hint.unwrap_or_default())
    }

    #[test]
    fn the_example_of_the_manual_is_read() {
        let manual = include_str!("../../docs/corrections.md");
        let example = manual.split("```toml\n").nth(1).unwrap();
        let corrections = read(example.split("```").next().unwrap()).unwrap();
        assert_eq!(corrections.persons[0].name, "Mara Lind");
        assert_eq!(corrections.offices[0].holder, "Mara Lind");
        assert_eq!(
            corrections.offices[0].from,
            Some("2024-03-01".parse().unwrap())
        );
        assert_eq!(corrections.tags.len(), 1);
        assert_eq!(corrections.speakers.len(), 1);
    }

    #[test]
    fn an_empty_file_corrects_nothing() {
        assert!(read("").unwrap().is_empty());
        assert!(read("version = 1\n# nothing yet").unwrap().is_empty());
    }

    #[test]
    fn an_alias_of_two_persons_is_refused_and_both_are_named() {
        let text = "[[persons]]\nname = \"Mara Lind\"\naliases = [\"Lind\"]\n\
                    [[persons]]\nname = \"Ada Lind\"\naliases = [\"A. Lind\", \"LIND\"]";
        let (line, message, _) = wrong(text);
        assert_eq!(line, 6);
        assert_eq!(
            message,
            "\"LIND\" is an alias of both \"Mara Lind\" and \"Ada Lind\""
        );
    }

    #[test]
    fn two_persons_who_are_each_others_aliases_are_refused() {
        let text = "[[persons]]\nname = \"Ada\"\naliases = [\"Bea\"]\n\
                    [[persons]]\nname = \"Bea\"\naliases = [\"Ada\"]";
        let (line, message, hint) = wrong(text);
        assert_eq!(line, 3);
        assert_eq!(
            message,
            "an alias of \"Ada\" is the name of the person \"Bea\""
        );
        assert!(hint.starts_with("take it out"), "{hint}");
    }

    #[test]
    fn what_makes_no_sense_is_told_with_its_line_and_what_to_do() {
        let speaker = |rest: &str| {
            format!("[[speakers]]\nbriefing = \"{ID}\"\nwords = \"The door stays open.\"\n{rest}")
        };
        let cases = [
            ("version = 2".to_owned(), 1, "this version", "a later Chancery"),
            ("[[person]]\nname = \"A\"".to_owned(), 1, "there is no setting", "`persons`"),
            ("[[persons]]\nname = \"A\"".to_owned(), 1, "`aliases` is missing", ""),
            ("[[persons]]\nname = \" \"\naliases = [\"B\"]".to_owned(), 2, "expected a name", ""),
            (
                "[[persons]]\nname = \"A\"\naliases = [\"B\"]\n[[persons]]\nname = \"a\"\naliases = [\"C\"]".to_owned(),
                5,
                "\"a\" is here twice",
                "one list",
            ),
            (
                "[[offices]]\noffice = \"O\"\nholder = \"H\"\nfrom = \"2024-03-01\"".to_owned(),
                4,
                "expected a day without quotation marks",
                "",
            ),
            (
                "[[offices]]\noffice = \"O\"\nholder = \"H\"\nfrom = 2024-03-01\nuntil = 2024-02-29".to_owned(),
                5,
                "the term ends before it begins",
                "2024-03-01",
            ),
            (speaker(""), 1, "there is no speaker here", "nobody = true"),
            (speaker("nobody = false"), 1, "there is no speaker here", ""),
            (speaker("speaker = \"A\"\nnobody = true"), 1, "there is a speaker", "out"),
            (speaker("speaker = \" \""), 4, "expected a name", ""),
            (
                "[[speakers]]\nbriefing = \"2W7ZK9\"\nwords = \"W\"\nnobody = true".to_owned(),
                2,
                "expected a whole id",
                "chancery list",
            ),
        ];
        for (text, line, message, hint) in cases {
            let found = wrong(&text);
            assert_eq!(found.0, line, "{text}\n{found:?}");
            assert!(found.1.contains(message), "{text}\n{found:?}");
            assert!(found.2.contains(hint), "{text}\n{found:?}");
        }
    }
}
