//! The name that was probably meant.

/// The candidate nearest to `name`, if any is near enough to have been meant.
///
/// Near is one slip in three letters, three at most; a slip is a letter left out, put in,
/// changed or swapped with its neighbour. Case does not count.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let allowed = name.chars().count().div_ceil(3).min(3);
    candidates
        .into_iter()
        .map(|candidate| {
            let slips = strsim::damerau_levenshtein(&name, &candidate.to_lowercase());
            (slips, candidate)
        })
        .filter(|&(slips, _)| slips <= allowed)
        .min_by_key(|&(slips, _)| slips)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const NAMES: [&str; 4] = ["theme", "keys", "reading", "page-down"];

    #[test]
    fn a_slip_of_the_pen_finds_the_name() {
        assert_eq!(nearest("thmee", NAMES), Some("theme"));
        assert_eq!(nearest("Keys", NAMES), Some("keys"));
        assert_eq!(nearest("pagedown", NAMES), Some("page-down"));
    }

    #[test]
    fn something_else_altogether_finds_nothing() {
        assert_eq!(nearest("x", NAMES), None);
        assert_eq!(nearest("colour", NAMES), None);
        assert_eq!(nearest("", NAMES), None);
    }

    #[test]
    fn the_nearest_of_several_is_found() {
        assert_eq!(nearest("tag", ["tab", "tags", "tag"]), Some("tag"));
    }
}
