//! Letters of fonts of signs (Symbol, Wingdings), which are coded as private ones.

/// The letter that everybody has for a private one; `None` for a picture that says nothing without its font.
pub(super) fn sign(code: u16) -> Option<char> {
    Some(match code {
        0xF02D => '-',
        0xF0B7 | 0xF06C | 0xF09F => '•',
        0xF0A7 | 0xF06E => '▪',
        0xF0A8 | 0xF06F | 0xF071 => '□',
        0xF0D8 => '►',
        0xF0E0 | 0xF0AE => '→',
        0xF0FC => '✓',
        0xF0FE => '☑',
        0xF0B0 => '°',
        0xF0B4 => '×',
        0xF0A3 => '≤',
        0xF0B3 => '≥',
        0xF0B1 => '±',
        0xF0BE => '—',
        _ => return None,
    })
}

/// The letter that a byte of the font Symbol stands for.
pub(super) fn greek(byte: u8) -> Option<char> {
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    const CAPITAL: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    match byte {
        b'a'..=b'z' => SMALL.chars().nth(usize::from(byte - b'a')),
        b'A'..=b'Z' => CAPITAL.chars().nth(usize::from(byte - b'A')),
        b' '..=b'?' => Some(char::from(byte)),
        _ => sign(0xF000 | u16::from(byte)),
    }
}
