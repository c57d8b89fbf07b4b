//! Numbers, addressees and references of a cable while its head is read.

use std::sync::Arc;

use crate::briefing::{self, BriefingDate, CableNumber, Precedence};
use crate::ingest::cable::label::Label;
use crate::ingest::cable::number::{Number, Transmission, is_number};
use crate::ingest::cable::references::{self, Cited, Parties, cited};
use crate::ingest::cable::{address, addressees};
use crate::ingest::given::one_line;

/// What was found so far.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) section: Option<u32>,
    /// How many sections there are, where that is said of sections and not of pages.
    pub(super) sections: Option<u32>,
    /// The marking on the line of post and number.
    pub(super) marking: Option<String>,
    number: Option<Number>,
    /// A number without its post: of `TELNO 41`, of `DE RUEHTN #0412`.
    digits: Option<String>,
    /// The post of the sender, and that of the first whom it goes to.
    pub(super) own: Option<String>,
    theirs: Option<String>,
    precedence: Option<Precedence>,
    /// The precedence that addresses have.
    of_addresses: Option<Precedence>,
    to: Vec<String>,
    info: Vec<String>,
    declassify: Option<String>,
    references: Vec<String>,
}

impl Facts {
    /// What stands before a date-time group.
    pub(super) fn letters(&mut self, before: &str) {
        self.precedence = self.precedence.or_else(|| addressees::of_letters(before));
    }

    /// A line that only cables have.
    pub(super) fn routing(&mut self, line: &str) {
        if line.starts_with("DE ") {
            let digits = line.split_once('#').map(|(_, rest)| rest);
            let digits = digits.and_then(|rest| rest.split(['/', ' ']).next());
            let digits = digits.filter(|digits| is_number(digits));
            self.digits = self.digits.take().or(digits.map(str::to_owned));
        }
        if line.starts_with('E')
            && let Some((_, rest)) = line.split_once(':')
        {
            self.declassify(rest);
        }
    }

    /// When it is to be declassified: `DECL: 05/31/2034`, `GDS`.
    pub(super) fn declassify(&mut self, words: &str) {
        let words = words.trim();
        let words = words.strip_prefix("DECL").unwrap_or(words);
        let words = words.trim_start_matches([':', ' ']).trim();
        let is_told = words.contains(char::is_alphanumeric)
            && words.len() <= 60
            && !matches!(words, "N/A" | "NA" | "NONE");
        if is_told && self.declassify.is_none() {
            self.declassify = Some(one_line(words));
        }
    }

    pub(super) fn transmission(&mut self, found: Transmission) {
        self.section = self.section.or(found.part);
        self.sections = self.sections.or(found.sections);
        // What the post typed goes before what the wire did.
        if found.number.is_some() && (self.number.is_none() || found.marking.is_some()) {
            self.number = found.number;
        }
        self.marking = self.marking.take().or(found.marking);
    }

    /// The name of a label may say something: `REF A`, `MY TELNO 315`.
    pub(super) fn label(&mut self, label: Label, name: &str) {
        let name = name.trim_end_matches([' ', ':', '-', '–']);
        let last = name.rsplit(' ').next().unwrap_or_default();
        match label {
            Label::References if last.len() == 1 => self.references.push(format!("{last}.")),
            Label::Subject if is_number(last) => self.references.push(name.to_owned()),
            _ => {}
        }
    }

    /// Who sends it; others may stand on the same line, after `TO`.
    pub(super) fn sender(&mut self, sender: &str, is_signal: bool, others: &str) {
        self.own = self.own.take().or_else(|| address::post(sender, is_signal));
        if is_signal {
            // What stands above the sender is how it was handed on within a house.
            self.to.clear();
            self.info.clear();
        }
        if !others.is_empty() {
            let (to, info) = others.split_once(" INFO ").unwrap_or((others, ""));
            self.to(&[to.to_owned()], true);
            self.info(&[info.to_owned()], true);
        }
    }

    pub(super) fn to(&mut self, lines: &[String], is_signal: bool) {
        self.of_addresses = self.of_addresses.max(addressees::precedence(lines));
        let first = lines
            .first()
            .and_then(|line| address::post(line, is_signal));
        self.theirs = self.theirs.take().or(first);
        self.to.extend(addressees::names(lines, is_signal));
    }

    pub(super) fn info(&mut self, lines: &[String], is_signal: bool) {
        self.info.extend(addressees::names(lines, is_signal));
    }

    /// The value of a label for a number: `41 OF 101040Z JUNE 24`, `24 SUVA 412`.
    pub(super) fn numbered(&mut self, value: &str) {
        let first = value.split_whitespace().next().unwrap_or_default();
        let first = first.trim_end_matches([':', '.', ',']);
        match references::numbers(value, Parties::default())
            .into_iter()
            .next()
        {
            Some(number) => self.number = self.number.take().or(Some(number)),
            None if is_number(first) => {
                self.digits = self.digits.take().or(Some(first.to_owned()));
            }
            None => {}
        }
    }

    pub(super) fn refer(&mut self, lines: Vec<String>) {
        self.references.extend(lines);
    }

    pub(super) fn urgency(&mut self, value: &str) {
        let told = addressees::of_letters(&value.to_uppercase());
        self.precedence = self.precedence.or(told);
    }

    /// All of it, of a cable of that day.
    pub(super) fn told(self, date: Option<BriefingDate>) -> briefing::Cable {
        let parties = Parties {
            own: self.own.as_deref(),
            theirs: self.theirs.as_deref(),
        };
        let references = cited(&self.references, parties);
        let own = self
            .number
            .or_else(|| Some(Number::new(self.own.as_deref()?, &self.digits?)));
        let year = date.map(|date| date.first_day().year());
        let number = own.map(|own| Number {
            year: own.year.or(year),
            ..own
        });
        let shared = |names: Vec<String>| names.iter().map(|name| one_line(name).into()).collect();
        briefing::Cable {
            number: number.map(|number| finished(&number)),
            precedence: self.precedence.or(self.of_addresses),
            to: shared(self.to),
            info: shared(self.info),
            declassify: self.declassify.map(Arc::from),
            from: None,
            section: None,
            references: references.iter().map(Cited::finished).collect(),
        }
    }
}

/// A number as a briefing has it, cleaned.
pub(in crate::ingest::cable) fn finished(number: &Number) -> CableNumber {
    let post = one_line(&number.post);
    CableNumber {
        words: format!("{post} {}", number.digits).into(),
        post: post.into(),
        number: number.value(),
        year: number.year,
    }
}
