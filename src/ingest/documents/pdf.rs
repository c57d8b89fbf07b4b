//! Documents as they are printed: letters at places on pages.
//!
//! ```text
//! page -> letters at their places -> words -> heads and feet off -> columns -> rows -> paragraphs -> Content
//! ```
//!
//! A PDF says where each letter stands and, most often, nothing of words, lines and paragraphs: these are found again by the
//! white between them, as a reader does. `hayro-interpret` draws the pages; it repairs what it can of broken files.

mod columns;
mod document;
mod frame;
mod furniture;
mod glyphs;
mod grid;
mod initials;
mod letters;
mod links;
mod notes;
mod paragraphs;
mod properties;
mod rows;
mod spoken;
mod tables;
mod words;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::Refusal;
use crate::ingest::content::{Content, Limit, Remark};
use furniture::Leaf;
use glyphs::Sheet;
use letters::Fonts;
use links::{Area, Lead};

/// More pages are not read: what has them is no text to read through.
const PAGES: usize = 2_000;

/// How long the pages may take to be drawn: a part of the time that a document has, as its text has to be made of them.
const PATIENCE: Duration = Duration::from_secs(6);

/// How far into a file its mark may stand: some have a few lines of mail or web before it.
const HEAD: usize = 1024;

/// True for what begins as a PDF does, or does so after a few lines and ends as one.
pub(super) fn is_pdf(bytes: &[u8], _: &Path) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    match memchr::memmem::find(head, b"%PDF-") {
        Some(0) => true,
        Some(3) if bytes.starts_with(b"\xEF\xBB\xBF") => true,
        // A text may tell of the mark.
        Some(at) => {
            matches!(bytes[at - 1], b'\n' | b'\r')
                && memchr::memmem::rfind(bytes, b"startxref").is_some()
        }
        None => false,
    }
}

/// Reads it.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Refusal> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| refusal(error, bytes))?;
    if pdf.pages().is_empty() {
        return Err(refusal(LoadPdfError::Invalid, bytes));
    }
    let mut pages = Pages::default();
    pages.read(&pdf, Instant::now() + PATIENCE);
    if pages.leaves.iter().all(|leaf| leaf.words.is_empty()) {
        return Err(match pages.scanned > 0 {
            true => Refusal::NoText,
            false => Refusal::Empty,
        });
    }
    furniture::strip(&mut pages.leaves);
    let mut content = document::content(pages.leaves);
    if content.text.is_empty() {
        return Err(Refusal::Empty);
    }
    content.links = links::links(&content.text, &pages.leads);
    content.noted = properties::noted(&pdf);
    if pages.scanned > 0 {
        content.remarks.push(Remark::ScannedPages);
    }
    if pages.is_broken {
        content.remarks.push(Remark::BrokenPages);
    }
    if pages.is_cut {
        content.remarks.push(Remark::Cut(Limit::Pages));
    }
    if pages.is_late {
        content.remarks.push(Remark::Cut(Limit::Time));
    }
    Ok(content)
}

fn refusal(error: LoadPdfError, bytes: &[u8]) -> Refusal {
    // Of a file under a password nothing is found if its pages are within what is encrypted.
    let is_encrypted = || memchr::memmem::find(bytes, b"/Encrypt").is_some();
    match error {
        LoadPdfError::Invalid if is_encrypted() => Refusal::Encrypted,
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::Encrypted,
        LoadPdfError::Decryption(_) => {
            Refusal::Unsupported("PDF under an encryption of its own".to_owned())
        }
        LoadPdfError::Invalid => Refusal::Damaged("no page is found in it".to_owned()),
    }
}

/// The words of the pages.
#[derive(Debug, Default)]
struct Pages {
    leaves: Vec<Leaf>,
    leads: Vec<Lead>,
    /// How many pages have pictures or letters, of which none can be read.
    scanned: usize,
    is_cut: bool,
    /// A page could not be drawn to its end.
    is_broken: bool,
    /// The time was up before all was drawn.
    is_late: bool,
}

impl Pages {
    fn read(&mut self, pdf: &Pdf, until: Instant) {
        let cache = InterpreterCache::new();
        let mut fonts = Fonts::default();
        self.is_cut = pdf.pages().len() > PAGES;
        for page in pdf.pages().iter().take(PAGES) {
            if Instant::now() > until {
                self.is_late = true;
                break;
            }
            // A page that its reader stumbles over is lost alone, and that is said.
            let drawn = catch_unwind(AssertUnwindSafe(|| {
                let sheet = glyphs::sheet(page, &cache, &mut fonts, until);
                (sheet, links::areas(page))
            }));
            self.is_broken |= drawn.as_ref().map_or(true, |(sheet, _)| sheet.is_broken);
            let (sheet, areas) = drawn.unwrap_or_default();
            self.push(&sheet, &areas);
        }
        self.is_late |= Instant::now() > until;
    }

    fn push(&mut self, sheet: &Sheet, areas: &[Area]) {
        let mut lists = match is_readable(sheet) {
            true => words::words(sheet),
            false => Vec::new(),
        };
        if lists.is_empty() {
            self.scanned += usize::from(sheet.has_image || sheet.unknown > 0);
            lists.push((Vec::new(), true));
        }
        for (at, (words, is_upright)) in lists.into_iter().enumerate() {
            if is_upright {
                self.leads.extend(links::leads(areas, &words));
            }
            let rules = match at == 0 && is_upright {
                true => sheet.rules.clone(),
                false => Vec::new(),
            };
            self.leaves.push(Leaf {
                words,
                rules,
                height: sheet.height.max(1.0),
            });
        }
    }
}

/// True if most of what is written on a page can be told.
fn is_readable(sheet: &Sheet) -> bool {
    sheet.unknown <= sheet.glyphs.len()
}
