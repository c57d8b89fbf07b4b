use std::fs;
use std::os::unix::fs::symlink;
use std::sync::Arc;

use jiff::civil;
use proptest::prelude::*;

use super::*;
use crate::briefing::{Mark, NamedBy, Value};
use crate::config::{OfficeRule, PersonRule, TagRule};
use crate::ingest;
use crate::insight::{Analyst, Rulebook};
use crate::library::personal::with_own;

pub(super) fn read(text: &str) -> Corrections {
    Corrections::read(text, Path::new("desk.toml")).unwrap()
}

/// A briefing with one quote.
pub(super) fn briefing() -> Arc<Briefing> {
    let text = "Title: Talks on fish\nDate: 2024-05-02\n\n\
                Talks went on. “The door stays open,” said Ivo Sol. Nobody asked again.\n";
    let draft = ingest::read_one(text);
    let analyst = Analyst::new(Rulebook::default());
    Arc::new(analyst.finish(draft, Path::new("talks.txt").into(), 0))
}

/// The mark that puts the speaker of its quote right.
fn mark(briefing: &Briefing, speaker: Option<&str>) -> (Mark, Value) {
    let quote = briefing.quotes[0].span.range();
    let correction = Correction {
        anchor: Anchor::of(&briefing.body.text, quote),
        speaker: speaker.map(Into::into),
    };
    (Mark::Speaker("k".into()), correction.to_value())
}

/// A desk that puts it right so.
pub(super) fn desk(briefing: &Briefing, speaker: Option<&str>) -> Desk {
    let mut marks = Marks::default();
    let (mark, value) = mark(briefing, speaker);
    assert!(marks.set(&mark, &value));
    Desk::of(Corrections {
        speakers: speakers_of(briefing.id, Some(&briefing.title), &marks),
        ..Corrections::default()
    })
}

/// Who said the quote, and by whose word.
fn said(briefing: &Briefing) -> (Option<&str>, NamedBy) {
    let quote = &briefing.quotes[0];
    (quote.speaker.as_deref(), quote.named_by)
}

#[test]
fn the_desks_speaker_is_shown_and_the_readers_own_goes_before_it() {
    let found = briefing();
    assert_eq!(said(&found), (Some("Ivo Sol"), NamedBy::Text));
    let desk = desk(&found, Some("Mara\u{1b}[31m Lind"));
    let mut marks = Marks::default();
    let shown = with_own(&found, &marks, &desk);
    let (name, by) = said(&shown);
    assert_eq!(by, NamedBy::Desk);
    assert!(!name.unwrap().contains('\u{1b}'), "{name:?}");
    let (mark, value) = mark(&found, None);
    marks.set(&mark, &value);
    assert_eq!(
        said(&with_own(&found, &marks, &desk)),
        (None, NamedBy::Mine)
    );
    let none = Desk::default();
    assert_eq!(
        said(&with_own(&found, &Marks::default(), &none)),
        said(&found)
    );
}

#[test]
fn what_was_exported_from_marks_puts_the_same_quote_right() {
    let found = briefing();
    let desk = desk(&found, None);
    let again = Desk::of(read(&written(desk.corrections())));
    assert_eq!(again.corrections(), desk.corrections());
    assert_eq!(again.corrections_of(&found), desk.corrections_of(&found));
    assert_eq!(
        said(&with_own(&found, &Marks::default(), &again)),
        (None, NamedBy::Desk)
    );
}

#[test]
fn a_file_that_is_not_there_or_makes_no_sense_corrects_nothing_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.toml");
    let trouble = |path: &Path| Desk::read(path.to_owned()).trouble().unwrap().short();
    let name = path.display().to_string();
    assert!(trouble(&path).starts_with(&format!("{name}: no such file")));
    assert!(trouble(folder.path()).contains("folder"));
    fs::write(&path, "version = 1\n[[persons]]\nnam = \"A\"").unwrap();
    assert_eq!(
        trouble(&path),
        format!("{name}:3: there is no setting `nam` here")
    );
    assert!(Desk::read(path.clone()).corrections().is_empty());
    fs::write(&path, b"version = 1 # \xff").unwrap();
    assert!(trouble(&path).contains("UTF-8"));
    fs::write(&path, " ".repeat(4 << 20) + "\n").unwrap();
    assert!(trouble(&path).contains("4 MiB"));
}

