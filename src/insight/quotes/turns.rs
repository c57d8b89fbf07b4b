//! Transcripts: whose turn it is to speak.
//!
//! A turn begins at a label ("MR. X:", "Sergey Lavrov:", "Q") and goes on over the paragraphs after
//! it until the next label, a heading, or the line that closes the meeting. What a label is made of
//! is told by `labels`; here it is decided which labels a text means as such, by what they have in
//! common: labels come back, stand beside others of their kind, or hold an office with a name.

use std::ops::Range;

use super::labels::grammar::parse;
use super::labels::layout::{Opening, Sign, is_opening, is_speech, openings};
use super::labels::{Label, LabelKind, Strength};
use super::voice;
use super::words::Searched;
use crate::insight::grammar::{Grammar, Sense};
use crate::insight::salutation;
use crate::text::hash::HashMap;
use crate::text::letters::is_alphabetic;

/// One turn of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) label: Label,
    /// The bytes of the words spoken.
    pub(super) span: Range<usize>,
    /// The only label of its text: how far its turn goes is a guess.
    pub(super) lone: bool,
}

/// A paragraph as transcripts see it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) span: Range<usize>,
    /// The bytes of its label, colon and blanks included, where the file's reader marked one.
    pub(super) label: Option<usize>,
    /// A heading or rule, which ends a turn.
    pub(super) divides: bool,
    /// An item of a list.
    pub(super) item: bool,
}

/// A label that a paragraph may open with.
#[derive(Debug, Clone)]
struct Candidate {
    /// The number of its paragraph.
    part: usize,
    opening: Opening,
    label: Label,
    key: String,
    shouted: bool,
    /// It has a paragraph to itself; the words stand in the next one.
    apart: bool,
    /// The only label of its text.
    lone: bool,
}

/// Finds the turns of a body; none unless the labels look like those of a transcript.
pub(super) fn turns(text: &str, parts: &[Part], grammar: &'static Grammar) -> Vec<Turn> {
    let candidates = candidates(text, parts, grammar);
    let accepted = accept(text, parts, candidates, grammar);
    let mut labels = accepted.into_iter().peekable();
    let mut turns: Vec<Turn> = Vec::new();
    let mut open = false;
    for (number, part) in parts.iter().enumerate() {
        if let Some(candidate) = labels.next_if(|candidate| candidate.part == number) {
            turns.push(Turn {
                label: candidate.label,
                span: candidate.opening.words..part.span.end,
                lone: candidate.lone,
            });
            open = true;
            continue;
        }
        let Some(turn) = turns.last_mut().filter(|_| open) else {
            continue;
        };
        if part.divides || closes(&text[part.span.clone()], grammar) {
            open = false;
        } else {
            // The words may stand in the paragraph under the label.
            if turn.span.is_empty() {
                turn.span.start = part.span.start;
            }
            turn.span.end = part.span.end;
        }
    }
    for turn in &mut turns {
        if turn.lone {
            turn.span.end = end_of_lone(text, parts, turn, grammar);
        }
    }
    turns.retain_mut(|turn| {
        let words = text[turn.span.clone()].trim_end();
        turn.span.end = turn.span.start + words.len();
        !words.trim().is_empty()
    });
    turns
}

/// Paragraphs of a speech in a row that may do without "I" and "we".
const LONE_REACH: usize = 8;

/// Where the words under the only label of a text end: they go on as long as its speaker does.
fn end_of_lone(text: &str, parts: &[Part], turn: &Turn, grammar: &Grammar) -> usize {
    let first = parts.partition_point(|part| part.span.end <= turn.span.start);
    let within = parts[first..]
        .iter()
        .take_while(|part| part.span.start < turn.span.end)
        .take_while(|part| !text[part.span.clone()].starts_with(is_opening));
    let spans: Vec<Range<usize>> = within.skip(1).map(|part| part.span.clone()).collect();
    let name = turn.label.name.clone().map(|name| &text[name]);
    match voice::goes_on(text, &spans, name, LONE_REACH, grammar) {
        0 => parts[first].span.end,
        paragraphs => spans[paragraphs - 1].end,
    }
}

