//! The language as a whole: what is read, what is written back, and what is found.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::*;
use crate::briefing::{
    Body, Briefing, BriefingId, Confidence, Facet, Label, Mark, NamedBy, Origin, Provenance, Quote,
    QuoteKind, Span, Tag, present,
};
use crate::search::{Shelf, Texts};
use crate::text::fold::fold;

const TODAY: civil::Date = civil::date(2024, 6, 10);

fn parse(text: &str) -> Query {
    Query::parse(text).unwrap_or_else(|error| panic!("{error}\n{}", error.caret(text)))
}

fn error(text: &str) -> String {
    let error = Query::parse(text).expect_err(text);
    format!("{error}\n{}", error.caret(text))
}

fn has(field: Field, words: &str) -> Query {
    let pattern = Pattern {
        words: words.to_owned(),
        ending: Ending::Whole,
    };
    Query::Has(field, pattern)
}

#[test]
fn standing_side_by_side_binds_more_than_or() {
    let (a, b, c) = (
        has(Field::Any, "a"),
        has(Field::Any, "b"),
        has(Field::Any, "c"),
    );
    let both = Query::And(vec![b.clone(), c.clone()]);
    assert_eq!(parse("a OR b c"), Query::Or(vec![a.clone(), both]));
    let either = Query::Or(vec![a.clone(), b.clone()]);
    assert_eq!(parse("(a OR b) c"), Query::And(vec![either, c.clone()]));
    let not = Query::Not(Box::new(b.clone()));
    assert_eq!(parse("a -b (c)"), Query::And(vec![a, not, c]));
    assert_eq!(parse("  "), Query::All);
}

#[test]
fn operators_of_other_languages_are_understood() {
    for (written, meant) in [
        ("a AND b", "a b"),
        ("a && b & c", "a b c"),
        ("a NOT b", "a -b"),
        ("a AND NOT (b OR c)", "a -(b OR c)"),
        ("NOT \"a b\"", "-\"a b\""),
        ("a !b", "a -b"),
        ("a !title:b", "a -title:b"),
        ("a | b || c", "a OR b OR c"),
        ("title:(a AND !b)", "title:a -title:b"),
    ] {
        assert_eq!(parse(written), parse(meant), "{written}");
    }
    // Small letters, quotation marks and signs inside a word make words of them.
    assert_eq!(parse("\"NOT\""), has(Field::Any, "NOT"));
    assert_eq!(parse("not"), has(Field::Any, "not"));
    assert_eq!(parse("R&D"), has(Field::Any, "R&D"));
    assert_eq!(parse("path:a|b"), has(Field::Path, "a|b"));
    assert_eq!(has(Field::Any, "a|b").to_string(), "\"a|b\"");
}

#[test]
fn fields_reach_over_parentheses_and_phrases_have_marks_of_all_kinds() {
    let title = |words| has(Field::Title, words);
    assert_eq!(
        parse("title:(a OR «b c»)"),
        Query::Or(vec![title("a"), title("b c")])
    );
    assert_eq!(parse("“on the edge”"), has(Field::Any, "on the edge"));
    assert_eq!(parse("http://a.b"), has(Field::Any, "http://a.b"));
    assert_eq!(parse("12:30"), has(Field::Any, "12:30"));
    assert_eq!(parse("path:2024/05"), has(Field::Path, "2024/05"));
}

#[test]
fn what_is_wrong_is_pointed_at() {
    insta::assert_snapshot!(
        [
            "titel:summit",
            "a \"open",
            "a (b c",
            "a b)",
            "()",
            "OR a",
            "a OR",
            "a |",
            "AND a",
            "a AND OR b",
            "a (b AND)",
            "a NOT",
            "a ! b",
            "a|b",
            "title:NOT draft",
            "a - b",
            "is:stared",
            "date:2024-13",
            "after:2024-05-01T10:00Z",
            "tag: x",
            "…",
            "a*b",
            "a~3",
            "a-b~1",
            "Душанбе foo:x",
        ]
        .map(error)
        .join("\n\n")
    );
    assert!(error(&"(".repeat(100)).contains("more than 32 deep"));
    assert!(error(&"-".repeat(100)).contains("more than 32 deep"));
    assert!(error(&"a ".repeat(3000)).contains("at most 4096 bytes"));
}

