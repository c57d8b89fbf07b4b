use super::*;

/// Everything that stands under a heading, the headings in order.
fn sections(file: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for (heading, words) in lists(file).filter(|(heading, _)| !heading.is_empty()) {
        if found.last().is_none_or(|(last, _)| *last != heading) {
            found.push((heading, Vec::new()));
        }
        let (_, all) = found.last_mut().expect("pushed above");
        all.extend(words);
    }
    found
}

#[test]
fn every_list_has_a_heading_that_is_known_and_comes_once() {
    for language in &LANGUAGES {
        let mut met: Vec<&str> = Vec::new();
        for (heading, words) in sections(language.words) {
            let known = Sense::NAMED.iter().any(|(name, _)| *name == heading)
                || Endings::default().under(heading).is_some()
                || heading == "order" && words.iter().all(|word| order(word).is_some())
                || heading == "habits"
                    && words
                        .iter()
                        .all(|word| Habits::NAMED.iter().any(|(name, _)| name == word));
            assert!(known, "{}: {heading}: {words:?}", language.code);
            assert!(!met.contains(&heading), "{}: {heading}", language.code);
            met.push(heading);
        }
    }
}

#[test]
fn the_words_of_a_list_are_sorted_without_doubles() {
    for language in &LANGUAGES {
        for (heading, words) in sections(language.words) {
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{}: {heading}: {pair:?}", language.code);
            }
        }
    }
}

#[test]
fn a_word_is_small_letters_and_what_joins_them() {
    for language in &LANGUAGES {
        for (heading, words) in sections(language.words) {
            for word in words.into_iter().filter(|&word| word != "&") {
                let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.');
                let clean = word.chars().all(inside)
                    && word.starts_with(char::is_alphanumeric)
                    && word.ends_with(char::is_alphanumeric)
                    && word.to_lowercase() == word;
                assert!(clean, "{}: {heading}: {word}", language.code);
            }
        }
    }
}

#[test]
fn lines_are_short_enough_to_read() {
    for language in &LANGUAGES {
        for line in language.words.lines() {
            assert!(line.chars().count() <= 100, "{}: {line}", language.code);
        }
    }
}

#[test]
fn a_language_without_words_has_no_rules_either() {
    let unknown = Grammar::of(Some("xx"));
    assert!(unknown.is_empty());
    assert_eq!(unknown.sense("said"), Sense::default());
    assert!(!unknown.is_opener("Domestically"));
}

#[test]
fn a_compound_has_the_senses_of_its_last_part() {
    let german = Grammar::of(Some("de"));
    assert!(german.sense("Amtsrichterin").is(Sense::FEMALE));
    assert!(german.sense("Umweltbehörde").is(Sense::BODY));
    assert!(german.sense("Tageszeitung").is(Sense::TERM));
    assert_eq!(
        Grammar::of(Some("en")).sense("Umweltbehörde"),
        Sense::default()
    );
}

#[test]
fn verbs_and_articles_are_parted_from_what_follows() {
    let french = Grammar::of(Some("fr"));
    for (word, parts) in [
        ("dit-il", Some(("dit", "il"))),
        ("demanda-t-elle", Some(("demanda", "elle"))),
        ("l’envoyé", Some(("l", "envoyé"))),
        ("Lorsqu'arriva", Some(("Lorsqu", "arriva"))),
        ("aujourd'hui", None),
        ("porte-parole", None),
        ("-il", None),
    ] {
        let found = french
            .joint(word)
            .map(|(end, start)| (&word[..end], &word[start..]));
        assert_eq!(found, parts, "{word}");
    }
}
