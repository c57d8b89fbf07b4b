//! Why a quote has its speaker: the rule, the words that it rests on, how sure it is, the rivals.
//!
//! Nothing of this is kept with a quote. [`why`] reads the text once more and lets `finder` remember
//! how each quote comes by its speaker, which costs about as much as reading it did; [`explain`] adds
//! what was settled afterwards, by the list of offices, a desk or the reader. What each rule and each reason is called stands
//! here alone, so that the screen and the command line say the same.

use std::ops::Range;
use std::sync::Arc;

use super::attribute::Rule;
use super::labels::{Label, LabelKind};
use crate::briefing::{Body, Briefing, Confidence, NamedBy, Quote, QuoteKind, Span};
use crate::text::hash::HashMap;
use crate::text::sanitise;

/// How the quotes of a text came by their speakers; a turn may stand where a quote does.
pub(super) type Bases = HashMap<(Span, QuoteKind), Basis>;

/// How a quote came by its speaker in the text alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Basis {
    pub(super) ground: Ground,
    pub(super) words: Vec<Span>,
    pub(super) because: Because,
    pub(super) rivals: Vec<Rival>,
}

/// Why a quote has its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The rule that named the speaker.
    pub ground: Ground,
    /// The words of the body that it rests on (the mention, the cue), in order.
    pub words: Vec<Span>,
    /// Why it is as sure as it is.
    pub because: Because,
    /// Who settled the name, where the rules for quotes alone did not.
    pub settled: Option<Settled>,
    /// Who else could be named, the surest first.
    pub rivals: Vec<Rival>,
}

/// Somebody whom another rule would name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// The name.
    pub name: Arc<str>,
    /// The rule.
    pub ground: Ground,
}

macro_rules! told {
    ($(#[$meta:meta])* $type:ident, $($variant:ident, $name:literal, $line:literal;)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $type { $(#[doc = $line] $variant,)* }

        impl $type {
            /// Its name, one word.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means, in one sentence.
            pub fn line(self) -> &'static str {
                match self { $(Self::$variant => $line,)* }
            }
        }
    };
}

told! {
    /// A rule that names a speaker.
    Ground,
    After, "after", "A clause right after the words says whose they are.";
    Before, "before", "A clause right before the words says whose they are.";
    Cited, "cited", "The sentence gives the words as according to somebody.";
    Clause, "clause", "The sentence reports somebody, with other words in between.";
    Label, "label", "A name stands before the words, as a label does.";
    Signature, "signature", "A name stands under the words, as a signature does.";
    Introduced, "introduced", "The sentence or the paragraph before leads over to the words.";
    Carried, "carried", "The words go on from those of the quote before.";
    Far, "far", "The last speaker, some paragraphs above.";
    Nearby, "nearby", "Somebody is named nearby, and nothing reports.";
    Guess, "guess", "The subject of the sentence, for want of a better.";
    Turn, "turn", "The words are a turn of a transcript, and its label says whose.";
    Block, "block", "The words have no marks; the line above them says who speaks.";
    Signed, "signed", "The words have no marks; the name under them signs them.";
    Reported, "reported", "A clause without marks reports what somebody said.";
    Author, "author", "The whole text is the words of its author.";
    Nothing, "none", "No rule says whose the words are.";
}

told! {
    /// Why a name is as sure as it is.
    Because,
    InFull, "full-name", "The name is given in full, right at the words.";
    Labelled, "labelled", "The label or the signature is a name.";
    Bound, "bound", "The text itself puts a name to the office.";
    ByHand, "by-hand", "Somebody has put it right.";
    Stated, "stated", "The text says plainly whose it is.";
    InPart, "in-part", "Only a surname or a phrase is given, which may be somebody else's.";
    StandsFor, "stands-for", "The mention stands for a name that is given elsewhere.";
    Nameless, "nameless", "A role or a phrase is given, and no name.";
    Around, "around", "It follows from what stands around, not from a clause at the words.";
    Rival, "rival", "Another rule that is as good names somebody else.";
    RunsOn, "runs-on", "The words run on from a paragraph that is surely theirs.";
    Unmarked, "unmarked", "The words have no marks to show where they begin.";
    Shown, "shown", "The text shows whose it is, though not in full.";
    Titled, "titled", "One person has that title in the text.";
    Held, "held", "House and day, or the text, tell who holds the office.";
    Likely, "likely", "It is likely who is meant, no more.";
    Unbound, "unbound", "Nothing tells who holds the office.";
    Guessed, "guessed", "It is a guess whom the mention stands for.";
    Bare, "bare", "An article and a noun tell nobody who it is.";
    Document, "document", "A document is named, and not whose it is.";
    Ambiguous, "ambiguous", "The pronoun may as well stand for somebody else.";
    Distant, "distant", "The name stands too far off to be sure.";
    Unclosed, "unclosed", "The closing mark is missing.";
    OpenEnd, "open-end", "Where these words end is a guess.";
    Unnamed, "unnamed", "Nobody is named for these words.";
}

