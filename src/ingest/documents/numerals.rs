//! How office programs write numbers before paragraphs: `3.`, `c)`, `iv.`, `1st`.

mod of_word;

pub(super) use of_word::BULLET;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Numerals {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// Of at least so many digits: 01, 02.
    Padded(usize),
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, C.
    UpperLetter(AfterLast),
    /// a, b, c.
    LowerLetter(AfterLast),
    /// А, Б, В.
    UpperRussian,
    /// а, б, в.
    LowerRussian,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// One, Two, Three.
    Word,
    /// First, Second, Third.
    OrdinalWord,
    /// ①, ②, ③.
    Circled,
    /// 一, 二, 三.
    Chinese,
    /// Digits of a script, by its nought.
    Digits(char),
    /// Letters of a script in the order in which it counts.
    Letters(&'static str),
    /// *, †, ‡, §, **.
    Signs,
    /// No number.
    Nothing,
}

/// How letters go on after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterLast {
    /// aa, bb, cc.
    Repeated,
    /// aa, ab, ac.
    Counted,
}

/// A letter that is repeated more often than that is written as a number.
const MOST_REPEATS: usize = 20;

const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";

impl Numerals {
    /// The number as it is written.
    pub(super) fn write(self, number: i64) -> String {
        let written = match self {
            Self::Decimal => None,
            Self::Padded(digits) => Some(format!("{number:0digits$}")),
            Self::UpperRoman => roman(number).map(|it| it.to_ascii_uppercase()),
            Self::LowerRoman => roman(number),
            Self::UpperLetter(after) => letter(number, after).map(|it| it.to_ascii_uppercase()),
            Self::LowerLetter(after) => letter(number, after),
            Self::UpperRussian => repeated(number, RUSSIAN).map(|it| it.to_uppercase()),
            Self::LowerRussian => repeated(number, RUSSIAN),
            Self::Ordinal => Some(format!("{number}{}", ordinal_ending(number))),
            Self::Word => word(number, &WORDS),
            Self::OrdinalWord => word(number, &ORDINALS),
            Self::Circled => circled(number),
            Self::Chinese => chinese(number),
            Self::Digits(nought) => Some(in_digits(number, nought)),
            Self::Letters(letters) => repeated(number, letters),
            Self::Signs => repeated(number, "*†‡§"),
            Self::Nothing => Some(String::new()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

fn roman(number: i64) -> Option<String> {
    const PARTS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut numeral = String::new();
    for (value, letters) in PARTS {
        while left >= value {
            numeral.push_str(letters);
            left -= value;
        }
    }
    Some(numeral)
}

fn letter(number: i64, after: AfterLast) -> Option<String> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    if after == AfterLast::Repeated {
        return repeated(number, LETTERS);
    }
    let mut left = u32::try_from(number).ok().filter(|number| *number > 0)?;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(char::from(b'a' + u8::try_from((left - 1) % 26).ok()?));
        left = (left - 1) / 26;
    }
    Some(letters.into_iter().rev().collect())
}

/// The letter of a number; after the last they come again, doubled.
fn repeated(number: i64, letters: &str) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    let all = letters.chars().count();
    let letter = letters.chars().nth(at % all)?;
    let times = at / all + 1;
    (times <= MOST_REPEATS).then(|| letter.to_string().repeat(times))
}

fn ordinal_ending(number: i64) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

const WORDS: [&str; 20] = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
];

const ORDINALS: [&str; 20] = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
];

fn word(number: i64, words: &[&str]) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    words.get(at).map(|word| (*word).to_owned())
}

fn circled(number: i64) -> Option<String> {
    let number = u32::try_from(number).ok()?;
    let circled = match number {
        0 => char::from_u32(0x24EA),
        1..=20 => char::from_u32(0x2460 + number - 1),
        _ => None,
    };
    circled.map(String::from)
}

fn chinese(number: i64) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let number = usize::try_from(number)
        .ok()
        .filter(|it| (1..100).contains(it))?;
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", DIGITS[tens]),
    };
    Some(tens + DIGITS[number % 10])
}

fn in_digits(number: i64, nought: char) -> String {
    let digit = |c: char| {
        let value = c.to_digit(10)?;
        char::from_u32(u32::from(nought) + value)
    };
    number
        .to_string()
        .chars()
        .map(|c| digit(c).unwrap_or(c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_their_way() {
        use AfterLast::{Counted, Repeated};
        for (numerals, number, written) in [
            (Numerals::Decimal, 12, "12"),
            (Numerals::Padded(2), 7, "07"),
            (Numerals::LowerRoman, 1994, "mcmxciv"),
            (Numerals::UpperRoman, 4000, "4000"),
            (Numerals::LowerLetter(Repeated), 28, "bb"),
            (Numerals::UpperLetter(Counted), 28, "AB"),
            (Numerals::LowerLetter(Counted), 0, "0"),
            (Numerals::LowerRussian, 11, "л"),
            (Numerals::Ordinal, 22, "22nd"),
            (Numerals::Ordinal, 112, "112th"),
            (Numerals::OrdinalWord, 3, "Third"),
            (Numerals::Word, 21, "21"),
            (Numerals::Circled, 3, "③"),
            (Numerals::Chinese, 12, "十二"),
            (Numerals::Chinese, 30, "三十"),
            (Numerals::Digits('٠'), 14, "١٤"),
            (Numerals::Signs, 5, "**"),
            (Numerals::Nothing, 5, ""),
            (
                Numerals::LowerLetter(Repeated),
                i64::MAX,
                "9223372036854775807",
            ),
            (Numerals::LowerRoman, i64::MIN, "-9223372036854775808"),
        ] {
            assert_eq!(numerals.write(number), written, "{numerals:?} {number}");
        }
    }
}
