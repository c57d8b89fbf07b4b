//! What kind of character each one is, for a screen: the tables behind the cleaning.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::Shape;
use crate::text::eight::{EACH, HIGH};

/// What kind of treatment a character needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Shown as it is.
    Plain,
    /// Ends a line.
    Break,
    Tab,
    /// Invisible and harmless: left out.
    Dropped,
    /// ZWJ, ZWNJ.
    Joiner,
    /// LRM, RLM, ALM.
    Direction,
    /// Variation selectors, of Mongolian too.
    Selector,
    /// The invisible ASCII of plane 14.
    Tag,
    /// Half of a flag.
    Regional,
    /// A mark on the letter before it.
    Combining,
    /// Private use.
    Private,
    /// Invisible, without an honest use in a text, or unknown: shown by name.
    Hidden,
}

/// True when `c` must never reach a terminal from a file.
///
/// Joiners, combining marks and the two emoji selectors are not: whether they are honest depends on what stands
/// beside them, which [`super::cell`] looks at.
pub fn is_forbidden(c: char) -> bool {
    match of(c, Shape::Body) {
        Class::Plain | Class::Joiner | Class::Regional | Class::Combining => c.is_control(),
        Class::Selector => !is_mongolian_selector(c) && !matches!(c, '\u{FE0E}' | '\u{FE0F}'),
        Class::Break | Class::Tab | Class::Dropped | Class::Direction => true,
        Class::Tag | Class::Private | Class::Hidden => true,
    }
}

/// True for a character that takes no room in the words around it, honest or not: controls,
/// joiners, selectors, direction marks, fillers.
pub fn is_unseen(c: char) -> bool {
    match of(c, Shape::Body) {
        Class::Dropped | Class::Joiner | Class::Direction | Class::Selector => true,
        Class::Tag | Class::Hidden => true,
        Class::Plain | Class::Break | Class::Tab | Class::Regional => false,
        Class::Combining | Class::Private => false,
    }
}

/// True for a character that cleaning may show by its name, in a body or on a line.
pub(super) fn is_shown_by_name(c: char) -> bool {
    let is_named = matches!(
        of(c, Shape::Line),
        Class::Hidden | Class::Direction | Class::Selector | Class::Tag
    );
    is_named && picture(c).is_none()
}

/// The byte of the first character of `text` that is forbidden.
pub fn first_forbidden(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += plain_prefix(&text[at..], Shape::Line);
        let c = text[at..].chars().next()?;
        if is_forbidden(c) {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// How many bytes at the beginning of `text` need no treatment.
///
/// Every byte of every file passes here: ASCII goes by eight bytes at once, two-byte Latin and
/// Cyrillic by their first byte.
pub(super) fn plain_prefix(text: &str, shape: Shape) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            0..0x80 => match plain_run(&bytes[at..], shape) {
                0 => return at,
                run => at += run,
            },
            // U+00C0..U+00FF, U+0400..U+047F: nothing but letters (and × ÷).
            0xC3 | 0xD0 | 0xD1 => at += 2,
            // U+2010..U+2027: dashes, quotation marks, the ellipsis.
            0xE2 if matches!(bytes[at + 1..], [0x80, 0x90..=0xA7, ..]) => at += 3,
            // U+4000..U+9FFF: ideographs and hexagrams.
            0xE4..=0xE9 => at += 3,
            _ => match text[at..].chars().next() {
                Some(c) if of(c, shape) == Class::Plain => at += c.len_utf8(),
                _ => return at,
            },
        }
    }
    at
}

/// How many bytes from the first on are plain ASCII.
fn plain_run(bytes: &[u8], shape: Shape) -> usize {
    let mut run = 0;
    while let Some(eight) = bytes[run..].first_chunk() {
        let other = not_plain(u64::from_le_bytes(*eight), shape);
        if other != 0 {
            return run + other.trailing_zeros() as usize / 8;
        }
        run += eight.len();
    }
    let rest = &bytes[run..];
    let mut eight = [0; 8];
    eight[..rest.len()].copy_from_slice(rest);
    run + not_plain(u64::from_le_bytes(eight), shape).trailing_zeros() as usize / 8
}

/// The high bit of each of eight bytes that is not plain ASCII.
fn not_plain(eight: u64, shape: Shape) -> u64 {
    // Without its high bit no byte carries into the next.
    let low = eight & !HIGH;
    let from_space = low + (0x80 - 0x20) * EACH;
    let is_delete = low + EACH;
    let is_control = !from_space | is_delete;
    let is_allowed = match shape {
        // The sum leaves the high bit unset in a line feed alone.
        Shape::Body => !((low ^ (u64::from(b'\n') * EACH)) + 0x7F * EACH),
        Shape::Line => 0,
    };
    (eight | is_control & !is_allowed) & HIGH
}

