//! Tags of HTML left in a plain text: an embedded post, a paste from a page.
//!
//! Only what is plainly markup is taken for it: names of elements that pages use, closed by `>`.
//! Tags go, the words between them stay where they stood; elements that stand apart on a page
//! stand apart here, and a quotation set off there is set off here. A lone `<p>` in prose and
//! addresses in angle brackets (`<desk@ministry.example>`) are left alone.

use std::borrow::Cow;
use std::ops::Range;

use crate::briefing::BlockKind;

use super::passage::{Passage, Piece};

/// Fewer tags than this are somebody's words about markup.
const FEWEST: usize = 2;

/// Replaces each passage that holds markup by what a page would show of it.
pub(super) fn unmark(passages: Vec<Passage<'_>>) -> Vec<Passage<'_>> {
    let mut unmarked = Vec::with_capacity(passages.len());
    for passage in passages {
        if is_marked(&passage) {
            let mut page = Page::new(passage.kind);
            for piece in passage.pieces {
                page.piece(piece);
            }
            unmarked.append(&mut page.finish());
        } else {
            unmarked.push(passage);
        }
    }
    unmarked
}

fn is_marked(passage: &Passage<'_>) -> bool {
    let tags = |piece: &Piece<'_>| match piece {
        Piece::Raw(text, _) => tags(text).take(FEWEST).count(),
        Piece::Own(_) => 0,
    };
    passage.kind != BlockKind::Preformatted
        && passage.pieces.iter().map(tags).sum::<usize>() >= FEWEST
}

/// How an element stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    /// In the running text.
    Inline,
    /// A line break.
    Break,
    /// Apart.
    Block,
    /// A quotation set off.
    Quotation,
    /// An item of a list.
    Item,
    /// Not shown at all, with all that is inside.
    Hidden,
}

impl Element {
    fn named(name: &str) -> Option<Self> {
        const INLINE: [&str; 20] = [
            "a", "abbr", "b", "cite", "code", "em", "font", "i", "img", "mark", "q", "s", "small",
            "span", "strong", "sub", "sup", "time", "u", "wbr",
        ];
        const BLOCKS: [&str; 29] = [
            "article",
            "aside",
            "body",
            "caption",
            "div",
            "dd",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "main",
            "ol",
            "p",
            "section",
            "table",
            "td",
            "th",
            "tr",
            "ul",
        ];
        const HIDDEN: [&str; 6] = ["head", "iframe", "noscript", "script", "style", "svg"];
        Some(match name {
            "br" => Self::Break,
            "blockquote" => Self::Quotation,
            "li" => Self::Item,
            name if INLINE.contains(&name) => Self::Inline,
            name if BLOCKS.contains(&name) => Self::Block,
            name if HIDDEN.contains(&name) => Self::Hidden,
            _ => return None,
        })
    }
}

/// One tag of a text.
#[derive(Debug)]
struct Tag {
    range: Range<usize>,
    element: Element,
    closes: bool,
}

/// The tags of a text, in order.
fn tags(text: &str) -> impl Iterator<Item = Tag> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(open) = memchr::memchr(b'<', &text.as_bytes()[from..]) {
            let start = from + open;
            match tag_at(text, start) {
                Some(tag) => {
                    from = tag.range.end;
                    return Some(tag);
                }
                None => from = start + 1,
            }
        }
        None
    })
}

