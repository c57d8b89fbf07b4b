//! Speakers of a language that writes without blanks and opens with its topic, as Japanese does.
//!
//! ```text
//! 議長を務めた外務省の早見千景審議官は、冒頭、「…」と述べた。
//!            └─ owner ─┘└ name ┘└title┘└ topic      └ verb of reporting
//! ```
//!
//! There are no words to give senses to, so that the rules of `attribute` do not apply. One rule
//! stands for them: behind the closing mark comes "と" and a verb of reporting, and the topic of the
//! sentence is a phrase that ends in a title, a role or a body. A surname with its title is given as
//! it stands unless the text has the whole name; of what may be an office no name is made.

use std::ops::Range;
use std::sync::Arc;

use super::Person;
use super::why::{Bases, Basis, Because, Ground};
use crate::briefing::{NamedBy, Quote, Span};
use crate::insight::grammar::{Grammar, Sense};
use crate::text::hash::HashMap;

/// The longest title, in letters.
const TITLE: usize = 10;

/// Gives the quotes of a text their speakers, and tells whom it names in full.
pub(super) fn attribute(
    text: &str,
    quotes: &mut [Quote],
    bases: Option<&mut Bases>,
    grammar: &'static Grammar,
) -> Vec<Person> {
    let marks: Vec<Range<usize>> = quotes.iter().map(|quote| quote.span.range()).collect();
    let mut reader = Reader {
        text,
        grammar,
        marks: &marks,
        named: Vec::new(),
    };
    if quotes
        .iter()
        .any(|quote| reader.cue_behind(quote.span.range().end).is_some())
    {
        reader.named = reader.full_names();
    }
    let mut found: Vec<(Span, Basis)> = Vec::new();
    for quote in quotes.iter_mut() {
        let Some(said) = reader.said(&quote.span.range()) else {
            continue;
        };
        let because = said.because;
        quote.speaker = Some(said.speaker);
        quote.mention = Some(Arc::from(&text[said.mention.clone()]));
        quote.cue = Some(Arc::from(&text[said.cue.clone()]));
        quote.confidence = because.confidence();
        let words = [said.mention, said.cue].map(|words| Span::new(words.start, words.end));
        found.push((
            quote.span,
            Basis {
                ground: said.ground,
                words: words.to_vec(),
                because,
                rivals: Vec::new(),
            },
        ));
    }
    if let Some(bases) = bases {
        for (quote, (span, basis)) in quotes.iter().filter(|quote| quote.cue.is_some()).zip(found) {
            bases.insert((span, quote.kind), basis);
        }
    }
    reader.persons()
}

/// Who said one quote.
#[derive(Debug)]
struct Said {
    speaker: Arc<str>,
    mention: Range<usize>,
    cue: Range<usize>,
    ground: Ground,
    because: Because,
}

/// Where a text names somebody in full before a title.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    name: Range<usize>,
    title: Range<usize>,
}

/// A topic: the bytes of its phrase and of what stands before its title.
#[derive(Debug)]
struct Topic {
    phrase: Range<usize>,
    front: Range<usize>,
    title: Range<usize>,
    /// Marked as what the sentence is about, and not only as somebody who did something in it.
    is_main: bool,
}

#[derive(Debug)]
struct Reader<'t> {
    text: &'t str,
    grammar: &'static Grammar,
    /// The bytes of the quotes.
    marks: &'t [Range<usize>],
    /// In the order of the text.
    named: Vec<Named>,
}

