//! Searching in the reader: the query language, what is found where, saved views.

use chancery::app::{Row, View};
use chancery::config::Pane;

use crate::support::reader::Reader;

const FILES: [(&str, &str); 4] = [
    (
        "ports.txt",
        "Title: Harbour opens\nDate: 2024-06-14\nSource: Ministry of Ports\n\n\
         The harbour is open after long repairs.\n\n\
         “The harbour wall will hold against every storm,” said Minister Ada Brook.\n",
    ),
    (
        "fish.txt",
        "Title: Herring rules\nDate: 2024-06-10\nSource: Ministry of Fish\n\n\
         New rules for herring are in force. A storm delayed them.\n",
    ),
    (
        "sea.txt",
        "Title: Storm at sea\nDate: 2024-05-02\nSource: Coast Guard\n\n\
         Ships stay in the harbour.\n\nNo ship leaves before the storm has passed.\n",
    ),
    (
        "tax.txt",
        "Title: Harbour dues\nDate: 2023-01-01\nSource: Ministry of Ports\n\nDues are doubled.\n",
    ),
];

fn reader() -> Reader {
    let mut reader = Reader::new(100, 30);
    reader.load(&FILES);
    reader
}

fn shown(reader: &Reader) -> Vec<&str> {
    let rows = reader.app.list.rows.iter();
    rows.map(|&row| reader.app.library.briefing_at(row).title.as_str())
        .collect()
}

