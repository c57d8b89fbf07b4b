//! Addresses relative to another, as RFC 3986 has them.

/// The address that `reference` means from `base`; nothing if that is no web address.
pub(super) fn resolve(base: Option<&str>, reference: &str) -> Option<String> {
    let reference = reference.trim();
    if is_web(reference) {
        return Some(reference.to_owned());
    }
    if reference.is_empty() || has_scheme(reference) {
        return None;
    }
    let base = base.filter(|base| is_web(base))?;
    let (scheme, rest) = base.split_once("://")?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    if let Some(host) = reference.strip_prefix("//") {
        return Some(format!("{scheme}://{host}"));
    }
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let joined = match reference.chars().next()? {
        '/' => reference.to_owned(),
        '?' | '#' => format!("{path}{reference}"),
        _ => {
            let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
            format!("{folder}{reference}")
        }
    };
    Some(format!("{scheme}://{host}{}", without_dots(&joined)))
}

/// True for an address that stands by itself.
fn is_web(address: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn has_scheme(address: &str) -> bool {
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    address
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.chars().all(is_of_scheme))
}

/// A path without its `.` and `..`.
fn without_dots(path: &str) -> String {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, rest) = path.split_at(end);
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(part),
        }
    }
    format!("/{}{rest}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_joined_to_their_base() {
        let base = Some("https://tarn.example/news/today/?a=b");
        for (reference, address) in [
            ("https://n.example/x y", Some("https://n.example/x y")),
            ("4", Some("https://tarn.example/news/today/4")),
            ("../4?c#d", Some("https://tarn.example/news/4?c#d")),
            ("/4", Some("https://tarn.example/4")),
            ("./../../../..", Some("https://tarn.example/")),
            ("//n.example/4", Some("https://n.example/4")),
            ("?c", Some("https://tarn.example/news/today/?c")),
            ("", None),
            ("mailto:a@tarn.example", None),
            ("urn:4", None),
        ] {
            assert_eq!(resolve(base, reference).as_deref(), address, "{reference}");
        }
        assert_eq!(
            resolve(Some("https://tarn.example"), "4").as_deref(),
            Some("https://tarn.example/4")
        );
        assert_eq!(resolve(Some("file:///x"), "4"), None);
        assert_eq!(resolve(None, "4"), None);
    }
}
