//! The reading pane: which briefing is open, how far it is read, where the jumps lead.

use std::ops::Range;
use std::sync::Arc;

use crate::app::clippings::Rest;
use crate::app::message::Generation;
use crate::app::page::{Content, Measure, Page};
use crate::app::{Clipped, TextSelection};
use crate::briefing::{Briefing, Marks, Quote, QuoteKind, Span};
use crate::library::comparison::Comparison;
use crate::search::query::Highlighter;
use crate::search::{find_in, find_in_body};
use crate::text::sanitise::CleanText;

mod seen;

pub(super) use seen::Seen;

/// Bodies longer than this are laid out by a worker: below it a wrap takes less than a frame.
pub(super) const LAY_OUT_AT_ONCE: usize = 256 << 10;

/// Texts longer than this are not searched at every key: a search of them takes some 10 ms.
const FIND_AT_ONCE: usize = 512 << 10;

/// Lines that a page down or up leaves in sight.
const OVERLAP: usize = 2;

/// The reading pane's state.
#[derive(Debug, Default)]
pub struct Reading {
    /// What is open.
    pub briefing: Option<Arc<Briefing>>,
    /// The note on it.
    pub note: Option<Arc<str>>,
    /// Its lines; `None` while a worker lays it out.
    pub page: Option<Page>,
    /// The first line that shows.
    pub top: usize,
    /// How many lines show.
    pub height: usize,
    /// How wide the text is.
    pub measure: Option<Measure>,
    /// The quote that was jumped to.
    pub quote: Option<usize>,
    /// The words that were jumped to from a list, until the next key.
    pub marked: Option<Span>,
    /// The change that was jumped to, while those show.
    pub change: Option<usize>,
    /// What is folded of the text shows.
    pub is_unfolded: bool,
    /// Which of file, changes and reading view shows.
    pub view: TextView,
    /// A word, or what a query finds, that is looked for.
    pub search: Option<TextSearch>,
    /// What a query looks for in every briefing.
    sought: Option<Arc<Highlighter>>,
    /// What was clipped of it.
    pub clipped: Clipped,
    /// The text that is being selected.
    pub selecting: Option<TextSelection>,
    /// What was sent to the clipboard is a part of a quote, and that is still to be told.
    pub(super) sent_part: Option<Rest>,
    /// The layout that a worker is asked for.
    pub request: Generation,
    /// The byte of the text to show when that layout comes.
    anchor: Option<u32>,
    /// It was marked read for having been read: that is done once.
    pub(super) was_marked_read: bool,
    /// The first line of the reading view, while another shows.
    before_other: Option<usize>,
    /// A word was looked for while there was no page to look in.
    pub(super) is_asked: bool,
}

/// How the text shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TextView {
    /// Cleaned and wrapped, quotes highlighted.
    #[default]
    Reading,
    /// As it stands in the file; the text is being read.
    RawAwaited,
    /// As it stands in the file.
    Raw(Arc<str>),
    /// What has changed since it was read; that is being found out.
    ChangesAwaited,
    /// What has changed since it was read.
    Changes(Arc<Comparison>),
}

/// A word looked for in the open briefing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextSearch {
    /// What was typed; empty where a query looks for it.
    pub needle: String,
    /// Where it is, in bytes of the text that shows.
    pub matches: Vec<Range<usize>>,
    /// The match that was jumped to.
    pub current: usize,
}

/// What must happen for the open briefing to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// Nothing more.
    Nothing,
    /// A worker must lay it out.
    LayOut(Measure),
}

impl Reading {
    /// Opens a briefing with the marks on it at its top.
    pub fn open(&mut self, briefing: Arc<Briefing>, marks: &Marks) -> Need {
        let needle = self.search.take().map(|search| search.needle);
        self.take(briefing, marks);
        self.top = 0;
        (self.quote, self.change, self.selecting) = (None, None, None);
        self.marked = None;
        self.view = TextView::Reading;
        self.is_unfolded = false;
        (self.anchor, self.before_other) = (None, None);
        (self.was_marked_read, self.is_asked) = (false, false);
        let need = self.lay_out();
        // A word looked for stays looked for from briefing to briefing.
        self.look_for(needle.as_deref().unwrap_or_default());
        need
    }

    /// Shows another version of the briefing that is open, at the same place.
    pub fn replace(&mut self, briefing: Arc<Briefing>, marks: &Marks) -> Need {
        let (top, quote) = (self.top, self.quote);
        self.take(briefing, marks);
        let need = self.lay_out();
        self.quote = quote;
        self.scroll_to(top);
        need
    }

