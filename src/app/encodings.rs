//! Another encoding for the file of the briefing that is open, where its letters look wrong.
//!
//! ```text
//! e          a picker of encodings, each with what a line of the text would be in it
//! Enter      the file is read again; what is there now takes the place of what was
//! ```
//!
//! Nothing is kept that gives nothing to read. The marks go along from place to place, since other letters make
//! another id.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::overlay::Overlay;
use super::picker::{Choice, Picker, Purpose, Target};
use super::progress::Progress;
use super::{App, Effect, ReadRequest, Tone};
use crate::briefing::{Address, Briefing, BriefingId, Known, Origin};
use crate::config::Command;
use crate::ingest::Charset;
use crate::library::collection::Standing;
use crate::library::marks::Became;
use crate::library::{Loaded, encodings, revisions};
use crate::text::sanitise;

/// How much of a line is shown in each encoding, in characters.
const GLIMPSE: usize = 28;

/// How much of it stands before its first letter that is not ASCII.
const BEFORE: usize = 12;

impl App {
    /// Lists the encodings that the file of the open briefing can be read in.
    pub(super) fn open_encodings(&mut self) -> Vec<Effect> {
        let effects = self.catch_up();
        let Some(briefing) = self.reading.briefing.clone() else {
            self.say(Tone::Refused, "No briefing is open");
            return effects;
        };
        if !revisions::is_in_a_file(&briefing.origin) {
            self.say(
                Tone::Refused,
                "Only what is read from a file can be read otherwise",
            );
            return effects;
        }
        let Some(now) = briefing.origin.encoding else {
            let said = "The encoding of a mail's text is as the mail declares it";
            self.say(Tone::Refused, said);
            return effects;
        };
        let glimpse = Glimpse::of(&briefing);
        let as_detected = Choice {
            name: "as detected".to_owned(),
            detail: match now.known {
                Known::Chosen => "take the choice back".to_owned(),
                known => format!("now {}, {}", now.name, known.words()),
            },
            target: Target::Encoding(None),
        };
        let mut choices = vec![(as_detected, "as detected".to_owned())];
        let mut cursor = 0;
        for (charset, use_of) in Charset::choices() {
            let is_now = charset.name() == now.name;
            if is_now && now.known == Known::Chosen {
                cursor = choices.len();
            }
            let choice = Choice {
                name: charset.name().to_owned(),
                detail: glimpse.detail(charset, use_of, is_now),
                target: Target::Encoding(Some(charset)),
            };
            choices.push((choice, format!("{} {use_of}", charset.name())));
        }
        let mut picker = Picker::over("Read the file in", Purpose::Encoding, choices);
        picker.put_cursor(cursor);
        self.overlays.push(Overlay::Picker(picker));
        effects
    }

    /// Has the file of the open briefing read in an encoding; `None` for what it is by itself.
    pub(super) fn choose_encoding(&mut self, charset: Option<Charset>) -> Vec<Effect> {
        let Some(open) = self.reading.briefing.clone() else {
            return Vec::new();
        };
        let now = open.origin.encoding;
        let chosen = now.filter(|now| now.known == Known::Chosen);
        if chosen.map(|chosen| chosen.name) == charset.map(Charset::name) {
            self.say(Tone::Done, "It is read so already");
            return Vec::new();
        }
        let choice = encodings::Choice::of(&open.origin, charset);
        let mut encodings = (*self.encodings).clone();
        encodings.choose(&choice);
        vec![Effect::ReadAgain(ReadRequest {
            choice,
            encodings: Arc::new(encodings),
        })]
    }

    /// Puts what a file holds in the encoding that was chosen in the place of what it held.
    pub(super) fn read_again(&mut self, choice: &encodings::Choice, loaded: Loaded) -> Vec<Effect> {
        let name = choice.charset.map_or("as detected", Charset::name);
        if loaded.briefings.is_empty() {
            let said = format!("Read as {name} there is nothing to read: it stays as it was");
            self.say(Tone::Refused, said);
            return Vec::new();
        }
        Arc::make_mut(&mut self.encodings).choose(choice);
        let keep = Effect::KeepEncoding(choice.clone());
        if self.progress.is_some() {
            let mut effects = self.rescan();
            effects.push(keep);
            return effects;
        }
        let open = self.reading.briefing.clone();
        let (was, others): (Vec<Standing>, Vec<Standing>) = self
            .library
            .collection()
            .standings()
            .into_iter()
            .partition(|it| *it.origin.path == *choice.path);
        let became = became(&was, &others, &loaded);
        // Something else may have been opened in the meantime.
        let open = open.filter(|open| *open.origin.path == *choice.path);
        let shown = open.and_then(|open| now_at(&loaded, &open.origin).cloned());
        let mut effects = vec![keep];
        effects.extend(self.put_in_place(others, loaded, choice));
        if let Some(briefing) = shown {
            effects.extend(self.open_again(&briefing));
        }
        effects.extend(self.return_to_place());
        let marked = !became.is_empty();
        effects.extend(marked.then_some(Effect::Rename(became)));
        effects.push(self.survey());
        effects.extend(self.relayout());
        let keys = self.keys_for(Command::Encoding);
        let said = match choice.charset {
            Some(_) => format!("Read as {name}, now and later ({keys} chooses another)"),
            None => format!("Read as it was detected ({keys} chooses another)"),
        };
        self.say(Tone::Done, said);
        effects
    }

