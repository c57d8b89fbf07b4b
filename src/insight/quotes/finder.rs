//! From claims to quotes, in the order of the text: is it speech, whose, and how sure is that.

use std::ops::Range;
use std::sync::Arc;

use super::Person;
use super::attribute::{Attribution, Claim, Rule, Stretch};
use super::blocks::{self, Introduced, Share};
use super::clauses::Clauses;
use super::labels::Label;
use super::labels::naming::Roster;
use super::mentions::{Mention, MentionKind};
use super::nested::{Inner, Nested};
use super::people::{Identity, People};
use super::readable::flat;
use super::reported::{self, Reported};
use super::speech::{self, Setting};
use super::turns::{Part, Turn};
use super::why::{Bases, Basis, Because, Ground, Rival};
use super::words::{Gap, Shape, Words};
use crate::briefing::{Confidence, NamedBy, Quote, QuoteKind, Span};
use crate::insight::grammar::{Cases, Sense};
use crate::insight::offices::Bearer;
use crate::text::hash::HashMap;

/// Who a quote was attributed to, kept for the quotes that go on from it.
#[derive(Debug, Clone)]
struct Spoken {
    speaker: Option<Arc<str>>,
    mention: Option<Arc<str>>,
    /// The words of the mention.
    words: Option<Range<usize>>,
}

/// Whom the words of a label mean.
#[derive(Debug)]
struct Labelled {
    speaker: Option<Arc<str>>,
    confidence: Confidence,
    mention: Arc<str>,
}

/// Turns claims into quotes, in the order of the text.
#[derive(Debug)]
pub(super) struct Finder<'w, 't> {
    people: People<'w, 't>,
    words: &'w Words<'t>,
    last: Option<Spoken>,
    /// The turn that the last passage stood in.
    turn: Option<usize>,
    /// The end of the body in bytes; only the title comes after it.
    end: usize,
    /// How each quote came by its speaker, where that is asked for.
    bases: Option<Bases>,
}

impl<'w, 't> Finder<'w, 't> {
    /// Over a text of which the body is the first `end` bytes.
    pub(super) fn new(words: &'w Words<'t>, people: People<'w, 't>, end: usize) -> Self {
        Self {
            people,
            words,
            last: None,
            turn: None,
            end,
            bases: None,
        }
    }

    /// Remembers from now on how each quote comes by its speaker.
    pub(super) fn explain(&mut self) {
        self.bases = Some(Bases::default());
    }

    /// How each quote came by its speaker, where that was to be remembered.
    pub(super) fn bases(self) -> Bases {
        self.bases.unwrap_or_default()
    }

    /// Remembers how a quote came by its speaker, where that is asked for.
    fn note(&mut self, quote: (Span, QuoteKind), basis: impl FnOnce(&Self) -> Basis) {
        if self.bases.is_none() {
            return;
        }
        let mut basis = basis(self);
        basis.words.retain(|word| word.range().end <= self.end);
        basis.words.sort_by_key(|word| word.start);
        basis.words.dedup();
        if let Some(bases) = &mut self.bases {
            bases.insert(quote, basis);
        }
    }

    /// What a speaker rests on: the words that name somebody and those that report.
    fn basis(
        &self,
        ground: Ground,
        because: Because,
        (spoken, cue): (&Spoken, Option<&Range<usize>>),
    ) -> Basis {
        let words = spoken.words.iter().chain(cue);
        let span = |words: &Range<usize>| {
            let bytes = self.words.span(words.clone());
            Span::new(bytes.start, bytes.end)
        };
        Basis {
            ground,
            words: words.map(span).collect(),
            because,
            rivals: Vec::new(),
        }
    }

    /// The turns of a transcript.
    pub(super) fn turns(&mut self, turns: &[Turn], roster: &Roster<'_>) -> Vec<Quote> {
        // A transcript has few labels, and each many times.
        let mut known: HashMap<&str, Labelled> = HashMap::default();
        let words = self.words;
        let mut found = Vec::with_capacity(turns.len());
        for turn in turns {
            let label = &words.text[turn.label.span.clone()];
            let labelled = known
                .entry(label)
                .or_insert_with(|| self.labelled(&turn.label, roster));
            found.push(self.turn(turn, labelled));
        }
        found
    }

