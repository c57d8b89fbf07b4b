//! Tags derived from a gazetteer, from who is quoted, and from the reader's own rules.
//!
//! The gazetteer is data (`src/insight/data/`), compiled in, one line a thing; so are the subjects
//! that a text may be about, which `topics` finds. A text is passed
//! over once; what is found is then read by its neighbours where it is ambiguous, and weighed by
//! where it stands. `docs/tags.md` tells it for people.
//!
//! ```text
//! data/*.txt ─ lexicon ─> things, forms ─ matcher ─> hits ─ senses ─> mentions ─ weight ─> tags
//! ```

use std::cmp::Ordering;
use std::sync::{Arc, LazyLock};

use crate::briefing::{BlockKind, Body, Facet, Label, NamedBy, Provenance, Tag};
use crate::ingest::Draft;
use crate::insight::Rulebook;
use crate::insight::grammar::Grammar;
use crate::insight::quotes::{Findings, Person};
use crate::text::fold::fold;
use crate::text::hash::{HashMap, HashSet};

mod atlas;
mod bodies;
mod form;
mod houses;
mod issuers;
mod labels;
mod lexicon;
mod matcher;
mod namesakes;
mod others;
mod persons;
mod senses;
mod tongue;
mod topics;
mod weight;

pub use atlas::Atlas;
use form::Role;
use houses::Houses;
use issuers::Issuers;
use labels::Labels;
use lexicon::{Lexicon, Thing, ThingId};
use matcher::Matcher;
use namesakes::Namesakes;
use others::Others;
use senses::Senses;
use tongue::Tongues;
use topics::Topics;
use weight::Mentions;

/// The compiled gazetteer and rules; shared by all threads.
#[derive(Debug)]
pub struct Tagger {
    things: Vec<Thing>,
    by_name: HashMap<String, Arc<Label>>,
    matcher: Matcher,
    senses: Senses,
    labels: Labels,
    houses: Houses,
    others: Others,
    issuers: Issuers,
    topics: Topics,
    russia: Option<ThingId>,
    soviet_union: Option<ThingId>,
}

/// The most given tags of one file that are kept: a list of thousands is not a list of tags.
const MOST_GIVEN: usize = 64;

/// The most bytes of a body that are searched for names. A briefing is not about what it first names
/// megabytes in, and a file of nothing but names must not take many times its size in memory.
const MOST_READ: usize = 4 << 20;

/// What a tag that the file gives weighs at least.
const GIVEN_WEIGHT: f32 = 0.5;

/// The years in which a text that names the Soviet Union means it by "Russia" too.
const SOVIET_YEARS: std::ops::RangeInclusive<i16> = 1918..=1991;

/// The names in the gazetteer that are of several words or in capitals, folded.
static MARKED_NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let (lexicon, _) = Lexicon::shipped();
    let labels = lexicon.things.iter().map(|thing| &thing.label);
    let names = labels.flat_map(|label| std::iter::once(&label.name).chain(&label.aliases));
    let is_marked = |name: &&String| name.contains(' ') || !name.contains(char::is_lowercase);
    names.filter(is_marked).map(|name| fold(name)).collect()
});

/// True for a name of several words that the gazetteer has, or for one that is letters ("NATO"); in any case.
pub(in crate::insight) fn is_marked_name(words: &str) -> bool {
    MARKED_NAMES.contains(&fold(&words.replace('\n', " ")))
}

impl Tagger {
    /// Compiles the gazetteer that ships with the program and the rules; takes some milliseconds.
    /// `persons` are the labels of those whom the rules name.
    pub fn new(rulebook: Rulebook<'_>, persons: impl IntoIterator<Item = Arc<Label>>) -> Self {
        let (mut lexicon, _) = Lexicon::shipped();
        let (houses, _) = Houses::shipped(&mut lexicon);
        let (others, _) = Others::shipped(&mut lexicon);
        let Rulebook { own, desk } = rulebook;
        let is_own = |tag: &str| own.tags.iter().any(|rule| fold(&rule.tag) == fold(tag));
        for rule in own.tags {
            lexicon.rule(rule, Provenance::Derived);
        }
        for rule in desk.tags.iter().filter(|rule| !is_own(&rule.tag)) {
            lexicon.rule(rule, Provenance::Desk);
        }
        let topics = Topics::new(|name| lexicon.has_rule(name));
        Self {
            by_name: names(&lexicon.things, &topics),
            russia: lexicon.state("RU"),
            soviet_union: lexicon.state("SU"),
            senses: Senses::new(lexicon.state("US")),
            labels: Labels::new(persons),
            houses,
            others,
            issuers: Issuers::default(),
            topics,
            matcher: Matcher::new(lexicon.forms),
            things: lexicon.things,
        }
    }

