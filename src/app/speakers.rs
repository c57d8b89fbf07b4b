//! Who said what: the record of a speaker, why a quote has its speaker,
//! and putting a speaker right.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::overlay::Overlay;
use super::page;
use super::picker::{Choice, Extent, Picker, Purpose, Target};
use super::reading::LAY_OUT_AT_ONCE;
use super::sidebar::Row;
use super::{App, Effect, Tone, sheets};
use crate::briefing::{Author, Briefing, BriefingId, Confidence, Facet, Quote};
use crate::config::{Command, Pane};
use crate::insight::quotes::{Why, explain, office, without_titles};
use crate::library::desk::Desk;
use crate::library::speakers::Record;
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
        let effects = self.catch_up();
        let Some((name, briefing)) = self.speaker_meant() else {
            self.say(Tone::Refused, "No quote in sight whose speaker is known");
            return effects;
        };
        let mut said = self.record_of(&name, briefing.as_deref());
        let more = said.len() > LONGEST_RECORD;
        said.truncate(LONGEST_RECORD);
        let count = page::counted(said.len(), "quote");
        let title = format!("{name}: {count}{}", if more { ", the newest" } else { "" });
        let is_narrow = self.layout.screen.width < WITH_WORDS;
        let choices = said.into_iter().map(|said| said.choice(is_narrow));
        let picker = Picker::over(&title, Purpose::Quote, choices.collect());
        self.overlays.push(Overlay::Picker(picker));
        effects
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

    /// Every quote of a speaker in the library, and every text whose author they are, the newest
    /// first.
    fn record_of(&self, name: &str, briefing: Option<&Briefing>) -> Vec<Said> {
        let all = self.library.collection().briefings();
        let record = Record::of(name, briefing, all);
        let theirs =
            |briefing: &Briefing, speaker: &str| speaker == name || record.holds(briefing, speaker);
        let mut said: Vec<Said> = Vec::new();
        for briefing in all {
            let authors = briefing.authors.iter();
            // Of an author whose turns are quotes already there is no more to list.
            let mut authors = authors.filter(|author| author.words.is_some());
            if let Some(author) = authors.find(|author| theirs(briefing, &author.name)) {
                said.push(Said::whole(briefing, author));
            }
            for (number, quote) in briefing.quotes.iter().enumerate() {
                if quote
                    .speaker
                    .as_deref()
                    .is_some_and(|it| theirs(briefing, it))
                {
                    said.push(Said::quote(briefing, number));
                }
            }
        }
        said.sort_by_key(|said| Reverse(said.briefing.date));
        said
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
        let name = self.speaker_in_sight();
        let Some(name) = name.filter(|name| Some(name) != speaker.as_ref()) else {
            return self.correct_speakers(speaker, Extent::Quote);
        };
        let here = self.quotes_meant(Extent::Briefing);
        let everywhere = self.quotes_meant(Extent::Library);
        let choice = |name: &str, detail: String, extent| Choice {
            name: name.to_owned(),
            detail,
            target: Target::SpeakerOf(speaker.clone(), extent),
        };
        let mut choices = vec![choice("this quote", String::new(), Extent::Quote)];
        if here.len() > 1 {
            let count = page::counted(here.len(), "quote");
            choices.push(choice(
                "this briefing",
                format!("{count} of {name}"),
                Extent::Briefing,
            ));
        }
        if everywhere.len() > here.len() {
            let count = page::counted(everywhere.len(), "quote");
            let ids: HashSet<BriefingId> = everywhere.iter().map(|(it, _)| it.id).collect();
            let briefings = page::counted(ids.len(), "briefing");
            let detail = format!("{count} of {name} in {briefings}");
            choices.push(choice("the library", detail, Extent::Library));
        }
        if choices.len() == 1 {
            return self.correct_speakers(speaker, Extent::Quote);
        }
        let picker = Picker::new("Put right in", Purpose::Extent, choices);
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    /// Puts right who said the quote in sight, and others of its speaker, in one step.
    pub(super) fn correct_speakers(
        &mut self,
        speaker: Option<Arc<str>>,
        extent: Extent,
    ) -> Vec<Effect> {
        match self.quotes_meant(extent) {
            quotes if quotes.is_empty() => Vec::new(),
            quotes => self.correct(&quotes, speaker.as_ref()),
        }
    }

    /// The speaker of the quote in sight.
    fn speaker_in_sight(&self) -> Option<Arc<str>> {
        let quote = self.reading.quote_in_sight()?;
        self.reading.briefing.as_ref()?.quotes[quote]
            .speaker
            .clone()
    }

    /// The quotes of an extent: briefings, with the number of the quote in each.
    fn quotes_meant(&self, extent: Extent) -> Vec<(Arc<Briefing>, usize)> {
        let number = self.reading.quote_in_sight();
        let (Some(briefing), Some(number)) = (&self.reading.briefing, number) else {
            return Vec::new();
        };
        let one = || vec![(Arc::clone(briefing), number)];
        let Some(name) = &briefing.quotes[number].speaker else {
            return one();
        };
        match extent {
            Extent::Quote => one(),
            Extent::Briefing => quotes_of(briefing, |speaker| speaker == &**name).collect(),
            // Another text may mean another person by an office, or by one word.
            Extent::Library if is_anybodys(name, briefing) => Vec::new(),
            Extent::Library => {
                let all = self.library.collection().briefings();
                let record = Record::of(name, Some(briefing), all);
                let of_library = all.iter().flat_map(|other| {
                    quotes_of(other, |speaker| match other.id == briefing.id {
                        true => speaker == &**name,
                        false => record.holds(other, speaker),
                    })
                });
                of_library.collect()
            }
        }
    }
}

