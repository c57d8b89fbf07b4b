//! What a document's properties say: what people put there, and not what programs do.

use std::ops::Range;

use super::vocabulary::Vocabulary;
use super::xml::Tree;
use crate::ingest::content::Stated;

/// The most bytes of a property.
const MOST: usize = 2_000;

/// The earliest year in which somebody wrote a document with a program.
const EARLIEST: &str = "1983";

/// The properties of a document, as they stand there.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) company: Option<String>,
    pub(super) created: Option<String>,
    pub(super) changed: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) language: Option<String>,
}

impl Properties {
    /// Takes what a part with properties says.
    pub(super) fn read(&mut self, tree: &Tree<'_>) {
        self.read_within(tree, tree.all());
    }

    /// Takes what a stretch of a part says.
    pub(super) fn read_within(&mut self, tree: &Tree<'_>, stretch: Range<usize>) {
        for at in stretch {
            let Some(element) = tree.element(at) else {
                continue;
            };
            let text = || Some(tree.text(at, MOST)).filter(|text| !text.trim().is_empty());
            let (vocabulary, name) = (element.vocabulary, element.name);
            match vocabulary {
                Vocabulary::DublinCore | Vocabulary::Properties | Vocabulary::Meta => {}
                _ => continue,
            }
            match name {
                "title" => self.title = text(),
                "initial-creator" => self.author = text(),
                // OpenDocument's is who changed it last.
                "creator" => self.author = self.author.take().or_else(text),
                "Company" => self.company = text(),
                "created" | "creation-date" => self.created = text(),
                "modified" | "date" => self.changed = text(),
                "keywords" | "keyword" => {
                    let text = text().unwrap_or_default();
                    let words = text.split([',', ';', '\n']).map(str::trim);
                    let words = words.filter(|word| !word.is_empty());
                    self.keywords.extend(words.map(str::to_owned));
                }
                "language" => self.language = text(),
                _ => {}
            }
        }
    }

    /// What of them says something of the document.
    pub(super) fn noted(self) -> Stated {
        const MOST_KEYWORDS: usize = 50;
        let mut tags = self.keywords;
        tags.truncate(MOST_KEYWORDS);
        Stated {
            title: self.title.filter(|title| is_title(title)).map(line),
            // A document begins as a copy of an older one; when it was finished is nearer to when it was issued.
            date: [self.changed, self.created]
                .into_iter()
                .flatten()
                .map(|date| without_fraction(&line(date)))
                .find(|date| is_date(date)),
            source: self.company.filter(|name| is_name(name)).map(line),
            author: self.author.filter(|name| is_name(name)).map(line),
            language: self.language.map(line).filter(|it| is_language(it)),
            address: None,
            tags,
        }
    }
}

fn line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A time in whole seconds: LibreOffice writes nine digits more.
fn without_fraction(date: &str) -> String {
    match date.split_once('.') {
        Some((seconds, rest)) => {
            seconds.to_owned() + rest.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        None => date.to_owned(),
    }
}

/// True for a title that somebody gave: not the name of a file, nor what a program calls a document without one.
pub(super) fn is_title(title: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        ".doc", ".docx", ".docm", ".dot", ".dotx", ".odt", ".ott", ".rtf", ".pdf", ".txt", ".wpd",
        ".indd",
    ];
    // What programs call a document without a title, before its number.
    const NAMELESS: [&str; 14] = [
        "document",
        "dokument",
        "documento",
        "документ",
        "doc",
        "untitled",
        "unbenannt",
        "sans titre",
        "senza nome",
        "sin título",
        "без названия",
        "без имени",
        "word document",
        "title",
    ];
    let lower = title.trim().to_lowercase();
    let bare = lower.trim_end_matches(|c: char| c.is_ascii_digit() || " -_.()".contains(c));
    bare.chars().any(char::is_alphabetic)
        && !lower.starts_with("microsoft word")
        && !lower.starts_with("powerpoint")
        && !ENDINGS.iter().any(|ending| lower.ends_with(ending))
        && !NAMELESS.contains(&bare)
}

/// True for a name that somebody gave: a program that is not told puts its maker's or a user's there.
pub(super) fn is_name(name: &str) -> bool {
    const NOBODY: [&str; 27] = [
        "admin",
        "administrator",
        "administrateur",
        "администратор",
        "author",
        "autor",
        "автор",
        "company",
        "default",
        "dell",
        "guest",
        "hewlett-packard",
        "hewlett-packard company",
        "home",
        "hp",
        "lenovo",
        "office",
        "owner",
        "pc",
        "python-docx",
        "toshiba",
        "unknown",
        "user",
        "usuario",
        "utilisateur",
        "windows user",
        "пользователь",
    ];
    let lower = name.trim().to_lowercase();
    let bare = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    lower.chars().any(char::is_alphabetic)
        && !NOBODY.contains(&bare)
        && !lower.starts_with("microsoft")
        && !lower.starts_with("пользователь")
}

/// True for a day as RFC 3339 writes it, in a year in which there were programs to write with.
fn is_date(date: &str) -> bool {
    let bytes = date.as_bytes();
    let is_shaped = bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    is_shaped && date.get(..4).is_some_and(|year| year >= EARLIEST)
}

fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    parts.next().is_some_and(|language| {
        matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_puts_there_is_no_title_and_no_name() {
        for title in [
            "Talks on fish",
            "Document of the Council",
            "Untitled talks",
            "2024 report",
        ] {
            assert!(is_title(title), "{title}");
        }
        for title in [
            "",
            "-",
            "12",
            "Untitled 2",
            "Документ1",
            "Microsoft Word - a",
            "speech final.DOCX",
            "Document (3)",
        ] {
            assert!(!is_title(title), "{title}");
        }
        for name in ["Mara Lind", "Ministry of Trade", "Homer", "M."] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "",
            "User",
            "user1",
            "Microsoft Office User",
            "HP",
            "Пользователь Windows",
            "123",
        ] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn a_time_is_in_whole_seconds() {
        assert_eq!(
            without_fraction("2024-05-31T09:00:00.148000000+02:00"),
            "2024-05-31T09:00:00+02:00"
        );
        assert_eq!(
            without_fraction("2024-05-31T09:00:00Z"),
            "2024-05-31T09:00:00Z"
        );
    }

    #[test]
    fn a_day_before_there_were_programs_is_none() {
        for (date, known) in [
            ("2024-05-31T09:00:00Z", true),
            ("2024-05-31", true),
            ("1601-01-01T00:00:00Z", false),
            ("0-00-00T00:00:00", false),
            ("31.05.2024", false),
            ("２０２４-05-31", false),
        ] {
            assert_eq!(is_date(date), known, "{date}");
        }
    }
}
