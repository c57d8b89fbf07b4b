//! `chancery search`: the briefings that satisfy a query, each with the words that were found.

use std::iter;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::Context;
use super::arguments::{Search, SearchOrder};
use super::briefings::{query, tell_problems};
use super::error::{CliError, Outcome};
use super::index;
use super::list::day;
use super::printer::Printer;
use super::sheet::{Detail, Sheet};
use crate::app::Sequence;
use crate::briefing::{Briefing, BriefingId, Marks};
use crate::config::Order;
use crate::export::csv;
use crate::export::json::BriefingJson;
use crate::library;
use crate::library::catalogue::{By, Catalogue, Outdated};
use crate::library::collection::Collection;
use crate::library::desk::Desk;
use crate::library::encodings::Encodings;
use crate::library::knowledge::Knowledge;
use crate::library::marks::Ledger;
use crate::library::personal;
use crate::search::Texts;
use crate::search::query::{Highlighter, Item, Matcher, Query};

const SHORT: &[&str] = &["id", "date", "source", "title"];
const FULL: &[&str] = &["id", "date", "source", "title", "path", "snippet"];

/// Bytes of a text beyond the first line that has anything, which are looked through for a better one.
const FURTHER: usize = 8 << 10;

/// Characters before the words that were found, and in all.
const BEFORE: usize = 60;
const SNIPPET: usize = 200;

/// A briefing that was found.
struct Hit {
    briefing: Arc<Briefing>,
    /// The words that were found, with some around them; nothing where they are in the title alone.
    snippet: Option<String>,
}

#[derive(Serialize)]
struct HitJson<'a> {
    #[serde(flatten)]
    briefing: BriefingJson<'a>,
    snippet: Option<&'a str>,
}

pub(super) fn run(
    arguments: &Search,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let query = query("search", &arguments.query)?;
    let paths = index::paths(&arguments.paths, context)?;
    let ledger = match context.snapshot(&[]) {
        Some(snapshot) => snapshot.ledger().unwrap_or_default(),
        None => Ledger::default(),
    };
    let asked = Asked {
        query: &query,
        by: match arguments.order {
            SearchOrder::Newest => By::Date,
            SearchOrder::Best => By::Relevance,
        },
        limit: arguments.limit.get(),
        encodings: Arc::new(context.encodings()),
        knowledge: context.knowledge(),
        ledger,
        context,
    };
    let (hits, is_all_read) = match context.catalogue(&paths) {
        Some(catalogue) => asked.answer(&paths, &catalogue.of_few_as_well()),
        // What must not be copied is in no index, not even for a moment.
        None => asked.scan(&paths, None),
    };
    print(&hits, &asked, arguments, out)?;
    Ok(match (is_all_read, hits.is_empty()) {
        (false, _) => Outcome::Unreadable,
        (true, true) => {
            context.note("nothing matches");
            Outcome::NothingMatched
        }
        (true, false) => Outcome::Done,
    })
}

/// What was asked, and what is known besides what the files say.
struct Asked<'a> {
    query: &'a Query,
    by: By,
    limit: usize,
    encodings: Arc<Encodings>,
    knowledge: Knowledge,
    ledger: Ledger,
    context: &'a Context<'a>,
}

impl Asked<'_> {
    /// What is found, and whether all could be read. Brings the catalogue up to date first, if it is not.
    fn answer(&self, paths: &[PathBuf], catalogue: &Catalogue) -> (Vec<Hit>, bool) {
        if let Some(hits) = self.look(catalogue) {
            return (hits, true);
        }
        let (encodings, knowledge) = (&self.encodings, &self.knowledge);
        let (indexed, report) = index::bring_up_to_date(paths, catalogue, encodings, knowledge);
        tell_problems(&indexed.problems, self.context);
        let is_all_read = !indexed.problems.has_faults();
        if let Some(hits) = self.look(catalogue) {
            return (hits, is_all_read);
        }
        // There are files that cannot be kept, or they change all the time.
        if let Some(trouble) = report.trouble {
            self.context
                .note(&index::not_kept(catalogue, &trouble).to_string());
        }
        let (hits, _) = self.scan(paths, Some(catalogue.clone()));
        (hits, is_all_read)
    }

    /// What is found by a look at every briefing, the newest first, and whether all could be read.
    fn scan(&self, paths: &[PathBuf], catalogue: Option<Catalogue>) -> (Vec<Hit>, bool) {
        if self.by == By::Relevance {
            self.context
                .note("without a catalogue that is up to date the newest come first");
        }
        let is_first_look = catalogue.is_none();
        let loaded = library::load(paths, catalogue, &self.encodings, &self.knowledge);
        if is_first_look {
            tell_problems(&loaded.problems, self.context);
        }
        let is_all_read = !loaded.problems.has_faults();
        let mut all = Collection::default();
        all.add_loaded(loaded);
        let mut found = Found::new(self);
        for &position in Sequence::of(&all, Order::Newest).positions().iter() {
            if !found.take(Arc::clone(all.at(position))) {
                break;
            }
        }
        (found.hits, is_all_read)
    }

    /// What is found in the catalogue as it is; `None` where it is not up to date.
    fn look(&self, catalogue: &Catalogue) -> Option<Vec<Hit>> {
        let mut searched = catalogue.searched(self.knowledge.version())?;
        let mut found = Found::new(self);
        let also = with_more(&self.ledger, self.context.desk());
        let mut take = |briefing| found.take(briefing);
        match searched.search(self.query, self.by, &also, &self.encodings, &mut take) {
            Ok(()) => Some(found.hits),
            Err(Outdated) => None,
        }
    }
}

