//! Documents of LibreOffice and its like.

#![no_main]

#[path = "../../tests/suite/support/promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    promises::keeps_promises("release.odt", bytes);
});
