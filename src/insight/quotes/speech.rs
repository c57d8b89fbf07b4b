//! Speech, or only words in marks: a scored rule.
//!
//! Titles of works, so-called terms, call signs and the names of companies stand in the same marks
//! as speech. Here the signs for and against are found; `signs` has what each of them weighs, with a
//! sentence that needs it. A passage is speech when they add up to more than nothing.

mod signs;
mod spelling;

use signs::{Sign, Signs};

use super::attribute::{Claim, Rule, Stretch};
use super::mentions::nickname;
use super::words::{Gap, Shape, Word, Words};
use crate::insight::grammar::{Habits, Sense};
use crate::text::letters::is_alphanumeric;

/// What the finder knows about a passage beyond its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// In a running paragraph.
    Running,
    /// A paragraph of its own.
    Alone,
    /// In a language without word lists, where the lack of a claim says nothing.
    Foreign,
}

/// True when a passage is somebody's words.
pub(super) fn is_speech(
    words: &Words<'_>,
    stretch: &Stretch,
    claim: Option<&Claim>,
    setting: Setting,
) -> bool {
    stretch.passage.turn || signs(words, stretch, claim, setting).are_of_speech()
}

/// All signs for and against.
fn signs(words: &Words<'_>, stretch: &Stretch, claim: Option<&Claim>, setting: Setting) -> Signs {
    let cue = claim.and_then(|claim| Some(claim.cue.as_ref()?.start));
    let mut signs = Signs::default();
    signs.extend(of_claim(claim));
    signs.extend(match setting {
        Setting::Running => None,
        Setting::Alone => Some(Sign::Alone),
        Setting::Foreign => Some(Sign::Foreign),
    });
    if claim.is_some_and(|claim| claim.rule == Rule::Label) && is_headline(words, stretch) {
        signs.add(Sign::Headline);
    }
    add_shape(&mut signs, words, stretch);
    let title = signs.has(Sign::TitleCase) || signs.has(Sign::MostlyCapitals);
    if title && is_reference(words, stretch) {
        signs.add(Sign::Reference);
    }
    add_neighbours(&mut signs, words, stretch, cue);
    spelling::add_spelling(&mut signs, words, stretch, cue);
    signs
}

/// How surely a rule gives the words to somebody.
fn of_claim(claim: Option<&Claim>) -> Option<Sign> {
    let Some(claim) = claim else {
        return Some(Sign::Unclaimed);
    };
    match claim.rule {
        Rule::After | Rule::Label | Rule::Signature => Some(Sign::Attributed),
        Rule::Before => Some(Sign::ClauseBefore),
        Rule::Cited => Some(Sign::Cited),
        Rule::Clause | Rule::Introduced => Some(Sign::ClauseAround),
        Rule::Carried => Some(Sign::Carried),
        Rule::Nearby | Rule::Far | Rule::Guess => None,
    }
}

/// An estimate of the number of words in scripts that put no blanks between them.
fn unspaced(text: &str) -> usize {
    let ideographs = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'));
    ideographs.count() / 2
}

/// What the passage itself looks like: long, ended like a sentence, or capitalised like a title.
fn add_shape(signs: &mut Signs, words: &Words<'_>, stretch: &Stretch) {
    let inside = &words.list[stretch.words.clone()];
    let text = &words.text[stretch.passage.span.clone()];
    signs.add(match inside.len().max(unspaced(text)) {
        0 | 1 => Sign::OneWord,
        2 => Sign::TwoWords,
        3 => Sign::ThreeWords,
        4 | 5 => Sign::FewWords,
        6..=8 => Sign::SomeWords,
        9..=14 => Sign::ManyWords,
        _ => Sign::Long,
    });
    let content = inside
        .iter()
        .filter(|word| !word.is(Sense::PREPOSITION | Sense::CONJUNCTION | Sense::DETERMINER));
    let (mut all, mut capital) = (0, 0);
    for word in content {
        all += 1;
        capital += usize::from(word.is_capital());
    }
    let titled = all > 1 && capital == all || inside.len() == 1 && capital == 1;
    if titled && words.grammar.has(Habits::CAPITAL_NOUNS) {
        signs.add(Sign::CapitalNouns);
    } else if titled {
        signs.add(Sign::TitleCase);
    } else if all > 2 && capital * 3 > all * 2 {
        signs.add(Sign::MostlyCapitals);
    }
    if is_address(words.text_of(stretch.words.start), text) {
        signs.add(Sign::Address);
    }
    let body = text.trim_end_matches(|c: char| {
        !is_alphanumeric(c) && !matches!(c, '.' | ',' | '!' | '?' | '…')
    });
    match body.chars().next_back() {
        Some('!' | '?' | '…') => signs.add(Sign::Exclaims),
        Some('.' | ',') => signs.add(Sign::Stops),
        _ => {}
    }
    if inside.iter().any(|word| word.is(Sense::FIRST | Sense::YOU)) {
        signs.add(Sign::FirstPerson);
    }
    if stretch.passage.single {
        signs.add(Sign::SingleMarks);
    }
    if stretch.passage.angled && inside.len() <= 4 && inside[0].is_capital() {
        signs.add(Sign::AngledName);
    }
}

