//! Which vocabulary an element of an office document is of: by its namespace, not by the prefix that a program chose.

/// A vocabulary of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// WordprocessingML, of any edition.
    Word,
    /// What a program may have instead of something newer.
    Compatibility,
    /// DrawingML: words in drawings and diagrams.
    Drawing,
    /// DrawingML's diagrams.
    Diagram,
    /// DrawingML's charts.
    Chart,
    /// Formulas of Office.
    Math,
    /// Relationships between the parts of a package.
    Relations,
    /// What the parts of a package are.
    Types,
    /// Properties of an Office document.
    Properties,
    /// Dublin Core, with its terms.
    DublinCore,
    /// OpenDocument: the document as such.
    Office,
    /// OpenDocument: text.
    Text,
    /// OpenDocument: tables.
    Table,
    /// OpenDocument: frames and shapes.
    Draw,
    /// OpenDocument: styles.
    Style,
    /// OpenDocument: facts about the document.
    Meta,
    /// OpenDocument: what is in the package.
    Manifest,
    /// Any other.
    Other,
}

impl Vocabulary {
    /// The vocabulary of a namespace.
    pub(super) fn of_address(address: &str) -> Self {
        let address = address.trim().trim_end_matches('/');
        let office = [
            "http://schemas.openxmlformats.org",
            "http://purl.oclc.org/ooxml",
        ];
        if let Some(rest) = office.iter().find_map(|it| address.strip_prefix(it)) {
            return of_office(rest);
        }
        if let Some(rest) = address.strip_prefix("urn:oasis:names:tc:opendocument:xmlns:") {
            return of_open_document(rest.split(':').next().unwrap_or_default());
        }
        // What OpenOffice wrote before there was a standard.
        if let Some(rest) = address.strip_prefix("http://openoffice.org/") {
            return of_open_document(rest.rsplit('/').next().unwrap_or_default());
        }
        match address {
            "http://schemas.microsoft.com/office/word/2003/wordml" => Self::Word,
            "urn:schemas-microsoft-com:office:office" => Self::Properties,
            "http://purl.org/dc/elements/1.1" | "http://purl.org/dc/terms" => Self::DublinCore,
            _ => Self::Other,
        }
    }

    /// The vocabulary that a prefix stands for by custom.
    pub(super) fn of_prefix(prefix: &str) -> Self {
        match prefix {
            "w" => Self::Word,
            "mc" => Self::Compatibility,
            "a" => Self::Drawing,
            "dgm" => Self::Diagram,
            "c" => Self::Chart,
            "m" => Self::Math,
            "cp" => Self::Properties,
            "dc" | "dcterms" => Self::DublinCore,
            prefix => of_open_document(prefix),
        }
    }
}

fn of_office(rest: &str) -> Vocabulary {
    // The older edition has a year in its names, the strict one has not.
    let rest = rest.replace("/2006/", "/");
    match rest.as_str() {
        "/wordprocessingml/main" => Vocabulary::Word,
        "/markup-compatibility" | "/markup-compatibility/2006" => Vocabulary::Compatibility,
        "/drawingml/main" => Vocabulary::Drawing,
        "/drawingml/diagram" => Vocabulary::Diagram,
        "/drawingml/chart" => Vocabulary::Chart,
        "/officeDocument/math" => Vocabulary::Math,
        "/package/relationships" => Vocabulary::Relations,
        "/package/content-types" => Vocabulary::Types,
        "/package/metadata/core-properties"
        | "/officeDocument/extended-properties"
        | "/officeDocument/extendedProperties" => Vocabulary::Properties,
        _ => Vocabulary::Other,
    }
}

fn of_open_document(name: &str) -> Vocabulary {
    match name {
        "office" => Vocabulary::Office,
        "text" => Vocabulary::Text,
        "table" => Vocabulary::Table,
        "draw" | "drawing" => Vocabulary::Draw,
        "style" => Vocabulary::Style,
        "meta" => Vocabulary::Meta,
        "manifest" => Vocabulary::Manifest,
        _ => Vocabulary::Other,
    }
}
