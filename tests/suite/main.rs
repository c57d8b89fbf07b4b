//! The reader and the command line, without a terminal.

mod finder;
mod reading;
mod screens;
mod support;
mod triage;
