//! What there is to read of a mail: its text with what is folded of it, and a list of what is attached.

use super::{Attachment, Body, Mail, quoted};
use crate::ingest::content::{Content, Fold, Kind, Layout, Stated};
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
    /// The text, laid out; a page is parsed for it.
    pub(in crate::ingest) fn text(&self) -> Text {
        let attached = listed(&self.attachments);
        match &self.body {
            Body::Plain(text) => self.plain(text, &attached),
            Body::Html(html) => self.page(html, &attached),
        }
    }

    fn plain(&self, text: &str, attached: &[String]) -> Text {
        let text = with_list(text.to_owned(), attached);
        let folds = self.quoted.folded.iter().map(|fold| Fold {
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
            stated: self.stated.clone(),
        }
    }

    fn page(&self, html: &str, attached: &[String]) -> Text {
        let (mut content, says) = sandbox::read(Wanted::Mail, html);
        let mut quoted = quoted::find_in_page(&content, &says, &self.sent);
        content.folds = std::mem::take(&mut quoted.folded);
        quoted::unquote_passed(&mut content, &says, &quoted);
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

impl Content {
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
