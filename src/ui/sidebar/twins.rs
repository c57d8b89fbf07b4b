//! Names that are too long for their rows: cut at the end, but for those that would then look like another.
//!
//! ```text
//! Ministry of F…Latvia        a twin of the next
//! Ministry of F…Lithuania
//! Department of Agricultu…    like no other
//! ```

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::width::{prefix, truncate, truncate_middle, width};

/// A name and the columns that it has.
pub(super) type Place<'a> = (&'a str, usize);

/// The names as their rows show them, in their order.
pub(super) fn cut<'a>(places: &[Place<'a>]) -> Vec<Cow<'a, str>> {
    let differences = differences(places);
    let mut cut: Vec<Cow<'a, str>> = places
        .iter()
        .zip(&differences)
        .map(|(&(name, columns), difference)| match difference {
            Some(difference) => truncate_middle(name, columns, difference.first),
            None => truncate(name, columns),
        })
        .collect();
    // Of several twins some may differ only after the first place where one differs.
    for row in looking_alike(places, &cut) {
        if let Some(difference) = &differences[row] {
            let (name, columns) = places[row];
            cut[row] = truncate_middle(name, columns, difference.last);
        }
    }
    cut
}

/// The bytes of a name at which the first and the last of its twins differ from it.
struct Difference {
    first: usize,
    last: usize,
}

/// For each name that has twins where it differs from them.
fn differences(places: &[Place<'_>]) -> Vec<Option<Difference>> {
    let seen: Vec<usize> = places.iter().map(seen_at_first).collect();
    let is_cut = |row: usize| seen[row] < places[row].0.len();
    let mut differences: Vec<Option<Difference>> = places.iter().map(|_| None).collect();
    let least = (0..places.len()).filter(|&row| is_cut(row));
    let Some(least) = least.map(|row| seen[row]).min() else {
        return differences;
    };
    // In this order those that begin alike stand together.
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_unstable_by_key(|&row| places[row].0);
    for (at, &one) in order.iter().enumerate() {
        for &other in &order[at + 1..] {
            let (name, twin) = (places[one].0, places[other].0);
            let common = common_bytes(name, twin);
            if common < least {
                break;
            }
            let shown = seen[one].min(seen[other]);
            // One that is shown whole is told by its end.
            let is_whole = |row: usize| seen[row] == shown && !is_cut(row);
            if name == twin || common < shown || is_whole(one) || is_whole(other) {
                continue;
            }
            for row in [one, other].into_iter().filter(|&row| is_cut(row)) {
                let difference = differences[row].get_or_insert(Difference {
                    first: common,
                    last: common,
                });
                difference.first = difference.first.min(common);
                difference.last = difference.last.max(common);
            }
        }
    }
    differences
}

/// The bytes of a name that show when it is cut at its end.
fn seen_at_first(&(name, columns): &Place<'_>) -> usize {
    if width(name) <= columns {
        name.len()
    } else {
        prefix(name, columns.saturating_sub(1)).len()
    }
}

/// The bytes that two names begin with alike.
fn common_bytes(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    pairs.take_while(|(a, b)| a == b).count()
}

/// The rows that look like another with a different name.
fn looking_alike(places: &[Place<'_>], cut: &[Cow<'_, str>]) -> Vec<usize> {
    let mut by_look: HashMap<&str, Vec<usize>> = HashMap::new();
    for (row, look) in cut.iter().enumerate() {
        by_look.entry(look).or_default().push(row);
    }
    let alike = by_look.into_values().filter(|rows| {
        let first = rows.first().map(|&row| places[row].0);
        rows.iter().any(|&row| Some(places[row].0) != first)
    });
    alike.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(columns: usize, names: &[&str]) -> Vec<String> {
        let places: Vec<Place<'_>> = names.iter().map(|name| (*name, columns)).collect();
        cut(&places).into_iter().map(Cow::into_owned).collect()
    }

    #[test]
    fn only_names_with_a_twin_are_cut_in_the_middle() {
        let names = [
            "Ministry of Foreign Affairs of the Republic of Latvia",
            "Department of Agriculture and Fisheries",
            "Ministry of Foreign Affairs of the Republic of Lithuania",
            "Ministry of Finance",
        ];
        let expected = [
            "Ministry of Fore…Latvia",
            "Department of Agricult…",
            "Ministry of F…Lithuania",
            "Ministry of Finance",
        ];
        assert_eq!(looks(23, &names), expected);
        // The same name twice is no twin: there is nothing to tell them by.
        assert_eq!(looks(12, &[names[0], names[0]]), ["Ministry of…"; 2]);
    }

    #[test]
    fn twins_are_told_apart_at_the_place_where_they_differ() {
        let names = [
            "Permanent Mission of France to the United Nations in Geneva",
            "Permanent Mission of Germany to the United Nations in Geneva",
            "Permanent Mission of Germany to the United Nations in New York",
        ];
        let expected = [
            "Permane…France to…",
            "Permanent M…Geneva",
            "Permanent…New York",
        ];
        assert_eq!(looks(18, &names), expected);
    }

    #[test]
    fn what_follows_the_cut_begins_with_a_letter_or_a_digit() {
        let names = [
            "Foreign Relations of the States, 1964–1968",
            "Foreign Relations of the States: Diplomacy",
        ];
        let expected = ["Foreign…1964–1968", "Foreign…Diplomacy"];
        assert_eq!(looks(18, &names), expected);
    }

    #[test]
    fn one_that_is_shown_whole_is_no_twin_but_where_the_other_is_cut_before_its_end() {
        let names = ["Foreign Ministry", "Foreign Ministry of Chad"];
        assert_eq!(looks(20, &names), [names[0], "Foreign Ministry of…"]);
        let narrower = [(names[0], 16), (names[1], 12)];
        assert_eq!(cut(&narrower), [names[0], "Fore…of Chad"]);
    }

    #[test]
    fn rooms_of_several_widths_make_twins_as_well() {
        let names = ["Committee on Trade, First", "Committee on Trade, Second"];
        let looks = cut(&[(names[0], 16), (names[1], 14)]);
        assert_eq!(looks, ["Committee…First", "Committ…Second"]);
    }

    #[test]
    fn wide_characters_and_marks_are_never_split() {
        let names = ["外務省国際協力局政策課", "外務省国際協力局総務課"];
        assert_eq!(looks(13, &names), ["外務省…政策課", "外務省…総務課"]);
        // They differ in an accent alone.
        let names = ["Commune de Saint-Benoi\u{302}t", "Commune de Saint-Benoit"];
        let expected = ["Commune…Saint-Benoi\u{302}t", "Commune…Saint-Benoit"];
        assert_eq!(looks(20, &names), expected);
        assert_eq!(looks(0, &names), ["", ""]);
    }
}
