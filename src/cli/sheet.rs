//! Rows and columns, printed in the way that was asked for.

use std::io;

use serde::Serialize;

use super::arguments::Format;
use super::error::CliError;
use super::printer::Printer;
use crate::config::{Role, Theme};
use crate::export::{csv, markdown};
use crate::text::wrap::wrap;
use crate::text::{sanitise, width};

/// The narrowest that the last column is cut to.
const LEAST_LAST: usize = 16;

/// The widest that any other column gets.
const MOST_OTHER: usize = 22;

/// Rows under a header.
pub(super) struct Sheet {
    header: &'static [&'static str],
    rows: Vec<Vec<String>>,
    /// What is said under each row, in lines with what they are about; of tables and text alone.
    under: Vec<Lines>,
}

/// Lines, each with what it is about.
pub(super) type Lines = Vec<(&'static str, String)>;

/// Columns before the lines under a row, and those of what they are about.
const UNDER: usize = 4;
const ABOUT: usize = 9;

/// How much of each row is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Nothing: JSON is made of other values.
    Nothing,
    /// What one looks at.
    Short,
    /// Everything.
    Full,
}

impl Detail {
    /// What a format calls for.
    pub(super) fn of(format: Format) -> Self {
        match format {
            Format::Csv => Self::Full,
            Format::Json | Format::Jsonl => Self::Nothing,
            Format::Table | Format::Text | Format::Md => Self::Short,
        }
    }
}

impl Sheet {
    pub(super) fn new(header: &'static [&'static str], rows: Vec<Vec<String>>) -> Self {
        Self {
            header,
            rows,
            under: Vec::new(),
        }
    }

    /// The same with lines under each row.
    pub(super) fn over(mut self, under: Vec<Lines>) -> Self {
        self.under = under;
        self
    }

    /// Prints the rows; JSON is made of `values` instead.
    pub(super) fn print(
        &self,
        format: Format,
        values: impl Iterator<Item = impl Serialize>,
        columns: usize,
        theme: &Theme,
        out: &mut Printer,
    ) -> Result<(), CliError> {
        match format {
            Format::Table => self.table(columns, theme, out)?,
            Format::Text => self.text(theme, out)?,
            Format::Csv => self.csv(out)?,
            Format::Md => self.markdown(out)?,
            Format::Json => out.json(&values.collect::<Vec<_>>())?,
            Format::Jsonl => {
                for value in values {
                    out.json(&value)?;
                }
            }
        }
        Ok(())
    }

    /// Columns as wide as they need to be; the last has what is left.
    fn table(&self, columns: usize, theme: &Theme, out: &mut Printer) -> io::Result<()> {
        let clean: Vec<Vec<_>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| sanitise::line(cell)).collect())
            .collect();
        let last = self.header.len().saturating_sub(1);
        let mut widths: Vec<usize> = (0..last)
            .map(|column| {
                let cells = clean.iter().map(|row| width::width(&row[column]));
                cells
                    .chain([self.header[column].len()])
                    .max()
                    .unwrap_or(0)
                    .min(MOST_OTHER)
            })
            .collect();
        let taken: usize = widths.iter().map(|width| width + 2).sum();
        widths.push(columns.saturating_sub(taken).max(LEAST_LAST));
        let dim = theme.style(Role::Dim);
        for (column, (name, width)) in self.header.iter().zip(&widths).enumerate() {
            out.styled(dim, &cell(name, *width, column == last))?;
        }
        out.end_line()?;
        for (number, row) in clean.iter().enumerate() {
            for (column, (text, width)) in row.iter().zip(&widths).enumerate() {
                let style = if column == last {
                    theme.style(Role::Text)
                } else {
                    dim
                };
                out.styled(style, &cell(text, *width, column == last))?;
            }
            out.end_line()?;
            self.under(number, columns, theme, out)?;
        }
        Ok(())
    }

    /// The lines under a row, wrapped to so many columns.
    fn under(
        &self,
        row: usize,
        columns: usize,
        theme: &Theme,
        out: &mut Printer,
    ) -> io::Result<()> {
        let room = columns.saturating_sub(UNDER + ABOUT).max(LEAST_LAST);
        for (about, line) in self.under.get(row).into_iter().flatten() {
            let line = sanitise::line(line);
            for (number, part) in wrap(&line, room).into_iter().enumerate() {
                let about = if number == 0 { about } else { "" };
                let about = format!("{:UNDER$}{about:ABOUT$}", "");
                out.styled(theme.style(Role::Dim), &about)?;
                out.text(&line[part])?;
                out.end_line()?;
            }
        }
        Ok(())
    }

    fn text(&self, theme: &Theme, out: &mut Printer) -> io::Result<()> {
        for (number, row) in self.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    out.own(b"\t")?;
                }
                out.text(cell)?;
            }
            out.end_line()?;
            self.under(number, usize::MAX, theme, out)?;
        }
        Ok(())
    }

    fn csv(&self, out: &mut Printer) -> io::Result<()> {
        out.own(csv::record(self.header).as_bytes())?;
        for row in &self.rows {
            out.own(csv::record(row).as_bytes())?;
        }
        Ok(())
    }

    fn markdown(&self, out: &mut Printer) -> io::Result<()> {
        let line = |cells: &mut dyn Iterator<Item = String>| {
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        out.text(&line(&mut self.header.iter().map(|&name| name.to_owned())))?;
        out.end_line()?;
        out.text(&line(&mut self.header.iter().map(|_| "---".to_owned())))?;
        out.end_line()?;
        for row in &self.rows {
            out.text(&line(&mut row.iter().map(|cell| markdown::escaped(cell))))?;
            out.end_line()?;
        }
        Ok(())
    }
}

fn cell(text: &str, width: usize, is_last: bool) -> String {
    if is_last {
        width::truncate(text, width).into_owned()
    } else {
        format!("{}  ", width::pad(text, width))
    }
}