/// The class of a character.
pub(super) fn of(c: char, shape: Shape) -> Class {
    match c {
        '\n' if shape == Shape::Body => Class::Plain,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Break,
        '\t' => Class::Tab,
        _ if is_common(c) => Class::Plain,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Class::Hidden,
        '\u{AD}' | '\u{34F}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => Class::Dropped,
        '\u{200C}' | '\u{200D}' => Class::Joiner,
        '\u{200E}' | '\u{200F}' | '\u{61C}' => Class::Direction,
        _ if is_selector(c) => Class::Selector,
        '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' => Class::Combining,
        _ if is_vowel_sign(c) => Class::Combining,
        '\u{E0000}'..='\u{E007F}' => Class::Tag,
        '\u{1F1E6}'..='\u{1F1FF}' => Class::Regional,
        // Embeddings, overrides and isolates.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Class::Hidden,
        // Fillers: letters to the tables, blanks to the eye.
        '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' | '\u{FFA0}' => {
            Class::Hidden
        }
        // The blank of Braille is honest in Braille, not in a name.
        '\u{2800}' if shape == Shape::Line => Class::Hidden,
        // Format characters that are seen: the signs that Arabic, Syriac and Kaithi write around numbers.
        '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' => {
            Class::Plain
        }
        '\u{110BD}' | '\u{110CD}' => Class::Plain,
        _ => by_category(c),
    }
}

/// The class of a character of which nothing is known but its general category.
fn by_category(c: char) -> Class {
    match c.general_category() {
        GeneralCategory::NonspacingMark
        | GeneralCategory::SpacingMark
        | GeneralCategory::EnclosingMark => Class::Combining,
        GeneralCategory::PrivateUse => Class::Private,
        GeneralCategory::Format
        | GeneralCategory::Control
        | GeneralCategory::Unassigned
        | GeneralCategory::Surrogate
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator => Class::Hidden,
        _ => Class::Plain,
    }
}

/// Plain characters in use every day, which need not be looked up: a look-up costs some 20 ns.
fn is_common(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}'
        | 'Α'..='Ρ' | 'Σ'..='ώ'
        | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | 'א'..='ת'
        | '\u{620}'..='\u{64A}' | '\u{660}'..='\u{66F}' | '\u{671}'..='\u{6D5}' | '\u{6F0}'..='\u{6FF}'
        | '\u{904}'..='\u{939}'
        | '\u{B95}' | '\u{B9F}' | '\u{BA3}' | '\u{BA4}' | '\u{BA8}'..='\u{BAA}' | '\u{BAE}'..='\u{BB9}'
        | '\u{D85}'..='\u{D96}' | '\u{D9A}'..='\u{DB1}' | '\u{DB3}'..='\u{DBB}' | '\u{DC0}'..='\u{DC6}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}'
        | '\u{20A0}'..='\u{20BF}' | '\u{2100}'..='\u{2188}' | '\u{2190}'..='\u{2426}'
        | '\u{2500}'..='\u{27FF}'
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF01}'..='\u{FF9F}')
}

/// The signs of vowels in Devanagari, Tamil and Sinhala, on every other letter of them.
fn is_vowel_sign(c: char) -> bool {
    matches!(c,
        '\u{93E}'..='\u{94D}'
        | '\u{BBE}'..='\u{BC2}' | '\u{BC6}'..='\u{BC8}' | '\u{BCA}'..='\u{BCD}'
        | '\u{DCA}' | '\u{DCF}'..='\u{DD4}' | '\u{DD8}'..='\u{DDF}')
}

/// True for marks that join the letter before them.
pub(super) fn is_combining(c: char) -> bool {
    c >= '\u{300}' && of(c, Shape::Body) == Class::Combining
}

/// True for ZWJ and ZWNJ.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// True where a joiner can be honest after `c`.
pub(super) fn takes_joiner(c: char) -> bool {
    in_joining_script(c) || is_emoji(c)
}

/// Letters and marks of the scripts whose spelling needs joiners: Arabic, Syriac, N'Ko, the Indic family, Mongolian.
pub(super) fn in_joining_script(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{F00}'..='\u{109F}'
        | '\u{1780}'..='\u{18AA}' | '\u{1A20}'..='\u{1CFF}' | '\u{A840}'..='\u{ABFF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}')
}

