//! What could not be read, gathered by reason: a bounded number of problems, and how many there were.
//!
//! One broken archive can name a million members. Of each reason the first problems are kept (`MOST_OF_A_REASON`), and
//! not many more than `MOST` in all; the others are only counted.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::ingest::{Loss, Problem};

/// The most problems of one reason that are kept.
const MOST_OF_A_REASON: usize = 10_000;

/// The most problems that are kept, but for the first of each reason.
const MOST: usize = 50_000;

/// The most reasons that are told apart: some quote what a file says.
const MOST_REASONS: usize = 5_000;

/// Problems in order of discovery, gathered by reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    kept: Vec<Problem>,
    groups: Vec<Group>,
    /// The group of each reason.
    by_reason: HashMap<Cow<'static, str>, usize>,
    count: usize,
    /// Where each of those kept comes in the end, where that is known: see [`extend_at`](Self::extend_at).
    order: Vec<usize>,
}

/// Problems that have their reason in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// How much is lost by each.
    pub loss: Loss,
    /// True where nothing is wrong with the files.
    is_remark: bool,
    /// Why, and what to do.
    pub reason: Cow<'static, str>,
    /// How many there are.
    pub count: usize,
    /// Those of them that are kept, by their places in [`Problems::kept`].
    places: Vec<u32>,
}

impl Problems {
    /// How many there are, those included that are not kept.
    pub fn len(&self) -> usize {
        self.count
    }

    /// True when all was read.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// True where something is wrong with a file, and not only something to be said of it.
    pub fn has_faults(&self) -> bool {
        self.groups.iter().any(|group| !group.is_remark)
    }

    /// Those that are kept, in order of discovery.
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }

    /// The same by themselves.
    pub fn into_kept(self) -> Vec<Problem> {
        self.kept
    }

    /// Takes in one more.
    pub fn push(&mut self, problem: Problem) {
        self.count += 1;
        let reason = problem.reason.general();
        let group = match self.by_reason.get(&reason) {
            Some(&group) => group,
            None if self.groups.len() == MOST_REASONS => return,
            None => {
                self.by_reason.insert(reason.clone(), self.groups.len());
                self.groups.push(Group {
                    loss: problem.reason.loss(),
                    is_remark: problem.reason.is_remark(),
                    reason,
                    count: 0,
                    places: Vec::new(),
                });
                self.groups.len() - 1
            }
        };
        let group = &mut self.groups[group];
        group.count += 1;
        let has_room = group.places.len() < MOST_OF_A_REASON && self.kept.len() < MOST;
        if group.places.is_empty() || has_room {
            let place = u32::try_from(self.kept.len()).unwrap_or(u32::MAX);
            group.places.push(place);
            self.kept.push(problem);
        }
    }

    /// Takes in all that there are of others.
    pub(super) fn append(&mut self, others: Self) {
        let count = self.count + others.count;
        self.extend(others.kept);
        for group in others.groups {
            let left_out = group.count - group.places.len();
            if let Some(&at) = self.by_reason.get(&group.reason) {
                self.groups[at].count += left_out;
            }
        }
        self.count = count;
    }

    /// Takes in problems that come before all those with a higher number, once they are [sorted](Self::sort).
    pub(super) fn extend_at(&mut self, number: usize, problems: Vec<Problem>) {
        self.extend(problems);
        self.order.resize(self.kept.len(), number);
    }

    /// Brings into order what was taken in by numbers.
    pub(super) fn sort(&mut self) {
        let mut all = std::mem::take(self);
        let kept = std::mem::take(&mut all.kept);
        let mut numbered: Vec<_> = all.order.drain(..).zip(kept).collect();
        numbered.sort_by_key(|(number, _)| *number);
        all.kept = numbered.into_iter().map(|(_, problem)| problem).collect();
        self.append(all);
    }

    /// The groups, the gravest first, of the same gravity in order of discovery.
    pub fn groups(&self) -> Vec<&Group> {
        let mut groups: Vec<&Group> = self.groups.iter().collect();
        groups.sort_by_key(|group| group.loss);
        groups
    }

    /// The problems of a group that are kept.
    pub fn of<'a>(&'a self, group: &'a Group) -> impl ExactSizeIterator<Item = &'a Problem> {
        group.places.iter().map(|&place| &self.kept[place as usize])
    }

    /// How many there are with that loss.
    pub fn with(&self, loss: Loss) -> usize {
        let groups = self.groups.iter().filter(|group| group.loss == loss);
        groups.map(|group| group.count).sum()
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        let mut all = Self::default();
        all.extend(problems);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Reason;

    fn told(problems: &Problems, group: &Group) -> Vec<String> {
        let paths = problems.of(group).map(|it| it.path.display().to_string());
        paths.collect()
    }

    #[test]
    fn what_has_the_same_reason_stands_together_and_the_gravest_first() {
        let date = |text: &str| Reason::BadDate(text.to_owned());
        let all: Problems = [
            ("a.txt", date("soon")),
            ("b.zip", Reason::Encrypted),
            ("c.txt", Reason::Truncated(3)),
            ("d.txt", date("late")),
            ("e.txt", Reason::Damaged("torn".to_owned())),
            ("f.zip", Reason::Encrypted),
        ]
        .map(|(path, reason)| Problem::of(path, reason))
        .into_iter()
        .collect();
        let groups = all.groups();
        let groups: Vec<_> = groups.iter().map(|it| (it.loss, told(&all, it))).collect();
        let group =
            |loss, paths: &[&str]| (loss, paths.iter().map(|it| (*it).to_owned()).collect());
        let expected = [
            group(Loss::All, &["b.zip", "f.zip"]),
            group(Loss::All, &["e.txt"]),
            group(Loss::Part, &["c.txt"]),
            group(Loss::Nothing, &["a.txt", "d.txt"]),
        ];
        assert_eq!(groups, expected);
        assert_eq!(all.with(Loss::All), 3);
    }

    #[test]
    fn what_comes_from_several_threads_is_brought_into_order() {
        let of = |path: &str| vec![Problem::of(path, Reason::Empty)];
        let mut all = Problems::default();
        for (number, path) in [(3, "c"), (1, "a"), (2, "b"), (1, "aa")] {
            all.extend_at(number, of(path));
        }
        all.sort();
        assert_eq!(told(&all, all.groups()[0]), ["a", "aa", "b", "c"]);
        let mut both: Problems = of("d").into_iter().collect();
        both.append(all);
        assert_eq!((both.len(), both.groups()[0].count), (5, 5));
    }

    #[test]
    fn of_very_many_the_first_are_kept_and_all_are_counted() {
        let mut all = Problems::default();
        for number in 0..2 * MOST_OF_A_REASON {
            all.push(Problem::of(number.to_string(), Reason::Empty));
        }
        assert_eq!(all.kept().len(), MOST_OF_A_REASON);
        assert_eq!((all.len(), all.with(Loss::All)), (20_000, 20_000));
        for number in 0..2 * MOST_REASONS {
            let reason = Reason::Refused(number.to_string());
            all.push(Problem::of("x", reason));
        }
        assert_eq!(all.groups().len(), MOST_REASONS);
        assert_eq!(all.len(), 30_000);
        let kept = all.kept().len();
        all.append(all.clone());
        assert_eq!((all.len(), all.with(Loss::All)), (60_000, 49_998));
        assert!(all.kept().len() <= kept + MOST_REASONS * 2);
    }
}
