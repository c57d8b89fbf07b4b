//! What was done with briefings in some time: read, starred, clipped, put away or off.
//!
//! Made of the history of the marks. Of what was decided about one thing several times the last
//! counts; what was taken back, or only brought back from a copy, does not.

use std::collections::HashMap;

use jiff::civil;

use crate::briefing::{BriefingId, Clipping, Mark, days};
use crate::library::marks::{Done, Subject};
use crate::text::sanitise;
use crate::text::width::truncate;

/// Columns of a clipping or a note in the line that tells of it.
const LONGEST_DETAIL: usize = 80;

/// A kind of thing that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Read.
    Read,
    /// Given a star.
    Starred,
    /// Clipped from.
    Clipped,
    /// Put away.
    Archived,
    /// Put off.
    Snoozed,
    /// Given a tag.
    Tagged,
    /// Given a note.
    Noted,
}

impl Kind {
    /// Every kind, in the order of a receipt.
    pub const ALL: [Self; 7] = [
        Self::Read,
        Self::Starred,
        Self::Clipped,
        Self::Archived,
        Self::Snoozed,
        Self::Tagged,
        Self::Noted,
    ];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Starred => "Starred",
            Self::Clipped => "Clipped",
            Self::Archived => "Archived",
            Self::Snoozed => "Put off",
            Self::Tagged => "Tagged",
            Self::Noted => "Noted",
        }
    }

    fn of(mark: &Mark) -> Option<Self> {
        match mark {
            Mark::Read => Some(Self::Read),
            Mark::Starred => Some(Self::Starred),
            Mark::Clipping(_) => Some(Self::Clipped),
            Mark::Archived => Some(Self::Archived),
            Mark::Snoozed => Some(Self::Snoozed),
            Mark::Tag(_) => Some(Self::Tagged),
            Mark::Note => Some(Self::Noted),
            _ => None,
        }
    }
}

/// One thing that was done. Its texts are sanitised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What kind of thing.
    pub kind: Kind,
    /// The briefing.
    pub id: BriefingId,
    /// Its title; for one that is no longer here, the words that it was decided with.
    pub title: String,
    /// The library that is open has the briefing.
    pub is_here: bool,
    /// The words clipped, the day put off to as ISO 8601 has it, the tag, the note.
    pub detail: Option<String>,
}

impl Deed {
    /// It in a line: `A title (until Mon 30 Nov)`, `A title: “grain”`; of a briefing of another
    /// library with that said.
    ///
    /// Of a paragraph that was clipped, or a long note, there is the beginning.
    pub fn told(&self, today: civil::Date) -> String {
        let told = self.told_of_any(today);
        match self.is_here {
            true => told,
            false => format!("(not in this library) {told}"),
        }
    }

