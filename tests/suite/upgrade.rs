//! A library that is read by better rules: titles, furniture and the ends of quotes are others,
//! and what the reader decided is where it was.

use std::env;
use std::time::Duration;

use chancery::app::Message;
use chancery::briefing::{BriefingId, Mark, present};
use chancery::ingest::Draft;
use chancery::library::marks::{Change, Keeper, Order, Place, Step, Store, Subject, Told, What};
use jiff::Timestamp;

use crate::support::reader::Reader;

const TALKS: &str = "Title: Corridor talks\nDate: 2024-06-12\n\n\
    “Follow us for more of our news,” Pat Fox said.\n\n\
    The two ministers met on Wednesday in Suva.\n\n\
    “We have one interest here, and it is peace, and it will be,” he said.\n\n\
    Ships will be inspected in one port.\n\n\
    “The door stays open for all of us,” Mara Lind said.\n";

const FISH: &str = "Title: Fishery rules\nDate: 2024-06-11\n\nNew rules for herring.\n";

const FILES: [(&str, &str); 2] = [("talks.txt", TALKS), ("fish.txt", FISH)];

/// What a later version might make of it: another title, the first paragraph taken for furniture,
/// a quotation mark put where it belongs.
fn better(mut draft: Draft) -> Draft {
    draft.title = draft.title.to_uppercase();
    if draft.body.blocks.len() < 2 {
        return draft;
    }
    let text = draft.body.text.replace(
        "interest here, and it is peace, and it will be,”",
        "interest here, and it is peace,” and it will be,",
    );
    assert_ne!(text, draft.body.text, "the rule meets something");
    let start = draft.body.blocks[1].span.start;
    draft.body.text = text[start as usize..].to_owned();
    draft.body.blocks.remove(0);
    for block in &mut draft.body.blocks {
        block.span.start -= start;
        block.span.end -= start;
    }
    draft
}

/// A reader with the marks of a place, as the program has it.
fn open(place: &Place, rules: fn(Draft) -> Draft) -> Reader {
    let mut reader = Reader::new(120, 40);
    (reader.marks, reader.rules) = (Some(place.clone()), rules);
    let (_, opened) = Store::open(place, Timestamp::now()).expect("the marks");
    reader.tell(Message::Marks(Told::Opened(Box::new(opened))));
    reader.load(&FILES);
    reader
}

/// Looks what has become of what was marked, as the keeper does when all is read.
fn survey(reader: &mut Reader, place: &Place) {
    let (mut store, _) = Store::open(place, Timestamp::now()).expect("the marks");
    let here = env::current_dir().expect("a folder");
    let standings = reader.app.library.collection().standings();
    let found = store.survey(&standings, &here, Timestamp::now());
    let found = found.expect("a survey");
    assert_eq!((&*found.revised, &*found.renamed), (&[][..], &[][..]));
    reader.tell(Message::Marks(Told::Surveyed(found)));
}

fn id(reader: &Reader) -> BriefingId {
    let open = reader.app.reading.briefing.as_ref();
    open.expect("an open briefing").id
}

/// Decides what the reader at the desk decided under the first rules.
fn decide(place: &Place) -> BriefingId {
    let mut reader = open(place, |draft| draft);
    reader.press("enter");
    let id = id(&reader);
    // Its end is seen at once: it is read.
    reader.press("* t").type_text("corridor").press("enter");
    let said = Message::Edited {
        id,
        text: Ok("Ask the desk.".to_owned()),
    };
    reader.tell(said);
    // Of the first quote, which goes, and the second, which ends elsewhere.
    // Both are Pat Fox's, so that the first asks for which quotes it is meant: for this one.
    reader
        .press("] S")
        .type_text("Ivo Sol")
        .press("enter enter");
    reader.press("] S").type_text("Ivo Sol").press("enter");
    reader.press("]  c");
    let keeper = Keeper::start(Some(place.clone()), |_| {});
    for order in std::mem::take(&mut reader.orders) {
        keeper.give(order);
    }
    keeper.finish(Duration::from_secs(20));
    id
}

