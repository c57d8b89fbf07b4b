//! Addresses of a page and of what it leads to.

/// A longer base is none, in bytes: every address of the page would be as long.
const LONGEST: usize = 2048;

/// Where a page stands, as far as it says so.
#[derive(Debug, Default)]
pub(super) struct Base(Option<String>);

impl Base {
    /// Takes the address if it is a whole one.
    pub(super) fn new(address: Option<&str>) -> Self {
        Self(
            address
                .filter(|address| address.len() <= LONGEST && origin(address).is_some())
                .map(str::to_owned),
        )
    }

    /// The whole address that `address` means on this page, or as it stands where the page does not say where it is
    /// itself; `None` for one that leads nowhere else.
    pub(super) fn resolved(&self, address: &str) -> Option<String> {
        let address = address.trim();
        if address.is_empty() || address.starts_with('#') {
            return None;
        }
        if let Some((scheme, _)) = address.split_once(':')
            && is_scheme(scheme)
        {
            let leads = ["http", "https", "mailto", "ftp"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known));
            return leads.then(|| address.to_owned());
        }
        let Some(base) = self.0.as_deref() else {
            return Some(address.to_owned());
        };
        let (scheme, _) = base.split_once(':')?;
        if address.starts_with("//") {
            return Some(format!("{scheme}:{address}"));
        }
        let origin = origin(base)?;
        if address.starts_with('/') {
            return Some(format!("{origin}{address}"));
        }
        let path = base[origin.len()..].split(['?', '#']).next()?;
        if address.starts_with('?') {
            return Some(format!("{origin}{path}{address}"));
        }
        let mut folders: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        folders.pop();
        let mut rest = address;
        loop {
            if let Some(after) = rest.strip_prefix("../") {
                folders.pop();
                rest = after;
            } else if let Some(after) = rest.strip_prefix("./") {
                rest = after;
            } else {
                break;
            }
        }
        folders.push(rest);
        Some(format!("{origin}/{}", folders.join("/")))
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The scheme and host of a whole web address.
fn origin(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    (is_web && host > 0).then(|| &address[..scheme.len() + 3 + host])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_whole() {
        let base = Base::new(Some("https://tarn.example/news/2024/page.html?x=1"));
        for (address, whole) in [
            ("/a", Some("https://tarn.example/a")),
            ("b.html", Some("https://tarn.example/news/2024/b.html")),
            ("../c", Some("https://tarn.example/news/c")),
            ("../../../../c", Some("https://tarn.example/c")),
            ("//cdn.example/x", Some("https://cdn.example/x")),
            ("?y", Some("https://tarn.example/news/2024/page.html?y")),
            ("http://other.example", Some("http://other.example")),
            ("mailto:desk@tarn.example", Some("mailto:desk@tarn.example")),
            ("javascript:go()", None),
            ("#top", None),
            ("", None),
        ] {
            assert_eq!(base.resolved(address).as_deref(), whole, "{address}");
        }
        let nowhere = Base::new(Some("page.html"));
        assert_eq!(nowhere.resolved("/a").as_deref(), Some("/a"));
        assert_eq!(nowhere.resolved("javascript:go()"), None);
        let long = format!("https://tarn.example/{}", "a".repeat(LONGEST));
        assert_eq!(Base::new(Some(&long)).resolved("b").as_deref(), Some("b"));
    }
}
