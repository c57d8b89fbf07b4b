//! The title of a text that declares none.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::briefing::BlockKind;

use super::joining::sentence_end;
use super::letterhead::{self, Part, Sense};
use super::passage::Passage;
use super::plain::ends_sentence;
use super::{fused, marks, turns};

mod cut;

pub(super) use cut::completed;

/// A first line longer than this, in characters, is no headline.
const HEADLINE: usize = 250;

/// A first sentence longer than this, in characters, is cut to stand as a title.
const INCIPIT: usize = 300;

/// The passages among which a title is looked for: a letterhead may come first.
const DEPTH: usize = 16;

/// The lines of them that are looked at.
const LINES: usize = 40;

/// A headline of as many words may be a name in a letterhead.
const SHORT: usize = 2;

/// A line of as many words between others of a letterhead, in one passage with them, may be a name as well.
const BETWEEN: usize = 4;

/// A line of as many bytes that ends a sentence is of the text: no label of a headline follows it.
const PROSE: usize = 70;

/// A title, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Headline {
    /// The words, raw, without the signs around them.
    pub(super) title: String,
    /// The passage that is the title, or a letterhead and the title, and nothing else; `None` when it
    /// is only the beginning of the text.
    pub(super) passage: Option<usize>,
}

/// How sure it is that a text opens with its headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A release of a digest: its first line is its headline, closing stop or not.
    Release,
    /// Any text.
    Text,
}

/// A line at the head of a text.
#[derive(Debug)]
struct Line<'a> {
    text: &'a str,
    passage: usize,
    kind: BlockKind,
    /// True when its passage holds no other line.
    is_alone: bool,
    /// What it is; most lines are never asked.
    part: OnceCell<Part<'a>>,
}

impl<'a> Line<'a> {
    fn part(&self) -> Part<'a> {
        *self.part.get_or_init(|| part(self.text))
    }

    /// What stands behind `Subject:` and its like.
    fn subject(&self) -> Option<&'a str> {
        letterhead::subject(self.text.trim())
    }
}

/// Finds the title of a text in its first passages.
pub(super) fn find(passages: &[Passage<'_>], opening: Opening) -> Option<Headline> {
    let (texts, is_running) = head(passages);
    let lines: Vec<Line<'_>> = texts
        .iter()
        .enumerate()
        .filter(|&(at, _)| passages[at].kind != BlockKind::Rule)
        .flat_map(|(at, text)| lines_of(at, text, passages[at].kind))
        .take(LINES)
        .collect();
    // Its last line has been looked at.
    if let Some(last) = lines
        .last()
        .filter(|last| is_running && last.passage + 1 == texts.len())
    {
        last.part.get_or_init(|| Part::Text);
    }
    let titled = |title: &str, line: &Line<'_>| Headline {
        title: match bare(title) {
            "" => title.trim().to_owned(),
            title => title.to_owned(),
        },
        passage: (line.is_alone && line.passage + 1 < passages.len()).then_some(line.passage),
    };
    if let Some((title, line)) = labelled(&lines) {
        return Some(titled(&title, line));
    }
    if let Some(line) = top_heading(&lines, passages) {
        return Some(titled(line.text, line));
    }
    let Some((line, is_title)) = chosen(&lines, opening) else {
        let first = passages.iter().find(|passage| !passage.is_blank())?;
        return Some(Headline {
            title: first.text().trim().to_owned(),
            passage: None,
        });
    };
    if is_title {
        let again = repeated(&lines, line).unwrap_or(line);
        return Some(titled(again.text, again));
    }
    let title = match fused::of_page(line.text) {
        Some(title) => bare(title).to_owned(),
        None => incipit(bare(line.text)),
    };
    Some(Headline {
        title,
        passage: None,
    })
}

/// The only heading of the first level, if it stands above all running text and says something: whatever stands above
/// it is a letterhead, of whichever kind.
fn top_heading<'l, 't>(lines: &'l [Line<'t>], passages: &[Passage<'_>]) -> Option<&'l Line<'t>> {
    let is_first = |kind: BlockKind| kind == BlockKind::Heading(1);
    let line = lines.iter().find(|line| is_first(line.kind))?;
    let is_only = passages.iter().filter(|it| is_first(it.kind)).count() == 1;
    let says = matches!(line.part(), Part::Text | Part::Doubtful) && words_of(line) > SHORT;
    (is_only && line.is_alone && says).then_some(line)
}

