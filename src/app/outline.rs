//! The outline: the questions of a transcript, else the quotes, under the headings of the text, to go to one.

use super::overlay::Overlay;
use super::picker::{Choice, Picker, Purpose, Target};
use super::reading::asks;
use super::speakers::{glimpse, on_one_line};
use super::{App, Effect, Tone};
use crate::briefing::{Block, BlockKind, Briefing, Quote, Span};

impl App {
    /// Lists the questions of a transcript, or else the quotes, and the headings, in their order.
    pub(super) fn open_outline(&mut self) -> Vec<Effect> {
        let effects = self.catch_up();
        let Some(briefing) = self.reading.briefing.clone() else {
            self.say(Tone::Refused, "No briefing is open");
            return effects;
        };
        let all = || briefing.quotes.iter().enumerate();
        let questions: Vec<_> = all().filter(|(_, quote)| asks(&briefing, quote)).collect();
        let headings = headings(&briefing);
        let (what, who, quotes): (_, fn(&Briefing, &Quote) -> String, Vec<_>) =
            match questions.len() {
                0 => ("Quotes", |_, quote| quote.credit(), all().collect()),
                _ => ("Questions", questioner, questions),
            };
        let title = match (headings.is_empty(), quotes.is_empty()) {
            (true, true) => {
                self.say(Tone::Refused, "No headings and no quotes in this briefing");
                return effects;
            }
            (true, false) => what.to_owned(),
            (false, true) => "Headings".to_owned(),
            (false, false) => format!("Headings and {}", what.to_lowercase()),
        };
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
            (quote.span.start, (choice, format!("{place} {who} {words}")))
        });
        let mut choices: Vec<_> = headings.into_iter().chain(choices).collect();
        choices.sort_by_key(|(start, _)| *start);
        let choices = choices.into_iter().map(|(_, choice)| choice).collect();
        let picker = Picker::over(&title, Purpose::Quote, choices);
        self.overlays.push(Overlay::Picker(picker));
        effects
    }
}

/// The headings with the byte where each begins, and its text; one below the first level stands further in.
fn headings(briefing: &Briefing) -> Vec<(u32, (Choice, String))> {
    let body = &briefing.body;
    let of = |block: &Block| match block.kind {
        BlockKind::Heading(level) => Some((block.span, level)),
        _ => None,
    };
    let all: Vec<(Span, u8)> = body.blocks.iter().filter_map(of).collect();
    let highest = all.iter().map(|(_, level)| *level).min().unwrap_or(1);
    let choices = all.into_iter().map(|(span, level)| {
        let words = on_one_line(&body.text[span.range()]);
        let indent = "  ".repeat(usize::from(level - highest));
        let choice = Choice {
            name: format!("{indent}{words}"),
            detail: String::new(),
            target: Target::Words(span),
        };
        (span.start, (choice, words))
    });
    choices.collect()
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
