//! From a file to the drafts of its parts.
//!
//! ```text
//! data -> packed? unpack -> a document? its reader -> Content -> source -> drafts
//!                        -> a container? its parts, each anew
//!                        -> else a text's reader -> Content | text -> source -> drafts
//! ```
//!
//! A part is told by its first bytes, then by its name. Its drafts are given away before the next part is
//! looked at, so a file takes no more memory than its largest part.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::charset::Charset;
use super::chosen::Chosen;
use super::containers::{Container, Packing, Whole};
use super::content::Stated;
use super::documents::{self, Kind};
use super::limits::{self, Limit};
use super::part::{self, Budget, Data, Matter, Part, reason_of};
use super::problem::{Loss, Reason};
use super::table::{Naming, TableRule};
use super::tally::{Extent, ReadAs};
use super::{Ingested, decode};
use crate::briefing::{Address, Encoding};

mod of_part;
mod search;

use of_part::OfPart;
pub use search::open;

/// Reads a file part by part, and gives what each holds to `take` until that has enough.
///
/// `path` serves to tell formats apart, to name what has no title and to name problems; nothing is opened. `size` is
/// that of the file, of which depends how much it may unpack to. `tables` says which columns of tables hold what, and
/// what was `chosen` is read in the encoding of the choice.
pub fn read_parts(
    path: &Path,
    data: Data<'_>,
    size: u64,
    tables: &[TableRule],
    chosen: &Chosen,
    take: &mut dyn FnMut(Ingested) -> ControlFlow<()>,
) {
    let budget = Budget::of(size);
    let mut reading = Reading {
        path,
        budget: &budget,
        tables,
        chosen,
        of_container: None,
        take,
        last: Extent::Whole,
    };
    // That it was stopped is known to whoever stopped it.
    let _ = reading.part(whole_file(path, data), 0, ReadAs::Unknown);
}

/// True for a file that is read part by part, or as a whole whatever its size, by its first bytes and its name.
pub fn is_container(head: &[u8], path: &Path) -> bool {
    Packing::of(head).is_some() || documents::may_be(head) || Container::of(head, path).is_some()
}

fn whole_file<'a>(path: &'a Path, data: Data<'a>) -> Part<'a> {
    Part::new(
        Address::default(),
        Cow::Borrowed(path),
        Ok(Matter::Data(data)),
    )
}

/// A file that is being read.
struct Reading<'a> {
    path: &'a Path,
    budget: &'a Budget,
    tables: &'a [TableRule],
    chosen: &'a Chosen,
    /// The encoding that was chosen for the container being read.
    of_container: Option<Encoding>,
    take: &'a mut dyn FnMut(Ingested) -> ControlFlow<()>,
    /// How much was read of the last part, as far as its container answers for it: what has a row of its own in the
    /// tally is whole to it.
    last: Extent,
}

/// A part of which it is not told yet what it is.
struct Untold<'a> {
    address: Address,
    name: Cow<'a, Path>,
    media_type: Option<String>,
    stated: Stated,
    /// What it was taken out of.
    within: ReadAs,
}

impl Untold<'_> {
    /// The container that it is, as declared or by its first bytes.
    fn container(&self, head: &[u8]) -> Option<&'static Container> {
        let declared = Container::declared(self.media_type.as_deref());
        declared.or_else(|| Container::of(head, &self.name))
    }
}

