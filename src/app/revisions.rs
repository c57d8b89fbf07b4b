//! Briefings that have come with new words: told at the end of a scan, shown beside the old ones.

use std::collections::HashMap;
use std::sync::Arc;

use super::page::{counted, grouped};
use super::reading::TextView;
use super::{App, Effect, Notice, Tone, problems, sheets};
use crate::briefing::{BriefingDate, BriefingId, Mark};
use crate::config::Command;
use crate::library::comparison::{self, Comparison, NotKept};
use crate::library::marks::{Change, Subject, Survey};
use crate::library::personal;

impl App {
    /// Lets the keeper remember where those stand that something was decided about.
    pub(super) fn remember(&self, changes: &[Change]) -> Option<Effect> {
        let marked = changes.iter().filter_map(|change| match &change.of {
            Subject::Mark(id, _) => Some((*id, ())),
            Subject::View(_) => None,
        });
        let marked: HashMap<BriefingId, ()> = marked.collect();
        let positions = self
            .library
            .collection()
            .positions_among(marked.keys())
            .into_iter();
        let standings: Vec<_> = positions
            .flat_map(|(position, _)| self.library.collection().standings_of(position))
            .collect();
        (!standings.is_empty()).then_some(Effect::Remember(standings))
    }

    /// Lets the keeper look in all that was read for what has become of what is marked.
    pub(super) fn survey(&self) -> Effect {
        Effect::Survey(self.library.collection().standings())
    }

    /// Hears what was revised: it has its marks now, and the reader is told. So they are of words
    /// that were marked and are gone.
    pub(super) fn surveyed(&mut self, survey: Survey) -> Vec<Effect> {
        let mut effects = self.hear_news(survey.now);
        let is_news = |(_, id): &&(BriefingId, BriefingId)| self.triage.ledger.of(*id).revised;
        let count = survey.revised.iter().filter(is_news).count();
        let is_done = |notice: &Notice| notice.tone == Tone::Done;
        if count > 0 && self.notice.as_ref().is_none_or(is_done) {
            let (were, it) = if count == 1 {
                ("was", "it")
            } else {
                ("were", "them")
            };
            let briefings = counted(count, "briefing");
            let keys = self.keys_for(Command::Changes);
            self.say(
                Tone::Done,
                format!(
                    "{briefings} {were} revised since you read or marked {it} \
                     (view Revised; {keys} compares)"
                ),
            );
        }
        if !survey.missing.is_empty() {
            let text = self.told_of_missing(&survey.missing);
            self.say(Tone::Failed, text);
        }
        if !survey.renamed.is_empty() && self.notice.as_ref().is_none_or(is_done) {
            let briefings = counted(survey.renamed.len(), "briefing");
            let text = format!("The marks on {briefings} were carried over to new ids");
            self.say(Tone::Done, text);
        }
        let became = [survey.revised, survey.renamed].concat();
        effects.extend(self.go_on_in_new_words(&became));
        effects
    }

