//! What styles are by the names that Word gives them, in English whatever its language.

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    /// A heading of that level, from 0.
    Heading(u8),
    /// A quotation that is set off.
    Quotation,
}

/// What a style of that name means, if it means anything.
pub(super) fn means(name: &str) -> Option<Means> {
    match name.trim().to_lowercase().as_str() {
        "title" => Some(Means::Heading(0)),
        "quote" | "intense quote" | "block text" | "quotations" | "block quotation" => {
            Some(Means::Quotation)
        }
        name => {
            let level = name.strip_prefix("heading ")?.parse::<u8>().ok()?;
            level
                .checked_sub(1)
                .filter(|level| *level < 9)
                .map(Means::Heading)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_styles_are_known() {
        assert_eq!(means(" Heading 2"), Some(Means::Heading(1)));
        assert_eq!(means("Title"), Some(Means::Heading(0)));
        assert_eq!(means("Intense Quote"), Some(Means::Quotation));
        for none in [
            "",
            "heading",
            "heading 0",
            "heading 99",
            "Body Text",
            "Subtitle",
        ] {
            assert_eq!(means(none), None, "{none}");
        }
    }
}
