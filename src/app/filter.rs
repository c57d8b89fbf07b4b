//! Loading and filtering: from the collection to the rows of the list and the sidebar.

use std::sync::Arc;

use jiff::civil;

use super::library::Added;
use super::list::{Away, List};
use super::message::Generation;
use super::order::{self, Matches};
use super::page::{counted, grouped};
use super::places::Narrowing;
use super::sidebar::View;
use super::{App, Effect, FilterRequest, Progress, Tone};
use crate::briefing::Briefing;
use crate::config::{Command, Pane};
use crate::ingest::Problem;
use crate::search::fuzzy::{Found, Query};
use crate::search::query::State;

/// The finder's state.
#[derive(Debug, Default)]
pub struct Filter {
    /// What is looked for; empty when everything shows.
    pub query: Query,
    /// What was typed to look for it.
    pub text: String,
    /// The same before the prompt was opened.
    pub(super) before: String,
    /// What the finder found for it, best first; `None` while there is no query.
    found: Option<Arc<Found>>,
    /// The query that it answers.
    answered: Query,
    /// The best match is to be opened as soon as the finder has answered.
    open_when_answered: bool,
    /// In which order they show.
    pub(super) matches: Matches,
    /// How many of the rows that show have the words typed with letters left out alone.
    pub(super) by_letters: usize,
    /// The number of the last question.
    generation: Generation,
}

impl App {
    pub(super) fn found(
        &mut self,
        scan: Generation,
        files: usize,
        bytes: u64,
        complete: bool,
    ) -> Vec<Effect> {
        if let Some(progress) = self.progress.as_mut().filter(|_| scan == self.scan) {
            progress.found = files;
            progress.found_bytes = bytes;
            progress.complete = complete;
        }
        Vec::new()
    }

    pub(super) fn advance(&mut self, files: usize, bytes: u64, elapsed: u64) {
        if let Some(progress) = &mut self.progress {
            progress.done = files;
            progress.done_bytes = bytes;
            progress.elapsed = elapsed;
        }
    }

    pub(super) fn loaded(
        &mut self,
        briefings: Vec<Arc<Briefing>>,
        problems: Vec<Problem>,
    ) -> Vec<Effect> {
        let is_rescan = self.return_to.is_some();
        let personal = |briefing| self.triage.personal(briefing);
        let briefings = briefings.into_iter().map(personal).collect();
        let Added { from, moved } = self.library.add(briefings, problems, &self.triage.ledger);
        self.triage.count_from(&self.library, from, self.today);
        for position in moved {
            self.search.forget_excerpt(position);
        }
        let mut effects = if self.filter.query.is_empty() {
            self.refresh_rows()
        } else {
            self.ask_finder()
        };
        effects.extend(self.search_again());
        effects.extend(self.count_views(from));
        effects.extend(self.open_as_loaded(from));
        if is_rescan {
            effects.extend(self.return_to_place());
        }
        effects
    }

    /// Shows the open briefing as it has been read again, where it came back among those from
    /// a position on with other names or tags: the desk's corrections may have changed.
    fn open_as_loaded(&mut self, from: usize) -> Vec<Effect> {
        let Some(open) = self.reading.briefing.clone() else {
            return Vec::new();
        };
        let mut came = (0..).zip(self.library.collection().briefings()).skip(from);
        let again = came.find(|(_, briefing)| briefing.id == open.id);
        let Some((position, briefing)) = again else {
            return Vec::new();
        };
        let is_as_known = briefing.origin.encoding == open.origin.encoding;
        if briefing.quotes == open.quotes && briefing.tags == open.tags && is_as_known {
            return Vec::new();
        }
        let briefing = Arc::clone(briefing);
        let need = self
            .reading
            .replace(briefing, self.library.marks_at(position));
        self.lay_out(need)
    }

    /// True while it is not known which briefings show, because the finder or the search has been
    /// asked and has not answered yet.
    pub(super) fn awaits_answer(&self) -> bool {
        let Filter {
            query,
            found,
            answered,
            ..
        } = &self.filter;
        let asks_finder = !query.is_empty() && (found.is_none() || answered != query);
        asks_finder || self.search.is_asked
    }

    pub(super) fn scan_finished(&mut self, scan: Generation, elapsed: u64) -> Vec<Effect> {
        if scan != self.scan {
            return Vec::new();
        }
        let progress = self.progress.take().unwrap_or_default();
        let seconds = elapsed / 1000;
        let tenths = elapsed % 1000 / 100;
        let mut said = format!(
            "{} from {} in {seconds}.{tenths} s",
            counted(self.library.len(), "briefing"),
            counted(progress.done, "file"),
        );
        let problems = self.library.collection().problems().len();
        if problems > 0 {
            let keys = self.keys_for(Command::Problems);
            said += &format!("; {} ({keys} lists them)", counted(problems, "problem"));
        }
        // What has been said since the last key matters more: what the reader did, what went wrong.
        if self.notice.is_none() {
            self.say(Tone::Done, said);
        }
        let mut effects = self.refresh_rows();
        effects.extend(self.return_to_place());
        if self.reading.briefing.is_none() {
            effects.extend(self.open_selected());
        }
        effects.push(self.survey());
        effects.extend(self.relayout());
        // Nothing to choose from.
        if self.library.len() == 1 && !self.list.is_in_use && self.focus == Pane::List {
            effects.extend(self.perform(Command::Open, None));
        }
        effects
    }

