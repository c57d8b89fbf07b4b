//! The words of an element: references read once, faults of encoding mended, HTML told from plain text.

use crate::ingest::lines::one_line;
use std::borrow::Cow;

use super::pieces::{Piece, Pieces};

/// The longest reference that is looked at, in bytes: `&CounterClockwiseContourIntegral;` is that of HTML.
const LONGEST: usize = 34;

/// Elements that HTML in feeds is written with; a word in brackets that is none of them is no tag.
const HTML: &str = "a abbr acronym address area article aside audio b big blockquote body br button canvas caption \
    center cite code col colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em \
    event-source fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd \
    keygen label legend li m map menu meter multicol nav nextid nobr noscript ol optgroup option output p pre \
    progress q s samp section select small sound source spacer span strike strong sub sup table tbody td \
    textarea tfoot th thead time tr tt u ul var video";

/// Appends `text` with its references read: those of XML and HTML, and numbers. What is none stays.
pub(super) fn push_decoded(words: &mut String, text: &str) {
    let mut from = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < from {
            continue;
        }
        words.push_str(&text[from..at]);
        from = at;
        if let Some((meant, length)) = reference(&text[at..]) {
            words.push_str(&meant);
            from += length;
        }
    }
    words.push_str(&text[from..]);
}

/// What the reference that `text` opens with stands for, and its length.
fn reference(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    let inside = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'#';
    let name = bytes[1..].iter().take(LONGEST).take_while(inside).count() + 1;
    let length = name + usize::from(bytes.get(name) == Some(&b';'));
    if let Some(number) = text[1..name].strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        let meant = char::from_u32(code.ok()?)?;
        return Some((Cow::Owned(meant.to_string()), length));
    }
    let known = match &text[1..name] {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{A0}",
        _ if length > name => {
            let meant = html_escape::decode_html_entities(&text[..length]);
            return matches!(meant, Cow::Owned(_)).then_some((meant, length));
        }
        _ => return None,
    };
    (length > name).then_some((Cow::Borrowed(known), length))
}

/// Appends `text` so that HTML shows it as it stands.
pub(super) fn push_escaped(words: &mut String, text: &str) {
    html_escape::encode_text_to_string(text, words);
}

/// Mends what programs do to texts before they put them into XML: UTF-8 taken for Latin-1, letters of
/// Windows-1252 numbered as they are there.
pub(super) fn mended(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let text = match utf_8_within(&text) {
        Some(meant) => meant,
        None => text,
    };
    // In UTF-8 they begin with this byte, which few others do.
    if memchr::memchr(0xC2, text.as_bytes()).is_none() || !text.contains(is_c1) {
        return text;
    }
    text.chars().map(windows_1252).collect()
}

/// The text whose UTF-8 was written letter by letter.
fn utf_8_within(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    String::from_utf8(bytes?).ok()
}

fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}')
}

/// What a control character is that stands for a letter of Windows-1252.
fn windows_1252(c: char) -> char {
    let Some(byte) = u8::try_from(c).ok().filter(|_| is_c1(c)) else {
        return c;
    };
    let bytes = [byte];
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(c)
}

/// True for a text that has something of HTML, as far as reading it goes.
pub(super) fn has_markup(text: &str) -> bool {
    let mut pieces = Pieces::of(text);
    pieces.any(|(_, piece)| match piece {
        Piece::Text(text) => has_reference(text),
        Piece::Open(_) | Piece::Close(_) => true,
        Piece::Verbatim(_) | Piece::Declarations => true,
    })
}

/// True if HTML has words to show.
pub(super) fn has_words(html: &str) -> bool {
    let mut pieces = Pieces::of(html);
    pieces.any(|(_, piece)| match piece {
        Piece::Text(text) | Piece::Verbatim(text) => text.contains(char::is_alphanumeric),
        _ => false,
    })
}

fn has_reference(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| reference(&text[at..]).is_some())
}

/// True for a text that must be HTML though it is not said to be: it has an end tag or a reference, and nothing in
/// it that HTML does not know.
pub(super) fn must_be_html(text: &str) -> bool {
    let mut tells = false;
    for (_, piece) in Pieces::of(text) {
        match piece {
            Piece::Open(tag) if !is_html(tag.name) => return false,
            Piece::Open(_) | Piece::Verbatim(_) | Piece::Declarations => {}
            Piece::Close(name) if !is_html(name) => return false,
            Piece::Close(_) => tells = true,
            Piece::Text(text) => tells |= has_reference(text),
        }
    }
    tells
}

/// The HTML in a text that is nothing but HTML with its tags escaped.
pub(super) fn escaped_once_more(text: &str) -> Option<String> {
    if !text.starts_with("&lt;") || text.contains('<') {
        return None;
    }
    let mut html = String::with_capacity(text.len());
    push_decoded(&mut html, text);
    (html.ends_with('>') && must_be_html(&html)).then_some(html)
}

fn is_html(name: &str) -> bool {
    HTML.split_ascii_whitespace()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// HTML on one line, without its tags.
pub(super) fn flat(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    for (_, piece) in Pieces::of(html) {
        match piece {
            Piece::Text(text) => push_decoded(&mut words, text),
            Piece::Verbatim(text) => words.push_str(text),
            Piece::Open(tag) if parts_words(tag.name) => words.push(' '),
            Piece::Close(name) if parts_words(name) => words.push(' '),
            _ => {}
        }
    }
    one_line(&words)
}

/// True for elements that words do not run through.
fn parts_words(name: &str) -> bool {
    const APART: [&str; 8] = ["br", "p", "div", "li", "td", "tr", "hr", "img"];
    APART.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The text that is written in base 64, if it is one.
pub(super) fn of_base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' | b' ' | b'\t' | b'\r' | b'\n' => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}