told! {
    /// Who settled a name.
    Settled,
    Offices, "offices", "Text, house and day tell who is meant by the office.";
    Desk, "desk", "The desk's corrections give this name.";
    Mine, "mine", "It is your own word: a speaker put right, or a rule of your configuration.";
}

impl Ground {
    /// What a rule for passages between marks is called.
    pub(super) fn of(rule: Rule) -> Self {
        match rule {
            Rule::Guess => Self::Guess,
            Rule::Nearby => Self::Nearby,
            Rule::Far => Self::Far,
            Rule::Carried => Self::Carried,
            Rule::Introduced => Self::Introduced,
            Rule::Clause => Self::Clause,
            Rule::Signature => Self::Signature,
            Rule::Label => Self::Label,
            Rule::Cited => Self::Cited,
            Rule::Before => Self::Before,
            Rule::After => Self::After,
        }
    }
}

impl Because {
    /// How sure that is.
    pub fn confidence(self) -> Confidence {
        match self {
            Self::InFull | Self::Labelled | Self::Bound | Self::ByHand | Self::Stated => {
                Confidence::High
            }
            Self::InPart
            | Self::StandsFor
            | Self::Nameless
            | Self::Around
            | Self::Rival
            | Self::RunsOn
            | Self::Unmarked
            | Self::Shown
            | Self::Titled
            | Self::Held => Confidence::Fair,
            Self::Likely
            | Self::Unbound
            | Self::Guessed
            | Self::Bare
            | Self::Document
            | Self::Ambiguous
            | Self::Distant
            | Self::Unclosed
            | Self::OpenEnd
            | Self::Unnamed => Confidence::Low,
        }
    }

    /// Why the speaker of a turn is as sure as that.
    pub(super) fn of_label(label: &Label, confidence: Confidence) -> Self {
        let is_person = label.kind == LabelKind::Person && label.name.is_some();
        match (label.kind, confidence) {
            (LabelKind::Question | LabelKind::Answer, _) => Self::Unnamed,
            (_, Confidence::High) if is_person => Self::Labelled,
            (_, Confidence::High) => Self::Bound,
            (_, Confidence::Fair) => Self::Titled,
            (_, Confidence::Low) => Self::Unbound,
        }
    }
}

impl Why {
    /// The words that it rests on, as they stand in the body.
    pub fn excerpts<'b>(&self, body: &'b str) -> Vec<&'b str> {
        let words = self.words.iter();
        words.filter_map(|word| body.get(word.range())).collect()
    }

    /// All of it in lines, each with what it is about: what the screen and the command line show.
    pub fn told(&self, quote: &Quote, body: &str) -> Vec<(&'static str, String)> {
        let line = |name: &str, line: &str| format!("{name}: {line}");
        let sure = line(quote.confidence.name(), self.because.line());
        let excerpts = self.excerpts(body).into_iter().map(on_one_line);
        let excerpts: Vec<String> = excerpts.map(|words| format!("“{words}”")).collect();
        let rests_on = (!excerpts.is_empty()).then(|| ("words", excerpts.join(" · ")));
        let settled = |by: Settled| ("settled", line(by.name(), by.line()));
        let rule = ("rule", line(self.ground.name(), self.ground.line()));
        let mut told = vec![rule];
        told.extend(rests_on);
        told.extend(self.settled.map(settled));
        told.push(("sure", sure));
        let rivals = self.rivals.iter();
        told.extend(rivals.map(|it| ("or", format!("{} ({})", it.name, it.ground.name()))));
        told
    }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a text again to tell how one of its quotes came by its speaker, as far as the rules for
/// quotes go; `None` where there is no such quote.
pub fn why(title: &str, body: &Body, language: Option<&str>, quote: &Quote) -> Option<Why> {
    let (_, mut bases) = super::read_through(title, body, language, true);
    let basis = bases.remove(&(quote.span, quote.kind))?;
    Some(Why {
        ground: basis.ground,
        words: basis.words,
        because: basis.because,
        settled: None,
        rivals: basis.rivals,
    })
}

