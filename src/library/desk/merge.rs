//! One file of corrections merged into another: what is new is added, and what the two say
//! differently is told by name and decided for one of them.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use jiff::civil;

use crate::briefing::BriefingId;
use crate::config::{Corrections, OfficeRule, PersonRule, SpeakerRule, TagRule};
use crate::insight::names::{key, office_key};
use crate::text::sanitise;

/// The beginning of a quote that names it, in characters.
const GLIMPSE: usize = 40;

/// Whose word counts where both say something about the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// The desk's.
    Ours,
    /// That of the file merged into it.
    Theirs,
}

/// What the desk would have afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// All of it.
    pub corrections: Corrections,
    /// What differs, in the order of the file merged in.
    pub differences: Vec<Difference>,
}

/// One thing that the two do not have alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is done about it.
    pub done: Done,
    /// What it is about, sanitised.
    pub what: String,
}

/// What is done about a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It was not there and is added.
    Added,
    /// The desk's word is kept.
    Kept,
    /// The word of the file merged in is taken.
    Taken,
}

/// As one line: `+ …` for what is added, `~ …` for what is said differently.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = &self.what;
        match self.done {
            Done::Added => write!(f, "+ {what}"),
            Done::Kept => write!(f, "~ {what} (kept; --theirs takes it)"),
            Done::Taken => write!(f, "~ {what} (taken)"),
        }
    }
}

impl Merged {
    /// How many differences there are of which that is done.
    pub fn count(&self, done: Done) -> usize {
        let differences = self.differences.iter();
        differences
            .filter(|difference| difference.done == done)
            .count()
    }

    /// True when the desk has something afterwards that it has not now.
    pub fn changes(&self) -> bool {
        self.count(Done::Kept) < self.differences.len()
    }
}

/// Merges a file into a desk's corrections. What only the desk has stays. `file` is what the file
/// is called in the differences.
pub fn merge(desk: &Corrections, theirs: &Corrections, file: &str, prefer: Prefer) -> Merged {
    let mut merging = Merging {
        names: names(&desk.persons),
        tags: numbered(desk.tags.iter().map(|rule| key(&rule.tag))),
        quotes: numbered(desk.speakers.iter().map(QuoteKey::of)),
        all: desk.clone(),
        differences: Vec::new(),
        file,
        prefer,
    };
    theirs.persons.iter().for_each(|rule| merging.person(rule));
    theirs.offices.iter().for_each(|rule| merging.office(rule));
    theirs.tags.iter().for_each(|rule| merging.tag(rule));
    let speakers = theirs.speakers.iter();
    speakers.for_each(|rule| merging.speaker(rule));
    // Whose only alias is somebody else's now has nothing left to say.
    let persons = &mut merging.all.persons;
    persons.retain(|rule| !rule.aliases.is_empty());
    Merged {
        corrections: merging.all,
        differences: merging.differences,
    }
}

struct Merging<'a> {
    all: Corrections,
    /// Whom the names and aliases in `all` mean, by their [`key`].
    names: HashMap<String, Called>,
    /// The numbers of the tags in `all`.
    tags: HashMap<String, usize>,
    /// The numbers of the speakers in `all`, by their quotes.
    quotes: HashMap<QuoteKey, usize>,
    differences: Vec<Difference>,
    file: &'a str,
    prefer: Prefer,
}

/// Whom a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Called {
    /// The person of that number, by name.
    Name(usize),
    /// The person of that number, by an alias.
    Alias(usize),
}