/// The labels that paragraphs may open with, at most one a paragraph.
fn candidates(text: &str, parts: &[Part], grammar: &Grammar) -> Vec<Candidate> {
    let mut found = Vec::new();
    let greeting = Grammar::of(grammar.code());
    for (number, part) in parts.iter().enumerate() {
        if salutation::length_in(&text[part.span.clone()], greeting).is_some() {
            continue;
        }
        let opening = openings(text, part.span.clone(), part.label, grammar);
        let leads = || {
            let next = parts.get(number + 1).filter(|next| !next.divides);
            next.is_some_and(|next| leads_to_speech(&text[next.span.clone()]))
        };
        let labels = opening.filter(|opening| {
            let words = opening.words < part.span.end || leads();
            words && (!part.divides || opening.sign == Sign::Line)
        });
        let read = labels.filter_map(|opening| {
            let apart = opening.words >= part.span.end;
            let found = candidate(text, number, opening, grammar)?;
            Some(Candidate { apart, ..found })
        });
        found.extend(read.take(1));
    }
    found
}

/// True for a paragraph that the label above it can lead to; lists and quotations are something else.
fn leads_to_speech(paragraph: &str) -> bool {
    is_speech(paragraph) && !paragraph.starts_with(is_opening)
}

fn candidate(text: &str, part: usize, opening: Opening, grammar: &Grammar) -> Option<Candidate> {
    let label = parse(text, opening.label.clone(), grammar)?;
    let fits = match opening.sign {
        Sign::Letter => matches!(label.kind, LabelKind::Question | LabelKind::Answer),
        Sign::Given | Sign::Colon | Sign::Balloon => true,
        Sign::Dash | Sign::Stop => label.strength >= Strength::Likely || label.name.is_none(),
        Sign::Line => label.strength >= Strength::Likely || is_shouted(&text[label.span.clone()]),
    };
    fits.then(|| Candidate {
        part,
        key: key(text, &label),
        shouted: is_shouted(&text[label.name.clone().unwrap_or_else(|| label.span.clone())]),
        apart: false,
        lone: false,
        opening,
        label,
    })
}

/// What two labels of one speaker have in common.
fn key(text: &str, label: &Label) -> String {
    let named = label.name.clone().or_else(|| label.office.clone());
    let named = named.unwrap_or_else(|| label.span.clone());
    text[named].to_lowercase()
}

fn is_shouted(words: &str) -> bool {
    let mut letters = words.chars().filter(|&c| is_alphabetic(c));
    words.chars().filter(|c| c.is_uppercase()).count() > 1 && letters.all(|c| !c.is_lowercase())
}

/// What the labels of a text come to as a whole.
#[derive(Debug, Default)]
struct Census {
    /// How often each speaker has a label that no quotation mark follows.
    times: HashMap<String, usize>,
    /// The same of labels on lines of their own, or before a stop or a dash.
    plain: HashMap<String, usize>,
    /// Labels other than questions.
    named: usize,
    sure: usize,
    shouted: usize,
    given: usize,
    questions: usize,
    /// Labels before a colon that have a paragraph to themselves.
    apart: usize,
    /// Some speaker comes back.
    recurs: bool,
}

