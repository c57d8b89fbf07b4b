//! Who said what: the quotes of a body and their speakers.
//!
//! ```text
//! body ─ marks ──> passages between marks ┐
//!      ─ turns ──> turns of a transcript  ├─ attribute ─ people ─ speech ─> quotes
//!      ─ words ──> words with senses ─────┘
//! ```
//!
//! `marks` knows nothing of words, `clauses` nothing of marks, `people` nothing of quotes; only
//! this file and `attribute` see them together. The word lists are data under `quotes/data`.
//! Nothing is guessed silently: [`Confidence`] says by which kind of rule a speaker was found.

mod attribute;
mod blocks;
mod clauses;
mod dialogue;
mod labels;
mod marks;
mod mentions;
mod office;
mod people;
mod reported;
mod signatures;
mod speech;
mod turns;
mod voice;
mod words;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tongues;
#[cfg(test)]
mod transcripts;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::grammar::{Cases, Grammar, Habits, Sense};
use super::offices::Bearer;
use crate::briefing::{BlockKind, Body, Confidence, NamedBy, Quote, QuoteKind, Span};

pub use office::{NameWord, name_word, office, without_titles};

use attribute::{Attribution, Claim, Rule, Stretch};
use blocks::{Introduced, Share};
use clauses::Clauses;
use labels::naming::Roster;
use marks::Passage;
use mentions::{Mention, MentionKind};
use people::{Identity, People};
use reported::Reported;
use speech::Setting;
use turns::{Part, Turn};
use words::{Gap, Words};

/// What is found in one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// The quotes, in order of their starts. A turn of a transcript may contain quotes; otherwise
    /// they lie apart.
    pub quotes: Vec<Quote>,
    /// The persons whom the text names, quoted or not, in order of first appearance.
    pub persons: Vec<Person>,
    /// The titles that the text gives to persons.
    pub bearers: Vec<Bearer>,
}

/// Somebody whom a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The fullest name that the text gives, without titles.
    pub name: String,
    /// Who gave it, where it is not the text's.
    pub named_by: NamedBy,
    /// True when the title names them.
    pub in_title: bool,
    /// The bytes of the body at which they are named, ascending.
    pub places: Vec<usize>,
}

impl Person {
    /// Takes in what is known of the same person under another name.
    pub(super) fn join(&mut self, other: Self) {
        if self.named_by == NamedBy::Text {
            self.named_by = other.named_by;
        }
        self.in_title |= other.in_title;
        self.places.extend(other.places);
        self.places.sort_unstable();
    }
}

/// Finds the quotes of a body and who is quoted, and the persons whom it names.
///
/// `title` helps to resolve names that the body only gives in part. `language` is an ISO 639-1
/// code; for languages without word lists spans are found and nobody is named.
pub fn read(title: &str, body: &Body, language: Option<&str>) -> Findings {
    let grammar = Grammar::of(language);
    let parts = parts(body);
    let turns = turns::turns(&body.text, &parts, grammar);
    let paragraphs = paragraphs(&body.text, &parts, grammar);
    let passages = marks::passages(&body.text, &paragraphs);
    if grammar.is_empty() && passages.is_empty() && turns.is_empty() {
        return Findings::default();
    }
    // The title stands last so that positions in the body are positions in the whole.
    let (text, title): (Cow<'_, str>, Range<usize>) = if body.text.starts_with(title) {
        (Cow::Borrowed(&body.text), 0..title.len())
    } else {
        let text = format!("{}\n\n{title}", body.text);
        let title = text.len() - title.len()..text.len();
        (Cow::Owned(text), title)
    };
    let words = Words::of(&text, grammar);
    let passages = dialogue::refine(&words, passages, &paragraphs);
    let stretches = stretches(&words, passages, &paragraphs);
    let mut quoted = vec![false; words.list.len()];
    for stretch in &stretches {
        quoted[stretch.words.clone()].fill(true);
    }
    let mut finder = Finder {
        people: People::of(&words, &quoted, words.inside(&title)),
        words: &words,
        last: None,
        turn: None,
        end: body.text.len(),
    };
    let roster = Roster::of(&text, &turns, grammar);
    let mut quotes: Vec<Quote> = turns
        .iter()
        .map(|turn| finder.turn(turn, &roster))
        .collect();
    let attribution = Attribution {
        clauses: Clauses {
            words: &words,
            quoted: &quoted,
        },
        stretches: &stretches,
    };
    for index in 0..stretches.len() {
        quotes.extend(finder.quote(&attribution, index, &turns));
    }
    let mut blocks: Vec<Quote> = blocks::introduced(&attribution.clauses, &parts, &turns)
        .iter()
        .flat_map(|introduced| finder.block(introduced))
        .collect();
    for (words, name) in blocks::signed(&attribution.clauses, &parts, &turns) {
        blocks.extend(finder.signed(&words, name));
    }
    for reported in reported::reported(&attribution.clauses) {
        let found = finder.indirect(&reported, &turns);
        quotes.extend(found.filter(|quote| !blocks.iter().any(|block| block.holds(quote))));
    }
    quotes.extend(blocks);
    quotes.sort_by_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end)));
    let persons = finder.people.persons(body.text.len());
    let bearers = finder.people.title_bearers();
    Findings {
        quotes,
        persons,
        bearers,
    }
}

