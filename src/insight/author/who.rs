//! Whom a phrase names: "the Ambassador in Norland (Lind)", "President Varga", "the Ministry".
//!
//! The phrase begins at a given word; where it ends is found here. Knows nothing of what the
//! phrase stands in.

use std::ops::Range;

use super::phrase::{Line, Token};
use crate::insight::grammar::List;
use crate::insight::quotes::{NameWord, office};

/// The longest name, in words.
const LONGEST_NAME: usize = 7;

/// Somebody as a phrase names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The words of the phrase.
    pub(super) words: Range<usize>,
    /// Where the name stands in the line; an office alone has none.
    pub(super) name: Option<Range<usize>>,
    /// The last word before the name, where that is an office.
    pub(super) office: Option<usize>,
    /// True where a body speaks and no person.
    pub(super) is_body: bool,
    /// True where one of the words is an office or a form of address by itself.
    pub(super) is_headed: bool,
}

impl Named {
    /// True where the phrase tells by more than a lone word that somebody can speak.
    pub(super) fn is_told(&self) -> bool {
        self.is_headed || self.is_body || self.name.as_ref().is_some_and(|it| it.len() > 1)
    }
}

/// Whom the words from `from` on name, before `until`; several where "and" joins them.
pub(super) fn all(line: &Line<'_>, from: usize, until: usize) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut next = Some((from, true));
    while let Some((at, is_joint)) = next {
        let Some(mut named) = one(line, at, until) else {
            break;
        };
        // After a mere comma an office may be that of the one before.
        let is_another = if is_joint {
            found.is_empty() || named.is_told() || follows_a_name(&found)
        } else {
            named.is_headed && named.name.is_some()
        };
        if !is_another {
            break;
        }
        // "Chairmen Lind and Roe": one office for both.
        named.is_headed |= found.last().is_some_and(|last| last.is_headed);
        next = go_on(line, named.words.end, until);
        found.push(named);
    }
    found
}

/// Where another may be named behind a phrase, and whether "and" joins them.
fn go_on(line: &Line<'_>, end: usize, until: usize) -> Option<(usize, bool)> {
    let next = line.tokens.get(end).filter(|_| end < until)?;
    if line.words.has(List::Joint, &next.small) {
        return Some((end + 1, true));
    }
    let comma = line.tokens[end - 1].gap.trim() == ",";
    comma.then_some((end, false))
}

/// "Chairmen Lind and Roe": a bare name after a name.
fn follows_a_name(found: &[Named]) -> bool {
    found.last().is_some_and(|last| last.name.is_some())
}

/// Whom the words from `from` on name.
pub(super) fn one(line: &Line<'_>, from: usize, until: usize) -> Option<Named> {
    let tokens = &line.tokens[..until.min(line.tokens.len())];
    let mut walk = Walk {
        line,
        tokens,
        from,
        at: from,
        office: None,
        is_body: false,
        is_headed: false,
        name: None,
    };
    walk.go();
    walk.name_behind();
    let end = walk.at;
    let named = Named {
        words: from..end,
        name: walk.name,
        office: walk.office,
        is_body: walk.is_body,
        is_headed: walk.is_headed,
    };
    let has_capital = tokens.get(from..end)?.iter().any(Token::is_capital);
    (end > from && has_capital).then_some(named)
}

/// A walk over the words of a phrase.
struct Walk<'l, 't> {
    line: &'l Line<'t>,
    tokens: &'l [Token<'t>],
    from: usize,
    at: usize,
    office: Option<usize>,
    is_body: bool,
    is_headed: bool,
    name: Option<Range<usize>>,
}

impl Walk<'_, '_> {
    fn go(&mut self) {
        while let Some(token) = self.tokens.get(self.at) {
            let begins = self.name.is_none() && self.office.is_none() && !self.is_body;
            match token.part() {
                _ if begins && self.is_honour(self.at) => self.at += 1,
                NameWord::Article | NameWord::Particle if begins && !token.is_capital() => {
                    self.at += 1
                }
                NameWord::Article if begins => self.at += 1,
                NameWord::Particle if begins && self.heads_office() => self.at += 1,
                NameWord::Address => self.take_office(),
                NameWord::Office | NameWord::Origin if !self.is_verb(self.at) => self.take_office(),
                NameWord::Body if token.is_capital() => {
                    self.is_body = true;
                    self.at += 1;
                }
                NameWord::Preposition | NameWord::Particle if self.governs() => {
                    if !self.take_complement() {
                        break;
                    }
                }
                NameWord::Particle if !begins && self.leads_name(self.at) => {
                    if self.take_name() {
                        break;
                    }
                }
                _ if token.is_capital() && !self.is_about(self.at) => {
                    if self.take_name() {
                        break;
                    }
                }
                _ => break,
            }
            if self.at > 0 && self.ends_here() {
                break;
            }
        }
    }

    /// "Le Président": an article that opens a line.
    fn heads_office(&self) -> bool {
        let next = self.tokens.get(self.at + 1);
        next.is_some_and(|next| {
            matches!(
                next.part(),
                NameWord::Office | NameWord::Origin | NameWord::Address | NameWord::Body
            )
        })
    }

