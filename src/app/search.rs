//! The search: which briefings satisfy the query, and where they do.
//!
//! A query is put to a worker, which answers for all briefings at once; while it is typed, what
//! makes no sense yet is not applied. What the reader decides about a few briefings afterwards is
//! looked at here, without the worker.

mod completion;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

pub use completion::{Names, Offer};

use super::input::Input;
use super::message::Generation;
use super::page::counted;
use super::places::Narrowing;
use super::views::Views;
use super::{App, CountRequest, Effect, Prompt, SearchRequest, Tone};
use crate::briefing::{Briefing, BriefingId};
use crate::config::{Command, Pane};
use crate::library::history::Kind;
use crate::search::query::{Highlighter, Matcher, Query, QueryError, State};

/// Briefings that are looked at here after a decision about them; for more the worker is asked.
const LOOKED_AT_HERE: usize = 100;

/// How much of a body is looked through for the line that is shown of it in the list: that takes
/// less than a millisecond.
const SHOWN_OF: usize = 64 << 10;

/// The longest body that is looked through for what somebody says: that takes some 5 ms.
const LOOKED_THROUGH: usize = 1 << 20;

/// Characters of a line that are shown before what was found in it.
const BEFORE_FOUND: usize = 24;

/// The search and the saved views.
#[derive(Debug, Default)]
pub struct Search {
    /// What is searched for, as it was written; empty while there is no search.
    pub text: String,
    /// The same, read.
    pub query: Query,
    /// What is wrong with what is being typed.
    pub fault: Option<QueryError>,
    /// The rest that is offered for what is being typed.
    pub offer: Option<Offer>,
    /// How far the search looks.
    pub reach: Reach,
    /// What finds the words in a text; `None` when there are none.
    pub highlighter: Option<Arc<Highlighter>>,
    /// For each briefing whether it satisfies the query; `None` while there is none.
    found: Option<Arc<Vec<bool>>>,
    /// Lines of briefings that show, by position; `None` where there is nothing to show.
    excerpts: HashMap<u32, Option<Excerpt>>,
    /// What was in force before the prompt was opened.
    before: (String, Reach),
    generation: Generation,
    /// The search has been asked and has not answered yet.
    pub(super) is_asked: bool,
    /// The number of the last question what to select.
    selecting: Generation,
    /// What is asked where nothing satisfies the query.
    otherwise: Option<Query>,
    /// Briefings that were changed while an answer is awaited: it may not know of that.
    touched: Vec<u32>,
    /// The cursor was moved while the query was being typed.
    pub(super) was_moved: bool,
    awaited: Awaited,
    /// Names that can be completed, the commonest first.
    names: Arc<Names>,
    /// The saved views.
    pub views: Views,
}

/// How far a search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// What is put away or off is found, too: who searches looks for what is there.
    #[default]
    Everywhere,
    /// What is put away or off is left out, unless the query names it: a saved view is a list to
    /// work through.
    Present,
}

/// What is to happen when the worker has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Awaited {
    /// Nothing more than to show it.
    #[default]
    Nothing,
    /// The cursor goes to the first.
    First,
    /// The first is opened.
    Open,
    /// This one is opened, where it is found; else the first.
    OpenThis(BriefingId),
}

/// A line of a briefing in which something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Who says it, where it is a quote.
    pub speaker: Option<Arc<str>>,
    /// The line, perhaps without its beginning.
    pub text: String,
    /// What was found in it, in bytes.
    pub found: Vec<Range<usize>>,
}

/// What is to be done with what a query finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Show it.
    Show,
    /// Select it.
    Select,
}

impl Search {
    /// True while something is searched for.
    pub fn is_on(&self) -> bool {
        !self.query.is_all()
    }

    /// True when the briefing at a position satisfies the query, as far as is known.
    pub(super) fn holds(&self, position: u32) -> bool {
        let found = self.found.as_ref();
        found.is_none_or(|found| found.get(position as usize).copied().unwrap_or(false))
    }

    /// A line of the briefing at a position in which something was found.
    pub fn excerpt(&self, position: u32) -> Option<&Excerpt> {
        self.excerpts.get(&position)?.as_ref()
    }

    /// Forgets the line that is shown of a briefing, because that is another now.
    pub(super) fn forget_excerpt(&mut self, position: u32) {
        self.excerpts.remove(&position);
    }