#[test]
fn a_pipe_is_never_waited_for_and_a_link_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let mode = rustix::fs::Mode::RUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let trouble = Desk::read(pipe).trouble().unwrap().to_string();
    assert!(trouble.contains("named pipe"), "{trouble}");
    let path = folder.path().join("desk.toml");
    fs::write(&path, "[[tags]]\ntag = \"t\"\nwords = [\"w\"]").unwrap();
    let link = folder.path().join("link.toml");
    symlink(&path, &link).unwrap();
    assert_eq!(Desk::read(link).corrections().tags.len(), 1);
}

/// A text that is not blank, of letters and of what must be escaped.
fn text() -> impl Strategy<Value = String> {
    "[a-dé\"\\\\\n\t\u{1b}\u{202e}\u{7f} ]{0,6}[a-dЖ]"
}

fn day() -> impl Strategy<Value = Option<civil::Date>> {
    prop::option::of((1900..2100i16, 1..=12i8, 1..=28i8))
        .prop_map(|day| day.map(|(year, month, day)| civil::date(year, month, day)))
}

pub(super) fn any_corrections() -> impl Strategy<Value = Corrections> {
    // Names of one person must not be another's, so each has its number.
    let texts = || prop::collection::vec(text(), 1..4);
    let person = (text(), texts());
    let office = (text(), texts(), prop::option::of(text()), text(), day());
    let tag = (text(), texts());
    let speaker = (
        any::<[u8; 16]>(),
        text(),
        prop::option::of(text()),
        any::<u32>(),
    );
    let few = 0..4usize;
    (
        prop::collection::vec(person, few.clone()),
        prop::collection::vec(office, few.clone()),
        prop::collection::vec(tag, few.clone()),
        prop::collection::vec(speaker, few),
    )
        .prop_map(|(persons, offices, tags, speakers)| Corrections {
            persons: (0..)
                .zip(persons)
                .map(|(number, (name, aliases))| PersonRule {
                    name: format!("{name}{number}"),
                    aliases: aliases
                        .iter()
                        .map(|alias| format!("{number}{alias}"))
                        .collect(),
                })
                .collect(),
            offices: offices
                .into_iter()
                .map(|(office, aliases, source, holder, from)| OfficeRule {
                    office,
                    aliases,
                    source,
                    holder,
                    from,
                    until: from,
                })
                .collect(),
            tags: tags
                .into_iter()
                .map(|(tag, words)| TagRule { tag, words })
                .collect(),
            speakers: speakers
                .into_iter()
                .map(|(id, words, speaker, at)| SpeakerRule {
                    briefing: BriefingId::from_bytes(id).to_string(),
                    title: speaker.clone(),
                    before: words.clone(),
                    after: String::new(),
                    words,
                    at,
                    nobody: speaker.is_none(),
                    speaker,
                })
                .collect(),
            ..Corrections::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn what_is_written_down_reads_as_it_was_and_always_in_the_same_bytes(
        corrections in any_corrections(),
    ) {
        let text = written(&corrections);
        let again = read(&text);
        prop_assert_eq!(written(&again), text.clone());
        let is_escaped = !text.contains(['\u{1b}', '\u{202e}', '\t']);
        prop_assert!(is_escaped);
        let count = |all: &Corrections| {
            [all.persons.len(), all.offices.len(), all.tags.len(), all.speakers.len()]
        };
        prop_assert_eq!(count(&again), count(&corrections));
        for rule in &corrections.persons {
            prop_assert!(again.persons.contains(rule));
        }
        for rule in &corrections.offices {
            prop_assert!(again.offices.contains(rule));
        }
        for rule in &corrections.tags {
            prop_assert!(again.tags.contains(rule));
        }
        for rule in &corrections.speakers {
            prop_assert!(again.speakers.contains(rule));
        }
    }
}
