//! Clipping: words kept with where they are from, as a mark on their briefing and as an entry of
//! the clippings file; and words sent to the terminal's clipboard in the same way.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use super::page::{self, Content, Page, PageLine};
use super::reading::{Need, TextView};
use super::text_selection::sentences_around;
use super::{App, Effect, Reading, Sent, Tone};
use crate::briefing::{
    Anchor, Author, BlockKind, Briefing, BriefingId, Clipping, Mark, Marks, NamedBy, Quote,
    QuoteKind, Span,
};
use crate::citation::{Citation, entry};
use crate::config::{Command, Form, Pane, Switch};
use crate::insight::grammar::Grammar;
use crate::library::marks::{Change, Step, Subject};
use crate::text::sanitise;

/// A turn of a transcript with more characters is clipped by the paragraph.
const LONG_TURN: usize = 1200;

/// The most bytes of a clipping: some twenty pages.
const LONGEST: usize = 64 << 10;

/// The most wordings of a briefing that an entry is looked for under; one may come round again.
const MOST_WORDINGS: usize = 50;

/// Characters of a clipping that name it in a message.
const FIRST_WORDS: usize = 40;

/// What was clipped of the open briefing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clipped {
    /// In the order of their places; those that are no longer found come last.
    pub all: Vec<Kept>,
}

/// One stretch that was clipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What tells it from the others.
    pub key: Arc<str>,
    /// What was kept of it.
    pub clipping: Clipping,
    /// Where it stands in the body now; `None` where its words are gone.
    pub range: Option<Range<usize>>,
}

impl Clipped {
    /// Finds the clippings of a briefing in its text.
    pub(super) fn of(briefing: &Briefing, marks: &Marks) -> Self {
        let kept = marks.clippings().map(|(key, clipping)| Kept {
            key: Arc::clone(key),
            range: clipping.anchor.locate(&briefing.body.text),
            clipping: clipping.clone(),
        });
        let mut all: Vec<Kept> = kept.collect();
        all.sort_by_key(|kept| {
            let place = kept.range.as_ref().map(|range| (range.start, range.end));
            (place.is_none(), place)
        });
        Self { all }
    }

    /// Where the clipped stretches stand.
    pub fn ranges(&self) -> impl Iterator<Item = &Range<usize>> {
        self.all.iter().filter_map(|kept| kept.range.as_ref())
    }

    /// The key of the clipping that is just this stretch.
    fn key_of(&self, range: &Range<usize>) -> Option<&Arc<str>> {
        let kept = self.all.iter();
        let mut same = kept.filter(|kept| kept.range.as_ref() == Some(range));
        same.next().map(|kept| &kept.key)
    }

    /// What is to be said of those whose words are gone.
    fn lost(&self) -> Option<String> {
        let lost = self.all.iter().filter(|kept| kept.range.is_none());
        let words: Vec<String> = lost
            .map(|kept| first_words(&kept.clipping.anchor.exact))
            .collect();
        let (are, count) = match words.len() {
            0 => return None,
            1 => ("is", 1),
            count => ("are", count),
        };
        let count = page::counted(count, "clipping");
        let words = words.join(", ");
        Some(format!(
            "{count} {are} no longer found in this text: {words}"
        ))
    }
}

/// The beginning of a text between quotation marks: `“The river is shared…”`.
pub(crate) fn first_words(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "“„«‘\"'".contains(c));
    let mut words = String::new();
    for word in text.split_whitespace() {
        let is_first = words.is_empty();
        if !is_first && words.chars().count() + word.chars().count() >= FIRST_WORDS {
            break;
        }
        words += if is_first { "" } else { " " };
        words.extend(word.chars().take(FIRST_WORDS));
    }
    let is_all = words.len() == text.trim_end().len();
    let words = words.trim_end_matches(|c: char| "”“»’\"'".contains(c));
    if is_all {
        return format!("“{words}”");
    }
    format!("“{}…”", words.trim_end_matches([',', ';', ':', '.']))
}

impl Page {
    /// Says something below the head that was not known when the page was laid out.
    fn tell(&mut self, text: &str) {
        let head = |line: &PageLine| {
            matches!(
                line.content,
                Content::Caveat(_) | Content::Title(_) | Content::Facts(_)
            )
        };
        let place = self.lines.iter().take_while(|line| head(line)).count();
        let columns = usize::from(self.measure.columns).max(1);
        let lines = crate::text::wrap::wrap(text, columns).into_iter();
        let lines = lines.map(|line| PageLine {
            at: 0,
            content: Content::Lost(text[line].to_owned()),
        });
        self.put_above(place, lines);
    }
}