    /// Reads everything again; marks, tags chosen and the filter stay.
    pub(super) fn rescan(&mut self) -> Vec<Effect> {
        let mut effects = match self.following.awaits() {
            true => self.open_selected(),
            false => Vec::new(),
        };
        let scan = self.scan.advance();
        self.begin_anew();
        self.progress = Some(Progress::default());
        effects.push(Effect::Scan(scan));
        effects
    }

    /// Forgets all that was read; marks, tags chosen and the filter stay.
    pub(super) fn begin_anew(&mut self) {
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        self.return_to = self.under_cursor().or(open);
        self.hold_selection();
        self.library.clear();
        self.triage.clear();
        self.list.clear();
        self.search.clear_positions();
        self.places.clear_positions();
        self.filter.found = None;
        self.filter.generation.advance();
        self.rebuild_sidebar();
    }

    /// Takes what is typed into the finder.
    pub(super) fn filter_by(&mut self, text: &str) -> Vec<Effect> {
        let query = Query::new(text);
        if query.is_empty() {
            return self.unfilter();
        }
        if self.filter.query.is_empty() {
            self.leave_place(Narrowing::Filter);
        }
        self.filter.text = text.to_owned();
        self.filter.query = query;
        self.ask_finder()
    }

    /// Leaves the prompt; what was filtered by before it is filtered by again.
    pub(super) fn filter_left(&mut self) -> Vec<Effect> {
        let before = std::mem::take(&mut self.filter.before);
        let mut effects = Vec::new();
        if before != self.filter.text {
            effects.extend(self.filter_by(&before));
        }
        effects.extend(self.go_back_from_prompt());
        effects
    }

    /// Takes the finder's query away; the cursor stays on its briefing.
    pub(super) fn unfilter(&mut self) -> Vec<Effect> {
        self.places.take(Narrowing::Filter);
        self.filter.text.clear();
        self.filter.query = Query::default();
        self.filter.answered = Query::default();
        self.filter.found = None;
        self.filter.matches.end(&mut self.library);
        self.filter.open_when_answered = false;
        self.filter.generation.advance();
        self.list.is_in_use = true;
        self.narrow()
    }

    /// Opens the best match: at once when it is known, else when the finder has answered.
    pub(super) fn open_best(&mut self) -> Vec<Effect> {
        if self.filter.answered == self.filter.query {
            let mut effects = self.open_selected();
            // Where nothing matches nothing is open.
            effects.extend(self.follow_cursor());
            return effects;
        }
        self.filter.open_when_answered = true;
        Vec::new()
    }

    fn ask_finder(&mut self) -> Vec<Effect> {
        vec![Effect::Filter(FilterRequest {
            generation: self.filter.generation.advance(),
            query: self.filter.query.clone(),
            snapshot: self.library.candidates(),
            order: Arc::clone(self.library.ordered()),
            last: self.filter.found.clone(),
        })]
    }

    pub(super) fn filtered(&mut self, query: Generation, found: Arc<Found>) -> Vec<Effect> {
        if query != self.filter.generation {
            return Vec::new();
        }
        let typed_anew = self.filter.answered != self.filter.query;
        self.filter.answered = self.filter.query.clone();
        self.filter.found = Some(found);
        // The best match is what a reader who types wants under the cursor.
        if typed_anew {
            self.put_cursor(0);
        }
        self.list.is_in_use = !typed_anew;
        let mut effects = self.refresh_rows();
        effects.extend(self.return_to_place());
        self.list.is_in_use = true;
        effects.extend(self.go_to_awaited_place());
        if std::mem::take(&mut self.filter.open_when_answered) {
            effects.extend(self.open_selected());
        }
        effects
    }

    /// Works out which briefings show after the reader has asked for others.
    pub(super) fn narrow(&mut self) -> Vec<Effect> {
        self.list.kept.clear();
        self.refresh_rows()
    }

