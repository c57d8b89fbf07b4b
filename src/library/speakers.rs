//! Who the speakers of a library are: one person under the names that several briefings use.
//!
//! Within a briefing a speaker already has one name. Across briefings two names are one person's
//! where the full names agree ("Donald J. Trump", "Donald Trump, Jr."; "Sergei", "Sergey"; "al-Marri",
//! "El Marri"), or where one
//! is only a surname, the surnames agree, both bear the same office ("President") for the same
//! state or source, and nobody else in the library does. A bare surname alone is never enough.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::briefing::{Author, Briefing, Confidence, Facet};
use crate::insight::grammar::{Grammar, Sense};
use crate::insight::quotes::{office, without_titles};
use crate::text::fold::fold;

/// The record of one person: which names in which briefings are theirs.
#[derive(Debug)]
pub struct Record {
    wanted: Name,
    posts: BTreeSet<Post>,
    /// The surname alone, with one of the posts, is nobody else's.
    takes_surname: bool,
}

/// A name as it is compared: words folded, initials in the middle and particles left out, the
/// endings that transliterations differ in made one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Name {
    given: Vec<String>,
    surname: String,
    /// "Jr.", "II": tells a son from his father where both have one.
    suffix: Option<String>,
}

/// An office and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Post {
    office: String,
    whose: String,
}

/// The briefings of a library, to be gone through more than once.
pub trait Briefings<'l>: Iterator<Item = &'l Arc<Briefing>> + Clone {}

impl<'l, I: Iterator<Item = &'l Arc<Briefing>> + Clone> Briefings<'l> for I {}

/// Something that somebody said.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Where.
    pub briefing: Arc<Briefing>,
    /// The number of the quote there; `None` where the whole text is theirs.
    pub quote: Option<usize>,
    /// How sure it is that it is theirs.
    pub confidence: Confidence,
}

impl Said {
    fn whole(briefing: &Arc<Briefing>, author: &Author) -> Self {
        Self {
            briefing: Arc::clone(briefing),
            quote: None,
            confidence: author.confidence,
        }
    }

    /// The quote of that number.
    ///
    /// # Panics
    ///
    /// When the briefing has none of that number.
    pub fn quote(briefing: &Arc<Briefing>, number: usize) -> Self {
        Self {
            briefing: Arc::clone(briefing),
            quote: Some(number),
            confidence: briefing.quotes[number].confidence,
        }
    }
}

/// All that one person said in a library, the newest first: every quote, and every text whose author they are.
///
/// The person is the one whom `briefing` calls `name`; without a briefing, whoever is called so anywhere.
pub fn said_by<'l>(
    name: &str,
    briefing: Option<&Briefing>,
    library: impl Briefings<'l>,
) -> Vec<Said> {
    let record = Record::of(name, briefing, library.clone());
    let theirs =
        |briefing: &Briefing, speaker: &str| speaker == name || record.holds(briefing, speaker);
    let mut said: Vec<Said> = Vec::new();
    for briefing in library {
        let authors = briefing.authors.iter();
        // Of an author whose turns are quotes already there is no more to list.
        let mut authors = authors.filter(|author| author.words.is_some());
        if let Some(author) = authors.find(|author| theirs(briefing, &author.name)) {
            said.push(Said::whole(briefing, author));
        }
        let is_theirs = |number: &usize| {
            let speaker = briefing.quotes[*number].speaker.as_deref();
            speaker.is_some_and(|speaker| theirs(briefing, speaker))
        };
        let quotes = (0..briefing.quotes.len()).filter(is_theirs);
        said.extend(quotes.map(|number| Said::quote(briefing, number)));
    }
    said.sort_by_key(|said| Reverse(said.briefing.date));
    said
}

