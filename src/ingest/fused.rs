//! Headlines that a scraper ran together with what stood around them.
//!
//! ```text
//! Events  Talks on fish begin  The Minister met the fishermen.  31 May 2024 15:30  Tarn  The Minister …
//! section headline             lead                             stamp
//! ```
//!
//! A headline is no sentence: it ends where a word with a capital opens one. What may open a sentence
//! is told by the words themselves (a preposition, a verb), or by the verb that its subject stands
//! before. Where nothing tells it nothing is parted.

use super::dates;
use super::joining::sentence_end;
use super::letterhead::{self, Sense};
use super::plain::ends_sentence;

/// A shorter line, in bytes, is no page.
const PAGE: usize = 80;

/// The longest headline, in characters.
const HEADLINE: usize = 250;

/// A headline has as many words at least.
const FEWEST: usize = 2;

/// A participle has more letters than this.
const LONG: usize = 5;

/// How far behind the stamp the headline is looked for again, in bytes: pages put it under a picture.
const AGAIN: usize = 2000;

/// The headline of a page that was saved as one paragraph; it is known by its stamp.
pub(super) fn of_page(line: &str) -> Option<&str> {
    if line.len() < PAGE || memchr::memchr(b':', line.as_bytes()).is_none() {
        return None;
    }
    let (_, stamp) = dates::stamp(line)?;
    let before = after_section(line[..stamp.start].trim());
    let end = if ends_sentence(before) {
        // The lead may have several sentences.
        let first = sentence_end(before).unwrap_or(before.len());
        let parts = Words::of(&before[..first]);
        let after = super::lines::head(&line[stamp.end..], AGAIN);
        parts.repeated(after).or_else(|| parts.lead())?
    } else {
        before.len()
    };
    let title = before[..end].trim_end();
    let fits = title.chars().count() <= HEADLINE
        && title.split_whitespace().nth(FEWEST - 1).is_some()
        && !title.ends_with([',', ':', ';', '–', '—']);
    fits.then_some(title)
}

/// A line without the name of the section that it opens with: `События`, `News and events`.
fn after_section(line: &str) -> &str {
    let section = line.split(' ').next().unwrap_or_default();
    let rest = line[section.len()..].trim_start();
    let is_section = letterhead::has(&section.to_lowercase(), Sense::Way);
    if is_section && rest.starts_with(|c: char| !c.is_lowercase()) {
        rest
    } else {
        line
    }
}

/// Where a headline ends that was run together with a text without a stamp: `Talks on fish begin As part of
/// a visit, the Minister …`. Small letters around the word that opens the text show that it does.
pub(super) fn before_lead(text: &str) -> Option<usize> {
    let parts = Words::of(text);
    let end = parts.words.windows(3).enumerate().find_map(|(at, three)| {
        let [before, opener, after] = three else {
            return None;
        };
        let fits = at >= FEWEST
            && before.starts_with(char::is_lowercase)
            && before.ends_with(char::is_alphabetic)
            && is_opener(opener)
            && after.starts_with(char::is_lowercase);
        fits.then_some(at + 1)
    })?;
    Some(parts.end(end))
}

