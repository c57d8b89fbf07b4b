//! Markdown into passages: marks of emphasis go, the words of links stay.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::briefing::BlockKind;

use super::content::Link;
use super::hyphens::{Hyphen, Hyphens, Sureness, ends_in_hyphen};
use super::passage::{Passage, Piece};
use super::turns;

/// Cuts `text[range]` into passages.
pub(super) fn passages(text: &str, range: Range<usize>) -> Vec<Passage<'_>> {
    let mut builder = Builder {
        text,
        start: range.start,
        hyphens: Hyphens::of(text, range.clone()),
        ..Builder::default()
    };
    for (event, span) in Parser::new_ext(&text[range], OPTIONS).into_offset_iter() {
        builder.event(event, span);
    }
    builder.flush();
    builder.passages
}

/// Where the words of `text[range]` lead to, ascending: a reading of its own, which most texts are spared.
pub(super) fn links(text: &str, range: Range<usize>) -> Vec<Link> {
    let mut links = Vec::new();
    // Whatever makes a link has one of them behind its words.
    if !["](", "][", "]:", "://", "@"]
        .iter()
        .any(|sign| memmem::find(text[range.clone()].as_bytes(), sign.as_bytes()).is_some())
    {
        return links;
    }
    let start = range.start;
    let mut open: Option<(Option<Range<usize>>, CowStr<'_>)> = None;
    for (event, span) in Parser::new_ext(&text[range], OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let leads = !dest_url.is_empty() && !dest_url.starts_with('#');
                open = leads.then_some((None, dest_url));
            }
            Event::End(TagEnd::Link) => {
                if let Some((Some(words), address)) = open.take() {
                    let address = address.into_string();
                    links.push(Link { words, address });
                }
            }
            Event::Text(_) | Event::Code(_) => {
                if let Some((words, _)) = &mut open {
                    let span = start + span.start..start + span.end;
                    let from = words.as_ref().map_or(span.start, |words| words.start);
                    *words = Some(from..span.end);
                }
            }
            _ => {}
        }
    }
    links
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS);

#[derive(Default)]
struct Builder<'a> {
    text: &'a str,
    start: usize,
    passages: Vec<Passage<'a>>,
    open: Option<Passage<'a>>,
    /// The numbers of the lists around, `None` for a list with bullets.
    lists: Vec<Option<u64>>,
    /// The bullet of an item that has no words yet.
    bullet: Option<String>,
    quotes: usize,
    code: bool,
    hyphens: Hyphens<'a>,
    /// True behind a line that ends in a hyphen.
    is_broken: bool,
}