    /// Forgets what is known by position.
    pub(super) fn clear_positions(&mut self) {
        self.found = self.is_on().then(Arc::default);
        self.excerpts.clear();
        self.views.clear_positions();
        self.touched.clear();
        self.generation.advance();
        self.selecting.advance();
        self.is_asked = false;
    }

    fn set(&mut self, text: &str, query: Query) {
        self.text = text.trim().to_owned();
        let highlighter = Highlighter::of(&query);
        self.highlighter = (!highlighter.is_empty()).then(|| Arc::new(highlighter));
        self.query = query;
        self.otherwise = None;
        self.excerpts.clear();
        if !self.is_on() {
            self.found = None;
            self.generation.advance();
            self.is_asked = false;
        }
    }
}

impl App {
    /// Opens the prompt for a query.
    pub(super) fn open_search(&mut self) -> Vec<Effect> {
        self.places.before_prompt = Some(self.place());
        let mut effects = match self.focus {
            Pane::Sidebar => self.set_focus(Pane::List),
            Pane::List | Pane::Reading => Vec::new(),
        };
        self.search.before = (self.search.text.clone(), self.search.reach);
        self.search.fault = None;
        self.search.offer = None;
        self.search.was_moved = false;
        self.recalled = None;
        let mut text = self.search.text.clone();
        if !text.is_empty() {
            text.push(' ');
        }
        self.prompt = Some(Prompt::Search(Input::with(&text)));
        // What takes long the first time begins before the first letter.
        effects.push(Effect::PrepareSearch(self.library.shelf().clone()));
        effects
    }

    /// Takes the names that can be completed.
    pub(super) fn search_prepared(&mut self, names: Arc<Names>) -> Vec<Effect> {
        self.search.names = names;
        self.offer();
        Vec::new()
    }

    /// Takes what is being typed as a query, where it makes sense already.
    pub(super) fn search_typed(&mut self, text: &str) -> Vec<Effect> {
        self.offer();
        self.search.was_moved = false;
        match Query::parse_typed(text) {
            Ok(query) => {
                self.search.fault = None;
                self.search.reach = Reach::Everywhere;
                self.search_for(text, query, Awaited::First)
            }
            Err(fault) => {
                // On the way to `is:unread` stands the word `is`, which may be nowhere: what shows
                // is what was found before the part began that is wrong.
                let before = text.get(..fault.at.start).unwrap_or_default();
                let right = before.trim_end_matches(|c: char| !c.is_whitespace());
                self.search.fault = Some(fault);
                match Query::parse_typed(right) {
                    Ok(query) if !query.is_all() && query != self.search.query => {
                        self.search_for(right, query, Awaited::First)
                    }
                    _ => Vec::new(),
                }
            }
        }
    }

    /// Searches for what was typed; while it makes no sense, the prompt stays.
    pub(super) fn search_entered(&mut self, input: Input) -> Vec<Effect> {
        let text = input.text().to_owned();
        self.search.offer = None;
        match Query::parse(&text) {
            Ok(query) if query.is_all() => self.unsearch(),
            Ok(query) => {
                self.search.fault = None;
                let typed = Query::parse_typed(&text).ok();
                let otherwise = typed.filter(|typed| *typed != query);
                if !self.search.is_on() {
                    self.leave_place(Narrowing::Search);
                }
                self.places.end_prompt();
                self.search.reach = Reach::Everywhere;
                self.search.set(&text, query);
                self.search.otherwise = otherwise;
                let chosen = self.list.selected().filter(|_| self.search.was_moved);
                let chosen = chosen.map(|position| self.library.card_at(position).id());
                self.search.awaited = chosen.map_or(Awaited::Open, Awaited::OpenThis);
                self.fit_list();
                let mut effects = self.remember_typed(Kind::Search, &text);
                effects.extend(self.ask_search());
                effects
            }
            Err(fault) => {
                self.say(Tone::Refused, fault.to_string());
                self.search.fault = Some(fault);
                self.prompt = Some(Prompt::Search(input));
                Vec::new()
            }
        }
    }

    /// Leaves the prompt; what was searched for before it is searched for again.
    pub(super) fn search_left(&mut self) -> Vec<Effect> {
        let (before, reach) = std::mem::take(&mut self.search.before);
        self.search.fault = None;
        self.search.offer = None;
        let query = Query::parse(&before).unwrap_or_default();
        let mut effects = Vec::new();
        if query != self.search.query || reach != self.search.reach {
            self.search.reach = reach;
            effects.extend(self.search_for(&before, query, Awaited::Nothing));
        }
        effects.extend(self.go_back_from_prompt());
        effects
    }