impl Reading {
    /// Takes the marks of the open briefing. Where what the page says of its clippings changes
    /// with them, it is laid out anew.
    pub(super) fn take_clippings(&mut self, marks: &Marks) -> Need {
        let Some(briefing) = &self.briefing else {
            return Need::Nothing;
        };
        let said = self.clipped.lost();
        self.clipped = Clipped::of(briefing, marks);
        if self.clipped.lost() == said || self.view != TextView::Reading {
            return Need::Nothing;
        }
        let top = self.top;
        let need = self.lay_out();
        self.scroll_to(top);
        need
    }

    /// Says on a page that was just made which clippings are no longer found.
    pub(super) fn tell_lost(&mut self) {
        if let (Some(page), Some(lost)) = (&mut self.page, self.clipped.lost())
            && page.raw.is_none()
        {
            page.tell(&lost);
        }
    }

    /// The stretch that `c` and `y` are about: the selection, else the quote in sight.
    fn meant(&self) -> Option<Stretch> {
        let briefing = self.briefing.as_ref()?;
        if let Some(selection) = self.selecting {
            let range = trimmed(&briefing.body.text, selection.range());
            return (!range.is_empty()).then(|| Stretch {
                speaker: speaker_of(briefing, &range),
                range,
                rest: None,
            });
        }
        let quote = &briefing.quotes[self.quote_in_sight()?];
        let (range, rest) = self.part_in_sight(briefing, quote);
        Some(Stretch {
            speaker: Some(quote.credit()),
            range: trimmed(&briefing.body.text, range),
            rest,
        })
    }

    /// What of a quote is clipped: all of it, of a long turn the paragraph in sight; and where that
    /// has more lines than the pane, the sentences in sight.
    fn part_in_sight(&self, briefing: &Briefing, quote: &Quote) -> (Range<usize>, Option<Rest>) {
        let whole = quote.span.range();
        let is_long = quote.kind == QuoteKind::Turn
            && briefing.body.text[whole.clone()].chars().count() > LONG_TURN;
        let paragraph = is_long.then(|| self.paragraph_of(quote.span)).flatten();
        let wanted = paragraph.clone().unwrap_or(whole);
        let by = match quote.kind {
            QuoteKind::Turn => Command::SelectRange,
            _ => Command::Select,
        };
        let rest = |part| Rest { part, by };
        match self.sentences_in_sight(briefing, &wanted) {
            Some(sentences) if sentences != wanted => (sentences, Some(rest("what is in sight"))),
            _ => (wanted, paragraph.map(|_| rest("the paragraph"))),
        }
    }

    /// The sentences in sight of a stretch that has more lines than the pane.
    fn sentences_in_sight(
        &self,
        briefing: &Briefing,
        stretch: &Range<usize>,
    ) -> Option<Range<usize>> {
        let page = self.page.as_ref()?;
        let line_of = |at: usize| page.line_of(u32::try_from(at).unwrap_or(u32::MAX));
        let lines = line_of(stretch.start)..line_of(stretch.end.saturating_sub(1)) + 1;
        if lines.len() <= self.height.max(1) {
            return None;
        }
        let shown = page.lines.iter().skip(self.top).take(self.height.max(1));
        let spans = shown.filter_map(|line| match line.content {
            Content::Text { span, .. } => Some(span.range()),
            _ => None,
        });
        let within = |span: Range<usize>| {
            let part = span.start.max(stretch.start)..span.end.min(stretch.end);
            (part.start < part.end).then_some(part)
        };
        let mut shown = spans.filter_map(within);
        let first = shown.next()?;
        let last = shown.next_back().map_or(first.end, |last| last.end);
        let sentences = sentences_around(&briefing.body, first.start..last);
        Some(sentences.start.max(stretch.start)..sentences.end.min(stretch.end))
    }

    /// The paragraph in sight of a turn.
    fn paragraph_of(&self, turn: Span) -> Option<Range<usize>> {
        let (body, page) = (&self.briefing.as_ref()?.body, self.page.as_ref()?);
        let mut shown = page.lines.iter().skip(self.top).take(self.height.max(1));
        let at = shown.find_map(|line| match line.content {
            Content::Text { span, .. } if span.overlaps(turn) => Some(span.start.max(turn.start)),
            _ => None,
        })?;
        let block = body.blocks.partition_point(|block| block.span.end <= at);
        let block = body.blocks.get(block)?.span.range();
        let turn = turn.range();
        Some(block.start.max(turn.start)..block.end.min(turn.end))
    }
}

