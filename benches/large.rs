//! A container of a size that no memory should hold, read part by part, with what it gives dropped: how soon the first
//! draft is there, how fast the rest comes, how much memory that takes, and how long it takes to open a part out of
//! the middle again.
//!
//! ```text
//! cargo bench --bench large            # makes a mailbox of 2 GB, a zip of 1 GB, an export of 500 MB, and removes them
//! cargo bench --bench large -- FILE    # reads that file
//! ```
//!
//! Each file is read by a process of its own, so that its memory is that of this file. `taskset -c 0` in front keeps
//! it to one core.

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use chancery::ingest::{self, Chosen, Data, sandbox};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAILBOX: u64 = 2_000_000_000;
const ARCHIVE: u64 = 1_000_000_000;
const EXPORT: u64 = 500_000_000;

/// Writes a file.
type Make = fn(&Path) -> io::Result<()>;

fn main() -> Result<(), Box<dyn Error>> {
    if sandbox::is_child() {
        std::process::exit(sandbox::serve().into());
    }
    let arguments = std::env::args_os().skip(1);
    let file = arguments
        .map(PathBuf::from)
        .find(|it| !it.starts_with("--bench"));
    match file {
        Some(file) => measure(&file),
        None => measure_made(),
    }
}

/// Makes the files, one after the other, and measures each.
fn measure_made() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large");
    fs::create_dir_all(&folder)?;
    const KINDS: [(&str, Make); 3] = [
        ("releases.mbox", mailbox),
        ("releases.zip", archive),
        ("result.json", export),
    ];
    for (name, make) in KINDS {
        let path = folder.join(name);
        make(&path)?;
        let status = Command::new(std::env::current_exe()?).arg(&path).status()?;
        println!("{name}: {status}\n");
        fs::remove_file(&path)?;
    }
    Ok(())
}

fn measure(path: &Path) -> Result<(), Box<dyn Error>> {
    if let Some(program) = sandbox::own_program() {
        sandbox::enable(program);
    }
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let as_it_is = Chosen::default();
    let begun = Instant::now();
    let mut first = None;
    let (mut drafts, mut problems) = (0_usize, 0_usize);
    let mut addresses = Vec::new();
    ingest::read_parts(path, Data::File(&file), size, &[], &as_it_is, &mut |part| {
        first.get_or_insert_with(|| begun.elapsed());
        drafts += part.drafts.len();
        problems += part.problems.len();
        addresses.extend(part.drafts.into_iter().map(|draft| draft.part));
        ControlFlow::Continue(())
    });
    let took = begun.elapsed();
    println!("{drafts} drafts, {problems} problems, the first after {first:.1?}");
    let megabytes = size as f64 / 1e6;
    println!(
        "{megabytes:.0} MB in {took:.2?}: {:.0} MB/s",
        megabytes / took.as_secs_f64()
    );
    if let Some(middle) = addresses.get(addresses.len() / 2) {
        let begun = Instant::now();
        let bytes = ingest::open(path, Data::File(&file), size, &as_it_is, middle)?;
        let took = begun.elapsed();
        println!("{middle} opened again in {took:.1?}: {} bytes", bytes.len());
    }
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("{}", peak.unwrap_or("peak memory is not told here"));
    Ok(())
}

/// Mails of 4 KB.
fn mailbox(path: &Path) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut words = Words(1);
    let mut number = 0;
    while file.stream_position()? < MAILBOX {
        number += 1;
        let minute = number % 60;
        write!(
            file,
            "From press@mfa.example Tue May 12 10:{minute:02}:00 2026\n\
             From: Press Service <press@mfa.example>\n\
             To: desk@embassy.example\n\
             Subject: Statement {number} on the talks\n\
             Date: Tue, 12 May 2026 10:{minute:02}:00 +0000\n\
             Message-ID: <{number}@mfa.example>\n\
             Content-Type: text/plain; charset=utf-8\n\n"
        )?;
        words.write(&mut file, 4_000)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}

/// Texts of 250 KB.
fn archive(path: &Path) -> io::Result<()> {
    let mut words = Words(1);
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path)?));
    let quickly = SimpleFileOptions::default().compression_level(Some(1));
    let mut number = 0;
    let mut text = Vec::new();
    while fs::metadata(path)?.len() < ARCHIVE {
        number += 1;
        text.clear();
        write!(text, "Statement {number} on the talks\n\n12 May 2026\n\n")?;
        words.write(&mut text, 250_000)?;
        zip.start_file(format!("day {}/{number}.txt", number / 100), quickly)?;
        zip.write_all(&text)?;
    }
    zip.finish()?.flush()
}

/// Posts of 1 KB, twice, as Telegram Desktop writes them.
fn export(path: &Path) -> io::Result<()> {
    const HEAD: &str = "{\n \"name\": \"Ministry\",\n \"type\": \"public_channel\",\n \"id\": 1,\n \"messages\": [\n";
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(HEAD.as_bytes())?;
    let mut words = Words(1);
    let mut number = 0;
    let mut text = Vec::new();
    while file.stream_position()? < EXPORT {
        number += 1;
        text.clear();
        words.write(&mut text, 1_000)?;
        let text = String::from_utf8_lossy(&text).replace('\n', "\\n");
        let moment = 1_600_000_000 + 600 * number;
        let comma = if number > 1 { ",\n" } else { "" };
        write!(
            file,
            "{comma}  {{\n   \"id\": {number},\n   \"type\": \"message\",\n   \"date_unixtime\": \"{moment}\",\n   \
             \"from\": \"Ministry\",\n   \"from_id\": \"channel1\",\n   \
             \"text\": [\n    {{\n     \"type\": \"bold\",\n     \"text\": \"Statement {number} on the talks\"\n    }},\n    \
             \"\\n\\n{text}\"\n   ],\n   \"text_entities\": [\n    {{\n     \"type\": \"plain\",\n     \
             \"text\": \"{text}\"\n    }}\n   ]\n  }}"
        )?;
    }
    file.write_all(b"\n ]\n}\n")?;
    file.flush()
}

/// Words that look like some, from a seed.
struct Words(u64);

impl Words {
    /// Writes paragraphs of that many bytes, or a few more.
    fn write(&mut self, to: &mut impl Write, bytes: usize) -> io::Result<()> {
        const ENDS: [&str; 8] = [" ", " ", " ", " ", " ", ", ", ". ", ".\n\n"];
        let mut written = 0;
        while written < bytes {
            let syllables = 1 + self.next() % 4;
            for _ in 0..syllables {
                let syllable = self.syllable();
                to.write_all(&syllable)?;
                written += syllable.len();
            }
            let end = ENDS[self.next() % ENDS.len()];
            to.write_all(end.as_bytes())?;
            written += end.len();
        }
        to.write_all(b"\n")
    }

    fn syllable(&mut self) -> [u8; 2] {
        const CONSONANTS: &[u8] = b"bcdfghklmnprstvw";
        const VOWELS: &[u8] = b"aeiou";
        [CONSONANTS, VOWELS].map(|letters| letters[self.next() % letters.len()])
    }

    /// The next number of xorshift64 (Marsaglia 2003).
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize
    }
}
