//! Which columns of which tables say what, as the reader knows.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};

use super::rules::not_blank;

/// A rule for tables: which of their columns say what. What it leaves out is told by the names of the columns.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordsRule {
    /// What the tables are called, with `*` for any letters; never blank.
    #[serde(deserialize_with = "not_blank")]
    pub files: String,
    /// The columns of the text, which are put together.
    #[serde(default, deserialize_with = "columns")]
    pub text: Vec<String>,
    /// Those of the headline.
    #[serde(default, deserialize_with = "columns")]
    pub title: Vec<String>,
    /// Those of the day of issue.
    #[serde(default, deserialize_with = "columns")]
    pub date: Vec<String>,
    /// Those of the issuing body.
    #[serde(default, deserialize_with = "columns")]
    pub source: Vec<String>,
    /// Those of who wrote it.
    #[serde(default, deserialize_with = "columns")]
    pub author: Vec<String>,
    /// Those of where it stands on the web.
    #[serde(default, deserialize_with = "columns")]
    pub url: Vec<String>,
    /// Those of the tags.
    #[serde(default, deserialize_with = "columns")]
    pub tags: Vec<String>,
    /// Those of the language.
    #[serde(default, deserialize_with = "columns")]
    pub language: Vec<String>,
}

/// Reads the name of a column, or several in a list; none of them blank.
fn columns<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let names = deserializer.deserialize_any(Names)?;
    if names.is_empty() || names.iter().any(|name| name.trim().is_empty()) {
        return Err(D::Error::custom(
            "expected names of columns, none of them blank",
        ));
    }
    Ok(names)
}

struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a column or a list of names")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(vec![name.to_owned()])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = list.next_element()? {
            names.push(name);
        }
        Ok(names)
    }
}