    fn take(&mut self, briefing: Arc<Briefing>, marks: &Marks) {
        self.note = marks.note().cloned();
        self.clipped = Clipped::of(&briefing, marks);
        let was = self.briefing.replace(Arc::clone(&briefing));
        // What is selected is so many bytes of one text.
        if was.is_none_or(|was| was.body.text != briefing.body.text) {
            self.selecting = None;
        }
    }

    /// Shows a quote as if it had been jumped to.
    pub fn go_to_quote(&mut self, quote: usize) {
        let span = self
            .briefing
            .as_ref()
            .and_then(|open| open.quotes.get(quote));
        if let Some(span) = span.map(|quote| quote.span.range()) {
            self.unfold_over(&span);
        }
        let (Some(briefing), Some(page)) = (&self.briefing, &self.page) else {
            return;
        };
        if let Some(found) = briefing.quotes.get(quote) {
            let line = page.line_of(found.span.start);
            self.quote = Some(quote);
            self.reveal(line);
        }
    }

    /// Shows words of the text, marked.
    pub fn go_to_words(&mut self, words: Span) {
        let Some(page) = &self.page else { return };
        let line = page.line_of(words.start);
        (self.quote, self.marked) = (None, Some(words));
        self.reveal(line);
    }

    /// Closes what is open.
    pub fn close(&mut self) {
        *self = Self {
            height: self.height,
            measure: self.measure,
            request: self.request,
            sought: self.sought.take(),
            ..Self::default()
        };
    }

    /// Takes the size of the pane's text; lays out again when the width is another.
    pub fn resize(&mut self, measure: Measure, height: usize) -> Need {
        self.height = height;
        if self.measure == Some(measure) {
            self.scroll_to(self.top);
            return Need::Nothing;
        }
        self.measure = Some(measure);
        if let Some(page) = self.page.as_ref().filter(|_| self.top > 0) {
            self.anchor = page.lines.get(self.top).map(|line| line.at);
        }
        let need = self.lay_out();
        self.drop_anchor();
        need
    }

    /// Scrolls to where the reader was before the text was laid out anew.
    fn drop_anchor(&mut self) {
        let Some(page) = &self.page else { return };
        if let Some(at) = self.anchor.take() {
            let line = page.line_of(at);
            self.scroll_to(line);
        }
    }

    /// Makes the page anew, or says that a worker must.
    pub(super) fn lay_out(&mut self) -> Need {
        self.request.advance();
        self.page = None;
        let (Some(briefing), Some(measure)) = (&self.briefing, self.measure) else {
            return Need::Nothing;
        };
        match &self.view {
            TextView::Raw(text) if text.len() > LAY_OUT_AT_ONCE => return Need::LayOut(measure),
            TextView::Raw(text) => self.page = Some(Page::raw(text, measure)),
            TextView::Changes(changes) if changes.len() > LAY_OUT_AT_ONCE => {
                return Need::LayOut(measure);
            }
            TextView::Changes(changes) => {
                self.page = Some(Page::changes(briefing, changes, measure));
            }
            _ if briefing.body.text.len() > LAY_OUT_AT_ONCE => return Need::LayOut(measure),
            _ => self.page = Some(Page::of(briefing, self.note.as_deref(), measure)),
        }
        self.take_in();
        self.refresh_matches();
        Need::Nothing
    }

    /// Makes a new page show what is to show of it.
    fn take_in(&mut self) {
        self.tell_lost();
        if let Some(page) = &mut self.page {
            page.fold(!self.is_unfolded);
        }
    }

    /// Folds the text, or shows all of it; what was the first line to show still is. Says whether there is anything to
    /// fold.
    pub fn turn_folds(&mut self) -> bool {
        let Some(page) = self.page.as_ref().filter(|page| page.has_folds()) else {
            return false;
        };
        // All that heads the text stands at its first byte and is never folded.
        let first = page.lines.get(self.top).filter(|line| line.at > 0).cloned();
        self.is_unfolded = !self.is_unfolded;
        if let Some(page) = &mut self.page {
            page.fold(!self.is_unfolded);
        }
        let line = self.page.as_ref().zip(first).map(|(page, first)| {
            let from = page.lines.partition_point(|line| line.at < first.at);
            let kind = std::mem::discriminant(&first.content);
            let mut same = page.lines[from..].iter();
            let same = same.position(|line| {
                line.at == first.at && std::mem::discriminant(&line.content) == kind
            });
            same.map_or_else(|| page.line_of(first.at), |line| from + line)
        });
        self.scroll_to(line.unwrap_or(self.top));
        true
    }