impl Census {
    fn of(candidates: &[Candidate]) -> Self {
        let mut census = Self::default();
        for candidate in candidates {
            if candidate.opening.opens_quote {
                continue;
            }
            let asks = candidate.label.kind == LabelKind::Question;
            match candidate.opening.sign {
                Sign::Line | Sign::Stop | Sign::Dash => {
                    count(&mut census.plain, &candidate.key);
                    continue;
                }
                _ => count(&mut census.times, &candidate.key),
            }
            census.given += usize::from(candidate.opening.sign == Sign::Given && !asks);
            census.questions += usize::from(asks);
            census.apart += usize::from(candidate.apart);
            census.named += usize::from(!asks);
            census.shouted += usize::from(candidate.shouted && !asks);
            census.sure += usize::from(candidate.label.strength == Strength::Sure && !asks);
        }
        census.recurs = census.times.values().any(|&times| times > 1);
        census
    }

    fn times(&self, candidate: &Candidate) -> usize {
        self.times.get(&candidate.key).copied().unwrap_or(0)
    }

    /// True for a text of several labels, which can hold any other.
    fn is_transcript(&self) -> bool {
        let several = self.recurs && self.named + self.questions > 2;
        let answered = self.sure > 0 && self.questions > 0;
        self.given > 0 || several || answered || self.sure > 1
    }

    /// True for a transcript that sets its labels in paragraphs of their own, so that even a name
    /// that stands nowhere else is one there.
    fn sets_apart(&self) -> bool {
        /// As many show a way of setting them.
        const FEWEST: usize = 4;
        let all = self.named + self.questions;
        self.recurs && all >= FEWEST && self.apart * 5 >= all * 4
    }

    fn keeps(&self, candidate: &Candidate, vocabulary: &Vocabulary<'_>) -> bool {
        let label = &candidate.label;
        let again = self.times(candidate) > 1;
        if candidate.opening.opens_quote && !again && candidate.opening.sign != Sign::Given {
            return false;
        }
        match candidate.opening.sign {
            Sign::Given | Sign::Balloon => return true,
            Sign::Line | Sign::Stop | Sign::Dash => return self.keeps_plain(candidate),
            Sign::Colon | Sign::Letter => {}
        }
        match label.kind {
            LabelKind::Question => self.named > 0 || again,
            LabelKind::Answer => self.questions > 0,
            _ if candidate.shouted => again || self.recurs || label.strength >= Strength::Likely,
            _ => {
                let known = || {
                    let name = label.name.clone();
                    label.strength >= Strength::Likely
                        || name.is_some_and(|name| vocabulary.knows(name))
                };
                let set_apart = || {
                    let name = label.name.clone();
                    candidate.apart
                        && self.sets_apart()
                        && name.is_some_and(|name| !vocabulary.is_small(name))
                };
                self.is_transcript() && (again || known() || set_apart())
            }
        }
    }

    /// A label without a colon: it comes back beside others, or is one with a colon elsewhere.
    fn keeps_plain(&self, candidate: &Candidate) -> bool {
        let again = self
            .plain
            .get(&candidate.key)
            .is_some_and(|&times| times > 1);
        let beside = self.plain.len() > 1 && self.plain.values().any(|&times| times > 1);
        let known = again || candidate.label.strength >= Strength::Likely;
        let formed = candidate.shouted || again || candidate.opening.sign != Sign::Line;
        beside && known && formed
            || candidate.opening.sign == Sign::Line && self.times(candidate) > 1
    }
}

/// Counts a key, which is copied only the first time.
fn count(times: &mut HashMap<String, usize>, key: &str) {
    match times.get_mut(key) {
        Some(times) => *times += 1,
        None => _ = times.insert(key.to_owned(), 1),
    }
}

/// Keeps the labels that a transcript has; of another text the one that can be nothing else.
fn accept(
    text: &str,
    parts: &[Part],
    mut candidates: Vec<Candidate>,
    grammar: &'static Grammar,
) -> Vec<Candidate> {
    let census = Census::of(&candidates);
    let vocabulary = Vocabulary::new(text, grammar);
    let mut lone = None;
    candidates.retain(|candidate| {
        let spoken = text[candidate.opening.words..parts[candidate.part].span.end].trim_end();
        let is_line = candidate.opening.sign == Sign::Line && !spoken.is_empty();
        if !is_said(candidate, spoken) || is_line && !ends_speech(spoken) {
            return false;
        }
        let is_kept = census.keeps(candidate, &vocabulary);
        if !is_kept && lone.is_none() && stands_alone(candidate) && ends_speech(spoken) {
            lone = Some(candidate.clone());
        }
        is_kept
    });
    drop_rhetorical(&mut candidates, parts.len());
    if candidates.is_empty() {
        candidates.extend(lone.map(|candidate| Candidate {
            lone: true,
            ..candidate
        }));
    }
    candidates
}