impl Reader<'_> {
    /// Who said the quote at those bytes, if its sentence says so or goes on from one that does.
    fn said(&self, quote: &Range<usize>) -> Option<Said> {
        /// Sentences of one paragraph that may go on about their topic.
        const SENTENCES: usize = 4;
        let cue = self.cue_behind(quote.end)?;
        let sentence = self.sentence_before(quote.start);
        if let Some(topic) = self.topic(&sentence, cue.end) {
            let (speaker, because) = self.name(&topic);
            return Some(Said {
                speaker,
                mention: topic.phrase,
                cue,
                ground: Ground::Clause,
                because,
            });
        }
        // "Further, “…” was pointed out": the topic is that of a sentence before.
        let mut end = sentence.start;
        for _ in 0..SENTENCES {
            let before = self.sentence_before(end);
            if before.start >= end || self.text[before.clone()].trim().is_empty() {
                return None;
            }
            if let Some(topic) = self.topic(&before, cue.end).filter(|topic| topic.is_main) {
                let (speaker, _) = self.name(&topic);
                return Some(Said {
                    speaker,
                    mention: topic.phrase,
                    cue,
                    ground: Ground::Nearby,
                    because: Because::Distant,
                });
            }
            end = before.start;
        }
        None
    }

    /// The verb of reporting behind a closing mark: "と述べた", "との考えを示した".
    fn cue_behind(&self, end: usize) -> Option<Range<usize>> {
        /// Letters between "と" and the verb: "改めて", "の認識を".
        const REACH: usize = 14;
        /// Letters of a verb without its ending.
        const STEM: usize = 6;
        let rest = &self.text[end..];
        let rest = rest.strip_prefix('、').unwrap_or(rest);
        let rest = rest.strip_prefix("など").unwrap_or(rest);
        let after = rest.strip_prefix('と')?;
        let clause = after.split(['。', '「', '『', '\n']).next()?;
        let start = self.text.len() - after.len();
        for (at, _) in clause.char_indices().take(REACH) {
            let stem = prefixes(&clause[at..], STEM)
                .rev()
                .find(|stem| self.is(stem, Sense::CUE));
            if let Some(stem) = stem {
                let ending = clause[at + stem.len()..].chars();
                let ending: usize = ending
                    .take_while(|&c| is_hiragana(c) && c != 'と' && c != 'が')
                    .map(char::len_utf8)
                    .sum();
                return Some(start + at..start + at + stem.len() + ending);
            }
        }
        None
    }

    /// The bytes of the sentence from its start to `end`, in one paragraph.
    fn sentence_before(&self, end: usize) -> Range<usize> {
        /// In bytes: longer sentences are none.
        const LONGEST: usize = 1200;
        // The stop that ends the sentence before it.
        let trimmed = self.text[..end].trim_end_matches('。').len();
        let floor = (trimmed.saturating_sub(LONGEST)..=trimmed)
            .find(|&at| self.text.is_char_boundary(at))
            .unwrap_or(trimmed);
        let stops = self.text[floor..trimmed].char_indices().rev();
        let start = stops
            .filter(|&(_, c)| matches!(c, '。' | '\n'))
            .map(|(at, c)| floor + at + c.len_utf8())
            .find(|&at| !self.is_quoted(at - 1));
        start.unwrap_or(floor)..end
    }

    fn is_quoted(&self, at: usize) -> bool {
        let next = self.marks.partition_point(|mark| mark.end <= at);
        self.marks.get(next).is_some_and(|mark| mark.start <= at)
    }

    /// The topic of a sentence: the last one that names somebody. What did something in a clause of
    /// it counts where nothing is the topic, or where the verb itself is only reported.
    fn topic(&self, sentence: &Range<usize>, cue_end: usize) -> Option<Topic> {
        let is_reported = self.text[cue_end..].starts_with('と');
        let inside = &self.text[sentence.clone()];
        let mut topics: Vec<Topic> = inside
            .char_indices()
            .filter(|&(_, c)| matches!(c, 'は' | 'が' | 'も'))
            .filter(|&(at, _)| !self.is_quoted(sentence.start + at))
            .filter_map(|(at, particle)| {
                self.phrase(sentence.start, sentence.start + at, particle == 'は')
            })
            .collect();
        let last_main = topics.iter().rposition(|topic| topic.is_main);
        match last_main {
            Some(main) if !is_reported => Some(topics.swap_remove(main)),
            _ => topics.pop(),
        }
    }

    /// The phrase that ends at a byte, if it names somebody by a title, a role or as a body.
    fn phrase(&self, floor: usize, end: usize, is_main: bool) -> Option<Topic> {
        let end = floor + without_note(&self.text[floor..end]).len();
        let front = &self.text[floor..end];
        let heads = Sense::TITLE | Sense::ROLE | Sense::BODY;
        let title = suffixes(front, TITLE).find(|title| self.is(title, heads))?;
        let title = end - title.len()..end;
        let name = run_before(self.text, floor, title.start);
        /// Owners that stand one before the other.
        const OWNERS: usize = 3;
        let mut start = name.start;
        // "外務省の早見千景審議官", "世界気象機関の代表"
        for _ in 0..OWNERS {
            let Some(owner) = self.text[floor..start].strip_suffix('の') else {
                break;
            };
            let run = run_before(self.text, floor, floor + owner.len());
            if run.is_empty() {
                break;
            }
            start = run.start;
        }
        Some(Topic {
            phrase: start..end,
            front: name,
            title,
            is_main,
        })
    }

    /// The name of whom a topic names, and how sure it is.
    fn name(&self, topic: &Topic) -> (Arc<str>, Because) {
        let title = &self.text[topic.title.clone()];
        let front = self.without_office(&self.text[topic.front.clone()]);
        let phrase = &self.text[topic.phrase.clone()];
        let is_person = self.is(title, Sense::TITLE);
        if is_person && self.is_full_name(front) {
            return (Arc::from(front), Because::Around);
        }
        if is_person && let Some((known, because)) = self.known(topic, front, title) {
            return (Arc::from(known), because);
        }
        // "岩屋外務大臣" as it stands; "世界気象機関の代表" with whose it is.
        let is_short = self.is_short(topic);
        let name = if front.is_empty() {
            phrase
        } else {
            &self.text[topic.front.start..topic.title.end]
        };
        /// "政府" may be any government's, "気象庁" is a name.
        const BARE: usize = 2;
        let named = self.is(title, Sense::BODY) && title.chars().count() > BARE;
        let because = if is_short && !named {
            Because::Bare
        } else {
            Because::Nameless
        };
        (Arc::from(name), because)
    }

    /// Whom a surname or a title alone stands for: the one named last before it who fits.
    fn known(&self, topic: &Topic, front: &str, title: &str) -> Option<(&str, Because)> {
        let before = self
            .named
            .partition_point(|named| named.name.start < topic.phrase.start);
        /// More are no help to anybody.
        const NEAR: usize = 64;
        let before = self.named[..before].iter().rev().take(NEAR);
        let name = |named: &Named| &self.text[named.name.clone()];
        if !front.is_empty() {
            let found = before.map(name).find(|name| is_part(front, name));
            return found.map(|name| (name, Because::StandsFor));
        }
        let is_bearer = |named: &&Named| {
            let other = &self.text[named.title.clone()];
            other.ends_with(title) || title.ends_with(other)
        };
        let mut bearers = before.filter(is_bearer).map(name);
        let last = bearers.next().filter(|_| self.is_short(topic))?;
        let because = if bearers.all(|other| other == last) {
            Because::StandsFor
        } else {
            Because::Guessed
        };
        Some((last, because))
    }

    /// All places where a full name stands before a title, in order.
    fn full_names(&self) -> Vec<Named> {
        let ends = self.text.char_indices().map(|(at, _)| at);
        let mut found: Vec<Named> = Vec::new();
        for end in ends.skip(1) {
            let floor = found.last().map_or(0, |named| named.title.end);
            let Some(topic) = self.phrase(floor.min(end), end, false) else {
                continue;
            };
            let front = self.without_office(&self.text[topic.front.clone()]);
            if self.is(&self.text[topic.title.clone()], Sense::TITLE) && self.is_full_name(front) {
                let start = topic.front.start;
                found.push(Named {
                    name: start..start + front.len(),
                    title: topic.title,
                });
            }
        }
        found
    }

    /// True for a title with nothing before it but "同", "the same".
    fn is_short(&self, topic: &Topic) -> bool {
        let before = &self.text[topic.phrase.start..topic.title.start];
        before.is_empty() || before == "同"
    }

    /// The letters before a title without the office between: "早見千景地球環境" of a "局長".
    fn without_office<'s>(&self, mut front: &'s str) -> &'s str {
        // "ファレタウ気象局": the name is in another script.
        if front.contains('・') {
            let end = front
                .char_indices()
                .rev()
                .find(|&(_, c)| is_katakana(c))
                .map_or(0, |(at, c)| at + c.len_utf8());
            return &front[..end];
        }
        while let Some(office) =
            suffixes(front, TITLE).find(|office| self.is(office, Sense::OFFICE | Sense::TITLE))
        {
            front = &front[..front.len() - office.len()];
        }
        front
    }

    /// True for what can only be a full name: two names with a dot between them, or as many Chinese
    /// characters as surname and first name have, none of them of bodies.
    fn is_full_name(&self, name: &str) -> bool {
        const OF_BODIES: &str = "省庁局課室部委員会議国際機関連合党軍社団学校";
        let dotted = name
            .split_once('・')
            .is_some_and(|(given, family)| !given.is_empty() && !family.is_empty());
        let letters = name.chars().count();
        let is_of_name = |c: char| is_han(c) && !OF_BODIES.contains(c);
        let office = || {
            let starts = name.char_indices().map(|(at, _)| &name[at..]);
            let mut parts = starts.flat_map(|rest| prefixes(rest, TITLE));
            parts.any(|part| part.chars().count() > 1 && self.is(part, Sense::OFFICE))
        };
        dotted && name.chars().all(|c| is_katakana(c) || c == '・')
            || (4..=5).contains(&letters) && name.chars().all(is_of_name) && !office()
    }

    fn is(&self, word: &str, senses: Sense) -> bool {
        self.grammar.lexicon().sense(word).is(senses)
    }

    /// The persons who are named in full, with all the places where they are.
    fn persons(&self) -> Vec<Person> {
        let mut numbers: HashMap<&str, usize> = HashMap::default();
        let mut persons: Vec<Person> = Vec::new();
        for named in &self.named {
            let name = &self.text[named.name.clone()];
            let number = *numbers.entry(name).or_insert_with(|| {
                persons.push(Person {
                    name: name.to_owned(),
                    named_by: NamedBy::Text,
                    in_title: false,
                    is_titled: false,
                    places: Vec::new(),
                });
                persons.len() - 1
            });
            persons[number].places.push(named.name.start);
        }
        persons
    }
}

