//! What the tests share.

pub mod reader;