/// Tells why a quote of a briefing has the speaker that it shows.
pub fn explain(briefing: &Briefing, quote: &Quote) -> Option<Why> {
    explain_all(briefing, &[quote]).pop().flatten()
}

/// The same for several quotes of it, in one reading: one answer each.
pub fn explain_all(briefing: &Briefing, quotes: &[&Quote]) -> Vec<Option<Why>> {
    let language = briefing.language.as_deref();
    let title = sanitise::blank_marks(&briefing.title);
    let body = briefing.body.to_understand();
    let (findings, mut bases) = super::read_through(&title, &body, language, true);
    let found = findings.quotes.iter();
    let found: HashMap<_, _> = found.map(|it| ((it.span, it.kind), it)).collect();
    let mut explain = |quote: &&Quote| {
        if quote.kind == QuoteKind::Statement {
            return Some(of_author(briefing, quote));
        }
        let at = (quote.span, quote.kind);
        Some(settled(bases.remove(&at)?, found.get(&at)?, quote))
    };
    quotes.iter().map(&mut explain).collect()
}

/// Puts what was settled later over what the rules for quotes found.
fn settled(basis: Basis, found: &Quote, shown: &Quote) -> Why {
    let is_as_found = (&found.speaker, found.confidence) == (&shown.speaker, shown.confidence);
    let settled = match shown.named_by {
        NamedBy::Desk => Some(Settled::Desk),
        NamedBy::Mine => Some(Settled::Mine),
        NamedBy::Text if is_as_found => None,
        NamedBy::Text => Some(Settled::Offices),
    };
    let mut rivals = basis.rivals;
    rivals.retain(|rival| shown.speaker.as_ref() != Some(&rival.name));
    let overruled = found.speaker.clone().filter(|name| {
        let is_office = settled == Some(Settled::Offices) && is_part_of_mention(name, found);
        found.speaker != shown.speaker && !is_office
    });
    if let Some(name) = overruled {
        let ground = basis.ground;
        rivals.insert(0, Rival { name, ground });
    }
    Why {
        because: match settled {
            Some(by) => because_settled(by, basis.because, shown),
            None => basis.because,
        },
        ground: basis.ground,
        words: basis.words,
        settled,
        rivals,
    }
}

/// "The President": what the text calls somebody is no rival of the name.
fn is_part_of_mention(name: &str, found: &Quote) -> bool {
    let mention = found.mention.as_deref().unwrap_or_default();
    mention.to_lowercase().contains(&name.to_lowercase())
}

/// Why a name that was settled is as sure as it is.
fn because_settled(by: Settled, found: Because, shown: &Quote) -> Because {
    let is_office = |name: &Arc<str>| is_part_of_mention(name, shown);
    match (by, shown.confidence) {
        (Settled::Desk | Settled::Mine, Confidence::High) => Because::ByHand,
        // Another name for somebody leaves it as sure as it was.
        (Settled::Desk | Settled::Mine, confidence) if confidence == found.confidence() => found,
        (_, Confidence::High) => Because::Stated,
        (_, Confidence::Fair) => Because::Held,
        (_, Confidence::Low) if shown.speaker.as_ref().is_none_or(is_office) => Because::Unbound,
        (_, Confidence::Low) => Because::Likely,
    }
}

/// The words of a whole text are its author's; what names the author may stand in the title.
fn of_author(briefing: &Briefing, quote: &Quote) -> Why {
    let mention = quote.mention.as_deref().unwrap_or_default();
    let author = quote.speaker.as_deref().unwrap_or_default();
    let at = briefing
        .body
        .text
        .find(mention)
        .filter(|_| !mention.is_empty());
    let span = |range: Range<usize>| Span::new(range.start, range.end);
    Why {
        ground: Ground::Author,
        words: at
            .map(|at| span(at..at + mention.len()))
            .into_iter()
            .collect(),
        because: match quote.confidence {
            Confidence::High => Because::Stated,
            Confidence::Fair => Because::Shown,
            Confidence::Low if is_part_of_mention(author, quote) => Because::Unbound,
            Confidence::Low => Because::Likely,
        },
        settled: match quote.named_by {
            NamedBy::Desk => Some(Settled::Desk),
            NamedBy::Mine => Some(Settled::Mine),
            NamedBy::Text => None,
        },
        rivals: Vec::new(),
    }
}
