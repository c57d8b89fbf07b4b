use super::standing::Standing;
use super::*;
use crate::briefing::{Block, BlockKind, Span};
use crate::insight::tags::lexicon::{lines, values};
use crate::text::hash::HashSet;

fn topics() -> Topics {
    Topics::new(|_| false)
}

fn body(text: &str) -> Body {
    Body {
        text: text.to_owned(),
        ..Body::default()
    }
}

/// The parts of an English body.
fn parts_of(body: &Body) -> Parts {
    Parts::of(body, topics().terms_of(Some("en")).unwrap())
}

/// A body of paragraphs.
fn paragraphs(paragraphs: &[&str]) -> Body {
    let mut body = Body::default();
    for paragraph in paragraphs {
        let start = body.text.len();
        body.text.push_str(paragraph);
        body.blocks.push(Block {
            kind: BlockKind::Paragraph,
            span: Span::new(start, body.text.len()),
        });
        body.text.push_str("\n\n");
    }
    body
}

/// The topics of a text, the weightiest first.
fn found(topics: &Topics, language: &str, title: &str, text: &str) -> Vec<String> {
    let found = topics.of(title, &body(text), Some(language));
    found
        .into_iter()
        .map(|(label, _)| label.name.clone())
        .collect()
}

#[test]
fn the_first_topic_of_a_text_is_what_it_is_about() {
    let topics = topics();
    let cases = [
        (
            "en",
            "Ministers agree to reopen the grain corridor",
            "Grain",
        ),
        ("en", "Statement on the shelling of the port", "War"),
        (
            "en",
            "Remarks at the opening of the new school",
            "Education",
        ),
        ("en", "Press statement on the Kurzan refinery", "Oil"),
        ("en", "MINISTER CONDEMNS TERRORIST ATTACK", "Terrorism"),
        (
            "fr",
            "Le ministre reçoit les pêcheurs de la côte",
            "Fisheries",
        ),
        ("fr", "Accord sur les droits de douane", "Tariffs"),
        (
            "fr",
            "Nouvelles négociations de paix à Valmont",
            "Peace talks",
        ),
        (
            "es",
            "La ministra presenta el plan contra los incendios forestales",
            "Natural disasters",
        ),
        (
            "es",
            "Nuevas becas para estudiantes universitarios",
            "Education",
        ),
        ("es", "Exportaciones de vino al alza", "Trade"),
        (
            "de",
            "Ministerin eröffnet die Klimakonferenz",
            "Climate change",
        ),
        ("de", "Neue Sanktionen gegen drei Unternehmen", "Sanctions"),
        ("de", "Waffenruhe im Norden hält", "Ceasefires"),
        ("ru", "Встреча с рыбопромышленниками края", "Fisheries"),
        ("ru", "О вручении верительных грамот", "Diplomatic missions"),
        (
            "ru",
            "Совещание о ходе уборки урожая зерновых",
            "Agriculture",
        ),
    ];
    for (language, title, topic) in cases {
        let found = found(&topics, language, title, "");
        assert_eq!(
            found.first().map(String::as_str),
            Some(topic),
            "{title}: {found:?}"
        );
    }
}

#[test]
fn what_is_only_brushed_is_no_topic() {
    let topics = topics();
    let long =
        "The delegations met at noon and went on until the evening without a break. ".repeat(40);
    let cases = [
        // The name of an office, of a house, of somebody.
        "The Minister of Health was present. So was the Energy Minister.".to_owned(),
        "She spoke to the Committee on Fisheries.".to_owned(),
        "Mr. Harbour Wheat thanked the hosts.".to_owned(),
        // One word in a long text.
        format!("{long} A visa was mentioned. {long}"),
        // Words that tell nothing alone.
        "The vote was close, and the rest of the evening quiet.".to_owned(),
        String::new(),
    ];
    for text in cases {
        assert_eq!(found(&topics, "en", "-", &text), [""; 0], "{text:.60}");
    }
}

