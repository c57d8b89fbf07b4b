//! Whose words a whole briefing is.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Briefing, Confidence, NamedBy, Quote, QuoteKind, Span};

/// Somebody whose words a whole briefing is: of a speech, of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The full name of the person or body, or an office as written where nobody is named.
    pub name: Arc<str>,
    /// The words that name them.
    pub mention: Arc<str>,
    /// How far that can be relied on.
    pub confidence: Confidence,
    /// Who gave them this name.
    pub named_by: NamedBy,
    /// Their own words: without salutation, signature and notes. `None` where turns have them.
    pub words: Option<Span>,
}

impl Author {
    /// Their words as a quote; `None` where turns of a transcript have them already.
    pub fn statement(&self) -> Option<Quote> {
        Some(self.quote(self.words?))
    }

    /// A quote of theirs at any place.
    pub fn quote(&self, span: Span) -> Quote {
        Quote {
            span,
            kind: QuoteKind::Statement,
            speaker: Some(Arc::clone(&self.name)),
            mention: Some(Arc::clone(&self.mention)),
            cue: None,
            confidence: self.confidence,
            named_by: self.named_by,
            quoted: Vec::new(),
        }
    }

    /// The name as it is shown, with `(desk)` where the desk says so and a `?` for a guess.
    pub fn shown(&self) -> String {
        let unsure = self.confidence.sign();
        format!("{}{}{unsure}", self.name, self.named_by.sign())
    }
}

impl Briefing {
    /// The authors as they are shown, in one line; `None` where the text is nobody's alone.
    pub fn byline(&self) -> Option<String> {
        let names: Vec<String> = self.authors.iter().map(Author::shown).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The words of the whole text as quotes of its authors, one each.
    pub fn statements(&self) -> impl Iterator<Item = Quote> {
        self.authors.iter().filter_map(Author::statement)
    }

    /// All that somebody says in it, the authors' statements included, in order of their starts.
    pub fn said(&self) -> Vec<Cow<'_, Quote>> {
        let quotes = self.quotes.iter().map(Cow::Borrowed);
        let mut said: Vec<_> = self.statements().map(Cow::Owned).chain(quotes).collect();
        // Stable: a statement goes before a quote that begins with it.
        said.sort_by_key(|quote| (quote.span.start, Reverse(quote.span.end)));
        said
    }

    /// The author among whose words a stretch of the body stands; nobody's where several are.
    pub fn author_at(&self, stretch: &Range<usize>) -> Option<&Author> {
        let [author] = &self.authors[..] else {
            return None;
        };
        let words = author.words?.range();
        (words.start <= stretch.start && stretch.end <= words.end).then_some(author)
    }

    /// What an author says for themselves: their words but for the quotes of others in them.
    pub fn own_words(&self, author: &Author) -> Vec<Range<usize>> {
        let Some(words) = author.words.map(Span::range) else {
            return Vec::new();
        };
        let mut own = Vec::new();
        let mut at = words.start;
        let of_others = |quote: &&Quote| {
            quote.kind != QuoteKind::Indirect && quote.speaker.as_deref() != Some(&*author.name)
        };
        for quote in self.quotes.iter().filter(of_others) {
            let quote = quote.span.range();
            if quote.start >= words.end {
                break;
            }
            if at < quote.start {
                own.push(at..quote.start);
            }
            at = at.max(quote.end);
        }
        if at < words.end {
            own.push(at..words.end);
        }
        own
    }
}
