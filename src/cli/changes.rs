//! `chancery changes`: what has changed in a briefing since it was read.

use serde::Serialize;

use super::Context;
use super::arguments::{Show, ShowFormat};
use super::error::{CliError, Kind, Outcome};
use super::printer::Printer;
use super::show;
use crate::app::page::counted;
use crate::app::summary;
use crate::briefing::Briefing;
use crate::config::{Role, Style, Theme};
use crate::export::markdown::escaped;
use crate::insight::changes::{Changed, Fate, signed};
use crate::library::comparison::{self, Comparison, NotKept};
use crate::text::wrap;

/// What stands in Markdown around words that are gone, and around new ones.
const STRUCK_OUT: &str = "~~";
const STRONG: &str = "**";

/// A comparison in JSON.
#[derive(Debug, Serialize)]
struct ChangesJson<'a> {
    id: String,
    title: &'a str,
    caveat: Option<String>,
    earlier: String,
    read: Option<String>,
    changes: &'a [Changed],
}

pub(super) fn run(
    arguments: &Show,
    context: &Context,
    mut out: Printer,
) -> Result<Outcome, CliError> {
    let briefings = show::find(arguments, context)?;
    let place = context.marks();
    let mut compared = Vec::new();
    let mut lacks_some = false;
    for briefing in briefings.iter() {
        let earlier = comparison::earlier(briefings.ledger(), briefing.id);
        match comparison::compare(place.as_ref(), briefing, &earlier) {
            Some(Ok(comparison)) => compared.push((briefing, comparison)),
            Some(Err(not_kept)) if briefings.len() == 1 => {
                let message = told(not_kept);
                return Err(CliError::new(Kind::Unreadable, message));
            }
            Some(Err(not_kept)) => {
                lacks_some = true;
                context.note(&format!("{}: {}", briefing.id, told(not_kept)));
            }
            None => {}
        }
    }
    if compared.is_empty() {
        if lacks_some {
            return Ok(Outcome::Unreadable);
        }
        context.note(
            "no earlier wording is known: revisions of what was marked are found when the reader \
             reads the files",
        );
        return Ok(Outcome::NothingMatched);
    }
    if let Some(pager) = context.pager()
        && arguments.format == ShowFormat::Text
    {
        out = out.paged(pager, context.environment.has_less);
    }
    let printed = print(arguments.format, &compared, context, &mut out);
    // Whatever happened, the pager must be waited for before anything else is said.
    let finished = out.finish().map_err(CliError::from);
    printed.and(finished)?;
    let outcome = briefings.outcome(true, context);
    Ok(if lacks_some {
        Outcome::Unreadable
    } else {
        outcome
    })
}

fn told(not_kept: NotKept) -> String {
    let NotKept { earlier, read } = not_kept;
    let on = read.map_or_else(String::new, |day| format!(", read on {day}"));
    format!("the earlier wording ({earlier}{on}) was not kept")
}

fn print(
    format: ShowFormat,
    compared: &[(&Briefing, Comparison)],
    context: &Context,
    out: &mut Printer,
) -> Result<(), CliError> {
    let theme = context.theme();
    let width = usize::from(context.settings.reading.width);
    let page = Page {
        theme: &theme,
        // A column is left free: a full last one wraps in some terminals.
        width: width.min(context.environment.width().saturating_sub(3).max(1)),
    };
    for (nth, (briefing, comparison)) in compared.iter().enumerate() {
        if nth > 0 && format != ShowFormat::Json {
            out.end_line()?;
        }
        match format {
            ShowFormat::Text => page.print(briefing, comparison, out)?,
            ShowFormat::Md => markdown(briefing, comparison, out)?,
            ShowFormat::Json => out.json(&ChangesJson {
                id: briefing.id.to_string(),
                title: &briefing.title,
                caveat: briefing.stamp(),
                earlier: comparison.earlier.to_string(),
                read: comparison.read.map(|day| day.to_string()),
                changes: &comparison.changes,
            })?,
        }
    }
    Ok(())
}