    /// True for a line that stands for a fold.
    pub(super) fn is_fold(&self, line: usize) -> bool {
        let line = self.page.as_ref().and_then(|page| page.lines.get(line));
        line.is_some_and(|line| matches!(line.content, Content::Fold { .. }))
    }

    /// Unfolds the text where a stretch of it that is to be seen is folded.
    pub(super) fn unfold_over(&mut self, stretch: &Range<usize>) {
        let Some(briefing) = self.briefing.as_ref() else {
            return;
        };
        let is_folded = self.page.as_ref().is_some_and(Page::is_folded);
        let stretch = Span::new(stretch.start, stretch.end);
        let mut folds = briefing.body.folds.iter();
        if is_folded && folds.any(|fold| fold.span.overlaps(stretch)) {
            self.turn_folds();
        }
    }

    /// Takes the page that a worker made.
    pub fn laid_out(&mut self, request: Generation, page: Page) {
        if request == self.request {
            self.page = Some(page);
            self.take_in();
            let is_new = self.anchor.is_none() && self.top == 0;
            self.drop_anchor();
            self.scroll_to(self.top);
            self.refresh_matches();
            if std::mem::take(&mut self.is_asked) {
                self.go_to_match_from_here();
            } else if is_new {
                self.reveal_match();
            }
        }
    }

    /// Shows the file's own text, the changes, or the reading view again.
    ///
    /// Back in the reading view, the place is the same as before.
    pub fn show(&mut self, view: TextView) -> Need {
        let mut top = self.before_other.take();
        if view != TextView::Reading {
            self.before_other = top.take().or(Some(self.top));
        }
        self.view = view;
        self.top = 0;
        (self.quote, self.change, self.selecting) = (None, None, None);
        let need = self.lay_out();
        self.scroll_to(top.unwrap_or(0));
        need
    }

    /// Shows the file's own text, `raw`, at the passage that the reading view shows.
    pub(super) fn show_raw(&mut self, raw: String) -> Need {
        let at = self.place_in_file().map(|at| {
            // The page of it is cleaned: what stands before the passage is, too.
            let mut clean = CleanText::default();
            clean.push(raw.get(..at).unwrap_or_default(), 0);
            u32::try_from(clean.text.len()).unwrap_or(u32::MAX)
        });
        let need = self.show(TextView::Raw(Arc::from(raw)));
        self.anchor = at;
        self.drop_anchor();
        need
    }

    /// The byte of the briefing's stretch of its file where the first line of the text in sight
    /// stands; `None` at the head, which is the head of the file, too.
    fn place_in_file(&self) -> Option<usize> {
        let (briefing, page) = (self.briefing.as_ref()?, self.page.as_ref()?);
        let at = page.lines.get(self.top).filter(|_| self.top > 0)?.at;
        let source = briefing.body.source_map.source_start(at as usize);
        source.checked_sub(briefing.origin.raw.range().start)
    }

    /// The number of lines.
    pub fn len(&self) -> usize {
        self.page.as_ref().map_or(0, |page| page.lines.len())
    }

    /// True when nothing is laid out.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The last line that may be the first to show.
    fn last_top(&self) -> usize {
        self.len().saturating_sub(self.height)
    }

    /// True when the end is in sight.
    pub fn at_end(&self) -> bool {
        self.page.is_some() && self.top >= self.last_top()
    }

    /// Scrolls so that a line is the first, as far as there is text below.
    pub fn scroll_to(&mut self, line: usize) {
        self.top = line.min(self.last_top());
    }

    /// Scrolls by so many lines.
    pub fn scroll_by(&mut self, lines: isize) {
        self.scroll_to(self.top.saturating_add_signed(lines));
    }

    /// The lines that a page down or up moves by.
    pub fn page_length(&self) -> usize {
        self.height.saturating_sub(OVERLAP).max(1)
    }

    /// Scrolls only when needed, so that a line shows with some text before it.
    pub(super) fn reveal(&mut self, line: usize) {
        let comfortable = self.top..self.top + self.height.saturating_sub(self.height / 4).max(1);
        if !comfortable.contains(&line) {
            self.scroll_to(line.saturating_sub(self.height / 4));
        }
    }

    /// Jumps to the next or previous quote. Says whether there was one.
    pub fn jump_to_quote(&mut self, forward: bool) -> bool {
        self.jump(forward, |_, _| true)
    }

    /// Jumps to the next or previous question of a transcript. Says whether there was one.
    pub fn jump_to_question(&mut self, forward: bool) -> bool {
        self.jump(forward, asks)
    }