#[test]
fn a_term_counts_for_less_in_a_row_and_for_nothing_in_an_office() {
    let topics = topics();
    let standing = |text: &str, word: &str| {
        let start = text.find(word).unwrap();
        let hit = scan::Hit {
            term: 0,
            place: Place::Body,
            start: start as u32,
            end: (start + word.len()) as u32,
        };
        let terms = topics.terms_of(Some("en")).unwrap();
        let context = Context {
            terms,
            title: "",
            text,
        };
        context.standing(&hit)
    };
    let cases = [
        ("They spoke of trade at length.", "trade", Standing::Full),
        (
            "The ministers, who met in Tarn, said that trade had grown.",
            "trade",
            Standing::Full,
        ),
        ("Trade and energy were discussed.", "energy", Standing::Full),
        (
            "They spoke of trade, energy and culture.",
            "trade",
            Standing::Passing,
        ),
        (
            "They spoke of trade, energy and culture.",
            "energy",
            Standing::Passing,
        ),
        (
            "They spoke of trade, energy, and culture.",
            "culture",
            Standing::Passing,
        ),
        (
            "Closer ties in trade, green energy, culture, sport",
            "energy",
            Standing::Passing,
        ),
        (
            "Mr. Harbour Wheat thanked them.",
            "Wheat",
            Standing::Passing,
        ),
        ("THE WHEAT HARVEST WAS POOR.", "WHEAT", Standing::Full),
        (
            "the Committee on Housing and Energy",
            "Energy",
            Standing::Named,
        ),
        (
            "the Minister of Labour, Housing and Energy",
            "Energy",
            Standing::Named,
        ),
        (
            "the Energy and Housing Committee",
            "Energy",
            Standing::Named,
        ),
        (
            "the Secretary of State signs an energy accord",
            "energy",
            Standing::Full,
        ),
        ("länge energy—länge", "energy", Standing::Full),
    ];
    for (text, word, expected) in cases {
        assert_eq!(standing(text, word), expected, "{text}");
    }
}

#[test]
fn who_was_there_and_the_notes_say_nothing_of_the_subject() {
    let said = "The two sides went through the draft line by line and agreed to meet again in the spring. ";
    let body = paragraphs(&[
        "PARTICIPANTS",
        "Mara Lind, Wheat Board",
        "Georg Sol, wheat merchant",
        &said.repeat(2),
        "Notes:",
        "[1] See the report on wheat. Wheat prices are in the annex.",
    ]);
    let parts = parts_of(&body);
    assert_eq!(
        parts.present,
        0..body.text.find("merchant").unwrap() + "merchant".len()
    );
    assert_eq!(&body.text[parts.end..][..6], "Notes:");
    assert!(parts.lead > parts.present.end && parts.lead <= parts.end);
    assert!(topics().of("-", &body, Some("en")).is_empty());

    let labelled = paragraphs(&["Present: Ms. Lind, Mr. Sol", &said.repeat(2)]);
    assert_eq!(parts_of(&labelled).present, 0..26);
    // A text that begins with the word is no note.
    assert_eq!(parts_of(&paragraphs(&["Notes", said])).end, said.len() + 9);
}

#[test]
fn the_longer_a_text_the_more_places_have_to_tell_it() {
    let topics = topics();
    let filler = "The delegations met at noon and went on without a break. ";
    let text = |places: usize, fillers: usize| {
        let told = "The transboundary river is low. ";
        format!(
            "{}{}",
            format!("{told}{}", filler.repeat(6)).repeat(places),
            filler.repeat(fillers)
        )
    };
    let has = |text: &str| !found(&topics, "en", "-", text).is_empty();
    assert!(has(&text(1, 0)));
    assert!(!has(&text(1, 30)));
    assert!(has(&text(2, 30)));
    assert!(!has(&text(2, 120)));
    assert!(has(&text(4, 120)));
}

#[test]
fn where_a_term_stands_and_how_many_there_are_makes_its_weight() {
    let topics = topics();
    let weight = |title: &str, text: &str| {
        let found = topics.of(title, &body(text), Some("en"));
        let of_water = found.iter().find(|(label, _)| label.name == "Water");
        of_water.map_or(0.0, |(_, weight)| *weight)
    };
    let once = weight("-", "The transboundary river is low.");
    let twice = weight(
        "-",
        "The transboundary river is low. Transboundary rivers are many.",
    );
    let both = weight(
        "-",
        "The transboundary river is low, and dam construction goes on.",
    );
    let title = weight("The drought goes on", "It does.");
    assert!(
        0.0 < once && once < twice && twice < both,
        "{once} {twice} {both}"
    );
    assert!(both < title, "{both} {title}");
    // In a text of some length a single word is brushed until it is repeated in another place.
    let filler = "The delegations met at noon and went on without a break. ".repeat(11);
    assert_eq!(weight("-", &format!("The drought goes on. {filler}")), 0.0);
    assert_eq!(
        weight("-", &format!("Irrigation goes on. {filler}{filler}")),
        0.0
    );
    assert!(
        weight(
            "-",
            &format!("The drought goes on. {filler}The drought is long.")
        ) > 0.0
    );
    assert!(weight("-", "The drought goes on.") > 0.0);
    assert!(weight("Drought: irrigation, water supply", "Drinking water.") <= 1.0);
}

