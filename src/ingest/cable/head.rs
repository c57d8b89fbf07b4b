//! The walk over the head of a cable, line by line.

use crate::ingest::dates;
use crate::ingest::furniture::is_issuer;
use crate::ingest::given::one_line;
use crate::ingest::handling;
use crate::ingest::lines::Line;
use crate::ingest::plain;

use super::label::{Label, alone, labelled};
use super::{Cable, address, group, is_transmission, number};

mod facts;

use facts::Facts;
pub(super) use facts::finished;

/// A line longer than this, in bytes, is text, unless a label opens it.
const LINE: usize = 120;

/// The most lines of a subject.
const SUBJECT_LINES: usize = 6;

/// What the signs of a cable must make together.
const ENOUGH: u32 = 3;

/// A head that is being read.
#[derive(Default)]
pub(super) struct Head {
    cable: Cable,
    facts: Facts,
    /// The label that lines without one go on from, and what they have said so far.
    open: Option<Open>,
    /// The label that was open last.
    last: Option<Label>,
    /// What the labels seen so far make together; each counts once.
    weight: u32,
    seen: Vec<Label>,
    has_capital_subject: bool,
    /// Where the last line ends that belongs to the head.
    end: usize,
}

/// A label and the lines behind it.
struct Open {
    label: Label,
    /// True for a bare word of signal traffic.
    is_signal: bool,
    said: Vec<String>,
}

impl Head {
    /// What the head says; `None` where it is none of a cable.
    pub(super) fn finish(mut self) -> Option<Cable> {
        self.close();
        let is_transmitted = [
            Label::Group,
            Label::Sender,
            Label::Transmission,
            Label::Telegram,
        ]
        .iter()
        .any(|label| self.seen.contains(label));
        let mut cable = self.cable;
        cable.body = is_transmitted.then_some(self.end);
        let is_cable = self.weight >= ENOUGH;
        // "SUBJECT:" in capitals names the subject of whatever it stands over.
        let is_titled = self.has_capital_subject && cable.title.is_some();
        if !is_cable && !is_titled {
            return None;
        }
        cable.section = self.facts.section;
        cable.sections = self.facts.sections;
        cable.marking = self.facts.marking.take();
        cable.post = self.facts.own.clone();
        cable.facts = self.facts.told(cable.date);
        Some(cable)
    }

    /// Takes a line; `None` when the text begins with it.
    pub(super) fn line(&mut self, line: &Line<'_>) -> Option<()> {
        let words = line.trimmed().text;
        if words.is_empty() {
            self.blank();
            return Some(());
        }
        let is_bound =
            if let Some((label, value)) = labelled(words).or_else(|| self.after_from(words)) {
                self.label(label, value, words);
                true
            } else if let Some((date, before, rest)) = group(words) {
                self.close();
                self.see(Label::Group);
                self.cable.date = self.cable.date.or(Some(date));
                self.facts.letters(before);
                if let Some((label, value)) = labelled(rest) {
                    self.label(label, value, rest);
                }
                true
            } else if is_transmission(words) {
                self.close();
                self.see(Label::Transmission);
                self.facts.routing(words);
                true
            } else if self.transmission(words) {
                true
            } else if let Some(label) = alone(words) {
                self.close();
                // Memoranda have the others, too.
                if label == Label::Sender {
                    self.see(label);
                }
                self.begin(label, "", true);
                true
            } else {
                self.words(line, words)?
            };
        // What nothing binds to the head may be the headline, unless more of the head follows.
        if is_bound {
            self.end = line.next;
        }
        Some(())
    }