/// False for "FROM:" behind another caption, and for a name behind an office in a list of offices.
fn is_said(candidate: &Candidate, spoken: &str) -> bool {
    let caption = spoken.ends_with(':') && spoken.split_whitespace().nth(1).is_none();
    let listed = candidate.label.kind == LabelKind::Office
        && candidate.label.strength == Strength::Likely
        && !spoken.is_empty()
        && !ends_speech(spoken);
    !caption && !listed
}

/// True for an office with its name: "Prime Minister Ida Brandt:".
fn stands_alone(candidate: &Candidate) -> bool {
    let label = &candidate.label;
    let titled = match (&label.office, &label.name) {
        (Some(office), Some(name)) => office.start < name.start,
        _ => false,
    };
    candidate.opening.sign == Sign::Colon
        && !candidate.opening.opens_quote
        && titled
        && label.kind == LabelKind::Person
        && label.strength == Strength::Sure
}

/// True for words that end like a sentence or, as "Mr President, colleagues," does, lead to one.
fn ends_speech(spoken: &str) -> bool {
    spoken.ends_with(['.', '!', '?', '…', ',', '”', '»', ')'])
}

/// Takes out questions that nobody answers, since who speaks asks them, and answers to no question.
/// A question at the very end may be cut off.
fn drop_rhetorical(kept: &mut Vec<Candidate>, parts: usize) {
    let asks = |candidate: &Candidate| candidate.label.kind == LabelKind::Question;
    let answers = |candidate: &Candidate| candidate.label.kind == LabelKind::Answer;
    let first = kept.iter().position(asks);
    let answered =
        first.is_some_and(|first| kept[first..].iter().any(|candidate| !asks(candidate)));
    let mut asked = false;
    kept.retain(|candidate| {
        let stays = match candidate.label.kind {
            LabelKind::Question => answered || candidate.part + LAST_WORDS >= parts,
            LabelKind::Answer => asked,
            LabelKind::Person | LabelKind::Office => true,
        };
        asked = stays && (asks(candidate) || asked && answers(candidate));
        stays
    });
}

/// The last question of a meeting, the line that closes it and one more.
const LAST_WORDS: usize = 3;

/// What the words of a text tell about its names.
struct Vocabulary<'t> {
    text: &'t str,
    grammar: &'static Grammar,
    small: Searched<'t>,
    surnames: Searched<'t>,
}

impl<'t> Vocabulary<'t> {
    fn new(text: &'t str, grammar: &'static Grammar) -> Self {
        Self {
            text,
            grammar,
            small: Searched::new(text),
            surnames: Searched::new(text),
        }
    }

    /// True for the name of somebody: of several words, none of them also written small; or one that
    /// stands behind a first name or a form of address elsewhere.
    fn knows(&self, range: Range<usize>) -> bool {
        let name = &self.text[range.clone()];
        match name.split_once(' ') {
            None => self.is_behind_a_name(name),
            Some(_) => !self.is_small(range),
        }
    }

    /// True for a name of which the text writes a word small: "Background", beside "in the background".
    fn is_small(&self, name: Range<usize>) -> bool {
        self.text[name]
            .split(' ')
            .any(|word| self.small.has(&word.to_lowercase(), |_| true))
    }

