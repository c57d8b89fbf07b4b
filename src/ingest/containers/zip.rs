//! Zip archives, but for those that are documents of an office program.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::{Take, Whole, is_passed_over};
use crate::briefing::Step;
use crate::ingest::limits::{self, Limit};
use crate::ingest::page_folder;
use crate::ingest::part::{Data, Matter, Part};
use crate::ingest::problem::Reason;

/// True for an archive, not for a document that is stored as one.
pub(super) fn is_zip(head: &[u8], name: &Path) -> bool {
    // An archive without members is its end alone.
    head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x03\x04") && !is_document(head, name)
}

/// True for documents of office programs and books, by what stands first in them and by their names.
fn is_document(head: &[u8], name: &Path) -> bool {
    const FIRST: [&[u8]; 6] = [
        b"mimetype",
        b"[Content_Types].xml",
        b"_rels/",
        b"docProps/",
        b"word/",
        b"META-INF/",
    ];
    const NAMES: [&str; 9] = [
        "docx", "docm", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar",
    ];
    let first = head.get(30..).unwrap_or_default();
    let extension = name.extension().map(|it| it.to_ascii_lowercase());
    let is_named = extension.is_some_and(|it| NAMES.iter().any(|name| *it == **name));
    is_named || FIRST.iter().any(|known| first.starts_with(known))
}

/// The members, in the order of the archive's table.
pub(super) fn parts(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let mut archive = ZipArchive::new(whole.data.seekable()?).map_err(fault)?;
    let is_of_page = {
        let names = (0..archive.len()).map(|index| archive.name_for_index(index));
        let names: Vec<_> = names.map(|name| name.and_then(Result::ok)).collect();
        let names: Vec<&str> = names
            .iter()
            .map(|name| name.as_deref().unwrap_or(""))
            .collect();
        page_folder::members_of_pages(&names)
    };
    for (index, is_of_page) in is_of_page.into_iter().enumerate() {
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        if number == limits::PARTS {
            return Err(Reason::Beyond(Limit::Parts));
        }
        let name = archive.name_for_index(index).and_then(Result::ok);
        let name = name.map_or_else(|| format!("member {}", index + 1), Cow::into_owned);
        if name.ends_with('/') || is_passed_over(&name) || is_of_page {
            continue;
        }
        let name = name.trim_matches('/');
        let address = whole.address.join(Step::Member {
            index: number,
            name: name.into(),
        });
        let member = archive.by_index(index);
        let matter = match member {
            Ok(member) if member.is_symlink() => Err(Reason::Link),
            Ok(member) => {
                let counted = whole.budget.counted(member);
                Ok(Matter::Data(Data::Stream(Box::new(counted))))
            }
            Err(error) => Err(fault(error)),
        };
        let name = Cow::Borrowed(Path::new(name));
        if let ControlFlow::Break(()) = take(Part::new(address, name, matter)) {
            break;
        }
    }
    Ok(())
}

fn fault(error: ZipError) -> Reason {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Reason::Encrypted,
        ZipError::UnsupportedArchive(what) => Reason::BrokenOff(what.to_owned()),
        ZipError::Io(error) => crate::ingest::part::reason_of(error),
        error => Reason::BrokenOff(error.to_string()),
    }
}
