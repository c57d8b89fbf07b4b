//! A terminal for one program: a pseudo-terminal with an emulator behind it.
//!
//! ```ignore
//! let mut terminal = Terminal::reader(&["tests/data"]).size(80, 24).spawn();
//! terminal.wait_for("unread");
//! terminal.press("j j Enter");
//! terminal.press("Q");
//! assert_eq!(terminal.exit_code(), 0);
//! terminal.assert_restored();
//! ```

use std::fs::File;
use std::io::{Read, Write};
use std::iter;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{
    ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system,
};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal};
use rustix::termios::LocalModes;

/// No wait is longer; a machine under load may need a while to start a process.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often something is looked at that nobody tells of.
const LOOK: Duration = Duration::from_millis(5);

/// Waits until something is so that does not show on the screen.
#[track_caller]
pub(crate) fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "waited in vain until {what}");
        thread::sleep(LOOK);
    }
}

/// A program that is to be started in a terminal.
#[derive(Clone)]
pub(crate) struct Setup {
    program: Vec<String>,
    environment: Vec<(String, String)>,
    size: (u16, u16),
    is_controlling: bool,
    home: Option<PathBuf>,
}

impl Setup {
    /// The terminal's size; 80 by 24 if not said.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// A variable of the environment, which is otherwise nearly empty.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The home that it has, shared with others; one of its own if not said.
    pub(crate) fn home(mut self, home: &Path) -> Self {
        self.home = Some(home.to_owned());
        self
    }

    /// Starts it through a shell script that ends in `exec "$@"`.
    pub(crate) fn through(mut self, script: &str) -> Self {
        let shell = ["/bin/sh", "-c", script, "sh"].map(str::to_owned);
        self.program.splice(0..0, shell);
        self
    }

    /// Starts it as a job of a shell, which says `[stopped]` when the job stops, continues it
    /// after a line of input, and ends with the job's exit code.
    pub(crate) fn under_job_control(self) -> Self {
        self.through(r#"set -m; "$@"; echo "[stopped]"; read go; fg > /dev/null"#)
    }

    /// Starts it so that the kernel sends it no signal when the terminal hangs up.
    pub(crate) fn without_controlling_terminal(mut self) -> Self {
        self.is_controlling = false;
        self
    }

    /// Starts it.
    pub(crate) fn spawn(self) -> Terminal {
        Terminal::start(&self)
    }
}

/// A running program and the terminal it runs in.
pub(crate) struct Terminal {
    watched: Arc<Watched>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    /// Kept open: the kernel forgets the modes when the last program closes its end.
    program_end: Option<File>,
    reader: Option<JoinHandle<()>>,
    killer: Box<dyn ChildKiller + Send + Sync>,
    pid: u32,
    /// Gone with the test.
    _home: tempfile::TempDir,
}

/// What the threads tell, and a bell for when it changes.
struct Watched {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    emulator: vt100::Parser<Notes>,
    bytes: usize,
    exit: Option<ExitStatus>,
    /// False while the terminal takes nothing.
    is_taking: bool,
    /// True when the reading thread has seen that.
    is_stalled: bool,
    /// False when the reading thread is to end at the next byte.
    is_reading: bool,
}

impl State {
    fn has_mouse(&self) -> bool {
        self.emulator.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }
}

/// What the emulator has no state for.
#[derive(Default)]
struct Notes {
    is_synchronising: bool,
    asked_for_background: bool,
    /// What was last put on the clipboard, in base 64.
    clipboard: String,
}

impl vt100::Callbacks for Notes {
    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        first: Option<u8>,
        _: Option<u8>,
        parameters: &[&[u16]],
        command: char,
    ) {
        if first == Some(b'?') && parameters == [[2026]] {
            self.is_synchronising = command == 'h';
        }
    }

    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.clipboard = String::from_utf8_lossy(data).into_owned();
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, parameters: &[&[u8]]) {
        if parameters == [b"11".as_slice(), b"?"] {
            self.asked_for_background = true;
        }
    }
}

impl Terminal {
    /// The real program with these arguments, in a home of its own.
    pub(crate) fn reader(arguments: &[&str]) -> Setup {
        let mut program = vec![env!("CARGO_BIN_EXE_chancery").to_owned()];
        program.extend(arguments.iter().map(|&argument| argument.to_owned()));
        Self::program(program)
    }

    /// Any program.
    pub(crate) fn program(program: Vec<String>) -> Setup {
        Setup {
            program,
            environment: Vec::new(),
            size: (80, 24),
            is_controlling: true,
            home: None,
        }
    }

