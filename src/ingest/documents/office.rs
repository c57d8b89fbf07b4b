//! Which office document a zip archive is: by what is in it, since it may be called anything.

use std::io::Read;
use std::path::Path;

use flate2::bufread::DeflateDecoder;
use memchr::memmem;

use super::package::{MEMBER, Members};

/// The two families of documents that are stored as zip archives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Office Open XML: Microsoft's.
    Microsoft,
    /// OpenDocument: LibreOffice's.
    OpenDocument,
}

/// What an office document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Text.
    Text,
    /// Slides.
    Presentation,
    /// Sheets.
    Spreadsheet,
    /// A drawing, a diagram, a formula.
    Drawing,
    /// What was looked at does not tell.
    Unknown,
}

impl What {
    /// What it is to people, unless it is a text.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Presentation => "a presentation",
            Self::Spreadsheet => "a spreadsheet",
            Self::Drawing => "a drawing",
            Self::Unknown => "a package without a text",
        }
    }
}

/// The family and kind of a document, by its bytes, or the first of them, and by its name.
pub(super) fn kind(bytes: &[u8], name: &Path) -> Option<(Family, What)> {
    if !bytes.starts_with(MEMBER) {
        return None;
    }
    let mut unknown = None;
    for member in Members::new(bytes) {
        let told = by_member(&member.name, member.is_packed, member.bytes);
        match told {
            Some((_, What::Unknown)) => unknown = unknown.or(told),
            Some(_) => return told,
            None => {}
        }
    }
    let (family, _) = unknown?;
    Some((family, by_name(name)))
}

fn by_member(name: &str, is_packed: bool, bytes: &[u8]) -> Option<(Family, What)> {
    let microsoft = |what| Some((Family::Microsoft, what));
    match name {
        "mimetype" => {
            let mime_type = unpacked(is_packed, bytes);
            let what = of_open_document(std::str::from_utf8(&mime_type).ok()?)?;
            Some((Family::OpenDocument, what))
        }
        "[Content_Types].xml" => microsoft(of_content_types(&unpacked(is_packed, bytes))),
        "_rels/.rels" => {
            let relations = unpacked(is_packed, bytes);
            let has = |part: &[u8]| memmem::find(&relations, part).is_some();
            let known = [
                (&b"word/"[..], What::Text),
                (b"ppt/", What::Presentation),
                (b"xl/", What::Spreadsheet),
            ];
            let known = known.into_iter().find(|(part, _)| has(part));
            microsoft(known.map_or(What::Unknown, |(_, what)| what))
        }
        "content.xml" | "META-INF/manifest.xml" | "styles.xml" => {
            let xml = unpacked(is_packed, bytes);
            let is_open = [&b"opendocument"[..], b"openoffice.org/2000"]
                .iter()
                .any(|it| memmem::find(&xml, it).is_some());
            is_open.then_some((Family::OpenDocument, of_manifest(&xml)))
        }
        // A folder alone may be called so in any archive.
        "word/document.xml" => microsoft(What::Text),
        "ppt/presentation.xml" => microsoft(What::Presentation),
        "xl/workbook.xml" => microsoft(What::Spreadsheet),
        "visio/document.xml" => microsoft(What::Drawing),
        "docProps/app.xml" | "docProps/core.xml" => microsoft(What::Unknown),
        _ => None,
    }
}

/// What the main part of a package is, by the list of what its parts are.
pub(super) fn of_content_types(list: &[u8]) -> What {
    let known = [
        (&b"wordprocessingml.document.main+xml"[..], What::Text),
        (b"wordprocessingml.template.main+xml", What::Text),
        (b"ms-word.document.macroEnabled.main+xml", What::Text),
        (
            b"ms-word.template.macroEnabledTemplate.main+xml",
            What::Text,
        ),
        (b"presentationml.", What::Presentation),
        (b"ms-powerpoint.", What::Presentation),
        (b"spreadsheetml.sheet.main+xml", What::Spreadsheet),
        (b"spreadsheetml.template.main+xml", What::Spreadsheet),
        (b"ms-excel.", What::Spreadsheet),
        (b"ms-visio.", What::Drawing),
    ];
    let found = known
        .into_iter()
        .find(|(name, _)| memmem::find(list, name).is_some());
    found.map_or(What::Unknown, |(_, what)| what)
}

