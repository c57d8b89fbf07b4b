//! Saved views: queries with a name, of the configuration and of the reader, at the head of the
//! sidebar with live counts.

use std::sync::Arc;

use jiff::civil;

use super::message::Generation;
use super::search::{Reach, Search};
use super::sidebar::View;
use super::{App, Effect, Tone};
use crate::briefing::{Facet, Label, Marks};
use crate::library::marks::{Change, Step, Subject};
use crate::search::Shelf;
use crate::search::query::{Ending, Field, Matcher, Pattern, Query, State, ends_phrase};

/// The most characters of the name of a view.
const LONGEST_NAME: usize = 40;

/// The saved views.
#[derive(Debug, Default)]
pub struct Views {
    /// They, those of the configuration first.
    pub all: Vec<SavedView>,
    generation: Generation,
    is_asked: bool,
}

/// A query with a name.
#[derive(Debug, Clone)]
pub struct SavedView {
    /// Its name.
    pub name: Arc<str>,
    /// What it asks, as it was written.
    pub text: Arc<str>,
    /// The same, read; `None` where it makes no sense (any more).
    pub query: Option<Query>,
    /// Whether it stands in the configuration and not in the reader's marks.
    pub is_configured: bool,
    /// For each briefing counted so far whether it is in it.
    holds: Vec<bool>,
    /// How many are.
    pub count: usize,
}

impl SavedView {
    fn new(name: &Arc<str>, text: &Arc<str>, is_configured: bool) -> Self {
        Self {
            name: Arc::clone(name),
            text: Arc::clone(text),
            query: Query::parse(text).ok(),
            is_configured,
            holds: Vec::new(),
            count: 0,
        }
    }

    /// Asks what the view asks; of what is put away or off only where it says so.
    fn asked(&self) -> Query {
        match &self.query {
            Some(query) => within_reach(query.clone()),
            None => Query::All,
        }
    }
}

/// The query without what is put away or off, unless it names that.
fn within_reach(query: Query) -> Query {
    let without = |query: Query, state| {
        if query.names(state) {
            query
        } else {
            query.and(Query::Not(Box::new(Query::Is(state))))
        }
    };
    without(without(query, State::Archived), State::Snoozed)
}

impl Views {
    /// How many briefings have been counted.
    pub(super) fn counted(&self) -> usize {
        let counted = self.all.iter().map(|view| view.holds.len());
        counted.min().unwrap_or(0)
    }

    /// True while a count is awaited.
    pub(super) fn is_asked(&self) -> bool {
        self.is_asked
    }

    /// Forgets what was counted.
    pub(super) fn clear_positions(&mut self) {
        self.generation.advance();
        self.is_asked = false;
        for view in &mut self.all {
            view.holds.clear();
            view.count = 0;
        }
    }

    /// The queries to be counted from `from` on, and the number of the question; `None` while
    /// there is no view.
    pub(super) fn ask(&mut self, from: usize) -> Option<(Generation, Vec<Query>)> {
        if self.all.is_empty() {
            return None;
        }
        for view in &mut self.all {
            view.holds.truncate(from);
            view.count = view.holds.iter().filter(|holds| **holds).count();
        }
        let queries = self.all.iter().map(SavedView::asked).collect();
        self.is_asked = true;
        Some((self.generation.advance(), queries))
    }

    /// Takes in what was counted; says whether it was asked for.
    pub(super) fn count(&mut self, generation: Generation, holds: Vec<Vec<bool>>) -> bool {
        if generation != self.generation {
            return false;
        }
        self.is_asked = false;
        for (view, holds) in self.all.iter_mut().zip(holds) {
            view.count += holds.iter().filter(|holds| **holds).count();
            view.holds.extend(holds);
        }
        true
    }

    /// Looks again at briefings whose marks or tags have changed.
    pub(super) fn look_again(
        &mut self,
        shelf: &Shelf,
        marked: &[Marks],
        positions: &[u32],
        today: civil::Date,
    ) {
        for view in &mut self.all {
            let mut matcher = Matcher::new(&view.asked(), today);
            for &position in positions {
                let at = position as usize;
                let Some(holds) = view.holds.get_mut(at) else {
                    continue;
                };
                let now = shelf.holds(&mut matcher, position, &marked[at]);
                match (*holds, now) {
                    (false, true) => view.count += 1,
                    (true, false) => view.count -= 1,
                    _ => {}
                }
                *holds = now;
            }
        }
    }
}

