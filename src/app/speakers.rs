//! Who said what: the record of a speaker, why a quote has its speaker,
//! and putting a speaker right.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::overlay::Overlay;
use super::page;
use super::picker::{Choice, Picker, Purpose, Quoted, Target};
use super::reading::LAY_OUT_AT_ONCE;
use super::sidebar::Row;
use super::{App, Effect, RecordRequest, RecordUse, RecordWanted, Tone, sheets};
use crate::briefing::{Briefing, BriefingId, Facet, Quote};
use crate::config::{Command, Pane};
use crate::insight::quotes::{Why, explain, office, without_titles};
use crate::library::desk::Desk;
use crate::library::speakers::Said;
use crate::text::width::pad;

/// The beginning of a quote that a list shows, in characters; more than any screen is wide.
const GLIMPSE: usize = 160;

/// Columns of source and title in a record: what is left of 80 shows the first words.
const SOURCE: usize = 14;
const TITLE: usize = 24;

/// From so many columns on a line has them and words of the quote, too.
const WITH_WORDS: u16 = 72;

/// The most quotes that a record lists: what a person can look through, the newest first.
const LONGEST_RECORD: usize = 2000;

/// The most briefings whose quotes are gone through before anybody sees that it takes time.
const ANSWERED_AT_ONCE: usize = 20_000;

/// What is said meanwhile where they are more.
const LOOKING: &str = "Going through all quotes…";

impl App {
    /// Takes in the desk's corrections, and says so where they are not in force.
    pub(super) fn desk_read(&mut self, desk: Arc<Desk>) {
        if let Some(trouble) = desk.trouble() {
            let keys = self.keys_for(Command::Problems);
            self.say(
                Tone::Failed,
                format!("{} ({keys} has more)", trouble.notice()),
            );
        }
        self.triage.desk = desk;
    }

    /// Lists all that one speaker said, the newest first: the person under the sidebar's cursor,
    /// else the speaker of the quote in sight.
    pub(super) fn open_record(&mut self) -> Vec<Effect> {
        let mut effects = self.catch_up();
        let Some((name, briefing)) = self.speaker_meant() else {
            self.say(Tone::Refused, "No quote in sight whose speaker is known");
            return effects;
        };
        effects.push(self.ask_record(name.into(), briefing, RecordUse::List));
        effects
    }

    /// Asks for all that a person said.
    fn ask_record(
        &mut self,
        name: Arc<str>,
        briefing: Option<Arc<Briefing>>,
        use_as: RecordUse,
    ) -> Effect {
        if self.library.len() > ANSWERED_AT_ONCE {
            self.say(Tone::Done, LOOKING);
        }
        Effect::Record(RecordRequest {
            wanted: RecordWanted {
                generation: self.record.advance(),
                name,
                briefing,
                use_as,
            },
            shelf: self.library.shelf().clone(),
        })
    }

    /// Shows what was found of a person's words, or what it was wanted for.
    pub(super) fn recorded(&mut self, wanted: RecordWanted, said: Vec<Said>) -> Vec<Effect> {
        if wanted.generation != self.record {
            return Vec::new();
        }
        self.notice.take_if(|notice| notice.text == LOOKING);
        match (wanted.use_as, wanted.briefing) {
            (RecordUse::Correct { quote, speaker }, Some(briefing)) => {
                let elsewhere = said.into_iter().filter(|it| it.briefing.id != briefing.id);
                let elsewhere = elsewhere.filter_map(|it| Some((it.briefing, it.quote?)));
                self.offer_extents(speaker, &briefing, quote, elsewhere.collect())
            }
            (_, _) => {
                self.show_record(&wanted.name, said);
                Vec::new()
            }
        }
    }

    fn show_record(&mut self, name: &str, mut said: Vec<Said>) {
        let more = said.len() > LONGEST_RECORD;
        said.truncate(LONGEST_RECORD);
        let count = page::counted(said.len(), "quote");
        let title = format!("{name}: {count}{}", if more { ", the newest" } else { "" });
        let is_narrow = self.layout.screen.width < WITH_WORDS;
        let choices = said.iter().map(|said| choice(said, is_narrow));
        let picker = Picker::over(&title, Purpose::Quote, choices.collect());
        self.overlays.push(Overlay::Picker(picker));
    }

