//! The gazetteer's files read into things and the forms that name them.
//!
//! The files are under `src/insight/data/`; each says at its top how its lines are built. Here
//! a line becomes a [`Thing`] (what is tagged) and some [`Form`]s (what is looked for). Matching
//! is the business of [`super::matcher`], the choice between senses that of [`super::senses`].

use std::sync::Arc;

use super::form::{Form, Role, Sense};
use super::tongue::Tongues;
use crate::briefing::{Facet, Label, Provenance};
use crate::config::TagRule;
use crate::text::fold::fold;
use crate::text::hash::HashMap;
use crate::text::sanitise;

/// The place of a thing in [`Lexicon::things`].
pub(super) type ThingId = u16;

/// Everything that can be tagged, and what it is called.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// What is tagged.
    pub(super) things: Vec<Thing>,
    /// What is looked for.
    pub(super) forms: Vec<Form>,
    states: HashMap<&'static str, ThingId>,
}

/// One state, body or rule for a tag.
#[derive(Debug)]
pub(super) struct Thing {
    /// Its label, shared by every briefing that carries it.
    pub(super) label: Arc<Label>,
    /// Who says that it is to be tagged.
    pub(super) provenance: Provenance,
    /// The larger body that is named with it.
    pub(super) whole: Option<ThingId>,
}

/// Which of the shipped files a problem is in, and which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    /// The line as written.
    pub(super) line: &'static str,
    /// What is wrong with it.
    pub(super) reason: &'static str,
}

const STATES: &str = include_str!("../data/states.txt");
const PARTS: &str = include_str!("../data/parts.txt");
const SENSES: &str = include_str!("../data/senses.txt");
const BODIES: &str = include_str!("../data/bodies.txt");
const BODIES_IN_PORTUGUESE: &str = include_str!("../data/bodies-pt.txt");
const FOREIGN_STATES: [(Tongues, &str); 5] = [
    (Tongues::RUSSIAN, include_str!("../data/states-ru.txt")),
    (Tongues::FRENCH, include_str!("../data/states-fr.txt")),
    (Tongues::GERMAN, include_str!("../data/states-de.txt")),
    (Tongues::SPANISH, include_str!("../data/states-es.txt")),
    (Tongues::PORTUGUESE, include_str!("../data/states-pt.txt")),
];

/// The languages of the last columns of `bodies.txt`, in order.
const BODY_COLUMNS: [Tongues; 4] = [
    Tongues::RUSSIAN,
    Tongues::FRENCH,
    Tongues::GERMAN,
    Tongues::SPANISH,
];

/// The state that a form in no other state stands for: none.
const NO_STATE: &str = "-";

