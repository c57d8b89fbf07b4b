use std::path::Path;

use super::*;

fn of(text: &str) -> Cable {
    read(text, 0..text.len()).unwrap_or_else(|| panic!("no cable: {text}"))
}

fn facts(text: &str) -> (String, String, String) {
    let cable = of(text);
    let shown = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let date = cable.date.map(|date| date.to_string());
    (shown(cable.title), shown(date), shown(cable.source))
}

fn expect(text: &str, title: &str, date: &str, source: &str) {
    let expected = (title.to_owned(), date.to_owned(), source.to_owned());
    assert_eq!(facts(text), expected, "{text}");
}

#[test]
fn the_usual_cable() {
    let text = "VZCZCXYZ0001\nPP RUEHC\nDE RUEHTN #0098/01 0431200\nZNR UUUUU ZZH\n\
        P 121130Z FEB 09\nFM AMEMBASSY TARN\nTO RUEHC/SECSTATE WASHDC PRIORITY 4431\n\
        INFO RUEHLO/AMEMBASSY LONDON 0012\nRUEHPA/AMEMBASSY PARIS\n\
        C O N F I D E N T I A L SECTION 01 OF 02 TARN 000098\n\nSIPDIS\n\n\
        E.O. 12958: DECL: 02/12/2019\nTAGS: PREL, EAGR, NL\n\
        SUBJECT: GRAIN QUOTAS: MINISTRY WANTS\nA LONGER TERM\n\n\
        REF: A. TARN 77\n     B. STATE 1204\n\nClassified By: CDA Jan Roe. Reasons: 1.4 (b).\n\n1. (C) SUMMARY. They talked.\n";
    expect(
        text,
        "GRAIN QUOTAS: MINISTRY WANTS A LONGER TERM",
        "2009-02-12",
        "U.S. Embassy Tarn",
    );
    assert_eq!(of(text).tags, ["PREL", "EAGR", "NL"]);
}

#[test]
fn the_lines_of_a_head_may_come_in_any_order_and_some_be_missing() {
    expect(
        "SUBJECT: PORT STRIKE ENDS\nR 040815Z NOV 76\nFM AMCONSUL TARN\n\n1. Strike ended.",
        "PORT STRIKE ENDS",
        "1976-11-04",
        "U.S. Consulate Tarn",
    );
    expect(
        "SIPDIS\n\nE.O. 13526: N/A\nTAGS: SENV\nSUBJ: Water talks open,\n  and close\n\nThey met.",
        "Water talks open, and close",
        "-",
        "-",
    );
    expect(
        "R 040815Z NOV 76\nFM AMCONSUL TARN\nSUBJECT: VISIT OF THE MINISTER\nOF LOCKS\n\n1. He came.",
        "VISIT OF THE MINISTER OF LOCKS",
        "1976-11-04",
        "U.S. Consulate Tarn",
    );
    expect(
        "O 040815Z NOV 2023 FM UKMIS NEW YORK TO FCDO\nSUBJECT - COUNCIL VOTES\n1. It voted.",
        "COUNCIL VOTES",
        "2023-11-04",
        "UK Mission New York",
    );
    expect(
        "FM TARN\nTO ROUTINE FCO\nOF 101040Z JUN 89\nMY TELNO 315: RIVER SUMMIT\n\n1. They met.",
        "RIVER SUMMIT",
        "1989-06-10",
        "TARN",
    );
    expect(
        "SUBJECT:\n\nCOUNCIL VOTES\n\n1. It voted.",
        "COUNCIL VOTES",
        "-",
        "-",
    );
}

#[test]
fn messages_in_other_languages_and_layouts() {
    expect(
        "DE : AMBAFRANCE TARN\nA : DIPLOMATIE PARIS\nOBJET : REPRISE DES POURPARLERS\n\nTexte.",
        "REPRISE DES POURPARLERS",
        "-",
        "French Embassy Tarn",
    );
    expect(
        "OUTGOING CODE CABLE\nTO: LIND, TARN\nFROM: ROE, NEW YORK\nDATE: 5 March 2021\nSUBJECT: Relief convoys\n\n1. Convoys left.",
        "Relief convoys",
        "2021-03-05",
        "-",
    );
    expect(
        "От: Посольство Фридонии\nКому: Центр\nДата: 5 марта 2021 г.\nТема: О поставках зерна\n\nСообщаем.",
        "О поставках зерна",
        "2021-03-05",
        "Посольство Фридонии",
    );
}

#[test]
fn a_subject_ends_where_the_text_begins() {
    for text in [
        "SUBJECT: PORT STRIKE ENDS\nThe strike ended on Friday.",
        "SUBJECT: PORT STRIKE ENDS\n1. (U) Strike ended.",
        "SUBJECT: PORT STRIKE ENDS\nREF: TARN 12\n\nIt ended.",
        "SUBJECT: PORT STRIKE ENDS\n----------\nIt ended.",
    ] {
        assert_eq!(of(text).title.as_deref(), Some("PORT STRIKE ENDS"));
    }
}

#[test]
fn a_telegram_without_a_subject_tells_where_its_text_begins() {
    let text = "FM TARN\nTO PRIORITY FCDO\nTELNO 41 OF 101040Z JUNE 24\nINFO ROUTINE PARIS\n\nRIVER SUMMIT\n\n1. They met.";
    expect(text, "-", "2024-06-10", "TARN");
    assert!(
        text[of(text).body.unwrap()..]
            .trim_start()
            .starts_with("RIVER SUMMIT")
    );
}

