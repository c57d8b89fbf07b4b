//! What a briefing asks of whoever handles it: how far it may go, from when, under whose name.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use jiff::civil;

use super::{BriefingDate, Precision};
use crate::config::Level;

/// The handling caveats of a briefing, each in the words of its text. Most have none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Handling {
    /// The marking (`SECRET//NOFORN`).
    pub marking: Option<Arc<str>>,
    /// What the marking asks for; `None` without one, and for one of words that are not known.
    pub level: Option<Level>,
    /// From when it may be published.
    pub embargo: Option<Embargo>,
    /// Under whose name it may be quoted.
    pub attribution: Option<Attribution>,
}

/// A wish that nothing be published before its time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Embargo {
    /// The words (`EMBARGOED UNTIL 12:00 GMT 31 May 2024`).
    pub words: Arc<str>,
    /// The time, where the words give a whole date.
    pub until: Option<BriefingDate>,
}

/// A rule on whom the words may be attributed to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Which rule.
    pub rule: Rule,
    /// The words (`ATTRIBUTABLE TO A SENIOR OFFICIAL`).
    pub words: Arc<str>,
}

/// The rules of attribution, as press offices have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// To be used, but not under the speaker's name.
    OnBackground,
    /// To be used as if found out by oneself.
    DeepBackground,
    /// Not to be used.
    OffTheRecord,
    /// To be attributed as it says and not otherwise.
    Attributable,
    /// The Chatham House Rule.
    ChathamHouse,
}

/// Longer words than this, in characters, are a heading that tells more than the rule.
const RULE_WORDS: usize = 60;

impl Handling {
    /// True when nothing is asked.
    pub fn is_none(&self) -> bool {
        self.marking.is_none() && self.embargo.is_none() && self.attribution.is_none()
    }

    /// All of it in one line, to stand on whatever is taken out of the briefing.
    pub fn stamp(&self) -> Option<String> {
        self.joined(|embargo| embargo.words.to_string())
    }

    /// All of it in one line, as it is on a day: an embargo that is over is shown as that.
    pub fn on(&self, today: civil::Date) -> Option<String> {
        self.joined(|embargo| {
            let past = if embargo.is_past(today) {
                " (past)"
            } else {
                ""
            };
            format!("{}{past}", embargo.words)
        })
    }

    fn joined(&self, embargo: impl Fn(&Embargo) -> String) -> Option<String> {
        let parts = [
            self.marking.as_deref().map(str::to_owned),
            self.embargo.as_ref().map(embargo),
            self.attribution.as_ref().map(Attribution::shown),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Why it must not leave the reader, where the ceiling forbids it.
    ///
    /// A marking of unknown words is above every ceiling: it was put there to be heeded.
    pub fn refusal(&self, ceiling: Option<Level>) -> Option<String> {
        let ceiling = ceiling?;
        let marking = self.marking.as_deref()?;
        let above = match self.level {
            Some(level) if level <= ceiling => return None,
            Some(level) => level.name(),
            None => "of no level known here",
        };
        Some(format!(
            "marked {marking} ({above}), above the ceiling of the settings ({ceiling})"
        ))
    }
}

impl Embargo {
    /// True when its last day is over.
    pub fn is_past(&self, today: civil::Date) -> bool {
        self.until.is_some_and(|until| last_day(until) < today)
    }
}

/// The last day that a date may mean.
fn last_day(date: BriefingDate) -> civil::Date {
    let first = date.first_day();
    match date.precision() {
        Precision::Year => first.last_of_year(),
        Precision::Month => first.last_of_month(),
        Precision::Day => first,
    }
}

impl Attribution {
    /// The words, or the rule's name where the words are a heading that tells more.
    fn shown(&self) -> String {
        if self.words.chars().count() <= RULE_WORDS {
            return self.words.to_string();
        }
        self.rule.name().to_owned()
    }
}

impl Rule {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnBackground => "On background",
            Self::DeepBackground => "Deep background",
            Self::OffTheRecord => "Off the record",
            Self::Attributable => "Attribution restricted",
            Self::ChathamHouse => "Chatham House Rule",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(words: &str, level: Option<Level>) -> Handling {
        Handling {
            marking: Some(words.into()),
            level,
            ..Handling::default()
        }
    }

    fn embargo(until: &str) -> Embargo {
        Embargo {
            words: format!("EMBARGOED UNTIL {until}").into(),
            until: until.parse().ok(),
        }
    }

    #[test]
    fn what_is_above_the_ceiling_is_refused_with_its_marking() {
        let secret = marked("SECRET//NOFORN", Some(Level::Secret));
        assert_eq!(secret.refusal(None), None);
        assert_eq!(secret.refusal(Some(Level::Secret)), None);
        assert_eq!(
            secret.refusal(Some(Level::Restricted)).unwrap(),
            "marked SECRET//NOFORN (secret), above the ceiling of the settings (restricted)"
        );
        assert_eq!(Handling::default().refusal(Some(Level::Unclassified)), None);
    }

    #[test]
    fn a_marking_that_nobody_knows_is_above_every_ceiling() {
        let odd = marked("HOUSE ONLY", None);
        assert!(
            odd.refusal(Some(Level::TopSecret))
                .unwrap()
                .contains("of no level known here")
        );
        assert_eq!(odd.refusal(None), None);
    }

    #[test]
    fn an_embargo_is_past_when_its_last_day_is() {
        let today = civil::date(2024, 6, 1);
        assert!(embargo("2024-05-31T12:00Z").is_past(today));
        assert!(embargo("2024-05").is_past(today));
        assert!(!embargo("2024-06-01").is_past(today));
        assert!(!embargo("2024-06").is_past(today));
        assert!(!embargo("2024").is_past(today));
        assert!(!embargo("delivery").is_past(today));
    }

    #[test]
    fn the_stamp_has_all_of_it_and_an_embargo_that_is_over_is_shown_so() {
        let mut all = marked("RESTRICTED", Some(Level::Restricted));
        all.embargo = Some(embargo("2024-05-31"));
        all.attribution = Some(Attribution {
            rule: Rule::OnBackground,
            words: format!(
                "Background briefing by an official on {}",
                "fish ".repeat(9)
            )
            .into(),
        });
        assert_eq!(
            all.stamp().unwrap(),
            "RESTRICTED · EMBARGOED UNTIL 2024-05-31 · On background"
        );
        assert_eq!(
            all.on(civil::date(2024, 6, 1)).unwrap(),
            "RESTRICTED · EMBARGOED UNTIL 2024-05-31 (past) · On background"
        );
        assert_eq!(
            (Handling::default().stamp(), Handling::default().is_none()),
            (None, true)
        );
    }
}