impl Record {
    /// The person whom `briefing` calls `name`, by all that `library` tells; without a briefing the
    /// one who is called so anywhere.
    pub fn of<'l>(name: &str, briefing: Option<&Briefing>, library: impl Briefings<'l>) -> Self {
        let mut wanted = Name::of(
            name,
            briefing.and_then(|briefing| briefing.language.as_deref()),
        );
        let mut posts = match briefing {
            Some(briefing) => posts(briefing, name),
            None => posts_of(&wanted, library.clone()),
        };
        // Everybody of that surname, with what they are.
        let family = family(&wanted.surname, library);
        if wanted.is_bare() {
            let bearers = bearers(&family, &posts);
            let shortest = bearers.iter().min_by_key(|name| (name.given.len(), **name));
            if let Some(name) = shortest
                && bearers.iter().all(|other| other.may_be(name))
            {
                wanted = (*name).clone();
            }
        }
        let own = family.iter().filter(|(name, _)| name.is_same(&wanted));
        posts.extend(own.flat_map(|(_, more)| more.iter().cloned()));
        let rivals = bearers(&family, &posts);
        let takes_surname = rivals.iter().all(|rival| rival.may_be(&wanted));
        Self {
            wanted,
            posts,
            takes_surname,
        }
    }

    /// True when `briefing` means this person by `speaker`.
    pub fn holds(&self, briefing: &Briefing, speaker: &str) -> bool {
        // Most speakers are somebody else, which the end of the name tells at once.
        let language = briefing.language.as_deref();
        if surname_of(speaker, language) != self.wanted.surname {
            return false;
        }
        let name = Name::of(speaker, language);
        name.is_same(&self.wanted)
            || name.is_bare()
                && self.takes_surname
                && posts(briefing, speaker)
                    .iter()
                    .any(|post| self.posts.contains(post))
    }
}

/// The full names of a surname's bearers, with their posts.
fn family<'l>(surname: &str, library: impl Briefings<'l>) -> HashMap<Name, BTreeSet<Post>> {
    let mut family: HashMap<Name, BTreeSet<Post>> = HashMap::new();
    for (briefing, speaker) in speakers(library) {
        let language = briefing.language.as_deref();
        if surname_of(speaker, language) != surname {
            continue;
        }
        let name = Name::of(speaker, language);
        if !name.is_bare() {
            family
                .entry(name)
                .or_default()
                .extend(posts(briefing, speaker));
        }
    }
    family
}

fn posts_of<'l>(wanted: &Name, library: impl Briefings<'l>) -> BTreeSet<Post> {
    speakers(library)
        .filter(|(briefing, speaker)| {
            let language = briefing.language.as_deref();
            surname_of(speaker, language) == wanted.surname
                && Name::of(speaker, language).is_same(wanted)
        })
        .flat_map(|(briefing, speaker)| posts(briefing, speaker))
        .collect()
}

/// Each briefing with each of its speakers and authors, once for each quote.
fn speakers<'l>(library: impl Briefings<'l>) -> impl Iterator<Item = (&'l Briefing, &'l str)> {
    library.flat_map(|briefing| {
        let names = briefing
            .quotes
            .iter()
            .filter_map(|quote| quote.speaker.as_deref());
        let authors = briefing.authors.iter().map(|author| &*author.name);
        names.chain(authors).map(|name| (&**briefing, name))
    })
}

/// The surname of a speaker as it is compared, without a look at the rest of the name.
fn surname_of(speaker: &str, language: Option<&str>) -> String {
    let grammar = Grammar::of(language);
    let bare =
        |word: &'_ str| -> String { fold(word.trim_matches(|c: char| !c.is_alphanumeric())) };
    let mut words = speaker.split_whitespace().rev().map(bare);
    let last = words.find(|word| !grammar.sense(word).is(Sense::SUFFIX));
    surname_form(without_article(&last.unwrap_or_default(), grammar))
}

/// "al-Marri" and "el-Marri" as "marri".
fn without_article<'w>(word: &'w str, grammar: &Grammar) -> &'w str {
    let parts = word.split_once('-');
    let is_article = |front: &str| grammar.sense(front).is(Sense::PARTICLE);
    match parts {
        Some((front, rest)) if is_article(front) && !rest.is_empty() => rest,
        _ => word,
    }
}

