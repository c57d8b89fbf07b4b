use super::*;
use crate::ingest::{markdown, plain};

fn title(text: &str) -> (String, bool) {
    let found = find(&plain::passages(text, 0..text.len()), Opening::Text).unwrap();
    (found.title, found.passage.is_some())
}

fn yes(text: &str) -> (String, bool) {
    (text.to_owned(), true)
}

fn no(text: &str) -> (String, bool) {
    (text.to_owned(), false)
}

#[test]
fn the_only_heading_of_the_first_level_is_the_title_whatever_stands_above_it() {
    let title = |text: &str| {
        let found = find(&markdown::passages(text, 0..text.len()), Opening::Text);
        found.map(|headline| headline.title).unwrap_or_default()
    };
    let house = "Υπουργείο Ναυτιλίας · Ministry of Ships and Islands\n\nAthens, 3 May 2024\n\n";
    let text = "The ferry sails again from the first of June, the ministry said on Friday.\n";
    assert_eq!(
        title(&format!("{house}# Small islands get a ferry\n\n{text}")),
        "Small islands get a ferry"
    );
    for other in [
        // Sections of a text, a word over one, a name.
        format!(
            "Report on the ferries of Tarn\n\n# What was asked for\n\n{text}\n# What was answered then\n\n{text}"
        ),
        format!("Report on the ferries of Tarn\n\n# Background\n\n{text}"),
        format!(
            "Report on the ferries of Tarn\n\n{text}\n\n# What the islands asked for\n\n{text}"
        ),
    ] {
        assert_eq!(title(&other), "Report on the ferries of Tarn");
    }
}

#[test]
fn a_first_line_without_a_stop_is_the_headline() {
    assert_eq!(title("Talks on fish\n\nThey began."), yes("Talks on fish"));
    assert_eq!(
        title("🔴\n#LIVE\n: Talks on fish\n🔴\nMore there"),
        yes("Talks on fish")
    );
    assert_eq!(
        title("⚡️ Talks on fish have begun.\n\nThey began."),
        yes("Talks on fish have begun.")
    );
    assert_eq!(
        title("“No fish, no talks.”\n\n– The Minister\n\nHe said so."),
        yes("“No fish, no talks.”")
    );
    assert_eq!(
        title("**Talks on fish**\n\nThey began."),
        yes("Talks on fish")
    );
}

#[test]
fn a_dateline_before_it_is_passed_over() {
    assert_eq!(
        title("Geneva, 3 May 2024\n\nTalks on fish\n\nThey began."),
        yes("Talks on fish")
    );
    assert_eq!(
        title("Dear Minister,\n\nThe talks have begun. All is well."),
        no("The talks have begun.")
    );
}

#[test]
fn a_title_that_runs_on_into_the_text_is_its_headline() {
    let mended = |title: &'static str, text: &str| {
        completed(title, &plain::passages(text, 0..text.len())).into_owned()
    };
    let text = "🔹 Strength of the river fleet\n\nAs part of the spring exercise, crews crossed the Tarn. They are back.";
    for title in [
        "Strength of the river fleet As part of the spring exercise, crews",
        "Strength of the river fleet As part of the spr",
        "Strength of the river fl",
        "Strength of the river fleet",
    ] {
        assert_eq!(
            mended(title, text),
            "Strength of the river fleet",
            "{title}"
        );
    }
    // Other words than the text's, a headline in two passages, and a part of it that ends with a word.
    for title in [
        "Strength of the river fleet As part of the spring parade",
        "The river fleet",
        "Strength of the river",
    ] {
        assert_eq!(mended(title, text), title);
    }
    let two = "Talks on water\n\nand on fish\n\nThe talks began today in Tarn.";
    assert_eq!(
        mended("Talks on water and on fish", two),
        "Talks on water and on fish"
    );
}

#[test]
fn a_title_that_its_publisher_cut_is_completed() {
    let whole = |cut: &'static str, text: &str| {
        completed(cut, &plain::passages(text, 0..text.len())).into_owned()
    };
    let text = "Talks on “fish” begin in Tarn after a long winter\n\nThey began.";
    for cut in [
        "Talks on 'fish' begin in…",
        "Talks on fish beg...",
        "TALKS ON FISH […]",
    ] {
        assert_eq!(
            whole(cut, text),
            "Talks on “fish” begin in Tarn after a long winter"
        );
    }
    let text = "PRESS RELEASE\n\nПереговоры о рыбе начались в Тарне\n\nОни начались.";
    assert_eq!(
        whole("Переговоры о рыбе…", text),
        "Переговоры о рыбе начались в Тарне"
    );
    for (title, text) in [
        ("Talks on fish", "Talks on fish begin\n\nThey began."),
        ("Talks on ships…", "Talks on fish begin\n\nThey began."),
        ("…", "Talks on fish begin\n\nThey began."),
        ("Talks on fish…", "Talks\n\nThey began."),
    ] {
        assert_eq!(whole(title, text), title);
    }
}

/// The title of a text in which a headline stands under a letterhead, both as parts of their own and
/// line by line.
fn under(letterhead: &str, headline: &str, body: &str) {
    for between in ["\n\n", "\n"] {
        let text = format!("{letterhead}{between}{headline}\n\n{body}");
        assert_eq!(title(&text).0, headline, "{text}");
    }
}

