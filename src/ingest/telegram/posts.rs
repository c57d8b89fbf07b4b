//! From messages to posts: pictures under one text belong together, what has no words is counted, an answer says
//! to what.

use std::collections::VecDeque;
use std::mem;
use std::ops::ControlFlow;

use super::media::Media;
use super::{Chat, Given, MAX_MESSAGE, Message, Post, Take, Unread};
use crate::briefing::FoldKind;
use crate::ingest::content::{Content, Fold, Layout, Stated};
use crate::ingest::limits;

/// How many characters of a post stand where another answers it.
const BEGINNING: usize = 80;

/// Telegram shows so many pictures under one text.
const TOGETHER: usize = 10;

/// An answer finds a post among so many before it.
const REMEMBERED: usize = 20_000;

/// Messages on their way to posts.
pub(super) struct Posts<'t> {
    take: Take<'t>,
    pub(super) chat: Chat,
    /// Whether the next message belongs to it is not known yet.
    held: Option<Message>,
    /// How the last posts begin, by their numbers, which ascend.
    beginnings: VecDeque<(u64, Box<str>)>,
    count: u32,
    /// Posts without a word.
    pub(super) wordless: u32,
}

/// Why no more messages are wanted.
pub(super) enum Enough {
    /// Whoever takes the posts has said so.
    Said,
    /// There are more than an export may have.
    TooMany,
}

impl<'t> Posts<'t> {
    pub(super) fn new(take: Take<'t>) -> Self {
        Self {
            take,
            chat: Chat::default(),
            held: None,
            beginnings: VecDeque::new(),
            count: 0,
            wordless: 0,
        }
    }

    /// The number of the message that comes now.
    pub(super) fn next(&mut self) -> Result<u32, Enough> {
        if self.count == limits::PARTS {
            return Err(Enough::TooMany);
        }
        self.count += 1;
        Ok(self.count)
    }

    pub(super) fn message(&mut self, message: Message) -> Result<(), Enough> {
        match &mut self.held {
            Some(held) if held.is_shown_with(&message) => held.join(message),
            _ => {
                self.give()?;
                self.held = Some(message);
            }
        }
        Ok(())
    }

    /// Says that something stands there that cannot be read.
    pub(super) fn unread(&mut self, unread: Unread) -> Result<(), Enough> {
        self.give()?;
        said((self.take)(Given::Unread(unread)))
    }

    /// Gives the last message away, and begins another chat.
    pub(super) fn end(&mut self) -> Result<(), Enough> {
        self.give()?;
        self.beginnings.clear();
        Ok(())
    }

    fn give(&mut self) -> Result<(), Enough> {
        let Some(mut message) = self.held.take() else {
            return Ok(());
        };
        if message.text.is_wordless() {
            self.wordless += 1;
            return Ok(());
        }
        let answered = message.reply_to.and_then(|id| self.beginning_of(id));
        let answered = answered.map(str::to_owned);
        if let Some(id) = message.id {
            if self.beginnings.len() == REMEMBERED {
                self.beginnings.pop_front();
            }
            let beginning = message.text.beginning(BEGINNING);
            self.beginnings.push_back((id, beginning.into()));
        }
        let stated = self.chat.stated(&mut message);
        let post = post(message, &self.chat, stated, answered.as_deref());
        said((self.take)(Given::Post(Box::new(post))))
    }

    fn beginning_of(&self, id: u64) -> Option<&str> {
        let found = self.beginnings.binary_search_by_key(&id, |(id, _)| *id);
        found.ok().map(|at| &*self.beginnings[at].1)
    }
}

fn said(goes_on: ControlFlow<()>) -> Result<(), Enough> {
    match goes_on {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Enough::Said),
    }
}

impl Message {
    /// True where both were sent at once to show several things under one text.
    fn is_shown_with(&self, next: &Self) -> bool {
        let has_words = |message: &Self| !message.text.words.trim().is_empty();
        self.moment.is_some()
            && self.moment == next.moment
            && self.sender == next.sender
            && self.forwarded == next.forwarded
            && !self.media.is_empty()
            && !next.media.is_empty()
            && !(has_words(self) && has_words(next))
            && self.media.len() < TOGETHER
            && self.source.len() + next.source.len() <= MAX_MESSAGE
    }

    fn join(&mut self, next: Self) {
        if self.text.words.trim().is_empty() {
            self.text = next.text;
        }
        self.at.end = next.at.end;
        self.source.push_str(",\n");
        self.source.push_str(&next.source);
        self.media.extend(next.media);
        self.remarks.extend(next.remarks);
        self.reply_to = self.reply_to.or(next.reply_to);
    }
}

impl Chat {
    /// What is stated of a message in this chat, but for its moment.
    fn stated(&self, message: &mut Message) -> Stated {
        let address = self.username.as_deref().zip(message.id);
        let address = address.map(|(name, id)| format!("https://t.me/{name}/{id}"));
        // Whoever passes a post on has not issued it.
        if let Some(issuer) = message.forwarded.clone() {
            return Stated {
                source: issuer,
                address,
                ..Stated::default()
            };
        }
        let sender = message.sender.take();
        let name = self.name.clone().filter(|_| !self.is_private);
        let source = name.or_else(|| sender.clone());
        let author = message.signature.take().or(sender);
        Stated {
            author: author.filter(|author| source.as_ref() != Some(author)),
            source,
            address,
            ..Stated::default()
        }
    }
}

fn post(mut message: Message, chat: &Chat, stated: Stated, answered: Option<&str>) -> Post {
    let date = message.moment.map(|moment| moment.stated());
    let moment = message.moment.map(|moment| moment.of_the_world());
    let words = format!("{}\n{}", moment.unwrap_or_default(), message.text.words);
    let passed_on =
        message
            .forwarded
            .as_ref()
            .map(|_| match message.sender.as_ref().or(chat.name.as_ref()) {
                Some(name) => format!("Forwarded by {name}"),
                None => "Forwarded".to_owned(),
            });
    let above = [
        (FoldKind::Forward, passed_on),
        (
            FoldKind::Quoted,
            answered.map(|words| format!("In reply to: {words}")),
        ),
    ];
    let mut before = String::new();
    let mut folds = Vec::new();
    for (kind, line) in above {
        let Some(line) = line else { continue };
        folds.push(Fold {
            range: before.len()..before.len() + line.len(),
            kind,
        });
        before.push_str(&line);
        before.push_str("\n\n");
    }
    let mut text = mem::take(&mut message.text);
    text.put_before(&before);
    Post {
        number: message.number,
        at: message.at,
        source: message.source,
        stated,
        content: Content {
            text: text.words,
            layout: Layout::Lines(text.blocks),
            links: text.links,
            folds,
            note: Media::listed(&message.media),
            stated: Stated {
                date,
                ..Stated::default()
            },
            noted: Stated::default(),
            remarks: message.remarks,
        },
        words,
    }
}
