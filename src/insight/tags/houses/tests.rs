use crate::ingest;
use crate::insight::Rulebook;
use crate::insight::quotes::Findings;
use crate::insight::tags::Tagger;
use crate::insight::tags::lexicon::Lexicon;

use super::*;

fn tagger() -> Tagger {
    Tagger::new(Rulebook::default(), [])
}

fn house(tagger: &Tagger, source: &str) -> String {
    tagger.source_label(source).name.clone()
}

#[test]
fn the_lists_can_be_read() {
    let (mut lexicon, _) = Lexicon::shipped();
    assert_eq!(Houses::shipped(&mut lexicon).1, Vec::<&str>::new());
}

#[test]
fn a_house_has_one_name_however_files_write_it() {
    let tagger = tagger();
    for (name, sources) in [
        (
            "Ministry of Foreign Affairs of Russia",
            &[
                "Russian MFA, Telegram",
                "Russian Foreign Ministry",
                "Ministry of Foreign Affairs of the Russian Federation",
                "The Ministry of Foreign Affairs of Russia",
                "MFA Russia",
                "Russia's MFA",
                "МИД России",
                "МИД РФ",
                "Официальный канал МИД России",
                "Министерство иностранных дел Российской Федерации",
                "Russisches Außenministerium",
                "Außenministerium der Russischen Föderation",
                "Ministère russe des Affaires étrangères",
                "Ministère des Affaires étrangères de la Fédération de Russie",
                "Ministerio de Asuntos Exteriores de Rusia",
                "Ministry of Foreign Affairs, Russian Federation",
                "Press Service, Russian Foreign Ministry",
                "https://mid.ru/ru/press_service",
                "www.mid.ru",
                "@MID_Russia",
            ][..],
        ),
        (
            "White House",
            &[
                "The White House, statements",
                "White House Press Office",
                "whitehouse.gov",
            ],
        ),
        (
            "Kremlin",
            &[
                "President of Russia, Events",
                "Президент России",
                "Kremlin.ru",
                "The Kremlin",
            ],
        ),
        (
            "Foreign, Commonwealth & Development Office",
            &[
                "Foreign, Commonwealth & Development Office",
                "FCDO",
                "British Foreign Office",
                "UK Foreign Office",
            ],
        ),
        (
            "Federal Foreign Office of Germany",
            &[
                "Auswärtiges Amt",
                "Auswärtiges Amt, Pressestelle",
                "German Foreign Ministry",
                "German Federal Foreign Office",
                "МИД Германии",
                "https://www.auswaertiges-amt.de/de/newsroom",
            ],
        ),
        (
            "Ministry for Europe and Foreign Affairs",
            &[
                "Ministère de l'Europe et des Affaires étrangères",
                "Quai d’Orsay",
                "Ministère français des Affaires étrangères",
                "French MFA",
            ],
        ),
        (
            "U.S. Department of State",
            &[
                "U.S. Department of State",
                "State Department",
                "Office of the Spokesperson, U.S. Department of State",
                "Госдепартамент США",
            ],
        ),
        (
            "Ministry of Foreign Affairs of Chile",
            &[
                "Ministerio de Relaciones Exteriores de Chile",
                "Cancillería de Chile",
                "Cancillería chilena",
            ],
        ),
        (
            "Ministry of Defence of Kenya",
            &[
                "Kenyan MoD",
                "Ministry of Defence - Kenya",
                "Министерство обороны Кении",
                "mod.go.ke",
            ],
        ),
        (
            "Presidency of Sri Lanka",
            &[
                "President's Media Division, Sri Lanka",
                "Sri Lanka: Presidency",
            ],
        ),
        (
            "Ministry of Finance of the Netherlands",
            &["Dutch Finance Ministry"],
        ),
        ("Government of the Bahamas", &["Government of The Bahamas"]),
        (
            "North Atlantic Treaty Organization",
            &["NATO", "NATO Press Office", "https://www.nato.int/x"],
        ),
    ] {
        for source in sources {
            assert_eq!(house(&tagger, source), name, "{source}");
        }
    }
}

#[test]
fn a_source_that_is_not_understood_is_what_the_file_says() {
    let tagger = tagger();
    for source in [
        "Embassy of Kenya in France",
        "Russian Embassy in Norland",
        "Ministry of Foreign Affairs",
        "MFA",
        "Ministry of Foreign Affairs of Norland",
        "Norland and Kenya: Foreign Ministry",
        "Foreign Relations of Kenya, Volume IV",
        "Kenyan Foreign Ministers' Club",
        "United Nations Harbour Corpus",
        "Mara Lind, Kenyan Foreign Ministry",
        "Ministry of Finance of Kenya and Peru",
        "Ministry of Health of Texas",
        "Kenya",
        "tarn.example",
    ] {
        assert_eq!(house(&tagger, source), source);
    }
}

