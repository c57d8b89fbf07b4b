//! Persons whose first name is a place's too, told by the word behind it and by what the two do.

use super::{Senses, near, word_after, word_before};
use crate::insight::tags::form::{Role, Sense};
use crate::insight::tags::matcher::Hit;
use crate::insight::vocabulary::is_common_word;
use crate::text::hash::HashSet;

impl Senses {
    /// The pairs of words that open with the name of a place and do somewhere what persons do: "Israel Okoro
    /// said", "met Kenya Marr".
    pub(super) fn persons_named_so<'t>(&self, texts: &[(&'t str, &[Hit<'_>])]) -> HashSet<&'t str> {
        let mut persons = HashSet::default();
        for (text, hits) in texts {
            for (at, hit) in hits.iter().enumerate() {
                let Some(pair) = self.pair(text, at, hits) else {
                    continue;
                };
                let before = word_before(&text[..hit.start]);
                let rest = &text[hit.start + pair.len()..];
                let after = word_after(rest).to_lowercase();
                let is_met = self.has("meets", before) || self.is_title(before);
                let acts = self.has("speaks", &after) || self.has("meets", &after);
                if is_met || acts || rest.starts_with(", who ") {
                    persons.insert(pair);
                }
            }
        }
        persons
    }

    /// The name of a place and the word behind it, if the two may be a person's name: that word has a capital
    /// and is no word of the language, of a body or of an office.
    pub(super) fn pair<'t>(&self, text: &'t str, at: usize, hits: &[Hit<'_>]) -> Option<&'t str> {
        /// "Roe".
        const SHORTEST: usize = 3;
        let hit = &hits[at];
        if hit.form.role != Role::Name || hit.form.sense != Sense::Plain {
            return None;
        }
        let behind = &text[hit.end..];
        let word = word_after(behind);
        let mut letters = word.chars();
        let is_name = letters.next().is_some_and(char::is_uppercase)
            && word.chars().count() >= SHORTEST
            && !letters.any(char::is_uppercase)
            && !word.ends_with("’s")
            && !word.ends_with("'s");
        if !is_name || is_beside_another(hits, at) {
            return None;
        }
        let small = word.to_lowercase();
        let is_other = self.is_office(word)
            || self.has("paper", word)
            || self.has("day", word)
            || self.has("after", &small)
            || is_common_word(word);
        let start = behind.find(word)?;
        (!is_other).then(|| &text[hit.start..hit.end + start + word.len()])
    }
}

/// True for a name of a place right beside one of another.
pub(super) fn is_beside_another(hits: &[Hit<'_>], at: usize) -> bool {
    /// A blank in bytes.
    const BLANK: usize = 2;
    let hit = &hits[at];
    near(hits, at).any(|other| {
        let behind = other.start > hit.start && other.start <= hit.end + BLANK;
        let before = other.start < hit.start && other.end + BLANK >= hit.start;
        behind || before
    })
}