/// The words of a line, parted by single blanks.
struct Words<'a> {
    text: &'a str,
    words: Vec<&'a str>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            words: text.split(' ').collect(),
        }
    }

    /// The byte where the first `count` words end.
    fn end(&self, count: usize) -> usize {
        let words = &self.words[..count];
        words
            .iter()
            .map(|word| word.len() + 1)
            .sum::<usize>()
            .saturating_sub(1)
    }

    /// Where the headline ends if it stands again in what follows.
    fn repeated(&self, after: &str) -> Option<usize> {
        let opening = &self.text[..self.end(FEWEST.min(self.words.len()))];
        let at = after.find(opening)?;
        let same = self.text.bytes().zip(after[at..].bytes());
        let same = same.take_while(|(one, other)| one == other).count();
        let count = (1..=self.words.len())
            .take_while(|&count| self.end(count) <= same)
            .last()?;
        // The text may have more words in common with what follows than the headline has.
        let ends = |at: &usize| {
            self.words.get(*at).is_some_and(|word| is_capital(word)) && !self.is_quoted(*at)
        };
        let opened = (FEWEST..=count).find(|&at| self.opens(at));
        let at = opened.or_else(|| (FEWEST + 1..=count).rev().find(ends))?;
        Some(self.end(at))
    }

    /// Where the sentence begins that a headline runs into.
    fn lead(&self) -> Option<usize> {
        let at = (FEWEST..self.words.len()).find(|&at| self.opens(at));
        Some(self.end(at.or_else(|| self.subject())?))
    }

    /// True where a word must be the first of a sentence.
    fn opens(&self, at: usize) -> bool {
        let participle = || {
            at > 0
                && self.words[at..].len() > 2
                && is_participle_first(&self.words[at - 1..=at + 1])
        };
        self.words
            .get(at)
            .is_some_and(|word| is_opener(word) || is_verb_first(word) || participle())
            && !self.is_quoted(at)
    }

    /// True within quotation marks.
    fn is_quoted(&self, at: usize) -> bool {
        let before = &self.text[..self.end(at)];
        [('«', '»'), ('“', '”')]
            .iter()
            .any(|&(opens, closes)| before.rfind(opens) > before.rfind(closes))
    }

    /// Where the subject of the first verb begins.
    fn subject(&self) -> Option<usize> {
        let verb = (FEWEST..self.words.len()).find(|&at| is_verb(self.words[at]))?;
        let is_free = |at: usize| is_capital(self.words[at]) && !is_small(self.words[at - 1]);
        let last = (FEWEST..verb)
            .rev()
            .find(|&at| is_free(at) && self.may_be_subject(at) && !self.is_quoted(at))?;
        // A first name before a surname.
        let first = last - 1;
        let is_named = first >= FEWEST
            && is_capital(self.words[first])
            && !is_acronym(self.words[first])
            && !is_office(self.words[last])
            && may_be_nominative(self.words[first])
            && !is_small(self.words[first - 1]);
        Some(if is_named { first } else { last })
    }

    fn may_be_subject(&self, at: usize) -> bool {
        let word = self.words[at];
        let next = self.words.get(at + 1).copied().unwrap_or_default();
        let is_feminine = word.ends_with(['а', 'я']);
        may_be_nominative(word)
            && !is_acronym(word)
            && (!is_feminine
                || is_office(word)
                || !is_small(next) && next.starts_with(char::is_lowercase))
    }
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_acronym(word: &str) -> bool {
    word.chars().nth(1).is_some() && !word.contains(char::is_lowercase)
}

fn is_office(word: &str) -> bool {
    letterhead::has(&word.to_lowercase(), Sense::Office)
}

/// A word that joins others, in any case.
fn is_small(word: &str) -> bool {
    super::joining::is_function_word(word)
}

/// A joining word with a capital, which no headline has inside: `As`, `During`, `В`, `По`.
fn is_opener(word: &str) -> bool {
    is_capital(word) && !is_acronym(word) && letterhead::has(&word.to_lowercase(), Sense::Opener)
}

/// `… observatory Accompanied by scientists, …`: between small letters a participle with a capital opens a sentence.
/// `Opening of` is a noun, and behind `to` a name stands (`Beijing`).
fn is_participle_first(three: &[&str]) -> bool {
    const ACTIVE: (&[&str], &[&str]) = (
        &["ing", "ando", "iendo", "ant"],
        &[
            "the", "a", "an", "his", "her", "their", "at", "in", "on", "to", "with", "for", "from",
            "el", "la", "los", "las", "le", "les",
        ],
    );
    const PASSIVE: (&[&str], &[&str]) = (
        &[
            "ed", "ado", "ada", "ados", "adas", "né", "née", "gné", "gnée",
        ],
        &["by", "with", "from", "por", "de", "par", "du"],
    );
    let [before, word, after] = three else {
        return false;
    };
    let is_word = before.starts_with(char::is_lowercase) && before.ends_with(char::is_alphabetic);
    let is_one = |(ends, followed): (&[&str], &[&str])| {
        ends.iter().any(|end| word.ends_with(end)) && followed.contains(after)
    };
    is_word
        && !is_small(before)
        && is_capital(word)
        && word.chars().nth(LONG).is_some()
        && (is_one(ACTIVE) || is_one(PASSIVE))
}

