//! Texts of nothing but verbs, names and marks: the work grows with their length and no faster.

use super::said;
use crate::briefing::Body;
use crate::insight::quotes::effort::counted;
use crate::insight::quotes::read;

/// A language, and what is repeated in it.
const UNITS: [(&str, &str); 23] = [
    ("ru", "сказал \""),
    ("ru", "заявил, что "),
    ("ru", "«да» Loading 2 comments "),
    ("ru", "«x», — сказал "),
    ("en", "told Ann Lee that "),
    ("en", "said that "),
    ("en", "Ann Lee said that fish, "),
    ("en", "President Ann Lee said: “x”, "),
    ("en", "“x,” said Ann Lee and "),
    ("en", "“x,” according to Ann Lee, "),
    ("en", "who said that and "),
    ("en", "the minister, who said that "),
    ("en", "“a” said Ann and ‘b’ "),
    ("en", "when Lee said “x”, "),
    ("en", "“x ‘y,’ said Ann Lee” "),
    ("en", "President “x” "),
    (
        "en",
        "Minister Ann Lee spoke. “x,” the minister said. He said that fish. ",
    ),
    ("de", "„x“, sagte Ann Lee und "),
    ("de", "der Minister „x“ "),
    ("de", "sagte, dass „x“ "),
    ("fr", "la ministre a déclaré que «x» "),
    ("es", "dijo que “x” Ana "),
    ("ar", "قال الوزير «x» "),
];

/// How many words are looked at for each word of a text of so many bytes.
fn work(language: &str, unit: &str, bytes: usize) -> f64 {
    let text = unit.repeat(bytes / unit.len());
    let words = text.split_whitespace().count();
    let body = Body::of_paragraphs(&[text]);
    let steps = counted::during(|| drop(read("", &body, Some(language))));
    steps as f64 / words as f64
}

#[test]
fn repeated_words_of_reporting_cost_no_more_in_a_longer_text() {
    /// What each word makes up for, in each of four ways through the text, and the beginning.
    const MOST: f64 = 20.0;
    for (language, unit) in UNITS {
        let (short, long) = (work(language, unit, 50_000), work(language, unit, 100_000));
        assert!(long > 0.0, "{unit}: nothing is looked at");
        assert!(short <= MOST && long <= MOST, "{unit}: {short}, {long}");
        assert!(long <= 1.1 * short, "{unit}: {short}, then {long}");
    }
}

#[test]
fn what_follows_such_a_passage_is_read_as_ever() {
    let rubbish = "said “x” ".repeat(2_000);
    let text = format!("{rubbish}\n\nIt rained.\n\n“We agree on fish,” said Minister Ann Lee.");
    let found = said("en", "", &text);
    assert_eq!(
        found.last().map(String::as_str),
        Some("Ann Lee | We agree on fish,")
    );
}
