//! What the process that reads pages answers, or one that was taken over.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    chancery::ingest::sandbox::is_answer(bytes);
});
