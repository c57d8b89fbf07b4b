//! One text: the house that issues it, its day, and whom it gives which title.

use std::cell::OnceCell;
use std::sync::Arc;

use super::houses::House;
use super::phrase::{self, Phrase, Whose};
use super::surnames::Lone;
use super::terms::{Parts, Term};
use super::{Bearer, Offices, States};
use crate::briefing::{BriefingDate, Quote, QuoteKind};
use crate::insight::quotes::Findings;
use crate::text::fold::fold;
use crate::text::hash::{HashMap, HashSet};

/// What is known of one text.
pub(crate) struct Scene<'a> {
    pub(super) offices: &'a Offices,
    states: &'a dyn States,
    house: Arc<House>,
    pub(super) date: Option<BriefingDate>,
    /// The names of the persons of the text.
    persons: Vec<&'a str>,
    /// The same in parts, when they are first asked for.
    in_parts: OnceCell<HashSet<Parts>>,
    /// The titles that are offices of the list, with whose they are.
    bearers: Vec<(Phrase<'a>, &'a Bearer)>,
    /// The persons with a title and one name.
    lone: Vec<Lone<'a>>,
    /// The names of bearers who have a label of their own in the text.
    labelled: HashSet<&'a str>,
}

/// What a phrase of office comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The text itself puts that name beside the office.
    Bound(Arc<str>),
    /// The house and the day tell who is meant.
    Held(Arc<str>),
    /// One person of the text has the title.
    Titled(Arc<str>),
    /// One person of the text is known to have held such an office.
    Likely(Arc<str>),
    /// Nobody is known, or several are.
    Open,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        (offices, states): (&'a Offices, &'a dyn States),
        house: Arc<House>,
        date: Option<BriefingDate>,
        Findings {
            quotes,
            persons,
            bearers,
        }: &'a Findings,
    ) -> Self {
        let lone = Lone::all(persons, bearers, &offices.words, states);
        let bearers = bearers.iter().filter_map(|bearer| {
            let read = |title| phrase::read(&offices.words, states, title);
            let with_state = bearer.with_state.as_deref().and_then(read);
            let with_state = with_state.filter(|phrase| phrase.whose != Whose::Open);
            let phrase = with_state.or_else(|| read(&bearer.title))?;
            // "President of the Norland Academy" is no president of Norland.
            let is_person = states.called(&bearer.name).is_none();
            (phrase.name.is_empty() && is_person).then_some((phrase, bearer))
        });
        let mut scene = Self {
            offices,
            states,
            house,
            date,
            persons: persons.iter().map(|person| &*person.name).collect(),
            in_parts: OnceCell::new(),
            bearers: of_one_state(bearers.collect()),
            lone,
            labelled: HashSet::default(),
        };
        scene.labelled = scene.bearers_with_labels(quotes);
        scene
    }

    /// The bearers whose surname ends a label that is more than an office.
    fn bearers_with_labels(&self, quotes: &[Quote]) -> HashSet<&'a str> {
        let turns = quotes.iter().filter(|quote| quote.kind == QuoteKind::Turn);
        let surnames: HashSet<String> = turns
            .filter_map(|quote| {
                let label = quote.mention.as_deref()?;
                let is_bare = self
                    .phrase(label)
                    .is_some_and(|phrase| phrase.name.is_empty());
                let last = label.split_whitespace().last().filter(|_| !is_bare)?;
                Some(fold(last.trim_matches(|c: char| !c.is_alphanumeric())))
            })
            .collect();
        let has_label = |name: &&str| {
            let last = self.parts(name).last;
            last.is_some_and(|last| surnames.contains(&last))
        };
        let names = self.bearers.iter().map(|(_, bearer)| &*bearer.name);
        names.filter(has_label).collect()
    }

    /// The office that a phrase names here.
    pub(crate) fn phrase<'p>(&self, phrase: &'p str) -> Option<Phrase<'p>> {
        match self.house.meaning(phrase, &self.offices.words) {
            Some(office) => Some(Phrase {
                office,
                whose: Whose::Open,
                name: "",
            }),
            None => phrase::read(&self.offices.words, self.states, phrase),
        }
    }

    /// Whom a phrase of office means, where nobody is named with it.
    ///
    /// `is_label` tells that it labels a turn. `mention` has the phrase, for the alphabet of the name.
    pub(crate) fn answer(&self, phrase: &Phrase<'_>, mention: &str, is_label: bool) -> Answer {
        let own = phrase.whose == Whose::Open;
        let host = &self.house.state;
        let is_own =
            |whose: &Whose| *whose == Whose::Open || *host == Whose::Open || whose.agrees(host);
        let fits = |whose: &Whose| match own {
            true => is_own(whose),
            false => whose.agrees(&phrase.whose),
        };
        let fitting = || {
            let all = self.bearers.iter();
            let all = all.filter(|(title, _)| title.office == phrase.office && fits(&title.whose));
            all.filter(|(_, bearer)| !is_label || !self.labelled.contains(&*bearer.name))
        };
        let is_told = |whose: &Whose| *whose == Whose::Open || whose.agrees(host);
        let definite =
            fitting().filter(|(title, bearer)| !own || bearer.definite && is_told(&title.whose));
        if let Some(name) = the_one(definite) {
            return Answer::Bound(name);
        }
        if let Some(name) = self.held(phrase).and_then(|term| term.name_in(mention)) {
            return Answer::Held(Arc::clone(name));
        }
        let of_the_house = fitting().filter(|(title, _)| title.whose.agrees(host));
        if let Some(name) = the_one(of_the_house) {
            return Answer::Bound(name);
        }
        let in_title = fitting().filter(|(_, bearer)| bearer.in_title);
        // Whoever speaks in the chair speaks of the guests by their titles.
        let only = || the_one(fitting()).filter(|_| !is_label);
        match the_one(in_title).or_else(only) {
            Some(name) => Answer::Titled(name),
            None if is_label => Answer::Open,
            None => self
                .likely(phrase, mention)
                .map_or(Answer::Open, Answer::Likely),
        }
    }

    /// The one person of the text who is known to hold such an office, or, for an undated text, to
    /// have held it.
    fn likely(&self, phrase: &Phrase<'_>, mention: &str) -> Option<Arc<str>> {
        let state = match (&phrase.whose, &self.house.state) {
            (Whose::Known(state), _) | (Whose::Open, Whose::Known(state)) => Some(&**state),
            (Whose::Open, Whose::Open) => None,
            (Whose::Other(_), _) | (_, Whose::Other(_)) => return None,
        };
        let terms = self
            .offices
            .terms
            .of_office(phrase.office, state, self.date);
        let persons = self.in_parts.get_or_init(|| {
            let names = self.persons.iter();
            names.map(|name| self.parts(name)).collect()
        });
        let named = terms.filter(|term| term.is_one_of(persons));
        let mut names = named.filter_map(|term| term.name_in(mention));
        let first = names.next()?;
        names.all(|name| name == first).then(|| Arc::clone(first))
    }

    /// The term of whoever held the office of a phrase on the day of the text.
    fn held(&self, phrase: &Phrase<'_>) -> Option<&Term> {
        let state = match &phrase.whose {
            Whose::Open => &self.house.state,
            whose => whose,
        };
        let Whose::Known(state) = state else {
            return None;
        };
        self.offices.terms.holder(state, phrase.office, self.date)
    }

    /// The holder who is meant by an office with a surname: "President Sol".
    pub(crate) fn named(&self, phrase: &Phrase<'_>, mention: &str) -> Option<Arc<str>> {
        let term = self.held(phrase)?;
        let name = term.name_in(mention)?;
        term.shares_surname(&self.parts(phrase.name))
            .then(|| Arc::clone(name))
    }

    /// The names of the text that its titles prove to be a holder's, folded, with the name to show.
    pub(crate) fn renamed(&self) -> HashMap<String, Arc<str>> {
        let renamed = self.bearers.iter().filter_map(|(title, bearer)| {
            let term = self.held(title)?;
            let name = term.name_in(&bearer.name)?;
            let proven = term.is_called(&self.parts(&bearer.name));
            proven.then(|| (fold(&bearer.name), Arc::clone(name)))
        });
        let lone = self.lone.iter();
        let by_surname = lone.filter_map(|lone| Some((fold(lone.name), self.by_surname(lone)?)));
        by_surname.chain(renamed).collect()
    }

    /// An office without its article.
    pub(crate) fn without_article<'p>(&self, phrase: &'p str) -> &'p str {
        match phrase.split_once(' ') {
            Some((article, rest)) if self.offices.words.is_address(&fold(article)) => rest,
            _ => phrase,
        }
    }

    /// True where the text gives a person some title.
    pub(crate) fn has_title(&self, name: &str) -> bool {
        self.bearers.iter().any(|(_, bearer)| bearer.name == name)
    }

    /// True where the text is of a house that speaks for a state: a title without one may then be
    /// a guest's.
    pub(crate) fn has_a_host(&self) -> bool {
        self.house.state != Whose::Open
    }

    pub(super) fn parts(&self, name: &str) -> Parts {
        Parts::of(name, &self.offices.words)
    }
}

/// The bearers without the titles of those whose state is told at another place: the President who
/// is President Varga of Sudmark elsewhere is nobody else's.
fn of_one_state<'a>(mut bearers: Vec<(Phrase<'a>, &'a Bearer)>) -> Vec<(Phrase<'a>, &'a Bearer)> {
    let told = |(title, bearer): &(Phrase<'a>, &'a Bearer)| (title.office, &*bearer.name);
    let has_state = |(title, _): &&(Phrase<'a>, &'a Bearer)| title.whose != Whose::Open;
    let with_state: HashSet<_> = bearers.iter().filter(has_state).map(told).collect();
    bearers.retain(|bearer| {
        let open = bearer.0.whose == Whose::Open && !bearer.1.definite;
        !open || !with_state.contains(&told(bearer))
    });
    bearers
}

/// The name that all of some bearers have; `None` for several persons, or nobody.
fn the_one<'b>(
    mut bearers: impl Iterator<Item = &'b (Phrase<'b>, &'b Bearer)>,
) -> Option<Arc<str>> {
    let (_, first) = bearers.next()?;
    let same = bearers.all(|(_, bearer)| bearer.name == first.name);
    same.then(|| first.name.as_str().into())
}