/// The blocks of a body as transcripts see them; the text's own blank lines where it has none.
fn parts(body: &Body) -> Vec<Part> {
    if body.blocks.is_empty() {
        return split_at_blank_lines(&body.text)
            .map(|span| Part {
                span,
                label: None,
                divides: false,
            })
            .collect();
    }
    let part = |kind: BlockKind, span: Span| Part {
        span: span.range(),
        label: match kind {
            BlockKind::Turn { label } => Some(label as usize),
            _ => None,
        },
        divides: matches!(kind, BlockKind::Heading(_) | BlockKind::Rule),
    };
    body.blocks
        .iter()
        .map(|block| part(block.kind, block.span))
        .collect()
}

fn split_at_blank_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(move |part| {
            let at = part.as_ptr() as usize - start;
            at..at + part.len()
        })
}

/// The stretches of text in which marks must pair: blocks, and the items of lists inside them.
///
/// Where dialogue opens with dashes, its turns too; and every line of a text that is set
/// without blank lines.
fn paragraphs(text: &str, parts: &[Part], grammar: &Grammar) -> Vec<Range<usize>> {
    let dashes = grammar.has(Habits::DIALOGUE_DASHES);
    let mut paragraphs = Vec::with_capacity(parts.len());
    for part in parts {
        let unwrapped = dashes && is_unwrapped(&text[part.span.clone()]);
        let mut start = part.span.start;
        let mut from = start;
        while let Some(line) = text[from..part.span.end].find('\n') {
            from += line + 1;
            let rest = &text[from..part.span.end];
            let turn = || dashes && ends_sentence(&text[start..from]);
            if is_item(rest) || turn() && (unwrapped || dialogue::opens_turn(rest)) {
                paragraphs.push(start..from - 1);
                start = from;
            }
        }
        paragraphs.push(start..part.span.end);
    }
    paragraphs
}

/// True when a line is longer than anybody wraps at.
fn is_unwrapped(part: &str) -> bool {
    /// In bytes.
    const WRAPPED: usize = 240;
    part.lines().any(|line| line.len() > WRAPPED)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end()
        .ends_with(['.', '!', '?', '…', '»', '”', '“', ':', ','])
}

/// True when a line opens with a bullet or a pictograph.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('-' | '•' | '*' | '–') => chars.next() == Some(' '),
        Some('\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}') => true,
        _ => false,
    }
}

/// Places passages among words and paragraphs; what holds no word is no quote.
fn stretches(
    words: &Words<'_>,
    passages: Vec<Passage>,
    paragraphs: &[Range<usize>],
) -> Vec<Stretch> {
    let mut stretches = Vec::with_capacity(passages.len());
    for passage in passages {
        let inside = words.inside(&passage.span);
        let after = paragraphs.partition_point(|paragraph| paragraph.start <= passage.span.start);
        let Some(own) = after.checked_sub(1).filter(|_| !inside.is_empty()) else {
            continue;
        };
        let above = own
            .checked_sub(1)
            .map_or(0..0, |above| words.inside(&paragraphs[above]));
        stretches.push(Stretch {
            passage,
            words: inside,
            paragraph: words.inside(&paragraphs[own]),
            above,
        });
    }
    stretches
}

/// Who a quote was attributed to, kept for the quotes that go on from it.
#[derive(Debug, Clone)]
struct Spoken {
    speaker: Option<Arc<str>>,
    mention: Option<Arc<str>>,
}

/// Turns claims into quotes, in the order of the text.
#[derive(Debug)]
struct Finder<'w, 't> {
    people: People<'w, 't>,
    words: &'w Words<'t>,
    last: Option<Spoken>,
    /// The turn that the last passage stood in.
    turn: Option<usize>,
    /// The end of the body in bytes; only the title comes after it.
    end: usize,
}

