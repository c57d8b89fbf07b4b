//! Which language a text is in.

/// The ISO 639-1 code of the language of `text`, where it can be told.
pub fn detect(text: &str) -> Option<&'static str> {
    let _ = text;
    None
}
