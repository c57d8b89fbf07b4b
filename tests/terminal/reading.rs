//! The reader in a terminal, from start to end: that everything is wired up.

use std::fs;

use crate::marks::Home;
use crate::pty::Terminal;

#[test]
fn a_first_start_filters_reads_jumps_finds_a_word_and_quits() {
    let mut terminal = Terminal::reader(&[]).size(100, 30).spawn();
    terminal.wait_for("Welcome to Chancery");
    terminal.wait_for("briefings from");
    terminal.press("j");
    terminal.wait_for_no("Welcome to Chancery");
    terminal.press("/");
    terminal.send(b"halifax press");
    terminal.wait_for("filter: halifax press");
    terminal.press("Enter");
    terminal.wait_for("Press Call");
    terminal.press("]");
    terminal.wait_for("quote 1 of");
    terminal.press("Enter /");
    terminal.send(b"ocean");
    terminal.wait_for("matches");
    terminal.press("Enter n");
    terminal.wait_for("match 2 of");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn files_and_folders_are_read_and_what_cannot_be_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("one.txt"), "Title: The first release\n\nText.\n").expect("a file");
    fs::write(
        path("two.md"),
        "+++\ntitle = \"The second release\"\n+++\nText.\n",
    )
    .expect("a file");
    fs::write(path("image.txt"), b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0").expect("a file");
    let place = folder.path().to_str().expect("a path in UTF-8");
    let mut terminal = Terminal::reader(&[place]).size(100, 30).spawn();
    terminal.wait_for("The first release");
    terminal.wait_for("The second release");
    terminal.wait_for("1 problem");
    terminal.press("!");
    terminal.wait_for("image.txt");
    terminal.press("q");
    terminal.wait_for_no("image.txt");
    fs::write(path("three.txt"), "Title: The third release\n\nText.\n").expect("a file");
    terminal.press("R");
    terminal.wait_for("The third release");
    terminal.press("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn any_size_is_taken_while_it_runs() {
    let mut terminal = Terminal::reader(&[]).size(80, 24).spawn();
    terminal.wait_for("briefings from");
    // Not Escape: that and the next key, read together, would be one key with Alt.
    terminal.press("j");
    for (columns, rows) in [(1, 1), (200, 60), (20, 5), (40, 10), (160, 45)] {
        terminal.resize(columns, rows);
    }
    terminal.wait_for("Tags");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn whatever_is_marked_the_files_stay_as_they_were() {
    let home = Home::with_briefings(3);
    let files = || {
        let files = fs::read_dir(home.path().join("briefings")).expect("listed");
        let mut files: Vec<_> = files
            .map(|file| {
                let path = file.expect("listed").path();
                let modified = fs::metadata(&path).expect("there").modified();
                (
                    fs::read(&path).expect("read"),
                    modified.expect("known"),
                    path,
                )
            })
            .collect();
        files.sort();
        files
    };
    let before = files();
    let mut terminal = home.open();
    terminal.press("* j r j a u Q");
    assert_eq!(terminal.exit_code(), 0);
    assert_eq!(files(), before);
    let ledger = home.ledger();
    let titles = ["Briefing 1", "Briefing 2", "Briefing 3"];
    let is_starred = |title: &&str| home.marks(&ledger, title).starred;
    assert_eq!(titles.iter().filter(|title| is_starred(title)).count(), 1);
}

#[test]
fn the_mouse_is_the_terminals_own_until_it_is_asked_for() {
    let mut terminal = Terminal::reader(&[]).size(120, 30).spawn();
    terminal.wait_for("briefings from");
    terminal.wait_for_session();
    assert!(!terminal.has_mouse());
    terminal.press("F2");
    terminal.wait_for_mouse();
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn of_a_storm_of_sizes_the_last_is_drawn() {
    let mut terminal = Terminal::reader(&[]).size(80, 24).spawn();
    terminal.wait_for("briefings from");
    terminal.press("j");
    for step in 0..1_000_u16 {
        terminal.resize(1 + step % 200, 1 + step % 60);
    }
    terminal.resize(160, 45);
    terminal.wait_for("Tags");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn what_is_piped_in_is_read_beside_files_and_stays_after_reading_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("one.txt");
    fs::write(&file, "Title: The filed release\n\nText.\n").expect("a file");
    let pipe = r#"printf 'Title: The piped release\n\nText.\n' | "$@""#;
    let reader = env!("CARGO_BIN_EXE_chancery");
    let place = file.to_str().expect("a path in UTF-8");
    let program = ["/bin/sh", "-c", pipe, "sh", reader, "-", place].map(str::to_owned);
    let mut terminal = Terminal::program(program.to_vec()).size(120, 30).spawn();
    terminal.wait_for("2 briefings from 2 files");
    terminal.wait_for("The piped release");
    terminal.wait_for("The filed release");
    terminal.press("R");
    terminal.wait_for("2 briefings from 2 files");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn standard_input_alone_is_read_and_has_no_file_to_show() {
    let pipe = r#"printf 'Title: The piped release\n\nText.\n' | "$0" -"#;
    let program = ["/bin/sh", "-c", pipe, env!("CARGO_BIN_EXE_chancery")].map(str::to_owned);
    let mut terminal = Terminal::program(program.to_vec()).size(120, 30).spawn();
    terminal.wait_for("1 briefing from 1 file");
    terminal.wait_for("standard input");
    terminal.press("Enter \\");
    terminal.wait_for("came from standard input");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn a_theme_and_a_layout_by_key_are_there_in_the_next_run_until_the_configuration_changes() {
    let home = Home::with_briefings(1);
    let quit = |mut terminal: Terminal| {
        terminal.press("Q");
        assert_eq!(terminal.exit_code(), 0);
    };
    let mut terminal = home.open();
    terminal.press("T T");
    terminal.wait_for("Theme: high-contrast");
    terminal.press("L");
    terminal.wait_for("Layout:");
    quit(terminal);
    let kept = || fs::read_to_string(home.state().join("choices")).expect("the choices");
    let first = kept();
    assert!(
        first.starts_with("theme high-contrast (auto)\nlayout "),
        "{first}"
    );
    let mut terminal = home.open();
    terminal.press("T");
    terminal.wait_for("Theme: monochrome");
    quit(terminal);
    let settings = home.path().join("settings.toml");
    fs::write(&settings, "theme.name = \"dark\"\n").expect("a file");
    let settings = settings.to_str().expect("a path in UTF-8");
    let mut terminal = home.reader().env("CHANCERY_CONFIG", settings).spawn();
    terminal.wait_for("from");
    terminal.press("T");
    terminal.wait_for("Theme: light");
    quit(terminal);
    assert!(
        kept().starts_with("theme light (dark)\nlayout "),
        "{}",
        kept()
    );
}

#[test]
fn what_was_typed_is_there_in_the_next_run_unless_it_is_not_wanted() {
    let home = Home::with_briefings(1);
    let quit = |mut terminal: Terminal| {
        terminal.press("Q");
        assert_eq!(terminal.exit_code(), 0);
    };
    let mut terminal = home.open();
    terminal.press("s");
    terminal.send(b"number");
    terminal.press("Enter");
    terminal.wait_for("search: number");
    quit(terminal);
    let mut terminal = home.open();
    terminal.press("s Up");
    terminal.wait_for("search number");
    terminal.press("Esc");
    // With the next key it would be one with Alt.
    terminal.wait_for_no("search number");
    quit(terminal);
    let settings = home.path().join("settings.toml");
    fs::write(&settings, "[prompts]\nhistory = false\n").expect("a file");
    let settings = settings.to_str().expect("a path in UTF-8");
    let mut terminal = home.reader().env("CHANCERY_CONFIG", settings).spawn();
    terminal.wait_for("from");
    terminal.press("s");
    terminal.send(b"text");
    terminal.press("Enter");
    terminal.wait_for("search: text");
    quit(terminal);
    let kept = fs::read_to_string(home.state().join("history"));
    assert_eq!(kept.expect("the history"), "search number\n");
}
