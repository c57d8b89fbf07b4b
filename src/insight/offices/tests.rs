//! Offices by invented lists, and what must hold of the shipped ones.

use std::sync::Arc;

use super::*;
use crate::briefing::{Confidence, NamedBy, Quote, QuoteKind, Span};
use crate::insight::quotes::{Findings, Person};

const OFFICES: &str = "address: madam the\ngeneration: jr\nof: of\nowner: 's ’s\nrank: acting deputy former vice\n\
    foreign minister | minister for foreign affairs\npresident | head of state\nvice president |";
const HOUSES: &str =
    "river house | N\nbody: embassy ministry\nforeign ministry | minister | foreign minister";
const HOLDERS: &str = "N | foreign minister | Ivo Marr | 2020-01-01 | 2023-12-31 | a list\n\
    N | president | Ana Sol; Ana K. Sol; Анна Соль | 2018-03-01 | 2021-06-30 | a list\n\
    N | president | Jan Roe | 2021-07-01 | 2023-12-31 | a list\n\
    N | vice president | Jan Roe | 2018-03-01 | 2021-06-30 | a list";

/// A gazetteer of two states.
struct World;

impl States for World {
    fn most_about(&self) -> Option<Arc<Label>> {
        None
    }

    fn called(&self, name: &str) -> Option<Arc<str>> {
        match name {
            "Norland" | "Norlandic" | "Republic of Norland" => Some("N".into()),
            "Sudmark" => Some("S".into()),
            _ => None,
        }
    }

    fn only_one_in(&self, text: &str) -> Option<Arc<str>> {
        let found = ["Norland", "Sudmark"].map(|name| text.contains(name));
        match found {
            [true, false] => Some("N".into()),
            [false, true] => Some("S".into()),
            _ => None,
        }
    }
}

fn offices() -> Offices {
    Offices::read(OFFICES, HOUSES, HOLDERS).unwrap()
}

fn bearer(title: &str, name: &str, definite: bool) -> Bearer {
    Bearer {
        title: title.to_owned(),
        with_state: None,
        name: name.to_owned(),
        definite,
        in_title: false,
    }
}

/// A text under test, and what it gives to a phrase.
struct Case<'a> {
    source: &'a str,
    date: &'a str,
    bearers: &'a [Bearer],
    labels: &'a [&'a str],
    persons: &'a [&'a str],
}

fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        named_by: NamedBy::Text,
        in_title: false,
        is_titled: false,
        places: Vec::new(),
    }
}

impl Case<'_> {
    fn scene<T>(&self, look: impl FnOnce(&Scene<'_>) -> T) -> T {
        let offices = offices();
        let turn = |label: &&str| Quote {
            span: Span::new(0, 1),
            kind: QuoteKind::Turn,
            speaker: None,
            mention: Some((*label).into()),
            cue: None,
            confidence: Confidence::High,
            named_by: NamedBy::Text,
            quoted: Vec::new(),
        };
        let turns: Vec<Quote> = self.labels.iter().map(turn).collect();
        let findings = Findings {
            quotes: turns,
            persons: self.persons.iter().map(|name| person(name)).collect(),
            bearers: self.bearers.to_vec(),
        };
        let house = Arc::new(offices.house(self.source, &World));
        let date = self.date.parse().ok();
        look(&Scene::new((&offices, &World), house, date, &findings))
    }

    fn answer(&self, mention: &str, is_label: bool) -> Answer {
        self.scene(|scene| {
            let phrase = scene.phrase(mention).unwrap();
            scene.answer(&phrase, mention, is_label)
        })
    }
}

fn of_house<'a>(source: &'a str, date: &'a str) -> Case<'a> {
    Case {
        source,
        date,
        bearers: &[],
        labels: &[],
        persons: &[],
    }
}

fn with(bearers: &[Bearer]) -> Case<'_> {
    Case {
        source: "River House, releases",
        date: "2020-05-05",
        bearers,
        labels: &[],
        persons: &[],
    }
}

fn held(name: &str) -> Answer {
    Answer::Held(name.into())
}

