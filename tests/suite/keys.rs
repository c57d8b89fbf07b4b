//! Keys: those of other keyboard layouts, those of other programs, and sequences.

use chancery::app::View;

use crate::support::reader::Reader;

fn reader(settings: &str) -> Reader {
    let mut reader = Reader::with_settings(100, 30, settings);
    reader.load_numbered(60);
    reader
}

#[test]
fn a_letter_of_another_layout_counts_as_the_key_that_it_stands_on() {
    let mut reader = reader("");
    for (down, up) in [("о", "л"), ("ξ", "κ"), ("ت", "ن"), ("ח", "ל")] {
        reader.press(down).press(down).press(up);
        assert_eq!(reader.selected(), Some("Briefing 2"), "{down}");
        reader.press("g");
    }
    reader.press("П");
    assert_eq!(reader.selected(), Some("Briefing 60"), "capitals, too");
    reader.press("g ٣ ت");
    assert_eq!(reader.selected(), Some("Briefing 4"), "digits are counts");
}

#[test]
fn a_letter_that_is_bound_or_typed_is_itself() {
    let mut bound = reader("[keys]\n\"о\" = \"bottom\"\n");
    bound.press("о");
    assert_eq!(bound.selected(), Some("Briefing 60"));
    let mut none = reader("[keys]\nlayouts = []\n");
    none.press("о");
    none.line_with("о does nothing here");
    let mut greek = reader("[keys]\nlayouts = [\"greek\"]\n");
    greek.press("о");
    greek.line_with("о does nothing here");
    let mut typed = reader("");
    typed.press("ы").type_text("озеро");
    typed.line_with("search озеро");
    typed.press("esc ? /").type_text("йй");
    typed.line_with("Keys /йй");
    typed.press("esc й");
    assert!(typed.app.overlays.is_empty(), "the key that closes it");
}

#[test]
fn a_question_is_answered_by_a_letter_and_not_by_its_place() {
    let mut reader = reader("");
    reader.press("A");
    reader.line_with("y yes");
    reader.press("н");
    reader.line_with("Nothing was done");
}

#[test]
fn keys_of_other_programs_do_what_they_do_there() {
    let mut reader = reader("");
    reader.press("ctrl-n ctrl-n ctrl-p");
    assert_eq!(reader.selected(), Some("Briefing 2"));
    reader.press("ctrl-e");
    assert_eq!(reader.app.list.top, 1);
    reader.press("ctrl-y");
    assert_eq!(reader.app.list.top, 0);
    reader.press("G backspace");
    assert!(reader.app.list.cursor < 59, "a page up");
    // From briefing to briefing while one reads.
    reader.press("g enter J");
    assert_eq!(reader.open(), Some("Briefing 2"));
    assert_eq!(reader.selected(), Some("Briefing 2"));
    reader.press("2 J K");
    assert_eq!(reader.open(), Some("Briefing 3"));
    reader.press("9 K");
    assert_eq!(reader.open(), Some("Briefing 1"));
    reader.press("K");
    reader.line_with("That is the first briefing here");
}

#[test]
fn a_key_that_lends_the_terminal_to_an_editor_reads_nothing() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(1).press("M");
    assert_eq!(reader.effects, ["edit "]);
    assert!(reader.orders.is_empty(), "{:?}", reader.orders);
    reader.press("j");
    assert_eq!(reader.orders.len(), 1, "its end was seen");
}

#[test]
fn one_pane_shows_the_briefing_that_is_gone_to() {
    let mut reader = Reader::new(40, 10);
    reader.load_numbered(3).press("J");
    assert_eq!(reader.open(), Some("Briefing 2"));
    reader.line_with("The text of number 2");
}

#[test]
fn what_can_follow_the_first_key_of_a_sequence_is_shown() {
    let settings = "[keys]\n\"g\" = \"none\"\n\"g g\" = \"top\"\n\"g t\" = \"theme\"\n\
                    [keys.list]\n\"g t\" = \"none\"\n\"g o\" = \"order\"\n";
    let mut reader = reader(settings);
    reader.press("G g");
    let line = reader.line_with("g top");
    assert_eq!(line, " g  o order   g top");
    // Another layout types it, too.
    reader.press("п");
    assert_eq!(reader.selected(), Some("Briefing 1"));
    reader.press("enter 5 g");
    reader.line_with(" 5 g  g top   t theme");
}

#[test]
fn a_key_that_is_refused_leaves_the_keys_where_they_were() {
    for keys in ["D", "c", "y", "S", "W", "w", "]", "[", "}", "{"] {
        let mut reader = Reader::new(40, 10);
        reader.load_numbered(3).press("j").wait();
        let list = reader
            .screen()
            .lines()
            .take(9)
            .map(str::to_owned)
            .collect::<Vec<_>>();
        reader.press(keys);
        let now = reader
            .screen()
            .lines()
            .take(9)
            .map(str::to_owned)
            .collect::<Vec<_>>();
        assert_eq!(now, list, "{keys}");
        assert!(reader.app.notice.is_some(), "{keys} says why");
        assert_eq!(reader.count(View::Unread), 3, "{keys} reads nothing");
    }
}

#[test]
fn a_jump_that_goes_on_at_the_other_end_says_so() {
    let mut reader = Reader::new(80, 24);
    reader.load_numbered(3).press("n n").wait();
    assert_eq!(reader.selected(), Some("Briefing 3"));
    reader.press("n");
    assert_eq!(reader.selected(), Some("Briefing 1"));
    reader.line_with("No further one below: from the top");
    reader.press("N");
    assert_eq!(reader.selected(), Some("Briefing 3"));
    reader.line_with("No further one above: from the end");
    reader.press("enter /").type_text("of").press("enter n");
    reader.line_with("That is the only match");
    reader.press("/ ctrl-u").type_text("e").press("enter n");
    let said = |reader: &Reader| reader.app.notice.as_ref().map(|notice| notice.text.clone());
    assert_eq!(said(&reader), None);
    reader.press("N N");
    assert_eq!(
        said(&reader).as_deref(),
        Some("No further one above: from the end")
    );
    reader.press("n");
    assert_eq!(
        said(&reader).as_deref(),
        Some("No further one below: from the top")
    );
}
