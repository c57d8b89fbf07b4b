//! Takes off the blocks around and between the words of an article that are none of it.
//!
//! What an element is called does not always tell; what it says then does: a date above the text, a list
//! of nothing but links under "See also", a plea to subscribe. Only short blocks go, and those that lead
//! elsewhere; what is prose stays.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::title::letters;
use super::writer::{Block, Draft};
use crate::ingest::content::{Kind, Stated};
use crate::ingest::dates;

/// A longer block is prose, in letters and digits.
const SHORT: usize = 60;

/// A line of the date is not longer.
const STAMP: usize = 90;

/// A plea to the reader is not longer.
const CALL: usize = 420;

/// A plea without a link opens with what it asks for, so many bytes into it.
const OPENING: usize = 24;

/// So many blocks at the end of a page may be pleas.
const CALLS: usize = 8;

/// So many blocks back a repeated caption is looked for.
const NEAR: usize = 10;

/// What the phrases of a page's end say.
#[derive(Debug, Default)]
struct Phrases {
    tails: HashSet<String>,
    starts: Vec<String>,
    lines: HashSet<String>,
    calls: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    let mut section = "";
    for line in include_str!("tails.txt").lines() {
        match (section, line) {
            (_, line) if line.starts_with('#') || line.is_empty() => {}
            (_, "[tail]" | "[line]" | "[call]") => section = line,
            ("[tail]", line) => match line.strip_suffix('*') {
                Some(start) => phrases.starts.push(letters(start)),
                None => drop(phrases.tails.insert(letters(line))),
            },
            ("[line]", line) => drop(phrases.lines.insert(letters(line))),
            (_, line) => phrases.calls.push(line),
        }
    }
    phrases
});

/// Marks the blocks of a text that are to be read.
///
/// Lines of the date go if the page states it elsewhere.
pub(super) fn kept(draft: &Draft, stated: &Stated) -> Vec<bool> {
    let title = stated.title.as_deref().map(letters).unwrap_or_default();
    let blocks: Vec<Seen<'_>> = draft
        .blocks
        .iter()
        .map(|block| Seen::new(draft, block))
        .collect();
    let mut kept: Vec<bool> = blocks.iter().map(|block| !block.is_label()).collect();
    drop_insets(&blocks, &mut kept);
    drop_repeats(&blocks, &mut kept);
    drop_head(&blocks, &mut kept, &title, stated.date.is_some());
    drop_tails(&blocks, &mut kept);
    drop_end(&blocks, &mut kept);
    // Whoever reads a page shall not find it empty: a headline may be all that there is.
    if !kept.contains(&true) {
        let headline = blocks.iter().position(|block| block.letters == title);
        match headline {
            Some(at) => kept[at] = true,
            None => kept.fill(true),
        }
    }
    kept
}

/// A block as it is looked at.
struct Seen<'a> {
    kind: Kind,
    text: &'a str,
    /// Its letters and digits, small; of a long block only their number is of use.
    letters: String,
    /// How many of its letters are in links, in hundredths.
    linked: usize,
}

