//! The processes that read pages and documents: started when one comes, kept warm for the next.

use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::pipe::{Patience, Patient};
use super::{ARGUMENT, Answer, Question, frame};

/// How long one page may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long one may take at least, after others have taken too long: a folder of such pages shall not hold up the rest.
const LEAST_PATIENCE: Duration = Duration::from_secs(1);

/// After so many pages a process has done its part: what it may have leaked goes with it.
const MOST_PAGES: u32 = 500;

/// Why a page was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// The process ended on it, or gave an answer that is none.
    Crashed,
    /// It was not ready in time.
    TookTooLong,
    /// There is no process to read it.
    NotStarted,
}

/// Processes of one program.
#[derive(Debug)]
pub(super) struct Pool {
    program: PathBuf,
    patience: Duration,
    /// Those that wait for a page.
    idle: Mutex<Vec<Child>>,
    /// How many pages took too long.
    overdue: AtomicU32,
}

impl Pool {
    pub(super) fn new(program: PathBuf) -> Self {
        Self {
            program,
            patience: PATIENCE,
            idle: Mutex::default(),
            overdue: AtomicU32::new(0),
        }
    }

    /// Has a page or a document read.
    pub(super) fn read<A: Answer>(&self, question: Question<'_>) -> Result<A, Failure> {
        let warm = self.idle().pop();
        if let Some(child) = warm {
            match self.ask(child, question) {
                // It may have died of what it read before.
                Err(Failure::Crashed) => {}
                read => return read,
            }
        }
        let child = Child::start(&self.program).map_err(|_| Failure::NotStarted)?;
        self.ask(child, question)
    }

    /// Ends the processes that wait for a page.
    pub(super) fn rest(&self) {
        self.idle().clear();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Child>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask<A: Answer>(&self, mut child: Child, question: Question<'_>) -> Result<A, Failure> {
        let read = child.read(question, Patience(self.patience_now()));
        match read {
            Ok(_) if child.pages < MOST_PAGES => self.idle().push(child),
            Err(Failure::TookTooLong) => {
                self.overdue.fetch_add(1, Ordering::Relaxed);
            }
            _ => {}
        }
        read
    }

    /// Half as long after each page that took too long.
    fn patience_now(&self) -> Duration {
        let overdue = self.overdue.load(Ordering::Relaxed);
        let shortened = 2_u32
            .checked_pow(overdue)
            .map_or(Duration::ZERO, |by| self.patience / by);
        shortened.max(LEAST_PATIENCE.min(self.patience))
    }
}

/// One process, killed when it is dropped.
#[derive(Debug)]
struct Child {
    process: process::Child,
    questions: ChildStdin,
    answers: ChildStdout,
    /// How many pages it has read.
    pages: u32,
}

impl Child {
    fn start(program: &PathBuf) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg(ARGUMENT)
            .env_clear()
            .current_dir("/")
            // Keys that interrupt the program are none of its business.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(questions), Some(answers)) => Ok(Self {
                process,
                questions,
                answers,
                pages: 0,
            }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn read<A: Answer>(
        &mut self,
        question: Question<'_>,
        mut patience: Patience,
    ) -> Result<A, Failure> {
        self.pages += 1;
        self.exchange(question, &mut patience)
            .map_err(|error| match error.kind() {
                io::ErrorKind::TimedOut => Failure::TookTooLong,
                _ => Failure::Crashed,
            })
    }

    fn exchange<A: Answer>(
        &mut self,
        question: Question<'_>,
        patience: &mut Patience,
    ) -> io::Result<A> {
        let mut questions = Patient::new(&mut self.questions, patience)?;
        frame::write(&mut questions, [&frame::sign(question), question.bytes()])?;
        answer(&mut Patient::new(&mut self.answers, patience)?)
    }
}

/// Reads an answer, of which nothing is taken on trust.
pub(super) fn answer<A: Answer>(from: &mut impl Read) -> io::Result<A> {
    let frame = frame::read(from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    let answer: A = serde_json::from_slice(&frame)?;
    match answer.is_sound() {
        true => Ok(answer),
        false => Err(io::ErrorKind::InvalidData.into()),
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Both fail where it is gone already, which is what they are for.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OfPage, Wanted};
    use super::*;

    fn pool(program: &str) -> Pool {
        Pool {
            patience: Duration::from_millis(100),
            ..Pool::new(PathBuf::from(program))
        }
    }

    fn read(pool: &Pool, html: &str) -> Result<OfPage, Failure> {
        pool.read(Question::Page(Wanted::Article, html))
    }

    #[test]
    fn a_program_that_is_not_there_is_not_started() {
        let read = read(&pool("/nowhere/at/all"), "<p>Fish");
        assert_eq!(read, Err(Failure::NotStarted));
    }

    #[test]
    fn one_that_ends_at_once_has_crashed() {
        let read = read(&pool("/bin/false"), "<p>Fish");
        assert_eq!(read, Err(Failure::Crashed));
    }

    #[test]
    fn an_answer_that_is_none_is_a_crash() {
        // It gives back the frame that it is given.
        let folder = tempfile::tempdir().expect("a folder");
        let echo = script(folder.path(), "exec cat");
        let read = read(&pool(&echo), "<p>Fish");
        assert_eq!(read, Err(Failure::Crashed));
    }

    #[test]
    fn of_one_that_does_not_answer_or_does_not_listen_the_wait_has_an_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let pool = pool(&script(folder.path(), "exec sleep 1000"));
        // More than a pipe holds.
        let long = "fish ".repeat(100_000);
        for page in ["<p>Fish", &long] {
            assert_eq!(read(&pool, page), Err(Failure::TookTooLong));
        }
        assert!(pool.idle().is_empty());
    }

    #[test]
    fn those_that_took_too_long_shorten_the_patience_to_a_second() {
        let pool = Pool::new(PathBuf::new());
        let seconds = [0, 1, 2, 3, 4, 40].map(|overdue| {
            pool.overdue.store(overdue, Ordering::Relaxed);
            pool.patience_now().as_secs_f32()
        });
        assert_eq!(seconds, [10.0, 5.0, 2.5, 1.25, 1.0, 1.0]);
    }

    fn script(folder: &std::path::Path, line: &str) -> String {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join("program");
        std::fs::write(&path, format!("#!/bin/sh\n{line}\n")).expect("a script");
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&path, mode).expect("a program");
        path.to_string_lossy().into_owned()
    }
}