/// What has been found so far.
struct Found<'a> {
    asked: &'a Asked<'a>,
    matcher: Matcher,
    highlighter: Highlighter,
    hits: Vec<Hit>,
}

impl<'a> Found<'a> {
    fn new(asked: &'a Asked<'a>) -> Self {
        Self {
            matcher: Matcher::new(asked.query, asked.context.environment.today),
            highlighter: Highlighter::of(asked.query),
            hits: Vec::new(),
            asked,
        }
    }

    /// Takes in a briefing if it satisfies the query; false when that is enough.
    fn take(&mut self, briefing: Arc<Briefing>) -> bool {
        let marks = self.asked.ledger.of(briefing.id);
        let briefing = personal::with_own(&briefing, marks, self.asked.context.desk());
        let texts = Texts::of(&briefing);
        let item = Item {
            briefing: &briefing,
            texts: &texts,
            marks,
        };
        if self.matcher.matches(item) {
            let snippet = snippet(&self.highlighter, &briefing);
            self.hits.push(Hit { briefing, snippet });
        }
        self.hits.len() < self.asked.limit
    }
}

/// The briefings of which more is known than their files say.
fn with_more(ledger: &Ledger, desk: &Desk) -> Vec<BriefingId> {
    let says_more = |marks: &Marks| {
        marks.note().is_some()
            || marks.tags().next().is_some()
            || marks.corrections().next().is_some()
    };
    let marked = ledger.briefings().filter(|(_, marks)| says_more(marks));
    marked.map(|(id, _)| id).chain(desk.briefings()).collect()
}

/// The line of a text that has the most of what was looked for, cut to what stands around it.
fn snippet(highlighter: &Highlighter, briefing: &Briefing) -> Option<String> {
    let (line, places) = highlighter.best_line(&briefing.body.text, FURTHER)?;
    let first = places.first()?.start;
    let start = line[..first].char_indices().rev().nth(BEFORE);
    // At the next beginning of a word.
    let start = start.map_or(0, |(at, _)| {
        at + line[at..first].find(' ').map_or(0, |blank| blank + 1)
    });
    let rest = &line[start..];
    let end = rest.char_indices().nth(SNIPPET);
    let end = end.map_or(rest.len(), |(at, _)| rest[..at].rfind(' ').unwrap_or(at));
    let mut snippet = String::new();
    if start > 0 {
        snippet.push('…');
    }
    snippet.push_str(&rest[..end]);
    if end < rest.len() {
        snippet.push('…');
    }
    Some(snippet)
}

fn print(
    hits: &[Hit],
    asked: &Asked<'_>,
    arguments: &Search,
    out: &mut Printer,
) -> Result<(), CliError> {
    let context = asked.context;
    let format = context.format(arguments.format);
    let sheet = match Detail::of(format) {
        Detail::Nothing => Sheet::new(SHORT, Vec::new()),
        Detail::Short => {
            let rows = hits.iter().map(|hit| short_row(&hit.briefing));
            let snippets = hits.iter().map(|hit| hit.snippet.iter().cloned());
            let under = snippets.map(|snippet| iter::repeat("").zip(snippet).collect());
            Sheet::new(SHORT, rows.collect()).over(under.collect())
        }
        Detail::Full => {
            let full = |hit: &Hit| {
                let mut row = short_row(&hit.briefing);
                row[0] = hit.briefing.id.to_string();
                row.push(hit.briefing.origin.name().display().to_string());
                row.push(hit.snippet.clone().unwrap_or_default());
                row
            };
            Sheet::new(FULL, hits.iter().map(full).collect())
        }
    };
    let values = hits.iter().map(|hit| HitJson {
        briefing: BriefingJson::of(&hit.briefing, asked.ledger.of(hit.briefing.id)),
        snippet: hit.snippet.as_deref(),
    });
    sheet.print(
        format,
        values,
        context.environment.width(),
        &context.theme(),
        out,
    )
}

fn short_row(briefing: &Briefing) -> Vec<String> {
    vec![
        briefing.id.short(),
        day(briefing),
        csv::text(briefing.source.as_deref()),
        briefing.title.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::samples;

    #[test]
    fn a_snippet_is_cut_at_blanks_around_what_was_found() {
        let knowledge = Knowledge::default();
        let loaded = samples::load(knowledge.analyst());
        let mut cut = 0;
        for word in ["said", "the", "treaty"] {
            let highlighter = Highlighter::of(&Query::parse(word).unwrap());
            for briefing in &loaded.briefings {
                let Some(snippet) = snippet(&highlighter, briefing) else {
                    continue;
                };
                let inner = snippet.trim_matches('…');
                cut += usize::from(inner != snippet);
                assert!(briefing.body.text.contains(inner), "{snippet}");
                assert!(!highlighter.find_in(&snippet).is_empty(), "{snippet}");
                assert!(snippet.chars().count() <= SNIPPET + 2);
            }
        }
        assert!(cut > 10, "{cut}");
    }
}
