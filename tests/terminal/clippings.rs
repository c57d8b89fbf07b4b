//! Clippings on the disk and on the terminal's clipboard.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::pty::{Setup, Terminal};

const TALKS: &str = "Title: Talks on water\nDate: 2024-06-12\n\n\
    “The river is shared,” said Mara Lind.\n\n“So is the work,” said Mara Lind.\n";

/// A home with a folder of one briefing in it.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a home");
    let briefings = home.path().join("briefings");
    fs::create_dir(&briefings).expect("a folder");
    fs::write(briefings.join("talks.txt"), TALKS).expect("a file");
    home
}

fn setup(home: &Path) -> Setup {
    Terminal::reader(&["briefings"]).home(home)
}

fn file(home: &Path) -> PathBuf {
    home.join("chancery/clippings.md")
}

/// The reader in the reading pane, at the first quote.
#[track_caller]
fn open(setup: Setup) -> Terminal {
    let mut terminal = setup.spawn();
    terminal.wait_for("from 1 file");
    terminal.press("Enter ]");
    terminal.wait_for("quote 1 of 2");
    terminal
}

#[track_caller]
fn quit(mut terminal: Terminal) {
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn a_clipping_is_in_the_file_shows_after_a_restart_and_undo_takes_it_out_again() {
    let home = home();
    let mut terminal = open(setup(home.path()));
    terminal.press("c");
    terminal.wait_for("Clipped: “The river is shared,”");
    terminal.press("] c");
    terminal.wait_for("Clipped: “So is the work,”");
    quit(terminal);
    let written = fs::read_to_string(file(home.path())).expect("the clippings");
    assert!(written.starts_with("> The river is shared,\n\n— **Mara Lind**, *Talks on water*,"));
    assert_eq!(written.matches("<!-- chancery:").count(), 2);
    let mode = fs::metadata(file(home.path()))
        .expect("the file")
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    assert_eq!(
        fs::read_to_string(home.path().join("briefings/talks.txt")).expect("the briefing"),
        TALKS
    );

    let mut terminal = open(setup(home.path()));
    terminal.wait_for("❝ “The river is shared,”");
    terminal.wait_for("❝ “So is the work,”");
    terminal.press("u");
    terminal.wait_for("Undone: Clipped: “So is the work,”");
    quit(terminal);
    let left = fs::read_to_string(file(home.path())).expect("the clippings");
    let first = written.split_inclusive("-->\n\n").next();
    assert_eq!(Some(left.as_str()), first);

    let mut terminal = open(setup(home.path()));
    terminal.press("C-r");
    terminal.wait_for("Done again: Clipped: “So is the work,”");
    quit(terminal);
    assert_eq!(fs::read_to_string(file(home.path())).expect("it"), written);
}

#[test]
fn an_entry_that_was_changed_by_hand_stays_and_the_reader_says_so() {
    let home = home();
    let mut terminal = open(setup(home.path()).size(140, 30));
    terminal.press("c");
    terminal.wait_for("Clipped:");
    quit(terminal);
    let changed = fs::read_to_string(file(home.path())).expect("the clippings");
    let changed = changed.replace("> The", "> Remember: the");
    fs::write(file(home.path()), &changed).expect("an edit");
    let mut terminal = open(setup(home.path()).size(140, 30));
    terminal.press("u");
    terminal.wait_for("was changed by hand and stays there");
    quit(terminal);
    assert_eq!(fs::read_to_string(file(home.path())).expect("it"), changed);
}

#[test]
fn a_file_that_cannot_be_written_is_told_of_and_the_mark_is_kept() {
    let home = home();
    fs::create_dir(home.path().join("chancery")).expect("a folder");
    let settings = home.path().join("chancery/config.toml");
    let among = "[clippings]\nfile = \"briefings/talks.txt\"\n";
    fs::write(settings, among).expect("settings");
    let mut terminal = open(setup(home.path()).size(140, 30));
    terminal.press("c");
    terminal.wait_for("Clipped, but not written: briefings/talks.txt lies among the briefings");
    terminal.wait_for("❝ “The river is shared,”");
    quit(terminal);
    let text = fs::read_to_string(home.path().join("briefings/talks.txt"));
    assert_eq!(text.expect("the briefing"), TALKS);
}

#[test]
fn y_sends_to_the_terminals_clipboard_and_through_tmux() {
    // "“The river is shared,” (Mara Lind; Talks on water, 12 June 2024, paragraph 1; …"
    const BEGINNING: &str = "4oCcVGhlIHJpdmVyIGlzIHNoYXJlZCzigJ0gKE1hcmEgTGluZDsg";
    let home = home();
    let mut terminal = open(setup(home.path()));
    terminal.press("y");
    terminal.wait_for("Sent to the terminal's clipboard");
    assert!(terminal.clipboard().starts_with(BEGINNING));
    quit(terminal);
    let programs = home.path().join("programs");
    fs::create_dir(&programs).expect("a folder");
    let path = programs.to_str().expect("a plain path").to_owned();
    let tmux = |answers: &str| {
        let script = format!("#!/bin/sh\nprintf '{answers}'\n");
        let file = programs.join("tmux");
        fs::write(&file, script).expect("a program");
        fs::set_permissions(&file, Permissions::from_mode(0o755)).expect("a program");
    };
    let inside = || {
        let setup = setup(home.path()).env("TMUX", "/nowhere/default,1,0");
        setup.env("PATH", &format!("{path}:/usr/bin:/bin"))
    };
    for (answers, said) in [
        (
            "on\\noff\\n",
            "Sent to the terminal's clipboard, through tmux",
        ),
        ("external\\noff\\n", "tmux keeps it from the clipboard"),
        ("", "Sent to tmux, which may not hand it on"),
    ] {
        tmux(answers);
        let mut terminal = open(inside());
        terminal.press("y");
        terminal.wait_for(said);
        assert!(terminal.clipboard().starts_with(BEGINNING));
        quit(terminal);
    }
}
