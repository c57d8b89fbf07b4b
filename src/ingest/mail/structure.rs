//! The parts of a mail (RFC 2046), as a tree.
//!
//! A boundary counts at the beginning of a line alone. The outermost is looked for first, so that no inner
//! part, whatever it says, reaches beyond the one that it is in; each level is one search through it.

use std::ops::Range;

use memchr::memmem;

use super::headers::Headers;
use super::parameters::Value;
use super::transfer::Transfer;
use crate::ingest::content::{Limit, Remark};

/// The most parts that are read of a mail.
const MOST_PARTS: usize = 1_000;

/// The most levels of parts within parts.
const MOST_LEVELS: usize = 32;

/// How far into a multipart without a stated boundary one is looked for.
const REACH: usize = 4 << 10;

/// A part and those in it.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Part(Part<'a>),
    /// The same in several forms, the plainest first.
    Alternative(Vec<Node<'a>>),
    /// One part, and what it needs to be shown.
    Related {
        /// Which of them that is.
        root: usize,
        parts: Vec<Node<'a>>,
    },
    /// One after the other.
    Mixed(Vec<Node<'a>>),
}

/// A part that has no parts of its own, or a mail within a mail.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) content_type: Value,
    disposition: Value,
    id: Option<String>,
    /// Where it stands on the web.
    pub(super) location: Option<String>,
    pub(super) transfer: Transfer,
    /// As it stands, encoded.
    pub(super) body: &'a [u8],
    /// True for the only part of a mail that is not made of parts.
    is_whole: bool,
}

impl Part<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.content_type.main == name
    }

    pub(super) fn is_text(&self) -> bool {
        self.is("text/plain") || self.is("text/html")
    }

    pub(super) fn name(&self) -> Option<String> {
        self.disposition
            .parameter("filename")
            .or_else(|| self.content_type.parameter("name"))
            .or_else(|| self.disposition.parameter("name"))
    }

    pub(super) fn is_attachment(&self) -> bool {
        !self.is_whole && self.disposition.main == "attachment"
    }

    /// True for a file that is shown within the text.
    pub(super) fn is_inline(&self) -> bool {
        self.disposition.main == "inline" || (self.disposition.main.is_empty() && self.id.is_some())
    }

    /// True for a signature over another part, which says nothing to a reader.
    pub(super) fn is_seal(&self) -> bool {
        matches!(
            self.content_type.main.as_str(),
            "application/pgp-signature"
                | "application/pkcs7-signature"
                | "application/x-pkcs7-signature"
        )
    }
}

/// The parts of the mail whose headers are `headers` and whose body is `body`.
pub(super) fn read<'a>(headers: &Headers<'a>, body: &'a [u8]) -> (Node<'a>, Vec<Remark>) {
    let mut reader = Reader::default();
    let node = reader.node(headers, body, "text/plain", 0);
    let cuts = [
        (reader.has_more_parts, Limit::Parts),
        (reader.has_more_levels, Limit::Depth),
    ];
    let remarks = cuts
        .into_iter()
        .filter(|&(is_cut, _)| is_cut)
        .map(|(_, limit)| Remark::Cut(limit));
    (node, remarks.collect())
}

#[derive(Default)]
struct Reader {
    parts: usize,
    has_more_parts: bool,
    has_more_levels: bool,
}

