//! What the reader decides about briefings: read, starred, put away or off, tagged, noted, and
//! whose quote it really is.
//!
//! A decision is a *step*: it changes the marks here at once, so that the next key finds them
//! changed, and goes to the keeper to be saved. Until that has answered, what is shown of it says
//! so ([`keeping`](super::keeping)).

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil;

use super::commands::command_typed;
use super::keeping::Keeping;
use super::page::{counted, grouped};
use super::picker::{Choice, Picker, Purpose, Target};
use super::receipt::ReadToday;
use super::sidebar::{View, ViewCounts};
use super::{App, Confirmed, Effect, Library, Overlay, Prompt, Selection, Tone};
use crate::briefing::{
    Anchor, Briefing, BriefingId, Correction, LONGEST_TAG, Mark, Marks, Value, clean_tag, days,
    present,
};
use crate::config::{Command, Pane};
use crate::export::file::Over;
use crate::library::desk::Desk;
use crate::library::marks::{Change, Ledger, Step, Subject};
use crate::library::personal;
use crate::search::query::State;

/// The most briefings that something is decided about without asking.
const WITHOUT_ASKING: usize = 50;

/// The marks, and what is known of them here.
#[derive(Debug, Default)]
pub struct Triage {
    /// All marks, those that are not saved yet included.
    pub ledger: Ledger,
    /// How many briefings each view has.
    pub counts: ViewCounts,
    /// Which of them were read today.
    pub read_today: ReadToday,
    /// How far they are saved.
    pub keeping: Keeping,
    /// What is selected.
    pub selection: Selection,
    /// What was decided last, to be decided again.
    last: Option<Decision>,
    /// The desk's corrections.
    pub(super) desk: Arc<Desk>,
    /// Briefings in which somebody has put something right (speakers, tags), as they were found.
    found: HashMap<BriefingId, Arc<Briefing>>,
}

/// Something that can be decided about any number of briefings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Read, or unread again.
    Read(bool),
    /// Starred, or not any more.
    Starred(bool),
    /// Put away, or taken out again.
    Archived(bool),
    /// Put off until a day, or not any more.
    Snoozed(Option<civil::Date>),
    /// Given a tag, or rid of it.
    Tagged(Arc<str>, bool),
    /// Given a note, or rid of it.
    Noted(Option<Arc<str>>),
}

impl Decision {
    /// What it changes of a briefing that has these marks.
    pub fn changes(&self, id: BriefingId, marks: &Marks, today: civil::Date) -> Vec<Change> {
        let values = self.values(marks, today).into_iter();
        let changes = values.map(|(mark, now)| Change {
            was: marks.value(&mark),
            of: Subject::Mark(id, mark),
            now,
        });
        changes.filter(|change| change.was != change.now).collect()
    }

    /// True where it would put another note in the place of the one that is there.
    fn overwrites(&self, marks: &Marks) -> bool {
        let Self::Noted(Some(note)) = self else {
            return false;
        };
        marks.note().is_some_and(|kept| kept != note)
    }

    /// What it makes of the marks of a briefing.
    fn values(&self, marks: &Marks, today: civil::Date) -> Vec<(Mark, Value)> {
        let flag = |on: bool| on.then(present).flatten();
        match self {
            Self::Read(true) => {
                let mut values = vec![(Mark::Read, present()), (Mark::Revised, None)];
                // What has come back and was read is done with.
                if marks.is_due(today) {
                    values.push((Mark::Snoozed, None));
                }
                values
            }
            Self::Read(false) => vec![(Mark::Read, None)],
            Self::Starred(on) => vec![(Mark::Starred, flag(*on))],
            Self::Archived(true) => vec![(Mark::Archived, present()), (Mark::Snoozed, None)],
            Self::Archived(false) => vec![(Mark::Archived, None)],
            Self::Snoozed(Some(until)) => vec![
                (Mark::Snoozed, Some(until.to_string().into())),
                (Mark::Archived, None),
            ],
            Self::Snoozed(None) => vec![(Mark::Snoozed, None)],
            Self::Tagged(tag, on) => vec![(Mark::Tag(Arc::clone(tag)), flag(*on))],
            Self::Noted(note) => vec![(Mark::Note, note.clone())],
        }
    }