impl Finder<'_, '_> {
    /// The quote at one stretch, unless its words are nobody's speech.
    fn quote(
        &mut self,
        attribution: &Attribution<'_, '_>,
        index: usize,
        turns: &[Turn],
    ) -> Option<Quote> {
        let stretch = &attribution.stretches[index];
        let claim = if self.words.grammar.is_empty() {
            None
        } else {
            attribution
                .claims(index)
                .find(|claim| self.is_credible(claim))
        };
        let in_turn = self.enter_turn(stretch.passage.span.start, turns);
        let setting = if self.words.grammar.is_empty() {
            Setting::Foreign
        } else if stretch.words == stretch.paragraph && !in_turn {
            Setting::Alone
        } else {
            Setting::Running
        };
        let labelled = claim.as_ref().filter(|claim| claim.rule == Rule::Label);
        if let Some(claim) = labelled {
            // Also under a headline: the next line goes on with the same label.
            self.last = Some(self.spoken(Some(claim)).0);
        }
        if !speech::is_speech(self.words, stretch, claim.as_ref(), setting) {
            return None;
        }
        let own_words = claim
            .as_ref()
            .and_then(|claim| claim.subject.as_ref())
            .is_some_and(|subject| self.is_first(subject));
        if in_turn && own_words {
            // The turn already gives these words to the same speaker.
            return None;
        }
        let mut quote = self.report(stretch, claim.as_ref());
        if let Some(claim) = claim.filter(|_| quote.confidence == Confidence::High)
            && self.has_rival(attribution, index, &claim)
        {
            quote.confidence = Confidence::Fair;
        }
        Some(quote)
    }

    /// True when another rule as good would name somebody else.
    fn has_rival(&self, attribution: &Attribution<'_, '_>, index: usize, best: &Claim) -> bool {
        let named = |claim: &Claim| {
            let subject = claim.subject.as_ref()?;
            Some(self.people.name_of(subject))
        };
        attribution
            .claims(index)
            .take_while(|claim| claim.rule >= Rule::Signature)
            .filter(|claim| self.is_credible(claim))
            .any(|claim| named(&claim) != named(best))
    }

    /// A reported clause as a quote, unless it lies in a turn or somebody unknown reports it.
    fn indirect(&mut self, reported: &Reported, turns: &[Turn]) -> Option<Quote> {
        let bytes = self.words.span(reported.clause.clone());
        let span = Span::new(bytes.start, bytes.end);
        let next = turns.partition_point(|turn| turn.span.end <= bytes.start);
        let in_turn = turns
            .get(next)
            .is_some_and(|turn| turn.span.start < bytes.end);
        if bytes.end > self.end || in_turn {
            return None;
        }
        let claim = Claim {
            rule: Rule::Before,
            subject: Some(reported.report.subject.clone()),
            cue: Some(reported.report.cue.clone()),
        };
        if !self.is_credible(&claim) {
            return None;
        }
        let (spoken, confidence) = self.spoken(Some(&claim));
        Some(Quote {
            span,
            kind: QuoteKind::Indirect,
            speaker: Some(spoken.speaker?),
            mention: spoken.mention,
            cue: Some(self.phrase(reported.report.cue.clone())),
            confidence,
            named_by: NamedBy::Text,
            quoted: Vec::new(),
        })
    }

    /// The paragraphs of somebody whose words stand without marks, a quote each.
    fn block(&mut self, introduced: &Introduced) -> Vec<Quote> {
        let report = &introduced.report;
        let claim = Claim {
            rule: Rule::Before,
            subject: Some(report.subject.clone()),
            cue: Some(report.cue.clone()),
        };
        let subject = &report.subject;
        let is_person = match subject.kind {
            MentionKind::Name { titled } => {
                titled || subject.core.len() > 1 || self.people.sighted_person(subject)
            }
            _ => true,
        };
        let in_body = introduced.paragraphs[0].start < self.end;
        if !is_person || !in_body || !self.is_credible(&claim) {
            return Vec::new();
        }
        let (spoken, named) = self.spoken(Some(&claim));
        let text = self.words.text;
        let shares = blocks::shares(
            text,
            introduced,
            spoken.speaker.as_deref(),
            self.words.grammar,
        );
        let quote = |(span, share): (Range<usize>, Share)| Quote {
            span: Span::new(span.start, span.start + text[span].trim_end().len()),
            kind: QuoteKind::Block,
            speaker: spoken.speaker.clone(),
            mention: spoken.mention.clone(),
            cue: Some(self.phrase(report.cue.clone())),
            confidence: match share {
                Share::First => named,
                Share::Likely => named.min(Confidence::Fair),
                Share::Guess => Confidence::Low,
            },
            named_by: NamedBy::Text,
            quoted: Vec::new(),
        };
        shares.into_iter().map(quote).collect()
    }

