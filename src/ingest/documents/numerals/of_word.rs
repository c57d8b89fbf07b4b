//! The ways of writing numbers, by the names that Word has for them and by the numbers that it had before 2007.

use super::{AfterLast, Numerals};

const CHINESE: Numerals = Numerals::Chinese;
const ABJAD: Numerals = Numerals::Letters("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ");
const ARABIC: Numerals = Numerals::Letters("أبتثجحخدذرزسشصضطظعغفقكلمنهوي");
const HEBREW: Numerals = Numerals::Letters("אבגדהוזחטיכלמנסעפצקרשת");
const KOREAN: Numerals = Numerals::Letters("가나다라마바사아자차카타파하");
const THAI: Numerals = Numerals::Letters("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ");
const AIUEO: Numerals = Numerals::Letters("あいうえおかきくけこさしすせそたちつてと");

/// Those that are not written in plain digits; numbers as in [MS-OSHARED] 2.2.1.3.
const FORMS: [(u8, &str, Numerals); 33] = [
    (1, "upperRoman", Numerals::UpperRoman),
    (2, "lowerRoman", Numerals::LowerRoman),
    (3, "upperLetter", Numerals::UpperLetter(AfterLast::Repeated)),
    (4, "lowerLetter", Numerals::LowerLetter(AfterLast::Repeated)),
    (5, "ordinal", Numerals::Ordinal),
    (6, "cardinalText", Numerals::Word),
    (7, "ordinalText", Numerals::OrdinalWord),
    (9, "chicago", Numerals::Signs),
    (10, "ideographDigital", CHINESE),
    (11, "japaneseCounting", CHINESE),
    (12, "aiueo", AIUEO),
    (14, "decimalFullWidth", Numerals::Digits('０')),
    (18, "decimalEnclosedCircle", Numerals::Circled),
    (19, "decimalFullWidth2", Numerals::Digits('０')),
    (22, "decimalZero", Numerals::Padded(2)),
    (23, "bullet", Numerals::Nothing),
    (24, "ganada", KOREAN),
    (28, "decimalEnclosedCircleChinese", Numerals::Circled),
    (33, "taiwaneseCounting", CHINESE),
    (35, "taiwaneseCountingThousand", CHINESE),
    (37, "chineseCounting", CHINESE),
    (39, "chineseCountingThousand", CHINESE),
    (41, "koreanDigital", KOREAN),
    (45, "hebrew1", HEBREW),
    (46, "arabicAlpha", ARABIC),
    (47, "hebrew2", HEBREW),
    (48, "arabicAbjad", ABJAD),
    (51, "hindiNumbers", Numerals::Digits('०')),
    (53, "thaiLetters", THAI),
    (54, "thaiNumbers", Numerals::Digits('๐')),
    (58, "russianLower", Numerals::LowerRussian),
    (59, "russianUpper", Numerals::UpperRussian),
    (255, "none", Numerals::Nothing),
];

/// Those that Word does not have.
const OTHERS: [Numerals; 8] = [
    Numerals::Digits('٠'),
    Numerals::Digits('۰'),
    Numerals::Letters("ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
    Numerals::Letters("اأبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    Numerals::Letters("αβγδεζηθικλμνξοπρστυφχψω"),
    Numerals::Letters("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"),
    Numerals::Letters(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    ),
    Numerals::Letters("甲乙丙丁戊己庚辛壬癸"),
];

/// The number of bullets.
pub(in super::super) const BULLET: u8 = 23;

impl Numerals {
    /// The way of that name; digits where it is not known.
    ///
    /// One that is called `custom` is told by how it writes its first numbers: `001, 002, 003, ...`
    pub(in super::super) fn named(name: &str, pattern: Option<&str>) -> Self {
        if name == "custom" {
            let first = pattern.and_then(|it| it.split(',').next());
            return Self::Padded(first.unwrap_or_default().len().clamp(1, 6));
        }
        let known = FORMS.iter().find(|(_, other, _)| *other == name);
        known.map_or(Self::Decimal, |(_, _, numerals)| *numerals)
    }

    /// The way that is named by its first numbers, as `أ, ب, ت, ...`; digits where it is not known.
    pub(in super::super) fn beginning(pattern: &str) -> Self {
        let numbers: Vec<&str> = pattern
            .split(',')
            .map(str::trim)
            .take_while(|number| !number.starts_with('.'))
            .collect();
        let Some(first) = numbers.first() else {
            return Self::Decimal;
        };
        if first.starts_with('0') {
            return Self::Padded(first.len().min(6));
        }
        let all = || FORMS.iter().map(|(_, _, it)| it).chain(&OTHERS);
        let writes = |way: &&Self, numbers: &[&str]| {
            let mut numbers = (1..).zip(numbers);
            numbers.all(|(number, written)| way.write(number) == *written)
        };
        let exact = all().find(|way| writes(way, &numbers));
        let way = exact.or_else(|| all().find(|way| writes(way, &numbers[..1])));
        way.copied().unwrap_or_default()
    }

    /// The way of that number; digits where it is not known.
    pub(in super::super) fn of_number(number: u8) -> Self {
        let known = FORMS.iter().find(|(other, _, _)| *other == number);
        known.map_or(Self::Decimal, |(_, _, numerals)| *numerals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_known_by_its_name_and_by_its_number() {
        for (number, name, written) in [
            (0, "decimal", "12"),
            (2, "lowerRoman", "xii"),
            (22, "decimalZero", "12"),
            (58, "russianLower", "м"),
            (99, "unheardOf", "12"),
            (255, "none", ""),
        ] {
            assert_eq!(Numerals::of_number(number).write(12), written, "{number}");
            assert_eq!(Numerals::named(name, None).write(12), written, "{name}");
        }
        assert_eq!(Numerals::named("custom", Some("001, 002")).write(7), "007");
    }

    #[test]
    fn a_way_is_known_by_its_first_numbers() {
        for (pattern, written) in [
            ("01, 02, 03, ...", "03"),
            ("А, Б, .., Аа, Аб, ... (ru)", "В"),
            ("أ, ب, ت, ...", "ت"),
            ("أ, ب, ج, ...", "ج"),
            ("א, י, ק, ...", "ג"),
            ("١, ٢, ٣, ...", "٣"),
            ("α, β, γ, ...", "γ"),
            ("①", "③"),
            ("Native Numbering", "3"),
            ("", ""),
            ("...", "3"),
        ] {
            assert_eq!(Numerals::beginning(pattern).write(3), written, "{pattern}");
        }
    }
}
