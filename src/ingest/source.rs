//! A decoded text on its way to drafts: cut into releases, each with its facts, its headline and its body.

use std::borrow::Cow;
use std::ops::Range;

use super::cable::{self, Cable};
use super::content::{Kind, Link};
use super::digest::{self, Release};
use super::folded::Folded;
use super::given::{self, Given, Top};
use super::headline::{self, Headline, Opening};
use super::passage::{self, Passage};
use super::problem::Reason;
use super::{
    Draft, MAX_TAG, MAX_TAGS, dates, furniture, handling, identity, letterhead, lines, links,
    markdown, marks, markup, plain, turns, walls,
};
use crate::briefing::{self, Address, BlockKind, Body, BriefingDate, DateFound, Handling, Span};
use crate::text::offsets::OffsetMap;
use crate::text::sanitise::{self, CleanText};

/// A letterhead stands among so many passages at the top.
const LETTERHEAD: usize = 4;

/// How a text is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Layout<'a> {
    /// Blocks are told by blank lines, indents and bullets.
    Plain,
    /// The same but for these, as its format has said, with where the words lead to.
    Lines(&'a [(Kind, Range<usize>)], &'a [Link]),
    Markdown,
    /// As its format has said, with where its words lead to; it is one release.
    Blocks(&'a [(Kind, Range<usize>)], &'a [Link]),
}

impl Layout<'_> {
    /// The passages of `text[range]`.
    pub(super) fn passages<'t>(&self, text: &'t str, range: Range<usize>) -> Vec<Passage<'t>> {
        match self {
            Self::Markdown => markdown::passages(text, range),
            Self::Blocks(blocks, _) => within(blocks, &range)
                .map(|block| of_block(text, block))
                .filter(|passage| !passage.is_blank())
                .collect(),
            Self::Lines(blocks, _) => {
                let mut passages = Vec::new();
                let mut start = range.start;
                for block in within(blocks, &range) {
                    passages.append(&mut plain::passages(text, start..block.1.start));
                    passages.push(of_block(text, block));
                    start = block.1.end;
                }
                passages.append(&mut plain::passages(text, start..range.end));
                passages
            }
            Self::Plain => unmarked(text, range.clone(), plain::passages(text, range)),
        }
    }
}

/// The blocks that lie in a stretch of the text.
fn within<'b>(
    blocks: &'b [(Kind, Range<usize>)],
    range: &Range<usize>,
) -> impl Iterator<Item = &'b (Kind, Range<usize>)> {
    let first = blocks.partition_point(|(_, block)| block.start < range.start);
    let end = range.end;
    blocks[first..]
        .iter()
        .take_while(move |(_, block)| block.end <= end)
}

fn of_block<'t>(text: &'t str, (kind, block): &(Kind, Range<usize>)) -> Passage<'t> {
    let mut passage = Passage::new((*kind).into());
    passage.raw(&text[block.clone()], block.start);
    passage
}

/// The passages of `text[range]` without tags, which most texts have none of.
fn unmarked<'t>(text: &str, range: Range<usize>, passages: Vec<Passage<'t>>) -> Vec<Passage<'t>> {
    match memchr::memchr(b'<', text[range].as_bytes()) {
        Some(_) => markup::unmark(passages),
        None => passages,
    }
}

/// What stands outside of the text of a part, for its id.
#[derive(Debug, Clone)]
pub(super) struct Outside<'a> {
    /// What its container states of it, in one line.
    pub(super) stated: String,
    /// Its words as they came, whatever a reader of its format made of them.
    pub(super) words: &'a str,
}

/// What the text itself tells of a release.
pub(super) struct Facts {
    date: Option<(BriefingDate, DateFound)>,
    source: Option<String>,
    /// Of a cable: the head that it opens with.
    cable: Option<Cable>,
}

