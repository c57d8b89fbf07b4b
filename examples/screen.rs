//! Draws the reader on the sample briefings as an SVG, the picture in the README:
//!
//! ```text
//! cargo run --release --example screen -- $(yes j | head -25) ] ] > docs/screen.svg
//! ```
//!
//! Its arguments are the keys that are pressed first.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use chancery::app::{App, Batch, Effect, Message, Start, update};
use chancery::config::{Background, Settings};
use chancery::insight::{Analyst, Rulebook};
use chancery::{library, runner, text, ui};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const COLUMNS: u16 = 150;
const ROWS: u16 = 40;
/// The size of a cell in the picture.
const CELL: (f32, f32) = (7.8, 17.0);
const BACKGROUND: &str = "#1c1f26";
const FOREGROUND: &str = "#d5d8df";

fn main() -> std::io::Result<()> {
    let mut app = app();
    let loaded = library::samples::load(&Arc::new(Analyst::new(Rulebook::default())));
    let scan = app.scan;
    tell(
        &mut app,
        Message::Loaded(Batch {
            scan,
            files: library::samples::COUNT,
            briefings: loaded.briefings,
            problems: loaded.problems.into_kept(),
            ..Batch::default()
        }),
    );
    tell(&mut app, Message::ScanFinished { scan, elapsed: 0 });
    for key in std::env::args().skip(1) {
        let key = key.parse().map_err(std::io::Error::other)?;
        tell(&mut app, Message::Key(key));
    }
    let frame = ui::view(&app);
    std::io::stdout().write_all(svg(&frame.buffer).as_bytes())
}

fn app() -> App {
    let settings = Settings::defaults();
    let (app, _) = App::new(Start {
        encodings: Arc::default(),
        theme: settings.theme.theme(Background::Dark),
        ascii: false,
        desk: Default::default(),
        today: jiff::civil::date(2024, 6, 14),
        name: "samples".to_owned(),
        columns: COLUMNS,
        rows: ROWS,
        welcome: false,
        settings: Arc::new(settings),
    });
    app
}

/// Tells the model something; pauses are over at once.
fn tell(app: &mut App, message: Message) {
    let mut effects: Vec<Effect> = update(app, message);
    while let Some(effect) = effects.pop() {
        if let Some(answer) = runner::work::answer(effect) {
            effects.extend(update(app, answer));
        }
    }
}

fn svg(buffer: &Buffer) -> String {
    let (width, height) = (
        f32::from(buffer.area.width) * CELL.0,
        f32::from(buffer.area.height) * CELL.1,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{BACKGROUND}\" rx=\"6\"/>\n"
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            x = run(&mut out, buffer, x, y);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Writes the cells from `x` on that look alike, and returns where they end.
fn run(out: &mut String, buffer: &Buffer, x: u16, y: u16) -> u16 {
    let first = &buffer[(x, y)];
    let look = |cell: &Cell| (cell.fg, cell.bg, cell.modifier);
    let mut symbols = String::new();
    let mut end = x;
    while end < buffer.area.width && look(&buffer[(end, y)]) == look(first) {
        let symbol = buffer[(end, y)].symbol();
        symbols.push_str(symbol);
        end += u16::try_from(text::width::width(symbol).max(1)).unwrap_or(1);
    }
    let (mut fg, mut bg) = (colour(first.fg), colour(first.bg));
    if first.modifier.contains(Modifier::REVERSED) {
        (fg, bg) = (
            bg.or(Some(BACKGROUND.to_owned())),
            fg.or(Some(FOREGROUND.to_owned())),
        );
    }
    let (left, top) = (f32::from(x) * CELL.0, f32::from(y) * CELL.1);
    let width = f32::from(end - x) * CELL.0;
    if let Some(bg) = bg {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{bg}\"/>",
            CELL.1
        );
    }
    if !symbols.trim().is_empty() {
        let _ = writeln!(
            out,
            "<text x=\"{left:.1}\" y=\"{:.1}\" fill=\"{}\" textLength=\"{width:.1}\" \
             lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{}>{}</text>",
            top + CELL.1 - 4.5,
            fg.as_deref().unwrap_or(FOREGROUND),
            attributes(first.modifier),
            escaped(&symbols)
        );
    }
    end
}

fn attributes(modifier: Modifier) -> String {
    let all = [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.65\""),
    ];
    all.into_iter()
        .filter(|(one, _)| modifier.contains(*one))
        .map(|(_, attribute)| attribute)
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn colour(colour: Color) -> Option<String> {
    let named = match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        Color::Indexed(number) => return Some(indexed(number)),
        Color::Black => "#2b2f38",
        Color::Red => "#e06c75",
        Color::Green => "#98c379",
        Color::Yellow => "#d7ae63",
        Color::Blue => "#61afef",
        Color::Magenta => "#c678dd",
        Color::Cyan => "#56b6c2",
        Color::Gray => "#b6bcc8",
        Color::DarkGray => "#7a8290",
        Color::LightRed => "#ef8b93",
        Color::LightGreen => "#b3d89c",
        Color::LightYellow => "#ebcb8b",
        Color::LightBlue => "#8cc8ff",
        Color::LightMagenta => "#dda0ec",
        Color::LightCyan => "#83d3dd",
        Color::White => "#ffffff",
    };
    Some(named.to_owned())
}

/// The colours 16 to 255 of the xterm palette: a cube of six, then greys.
fn indexed(number: u8) -> String {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    if number >= 232 {
        let grey = 8 + 10 * (number - 232);
        return format!("#{grey:02x}{grey:02x}{grey:02x}");
    }
    let cube = number.saturating_sub(16);
    let (red, green, blue) = (level(cube / 36), level(cube / 6 % 6), level(cube % 6));
    format!("#{red:02x}{green:02x}{blue:02x}")
}