impl Reading<'_> {
    /// Reads a part; `within` is what it was taken out of.
    fn part(&mut self, part: Part<'_>, depth: usize, within: ReadAs) -> ControlFlow<()> {
        let Part {
            address,
            name,
            media_type,
            stated,
            remarks,
            source: _,
            encoding,
            matter,
        } = part;
        let is_cut = remarks
            .iter()
            .any(|it| Reason::from(*it).loss() != Loss::Nothing);
        for remark in remarks {
            self.refused(&address, remark.into())?;
        }
        let data = match matter {
            Ok(Matter::Data(data)) => data,
            Ok(Matter::Text(form, text)) => {
                let encoding = self.of_container.or(encoding);
                let read = |it: &mut OfPart<'_>| {
                    it.encoding = encoding;
                    it.formed(form, &name, &text, stated);
                };
                let goes_on = self.given(&address, Some(within), read);
                self.cut_short(is_cut);
                return goes_on;
            }
            Ok(Matter::Read(content, words)) => {
                let read = |it: &mut OfPart<'_>| it.of_container(&name, &content, &words, stated);
                let goes_on = self.given(&address, Some(within), read);
                self.cut_short(is_cut);
                return goes_on;
            }
            Err(reason) => return self.refused(&address, reason.at_its_beginning()),
        };
        let untold = Untold {
            address,
            name,
            media_type,
            stated,
            within,
        };
        self.untold(untold, data, depth)
    }

    /// Reads bytes by what they are.
    fn untold(&mut self, part: Untold<'_>, mut data: Data<'_>, depth: usize) -> ControlFlow<()> {
        let head = match data.head() {
            Ok(head) => head,
            Err(error) => {
                return self.unread(&part.address, ReadAs::Unknown, reason_of(error));
            }
        };
        let packing = Packing::of(&head);
        let container = part.container(&head);
        if (packing.is_some() || container.is_some()) && depth == limits::DEPTH {
            let read_as = container.map_or(ReadAs::Packed, |it| it.read_as);
            return self.unread(&part.address, read_as, Reason::Beyond(Limit::Depth));
        }
        if let Some(packing) = packing {
            let unpacked = match packing.unpack(data, self.budget) {
                Ok(unpacked) => unpacked,
                Err(reason) => return self.unread(&part.address, ReadAs::Packed, reason),
            };
            let unpacked_part = Untold {
                name: Cow::Owned(Packing::unpacked_name(&part.name)),
                media_type: None,
                within: ReadAs::Packed,
                ..part
            };
            return self.untold(unpacked_part, unpacked, depth + 1);
        }
        if !documents::may_be(&head) {
            return self.unpacked(part, data, container, depth);
        }
        let (bytes, fault) = data.whole(limits::PART);
        if let Some(kind) = Kind::of(&bytes, &part.name) {
            return self.given(&part.address, None, |it| {
                it.document(kind, &part.name, &bytes, fault, part.stated);
            });
        }
        if let Some(fault) = fault {
            self.refused(&part.address, fault)?;
        }
        self.unpacked(part, Data::Bytes(&bytes), container, depth)
    }

    /// Reads what is neither packed nor a document: the parts of a container, or a text.
    fn unpacked(
        &mut self,
        part: Untold<'_>,
        data: Data<'_>,
        container: Option<&Container>,
        depth: usize,
    ) -> ControlFlow<()> {
        if let Some(charset) = self.chosen.of(&part.address) {
            let (bytes, fault) = data.whole(limits::PART);
            return self.recoded(part, &bytes, charset, fault, depth);
        }
        if let Some(container) = container {
            return self.container(container, &part.address, &part.name, data, depth);
        }
        let (bytes, fault) = data.whole(limits::PART);
        let is_packed = part.within == ReadAs::Packed && bytes.is_empty();
        self.given(&part.address, None, |it| {
            if is_packed {
                it.read_as = ReadAs::Packed;
            }
            let hint = part.media_type.as_deref();
            it.bytes(&part.name, hint, &bytes, fault, part.stated);
        })
    }

    /// Reads a part in the encoding that was chosen for it.
    fn recoded(
        &mut self,
        part: Untold<'_>,
        bytes: &[u8],
        charset: Charset,
        fault: Option<Reason>,
        depth: usize,
    ) -> ControlFlow<()> {
        let head = decode::decode_as(&bytes[..bytes.len().min(part::HEAD)], charset);
        let Some(container) = part.container(head.text.as_bytes()) else {
            let decoded = decode::decode_as(bytes, charset);
            return self.given(&part.address, None, |it| {
                let hint = part.media_type.as_deref();
                it.decoded(&part.name, hint, decoded, fault, part.stated);
            });
        };
        let decoded = decode::decode_whole_as(bytes, charset);
        for (_, reason) in decoded.faults {
            self.refused(&part.address, reason)?;
        }
        let outer = self.of_container.replace(decoded.encoding);
        let data = Data::Bytes(decoded.text.as_bytes());
        let read = self.container(container, &part.address, &part.name, data, depth);
        self.of_container = outer;
        read
    }

    /// Reads the parts of a container.
    fn container(
        &mut self,
        container: &Container,
        address: &Address,
        name: &Path,
        data: Data<'_>,
        depth: usize,
    ) -> ControlFlow<()> {
        let whole = Whole {
            address,
            name,
            data,
            tables: Naming::Columns(self.tables),
            budget: self.budget,
        };
        let mut goes_on = ControlFlow::Continue(());
        let mut parts = Parts::default();
        let read = container.parts(whole, &mut |part| {
            goes_on = self.part(part, depth + 1, container.read_as);
            parts.count(self.last);
            goes_on
        });
        goes_on?;
        let fault = match read {
            Ok(()) if parts.count == 0 => Some(Reason::NoParts),
            Ok(()) => None,
            Err(reason) if parts.read == 0 => Some(reason.at_its_beginning()),
            Err(reason) => Some(reason),
        };
        let extent = parts.extent(fault.as_ref());
        self.given(address, None, |it| {
            let read_as = match fault {
                Some(Reason::Unsupported(_)) => ReadAs::Unknown,
                _ => container.read_as,
            };
            it.ingested.tally.count(read_as, extent);
            fault.into_iter().for_each(|reason| it.report(None, reason));
        })
    }

    /// Says why nothing was read of something that counts by itself.
    fn unread(&mut self, address: &Address, as_what: ReadAs, reason: Reason) -> ControlFlow<()> {
        self.given(address, None, |it| {
            it.ingested.tally.count(as_what, Extent::Nothing);
            it.report(None, reason.at_its_beginning());
        })
    }

    /// Counts the last part as read in part, where its container has cut it.
    fn cut_short(&mut self, is_cut: bool) {
        if is_cut && self.last == Extent::Whole {
            self.last = Extent::Part;
        }
    }

    /// Says what is wrong with a part for which its container answers.
    fn refused(&mut self, address: &Address, reason: Reason) -> ControlFlow<()> {
        self.given(address, Some(ReadAs::Unknown), |it| it.report(None, reason))
    }

    /// Gives away what `read` makes of the part at an address. It counts by itself, or to what it is `within`.
    fn given(
        &mut self,
        address: &Address,
        within: Option<ReadAs>,
        read: impl FnOnce(&mut OfPart<'_>),
    ) -> ControlFlow<()> {
        let mut of_part = OfPart {
            path: self.path,
            address,
            read_as: within.unwrap_or(ReadAs::Unknown),
            encoding: None,
            ingested: Ingested::default(),
        };
        read(&mut of_part);
        self.last = match within {
            Some(_) => of_part.extent(),
            None => Extent::Whole,
        };
        let OfPart {
            read_as,
            mut ingested,
            ..
        } = of_part;
        let briefings = ingested.drafts.len();
        ingested.tally.count_briefings(read_as, briefings);
        (self.take)(ingested)
    }
}

/// The parts that a container has given.
#[derive(Default)]
struct Parts {
    count: usize,
    /// Those of which something was read.
    read: usize,
    /// Those of which all was read.
    whole: usize,
}

impl Parts {
    fn count(&mut self, extent: Extent) {
        self.count += 1;
        self.read += usize::from(extent != Extent::Nothing);
        self.whole += usize::from(extent == Extent::Whole);
    }

    /// How much was read of the container.
    fn extent(&self, fault: Option<&Reason>) -> Extent {
        let is_cut = fault.is_some_and(|fault| fault.loss() != Loss::Nothing);
        match self.read {
            0 => Extent::Nothing,
            _ if is_cut || self.whole < self.count => Extent::Part,
            _ => Extent::Whole,
        }
    }
}

#[cfg(test)]
mod tests;