#[test]
fn other_texts_are_no_cables() {
    for text in [
        "Subject: the river\n\nThe talks began.",
        "Talks begin\n\nTo: all who read this\n\nThey began on 311430 May.",
        "FM radio comes to Tarn\n\nIt came.",
        "TO BE OR NOT TO BE\n\nThe play opened.",
        "The message said:\n\nFM AMEMBASSY TARN\n",
        "Q: Who pays?\nA: Both.\n",
        "",
    ] {
        assert_eq!(read(text, 0..text.len()), None, "{text}");
    }
}

/// What a head tells of its way: number, precedence, to, info, references.
fn way(text: &str) -> String {
    let Cable { facts, .. } = of(text);
    let number = facts
        .number
        .map_or("-".into(), |it| format!("{it} {:?}", it.year));
    let precedence = facts.precedence.map_or("-", |it| it.name());
    let listed = |names: Vec<std::sync::Arc<str>>| names.join("; ");
    let references = facts.references.iter().map(|it| match &it.number {
        Some(number) => format!("{} = {number}", it.words),
        None => it.words.to_string(),
    });
    let references = references.collect::<Vec<_>>().join("; ");
    format!(
        "{number} | {precedence} | {} | {} | {references}",
        listed(facts.to),
        listed(facts.info)
    )
}

#[test]
fn a_head_tells_its_number_to_whom_it_goes_and_what_it_refers_to() {
    for (text, told) in [
        (
            "O 121130Z FEB 09\nFM AMEMBASSY TARN\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 4431\nINFO RIVER STATES COLLECTIVE PRIORITY\nRUEHPA/AMEMBASSY PARIS 0012\nC O N F I D E N T I A L SECTION 01 OF 02 TARN 000098\n\nSIPDIS\n\nSUBJECT: GRAIN\n\nREF: A. 08 TARN 77\n\n     B. STATE 1204\n     C. LETTER OF JANUARY 3\n\n1. (C) They met.",
            "TARN 000098 Some(2009) | immediate | U.S. Department of State | RIVER STATES COLLECTIVE; U.S. Embassy Paris | A. 08 TARN 77 = TARN 77; B. STATE 1204 = STATE 1204; C. LETTER OF JANUARY 3",
        ),
        (
            "DE RUEHTN #0412/01 1521430\nR 311430Z MAY 24\nFM AMEMBASSY TARN\nTO SECSTATE WASHDC\nSUBJECT: LOCKS\n\n1. They met.",
            "TARN 0412 Some(2024) | routine | U.S. Department of State |  | ",
        ),
        (
            "FM TARN\nTO PRIORITY FCDO\nTELNO 41 OF 101040Z JUNE 24\nINFO ROUTINE PARIS, UKREP GENEVA\nYOUR TELNO 12\n\nMY TELNO 40: LOCKS\n\n1. They met.",
            "TARN 41 Some(2024) | priority | Foreign, Commonwealth & Development Office | PARIS; UK Representation Geneva | YOUR TELNO 12 = FCDO 12; MY TELNO 40 = TARN 40",
        ),
        (
            "TD TARN 1234 du 3 mai 2024\nObjet : Reprise des pourparlers\nRéf. : TD DIPLOMATIE 21\n\nTexte.",
            "TARN 1234 None | - |  |  | TD DIPLOMATIE 21 = DIPLOMATIE 21",
        ),
        (
            "От: Посольство Фридонии\nКому: Центр\nКопия: Постпредство\nТема: О поставках зерна\nСсылка: наша от 3 марта\n\nСообщаем.",
            "- | - | Центр | Постпредство | наша от 3 марта",
        ),
        (
            "R 281626Z MAY 69\n\nTO\n\nSECSTATE WASHDC 7280\n\nFM\n\nAMEMBASSY TARN\n\nINFO\n\nAMEMBASSY PARIS\n\nAMCONSUL SUVA\n\nSUBJ:\n\nTALKS\n\n1. THEY MET.",
            "- | routine |  | U.S. Embassy Paris; U.S. Consulate Suva | ",
        ),
    ] {
        assert_eq!(way(text), told, "{text}");
    }
}

#[test]
fn when_it_is_declassified_is_told_and_the_marking_is_no_part_of_the_subject() {
    let text = "FM AMEMBASSY TARN\nE.O. 13526: DECL: 05/31/2034\nTAGS: PREL\nSUBJECT: (C) FERRY TALKS\n\n1. (C) They met.";
    assert_eq!(of(text).facts.declassify.as_deref(), Some("05/31/2034"));
    assert_eq!(of(text).title.as_deref(), Some("FERRY TALKS"));
    let none = text.replace("DECL: 05/31/2034", "N/A");
    assert_eq!(of(&none).facts.declassify, None);
}

#[test]
fn the_marking_of_a_cable_is_in_words_and_without_its_number() {
    for (line, marking) in [
        (
            "C O N F I D E N T I A L SECTION 01 OF 02 TARN 000098",
            "CONFIDENTIAL",
        ),
        ("S E C R E T TARN 000098", "SECRET"),
        ("CONFIDENTIAL TARN 98", "CONFIDENTIAL"),
    ] {
        let text = format!(
            "R 121130Z FEB 09\nFM AMEMBASSY TARN\nTO SECSTATE WASHDC\n{line}\n\nSIPDIS\n\nSUBJECT: GRAIN\n\n1. They met."
        );
        let drafts = crate::ingest::read(Path::new("a.txt"), text.as_bytes()).drafts;
        assert_eq!(
            drafts[0].handling.marking.as_deref(),
            Some(marking),
            "{line}"
        );
    }
}
