//! A post that aggregates several releases, cut into them.
//!
//! A release opens with a line of its date and its source (`31.05.24 🔹 Ministry of Trade`), or
//! with its heading after the closing line of the one before (`Source 🔹 Ministry of Trade`, or
//! the bare signature `🔹 Ministry of Trade` where it comes back). What stands before the first
//! release, a title and what the platform put there, belongs to the raw text of the first. The
//! raw stretches of all releases together are the whole file.

use std::ops::Range;

use crate::briefing::BriefingDate;

use super::furniture::{is_furniture, is_issuer};
use super::given::{Top, issuer, one_line};
use super::lines::{Line, lines};
use super::{dates, marks};

mod blocks;
mod headed;
mod parts;
mod sections;

/// More releases than this no post has; the last one holds the rest.
const MOST_RELEASES: usize = 10_000;

/// The longest name of a source, in characters.
const NAME: usize = 80;

/// A release in a file: one of several, or all there is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Release {
    /// The stretch of the file that is its own; those of a file's releases are gapless.
    pub(super) raw: Range<usize>,
    /// What there is to read of it, without opening and closing line.
    pub(super) body: Range<usize>,
    /// Its own words: the body with its closing line, without the opening one.
    pub(super) own: Range<usize>,
    /// Its headline, where that stands apart from its body.
    pub(super) heading: Option<Range<usize>>,
    /// Its opening line, or the last one before it.
    pub(super) day: Option<Range<usize>>,
    /// Of its opening line, or of the last one before it.
    pub(super) date: Option<BriefingDate>,
    /// Of its own opening or closing line, or of the last one before it.
    pub(super) source: Option<String>,
    /// What a header of its own says.
    pub(super) top: Option<Top>,
}

impl Release {
    /// All of a stretch, of which nothing more is known.
    pub(super) fn of(range: Range<usize>) -> Self {
        Self {
            raw: range.clone(),
            own: range.clone(),
            body: range,
            ..Self::default()
        }
    }
}

/// Cuts the text after its header, `text[range]`, into its releases: at least one.
pub(super) fn split(text: &str, range: Range<usize>) -> Vec<Release> {
    let parts = blocks::parts(text, range.start);
    if !parts.is_empty() {
        return parts::releases(text, range.clone(), parts, range.end);
    }
    let (messages, end) = blocks::messages(text, range.clone());
    if !messages.is_empty() {
        return parts::releases(text, range, messages, end);
    }
    let found = Found::in_lines(text, range.clone());
    if found.dated > 1 {
        let parts = headed::parts(text, range.clone());
        if !parts.is_empty() {
            return parts::releases(text, range.clone(), parts, range.end);
        }
    }
    let releases = by_events(text, range.clone(), found.events);
    if !releases.is_empty() {
        return releases;
    }
    let mut parts = sections::cables(text, &found.groups, range.end);
    // A cable of several sections is one text, whatever parts them.
    if parts.len() == 1 {
        return vec![Release::of(range)];
    }
    if parts.is_empty() {
        parts = sections::parts(text, range.clone(), found.starts);
    }
    if !parts.is_empty() {
        return parts::releases(text, range.clone(), parts, range.end);
    }
    vec![Release::of(range)]
}

/// True for the digest of a mailing list.
pub(super) fn is_of_list(text: &str) -> bool {
    !blocks::messages(text, 0..text.len()).0.is_empty()
}

/// What releases may begin at, found in one walk over the lines: most texts have nothing of it.
#[derive(Debug, Default)]
struct Found {
    /// Lines of a date, perhaps with its source: none, one or more.
    dated: usize,
    /// Opening and closing lines.
    events: Vec<Event>,
    /// Lines that open with a date-time group.
    groups: Vec<usize>,
    /// Behind rules and form feeds, and lines that name a kind of text.
    starts: sections::Starts,
}

impl Found {
    fn in_lines(text: &str, range: Range<usize>) -> Self {
        let mut found = Self {
            starts: sections::Starts::new(range.start),
            ..Self::default()
        };
        let mut perhaps: Vec<Event> = Vec::new();
        // Closing lines and signatures have signs: most texts have none, and so none of these.
        let has_marks = text.get(range.clone()).and_then(marks::find).is_some();
        for line in lines(text, range.clone()) {
            found.starts.enter(&line, text);
            let opener = opener(&line);
            if found.dated < 2 {
                let event = opener.as_ref().map(|(event, _)| event);
                found.dated += usize::from(headed::date_line(&line, event).is_some());
            }
            if sections::opens_with_group(&line) {
                found.groups.push(line.start);
            }
            match opener {
                Some((event, Sureness::Sure)) => found.events.push(event),
                Some((event, Sureness::InCompany)) => perhaps.push(event),
                None if has_marks => closers(&line, &mut found.events),
                None => {}
            }
        }
        found.events = in_company(found.events, perhaps);
        if found.events.is_empty() && has_marks {
            found.events = signatures(text, range);
        }
        found.events.truncate(MOST_RELEASES);
        found
    }
}

