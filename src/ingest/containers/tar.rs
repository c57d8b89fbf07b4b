//! Tar archives, read from beginning to end.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use ::tar::{Archive, EntryType};

use super::{Take, Whole, is_passed_over};
use crate::briefing::Step;
use crate::ingest::limits::{self, Limit};
use crate::ingest::part::{Data, Matter, Part, reason_of};
use crate::ingest::problem::Reason;

/// True for an archive by POSIX or GNU.
pub(super) fn is_tar(head: &[u8], _: &Path) -> bool {
    head.get(257..)
        .is_some_and(|rest| rest.starts_with(b"ustar"))
}

/// The members, in their order. What is no file is passed over: nothing is ever unpacked to where it says.
pub(super) fn parts(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let mut archive = Archive::new(whole.data.stream().map_err(reason_of)?);
    for (index, entry) in (0..).zip(archive.entries().map_err(reason_of)?) {
        let entry = entry.map_err(reason_of)?;
        if index == limits::PARTS {
            return Err(Reason::Beyond(Limit::Parts));
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let is_file = matches!(
            entry.header().entry_type(),
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse
        );
        if !is_file || is_passed_over(&name) {
            continue;
        }
        let name = name.trim_start_matches("./").trim_matches('/');
        let address = whole.address.join(Step::Member {
            index,
            name: name.into(),
        });
        let matter = Ok(Matter::Data(Data::Stream(Box::new(entry))));
        let name = Cow::Borrowed(Path::new(name));
        if let ControlFlow::Break(()) = take(Part::new(address, name, matter)) {
            break;
        }
    }
    Ok(())
}
