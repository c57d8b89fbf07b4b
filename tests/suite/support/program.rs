//! The real program, run as a reader would run it:
//!
//! ```text
//! chancery("list").on("a.txt", "Title: A\n\nText.").prints("…").exits(0)
//! ```

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A run of the program that is being put together, in a folder of its own and an environment
/// that says nothing.
pub(crate) struct Run {
    folder: TempDir,
    command: Command,
    stdin: Vec<u8>,
}

/// Starts a run with arguments apart by blanks.
pub(crate) fn chancery(arguments: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command
        .current_dir(folder.path())
        .env_clear()
        .env("HOME", folder.path())
        .env("LANG", "C.UTF-8")
        .args(arguments.split_whitespace());
    Run {
        folder,
        command,
        stdin: Vec::new(),
    }
}

impl Run {
    /// Adds one argument, blanks and all.
    pub(crate) fn and(mut self, argument: &str) -> Self {
        self.command.arg(argument);
        self
    }

    /// Puts a file into the folder.
    pub(crate) fn with_file(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// Puts a file into the folder and names it on the command line.
    pub(crate) fn on(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        self.with_file(path, contents).and(path)
    }

    /// Sets a variable of the environment.
    pub(crate) fn with(mut self, variable: &str, value: &str) -> Self {
        self.command.env(variable, value);
        self
    }

    /// Sends a text to standard input.
    pub(crate) fn given(mut self, text: impl AsRef<[u8]>) -> Self {
        self.stdin = text.as_ref().to_vec();
        self
    }

    /// Runs it to its end.
    pub(crate) fn run(mut self) -> Ended {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let text = self.stdin;
        // A program that does not read must not stop the test.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&text);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ended {
            _folder: self.folder,
            output,
        }
    }

    /// The command itself, for a test that has something particular in mind; and its folder,
    /// which lives as long as it is held.
    pub(crate) fn into_command(self) -> (Command, TempDir) {
        (self.command, self.folder)
    }
}

/// What came of a run.
pub(crate) struct Ended {
    _folder: TempDir,
    output: Output,
}

impl Ended {
    /// What it printed.
    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    /// What it complained about.
    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    /// The lines it printed, as JSON.
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        let stdout = self.stdout();
        let lines = stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Holds when it ended with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        let ended = self.output.status.code();
        assert_eq!(
            ended,
            Some(code),
            "stdout:\n{}\nstderr:\n{}",
            self.stdout(),
            self.stderr()
        );
        self
    }

    /// Holds when it printed exactly this.
    #[track_caller]
    pub(crate) fn prints(self, expected: &str) -> Self {
        assert_eq!(self.stdout(), expected, "stderr:\n{}", self.stderr());
        self
    }

    /// Holds when what it printed has this in it.
    #[track_caller]
    pub(crate) fn prints_among_others(self, expected: &str) -> Self {
        let stdout = self.stdout();
        assert!(
            stdout.contains(expected),
            "{expected:?} is not in\n{stdout}"
        );
        self
    }

    /// Holds when it complained in exactly these words.
    #[track_caller]
    pub(crate) fn says(self, expected: &str) -> Self {
        assert_eq!(self.stderr(), expected);
        self
    }
}
