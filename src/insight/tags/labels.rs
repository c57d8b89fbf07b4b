//! Labels that are not in the gazetteer, made once and shared.

use std::sync::{Arc, Mutex, PoisonError};

use crate::briefing::{Facet, Label};
use crate::insight::offices::Offices;
use crate::text::hash::HashMap;
use crate::text::marks::is_mark;

use super::houses::House;
use super::lexicon::lines;

/// The labels of one facet by what they were asked for as.
type ByName = HashMap<Box<str>, Arc<Label>>;

/// The labels made so far: sources, languages, persons, tags that the files give.
///
/// Shared by the loading threads. The lock is held for one look-up, a few times a briefing.
#[derive(Debug)]
pub(super) struct Labels {
    made: Mutex<HashMap<Facet, ByName>>,
    houses: Mutex<HashMap<(Facet, House), Arc<Label>>>,
    languages: HashMap<&'static str, &'static str>,
}

impl Labels {
    /// Reads the list of languages, and takes in the labels that are made already.
    pub(super) fn new(made: impl IntoIterator<Item = Arc<Label>>) -> Self {
        let languages = lines(include_str!("../data/languages.txt"))
            .filter_map(|line| line.split_once('|'))
            .map(|(code, name)| (code.trim(), name.trim()))
            .collect();
        let mut by_facet: HashMap<Facet, ByName> = HashMap::default();
        for label in made {
            let name = label.name.as_str().into();
            by_facet.entry(label.facet).or_default().insert(name, label);
        }
        Self {
            made: Mutex::new(by_facet),
            houses: Mutex::default(),
            languages,
        }
    }

    /// The label of a facet with that name.
    pub(super) fn named(&self, facet: Facet, name: &str) -> Arc<Label> {
        self.shared(facet, name, || Label {
            facet,
            name: name.to_owned(),
            code: None,
            class: None,
            aliases: Vec::new(),
        })
    }

    /// The label of a person: with the other names of whoever is known to have held an office, and the
    /// nickname in a name and the name without it.
    pub(super) fn person(&self, name: &str) -> Arc<Label> {
        self.shared(Facet::Person, name, || {
            let mut aliases = Offices::shipped().other_names(name);
            if let Some((nickname, name)) = parted_from_nickname(name) {
                aliases.extend([name, nickname.to_owned()]);
            }
            Label {
                facet: Facet::Person,
                name: name.to_owned(),
                code: None,
                class: None,
                aliases,
            }
        })
    }

    /// The label of a language: its English name, with its code; an unknown code names itself.
    pub(super) fn language(&self, code: &str) -> Arc<Label> {
        self.shared(Facet::Language, code, || Label {
            facet: Facet::Language,
            name: self
                .languages
                .get(code)
                .map_or(code, |name| name)
                .to_owned(),
            code: Some(code.to_owned()),
            class: None,
            aliases: Vec::new(),
        })
    }

    /// The label of a body of the gazetteer as a source.
    pub(super) fn body_as_source(&self, body: &Label) -> Arc<Label> {
        self.shared(Facet::Source, &body.name, || Label {
            facet: Facet::Source,
            name: body.name.clone(),
            code: None,
            class: None,
            aliases: body.aliases.clone(),
        })
    }

    /// The label of a company, a party, a newspaper.
    pub(super) fn other(&self, name: &str) -> Arc<Label> {
        self.shared(Facet::Org, name, || Label {
            facet: Facet::Org,
            name: name.to_owned(),
            code: None,
            class: Some("other".to_owned()),
            aliases: Vec::new(),
        })
    }

    /// The label of a body of a state in a facet.
    pub(super) fn house(
        &self,
        facet: Facet,
        house: House,
        make: impl FnOnce() -> Label,
    ) -> Arc<Label> {
        let mut houses = self.houses.lock().unwrap_or_else(PoisonError::into_inner);
        let label = houses
            .entry((facet, house))
            .or_insert_with(|| Arc::new(make()));
        Arc::clone(label)
    }

    fn shared(&self, facet: Facet, key: &str, make: impl FnOnce() -> Label) -> Arc<Label> {
        // A thread that panicked while it held the lock cannot have left a label half made.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let of_facet = made.entry(facet).or_default();
        if let Some(label) = of_facet.get(key) {
            return Arc::clone(label);
        }
        let label = Arc::new(make());
        of_facet.insert(key.into(), Arc::clone(&label));
        label
    }
}

/// The nickname inside a name, and the name without it: Annie and Anna Roe of "Anna “Annie” Roe".
fn parted_from_nickname(name: &str) -> Option<(&str, String)> {
    let is_sign = |c: char| is_mark(c) || matches!(c, '(' | ')');
    let opens = |&(at, _): &(usize, &str)| name[at + 1..].starts_with(is_sign);
    let closes = |&(at, _): &(usize, &str)| name[..at].ends_with(is_sign);
    let (start, _) = name.match_indices(' ').find(opens)?;
    let (end, _) = name.rmatch_indices(' ').find(closes)?;
    let nickname = name.get(start + 1..end)?.trim_matches(is_sign);
    (!nickname.is_empty()).then(|| (nickname, format!("{}{}", &name[..start], &name[end..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nickname_is_another_name() {
        for (name, nickname, plain) in [
            ("Anna “Annie” Roe", "Annie", "Anna Roe"),
            ("Jan (“Dutch”) Visser", "Dutch", "Jan Visser"),
            ("Piet \"the Hook\" Maas", "the Hook", "Piet Maas"),
            ("Вячеслав «Слава» Линд", "Слава", "Вячеслав Линд"),
        ] {
            let parted = parted_from_nickname(name);
            assert_eq!(parted, Some((nickname, plain.to_owned())), "{name}");
        }
        for name in ["Mara O'Lind", "Mara Lind", "Ida d’Arc Roe", " “", ""] {
            assert_eq!(parted_from_nickname(name), None, "{name}");
        }
    }
}
