//! Web pages that a browser saved whole (MHTML, RFC 2557): a mail by its form, whose text is the page.
//!
//! ```text
//! From: <Saved by Blink>                     nobody's name
//! Snapshot-Content-Location: https://…       where the page stands
//! Date: Mon, 11 May 2026 …                   when it was saved, not issued
//! Content-Type: multipart/related; …         the page, its frames, pictures and styles
//! ```

use std::path::Path;

use super::body;
use super::headers::Headers;
use super::parameters::Value;
use super::structure::{self, Node, Part};
use super::with_usual_bytes;

/// A page that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct SavedPage {
    /// The page itself; its frames are not looked at.
    pub(in crate::ingest) html: String,
    /// Where it stands on the web.
    pub(in crate::ingest) address: Option<String>,
    /// True if it was longer than what is read of a text.
    pub(in crate::ingest) is_cut: bool,
}

/// The page that the bytes hold; `None` for what a person sent, and for a saved picture or the like.
pub(in crate::ingest) fn page(bytes: &[u8], name: &Path) -> Option<SavedPage> {
    let bytes = with_usual_bytes(bytes);
    let headers = Headers::read(&bytes);
    if !is_saved(&headers, name) {
        return None;
    }
    let (structure, _) = structure::read(&headers, &bytes[headers.end..]);
    let root = root(&structure)?;
    let (html, is_cut) = body::whole_text(root);
    let address = ["Snapshot-Content-Location", "Content-Location"]
        .into_iter()
        .find_map(|name| headers.text(name))
        .or_else(|| root.location.clone());
    Some(SavedPage {
        html,
        address,
        is_cut,
    })
}

/// True for the headers that a browser writes, or any that fit under a name that only saved pages have.
fn is_saved(headers: &Headers<'_>, name: &Path) -> bool {
    let kind = Value::parse(&headers.first("Content-Type").unwrap_or_default()).main;
    if !matches!(
        &*kind,
        "multipart/related" | "text/html" | "application/xhtml+xml"
    ) {
        return false;
    }
    let from = headers.text("From").unwrap_or_default();
    let by_program = from.trim_start_matches(['<', '"', ' ']);
    let is_sent = ["To", "Received", "Delivered-To"]
        .iter()
        .any(|name| headers.first(name).is_some());
    headers.first("Snapshot-Content-Location").is_some()
        || by_program
            .get(.."saved by ".len())
            .is_some_and(|start| start.eq_ignore_ascii_case("saved by "))
        || !is_sent && (headers.first("Content-Location").is_some() || is_named(name))
}

/// True for a name that only saved pages have.
pub(in crate::ingest) fn is_named(name: &Path) -> bool {
    name.extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("mhtml") || it.eq_ignore_ascii_case("mht"))
}

/// The part that is the page.
fn root<'n, 'a>(node: &'n Node<'a>) -> Option<&'n Part<'a>> {
    match node {
        Node::Part(part) => {
            let is_page = part.is("text/html") || part.is("application/xhtml+xml");
            is_page.then_some(part)
        }
        Node::Related { root: at, parts } => root(parts.get(*at)?),
        Node::Alternative(parts) => parts.iter().find_map(root),
        Node::Mixed(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://tarn.example/ferry\r\n\r\n\
        <p>The f=C3=A9rry=\r\n line\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<p>A frame\r\n\
        --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n";

    fn of(head: &str, name: &str) -> Option<SavedPage> {
        page(format!("{head}{PAGE}").as_bytes(), Path::new(name))
    }

    #[test]
    fn a_page_is_told_by_who_saved_it_or_by_its_name() {
        for (head, name) in [
            ("From: <Saved by Blink>\r\nSubject: x\r\n", "a"),
            (
                "From: \"Saved by Windows Internet Explorer 8\"\r\n",
                "a.eml",
            ),
            (
                "Snapshot-Content-Location: https://tarn.example/ferry\r\n",
                "a.txt",
            ),
            ("Content-Location: https://tarn.example/ferry\r\n", "a"),
            ("", "a.MHT"),
        ] {
            let page = of(head, name).expect(head);
            assert_eq!(page.html, "<p>The f\u{e9}rry line");
            assert_eq!(page.address.as_deref(), Some("https://tarn.example/ferry"));
        }
    }

    #[test]
    fn a_mail_with_pictures_is_none() {
        for (head, name) in [
            (
                "From: Mara Lind <m@lind.example>\r\nTo: a@b.example\r\n",
                "a.mht",
            ),
            ("From: Saved <saved@lind.example>\r\n", "a.eml"),
        ] {
            assert_eq!(of(head, name), None, "{head}");
        }
        let picture = "From: <Saved by Blink>\nContent-Type: multipart/related; boundary=b\n\n--b\n\
            Content-Type: image/png\n\nx\n--b--\n";
        assert_eq!(page(picture.as_bytes(), Path::new("a.mhtml")), None);
    }
}