    /// Searches for a query that is complete; says what is wrong where it makes no sense.
    pub(super) fn search_text(&mut self, text: &str, reach: Reach) -> Vec<Effect> {
        match Query::parse(text) {
            Ok(query) if query.is_all() => self.unsearch(),
            Ok(query) => {
                self.search.reach = reach;
                self.search_for(text, query, Awaited::First)
            }
            Err(fault) => {
                self.say(Tone::Refused, format!("{text}: {fault}"));
                Vec::new()
            }
        }
    }

    fn search_for(&mut self, text: &str, query: Query, then: Awaited) -> Vec<Effect> {
        if query.is_all() {
            return self.unsearch();
        }
        if !self.search.is_on() {
            self.leave_place(Narrowing::Search);
        }
        self.search.set(text, query);
        self.search.awaited = then;
        self.fit_list();
        self.ask_search()
    }

    /// Ends the search.
    pub(super) fn unsearch(&mut self) -> Vec<Effect> {
        let was_on = self.search.is_on();
        self.places.take(Narrowing::Search);
        self.search.set("", Query::All);
        self.reading.seek(None);
        if !was_on {
            return Vec::new();
        }
        self.list.is_in_use = true;
        self.fit_list();
        self.narrow()
    }

    /// Puts the query to the worker again, where there is one.
    pub(super) fn search_again(&mut self) -> Vec<Effect> {
        if self.search.is_on() {
            self.ask_search()
        } else {
            Vec::new()
        }
    }

    fn ask_search(&mut self) -> Vec<Effect> {
        self.search.is_asked = true;
        vec![Effect::Search(SearchRequest {
            generation: self.search.generation.advance(),
            query: self.search.query.clone(),
            otherwise: self.search.otherwise.clone(),
            shelf: self.library.shelf().clone(),
            marks: Arc::clone(self.library.marks()),
            today: self.today,
            use_as: Use::Show,
        })]
    }

    /// Hears what the worker found.
    pub(super) fn searched(&mut self, answer: Searched) -> Vec<Effect> {
        if answer.use_as == Use::Select {
            let is_asked = answer.generation == self.search.selecting;
            return if is_asked {
                self.select_found(&answer.found)
            } else {
                Vec::new()
            };
        }
        if answer.generation != self.search.generation {
            return Vec::new();
        }
        self.search.is_asked = false;
        if answer.found.contains(&true) {
            self.search.otherwise = None;
        }
        if let Some(query) = answer.otherwise {
            let text = query.to_string();
            self.search.set(&text, query);
        }
        self.search.found = Some(answer.found);
        self.search.excerpts.clear();
        self.look_at_touched();
        self.reading.seek(self.search.highlighter.clone());
        let then = std::mem::take(&mut self.search.awaited);
        if then == Awaited::Nothing {
            let mut effects = self.refresh_rows();
            effects.extend(self.return_to_place());
            effects.extend(self.go_to_awaited_place());
            return effects;
        }
        self.list.kept.clear();
        self.put_cursor(0);
        self.list.is_in_use = false;
        let mut effects = self.refresh_rows();
        self.list.is_in_use = true;
        match then {
            Awaited::Open => effects.extend(self.open_selected()),
            Awaited::OpenThis(id) => {
                let position = self.library.position_of(id);
                self.select_position(position);
                effects.extend(self.open_selected());
            }
            Awaited::First | Awaited::Nothing => {}
        }
        effects
    }

    /// Looks again at what was changed while an answer was awaited.
    fn look_at_touched(&mut self) {
        let touched = std::mem::take(&mut self.search.touched);
        self.look_here(&touched);
        if self.search.is_asked || self.search.views.is_asked() {
            self.search.touched = touched;
        }
    }

    /// Looks again at briefings whose marks or tags have changed; where they are many, the worker
    /// does.
    pub(super) fn look_again(&mut self, positions: &[u32]) -> Vec<Effect> {
        if positions.len() > LOOKED_AT_HERE {
            let mut effects = self.search_again();
            effects.extend(self.count_views(0));
            return effects;
        }
        if self.search.is_asked || self.search.views.is_asked() {
            self.search.touched.extend(positions);
        }
        self.look_here(positions);
        Vec::new()
    }

