//! Clipping: what is kept and sent, the selection in the text, what the text shows of it.

use chancery::app::{Message, Sent, View};
use chancery::briefing::{Anchor, Clipping, Mark};
use chancery::config::Pane;
use chancery::library::marks::{
    Access, Count, Ledger, Opened, Past, PastStep, StepRef, Subject, Told,
};
use ratatui::style::Modifier;

use crate::support::reader::Reader;

const TALKS: (&str, &str) = (
    "in/talks.txt",
    "Title: Talks on water\nDate: 2024-06-12\nSource: Ministry of Water\n\
     Classification: OFFICIAL-SENSITIVE\n\n\
     The talks went on. They ended late. Nobody was glad.\n\n\
     “The river is shared,” said Mara Lind. She left at once.\n\n\
     The talks go on in July.\n",
);

/// The talks, open, with the keys in the reading pane.
fn reader() -> Reader {
    with_settings("")
}

fn with_settings(settings: &str) -> Reader {
    let mut reader = Reader::with_settings(100, 40, settings);
    reader.load(&[TALKS]).press("enter");
    reader
}

/// What was written, taken out and sent.
fn done(reader: &Reader) -> Vec<&str> {
    reader.effects.iter().map(String::as_str).collect()
}

fn clipped(reader: &Reader) -> Vec<&Clipping> {
    let id = reader.app.library.briefing_at(0).id;
    let clippings = reader.app.triage.ledger.of(id).clippings();
    clippings.map(|(_, clipping)| clipping).collect()
}

