//! What format a text is in: by its content first, by its name second.

use std::path::Path;

use super::{lines, pages};

/// How a text is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// A web page.
    Page,
    /// Something textual with a structure that is not understood yet; read as plain text.
    NotParsed(&'static str),
}

/// The format of `text`, which was read from `path`.
pub(super) fn format(path: &Path, text: &str) -> Format {
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    by_content(text)
        .or_else(|| by_name(path))
        .unwrap_or(Format::Plain)
}

fn by_content(text: &str) -> Option<Format> {
    let head = lines::head(text, 2048);
    let is_markup = head.starts_with('<');
    is_markup.then(|| markup(&head.to_ascii_lowercase()))?
}

fn markup(head: &str) -> Option<Format> {
    let is_page = head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml") && (head.contains("<html") || pages::prefix(head).is_some());
    if is_page {
        return Some(Format::Page);
    }
    head.starts_with("<?xml")
        .then_some(Format::NotParsed("XML"))
}

fn by_name(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "md" | "markdown" | "mkd" | "mdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Page,
        "rss" | "atom" | "xml" => Format::NotParsed("XML"),
        "json" | "jsonl" => Format::NotParsed("JSON"),
        "csv" | "tsv" => Format::NotParsed("a table (CSV)"),
        "tex" => Format::NotParsed("LaTeX"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, text: &str) -> Format {
        format(Path::new(path), text)
    }

    #[test]
    fn content_goes_before_the_name() {
        assert_eq!(of("a.txt", "<!DOCTYPE html>\n<title>x"), Format::Page);
        assert_eq!(
            of("a.md", "<?xml version=\"1.0\"?><rss version=\"2.0\">"),
            Format::NotParsed("XML")
        );
        assert_eq!(
            of("a", "<?xml version=\"1.0\"?><h:html xmlns:h=\"x\">"),
            Format::Page
        );
        assert_eq!(of("a.md", "Just words"), Format::Markdown);
        assert_eq!(of("a.JSON", "[1]"), Format::NotParsed("JSON"));
        assert_eq!(of("a", ""), Format::Plain);
    }
}
