//! The note on a briefing, written in a pane of its own or in the reader's editor.

use std::sync::Arc;

use ratatui_textarea::{CursorMove, Input, Key as AreaKey, TextArea, WrapMode};

use super::{App, Decision, Effect, Overlay, Tone};
use crate::briefing::{BriefingId, LONGEST_NOTE, clean_note};
use crate::config::{Key, KeyCode};
use crate::text::sanitise;

/// What is said of a note that a reader who was killed had in an editor.
const LEFT: &str =
    "This note was in your editor when the reader was killed: Esc keeps it, ^c does not";

/// A note being written.
///
/// The editing is the library's, with its undo and its Emacs keys; what goes in is sanitised
/// here, because the library draws it.
#[derive(Debug)]
pub struct NoteEditor {
    /// The briefing that it is on.
    pub id: BriefingId,
    /// Its title.
    pub title: String,
    /// The text.
    pub area: TextArea<'static>,
    /// True for a text that a reader who was killed had in an editor.
    pub is_left: bool,
}

/// What a key did to an editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// It stays open.
    Nothing,
    /// It closes, and the note is kept.
    Kept,
    /// It closes, and the note stays as it was.
    Left,
    /// The text goes to the reader's own editor.
    Elsewhere,
}

impl NoteEditor {
    /// Opens an editor on a note, at its end.
    fn new(id: BriefingId, title: String, note: &str) -> Self {
        let lines: Vec<String> = note.lines().map(clean).collect();
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            id,
            title,
            area,
            is_left: false,
        }
    }

    /// The text as it would be kept: without blanks at its end.
    pub(super) fn text(&self) -> String {
        let text = self.area.lines().join("\n");
        text.trim_end().to_owned()
    }

    pub(super) fn key(&mut self, key: Key) -> Written {
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('s'), true) => return Written::Kept,
            (KeyCode::Char('c' | 'g'), true) => return Written::Left,
            (KeyCode::Char('o'), true) => return Written::Elsewhere,
            (KeyCode::Char(c), false) if !key.alt => {
                self.paste(c.encode_utf8(&mut [0; 4]));
                return Written::Nothing;
            }
            _ => {}
        }
        let has_room = self.text().len() < LONGEST_NOTE;
        if let Some(input) = input(key).filter(|_| has_room || key.code != KeyCode::Enter) {
            self.area.input(input);
        }
        Written::Nothing
    }

    /// Takes pasted text, in which most terminals end lines as the Enter key does. Says whether
    /// there was room for it.
    pub(super) fn paste(&mut self, text: &str) -> bool {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<String> = text.lines().map(clean).collect();
        let text = lines.join("\n");
        let has_room = self.text().len() + text.len() <= LONGEST_NOTE;
        if has_room {
            self.area.insert_str(text);
        }
        has_room
    }
}

fn clean(line: &str) -> String {
    sanitise::line(line).into_owned()
}

/// A key as the library names it.
fn input(key: Key) -> Option<Input> {
    let code = match key.code {
        KeyCode::Char(c) => AreaKey::Char(c),
        KeyCode::Enter => AreaKey::Enter,
        KeyCode::Backspace => AreaKey::Backspace,
        KeyCode::Delete => AreaKey::Delete,
        KeyCode::Up => AreaKey::Up,
        KeyCode::Down => AreaKey::Down,
        KeyCode::Left => AreaKey::Left,
        KeyCode::Right => AreaKey::Right,
        KeyCode::Home => AreaKey::Home,
        KeyCode::End => AreaKey::End,
        KeyCode::PageUp => AreaKey::PageUp,
        KeyCode::PageDown => AreaKey::PageDown,
        KeyCode::Tab => AreaKey::Tab,
        KeyCode::BackTab | KeyCode::Esc | KeyCode::Insert | KeyCode::Function(_) => return None,
    };
    Some(Input {
        key: code,
        ctrl: key.ctrl,
        alt: key.alt,
        shift: false,
    })
}