    /// Jumps to the next or previous change, while those show. Says whether there was one.
    pub fn jump_to_change(&mut self, forward: bool) -> bool {
        let Some(page) = &self.page else { return false };
        let lines = &page.changes;
        let shown = self.top..self.top + self.height.max(1);
        let here = self.change.filter(|&change| shown.contains(&lines[change]));
        let found = match (forward, here) {
            (true, Some(change)) => Some(change + 1).filter(|&next| next < lines.len()),
            (true, None) => lines.iter().position(|&line| line >= shown.start),
            (false, Some(change)) => change.checked_sub(1),
            (false, None) => lines.iter().rposition(|&line| line < shown.start),
        };
        let Some(change) = found else { return false };
        let line = lines[change];
        self.change = Some(change);
        self.reveal(line);
        true
    }

    fn jump(&mut self, forward: bool, wanted: impl Fn(&Briefing, &Quote) -> bool) -> bool {
        let (Some(briefing), Some(page)) = (self.briefing.clone(), &self.page) else {
            return false;
        };
        if page.raw.is_some() {
            return false;
        }
        let line_of = |i: usize| page.line_of(briefing.quotes[i].span.start);
        let in_sight = |line: usize| (self.top..self.top + self.height.max(1)).contains(&line);
        // Go on from the quote jumped to while it shows, else from what shows.
        let from = self.quote.filter(|&quote| in_sight(line_of(quote)));
        let top = self.top;
        let wanted = |i: &usize| wanted(&briefing, &briefing.quotes[*i]);
        let mut all = 0..briefing.quotes.len();
        let found = match (forward, from) {
            (true, Some(quote)) => (quote + 1..briefing.quotes.len()).find(wanted),
            (true, None) => all.find(|i| line_of(*i) >= top && wanted(i)),
            (false, Some(quote)) => (0..quote).rev().find(wanted),
            (false, None) => all.rev().find(|i| line_of(*i) < top && wanted(i)),
        };
        let Some(quote) = found else { return false };
        let line = line_of(quote);
        self.quote = Some(quote);
        self.reveal(line);
        true
    }

    /// True when looking for a word takes longer than a key may: then it waits for Enter.
    pub fn is_long(&self) -> bool {
        let text = |page: &Page| self.briefing.as_ref().map(|open| page.text_of(open).len());
        let length = self.page.as_ref().and_then(text);
        length.is_some_and(|length| length > FIND_AT_ONCE)
    }

    /// True while a word is looked for that was typed in this pane.
    pub fn is_looking(&self) -> bool {
        let search = self.search.as_ref();
        search.is_some_and(|search| !search.needle.is_empty())
    }

