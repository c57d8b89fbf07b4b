//! What each command does. The `match` only routes; the work is beside it or in the pane.

use std::sync::Arc;

use super::links::NOT_HERE;
use super::overlay::{Overlay, Sheet};
use super::picker::Picker;
use super::reading::TextView;
use super::search::Reach;
use super::sidebar::Row;
use super::triage::Decision;
use super::{App, Confirmed, Effect, Tone, sheets};
use crate::briefing::{Briefing, BriefingId};
use crate::config::{Command, Pane, WhenRead};

/// The most steps of one key from place to place: they go round and round.
const MOST_STEPS: usize = 1000;

impl App {
    /// Does what a command says, `count` times where that means something.
    pub(super) fn perform(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        match command {
            Command::Down => self.step(1, count),
            Command::Up => self.step(-1, count),
            Command::Top => self.go_to(count.map_or(0, |row| row.saturating_sub(1))),
            Command::Bottom => self.go_to(count.map_or(usize::MAX, |row| row.saturating_sub(1))),
            Command::HalfPageDown => self.step(self.page_step() / 2, count),
            Command::HalfPageUp => self.step(-(self.page_step() / 2), count),
            Command::PageDown => self.step(self.page_step(), count),
            Command::PageUp => self.step(-self.page_step(), count),
            Command::ScrollDown => self.scroll(1, count),
            Command::ScrollUp => self.scroll(-1, count),
            Command::NextPane => self.cycle_focus(true),
            Command::PreviousPane => self.cycle_focus(false),
            Command::Open => self.open(),
            Command::Back => self.back().unwrap_or_else(|| self.say_how_to_quit()),
            Command::Close => self.back().unwrap_or_else(|| self.quit()),
            Command::ReadOn => self.read_on(),
            Command::NextBriefing => self.open_beside(true, count),
            Command::PreviousBriefing => self.open_beside(false, count),
            Command::NextUnread => self.next_times(true, count),
            Command::PreviousUnread => self.next_times(false, count),
            Command::NextQuote if self.shows_changes() => {
                self.repeat(count, |app| app.jump_to_change(true))
            }
            Command::PreviousQuote if self.shows_changes() => {
                self.repeat(count, |app| app.jump_to_change(false))
            }
            Command::NextQuote => self.jump("quote", count, |app| app.reading.jump_to_quote(true)),
            Command::PreviousQuote => {
                self.jump("quote", count, |app| app.reading.jump_to_quote(false))
            }
            Command::NextQuestion => {
                self.jump("question", count, |app| app.reading.jump_to_question(true))
            }
            Command::PreviousQuestion => {
                self.jump("question", count, |app| app.reading.jump_to_question(false))
            }
            Command::Changes => self.toggle_changes(),
            Command::Clip => self.clip(),
            Command::Copy => self.copy(),
            Command::Outline => self.open_outline(),
            Command::Links => self.open_links(),
            Command::Record => self.open_record(),
            Command::Correct => self.open_speakers(),
            Command::Why => self.open_why(),
            Command::Find => self.find(),
            Command::Search => self.open_search(),
            Command::SaveView | Command::DeleteView => self.open_palette_at(command),
            Command::ClearFilters => self.clear_filters(),
            Command::Exclude => self.exclude(),
            Command::Fold => self.fold(),
            Command::Unfold => self.unfold(),
            Command::FoldAll => self.fold_all(),
            Command::Star => self.toggle(count, Decision::Starred),
            Command::ToggleRead => self.toggle(count, Decision::Read),
            Command::Archive => self.toggle(count, Decision::Archived),
            Command::Snooze => self.open_snooze(count),
            Command::Tag => self.open_tags(count),
            Command::Note => self.open_note(),
            Command::EditNote => self.edit_note(),
            Command::Repeat => self.decide_again(count),
            Command::Select => self.select_one(count),
            Command::SelectRange => self.select_range(),
            Command::MarkAllRead => self.mark_all_read(),
            Command::Receipt => vec![Effect::Receipt(self.today)],
            Command::Undo => self.repeat(count, Self::undo),
            Command::Redo => self.repeat(count, Self::redo),
            Command::RestoreCopy => vec![Effect::ReadCopy],
            Command::Sidebar => self.toggle_sidebar(),
            Command::Raw => self.toggle_raw(),
            Command::FullWidth => self.toggle_full_width(),
            Command::Layout => self.next_layout(),
            Command::Order => self.next_order(),
            Command::Encoding => self.open_encodings(),
            Command::Problems => self.open_problems(),
            Command::Messages => self.open_messages(),
            Command::About => self.about(),
            Command::Theme => self.next_theme(),
            Command::Mouse => self.toggle_mouse(),
            Command::Palette => self.open_palette(),
            Command::Help => {
                let (keys, selects) = (&self.settings.keys, self.selects_text());
                self.open_sheet(sheets::help(keys, self.focus, selects))
            }
            Command::Rescan => self.rescan(),
            Command::Redraw => vec![Effect::Redraw],
            Command::Export => self.open_export(),
            Command::Suspend => vec![Effect::Suspend],
            Command::Quit => self.quit(),
        }
    }

