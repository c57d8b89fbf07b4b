//! A terminal that does not read for a while: nothing else waits for it.

use rustix::process::Signal;

use crate::marks::Home;
use crate::pty::{Terminal, until};

#[track_caller]
fn stalled(home: &Home) -> Terminal {
    let terminal = home.reader().spawn();
    terminal.wait_for("Briefing 1");
    terminal.wait_for_session();
    terminal.stall();
    terminal
}

#[test]
fn keys_are_taken_marks_kept_and_the_end_obeyed() {
    let home = Home::with_briefings(3);
    let mut terminal = stalled(&home);
    let starred = || {
        let ledger = home.ledger();
        let titles = home.ids.keys();
        titles.filter(|it| home.marks(&ledger, it).starred).count()
    };
    terminal.press("*");
    until("a star is kept", || starred() == 1);
    // The frame with the star is in the way now.
    terminal.press("j *");
    until("another is", || starred() == 2);
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn when_it_reads_again_it_shows_what_has_come_of_the_keys() {
    let home = Home::with_briefings(3);
    let mut terminal = stalled(&home);
    terminal.press("?");
    terminal.take_output(true);
    terminal.wait_for("Keys (");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit_code(), 143);
    terminal.assert_restored();
}

#[test]
fn a_terminal_that_reads_too_late_for_the_end_of_a_frame_is_given_back_whole() {
    let home = Home::with_briefings(3);
    let mut terminal = stalled(&home);
    terminal.press("Q");
    terminal.take_output(true);
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}
