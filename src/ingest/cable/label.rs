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
    References,
    /// Its number: `TELNO 41 OF 101040Z JUNE 24`.
    Number,
    /// `TD PARIS 1234`: a number that only telegrams have.
    Telegram,
    Declassify,
    Precedence,
    /// Who classified it, how it is passed on.
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
            Self::Group | Self::Sender | Self::Transmission | Self::Telegram => 2,
            Self::Subject | Self::From | Self::To | Self::Tags | Self::Copies | Self::Date => 1,
            Self::References | Self::Number | Self::Declassify | Self::Precedence | Self::Other => {
                0
            }
        }
    }

    /// True for one whose further lines are more of the same.
    pub(super) fn is_list(self) -> bool {
        matches!(
            self,
            Self::From | Self::Sender | Self::To | Self::Copies | Self::References
        )
    }
}

/// The label that opens a line, and what stands behind it.
///
/// A colon or a dash follows it; `FM`, `TO`, `INFO` and `TELNO` in capitals go without.
pub(super) fn labelled(line: &str) -> Option<(Label, &str)> {
    if let Some(found) = bare(line) {
        return Some(found);
    }
    if is_reference(line) {
        return Some((Label::References, line));
    }
    if let Some(found) = number(line) {
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
    const BARE: [(&str, Label); 8] = [
        ("FM ", Label::Sender),
        ("TO ", Label::To),
        ("INFO ", Label::Copies),
        ("TELNO ", Label::Number),
        ("TD ", Label::Telegram),
        ("OF ", Label::Other),
        ("REF ", Label::References),
        ("REFS ", Label::References),
    ];
    let (label, value) = BARE
        .iter()
        .find_map(|(word, label)| Some((*label, line.strip_prefix(word)?)))?;
    let value = value.trim();
    let is_sure = match label {
        // `OF 101040Z JUNE 24`: any other such line goes on from the one above it.
        Label::Other => value.starts_with(|c: char| c.is_ascii_digit()),
        Label::References => value.ends_with(|c: char| c.is_ascii_digit() || c == ')'),
        Label::Telegram => is_telegram(value),
        Label::Number => value.starts_with(|c: char| c.is_ascii_digit()),
        _ => true,
    };
    let is_written = is_capital(value) || label == Label::Telegram;
    let is_address = is_written && (value.contains(char::is_alphabetic) || label == Label::Number);
    (is_address && is_sure).then_some((label, value))
}

/// `Исх. № 412`: the word for a number and the number, without a colon.
fn number(line: &str) -> Option<(Label, &str)> {
    /// In bytes.
    const LONGEST: usize = 32;
    let at = line.len() <= LONGEST && line.ends_with(|c: char| c.is_ascii_digit());
    let at = line.find(|c: char| c.is_ascii_digit()).filter(|_| at)?;
    let (name, value) = line.split_at(at);
    let is_number = of_name(&name.trim_end().to_lowercase()) == Some(Label::Number);
    is_number.then_some((Label::Number, value))
}

/// `YOUR TELNO 12`, `MYTEL 40`: a telegram that goes before, without a label.
fn is_reference(line: &str) -> bool {
    const OPENERS: [&str; 4] = ["MY TELNO ", "YOUR TELNO ", "MYTEL ", "YOURTEL "];
    let number = OPENERS.iter().find_map(|opener| line.strip_prefix(opener));
    number.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()) && !it.contains(':'))
}

/// `PARIS 1234`, `PARIS 1234/2 DU 3 MAI 2024`: the post and the number of a French telegram, and nothing but its day.
fn is_telegram(value: &str) -> bool {
    let number = value.find(|c: char| c.is_ascii_digit());
    number.is_some_and(|at| {
        let (post, rest) = value.split_at(at);
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '/');
        let is_dated = after.is_empty() || after.to_lowercase().starts_with(" du ");
        let is_post = (1..=3).contains(&post.split_whitespace().count()) && is_capital(post);
        is_post && post.ends_with(' ') && is_dated
    })
}

/// `TO` alone on its line, whose addresses stand below.
pub(super) fn alone(line: &str) -> Option<Label> {
    match line {
        "FM" => Some(Label::Sender),
        "TO" => Some(Label::To),
        "INFO" => Some(Label::Copies),
        _ => None,
    }
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
                "references" => Label::References,
                "number" => Label::Number,
                "declassify" => Label::Declassify,
                "precedence" => Label::Precedence,
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
