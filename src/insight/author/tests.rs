//! Whose words whole texts are, from title to signature; and what is nobody's.

use std::path::Path;

use proptest::prelude::*;

use super::{Text, authors};
use crate::briefing::{Briefing, Confidence};
use crate::ingest;
use crate::insight::quotes;
use crate::insight::{Analyst, Rulebook};

/// A briefing with a title and a body.
fn briefing(title: &str, body: &str) -> Briefing {
    read(&format!("Title: {title}\n\n{body}"))
}

fn read(text: &str) -> Briefing {
    let analyst = Analyst::new(Rulebook::default());
    let draft = ingest::read(Path::new("t.txt"), text.as_bytes()).drafts;
    let draft = draft.into_iter().next().unwrap();
    analyst.finish(draft, Path::new("t.txt").into(), 0)
}

const BODY: &str = "The bridge over the river is open again today, and the ferries have stopped.\n\n\
    It took two years to build, and nobody had to leave the village for it.";

/// The authors by title alone: `name`, with a `?` where that is a guess.
fn titled(title: &str) -> String {
    shown(&briefing(title, BODY))
}

fn shown(briefing: &Briefing) -> String {
    briefing.byline().unwrap_or_default()
}

/// The words that are the author's own.
fn own(briefing: &Briefing) -> &str {
    let words = briefing.authors[0].words.unwrap();
    &briefing.body.text[words.range()]
}

#[test]
fn a_title_names_whose_words_a_text_is() {
    for (title, authors) in [
        ("Statement by President Varga on the river", "Varga"),
        (
            "Remarks as Prepared for Delivery by Minister Mara Lind at Tarn",
            "Mara Lind",
        ),
        (
            "CORRECTED: Full text of the speech by Mara Lind, Minister for Water",
            "Mara Lind",
        ),
        ("Statement from RMC Spokesperson Jan Roe", "Jan Roe"),
        (
            "Prime Minister Mara Lind’s address to the nation",
            "Mara Lind",
        ),
        ("Excerpts from President Varga's New Year message", "Varga"),
        (
            "Statement on the Flood by Foreign Minister Jan Roe",
            "Jan Roe",
        ),
        (
            "Ferries: Statement by the Foreign Minister, Anna Lind",
            "Anna Lind",
        ),
        (
            "Remarks by President Varga Announcing a New Bridge",
            "Varga",
        ),
        ("Remarks by Ambassador Jan Manning on Trade", "Jan Manning"),
        ("Statement by the President", "President ?"),
        ("Statement by the Ministry of Water", "Ministry of Water"),
    ] {
        assert_eq!(titled(title), authors, "{title}");
    }
}

#[test]
fn a_letter_is_its_writers_and_never_its_readers() {
    for (title, authors) in [
        (
            "7. Letter From the Ambassador to Norland (Roe) to the Secretary of State (Lind)",
            "Roe",
        ),
        ("Letter From President Varga to Chairman Roe", "Varga"),
        (
            "Message From the Embassy in Norland to the Ministry of Water",
            "Embassy in Norland",
        ),
        (
            "Telegram 12/7 From Secretary of State Lind in Tarn to the Department of State",
            "Lind",
        ),
        (
            "Letter From the Head of the Bureau for Rivers and Lakes, Ministry of Water (Roe) to \
             the Minister for Trade (Lind)",
            "Roe",
        ),
        (
            "Letter From the Overseer of the Bureau for Rivers (Roe) to the Minister (Lind)",
            "Roe",
        ),
        (
            "Message From Chairmen Roe and Sol to President Varga",
            "Roe, Sol",
        ),
    ] {
        assert_eq!(titled(title), authors, "{title}");
    }
    let letter = "Dear Mr. Secretary: I have the honor to report that the talks go on.";
    let title = "The Minister in Norland (Roe) to the Secretary of State";
    assert_eq!(shown(&briefing(title, letter)), "Roe");
    assert_eq!(
        shown(&briefing("Minister Speaks to President Varga", BODY)),
        ""
    );
}

