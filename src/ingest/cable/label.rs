//! The labels at the head of a cable.

use std::sync::LazyLock;

/// What opens a line at the head of a cable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Subject,
    /// `FROM:`, of a message: a person or a body.
    From,
    /// `FM`, of signal traffic: an address.
    Sender,
    To,
    Copies,
    Date,
    Tags,
    /// References, numbers, who classified it.
    Other,
    /// A date-time group.
    Group,
    /// A word that only cables have.
    Transmission,
}

impl Label {
    /// How much it says for a cable: letters have a subject, and anybody writes "To:" and "From:".
    pub(super) fn weight(self) -> u32 {
        match self {
            Self::Group | Self::Sender | Self::Transmission => 2,
            Self::Subject | Self::From | Self::To | Self::Tags | Self::Copies | Self::Date => 1,
            Self::Other => 0,
        }
    }
}

/// The label that opens a line, and what stands behind it.
///
/// A colon or a dash follows it; `FM`, `TO`, `INFO` and `TELNO` in capitals go without.
pub(super) fn labelled(line: &str) -> Option<(Label, &str)> {
    if let Some(found) = bare(line) {
        return Some(found);
    }
    // The words of labels are short: most lines have no colon so near.
    const LONGEST: usize = 24;
    let near = line.char_indices().take(LONGEST);
    let end = near
        .filter(|&(at, c)| c == ':' || matches!(c, '-' | '–') && line[..at].ends_with(' '))
        .map(|(at, _)| at)
        .next()?;
    let name = line[..end].trim_end();
    let value = line[end..].trim_start_matches([':', '-', '–', ' ', '\t']);
    let label = of_name(&name.to_lowercase())?;
    // A dash parts other words, too.
    let is_sure = line[end..].starts_with(':') || label == Label::Subject && is_capital(name);
    is_sure.then_some((label, value))
}

/// Signal traffic has its addresses behind a bare word.
fn bare(line: &str) -> Option<(Label, &str)> {
    const BARE: [(&str, Label); 5] = [
        ("FM ", Label::Sender),
        ("TO ", Label::To),
        ("INFO ", Label::Copies),
        ("TELNO ", Label::Other),
        ("OF ", Label::Other),
    ];
    let (label, value) = BARE
        .iter()
        .find_map(|(word, label)| Some((*label, line.strip_prefix(word)?)))?;
    let is_address = value.contains(char::is_alphabetic) && is_capital(value);
    // `OF 101040Z JUNE 24`: any other such line goes on from the one above it.
    let is_dated = !line.starts_with("OF ") || value.starts_with(|c: char| c.is_ascii_digit());
    (is_address && is_dated).then(|| (label, value.trim()))
}

fn is_capital(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

fn of_name(name: &str) -> Option<Label> {
    static NAMES: LazyLock<Vec<(&str, Label)>> = LazyLock::new(|| {
        let rows = include_str!("labels.txt").lines();
        let rows = rows.filter(|row| !row.starts_with('#'));
        let rows = rows.filter_map(|row| row.split_once(": "));
        rows.flat_map(|(label, names)| {
            let label = match label {
                "subject" => Label::Subject,
                "from" => Label::From,
                "to" => Label::To,
                "copies" => Label::Copies,
                "date" => Label::Date,
                "tags" => Label::Tags,
                _ => Label::Other,
            };
            names.split(", ").map(move |name| (name, label))
        })
        .collect()
    });
    if name == "fm" {
        return Some(Label::Sender);
    }
    // `REF A`, `MY TELNO 315`.
    let (before, last) = name.rsplit_once(' ').unwrap_or((name, ""));
    let is_number = last.len() == 1 || last.bytes().all(|byte| byte.is_ascii_digit());
    let bare = if is_number { before } else { name };
    NAMES
        .iter()
        .find(|(known, _)| *known == name || *known == bare)
        .map(|&(_, label)| label)
}
