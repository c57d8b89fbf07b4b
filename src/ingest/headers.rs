//! `Key: value` lines at the top of a text, up to a blank line.
//!
//! They count as headers only if they open the text, if their first key is a known one and if one
//! of them is telling (a title, a date, a source …): a letter that opens "Note: …" is a letter.

use super::given::{Field, Given, Top};
use super::lines::{Line, usual_lines};

/// More lines than this at the top are not headers but a text of such lines.
const MAX_LINES: usize = 40;

/// The headers of a text and where the text after them begins; `None` if it has none.
pub(super) fn read(text: &str) -> Option<Top> {
    let mut fields: Vec<(Option<Field>, Line<'_>, String)> = Vec::new();
    let mut body = 0;
    for line in usual_lines(text) {
        match key_value(line.text) {
            None if line.is_blank() && fields.is_empty() => {}
            None if line.is_blank() => break,
            None => fields
                .last_mut()
                .filter(|_| line.text.starts_with([' ', '\t']))
                .map(|(.., value)| {
                    value.push(' ');
                    value.push_str(line.text.trim());
                })?,
            Some(_) if fields.len() == MAX_LINES => return None,
            Some((key, value)) => fields.push((Field::of_key(key), line, value.to_owned())),
        }
        body = line.next;
    }
    fields.first()?.0?;
    if !fields
        .iter()
        .any(|(field, ..)| field.is_some_and(Field::is_telling))
    {
        return None;
    }
    let mut given = Given::default();
    let mut faults = Vec::new();
    for (field, line, value) in fields {
        let Some(field) = field else { continue };
        if let Err(reason) = given.set(field, &[value]) {
            faults.push((line.start as u64, reason));
        }
    }
    Some(Top {
        given,
        body,
        faults,
    })
}

fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let fits = key.len() <= 24
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b" -_".contains(&byte))
        && (value.is_empty() || value.starts_with([' ', '\t']));
    fits.then(|| (key.trim_end(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::problem::Reason;

    #[test]
    fn known_lines_at_the_top_are_headers() {
        let text = "Title: A\r\nDate: 2024-05-03\r\nCountry: Freedonia\r\nX-Odd: 1\r\n\r\nBody";
        let Top {
            given,
            body,
            faults,
        } = read(text).unwrap();
        assert_eq!(given.title.as_deref(), Some("A"));
        assert_eq!(&text[body..], "\r\nBody");
        assert!(faults.is_empty());
    }

    #[test]
    fn a_next_line_control_inside_a_title_is_part_of_it() {
        let title = |text| read(text).unwrap().given.title;
        assert_eq!(
            title("Title: One\u{85}Two\n\nBody").as_deref(),
            Some("One\u{85}Two")
        );
        let of_nel = "Title: One\u{85}Date: 2024\u{85}\u{85}Body";
        assert_eq!(title(of_nel).as_deref(), Some("One"));
    }

    #[test]
    fn a_folded_line_goes_on_and_a_bad_date_is_reported() {
        let Top { given, faults, .. } =
            read("\nTitle: A long\n  headline\nDate: soon\n\nBody").unwrap();
        assert_eq!(given.title.as_deref(), Some("A long headline"));
        assert_eq!(faults, [(26, Reason::BadDate("soon".to_owned()))]);
    }

    #[test]
    fn other_lines_with_colons_are_text() {
        for text in [
            "Note: this\n\nBody",
            "Title: A\nand on it goes\n\nBody",
            "Place: X\n\nB",
            "",
            "MS. FOX: Title: x",
            "Time: 3",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