#[test]
fn words_narrow_while_they_are_typed_and_the_lines_that_have_them_show() {
    let mut reader = reader();
    reader.press("s").type_text("harbour sto");
    assert_eq!(shown(&reader), ["Harbour opens", "Storm at sea"]);
    reader.press("enter");
    assert_eq!(reader.open(), Some("Harbour opens"));
    reader.line_with("search: harbour sto*");
    let excerpt = reader.line_with("Ada Brook: “The harbour wall");
    assert!(excerpt.contains("every storm"), "{excerpt}");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn a_word_that_is_whole_is_searched_for_as_it_is() {
    let mut reader = reader();
    reader.press("s").type_text("ship").press("enter");
    assert_eq!(shown(&reader), ["Storm at sea"]);
    assert_eq!(reader.app.search.text, "ship");
}

#[test]
fn next_goes_from_place_to_place_and_on_to_the_next_briefing() {
    let mut reader = reader();
    reader.press("s").type_text("harbour").press("enter");
    let place = |reader: &Reader| {
        let search = reader.app.reading.search.as_ref().unwrap();
        (reader.open().unwrap().to_owned(), search.current)
    };
    let at = |title: &str, current| (title.to_owned(), current);
    assert_eq!(place(&reader), at("Harbour opens", 0));
    reader.press("n");
    assert_eq!(place(&reader), at("Harbour opens", 1));
    reader.press("n");
    assert_eq!(place(&reader), at("Storm at sea", 0));
    reader.press("N");
    assert_eq!(place(&reader), at("Harbour opens", 1));
    // The word stands in the title of the last one alone; then it goes round.
    reader.press("n n");
    assert_eq!(place(&reader), at("Harbour dues", 0));
    reader.press("n");
    assert_eq!(place(&reader), at("Harbour opens", 0));
    reader.line_with("Round from the end of 3 briefings");
    reader.press("X n");
    assert_eq!(reader.open(), Some("Herring rules"), "the next unread");
}

#[test]
fn who_is_searched_for_is_gone_to_where_they_speak() {
    let mut reader = reader();
    reader.press("s").type_text("speaker:brook").press("enter");
    assert_eq!(shown(&reader), ["Harbour opens"]);
    reader.line_with("Ada Brook: “The harbour wall will hold");
    let search = reader.app.reading.search.as_ref().unwrap();
    let body = &reader.app.reading.briefing.as_ref().unwrap().body.text;
    let places: Vec<&str> = search.matches.iter().map(|at| &body[at.clone()]).collect();
    assert_eq!(places, ["“The"]);
    reader.press("n");
    reader.line_with("Round from the end of 1 briefing");
}

#[test]
fn words_that_somebody_must_say_are_gone_to_where_they_are_said() {
    let mut reader = reader();
    reader.press("s").type_text("quote:harbour").press("enter");
    let search = reader.app.reading.search.as_ref().unwrap();
    assert_eq!(
        search.matches.len(),
        1,
        "the word stands outside the quote, too"
    );
    reader.line_with("Ada Brook: “The harbour wall will hold");
    reader
        .press("s ctrl-u")
        .type_text("speaker:brook quote:harbour")
        .press("enter");
    let search = reader.app.reading.search.as_ref().unwrap();
    assert_eq!(search.matches.len(), 1);
}

#[test]
fn what_makes_no_sense_is_pointed_at_and_not_applied() {
    let mut reader = reader();
    reader.press("s").type_text("herring");
    reader.type_text(" (");
    assert_eq!(shown(&reader), ["Herring rules"]);
    reader.line_with("this parenthesis is not closed");
    reader.press("enter");
    reader.line_with("search herring (");
    reader.press("esc");
    assert_eq!(shown(&reader).len(), 4, "what was before is there again");
    reader
        .press("s")
        .type_text("storm")
        .press("enter s")
        .type_text("x");
    assert!(shown(&reader).is_empty());
    reader.press("esc");
    assert_eq!(reader.app.search.text, "storm");
    assert_eq!(shown(&reader).len(), 3);
}

#[test]
fn names_and_known_values_are_completed() {
    let mut reader = reader();
    reader
        .press("s")
        .type_text("sour")
        .press("tab")
        .type_text("min")
        .press("tab");
    reader.line_with("search source:\"Ministry of Ports\"");
    assert_eq!(shown(&reader), ["Harbour opens", "Harbour dues"]);
    reader.press("tab");
    reader.line_with("search source:\"Ministry of Fish\"");
    assert_eq!(shown(&reader), ["Herring rules"]);
    reader.press("shift-tab").type_text("is:st").press("tab");
    reader.line_with("search source:\"Ministry of Ports\" is:starred");
    reader.press("enter");
    reader.line_with("X clears the filter, the search and the tags chosen");
}

#[test]
fn a_search_by_marks_follows_them_and_keeps_what_one_looks_at() {
    let mut reader = reader();
    reader
        .press("s")
        .type_text("is:unread source:ports")
        .press("enter");
    assert_eq!(shown(&reader), ["Harbour opens", "Harbour dues"]);
    reader.press("r");
    assert_eq!(shown(&reader).len(), 2, "it stays under the eyes");
    reader.press("s enter");
    assert_eq!(shown(&reader), ["Harbour dues"]);
    reader.press("u s enter");
    assert_eq!(shown(&reader).len(), 2);
}

#[test]
fn what_is_put_away_or_off_is_found_marked_and_counted() {
    let mut reader = reader();
    reader.press("a s").type_text("harbour").press("enter");
    assert_eq!(
        shown(&reader),
        ["Harbour opens", "Storm at sea", "Harbour dues"]
    );
    assert!(reader.line_with("Harbour opens").contains('▪'));
    assert!(!reader.line_with("Storm at sea").contains('▪'));
    reader.line_with("3 of 4, 1 archived");
    // The count follows the marks.
    reader.press("j z").type_text("in 3 days").press("enter");
    reader.line_with("3 of 4, 1 archived, 1 put off");
    assert!(reader.line_with("Storm at sea").contains('◷'));
    reader.press("u");
    assert!(!reader.screen().contains("put off ·"));
    reader.press("g a");
    reader.line_with("3 of 4 ");
    reader.press("u");
    reader.line_with("3 of 4, 1 archived");
    // Without the search it is away again.
    reader.press("X");
    assert_eq!(shown(&reader).len(), 3);
    // What asks for nothing else needs no count.
    reader.press("s").type_text("is:archived").press("enter");
    assert_eq!(shown(&reader), ["Harbour opens"]);
    reader.line_with("1 of 4 ");
}

#[test]
fn the_filter_finds_what_is_put_away_too() {
    let mut reader = reader();
    reader.press("a /").type_text("opens");
    assert_eq!(shown(&reader), ["Harbour opens"]);
    assert!(reader.line_with("Harbour opens").contains('▪'));
    reader.line_with("1 of 4, 1 archived");
    reader.press("esc");
    assert_eq!(shown(&reader).len(), 3);
}

#[test]
fn what_is_put_away_among_what_was_found_is_passed_by() {
    let mut reader = reader();
    reader.press("s").type_text("harbour").press("enter a");
    assert_eq!(shown(&reader).len(), 3, "it is still found");
    assert_eq!(reader.selected(), Some("Storm at sea"));
    // In the reading pane the next is opened.
    reader.press("enter a");
    assert_eq!(reader.open(), Some("Harbour dues"));
    assert_eq!(reader.count(View::Archived), 2);
    // In the archive itself it leaves the list.
    reader
        .press("s ctrl-u")
        .type_text("is:archived")
        .press("enter g a");
    assert_eq!(reader.count(View::Archived), 1);
}

#[test]
fn a_saved_view_leaves_out_what_is_put_away() {
    let mut reader = reader();
    reader.press("s").type_text("harbour").press("enter");
    reader
        .press(":")
        .type_text("save-view Harbours")
        .press("enter");
    reader.press("g a X");
    reader.press("b");
    while reader.app.sidebar.selected() != Some(Row::Saved(0)) {
        reader.press("j");
    }
    reader.press("enter");
    assert_eq!(shown(&reader), ["Storm at sea", "Harbour dues"]);
    // The same words, typed, look everywhere; left, the view is there again.
    reader.press("s").type_text("o");
    reader.press("backspace");
    assert_eq!(shown(&reader).len(), 3);
    reader.press("esc");
    assert_eq!(shown(&reader).len(), 2);
}

#[test]
fn briefings_that_come_later_are_searched_too() {
    let mut reader = reader();
    reader.press("s").type_text("storm").press("enter");
    reader.load(&[("new.txt", "Title: Calm after the storm\n\nText.\n")]);
    assert_eq!(shown(&reader).len(), 4);
    reader.press("R").load(&FILES[..1]);
    assert_eq!(shown(&reader), ["Harbour opens"]);
}

#[test]
fn an_answer_that_is_out_of_date_is_dropped() {
    let mut reader = reader();
    reader.holds = true;
    reader.press("s").type_text("herring").press("esc");
    reader.answer();
    assert_eq!(shown(&reader).len(), 4);
}

fn saved(reader: &Reader) -> Vec<(String, usize)> {
    let views = reader.app.search.views.all.iter();
    views
        .map(|view| (view.name.to_string(), view.count))
        .collect()
}

fn views(expected: &[(&str, usize)]) -> Vec<(String, usize)> {
    let views = expected.iter();
    views
        .map(|&(name, count)| (name.to_owned(), count))
        .collect()
}

#[test]
fn a_search_is_saved_as_a_view_with_a_live_count_and_that_can_be_undone() {
    let mut reader = reader();
    reader
        .press("s")
        .type_text("storm is:unread")
        .press("enter");
    reader
        .press(":")
        .type_text("save-view Storms")
        .press("enter");
    assert_eq!(saved(&reader), views(&[("Storms", 3)]));
    reader.press("r");
    assert_eq!(saved(&reader), views(&[("Storms", 2)]));
    reader.press("u");
    assert_eq!(saved(&reader), views(&[("Storms", 3)]));
    reader.load(&[("new.txt", "Title: Calm after the storm\n\nText.\n")]);
    assert_eq!(saved(&reader), views(&[("Storms", 4)]));
    reader.press("u");
    assert_eq!(saved(&reader), views(&[]));
    reader.press("ctrl-r");
    assert_eq!(saved(&reader), views(&[("Storms", 4)]));
    // What is put away does not count.
    reader.press("a");
    assert_eq!(saved(&reader), views(&[("Storms", 3)]));
}

#[test]
fn tags_and_view_chosen_are_part_of_what_is_saved() {
    let mut reader = reader();
    reader.press("* b");
    while reader.app.sidebar.selected() != Some(Row::View(chancery::app::View::Starred)) {
        reader.press("j");
    }
    reader
        .press("enter :")
        .type_text("save-view Mine")
        .press("enter");
    assert_eq!(&*reader.app.search.views.all[0].text, "is:starred");
    assert_eq!(saved(&reader), views(&[("Mine", 1)]));
    reader.press(":").type_text("save-view").press("enter");
    reader.line_with(":save-view");
}

#[test]
fn views_of_the_configuration_are_there_from_the_start() {
    let settings = "[[views]]\nname = \"Ports\"\nquery = \"source:ports\"\n";
    let mut reader = Reader::with_settings(120, 30, settings);
    reader.load(&FILES);
    assert_eq!(saved(&reader), views(&[("Ports", 2)]));
    reader.press("b");
    while reader.app.sidebar.selected() != Some(Row::Saved(0)) {
        reader.press("j");
    }
    reader.press("enter");
    assert_eq!(shown(&reader), ["Harbour opens", "Harbour dues"]);
    reader.press("-");
    reader.line_with("“Ports” stands in the configuration");
    // Chosen again, it is chosen no longer.
    assert_eq!(reader.app.focus, Pane::Sidebar);
    reader.press("enter");
    assert_eq!(shown(&reader).len(), 4);
}

#[test]
fn briefings_are_selected_by_a_query() {
    let mut reader = reader();
    reader
        .press(":")
        .type_text("select storm -ships")
        .press("enter");
    reader.line_with("2 briefings selected");
    reader.press("*");
    let starred = |reader: &Reader| reader.count(chancery::app::View::Starred);
    assert_eq!(starred(&reader), 2);
    reader.press(":").type_text("select nowhere").press("enter");
    reader.line_with("None of the briefings that show match");
    reader.press(":").type_text("select titel:x").press("enter");
    reader.line_with("there is no field titel:; did you mean title?");
}

#[test]
fn a_rescan_under_a_search_comes_back_to_where_one_was() {
    let mut reader = reader();
    reader.press("s").type_text("storm").press("enter j");
    assert_eq!(reader.selected(), Some("Herring rules"));
    reader.press("enter");
    let open = reader.open().map(str::to_owned);
    reader.holds = true;
    reader.press("R").load(&FILES);
    assert_eq!(
        reader.open(),
        open.as_deref(),
        "while the answer is awaited"
    );
    reader.holds = false;
    reader.answer();
    assert_eq!(shown(&reader).len(), 3);
    assert_eq!(reader.selected(), Some("Herring rules"));
    assert_eq!(reader.open(), open.as_deref());
}

#[test]
fn the_briefing_that_was_chosen_while_typing_is_opened() {
    let mut reader = reader();
    reader
        .press("s")
        .type_text("harbour")
        .press("down down enter");
    assert_eq!(reader.open(), Some("Harbour dues"));
    // What is typed after that means the first again.
    reader.press("s down").type_text("open").press("enter");
    assert_eq!(reader.open(), Some("Harbour opens"));
}

#[test]
fn leaving_the_prompt_gives_back_what_was_searched_for_to_the_letter() {
    let mut reader = reader();
    reader
        .press("s")
        .type_text("ship")
        .press("enter s backspace");
    assert_eq!(shown(&reader), ["Storm at sea"], "ships, too");
    reader.press("esc");
    assert_eq!(reader.app.search.query.to_string(), "ship");
}

#[test]
fn what_is_decided_while_a_count_is_awaited_counts() {
    let settings = "[[views]]\nname = \"New\"\nquery = \"is:unread\"\n";
    let mut reader = Reader::with_settings(100, 30, settings);
    reader.holds = true;
    reader.load(&FILES).press("r j r");
    reader.answer();
    assert_eq!(saved(&reader), views(&[("New", 2)]));
}

#[test]
fn a_count_before_next_ends_where_nothing_is_left() {
    let mut reader = reader();
    reader
        .press("s")
        .type_text("harbour")
        .press("enter 9 9 9 9 9 n");
    assert!(reader.open().is_some());
    reader.press("X 9 9 9 9 9 n");
    assert!(reader.open().is_some());
}

#[test]
fn a_tag_with_quotation_marks_is_saved_as_a_view_that_finds_it() {
    let mut reader = reader();
    reader
        .press(":")
        .type_text("tag “urgent” matter")
        .press("enter");
    reader
        .press("b")
        .go_to_tag("“urgent” matter")
        .press("enter");
    reader
        .press(":")
        .type_text("save-view Urgent")
        .press("enter");
    assert_eq!(saved(&reader), views(&[("Urgent", 1)]));
}

#[test]
fn while_a_query_is_wrong_what_was_found_stays_dimmed_and_what_is_wrong_has_its_own_rows() {
    for (columns, rows) in [(40, 10), (80, 24), (160, 45)] {
        let mut reader = Reader::new(columns, rows);
        reader.load(&FILES);
        let title = |reader: &Reader| {
            let frame = chancery::ui::view(&reader.app).buffer;
            let cells =
                (0..frame.area.width).map(|x| frame[(x, if columns < 50 { 1 } else { 2 })].clone());
            let cells: Vec<_> = cells
                .skip_while(|cell| cell.symbol() != "●")
                .skip(1)
                .collect();
            let words: String = cells.iter().map(|cell| cell.symbol()).collect();
            (
                words,
                cells.iter().map(|cell| cell.style()).collect::<Vec<_>>(),
            )
        };
        let right = reader.press("s").type_text("dues");
        assert_eq!(shown(right), ["Harbour dues"]);
        let before = title(&reader);
        reader.type_text(" is:wrong");
        assert_eq!(shown(&reader), ["Harbour dues"]);
        let wrong = title(&reader);
        assert_eq!(wrong.0, before.0);
        assert_ne!(wrong.1, before.1, "dimmed");
        let screen = reader.screen();
        let lines: Vec<&str> = screen.lines().collect();
        assert!(
            lines[lines.len() - 1].starts_with(" search dues is:wrong"),
            "{screen}"
        );
        let (place, _) = lines[lines.len() - 2]
            .char_indices()
            .find(|it| it.1 == '▾')
            .expect("a sign");
        let column = chancery::text::width::width(&lines[lines.len() - 2][..place]);
        assert_eq!(column, " search dues is:".len(), "{screen}");
        for part in ["is: is followed by", "tagged"] {
            assert!(
                lines[..lines.len() - 1]
                    .iter()
                    .any(|line| line.contains(part)),
                "{screen}"
            );
        }
        for _ in 0.." is:wrong".len() {
            reader.press("backspace");
        }
        assert_eq!(title(&reader), before);
    }
}

#[test]
fn what_is_typed_has_its_room_before_any_hint() {
    let mut reader = Reader::new(40, 10);
    reader.load(&FILES);
    let query = "storm herring dues walls";
    reader.press("s").type_text(query);
    reader.line_with(&format!("search {query}"));
    reader.press("ctrl-u").type_text("dues");
    assert!(reader.line_with("search dues").ends_with("1 of 4"));
}
