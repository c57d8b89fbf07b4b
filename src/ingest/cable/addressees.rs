//! Who a cable goes to, from the lines behind `TO` and `INFO`.

use super::address;
use crate::briefing::Precedence;

/// More addresses are taken for no head.
const MOST: usize = 200;

/// The precedences by their words, and by the letters that stand before a date-time group.
const PRECEDENCES: [(&str, char, Precedence); 4] = [
    ("ROUTINE", 'R', Precedence::Routine),
    ("PRIORITY", 'P', Precedence::Priority),
    ("IMMEDIATE", 'O', Precedence::Immediate),
    ("FLASH", 'Z', Precedence::Flash),
];

/// The names of the addresses in these lines; `is_signal` tells bare `TO` from the `To:` of a message.
///
/// Each line is one, and in signal traffic a comma parts more of them: a message may go to
/// `Mara Lind, Minister of Locks`.
pub(super) fn names(lines: &[String], is_signal: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        let is_list = is_signal || !line.contains(char::is_lowercase) && outer_commas(line) > 1;
        for address in parted(line, is_list) {
            let address = address.trim_end_matches([',', '.']);
            let name = address::readable(address, true);
            let name = name.filter(|it| it.contains(char::is_alphabetic) && !names.contains(it));
            names.extend(name.filter(|_| names.len() < MOST));
        }
    }
    names
}

/// The highest precedence that lines of addresses name.
pub(super) fn precedence(lines: &[String]) -> Option<Precedence> {
    let words = lines.iter().flat_map(|line| line.split([' ', ',', ';']));
    words.filter_map(of_word).max()
}

/// The precedence of a word, in capitals.
pub(super) fn of_word(word: &str) -> Option<Precedence> {
    let known = PRECEDENCES.iter().find(|(name, ..)| *name == word);
    known.map(|&(.., precedence)| precedence)
}

/// The precedence before a date-time group: `P`, `OO`, `P R` for action and for information.
pub(super) fn of_letters(before: &str) -> Option<Precedence> {
    let of_letters = |word: &str| {
        let letter = word.chars().next()?;
        let is_one = word.len() <= 2 && word.chars().all(|c| c == letter);
        let known = PRECEDENCES.iter().find(|(_, short, _)| *short == letter);
        known.filter(|_| is_one).map(|&(.., precedence)| precedence)
    };
    before
        .split_whitespace()
        .find_map(|word| of_letters(word).or_else(|| of_word(word)))
}

fn outer_commas(line: &str) -> usize {
    parted(line, true).count().saturating_sub(1)
}

/// The pieces of a line between semicolons, and between commas where it is a list; none inside brackets.
fn parted(line: &str, is_list: bool) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    line.split(move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && (c == ';' || c == ',' && is_list)
    })
    .map(str::trim)
    .filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str], is_signal: bool) -> Vec<String> {
        let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        names(&lines, is_signal)
    }

    #[test]
    fn each_address_has_its_name() {
        assert_eq!(
            of(
                &[
                    "RUEHC/SECSTATE WASHDC IMMEDIATE 4431",
                    "RUEHLO/AMEMBASSY LONDON 0012",
                    "RIVER STATES COLLECTIVE PRIORITY"
                ],
                true
            ),
            [
                "U.S. Department of State",
                "U.S. Embassy London",
                "RIVER STATES COLLECTIVE"
            ]
        );
        assert_eq!(
            of(
                &["PRIORITY TASHKENT, UKREP GENEVA,", "ROUTINE UKMIS NEW YORK"],
                true
            ),
            [
                "TASHKENT",
                "UK Representation Geneva",
                "UK Mission New York"
            ]
        );
        assert_eq!(
            of(&["SUVA (DESK LAW, DESK SEA), APIA, TARN"], false),
            ["SUVA (DESK LAW, DESK SEA)", "APIA", "TARN"]
        );
        assert_eq!(
            of(&["Mara Lind, Minister of Locks; Georg Sol"], false),
            ["Mara Lind, Minister of Locks", "Georg Sol"]
        );
    }

    #[test]
    fn precedence_is_told_by_letters_and_words() {
        for (before, precedence) in [
            ("P R ", Some(Precedence::Priority)),
            ("OO", Some(Precedence::Immediate)),
            ("ZZ ", Some(Precedence::Flash)),
            ("NIACT IMMEDIATE ", Some(Precedence::Immediate)),
            ("UNCLAS ", None),
            ("", None),
        ] {
            assert_eq!(of_letters(before), precedence, "{before}");
        }
        let lines = ["ROUTINE TARN".to_owned(), "FLASH SUVA".to_owned()];
        assert_eq!(precedence(&lines), Some(Precedence::Flash));
    }
}
