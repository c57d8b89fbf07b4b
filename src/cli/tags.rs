//! `chancery tags`: which tags there are, and on how many briefings.

use std::cmp::Reverse;

use serde::Serialize;

use super::Context;
use super::arguments::List;
use super::briefings::Briefings;
use super::error::{CliError, Outcome};
use super::printer::Printer;
use super::sheet::Sheet;
use crate::briefing::Label;

/// A tag and its count.
#[derive(Serialize)]
struct CountJson<'a> {
    facet: &'static str,
    name: &'a str,
    code: Option<&'a str>,
    class: Option<&'a str>,
    aliases: &'a [String],
    count: u32,
}

pub(super) fn run(
    arguments: &List,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let briefings = Briefings::load(&arguments.selection, context)?;
    let mut counts = briefings.tag_counts();
    counts.sort_by_key(|&(label, count)| (label.facet, Reverse(count), &label.name));
    let rows = counts.iter().map(|&(label, count)| row(label, count));
    let values = counts.iter().map(|&(label, count)| CountJson {
        facet: label.facet.name(),
        name: &label.name,
        code: label.code.as_deref(),
        class: label.class.as_deref(),
        aliases: &label.aliases,
        count,
    });
    Sheet::new(&["facet", "count", "code", "name"], rows.collect()).print(
        context.format(arguments.format),
        values,
        context.environment.width(),
        &context.theme(),
        out,
    )?;
    Ok(briefings.outcome(!counts.is_empty(), context))
}

fn row(label: &Label, count: u32) -> Vec<String> {
    vec![
        label.facet.name().to_owned(),
        count.to_string(),
        label.code.clone().unwrap_or_default(),
        label.name.clone(),
    ]
}
