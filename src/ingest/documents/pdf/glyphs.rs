//! The letters of a page with their places: where each begins, how wide and how tall it is.
//!
//! Places are in points from the page's upper left corner as it is looked at; `y` is a letter's baseline and grows downwards.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::time::Instant;

use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect, Shape};

use super::grid::Rule;
use super::letters::Fonts;
use super::spoken::{self, Spoken, Voice};

/// A page of more letters than this is no page to read; the rest is left out.
const MOST_LETTERS: usize = 200_000;

/// After so many things that are drawn the clock is looked at.
const EACH: usize = 64;

/// The most rules that are kept of a page.
const MOST_RULES: usize = 2_000;

/// So many paths are a drawing: letters may be drawn so, too.
const DRAWING: usize = 20;

/// A box no thicker than this is a rule.
const THIN: f32 = 3.0;

/// Shorter rules are dashes.
const SHORTEST: f32 = 6.0;

/// An OpenType font without a table: its version, no tables, and what would help to search them.
///
/// It stands for every font that a document names and does not hold. How wide such a letter is and what it stands for is told by
/// the document and by the interpreter's own measures; its shape, which it would look for in the font, is of no use here.
const NO_FONT: [u8; 12] = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// Which way letters are read, clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Upright,
    Quarter,
    Half,
    ThreeQuarters,
    /// Across the page: a watermark or a stamp.
    Askew,
}

/// A letter, or the letters of a ligature, at its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Where it begins.
    pub(super) x: f32,
    /// Its baseline.
    pub(super) y: f32,
    /// How far it is to the next; `None` where its font does not say.
    pub(super) width: Option<f32>,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    pub(super) turn: Turn,
}

/// What is drawn on a page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Sheet {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Glyphs whose letters nothing tells.
    pub(super) unknown: usize,
    /// Something is drawn on it that may show letters.
    pub(super) has_image: bool,
    /// Its interpreter stumbled: what comes after that is missing.
    pub(super) is_broken: bool,
}

/// Draws a page; what is not drawn by `until` is left out.
pub(super) fn sheet<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    fonts: &mut Fonts,
    until: Instant,
) -> Sheet {
    let (sheet, is_complete) = draw(page, cache, fonts, spoken::texts(page), until);
    match is_complete || Instant::now() > until {
        true => sheet,
        false => draw(page, cache, fonts, Vec::new(), until).0,
    }
}

/// Draws it with the texts of its marked stretches; false where these do not match what is drawn.
fn draw<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    fonts: &mut Fonts,
    texts: Vec<Option<String>>,
    until: Instant,
) -> (Sheet, bool) {
    let (width, height) = page.render_dimensions();
    let mut recorder = Recorder {
        sheet: Sheet {
            width,
            height,
            ..Sheet::default()
        },
        paths: 0,
        fonts,
        spoken: Spoken::new(texts),
        drawn: 0,
        until,
    };
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let upright = Affine::new(page.initial_transform(true).as_coeffs());
    let settings = InterpreterSettings {
        font_resolver: Arc::new(|_| Some((Arc::new(NO_FONT), 0))),
        ..InterpreterSettings::default()
    };
    let mut context = Context::new(upright, whole, cache, page.xref(), settings);
    // What was drawn before its interpreter stumbles, or is made to stop, is kept.
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        interpret_page(page, &mut context, &mut recorder);
    }));
    if drawn.is_err() {
        recorder.sheet.is_broken = Instant::now() <= until;
        return (recorder.sheet, true);
    }
    let is_complete = recorder.spoken.is_complete();
    (recorder.sheet, is_complete)
}

struct Recorder<'f> {
    sheet: Sheet,
    paths: usize,
    fonts: &'f mut Fonts,
    spoken: Spoken,
    /// How many things were drawn.
    drawn: usize,
    /// When to stop.
    until: Instant,
}