/// Right-to-left letters, those of the astral planes too.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{5D0}'..='\u{5F4}' | '\u{620}'..='\u{8FF}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Characters that emoji sequences are built of, roughly: the blocks that hold them.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{24C2}' | '\u{25A0}'..='\u{27BF}'
        | '\u{2934}'..='\u{2935}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{1F000}'..='\u{1F1E5}' | '\u{1F200}'..='\u{1FAFF}')
}

/// True for variation selectors.
pub(super) fn is_selector(c: char) -> bool {
    is_mongolian_selector(c) || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// True for the selectors that Mongolian spelling needs.
pub(super) fn is_mongolian_selector(c: char) -> bool {
    matches!(c, '\u{180B}'..='\u{180D}' | '\u{180F}')
}

/// True for Mongolian letters.
pub(super) fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{18AA}')
}

/// True when `selector` has a meaning after `base`.
pub(super) fn takes_selector(base: char, selector: char) -> bool {
    let ideograph = matches!(base,
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}');
    match selector {
        '\u{FE0E}' | '\u{FE0F}' => {
            is_emoji(base)
                || base.is_ascii_digit()
                || matches!(base, '#' | '*' | '\u{1F1E6}'..='\u{1F1FF}')
        }
        '\u{FE00}'..='\u{FE02}' => {
            ideograph || matches!(base, '\u{2200}'..='\u{22FF}' | '、' | '。' | '！'..='？')
        }
        '\u{E0100}'..='\u{E01EF}' => ideograph,
        _ => false,
    }
}

/// The letter of a regional indicator.
pub(super) fn regional_letter(c: char) -> Option<char> {
    let number = u32::from(c).checked_sub(0x1F1E6)?;
    (number < 26)
        .then(|| char::from_u32(u32::from('A') + number))
        .flatten()
}

/// How many marks like `c` a base may carry: more where letters stack below each other.
pub(super) fn marks_a_base(c: char) -> usize {
    match c {
        '\u{F00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1A20}'..='\u{1AAF}' => 8,
        _ => 4,
    }
}

/// The picture of a C0 control or of DEL.
pub(super) fn picture(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('␡'),
        _ => None,
    }
}

/// What the symbol fonts of word processors show at a private-use place, for the bullets of lists.
pub(super) fn symbol_font(c: char) -> Option<char> {
    match c {
        '\u{F0B7}' => Some('•'),
        '\u{F0A7}' => Some('▪'),
        '\u{F0A8}' => Some('□'),
        '\u{F0D8}' => Some('➢'),
        '\u{F0FC}' => Some('✓'),
        '\u{F076}' => Some('❖'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_bytes_are_counted_wherever_they_end() {
        for (shape, is_plain) in [
            (
                Shape::Line,
                (|b| matches!(b, b' '..=b'~')) as fn(u8) -> bool,
            ),
            (Shape::Body, |b| matches!(b, b' '..=b'~' | b'\n')),
        ] {
            for (byte, length) in (0..=u8::MAX).flat_map(|byte| (0..20).map(move |at| (byte, at))) {
                let mut bytes = vec![b'a'; length];
                bytes.extend([byte, b'a']);
                let expected = if is_plain(byte) { length + 2 } else { length };
                assert_eq!(plain_run(&bytes, shape), expected, "{byte} at {length}");
            }
        }
    }

    #[test]
    fn common_characters_are_plain_in_the_tables_too() {
        for c in (' '..='\u{FFFF}').filter(|&c| is_common(c)) {
            assert_eq!(by_category(c), Class::Plain, "U+{:04X}", u32::from(c));
        }
        for c in (' '..='\u{FFFF}').filter(|&c| is_vowel_sign(c)) {
            assert_eq!(by_category(c), Class::Combining, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn what_goes_by_its_first_byte_is_plain() {
        let by_first_byte = ('\u{C0}'..='\u{FF}')
            .chain('\u{400}'..='\u{47F}')
            .chain('\u{4000}'..='\u{9FFF}');
        for c in by_first_byte {
            assert_eq!(of(c, Shape::Line), Class::Plain, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn every_control_is_forbidden() {
        for c in ('\0'..='\u{9F}').filter(|c| c.is_control()) {
            assert!(is_forbidden(c), "U+{:04X}", u32::from(c));
        }
        for c in "\u{202E}\u{2066}\u{200B}\u{E0041}\u{E000}\u{FFFF}\u{FFF9}\u{378}\u{3164}".chars()
        {
            assert!(is_forbidden(c), "U+{:04X}", u32::from(c));
        }
        for c in "aяé—『漢字한ا\u{200D}\u{301}😀🇷□␛‹".chars() {
            assert!(!is_forbidden(c), "U+{:04X}", u32::from(c));
        }
    }
}
