use super::*;

fn letterhead(lines: &[&str]) {
    for line in lines {
        assert!(
            matches!(part(line), Part::Letterhead | Part::Kind),
            "{line}: {:?}",
            part(line)
        );
    }
}

#[test]
fn bodies_are_named_in_many_languages() {
    letterhead(&[
        "Ministry of Water",
        "MINISTRY OF WATER AND FISHERIES, NORLAND",
        "Permanent Mission of Norland to the United Nations",
        "Office of the Spokesperson",
        "The White House",
        "Kingdom of Norland",
        "Bundesministerium für Wasser",
        "Auswärtiges Amt",
        "Ministère de l’eau et des affaires fluviales",
        "Ministerio de Asuntos Fluviales, Agua y Pesca",
        "Министерство водного хозяйства Норландии",
        "Пресс-служба Президента Норландии",
    ]);
}

#[test]
fn kinds_numbers_and_pages_are_told() {
    letterhead(&[
        "Press Release No. MW-2024/17",
        "Translation from Norlandic",
        "Es gilt das gesprochene Wort",
        "Seul le prononcé fait foi",
        "Для немедленного распространения",
        "No. 123/2024",
        "A/78/PV.12",
        "9642nd meeting",
        "Page 1 of 3",
        "Seite 2 von 7",
        "- 1 -",
        "P a g e 1",
        "A A A",
        "Le prononcé fait foi",
        "Cotejar con el discurso pronunciado",
        "Сверять с произнесённым текстом",
        "Frei ab Beginn der Rede – es gilt das gesprochene Wort",
    ]);
}

#[test]
fn contacts_are_told() {
    letterhead(&[
        "12 Harbour Street, Tarn",
        "2 Palace Yard",
        "г. Тарн",
        "Our reference: MW-24-031",
        "Dossier: 12/34-5",
        "37, quai du Port",
        "ул. Речная, 12",
        "10115 Tarn",
        "1049 Tarn",
        "1211 Tarn 10",
        "A-1400 Tarn",
        "Tel. +47 22 22 22 22",
        "Media contact: Anna Roe",
        "Norland MFA @NorlandMFA",
        "press@water.example",
        "www.water.example",
        "-----BEGIN PGP SIGNED MESSAGE-----",
        "Hash: SHA512",
    ]);
}

#[test]
fn ways_round_a_page_are_told() {
    letterhead(&[
        "Skip to main content",
        "MENU",
        "Home » Newsroom » Press releases",
        "You are here: Home › News",
        "Startseite / Presse / Meldungen",
        "Главная > Новости",
        "EN | FR | DE",
        "Share: Facebook X LinkedIn",
        "Copy link",
        "3 min read",
        "This site uses cookies. Accept",
        "Press release | 31 May 2024 | Ministry of Water",
    ]);
}

#[test]
fn what_says_something_is_no_letterhead() {
    for headline in [
        "Ministry of Water opens ferry line",
        "Ministry of Water Opens Ferry Line",
        "MINISTRY OPENS FERRY LINE",
        "Embassy reopens in Tarn",
        "Press freedom in Tarn",
        "News from the river",
        "Contact group meets in Tarn",
        "Council adopts resolution 2720",
        "Home rule for Tarn",
        "Menu of options for negotiators",
        "Page by page through the treaty",
        "Statement by the Minister of Water",
        "Joint statement",
        "Meeting of the River Council",
        "House votes on water bill",
        "Government Approves Budget",
        "Delegation of Norland visits Tarn",
        "Ambassador Lind presents credentials",
        "Tarn, Norland sign treaty",
        "Address by the Minister",
        "Norland/Sudmark: talks on the ferry",
        "Bundesministerium für Wasser eröffnet Fährlinie",
        "Le ministère de l’eau ouvre une ligne",
        "El Ministerio de Agua abre una línea",
        "Министерство водного хозяйства открывает паромную линию",
        "Заявление Министра водного хозяйства",
        "Посольство открылось в Тарне",
        "Translation agreement signed",
        "12 ships reach Tarn",
        "2024 elections",
        "1945 Remembered",
        "1200 Ships Arrive",
        "Anna Roe @ the river",
    ] {
        let part = part(headline);
        let may_be = matches!(part, Part::Text | Part::Doubtful);
        assert!(may_be, "{headline}: {part:?}");
    }
}

#[test]
fn a_label_of_the_headline_comes_off() {
    for line in [
        "Subject: Talks on fish",
        "**SUBJ:** Talks on fish",
        "Betreff: Talks on fish",
        "Objet : Talks on fish",
        "Тема: Talks on fish",
    ] {
        assert_eq!(part(line), Part::Subject("Talks on fish"), "{line}");
    }
    assert_eq!(part("Tarn"), Part::Word);
    assert_eq!(part("Journalist:"), Part::Text);
    assert_eq!(part("세 계 인 권 선 언"), Part::Text);
}

#[test]
fn the_list_has_each_word_once_under_a_heading_that_is_known() {
    let list = include_str!("words.txt");
    let headings = list.lines().filter(|line| !line.starts_with([' ', '#']));
    for heading in headings.filter_map(|line| line.split_once(':')) {
        assert!(Sense::of_heading(heading.0).is_some(), "{}", heading.0);
    }
    let mut all: Vec<_> = entries(list)
        .map(|(sense, entry)| (sense as u32, entry))
        .collect();
    all.sort_unstable();
    let twice = all.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None);
    let in_small = |entry: &str| entry.chars().all(|c| !c.is_uppercase());
    assert!(all.iter().all(|(_, entry)| in_small(entry)));
}
