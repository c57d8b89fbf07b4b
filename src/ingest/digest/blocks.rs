//! Releases that each open with header lines or front matter of their own, and the messages of a
//! mailing list's digest.

use std::ops::Range;

use memchr::memmem;

use super::parts::Part;
use crate::ingest::given::{Field, Given, Top};
use crate::ingest::lines::{Line, lines};
use crate::ingest::plain::is_rule;
use crate::ingest::{dates, front_matter, given, headers};

/// The dashes between the messages of a digest, by RFC 1153.
const DASHES: &str = "------------------------------";

/// More parts than this are not looked for.
const MOST: usize = 10_000;

/// The releases of a text whose header ends at `body`, if there is more than one header.
pub(super) fn parts(text: &str, body: usize) -> Vec<Part> {
    let top = text[..body].trim_start();
    let is_fenced = top.starts_with("---") || top.starts_with("+++");
    let found = if is_fenced {
        fenced(text, body, &top[..3])
    } else {
        keyed(text, body)
    };
    // The file's own header is that of its first release, unless another follows it at once.
    let opens_first = found
        .first()
        .is_some_and(|first| !text[body..first.start].trim().is_empty());
    let mut parts = Vec::new();
    if body > 0 && opens_first {
        parts.push(Part {
            body,
            ..Part::default()
        });
    }
    parts.extend(found);
    if parts.len() < 2 { Vec::new() } else { parts }
}

/// Where front matter of the same fence opens again.
fn fenced(text: &str, body: usize, fence: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = body;
    for at in memmem::find_iter(&text.as_bytes()[body..], fence) {
        let start = body + at;
        let is_line = text[..start].ends_with(['\n', '\r']);
        if start < from || !is_line || parts.len() == MOST || !opens_fields(text, start + 3) {
            continue;
        }
        let Some(top) = front_matter::read(&text[start..]).filter(|top| tells(&top.given)) else {
            continue;
        };
        from = start + top.body;
        parts.push(of_top(start, top));
    }
    parts
}

/// True when a line that could be a field follows: most rules stand between words.
fn opens_fields(text: &str, after: usize) -> bool {
    let next = lines(text, after..text.len()).find(|line| !line.is_blank());
    next.is_some_and(|line| {
        let end = line.text.find([':', '=']).unwrap_or(0);
        Field::of_key(line.text[..end].trim()).is_some()
    })
}

/// Where header lines open again: with the key that opens the file's own, else with a title.
fn keyed(text: &str, body: usize) -> Vec<Part> {
    let own = lines(text, 0..body).find(|line| !line.is_blank());
    let own = own.and_then(|line| line.text.split_once(':'));
    let keys: &[&str] = match own {
        Some((key, _)) => &[key],
        None => &["Title", "TITLE", "Headline", "HEADLINE"],
    };
    let mut parts: Vec<Part> = Vec::new();
    for key in keys {
        let label = format!("{key}:");
        for at in memmem::find_iter(&text.as_bytes()[body..], &label) {
            let start = body + at;
            if parts.len() == MOST || !is_after_gap(text, start) {
                continue;
            }
            let top = headers::read(&text[start..]).filter(|top| tells(&top.given));
            if let Some(top) = top.filter(|top| is_like_own(text, body, &top.given)) {
                parts.push(of_top(start, top));
            }
        }
        if parts.len() > 1 || own.is_some() {
            break;
        }
    }
    parts
}

/// True at the beginning of a line that follows nothing, a blank line or a rule.
fn is_after_gap(text: &str, start: usize) -> bool {
    let above = &text[..start];
    if above.is_empty() || above.ends_with('\u{c}') {
        return true;
    }
    let Some(above) = above
        .strip_suffix("\r\n")
        .or_else(|| above.strip_suffix(['\n', '\r']))
    else {
        return false;
    };
    let line = above
        .rfind(['\n', '\r', '\u{c}'])
        .map_or(above, |at| &above[at + 1..]);
    line.trim().is_empty() || is_rule(line)
}

/// True for a header that says what a release is.
fn tells(given: &Given) -> bool {
    given.title.is_some()
}

/// True unless the header of the file says when or by whom it was issued and this one does not: a text may
/// hold another with its title.
fn is_like_own(text: &str, body: usize, given: &Given) -> bool {
    let says_more = |given: &Given| given.day_and_house() != Given::default().day_and_house();
    let own = headers::read(&text[..body]).map(|top| top.given);
    says_more(given) || !own.is_some_and(|own| says_more(&own))
}

