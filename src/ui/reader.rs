//! The reading pane: text in a measure, quotes in their speakers' colours.
//!
//! ```text
//! │ 'The key question is that we are on the edge, and the
//! │ situation remains complex …'            Andrei Belousov
//! ```
//!
//! The bar in the gutter and the name say without colour what the colour says.

use ratatui::style::{Modifier, Style};

use super::pen::{Pen, columns_of};
use super::title;
use crate::app::layout::Area;
use crate::app::page::{self, Content, Inserted, Page, PageLine};
use crate::app::{App, GUTTER, Reading, TextSearch, TextView};
use crate::briefing::{BlockKind, Briefing, FoldKind, Quote, QuoteKind, Span};
use crate::config::{Command, Pane, Role};
use crate::insight::changes::Fate;
use crate::text::width::{graphemes_with_width, width};

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, area: Area) {
    head(app, pen, area);
    let body = area.body();
    let (Some(briefing), Some(page)) = (&app.reading.briefing, &app.reading.page) else {
        return nothing(app, pen, body);
    };
    let taken = page.measure.columns + GUTTER;
    let column = Column {
        x: body.x + body.width.saturating_sub(taken) / 2,
        width: page.measure.columns,
    };
    let painter = Painter::new(app, briefing, page);
    let shown = page.lines.iter().enumerate().skip(app.reading.top);
    for ((number, line), y) in shown.zip(body.y..body.y + body.height) {
        painter.line(pen, column, y, number, line);
    }
}

/// The title row. Where the screen has no header the caveat of what is open stands here, where it
/// cannot be scrolled away; as in the header, it is never cut for want of room but the rest.
fn head(app: &App, pen: &mut Pen<'_>, area: Area) {
    let briefing = app.reading.briefing.as_ref();
    let caveat = briefing
        .and_then(|briefing| briefing.handling.on(app.today))
        .filter(|_| app.layout.header.is_none());
    let Some(caveat) = caveat else {
        return title(app, pen, area, Pane::Reading, &name(app), &place(app));
    };
    let row = area.title();
    if row.height == 0 {
        return;
    }
    let caveat = format!(" {caveat} ");
    let taken = columns_of(&caveat).min(row.width);
    let rest = Area {
        width: row.width - taken,
        ..row
    };
    title(app, pen, rest, Pane::Reading, &name(app), &place(app));
    let x = row.x + rest.width;
    pen.text(x, row.y, taken, &caveat, Role::Warning);
}

fn name(app: &App) -> String {
    match app.reading.view {
        TextView::Raw(_) => "As it stands in the file".to_owned(),
        TextView::RawAwaited => "Reading the file…".to_owned(),
        TextView::ChangesAwaited => "Comparing…".to_owned(),
        TextView::Changes(_) => "What has changed".to_owned(),
        TextView::Reading => "Reading".to_owned(),
    }
}

/// Where one is: the quote, the match, how much is read.
fn place(app: &App) -> String {
    let reading = &app.reading;
    let Some(briefing) = reading.briefing.as_ref().filter(|_| reading.page.is_some()) else {
        return String::new();
    };
    let mut parts = Vec::new();
    if let Some(quote) = reading.quote.filter(|_| reading.view == TextView::Reading) {
        let all = page::grouped(briefing.quotes.len());
        parts.push(briefing.quotes[quote].credit());
        parts.push(format!("quote {} of {all}", page::grouped(quote + 1)));
    }
    // What a query found elsewhere than in the text is no news here.
    let is_news = |search: &&TextSearch| !search.needle.is_empty() || !search.matches.is_empty();
    if let Some(search) = reading.search.as_ref().filter(is_news) {
        parts.push(match search.matches.len() {
            0 => "no match".to_owned(),
            all => format!("match {} of {}", search.current + 1, page::grouped(all)),
        });
    }
    if let (Some(change), Some(page)) = (reading.change, &reading.page) {
        let all = page::grouped(page.changes.len());
        parts.push(format!("change {} of {all}", page::grouped(change + 1)));
    }
    if let Some(count) = reading.selected() {
        parts = vec![format!("{count} selected")];
    }
    parts.push(seen(reading));
    parts.join(" · ")
}

/// How much is seen, of how many lines. The numbers of the lines that show would change with each
/// line that is scrolled, which costs twenty bytes; the percentage stays for some.
fn seen(reading: &Reading) -> String {
    let lines = page::counted(reading.len(), "line");
    if reading.top == 0 && reading.at_end() {
        return lines;
    }
    format!("{}% of {lines}", reading.percent())
}

