//! Pasted text: it goes where letters go, and is never a command.

use super::input::Input;
use super::overlay::Overlay;
use super::{App, Effect, Prompt, Tone};
use crate::config::Command;

impl App {
    /// Takes pasted text. A pasted `Q` must not quit.
    pub(super) fn pasted(&mut self, text: &str) -> Vec<Effect> {
        self.recalled = None;
        match self.overlays.last_mut() {
            Some(Overlay::Picker(picker)) => {
                picker.paste(text);
                self.tell_meaning();
                return Vec::new();
            }
            Some(Overlay::Note(editor)) => {
                if !editor.paste(text) {
                    self.say(Tone::Refused, "Too long for a note: nothing was pasted");
                }
                return Vec::new();
            }
            Some(Overlay::Sheet(sheet)) => {
                if sheet.is_finding {
                    sheet.paste(text);
                }
                return Vec::new();
            }
            None => {}
        }
        let Some(input) = self.prompt.as_mut().and_then(Prompt::input) else {
            if self.prompt.is_none() {
                let find = self.keys_for(Command::Find);
                let text = format!("Nothing to paste into; {find} opens the filter");
                self.say(Tone::Refused, text);
            }
            // An answer to a question is a key, never part of a text.
            return Vec::new();
        };
        input.insert(text);
        let text = input.text().to_owned();
        match &self.prompt {
            Some(Prompt::Finder(_)) => self.filter_by(&text),
            Some(Prompt::Search(_)) => self.search_typed(&text),
            Some(Prompt::InText(_)) => {
                self.find_typed(&text);
                Vec::new()
            }
            Some(Prompt::Rows(_)) => {
                self.filter_sidebar(&text);
                Vec::new()
            }
            Some(Prompt::Export(_) | Prompt::Confirm { .. }) | None => Vec::new(),
        }
    }
}

impl Prompt {
    /// The line that is being typed; none where a question is answered.
    fn input(&mut self) -> Option<&mut Input> {
        match self {
            Self::Finder(input)
            | Self::Search(input)
            | Self::InText(input)
            | Self::Rows(input)
            | Self::Export(input) => Some(input),
            Self::Confirm { .. } => None,
        }
    }
}
