//! Letters that are set apart from their word to be looked at: spaced headings and large initials.
//!
//! ```text
//! S T A T E M E N T   B Y      |\/| inisters met      STATEMENT BY    Ministers met
//!                              |  | in Tarn                           in Tarn
//! ```

use super::words::Word;

/// A run of fewer single letters is no spaced word.
const RUN: usize = 5;

/// Letters of a spaced word are no further apart than so much of their size.
const SPACED: f32 = 1.2;

/// A gap between spaced words is so many times as wide as one between their letters.
const WIDER: f32 = 1.5;

/// An initial is so many times as large as the letters of its text.
const LARGER: f32 = 1.6;

/// The most single letters of a page that are looked at.
const MOST: usize = 100;

/// The words of a page with spaced ones and those with a large initial put together.
pub(super) fn joined(words: Vec<Word>) -> Vec<Word> {
    let runs = words.chunk_by(is_spaced);
    let mut words: Vec<Word> = runs.flat_map(close).collect();
    let initials: Vec<usize> = (0..words.len())
        .filter(|at| is_initial(&words[*at]))
        .collect();
    let mut gone: Vec<usize> = Vec::new();
    for at in initials.into_iter().take(MOST) {
        gone.extend(put(at, &mut words));
    }
    let mut at = 0;
    words.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
    words
}

/// True for two letters of a line that are further apart than those of a word, and nearer than cells.
fn is_spaced(word: &Word, next: &Word) -> bool {
    let gap = next.left - word.right;
    let is_short = |it: &Word| it.text.chars().count() <= 2;
    is_short(word)
        && is_short(next)
        && (word.y - next.y).abs() <= 0.05 * word.size
        && (word.size - next.size).abs() <= 0.1 * word.size
        && (0.0..=SPACED * word.size).contains(&gap)
}

/// A run of letters as words, if it is a spaced text.
fn close(run: &[Word]) -> Vec<Word> {
    let is_letter = |word: &&Word| {
        let mut letters = word.text.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let letters = run.iter().filter(is_letter).count();
    if run.len() < RUN || letters * 3 < run.len() * 2 {
        return run.to_vec();
    }
    let gap = |pair: &[Word]| pair[1].left - pair[0].right;
    let mut gaps: Vec<f32> = run.windows(2).map(gap).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps[gaps.len() / 2];
    let blanks = run[1..].iter().filter(|word| word.has_blank).count();
    // Some programs draw the blanks between the words alone.
    let is_told = blanks > 0 && blanks * 3 < run.len();
    let is_one = |word: &Word, next: &Word| match is_told {
        true => !next.has_blank,
        false => next.left - word.right <= WIDER * usual,
    };
    run.chunk_by(is_one).filter_map(whole).collect()
}

/// Letters as a word.
fn whole(letters: &[Word]) -> Option<Word> {
    let (first, last) = (letters.first()?, letters.last()?);
    Some(Word {
        text: letters.iter().map(|it| it.text.as_str()).collect(),
        right: last.right,
        ..first.clone()
    })
}

/// True for a letter, which may stand behind a quotation mark.
fn is_initial(word: &Word) -> bool {
    let mut letters = word.text.chars().filter(|c| c.is_alphanumeric());
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    is_capital && letters.next().is_none() && word.text.chars().count() <= 2
}

/// Puts an initial to the first of the lines beside it; the initial's place, if its word has it now.
fn put(at: usize, words: &mut [Word]) -> Option<usize> {
    let initial = words[at].clone();
    let is_beside = |word: &Word| {
        let near = -0.3 * word.size..=1.2 * word.size;
        let rise = initial.y - word.y;
        word.size * LARGER <= initial.size
            && near.contains(&(word.left - initial.right))
            && (-0.2 * word.size..=0.95 * initial.size).contains(&rise)
    };
    let beside = || (0..words.len()).filter(|it| is_beside(&words[*it]));
    let first = beside().min_by(|one, next| words[*one].y.total_cmp(&words[*next].y))?;
    let below = |it: &usize| words[*it].y - words[first].y > 0.5 * words[first].size;
    let edge = beside()
        .filter(below)
        .map(|it| words[it].left)
        .reduce(f32::min)?;
    let word = &mut words[first];
    if word.has_blank || word.left - edge > 0.2 * word.size {
        let (y, size) = (word.y, word.size);
        words[at].y = y;
        words[at].size = size;
        return None;
    }
    word.text.insert_str(0, &initial.text);
    word.left = initial.left;
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::super::words::testing::word;
    use super::*;

    fn texts(words: Vec<Word>) -> Vec<String> {
        joined(words).into_iter().map(|word| word.text).collect()
    }

    /// Letters with white between them, and more between words.
    fn spaced(words: &str, size: f32) -> Vec<Word> {
        let letters = words.chars().scan(0.0, |left, letter| {
            let at = *left;
            *left += 0.8 * size;
            Some((letter, at))
        });
        let letters = letters.filter(|(letter, _)| *letter != ' ');
        letters
            .map(|(letter, left)| word(&letter.to_string(), left, 0.0, size))
            .collect()
    }

    #[test]
    fn spaced_words_are_put_together() {
        assert_eq!(texts(spaced("PORT OF TARN", 10.0)), ["PORT", "OF", "TARN"]);
        assert_eq!(texts(spaced("AB", 10.0)), ["A", "B"]);
        assert_eq!(texts(spaced("1 2345", 10.0)), ["1", "2", "3", "4", "5"]);
    }

    #[test]
    fn an_initial_belongs_to_the_first_line_beside_it() {
        let lines = |first: &str, left: f32| {
            vec![
                word("M", 0.0, 24.0, 30.0),
                word(first, left, 10.0, 10.0),
                word("in", 16.0, 24.0, 10.0),
            ]
        };
        assert_eq!(texts(lines("inisters", 16.0)), ["Ministers", "in"]);
        let apart = joined(lines("harbour", 20.0));
        assert_eq!(apart[0].text, "M");
        assert!((apart[0].y - 10.0).abs() < 0.1 && (apart[0].size - 10.0).abs() < 0.1);
        // A large letter on the baseline of its word is none.
        let raised = vec![
            word("M", 0.0, 10.0, 30.0),
            word("inisters", 16.0, 10.0, 10.0),
        ];
        assert_eq!(texts(raised), ["M", "inisters"]);
    }
}
