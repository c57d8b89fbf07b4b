//! What a level of a list looks like.

use super::super::numerals::{AfterLast, Numerals};
use super::super::signs::{self, Font};
use super::super::vocabulary::Vocabulary::Word;
use super::super::xml::Tree;

/// A number of more letters is none: it would be put before each paragraph of the list.
const LONGEST: usize = 200;

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    pub(super) start: i64,
    pub(super) numerals: Numerals,
    /// What stands there, with `%1` for the number of the first level.
    pub(super) text: String,
    pub(super) is_bullet: bool,
    /// All numbers in it are decimal.
    pub(super) is_legal: bool,
    /// It begins anew after that level, counted from 1, and those above; never after 0. After any where this is
    /// not said.
    pub(super) restart: Option<i64>,
    /// The style whose paragraphs are of it.
    pub(super) style: Option<String>,
}

/// Reads a level.
pub(super) fn level(tree: &Tree<'_>, at: usize) -> Level {
    // A level that does not say where it starts starts at 0.
    let mut level = Level::default();
    let mut font = None;
    for (child, element) in tree.elements(at).filter(|(_, it)| !it.name.is_empty()) {
        let value = || element.attribute("val");
        match element.name {
            "start" => level.start = element.number("val").unwrap_or_default(),
            "numFmt" => {
                let format = value().unwrap_or_default();
                level.is_bullet = format == "bullet";
                level.numerals = numerals(&format, element.attribute("format").as_deref());
            }
            "AlternateContent" => {
                // A format that older programs do not know: `001, 002, 003, ...`
                if let Some(format) = tree.first(tree.inside(child), Word, "numFmt")
                    && let Some(element) = tree.element(format)
                {
                    let format = element.attribute("val").unwrap_or_default();
                    level.numerals = numerals(&format, element.attribute("format").as_deref());
                }
            }
            "lvlText" => level.text = value().unwrap_or_default().into_owned(),
            "isLgl" => level.is_legal = super::styles::is_set(element),
            "lvlRestart" => level.restart = element.number("val"),
            "pStyle" => level.style = value().map(|it| it.into_owned()),
            "rPr" => {
                font = tree.child(child, Word, "rFonts").and_then(|fonts| {
                    let fonts = tree.element(fonts)?;
                    fonts
                        .attribute("ascii")
                        .or_else(|| fonts.attribute("hAnsi"))
                });
            }
            _ => {}
        }
    }
    if level.is_bullet {
        level.text = signs::bullet(
            &level.text,
            font.as_deref().map_or(Font::Letters, Font::named),
        );
    }
    if level.text.len() > LONGEST {
        level.text.clear();
    }
    level
}

/// How a format of Word's writes numbers.
fn numerals(format: &str, pattern: Option<&str>) -> Numerals {
    let repeated = AfterLast::Repeated;
    match format {
        "upperRoman" => Numerals::UpperRoman,
        "lowerRoman" => Numerals::LowerRoman,
        "upperLetter" => Numerals::UpperLetter(repeated),
        "lowerLetter" => Numerals::LowerLetter(repeated),
        "russianUpper" => Numerals::UpperRussian,
        "russianLower" => Numerals::LowerRussian,
        "ordinal" => Numerals::Ordinal,
        "cardinalText" => Numerals::Word,
        "ordinalText" => Numerals::OrdinalWord,
        "decimalZero" => Numerals::Padded(2),
        "custom" => {
            let first = pattern
                .and_then(|it| it.split(',').next())
                .unwrap_or_default();
            Numerals::Padded(first.len().clamp(1, 6))
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Numerals::Circled,
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Numerals::Chinese,
        "decimalFullWidth" | "decimalFullWidth2" => Numerals::Digits('０'),
        "hindiNumbers" => Numerals::Digits('०'),
        "thaiNumbers" => Numerals::Digits('๐'),
        "arabicAbjad" => Numerals::Letters("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
        "arabicAlpha" => Numerals::Letters("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        "hebrew1" | "hebrew2" => Numerals::Letters("אבגדהוזחטיכלמנסעפצקרשת"),
        "koreanDigital" | "ganada" => Numerals::Letters("가나다라마바사아자차카타파하"),
        "thaiLetters" => Numerals::Letters("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
        "aiueo" => Numerals::Letters("あいうえおかきくけこさしすせそたちつてと"),
        "chicago" => Numerals::Signs,
        "none" => Numerals::Nothing,
        _ => Numerals::Decimal,
    }
}