    /// The passages between marks that are speech.
    pub(super) fn passages(
        &mut self,
        attribution: &Attribution<'_, '_>,
        turns: &[Turn],
    ) -> Vec<Quote> {
        attribution.clauses.effort.restart();
        let stretches = 0..attribution.stretches.len();
        stretches
            .filter_map(|index| self.quote(attribution, index, turns))
            .collect()
    }

    /// The words given without marks, in order and apart.
    pub(super) fn blocks(
        &mut self,
        clauses: &Clauses<'_, '_>,
        parts: &[Part],
        turns: &[Turn],
    ) -> Vec<Quote> {
        let introduced = blocks::introduced(clauses, parts, turns);
        let mut found: Vec<Quote> = introduced
            .iter()
            .flat_map(|introduced| self.block(introduced))
            .collect();
        for (words, name) in blocks::signed(clauses, parts, turns) {
            found.extend(self.signed(&words, name));
        }
        found.sort_by_key(|block| block.span.start);
        // Words under "X said:" may have a name in their last line, too.
        found.dedup_by(|next, before| before.span.overlaps(next.span));
        found
    }

    /// The reported clauses.
    pub(super) fn reports(
        &mut self,
        clauses: &Clauses<'_, '_>,
        turns: &[Turn],
    ) -> impl Iterator<Item = Quote> {
        let reported = reported::reported(clauses).into_iter();
        reported.filter_map(|reported| self.indirect(&reported, turns))
    }

    /// What others are quoted with inside the passages. `around` are the quotes around them, those of
    /// a kind in order and apart.
    pub(super) fn nested(&mut self, nested: &Nested<'_, '_>, around: &[Vec<Quote>]) -> Vec<Quote> {
        let inner = nested.claimed();
        let inner = inner.iter();
        inner.filter_map(|it| self.inner(it, around)).collect()
    }

    /// The quote inside a passage, unless its speaker is whose words the passage gives.
    fn inner(&mut self, inner: &Inner<'_>, around: &[Vec<Quote>]) -> Option<Quote> {
        let Inner { stretch, claim } = inner;
        let is_speech = || speech::is_speech(self.words, stretch, Some(claim), Setting::Running);
        // A word inside a quote is oftener one that is spoken about.
        let lone = stretch.words.len() == 1;
        if lone || !self.is_credible(claim) || !is_speech() {
            return None;
        }
        let (spoken, because) = self.spoken(Some(claim));
        let speaker = spoken.speaker.clone()?;
        let span = Span::new(stretch.passage.span.start, stretch.passage.span.end);
        let mut around = around.iter().filter_map(|quotes| {
            let next = quotes.partition_point(|quote| quote.span.end < span.end);
            quotes
                .get(next)
                .filter(|quote| quote.span.start <= span.start)
        });
        if around.any(|quote| quote.speaker.as_ref() == Some(&speaker)) {
            return None;
        }
        let kind = kind_of(self.words, stretch, Some(claim));
        let cue = claim.cue.as_ref();
        self.note((span, kind), |finder| {
            finder.basis(Ground::of(claim.rule), because, (&spoken, cue))
        });
        Some(self.passage(span, kind, (spoken, because), cue))
    }

    /// A quote between marks.
    fn passage(
        &self,
        span: Span,
        kind: QuoteKind,
        (spoken, because): (Spoken, Because),
        cue: Option<&Range<usize>>,
    ) -> Quote {
        Quote {
            span,
            kind,
            speaker: spoken.speaker,
            mention: spoken.mention,
            cue: cue.map(|cue| self.phrase(cue.clone())),
            confidence: because.confidence(),
            named_by: NamedBy::Text,
            quoted: if kind == QuoteKind::Mixed {
                vec![span]
            } else {
                Vec::new()
            },
        }
    }

