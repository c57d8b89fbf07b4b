//! All text of a page, without a tree: for what no parser shall see.

use super::scan::{Token, Tokens, is_of_letters, is_one_of};
use super::writer::Writer;
use crate::ingest::content::{Content, Kind};

/// All text of a page.
pub(super) fn read(html: &str) -> Content {
    let mut writer = Writer::default();
    let mut title = None;
    writer.begin(Kind::Paragraph, "");
    for word in words(html) {
        match word {
            Word::Text(text) => writer.words(&html_escape::decode_html_entities(text)),
            Word::Title(text) => {
                let text = html_escape::decode_html_entities(text);
                title = title.or(Some(text.into_owned()));
            }
            Word::Break => writer.line_break(),
            Word::Block => writer.begin(Kind::Paragraph, ""),
        }
    }
    let draft = writer.finish();
    let mut content = draft.content(&vec![true; draft.blocks.len()]);
    content.stated.title = title;
    content
}

/// The text of a page without its tags and what they hide: words in order, with a mark where an
/// element begins or ends that stands apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word<'a> {
    /// Words, their entities not read.
    Text(&'a str),
    /// The title of the page.
    Title(&'a str),
    /// A line ends.
    Break,
    /// A block ends.
    Block,
}

/// Reads a page without building a tree.
fn words(html: &str) -> impl Iterator<Item = Word<'_>> {
    let mut tokens = Tokens::new(html);
    std::iter::from_fn(move || {
        loop {
            return Some(match tokens.next()? {
                Token::Text(text) => Word::Text(text),
                Token::Open(name, _) if is_one_of(name, &["br"]) => Word::Break,
                Token::Open(name, _) if is_one_of(name, &["title"]) => {
                    let rest = tokens.rest();
                    tokens.skip_to_end_of(name);
                    Word::Title(&rest[..rest.len() - tokens.rest().len()])
                }
                Token::Open(name, _) if is_hiding(name) => {
                    tokens.skip_to_end_of(name);
                    continue;
                }
                Token::Open(name, _) | Token::Close(name) if is_inline(name) => continue,
                Token::Open(..) | Token::Close(_) => Word::Block,
            });
        }
    })
}

/// True for an element whose content is not shown.
fn is_hiding(name: &str) -> bool {
    const NAMES: [&str; 8] = [
        "script", "style", "template", "textarea", "iframe", "svg", "select", "noscript",
    ];
    is_one_of(name, &NAMES)
}

fn is_inline(name: &str) -> bool {
    const NAMES: [&str; 17] = [
        "span", "sup", "sub", "abbr", "cite", "q", "time", "mark", "label", "img", "wbr",
        "acronym", "del", "ins", "dfn", "kbd", "var",
    ];
    is_of_letters(name) || is_one_of(name, &NAMES)
}
