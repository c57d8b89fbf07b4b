//! A list over the panes from which one thing is picked, narrowed by typing: the command
//! palette, the questions of a transcript, the quotes of one speaker.

use std::collections::HashSet;
use std::sync::Arc;

use crate::app::Decision;
use crate::app::input::{Edit, Input};
use crate::briefing::{Briefing, BriefingId, Span};
use crate::config::{Command, Key, KeyCode};
use crate::ingest::Charset;
use crate::search::Words;
use crate::search::fuzzy::{Fields, Finder, Query};
use crate::text::fold::fold;
use crate::text::width::width;

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
    /// What it is for.
    pub purpose: Purpose,
    /// What the typed text means as a choice of its own, which then stands before all others.
    pub typed_means: Option<String>,
    choices: Vec<Choice>,
    /// What the filter looks at beside names and details, folded: one a choice, or none at all.
    texts: Vec<String>,
    finder: Finder,
}

/// What is picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A command.
    Command,
    /// A quote to go to.
    Quote,
    /// A link to go to, or whose address is to be copied.
    Link,
    /// Who said a quote; a name that matches nothing is taken as typed.
    Speaker,
    /// Of which quotes that is so.
    Extent,
    /// A tag to be put on or taken away.
    Tag,
    /// A day to put something off until.
    Snooze,
    /// What a file is read in.
    Encoding,
    /// Something that was typed before.
    History,
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
#[derive(Debug, Clone, PartialEq)]
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
    /// Go to these words of the open briefing.
    Words(Span),
    /// Go to the beginning of this briefing.
    Briefing(BriefingId),
    /// Go to the briefing that is referred to, with a way back.
    Reference(BriefingId),
    /// Go to these words of the open briefing, which refer to what is not here.
    Cited(Span),
    /// This is who said the quote in sight.
    Speaker(Option<Arc<str>>),
    /// This is who said these quotes.
    SpeakerOf(Option<Arc<str>>, Quoted),
    /// Decide this about what the picker was opened for.
    Decision(Decision),
    /// What was typed.
    Typed,
    /// Read the file that is open in this; `None` for what it is by itself.
    Encoding(Option<Charset>),
    /// Type this again.
    Text(Arc<str>),
}

/// Quotes: briefings, each with the number of a quote in it.
pub type Quoted = Vec<(Arc<Briefing>, usize)>;

/// What a key did to a picker.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    /// It stays open.
    Nothing,
    /// It closes.
    Closed,
    /// It closes, and this was picked.
    Target(Target),
    /// It closes, and this is to be copied.
    Copied(String),
    /// It closes; nothing matched what was typed.
    Typed(String),
}

impl Picker {
    /// The command palette, with these before the others.
    pub fn palette(recent: &[Command]) -> Self {
        let others = Command::ALL.iter().filter(|it| !recent.contains(it));
        let choices = recent.iter().chain(others).map(|&command| Choice {
            name: command.name().to_owned(),
            detail: match command.argument() {
                Some((argument, _)) => {
                    format!("{} ({command} {argument})", command.doc())
                }
                None => command.doc().to_owned(),
            },
            target: Target::Command(command),
        });
        Self::new("Commands", Purpose::Command, choices.collect())
    }

