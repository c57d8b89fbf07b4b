//! What the tests share.

pub(crate) mod program;
pub(crate) mod reader;