#[test]
fn a_word_that_is_being_typed_may_go_on() {
    let ending = |text| match Query::parse_typed(text) {
        Ok(Query::Has(_, pattern)) => Some(pattern.ending),
        _ => None,
    };
    assert_eq!(ending("secur"), Some(Ending::Beginning));
    assert_eq!(ending("secur "), Some(Ending::Whole));
    assert_eq!(ending("title:secur"), Some(Ending::Beginning));
    assert_eq!(ending("\"secur\""), Some(Ending::Whole));
}

/// A briefing of its parts, with every sentence in ‘…’ somebody's.
fn briefing(title: &str, body: &str, speakers: &[&str]) -> Briefing {
    let opens = body.match_indices('‘').map(|(at, _)| at);
    let closes = body.match_indices('’').map(|(at, mark)| at + mark.len());
    let quotes = opens
        .zip(closes)
        .enumerate()
        .map(|(i, (start, end))| Quote {
            span: Span::new(start, end),
            kind: QuoteKind::Direct,
            speaker: speakers
                .get(i)
                .copied()
                .filter(|s| !s.is_empty())
                .map(Arc::from),
            mention: None,
            cue: None,
            confidence: Confidence::High,
            named_by: NamedBy::Text,
            quoted: Vec::new(),
        });
    Briefing {
        authors: Vec::new(),
        id: BriefingId::of(title, body),
        title: title.to_owned(),
        date: None,
        date_found: None,
        source: None,
        language: None,
        handling: Default::default(),
        properties: None,
        cable: None,
        origin: Origin {
            path: Arc::from(Path::new("in/2024/Releases.txt")),
            address: Default::default(),
            ordinal: 0,
            raw: Span::default(),
            encoding: None,
        },
        words: 1,
        hidden: 0,
        quotes: quotes.collect(),
        body: Body {
            text: body.to_owned(),
            ..Body::default()
        },
        tags: Vec::new(),
    }
}

fn tagged(mut briefing: Briefing, facet: Facet, name: &str, alias: &str, code: &str) -> Briefing {
    briefing.tags.push(Tag {
        label: Arc::new(Label {
            facet,
            name: name.to_owned(),
            code: (!code.is_empty()).then(|| code.to_owned()),
            class: None,
            aliases: vec![alias.to_owned()],
        }),
        weight: 1.0,
        provenance: Provenance::Derived,
    });
    briefing
}

fn matches(query: &str, briefing: &Briefing, marks: &Marks) -> bool {
    let texts = Texts::of(briefing);
    let item = Item {
        briefing,
        texts: &texts,
        marks,
    };
    Matcher::new(&parse(query), TODAY).matches(item)
}

fn found(queries: &[&str], briefing: &Briefing, marks: &Marks) -> Vec<bool> {
    let matches = |query: &&str| matches(query, briefing, marks);
    queries.iter().map(matches).collect()
}

#[test]
fn a_topic_is_found_by_the_larger_subject_too() {
    let label = Label {
        facet: Facet::Topic,
        name: "Gas".to_owned(),
        code: None,
        class: Some("Energy".to_owned()),
        aliases: Vec::new(),
    };
    let mut briefing = briefing("Talks", "They met.", &[]);
    briefing.tags.push(Tag {
        label: Arc::new(label),
        weight: 1.0,
        provenance: Provenance::Derived,
    });
    let found = |query| matches(query, &briefing, &Marks::default());
    assert!(found("topic:gas") && found("topic:energy") && found("tag:energy"));
    assert!(!found("topic:oil") && !found("place:energy"));
}

#[test]
fn the_words_of_a_quote_are_those_of_the_speaker_beside_it() {
    let body = "‘We hold the line’, she said. ‘We sign’, he said.";
    let briefing = briefing("Talks", body, &["Mara Lind", "Ilan Varga"]);
    let ask = |query| matches(query, &briefing, &Marks::default());
    assert!(ask("speaker:lind quote:line"));
    assert!(!ask("speaker:lind quote:sign"));
    assert!(ask("speaker:lind speaker:varga quote:sign"));
    assert!(!ask("quote:said") && ask("said") && ask("quote:\"we sign\""));
    assert!(ask("speaker:\"Mara Lind\" -speaker:\"Mara Varga\""));
}