/// True for a passage behind which the paper that printed it stands, and when: “…,” Tarn Gazette,
/// May 2, 2031.
fn is_reference(words: &Words<'_>, stretch: &Stretch) -> bool {
    /// "The Evening Post of Tarn", and a day and a year.
    const REACH: usize = 8;
    let list = &words.list;
    let (last, first) = (stretch.words.end - 1, stretch.words.end);
    let joined = list[last].gap.has(Gap::COMMA) && !list[last].gap.has(Gap::SENTENCE);
    let after = &list[first.min(list.len())..list.len().min(first + REACH)];
    let year = after.iter().position(|word| word.shape == Shape::Number);
    joined
        && after.first().is_some_and(Word::is_capital)
        && year.is_some_and(|year| {
            let before = &after[..year];
            let named =
                |word: &Word| word.is_capital() || word.is(Sense::PREPOSITION | Sense::DETERMINER);
            before.iter().all(named) && before.iter().any(|word| word.gap.has(Gap::COMMA))
        })
}

/// True for the name of a place in the web: a word with a full stop inside and no blank after it.
fn is_address(first: &str, text: &str) -> bool {
    let inside = text.trim_matches(|c: char| !is_alphanumeric(c));
    let (name, ending) = inside.rsplit_once('.').unwrap_or_default();
    name.starts_with(first)
        && name.len() > 1
        && !inside.contains(char::is_whitespace)
        && (2..=8).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// True for a passage whose every word that matters has a capital.
fn is_title_case(words: &Words<'_>, stretch: &Stretch) -> bool {
    words.list[stretch.words.clone()]
        .iter()
        .filter(|word| !word.is(Sense::PREPOSITION | Sense::CONJUNCTION | Sense::DETERMINER))
        .all(Word::is_capital)
}

/// “Daily Paper: “Ten Things That You Should Know””: the headline of an article.
fn is_headline(words: &Words<'_>, stretch: &Stretch) -> bool {
    let content = words.list[stretch.words.clone()]
        .iter()
        .filter(|word| !word.is(Sense::PREPOSITION | Sense::CONJUNCTION | Sense::DETERMINER));
    content.count() > 3 && is_title_case(words, stretch)
}

/// What stands right before and after: “so-called”, “the film”, an article, a noun.
fn add_neighbours(signs: &mut Signs, words: &Words<'_>, stretch: &Stretch, cue: Option<usize>) {
    let list = &words.list;
    signs.extend(of_title(words, stretch, cue));
    if is_nickname(words, stretch) {
        signs.add(Sign::Nickname);
    }
    if cue.is_some_and(|cue| stretch.words.contains(&cue)) {
        signs.add(Sign::VerbInside);
    }
    let after = list
        .get(stretch.words.end)
        .filter(|_| list[stretch.words.end - 1].gap.is_mark_only());
    if after.is_some_and(|after| after.is(Sense::DEFINES)) {
        signs.add(Sign::Defined);
    }
    // "X called it a “scam”": even one word is X's.
    let naming = cue.is_some_and(|cue| list[cue].is(Sense::WEAK));
    let reported = cue.is_some();
    if stretch.words.len() == 1 && reported && !naming {
        signs.add(Sign::LoneWord);
    }
    let before = stretch
        .words
        .start
        .checked_sub(1)
        .filter(|&at| !list[at].gap.has(Gap::SENTENCE));
    let Some(before) = before else { return };
    signs.extend(of_announcement(words, before));
    add_behind(signs, words, stretch, (before, reported, naming));
    let comma = cue == Some(before) && list[before].gap.has(Gap::COMMA);
    if comma && (signs.has(Sign::Stops) || signs.has(Sign::Exclaims)) {
        signs.add(Sign::CommaAndStop);
    }
    let quoted = reported && (stretch.words.len() > 1 || naming);
    signs.extend(of_article(words, stretch, before).filter(|_| !quoted));
}

/// "Roe dubbed it “Plan Z”" is Roe's word; "Lind wrote “The Last Ferry”" is the title of a work.
fn of_title(words: &Words<'_>, stretch: &Stretch, cue: Option<usize>) -> Option<Sign> {
    /// A title is seldom longer.
    const LONGEST: usize = 8;
    let cue = cue.filter(|&cue| cue < stretch.words.start)?;
    let list = &words.list;
    let before = stretch.words.start - 1;
    let bare = !list[before].gap.has(Gap::COLON.or(Gap::COMMA));
    let short = stretch.words.len() <= LONGEST;
    let tells = words.grammar.has(Habits::TITLE_CASE) && is_title_case(words, stretch);
    if !bare || !short || !tells {
        return None;
    }
    // "Dubbed *it* “Plan Z”"; "a plan called “Z”" has its name.
    let object = cue < before || list[before].is(Sense::PRONOUN);
    match list[cue].is(Sense::NAMING) && object {
        true => Some(Sign::Dubbed),
        false if stretch.words.len() > 1 => Some(Sign::TitleAfterVerb),
        false => None,
    }
}

/// “So-called”, “the film”, “chanted”: what the word before says is in the marks.
fn of_announcement(words: &Words<'_>, before: usize) -> Option<Sign> {
    let list = &words.list;
    let word = &list[before];
    let bare = !word.gap.has(Gap::COLON.or(Gap::COMMA));
    let near = before.checked_sub(1).map(|at| &list[at]);
    if word.is(Sense::SLOGAN) {
        Some(Sign::Slogan)
    } else if word.is(Sense::TERM) {
        Some(if bare { Sign::Term } else { Sign::TermApart })
    } else if bare
        && !word.is(Sense::BE | Sense::MODAL)
        && near.is_some_and(|near| near.is(Sense::TERM) && near.gap.is_plain())
    {
        Some(Sign::TermNear)
    } else {
        None
    }
}

/// How the passage hangs from the word before it, in the clause that reports it.
fn add_behind(
    signs: &mut Signs,
    words: &Words<'_>,
    stretch: &Stretch,
    (before, reported, naming): (usize, bool, bool),
) {
    /// A title is seldom longer.
    const TITLE: usize = 5;
    let list = &words.list;
    let word = &list[before];
    let small = !list[stretch.words.start].is_capital();
    let runs_on = !word.gap.has(Gap::COLON.or(Gap::COMMA)) && small;
    if reported && word.gap.has(Gap::COLON) {
        signs.add(Sign::Colon);
    }
    if word.is(Sense::AS) && naming && runs_on {
        signs.add(Sign::JudgedAs);
    }
    if reported && word.is(Sense::BE | Sense::MODAL) && runs_on {
        signs.add(Sign::Predicate);
    }
    let owned = word.gap.has(Gap::POSSESSIVE);
    if owned && stretch.words.len() <= TITLE && is_title_case(words, stretch) {
        signs.add(Sign::Owned);
    }
}

/// "The “corridor” opened": an article before the marks and a noun after them make a term.
fn of_article(words: &Words<'_>, stretch: &Stretch, before: usize) -> Option<Sign> {
    let list = &words.list;
    let article = list[before].is(Sense::DETERMINER) && list[before].gap.is_mark_only();
    let noun = list
        .get(stretch.words.end)
        .filter(|_| list[stretch.words.end - 1].gap.is_mark_only())
        .is_some_and(|after| !after.is(Sense::CONJUNCTION | Sense::PREPOSITION));
    let sign = if noun {
        Sign::ArticleAndNoun
    } else {
        Sign::Article
    };
    article.then_some(sign)
}

/// "Anna “Annie” Roe": words in marks inside a name.
fn is_nickname(words: &Words<'_>, stretch: &Stretch) -> bool {
    let given = stretch.words.start.checked_sub(1);
    given.and_then(|given| nickname(words, given)) == Some(stretch.words.end)
}

#[cfg(test)]
mod tests {
    use super::signs::Signs;
    use super::*;
    use crate::insight::grammar::Grammar;
    use crate::insight::quotes::attribute::Attribution;
    use crate::insight::quotes::clauses::Clauses;
    use crate::insight::quotes::effort::Effort;
    use crate::insight::quotes::tests::body_of;
    use crate::insight::quotes::{dialogue, marks, paragraphs, read};

    /// The signs of the last passage of a text, and whether it is read as speech there.
    pub(super) fn signs_of(language: &str, text: &str) -> (Signs, bool) {
        let body = body_of(text);
        let grammar = Grammar::of(Some(language));
        let parts = paragraphs::parts(&body);
        let paragraphs = paragraphs::paragraphs(text, &parts, grammar);
        let words = Words::of(text, grammar);
        let passages = marks::passages(text, &paragraphs).outer;
        let passages = dialogue::refine(&words, passages, &paragraphs);
        let stretches = paragraphs::stretches(&words, passages, &paragraphs, &parts);
        let mut quoted = vec![false; words.list.len()];
        for stretch in &stretches {
            quoted[stretch.words.clone()].fill(true);
        }
        let clauses = Clauses {
            words: &words,
            quoted: &quoted,
            effort: Effort::default(),
        };
        let attribution = Attribution::new(clauses, &stretches);
        let index = stretches.len() - 1;
        let stretch = &stretches[index];
        let setting = match grammar.is_empty() {
            true => Setting::Foreign,
            false if stretch.words == stretch.paragraph => Setting::Alone,
            false => Setting::Running,
        };
        let claim = attribution
            .claims(index)
            .next()
            .filter(|_| !grammar.is_empty());
        let signs = signs(&words, stretch, claim.as_ref(), setting);
        let quotes = read("", &body, Some(language)).quotes;
        let is_read = quotes
            .iter()
            .any(|quote| quote.span.start == stretch.passage.span.start as u32);
        (signs, is_read)
    }
}