    /// "1 correction and 2 clippings are no longer found in their texts".
    fn told_of_missing(&self, missing: &[(BriefingId, Mark)]) -> String {
        let is_clipping = |(_, mark): &&(BriefingId, Mark)| matches!(mark, Mark::Clipping(_));
        let clippings = missing.iter().filter(is_clipping).count();
        let counts = [
            (missing.len() - clippings, "correction"),
            (clippings, "clipping"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|&(count, what)| counted(count, what)).collect();
        let counts = counts.join(" and ");
        let keys = self.keys_for(Command::Problems);
        let (are, texts) = match missing.len() {
            1 => ("is", "its text"),
            _ => ("are", "their texts"),
        };
        format!("{counts} {are} no longer found in {texts}, and kept ({keys} lists them)")
    }

    /// Shows what could not be read, and what is kept of words that are gone.
    pub(super) fn open_problems(&mut self) -> Vec<Effect> {
        let mut missing = Vec::new();
        for (id, marks) in self.triage.ledger.briefings() {
            if let Some(position) = self.library.position_of(id) {
                let briefing = self.library.briefing_at(position);
                let all = personal::missing(briefing, marks).into_iter();
                let title = |what: String| (briefing.title.clone(), what);
                missing.extend(all.map(|(mark, words)| title(sheets::missing(&mark, words))));
            }
        }
        missing.sort();
        let desk = self.triage.desk.trouble();
        let is_loading = self.progress.is_some();
        let all = self.library.collection().problems();
        self.open_sheet(problems::sheet(all, desk, &missing, is_loading))
    }

    /// Opens what the briefing that is open has become.
    fn go_on_in_new_words(&mut self, became: &[(BriefingId, BriefingId)]) -> Vec<Effect> {
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        let new = became.iter().find(|(old, _)| Some(*old) == open);
        let position = new.and_then(|(_, new)| self.library.position_of(*new));
        if position.is_none() {
            return Vec::new();
        }
        self.select_position(position);
        // It need not be among those that show.
        if self.list.selected() == position {
            self.open_selected()
        } else {
            Vec::new()
        }
    }

    /// Shows what has changed since the briefing was read, or the reading view again.
    pub(super) fn toggle_changes(&mut self) -> Vec<Effect> {
        let is_changes =
            |view: &TextView| matches!(view, TextView::Changes(_) | TextView::ChangesAwaited);
        let (mut effects, briefing) = self.toggle_view(is_changes);
        let Some(briefing) = briefing else {
            return effects;
        };
        let earlier = comparison::earlier(&self.triage.ledger, briefing.id);
        if earlier.is_empty() {
            self.say(
                Tone::Refused,
                "No earlier wording of this briefing is known",
            );
            return effects;
        }
        self.reading.view = TextView::ChangesAwaited;
        effects.push(Effect::Compare { briefing, earlier });
        effects
    }

    pub(super) fn compared(
        &mut self,
        id: BriefingId,
        comparison: Option<Result<Comparison, NotKept>>,
    ) -> Vec<Effect> {
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        if self.reading.view != TextView::ChangesAwaited || open != Some(id) {
            return Vec::new();
        }
        match comparison {
            Some(Ok(comparison)) => {
                let need = self.reading.show(TextView::Changes(Arc::new(comparison)));
                self.lay_out(need)
            }
            Some(Err(NotKept { earlier, read })) => {
                let on = read.map_or_else(String::new, |day| format!(", read on {}", date(day)));
                self.reading.view = TextView::Reading;
                let id = earlier.short();
                let text = format!("The earlier wording ({id}{on}) was not kept");
                self.say(Tone::Refused, text);
                Vec::new()
            }
            None => {
                self.reading.view = TextView::Reading;
                Vec::new()
            }
        }
    }

    /// True while the changes show.
    pub(super) fn shows_changes(&self) -> bool {
        matches!(self.reading.view, TextView::Changes(_))
    }

    /// Goes to the next or previous change. Refuses where there is none further.
    pub(super) fn jump_to_change(&mut self, forward: bool) -> Vec<Effect> {
        if !self.reading.jump_to_change(forward) {
            self.say(Tone::Refused, "No further change in this briefing");
        }
        Vec::new()
    }
}

/// "3 changes · earlier wording read on 12 Nov 2026".
pub(crate) fn summary(comparison: &Comparison) -> String {
    let count = match comparison.count() {
        1 => "1 change".to_owned(),
        count => format!("{} changes", grouped(count)),
    };
    match comparison.read {
        Some(day) => format!("{count} · earlier wording read on {}", date(day)),
        None => format!("{count} · earlier wording {}", comparison.earlier.short()),
    }
}

fn date(day: jiff::civil::Date) -> String {
    BriefingDate::day(day.year(), day.month(), day.day())
        .map_or_else(|| day.to_string(), |day| day.medium())
}