impl Reader {
    fn node<'a>(
        &mut self,
        headers: &Headers<'a>,
        body: &'a [u8],
        default: &str,
        level: usize,
    ) -> Node<'a> {
        let content_type = content_type(headers, default);
        let transfer = headers.first("Content-Transfer-Encoding");
        let transfer = Transfer::named(transfer.as_deref().unwrap_or_default());
        let mut part = Part {
            content_type,
            disposition: Value::parse(&headers.first("Content-Disposition").unwrap_or_default()),
            id: headers.first("Content-ID").map(|id| id.trim().to_owned()),
            location: headers.text("Content-Location"),
            transfer,
            body,
            is_whole: level == 0,
        };
        let Some(kind) = part.content_type.main.strip_prefix("multipart/") else {
            return Node::Part(part);
        };
        if level == MOST_LEVELS {
            self.has_more_levels = true;
            part.content_type.main = "text/plain".to_owned();
            part.body = &[];
            return Node::Part(part);
        }
        let kind = kind.to_owned();
        let Some(pieces) = self.pieces(&part.content_type, body) else {
            // Made of parts by its header alone: a text.
            part.content_type.main = "text/plain".to_owned();
            return Node::Part(part);
        };
        let default = match kind.as_str() {
            "digest" => "message/rfc822",
            _ => "text/plain",
        };
        let start = part.content_type.parameter("start");
        let mut root = 0;
        let mut parts = Vec::with_capacity(pieces.len());
        for (at, piece) in pieces.into_iter().enumerate() {
            let piece = &body[piece];
            let headers = Headers::read(piece);
            if kind == "related"
                && start.is_some()
                && headers.first("Content-ID").as_deref().map(str::trim) == start.as_deref()
            {
                root = at;
            }
            parts.push(self.node(&headers, &piece[headers.end..], default, level + 1));
        }
        match kind.as_str() {
            "alternative" => Node::Alternative(parts),
            "related" => Node::Related { root, parts },
            _ => Node::Mixed(parts),
        }
    }

    /// Where the parts of a multipart stand; `None` if it has no boundary.
    fn pieces(&mut self, content_type: &Value, body: &[u8]) -> Option<Vec<Range<usize>>> {
        let stated = content_type.parameter("boundary");
        let boundary = match &stated {
            Some(stated) => stated.trim_end().as_bytes(),
            None => boundary_of(body)?,
        };
        let delimiter = [b"\n--", boundary].concat();
        let mut delimiters = delimiters(body, &delimiter).peekable();
        delimiters.peek()?;
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut open = None;
        for (line, next, is_end) in delimiters {
            if let Some(start) = open.replace(next) {
                pieces.push(start..before_line_end(body, line).max(start));
                self.parts += 1;
            }
            if is_end || self.parts >= MOST_PARTS {
                self.has_more_parts |= !is_end;
                open = None;
                break;
            }
        }
        if let Some(start) = open {
            pieces.push(start..body.len());
            self.parts += 1;
        }
        Some(pieces)
    }
}

fn content_type(headers: &Headers<'_>, default: &str) -> Value {
    let mut value = Value::parse(&headers.first("Content-Type").unwrap_or_default());
    let is_type = value
        .main
        .split_once('/')
        .is_some_and(|(kind, sub)| !kind.is_empty() && !sub.is_empty());
    if !is_type {
        value.main = match value.main.as_str() {
            "html" => "text/html",
            "text" | "plain" => "text/plain",
            _ => default,
        }
        .to_owned();
    }
    value
}

/// Each line that is `--boundary` and nothing more: where it begins, where the next line begins, and whether
/// it ends the last part. `delimiter` has the line end before it.
fn delimiters<'b>(
    body: &'b [u8],
    delimiter: &'b [u8],
) -> impl Iterator<Item = (usize, usize, bool)> + 'b {
    let opens = body.starts_with(&delimiter[1..]);
    let first = opens.then_some(0).into_iter();
    first
        .chain(memmem::find_iter(body, delimiter).map(|end| end + 1))
        .filter_map(move |line| {
            let rest = &body[line + delimiter.len() - 1..];
            let is_end = rest.starts_with(b"--");
            let rest = &rest[if is_end { 2 } else { 0 }..];
            let blanks = rest
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
                .count();
            let after = body.len() - rest.len() + blanks;
            match rest.get(blanks) {
                None => Some((line, after, is_end)),
                Some(b'\n') => Some((line, after + 1, is_end)),
                Some(_) => None,
            }
        })
}

/// The end of what stands before the line at `line`: its line end is of the boundary.
fn before_line_end(body: &[u8], line: usize) -> usize {
    match &body[..line] {
        [.., b'\r', b'\n'] => line - 2,
        [.., b'\n'] => line - 1,
        _ => line,
    }
}

