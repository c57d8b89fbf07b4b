//! The letters that phrases begin with: most lines begin with another, and are not looked at any further.

/// First letters, small ones.
pub(super) struct Initials(Vec<char>);

impl Initials {
    /// Those of phrases in small letters.
    pub(super) fn of<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let initials = phrases
            .into_iter()
            .filter_map(|phrase| phrase.chars().next());
        let mut initials: Vec<char> = initials.collect();
        initials.sort_unstable();
        initials.dedup();
        Self(initials)
    }

    /// True if a line, put in small letters, begins with one of them.
    pub(super) fn open(&self, line: &str) -> bool {
        let first = line.chars().next().into_iter();
        let small = first.flat_map(char::to_lowercase);
        small
            .take(1)
            .any(|letter| self.0.binary_search(&letter).is_ok())
    }
}