impl Facts {
    /// The title that the head of a cable gives, and the passage at which the text under it begins.
    pub(super) fn subject(&self, passages: &[Passage<'_>]) -> (Option<String>, usize) {
        let Some(cable) = &self.cable else {
            return (None, 0);
        };
        let text = cable.body.and_then(|body| {
            passages
                .iter()
                .position(|passage| passage.start().is_some_and(|start| start >= body))
        });
        (cable.title.clone(), text.unwrap_or(0))
    }
}

/// A decoded text on its way to drafts.
pub(super) struct Source<'a> {
    /// What is folded of it is blank here.
    pub(super) text: &'a str,
    pub(super) folded: Folded<'a>,
    /// What stands under it and is none of its words; empty where nothing does.
    pub(super) note: &'a str,
    pub(super) layout: Layout<'a>,
    /// The byte where its header or front matter ends.
    pub(super) header: usize,
    pub(super) given: Given,
    /// What is noted of it, where its text says nothing.
    pub(super) noted: Given,
    /// `None` for a file.
    pub(super) outside: Option<Outside<'a>>,
    /// True where the text is not that of the file or part to the letter: then there is no way back to it.
    pub(super) is_rendered: bool,
    /// Sanitised; empty where it has none.
    pub(super) file_name: String,
}

impl<'a> Source<'a> {
    pub(super) fn releases(&self) -> Vec<Release> {
        let range = self.header..self.text.len();
        let mut releases = match self.layout {
            Layout::Blocks(..) => vec![Release::of(range)],
            Layout::Plain | Layout::Lines(..) | Layout::Markdown => digest::split(self.text, range),
        };
        let have_headers = releases.iter().any(|release| release.top.is_some());
        if let Some(first) = releases.first_mut() {
            first.raw.start = 0;
            // Where each has a header, that of the file is the first one's.
            if have_headers && self.header > 0 && first.body.start == self.header {
                first.top = Some(Top {
                    given: self.given.clone(),
                    body: self.header,
                    faults: Vec::new(),
                });
            }
        }
        releases
    }

    pub(super) fn drafts(&self, releases: &[Release]) -> Vec<Draft> {
        let opening = if releases.len() > 1 {
            Opening::Release
        } else {
            Opening::Text
        };
        releases
            .iter()
            .map(|release| self.release(release, opening))
            .collect()
    }

    /// What is declared for a release: in a header of its own, else in that of the file.
    fn given_of<'r>(&'r self, release: &'r Release) -> &'r Given {
        release.top.as_ref().map_or(&self.given, |top| &top.given)
    }

    fn release(&self, release: &Release, opening: Opening) -> Draft {
        let cable = self.cable(release);
        let mut passages = self.passages(release, cable.as_ref());
        furniture::strip(&mut passages);
        let facts = self.facts(&passages, release, cable);
        self.strip_signature(&mut passages, facts.source.as_deref());
        let given = self.given_of(release);
        let is_own = opening == Opening::Text || release.top.is_some();
        let declared = given.title.as_deref().filter(|_| is_own);
        let (subject, text) = facts.subject(&passages);
        let title = match declared.map(str::to_owned).or(subject) {
            Some(title) => {
                let title = headline::completed(&title, &passages).into_owned();
                strip_repeated(&mut passages, &title);
                Some(title)
            }
            None => match headline::find(&passages[text..], opening) {
                Some(Headline {
                    title,
                    passage: Some(at),
                }) => {
                    passages.remove(text + at);
                    furniture::strip(&mut passages);
                    Some(title)
                }
                // The beginning of a text is no headline.
                found => {
                    let noted = self.noted.title.clone();
                    noted.or(found.map(|headline| headline.title))
                }
            },
        };
        self.draft(release, opening, &passages, facts, title.as_deref())
    }

    /// What there is to say where the lines of a release ask for more than the header declares.
    pub(super) fn overruled(&self, draft: &Draft) -> Option<Reason> {
        let declared = self.given.classification.as_deref()?;
        let marking = draft.handling.marking.as_deref()?;
        (marking != declared).then(|| Reason::TwoMarkings {
            kept: marking.to_owned(),
            lower: declared.to_owned(),
        })
    }

    /// The head of a release that is a cable.
    pub(super) fn cable(&self, release: &Release) -> Option<Cable> {
        cable::read(self.text, self.head_of(release))
    }

