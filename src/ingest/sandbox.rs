//! Web pages and documents are read by processes of their own: one that crashes or hangs costs what it read a line
//! among the problems.
//!
//! ```text
//! worker -> Pool -> Child == pipes ==> serve: confined, then a question in, an answer out, and again
//!    ^-- no answer? of a page its words, read here without a parser -- Remark; of a document nothing -- Reason
//! ```
//!
//! The processes run this same program. They can open no file and no socket, start no program, and take no more
//! memory and time than it takes to read one (see `sandbox/confine.rs`); nothing that they answer is trusted. Until
//! [`enable`] is called all is read in this one, and so are pages for which none can be started.

mod child;
mod confine;
mod frame;
mod pipe;
mod pool;

use std::env;
use std::panic::{self, UnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::content::{Content, Remark};
use super::documents::{Kind, Refusal};
use super::pages::{self, Mail};
use super::problem::Reason;
use pool::{Failure, Pool};

/// The only argument of such a process.
const ARGUMENT: &str = "--sandbox";

/// The longest piece of a page that is worth no process: an entry of a feed, of which there may be thousands.
const SMALL: usize = 64 << 10;

static POOL: OnceLock<Pool> = OnceLock::new();

/// True when this process is one that reads for another: it shall [`serve`] and do nothing else.
pub fn is_child() -> bool {
    let mut arguments = env::args_os().skip(1);
    arguments.next().is_some_and(|it| it == ARGUMENT) && arguments.next().is_none()
}

/// Reads for the process at the other end of standard input and output until that ends; returns the exit code.
pub fn serve() -> u8 {
    confine::confine();
    child::serve()
}

/// From now on pages and documents are read by processes that run `program`, which calls [`serve`] where [`is_child`] says so.
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
    pool::answer::<OfPage>(&mut &bytes[..]).is_ok()
        || pool::answer::<OfDocument>(&mut bytes).is_ok()
}

/// Ends the processes that wait; the next question starts one anew.
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

/// What a process is asked to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question<'a> {
    Page(Wanted, &'a str),
    Document(Kind, &'a [u8]),
}

impl<'a> Question<'a> {
    fn bytes(self) -> &'a [u8] {
        match self {
            Self::Page(_, html) => html.as_bytes(),
            Self::Document(_, bytes) => bytes,
        }
    }
}

/// What a process answers.
trait Answer: DeserializeOwned {
    /// True where blocks, links and marks are what they say.
    fn is_sound(&self) -> bool;
}

/// What is made of a page; the second is empty where it was not wanted or there are no blocks.
type OfPage = (Content, Vec<Mail>);

impl Answer for OfPage {
    fn is_sound(&self) -> bool {
        let (content, mail) = self;
        content.is_sound() && (mail.is_empty() || mail.len() == content.blocks())
    }
}

/// What is made of a document.
type OfDocument = Result<Content, Refusal>;

impl Answer for OfDocument {
    fn is_sound(&self) -> bool {
        self.as_ref().map_or(true, Content::is_sound)
    }
}

/// Reads a page, or a piece of one.
///
/// Where that fails the content is its words in a row, with a remark on what happened.
pub(super) fn read(wanted: Wanted, html: &str) -> OfPage {
    let is_small = wanted == Wanted::All && html.len() <= SMALL;
    let pool = POOL.get().filter(|_| !is_small);
    let question = Question::Page(wanted, html);
    let read = match pool.map(|pool| pool.read(question)) {
        Some(Err(Failure::NotStarted)) | None => here(|| page(wanted, html)),
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

/// Reads a document.
///
/// # Errors
///
/// When nothing of it can be shown.
pub(super) fn read_document(kind: Kind, bytes: &[u8]) -> Result<Content, Reason> {
    let read = match POOL.get() {
        Some(pool) => pool.read::<OfDocument>(Question::Document(kind, bytes)),
        None => here(|| document(kind, bytes)),
    };
    let read = read.map_err(|failure| match failure {
        Failure::TookTooLong => Reason::ReaderTookTooLong,
        Failure::Crashed => Reason::ReaderCrashed,
        Failure::NotStarted => Reason::NoReader,
    })?;
    Ok(read?)
}

fn here<A>(read: impl FnOnce() -> A + UnwindSafe) -> Result<A, Failure> {
    panic::catch_unwind(read).map_err(|_| Failure::Crashed)
}

fn page(wanted: Wanted, html: &str) -> OfPage {
    match wanted {
        Wanted::Article => (pages::read(html), Vec::new()),
        Wanted::All => (pages::read_piece(html), Vec::new()),
        Wanted::Mail => pages::read_mail(html),
    }
}

fn document(kind: Kind, bytes: &[u8]) -> OfDocument {
    kind.read(bytes)
}

#[cfg(test)]
mod tests;