/// "… 4 paragraphs unchanged …"
fn folded(paragraphs: usize) -> String {
    format!("… {} unchanged …", counted(paragraphs, "paragraph"))
}

/// How the changes are laid out.
struct Page<'a> {
    theme: &'a Theme,
    /// The columns of the text.
    width: usize,
}

impl Page<'_> {
    fn print(
        &self,
        briefing: &Briefing,
        comparison: &Comparison,
        out: &mut Printer,
    ) -> Result<(), CliError> {
        let caveat = briefing.stamp().unwrap_or_default();
        let heads = [
            (&*caveat, Role::Warning),
            (&briefing.title, Role::Title),
            (&summary(comparison), Role::Dim),
        ];
        for (text, role) in heads.into_iter().filter(|(text, _)| !text.is_empty()) {
            for line in wrap::wrap(text, self.width) {
                self.line("  ", role, &text[line], out)?;
            }
        }
        for changed in &comparison.changes {
            out.end_line()?;
            match changed {
                Changed::Same { paragraphs } => {
                    self.line("  ", Role::Dim, &folded(*paragraphs), out)?;
                }
                changed => self.paragraph(changed, out)?,
            }
        }
        Ok(())
    }

    fn line(&self, sign: &str, role: Role, text: &str, out: &mut Printer) -> Result<(), CliError> {
        out.own(sign.as_bytes())?;
        out.styled(self.theme.style(role), text.trim_end())?;
        out.end_line()?;
        Ok(())
    }

    /// A paragraph with changes; beside each line stands which there are on it.
    fn paragraph(&self, changed: &Changed, out: &mut Printer) -> Result<(), CliError> {
        let (text, stretches) = changed.marked();
        for line in wrap::wrap(&text, self.width) {
            let end = line.start + text[line.clone()].trim_end().len();
            let on_line = stretches
                .iter()
                .filter(|(range, _)| range.start < end && line.start < range.end);
            let has = |wanted| on_line.clone().any(|(_, fate)| *fate == wanted);
            out.own(match (has(Fate::Removed), has(Fate::Added)) {
                (true, true) => b"~ ",
                (true, false) => b"- ",
                (false, true) => b"+ ",
                (false, false) => b"  ",
            })?;
            let mut at = line.start;
            for (range, fate) in on_line {
                let (from, to) = (range.start.max(at), range.end.min(end));
                out.styled(Style::default(), &text[at..from])?;
                out.styled(self.style(*fate), &text[from..to])?;
                at = to;
            }
            out.styled(Style::default(), &text[at..end.max(at)])?;
            out.end_line()?;
        }
        Ok(())
    }

    fn style(&self, fate: Fate) -> Style {
        match fate {
            Fate::Kept => Style::default(),
            Fate::Removed => self.theme.style(Role::Removed),
            Fate::Added => self.theme.style(Role::Added),
        }
    }
}

fn markdown(
    briefing: &Briefing,
    comparison: &Comparison,
    out: &mut Printer,
) -> Result<(), CliError> {
    out.text(&format!("# {}", escaped(&briefing.title)))?;
    out.own(b"\n\n")?;
    for line in briefing.stamp().into_iter().chain([summary(comparison)]) {
        out.text(&escaped(&line))?;
        out.own(b"\n\n")?;
    }
    for (nth, changed) in comparison.changes.iter().enumerate() {
        if nth > 0 {
            out.end_line()?;
        }
        let whole = |text: &str, sign: &str| format!("{sign}{}{sign}", escaped(text.trim()));
        let text = match changed {
            Changed::Same { paragraphs } => format!("*{}*", folded(*paragraphs)),
            Changed::Removed { text } => whole(text, STRUCK_OUT),
            Changed::Added { text } => whole(text, STRONG),
            Changed::Reworded { pieces } => {
                let signs = [STRUCK_OUT, STRONG].map(|sign| [sign, sign]);
                signed(pieces, signs, escaped).0
            }
        };
        out.lines(&text)?;
    }
    Ok(())
}
