//! The outline: the questions of a transcript, else the quotes, to go to one.

use super::overlay::Overlay;
use super::picker::{Choice, Picker, Purpose, Target};
use super::reading::asks;
use super::speakers::glimpse;
use super::{App, Effect, Tone};
use crate::briefing::{Briefing, Quote};

impl App {
    /// Lists the questions of a transcript, or else the quotes, in their order.
    pub(super) fn open_outline(&mut self) -> Vec<Effect> {
        let effects = self.catch_up();
        let Some(briefing) = self.reading.briefing.clone() else {
            self.say(Tone::Refused, "No briefing is open");
            return effects;
        };
        let all = || briefing.quotes.iter().enumerate();
        let questions: Vec<_> = all().filter(|(_, quote)| asks(&briefing, quote)).collect();
        let (title, who, quotes): (_, fn(&Briefing, &Quote) -> String, Vec<_>) =
            match questions.len() {
                0 => ("Quotes", |_, quote| quote.credit(), all().collect()),
                _ => ("Questions", questioner, questions),
            };
        if quotes.is_empty() {
            self.say(Tone::Refused, "No quotes in this briefing");
            return effects;
        }
        let digits = quotes.len().to_string().len();
        let choices = quotes.into_iter().zip(1..).map(|((number, quote), place)| {
            let who = who(&briefing, quote);
            let choice = Choice {
                name: format!("{place:>digits$} {who}").trim_end().to_owned(),
                detail: glimpse(&briefing, quote),
                target: Target::Quote {
                    id: briefing.id,
                    quote: number,
                },
            };
            let words = &briefing.body.text[quote.span.range()];
            (choice, format!("{place} {who} {words}"))
        });
        let picker = Picker::over(title, Purpose::Quote, choices.collect());
        self.overlays.push(Overlay::Picker(picker));
        effects
    }
}

/// Who asks: the speaker, where one is known, else what the label says beside that it is a question
/// (`Q (Reuters):`), which may be nothing.
fn questioner(briefing: &Briefing, quote: &Quote) -> String {
    if quote.speaker.is_some() {
        return quote.credit();
    }
    let before = &briefing.body.text[..quote.span.range().start];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let label = before[line..].trim_start();
    let beside = label.trim_start_matches(char::is_alphanumeric);
    beside
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}
