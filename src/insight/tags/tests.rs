use proptest::prelude::*;

use super::form::Role;
use super::*;
use crate::briefing::Quote;
use crate::briefing::{BriefingDate, BriefingId, Confidence, QuoteKind, Span};
use crate::config::{Rules, TagRule};

fn draft(title: &str, text: &str) -> Draft {
    Draft {
        encoding: None,
        part: Default::default(),
        speaker: None,
        id: BriefingId::of(title, text),
        title: title.to_owned(),
        date: None,
        date_found: None,
        source: None,
        address: None,
        language: None,
        handling: Default::default(),
        properties: None,
        cable: None,
        tags: Vec::new(),
        raw: Span::new(0, text.len()),
        body: Body {
            text: text.to_owned(),
            ..Body::default()
        },
        hidden: 0,
    }
}

fn tagger_without_rules() -> Tagger {
    Tagger::new(Rulebook::default(), [])
}

fn quote_of(speaker: &str) -> Quote {
    Quote {
        span: Span::new(0, 1),
        kind: QuoteKind::Direct,
        speaker: Some(speaker.into()),
        mention: None,
        cue: None,
        confidence: Confidence::High,
        named_by: NamedBy::Text,
        quoted: Vec::new(),
    }
}

/// The codes of the states that a text in `language` is tagged with, sorted.
fn states(tagger: &Tagger, language: &str, text: &str) -> String {
    let tags = tagger.tags(&draft("-", text), Some(language), &Findings::default());
    let places = tags.iter().filter(|tag| tag.label.facet == Facet::Place);
    let mut codes: Vec<&str> = places.filter_map(|tag| tag.label.code.as_deref()).collect();
    codes.sort_unstable();
    codes.join(" ")
}

fn bodies(tagger: &Tagger, language: &str, text: &str) -> Vec<String> {
    let tags = tagger.tags(&draft("-", text), Some(language), &Findings::default());
    let bodies = tags.iter().filter(|tag| tag.label.facet == Facet::Org);
    let mut names: Vec<String> = bodies.map(|tag| tag.label.short().to_owned()).collect();
    names.sort_unstable();
    names
}

