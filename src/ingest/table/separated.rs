//! CSV and its kin: records in lines, fields kept apart by a sign.
//!
//! A quote that nothing closes makes one record of all that follows. Such a record is read by its first line
//! alone, quotes and all, and the next one begins on the next line.

use std::ops::Range;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::MAX_RECORD;
use crate::ingest::lines;

/// The signs that keep fields apart.
pub(super) const SIGNS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The most fields of a record; those after them are left out.
const MAX_FIELDS: usize = 4096;

/// The records of a text, each with its bytes in it.
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    quoted: Box<Reader>,
    by_line: Box<Reader>,
    /// The fields of the last record, one after the other, and where each ends.
    fields: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    /// True if its quotes are not what they should be.
    is_mended: bool,
}

impl<'a> Records<'a> {
    /// The records of `text`, whose fields `sign` keeps apart.
    pub(super) fn of(text: &'a str, sign: u8) -> Self {
        let reader = |has_quotes| {
            let mut builder = ReaderBuilder::new();
            Box::new(builder.delimiter(sign).quoting(has_quotes).build())
        };
        Self {
            text,
            at: 0,
            quoted: reader(true),
            by_line: reader(false),
            fields: vec![0; 4096],
            ends: vec![0; 64],
            count: 0,
            is_mended: false,
        }
    }

    /// Moves to the next record; its bytes, or nothing after the last.
    pub(super) fn advance(&mut self) -> Option<Range<usize>> {
        let rest = self.text[self.at..].trim_start_matches(['\n', '\r']);
        if rest.is_empty() {
            return None;
        }
        let start = self.text.len() - rest.len();
        let length = self
            .read_quoted(rest)
            .unwrap_or_else(|| self.read_line(rest));
        self.at = start + length;
        let record = rest[..length].trim_end_matches(['\n', '\r']);
        Some(start..start + record.len())
    }

    /// How many fields the record has.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// A field of the record, empty if there is none of that number.
    pub(super) fn field(&self, index: usize) -> &str {
        if index >= self.count {
            return "";
        }
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        let field = self.fields.get(start..self.ends[index]).unwrap_or_default();
        let field = std::str::from_utf8(field).unwrap_or_default();
        match self.is_mended {
            true => field.trim_matches('"'),
            false => field,
        }
    }

    /// Reads the record at the beginning of `rest`, and gives its length; nothing if a quote in it is not closed.
    fn read_quoted(&mut self, rest: &str) -> Option<usize> {
        self.is_mended = false;
        let limit = rest.len().min(MAX_RECORD);
        let length = read(
            &mut self.quoted,
            &rest.as_bytes()[..limit],
            &mut self.fields,
            &mut self.ends,
        );
        let (length, count, is_whole) = length;
        self.count = count;
        if !is_whole && limit < rest.len() {
            return None;
        }
        let record = &rest.as_bytes()[..length];
        let quotes = memchr::memchr_iter(b'"', record).count();
        let is_over_lines = record.trim_ascii_end().contains(&b'\n');
        (quotes.is_multiple_of(2) || !is_over_lines).then_some(length)
    }

    /// Reads the line at the beginning of `rest` as a record whose quotes mean nothing, and gives its length.
    fn read_line(&mut self, rest: &str) -> usize {
        self.is_mended = true;
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = lines::head(&rest[..end], MAX_RECORD);
        (_, self.count, _) = read(
            &mut self.by_line,
            line.as_bytes(),
            &mut self.fields,
            &mut self.ends,
        );
        end
    }
}

/// Reads one record: its length, how many fields it has, and whether it ended before the text did.
fn read(
    reader: &mut Reader,
    text: &[u8],
    fields: &mut Vec<u8>,
    ends: &mut Vec<usize>,
) -> (usize, usize, bool) {
    reader.reset();
    let (mut at, mut length, mut count) = (0, 0, 0);
    loop {
        let (result, taken, put, ended) =
            reader.read_record(&text[at..], &mut fields[length..], &mut ends[count..]);
        at += taken;
        length += put;
        count += ended;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => fields.resize(2 * fields.len(), 0),
            ReadRecordResult::OutputEndsFull if ends.len() >= MAX_FIELDS => {
                return (end_of_line(text, at), count, true);
            }
            ReadRecordResult::OutputEndsFull => ends.resize(2 * ends.len(), 0),
            ReadRecordResult::Record | ReadRecordResult::End => {
                return (at, count, at < text.len() || text.ends_with(b"\n"));
            }
        }
    }
}

fn end_of_line(text: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str, sign: u8) -> Vec<Vec<String>> {
        let mut records = Records::of(text, sign);
        let mut found = Vec::new();
        while let Some(range) = records.advance() {
            assert!(text.get(range).is_some());
            found.push(
                (0..records.len())
                    .map(|at| records.field(at).to_owned())
                    .collect(),
            );
        }
        found
    }

    #[test]
    fn fields_are_told_apart_by_sign_and_quote() {
        let text = "a,\"b, \"\"c\"\"\nd\",é\r\n\r\n1,,\n";
        assert_eq!(
            records(text, b','),
            [vec!["a", "b, \"c\"\nd", "é"], vec!["1", "", ""]]
        );
        assert_eq!(records("a\tb, c", b'\t'), [["a", "b, c"]]);
        assert_eq!(records("\n\n", b','), [[""; 0]; 0]);
    }

    #[test]
    fn a_record_is_where_its_bytes_are() {
        let text = "\na,b\r\n\"c\nd\",e\n";
        let mut records = Records::of(text, b',');
        assert_eq!(&text[records.advance().unwrap()], "a,b");
        assert_eq!(&text[records.advance().unwrap()], "\"c\nd\",e");
        assert_eq!(records.advance(), None);
    }

    #[test]
    fn a_quote_that_nothing_closes_costs_its_line_alone() {
        let text = "1,\"a\n2,b\n3,\"c, d\"\n";
        assert_eq!(records(text, b','), [["1", "a"], ["2", "b"], ["3", "c, d"]]);
        let to_the_end = "1,\"a\n2,b\n3,c";
        assert_eq!(
            records(to_the_end, b','),
            [["1", "a"], ["2", "b"], ["3", "c"]]
        );
        assert_eq!(
            records("1,5\" pipe\n2,b", b','),
            [["1", "5\" pipe"], ["2", "b"]]
        );
        let long = format!("1,\"a\n{}", "2,b\n".repeat(MAX_RECORD / 4 + 10));
        let found = records(&long, b',');
        assert_eq!(
            (found.len(), &found[0][1]),
            (MAX_RECORD / 4 + 11, &"a".to_owned())
        );
    }

    #[test]
    fn what_is_out_of_proportion_is_cut() {
        let wide = format!("{}\n1,2", "a,".repeat(10_000));
        let found = records(&wide, b',');
        assert_eq!(
            (found.len(), found[0].len(), found[1].len()),
            (2, MAX_FIELDS, 2)
        );
        let long = format!("1,{}\n2,b", "é".repeat(MAX_RECORD));
        let found = records(&long, b',');
        assert_eq!(found[1], ["2", "b"]);
        assert!(found[0][1].len() <= MAX_RECORD);
    }
}
