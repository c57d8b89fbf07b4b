//! Stretches of a body in another language than its own: a translation under a release, an answer as it was given.
//!
//! Only long blocks are asked, and of them a few words at both ends: those of one language have its small words
//! there. What has none is told like any text ([`detect`]).

use super::{SAMPLE, boundary, detect};
use crate::briefing::{Block, BlockKind, Body};
use crate::insight::grammar::Grammar;

/// Blocks of a body that follow one another, in a language that has a grammar and is not the body's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::insight) struct Stretch {
    /// The first block.
    pub(in crate::insight) first: usize,
    /// The last one.
    pub(in crate::insight) last: usize,
    /// Its ISO 639-1 code.
    pub(in crate::insight) language: &'static str,
}

/// A block of fewer bytes is in no language of its own: a name, a place, a heading.
const LONG: usize = 120;

/// Fewer letters than this in another language are words that a text quotes.
const FEWEST_LETTERS: usize = 300;

/// The bytes looked at, at the start and at the end of a block.
const HEAD: usize = 160;
const TAIL: usize = 80;

/// Small words that a language shares with no other of the list.
const PLAIN: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "of", "and", "to", "that", "with", "this", "was", "by", "which", "has", "were",
            "said", "is",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "nicht", "ist", "ein", "eine", "auf", "mit", "dem", "den",
            "von", "sich", "wird", "sagte",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "est", "dans", "une", "pour", "pas", "qui", "sur", "avec", "et",
            "au", "aux", "du", "dit",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "una", "con", "del", "dijo", "más", "su",
        ],
    ),
    (
        "pt",
        &[
            "os", "uma", "com", "do", "da", "dos", "das", "não", "em", "ao", "foi", "são", "disse",
        ],
    ),
];

/// The longest of them, in bytes.
const LONGEST_PLAIN: usize = 5;

/// Languages that are not written in Latin letters.
const OTHER_SCRIPTS: &[&str] = &[
    "ar", "be", "bg", "el", "fa", "he", "hi", "hy", "ja", "ka", "kk", "ko", "ky", "mk", "mn", "ru",
    "si", "ta", "tg", "th", "uk", "ur", "zh",
];

/// The stretches of `body`, in order and apart. Linear, and next to nothing for a body in one language.
///
/// A transcript has none: whose words its paragraphs are is told by labels, in whatever language.
pub(in crate::insight) fn stretches(body: &Body, main: &str) -> Vec<Stretch> {
    let is_turn = |block: &Block| matches!(block.kind, BlockKind::Turn { .. });
    if body.blocks.iter().any(is_turn) {
        return Vec::new();
    }
    let mut found: Vec<Stretch> = Vec::new();
    for run in runs(body, main) {
        for at in run {
            let Some(language) = other_language(body.block_text(&body.blocks[at]), main) else {
                continue;
            };
            match found.last_mut() {
                Some(last) if last.language == language && goes_on(body, last.last, at, main) => {
                    last.last = at;
                }
                _ if is_introduced(body, at) => {}
                _ => found.push(Stretch {
                    first: at,
                    last: at,
                    language,
                }),
            }
        }
    }
    found.retain(|stretch| letters(body, stretch) >= FEWEST_LETTERS);
    for at in 0..found.len() {
        let end = found
            .get(at + 1)
            .map_or(body.blocks.len(), |next| next.first);
        found[at].last = with_short(body, found[at], end, main);
    }
    found
}

/// The long blocks that may be in another language than `main`, those that may be of one stretch together, as far as
/// they are long enough for one: it takes a while to tell a language.
fn runs(body: &Body, main: &str) -> Vec<Vec<usize>> {
    let long = body.blocks.iter().enumerate().filter(|(_, block)| {
        let text = body.block_text(block);
        text.len() >= LONG && may_be_other(text, main)
    });
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for (at, _) in long {
        match runs.last_mut() {
            Some(run)
                if run
                    .last()
                    .is_some_and(|last| goes_on(body, *last, at, main)) =>
            {
                run.push(at);
            }
            _ => runs.push(vec![at]),
        }
    }
    let bytes = |run: &Vec<usize>| -> usize {
        let blocks = run[0]..=run[run.len() - 1];
        blocks.map(|at| body.blocks[at].span.len()).sum()
    };
    runs.retain(|run| bytes(run) >= FEWEST_LETTERS);
    runs
}

