//! From text to a query.
//!
//! ```text
//! query   = either*
//! either  = all (or all)*
//! all     = part ([and] part)*
//! part    = not part | [field ":"] value
//! or      = "OR" | "|" | "||"
//! and     = "AND" | "&" | "&&"
//! not     = "-" | "!" | "NOT"
//! value   = "(" either ")" | phrase | word
//! ```

use std::ops::Range;

use super::error::{Fault, QueryError};
use super::{Day, Ending, Field, Pattern, Query, Relation, State, Unit, all_of, any_of};
use crate::briefing::BriefingDate;
use crate::config::suggest::nearest;
use crate::text::fold::fold;

/// How deep parentheses may stand in one another.
pub(super) const DEEPEST: usize = 32;

/// The longest query, in bytes.
pub(super) const LONGEST: usize = 4096;

/// What opens and closes a phrase. Texts are pasted with marks of all kinds.
const OPENING: [char; 4] = ['"', '“', '„', '«'];
const CLOSING: [char; 4] = ['"', '”', '“', '»'];

/// What other query languages write for what stands here side by side, and for `OR`.
const AND: [&str; 3] = ["AND", "&&", "&"];
const OR: [&str; 3] = ["OR", "||", "|"];

/// The words that are no words to look for, unless they stand in quotation marks.
pub(super) const OPERATORS: [&str; 3] = ["OR", "AND", "NOT"];

/// The signs before what is to be left out.
pub(super) const LEAVES_OUT: [char; 2] = ['-', '!'];

/// True for a quotation mark: a phrase cannot hold it, for it would end it.
pub fn ends_phrase(c: char) -> bool {
    OPENING.contains(&c) || CLOSING.contains(&c)
}

pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    Parser::new(text, false)?.whole()
}

pub(super) fn parse_typed(text: &str) -> Result<Query, QueryError> {
    Parser::new(text, true)?.whole()
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// A word that ends the text may go on.
    is_typed: bool,
}

