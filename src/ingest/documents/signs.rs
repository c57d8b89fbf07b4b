//! What fonts of signs (Symbol, Wingdings) show for their letters: an arrow for `à`, a Greek letter for `a`.
//!
//! Programs write such a letter as it is, or moved to a private place of its own.

/// The signs of the font Symbol, by their places.
const SYMBOL: [(u32, &str); 8] = [
    (0x22, "∀"),
    (0x24, "∃"),
    (0x27, "∍"),
    (0x2A, "∗"),
    (0x2D, "−"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (
        0xA1,
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
    ),
];

/// Those of Wingdings that are used in texts.
const WINGDINGS: [(u32, char); 32] = [
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2A, '✉'),
    (0x45, '☜'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9E, '·'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// A font, as far as it tells what its letters show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    Symbol,
    Wingdings,
    /// Webdings and its like, whose pictures are no signs.
    Pictures,
    Letters,
    /// It is not said which.
    Unknown,
}

impl Font {
    /// The one of a name.
    pub(super) fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "" => Self::Unknown,
            "symbol" => Self::Symbol,
            "wingdings" => Self::Wingdings,
            name if name.starts_with("wingdings") || name.starts_with("webdings") => Self::Pictures,
            _ => Self::Letters,
        }
    }

    /// What it shows at a place, moved or not; `None` for a picture that says nothing.
    pub(super) fn sign(self, place: u32) -> Option<char> {
        let place = match place {
            0xF000..=0xF0FF => place - 0xF000,
            place => place,
        };
        match (self, place) {
            (_, 0x20) => Some(' '),
            (Self::Symbol, _) => of_symbol(place),
            (Self::Wingdings, _) => of_wingdings(place),
            (Self::Pictures, _) => None,
            (Self::Letters, _) => char::from_u32(place).filter(|c| !c.is_control()),
            // What is used in texts of the two.
            (Self::Unknown, 0x2D | 0xA3 | 0xAE | 0xB0 | 0xB1 | 0xB3 | 0xB4 | 0xB7 | 0xBE) => {
                of_symbol(place)
            }
            (Self::Unknown, 0x6C | 0x6E | 0x6F | 0x71 | 0x76 | 0x9F | 0xA7 | 0xA8) => {
                of_wingdings(place)
            }
            (Self::Unknown, 0xD8 | 0xE0 | 0xE8 | 0xFC | 0xFE) => of_wingdings(place),
            (Self::Unknown, _) => None,
        }
    }
}

fn of_symbol(place: u32) -> Option<char> {
    let signs = SYMBOL.iter().find_map(|(first, signs)| {
        let at = usize::try_from(place.checked_sub(*first)?).ok()?;
        signs.chars().nth(at)
    });
    signs.or_else(|| char::from_u32(place).filter(char::is_ascii_graphic))
}

fn of_wingdings(place: u32) -> Option<char> {
    let known = WINGDINGS.iter().find(|(other, _)| *other == place);
    known.map(|(_, sign)| *sign)
}

/// True for a letter that was moved.
pub(super) fn is_moved(c: char) -> bool {
    ('\u{F000}'..='\u{F0FF}').contains(&c)
}

/// What stands before an item for a bullet of that text.
pub(super) fn bullet(text: &str, font: Font) -> String {
    const USUAL: char = '•';
    let text = text.trim();
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (None, _) => USUAL.to_string(),
        (Some(letter), None) => bullet_sign(letter, font).unwrap_or(USUAL).to_string(),
        _ => text.to_owned(),
    }
}

fn bullet_sign(letter: char, font: Font) -> Option<char> {
    let is_private = matches!(letter, '\u{E000}'..='\u{F8FF}');
    let sign = match font {
        Font::Wingdings => font.sign(u32::from(letter)),
        _ if letter == 'o' => Some('◦'),
        _ if letter == '§' => Some('▪'),
        Font::Symbol => font.sign(u32::from(letter)),
        Font::Pictures => None,
        Font::Letters | Font::Unknown if is_private => Font::Unknown.sign(u32::from(letter)),
        Font::Letters => Some(letter),
        // A letter that is a bullet is a sign of its font.
        Font::Unknown => font
            .sign(u32::from(letter))
            .or_else(|| Some(letter).filter(|c| !c.is_alphanumeric())),
    };
    match sign {
        Some('−') => Some('-'),
        sign => sign.filter(|c| !c.is_whitespace() && !c.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_shows_its_signs_for_letters() {
        for (font, place, sign) in [
            ("Symbol", 0x61, Some('α')),
            ("Symbol", 0xF0B7, Some('•')),
            ("symbol ", 0x20, Some(' ')),
            ("Wingdings", 0xF0E0, Some('→')),
            ("Wingdings", 0x21, None),
            ("Wingdings 2", 0x61, None),
            ("Arial", 0xF061, Some('a')),
            ("", 0xF0B7, Some('•')),
            ("", 0xF0FC, Some('✓')),
            ("", 0xF061, None),
        ] {
            assert_eq!(Font::named(font).sign(place), sign, "{font} {place:X}");
        }
    }

    #[test]
    fn a_bullet_is_the_sign_that_its_font_shows_or_the_usual_one() {
        for (text, font, shown) in [
            ("\u{F0B7}", Font::Symbol, "•"),
            ("\u{F0B7}", Font::Letters, "•"),
            ("v", Font::Wingdings, "❖"),
            ("!", Font::Wingdings, "•"),
            ("o", Font::Letters, "◦"),
            ("o", Font::Wingdings, "□"),
            ("§", Font::Unknown, "▪"),
            ("v", Font::Unknown, "❖"),
            ("w", Font::Unknown, "•"),
            ("·", Font::Unknown, "•"),
            ("·", Font::Letters, "·"),
            ("\u{F02D}", Font::Unknown, "-"),
            (" – ", Font::Unknown, "–"),
            (">>", Font::Letters, ">>"),
            ("\u{1}", Font::Letters, "•"),
            ("", Font::Symbol, "•"),
        ] {
            assert_eq!(bullet(text, font), shown, "{text} {font:?}");
        }
    }
}
