//! Hashes what decides how files are read: two programs with the same hash make the same of every file.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// The layers that make briefings of files, and the versions of what they use.
const READ: [&str; 9] = [
    "Cargo.lock",
    "src/briefing",
    "src/briefing.rs",
    "src/ingest",
    "src/ingest.rs",
    "src/insight",
    "src/insight.rs",
    "src/text",
    "src/text.rs",
];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for path in READ {
        println!("cargo::rerun-if-changed={path}");
        collect(Path::new(path), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    std::env::var_os("CARGO_FEATURE_PDF")
        .is_some()
        .hash(&mut hasher);
    println!("cargo::rustc-env=CHANCERY_RULES={:016x}", hasher.finish());
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}
