//! Scenarios in languages other than English, as `speaker | words` lines.

use super::*;

#[track_caller]
fn check(language: &str, table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        let body = Body {
            text: (*text).to_owned(),
            ..Body::default()
        };
        let found: Vec<String> = read("", &body, Some(language))
            .quotes
            .iter()
            .map(|quote| {
                let words = quote.words(text);
                let words = words.trim_matches(|c: char| {
                    !c.is_alphanumeric() && !matches!(c, '?' | '!' | '.' | ',')
                });
                format!("{} | {words}", quote.speaker.as_deref().unwrap_or("?"))
            })
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn german_verbs_stand_second_or_last() {
    check(
        "de",
        &[
            (
                "Am Montag sagte Innenministerin Petra Vogt: „Wir prüfen jeden einzelnen Antrag.“",
                &["Petra Vogt | Wir prüfen jeden einzelnen Antrag."],
            ),
            (
                "„Das reicht nicht aus“, betonte der Sprecher des Verbandes, Uwe Harms.",
                &["Uwe Harms | Das reicht nicht aus"],
            ),
            (
                "Diesen Plan nannte Petra Vogt „völlig überzogen“.",
                &["Petra Vogt | völlig überzogen"],
            ),
            (
                "Vogt hatte bereits im Mai erklärt: „Die Frist läuft im Herbst endgültig ab.“",
                &["Vogt | Die Frist läuft im Herbst endgültig ab."],
            ),
            (
                "In dem Antrag heißt es: „Der Hafen wird bis zum Ende des Jahres geräumt.“",
                &["Antrag | Der Hafen wird bis zum Ende des Jahres geräumt."],
            ),
        ],
    );
}

#[test]
fn german_sources_stand_before_or_after_their_preposition() {
    check(
        "de",
        &[
            (
                "Nach Angaben von Uwe Harms ist die Lage „weiterhin sehr ernst“.",
                &["Uwe Harms | weiterhin sehr ernst"],
            ),
            (
                "Petra Vogt zufolge war das Treffen „offen und sachlich“.",
                &["Petra Vogt | offen und sachlich"],
            ),
            (
                "Petra Vogt verteidigte das Gesetz. Es sei „nicht mehr zeitgemäß gewesen“.",
                &["Petra Vogt | nicht mehr zeitgemäß gewesen"],
            ),
        ],
    );
}

#[test]
fn reported_clauses_are_found_in_every_language_with_words() {
    check(
        "de",
        &[
            (
                "Petra Vogt erklärte, dass die Brücke im Herbst fertig wird.",
                &["Petra Vogt | dass die Brücke im Herbst fertig wird"],
            ),
            (
                "Petra Vogt erklärte nicht, dass die Brücke fertig wird.",
                &[],
            ),
        ],
    );
    check(
        "fr",
        &[(
            "Claire Lunel a déclaré que la porte restait ouverte à tous.",
            &["Claire Lunel | que la porte restait ouverte à tous"],
        )],
    );
    check(
        "es",
        &[
            (
                "La ministra Elena Rivas dijo que el puerto seguirá abierto.",
                &["Elena Rivas | que el puerto seguirá abierto"],
            ),
            (
                "Según Elena Rivas, el puerto seguirá abierto todo el año.",
                &["Elena Rivas | el puerto seguirá abierto todo el año"],
            ),
        ],
    );
    check(
        "ru",
        &[
            (
                "Министр Павел Ларин заявил, что мост откроют осенью этого года.",
                &["Павел Ларин | что мост откроют осенью этого года"],
            ),
            (
                "По словам Андрея Орлова, мост откроют осенью этого года.",
                &["Андрей Орлов | мост откроют осенью этого года"],
            ),
        ],
    );
}

#[test]
fn german_names_in_marks_are_nobodys_speech() {
    check(
        "de",
        &[
            ("Die Zeitung „Der Bote“ erscheint seit Mai wieder.", &[]),
            (
                "Die „Grenzland-Affäre“ und die „Nordwind“-Übung endeten.",
                &[],
            ),
            ("Das Schiff „Alte Liebe“ lag im Hafen von Norden.", &[]),
            ("Der Verein „Hilfe ohne Grenzen“ (HOG) zog um.", &[]),
            ("Der so genannte „kleine Grenzverkehr“ ruht.", &[]),
        ],
    );
}

#[test]
fn german_reports_count_words_that_would_else_be_names() {
    check(
        "de",
        &[
            (
                "Petra Vogt bemängelte, dass die „Täter“ bisher ohne Strafe blieben.",
                &["Petra Vogt | Täter"],
            ),
            (
                "Der Verband wies den Vorschlag als „Zumutung“ zurück.",
                &["Verband | Zumutung"],
            ),
            (
                "Die Menge rief die Parole „Häfen auf!“ und zog weiter.",
                &["Menge | Häfen auf!"],
            ),
            ("Petra Vogt sagte der „Grenzpost“, sie bleibe.", &[]),
            ("Die Liste steht auf „hafen.example“ und wächst.", &[]),
        ],
    );
}

#[test]
fn german_subjects_are_found_behind_asides_and_for_second_verbs() {
    check(
        "de",
        &[
            (
                "Petra Vogt sagte, Norland brauche Häfen und fügte hinzu: „Wir bauen sie im nächsten Jahr.“",
                &["Petra Vogt | Wir bauen sie im nächsten Jahr."],
            ),
            (
                "Vogt wies das zurück, die Sprecherin der Fraktion, Ute Bader (BP), erklärte: „Der Streit schadet allen.“",
                &["Ute Bader | Der Streit schadet allen."],
            ),
            (
                "Einschränkend fügt Uwe Harms hinzu: „Die Frist läuft im Herbst ab.“",
                &["Uwe Harms | Die Frist läuft im Herbst ab."],
            ),
        ],
    );
}

#[test]
fn french_dialogue_is_cut_at_the_tellers_clauses() {
    check(
        "fr",
        &[
            (
                "— La porte reste ouverte, dit-il. Entrez donc !\n\n— Merci, répondit Claire en riant.",
                &[
                    "? | La porte reste ouverte,",
                    "? | Entrez donc !",
                    "Claire | Merci,",
                ],
            ),
            (
                "« La porte, dit Claire Lunel, restera ouverte. »",
                &[
                    "Claire Lunel | La porte,",
                    "Claire Lunel | restera ouverte.",
                ],
            ),
            (
                "Il se tut.\n\n– Partez ! cria Jean Marchal en se levant. La pluie tombait.",
                &["Jean Marchal | Partez !"],
            ),
            (
                "Points à l’ordre du jour :\n\n— budget de la mission\n\n— calendrier des travaux",
                &[],
            ),
        ],
    );
}

#[test]
fn french_words_written_as_one_are_parted() {
    check(
        "fr",
        &[
            (
                "Paul Renard s’est tu. « Nous verrons bien », a-t-il ajouté.",
                &["Paul Renard | Nous verrons bien"],
            ),
            (
                "« Nous verrons bien », a répété l’ambassadrice Anne Forel.",
                &["Anne Forel | Nous verrons bien"],
            ),
        ],
    );
}

#[test]
fn spanish_and_russian_dialogue_has_its_clauses_between_dashes() {
    check(
        "es",
        &[(
            "—No habrá acuerdo —dijo la ministra Elena Rivas—. Lo sabíamos.\n\n—¿Y ahora? —preguntó Luis Prado.",
            &[
                "Elena Rivas | No habrá acuerdo",
                "Elena Rivas | Lo sabíamos.",
                "Luis Prado | Y ahora?",
            ],
        )],
    );
    check(
        "ru",
        &[(
            "— Мы ждём ответа, — сказал Павел Ларин. — Сроки известны.\n\n— Когда он придёт? — спросила Анна Крон.",
            &[
                "Павел Ларин | Мы ждём ответа,",
                "Павел Ларин | Сроки известны.",
                "Анна Крон | Когда он придёт?",
            ],
        )],
    );
}

#[test]
fn russian_speakers_are_named_in_the_first_case() {
    check(
        "ru",
        &[
            (
                "По словам Андрея Орлова, «поводов для тревоги сейчас нет».",
                &["Андрей Орлов | поводов для тревоги сейчас нет"],
            ),
            (
                "«Решение принято», — сообщил журналистам в среду пресс-секретарь Денис Крон.",
                &["Денис Крон | Решение принято"],
            ),
            (
                "В компании «Вектор» заявили: «Мы не комментируем слухи».",
                &["компании «Вектор» | Мы не комментируем слухи"],
            ),
            ("Завод «Прогресс» и газета «Вестник» закрыты.", &[]),
        ],
    );
}

#[test]
fn roles_reach_over_their_offices_to_the_name() {
    check(
        "fr",
        &[
            (
                "« Nous sommes prêts à tout », a souligné le porte-parole du gouvernement, Martin Oger.",
                &["Martin Oger | Nous sommes prêts à tout"],
            ),
            (
                "Pour le député Jean Marchal, « personne ne les croit ».",
                &["Jean Marchal | personne ne les croit"],
            ),
            (
                "Le président Paul Renard a qualifié la proposition d’« insuffisante ».",
                &["Paul Renard | insuffisante"],
            ),
        ],
    );
    check(
        "es",
        &[
            (
                "«Estamos preparados para todo», señaló el portavoz del Gobierno, Martín Ochoa.",
                &["Martín Ochoa | Estamos preparados para todo"],
            ),
            (
                "Según fuentes diplomáticas, el texto es “un primer paso”.",
                &["fuentes | un primer paso"],
            ),
        ],
    );
    check(
        "ru",
        &[(
            "По словам официального представителя министерства Дениса Орлова, текст является «первым шагом».",
            &["Денис Орлов | первым шагом"],
        )],
    );
}

#[test]
fn french_tellers_speak_in_compound_tenses_inside_the_marks() {
    check(
        "fr",
        &[(
            "« Nous semons plus tard, a déclaré Mme Lind à l’ouverture des travaux. Nous récoltons \
             moins. »",
            &[
                "Lind | Nous semons plus tard,",
                "Lind | Nous récoltons moins.",
            ],
        )],
    );
}

#[test]
fn french_roles_have_adjectives_and_bearers_behind_commas() {
    check(
        "fr",
        &[
            (
                "L’ambassadrice Marie Lind, envoyée spéciale pour la mer, a parlé.\n\nSelon l’envoyée \
                 spéciale, « un port sans quai est un port fermé ».",
                &["Marie Lind | un port sans quai est un port fermé"],
            ),
            (
                "Le représentant de la Banque lacustre de développement, Paul N’Dri-Marr, a souligné \
                 ce point. « Nos garanties sont bien écrites », a-t-il précisé.",
                &["Paul N’Dri-Marr | Nos garanties sont bien écrites"],
            ),
        ],
    );
}

#[test]
fn spanish_names_go_by_the_first_of_two_surnames() {
    check(
        "es",
        &[
            (
                "La embajadora Ana Rivas Mora abrió la ronda. «El cielo es de todos y lo cuidaremos», \
                 afirmó Rivas.",
                &["Ana Rivas Mora | El cielo es de todos y lo cuidaremos"],
            ),
            (
                "El representante del Observatorio Lacustre Austral, Joaquim Teles, advirtió: «Una sola \
                 lámpara borra la mitad de la noche».",
                &["Joaquim Teles | Una sola lámpara borra la mitad de la noche"],
            ),
        ],
    );
}

#[test]
fn russian_verbs_of_the_past_tell_the_gender_of_their_subject() {
    check(
        "ru",
        &[(
            "«Море у нас одно на всех», — сказал Бекзат Марр, открывая встречу.\n\nГлава норландской \
             делегации Айгерим Линд сообщила, что готов учебный центр. «Мы располагаем зданием и \
             людьми», — отметила она.",
            &[
                "Бекзат Марр | Море у нас одно на всех",
                "Айгерим Линд | что готов учебный центр",
                "Айгерим Линд | Мы располагаем зданием и людьми",
            ],
        )],
    );
}

#[test]
fn russian_roles_take_in_the_body_behind_them() {
    check(
        "ru",
        &[(
            "Представитель Международной морской организации напомнил о конвенции. «Карты показывают \
             воду на прежнем месте», — заметил он.",
            &[
                "Представитель Международной морской организации | Карты показывают воду на прежнем месте",
            ],
        )],
    );
}

#[test]
fn arabic_verbs_stand_before_their_subjects() {
    check(
        "ar",
        &[
            (
                "قال وزير الخارجية النورلندي سامي حداد: «سنبني الجسر في الصيف المقبل».",
                &["سامي حداد | سنبني الجسر في الصيف المقبل"],
            ),
            (
                "«سنبني الجسر في الصيف المقبل»، أضافت السفيرة ليلى حداد.",
                &["ليلى حداد | سنبني الجسر في الصيف المقبل"],
            ),
            (
                "أعلن وزير المياه، سامي بن خليل حداد، أن الجسر جاهز. وأكد حداد أن «الجسر سيفتح أمام الجميع».",
                &["سامي بن خليل حداد | الجسر سيفتح أمام الجميع"],
            ),
            (
                "أوضحت رئيسة الوفد، السفيرة ليلى حداد، أن الميناء مفتوح. وقالت: «لا نطلب سفنا جديدة من أحد».",
                &["ليلى حداد | لا نطلب سفنا جديدة من أحد"],
            ),
            (
                "وقالت وزارة المياه في بيان: «إن الجسر سيفتح أمام الجميع».",
                &["وزارة المياه | إن الجسر سيفتح أمام الجميع"],
            ),
        ],
    );
}

#[test]
fn arabic_nouns_are_taken_for_no_names() {
    check(
        "ar",
        &[
            (
                "أكد وزير المياه النورلندي حرص بلاده على السلام، وقال: «لن نتوقف عن العمل».",
                &["وزير المياه النورلندي | لن نتوقف عن العمل"],
            ),
            (
                "أكد وزير المياه سامي حداد متانة العلاقات، مشيرا إلى أن «التعاون سيزداد في كل عام».",
                &["سامي حداد | التعاون سيزداد في كل عام"],
            ),
            (
                "أكد أعضاء المجلس «الحاجة إلى أن تبقى العلاقة بناءة وفعالة».",
                &["? | الحاجة إلى أن تبقى العلاقة بناءة وفعالة"],
            ),
        ],
    );
}

#[test]
fn arabic_words_without_marks_stand_under_their_introduction() {
    let text = "قال وزير المياه، سامي حداد:\n\nيسرني أن أكون معكم اليوم في هذا الميناء.";
    let found = super::tests::said("ar", "", text);
    assert_eq!(
        found,
        ["سامي حداد | يسرني أن أكون معكم اليوم في هذا الميناء."]
    );
}