    /// Does what a command says with what was typed after its name.
    pub(super) fn perform_with(&mut self, command: Command, argument: &str) -> Vec<Effect> {
        match command {
            Command::Find => self.filter_by(argument),
            Command::Search => self.search_text(argument, Reach::Everywhere),
            Command::Select => self.select_by(argument),
            Command::SaveView => self.save_view(argument),
            Command::DeleteView => self.delete_view(argument),
            Command::Export => self.export_to(argument),
            Command::Tag => {
                self.picked_for = self.targets(None);
                self.tag_typed(argument)
            }
            Command::Snooze => {
                self.picked_for = self.targets(None);
                self.snooze_typed(argument)
            }
            other => self.perform(other, None),
        }
    }

    /// Does a thing as often as the count says; a count too large ends where there is no more.
    fn repeat(
        &mut self,
        count: Option<usize>,
        once: impl Fn(&mut Self) -> Vec<Effect>,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        for _ in 0..count.unwrap_or(1) {
            effects.extend(once(self));
            if self
                .notice
                .as_ref()
                .is_some_and(|said| said.tone != Tone::Done)
            {
                break;
            }
        }
        effects
    }

    // Moving.

    fn page_step(&self) -> isize {
        let rows = match self.focus {
            Pane::List => self.list.height,
            Pane::Sidebar => self.sidebar.height,
            Pane::Reading => self.reading.page_length(),
        };
        isize::try_from(rows).unwrap_or(1).max(2)
    }

    fn step(&mut self, rows: isize, count: Option<usize>) -> Vec<Effect> {
        let count = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let rows = rows.saturating_mul(count);
        match self.focus {
            Pane::Sidebar => self.sidebar.move_by(rows),
            Pane::Reading => self.reading.scroll_by(rows),
            Pane::List => {
                self.move_cursor(rows);
                return self.follow_cursor();
            }
        }
        Vec::new()
    }

    /// Moves what shows by so many rows; the cursor of the list stays where it can.
    fn scroll(&mut self, rows: isize, count: Option<usize>) -> Vec<Effect> {
        if self.focus != Pane::List {
            return self.step(rows, count);
        }
        let count = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        self.return_to = None;
        self.list.scroll_by(rows.saturating_mul(count));
        self.follow_cursor()
    }

    fn go_to(&mut self, row: usize) -> Vec<Effect> {
        match self.focus {
            Pane::Sidebar => self.sidebar.go(row, row > 0),
            Pane::Reading => self.reading.scroll_to(row),
            Pane::List => {
                self.put_cursor(row);
                return self.follow_cursor();
            }
        }
        Vec::new()
    }

    fn cycle_focus(&mut self, forward: bool) -> Vec<Effect> {
        if self.full_width {
            return self.toggle_full_width();
        }
        let mut panes = vec![Pane::List, Pane::Reading];
        if self.wants_sidebar() || self.layout.list.is_none() || self.layout.reading.is_none() {
            panes.insert(0, Pane::Sidebar);
        }
        let here = panes.iter().position(|&pane| pane == self.focus);
        let here = here.unwrap_or(0);
        let step = if forward { 1 } else { panes.len() - 1 };
        self.set_focus(panes[(here + step) % panes.len()])
    }

    fn open(&mut self) -> Vec<Effect> {
        match self.focus {
            Pane::Reading => Vec::new(),
            Pane::List => {
                let mut effects = self.open_selected();
                if self.reading.briefing.is_some() {
                    effects.extend(self.set_focus(Pane::Reading));
                    effects.extend(self.note_opened());
                }
                effects
            }
            Pane::Sidebar => self.choose_row(),
        }
    }