    /// Words without marks that the name under them signs.
    fn signed(&mut self, words: &Range<usize>, name: Mention) -> Option<Quote> {
        let (spoken, _) = self.spoken(Some(&Claim::near(Rule::Signature, name)));
        let said = self.words.text[words.clone()].trim_end();
        let span = Span::new(words.start, words.start + said.len());
        (words.end <= self.end).then_some(Quote {
            span,
            kind: QuoteKind::Block,
            speaker: spoken.speaker,
            mention: spoken.mention,
            cue: None,
            confidence: Confidence::Fair,
            named_by: NamedBy::Text,
            quoted: Vec::new(),
        })
    }

    /// True inside a turn. What was said in one turn is not carried on into another.
    fn enter_turn(&mut self, at: usize, turns: &[Turn]) -> bool {
        let next = turns.partition_point(|turn| turn.span.end <= at);
        let turn =
            Some(next).filter(|&next| turns.get(next).is_some_and(|turn| turn.span.start <= at));
        if turn != self.turn {
            (self.turn, self.last) = (turn, None);
        }
        turn.is_some()
    }

    /// The quote itself, with what its claim comes to.
    fn report(&mut self, stretch: &Stretch, claim: Option<&Claim>) -> Quote {
        let (spoken, mut confidence) = self.spoken(claim);
        if !stretch.passage.closed {
            confidence = Confidence::Low;
        }
        self.last = Some(spoken.clone());
        let cue = claim.and_then(|claim| claim.cue.clone());
        let span = Span::new(stretch.passage.span.start, stretch.passage.span.end);
        let kind = kind_of(self.words, stretch, claim);
        Quote {
            span,
            kind,
            speaker: spoken.speaker,
            mention: spoken.mention,
            cue: cue.map(|cue| self.phrase(cue)),
            confidence,
            named_by: NamedBy::Text,
            quoted: if kind == QuoteKind::Mixed {
                vec![span]
            } else {
                Vec::new()
            },
        }
    }

    /// A name with no word of reporting near counts only if it is known to be a person's.
    fn is_credible(&self, claim: &Claim) -> bool {
        let Some(subject) = &claim.subject else {
            return true;
        };
        if let Some(cue) = &claim.cue {
            let beside = subject.words.end == cue.start || subject.words.start == cue.end;
            let aside = self.words.list[subject.words.end - 1].gap.has(Gap::COMMA);
            return beside || aside || self.people.is_firm(subject);
        }
        if !matches!(claim.rule, Rule::Nearby | Rule::Introduced) || self.is_first(subject) {
            return true;
        }
        match subject.kind {
            MentionKind::Name { .. } => self.people.sighted_person(subject),
            MentionKind::Body => false,
            _ => true,
        }
    }

    fn is_first(&self, subject: &Mention) -> bool {
        subject.kind == MentionKind::Pronoun && self.words.list[subject.core.start].is(Sense::FIRST)
    }

    /// Resolves a claim to a name.
    fn spoken(&mut self, claim: Option<&Claim>) -> (Spoken, Confidence) {
        let nobody = Spoken {
            speaker: None,
            mention: None,
        };
        let Some(claim) = claim else {
            return (nobody, Confidence::Low);
        };
        let Some(subject) = &claim.subject else {
            let spoken = self.last.clone().unwrap_or(nobody);
            let confidence = if spoken.speaker.is_some() && claim.rule == Rule::Carried {
                Confidence::Fair
            } else {
                Confidence::Low
            };
            return (spoken, confidence);
        };
        let mention = self.phrase(subject.words.clone());
        let identity = self.people.identify(subject);
        if let (Identity::Known(entity), Rule::After | Rule::Before | Rule::Clause) =
            (&identity, claim.rule)
            && matches!(subject.kind, MentionKind::Name { .. })
        {
            self.people.has_spoken(*entity);
        }
        let speaker = match identity {
            Identity::Known(entity) | Identity::Guess(entity) => {
                Some(flat(self.people.name(entity)))
            }
            Identity::Phrase(ref phrase) => Some(self.without_article(phrase)),
            Identity::Itself => Some(self.without_article(subject)),
            Identity::Nobody => None,
        };
        let speaker = speaker.map(|name| self.in_first_case(name));
        let confidence = self.confidence(claim, subject, &identity);
        (
            Spoken {
                speaker,
                mention: Some(mention),
            },
            confidence,
        )
    }

    /// "The minister", "the paper": an article and a noun, which tell nobody who it is.
    fn is_bare(&self, subject: &Mention) -> bool {
        let list = &self.words.list;
        subject.words.len() == 2
            && list[subject.words.start].is(Sense::DEFINITE)
            && list[subject.core.start].shape == words::Shape::Lower
    }

