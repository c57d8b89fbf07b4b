//! A desk's corrections: a file that several readers share.

mod written;

pub use written::{tables, written};
