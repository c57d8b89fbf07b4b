//! Documents of Word since 2007.

#![no_main]

#[path = "../../tests/suite/support/promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    promises::keeps_promises("release.docx", bytes);
});
