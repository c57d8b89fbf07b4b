//! The theme and the layout as the reader chooses them by a key, and as they were chosen before.
//!
//! A choice that shows what the configuration would show is none: the key has come round to it.

use super::layout::{self, Arrangement};
use super::{App, Effect, Tone};
use crate::config::{Background, PaneLayout, Theme};
use crate::library::choices::{Choice, Choices};

impl App {
    /// Takes what was chosen in earlier runs; what was chosen in this one stays.
    pub(super) fn choices_read(&mut self, read: Choices) -> Vec<Effect> {
        self.theme_wanted = self.theme_wanted.or(read.theme);
        self.layout_wanted = self.layout_wanted.or(read.layout);
        self.renew_theme();
        self.relayout()
    }

    /// Changes between the two ways in which the list and the reading pane can stand.
    pub(super) fn next_layout(&mut self) -> Vec<Effect> {
        let layout = match self.layout.arrangement {
            Arrangement::SideBySide => PaneLayout::ListOverReading,
            Arrangement::Stacked => PaneLayout::SideBySide,
            Arrangement::OnePane => {
                self.say(Tone::Refused, "There is room for one pane only");
                return Vec::new();
            }
        };
        let stands = |panes| {
            let wishes = layout::Wishes {
                panes,
                ..self.wishes()
            };
            let screen = self.layout.screen;
            layout::arrange(screen.width, screen.height, wishes).arrangement
        };
        let differs = stands(layout) != stands(self.settings.panes.layout);
        self.layout_wanted = differs.then_some(layout);
        self.say(Tone::Done, format!("Layout: {}", layout.name()));
        let mut effects = self.relayout();
        effects.push(Effect::KeepChoice(Choice::Layout(self.layout_wanted)));
        effects
    }

    /// Changes to the next theme.
    pub(super) fn next_theme(&mut self) -> Vec<Effect> {
        let name = self.theme.name().next();
        let configured = self.settings.theme.theme(self.background).name();
        self.theme_wanted = (name != configured).then_some(name);
        self.renew_theme();
        self.say(Tone::Done, format!("Theme: {}", name.name()));
        vec![
            Effect::Redraw,
            Effect::KeepChoice(Choice::Theme(self.theme_wanted)),
        ]
    }

    /// Takes the theme for the terminal's background, unless the reader has named one.
    pub(super) fn background_known(&mut self, background: Background) -> Vec<Effect> {
        self.background = background;
        self.renew_theme();
        Vec::new()
    }

    fn renew_theme(&mut self) {
        let settings = &self.settings.theme;
        self.theme = match self.theme_wanted {
            Some(name) => Theme::named(name).with(&settings.colours),
            None => settings.theme(self.background),
        };
    }
}