    /// What was done, for people.
    pub fn said(&self, today: civil::Date) -> String {
        let said = match self {
            Self::Read(true) => "Read",
            Self::Read(false) => "Unread",
            Self::Starred(true) => "Starred",
            Self::Starred(false) => "Star taken away",
            Self::Archived(true) => "Archived",
            Self::Archived(false) => "Out of the archive",
            Self::Snoozed(Some(until)) => {
                return format!("Put off until {}", days::told(*until, today));
            }
            Self::Snoozed(None) => "No longer put off",
            Self::Tagged(tag, true) => return format!("Tagged “{tag}”"),
            Self::Tagged(tag, false) => return format!("Tag “{tag}” taken away"),
            Self::Noted(Some(_)) => "Note kept",
            Self::Noted(None) => "Note taken away",
        };
        said.to_owned()
    }

    /// What is asked before it is decided about many.
    fn question(&self, count: usize, today: civil::Date) -> String {
        let many = format!("{} briefings", grouped(count));
        match self {
            Self::Read(true) => format!("Mark {many} read?"),
            Self::Read(false) => format!("Mark {many} unread?"),
            Self::Starred(true) => format!("Star {many}?"),
            Self::Starred(false) => format!("Take the stars of {many} away?"),
            Self::Archived(true) => format!("Archive {many}?"),
            Self::Archived(false) => format!("Take {many} out of the archive?"),
            Self::Snoozed(Some(until)) => {
                format!("Put {many} off until {}?", days::told(*until, today))
            }
            Self::Snoozed(None) => format!("No longer put {many} off?"),
            Self::Tagged(tag, true) => format!("Tag {many} “{tag}”?"),
            Self::Tagged(tag, false) => format!("Take the tag “{tag}” of {many} away?"),
            Self::Noted(Some(_)) => format!("Keep the note on {many}?"),
            Self::Noted(None) => format!("Take the notes of {many} away?"),
        }
    }
}

impl Triage {
    /// Counts the briefings from a position on, too.
    pub(super) fn count_from(&mut self, library: &Library, from: usize, today: civil::Date) {
        for (id, marks) in library.marked_from(from) {
            self.counts.add(marks, today, true);
            self.read_today.add(id, marks);
        }
    }

    /// Forgets what is known of the briefings that are here.
    pub(super) fn clear(&mut self) {
        self.found.clear();
        self.read_today.clear();
        self.counts = ViewCounts::default();
    }

    /// Counts anew: on another day others are due.
    pub(super) fn recount(&mut self, library: &Library, today: civil::Date) {
        self.counts = ViewCounts::default();
        for marks in library.marks().iter() {
            self.counts.add(marks, today, true);
        }
    }

    /// What a decision changes of a briefing.
    fn changes(&self, id: BriefingId, decision: &Decision, today: civil::Date) -> Vec<Change> {
        decision.changes(id, self.ledger.of(id), today)
    }

    /// The briefing with what the desk and the reader have put right in it.
    pub(super) fn personal(&mut self, briefing: Arc<Briefing>) -> Arc<Briefing> {
        let marks = self.ledger.of(briefing.id);
        let has_own = personal::has_own(&briefing, marks, &self.desk);
        let found = match self.found.get(&briefing.id) {
            Some(found) => Arc::clone(found),
            None if !has_own => return briefing,
            None => {
                self.found.insert(briefing.id, Arc::clone(&briefing));
                briefing
            }
        };
        personal::with_own(&found, marks, &self.desk)
    }

    /// The briefing without that.
    pub(super) fn as_found(&self, briefing: &Arc<Briefing>) -> Arc<Briefing> {
        Arc::clone(self.found.get(&briefing.id).unwrap_or(briefing))
    }

    /// The desk's corrections.
    pub(crate) fn desk(&self) -> Arc<Desk> {
        Arc::clone(&self.desk)
    }
}