    fn start(setup: &Setup) -> Self {
        let (columns, rows) = setup.size;
        let pair = native_pty_system()
            .openpty(pty_size(columns, rows))
            .expect("a pseudo-terminal");
        let own_home = tempfile::tempdir().expect("a home");
        let home = setup.home.as_deref().unwrap_or(own_home.path());
        let mut child = pair
            .slave
            .spawn_command(command(setup, home))
            .expect("the program starts");
        let watched = Arc::new(Watched {
            state: Mutex::new(State {
                emulator: emulator(columns, rows),
                bytes: 0,
                exit: None,
                is_taking: true,
                is_stalled: false,
                is_reading: true,
            }),
            changed: Condvar::new(),
        });
        let output = pair.master.try_clone_reader().expect("a reader");
        let program_end = pair.master.tty_name().expect("a name");
        let terminal = Self {
            reader: Some(thread::spawn({
                let watched = Arc::clone(&watched);
                move || watched.read(output)
            })),
            keyboard: Some(pair.master.take_writer().expect("a writer")),
            program_end: Some(open_program_end(&program_end, OFlags::empty())),
            master: Some(pair.master),
            killer: child.clone_killer(),
            pid: child.process_id().expect("a process"),
            watched: Arc::clone(&watched),
            _home: own_home,
        };
        thread::spawn(move || {
            let exit = child.wait().expect("the program can be waited for");
            watched.change(|state| state.exit = Some(exit));
        });
        terminal
    }

    /// Types keys, separated by blanks: `j`, `J`, `C-z`, `Enter`, `Esc`, `Space`, `Tab`, `Up`,
    /// `Down`, `F2`; anything else is typed as it is.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.send(&bytes_of(key));
        }
    }

    /// Sends bytes as if typed, for instance an answer of the terminal.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let keyboard = self.keyboard.as_mut().expect("the line is up");
        keyboard
            .write_all(bytes)
            .expect("the program's end is open");
    }

    /// Waits until `text` is on the screen.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?} is shown"), |state| {
            state.emulator.screen().contents().contains(text)
        });
    }

    /// Waits until `text` is not on the screen.
    #[track_caller]
    pub(crate) fn wait_for_no(&self, text: &str) {
        self.wait_until(&format!("{text:?} is not shown"), |state| {
            !state.emulator.screen().contents().contains(text)
        });
    }

    /// Waits until the program has asked for the terminal's background colour.
    #[track_caller]
    pub(crate) fn wait_for_question(&self) {
        self.wait_until("the background is asked for", |state| {
            state.emulator.callbacks().asked_for_background
        });
    }

    #[track_caller]
    fn wait_until(&self, what: &str, is_so: impl Fn(&State) -> bool) {
        let end = Instant::now() + PATIENCE;
        let mut state = self.watched.lock();
        while !is_so(&state) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited in vain until {what}; exit: {:?}; the screen:\n{}",
                state.exit,
                state.emulator.screen().contents()
            );
            let waited = self.watched.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until the program is told of the mouse.
    #[track_caller]
    pub(crate) fn wait_for_mouse(&self) {
        self.wait_until("the mouse is asked for", State::has_mouse);
    }

    /// Whether the program is told of the mouse.
    pub(crate) fn has_mouse(&self) -> bool {
        self.watched.lock().has_mouse()
    }

    /// The text on the screen, a line a row, without blanks at the ends.
    pub(crate) fn screen(&self) -> String {
        self.watched.lock().emulator.screen().contents()
    }

    /// What is on the terminal's clipboard, in base 64.
    pub(crate) fn clipboard(&self) -> String {
        self.watched.lock().emulator.callbacks().clipboard.clone()
    }

    /// How many bytes the program has written so far.
    pub(crate) fn bytes(&self) -> usize {
        self.watched.lock().bytes
    }

    /// Changes the terminal's size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.watched.change(|state| {
            state
                .emulator
                .set_size(at_least_one(rows), at_least_one(columns));
        });
        let master = self.master.as_ref().expect("the line is up");
        master.resize(pty_size(columns, rows)).expect("a new size");
    }

    /// Sends a signal to the program, also if it runs under a shell.
    pub(crate) fn signal(&self, signal: Signal) {
        let foreground = self
            .master
            .as_ref()
            .and_then(|master| master.process_group_leader());
        let own = i32::try_from(self.pid).expect("a process id");
        let pid = Pid::from_raw(foreground.unwrap_or(own)).expect("a process id");
        rustix::process::kill_process(pid, signal).expect("the program runs");
    }

    /// Takes no output any more, or again.
    pub(crate) fn take_output(&self, is_taking: bool) {
        self.watched.change(|state| state.is_taking = is_taking);
    }

    /// Takes no output any more, and has no room left in which the kernel would keep it.
    #[track_caller]
    pub(crate) fn stall(&self) {
        self.take_output(false);
        let name = self.master.as_ref().and_then(|master| master.tty_name());
        let mut end = open_program_end(&name.expect("the line is up"), OFlags::NONBLOCK);
        let mut fill = || iter::from_fn(|| end.write(&[0; 4096]).ok()).count();
        // The reading thread may wait for output, and stops only when it has had some.
        fill();
        self.wait_until("the terminal takes nothing", |state| state.is_stalled);
        // The kernel makes room as it moves what it has from one buffer to the next.
        let mut looks_in_vain = 0;
        while looks_in_vain < 10 {
            thread::sleep(LOOK);
            looks_in_vain = if fill() == 0 { looks_in_vain + 1 } else { 0 };
        }
    }

    /// Cuts the line: the terminal is gone.
    pub(crate) fn hang_up(&mut self) {
        self.watched.change(|state| state.is_reading = false);
        // The reading thread holds the terminal open and waits for output: here is some.
        let mut program_end = self.program_end.take().expect("the line is up");
        program_end.write_all(b"\0").expect("the line is up");
        drop(program_end);
        let reader = self.reader.take().expect("the line is up");
        reader.join().expect("the reader ends");
        self.keyboard = None;
        self.master = None;
    }

    /// Ends the program at once, and waits until it is gone.
    #[track_caller]
    pub(crate) fn kill(&mut self) {
        rustix::process::kill_process(self.pid(), Signal::KILL).expect("the program runs");
        self.wait_until("the program is gone", |state| state.exit.is_some());
    }

    /// The number of the process.
    pub(crate) fn pid(&self) -> Pid {
        let pid = i32::try_from(self.pid).expect("a process id");
        Pid::from_raw(pid).expect("a process id")
    }

    /// Waits for the end of the program and returns its exit code.
    #[track_caller]
    pub(crate) fn exit_code(&self) -> u32 {
        self.wait_until("the program ends", |state| state.exit.is_some());
        let state = self.watched.lock();
        let exit = state.exit.as_ref().expect("it ended");
        assert_eq!(exit.signal(), None, "the program was killed");
        exit.exit_code()
    }

    /// Asserts that the terminal is as it was found: waits for that, as bytes may be under way.
    #[track_caller]
    pub(crate) fn assert_restored(&self) {
        self.wait_until("the terminal is given back", |state| {
            let screen = state.emulator.screen();
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && !state.has_mouse()
                && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Default
                && !state.emulator.callbacks().is_synchronising
                && self.is_cooked()
        });
    }

    /// Waits until the program has taken the terminal over.
    #[track_caller]
    pub(crate) fn wait_for_session(&self) {
        self.wait_until("the terminal is taken over", |state| {
            let screen = state.emulator.screen();
            screen.alternate_screen() && screen.bracketed_paste() && !self.is_cooked()
        });
    }

    fn is_cooked(&self) -> bool {
        let tty = self.program_end.as_ref().expect("the line is up");
        let modes = rustix::termios::tcgetattr(tty).expect("the modes");
        modes
            .local_modes
            .contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended; then there is nothing to kill.
        let _ = self.killer.kill();
        self.take_output(true);
    }
}

