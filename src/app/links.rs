//! Where a briefing leads to: the cables that it refers to, and the addresses behind its words. Listed on demand, to go
//! there or to copy an address.
//!
//! A reference opens the cable that it means, where the library has it. No other program is started and nothing
//! fetched: an address is words like any other.

use super::overlay::Overlay;
use super::picker::{Choice, Picker, Purpose, Target};
use super::reading::TextView;
use super::speakers::on_one_line;
use super::{App, Effect, Tone};
use crate::briefing::{Briefing, Reference, Span};
use crate::text::width::truncate;

/// The most columns of the words of a link in the list: what is left of 80 shows where it leads.
const WORDS: usize = 40;

/// What is said of a reference to what is not here.
pub(super) const NOT_HERE: &str = "not in the library";

/// Where a reference stands in the text; at its beginning where the words there are not the same.
fn cited_in(briefing: &Briefing, reference: &Reference) -> Span {
    let text = &briefing.body.text;
    let number = reference.number.as_ref().map(|number| &*number.words);
    // The letter may stand in a bracket there.
    let bare = reference.words.split_once(". ").map(|(_, bare)| bare);
    let written = [number, bare, Some(&*reference.words)]
        .into_iter()
        .flatten();
    let found = written.filter_map(|words| {
        let start = text.find(words)?;
        Some(Span::new(start, start + words.len()))
    });
    found.min_by_key(|span| span.start).unwrap_or_default()
}

impl App {
    /// Lists the references and the links of the briefing in their order.
    pub(super) fn open_links(&mut self) -> Vec<Effect> {
        let effects = self.catch_up();
        let Some(briefing) = self.reading.briefing.clone() else {
            self.say(Tone::Refused, "No briefing is open");
            return effects;
        };
        let links = briefing.body.all_links();
        let references = self.library.collection().references_of(&briefing);
        let references: Vec<_> = references.collect();
        let count = references.len() + links.len();
        if count == 0 {
            self.say(Tone::Refused, "No links in this text");
            return effects;
        }
        let digits = count.to_string().len();
        let first_link = references.len() + 1;
        let references = references.into_iter().zip(1..);
        let references = references.map(|((reference, found), number)| {
            let detail = found.map_or(NOT_HERE, |found| found.title.as_str());
            let choice = Choice {
                name: format!("{number:>digits$} {}", truncate(&reference.words, WORDS)),
                detail: detail.to_owned(),
                target: match found {
                    Some(found) => Target::Reference(found.id),
                    None => Target::Cited(cited_in(&briefing, reference)),
                },
            };
            let whole = format!("{number} {} {detail}", reference.words);
            (choice, whole)
        });
        let mut choices: Vec<(Choice, String)> = references.collect();
        choices.extend(links.into_iter().zip(first_link..).map(|(link, number)| {
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
        }));
        let title = match first_link {
            1 => "Links",
            _ => "References and links",
        };
        let picker = Picker::over(title, Purpose::Link, choices);
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
