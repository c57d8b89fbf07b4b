//! What is a name in a label, what an office, a state, a note.
//!
//! The first piece decides. A name in it is the name, and the pieces behind it are about its bearer
//! ("Ida Brandt, Prime Minister"; "Roe (Norland)"). Where it has an office and no name, a piece
//! behind it may have one ("The Chair (Ms. Lind)", "Minister of Water, Mara Lind"). Else the office
//! is all that the label tells.

use std::ops::Range;

use super::tokens::{Piece, Token, pieces};
use super::{Label, LabelKind, Strength};
use crate::insight::grammar::{Cases, Grammar, Sense};
use crate::text::letters::is_alphanumeric;

/// No piece of a label has more words: an office with the bodies that it is of.
const LONGEST: usize = 16;
/// A name without any office or form of address has no more.
const LONGEST_NAME: usize = 5;

/// What a stretch of words between commas or brackets tells.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    name: Option<Range<usize>>,
    /// How many words the name has.
    words: usize,
    kind: LabelKind,
    strength: Strength,
    /// The name opens with a first name or an initial, or a form of address stands before it.
    personal: bool,
}

impl Reading {
    fn office(strength: Strength) -> Self {
        Self {
            name: None,
            words: 0,
            kind: LabelKind::Office,
            strength,
            personal: false,
        }
    }
}

/// Takes a label apart; `None` for words that are none.
pub(in super::super) fn parse(text: &str, span: Range<usize>, grammar: &Grammar) -> Option<Label> {
    if is_no_label(&text[span.clone()], grammar) {
        return None;
    }
    let pieces = pieces(text, &span, grammar);
    let (head, others) = pieces.split_first()?;
    if head.bracketed || !pieces.iter().all(is_label_like) {
        return None;
    }
    if text[span.clone()].contains('&') {
        // Two persons, or a firm.
        return None;
    }
    let reading = read(&head.tokens, grammar)?;
    let notes_only = others.iter().all(is_note);
    let whole = head.tokens.first()?.start..head.tokens.last()?.end;
    let mut label = Label {
        span,
        kind: reading.kind,
        name: reading.name.clone(),
        office: Some(whole.clone()),
        state: None,
        strength: reading.strength,
    };
    if matches!(label.kind, LabelKind::Question | LabelKind::Answer) {
        return notes_only.then_some(label);
    }
    let behind = name_behind(&reading, others, grammar);
    if let Some(named) = behind.or_else(|| name_after_list(&reading, &pieces)) {
        label.state = (reading.kind == LabelKind::Person).then_some(whole);
        label.kind = LabelKind::Person;
        label.name = named.name;
        label.strength = Strength::Sure;
        return Some(label);
    }
    if reading.name.is_none() {
        return Some(label);
    }
    label.state = others.iter().find_map(state);
    let full = reading.words > 1 || reading.personal;
    let office = others
        .iter()
        .any(|piece| !is_note(piece) && opens_with_office(piece));
    let bracketed = others.iter().any(|piece| piece.bracketed);
    let listed = others
        .iter()
        .any(|piece| !piece.bracketed && !is_initials(piece));
    // "London, Friday:": one word and a comma.
    if !full && listed && !office {
        return None;
    }
    if office && full {
        label.strength = Strength::Sure;
    } else if bracketed || office || listed && reading.personal {
        label.strength = label.strength.max(Strength::Likely);
    }
    Some(label)
}

/// True for signs without a word, and for words without capitals that have no sense: many short
/// paragraphs are such, and need not be taken apart.
fn is_no_label(label: &str, grammar: &Grammar) -> bool {
    let is_small = |c: char| matches!(c, ' ' | '.') || is_alphanumeric(c) && !c.is_uppercase();
    let mut words = label.split(' ').map(|word| word.trim_matches('.'));
    !label.contains(is_alphanumeric)
        || label.chars().all(is_small) && words.all(|word| grammar.sense(word) == Sense::default())
}

/// False for a piece with words that no label has: a verb of reporting, a pronoun, a greeting, a
/// stage direction, or more of them than anybody's office.
fn is_label_like(piece: &Piece<'_>) -> bool {
    let clause = |token: &Token<'_>| {
        let pronoun = token.is(Sense::PRONOUN) && !token.is_shouted();
        let verb = token.is(Sense::CUE) && !token.is_capital();
        (pronoun || verb) && !token.is(Sense::DETERMINER | Sense::HEAD | Sense::PARTICLE)
    };
    let never = |token: &Token<'_>| token.is(Sense::DIRECTION | Sense::SALUTE);
    piece.tokens.len() <= LONGEST
        && (piece.bracketed
            || !piece
                .tokens
                .iter()
                .any(|token| clause(token) || never(token)))
}