    /// The tags of a draft in the order of [`Facet::ALL`], the weightiest first within a facet.
    ///
    /// No two have the same label. A label that the file gives and the text brings too is
    /// [`Provenance::Given`].
    pub fn tags(&self, draft: &Draft, language: Option<&str>, findings: &Findings) -> Vec<Tag> {
        let mut tags = self.of_text(draft, language, &findings.persons);
        tags.extend(self.of_persons(draft, findings, language));
        tags.extend(self.of_subject(draft, language));
        if let Some(source) = draft
            .source
            .as_deref()
            .map(str::trim)
            .filter(|source| !source.is_empty())
        {
            tags.push(certain(self.source_label(source)));
        }
        if let Some(code) = language {
            tags.push(certain(self.labels.language(code)));
        }
        for name in draft.tags.iter().take(MOST_GIVEN) {
            self.give(name, &mut tags);
        }
        tags.sort_by(by_facet_and_weight);
        tags
    }

    /// Places, bodies and topics named in title and body. What is in the name of one of `persons` names no
    /// place.
    fn of_text(&self, draft: &Draft, language: Option<&str>, persons: &[Person]) -> Vec<Tag> {
        let tongues = Tongues::of(language);
        let body = opening(&draft.body.text, MOST_READ);
        let in_title = self.matcher.names(&draft.title, tongues);
        let in_body = self.matcher.names(body, tongues);
        let namesakes = Namesakes::of(persons, language);
        let texts = [
            (draft.title.as_str(), &*in_title.hits),
            (body, &*in_body.hits),
        ];
        let named = self.senses.resolve(&texts, &namesakes);
        let lead = lead_end(&draft.body);
        let mut mentions: HashMap<ThingId, Mentions> = HashMap::default();
        let mut count = |thing: ThingId, add: &dyn Fn(&mut Mentions)| {
            add(mentions.entry(thing).or_default());
            if let Some(whole) = self.things[usize::from(thing)].whole {
                add(mentions.entry(whole).or_default());
            }
        };
        for thing in named[0].iter().flatten() {
            count(*thing, &|found| found.title += 1);
        }
        for (hit, thing) in in_body.hits.iter().zip(&named[1]) {
            let Some(thing) = *thing else { continue };
            count(thing, &|found| found.body(hit.start < lead));
        }
        let is_soviet = self.read_russia_as_soviet(draft, &mut mentions);
        let things = mentions.into_iter().map(|(thing, found)| {
            let thing = &self.things[usize::from(thing)];
            Tag {
                label: Arc::clone(&thing.label),
                weight: found.weight(body.len()),
                provenance: thing.provenance,
            }
        });
        let mut tags: Vec<Tag> = things.collect();
        let texts = [
            self.text(&draft.title, &in_title, &named[0]),
            self.text(body, &in_body, &named[1]),
        ];
        tags.extend(self.of_houses(draft, texts, lead, is_soviet));
        tags.extend(self.of_others(texts, lead));
        tags
    }

    /// In a text of the Soviet years that names the Soviet Union, "Russia", "the Russians" and
    /// "Moscow" are the same state. True where the text is one.
    fn read_russia_as_soviet(
        &self,
        draft: &Draft,
        mentions: &mut HashMap<ThingId, Mentions>,
    ) -> bool {
        let (Some(russia), Some(union)) = (self.russia, self.soviet_union) else {
            return false;
        };
        let of_those_years = draft
            .date
            .as_ref()
            .is_some_and(|date| SOVIET_YEARS.contains(&date.first_day().year()));
        if !of_those_years || !mentions.contains_key(&union) {
            return false;
        }
        if let Some(found) = mentions.remove(&russia) {
            mentions.entry(union).or_default().join(found);
        }
        true
    }

