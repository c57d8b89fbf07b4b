//! A file, or a part of one, on its way to be read.

use std::borrow::Cow;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::os::unix::fs::FileExt;
use std::path::Path;

use super::content::{Content, Remark, Stated};
use super::limits::{self, Limit};
use super::problem::Reason;
use crate::briefing::{Address, Bytes, Encoding};

/// How much of a part is looked at to tell what it is.
pub(super) const HEAD: usize = 4 << 10;

/// What a part is read from.
pub enum Data<'a> {
    /// All of it, in memory.
    Bytes(&'a [u8]),
    /// A file too large for that.
    File(&'a File),
    /// Something that comes once and in order, such as a member of an archive.
    Stream(Box<dyn Read + 'a>),
}

/// What the members of a zip archive are found in.
pub(super) trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

impl<'a> Data<'a> {
    /// The first bytes, as many as it takes to tell what it is; they are still there afterwards.
    pub(super) fn head(&mut self) -> io::Result<Cow<'a, [u8]>> {
        match self {
            Self::Bytes(bytes) => Ok(Cow::Borrowed(&bytes[..bytes.len().min(HEAD)])),
            Self::File(file) => {
                let mut head = vec![0; HEAD];
                let read = read_at_start(file, &mut head)?;
                head.truncate(read);
                Ok(Cow::Owned(head))
            }
            Self::Stream(stream) => {
                let mut head = Vec::with_capacity(HEAD);
                // What came before a fault is looked at; the fault comes again with the rest.
                let fault = stream.by_ref().take(HEAD as u64).read_to_end(&mut head);
                let rest = std::mem::replace(stream, Box::new(io::empty()));
                let again = Cursor::new(head.clone());
                *stream = match fault {
                    Ok(_) => Box::new(again.chain(rest)),
                    Err(error) => Box::new(again.chain(Broken(Some(error)))),
                };
                Ok(Cow::Owned(head))
            }
        }
    }

    /// A stretch, up to [`limits::PART`] and a byte more; `None` where it is not there, or all before it would have to
    /// be read.
    pub(super) fn stretch(&self, at: Bytes) -> Option<Cow<'a, [u8]>> {
        let length = at.end.checked_sub(at.start)?.min(limits::PART + 1);
        match self {
            Self::Bytes(bytes) => {
                let start = usize::try_from(at.start).ok()?;
                let end = start.checked_add(usize::try_from(length).ok()?)?;
                bytes.get(start..end).map(Cow::Borrowed)
            }
            Self::File(file) => {
                let mut stretch = vec![0; usize::try_from(length).ok()?];
                file.read_exact_at(&mut stretch, at.start).ok()?;
                Some(Cow::Owned(stretch))
            }
            Self::Stream(_) => None,
        }
    }

    /// All bytes up to a limit, and what is wrong with them if they are not all there are.
    pub(super) fn whole(self, most: u64) -> (Cow<'a, [u8]>, Option<Reason>) {
        let (read, fault): (Box<dyn Read>, _) = match self {
            Self::Bytes(bytes) => {
                let kept = usize::try_from(most).unwrap_or(usize::MAX).min(bytes.len());
                let cut = (kept < bytes.len()).then_some(Reason::Beyond(Limit::Part));
                return (Cow::Borrowed(&bytes[..kept]), cut);
            }
            Self::File(file) => (Box::new(file), rewind(file)),
            Self::Stream(stream) => (stream, Ok(())),
        };
        let mut bytes = Vec::new();
        let fault = match fault.and_then(|()| read.take(most + 1).read_to_end(&mut bytes)) {
            Err(error) => Some(reason_of(error)),
            Ok(_) if bytes.len() as u64 > most => {
                bytes.pop();
                Some(Reason::Beyond(Limit::Part))
            }
            Ok(_) => None,
        };
        (Cow::Owned(bytes), fault)
    }

    /// The bytes one after the other.
    pub(super) fn stream(self) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(bytes),
            Self::File(file) => {
                rewind(file)?;
                Box::new(file)
            }
            Self::Stream(stream) => stream,
        })
    }

    /// The bytes in any order; what comes only once is taken into memory.
    pub(super) fn seekable(self) -> Result<Box<dyn Seekable + 'a>, Reason> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Self::File(file) => Box::new(BufReader::new(file)),
            Self::Stream(_) => match self.whole(limits::PART) {
                (_, Some(fault)) => return Err(fault),
                (bytes, None) => Box::new(Cursor::new(bytes.into_owned())),
            },
        })
    }
}

fn rewind(mut file: &File) -> io::Result<()> {
    file.rewind()
}