/// The name in the pieces behind an office, or behind the state whose seat it is.
fn name_behind(head: &Reading, others: &[Piece<'_>], grammar: &Grammar) -> Option<Reading> {
    let is_seat = head.name.is_some() && !head.personal && head.strength == Strength::Weak;
    if head.name.is_some() && !is_seat {
        return None;
    }
    others
        .iter()
        // "The Ambassador (Sol) to Colonel Roe" is a letter's heading.
        .filter(|piece| !is_note(piece) && !piece.tokens.first().is_some_and(is_small_word))
        .filter_map(|piece| Some((piece, read(&piece.tokens, grammar)?)))
        .find(|(piece, named)| {
            let bears = named.kind == LabelKind::Person && named.name.is_some();
            // "Minister of Water (Mara Lind)", but "The President (New Norland)".
            let full = named.words > 1 && (!piece.bracketed || head.strength < Strength::Sure);
            bears
                && (named.personal
                    || head.name.is_none() && (full || named.strength == Strength::Sure))
        })
        .map(|(_, named)| named)
}

/// The name behind an office of several fields: "Minister of Water, Ports and Trade Mara Lind". Only a
/// first name tells where it begins.
fn name_after_list(head: &Reading, pieces: &[Piece<'_>]) -> Option<Reading> {
    /// A first name, what stands in the middle, and a surname.
    const LONGEST_NAME: usize = 4;
    if head.name.is_some() {
        return None;
    }
    let listed = pieces.iter().filter(|piece| !piece.bracketed);
    let tokens: Vec<Token<'_>> = listed.flat_map(|piece| piece.tokens.clone()).collect();
    let tokens = without_card(&tokens);
    let given = (1..tokens.len().saturating_sub(1)).find(|&at| tokens[at].is_given())?;
    let name = &tokens[given..];
    let fits = name.len() <= LONGEST_NAME && name.iter().all(belongs_to_name);
    fits.then(|| named(name, true, tokens))
}

/// The state or body that stands in brackets behind a name.
fn state(piece: &Piece<'_>) -> Option<Range<usize>> {
    /// "Republic of Norland and Sudmark".
    const LONGEST: usize = 6;
    let first = piece.tokens.first()?;
    let is_state = piece.bracketed
        && !is_note(piece)
        && !is_office(piece)
        && piece.tokens.len() <= LONGEST
        && !piece.tokens[0].is_address();
    is_state.then(|| first.start..piece.tokens[piece.tokens.len() - 1].end)
}

/// True for what is said about how somebody speaks: "(spoke in French)", "[via video]".
fn is_note(piece: &Piece<'_>) -> bool {
    let Some(first) = piece.tokens.first() else {
        return true;
    };
    let office = first.is(Sense::TITLE | Sense::ROLE | Sense::RANK);
    let remark = first.is(Sense::REMARK | Sense::DIRECTION | Sense::PREPOSITION);
    piece.bracketed && (remark || !first.is_capital() && !office)
}

/// True for "Rapporteur of the Committee", "the Deputy Minister"; not for a clause with an office.
fn opens_with_office(piece: &Piece<'_>) -> bool {
    /// An article, and what state or rank it is of.
    const REACH: usize = 4;
    let office = piece
        .tokens
        .iter()
        .take(REACH)
        .position(|token| token.is(Sense::TITLE | Sense::ROLE | Sense::RANK));
    office.is_some_and(|office| {
        piece.tokens[..office]
            .iter()
            .all(|token| token.is_capital() || token.is(Sense::DETERMINER))
    })
}

/// "M.", "Jr.": what belongs to the name before a comma.
fn is_initials(piece: &Piece<'_>) -> bool {
    piece
        .tokens
        .iter()
        .all(|token| token.is_initial() || token.is(Sense::ABBREVIATION))
}

fn is_office(piece: &Piece<'_>) -> bool {
    piece
        .tokens
        .iter()
        .any(|token| token.is(Sense::TITLE | Sense::ROLE | Sense::RANK))
}

/// Reads the words of one piece.
fn read(tokens: &[Token<'_>], grammar: &Grammar) -> Option<Reading> {
    let tokens = without_card(tokens);
    let first = tokens.first()?;
    if first.is(Sense::CAPTION | Sense::DIRECTION) || tokens.iter().all(Token::is_address) {
        return None;
    }
    if first.is(Sense::QUESTION) {
        return asked(tokens);
    }
    if tokens.len() == 1 && first.is(Sense::ANSWER) {
        return Some(Reading {
            kind: LabelKind::Answer,
            ..Reading::office(Strength::Sure)
        });
    }
    match last_office(tokens) {
        Some(office) => read_office(tokens, office, grammar),
        None => read_name(tokens),
    }
}

/// The words without the card that pages put behind a name: "Mara Lind Lind MaraMinister of Water".
///
/// There the surname stands twice in a row, and the first name after it again.
fn without_card<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let given_again = |at: usize| {
        let given = at.saturating_sub(2)..at;
        given
            .into_iter()
            .any(|given| tokens[at + 2].text.starts_with(tokens[given].text))
    };
    let card = (1..tokens.len().saturating_sub(2))
        .find(|&at| tokens[at].text == tokens[at + 1].text && given_again(at));
    &tokens[..card.map_or(tokens.len(), |at| at + 1)]
}

/// "Q", "QUESTION", "Journalist from Norland TV", "Reporter 2"; not "Journalist Mara Lind".
fn asked(tokens: &[Token<'_>]) -> Option<Reading> {
    let named = tokens.len() > 2 && tokens[1..].iter().all(Token::is_capital);
    let person = named.then(|| read_name(&tokens[1..])).flatten();
    if person.as_ref().is_some_and(|person| person.personal) {
        return person;
    }
    let fits = |token: &Token<'_>| token.is_capital() || is_link(token) || is_count(token);
    // "Q And Lind": a letter stands alone, or before a form of address.
    let letter = tokens[0].text.trim_end_matches('.').chars().count() == 1;
    let lone = !letter || tokens.len() < 2 || tokens[1].is_address();
    (lone && tokens[1..].iter().all(fits)).then_some(Reading {
        kind: LabelKind::Question,
        ..Reading::office(Strength::Sure)
    })
}

/// The last word of the offices: after it stands the name, if there is one.
fn last_office(tokens: &[Token<'_>]) -> Option<usize> {
    let office = Sense::TITLE | Sense::ROLE | Sense::RANK | Sense::BODY | Sense::OFFICE;
    let is_office = |&at: &usize| {
        let token = &tokens[at];
        let surname = at > 0 && at + 1 == tokens.len() && tokens[at - 1].is_given();
        (token.is(office) || token.is_address() || token.is_cipher())
            && !token.is_given()
            && !surname
    };
    (0..tokens.len()).rev().find(is_office)
}

/// Words without any office: a person's or a body's name, or "The Marquess of Tarn".
fn read_name(tokens: &[Token<'_>]) -> Option<Reading> {
    let first = tokens.first()?;
    if first.is(Sense::DETERMINER) && !first.is(Sense::PARTICLE) && tokens.len() > 1 {
        return read_rank(&tokens[1..]);
    }
    let opens = !first.is(Sense::STOP | Sense::PREPOSITION | Sense::CONJUNCTION | Sense::PRONOUN)
        || first.is_given();
    let digits = |token: &Token<'_>| token.text.contains(|c: char| c.is_ascii_digit());
    let belongs = |token: &Token<'_>| {
        token.is_capital() && !is_small_word(token) && !token.is(Sense::PRONOUN)
            || token.is(Sense::PARTICLE)
    };
    let fits = tokens.len() <= LONGEST_NAME
        && opens
        && tokens.iter().all(belongs)
        && tokens.last()?.is_capital()
        && !tokens.iter().any(digits);
    let several = tokens.len() > 1;
    // "C. RESULTS": a point of a list.
    let initial = starts_with_initial(tokens)
        && !tokens
            .iter()
            .all(|token| token.is_initial() || token.is_shouted());
    let personal = several && first.is_given() || initial;
    fits.then(|| Reading {
        name: Some(first.start..tokens[tokens.len() - 1].end),
        words: tokens.len(),
        kind: LabelKind::Person,
        strength: if personal {
            Strength::Likely
        } else {
            Strength::Weak
        },
        personal,
    })
}

/// "Marquess of Tarn", "SECOND GENTLEMAN": what an article before it makes a rank or an office.
fn read_rank(tokens: &[Token<'_>]) -> Option<Reading> {
    const LONGEST: usize = 3;
    let first = tokens.first()?;
    let named = tokens
        .iter()
        .all(|token| token.is_capital() || is_link(token));
    let of = tokens.iter().any(is_link);
    let shouted = tokens.len() < LONGEST && tokens.iter().all(Token::is_shouted);
    (named && first.is_capital() && (of || shouted)).then(|| Reading::office(Strength::Weak))
}

/// "J. Roe", "Г.Соль".
fn starts_with_initial(tokens: &[Token<'_>]) -> bool {
    let first = tokens[0];
    let joined = first
        .text
        .split_once('.')
        .is_some_and(|(initial, rest)| initial.chars().count() == 1 && !rest.is_empty());
    joined || tokens.len() > 1 && first.is_initial()
}

/// Words whose last office is at `office`: a name behind it, before it, or none.
fn read_office(tokens: &[Token<'_>], office: usize, grammar: &Grammar) -> Option<Reading> {
    let tail = &tokens[office + 1..];
    let head = &tokens[office];
    // "Temple cast an eye on Miss Roe" is a sentence.
    let fits = |at: usize| belongs_to_office(&tokens[at]) || tokens[at + 1].is(Sense::BODY);
    if !(0..office).all(fits) {
        return None;
    }
    if let Some(name) = name_in_tail(head, tail, grammar.cases()) {
        let beside = head.is_address() || head.is(Sense::TITLE) || head.is_cipher();
        return Some(named(name, beside, tokens));
    }
    // "Mara Lind Minister of Water": the name stands first.
    let first = tokens
        .iter()
        .position(|token| token.is(Sense::TITLE | Sense::ROLE | Sense::RANK));
    if let Some(first) = first
        && first > 1
        && tokens[0].is_given()
        && tokens[..first].iter().all(belongs_to_name)
    {
        return Some(named(&tokens[..first], true, tokens));
    }
    office_alone(tokens, grammar).or_else(|| read_name(tokens))
}

/// "The Minister of Water", "SENIOR OFFICIAL TWO", "Opposition senators".
fn office_alone(tokens: &[Token<'_>], grammar: &Grammar) -> Option<Reading> {
    /// Words before the head: "the United Norland Deputy Prime Minister".
    const REACH: usize = 5;
    let heads = |token: &Token<'_>| token.is(Sense::TITLE | Sense::ROLE);
    let head = tokens.iter().rposition(heads)?;
    let first_head = tokens.iter().position(heads)?;
    // "Министр иностранных дел": a noun leans on the head without a link.
    let case = grammar.cases().is_some();
    let before = tokens[..first_head].iter().all(|token| {
        token.is_capital() && !is_small_word(token)
            || token.is(Sense::DETERMINER)
            || token.is_address()
    });
    let after = tokens[first_head + 1..].iter().all(|token| {
        case || token.is_capital()
            || is_link(token)
            || is_count(token)
            || token.sense != Sense::default()
    });
    let next = tokens.get(head + 1);
    let closes = case || next.is_none_or(|next| is_link(next) || is_count(next));
    // "A. General": a point of a list.
    let point = tokens[0].is_initial() && !tokens[0].is_address();
    let fits = !point && tokens[0].is_capital() && first_head <= REACH && before && after && closes;
    let marked = tokens[0].is(Sense::DETERMINER) || tokens.iter().all(is_shouted_or_link);
    // "MR. PRESIDENT:" is who is spoken to.
    let vocative =
        tokens[0].is_address() && !tokens[1..].iter().any(|token| token.is(Sense::DETERMINER));
    let strength = match (vocative, marked) {
        (true, _) => Strength::Weak,
        (_, true) => Strength::Sure,
        _ => Strength::Likely,
    };
    fits.then(|| Reading::office(strength))
}

fn named(name: &[Token<'_>], beside: bool, tokens: &[Token<'_>]) -> Reading {
    let personal =
        tokens.iter().any(Token::is_address) || name[0].is_given() || starts_with_initial(name);
    Reading {
        name: Some(name[0].start..name[name.len() - 1].end),
        words: name.len(),
        kind: LabelKind::Person,
        strength: if beside || personal || name.len() > 1 {
            Strength::Sure
        } else {
            Strength::Likely
        },
        personal: personal || name.len() > 1,
    }
}

/// The name in what follows an office.
///
/// "Ida Brandt" of "Prime Minister | Ida Brandt"; "Lind" of "Minister | Lind of Norland"; the last
/// words of "President | of Norland Ida Brandt", where the state stands first.
fn name_in_tail<'a, 't>(
    office: &Token<'_>,
    tail: &'a [Token<'t>],
    cases: Option<&Cases>,
) -> Option<&'a [Token<'t>]> {
    /// Words of the state behind a name: "of the New Norland".
    const STATE: usize = 4;
    if tail.iter().any(is_count) {
        return None;
    }
    let run = &tail[..tail
        .iter()
        .take_while(|token| belongs_to_name(token))
        .count()];
    if !run.is_empty() {
        let rest = &tail[run.len()..];
        let placed = rest.first().is_none_or(is_small_word) && rest.len() <= STATE;
        let titled = office.is(Sense::TITLE) || office.is_address() || office.is_cipher();
        let name = if titled && cases.is_none() {
            run
        } else {
            without_place(run, cases)
        };
        let full = name.len() > 1 && name.len() <= LONGEST_NAME;
        return (placed && (full || titled && name.len() == 1)).then_some(name);
    }
    let after = tail.iter().rposition(|token| !belongs_to_name(token))? + 1;
    // "министр водного хозяйства | Мара Линд": what the office is of has no capital.
    let words = &tail[after..];
    // "University of New Norland": what a body is of belongs to its name.
    if !office.is(Sense::TITLE | Sense::ROLE | Sense::RANK | Sense::OFFICE) {
        return words
            .iter()
            .skip(1)
            .any(Token::is_given)
            .then(|| behind_place(words))
            .flatten();
    }
    if !is_small_word(&tail[after - 1]) {
        return (2..=LONGEST_NAME).contains(&words.len()).then_some(words);
    }
    behind_place(words)
}

/// A name without the state before it that no link parts from it: "Palestine Mahmoud Abbas" behind
/// "State", "Норландии Мара Линд" behind "Президент".
fn without_place<'a, 't>(run: &'a [Token<'t>], cases: Option<&Cases>) -> &'a [Token<'t>] {
    let father = |cases: &Cases| run.iter().any(|token| (cases.is_patronymic)(token.text));
    let bent = cases.is_some_and(|cases| !father(cases));
    let last = run.len() - 1;
    let given = (1..last).find(|&at| run[at].is_given());
    match given {
        _ if run[0].is_given() => run,
        Some(given) => &run[given..],
        None if bent && run.len() > 2 => &run[last - 1..],
        None => run,
    }
}

/// The name behind the name of a state or body: from its first name on, else its last two words.
fn behind_place<'a, 't>(words: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    /// A state of one word and a name of two.
    const FEWEST: usize = 3;
    let last = words.len().checked_sub(1)?;
    let given = (1..last).find(|&at| words[at].is_given() || words[at].is_initial());
    let from = given.or_else(|| (words.len() >= FEWEST).then(|| words.len() - 2))?;
    Some(&words[from..])
}

fn belongs_to_name(token: &Token<'_>) -> bool {
    if is_small_word(token) {
        return false;
    }
    token.is_capital() || token.is(Sense::PARTICLE)
}

/// Prepositions and articles, also in capitals: "MINISTER OF WATER"; not "al-Marri".
fn is_small_word(token: &Token<'_>) -> bool {
    token.is(Sense::PREPOSITION | Sense::DETERMINER | Sense::CONJUNCTION) && !token.is_given()
}

/// True for a word that can stand before the last word of an office.
fn belongs_to_office(token: &Token<'_>) -> bool {
    let office = Sense::TITLE | Sense::ROLE | Sense::RANK | Sense::BODY | Sense::OFFICE;
    token.is_capital() || is_link(token) || token.is(office | Sense::DEMONYM)
}

/// Small words inside the names of offices.
fn is_link(token: &Token<'_>) -> bool {
    token.is(Sense::PREPOSITION | Sense::DETERMINER | Sense::PARTICLE | Sense::CONJUNCTION)
}

/// "One", "2", "B": which of several.
fn is_count(token: &Token<'_>) -> bool {
    let letter = token.text.chars().count() == 1 && token.is_capital();
    token.is(Sense::COUNT) || letter || token.text.chars().all(|c| c.is_ascii_digit())
}

fn is_shouted_or_link(token: &Token<'_>) -> bool {
    token.is_shouted() || is_link(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `name` or `=office` of a label, with its state; `-` for words that are no label.
    fn taken_apart(language: &str, label: &str) -> String {
        let Some(parsed) = parse(label, 0..label.len(), Grammar::of(Some(language))) else {
            return "-".to_owned();
        };
        let state = parsed
            .state
            .map_or(String::new(), |state| format!(" @{}", &label[state]));
        match (parsed.kind, parsed.name, parsed.office) {
            (LabelKind::Question, ..) => "?".to_owned(),
            (LabelKind::Answer, ..) => "!".to_owned(),
            (_, Some(name), _) => format!("{}{state}", &label[name]),
            (_, None, Some(office)) => format!("={}", &label[office]),
            (_, None, None) => String::new(),
        }
    }

    #[track_caller]
    fn check(language: &str, expected: &[(&str, &str)]) {
        for (label, parts) in expected {
            assert_eq!(&taken_apart(language, label), parts, "{label}");
        }
    }

    #[test]
    fn a_name_is_found_beside_office_state_and_note_in_any_order() {
        check(
            "en",
            &[
                ("Mara Lind, Minister of Water", "Mara Lind"),
                ("MARA LIND, MINISTER OF WATER", "MARA LIND"),
                ("Minister of Water, Mara Lind", "Mara Lind"),
                ("Minister of Water (Mara Lind)", "Mara Lind"),
                ("Minister of Water, Ports and Trade Anna Lind", "Anna Lind"),
                ("Mara Lind (Norland)", "Mara Lind @Norland"),
                ("Lind, M. (Norland)", "Lind @Norland"),
                ("Norland (Ms. Lind)", "Lind @Norland"),
                ("The Chair (Ms. Lind)", "Lind"),
                ("Foreign Minister Lind of Norland", "Lind"),
                ("President of Norland Ida Brandt", "Ida Brandt"),
                (
                    "Head of the Port Authority Jan Roe Roe JanHead of the Port",
                    "Jan Roe",
                ),
                ("ANNA ROE, LIVES AT THE RIVER (via video)", "ANNA ROE"),
                ("JAN ROE, HOST", "JAN ROE"),
                ("A/S LIND", "LIND"),
                (
                    "Mrs. Marr (Sudmark), speaking in exercise of a right",
                    "Marr @Sudmark",
                ),
            ],
        );
    }

    #[test]
    fn an_office_alone_is_the_label_without_its_notes() {
        check(
            "en",
            &[
                (
                    "The Representative of Norland",
                    "=The Representative of Norland",
                ),
                ("The Lord Bishop of Tarn", "=The Lord Bishop of Tarn"),
                ("The Marquess of Tarn", "=The Marquess of Tarn"),
                (
                    "The Acting President (spoke in French)",
                    "=The Acting President",
                ),
                ("Senior Official One", "=Senior Official One"),
                ("Opposition senators", "=Opposition senators"),
            ],
        );
        check(
            "ru",
            &[("Министр водного хозяйства", "=Министр водного хозяйства")],
        );
    }

    #[test]
    fn questions_answers_and_names_are_told_apart_in_every_language() {
        check(
            "en",
            &[
                ("Journalist from Norland TV", "?"),
                ("Q", "?"),
                ("Reporter 2", "?"),
            ],
        );
        check(
            "ru",
            &[
                ("Вопрос", "?"),
                ("Ответ", "!"),
                ("Г.Соль (как переведено)", "Г.Соль"),
            ],
        );
        check("ru", &[("Президент Норландии Мара Линд", "Мара Линд")]);
        check("es", &[("PERIODISTA", "?"), ("Ministra Lind", "Lind")]);
        check(
            "fr",
            &[("Mme Lind (parle en anglais)", "Lind"), ("Réponse", "!")],
        );
        check(
            "de",
            &[
                ("Lind, Bundesministerin für Wasser", "Lind"),
                ("Frage", "?"),
            ],
        );
    }

    #[test]
    fn captions_greetings_clauses_and_stage_directions_are_no_labels() {
        for words in [
            "Note",
            "Dear Mr. President",
            "Sir",
            "Applause",
            "Colleagues, I am about to conclude",
            "London, Friday",
            "Mara Lind, who chairs the talks, said",
            "Dr. Jan Roe & Ms. Anna Roe",
            "Judge Anna Roe then read the sentence",
        ] {
            assert_eq!(taken_apart("en", words), "-", "{words}");
        }
    }
}