/// Those of a family who hold one of the posts.
fn bearers<'f>(family: &'f HashMap<Name, BTreeSet<Post>>, posts: &BTreeSet<Post>) -> Vec<&'f Name> {
    let holds = |theirs: &BTreeSet<Post>| !theirs.is_disjoint(posts);
    let bearers = family.iter().filter(|(_, theirs)| holds(theirs));
    bearers.map(|(name, _)| name).collect()
}

/// The posts that a briefing gives a speaker by the words at their quotes: each office for the
/// briefing's house, and for the state that it is most about.
fn posts(briefing: &Briefing, speaker: &str) -> BTreeSet<Post> {
    let quotes = briefing.quotes.iter();
    let named = quotes.filter(|quote| quote.speaker.as_deref() == Some(speaker));
    let authors = briefing.authors.iter();
    let author = authors.filter(|author| &*author.name == speaker);
    let mentions = named
        .filter_map(|quote| quote.mention.as_deref())
        .chain(author.map(|author| &*author.mention));
    let offices = mentions.filter_map(|mention| office(mention, briefing.language.as_deref()));
    let state = briefing
        .tags_of(Facet::Place)
        .find_map(|tag| tag.label.code.as_deref());
    let whose = || [briefing.house(), state].into_iter().flatten();
    offices
        .flat_map(|office| {
            whose().map(move |whose| Post {
                office: office.clone(),
                whose: whose.to_owned(),
            })
        })
        .collect()
}

impl Name {
    fn of(name: &str, language: Option<&str>) -> Self {
        let grammar = Grammar::of(language);
        let folded = fold(without_titles(name, language));
        let mut words: Vec<&str> = folded
            .split(|c: char| c.is_whitespace() || c == '.')
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .collect();
        let is_suffix = |word: &&str| grammar.sense(word).is(Sense::SUFFIX);
        let has_suffix = words.len() > 1 && words.last().is_some_and(is_suffix);
        let suffix = words.pop_if(|_| has_suffix).map(str::to_owned);
        let is_particle = |word: &str| {
            let sense = grammar.sense(word);
            // "E. Lind" has an initial.
            let is_long = word.chars().nth(1).is_some();
            is_long && sense.is(Sense::PARTICLE) && !sense.is(Sense::MALE | Sense::FEMALE)
        };
        let named = words.iter().filter(|word| !is_particle(word));
        let mut words: Vec<String> = named
            .map(|word| surname_form(without_article(word, grammar)))
            .collect();
        let surname = words.pop().unwrap_or_default();
        // "Donald J. Trump" is Donald Trump, "J. D. Vance" is J. D. Vance.
        let initial = |word: &String| word.chars().nth(1).is_none();
        let given = match words.split_first() {
            Some((first, rest)) if !initial(first) => std::iter::once(first.clone())
                .chain(rest.iter().filter(|word| !initial(word)).cloned())
                .collect(),
            _ => words,
        };
        Self {
            given,
            surname,
            suffix,
        }
    }

    /// True for one person: a suffix may be left out, and two that differ are father and son.
    fn is_same(&self, other: &Self) -> bool {
        let suffixes = self.suffix.as_ref().zip(other.suffix.as_ref());
        self.surname == other.surname
            && self.given == other.given
            && suffixes.is_none_or(|(one, other)| one == other)
    }

    /// True when one name is the other with more before it: "Ana Sol", "Maria Ana Sol".
    fn may_be(&self, other: &Self) -> bool {
        self.given.ends_with(&other.given) || other.given.ends_with(&self.given)
    }

    fn is_bare(&self) -> bool {
        self.given.is_empty()
    }
}

