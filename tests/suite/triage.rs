//! Marks of this run, the views and the sidebar.

use crate::support::reader::Reader;

#[test]
fn read_and_star_are_one_key_and_can_be_taken_back() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(3).press("*");
    reader.line_with("★");
    reader.press("r");
    assert_eq!(
        (reader.app.counts.unread, reader.app.counts.starred),
        (2, 1)
    );
    reader.press("u u");
    assert_eq!(
        (reader.app.counts.unread, reader.app.counts.starred),
        (3, 0)
    );
    reader.press("u");
    reader.line_with("Nothing to take back");
    reader.press("ctrl-r ctrl-r");
    assert_eq!(
        (reader.app.counts.unread, reader.app.counts.starred),
        (2, 1)
    );
}

#[test]
fn the_next_unread_is_found_beyond_the_end() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(4).press("j r G r").wait();
    assert_eq!(reader.selected(), Some("Briefing 4"));
    reader.press("n");
    assert_eq!(reader.selected(), Some("Briefing 1"));
    reader.press("n");
    assert_eq!(reader.selected(), Some("Briefing 3"));
    reader.press("r g r n");
    reader.line_with("Nothing left unread here");
}

#[test]
fn a_count_repeats_a_move() {
    let mut reader = Reader::new(100, 30);
    reader.load_numbered(30).type_text("12j");
    assert_eq!(reader.selected(), Some("Briefing 13"));
    reader.type_text("5k");
    assert_eq!(reader.selected(), Some("Briefing 8"));
    reader.type_text("20G");
    assert_eq!(reader.selected(), Some("Briefing 20"));
}

#[test]
fn the_sidebar_includes_excludes_and_clears() {
    let tajik = (
        "a.txt",
        "Title: Talks in Tajikistan\nDate: 2024-06-12\n\nIn Tajikistan, talks on Tajikistan were held.\n",
    );
    let kenya = (
        "b.txt",
        "Title: Talks in Kenya\nDate: 2024-06-11\n\nIn Kenya, talks on Kenya were held.\n",
    );
    let mut reader = Reader::new(160, 45);
    reader.load(&[tajik, kenya]).press("b b");
    let row = |reader: &Reader, name: &str| {
        let is = |row: &chancery::app::Row| matches!(row, chancery::app::Row::Tag { count, .. } if reader.app.collection.label(count.label).name == name);
        reader.app.sidebar.rows.iter().position(is).expect(name)
    };
    let at = row(&reader, "Tajikistan");
    reader.app.sidebar.go(at, false);
    reader.press("enter");
    assert_eq!(reader.app.list.rows.len(), 1);
    assert_eq!(reader.selected(), Some("Talks in Tajikistan"));
    reader.press("-");
    assert_eq!(reader.selected(), Some("Talks in Kenya"));
    reader.press("-");
    assert_eq!(reader.app.list.rows.len(), 2, "again clears");
}

#[test]
fn the_unread_view_keeps_what_was_just_read_until_it_is_chosen_anew() {
    let mut reader = Reader::new(160, 45);
    reader.load_numbered(3).press("b b j enter q r");
    assert_eq!(reader.app.list.rows.len(), 3, "still in sight");
}