    /// "the Chief of Plans, Agency for Water (Roe)": however long an office is, a name in brackets
    /// behind it is its holder's.
    fn name_behind(&mut self) {
        // "the Administrator of the Bureau (Roe)": what an article opens is no name itself.
        let opens = self.tokens.get(self.from).map(|first| first.part());
        let unnamed = opens == Some(NameWord::Article) && !self.is_headed;
        let headed = self.is_headed || self.is_body;
        if !(unnamed || self.name.is_none() && headed) {
            return;
        }
        let before_bracket = self.name.take();
        let rest = &self.tokens[self.at.min(self.tokens.len())..];
        // Before an addressee a bracket is no place.
        let is_sender = self.tokens.len() < self.line.tokens.len();
        let goes_on = |token: &Token<'_>| {
            token.is_capital()
                || is_sender && token.part() == NameWord::Preposition
                || self.line.words.has(List::Joint, &token.small)
                || self.line.words.has(List::Link, &token.small)
                || token.part() == NameWord::Article
        };
        let Some(before) = rest.iter().position(Token::opens_bracket) else {
            self.name = before_bracket;
            return;
        };
        // "the Secretary and the Chief (Roe)" are two.
        let two = |pair: &[Token<'_>]| {
            self.line.words.has(List::Joint, &pair[0].small) && pair[1].part() == NameWord::Article
        };
        if rest[..=before].iter().all(goes_on) && !rest[..=before].windows(2).any(two) {
            let at = self.at;
            self.at += before + 1;
            self.bracket();
            if self.name.is_none() {
                self.at = at;
            }
        }
        if self.name.is_none() {
            self.name = before_bracket;
        }
    }

    fn is_honour(&self, at: usize) -> bool {
        self.line.words.has(List::Honour, &self.tokens[at].small)
    }

    fn is_about(&self, at: usize) -> bool {
        self.line.words.has(List::About, &self.tokens[at].small)
    }

    /// True for a word in small letters that is no office here: "heads" in "Lind heads".
    fn is_verb(&self, at: usize) -> bool {
        let bare = self.office.is_none() && !self.is_body;
        let follows_name = self.name.is_some();
        !self.tokens[at].is_capital() && bare && follows_name
    }

    fn take_office(&mut self) {
        let token = &self.tokens[self.at];
        self.is_headed |=
            token.part() == NameWord::Address || office(token.text, self.line.language).is_some();
        self.office = Some(self.at);
        self.at += 1;
    }

    /// True where "of", "for", "in" goes on with an office: "the Minister for Water".
    fn governs(&self) -> bool {
        let Some(before) = self.at.checked_sub(1) else {
            return false;
        };
        let head = self.name.is_none() && (self.office.is_some() || self.is_body);
        let next = self.tokens.get(self.at + 1);
        head && !self.tokens[before].ends_part()
            && next.is_some_and(|next| next.is_capital() || next.part() == NameWord::Article)
            && self.line.entry(List::Link, self.at).is_some()
    }

    /// "of the Republic of Norland"; the name after it, if a first name tells where it begins.
    fn take_complement(&mut self) -> bool {
        let start = self.at;
        self.at += 1;
        while let Some(token) = self.tokens.get(self.at) {
            let small_link = matches!(
                token.part(),
                NameWord::Article | NameWord::Preposition | NameWord::Particle
            ) && !token.is_capital();
            let goes_on = self.tokens.get(self.at + 1).is_some_and(Token::is_capital);
            if self.joins_complement(token) {
                self.at += 1;
                continue;
            }
            let links =
                token.part() == NameWord::Article || self.line.entry(List::Link, self.at).is_some();
            if small_link && !(goes_on && links) {
                break;
            }
            if !small_link && (!token.is_capital() || self.is_about(self.at)) {
                break;
            }
            if token.part() == NameWord::Given && self.at > start + 1 && self.take_name() {
                return true;
            }
            match token.part() {
                NameWord::Office => self.office = Some(self.at),
                NameWord::Body => self.is_body = self.office.is_none() || self.is_body,
                _ => {}
            }
            self.at += 1;
            if self.ends_here() {
                break;
            }
            if token.part() == NameWord::Office && self.next_is_name() {
                break;
            }
        }
        self.at > start + 1
    }

    /// "the Minister for Water and Energy": what "and" joins is no second person.
    fn joins_complement(&self, token: &Token<'_>) -> bool {
        let next = &self.tokens[self.tokens.len().min(self.at + 1)..];
        let heads = |token: &Token<'_>| {
            matches!(token.part(), NameWord::Address | NameWord::Article)
                || office(token.text, self.line.language).is_some()
        };
        self.line.words.has(List::Joint, &token.small)
            && next.first().is_some_and(Token::is_capital)
            && !next.iter().take(2).any(heads)
    }

    /// True after "Secretary of State" where "Lind" follows.
    fn next_is_name(&self) -> bool {
        self.tokens.get(self.at).is_some_and(|next| {
            next.is_capital() && matches!(next.part(), NameWord::Other | NameWord::Given)
        })
    }

    /// True for "von" in "President von der Alm": particles before a word with a capital.
    fn leads_name(&self, at: usize) -> bool {
        let mut rest = self.tokens[at..].iter();
        let next = rest.find(|token| token.part() != NameWord::Particle || ends(token));
        next.is_some_and(|next| next.is_capital() && next.part() != NameWord::Particle)
    }

    /// Takes the run of capitals as the name; a run that an office follows was no name ("NSC
    /// Spokesperson"). True when the name was taken.
    fn take_name(&mut self) -> bool {
        let start = self.at;
        let mut end = start;
        while let Some(token) = self.tokens.get(end) {
            let goes_on = match token.part() {
                NameWord::Particle => self.leads_name(end),
                NameWord::Article | NameWord::Preposition => false,
                NameWord::Office | NameWord::Origin | NameWord::Body => {
                    token.is_capital() && end > start && self.ends_name(end)
                }
                _ => {
                    token.is_capital()
                        && !(end > start && (self.is_about(end) || self.is_deed(start, end)))
                }
            };
            if !goes_on || end - start >= LONGEST_NAME {
                break;
            }
            end += 1;
            if ends(&self.tokens[end - 1]) || self.tokens[end - 1].owns {
                break;
            }
        }
        if end == start {
            return true;
        }
        let followed = self.tokens.get(end).is_some_and(|next| {
            let heads = matches!(
                next.part(),
                NameWord::Office | NameWord::Origin | NameWord::Body
            );
            heads && next.is_capital() && !ends(&self.tokens[end - 1])
        });
        self.at = end;
        if followed {
            return false;
        }
        let is_number = |token: &Token<'_>| token.text.starts_with(|c: char| c.is_ascii_digit());
        if !self.tokens[start..end].iter().any(is_number) {
            self.name = Some(start..end);
        }
        true
    }

    /// "Ann King", "Mary Jo White": an office at the end of a full name is its last word.
    fn ends_name(&self, at: usize) -> bool {
        let last = self
            .tokens
            .get(at + 1)
            .is_none_or(|next| !next.is_capital())
            || ends(&self.tokens[at]);
        let is_surname = self.tokens[at].part() == NameWord::Origin;
        last && (is_surname || self.tokens[at - 1].part() == NameWord::Given)
    }

    /// "President Lind Announcing New Measures": what somebody does is no name. "Ann Manning on
    /// Trade" is one: what a person does has an object.
    fn is_deed(&self, start: usize, at: usize) -> bool {
        let token = &self.tokens[at];
        let titled = self.office.is_some() || at > start + 1;
        let has_object = self
            .tokens
            .get(at + 1)
            .is_some_and(|_| !self.is_about(at + 1))
            && !ends(token);
        self.line.language.is_none_or(|code| code == "en")
            && titled
            && token.small.ends_with("ing")
            && has_object
    }

    /// True where the phrase ends behind the word before; a bracket with a name belongs to it, and
    /// so does a name between commas after an office.
    fn ends_here(&mut self) -> bool {
        let last = &self.tokens[self.at - 1];
        if last.opens_bracket() {
            self.bracket();
            return true;
        }
        if !ends(last) {
            return last.owns;
        }
        if self.name.is_none() && self.office.is_some() && last.gap.trim() == "," {
            self.apposition();
        }
        true
    }

    /// "(Lind)".
    fn bracket(&mut self) {
        let mut end = self.at;
        while let Some(token) = self.tokens.get(end) {
            end += 1;
            if token.gap.contains(')') {
                break;
            }
        }
        let inside = &self.tokens[self.at..end];
        let closed = inside.last().is_some_and(|last| last.gap.contains(')'));
        let is_name = |token: &Token<'_>| token.is_capital() || token.part() == NameWord::Particle;
        let article = self.tokens[self.from].part() == NameWord::Article;
        let head = self.name.is_none() && (article || self.office.is_some() || self.is_body);
        if closed && head && inside.len() <= LONGEST_NAME && inside.iter().all(is_name) {
            let address =
                |token: &Token<'_>| matches!(token.part(), NameWord::Address | NameWord::Office);
            let skipped = inside.iter().take_while(|token| address(token)).count();
            let skipped = if skipped == inside.len() { 0 } else { skipped };
            self.is_headed = true;
            self.office = Some(self.at - 1);
            self.name = Some(self.at + skipped..end);
            self.is_body = false;
            self.at = end;
        }
    }

    /// "the Minister for Water, Mara Lind".
    fn apposition(&mut self) {
        let start = self.at;
        let Some(first) = self.tokens.get(start) else {
            return;
        };
        let (at, office) = (self.at, self.office);
        let opens =
            matches!(first.part(), NameWord::Given | NameWord::Address) || self.is_honour(start);
        if !opens {
            return;
        }
        while self.at < self.tokens.len()
            && (self.is_honour(self.at) || matches!(self.tokens[self.at].part(), NameWord::Address))
        {
            self.at += 1;
        }
        if self.at >= self.tokens.len() || !self.take_name() || self.name.is_none() {
            (self.at, self.office) = (at, office);
        }
    }
}

fn ends(token: &Token<'_>) -> bool {
    token.ends_part() || token.gap.contains([')', '('])
}
