//! Lines broken where a text allows it inside its words, by a soft hyphen or a zero-width space: neither
//! is in any text or is drawn, and they change nothing of what is found and kept.

use chancery::text::sanitise::is_forbidden;

use crate::support::program::chancery;
use crate::support::reader::Reader;

/// Long words with soft hyphens, in a quote.
const GERMAN: &str = "Title: Urteil\nDate: 2031-03-04\n\n\
    „Das Bundes\u{AD}verfassungs\u{AD}gericht berät die Grund\u{AD}stücks\u{AD}verkehrs\u{AD}genehmigungs\u{AD}zuständig\u{AD}keit“, \
    sagte Ada Brook.\n";

/// Words that end at zero-width spaces.
const KHMER: &str = "Title: កិច្ចប្រជុំ\nDate: 2031-03-04\n\n\
    រដ្ឋមន្ត្រី\u{200B}ក្រសួង\u{200B}ការបរទេស\u{200B}បាន\u{200B}ជួប\u{200B}ពិភាក្សា\u{200B}អំពី\u{200B}\
    កិច្ចសហប្រតិបត្តិការ\u{200B}សេដ្ឋកិច្ច\u{200B}និង\u{200B}ពាណិជ្ជកម្ម\n";

/// What stands below the head of a text.
fn body(text: &str) -> &str {
    text.split_once("\n\n").expect("a body").1.trim()
}

/// The file of a text on a narrow page, open, with the keys in the reading pane.
fn reader(text: &str) -> Reader {
    let mut reader = Reader::with_settings(100, 40, "[reading]\nwidth = 24\n");
    reader.load(&[("a.txt", text)]).press("enter");
    reader
}

#[test]
fn a_line_broken_at_a_soft_hyphen_ends_with_one() {
    let reader = reader(GERMAN);
    let screen = reader.screen();
    for line in [
        "„Das Bundesverfassungs-",
        "gericht berät",
        "genehmigungszuständig-",
    ] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
    assert!(!screen.contains(|c| c != '\n' && is_forbidden(c)));
}

#[test]
fn the_hyphen_is_no_part_of_what_is_found_and_kept() {
    let mut reader = reader(GERMAN);
    reader
        .press("/")
        .type_text("verfassungsgericht")
        .press("enter");
    reader.line_with("match 1 of 1");
    reader.press("esc ] c");
    let id = reader.app.library.briefing_at(0).id;
    let marks = reader.app.triage.ledger.of(id);
    let words: Vec<_> = marks
        .clippings()
        .map(|(_, clipping)| clipping.anchor.exact.as_str())
        .collect();
    assert_eq!(
        words,
        ["„Das Bundesverfassungsgericht berät die Grundstücksverkehrsgenehmigungszuständigkeit“"]
    );
}

#[test]
fn a_line_is_broken_at_a_zero_width_space_and_not_inside_a_word() {
    let reader = reader(KHMER);
    let words: Vec<&str> = body(KHMER).split('\u{200B}').collect();
    let screen = reader.screen();
    for word in &words {
        assert!(screen.contains(word), "{word}: {screen}");
    }
    assert!(
        !screen.contains(&words.concat()),
        "more than a line: {screen}"
    );
    assert!(!screen.contains(|c| c != '\n' && is_forbidden(c)));
}

#[test]
fn show_breaks_there_too() {
    let shown = |text| {
        let run = chancery("show").on("a.txt", text).with("COLUMNS", "28");
        run.run().exits(0).stdout()
    };
    let german = shown(GERMAN);
    let broken = "„Das Bundesverfassungs-\ngericht berät";
    assert!(german.contains(broken), "{german}");
    let khmer = shown(KHMER);
    assert!(khmer.contains("\nជួប"), "{khmer}");
}

#[test]
fn an_export_breaks_at_zero_width_spaces_and_puts_no_hyphen_in() {
    let exported = |text: &str| {
        let run = chancery("export --to - --format txt").on("a.txt", text);
        run.run().exits(0).stdout()
    };
    let long = exported(&GERMAN.replace("die ", &"die\u{AD}der".repeat(40)));
    assert!(long.contains("derdie") && !long.contains('-'), "{long}");

    let words: Vec<&str> = body(KHMER).split('\u{200B}').collect();
    let long = exported(&format!(
        "Title: T\n\n{}",
        [body(KHMER); 4].join("\u{200B}")
    ));
    let lines: Vec<&str> = body(&long).lines().collect();
    assert!(lines.len() > 1, "{long}");
    for line in lines {
        let is_whole = words.iter().any(|word| line.starts_with(word))
            && words.iter().any(|word| line.ends_with(word));
        assert!(is_whole, "{line}");
    }
}

#[test]
fn the_words_are_the_same_as_without() {
    let read = |text: &str| {
        let run = chancery("show --format json").on("a.txt", text);
        run.run().exits(0).json_lines()[0]["body"].clone()
    };
    for text in [GERMAN, KHMER] {
        let without = text.replace(['\u{AD}', '\u{200B}'], "");
        assert_eq!(read(text), read(&without));
    }
}
