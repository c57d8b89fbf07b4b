//! The inputs of the fuzz targets, read by the ordinary suite: their seeds, what once broke a reader, and seeds with
//! bytes changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chancery::ingest::sandbox;
use proptest::prelude::*;

use crate::support::promises::{is_analysed, keeps_promises};

/// Each target with the name under which it has bytes read.
const TARGETS: &[(&str, &str)] = &[
    ("doc", "release.doc"),
    ("docx", "release.docx"),
    ("export", "result.json"),
    ("feed", "feed.xml"),
    ("mail", "mail.eml"),
    ("mailbox", "list.mbox"),
    ("odt", "release.odt"),
    ("outlook", "mail.msg"),
    ("packed", "release.txt.gz"),
    ("page", "page.html"),
    ("pdf", "release.pdf"),
    ("records", "records.json"),
    ("rtf", "release.rtf"),
    ("table", "table.csv"),
    ("tar", "stick.tar"),
    ("text", "release.txt"),
    ("zip", "stick.zip"),
];

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz")
        .join(path)
}

/// The files of a folder, by name; none where it is not there.
fn files(path: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder(path)).into_iter().flatten();
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("listed").path())
        .map(|path| (path.clone(), fs::read(path).expect("readable")))
        .collect();
    files.sort();
    files
}

#[test]
fn every_target_is_here_under_the_name_that_it_reads() {
    let mut sources: Vec<String> = files("targets")
        .into_iter()
        .map(|(path, source)| {
            let target = path
                .file_stem()
                .expect("named")
                .to_string_lossy()
                .into_owned();
            let source = String::from_utf8(source).expect("a text");
            let name = source.split("keeps_promises(\"").nth(1);
            let name = name.and_then(|rest| rest.split('"').next());
            format!("{target} {}", name.unwrap_or("alone"))
        })
        .collect();
    sources.sort();
    let mut here: Vec<String> = TARGETS
        .iter()
        .map(|(target, name)| format!("{target} {name}"))
        .chain(["analysis alone".to_owned(), "answer alone".to_owned()])
        .collect();
    here.sort();
    assert_eq!(sources, here);
}

#[test]
fn every_seed_is_read() {
    for (target, name) in TARGETS {
        let seeds = files(&format!("seeds/{target}"));
        assert!(!seeds.is_empty(), "{target} has no seeds");
        for (path, bytes) in seeds {
            assert_ne!(keeps_promises(name, &bytes), 0, "{}", path.display());
        }
    }
    for (_, bytes) in files("seeds/analysis") {
        is_analysed(&bytes);
    }
    for (path, bytes) in files("seeds/answer") {
        assert!(sandbox::is_answer(&bytes), "{}", path.display());
    }
}

#[test]
fn what_once_broke_a_reader_is_read() {
    for (target, name) in TARGETS {
        for (_, bytes) in files(&format!("regressions/{target}")) {
            keeps_promises(name, &bytes);
        }
    }
    for (_, bytes) in files("regressions/analysis") {
        is_analysed(&bytes);
    }
    for (_, bytes) in files("regressions/answer") {
        sandbox::is_answer(&bytes);
    }
}

/// All seeds with the name under which each is read.
static SEEDS: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let of = |(target, name): &(&str, &'static str)| {
        let seeds = files(&format!("seeds/{target}")).into_iter();
        seeds.map(|(_, bytes)| (*name, bytes)).collect::<Vec<_>>()
    };
    TARGETS.iter().flat_map(of).collect()
});

/// What is done to a seed at a place of it.
#[derive(Debug, Clone)]
enum Change {
    Byte(u8),
    Cut,
    Repeated(u8),
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, Change)>> {
    let change = prop_oneof![
        4 => any::<u8>().prop_map(Change::Byte),
        1 => Just(Change::Cut),
        1 => (1_u8..20).prop_map(Change::Repeated),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), change), 1..6)
}

/// No text is made longer by what is repeated in it, in bytes.
const LONGEST: usize = 1 << 18;

fn changed(seed: &[u8], changes: &[(prop::sample::Index, Change)]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for (place, change) in changes.iter().filter(|_| !seed.is_empty()) {
        if bytes.is_empty() {
            break;
        }
        let at = place.index(bytes.len());
        match change {
            Change::Byte(byte) => bytes[at] = *byte,
            Change::Cut => bytes.truncate(at),
            Change::Repeated(times) => {
                let tail = bytes[at..].to_vec();
                let room = LONGEST.saturating_sub(bytes.len()) / tail.len();
                (0..room.min((*times).into())).for_each(|_| bytes.extend(&tail));
            }
        }
    }
    bytes
}

proptest! {
    #[test]
    fn seeds_with_bytes_changed_are_read(
        seed in any::<prop::sample::Index>(),
        changes in changes(),
    ) {
        let (name, bytes) = seed.get(&SEEDS[..]);
        keeps_promises(name, &changed(bytes, &changes));
    }

    #[test]
    fn answers_with_bytes_changed_are_taken_or_refused(changes in changes()) {
        for (_, bytes) in files("seeds/answer") {
            sandbox::is_answer(&changed(&bytes, &changes));
        }
    }

    #[test]
    fn texts_with_bytes_changed_are_analysed(changes in changes()) {
        for (_, bytes) in files("seeds/analysis") {
            is_analysed(&changed(&bytes, &changes));
        }
    }
}
