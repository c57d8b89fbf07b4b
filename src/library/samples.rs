//! The sample briefings that are compiled in.