/// The texts of the first passages, up to the first that is running text; and whether the last of them is.
fn head<'p>(passages: &'p [Passage<'_>]) -> (Vec<Cow<'p, str>>, bool) {
    let mut texts = Vec::new();
    for passage in passages.iter().take(DEPTH) {
        let text = passage.text();
        let may_run = text.len() >= PROSE && ends_sentence(text.trim_end());
        let is_running =
            may_run && part(text.lines().next_back().unwrap_or_default()) == Part::Text;
        texts.push(text);
        if is_running {
            return (texts, true);
        }
    }
    (texts, false)
}

fn lines_of(passage: usize, text: &str, kind: BlockKind) -> impl Iterator<Item = Line<'_>> {
    let is_alone = !text.trim().contains('\n');
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(move |text| Line {
        text,
        passage,
        kind,
        is_alone,
        part: OnceCell::new(),
    })
}

/// The line that is the title, or that the text begins with; and whether it is the title.
///
/// The letterhead is passed over. What is like one, and short lines among its lines, are the title
/// only where no better headline stands before the text.
fn chosen<'l, 't>(lines: &'l [Line<'t>], opening: Opening) -> Option<(&'l Line<'t>, bool)> {
    let mut named = None;
    let mut doubtful: Option<&Line<'_>> = None;
    for (at, line) in lines.iter().enumerate() {
        match line.part() {
            Part::Letterhead => continue,
            // The last name in a letterhead stands nearest to the text.
            Part::Kind | Part::Word => {
                named = Some(line);
                continue;
            }
            Part::Doubtful => {
                let is_short = |it: &&Line<'_>| words_of(it) <= SHORT;
                let before = doubtful.filter(|it| !(is_short(it) && is_kind_of(line)));
                doubtful = before.or(Some(line));
                continue;
            }
            Part::Text | Part::Subject(_) => {}
        }
        let words = bare(line.text);
        if is_headline(line, words, opening) && fused::of_page(line.text).is_none() {
            let length = words_of(line);
            let before = at.checked_sub(1).map(|at| &lines[at]);
            let goes_on = before
                .is_some_and(|before| before.passage == line.passage && is_of_letterhead(before));
            let is_name = goes_on || lines.get(at + 1).is_some_and(is_of_letterhead);
            let is_between = length <= BETWEEN && goes_on && is_followed(lines, at);
            if is_between || length <= SHORT && (doubtful.is_some() || is_name) {
                doubtful = doubtful.or(Some(line));
                continue;
            }
            return Some((line, true));
        }
        // `Press briefing`, and then the first to speak.
        let named = named.filter(|name| name.part() == Part::Word || turns::is_sure_label(words));
        return Some(
            doubtful
                .or(named)
                .map_or((line, false), |line| (line, true)),
        );
    }
    doubtful
        .or(named)
        .or(lines.first())
        .map(|line| (line, true))
}

/// True for a kind of text with what it is about: `Readout of the meeting on fish`.
fn is_kind_of(line: &Line<'_>) -> bool {
    let words = bare(line.text).to_lowercase();
    let mut words = words.split_whitespace();
    let is = |word: Option<&str>, sense| word.is_some_and(|word| letterhead::has(word, sense));
    is(words.next(), Sense::Kind) && is(words.next(), Sense::Particle) && words.nth(SHORT).is_some()
}

fn words_of(line: &Line<'_>) -> usize {
    bare(line.text).split_whitespace().count()
}

/// True where the line after one is of the letterhead and in the same passage.
fn is_followed(lines: &[Line<'_>], at: usize) -> bool {
    lines
        .get(at + 1)
        .is_some_and(|next| next.passage == lines[at].passage && is_of_letterhead(next))
}

/// True for a line of the letterhead. A date is none here: it stands under headlines, too.
fn is_of_letterhead(line: &Line<'_>) -> bool {
    matches!(line.part(), Part::Letterhead | Part::Kind | Part::Doubtful)
        && super::dates::of_dateline(line.text).is_none()
}

/// The line that stands again under one with the house beside it, as pages are named: `Ferry line opens | Ministry of
/// Water`, and then `Ferry line opens`.
fn repeated<'l, 't>(lines: &'l [Line<'t>], named: &Line<'_>) -> Option<&'l Line<'t>> {
    const BARS: [&str; 5] = [" | ", " · ", " - ", " – ", " — "];
    let bar = BARS.iter().find(|bar| named.text.contains(**bar))?;
    let parts = || named.text.split(bar).map(bare);
    let is_part = |line: &&Line<'_>| {
        let words = bare(line.text);
        words.split_whitespace().nth(SHORT).is_some() && parts().any(|part| part == words)
    };
    lines.iter().find(is_part)
}

