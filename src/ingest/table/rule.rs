//! What a reader says of the columns of certain tables.

use std::path::Path;

use super::columns::Columns;

/// Which columns of certain tables say what; what it leaves out is told by the names of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRule {
    /// The names of the tables it is for: `*` stands for any letters and `?` for one, neither for a slash. With a
    /// slash in it, it is the end of a path.
    pub files: String,
    /// The columns, by the names that the table has for them; a dot leads to a member of a member of JSON.
    pub columns: Columns,
}

impl TableRule {
    /// The first of several that is for a table of that name.
    pub(in crate::ingest) fn of<'r>(rules: &'r [Self], name: &Path) -> Option<&'r Self> {
        rules.iter().find(|rule| rule.is_for(name))
    }

    fn is_for(&self, name: &Path) -> bool {
        let name = name.to_string_lossy();
        let wanted = self.files.trim_start_matches("./").rsplit('/');
        let mut parts = name.rsplit('/');
        // A path that begins with a slash is whole.
        wanted.into_iter().all(|wanted| {
            let part = parts.next();
            part.is_some_and(|part| is_like(part, wanted))
        })
    }
}

/// True where a name is as a pattern has it, capitals aside.
fn is_like(name: &str, pattern: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<Vec<_>>()
    };
    let (name, pattern) = (letters(name), letters(pattern));
    let (mut at, mut wanted) = (0, 0);
    // Where the last `*` stands, and where what it stands for ends.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(wanted) {
            Some('*') => {
                star = Some((wanted, at));
                wanted += 1;
            }
            Some(&letter) if letter == '?' || letter == name[at] => {
                at += 1;
                wanted += 1;
            }
            _ => {
                let Some((place, end)) = star else {
                    return false;
                };
                star = Some((place, end + 1));
                at = end + 1;
                wanted = place + 1;
            }
        }
    }
    pattern[wanted..].iter().all(|&letter| letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_for_the_tables_that_are_called_so() {
        for (files, name, is_for) in [
            ("*.csv", "/a/b/May.CSV", true),
            ("*.csv", "May.json", false),
            ("wire-??.csv", "in/wire-05.csv", true),
            ("wire-??.csv", "wire-5.csv", false),
            ("*a*b*", "xxaxxabx", true),
            ("tarn/*.csv", "/in/Tarn/may.csv", true),
            ("tarn/*.csv", "/in/tarn/day/may.csv", false),
            ("tarn/*.csv", "may.csv", false),
            ("/in/*.csv", "/in/may.csv", true),
            ("/in/*.csv", "/x/in/may.csv", false),
            ("*", "", true),
            ("", "a", false),
        ] {
            let rule = TableRule {
                files: files.to_owned(),
                columns: Columns::default(),
            };
            assert_eq!(rule.is_for(Path::new(name)), is_for, "{files} {name}");
        }
    }
}