/// The lines that surely part releases; those that could be ordinary text count only in company.
fn in_company(mut sure: Vec<Event>, mut perhaps: Vec<Event>) -> Vec<Event> {
    if perhaps.len() >= 2 || !sure.is_empty() {
        sure.append(&mut perhaps);
        sure.sort_by_key(|event| event.range.start);
    }
    sure
}

/// The releases between opening and closing lines; none where there are none.
fn by_events(text: &str, range: Range<usize>, events: Vec<Event>) -> Vec<Release> {
    if events.is_empty() {
        return Vec::new();
    }
    let mut releases: Vec<Release> = Vec::new();
    let mut raw_start = range.start;
    for segment in segments(&events, range.clone()) {
        match content(text, &segment, releases.is_empty()) {
            Content::Release => {
                let before = releases.last();
                let own = |event: Option<&Event>| event.and_then(|event| event.source.clone());
                let source = own(segment.opener).or_else(|| own(segment.closer));
                releases.push(Release {
                    raw: raw_start..segment.raw_end,
                    own: segment.body.start..segment.raw_end,
                    body: segment.body,
                    day: segment
                        .opener
                        .map(|event| event.range.clone())
                        .or_else(|| before?.day.clone()),
                    date: segment
                        .opener
                        .and_then(|event| event.date)
                        .or_else(|| before?.date),
                    source: source.or_else(|| before?.source.clone()),
                    ..Release::default()
                });
                raw_start = segment.raw_end;
            }
            Content::Around => {}
        }
    }
    if let Some(last) = releases.last_mut() {
        last.raw.end = range.end;
    }
    releases
}

/// A line, or the end of one, that parts releases.
#[derive(Debug, Clone, PartialEq)]
struct Event {
    range: Range<usize>,
    /// The date of an opening line; a closing one has none.
    date: Option<BriefingDate>,
    source: Option<String>,
}

impl Event {
    fn is_opener(&self) -> bool {
        self.date.is_some()
    }
}

/// What lies between two events.
struct Segment<'a> {
    opener: Option<&'a Event>,
    body: Range<usize>,
    closer: Option<&'a Event>,
    /// The end of its closing line, or of its body.
    raw_end: usize,
    /// True when an opening line follows.
    before_opener: bool,
}

fn segments(events: &[Event], range: Range<usize>) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let (mut at, mut opener) = (range.start, None);
    for event in events {
        segments.push(Segment {
            opener,
            body: at..event.range.start,
            raw_end: if event.is_opener() {
                event.range.start
            } else {
                event.range.end
            },
            before_opener: event.is_opener(),
            closer: (!event.is_opener()).then_some(event),
        });
        at = event.range.end;
        opener = event.is_opener().then_some(event);
    }
    segments.push(Segment {
        opener,
        body: at..range.end,
        raw_end: range.end,
        before_opener: false,
        closer: None,
    });
    segments
}

enum Content {
    Release,
    /// Blank lines, furniture, the title of the whole post.
    Around,
}

fn content(text: &str, segment: &Segment<'_>, is_first: bool) -> Content {
    const TITLE_LINES: usize = 3;
    let words: Vec<Line<'_>> = lines(text, segment.body.clone())
        .filter(|line| !line.is_blank() && !is_furniture(line.text))
        .take(TITLE_LINES + 1)
        .collect();
    let is_preamble = is_first && segment.before_opener && segment.opener.is_none();
    let is_title = |line: &Line<'_>| {
        line.text.len() <= 250 && super::joining::sentence_end(line.text).is_none()
    };
    if words.is_empty() || is_preamble && words.len() <= TITLE_LINES && words.iter().all(is_title) {
        return Content::Around;
    }
    Content::Release
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sureness {
    Sure,
    InCompany,
}