    /// How far the name that a claim comes to can be relied on; docs/quotes.md has the measured
    /// precision of each.
    fn confidence(&self, claim: &Claim, subject: &Mention, identity: &Identity) -> Confidence {
        let whole = match identity {
            Identity::Nobody | Identity::Guess(_) => return Confidence::Low,
            // A surname alone may be anybody's.
            Identity::Known(entity) => self.people.name(*entity).contains(' '),
            Identity::Itself | Identity::Phrase(_) => subject.kind == MentionKind::Body,
        };
        if *identity == Identity::Itself && self.is_bare(subject) {
            return Confidence::Low;
        }
        match claim.rule {
            Rule::Nearby | Rule::Guess | Rule::Far => Confidence::Low,
            Rule::Carried | Rule::Introduced | Rule::Clause => Confidence::Fair,
            _ if matches!(subject.kind, MentionKind::Pronoun | MentionKind::Role) => {
                Confidence::Fair
            }
            // The label of a list or of a line is the name that its text gives.
            Rule::Label | Rule::Signature => Confidence::High,
            Rule::After | Rule::Before | Rule::Cited if whole => Confidence::High,
            Rule::After | Rule::Before | Rule::Cited => Confidence::Fair,
        }
    }

    /// A name as it stands in a list, if that is sure.
    fn in_first_case(&self, name: Arc<str>) -> Arc<str> {
        let grammar = self.words.grammar;
        let in_first_case = |cases: &Cases| (cases.nominative)(&name, grammar.lexicon());
        let first_case = grammar.cases().and_then(in_first_case);
        first_case.map_or(name, Arc::from)
    }

    /// The phrase as a name: without "the".
    fn without_article(&self, subject: &Mention) -> Arc<str> {
        let mut words = subject.words.clone();
        let article = self.words.list[words.start].is(Sense::DEFINITE);
        if words.len() > 1 && article {
            words.start += 1;
        }
        self.phrase(words)
    }

    fn phrase(&self, words: Range<usize>) -> Arc<str> {
        let mut bytes = self.words.span(words);
        let phrase = &self.words.text[bytes.clone()];
        // "компании «Заря»": a name in marks at its end is whole.
        if phrase.contains('«') && self.words.text[bytes.end..].starts_with('»') {
            bytes.end += '»'.len_utf8();
        }
        flat(&self.words.text[bytes])
    }

    /// A turn with the name that its label stands for.
    fn turn(&self, turn: &Turn, roster: &Roster<'_>) -> Quote {
        let named = roster.speaker(&turn.label, &self.people, self.words.grammar);
        let (speaker, confidence) = match named {
            Some((speaker, confidence)) => (Some(speaker), confidence),
            None => (None, Confidence::Low),
        };
        Quote {
            span: Span::new(turn.span.start, turn.span.end),
            kind: QuoteKind::Turn,
            speaker,
            confidence,
            mention: Some(flat(&self.words.text[turn.label.span.clone()])),
            cue: None,
            named_by: NamedBy::Text,
            quoted: Vec::new(),
        }
    }
}

/// A whole utterance is direct; a fragment that a reporting clause runs on into is mixed.
fn kind_of(words: &Words<'_>, stretch: &Stretch, claim: Option<&Claim>) -> QuoteKind {
    let first = &words.list[stretch.words.start];
    let joined = stretch.words.start.checked_sub(1).is_some_and(|before| {
        !words.list[before]
            .gap
            .has(Gap::SENTENCE.or(Gap::COLON).or(Gap::COMMA))
    });
    let clause = claim.is_some_and(|claim| {
        matches!(
            claim.rule,
            Rule::Clause | Rule::Before | Rule::Nearby | Rule::Guess
        )
    });
    if joined && clause && !first.is_capital() {
        QuoteKind::Mixed
    } else {
        QuoteKind::Direct
    }
}

/// A phrase on one line.
fn flat(phrase: &str) -> Arc<str> {
    if phrase.contains(['\n', '\u{a0}']) {
        phrase
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else {
        phrase.into()
    }
}

fn is_shouted(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).count() > 3 && !name.contains(char::is_lowercase)
}

/// A label in capitals as it would stand in running text: "THE PRESIDENT" as "The President".
pub(super) fn readable(label: &str) -> Arc<str> {
    if !is_shouted(label) {
        return flat(label);
    }
    let mut out = String::with_capacity(label.len());
    let mut starts = true;
    for c in label.chars() {
        if starts {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        starts = !c.is_alphanumeric();
    }
    flat(&out)
}
