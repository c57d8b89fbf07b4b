//! How far the marks are saved, and the way back.
//!
//! The keeper ([`crate::library::marks::Keeper`]) answers every order. Until it has, the
//! briefings that the order is about count as *unsaved*: the list shows it, and nothing is said
//! to be done. When the disk refuses, the header says so until it no longer does.

use std::collections::{HashMap, HashSet, VecDeque};

use super::page::counted;
use super::{App, Effect, Notice, Tone};
use crate::briefing::{BriefingId, Mark, Value, present};
use crate::config::{Command, Pane};
use crate::library::marks::{
    Access, Change, Opened, Order, Past, PastStep, Saved, Step, StepRef, Subject, Told, Trouble,
    What, brought_back,
};

/// The most steps that can be taken back.
const REMEMBERED: usize = 1000;

/// What is said while nothing is known yet of an order.
const SAVING: &str = "Saving…";

/// What is saved, what is not, and what can be taken back.
#[derive(Debug, Default)]
pub struct Keeping {
    /// How the keeper is.
    pub state: State,
    /// Orders that are not saved yet, in order.
    unsaved: VecDeque<Unsaved>,
    /// For each briefing that they are about, how many of them are.
    unsaved_of: HashMap<BriefingId, usize>,
    past: Past,
    /// The number of the last order.
    last: u64,
    /// The number of the last of them that was a decision.
    last_decision: u64,
    /// What was last said to be done.
    said: Option<String>,
    /// Entries of the clippings file that are being written or taken out.
    entries: usize,
    /// What to say when that is done, too.
    said_then: Option<String>,
}

/// How the keeper is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    /// It has not said yet.
    #[default]
    Awaited,
    /// It saves.
    Saves,
    /// It never will, and why: nothing can be marked.
    ReadOnly(String),
    /// It cannot at present, and why.
    Fails(String),
}

/// An order that is not saved yet.
#[derive(Debug)]
struct Unsaved {
    order: Order,
    /// What it makes of what it is about, as far as is known here.
    values: Vec<(Subject, Value)>,
    /// What to say when it is saved.
    said: Option<String>,
}

impl Keeping {
    /// How many decisions are not saved.
    pub fn unsaved(&self) -> usize {
        let orders = self.unsaved.iter();
        orders.filter(|it| it.order.what.is_decision()).count()
    }

    /// What changes with every decision, and with undo and redo.
    pub(super) fn decided(&self) -> u64 {
        self.last_decision
    }

    /// True when something about a briefing is not saved.
    pub fn is_unsaved(&self, id: BriefingId) -> bool {
        self.unsaved_of.contains_key(&id)
    }

    /// Numbers an order and remembers it until it is saved.
    fn order(&mut self, what: What, values: Vec<(Subject, Value)>) -> Effect {
        self.last += 1;
        let order = Order {
            number: self.last,
            what,
        };
        if order.what.is_decision() {
            self.last_decision = order.number;
            for id in values.iter().filter_map(|(of, _)| briefing_of(of)) {
                *self.unsaved_of.entry(id).or_default() += 1;
            }
        }
        self.unsaved.push_back(Unsaved {
            order: order.clone(),
            values,
            said: None,
        });
        Effect::Keep(order)
    }

    /// Takes an order off that was saved; returns what was to be said then.
    fn saved(&mut self, number: u64) -> Option<String> {
        let place = self
            .unsaved
            .iter()
            .position(|it| it.order.number == number)?;
        let saved = self.unsaved.remove(place)?;
        let values = saved.values.iter();
        let decided = values.filter(|_| saved.order.what.is_decision());
        for id in decided.filter_map(|(of, _)| briefing_of(of)) {
            if let Some(count) = self.unsaved_of.get_mut(&id) {
                *count -= 1;
                if *count == 0 {
                    self.unsaved_of.remove(&id);
                }
            }
        }
        saved.said
    }

    /// The briefings that orders which are not saved mark read.
    pub(super) fn about_to_be_read(&self) -> Vec<BriefingId> {
        let values = self.unsaved.iter().flat_map(|order| &order.values);
        let read = values.filter_map(|(of, value)| match of {
            Subject::Mark(id, Mark::Read) if value.is_some() => Some(*id),
            _ => None,
        });
        read.collect()
    }

