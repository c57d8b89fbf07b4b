//! From the events of `terminput` to ours.

use terminput::{
    Event as Theirs, KeyCode as TheirCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton,
    MouseEvent, MouseEventKind, ScrollDirection,
};

use super::{Event, Mouse, MouseKind};
use crate::config::{Key, KeyCode};

/// Our event for one of theirs; `None` for what the reader has no use for.
///
/// Sizes are among those: they come as a signal, which a half-read key does not hold up.
pub(super) fn translate(event: Theirs) -> Option<Event> {
    match event {
        Theirs::Key(event) => key(event).map(Event::Key),
        Theirs::Paste(text) => Some(Event::Paste(text)),
        Theirs::Mouse(event) => mouse(event).map(Event::Mouse),
        Theirs::Resize { .. } | Theirs::FocusGained | Theirs::FocusLost => None,
    }
}

/// A key that was pressed or repeats; letting go of one is nothing.
fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CTRL);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        TheirCode::Char(c) if c.is_control() => return None,
        TheirCode::Char(c) => KeyCode::Char(character(c, ctrl, shift)),
        TheirCode::Tab if shift => KeyCode::BackTab,
        TheirCode::Tab => KeyCode::Tab,
        TheirCode::Enter => KeyCode::Enter,
        TheirCode::Esc => KeyCode::Esc,
        TheirCode::Backspace => KeyCode::Backspace,
        TheirCode::Delete => KeyCode::Delete,
        TheirCode::Insert => KeyCode::Insert,
        TheirCode::Up => KeyCode::Up,
        TheirCode::Down => KeyCode::Down,
        TheirCode::Left => KeyCode::Left,
        TheirCode::Right => KeyCode::Right,
        TheirCode::Home => KeyCode::Home,
        TheirCode::End => KeyCode::End,
        TheirCode::PageUp => KeyCode::PageUp,
        TheirCode::PageDown => KeyCode::PageDown,
        TheirCode::F(number @ 1..=24) => KeyCode::Function(number),
        _ => return None,
    };
    Some(Key {
        code,
        ctrl,
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
}

/// The character with shift folded in.
///
/// With control, case is what terminals do not tell; and the four keys after control and z have
/// no letter, so they are named by the digits that send the same.
fn character(c: char, ctrl: bool, shift: bool) -> char {
    match (c, ctrl, shift) {
        ('4', true, _) => '\\',
        ('5', true, _) => ']',
        ('6', true, _) => '^',
        ('7', true, _) => '_',
        (c, true, _) => c.to_ascii_lowercase(),
        (c, false, true) => single(c.to_uppercase()).unwrap_or(c),
        (c, false, false) => c,
    }
}

fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Scroll(ScrollDirection::Up) => MouseKind::ScrollUp,
        MouseEventKind::Scroll(ScrollDirection::Down) => MouseKind::ScrollDown,
        _ => return None,
    };
    let MouseEvent { column, row, .. } = event;
    Some(Mouse { kind, column, row })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(code: TheirCode, modifiers: KeyModifiers) -> Option<Key> {
        match translate(Theirs::Key(KeyEvent::new(code).modifiers(modifiers))) {
            Some(Event::Key(key)) => Some(key),
            _ => None,
        }
    }

    fn plain(code: KeyCode) -> Option<Key> {
        Some(Key {
            code,
            ctrl: false,
            alt: false,
        })
    }

    #[test]
    fn shift_is_part_of_the_character() {
        let shift = KeyModifiers::SHIFT;
        let upper = plain(KeyCode::Char('J'));
        assert_eq!(translated(TheirCode::Char('J'), shift), upper);
        assert_eq!(translated(TheirCode::Char('j'), shift), upper);
        assert_eq!(
            translated(TheirCode::Char('ß'), shift),
            plain(KeyCode::Char('ß'))
        );
        assert_eq!(translated(TheirCode::Tab, shift), plain(KeyCode::BackTab));
        assert_eq!(translated(TheirCode::Up, shift), plain(KeyCode::Up));
    }

    #[test]
    fn control_and_alt_are_kept() {
        let key = |code, ctrl, alt| Some(Key { code, ctrl, alt });
        let control = KeyModifiers::CTRL;
        assert_eq!(
            translated(TheirCode::Char('D'), control),
            key(KeyCode::Char('d'), true, false)
        );
        assert_eq!(
            translated(TheirCode::Char('5'), control),
            key(KeyCode::Char(']'), true, false)
        );
        assert_eq!(
            translated(TheirCode::Enter, KeyModifiers::ALT),
            key(KeyCode::Enter, false, true)
        );
    }

    #[test]
    fn letting_go_and_unknown_keys_are_nothing() {
        let mut event = KeyEvent::new(TheirCode::Char('q'));
        event.kind = KeyEventKind::Repeat;
        assert!(translate(Theirs::Key(event)).is_some());
        event.kind = KeyEventKind::Release;
        assert_eq!(translate(Theirs::Key(event)), None);
        assert_eq!(translated(TheirCode::CapsLock, KeyModifiers::NONE), None);
        assert_eq!(translated(TheirCode::F(25), KeyModifiers::NONE), None);
        assert_eq!(
            translated(TheirCode::Char('\u{9b}'), KeyModifiers::NONE),
            None
        );
    }

    #[test]
    fn of_the_mouse_there_are_the_press_and_the_wheel() {
        let event = |kind| {
            translate(Theirs::Mouse(MouseEvent {
                kind,
                column: 3,
                row: 4,
                modifiers: KeyModifiers::NONE,
            }))
        };
        let expected = Mouse {
            kind: MouseKind::Press,
            column: 3,
            row: 4,
        };
        let press = event(MouseEventKind::Down(MouseButton::Left));
        assert_eq!(press, Some(Event::Mouse(expected)));
        assert_eq!(event(MouseEventKind::Moved), None);
    }
}