    /// Works out which briefings show, then the sidebar, then what is to be read.
    pub(super) fn refresh_rows(&mut self) -> Vec<Effect> {
        let passes = |position: &u32| self.passes(*position);
        let hits = self.filter.found.as_ref().map(|found| &*found.hits);
        let by_letters = order::by_letters(hits.unwrap_or_default(), passes);
        let rows = match hits {
            Some(hits) => self.matched_rows(hits, passes),
            None if self.filter.query.is_empty() => self
                .library
                .ordered()
                .iter()
                .copied()
                .filter(passes)
                .collect(),
            // Not known yet: no others than before.
            None => self.list.rows.iter().copied().filter(passes).collect(),
        };
        self.list.show(rows);
        self.filter.by_letters = by_letters;
        let marks = self.list.rows.iter().map(|&row| self.library.marks_at(row));
        self.list.away = Away::among(marks, self.today);
        self.rebuild_sidebar();
        // A text that is being read does not change because files came in or went.
        let is_reading = self.focus == Pane::Reading && !self.list.rows.is_empty();
        if is_reading && self.reading.briefing.is_some() {
            return Vec::new();
        }
        self.follow_cursor()
    }

    pub(super) fn passes(&self, position: u32) -> bool {
        if self.list.kept.contains(&position) {
            return true;
        }
        let marks = self.library.marks_at(position);
        let is_in_view = match self.sidebar.view {
            View::All => self.is_within_reach(position),
            view => view.holds(marks, self.today),
        };
        is_in_view
            && self.search.holds(position)
            && self.sidebar.passes(self.library.collection(), position)
    }

    /// Counts the tags of what shows; skipped while the sidebar is hidden.
    pub(super) fn rebuild_sidebar(&mut self) {
        if self.layout.sidebar.is_none() && !self.sidebar.rows.is_empty() {
            return;
        }
        let unread = |position: u32| !self.library.marks_at(position).read;
        let counts = self
            .library
            .collection()
            .count_families(&self.list.rows, unread);
        let saved = self.search.views.all.iter();
        let saved: Vec<(&str, bool)> = saved
            .map(|view| (&*view.name, self.search.shows(view)))
            .collect();
        self.sidebar.rebuild(
            self.library.collection(),
            counts,
            self.triage.counts,
            &saved,
        );
    }

    /// True when nothing but the view chosen keeps briefings out of the list.
    pub fn is_narrowed_by_view_alone(&self) -> bool {
        self.filter.query.is_empty() && !self.search.is_on() && !self.sidebar.has_tags()
    }

    /// Clears the finder, the search, the tags chosen and the view.
    pub(super) fn clear_filters(&mut self) -> Vec<Effect> {
        self.sidebar.included.clear();
        self.sidebar.excluded.clear();
        self.sidebar.view = View::All;
        self.filter_sidebar("");
        let mut effects = self.unsearch();
        effects.extend(self.unfilter());
        effects
    }

    /// Puts the cursor on a briefing, where it shows.
    pub(super) fn select_position(&mut self, position: Option<u32>) {
        let row = position.and_then(|wanted| self.list.rows.iter().position(|&p| p == wanted));
        if let Some(row) = row {
            self.list.go(row);
        }
    }

    /// Goes on with another day: what is due is another.
    pub(super) fn day_changed(&mut self, today: civil::Date) -> Vec<Effect> {
        self.today = today;
        self.triage.read_today = super::ReadToday::default();
        self.triage.recount(&self.library, today);
        let mut effects = self.search_again();
        effects.extend(self.count_views(0));
        effects.extend(self.refresh_rows());
        effects
    }

    /// What the header says of the rows: "17 unread of 214", or how many match and how many of
    /// those are put away or off.
    pub fn tally(&self) -> String {
        let counts = self.triage.counts;
        if !self.filter.query.is_empty() || self.search.is_on() || self.sidebar.narrows() {
            let shown = grouped(self.list.rows.len());
            let away = self.told_of_away();
            let letters = self.told_of_letters();
            return format!("{shown} of {}{letters}{away}", grouped(self.library.len()));
        }
        format!(
            "{} unread of {}",
            grouped(counts.of(View::Unread)),
            grouped(counts.of(View::All))
        )
    }
}

impl App {
    /// ", 2 archived, 1 put off": of the rows, unless nothing else was asked for.
    fn told_of_away(&self) -> String {
        let Away { archived, put_off } = self.list.away;
        let (view, query) = (self.sidebar.view, &self.search.query);
        let away = [
            (archived, View::Archived, State::Archived, "archived"),
            (put_off, View::Snoozed, State::Snoozed, "put off"),
        ];
        let is_news = |&&(count, of, state, _): &&(usize, View, State, &str)| {
            count > 0 && view != of && !query.names(state)
        };
        let told = away.iter().filter(is_news);
        told.map(|(count, .., word)| format!(", {} {word}", grouped(*count)))
            .collect()
    }
}

impl List {
    /// The row of the first briefing after (or before) the cursor that satisfies `wanted`.
    pub(super) fn next_row(&self, forward: bool, wanted: impl Fn(u32) -> bool) -> Option<usize> {
        let mut after = self.cursor + 1..self.rows.len();
        if forward {
            after.find(|&row| wanted(self.rows[row]))
        } else {
            (0..self.cursor.min(self.rows.len()))
                .rev()
                .find(|&row| wanted(self.rows[row]))
        }
    }
}