#[test]
fn everything_that_was_decided_is_where_it_was_under_better_rules() {
    let home = tempfile::tempdir().expect("a home");
    let place = Place::new(home.path().join("chancery"));
    let before = decide(&place);
    let mut reader = open(&place, better);
    survey(&mut reader, &place);
    let line = reader.line_with("CORRIDOR TALKS");
    assert!(!line.contains('●') && line.contains('★'), "{line}");
    reader.press("enter");
    assert_eq!(id(&reader), before);
    let screen = reader.screen();
    for words in ["Ask the desk.", "it is peace", "❝"] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
    let briefing = reader.app.reading.briefing.clone().expect("it is open");
    let quote = |words: &str| {
        let mut quotes = briefing.quotes.iter();
        let found = quotes.find(|quote| quote.words(&briefing.body.text).contains(words));
        found.unwrap_or_else(|| panic!("no quote has {words}"))
    };
    let put_right = quote("one interest");
    assert_eq!(put_right.speaker.as_deref(), Some("Ivo Sol"));
    assert!(
        !put_right.words(&briefing.body.text).contains("will be"),
        "it ends elsewhere"
    );
    assert_eq!(quote("The door").speaker.as_deref(), Some("Mara Lind"));
    assert!(briefing.tags.iter().any(|tag| tag.label.name == "corridor"));
    let clipped: Vec<_> = reader.app.reading.clipped.ranges().cloned().collect();
    assert!(briefing.body.text[clipped[0].clone()].contains("The door stays open"));
}

#[test]
fn what_is_not_found_again_is_told_of_once_listed_and_kept() {
    let home = tempfile::tempdir().expect("a home");
    let place = Place::new(home.path().join("chancery"));
    let id = decide(&place);
    let told = "1 correction is no longer found in its text, and kept (! lists them)";
    for is_first in [true, false] {
        let mut reader = open(&place, better);
        survey(&mut reader, &place);
        assert_eq!(reader.screen().contains(told), is_first);
        reader.press("!");
        let screen = reader.screen();
        assert!(screen.contains("Problems (1)"), "{screen}");
        assert!(screen.contains("correction is kept: "), "{screen}");
        assert!(screen.contains("“Follow us for more"), "{screen}");
    }
    // Rules that find the words again find the correction, too.
    let mut reader = open(&place, |draft| draft);
    survey(&mut reader, &place);
    let position = reader.app.library.position_of(id).expect("it is here");
    let quotes = &reader.app.library.briefing_at(position).quotes;
    assert_eq!(quotes[0].speaker.as_deref(), Some("Ivo Sol"));
    reader.press("!");
    assert!(reader.screen().contains("None: every file was read whole"));
}

#[test]
fn marks_under_a_former_id_come_to_the_screen_when_all_is_read() {
    let home = tempfile::tempdir().expect("a home");
    let place = Place::new(home.path().join("chancery"));
    let mut reader = open(&place, |draft| draft);
    let briefing = reader.app.library.briefing_at(0).clone();
    let former = BriefingId::formerly(&briefing.title, &briefing.body.text);
    let (mut store, _) = Store::open(&place, Timestamp::now()).expect("the marks");
    let change = Change {
        of: Subject::Mark(former, Mark::Starred),
        was: None,
        now: present(),
    };
    let step = Step {
        said: "Restored 1 mark".to_owned(),
        changes: vec![change],
    };
    let orders = [Order {
        number: 1,
        what: What::Make(step),
    }];
    store.save(&orders, Timestamp::now()).expect("it is saved");
    store.end_session().expect("it is over");
    let (sender, told) = std::sync::mpsc::channel();
    let keeper = Keeper::start(Some(place.clone()), move |what| drop(sender.send(what)));
    keeper.survey(reader.app.library.collection().standings());
    loop {
        let what = told
            .recv_timeout(Duration::from_secs(20))
            .expect("it tells");
        let is_last = matches!(what, Told::Surveyed(_));
        reader.tell(Message::Marks(what));
        if is_last {
            break;
        }
    }
    keeper.finish(Duration::from_secs(20));
    assert!(reader.line_with("Corridor talks").contains('★'));
    reader.press("u");
    assert!(reader.screen().contains("Undone: Restored 1 mark"));
    assert!(!reader.line_with("Corridor talks").contains('★'));
}
