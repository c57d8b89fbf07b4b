//! The terminal: the only code that talks to the tty.
//!
//! A [`Screen`] turns frames into few bytes.

mod cells;
mod colour;
mod encode;
mod screen;
mod scroll;

pub use colour::Depth;
pub use screen::Screen;