impl<'a> Builder<'a> {
    fn event(&mut self, event: Event<'a>, span: Range<usize>) {
        let at = self.start + span.start;
        if self.is_broken && !matches!(event, Event::Text(_)) {
            self.is_broken = false;
            self.own(" ");
        }
        match event {
            Event::Start(tag) => self.start_tag(tag),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(words) if self.code => self.code_lines(words, at),
            Event::Text(words) => self.words(words, at),
            // The marks of code and formulas are left out, so the words stand further on.
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                let marks = (span.len().saturating_sub(words.len())) / 2;
                self.words(words, at + marks);
            }
            Event::FootnoteReference(label) => {
                self.own("[");
                self.words(label, at + 2);
                self.own("]");
            }
            Event::SoftBreak if self.ends_in_hyphen() => self.is_broken = true,
            Event::SoftBreak => self.own(" "),
            Event::HardBreak => self.own("\n"),
            Event::Rule => {
                self.flush();
                let mut rule = Passage::new(BlockKind::Rule);
                rule.raw(self.text[at..self.start + span.end].trim_end(), at);
                self.passages.push(rule);
            }
            Event::TaskListMarker(done) => self.own(if done { "[x] " } else { "[ ] " }),
            Event::Html(html) => self.html(&html, at),
            // A tag alone; the words around it come as text.
            Event::InlineHtml(_) => {}
        }
    }

    fn start_tag(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(depth(level))),
            Tag::Paragraph if self.open.is_none() => self.begin_text(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.begin(BlockKind::Preformatted);
                self.code = true;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                self.bullet = Some(self.next_bullet());
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.bullet = Some(format!("[{label}] "));
            }
            Tag::Table(_) => self.begin(BlockKind::Preformatted),
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Table | TagEnd::HtmlBlock => {
                self.flush()
            }
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.flush();
                self.bullet = None;
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.code = false;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.own("\n"),
            TagEnd::TableCell => self.own("  "),
            _ => {}
        }
    }

    fn next_bullet(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let bullet = format!("{number}. ");
                *number += 1;
                bullet
            }
            _ => "• ".to_owned(),
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.flush();
        self.open = Some(Passage::new(kind));
    }

    /// Opens the block that running text makes here.
    fn begin_text(&mut self) {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        match self.bullet.take() {
            Some(bullet) => {
                self.begin(BlockKind::ListItem(depth));
                self.own(bullet);
            }
            None if self.quotes > 0 => self.begin(BlockKind::BlockQuote),
            None => self.begin(BlockKind::Paragraph),
        }
    }

    fn ends_in_hyphen(&self) -> bool {
        let last = self.open.as_ref().and_then(|open| open.pieces.last());
        last.is_some_and(|piece| ends_in_hyphen(piece.text()).is_some())
    }

    /// Joins what stands before a line's end to the words behind it.
    fn mend(&mut self, words: &str) {
        let Some(open) = &mut self.open else { return };
        let last = open.pieces.last().map_or("", Piece::text);
        let found = self.hyphens.between(last, words);
        match found {
            Some((Hyphen::Breaks, _)) => open.drop_last(),
            Some((Hyphen::Joins, _)) => {}
            Some((Hyphen::Hangs, _)) | None => open.own(" "),
        }
        if matches!(found, Some((_, Sureness::Doubtful))) {
            open.pieces.push(Piece::Seam);
        }
    }

    fn words(&mut self, words: CowStr<'a>, at: usize) {
        if std::mem::take(&mut self.is_broken) {
            self.mend(&words);
        }
        if self.open.is_none() {
            self.begin_text();
        }
        if let Some(open) = &mut self.open {
            match words {
                CowStr::Borrowed(words) => open.raw(words, at),
                other => open.raw(other.into_string(), at),
            }
        }
    }

    /// Code comes in pieces of a line and more; the end of the last line is none of its words.
    fn code_lines(&mut self, words: CowStr<'a>, at: usize) {
        let whole = words.into_string();
        for line in super::lines::lines(&whole, 0..whole.len()) {
            let is_first = self
                .open
                .as_ref()
                .is_some_and(|open| open.pieces.is_empty());
            if !is_first {
                self.own("\n");
            }
            self.words(line.text.to_owned().into(), at + line.start);
        }
    }

    /// The words between the tags of a block of HTML, which Markdown passes on unread.
    fn html(&mut self, html: &str, at: usize) {
        let mut from = 0;
        while from < html.len() {
            let open = html[from..]
                .find('<')
                .map_or(html.len(), |length| from + length);
            let words = html[from..open].trim();
            if !words.is_empty() {
                self.own(" ");
                self.words(words.to_owned().into(), at + from);
            }
            from = html[open..]
                .find('>')
                .map_or(html.len(), |length| open + length + 1);
        }
    }

    fn own(&mut self, text: impl Into<std::borrow::Cow<'static, str>>) {
        if let Some(open) = &mut self.open {
            open.own(text);
        }
    }

    fn flush(&mut self) {
        let Some(mut passage) = self.open.take() else {
            return;
        };
        while matches!(passage.pieces.last(), Some(Piece::Own(text)) if text.trim().is_empty()) {
            passage.pieces.pop();
        }
        if passage.kind == BlockKind::Paragraph {
            self.passages.extend(split_at_breaks(passage));
        } else if !passage.is_blank() {
            self.passages.push(passage);
        }
    }
}