#[test]
fn each_field_looks_in_its_own_part() {
    let mut briefing = briefing("Summit in Almaty", "The talks were long.", &[]);
    briefing.source = Some("Ministry of Ports".into());
    briefing.language = Some("en".into());
    let briefing = tagged(briefing, Facet::Place, "Kazakhstan", "Qazaqstan", "KZ");
    let briefing = tagged(briefing, Facet::Org, "Harbour Union", "HU", "");
    let briefing = tagged(briefing, Facet::Language, "English", "", "en");
    let mut marks = Marks::default();
    marks.set(&Mark::Note, &Some("Ask the desk".into()));
    let right = [
        "title:almaty",
        "text:long",
        "source:ports",
        "tag:hu",
        "org:\"harbour union\"",
        "place:kz",
        "place:qazaq*",
        "lang:en lang:english",
        "note:desk",
        "desk ports union almaty talks",
        "path:2024/rel",
        "is:noted is:unread",
        "almaty OR nowhere",
        "-nowhere",
        "almati~1",
    ];
    assert_eq!(found(&right, &briefing, &marks), [true; 15]);
    let wrong = [
        "title:long",
        "text:almaty",
        "place:hu",
        "lang:ru",
        "note:talks",
        "path:2025",
        "is:read",
        "almat",
        "\"almaty in\"",
        "-almaty",
        "almaty -talks",
    ];
    assert_eq!(found(&wrong, &briefing, &marks), [false; 11]);
}

#[test]
fn a_vague_date_holds_where_all_its_days_do() {
    let ask = |date: &str, query: &str| {
        let mut briefing = briefing("T", "t", &[]);
        briefing.date = date.parse().ok();
        matches(query, &briefing, &Marks::default())
    };
    assert!(ask("2024-05-31", "date:2024-05") && ask("2024-05", "date:2024"));
    assert!(!ask("2024", "date:2024-05") && !ask("2024-05", "date:2024-05-31"));
    assert!(ask("2024-05-31", "after:2024-05-31") && !ask("2024-05-31", "before:2024-05-31"));
    assert!(!ask("2024-05", "after:2024-05-15") && ask("2024-05", "before:2024-06"));
    assert!(ask("2024-06-10T09:00Z", "date:today") && ask("2024-06-09", "date:yesterday"));
    assert!(ask("2024-06-03", "after:-7d") && !ask("2024-06-02", "after:-1w"));
    assert!(ask("2024-05-10", "after:-1m before:today") && ask("2023-06-10", "date:-1y"));
    assert!(!ask("none", "after:2000") && ask("none", "-after:2000"));
    assert!(!ask("2024-06-10", "before:-65535y"));
}

#[test]
fn marks_are_asked_for_by_their_state() {
    let marked = |mark: Mark, value: &str| {
        let mut marks = Marks::default();
        marks.set(&mark, &Some(value.into()));
        marks
    };
    let briefing = briefing("T", "t", &[]);
    let states = |marks: &Marks| -> Vec<&str> {
        let held = State::ALL.into_iter().filter(|state| {
            let query = format!("is:{}", state.name());
            matches(&query, &briefing, marks)
        });
        held.map(State::name).collect()
    };
    assert_eq!(states(&Marks::default()), ["unread"]);
    assert_eq!(states(&marked(Mark::Read, "")), ["read"]);
    assert_eq!(states(&marked(Mark::Starred, "")), ["unread", "starred"]);
    assert_eq!(states(&marked(Mark::Archived, "")), ["unread", "archived"]);
    let until = |day| marked(Mark::Snoozed, day);
    assert_eq!(states(&until("2024-06-11")), ["unread", "snoozed"]);
    assert_eq!(states(&until("2024-06-10")), ["unread", "due"]);
    assert_eq!(states(&marked(Mark::Note, "n")), ["unread", "noted"]);
    assert_eq!(states(&marked(Mark::Revised, "")), ["unread", "revised"]);
    let tag = Mark::Tag("t".into());
    assert_eq!(states(&marked(tag, "")), ["unread", "tagged"]);
}

