//! Reading: the pane follows, the space bar reads on, jumps find quotes, questions and words.

use chancery::app::View;
use chancery::briefing::Briefing;

use crate::support::reader::Reader;

const RELEASE: &str = "Title: Talks on the river
Date: 2024-06-11
Source: Ministry of Water, Testland

The delegations met in Geneva on Tuesday.

“The water belongs to everyone on its banks,” said Minister Ana Petrova. “We agreed on the gauges today.”

A joint working group will meet again in July.

Deputy Minister Jon Varga noted that the budget was sound.
";

const TRANSCRIPT: &str = "Title: Press Briefing by Spokesperson Mara Lind
Date: 2024-06-12

MS. LIND: Good afternoon, everyone.

QUESTION: Will the minister travel?

MS. LIND: She will, on Friday.

QUESTION: And the delegation?

MS. LIND: We will announce it in due course.
";

#[test]
fn the_reading_pane_follows_the_cursor_after_a_pause() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(5);
    assert_eq!(reader.open(), Some("Briefing 1"), "the first at once");
    reader.press("j j");
    assert_eq!(reader.open(), Some("Briefing 1"), "not yet");
    reader.wait();
    assert_eq!(reader.open(), Some("Briefing 3"));
}

#[test]
fn the_reading_pane_follows_at_once_or_on_enter_when_the_settings_say_so() {
    let mut reader = Reader::with_settings(100, 30, "[reading]\nfollow = \"at once\"\n");
    reader.load_numbered(5).press("j");
    assert_eq!(reader.open(), Some("Briefing 2"));

    let mut reader = Reader::with_settings(100, 30, "[reading]\nfollow = \"on enter\"\n");
    reader.load_numbered(5).press("j").wait();
    assert_eq!(reader.open(), Some("Briefing 1"));
    reader.press("enter");
    assert_eq!(reader.open(), Some("Briefing 2"));
}

#[test]
fn the_space_bar_reads_to_the_end_and_on_to_the_next_unread() {
    let mut reader = Reader::new(80, 24);
    let long = format!(
        "Title: Long\nDate: 2024-06-14\n\n{}",
        "One more paragraph of the text.\n\n".repeat(30)
    );
    reader.load(&[("long.txt", &long), ("next.txt", RELEASE)]);
    assert_eq!(reader.open(), Some("Long"));
    let mut pages = 0;
    while reader.open() == Some("Long") {
        reader.press("space");
        pages += 1;
        assert!(pages < 50, "never gets to the end");
    }
    assert!(pages > 3, "a page at a time, not all at once");
    assert_eq!(reader.open(), Some("Talks on the river"));
    assert_eq!(
        reader.count(View::Unread),
        1,
        "what was read to its end is read"
    );
}

#[test]
fn a_quote_has_a_bar_and_its_speaker_beside_it() {
    let mut reader = Reader::new(100, 40);
    reader.load(&[("river.txt", RELEASE)]);
    let line = reader.line_with("The water belongs");
    assert!(line.contains('│'), "{line}");
    reader.line_with("Ana Petrova");
}

#[test]
fn brackets_jump_from_quote_to_quote_and_say_when_there_is_no_more() {
    let mut reader = Reader::new(100, 30);
    reader.load(&[("river.txt", RELEASE)]);
    reader.press("]");
    reader.line_with("quote 1 of 3");
    reader.press("]");
    reader.line_with("quote 2 of 3");
    reader.press("] ]");
    reader.line_with("No further quote");
    reader.press("[ [");
    reader.line_with("quote 1 of 3");
}

#[test]
fn braces_jump_from_question_to_question() {
    let mut reader = Reader::new(80, 16);
    reader
        .load(&[("briefing.txt", TRANSCRIPT)])
        .press("enter }");
    let first = reader.app.reading.quote;
    reader.press("}");
    let second = reader.app.reading.quote;
    assert!(first.is_some() && second > first, "{first:?} {second:?}");
    let quotes = &reader.app.reading.briefing.as_ref().unwrap().quotes;
    let body = &reader.app.reading.briefing.as_ref().unwrap().body.text;
    assert!(
        quotes[second.unwrap()]
            .words(body)
            .starts_with("And the delegation")
    );
    reader.press("}");
    reader.line_with("No further question");
}

