//! What an element has said when it ends.

use super::super::address::resolve;
use super::super::element::Element;
use super::super::facts::Facts;
use super::super::field::{Field, is_same};
use super::super::tail::{Names, without_tail};
use super::super::{Entry, EntryContent};
use super::{Place, Reader};
use crate::ingest::content::{Limit, Remark};

impl<'a> Reader<'a, '_> {
    /// Ends a field before an element that can't stand in it.
    pub(super) fn end_unclosed(&mut self) {
        let Some(field) = &self.field else { return };
        let is_place = |place: &Place<'_>| is_same(place.name, field.name);
        let is_place = self.place.as_ref().is_some_and(is_place);
        // An author or a source of elements goes on.
        let goes_on = is_place && field.is_blank();
        self.end_field();
        if !goes_on {
            self.place.take_if(|_| is_place);
            self.leave();
        }
    }

    pub(super) fn end_field(&mut self) {
        let Some(field) = self.field.take() else {
            return;
        };
        if let Some(entry) = &mut self.entry {
            entry.room = field.room();
            entry.is_cut |= field.is_cut;
        }
        let (element, depth, is_atom) = (field.element, field.depth, self.is_atom);
        let of_source = self
            .place
            .as_ref()
            .is_some_and(|place| place.element == Element::Source);
        let line = |field: Field<'_>| field.into_line(is_atom);
        match element {
            Element::Title if of_source => {
                let title = line(field);
                self.facts().source((0, 0), title);
            }
            Element::Title => {
                let title = line(field);
                self.facts().title((0, depth), title);
            }
            Element::MediaTitle => {
                let title = line(field);
                self.facts().title((1, depth), title);
            }
            Element::Content => {
                let content = field.into_content(is_atom);
                self.facts().content(content);
            }
            Element::Summary | Element::MediaSummary => {
                let rank = u8::from(element == Element::MediaSummary);
                let summary = field.into_content(is_atom);
                self.facts().summary(rank, summary);
            }
            _ => self.end_line(element, depth, &line(field)),
        }
    }

    /// Takes what an element of one line says.
    fn end_line(&mut self, element: Element, depth: usize, line: &str) {
        let address = || resolve(self.base(), line);
        match element {
            Element::Link => {
                if let Some(address) = address() {
                    self.facts().address((0, depth), address);
                }
            }
            Element::Id => {
                // What names an entry is an address only if it says so.
                if let Some(address) = resolve(None, line) {
                    self.facts().address((1, depth), address);
                }
            }
            Element::Date(occasion) => self.facts().date(occasion, depth, line),
            Element::Author | Element::Name => self.facts().author(line),
            Element::Source => self.facts().source((0, depth), line.to_owned()),
            Element::Publisher => self.facts().source((1, depth), line.to_owned()),
            Element::Category => self.facts().tag(line),
            Element::Keywords => {
                for tag in line.split(',') {
                    self.facts().tag(tag);
                }
            }
            Element::Language => self.facts().language((0, depth), line),
            _ => {}
        }
    }

    pub(super) fn end_entry(&mut self, end: usize) {
        self.end_field();
        let Some(entry) = self.entry.take() else {
            return;
        };
        self.depth = entry.depth;
        self.place = None;
        self.leave();
        self.count += 1;
        let (stated, content) = entry.facts.finish();
        let stated = stated.or(self.channel.of_channel(self.is_atom));
        let names = Names {
            title: stated.title.as_deref(),
            address: stated.address.as_deref(),
            feed: self.channel.known_title(),
            site: self.channel.known_address(),
        };
        let content = match content {
            EntryContent::Html(html) => EntryContent::Html(without_tail(html, names)),
            plain => plain,
        };
        let remarks = match entry.is_cut {
            true => vec![Remark::Cut(Limit::Record)],
            false => Vec::new(),
        };
        (self.each)(Entry {
            at: entry.start..end,
            stated,
            content,
            remarks,
        });
    }

    /// The facts of what is being read: of an entry, or else of the channel.
    pub(super) fn facts(&mut self) -> &mut Facts {
        match &mut self.entry {
            Some(entry) => &mut entry.facts,
            None => &mut self.channel,
        }
    }

    /// How deep in the entry, or in the feed.
    pub(super) fn depth_within(&self) -> usize {
        let outer = self.entry.as_ref().map_or(0, |entry| entry.depth);
        self.depth.saturating_sub(outer)
    }
}