#[test]
fn what_two_say_together_is_of_both_in_writing_and_of_nobody_in_speech() {
    let by = "by Prime Minister Mara Lind and President Anton Varga";
    assert_eq!(
        titled(&format!("Joint Statement {by}")),
        "Mara Lind, Anton Varga"
    );
    assert_eq!(titled(&format!("Remarks {by} Before Their Meeting")), "");
    assert_eq!(
        titled("Remarks by President Varga in Joint Press Conference"),
        ""
    );
}

#[test]
fn what_is_nobodys_alone_has_no_author() {
    for title in [
        "Interview by Mara Lind with the Norland Herald",
        "Readout of President Varga’s call with Prime Minister Lind",
        "Press Briefing by Press Secretary Jan Roe",
        "FACT SHEET: President Varga’s plan for the river",
        "Memorandum of Conversation, by the Ambassador in Norland (Roe)",
        "Norland Rejects President Varga’s Speech",
        "President Varga’s Speech Moves the Nation",
        "President Varga meets Prime Minister Lind",
        "Statement of Policy",
    ] {
        assert_eq!(titled(title), "", "{title}");
    }
}

#[test]
fn a_header_that_names_the_speaker_is_believed_first() {
    let text = "Title: Statement by Norland in the debate\nDate: 1995\nSpeaker: Mr. ROE-VARGA, \
        Minister for Water\n\nMr. President, the river is shared by all of us here.";
    let found = read(text);
    assert_eq!(shown(&found), "Roe-Varga");
    assert_eq!(found.authors[0].confidence, Confidence::High);
}

#[test]
fn a_signature_gives_the_full_name_and_a_namesake_in_the_text_does_not() {
    let body = "Jan Varga and I thank all who built the bridge over our river this year.";
    let title = "Statement by President Varga";
    assert_eq!(shown(&briefing(title, body)), "Varga");
    let signed = format!("{body}\n\nYours sincerely,\n\nAnton Varga");
    assert_eq!(shown(&briefing(title, &signed)), "Anton Varga");
}

#[test]
fn a_text_in_the_first_person_is_whoever_signs_it() {
    let letter = "Dear friends,\n\nI thank you for the bridge that we have built, and I hope that \
        we shall meet there soon.\n\nYours sincerely,\n\nMara Lind\nMinister for Water";
    assert_eq!(shown(&briefing("To the builders", letter)), "Mara Lind");
    let release = "The bridge is open, the ministry said today in the capital.\n\nMara Lind";
    assert_eq!(shown(&briefing("Bridge opens", release)), "");
}

#[test]
fn a_line_says_who_gave_the_words() {
    let body = format!("Delivered by Mara Lind, Minister for Water\n\n{BODY}");
    assert_eq!(shown(&briefing("On the river", &body)), "Mara Lind");
    let title = "Statement attributable to the Spokesperson for the Secretary-General";
    let body = format!("{BODY}\n\nRead by Jan Roe, Spokesman for the Secretary-General.");
    assert_eq!(shown(&briefing(title, &body)), "Jan Roe");
}

#[test]
fn a_body_speaks_by_doing_what_it_says() {
    let body = "The Ministry of Water of Norland, while regretting the delay, condemns the attack \
        on the bridge over the river.\n\nThe talks will go on in the spring.";
    assert_eq!(
        shown(&briefing("The bridge", body)),
        "Ministry of Water of Norland"
    );
    let release = "The Ministry of Water welcomes the bridge.\n\n“It is a good bridge, and we \
        shall keep it,” said Mara Lind.";
    assert_eq!(shown(&briefing("The bridge", release)), "");
    let treaty = "The Foreign Ministers of Norland and Sudmark,\n\nRecalling the treaty on the \
        river of that year;\n\nDesiring to keep the river clean for all of us;\n\nHave agreed:";
    let both = "Foreign Ministers of Norland and Sudmark ?";
    assert_eq!(shown(&briefing("On the river", treaty)), both);
}

#[test]
fn own_words_are_without_dateline_salutation_signature_and_notes() {
    let text = "Tarn, May 3, 1963.\n\nDEAR MR. PRESIDENT: I have read your letter of May. It is \
        good to hear from you.\n\nWe shall meet.\n\nSincerely,\n\nMara Lind\n\nNotes\n\n[1] Source: \
        Ministry of Water, files of that year.";
    let found = briefing("Letter From Minister Lind to President Varga", text);
    assert!(own(&found).starts_with("I have read"), "{}", own(&found));
    assert!(own(&found).ends_with("We shall meet."), "{}", own(&found));
    assert!(found.quotes.is_empty(), "{:?}", found.quotes);
}