fn nothing(app: &App, pen: &mut Pen<'_>, body: Area) {
    let text = if app.reading.briefing.is_some() {
        "Laying out a long briefing…".to_owned()
    } else if app.list.rows.is_empty() {
        String::new()
    } else {
        format!(
            "{} opens the briefing under the cursor.",
            app.keys_for(Command::Open)
        )
    };
    if body.height > 1 {
        pen.text(
            body.x + 2,
            body.y + 1,
            body.width.saturating_sub(3),
            &text,
            Role::Dim,
        );
    }
}

/// Where the text stands in the pane; its gutter is left of it.
#[derive(Debug, Clone, Copy)]
struct Column {
    x: u16,
    width: u16,
}

/// What is needed to style any line of the open briefing.
struct Painter<'a> {
    app: &'a App,
    briefing: &'a Briefing,
    page: &'a Page,
    text: &'a str,
    /// The quotes that show, by number.
    quotes: Vec<usize>,
    /// The clipped stretches that show, each with the first line of it that does.
    clipped: Vec<(Span, usize)>,
}

impl<'a> Painter<'a> {
    fn new(app: &'a App, briefing: &'a Briefing, page: &'a Page) -> Self {
        Self {
            app,
            briefing,
            page,
            text: page.text_of(briefing),
            quotes: page.quotes_in(briefing, shown_span(app, page)),
            clipped: clipped(app, page),
        }
    }

    fn line(&self, pen: &mut Pen<'_>, column: Column, y: u16, number: usize, line: &PageLine) {
        let x = column.x + GUTTER;
        match &line.content {
            // The bar goes on between the paragraphs of one quote.
            Content::Blank => self.gutter(pen, column, y, |quote| {
                quote.span.start < line.at && line.at < quote.span.end
            }),
            Content::Title(text) => {
                pen.text(x, y, column.width, text, Role::Title);
            }
            Content::Facts(text) => {
                pen.text(x, y, column.width, text, Role::Dim);
            }
            Content::Caveat(text) | Content::Lost(text) => {
                pen.text(x, y, column.width, text, Role::Warning);
            }
            Content::Note(text) => {
                pen.text(x, y, 1, pen.glyphs.noted, Role::TagIncluded);
                pen.text(x + 2, y, column.width.saturating_sub(2), text, Role::Text);
            }
            Content::Credits(quotes) => self.credits(pen, column, y, quotes),
            Content::Fold {
                kind,
                lines,
                is_open,
            } => self.fold(pen, (x, y, column.width), *kind, *lines, *is_open),
            Content::Text {
                span,
                indent,
                kind,
                label,
            } => {
                self.gutter(pen, column, y, |quote| quote.span.overlaps(*span));
                if self.clipped.iter().any(|&(_, first)| first == number) {
                    self.clip_sign(pen, column, y, *span);
                }
                self.change_sign(pen, column, y, *span);
                let at = Column {
                    x: x + indent,
                    width: column.width.saturating_sub(*indent),
                };
                let styles = self.styles(pen, *span, *kind, *label);
                self.stretch(pen, at, y, number, *span, &styles);
                if let Some(quote) = self.page.credit_on(number) {
                    self.credits(pen, column, y, &[quote]);
                }
            }
        }
    }

    /// What stands for a fold: its sign, what it holds, and where that has a meaning the key that opens it.
    fn fold(
        &self,
        pen: &mut Pen<'_>,
        (x, y, width): (u16, u16, u16),
        kind: FoldKind,
        lines: usize,
        is_open: bool,
    ) {
        let sign = match is_open {
            true => pen.glyphs.unfolded,
            false => pen.glyphs.folded,
        };
        let mut text = format!("{sign} {}", page::folded(kind, lines));
        let key = self.app.keys_for(Command::FoldAll);
        if self.app.focus == Pane::Reading && !key.is_empty() {
            let does = if is_open { "folds" } else { "shows" };
            let what = if lines == 1 { "it" } else { "them" };
            text += &format!(" {} {key} {does} {what}", pen.glyphs.dot);
        }
        pen.text(x, y, width, &text, Role::Dim);
    }

    /// The bar beside a line that a quote is on, in the colour of its speaker.
    fn gutter(&self, pen: &mut Pen<'_>, column: Column, y: u16, is_on: impl Fn(&Quote) -> bool) {
        let on_line = |&&quote: &&usize| is_on(&self.briefing.quotes[quote]);
        // The innermost of a turn and a quotation inside it.
        let Some(&innermost) = self.quotes.iter().rev().find(on_line) else {
            return;
        };
        let here = self.app.reading.quote;
        let mut on_line = self.quotes.iter().filter(on_line);
        let is_here = on_line.any(|&quote| here == Some(quote));
        let glyph = if is_here {
            pen.glyphs.bar_here
        } else {
            pen.glyphs.bar
        };
        pen.styled(column.x, y, 1, glyph, self.speaker_style(pen, innermost));
    }