impl App {
    /// The briefing that a note is on: the open one, or the one under the cursor.
    fn noted(&self) -> Option<(BriefingId, String, Option<Arc<str>>)> {
        let id = match self.focus {
            crate::config::Pane::Reading => self.reading.briefing.as_ref()?.id,
            _ => self.under_cursor()?,
        };
        let note = self.triage.ledger.of(id).note().cloned();
        Some((id, self.title_of(id), note))
    }

    /// Opens the note in a pane.
    pub(super) fn open_note(&mut self) -> Vec<Effect> {
        let Some((id, title, note)) = self.noted() else {
            self.say(Tone::Refused, "No briefing here to note something on");
            return Vec::new();
        };
        let editor = NoteEditor::new(id, title, note.as_deref().unwrap_or_default());
        self.overlays.push(Overlay::Note(Box::new(editor)));
        Vec::new()
    }

    /// Opens the note in the reader's editor.
    pub(super) fn edit_note(&mut self) -> Vec<Effect> {
        let Some((id, _, note)) = self.noted() else {
            self.say(Tone::Refused, "No briefing here to note something on");
            return Vec::new();
        };
        let text = note.as_deref().unwrap_or_default().to_owned();
        vec![Effect::Edit { id, text }]
    }

    /// Takes a key for the note on top.
    pub(super) fn note_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(Overlay::Note(editor)) = self.overlays.last_mut() else {
            return Vec::new();
        };
        let (id, written, is_left) = (editor.id, editor.key(key), editor.is_left);
        let text = editor.text();
        let settled = is_left.then_some(Effect::RemoveLeftNote);
        match written {
            Written::Nothing => return Vec::new(),
            Written::Elsewhere => return vec![Effect::Edit { id, text }],
            Written::Left => {
                self.overlays.pop();
                self.say(Tone::Done, "The note is as it was");
                return settled.into_iter().collect();
            }
            Written::Kept => {
                self.overlays.pop();
            }
        }
        let mut effects = self.keep_note(id, &text);
        effects.extend(settled);
        effects
    }

    /// Offers a note that was in an editor when its reader was killed.
    ///
    /// Where something else is open it stays for the next start.
    pub(super) fn note_left(&mut self, id: BriefingId, text: &str) -> Vec<Effect> {
        let text = clean_note(text);
        let note = self.triage.ledger.of(id).note();
        if text.is_empty() || note.is_some_and(|note| **note == *text) {
            return vec![Effect::RemoveLeftNote];
        }
        if self.overlays.is_empty() {
            let mut editor = NoteEditor::new(id, self.title_of(id), &text);
            editor.is_left = true;
            self.overlays.push(Overlay::Note(Box::new(editor)));
            self.say(Tone::Done, LEFT);
        }
        Vec::new()
    }

    fn keep_note(&mut self, id: BriefingId, text: &str) -> Vec<Effect> {
        let note = (!text.trim().is_empty()).then(|| Arc::from(text));
        if self.triage.ledger.of(id).note() == note.as_ref() {
            return Vec::new();
        }
        self.decide_at_once(Decision::Noted(note), &[id])
    }

    /// Takes what the reader's editor left behind.
    pub(super) fn edited(&mut self, id: BriefingId, text: Result<String, String>) -> Vec<Effect> {
        let text = match text {
            Ok(text) => text,
            Err(reason) => {
                self.say(Tone::Failed, reason);
                return Vec::new();
            }
        };
        // Out of the pane it comes back into the pane, so that nothing is lost that was typed.
        if let Some(Overlay::Note(open)) = self.overlays.last_mut()
            && open.id == id
        {
            let is_left = open.is_left;
            **open = NoteEditor::new(id, open.title.clone(), &text);
            open.is_left = is_left;
            return Vec::new();
        }
        self.keep_note(id, &clean_note(&text))
    }
}
