//! The sheets of text that the reader can lay over the panes: help, welcome, and all
//! that is known of a briefing.

use std::sync::Arc;

use jiff::civil;

use super::clippings::{Clipped, Kept, first_words};
use super::overlay::{Entry, Sheet};
use super::page::{counted, grouped};
use super::{Messages, Tone};
use crate::briefing::{
    Briefing, Cable, DateFound, Facet, Mark, NamedBy, Origin, Provenance, Quote, Tag, days,
};
use crate::config::{Command, Group, Key, Keymap, Pane};
use crate::library::receipt::{Kind, Receipt};
use crate::text::sanitise;

/// The query language in short.
const QUERY_LANGUAGE: &[(&str, &str)] = &[
    (
        "two words",
        "Both, whole, anywhere in title, source, tags, note and text; case and accents aside.",
    ),
    ("\"a phrase\"", "These words in a row."),
    (
        "secur*",
        "Words that begin so; the last word does while it is typed.",
    ),
    ("dushambe~1", "Words within one slip; ~2 within two."),
    (
        "-a, a OR b, (…)",
        "Not that; one of both; held together. NOT, !, | and AND are understood, too.",
    ),
    (
        "title: text: …",
        "In that part; also source: note: path:. Before a word, a \"phrase\" or (…).",
    ),
    (
        "speaker: quote:",
        "Who speaks; in which words, those of the speaker beside it.",
    ),
    (
        "tag: place: …",
        "With such a tag; also org: person: topic: mine:. lang: the language.",
    ),
    (
        "date: after: …",
        "When, with before: too: 2024, 2024-05, 2024-05-31, today, yesterday, -7d, -2w, -3m, -1y.",
    ),
    (
        "is:",
        "unread, read, starred, archived, snoozed, due, noted, revised, clipped, tagged. \
         What is archived or put off is found, too; saved views leave it out.",
    ),
    ("tab", "Completes names, tags, sources and speakers."),
];

/// The most titles of a kind on a receipt: nobody scrolls through more, and they must be laid out.
const TITLES_SHOWN: usize = 200;

/// What is done most in a pane: that stands first in its help.
fn of_pane(pane: Pane) -> (&'static str, &'static [Command]) {
    match pane {
        Pane::List => (
            "Here, in the list",
            &[
                Command::Open,
                Command::ReadOn,
                Command::NextUnread,
                Command::Find,
                Command::Search,
                Command::Star,
                Command::Archive,
                Command::Select,
                Command::SelectRange,
                Command::Order,
            ],
        ),
        Pane::Reading => (
            "Here, in the reading pane",
            &[
                Command::ReadOn,
                Command::Find,
                Command::NextQuote,
                Command::PreviousQuote,
                Command::Clip,
                Command::Select,
                Command::SelectRange,
                Command::Outline,
                Command::Links,
                Command::Record,
                Command::FullWidth,
                Command::Close,
            ],
        ),
        Pane::Sidebar => (
            "Here, in the sidebar",
            &[
                Command::Open,
                Command::Exclude,
                Command::Fold,
                Command::Unfold,
                Command::FoldAll,
                Command::Find,
                Command::ClearFilters,
                Command::Close,
                Command::Sidebar,
            ],
        ),
    }
}

/// The help: every key in force, made from the keymap; what is for here first, the rest by group.
pub(super) fn help(keymap: &Keymap, focus: Pane, selects_text: bool) -> Sheet {
    let find = keys_of(keymap, focus, Command::Find);
    let mut entries = vec![Entry::Text(format!(
        "{find} finds a word here. A number before a move or a jump repeats it. Every key can be changed \
         in the configuration; `chancery config show` prints it."
    ))];
    if selects_text {
        entries.extend(selecting());
    }
    let (heading, here) = of_pane(focus);
    let of = |command: Command| {
        let keys = keys_of(keymap, focus, command);
        Entry::Pair(keys, command.doc().to_owned())
    };
    entries.push(Entry::Blank);
    entries.push(Entry::Heading(heading.to_owned()));
    entries.extend(here.iter().copied().map(of));
    for group in Group::ALL {
        entries.push(Entry::Blank);
        entries.push(Entry::Heading(group.heading().to_owned()));
        let others = Command::ALL.iter().filter(|it| it.group() == group);
        let others = others.filter(|it| !here.contains(it));
        entries.extend(others.copied().map(of));
    }
    entries.push(Entry::Blank);
    entries.push(Entry::Heading("In the filter".to_owned()));
    for (what, doc) in [
        (
            "two words",
            "Both must match, in any order; letters may be left out: “mfa”, “dshnb”. Such \
             matches come last and are counted (“4 by letters”).",
        ),
        ("'word", "Exactly this word or part of a word."),
        ("-word", "Not this word."),
    ] {
        entries.push(Entry::Pair(what.to_owned(), doc.to_owned()));
    }
    entries.push(Entry::Blank);
    entries.push(Entry::Heading("While something is typed".to_owned()));
    for (keys, doc) in TYPING {
        entries.push(Entry::Pair((*keys).to_owned(), (*doc).to_owned()));
    }
    if !selects_text {
        entries.extend(selecting());
    }
    entries.push(Entry::Blank);
    entries.push(Entry::Heading("In the search".to_owned()));
    for (what, doc) in QUERY_LANGUAGE {
        entries.push(Entry::Pair((*what).to_owned(), (*doc).to_owned()));
    }
    Sheet::new("Keys", entries)
}