#[test]
fn the_house_and_the_day_tell_whom_a_bare_office_means() {
    let house = "The River House, releases";
    let president = |source, date| of_house(source, date).answer("the President", false);
    assert_eq!(president(house, "2021-06-30"), held("Ana Sol"));
    assert_eq!(president(house, "2021-07-01"), held("Jan Roe"));
    assert_eq!(president("Old River House", "2019"), held("Ana Sol"));
    assert_eq!(president("River House Ministry", "2019"), held("Ana Sol"));
    assert_eq!(president("River House Anglers", "2019"), Answer::Open);
    assert_eq!(president("President of Norland", "2019"), held("Ana Sol"));
    assert_eq!(
        president("Norlandic Embassy, Norland", "2019"),
        held("Ana Sol")
    );
    // Over the change, before and after what is known, undated, another house, no house.
    assert_eq!(president(house, "2021"), Answer::Open);
    assert_eq!(president(house, "2017-12-31"), Answer::Open);
    assert_eq!(president(house, "2024-01-01"), Answer::Open);
    assert_eq!(president(house, "undated"), Answer::Open);
    assert_eq!(
        president("Ministry of Water of Sudmark", "2020"),
        Answer::Open
    );
    assert_eq!(president("Annals of Norland", "2020"), Answer::Open);
}

#[test]
fn vice_acting_and_former_are_other_offices() {
    let case = of_house("River House", "2020-05-05");
    assert_eq!(case.answer("THE VICE PRESIDENT", true), held("Jan Roe"));
    assert_eq!(case.answer("Madam Vice-President", false), held("Jan Roe"));
    for other in [
        "the Acting President",
        "the former President",
        "Deputy Foreign Minister",
    ] {
        assert!(case.scene(|scene| scene.phrase(other).is_none()), "{other}");
    }
    let vice = [bearer("Vice President", "Georg Lind", false)];
    assert_eq!(with(&vice).answer("the President", false), held("Ana Sol"));
}

#[test]
fn the_state_that_a_phrase_names_goes_before_the_house() {
    let case = of_house("Ministry of Water of Sudmark", "2020-05-05");
    for phrase in [
        "the Norlandic President",
        "President of the Republic of Norland",
    ] {
        assert_eq!(case.answer(phrase, false), held("Ana Sol"), "{phrase}");
    }
    assert_eq!(case.answer("the President of Estmark", false), Answer::Open);
    let named = [bearer("Sudmark's President", "Mara Varga", false)];
    let varga = Answer::Bound("Mara Varga".into());
    assert_eq!(
        with(&named).answer("the President of Sudmark", false),
        varga
    );
    let unknown = [bearer("the Estmark President", "Mara Varga", false)];
    assert_eq!(
        with(&unknown).answer("the President of Estmark", false),
        varga
    );
}

#[test]
fn an_office_of_something_else_than_a_state_is_not_the_houses() {
    let case = of_house("River House", "2020-05-05");
    let academy = "President of the Norland Academy of Letters";
    let is_bare = |phrase: &str| {
        let read = |scene: &Scene<'_>| Some(scene.phrase(phrase)?.name.is_empty());
        case.scene(read).unwrap_or(false)
    };
    for other in [
        academy,
        "the council president",
        "the message of the Norlandic President",
        "the President’s envoy",
    ] {
        assert!(!is_bare(other), "{other}");
    }
    let bearers = [bearer(academy, "Mara Varga", false)];
    assert_eq!(
        with(&bearers).answer("the Norlandic President", false),
        held("Ana Sol")
    );
    let phrase = "the President of the River Academy";
    assert_eq!(case.answer(phrase, false), Answer::Open);
}

#[test]
fn a_guests_title_never_answers_for_the_hosts() {
    let guests = [
        bearer("President", "Mara Varga", false),
        bearer("President of Sudmark", "Mara Varga", false),
    ];
    assert_eq!(
        with(&guests).answer("the President", false),
        held("Ana Sol")
    );
    let titled = Case {
        source: "Ministry of Water of Norland",
        date: "2030",
        ..with(&guests[1..])
    };
    assert_eq!(titled.answer("the President", false), Answer::Open);
}

