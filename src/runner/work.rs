//! The work behind effects, as plain functions: the threads call them, and so do the tests.

use std::collections::HashMap;
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::STDIN;
use super::exporter::at_home;
use crate::app::page::Page;
use crate::app::{
    Batch, CountRequest, Effect, ExportRequest, Exported, FilterRequest, Generation, Message,
    Names, PageRequest, PageText, ReadRequest, RecordRequest, SearchRequest, Searched, Written,
};
use crate::briefing::{Briefing, Facet, Label, Origin, Quote};
use crate::export::{self, GoOn, file};
use crate::insight::Analyst;
use crate::insight::quotes::explain;
use crate::library::comparison::{self, Earlier};
use crate::library::encodings::Encodings;
use crate::library::knowledge::Knowledge;
use crate::library::marks::{self, Place, Trouble};
use crate::library::speakers::said_by;
use crate::library::{self, Loaded, ScanEvent};
use crate::search::Shelf;
use crate::search::query::{Field, Query};

/// Does the work of an effect and returns the message that answers it; `None` for effects that
/// are the loop's own affair.
pub fn answer(effect: Effect) -> Option<Message> {
    match effect {
        Effect::Filter(request) => filter(request, &AtomicBool::new(false)),
        Effect::Search(request) => search(request, &AtomicBool::new(false)),
        Effect::PrepareSearch(shelf) => Some(prepared(&shelf)),
        Effect::CountViews(request) => count_views(request, &AtomicBool::new(false)),
        Effect::LayOut(request) => Some(laid_out(request)),
        Effect::ReadRaw(briefing, encodings) => Some(Message::RawRead {
            id: briefing.id,
            text: raw_text(&briefing.origin, &encodings),
        }),
        Effect::Explain(briefing, quote) => Some(explained(&briefing, quote)),
        Effect::Record(request) => Some(recorded(request)),
        Effect::Export(request) => Some(exported(request, &mut |_| true)),
        Effect::Pause { pause, .. } => Some(Message::PauseOver(pause)),
        Effect::Quit
        | Effect::Suspend
        | Effect::Redraw
        | Effect::SetMouse(_)
        | Effect::Copy(_)
        | Effect::WriteClipping(_)
        | Effect::RemoveClipping { .. }
        | Effect::Edit { .. }
        | Effect::RemoveLeftNote
        | Effect::Keep(_)
        | Effect::KeepTyped(..)
        | Effect::KeepChoice(_)
        | Effect::KeepEncoding(_)
        | Effect::ReadAgain(_)
        | Effect::Receipt(_)
        | Effect::ReadCopy
        | Effect::StopExport
        | Effect::Remember(_)
        | Effect::Rename(_)
        | Effect::Survey(_)
        | Effect::Compare { .. }
        | Effect::Scan(_) => None,
    }
}

/// Runs the finder; `None` when it was stopped.
pub fn filter(request: FilterRequest, stop: &AtomicBool) -> Option<Message> {
    let found = request.snapshot.find(
        &request.query,
        &request.order,
        request.last.as_deref(),
        &|| stop.load(Ordering::Relaxed),
    )?;
    Some(Message::Filtered {
        query: request.generation,
        found: Arc::new(found),
    })
}

/// Looks for what satisfies a query; `None` when it was stopped.
pub fn search(request: SearchRequest, stop: &AtomicBool) -> Option<Message> {
    let find = |query: &Query| {
        let stop = || stop.load(Ordering::Relaxed);
        let (marks, today) = (&request.marks, request.today);
        request.shelf.find(query, today, marks, 0, &stop)
    };
    let mut found = find(&request.query)?;
    let otherwise = request.otherwise.filter(|_| !found.contains(&true));
    if let Some(query) = &otherwise {
        found = find(query)?;
    }
    let otherwise = otherwise.filter(|_| found.contains(&true));
    Some(Message::Searched(Searched {
        generation: request.generation,
        found: Arc::new(found),
        otherwise,
        use_as: request.use_as,
    }))
}

/// Counts what saved views hold; `None` when it was stopped.
pub fn count_views(request: CountRequest, stop: &AtomicBool) -> Option<Message> {
    let holds = request.queries.iter().map(|query| {
        let stop = || stop.load(Ordering::Relaxed);
        let (shelf, marks) = (&request.shelf, &request.marks);
        shelf.find(query, request.today, marks, request.from, &stop)
    });
    Some(Message::ViewsCounted {
        generation: request.generation,
        holds: holds.collect::<Option<_>>()?,
    })
}

