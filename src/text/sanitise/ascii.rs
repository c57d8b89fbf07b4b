//! ASCII mode: look-alikes and transliterations for terminals without UTF-8.

use std::borrow::Cow;

use crate::text::width;

/// A text in ASCII: quotes, dashes, marks and frames by look-alikes, letters by transliteration.
///
/// Columns change (`ж` becomes `zh`), so convert before measuring; for a cell that is already placed there is
/// [`ascii_cell`]. What has no form at all becomes `?`. Borrows what is ASCII already.
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut made, c);
    }
    Cow::Owned(made)
}

/// One symbol of the screen in ASCII, in as many columns as it had.
pub fn ascii_cell(symbol: &str) -> Cow<'_, str> {
    if symbol.is_ascii() {
        return Cow::Borrowed(symbol);
    }
    let columns = width::width(symbol).max(1);
    let made = ascii(symbol);
    let fits = made.chars().take(columns);
    let blanks = std::iter::repeat_n(' ', columns.saturating_sub(made.len()));
    Cow::Owned(fits.chain(blanks).collect())
}

fn push(made: &mut String, c: char) {
    if c.is_ascii() {
        return made.push(c);
    }
    if let Some(sign) = sign(c) {
        return made.push(sign);
    }
    if let '\u{2400}'..='\u{241F}' = c {
        // Caret notation: ESC is ^[.
        let caret = (u32::from(c) - 0x2400 + 0x40) as u8;
        return made.extend(['^', char::from(caret)]);
    }
    let letters = any_ascii::any_ascii_char(c);
    if !letters.is_empty() {
        made.push_str(letters);
    } else if !super::class::is_combining(c) && !super::class::is_joiner(c) {
        made.push('?');
    }
}

/// Signs that look like one ASCII character.
fn sign(c: char) -> Option<char> {
    Some(match c {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '◌' => ' ',
        '‘' | '’' | '‛' | '′' | 'ʼ' => '\'',
        '‚' => ',',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‹' => '<',
        '›' => '>',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '•' | '‣' | '▪' | '●' | '◆' | '★' | '☆' | '·' | '❖' => '*',
        '○' | '◦' | '◷' | '◯' => 'o',
        '✓' | '✔' | '☑' => 'x',
        '←' | '◀' | '◂' | '◄' => '<',
        '→' | '▶' | '▸' | '►' | '➢' | '➤' => '>',
        '↑' | '▲' | '▴' => '^',
        '↓' | '▼' | '▾' => 'v',
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '═' | '╴' | '╶' | '╸' | '╺' => {
            '-'
        }
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' | '╵' | '╷' | '╹' | '╻' | '▌' | '▐'
        | '▎' | '▏' | '▍' | '▕' => '|',
        '╱' => '/',
        '╲' => '\\',
        '┌'..='╬' | '╭'..='╰' | '╳' => '+',
        '▁' | '▂' => '_',
        '▃'..='█' | '▉'..='▋' | '▀' | '▓' | '■' => '#',
        '░' | '▒' => ':',
        '□' => '?',
        '␡' => '?',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn signs_letters_and_marks_have_an_ascii_form() {
        assert_eq!(ascii("“Côte d’Ivoire” — …"), "\"Cote d'Ivoire\" - ...");
        assert_eq!(ascii("‹U+202E›"), "<U+202E>");
        assert_eq!(ascii("␛[2J"), "^[[2J");
        assert_eq!(ascii("┌──┐│● ▇"), "+--+|* #");
        assert_eq!(ascii("Душанбе"), "Dushanbe");
        assert_eq!(ascii("e\u{301}"), "e");
        assert!(matches!(ascii("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_cell_keeps_its_columns() {
        assert_eq!(ascii_cell("…"), ".");
        assert_eq!(ascii_cell("ж"), "z");
        assert_eq!(ascii_cell("會").len(), 2);
        assert_eq!(ascii_cell("│"), "|");
    }

    proptest! {
        #[test]
        fn the_result_is_ascii(text in any::<String>()) {
            prop_assert!(ascii(&text).is_ascii());
        }

        #[test]
        fn a_cell_of_anything_keeps_its_columns(symbol in "\\PC{1,3}") {
            prop_assert_eq!(ascii_cell(&symbol).len(), width::width(&symbol).max(1));
        }
    }
}