/// What the keys do while text is selected.
fn selecting() -> impl Iterator<Item = Entry> {
    let heading = Entry::Heading("While text is selected".to_owned());
    let pair = |(keys, doc): &(&str, &str)| Entry::Pair((*keys).to_owned(), (*doc).to_owned());
    let pairs = SELECTING.iter().map(pair);
    [Entry::Blank, heading].into_iter().chain(pairs)
}

/// The keys of the filter, the search and the palette.
const TYPING: &[(&str, &str)] = &[
    (
        "up, down",
        "What was typed before, from the first row on; else the row above or below.",
    ),
    ("ctrl-p, ctrl-n", "The row above or below."),
    ("ctrl-r", "Look in what was typed before."),
    ("ctrl-w, ctrl-u", "Delete a word, or all before the cursor."),
    ("esc", "Leave it as it was before."),
];

/// The keys that mean something of their own while text is selected; those that go up, down, to
/// an end and back are as everywhere.
const SELECTING: &[(&str, &str)] = &[
    ("l, h, right, left", "Move the end by a character."),
    ("w, b", "Move it by a word."),
    ("}, {", "Move it by a paragraph."),
    ("o", "Go to the other end."),
    ("enter", "Clip what is selected."),
];

/// The keys of a command in a pane, for people: `j, down`.
pub(super) fn keys_of(keymap: &Keymap, pane: Pane, command: Command) -> String {
    [pane, Pane::List, Pane::Reading, Pane::Sidebar]
        .into_iter()
        .map(|pane| keymap.keys_of(pane, command))
        .find(|keys| !keys.is_empty())
        .map_or_else(
            || "(no key)".to_owned(),
            |all| all.into_iter().map(sequence).collect::<Vec<_>>().join(", "),
        )
}

