//! What is found in plain texts: speakers, quotes, tags.

#![no_main]

#[path = "../../tests/suite/support/promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    promises::is_analysed(bytes);
});