    /// Looks for what a query finds, in this briefing and those opened later; jumps to its first
    /// occurrence, unless a word is looked for here.
    pub fn seek(&mut self, sought: Option<Arc<Highlighter>>) {
        let is_same = match (&self.sought, &sought) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            (None, None) => true,
            _ => false,
        };
        if is_same {
            return;
        }
        self.sought = sought;
        if !self.is_looking() {
            self.look_for("");
        }
    }

    /// Looks for a word, or without one for what a query finds; jumps to its first occurrence from
    /// what shows on.
    pub fn look_for(&mut self, needle: &str) {
        let needle = if needle.trim().is_empty() { "" } else { needle };
        let is_on = !needle.is_empty() || self.sought.is_some();
        self.search = is_on.then(|| TextSearch {
            needle: needle.to_owned(),
            ..TextSearch::default()
        });
        self.refresh_matches();
        self.go_to_match_from_here();
    }

    fn go_to_match_from_here(&mut self) {
        let top = self.top;
        let (Some(search), Some(page)) = (&mut self.search, &self.page) else {
            return;
        };
        let here = page.lines.get(top).map_or(0, |line| line.at as usize);
        let next = search.matches.partition_point(|found| found.start < here);
        search.current = if next < search.matches.len() { next } else { 0 };
        self.reveal_match();
    }

    /// Looks for no word any more; the text stays where it is.
    pub(super) fn look_no_longer(&mut self) {
        let top = self.top;
        self.look_for("");
        self.scroll_to(top);
    }

    fn refresh_matches(&mut self) {
        // What a query finds in a long text waits until it is asked for.
        if self.is_looking() || !self.is_long() {
            self.find_matches();
        }
    }

    fn find_matches(&mut self) {
        let (Some(search), Some(page), Some(briefing)) =
            (&mut self.search, &self.page, &self.briefing)
        else {
            return;
        };
        let text = page.text_of(briefing);
        search.matches = match &self.sought {
            Some(sought) if search.needle.is_empty() => match self.view {
                TextView::Reading => sought.find_in_briefing(briefing),
                _ => sought.find_in(text),
            },
            _ => match self.view {
                TextView::Reading => find_in_body(&briefing.body, &search.needle),
                _ => find_in(text, &search.needle),
            },
        };
        search.current = search.current.min(search.matches.len().saturating_sub(1));
    }

    /// Goes to the next or previous match, round and round. Says whether there is any.
    pub fn jump_to_match(&mut self, forward: bool) -> bool {
        let Some(search) = self.search.as_mut().filter(|s| !s.matches.is_empty()) else {
            return false;
        };
        let count = search.matches.len();
        let step = if forward { 1 } else { count - 1 };
        search.current = (search.current + step) % count;
        self.reveal_match();
        true
    }

    /// Goes to the next or previous match, not round. Says whether there is one.
    pub fn step_match(&mut self, forward: bool) -> bool {
        let is_unsought = self.search.as_ref().is_some_and(|s| s.matches.is_empty());
        if is_unsought && self.is_long() {
            self.find_matches();
            self.reveal_match();
            return self.search.as_ref().is_some_and(|s| !s.matches.is_empty());
        }
        let Some(search) = &mut self.search else {
            return false;
        };
        let next = if forward {
            search.current.checked_add(1)
        } else {
            search.current.checked_sub(1)
        };
        let Some(next) = next.filter(|&next| next < search.matches.len()) else {
            return false;
        };
        search.current = next;
        self.reveal_match();
        true
    }

    /// Goes to the first match, or to the last.
    pub fn go_to_end_match(&mut self, first: bool) {
        if let Some(search) = &mut self.search {
            let last = search.matches.len().saturating_sub(1);
            search.current = if first { 0 } else { last };
            self.reveal_match();
        }
    }

    fn reveal_match(&mut self) {
        let search = self.search.as_ref();
        let found = search.and_then(|search| search.matches.get(search.current));
        if let Some(found) = found.cloned() {
            self.unfold_over(&found);
        }
        let (Some(search), Some(page)) = (&self.search, &self.page) else {
            return;
        };
        if let Some(found) = search.matches.get(search.current) {
            let line = page.line_of(u32::try_from(found.start).unwrap_or(u32::MAX));
            self.reveal(line);
            // That is where one is now, and no longer at a quote.
            self.quote = None;
        }
    }

    /// How much is read, in percent.
    pub fn percent(&self) -> usize {
        let seen = (self.top + self.height).min(self.len());
        (seen * 100).checked_div(self.len()).unwrap_or(100)
    }

    /// The quote to speak of: the one jumped to, else the first that shows.
    pub fn quote_in_sight(&self) -> Option<usize> {
        let (briefing, page) = (self.briefing.as_ref()?, self.page.as_ref()?);
        if page.raw.is_some() {
            return None;
        }
        let span = |line: usize| match page.lines.get(line)?.content {
            Content::Text { span, .. } => Some(span),
            _ => None,
        };
        let end = (self.top + self.height).min(page.lines.len());
        let shown = |quote: usize| {
            let quote = &briefing.quotes[quote];
            (self.top..end)
                .filter_map(span)
                .any(|line| quote.span.overlaps(line))
        };
        self.quote
            .filter(|&quote| shown(quote))
            .or_else(|| (0..briefing.quotes.len()).find(|&quote| shown(quote)))
    }
}

/// True when a quote is a turn of a transcript that asks.
pub(super) fn asks(briefing: &Briefing, quote: &Quote) -> bool {
    quote.kind == QuoteKind::Turn && is_question(briefing, quote.span.range().start)
}

/// True when the transcript turn whose words start at `start` asks: its label is `Q`, `QUESTION`
/// or the like.
fn is_question(briefing: &Briefing, start: usize) -> bool {
    let text = &briefing.body.text;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let label = text[line..start].trim().trim_end_matches([':', '.']).trim();
    let label = label.to_uppercase();
    // "Q. MR. FORD", "Q (REUTERS)", and no word that begins with the letter.
    let beside = label.strip_prefix(['Q', 'В', 'F']);
    beside.is_some_and(|beside| !beside.starts_with(char::is_alphabetic)) || {
        [
            "QUESTION",
            "ВОПРОС",
            "FRAGE",
            "PREGUNTA",
            "REPORTER",
            "JOURNALIST",
        ]
        .iter()
        .any(|word| label.starts_with(word))
    }
}