/// Words of the open briefing that something is to be done with.
#[derive(Debug)]
struct Stretch {
    range: Range<usize>,
    /// As it is credited; `None` for words that are no quote.
    speaker: Option<String>,
    /// There is more of the quote.
    rest: Option<Rest>,
}

/// What is to be said of a quote that is clipped or sent in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rest {
    /// What the part is.
    part: &'static str,
    /// What selects more of it.
    by: Command,
}

/// A stretch without the blanks at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(range.start + words.trim_end().len()).max(start)
}

/// Who said a stretch that lies within one quote; of a quotation inside a turn, who is quoted.
/// Outside of quotes the author of the whole text.
fn speaker_of(briefing: &Briefing, range: &Range<usize>) -> Option<String> {
    let author = || briefing.author_at(range).map(Author::shown);
    let quote = briefing.quote_at(range);
    quote.map(Quote::credit).or_else(author)
}

/// True where the speaker of a clipping has a name, by its words or because the desk gave it.
fn is_named(clipping: &Clipping, briefing: Option<&Arc<Briefing>>) -> bool {
    let language = briefing.and_then(|briefing| briefing.language.as_deref());
    clipping.speaker.as_deref().is_some_and(|speaker| {
        speaker.contains(NamedBy::Desk.sign()) || Grammar::of(language).is_proper_name(speaker)
    })
}

/// The words of a stretch: those of a whole quote without its marks.
fn words_of(briefing: &Briefing, range: &Range<usize>) -> String {
    let text = &briefing.body.text;
    let quote = briefing
        .quotes
        .iter()
        .find(|quote| quote.span.range() == *range);
    quote.map_or_else(|| text[range.clone()].to_owned(), |quote| quote.words(text))
}

/// The paragraphs that a stretch lies in, counted from 1; headings and rules do not count.
fn paragraphs(briefing: &Briefing, range: &Range<usize>) -> Option<RangeInclusive<usize>> {
    let counts = |kind| !matches!(kind, BlockKind::Heading(_) | BlockKind::Rule);
    let blocks = briefing.body.blocks.iter();
    let counted = blocks.filter(|block| counts(block.kind)).zip(1..);
    let holds = |it: Range<usize>| it.start < range.end && range.start < it.end;
    let mut among = counted.filter(|(block, _)| holds(block.span.range()));
    let (_, first) = among.next()?;
    let last = among.last().map_or(first, |(_, last)| last);
    Some(first..=last)
}

/// Where a clipping is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    /// To the clippings file.
    File,
    /// To the terminal's clipboard, perhaps on another machine: the file is nobody's there.
    Clipboard,
}

impl App {
    /// Clips the selection, or else the quote in sight; takes away what is clipped already.
    pub(super) fn clip(&mut self) -> Vec<Effect> {
        let (mut effects, stretch) = self.what_is_meant();
        let Some((briefing, stretch)) = stretch else {
            return effects;
        };
        let id = briefing.id;
        let (key, now) = match self.reading.clipped.key_of(&stretch.range) {
            Some(key) => (Arc::clone(key), None),
            None => (self.free_key(id, &stretch.range), Some(&stretch)),
        };
        if now.is_some() && self.is_refused("Not clipped", &briefing) {
            return effects;
        }
        let now = now.and_then(|stretch| self.clipping(&briefing, stretch).to_value());
        let words = first_words(&briefing.body.text[stretch.range.clone()]);
        let rest = stretch.rest.filter(|_| now.is_some());
        let done = match (&now, rest) {
            (None, _) => "Clipping taken away".to_owned(),
            (_, None) => "Clipped".to_owned(),
            (_, Some(rest)) => format!("Clipped {}", rest.part),
        };
        let mark = Mark::Clipping(key);
        let change = Change {
            was: self.triage.ledger.of(id).value(&mark),
            of: Subject::Mark(id, mark),
            now,
        };
        let said = format!("{done}: {words} {}", briefing.title);
        let changes = vec![change.clone()];
        let Some(made) = self.make(Step { said, changes }) else {
            return effects;
        };
        effects.extend(made);
        effects.extend(self.clippings_turned(&[change]));
        let undo = self.keys_for(Command::Undo);
        self.say_when_saved(match rest {
            None => format!("{done}: {words} ({undo} takes it back)"),
            Some(rest) => {
                let more = self.keys_for(rest.by);
                format!("{done} ({more} selects more, {undo} takes it back): {words}")
            }
        });
        effects
    }

