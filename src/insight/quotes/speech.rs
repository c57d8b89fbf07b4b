//! Speech, or only words in marks: a scored rule.
//!
//! Titles of works, so-called terms, call signs and the names of companies stand in the same marks
//! as speech. Each sign for or against has a weight; a passage is speech when they add up to more
//! than nothing. The weights were set by reading, not fitted.

mod spelling;

use super::attribute::{Claim, Rule, Stretch};
use super::words::{Gap, Word, Words};
use crate::insight::grammar::{Habits, Sense};

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
    stretch.passage.turn || score(words, stretch, claim, setting) > 0.0
}

fn score(words: &Words<'_>, stretch: &Stretch, claim: Option<&Claim>, setting: Setting) -> f32 {
    let cue = claim.and_then(|claim| Some(claim.cue.as_ref()?.start));
    let headline =
        claim.is_some_and(|claim| claim.rule == Rule::Label) && is_headline(words, stretch);
    by_claim(claim)
        + by_shape(words, stretch)
        + by_neighbours(words, stretch, cue)
        + spelling::by_spelling(words, stretch, cue)
        + match setting {
            Setting::Running => 0.0,
            Setting::Alone | Setting::Foreign => 1.5,
        }
        - if headline { 6.0 } else { 0.0 }
}

fn by_claim(claim: Option<&Claim>) -> f32 {
    claim.map_or(-0.5, |claim| match claim.rule {
        Rule::After | Rule::Label | Rule::Signature => 4.0,
        Rule::Before => 3.5,
        Rule::Cited => 2.5,
        Rule::Clause | Rule::Introduced => 1.7,
        Rule::Carried => 0.5,
        Rule::Nearby | Rule::Far | Rule::Guess => 0.0,
    })
}

/// An estimate of the number of words in scripts that put no blanks between them.
fn unspaced(text: &str) -> usize {
    let ideographs = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'));
    ideographs.count() / 2
}

/// What the passage itself looks like: long, ended like a sentence, or capitalised like a title.
fn by_shape(words: &Words<'_>, stretch: &Stretch) -> f32 {
    let inside = &words.list[stretch.words.clone()];
    let text = &words.text[stretch.passage.span.clone()];
    let mut score = match inside.len().max(unspaced(text)) {
        0 => return -6.0,
        1 => -1.6,
        2 => -1.3,
        3 => -0.9,
        4 | 5 => -0.3,
        6..=8 => 0.8,
        9..=14 => 2.0,
        _ => 3.5,
    };
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
        // There every noun has a capital.
        score -= 1.2;
    } else if titled {
        score -= 2.2;
    } else if all > 2 && capital * 3 > all * 2 {
        score -= 1.2;
    }
    if is_address(words.text_of(stretch.words.start), text) {
        score -= 5.0;
    }
    let body = text.trim_end_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '.' | ',' | '!' | '?' | '…')
    });
    score += match body.chars().next_back() {
        Some('!' | '?' | '…') => 1.0,
        Some('.' | ',') => 0.5,
        _ => 0.0,
    };
    if inside.iter().any(|word| word.is(Sense::FIRST | Sense::YOU)) {
        score += 1.0;
    }
    if stretch.passage.single {
        score -= 0.4;
    }
    if stretch.passage.angled && inside.len() <= 4 && inside[0].is_capital() {
        score -= 1.5;
    }
    score
}

