//! Where words of a text lead to.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use memchr::memmem;

use super::{Body, Span};

/// An address that words of a body lead to. It is shown where it is asked for, and never followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words, in [`Body::text`].
    pub words: Span,
    /// Where they lead to, as the file has it, cleaned; never empty.
    pub address: Box<str>,
}

impl Body {
    /// All links in their order: the addresses behind words, and those that stand in the text themselves.
    pub fn all_links(&self) -> Vec<Link> {
        let mut behind = self.links.iter().peekable();
        let mut all = Vec::with_capacity(self.links.len());
        for words in addresses(&self.text) {
            let words = Span::new(words.start, words.end);
            while let Some(link) = behind.next_if(|link| link.words.start < words.end) {
                all.push(link.clone());
            }
            if !all
                .last()
                .is_some_and(|last: &Link| last.words.overlaps(words))
            {
                let address = self.text[words.range()].into();
                all.push(Link { words, address });
            }
        }
        all.extend(behind.cloned());
        all
    }
}

/// The web addresses that stand in a text, ascending and apart.
fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    memmem::find_iter(text.as_bytes(), "://").filter_map(move |at| {
        let scheme = ["https", "http"]
            .into_iter()
            .find(|scheme| is_behind(&text.as_bytes()[from.min(at)..at], scheme))?;
        let start = at - scheme.len();
        let behind = &text[at + 3..];
        let ends = |c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '‹' | '›')
        };
        let long = behind.find(ends).unwrap_or(behind.len());
        let host = trimmed(&behind[..long]);
        if !host.starts_with(char::is_alphanumeric) {
            return None;
        }
        from = at + 3 + host.len();
        Some(start..from)
    })
}

/// True where a text ends in a scheme, whatever its case, and in no longer word.
fn is_behind(before: &[u8], scheme: &str) -> bool {
    let Some(rest) = before.len().checked_sub(scheme.len()) else {
        return false;
    };
    let (rest, word) = before.split_at(rest);
    word.eq_ignore_ascii_case(scheme.as_bytes())
        && !rest.last().is_some_and(u8::is_ascii_alphanumeric)
}

/// An address without the stop of the sentence around it, or its bracket.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    loop {
        let has_open = address.contains('(');
        let shorter = address.trim_end_matches(|c: char| {
            matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '…' | '。' | '，'
            ) || c == ')' && !has_open
        });
        match shorter.len() == address.len() {
            true => return address,
            false => address = shorter,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).map(|at| &text[at]).collect()
    }

    #[test]
    fn an_address_ends_before_the_stop_of_its_sentence() {
        let text = "See https://tarn.example/a_(b), or <HTTP://norland.example/?q=1>. (At https://lind.example/.) \
                    No ftp://x, no xhttp://y, no https:// alone; «https://sol.example» it is…";
        assert_eq!(
            found(text),
            [
                "https://tarn.example/a_(b)",
                "HTTP://norland.example/?q=1",
                "https://lind.example/",
                "https://sol.example",
            ]
        );
        assert_eq!(found("https://a.example://b"), ["https://a.example://b"]);
        assert_eq!(found("://"), [""; 0]);
    }

    #[test]
    fn addresses_behind_words_and_in_the_text_come_in_order_and_once() {
        let text = "One https://a.example two https://b.example three";
        let link = |words: &str, address: &str| {
            let start = text.find(words).unwrap();
            Link {
                words: Span::new(start, start + words.len()),
                address: address.into(),
            }
        };
        let body = Body {
            text: text.to_owned(),
            links: [
                link("One", "https://one.example"),
                link("https://b.example", "https://b.example/long"),
                link("three", "mailto:x@y.example"),
            ]
            .into(),
            ..Body::default()
        };
        let all = body.all_links();
        let addresses: Vec<&str> = all.iter().map(|link| &*link.address).collect();
        assert_eq!(
            addresses,
            [
                "https://one.example",
                "https://a.example",
                "https://b.example/long",
                "mailto:x@y.example"
            ]
        );
    }
}
