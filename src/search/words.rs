//! Plain words that must all occur in a briefing: the `-q` of the command line.

use crate::briefing::Briefing;
use crate::text::fold::fold;

/// A query of plain words.
///
/// Each must occur, as part of a word at least, in the title, the source, a tag or the body,
/// case and accents aside; where and in which order does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Reads a query; words are apart by blanks.
    pub fn new(query: &str) -> Self {
        Self(fold(query).split_whitespace().map(str::to_owned).collect())
    }

    /// True when it asks for nothing, and so matches everything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when every word occurs in `briefing`.
    ///
    /// The body, by far the longest part, is folded only for words that are nowhere else.
    pub fn matches(&self, briefing: &Briefing) -> bool {
        let heading = folded_heading(briefing);
        let mut missing = self
            .0
            .iter()
            .filter(|word| !heading.contains(*word))
            .peekable();
        if missing.peek().is_none() {
            return true;
        }
        let body = fold(&briefing.body.text);
        missing.all(|word| body.contains(word))
    }
}

/// Title, source and tags, folded, a line each, so that no word matches across two of them.
fn folded_heading(briefing: &Briefing) -> String {
    let mut heading = briefing.title.clone();
    let labels = briefing.tags.iter().map(|tag| &tag.label);
    let names = labels.flat_map(|label| std::iter::once(&label.name).chain(&label.aliases));
    for part in briefing
        .source
        .as_deref()
        .into_iter()
        .chain(names.map(String::as_str))
    {
        heading.push('\n');
        heading.push_str(part);
    }
    fold(&heading)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::briefing::{Body, BriefingId, Facet, Label, Origin, Provenance, Span, Tag};

    fn briefing() -> Briefing {
        let (title, body) = (
            "Ministers meet in Almaty",
            "The talks were ОТКРЫТЫЕ and long.",
        );
        Briefing {
            id: BriefingId::of(title, body),
            title: title.to_owned(),
            date: None,
            source: Some("Ministry of Ports".into()),
            language: None,
            classification: None,
            origin: Origin {
                path: Arc::from(Path::new("a.txt")),
                ordinal: 0,
                raw: Span::default(),
            },
            words: 6,
            hidden: 0,
            body: Body {
                text: body.to_owned(),
                ..Body::default()
            },
            quotes: Vec::new(),
            tags: vec![Tag {
                label: Arc::new(Label {
                    facet: Facet::Org,
                    name: "Harbour Union".to_owned(),
                    code: None,
                    aliases: vec!["HU".to_owned()],
                }),
                weight: 1.0,
                provenance: Provenance::Derived,
            }],
        }
    }

    #[test]
    fn each_word_may_stand_in_another_part() {
        assert!(Words::new("almaty ports harbour hu talks открытые").matches(&briefing()));
    }

    #[test]
    fn one_word_that_is_nowhere_is_enough_to_fail() {
        assert!(!Words::new("almaty absent").matches(&briefing()));
        assert!(
            !Words::new("almatyministry").matches(&briefing()),
            "parts stay apart"
        );
    }

    #[test]
    fn no_words_match_everything() {
        assert!(Words::new("  ").is_empty());
        assert!(Words::new("").matches(&briefing()));
    }
}