/// What stands before a colon.
#[derive(Clone, Copy)]
enum Key {
    Field(Field),
    Date(Relation),
    Is,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, is_typed: bool) -> Result<Self, QueryError> {
        if text.len() > LONGEST {
            return Err(error(LONGEST..text.len(), Fault::Long));
        }
        Ok(Self {
            text,
            at: 0,
            depth: 0,
            is_typed,
        })
    }

    fn whole(mut self) -> Result<Query, QueryError> {
        self.blanks();
        if self.rest().is_empty() {
            return Ok(Query::All);
        }
        let query = self.either(Field::Any)?;
        match self.peek() {
            None => Ok(query),
            // Only a parenthesis ends a list of parts.
            Some(_) => Err(error(self.at..self.at + 1, Fault::StrayParenthesis)),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Where one of these words stands at the present place, whole.
    fn sees(&self, words: &[&str]) -> Option<Range<usize>> {
        let is_here = |word: &&&str| {
            let after = self.rest().strip_prefix(**word);
            after.is_some_and(|rest| rest.chars().next().is_none_or(ends_word))
        };
        let word = words.iter().find(is_here)?;
        Some(self.at..self.at + word.len())
    }

    /// True where no further part stands.
    fn is_over(&self) -> bool {
        self.peek().is_none_or(|c| c == ')') || self.sees(&OR).is_some()
    }

    fn either(&mut self, field: Field) -> Result<Query, QueryError> {
        let mut choices = vec![self.all(field, None)?];
        while let Some(or) = self.sees(&OR) {
            self.at = or.end;
            choices.push(self.all(field, Some(or))?);
        }
        Ok(any_of(choices))
    }

    /// Takes what stands side by side; behind `or`, where there is one.
    fn all(&mut self, field: Field, or: Option<Range<usize>>) -> Result<Query, QueryError> {
        let mut parts = Vec::new();
        loop {
            self.blanks();
            if self.is_over() {
                break;
            }
            if let Some(and) = self.sees(&AND) {
                self.at = and.end;
                self.blanks();
                if parts.is_empty() || self.is_over() || self.sees(&AND).is_some() {
                    return Err(error(and, Fault::LoneAnd));
                }
            }
            parts.push(self.part(field)?);
        }
        if !parts.is_empty() {
            return Ok(all_of(parts));
        }
        // One side of an `OR` is empty, or a pair of parentheses.
        if let Some(or) = self.sees(&OR).or(or) {
            return Err(error(or, Fault::LoneOr));
        }
        let before = self.text[..self.at].trim_end();
        let opened = before.len().saturating_sub(1);
        match self.peek() {
            Some(_) if before.ends_with('(') => Err(error(opened..self.at + 1, Fault::Empty)),
            Some(_) => Err(error(self.at..self.at + 1, Fault::StrayParenthesis)),
            None => Err(error(opened..before.len(), Fault::OpenParenthesis)),
        }
    }

    fn part(&mut self, field: Field) -> Result<Query, QueryError> {
        let start = self.at;
        if self.leaves_out()? {
            self.deeper(start)?;
            let part = self.part(field)?;
            self.depth -= 1;
            return Ok(Query::Not(Box::new(part)));
        }
        match self.key()? {
            None => self.value(field, start),
            Some(Key::Field(field)) => self.value(field, start),
            Some(Key::Is) => {
                let (word, at) = self.word();
                let state = State::ALL.into_iter().find(|state| state.name() == word);
                let names = State::ALL.map(State::name);
                let fault = || error(at, Fault::NoState(nearest(word, names)));
                state.map(Query::Is).ok_or_else(fault)
            }
            Some(Key::Date(relation)) => {
                let (word, at) = self.word();
                let day = day(word).ok_or_else(|| error(at, Fault::NoDay))?;
                Ok(Query::Dated(relation, day))
            }
        }
    }

    /// Takes the sign that what follows is to be left out, where it stands here.
    fn leaves_out(&mut self) -> Result<bool, QueryError> {
        if let Some(not) = self.sees(&["NOT"]) {
            self.at = not.end;
            self.blanks();
            if self.is_over() || self.sees(&AND).is_some() {
                return Err(error(not, Fault::LoneNot));
            }
            return Ok(true);
        }
        let start = self.at;
        let Some(sign) = self.peek().filter(|c| LEAVES_OUT.contains(c)) else {
            return Ok(false);
        };
        self.at += sign.len_utf8();
        if self.peek().is_none_or(|c| c.is_whitespace() || c == ')') {
            return Err(error(start..self.at, Fault::LoneSign(sign)));
        }
        Ok(true)
    }

    /// Takes a name and its colon, where there is one.
    fn key(&mut self) -> Result<Option<Key>, QueryError> {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_alphabetic());
        let Some(length) = length.filter(|&length| length > 0 && rest[length..].starts_with(':'))
        else {
            return Ok(None);
        };
        let (name, after) = (&rest[..length], &rest[length + 1..]);
        // An address is not a field.
        if after.starts_with("//") {
            return Ok(None);
        }
        let at = self.at..self.at + length + 1;
        let lower = name.to_ascii_lowercase();
        let key = key_named(&lower).ok_or_else(|| {
            let fault = Fault::NoField(name.to_owned(), nearest(&lower, names()));
            error(at.clone(), fault)
        })?;
        self.at = at.end;
        if after
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || c == ')')
        {
            return Err(error(at, Fault::NoValue(lower)));
        }
        Ok(Some(key))
    }

    fn deeper(&mut self, start: usize) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(error(start..start + 1, Fault::Deep));
        }
        Ok(())
    }

    fn value(&mut self, field: Field, start: usize) -> Result<Query, QueryError> {
        match self.peek() {
            Some('(') => {
                let open = self.at;
                self.deeper(open)?;
                self.at += 1;
                let inner = self.either(field)?;
                if self.peek() != Some(')') {
                    return Err(error(open..open + 1, Fault::OpenParenthesis));
                }
                self.at += 1;
                self.depth -= 1;
                Ok(inner)
            }
            Some(c) if OPENING.contains(&c) => self.phrase(field, c),
            _ => self.plain(field, start),
        }
    }

    fn phrase(&mut self, field: Field, opening: char) -> Result<Query, QueryError> {
        let open = self.at;
        let inside = open + opening.len_utf8();
        let closing = |(_, c): &(usize, char)| CLOSING.contains(c);
        let Some((length, mark)) = self.text[inside..].char_indices().find(closing) else {
            return Err(error(open..inside, Fault::OpenQuote));
        };
        let words = &self.text[inside..inside + length];
        self.at = inside + length + mark.len_utf8();
        let mut ending = Ending::Whole;
        if self.peek() == Some('*') {
            self.at += 1;
            ending = Ending::Beginning;
        }
        self.pattern(field, words, ending, open..self.at)
    }

    fn plain(&mut self, field: Field, start: usize) -> Result<Query, QueryError> {
        let (word, at) = self.word();
        let at = start.min(at.start)..at.end;
        if field == Field::Path {
            return self.pattern(field, word, Ending::Whole, at);
        }
        if OPERATORS.contains(&word) {
            return Err(error(at, Fault::Operator(word.to_owned())));
        }
        if word.contains('|') {
            return Err(error(at, Fault::Bar));
        }
        let slips = word.rsplit_once('~');
        let (words, ending) = if let Some((words, count)) = slips {
            let count = match count {
                "" | "1" => 1,
                "2" => 2,
                _ => return Err(error(at, Fault::Slips)),
            };
            let one_word = fold(words).chars().all(char::is_alphanumeric);
            if words.is_empty() || !one_word {
                return Err(error(at, Fault::Slips));
            }
            (words, Ending::Slips(count))
        } else if let Some(words) = word.strip_suffix('*') {
            (words, Ending::Beginning)
        } else if self.is_typed && self.rest().is_empty() {
            (word, Ending::Beginning)
        } else {
            (word, Ending::Whole)
        };
        if words.contains('*') {
            return Err(error(at, Fault::Star));
        }
        self.pattern(field, words, ending, at)
    }

    fn pattern(
        &self,
        field: Field,
        words: &str,
        ending: Ending,
        at: Range<usize>,
    ) -> Result<Query, QueryError> {
        let words = words.trim();
        let has_letters = match field {
            Field::Path => !words.is_empty(),
            _ => fold(words).contains(char::is_alphanumeric),
        };
        if !has_letters {
            return Err(error(at, Fault::NoLetter));
        }
        let pattern = Pattern {
            words: words.to_owned(),
            ending,
        };
        Ok(Query::Has(field, pattern))
    }

    /// Takes what is left of a word.
    fn word(&mut self) -> (&'a str, Range<usize>) {
        let rest = self.rest();
        let length = rest.find(ends_word).unwrap_or(rest.len());
        let at = self.at..self.at + length;
        self.at = at.end;
        (&rest[..length], at)
    }
}