impl Merging<'_> {
    fn added(&mut self, what: &str) {
        self.differ(Done::Added, what);
    }

    fn differ(&mut self, done: Done, what: &str) {
        let what = sanitise::line(what).into_owned();
        self.differences.push(Difference { done, what });
    }

    /// Tells what the two say differently; true where the file's word is to be taken.
    fn takes(&mut self, what: &str, ours: &str, theirs: &str) -> bool {
        let what = format!("{what}: desk says {ours}, {} says {theirs}", self.file);
        let takes = self.prefer == Prefer::Theirs;
        self.differ(if takes { Done::Taken } else { Done::Kept }, &what);
        takes
    }

    fn called(&self, name: &str) -> Option<Called> {
        self.names.get(&key(name)).copied()
    }

    fn person(&mut self, theirs: &PersonRule) {
        let name = &theirs.name;
        match self.called(name) {
            Some(Called::Name(_)) => {}
            Some(Called::Alias(other)) => {
                let ours = format!("an alias of {}", self.all.persons[other].name);
                if !self.takes(&format!("person {name}"), &ours, "a person") {
                    return;
                }
                self.take_alias(other, name);
                self.begin(theirs);
            }
            None => self.begin(theirs),
        }
        let new: Vec<&String> = theirs
            .aliases
            .iter()
            .filter(|alias| self.alias(name, alias))
            .collect();
        if let Some((first, rest)) = new.split_first() {
            let plural = if rest.is_empty() { "" } else { "es" };
            let all = rest
                .iter()
                .fold((*first).clone(), |all, alias| all + ", " + alias);
            self.added(&format!("person {name}: alias{plural} {all}"));
        }
    }

    fn begin(&mut self, theirs: &PersonRule) {
        let number = self.all.persons.len();
        self.names.insert(key(&theirs.name), Called::Name(number));
        self.all.persons.push(PersonRule {
            name: theirs.name.clone(),
            aliases: Vec::new(),
        });
    }

    /// Gives the person of that name an alias; says whether nobody had it before.
    fn alias(&mut self, name: &str, alias: &str) -> bool {
        let is_new = match self.called(alias) {
            None => true,
            Some(Called::Name(other) | Called::Alias(other)) if self.is_called(other, name) => {
                return false;
            }
            Some(called) => {
                if !self.takes_alias(called, name, alias) {
                    return false;
                }
                false
            }
        };
        if let Some(Called::Name(number)) = self.called(name) {
            self.give_alias(number, alias.to_owned());
        }
        is_new
    }

    /// Takes an alias from whoever has it, where the file's word counts.
    fn takes_alias(&mut self, called: Called, name: &str, alias: &str) -> bool {
        match called {
            Called::Alias(other) => {
                let ours = self.all.persons[other].name.clone();
                let takes = self.takes(&format!("alias {alias}"), &ours, name);
                if takes {
                    self.take_alias(other, alias);
                }
                takes
            }
            Called::Name(other) => {
                let theirs = format!("an alias of {name}");
                let takes = self.takes(&format!("person {alias}"), "a person", &theirs);
                if takes {
                    // Whatever that person was called means the same one now; without an alias
                    // it is nobody any more.
                    self.names.remove(&key(alias));
                    let gone = std::mem::take(&mut self.all.persons[other].aliases);
                    if let Some(Called::Name(number)) = self.called(name) {
                        gone.into_iter()
                            .for_each(|alias| self.give_alias(number, alias));
                    }
                }
                takes
            }
        }
    }

    fn is_called(&self, number: usize, name: &str) -> bool {
        key(&self.all.persons[number].name) == key(name)
    }

    fn take_alias(&mut self, number: usize, alias: &str) {
        let wanted = key(alias);
        let aliases = &mut self.all.persons[number].aliases;
        aliases.retain(|alias| key(alias) != wanted);
        self.names.remove(&wanted);
    }

    fn give_alias(&mut self, number: usize, alias: String) {
        self.names.insert(key(&alias), Called::Alias(number));
        self.all.persons[number].aliases.push(alias);
    }

    fn office(&mut self, theirs: &OfficeRule) {
        let what = format!("office {}", theirs.office);
        let is_it = |ours: &&mut OfficeRule| {
            office_key(&ours.office) == office_key(&theirs.office)
                && ours.source.as_deref().map(key) == theirs.source.as_deref().map(key)
                && ours.from == theirs.from
        };
        let same_term = |ours: &OfficeRule| {
            key(&ours.holder) == key(&theirs.holder) && ours.until == theirs.until
        };
        let mut of_office: Vec<_> = self.all.offices.iter_mut().filter(is_it).collect();
        // Of several the one that says the same, if any.
        of_office.sort_by_key(|ours| !same_term(ours));
        let Some(ours) = of_office.into_iter().next() else {
            self.all.offices.push(theirs.clone());
            self.added(&format!("{what}: {}", term(theirs)));
            return;
        };
        let new = missing(&ours.aliases, &theirs.aliases);
        ours.aliases.extend(new.iter().cloned());
        let ours_said = (!same_term(ours)).then(|| holder(ours));
        if !new.is_empty() {
            self.added(&format!("{what}: also called {}", new.join(", ")));
        }
        if let Some(ours) = ours_said
            && self.takes(&what, &ours, &holder(theirs))
            && let Some(ours) = self.all.offices.iter_mut().find(|ours| is_it(ours))
        {
            ours.holder.clone_from(&theirs.holder);
            ours.until = theirs.until;
        }
    }

    fn tag(&mut self, theirs: &TagRule) {
        let tags = &mut self.all.tags;
        let next = tags.len();
        let number = *self.tags.entry(key(&theirs.tag)).or_insert(next);
        let new = match tags.get_mut(number) {
            Some(ours) => {
                let new = missing(&ours.words, &theirs.words);
                ours.words.extend(new.iter().cloned());
                new
            }
            None => {
                tags.push(theirs.clone());
                theirs.words.clone()
            }
        };
        if !new.is_empty() {
            self.added(&format!("tag {}: {}", theirs.tag, new.join(", ")));
        }
    }

    fn speaker(&mut self, theirs: &SpeakerRule) {
        let what = format!(
            "speaker in “{}”: “{}”",
            theirs.title.as_deref().unwrap_or(&theirs.briefing),
            glimpse(&theirs.words)
        );
        let next = self.all.speakers.len();
        let number = *self.quotes.entry(QuoteKey::of(theirs)).or_insert(next);
        if number == next {
            self.all.speakers.push(theirs.clone());
            self.added(&format!("{what} → {}", said_by(theirs)));
            return;
        }
        let ours = said_by(&self.all.speakers[number]).to_owned();
        if ours != said_by(theirs) && self.takes(&what, &ours, said_by(theirs)) {
            let ours = &mut self.all.speakers[number];
            ours.speaker.clone_from(&theirs.speaker);
            ours.nobody = theirs.nobody;
        }
    }
}