    /// Makes a picker with all its choices showing.
    pub fn new(title: &str, purpose: Purpose, choices: Vec<Choice>) -> Self {
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
            purpose,
            typed_means: None,
            choices,
            texts: Vec::new(),
            finder,
        }
    }

    /// Makes a picker whose choices are parts of texts: what is typed is looked for in the whole of
    /// each, of which a row shows the beginning.
    pub fn over(title: &str, purpose: Purpose, choices: Vec<(Choice, String)>) -> Self {
        let (choices, texts): (Vec<Choice>, Vec<String>) = choices.into_iter().unzip();
        Self {
            texts: texts.iter().map(|text| fold(text)).collect(),
            ..Self::new(title, purpose, choices)
        }
    }

    /// Columns of the widest name, up to a limit.
    pub fn name_width(&self, most: usize) -> usize {
        let names = self.choices.iter().map(|choice| width(&choice.name));
        names.max().unwrap_or(0).min(most)
    }

    /// The choices whose texts have every word that is typed.
    fn with_words(&self) -> Vec<usize> {
        let words = Words::new(self.input.text());
        let texts = self.texts.iter().enumerate();
        texts
            .filter(|(_, text)| words.are_in(text))
            .map(|(i, _)| i)
            .collect()
    }

    /// Puts the cursor on a choice.
    pub fn put_cursor(&mut self, choice: usize) {
        let row = self.matches.iter().position(|&it| it == choice);
        self.cursor = row.unwrap_or(self.cursor);
    }

    /// The choices that go by exactly the name that was typed.
    pub fn is_named(&self, name: &str) -> bool {
        self.choices.iter().any(|choice| choice.name == name)
    }

    /// How many rows there are to pick from.
    pub fn rows(&self) -> usize {
        self.matches.len() + usize::from(self.typed_means.is_some())
    }

    /// How many choices there are in all.
    pub fn choices(&self) -> usize {
        self.choices.len()
    }

    /// The choices that match, best first.
    pub fn matching(&self) -> impl Iterator<Item = &Choice> {
        self.matches.iter().map(|&choice| &self.choices[choice])
    }

    /// The choice under the cursor; none where that is on what was typed.
    pub fn under_cursor(&self) -> Option<&Choice> {
        let row = self
            .cursor
            .checked_sub(usize::from(self.typed_means.is_some()))?;
        self.matching().nth(row)
    }

    /// All choices, whether they match or not.
    pub fn all(&self) -> &[Choice] {
        &self.choices
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Picked {
        let last = self.rows().saturating_sub(1);
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return Picked::Closed,
            (KeyCode::Backspace, _) if self.input.is_empty() => return Picked::Closed,
            (KeyCode::Enter, _) => return self.picked(),
            (KeyCode::Char('y'), true) if self.purpose == Purpose::Link => {
                let choice = self.under_cursor();
                let link = choice.filter(|choice| matches!(choice.target, Target::Words(_)));
                return link.map_or(Picked::Nothing, |choice| {
                    Picked::Copied(choice.detail.clone())
                });
            }
            (KeyCode::Tab, _) if self.typed_means.is_some() => {
                // The rest of the word: from the best match on, as a shell does it.
                let best = self.matching().next().map(|choice| choice.name.clone());
                if let Some(best) = best {
                    self.input = Input::with(&best);
                    self.refresh();
                }
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

    /// What Enter picks.
    fn picked(&self) -> Picked {
        let typed = || Picked::Typed(self.input.text().trim().to_owned());
        let before = usize::from(self.typed_means.is_some());
        // A name that nobody here goes by, a day that is none: whoever asked can tell.
        let takes_typed = matches!(self.purpose, Purpose::Speaker | Purpose::Snooze);
        match self.cursor.checked_sub(before) {
            None => typed(),
            Some(row) => match self.matching().nth(row) {
                Some(choice) => Picked::Target(choice.target.clone()),
                None if takes_typed && !self.input.is_empty() => typed(),
                None => Picked::Nothing,
            },
        }
    }

    /// Puts a text in the place of what was typed.
    pub fn put(&mut self, text: &str) {
        self.input = Input::with(text);
        self.refresh();
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.input.insert(text);
        self.refresh();
    }

    fn refresh(&mut self) {
        self.cursor = 0;
        self.typed_means = None;
        let order: Arc<[u32]> = (0..).take(self.choices.len()).collect();
        let query = Query::new(self.input.text());
        if query.is_empty() {
            self.matches = (0..self.choices.len()).collect();
            return;
        }
        let found = self.finder.snapshot().find(&query, &order, None, &|| false);
        let hits = found.iter().flat_map(|found| &found.hits);
        let hits = hits.map(|hit| hit.position as usize);
        // Those that have the words as they are typed come first, in their order.
        let mut matches = self.with_words();
        let exact: HashSet<usize> = matches.iter().copied().collect();
        matches.extend(hits.filter(|hit| !exact.contains(hit)));
        self.matches = matches;
        // A name that was typed whole is meant, whatever else begins so.
        let typed = self.input.text().trim();
        let is_named = |&choice: &usize| self.choices[choice].name == typed;
        if let Some(at) = self.matches.iter().position(is_named) {
            self.matches[..=at].rotate_right(1);
        }
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
        Picker::new("Some", Purpose::Command, choices.to_vec())
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
    fn what_is_typed_can_be_a_choice_of_its_own_and_is_completed_by_the_best_match() {
        let mut tags = picker();
        tags.purpose = Purpose::Tag;
        pressed(&mut tags, &["s", "t"]);
        tags.typed_means = Some("a new tag".to_owned());
        let star = Picked::Target(Target::Command(Command::Star));
        assert_eq!(pressed(&mut tags, &["down", "enter"]), star);
        let typed = Picked::Typed("st".to_owned());
        assert_eq!(pressed(&mut tags, &["up", "enter"]), typed);
        pressed(&mut tags, &["tab"]);
        assert_eq!(tags.input.text(), "star");
        assert_eq!(pressed(&mut tags, &["enter"]), star);
    }

    #[test]
    fn what_matches_nothing_is_given_back_as_typed() {
        let keys = &["f", "i", "g", "enter"];
        assert_eq!(pressed(&mut picker(), keys), Picked::Nothing);
        let mut speakers = picker();
        speakers.purpose = Purpose::Speaker;
        let typed = pressed(&mut speakers, keys);
        assert_eq!(typed, Picked::Typed("fig".to_owned()));
        assert_eq!(
            pressed(&mut picker(), &["x", "backspace", "backspace"]),
            Picked::Closed
        );
        assert_eq!(pressed(&mut picker(), &["esc"]), Picked::Closed);
    }
}
