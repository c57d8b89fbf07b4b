//! All marks in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use super::Subject;
use crate::briefing::{BriefingId, Mark, Marks, Value};

/// What is marked, by briefing, and the views that the reader saved.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    briefings: HashMap<BriefingId, Marks>,
    views: BTreeMap<Arc<str>, Arc<str>>,
    /// What each briefing was called before.
    former: HashMap<BriefingId, Vec<BriefingId>>,
    /// What became of each id that briefings had before.
    renamed: HashMap<BriefingId, Vec<BriefingId>>,
}

impl Ledger {
    /// The marks of a briefing.
    pub fn of(&self, id: BriefingId) -> &Marks {
        static NONE: LazyLock<Marks> = LazyLock::new(Marks::default);
        self.briefings.get(&id).unwrap_or(&NONE)
    }

    /// True when nothing is decided: at most, briefings were looked at.
    pub fn is_blank(&self) -> bool {
        let is_look = |(mark, _): &(Mark, Value)| *mark == Mark::Opened;
        let mut marks = self.briefings.values();
        self.views.is_empty() && marks.all(|marks| marks.all().iter().all(is_look))
    }

    /// Every briefing that has marks, in no order.
    pub fn briefings(&self) -> impl Iterator<Item = (BriefingId, &Marks)> {
        self.briefings.iter().map(|(&id, marks)| (id, marks))
    }

    /// The saved views: names and queries, in order of the names.
    pub fn views(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.views.iter()
    }

    /// Notes that a briefing went by another id.
    pub(in crate::library) fn add_former(&mut self, old: BriefingId, now: BriefingId) {
        self.former.entry(now).or_default().push(old);
        self.renamed.entry(old).or_default().push(now);
    }

    /// The ids that a briefing had before: entries of the clippings file, say, still name it so.
    pub fn former(&self, id: BriefingId) -> &[BriefingId] {
        self.former.get(&id).map_or(&[], Vec::as_slice)
    }

    /// All former ids, each with what it has become, in order.
    pub fn renamed(&self) -> Vec<(BriefingId, BriefingId)> {
        let all = self.renamed.iter();
        let pairs = all.flat_map(|(&old, all)| all.iter().map(move |&now| (old, now)));
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_unstable();
        pairs
    }

    /// What an id has become that briefings had before; nothing where it is none.
    pub fn became(&self, old: BriefingId) -> &[BriefingId] {
        self.renamed.get(&old).map_or(&[], Vec::as_slice)
    }

    /// The reader's own tags with how many briefings have each, the commonest first.
    pub fn tags(&self) -> Vec<(Arc<str>, usize)> {
        let mut counts: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        for (_, marks) in self.briefings() {
            for tag in marks.tags() {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let mut tags: Vec<_> = counts
            .into_iter()
            .map(|(tag, count)| (tag.clone(), count))
            .collect();
        tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        tags
    }

    /// What is said of something.
    pub fn value(&self, of: &Subject) -> Value {
        match of {
            Subject::Mark(id, mark) => self.of(*id).value(mark),
            Subject::View(name) => self.views.get(name).cloned(),
        }
    }

    /// Sets what is said of something.
    pub fn set(&mut self, of: &Subject, value: &Value) {
        match (of, value) {
            (Subject::Mark(id, mark), _) => {
                let marks = self.briefings.entry(*id).or_default();
                marks.set(mark, value);
                if marks.is_empty() {
                    self.briefings.remove(id);
                }
            }
            (Subject::View(name), Some(query)) => {
                self.views.insert(Arc::clone(name), Arc::clone(query));
            }
            (Subject::View(name), None) => {
                self.views.remove(name);
            }
        }
    }

    /// Everything that is marked, in a steady order.
    pub fn all(&self) -> Vec<(Subject, Value)> {
        let marks = self.briefings.iter().flat_map(|(&id, marks)| {
            let all = marks.all().into_iter();
            all.map(move |(mark, value)| (Subject::Mark(id, mark), value))
        });
        let views = self.views.iter();
        let views = views.map(|(name, query)| (Subject::View(name.clone()), Some(query.clone())));
        let mut all: Vec<_> = marks.chain(views).collect();
        all.sort();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::present;

    #[test]
    fn what_is_set_can_be_looked_up_and_what_is_taken_away_is_gone() {
        let id = BriefingId::of("t", "b");
        let read = Subject::Mark(id, Mark::Read);
        let view = Subject::View("Today".into());
        let mut ledger = Ledger::default();
        ledger.set(&read, &present());
        ledger.set(&view, &Some("is:unread".into()));
        assert!(ledger.of(id).read);
        assert_eq!(
            ledger.all(),
            [
                (read.clone(), present()),
                (view.clone(), Some("is:unread".into()))
            ]
        );
        assert!(!ledger.is_blank());
        ledger.set(&read, &None);
        ledger.set(&view, &None);
        assert_eq!(ledger, Ledger::default());
        ledger.set(&Subject::Mark(id, Mark::Opened), &present());
        assert!(ledger.is_blank());
    }
}