/// Parts a paragraph where its hard breaks were meant to part it: at a line of blanks that
/// Markdown does not count as one, and before a speaker's label.
fn split_at_breaks(passage: Passage<'_>) -> Vec<Passage<'_>> {
    let mut parts: Vec<Vec<Vec<Piece<'_>>>> = vec![Vec::new()];
    let is_break = |piece: &Piece<'_>| matches!(piece, Piece::Own(text) if text == "\n");
    for line in passage.pieces.split(is_break) {
        let first = line.iter().find_map(|piece| match piece {
            Piece::Raw(text, _) if !text.trim().is_empty() => Some(text.trim_start()),
            _ => None,
        });
        if first.is_none_or(turns::is_sure_label) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| first.is_some()) {
            part.push(line.to_vec());
        }
    }
    let joined = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| Passage {
            pieces: part.join(&Piece::Own("\n".into())),
            ..Passage::new(BlockKind::Paragraph)
        });
    joined.collect()
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::Body;
    use crate::ingest::passage;
    use proptest::prelude::*;

    fn body(text: &str) -> Body {
        passage::assemble(&passages(text, 0..text.len())).0
    }

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let body = body(text);
        body.blocks
            .iter()
            .map(|block| (block.kind, body.block_text(block).to_owned()))
            .collect()
    }

    #[test]
    fn a_word_that_a_line_broke_is_whole_again() {
        let text = "An under-\nstanding in the well-\nknown port, grain-\n*and* more.";
        let (body, _) = super::super::passage::assemble(&passages(text, 0..text.len()));
        assert_eq!(
            body.text,
            "An understanding in the well-known port, grain- and more."
        );
    }

    #[test]
    fn blocks_of_every_kind() {
        use BlockKind::{BlockQuote, Heading, ListItem, Paragraph, Preformatted, Rule};
        let text = "# Head\n\nSome *words* and\na [link](https://x.example).\n\n> Quoted.\n\n1. one\n2. two\n   - deep\n\n---\n\n```\na  b\n\nc\n```\n";
        let expected = [
            (Heading(1), "Head"),
            (Paragraph, "Some words and a link."),
            (BlockQuote, "Quoted."),
            (ListItem(0), "1. one"),
            (ListItem(0), "2. two"),
            (ListItem(1), "• deep"),
            (Rule, "---"),
            (Preformatted, "a  b\n\nc"),
        ];
        let found = blocks(text);
        let found: Vec<(BlockKind, &str)> = found
            .iter()
            .map(|(kind, text)| (*kind, text.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_know_where_they_came_from() {
        let text = "A **bold** `code` word";
        let body = body(text);
        assert_eq!(body.text, "A bold code word");
        for word in ["bold", "code", "word"] {
            let (made, source) = (body.text.find(word).unwrap(), text.find(word).unwrap());
            assert_eq!(body.source_map.source_start(made), source, "{word}");
            assert_eq!(
                body.source_map.source_end(made + word.len()),
                source + word.len(),
                "{word}"
            );
        }
    }

    #[test]
    fn links_have_their_words_and_their_address() {
        let text = "A [*bold* link](https://x.example/a) and [another][1], <mailto:y@x.example>, [up](#top), \
                    ![a picture](p.png).\n\n[1]: ../b.md \"B\"\n";
        let found = links(text, 0..text.len());
        let found: Vec<_> = found
            .iter()
            .map(|link| (&text[link.words.clone()], &*link.address))
            .collect();
        assert_eq!(
            found,
            [
                ("bold* link", "https://x.example/a"),
                ("another", "../b.md"),
                ("mailto:y@x.example", "mailto:y@x.example"),
            ]
        );
        let placed = crate::ingest::links::placed(&body(text), &links(text, 0..text.len()));
        let body = body(text);
        let words = placed.iter().map(|link| &body.text[link.words.range()]);
        let words: Vec<&str> = words.collect();
        assert_eq!(words, ["bold link", "another", "mailto:y@x.example"]);
    }

    #[test]
    fn html_tags_go_and_their_words_stay() {
        assert_eq!(
            blocks("A <b>bold</b> word"),
            [(BlockKind::Paragraph, "A bold word".to_owned())]
        );
        assert_eq!(
            blocks("<div class=\"x\">\nIn a block\n</div>"),
            [(BlockKind::Paragraph, "In a block".to_owned())]
        );
    }

    #[test]
    fn hard_breaks_around_nothing_part_paragraphs() {
        let text = "MS. FOX:  Well.  \n\u{A0}  \nMR. OTT:  Well  \nindeed.  \nMS. FOX: Yes.\n";
        let texts: Vec<String> = blocks(text).into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            texts,
            [
                "MS. FOX:  Well.",
                "MR. OTT:  Well\nindeed.",
                "MS. FOX: Yes."
            ]
        );
    }

    proptest! {
        #[test]
        fn no_markdown_makes_it_panic(text in "(?s)[-#*_>`|\\[\\]()0-9. \n\ta-c&;é<]{0,120}") {
            let body = body(&text);
            for block in &body.blocks {
                prop_assert!(!body.block_text(block).is_empty());
            }
        }
    }
}
