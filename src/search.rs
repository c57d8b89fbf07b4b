//! Finding: the fuzzy finder, plain words, and a phrase inside one text. Knows no files.
//!
//! Three questions, a module each: which briefings a reader may mean by a few letters
//! ([`fuzzy`]), which hold certain words ([`Words`]), and where a text says something
//! ([`find_in`]). All compare folded texts ([`crate::text::fold`]), so case and accents never
//! matter, and all answer with places in the text as it is shown.

pub mod fuzzy;
mod occurrences;
mod words;

pub use occurrences::find_in;
pub use words::Words;