impl Lexicon {
    /// Reads the shipped files. Lines that do not parse are left out and returned beside it;
    /// a test holds that there are none.
    pub(super) fn shipped() -> (Self, Vec<Mistake>) {
        let mut lexicon = Self::default();
        let mut mistakes = Vec::new();
        let mut each =
            |text: &'static str,
             read: &mut dyn FnMut(&[&'static str]) -> Result<(), &'static str>| {
                for line in lines(text) {
                    let fields: Vec<&'static str> = line.split('|').map(str::trim).collect();
                    if let Err(reason) = read(&fields) {
                        mistakes.push(Mistake { line, reason });
                    }
                }
            };
        each(STATES, &mut |fields| lexicon.declare_state(fields));
        each(STATES, &mut |fields| lexicon.name_state(fields));
        each(PARTS, &mut |fields| lexicon.parts(fields));
        for (tongue, text) in FOREIGN_STATES {
            each(text, &mut |fields| lexicon.foreign_state(tongue, fields));
        }
        each(BODIES, &mut |fields| lexicon.body(fields));
        each(BODIES_IN_PORTUGUESE, &mut |fields| {
            lexicon.foreign_body(Tongues::PORTUGUESE, fields)
        });
        each(SENSES, &mut |fields| lexicon.covers(fields));
        (lexicon, mistakes)
    }

    /// The state of an ISO code.
    pub(super) fn state(&self, code: &str) -> Option<ThingId> {
        self.states.get(code).copied()
    }

    /// Adds a rule of the reader's own or of a desk's.
    pub(super) fn rule(&mut self, rule: &TagRule, provenance: Provenance) {
        let thing = self.add(Label {
            facet: Facet::Topic,
            name: sanitise::line(&rule.tag).into_owned(),
            code: None,
            class: None,
            aliases: Vec::new(),
        });
        self.things[usize::from(thing)].provenance = provenance;
        let words = rule.words.iter().map(|word| word.trim());
        for word in words.filter(|word| !word.is_empty()) {
            self.forms.extend(Form::of_rule(thing, word));
        }
    }

    /// True when a rule brings the tag of that name, letters folded.
    pub(super) fn has_rule(&self, name: &str) -> bool {
        let rules = self.things.iter().map(|thing| &thing.label);
        let mut rules = rules.filter(|label| label.facet == Facet::Topic);
        rules.any(|label| fold(&label.name) == fold(name))
    }

    fn add(&mut self, label: Label) -> ThingId {
        let id = ThingId::try_from(self.things.len()).unwrap_or(ThingId::MAX);
        self.things.push(Thing {
            label: Arc::new(label),
            provenance: Provenance::Derived,
            whole: None,
        });
        id
    }

    /// The first reading of a state: it must be known before a mark can point to it.
    fn declare_state(&mut self, fields: &[&'static str]) -> Result<(), &'static str> {
        let [code, name, others, ..] = *fields else {
            return Err("too few fields");
        };
        if code.len() != 2 || name.is_empty() {
            return Err("no code or no name");
        }
        let mut aliases = known_as(others);
        aliases.retain(|alias| alias != name);
        let id = self.add(Label {
            facet: Facet::Place,
            name: name.to_owned(),
            code: Some(code.to_owned()),
            class: None,
            aliases,
        });
        match self.states.insert(code, id) {
            Some(_) => Err("code given twice"),
            None => Ok(()),
        }
    }

    fn name_state(&mut self, fields: &[&'static str]) -> Result<(), &'static str> {
        let [code, name, others, demonyms, capitals] = *fields else {
            return Err("not five fields");
        };
        let id = self.state(code).ok_or("unknown code")?;
        let named_again = values(others).any(|other| other != name && bare(other) == name);
        let own = (!named_again).then_some(name);
        self.spell(
            id,
            Tongues::ENGLISH,
            Role::Name,
            own.into_iter().chain(values(others)),
        )?;
        self.spell(id, Tongues::ENGLISH, Role::Capital, values(capitals))?;
        self.spell(id, Tongues::ENGLISH, Role::Demonym, values(demonyms))
    }

    fn parts(&mut self, fields: &[&'static str]) -> Result<(), &'static str> {
        let [code, parts] = *fields else {
            return Err("not two fields");
        };
        let id = self.state(code).ok_or("unknown code")?;
        self.spell(id, Tongues::ENGLISH, Role::Part, values(parts))
    }

    fn foreign_state(
        &mut self,
        tongue: Tongues,
        fields: &[&'static str],
    ) -> Result<(), &'static str> {
        let [code, names, adjectives] = *fields else {
            return Err("not three fields");
        };
        if code == NO_STATE {
            let covers = values(names).chain(values(adjectives));
            self.forms
                .extend(covers.flat_map(|cover| Form::cover(cover, tongue)));
            return Ok(());
        }
        let id = self.state(code).ok_or("unknown code")?;
        self.spell(id, tongue, Role::Name, values(names))?;
        self.spell(id, tongue, Role::Demonym, values(adjectives))
    }

    fn body(&mut self, fields: &[&'static str]) -> Result<(), &'static str> {
        let [name, acronyms, others, ref foreign @ ..] = *fields else {
            return Err("too few fields");
        };
        if name.is_empty() || foreign.len() < 4 || foreign.len() > 5 {
            return Err("no name, or not seven or eight fields");
        }
        let mut aliases: Vec<String> = values(acronyms)
            .map(|value| bare(value).to_owned())
            .collect();
        aliases.extend(known_as(others));
        aliases.retain(|alias| alias != name);
        let id = self.add(Label {
            facet: Facet::Org,
            name: name.to_owned(),
            code: None,
            class: Some("international".to_owned()),
            aliases,
        });
        if let Some(whole) = foreign.get(4) {
            let known = self
                .things
                .iter()
                .position(|thing| thing.label.name == *whole);
            let known = known.ok_or("part of an unknown body")?;
            self.things[usize::from(id)].whole = ThingId::try_from(known).ok();
        }
        let repeats = values(acronyms).any(|acronym| acronym == name);
        let own = (!repeats).then_some(name);
        self.spell(
            id,
            Tongues::ALL,
            Role::Name,
            own.into_iter().chain(values(others)),
        )?;
        self.spell(id, Tongues::ALL, Role::Acronym, values(acronyms))?;
        for (tongue, column) in BODY_COLUMNS.into_iter().zip(foreign) {
            self.spell(id, tongue, Role::Name, values(column))?;
        }
        Ok(())
    }

    /// The names of a body that `bodies.txt` has no column for.
    fn foreign_body(
        &mut self,
        tongue: Tongues,
        fields: &[&'static str],
    ) -> Result<(), &'static str> {
        let [name, names] = *fields else {
            return Err("not two fields");
        };
        let is_it = |thing: &Thing| thing.label.facet == Facet::Org && thing.label.name == name;
        let known = self.things.iter().position(is_it);
        let id = known.and_then(|at| ThingId::try_from(at).ok());
        let id = id.ok_or("an unknown body")?;
        self.spell(id, tongue, Role::Name, values(names))
    }

    fn covers(&mut self, fields: &[&'static str]) -> Result<(), &'static str> {
        let [phrases] = *fields else {
            return Err("more than one field");
        };
        let forms = values(phrases).flat_map(|phrase| Form::cover(phrase, Tongues::ENGLISH));
        self.forms.extend(forms);
        Ok(())
    }

    fn spell(
        &mut self,
        thing: ThingId,
        tongues: Tongues,
        role: Role,
        values: impl Iterator<Item = &'static str>,
    ) -> Result<(), &'static str> {
        for value in values {
            let (text, marks) = Marks::split(value);
            let sense = match (marks.depends, marks.ambiguous) {
                (true, _) => Sense::Dependent,
                (false, None) => Sense::Plain,
                (false, Some("")) => Sense::MaybePerson,
                (false, Some(code)) => {
                    Sense::MaybeIn(self.state(code).ok_or("unknown state after ?")?)
                }
            };
            if text.is_empty() {
                return Err("an empty value");
            }
            self.forms.extend(Form::spellings(
                thing, text, tongues, role, sense, marks.word,
            ));
        }
        Ok(())
    }
}

/// The marks after a value, as the head of `states.txt` explains them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Marks {
    depends: bool,
    word: bool,
    ambiguous: Option<&'static str>,
}

impl Marks {
    fn split(value: &'static str) -> (&'static str, Self) {
        if let Some((text, code)) = value.split_once('?') {
            let ambiguous = Some(code);
            return (
                text,
                Self {
                    ambiguous,
                    ..Self::default()
                },
            );
        }
        // "OPEC+" and "BRICS+" are names of their own.
        if let Some(text) = value
            .strip_suffix('+')
            .filter(|text| *text != "OPEC" && *text != "BRICS")
        {
            return (
                text,
                Self {
                    depends: true,
                    ..Self::default()
                },
            );
        }
        match value.strip_suffix('^') {
            Some(text) => (
                text,
                Self {
                    word: true,
                    ..Self::default()
                },
            ),
            None => (value, Self::default()),
        }
    }
}

fn bare(value: &'static str) -> &'static str {
    Marks::split(value).0
}

/// The names in a field that name the thing by themselves, without their marks.
fn known_as(field: &'static str) -> Vec<String> {
    let split = values(field).map(Marks::split);
    let known = split.filter(|(_, marks)| !marks.depends);
    known.map(|(text, _)| text.to_owned()).collect()
}

/// The values of a field, kept apart by ";".
pub(super) fn values(field: &'static str) -> impl Iterator<Item = &'static str> {
    field
        .split(';')
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// The lines that say something: neither blank nor a comment.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