#[test]
fn a_word_is_found_in_the_text_and_n_goes_round() {
    let mut reader = Reader::new(100, 30);
    reader
        .load(&[("river.txt", RELEASE)])
        .press("enter /")
        .type_text("minister");
    reader.line_with("2 matches");
    reader.press("enter");
    reader.line_with("match 1 of 2");
    reader.press("n n");
    reader.line_with("match 1 of 2");
    reader.press("N");
    reader.line_with("match 2 of 2");
    reader.press("esc");
    assert!(reader.app.reading.search.is_none());
    assert!(!reader.screen().contains("match"));
}

#[test]
fn during_a_find_a_quote_that_is_jumped_to_names_its_speaker() {
    let mut reader = Reader::new(100, 30);
    reader.load(&[("river.txt", RELEASE)]).press("enter /");
    reader.type_text("the").press("enter ]");
    reader.line_with("Ana Petrova · quote 1 of");
    reader.line_with("match 1 of");
    reader.press("n");
    assert!(!reader.screen().contains("quote 1 of"));
}

#[test]
fn the_raw_view_opens_at_the_passage_and_offers_only_what_works_there() {
    let body: Vec<String> = (1..60).map(|n| format!("Paragraph {n} of many.")).collect();
    let text = format!(
        "Title: Long\r\nDate: 2024-06-11\r\n\r\n{}",
        body.join("\r\n\r\n")
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.txt");
    std::fs::write(&path, &text).unwrap();
    let mut reader = Reader::new(80, 24);
    reader.load(&[(path.to_str().unwrap(), &text)]);
    reader.press("enter \\");
    reader.line_with("Title: Long");
    assert!(!reader.screen().contains("next quote"));
    reader.press("\\");
    reader.line_with("next quote");
    reader.press("ctrl-d ctrl-d ctrl-d");
    let first = |reader: &Reader| {
        let screen = reader.screen();
        let mut lines = screen.lines().skip_while(|line| !line.contains("─ "));
        let mut words = lines.by_ref().skip(1).map(str::trim);
        words
            .find(|line| line.starts_with("Paragraph"))
            .map(str::to_owned)
    };
    let seen = first(&reader);
    assert!(seen.is_some());
    reader.press("\\");
    reader.line_with("As it stands in the file");
    assert_eq!(first(&reader), seen);
}

#[test]
fn the_raw_view_shows_what_the_reading_view_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("river.txt");
    std::fs::write(&path, RELEASE).unwrap();
    let mut reader = Reader::new(100, 30);
    reader.load(&[(path.to_str().unwrap(), RELEASE)]);
    assert!(!reader.screen().contains("Title: Talks"));
    reader.press("\\");
    reader.line_with("Title: Talks on the river");
    reader.press("\\");
    assert!(!reader.screen().contains("Title: Talks"));

    std::fs::remove_file(&path).unwrap();
    reader.press("\\");
    reader.line_with("The file cannot be read");
}

#[test]
fn resizing_keeps_the_place_in_the_text() {
    let mut reader = Reader::new(100, 30);
    let long: String = (0..200)
        .map(|n| {
            format!("Paragraph number {n} says what it says at some length, so that it wraps.\n\n")
        })
        .collect();
    reader.load(&[("long.txt", &format!("Title: Long\n\n{long}"))]);
    reader.press("enter").type_text("150j");
    let first = reader
        .screen()
        .lines()
        .find(|l| l.contains("Paragraph number"))
        .unwrap()
        .to_owned();
    let number: String = first
        .split("number ")
        .nth(1)
        .unwrap()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    reader.resize(60, 20);
    reader.line_with(&format!("number {number} "));
}