/// True for what ends a word.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || c == '(' || c == ')' || ends_phrase(c)
}

fn error(at: Range<usize>, fault: Fault) -> QueryError {
    QueryError { at, fault }
}

/// The names that may stand before a colon.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let fields = Field::NAMED.into_iter().map(Field::name);
    let dates = Relation::ALL.into_iter().map(Relation::name);
    fields.chain(dates).chain(["is"])
}

fn key_named(name: &str) -> Option<Key> {
    let field = Field::NAMED.into_iter().find(|field| field.name() == name);
    let date = || Relation::ALL.into_iter().find(|date| date.name() == name);
    match name {
        "is" => Some(Key::Is),
        _ => field.map(Key::Field).or_else(|| date().map(Key::Date)),
    }
}

fn day(word: &str) -> Option<Day> {
    match word {
        "today" => return Some(Day::Today),
        "yesterday" => return Some(Day::Yesterday),
        _ => {}
    }
    if let Some(ago) = word.strip_prefix('-') {
        let unit = ago.chars().next_back()?;
        let unit = Unit::ALL.into_iter().find(|it| it.letter() == unit)?;
        let count = ago[..ago.len() - 1].parse().ok()?;
        return Some(Day::Ago(count, unit));
    }
    let date: BriefingDate = word.parse().ok()?;
    date.time().is_none().then_some(Day::Given(date))
}
