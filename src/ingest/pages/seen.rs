//! What a block of a page tells by its words: a date, a plea, a label, or prose.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::title::letters;
use super::writer::{Block, Draft};
use crate::ingest::content::Kind;
use crate::ingest::dates;

/// A longer block is prose, in letters and digits.
const SHORT: usize = 60;

/// A line of the date is not longer.
const STAMP: usize = 90;

/// A plea to the reader is not longer.
const CALL: usize = 420;

/// A plea without a link opens with what it asks for, so many bytes into it.
const OPENING: usize = 24;

/// What the phrases of a page's end say.
#[derive(Debug, Default)]
struct Phrases {
    tails: HashSet<String>,
    starts: Vec<String>,
    lines: HashSet<String>,
    counted: HashSet<String>,
    calls: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    let mut section = "";
    for line in include_str!("tails.txt").lines() {
        match (section, line) {
            (_, line) if line.starts_with('#') || line.is_empty() => {}
            (_, "[tail]" | "[line]" | "[counted]" | "[call]") => section = line,
            ("[tail]", line) => match line.strip_suffix('*') {
                Some(start) => phrases.starts.push(letters(start)),
                None => drop(phrases.tails.insert(letters(line))),
            },
            ("[counted]", line) => drop(phrases.counted.insert(letters(line))),
            ("[line]", line) => drop(phrases.lines.insert(letters(line))),
            (_, line) => phrases.calls.push(line),
        }
    }
    phrases
});

/// A block as it is looked at.
pub(super) struct Seen<'a> {
    pub(super) kind: Kind,
    text: &'a str,
    /// Its letters and digits, small; of a long block only their number is of use.
    pub(super) letters: String,
    /// How many of its letters are in links, in hundredths.
    pub(super) linked: usize,
}

impl<'a> Seen<'a> {
    pub(super) fn new(draft: &'a Draft, block: &Block) -> Self {
        let text = &draft.text[block.range.clone()];
        let letters = letters(text);
        let all = text.chars().filter(|c| !c.is_whitespace()).count();
        // A bullet is no letter of the item.
        let own = match block.kind {
            Kind::ListItem(_) => text
                .split_whitespace()
                .next()
                .map_or(0, |bullet| bullet.chars().count()),
            _ => 0,
        };
        Self {
            kind: block.kind,
            text,
            linked: (100 * block.linked)
                .checked_div(all.saturating_sub(own))
                .unwrap_or(0),
            letters,
        }
    }

    pub(super) fn is_short(&self) -> bool {
        self.letters.len() <= SHORT
    }

    /// True for nothing but a link.
    pub(super) fn is_link(&self) -> bool {
        self.linked >= 90
    }

    pub(super) fn ends_sentence(&self) -> bool {
        self.text
            .trim_end_matches(['"', '”', '»', '’', '\'', ')', ']', ' '])
            .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟'])
    }

    /// True for a text to read.
    pub(super) fn is_prose(&self) -> bool {
        let is_text = !matches!(self.kind, Kind::Heading(_) | Kind::Rule);
        is_text
            && self.linked < 50
            && (self.letters.len() > SHORT
                || self.ends_sentence() && self.letters.len() > SHORT / 3)
    }

    /// True for a label of an advertisement or a button.
    pub(super) fn is_label(&self) -> bool {
        let plain = self.letters.strip_prefix("image").unwrap_or("");
        let is_count = plain
            .split_once("of")
            .is_some_and(|(one, all)| is_number(one) && is_number(all));
        self.is_short() && (is_count || self.is_credit() || PHRASES.lines.contains(&self.letters))
    }

    /// True for a line that says whose a picture is.
    pub(super) fn is_credit(&self) -> bool {
        const LABELS: [&str; 11] = [
            "photo",
            "photos",
            "photo credit",
            "image",
            "images",
            "image credit",
            "picture",
            "credit",
            "foto",
            "фото",
            "crédit photo",
        ];
        let text = self.text.trim_start_matches('(');
        text.starts_with('©')
            || text
                .split_once(':')
                .is_some_and(|(label, _)| LABELS.contains(&label.trim().to_lowercase().as_str()))
    }

    /// True for a line that opens the end of a page.
    pub(super) fn opens_tail(&self) -> bool {
        self.is_short()
            && (PHRASES.tails.contains(&self.letters)
                || PHRASES
                    .starts
                    .iter()
                    .any(|start| self.letters.starts_with(start.as_str())))
    }

    /// True for a heading that counts what readers have written below: `Comments (2)`.
    pub(super) fn heads_comments(&self) -> bool {
        let words = self.letters.trim_matches(|c: char| c.is_ascii_digit());
        matches!(self.kind, Kind::Heading(_))
            && words.len() < self.letters.len()
            && PHRASES.counted.contains(words)
    }

    /// True for a label with a link behind it: `Related: The harbour in pictures`.
    pub(super) fn is_reference(&self) -> bool {
        let Some((label, _)) = self.text.split_once(':') else {
            return false;
        };
        self.linked >= 50 && PHRASES.tails.contains(&letters(label))
    }

    /// True for a line that says when a page was published or changed, and little else.
    pub(super) fn is_stamp(&self) -> bool {
        const WORDS: [&str; 11] = [
            "updated",
            "published",
            "posted",
            "modified",
            "created",
            "last",
            "publié",
            "mis",
            "опубликовано",
            "обновлено",
            "дата",
        ];
        if matches!(self.kind, Kind::Heading(_))
            || self.text.len() > STAMP
            || !self.text.bytes().any(|byte| byte.is_ascii_digit())
        {
            return false;
        }
        if dates::parse(self.text).is_some() || dates::time(self.text.trim()).is_some() {
            return true;
        }
        let first = self
            .text
            .split(|c: char| !c.is_alphanumeric())
            .find(|word| !word.is_empty());
        let is_labelled = first.is_some_and(|first| WORDS.contains(&first.to_lowercase().as_str()));
        is_labelled
            && (dates::first(self.text).is_some() || self.text.contains(':'))
            && !self.ends_sentence()
    }

    /// True for a line that names who wrote a text.
    pub(super) fn is_byline(&self) -> bool {
        let rest = self
            .text
            .strip_prefix("By ")
            .or_else(|| self.text.strip_prefix("BY "));
        self.text.len() <= STAMP
            && !self.ends_sentence()
            && rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    /// True for a short line that asks its readers for something, or reserves rights.
    ///
    /// A speaker may ask his hearers to sign up for something, too, but has no link to offer, and does not
    /// open with it.
    pub(super) fn is_call(&self) -> bool {
        if self.text.len() > CALL {
            return false;
        }
        let lower = self.text.to_lowercase();
        let is_copyright = lower.starts_with("copyright") || lower.contains('©');
        is_copyright
            || PHRASES.calls.iter().any(|call| {
                let at = lower.find(call);
                at.is_some_and(|at| at < OPENING || self.linked > 0)
            })
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_phrases_is_plain() {
        let lines = || {
            include_str!("tails.txt")
                .lines()
                .filter(|line| !line.starts_with('#'))
        };
        for line in lines() {
            let is_section = ["[tail]", "[line]", "[counted]", "[call]"].contains(&line);
            assert!(
                is_section
                    || line == line.to_lowercase() && line.trim() == line && !line.is_empty(),
                "{line}"
            );
            assert!(is_section || !letters(line).is_empty(), "{line}");
        }
        let sections: Vec<&str> = lines().filter(|line| line.starts_with('[')).collect();
        assert_eq!(sections, ["[tail]", "[line]", "[counted]", "[call]"]);
    }
}