/// A folded word in the one form of what transliterations write in several: Sergei and Sergey,
/// Aleksandr and Alexandr, Dmitrii and Dmitry.
fn surname_form(word: &str) -> String {
    let word = word.replace("ks", "x");
    for (ending, form) in [
        ("ei", "ey"),
        ("ej", "ey"),
        ("ii", "y"),
        ("iy", "y"),
        ("yi", "y"),
        ("i", "y"),
    ] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > 1
        {
            return format!("{stem}{form}");
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ingest;
    use crate::insight::{Analyst, Rulebook};

    fn library(texts: &[&str]) -> Vec<Arc<Briefing>> {
        let analyst = Analyst::new(Rulebook::default());
        let read = |text: &&str| {
            let draft = ingest::read_one(text);
            Arc::new(analyst.finish(draft, Path::new("-").into(), 0))
        };
        texts.iter().map(read).collect()
    }

    /// The numbers of the briefings in which the record finds quotes.
    fn found(name: &str, of: usize, library: &[Arc<Briefing>]) -> Vec<usize> {
        let record = Record::of(name, Some(&library[of]), library.iter());
        let holds = |briefing: &Briefing| {
            let mut names = briefing
                .quotes
                .iter()
                .filter_map(|quote| quote.speaker.as_deref());
            names.any(|speaker| record.holds(briefing, speaker))
        };
        (0..library.len())
            .filter(|&at| holds(&library[at]))
            .collect()
    }

    #[test]
    fn full_names_are_one_persons_though_initials_and_spelling_differ() {
        let library = library(&[
            "Title: One\n\n“The door stays open for all of us,” said Marta K. Lind.",
            "Title: Two\n\n“The road is long, but it is open,” said Marta Lind.",
            "Title: Three\n\n“The ships are late, as they were,” said Sergei Ivanov.",
            "Title: Four\n\n“The ships are here, as we said,” said Sergey Ivanov.",
            "Title: Five\n\n“I am somebody else altogether,” said Tom Lind.",
        ]);
        assert_eq!(found("Marta Lind", 1, &library), [0, 1]);
        assert_eq!(found("Sergey Ivanov", 3, &library), [2, 3]);
    }

    #[test]
    fn articles_particles_and_suffixes_part_nobody() {
        let library = library(&[
            "Title: One\n\n“The door stays open for all of us,” said Ahmed al-Marri.",
            "Title: Two\n\n“The road is long, but it is open,” said Ahmed El-Marri.",
            "Title: Three\n\n“The ships are late, as they were,” said Robert Lind, Jr.",
            "Title: Four\n\n“The ships are here, as we said,” said Robert K. Lind.",
            "Title: Five\n\n“I am somebody else altogether,” said Faisal al-Marri.",
        ]);
        assert_eq!(found("Ahmed al-Marri", 0, &library), [0, 1]);
        assert_eq!(found("Robert K. Lind", 3, &library), [2, 3]);
        let name = |name| Name::of(name, None);
        assert!(!name("Robert Lind Jr.").is_same(&name("Robert Lind Sr.")));
        assert!(name("von der Alm").is_bare() && !name("Ida von der Alm").is_bare());
    }

    #[test]
    fn a_surname_is_a_persons_by_office_and_source_and_never_alone() {
        let library = library(&[
            "Title: One\nSource: Presidency\n\n“The door stays open for all of us,” President Ana Sol said.",
            "Title: Two\nSource: Presidency\n\n“The road is long, but it is open,” President Sol said.",
            "Title: Three\nSource: Presidency\n\n“The ships are late, as they were,” Ms Sol said.",
            "Title: Four\nSource: Harbour Board\n\n“The ships are here, as we said,” President Sol said.",
        ]);
        assert_eq!(found("Ana Sol", 0, &library), [0, 1]);
        assert_eq!(
            found("Sol", 1, &library),
            [0, 1],
            "from the surname to the full name"
        );
    }

    #[test]
    fn two_of_one_surname_and_office_share_nothing() {
        let library = library(&[
            "Title: One\nSource: Council\n\n“The door stays open for all of us,” Minister Ana Sol said.",
            "Title: Two\nSource: Council\n\n“The road is long, but it is open,” Minister Ivo Sol said.",
            "Title: Three\nSource: Council\n\n“The ships are late, as they were,” Minister Sol said.",
        ]);
        assert_eq!(found("Ana Sol", 0, &library), [0]);
        assert_eq!(found("Ivo Sol", 1, &library), [1]);
    }
}