#[test]
fn the_subject_of_a_memorandum_counts_as_its_title() {
    let topics = topics();
    let title = "Memorandum of Conversation";
    let text = "SUBJECT\n\nFisheries Talks\n\nPARTICIPANTS\n\nMs. Sol, Mr. Varga\n\nThey met.";
    assert_eq!(found(&topics, "en", title, text), ["Fisheries"]);
    let text = "Betreff: Fischereiabkommen\n\nBericht folgt.";
    assert_eq!(found(&topics, "de", "Drahtbericht", text), ["Fisheries"]);
    assert_eq!(parts_of(&body("Re the subject: none")).subject, 0..0);
}

#[test]
fn the_lead_is_the_first_paragraph_of_some_length() {
    let dateline = "Valmont, 3 May 1961\n\n";
    let lead = "The two ministers spoke at length. ".repeat(6);
    let text = format!("{dateline}{lead}\n\nThe rest.");
    let at = |start: usize, end: usize| Block {
        kind: BlockKind::Paragraph,
        span: Span::new(start, end),
    };
    let end = dateline.len() + lead.len();
    let body = Body {
        blocks: vec![
            at(0, dateline.len() - 2),
            at(dateline.len(), end),
            at(end + 2, text.len()),
        ],
        text,
        ..Body::default()
    };
    assert_eq!(parts_of(&body).lead, end);
}

#[test]
fn a_text_has_few_topics_and_one_in_a_language_without_a_file_none() {
    let topics = topics();
    let text = "Oil prices rose. Natural gas did not. Coal mining ended. Wheat was dear. Fishing was banned. \
                Taxation fell. Refugees came back. The Arctic was warm.";
    assert_eq!(found(&topics, "en", "-", text).len(), MOST);
    assert_eq!(found(&topics, "it", "Climate change", text), [""; 0]);
}

#[test]
fn every_line_of_the_subjects_can_be_found() {
    let names: Vec<String> = terms::subjects().map(|label| label.name).collect();
    assert!(names.len() >= 150, "{}", names.len());
    for (tongue, file) in terms::LANGUAGES {
        let mut lines_of: HashSet<&str> = HashSet::default();
        for line in lines(file).filter(|line| !line.starts_with('[')) {
            let (name, fields) = line.split_once('|').unwrap();
            assert!(lines_of.insert(name.trim()), "twice: {line}");
            assert!(fields.split('|').count() <= 2, "too many fields: {line}");
            let terms: Vec<&str> = fields.split('|').flat_map(values).collect();
            assert!(!terms.is_empty(), "no terms: {line}");
            for term in terms {
                // A stem is looked up by its first four bytes.
                let marked = term.find(['*', '~']).unwrap_or(usize::MAX);
                let word = term.find([' ', '\'', '-']).unwrap_or(term.len());
                assert!(marked >= 4 || marked > word, "starts too short: {term}");
            }
        }
        let missing = names
            .iter()
            .filter(|name| !lines_of.contains(name.as_str()));
        let missing: Vec<_> = missing.collect();
        assert!(missing.len() <= 1, "{tongue:?}: {missing:?}");
        let unknown = lines_of
            .iter()
            .filter(|name| !["-", "before", "after", "links", "present", "notes"].contains(*name));
        let unknown: Vec<_> = unknown
            .filter(|name| !names.iter().any(|known| known == *name))
            .collect();
        assert!(unknown.is_empty(), "{tongue:?}: {unknown:?}");
    }
}

#[test]
fn every_subject_has_a_larger_one() {
    let classes: HashSet<String> = terms::subjects()
        .map(|label| label.class.unwrap())
        .collect();
    assert!(classes.iter().all(|class| !class.is_empty()));
    assert!((10..=20).contains(&classes.len()), "{classes:?}");
}