    /// What stands beside a line with changed words, so that it shows without colour.
    fn change_sign(&self, pen: &mut Pen<'_>, column: Column, y: u16, span: Span) {
        let fates = || self.page.changed_in(span).map(|(_, fate)| fate);
        let removed = fates().any(|fate| fate == Fate::Removed);
        let added = fates().any(|fate| fate == Fate::Added);
        let (sign, role) = match (removed, added) {
            (true, true) => (pen.glyphs.reworded, Role::Warning),
            (true, false) => (pen.glyphs.removed, Role::Removed),
            (false, true) => (pen.glyphs.added, Role::Added),
            (false, false) => return,
        };
        pen.text(column.x, y, 1, sign, role);
    }

    /// How each byte of a stretch of the text looks.
    fn styles(&self, pen: &Pen<'_>, span: Span, kind: BlockKind, label: u32) -> Vec<Style> {
        let is_folded = || {
            let folds = &self.briefing.body;
            self.page.raw.is_none() && folds.fold_at(span.range().start).is_some()
        };
        let base = match is_folded() {
            true => pen.style(Role::Dim),
            false => base_style(pen, kind),
        };
        let mut styles = vec![base; span.range().len()];
        self.paint_quotes(pen, span, &mut styles);
        self.paint_changes(pen, span, &mut styles);
        for style in styles.iter_mut().take(label as usize) {
            *style = style.add_modifier(Modifier::BOLD);
        }
        for &(clipped, _) in &self.clipped {
            patch(&mut styles, span, clipped, pen.style(Role::Clipped));
        }
        self.paint_matches(pen, span, &mut styles);
        if let Some(marked) = self.app.reading.marked {
            let style = pen.style(Role::Match).add_modifier(Modifier::REVERSED);
            patch(&mut styles, span, marked, style);
        }
        self.paint_selection(span, &mut styles);
        styles
    }

    /// A stretch of the text, run by run of one style, with what is put into the line.
    fn stretch(
        &self,
        pen: &mut Pen<'_>,
        at: Column,
        y: u16,
        number: usize,
        span: Span,
        styles: &[Style],
    ) {
        let text = &self.text[span.range()];
        let (mut x, end) = (at.x, at.x + at.width);
        let mut start = 0;
        let mut inserted = self.page.inserted_on(number).iter().peekable();
        // Half a cluster cannot be drawn: a style that begins inside one begins with the next.
        let starts = graphemes_with_width(text).map(|cluster| cluster.at);
        for i in starts.chain([text.len()]) {
            let is_due = |it: &&Inserted| it.at <= span.start + i as u32;
            let is_end = i == text.len() || inserted.peek().is_some_and(is_due);
            if i > start && (is_end || styles[i] != styles[start]) {
                x += pen.styled(x, y, end.saturating_sub(x), &text[start..i], styles[start]);
                start = i;
            }
            while let Some(due) = inserted.next_if(is_due) {
                let style = match due.quote {
                    Some(quote) => self
                        .speaker_style(pen, quote)
                        .remove_modifier(Modifier::UNDERLINED),
                    None => styles.last().copied().unwrap_or_default(),
                };
                x += pen.styled(x, y, end.saturating_sub(x), &due.text, style);
            }
        }
    }

    fn paint_quotes(&self, pen: &Pen<'_>, span: Span, styles: &mut [Style]) {
        for &number in &self.quotes {
            let quote = &self.briefing.quotes[number];
            // A whole transcript in colour would be a wall: its bars and labels are enough.
            if quote.kind == QuoteKind::Turn {
                continue;
            }
            let mut style = self.speaker_style(pen, number);
            if quote.kind == QuoteKind::Indirect {
                style = style
                    .remove_modifier(Modifier::BOLD)
                    .add_modifier(Modifier::ITALIC);
            }
            patch(styles, span, quote.span, style);
        }
    }

    fn paint_changes(&self, pen: &Pen<'_>, span: Span, styles: &mut [Style]) {
        for (changed, fate) in self.page.changed_in(span) {
            let role = match fate {
                Fate::Kept => continue,
                Fate::Removed => Role::Removed,
                Fate::Added => Role::Added,
            };
            patch(styles, span, changed, pen.style(role));
        }
    }

