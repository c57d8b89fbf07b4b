//! What styles are by their names, where a document does not say it otherwise.

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    /// A heading of that level, from 1.
    Heading(u8),
    /// A quotation that is set off.
    Quotation,
}

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

/// What a style of that name means, if it means anything; Word adds other names behind commas.
pub(super) fn means(name: &str) -> Option<Means> {
    let name = name.split(',').next()?.to_lowercase().replace('_', " ");
    let name = name.trim();
    if TITLE.contains(&name) {
        return Some(Means::Heading(1));
    }
    if QUOTATION.contains(&name) {
        return Some(Means::Quotation);
    }
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = name[bare.len()..].parse().ok()?;
    let is_heading = HEADING.contains(&bare.trim_end()) && (1..=9).contains(&level);
    is_heading.then_some(Means::Heading(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_what_programs_call_them_in_any_language() {
        for (name, level) in [
            ("heading 1", Some(1)),
            (" Heading 2,H2,section", Some(2)),
            ("Heading_20_3", None),
            ("Überschrift 2", Some(2)),
            ("Заголовок 4", Some(4)),
            ("标题 9", Some(9)),
            ("Title", Some(1)),
            ("Titre", Some(1)),
            ("", None),
            ("heading", None),
            ("Heading 0", None),
            ("Heading 12", None),
            ("Subtitle", None),
            ("List 2", None),
            ("toc 1", None),
        ] {
            assert_eq!(means(name), level.map(Means::Heading), "{name}");
        }
        assert_eq!(means("Intense Quote"), Some(Means::Quotation));
        assert_eq!(means("Quoted by"), None);
    }
}