    /// Undoes the last step inwards; `None` when there is none to undo.
    fn back(&mut self) -> Option<Vec<Effect>> {
        if self.sidebar.filter.is_on() && self.focus == Pane::Sidebar {
            self.filter_sidebar("");
            return Some(Vec::new());
        }
        if self.reading.is_looking() && self.focus == Pane::Reading {
            self.reading.look_no_longer();
            return Some(Vec::new());
        }
        if !self.triage.selection.is_empty() && self.focus == Pane::List {
            return Some(self.select_none());
        }
        if self.reading.view != TextView::Reading {
            return Some(self.toggle_raw());
        }
        if self.full_width {
            return Some(self.toggle_full_width());
        }
        if self.focus == Pane::Reading
            && let Some(effects) = self.return_from_reference()
        {
            return Some(effects);
        }
        if self.focus != Pane::List {
            return Some(self.set_focus(Pane::List));
        }
        let ended = self.end_latest();
        ended.or_else(|| self.sidebar.narrows().then(|| self.clear_filters()))
    }

    /// Escape and its like never end the program: a slow line may split an arrow key in two.
    fn say_how_to_quit(&mut self) -> Vec<Effect> {
        let quit = self.keys_for(Command::Quit);
        self.say(Tone::Done, format!("{quit} quits"));
        Vec::new()
    }