    /// True for a word right behind a capitalised one somewhere: a surname, if it is a name.
    fn is_behind_a_name(&self, name: &str) -> bool {
        let leads = |word: &str| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let other = Sense::PREPOSITION | Sense::DETERMINER | Sense::STOP | Sense::CAPTION;
            bare.starts_with(char::is_uppercase)
                && !word.ends_with([',', ':', ';'])
                && !word.contains('\n')
                && !self.grammar.sense(bare).is(other)
        };
        self.surnames.has(name, |before| {
            let before = before.strip_suffix(' ');
            before.is_some_and(|before| before.rsplit(' ').next().is_some_and(leads))
        })
    }
}

/// True for the line that closes a meeting: a time, `END`, a row of signs.
fn closes(line: &str, grammar: &Grammar) -> bool {
    /// In words.
    const LONGEST: usize = 5;
    let inside = line.trim();
    let bare = inside.trim_matches(['(', ')', '*', '#', '_', '[', ']', '-', ' ']);
    if bare.is_empty() {
        return true;
    }
    // Most lines open with neither, and are not looked at any further.
    let first = bare.split_whitespace().next().unwrap_or_default();
    let ends = !first.starts_with(is_opening) && grammar.sense(first).is(Sense::CLOSE);
    let numbered = bare.starts_with(|c: char| c.is_ascii_digit());
    if !ends && !numbered || bare.split_whitespace().nth(LONGEST).is_some() {
        return false;
    }
    let is_hour = |word: &str| {
        let word = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        grammar.sense(word.trim_end_matches('.')).is(Sense::HOUR)
    };
    let clock = numbered && bare.contains(':');
    let set_apart = inside.len() > bare.len() || !inside.ends_with(['.', '!', '?', ':']);
    set_apart && ends || clock && bare.split_whitespace().any(is_hour)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `label | words` of each turn.
    fn found(text: &str) -> Vec<String> {
        let mut parts = Vec::new();
        let mut at = 0;
        for part in text.split("\n\n") {
            parts.push(Part {
                span: at..at + part.len(),
                label: None,
                divides: false,
                item: false,
            });
            at += part.len() + 2;
        }
        turns(text, &parts, Grammar::of(Some("en")))
            .into_iter()
            .map(|turn| {
                format!(
                    "{} | {}",
                    &text[turn.label.span],
                    text[turn.span].replace("\n\n", " / ")
                )
            })
            .collect()
    }

    #[test]
    fn a_turn_goes_on_until_the_next_label_or_the_end() {
        assert_eq!(
            found("MR. LIND: One.\n\nTwo.\n\nQ Three?\n\nMR. LIND: Four.\n\n5:01 P.M. EST"),
            ["MR. LIND | One. / Two.", "Q | Three?", "MR. LIND | Four."]
        );
    }

    #[test]
    fn names_in_small_letters_need_to_recur() {
        assert_eq!(
            found("Marta Lind: One.\n\nOve Brandt: Two.\n\nMarta Lind: Three.").len(),
            3
        );
        assert_eq!(found("Marta Lind: One.\n\nThe end."), [] as [&str; 0]);
    }

    #[test]
    fn a_new_name_is_a_label_where_labels_have_their_own_paragraphs() {
        let talk = "Journalist:\n\nOne?\n\nSenator Brandt:\n\nTwo.\n\nJournalist:\n\nThree?\n\n\
                    Senator Brandt:\n\nFour.";
        let asked = found(&format!("{talk}\n\nAdeyemi:\n\nFive?"));
        assert_eq!(asked.last().map(String::as_str), Some("Adeyemi | Five?"));
        let headed = found(&format!("{talk} On background.\n\nBackground:\n\nFive."));
        assert_eq!(headed.len(), 4);
    }

    #[test]
    fn captions_open_no_turn() {
        assert_eq!(
            found("SUBJECT: Grain\n\nNOTE: None\n\nSource: Lind"),
            [] as [&str; 0]
        );
    }
}
