//! Theme and layout chosen by a key, over a restart.

use chancery::app::{Arrangement, Message};
use chancery::config::{Background, PaneLayout, ThemeName};
use chancery::library::choices::Choices;

use crate::support::reader::Reader;

#[test]
fn a_theme_by_key_is_kept_until_the_key_comes_round_to_the_configured_one() {
    let mut reader = Reader::new(100, 30);
    reader.press("T");
    assert_eq!(reader.app.theme.name(), ThemeName::Light);
    assert_eq!(reader.effects, ["redraw", "keep Theme(Some(Light))"]);
    // What the terminal says is of no weight against it.
    reader.tell(Message::Background(Background::Dark));
    assert_eq!(reader.app.theme.name(), ThemeName::Light);
    reader.press("T T T T");
    assert_eq!(reader.app.theme.name(), ThemeName::Dark);
    let last = reader.effects.last().map(String::as_str);
    assert_eq!(last, Some("keep Theme(None)"));
    reader.tell(Message::Background(Background::Light));
    assert_eq!(reader.app.theme.name(), ThemeName::Light, "auto again");
}

#[test]
fn what_was_chosen_in_an_earlier_run_is_taken_up_and_gives_way_to_a_key() {
    let read = Message::ChoicesRead(Choices {
        theme: Some(ThemeName::Monochrome),
        layout: Some(PaneLayout::ListOverReading),
    });
    let settings = "[panes]\nlayout = \"side by side\"\n";
    let mut reader = Reader::with_settings(160, 45, settings);
    assert_eq!(reader.app.layout.arrangement, Arrangement::SideBySide);
    reader.tell(read.clone());
    assert_eq!(reader.app.theme.name(), ThemeName::Monochrome);
    assert_eq!(reader.app.layout.arrangement, Arrangement::Stacked);
    reader.press("L");
    assert_eq!(reader.app.layout.arrangement, Arrangement::SideBySide);
    assert_eq!(reader.effects, ["keep Layout(None)"]);
    // A key pressed before the file was read has the last word.
    let mut reader = Reader::new(160, 45);
    reader.press("T").tell(read);
    assert_eq!(reader.app.theme.name(), ThemeName::Light);
}