    /// Ends the program; where something is not saved, only when the reader says so.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        match (self.trouble(), self.triage.keeping.unsaved()) {
            (None, _) | (_, 0) => vec![Effect::Quit],
            (Some(_), 1) => self.ask(
                "1 decision is NOT SAVED: quit and lose it?",
                Confirmed::Quit,
            ),
            (Some(_), count) => {
                let count = super::page::grouped(count);
                let question = format!("{count} decisions are NOT SAVED: quit and lose them?");
                self.ask(question, Confirmed::Quit)
            }
        }
    }

    // Reading.

    /// A page down; at the end the briefing is read, and the next unread one opens.
    fn read_on(&mut self) -> Vec<Effect> {
        let open = self.reading.briefing.as_ref().map(|briefing| briefing.id);
        let selected = self.under_cursor();
        let follows = self.focus == Pane::List && selected.is_some() && open != selected;
        if follows || self.layout.reading.is_none() {
            return self.catch_up();
        }
        // Nothing is read that was not shown: a long one may still be laid out.
        if open.is_some() && self.reading.page.is_none() {
            return Vec::new();
        }
        if !self.reading.at_end() {
            let opened = self.note_opened();
            let page = isize::try_from(self.reading.page_length()).unwrap_or(1);
            self.reading.scroll_by(page);
            return opened;
        }
        let Some(id) = open else {
            self.say(Tone::Refused, "Nothing to read here");
            return Vec::new();
        };
        let (mut effects, _) = self.decide_quietly(&Decision::Read(true), &[id]);
        effects.extend(self.next_unread(true));
        effects
    }

    /// Marks what is open read, once, where the keys are in the reading pane and it has been read as
    /// the settings have it; says so unless there is something else to be read.
    pub(super) fn mark_if_read(&mut self, says_so: bool) -> Vec<Effect> {
        let is_free = self.overlays.is_empty() && self.prompt.is_none();
        let is_read = match self.settings.triage.read {
            WhenRead::AtEnd => self.reading.at_end(),
            WhenRead::OnOpening => true,
            WhenRead::ByKey => false,
        };
        let reads = self.focus == Pane::Reading && is_free && is_read;
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        let Some(id) = open.filter(|_| reads && !self.reading.was_marked_read) else {
            return Vec::new();
        };
        self.reading.was_marked_read = true;
        let (effects, said) = self.decide_quietly(&Decision::Read(true), &[id]);
        if said.is_some() && says_so {
            let undo = self.keys_for(Command::Undo);
            let read = match self.settings.triage.read {
                WhenRead::AtEnd => "Read to the end",
                WhenRead::OnOpening | WhenRead::ByKey => "Read",
            };
            self.say_when_saved(format!("{read} ({undo} takes it back)"));
        }
        effects
    }

    /// Goes on so many times, as long as that leads anywhere.
    fn next_times(&mut self, forward: bool, count: Option<usize>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for _ in 0..count.unwrap_or(1).min(MOST_STEPS) {
            let place = |app: &Self| {
                let search = app.reading.search.as_ref();
                (
                    app.list.cursor,
                    app.reading.top,
                    search.map(|search| search.current),
                )
            };
            let before = place(self);
            effects.extend(self.next(forward));
            if place(self) == before {
                break;
            }
        }
        effects
    }

    fn next(&mut self, forward: bool) -> Vec<Effect> {
        if self.reading.is_looking() {
            self.next_match(forward);
            return Vec::new();
        }
        if self.shows_changes() {
            return self.jump_to_change(forward);
        }
        if self.search.highlighter.is_some() {
            return self.next_found(forward);
        }
        self.next_unread(forward)
    }

    /// Goes to the next or previous place of the word looked for, and says when that is round the end.
    fn next_match(&mut self, forward: bool) {
        let current = |app: &Self| app.reading.search.as_ref().map(|search| search.current);
        let before = current(self);
        if !self.reading.jump_to_match(forward) {
            self.say(Tone::Refused, "The word does not occur in this briefing");
        } else if before == current(self) {
            self.say(Tone::Done, "That is the only match");
        } else if (before < current(self)) != forward {
            self.say(Tone::Done, round(forward));
        }
    }

    fn next_unread(&mut self, forward: bool) -> Vec<Effect> {
        let unread = |position: u32| self.is_to_be_read(position);
        let found = self.list.next_row(forward, unread).or_else(|| {
            // Round and round, so that nothing unread is left behind above.
            let mut rows = 0..self.list.rows.len();
            let other = |&row: &usize| row != self.list.cursor && unread(self.list.rows[row]);
            if forward {
                rows.find(other)
            } else {
                rows.rev().find(other)
            }
        });
        match found {
            Some(row) => {
                if (row > self.list.cursor) != forward {
                    self.say(Tone::Done, round(forward));
                }
                self.put_cursor(row);
                self.open_selected()
            }
            None => {
                let said = self.nothing_unread();
                self.say(Tone::Done, said);
                Vec::new()
            }
        }
    }

    /// True for what is not read, or was revised since.
    fn is_to_be_read(&self, position: u32) -> bool {
        let marks = self.library.marks_at(position);
        (!marks.read || marks.revised) && marks.is_present(self.today)
    }

    fn jump(
        &mut self,
        what: &str,
        count: Option<usize>,
        jump: impl Fn(&mut Self) -> bool,
    ) -> Vec<Effect> {
        let effects = self.catch_up();
        if self.reading.view != TextView::Reading {
            self.say_quotes_are_elsewhere();
            return effects;
        }
        let mut jumps = 0;
        while jumps < count.unwrap_or(1) && jump(self) {
            jumps += 1;
        }
        if jumps == 0 {
            self.say(Tone::Refused, format!("No further {what} in this briefing"));
        }
        effects
    }

    /// Opens the briefing under the cursor when the reading pane has not followed yet, and shows
    /// the reading pane where there is room for one pane only.
    pub(super) fn catch_up(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.focus == Pane::List {
            effects.extend(self.open_selected());
        }
        if self.layout.reading.is_none() && self.reading.briefing.is_some() {
            effects.extend(self.set_focus(Pane::Reading));
        }
        effects
    }

    /// Goes back to the reading view from one that `is_other`; else gives the briefing that is to
    /// show another way.
    pub(super) fn toggle_view(
        &mut self,
        is_other: impl Fn(&TextView) -> bool,
    ) -> (Vec<Effect>, Option<Arc<Briefing>>) {
        let mut effects = self.catch_up();
        if is_other(&self.reading.view) {
            let need = self.reading.show(TextView::Reading);
            effects.extend(self.lay_out(need));
            return (effects, None);
        }
        let briefing = self.reading.briefing.clone();
        if briefing.is_none() {
            self.say(Tone::Refused, "No briefing is open");
        }
        (effects, briefing)
    }

    fn toggle_raw(&mut self) -> Vec<Effect> {
        let (mut effects, briefing) = self.toggle_view(|view| *view != TextView::Reading);
        let Some(briefing) = briefing else {
            return effects;
        };
        self.reading.view = TextView::RawAwaited;
        effects.push(Effect::ReadRaw(briefing, Arc::clone(&self.encodings)));
        effects
    }

    pub(super) fn raw_read(&mut self, id: BriefingId, text: Result<String, String>) -> Vec<Effect> {
        let awaited = self.reading.view == TextView::RawAwaited
            && self
                .reading
                .briefing
                .as_ref()
                .is_some_and(|open| open.id == id);
        if !awaited {
            return Vec::new();
        }
        match text {
            Ok(text) => {
                let need = self.reading.show_raw(text);
                self.lay_out(need)
            }
            Err(reason) => {
                self.reading.view = TextView::Reading;
                self.say(Tone::Failed, format!("The file cannot be read: {reason}"));
                Vec::new()
            }
        }
    }

    // Finding.

    fn choose_row(&mut self) -> Vec<Effect> {
        match self.sidebar.selected() {
            Some(Row::View(view)) => return self.choose_view(view),
            Some(Row::Saved(view)) => return self.choose_saved(view),
            Some(Row::Tag { count, .. }) => self.sidebar.include(count.label),
            Some(Row::More(part, _)) => {
                self.sidebar.opened.insert(part);
                self.rebuild_sidebar();
                return Vec::new();
            }
            Some(Row::Heading { .. }) => return self.unfold(),
            None => return Vec::new(),
        }
        self.narrow()
    }

    fn exclude(&mut self) -> Vec<Effect> {
        match self.sidebar.selected() {
            Some(Row::Tag { count, .. }) => {
                self.sidebar.exclude(count.label);
                self.narrow()
            }
            Some(Row::Saved(view)) => {
                let name = Arc::clone(&self.search.views.all[view].name);
                self.delete_view(&name)
            }
            _ => {
                self.say(Tone::Refused, "Only a tag can be left out");
                Vec::new()
            }
        }
    }

    // What is shown.

    fn toggle_sidebar(&mut self) -> Vec<Effect> {
        let shown = self.layout.sidebar.is_some();
        self.sidebar_wanted = Some(!shown);
        self.filter_sidebar("");
        self.full_width = false;
        let focus = match (shown, self.focus) {
            (true, Pane::Sidebar) => Pane::List,
            (true, other) => other,
            // Asked for where it does not stand by itself, it is asked for to be used.
            (false, _) => Pane::Sidebar,
        };
        self.set_focus(focus)
    }

    fn toggle_full_width(&mut self) -> Vec<Effect> {
        let mut effects = self.catch_up();
        self.full_width = !self.full_width;
        self.focus = if self.full_width {
            self.before_full_width = self.focus;
            Pane::Reading
        } else {
            self.before_full_width
        };
        effects.extend(self.relayout());
        effects
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        self.say(
            Tone::Done,
            if self.mouse {
                "Mouse on: click and scroll; most terminals still select with shift held"
            } else {
                "Mouse off: the terminal selects text"
            },
        );
        vec![Effect::SetMouse(self.mouse)]
    }

    /// Opens the briefing so many rows further down (or up) the list, whichever pane has the keys.
    fn open_beside(&mut self, forward: bool, count: Option<usize>) -> Vec<Effect> {
        let rows = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let before = self.list.cursor;
        self.move_cursor(if forward { rows } else { -rows });
        if self.list.cursor == before {
            let end = if forward { "last" } else { "first" };
            self.say(Tone::Refused, format!("That is the {end} briefing here"));
            return Vec::new();
        }
        let mut effects = self.open_selected();
        if self.layout.reading.is_none() {
            effects.extend(self.set_focus(Pane::Reading));
        }
        effects
    }

    pub(super) fn open_sheet(&mut self, mut sheet: Sheet) -> Vec<Effect> {
        sheet.resize(self.layout.screen.width, self.layout.screen.height);
        self.overlays.push(Overlay::Sheet(sheet));
        Vec::new()
    }

    fn open_palette(&mut self) -> Vec<Effect> {
        let palette = Picker::palette(&self.recent_commands());
        self.recalled = None;
        self.overlays.push(Overlay::Picker(palette));
        Vec::new()
    }

    /// Opens the palette with a command that needs something after its name.
    fn open_palette_at(&mut self, command: Command) -> Vec<Effect> {
        let mut palette = Picker::palette(&self.recent_commands());
        self.recalled = None;
        palette.paste(command.name());
        palette.paste(" ");
        self.overlays.push(Overlay::Picker(palette));
        self.tell_meaning();
        Vec::new()
    }

    fn about(&mut self) -> Vec<Effect> {
        let effects = self.catch_up();
        match self.reading.briefing.clone() {
            Some(briefing) => {
                let position = self.library.position_of(briefing.id);
                let copies = position.map_or(&[][..], |at| self.library.collection().copies(at));
                let references = self.library.collection().references_of(&briefing);
                let references = references.map(|(reference, found)| {
                    let title = found.map_or(NOT_HERE, |found| found.title.as_str());
                    format!("{}: {title}", reference.words)
                });
                let references: Vec<String> = references.collect();
                let clipped = &self.reading.clipped;
                let sheet = sheets::about(&briefing, copies, &references, clipped);
                self.open_sheet(sheet);
            }
            None => self.say(Tone::Refused, "No briefing is open"),
        }
        effects
    }
}

/// What is said where a jump goes on at the other end.
fn round(forward: bool) -> &'static str {
    if forward {
        "No further one below: from the top"
    } else {
        "No further one above: from the end"
    }
}

/// The command that was typed with something after its name, and that.
pub(super) fn command_typed(typed: &str) -> Option<(Command, &str)> {
    let (name, argument) = typed.trim().split_once(char::is_whitespace)?;
    let command: Command = name.parse().ok()?;
    command.argument().map(|_| (command, argument.trim()))
}
