use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::briefing::{Briefing, Clipping};
use crate::ingest;
use crate::insight::{Analyst, Rulebook};

const HERE: &str = "/home/desk";

const TALKS: &str = "The two ministers met in Almaty on Thursday and agreed to keep the \
                     corridor open until the end of March.";

/// Made once: compiling the gazetteer takes longer than the tests.
static ANALYST: LazyLock<Analyst> = LazyLock::new(|| Analyst::new(Rulebook::default()));

/// The briefings of a file of releases: titles, days, texts.
fn file(path: &str, releases: &[(&str, &str, &str)]) -> Vec<Arc<Briefing>> {
    let path: Arc<Path> = Path::new(path).into();
    let finish = |(ordinal, (title, date, text)): (u32, &(&str, &str, &str))| {
        let date = match *date {
            "" => String::new(),
            date => format!("Date: {date}\n"),
        };
        let text = format!("Title: {title}\n{date}\n{text}\n");
        let draft = ingest::read(&path, text.as_bytes()).drafts.remove(0);
        Arc::new(ANALYST.finish(draft, Arc::clone(&path), ordinal))
    };
    (0..).zip(releases).map(finish).collect()
}

/// What of `new` is a revision of what of `old`, all of which was marked: by ordinals.
fn revised(old: &[Arc<Briefing>], new: &[Arc<Briefing>]) -> Vec<(u32, u32)> {
    let found = became(old, new).into_iter();
    let revised = found.filter(|(_, _, how)| *how == How::Reworded);
    revised.map(|(was, now, _)| (was, now)).collect()
}

/// The same with all that is neither quite the same nor quite another text.
fn became(old: &[Arc<Briefing>], new: &[Arc<Briefing>]) -> Vec<(u32, u32, How)> {
    let here = Path::new(HERE);
    let new: Vec<Standing> = new.iter().map(Standing::of).collect();
    let present = Present::of(&new, here);
    let spots = old
        .iter()
        .filter_map(|it| Spot::of(&Standing::of(it), here));
    let (gone, stayed): (Vec<_>, Vec<_>) =
        spots.partition(|it| !present.has(it.id) && present.has_file(&it.path));
    let known = gone.iter().chain(&stayed).map(|it| it.id).collect();
    let found = find(gone, &known, &present).into_iter();
    found
        .map(|it| (it.was.ordinal, it.now.origin.ordinal, it.how))
        .collect()
}

fn one(title: &str, date: &str, text: &str) -> Vec<Arc<Briefing>> {
    file("a.txt", &[(title, date, text)])
}

#[test]
fn new_words_under_the_same_title_are_a_revision() {
    let old = one("Talks", "", TALKS);
    let new = one("Talks", "", &TALKS.replace("March", "April"));
    assert_eq!(revised(&old, &new), [(0, 0)]);
    assert_eq!(revised(&old, &old), []);
}

#[test]
fn a_new_headline_over_nearly_the_same_words_is_a_revision() {
    let old = one("Talks", "2026-11-12", TALKS);
    let new = one(
        "Talks go on",
        "2026-11-12",
        &TALKS.replace("March", "April"),
    );
    assert_eq!(revised(&old, &new), [(0, 0)]);
}

#[test]
fn a_holding_statement_is_revised_by_the_text_that_it_promised() {
    let old = one("Statement", "2026-11-12", "A statement follows.");
    let new = one("Statement", "2026-11-12", TALKS);
    assert_eq!(revised(&old, &new), [(0, 0)]);
    // Without a date to tell, it may as well be another one.
    let old = one("Statement", "", "Something else was told to us.");
    assert_eq!(revised(&old, &one("Statement", "", TALKS)), []);
}

#[test]
fn a_file_with_something_altogether_different_is_no_revision() {
    let old = one("Talks", "2026-11-12", TALKS);
    let new = one(
        "Fishery",
        "2026-11-12",
        "New rules for herring are in force.",
    );
    assert_eq!(revised(&old, &new), []);
}

