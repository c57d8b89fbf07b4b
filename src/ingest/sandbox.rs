//! Web pages are read by processes of their own: one that crashes or hangs costs its page a line among the problems.
//!
//! ```text
//! worker -> Pool -> Child == pipes ==> serve: confined, then page in, Content out, and again
//!    ^-- no answer? the words of the page, read here without a parser -- Remark
//! ```
//!
//! The processes run this same program. They can open no file and no socket, start no program, and take no more
//! memory and time than it takes to read a page (see `sandbox/confine.rs`); nothing that they answer is trusted. Until
//! [`enable`] is called, and wherever a process cannot be started, pages are read in this one.

mod child;
mod confine;
mod frame;
mod pipe;
mod pool;

use std::env;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::content::{Content, Remark};
use super::pages::{self, Mail};
use pool::{Failure, Pool};

/// The only argument of the process that reads pages.
const ARGUMENT: &str = "--sandbox";

/// The longest piece of a page that is worth no process: an entry of a feed, of which there may be thousands.
const SMALL: usize = 64 << 10;

static POOL: OnceLock<Pool> = OnceLock::new();

/// True when this process is one that reads pages: it shall [`serve`] and do nothing else.
pub fn is_child() -> bool {
    let mut arguments = env::args_os().skip(1);
    arguments.next().is_some_and(|it| it == ARGUMENT) && arguments.next().is_none()
}

/// Reads pages for the process at the other end of standard input and output until that ends; returns the exit code.
pub fn serve() -> u8 {
    confine::confine();
    child::serve()
}

/// From now on pages are read by processes that run `program`, which calls [`serve`] where [`is_child`] says so.
pub fn enable(program: PathBuf) {
    // A second call changes nothing: there is one program.
    POOL.get_or_init(|| Pool::new(program));
}

/// Where this program is found, whatever has become of its file since it was started.
pub fn own_program() -> Option<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if running.exists() {
        return Some(running.to_owned());
    }
    env::current_exe().ok()
}

/// True for bytes that would be taken for the answer of such a process: what comes of a hostile one, for fuzzing.
pub fn is_answer(mut bytes: &[u8]) -> bool {
    pool::answer(&mut bytes).is_ok()
}

/// Ends the processes that wait for pages; the next page starts one anew.
pub fn rest() {
    if let Some(pool) = POOL.get() {
        pool.rest();
    }
}

/// What is wanted of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The article alone.
    Article,
    /// All of it: it is a piece of a page.
    All,
    /// All of it, with what its elements say of each block: it is of a mail.
    Mail,
}

/// What is made of a page; the second is empty where it was not wanted or there are no blocks.
type Answer = (Content, Vec<Mail>);

/// Reads a page, or a piece of one.
///
/// Where that fails the content is its words in a row, with a remark on what happened.
pub(super) fn read(wanted: Wanted, html: &str) -> Answer {
    let is_small = wanted == Wanted::All && html.len() <= SMALL;
    let pool = POOL.get().filter(|_| !is_small);
    let read = match pool.map(|pool| pool.read(wanted, html)) {
        Some(Err(Failure::NotStarted)) | None => read_here(wanted, html),
        Some(read) => read,
    };
    read.unwrap_or_else(|failure| {
        let mut content = pages::plain(html);
        content.remarks.push(match failure {
            Failure::TookTooLong => Remark::TookTooLong,
            Failure::Crashed | Failure::NotStarted => Remark::Crashed,
        });
        (content, Vec::new())
    })
}

fn read_here(wanted: Wanted, html: &str) -> Result<Answer, Failure> {
    panic::catch_unwind(|| parse(wanted, html)).map_err(|_| Failure::Crashed)
}

fn parse(wanted: Wanted, html: &str) -> Answer {
    match wanted {
        Wanted::Article => (pages::read(html), Vec::new()),
        Wanted::All => (pages::read_piece(html), Vec::new()),
        Wanted::Mail => pages::read_mail(html),
    }
}

/// True for an answer of which blocks, links and marks are what they say.
fn is_sound((content, mail): &Answer) -> bool {
    content.is_sound() && (mail.is_empty() || mail.len() == content.blocks())
}

#[cfg(test)]
mod tests;