#[test]
fn a_shelf_is_searched_from_any_position_and_knows_what_was_replaced() {
    let mut shelf = Shelf::default();
    for n in 0..2200 {
        shelf.push(Arc::new(briefing(&format!("Item {n}"), "text", &[])));
    }
    let mut marks = vec![Marks::default(); 2200];
    marks[700].set(&Mark::Starred, &present());
    let earlier = shelf.clone();
    shelf.replace(3, Arc::new(briefing("Other", "text", &[])));
    let positions = |shelf: &Shelf, query: &str, from: usize| -> Vec<usize> {
        let found = shelf.find(&parse(query), TODAY, &marks, from, &|| false);
        let found = found.unwrap();
        assert_eq!(found.len(), 2200 - from);
        let found = (from..).zip(found).filter(|(_, holds)| *holds);
        found.map(|(at, _)| at).collect()
    };
    assert_eq!(
        positions(&shelf, "is:starred OR other OR title:1100", 0),
        [3, 700, 1100]
    );
    assert_eq!(
        positions(&shelf, "is:starred OR other OR title:1100", 701),
        [1100]
    );
    assert_eq!(positions(&earlier, "title:3 OR other", 0), [3]);
    let mut matcher = Matcher::new(&parse("item"), TODAY);
    let stopped = shelf.find(&parse("item"), TODAY, &marks, 0, &|| true);
    assert!(stopped.is_none());
    assert!(shelf.holds(&mut matcher, 5, &marks[5]) && !shelf.holds(&mut matcher, 3, &marks[3]));
}

/// Words of the random texts: few, so that they meet.
const WORDS: [&str; 8] = [
    "talks", "talk", "Élan", "elan", "OR", "в", "Moscоw", "moscow",
];

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(&WORDS[..]).prop_map(str::to_owned)
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let ending = prop_oneof![
        4 => Just(Ending::Whole),
        1 => Just(Ending::Beginning),
    ];
    let words = prop::collection::vec(word(), 1..3).prop_map(|words| words.join(" "));
    let odd = prop::sample::select(vec![
        "a-b", "-a", "a:b", "a*b", "a~1", "(a)", "U.S.", "is:read",
    ]);
    let words = prop_oneof![8 => words, 1 => odd.prop_map(str::to_owned)];
    let near = (word(), 1..=2_u8).prop_map(|(words, slips)| Pattern {
        words,
        ending: Ending::Slips(slips),
    });
    let plain = (words, ending).prop_map(|(words, ending)| Pattern { words, ending });
    prop_oneof![6 => plain, 1 => near]
}

fn day() -> impl Strategy<Value = Day> {
    let given = prop::sample::select(vec!["2024", "2024-05", "2024-06-10", "0001"]);
    prop_oneof![
        given.prop_map(|date| Day::Given(date.parse().unwrap())),
        Just(Day::Today),
        Just(Day::Yesterday),
        (any::<u16>(), prop::sample::select(&Unit::ALL[..]))
            .prop_map(|(n, unit)| Day::Ago(n, unit)),
    ]
}

fn leaf() -> impl Strategy<Value = Query> {
    let field = prop::sample::select(&Field::NAMED[..]);
    let field = prop_oneof![2 => Just(Field::Any), 3 => field];
    let has = (field, pattern()).prop_map(|(field, pattern)| match field {
        // A path is no words, so it has no endings but the star of a phrase.
        Field::Path => Query::Has(
            field,
            Pattern {
                ending: Ending::Whole,
                ..pattern
            },
        ),
        _ => Query::Has(field, pattern),
    });
    prop_oneof![
        6 => has,
        1 => (prop::sample::select(&Relation::ALL[..]), day()).prop_map(|(r, d)| Query::Dated(r, d)),
        1 => prop::sample::select(&State::ALL[..]).prop_map(Query::Is),
    ]
}

