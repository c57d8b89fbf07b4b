//! A program of a few lines that only takes the terminal over, so that the ways out can be tested
//! one by one, those too that the reader never takes: panics, and a main loop that hangs.
//!
//! It is a test that is ignored: the others start this very binary again, in a terminal, and ask
//! for that test alone.

use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use chancery::config::{Key, KeyCode};
use chancery::terminal::{
    Depth, Event, Events, Options, Output, Screen, Session, Tty, size, worker_panic,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::pty::{Setup, Terminal};

/// The stand-in, to be started.
pub(crate) fn stand_in() -> Setup {
    let test = std::env::current_exe().expect("the test binary");
    let arguments = ["stand_in::runs", "--exact", "--ignored", "--nocapture"];
    let mut program = vec![test.to_str().expect("a plain path").to_owned()];
    program.extend(arguments.map(str::to_owned));
    Terminal::program(program)
}

#[test]
#[ignore = "it needs a terminal of its own; the other tests start it"]
fn runs() {
    std::process::exit(run());
}

struct StandIn {
    session: Session,
    output: Output,
    screen: Screen<Output>,
    lines: Vec<String>,
}

fn run() -> i32 {
    let (sender, receiver) = mpsc::channel();
    let events = match Events::start(forward(sender.clone())) {
        Ok(events) => events,
        Err(error) => return refuse(&error),
    };
    let tty = Tty::open().expect("a terminal");
    let mut output = Output::start(tty, forward(sender)).expect("a thread");
    let session = match Session::enter(output.clone(), Options { mouse: true }) {
        Ok(session) => session,
        Err(error) => return refuse(&error),
    };
    let (columns, rows) = size();
    let mut stand_in = StandIn {
        session,
        output: output.clone(),
        screen: Screen::new(output.clone(), columns, rows, Depth::True),
        lines: vec!["Chancery stands in".to_owned()],
    };
    stand_in.draw();
    events
        .ask_background(&mut output, Duration::from_secs(60))
        .expect("a question");
    for event in receiver {
        if let Some(exit_code) = stand_in.react(event) {
            stand_in.session.leave();
            return exit_code;
        }
        if stand_in.output.is_ready().expect("a terminal") {
            stand_in.draw();
        }
    }
    unreachable!("the events do not end")
}

fn forward(sender: Sender<Event>) -> impl Fn(Event) + Send + Sync + Clone + 'static {
    move |event| {
        // The loop may have ended already.
        let _ = sender.send(event);
    }
}

fn refuse(error: &chancery::terminal::NoTerminal) -> i32 {
    use std::io::Write;
    let hint = error.hint();
    writeln!(std::io::stderr(), "refused: {error}; {hint}").expect("standard error");
    2
}

impl StandIn {
    fn draw(&mut self) {
        let (columns, rows) = size();
        let mut frame = Buffer::empty(Rect::new(0, 0, columns, rows));
        for (line, row) in self.lines.iter().rev().take(usize::from(rows)).zip(0..) {
            frame.set_stringn(0, row, line, usize::from(columns), Style::new());
        }
        // A terminal that is gone takes all; the events say what to do.
        self.screen
            .draw(&frame, None)
            .expect("the terminal takes it");
    }

    /// Does as it is told; the exit code ends the program.
    fn react(&mut self, event: Event) -> Option<i32> {
        if event != Event::Written {
            self.lines.push(format!("{event:?}"));
        }
        match event {
            Event::Key(Key { code, ctrl, .. }) => match (code, ctrl) {
                (KeyCode::Char('Q'), false) => return Some(0),
                (KeyCode::Char('c'), true) => return Some(0),
                (KeyCode::Char('z'), true) => self.suspend(),
                (KeyCode::Char('l'), true) => self.screen.redraw(),
                (KeyCode::Char('p'), false) => panic!("the main thread, \x1b[31m in red"),
                (KeyCode::Char('w'), false) => self.panic_in_worker(),
                (KeyCode::Char('h'), false) => self.hang(),
                _ => {}
            },
            Event::Suspend => self.suspend(),
            Event::Resumed => {
                self.session.resume().expect("the terminal comes back");
                self.screen.redraw();
            }
            Event::Terminate(exit_code) => return Some(exit_code),
            Event::HungUp => return Some(129),
            _ => {}
        }
        None
    }

    fn suspend(&mut self) {
        self.session.suspend().expect("the terminal comes back");
        self.screen.redraw();
    }

    fn panic_in_worker(&mut self) {
        let worker = std::thread::Builder::new().name("worker".to_owned());
        let worker = worker.spawn(|| panic!("in a worker")).expect("a thread");
        assert!(worker.join().is_err());
        self.lines.extend(worker_panic());
    }

    fn hang(&mut self) -> ! {
        self.draw();
        loop {
            std::thread::park();
        }
    }
}
