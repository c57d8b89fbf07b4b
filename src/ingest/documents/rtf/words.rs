//! What the control words stand for.

/// Where the words of a group go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// The text, or the note, remark or box that is at work.
    Text,
    /// Nowhere.
    Skip,
    Fonts,
    Styles,
    /// The tables of lists and of their uses.
    Lists,
    Info,
    Property(Property),
    /// What a field does.
    Instruction,
    /// The bullet or number of an item.
    Bullet,
    /// A drawing: only the box of text in it is shown.
    Shape,
    /// Who remarks what comes next.
    Author,
    /// Marks of the page that a mail was.
    Tag,
}

/// What is stated of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Title,
    Author,
    Keywords,
    Made,
    Saved,
}

/// What a word makes of the group that it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    To(Destination),
    Field,
    /// What a field shows.
    Result,
    Note,
    Comment,
    TextBox,
    /// A text twice, the second time in Unicode.
    Twice,
    /// That second time.
    Unicode,
    /// What is read as if the group was not there.
    Nothing,
}

/// What a word opens; `None` for one that opens nothing.
pub(super) fn opens(name: &[u8]) -> Option<Opens> {
    use Destination::{Author, Bullet, Fonts, Info, Instruction, Lists, Shape, Skip, Styles, Tag};
    Some(match name {
        b"fonttbl" => Opens::To(Fonts),
        b"stylesheet" => Opens::To(Styles),
        b"info" => Opens::To(Info),
        b"listtable" | b"listoverridetable" => Opens::To(Lists),
        b"fldinst" => Opens::To(Instruction),
        b"listtext" | b"pntext" => Opens::To(Bullet),
        b"shpinst" | b"do" => Opens::To(Shape),
        b"atnauthor" => Opens::To(Author),
        b"htmltag" => Opens::To(Tag),
        b"field" => Opens::Field,
        b"fldrslt" => Opens::Result,
        b"footnote" => Opens::Note,
        b"annotation" => Opens::Comment,
        b"shptxt" | b"dptxbxtext" => Opens::TextBox,
        b"upr" => Opens::Twice,
        b"ud" => Opens::Unicode,
        b"nesttableprops" => Opens::Nothing,
        _ if is_skipped(name) => Opens::To(Skip),
        _ => return None,
    })
}

/// True for what is no text of the document.
fn is_skipped(name: &[u8]) -> bool {
    const NAMES: &[&str] = &[
        // The page.
        "header",
        "headerf",
        "headerl",
        "headerr",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn", // Pictures and objects.
        "pict",
        "nonshppict",
        "shppict",
        "shprslt",
        "sp",
        "objdata",
        "objclass",
        "objname",
        "objalias",
        "fontemb",
        // Tables of the document.
        "colortbl",
        "filetbl",
        "revtbl",
        "list",
        "listlevel",
        "listoverride",
        "lfolevel",
        "leveltext",
        "levelnumbers",
        "listname",
        "pntxta",
        "pntxtb",
        "rsidtbl",
        "generator",
        "template",
        "private",
        "nonesttables", // What is meant for an index, and marks of places.
        "xe",
        "rxe",
        "txe",
        "tc",
        "tcn",
        "bkmkstart",
        "bkmkend",
        "atrfstart",
        "atrfend",
        "atndate",
        "atntime",
        "atnid",
        "atnref",
        "atnicn",
        "datafield",
        "formfield",
    ];
    NAMES.iter().any(|other| other.as_bytes() == name)
}

/// The property that a word of the group of properties stands for, if it is looked at.
pub(super) fn property(name: &[u8]) -> Option<Property> {
    Some(match name {
        b"title" => Property::Title,
        b"author" => Property::Author,
        b"keywords" => Property::Keywords,
        b"creatim" => Property::Made,
        b"revtim" => Property::Saved,
        _ => return None,
    })
}

/// The letter that a word or a sign stands for.
pub(super) fn letter(name: &[u8]) -> Option<char> {
    Some(match name {
        b"tab" | b"\t" => '\t',
        b"line" | b"lbr" => '\n',
        b"lquote" => '‘',
        b"rquote" => '’',
        b"ldblquote" => '“',
        b"rdblquote" => '”',
        b"emdash" => '—',
        b"endash" => '–',
        b"bullet" => '•',
        b"emspace" | b"enspace" | b"qmspace" | b"~" => ' ',
        b"zwj" => '\u{200D}',
        b"zwnj" => '\u{200C}',
        b"ltrmark" => '\u{200E}',
        b"rtlmark" => '\u{200F}',
        b"_" => '\u{2011}',
        b"-" => '\u{AD}',
        b"{" => '{',
        b"}" => '}',
        b"\\" => '\\',
        _ => return None,
    })
}
