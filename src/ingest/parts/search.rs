//! Opening one part of a file again, by its address.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::super::chosen::Chosen;
use super::super::containers::{Container, Packing, Whole};
use super::super::decode;
use super::super::limits;
use super::super::part::{Budget, Data, Matter, Part, reason_of};
use super::super::problem::Reason;
use super::super::table::Naming;
use super::whole_file;
use crate::briefing::{Address, Step};

/// The bytes of a part, unpacked.
///
/// # Errors
///
/// When there is no such part any more, or it cannot be read.
pub fn open(
    path: &Path,
    data: Data<'_>,
    size: u64,
    chosen: &Chosen,
    address: &Address,
) -> Result<Vec<u8>, Reason> {
    let search = Search {
        wanted: address,
        budget: &Budget::of(size),
        chosen,
    };
    search.find(whole_file(path, data), 0)
}

/// The way to one part.
struct Search<'a> {
    wanted: &'a Address,
    budget: &'a Budget,
    chosen: &'a Chosen,
}

impl Search<'_> {
    fn find(&self, part: Part<'_>, depth: usize) -> Result<Vec<u8>, Reason> {
        if let Some(source) = part.source.filter(|_| part.address == *self.wanted) {
            return Ok(source.as_bytes().to_owned());
        }
        let mut data = match part.matter? {
            Matter::Data(data) => data,
            Matter::Text(_, text) | Matter::Read(_, text) => {
                return Ok(text.into_owned().into_bytes());
            }
        };
        let head = data.head().map_err(reason_of)?;
        if let Some(packing) = Packing::of(&head).filter(|_| depth < limits::DEPTH) {
            let name = Packing::unpacked_name(&part.name);
            let matter = Ok(Matter::Data(packing.unpack(data, self.budget)?));
            let unpacked = Part::new(part.address, Cow::Owned(name), matter);
            return self.find(unpacked, depth + 1);
        }
        let Some(charset) = self.chosen.of(&part.address) else {
            let matter = Ok(Matter::Data(data));
            return self.within(Part { matter, ..part }, depth);
        };
        let bytes = data.whole(limits::PART).0;
        let text = decode::decode_whole_as(&bytes, charset).text;
        let matter = Ok(Matter::Data(Data::Bytes(text.as_bytes())));
        let recoded = Part {
            media_type: part.media_type,
            ..Part::new(part.address, part.name, matter)
        };
        self.within(recoded, depth)
    }

    /// Goes on in a part that is not packed.
    fn within(&self, part: Part<'_>, depth: usize) -> Result<Vec<u8>, Reason> {
        let Part {
            address,
            name,
            media_type,
            matter,
            ..
        } = part;
        let Matter::Data(mut data) = matter? else {
            return Err(Reason::Changed);
        };
        if address == *self.wanted {
            let (bytes, fault) = data.whole(limits::PART);
            return match fault {
                Some(fault) if bytes.is_empty() => Err(fault),
                _ => Ok(bytes.into_owned()),
            };
        }
        let head = data.head().map_err(reason_of)?;
        let container = Container::declared(media_type.as_deref())
            .or_else(|| Container::of(&head, &name))
            .ok_or(Reason::Changed)?;
        let next = self.wanted.steps().get(depth_of(&address));
        if let Some(step @ Step::Item { at: Some(at), .. }) = next
            && let Some(bytes) = container.part_at(&data, *at)
        {
            let matter = Ok(Matter::Data(Data::Bytes(&bytes)));
            let part = Part::new(address.join(step.clone()), name, matter);
            return self.find(part, depth + 1);
        }
        let mut found = Err(Reason::Changed);
        let whole = Whole {
            address: &address,
            name: &name,
            data,
            tables: Naming::AnyRow,
            budget: self.budget,
        };
        let read = container.parts(whole, &mut |inner| {
            let reached = inner.address.steps().len();
            let is_on_the_way = self.wanted.steps().starts_with(inner.address.steps());
            if reached == depth_of(&address) || !is_on_the_way {
                return ControlFlow::Continue(());
            }
            found = self.find(inner, depth + 1);
            ControlFlow::Break(())
        });
        match (&found, read) {
            (Err(Reason::Changed), Err(fault)) => Err(fault),
            _ => found,
        }
    }
}

fn depth_of(address: &Address) -> usize {
    address.steps().len()
}