impl App {
    /// The briefings that a decision is about: in the reading pane the open one; in the list what
    /// is selected, else as many as the count says from the cursor on.
    pub(super) fn targets(&self, count: Option<usize>) -> Vec<BriefingId> {
        if let (Pane::Reading, Some(open)) = (self.focus, &self.reading.briefing) {
            return vec![open.id];
        }
        // After a rescan the cursor has not found its place yet: what was selected is meant, or what
        // it stood on.
        if let Some(id) = self.return_to {
            let picked = self.triage.selection.picked();
            return if picked.is_empty() { vec![id] } else { picked };
        }
        let id = |&row: &u32| self.library.card_at(row).id();
        let selected = self.selected_rows();
        if !selected.is_empty() {
            return selected.iter().map(id).collect();
        }
        let rows = self.list.rows.iter().skip(self.list.cursor);
        rows.take(count.unwrap_or(1)).map(id).collect()
    }

    /// Decides one thing where it is not decided about all targets yet, else the other.
    pub(super) fn toggle(
        &mut self,
        count: Option<usize>,
        decision: impl Fn(bool) -> Decision,
    ) -> Vec<Effect> {
        let targets = self.targets(count);
        let wanted = decision(true);
        let is_on = |&id: &BriefingId| self.triage.changes(id, &wanted, self.today).is_empty();
        let on = !targets.iter().all(is_on);
        self.decide(decision(on), targets)
    }

    /// Decides something about briefings and says so; about many only when the reader says yes.
    pub(super) fn decide(&mut self, decision: Decision, targets: Vec<BriefingId>) -> Vec<Effect> {
        if targets.is_empty() {
            self.say(Tone::Refused, "No briefing here to mark");
            return Vec::new();
        }
        if targets.len() > WITHOUT_ASKING {
            let question = decision.question(targets.len(), self.today);
            return self.ask(question, Confirmed::Decide(decision, targets));
        }
        self.decide_at_once(decision, &targets)
    }

    /// Decides something about briefings and says so.
    pub(super) fn decide_at_once(
        &mut self,
        decision: Decision,
        targets: &[BriefingId],
    ) -> Vec<Effect> {
        let (mut effects, said) = self.decide_quietly(&decision, targets);
        if self.puts_away(&decision) {
            effects.extend(self.pass_by(targets));
        }
        effects.extend(self.go_on_from_open());
        match said {
            Some(said) => {
                let undo = self.keys_for(Command::Undo);
                self.say_when_saved(format!("{said} ({undo} takes it back)"));
            }
            None if effects.is_empty() && self.notice.is_none() => {
                let said = decision.said(self.today);
                self.say(Tone::Done, format!("{said} already"));
            }
            None => {}
        }
        self.triage.selection.clear();
        self.triage.last = Some(decision);
        effects
    }

    /// True for a decision that takes briefings out of the list, but for a search that finds them
    /// all the same.
    fn puts_away(&self, decision: &Decision) -> bool {
        let query = &self.search.query;
        let is_so = matches!(
            decision,
            Decision::Archived(true) | Decision::Snoozed(Some(_))
        );
        let is_elsewhere = self.looks_everywhere();
        is_so && is_elsewhere && !query.names(State::Archived) && !query.names(State::Snoozed)
    }

    /// Puts the cursor behind these briefings, where they still show: it goes on as it does where
    /// they leave the list, so that the next key is about the next one.
    fn pass_by(&mut self, targets: &[BriefingId]) -> Vec<Effect> {
        let is_target = |row: &u32| targets.contains(&self.library.card_at(*row).id());
        let after = self.list.rows.iter().skip(self.list.cursor);
        let passed = after.take_while(|row| is_target(row)).count();
        if passed == 0 {
            return Vec::new();
        }
        self.list.go(self.list.cursor + passed);
        if self.focus == Pane::List {
            self.follow_cursor()
        } else {
            Vec::new()
        }
    }

    /// Opens the next briefing where the one being read was put away or off.
    fn go_on_from_open(&mut self) -> Vec<Effect> {
        let id = self.reading.briefing.as_ref().map(|open| open.id);
        let is_gone = |id: &BriefingId| !self.triage.ledger.of(*id).is_present(self.today);
        let left = self.focus == Pane::Reading
            && self.sidebar.view == View::All
            && id.as_ref().is_some_and(is_gone)
            && self.under_cursor() != id;
        if !left {
            return Vec::new();
        }
        if self.list.selected().is_some() {
            return self.open_selected();
        }
        self.reading.close();
        self.set_focus(Pane::List)
    }

