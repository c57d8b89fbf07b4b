use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::sync::mpsc::Receiver;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::*;
use crate::ingest::TableRule;
use crate::ingest::read_one;

/// Long enough for any machine; only a failing test waits for it.
const DEADLINE: Duration = Duration::from_secs(60);

/// A parser for the tests: a briefing a line, titled by it.
fn a_briefing_a_line(
    path: &Path,
    data: Data<'_>,
    _: u64,
    _: &[TableRule],
    _: &Chosen,
    take: Take<'_>,
) {
    let Data::Bytes(bytes) = data else {
        panic!("no test has a file so large");
    };
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(!text.contains("panic"), "a fault in {}", path.display());
    let ingested = Ingested {
        drafts: text.lines().map(read_one).collect(),
        ..Ingested::default()
    };
    assert_eq!(take(ingested), ControlFlow::Continue(()));
}

fn knowledge() -> Arc<Knowledge> {
    Arc::default()
}

fn plan(paths: &[&Path]) -> Plan {
    Plan {
        parse: a_briefing_a_line,
        ..Plan::of(
            paths.iter().map(|&path| path.to_owned()).collect(),
            None,
            Arc::default(),
        )
    }
}

fn titles(briefings: &[Arc<Briefing>]) -> Vec<&str> {
    briefings.iter().map(|b| b.title.as_str()).collect()
}

/// The problems of a folder as `name: reason`.
fn reasons(folder: &Path, problems: &[Problem]) -> Vec<String> {
    let line = |problem: &Problem| {
        let name = problem.path.strip_prefix(folder).unwrap();
        format!("{}: {}", name.display(), problem.reason)
    };
    problems.iter().map(line).collect()
}

/// Starts a scan whose events can be waited for.
fn started(plan: Plan) -> (Scan, Receiver<ScanEvent>) {
    let (events, arriving) = mpsc::channel();
    let scan = Scan::start_plan(plan, knowledge, move |event| {
        // The test may have seen enough and gone.
        let _ = events.send(event);
    });
    (scan, arriving)
}

/// Every event up to the last one.
fn to_the_end(events: &Receiver<ScanEvent>) -> Vec<ScanEvent> {
    let mut seen = Vec::new();
    loop {
        let event = events.recv_timeout(DEADLINE).expect("a scan ends");
        let is_last = matches!(event, ScanEvent::Finished { .. });
        seen.push(event);
        if is_last {
            return seen;
        }
    }
}

#[test]
fn briefings_come_in_the_order_of_their_paths_and_places() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    for (name, text) in [
        ("c.txt", "five\nsix"),
        ("a.txt", "one"),
        ("b/2.txt", "three\nfour"),
        ("b/1.txt", "two"),
        ("empty.txt", ""),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let loaded = load(&plan(&[folder.path()]), knowledge);
    assert_eq!(
        titles(&loaded.briefings),
        ["one", "two", "three", "four", "five", "six"]
    );
    assert!(loaded.problems.is_empty());
    let last = &loaded.briefings[5].origin;
    assert_eq!(last.path.as_ref(), folder.path().join("c.txt"));
    assert_eq!(last.ordinal, 1);
}

#[test]
fn what_is_no_file_is_listed_and_never_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.txt"), "read").unwrap();
    let fifo = Mode::RUSR | Mode::WUSR;
    mknodat(CWD, at("fifo"), FileType::Fifo, fifo, 0).unwrap();
    let _socket = UnixListener::bind(at("socket")).unwrap();
    symlink(at("a.txt"), at("link")).unwrap();
    symlink(folder.path(), at("loop")).unwrap();
    symlink("/dev/zero", at("zero")).unwrap();
    let loaded = load(&plan(&[folder.path(), &at("nowhere")]), knowledge);
    assert_eq!(titles(&loaded.briefings), ["read"]);
    assert_eq!(
        reasons(folder.path(), loaded.problems.kept()),
        [
            "fifo: named pipe, skipped: only regular files are read",
            "link: symbolic link, not followed: name its target to read it",
            "loop: symbolic link, not followed: name its target to read it",
            "socket: socket, skipped: only regular files are read",
            "zero: symbolic link, not followed: name its target to read it",
            "nowhere: no such file or folder: it was moved, or the name is misspelt",
        ]
    );
    let named = load(&plan(&[&at("fifo"), &at("zero")]), knowledge);
    assert_eq!(named.problems.len(), 2, "also when the reader names them");
    assert_eq!(named.briefings, []);
}

#[test]
fn a_file_without_permission_is_listed_and_the_rest_read() {
    let folder = tempfile::tempdir().unwrap();
    let locked = folder.path().join("a.txt");
    fs::write(&locked, "locked").unwrap();
    fs::write(folder.path().join("b.txt"), "open").unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let loaded = load(&plan(&[folder.path()]), knowledge);
    if rustix::process::geteuid().is_root() {
        // Permissions do not bind the superuser.
        assert_eq!(titles(&loaded.briefings), ["locked", "open"]);
    } else {
        assert_eq!(titles(&loaded.briefings), ["open"]);
        assert_eq!(
            reasons(folder.path(), loaded.problems.kept()),
            ["a.txt: permission denied: ask its owner for leave to read it"]
        );
    }
}