    /// Says that a choice holds until the end of this run alone.
    pub(super) fn encoding_not_kept(&mut self, why: &str) -> Vec<Effect> {
        let why = sanitise::line(why);
        let said = format!("The encoding is NOT KEPT for later: {why}");
        self.say(Tone::Failed, said);
        Vec::new()
    }

    /// Takes in all that there was of other files, and what there is now of this one.
    fn put_in_place(
        &mut self,
        others: Vec<Standing>,
        loaded: Loaded,
        choice: &encodings::Choice,
    ) -> Vec<Effect> {
        let problems = self.library.collection().problems().kept().iter();
        let mut problems: Vec<_> = problems
            .filter(|problem| problem.path != choice.path)
            .cloned()
            .collect();
        problems.extend(loaded.problems.into_kept());
        let others = others.into_iter().map(|standing| {
            let found = self.triage.as_found(&standing.briefing);
            match found.origin == standing.origin {
                true => found,
                false => Arc::new(Briefing {
                    origin: standing.origin,
                    ..(*found).clone()
                }),
            }
        });
        let briefings = others.chain(loaded.briefings).collect();
        self.begin_anew();
        self.progress = Some(Progress::default());
        let mut effects = self.loaded(briefings, problems);
        self.progress = None;
        effects.extend(self.refresh_rows());
        effects
    }

    /// Puts the cursor on a briefing and opens it.
    fn open_again(&mut self, briefing: &Arc<Briefing>) -> Vec<Effect> {
        self.return_to = None;
        let position = self.library.position_of(briefing.id);
        self.select_position(position);
        if position.is_some() && self.list.selected() == position {
            return self.open_selected();
        }
        Vec::new()
    }
}

/// What stands now where something stood.
fn now_at<'a>(loaded: &'a Loaded, was: &Origin) -> Option<&'a Arc<Briefing>> {
    let is_there =
        |it: &&Arc<Briefing>| it.origin.address == was.address && it.origin.ordinal == was.ordinal;
    let briefings = &loaded.briefings;
    briefings.iter().find(is_there).or(briefings.first())
}

/// What has become of each briefing of a file, from place to place; nothing of a part that is cut otherwise now, or of
/// what stands in another file, too.
fn became(was: &[Standing], others: &[Standing], loaded: &Loaded) -> Vec<Became> {
    let elsewhere: HashSet<BriefingId> = others.iter().map(|it| it.briefing.id).collect();
    let mut after = HashMap::new();
    // How many a part had, and how many it has.
    let mut counts: HashMap<&Address, [usize; 2]> = HashMap::new();
    for it in was {
        counts.entry(&it.origin.address).or_default()[0] += 1;
    }
    for now in &loaded.briefings {
        counts.entry(&now.origin.address).or_default()[1] += 1;
        after.insert((&now.origin.address, now.origin.ordinal), now);
    }
    let became = was.iter().filter_map(|it| {
        let (part, old) = (&it.origin.address, it.briefing.id);
        let is_cut_alike = counts.get(part).is_some_and(|[was, is]| was == is);
        let now = after.get(&(part, it.origin.ordinal))?;
        let is_it = is_cut_alike && now.id != old && !elsewhere.contains(&old);
        is_it.then(|| Became {
            old,
            now: Standing::of(now),
        })
    });
    became.collect()
}

/// A stretch of a text, to be shown in each encoding.
struct Glimpse {
    /// Its bytes in the file, as far as they can be told from the letters.
    bytes: Option<Vec<u8>>,
}

impl Glimpse {
    fn of(briefing: &Briefing) -> Self {
        let lines = [briefing.title.as_str()].into_iter();
        let mut lines = lines.chain(briefing.body.text.lines());
        let line = lines.find(|line| !line.is_ascii());
        let now = briefing.origin.encoding;
        let now = now.and_then(|now| Charset::named(now.name));
        let stretch = line.map(|line| {
            let letters = || line.chars();
            let first = letters().position(|c| !c.is_ascii()).unwrap_or(0);
            let from = first.saturating_sub(BEFORE);
            // From a word on, where that is cut.
            let blank = letters().take(first).skip(from).position(|c| c == ' ');
            let from = from + blank.filter(|_| from > 0).map_or(0, |blank| blank + 1);
            letters().skip(from).take(GLIMPSE).collect::<String>()
        });
        let bytes = stretch.zip(now).and_then(|(text, now)| now.encode(&text));
        Self { bytes }
    }

    /// What is to be said of an encoding.
    fn detail(&self, charset: Charset, use_of: &str, is_now: bool) -> String {
        let now = if is_now { " (now)" } else { "" };
        match &self.bytes {
            Some(bytes) => {
                let text = charset.read(bytes);
                format!("{} · {use_of}{now}", sanitise::line(text.trim()))
            }
            None => format!("{use_of}{now}"),
        }
    }
}
