//! What the tests share.

pub(crate) mod program;
pub(crate) mod promises;
pub(crate) mod reader;
