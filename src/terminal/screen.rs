//! What the terminal shows, and how it gets from one frame to the next.
//!
//! A [`Screen`] keeps the frame last shown, works out what changed, and writes that in one call:
//! over a slow line bytes are what a reader waits for. A frame that changed nothing writes
//! nothing. Every cell passes [`super::cells::settle`] on its way.

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::cells::{self, is_continued, is_erased, is_in_run};
use super::colour::Depth;
use super::encode::Encoder;
use super::{runs, scroll};

/// From this many blank cells on, erasing is shorter than printing them.
const WORTH_ERASING: usize = 5;

/// The frame that the terminal shows, behind a writer that leads to the terminal.
#[derive(Debug)]
pub struct Screen<W> {
    writer: W,
    depth: Depth,
    encoder: Encoder,
    /// What is shown, settled.
    shown: Buffer,
    /// The next frame while it is made; kept for its memory.
    next: Buffer,
    /// False when the terminal may show anything.
    is_known: bool,
    is_cursor_shown: bool,
}

impl<W: Write> Screen<W> {
    /// A screen of that size, of which nothing is known: the first frame clears it.
    pub fn new(writer: W, width: u16, height: u16, depth: Depth) -> Self {
        let blank = Buffer::empty(Rect::new(0, 0, width, height));
        Self {
            writer,
            depth,
            encoder: Encoder::new(width),
            shown: blank.clone(),
            next: blank,
            is_known: false,
            is_cursor_shown: false,
        }
    }

    /// Takes on a new size; the next frame is drawn in full.
    ///
    /// Terminals do as they please with what they show when their size changes.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.shown = Buffer::empty(Rect::new(0, 0, width, height));
        self.encoder = Encoder::new(width);
        self.is_known = false;
    }

    /// Forgets what the terminal shows, so that the next frame is drawn in full.
    pub fn redraw(&mut self) {
        self.is_known = false;
    }

    /// Uses another colour depth from the next frame on.
    pub fn set_depth(&mut self, depth: Depth) {
        self.depth = depth;
    }

    /// Shows `next`, with the cursor at a column and row or hidden.
    ///
    /// Returns the bytes written, 0 if nothing changed. A frame of another size than the screen's
    /// is taken as a resize. After an error the next frame is drawn in full.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn draw(&mut self, next: &Buffer, cursor: Option<(u16, u16)>) -> io::Result<usize> {
        let Rect { width, height, .. } = next.area;
        if (width, height) != (self.shown.area.width, self.shown.area.height) {
            self.resize(width, height);
        }
        self.next.area = self.shown.area;
        self.next.content.clone_from(&next.content);
        cells::settle(&mut self.next, self.depth);

        self.encode_frame();
        self.encode_cursor(cursor.filter(|&(column, row)| column < width && row < height));
        std::mem::swap(&mut self.shown, &mut self.next);
        let bytes = self.encoder.take();
        self.write(&bytes)?;
        Ok(bytes.len())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.is_known = false;
        self.writer.write_all(bytes)?;
        self.writer.flush()?;
        self.is_known = true;
        Ok(())
    }

    fn encode_frame(&mut self) {
        if !self.is_known {
            self.encoder.clear();
            self.encoder.show_cursor(false);
            self.is_cursor_shown = false;
            self.shown.content.fill(Cell::EMPTY);
        } else if self.shown.content == self.next.content {
            return;
        } else if let Some(found) = scroll::find(&self.shown, &self.next) {
            self.encoder.scroll(found.top, found.bottom, found.lines);
            scroll::apply(&mut self.shown, found);
        }
        let width = usize::from(self.shown.area.width).max(1);
        let shown = self.shown.content.chunks_mut(width);
        for (row, (shown, next)) in (0u16..).zip(shown.zip(self.next.content.chunks(width))) {
            if shown.iter().chain(next).any(is_in_run) {
                runs::forget_changed(shown, next);
            }
            encode_row(&mut self.encoder, row, shown, next);
        }
    }

    fn encode_cursor(&mut self, cursor: Option<(u16, u16)>) {
        if let Some((column, row)) = cursor {
            self.encoder.go(column, row);
        }
        if cursor.is_some() != self.is_cursor_shown {
            self.is_cursor_shown = cursor.is_some();
            self.encoder.show_cursor(self.is_cursor_shown);
        }
    }
}

/// Writes what differs in one row.
fn encode_row(encoder: &mut Encoder, row: u16, shown: &[Cell], next: &[Cell]) {
    let mut column = 0;
    while let Some(skipped) = shown[column..]
        .iter()
        .zip(&next[column..])
        .position(|(shown, next)| shown != next && !is_continued(next))
    {
        column += skipped;
        approach(encoder, column, row, next);
        column += match erasable(&shown[column..], &next[column..]) {
            Some(Erasable::RestOfRow) => {
                encoder.erase_rest_of_row();
                next.len() - column
            }
            Some(Erasable::Cells(count)) => {
                encoder.erase(count);
                usize::from(count)
            }
            None => match runs::run_at(&next[column..]) {
                0 => {
                    encoder.put(&next[column]);
                    1
                }
                length => {
                    let end = column + length;
                    let last = runs::is_last(next, end);
                    encoder.put_run(&next[column..end], last);
                    if last { next.len() - column } else { length }
                }
            },
        };
    }
}

/// Moves the cursor to the cell at `column`.
fn approach(encoder: &mut Encoder, column: usize, row: u16, next: &[Cell]) {
    let to = u16::try_from(column).expect("a screen is at most 65,535 columns wide");
    match encoder.at() {
        Some((from, same)) if same == row && usize::from(from) <= column => {
            encoder.go_past(to, row, &next[usize::from(from)..column]);
        }
        _ => encoder.go(to, row),
    }
}

/// A stretch that one command makes blank.
enum Erasable {
    RestOfRow,
    Cells(u16),
}

/// What can be erased at the beginning of `next`, if that is shorter than printing blanks.
fn erasable(shown: &[Cell], next: &[Cell]) -> Option<Erasable> {
    let blank = next.iter().take_while(|cell| is_erased(cell)).count();
    let changed = |i: &usize| shown[*i] != next[*i];
    let last = (0..blank).rev().find(changed)?;
    if last < WORTH_ERASING {
        return None;
    }
    if blank == next.len() {
        return Some(Erasable::RestOfRow);
    }
    u16::try_from(last + 1).ok().map(Erasable::Cells)
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod scripts;
