//! The stretch of a stream that is looked at: from the beginning of a mail on.

use std::io::{self, BufRead, Read};

use super::MOST;

/// How much is read at once.
const CHUNK: usize = 256 << 10;

/// The bytes of a stream from some place on, as many as are wanted.
pub(super) struct Window<'i> {
    input: &'i mut dyn BufRead,
    buffer: Vec<u8>,
    /// Where in the buffer the window begins.
    start: usize,
    /// Where in the stream it does.
    offset: u64,
    /// How many bytes were left out behind the first [`MOST`].
    gap: u64,
}

impl<'i> Window<'i> {
    pub(super) fn of(input: &'i mut dyn BufRead) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            gap: 0,
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    pub(super) fn gap(&self) -> u64 {
        self.gap
    }

    /// Reads until so many bytes are there, or no more come.
    pub(super) fn fill(&mut self, wanted: usize) -> io::Result<()> {
        while self.bytes().len() < wanted && self.read(wanted - self.bytes().len())? > 0 {}
        Ok(())
    }

    /// Reads a chunk more; false if nothing came.
    pub(super) fn fill_more(&mut self) -> io::Result<bool> {
        Ok(self.read(CHUNK)? > 0)
    }

    fn read(&mut self, wanted: usize) -> io::Result<usize> {
        let most = wanted.max(CHUNK) as u64;
        (&mut *self.input).take(most).read_to_end(&mut self.buffer)
    }

    /// Moves the beginning of the window `length` bytes of it further.
    pub(super) fn forget(&mut self, length: usize) {
        self.offset += length as u64 + self.gap;
        self.gap = 0;
        self.start += length;
        if self.start > self.buffer.len() / 2 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
    }

    /// Leaves out what is beyond [`MOST`] bytes and before `at`, if that is much. Gives back where to go on: the
    /// place that was at `at`, but no earlier than `least` where nothing was left out.
    pub(super) fn shorten(&mut self, at: usize, least: usize) -> usize {
        if at < MOST + CHUNK {
            return at.max(least);
        }
        let (from, to) = (self.start + MOST, self.start + at);
        self.buffer.drain(from..to);
        self.gap += (at - MOST) as u64;
        MOST
    }
}