    fn of_persons(&self, draft: &Draft, findings: &Findings, language: Option<&str>) -> Vec<Tag> {
        let tongues = Tongues::of(language);
        let length = opening(&draft.body.text, MOST_READ).len();
        let is_bent = Grammar::of(language).cases().is_some();
        let persons = persons::persons(findings, &self.senses, lead_end(&draft.body), length);
        let persons = persons
            .into_iter()
            .filter(|person| person.is_titled || !self.by_name.contains_key(&fold(&person.name)))
            .filter(|person| !(is_bent && self.ends_in_a_state(&person.name, tongues)))
            // "Embassy Budapest": a place or body is no person for want of a first name.
            .filter(|person| {
                let name = &person.name;
                person.is_titled
                    || name.contains(' ')
                    || self.matcher.find(name, tongues).is_empty()
            });
        persons
            .map(|person| Tag {
                label: self.labels.person(&person.name),
                weight: person.weight,
                provenance: match person.named_by {
                    NamedBy::Desk => Provenance::Desk,
                    NamedBy::Text | NamedBy::Mine => Provenance::Derived,
                },
            })
            .collect()
    }

    /// True for "Норландии" and "Президентом Норландии": where names are bent, a state stands so behind an office
    /// that it looks like its bearer.
    fn ends_in_a_state(&self, name: &str, tongues: Tongues) -> bool {
        let hits = self.matcher.find(name, tongues);
        hits.last()
            .is_some_and(|hit| hit.end == name.len() && hit.form.role == Role::Name)
    }

    /// What the text is about.
    fn of_subject<'a>(
        &'a self,
        draft: &'a Draft,
        language: Option<&str>,
    ) -> impl Iterator<Item = Tag> {
        let topics = self.topics.of(&draft.title, &draft.body, language);
        topics.into_iter().map(|(label, weight)| Tag {
            label,
            weight,
            provenance: Provenance::Derived,
        })
    }

    /// Adds a tag that the file gives, or marks the one that is there already.
    fn give(&self, name: &str, tags: &mut Vec<Tag>) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        let label = match self.by_name.get(&fold(name)) {
            Some(label) => Arc::clone(label),
            None => self.labels.named(Facet::Topic, name),
        };
        if let Some(tag) = tags.iter_mut().find(|tag| tag.label == label) {
            tag.provenance = Provenance::Given;
            tag.weight = tag.weight.max(GIVEN_WEIGHT);
            return;
        }
        tags.push(Tag {
            label,
            weight: GIVEN_WEIGHT,
            provenance: Provenance::Given,
        });
    }
}

/// The first `most` bytes of a text, less what is left of a letter.
fn opening(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn certain(label: Arc<Label>) -> Tag {
    Tag {
        label,
        weight: 1.0,
        provenance: Provenance::Derived,
    }
}

/// The labels by their folded names, acronyms and other names. Where two share one ("WTO") the
/// one listed first keeps it.
fn names(things: &[Thing], topics: &Topics) -> HashMap<String, Arc<Label>> {
    let mut names = HashMap::default();
    for label in things
        .iter()
        .map(|thing| &thing.label)
        .chain(topics.labels())
    {
        names
            .entry(fold(&label.name))
            .or_insert_with(|| Arc::clone(label));
    }
    for thing in things {
        let label = &thing.label;
        for alias in &label.aliases {
            names
                .entry(fold(alias))
                .or_insert_with(|| Arc::clone(label));
        }
    }
    names
}

/// Where the first paragraph of a body ends; of the body without blocks, its first line.
fn lead_end(body: &Body) -> usize {
    let says_something = |kind: BlockKind| {
        matches!(
            kind,
            BlockKind::Paragraph | BlockKind::Turn { .. } | BlockKind::BlockQuote
        )
    };
    let first = body.blocks.iter().find(|block| says_something(block.kind));
    match first {
        Some(block) => block.span.range().end,
        None => body.text.find("\n\n").unwrap_or(body.text.len()),
    }
}

fn by_facet_and_weight(a: &Tag, b: &Tag) -> Ordering {
    let facets = a.label.facet.cmp(&b.label.facet);
    let weights = b.weight.total_cmp(&a.weight);
    facets
        .then(weights)
        .then_with(|| a.label.name.cmp(&b.label.name))
}

#[cfg(test)]
mod tests;