    /// `A :` under `DE :`; elsewhere it is an answer.
    fn after_from<'l>(&self, words: &'l str) -> Option<(Label, &'l str)> {
        let is_under = self
            .open
            .as_ref()
            .is_some_and(|open| open.label == Label::From);
        let value = words.strip_prefix("A").filter(|_| is_under)?;
        let value = value.trim_start().strip_prefix(':')?;
        Some((Label::To, value.trim()))
    }

    /// Takes the line of marking, post and number; false for any other.
    fn transmission(&mut self, words: &str) -> bool {
        let Some(found) = number::transmission(words) else {
            // The marking alone ends a list of addresses.
            let is_among_addresses = self.open.as_ref().is_some_and(|open| {
                matches!(open.label, Label::To | Label::Copies) && handling::is_marking(words)
            });
            if is_among_addresses {
                self.close();
            }
            return is_among_addresses;
        };
        let is_whole = found.marking.is_some() && handling::is_marking(words);
        if !is_whole && self.weight < 2 && found.part.is_none() {
            return false;
        }
        self.close();
        if is_whole {
            self.see(Label::Transmission);
        }
        self.facts.transmission(found);
        true
    }

    /// Takes a line without a label, and tells whether it belongs to what stands over it; `None`
    /// for one of the text.
    fn words(&mut self, line: &Line<'_>, words: &str) -> Option<bool> {
        let is_text = words.len() > LINE || plain::is_section(words);
        let is_numbered = plain::bullet(words).is_some();
        if is_text {
            return None;
        }
        if self.open.is_none() && self.goes_on(words) {
            let label = self.last?;
            self.begin(label, "", true);
        }
        match &mut self.open {
            Some(open) if open.label == Label::Subject => {
                let goes_on = !is_numbered && open.said.len() < SUBJECT_LINES;
                if goes_on && is_more_of(&open.said, line) {
                    open.said.push(words.to_owned());
                    return Some(true);
                }
                self.close();
                (!is_numbered && !plain::ends_sentence(words)).then_some(false)
            }
            // References are lettered, and some of them are sentences.
            Some(open) => {
                if words.starts_with(|c: char| c.is_ascii_digit() && is_numbered) {
                    return None;
                }
                if open.takes(words) {
                    open.said.push(words.to_owned());
                }
                Some(true)
            }
            None => (!is_numbered && !plain::ends_sentence(words)).then_some(false),
        }
    }

    /// True for a line that goes on from a list over a blank line: the next letter of the references,
    /// the next address.
    fn goes_on(&self, words: &str) -> bool {
        match self.last {
            Some(Label::References) => {
                let letter = words.trim_start_matches(['(', '[']).as_bytes();
                matches!(letter, [b'B'..=b'Z', b'.' | b')' | b']', ..])
            }
            Some(Label::To | Label::Copies) => address::is_known(words) && !is_for_desk(words),
            _ => false,
        }
    }

    fn blank(&mut self) {
        // A label may have its words in the next paragraph.
        let waits = self.open.as_ref().is_some_and(|open| {
            let may_wait = open.label == Label::Subject || open.label.is_list();
            may_wait && open.said.is_empty()
        });
        if !waits {
            self.close();
        }
    }

    fn label(&mut self, label: Label, value: &str, line: &str) {
        self.close();
        let before = &line[..line.len() - value.len()];
        let name = before.split([':', ' ']).next().unwrap_or_default();
        let is_capital = !name.contains(char::is_lowercase);
        self.has_capital_subject |= label == Label::Subject && is_capital;
        self.see(label);
        self.facts.label(label, before);
        let is_signal = !before.contains(':');
        self.begin(label, value, is_signal);
    }

    fn begin(&mut self, label: Label, value: &str, is_signal: bool) {
        let value = Some(value.to_owned()).filter(|value| !value.is_empty());
        self.open = Some(Open {
            label,
            is_signal,
            said: value.into_iter().collect(),
        });
    }

    /// Counts a sign of a cable.
    fn see(&mut self, label: Label) {
        if !self.seen.contains(&label) {
            self.weight += label.weight();
            self.seen.push(label);
        }
    }

    /// Takes what the open label has said.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        self.last = Some(open.label);
        let value = open.said.join(" ");
        let cable = &mut self.cable;
        match open.label {
            Label::Subject => {
                let title = handling::without_portion(&value);
                let title = Some(title.to_owned()).filter(|it| !it.is_empty());
                cable.title = cable.title.take().or(title);
            }
            Label::From | Label::Sender => {
                // All addresses may stand on one line.
                let (sender, others) = value.split_once(" TO ").unwrap_or((&value, ""));
                let name = address::readable(sender, open.label == Label::Sender);
                let named = name.or_else(|| is_issuer(sender).then(|| one_line(sender)));
                cable.source = cable.source.take().or(named);
                self.facts
                    .sender(sender, open.label == Label::Sender, others);
            }
            Label::Date => cable.date = cable.date.or_else(|| dates::parse(&value)),
            Label::Tags => cable.tags.extend(value.split([',', ';']).map(one_line)),
            Label::Number | Label::Telegram | Label::Other => {
                // Telegrams number themselves with their date: `TELNO 41 OF 101040Z JUNE 24`.
                cable.date = cable.date.or(group(&value).map(|(date, ..)| date));
                if open.label != Label::Other {
                    self.facts.numbered(&value);
                }
            }
            Label::To => self.facts.to(&open.said, open.is_signal),
            Label::Copies => self.facts.info(&open.said, open.is_signal),
            Label::References => self.facts.refer(open.said),
            Label::Declassify => self.facts.declassify(&value),
            Label::Precedence => self.facts.urgency(&value),
            Label::Group | Label::Transmission => {}
        }
    }
}

impl Open {
    /// True for a line that goes on from a list. Running words under the last address are none.
    fn takes(&self, words: &str) -> bool {
        let is_capital = !words.contains(char::is_lowercase);
        match self.label {
            Label::From | Label::Sender => self.said.is_empty(),
            Label::To | Label::Copies if is_for_desk(words) => false,
            Label::To | Label::Copies if self.is_signal => is_capital,
            Label::To | Label::Copies => is_capital || !plain::ends_sentence(words),
            Label::References => !is_labelled(words),
            _ => false,
        }
    }
}

/// `FCO FOR EASTERN DEPARTMENT`, `STATE PASS TO TREASURY`: how it is handed on within a house.
fn is_for_desk(words: &str) -> bool {
    [" FOR ", " PASS "].iter().any(|word| words.contains(word))
}

/// True for a line with a label that is none of a cable: words alone before a colon.
fn is_labelled(words: &str) -> bool {
    /// In bytes: a longer name is a sentence.
    const LONGEST: usize = 24;
    let name = words
        .split_once(':')
        .map_or("", |(name, _)| name.trim_end());
    let is_words = |c: char| c.is_alphabetic() || c == ' ';
    name.chars().nth(1).is_some() && name.len() <= LONGEST && name.chars().all(is_words)
}

/// True for a line that goes on from a subject: typed in the same letters, and no sentence of a text.
fn is_more_of(said: &[String], line: &Line<'_>) -> bool {
    /// In characters: a line that was broken because it was full.
    const FULL: usize = 50;
    let Some(last) = said.last() else { return true };
    if plain::is_rule(line.text) {
        return false;
    }
    if !said.iter().any(|line| line.contains(char::is_lowercase)) {
        return !line.text.contains(char::is_lowercase);
    }
    let is_set_off = line.text.starts_with([' ', '\t']);
    let goes_on = line.text.starts_with(char::is_lowercase) || last.chars().count() >= FULL;
    is_set_off || goes_on && !plain::ends_sentence(line.text)
}
