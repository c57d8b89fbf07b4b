//! `chancery show`: one briefing, to read.

use std::collections::HashSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use super::Context;
use super::arguments::{Selection, Show, ShowFormat};
use super::briefings::{Briefings, id_prefix, is_there};
use super::error::{CliError, Kind, Outcome};
use super::json::WholeJson;
use super::printer::Printer;
use crate::app::page::{FilledLine, Insertions, number};
use crate::briefing::{Address, Block, BlockKind, Briefing};
use crate::config::{Role, Style, Theme};
use crate::export::csv::text;
use crate::export::markdown;
use crate::text::{sanitise, wrap};

/// What stands in the gutter beside a quote, and beside everything else.
const GUTTER: [&str; 2] = ["┃ ", "  "];

pub(super) fn run(
    arguments: &Show,
    context: &Context,
    mut out: Printer,
) -> Result<Outcome, CliError> {
    let briefings = find(arguments, context)?;
    if let Some(pager) = context.pager()
        && arguments.format == ShowFormat::Text
    {
        out = out.paged(pager, context.environment.has_less);
    }
    let printed = print(arguments.format, &briefings, context, &mut out);
    // Whatever happened, the pager must be waited for before anything else is said.
    let finished = out.finish().map_err(CliError::from);
    printed.and(finished)?;
    Ok(briefings.outcome(briefings.len() > 0, context))
}

fn print(
    format: ShowFormat,
    briefings: &Briefings,
    context: &Context,
    out: &mut Printer,
) -> Result<(), CliError> {
    match format {
        ShowFormat::Json => {
            let places = briefings.places(context);
            for (briefing, places) in briefings.iter().zip(places) {
                let marks = briefings.marks_of(briefing.id);
                let whole = WholeJson::of(briefing, marks, places);
                out.json(&whole.among(briefing, briefings.collection()))?;
            }
        }
        ShowFormat::Md => {
            for briefing in briefings.iter() {
                out.lines(&markdown::briefing(briefing, None))?;
            }
        }
        ShowFormat::Text => {
            let theme = context.theme();
            let on_terminal = context.environment.stdout_is_terminal() || out.has_colour();
            let width = usize::from(context.settings.reading.width);
            let page = Page {
                theme: &theme,
                gutter: on_terminal,
                ascii: context.ascii(),
                // A column is left free: a full last one wraps in some terminals.
                width: width.min(context.environment.width().saturating_sub(3).max(1)),
            };
            for (nth, briefing) in briefings.iter().enumerate() {
                if nth > 0 {
                    out.end_line()?;
                }
                page.print(briefing, out)?;
            }
        }
    }
    Ok(())
}

/// The briefing of an id, or those of a file or of a part of one.
pub(super) fn find(arguments: &Show, context: &Context) -> Result<Briefings, CliError> {
    let what = &arguments.what;
    if arguments.paths.is_empty() && is_there(what) {
        let selection = Selection {
            paths: vec![what.clone()],
            query: None,
        };
        return Briefings::load(&selection, context);
    }
    let is_file = |path: &Path| fs::metadata(path).is_ok_and(|it| it.is_file());
    if arguments.paths.is_empty()
        && let Some((file, part)) = Address::file_of(what, is_file)
    {
        return of_part(file, part, context);
    }
    let prefix = id_prefix(what)?;
    let mut briefings = Briefings::all(&arguments.paths, context)?;
    let id = briefings.the_one(what, &prefix, context)?;
    // The same text in several files has the same id.
    briefings.retain(|briefing| briefing.id == id);
    Ok(briefings)
}

/// The briefings of a part of a file, and of what is in it.
fn of_part(file: &Path, part: &str, context: &Context) -> Result<Briefings, CliError> {
    let selection = Selection {
        paths: vec![file.to_owned()],
        query: None,
    };
    let mut briefings = Briefings::load(&selection, context)?;
    briefings.retain(|briefing| briefing.origin.address.is_in(part));
    if briefings.len() == 0 {
        let (file, part) = (sanitise::name(file), sanitise::line(part));
        let message = format!("{file}{part}: there is no such briefing in {file}");
        let hint = format!("`chancery list --format jsonl {file}` names those that are");
        return Err(CliError::new(Kind::Unreadable, message).hint(hint));
    }
    Ok(briefings)
}

/// The numbers of the quotes in a block, and the speakers' numbers of all quotes.
type Quoted<'a> = (&'a [usize], &'a [Option<usize>]);

/// How a briefing is laid out.
struct Page<'a> {
    theme: &'a Theme,
    /// Whether a bar stands beside quotes.
    gutter: bool,
    /// Whether only ASCII is drawn beside the text.
    ascii: bool,
    /// The columns of the text.
    width: usize,
}

