//! Letters that are the same to a reader: the tables behind the folding.

/// The two alphabets whose letters are taken for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    Latin,
    Cyrillic,
}

/// Lower-case letters of the two alphabets that look alike, in lower case or as capitals.
const LOOK_ALIKES: [(char, char); 18] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('d', 'ԁ'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('q', 'ԛ'),
    ('s', 'ѕ'),
    ('t', 'т'),
    ('w', 'ԝ'),
    ('x', 'х'),
    ('y', 'у'),
];

/// The alphabet of a folded letter.
pub(super) fn alphabet(c: char) -> Option<Alphabet> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Alphabet::Latin),
        '\u{400}'..='\u{52F}' => Some(Alphabet::Cyrillic),
        '\u{C0}'..='\u{24F}' if c.is_alphabetic() => Some(Alphabet::Latin),
        _ => None,
    }
}

/// What the characters of everyday text fold to, without the tables of Unicode.
pub(super) fn quick(c: char) -> Option<char> {
    Some(match c {
        'й' | 'Й' => 'и',
        'ё' | 'Ё' => 'е',
        'а'..='я' | '\u{4E00}'..='\u{9FFF}' => c,
        'ا' | 'ب' | 'ت'..='غ' | 'ف' | 'ق' | 'ل'..='و' | 'ک' | 'ی' | 'گ' | 'پ' | 'چ' | 'ژ' => {
            c
        }
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20)?,
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʹ' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '‹' | '›' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '\u{A0}' | '\u{202F}' => ' ',
        _ => return None,
    })
}

/// Letters that no decomposition brings back to their plain form.
pub(super) fn substitute(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŋ' => "n",
        'ŧ' => "t",
        'ς' => "σ",
        // Central Asian letters, as typed on a Russian keyboard.
        'ғ' | 'ґ' => "г",
        'җ' => "ж",
        'қ' | 'ҡ' => "к",
        'ң' | 'ӈ' => "н",
        'ө' => "о",
        'ү' | 'ұ' => "у",
        'ҳ' | 'һ' => "х",
        'ҷ' | 'ӌ' => "ч",
        'ә' => "а",
        // Arabic, Persian and Pashto forms of one letter.
        'ى' | 'ي' | 'ې' | 'ۍ' => "ی",
        'ك' | 'ګ' => "ک",
        'ة' | 'ە' => "ه",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        '،' => ",",
        '؛' => ";",
        '؟' => "?",
        _ => return None,
    })
}

/// Accents, points and what is invisible.
pub(super) fn is_dropped(c: char) -> bool {
    matches!(c,
        // Accents of the European alphabets.
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        // Points of Hebrew; vowel signs and the stretcher of Arabic.
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        // Joiners, direction marks, soft hyphen, selectors.
        | '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The text with every mixed word spelt in one alphabet, letter for letter; nothing if there is no such word.
///
/// A word goes to the alphabet of which it has a letter that looks like none of the other; a word of look-alikes
/// only, to the alphabet of most of its letters. With such letters of both it is meant to be mixed, and stays.
pub(super) fn unmix(text: &str) -> Option<String> {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let other = rest.find(|c| alphabet(c).is_some()).unwrap_or(rest.len());
        made.push_str(&rest[..other]);
        rest = &rest[other..];
        let end = rest.find(|c| alphabet(c).is_none()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match home(word) {
            Some(home) => made.extend(word.chars().map(|c| twin(c, home).unwrap_or(c))),
            None => made.push_str(word),
        }
        rest = after;
    }
    (made != text).then_some(made)
}

/// The alphabet that a mixed word is meant to be in.
fn home(word: &str) -> Option<Alphabet> {
    let count = |of| word.chars().filter(|&c| alphabet(c) == Some(of)).count();
    let (latin, cyrillic) = (count(Alphabet::Latin), count(Alphabet::Cyrillic));
    if latin == 0 || cyrillic == 0 {
        return None;
    }
    let own = |of, other| {
        let mut letters = word.chars().filter(|&c| alphabet(c) == Some(of));
        letters.any(|c| twin(c, other).is_none())
    };
    match (
        own(Alphabet::Latin, Alphabet::Cyrillic),
        own(Alphabet::Cyrillic, Alphabet::Latin),
    ) {
        (true, true) => None,
        (true, false) => Some(Alphabet::Latin),
        (false, true) => Some(Alphabet::Cyrillic),
        (false, false) if cyrillic > latin => Some(Alphabet::Cyrillic),
        (false, false) => Some(Alphabet::Latin),
    }
}

/// The letter of `home` that looks like `c`.
fn twin(c: char, home: Alphabet) -> Option<char> {
    let mut pairs = LOOK_ALIKES.iter();
    match home {
        Alphabet::Latin => pairs.find(|(_, cyrillic)| *cyrillic == c).map(|p| p.0),
        Alphabet::Cyrillic => pairs.find(|(latin, _)| *latin == c).map(|p| p.1),
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::decompose_compatible;

    use super::*;

    #[test]
    fn the_short_cut_agrees_with_the_tables_on_letters() {
        for c in ('\0'..='\u{FFFF}').filter(|c| c.is_alphabetic()) {
            let Some(quick) = quick(c).filter(|q| q.is_alphabetic()) else {
                continue;
            };
            let mut slow = String::new();
            for lower in c.to_lowercase() {
                decompose_compatible(lower, |part| slow.push(part));
            }
            slow.retain(|c| !is_dropped(c));
            assert_eq!(slow, quick.to_string(), "{c}");
            assert_eq!(substitute(quick), None, "{c}");
        }
    }

    #[test]
    fn look_alikes_are_what_folding_leaves() {
        for (latin, cyrillic) in LOOK_ALIKES {
            assert_eq!(alphabet(latin), Some(Alphabet::Latin));
            assert_eq!(alphabet(cyrillic), Some(Alphabet::Cyrillic), "{latin}");
            assert_eq!(substitute(cyrillic), None, "{latin}");
        }
    }
}