/// The query for briefings with a tag.
pub(super) fn tagged(label: &Label) -> Query {
    let field = match label.facet {
        Facet::Source => Field::Source,
        Facet::Language => Field::Language,
        facet => Field::Facet(facet),
    };
    let words = match (label.facet, &label.code) {
        (Facet::Language, Some(code)) => code.clone(),
        _ => label.name.replace(ends_phrase, " "),
    };
    let pattern = Pattern {
        words,
        ending: Ending::Whole,
    };
    Query::Has(field, pattern)
}

/// The query for what a view of the sidebar holds.
pub(super) fn of_view(view: View) -> Query {
    let state = match view {
        View::All => return Query::All,
        View::Unread => State::Unread,
        View::Starred => State::Starred,
        View::Due => State::Due,
        View::Revised => State::Revised,
        View::Noted => State::Noted,
        View::Clipped => State::Clipped,
        View::Snoozed => State::Snoozed,
        View::Archived => State::Archived,
    };
    Query::Is(state)
}

impl Search {
    /// True while it is this view that shows.
    pub fn shows(&self, view: &SavedView) -> bool {
        self.reach == Reach::Present && self.text == *view.text
    }
}

impl App {
    /// Takes the views of the configuration and of the marks.
    pub(super) fn refresh_views(&mut self) -> Vec<Effect> {
        let configured = self.settings.views.iter();
        let configured = configured.map(|view| (&view.name, &view.query, true));
        let mine = self.triage.ledger.views();
        let mine: Vec<_> = mine.map(|(name, query)| (name, query, false)).collect();
        let is_new = |(name, ..): &(&Arc<str>, &Arc<str>, bool)| {
            !mine.iter().any(|(other, ..)| other == name)
        };
        let all = configured.filter(is_new).chain(mine.iter().copied());
        let all: Vec<SavedView> = all
            .map(|(name, text, is_configured)| SavedView::new(name, text, is_configured))
            .collect();
        self.search.views.all = all;
        let effects = self.count_views(0);
        self.rebuild_sidebar();
        effects
    }

    /// Shows what a saved view asks for.
    pub(super) fn choose_saved(&mut self, view: usize) -> Vec<Effect> {
        let Some(view) = self.search.views.all.get(view) else {
            return Vec::new();
        };
        let text = Arc::clone(&view.text);
        if view.query.is_none() {
            // That says what is wrong with it, and does nothing.
            return self.search_text(&text, Reach::Present);
        }
        // What is chosen a second time is chosen no longer.
        if self.search.shows(view) {
            return self.unsearch();
        }
        self.sidebar.view = View::All;
        self.search_text(&text, Reach::Present)
    }

    /// Saves the present search, tags and view under a name.
    pub(super) fn save_view(&mut self, name: &str) -> Vec<Effect> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let query = self.present_query();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            let text = format!(
                "A view is saved with a name of up to {LONGEST_NAME} characters: save-view NAME"
            );
            self.say(Tone::Refused, text);
            return Vec::new();
        }
        if query.is_all() {
            let text = "Nothing to save yet: search, or choose tags or a view in the sidebar";
            self.say(Tone::Refused, text);
            return Vec::new();
        }
        // What was written is kept as it was, where nothing else is part of it.
        let text = if query == self.search.query {
            self.search.text.clone()
        } else {
            query.to_string()
        };
        if let Err(fault) = Query::parse(&text) {
            self.say(Tone::Refused, format!("{text}: {fault}"));
            return Vec::new();
        }
        let said = format!("View saved: {name} ({text})");
        self.change_view(&name, Some(text.into()), said)
    }

    /// Forgets the view of a name.
    pub(super) fn delete_view(&mut self, name: &str) -> Vec<Effect> {
        let name = name.trim();
        let found = self
            .search
            .views
            .all
            .iter()
            .find(|view| *view.name == *name);
        match found {
            Some(view) if view.is_configured => {
                let text = format!("“{name}” stands in the configuration; it is taken out there");
                self.say(Tone::Refused, text);
                Vec::new()
            }
            Some(_) => self.change_view(name, None, format!("View deleted: {name}")),
            None => {
                let text = format!("There is no view “{name}”: delete-view NAME");
                self.say(Tone::Refused, text);
                Vec::new()
            }
        }
    }

    fn change_view(&mut self, name: &str, now: Option<Arc<str>>, said: String) -> Vec<Effect> {
        let of = Subject::View(name.into());
        let change = Change {
            was: self.triage.ledger.value(&of),
            of,
            now,
        };
        let made = self.make(Step {
            said: said.clone(),
            changes: vec![change],
        });
        match made {
            Some(effects) => {
                self.say_when_saved(said);
                effects
            }
            None => Vec::new(),
        }
    }
}
