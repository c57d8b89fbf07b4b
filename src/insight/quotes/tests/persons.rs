//! Whom a text names, quoted or not.

use super::{body_of, read};
use crate::insight::quotes::Findings;

fn read_body(title: &str, text: &str, language: &str) -> Findings {
    read(title, &body_of(text), Some(language))
}

/// The persons of a text, in order of first appearance.
fn persons(language: &str, text: &str) -> Vec<String> {
    let findings = read_body("-", text, language);
    let names = findings.persons.into_iter();
    names.map(|person| person.name).collect()
}

#[track_caller]
fn names(language: &str, text: &str, expected: &[&str]) {
    assert_eq!(persons(language, text), expected, "{text}");
}

#[test]
fn full_names_of_many_traditions_are_persons() {
    names(
        "en",
        "The talks were attended by Ousmane Keïta, Ahmed al-Tamimi, Pieter van der Lind, Siobhan \
         O'Lind, Duncan McRoe, Maria de la Sol, Nguyen Van Sol and Boris Andreevich Lindov.",
        &[
            "Ousmane Keïta",
            "Ahmed al-Tamimi",
            "Pieter van der Lind",
            "Siobhan O'Lind",
            "Duncan McRoe",
            "Maria de la Sol",
            "Nguyen Van Sol",
            "Boris Andreevich Lindov",
        ],
    );
    names(
        "fr",
        "Étaient présents Mamadou Lindé, Aïssata Roé et Monsieur Moussa SOLÉ, appelé à d’autres \
         fonctions.",
        &["Mamadou Lindé", "Aïssata Roé", "Moussa SOLÉ"],
    );
    names(
        "de",
        "Zu Gast waren Annegret Lindner und Jürgen Rohde, dann kam Frau Solberg.",
        &["Annegret Lindner", "Jürgen Rohde", "Solberg"],
    );
    names(
        "es",
        "Asistieron Ximena Lindo Roa y Álvaro Solano, además del señor Marrón.",
        &["Ximena Lindo Roa", "Álvaro Solano", "Marrón"],
    );
    names(
        "ru",
        "На встрече были Тихомир Линдов и Анна Рощина.",
        &["Тихомир Линдов", "Анна Рощина"],
    );
}

#[test]
fn a_name_proves_itself_by_what_stands_beside_it() {
    for (text, name) in [
        ("They met Vasso Lindou, who had come late.", "Vasso Lindou"),
        (
            "They met Vasso Lindou, a former minister of Norland.",
            "Vasso Lindou",
        ),
        (
            "It was the Ambassador of Norland, Vasso Lindou.",
            "Vasso Lindou",
        ),
        (
            "The memorandum was drafted by Lindou in the spring.",
            "Lindou",
        ),
        ("He had a long conversation with Lindou about it.", "Lindou"),
        ("He told Lindou that the bridge was closed.", "Lindou"),
        (
            "A letter of the Chief of the River Division (Lindou) to the Secretary.",
            "Lindou",
        ),
        (
            "It was a note of Secretary of State Lindou to them.",
            "Lindou",
        ),
        ("They mourned the death of Lindou in the winter.", "Lindou"),
        ("We agree.\n\nLindou\n\nNotes\n\n[1] Not printed.", "Lindou"),
        ("They were welcomed by Herr Lindou and his staff.", "Lindou"),
        ("The Hon. Peter O‘Roe was there as well.", "Peter O‘Roe"),
    ] {
        let found = persons("en", text);
        assert!(found.iter().any(|found| found == name), "{text} {found:?}");
    }
}

#[test]
fn whoever_stands_in_a_list_with_persons_is_one() {
    names(
        "en",
        "The board has Anna Lind, Vasso Lindou, Sanjaru Rohanadi and Peter Sol on it.",
        &["Anna Lind", "Vasso Lindou", "Sanjaru Rohanadi", "Peter Sol"],
    );
    names(
        "en",
        "It was proposed by President Roe, Lindou and Marrov, and told to Mr. Solberg.",
        &["Roe", "Lindou", "Marrov", "Solberg"],
    );
    // Of two beside a comma one may be anything.
    names(
        "en",
        "After a meeting with President Roe, Stellworks opened a plant.",
        &["Roe"],
    );
}

#[test]
fn common_words_verbs_of_headlines_and_furniture_are_nobody() {
    for text in [
        "Sec. 5. General Provisions. This order is not intended to create any right.",
        "The head of the Clean Water Action and the Digital First Project said so.",
        "See Telephone Conversations, Box 3, and Classified Material, Box 4.",
        "We agree with Technology Transformation Services on that.",
        "He is President Emeritus of the council and Chief Incumbent of the chapter.",
        "The Executive Orders were signed in June, and in July the Acts.",
        "Lindworks & Sons announced a plant, and Lindworks and Company said so.",
        "The tanks reached St. Petersburg and the port of Boston on Monday.",
    ] {
        names("en", text, &[]);
    }
}

#[test]
fn a_name_ends_before_the_verb_of_its_headline_and_begins_behind_its_office() {
    let findings = read_body(
        "President Lindou Announces Key Appointments to River Commission",
        "The names were given today.",
        "en",
    );
    assert_eq!(findings.persons[0].name, "Lindou");
    names(
        "en",
        "Armed Forces Valery Lindov reported on it, and so did Economics Anna Roe.",
        &["Valery Lindov", "Anna Roe"],
    );
    names(
        "en",
        "Present: Valentina Lindova Lindova ValentinaChairwoman of the council.",
        &["Valentina Lindova"],
    );
}

#[test]
fn a_surname_alone_is_the_person_who_has_it_in_full() {
    names(
        "en",
        "Anna Lind came. Lind's letter was read by all. Mr. Lind's too.",
        &["Anna Lind", "Lind"],
    );
    names(
        "en",
        "Premier Roe was late. It was Jan Roe who had to wait for Roe.",
        &["Jan Roe"],
    );
}

#[test]
fn what_somebody_does_for_a_living_proves_a_name() {
    names(
        "en",
        "The poet Aldric Tamber read a text. They met the violinist Enza Qarli. The town Aldric Bend is far.",
        &["Aldric Tamber", "Enza Qarli"],
    );
    names(
        "fr",
        "Le poète Aldric Tamber a lu un texte. La violoniste Enza Qarli est venue aussi.",
        &["Aldric Tamber", "Enza Qarli"],
    );
    names(
        "de",
        "Der Dichter Aldric Tamber hat einen Text gelesen. Die Geigerin Enza Qarli kam auch.",
        &["Aldric Tamber", "Enza Qarli"],
    );
    names(
        "es",
        "El poeta Aldric Tamber leyó un texto. La violinista Enza Qarli también estuvo.",
        &["Aldric Tamber", "Enza Qarli"],
    );
    names(
        "ru",
        "Поэт Элдрик Тамбер прочитал стихи. На встрече была скрипачка Энца Карли.",
        &["Элдрик Тамбер", "Энца Карли"],
    );
}

#[test]
fn an_office_that_was_run_together_with_a_name_is_none_of_it() {
    let text = "На встречу пригласили министра [ Антона Силина Силин Антон Андреевич Министр водного \
        хозяйства ] и других.";
    let found = persons("ru", text);
    assert!(
        found.iter().all(|name| !name.contains("Министр")),
        "{found:?}"
    );
    names(
        "en",
        "There were Mara Lind Lind MaraChairwoman of the Council and Georg Sol Sol GeorgMinister of Water.",
        &["Mara Lind", "Georg Sol"],
    );
}