/// True for a surname of a full name: its opening, or what follows its last dot.
fn is_part(short: &str, full: &str) -> bool {
    match full.rsplit_once('・') {
        Some((_, family)) => short == family,
        None => short.chars().count() > 1 && full.starts_with(short),
    }
}

/// The bytes of the letters right before `end` that can be of a name or an office.
fn run_before(text: &str, floor: usize, end: usize) -> Range<usize> {
    /// In letters: no name with its office is longer.
    const LONGEST: usize = 40;
    let letters = text[floor..end].char_indices().rev().take(LONGEST);
    let first = letters
        .take_while(|&(_, c)| is_han(c) || is_katakana(c) || c == '・' || c.is_ascii_alphanumeric())
        .last();
    first.map_or(end, |(at, _)| floor + at)..end
}

/// A phrase without the note in brackets behind it: "山田花子さん（45）".
fn without_note(phrase: &str) -> &str {
    /// In letters.
    const LONGEST: usize = 12;
    let Some(inside) = phrase.strip_suffix(['）', ')']) else {
        return phrase;
    };
    let mut letters = inside.char_indices().rev().take(LONGEST);
    let opens = letters.find(|&(_, c)| matches!(c, '（' | '('));
    opens.map_or(phrase, |(at, _)| &phrase[..at])
}