/// The quotes of a briefing whose speakers are wanted.
fn quotes_of(
    briefing: &Arc<Briefing>,
    is_wanted: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (Arc<Briefing>, usize)> {
    let quotes = briefing.quotes.iter().enumerate();
    quotes
        .filter(move |(_, quote)| quote.speaker.as_deref().is_some_and(&is_wanted))
        .map(|(number, _)| (Arc::clone(briefing), number))
}

/// True for a name that tells nobody from others: one word, or an office.
fn is_anybodys(name: &str, briefing: &Briefing) -> bool {
    let language = briefing.language.as_deref();
    let bare = without_titles(name, language);
    !bare.contains(' ') || office(bare, language).is_some()
}

/// Something that somebody said.
struct Said {
    briefing: Arc<Briefing>,
    /// The quote; `None` where the whole text is theirs.
    quote: Option<usize>,
    /// How sure it is that it is theirs.
    confidence: Confidence,
}

impl Said {
    fn whole(briefing: &Arc<Briefing>, author: &Author) -> Self {
        Self {
            briefing: Arc::clone(briefing),
            quote: None,
            confidence: author.confidence,
        }
    }

    fn quote(briefing: &Arc<Briefing>, number: usize) -> Self {
        Self {
            briefing: Arc::clone(briefing),
            quote: Some(number),
            confidence: briefing.quotes[number].confidence,
        }
    }

    /// A line of a record that leads there, and what its filter looks at. A narrow screen has room for
    /// the words alone.
    fn choice(self, is_narrow: bool) -> (Choice, String) {
        let Self {
            briefing, quote, ..
        } = self;
        let date = briefing.date.map(|date| date.medium());
        let date = date.unwrap_or_else(|| "undated".to_owned());
        let source = briefing.source.as_deref().unwrap_or_default();
        let title = on_one_line(&briefing.title);
        let (words, whole, target) = match quote {
            Some(number) => {
                let id = briefing.id;
                let quote = &briefing.quotes[number];
                let whole = &briefing.body.text[quote.span.range()];
                let target = Target::Quote { id, quote: number };
                (glimpse(&briefing, quote), whole, target)
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
            name: format!("{date}{}", self.confidence.sign()),
            detail: match is_narrow {
                true => words,
                false => format!("{source} {title} {words}"),
            },
            target,
        };
        (choice, whole)
    }
}

/// The beginning of a quote on one line.
pub(super) fn glimpse(briefing: &Briefing, quote: &Quote) -> String {
    on_one_line(&briefing.body.text[quote.span.range()])
}

pub(super) fn on_one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(GLIMPSE).collect()
}