#[test]
fn the_houses_of_cables_are_known() {
    let tagger = tagger();
    for (address, name) in [
        ("U.S. Department of State", "U.S. Department of State"),
        ("U.S. Department of Defense", "U.S. Department of Defense"),
        (
            "Foreign & Commonwealth Office",
            "Foreign, Commonwealth & Development Office",
        ),
        (
            "French Ministry of Foreign Affairs",
            "Ministry for Europe and Foreign Affairs",
        ),
        ("Brazilian Ministry of Foreign Affairs", "Itamaraty"),
    ] {
        assert_eq!(house(&tagger, address), name);
    }
}

#[test]
fn a_house_is_found_by_its_other_names_and_its_state() {
    let label = tagger().source_label("МИД Кении");
    assert_eq!(label.code.as_deref(), Some("KE"));
    assert_eq!(label.aliases, ["Kenyan Foreign Ministry", "Kenyan MFA"]);
    assert_eq!(label.class, None);
}

/// The issuer of a text whose file states none.
fn issuer(text: &str) -> Option<String> {
    let draft = ingest::read_one(text);
    let draft = ingest::Draft {
        source: None,
        ..draft
    };
    tagger().issuer_of(&draft)
}

#[test]
fn a_text_without_a_source_may_name_its_house_itself() {
    let words =
        "The ferry sails on Monday, and the harbour is open again to every ship that asks.\n";
    for (text, source) in [
        (
            format!("Kenyan Foreign Ministry\n\nThe ferry sails\n\n{words}"),
            Some("Kenyan Foreign Ministry"),
        ),
        (
            format!("The ferry sails\n\nMoscow, MFA, 3 May: {words}"),
            Some("Ministry of Foreign Affairs of Russia"),
        ),
        (
            format!(
                "The ferry sails\n\n{words}\n{words}\nMinistry of Transport of Kenya\n\nNairobi, 3 May 2024\n"
            ),
            Some("Ministry of Transport of Kenya"),
        ),
        (
            format!("The ferry sails\n\nhttps://www.mfa.gov.ke/news/1\n\n{words}"),
            Some("Ministry of Foreign Affairs of Kenya"),
        ),
        (
            format!("Title: The ferry sails\nURL: https://www.mfa.gov.ke/news/1\n\n{words}"),
            Some("Ministry of Foreign Affairs of Kenya"),
        ),
        (
            format!("The ferry sails\n\nThe Kenyan Foreign Ministry said: {words}"),
            None,
        ),
        (
            format!("The ferry sails\n\nThe Kremlin, Moscow\n\n{words}"),
            Some("The Kremlin, Moscow"),
        ),
        (
            format!("The ferry sails\n\nPARTICIPANTS\n\nDepartment of State\n\n{words}"),
            None,
        ),
        (
            format!("The ferry sails\n\nIn the Kremlin, Ivo Marr met a guest\n\n{words}"),
            None,
        ),
        (
            format!("The ferry sails\n\n- Department of State\n- Home Office\n\n{words}"),
            None,
        ),
        (format!("The ferry sails\n\n{words}\n{words}\nHHS\n"), None),
        (
            format!("Ministry of Tides\n\nThe ferry sails\n\n{words}"),
            None,
        ),
        (
            format!("The ferry sails\n\nhttps://tarn.example/1\n\n{words}"),
            None,
        ),
    ] {
        assert_eq!(issuer(&text).as_deref(), source, "{text}");
    }
}

#[test]
fn no_line_is_too_odd_to_be_looked_at() {
    let tagger = tagger();
    for source in [
        "",
        " ",
        "@",
        "//",
        "l'",
        "«",
        "МИД",
        "d’",
        "\u{200b}",
        "mfa.",
        ".ru",
        "Ministère \u{301}",
    ] {
        assert_eq!(house(&tagger, source), source);
    }
}