fn query() -> impl Strategy<Value = Query> {
    leaf().prop_recursive(4, 16, 4, |inner| {
        let many = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            inner.clone().prop_map(|part| Query::Not(Box::new(part))),
            many().prop_map(all_of),
            many().prop_map(any_of),
        ]
    })
}

/// What a reader of the manual would say, word by word.
fn naively(query: &Query, briefing: &Briefing, marks: &Marks) -> bool {
    let lines = |text: &str, pattern: &Pattern| text.lines().any(|line| says(line, pattern));
    let labels = |facet: Option<Facet>, pattern: &Pattern| {
        let tags = briefing.tags.iter().map(|tag| &tag.label);
        let mut tags = tags.filter(|label| facet.is_none_or(|facet| label.facet == facet));
        tags.any(|label| {
            let names = [Some(&label.name), label.code.as_ref()];
            let mut names = names.into_iter().flatten().chain(&label.aliases);
            names.any(|name| says(name, pattern))
        })
    };
    let quote = |pattern: &Pattern, of: &[&Pattern]| {
        briefing.quotes.iter().any(|quote| {
            let speaker = quote.speaker.as_deref().unwrap_or_default();
            let text = &briefing.body.text[quote.span.range()];
            (of.is_empty() || of.iter().any(|of| says(speaker, of))) && lines(text, pattern)
        })
    };
    let source = briefing.source.as_deref().unwrap_or_default();
    let note = marks.note().map_or("", |note| note);
    match query {
        Query::All => true,
        Query::Not(part) => !naively(part, briefing, marks),
        Query::Or(parts) => parts.iter().any(|part| naively(part, briefing, marks)),
        Query::And(parts) => {
            let speakers: Vec<&Pattern> = parts
                .iter()
                .filter_map(|part| match part {
                    Query::Has(Field::Speaker, pattern) => Some(pattern),
                    _ => None,
                })
                .collect();
            parts.iter().all(|part| match part {
                Query::Has(Field::Quote, pattern) => quote(pattern, &speakers),
                part => naively(part, briefing, marks),
            })
        }
        Query::Is(state) => state.holds(marks, TODAY),
        Query::Dated(relation, day) => briefing.date.is_some_and(|date| {
            let (from, to) = day.span(TODAY);
            let mut days = date.first_day();
            let mut all = Vec::new();
            while days <= date.last_day() {
                all.push(days);
                days = days.tomorrow().unwrap();
            }
            all.into_iter().all(|day| match relation {
                Relation::On => from <= day && day <= to,
                Relation::After => from <= day,
                Relation::Before => day < from,
            })
        }),
        Query::Has(field, pattern) => match field {
            Field::Any => {
                says(&briefing.title, pattern)
                    || says(source, pattern)
                    || briefing.tags.iter().any(|tag| {
                        let names = std::iter::once(&tag.label.name).chain(&tag.label.aliases);
                        names.into_iter().any(|name| says(name, pattern))
                    })
                    || lines(note, pattern)
                    || lines(&briefing.body.text, pattern)
            }
            Field::Title => says(&briefing.title, pattern),
            Field::Text => lines(&briefing.body.text, pattern),
            Field::Quote => quote(pattern, &[]),
            Field::Speaker => {
                let mut names = briefing
                    .quotes
                    .iter()
                    .filter_map(|quote| quote.speaker.as_deref());
                names.any(|name| says(name, pattern))
            }
            Field::Source => says(source, pattern) || labels(Some(Facet::Source), pattern),
            Field::Tag => labels(None, pattern),
            Field::Facet(facet) => labels(Some(*facet), pattern),
            Field::Language => {
                let code = briefing.language.as_deref().unwrap_or_default();
                says(code, pattern) || labels(Some(Facet::Language), pattern)
            }
            Field::Note => lines(note, pattern),
            Field::Path => {
                fold(&briefing.origin.name().to_string_lossy()).contains(&fold(&pattern.words))
            }
        },
    }
}

