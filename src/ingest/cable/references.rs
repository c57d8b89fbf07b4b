//! What a cable refers to, from the lines behind `REF`.
//!
//! ```text
//! A. 24 SUVA 398 (NOTAL)         a letter, a year, the post and the number
//! (B) STATE 5512 AND 5513        the post counts on
//! UKMIS NEW YORK TELNO 315       words for a telegram say nothing
//! YOUR TELNO 12                  of whoever it goes to
//! ```

use super::head::finished;
use super::number::Number;
use crate::briefing::Reference;
use crate::ingest::given::one_line;
use crate::ingest::lines::head;

mod numbers;

pub(super) use numbers::{Parties, numbers};

use numbers::is_between;

/// The most references of a cable.
const MOST: usize = 64;

/// The most bytes of what is shown of a reference.
const LONGEST: usize = 200;

/// Something that is referred to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cited {
    pub(super) words: String,
    pub(super) number: Option<Number>,
}

impl Cited {
    /// As a briefing has it, cleaned.
    pub(super) fn finished(&self) -> Reference {
        Reference {
            words: one_line(&self.words).into(),
            number: self.number.as_ref().map(finished),
            is_between: self.words.split_whitespace().any(is_between),
            section: None,
        }
    }
}

/// The references in these lines.
pub(super) fn cited(lines: &[String], parties: Parties<'_>) -> Vec<Cited> {
    let mut all = Vec::new();
    for item in items(lines) {
        let numbers = numbers(&item.words, parties);
        let letter = item
            .letter
            .map_or_else(String::new, |letter| format!("{letter}. "));
        if numbers.len() < 2 {
            let words = head(&item.words, LONGEST);
            all.push(Cited {
                words: format!("{letter}{words}"),
                number: numbers.into_iter().next(),
            });
            continue;
        }
        all.extend(numbers.into_iter().map(|number| Cited {
            words: format!("{letter}{}", number.words()),
            number: Some(number),
        }));
    }
    all.truncate(MOST);
    all
}

/// What stands under a letter, or between semicolons, or in a line.
#[derive(Default)]
struct Item {
    letter: Option<char>,
    words: String,
}

fn items(lines: &[String]) -> Vec<Item> {
    let words = || lines.iter().flat_map(|line| line.split_whitespace());
    let is_lettered = words().any(|word| letter(word).is_some());
    let mut items = vec![Item::default()];
    for line in lines {
        if !is_lettered {
            items.push(Item::default());
        }
        for word in line.split_whitespace() {
            if let Some(letter) = letter(word) {
                items.push(Item {
                    letter: Some(letter),
                    words: String::new(),
                });
                continue;
            }
            let (bare, ends) = match word.strip_suffix(';') {
                Some(bare) => (bare, true),
                None => (word, false),
            };
            if let Some(item) = items.last_mut() {
                if !item.words.is_empty() {
                    item.words.push(' ');
                }
                item.words.push_str(bare);
            }
            if ends {
                items.push(Item::default());
            }
        }
    }
    for item in &mut items {
        let kept = item.words.trim_end_matches([',', '.']).len();
        item.words.truncate(kept);
    }
    items.retain(|item| item.words.contains(char::is_alphanumeric));
    items
}

/// `A.`, `(A)`, `A)`, `[A]`: the letter.
fn letter(word: &str) -> Option<char> {
    let inner = word.strip_suffix(['.', ')', ']', ':'])?;
    let inner = inner.strip_prefix(['(', '[']).unwrap_or(inner);
    let mut letters = inner.chars();
    let letter = letters.next().filter(char::is_ascii_uppercase)?;
    letters.next().is_none().then_some(letter)
}

impl Number {
    fn words(&self) -> String {
        let year = self
            .year
            .map_or_else(String::new, |year| format!("{:02} ", year % 100));
        format!("{year}{} {}", self.post, self.digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTIES: Parties<'_> = Parties {
        own: Some("TARN"),
        theirs: Some("STATE"),
    };

    fn of(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
        let shown = |it: Cited| match it.number {
            Some(number) => format!("{} = {}", it.words, number.words()),
            None => it.words,
        };
        cited(&lines, PARTIES).into_iter().map(shown).collect()
    }

    #[test]
    fn references_are_lettered_listed_or_in_lines() {
        assert_eq!(
            of("A. 24 SUVA 398 (NOTAL) B. STATE 05512\nC. LIND-ROE EMAIL OF MAY 31"),
            [
                "A. 24 SUVA 398 (NOTAL) = 24 SUVA 398",
                "B. STATE 05512 = STATE 05512",
                "C. LIND-ROE EMAIL OF MAY 31"
            ]
        );
        assert_eq!(
            of("(A) PORT OF SPAIN 12; (B) 2023 APIA 7"),
            [
                "A. PORT OF SPAIN 12 = PORT OF SPAIN 12",
                "B. 2023 APIA 7 = 23 APIA 7"
            ]
        );
        assert_eq!(
            of("STATE 5512 AND 5513, APIA 7"),
            [
                "STATE 5512 = STATE 5512",
                "STATE 5513 = STATE 5513",
                "APIA 7 = APIA 7"
            ]
        );
        assert_eq!(
            of("24 SUVA 398\n24 STATE 5512"),
            ["24 SUVA 398 = 24 SUVA 398", "24 STATE 5512 = 24 STATE 5512"]
        );
        assert_eq!(
            of("(A) Suva 398, (B) State 5512"),
            ["A. Suva 398 = SUVA 398", "B. State 5512 = STATE 5512"]
        );
    }

    #[test]
    fn words_for_a_telegram_and_for_whose_it_is_are_understood() {
        for (text, number) in [
            ("MY TELNO 315", "TARN 315"),
            ("YOURTEL 12", "STATE 12"),
            ("UKMIS NEW YORK TELNO 315", "UKMIS NEW YORK 315"),
            ("TD Paris 1234 du 3 mai 2024", "PARIS 1234"),
            ("Embtel 1481", "TARN 1481"),
            ("Deptel 94", "STATE 94"),
            ("PARA 3 OF SUVA 412", "SUVA 412"),
        ] {
            assert_eq!(of(text), [format!("{text} = {number}")], "{text}");
        }
    }

    #[test]
    fn days_and_other_numbers_are_none_of_a_cable() {
        for text in [
            "MEETING OF 31 MAY 2024",
            "Email from Mara Lind of 31 May",
            "UNSCR 1701",
            "Joint Statement 2024",
            "SUVA",
        ] {
            assert_eq!(of(text), [text]);
        }
        assert_eq!(of(""), [""; 0]);
    }
}