#[test]
fn the_outline_of_a_transcript_lists_its_questions_and_goes_to_one() {
    let mut reader = Reader::new(80, 24);
    reader
        .load(&[("briefing.txt", TRANSCRIPT)])
        .press("enter O");
    reader.line_with("Questions");
    reader.line_with("And the delegation?");
    reader.press("down enter");
    let briefing = reader.app.reading.briefing.as_ref().expect("it is open");
    let quote = &briefing.quotes[reader.app.reading.quote.expect("it was gone to")];
    assert!(
        quote
            .words(&briefing.body.text)
            .starts_with("And the delegation")
    );
}

#[test]
fn the_outline_numbers_the_questions_names_who_asks_and_is_filtered_by_the_whole_turn() {
    let long = "Well, as I said, we shall see. ".repeat(12);
    let text = format!(
        "Title: Press Briefing by Spokesperson Mara Lind\nDate: 2024-06-12\n\n\
         MS. LIND: Good afternoon, everyone.\n\n\
         QUESTION: Will the minister travel?\n\nMS. LIND: She will, on Friday.\n\n\
         Q. Mr. Ford: And the delegation? {long}I mean the gauges.\n\n\
         MS. LIND: We will announce it in due course.\n"
    );
    let mut reader = Reader::new(100, 24);
    reader.load(&[("briefing.txt", &text)]).press("enter O");
    reader.line_with("1          Will the minister travel?");
    reader.line_with("2 Mr. Ford And the delegation?");
    reader.type_text("gauges");
    reader.line_with("2 Mr. Ford And the delegation?");
    assert!(
        !reader.screen().contains("1          Will"),
        "{}",
        reader.screen()
    );
}

#[test]
fn the_record_of_a_speaker_has_every_briefing_the_newest_first() {
    let other = "Title: A second statement\nDate: 2024-06-13\n\n“The gauges work,” said Minister Ana Petrova.\n";
    let mut reader = Reader::new(100, 30);
    reader.load(&[("a.txt", RELEASE), ("b.txt", other)]);
    assert_eq!(reader.open(), Some("A second statement"));
    reader.press("w");
    reader.line_with("Ana Petrova: 3 quotes");
    reader.line_with("11 Jun 2024 Ministry of W… Talks on the river       “The water");
    reader.press("down enter");
    assert_eq!(reader.open(), Some("Talks on the river"));
    reader.line_with("quote 1 of");
}

#[test]
fn a_speaker_is_put_right_with_one_key_and_back_with_another() {
    let mut reader = Reader::new(100, 30);
    reader.load(&[("a.txt", RELEASE)]);
    let speaker = |reader: &Reader| {
        let briefing = reader.app.reading.briefing.as_ref().expect("it is open");
        briefing.quotes[0].speaker.as_deref().map(str::to_owned)
    };
    assert_eq!(speaker(&reader).as_deref(), Some("Ana Petrova"));
    reader.press("] S").type_text("Mara Lind").press("enter");
    reader.line_with("this quote");
    reader.press("enter");
    assert_eq!(speaker(&reader).as_deref(), Some("Mara Lind"));
    reader.line_with("Said by Mara Lind");
    assert_eq!(
        reader.app.library.briefing_at(0).quotes[0]
            .speaker
            .as_deref(),
        Some("Mara Lind"),
        "in the library too"
    );
    reader.press("u");
    assert_eq!(speaker(&reader).as_deref(), Some("Ana Petrova"));
    reader.press("ctrl-r R");
    reader.load(&[("a.txt", RELEASE)]);
    assert_eq!(
        speaker(&reader).as_deref(),
        Some("Mara Lind"),
        "after a rescan"
    );
}

#[test]
fn a_quote_is_copied_with_who_said_it_and_where() {
    let mut reader = Reader::new(100, 30);
    reader.load(&[("a.txt", RELEASE)]).press("y");
    let copied = reader.effects.last().expect("something is copied");
    for part in [
        "The water belongs",
        "Ana Petrova",
        "Talks on the river",
        "11 June 2024",
    ] {
        assert!(copied.contains(part), "{copied}");
    }
}