impl Page<'_> {
    fn print(&self, briefing: &Briefing, out: &mut Printer) -> Result<(), CliError> {
        self.heading(briefing, out)?;
        let speakers = briefing.speaker_numbers();
        // What is printed to be read on has nothing in it but the text.
        let mut insertions = match self.gutter {
            true => Insertions::of(briefing, &speakers, self.ascii),
            false => Insertions::default(),
        };
        for (block, quotes) in briefing.blocks_with_quotes() {
            out.end_line()?;
            let text = briefing.body.block_text(block);
            let breaks = briefing.body.breaks_in(block);
            let lines = insertions.lines_of(block, text, breaks, self.width);
            self.block(briefing, block, (&quotes, &speakers), &lines, out)?;
            self.attributions(briefing, block, (&quotes, &speakers), &insertions, out)?;
        }
        Ok(())
    }

    fn heading(&self, briefing: &Briefing, out: &mut Printer) -> Result<(), CliError> {
        let title = &briefing.title;
        for line in wrap::wrap(title, self.width) {
            self.margin(false, Style::default(), out)?;
            out.styled(self.theme.style(Role::Title), title[line].trim_end())?;
            out.end_line()?;
        }
        let facts = [
            briefing.date.map(|date| date.long()).unwrap_or_default(),
            text(briefing.source.as_deref()),
            briefing
                .byline()
                .map(|names| format!("by {names}"))
                .unwrap_or_default(),
            briefing.stamp().unwrap_or_default(),
            briefing.id.short(),
        ];
        let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        self.margin(false, Style::default(), out)?;
        out.styled(self.theme.style(Role::Dim), &facts.join(" · "))?;
        out.end_line()?;
        Ok(())
    }

    fn block(
        &self,
        briefing: &Briefing,
        block: &Block,
        (quotes, speakers): Quoted<'_>,
        lines: &[FilledLine],
        out: &mut Printer,
    ) -> Result<(), CliError> {
        let start = block.span.range().start;
        let base = self.theme.style(match block.kind {
            _ if briefing.body.fold_at(start).is_some() => Role::Dim,
            BlockKind::Heading(_) => Role::Heading,
            BlockKind::Rule => Role::Dim,
            _ => Role::Text,
        });
        let of_quote = |quote: usize| style_of(speakers[quote], self.theme);
        let runs = briefing.runs(block.span.range(), quotes).into_iter();
        let styled = runs.map(|run| Segment {
            range: run.range,
            style: run.quote.map_or(base, of_quote),
            is_quote: run.quote.is_some(),
        });
        let segments: Vec<_> = styled.collect();
        for filled in lines {
            let line = start + filled.range.start..start + filled.range.end;
            let from = segments.partition_point(|segment| segment.range.end <= line.start);
            let until = segments.partition_point(|segment| segment.range.start < line.end);
            // Empty stretches at either end may leave nothing between.
            let segments = segments.get(from..until).unwrap_or_default();
            let quoted = segments
                .iter()
                .find(|segment| segment.is_quote && overlap(&segment.range, &line).is_some());
            self.margin(
                quoted.is_some(),
                quoted.map_or(base, |quote| quote.style),
                out,
            )?;
            let body = &briefing.body.text;
            let end = line.start + body[line.clone()].trim_end().len();
            let mut at = line.start;
            for (place, words, quote) in &filled.inserted {
                let place = (start + place).clamp(at, end);
                print_pieces(body, segments, at..place, out)?;
                out.styled(of_quote(*quote), words)?;
                at = place;
            }
            print_pieces(body, segments, at..end, out)?;
            if filled.hyphen {
                out.styled(segments.last().map_or(base, |it| it.style), "-")?;
            }
            out.end_line()?;
        }
        Ok(())
    }

    /// Names the speakers of the quotes that end in a block, but those that are named in its text.
    fn attributions(
        &self,
        briefing: &Briefing,
        block: &Block,
        (quotes, speakers): Quoted<'_>,
        insertions: &Insertions,
        out: &mut Printer,
    ) -> Result<(), CliError> {
        if !self.gutter {
            return Ok(());
        }
        let mut told = HashSet::new();
        for &quote in quotes {
            let (it, speaker) = (&briefing.quotes[quote], speakers[quote]);
            if it.span.end > block.span.end || insertions.named[quote] {
                continue;
            }
            let numbered = insertions.numbered[quote].then(|| number(speaker, self.ascii));
            let number = numbered.map_or_else(String::new, |number| format!("{number} "));
            let Some(name) = it.speaker.as_deref() else {
                continue;
            };
            let by = it.named_by.sign();
            if told.insert((speaker, by)) {
                self.margin(false, Style::default(), out)?;
                let credit = format!("— {number}{name}{by}");
                out.styled(style_of(speaker, self.theme), &credit)?;
                out.end_line()?;
            }
        }
        Ok(())
    }

    fn margin(&self, is_quote: bool, style: Style, out: &mut Printer) -> Result<(), CliError> {
        if self.gutter {
            out.styled(style, GUTTER[usize::from(!is_quote)])?;
        }
        Ok(())
    }
}

/// A stretch of a body in one style.
struct Segment {
    range: Range<usize>,
    style: Style,
    is_quote: bool,
}

/// Prints a stretch of a line, each piece as it looks.
fn print_pieces(
    body: &str,
    segments: &[Segment],
    stretch: Range<usize>,
    out: &mut Printer,
) -> Result<(), CliError> {
    for segment in segments {
        if let Some(piece) = overlap(&segment.range, &stretch) {
            out.styled(segment.style, &body[piece])?;
        }
    }
    Ok(())
}

/// How the quotes of the speaker of that number look, or those of nobody known.
fn style_of(speaker: Option<usize>, theme: &Theme) -> Style {
    speaker.map_or_else(|| theme.style(Role::Quote), |number| theme.speaker(number))
}

/// What two ranges share, if anything.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> Option<Range<usize>> {
    let shared = a.start.max(b.start)..a.end.min(b.end);
    (shared.start < shared.end).then_some(shared)
}