/// The boundary of a multipart that states none: its first line of two hyphens and a word, if the same ends it.
fn boundary_of(body: &[u8]) -> Option<&[u8]> {
    let head = &body[..body.len().min(REACH)];
    let mut lines = head.split(|&byte| byte == b'\n');
    let line = lines.find(|line| line.starts_with(b"--") && line.trim_ascii_end().len() > 4)?;
    let boundary = line[2..].trim_ascii_end();
    let delimiter = [b"\n--", boundary].concat();
    let is_there = delimiters(body, &delimiter).any(|(.., is_end)| is_end);
    is_there.then_some(boundary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(node: &Node<'_>) -> String {
        let all = |parts: &[Node<'_>]| parts.iter().map(shape).collect::<Vec<_>>().join(" ");
        match node {
            Node::Part(part) => {
                let body = String::from_utf8_lossy(part.body);
                let kind = part
                    .content_type
                    .main
                    .split('/')
                    .next_back()
                    .unwrap_or_default();
                format!("{kind}[{}]", body.escape_debug())
            }
            Node::Alternative(parts) => format!("alt({})", all(parts)),
            Node::Related { root, parts } => format!("rel{root}({})", all(parts)),
            Node::Mixed(parts) => format!("mix({})", all(parts)),
        }
    }

    fn of(mail: &str) -> String {
        let headers = Headers::read(mail.as_bytes());
        shape(&read(&headers, &mail.as_bytes()[headers.end..]).0)
    }

    #[test]
    fn parts_within_parts_are_told_by_their_boundaries() {
        let mail = "Content-Type: multipart/mixed; boundary=\"a\"\r\n\r\npreamble\r\n--a\r\n\
            Content-Type: multipart/alternative; boundary=ab\r\n\r\n--ab\r\n\r\none\r\n--a-ab\r\n--ab  \r\n\
            Content-Type: text/html\r\n\r\n<p>two\r\n--ab--\r\nmore\r\n--a\r\n\
            Content-Type: text/csv\r\n\r\n\r\n--a--\r\nepilogue\r\n--a\r\n\r\nno part";
        assert_eq!(
            of(mail),
            "mix(alt(plain[one\\r\\n--a-ab] html[<p>two]) csv[])"
        );
    }

    #[test]
    fn an_inner_part_without_end_ends_with_the_outer_one() {
        let mail = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\
            Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--a\n\ntwo";
        assert_eq!(of(mail), "mix(mix(plain[one]) plain[two])");
    }

    #[test]
    fn the_root_of_related_parts_may_be_named() {
        let mail = "Content-Type: multipart/related; boundary=a; start=\"<x@y>\"\n\n--a\nContent-Type: image/png\n\n1\n\
            --a\nContent-Type: text/html\nContent-ID: <x@y>\n\n2\n--a--";
        assert_eq!(of(mail), "rel1(png[1] html[2])");
    }

    #[test]
    fn a_digest_holds_mails() {
        let mail = "Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: x\n\n1\n--a--";
        assert_eq!(of(mail), "mix(rfc822[Subject: x\\n\\n1])");
    }

    #[test]
    fn a_boundary_that_is_not_stated_is_found_and_one_that_is_not_there_makes_a_text() {
        assert_eq!(
            of("Content-Type: multipart/mixed\n\n--xyz\n\none\n--xyz\n\ntwo\n--xyz--\n"),
            "mix(plain[one] plain[two])"
        );
        assert_eq!(
            of("Content-Type: multipart/mixed\n\n-- \nMara"),
            "plain[-- \\nMara]"
        );
        assert_eq!(
            of("Content-Type: multipart/mixed; boundary=a\n\nwords --a\n--ab\n"),
            "plain[words --a\\n--ab\\n]"
        );
        assert_eq!(of("Content-Type: odd\n\nx"), "plain[x]");
        assert_eq!(of("Content-Type: text\n\nx"), "plain[x]");
    }

    #[test]
    fn more_parts_and_levels_than_the_limits_are_cut() {
        let mut mail = "Content-Type: multipart/mixed; boundary=a\n\n".to_owned();
        mail.push_str(&"--a\n\nx\n".repeat(100_000));
        let headers = Headers::read(mail.as_bytes());
        let (node, remarks) = read(&headers, &mail.as_bytes()[headers.end..]);
        assert_eq!(remarks, [Remark::Cut(Limit::Parts)]);
        assert!(matches!(node, Node::Mixed(parts) if parts.len() == MOST_PARTS));

        // Nothing of a part beyond the limit is taken for a text.
        let mut mail = "Content-Type: multipart/mixed; boundary=a\n\n".to_owned();
        let part = "--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n";
        mail.push_str(&part.repeat(1_000));
        assert!(!of(&mail).contains("--b"));

        let mut mail = String::new();
        for level in 0..100_000 {
            mail.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"
            ));
        }
        let headers = Headers::read(mail.as_bytes());
        let (_, remarks) = read(&headers, &mail.as_bytes()[headers.end..]);
        assert_eq!(remarks, [Remark::Cut(Limit::Depth)]);
    }
}
