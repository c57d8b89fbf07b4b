//! What only German does: sources before and after their prepositions, and speech reported in the
//! subjunctive over several sentences.

use std::ops::Range;

use super::attribute::{Claim, Rule, Stretch};
use super::clauses::{Clauses, Report};
use super::lexicon::{Sense, Tongue};
use super::mentions::{Mention, MentionKind, mention_at};
use super::people::sentence_start;
use super::words::{Gap, Words};

/// What a source is said to have given: "nach Angaben von X", "nach X’ Worten".
const GIVEN: [&str; 21] = [
    "angaben",
    "angabe",
    "aussagen",
    "aussage",
    "worten",
    "meinung",
    "ansicht",
    "auffassung",
    "informationen",
    "information",
    "einschätzung",
    "darstellung",
    "überzeugung",
    "berichten",
    "bericht",
    "erkenntnissen",
    "meldungen",
    "mitteilung",
    "schätzungen",
    "lesart",
    "berechnungen",
];

/// "Laut X", "nach Angaben von X", "X zufolge", "so X": the cue at `at` and whom it cites.
pub(super) fn cited(clauses: &Clauses<'_, '_>, at: usize, until: usize) -> Option<Report> {
    let words = clauses.words;
    let list = &words.list;
    let free = |range: Range<usize>| !range.clone().any(|at| clauses.quoted[at]);
    let lower = words.text_of(at).to_lowercase();
    let report = |cue, subject| Some(Report { cue, subject });
    if lower == "zufolge" {
        let subject = (at.saturating_sub(9)..at)
            .filter(|&start| free(start..at))
            .filter_map(|start| mention_at(words, start, at))
            .find(|mention| mention.words.end == at)?;
        return report(at..at + 1, subject);
    }
    if lower == "so" && at + 1 < until && clauses.is_cue(at + 1, Sense::CUE) {
        // "so heißt es in der Erklärung"
        return report(at + 1..at + 2, behind(clauses, at + 1, until)?);
    }
    let mut start = at + 1;
    let given = |index: usize| {
        index < until && {
            let word = words.text_of(index).to_lowercase();
            GIVEN.contains(&word.as_str()) || word.ends_with("angaben")
        }
    };
    while start < until && list[start].is(Sense::DETERMINER) && given(start + 1) {
        start += 1;
    }
    let source = given(start);
    if source {
        start += 1;
        if start < until && words.text_of(start) == "von" {
            start += 1;
        }
    }
    let plain = list[at].gap.is_plain();
    let opens = at.checked_sub(1).is_none_or(|before| {
        list[before]
            .gap
            .has(Gap::COMMA.or(Gap::MARK).or(Gap::SENTENCE))
    });
    let cites = match lower.as_str() {
        "laut" | "gemäß" => plain,
        "nach" => plain && source,
        "so" => plain && opens && at.checked_sub(1).is_some(),
        _ => false,
    };
    if !cites || start >= until || !free(start..start + 1) {
        return None;
    }
    let subject = mention_at(words, start, until)?;
    report(at..start, subject)
}

/// Who reports with the verb at `cue`, in a clause that opens at or after `from`.
///
/// The finite verb stands second: what opens the clause is its subject, or, if that is an adverb
/// or an object, the subject follows the verb. After "dass" and "wie" the verb stands last.
pub(super) fn subject(
    clauses: &Clauses<'_, '_>,
    cue: usize,
    from: usize,
    until: usize,
) -> Option<Mention> {
    let words = clauses.words;
    let list = &words.list;
    let parted = Gap::COMMA
        .or(Gap::COLON)
        .or(Gap::SEMICOLON)
        .or(Gap::DASH)
        .or(Gap::MARK);
    if let Some(first) = shared(clauses, cue, from) {
        return Some(first);
    }
    let mut start = (from..cue)
        .rev()
        .find(|&at| list[at].gap.has(parted) || clauses.quoted[at])
        .map_or(from, |at| at + 1);
    if start == cue {
        if let Some(named) = closed_off(clauses, cue, from) {
            return Some(named);
        }
        // "X, Präsident des Gerichts, sagte"
        start = from;
    }
    while start < cue && is_one_of(words.text_of(start), &LEADING) {
        start += 1;
    }
    let helper = (start..cue).find(|&at| is_one_of(words.text_of(at), &HELPERS));
    let passive = (start..cue).any(|at| list[at].is(Sense::BE));
    if passive && words.text_of(cue) != "zitiert" {
        return None;
    }
    let verb = helper.unwrap_or(cue);
    if let Some(document) = document(clauses, start, verb) {
        return Some(document);
    }
    let first = (start < verb)
        .then(|| opening(clauses, start, verb))
        .flatten();
    // "Diese Frage verneinte der Minister": an object may stand first.
    let object = first
        .as_ref()
        .is_some_and(|first| first.kind == MentionKind::Body);
    if object
        && let Some(behind) = behind(clauses, verb, until)
        && behind.words.start == verb + 1
        && is_person(clauses, &behind)
    {
        return Some(behind);
    }
    first
        .or_else(|| behind(clauses, verb, until))
        .or_else(|| inside(clauses, from, start))
}