#[test]
fn who_says_what_in_a_paragraph_shows_without_colour_and_is_no_part_of_the_text() {
    let text = "Title: Two\nDate: 2024-06-11\n\n“The water belongs to everyone,” said Ana Petrova. \
        “The gauges are ours,” said Jon Varga.\n";
    let mut reader = Reader::with_settings(80, 24, "[theme]\nname = \"monochrome\"\n");
    reader.load(&[("two.txt", text)]).press("enter");
    reader.line_with("everyone,”¹ said Ana Petrova. “The gauges are");
    reader.line_with("ours,”² said Jon Varga.");
    reader.line_with("¹ Ana Petrova  ² Jon Varga");
    reader.press("/").type_text("²");
    reader.line_with("no match");
    reader.press("esc V y");
    let copied = reader.effects.last().expect("something is copied");
    assert!(copied.contains("everyone,” said Ana"), "{copied}");
    // A quote alone in its paragraph needs no number.
    let mut reader = Reader::new(80, 24);
    reader.load(&[("river.txt", RELEASE)]);
    assert!(!reader.screen().contains('¹'), "{}", reader.screen());
}

#[test]
fn a_turn_names_whom_its_label_means() {
    let mut reader = Reader::new(80, 24);
    reader.load(&[("briefing.txt", TRANSCRIPT)]).press("enter");
    reader.line_with("MS. LIND: [Mara Lind] Good afternoon, everyone.");
    reader.line_with("QUESTION: Will the minister travel?");
}

/// A text of two quotes, the second disputed by two rules.
const DISPUTED: &str = "Title: The bridge\n\nMara Lind came late. “The bridge opens in May,” she \
    said.\n\nIvo Marr told Roe: “The bridge will never open at all,” Ada Brook said.\n";

#[test]
fn a_key_on_a_quote_shows_why_it_has_its_speaker_and_escape_goes_back() {
    for (columns, rows) in [(80, 24), (160, 45)] {
        let mut reader = Reader::new(columns, rows);
        let screen = reader
            .load(&[("bridge.txt", DISPUTED)])
            .press("enter ] ] W")
            .screen();
        for line in [
            " Why this name ",
            "Ada Brook",
            "rule   after: A clause right after the words says whose they are.",
            "words  “Ada Brook” · “said”",
            "sure   fair: Another rule that is as good names somebody else.",
            "or     Ivo Marr (before)",
            "S puts the speaker right.",
        ] {
            assert!(screen.contains(line), "{line}\n{screen}");
        }
        let screen = reader.press("esc").screen();
        assert!(!screen.contains("Why this name"), "{screen}");
    }
}

#[test]
fn a_long_text_says_why_when_a_worker_has_read_it_and_only_while_it_is_open() {
    let long = format!(
        "{DISPUTED}\n{}",
        "The water is deep and cold here.\n\n".repeat(9000)
    );
    let mut reader = Reader::new(80, 24);
    reader.load(&[
        ("long.txt", &long),
        ("short.txt", "Title: Zebra\n\nNothing.\n"),
    ]);
    reader.press("enter ]").holds = true;
    assert!(!reader.press("W").screen().contains("Why this name"));
    assert!(reader.answer().screen().contains("Why this name"));
    reader.press("esc W esc j enter");
    assert!(!reader.answer().screen().contains("Why this name"));
}

#[test]
fn where_nobody_is_quoted_there_is_no_why() {
    let mut reader = Reader::new(80, 24);
    let screen = reader
        .load(&[("short.txt", "Title: Zebra\n\nNothing was said.\n")])
        .press("enter W")
        .screen();
    assert!(screen.contains("No quote in sight"), "{screen}");
}

