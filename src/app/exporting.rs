//! Writing briefings into a file: what is selected, or all that shows.

use std::path::Path;
use std::sync::Arc;

use super::effect::ExportRequest;
use super::input::Input;
use super::message::Exported;
use super::page::{counted, grouped};
use super::{App, Confirmed, Effect, Prompt, Tone};
use crate::config::Pane;
use crate::export::file::{Over, Trouble};
use crate::export::{Document, Format, Part, Piece};

/// The word that means what was clipped.
const CLIPPINGS: &str = "clippings";

impl App {
    /// Asks for the file to write into; while one is being written, whether to stop.
    pub(super) fn open_export(&mut self) -> Vec<Effect> {
        if self.exporting.is_some() {
            return self.ask("Stop writing the file?", Confirmed::StopExport);
        }
        let name = format!("~/briefings-{}.html", self.today);
        self.prompt = Some(Prompt::Export(Input::with(&name)));
        Vec::new()
    }

    /// Writes the briefings that are selected, or all that the list shows, or in the reading pane
    /// the open one, into a file; its name tells the format. With the word `clippings` before the
    /// name, what was clipped of them. A file that is there is replaced only when the reader says
    /// yes.
    pub fn export_to(&mut self, what: &str) -> Vec<Effect> {
        self.export_over(what, Over::Never)
    }

    /// The same, where it is settled whether a file that is there may be replaced.
    pub(super) fn export_over(&mut self, what: &str, over: Over) -> Vec<Effect> {
        let what = what.trim();
        let (file, part) = match what.strip_prefix(CLIPPINGS) {
            Some(file) if file.starts_with(' ') => (file.trim(), Part::Clippings),
            _ => (what, Part::Whole),
        };
        if file.is_empty() {
            self.say(Tone::Done, "Nothing was done");
            return Vec::new();
        }
        if self.exporting.is_some() {
            self.say(Tone::Refused, "A file is still being written");
            return Vec::new();
        }
        let Some(format) = Format::of_name(Path::new(file)) else {
            let said =
                "The name must end in .md, .html, .jsonl, .csv or .txt: that says what to write";
            self.say(Tone::Refused, said);
            return Vec::new();
        };
        let mut document = Document {
            pieces: self.to_export(part),
            part,
            format,
            day: self.today,
            title: None,
        };
        if document.pieces.is_empty() {
            let said = match part {
                Part::Whole => "No briefing here to export",
                Part::Clippings => "Nothing here was clipped",
            };
            self.say(Tone::Refused, said);
            return Vec::new();
        }
        let withheld = document.withhold(self.settings.handling.ceiling);
        if let (true, Some(reason)) = (document.pieces.is_empty(), withheld.first()) {
            let said = format!("Not exported: {reason}");
            self.say(Tone::Refused, said);
            return Vec::new();
        }
        self.exporting = Some(what.to_owned());
        vec![Effect::Export(ExportRequest {
            file: file.to_owned(),
            over,
            withheld: withheld.len(),
            origins: self.library.collection().files().map(Arc::clone).collect(),
            document,
            encodings: Arc::clone(&self.encodings),
        })]
    }

    /// What is selected, else all that the list shows; in the reading pane what is open.
    fn to_export(&self, part: Part) -> Vec<Piece> {
        let rows = match (self.focus, &self.reading.briefing, self.selected_rows()) {
            (Pane::Reading, Some(open), _) => {
                self.library.position_of(open.id).into_iter().collect()
            }
            (_, _, selected) if !selected.is_empty() => selected,
            _ => self.list.rows.to_vec(),
        };
        let piece = |position: u32| Piece {
            briefing: Arc::clone(self.library.briefing_at(position)),
            marks: self.library.marks_at(position).clone(),
        };
        let has_part = |position: &u32| match part {
            Part::Whole => true,
            Part::Clippings => self
                .library
                .marks_at(*position)
                .clippings()
                .next()
                .is_some(),
        };
        rows.into_iter().filter(has_part).map(piece).collect()
    }

    /// How far the writing has got; said where nothing else is.
    pub(super) fn export_goes_on(&mut self, done: usize, all: usize) -> Vec<Effect> {
        const BEGINS: &str = "Exporting";
        let is_free = |text: &str| text.starts_with(BEGINS);
        if self.exporting.is_some() && self.notice.as_ref().is_none_or(|said| is_free(&said.text)) {
            let said = format!("{BEGINS} {} of {} briefings…", grouped(done), grouped(all));
            self.say(Tone::Done, said);
        }
        Vec::new()
    }

    /// Says what became of the file.
    pub(super) fn exported(&mut self, exported: Exported) -> Vec<Effect> {
        let what = self.exporting.take().unwrap_or_default();
        let Exported { file, outcome } = exported;
        match &*outcome {
            Ok(written) => {
                let of = if what == file { "" } else { "clippings of " };
                let count = counted(written.briefings, "briefing");
                let mut said = format!("Exported {of}{count} to {file}");
                if let (1.., Some(ceiling)) = (written.withheld, self.settings.handling.ceiling) {
                    let count = grouped(written.withheld);
                    said += &format!("; {count} left out, marked above the ceiling ({ceiling})");
                }
                self.triage.selection.clear();
                self.say(Tone::Done, said);
            }
            Err(Trouble::Exists(_)) if self.prompt.is_none() && self.overlays.is_empty() => {
                let question = format!("{file} is there already: replace it?");
                return self.ask(question, Confirmed::Replace(what));
            }
            Err(Trouble::Stopped) => self.say(Tone::Done, "Stopped: no file was written"),
            Err(trouble @ Trouble::Refused(..)) => {
                let said = format!("Not exported: {trouble}");
                self.say(Tone::Failed, said);
            }
            Err(trouble) => {
                let said = format!("Not exported: {trouble}");
                self.say(Tone::Refused, said);
            }
        }
        Vec::new()
    }
}