#[test]
fn the_headline_stands_under_the_letterhead() {
    let (headline, body) = (
        "New quay opens to all ships",
        "The quay opened today, the harbour master said. It is long.",
    );
    for letterhead in [
        "FOR IMMEDIATE RELEASE",
        "PRESS RELEASE\nNo. 45/2024\n31 May 2024",
        "NEWS RELEASE 24-045",
        "Ministry of Ports",
        "MINISTRY OF PORTS\n7 Quay Street, Tarn\nTel. +47 33 33 33 33",
        "Media Note\nOffice of the Spokesperson\nTarn, Norland\nMay 31, 2024",
        "[Check against delivery]",
        "Unofficial translation",
        "Skip to main content\nMenu\nSearch",
        "Home > News > Releases",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256",
        "Ports of Norland @portsnorland",
        "Page 1 of 3",
        "A/78/PV.12",
        "EMBARGOED UNTIL 12:00",
        "UNCLASSIFIED",
        "Friday, 31 May",
        "News story",
    ] {
        under(letterhead, headline, body);
    }
    under(
        "Bundesministerium für Häfen\nPressemitteilung Nr. 45/2024",
        "Neuer Kai für alle Schiffe",
        "Der Kai ist offen. Er ist lang.",
    );
    under(
        "Ministère des Ports\nCommuniqué de presse",
        "Un nouveau quai pour tous les navires",
        "Le quai est ouvert. Il est long.",
    );
    under(
        "Ministerio de Puertos\nComunicado 45/24",
        "Nuevo muelle para todos los barcos",
        "El muelle está abierto. Es largo.",
    );
    under(
        "Министерство портов Норландии\nПресс-релиз",
        "Новый причал для всех судов",
        "Причал открыт. Он длинный.",
    );
}

#[test]
fn a_label_of_the_headline_comes_off() {
    for label in [
        "Subject: ",
        "Betreff: ",
        "Objet : ",
        "Asunto: ",
        "Тема: ",
        "SUBJECT:\n\n",
    ] {
        let text = format!("MEMORANDUM FOR THE MINISTER\n\n{label}Talks on fish\n\nThey began.");
        assert_eq!(title(&text).0, "Talks on fish", "{text}");
    }
}

#[test]
fn what_is_only_like_a_letterhead_is_a_title_where_none_follows() {
    for headline in [
        "News from the river",
        "Joint statement",
        "Envoy recalled",
        "Tarn",
    ] {
        assert_eq!(
            title(&format!("{headline}\n\nThey began. They went on.")).0,
            headline
        );
    }
    assert_eq!(
        title("Press briefing\n\nMS. FOX: Good day. Welcome.").0,
        "Press briefing"
    );
}

#[test]
fn else_the_first_sentence_stands_for_it() {
    assert_eq!(
        title("The talks began. They went on."),
        no("The talks began.")
    );
    assert_eq!(
        title("Talks on fish begin As part of a visit, the Minister spoke. He left."),
        no("Talks on fish begin")
    );
    assert_eq!(title("One line"), no("One line"));
    let long = title(&"word ".repeat(500)).0;
    assert!(
        long.chars().count() < INCIPIT && long.ends_with("word…"),
        "{long}"
    );
    assert_eq!(find(&[], Opening::Text), None);
}

#[test]
fn a_headline_with_a_verb_goes_before_its_subtitle() {
    let head = "Office of the Governor\nTel. +47 33 33 33 33\n\nPRESS RELEASE\n3 May 2024\n\n";
    for (headline, subtitle) in [
        (
            "Press secretary resigns",
            "He will teach at a village school",
        ),
        ("Pressesprecherin tritt zurück", "Nachfolge noch offen"),
        (
            "Porte-parole quitte la présidence",
            "Le successeur n’est pas connu",
        ),
    ] {
        let text =
            format!("{head}{headline}\n{subtitle}\n\nThe Governor thanked both of them today.");
        assert_eq!(title(&text).0, headline);
    }
}

#[test]
fn a_name_between_lines_of_a_letterhead_is_no_headline() {
    let page = "Skip to content\nMenu\nFriends of Old Ships\nYou are here: Home > News\n\n\
        Barque comes home\n\nThe barque came home on Friday.";
    assert_eq!(title(page).0, "Barque comes home");
}

#[test]
fn a_headline_that_stands_again_without_the_house_is_the_title() {
    for name in [
        "Barque comes home at last | Ministry of Ports",
        "Norland Ports – Barque comes home at last – 3 May 2024",
    ] {
        let page =
            format!("{name}\n\nBarque comes home at last\n\nThe barque came home on Friday.");
        assert_eq!(title(&page).0, "Barque comes home at last");
    }
}

#[test]
fn a_subject_in_capitals_goes_on_in_the_next_line() {
    let note = "Memorandum\n\nSubject: NEW LOCKS FOR THE\nOLD CANAL\n\nThe canal is old.";
    assert_eq!(title(note).0, "NEW LOCKS FOR THE OLD CANAL");
}

#[test]
fn a_kind_of_text_with_what_it_is_about_goes_before_a_short_name() {
    let page = "The Mint\nBriefing Room\nReadouts\n3 May 2024\n\n\
        Readout of the meeting on new coins\n\nThe masters of both mints met today.";
    assert_eq!(title(page).0, "Readout of the meeting on new coins");
}
