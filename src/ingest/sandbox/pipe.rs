//! A pipe that is not waited for longer than one has patience.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;

/// The longest time that is waited in one go. When this process was stopped meanwhile, only so much of it counts.
const AT_ONCE: Duration = Duration::from_millis(500);

/// How long the other end may still take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Patience(pub(super) Duration);

impl Patience {
    /// Waits until a pipe has something or takes something.
    fn wait(&mut self, pipe: &impl AsFd, what: PollFlags) -> io::Result<()> {
        loop {
            let slice = self.0.min(AT_ONCE);
            let begun = Instant::now();
            let timeout = Timespec::try_from(slice).map_err(io::Error::other)?;
            match poll(&mut [PollFd::new(pipe, what)], Some(&timeout)) {
                Ok(0) if self.0 <= AT_ONCE => return Err(io::ErrorKind::TimedOut.into()),
                Ok(0) | Err(Errno::INTR) => {}
                Ok(_) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
            self.0 = self.0.saturating_sub(begun.elapsed().min(slice));
        }
    }
}

/// One end of a pipe, read or written with patience.
pub(super) struct Patient<'a, T> {
    pipe: &'a mut T,
    patience: &'a mut Patience,
}

impl<'a, T: AsFd> Patient<'a, T> {
    /// # Errors
    ///
    /// When the system does not let it be read or written without waiting.
    pub(super) fn new(pipe: &'a mut T, patience: &'a mut Patience) -> io::Result<Self> {
        let flags = fcntl_getfl(&*pipe)?;
        if !flags.contains(OFlags::NONBLOCK) {
            fcntl_setfl(&*pipe, flags | OFlags::NONBLOCK)?;
        }
        Ok(Self { pipe, patience })
    }

    /// Does something with the pipe as soon as that can be done.
    fn once(
        &mut self,
        what: PollFlags,
        mut act: impl FnMut(&mut T) -> io::Result<usize>,
    ) -> io::Result<usize> {
        loop {
            match act(self.pipe) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.patience.wait(self.pipe, what)?;
                }
                done => return done,
            }
        }
    }
}

impl<T: Read + AsFd> Read for Patient<'_, T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.once(PollFlags::IN, |pipe| pipe.read(buffer))
    }
}

impl<T: Write + AsFd> Write for Patient<'_, T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.once(PollFlags::OUT, |pipe| pipe.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pipe.flush()
    }
}
