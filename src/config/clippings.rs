//! How a clipping is written down: the form that it has, and the reader's own template.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use super::suggest;

/// Where clippings are kept, and how they are written there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clippings {
    /// The file as written, a leading `~` still to be resolved; empty for the usual place.
    pub file: String,
    /// How a clipping is written there.
    pub template: Form,
    /// The reader's own form, which [`Form::Own`] means.
    pub own: Template,
}

/// Whether words may go to the terminal's clipboard, and how they are written there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clipboard {
    /// Whether anything may be sent.
    pub osc52: Switch,
    /// How it is written.
    pub template: Form,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

impl Switch {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

/// A form that words are written in with where they are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A block quote of Markdown, and its citation below.
    Markdown,
    /// The words between quotation marks, and their citation between brackets.
    Plain,
    /// An entry of a BibTeX file.
    Bibtex,
    /// An item of CSL-JSON, on one line.
    CslJson,
    /// The reader's own.
    Own,
}

impl Form {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Plain => "plain",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
            Self::Own => "own",
        }
    }
}

/// What of a clipping a template can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The words.
    Words,
    /// Who said them.
    Speaker,
    /// The title of the briefing.
    Title,
    /// Who issued it.
    Source,
    /// When, as `12 June 2024`.
    Date,
    /// The number of the paragraph.
    Paragraph,
    /// The id, in short.
    Id,
    /// The file.
    File,
    /// The handling caveat.
    Caveat,
    /// The day on which it was clipped.
    Clipped,
}

/// Each field with its name.
const FIELDS: [(&str, Field); 10] = [
    ("words", Field::Words),
    ("speaker", Field::Speaker),
    ("title", Field::Title),
    ("source", Field::Source),
    ("date", Field::Date),
    ("paragraph", Field::Paragraph),
    ("id", Field::Id),
    ("file", Field::File),
    ("caveat", Field::Caveat),
    ("clipped", Field::Clipped),
];

/// A text with places in it: `{words} ({speaker}, {date})`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    /// Its parts in order; two texts never stand next to one another.
    pub parts: Vec<Part>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A text that stands as it is.
    Text(String),
    /// The place of something.
    Field(Field),
}

impl Template {
    /// Reads a template; what is wrong comes in two lines, the second of them a hint.
    fn parse(text: &str) -> Result<Self, String> {
        let mut template = Self::default();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            template.push(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                template.push(brace);
                rest = after;
                continue;
            }
            let named = after.split_once('}').filter(|_| brace == "{");
            let Some((name, after)) = named else {
                return Err(format!(
                    "a lone `{brace}`\na brace itself is written twice: `{brace}{brace}`"
                ));
            };
            let field = FIELDS.iter().find(|(known, _)| *known == name);
            let Some(&(_, field)) = field else {
                return Err(unknown(name));
            };
            template.parts.push(Part::Field(field));
            rest = after;
        }
        template.push(rest);
        Ok(template)
    }

    fn push(&mut self, text: &str) {
        match self.parts.last_mut() {
            _ if text.is_empty() => {}
            Some(Part::Text(before)) => before.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    /// True when it has a place for something.
    pub fn names(&self, field: Field) -> bool {
        self.parts.contains(&Part::Field(field))
    }
}

fn unknown(name: &str) -> String {
    let names = FIELDS.map(|(name, _)| name);
    let hint = match suggest::nearest(name, names) {
        Some(near) => format!("did you mean `{{{near}}}`?"),
        None => format!("there are {{{}}}", names.join("}, {")),
    };
    format!("there is no place `{{{name}}}`\n{hint}")
}

/// Written as it is read.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Text(text) => {
                    f.write_str(&text.replace('{', "{{").replace('}', "}}"))?;
                }
                Part::Field(field) => {
                    let name = FIELDS.iter().find(|(_, known)| known == field);
                    write!(f, "{{{}}}", name.map_or("", |(name, _)| name))?;
                }
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_template_has_places_and_texts() {
        let template = Template::parse("{{{words}}} ({speaker})").unwrap();
        let text = |text: &str| Part::Text(text.to_owned());
        assert_eq!(
            template.parts,
            [
                text("{"),
                Part::Field(Field::Words),
                text("} ("),
                Part::Field(Field::Speaker),
                text(")")
            ]
        );
        assert!(template.names(Field::Words) && !template.names(Field::Title));
    }

    #[test]
    fn what_is_no_place_says_so_and_what_was_meant() {
        let error = |text| Template::parse(text).unwrap_err();
        assert_eq!(
            error("{wrods}"),
            "there is no place `{wrods}`\ndid you mean `{words}`?"
        );
        assert!(error("{}").contains("there are {words}, {speaker}"));
        assert_eq!(
            error("a { b"),
            "a lone `{`\na brace itself is written twice: `{{`"
        );
        assert!(error("words}").starts_with("a lone `}`"));
    }

    proptest! {
        #[test]
        fn a_template_reads_back_as_it_is_shown(text in "([{}a]|\\{words\\}){0,12}") {
            if let Ok(template) = Template::parse(&text) {
                prop_assert_eq!(Template::parse(&template.to_string()), Ok(template));
            }
        }
    }
}
