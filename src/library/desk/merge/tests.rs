use std::path::Path;

use proptest::prelude::*;

use super::super::tests::{any_corrections, briefing, desk, read};
use super::super::{Desk, written};
use super::*;

const MARA: &str = "[[persons]]\nname = \"Mara Lind\"\naliases = [\"M. Lind\"]\n";

fn merged(desk: &str, theirs: &str, prefer: Prefer) -> Merged {
    let merged = merge(&read(desk), &read(theirs), "mine.toml", prefer);
    // Whatever comes of it can be read again.
    let again = read(&written(&merged.corrections));
    assert_eq!(written(&again), written(&merged.corrections));
    merged
}

/// The differences, and the persons that come of them.
fn persons(desk: &str, theirs: &str, prefer: Prefer) -> (Vec<String>, Vec<String>) {
    let merged = merged(desk, theirs, prefer);
    let told = merged.differences.iter().map(ToString::to_string);
    let persons = merged.corrections.persons.iter();
    let persons = persons.map(|rule| format!("{}: {}", rule.name, rule.aliases.join(", ")));
    (told.collect(), persons.collect())
}

#[test]
fn new_aliases_are_added_to_the_person_of_that_name() {
    let theirs =
        "[[persons]]\nname = \"MARA LIND\"\naliases = [\"m. lind\", \"Lindová\", \"Mara L.\"]";
    let (told, persons) = persons(MARA, theirs, Prefer::Ours);
    assert_eq!(told, ["+ person MARA LIND: aliases Lindová, Mara L."]);
    assert_eq!(persons, ["Mara Lind: M. Lind, Lindová, Mara L."]);
}

#[test]
fn an_alias_of_somebody_else_is_kept_or_taken() {
    let theirs = "[[persons]]\nname = \"Max Lind\"\naliases = [\"M. Lind\", \"Max\"]";
    let (told, both) = persons(MARA, theirs, Prefer::Ours);
    let kept =
        "~ alias M. Lind: desk says Mara Lind, mine.toml says Max Lind (kept; --theirs takes it)";
    assert_eq!(told, [kept, "+ person Max Lind: alias Max"]);
    assert_eq!(both, ["Mara Lind: M. Lind", "Max Lind: Max"]);
    let (told, one) = persons(MARA, theirs, Prefer::Theirs);
    assert_eq!(
        told[0],
        "~ alias M. Lind: desk says Mara Lind, mine.toml says Max Lind (taken)"
    );
    assert_eq!(
        one,
        ["Max Lind: M. Lind, Max"],
        "nothing is left to say of Mara Lind"
    );
}

#[test]
fn a_person_who_is_an_alias_to_the_other_side_is_one_or_the_other() {
    let theirs = "[[persons]]\nname = \"M. Lind\"\naliases = [\"Mara Lind\", \"Lind\"]";
    let (told, ours) = persons(MARA, theirs, Prefer::Ours);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("desk says an alias of Mara Lind"),
        "{told:?}"
    );
    assert_eq!(ours, ["Mara Lind: M. Lind"]);
    let (_, taken) = persons(MARA, theirs, Prefer::Theirs);
    assert_eq!(taken, ["M. Lind: Mara Lind, Lind"]);
}

#[test]
fn an_office_is_the_same_by_its_name_its_source_and_its_first_day() {
    let term = |holder: &str, rest: &str| {
        format!(
            "[[offices]]\noffice = \"Foreign Minister\"\nholder = {holder:?}\nfrom = 2024-03-01\n{rest}\n"
        )
    };
    let ours = term("Mara Lind", "");
    let told = |theirs: &str, prefer| {
        let merged = merged(&ours, theirs, prefer);
        let told: Vec<String> = merged.differences.iter().map(ToString::to_string).collect();
        (told, merged.corrections.offices)
    };
    assert!(told(&ours, Prefer::Ours).0.is_empty());
    let ends = term("Mara Lind", "until = 2025-06-30\naliases = [\"FM\"]");
    let (lines, offices) = told(&ends, Prefer::Theirs);
    assert_eq!(
        lines,
        [
            "+ office Foreign Minister: also called FM",
            "~ office Foreign Minister: desk says Mara Lind, mine.toml says Mara Lind until 2025-06-30 (taken)",
        ]
    );
    assert_eq!(offices.len(), 1);
    assert_eq!(offices[0].until, Some(civil::date(2025, 6, 30)));
    let (lines, offices) = told(&term("Ivo Sol", ""), Prefer::Ours);
    assert_eq!(
        lines,
        [
            "~ office Foreign Minister: desk says Mara Lind, mine.toml says Ivo Sol (kept; --theirs takes it)"
        ]
    );
    assert_eq!(offices[0].holder, "Mara Lind");
    let elsewhere = term("Ivo Sol", "source = \"Sylvania\"");
    let (lines, offices) = told(&elsewhere, Prefer::Ours);
    assert_eq!(
        lines,
        ["+ office Foreign Minister: Ivo Sol from 2024-03-01, in texts of Sylvania"]
    );
    assert_eq!(offices.len(), 2);
}

#[test]
fn words_of_a_tag_and_speakers_are_added_and_a_speaker_is_one_or_the_other() {
    let ours = "[[tags]]\ntag = \"grain\"\nwords = [\"wheat\"]\n";
    let theirs = "[[tags]]\ntag = \"Grain\"\nwords = [\"Wheat\", \"rye\"]\n";
    let merged_tags = merged(ours, theirs, Prefer::Ours);
    assert_eq!(merged_tags.differences[0].to_string(), "+ tag Grain: rye");
    assert_eq!(merged_tags.corrections.tags[0].words, ["wheat", "rye"]);
    let found = briefing();
    let (nobody, mara) = (desk(&found, None), desk(&found, Some("Mara Lind")));
    let into = |desk: &Desk, prefer| {
        let merged = merge(desk.corrections(), mara.corrections(), "mine.toml", prefer);
        (
            merged.differences[0].to_string(),
            merged.corrections.speakers,
        )
    };
    let (told, speakers) = into(&Desk::default(), Prefer::Ours);
    assert_eq!(
        told,
        "+ speaker in “Talks on fish”: “The door stays open,” → Mara Lind"
    );
    assert_eq!(speakers, mara.corrections().speakers);
    let (told, speakers) = into(&nobody, Prefer::Ours);
    assert!(
        told.contains("desk says nobody, mine.toml says Mara Lind (kept"),
        "{told}"
    );
    assert_eq!(speakers, nobody.corrections().speakers);
    assert_eq!(into(&nobody, Prefer::Theirs).1, mara.corrections().speakers);
}

#[test]
fn a_difference_with_escape_sequences_is_told_without_them() {
    let theirs = "[[tags]]\ntag = \"a\\u001b[2J\\nb\"\nwords = [\"\\u202ex\"]";
    let told = merged("", theirs, Prefer::Ours).differences[0].to_string();
    assert!(!told.contains(['\u{1b}', '\n', '\u{202e}']), "{told:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn what_was_merged_makes_sense_and_merged_again_has_nothing_new(
        desk in any_corrections(),
        theirs in any_corrections(),
        theirs_count in any::<bool>(),
    ) {
        let prefer = if theirs_count { Prefer::Theirs } else { Prefer::Ours };
        let once = merge(&desk, &theirs, "f", prefer);
        let text = written(&once.corrections);
        prop_assert!(Corrections::read(&text, Path::new("f")).is_ok(), "{}", text);
        let again = merge(&once.corrections, &theirs, "f", prefer);
        prop_assert_eq!(again.count(Done::Added), 0, "{:?}", again.differences);
    }
}
