//! The numbers of cables in a few words, with the names of the posts before them.

use std::sync::LazyLock;

use crate::ingest::cable::number::{Number, is_number};
use crate::text::hash::HashSet;

/// The most words of a post's name.
const POST: usize = 4;

/// Words for a telegram, before its number.
const TELEGRAM: [&str; 12] = [
    "TELNO",
    "TEL",
    "TELEGRAM",
    "CABLE",
    "TD",
    "MRN",
    "NO",
    "NO.",
    "NR",
    "NR.",
    "№",
    "TELEGRAMME",
];

/// Words that say which post is meant: that of the sender, or of whom it goes to.
const OWN: [&str; 9] = [
    "MY", "MYTEL", "OUR", "OURTEL", "MON", "NOTRE", "НАШ", "НАША", "UNSER",
];
const THEIRS: [&str; 6] = ["YOUR", "YOURTEL", "VOTRE", "ВАШ", "ВАША", "IHR"];

/// An embassy's telegrams, and those of its department.
const EMBASSY: [&str; 4] = ["EMBTEL", "EMBTELS", "CONTEL", "CONGENTEL"];
const DEPARTMENT: [&str; 2] = ["DEPTEL", "DEPTELS"];

/// The post of the department.
const STATE: &str = "STATE";

/// Words that end the name of a post.
static STOPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("stops.txt").lines();
    let rows = rows.filter(|row| !row.starts_with('#'));
    rows.flat_map(str::split_whitespace).collect()
});

/// Whose telegrams `MY` and `YOUR` are.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::ingest::cable) struct Parties<'a> {
    pub(in crate::ingest::cable) own: Option<&'a str>,
    pub(in crate::ingest::cable) theirs: Option<&'a str>,
}

/// The numbers of cables in a text of few words.
pub(in crate::ingest::cable) fn numbers(text: &str, parties: Parties<'_>) -> Vec<Number> {
    let mut reader = Reader {
        parties,
        has_small: text.contains(char::is_lowercase),
        ..Reader::default()
    };
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or_default();
        reader.word(word, next);
    }
    reader.found
}

/// A walk over the words of a reference.
#[derive(Default)]
struct Reader<'a> {
    parties: Parties<'a>,
    has_small: bool,
    /// The name of a post, as far as it is read.
    post: Vec<String>,
    year: Option<i16>,
    /// True where a further number may be of the last post.
    goes_on: bool,
    found: Vec<Number>,
}

impl Reader<'_> {
    fn word(&mut self, word: &str, next: &str) {
        let bare = word.trim_matches(|c: char| ",;:()[]\"'".contains(c));
        let is_end = word.ends_with([',', ';', ')', ']']);
        let bare = bare
            .strip_suffix('.')
            .filter(|it| is_number(it))
            .unwrap_or(bare);
        if is_number(bare) {
            self.digits(bare, is_end, next);
            return;
        }
        let upper = bare.to_uppercase();
        if upper == "AND" || bare == "&" {
            self.post.clear();
            return;
        }
        let is_telegram = TELEGRAM.contains(&upper.as_str());
        if !is_telegram {
            self.goes_on = false;
        }
        if is_telegram {
            return;
        }
        if word.starts_with(['(', '[']) {
            self.forget();
        }
        // `PORT OF SPAIN`
        if is_particle(&upper) && !self.post.is_empty() && !is_end {
            self.post.push(upper);
            return;
        }
        if let Some(post) = self.meant(&upper) {
            // Whoever that is may not be told.
            self.post = post.into_iter().collect();
        } else if is_post_word(bare) && !is_stop(&upper) {
            self.post.push(upper);
        } else {
            self.forget();
        }
        if is_end {
            self.forget();
        }
    }

    /// The post that a word stands for, as far as that is known.
    fn meant(&self, word: &str) -> Option<Option<String>> {
        let Parties { own, theirs } = self.parties;
        let is = |list: &[&str]| list.contains(&word);
        let is_departments = own == Some(STATE);
        let post = if is(&OWN) || is(&EMBASSY) && !is_departments {
            own
        } else if is(&THEIRS) || is(&EMBASSY) {
            theirs
        } else if is(&DEPARTMENT) {
            Some(STATE)
        } else {
            return None;
        };
        Some(post.map(str::to_owned))
    }

    fn digits(&mut self, digits: &str, is_end: bool, next: &str) {
        // `LIND OF 31 MAY`
        if self.post.last().is_some_and(|word| is_particle(word)) {
            self.forget();
        }
        let last = self
            .found
            .last()
            .map(|number| (number.post.clone(), number.year));
        if !self.post.is_empty() {
            let from = self.post.len().saturating_sub(POST);
            let post = self.post[from..].join(" ");
            self.push(post, digits, self.year);
        } else if !is_end && is_post_word(next) && !is_stop(&next.to_uppercase()) {
            self.year = year(digits);
            self.goes_on = false;
            return;
        } else if let Some((post, year)) = last.filter(|_| self.goes_on) {
            self.push(post, digits, year);
        } else {
            self.forget();
            return;
        }
        self.forget();
        self.goes_on = true;
    }

    fn push(&mut self, post: String, digits: &str, year: Option<i16>) {
        // In running words a number of four digits behind a name is a year.
        let is_year = self.has_small && digits.len() == 4 && matches!(&digits[..2], "19" | "20");
        let is_word_alone =
            self.has_small && self.found.is_empty() && post.contains(' ') && is_year;
        if !is_word_alone
            && self.found.len() < super::MOST
            && digits.bytes().any(|byte| byte != b'0')
        {
            self.found.push(Number {
                year,
                ..Number::new(&post, digits)
            });
        }
    }

    fn forget(&mut self) {
        self.post.clear();
        self.year = None;
    }
}

/// `24`, `2024`
fn year(digits: &str) -> Option<i16> {
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        2 if number < 45 => Some(2000 + number),
        2 => Some(1900 + number),
        4 => Some(number).filter(|it| (1900..2100).contains(it)),
        _ => None,
    }
}

/// True for a word within the name of a place.
fn is_particle(word: &str) -> bool {
    matches!(word, "OF" | "DE" | "LA")
}

fn is_post_word(word: &str) -> bool {
    word.chars().nth(1).is_some()
        && word.starts_with(char::is_uppercase)
        && word
            .chars()
            .all(|c| c.is_alphabetic() || "-'’.".contains(c))
}

fn is_stop(word: &str) -> bool {
    STOPS.contains(word)
}

/// True for a word by which the number counts what two sent each other.
pub(super) fn is_between(word: &str) -> bool {
    let word = word.to_uppercase();
    EMBASSY.contains(&word.as_str()) || DEPARTMENT.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_that_end_a_post_stand_once_sorted_and_in_capitals() {
        let rows = include_str!("stops.txt")
            .lines()
            .filter(|row| !row.starts_with('#'));
        let words: Vec<&str> = rows.flat_map(str::split_whitespace).collect();
        assert!(words.is_sorted_by(|one, next| one < next), "{words:?}");
        assert!(words.iter().all(|word| *word == word.to_uppercase()));
    }
}
