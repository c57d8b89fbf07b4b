//! The lists of `data/houses/`, compiled: kinds of bodies, bodies with names of their own, and the forms that
//! name them.

use super::House;
use super::addresses::Addresses;
use super::small::Small;
use crate::briefing::Facet;
use crate::insight::tags::form::{Form, Role, Sense};
use crate::insight::tags::lexicon::{Lexicon, Thing, ThingId, lines, values};
use crate::insight::tags::tongue::Tongues;
use crate::text::hash::HashMap;

/// A kind of body by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::insight::tags) struct KindId(u8);

/// A body with a name of its own by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::insight::tags) struct OwnId(u16);

/// A kind of body that most states have.
#[derive(Debug)]
pub(super) struct Kind {
    key: &'static str,
    pub(super) name: &'static str,
    pub(super) shorts: Vec<&'static str>,
    /// "The Ministry" may mean it.
    pub(super) is_ministry: bool,
    /// Every state has one.
    pub(super) is_usual: bool,
}

/// A body with a name of its own.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) name: &'static str,
    pub(super) state: Option<ThingId>,
    pub(super) kind: Option<KindId>,
    /// As they are written where nothing bends them.
    pub(super) aliases: Vec<&'static str>,
}

/// What a form of the lists names.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Named {
    /// A body of that kind, where a state is told, too.
    Kind(KindId),
    /// A body of that kind, where the adjective of a state and then these words follow.
    Split(KindId, Box<str>),
    /// "Ministry".
    Ministry,
    /// A body with a name of its own.
    Own(OwnId),
}

/// The lists, compiled.
#[derive(Debug, Default)]
pub(in crate::insight::tags) struct Houses {
    kinds: Vec<Kind>,
    owns: Vec<Own>,
    own_of: HashMap<(ThingId, KindId), OwnId>,
    /// What the forms name, by their number.
    named: Vec<Named>,
    adjectives: HashMap<ThingId, Box<str>>,
    small: Small,
    pub(super) addresses: Addresses,
}

/// The languages of the last columns of `kinds.txt`.
const COLUMNS: [Tongues; 5] = [
    Tongues::ENGLISH,
    Tongues::RUSSIAN,
    Tongues::FRENCH,
    Tongues::GERMAN,
    Tongues::SPANISH,
];

/// "Ministry" alone.
const MINISTRIES: [(Tongues, &str); 5] = [
    (Tongues::ENGLISH, "Ministry"),
    (Tongues::RUSSIAN, "министерств~"),
    (Tongues::FRENCH, "ministère"),
    (Tongues::GERMAN, "Ministerium~"),
    (Tongues::SPANISH, "ministerio"),
];

impl Houses {
    /// Reads the shipped lists; the forms go into the lexicon. Lines that do not parse are left out
    /// and returned beside it; a test holds that there are none.
    pub(in crate::insight::tags) fn shipped(lexicon: &mut Lexicon) -> (Self, Vec<&'static str>) {
        let mut mistakes = Vec::new();
        let mut houses = Self {
            adjectives: adjectives(&lexicon.forms),
            ..Self::default()
        };
        for line in lines(include_str!("../../data/houses/kinds.txt")) {
            if houses.read_kind(line, lexicon).is_none() {
                mistakes.push(line);
            }
        }
        for line in lines(include_str!("../../data/houses/own.txt")) {
            if houses.read_own(line, lexicon).is_none() {
                mistakes.push(line);
            }
        }
        for line in lines(include_str!("../../data/houses/words.txt")) {
            let (kinds, addresses) = (&houses.kinds, &mut houses.addresses);
            let by_key = |key: &str| kind_called(kinds, key);
            if houses.small.read(line).is_none() && addresses.read(line, by_key).is_none() {
                mistakes.push(line);
            }
        }
        houses.addresses.know_states(&lexicon.things);
        for (tongue, text) in MINISTRIES {
            houses.spell(Named::Ministry, text, tongue, lexicon);
        }
        (houses, mistakes)
    }

    fn read_kind(&mut self, line: &'static str, lexicon: &mut Lexicon) -> Option<()> {
        let fields: Vec<&'static str> = line.split('|').map(str::trim).collect();
        let [key, name, shorts, ref columns @ ..] = *fields else {
            return None;
        };
        if columns.len() != COLUMNS.len() {
            return None;
        }
        let only_issues = key.starts_with('!');
        let kind = KindId(u8::try_from(self.kinds.len()).ok()?);
        self.kinds.push(Kind {
            key: key.trim_start_matches(['!', '*', '+']),
            name,
            shorts: values(shorts).collect(),
            is_ministry: key.starts_with('*'),
            is_usual: key.starts_with(['*', '+']),
        });
        for (tongue, column) in COLUMNS.into_iter().zip(columns) {
            let read_in = if only_issues {
                tongue.in_source_lines()
            } else {
                tongue
            };
            for text in values(column).flat_map(|value| written_out(value, tongue)) {
                if let Some((head, tail)) = text.split_once('_') {
                    let tail = format!(" {tail}").into_boxed_str();
                    self.spell(Named::Split(kind, tail), head, read_in, lexicon);
                }
                let text = text.replace('_', " ");
                self.spell(Named::Kind(kind), &text, read_in, lexicon);
            }
        }
        Some(())
    }