fn read_at_start(file: &File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < buffer.len() {
        match file.read_at(&mut buffer[read..], read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// Something that cannot be read any further.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A file, or a part of one.
pub(super) struct Part<'a> {
    /// The way to it.
    pub(super) address: Address,
    /// What it would be called as a file: it tells the format where the content does not.
    pub(super) name: Cow<'a, Path>,
    /// The media type that its container declares, in small letters and without parameters.
    pub(super) media_type: Option<String>,
    /// What its container says of it.
    pub(super) stated: Stated,
    /// What its container has to say of the reading.
    pub(super) remarks: Vec<Remark>,
    /// How it stands in its container, where that is another text than what there is to read: for the raw view.
    pub(super) source: Option<&'a str>,
    /// The encoding that its container was decoded from, where that is a text.
    pub(super) encoding: Option<Encoding>,
    /// What there is to read, or why there is nothing.
    pub(super) matter: Result<Matter<'a>, Reason>,
}

impl<'a> Part<'a> {
    /// A part of which its container says nothing.
    pub(super) fn new(
        address: Address,
        name: Cow<'a, Path>,
        matter: Result<Matter<'a>, Reason>,
    ) -> Self {
        Self {
            address,
            name,
            media_type: None,
            stated: Stated::default(),
            remarks: Vec::new(),
            source: None,
            encoding: None,
            matter,
        }
    }
}

/// What there is to read in a part.
pub(super) enum Matter<'a> {
    /// Bytes: what they are has to be told.
    Data(Data<'a>),
    /// A text that its container has decoded.
    Text(Form, Cow<'a, str>),
    /// A text that its container has read, with its words as they came.
    Read(Box<Content>, Cow<'a, str>),
}

/// What kind of text a container says that a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain text.
    Plain,
    /// A web page.
    Page,
    /// A piece of a web page, all of which is to be read.
    Piece,
}

/// How much a file may still unpack to.
#[derive(Debug)]
pub(super) struct Budget(Cell<u64>);

impl Budget {
    /// For a file of that many bytes.
    pub(super) fn of(size: u64) -> Self {
        Self(Cell::new(limits::unpacked(size)))
    }

    /// What unpacks, counted.
    pub(super) fn counted<R: Read>(&self, packed: R) -> Counted<'_, R> {
        Counted {
            packed,
            left: &self.0,
        }
    }
}

/// A stream that ends with a fault where the budget does.
pub(super) struct Counted<'a, R> {
    packed: R,
    left: &'a Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.packed.read(buffer)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other(Exceeded)),
        }
        Ok(read)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("unpacks to too much")]
struct Exceeded;

/// Why a stream ended before its end, in a reader's words.
pub(super) fn reason_of(error: io::Error) -> Reason {
    match error.get_ref() {
        Some(inner) if inner.is::<Exceeded>() => Reason::Beyond(Limit::Unpacked),
        // What the system says has a number; what an unpacker says has none.
        _ if error.raw_os_error().is_some() => Reason::Io(error.to_string()),
        _ => Reason::BrokenOff(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_was_looked_at_is_still_whole() {
        let long = vec![7; HEAD * 3];
        let mut data = Data::Stream(Box::new(&long[..]));
        assert_eq!(data.head().unwrap(), &long[..HEAD]);
        assert_eq!(data.head().unwrap(), &long[..HEAD]);
        let (bytes, fault) = data.whole(1 << 20);
        assert_eq!((&*bytes, fault), (&long[..], None));
    }

    #[test]
    fn a_fault_comes_after_the_bytes_before_it() {
        let broken = b"abc".chain(Broken(Some(io::Error::other("torn"))));
        let mut data = Data::Stream(Box::new(broken));
        assert_eq!(&*data.head().unwrap(), b"abc");
        let (bytes, fault) = data.whole(9);
        assert_eq!(&*bytes, b"abc");
        assert_eq!(fault, Some(Reason::BrokenOff("torn".to_owned())));
    }

    #[test]
    fn more_than_the_limit_is_cut_and_said() {
        for data in [Data::Bytes(b"abcd"), Data::Stream(Box::new(&b"abcd"[..]))] {
            let (bytes, fault) = data.whole(3);
            assert_eq!(&*bytes, b"abc");
            assert_eq!(fault, Some(Reason::Beyond(Limit::Part)));
        }
    }

    #[test]
    fn what_unpacks_to_too_much_ends_where_its_budget_does() {
        let budget = Budget(Cell::new(5));
        let mut out = Vec::new();
        let error = budget.counted(&[1_u8; 9][..]).read_to_end(&mut out);
        assert_eq!(
            reason_of(error.unwrap_err()),
            Reason::Beyond(Limit::Unpacked)
        );
    }
}