/// "Er sagte, Europa warte, und fügte hinzu": a verb right after "und" has the subject of the verb
/// of reporting before it.
fn shared(clauses: &Clauses<'_, '_>, cue: usize, from: usize) -> Option<Mention> {
    let words = clauses.words;
    let joint = cue.checked_sub(1).filter(|&joint| joint > from)?;
    if !is_one_of(words.text_of(joint), &LEADING) {
        return None;
    }
    let first = (from..joint).find(|&at| clauses.is_cue(at, Sense::CUE))?;
    subject(clauses, first, from, joint)
}

/// The name between commas right before its verb: "die Sprecherin der Partei, Ute Bader (BP), sagte".
fn closed_off(clauses: &Clauses<'_, '_>, cue: usize, from: usize) -> Option<Mention> {
    /// Words of a name and of its party in brackets.
    const LONGEST: usize = 6;
    let words = clauses.words;
    let list = &words.list;
    let last = cue.checked_sub(1).filter(|&last| last > from)?;
    let start = (last.saturating_sub(LONGEST).max(from)..last)
        .rev()
        .find(|&at| list[at].gap.has(Gap::COMMA))?
        + 1;
    let named = nominative(clauses, start, cue)?;
    let whole = named.words.end == cue || list[named.words.end - 1].gap.has(Gap::BRACKET);
    (whole && matches!(named.kind, MentionKind::Name { .. }) && named.core.len() > 1)
        .then_some(named)
}

/// The document of "in dem Antrag heißt es".
fn document(clauses: &Clauses<'_, '_>, start: usize, verb: usize) -> Option<Mention> {
    let words = clauses.words;
    let next = words.list.len() > verb + 1 && words.text_of(verb + 1) == "es";
    let says = next && matches!(words.text_of(verb), "heißt" | "hieß" | "hatte");
    let governed = start < verb && words.list[start].is(Sense::PREPOSITION);
    (says && governed)
        .then(|| mention_at(words, start + 1, verb))
        .flatten()
}

/// True for a phrase that can only be a person.
fn is_person(clauses: &Clauses<'_, '_>, mention: &Mention) -> bool {
    let head = &clauses.words.list[mention.core.start];
    match mention.kind {
        MentionKind::Pronoun => head.is(Sense::HE | Sense::SHE),
        MentionKind::Name { titled } => titled || head.is(Sense::MALE | Sense::FEMALE),
        MentionKind::Role => true,
        MentionKind::Body | MentionKind::Document => false,
    }
}

/// Words that open a sentence without taking the first place in it.
const LEADING: [&str; 7] = ["und", "aber", "auch", "doch", "denn", "sondern", "oder"];
/// Verbs that stand second while the verb of reporting stands last.
const HELPERS: [&str; 11] = [
    "hat", "haben", "hatte", "hatten", "habe", "will", "wird", "wurde", "werden", "wurden", "soll",
];
/// Conjunctions after which the verb stands last.
const FINAL: [&str; 9] = [
    "dass", "wie", "nachdem", "während", "weil", "ob", "wobei", "indem", "obwohl",
];
/// Articles that are no subject's.
const OBLIQUE: [&str; 14] = [
    "dem", "den", "des", "einem", "einen", "eines", "seinem", "seinen", "ihrem", "ihren", "diesem",
    "diesen", "dessen", "deren",
];