    pub(super) fn passages(&self, release: &Release, cable: Option<&Cable>) -> Vec<Passage<'a>> {
        let heading = release.heading.clone();
        let mut passages = heading.map_or_else(Vec::new, |heading| self.passages_of(heading));
        let body = release.body.clone();
        let text = cable.and_then(|cable| cable.body);
        let mut body = match (text.filter(|at| body.contains(at)), cable, self.layout) {
            // The lines of the head are meant, and say nothing of how the text under it was wrapped.
            (Some(at), Some(cable), Layout::Plain) => {
                let cuts = cable::cuts(self.text, self.head_of(release), cable);
                let text = plain::passages_without(self.text, at..body.end, &cuts);
                let mut all = self.passages_of(body.start..at);
                all.append(&mut unmarked(self.text, at..body.end, text));
                all
            }
            _ => self.passages_of(body),
        };
        if passages.is_empty() {
            return body;
        }
        passages.append(&mut body);
        passages
    }

    fn passages_of(&self, range: Range<usize>) -> Vec<Passage<'a>> {
        self.layout.passages(self.text, range)
    }

    /// Where the words of a release lead to that are still there.
    fn links(&self, release: &Release, body: &Body) -> Box<[briefing::Link]> {
        match self.layout {
            Layout::Plain => Box::default(),
            Layout::Markdown => {
                let links = markdown::links(self.text, release.body.clone());
                links::placed(body, &links)
            }
            Layout::Lines(_, links) | Layout::Blocks(_, links) => links::placed(body, links),
        }
    }

    /// Date and source: as declared for the file, or of the release, or found in its text.
    pub(super) fn facts(
        &self,
        passages: &[Passage<'_>],
        release: &Release,
        cable: Option<Cable>,
    ) -> Facts {
        let of_cable = cable.as_ref().and_then(|cable| cable.date);
        let given = self.given_of(release);
        let from = |date: Option<BriefingDate>, found| date.map(|date| (date, found));
        let date = from(release.date, DateFound::ReleaseLine)
            .or_else(|| from(given.moment(), DateFound::Header))
            .or(from(of_cable, DateFound::Cable))
            .or_else(|| self.date_at_top(release))
            .or_else(|| from(date_at_end(passages), DateFound::Foot))
            .or_else(|| from(date_of_post(passages), DateFound::Post))
            .or_else(|| from(self.noted.moment(), DateFound::Properties));
        let source = release.source.clone().or_else(|| given.source.clone());
        let source = source
            .or_else(|| cable.as_ref()?.source.clone())
            .or_else(|| passages.last().and_then(signature))
            .or_else(|| {
                let mut head = passages.iter().take(LETTERHEAD);
                // The first line may be the headline.
                let first = head.next().filter(|first| is_letterhead(first));
                first.into_iter().chain(head).find_map(house)
            });
        Facts {
            date,
            source,
            cable,
        }
    }

    /// The date that stands at the top of a release.
    fn date_at_top(&self, release: &Release) -> Option<(BriefingDate, DateFound)> {
        let top = || lines::lines(self.text, release.body.clone()).map(|line| line.text);
        let found = dates::find(top());
        let is_sure = found.is_some_and(|(date, _)| !dates::persian::is_persian_year(date));
        if is_sure {
            return found;
        }
        let persian = || dates::persian::find(top()).filter(|_| self.is_persian(release));
        persian().or(found)
    }

    /// True for a release in Persian, as declared or else by its letters.
    fn is_persian(&self, release: &Release) -> bool {
        match &self.given_of(release).language {
            Some(language) => language == "fa",
            None => dates::persian::is_persian(&self.text[release.body.clone()]),
        }
    }

    /// Where the head of a release is looked for: lines that were read as the file's header may be
    /// those of a message.
    fn head_of(&self, release: &Release) -> Range<usize> {
        let is_first = release.body.start == self.header && self.given.title.is_none();
        let start = if is_first { 0 } else { release.body.start };
        start..release.body.end
    }

    /// Takes off a last line that only repeats who issued it: `🔹 Ministry of Trade`.
    fn strip_signature(&self, passages: &mut Vec<Passage<'_>>, source: Option<&str>) {
        let repeats = |name: String| source.is_some_and(|source| source.contains(&name));
        if passages.len() > 1 && passages.last().and_then(signature).is_some_and(repeats) {
            passages.pop();
        }
    }

    pub(super) fn draft(
        &self,
        release: &Release,
        opening: Opening,
        passages: &[Passage<'_>],
        facts: Facts,
        title: Option<&str>,
    ) -> Draft {
        let (body, in_body) = self.body(release, passages, facts.cable.is_some());
        let raw = match self.is_rendered {
            true => Span::WHOLE,
            false => Span::new(release.raw.start, release.raw.end),
        };
        let (title, in_title) = title
            .and_then(clean_title)
            .unwrap_or_else(|| (self.unnamed(body.is_none()), 0));
        let body = body.unwrap_or_else(empty_body);
        let given = self.given_of(release);
        let place = identity::Place {
            text: self.text,
            given,
            is_alone: opening == Opening::Text,
            outside: self.outside.as_ref(),
            file_name: &self.file_name,
        };
        Draft {
            part: Address::default(),
            id: identity::id(release, &place),
            handling: handling::of_cable(
                self.handling(release, &title, given),
                facts
                    .cable
                    .as_ref()
                    .and_then(|cable| cable.marking.as_deref()),
                &body,
            ),
            cable: self.way(release, &title, &facts).map(Box::new),
            title,
            date: facts.date.map(|(date, _)| date),
            date_found: facts.date.map(|(_, found)| found),
            source: facts.source.map(cleaned),
            address: given.address.clone().map(cleaned),
            // Of several in a file each has its own.
            speaker: given
                .speaker
                .clone()
                .map(cleaned)
                .filter(|_| opening == Opening::Text || release.top.is_some()),
            language: given
                .language
                .clone()
                .or_else(|| self.noted.language.clone()),
            tags: tags(given, &self.noted, facts.cable.as_ref()),
            properties: self.properties(),
            raw,
            encoding: None,
            body,
            hidden: in_body + in_title,
        }
    }

    /// What there is to read of a release, if there is anything, and how many characters of it were made visible.
    fn body(&self, release: &Release, own: &[Passage<'_>], is_cable: bool) -> (Option<Body>, u32) {
        let own = walls::parted(own);
        let mut passages = self.folded.put_into(own, release, self.layout);
        if !self.note.is_empty() && release.raw.end == self.text.len() {
            let mut note = Passage::new(BlockKind::Paragraph);
            note.raw(self.note, self.text.len());
            passages.to_mut().push(note);
        }
        let (mut body, hidden) = passage::assemble(&passages);
        if body.blocks.is_empty() {
            return (None, hidden);
        }
        turns::mark(&mut body);
        body.links = self.links(release, &body);
        if is_cable {
            body.portions = handling::portions(&body).into();
        }
        if self.is_rendered {
            body.source_map = OffsetMap::default();
        }
        (Some(body), hidden)
    }

    /// `“Draft 3”, by Kari Moe, 12 June 2024`: whoever wrote a file is often not whose words it holds, so that these
    /// are shown and nothing is made of them.
    fn properties(&self) -> Option<String> {
        let noted = &self.noted;
        let title = noted.title.as_deref().map(given::one_line);
        let all = [
            title.map(|title| format!("“{title}”")),
            noted.speaker.as_ref().map(|name| format!("by {name}")),
            noted.date.map(BriefingDate::long),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| cleaned(all.join(", ")))
    }

    /// Who a release went to and what it refers to, where it is a cable.
    fn way(&self, release: &Release, title: &str, facts: &Facts) -> Option<briefing::Cable> {
        let text = (self.text, release.body.clone());
        let date = facts.date.map(|(date, _)| date);
        let cable = facts.cable.as_ref();
        let told = cable::of_title(title, text, cable, date);
        let told = told.or_else(|| {
            let cable = cable?;
            let mut facts = cable.facts.clone();
            cable::name_other_sections(&mut facts, cable, self.text, self.head_of(release));
            Some(facts)
        });
        told.filter(|told| *told != briefing::Cable::default())
    }

    fn handling(&self, release: &Release, title: &str, given: &Given) -> Handling {
        let own = handling::find(self.text, release.body.clone(), title, given);
        let folds = self.folded.of(&release.raw).iter();
        let folded = folds.map(|fold| {
            let range = fold.range.clone();
            handling::find(self.folded.whole, range, "", &Given::default())
        });
        handling::raised(own, folded)
    }

    /// What stands for the title of a text without one: by its file, if that has a name.
    fn unnamed(&self, is_empty: bool) -> String {
        match (self.file_name.as_str(), is_empty) {
            ("", _) => "(no title)".to_owned(),
            (name, true) => name.to_owned(),
            (name, false) => format!("(no title) {name}"),
        }
    }
}

/// The tags that the file gives, and those of a cable.
fn tags(given: &Given, noted: &Given, cable: Option<&Cable>) -> Vec<String> {
    let mut tags = given.tags.clone();
    let of_cable = cable.map(|cable| &cable.tags[..]).unwrap_or_default();
    for tag in noted.tags.iter().chain(of_cable) {
        if !tags.contains(tag) && tags.len() < MAX_TAGS && tag.chars().count() <= MAX_TAG {
            tags.push(tag.clone());
        }
    }
    tags.into_iter().map(cleaned).collect()
}

/// What was found on a line, wherever that was, as it may be shown.
fn cleaned(found: String) -> String {
    match sanitise::line(&found) {
        Cow::Borrowed(_) => found,
        Cow::Owned(clean) => clean,
    }
}

/// Takes off a first passage that only repeats the declared title.
fn strip_repeated(passages: &mut Vec<Passage<'_>>, title: &str) {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let repeats = |passage: &Passage<'_>| {
        let text = passage.text();
        text.len() < 2 * title.len() + 32 && letters(&text) == letters(title)
    };
    if passages.len() > 1 && repeats(&passages[0]) {
        passages.remove(0);
    }
}

/// The issuer that a passage names behind a sign, if it does nothing else.
fn signature(passage: &Passage<'_>) -> Option<String> {
    let text = passage.text();
    let name = marks::after_marks(&text);
    let signed = name.len() < text.trim_start().len() && furniture::is_issuer(name.trim());
    signed
        .then(|| given::issuer(&given::one_line(name)))
        .flatten()
}

/// True for a passage that only names, and says nothing.
fn is_letterhead(passage: &Passage<'_>) -> bool {
    letterhead::part(&passage.text()) == letterhead::Part::Letterhead
}

/// The ministry or department that a line under the title names and does nothing else.
fn house(passage: &Passage<'_>) -> Option<String> {
    const BODIES: [&str; 7] = [
        "ministry",
        "department",
        "embassy",
        "министерство",
        "посольство",
        "ministère",
        "ministerio",
    ];
    let text = passage.text();
    let name = text.trim();
    let particle = |word: &str| word.chars().count() <= 3;
    let is_name = name
        .split_whitespace()
        .all(|word| particle(word) || word.starts_with(char::is_uppercase));
    let is_russian = name.starts_with("Министерство ") || name.starts_with("Посольство ");
    let is_plain = furniture::is_issuer(name)
        && name.contains(' ')
        && !name.contains(['\n', ':', ','])
        && (is_name || is_russian)
        && name
            .to_lowercase()
            .split_whitespace()
            .any(|word| BODIES.contains(&word));
    is_plain
        .then(|| given::issuer(&given::one_line(name)))
        .flatten()
}

/// A date alone at the foot of a text, as letters and statements have it.
fn date_at_end(passages: &[Passage<'_>]) -> Option<BriefingDate> {
    let foot = passages.iter().rev().take(3).map(Passage::text);
    foot.filter(|text| text.len() < 60)
        .find_map(|text| dates::of_dateline(text.trim()))
}

/// The date of the last post that is quoted with its signature: `— Trade Desk (@desk) May 3, 2024`.
/// What cites it was issued on that day or shortly after.
fn date_of_post(passages: &[Passage<'_>]) -> Option<BriefingDate> {
    passages.iter().rev().find_map(|passage| {
        let text = passage.text();
        if !text.starts_with(['—', '–', '-']) {
            return None;
        }
        let (name, date) = text.rsplit_once(')')?;
        let signed = name.contains("(@");
        signed.then(|| dates::parse(date)).flatten()
    })
}

/// The title cleaned and on one line, with the number of characters made visible.
fn clean_title(raw: &str) -> Option<(String, u32)> {
    let mut probe = CleanText::default();
    probe.push(raw, 0);
    let title = given::one_line(raw);
    (!title.trim().is_empty()).then_some((title, probe.hidden))
}

fn empty_body() -> Body {
    let mut passage = Passage::new(BlockKind::Paragraph);
    passage.raw("(empty)", 0);
    let mut body = passage::assemble(&[passage]).0;
    // There is nothing to lead back to.
    body.source_map = OffsetMap::default();
    body
}
