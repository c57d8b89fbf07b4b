//! A span of somebody's words inside a body.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Span;
use crate::text::marks::{mark_at, without_closing, without_opening};

/// A quote: which words, whose, and how sure we are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Where it stands in the body, in bytes, its marks included.
    pub span: Span,
    /// How the words are given.
    pub kind: QuoteKind,
    /// The full name of the person or body it is attributed to, resolved within the briefing.
    pub speaker: Option<Arc<str>>,
    /// The words that name the speaker at the quote ("he", "the Russian Defence Minister").
    pub mention: Option<Arc<str>>,
    /// The reporting words ("said", "according to").
    pub cue: Option<Arc<str>>,
    /// How far the attribution can be relied on.
    pub confidence: Confidence,
    /// Who gave the speaker this name.
    pub named_by: NamedBy,
    /// For [`QuoteKind::Mixed`]: the stretches inside marks, marks included. Else empty.
    pub quoted: Vec<Span>,
}

/// How a quote gives its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum QuoteKind {
    /// The speaker's own words, between quotation marks.
    Direct,
    /// The speaker's own words as a turn of a transcript, without marks.
    Turn,
    /// The speaker's own words without marks, a paragraph under "X said:".
    Block,
    /// A quoted fragment in a reported clause.
    Mixed,
    /// Reported, without marks.
    Indirect,
    /// The words of the author of a whole text.
    Statement,
}

/// Who decided what a speaker is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum NamedBy {
    /// The text, by the rules that ship with the program.
    #[default]
    Text,
    /// A desk's corrections.
    Desk,
    /// The reader.
    Mine,
}

/// How far an attribution can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// A guess, or nobody is named; the screen shows a `?`.
    Low,
    /// Follows from the neighbourhood: carried on, or resolved from a title or pronoun.
    Fair,
    /// The reporting clause names the speaker.
    High,
}

impl QuoteKind {
    /// The word used in JSON beside `direct` where no marks stand around the words.
    pub fn subtype(self) -> Option<&'static str> {
        match self {
            Self::Turn => Some("turn"),
            Self::Block => Some("block"),
            Self::Statement => Some("statement"),
            Self::Direct | Self::Mixed | Self::Indirect => None,
        }
    }

    /// The word used in JSON: `direct`, `mixed` or `indirect`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct | Self::Turn | Self::Block | Self::Statement => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

impl NamedBy {
    /// What stands behind a name that the desk decided.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Desk => " (desk)",
            Self::Text | Self::Mine => "",
        }
    }

    /// The word used in JSON; none where the text alone says so.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Desk => Some("desk"),
            Self::Mine => Some("mine"),
        }
    }
}

impl Confidence {
    /// What stands behind a name that is a guess.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Low => " ?",
            Self::Fair | Self::High => "",
        }
    }

    /// The word used in JSON and in the status line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Fair => "fair",
            Self::High => "high",
        }
    }
}

impl Quote {
    /// True when another quote lies within this one.
    pub fn holds(&self, other: &Self) -> bool {
        let (own, other) = (self.span.range(), other.span.range());
        own.start <= other.start && other.end <= own.end
    }

    /// What is written beside it: its speaker, `(desk)` where the desk says so, and a `?` where that
    /// is a guess or nobody is named.
    pub fn credit(&self) -> String {
        let by = self.named_by.sign();
        match &self.speaker {
            None => format!("?{by}"),
            Some(speaker) => format!("{speaker}{by}{}", self.confidence.sign()),
        }
    }

    /// The words themselves: the text of the quote without its outer marks.
    ///
    /// Where a quote is carried over several paragraphs the marks that re-open each of them go
    /// too, and the paragraphs are kept apart by `"\n\n"`.
    pub fn words(&self, body: &str) -> String {
        let marked = body[self.span.range()].trim();
        if self.kind.subtype().is_some() || mark_at(marked).is_none() {
            return marked.to_owned();
        }
        let reopened: Vec<&str> = marked
            .split("\n\n")
            .map(|part| without_opening(part).unwrap_or(part).trim_start())
            .collect();
        let words = reopened.join("\n\n");
        without_closing(&words)
            .unwrap_or(&words)
            .trim_end()
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &str, kind: QuoteKind) -> String {
        Quote {
            span: Span::new(0, body.len()),
            kind,
            speaker: None,
            mention: None,
            cue: None,
            confidence: Confidence::Low,
            named_by: NamedBy::Text,
            quoted: Vec::new(),
        }
        .words(body)
    }

    #[test]
    fn the_words_are_without_their_outer_marks_and_with_the_inner_ones() {
        assert_eq!(words("“Yes,”", QuoteKind::Direct), "Yes,");
        assert_eq!(
            words("‘“No” is no answer.’", QuoteKind::Direct),
            "“No” is no answer."
        );
        assert_eq!(
            words("'relations are good'", QuoteKind::Mixed),
            "relations are good"
        );
        assert_eq!(
            words("that it “was sound”", QuoteKind::Mixed),
            "that it “was sound”"
        );
        assert_eq!(
            words("She will. “Soon.”", QuoteKind::Turn),
            "She will. “Soon.”"
        );
    }

    #[test]
    fn paragraphs_that_open_again_lose_their_marks() {
        assert_eq!(words("“One.\n\n“Two.”", QuoteKind::Direct), "One.\n\nTwo.");
    }
}