    fn read_own(&mut self, line: &'static str, lexicon: &mut Lexicon) -> Option<()> {
        let fields: Vec<&'static str> = line.split('|').map(str::trim).collect();
        let [name, state, kind, others, addresses] = *fields else {
            return None;
        };
        if state == "-" {
            let is_it = |thing: &Thing| thing.label.facet == Facet::Org && thing.label.name == name;
            let body = lexicon.things.iter().position(is_it)?;
            let body = ThingId::try_from(body).ok()?;
            self.addresses.add_body(values(addresses), body);
            return Some(());
        }
        let own = OwnId(u16::try_from(self.owns.len()).ok()?);
        let state = lexicon.state(state)?;
        let kind = match kind {
            "-" => None,
            key => Some(kind_called(&self.kinds, key)?),
        };
        if let Some(kind) = kind
            && self.own_of.insert((state, kind), own).is_some()
        {
            return None;
        }
        let only_issues = name.starts_with('!');
        let name = name.trim_start_matches('!');
        for text in std::iter::once(name).chain(values(others)) {
            let cyrillic = text.contains(|c: char| matches!(c, 'а'..='я' | 'А'..='Я'));
            let tongue = if cyrillic {
                Tongues::RUSSIAN
            } else {
                Tongues::ALL
            };
            let read_in = if only_issues {
                tongue.in_source_lines()
            } else {
                tongue
            };
            self.spell(Named::Own(own), text, read_in, lexicon);
        }
        self.owns.push(Own {
            name,
            state: Some(state),
            kind,
            aliases: values(others)
                .filter(|other| !other.contains('~'))
                .collect(),
        });
        let house = self.of_own(own);
        self.addresses.add_house(values(addresses), house);
        Some(())
    }

    fn spell(&mut self, named: Named, text: &str, tongues: Tongues, lexicon: &mut Lexicon) {
        let known = self.named.last() == Some(&named);
        if !known {
            self.named.push(named);
        }
        let Ok(number) = ThingId::try_from(self.named.len() - 1) else {
            return;
        };
        let forms = Form::spellings(number, text, tongues, Role::Body, Sense::Plain, false);
        lexicon.forms.extend(forms);
    }

    /// What a form names, by its number.
    pub(super) fn named(&self, number: ThingId) -> Option<&Named> {
        self.named.get(usize::from(number))
    }

    pub(super) fn kind(&self, kind: KindId) -> &Kind {
        &self.kinds[usize::from(kind.0)]
    }

    pub(super) fn own(&self, own: OwnId) -> &Own {
        &self.owns[usize::from(own.0)]
    }

    /// The name of its own that a state's body of a kind has.
    pub(super) fn own_of(&self, state: ThingId, kind: KindId) -> Option<OwnId> {
        self.own_of.get(&(state, kind)).copied()
    }

    /// A body with a name of its own, as what it is.
    pub(super) fn of_own(&self, id: OwnId) -> House {
        let own = self.own(id);
        match (own.state, own.kind) {
            (Some(state), Some(kind)) => House::Of(state, kind),
            _ => House::Own(id),
        }
    }

    pub(super) fn small(&self) -> &Small {
        &self.small
    }

    /// True for a government as a whole.
    pub(super) fn is_government(&self, house: House) -> bool {
        matches!(house, House::Of(_, kind) if self.kind(kind).key == "government")
    }

    /// "Norlandic"; the name of a state whose people lends no adjective.
    pub(super) fn adjective(&self, state: ThingId, things: &[Thing]) -> String {
        let label = &things[usize::from(state)].label;
        let listed = label
            .code
            .as_deref()
            .and_then(|code| self.small.adjective(code));
        let people = || self.adjectives.get(&state).map(|adjective| &**adjective);
        listed.or_else(people).unwrap_or(&label.name).to_owned()
    }
}

fn kind_called(kinds: &[Kind], key: &str) -> Option<KindId> {
    let at = kinds.iter().position(|kind| kind.key == key)?;
    u8::try_from(at).ok().map(KindId)
}

/// The first English word for each people.
fn adjectives(forms: &[Form]) -> HashMap<ThingId, Box<str>> {
    let mut found = HashMap::default();
    for form in forms {
        if let Some(state) = form.thing
            && form.role == Role::Demonym
            && form.tongues == Tongues::ENGLISH
        {
            found.entry(state).or_insert_with(|| form.key.clone());
        }
    }
    found
}

/// The names that `@` stands for in front of a value; the value itself without it.
fn written_out(value: &str, tongue: Tongues) -> Vec<String> {
    let Some(what) = value.strip_prefix('@') else {
        return vec![value.to_owned()];
    };
    match tongue {
        Tongues::ENGLISH => vec![
            format!("Ministry of {what}"),
            format!("Ministry for {what}"),
            format!("{what} Ministry"),
        ],
        Tongues::RUSSIAN => vec![format!("министерств~ {what}")],
        Tongues::FRENCH => vec![format!("ministère_{what}")],
        Tongues::GERMAN => vec![
            format!("{what}ministerium~"),
            format!("Bundes{}ministerium~", what.to_lowercase()),
        ],
        _ => vec![format!("ministerio_{what}")],
    }
}
