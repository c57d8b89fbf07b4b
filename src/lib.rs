//! Chancery: a terminal reader for diplomatic briefings.
//!
//! It reads files of official releases, statements, transcripts and cables into one collection,
//! finds who said what in which words, and shows it in three panes. The binary is a thin
//! `main`; everything lives here so that tests and benches can reach it.
//!
//! # Layers
//!
//! An arrow may only point down; a layer knows nothing of those above it.
//!
//! ```text
//! cli, runner   commands, arguments, exit codes; the loop and its worker threads
//! terminal      raw mode, signals, event source, output, clipboard: the only tty code
//! ui            view: &App -> frame. Pure: no I/O, no clock
//! app           model, message, update: (App, Message) -> Effects. Pure likewise
//! export        briefings as a document: Markdown, HTML, JSON, CSV, text; files written whole
//! library       the collection, the folder scan, the sample briefings
//! search        fuzzy finder, word queries; over slices, knows no files
//! citation      words with where they are from, as Markdown, BibTeX and the like
//! insight       quotes, speakers, tags, language; text in, facts out
//! ingest        bytes -> drafts of briefings: decode, detect, parse, split, clean
//! briefing      the words of the trade as types
//! text          folding, sanitising, display width, wrapping, offsets
//! config        TOML -> settings, keymap, theme; errors with line and suggestion
//! ```
//!
//! Start reading at [`briefing`], then [`app`]; `docs/architecture.md` has the longer tour.

pub mod app;
pub mod briefing;
pub mod citation;
pub mod cli;
pub mod config;
pub mod export;
pub mod ingest;
pub mod insight;
pub mod library;
pub mod runner;
pub mod search;
pub mod terminal;
pub mod text;
pub mod ui;