#[test]
fn the_release_of_another_day_from_the_same_form_is_no_revision() {
    let old = one("Daily summary", "2026-11-12", TALKS);
    let next = TALKS.replace("Almaty on Thursday", "Astana on Friday in a new round");
    assert_eq!(
        revised(&old, &one("Daily summary", "2026-11-13", &next)),
        []
    );
    assert_eq!(revised(&old, &one("Another", "2026-11-13", TALKS)), []);
}

#[test]
fn a_file_that_was_renamed_or_is_not_there_revises_nothing() {
    let old = one("Talks", "", TALKS);
    let text = TALKS.replace("March", "April");
    assert_eq!(revised(&old, &file("b.txt", &[("Talks", "", TALKS)])), []);
    assert_eq!(revised(&old, &file("b.txt", &[("Talks", "", &text)])), []);
}

#[test]
fn words_that_are_still_somewhere_were_not_revised() {
    let old = one("Talks", "", TALKS);
    let mut new = one("Talks", "", &TALKS.replace("March", "April"));
    new.extend(file("copy.txt", &[("Talks", "", TALKS)]));
    assert_eq!(revised(&old, &new), []);
}

#[test]
fn paths_are_the_same_however_they_are_written() {
    let old = file("/home/desk/in/a.txt", &[("Talks", "", TALKS)]);
    let new = file(
        "./in/a.txt",
        &[("Talks", "", &TALKS.replace("March", "April"))],
    );
    assert_eq!(revised(&old, &new), [(0, 0)]);
}

#[test]
fn of_a_digest_only_the_release_with_new_words_is_revised() {
    let fish = "New rules for herring are in force.";
    let grain = "Grain prices rose again in all ports of the region this week.";
    let changed = TALKS.replace("March", "April");
    let old = [("Talks", "", TALKS), ("Fish", "", fish)];
    let old = file("d.txt", &old);
    let inserted = [
        ("Grain", "", grain),
        ("Talks", "", &changed),
        ("Fish", "", fish),
    ];
    assert_eq!(revised(&old, &file("d.txt", &inserted)), [(0, 1)]);
    let removed = [("Talks", "", &*changed)];
    assert_eq!(revised(&old, &file("d.txt", &removed)), [(0, 0)]);
    let reordered = [("Fish", "", fish), ("Talks", "", &changed)];
    assert_eq!(revised(&old, &file("d.txt", &reordered)), [(0, 1)]);
    let replaced = [("Grain", "", grain), ("Fish", "", fish)];
    assert_eq!(revised(&old, &file("d.txt", &replaced)), []);
}

#[test]
fn of_two_releases_under_one_title_each_keeps_its_own() {
    let other = "Grain prices rose again in all ports of the region this week.";
    let old = [
        ("Statement", "2026-11-12", TALKS),
        ("Statement", "2026-11-12", other),
    ];
    let (talks, grain) = (
        TALKS.replace("March", "April"),
        other.replace("week", "month"),
    );
    let new = [
        ("Statement", "2026-11-12", &*grain),
        ("Statement", "2026-11-12", &*talks),
    ];
    let found = revised(&file("d.txt", &old), &file("d.txt", &new));
    assert_eq!(found, [(0, 1), (1, 0)]);
}

#[test]
fn the_same_words_under_another_tag_are_the_same_and_of_another_day_or_house_are_not() {
    let headed = |header: &str| {
        let path: Arc<Path> = Path::new("a.txt").into();
        let text = format!("Title: Talks\n{header}\n\n{TALKS}\n");
        let draft = ingest::read(&path, text.as_bytes()).drafts.remove(0);
        [Arc::new(ANALYST.finish(draft, path, 0))]
    };
    let old = headed("Date: 2026-11-12\nSource: Foreign Office");
    let how = |header: &str| became(&old, &headed(header)).first().map(|found| found.2);
    let tagged = "Date: 2026-11-12\nSource: Foreign Office\nTags: corridor";
    assert_eq!(how(tagged), Some(How::Same));
    let another_day = "Date: 2026-11-13\nSource: Foreign Office";
    assert_eq!(how(another_day), Some(How::Reworded));
    let another_house = "Date: 2026-11-12\nSource: Ministry of Trade";
    assert_eq!(how(another_house), Some(How::Reworded));
}