/// True when a line has the words of a pattern in a row.
fn says(line: &str, pattern: &Pattern) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (said, wanted) = (words(line), words(&pattern.words));
    said.windows(wanted.len().max(1)).any(|said| {
        said.iter()
            .zip(&wanted)
            .enumerate()
            .all(|(i, (said, wanted))| match pattern.ending {
                Ending::Beginning if i + 1 == said_len(&pattern.words) => said.starts_with(wanted),
                Ending::Slips(slips) => strsim::osa_distance(said, wanted) <= usize::from(slips),
                _ => said == wanted,
            })
    })
}

fn said_len(words: &str) -> usize {
    let folded = fold(words);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).count()
}

fn any_briefing() -> impl Strategy<Value = (Briefing, Marks)> {
    let words = || prop::collection::vec(word(), 0..6).prop_map(|words| words.join(", "));
    let body = prop::collection::vec((words(), prop::option::of(words())), 0..4);
    let body = body.prop_map(|lines| {
        let line = |(plain, quoted): (String, Option<String>)| match quoted {
            Some(quoted) => format!("{plain} ‘{quoted}’"),
            None => plain,
        };
        lines.into_iter().map(line).collect::<Vec<_>>().join("\n")
    });
    let dates = vec!["2024", "2024-05", "2024-06-09", "2024-06-10", ""];
    let marks = (any::<bool>(), any::<bool>(), words());
    (
        words(),
        body,
        words(),
        prop::sample::select(dates),
        words(),
        marks,
    )
        .prop_map(|(title, body, speaker, date, tag, (read, starred, note))| {
            let mut briefing = briefing(&title, &body, &[speaker.as_str(), "", "moscow"]);
            briefing.date = date.parse().ok();
            briefing.source = (tag.len() % 2 == 0).then(|| speaker.as_str().into());
            briefing.language = Some("talk".into());
            let facet = if read { Facet::Place } else { Facet::Mine };
            let briefing = tagged(briefing, facet, &tag, "talks", "Élan");
            let mut marks = Marks::default();
            marks.set(&Mark::Read, &read.then(present).flatten());
            marks.set(&Mark::Starred, &starred.then(present).flatten());
            marks.set(&Mark::Note, &Some(note.into()));
            (briefing, marks)
        })
}

/// 1,000, or as many as `CHANCERY_QUERIES` says.
fn cases() -> ProptestConfig {
    let cases = std::env::var("CHANCERY_QUERIES").ok();
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases.and_then(|n| n.parse().ok()).unwrap_or(1000))
    }
}

#[test]
fn what_is_written_back_reads_the_same_and_what_is_found_is_what_it_says() {
    let mut runner = TestRunner::new(cases());
    let drawn = (query(), any_briefing());
    let result = runner.run(&drawn, |(query, (briefing, marks))| {
        let written = query.to_string();
        prop_assert_eq!(Query::parse(&written), Ok(query.clone()), "{}", written);
        let texts = Texts::of(&briefing);
        let item = Item {
            briefing: &briefing,
            texts: &texts,
            marks: &marks,
        };
        let found = Matcher::new(&query, TODAY).matches(item);
        prop_assert_eq!(found, naively(&query, &briefing, &marks), "{}", written);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn no_text_makes_the_parser_panic_and_what_it_reads_it_can_write() {
    let piece = prop_oneof![
        4 => "[ a-z:()\"*~-]{0,6}",
        1 => "\\PC{0,4}",
        1 => prop::sample::select(vec!["OR", " OR ", " AND ", "NOT ", "!", " | ", "|", "&", "is:", "date:", "tag:", "-7d", "“", "»", "2024-05"])
            .prop_map(str::to_owned),
    ];
    let text = prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::new(cases());
    let result = runner.run(&(text, any::<prop::sample::Index>()), |(text, at)| {
        match Query::parse(&text) {
            Ok(query) => {
                let written = query.to_string();
                prop_assert_eq!(
                    Query::parse(&written),
                    Ok(query),
                    "{:?} -> {}",
                    text,
                    written
                );
            }
            Err(error) => {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?}", error);
                prop_assert!(error.caret(&text).contains('^'));
            }
        }
        let _ = Query::parse_typed(&text);
        let cursor = at.index(text.len() + 1);
        if text.is_char_boundary(cursor) {
            let _ = completing(&text, cursor);
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}