    /// The name meant, and the briefing that uses it.
    fn speaker_meant(&self) -> Option<(String, Option<Arc<Briefing>>)> {
        if self.focus == Pane::Sidebar
            && let Some(Row::Tag { count, .. }) = self.sidebar.selected()
            && self.library.collection().label(count.label).facet == Facet::Person
        {
            return Some((
                self.library.collection().label(count.label).name.clone(),
                None,
            ));
        }
        let briefing = self.reading.briefing.as_ref()?;
        let quote = self.reading.quote_in_sight();
        let speaker = quote.and_then(|quote| briefing.quotes[quote].speaker.as_deref());
        // Where nobody is quoted in sight the words are the author's.
        let author = briefing.authors.first().map(|author| &*author.name);
        let name = speaker.or(author.filter(|_| quote.is_none()))?.to_owned();
        Some((name, Some(Arc::clone(briefing))))
    }

    /// Opens the briefing of a quote at that quote.
    pub(super) fn go_to_quote(&mut self, id: BriefingId, quote: usize) -> Vec<Effect> {
        let Some(effects) = self.go_to_briefing(id) else {
            return Vec::new();
        };
        self.reading.go_to_quote(quote);
        effects
    }

    /// Opens a briefing, unless it is open; `None` where there is none of that id.
    pub(super) fn go_to_briefing(&mut self, id: BriefingId) -> Option<Vec<Effect>> {
        let position = self.library.position_of(id)?;
        let mut effects = Vec::new();
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        if open != Some(id) {
            self.select_position(Some(position));
            let briefing = Arc::clone(self.library.briefing_at(position));
            self.following.end();
            let need = self.reading.open(briefing, self.library.marks_at(position));
            effects.extend(self.lay_out(need));
            effects.extend(self.set_focus(Pane::Reading));
        }
        Some(effects)
    }

    /// Lists who may have said the quote in sight, to be put right.
    pub(super) fn open_speakers(&mut self) -> Vec<Effect> {
        let effects = self.catch_up();
        let quote = self.reading.quote_in_sight();
        let (Some(briefing), Some(quote)) = (&self.reading.briefing, quote) else {
            self.say(Tone::Refused, "No quote in sight");
            return effects;
        };
        let mut names: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        for speaker in briefing
            .quotes
            .iter()
            .filter_map(|quote| quote.speaker.clone())
        {
            *names.entry(speaker).or_default() += 1;
        }
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by_key(|(_, count)| Reverse(*count));
        let known = names.into_iter().map(|(name, count)| Choice {
            name: name.to_string(),
            detail: page::counted(count, "quote"),
            target: Target::Speaker(Some(name)),
        });
        let nobody = Choice {
            name: "nobody".to_owned(),
            detail: "nobody is named, or these are nobody's words".to_owned(),
            target: Target::Speaker(None),
        };
        let title = format!("Who said: {}", glimpse(briefing, &briefing.quotes[quote]));
        let title: String = title.chars().take(60).collect();
        let picker = Picker::new(&title, Purpose::Speaker, known.chain([nobody]).collect());
        self.reading.quote = Some(quote);
        self.overlays.push(Overlay::Picker(picker));
        effects
    }

    /// Shows why the quote in sight has its speaker; where nobody is quoted, why the text has its
    /// author.
    pub(super) fn open_why(&mut self) -> Vec<Effect> {
        let mut effects = self.catch_up();
        let number = self.reading.quote_in_sight();
        let meant = self.reading.briefing.clone().and_then(|briefing| {
            let quote = match number {
                Some(number) => briefing.quotes[number].clone(),
                None => briefing.statements().next()?,
            };
            Some((briefing, quote))
        });
        let Some((briefing, quote)) = meant else {
            self.say(Tone::Refused, "No quote in sight");
            return effects;
        };
        if number.is_some() {
            self.reading.quote = number;
        }
        if briefing.body.text.len() > LAY_OUT_AT_ONCE {
            effects.push(Effect::Explain(briefing, quote));
            return effects;
        }
        let why = explain(&briefing, &quote);
        effects.extend(self.explained(briefing.id, &quote, why.as_ref()));
        effects
    }

    /// Shows why a quote has its speaker, unless another briefing is open by now.
    pub(super) fn explained(
        &mut self,
        id: BriefingId,
        quote: &Quote,
        why: Option<&Why>,
    ) -> Vec<Effect> {
        let open = self.reading.briefing.clone();
        let Some(briefing) = open.filter(|open| open.id == id) else {
            return Vec::new();
        };
        let Some(why) = why else {
            self.say(Tone::Refused, "No rule finds this quote any more");
            return Vec::new();
        };
        let correct = self.keys_for(Command::Correct);
        let words = glimpse(&briefing, quote);
        let told = why.told(quote, &briefing.body.text);
        self.open_sheet(sheets::why(quote, &words, told, &correct))
    }

