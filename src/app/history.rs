//! What was typed before, taken again: step by step with up and down, or picked from all of it.

use std::sync::Arc;

use super::input::Input;
use super::overlay::Overlay;
use super::picker::{Choice, Picker, Purpose, Target};
use super::{App, Effect, Prompt};
use crate::config::{Command, Key, KeyCode};
use crate::library::history::{History, Kind};

/// How far back the prompt that is open has gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recalled {
    /// The entry that it shows, by its number from the end.
    back: usize,
    /// What was typed before.
    typed: String,
}

impl App {
    /// Takes what was typed in earlier runs.
    pub(super) fn history_read(&mut self, read: History) -> Vec<Effect> {
        self.history = read.followed_by(&self.history);
        Vec::new()
    }

    /// Remembers what was typed.
    pub(super) fn remember_typed(&mut self, kind: Kind, text: &str) -> Vec<Effect> {
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        self.history.add(kind, text);
        vec![Effect::KeepTyped(kind, text.to_owned())]
    }

    /// The commands that were picked from the palette, the latest first.
    pub(super) fn recent_commands(&self) -> Vec<Command> {
        let typed = self.history.of(Kind::Command).iter().rev();
        let name = |typed: &str| typed.split_whitespace().next()?.parse().ok();
        let mut recent: Vec<Command> = Vec::new();
        for command in typed.filter_map(|typed| name(typed)) {
            if !recent.contains(&command) {
                recent.push(command);
            }
        }
        recent
    }

    /// Takes a key that means the history in what is being typed; `None` for every other.
    pub(super) fn history_key(&mut self, key: Key) -> Option<Vec<Effect>> {
        let kind = self.kind_typed()?;
        let is_back = self.recalled.is_some();
        match (key.code, key.ctrl) {
            (KeyCode::Char('r'), true) => self.open_history(kind),
            // At the first row there is nothing above but what was typed before.
            (KeyCode::Up, _) if is_back || self.is_at_first_row() => self.recall(kind, true),
            (KeyCode::Down, _) if is_back => self.recall(kind, false),
            _ => {
                self.recalled = None;
                None
            }
        }
    }

    /// What is being typed, where that has a history.
    fn kind_typed(&self) -> Option<Kind> {
        match (self.overlays.last(), &self.prompt) {
            (Some(Overlay::Picker(picker)), _) => {
                (picker.purpose == Purpose::Command).then_some(Kind::Command)
            }
            (Some(_), _) => None,
            (None, Some(Prompt::Search(_))) => Some(Kind::Search),
            (None, Some(Prompt::Finder(_))) => Some(Kind::Filter),
            (None, Some(Prompt::InText(_))) => Some(Kind::Find),
            (None, Some(Prompt::Rows(_) | Prompt::Export(_) | Prompt::Confirm { .. }) | None) => {
                None
            }
        }
    }

    /// True where the cursor of the rows that what is typed narrows is at the first of them, or has
    /// not been moved yet.
    fn is_at_first_row(&self) -> bool {
        match (self.overlays.last(), &self.prompt) {
            (Some(Overlay::Picker(picker)), _) => picker.cursor == 0,
            (_, Some(Prompt::InText(_))) => true,
            _ => !self.search.was_moved || self.list.cursor == 0,
        }
    }

    /// Takes an older or a newer entry into what is being typed; `None` where there is no older.
    fn recall(&mut self, kind: Kind, older: bool) -> Option<Vec<Effect>> {
        let typed = match &self.recalled {
            Some(recalled) => recalled.typed.clone(),
            None => self.text_typed().to_owned(),
        };
        // What stands there already is no step.
        let is_other = |entry: &&Arc<str>| ***entry != *typed.trim();
        let entries: Vec<_> = self
            .history
            .of(kind)
            .iter()
            .rev()
            .filter(is_other)
            .collect();
        let back = match (self.recalled.as_ref().map(|recalled| recalled.back), older) {
            (None, _) => Some(0),
            (Some(back), true) => Some((back + 1).min(entries.len().saturating_sub(1))),
            (Some(back), false) => back.checked_sub(1),
        };
        let Some(back) = back else {
            self.recalled = None;
            return Some(self.put_typed(&typed));
        };
        let text = entries.get(back)?.to_string();
        self.recalled = Some(Recalled { back, typed });
        Some(self.put_typed(&text))
    }

    fn text_typed(&self) -> &str {
        match (self.overlays.last(), &self.prompt) {
            (Some(Overlay::Picker(picker)), _) => picker.input.text(),
            (
                None,
                Some(
                    Prompt::Search(input)
                    | Prompt::Finder(input)
                    | Prompt::InText(input)
                    | Prompt::Export(input),
                ),
            ) => input.text(),
            _ => "",
        }
    }

    /// Puts a text in the place of what is being typed.
    pub(super) fn put_typed(&mut self, text: &str) -> Vec<Effect> {
        if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
            picker.put(text);
            self.tell_meaning();
            return Vec::new();
        }
        match &mut self.prompt {
            Some(Prompt::Search(input)) => {
                *input = Input::with(text);
                self.search_typed(text)
            }
            Some(Prompt::Finder(input)) => {
                *input = Input::with(text);
                self.filter_by(text)
            }
            Some(Prompt::InText(input)) => {
                *input = Input::with(text);
                self.find_typed(text);
                Vec::new()
            }
            Some(Prompt::Rows(_) | Prompt::Export(_) | Prompt::Confirm { .. }) | None => Vec::new(),
        }
    }

    /// Lists what was typed before, the latest first.
    fn open_history(&mut self, kind: Kind) -> Option<Vec<Effect>> {
        let title = match kind {
            Kind::Search => "Earlier searches",
            Kind::Filter => "Earlier filters",
            Kind::Find => "Earlier words",
            Kind::Command => "Earlier commands",
        };
        let entries = self.history.of(kind).iter().rev();
        let choices = entries.map(|entry| Choice {
            name: entry.to_string(),
            detail: String::new(),
            target: Target::Text(Arc::clone(entry)),
        });
        self.recalled = None;
        let picker = Picker::new(title, Purpose::History, choices.collect());
        self.overlays.push(Overlay::Picker(picker));
        Some(Vec::new())
    }
}