    /// What orders that are not saved will yet change.
    fn will_change(&self) -> HashSet<Subject> {
        let values = self.unsaved.iter().flat_map(|order| &order.values);
        values.map(|(of, _)| of.clone()).collect()
    }

    /// Waits for so many entries of the clippings file more before anything is said to be done.
    pub(super) fn await_entries(&mut self, count: usize) {
        self.entries += count;
    }

    /// Remembers a step as done.
    fn remember(&mut self, step: PastStep) {
        self.past.undone.clear();
        self.past.done.push(step);
        if self.past.done.len() > REMEMBERED {
            self.past.done.remove(0);
        }
    }
}

fn briefing_of(of: &Subject) -> Option<BriefingId> {
    match of {
        Subject::Mark(id, _) => Some(*id),
        Subject::View(_) => None,
    }
}

/// What changes leave behind.
fn values(changes: &[Change]) -> Vec<(Subject, Value)> {
    let value = |change: &Change| (change.of.clone(), change.now.clone());
    changes.iter().map(value).collect()
}

impl App {
    /// Makes a step: here at once, on the disk as soon as the keeper can.
    ///
    /// `None` where nothing can be marked; that was said then.
    pub(super) fn make(&mut self, step: Step) -> Option<Vec<Effect>> {
        if let State::ReadOnly(reason) = &self.triage.keeping.state {
            let text = format!("Nothing can be marked: {reason}");
            self.say(Tone::Refused, text);
            return None;
        }
        let changed = values(&step.changes);
        let effect = self.triage.keeping.order(What::Make(step.clone()), changed);
        let number = self.triage.keeping.last;
        let mut effects = self.apply(&step.changes);
        let remember = self.remember(&step.changes);
        self.triage.keeping.remember(PastStep {
            step: StepRef::Mine(number),
            said: step.said,
            changes: step.changes,
        });
        effects.push(effect);
        effects.extend(remember);
        Some(effects)
    }

    /// Notes that the open briefing was looked at: no decision, and nothing to take back.
    pub(super) fn note_opened(&mut self) -> Vec<Effect> {
        let Some(id) = self.reading.briefing.as_ref().map(|open| open.id) else {
            return Vec::new();
        };
        // It is not worth a word of trouble.
        if self.triage.keeping.state != State::Saves || self.triage.ledger.of(id).opened {
            return Vec::new();
        }
        let of = Subject::Mark(id, Mark::Opened);
        let opened = vec![(of.clone(), present())];
        let order = self
            .triage
            .keeping
            .order(What::Note(opened.clone()), opened);
        self.triage.ledger.set(&of, &present());
        let mut effects = self.marks_changed(std::iter::once(&of));
        effects.push(order);
        effects
    }

    /// Changes what is known here.
    fn apply(&mut self, changes: &[Change]) -> Vec<Effect> {
        for change in changes {
            self.triage.ledger.set(&change.of, &change.now);
        }
        self.marks_changed(changes.iter().map(|change| &change.of))
    }

    /// Says something as soon as the last order is saved, and that it is being saved until then.
    pub(super) fn say_when_saved(&mut self, text: String) {
        let orders = self.triage.keeping.unsaved.iter_mut().rev();
        let mut decisions = orders.filter(|it| it.order.what.is_decision());
        match decisions.next() {
            Some(order) => {
                order.said = Some(text);
                self.show(Tone::Done, SAVING);
            }
            None => self.say(Tone::Done, text),
        }
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(step) = self.triage.keeping.past.done.pop() else {
            self.say(Tone::Refused, "Nothing to take back");
            return Vec::new();
        };
        let back: Vec<Change> = step.changes.iter().map(Change::reversed).collect();
        let effects = self.turn(&back, What::Undo(step.step), "Undone", &step.said);
        self.triage.keeping.past.undone.push(step);
        effects
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let Some(step) = self.triage.keeping.past.undone.pop() else {
            self.say(Tone::Refused, "Nothing was taken back");
            return Vec::new();
        };
        let effects = self.turn(
            &step.changes,
            What::Redo(step.step),
            "Done again",
            &step.said,
        );
        self.triage.keeping.past.done.push(step);
        effects
    }