#[test]
fn marked_words_in_a_speech_are_whoevers_they_are() {
    let text = "The river is shared by all of us. “We shall build the bridge,” said Jan Roe in \
        the spring, and he was right about that.";
    let found = briefing("Speech by President Anton Varga", text);
    let own = found.own_words(&found.authors[0]);
    let said: Vec<&str> = own.into_iter().map(|at| &found.body.text[at]).collect();
    assert!(said.concat().contains("The river is shared"));
    assert!(!said.concat().contains("build the bridge"));
}

#[test]
fn turns_leave_their_author_no_statement() {
    let text = "THE PRESIDENT: Good morning to all of you.\n\nQ Will you build it?\n\n\
        THE PRESIDENT: We shall build it.";
    let found = briefing("Remarks by President Anton Varga Before Departure", text);
    assert_eq!(shown(&found), "Anton Varga");
    assert_eq!(found.statements().count(), 0);
}

#[test]
fn other_languages_have_their_own_order() {
    for (language, title, authors) in [
        (
            "fr",
            "Discours du Président Anton Varga à Tarn",
            "Anton Varga",
        ),
        (
            "de",
            "Rede von Bundeskanzlerin Mara Lind zum Fluss",
            "Mara Lind",
        ),
        (
            "es",
            "Mensaje del Presidente Antonio Varga sobre el río",
            "Antonio Varga",
        ),
    ] {
        let text = format!("Title: {title}\nLanguage: {language}\n\nTarn.");
        assert_eq!(shown(&read(&text)), authors, "{title}");
    }
}

#[test]
fn a_title_as_long_as_a_book_is_read_at_its_head() {
    let title = "Statement by Mara Lind, Minister".to_owned() + &" and the long road".repeat(2000);
    assert_eq!(titled(&title), "Mara Lind");
}

/// Pieces of titles, letters and signatures.
const PIECES: &[&str] = &[
    "Statement ",
    "Remarks ",
    "Letter ",
    "Interview ",
    "by ",
    "from ",
    "to ",
    "of ",
    "the ",
    "and ",
    "on ",
    "Minister ",
    "President ",
    "Mara ",
    "Lind",
    "Varga's ",
    "Lind’s ",
    "JAN ROE",
    "Jan Roe ",
    "Ministry of Water ",
    "Norland ",
    "His Excellency ",
    "Mr. ",
    "(",
    ") ",
    ", ",
    ",",
    ": ",
    " - ",
    "–",
    "’",
    "'s",
    "'",
    ".",
    ". ",
    "\n",
    "\n\n",
    "Dear Mr Lind:",
    "Yours sincerely,",
    "Delivered by ",
    "Recalling ",
    "condemns ",
    "I and we ",
    "it was late and they left ",
    "[1] a",
    "Notes",
    "MR. LIND: ",
    "“",
    "”",
    "said ",
    "Rede des ",
    "Выступление ",
    "Déclaration de ",
    "é",
    "İ",
    "\u{301}",
    "漢",
    "1",
];

fn pieces(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_has_authors_whose_words_lie_in_it(
        title in pieces(16),
        speaker in prop::option::of(pieces(6)),
        text in pieces(40),
        language in prop::sample::select(vec!["en", "de", "es", "fr", "pt", "ru", "ja"]),
    ) {
        let drafts = ingest::read(Path::new("t.txt"), text.as_bytes()).drafts;
        let Some(body) = drafts.into_iter().next().map(|draft| draft.body) else {
            return Ok(());
        };
        let language = Some(language);
        let findings = quotes::read(&title, &body, language);
        let found = authors(Text {
            title: &title,
            speaker: speaker.as_deref(),
            body: &body,
            language,
            findings: &findings,
        });
        for author in found {
            prop_assert!(!author.name.trim().is_empty(), "{:?}", author);
            if let Some(words) = author.words {
                prop_assert!(!words.is_empty());
                prop_assert!(body.text.get(words.range()).is_some());
            }
        }
    }
}