    /// The persons whom the text names, and whom it gives titles.
    pub(super) fn named(&self) -> (Vec<Person>, Vec<Bearer>) {
        (self.people.persons(self.end), self.people.title_bearers())
    }

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
        let labelled = claim.as_ref().filter(|claim| claim.rule == Rule::Label);
        if let Some(claim) = labelled {
            // Also under a headline: the next line goes on with the same label.
            self.last = Some(self.spoken(Some(claim)).0);
        }
        if !self.words.grammar.is_empty() && attribution.is_denied(index) {
            return None;
        }
        let setting = self.setting(stretch, in_turn);
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
        let kind = kind_of(self.words, stretch, claim.as_ref());
        let span = Span::new(stretch.passage.span.start, stretch.passage.span.end);
        let last = self.last.clone();
        let (spoken, mut because) = self.reported(stretch, claim.as_ref());
        if let Some(claim) = claim
            .as_ref()
            .filter(|_| because.confidence() == Confidence::High)
            && self.has_rival(attribution, index, claim)
        {
            because = Because::Rival;
        }
        let cue = claim.as_ref().and_then(|claim| claim.cue.as_ref());
        self.note((span, kind), |finder| {
            let ground = claim.as_ref().map(|claim| Ground::of(claim.rule));
            let ground = ground.unwrap_or(Ground::Nothing);
            let rivals = finder.rivals(attribution, index, &spoken, last.as_ref());
            Basis {
                rivals,
                ..finder.basis(ground, because, (&spoken, cue))
            }
        });
        Some(self.passage(span, kind, (spoken, because), cue))
    }

    fn setting(&self, stretch: &Stretch, in_turn: bool) -> Setting {
        if self.words.grammar.is_empty() {
            Setting::Foreign
        } else if stretch.words == stretch.paragraph && !in_turn {
            Setting::Alone
        } else {
            Setting::Running
        }
    }

    /// Whom the other rules would name, the surest first, each name once. `last` is whoever spoke
    /// before the quote.
    fn rivals(
        &self,
        attribution: &Attribution<'_, '_>,
        index: usize,
        spoken: &Spoken,
        last: Option<&Spoken>,
    ) -> Vec<Rival> {
        let mut rivals: Vec<Rival> = Vec::new();
        let claims = attribution.claims(index);
        for claim in claims.filter(|claim| self.is_credible(claim)) {
            let name = match &claim.subject {
                Some(subject) => self.named_by(subject, &self.identity(subject)),
                None => last.and_then(|last| last.speaker.clone()),
            };
            let is_other = |name: &Arc<str>| {
                let is_known = rivals.iter().any(|rival| rival.name == *name);
                spoken.speaker.as_ref() != Some(name) && !is_known
            };
            if let Some(name) = name.filter(is_other) {
                let ground = Ground::of(claim.rule);
                rivals.push(Rival { name, ground });
            }
        }
        rivals
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
        let (spoken, because) = self.spoken(Some(&claim));
        self.note((span, QuoteKind::Indirect), |finder| {
            finder.basis(Ground::Reported, because, (&spoken, claim.cue.as_ref()))
        });
        Some(Quote {
            span,
            kind: QuoteKind::Indirect,
            speaker: Some(spoken.speaker?),
            mention: spoken.mention,
            cue: Some(self.phrase(reported.report.cue.clone())),
            confidence: because.confidence(),
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
        let cue = self.phrase(report.cue.clone());
        let mut quotes = Vec::with_capacity(shares.len());
        for (words, share) in shares {
            let span = Span::new(words.start, words.start + text[words].trim_end().len());
            let because = match share {
                Share::First => named,
                Share::Likely if named.confidence() > Confidence::Fair => Because::RunsOn,
                Share::Likely => named,
                Share::Guess => Because::OpenEnd,
            };
            self.note((span, QuoteKind::Block), |finder| {
                finder.basis(Ground::Block, because, (&spoken, claim.cue.as_ref()))
            });
            quotes.push(Quote {
                span,
                kind: QuoteKind::Block,
                speaker: spoken.speaker.clone(),
                mention: spoken.mention.clone(),
                cue: Some(Arc::clone(&cue)),
                confidence: because.confidence(),
                named_by: NamedBy::Text,
                quoted: Vec::new(),
            });
        }
        quotes
    }

    /// Words without marks that the name under them signs.
    fn signed(&mut self, words: &Range<usize>, name: Mention) -> Option<Quote> {
        let (spoken, _) = self.spoken(Some(&Claim::near(Rule::Signature, name)));
        let said = self.words.text[words.clone()].trim_end();
        let span = Span::new(words.start, words.start + said.len());
        let because = Because::Unmarked;
        self.note((span, QuoteKind::Block), |finder| {
            finder.basis(Ground::Signed, because, (&spoken, None))
        });
        (words.end <= self.end).then_some(Quote {
            span,
            kind: QuoteKind::Block,
            speaker: spoken.speaker,
            mention: spoken.mention,
            cue: None,
            confidence: because.confidence(),
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

    /// Whom a claim comes to for a passage; the passages after it may go on from that.
    fn reported(&mut self, stretch: &Stretch, claim: Option<&Claim>) -> (Spoken, Because) {
        let (spoken, mut because) = self.spoken(claim);
        if !stretch.passage.closed && because.confidence() > Confidence::Low {
            because = Because::Unclosed;
        }
        self.last = Some(spoken.clone());
        (spoken, because)
    }

    /// A name with no word of reporting near counts only if it is known to be a person's.
    fn is_credible(&self, claim: &Claim) -> bool {
        let Some(subject) = &claim.subject else {
            return true;
        };
        if self.people.is_common_noun(subject) {
            return false;
        }
        if let Some(cue) = &claim.cue {
            let beside = subject.words.end == cue.start || subject.words.start == cue.end;
            let closes = Gap::COMMA.or(Gap::BRACKET);
            let aside = self.words.list[subject.words.end - 1].gap.has(closes);
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
    fn spoken(&mut self, claim: Option<&Claim>) -> (Spoken, Because) {
        let nobody = Spoken {
            speaker: None,
            mention: None,
            words: None,
        };
        let Some(claim) = claim else {
            return (nobody, Because::Unnamed);
        };
        let Some(subject) = &claim.subject else {
            let spoken = self.last.clone().unwrap_or(nobody);
            let because = match (&spoken.speaker, claim.rule) {
                (None, _) => Because::Unnamed,
                (Some(_), Rule::Carried) => Because::Around,
                (Some(_), _) => Because::Distant,
            };
            return (spoken, because);
        };
        let identity = self.identity(subject);
        if let (MentionKind::Pronoun, Identity::Known(entity)) = (subject.kind, &identity) {
            self.people.learn(subject, *entity);
        }
        if let (Identity::Known(entity), Rule::After | Rule::Before | Rule::Clause) =
            (&identity, claim.rule)
            && matches!(subject.kind, MentionKind::Name { .. })
        {
            self.people.has_spoken(*entity);
        }
        let because = self.because(claim, subject, &identity);
        let spoken = Spoken {
            speaker: self.named_by(subject, &identity),
            mention: Some(self.phrase(subject.words.clone())),
            words: Some(subject.words.clone()),
        };
        (spoken, because)
    }

    /// The name of whom a mention stands for.
    fn named_by(&self, subject: &Mention, identity: &Identity) -> Option<Arc<str>> {
        let name = match identity {
            Identity::Known(entity) | Identity::Guess(entity) => self.people.shown(*entity),
            Identity::Phrase(phrase) => self.without_article(phrase),
            Identity::Itself => self.without_article(subject),
            Identity::Nobody => return None,
        };
        Some(self.in_first_case(name))
    }

    /// Whom a mention stands for; nobody where that would be no more than a thing.
    fn identity(&self, subject: &Mention) -> Identity {
        match self.people.identity(subject) {
            // "A note reads", "the summary says": whose it is, nobody knows.
            Identity::Itself if self.is_bare_document(subject) => Identity::Nobody,
            Identity::Phrase(ref phrase) if self.is_bare_document(phrase) => Identity::Nobody,
            Identity::Known(entity) | Identity::Guess(entity)
                if self.people.is_common_name(entity) =>
            {
                Identity::Nobody
            }
            identity => identity,
        }
    }

    /// "A paper", "the summary", "question": a document of which nothing more is said, so that
    /// naming it tells nothing; "the statement" is one that was spoken of.
    fn is_bare_document(&self, subject: &Mention) -> bool {
        let list = &self.words.list;
        let first = &list[subject.words.start];
        let head = &list[subject.core.start];
        let asked = head.is(Sense::QUESTION) && !head.is(Sense::ROLE);
        let short = subject.words.len() <= 1 + usize::from(first.is(Sense::DETERMINER));
        let spoken_of = first.is(Sense::DEFINITE) && !head.is(Sense::CAPTION);
        let document = subject.kind == MentionKind::Document && !spoken_of;
        short && (document || asked) && !self.words.text_of(subject.core.start).contains('-')
    }

    /// "The minister", "the paper": an article and a noun, which tell nobody who it is.
    fn is_bare(&self, subject: &Mention) -> bool {
        let list = &self.words.list;
        let script = self.words.grammar.script();
        if let Some(script) = script.filter(|_| subject.words.len() == 1) {
            return (script.is_definite)(self.words.text_of(subject.core.start));
        }
        subject.words.len() == 2
            && list[subject.words.start].is(Sense::DEFINITE)
            && list[subject.core.start].shape == Shape::Lower
    }

    fn is_any_body(&self, subject: &Mention) -> bool {
        self.words.list[subject.core.start].is(Sense::ANY_BODY)
    }

    /// How far the name that a claim comes to can be relied on; docs/quotes.md has the measured
    /// precision of each.
    fn because(&self, claim: &Claim, subject: &Mention, identity: &Identity) -> Because {
        let whole = match identity {
            Identity::Nobody => return Because::Unnamed,
            Identity::Guess(_) => return Because::Guessed,
            // A surname alone may be anybody's; where no capital marks it, also in a text that has
            // the whole name.
            Identity::Known(entity) => {
                let marked = self.words.grammar.script().is_none() || subject.core.len() > 1;
                marked && self.people.name(*entity).contains(' ')
            }
            Identity::Itself | Identity::Phrase(_) => subject.kind == MentionKind::Body,
        };
        if *identity == Identity::Itself && self.is_bare(subject) {
            return Because::Bare;
        }
        let is_named = matches!(identity, Identity::Known(_));
        match claim.rule {
            Rule::Nearby | Rule::Guess | Rule::Far => Because::Distant,
            _ if subject.kind == MentionKind::Document => Because::Document,
            _ if subject.kind == MentionKind::Pronoun
                && (!is_named || self.people.is_ambiguous(subject)) =>
            {
                Because::Ambiguous
            }
            Rule::Carried | Rule::Introduced | Rule::Clause => Because::Around,
            _ if subject.kind == MentionKind::Role && !is_named => Because::Nameless,
            _ if matches!(subject.kind, MentionKind::Pronoun | MentionKind::Role) => {
                Because::StandsFor
            }
            // "The organisation" may be another than the last one named.
            _ if self.is_bare(subject) && self.is_any_body(subject) => Because::StandsFor,
            // The label of a list or of a line is the name that its text gives.
            Rule::Label | Rule::Signature => Because::Labelled,
            Rule::After | Rule::Before | Rule::Cited if whole => Because::InFull,
            Rule::After | Rule::Before | Rule::Cited => Because::InPart,
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
        // "Resolution 1325 (2000)"
        if phrase.contains('(') && self.words.text[bytes.end..].starts_with(')') {
            bytes.end += 1;
        }
        flat(&self.words.text[bytes])
    }

    /// A turn with the name that its label stands for.
    /// Whom a label means.
    fn labelled(&self, label: &Label, roster: &Roster<'_>) -> Labelled {
        let named = roster.speaker(label, &self.people, self.words.grammar);
        let (speaker, confidence) = match named {
            Some((speaker, confidence)) => (Some(speaker), confidence),
            None => (None, Confidence::Low),
        };
        Labelled {
            speaker,
            confidence,
            mention: flat(&self.words.text[label.span.clone()]),
        }
    }

    fn turn(&mut self, turn: &Turn, labelled: &Labelled) -> Quote {
        let confidence = labelled.confidence;
        let span = Span::new(turn.span.start, turn.span.end);
        let label = &turn.label.span;
        self.note((span, QuoteKind::Turn), |_| Basis {
            ground: Ground::Turn,
            words: vec![Span::new(label.start, label.end)],
            because: Because::of_label(&turn.label, confidence),
            rivals: Vec::new(),
        });
        Quote {
            span,
            kind: QuoteKind::Turn,
            speaker: labelled.speaker.clone(),
            confidence,
            mention: Some(Arc::clone(&labelled.mention)),
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