    /// Sends the selection, or else the quote in sight, to the terminal's clipboard.
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        if !self.has_clipboard() {
            return Vec::new();
        }
        let (mut effects, stretch) = self.what_is_meant();
        if let Some((briefing, stretch)) = stretch {
            if self.is_refused("Not sent", &briefing) {
                return effects;
            }
            let clipping = self.clipping(&briefing, &stretch);
            let key = key_of(&stretch.range);
            let text = self.written(briefing.id, &key, &clipping, Destination::Clipboard);
            self.reading.sent_part = stretch.rest;
            effects.push(Effect::Copy(text));
        }
        effects
    }

    /// Whether anything may be sent to the terminal's clipboard; where not, that is said.
    pub(super) fn has_clipboard(&mut self) -> bool {
        let is_on = self.settings.clipboard.osc52 != Switch::Off;
        if !is_on {
            let text = "The clipboard is off: set [clipboard] osc52 = \"on\" in the settings";
            self.say(Tone::Refused, text);
        }
        is_on
    }

    pub(super) fn copied(&mut self, result: Result<Sent, String>) -> Vec<Effect> {
        let part = self.reading.sent_part.take();
        let sent = part.map_or_else(|| "Sent".to_owned(), |rest| format!("Sent {}", rest.part));
        let more = part.map_or_else(String::new, |rest| {
            format!(" ({} selects more)", self.keys_for(rest.by))
        });
        let (tone, text) = match result {
            Ok(Sent::Direct) => (
                Tone::Done,
                format!("{sent} to the terminal's clipboard{more}"),
            ),
            Ok(Sent::Through(program)) => (
                Tone::Done,
                format!("{sent} to the terminal's clipboard, through {program}{more}"),
            ),
            Ok(Sent::Perhaps(program)) => (
                Tone::Done,
                format!(
                    "{sent} to {program}, which may not hand it on to the terminal's clipboard{more}"
                ),
            ),
            Ok(Sent::Kept(program)) => (
                Tone::Refused,
                format!("{program} keeps it from the clipboard: `tmux set -s set-clipboard on`"),
            ),
            Err(reason) => (Tone::Refused, reason),
        };
        self.say(tone, text);
        Vec::new()
    }

    /// What is to be clipped or sent, where there is something; else that was said. A selection
    /// is done with.
    fn what_is_meant(&mut self) -> (Vec<Effect>, Option<(Arc<Briefing>, Stretch)>) {
        let effects = self.catch_up();
        if self.reading.view != TextView::Reading {
            self.say_quotes_are_elsewhere();
            return (effects, None);
        }
        let (Some(briefing), Some(stretch)) = (self.reading.briefing.clone(), self.reading.meant())
        else {
            let select = self.keys_for(Command::Select);
            let text = match self.focus {
                Pane::Reading => format!("No quote in sight: {select} selects text"),
                _ => "No quote in sight".to_owned(),
            };
            self.say(Tone::Refused, text);
            return (effects, None);
        };
        if stretch.range.len() > LONGEST {
            self.say(Tone::Refused, "That is over 64 KiB of text: select less");
            return (effects, None);
        }
        self.reading.selecting = None;
        (effects, Some((briefing, stretch)))
    }

    pub(super) fn say_quotes_are_elsewhere(&mut self) {
        let raw = self.keys_for(Command::Raw);
        let said = format!("Quotes are marked in the reading view ({raw} shows it)");
        self.say(Tone::Refused, said);
    }

    /// Says why nothing of a briefing may leave the reader, if nothing may.
    pub(super) fn is_refused(&mut self, what: &str, briefing: &Briefing) -> bool {
        let reason = briefing.refusal(self.settings.handling.ceiling);
        let is_refused = reason.is_some();
        if let Some(reason) = reason {
            self.say(Tone::Refused, format!("{what}: {reason}"));
        }
        is_refused
    }

    fn clipping(&self, briefing: &Briefing, stretch: &Stretch) -> Clipping {
        Clipping {
            anchor: Anchor::of(&briefing.body.text, stretch.range.clone()),
            speaker: stretch.speaker.as_deref().map(Arc::from),
            clipped: self.today.to_string(),
        }
    }

    /// A key for a stretch that no other clipping of the briefing has.
    ///
    /// In another wording of the briefing the same bytes may have been other words.
    fn free_key(&self, id: BriefingId, range: &Range<usize>) -> Arc<str> {
        let marks = self.triage.ledger.of(id);
        let is_free = |key: &Arc<str>| marks.clippings().all(|(taken, _)| taken != key);
        let plain = key_of(range);
        let numbered = (2..).map(|number| Arc::from(format!("{plain}-{number}")));
        let mut keys = std::iter::once(Arc::clone(&plain)).chain(numbered);
        keys.find(is_free).unwrap_or(plain)
    }

    /// Brings the clippings file up to date with what a step of the reader's changed.
    pub(super) fn clippings_turned(&mut self, changes: &[Change]) -> Vec<Effect> {
        let effects = changes.iter().filter_map(|change| {
            let Subject::Mark(id, mark @ Mark::Clipping(key)) = &change.of else {
                return None;
            };
            let mut marks = Marks::default();
            marks.set(mark, &change.now);
            Some(match marks.clippings().next() {
                None => Effect::RemoveClipping {
                    ids: self.wordings(*id),
                    key: Arc::clone(key),
                },
                Some((_, clipping)) => {
                    let text = self.written(*id, key, clipping, Destination::File);
                    let form = self.settings.clippings.template;
                    Effect::WriteClipping(entry::sealed(form, *id, key, &text))
                }
            })
        });
        let effects: Vec<Effect> = effects.collect();
        self.triage.keeping.await_entries(effects.len());
        effects
    }

    /// A briefing and the earlier wordings of it, the latest first, each by all the ids that it
    /// has had.
    fn wordings(&self, id: BriefingId) -> Vec<BriefingId> {
        let ledger = &self.triage.ledger;
        let earlier = |&id: &BriefingId| ledger.of(id).revises();
        let all = std::iter::successors(Some(id), earlier).take(MOST_WORDINGS);
        all.flat_map(|id| std::iter::once(id).chain(ledger.former(id).iter().copied()))
            .collect()
    }

    /// A clipping with all that is known of where it is from; of a briefing that is not here
    /// (any more) that is what the mark has kept.
    fn written(&self, id: BriefingId, key: &str, clipping: &Clipping, to: Destination) -> String {
        let position = self.library.position_of(id);
        let briefing = position.map(|position| self.library.briefing_at(position));
        let place = briefing.and_then(|briefing| {
            let range = clipping.anchor.locate(&briefing.body.text)?;
            Some((briefing, range))
        });
        let words = match &place {
            Some((briefing, range)) => words_of(briefing, range),
            None => clipping.anchor.exact.clone(),
        };
        let file = briefing.map(|it| sanitise::name(&*it.origin.name()));
        let caveat = briefing.and_then(|it| it.stamp());
        let citation = Citation {
            words: &words,
            speaker: clipping.speaker.as_deref(),
            is_named: is_named(clipping, briefing),
            title: &self.title_of(id),
            source: briefing.and_then(|it| it.source.as_deref()),
            date: briefing.and_then(|it| it.date),
            paragraphs: place.and_then(|(briefing, range)| paragraphs(briefing, &range)),
            id,
            file: file.as_deref().filter(|_| to == Destination::File),
            caveat: caveat.as_deref(),
            clipped: &clipping.clipped,
            key,
        };
        let form: Form = match to {
            Destination::File => self.settings.clippings.template,
            Destination::Clipboard => self.settings.clipboard.template,
        };
        citation.write(form, &self.settings.clippings.own)
    }

    /// Shows in the text what is clipped of it now.
    pub(super) fn show_clippings(&mut self) -> Vec<Effect> {
        let Some(open) = &self.reading.briefing else {
            return Vec::new();
        };
        let need = self.reading.take_clippings(self.triage.ledger.of(open.id));
        self.lay_out(need)
    }
}

/// The key of a stretch as such.
fn key_of(range: &Range<usize>) -> Arc<str> {
    format!("{}-{}", range.start, range.end).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_are_whole_and_between_one_pair_of_marks() {
        assert_eq!(first_words("“We agree.”"), "“We agree.”");
        assert_eq!(
            first_words("the river is shared and so is\n\nthe work of many years"),
            "“the river is shared and so is the work…”"
        );
        assert_eq!(first_words(""), "“”");
        assert!(first_words(&"x".repeat(99)).chars().count() < 45);
    }
}