fn sequence(keys: &[Key]) -> String {
    keys.iter()
        .map(Key::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first start, explained in one screen.
pub(super) fn welcome(keymap: &Keymap) -> Sheet {
    let key = |command| {
        let keys = keymap.keys_of(Pane::List, command);
        keys.first().map_or_else(String::new, |keys| sequence(keys))
    };
    let pair = |command: Command, text: &str| Entry::Pair(key(command), text.to_owned());
    let entries =
        vec![
        Entry::Text(
            "These are sample briefings about an invented week, to try things on. Open your own \
             with `chancery FOLDER`, or name folders in the configuration."
                .to_owned(),
        ),
        Entry::Blank,
        pair(Command::Down, "move down the list (the arrow keys work too)"),
        pair(Command::ReadOn, "read on: a page, then the next unread briefing"),
        pair(Command::NextQuote, "jump to the next quote; the name beside it is who said it"),
        pair(Command::Find, "filter the list as you type; in the reading pane, find a word"),
        pair(Command::Search, "search the texts: words, speaker:…, tag:…, is:unread"),
        pair(Command::NextPane, "go to the next pane"),
        pair(Command::Sidebar, "show the tags: Enter includes one, - excludes it"),
        pair(Command::Star, "star a briefing; every mark can be taken back"),
        pair(Command::Undo, "take a mark back"),
        pair(Command::Palette, "find any command by its name"),
        pair(Command::Help, "all the keys"),
        pair(Command::Quit, "quit"),
        Entry::Blank,
        Entry::Text("Press any key to begin.".to_owned()),
    ];
    Sheet::new("Welcome to Chancery", entries).passing_its_key()
}

/// What was said in the last row, the newest first; what is wrong now stands above.
pub(super) fn messages(messages: &Messages, trouble: Option<String>) -> Sheet {
    let mut entries: Vec<Entry> = trouble.into_iter().map(Entry::Heading).collect();
    entries.extend(messages.newest_first().map(|said| {
        let sign = match said.tone {
            Tone::Done => "·",
            Tone::Refused | Tone::Failed => "!",
        };
        Entry::Pair(sign.to_owned(), said.text.clone())
    }));
    if entries.is_empty() {
        entries.push(Entry::Text("Nothing was said yet.".to_owned()));
    }
    Sheet::new("Messages, the newest first", entries)
}

/// What is said of a correction or a clipping whose words are gone.
pub(crate) fn missing(mark: &Mark, words: &str) -> String {
    let words = sanitise::line(&first_words(words)).into_owned();
    match mark {
        Mark::Clipping(_) => {
            format!("A clipping is no longer found in this text; it is kept: {words}")
        }
        _ => format!(
            "The words of a corrected speaker are no longer found in this text; the correction is \
             kept: {words}"
        ),
    }
}

/// Why a quote has its speaker; `correct` is the key that puts a speaker right.
pub(super) fn why(
    quote: &Quote,
    words: &str,
    told: Vec<(&'static str, String)>,
    correct: &str,
) -> Sheet {
    let mut entries = vec![
        Entry::Heading(quote.credit()),
        Entry::Text(words.to_owned()),
        Entry::Blank,
    ];
    let pair = |(about, line): (&str, String)| Entry::Pair(about.to_owned(), line);
    entries.extend(told.into_iter().map(pair));
    entries.push(Entry::Blank);
    entries.push(Entry::Text(format!("{correct} puts the speaker right.")));
    Sheet::new("Why this name", entries)
}

/// What was done today, and what was not opened.
pub(super) fn receipt(today: civil::Date, receipt: &Receipt, not_opened: &[&str]) -> Sheet {
    let mut entries = Vec::new();
    for kind in Kind::ALL {
        let deeds = receipt.of_kind(kind).map(|deed| deed.told(today));
        let deeds: Vec<String> = deeds.collect();
        if !deeds.is_empty() {
            part(&mut entries, kind.heading(), &deeds);
        }
    }
    if entries.is_empty() {
        entries.push(Entry::Text("Nothing was decided today yet.".to_owned()));
        entries.push(Entry::Blank);
    }
    for said in &receipt.brought_back {
        entries.push(Entry::Text(said.clone()));
        entries.push(Entry::Blank);
    }
    part(&mut entries, "Not opened", not_opened);
    entries.pop();
    Sheet::new(&format!("Today, {}", days::told(today, today)), entries)
}

fn part(entries: &mut Vec<Entry>, heading: &str, titles: &[impl AsRef<str>]) {
    let count = grouped(titles.len());
    entries.push(Entry::Heading(format!("{heading} {count}")));
    let shown = titles.iter().take(TITLES_SHOWN);
    entries.extend(shown.map(|title| Entry::Item(title.as_ref().to_owned())));
    if let Some(more) = titles.len().checked_sub(TITLES_SHOWN + 1) {
        let more = grouped(more + 1);
        let text = format!("and {more} more; `chancery receipt` prints them all");
        entries.push(Entry::Text(text));
    }
    entries.push(Entry::Blank);
}

/// What of a briefing the desk has put right.
fn from_desk(briefing: &Briefing) -> Option<String> {
    let by_desk = |quote: &&Quote| quote.named_by == NamedBy::Desk;
    let speakers = briefing.quotes.iter().filter(by_desk).count();
    let is_desks = |tag: &&Tag| tag.provenance == Provenance::Desk;
    let tags = briefing.tags.iter().filter(is_desks).count();
    let speakers = (speakers > 0).then(|| match speakers {
        1 => "the speaker of 1 quote".to_owned(),
        many => format!("the speakers of {} quotes", grouped(many)),
    });
    let tags = (tags > 0).then(|| counted(tags, "tag"));
    let told: Vec<String> = speakers.into_iter().chain(tags).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// All that is known of a briefing, where else it stands, and what was clipped of it.
///
/// `references` are what it refers to, each with the title of what is meant.
pub(super) fn about(
    briefing: &Briefing,
    copies: &[Origin],
    references: &[String],
    clipped: &Clipped,
) -> Sheet {
    let mut entries = vec![
        Entry::Heading(briefing.title.clone()),
        pair("id", briefing.id.to_string()),
        pair("file", sanitise::name(&*briefing.origin.name())),
        pair("place in it", (briefing.origin.ordinal + 1).to_string()),
    ];
    if let Some(encoding) = briefing.origin.encoding {
        let known = format!("{}, {}", encoding.name, encoding.known.words());
        entries.push(pair("encoding", known));
    }
    let copies = copies.iter().map(|copy| sanitise::name(&*copy.name()));
    entries.extend(copies.map(|copy| pair("also in", copy)));
    let properties = briefing.properties.as_deref().map(str::to_owned);
    entries.extend(properties.map(|all| pair("properties", all)));
    entries.extend(facts(briefing));
    entries.extend(briefing.cable.iter().flat_map(|cable| way(cable)));
    let references = references.iter().map(|it| pair("refers to", it.clone()));
    entries.extend(references);
    entries.extend(tags(briefing));
    entries.extend(from_desk(briefing).map(|desk| pair("from the desk", desk)));
    if !clipped.all.is_empty() {
        entries.push(Entry::Blank);
        entries.push(Entry::Heading("Clippings".to_owned()));
    }
    entries.extend(clipped.all.iter().map(clipping));
    Sheet::new("About this briefing", entries)
}

fn pair(what: &str, value: String) -> Entry {
    Entry::Pair(what.to_owned(), value)
}

fn facts(briefing: &Briefing) -> [Entry; 9] {
    let or_unknown = |text: Option<&str>| text.unwrap_or("unknown").to_owned();
    let found = briefing.date_found.map_or("", DateFound::words);
    let date = briefing
        .date
        .map(|date| format!("{date} {found}").trim_end().to_owned());
    let (quoted, reported) = briefing.quote_counts();
    let mut hidden = match briefing.hidden {
        0 => "no hidden characters".to_owned(),
        count => format!(
            "{} hidden or dangerous characters, shown as marks",
            grouped(count as usize)
        ),
    };
    if briefing.body.taken > 0 {
        let taken = counted(briefing.body.taken as usize, "character");
        hidden += &format!("; {taken} of markup not shown");
    }
    [
        pair("date", or_unknown(date.as_deref())),
        pair("source", or_unknown(briefing.source.as_deref())),
        pair(
            "author",
            briefing
                .byline()
                .unwrap_or_else(|| "nobody alone".to_owned()),
        ),
        pair("language", or_unknown(briefing.language.as_deref())),
        pair(
            "caveat",
            briefing.stamp().unwrap_or_else(|| "none".to_owned()),
        ),
        pair("words", grouped(briefing.words as usize)),
        pair("quotes", grouped(quoted)),
        pair("reported", grouped(reported)),
        pair("hidden", hidden),
    ]
}

/// Under which number a cable went to whom.
fn way(cable: &Cable) -> impl Iterator<Item = Entry> {
    let listed = |names: &[Arc<str>]| (!names.is_empty()).then(|| names.join("; "));
    let facts = [
        ("number", cable.number.as_ref().map(ToString::to_string)),
        (
            "precedence",
            cable.precedence.map(|it| it.name().to_owned()),
        ),
        ("from", cable.from.as_deref().map(str::to_owned)),
        ("to", listed(&cable.to)),
        ("info", listed(&cable.info)),
        ("declassify", cable.declassify.as_deref().map(str::to_owned)),
    ];
    let facts = facts.into_iter();
    facts.filter_map(|(what, value)| Some(pair(what, value?)))
}

/// The tags of each facet that has some.
fn tags(briefing: &Briefing) -> impl Iterator<Item = Entry> + '_ {
    let told = |tag: &Tag| {
        let desk = match tag.provenance {
            Provenance::Desk => ", desk",
            _ => "",
        };
        let weight = tag.weight * 100.0;
        format!("{} ({weight:.0} %{desk})", tag.label.name)
    };
    Facet::ALL.into_iter().filter_map(move |facet| {
        let tags: Vec<String> = briefing.tags_of(facet).map(told).collect();
        (!tags.is_empty()).then(|| pair(&facet.heading().to_lowercase(), tags.join(", ")))
    })
}

fn clipping(kept: &Kept) -> Entry {
    let words = first_words(&kept.clipping.anchor.exact);
    let speaker = kept.clipping.speaker.as_deref();
    let speaker = speaker.map_or_else(String::new, |speaker| format!(" {speaker}"));
    let gone = match kept.range {
        Some(_) => "",
        None => " (no longer found in this text)",
    };
    let day = sanitise::line(&kept.clipping.clipped).into_owned();
    Entry::Pair(day, format!("{words}{speaker}{gone}"))
}
