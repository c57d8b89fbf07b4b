//! Whose words a whole text is: shown, printed, searched for, listed and clipped.

use serde_json::json;

use crate::support::program::chancery;
use crate::support::reader::Reader;

const SPEECH: &str = "Title: Speech by President Anton Varga at Tarn\nDate: 2024-05-03\n\n\
     Ladies and gentlemen,\n\n\
     The river belongs to all of us. “We shall build the bridge,” said Minister Jan Roe in the \
     spring, and he has built it.\n\n\
     We thank him for that.\n";

const RELEASE: &str = "Title: The bridge\nDate: 2024-06-13\n\n\
     The bridge is open. “It was a good day,” said President Anton Varga.\n";

const GUESS: &str = "Title: Statement by the President\nDate: 2024-06-14\n\n\
     The talks were long, and they were good.\n";

#[test]
fn the_line_under_the_title_names_the_author_and_no_quote_is_made_of_it() {
    let mut reader = Reader::new(100, 30);
    reader.load(&[("speech.txt", SPEECH)]);
    let facts = reader.line_with("by Anton Varga");
    assert!(facts.contains("1 quote"), "{facts}");
    let mut reader = Reader::new(100, 30);
    reader.load(&[("guess.txt", GUESS)]);
    let facts = reader.line_with("by President ?");
    assert!(!facts.contains("quote"), "{facts}");
}

#[test]
fn json_has_the_author_and_the_quotes_have_the_own_words_as_a_statement() {
    let listed = chancery("list --format jsonl")
        .on("speech.txt", SPEECH)
        .run();
    let varga =
        json!([{"name": "Anton Varga", "mention": "President Anton Varga", "confidence": "high"}]);
    assert_eq!(listed.json_lines()[0]["author"], varga);
    let release = chancery("list --format jsonl")
        .on("release.txt", RELEASE)
        .run();
    assert_eq!(release.json_lines()[0]["author"], json!([]));
    let quotes = chancery("quotes --format jsonl")
        .on("speech.txt", SPEECH)
        .run();
    let quotes = quotes.json_lines();
    assert_eq!(quotes.len(), 2);
    assert_eq!(quotes[0]["kind"], "direct");
    assert_eq!(quotes[0]["subtype"], "statement");
    assert_eq!(quotes[0]["speaker"], "Anton Varga");
    let text = quotes[0]["text"].as_str().unwrap_or_default();
    assert!(
        text.starts_with("The river") && text.ends_with("for that."),
        "{text}"
    );
    assert_eq!(quotes[1]["speaker"], "Jan Roe");
    let line = json!({"id": 1, "text": SPEECH}).to_string();
    let analysed = chancery("analyse").given(line).run().json_lines();
    assert_eq!(analysed[0]["author"], varga);
}

#[test]
fn an_authors_words_are_found_as_what_they_say_and_those_they_quote_are_not() {
    for (query, found) in [
        ("speaker:varga", 1),
        ("quote:river", 1),
        ("speaker:varga quote:river", 1),
        ("speaker:varga quote:build", 0),
        ("speaker:roe quote:build", 1),
        ("speaker:roe quote:river", 0),
    ] {
        let listed = chancery("list --format jsonl -q").and(query);
        let listed = listed.on("speech.txt", SPEECH).run();
        assert_eq!(listed.json_lines().len(), found, "{query}");
    }
}

#[test]
fn the_record_of_a_speaker_has_the_texts_that_are_theirs() {
    let mut reader = Reader::new(100, 30);
    reader.load(&[("speech.txt", SPEECH), ("release.txt", RELEASE)]);
    assert_eq!(reader.open(), Some("The bridge"));
    reader.press("w");
    reader.line_with("Anton Varga: 2 quotes");
    reader.press("down enter");
    assert_eq!(
        reader.open(),
        Some("Speech by President Anton Varga at Tarn")
    );
}

#[test]
fn an_export_says_whose_words_a_text_is() {
    let shown = chancery("show --format md").on("speech.txt", SPEECH).run();
    assert!(
        shown.stdout().contains("by Anton Varga"),
        "{}",
        shown.stdout()
    );
    let csv = chancery("list --format csv").on("speech.txt", SPEECH).run();
    assert!(csv.stdout().contains(",author\r\n"), "{}", csv.stdout());
}
