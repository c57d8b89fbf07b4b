//! Several processes mark the same briefings at once, and none of them loses anything.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::Write;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use chancery::library::marks::Place;

use crate::marks::{Chance, Home, times};
use crate::pty::Terminal;

const BRIEFINGS: u64 = 1000;

/// Decisions between two looks at the screen.
const AT_A_TIME: usize = 8;

/// Briefings that the script marks at a time.
const BY_SCRIPT: u64 = 20;

/// What the screen says when something went wrong.
const ALARMS: [&str; 5] = ["NOT SAVED", "not saved", "damaged", "went wrong", "cannot"];

/// What one of them did.
struct Journal {
    /// The numbers of the briefings that have its mark at the end.
    marked: HashSet<u64>,
    /// Decisions, those taken back included.
    decisions: usize,
}

/// A reader at the keys: toggles one kind of mark here and there, and takes some of it back.
fn at_the_keys(
    terminal: &mut Terminal,
    (key, on, off): (&str, &str, &str),
    mut chance: Chance,
    until: Instant,
) -> Journal {
    let mut journal = Journal {
        marked: HashSet::new(),
        decisions: 0,
    };
    let mut toggle = |number: u64| {
        journal.decisions += 1;
        if !journal.marked.remove(&number) {
            journal.marked.insert(number);
        }
        journal.marked.contains(&number)
    };
    let mut steps = Vec::new();
    while Instant::now() < until {
        let mut shown = String::new();
        for nth in 1..=AT_A_TIME {
            // The last one is no undo: it says what can be waited for.
            if nth < AT_A_TIME && chance.below(6) == 0 && !steps.is_empty() {
                toggle(steps.pop().expect("there are some"));
                terminal.send(b"u");
                continue;
            }
            let number = 1 + chance.below(BRIEFINGS);
            let said = if toggle(number) { on } else { off };
            steps.push(number);
            terminal.send(format!("{number}G{key}").as_bytes());
            shown = format!("{said}: Briefing {number} (");
        }
        terminal.wait_for(&shown);
        let screen = terminal.screen();
        let alarm = ALARMS.iter().find(|alarm| screen.contains(**alarm));
        assert_eq!(alarm, None, "{screen}");
    }
    journal
}

/// A script that gives a tag to some and takes it from others, as one command after the other.
fn script(home: &Home, mut chance: Chance, until: Instant) -> (Journal, usize) {
    let mut journal = Journal {
        marked: HashSet::new(),
        decisions: 0,
    };
    let mut runs = 0;
    while Instant::now() < until {
        let numbers: BTreeSet<u64> = (0..BY_SCRIPT)
            .map(|_| 1 + chance.below(BRIEFINGS))
            .collect();
        let gives = chance.below(2) == 0;
        let ids = numbers
            .iter()
            .map(|number| home.ids[&format!("Briefing {number}")].to_string());
        let ended = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args([
                "marks",
                "set",
                if gives { "--tag" } else { "--untag" },
                "script",
            ])
            .args(ids)
            .arg("briefings")
            .current_dir(home.path())
            .env_clear()
            .env("HOME", home.path())
            .env("XDG_STATE_HOME", home.path())
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success() && said.is_empty(), "{said}");
        runs += 1;
        journal.decisions += numbers.len();
        for number in numbers {
            if gives {
                journal.marked.insert(number);
            } else {
                journal.marked.remove(&number);
            }
        }
    }
    (journal, runs)
}

/// `CHANCERY_TWO=30 cargo test --test terminal lose_nothing` does it for thirty seconds.
///
/// Each of the three has a kind of mark of its own, so that what it did last to each briefing is
/// what must be found.
#[test]
fn two_readers_and_a_script_lose_nothing_of_what_each_of_them_marks() {
    let home = Home::with_briefings(usize::try_from(BRIEFINGS).expect("small"));
    let (mut one, mut other) = (home.open(), home.open());
    let began = Instant::now();
    let until = began + Duration::from_secs(times("CHANCERY_TWO", 3));
    let (stars, reads, (tags, runs)) = thread::scope(|scope| {
        let stars = ("*", "Starred", "Star taken away");
        let (one, other) = (&mut one, &mut other);
        let stars = scope.spawn(move || at_the_keys(one, stars, Chance(0x9e37_79b9), until));
        let reads = ("r", "Read", "Unread");
        let reads = scope.spawn(move || at_the_keys(other, reads, Chance(0x7f4a_7c15), until));
        let tags = scope.spawn(|| script(&home, Chance(0xf39c_c060), until));
        let [stars, reads] = [stars, reads].map(|it| it.join().expect("no error on the screen"));
        (stars, reads, tags.join().expect("no error of the script"))
    });
    // Each comes to know what the others did.
    let unread = usize::try_from(BRIEFINGS).expect("small") - reads.marked.len();
    for terminal in [&mut one, &mut other] {
        terminal.wait_for(&format!("{unread} unread of 1,000"));
        terminal.press("Q");
        assert_eq!(terminal.exit_code(), 0);
    }
    let ledger = home.ledger();
    let mut lost = HashMap::new();
    for number in 1..=BRIEFINGS {
        let marks = home.marks(&ledger, &format!("Briefing {number}"));
        let found = [
            marks.starred,
            marks.read,
            marks.tags().any(|tag| &**tag == "script"),
        ];
        let done = [&stars, &reads, &tags].map(|it| it.marked.contains(&number));
        if found != done {
            lost.insert(number, (done, found));
        }
    }
    assert!(
        lost.is_empty(),
        "done last and found, by briefing: {lost:?}"
    );
    let file = Place::new(home.state()).file();
    let marks = rusqlite::Connection::open(file).expect("the marks");
    let check = "PRAGMA integrity_check";
    let check: String = marks
        .query_row(check, [], |row| row.get(0))
        .expect("an answer");
    assert_eq!(check, "ok");
    // Told only when it was asked for.
    if times("CHANCERY_TWO", 0) > 0 {
        let _ = writeln!(
            std::io::stderr(),
            "{:.1} s: {} stars, {} reads, {} tags in {runs} runs of the script; 0 lost",
            began.elapsed().as_secs_f64(),
            stars.decisions,
            reads.decisions,
            tags.decisions,
        );
    }
}
