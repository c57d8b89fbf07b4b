use crate::ingest;
use crate::insight::Rulebook;
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
