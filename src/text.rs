//! What is true of any text: folding, sanitising, display width, wrapping, offsets.

pub mod fold;
pub mod offsets;
pub mod sanitise;
pub mod width;
pub mod wrap;
