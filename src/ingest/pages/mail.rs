//! What programs of mail write into their pages: which words are quoted, which are a signature.
//!
//! A class says it, and each program has its own, but nearly all are made of the same words (`gmail_quote`,
//! `protonmail_quote`, `moz-signature`). A page may call a quotation so that it sets off itself, so whether it is folded is
//! for the mail to tell, by what stands around it.

use dom_query::local_name;

use super::tree::Element;
use super::writer::Mail;

/// Words of classes that say that the words are quoted.
const QUOTED: [&str; 4] = ["quote", "quoted", "cite", "cited"];

/// Words that stand beside `signature` in what a program writes, and not in what a designer does.
const PROGRAMS: [&str; 10] = [
    "gmail",
    "moz",
    "mail",
    "yahoo",
    "ymail",
    "outlook",
    "protonmail",
    "zimbra",
    "mobile",
    "apple",
];

/// What is true of the words in an element, by what is true of those around it.
pub(super) fn inside(element: &Element, around: Mail) -> Mail {
    let is_cited = element.name == local_name!("blockquote")
        && element
            .attribute("type")
            .is_some_and(|it| it.eq_ignore_ascii_case("cite"));
    let says_quoted = || QUOTED.iter().any(|word| element.says(word));
    let quotes = is_cited || !element.words.is_empty() && says_quoted();
    Mail {
        quoted: around.quoted.saturating_add(u8::from(quotes)),
        is_surely_quoted: around.is_surely_quoted || is_cited,
        is_signature: around.is_signature || is_signature(element),
    }
}

fn is_signature(element: &Element) -> bool {
    if element.words.is_empty() || !element.says("signature") {
        return false;
    }
    PROGRAMS.iter().any(|word| element.says(word)) || element.attribute("id") == Some("Signature")
}
