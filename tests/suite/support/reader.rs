//! The reader without a terminal: keys in, the screen as text out.
//!
//! Effects are carried out on the spot, so that a test reads as *before, keys, after*. Only
//! pauses wait until the test says that time has passed.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use chancery::app::{App, Batch, Effect, Generation, Message, Row, Start, View, update};
use chancery::config::{Background, Corrections, Pane, Settings};
use chancery::ingest::Draft;
use chancery::insight::{Analyst, Rulebook};
use chancery::library::desk::Desk;
use chancery::library::knowledge::Knowledge;
use chancery::library::marks::{Became, Order, Place, Saved, Told};
use chancery::ui;
use chancery::{ingest, runner};

/// A reader at work.
pub(crate) struct Reader {
    pub(crate) app: App,
    scan: Generation,
    pause: Option<Generation>,
    /// How often a pause was begun.
    pub(crate) pauses: usize,
    /// Effects that the loop would carry out itself, in order.
    pub(crate) effects: Vec<String>,
    /// What was typed and is to be kept.
    pub(crate) typed: Vec<String>,
    /// Questions to workers wait until [`Reader::answer`], as they do on a busy machine.
    pub(crate) holds: bool,
    held: Vec<Effect>,
    /// What the keeper was given.
    pub(crate) orders: Vec<Order>,
    /// What briefings have become that were read in another encoding.
    pub(crate) became: Vec<Became>,
    unsaved: Vec<Message>,
    /// Where earlier wordings are kept.
    pub(crate) marks: Option<Place>,
    /// What another version of the rules makes of what this one reads.
    pub(crate) rules: fn(Draft) -> Draft,
    /// Who reads the texts, if not [`ANALYST`].
    analyst: Option<Analyst>,
}

/// Made once: compiling the gazetteer takes longer than most tests.
static ANALYST: LazyLock<Arc<Analyst>> =
    LazyLock::new(|| Arc::new(Analyst::new(Rulebook::default())));

/// The day that all tests are run on.
const TODAY: &str = "2024-06-15";

