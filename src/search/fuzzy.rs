//! The fuzzy finder over titles, sources, tags and dates.