/// Folds the texts of briefings and gathers the names in them.
fn prepared(shelf: &Shelf) -> Message {
    let mut counts: HashMap<(Field, &Arc<str>), usize> = HashMap::new();
    let mut labels: HashMap<&Label, usize> = HashMap::new();
    for briefing in shelf.briefings() {
        let source = briefing.source.iter().map(|source| (Field::Source, source));
        let speakers = briefing
            .quotes
            .iter()
            .filter_map(|quote| quote.speaker.as_ref());
        let authors = briefing.authors.iter().map(|author| &author.name);
        let speakers = speakers
            .chain(authors)
            .map(|speaker| (Field::Speaker, speaker));
        for name in source.chain(speakers) {
            *counts.entry(name).or_default() += 1;
        }
        for tag in &briefing.tags {
            *labels.entry(&tag.label).or_default() += 1;
        }
    }
    let counts = counts.into_iter();
    let mut all: Vec<(Field, Arc<str>, usize)> = counts
        .map(|((field, name), count)| (field, Arc::clone(name), count))
        .collect();
    for (label, count) in labels {
        let name: Arc<str> = label.name.as_str().into();
        let field = match label.facet {
            Facet::Language => Field::Language,
            facet => Field::Facet(facet),
        };
        all.push((field, Arc::clone(&name), count));
        all.push((Field::Tag, name, count));
    }
    all.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
    let mut names = Names::new();
    for (field, name, _) in all {
        names.entry(field).or_default().push(name);
    }
    shelf.warm(&|| false);
    Message::SearchPrepared(Arc::new(names))
}

/// Lays out a text.
pub fn laid_out(request: PageRequest) -> Message {
    Message::LaidOut {
        request: request.generation,
        page: Box::new(match request.text {
            PageText::Briefing(briefing, note) => {
                Page::of(&briefing, note.as_deref(), request.measure)
            }
            PageText::Raw(text) => Page::raw(&text, request.measure),
            PageText::Changes(briefing, changes) => {
                Page::changes(&briefing, &changes, request.measure)
            }
        }),
    }
}

/// Finds out why a quote has its speaker.
fn recorded(RecordRequest { wanted, shelf }: RecordRequest) -> Message {
    let said = said_by(&wanted.name, wanted.briefing.as_deref(), shelf.briefings());
    Message::Recorded { wanted, said }
}

fn explained(briefing: &Briefing, quote: Quote) -> Message {
    Message::Explained {
        id: briefing.id,
        why: explain(briefing, &quote),
        quote,
    }
}

/// Reads what was decided since the beginning of a day.
pub fn receipt(marks: Option<&Place>, day: civil::Date) -> Message {
    let since = day.to_zoned_datetime(TimeZone::system());
    let since = since.map_or(Timestamp::MAX, |since| since.timestamp());
    let history = marks.map(|place| marks::history(place, since));
    let history = history.unwrap_or(Err(Trouble::NoPlace));
    Message::Receipt(history.map_err(|trouble| trouble.to_string()))
}

/// Reads the dated copy that marks are best brought back from.
pub fn best_copy(marks: Option<&Place>) -> Message {
    let read = marks.map_or(Err(Trouble::NoPlace), marks::best_copy);
    let read = read.map(|copy| copy.map(|(day, ledger)| (day, Arc::new(ledger))));
    Message::CopyRead(read.map_err(|trouble| trouble.to_string()))
}

/// Writes briefings into a file.
pub fn exported(request: ExportRequest, go_on: &mut GoOn<'_>) -> Message {
    let ExportRequest {
        file,
        over,
        document,
        withheld,
        origins,
        encodings,
    } = request;
    let home = env::var_os("HOME").map(PathBuf::from);
    let place = at_home(&file, home.as_deref());
    let raw = |origin: &Origin| match origin.path.as_ref() == Path::new(STDIN) {
        true => Err(io::Error::other("it came from standard input")),
        false => export::raw_text(origin, &encodings),
    };
    let checked = file::check(&place, over, origins.iter().map(AsRef::as_ref));
    let written = checked
        .and_then(|()| file::write(&place, over, |out| document.write(out, raw, go_on)))
        .map(|()| Written {
            briefings: document.pieces.len(),
            withheld,
        });
    Message::Exported(Exported {
        file,
        outcome: Arc::new(written),
    })
}

/// Compares a briefing with an earlier wording, as that was kept beside the marks.
pub fn compared(place: Option<&Place>, briefing: &Briefing, earlier: &[Earlier]) -> Message {
    Message::Compared {
        id: briefing.id,
        comparison: comparison::compare(place, briefing, earlier),
    }
}

