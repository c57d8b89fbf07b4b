//! The program in a pseudo-terminal: what only a terminal can show.
//!
//! Few tests, because each is a process. They wait for what appears on the screen, never for
//! time to pass.

mod backup;
mod clippings;
mod leaving;
mod marks;
mod pty;
mod reading;
mod stalled;
mod stand_in;
mod together;
mod upgrade;
