//! A text as TOML writes it.

use std::fmt::Write as _;

use super::sanitise;

/// A text as a basic string of TOML, on one line, with nothing in it that a terminal could act
/// upon.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if sanitise::is_forbidden(c) || c.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\U{:08x}", c as u32);
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
