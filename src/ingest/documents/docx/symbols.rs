//! What the fonts of signs show for their letters: an arrow for `à`, a Greek letter for `a`.

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
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
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

/// True for the letters of fonts of signs, which are taken for such from a place of their own on.
pub(super) fn is_moved(c: char) -> bool {
    ('\u{F000}'..='\u{F0FF}').contains(&c)
}

/// The sign that a font has at a place, if it is one of those that are used in texts.
pub(in crate::ingest::documents) fn sign(font: &str, code: u32) -> Option<char> {
    // Fonts of signs are taken for such from this place on.
    const MOVED: std::ops::RangeInclusive<u32> = 0xF000..=0xF0FF;
    let code = if MOVED.contains(&code) {
        code - MOVED.start()
    } else {
        code
    };
    let font = font.trim().to_ascii_lowercase();
    if font == "wingdings" {
        let known = WINGDINGS.iter().find(|(place, _)| *place == code);
        return known.map(|(_, sign)| *sign);
    }
    if font == "symbol" {
        let signs = SYMBOL.iter().find_map(|(first, signs)| {
            let at = usize::try_from(code.checked_sub(*first)?).ok()?;
            signs.chars().nth(at)
        });
        return signs.or_else(|| char::from_u32(code).filter(char::is_ascii_graphic));
    }
    if font.starts_with("wingdings") || font == "webdings" {
        return None;
    }
    char::from_u32(code).filter(|c| !c.is_control())
}

/// The bullet that is shown for the text of a level.
pub(in crate::ingest::documents) fn bullet<'a>(text: &'a str, font: Option<&str>) -> &'a str {
    const USUAL: &str = "•";
    let mut letters = text.trim().chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return if text.trim().is_empty() { USUAL } else { text };
    };
    let is_private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}');
    let of_signs = font.is_some_and(|font| {
        let font = font.to_ascii_lowercase();
        font.starts_with("wingdings") || font.starts_with("webdings") || font == "symbol"
    });
    match letter {
        'o' => "◦",
        '§' | '\u{F0A7}' => "▪",
        '\u{F0D8}' => "➢",
        '\u{F0FC}' => "✓",
        '\u{F0E0}' | '\u{F0E8}' => "→",
        '\u{F02D}' => "-",
        'Ø' if of_signs => "➢",
        'ü' if of_signs => "✓",
        'à' | 'è' if of_signs => "→",
        letter if of_signs || is_private(letter) || letter.is_control() => USUAL,
        _ => text.trim(),
    }
}