/// The language of a long block, where it is another than the body's and has a grammar.
fn other_language(text: &str, main: &str) -> Option<&'static str> {
    let has_words = |language: &&str| !Grammar::of(Some(language)).is_empty();
    detect(text)
        .filter(|language| *language != main)
        .filter(has_words)
}

/// True where neither end of a block is plainly of the language.
fn may_be_other(text: &str, main: &str) -> bool {
    let (head, tail) = (opening(text, HEAD), closing(text, TAIL));
    if OTHER_SCRIPTS.contains(&main) {
        return is_latin(head) && is_latin(tail);
    }
    let opens = has_plain(head, main, 2);
    if opens != Some(true) && !is_latin(head) {
        return !is_latin(tail);
    }
    opens == Some(false) && has_plain(tail, main, 1) == Some(false) && !is_mostly(text, main)
}

/// True where one word in twenty is a small word of the language: a list of names has as many.
fn is_mostly(text: &str, language: &str) -> bool {
    let text = opening(text, SAMPLE);
    let words = text.split_ascii_whitespace().count();
    has_plain(text, language, words / 20 + 1) == Some(true)
}

/// True where all blocks between two are short and not of the body's language.
fn goes_on(body: &Body, from: usize, to: usize, main: &str) -> bool {
    let mut between = body.blocks[from + 1..to].iter();
    between.all(|block| {
        let text = body.block_text(block);
        text.len() < LONG && !is_of(text, main)
    })
}

/// True for a block that the one before it leads over to: somebody is said to have said it.
fn is_introduced(body: &Body, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &body.blocks[before]);
    before.is_some_and(|before| body.block_text(before).trim_end().ends_with([':', '：']))
}

/// The last block of a stretch with the short ones after it that are plainly of its language.
fn with_short(body: &Body, stretch: Stretch, end: usize, main: &str) -> usize {
    let after = body.blocks[stretch.last + 1..end].iter();
    let more = after.take_while(|block| {
        let text = body.block_text(block);
        text.len() < LONG && is_of(text, stretch.language) && !is_of(text, main)
    });
    stretch.last + more.count()
}

fn letters(body: &Body, stretch: &Stretch) -> usize {
    let blocks = body.blocks[stretch.first..=stretch.last].iter();
    let letters = blocks.flat_map(|block| body.block_text(block).chars());
    letters
        .filter(|c| c.is_alphabetic())
        .take(FEWEST_LETTERS)
        .count()
}

/// True where a short text is plainly of a language: it has one of its small words or is in its script.
fn is_of(text: &str, language: &str) -> bool {
    match OTHER_SCRIPTS.contains(&language) {
        true => !is_latin(text),
        false => is_latin(text) && has_plain(text, language, 1) == Some(true),
    }
}

/// True where a text has so many small words of a language; `None` for one that is not in the list.
fn has_plain(text: &str, language: &str, fewest: usize) -> Option<bool> {
    let (_, plain) = PLAIN.iter().find(|(of, _)| *of == language)?;
    // The letters of these languages begin with no byte that their marks begin with.
    let is_between = |byte: &u8| match byte {
        0..0x80 => !byte.is_ascii_alphanumeric(),
        _ => matches!(byte, 0xC2 | 0xE2),
    };
    let words = text.as_bytes().split(is_between);
    let mut hits = words.filter(|word| {
        word.len() <= LONGEST_PLAIN && plain.iter().any(|it| it.as_bytes() == *word)
    });
    Some(hits.nth(fewest - 1).is_some())
}