/// The openings of a text of one letter and more, the shortest first.
fn prefixes(text: &str, longest: usize) -> impl DoubleEndedIterator<Item = &str> {
    let ends: Vec<usize> = text
        .char_indices()
        .take(longest)
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    ends.into_iter().map(move |end| &text[..end])
}

/// The endings of a text, the longest first.
fn suffixes(text: &str, longest: usize) -> impl Iterator<Item = &str> {
    let mut starts: Vec<usize> = text
        .char_indices()
        .rev()
        .take(longest)
        .map(|(at, _)| at)
        .collect();
    starts.reverse();
    starts.into_iter().map(move |start| &text[start..])
}

fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{309F}').contains(&c)
}

fn is_katakana(c: char) -> bool {
    ('\u{30A1}'..='\u{30FA}').contains(&c) || c == 'ー'
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c) || c == '々'
}

#[cfg(test)]
mod tests {
    use crate::insight::quotes::tests::said;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(said("ja", "", text), expected, "{text}");
    }

    #[test]
    fn the_topic_before_and_the_verb_behind_name_the_speaker() {
        check(
            "議長を務めた外務省の山本千景審議官は、冒頭、「橋は来年の春に開通する見込みである」と述べた。",
            &["山本千景 | 橋は来年の春に開通する見込みである"],
        );
        check(
            "ノルランドのミラ・リンド気象局次長は、「橋は来年の春に開通する見込みである」との考えを示した。",
            &["ミラ・リンド | 橋は来年の春に開通する見込みである"],
        );
    }

    #[test]
    fn a_surname_or_a_title_stands_for_whom_the_text_names_in_full() {
        check(
            "山本千景審議官が港を訪れた。山本審議官は「橋は来年の春に開通する見込みである」と語った。\
             同審議官は「船も来年の春に就航する見込みである」と付け加えた。",
            &[
                "山本千景 | 橋は来年の春に開通する見込みである",
                "山本千景 | 船も来年の春に就航する見込みである",
            ],
        );
    }

    #[test]
    fn of_an_office_no_name_is_made() {
        for office in ["北米局長", "地球環境局長", "山本大臣"] {
            check(
                &format!("{office}は「橋は来年の春に開通する見込みである」と指摘した。"),
                &[&format!("{office} | 橋は来年の春に開通する見込みである")],
            );
        }
    }

    #[test]
    fn a_sentence_without_a_topic_goes_on_with_the_one_before() {
        check(
            "港湾機関の代表は、橋が古いと報告した。その上で、「橋は来年の春に開通する見込みである」と述べた。",
            &["港湾機関の代表 | 橋は来年の春に開通する見込みである"],
        );
    }

    #[test]
    fn without_a_verb_behind_it_nobody_is_named() {
        check(
            "山本千景審議官は「橋は来年の春に開通する見込みである」という文書を読んだ。",
            &["? | 橋は来年の春に開通する見込みである"],
        );
    }
}
