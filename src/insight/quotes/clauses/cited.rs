//! Sources without a verb: "according to X", „laut X“.

use super::{Clauses, Report};
use crate::insight::grammar::{Order, Sense};
use crate::insight::quotes::mentions::{Mention, MentionKind, mention_at, starts_sentence};
use crate::insight::quotes::words::{Gap, Shape};

impl Clauses<'_, '_> {
    /// "According to X": the cue at `at` and whom it cites.
    pub(in super::super) fn cited(&self, at: usize, until: usize) -> Option<Report> {
        let words = self.words;
        if self.quoted[at] || !words.list[at].is(Sense::CITE) {
            return None;
        }
        if words.grammar.order() == Order::VerbSecond {
            return self.cited_around(at, until);
        }
        // "Pour le député X, « … »" where it opens a sentence; elsewhere it is only "for".
        if words.list[at].is(Sense::PREPOSITION) {
            let subject = mention_at(words, at + 1, until)?;
            let aside = self.is_aside(&subject, until);
            let person = matches!(subject.kind, MentionKind::Name { .. } | MentionKind::Role);
            return (starts_sentence(words, at) && aside && person).then(|| Report {
                cue: at..at + 1,
                subject,
            });
        }
        if words.grammar.order() == Order::VerbFirst {
            // «حسب ما نقلته الوكالة» cites no agency.
            let subject = mention_at(words, at + 1, until)?;
            return Some(Report {
                cue: at..at + 1,
                subject,
            });
        }
        let mut name = at + 1;
        if name < until && words.list[name].is(Sense::INFINITIVE) {
            name += 1;
        }
        let start = name;
        while name < until && name < start + 6 {
            let mention = mention_at(words, name, until);
            if let Some(subject) =
                mention.filter(|mention| mention.kind != MentionKind::Document || name > start + 2)
            {
                return Some(Report {
                    cue: at..start,
                    subject,
                });
            }
            if !words.list[name].gap.is_plain() {
                break;
            }
            name += 1;
        }
        let fallback = mention_at(words, start, until).filter(|_| start < until)?;
        Some(Report {
            cue: at..start,
            subject: fallback,
        })
    }

    /// True for a phrase before a comma, and for « l’envoyée spéciale, ».
    fn is_aside(&self, phrase: &Mention, until: usize) -> bool {
        /// Adjectives behind a role.
        const ADJECTIVES: usize = 2;
        let list = &self.words.list;
        let last = phrase.words.end - 1;
        let comma = (last..until.min(last + 1 + ADJECTIVES)).find(|&at| !list[at].gap.is_plain());
        let other = Sense::PREPOSITION | Sense::REPORTING | Sense::AUXILIARY | Sense::DETERMINER;
        comma.is_some_and(|comma| {
            let adjective = |at: usize| list[at].shape == Shape::Lower && !list[at].is(other);
            list[comma].gap.has(Gap::COMMA) && (last + 1..=comma).all(adjective)
        })
    }
}