/// The bodies of states that a text in a language names, by name, with a source or without.
fn bodies_by(tagger: &Tagger, source: Option<&str>, language: &str, text: &str) -> Vec<String> {
    let draft = ingest::Draft {
        title: "-".to_owned(),
        source: source.map(str::to_owned),
        ..ingest::read_one(&format!("-\n\n{text}"))
    };
    let tags = tagger.tags(&draft, Some(language), &Findings::default());
    let of_states = tags
        .iter()
        .filter(|tag| tag.label.class.as_deref() == Some("state"));
    let mut names: Vec<String> = of_states.map(|tag| tag.label.name.clone()).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_body_is_tagged_where_its_state_stands_beside_it() {
    let tagger = tagger();
    for (language, text, names) in [
        (
            "en",
            "The Kenyan Foreign Ministry spoke.",
            &["Ministry of Foreign Affairs of Kenya"][..],
        ),
        (
            "en",
            "Kenya’s Ministry of Finance and the Supreme Court of Peru agreed.",
            &["Ministry of Finance of Kenya", "Supreme Court of Peru"],
        ),
        (
            "en",
            "The Central Bank of the Republic of Kenya met the Peruvian Congress.",
            &["Central Bank of Kenya", "Congress of Peru"],
        ),
        (
            "en",
            "The State Duma and the Bundestag voted.",
            &["Bundestag", "State Duma"],
        ),
        (
            "ru",
            "МИД Кении и кенийское министерство обороны, сообщил парламент Перу.",
            &[
                "Ministry of Defence of Kenya",
                "Ministry of Foreign Affairs of Kenya",
                "Parliament of Peru",
            ],
        ),
        (
            "ru",
            "Об этом заявили в Минфине Российской Федерации.",
            &["Ministry of Finance of Russia"],
        ),
        (
            "fr",
            "Le ministère kényan des Affaires étrangères et le Parlement péruvien.",
            &["Ministry of Foreign Affairs of Kenya", "Parliament of Peru"],
        ),
        (
            "fr",
            "Le ministère de la Défense du Kenya se tait.",
            &["Ministry of Defence of Kenya"],
        ),
        (
            "de",
            "Das kenianische Außenministerium und das Verteidigungsministerium Perus.",
            &[
                "Ministry of Defence of Peru",
                "Ministry of Foreign Affairs of Kenya",
            ],
        ),
        (
            "es",
            "El Ministerio de Defensa de Kenia y la Cancillería peruana.",
            &[
                "Ministry of Defence of Kenya",
                "Ministry of Foreign Affairs of Peru",
            ],
        ),
        // No state, another state's part, a longer name, an international body, a president.
        (
            "en",
            "The Foreign Ministry and the Ministry spoke in Kenya.",
            &[],
        ),
        (
            "en",
            "The Supreme Court of Texas and the Georgia Supreme Court sat.",
            &[],
        ),
        (
            "en",
            "Kenyan Ministry of Trade and Ferries; the Kenyan Ministry of Health, Ferries and Tides.",
            &[],
        ),
        (
            "en",
            "The European Parliament met the President of Kenya.",
            &[],
        ),
        (
            "en",
            "The Tarn Department of Transportation and the Irish Home Office.",
            &[],
        ),
        ("ru", "МИД двух стран, Минздрав Татарстана.", &[]),
        ("fr", "Le ministère de la Défense et le Parlement.", &[]),
    ] {
        assert_eq!(bodies_by(&tagger, None, language, text), names, "{text}");
    }
}

#[test]
fn a_name_without_a_state_counts_for_one_that_had_it_or_for_the_house_of_the_text() {
    let tagger = tagger();
    let weight = |text: &str| {
        let draft = ingest::Draft {
            title: "-".to_owned(),
            ..ingest::read_one(&format!("-\n\nWords.\n\n{text}"))
        };
        let tags = tagger.tags(&draft, Some("en"), &Findings::default());
        let found = tags
            .iter()
            .find(|tag| tag.label.name == "Ministry of Finance of Kenya");
        found.map(|tag| tag.weight)
    };
    let once =
        weight("The Kenyan Finance Ministry spoke. A word was said, and then another.").unwrap();
    let again =
        weight("The Kenyan Finance Ministry spoke. The Ministry said another word to us.").unwrap();
    assert!(again > once, "{again} {once}");
    let russian = bodies_by(
        &tagger,
        None,
        "ru",
        "Минфин Кении сообщил. Роты Министерства обороны, министерство водных дорог молчит.",
    );
    assert_eq!(russian, ["Ministry of Finance of Kenya"]);
    let third =
        weight("The Kenyan Finance Ministry spoke, the Finance Ministry said a word too.").unwrap();
    assert!(third > once);

    let by = |source, text| bodies_by(&tagger, Some(source), "en", text);
    let foreign = "The Foreign Ministry spoke.";
    assert_eq!(
        by("President of Kenya", foreign),
        ["Ministry of Foreign Affairs of Kenya"]
    );
    assert_eq!(
        by("Kremlin", foreign),
        ["Ministry of Foreign Affairs of Russia"]
    );
    // It is not what the house's own is called there.
    assert!(by("White House", foreign).is_empty());
    assert!(by("Harbour Office", foreign).is_empty());
    assert!(by("President of Kenya", "In Peru, the Foreign Ministry spoke.").is_empty());
    assert!(by("Kremlin", "The Congress and the Senate met.").is_empty());
}
