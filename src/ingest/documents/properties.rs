//! What a document's properties say: what people put there, and not what programs do.

use crate::ingest::content::Stated;

mod of_xml;

/// The years in which somebody may have written a document with a program.
const YEARS: std::ops::RangeInclusive<&str> = "1983"..="2200";

/// The most keywords that are kept.
const MOST_KEYWORDS: usize = 50;

/// The properties of a document, as they stand there.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) company: Option<String>,
    /// In RFC 3339, as are all days.
    pub(super) created: Option<String>,
    pub(super) changed: Option<String>,
    /// Each may be several with commas between them.
    pub(super) keywords: Vec<String>,
    pub(super) language: Option<String>,
}

impl Properties {
    /// What of them says something of the document.
    pub(super) fn noted(self) -> Stated {
        // A document begins as a copy of an older one; when it was finished is nearer to when it was issued.
        let dates = [self.changed, self.created].into_iter().flatten();
        let keywords = self.keywords.iter();
        let keywords = keywords.flat_map(|words| words.split([',', ';', '\n']));
        Stated {
            title: self.title.map(line).filter(|title| is_title(title)),
            date: dates
                .map(|date| without_fraction(&line(date)))
                .find(|date| is_date(date)),
            source: self.company.map(line).filter(|name| is_name(name)),
            author: self.author.map(line).filter(|name| is_name(name)),
            language: self.language.map(line).filter(|it| is_language(it)),
            address: None,
            tags: keywords
                .map(|word| line(word.to_owned()))
                .filter(|word| word.contains(char::is_alphanumeric))
                .take(MOST_KEYWORDS)
                .collect(),
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
fn is_title(title: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        ".cdr", ".doc", ".docm", ".docx", ".dot", ".dotx", ".fm", ".htm", ".html", ".indd", ".odt",
        ".ott", ".p65", ".pdf", ".ppt", ".pptx", ".qxd", ".rtf", ".txt", ".wpd", ".xls", ".xlsx",
    ];
    const PROGRAMS: [&str; 4] = [
        "microsoft excel",
        "microsoft powerpoint",
        "microsoft word",
        "powerpoint ",
    ];
    // What programs call a document without a title, before its number.
    const NAMELESS: [&str; 20] = [
        "doc",
        "document",
        "documento",
        "dokument",
        "layout",
        "print",
        "sans titre",
        "scan",
        "scanned document",
        "scanned image",
        "senza nome",
        "sin título",
        "title",
        "unbenannt",
        "untitled",
        "untitled document",
        "word document",
        "без имени",
        "без названия",
        "документ",
    ];
    let small = title.to_lowercase();
    let bare = small.trim_end_matches(|c: char| c.is_ascii_digit() || " -_.()".contains(c));
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let digits = title.chars().filter(|c| c.is_numeric()).count();
    // The number of a document, or the name of a file without its ending.
    let is_code = !title.contains(' ') && (title.contains('_') || digits >= letters);
    letters > 1
        && !is_code
        && !title.contains('\u{FFFD}')
        && !PROGRAMS.iter().any(|program| small.starts_with(program))
        && !ENDINGS.iter().any(|ending| small.ends_with(ending))
        && !NAMELESS.contains(&bare)
}

/// True for a name that somebody gave: a program that is not told puts its maker's or a user's there.
fn is_name(name: &str) -> bool {
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
    is_shaped && date.get(..4).is_some_and(|year| YEARS.contains(&year))
}

fn is_language(code: &str) -> bool {
    let first = code.split('-').next().unwrap_or_default();
    matches!(first.len(), 2 | 3)
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
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
            "Scandinavian ports",
            "COVID-19",
            "Переговоры",
            "声明",
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
            "PowerPoint Presentation",
            "S2612345_E",
            "talks_final",
            "N2412345",
            "P",
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
    fn a_line_with_keywords_has_several() {
        let noted = Properties {
            title: Some(" Ferry  line opens\r\n".to_owned()),
            keywords: vec!["fish, ports;  trade ,".to_owned(), "grain".to_owned()],
            ..Properties::default()
        };
        let noted = noted.noted();
        assert_eq!(noted.title.as_deref(), Some("Ferry line opens"));
        assert_eq!(noted.tags, ["fish", "ports", "trade", "grain"]);
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
