//! Maps and sets for short keys: words, names, lines.
//!
//! A text asks them for each of its words, so that hashing shows. The standard hasher is made for
//! keys that an attacker may choose and sees the answers to; this one has a random seed as well, and
//! costs far less for a key of a few bytes.

use std::collections::{HashMap as StdMap, HashSet as StdSet};

use foldhash::quality::RandomState;

/// The standard map with a fast hasher.
pub(crate) type HashMap<K, V> = StdMap<K, V, RandomState>;

/// The standard set with a fast hasher.
pub(crate) type HashSet<T> = StdSet<T, RandomState>;