impl Watched {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Shows what the program writes until there is no more.
    fn read(&self, mut output: Box<dyn Read + Send>) {
        let mut buffer = [0; 4096];
        loop {
            let refuses = |state: &mut State| {
                state.is_stalled = !state.is_taking;
                self.changed.notify_all();
                state.is_stalled
            };
            drop(self.changed.wait_while(self.lock(), refuses));
            // The end of a pseudo-terminal is an error, not an end of file.
            let Ok(count @ 1..) = output.read(&mut buffer) else {
                return;
            };
            self.change(|state| {
                state.emulator.process(&buffer[..count]);
                state.bytes += count;
            });
            if !self.lock().is_reading {
                return;
            }
        }
    }
}

fn command(setup: &Setup, home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(&setup.program[0]);
    command.args(&setup.program[1..]);
    command.env_clear();
    for name in [
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
    ] {
        command.env(name, home);
    }
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("PATH", "/usr/bin:/bin");
    for (name, value) in &setup.environment {
        command.env(name, value);
    }
    command.cwd(home);
    command.set_controlling_tty(setup.is_controlling);
    command
}

fn open_program_end(name: &Path, flags: OFlags) -> File {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NOCTTY | flags).bits().cast_signed();
    File::options()
        .read(true)
        .write(true)
        .custom_flags(flags)
        .open(name)
        .expect("the program's end")
}

fn emulator(columns: u16, rows: u16) -> vt100::Parser<Notes> {
    let (rows, columns) = (at_least_one(rows), at_least_one(columns));
    vt100::Parser::new_with_callbacks(rows, columns, 0, Notes::default())
}

fn at_least_one(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN)
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn bytes_of(key: &str) -> Vec<u8> {
    let named: &[u8] = match key {
        "Enter" => b"\r",
        "Esc" => b"\x1b",
        "Space" => b" ",
        "Tab" => b"\t",
        "S-Tab" => b"\x1b[Z",
        "Backspace" => b"\x7f",
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Home" => b"\x1b[H",
        "End" => b"\x1b[F",
        "PageUp" => b"\x1b[5~",
        "PageDown" => b"\x1b[6~",
        "F2" => b"\x1bOQ",
        other => match other.strip_prefix("C-").map(str::as_bytes) {
            Some([letter]) => return vec![letter & 0x1f],
            _ => other.as_bytes(),
        },
    };
    named.to_vec()
}