/// Which quote a speaker is put right of.
#[derive(Debug, PartialEq, Eq, Hash)]
struct QuoteKey {
    briefing: Option<BriefingId>,
    words: String,
    around: (String, String),
    at: u32,
}

impl QuoteKey {
    fn of(rule: &SpeakerRule) -> Self {
        Self {
            briefing: rule.briefing.parse().ok(),
            words: rule.words.clone(),
            around: (rule.before.clone(), rule.after.clone()),
            at: rule.at,
        }
    }
}

/// Whom names and aliases mean: a name goes before an alias, and of two the first.
fn names(persons: &[PersonRule]) -> HashMap<String, Called> {
    let mut names = HashMap::new();
    for (number, rule) in persons.iter().enumerate() {
        names.entry(key(&rule.name)).or_insert(Called::Name(number));
    }
    for (number, rule) in persons.iter().enumerate() {
        for alias in &rule.aliases {
            names.entry(key(alias)).or_insert(Called::Alias(number));
        }
    }
    names
}

/// The numbers of some keys in a row, of two that are alike the first.
fn numbered<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    let mut numbers = HashMap::new();
    for (number, key) in keys.enumerate() {
        numbers.entry(key).or_insert(number);
    }
    numbers
}

/// Those of `theirs` that `ours` has not.
fn missing(ours: &[String], theirs: &[String]) -> Vec<String> {
    let mut known: Vec<String> = ours.iter().map(|text| key(text)).collect();
    let mut missing = Vec::new();
    for text in theirs {
        if !known.contains(&key(text)) {
            known.push(key(text));
            missing.push(text.clone());
        }
    }
    missing
}

/// "nobody", or whose words a quote is said to be.
pub(crate) fn said_by(rule: &SpeakerRule) -> &str {
    rule.speaker.as_deref().unwrap_or("nobody")
}

/// The holder of an office, with the last day.
fn holder(rule: &OfficeRule) -> String {
    let until = |day: civil::Date| format!(" until {day}");
    format!(
        "{}{}",
        rule.holder,
        rule.until.map_or_else(String::new, until)
    )
}

/// The holder of an office, with the days and the source.
pub(crate) fn term(rule: &OfficeRule) -> String {
    let from = rule
        .from
        .map_or_else(String::new, |day| format!(" from {day}"));
    let until = rule
        .until
        .map_or_else(String::new, |day| format!(" until {day}"));
    let source = rule.source.as_deref();
    let source = source.map_or_else(String::new, |source| format!(", in texts of {source}"));
    format!("{}{from}{until}{source}", rule.holder)
}

/// The beginning of a quote on one line, without its outer marks.
pub(crate) fn glimpse(words: &str) -> String {
    let words = words.trim_matches(['“', '”', '„', '"', '«', '»', '‘', '’', '\'']);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(GLIMPSE) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

#[cfg(test)]
mod tests;