    /// Decides something about briefings; returns what it was, where it changed anything.
    pub(super) fn decide_quietly(
        &mut self,
        decision: &Decision,
        targets: &[BriefingId],
    ) -> (Vec<Effect>, Option<String>) {
        let changes: Vec<Change> = targets
            .iter()
            .flat_map(|&id| self.triage.changes(id, decision, self.today))
            .collect();
        if changes.is_empty() {
            return (Vec::new(), None);
        }
        let what = match targets {
            [one] => self.title_of(*one),
            many => counted(many.len(), "briefing"),
        };
        let said = format!("{}: {what}", decision.said(self.today));
        let step = Step {
            said: said.clone(),
            changes,
        };
        match self.make(step) {
            Some(effects) => (effects, Some(said)),
            None => (Vec::new(), None),
        }
    }

    /// Decides again what was decided last.
    pub(super) fn decide_again(&mut self, count: Option<usize>) -> Vec<Effect> {
        match self.triage.last.clone() {
            Some(decision) => {
                let targets = self.targets(count);
                let marks = |id: &BriefingId| self.triage.ledger.of(*id);
                if targets.iter().any(|id| decision.overwrites(marks(id))) {
                    let keys = self.keys_for(Command::Note);
                    self.say(
                        Tone::Refused,
                        format!("There is another note here: {keys} changes it"),
                    );
                    return Vec::new();
                }
                self.decide(decision, targets)
            }
            None => {
                self.say(
                    Tone::Refused,
                    "Nothing was decided yet that could be repeated",
                );
                Vec::new()
            }
        }
    }

    /// Marks all that show read, when the reader says yes.
    pub(super) fn mark_all_read(&mut self) -> Vec<Effect> {
        let is_unread = |&&row: &&u32| !self.library.marks_at(row).read;
        let rows = self.list.rows.iter().filter(is_unread);
        let targets: Vec<BriefingId> = rows.map(|&row| self.library.card_at(row).id()).collect();
        if targets.is_empty() {
            self.say(Tone::Done, "Nothing left unread here");
            return Vec::new();
        }
        let decision = Decision::Read(true);
        let question = decision.question(targets.len(), self.today);
        self.ask(question, Confirmed::Decide(decision, targets))
    }

