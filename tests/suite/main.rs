//! The reader and the command line, without a terminal.

mod authors;
mod backup;
mod choices;
mod clippings;
mod command_line;
mod corrections;
mod documents;
mod export;
mod faults;
mod finder;
mod help;
mod history;
mod identity;
mod in_between;
mod keys;
mod losses;
mod marks;
mod reading;
mod revisions;
mod safety;
mod screens;
mod search;
mod support;
mod tour;
mod triage;
mod upgrade;
