//! What a channel or an entry says of itself, from all the elements that say the same in other words.

use super::element::Occasion;
use super::words::has_words;
use super::{EntryContent, date};
use crate::briefing::BriefingDate;
use crate::ingest::content::Stated;
use crate::ingest::lines::one_line;

/// A value with its rank: the lower counts, and of two alike the first.
#[derive(Debug)]
struct Ranked<T>(Option<(Rank, T)>);

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// How directly an element says something: what it is, then how deep it stands.
pub(super) type Rank = (u8, usize);

impl<T> Ranked<T> {
    fn put(&mut self, rank: Rank, value: T) {
        if self.0.as_ref().is_none_or(|(known, _)| rank < *known) {
            self.0 = Some((rank, value));
        }
    }

    fn take(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }
}

/// The facts about a channel or an entry, as they come.
#[derive(Debug, Default)]
pub(super) struct Facts {
    title: Ranked<String>,
    date: Ranked<BriefingDate>,
    /// A date that can't be understood.
    date_as_written: Ranked<String>,
    source: Ranked<String>,
    authors: Vec<String>,
    language: Ranked<String>,
    address: Ranked<String>,
    tags: Vec<String>,
    content: Option<EntryContent>,
    summaries: Vec<(u8, EntryContent)>,
}

impl Facts {
    pub(super) fn title(&mut self, rank: Rank, title: String) {
        if !title.is_empty() {
            self.title.put(rank, title);
        }
    }

    pub(super) fn date(&mut self, occasion: Occasion, depth: usize, text: &str) {
        let text = one_line(text);
        let rank = (occasion as u8, depth);
        match date::parse(&text) {
            Some(date) => self.date.put(rank, date),
            None if text.is_empty() => {}
            None => self.date_as_written.put(rank, text),
        }
    }

    pub(super) fn source(&mut self, rank: Rank, source: String) {
        if !source.is_empty() {
            self.source.put(rank, source);
        }
    }

    pub(super) fn author(&mut self, author: &str) {
        let name = given_first(without_mailbox(&one_line(author)));
        if !name.is_empty() && !self.authors.contains(&name) && self.authors.len() < MOST {
            self.authors.push(name);
        }
    }

    pub(super) fn language(&mut self, rank: Rank, language: &str) {
        let language = language.trim().replace('_', "-");
        if !language.is_empty() {
            self.language.put(rank, language);
        }
    }

    pub(super) fn address(&mut self, rank: Rank, address: String) {
        if !address.is_empty() {
            self.address.put(rank, address);
        }
    }

    pub(super) fn tag(&mut self, tag: &str) {
        let tag = one_line(tag);
        if !tag.is_empty() && !self.tags.contains(&tag) && self.tags.len() < MOST {
            self.tags.push(tag);
        }
    }

    /// Takes the text; the first that has words counts.
    pub(super) fn content(&mut self, content: EntryContent) {
        if self.content.is_none() && content.has_words() {
            self.content = Some(content);
        }
    }

    /// Takes a summary; one of what is attached serves where there is no other.
    pub(super) fn summary(&mut self, rank: u8, summary: EntryContent) {
        if self.summaries.len() < MOST && summary.has_words() {
            self.summaries.push((rank, summary));
        }
    }

    /// What a channel says that holds for its entries, as far as it is known by now: who issues them, and in which
    /// language; in Atom who wrote them, too. In RSS it names who is in charge.
    pub(super) fn of_channel(&self, is_atom: bool) -> Stated {
        Stated {
            author: joined(&self.authors).filter(|_| is_atom),
            source: self.title.0.as_ref().map(|(_, title)| title.clone()),
            language: self
                .language
                .0
                .as_ref()
                .map(|(_, language)| language.clone()),
            ..Stated::default()
        }
    }

    /// The title as far as it is known by now.
    pub(super) fn known_title(&self) -> Option<&str> {
        self.title.0.as_ref().map(|(_, title)| &**title)
    }

    /// The address as far as it is known by now.
    pub(super) fn known_address(&self) -> Option<&str> {
        self.address.0.as_ref().map(|(_, address)| &**address)
    }

    /// What is stated, and the text: the content, or else the longest of the summaries, never both.
    pub(super) fn finish(self) -> (Stated, EntryContent) {
        let date = self.date.take().map(|date| date.to_string());
        let stated = Stated {
            title: self.title.take(),
            date: date.or_else(|| self.date_as_written.take()),
            source: self.source.take(),
            author: joined(&self.authors),
            language: self.language.take(),
            address: self.address.take(),
            tags: self.tags,
        };
        let best =
            |(rank, summary): &(u8, EntryContent)| (std::cmp::Reverse(*rank), summary.text().len());
        let summary = self.summaries.into_iter().max_by_key(best);
        let content = self.content.or(summary.map(|(_, summary)| summary));
        (stated, content.unwrap_or_default())
    }
}

/// Several authors in a line, as the reader of authors parts them.
pub(super) fn joined(authors: &[String]) -> Option<String> {
    (!authors.is_empty()).then(|| authors.join("; "))
}

/// The most authors, keywords or summaries that are kept of one entry.
const MOST: usize = 64;

impl EntryContent {
    fn text(&self) -> &str {
        match self {
            Self::Html(text) | Self::Plain(text) => text,
        }
    }

    fn has_words(&self) -> bool {
        match self {
            Self::Html(html) => has_words(html),
            Self::Plain(text) => !text.trim().is_empty(),
        }
    }
}

/// The name in `desk@ministry.example (Mara Lind)`, `Mara Lind <desk@ministry.example>`, `Mara Lind (https://…)`;
/// nothing of an address alone.
fn without_mailbox(author: &str) -> String {
    let is_address = |word: &str| word.contains('@') || word.contains("://");
    let words = author
        .split(' ')
        .filter(|word| !is_address(word) && *word != "()");
    let name = words.collect::<Vec<_>>().join(" ");
    let inner = name
        .strip_prefix('(')
        .and_then(|name| name.strip_suffix(')'));
    inner.unwrap_or(&name).trim().to_owned()
}

/// `Lind, Mara` as `Mara Lind`: two words alone, as catalogues have them.
fn given_first(name: String) -> String {
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.any(char::is_lowercase)
            && word.chars().all(|c| c.is_alphabetic() || "-’'".contains(c))
    };
    let end = name.find(" (").unwrap_or(name.len());
    match name[..end].split_once(", ") {
        Some((family, given)) if is_name(family) && is_name(given) => {
            format!("{given} {family}{}", &name[end..])
        }
        _ => name,
    }
}