    /// Puts off, by a day that is picked or typed.
    pub(super) fn open_snooze(&mut self, count: Option<usize>) -> Vec<Effect> {
        let targets = self.targets(count);
        if targets.is_empty() {
            self.say(Tone::Refused, "No briefing here to put off");
            return Vec::new();
        }
        let is_off = |id: &BriefingId| self.triage.ledger.of(*id).snoozed.is_some();
        let offered = days::offered(self.today).into_iter();
        let offered = offered.map(|(name, day)| Choice {
            name: name.to_owned(),
            detail: days::told(day, self.today),
            target: Target::Decision(Decision::Snoozed(Some(day))),
        });
        let no_longer = targets.iter().any(is_off).then(|| Choice {
            name: "no longer".to_owned(),
            detail: "back into the list now".to_owned(),
            target: Target::Decision(Decision::Snoozed(None)),
        });
        let choices = offered.chain(no_longer).collect();
        let title = self.about_targets("Put off until", &targets);
        self.picked_for = targets;
        let picker = Picker::new(&title, Purpose::Snooze, choices);
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    /// Gives or takes away a tag, picked or typed.
    pub(super) fn open_tags(&mut self, count: Option<usize>) -> Vec<Effect> {
        let targets = self.targets(count);
        if targets.is_empty() {
            self.say(Tone::Refused, "No briefing here to tag");
            return Vec::new();
        }
        let has =
            |id: &BriefingId, tag: &Arc<str>| self.triage.ledger.of(*id).tags().any(|it| it == tag);
        let choices = self.triage.ledger.tags().into_iter().map(|(tag, count)| {
            let on_all = targets.iter().all(|id| has(id, &tag));
            let count = counted(count, "briefing");
            Choice {
                name: tag.to_string(),
                detail: if on_all {
                    format!("on it: taken away ({count})")
                } else {
                    count
                },
                target: Target::Decision(Decision::Tagged(tag, !on_all)),
            }
        });
        let choices = choices.collect();
        let title = self.about_targets("Tag", &targets);
        self.picked_for = targets;
        let picker = Picker::new(&title, Purpose::Tag, choices);
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    /// Says beside what is typed into the picker on top what it would mean.
    pub(super) fn tell_meaning(&mut self) {
        let Some(Overlay::Picker(picker)) = self.overlays.last_mut() else {
            return;
        };
        let typed = picker.input.text().trim();
        let means = match picker.purpose {
            Purpose::Tag => {
                (!typed.is_empty() && !picker.is_named(typed)).then(|| "a new tag".to_owned())
            }
            Purpose::Snooze => {
                days::day_meant(typed, self.today).map(|day| days::told(day, self.today))
            }
            Purpose::Command => {
                let named = command_typed(typed);
                let argument = named.and_then(|(command, _)| command.argument());
                argument.map(|(_, doc)| doc.to_owned())
            }
            Purpose::Quote
            | Purpose::Link
            | Purpose::Encoding
            | Purpose::Speaker
            | Purpose::Extent
            | Purpose::History => None,
        };
        picker.typed_means = means;
    }

    /// Tags what was chosen before with a tag that was typed: on, or off where it is on all.
    pub(super) fn tag_typed(&mut self, tag: &str) -> Vec<Effect> {
        let tag = clean_tag(tag);
        if tag.chars().count() > LONGEST_TAG {
            let text =
                format!("A tag has at most {LONGEST_TAG} characters; for more there are notes");
            self.say(Tone::Refused, text);
            return Vec::new();
        }
        // One that differs in nothing but its capitals is the same.
        let known = self
            .triage
            .ledger
            .tags()
            .into_iter()
            .map(|(known, _)| known);
        let same = |known: &Arc<str>| known.to_lowercase() == tag.to_lowercase();
        let tag = known.into_iter().find(same).unwrap_or_else(|| tag.into());
        let targets = std::mem::take(&mut self.picked_for);
        let wanted = Decision::Tagged(Arc::clone(&tag), true);
        let is_on = |&id: &BriefingId| self.triage.changes(id, &wanted, self.today).is_empty();
        let on = !targets.iter().all(is_on);
        self.decide(Decision::Tagged(tag, on), targets)
    }

    /// Puts off what was chosen before until a day that was typed.
    pub(super) fn snooze_typed(&mut self, words: &str) -> Vec<Effect> {
        let targets = std::mem::take(&mut self.picked_for);
        match days::day_meant(words, self.today) {
            Some(day) => self.decide(Decision::Snoozed(Some(day)), targets),
            None => {
                let text = format!("“{words}” is no day to come: {}", days::HOW);
                self.say(Tone::Refused, text);
                Vec::new()
            }
        }
    }

    /// "Tag: A title", "Tag 12 briefings".
    fn about_targets(&self, what: &str, targets: &[BriefingId]) -> String {
        match targets {
            [one] => {
                let title: String = self.title_of(*one).chars().take(60).collect();
                format!("{what}: {title}")
            }
            many => format!("{what}: {}", counted(many.len(), "briefing")),
        }
    }

    /// The title of a briefing, or its id where it is not here.
    pub(super) fn title_of(&self, id: BriefingId) -> String {
        let position = self.library.position_of(id);
        position.map_or_else(
            || id.short(),
            |position| self.library.card_at(position).title().to_owned(),
        )
    }

    /// Puts right who said quotes, in one step: each a briefing and the number of the quote in it.
    pub(super) fn correct(
        &mut self,
        quotes: &[(Arc<Briefing>, usize)],
        speaker: Option<&Arc<str>>,
    ) -> Vec<Effect> {
        let said = match speaker {
            Some(speaker) => format!("Said by {speaker}"),
            None => "Said by nobody named".to_owned(),
        };
        let (said, step) = match quotes {
            [(briefing, _)] => (said.clone(), format!("{said}: {}", briefing.title)),
            many => {
                let said = format!("{said}: {}", counted(many.len(), "quote"));
                (said.clone(), said)
            }
        };
        let changes = quotes
            .iter()
            .map(|(briefing, quote)| self.correction(briefing, *quote, speaker));
        let made = self.make(Step {
            changes: changes.collect(),
            said: step,
        });
        let Some(effects) = made else {
            return Vec::new();
        };
        let undo = self.keys_for(Command::Undo);
        self.say_when_saved(format!("{said} ({undo} takes it back)"));
        effects
    }

    /// The change that puts right who said one quote.
    fn correction(&self, briefing: &Briefing, quote: usize, speaker: Option<&Arc<str>>) -> Change {
        let range = briefing.quotes[quote].span.range();
        let key = format!("{}-{}", range.start, range.end);
        let mark = Mark::Speaker(key.into());
        let correction = Correction {
            anchor: Anchor::of(&briefing.body.text, range),
            speaker: speaker.cloned(),
        };
        Change {
            was: self.triage.ledger.of(briefing.id).value(&mark),
            of: Subject::Mark(briefing.id, mark),
            now: correction.to_value(),
        }
    }

    /// Brings what is counted and shown up to date with the ledger, where it was changed.
    pub(super) fn marks_changed<'a>(
        &mut self,
        changed: impl Iterator<Item = &'a Subject>,
    ) -> Vec<Effect> {
        // Whether what the briefing itself shows is changed, too.
        let mut ids: HashMap<BriefingId, bool> = HashMap::new();
        let mut has_views = false;
        for of in changed {
            match of {
                Subject::Mark(id, mark) => {
                    let shows = matches!(mark, Mark::Speaker(_) | Mark::Tag(_) | Mark::Note);
                    *ids.entry(*id).or_default() |= shows;
                }
                Subject::View(_) => has_views = true,
            }
        }
        let mut effects = Vec::new();
        let mut leaves = false;
        let mut positions = Vec::new();
        let today = self.today;
        let away = |marks: &Marks| (marks.archived, marks.is_asleep(today));
        for (position, id) in self.library.collection().positions_among(ids.keys()) {
            positions.push(position);
            let now = self.triage.ledger.of(id).clone();
            let showed = self.passes(position);
            let was = self.library.marks_at(position);
            self.triage.counts.add(was, self.today, false);
            self.triage.counts.add(&now, self.today, true);
            self.triage.read_today.changed(id, was.read, now.read);
            // What is put away or off goes at once; what is only read stays while one looks.
            if away(was) != away(&now) {
                self.list.kept.remove(&position);
                leaves = true;
            } else if showed {
                self.list.kept.insert(position);
            }
            self.library.mark(position, now);
            if ids.get(&id).is_some_and(|&shows| shows) {
                effects.extend(self.show_personal(position));
            }
        }
        if has_views {
            effects.extend(self.refresh_views());
        }
        effects.extend(self.look_again(&positions));
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        if open.is_some_and(|open| ids.contains_key(&open)) {
            effects.extend(self.show_clippings());
        }
        // What belongs here again comes back: an archiving that was taken back, a star.
        let is_few = positions.len() <= WITHOUT_ASKING;
        let comes = |at: &u32| self.passes(*at) && !self.list.rows.contains(at);
        if leaves || (is_few && positions.iter().any(comes)) {
            effects.extend(self.refresh_rows());
        } else {
            self.rebuild_sidebar();
        }
        effects
    }

    /// Shows the briefing at a position with what is the reader's own in it now.
    fn show_personal(&mut self, position: u32) -> Vec<Effect> {
        let briefing = Arc::clone(self.library.briefing_at(position));
        let personal = self.triage.personal(briefing);
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        self.library.replace(position, Arc::clone(&personal));
        self.search.forget_excerpt(position);
        if open != Some(personal.id) {
            return Vec::new();
        }
        let need = self
            .reading
            .replace(personal, self.library.marks_at(position));
        self.lay_out(need)
    }

    /// Shows what a view holds.
    pub(super) fn choose_view(&mut self, view: View) -> Vec<Effect> {
        self.sidebar.view = view;
        self.narrow()
    }

    /// Asks before something is done that takes many steps to take back, or none can.
    pub(super) fn ask(&mut self, question: impl Into<String>, then: Confirmed) -> Vec<Effect> {
        let question = question.into();
        self.prompt = Some(Prompt::Confirm { question, then });
        Vec::new()
    }

    /// Does what was asked about.
    pub(super) fn confirmed(&mut self, what: Confirmed) -> Vec<Effect> {
        match what {
            Confirmed::Decide(decision, targets) => self.decide_at_once(decision, &targets),
            Confirmed::Quit => vec![Effect::Quit],
            Confirmed::Replace(file) => self.export_over(&file, Over::Replace),
            Confirmed::StopExport => vec![Effect::StopExport],
        }
    }
}
