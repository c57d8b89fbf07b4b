//! The encodings that the reader chose for files, kept beside the marks.
//!
//! ```text
//! windows-1251 | /home/mara/old/talks.txt
//! IBM852       | /home/mara/stick.zip     | /day 2/report.txt
//! ```
//!
//! A line a choice: the encoding, the file from the root on, and for a part of a file the way to it, with a tab
//! between. Bytes that would end a line or a column, and those that are no text, stand as `%` and two digits.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::DirBuilder;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::{file, whole};
use crate::briefing::Origin;
use crate::ingest::{Charset, Chosen, Reason};

/// The longest file that is read: tens of thousands of choices.
const MOST_READ: u64 = 4 << 20;

/// Every choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Encodings {
    files: BTreeMap<PathBuf, Chosen>,
    /// What relative paths begin from.
    folder: PathBuf,
    nothing: Chosen,
    /// Lines that are no choice; a later version may have written them.
    unknown: Vec<String>,
}

/// One choice, to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The file.
    pub path: PathBuf,
    /// The part of it, as its address is written.
    pub part: String,
    /// What was chosen; `None` takes the choice back.
    pub charset: Option<Charset>,
}

impl Choice {
    /// Chooses for what a briefing was decoded with.
    pub fn of(origin: &Origin, charset: Option<Charset>) -> Self {
        Self {
            path: origin.path.to_path_buf(),
            part: Chosen::part_of(&origin.address).to_string(),
            charset,
        }
    }
}

impl Encodings {
    /// Reads the choices; none where the file is not there, or is no such file.
    pub fn read(file: Option<&Path>) -> Self {
        let text = file.and_then(|file| file::text(file, MOST_READ).ok());
        Self::of_text(text.as_deref().unwrap_or_default())
    }

    fn of_text(text: &str) -> Self {
        Self {
            folder: std::env::current_dir().unwrap_or_default(),
            ..Self::parse(text)
        }
    }

    /// What was chosen for a file and its parts.
    pub fn of(&self, path: &Path) -> &Chosen {
        if self.files.is_empty() {
            return &self.nothing;
        }
        self.files
            .get(&self.folder.join(path))
            .unwrap_or(&self.nothing)
    }

    /// Puts a choice to the others.
    pub fn choose(&mut self, choice: &Choice) {
        let path = self.folder.join(&choice.path);
        let chosen = self.files.entry(path).or_default();
        chosen.choose(&choice.part, choice.charset);
        self.files.retain(|_, chosen| !chosen.is_empty());
    }

    fn parse(text: &str) -> Self {
        let mut all = Self::default();
        for line in text.lines() {
            let mut columns = line.split('\t');
            let charset = columns.next().and_then(Charset::named);
            let path = columns
                .next()
                .map(|path| OsString::from_vec(unescaped(path)));
            let part = columns.next().map(unescaped).unwrap_or_default();
            if let (Some(charset), Some(path), Ok(part)) = (charset, path, String::from_utf8(part))
            {
                let chosen = all.files.entry(path.into()).or_default();
                chosen.choose(&part, Some(charset));
            } else if !line.is_empty() {
                all.unknown.push(line.to_owned());
            }
        }
        all
    }

    fn print(&self) -> String {
        let mut text = String::new();
        for (path, chosen) in &self.files {
            for (part, charset) in chosen.all() {
                text += charset.name();
                text.push('\t');
                text += &escaped(path.as_os_str().as_bytes());
                if !part.is_empty() {
                    text.push('\t');
                    text += &escaped(part.as_bytes());
                }
                text.push('\n');
            }
        }
        for line in &self.unknown {
            text += line;
            text.push('\n');
        }
        text
    }
}

/// Puts a choice into the file, for its owner alone; what other processes have put there stays.
///
/// # Errors
///
/// When the system refuses, or what is there cannot be read; then the file is as it was.
pub fn keep(place: &Path, choice: &Choice) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let there = match file::text(place, MOST_READ) {
        Err(Reason::Missing) => String::new(),
        there => there.map_err(io::Error::other)?,
    };
    let mut all = Encodings::of_text(&there);
    all.choose(choice);
    let text = all.print();
    whole::write(place, 0o600, true, |out| out.write_all(text.as_bytes()))
}