impl Reader {
    /// An empty reader at a size.
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        Self::with_settings(columns, rows, "")
    }

    /// An empty reader with settings of its own.
    pub(crate) fn with_settings(columns: u16, rows: u16, settings: &str) -> Self {
        let settings = Settings::overlay(settings, Path::new("test.toml")).expect("good settings");
        let (app, scan) = App::new(Start {
            theme: settings.theme.theme(Background::Dark),
            ascii: false,
            desk: Arc::default(),
            today: TODAY.parse().expect("a date"),
            name: "test".to_owned(),
            columns,
            rows,
            encodings: Arc::default(),
            welcome: false,
            settings: Arc::new(settings),
        });
        Self {
            app,
            scan,
            pause: None,
            pauses: 0,
            effects: Vec::new(),
            typed: Vec::new(),
            holds: false,
            held: Vec::new(),
            orders: Vec::new(),
            became: Vec::new(),
            unsaved: Vec::new(),
            marks: None,
            rules: |draft| draft,
            analyst: None,
        }
    }

    /// Has a desk's corrections in force for what is loaded from now on.
    pub(crate) fn share(&mut self, corrections: &str) -> &mut Self {
        let corrections = Corrections::read(corrections, Path::new("desk.toml"));
        let desk = Arc::new(Desk::of(corrections.expect("good corrections")));
        self.analyst = Some(Analyst::new(Rulebook {
            own: self.app.settings.rules(),
            desk: desk.rules(),
        }));
        let scan = self.scan;
        self.tell(Message::DeskRead { scan, desk })
    }

    /// Loads texts as files of those names.
    pub(crate) fn load(&mut self, files: &[(&str, &str)]) -> &mut Self {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, text)| (*name, text.as_bytes()))
            .collect();
        self.load_bytes(&files)
    }

    /// Loads bytes as files of those names.
    pub(crate) fn load_bytes(&mut self, files: &[(&str, &[u8])]) -> &mut Self {
        self.arrive(files).finish_loading()
    }

    /// Loads bytes as files of those names, with more to come.
    pub(crate) fn arrive(&mut self, files: &[(&str, &[u8])]) -> &mut Self {
        let mut briefings = Vec::new();
        let mut problems = Vec::new();
        let analyst = self.analyst.as_ref().unwrap_or(&ANALYST);
        for (name, text) in files {
            let path: Arc<Path> = Path::new(name).into();
            let mut ingested = ingest::read(&path, text);
            problems.append(&mut ingested.problems);
            for (ordinal, draft) in ingested.numbered() {
                let draft = (self.rules)(draft);
                briefings.push(Arc::new(analyst.finish(draft, Arc::clone(&path), ordinal)));
            }
        }
        let scan = self.scan;
        let bytes = files.iter().map(|(_, text)| text.len() as u64).sum();
        let files = files.len();
        for message in [
            Message::Found {
                scan,
                files,
                bytes,
                complete: true,
            },
            Message::Loaded(Batch {
                scan,
                briefings,
                problems,
                files,
                bytes,
                elapsed: 120,
            }),
        ] {
            self.tell(message);
        }
        self
    }

    /// Ends the loading.
    pub(crate) fn finish_loading(&mut self) -> &mut Self {
        let scan = self.scan;
        self.tell(Message::ScanFinished { scan, elapsed: 120 })
    }

    /// Loads so many small briefings, `Briefing 1` the newest.
    pub(crate) fn load_numbered(&mut self, count: usize) -> &mut Self {
        let files: Vec<(String, String)> = (1..=count)
            .map(|n| {
                let name = format!("{n:04}.txt");
                let day = 28 - (n - 1) % 28;
                let year = 2024 - (n - 1) / 28;
                let text = format!(
                    "Title: Briefing {n}\nDate: {year}-02-{day:02}\n\nThe text of number {n}.\n"
                );
                (name, text)
            })
            .collect();
        let borrowed: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        self.load(&borrowed)
    }

    /// Tells the model something and carries out what it asks for.
    pub(crate) fn tell(&mut self, message: Message) -> &mut Self {
        let mut effects = update(&mut self.app, message);
        while !effects.is_empty() {
            for effect in std::mem::take(&mut effects) {
                match effect {
                    Effect::Pause { pause, .. } => {
                        self.pause = Some(pause);
                        self.pauses += 1;
                    }
                    Effect::Scan(scan) => {
                        self.scan = scan;
                        self.effects.push("scan".to_owned());
                    }
                    Effect::Filter(_)
                    | Effect::Search(_)
                    | Effect::PrepareSearch(_)
                    | Effect::CountViews(_)
                    | Effect::LayOut(_)
                    | Effect::ReadRaw(..)
                    | Effect::Explain(..)
                    | Effect::Record(_)
                    | Effect::Export(_) => {
                        if self.holds && !matches!(effect, Effect::Export(_)) {
                            self.held.push(effect);
                        } else if let Some(answer) = runner::work::answer(effect) {
                            effects.extend(update(&mut self.app, answer));
                        }
                    }
                    Effect::Keep(order) => {
                        let saved = Message::Marks(Told::Saved(vec![Saved {
                            number: order.number,
                            now: Vec::new(),
                        }]));
                        self.orders.push(order);
                        if self.holds {
                            self.unsaved.push(saved);
                        } else {
                            effects.extend(update(&mut self.app, saved));
                        }
                    }
                    // There is no keeper here: its answers are told by the test.
                    Effect::KeepTyped(_, text) => self.typed.push(text),
                    Effect::KeepChoice(choice) => self.effects.push(format!("keep {choice:?}")),
                    Effect::Remember(_) | Effect::Survey(_) => {}
                    Effect::KeepEncoding(choice) => {
                        self.effects.push(format!("keep {choice:?}"));
                    }
                    Effect::Rename(became) => self.became.extend(became),
                    Effect::ReadAgain(request) => {
                        let answer = runner::work::read_again(request, &Knowledge::default());
                        effects.extend(update(&mut self.app, answer));
                    }
                    Effect::Compare { briefing, earlier } => {
                        let answer =
                            runner::work::compared(self.marks.as_ref(), &briefing, &earlier);
                        effects.extend(update(&mut self.app, answer));
                    }
                    Effect::Edit { text, .. } => self.effects.push(format!("edit {text}")),
                    Effect::RemoveLeftNote => self.effects.push("remove left note".to_owned()),
                    Effect::ReadCopy => {
                        let answer = runner::work::best_copy(self.marks.as_ref());
                        effects.extend(update(&mut self.app, answer));
                    }
                    Effect::Receipt(day) => self.effects.push(format!("receipt {day}")),
                    Effect::StopExport => self.effects.push("stop export".to_owned()),
                    Effect::Quit => self.effects.push("quit".to_owned()),
                    Effect::Suspend => self.effects.push("suspend".to_owned()),
                    Effect::Redraw => self.effects.push("redraw".to_owned()),
                    Effect::Copy(text) => self.effects.push(format!("copy {text}")),
                    Effect::WriteClipping(entry) => {
                        effects.extend(self.clipping(format!("write {entry}")));
                    }
                    Effect::RemoveClipping { key, .. } => {
                        effects.extend(self.clipping(format!("remove {key}")));
                    }
                    Effect::SetMouse(on) => self.effects.push(format!("mouse {on}")),
                }
            }
        }
        self
    }

    /// Does something to the clippings file, unless that takes its time.
    fn clipping(&mut self, what: String) -> Vec<Effect> {
        self.effects.push(what);
        if self.holds {
            return Vec::new();
        }
        update(&mut self.app, Message::ClippingDone(Ok(())))
    }

    /// Presses keys, written as in the configuration with blanks between: `j j space / c s t o`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.tell(Message::Key(key.parse().expect("a key")));
        }
        self
    }

    /// Types a text letter by letter.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let key = if c == ' ' {
                "space".to_owned()
            } else {
                c.to_string()
            };
            self.press(&key);
        }
        self
    }

    /// Lets the workers answer what they were asked.
    pub(crate) fn answer(&mut self) -> &mut Self {
        for effect in std::mem::take(&mut self.held) {
            if let Some(answer) = runner::work::answer(effect) {
                self.tell(answer);
            }
        }
        for saved in std::mem::take(&mut self.unsaved) {
            self.tell(saved);
        }
        self
    }

    /// Lets the pause pass after which the reading pane follows.
    pub(crate) fn wait(&mut self) -> &mut Self {
        if let Some(pause) = self.pause.take() {
            self.tell(Message::PauseOver(pause));
        }
        self
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.tell(Message::Resized { columns, rows })
    }

    /// The screen as lines of text, blanks at their ends left out.
    pub(crate) fn screen(&self) -> String {
        let buffer = ui::view(&self.app).buffer;
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                skip = chancery::text::width::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The line of the screen that holds `needle`.
    #[track_caller]
    pub(crate) fn line_with(&self, needle: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|line| line.contains(needle));
        found
            .unwrap_or_else(|| panic!("{needle:?} is not on the screen:\n{screen}"))
            .to_owned()
    }

    /// The title under the cursor of the list.
    pub(crate) fn selected(&self) -> Option<&str> {
        let position = self.app.list.selected()?;
        Some(&self.app.library.briefing_at(position).title)
    }

    /// Goes to a tag in the sidebar.
    #[track_caller]
    pub(crate) fn go_to_tag(&mut self, name: &str) -> &mut Self {
        let rows = &self.app.sidebar.rows;
        let label = |row: &Row| match row {
            Row::Tag { count, .. } => Some(
                self.app
                    .library
                    .collection()
                    .label(count.label)
                    .name
                    .as_str(),
            ),
            _ => None,
        };
        let at = rows.iter().position(|row| label(row) == Some(name));
        self.app.sidebar.go(at.expect(name), false);
        while self.app.focus != Pane::Sidebar {
            self.press("tab");
        }
        self
    }

    /// How many briefings a view has.
    pub(crate) fn count(&self, view: View) -> usize {
        self.app.triage.counts.of(view)
    }

    /// The title of what is open.
    pub(crate) fn open(&self) -> Option<&str> {
        let briefing = self.app.reading.briefing.as_ref()?;
        Some(&briefing.title)
    }
}
