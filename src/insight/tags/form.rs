//! One way to write the name of a thing.

use super::lexicon::ThingId;
use super::tongue::Tongues;
use crate::text::letters::is_alphanumeric;

/// One way to write a name: what is looked for, and what must follow it.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// What it names; `None` for a phrase that only looks like a name. The number of a [`Role::Body`] is
    /// one of the lists of houses.
    pub(super) thing: Option<ThingId>,
    /// What kind of word it is.
    pub(super) role: Role,
    /// How sure it is.
    pub(super) sense: Sense,
    /// The languages it is read in.
    pub(super) tongues: Tongues,
    /// True for an acronym that is a common word in capitals.
    pub(super) word: bool,
    /// The letters up to the first place where an ending may stand.
    pub(super) key: Box<str>,
    /// What follows each ending; empty for a form that takes none.
    rest: Vec<Box<str>>,
    /// "the " must stand before the key. It is no part of it, or every "the" of a text would have to
    /// be looked at.
    article: bool,
}

/// The article that is kept out of the keys.
const ARTICLE: &str = "the ";

/// What kind of word names the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The name.
    Name,
    /// Letters for the name, read only as written.
    Acronym,
    /// The people or the adjective.
    Demonym,
    /// The seat of the government.
    Capital,
    /// A part that stands for the whole.
    Part,
    /// A word of a rule of the reader's.
    Rule,
    /// The name of a body of a state, by its number in the lists of houses.
    Body,
    /// What makes a company, a party or a newspaper of the name beside it, by its number in the list.
    Other,
}

/// How sure it is that the form names its thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It does.
    Plain,
    /// It may name a person.
    MaybePerson,
    /// It may name a place in this state.
    MaybeIn(ThingId),
    /// It does where the text names the thing in another way too.
    Dependent,
}

/// Names shorter than this are not looked for in capitals: "OMAN" is, "MALI" is, "LAO" is not.
const SHORTEST_SHOUTED: usize = 4;

impl Form {
    /// The spellings of one value of the gazetteer: as written, in capitals for headlines, with
    /// a capital where the language writes it small, with either apostrophe, in the plural.
    pub(super) fn spellings(
        thing: ThingId,
        text: &str,
        tongues: Tongues,
        role: Role,
        sense: Sense,
        word: bool,
    ) -> Vec<Self> {
        let acronym = !text.chars().any(char::is_lowercase);
        let tongues = if role == Role::Acronym && text.len() <= 2 {
            tongues.without(Tongues::romance())
        } else {
            tongues
        };
        let mut texts = vec![text.to_owned()];
        if tongues == Tongues::ENGLISH && role == Role::Demonym && takes_plural_s(text) {
            texts.push(format!("{text}s"));
        }
        if tongues == Tongues::GERMAN && role == Role::Name && !acronym && !text.contains('~') {
            texts.push(format!("{text}s"));
        }
        if role == Role::Name && !acronym && text.contains(' ') && !text.contains('~') {
            with_free_spelling(&mut texts, tongues);
        }
        with_variants(&mut texts, acronym);
        let make = |text: String| Self::new(Some(thing), &text, tongues, role, sense, word);
        texts.into_iter().map(make).collect()
    }

    /// A phrase that holds a name and means something else.
    pub(super) fn cover(text: &str, tongues: Tongues) -> Vec<Self> {
        let mut texts = vec![text.to_owned()];
        with_variants(&mut texts, false);
        let make = |text: String| Self::new(None, &text, tongues, Role::Name, Sense::Plain, false);
        texts.into_iter().map(make).collect()
    }

    /// What stands beside the names of companies: as it is written and, in Russian or of several words, at
    /// the start of a sentence, too.
    pub(super) fn beside(thing: ThingId, text: &str, tongues: Tongues) -> Vec<Self> {
        let mut texts = vec![text.to_owned()];
        let opened = capitalised(text);
        let may_open = tongues == Tongues::RUSSIAN || text.contains([' ', '\'', '’']);
        if may_open && opened != text {
            texts.push(opened);
        }
        let make = |text: String| {
            Self::new(
                Some(thing),
                &text,
                tongues,
                Role::Other,
                Sense::Plain,
                false,
            )
        };
        texts.into_iter().map(make).collect()
    }

    /// A word of a reader's rule. One in small letters is found in any of the usual cases, one
    /// with a capital as it is written and in capitals.
    pub(super) fn of_rule(thing: ThingId, word: &str) -> Vec<Self> {
        let mut texts = vec![word.to_owned(), word.to_uppercase()];
        if !word.chars().any(char::is_uppercase) {
            texts.push(capitalised(word));
            texts.push(
                word.split(' ')
                    .map(capitalised)
                    .collect::<Vec<_>>()
                    .join(" "),
            );
        }
        with_apostrophes(&mut texts);
        texts.sort_unstable();
        texts.dedup();
        let make = |key: String| Self {
            thing: Some(thing),
            role: Role::Rule,
            sense: Sense::Plain,
            tongues: Tongues::ALL,
            word: false,
            key: key.into(),
            rest: Vec::new(),
            article: false,
        };
        texts.into_iter().map(make).collect()
    }

