//! Where the words of a briefing lead to: listed on demand, to go there in the text or to copy an address.
//!
//! Nothing is opened and nothing fetched: an address is words like any other.

use super::overlay::Overlay;
use super::picker::{Choice, Picker, Purpose, Target};
use super::reading::TextView;
use super::speakers::on_one_line;
use super::{App, Effect, Tone};
use crate::briefing::Span;
use crate::text::width::truncate;

/// The most columns of the words of a link in the list: what is left of 80 shows where it leads.
const WORDS: usize = 40;

impl App {
    /// Lists the links of the briefing in their order.
    pub(super) fn open_links(&mut self) -> Vec<Effect> {
        let effects = self.catch_up();
        let Some(briefing) = self.reading.briefing.clone() else {
            self.say(Tone::Refused, "No briefing is open");
            return effects;
        };
        let links = briefing.body.all_links();
        if links.is_empty() {
            self.say(Tone::Refused, "No links in this text");
            return effects;
        }
        let digits = links.len().to_string().len();
        let choices = links.into_iter().zip(1..).map(|(link, number)| {
            let words = on_one_line(&briefing.body.text[link.words.range()]);
            let whole = format!("{number} {words} {}", link.address);
            // An address that stands in the text says where it leads by itself.
            let name = match *words == *link.address {
                true => format!("{number:>digits$}"),
                false => format!("{number:>digits$} {}", truncate(&words, WORDS)),
            };
            let choice = Choice {
                name,
                detail: link.address.into(),
                target: Target::Words(link.words),
            };
            (choice, whole)
        });
        let picker = Picker::over("Links", Purpose::Link, choices.collect());
        self.overlays.push(Overlay::Picker(picker));
        effects
    }

    /// Goes to words of the open briefing, in the reading view.
    pub(super) fn go_to_words(&mut self, words: Span) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.reading.view != TextView::Reading {
            let need = self.reading.show(TextView::Reading);
            effects.extend(self.lay_out(need));
        }
        self.reading.go_to_words(words);
        effects
    }

    /// Sends the address of a link to the terminal's clipboard.
    pub(super) fn copy_address(&mut self, address: String) -> Vec<Effect> {
        let Some(briefing) = self.reading.briefing.clone() else {
            return Vec::new();
        };
        if !self.has_clipboard() || self.is_refused("Not sent", &briefing) {
            return Vec::new();
        }
        vec![Effect::Copy(address)]
    }
}
