//! What the tests share.

pub(crate) mod program;
pub mod reader;