    fn told_of_any(&self, today: civil::Date) -> String {
        let title = &self.title;
        let Some(detail) = self.detail.as_deref() else {
            return title.clone();
        };
        let mut lines = detail.lines();
        let line = truncate(lines.next().unwrap_or_default(), LONGEST_DETAIL);
        let is_all = line.ends_with('…') || lines.next().is_none();
        let more = if is_all { "" } else { " …" };
        match (self.kind, line.parse()) {
            (Kind::Snoozed, Ok(day)) => format!("{title} (until {})", days::told(day, today)),
            (Kind::Noted, _) => format!("{title}: {line}{more}"),
            _ => format!("{title}: “{line}{more}”"),
        }
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receipt {
    /// Each thing, in the order it was done in.
    pub deeds: Vec<Deed>,
    /// What was brought back from a copy, in words.
    pub brought_back: Vec<String>,
}

impl Receipt {
    /// What `history` tells of; `title` gives the titles of the briefings that are here.
    pub fn of(history: &[Done], title: impl Fn(BriefingId) -> Option<String>) -> Self {
        let (brought_back, decided): (Vec<&Done>, _) =
            history.iter().partition(|step| step.brought_back());
        let mut last: HashMap<&Subject, usize> = HashMap::new();
        let changes = || {
            let steps = decided.iter();
            steps.flat_map(|step| step.changes.iter().map(move |change| (*step, change)))
        };
        for (number, (_, change)) in changes().enumerate() {
            last.insert(&change.of, number);
        }
        let is_last = |(number, (_, change)): &(usize, (_, &crate::library::marks::Change))| {
            last.get(&change.of) == Some(number)
        };
        let deeds = changes().enumerate().filter(is_last);
        let deeds = deeds.filter_map(|(_, (step, change))| {
            let Subject::Mark(id, mark) = &change.of else {
                return None;
            };
            let value = change.now.as_deref()?;
            let here = title(*id);
            Some(Deed {
                kind: Kind::of(mark)?,
                id: *id,
                is_here: here.is_some(),
                title: here.unwrap_or_else(|| words(step, *id)),
                detail: detail(mark, value),
            })
        });
        Self {
            deeds: deeds.collect(),
            brought_back: brought_back.iter().map(|step| clean(&step.said)).collect(),
        }
    }

    /// What was done of one kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Deed> {
        self.deeds.iter().filter(move |deed| deed.kind == kind)
    }
}

/// What a step called a briefing: its title where it was about this one alone.
fn words(step: &Done, id: BriefingId) -> String {
    let of_another = |of: &Subject| !matches!(of, Subject::Mark(other, _) if *other == id);
    let said = clean(&step.said);
    if step.changes.iter().any(|change| of_another(&change.of)) {
        return format!("{} ({said})", id.short());
    }
    let end = if said.starts_with("Tag") {
        "”: "
    } else {
        ": "
    };
    let title = said.split_once(end).map(|(_, title)| title.to_owned());
    title.unwrap_or(said)
}

fn detail(mark: &Mark, value: &str) -> Option<String> {
    match mark {
        Mark::Snoozed | Mark::Note => Some(
            value
                .lines()
                .map(sanitise::line)
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        Mark::Tag(tag) => Some(clean(tag)),
        Mark::Clipping(_) => {
            let clipping: Clipping = serde_json::from_str(value).ok()?;
            let words = clipping.anchor.exact;
            Some(clean(
                &words.split_whitespace().collect::<Vec<_>>().join(" "),
            ))
        }
        _ => None,
    }
}

fn clean(text: &str) -> String {
    sanitise::line(text).into_owned()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::briefing::{Value, present};
    use crate::library::marks::Change;

    fn id(number: usize) -> BriefingId {
        BriefingId::of("t", &number.to_string())
    }

    fn step(said: &str, changes: &[(usize, Mark, Value)]) -> Done {
        let change = |(number, mark, now): &(usize, Mark, Value)| Change {
            of: Subject::Mark(id(*number), mark.clone()),
            was: None,
            now: now.clone(),
        };
        Done {
            at: Timestamp::UNIX_EPOCH,
            said: said.to_owned(),
            changes: changes.iter().map(change).collect(),
        }
    }

    /// The receipt of some steps in a library of the first briefing alone.
    fn receipt(history: &[Done]) -> Receipt {
        Receipt::of(history, |it| (it == id(1)).then(|| "One".to_owned()))
    }

    fn titles(receipt: &Receipt, kind: Kind) -> Vec<&str> {
        let deeds = receipt.of_kind(kind);
        deeds.map(|deed| deed.title.as_str()).collect()
    }

    #[test]
    fn of_several_decisions_about_one_thing_the_last_counts() {
        let read = |now| (1, Mark::Read, now);
        let found = receipt(&[
            step("Read: One", &[read(present())]),
            step("Unread: One", &[read(None)]),
            step("Starred: One", &[(1, Mark::Starred, None)]),
            step("Starred: One", &[(1, Mark::Starred, present())]),
        ]);
        assert_eq!(titles(&found, Kind::Read), [""; 0]);
        assert_eq!(titles(&found, Kind::Starred), ["One"]);
    }

    #[test]
    fn a_long_note_takes_a_line() {
        let note = |text: &str| {
            let deed = Deed {
                id: id(1),
                kind: Kind::Noted,
                title: "One".to_owned(),
                detail: Some(text.to_owned()),
                is_here: true,
            };
            deed.told(civil::date(2026, 1, 1))
        };
        assert_eq!(note("Ask again."), "One: Ask again.");
        assert_eq!(note("Ask again.\nAnd again."), "One: Ask again. …");
        let long = note(&format!("{}\nAnd again.", "Ask again. ".repeat(40)));
        assert!(long.ends_with('…') && !long.ends_with(" …"), "{long}");
        assert!(long.len() < 100, "{long}");
    }

    #[test]
    fn what_is_no_longer_here_goes_by_the_words_of_its_step() {
        let tag = |number| (number, Mark::Tag("a: b".into()), present());
        let both = [(2, Mark::Read, present()), (3, Mark::Read, present())];
        let found = receipt(&[
            step("Starred: Talks: day two", &[(2, Mark::Starred, present())]),
            step("Tagged “a: b”: Talks", &[tag(2)]),
            step("Read: 2 briefings", &both),
        ]);
        assert_eq!(titles(&found, Kind::Starred), ["Talks: day two"]);
        assert_eq!(titles(&found, Kind::Tagged), ["Talks"]);
        assert_eq!(
            found
                .of_kind(Kind::Tagged)
                .next()
                .unwrap()
                .detail
                .as_deref(),
            Some("a: b")
        );
        let told = |found: &Receipt, kind| {
            found
                .of_kind(kind)
                .next()
                .unwrap()
                .told(civil::date(2026, 1, 1))
        };
        assert_eq!(
            told(&found, Kind::Starred),
            "(not in this library) Talks: day two"
        );
        let here = receipt(&[step("Starred: One", &[(1, Mark::Starred, present())])]);
        assert_eq!(told(&here, Kind::Starred), "One");
        let expected = format!("{} (Read: 2 briefings)", id(2).short());
        assert_eq!(titles(&found, Kind::Read)[0], expected);
    }

    #[test]
    fn what_was_brought_back_from_a_copy_was_not_done_in_that_time() {
        let found = receipt(&[step("Restored 1 mark", &[(1, Mark::Read, present())])]);
        assert!(found.deeds.is_empty());
        assert_eq!(found.brought_back, ["Restored 1 mark"]);
    }
}