#[test]
fn a_text_that_is_cut_in_two_or_put_together_of_two_is_known_by_its_parts() {
    let grain = "The grain fleet left the harbour of Suva at dawn with forty thousand tonnes for \
                 the islands, and will be back within the month.";
    let both = format!("{TALKS}\n\n{grain}");
    let whole = file("d.txt", &[("Talks", "", &*both)]);
    let parts = file("d.txt", &[("Talks", "", TALKS), ("The fleet", "", grain)]);
    assert_eq!(
        became(&whole, &parts),
        [(0, 0, How::Reworded), (0, 1, How::Part)]
    );
    assert_eq!(
        became(&parts, &whole),
        [(0, 0, How::Reworded), (1, 0, How::Whole)]
    );
}

#[test]
fn each_of_many_parts_is_known_and_so_is_the_whole_of_them() {
    let release = |number: usize| {
        let words = (0..60).map(|word| format!("w{number}x{word}"));
        words.collect::<Vec<_>>().join(" ")
    };
    let releases: Vec<String> = (0..20).map(release).collect();
    let whole = file("d.txt", &[("Week", "", &releases.join("\n\n"))]);
    let titles: Vec<String> = (0..20).map(|number| format!("Day {number}")).collect();
    let parts = titles.iter().zip(&releases);
    let parts: Vec<_> = parts.map(|(title, text)| (&**title, "", &**text)).collect();
    let parts = file("d.txt", &parts);
    let known = |how| {
        became(&whole, &parts)
            .iter()
            .filter(|it| it.2 == how)
            .count()
    };
    assert!(known(How::Part) >= 19, "{}", known(How::Part));
    let joined = became(&parts, &whole);
    assert!(joined.iter().filter(|it| it.2 == How::Whole).count() >= 19);
}

#[test]
fn a_sentence_that_stands_in_any_text_makes_it_no_part_of_one() {
    let notice = "No ship entered the harbour.";
    let old = file("d.txt", &[("Notice", "", notice)]);
    let new = format!("{notice} {TALKS}");
    let new = file("d.txt", &[("Talks", "", &*new), ("More", "", TALKS)]);
    assert_eq!(became(&old, &new), []);
    let dated = file("d.txt", &[("Talks", "2026-11-12", TALKS)]);
    let longer = format!("{TALKS} {TALKS} And they will meet again in Suva.");
    let later = file("d.txt", &[("Other talks", "2026-11-13", &*longer)]);
    assert_eq!(became(&dated, &later), [], "a date speaks against it");
}

#[test]
fn what_came_from_standard_input_or_is_a_sample_has_no_place() {
    let here = Path::new(HERE);
    assert_eq!(
        Spot::of(&Standing::of(&file("-", &[("T", "", TALKS)])[0]), here),
        None
    );
    let samples = samples::load(&Analyst::new(Rulebook::default())).briefings;
    assert!(
        samples
            .iter()
            .all(|it| Spot::of(&Standing::of(it), here).is_none())
    );
}

fn marks(values: &[(Mark, Value)]) -> Marks {
    let mut marks = Marks::default();
    for (mark, value) in values {
        assert!(marks.set(mark, value), "{mark}");
    }
    marks
}

