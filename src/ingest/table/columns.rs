//! Which column of a table says what, by its name.

use super::rule::TableRule;
use crate::ingest::given::Field;

/// Something for each of the roles that a column can have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles<T> {
    /// The text to read.
    pub text: Option<T>,
    /// The headline.
    pub title: Option<T>,
    /// When it was issued.
    pub date: Option<T>,
    /// Who issued it.
    pub source: Option<T>,
    /// Who wrote it.
    pub author: Option<T>,
    /// Its language.
    pub language: Option<T>,
    /// Where it stands on the web.
    pub address: Option<T>,
    /// Its keywords.
    pub tags: Option<T>,
}

/// The columns of a table of records, by name; several of a role are put together.
pub type Columns = Roles<Vec<String>>;

impl<T> Roles<T> {
    /// These, and of another table of roles those that are not among them.
    fn or(self, other: Self) -> Self {
        Self {
            text: self.text.or(other.text),
            title: self.title.or(other.title),
            date: self.date.or(other.date),
            source: self.source.or(other.source),
            author: self.author.or(other.author),
            language: self.language.or(other.language),
            address: self.address.or(other.address),
            tags: self.tags.or(other.tags),
        }
    }

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

impl Columns {
    /// Those that a table has.
    fn in_table(&self, header: &[&str]) -> Self {
        self.map(|names| {
            let names = names.iter().filter(|name| header.contains(&name.as_str()));
            let names: Vec<String> = names.cloned().collect();
            (!names.is_empty()).then_some(names)
        })
    }

    /// The names that a table does not have.
    pub(super) fn not_in<'c>(&'c self, header: &'c [String]) -> impl Iterator<Item = &'c str> {
        let Self {
            text,
            title,
            date,
            source,
            author,
            language,
            address,
            tags,
        } = self;
        let all = [title, text, date, source, author, address, tags, language];
        let names = all.into_iter().flatten().flatten().map(String::as_str);
        names.filter(|name| !header.iter().any(|it| it == name))
    }
}

/// The names that are known, with the roles that they have.
const KNOWN: &str = include_str!("columns.txt");

/// Tells the columns of a table by what the reader says and by their names; nothing for a table that has no column of
/// texts.
pub(super) fn columns(header: &[&str], rule: Option<&TableRule>) -> Option<Columns> {
    let by_name = by_name(header);
    let columns = match rule {
        Some(rule) => rule.columns.in_table(header).or(by_name),
        None => by_name,
    };
    columns.text.is_some().then_some(columns)
}

fn by_name(header: &[&str]) -> Columns {
    let keys: Vec<String> = header.iter().map(|name| key(name)).collect();
    let find = |role: &str| {
        let names = names_of(role);
        let listed = names.into_iter().find_map(|name| position(&keys, name));
        let at = listed.or_else(|| header.iter().position(|name| is_field(name, role)))?;
        Some(vec![header[at].to_owned()])
    };
    let title = find("title");
    // Many tables have descriptions of things; of a text with a title it is the beginning.
    let text = find("text").or_else(|| title.as_ref().and_then(|_| find("summary")));
    Columns {
        text,
        title,
        date: find("date"),
        source: find("source"),
        author: find("author"),
        language: find("language"),
        address: find("address"),
        tags: find("tags"),
    }
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

    fn columns(header: &[&str]) -> Option<Columns> {
        super::columns(header, None)
    }

    fn said(names: &Option<Vec<String>>) -> Option<&str> {
        names.as_ref().map(|names| names[0].as_str())
    }

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
            text: Some(vec!["Full Text".to_owned()]),
            title: Some(vec!["Headline".to_owned()]),
            date: Some(vec!["Published_At".to_owned()]),
            source: Some(vec!["outlet".to_owned()]),
            address: Some(vec!["URL".to_owned()]),
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
        assert_eq!(said(&russian.text), Some("Текст"));
        assert_eq!(said(&russian.tags), Some("Ключевые слова"));
    }

    #[test]
    fn the_surest_name_counts() {
        let found =
            columns(&["message", "raw_date", "content", "text", "created", "date"]).unwrap();
        assert_eq!(
            (said(&found.text), said(&found.date)),
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
        assert_eq!(said(&summaries.text), Some("summary"));
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
