//! Where the subject may stand anywhere near its verb, as in Russian: its case tells.

use super::Clauses;
use crate::insight::grammar::Sense;
use crate::insight::quotes::mentions::{Mention, MentionKind, mention_at};
use crate::insight::quotes::words::Gap;

impl Clauses<'_, '_> {
    /// The subject behind its verb: "сообщил журналистам в среду пресс-секретарь Ларин".
    pub(super) fn behind_free(&self, verb: usize, until: usize) -> Option<Mention> {
        /// Words that may stand between.
        const REACH: usize = 9;
        let words = self.words;
        let list = &words.list;
        for at in verb + 1..until.min(verb + 1 + REACH) {
            let gap = list[at - 1].gap;
            if gap.has(Gap::COMMA.or(Gap::SENTENCE).or(Gap::COLON).or(Gap::DASH)) {
                return None;
            }
            let governed = at > verb + 1 && list[at - 1].is(Sense::PREPOSITION);
            if self.quoted[at] || governed || list[at].is(Sense::FIRST | Sense::YOU) {
                continue;
            }
            let Some(found) = mention_at(words, at, until) else {
                continue;
            };
            let head = words.text_of(found.words.start);
            let oblique = words
                .grammar
                .cases()
                .is_some_and(|cases| (cases.is_oblique)(head));
            if found.kind == MentionKind::Role && oblique {
                continue;
            }
            return Some(found);
        }
        None
    }

    /// "В компании «Заря» заявили": a plural verb without a subject speaks for the place before it.
    pub(super) fn place(&self, verb: usize, from: usize) -> Option<Mention> {
        /// Words of the place.
        const REACH: usize = 6;
        let words = self.words;
        let cases = words.grammar.cases()?;
        let plural = (cases.is_plural_verb)(words.text_of(verb));
        let start = (verb.saturating_sub(REACH).max(from)..verb)
            .find(|&at| words.list[at].is(Sense::INSIDE))?
            + 1;
        let body = words.list.get(start)?;
        let place = body.is(Sense::BODY) || body.is_capital();
        let plain = (start..verb).all(|at| !words.list[at].gap.has(Gap::COMMA.or(Gap::SENTENCE)));
        (plural && place && plain && start < verb).then(|| Mention {
            words: start..verb,
            kind: MentionKind::Body,
            core: start..start + 1,
        })
    }
}