/// Words that somebody says of themselves, with no name in them.
const SPOKEN: &str = "I thank you for coming to our harbour on this cold day. We have waited for it long.\n\n\
    I shall be short: we built it together, and I am proud of my town.";

#[test]
fn a_name_over_an_office_is_whose_words_follow() {
    for (head, author) in [
        (
            "Tirza Oduya\nDeputy Minister of Water of Norland\nTarn, 14 June 2024\n\nMr Co-Chair, dear guests,",
            "Tirza Oduya",
        ),
        ("Deputy Minister Ivo Marr\n\nTarn, 2 May 2024", "Ivo Marr"),
        (
            "TO: The Secretary\nFROM: EUR - Anna Lind\nSUBJECT: The harbour",
            "Anna Lind",
        ),
        // Three are nobody, and so are whoever is addressed and a line of a headline.
        ("Anna Lind\nGeorg Sol\nIvo Marr", ""),
        ("Mr Ivo Marr, President of Norland,\n\nExcellencies,", ""),
        ("- Says Assistant Secretary Ivo Marr", ""),
        ("FROM: TARN\nTO: SUDMARK", ""),
    ] {
        let text = briefing("Opening of the Harbour", &format!("{head}\n\n{SPOKEN}"));
        assert_eq!(shown(&text), author, "{head}");
        let told = briefing("Opening of the Harbour", &format!("{head}\n\n{BODY}"));
        assert_eq!(shown(&told), "", "{head}");
    }
}

#[test]
fn a_title_may_open_with_whoever_speaks() {
    for (title, author) in [
        ("Foreign Minister Anna Lind on the river talks", "Anna Lind"),
        ("Anna Lind: Why we build", "Anna Lind"),
        ("President Expresses Confidence on the Future", ""),
        ("Anna Lind Opens the Harbour", ""),
    ] {
        assert_eq!(shown(&briefing(title, SPOKEN)), author, "{title}");
        let told = format!("{SPOKEN}\n\nMinister Lind left for Sudmark.");
        assert_eq!(shown(&briefing(title, &told)), "", "{title}");
    }
}

#[test]
fn a_signature_may_be_written_large_and_have_its_suffix() {
    let text = |name: &str| briefing("Risks on the river", &format!("{SPOKEN}\n\n{name}"));
    assert_eq!(shown(&text("GEORG K. SOL")), "Georg K. Sol");
    assert_eq!(shown(&text("GEORG K. SOL JR.")), "Georg K. Sol Jr.");
    assert_eq!(shown(&text("RIVER COUNCIL")), "");
}

#[test]
fn a_surname_may_open_small() {
    let text = titled("Joint Statement by President Varga and President von der Alm");
    assert_eq!(text, "Varga, von der Alm");
}

#[test]
fn an_office_in_the_title_of_a_release_that_quotes_people_is_nobody() {
    let told = "The ferry is back, the Coordinator said. “It was late,” said Anna Lind, a pilot.";
    let text = |body: &str| briefing("Statement by the Coordinator of the Exercise", body);
    assert_eq!(shown(&text(told)), "");
    assert_eq!(shown(&text(BODY)), "Coordinator of the Exercise ?");
    let own = format!("{told}\n\nI thank her, and so do my friends.");
    assert_eq!(shown(&text(&own)), "Coordinator of the Exercise ?");
}

#[test]
fn a_header_may_name_several_authors() {
    for (line, names) in [
        (
            "Mara Lind; Georg Sol",
            ["Mara Lind", "Georg Sol"].as_slice(),
        ),
        ("Anna Lind, Peter Sol", &["Anna Lind", "Peter Sol"]),
        ("Lind, Anna", &["Anna Lind"]),
        ("Lind, Anna; Peter Sol", &["Anna Lind", "Peter Sol"]),
        ("Anna Lind, Minister for Water", &["Anna Lind"]),
        ("Anna Lind (Press)", &["Anna Lind"]),
    ] {
        let briefing = read(&format!("Title: The bridge\nAuthor: {line}\n\n{BODY}"));
        let found: Vec<&str> = briefing
            .authors
            .iter()
            .map(|author| &*author.name)
            .collect();
        assert_eq!(found, names, "{line}");
    }
}