/// The words on the screen that have a modifier, run by run.
fn with_modifier(reader: &Reader, modifier: Modifier) -> Vec<String> {
    let buffer = chancery::ui::view(&reader.app).buffer;
    let mut runs = vec![String::new()];
    for cell in &buffer.content {
        if cell.modifier.contains(modifier) {
            runs.last_mut().expect("one").push_str(cell.symbol());
        } else if runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(String::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// What shows as selected.
fn selected(reader: &Reader) -> String {
    with_modifier(reader, Modifier::REVERSED).join(" / ")
}

#[test]
fn a_quote_is_kept_with_who_said_it_and_where_and_its_caveat() {
    let mut reader = reader();
    reader.press("] c");
    reader.line_with("Clipped: “The river is shared,” (u takes it back)");
    let [clipping] = clipped(&reader)[..] else {
        panic!("one clipping");
    };
    assert_eq!(clipping.anchor.exact, "“The river is shared,”");
    assert_eq!(clipping.speaker.as_deref(), Some("Mara Lind"));
    assert_eq!(clipping.clipped, "2024-06-15");
    let id = reader.app.library.briefing_at(0).id;
    let short = id.short();
    let [written] = done(&reader)[..] else {
        panic!("{:?}", reader.effects);
    };
    let expected = format!(
        "write **OFFICIAL-SENSITIVE**\n\n> The river is shared,\n\n— **Mara Lind**, \
         *Talks on water*, Ministry of Water, 12 June 2024, paragraph 2 ({short}, in/talks.txt)\n\
         <!-- chancery:{id}/"
    );
    assert!(written.starts_with(&expected), "{written}");
    assert_eq!(reader.count(View::Clipped), 1);
    reader.line_with("❝ ");
}

#[test]
fn the_same_again_takes_it_away_and_each_step_can_be_taken_back_and_made_again() {
    let mut reader = reader();
    reader.press("] c c");
    reader.line_with("Clipping taken away: “The river is shared,”");
    assert!(clipped(&reader).is_empty());
    reader.press("u");
    assert_eq!(clipped(&reader).len(), 1);
    reader.press("u");
    assert!(clipped(&reader).is_empty());
    reader.press("ctrl-r");
    assert_eq!(clipped(&reader).len(), 1);
    let [written, taken, again, back, redone] = done(&reader)[..] else {
        panic!("{:?}", reader.effects);
    };
    assert!(taken.starts_with("remove ") && back == taken);
    assert!(written == again && again == redone);
}

#[test]
fn nothing_is_written_where_nothing_can_be_marked() {
    let mut reader = reader();
    let newer = chancery::library::marks::Trouble::Newer { found: 9, known: 1 };
    reader.tell(opened(Ledger::default(), Access::ReadOnly(newer)));
    reader.press("] c");
    reader.line_with("Nothing can be marked");
    assert!(reader.effects.is_empty());
}

#[test]
fn a_clipping_is_said_to_be_made_when_mark_and_entry_are_on_the_disk() {
    let mut reader = reader();
    reader.holds = true;
    reader.press("] c").answer();
    reader.line_with("Saving…");
    reader.tell(Message::ClippingDone(Ok(())));
    reader.line_with("Clipped: “");
}

#[test]
fn what_the_file_refuses_is_said_and_the_mark_stays() {
    let mut reader = reader();
    reader.holds = true;
    reader.press("] c");
    let refusal = "Clipped, but not written: /c.md: the disk is full: free some space";
    reader.tell(Message::ClippingDone(Err(refusal.to_owned())));
    reader.line_with(refusal);
    reader.answer();
    reader.line_with(refusal);
    assert_eq!(clipped(&reader).len(), 1);
}

#[test]
fn y_sends_the_words_with_their_citation_and_without_the_file() {
    let mut reader = reader();
    reader.press("] y");
    let short = reader.app.library.briefing_at(0).id.short();
    let expected = format!(
        "copy OFFICIAL-SENSITIVE\n“The river is shared,” (Mara Lind; Talks on water, \
         Ministry of Water, 12 June 2024, paragraph 2; {short})"
    );
    assert_eq!(done(&reader), [expected]);
    assert!(clipped(&reader).is_empty());
    reader.tell(Message::Copied(Ok(Sent::Through("tmux"))));
    reader.line_with("Sent to the terminal's clipboard, through tmux");
    reader.tell(Message::Copied(Ok(Sent::Kept("tmux"))));
    reader.line_with("tmux keeps it from the clipboard: `tmux set -s set-clipboard on`");
    reader.tell(Message::Copied(Err("too many bytes".to_owned())));
    reader.line_with("too many bytes");
}

#[test]
fn the_clipboard_can_be_turned_off() {
    let mut reader = with_settings("[clipboard]\nosc52 = \"off\"");
    reader.press("] y");
    reader.line_with("The clipboard is off: set [clipboard] osc52 = \"on\" in the settings");
    assert!(reader.effects.is_empty());
}

#[test]
fn each_destination_has_its_form() {
    let settings = "[clippings]\ntemplate = \"own\"\nown = \"{speaker}: {words} [{file}]\"\n\
                    [clipboard]\ntemplate = \"bibtex\"";
    let mut reader = with_settings(settings);
    reader.press("] c y");
    let [written, sent] = done(&reader)[..] else {
        panic!("{:?}", reader.effects);
    };
    let expected =
        "write OFFICIAL-SENSITIVE\nMara Lind: The river is shared, [in/talks.txt]\n<!-- chancery:";
    assert!(written.starts_with(expected), "{written}");
    assert!(sent.starts_with("copy @misc{chancery-"), "{sent}");
}

#[test]
fn without_a_quote_in_sight_it_is_said_how_text_is_selected() {
    let mut reader = Reader::new(80, 24);
    reader.load_numbered(1).press("enter c");
    reader.line_with("No quote in sight: v selects text");
    reader.press("esc y");
    reader.line_with("No quote in sight");
    assert!(reader.effects.is_empty());
}

#[test]
fn text_is_selected_by_sentences_over_paragraphs() {
    let mut reader = reader();
    reader.press("] v");
    assert_eq!(selected(&reader), "“The river is shared,”");
    reader.line_with("select: j/k sentence · l/h character · w/b word · c clip · y send · Esc");
    reader.line_with("4 words, 1 quote selected");
    reader.press("j j j");
    assert!(selected(&reader).ends_with("The talks go on in July."));
    reader.press("k k k");
    assert!(selected(&reader).starts_with("Nobody was glad."));
    reader.press("c");
    assert!(!reader.app.selects_text());
    let [clipping] = clipped(&reader)[..] else {
        panic!("one clipping");
    };
    assert!(
        clipping
            .anchor
            .exact
            .starts_with("Nobody was glad.\n\n“The river is shared,”")
    );
    assert_eq!(clipping.speaker, None, "more than a quote is nobody's");
    assert!(done(&reader)[0].contains("> Nobody was glad.\n>\n> “The river"));
    assert!(done(&reader)[0].contains("paragraphs 1–2"));
}

#[test]
fn a_count_words_characters_and_the_other_end_move_the_selection() {
    let mut reader = reader();
    reader.press("] v 2 w");
    assert_eq!(selected(&reader), "“The river is shared,” said Mara");
    reader.press("b b o l");
    assert_eq!(selected(&reader), "The river is shared");
    reader.press("y");
    assert!(done(&reader)[0].contains("“The river is shared” (Mara Lind; "));
    assert!(!reader.app.selects_text());
}

#[test]
fn a_part_of_a_quote_has_its_speaker_and_the_words_around_it_have_none() {
    let mut reader = reader();
    reader.press("] v h h c");
    reader.press("] v j o w w w w w c");
    let speakers: Vec<_> = clipped(&reader)
        .iter()
        .map(|clipping| (clipping.anchor.exact.as_str(), clipping.speaker.as_deref()))
        .collect();
    assert_eq!(
        speakers,
        [
            ("“The river is shared", Some("Mara Lind")),
            ("said Mara Lind.", None),
        ]
    );
}

#[test]
fn paragraphs_are_selected_whole_and_the_ends_of_the_text_are_a_key_away() {
    let mut reader = reader();
    reader.press("] V");
    assert_eq!(
        selected(&reader),
        "“The river is shared,” said Mara Lind. She left at once."
    );
    reader.line_with("select: j/k paragraph");
    reader.press("j");
    assert!(selected(&reader).ends_with(" / The talks go on in July."));
    reader.press("V");
    assert!(!reader.app.selects_text(), "again leaves");
    reader.press("] v G");
    assert!(selected(&reader).ends_with(" / The talks go on in July."));
    reader.press("g");
    assert!(selected(&reader).starts_with("The talks went on. They ended late."));
}

#[test]
fn escape_and_q_leave_the_selection_and_nothing_else_does_something_unseen() {
    let mut reader = reader();
    reader.press("] v *");
    reader.line_with("No star while text is selected: Esc leaves");
    assert_eq!(reader.count(View::Starred), 0);
    reader.press("q");
    assert!(!reader.app.selects_text());
    assert_eq!(reader.app.focus, Pane::Reading);
    assert!(selected(&reader).is_empty());
    reader.press("v esc");
    assert!(!reader.app.selects_text());
    reader.press("v ctrl-c");
    assert_eq!(reader.effects, ["quit"]);
}

#[test]
fn in_the_list_v_selects_briefings_as_ever() {
    let mut reader = reader();
    reader.press("q v");
    reader.line_with("1 briefing selected");
    assert!(!reader.app.selects_text());
}

#[test]
fn quotes_are_not_clipped_nor_text_selected_in_the_raw_view() {
    let mut reader = Reader::new(80, 24);
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), TALKS.1).expect("its text");
    let name = file.path().to_str().expect("a plain path").to_owned();
    reader.load(&[(&name, TALKS.1)]).press("enter \\");
    for key in ["c", "y", "v"] {
        reader.press(key);
        reader.line_with("Quotes are marked in the reading view");
    }
    assert!(reader.effects.is_empty());
}

#[test]
fn of_a_long_turn_the_paragraph_in_sight_is_clipped() {
    let long = "We will go on with the work that was begun. ".repeat(20);
    let text = format!(
        "Title: Briefing\n\nMR. MILLER: {long}\n\nAnd one thing more. {long}\n\n\
         QUESTION: Thank you. When?\n\nMR. MILLER: In July.\n"
    );
    let mut reader = Reader::new(80, 60);
    reader.load(&[("a.txt", &text)]).press("enter ] c");
    reader.line_with("Clipped the paragraph (V selects more, u takes it back): “We will");
    let first = clipped(&reader)[0];
    assert_eq!(first.anchor.exact, long.trim());
    assert!(
        first
            .speaker
            .as_deref()
            .is_some_and(|it| it.contains("Miller"))
    );
    reader.press("] c");
    reader.line_with("Clipped: “Thank you. When?”");
}

#[test]
fn of_a_quote_that_runs_over_pages_the_sentences_in_sight_are_clipped_and_the_rest_on_demand() {
    let sentences: Vec<String> = (0..60)
        .map(|n| format!("Number {n} was begun by us."))
        .collect();
    let text = format!(
        "Title: Long\n\n“{},” said Ana Petrova.\n",
        sentences.join(" ")
    );
    let mut reader = Reader::new(80, 16);
    reader.load(&[("a.txt", &text)]).press("enter pagedown c");
    reader.line_with("Clipped what is in sight (v selects more, u takes it back): “Number");
    let part = clipped(&reader)[0].anchor.exact.clone();
    assert!(
        part.starts_with("Number") && part.ends_with("by us."),
        "{part}"
    );
    let in_sight = part.split(". ").count();
    assert!((10..50).contains(&in_sight), "{in_sight} sentences");
    reader.press("v c");
    let all = clipped(&reader);
    let longest = all.iter().map(|it| it.anchor.exact.len()).max();
    assert!(longest > Some(1500), "{longest:?}");
    reader.press("y");
    reader.tell(Message::Copied(Ok(Sent::Direct)));
    reader.line_with("Sent what is in sight to the terminal's clipboard (v selects more)");
}

fn opened(ledger: Ledger, access: Access) -> Message {
    Message::Marks(Told::Opened(Box::new(Opened {
        read_today: Default::default(),
        ledger,
        past: Past::default(),
        access,
        count: Count::default(),
        salvaged: None,
    })))
}

/// Marks of an earlier run: these words of the talks were clipped.
fn kept(reader: &Reader, exact: &str) -> Ledger {
    let clipping = Clipping {
        anchor: Anchor {
            exact: exact.to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            start: 0,
        },
        speaker: None,
        clipped: "2024-06-01".to_owned(),
    };
    let id = reader.app.library.briefing_at(0).id;
    let mut ledger = Ledger::default();
    let mark = Mark::Clipping("0-9".into());
    ledger.set(&Subject::Mark(id, mark), &clipping.to_value());
    ledger
}

#[test]
fn what_was_clipped_is_marked_on_the_next_opening() {
    let mut reader = reader();
    let ledger = kept(&reader, "Nobody was glad.");
    reader.tell(opened(ledger, Access::Full));
    assert_eq!(
        with_modifier(&reader, Modifier::UNDERLINED),
        ["Nobody was glad."]
    );
    assert!(
        reader
            .line_with("Nobody was glad.")
            .trim_start()
            .starts_with('❝')
    );
    reader.press("i");
    reader.line_with("2024-06-01   “Nobody was glad.”");
}

#[test]
fn a_clipping_whose_words_are_gone_is_told_of_at_the_head() {
    let mut reader = reader();
    let ledger = kept(
        &reader,
        "The river is mine, and so is all the water in it for ever",
    );
    reader.tell(opened(ledger, Access::Full));
    reader.press("g");
    reader.line_with("1 clipping is no longer found in this text:");
    reader.line_with("is all the…”");
    // The names beside the quotes are where they were.
    assert!(
        reader
            .line_with("“The river is shared,”")
            .contains("Mara Lind")
    );
    reader.press("i");
    reader.line_with("(no longer found in");
}

#[test]
fn a_clipping_of_a_briefing_that_is_not_here_is_written_again_with_what_is_known() {
    let mut reader = reader();
    let of = Subject::Mark(
        chancery::briefing::BriefingId::of("gone", "gone"),
        Mark::Clipping("0-9".into()),
    );
    let ledger = kept(&reader, "Gone words.");
    let (_, value) = ledger.all().into_iter().next().expect("a mark");
    let change = chancery::library::marks::Change {
        of: of.clone(),
        was: None,
        now: value,
    };
    let step = PastStep {
        step: StepRef::Kept(1),
        said: "Clipped: “Gone words.”".to_owned(),
        changes: vec![change],
    };
    reader.tell(Message::Marks(Told::Opened(Box::new(Opened {
        read_today: Default::default(),
        ledger: Ledger::default(),
        past: Past {
            done: Vec::new(),
            undone: vec![step],
        },
        access: Access::Full,
        count: Count::default(),
        salvaged: None,
    }))));
    reader.press("ctrl-r");
    assert!(
        done(&reader)[0].starts_with("write > Gone words.\n\n— *"),
        "{:?}",
        reader.effects
    );
}

#[test]
fn a_selection_goes_when_its_text_does_and_fits_any_screen() {
    let mut reader = Reader::new(160, 45);
    reader.load(&[
        TALKS,
        ("b.txt", "Title: Other\nDate: 2024-06-13\n\nOther words.\n"),
    ]);
    reader.press("j enter v j");
    assert!(reader.app.selects_text());
    for (columns, rows) in [(40, 10), (1, 1), (80, 24), (12, 4), (160, 45)] {
        reader.resize(columns, rows);
        reader.screen();
    }
    assert!(reader.app.selects_text());
    reader.press("esc q k").wait();
    assert_eq!(reader.open(), Some("Other"));
    assert!(selected(&reader).is_empty());
}