    fn look_here(&mut self, positions: &[u32]) {
        let Search {
            query,
            found,
            views,
            ..
        } = &mut self.search;
        let (shelf, marks) = (self.library.shelf(), self.library.marks());
        if let Some(found) = found.as_mut() {
            let mut matcher = Matcher::new(query, self.today);
            let found = Arc::make_mut(found);
            for &position in positions {
                let at = position as usize;
                if let Some(holds) = found.get_mut(at) {
                    *holds = shelf.holds(&mut matcher, position, &marks[at]);
                }
            }
        }
        views.look_again(shelf, marks, positions, self.today);
    }

    /// Has the briefings from a position on counted for the saved views.
    pub(super) fn count_views(&mut self, from: usize) -> Vec<Effect> {
        let Some((generation, queries)) = self.search.views.ask(from) else {
            return Vec::new();
        };
        vec![Effect::CountViews(CountRequest {
            generation,
            queries,
            from: self.search.views.counted(),
            shelf: self.library.shelf().clone(),
            marks: Arc::clone(self.library.marks()),
            today: self.today,
        })]
    }

    /// Hears how the saved views were counted.
    pub(super) fn views_counted(
        &mut self,
        generation: Generation,
        holds: Vec<Vec<bool>>,
    ) -> Vec<Effect> {
        if self.search.views.count(generation, holds) {
            self.look_at_touched();
            self.rebuild_sidebar();
        }
        Vec::new()
    }

    /// Takes up to date what is shown of the rows that show.
    pub(super) fn refresh_excerpts(&mut self) {
        let Some(highlighter) = &self.search.highlighter else {
            return;
        };
        if self.list.row_lines < 2 {
            return;
        }
        let end = (self.list.top + self.list.height).min(self.list.rows.len());
        for &position in &self.list.rows[self.list.top.min(end)..end] {
            let briefing = self.library.briefing_at(position);
            let excerpt = || excerpt(briefing, highlighter);
            self.search.excerpts.entry(position).or_insert_with(excerpt);
        }
    }

    /// Selects what a query finds among the briefings that show.
    pub(super) fn select_by(&mut self, text: &str) -> Vec<Effect> {
        match Query::parse(text) {
            Ok(query) => vec![Effect::Search(SearchRequest {
                generation: self.search.selecting.advance(),
                query,
                otherwise: None,
                shelf: self.library.shelf().clone(),
                marks: Arc::clone(self.library.marks()),
                today: self.today,
                use_as: Use::Select,
            })],
            Err(fault) => {
                self.say(Tone::Refused, format!("{text}: {fault}"));
                Vec::new()
            }
        }
    }

    fn select_found(&mut self, found: &[bool]) -> Vec<Effect> {
        let is_found = |position: &&u32| found.get(**position as usize) == Some(&true);
        let rows = self.list.rows.iter().filter(is_found);
        let ids: Vec<BriefingId> = rows.map(|&row| self.library.card_at(row).id()).collect();
        if ids.is_empty() {
            self.say(Tone::Refused, "None of the briefings that show match");
            return Vec::new();
        }
        let focus = self.set_focus(Pane::List);
        self.triage.selection.add(ids);
        self.say_selected();
        focus
    }

    /// The present search, tags and view as one query.
    pub(super) fn present_query(&self) -> Query {
        let tag = |label| {
            let label = self.library.collection().label(label);
            super::views::tagged(label)
        };
        let view = super::views::of_view(self.sidebar.view);
        let sidebar = &self.sidebar;
        let included = sidebar.included.iter().map(|&label| tag(label));
        let excluded = sidebar.excluded.iter();
        let excluded = excluded.map(|&label| Query::Not(Box::new(tag(label))));
        included
            .chain(excluded)
            .fold(self.search.query.clone().and(view), Query::and)
    }

    /// Goes to the next or previous place that was found: in the open briefing, then in the next
    /// one that was found.
    pub(super) fn next_found(&mut self, forward: bool) -> Vec<Effect> {
        let mut effects = self.catch_up();
        if self.reading.step_match(forward) {
            return effects;
        }
        let rows = self.list.rows.len();
        if rows == 0 {
            self.say(Tone::Refused, "Nothing was found");
            return effects;
        }
        let step = if forward { 1 } else { rows - 1 };
        let next = (self.list.cursor + step) % rows;
        let is_round = if forward { next == 0 } else { next + 1 == rows };
        self.put_cursor(next);
        effects.extend(self.open_selected());
        if !forward || rows == 1 {
            self.reading.go_to_end_match(forward);
        }
        if is_round {
            let end = if forward { "end" } else { "beginning" };
            let said = format!("Round from the {end} of {}", counted(rows, "briefing"));
            self.say(Tone::Done, said);
        }
        effects
    }

