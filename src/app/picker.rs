//! A list over the panes from which one thing is picked, narrowed by typing: the command
//! palette, the questions of a transcript, the quotes of one speaker.

use std::sync::Arc;

use crate::app::input::{Edit, Input};
use crate::briefing::BriefingId;
use crate::config::{Command, Key, KeyCode};
use crate::search::fuzzy::{Fields, Finder, Query};

/// A list to pick from.
#[derive(Debug)]
pub struct Picker {
    /// What stands in its frame.
    pub title: String,
    /// What is typed.
    pub input: Input,
    /// The choices that match, as numbers of [`choices`](Self::choices), best first.
    pub matches: Vec<usize>,
    /// The match under the cursor.
    pub cursor: usize,
    choices: Vec<Choice>,
    finder: Finder,
    takes_typed: bool,
}

/// One thing to pick.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// What is to be said of it, after its name.
    pub detail: String,
    /// What is meant.
    pub target: Target,
}

/// What picking a choice means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Do this.
    Command(Command),
    /// Go to this quote.
    Quote {
        /// Its briefing.
        id: BriefingId,
        /// Its number there.
        quote: usize,
    },
    /// This is who said the quote in sight.
    Speaker(Option<Arc<str>>),
}

/// What a key did to a picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// It stays open.
    Nothing,
    /// It closes.
    Closed,
    /// It closes, and this was picked.
    Target(Target),
    /// It closes; nothing matched what was typed.
    Typed(String),
}

impl Picker {
    /// The command palette.
    pub fn palette() -> Self {
        let choices = Command::ALL.iter().map(|&command| Choice {
            name: command.name().to_owned(),
            detail: command.doc().to_owned(),
            target: Target::Command(command),
        });
        Self::new("Commands", choices.collect())
    }

    /// Makes a picker with all its choices showing.
    pub fn new(title: &str, choices: Vec<Choice>) -> Self {
        let mut finder = Finder::new();
        for choice in &choices {
            finder.push(Fields {
                title: &format!("{} {}", choice.name, choice.detail),
                ..Fields::default()
            });
        }
        Self {
            title: title.to_owned(),
            input: Input::default(),
            matches: (0..choices.len()).collect(),
            cursor: 0,
            choices,
            finder,
            takes_typed: false,
        }
    }

    /// Takes what is typed for an answer, too, when nothing matches it.
    #[must_use]
    pub fn or_typed(mut self) -> Self {
        self.takes_typed = true;
        self
    }

    /// How many choices there are in all.
    pub fn choices(&self) -> usize {
        self.choices.len()
    }

    /// The choices that match, best first.
    pub fn matching(&self) -> impl Iterator<Item = &Choice> {
        self.matches.iter().map(|&choice| &self.choices[choice])
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Picked {
        let last = self.matches.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return Picked::Closed,
            (KeyCode::Backspace, _) if self.input.is_empty() => return Picked::Closed,
            (KeyCode::Enter, _) => {
                return match self.matching().nth(self.cursor) {
                    Some(choice) => Picked::Target(choice.target.clone()),
                    None if self.takes_typed && !self.input.is_empty() => {
                        Picked::Typed(self.input.text().trim().to_owned())
                    }
                    None => Picked::Nothing,
                };
            }
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) | (KeyCode::Tab, _) => {
                self.cursor = if self.cursor == last {
                    0
                } else {
                    self.cursor + 1
                };
            }
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) | (KeyCode::BackTab, _) => {
                self.cursor = self.cursor.checked_sub(1).unwrap_or(last);
            }
            (KeyCode::PageDown, _) => self.cursor = (self.cursor + PAGE).min(last),
            (KeyCode::PageUp, _) => self.cursor = self.cursor.saturating_sub(PAGE),
            _ => {
                if self.input.key(key) == Edit::Changed {
                    self.refresh();
                }
            }
        }
        Picked::Nothing
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.input.insert(text);
        self.refresh();
    }

    fn refresh(&mut self) {
        self.cursor = 0;
        let order: Arc<[u32]> = (0..).take(self.choices.len()).collect();
        let query = Query::new(self.input.text());
        if query.is_empty() {
            self.matches = (0..self.choices.len()).collect();
            return;
        }
        let found = self.finder.snapshot().find(&query, &order, None, &|| false);
        self.matches = found
            .iter()
            .flat_map(|found| &found.hits)
            .map(|hit| hit.position as usize)
            .collect();
    }
}

/// Choices that a page up or down moves by.
const PAGE: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn picker() -> Picker {
        let commands = [Command::Star, Command::Quit, Command::Raw];
        let choices = commands.map(|command| Choice {
            name: command.name().to_owned(),
            detail: String::new(),
            target: Target::Command(command),
        });
        Picker::new("Some", choices.to_vec())
    }

    fn pressed(picker: &mut Picker, keys: &[&str]) -> Picked {
        let mut last = Picked::Nothing;
        for key in keys {
            last = picker.key(key.parse().expect("a key"));
        }
        last
    }

    #[test]
    fn typing_narrows_and_enter_picks() {
        let picked = |keys: &[&str]| match pressed(&mut picker(), keys) {
            Picked::Target(Target::Command(command)) => Some(command),
            _ => None,
        };
        assert_eq!(picked(&["q", "u", "enter"]), Some(Command::Quit));
        assert_eq!(picked(&["down", "down", "enter"]), Some(Command::Raw));
        assert_eq!(picked(&["up", "enter"]), Some(Command::Raw), "round");
    }

    #[test]
    fn what_matches_nothing_is_given_back_as_typed() {
        let keys = &["f", "i", "g", "enter"];
        assert_eq!(pressed(&mut picker(), keys), Picked::Nothing);
        let typed = pressed(&mut picker().or_typed(), keys);
        assert_eq!(typed, Picked::Typed("fig".to_owned()));
        assert_eq!(
            pressed(&mut picker(), &["x", "backspace", "backspace"]),
            Picked::Closed
        );
        assert_eq!(pressed(&mut picker(), &["esc"]), Picked::Closed);
    }
}
