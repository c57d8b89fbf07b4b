//! Who stands over the words of a text that somebody says of themselves.
//!
//! ```text
//! TO: The Secretary      Opening of the Harbour        Mara Lind: Why we build
//! FROM: Mara Lind
//!                        Mara Lind
//! I recommend …          Minister of Water of Norland  I have lived here …
//!
//!                        Dear colleagues, …
//! ```
//!
//! Only a text with "I" and "we" has such an author, and only if one person alone stands there.

use super::Reading;
use super::extent;
use super::phrase::Line;
use super::sign;
use super::who::{self, Named};
use crate::briefing::{Author, Confidence};
use crate::insight::grammar::List;
use crate::insight::quotes::NameWord;
use crate::insight::salutation;

/// How many blocks can stand over the words.
const BLOCKS: usize = 6;

/// The author whom the lines over the words or the title name.
pub(super) fn author(text: &Reading<'_>, title: &Line<'_>) -> Option<Author> {
    let lines: Vec<Line<'_>> = lines(text)
        .into_iter()
        .map(|line| Line::of(line, text.language))
        .collect();
    let found = sender(&lines).or_else(|| alone(text, &lines));
    let (line, named) = match &found {
        Some((line, named)) => (*line, named.clone()),
        None => (title, titled(text, title)?),
    };
    // Last, since it looks at every word.
    sign::is_in_first_person(text).then(|| {
        let author = text.author(line, &named);
        let confidence = author.confidence.min(Confidence::Fair);
        Author {
            confidence,
            ..author
        }
    })
}

/// The lines between the title and the words; who is addressed by a line is no author.
fn lines<'t>(text: &Reading<'t>) -> Vec<&'t str> {
    let blocks = (0..text.body.blocks.len().min(BLOCKS)).map(|at| text.block(at));
    let over = blocks.take_while(|block| !extent::is_sentence(block));
    let lines = over.flat_map(str::lines).map(str::trim);
    let greets = |line: &str| {
        line.ends_with([',', '!', '.', '?']) || salutation::length(line, text.language).is_some()
    };
    lines
        .filter(|line| !line.is_empty() && *line != text.title)
        .take_while(|line| !greets(line))
        .collect()
}

/// "FROM: Mara Lind", where a line tells the addressee, too.
fn sender<'l, 't>(lines: &'l [Line<'t>]) -> Option<(&'l Line<'t>, Named)> {
    let field = |line: &Line<'_>, list| {
        let count = line.entry(list, 0)?;
        let colon = line.tokens[count - 1].gap.trim_start().starts_with(':');
        (colon && count < line.tokens.len()).then_some(count)
    };
    let addressed = lines
        .iter()
        .any(|line| field(line, List::Addressee).is_some());
    lines.iter().filter(|_| addressed).find_map(|line| {
        let mut from = field(line, List::Sender)?;
        // "EUR - Mara Lind": an office in letters.
        while line.tokens[from].is_acronym() && line.tokens[from].ends_part() {
            from += 1;
            line.tokens.get(from)?;
        }
        let named = who::one(line, from, line.tokens.len())?;
        is_full(&named).then_some((line, named))
    })
}

/// The one person whom a line of its own names, with an office in it or in the next.
fn alone<'l, 't>(text: &Reading<'_>, lines: &'l [Line<'t>]) -> Option<(&'l Line<'t>, Named)> {
    let mut found = lines.iter().enumerate().filter_map(|(at, line)| {
        let named = who::one(line, 0, line.tokens.len())?;
        let name = named.name.clone().filter(|_| is_full(&named))?;
        let is_whole =
            named.words.end == line.tokens.len() || line.tokens[named.words.end - 1].ends_part();
        let in_office = || lines.get(at + 1).is_some_and(is_office);
        // "Says Minister Lind" is a headline.
        let opens = name.start == 0 || line.tokens[0].part() != NameWord::Other;
        let is_person = named.is_headed || in_office() || text.is_known(line, name);
        (is_whole && opens && is_person).then_some((line, named))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// "Minister of Water of Norland" alone in a line.
fn is_office(line: &Line<'_>) -> bool {
    let named = who::one(line, 0, line.tokens.len());
    named.is_some_and(|named| named.is_headed && named.name.is_none())
}

/// "Mara Lind: Why we build", "Foreign Minister Mara Lind on the talks": a title that opens with a
/// full name, over words that name that person nowhere.
fn titled(text: &Reading<'_>, title: &Line<'_>) -> Option<Named> {
    let named = who::one(title, 0, title.tokens.len()).filter(is_full)?;
    let name = named.name.clone()?;
    let next = title.tokens.get(named.words.end)?;
    let colon = title.tokens[named.words.end - 1]
        .gap
        .trim_start()
        .starts_with(':');
    let about = title.words.has(List::About, &next.small) && !next.is_capital();
    let surname = &title.tokens[name.end - 1];
    let is_told_of = text.body.text.contains(surname.text);
    // "President Expresses Confidence on …" is a headline.
    let is_person = name
        .clone()
        .any(|at| title.tokens[at].part() == NameWord::Given);
    ((colon || about) && is_person && !is_told_of).then_some(named)
}

/// True for a person by more than a surname.
fn is_full(named: &Named) -> bool {
    !named.is_body && named.name.as_ref().is_some_and(|name| name.len() > 1)
}
