//! What the tests share.

pub(crate) mod reader;
pub(crate) mod program;
pub mod reader;