#[test]
fn a_revision_has_all_marks_and_is_to_be_read_again() {
    let was = BriefingId::of("t", "one");
    let text = "Before all: “we agree”, she said.";
    let correction = |words: &str| Correction {
        anchor: Anchor::of(words, 0..words.len()),
        speaker: Some("Mara Lind".into()),
    };
    let clipping = Clipping {
        anchor: Anchor::of("we deny", 0..7),
        speaker: None,
        clipped: "2026-11-20".to_owned(),
    };
    let old = marks(&[
        (Mark::Read, present()),
        (Mark::Clipping("0-7".into()), clipping.to_value()),
        (Mark::Starred, present()),
        (Mark::Note, Some("Ask.".into())),
        (Mark::Tag("grain".into()), present()),
        (Mark::Snoozed, Some("2026-12-01".into())),
        (
            Mark::Speaker("0-8".into()),
            correction("we agree").to_value(),
        ),
        (
            Mark::Speaker("9-15".into()),
            correction("we deny").to_value(),
        ),
    ]);
    let own = marks(&[(Mark::Note, Some("Mine.".into()))]);
    let new = carried(was, How::Reworded, &old, &own, text, false);
    let new = marks(&new);
    assert!(new.read && new.revised && new.starred && new.snoozed.is_some());
    assert_eq!(new.note(), None, "its own stays");
    assert_eq!(new.revises(), Some(was));
    let speakers: Vec<_> = new.corrections().map(|(key, _)| key.to_string()).collect();
    let moved = ["15-23", "9-15"];
    assert_eq!(speakers, moved, "where its words stand now, if they do");
    let clippings: Vec<_> = new.clippings().map(|(_, clipping)| clipping).collect();
    assert_eq!(clippings, [&clipping], "though its words are gone");
}

#[test]
fn what_was_not_read_or_is_known_already_is_not_to_be_read_again() {
    let was = BriefingId::of("t", "one");
    let carried_over = |mark, value| {
        let had = marks(&[(mark, value)]);
        let own = Marks::default();
        marks(&carried(was, How::Reworded, &had, &own, "", false))
    };
    let untouched = carried_over(Mark::Tag("fish".into()), present());
    assert!(!untouched.revised && untouched.revises() == Some(was));
    // What was worked with unread is news in other words, too.
    for (mark, value) in [
        (Mark::Starred, present()),
        (Mark::Note, Some("Mine.".into())),
    ] {
        let known = carried_over(mark, value);
        assert!(known.revised && !known.read);
    }
    let read = marks(&[(Mark::Read, present())]);
    assert_eq!(carried(was, How::Reworded, &read, &read, "", true), []);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_sketch_tells_about_how_much_two_texts_share(
        shared in 0..400_usize, one in 0..400_usize, two in 0..400_usize,
    ) {
        let words = |from: usize, count: usize| {
            let words = (from..from + count).map(|n| format!("w{n}"));
            words.collect::<Vec<_>>().join(" ")
        };
        let common = words(0, shared);
        let a = Sketch::of(&format!("{common} {}", words(10_000, one)));
        let b = Sketch::of(&format!("{common} {}", words(20_000, two)));
        let all = (shared + one + two).max(1);
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let really = shared as f64 / all as f64;
        let told = a.resemblance(&b);
        // Four times the deviation, and the pairs at the seam.
        prop_assert!((told - really).abs() < 0.27, "{told} for {really}");
        prop_assert_eq!(Sketch::from_bytes(&a.to_bytes()), a.clone());
        prop_assert_eq!(a.resemblance(&b), b.resemblance(&a));
    }

    #[test]
    fn each_wording_is_paired_once_at_most(
        old in prop::collection::vec((0..3_usize, 0..4_usize), 0..6),
        new in prop::collection::vec((0..3_usize, 0..4_usize), 0..6),
    ) {
        let texts = [
            TALKS.to_owned(), TALKS.replace("March", "April"),
            "Grain prices rose.".to_owned(), "Grain prices rose again.".to_owned(),
        ];
        let made = |all: &[(usize, usize)]| {
            let all: Vec<_> = all
                .iter()
                .map(|&(title, text)| (["A", "B", "C"][title], "", &*texts[text]))
                .collect();
            file("d.txt", &all)
        };
        let found = revised(&made(&old), &made(&new));
        for (i, (was, now)) in found.iter().enumerate() {
            let others = &found[i + 1..];
            prop_assert!(others.iter().all(|(other, _)| other != was));
            prop_assert!(others.iter().all(|(_, other)| other != now));
        }
    }
}