/// The headline behind a label (`Subject: Talks on fish`), before which no prose stands.
fn labelled<'t, 'l>(lines: &'l [Line<'t>]) -> Option<(Cow<'t, str>, &'l Line<'t>)> {
    let is_prose = |line: &Line<'_>| line.text.len() >= PROSE && ends_sentence(line.text);
    let head = lines.iter().take_while(|line| !is_prose(line)).count();
    // A title may end in a stop: it is the label that tells it.
    let mut near = lines.iter().take(head + 1).enumerate();
    let (at, line, title) = near.find_map(|(at, line)| Some((at, line, line.subject()?)))?;
    if !title.is_empty() {
        return Some((in_capitals(title, &lines[at..]), line));
    }
    let next = lines.get(at + 1)?;
    let title = bare(next.text);
    (!title.is_empty() && title.chars().count() <= HEADLINE).then_some((Cow::Borrowed(title), next))
}

/// A title with the line that it runs over to: cables are typed in capitals, and so is the rest of their subject.
fn in_capitals<'t>(title: &'t str, lines: &[Line<'t>]) -> Cow<'t, str> {
    let is_shouted =
        |text: &str| text.contains(char::is_uppercase) && !text.contains(char::is_lowercase);
    let next = lines.get(1).filter(|next| {
        let is_same = next.passage == lines[0].passage;
        is_same && is_shouted(next.text) && !next.text.contains(':')
    });
    match next.filter(|_| is_shouted(title)) {
        Some(next) => Cow::Owned(format!("{title} {}", next.text.trim())),
        None => Cow::Borrowed(title),
    }
}

fn is_headline(line: &Line<'_>, words: &str, opening: Opening) -> bool {
    let is_post = opening == Opening::Release || line.text.starts_with(marks::is_mark);
    matches!(line.kind, BlockKind::Heading(_))
        || words.chars().count() <= HEADLINE
            && sentence_end(words).is_none()
            && (is_post || !ends_sentence(words) || is_quoted(words))
            && !words.ends_with([',', ':', ';'])
            && line.kind == BlockKind::Paragraph
}

/// Tells what a line is: a greeting and a clock, which letterheads do not have, are no title either.
fn part(text: &str) -> Part<'_> {
    let text = text.trim();
    let short = text.len() < 60;
    let clock = short
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(':')
        && !text.contains(". ");
    let greeting = short
        && text.ends_with([',', ':'])
        && ["Dear ", "Mr", "Excellenc", "Sir", "Ladies"]
            .iter()
            .any(|word| text.starts_with(word));
    let is_other = clock || greeting || is_section(text) || bare(text).is_empty();
    if is_other || !text.chars().any(char::is_alphabetic) {
        return Part::Letterhead;
    }
    letterhead::part(text)
}

/// `SUMMARY`, `Participants:`: over a part of a text, not over all of it.
fn is_section(text: &str) -> bool {
    const SECTIONS: [&str; 2] = ["summary", "participants"];
    let name = text.trim_end_matches(':').to_lowercase();
    SECTIONS.contains(&name.as_str())
}

/// A line without what decorates it: signs, Markdown's marks, a label like `#LIVE:`.
fn bare(line: &str) -> &str {
    let mut words = marks::before_marks(marks::after_marks(line));
    words = words
        .trim_matches(|c: char| matches!(c, '*' | '_' | '#') && !words.starts_with('#'))
        .trim();
    while let Some(tag) = words.strip_prefix('#') {
        let end = tag
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(tag.len());
        let rest = tag[end..].trim_start();
        match rest.strip_prefix([':', '|', '–', '—']) {
            Some(rest) => words = rest.trim_start(),
            None if rest.starts_with('#') => words = rest,
            // A tag that is part of the sentence stays.
            None => break,
        }
    }
    words
}

/// True for one quotation and nothing else: a headline may be one, with its stop inside.
fn is_quoted(words: &str) -> bool {
    let opens = words.starts_with(['“', '«', '‘', '\'', '"', '„']);
    opens && words.ends_with(['”', '»', '’', '\'', '"', '“'])
}

/// The beginning of a text as its title: its first sentence, or what of it can be read at a glance.
fn incipit(text: &str) -> String {
    let reach = text
        .char_indices()
        .nth(INCIPIT)
        .map_or(text.len(), |(at, _)| at);
    if let Some(end) = fused::before_lead(&text[..reach]).or_else(|| sentence_end(&text[..reach])) {
        return text[..end].trim_end().to_owned();
    }
    if reach == text.len() {
        return text.to_owned();
    }
    let glance = text
        .char_indices()
        .nth(INCIPIT / 2)
        .map_or(text.len(), |(at, _)| at);
    let cut = text[..glance].rfind([' ', '\u{A0}']).unwrap_or(glance);
    format!(
        "{}…",
        text[..cut].trim_end_matches([',', ';', ':', ' ', '-', '–', '—'])
    )
}

#[cfg(test)]
mod tests;