    /// Turns a step back or makes it again, as far as things still are as it left them.
    /// What is to be said of changes to briefings that are not here, once all is read.
    fn elsewhere(&self, changes: &[Change]) -> &'static str {
        let is_here = |id| self.library.position_of(id).is_some();
        let mut ids = changes.iter().filter_map(|change| briefing_of(&change.of));
        match self.progress.is_none() && ids.any(|id| !is_here(id)) {
            true => " (not in this library)",
            false => "",
        }
    }

    /// Where the cursor goes when these changes are made: to the first of them. It stays on any of
    /// them, and where they are about several briefings the first of which shows.
    fn where_turned(&self, changes: &[Change]) -> Option<u32> {
        let ids = || changes.iter().filter_map(|change| briefing_of(&change.of));
        let first = ids().next()?;
        let position = self.library.position_of(first)?;
        let under = self.under_cursor();
        if ids().any(|id| Some(id) == under) {
            return None;
        }
        let is_several = ids().any(|id| id != first);
        (!is_several || !self.list.rows.contains(&position)).then_some(position)
    }

    fn turn(&mut self, changes: &[Change], what: What, done: &str, said: &str) -> Vec<Effect> {
        let still = |change: &&Change| self.triage.ledger.value(&change.of) == change.was;
        let changes: Vec<Change> = changes.iter().filter(still).cloned().collect();
        let order = self.triage.keeping.order(what, values(&changes));
        let is_undo = matches!(
            order,
            Effect::Keep(Order {
                what: What::Undo(_),
                ..
            })
        );
        let earlier = self.read_earlier(changes.iter().filter(|_| is_undo));
        let target = self.where_turned(&changes);
        let mut effects = self.apply(&changes);
        self.forget_today(&earlier);
        effects.push(order);
        // What only brought marks back has written no entry into the clippings file.
        if !brought_back(said) {
            effects.extend(self.clippings_turned(&changes));
        }
        let elsewhere = self.elsewhere(&changes);
        let said = format!("{said}{elsewhere}");
        let text = match &self.triage.keeping.past.done.last() {
            _ if changes.is_empty() => format!("{done}, but nothing was left of it: {said}"),
            Some(next) if done == "Undone" => {
                let undo = self.keys_for(Command::Undo);
                format!("{done}: {said} · {undo} next: {}", next.said)
            }
            _ => format!("{done}: {said}"),
        };
        self.say_when_saved(text);
        self.select_position(target);
        if self.focus == Pane::Reading {
            effects.extend(self.open_selected());
        } else {
            effects.extend(self.follow_cursor());
        }
        // What was taken back is not done again for what is in sight.
        self.reading.was_marked_read = true;
        effects
    }

    /// What is wrong with the saving, for as long as it is, in one line.
    pub fn trouble(&self) -> Option<String> {
        let keeping = &self.triage.keeping;
        match (&keeping.state, keeping.unsaved()) {
            (State::Awaited | State::Saves, _) => None,
            (State::ReadOnly(_), _) => Some("Marks cannot be changed".to_owned()),
            (State::Fails(reason), 0) => Some(format!("Marks cannot be saved: {reason}")),
            (State::Fails(reason), count) => {
                let what = counted(count, "decision");
                Some(format!("{what} NOT SAVED: {reason}"))
            }
        }
    }

    /// Hears what the keeper has to tell.
    pub(super) fn told(&mut self, told: Told) -> Vec<Effect> {
        match told {
            Told::Opened(opened) => self.marks_opened(*opened),
            Told::Saved(saved) => self.saved(saved),
            Told::News(news) => self.hear_news(news),
            Told::Surveyed(survey) => self.surveyed(survey),
            Told::Lost(lost) => self.lost(&lost),
            Told::NotCopied(trouble) => self.not_copied(&trouble),
            Told::Trouble(trouble) => {
                self.cannot_save(&trouble);
                Vec::new()
            }
        }
    }

    fn cannot_save(&mut self, trouble: &Trouble) {
        let reason = trouble.to_string();
        let said = format!("Marks are not saved: {reason}");
        self.triage.keeping.state = State::Fails(reason);
        self.say(Tone::Failed, said);
    }

    fn marks_opened(&mut self, opened: Opened) -> Vec<Effect> {
        let had = std::mem::replace(&mut self.triage.ledger, opened.ledger);
        let keeping = &mut self.triage.keeping;
        let was_saving = keeping.state != State::Awaited;
        keeping.past = opened.past;
        for order in &keeping.unsaved {
            if let What::Make(step) = &order.order.what {
                keeping.past.undone.clear();
                keeping.past.done.push(PastStep {
                    step: StepRef::Mine(order.order.number),
                    said: step.said.clone(),
                    changes: step.changes.clone(),
                });
            }
            for (of, value) in &order.values {
                self.triage.ledger.set(of, value);
            }
        }
        match opened.access {
            Access::ReadOnly(trouble) => keeping.state = State::ReadOnly(trouble.to_string()),
            Access::NotNow(trouble) => self.cannot_save(&trouble),
            // What could not be saved is not saved yet, only because it could be now.
            Access::Full if matches!(keeping.state, State::Fails(_)) && keeping.unsaved() > 0 => {}
            Access::Full => keeping.state = State::Saves,
        }
        let read_today = opened.read_today;
        let all: Vec<Subject> = (had.all().into_iter())
            .chain(self.triage.ledger.all())
            .map(|(of, _)| of)
            .collect();
        let mut effects = self.marks_changed(all.iter());
        self.recount_read_today(read_today);
        effects.extend(self.refresh_rows());
        if let State::ReadOnly(reason) = &self.triage.keeping.state {
            let text = format!("Nothing can be marked: {reason}");
            self.say(Tone::Refused, text);
        }
        if let Some(salvaged) = opened.salvaged {
            self.say(Tone::Failed, salvaged.to_string());
            // What was known here when the damage came is not lost.
            if was_saving {
                effects.extend(self.make_up_for(&had));
            }
        }
        effects
    }

    /// Marks again what was marked before and has been lost since.
    fn make_up_for(&mut self, had: &crate::library::marks::Ledger) -> Vec<Effect> {
        let lost = had.all().into_iter().filter_map(|(of, now)| {
            let was = self.triage.ledger.value(&of);
            (was != now).then_some(Change { of, was, now })
        });
        let changes: Vec<Change> = lost.collect();
        if changes.is_empty() {
            return Vec::new();
        }
        let step = Step {
            said: crate::library::marks::MADE_UP.to_owned(),
            changes,
        };
        self.make(step).unwrap_or_default()
    }

    fn saved(&mut self, saved: Vec<Saved>) -> Vec<Effect> {
        self.triage.keeping.state = State::Saves;
        let mut effects = Vec::new();
        let mut last = None;
        for Saved { number, now } in saved {
            last = self.triage.keeping.saved(number).or(last);
            effects.extend(self.hear_news(now));
        }
        if self.triage.keeping.entries > 0 {
            self.triage.keeping.said_then = last.or(self.triage.keeping.said_then.take());
        } else if let Some(said) = last {
            self.say_saved(said);
        }
        effects
    }

    /// Hears that an entry of the clippings file was written or taken out, or why not.
    pub(super) fn clipping_done(&mut self, result: Result<(), String>) -> Vec<Effect> {
        let keeping = &mut self.triage.keeping;
        keeping.entries = keeping.entries.saturating_sub(1);
        if let Err(reason) = result {
            keeping.said_then = None;
            self.say(Tone::Failed, reason);
        } else if keeping.entries == 0
            && let Some(said) = keeping.said_then.take()
        {
            self.say_saved(said);
        }
        Vec::new()
    }

    /// Says what is done now, unless the reader was told something else in the meantime.
    fn say_saved(&mut self, said: String) {
        let before = self.triage.keeping.said.as_deref();
        let is_ours = |notice: &Notice| {
            notice.text == SAVING || before.is_some_and(|before| notice.text == before)
        };
        if self.notice.as_ref().is_none_or(is_ours) {
            self.say(Tone::Done, said);
            self.triage.keeping.said = self.notice.as_ref().map(|notice| notice.text.clone());
        }
    }

    /// Takes in what is on the disk now, but for what is about to be changed from here.
    pub(super) fn hear_news(&mut self, mut news: Vec<(Subject, Value)>) -> Vec<Effect> {
        news.retain(|(of, value)| self.triage.ledger.value(of) != *value);
        if !news.is_empty() {
            let will_change = self.triage.keeping.will_change();
            news.retain(|(of, _)| !will_change.contains(of));
        }
        if news.is_empty() {
            return Vec::new();
        }
        for (of, value) in &news {
            self.triage.ledger.set(of, value);
        }
        self.marks_changed(news.iter().map(|(of, _)| of))
    }
}
