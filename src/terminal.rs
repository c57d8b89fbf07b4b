//! The terminal: the only code that talks to the tty.
//!
//! Four things, in the order in which a program needs them:
//!
//! ```text
//! Events::start(send)       threads that send keys, signals, resizes, the loss of the line
//! Output::start(Tty, send)  a thread that writes, so that nobody else waits for the terminal
//! Session::enter(output, …) raw mode and the alternate screen, given back whatever happens
//! Screen::new(output, …)    frames in, few bytes out
//! ```
//!
//! It knows keys ([`crate::config::Key`]) and ratatui's buffers, and nothing of what the reader
//! does with them. The one invariant: what leaves through a [`Screen`] went through the last gate
//! (the private module `cells`), so that no text, from whatever file, can act on the terminal.

mod background;
mod cells;
mod clipboard;
mod colour;
mod decoder;
mod encode;
mod events;
mod keyboard;
mod output;
mod runs;
mod screen;
mod scroll;
mod sequence;
mod session;
mod signals;
mod translate;
mod tty;

pub use background::Background;
pub use clipboard::{CopyError, LARGEST_COPY, Multiplexer, Passage, copy};
pub use colour::Depth;
pub use events::{Event, Events, Mouse, MouseKind};
pub use output::Output;
pub use screen::Screen;
pub use session::{Options, Session, worker_panic};
pub use tty::{NoTerminal, Tty, keyboard, size};