fn escaped(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '%' => text += "%25",
                c if c.is_ascii_control() => text += &format!("%{:02X}", u32::from(c)),
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            text += &format!("%{byte:02X}");
        }
    }
    text
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        let byte = part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part[2..].bytes());
            }
            None => {
                bytes.push(b'%');
                bytes.extend(part.bytes());
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::briefing::Address;

    fn choice(path: &str, part: &str, charset: Option<&str>) -> Choice {
        Choice {
            path: path.into(),
            part: part.to_owned(),
            charset: charset.map(|name| Charset::named(name).unwrap()),
        }
    }

    #[test]
    fn choices_are_kept_by_file_and_part_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("state/encodings");
        assert_eq!(Encodings::read(Some(&place)).files.len(), 0);
        keep(&place, &choice("/a/talks.txt", "", Some("cp1251"))).unwrap();
        keep(
            &place,
            &choice("/a/stick.zip", "/day\t2%.txt", Some("IBM852")),
        )
        .unwrap();
        keep(&place, &choice("/a/talks.txt", "", Some("koi8-r"))).unwrap();
        let text = fs::read_to_string(&place).unwrap();
        assert_eq!(
            text,
            "IBM852\t/a/stick.zip\t/day%092%25.txt\nKOI8-R\t/a/talks.txt\n"
        );
        let read = Encodings::read(Some(&place));
        let whole = Address::default();
        let chosen = read.of(Path::new("/a/talks.txt")).of(&whole);
        assert_eq!(chosen, Charset::named("KOI8-R"));
        assert_eq!(read.of(Path::new("/a/other.txt")).of(&whole), None);
        keep(&place, &choice("/a/talks.txt", "", None)).unwrap();
        let text = fs::read_to_string(&place).unwrap();
        assert_eq!(text, "IBM852\t/a/stick.zip\t/day%092%25.txt\n");
    }

    #[test]
    fn what_cannot_be_read_or_is_not_understood_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("encodings");
        let bytes = b"IBM852\t/a/\xFF.txt\n";
        fs::write(&place, bytes).unwrap();
        keep(&place, &choice("/a/talks.txt", "", Some("koi8-r"))).unwrap_err();
        assert_eq!(fs::read(&place).unwrap(), bytes);
        fs::write(&place, "utf-9\t/a/later.txt\n").unwrap();
        keep(&place, &choice("/a/talks.txt", "", Some("koi8-r"))).unwrap();
        let text = fs::read_to_string(&place).unwrap();
        assert_eq!(text, "KOI8-R\t/a/talks.txt\nutf-9\t/a/later.txt\n");
    }

    #[test]
    fn a_relative_path_is_one_from_the_present_folder() {
        let mut all = Encodings {
            folder: "/home/mara".into(),
            ..Encodings::default()
        };
        all.choose(&choice("in/a.txt", "", Some("IBM866")));
        assert!(!all.of(Path::new("/home/mara/in/a.txt")).is_empty());
        assert!(!all.of(Path::new("in/a.txt")).is_empty());
    }

    #[test]
    fn a_path_that_is_no_text_is_kept_and_rubbish_is_not() {
        for bytes in [&b"/a/\xFF\n%.txt"[..], b"/%41", b"/\xD0\xB9"] {
            let line = format!("IBM866\t{}\n", escaped(bytes));
            let parsed = Encodings::parse(&line);
            let paths: Vec<_> = parsed
                .files
                .keys()
                .map(|it| it.as_os_str().as_bytes())
                .collect();
            assert_eq!(paths, [bytes]);
            assert_eq!(parsed.print(), line);
        }
        for rubbish in ["", "IBM866", "x\t/a", "\t\t\t", "IBM866\t/a\t%FF"] {
            assert_eq!(Encodings::parse(rubbish).files.len(), 0, "{rubbish:?}");
        }
    }
}
