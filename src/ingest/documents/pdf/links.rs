//! Where words of a page lead to: links are boxes drawn over them.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Rect, String as Text};
use hayro_interpret::hayro_syntax::page::Page;
use kurbo::Affine;

use super::rows::{RAISED, Row, rows};
use super::words::Word;
use crate::ingest::content::Link;

/// The most links of a page.
const MOST: usize = 400;

/// The most bytes of an address.
const LONGEST: usize = 2_000;

/// The words of a link are looked for so far behind those of the last one, in bytes.
const REACH: usize = 64 << 10;

/// A box that leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Area {
    bounds: kurbo::Rect,
    address: String,
}

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    words: String,
    address: String,
}

/// The links of a page.
pub(super) fn areas(page: &Page<'_>) -> Vec<Area> {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else {
        return Vec::new();
    };
    let place = Affine::new(page.initial_transform(true).as_coeffs());
    let areas = annotations.iter::<Dict<'_>>().take(MOST);
    areas.filter_map(|it| area(&it, place)).collect()
}

fn area(annotation: &Dict<'_>, place: Affine) -> Option<Area> {
    let action = annotation.get::<Dict<'_>>("A")?;
    let address = action.get::<Text<'_>>("URI")?;
    let address = std::str::from_utf8(address.as_bytes()).ok()?.trim();
    let is_web = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    let rect = annotation.get::<Rect>("Rect")?;
    let bounds = kurbo::Rect::new(rect.x0, rect.y0, rect.x1, rect.y1);
    (is_web && address.len() <= LONGEST).then(|| Area {
        bounds: place.transform_rect_bbox(bounds),
        address: address.to_owned(),
    })
}

/// The words under each link of a page.
pub(super) fn leads(areas: &[Area], words: &[Word]) -> Vec<Lead> {
    let leads = areas.iter().map(|area| {
        let is_under = |word: &&Word| {
            let middle = kurbo::Point::new(
                f64::from((word.left + word.right) / 2.0),
                f64::from(word.y - 0.3 * word.size),
            );
            area.bounds.contains(middle)
        };
        let under = rows(words.iter().filter(is_under).cloned().collect());
        Lead {
            words: under.iter().map(Row::text).collect::<Vec<_>>().join(" "),
            address: area.address.clone(),
        }
    });
    leads
        .filter(|lead| !lead.words.is_empty() && !lead.words.contains(RAISED))
        .collect()
}

/// The links of a text whose words are known, in order; those are left out whose words are not found.
pub(super) fn links(text: &str, leads: &[Lead]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut from = 0;
    for lead in leads {
        let mut end = (from + REACH).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let Some(at) = text[from..end].find(&lead.words) else {
            continue;
        };
        let found = from + at..from + at + lead.words.len();
        from = found.end;
        let is_blank = |between: &str| between.chars().all(char::is_whitespace);
        match links.last_mut() {
            // A link over two lines is two boxes.
            Some(last)
                if last.address == lead.address && is_blank(&text[last.words.end..found.start]) =>
            {
                last.words.end = found.end;
            }
            _ => links.push(Link {
                words: found,
                address: lead.address.clone(),
            }),
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(words: &str, address: &str) -> Lead {
        Lead {
            words: words.to_owned(),
            address: address.to_owned(),
        }
    }

    #[test]
    fn links_are_found_by_their_words_and_joined_over_lines() {
        let text = "See the report of May and the port of Tarn.";
        let leads = [
            lead("the report", "https://norland.example/report"),
            lead("of May", "https://norland.example/report"),
            lead("gone", "https://norland.example/gone"),
            lead("Tarn", "https://tarn.example"),
        ];
        let links = links(text, &leads);
        let words: Vec<&str> = links.iter().map(|link| &text[link.words.clone()]).collect();
        assert_eq!(words, ["the report of May", "Tarn"]);
    }
}