/// The tag that begins at the `<` at byte `start`.
fn tag_at(text: &str, start: usize) -> Option<Tag> {
    /// The longest tag, attributes included.
    const LONGEST: usize = 4096;
    let rest = &text[start + 1..];
    let (closes, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = rest[..length].to_ascii_lowercase();
    let element = Element::named(&name)?;
    let mut quoted = None;
    for (at, byte) in rest.bytes().enumerate().skip(length).take(LONGEST) {
        match (byte, quoted) {
            (b'>', None) => {
                let end = text.len() - rest.len() + at + 1;
                return Some(Tag {
                    range: start..end,
                    element,
                    closes,
                });
            }
            (b'<', None) => return None,
            (b'"' | b'\'', None) => quoted = Some(byte),
            (byte, Some(mark)) if byte == mark => quoted = None,
            // The name ends with a blank, a slash or the tag.
            (byte, None) if at == length && !byte.is_ascii_whitespace() && byte != b'/' => {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// Passages in the making.
struct Page<'a> {
    done: Vec<Passage<'a>>,
    open: Passage<'a>,
    kind: BlockKind,
    /// Quotations around the present place.
    quotations: usize,
    /// Hidden elements around it.
    hidden: usize,
}

impl<'a> Page<'a> {
    fn new(kind: BlockKind) -> Self {
        Self {
            done: Vec::new(),
            open: Passage::new(kind),
            kind,
            quotations: 0,
            hidden: 0,
        }
    }

    fn piece(&mut self, piece: Piece<'a>) {
        match piece {
            Piece::Own(text) => self.open.own(text),
            Piece::Raw(Cow::Borrowed(text), at) => {
                let mut from = 0;
                for tag in tags(text) {
                    self.words(&text[from..tag.range.start], at + from);
                    from = tag.range.end;
                    self.tag(&tag);
                }
                self.words(&text[from..], at + from);
            }
            Piece::Raw(owned, at) => self.open.raw(owned, at),
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let count = |depth: usize| {
            if tag.closes {
                depth.saturating_sub(1)
            } else {
                depth + 1
            }
        };
        match tag.element {
            Element::Inline => {}
            // Two in a row part paragraphs.
            Element::Break if self.is_at_break() => self.begin(None),
            Element::Break => self.open.own("\n"),
            Element::Hidden => self.hidden = count(self.hidden),
            Element::Block => self.begin(None),
            Element::Quotation => {
                self.quotations = count(self.quotations);
                self.begin(None);
            }
            Element::Item => self.begin((!tag.closes).then_some(BlockKind::ListItem(0))),
        }
    }

    fn is_at_break(&self) -> bool {
        matches!(self.open.pieces.last(), Some(Piece::Own(text)) if text == "\n")
    }

    fn begin(&mut self, kind: Option<BlockKind>) {
        let kind = kind.unwrap_or(match self.quotations {
            0 if self.done.is_empty() => self.kind,
            0 => BlockKind::Paragraph,
            _ => BlockKind::BlockQuote,
        });
        let open = std::mem::replace(&mut self.open, Passage::new(kind));
        self.done.extend(trimmed(open));
        if kind == BlockKind::ListItem(0) {
            self.open.own("• ");
        }
    }

    /// Adds words with their entities read: each is a piece of its own, for it is longer than what
    /// it stands for.
    fn words(&mut self, words: &'a str, at: usize) {
        let fresh = self.open.pieces.is_empty() || self.is_at_break();
        let mut from = if fresh {
            words.len() - words.trim_start().len()
        } else {
            0
        };
        if self.hidden > 0 || from == words.len() {
            return;
        }
        for (ampersand, _) in words.match_indices('&') {
            let Some(end) = entity_end(&words[ampersand..]) else {
                continue;
            };
            let end = ampersand + end;
            let meant = html_escape::decode_html_entities(&words[ampersand..end]);
            if let Cow::Owned(meant) = meant {
                self.open.raw(&words[from..ampersand], at + from);
                self.open.raw(meant, at + ampersand);
                from = end;
            }
        }
        self.open.raw(&words[from..], at + from);
    }

    fn finish(mut self) -> Vec<Passage<'a>> {
        self.begin(None);
        self.done
    }
}

/// Where the entity ends that a text opens with.
fn entity_end(text: &str) -> Option<usize> {
    /// `&CounterClockwiseContourIntegral;` is the longest.
    const LONGEST: usize = 34;
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let name = text
        .bytes()
        .skip(1)
        .take(LONGEST)
        .take_while(inside)
        .count();
    text[1 + name..].starts_with(';').then_some(name + 2)
}

/// A passage without blanks at its edges; none that shows nothing.
fn trimmed(mut passage: Passage<'_>) -> Option<Passage<'_>> {
    let is_blank = |piece: &Piece<'_>| match piece {
        Piece::Raw(text, _) => text.trim().is_empty(),
        Piece::Own(text) => text.trim().is_empty(),
    };
    while passage.pieces.last().is_some_and(is_blank) {
        passage.pieces.pop();
    }
    let first = passage.pieces.iter().position(|piece| !is_blank(piece))?;
    passage.pieces.drain(..first);
    if let Some(Piece::Raw(Cow::Borrowed(text), at)) = passage.pieces.first_mut() {
        let kept = text.trim_start();
        *at += text.len() - kept.len();
        *text = kept;
    }
    if let Some(Piece::Raw(Cow::Borrowed(text), _)) = passage.pieces.last_mut() {
        *text = text.trim_end();
    }
    (!passage.is_blank()).then_some(passage)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::{passage, plain};

    fn shown(text: &str) -> Vec<(BlockKind, String)> {
        let (body, _) = passage::assemble(&unmark(plain::passages(text, 0..text.len())));
        let blocks = body.blocks.iter();
        blocks
            .map(|block| (block.kind, body.block_text(block).to_owned()))
            .collect()
    }

    #[test]
    fn an_embedded_post_is_a_quotation_of_its_words() {
        let text = "Grain is back.\n\n<figure class=\"embed\"><blockquote><p>The <a href=\"https://x.example/?a=1>2\">harvest</a> \
            isn&#39;t&nbsp;late.<br />  All &lt;of&gt; it</p>&mdash; Desk (@desk) <a href='#'>March 6, 2025</a></blockquote></figure>";
        assert_eq!(
            shown(text),
            [
                (BlockKind::Paragraph, "Grain is back.".to_owned()),
                (
                    BlockKind::BlockQuote,
                    "The harvest isn't\u{a0}late.\nAll <of> it".to_owned()
                ),
                (
                    BlockKind::BlockQuote,
                    "— Desk (@desk) March 6, 2025".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn lists_are_lists_and_scripts_are_not_shown() {
        let text = "<p>Points:</p><ul><li>Fish</li><li>Grain</li></ul><script>alert('x')</script>";
        let texts: Vec<String> = shown(text).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["Points:", "• Fish", "• Grain"]);
    }

    #[test]
    fn angle_brackets_that_are_no_markup_stay() {
        for text in [
            "Write to <desk@ministry.example> or <press@ministry.example>.",
            "5 < 6 and a <b c > d",
            "A lone <p> is a word about pages.",
            "<unknown>x</unknown>",
        ] {
            assert_eq!(shown(text), [(BlockKind::Paragraph, text.to_owned())]);
        }
    }

    proptest! {
        #[test]
        fn no_markup_panics_and_no_word_is_lost(
            parts in proptest::collection::vec("<p>|</p>|<br>|<blockquote>|</li|<a href='|'>|&amp;|&|;|#|<|>|é| |fish", 0..30)
        ) {
            let text = parts.concat();
            let words = |text: &str| text.matches("fish").count();
            let tags: Vec<Tag> = tags(&text).filter(|_| tags(&text).count() >= FEWEST).collect();
            let hidden: usize = tags.iter().map(|tag| words(&text[tag.range.clone()])).sum();
            let shown: usize = shown(&text).iter().map(|(_, text)| words(text)).sum();
            prop_assert_eq!(shown + hidden, words(&text));
        }
    }

    #[test]
    fn every_word_knows_where_it_stood() {
        let text = "<p>One &amp; <b>two</b></p>";
        let (body, _) = passage::assemble(&unmark(plain::passages(text, 0..text.len())));
        assert_eq!(body.text, "One & two");
        let at = |word: &str| body.source_map.source_start(body.text.find(word).unwrap());
        assert_eq!(at("two"), text.find("two").unwrap());
        assert_eq!(at("&"), text.find('&').unwrap());
    }
}