/// Who says the quotes of each briefing that is loaded, by its title.
fn speakers(reader: &Reader) -> Vec<(String, Vec<String>)> {
    let names = |briefing: &Briefing| {
        let quotes = briefing.quotes.iter();
        let names = quotes.map(|quote| quote.speaker.as_deref().unwrap_or("?").to_owned());
        names.collect()
    };
    let all = reader.app.library.collection().briefings().iter();
    let mut all: Vec<_> = all.map(|it| (it.title.clone(), names(it))).collect();
    all.sort();
    all
}

/// Two briefings with quotes of one person, and one of a namesake.
fn with_namesakes() -> Reader {
    let mut reader = Reader::new(100, 30);
    reader.load(&[
        (
            "a.txt",
            "Title: A\nDate: 2024-06-03\n\n“The dam is old,” said Ana Petrova. “It is old \
             indeed.”\n\n“We shall see,” said Jon Varga.\n",
        ),
        (
            "b.txt",
            "Title: B\nDate: 2024-06-02\n\n“The dam is new,” said Ana Petrova.\n",
        ),
        (
            "c.txt",
            "Title: C\nDate: 2024-06-01\n\n“There is no dam,” said Ivan Petrova.\n",
        ),
    ]);
    reader
}

#[test]
fn a_speaker_is_put_right_in_a_briefing_or_in_the_library_in_one_step() {
    let mut reader = with_namesakes();
    let before = speakers(&reader);
    reader
        .press("enter ] S")
        .type_text("Mara Lind")
        .press("enter");
    reader.line_with("2 quotes of Ana Petrova");
    reader.line_with("3 quotes of Ana Petrova in 2 briefings");
    reader.press("down enter");
    reader.line_with("Said by Mara Lind: 2 quotes");
    let after = speakers(&reader);
    assert_eq!(after[0].1, ["Mara Lind", "Mara Lind", "Jon Varga"]);
    assert_eq!(after[1..], before[1..]);
    reader.press("u");
    assert_eq!(speakers(&reader), before);
    reader
        .press("S")
        .type_text("Mara Lind")
        .press("enter down down enter");
    reader.line_with("Said by Mara Lind: 3 quotes");
    let after = speakers(&reader);
    assert_eq!(after[0].1, ["Mara Lind", "Mara Lind", "Jon Varga"]);
    assert_eq!(
        (&*after[1].1[0], &*after[2].1[0]),
        ("Mara Lind", "Ivan Petrova")
    );
    reader.press("u");
    assert_eq!(speakers(&reader), before);
}

#[test]
fn an_office_and_a_lone_surname_are_put_right_in_their_own_briefing_alone() {
    let text = |title: &str| {
        format!(
            "Title: {title}\n\n“The dam is old,” said Petrova. “It is old indeed.”\n\n\
             “We shall see,” the minister said.\n"
        )
    };
    let mut reader = Reader::new(100, 30);
    reader.load(&[("a.txt", &text("A")), ("b.txt", &text("B"))]);
    reader
        .press("enter ] S")
        .type_text("Mara Lind")
        .press("enter");
    reader.line_with("this briefing");
    assert!(
        !reader.screen().contains("the library"),
        "{}",
        reader.screen()
    );
}

#[test]
fn on_a_narrow_screen_a_record_has_the_words() {
    let mut reader = Reader::new(40, 10);
    reader.load(&[("river.txt", RELEASE)]).press("] w");
    reader.line_with("11 Jun 2024 “The water belong");
}

#[test]
fn a_record_has_a_question_mark_where_the_name_is_a_guess() {
    let mut reader = Reader::new(100, 30);
    reader.load(&[(
        "a.txt",
        "Title: A\nDate: 2024-06-03\n\n“The dam is old,” said Ana Petrova.\n\n\
         Ana Petrova said: “We shall all see it when the rain comes.\n",
    )]);
    let record = reader.press("enter ] w").screen();
    let unsure = record.lines().filter(|line| line.contains("3 Jun 2024 ?"));
    assert_eq!(unsure.count(), 1, "{record}");
}