/// `31.05.24 🔹 Ministry of Trade`; with a bar or a dash instead of the sign it may be a dateline.
fn opener(line: &Line<'_>) -> Option<(Event, Sureness)> {
    const SEPARATORS: [char; 8] = ['|', '•', '·', '—', '–', '-', ':', ','];
    if line.text.len() > 200 || !line.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words = undecorated(line.text);
    let (date, end) = dates::opening(words)?;
    let rest = after_time(words[end..].trim_start_matches([' ', ',', '*', '_']));
    let name = rest.trim_start_matches(|c: char| {
        marks::is_mark(c) || c.is_whitespace() || SEPARATORS.contains(&c) || c == '*'
    });
    let between = &rest[..rest.len() - name.len()];
    let name = undecorated(marks::before_marks(name));
    let has_mark = between.contains(marks::is_mark);
    let has_separator = between.contains(SEPARATORS);
    let sureness = match (has_mark, has_separator) {
        (true, _) if is_name(name) => Sureness::Sure,
        (false, true) if is_issuer(name) => Sureness::InCompany,
        _ => return None,
    };
    let event = Event {
        range: line.start..line.next,
        date: Some(date),
        source: issuer(&one_line(name)),
    };
    Some((event, sureness))
}

/// `text` after a time of day.
fn after_time(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    if text.len() - rest.len() >= 4 {
        rest.trim_start()
    } else {
        text
    }
}

/// A line without the marks of Markdown and the signs around it.
fn undecorated(line: &str) -> &str {
    let decoration = |c: char| matches!(c, '#' | '*' | '_' | '>' | '[' | ']') || c.is_whitespace();
    marks::after_marks(line.trim_matches(decoration)).trim_matches(decoration)
}

/// `Source 🔹 Ministry of Trade`, at the end of a line or with the next release behind it.
fn closers(line: &Line<'_>, events: &mut Vec<Event>) {
    let text = line.text;
    let mut from = 0;
    while let Some(sign) = marks::find(&text[from..]).map(|at| from + at) {
        from = sign + text[sign..].chars().next().map_or(1, char::len_utf8);
        let Some(start) = source_word(&text[..sign]) else {
            continue;
        };
        let Some((name, end)) = signed(text, sign) else {
            continue;
        };
        let before =
            text[..start].trim_end_matches(|c: char| c.is_whitespace() || "*_([".contains(c));
        let is_last = text[end..]
            .trim_matches(['*', '_', ')', ']', ' '])
            .is_empty();
        events.push(Event {
            range: line.start + before.len()..if is_last { line.next } else { line.start + end },
            date: None,
            source: issuer(&one_line(name)),
        });
        from = end;
    }
}

/// Where the word for a source begins that `text` ends with.
fn source_word(text: &str) -> Option<usize> {
    const WORDS: [&str; 8] = [
        "Source",
        "SOURCE",
        "Sources",
        "Источник",
        "Quelle",
        "Fuente",
        "Fonte",
        "Джерело",
    ];
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ":*_".contains(c));
    let before = WORDS.iter().find_map(|word| text.strip_suffix(word))?;
    (!before.ends_with(char::is_alphanumeric)).then_some(before.len())
}

/// The name after the signs at `from`, and where it ends: with the line or before the next sign.
fn signed(text: &str, from: usize) -> Option<(&str, usize)> {
    let rest = &text[from..];
    let name = rest
        .trim_start_matches(|c: char| marks::is_mark(c) || c.is_whitespace() || ":*_".contains(c));
    let start = text.len() - name.len();
    let length = name.find(marks::is_mark).unwrap_or(name.len());
    let name = name[..length].trim_end_matches(|c: char| c.is_whitespace() || "*_)].".contains(c));
    is_name(name).then_some((name, start + length))
}

fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=10).contains(&words)
        && name.chars().count() <= NAME
        && name.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase())
        && super::joining::sentence_end(name).is_none()
        && !name.ends_with(['.', '!', '?', ':', ';'])
}

/// Signatures that come back: `🔹 Ministry of Trade` on a line of its own, or its sign on one and
/// its name on the next.
fn signatures(text: &str, range: Range<usize>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut sign: Option<usize> = None;
    for line in lines(text, range) {
        let trimmed = line.trimmed();
        let opens = sign.take();
        let has_sign = trimmed.text.starts_with(marks::is_mark);
        if marks::is_all_marks(trimmed.text) {
            sign = Some(line.start);
            continue;
        }
        let name = undecorated(trimmed.text);
        if (has_sign || opens.is_some()) && is_issuer(name) {
            events.push(Event {
                range: opens.unwrap_or(line.start)..line.next,
                date: None,
                source: issuer(&one_line(name)),
            });
        }
    }
    let first = events.first().and_then(|event| event.source.clone());
    events.retain(|event| event.source == first);
    if events.len() >= 2 {
        events
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
