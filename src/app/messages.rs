//! What was said in the last row: kept, so that nothing is missed that was cut there or went by.

use std::collections::VecDeque;

use super::{App, Effect, Notice, Tone, sheets};

/// Messages that are kept.
const KEPT: usize = 100;

/// The last messages, the newest last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Messages {
    all: VecDeque<Notice>,
}

impl Messages {
    /// Keeps a message; one that is said again in a row is kept once.
    fn keep(&mut self, notice: &Notice) {
        if self.all.back() == Some(notice) {
            return;
        }
        if self.all.len() == KEPT {
            self.all.pop_front();
        }
        self.all.push_back(notice.clone());
    }

    /// They, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter().rev()
    }
}

impl App {
    /// Says something in the last row, and keeps it.
    pub(super) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.show(tone, text);
        if let Some(notice) = &self.notice {
            self.messages.keep(notice);
        }
    }

    /// Shows something in the last row that says how it stands at the moment and nothing later.
    pub(super) fn show(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        self.notice = Some(Notice {
            tone,
            text: crate::text::sanitise::line(&text).into_owned(),
        });
    }

    /// Lists what was said, whole.
    pub(super) fn open_messages(&mut self) -> Vec<Effect> {
        let trouble = self.trouble();
        self.open_sheet(sheets::messages(&self.messages, trouble))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hundred_are_kept_and_what_is_said_again_in_a_row_once() {
        let mut messages = Messages::default();
        for number in 0..150 {
            let notice = Notice {
                tone: Tone::Done,
                text: number.to_string(),
            };
            messages.keep(&notice);
            messages.keep(&notice);
        }
        let texts: Vec<&str> = messages.newest_first().map(|it| it.text.as_str()).collect();
        assert_eq!((texts.len(), texts[0], texts[99]), (KEPT, "149", "50"));
    }
}
