//! What a document's properties are worth.

/// A title that somebody gave it, and no name that a program made up.
pub(super) fn title(stated: &str) -> Option<String> {
    let title = stated.split_whitespace().collect::<Vec<_>>().join(" ");
    let small = title.to_lowercase();
    let made_up = [
        "microsoft word",
        "document",
        "untitled",
        "doc",
        "dokument",
        "документ",
    ];
    let is_made_up = made_up.iter().any(|name| {
        let number = small.strip_prefix(name);
        number.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == ' '))
    });
    let is_file = [
        ".doc", ".docx", ".dot", ".rtf", ".odt", ".wpd", ".txt", ".pdf",
    ]
    .iter()
    .any(|ending| small.ends_with(ending));
    let has_words = title
        .chars()
        .filter(|c| c.is_alphanumeric())
        .nth(2)
        .is_some();
    let is_title = has_words && !is_made_up && !is_file && !small.starts_with("microsoft word - ");
    is_title.then_some(title)
}

/// A line of a property; `None` if it says nothing.
pub(super) fn line(stated: &str) -> Option<String> {
    let line = stated.split_whitespace().collect::<Vec<_>>().join(" ");
    line.contains(char::is_alphanumeric).then_some(line)
}

/// Keywords that stand in one line.
pub(super) fn keywords(stated: &str) -> Vec<String> {
    let words = stated.split([',', ';', '\n']);
    words.filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_program_made_up_is_no_title() {
        assert_eq!(
            title(" Ferry  line opens\r\n").as_deref(),
            Some("Ferry line opens")
        );
        assert_eq!(
            title("Documents of Tarn").as_deref(),
            Some("Documents of Tarn")
        );
        for none in [
            "",
            "Document1",
            "Microsoft Word - draft3.doc",
            "draft.doc",
            "Untitled 2",
            "P",
            "...",
        ] {
            assert_eq!(title(none), None, "{none}");
        }
    }

    #[test]
    fn keywords_are_parted() {
        assert_eq!(
            keywords("fish, ports;  trade ,"),
            ["fish", "ports", "trade"]
        );
    }
}