impl<'a> Seen<'a> {
    fn new(draft: &'a Draft, block: &Block) -> Self {
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

    fn is_short(&self) -> bool {
        self.letters.len() <= SHORT
    }

    /// True for nothing but a link.
    fn is_link(&self) -> bool {
        self.linked >= 90
    }

    fn ends_sentence(&self) -> bool {
        self.text
            .trim_end_matches(['"', '”', '»', '’', '\'', ')', ']', ' '])
            .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟'])
    }

    /// True for a text to read.
    fn is_prose(&self) -> bool {
        let is_text = !matches!(self.kind, Kind::Heading(_) | Kind::Rule);
        is_text
            && self.linked < 50
            && (self.letters.len() > SHORT
                || self.ends_sentence() && self.letters.len() > SHORT / 3)
    }

    /// True for a label of an advertisement or a button.
    fn is_label(&self) -> bool {
        let plain = self.letters.strip_prefix("image").unwrap_or("");
        let is_count = plain
            .split_once("of")
            .is_some_and(|(one, all)| is_number(one) && is_number(all));
        self.is_short() && (is_count || self.is_credit() || PHRASES.lines.contains(&self.letters))
    }

    /// True for a line that says whose a picture is.
    fn is_credit(&self) -> bool {
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
    fn opens_tail(&self) -> bool {
        self.is_short()
            && (PHRASES.tails.contains(&self.letters)
                || PHRASES
                    .starts
                    .iter()
                    .any(|start| self.letters.starts_with(start.as_str())))
    }

    /// True for a label with a link behind it: `Related: The harbour in pictures`.
    fn is_reference(&self) -> bool {
        let Some((label, _)) = self.text.split_once(':') else {
            return false;
        };
        self.linked >= 50 && PHRASES.tails.contains(&letters(label))
    }

    /// True for a line that says when a page was published or changed, and little else.
    fn is_stamp(&self) -> bool {
        const WORDS: [&str; 14] = [
            "updated",
            "published",
            "posted",
            "modified",
            "created",
            "last",
            "on",
            "by",
            "at",
            "publié",
            "mis",
            "опубликовано",
            "обновлено",
            "дата",
        ];
        if self.text.len() > STAMP || !self.text.bytes().any(|byte| byte.is_ascii_digit()) {
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
    fn is_byline(&self) -> bool {
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
    fn is_call(&self) -> bool {
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

/// Links of their own between paragraphs lead to other pages.
fn drop_insets(blocks: &[Seen<'_>], kept: &mut [bool]) {
    let letters = |is: &dyn Fn(&Seen<'_>) -> bool| -> usize {
        blocks
            .iter()
            .filter(|block| is(block))
            .map(|block| block.letters.len())
            .sum()
    };
    let is_inset = |block: &Seen<'_>| {
        block.is_reference()
            || block.is_link() && block.kind == Kind::Paragraph && block.letters.len() > 12
    };
    // A page that is a list of links is read as one.
    if 3 * letters(&is_inset) > letters(&|_| true) {
        return;
    }
    for (kept, block) in kept.iter_mut().zip(blocks) {
        *kept &= !is_inset(block);
    }
}

/// A caption may stand on a page for the picture, for its large copy and for its place in a row. A
/// speaker repeats himself, too, but not at once, nor in an item of a list.
fn drop_repeats(blocks: &[Seen<'_>], kept: &mut [bool]) {
    let is_item = |block: &Seen<'_>| matches!(block.kind, Kind::ListItem(_));
    for at in 1..blocks.len() {
        let block = &blocks[at];
        let first = at.saturating_sub(NEAR);
        let repeats = |(before, other): (usize, &Seen<'_>)| {
            other.letters == block.letters
                && (first + before + 1 == at || is_item(other) != is_item(block))
        };
        if block.letters.len() > SHORT / 2 && blocks[first..at].iter().enumerate().any(repeats) {
            kept[at] = false;
        }
    }
}

/// Above the first sentence, dates, names and the way to the page are none of the text; a date may stand
/// below the lead, too.
fn drop_head(blocks: &[Seen<'_>], kept: &mut [bool], title: &str, is_dated: bool) {
    // The lead is prose, and so is the first sentence.
    let mut prose = 0;
    for (kept, block) in kept.iter_mut().zip(blocks) {
        let is_way =
            matches!(block.kind, Kind::ListItem(_)) && block.is_short() && block.linked > 50;
        let is_title = !title.is_empty() && block.letters == title;
        let is_above = is_title || block.is_byline() || block.is_link() || is_way;
        if is_dated && block.is_stamp() || prose == 0 && is_above {
            *kept = false;
        } else if block.is_prose() {
            prose += 1;
        }
        if prose == 2 {
            return;
        }
    }
}

/// What follows "See also" up to the next text to read.
fn drop_tails(blocks: &[Seen<'_>], kept: &mut [bool]) {
    let mut at = 0;
    while at < blocks.len() {
        let block = &blocks[at];
        let is_label =
            matches!(block.kind, Kind::Heading(_)) || !block.ends_sentence() || block.is_link();
        if !block.opens_tail() || !is_label || at == 0 {
            at += 1;
            continue;
        }
        let follows = |block: &&Seen<'_>| {
            block.linked >= 50
                || block.is_stamp()
                || block.opens_tail()
                || block.is_label()
                || !block.is_prose() && !matches!(block.kind, Kind::Heading(_))
        };
        let length = blocks[at + 1..].iter().take_while(follows).count();
        // A label that heads prose is a heading of it, unless the page has nothing after that.
        let letters = |blocks: &[Seen<'_>]| {
            blocks
                .iter()
                .map(|block| block.letters.len())
                .sum::<usize>()
        };
        let is_last = !blocks[at + 1..].iter().skip(length).any(Seen::is_prose)
            && 4 * letters(&blocks[at + 1..]) < letters(&blocks[..at]);
        if length > 0 || is_last {
            let end = if is_last {
                blocks.len()
            } else {
                at + 1 + length
            };
            kept[at..end].fill(false);
            at = end;
        } else {
            at += 1;
        }
    }
}

/// Pleas, rights, dates and links below the last sentence.
fn drop_end(blocks: &[Seen<'_>], kept: &mut [bool]) {
    let mut dropped = 0;
    for at in (1..blocks.len()).rev() {
        if !kept[at] {
            continue;
        }
        let block = &blocks[at];
        let is_list_of_links = matches!(block.kind, Kind::ListItem(_)) && block.is_link();
        let goes = matches!(block.kind, Kind::Heading(_) | Kind::Rule)
            || block.is_stamp()
            || block.is_link()
            || is_list_of_links
            || block.is_call();
        if !goes || dropped == CALLS && !is_list_of_links {
            return;
        }
        kept[at] = false;
        dropped += usize::from(!is_list_of_links);
    }
}