fn raw_text(origin: &Origin, encodings: &Encodings) -> Result<String, String> {
    if origin.path.as_ref() == Path::new(STDIN) {
        return Err("the text came from standard input".to_owned());
    }
    library::raw_text(origin, encodings).map_err(|error| error.to_string())
}

/// Reads a file in the encoding that was chosen for it.
pub fn read_again(request: ReadRequest, knowledge: &Knowledge) -> Message {
    let ReadRequest { choice, encodings } = request;
    let paths = std::slice::from_ref(&choice.path);
    // It was asked for because the file is to be looked at anew.
    let loaded = library::load(paths, None, &encodings, knowledge);
    let loaded = Box::new(loaded);
    Message::ReadAgain { choice, loaded }
}

/// What the scan tells, as a message; what was `given` besides counts as so many files more.
pub fn scanned(scan: Generation, event: ScanEvent, given: usize, elapsed: u64) -> Message {
    match event {
        ScanEvent::Found {
            files,
            bytes,
            complete,
        } => Message::Found {
            scan,
            files: files + given,
            bytes,
            complete,
        },
        ScanEvent::Loaded {
            briefings,
            problems,
            files,
            bytes,
        } => Message::Loaded(Batch {
            scan,
            briefings,
            problems,
            files: files + given,
            bytes,
            elapsed,
        }),
        ScanEvent::Finished { .. } => Message::ScanFinished { scan, elapsed },
    }
}

/// Reads the sample briefings and tells of it as a scan would.
pub fn samples(analyst: &Analyst) -> [ScanEvent; 3] {
    let loaded = library::samples::load(analyst);
    whole(loaded, library::samples::COUNT, library::samples::BYTES)
}

/// Tells of something loaded as a scan would that found so many files and bytes.
pub fn whole(loaded: Loaded, files: usize, bytes: u64) -> [ScanEvent; 3] {
    let briefings = loaded.briefings.len();
    [
        ScanEvent::Found {
            files,
            bytes,
            complete: true,
        },
        self::loaded(loaded, files, bytes),
        ScanEvent::Finished {
            files,
            bytes,
            briefings,
            cancelled: false,
        },
    ]
}

/// Tells of something loaded, so many files and bytes, as a scan would.
pub fn loaded(loaded: Loaded, files: usize, bytes: u64) -> ScanEvent {
    ScanEvent::Loaded {
        briefings: loaded.briefings,
        problems: loaded.problems.into_kept(),
        files,
        bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::page::Measure;
    use crate::ingest;
    use crate::insight::Rulebook;

    /// What standard input holds.
    fn given(text: &str) -> Loaded {
        let path: Arc<Path> = Path::new(STDIN).into();
        let analyst = Analyst::new(Rulebook::default());
        let drafts = ingest::read(&path, text.as_bytes()).drafts;
        let finish = |draft| Arc::new(analyst.finish(draft, Arc::clone(&path), 0));
        Loaded {
            briefings: drafts.into_iter().map(finish).collect(),
            ..Loaded::default()
        }
    }

    #[test]
    fn a_raw_text_is_laid_out_as_it_stands() {
        let answer = answer(Effect::LayOut(PageRequest {
            generation: Generation::default(),
            text: PageText::Raw("Title:  one\n\ntwo\n".into()),
            measure: Measure {
                columns: 40,
                ascii: false,
            },
        }));
        let Some(Message::LaidOut { page, .. }) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(page.lines.len(), 3);
        assert_eq!(page.raw.as_deref(), Some("Title:  one\n\ntwo\n"));
    }

    #[test]
    fn the_file_of_a_briefing_from_standard_input_is_not_looked_for() {
        let briefing = given("Title: One\n\nText.\n").briefings.remove(0);
        let answer = answer(Effect::ReadRaw(briefing, Arc::default()));
        let Some(Message::RawRead { text, .. }) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(text.unwrap_err(), "the text came from standard input");
    }

    #[test]
    fn what_was_given_counts_as_a_file_and_comes_like_a_scan() {
        let scan = Generation::default();
        let messages =
            whole(given("Title: One\n\nText.\n"), 0, 0).map(|event| scanned(scan, event, 1, 0));
        let [
            Message::Found {
                files: 1,
                complete: true,
                ..
            },
            Message::Loaded(batch),
            Message::ScanFinished { .. },
        ] = messages
        else {
            panic!("{messages:?}");
        };
        assert_eq!((batch.files, batch.briefings.len()), (1, 1));
    }
}
