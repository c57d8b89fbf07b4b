//! Finding: the fuzzy finder and word queries, over slices; knows no files.

pub mod fuzzy;
