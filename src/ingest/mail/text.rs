//! What there is to read of a mail: its text with what is folded of it, and a list of what is attached.

use std::borrow::Cow;
use std::ops::Range;

use super::quoted::{self, Quoted};
use super::stated::Sent;
use super::{Attachment, Body, Mail};
use crate::ingest::content::{Content, Fold, Kind, Layout, Link, Stated};
use crate::ingest::pages;
use crate::ingest::sandbox::{self, Wanted};

/// The text of a mail.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ingest) struct Text {
    /// All of it.
    pub(in crate::ingest) content: Content,
    /// Its words as they came, markup included.
    pub(in crate::ingest) words: String,
    /// What the mail states; where it only passes another on, what that one does.
    pub(in crate::ingest) stated: Stated,
}

impl Mail<'_> {
    /// The text, laid out, and the texts of other mails that it passes on below the first; a page is parsed for it.
    pub(in crate::ingest) fn texts(&self) -> Vec<Text> {
        let attached = listed(&self.attachments);
        match &self.body {
            Body::Plain(text) => {
                let first = plain(text, &self.quoted, &self.stated, &attached);
                let also = self.also.iter();
                let also = also.map(|it| plain(&it.text, &it.quoted, &it.stated, &[]));
                [first].into_iter().chain(also).collect()
            }
            Body::Html(html) => self.pages(html, &attached),
        }
    }

    fn pages(&self, html: &str, attached: &[String]) -> Vec<Text> {
        let (mut content, mut says) = sandbox::read(Wanted::Mail, html);
        let mut texts: Vec<Text> = Vec::new();
        let mut sent = Cow::Borrowed(&self.sent);
        loop {
            let mut quoted = quoted::find_in_page(&content, &says, &sent);
            let may_go_on = texts.len() < quoted::MOST_PASSED;
            let next = quoted.next.filter(|_| may_go_on);
            let below = next.and_then(|at| content.split_off_at(at));
            let below = below.map(|(below, blocks)| (below, says.split_off(blocks)));
            if below.is_some() {
                quoted = quoted::find_in_page(&content, &says, &sent);
            }
            let (html, attached) = match texts.is_empty() {
                true => (html, attached),
                false => (&*content.text.clone(), &[][..]),
            };
            texts.push(self.page(html, content, &says, quoted, attached));
            let Some(below) = below else {
                return texts;
            };
            (content, says) = below;
            sent = Cow::Owned(Sent::default());
        }
    }

    fn page(
        &self,
        html: &str,
        mut content: Content,
        says: &[pages::Mail],
        mut quoted: Quoted,
        attached: &[String],
    ) -> Text {
        content.folds = std::mem::take(&mut quoted.folded);
        quoted::unquote_passed(&mut content, says, &quoted);
        let mut words = html.to_owned();
        if !attached.is_empty() {
            let list = list(attached);
            words.push_str(&list);
            content.push_block(Kind::Paragraph, &list);
        }
        Text {
            content,
            words,
            stated: quoted.stated(self.stated.clone()),
        }
    }
}

fn plain(text: &str, quoted: &Quoted, stated: &Stated, attached: &[String]) -> Text {
    let text = with_list(text.to_owned(), attached);
    let folds = quoted.folded.iter().map(|fold| Fold {
        range: fold.range.start..fold.range.end.min(text.len()),
        kind: fold.kind,
    });
    let folds = folds.filter(|fold| !fold.range.is_empty()).collect();
    Text {
        content: Content {
            text: text.clone(),
            folds,
            ..Content::default()
        },
        words: text,
        stated: stated.clone(),
    }
}

impl Content {
    /// Cuts off what stands from a block on, with how many blocks stand above; `None` if no block but the first begins
    /// there.
    fn split_off_at(&mut self, at: usize) -> Option<(Self, usize)> {
        let Layout::Blocks(blocks) = &mut self.layout else {
            return None;
        };
        let above = blocks.iter().position(|(_, range)| range.start == at)?;
        if above == 0 {
            return None;
        }
        let below = |range: Range<usize>| range.start - at..range.end - at;
        let end = blocks[above - 1].1.end;
        let blocks = blocks.split_off(above).into_iter();
        let blocks = blocks.map(|(kind, range)| (kind, below(range))).collect();
        let links = self.links.partition_point(|link| link.words.start < at);
        let links = self.links.split_off(links).into_iter().map(|link| Link {
            words: below(link.words),
            ..link
        });
        let links = links.collect();
        let rest = Self {
            text: self.text.split_off(at),
            layout: Layout::Blocks(blocks),
            links,
            ..Self::default()
        };
        self.text.truncate(end);
        Some((rest, above))
    }

    fn push_block(&mut self, kind: Kind, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        if let Layout::Blocks(blocks) = &mut self.layout {
            blocks.push((kind, start..self.text.len()));
        }
    }
}

/// The names of the attachments; none for what is part of the layout.
fn listed(attachments: &[Attachment<'_>]) -> Vec<String> {
    let shown = attachments.iter().filter(|it| !it.is_inline);
    let name = |it: &Attachment<'_>| it.name.clone().unwrap_or_else(|| it.content_type.clone());
    shown.map(name).collect()
}

fn list(attached: &[String]) -> String {
    format!("Attached: {}", attached.join(", "))
}

fn with_list(mut text: String, attached: &[String]) -> String {
    if !attached.is_empty() {
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
        text.push_str(&list(attached));
        text.push('\n');
    }
    text
}