/// What a document is whose media type is given.
pub(super) fn of_open_document(mime_type: &str) -> Option<What> {
    let name = mime_type.trim();
    let name = name
        .strip_prefix("application/vnd.oasis.opendocument.")
        .or_else(|| name.strip_prefix("application/vnd.sun.xml."))?;
    Some(match name.split(['-', '.']).next().unwrap_or_default() {
        "text" | "writer" => What::Text,
        "presentation" | "impress" => What::Presentation,
        "spreadsheet" | "calc" => What::Spreadsheet,
        _ => What::Drawing,
    })
}

/// What a document is by its manifest, which has its media type beside the path `/`.
fn of_manifest(xml: &[u8]) -> What {
    let known = [
        (&b"opendocument.text"[..], What::Text),
        (b"opendocument.presentation", What::Presentation),
        (b"opendocument.spreadsheet", What::Spreadsheet),
        (b"opendocument.graphics", What::Drawing),
    ];
    let found = known
        .into_iter()
        .find(|(name, _)| memmem::find(xml, name).is_some());
    found.map_or(What::Unknown, |(_, what)| what)
}

fn by_name(name: &Path) -> What {
    let extension = name.extension().map(|it| it.to_ascii_lowercase());
    match extension.as_ref().and_then(|it| it.to_str()) {
        Some("docx" | "docm" | "dotx" | "dotm" | "odt" | "ott" | "sxw") => What::Text,
        Some("pptx" | "pptm" | "ppsx" | "potx" | "odp" | "otp") => What::Presentation,
        Some("xlsx" | "xlsm" | "xltx" | "xlsb" | "ods" | "ots") => What::Spreadsheet,
        Some("vsdx" | "odg" | "odf") => What::Drawing,
        _ => What::Unknown,
    }
}

/// The first bytes of a member, as many as are there and needed.
fn unpacked(is_packed: bool, bytes: &[u8]) -> Vec<u8> {
    const ENOUGH: u64 = 64 << 10;
    let mut unpacked = Vec::new();
    // A member that was cut off gives what it has.
    let _ = match is_packed {
        true => DeflateDecoder::new(bytes)
            .take(ENOUGH)
            .read_to_end(&mut unpacked),
        false => bytes.take(ENOUGH).read_to_end(&mut unpacked),
    };
    unpacked
}

/// True for a document of Office that takes a password: it is stored as files within a file, of which one is packed up.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    const FILES_IN_A_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    const NAME: &str = "EncryptedPackage";
    let name: Vec<u8> = NAME.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(FILES_IN_A_FILE) && memmem::find(bytes, &name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::documents::testing::zipped;

    #[test]
    fn a_document_is_told_by_what_is_in_it_before_its_name() {
        let types = |name: &str| {
            format!("<Types><Override ContentType=\"application/vnd.{name}\"/></Types>")
        };
        let word = types("openxmlformats-officedocument.wordprocessingml.document.main+xml");
        let macros = types("ms-word.document.macroEnabled.main+xml");
        let relations =
            "<Relationships><Relationship Target=\"ppt/presentation.xml\"/></Relationships>";
        let open = "application/vnd.oasis.opendocument.text-template";
        let microsoft = |what| Some((Family::Microsoft, what));
        let of_libre = |what| Some((Family::OpenDocument, what));
        for (members, name, told) in [
            (
                &[("[Content_Types].xml", word.as_str())][..],
                "a.zip",
                microsoft(What::Text),
            ),
            (
                &[("[Content_Types].xml", &macros)],
                "a",
                microsoft(What::Text),
            ),
            (
                &[("_rels/.rels", relations)],
                "a.docx",
                microsoft(What::Presentation),
            ),
            (
                &[("docProps/app.xml", "<a/>"), ("xl/workbook.xml", "")],
                "a",
                microsoft(What::Spreadsheet),
            ),
            (
                &[("docProps/app.xml", "<a/>")],
                "a.docx",
                microsoft(What::Text),
            ),
            (&[("mimetype", open)], "a.docx", of_libre(What::Text)),
            (&[("mimetype", "application/epub+zip")], "a.epub", None),
            (&[("a.txt", "words"), ("b.xml", "<a/>")], "a.docx", None),
        ] {
            assert_eq!(kind(&zipped(members), Path::new(name)), told, "{members:?}");
        }
        let within = [
            b"a box with ".as_slice(),
            &zipped(&[("[Content_Types].xml", &word)]),
        ]
        .concat();
        assert_eq!(kind(&within, Path::new("a.docx")), None);
        let head = &zipped(&[("[Content_Types].xml", &word)])[..150];
        assert_eq!(
            kind(head, Path::new("a")).map(|(family, _)| family),
            Some(Family::Microsoft)
        );
    }
}
