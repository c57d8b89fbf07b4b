//! From keys, pastes and the mouse to commands; the topmost thing open has them first.

use super::commands::command_typed;
use super::input::{Edit, Input};
use super::overlay::Overlay;
use super::page::{Measure, Page};
use super::picker::{Picked, Purpose, Target};
use super::reading::TextSearch;
use super::{App, Effect, Generation, Mouse, MouseAction, Notice, Prompt, Tone, layout, sheets};
use crate::config::{Command, Group, Key, KeyCode, Lookup, Pane};
use crate::library::history::Kind;

/// The largest count that can be typed.
const MAX_COUNT: usize = 100_000;

/// Rows that a turn of the wheel moves by.
const WHEEL: isize = 3;

/// Columns left of the text: the quote's bar and a blank.
pub const GUTTER: u16 = 2;

impl App {
    /// Takes a key. One that has decided nothing may have read to the end.
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        let decided = self.triage.keeping.decided();
        let said = self.notice.clone();
        let mut effects = self.take_key(key);
        // While another program has the terminal nothing is read; its note is decided about first.
        let lends = |effect: &Effect| matches!(effect, Effect::Edit { .. });
        if self.triage.keeping.decided() == decided && !effects.iter().any(lends) {
            let is_quiet = self.notice.is_none() || self.notice == said;
            effects.extend(self.mark_if_read(is_quiet));
        }
        effects
    }

    fn take_key(&mut self, key: Key) -> Vec<Effect> {
        let key = if self.is_typing() {
            key
        } else {
            self.settings.keys.meant(self.focus, &self.pending, key)
        };
        if !self.overlays.is_empty() {
            return self.overlay_key(key);
        }
        if self.prompt.is_some() {
            return self.prompt_key(key);
        }
        self.list.is_in_use = true;
        self.reading.marked = None;
        if self.takes_count(key) {
            return Vec::new();
        }
        if self.selects_text()
            && let Some(effects) = self.selecting_key(key)
        {
            return effects;
        }
        self.pending.push(key);
        match self.settings.keys.lookup(self.focus, &self.pending) {
            Lookup::Prefix => Vec::new(),
            Lookup::Command(command) => {
                self.pending.clear();
                self.end_notice(command);
                let count = self.count.take();
                if self.selects_text() {
                    return self.selecting(command, count);
                }
                self.perform_or_stay(command, count)
            }
            Lookup::Unbound => {
                self.notice = None;
                let typed: Vec<String> = self.pending.iter().map(Key::to_string).collect();
                self.pending.clear();
                // Escape always means "never mind".
                if self.count.take().is_none() && key.code != KeyCode::Esc {
                    let help = self.keys_for(Command::Help);
                    let typed = typed.join(" ");
                    self.say(
                        Tone::Refused,
                        format!("{typed} does nothing here; {help} shows the keys"),
                    );
                }
                Vec::new()
            }
        }
    }

    /// Does what a command says. One that is refused leaves the keys where they were: it may have
    /// gone to the text for what it did not find there.
    fn perform_or_stay(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let focus = self.focus;
        let mut effects = self.perform(command, count);
        if self.focus != focus && self.was_refused() {
            effects.extend(self.set_focus(focus));
        }
        effects
    }

    /// True while a letter is a letter and no command. So it is where a question is answered: the
    /// Cyrillic letter on the key of `y` begins "no" in Russian.
    fn is_typing(&self) -> bool {
        match (self.overlays.last(), &self.prompt) {
            (Some(Overlay::Sheet(sheet)), _) => sheet.is_finding,
            (Some(Overlay::Picker(_) | Overlay::Note(_)), _) => true,
            (None, prompt) => prompt.is_some(),
        }
    }

    fn was_refused(&self) -> bool {
        let notice = self.notice.as_ref();
        notice.is_some_and(|notice| notice.tone == Tone::Refused)
    }

    /// What was said has been read once the reader does something else. Moving about is no such
    /// thing: taking a notice away costs two hundred bytes, which a cursor key has not got. It goes
    /// when the reading pane has followed.
    fn end_notice(&mut self, command: Command) {
        let moving = command.group() == Group::Move;
        let done = |notice: &Notice| notice.tone == Tone::Done;
        if !moving || !self.notice.as_ref().is_some_and(done) {
            self.notice = None;
        }
    }

    /// Takes the digits of a count; a 0 counts only after another digit.
    fn takes_count(&mut self, key: Key) -> bool {
        let KeyCode::Char(c) = key.code else {
            return false;
        };
        let Some(digit) = c.to_digit(10).filter(|_| !key.ctrl && !key.alt) else {
            return false;
        };
        if !self.pending.is_empty() || (digit == 0 && self.count.is_none()) {
            return false;
        }
        let count = self.count.unwrap_or(0) * 10 + digit as usize;
        self.count = Some(count.min(MAX_COUNT));
        true
    }

    /// The keys of a command, for people.
    pub fn keys_for(&self, command: Command) -> String {
        let keys = sheets::keys_of(&self.settings.keys, self.focus, command);
        keys.split(", ").next().unwrap_or_default().to_owned()
    }

    fn prompt_key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(Prompt::Confirm { .. }) = self.prompt {
            return self.answer(key);
        }
        if let Some(effects) = self.history_key(key) {
            return effects;
        }
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return self.leave_prompt(),
            (KeyCode::Tab, _) => return self.complete(true),
            (KeyCode::BackTab, _) => return self.complete(false),
            (KeyCode::Enter, _) => return self.prompt_entered(),
            _ => {}
        }
        match &mut self.prompt {
            Some(Prompt::Finder(input) | Prompt::Search(input)) => {
                if key.code == KeyCode::Backspace && input.is_empty() {
                    return self.leave_prompt();
                }
                let page = isize::try_from(self.list.height.max(1)).unwrap_or(1);
                let moved = match (key.code, key.ctrl) {
                    (KeyCode::Down, _) | (KeyCode::Char('n' | 'j'), true) => Some(1),
                    (KeyCode::Up, _) | (KeyCode::Char('p'), true) => Some(-1),
                    (KeyCode::PageDown, _) => Some(page),
                    (KeyCode::PageUp, _) => Some(-page),
                    _ => None,
                };
                if let Some(rows) = moved {
                    self.search.was_moved = true;
                    self.move_cursor(rows);
                    return self.follow_cursor();
                }
                let edit = input.key(key);
                self.search.was_moved &= edit != Edit::Changed;
                let text = input.text().to_owned();
                let is_search = matches!(self.prompt, Some(Prompt::Search(_)));
                match (edit, is_search) {
                    (Edit::Changed, true) => return self.search_typed(&text),
                    (Edit::Changed, false) => return self.filter_by(&text),
                    // The cursor may stand at another word now.
                    (Edit::Kept, true) => self.offer(),
                    _ => {}
                }
            }
            Some(Prompt::InText(input)) => {
                if key.code == KeyCode::Backspace && input.is_empty() {
                    return self.leave_prompt();
                }
                if input.key(key) == Edit::Changed {
                    let text = input.text().to_owned();
                    self.find_typed(&text);
                }
            }
            Some(Prompt::Rows(_)) => return self.row_filter_key(key),
            Some(Prompt::Export(input)) => {
                input.key(key);
            }
            Some(Prompt::Confirm { .. }) | None => {}
        }
        Vec::new()
    }

    /// Does what was typed.
    fn prompt_entered(&mut self) -> Vec<Effect> {
        match self.prompt.take() {
            Some(Prompt::Finder(input)) => {
                self.places.end_prompt();
                let mut effects = self.remember_typed(Kind::Filter, input.text());
                effects.extend(self.open_best());
                effects
            }
            Some(Prompt::Search(input)) => self.search_entered(input),
            Some(Prompt::Export(input)) => self.export_to(input.text()),
            Some(Prompt::InText(input)) => {
                self.find_entered(input.text());
                self.remember_typed(Kind::Find, input.text())
            }
            // The rows stay as they are.
            Some(Prompt::Rows(_) | Prompt::Confirm { .. }) | None => Vec::new(),
        }
    }

    /// Takes the answer to a question: yes is `y`, anything else is no.
    fn answer(&mut self, key: Key) -> Vec<Effect> {
        let Some(Prompt::Confirm { then, .. }) = self.prompt.take() else {
            return Vec::new();
        };
        if matches!(key.code, KeyCode::Char('y' | 'Y')) && !key.ctrl && !key.alt {
            return self.confirmed(then);
        }
        self.say(Tone::Done, "Nothing was done");
        Vec::new()
    }

    /// Leaves the prompt and what it was about.
    fn leave_prompt(&mut self) -> Vec<Effect> {
        match self.prompt.take() {
            Some(Prompt::Finder(_)) => self.filter_left(),
            Some(Prompt::Search(_)) => self.search_left(),
            Some(Prompt::InText(_)) => self.go_back_from_prompt(),
            Some(Prompt::Rows(_)) => {
                self.filter_sidebar("");
                Vec::new()
            }
            Some(Prompt::Export(_) | Prompt::Confirm { .. }) | None => Vec::new(),
        }
    }

    /// Looks for a word that is being typed, from where the reader was before: what does not occur
    /// moves nothing. In a long text that waits for Enter.
    pub(super) fn find_typed(&mut self, word: &str) {
        if self.reading.is_long() {
            return;
        }
        if let Some(before) = &self.places.before_prompt {
            self.reading.go_back_to_line(&before.seen);
        }
        self.reading.look_for(word);
    }

    /// Looks for a word that was typed.
    fn find_entered(&mut self, word: &str) {
        self.places.end_prompt();
        if self.reading.is_long() {
            self.reading.look_for(word);
        }
        self.reading.is_asked = self.reading.page.is_none();
        if !self.reading.is_asked {
            self.tell_unfound();
        }
    }

    /// Takes a page that a worker laid out. What was looked for meanwhile is found now or not.
    pub(super) fn laid_out(&mut self, request: Generation, page: Page) -> Vec<Effect> {
        let was_asked = self.reading.is_asked;
        self.reading.laid_out(request, page);
        if was_asked && !self.reading.is_asked {
            self.tell_unfound();
        }
        Vec::new()
    }

    /// Says so if the word looked for is not there.
    fn tell_unfound(&mut self) {
        let search = self.reading.search.as_ref();
        let is_unfound = |search: &&TextSearch| search.matches.is_empty();
        if self.reading.is_looking()
            && let Some(search) = search.filter(is_unfound)
        {
            let word = search.needle.trim();
            let told = format!("“{word}” does not occur in this briefing");
            self.say(Tone::Refused, told);
        }
    }

    /// Opens the prompt that `/` means in the pane with the focus.
    pub(super) fn find(&mut self) -> Vec<Effect> {
        if self.focus != Pane::Sidebar {
            self.places.before_prompt = Some(self.place());
            self.filter.before.clone_from(&self.filter.text);
        }
        self.recalled = None;
        self.search.was_moved = false;
        self.prompt = Some(match self.focus {
            Pane::Reading => {
                let before = self.reading.search.as_ref();
                let needle = before.map(|search| search.needle.as_str());
                Prompt::InText(Input::with(needle.unwrap_or_default()))
            }
            Pane::List => Prompt::Finder(Input::with(&self.filter.text)),
            Pane::Sidebar => Prompt::Rows(Input::with(self.sidebar.filter.text())),
        });
        Vec::new()
    }

    fn overlay_key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(effects) = self.history_key(key) {
            return effects;
        }
        let Some(top) = self.overlays.last_mut() else {
            return Vec::new();
        };
        let sheet = match top {
            Overlay::Picker(picker) => {
                let picked = picker.key(key);
                let purpose = picker.purpose;
                return match picked {
                    Picked::Nothing => {
                        self.tell_meaning();
                        Vec::new()
                    }
                    // Most commands are refused for what was not typed; a day is typed.
                    Picked::Typed(ref typed)
                        if purpose != Purpose::Command
                            || matches!(command_typed(typed), Some((Command::Snooze, _))) =>
                    {
                        self.picked_or_kept(purpose, picked)
                    }
                    _ => {
                        self.overlays.pop();
                        self.picked(purpose, picked)
                    }
                };
            }
            Overlay::Note(_) => return self.note_key(key),
            Overlay::Sheet(sheet) => sheet,
        };
        if sheet.is_finding {
            sheet.find_key(key);
            return Vec::new();
        }
        let page = isize::try_from(sheet.height.max(1)).unwrap_or(1);
        let means = self.settings.keys.lookup(Pane::Reading, &[key]);
        match means {
            // An interrupt ends the innermost thing, as it does in a prompt.
            Lookup::Command(Command::Quit) if key.ctrl && !sheet.passes_key => {
                self.overlays.pop();
            }
            Lookup::Command(Command::Quit) => return self.quit(),
            Lookup::Command(Command::Suspend) => return vec![Effect::Suspend],
            Lookup::Command(Command::Redraw) => return vec![Effect::Redraw],
            // What is looked for here is looked for in the sheet, never in what lies under it.
            Lookup::Command(Command::Find | Command::Search) if !sheet.passes_key => {
                sheet.is_finding = true;
            }
            Lookup::Command(Command::Back) if sheet.finds() => sheet.find_nothing(),
            Lookup::Command(Command::Open) if sheet.unfold() => {}
            _ if sheet.fits() && !sheet.finds() => return self.close_sheet(key, means),
            Lookup::Command(Command::Down | Command::ScrollDown) => sheet.scroll_by(1),
            Lookup::Command(Command::Up | Command::ScrollUp) => sheet.scroll_by(-1),
            Lookup::Command(Command::HalfPageDown) => sheet.scroll_by(page / 2),
            Lookup::Command(Command::HalfPageUp) => sheet.scroll_by(-page / 2),
            Lookup::Command(Command::PageDown | Command::ReadOn)
                if sheet.top + sheet.height < sheet.lines.len() =>
            {
                sheet.scroll_by(page);
            }
            Lookup::Command(Command::PageUp) => sheet.scroll_by(-page),
            Lookup::Command(Command::Top) => sheet.scroll_to(0),
            Lookup::Command(Command::Bottom) => sheet.scroll_to(usize::MAX),
            // Perhaps the first key of a sequence: never a reason to close.
            Lookup::Prefix => {}
            _ => return self.close_sheet(key, means),
        }
        Vec::new()
    }

    /// Does what was typed; where that is refused it stays to be put right, with the reason in the
    /// last row.
    fn picked_or_kept(&mut self, purpose: Purpose, typed: Picked) -> Vec<Effect> {
        let picker = self.overlays.pop();
        let picked_for = self.picked_for.clone();
        self.notice = None;
        let effects = self.picked(purpose, typed);
        let is_free = self.overlays.is_empty() && self.prompt.is_none();
        if is_free && self.was_refused() {
            self.overlays.extend(picker);
            self.picked_for = picked_for;
        }
        effects
    }

    /// Does what was picked.
    fn picked(&mut self, purpose: Purpose, picked: Picked) -> Vec<Effect> {
        match picked {
            Picked::Target(target) => match target {
                Target::Command(command) => {
                    let mut effects = self.remember_typed(Kind::Command, command.name());
                    effects.extend(self.perform(command, None));
                    effects
                }
                Target::Text(text) => self.put_typed(&text),
                Target::Quote { id, quote } => self.go_to_quote(id, quote),
                Target::Words(words) | Target::Cited(words) => self.go_to_words(words),
                Target::Reference(id) => self.follow_reference(id),
                Target::Briefing(id) => self.go_to_briefing(id).unwrap_or_default(),
                Target::Speaker(speaker) => self.correct_speaker(speaker),
                Target::SpeakerOf(speaker, quotes) => self.correct(&quotes, speaker.as_ref()),
                Target::Decision(decision) => {
                    let targets = std::mem::take(&mut self.picked_for);
                    self.decide(decision, targets)
                }
                Target::Encoding(charset) => self.choose_encoding(charset),
                Target::Typed => Vec::new(),
            },
            Picked::Typed(typed) => match purpose {
                Purpose::Speaker => self.correct_speaker(Some(typed.into())),
                Purpose::Tag => self.tag_typed(&typed),
                Purpose::Snooze => self.snooze_typed(&typed),
                Purpose::Command => match command_typed(&typed) {
                    Some((command, argument)) => {
                        let mut effects = self.remember_typed(Kind::Command, &typed);
                        effects.extend(self.perform_with(command, argument));
                        effects
                    }
                    None => Vec::new(),
                },
                // Of these only what there is can be picked.
                Purpose::Quote
                | Purpose::Link
                | Purpose::Extent
                | Purpose::Encoding
                | Purpose::History => Vec::new(),
            },
            Picked::Copied(address) => self.copy_address(address),
            Picked::Nothing | Picked::Closed => Vec::new(),
        }
    }

    /// Closes the sheet on top; the key may be meant for what lies under it.
    fn close_sheet(&mut self, key: Key, means: Lookup) -> Vec<Effect> {
        let Some(Overlay::Sheet(sheet)) = self.overlays.pop() else {
            return Vec::new();
        };
        // To go back, to open or to read on is to be done with the sheet and no more.
        let done_with_it = matches!(
            means,
            Lookup::Command(Command::Back | Command::Close | Command::Open | Command::ReadOn)
        );
        if sheet.passes_key && !done_with_it {
            return self.take_key(key);
        }
        Vec::new()
    }

    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let rows = match mouse.action {
            MouseAction::ScrollUp => -WHEEL,
            MouseAction::ScrollDown => WHEEL,
            MouseAction::Press => return self.click(mouse.column, mouse.row),
        };
        if let Some(overlay) = self.overlays.last_mut() {
            if let Overlay::Sheet(sheet) = overlay {
                sheet.scroll_by(rows);
            }
            return Vec::new();
        }
        match self.pane_at(mouse.column, mouse.row) {
            Some(Pane::Reading) => {
                self.reading.scroll_by(rows);
                return self.mark_if_read(true);
            }
            Some(Pane::Sidebar) => self.sidebar.move_by(rows),
            Some(Pane::List) => {
                self.move_cursor(rows);
                return self.follow_cursor();
            }
            None => {}
        }
        Vec::new()
    }

    fn click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        match self.overlays.last() {
            // A click beside it must not cost what was written.
            Some(Overlay::Note(_)) => return Vec::new(),
            Some(_) => {
                self.overlays.pop();
                return Vec::new();
            }
            None => {}
        }
        // A click may give the keys to another pane: what the rows are to have has been said.
        if matches!(self.prompt, Some(Prompt::Rows(_))) {
            self.prompt = None;
        }
        let Some(pane) = self.pane_at(column, row) else {
            return Vec::new();
        };
        let mut effects = self.set_focus(pane);
        let body = self.area_of(pane).map(layout::Area::body);
        let Some(line) = body.and_then(|body| row.checked_sub(body.y)) else {
            return effects;
        };
        let line = match pane {
            Pane::List => usize::from(line / self.list.row_lines),
            Pane::Reading | Pane::Sidebar => usize::from(line),
        };
        self.list.is_in_use = true;
        match pane {
            Pane::List
                if line < self.list.height && self.list.top + line < self.list.rows.len() =>
            {
                self.put_cursor(self.list.top + line);
                effects.extend(self.follow_cursor());
            }
            Pane::Sidebar => {
                let row = self.sidebar.top + line;
                let from = body.map_or(0, |body| body.x);
                effects.extend(self.click_in_sidebar(row, column.saturating_sub(from)));
            }
            Pane::Reading if self.reading.is_fold(self.reading.top + line) => {
                effects.extend(self.fold_all());
            }
            Pane::List | Pane::Reading => {}
        }
        effects
    }

    fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        [Pane::Sidebar, Pane::List, Pane::Reading]
            .into_iter()
            .find(|&pane| {
                self.area_of(pane)
                    .is_some_and(|area| area.contains(column, row))
            })
    }

    /// The area of a pane, where it shows.
    pub fn area_of(&self, pane: Pane) -> Option<layout::Area> {
        match pane {
            Pane::List => self.layout.list,
            Pane::Reading => self.layout.reading,
            Pane::Sidebar => self.layout.sidebar,
        }
    }

    /// Gives the keys to a pane.
    #[must_use]
    pub(super) fn set_focus(&mut self, pane: Pane) -> Vec<Effect> {
        let is_back = (self.focus, pane) == (Pane::Reading, Pane::List);
        self.focus = pane;
        self.pending.clear();
        if pane != Pane::Reading {
            self.reading.selecting = None;
        }
        let mut effects = self.relayout();
        // What was open may be gone from the list since.
        if is_back {
            effects.extend(self.follow_cursor());
        }
        effects
    }

    pub(super) fn resized(&mut self, columns: u16, rows: u16) -> Vec<Effect> {
        self.layout.screen.width = columns;
        self.layout.screen.height = rows;
        for overlay in &mut self.overlays {
            if let Overlay::Sheet(sheet) = overlay {
                sheet.resize(columns, rows);
            }
        }
        self.relayout()
    }

    /// How the panes are to stand.
    pub(super) fn wishes(&self) -> layout::Wishes {
        layout::Wishes {
            sidebar: self.wants_sidebar(),
            full_width: self.full_width,
            list_rows: self.most_rows(),
            panes: self.layout_wanted.unwrap_or(self.settings.panes.layout),
            ..layout::Wishes::of(&self.settings, self.focus)
        }
    }

    /// Works out where everything stands, and tells the panes their size.
    #[must_use]
    pub(super) fn relayout(&mut self) -> Vec<Effect> {
        let had_sidebar = self.layout.sidebar.is_some();
        let (columns, rows) = (self.layout.screen.width, self.layout.screen.height);
        self.layout = layout::arrange(columns, rows, self.wishes());
        let height =
            |area: Option<layout::Area>| area.map_or(0, |area| usize::from(area.body().height));
        self.fit_list();
        self.sidebar.resize(height(self.layout.sidebar));
        if !had_sidebar && self.layout.sidebar.is_some() {
            self.rebuild_sidebar();
        }
        let Some(reading) = self.layout.reading else {
            return Vec::new();
        };
        let widest = reading.width.saturating_sub(GUTTER + 1).max(1);
        let measure = Measure {
            columns: widest.min(self.settings.reading.width),
            ascii: self.ascii,
        };
        let need = self.reading.resize(measure, height(Some(reading)));
        self.lay_out(need)
    }

    /// How many rows the list has at most, once all is read: a filter narrows it and moves nothing.
    fn most_rows(&self) -> Option<u16> {
        let all = u16::try_from(self.library.len()).ok();
        all.filter(|rows| *rows > 0 && self.progress.is_none())
    }

    /// The sidebar shows where the reader asked for it, else where there is room.
    pub(super) fn wants_sidebar(&self) -> bool {
        self.sidebar_wanted.unwrap_or_else(|| {
            self.settings.panes.sidebar && self.layout.screen.width >= layout::WITH_SIDEBAR
        }) || self.focus == Pane::Sidebar
    }
}