#[test]
fn names_are_told_from_what_only_looks_like_them() {
    let tagger = tagger_without_rules();
    let cases = [
        // Persons.
        (
            "Jim Jordan opened the hearing. Jordan said the committee would vote.",
            "",
        ),
        ("Mr. Jordan thanked the chair.", ""),
        (
            "Jordan said it would host the talks, and its envoys left Amman.",
            "JO",
        ),
        ("Jordan said so.", ""),
        ("Talks in Jordan resume.", "JO"),
        ("Egypt, Jordan and Iraq signed.", "EG IQ JO"),
        ("Jordan's border was closed.", "JO"),
        ("Sheriff Chad Milford spoke.", ""),
        ("Aid reached Chad and Niger.", "NE TD"),
        // Georgia twice.
        ("A factory in Georgia, and another in Tennessee.", "US"),
        ("Voters in Atlanta and the rest of Georgia.", "US"),
        ("Georgia's parliament met in Tbilisi.", "GE"),
        ("Georgia and Armenia agreed.", "AM GE"),
        ("The Georgia Governor signed the bill.", "US"),
        ("A storm crossed Georgian Bay.", "CA"),
        // Birds, beasts, food.
        ("A turkey and a guinea pig.", ""),
        ("A Guinea pig was shown. So were French fries.", ""),
        ("Turkey and Türkiye are one state.", "TR"),
        // Washington.
        ("George Washington crossed the river.", "US"),
        ("He met Denzel Washington.", ""),
        ("Officials in Washington replied.", "US"),
        ("as The Washington Post reported", ""),
        // Towns of the United States.
        ("A plant in Lebanon, Pennsylvania.", "US"),
        ("The rodeo of Paris, Texas.", "US"),
        ("He is from New Mexico and Indiana.", "US"),
        // The longest name.
        ("South Sudan", "SS"),
        ("Sudan and South Sudan", "SD SS"),
        (
            "Papua New Guinea, Guinea-Bissau, Equatorial Guinea",
            "GQ GW PG",
        ),
        ("Nigeria", "NG"),
        ("Niger", "NE"),
        ("Northern Ireland", "GB"),
        ("Dominican Republic", "DO"),
        ("The Dominican delegation of Dominica", "DM DO"),
        ("American Samoa", "AS"),
        ("Samoa", "WS"),
        ("North Macedonia", "MK"),
        ("Republic of the Congo", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("the DPRK and the Republic of Korea", "KP KR"),
        ("Korea", "KR"),
        ("Somalia", "SO"),
        ("Latin America", ""),
        ("the Indian Ocean", ""),
        ("African Americans", ""),
        ("Native American tribes", ""),
        // Acronyms are read as written.
        ("They told us who would come by car.", ""),
        ("the US, the U.S. and the UK", "GB US"),
        ("TELL US ALL ABOUT IT", ""),
        ("U.S.-led", "US"),
        ("the CAR and its neighbours", "CF"),
        // Treaties are not cities, ships not states.
        ("the Paris Agreement and the Vienna Convention", ""),
        ("the post-Soviet space", ""),
        ("The M/V Gibraltar Star docked.", ""),
        // Capitals, demonyms, case.
        ("Moscow and Dushanbe agreed.", "RU TJ"),
        ("Russians, Iraqis and a Frenchman", "FR IQ RU"),
        ("RUSSIA AND CHINA SIGN", "CN RU"),
        ("Côte d’Ivoire, Ivory Coast, Cote d'Ivoire", "CI"),
        ("Brussels hosted it.", ""),
        ("Belgium hosted it in Brussels.", "BE"),
    ];
    for (text, expected) in cases {
        assert_eq!(states(&tagger, "en", text), expected, "{text}");
    }
}

#[test]
fn a_state_in_the_name_of_a_person_is_none() {
    let tagger = tagger_without_rules();
    for (text, expected) in [
        // Two words with capitals that do what persons do.
        (
            "Israel Okoro said the ferry was late. Then Israel Okoro left.",
            "",
        ),
        ("The minister met Kenya Marr in Tarn.", ""),
        ("Malta Okoro, who built it, is here.", ""),
        // What is no name behind it.
        ("Israel Police said no, and Kenya Radio said yes.", "IL KE"),
        ("Norway Monday said that it agrees.", "NO"),
        ("Malta Okoro Street is closed.", "MT"),
        ("They met Norway and Denmark.", "DK NO"),
    ] {
        assert_eq!(states(&tagger, "en", text), expected, "{text}");
    }
    let states_of = |text: &str| {
        let draft = draft("-", text);
        let findings = crate::insight::quotes::read("-", &draft.body, Some("en"));
        let tags = tagger.tags(&draft, Some("en"), &findings);
        let places = tags.iter().filter(|tag| tag.label.facet == Facet::Place);
        places.map(|tag| tag.label.name.clone()).collect::<Vec<_>>()
    };
    for text in [
        "Assistant Secretary Holland told reporters that the ferry was late.",
        "“We shall sail,” said Mara Norway. Norway’s ferry: Mara Norway is its captain.",
        "Jan (“Dutch”) Visser told reporters: “We shall sail tomorrow, whatever comes.”",
    ] {
        let places = states_of(text);
        let is_named_too = text.contains("Norway’s");
        assert_eq!(
            places.len(),
            usize::from(is_named_too),
            "{text}: {places:?}"
        );
    }
}

#[test]
fn where_names_are_bent_a_state_behind_an_office_is_no_person() {
    let tagger = tagger_without_rules();
    for text in [
        "Министр Норвегии отправил письмо. Письмо получили все.",
        "Мара Линд стала Президентом Норвегии.",
        "Об этом сказал Председатель Республики Таджикистан.",
    ] {
        let draft = draft("-", text);
        let findings = crate::insight::quotes::read("-", &draft.body, Some("ru"));
        let tags = tagger.tags(&draft, Some("ru"), &findings);
        let persons = tags.iter().filter(|tag| tag.label.facet == Facet::Person);
        let persons: Vec<_> = persons.map(|tag| tag.label.name.as_str()).collect();
        assert!(
            persons.iter().all(|name| *name == "Мара Линд"),
            "{text}: {persons:?}"
        );
    }
}

#[test]
fn states_are_found_in_other_languages_in_any_case() {
    let tagger = tagger_without_rules();
    let cases = [
        (
            "ru",
            "Министр обороны России встретился с таджикским коллегой в Душанбе.",
            "RU TJ",
        ),
        ("ru", "в отношениях с Кореей и Чехией; Кубань", "CZ KR"),
        ("ru", "КИТАЙ И США", "CN US"),
        ("ru", "страны Латинской Америки", ""),
        ("ru", "Республики Беларусь и Южного Судана", "BY SS"),
        ("ru", "Того не знаем", ""),
        (
            "fr",
            "Le ministre français s'est rendu en Côte d’Ivoire et au Niger.",
            "CI FR NE",
        ),
        ("fr", "Maurice est venu des États-Unis", "US"),
        (
            "de",
            "Die polnische Regierung und Frankreichs Präsident",
            "FR PL",
        ),
        (
            "es",
            "El canciller mexicano viajó a los Estados Unidos",
            "MX US",
        ),
        ("si", "WHO සහ Sri Lanka", "LK"),
    ];
    for (language, text, expected) in cases {
        assert_eq!(states(&tagger, language, text), expected, "{text}");
    }
}

#[test]
fn names_are_found_in_the_capitals_and_without_the_hyphens_that_their_language_has_not() {
    let tagger = tagger_without_rules();
    let cases: &[(&str, &str, &[&str])] = &[
        ("fr", "Le Mouvement des Non Alignés siège à Tarn.", &["NAM"]),
        (
            "fr",
            "L'Union Africaine et l'Organisation Mondiale de la Santé",
            &["AU", "WHO"],
        ),
        (
            "es",
            "La Unión Africana y la Organización Mundial De La Salud",
            &["AU"],
        ),
        ("en", "the Non Aligned Movement", &["NAM"]),
        ("fr", "une union africaine des ports", &[]),
    ];
    for (language, text, expected) in cases {
        assert_eq!(bodies(&tagger, language, text), *expected, "{text}");
    }
    assert_eq!(
        states(&tagger, "fr", "la République Démocratique du Congo"),
        "CD"
    );
}

#[test]
fn bodies_are_found_by_name_acronym_and_dependent_name() {
    let tagger = tagger_without_rules();
    let cases: &[(&str, &str, &[&str])] = &[
        ("en", "the Alliance of the two parties", &[]),
        ("en", "NATO met; the Alliance agreed.", &["NATO"]),
        (
            "en",
            "NATO met; the Alliance for Progress",
            &["Alliance for Progress", "NATO"],
        ),
        (
            "en",
            "the Collective Security Treaty Organization",
            &["CSTO"],
        ),
        ("en", "a UN Security Councillor", &["UN"]),
        ("en", "the UN Security Council", &["UN", "UNSC"]),
        ("en", "WHO experts came.", &["WHO"]),
        ("en", "WHO IS TO BLAME", &[]),
        ("en", "nato", &[]),
        (
            "ru",
            "на саммите Организации Договора о коллективной безопасности и в СНГ",
            &["CIS", "CSTO"],
        ),
        ("ru", "министры ОДКБ", &["CSTO"]),
        (
            "fr",
            "un accord de l'OTAN et de l'Union européenne",
            &["EU", "NATO"],
        ),
        ("fr", "UN ACCORD AU SOMMET", &[]),
        ("de", "die Vereinten Nationen", &["UN"]),
    ];
    for (language, text, expected) in cases {
        assert_eq!(bodies(&tagger, language, text), *expected, "{text}");
    }
}

#[test]
fn russia_in_a_text_of_the_soviet_years_is_the_soviet_union() {
    let tagger = tagger_without_rules();
    let mut cable = draft(
        "-",
        "The Soviet Ambassador called. The Russians will wait for Moscow.",
    );
    cable.date = BriefingDate::year(1956);
    let named = |draft: &Draft| {
        let tags = tagger.tags(draft, Some("en"), &Findings::default());
        let codes = tags.iter().filter_map(|tag| tag.label.code.clone());
        codes.filter(|code| code != "en").collect::<Vec<_>>()
    };
    assert_eq!(named(&cable), ["SU"]);
    cable.date = BriefingDate::year(2016);
    assert_eq!(named(&cable).len(), 2);
}

#[test]
fn what_a_text_is_about_outweighs_what_it_brushes() {
    let tagger = tagger_without_rules();
    let filler = "The delegations discussed the agenda at length. ".repeat(200);
    let text = format!(
        "Kenya opened the meeting.\n\n{filler} Kenya again, and Kenya. Peru was named. {filler}"
    );
    let tags = tagger.tags(
        &draft("Visit to Norway", &format!("{text} Norway.")),
        Some("en"),
        &Findings::default(),
    );
    let places = tags.iter().filter(|tag| tag.label.facet == Facet::Place);
    let names: Vec<&str> = places.clone().map(|tag| tag.label.name.as_str()).collect();
    assert_eq!(names, ["Norway", "Kenya", "Peru"]);
    assert!(
        places
            .clone()
            .next_back()
            .is_some_and(|tag| tag.weight < 0.05)
    );
    assert!(tags.iter().all(|tag| (0.0..=1.0).contains(&tag.weight)));
}

#[test]
fn given_tags_take_the_gazetteers_label_or_become_topics() {
    let tagger = tagger_without_rules();
    let mut given = draft("-", "NATO met in Oslo.");
    given.tags = vec![
        "nato".to_owned(),
        "Ivory Coast".to_owned(),
        "fisheries".to_owned(),
        "lighthouses".to_owned(),
        " ".to_owned(),
    ];
    let tags = tagger.tags(&given, Some("en"), &Findings::default());
    let shown: Vec<_> = tags
        .iter()
        .map(|tag| (tag.label.facet, tag.label.name.as_str(), tag.provenance))
        .collect();
    assert_eq!(
        shown,
        [
            (Facet::Place, "Côte d'Ivoire", Provenance::Given),
            (Facet::Place, "Norway", Provenance::Derived),
            (
                Facet::Org,
                "North Atlantic Treaty Organization",
                Provenance::Given
            ),
            (Facet::Topic, "Fisheries", Provenance::Given),
            (Facet::Topic, "lighthouses", Provenance::Given),
            (Facet::Topic, "Alliances", Provenance::Derived),
            (Facet::Language, "English", Provenance::Derived),
        ]
    );
}

#[test]
fn speakers_with_a_full_name_are_persons_by_how_often_they_are_quoted() {
    let tagger = tagger_without_rules();
    let speakers = [
        "Defence Minister",
        "Minister Ilse van Daal",
        "Ilse van Daal",
        "Petro Hradik",
        "Hradik",
        "United Nations",
        "Foreign Ministry",
        "the spokesman",
        "Ilse van Daal",
    ];
    let quotes: Vec<Quote> = speakers.into_iter().map(quote_of).collect();
    let findings = Findings {
        quotes,
        ..Findings::default()
    };
    let tags = tagger.tags(&draft("-", "-"), None, &findings);
    let names: Vec<&str> = tags.iter().map(|tag| tag.label.name.as_str()).collect();
    assert_eq!(names, ["Ilse van Daal", "Petro Hradik"]);
    assert!(tags[0].weight > tags[1].weight);
}

#[test]
fn a_name_that_only_stands_in_for_another_is_no_alias() {
    let tagger = tagger_without_rules();
    let mut given = draft("-", "-");
    given.tags = vec!["the Alliance".to_owned()];
    let tags = tagger.tags(&given, None, &Findings::default());
    assert_eq!(tags[0].label.facet, Facet::Topic);
}

#[test]
fn source_and_language_are_facets_too() {
    let tagger = tagger_without_rules();
    let mut release = draft("-", "-");
    release.source = Some("Ministry of Tides".to_owned());
    let tags = tagger.tags(&release, Some("si"), &Findings::default());
    assert_eq!(tags[0].label.name, "Ministry of Tides");
    assert_eq!(tags[1].label.name, "Sinhala");
    assert_eq!(tags[1].label.code.as_deref(), Some("si"));
    let again = tagger.tags(&release, Some("si"), &Findings::default());
    assert!(
        Arc::ptr_eq(&tags[0].label, &again[0].label),
        "labels are made once"
    );
}

#[test]
fn the_readers_rules_bring_topics_and_hide_no_names() {
    let rule = TagRule {
        tag: "grain".to_owned(),
        words: vec![
            "grain corridor".to_owned(),
            "Black Sea".to_owned(),
            "Kenya's wheat".to_owned(),
        ],
    };
    let rulebook = Rulebook {
        own: Rules {
            tags: &[rule],
            ..Rules::default()
        },
        ..Rulebook::default()
    };
    let tagger = Tagger::new(rulebook, []);
    let topics = |text: &str| {
        let tags = tagger.tags(&draft("-", text), Some("en"), &Findings::default());
        tags.iter()
            .map(|tag| tag.label.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(topics("The Grain Corridor is open."), ["grain", "English"]);
    assert_eq!(topics("a black sea of grain corridors"), ["English"]);
    assert_eq!(topics("Kenya's wheat"), ["Kenya", "grain", "English"]);
    assert_eq!(topics("Kenya’s wheat"), ["Kenya", "grain", "English"]);
}

#[test]
fn a_topic_is_tagged_once_whoever_says_it() {
    let rule = TagRule {
        tag: "Climate Change".to_owned(),
        words: vec!["Ostra".to_owned()],
    };
    let rulebook = Rulebook {
        own: Rules {
            tags: &[rule],
            ..Rules::default()
        },
        ..Rulebook::default()
    };
    let topics = |tagger: &Tagger, draft: &Draft| {
        let tags = tagger.tags(draft, Some("en"), &Findings::default());
        let topics = tags.iter().filter(|tag| tag.label.facet == Facet::Topic);
        topics
            .map(|tag| (tag.label.name.clone(), tag.provenance))
            .collect::<Vec<_>>()
    };
    let mut text = draft("Climate change and its costs", "Climate change is costly.");
    let plain = tagger_without_rules();
    let derived = ("Climate change".to_owned(), Provenance::Derived);
    assert_eq!(topics(&plain, &text), [derived]);
    text.tags = vec!["climate change".to_owned()];
    let given = ("Climate change".to_owned(), Provenance::Given);
    assert_eq!(topics(&plain, &text), [given]);
    // The reader's own rule of that name decides alone.
    text.tags.clear();
    let ruled = Tagger::new(rulebook, []);
    assert_eq!(topics(&ruled, &text), []);
    let ostra = draft("-", "The Ostra is dry.");
    let own = ("Climate Change".to_owned(), Provenance::Derived);
    assert_eq!(topics(&ruled, &ostra), [own]);
}

#[test]
fn every_line_of_the_gazetteer_parses() {
    let (_, mistakes) = Lexicon::shipped();
    assert_eq!(mistakes, []);
}

#[test]
fn the_gazetteer_covers_states_and_bodies_once_each() {
    let (lexicon, _) = Lexicon::shipped();
    let of = |facet: Facet| {
        lexicon
            .things
            .iter()
            .filter(move |thing| thing.label.facet == facet)
    };
    assert!(of(Facet::Place).count() >= 193 + 2, "members and observers");
    assert!(of(Facet::Org).count() >= 120);
    let mut names: Vec<&str> = lexicon
        .things
        .iter()
        .map(|thing| thing.label.name.as_str())
        .collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "a name is listed twice");
}

#[test]
fn every_state_has_a_name_a_people_and_a_seat_of_government() {
    // Where the state and its seat have one name, or it has no people or seat of its own.
    const WITHOUT_SEAT: &[&str] = &[
        "LU", "MC", "NR", "SM", "SG", "VA", "NU", "HK", "MO", "PR", "GU", "BM", "GI", "KY", "IM",
        "GP", "MQ", "RE", "YT", "SU", "YU", "CS", "ST",
    ];
    const WITHOUT_PEOPLE: &[&str] = &["VI", "MP", "VG"];
    let (lexicon, _) = Lexicon::shipped();
    for (id, thing) in lexicon.things.iter().enumerate() {
        let Some(code) = thing.label.code.as_deref() else {
            continue;
        };
        let has = |role: Role| {
            let own = lexicon
                .forms
                .iter()
                .filter(|form| form.thing.map(usize::from) == Some(id));
            own.filter(|form| form.tongues == Tongues::ENGLISH)
                .any(|form| form.role == role)
        };
        assert!(has(Role::Name), "{code}");
        assert!(
            has(Role::Demonym) || WITHOUT_PEOPLE.contains(&code),
            "{code}"
        );
        assert!(has(Role::Capital) || WITHOUT_SEAT.contains(&code), "{code}");
    }
}

#[test]
fn no_two_states_share_a_name_beyond_doubt() {
    let (lexicon, _) = Lexicon::shipped();
    let mut owners: HashMap<(&str, u8), ThingId> = HashMap::default();
    for form in &lexicon.forms {
        let Some(thing) = form.thing.filter(|_| form.sense == form::Sense::Plain) else {
            continue;
        };
        if !form.is_whole() {
            continue;
        }
        for tongue in 0..6 {
            if form.tongues.holds(tongue) {
                let owner = *owners.entry((&form.key, tongue)).or_insert(thing);
                let name = |id: ThingId| &lexicon.things[usize::from(id)].label.name;
                assert_eq!(name(owner), name(thing), "{}", form.key);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_tagged_in_order_without_panic(
        title in "\\PC{0,60}",
        text in "(\\PC|Jordan|Georgia|, Texas|US|UN|Росси|ей|Côte d’Ivoire|[ .,’\n]){0,200}",
        language in proptest::option::of(proptest::sample::select(vec!["en", "ru", "fr", "de", "es", "xx"])),
    ) {
        let tagger = TAGGER.get_or_init(tagger_without_rules);
        let tags = tagger.tags(&draft(&title, &text), language, &Findings::default());
        prop_assert!(tags.is_sorted_by(|a, b| by_facet_and_weight(a, b) == Ordering::Less));
        prop_assert!(tags.iter().all(|tag| (0.0..=1.0).contains(&tag.weight)));
    }
}

static TAGGER: std::sync::OnceLock<Tagger> = std::sync::OnceLock::new();

#[test]
fn after_a_form_of_address_the_name_of_a_state_is_a_persons() {
    let tagger = tagger_without_rules();
    for text in [
        "The talks were led by Mr. France and Ms Cuba.",
        "Dr. Holland spoke for an hour.",
        "We thank Herr Ungarn and Mrs. Poland.",
    ] {
        assert_eq!(states(&tagger, "en", text), "", "{text}");
    }
    assert_eq!(
        states(&tagger, "en", "Mr Lind left France for Cuba."),
        "CU FR"
    );
}

/// The companies, parties and media that a text in a language names.
fn others(tagger: &Tagger, language: &str, text: &str) -> Vec<String> {
    let tags = tagger.tags(&draft("-", text), Some(language), &Findings::default());
    let others = tags
        .iter()
        .filter(|tag| tag.label.class.as_deref() == Some("other"));
    let mut names: Vec<String> = others.map(|tag| tag.label.name.clone()).collect();
    names.sort_unstable();
    names
}

#[test]
fn companies_parties_and_media_are_told_by_a_legal_form_or_an_apposition() {
    let tagger = tagger_without_rules();
    for (language, text, names) in [
        (
            "en",
            "Yesterday Lindex Shipping Ltd met Tarnoil, Inc. and Roe & Sol LLP.",
            &["Lindex Shipping", "Roe & Sol", "Tarnoil"][..],
        ),
        (
            "en",
            "She is CEO of Lindex PLC and sits in the board of PJSC Tarnoil.",
            &["Lindex", "Tarnoil"],
        ),
        (
            "en",
            "The Peruvian oil company Tarnoil told the newspaper The Tarn Times.",
            &["Tarnoil", "The Tarn Times"],
        ),
        (
            "en",
            "The ruling party Nordunion spoke to the news agency TRN.",
            &["Nordunion", "TRN"],
        ),
        (
            "ru",
            "ООО «Линдекс» и газета «Тарнская жизнь» сообщили агентству ТРН.",
            &["Линдекс", "ТРН", "Тарнская жизнь"],
        ),
        ("ru", "Компания «Тарннефть» молчит.", &["Тарннефть"]),
        (
            "fr",
            "Le quotidien Tarnmatin et la compagnie pétrolière Tarnoil.",
            &["Tarnmatin", "Tarnoil"],
        ),
        (
            "de",
            "Die Lindex GmbH und die Zeitung „Tarner Bote“.",
            &["Lindex", "Tarner Bote"],
        ),
        (
            "es",
            "El diario Tarnoticias y la petrolera Tarnoil.",
            &["Tarnoil", "Tarnoticias"],
        ),
        // No form of law and no apposition; a person, an office, a state, a known body; a part of a name.
        (
            "en",
            "Lindex Shipping met the party Chairman and the company Commander.",
            &[],
        ),
        (
            "en",
            "The newspaper Friday had it. The newspaper Mara Lind reads.",
            &[],
        ),
        (
            "en",
            "The Tarn Times newspaper Ivo Marr; the news agency Kenya lacks; the news agency NATO.",
            &[],
        ),
        (
            "en",
            "Attorneys, Lind, Sol, & Roe, LLP and the Council on Ferry Ports, Inc.",
            &[],
        ),
        ("en", "AG Lind wrote Box 2, S.A. 80.", &[]),
        ("ru", "Компания Линдекс и предприятия ОПК.", &[]),
        (
            "de",
            "Das Unternehmen Personal und die Partei Mitglieder.",
            &[],
        ),
    ] {
        assert_eq!(others(&tagger, language, text), names, "{text}");
    }
    let many: String = (0..40).map(|n| format!("Lindex{n} Ltd and ")).collect();
    assert_eq!(others(&tagger, "en", &many).len(), 12);
}

#[test]
fn the_words_beside_companies_can_be_read() {
    let (mut lexicon, _) = Lexicon::shipped();
    assert_eq!(Others::shipped(&mut lexicon).1, Vec::<&str>::new());
}

#[test]
fn what_stands_at_an_edge_or_in_pieces_is_no_trouble() {
    let tagger = tagger_without_rules();
    let beside = [
        "Ltd",
        "ООО",
        "газета",
        "the newspaper",
        "AG",
        "МИД",
        "Ministry of Finance",
        "Department of State",
        "ministère",
        "the Ministry",
        "France",
        "of",
        "«",
        "»",
        "“",
        "é",
        "\u{301}",
        "\u{a0}",
        "'s",
        ",",
        ".",
    ];
    for (one, other) in beside
        .iter()
        .flat_map(|one| beside.map(|other| (one, other)))
    {
        for text in [
            format!("{one}{other}"),
            format!("{one} {other}"),
            format!(" {one}, {other} {one}"),
        ] {
            for language in ["en", "ru", "fr", "de"] {
                tagger.tags(&draft(&text, &text), Some(language), &Findings::default());
            }
        }
    }
    let long = format!("{} Ltd {}", "Lindex".repeat(5000), "«A".repeat(5000));
    tagger.tags(&draft("-", &long), Some("en"), &Findings::default());
}