    /// Puts right who said the quote in sight; where more quotes have the speaker that it has, asks
    /// of which.
    pub(super) fn correct_speaker(&mut self, speaker: Option<Arc<str>>) -> Vec<Effect> {
        let number = self.reading.quote_in_sight();
        let (Some(briefing), Some(quote)) = (self.reading.briefing.clone(), number) else {
            return Vec::new();
        };
        let name = briefing.quotes[quote].speaker.clone();
        match name.filter(|name| Some(name) != speaker.as_ref()) {
            None => self.correct(&[(briefing, quote)], speaker.as_ref()),
            // Another text may mean another person by an office, or by one word.
            Some(name) if is_anybodys(&name, &briefing) => {
                self.offer_extents(speaker, &briefing, quote, Vec::new())
            }
            Some(name) => {
                let use_as = RecordUse::Correct { quote, speaker };
                vec![self.ask_record(name, Some(briefing), use_as)]
            }
        }
    }

    /// Asks of which quotes a speaker is to be put right: of one, of all in its briefing that have the same
    /// speaker, or of those `elsewhere` as well. Where there is but one it is put right at once.
    fn offer_extents(
        &mut self,
        speaker: Option<Arc<str>>,
        briefing: &Arc<Briefing>,
        quote: usize,
        elsewhere: Quoted,
    ) -> Vec<Effect> {
        let this = (Arc::clone(briefing), quote);
        let Some(name) = &briefing.quotes[quote].speaker else {
            return self.correct(&[this], speaker.as_ref());
        };
        let here = quotes_of(briefing, name);
        let choice = |extent: &str, detail, quotes| Choice {
            name: extent.to_owned(),
            detail,
            target: Target::SpeakerOf(speaker.clone(), quotes),
        };
        let mut choices = vec![choice("this quote", String::new(), vec![this.clone()])];
        if here.len() > 1 {
            let detail = format!("{} of {name}", page::counted(here.len(), "quote"));
            choices.push(choice("this briefing", detail, here.clone()));
        }
        if !elsewhere.is_empty() {
            let everywhere: Quoted = here.into_iter().chain(elsewhere).collect();
            let count = page::counted(everywhere.len(), "quote");
            let ids: HashSet<BriefingId> = everywhere.iter().map(|(it, _)| it.id).collect();
            let briefings = page::counted(ids.len(), "briefing");
            let detail = format!("{count} of {name} in {briefings}");
            choices.push(choice("the library", detail, everywhere));
        }
        if choices.len() == 1 {
            return self.correct(&[this], speaker.as_ref());
        }
        let picker = Picker::new("Put right in", Purpose::Extent, choices);
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }
}

/// The quotes of a briefing that have that speaker.
fn quotes_of(briefing: &Arc<Briefing>, speaker: &str) -> Quoted {
    let quotes = briefing.quotes.iter().enumerate();
    quotes
        .filter(|(_, quote)| quote.speaker.as_deref() == Some(speaker))
        .map(|(number, _)| (Arc::clone(briefing), number))
        .collect()
}

/// True for a name that tells nobody from others: one word, or an office.
fn is_anybodys(name: &str, briefing: &Briefing) -> bool {
    let language = briefing.language.as_deref();
    let bare = without_titles(name, language);
    !bare.contains(' ') || office(bare, language).is_some()
}

/// A line of a record that leads there, and what its filter looks at. A narrow screen has room for
/// the words alone.
fn choice(said: &Said, is_narrow: bool) -> (Choice, String) {
    let Said {
        briefing,
        quote,
        confidence,
    } = said;
    let date = briefing.date.map(|date| date.medium());
    let date = date.unwrap_or_else(|| "undated".to_owned());
    let source = briefing.source.as_deref().unwrap_or_default();
    let title = on_one_line(&briefing.title);
    let (words, whole, target) = match *quote {
        Some(number) => {
            let id = briefing.id;
            let quote = &briefing.quotes[number];
            let whole = &briefing.body.text[quote.span.range()];
            let target = Target::Quote { id, quote: number };
            (glimpse(briefing, quote), whole, target)
        }
        None => {
            let target = Target::Briefing(briefing.id);
            ("the whole text".to_owned(), "", target)
        }
    };
    let whole = format!("{date} {source} {title} {whole}");
    let source = pad(source, SOURCE);
    let title = pad(&title, TITLE);
    let choice = Choice {
        name: format!("{date}{}", confidence.sign()),
        detail: match is_narrow {
            true => words,
            false => format!("{source} {title} {words}"),
        },
        target,
    };
    (choice, whole)
}

/// The beginning of a quote on one line.
pub(super) fn glimpse(briefing: &Briefing, quote: &Quote) -> String {
    on_one_line(&briefing.body.text[quote.span.range()])
}

pub(super) fn on_one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(GLIMPSE).collect()
}