    fn paint_matches(&self, pen: &Pen<'_>, span: Span, styles: &mut [Style]) {
        let Some(search) = &self.app.reading.search else {
            return;
        };
        let from = search
            .matches
            .partition_point(|found| found.end <= span.range().start);
        let style = pen.style(Role::Match);
        let on_line = search.matches.iter().enumerate().skip(from);
        for (i, found) in on_line.take_while(|(_, found)| found.start < span.range().end) {
            let style = if i == search.current {
                style.add_modifier(Modifier::REVERSED)
            } else {
                style
            };
            patch(styles, span, Span::new(found.start, found.end), style);
        }
    }

    fn paint_selection(&self, span: Span, styles: &mut [Style]) {
        let Some(selection) = &self.app.reading.selecting else {
            return;
        };
        let selected = selection.range();
        let style = Style::default().add_modifier(Modifier::REVERSED);
        patch(styles, span, Span::new(selected.start, selected.end), style);
    }

    /// The sign that something is clipped, in the place of the bar.
    fn clip_sign(&self, pen: &mut Pen<'_>, column: Column, y: u16, span: Span) {
        let on_line = |&&quote: &&usize| self.briefing.quotes[quote].span.overlaps(span);
        let style = match self.quotes.iter().rev().find(on_line) {
            Some(&innermost) => self.speaker_style(pen, innermost),
            None => pen.style(Role::Text),
        };
        let style = style.remove_modifier(Modifier::UNDERLINED);
        pen.styled(column.x, y, 1, pen.glyphs.clipped, style);
    }

    /// Names to the right, each in its speaker's colour.
    fn credits(&self, pen: &mut Pen<'_>, column: Column, y: u16, quotes: &[usize]) {
        let names: Vec<String> = quotes
            .iter()
            .map(|&quote| self.page.credit_of(self.briefing, quote))
            .collect();
        let gaps = usize::from(page::CREDIT_GAP) * names.len().saturating_sub(1);
        let whole = names.iter().map(|name| width(name)).sum::<usize>() + gaps;
        let whole = u16::try_from(whole).unwrap_or(u16::MAX);
        let end = column.x + GUTTER + column.width;
        let mut x = end.saturating_sub(whole).max(column.x + GUTTER);
        for (&quote, name) in quotes.iter().zip(&names) {
            if x >= end {
                break;
            }
            let style = self.speaker_style(pen, quote).add_modifier(Modifier::BOLD);
            x += pen.styled(x, y, end - x, name, style) + page::CREDIT_GAP;
        }
    }

    /// How the words of a quote look, by the quote's number.
    fn speaker_style(&self, pen: &Pen<'_>, quote: usize) -> Style {
        match self.page.speakers.get(quote) {
            Some(&Some(speaker)) => pen.speaker(speaker),
            _ => pen.style(Role::Quote),
        }
    }
}

/// The stretch of text that shows, and a line more.
fn shown_span(app: &App, page: &Page) -> Span {
    let last = app.reading.top + app.reading.height.max(1) + 1;
    let at = |line: usize| page.lines.get(line).map(|line| line.at);
    let first = at(app.reading.top).unwrap_or(0);
    Span::new(first as usize, at(last).unwrap_or(u32::MAX) as usize)
}

/// The clipped stretches that show, each with the first line of it that does; none in the raw
/// view.
fn clipped(app: &App, page: &Page) -> Vec<(Span, usize)> {
    if page.raw.is_some() {
        return Vec::new();
    }
    let shown = shown_span(app, page);
    let first_line = |clipped: Span| {
        let lines = page.lines.iter().enumerate().skip(app.reading.top);
        let mut lines = lines.take(app.reading.height.max(1));
        lines.find_map(|(number, line)| match line.content {
            Content::Text { span, .. } if span.overlaps(clipped) => Some(number),
            _ => None,
        })
    };
    let ranges = app.reading.clipped.ranges();
    let spans = ranges.map(|range| Span::new(range.start, range.end));
    let shown = spans.filter(|&span| span.overlaps(shown));
    shown
        .filter_map(|span| Some((span, first_line(span)?)))
        .collect()
}

fn base_style(pen: &Pen<'_>, kind: BlockKind) -> Style {
    match kind {
        BlockKind::Heading(_) => pen.style(Role::Heading),
        BlockKind::Rule => pen.style(Role::Dim),
        _ => pen.style(Role::Text),
    }
}

/// Lays a style over the part of a line that `what` covers.
fn patch(styles: &mut [Style], line: Span, what: Span, style: Style) {
    let start = what.start.max(line.start) - line.start;
    let end = what.end.min(line.end).saturating_sub(line.start);
    if start < end {
        for cell in &mut styles[start as usize..end as usize] {
            *cell = cell.patch(style);
        }
    }
}
