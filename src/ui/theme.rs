//! From the configuration's styles to ratatui's.

use ratatui::style::{Color, Modifier, Style};

use crate::config::{self, Colour, Role, Theme};

/// The style of a role.
pub(crate) fn style(theme: &Theme, role: Role) -> Style {
    translate(theme.style(role))
}

/// The style of the n-th speaker of a briefing.
pub(crate) fn speaker(theme: &Theme, number: usize) -> Style {
    translate(theme.speaker(number))
}

fn translate(style: config::Style) -> Style {
    let modifiers = [
        (style.bold, Modifier::BOLD),
        (style.dim, Modifier::DIM),
        (style.italic, Modifier::ITALIC),
        (style.underline, Modifier::UNDERLINED),
        (style.reverse, Modifier::REVERSED),
    ];
    let modifiers = modifiers
        .into_iter()
        .filter(|(on, _)| *on)
        .fold(Modifier::empty(), |all, (_, one)| all | one);
    Style {
        fg: style.fg.map(colour),
        bg: style.bg.map(colour),
        add_modifier: modifiers,
        ..Style::default()
    }
}

fn colour(colour: Colour) -> Color {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Colour::Named(number) => NAMED[usize::from(number % 16)],
        Colour::Indexed(number) => Color::Indexed(number),
        Colour::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}