/// A regular file whose every read fails, whoever asks.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_fails_while_it_is_read_is_listed() {
    let loaded = load(&plan(&[Path::new("/proc/self/mem")]), knowledge);
    assert_eq!(loaded.briefings, []);
    assert_eq!(loaded.problems.len(), 1);
}

#[test]
fn a_fault_in_a_parser_costs_one_file() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.txt", "one"), ("b.txt", "panic"), ("c.txt", "two")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let loaded = load(&plan(&[folder.path()]), knowledge);
    assert_eq!(titles(&loaded.briefings), ["one", "two"]);
    assert_eq!(
        reasons(folder.path(), loaded.problems.kept()),
        ["b.txt: internal error, nothing of this file is shown: please report it"]
    );
}

#[test]
fn events_count_upwards_and_bring_every_briefing_once() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..1000 {
        let path = folder.path().join(format!("{number:04}.txt"));
        fs::write(path, format!("{number:04}")).unwrap();
    }
    symlink("nowhere", folder.path().join("link")).unwrap();
    let (_scan, events) = started(plan(&[folder.path()]));
    let (mut found, mut done, mut all, mut failed) = ((0, 0), (0, 0), Vec::new(), 0);
    for event in to_the_end(&events) {
        match event {
            ScanEvent::Found { files, bytes, .. } => {
                assert!((files, bytes) >= found);
                found = (files, bytes);
            }
            ScanEvent::Loaded {
                briefings,
                problems,
                files,
                bytes,
            } => {
                assert!((files, bytes) >= done && files <= found.0 && bytes <= found.1);
                assert!(briefings.len() <= BATCH);
                done = (files, bytes);
                failed += problems.len();
                all.extend(briefings);
            }
            ScanEvent::Finished {
                files,
                bytes,
                briefings,
                cancelled,
            } => {
                assert_eq!((files, bytes), found);
                assert_eq!((files, bytes), done);
                assert_eq!((files, briefings, cancelled), (1001, 1000, false));
            }
        }
    }
    assert_eq!(failed, 1);
    let mut titles = titles(&all);
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), 1000);
}

#[test]
fn the_first_batch_is_a_screenful() {
    let folder = tempfile::tempdir().unwrap();
    let lines = vec!["line"; FIRST_BATCH + 5].join("\n");
    for number in 0..9 {
        fs::write(folder.path().join(format!("{number}.txt")), &lines).unwrap();
    }
    let (_scan, events) = started(plan(&[folder.path()]));
    let first = to_the_end(&events)
        .into_iter()
        .find_map(|event| match event {
            ScanEvent::Loaded { briefings, .. } if !briefings.is_empty() => Some(briefings.len()),
            _ => None,
        });
    assert_eq!(first, Some(FIRST_BATCH + 5), "the first file, and no more");
}

#[test]
fn a_cancelled_scan_ends_early_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..2 * WAITING {
        fs::write(folder.path().join(format!("{number}.txt")), "one").unwrap();
    }
    let (events, arriving) = mpsc::channel();
    let (go_on, gate) = mpsc::channel::<()>();
    let gate = Mutex::new(gate);
    let scan = Scan::start_plan(plan(&[folder.path()]), knowledge, move |event| {
        let is_first = matches!(event, ScanEvent::Loaded { files, .. } if files < WAITING);
        events.send(event).unwrap();
        if is_first {
            // The scan stands still here until the test has cancelled it.
            let _ = gate.lock().unwrap().recv_timeout(DEADLINE);
        }
    });
    while !matches!(
        arriving.recv_timeout(DEADLINE).unwrap(),
        ScanEvent::Loaded { .. }
    ) {}
    scan.cancel();
    drop(go_on);
    match to_the_end(&arriving).last() {
        Some(ScanEvent::Finished {
            files, cancelled, ..
        }) => {
            assert!(cancelled);
            assert!(*files < 2 * WAITING, "{files}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_dropped_scan_ends() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        fs::write(folder.path().join(format!("{number}.txt")), "one").unwrap();
    }
    let (scan, events) = started(plan(&[folder.path()]));
    drop(scan);
    to_the_end(&events);
}

#[test]
fn a_scan_of_nothing_finishes_at_once() {
    let (_scan, events) = started(plan(&[]));
    assert_eq!(
        to_the_end(&events).last(),
        Some(&ScanEvent::Finished {
            files: 0,
            bytes: 0,
            briefings: 0,
            cancelled: false
        })
    );
}

#[test]
fn knowledge_that_cannot_be_had_is_a_problem_of_each_file() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt"] {
        fs::write(folder.path().join(name), "one").unwrap();
    }
    let loaded = load(&plan(&[folder.path()]), || -> Arc<Knowledge> {
        panic!("no gazetteer")
    });
    assert_eq!(loaded.briefings, []);
    assert_eq!(loaded.problems.len(), 2);
}

mod catalogue;