/// True for a definite article in any case.
pub(super) fn is_article(word: &str) -> bool {
    is_one_of(word, &["der", "die", "das", "des", "dem", "den"])
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The subject with which a clause opens.
fn opening(clauses: &Clauses<'_, '_>, start: usize, verb: usize) -> Option<Mention> {
    let words = clauses.words;
    let first = words.text_of(start);
    if is_one_of(first, &FINAL) {
        return inside(clauses, start + 1, verb);
    }
    let governed = words.list[start].is(Sense::PREPOSITION | Sense::CITE) || first == "Als";
    if governed || is_one_of(first, &OBLIQUE) {
        return None;
    }
    nominative(clauses, start, verb)
}

/// The first phrase of a range that can be a subject.
fn inside(clauses: &Clauses<'_, '_>, from: usize, until: usize) -> Option<Mention> {
    let governed = |at: usize| at > from && clauses.words.list[at - 1].is(Sense::PREPOSITION);
    (from..until)
        .filter(|&at| !governed(at))
        .find_map(|at| nominative(clauses, at, until))
}

fn nominative(clauses: &Clauses<'_, '_>, at: usize, until: usize) -> Option<Mention> {
    let words = clauses.words;
    if at >= until || clauses.quoted[at] || is_one_of(words.text_of(at), &OBLIQUE) {
        return None;
    }
    let found = mention_at(words, at, until).filter(|found| {
        let empty = found.kind == MentionKind::Pronoun
            && words.list[found.core.start].is(Sense::IT | Sense::YOU);
        !empty && !clauses.quoted[found.words.end - 1]
    })?;
    Some(named_beside(clauses, &found, until).unwrap_or(found))
}

/// The name after the comma: "der Sprecher der Partei, X".
fn named_beside(clauses: &Clauses<'_, '_>, role: &Mention, until: usize) -> Option<Mention> {
    let words = clauses.words;
    if role.kind != MentionKind::Role {
        return None;
    }
    let mut end = role.words.end;
    if end < until
        && words.list[end - 1].gap.is_plain()
        && matches!(words.text_of(end), "der" | "des" | "von" | "für" | "im")
    {
        end = mention_at(words, end, until)
            .or_else(|| mention_at(words, end + 1, until))?
            .words
            .end;
    }
    let name = mention_at(words, end, until).filter(|_| words.list[end - 1].gap.has(Gap::COMMA))?;
    matches!(name.kind, MentionKind::Name { .. }).then_some(name)
}

/// The subject behind its verb, past what may stand between: "sagte am Montag der Minister". Of
/// "heißt es in der Mitteilung" the document.
pub(super) fn behind(clauses: &Clauses<'_, '_>, verb: usize, until: usize) -> Option<Mention> {
    /// Words that may stand between.
    const REACH: usize = 12;
    let words = clauses.words;
    let list = &words.list;
    let until = until.min(verb + 1 + REACH);
    let mut at = verb + 1;
    while at < until && list[at - 1].gap.is_plain() && !clauses.quoted[at] {
        let text = words.text_of(at);
        if text == "es" && matches!(words.text_of(verb), "heißt" | "hieß" | "lautet") {
            return source(clauses, at + 1, until);
        }
        if list[at].is(Sense::PREPOSITION) || is_one_of(text, &OBLIQUE) {
            let skipped = list[at].is(Sense::PREPOSITION);
            let object = mention_at(words, at + usize::from(skipped), until)?;
            at = object.words.end;
            continue;
        }
        if let Some(found) = nominative(clauses, at, until) {
            return Some(found);
        }
        at += 1;
    }
    None
}

/// The document after "heißt es": "in einer Mitteilung", "auf der Webseite".
fn source(clauses: &Clauses<'_, '_>, from: usize, until: usize) -> Option<Mention> {
    let words = clauses.words;
    let at = (from..until).find(|&at| words.list[at].is(Sense::PREPOSITION))?;
    mention_at(words, at + 1, until).filter(|found| !clauses.quoted[found.words.start])
}

/// Whose a fragment is that nothing reports: the subject of its sentence, as a guess.
pub(super) fn guessed(
    clauses: &Clauses<'_, '_>,
    stretch: &Stretch,
    left: &Range<usize>,
) -> Option<Claim> {
    if clauses.words.tongue != Tongue::German || left.is_empty() {
        return None;
    }
    let subject = inside(clauses, left.start, left.end.min(stretch.words.start))?;
    Some(Claim::near(Rule::Nearby, subject))
}

/// The senses of a compound by its last part: "Amtsrichterin", "Umweltbehörde", "Tageszeitung".
pub(super) fn by_ending(word: &str) -> Sense {
    const PERSONS: [&str; 24] = [
        "minister",
        "präsident",
        "sprecher",
        "vorsitzende",
        "vorsitzender",
        "vorsitzenden",
        "richter",
        "politiker",
        "leiter",
        "experte",
        "kommissar",
        "anwalt",
        "sekretär",
        "kanzler",
        "meister",
        "direktor",
        "trainer",
        "forscher",
        "professor",
        "botschafter",
        "führer",
        "chef",
        "wissenschaftler",
        "beauftragte",
    ];
    const BODIES: [&str; 15] = [
        "ministerium",
        "behörde",
        "verband",
        "gericht",
        "regierung",
        "partei",
        "agentur",
        "gewerkschaft",
        "konzern",
        "institut",
        "polizei",
        "anwaltschaft",
        "kommission",
        "zentrale",
        "gesellschaft",
    ];
    const PAPERS: [&str; 5] = ["zeitung", "magazin", "zeitschrift", "blatt", "sender"];
    let ends = |list: &[&str], word: &str| {
        list.iter()
            .any(|ending| word.len() > ending.len() && word.ends_with(ending))
    };
    if !word.starts_with(char::is_uppercase) {
        return Sense::default();
    }
    if ends(&PERSONS, word) {
        return Sense::TITLE | Sense::ROLE;
    }
    if let Some(stem) = word.strip_suffix("in")
        && (ends(&PERSONS, stem) || stem.ends_with("anwält"))
    {
        return Sense::TITLE | Sense::ROLE | Sense::FEMALE;
    }
    if ends(&PAPERS, word) {
        return Sense::BODY | Sense::TERM;
    }
    if ends(&BODIES, word) {
        return Sense::BODY;
    }
    Sense::default()
}

/// True for verbs that give a thing a name: even one word after them is somebody's.
pub(super) fn names(verb: &str) -> bool {
    [
        "bezeichn",
        "nannt",
        "nenn",
        "sprach",
        "sprich",
        "sprech",
        "kritisier",
        "bewert",
        "wertet",
    ]
    .iter()
    .any(|stem| verb.starts_with(stem))
}

/// A clause that ends in its verb right after the quote: "als „Wortbruch“ bezeichnete."
pub(super) fn closing(
    clauses: &Clauses<'_, '_>,
    stretch: &Stretch,
    left: &Range<usize>,
) -> Option<Claim> {
    /// Words between the mark and the verb.
    const REACH: usize = 4;
    let words = clauses.words;
    if words.tongue != Tongue::German {
        return None;
    }
    let first = stretch.words.end;
    let until = words.list.len().min(first + REACH);
    let ends = Gap::COMMA
        .or(Gap::STOP)
        .or(Gap::SENTENCE)
        .or(Gap::SEMICOLON);
    let cue = (first..until)
        .take_while(|&at| at == first || words.list[at - 1].gap.is_plain())
        .find(|&at| {
            let helped = at + 1 < words.list.len() && is_one_of(words.text_of(at + 1), &HELPERS);
            let last = at + usize::from(helped);
            clauses.is_cue(at, Sense::REPORTING) && words.list[last].gap.has(ends)
        })?;
    let opens = words.list[first - 1].gap;
    if opens.has(Gap::SENTENCE.or(Gap::COMMA)) || left.is_empty() {
        return None;
    }
    let start = (left.start..left.end)
        .rev()
        .find(|&at| words.list[at].gap.has(Gap::COMMA.or(Gap::COLON)))
        .map_or(left.start, |at| at + 1);
    let passive = (start..cue).any(|at| words.list[at].is(Sense::BE));
    let subject = inside(clauses, start, left.end).filter(|_| !passive)?;
    Some(Claim::by(
        Rule::Clause,
        Report {
            cue: cue..cue + 1,
            subject,
        },
    ))
}

/// True for a passage that a sentence gives as somebody's judgement of a thing: "als „Wortbruch“
/// bezeichnet", "als „falsch“ zurückgewiesen".
pub(super) fn is_judgement(words: &Words<'_>, passage: &Range<usize>) -> bool {
    /// Words between the passage and the verb.
    const REACH: usize = 7;
    let list = &words.list;
    let as_such = passage.start.checked_sub(1).is_some_and(|before| {
        let article = list[before].is(Sense::DETERMINER) && before > 0;
        matches!(
            words.text_of(before - usize::from(article)),
            "als" | "für" | "wie"
        )
    });
    let until = list.len().min(passage.end + REACH);
    as_such
        && (passage.end..until)
            .take_while(|&at| at == passage.end || !list[at - 1].gap.has(Gap::SENTENCE))
            .any(|at| {
                let verb = words.text_of(at);
                names(verb) || verb.starts_with("zurück")
            })
}

/// True for the name of a newspaper that something is said to: "sagte der „Grenzpost“", "gegenüber
/// dem „Boten“".
pub(super) fn is_outlet(words: &Words<'_>, passage: &Range<usize>, cue: usize) -> bool {
    /// Words between the verb and the name.
    const REACH: usize = 7;
    let list = &words.list;
    let Some(before) = passage.start.checked_sub(1) else {
        return false;
    };
    let said = cue <= before && before - cue <= REACH && list[cue].is(Sense::CUE);
    let governed = list[before].is(Sense::PREPOSITION)
        || before > cue
            && is_one_of(words.text_of(before), &["der", "dem", "den", "des"])
            && (before == cue + 1 || list[before - 1].is(Sense::PREPOSITION));
    let titled = passage.clone().any(|at| list[at].is_capital());
    said && governed && titled && list[before].gap.is_mark_only()
}

/// True for a passage in a clause that is reported: after "dass" behind its verb of reporting, or
/// in a sentence in the first subjunctive.
pub(super) fn is_reported(words: &Words<'_>, passage: &Range<usize>, cue: Option<usize>) -> bool {
    let start = sentence_start(words, passage.start + 1);
    let conjunction = |at: usize| matches!(words.text_of(at), "dass" | "ob");
    let after_that = cue
        .filter(|&cue| cue >= start)
        .is_some_and(|cue| (cue..passage.start).any(conjunction));
    after_that || (start..sentence_end(words, passage.end)).any(|at| is_subjunctive(words, at))
}

/// The word after the last of the sentence that goes on at word `from`.
fn sentence_end(words: &Words<'_>, from: usize) -> usize {
    /// The words of one sentence.
    const SENTENCE: usize = 60;
    (from..words.list.len().min(from + SENTENCE))
        .find(|&at| words.list[at - 1].gap.has(Gap::SENTENCE))
        .unwrap_or(from)
}

/// True for a form of the first subjunctive, which only reported speech has.
fn is_subjunctive(words: &Words<'_>, at: usize) -> bool {
    const FORMS: [&str; 16] = [
        "sei", "seien", "habe", "werde", "könne", "müsse", "solle", "dürfe", "wolle", "gebe",
        "gehe", "komme", "bleibe", "stehe", "lasse", "wisse",
    ];
    FORMS.contains(&words.text_of(at))
}

/// Forms of the subjunctive of reported speech.
const REPORTED: [&str; 26] = [
    "sei", "seien", "habe", "hätte", "hätten", "könne", "könnte", "könnten", "müsse", "müsste",
    "müssten", "solle", "dürfe", "dürfte", "dürften", "wolle", "werde", "würde", "würden", "gebe",
    "wäre", "wären", "gehe", "komme", "bleibe", "stehe",
];

/// A fragment in a sentence in the subjunctive is whose the reported speech before it is.
pub(super) fn reported(
    clauses: &Clauses<'_, '_>,
    stretch: &Stretch,
    left: &Range<usize>,
) -> Option<Claim> {
    /// Sentences that one report runs on for.
    const SENTENCES: usize = 4;
    /// The words of one sentence.
    const SENTENCE: usize = 60;
    let words = clauses.words;
    if words.tongue != Tongue::German {
        return None;
    }
    let end = sentence_end(words, stretch.words.end);
    let subjunctive =
        (left.start..end).any(|at| REPORTED.contains(&words.text_of(at).to_lowercase().as_str()));
    if !subjunctive {
        return None;
    }
    let mut end = left.start;
    for _ in 0..SENTENCES {
        if end <= stretch.paragraph.start {
            return None;
        }
        let floor = stretch.paragraph.start.max(end.saturating_sub(SENTENCE));
        let start = (floor + 1..end)
            .rev()
            .find(|&at| words.list[at - 1].gap.has(Gap::SENTENCE))
            .unwrap_or(floor);
        let found = (start..end).find_map(|at| {
            if let Some(report) = clauses.cited(at, end) {
                return Some(report);
            }
            let subject = clauses
                .is_cue(at, Sense::CUE)
                .then(|| clauses.subject(at, start, end))
                .flatten()?;
            Some(Report {
                cue: at..at + 1,
                subject,
            })
        });
        if let Some(report) = found {
            return Some(Claim::by(Rule::Clause, report));
        }
        end = start;
    }
    None
}
