//! How many colours the terminal shows, and how a richer colour is brought down to that.

use ratatui::style::Color;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// No colour at all: the reader asked for none, or the terminal has none.
    None,
    /// The sixteen of the terminal's own palette.
    Sixteen,
    /// The 256 of xterm.
    Ansi256,
    /// 24 bits.
    True,
}

/// Terminals that show 24 bits and say so only in `TERM`, which is all that SSH passes on.
const TRUE_COLOUR_TERMS: [&str; 6] = [
    "xterm-kitty",
    "xterm-ghostty",
    "alacritty",
    "foot",
    "wezterm",
    "contour",
];

impl Depth {
    /// Reads the depth from the values of `NO_COLOR`, `COLORTERM` and `TERM`.
    ///
    /// An empty `NO_COLOR` does not count, as <https://no-color.org> has it.
    pub fn detect(no_color: Option<&str>, colorterm: Option<&str>, term: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        if no_color.is_some_and(|value| !value.is_empty()) || is_monochrome(term) {
            return Self::None;
        }
        if matches!(colorterm, Some("truecolor" | "24bit"))
            || term.ends_with("-direct")
            || TRUE_COLOUR_TERMS
                .iter()
                .any(|known| term.starts_with(known))
        {
            return Self::True;
        }
        if term.contains("256color") {
            return Self::Ansi256;
        }
        Self::Sixteen
    }

    /// Brings `colour` down to this depth.
    ///
    /// The result is [`Color::Reset`], [`Color::Indexed`] or [`Color::Rgb`] and nothing else, so
    /// that equal colours compare equal however they were named.
    pub(super) fn reduce(self, colour: Color) -> Color {
        let colour = match palette_index(colour) {
            Some(index) => Color::Indexed(index),
            None => colour,
        };
        match (self, colour) {
            (Self::None, _) | (_, Color::Reset) => Color::Reset,
            (Self::Sixteen, Color::Indexed(index @ 16..)) => {
                Color::Indexed(nearest_of_sixteen(rgb_of(index)))
            }
            (Self::Sixteen, Color::Rgb(r, g, b)) => Color::Indexed(nearest_of_sixteen((r, g, b))),
            (Self::Ansi256, Color::Rgb(r, g, b)) => Color::Indexed(nearest_of_256((r, g, b))),
            (_, colour) => colour,
        }
    }
}

/// Terminals without colour; they would print nothing wrong, but neither would they obey.
fn is_monochrome(term: &str) -> bool {
    term == "dumb" || term.starts_with("vt1") || term.starts_with("vt2") || term.ends_with("-mono")
}

type Rgb = (u8, u8, u8);

/// The sixteen as xterm shows them; readers change them, so this is only for nearness.
const SIXTEEN: [Rgb; 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// The levels of the 6 x 6 x 6 cube of xterm.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn palette_index(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) => index,
        Color::Reset | Color::Rgb(..) => return None,
    })
}

fn rgb_of(index: u8) -> Rgb {
    match index {
        0..=15 => SIXTEEN[usize::from(index)],
        16..=231 => {
            let cube = usize::from(index - 16);
            (CUBE[cube / 36], CUBE[cube / 6 % 6], CUBE[cube % 6])
        }
        232..=255 => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    }
}

fn nearest_of_sixteen(colour: Rgb) -> u8 {
    nearest(colour, 0..16)
}

/// The first sixteen are left out: what they look like is the reader's choice, not ours.
fn nearest_of_256(colour: Rgb) -> u8 {
    nearest(colour, 16..256)
}

fn nearest(colour: Rgb, among: std::ops::Range<u16>) -> u8 {
    among
        .filter_map(|index| u8::try_from(index).ok())
        .min_by_key(|&index| distance(colour, rgb_of(index)))
        .unwrap_or_default()
}

/// Squared distance with the weights of the eye, roughly: green counts most.
fn distance(a: Rgb, b: Rgb) -> u32 {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    3 * square(a.0, b.0) + 6 * square(a.1, b.1) + square(a.2, b.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides_the_depth() {
        let detect = Depth::detect;
        assert_eq!(detect(None, None, Some("xterm")), Depth::Sixteen);
        assert_eq!(detect(None, None, Some("linux")), Depth::Sixteen);
        assert_eq!(detect(None, None, Some("tmux-256color")), Depth::Ansi256);
        assert_eq!(detect(None, Some("truecolor"), Some("xterm")), Depth::True);
        assert_eq!(detect(None, None, Some("foot-extra")), Depth::True);
        assert_eq!(detect(None, None, Some("vt220")), Depth::None);
        assert_eq!(detect(Some("1"), Some("24bit"), Some("xterm")), Depth::None);
        assert_eq!(detect(Some(""), None, Some("xterm")), Depth::Sixteen);
    }

    #[test]
    fn colours_come_down_to_their_nearest() {
        let red = Color::Rgb(250, 10, 10);
        assert_eq!(Depth::True.reduce(red), red);
        assert_eq!(Depth::Ansi256.reduce(red), Color::Indexed(196));
        assert_eq!(Depth::Sixteen.reduce(red), Color::Indexed(9));
        assert_eq!(Depth::None.reduce(red), Color::Reset);
        assert_eq!(
            Depth::Ansi256.reduce(Color::Rgb(128, 128, 128)),
            Color::Indexed(244)
        );
        assert_eq!(
            Depth::Sixteen.reduce(Color::Indexed(231)),
            Color::Indexed(15)
        );
        assert_eq!(Depth::Sixteen.reduce(Color::Reset), Color::Reset);
    }

    #[test]
    fn one_colour_has_one_name() {
        assert_eq!(Depth::True.reduce(Color::Red), Color::Indexed(1));
        assert_eq!(Depth::True.reduce(Color::Indexed(1)), Color::Indexed(1));
        assert_eq!(Depth::Sixteen.reduce(Color::White), Color::Indexed(15));
    }
}
