//! The title of a text that declares none.

use crate::briefing::BlockKind;

use super::furniture::is_furniture;
use super::handling::is_caveat;
use super::joining::sentence_end;
use super::kinds::is_kind;
use super::passage::Passage;
use super::plain::ends_sentence;
use super::{dates, marks};

/// A first line longer than this, in characters, is no headline.
const HEADLINE: usize = 250;

/// A first sentence longer than this, in characters, is cut to stand as a title.
const INCIPIT: usize = 300;

/// The passages among which a title is looked for: a date and a place may come first.
const DEPTH: usize = 5;

/// A title, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Headline {
    /// The words, raw, without the signs around them.
    pub(super) title: String,
    /// The passage that is the title and nothing else; `None` when it is only the beginning of
    /// the text.
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

/// Finds the title of a text in its first passages.
pub(super) fn find(passages: &[Passage<'_>], opening: Opening) -> Option<Headline> {
    let (at, passage) = passages
        .iter()
        .enumerate()
        .take(DEPTH)
        .find(|(_, passage)| is_titular(passage))
        .or_else(|| {
            passages
                .iter()
                .enumerate()
                .find(|(_, passage)| !passage.is_blank())
        })?;
    let whole = passage.text();
    let mut lines = whole.lines();
    let first = lines.next().unwrap_or_default();
    let words = bare(first);
    if words.is_empty() {
        return Some(Headline {
            title: whole.trim().to_owned(),
            passage: None,
        });
    }
    let is_post = opening == Opening::Release || first.starts_with(marks::is_mark);
    let alone = lines.next().is_none() && at + 1 < passages.len();
    let is_headline = matches!(passage.kind, BlockKind::Heading(_))
        || words.chars().count() <= HEADLINE
            && sentence_end(words).is_none()
            && (is_post || !ends_sentence(words) || is_quoted(words))
            && !words.ends_with([',', ':', ';'])
            && passage.kind == BlockKind::Paragraph;
    if is_headline {
        return Some(Headline {
            title: words.to_owned(),
            passage: alone.then_some(at),
        });
    }
    Some(Headline {
        title: incipit(words),
        passage: None,
    })
}

/// True for a passage that could be a title: not a rule, a dateline, a greeting, a sign.
fn is_titular(passage: &Passage<'_>) -> bool {
    const LABELS: [&str; 9] = [
        "summary",
        "subject",
        "re",
        "ref",
        "participants",
        "to",
        "from",
        "date",
        "тема",
    ];
    let text = passage.text();
    let text = text.trim();
    let dateline =
        text.len() < 120 && dates::of_dateline(text.lines().next().unwrap_or_default()).is_some();
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
    let number = short
        && text.split_whitespace().count() == 1
        && text.bytes().any(|byte| byte.is_ascii_digit());
    let label = short && LABELS.contains(&text.trim_end_matches(':').to_lowercase().as_str());
    passage.kind != BlockKind::Rule
        && !label
        && !is_place(text)
        && !is_furniture(text)
        && !is_caveat(text)
        && !is_kind(text)
        && !dateline
        && !clock
        && !greeting
        && !number
        && text.chars().any(char::is_alphabetic)
        && !bare(text).is_empty()
}

/// `Geneva, Switzerland`: where a text was given, alone on its line.
fn is_place(text: &str) -> bool {
    let words = || text.split_whitespace();
    text.len() <= 40
        && words().count() <= 3
        && text.split(", ").count() == 2
        && words().all(|word| word.starts_with(char::is_uppercase))
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
    if let Some(end) = fused(&text[..reach]).or_else(|| sentence_end(&text[..reach])) {
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

/// Where a headline ends that a scraper ran together with the text:
/// `Talks on fish begin As part of a visit, the Minister …`.
fn fused(text: &str) -> Option<usize> {
    const OPENERS: [&str; 16] = [
        "As",
        "The",
        "In",
        "On",
        "During",
        "According",
        "Following",
        "After",
        "Before",
        "This",
        "These",
        "At",
        "Today",
        "Over",
        "With",
        "Earlier",
    ];
    let words: Vec<&str> = text.split(' ').collect();
    let end = words.windows(3).enumerate().find_map(|(at, three)| {
        let [before, opener, after] = three else {
            return None;
        };
        let fits = at >= 2
            && before.starts_with(char::is_lowercase)
            && before.ends_with(char::is_alphabetic)
            && OPENERS.contains(opener)
            && after.starts_with(char::is_lowercase);
        fits.then_some(at + 1)
    })?;
    Some(
        words[..end]
            .iter()
            .map(|word| word.len() + 1)
            .sum::<usize>()
            - 1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::plain;

    fn title(text: &str) -> (String, bool) {
        let found = find(&plain::passages(text, 0..text.len()), Opening::Text).unwrap();
        (found.title, found.passage.is_some())
    }

    fn yes(text: &str) -> (String, bool) {
        (text.to_owned(), true)
    }

    fn no(text: &str) -> (String, bool) {
        (text.to_owned(), false)
    }

    #[test]
    fn a_first_line_without_a_stop_is_the_headline() {
        assert_eq!(title("Talks on fish\n\nThey began."), yes("Talks on fish"));
        assert_eq!(
            title("🔴\n#LIVE\n: Talks on fish\n🔴\nMore there"),
            yes("Talks on fish")
        );
        assert_eq!(
            title("⚡️ Talks on fish have begun.\n\nThey began."),
            yes("Talks on fish have begun.")
        );
        assert_eq!(
            title("“No fish, no talks.”\n\n– The Minister\n\nHe said so."),
            yes("“No fish, no talks.”")
        );
        assert_eq!(
            title("**Talks on fish**\n\nThey began."),
            yes("Talks on fish")
        );
    }

    #[test]
    fn a_dateline_before_it_is_passed_over() {
        assert_eq!(
            title("Geneva, 3 May 2024\n\nTalks on fish\n\nThey began."),
            yes("Talks on fish")
        );
        assert_eq!(
            title("Dear Minister,\n\nThe talks have begun. All is well."),
            no("The talks have begun.")
        );
    }

    #[test]
    fn else_the_first_sentence_stands_for_it() {
        assert_eq!(
            title("The talks began. They went on."),
            no("The talks began.")
        );
        assert_eq!(
            title("Talks on fish begin As part of a visit, the Minister spoke. He left."),
            no("Talks on fish begin")
        );
        assert_eq!(title("One line"), no("One line"));
        let long = title(&"word ".repeat(500)).0;
        assert!(
            long.chars().count() < INCIPIT && long.ends_with("word…"),
            "{long}"
        );
        assert_eq!(find(&[], Opening::Text), None);
    }
}
