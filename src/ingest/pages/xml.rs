//! Pages that are written as XML, as a parser of HTML would not take them: `<div/>` is closed, names may have a
//! prefix, and what stands between `<![CDATA[` and `]]>` is words.

use std::borrow::Cow;

use memchr::{memchr, memchr3, memmem};

/// Elements that HTML, too, knows to be empty.
const EMPTY: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// How far into a page its outermost element stands.
const HEAD: usize = 2 << 10;

/// What elements of the page are called before their names, by the outermost: `h` of `<h:html xmlns:h="…">`.
pub(in crate::ingest) fn prefix(head: &str) -> Option<&str> {
    let tag = head.find(":html").or_else(|| head.find(":HTML"))?;
    let start = head[..tag].rfind('<')? + 1;
    let prefix = &head[start..tag];
    let is_name = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name.then_some(prefix)
}

/// The page as HTML; as it is where it does not open as XML.
pub(super) fn as_html(page: &str) -> Cow<'_, str> {
    let start = page.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    if !start.starts_with("<?xml") {
        return Cow::Borrowed(page);
    }
    let prefix = prefix(crate::ingest::lines::head(start, HEAD));
    let mut html = String::with_capacity(page.len() + page.len() / 8);
    let mut rest = start;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[markup(rest, prefix, &mut html)..];
    }
    html.push_str(rest);
    Cow::Owned(html)
}

/// Writes what a `<` opens, and says how long it was.
fn markup(text: &str, prefix: Option<&str>, html: &mut String) -> usize {
    let up_to = |end: &str| memmem::find(text.as_bytes(), end.as_bytes()).unwrap_or(text.len());
    if text.starts_with("<!--") {
        let end = (up_to("-->") + 3).min(text.len());
        html.push_str(&text[..end]);
        return end;
    }
    if let Some(words) = text.strip_prefix("<![CDATA[") {
        let end = up_to("]]>");
        html.push_str(&html_escape::encode_text(&words[..end - 9]));
        return (end + 3).min(text.len());
    }
    let end = end_of_tag(text);
    tag(&text[..end], prefix, html);
    // Programs and styles are no markup, whatever stands in them.
    let raw = ["<script", "<style"]
        .into_iter()
        .find(|raw| text.starts_with(raw) && !text[..end].ends_with("/>"));
    match raw {
        Some(raw) => {
            let close = format!("</{}", &raw[1..]);
            let length = memmem::find(&text.as_bytes()[end..], close.as_bytes());
            let length = length.unwrap_or(text.len() - end);
            html.push_str(&text[end..end + length]);
            end + length
        }
        None => end,
    }
}

/// Where a tag ends, behind its `>`, which may stand in a value, too.
fn end_of_tag(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        let sign = bytes[at + found];
        at += found + 1;
        if sign == b'>' {
            return at;
        }
        match memchr(sign, &bytes[at..]) {
            Some(close) => at += close + 1,
            None => return text.len(),
        }
    }
    text.len()
}

fn tag(tag: &str, prefix: Option<&str>, html: &mut String) {
    let (open, rest) = match tag.strip_prefix("</") {
        Some(rest) => ("</", rest),
        None => ("<", &tag[1..]),
    };
    let rest = prefix
        .and_then(|prefix| rest.strip_prefix(prefix)?.strip_prefix(':'))
        .unwrap_or(rest);
    html.push_str(open);
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric());
    let name = &rest[..length.unwrap_or(rest.len())];
    match rest.strip_suffix("/>") {
        Some(words) if !name.is_empty() && !EMPTY.contains(&name) => {
            html.push_str(words);
            html.push_str("></");
            html.push_str(name);
            html.push('>');
        }
        _ => html.push_str(rest),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_html_would_take_otherwise_is_written_out() {
        let page = "<?xml version=\"1.0\"?>\n<h:html xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head>\
            <h:script src=\"a>b.js\"/></h:head><h:body><h:p>A<h:br/>B <![CDATA[<b> & c]]></h:p><h:div class='x'/>\
            <!-- <h:p/> --></h:body></h:html>";
        assert_eq!(
            as_html(page),
            "<?xml version=\"1.0\"?>\n<html xmlns:h=\"http://www.w3.org/1999/xhtml\"><head>\
            <script src=\"a>b.js\"></script></head><body><p>A<br/>B &lt;b&gt; &amp; c</p><div class='x'></div>\
            <!-- <h:p/> --></body></html>"
        );
    }

    #[test]
    fn programs_stay_as_they_are() {
        let page = "<?xml?><html><script>//<![CDATA[\nif (a<b/>c) {}\n//]]></script><p/></html>";
        let html = "<?xml?><html><script>//<![CDATA[\nif (a<b/>c) {}\n//]]></script><p></p></html>";
        assert_eq!(as_html(page), html);
        assert_eq!(as_html("<html><div/>"), "<html><div/>");
    }

    proptest! {
        #[test]
        fn no_page_makes_it_panic(text in "(<|>|/|a|script|<!--|-->|<!\\[CDATA\\[|\\]\\]>|:|h:|\"|'|é| ){0,40}") {
            as_html(&format!("<?xml{text}"));
        }
    }
}
