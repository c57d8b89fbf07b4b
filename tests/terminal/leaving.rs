//! The terminal is left as it was found, whatever ends the program.

use rustix::process::Signal;

use crate::pty::{Setup, Terminal};
use crate::stand_in::stand_in;

/// Runs each of these with the stand-in and with the reader itself.
macro_rules! both {
    ($($scenario:ident,)*) => {
        mod by_the_stand_in {
            $(#[test] fn $scenario() { super::$scenario(super::stand_in()); })*
        }
        mod by_the_reader {
            $(
                #[test]
                fn $scenario() { super::$scenario(super::Terminal::reader(&[])); }
            )*
        }
    };
}

both! {
    quitting_gives_the_terminal_back,
    signals_give_the_terminal_back,
    the_interrupt_key_is_a_key_and_gives_the_terminal_back,
    the_suspend_key_gives_the_terminal_to_the_shell_and_takes_it_back,
    a_stop_asked_for_from_outside_is_done_properly,
    a_stop_without_asking_is_made_good,
    without_a_shell_to_continue_it_nothing_stops,
    a_lost_line_ends_the_program,
    a_lost_line_ends_the_program_that_gets_no_signal,
    a_terminal_that_takes_nothing_does_not_keep_the_program,
    a_late_answer_of_the_terminal_is_no_key,
    a_terminal_that_cannot_place_text_is_refused,
}

/// Starts the program and waits for its first frame.
#[track_caller]
fn started(setup: Setup) -> Terminal {
    let terminal = setup.spawn();
    terminal.wait_for("Chancery");
    terminal.wait_for_session();
    terminal
}

#[test]
fn the_reader_has_no_socket() {
    let mut terminal = started(Terminal::reader(&[]));
    let pid = terminal.pid().as_raw_nonzero();
    let open = std::fs::read_dir(format!("/proc/{pid}/fd")).expect("listed");
    let targets = open.filter_map(|fd| std::fs::read_link(fd.ok()?.path()).ok());
    let is_socket = |target: &std::path::PathBuf| target.to_string_lossy().starts_with("socket:");
    assert_eq!(targets.filter(is_socket).count(), 0);
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
}

fn quitting_gives_the_terminal_back(setup: Setup) {
    let mut terminal = started(setup);
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

fn signals_give_the_terminal_back(setup: Setup) {
    let signals = [
        Signal::TERM,
        Signal::INT,
        Signal::HUP,
        Signal::QUIT,
        Signal::ABORT,
        Signal::USR1,
        Signal::ALARM,
        Signal::IO,
    ];
    for signal in signals {
        let terminal = started(setup.clone());
        terminal.signal(signal);
        assert_eq!(terminal.exit_code(), 128 + signal.as_raw().unsigned_abs());
        terminal.assert_restored();
    }
}

fn the_interrupt_key_is_a_key_and_gives_the_terminal_back(setup: Setup) {
    let mut terminal = started(setup);
    terminal.press("C-c");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

fn the_suspend_key_gives_the_terminal_to_the_shell_and_takes_it_back(setup: Setup) {
    let mut terminal = started(setup.under_job_control());
    terminal.press("C-z");
    terminal.wait_for("[stopped]");
    terminal.assert_restored();
    terminal.press("Enter");
    terminal.wait_for_session();
    terminal.wait_for("Chancery");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

fn a_stop_asked_for_from_outside_is_done_properly(setup: Setup) {
    let mut terminal = started(setup.under_job_control());
    terminal.signal(Signal::TSTP);
    terminal.wait_for("[stopped]");
    terminal.assert_restored();
    terminal.press("Enter");
    terminal.wait_for_session();
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
}

fn a_stop_without_asking_is_made_good(setup: Setup) {
    let mut terminal = started(setup.under_job_control());
    terminal.signal(Signal::STOP);
    terminal.wait_for("[stopped]");
    // The shell speaks on our screen and in our modes: nobody could prevent that.
    terminal.send(b"\n");
    terminal.wait_for_no("[stopped]");
    terminal.wait_for_session();
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

fn without_a_shell_to_continue_it_nothing_stops(setup: Setup) {
    let mut terminal = started(setup);
    terminal.press("C-z Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

fn a_lost_line_ends_the_program(setup: Setup) {
    let mut terminal = started(setup);
    terminal.hang_up();
    assert_eq!(terminal.exit_code(), 129);
}

fn a_lost_line_ends_the_program_that_gets_no_signal(setup: Setup) {
    let mut terminal = started(setup.without_controlling_terminal());
    terminal.hang_up();
    assert_eq!(terminal.exit_code(), 129);
}

fn a_terminal_that_takes_nothing_does_not_keep_the_program(setup: Setup) {
    let mut terminal = started(setup);
    terminal.stall();
    terminal.press("C-l");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit_code(), 143);
}

fn a_late_answer_of_the_terminal_is_no_key(setup: Setup) {
    let mut terminal = started(setup);
    terminal.wait_for_question();
    // As a key, the Q would quit.
    terminal.send(b"\x1b]11;Q:ffff/ffff/ffff\x1b\\");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit_code(), 143);
    terminal.assert_restored();
}

fn a_terminal_that_cannot_place_text_is_refused(setup: Setup) {
    let terminal = setup.env("TERM", "dumb").spawn();
    assert_eq!(terminal.exit_code(), 2);
    terminal.wait_for("chancery list");
    terminal.assert_restored();
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_where_in_clean_text() {
    let mut terminal = started(stand_in());
    terminal.press("p");
    assert_eq!(terminal.exit_code(), 101);
    terminal.assert_restored();
    terminal.wait_for("internal error at tests/terminal/stand_in.rs");
}

#[test]
fn a_panic_in_a_worker_writes_nothing_over_the_screen() {
    let mut terminal = started(stand_in());
    terminal.press("w");
    terminal.wait_for("internal error in thread worker at tests/terminal/stand_in.rs");
    terminal.wait_for_session();
    assert!(!terminal.screen().contains("panicked at"));
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_main_loop_that_hangs_does_not_keep_the_program() {
    let mut terminal = started(stand_in());
    terminal.press("h");
    terminal.wait_for("'h'");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit_code(), 143);
    terminal.assert_restored();
}

#[test]
fn the_terminal_tells_its_background_and_its_size() {
    let mut terminal = started(stand_in().size(100, 30));
    terminal.wait_for_question();
    terminal.send(b"\x1b]11;rgb:fafa/fafa/f0f0\x07");
    terminal.wait_for("Background(Light)");
    assert!(!terminal.screen().contains("Key("));
    let before = terminal.bytes();
    terminal.resize(60, 10);
    terminal.wait_for("Resize { columns: 60, rows: 10 }");
    assert!(terminal.bytes() > before);
}

#[test]
fn a_paste_comes_as_one_text() {
    let mut terminal = started(stand_in());
    terminal.send(b"\x1b[200~Q\rp\x1b[201~");
    terminal.wait_for(r#"Paste("Q\rp")"#);
}

#[test]
fn an_unfinished_paste_gives_the_keys_back() {
    let mut terminal = started(stand_in());
    terminal.send(b"\x1b[200~half a te");
    terminal.wait_for(r#"Paste("half a te")"#);
    terminal.press("j");
    terminal.wait_for("'j'");
}

#[test]
fn an_unfinished_click_gives_the_keys_back() {
    let mut terminal = started(stand_in());
    // The letter ends it; it cannot be part of a click, nor can anybody say that it was a key.
    terminal.send(b"\x1b[<0;1jk");
    terminal.wait_for("'k'");
    assert!(!terminal.screen().contains("'j'"));
}
