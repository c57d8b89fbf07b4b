//! The mails that stand whole in another's text: passed on, answered, or one beside the other.

use std::borrow::Cow;
use std::ops::Range;

use super::head::{self, Head};
use super::words;
use crate::ingest::content::Stated;
use crate::ingest::lines;
use crate::ingest::mail::Forwarded;
use crate::ingest::mail::phrases::{self, Sense};
use crate::ingest::mail::stated::Sent;

/// A mail of so many words or fewer above the one that is passed on adds nothing of its own.
const NOTE: usize = 40;

/// Where nothing says which it is, a note above a text of so many times its words passes that on.
const TIMES: usize = 3;

/// The longest warning of a gateway, in bytes.
const BANNER: usize = 600;

/// More mails passed on within another than this are not followed.
pub(in crate::ingest::mail) const MOST_PASSED: usize = 16;

/// The mails that stand whole in another's text.
#[derive(Debug, Default)]
pub(super) struct Within {
    pub(super) forwarded: Option<Forwarded>,
    /// Where the mail that is answered begins.
    pub(super) answered: Option<usize>,
    /// Where another one begins that is passed on beside the first.
    pub(super) next: Option<usize>,
}

/// What the words above a mail's headers make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    PassedOn,
    Answered,
    Unclear,
}

/// True for an answer, whatever it answers.
pub(super) fn is_reply(sent: &Sent) -> bool {
    sent.is_reply && !sent.prefixes.is_forward
}

/// The first paragraph, if it is what a gateway warns of: words of the sender follow.
pub(super) fn banner(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let head = lines::head(&text[start..], BANNER);
    let Some(length) = head.find("\n\n") else {
        return 0..0;
    };
    match phrases::has(Sense::Banner, &lines::one_line(&head[..length])) {
        true => start..start + length,
        false => 0..0,
    }
}

/// The mails in a text whose own words begin at a byte.
pub(super) fn within(text: &str, own: usize, sent: &Sent) -> Within {
    let mut within = Within::default();
    let mut from = own;
    let mut sent = Cow::Borrowed(sent);
    for _ in 0..MOST_PASSED {
        let Some(head) = head::first(text, from) else {
            break;
        };
        let note = words(&text[from..head.start], NOTE + 1);
        if let Some(outer) = &within.forwarded
            && is_beside(outer, &sent, &head, note)
        {
            within.next = Some(head.start);
            break;
        }
        let manner = match &within.forwarded {
            // Passed on again, the next one stands at once under its head.
            Some(outer) if !outer.is_all || note > NOTE => Manner::Unclear,
            Some(outer) if is_another(&outer.stated, &head) => Manner::PassedOn,
            _ => manner(text, &head, note, &sent),
        };
        if manner == Manner::Answered {
            within.answered = Some(head.start);
        }
        if manner != Manner::PassedOn {
            break;
        }
        from = head.end;
        sent = Cow::Owned(head.sent);
        within.forwarded = Some(Forwarded {
            is_all: note <= NOTE,
            head: head.start..head.end,
            is_marked: head.is_passed,
            stated: head.stated,
        });
    }
    within
}

/// True for a mail that stands beside one that is passed on, not within it: that has words, passes nothing on itself,
/// and is on another matter under a head of the same kind.
fn is_beside(outer: &Forwarded, sent: &Sent, head: &Head, note: usize) -> bool {
    note > 0
        && !sent.prefixes.is_forward
        && outer.is_marked == head.is_passed
        && is_another(&outer.stated, head)
}

/// Whether a mail passes on or answers the one whose headers it repeats below `note` words.
///
/// Whoever is written to asked; else a short note passes on what is long, and other words answer.
fn manner(text: &str, head: &Head, note: usize, sent: &Sent) -> Manner {
    let is_to = |address: &String| sent.recipients.contains(address.as_str());
    match () {
        () if head.is_passed || sent.prefixes.is_forward => Manner::PassedOn,
        () if is_reply(sent) => Manner::Answered,
        () if note == 0 => Manner::PassedOn,
        () if head.address.as_ref().is_some_and(is_to) => Manner::Answered,
        () if is_followed(text, head) => Manner::PassedOn,
        () => by_length(text, head, note),
    }
}

/// True for the first of several mails: what is answered is one.
fn is_followed(text: &str, head: &Head) -> bool {
    head::first(text, head.end).is_some_and(|next| is_another(&head.stated, &next))
}

/// True if the mail below `head` is on another matter.
fn is_another(stated: &Stated, head: &Head) -> bool {
    let titles = stated.title.as_ref().zip(head.stated.title.as_ref());
    titles.is_some_and(|(one, other)| {
        let (one, other) = (one.to_lowercase(), other.to_lowercase());
        !one.contains(&other) && !other.contains(&one)
    })
}

fn by_length(text: &str, head: &Head, note: usize) -> Manner {
    let below = words(&text[head.end..], TIMES * NOTE);
    match note <= NOTE {
        true if below == 0 || below >= TIMES * note => Manner::PassedOn,
        true => Manner::Answered,
        false if (1..NOTE).contains(&below) => Manner::Answered,
        false => Manner::Unclear,
    }
}
