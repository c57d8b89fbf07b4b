//! A reader's file laid over the defaults, with all that is wrong in it told at once.
//!
//! Reading stops at the first fault. So what has it is left out, and the rest is read again, until
//! nothing is wrong any more.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::error::{ConfigError, Fault};

/// The most faults of a file that are told.
const MOST: usize = 20;

/// All that is wrong in a configuration file, in its order; at least one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigErrors {
    faults: Vec<ConfigError>,
    /// There are more than are told.
    has_more: bool,
}

impl ConfigErrors {
    /// What is wrong, in the order of the file.
    pub fn faults(&self) -> &[ConfigError] {
        &self.faults
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, fault) in self.faults.iter().enumerate() {
            write!(f, "{}{fault}", if number > 0 { "\n" } else { "" })?;
        }
        if self.has_more {
            write!(f, "\nThere is more; these come first.")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

/// Reads a file with `read`, which stops at its first fault. Where it finds none, `whole` looks at
/// what its settings make together: of a part of them it could say anything.
///
/// # Errors
///
/// All that is wrong. Behind a heading that cannot be read nothing is told but what else is no
/// TOML: it is not known which table the lines belong to.
pub(super) fn read<T>(
    text: &str,
    name: &Path,
    read: impl Fn(DeTable<'_>) -> Result<T, Fault>,
    whole: impl Fn(&DeTable<'_>, &T) -> Result<(), Fault>,
) -> Result<T, ConfigErrors> {
    let (table, broken) = DeTable::parse_recoverable(text);
    let mut table = table.into_inner();
    let mut faults: Vec<Fault> = Vec::new();
    for error in broken {
        let fault = Fault::from(error);
        let line = line_of(text, fault.at.start);
        // What follows on a broken line is broken for the same reason.
        if faults.iter().all(|it| line_of(text, it.at.start) != line) {
            faults.push(fault);
        }
    }
    let broken: Vec<Range<usize>> = faults.iter().map(|it| line_of(text, it.at.start)).collect();
    let heading = broken
        .iter()
        .find(|line| text[(*line).clone()].starts_with('['));
    let told_until = heading.map_or(text.len(), |line| line.start);
    let mut has_more = false;
    loop {
        match read(table.clone()) {
            Ok(read) if faults.is_empty() => match whole(&table, &read) {
                Ok(()) => return Ok(read),
                Err(fault) => {
                    faults.push(fault);
                    break;
                }
            },
            Ok(_) => break,
            Err(fault) => {
                let at = fault.at.start;
                let is_left_out = leave_out(&mut table, at);
                let line = line_of(text, at);
                if faults.is_empty() || at < told_until && !broken.contains(&line) {
                    faults.push(fault);
                }
                has_more = faults.len() >= MOST;
                if !is_left_out || has_more {
                    break;
                }
            }
        }
    }
    faults.sort_by_key(|fault| fault.at.start);
    let faults = faults.into_iter().map(|fault| fault.in_file(name, text));
    Err(ConfigErrors {
        faults: faults.collect(),
        has_more,
    })
}

/// Lays one table over another, so that what is left has the places of the upper one: every
/// error is one of the reader's file, because the defaults have none.
pub(super) fn lay_over<'a>(lower: &mut DeTable<'a>, upper: DeTable<'a>) {
    for (key, value) in upper {
        let span = value.span();
        let both = lower.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut);
        match (both, value.into_inner()) {
            (Some(DeValue::Table(lower)), DeValue::Table(upper)) => lay_over(lower, upper),
            (_, value) => {
                // Inserting alone would keep the old key with its place in the other file.
                lower.remove(key.get_ref().as_ref());
                lower.insert(key, Spanned::new(span, value));
            }
        }
    }
}

/// The line around a byte.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').unwrap_or(after.len());
    start..before.len() + end
}

/// Takes out what stands at a byte: the innermost setting, or of a list of tables the table. False
/// where nothing does.
fn leave_out(table: &mut DeTable<'_>, at: usize) -> bool {
    for (_, value) in table.iter_mut() {
        let is_left_out = match value.get_mut() {
            DeValue::Table(inner) => leave_out(inner, at),
            DeValue::Array(list) => leave_out_table(list, at),
            _ => false,
        };
        if is_left_out {
            return true;
        }
    }
    let mut entries = table.iter();
    let found = entries.find(|(key, value)| holds(&key.span(), at) || holds(&value.span(), at));
    let Some(key) = found.map(|(key, _)| key.clone()) else {
        return false;
    };
    table.remove(key.get_ref().as_ref()).is_some()
}

/// Takes a table out of a list.
fn leave_out_table(list: &mut DeArray<'_>, at: usize) -> bool {
    let is_meant = |item: &mut Spanned<DeValue<'_>>| {
        let is_here = holds(&item.span(), at);
        match item.get_mut() {
            DeValue::Table(inner) => is_here || leave_out(inner, at),
            _ => false,
        }
    };
    let Some(number) = list.iter_mut().position(is_meant) else {
        return false;
    };
    let left = list.clone().into_iter().enumerate();
    let left = left.filter(|(at, _)| *at != number);
    *list = left.map(|(_, item)| item).collect();
    true
}

fn holds(span: &Range<usize>, at: usize) -> bool {
    span.start == at || span.contains(&at)
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let wrong = Settings::overlay(text, Path::new("mine.toml")).unwrap_err();
        wrong.faults().iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_in_the_order_of_the_file() {
        let text = "[reading]\nwidth = 6\nfolow = 1\n[list]\norder = \"best\"\n[[tags]]\n\
                    name = \"x\"\n[[tags]]\nnome = \"y\"\n[keys]\nzz = \"nothing\"\n\
                    yy = \"top\"\nxx = 3\n[terminal]\nmouse = \"yes\"\n";
        assert_eq!(lines(text), [2, 3, 5, 7, 9, 11, 12, 13, 15]);
    }

    #[test]
    fn what_is_no_toml_is_told_beside_what_makes_no_sense() {
        assert_eq!(
            lines("[reading]\nwidth = \n[list]\norder = 3\nx y z\n"),
            [2, 4, 5]
        );
        // Nobody knows whose settings follow on a broken heading.
        assert_eq!(lines("[reading]\nwidth = 6\n[list\norder = 3\n"), [2, 3]);
    }

    #[test]
    fn of_very_many_faults_the_first_are_told() {
        let text: String = (0..100).map(|number| format!("x{number} = 1\n")).collect();
        let wrong = Settings::overlay(&text, Path::new("mine.toml")).unwrap_err();
        assert_eq!(wrong.faults().len(), MOST);
        assert!(
            wrong
                .to_string()
                .ends_with("There is more; these come first.")
        );
    }
}