/// `Состоялась встреча …`.
fn is_verb_first(word: &str) -> bool {
    is_capital(word)
        && ["лся", "лась", "лось", "лись"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// A verb that tells what happened, in small letters.
fn is_verb(word: &str) -> bool {
    const ENDS: [&str; 27] = [
        "лся", "лась", "лось", "лись", "ёл", "ил", "ял", "вал", "зал", "сал", "дал", "чал", "нул",
        "ила", "яла", "вала", "зала", "дала", "чала", "шла", "шли", "или", "али", "яли", "ёт",
        "вели", "вела",
    ];
    word.starts_with(char::is_lowercase)
        && (word.chars().nth(3).is_some() && ENDS.iter().any(|end| word.ends_with(end))
            || letterhead::has(word, Sense::Told))
}

/// False for a Russian word in a case in which no subject stands.
fn may_be_nominative(word: &str) -> bool {
    const OBLIQUE: [&str; 17] = [
        "ом", "ем", "ём", "ым", "им", "ой", "ей", "ого", "его", "ому", "ему", "ых", "их", "ами",
        "ями", "у", "ю",
    ];
    !OBLIQUE.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_one_paragraph_has_its_headline_between_section_and_lead() {
        for (page, title) in [
            (
                "News Talks on the river ferry The Minister met the fishermen of both banks. 31 May 2024 15:30 Tarn \
                 Mara Lind: Good day to all of you.",
                "Talks on the river ferry",
            ),
            (
                "Events Meeting with Governor Anna Roe Mara Lind met with the head of the river province. \
                 May 31, 2024, 15:30 Tarn Mara Lind: Welcome.",
                "Meeting with Governor Anna Roe",
            ),
            (
                "Aktuelles Gespräch mit Gouverneurin Anna Roe Die Ministerin traf die Gouverneurin in Tarn. \
                 31. Mai 2024 15:30 Tarn Frau Lind: Guten Tag.",
                "Gespräch mit Gouverneurin Anna Roe",
            ),
            (
                "Actualités Entretien avec la gouverneure Anna Roe La ministre a reçu la gouverneure à Tarn. \
                 31 mai 2024 15:30 Tarn Mme Lind : Bonjour.",
                "Entretien avec la gouverneure Anna Roe",
            ),
            (
                "Noticias Reunión con la gobernadora Ana Sol La ministra recibió a la gobernadora en Tarn. \
                 31 de mayo de 2024 15:30 Tarn Lind: Buenos días.",
                "Reunión con la gobernadora Ana Sol",
            ),
            (
                "События Встреча с губернатором Речной области Анной Соль Мара Линд провела рабочую встречу с \
                 губернатором. 31 мая 2024 года 15:30 Тарн М.Линд: Здравствуйте!",
                "Встреча с губернатором Речной области Анной Соль",
            ),
            (
                "Новости Заседание совета «В добрый путь» В Тарне состоялось заседание совета. 31 мая 2024 года 15:30 \
                 Тарн М.Линд: Начнём.",
                "Заседание совета «В добрый путь»",
            ),
        ] {
            assert_eq!(of_page(page), Some(title));
        }
    }

    #[test]
    fn a_lead_may_open_with_a_participle() {
        for (page, title) in [
            (
                "Events President visits observatory Accompanied by scientists, the President saw the dome. \
                 31 May 2024 15:30 Tarn The dome is new.",
                "President visits observatory",
            ),
            (
                "News Opening of the mountain tunnel Speaking at the ceremony, the Minister thanked all. \
                 31 May 2024 15:30 Tarn The tunnel is long.",
                "Opening of the mountain tunnel",
            ),
            (
                "Noticias Botadura del nuevo buque Acompañada por la alcaldesa, la ministra vio el astillero. \
                 31 de mayo de 2024 15:30 Tarn El buque es largo.",
                "Botadura del nuevo buque",
            ),
        ] {
            assert_eq!(of_page(page), Some(title));
        }
        // What stands behind a preposition is a name.
        let words = Words::of("Minister flies to Beijing at the invitation of all");
        assert!((1..words.words.len()).all(|at| !words.opens(at)));
    }

    #[test]
    fn without_a_lead_it_ends_at_the_stamp() {
        let page = "News Ferry line opens after a long winter 31 May 2024 15:30 Tarn The ferry opened today, and the first \
             boat was full.";
        assert_eq!(of_page(page), Some("Ferry line opens after a long winter"));
    }

    #[test]
    fn a_headline_that_stands_again_under_a_picture_is_known_by_it() {
        let page = "Events Opening of the Norland Ferry Fishermen saw it from both banks. 31 May 2024 15:30 Tarn Opening of \
             the Norland Ferry. Photo: Anna Roe";
        assert_eq!(of_page(page), Some("Opening of the Norland Ferry"));
    }

    #[test]
    fn sentences_without_a_stamp_are_no_page() {
        for text in [
            "The ferry opened on 31 May 2024 at 15:30 in Tarn, and the Minister met the fishermen of both banks before \
             the first boat left. All were glad.",
            "News from the river: the ferry opened, and the Minister met the fishermen of both banks before the first \
             boat left for Tarn.",
        ] {
            assert_eq!(of_page(text), None, "{text}");
        }
        assert_eq!(
            before_lead("Talks on fish begin As part of a visit"),
            Some(19)
        );
        assert_eq!(before_lead("Talks on fish begin as part of a visit"), None);
    }
}
