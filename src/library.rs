//! The collection of briefings: the folder scan and the sample briefings.

pub mod samples;
pub mod scan;
