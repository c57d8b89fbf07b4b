//! Which column of a table says what, by its name.

use crate::ingest::given::Field;

/// Something for each of the roles that a column can have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ingest) struct Roles<T> {
    /// The text to read.
    pub(in crate::ingest) text: Option<T>,
    /// The headline.
    pub(in crate::ingest) title: Option<T>,
    /// When it was issued.
    pub(in crate::ingest) date: Option<T>,
    /// Who issued it.
    pub(in crate::ingest) source: Option<T>,
    /// Who wrote it.
    pub(in crate::ingest) author: Option<T>,
    /// Its language.
    pub(in crate::ingest) language: Option<T>,
    /// Where it stands on the web.
    pub(in crate::ingest) address: Option<T>,
    /// Its keywords.
    pub(in crate::ingest) tags: Option<T>,
}

/// The columns of a table of records, by name.
pub(in crate::ingest) type Columns = Roles<String>;

impl<T> Roles<T> {
    /// What `of` makes of each.
    pub(super) fn map<U>(&self, mut of: impl FnMut(&T) -> Option<U>) -> Roles<U> {
        let mut of = |value: &Option<T>| value.as_ref().and_then(&mut of);
        Roles {
            text: of(&self.text),
            title: of(&self.title),
            date: of(&self.date),
            source: of(&self.source),
            author: of(&self.author),
            language: of(&self.language),
            address: of(&self.address),
            tags: of(&self.tags),
        }
    }
}

/// The names that are known, with the roles that they have.
const KNOWN: &str = include_str!("columns.txt");

/// Tells the columns of a table by their names; nothing for a table that has no column of texts.
pub(in crate::ingest) fn columns(header: &[&str]) -> Option<Columns> {
    let keys: Vec<String> = header.iter().map(|name| key(name)).collect();
    let find = |role: &str| {
        let names = names_of(role);
        let listed = names.into_iter().find_map(|name| position(&keys, name));
        let at = listed.or_else(|| header.iter().position(|name| is_field(name, role)))?;
        Some(header[at].to_owned())
    };
    let title = find("title");
    // Many tables have descriptions of things; of a text with a title it is the beginning.
    let text = find("text").or_else(|| title.as_ref().and_then(|_| find("summary")));
    text.is_some().then(|| Columns {
        text,
        title,
        date: find("date"),
        source: find("source"),
        author: find("author"),
        language: find("language"),
        address: find("address"),
        tags: find("tags"),
    })
}

/// A name as the list has it.
fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn position(keys: &[String], name: &str) -> Option<usize> {
    keys.iter().position(|key| key == name)
}

/// The names of columns that have a role, the surest first.
fn names_of(role: &str) -> Vec<&'static str> {
    let lines = KNOWN.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(": "))
        .filter(|(named, _)| *named == role)
        .flat_map(|(_, names)| names.split(' '))
        .collect()
}

/// True for what a header line of that role is called.
fn is_field(name: &str, role: &str) -> bool {
    let field = match role {
        "title" => Field::Title,
        "date" => Field::Date,
        "source" => Field::Source,
        "author" => Field::Author,
        "language" => Field::Language,
        "address" => Field::Address,
        "tags" => Field::Tags,
        _ => return false,
    };
    Field::of_key(name.trim()) == Some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_by_their_names() {
        let found = columns(&[
            "ID",
            "Full Text",
            "Published_At",
            "Headline",
            "URL",
            "outlet",
        ])
        .unwrap();
        let expected = Columns {
            text: Some("Full Text".to_owned()),
            title: Some("Headline".to_owned()),
            date: Some("Published_At".to_owned()),
            source: Some("outlet".to_owned()),
            address: Some("URL".to_owned()),
            ..Columns::default()
        };
        assert_eq!(found, expected);
        let russian = columns(&[
            "\u{FEFF}Заголовок",
            "Дата публикации",
            "Текст",
            "Ключевые слова",
        ])
        .unwrap();
        assert_eq!(russian.text.as_deref(), Some("Текст"));
        assert_eq!(russian.tags.as_deref(), Some("Ключевые слова"));
    }

    #[test]
    fn the_surest_name_counts() {
        let found =
            columns(&["message", "raw_date", "content", "text", "created", "date"]).unwrap();
        assert_eq!(
            (found.text.as_deref(), found.date.as_deref()),
            (Some("text"), Some("date"))
        );
    }

    #[test]
    fn a_table_without_texts_is_none_of_records() {
        for header in [
            &["country", "year", "value"][..],
            &["title", "date"],
            &["name", "description", "price"],
            &["", "1"],
            &[],
        ] {
            assert_eq!(columns(header), None, "{header:?}");
        }
        let summaries = columns(&["title", "summary"]).unwrap();
        assert_eq!(summaries.text.as_deref(), Some("summary"));
    }

    #[test]
    fn the_list_is_as_its_head_says() {
        let roles = [
            "text", "summary", "title", "date", "source", "author", "language", "address", "tags",
        ];
        let mut seen = Vec::new();
        for line in KNOWN.lines().filter(|line| !line.starts_with('#')) {
            let (role, names) = line.split_once(": ").unwrap();
            assert!(roles.contains(&role), "{line}");
            assert!(line.chars().count() <= 120, "{line}");
            for name in names.split(' ') {
                assert_eq!(name, key(name), "{line}");
                assert!(!seen.contains(&name), "{name} twice");
                seen.push(name);
            }
        }
    }
}
