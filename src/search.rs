//! Finding: the fuzzy finder, the query language, and a phrase inside one text. Knows no files.
//!
//! Three questions, a module each: which briefings a reader may mean by a few letters
//! ([`fuzzy`]), which satisfy a query ([`query`], over the briefings of a [`Shelf`]), and where a
//! text says something ([`find_in`]). All compare folded texts ([`crate::text::fold`]), so case and accents never
//! matter, and all answer with places in the text as it is shown.

pub mod fuzzy;
mod occurrences;
pub mod query;
mod shelf;
mod terms;
mod words;

pub use occurrences::{find_in, find_in_body};
pub use shelf::{Shelf, Texts};
pub use terms::{narrowed, terms};
pub use words::Words;
