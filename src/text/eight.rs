//! Eight bytes at once, as one number.

/// A one in every byte: times a byte, that byte in all eight.
pub(crate) const EACH: u64 = u64::MAX / 0xFF;

/// The high bit of every byte, which no byte of ASCII has.
pub(crate) const HIGH: u64 = 0x80 * EACH;