impl Recorder<'_> {
    /// Leaves the interpreter when the time is up: it has no other way out.
    fn keep_time(&mut self) {
        self.drawn += 1;
        if self.drawn.is_multiple_of(EACH) && Instant::now() > self.until {
            resume_unwind(Box::new("the time is up"));
        }
    }

    fn is_on_page(&self, x: f32, y: f32) -> bool {
        (-2.0..self.sheet.width + 2.0).contains(&x) && (-2.0..self.sheet.height + 2.0).contains(&y)
    }

    fn record(&mut self, glyph: &Drawn<'_>, place: Affine) {
        let [a, b, c, d, x, y] = place.as_coeffs().map(|it| it as f32);
        let size = c.hypot(d) * 1000.0;
        let readable = (0.5..2000.0).contains(&size);
        if !readable || !self.is_on_page(x, y) || self.sheet.glyphs.len() >= MOST_LETTERS {
            return;
        }
        let mut letters = self.fonts.letters(glyph);
        let advance = match glyph {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(_) => None,
        };
        let width = advance
            .map(|it| it * a.hypot(b))
            .filter(|it| it.is_finite());
        match self.spoken.voice(self.sheet.glyphs.len()) {
            Voice::Own if letters.text.is_empty() => {
                self.sheet.unknown += 1;
                return;
            }
            Voice::Own => {}
            Voice::Of(text) => letters.text = text,
            Voice::With(first) => {
                if let Some(first) = self.sheet.glyphs.get_mut(first) {
                    first.stretch(x, y, width.unwrap_or_default());
                }
                return;
            }
        }
        self.sheet.glyphs.push(Glyph {
            text: letters.text,
            x,
            y,
            width,
            size,
            is_bold: letters.is_bold,
            turn: turn(a, b),
        });
    }
}

impl Glyph {
    /// Takes up the room of another glyph beside it, whose letters it has.
    fn stretch(&mut self, x: f32, y: f32, width: f32) {
        let right = self.x + self.width.unwrap_or_default();
        if (y - self.y).abs() < self.size && self.turn == Turn::Upright {
            self.x = self.x.min(x);
            self.width = Some(right.max(x + width) - self.x);
        }
    }
}

/// The rules that a box shows: itself if it is thin, its edges if these are drawn.
fn rules(bounds: Rect, is_drawn_round: bool) -> Vec<Rule> {
    let [left, top, right, bottom] =
        [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|it| it as f32);
    let upright = |at: f32| Rule {
        at,
        from: top,
        to: bottom,
        is_upright: true,
    };
    let level = |at: f32| Rule {
        at,
        from: left,
        to: right,
        is_upright: false,
    };
    let (width, height) = (right - left, bottom - top);
    if height <= THIN && width >= SHORTEST {
        vec![level((top + bottom) / 2.0)]
    } else if width <= THIN && height >= SHORTEST {
        vec![upright((left + right) / 2.0)]
    } else if is_drawn_round && width >= SHORTEST && height >= SHORTEST {
        vec![level(top), level(bottom), upright(left), upright(right)]
    } else {
        Vec::new()
    }
}

fn turn(a: f32, b: f32) -> Turn {
    let slope = 0.1;
    if b.abs() <= slope * a.abs() {
        match a >= 0.0 {
            true => Turn::Upright,
            false => Turn::Half,
        }
    } else if a.abs() <= slope * b.abs() {
        match b >= 0.0 {
            true => Turn::Quarter,
            false => Turn::ThreeQuarters,
        }
    } else {
        Turn::Askew
    }
}

impl<'a> Device<'a> for Recorder<'_> {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, place: Affine, _: &Paint<'a>, mode: &PathDrawMode) {
        self.keep_time();
        self.paths += 1;
        self.sheet.has_image |= self.paths >= DRAWING;
        // A rule is a line or a thin box, and no longer path.
        if path.elements().len() > 8 || self.sheet.rules.len() >= MOST_RULES {
            return;
        }
        let bounds = place.transform_rect_bbox(path.bounding_box());
        let is_drawn_round = matches!(mode, PathDrawMode::Stroke(_));
        self.sheet.rules.extend(rules(bounds, is_drawn_round));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.keep_time();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.keep_time();
    }

    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        self.keep_time();
        self.record(glyph, transform * glyph_transform);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.keep_time();
        self.sheet.has_image = true;
    }

    fn begin_marked_content(&mut self, _: &[u8], _: Option<i32>) {
        self.spoken.begin();
    }

    fn end_marked_content(&mut self) {
        self.spoken.end();
    }

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