/// True for the name of a place in the web: a word with a full stop inside and no blank after it.
fn is_address(first: &str, text: &str) -> bool {
    let inside = text.trim_matches(|c: char| !c.is_alphanumeric());
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
fn by_neighbours(words: &Words<'_>, stretch: &Stretch, cue: Option<usize>) -> f32 {
    let reported = cue.is_some();
    // "X called it a “scam”": even one word is X's.
    let naming = cue.is_some_and(|cue| words.list[cue].is(Sense::WEAK));
    score_of_title(words, stretch, cue) + score_beside(words, stretch, reported, naming, cue)
}

/// "Roe dubbed it “Plan Z”" is Roe's word; "Lind wrote “The Last Ferry”" is the title of a work.
fn score_of_title(words: &Words<'_>, stretch: &Stretch, cue: Option<usize>) -> f32 {
    /// A title is seldom longer.
    const LONGEST: usize = 8;
    let Some(cue) = cue.filter(|&cue| cue < stretch.words.start) else {
        return 0.0;
    };
    let list = &words.list;
    let before = stretch.words.start - 1;
    let bare = !list[before].gap.has(Gap::COLON.or(Gap::COMMA));
    let short = stretch.words.len() <= LONGEST;
    let tells = words.grammar.has(Habits::TITLE_CASE) && is_title_case(words, stretch);
    if !bare || !short || !tells {
        return 0.0;
    }
    // "Dubbed *it* “Plan Z”"; "a plan called “Z”" has its name.
    let object = cue < before || list[before].is(Sense::PRONOUN);
    match list[cue].is(Sense::NAMING) && object {
        true => 3.0,
        false if stretch.words.len() > 1 => -1.5,
        false => 0.0,
    }
}

fn score_beside(
    words: &Words<'_>,
    stretch: &Stretch,
    reported: bool,
    naming: bool,
    cue: Option<usize>,
) -> f32 {
    let list = &words.list;
    let mut score = 0.0;
    if is_nickname(words, stretch) {
        score -= 6.0;
    }
    // "“strongly deplores” the attack": what somebody does with these words.
    if cue.is_some_and(|cue| stretch.words.contains(&cue)) {
        score += 1.0;
    }
    let after = list
        .get(stretch.words.end)
        .filter(|_| list[stretch.words.end - 1].gap.is_mark_only());
    if after.is_some_and(|after| after.is(Sense::DEFINES)) {
        score -= 3.0;
    }
    if stretch.words.len() == 1 && reported && !naming {
        score -= 0.5;
    }
    let before = stretch
        .words
        .start
        .checked_sub(1)
        .filter(|&at| !list[at].gap.has(Gap::SENTENCE));
    let Some(before) = before else {
        return score;
    };
    score
        + score_announced(words, before)
        + score_behind(words, stretch, before, reported, naming)
        + score_article(
            words,
            stretch,
            before,
            reported && (stretch.words.len() > 1 || naming),
        )
}

/// “So-called”, “the film”, “chanted”: what the word before says is in the marks.
fn score_announced(words: &Words<'_>, before: usize) -> f32 {
    let list = &words.list;
    let word = &list[before];
    let bare = !word.gap.has(Gap::COLON.or(Gap::COMMA));
    let near = before.checked_sub(1).map(|at| &list[at]);
    if word.is(Sense::SLOGAN) {
        2.5
    } else if word.is(Sense::TERM) {
        if bare { -4.0 } else { -2.5 }
    } else if bare
        && !word.is(Sense::BE | Sense::MODAL)
        && near.is_some_and(|near| near.is(Sense::TERM) && near.gap.is_plain())
    {
        -2.0
    } else {
        0.0
    }
}

/// How the passage hangs from the word before it, in the clause that reports it.
fn score_behind(
    words: &Words<'_>,
    stretch: &Stretch,
    before: usize,
    reported: bool,
    naming: bool,
) -> f32 {
    /// A title is seldom longer.
    const TITLE: usize = 5;
    let list = &words.list;
    let word = &list[before];
    let small = !list[stretch.words.start].is_capital();
    let runs_on = !word.gap.has(Gap::COLON.or(Gap::COMMA)) && small;
    let mut score = 0.0;
    // "Lind answered: “No.”"
    if reported && word.gap.has(Gap::COLON) {
        score += 1.5;
    }
    // "dismissed it as “absurd”"
    if word.is(Sense::AS) && naming && runs_on {
        score += 1.0;
    }
    // "that the talks were “frank”": said of them, not their name.
    if reported && word.is(Sense::BE | Sense::MODAL) && runs_on {
        score += 0.8;
    }
    // "CBN’s “Morning Light”"
    let owned = word.gap.has(Gap::POSSESSIVE);
    if owned && stretch.words.len() <= TITLE && is_title_case(words, stretch) {
        score -= 4.0;
    }
    score
}

/// "The “corridor” opened": an article before the marks and a noun after them make a term, unless
/// somebody is `quoted` with it.
fn score_article(words: &Words<'_>, stretch: &Stretch, before: usize, quoted: bool) -> f32 {
    let list = &words.list;
    let article = list[before].is(Sense::DETERMINER) && list[before].gap.is_mark_only();
    if !article || quoted {
        return 0.0;
    }
    let noun = list
        .get(stretch.words.end)
        .filter(|_| list[stretch.words.end - 1].gap.is_mark_only())
        .is_some_and(|after| !after.is(Sense::CONJUNCTION | Sense::PREPOSITION));
    if noun { -2.0 } else { -0.8 }
}

/// "Anna “Annie” Roe": a word in marks inside a name.
fn is_nickname(words: &Words<'_>, stretch: &Stretch) -> bool {
    let list = &words.list;
    let Some(given) = stretch.words.start.checked_sub(1).map(|at| &list[at]) else {
        return false;
    };
    let inside = Gap::MARK.or(Gap::BRACKET);
    let next = list.get(stretch.words.end).is_some_and(Word::is_capital);
    stretch.words.len() == 1
        && given.is(Sense::MALE | Sense::FEMALE)
        && given.gap.is_only(inside)
        && list[stretch.words.start].gap.is_only(inside)
        && next
}
