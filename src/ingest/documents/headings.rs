//! What styles are by their names, where a document does not say it otherwise.

/// What headings are called, before their level.
const HEADING: [&str; 20] = [
    "heading",
    "überschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "заголовок",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nadpis",
    "címsor",
    "başlık",
    "επικεφαλίδα",
    "标题",
    "標題",
    "見出し",
    "제목",
];

/// What the title of a text is called.
const TITLE: [&str; 14] = [
    "title",
    "titel",
    "titre",
    "título",
    "titulo",
    "titolo",
    "название",
    "заглавие",
    "otsikko",
    "tytuł",
    "název",
    "标题",
    "標題",
    "表題",
];

/// What quotations that are set off are called.
const QUOTATION: [&str; 8] = [
    "quote",
    "intense quote",
    "block text",
    "quotations",
    "blockquote",
    "block quote",
    "block quotation",
    "quotation",
];

/// The level of the heading that a style of that name is of, from 1.
pub(super) fn level(name: &str) -> Option<u8> {
    let name = name.to_lowercase().replace('_', " ");
    let name = name.trim();
    if TITLE.contains(&name) {
        return Some(1);
    }
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = name[bare.len()..].parse().ok()?;
    (HEADING.contains(&bare.trim_end()) && (1..=9).contains(&level)).then_some(level)
}

/// True if a style of that name is of quotations that are set off.
pub(super) fn is_quotation(name: &str) -> bool {
    QUOTATION.contains(&name.to_lowercase().replace('_', " ").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_what_programs_call_them_in_any_language() {
        for (name, known) in [
            ("heading 1", Some(1)),
            ("Heading_20_3", None),
            ("Überschrift 2", Some(2)),
            ("Заголовок 4", Some(4)),
            ("标题 9", Some(9)),
            ("Title", Some(1)),
            ("Titre", Some(1)),
            ("heading", None),
            ("Heading 12", None),
            ("List 2", None),
            ("toc 1", None),
        ] {
            assert_eq!(level(name), known, "{name}");
        }
        assert!(is_quotation("Intense Quote"));
        assert!(!is_quotation("Quoted by"));
    }
}