#[test]
fn a_guest_whose_state_stands_behind_the_name_is_known_for_one() {
    let guest = Bearer {
        with_state: Some("President of Estmark".to_owned()),
        ..bearer("President", "Mara Varga", false)
    };
    let varga = Answer::Titled("Mara Varga".into());
    let president = |source, bearers: &[Bearer]| {
        let case = Case {
            bearers,
            ..of_house(source, "undated")
        };
        case.answer("the President", false)
    };
    let host = bearer("President of Tarnland", "Ana Sol", false);
    let house = "President of Tarnland";
    let again = bearer("President", "Mara Varga", false);
    assert_eq!(president(house, &[again, guest.clone()]), Answer::Open);
    assert_eq!(president(house, std::slice::from_ref(&guest)), Answer::Open);
    assert_eq!(president("Herald", std::slice::from_ref(&guest)), varga);
    assert_eq!(
        president(house, &[guest, host]),
        Answer::Bound("Ana Sol".into())
    );
}

#[test]
fn what_the_text_puts_beside_the_office_goes_before_the_house() {
    let beside = [bearer("the President", "Mara Varga", true)];
    let varga = Answer::Bound("Mara Varga".into());
    assert_eq!(with(&beside).answer("the President", false), varga);
    let two = [
        bearer("the President", "Mara Varga", true),
        bearer("the President", "Georg Lind", true),
    ];
    assert_eq!(with(&two).answer("the President", false), held("Ana Sol"));
}

#[test]
fn the_chair_is_not_given_the_name_of_a_guest_with_a_label_of_his_own() {
    let case = Case {
        source: "Assembly",
        labels: &["The President", "President Varga"],
        ..with(&[])
    };
    let titled = bearer("President", "Varga", false);
    let in_title = Bearer {
        in_title: true,
        ..titled.clone()
    };
    let president = |bearers: &[Bearer], labels| {
        let case = Case {
            bearers,
            labels,
            ..case
        };
        case.answer("The President", true)
    };
    assert_eq!(
        president(std::slice::from_ref(&titled), case.labels),
        Answer::Open
    );
    assert_eq!(
        president(&[titled], &["The President"]),
        Answer::Open,
        "only spoken of"
    );
    assert_eq!(
        president(std::slice::from_ref(&in_title), case.labels),
        Answer::Open
    );
    let alone = president(&[in_title], &["The President"]);
    assert_eq!(alone, Answer::Titled("Varga".into()));
}

#[test]
fn in_a_text_of_no_house_one_bearer_answers_whatever_his_state() {
    let case = |bearers: &[Bearer]| {
        let case = Case {
            source: "Herald",
            date: "undated",
            ..with(bearers)
        };
        case.answer("the President", false)
    };
    let state = bearer("Sudmark's President", "Mara Varga", false);
    let other = bearer("a Tarnland President", "Jan Lind", true);
    let norland = bearer("the President", "Norland", true);
    assert_eq!(
        case(&[state.clone(), norland]),
        Answer::Titled("Mara Varga".into())
    );
    assert_eq!(case(&[state, other]), Answer::Open);
}

#[test]
fn what_an_office_is_called_in_its_own_house_counts_there_alone() {
    let minister = |source| {
        let case = of_house(source, "2020-05-05");
        case.scene(|scene| {
            let phrase = scene.phrase("the Minister")?;
            Some(scene.answer(&phrase, "the Minister", false))
        })
    };
    assert_eq!(
        minister("Foreign Ministry of Norland"),
        Some(held("Ivo Marr"))
    );
    assert_eq!(minister("Ministry of Water of Norland"), None);
}

#[test]
fn office_day_and_surname_prove_that_several_names_are_one_person() {
    let case = of_house("River House", "2020-05-05");
    let named = |phrase: &str| {
        case.scene(|scene| {
            let read = scene.phrase(phrase)?;
            scene.named(&read, phrase)
        })
    };
    for phrase in [
        "President Sol",
        "PRESIDENT ANA SOL",
        "President A. K. Sol, Jr.",
    ] {
        assert_eq!(named(phrase).as_deref(), Some("Ana Sol"), "{phrase}");
    }
    assert_eq!(named("President Varga"), None);
    assert_eq!(named("President Varga, Jr."), None);
    assert_eq!(named("Vice President Sol"), None);
    let bearers = [
        bearer("President", "Sol", false),
        bearer("President", "Max Sol", false),
        bearer("President", "Ana K. Sol", false),
        bearer("Doctor", "Ana Sol", false),
    ];
    let renamed = with(&bearers).scene(|scene| scene.renamed());
    let mut renamed: Vec<&str> = renamed.keys().map(String::as_str).collect();
    renamed.sort_unstable();
    assert_eq!(renamed, ["ana k. sol", "sol"], "Max is somebody else");
}

