//! What a page states in JSON-LD, by the words of schema.org.

use serde_json::{Map, Value};

use crate::ingest::content::Stated;

/// A longer script states no article.
const LONGEST: usize = 512 << 10;

/// Objects within objects that are looked through.
const DEEPEST: usize = 6;

/// The most names of authors that are kept.
const AUTHORS: usize = 5;

/// What the scripts of a page state, the article's own object first.
pub(super) fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> Stated {
    let mut found = Found::default();
    for script in scripts.filter(|script| script.len() <= LONGEST) {
        let script = script
            .trim()
            .trim_start_matches("<![CDATA[")
            .trim_start_matches("//<![CDATA[")
            .trim_end_matches("]]>")
            .trim_end_matches("//");
        if let Ok(value) = serde_json::from_str::<Value>(script) {
            found.look(&value, 0);
        }
    }
    let site = Stated {
        source: found.site,
        ..Stated::default()
    };
    found
        .article
        .unwrap_or_default()
        .or(found.page.unwrap_or_default())
        .or(site)
}

#[derive(Debug, Default)]
struct Found {
    article: Option<Stated>,
    page: Option<Stated>,
    site: Option<String>,
}

impl Found {
    fn look(&mut self, value: &Value, deep: usize) {
        if deep > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.look(value, deep + 1)),
            Value::Object(object) => {
                let types = words(object.get("@type"));
                let is = |ends: &[&str]| {
                    types
                        .iter()
                        .any(|kind| ends.iter().any(|end| kind.ends_with(end)))
                };
                if is(&["Article", "Posting", "Report", "PressRelease", "Statement"]) {
                    self.article.get_or_insert_with(|| stated(object));
                } else if is(&["WebPage", "ItemPage", "AboutPage"]) {
                    self.page.get_or_insert_with(|| stated(object));
                } else if is(&["WebSite", "GovernmentOrganization"]) {
                    self.site = self.site.take().or_else(|| name(object.get("name")));
                }
                for inner in ["@graph", "mainEntity", "itemListElement", "isPartOf"] {
                    if let Some(value) = object.get(inner) {
                        self.look(value, deep + 1);
                    }
                }
            }
            _ => {}
        }
    }
}

fn stated(object: &Map<String, Value>) -> Stated {
    let authors: Vec<String> = match object.get("author").or_else(|| object.get("creator")) {
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| name(Some(value)))
            .collect(),
        value => name(value).into_iter().collect(),
    };
    let authors: Vec<String> = authors.into_iter().take(AUTHORS).collect();
    let tags = match object.get("keywords") {
        Some(Value::String(list)) => list.split(',').map(|tag| tag.trim().to_owned()).collect(),
        value => words(value),
    };
    let address = name(object.get("url")).or_else(|| match object.get("mainEntityOfPage")? {
        Value::Object(page) => name(page.get("@id")),
        value => name(Some(value)),
    });
    Stated {
        title: name(object.get("headline")).or_else(|| name(object.get("name"))),
        date: name(object.get("datePublished")).or_else(|| name(object.get("dateCreated"))),
        source: name(object.get("publisher")).or_else(|| name(object.get("sourceOrganization"))),
        author: (!authors.is_empty()).then(|| authors.join(", ")),
        language: name(object.get("inLanguage")),
        address,
        tags: tags.into_iter().filter(|tag| !tag.is_empty()).collect(),
    }
}

/// A string, or the name of an object, or that of the first in a list.
fn name(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.as_str(),
        Value::Object(object) => match object.get("name").or_else(|| object.get("@value"))? {
            Value::String(text) => text.as_str(),
            _ => return None,
        },
        Value::Array(values) => return name(values.first()),
        _ => return None,
    };
    let text = html_escape::decode_html_entities(text.trim());
    (!text.is_empty()).then(|| text.into_owned())
}

/// A string or a list of strings.
fn words(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(word)) => vec![word.clone()],
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| Some(value.as_str()?.trim().to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph() {
        let script = r#"{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "Tarn Gazette"},
            {"@type": "WebPage", "name": "Ferry | Tarn Gazette", "inLanguage": "en"},
            {"@type": ["NewsArticle"], "headline": "Ferry &amp; port", "datePublished": "2024-05-31T10:00:00Z",
             "author": [{"@type": "Person", "name": "Mara Lind"}, "Georg Sol"], "keywords": "ferry, port"}]}"#;
        let stated = read([script].into_iter());
        assert_eq!(stated.title.as_deref(), Some("Ferry & port"));
        assert_eq!(stated.date.as_deref(), Some("2024-05-31T10:00:00Z"));
        assert_eq!(stated.author.as_deref(), Some("Mara Lind, Georg Sol"));
        assert_eq!(stated.source.as_deref(), Some("Tarn Gazette"));
        assert_eq!(stated.language.as_deref(), Some("en"));
        assert_eq!(stated.tags, ["ferry", "port"]);
    }

    #[test]
    fn what_is_no_json_or_no_article_states_nothing() {
        for script in [
            "{",
            "[[[[[[[[[[{}]]]]]]]]]]",
            r#"{"@type": "Product", "name": "Rope"}"#,
            "1",
        ] {
            assert_eq!(read([script].into_iter()), Stated::default());
        }
        let deep = "[".repeat(100_000);
        assert_eq!(read([deep.as_str()].into_iter()), Stated::default());
    }
}
