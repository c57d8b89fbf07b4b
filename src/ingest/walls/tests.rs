use super::*;
use crate::ingest::{passage, plain};

/// Words without a label, longer than a wall.
fn talk() -> String {
    "We shall open the ferry in the spring, and nobody will wait for it at night. ".repeat(40)
}

fn blocks(text: &str) -> Vec<String> {
    let passages = plain::passages(text, 0..text.len());
    let (body, _) = passage::assemble(&parted(&passages));
    for block in &body.blocks {
        let start = body.source_map.source_start(block.span.range().start);
        assert!(text[start..].starts_with(head(body.block_text(block), 8)));
    }
    let mut texts = body.blocks.iter().map(|block| body.block_text(block));
    texts.by_ref().map(|it| head(it, 24).to_owned()).collect()
}

#[test]
fn a_wall_is_parted_where_its_speakers_begin() {
    let talk = talk();
    for (text, begin) in [
        (
            format!(
                "{talk}QUESTION: Will it sail? MR. LIND: It will. (Laughter.) Q Thank you. MS. ROE (laughing): Yes -- Q But when?"
            ),
            &["QUESTION: ", "MR. LIND: ", "Q Thank", "MS. ROE (", "Q But"][..],
        ),
        (
            format!("{talk}Вопрос: Когда? М.Линд: Весной. Вопрос: Точно? М. Линд: Да."),
            &["Вопрос: ", "М.Линд: ", "Вопрос: ", "М. Линд"],
        ),
        (
            format!("{talk}В: Когда? О: Весной. В: Точно? О: Да."),
            &["В: ", "О: ", "В: ", "О: "],
        ),
        (
            format!("{talk}Mara Lind: In spring. Georg Sol: No. Mara Lind: Yes. Georg Sol: Well."),
            &["Mara Lind", "Georg Sol", "Mara Lind", "Georg Sol"],
        ),
    ] {
        let blocks = blocks(&text);
        assert_eq!(blocks.len(), begin.len() + 1, "{blocks:?}");
        for (block, begin) in blocks[1..].iter().zip(begin) {
            assert!(block.starts_with(begin), "{block}: {begin}");
        }
    }
}

#[test]
fn the_first_label_may_run_into_what_stands_before_it() {
    let talk = talk();
    let text = format!(
        "Events The ferry opens 31 May 2024 15:30 Tarn Mara Lind: {talk}Georg Sol: No. Mara Lind: Yes. Georg Sol: Well."
    );
    let blocks = blocks(&text);
    assert_eq!(blocks.len(), 5);
    assert!(blocks[1].starts_with("Mara Lind: "), "{blocks:?}");
}

#[test]
fn sentences_with_colons_part_nothing() {
    let talk = talk();
    for text in [
        // No label comes back.
        format!(
            "{talk}Saving Lives: yes. Opening Ports: yes. Cleaning Boats: yes. Helping Crews: yes."
        ),
        // Nothing ends before it.
        format!(
            "{talk}He said to Mara Lind: no, to Georg Sol: yes, to Mara Lind: no, to Georg Sol: yes."
        ),
        // One heading alone comes back.
        format!("{talk}Key Points: one. Key Points: two. Key Points: three."),
        // Lists are no labels.
        format!("{talk}Note: one. Source: two. Note: three. Source: four."),
        // A short paragraph is read as it is.
        "QUESTION: Will it sail? MR. LIND: It will. QUESTION: When? MR. LIND: Soon.".to_owned(),
    ] {
        assert_eq!(blocks(&text).len(), 1, "{}", &text[text.len().min(3000)..]);
    }
}

#[test]
fn in_a_transcript_its_labels_part_any_paragraph() {
    let text = "М.Линд: Добрый день.\n\nГ.Соль: Добрый день. Реплика: Да… М.Линд (смеётся): Начнём.\n\n\
        Г.Соль: Хорошо. Он сказал А.Рою: нет. Итог: паром выйдет.\n\nРеплика: Да.";
    let blocks = blocks(text);
    assert_eq!(blocks.len(), 6, "{blocks:?}");
    assert!(blocks[2].starts_with("Реплика: ") && blocks[3].starts_with("М.Линд ("));
    // Nobody else opens a paragraph with it.
    let letter = "Mara Lind: Good day. Jan Roe: Good day.\n\nMara Lind: Well. Note: the ferry. Mara Lind: So.\n\nEnd.";
    assert_eq!(self::blocks(letter).len(), 3);
}

#[test]
fn a_stop_after_an_initial_or_a_title_ends_no_turn() {
    let talk = talk();
    let text = format!(
        "{talk}We met Dr. Mara Lind: good. DR. LIND: Yes. J. R. Roe: No. DR. LIND: Yes. J. R. Roe: No."
    );
    let blocks = blocks(&text);
    assert_eq!(blocks.len(), 5, "{blocks:?}");
    assert!(blocks[2].starts_with("J. R. Roe: "), "{blocks:?}");
}

#[test]
fn the_first_turn_of_a_transcript_may_run_into_its_lead() {
    let text = "Events The ferry opens 31 May 2024 15:30 Tarn М.Линд: Good day.\n\nГ.Соль: Good day.\n\n\
        М.Линд: We begin.\n\nГ.Соль: Well.";
    let blocks = blocks(text);
    assert_eq!(blocks.len(), 5, "{blocks:?}");
    assert!(blocks[1].starts_with("М.Линд: "));
}

#[test]
fn the_only_speech_of_a_page_is_parted_from_its_stamp() {
    let talk = talk();
    for (page, label) in [
        (
            format!("Events The ferry opens 31 May 2024 15:30 Tarn М.Линд: {talk}"),
            "М.Линд: ",
        ),
        (
            format!(
                "Events The ferry opens 31 May 2024 15:30 Tarn Also there: J. R. Roe (in English): {talk}"
            ),
            "J. R. Roe (",
        ),
        (
            format!("Events The ferry opens 31 May 2024 15:30 Tarn\u{A0}М.Линд: {talk}"),
            "М.Линд: ",
        ),
        (
            format!("Events The ferry opens 31 May 2024 15:30 Tarn Mr. Lind: {talk}"),
            "Mr. Lind: ",
        ),
    ] {
        let passages = plain::passages(&page, 0..page.len());
        let parts = parted(&passages);
        assert_eq!(parts.len(), 2, "{page}");
        let BlockKind::Turn { label: length } = parts[1].kind else {
            panic!("{page}");
        };
        let text = parts[1].text();
        let (before, spoken) = text.split_at(length as usize);
        assert!(
            before.starts_with(label) && spoken.starts_with("We shall"),
            "{before}"
        );
    }
    for page in [
        // No stamp, no speech, no label.
        format!("The ferry opens in Tarn М.Линд: {talk}"),
        "Events The ferry opens 31 May 2024 15:30 Tarn М.Линд: Good day to all of you.".to_owned(),
        format!("Events The ferry opens 31 May 2024 15:30 Tarn The aim: {talk}"),
    ] {
        assert_eq!(blocks(&page).len(), 1, "{page}");
    }
}

#[test]
fn a_text_of_nothing_but_labels_has_no_end_of_turns() {
    let text = "Yes. MR. LIND: ".repeat(MOST + 9);
    let passages = plain::passages(&text, 0..text.len());
    let parts = parted(&passages);
    assert_eq!(parts.len(), MOST + 1);
}
