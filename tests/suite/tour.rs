//! The two minutes of the README, walked on the samples at every usual size.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::app::View;

use crate::support::reader::Reader;

/// The steps of the tour as the README has them, a line each.
fn steps() -> Vec<String> {
    let readme = include_str!("../../README.md");
    let (_, tour) = readme.split_once("## Two minutes").expect("the tour");
    let (tour, _) = tour.split_once("\n## ").expect("its end");
    let mut steps: Vec<String> = Vec::new();
    for line in tour.lines() {
        let is_step = line.starts_with(|c: char| c.is_ascii_digit());
        match steps.last_mut() {
            _ if is_step => steps.push(line.to_owned()),
            Some(step) => *step += &format!(" {}", line.trim()),
            None => {}
        }
    }
    steps
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
    let files = fs::read_dir(folder).expect("the samples");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        let bytes = fs::read(&path).expect("its bytes");
        (name.into_owned(), bytes)
    };
    paths.into_iter().map(read).collect()
}

/// A reader with the samples, at the beginning of the tour.
fn reader(columns: u16, rows: u16) -> Reader {
    let samples = samples();
    let files: Vec<(&str, &[u8])> = samples
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let mut reader = Reader::new(columns, rows);
    reader.load_bytes(&files).wait();
    reader
}

/// What stands between backticks.
fn keys_of(step: &str) -> Vec<&str> {
    step.split('`').skip(1).step_by(2).collect()
}

type Walk = fn(&mut Reader);

/// What each step says that happens, and the keys that it names.
const WALK: [(&[&str], Walk); 10] = [
    (&["j", "k"], |reader| {
        let first = reader.selected().map(str::to_owned);
        reader.press("j").wait();
        assert_ne!(reader.selected().map(str::to_owned), first);
        assert_eq!(reader.open(), reader.selected(), "the pane follows");
        reader.press("up").wait();
        assert_eq!(reader.open(), first.as_deref());
    }),
    (&["space"], |reader| {
        let unread = reader.count(View::Unread);
        let first = reader.selected().map(str::to_owned);
        for _ in 0..20 {
            if reader.selected().map(str::to_owned) != first {
                break;
            }
            reader.press("space");
        }
        assert_ne!(reader.selected().map(str::to_owned), first);
        assert!(
            reader.count(View::Unread) < unread,
            "it was read to its end"
        );
    }),
    (&["]", "?", "¹", "[Mara Lind]"], |reader| {
        for _ in 0..40 {
            reader.press("]");
            if reader.app.reading.quote.is_some() {
                break;
            }
            reader.press("h j").wait();
        }
        assert!(reader.app.reading.quote.is_some(), "a quote is found");
        reader.press("h");
    }),
    (&["/", "Enter", "o", "'fish", "Esc", "X"], |reader| {
        let all = reader.app.list.rows.len();
        reader.press("/").type_text("fish").answer();
        let found = reader.app.list.rows.len();
        assert!(0 < found && found < all);
        assert_eq!(reader.app.order_name(), "best match");
        reader.press("enter o");
        assert_eq!(reader.app.order_name(), "newest");
        reader.press("/ ctrl-u").type_text("'fish").answer();
        let exact = reader.app.list.rows.len();
        assert!(0 < exact && exact <= found);
        let before = reader.selected().map(str::to_owned);
        reader.press("enter").answer();
        let found = reader.selected().map(str::to_owned);
        reader.press("X").answer();
        assert_eq!(reader.selected().map(str::to_owned), found);
        reader.press("/").type_text("'fish").answer();
        reader.press("enter esc").answer();
        assert_eq!(reader.selected().map(str::to_owned), before);
        assert_eq!(reader.app.list.rows.len(), all);
    }),
    (&["Enter", "/", "n", "N", "q"], |reader| {
        reader
            .press("enter /")
            .type_text("the")
            .press("enter n N q");
        assert!(!reader.app.reading.is_looking(), "q ends the search first");
        reader.press("q");
        reader.line_with("Briefings");
    }),
    (
        &["s", "speaker:hargrove quote:grain is:unread", "n"],
        |reader| {
            reader
                .press("s")
                .type_text("speaker:hargrove quote:grain is:unread")
                .answer()
                .press("enter");
            assert!(!reader.app.list.rows.is_empty(), "the samples have it");
            reader.press("n").wait();
            assert!(reader.app.reading.search.is_some());
            reader.press("esc esc esc").answer();
        },
    ),
    (&["b", "Enter", "-"], |reader| {
        let all = reader.app.list.rows.len();
        let shows = |reader: &Reader| reader.app.layout.sidebar.is_some();
        let showed = shows(reader);
        reader.press("b");
        assert_ne!(shows(reader), showed);
        if showed {
            reader.press("b");
        }
        reader.go_to_tag("Iceland").press("enter").answer();
        let with = reader.app.list.rows.len();
        assert!(0 < with && with < all);
        reader.press("enter").answer();
        assert_eq!(reader.app.list.rows.len(), all, "again clears it");
        reader.go_to_tag("Iceland").press("-").answer();
        assert_eq!(reader.app.list.rows.len(), all - with);
        reader.press("-").answer();
        assert_eq!(reader.app.list.rows.len(), all, "again clears it");
        reader.press("esc");
    }),
    (&["*", "a", "z", "t", "m", ".", "u", "v", "V"], |reader| {
        let starred = reader.count(View::Starred);
        reader.press("g * j .");
        assert_eq!(reader.count(View::Starred), starred + 2);
        reader.press("u u");
        assert_eq!(reader.count(View::Starred), starred);
        reader.press("g v v *");
        assert_eq!(
            reader.count(View::Starred),
            starred + 2,
            "one key decides about all"
        );
        let archived = reader.count(View::Archived);
        reader.press("a");
        assert_eq!(reader.count(View::Archived), archived + 1);
        reader.press("u z enter");
        assert_eq!(reader.count(View::Snoozed), 1);
        reader.press("u t").type_text("water").press("enter");
        reader.press("m").type_text("Ask.").press("ctrl-s");
    }),
    (&["\\", "!"], |reader| {
        reader.press("!");
        reader.press("esc \\");
    }),
    (&["?", ":", "Q"], |reader| {
        reader.press("?");
        reader.line_with("Keys");
        reader.press("esc :").type_text("redraw");
        reader.line_with("redraw");
        reader.press("enter Q");
        assert_eq!(reader.effects.last().map(String::as_str), Some("quit"));
    }),
];

#[test]
fn the_tour_of_the_readme_works_on_the_samples_at_every_size() {
    let steps = steps();
    assert_eq!(steps.len(), WALK.len());
    for (columns, rows) in [(160, 45), (100, 30), (80, 24)] {
        let mut reader = reader(columns, rows);
        for (step, (keys, walk)) in steps.iter().zip(WALK) {
            let named = keys_of(step);
            assert_eq!(named, keys, "another step than is walked here: {step}");
            walk(&mut reader);
        }
    }
}
