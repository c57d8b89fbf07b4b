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