/// True where at least half of the letters are Latin: those of other scripts take two bytes and more.
fn is_latin(text: &str) -> bool {
    let (mut latin, mut other) = (0_usize, 0_usize);
    for byte in text.bytes() {
        latin += usize::from(byte.is_ascii_alphabetic());
        other += usize::from(!byte.is_ascii());
    }
    latin * 2 >= other
}

fn opening(text: &str, bytes: usize) -> &str {
    &text[..boundary(text, bytes.min(text.len()))]
}

fn closing(text: &str, bytes: usize) -> &str {
    &text[boundary(text, text.len().saturating_sub(bytes))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The ministers of the two states met at the river on Monday and agreed that the \
        bridge will be built before the end of the year. The works are to begin in the spring, and the \
        two banks will pay for them in equal parts, as it was agreed at the meeting in the port of Tarn.";
    const FRENCH: &str = "Les ministres des deux États se sont réunis lundi au bord du fleuve et sont convenus \
        que le pont sera construit avant la fin de l’année. Les travaux commenceront au printemps, et les \
        deux rives les paieront à parts égales, comme il a été décidé lors de la réunion au port de Tarn.";
    const RUSSIAN: &str = "Министры двух государств встретились в понедельник на берегу реки и договорились, \
        что мост будет построен до конца года. Работы начнутся весной, и оба берега заплатят за них \
        поровну, как было решено на встрече в порту Тарна, где собрались представители обеих сторон и \
        множество гостей.";

    fn found(paragraphs: &[&str], main: &str) -> Vec<(usize, usize, &'static str)> {
        let body = Body::of_paragraphs(paragraphs);
        let found = stretches(&body, main).into_iter();
        found.map(|it| (it.first, it.last, it.language)).collect()
    }

    #[test]
    fn a_translation_below_a_text_is_a_stretch_with_its_short_paragraphs() {
        let french = [
            FRENCH,
            FRENCH,
            "« Nous restons pour les enfants », a dit Lind.",
        ];
        let text = [ENGLISH, "Tarn", FRENCH, "* * *", FRENCH, french[2], ENGLISH];
        assert_eq!(found(&text, "en"), [(2, 5, "fr")]);
        let text = [RUSSIAN, "Tarn", ENGLISH, ENGLISH];
        assert_eq!(found(&text, "ru"), [(2, 3, "en")]);
        let text = [FRENCH, ENGLISH, ENGLISH, RUSSIAN, RUSSIAN];
        assert_eq!(found(&text, "fr"), [(1, 2, "en"), (3, 4, "ru")]);
    }

    #[test]
    fn no_small_word_is_longer_than_the_longest() {
        let lengths = PLAIN
            .iter()
            .flat_map(|(_, words)| words.iter())
            .map(|word| word.len());
        assert_eq!(lengths.max(), Some(LONGEST_PLAIN));
    }

    #[test]
    fn a_text_in_one_language_has_none() {
        for (text, main) in [(ENGLISH, "en"), (FRENCH, "fr"), (RUSSIAN, "ru")] {
            assert_eq!(found(&[text, "Tarn", text], main), []);
        }
        // Names and numbers are in no language.
        let names = "Mara Lind, Georg Sol, Ivo Marr, Jan Roe, Anna Roe, Karl Vogt, Guy de Marr, Jan Visser, ";
        assert_eq!(found(&[ENGLISH, &names.repeat(4)], "en"), []);
    }

    #[test]
    fn what_somebody_is_said_to_have_said_stays_with_who_says_so() {
        let quoted = format!("“{RUSSIAN}”");
        assert_eq!(found(&[ENGLISH, "Lind said:", &quoted], "en"), []);
        let with_speaker = format!("“{RUSSIAN}” This was said by the minister at the river.");
        assert_eq!(found(&[ENGLISH, &with_speaker], "en"), []);
        // A sentence or two are a quotation as well.
        assert_eq!(
            found(&[ENGLISH, &RUSSIAN[..boundary(RUSSIAN, 300)]], "en"),
            []
        );
    }
}
