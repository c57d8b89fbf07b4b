//! The numbers of lists, which Word works out when it shows a text.

use std::collections::HashMap;

use super::signs::{self, Font};

/// How deep lists go.
pub(super) const LEVELS: usize = 9;

/// The longest number or bullet that is written out.
const LONGEST: usize = 80;

/// How one level of a list is numbered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) start: i32,
    pub(super) form: Form,
    /// What is written: the letters 0 to 8 stand for the numbers of these levels.
    pub(super) text: String,
    /// The numbers of the levels above are written in digits.
    pub(super) is_legal: bool,
    /// It begins again only below an item of a level above this one; `None` if any level above will do.
    pub(super) begins_below: Option<u8>,
}

/// How a number is written, as both forms of Word count the ways.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Form(pub(super) u8);

impl Form {
    const BULLET: Self = Self(23);
    const NONE: Self = Self(255);

    fn write(self, number: i32) -> String {
        let digits = || number.to_string();
        match self.0 {
            1 => roman(number).unwrap_or_else(digits),
            2 => roman(number).unwrap_or_else(digits).to_lowercase(),
            3 => lettered(number, 'A', 26).unwrap_or_else(digits),
            4 => lettered(number, 'a', 26).unwrap_or_else(digits),
            5 => format!("{number}{}", ending(number)),
            22 => format!("{number:02}"),
            58 => russian(number).unwrap_or_else(digits),
            59 => russian(number).unwrap_or_else(digits).to_uppercase(),
            _ if self == Self::NONE => String::new(),
            _ => digits(),
        }
    }
}

/// A list as it is numbered so far.
#[derive(Debug, Clone, Default)]
struct Counts {
    /// The numbers that were given last.
    last: [Option<i32>; LEVELS],
}

/// All lists of a document as they are numbered so far, by a number of their own.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<u32, Counts>,
}

impl Numbering {
    /// Lets the level of a list begin again with what comes.
    pub(super) fn restart(&mut self, list: u32, level: usize) {
        if let Some(counts) = self.lists.get_mut(&list) {
            counts
                .last
                .iter_mut()
                .skip(level)
                .for_each(|last| *last = None);
        }
    }

    /// What stands before the next item: a number or a bullet and a blank, or nothing.
    pub(super) fn next(&mut self, list: u32, level: usize, levels: &[Level]) -> String {
        let Some(this) = levels.get(level).filter(|_| level < LEVELS) else {
            return String::new();
        };
        let counts = self.lists.entry(list).or_default();
        counts.count(level, levels);
        if this.form == Form::BULLET {
            return format!("{} ", signs::bullet(&this.text, Font::Unknown));
        }
        let mut text = String::new();
        for c in this.text.chars() {
            match usize::try_from(u32::from(c)).ok().filter(|at| *at < LEVELS) {
                Some(at) => text.push_str(&counts.number(at, this, levels)),
                None => text.push(c),
            }
            if text.len() > LONGEST {
                break;
            }
        }
        match text.trim() {
            "" => String::new(),
            text => format!("{text} "),
        }
    }
}

impl Counts {
    fn count(&mut self, level: usize, levels: &[Level]) {
        let start = |at: usize| levels.get(at).map_or(1, |level| level.start);
        // A level that was passed over counts as begun.
        for above in 0..level {
            self.last[above].get_or_insert_with(|| start(above));
        }
        self.last[level] = Some(match self.last[level] {
            Some(last) => last.saturating_add(1),
            None => start(level),
        });
        for below in level + 1..LEVELS {
            let limit = levels.get(below).and_then(|level| level.begins_below);
            if level < limit.map_or(below, usize::from) {
                self.last[below] = None;
            }
        }
    }

    fn number(&self, at: usize, this: &Level, levels: &[Level]) -> String {
        let form = levels.get(at).map_or(Form::default(), |level| level.form);
        let form = match this.is_legal && form != Form(22) {
            true => Form::default(),
            false => form,
        };
        match self.last[at] {
            Some(number) if form != Form::BULLET => form.write(number),
            _ => String::new(),
        }
    }
}

fn roman(number: i32) -> Option<String> {
    const SIGNS: [(i32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    Some(text)
}

/// `a` to `z`, then `aa`, `bb`, as Word goes on.
fn lettered(number: i32, first: char, letters: u32) -> Option<String> {
    const MOST: u32 = 8;
    let at = u32::try_from(number.checked_sub(1)?).ok()?;
    let times = at / letters + 1;
    let letter = char::from_u32(u32::from(first) + at % letters)?;
    (times <= MOST).then(|| letter.to_string().repeat(times as usize))
}

/// The letters that Russian lists are numbered by.
fn russian(number: i32) -> Option<String> {
    const LETTERS: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    LETTERS.chars().nth(at).map(String::from)
}

fn ending(number: i32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(form: u8, text: &str) -> Level {
        Level {
            start: 1,
            form: Form(form),
            text: text.to_owned(),
            ..Level::default()
        }
    }

    #[test]
    fn levels_count_and_begin_again() {
        let levels = [
            level(0, "\u{0}."),
            level(4, "\u{0}.\u{1})"),
            level(23, "\u{F0B7}"),
        ];
        let mut numbering = Numbering::default();
        let depths = [0, 0, 1, 1, 2, 0, 1];
        let written: Vec<_> = depths
            .iter()
            .map(|&at| numbering.next(7, at, &levels))
            .collect();
        assert_eq!(
            written,
            ["1. ", "2. ", "2.a) ", "2.b) ", "• ", "3. ", "3.a) "]
        );
        numbering.restart(7, 0);
        assert_eq!(numbering.next(7, 0, &levels), "1. ");
        assert_eq!(numbering.next(7, 12, &levels), "");
    }

    #[test]
    fn numbers_are_written_in_many_ways() {
        for (form, number, text) in [
            (0, 7, "7"),
            (1, 1994, "MCMXCIV"),
            (2, 4, "iv"),
            (3, 28, "BB"),
            (4, i32::MAX, "2147483647"),
            (5, 112, "112th"),
            (5, 23, "23rd"),
            (22, 3, "03"),
            (58, 3, "в"),
            (255, 3, ""),
            (1, -2, "-2"),
            (99, 5, "5"),
        ] {
            assert_eq!(Form(form).write(number), text);
        }
    }
}
