//! The addresses of signal traffic under names that one can read.

use std::sync::LazyLock;

/// A word of an address, the name of who sends under it, and whether a place belongs to the name.
struct House {
    address: &'static str,
    name: &'static str,
    /// Under which name it numbers its cables, where that is not the place.
    post: Option<&'static str>,
    has_place: bool,
}

static HOUSES: LazyLock<Vec<House>> = LazyLock::new(|| {
    let rows = include_str!("houses.txt").lines();
    let rows = rows.filter_map(|row| row.split_once(" = "));
    let rows = rows.filter(|(address, _)| !address.starts_with('#'));
    rows.map(|(address, name)| {
        let (name, post) = match name.split_once(" = ") {
            Some((name, post)) => (name, Some(post)),
            None => (name, None),
        };
        House {
            address: address.trim_end_matches('.'),
            name,
            post,
            has_place: !address.ends_with('.'),
        }
    })
    .collect()
});

/// The name behind an address: `AMEMBASSY PORT OF SPAIN` is the U.S. Embassy Port of Spain.
///
/// An address that is not known stays as it stands, if it `is_address`.
pub(super) fn readable(address: &str, is_address: bool) -> Option<String> {
    let address = bare(address);
    let Some(house) = house_of(address) else {
        return (is_address && !address.is_empty()).then(|| address.to_owned());
    };
    let place = address[house.address.len()..].trim();
    Some(match place {
        "" => house.name.to_owned(),
        _ if !house.has_place => house.name.to_owned(),
        _ => format!("{} {}", house.name, in_small_letters(place)),
    })
}

/// The house of a bare address: the longest that fits, since a mission may be one with a name of its own.
fn house_of(address: &str) -> Option<&'static House> {
    let houses = HOUSES.iter().filter(|house| {
        let rest = address.strip_prefix(house.address);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    houses.max_by_key(|house| house.address.len())
}

/// True for the address of a house that is known.
pub(super) fn is_known(address: &str) -> bool {
    house_of(bare(address)).is_some()
}

/// The name under which whoever has an address numbers cables: `AMEMBASSY PORT OF SPAIN` is PORT OF SPAIN.
///
/// An address that is not known is one, if it `is_address`; a few words in capitals may be.
pub(super) fn post(address: &str, is_address: bool) -> Option<String> {
    let address = bare(address);
    let Some(house) = house_of(address) else {
        let is_short = address.split_whitespace().count() <= 2;
        let is_post = (is_address || is_short) && !address.contains(char::is_lowercase);
        return (is_post && !address.is_empty()).then(|| address.to_owned());
    };
    let place = address[house.address.len()..].trim();
    Some(match house.post {
        Some(post) => post.to_owned(),
        None if place.is_empty() || !house.has_place => house.address.to_owned(),
        None => place.to_owned(),
    })
}

/// An address without routing (`RUEHSV/`), precedence and number (`SUVA 4431`).
fn bare(address: &str) -> &str {
    const PRECEDENCE: [&str; 5] = ["FLASH", "IMMEDIATE", "NIACT", "PRIORITY", "ROUTINE"];
    let mut rest = address.trim().trim_end_matches("//");
    if let Some((routing, after)) = rest.split_once('/')
        && (5..=7).contains(&routing.len())
        && routing.starts_with('R')
        && routing.bytes().all(|byte| byte.is_ascii_uppercase())
    {
        rest = after;
    }
    rest = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    while let Some((before, after)) = rest.split_once(' ')
        && PRECEDENCE.contains(&before)
    {
        rest = after;
    }
    while let Some((before, after)) = rest.rsplit_once(' ')
        && PRECEDENCE.contains(&after)
    {
        rest = before.trim_end();
    }
    rest
}

/// `PORT OF SPAIN` as a name is written.
fn in_small_letters(place: &str) -> String {
    const SMALL: [&str; 8] = ["of", "de", "del", "da", "do", "es", "al", "and"];
    let words = place.split_whitespace().enumerate().map(|(at, word)| {
        let lower = word.to_lowercase();
        if at > 0 && SMALL.contains(&lower.as_str()) {
            return lower;
        }
        let mut letters = lower.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_a_name() {
        for (address, name) in [
            ("AMEMBASSY PORT OF SPAIN", "U.S. Embassy Port of Spain"),
            ("RUEHLO/AMEMBASSY TARN PRIORITY 0412", "U.S. Embassy Tarn"),
            ("AMCONSUL LA PAZ", "U.S. Consulate La Paz"),
            (
                "USMISSION USUN NEW YORK",
                "U.S. Mission to the United Nations",
            ),
            ("USMISSION GENEVA", "U.S. Mission Geneva"),
            ("SECSTATE WASHDC", "U.S. Department of State"),
            ("UKMIS NEW YORK", "UK Mission New York"),
            ("CDR RIVER COMMAND", "CDR RIVER COMMAND"),
        ] {
            assert_eq!(readable(address, true).as_deref(), Some(name), "{address}");
        }
        assert_eq!(readable("MARA LIND", false), None);
        assert_eq!(readable("AMEMBASSYLAND", false), None);
    }

    #[test]
    fn the_houses_are_listed_once_and_in_capitals() {
        let mut seen = std::collections::HashSet::new();
        for house in HOUSES.iter() {
            assert!(seen.insert(house.address), "{}", house.address);
            assert_eq!(house.address, house.address.to_uppercase());
        }
    }
}