/// A part that opens with a header at `start`, whose offsets are counted from there.
fn of_top(start: usize, mut top: Top) -> Part {
    let body = start + top.body;
    top.body = body;
    for (at, _) in &mut top.faults {
        *at += start as u64;
    }
    Part {
        start,
        body,
        top: Some(top),
        ..Part::default()
    }
}

/// The messages of a mailing list's digest, and where its closing words begin.
pub(super) fn messages(text: &str, range: Range<usize>) -> (Vec<Part>, usize) {
    let mut parts: Vec<Part> = Vec::new();
    let mut end = range.end;
    let mut from = range.start;
    for at in memmem::find_iter(&text.as_bytes()[range.clone()], DASHES) {
        let start = range.start + at;
        if start < from || parts.len() == MOST {
            continue;
        }
        let after = lines(text, start..range.end)
            .next()
            .map_or(range.end, |line| line.next);
        from = after;
        if !is_rule(&text[start..after]) {
            continue;
        }
        match message(text, after..range.end) {
            Some(part) => parts.push(Part {
                start: after,
                ..part
            }),
            None if is_closing(text, after..range.end) => {
                end = start;
                break;
            }
            None => {}
        }
    }
    if parts.len() < 2 {
        parts.clear();
    }
    without_tag(&mut parts);
    (parts, end)
}

/// Takes off the tag of the list, which opens every subject: `[Tarn-News]`.
fn without_tag(parts: &mut [Part]) {
    let titles = || {
        parts
            .iter()
            .map(|part| part.top.as_ref()?.given.title.as_deref())
    };
    let Some(Some(first)) = titles().next() else {
        return;
    };
    let tag = first
        .split_once("] ")
        .filter(|(tag, _)| tag.starts_with('['));
    let Some(tag) = tag.map(|(tag, _)| format!("{tag}] ")) else {
        return;
    };
    if !titles().all(|title| title.is_some_and(|title| title.contains(&tag))) {
        return;
    }
    for part in parts {
        let title = part.top.as_mut().and_then(|top| top.given.title.as_mut());
        if let Some(title) = title {
            *title = title.replacen(&tag, "", 1);
        }
    }
}

/// `End of Tarn-News Digest, Vol 3, Issue 12`.
fn is_closing(text: &str, range: Range<usize>) -> bool {
    let mut words = lines(text, range).filter(|line| !line.is_blank());
    words.next().is_some_and(|line| {
        let lower = line.text.to_lowercase();
        lower.starts_with("end of ") || lower == "subject: digest footer"
    })
}

/// The message whose headers follow a rule: at least its subject and who sent it or when.
fn message(text: &str, range: Range<usize>) -> Option<Part> {
    const MOST_HEADERS: usize = 20;
    let mut given = Given::default();
    let (mut subject, mut others, mut body) = (None::<String>, 0, range.start);
    let mut last_is_subject = false;
    let is_first = |line: &Line<'_>| line.is_blank();
    for line in lines(text, range).skip_while(is_first).take(MOST_HEADERS) {
        if line.is_blank() {
            break;
        }
        body = line.next;
        if line.text.starts_with([' ', '\t']) {
            if let Some(subject) = subject.as_mut().filter(|_| last_is_subject) {
                subject.push(' ');
                subject.push_str(line.text.trim());
            }
            continue;
        }
        let (key, value) = line.text.split_once(':')?;
        let value = value.trim();
        last_is_subject = false;
        match key.to_lowercase().as_str() {
            "subject" => {
                subject = Some(value.to_owned());
                last_is_subject = true;
            }
            "date" => {
                others += 1;
                given.date = dates::parse(value);
            }
            "from" => {
                others += 1;
                given.speaker = Some(sender(value)).filter(|name| !name.is_empty());
                let address = Some(given::one_line(value)).filter(|value| !value.is_empty());
                given.source = given.speaker.clone().or(address);
            }
            _ if key.contains(' ') => return None,
            _ => {}
        }
    }
    given.title = subject.filter(|subject| !subject.is_empty() && others > 0);
    given.title.is_some().then(|| Part {
        body,
        top: Some(Top {
            given,
            body,
            faults: Vec::new(),
        }),
        ..Part::default()
    })
}

/// The name in `Mara Lind <lind@water.example>` and `lind@water.example (Mara Lind)`.
fn sender(value: &str) -> String {
    let name = match value.split_once('<') {
        Some((name, _)) => name,
        None => value.split_once('(').map_or("", |(_, name)| name),
    };
    given::one_line(name.trim_matches(|c: char| c.is_whitespace() || "\"'()".contains(c)))
}
