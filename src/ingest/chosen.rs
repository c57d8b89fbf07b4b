//! The encodings that the reader has chosen for a file and for parts of it.

use super::charset::Charset;
use crate::briefing::{Address, Step};

/// What was chosen within one file; for most files, nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen(Vec<(String, Charset)>);

impl Chosen {
    /// The part that a choice for the text at an address is made for: an entry of a feed or a row of a table is
    /// decoded with its container.
    pub fn part_of(address: &Address) -> Address {
        let steps = address.steps();
        let decoded = steps
            .iter()
            .rposition(|step| !matches!(step, Step::Item { at: None, .. }))
            .map_or(0, |last| last + 1);
        let steps = steps[..decoded].iter().cloned();
        steps.fold(Address::default(), |part, step| part.join(step))
    }

    /// What was chosen for the part at an address.
    pub fn of(&self, address: &Address) -> Option<Charset> {
        if self.0.is_empty() {
            return None;
        }
        let address = address.to_string();
        let choice = self.0.iter().find(|(part, _)| *part == address);
        choice.map(|&(_, charset)| charset)
    }

    /// Chooses for the part of an address as it is written; `None` takes a choice back.
    pub fn choose(&mut self, address: &str, charset: Option<Charset>) {
        self.0.retain(|(part, _)| part != address);
        let choice = charset.map(|charset| (address.to_owned(), charset));
        self.0.extend(choice);
    }

    /// Each choice, with the address of its part.
    pub fn all(&self) -> impl Iterator<Item = (&str, Charset)> {
        self.0
            .iter()
            .map(|(part, charset)| (part.as_str(), *charset))
    }

    /// True where nothing was chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_made_for_what_is_decoded_as_one() {
        let member = Address::default().join(Step::Member {
            index: 0,
            name: "day.csv".into(),
        });
        let row = member.join(Step::Item {
            number: 3,
            at: None,
        });
        let mail = Address::default().join(Step::Item {
            number: 2,
            at: Some((5..9).into()),
        });
        let attachment = mail.join(Step::Attachment(1));
        assert_eq!(Chosen::part_of(&row), member);
        assert_eq!(Chosen::part_of(&mail), mail);
        assert_eq!(Chosen::part_of(&attachment), attachment);
        assert_eq!(Chosen::part_of(&Address::default()), Address::default());

        let mut chosen = Chosen::default();
        let greek = Charset::named("IBM737");
        chosen.choose("/day.csv", greek);
        assert_eq!(chosen.of(&member), greek);
        assert_eq!(chosen.of(&row), None);
        chosen.choose("/day.csv", None);
        assert!(chosen.is_empty());
    }
}
