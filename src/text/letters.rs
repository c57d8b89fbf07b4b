//! Letters and digits, told quickly.

/// [`char::is_alphanumeric`], in a few steps for the characters of which most texts are made: the
/// tables of the standard library take some hundred for what is not ASCII.
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric(),
        false => is_other_alphanumeric(c),
    }
}

fn is_other_alphanumeric(c: char) -> bool {
    match c {
        // Signs, ordinals, fractions.
        '\u{80}'..='\u{BF}' => matches!(c, 'ª' | '²' | '³' | 'µ' | '¹' | 'º' | '¼'..='¾'),
        // Latin, Cyrillic, Arabic.
        '\u{C0}'..='\u{24F}' => c != '×' && c != '÷',
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' | '\u{620}'..='\u{64A}' => true,
        // Dashes, quotation marks, blanks; pictographs.
        '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3003}' | '\u{1F300}'..='\u{1FAFF}' => false,
        '\u{900}'..='\u{DFF}' => is_indic(c).unwrap_or_else(|| c.is_alphanumeric()),
        // Kana, ideographs, Hangul.
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => true,
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// [`char::is_alphabetic`], as quickly.
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphabetic(),
        false => is_other_alphabetic(c),
    }
}

fn is_other_alphabetic(c: char) -> bool {
    match c {
        '\u{80}'..='\u{BF}' => matches!(c, 'ª' | 'µ' | 'º'),
        '\u{C0}'..='\u{24F}' => c != '×' && c != '÷',
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' | '\u{620}'..='\u{64A}' => true,
        '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3003}' | '\u{1F300}'..='\u{1FAFF}' => false,
        '\u{900}'..='\u{DFF}' => is_indic(c).unwrap_or_else(|| c.is_alphabetic()),
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => true,
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        _ => c.is_alphabetic(),
    }
}

/// True for the letters and vowel signs of Devanagari, Tamil and Sinhala, false for what mutes a vowel; `None` for
/// anything else.
fn is_indic(c: char) -> Option<bool> {
    match c {
        '\u{904}'..='\u{939}' | '\u{93E}'..='\u{94C}' => Some(true),
        '\u{BAE}'..='\u{BB9}' | '\u{BBE}'..='\u{BC2}' | '\u{BC6}'..='\u{BC8}' => Some(true),
        '\u{B95}' | '\u{B9F}' | '\u{BA3}' | '\u{BA4}' | '\u{BA8}'..='\u{BAA}' => Some(true),
        '\u{D85}'..='\u{D96}' | '\u{D9A}'..='\u{DB1}' | '\u{DB3}'..='\u{DBB}' => Some(true),
        '\u{DC0}'..='\u{DC6}' | '\u{DCF}'..='\u{DD4}' | '\u{DD8}'..='\u{DDF}' => Some(true),
        '\u{94D}' | '\u{BCD}' | '\u{DCA}' => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_the_standard_library_on_every_character() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
