//! Noun phrases that can be speakers: names, titles with names, roles, bodies, documents, pronouns.
//!
//! A small hand-written grammar over word senses; it knows nothing of quotes and asks nobody.

mod names;
mod offices;

use std::ops::Range;

pub(super) use names::nickname;
use names::{given_name, member_named, name_after, particles};
use offices::{office, own_in_plural, owned_head};

use super::words::{Gap, Shape, Word, Words};
use crate::insight::grammar::{Habits, Order, Sense};

/// A phrase that names somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// The words of the phrase, its article included.
    pub(super) words: Range<usize>,
    pub(super) kind: MentionKind,
    /// For a name: the words of the name alone. Else the head word of the phrase.
    pub(super) core: Range<usize>,
}

/// What sort of phrase it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum MentionKind {
    /// A name after a title, or of two words and more, or a lone capitalised word.
    Name {
        /// A title stands before it, so that it is a person's.
        titled: bool,
    },
    /// A role without a name: "the Russian Defence Minister".
    Role,
    /// A body: "the Foreign Ministry", "Department of State".
    Body,
    /// A document: "the statement".
    Document,
    Pronoun,
}

/// The mentions inside a range of words, in order and apart.
pub(super) fn mentions(words: &Words<'_>, range: Range<usize>) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        // Most words open no phrase, and are passed over without a closer look.
        if !may_open(&words.list[at]) {
            at += 1;
            continue;
        }
        match mention_at(words, at, range.end) {
            Some(mention) => {
                at = mention.words.end.max(at + 1);
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

/// True for a word that a mention may start with.
fn may_open(word: &Word) -> bool {
    word.is_capital() || word.is(Sense::PRONOUN | Sense::DETERMINER | Sense::HEAD | Sense::TITLE)
}

/// The most articles and the like before one noun: "all the other", "that these".
const ARTICLES: usize = 4;

/// The mention that starts exactly with word `at`.
pub(super) fn mention_at(words: &Words<'_>, at: usize, limit: usize) -> Option<Mention> {
    let word = words.list.get(at).filter(|_| at < limit)?;
    if is_direction(words, at) {
        return None;
    }
    // "her" before a noun is an article.
    let pronoun = word.is(Sense::PRONOUN) && !(word.is(Sense::DETERMINER) && word.gap.is_plain());
    if pronoun && word.shape != Shape::Caps || is_lone_i(words, at) {
        let whole = at..at + 1;
        return (!word.gap.has(Gap::POSSESSIVE)).then(|| Mention {
            words: whole.clone(),
            kind: MentionKind::Pronoun,
            core: whole,
        });
    }
    let mut start = at;
    while start < limit.min(at + ARTICLES)
        && words.list[start].is(Sense::DETERMINER)
        && words.list[start].gap.is_plain()
    {
        start += 1;
    }
    let determined = start > at;
    // "that the declaration": the first is a conjunction.
    let at = if start > at + 1 { start - 1 } else { at };
    phrase(words, at, start, limit, determined)
}

/// "(Applause.)", "(Laughter)": what the room does is nobody.
fn is_direction(words: &Words<'_>, at: usize) -> bool {
    let opens = |before: usize| words.list[before].gap.has(Gap::BRACKET);
    words.list[at].is(Sense::DIRECTION) && at.checked_sub(1).is_some_and(opens)
}

fn is_lone_i(words: &Words<'_>, at: usize) -> bool {
    words.list[at].is(Sense::FIRST) && words.text_of(at) == "I"
}

/// Months that are surnames too are no longer than this, in bytes.
const SHORT_DAY: usize = 5;

/// A phrase while it is read: from its first word after the article to the word before `end`.
#[derive(Debug)]
struct Run {
    start: usize,
    end: usize,
    /// The last title, role, body or document in it.
    head: Option<usize>,
    /// It has an article.
    determined: bool,
    /// An article or an owner stands before it, so that lower-case modifiers may come first.
    owned: bool,
    lower_only: bool,
    /// Where the office after the head ends: "du gouvernement".
    office: usize,
    /// Words after the name that are no part of it: "Peter Lind *CMG MP*".
    honours: usize,
}

/// Reads modifiers, heads and names from `start`; `at` is where the article before them stands.
fn phrase(
    words: &Words<'_>,
    at: usize,
    start: usize,
    limit: usize,
    determined: bool,
) -> Option<Mention> {
    let mut run = Run {
        start,
        end: start,
        head: None,
        determined,
        owned: determined,
        lower_only: true,
        office: start,
        honours: 0,
    };
    run.read(words, limit);
    run.trim(words);
    run.part_honours(words);
    if run.end > run.start {
        run.classify(words, at)
    } else {
        None
    }
}

impl Run {
    /// Takes words as long as they can belong to one phrase.
    fn read(&mut self, words: &Words<'_>, limit: usize) {
        /// "the newly appointed Deputy Foreign Minister Firstname Lastname".
        const LONGEST: usize = 9;
        while self.end < limit && self.end < self.start + LONGEST && self.admits(words) {
            let word = &words.list[self.end];
            self.lower_only &= !word.is_capital();
            if is_head(words, self.end) {
                self.head = Some(self.end);
            }
            self.end += 1;
            if let Some(end) = nickname(words, self.end - 1).filter(|&end| end < limit) {
                self.end = end;
                continue;
            }
            if !word.gap.is_plain() {
                let owner = word.gap.has(Gap::POSSESSIVE) || own_in_plural(words, self.end, limit);
                if !(owner && owned_head(words, self.end, limit).is_some()) {
                    return;
                }
                (self.head, self.owned) = (None, true);
                continue;
            }
            let link = office(words, self.end, limit, self.head);
            self.office = link.unwrap_or(self.office);
            if let Some(after) = link.or_else(|| particles(words, self.start..self.end, limit)) {
                self.end = after;
                if !words.list[after - 1].gap.is_plain() {
                    return;
                }
            }
        }
    }

    /// True when the word at the end can be one more of the phrase.
    fn admits(&self, words: &Words<'_>) -> bool {
        let word = &words.list[self.end];
        let is_head = is_head(words, self.end);
        if !word.is_capital() {
            // "Senator the Hon. Peter Lind"
            let before = self.end.checked_sub(1).filter(|_| self.end > self.start);
            let styled = word.is(Sense::DEFINITE)
                && before.is_some_and(|at| words.list[at].is(Sense::TITLE))
                && words
                    .list
                    .get(self.end + 1)
                    .is_some_and(|next| next.is(Sense::TITLE) && next.is_capital());
            if styled {
                return true;
            }
            // A lower-case role goes on to a name ("the minister Karl Reuter") or ends the phrase.
            return is_head || self.owned && self.head.is_none() && is_modifier(words, self.end);
        }
        let text = words.text_of(self.end);
        if self.end > self.start {
            return !word.is(Sense::PREPOSITION | Sense::CONJUNCTION | Sense::PRONOUN);
        }
        let label = word.is(Sense::QUESTION) && text == "Q";
        let opens = !self.determined && starts_sentence(words, self.end);
        let given = word.is(Sense::MALE | Sense::FEMALE);
        // "Added Lind": a verb before its subject.
        // "Suggest Lind be told": a telegram leaves out who does.
        let bare = || {
            let third = || words.grammar.sense(&format!("{}s", text.to_lowercase()));
            let next = words.list.get(self.end + 1).is_some_and(Word::is_capital);
            words.grammar.has(Habits::THIRD_PERSON_S)
                && word.sense == Sense::default()
                && next
                && third().is(Sense::CUE)
        };
        let told = opens && word.is(Sense::CUE) && !word.is(Sense::HEAD | Sense::TITLE);
        let verb = told || opens && bare();
        if opens && verb && words.grammar.order() == Order::SubjectFirst {
            return false;
        }
        // "“…,” Manning said": a name, whatever its ending.
        let after_quote = self.start > 0 && words.list[self.start - 1].gap.has(Gap::MARK);
        let speaks = after_quote
            && word.gap.is_plain()
            && words
                .list
                .get(self.end + 1)
                .is_some_and(|next| next.is(Sense::CUE) && next.shape == Shape::Lower);
        let opener = words.grammar.is_opener(text) && !given && !speaks;
        let common = word.is(Sense::STOP) || opener;
        // "And", "In" with a capital in the middle of a line.
        if word.is(Sense::PREPOSITION | Sense::CONJUNCTION) && !given && !is_head {
            return false;
        }
        // "last Friday"; but "President March", "May said".
        let day = word.is(Sense::STOP) && text.len() > SHORT_DAY;
        !label && (is_head || !(opens && common || day))
    }

    /// Drops words after the last capital or head.
    fn trim(&mut self, words: &Words<'_>) {
        while self.end > self.start
            && self.end > self.office
            && !words.list[self.end - 1].is_capital()
            && self.head.is_none_or(|head| self.end - 1 > head)
        {
            self.end -= 1;
        }
    }

    /// Parts what follows a name from it; Jr and II stay, since they tell persons apart.
    fn part_honours(&mut self, words: &Words<'_>) {
        let honour = |&at: &usize| {
            let text = words.text_of(at);
            let word = &words.list[at];
            word.is(Sense::SUFFIX)
                && word.shape == Shape::Caps
                && text.contains(|c| !"IVX".contains(c))
        };
        let honours = (self.start + 1..self.end).rev().take_while(honour).count();
        let name = self.end - honours;
        let named = name > self.start && {
            let last = &words.list[name - 1];
            last.shape == Shape::Capital && !last.is(Sense::TITLE | Sense::ROLE)
        };
        if honours > 0 && named {
            (self.end, self.honours) = (name, honours);
            self.head = self.head.filter(|&head| head < name);
        }
    }

    fn classify(self, words: &Words<'_>, at: usize) -> Option<Mention> {
        let list = &words.list;
        let inside = self.start..self.end;
        let mention = |kind, core| {
            Some(Mention {
                words: at..self.end + self.honours,
                kind,
                core,
            })
        };
        if let Some(core) = given_name(words, &inside) {
            return mention(MentionKind::Name { titled: true }, core);
        }
        if let Some(core) = member_named(words, &inside) {
            return mention(MentionKind::Name { titled: true }, core);
        }
        // "Mr. Aaron's greeting": a title before an owner is the owner's.
        let owner = inside
            .clone()
            .rev()
            .find(|&index| index + 1 < self.end && list[index].gap.has(Gap::POSSESSIVE));
        let title = (owner.map_or(self.start, |owner| owner + 1)..self.end)
            .rev()
            .find(|&index| list[index].is(Sense::TITLE | Sense::ROLE));
        if let Some(core) = title.and_then(|title| name_after(words, title + 1, self.end)) {
            return mention(MentionKind::Name { titled: true }, core);
        }
        if let Some(head) = self.head.filter(|&head| head < self.end) {
            let kind = kind_of_head(words, head);
            let bare = self.lower_only && !self.determined && kind != MentionKind::Role;
            if bare {
                return None;
            }
            let mut found = mention(kind, head..head + 1)?;
            if kind == MentionKind::Document
                && let Some(end) = serial(words, head)
            {
                found.words.end = found.words.end.max(end);
            }
            return Some(found);
        }
        let first = inside.clone().find(|&index| list[index].is_capital())?;
        let body = inside.clone().any(|index| list[index].is(Sense::BODY));
        // "the Turkish saying": an adjective, with its article or when it is come to without it.
        let article =
            |before: usize| list[before].is(Sense::DETERMINER) && list[before].gap.is_plain();
        let determined = self.determined || self.start.checked_sub(1).is_some_and(article);
        if determined && inside.len() == 1 && !body && list[first].is(Sense::DEMONYM) {
            return None;
        }
        // "his daughter Laura": a first name alone, after a word that is no name.
        let last = self.end - 1;
        if self.determined
            && first == last
            && first > self.start
            && list[last].is(Sense::MALE | Sense::FEMALE)
        {
            return mention(MentionKind::Name { titled: true }, last..self.end);
        }
        // "the engineer Paul Orlin": a noun before two capitals is a title.
        let place = Sense::DEMONYM | Sense::OFFICE;
        let name = first..self.end;
        let other = |index: usize| !list[index].is_capital() || list[index].is(place);
        if self.determined
            && first > self.start
            && name.len() > 1
            && !body
            && !name.clone().any(other)
        {
            return mention(MentionKind::Name { titled: true }, name);
        }
        // "the Guardian": no person's name has an article; "British and Turkish": peoples.
        let people = name.clone().all(|index| list[index].is(Sense::DEMONYM));
        let kind = if body || people || self.determined {
            MentionKind::Body
        } else {
            MentionKind::Name { titled: false }
        };
        mention(kind, first..self.end)
    }
}

/// True for a word that can head a phrase: not for "Bill" before a surname, though a bill is a document.
fn is_head(words: &Words<'_>, at: usize) -> bool {
    let word = &words.list[at];
    if !word.is(Sense::HEAD | Sense::TITLE) {
        return false;
    }
    let is_given = word.is_capital()
        && word.is(Sense::MALE | Sense::FEMALE)
        && !word.is(Sense::TITLE | Sense::ROLE);
    let before_name = || words.list.get(at + 1).is_some_and(Word::is_capital);
    !(is_given && word.gap.is_plain() && before_name())
}

/// True for a word that a sentence, a clause after a colon or a quotation opens with.
pub(super) fn starts_sentence(words: &Words<'_>, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        let gap = words.list[before].gap;
        gap.has(
            Gap::SENTENCE
                .or(Gap::MARK)
                .or(Gap::STOP)
                .or(Gap::COLON)
                .or(Gap::DASH)
                .or(Gap::BRACKET),
        )
    })
}

/// True for a lower-case word that can stand between an article and a head.
fn is_modifier(words: &Words<'_>, at: usize) -> bool {
    let word = &words.list[at];
    let grammar = Sense::PREPOSITION
        | Sense::CONJUNCTION
        | Sense::REPORTING
        | Sense::AUXILIARY
        | Sense::PRONOUN
        | Sense::DETERMINER
        | Sense::CITE;
    matches!(word.shape, Shape::Lower | Shape::Number) && !word.is(grammar)
}

/// The end of the number after a document: "Resolution | 1325 (2000)", "Dispatch | No. 43".
fn serial(words: &Words<'_>, head: usize) -> Option<usize> {
    /// "(ES–II)", "(A/C.5/12)".
    const BRACKETED: usize = 4;
    let list = &words.list;
    let number = |at: usize| list.get(at).is_some_and(|word| word.shape == Shape::Number);
    let within = |at: usize| {
        !list[at]
            .gap
            .has(Gap::SENTENCE.or(Gap::PARAGRAPH).or(Gap::MARK))
    };
    let mut end = head + 1;
    // "No. 43", "Nr. 5", "n° 7"
    let short = |word: &Word| (word.start..word.end).len() <= "No.".len();
    let sign = within(head)
        && list.get(end).is_some_and(short)
        && !list[end].gap.has(Gap::PARAGRAPH.or(Gap::MARK));
    if list[head].gap.is_plain() && number(end) {
        end += 1;
    } else if list[head].gap.is_plain() && sign && number(end + 1) {
        end += 2;
    }
    if list[end - 1].gap.is_only(Gap::BRACKET) {
        let closed =
            (end..list.len().min(end + BRACKETED)).find(|&at| list[at].gap.has(Gap::BRACKET));
        let symbol =
            |at: usize| number(at) || list[at].shape == Shape::Caps || is_letter(&list[at]);
        let inside = closed.map(|last| end..last + 1).filter(|inside| {
            inside.clone().all(symbol) && (end > head + 1 || inside.clone().any(number))
        });
        end = inside.map_or(end, |inside| inside.end);
    }
    (end > head + 1).then_some(end)
}

fn is_letter(word: &Word) -> bool {
    word.is_capital() && word.end - word.start == 1
}

fn kind_of_head(words: &Words<'_>, head: usize) -> MentionKind {
    let word = &words.list[head];
    if word.is(Sense::ROLE | Sense::TITLE) {
        MentionKind::Role
    } else if word.is(Sense::BODY) {
        MentionKind::Body
    } else {
        MentionKind::Document
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::grammar::Grammar;

    /// `core | whole phrase` of each mention.
    fn found(text: &str) -> Vec<String> {
        let words = Words::of(text, Grammar::of(Some("en")));
        mentions(&words, 0..words.list.len())
            .into_iter()
            .map(|mention| {
                format!(
                    "{} | {}",
                    &text[words.span(mention.core)],
                    &text[words.span(mention.words)]
                )
            })
            .collect()
    }

    #[test]
    fn titles_are_told_from_names() {
        for (text, expected) in [
            (
                "Secretary of State Marta Lind",
                "Marta Lind | Secretary of State Marta Lind",
            ),
            (
                "Norland's Foreign Minister Ove Brandt",
                "Ove Brandt | Norland's Foreign Minister Ove Brandt",
            ),
            (
                "President of Norland Marta Lind",
                "Marta Lind | President of Norland Marta Lind",
            ),
            (
                "Minister of Defence of the Norland Union Anna Roe",
                "Anna Roe | Minister of Defence of the Norland Union Anna Roe",
            ),
            (
                "the newly appointed Deputy Prime Minister",
                "Minister | the newly appointed Deputy Prime Minister",
            ),
        ] {
            assert_eq!(found(text), [expected]);
        }
    }

    #[test]
    fn bodies_keep_their_whole_name() {
        assert_eq!(
            found("the Iron and Steel Institute"),
            ["Institute | the Iron and Steel Institute"]
        );
        assert_eq!(
            found("Voice of Norland"),
            ["Voice of Norland | Voice of Norland"]
        );
    }

    #[test]
    fn words_that_open_sentences_are_no_names() {
        assert_eq!(
            found("In short, it rained. Domestically, nothing. However, no."),
            ["it | it"]
        );
    }
}