#[test]
fn the_one_person_of_the_text_who_held_the_office_is_a_guess() {
    let president = |source, date, persons: &[&str]| {
        let case = Case {
            persons,
            ..of_house(source, date)
        };
        case.answer("the President", false)
    };
    let sol = Answer::Likely("Ana Sol".into());
    assert_eq!(president("Herald", "undated", &["Sol", "Mara Lind"]), sol);
    assert_eq!(president("Herald", "2021-06-30", &["Sol", "Jan Roe"]), sol);
    assert_eq!(
        president("Herald", "undated", &["Sol", "Jan Roe"]),
        Answer::Open
    );
    assert_eq!(president("Herald", "2022", &["Sol"]), Answer::Open);
    assert_eq!(
        president("Ministry of Sudmark", "undated", &["Sol"]),
        Answer::Open
    );
}

#[test]
fn a_holder_is_named_in_the_alphabet_of_the_text() {
    let offices = Offices::read("president | президент", "", HOLDERS_OF_ONE).unwrap();
    let date = "2020".parse().ok();
    let findings = Findings::default();
    let scene = Scene::new((&offices, &World), <_>::default(), date, &findings);
    let answer = |mention: &str| scene.answer(&scene.phrase(mention).unwrap(), mention, false);
    assert_eq!(answer("Norlandic President"), held("Ana Sol"));
    assert_eq!(answer("Norland Президент"), held("Анна Соль"));
}

const HOLDERS_OF_ONE: &str =
    "N | president | Ana Sol; Анна Соль | 2018-03-01 | 2021-06-30 | a list";

#[test]
fn lists_with_two_holders_at_one_time_or_out_of_order_are_refused() {
    let refused = |holders: &'static str| Offices::read(OFFICES, HOUSES, holders).unwrap_err();
    let line = "N | president | Ivo Marr | 2021-06-30 | 2022-01-01 | a list";
    let two = "N | president | Ana Sol | 2020-01-01 | 2021-06-30 | a list\n\
        N | president | Ivo Marr | 2021-06-30 | 2022-01-01 | a list";
    assert_eq!(refused(two), line);
    for line in [
        "N | warden | Ana Sol | 2020-01-01 | 2021-06-30 | a list",
        "N | president | Ana Sol | 2020-01-01 | 2021-06-30 |",
        "N | president | Ana Sol | 2022-01-01 | 2021-06-30 | a list",
        "N | president | Ana Sol | 2022 | 2023 | a list",
    ] {
        assert_eq!(refused(line), line);
    }
}

#[test]
fn every_line_that_ships_is_read_and_the_holders_are_sorted() {
    let offices = include_str!("../data/holders/offices.txt");
    let holders = include_str!("../data/holders/holders.txt");
    let read = Offices::read(offices, include_str!("../data/holders/houses.txt"), holders);
    assert_eq!(read.err(), None);
    assert!(Offices::shipped().words.id("president").is_some());
    let keys: Vec<[&str; 3]> = lines(holders)
        .map(|line| {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            [fields[0], fields[1], fields[3]]
        })
        .collect();
    assert!(keys.is_sorted());
    assert!(lines(offices).filter(|line| line.contains('|')).is_sorted());
}

#[test]
fn the_states_that_ship_are_states_or_bodies_of_the_gazetteer() {
    let states = lines(include_str!("../data/states.txt"));
    let bodies = lines(include_str!("../data/bodies.txt"));
    let known: Vec<&str> = states
        .chain(bodies)
        .filter_map(|line| line.split(" |").next())
        .collect();
    for line in lines(include_str!("../data/holders/holders.txt")) {
        let state = line.split(" |").next().unwrap();
        assert!(known.contains(&state), "{state}");
    }
}
