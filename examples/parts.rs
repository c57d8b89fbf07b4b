//! Reads a container part by part and drops what it gives: how soon the first draft is there, how fast the rest
//! comes, how much memory that takes, and how long it takes to open a part out of the middle again.
//!
//! ```text
//! cargo run --release --example parts -- FILE
//! ```

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use std::error::Error;
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use chancery::ingest::{self, Chosen, Data, sandbox};

fn main() -> Result<(), Box<dyn Error>> {
    if sandbox::is_child() {
        std::process::exit(sandbox::serve().into());
    }
    if let Some(program) = sandbox::own_program() {
        sandbox::enable(program);
    }
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("which file?")?);
    let file = File::open(&path)?;
    let size = file.metadata()?.len();
    let as_it_is = Chosen::default();
    let begun = Instant::now();
    let mut first = None;
    let (mut drafts, mut problems) = (0_usize, 0_usize);
    let mut addresses = Vec::new();
    ingest::read_parts(
        &path,
        Data::File(&file),
        size,
        &[],
        &as_it_is,
        &mut |part| {
            first.get_or_insert_with(|| begun.elapsed());
            drafts += part.drafts.len();
            problems += part.problems.len();
            addresses.extend(part.drafts.into_iter().map(|draft| draft.part));
            ControlFlow::Continue(())
        },
    );
    let took = begun.elapsed();
    println!("{drafts} drafts, {problems} problems, the first after {first:.1?}");
    let megabytes = size as f64 / 1e6;
    println!(
        "{megabytes:.0} MB in {took:.2?}: {:.0} MB/s",
        megabytes / took.as_secs_f64()
    );
    if let Some(middle) = addresses.get(addresses.len() / 2) {
        let begun = Instant::now();
        let bytes = ingest::open(&path, Data::File(&file), size, &as_it_is, middle)?;
        let took = begun.elapsed();
        println!("{middle} opened again in {took:.1?}: {} bytes", bytes.len());
    }
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("{}", peak.unwrap_or("peak memory is not told here"));
    Ok(())
}