    /// Gives the list the height that its rows need.
    pub(super) fn fit_list(&mut self) {
        let height = self.layout.list.map_or(0, |area| area.body().height);
        let wants_two = self.search.highlighter.is_some() && height >= 4;
        self.list.row_lines = if wants_two { 2 } else { 1 };
        self.list.resize(usize::from(height / self.list.row_lines));
    }

    /// How the search stands, for the prompt.
    pub fn search_state(&self) -> String {
        if !self.search.is_on() {
            let search = self.keys_for(Command::Help);
            return format!("words, \"a phrase\", tag:, is:unread … ({search} for all)");
        }
        self.tally()
    }

    /// What is wrong with the query that is being typed; not while there are ways to go on with it,
    /// for then it is only not complete.
    pub fn fault_told(&self) -> Option<&QueryError> {
        let is_typed = matches!(self.prompt, Some(Prompt::Search(_)));
        let fault = self.search.fault.as_ref().filter(|_| is_typed);
        fault.filter(|_| self.search.offer.is_none())
    }

    /// True while something is looked for that may be put away or off.
    pub(super) fn looks_everywhere(&self) -> bool {
        let is_search = self.search.is_on() && self.search.reach == Reach::Everywhere;
        is_search || !self.filter.query.is_empty()
    }

    /// True when a briefing shows as far as it is put away or off: it is neither, or something is
    /// looked for everywhere, or the query asks for such.
    pub(super) fn is_within_reach(&self, position: u32) -> bool {
        let marks = self.library.marks_at(position);
        let query = &self.search.query;
        if self.looks_everywhere() {
            return true;
        }
        (!marks.archived || query.names(State::Archived))
            && (!marks.is_asleep(self.today) || query.names(State::Snoozed))
    }
}

/// What a worker found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// Which question.
    pub generation: Generation,
    /// For each briefing whether it satisfies the query.
    pub found: Arc<Vec<bool>>,
    /// The other query that was asked for, because nothing satisfied the first.
    pub otherwise: Option<Query>,
    /// What is to be done with it.
    pub use_as: Use,
}

/// The line of a briefing that has the most of what is searched for.
fn excerpt(briefing: &Briefing, highlighter: &Highlighter) -> Option<Excerpt> {
    let body = &briefing.body.text;
    let (line, found) = if highlighter.is_of_quotes_alone() && body.len() <= LOOKED_THROUGH {
        let places = highlighter.find_in_briefing(briefing);
        let at = places.first()?.start;
        let start = body[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = body[start..].lines().next()?;
        let on_line = places.into_iter().filter(|at| at.end <= start + line.len());
        let found = on_line.map(|at| at.start - start..at.end - start);
        (line, found.collect::<Vec<_>>())
    } else {
        highlighter.best_line(body, SHOWN_OF)?
    };
    let first = found.first()?.clone();
    // Where the line begins in the body; both are of one text.
    let offset = line.as_ptr() as usize - body.as_ptr() as usize;
    let at = offset + first.start;
    let quotes = briefing.quotes.iter();
    let innermost = quotes.rev().find(|quote| quote.span.contains(at));
    let speaker = match innermost {
        Some(quote) => quote.speaker.clone(),
        None => briefing
            .author_at(&(at..at))
            .map(|author| Arc::clone(&author.name)),
    };
    let before = line[..first.start].char_indices().rev();
    let start = before.map(|(at, _)| at).nth(BEFORE_FOUND).map_or(0, |far| {
        // From the beginning of a word on, where one is near.
        let blank = line[far..first.start].find(' ');
        blank.map_or(far, |blank| far + blank + 1)
    });
    let sign = if start > 0 { "…" } else { "" };
    let shift = |at: usize| at - start + sign.len();
    Some(Excerpt {
        speaker,
        text: format!("{sign}{}", &line[start..]),
        found: found
            .into_iter()
            .filter(|at| at.start >= start)
            .map(|at| shift(at.start)..shift(at.end))
            .collect(),
    })
}