    fn new(
        thing: Option<ThingId>,
        text: &str,
        tongues: Tongues,
        role: Role,
        sense: Sense,
        word: bool,
    ) -> Self {
        let article = text.starts_with(ARTICLE);
        let mut pieces = text.strip_prefix(ARTICLE).unwrap_or(text).split('~');
        Self {
            thing,
            role,
            sense,
            tongues,
            word,
            key: pieces.next().unwrap_or_default().into(),
            rest: pieces.map(Into::into).collect(),
            article,
        }
    }

    /// Where the form begins in `text`, whose key begins at `at`; `None` without its article.
    pub(super) fn start_in(&self, text: &str, at: usize) -> Option<usize> {
        if !self.article {
            return Some(at);
        }
        let before = text[..at].strip_suffix(ARTICLE)?;
        (!before.ends_with(is_word)).then_some(before.len())
    }

    /// Where the form ends in `text`, whose letters up to `at` are the key; `None` when what
    /// follows is not it, or it stops inside a word.
    pub(super) fn end_in(&self, text: &str, at: usize) -> Option<usize> {
        let mut at = at;
        for literal in &self.rest {
            at += self.ending(&text[at..])?;
            at += text[at..]
                .starts_with(&**literal)
                .then_some(literal.len())?;
        }
        let next = text[at..].chars().next();
        (!next.is_some_and(is_word)).then_some(at)
    }

    /// The length of the ending that `text` opens with, where it is one.
    fn ending(&self, text: &str) -> Option<usize> {
        let length = text.find(|c| !is_word(c)).unwrap_or(text.len());
        let tail = &text[..length];
        let small = tail.chars().next().is_some_and(char::is_uppercase);
        let known = if small {
            self.tongues.takes(&tail.to_lowercase())
        } else {
            self.tongues.takes(tail)
        };
        known.then_some(length)
    }
}

/// True for a character that words are made of.
pub(super) fn is_word(c: char) -> bool {
    is_alphanumeric(c) || c == '_'
}

/// "Russian" and "Iraqi" have a plural in s; "Chinese", "Dutch" and "Polish" have not.
fn takes_plural_s(text: &str) -> bool {
    text.ends_with(['n', 'i', 'r', 'k']) && text != "Greco"
}

/// Names of several words as they are written, too: with capitals where the language has none ("Union
/// Africaine"), with a blank for a hyphen ("Non Aligned Movement").
fn with_free_spelling(texts: &mut Vec<String>, tongues: Tongues) {
    if tongues.meets(Tongues::romance()) && !tongues.meets(Tongues::ENGLISH) {
        for at in 0..texts.len() {
            texts.push(in_capitals(&texts[at]));
        }
    }
    for at in 0..texts.len() {
        if texts[at].contains('-') {
            texts.push(texts[at].replace('-', " "));
        }
    }
    texts.sort_unstable();
    texts.dedup();
}

/// A name whose words have capitals but for the small ones between them.
fn in_capitals(name: &str) -> String {
    const SMALL: [&str; 33] = [
        "a", "as", "au", "aux", "com", "contra", "contre", "da", "das", "de", "del", "des", "do",
        "dos", "du", "e", "el", "en", "et", "la", "las", "le", "les", "los", "o", "os", "para",
        "par", "pour", "sobre", "sur", "y", "à",
    ];
    let word = |word: &str| {
        let elided = word.find('\'').map_or(0, |at| at + 1);
        let (article, rest) = word.split_at(elided);
        match SMALL.contains(&rest) {
            true => word.to_owned(),
            false => format!("{article}{}", capitalised(rest)),
        }
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn with_variants(texts: &mut Vec<String>, acronym: bool) {
    for at in 0..texts.len() {
        let text = &texts[at];
        let shouted = text.to_uppercase();
        let opened = capitalised(text);
        if !acronym && text.chars().count() >= SHORTEST_SHOUTED {
            texts.push(shouted);
        }
        if !acronym && opened != texts[at] {
            texts.push(opened);
        }
    }
    with_apostrophes(texts);
}

fn with_apostrophes(texts: &mut Vec<String>) {
    for at in 0..texts.len() {
        if texts[at].contains('\'') {
            texts.push(texts[at].replace('\'', "’"));
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
impl Form {
    /// True when no ending may stand in it: then its key is all of it.
    pub(super) fn is_whole(&self) -> bool {
        self.rest.is_empty()
    }
}
