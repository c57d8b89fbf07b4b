//! What is true of any text: folding, sanitising, display width, wrapping, offsets.
//!
//! Knows nothing of briefings. A text passes through here in this order: [`sanitise`] once, when it is read, with
//! [`offsets`] leading back to the source and [`breaks`] for where a word may be cut; [`fold`] for search; [`width`] and [`wrap`], which expect sanitised text,
//! for the screen. Everything is linear in the length of the text, whatever the text.

pub mod basic_string;
pub mod breaks;
pub(crate) mod eight;
pub mod fold;
pub(crate) mod hash;
pub(crate) mod json;
pub(crate) mod letters;
pub mod marks;
pub mod offsets;
pub mod sanitise;
pub mod sentences;
pub mod width;
pub(crate) mod word_table;
pub mod wrap;
