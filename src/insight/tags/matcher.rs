//! The one pass over a text that finds every name in it.
//!
//! Names stand at the start of words, so they are looked for only there, and only where the first
//! four bytes are those of a name in a language of the text.
//!
//! Every key that starts at a place is reported, not only the longest, because the longest may
//! stop inside a word ("UN Security Councillor") and must then not hide the shorter one ("UN").
//! Of what is left after the boundaries are checked the leftmost wins, and of those that start
//! together the longest: "South Sudan" is not "Sudan", "New Mexico" is not "Mexico".

mod keys;

use self::keys::Keys;
use super::form::{Form, Role, Sense, is_word};
use super::lexicon::ThingId;
use super::tongue::Tongues;
use crate::text::letters::is_alphabetic;

/// Finds the forms of a lexicon in texts.
#[derive(Debug)]
pub(super) struct Matcher {
    keys: Keys,
    openers: Openers,
    /// For each key, where its forms start in `forms`; one more at the end.
    starts: Vec<u32>,
    /// The forms, those of one key together.
    forms: Vec<Form>,
}

/// A form found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit<'m> {
    /// The first byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What it names.
    pub(super) thing: ThingId,
    /// The form it is.
    pub(super) form: &'m Form,
}

/// What a text names.
#[derive(Debug, Default)]
pub(super) struct Names<'m> {
    /// States, international bodies and words of rules, in order.
    pub(super) hits: Vec<Hit<'m>>,
    /// What may name a body of a state, by start, the longest first; they hide no other name and
    /// are hidden by none.
    pub(super) bodies: Vec<Hit<'m>>,
    /// What makes a company, a party or a newspaper of the name beside it, in the same order.
    pub(super) others: Vec<Hit<'m>>,
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Form {}

impl Matcher {
    /// Sorts the forms: some milliseconds for the shipped gazetteer.
    pub(super) fn new(forms: Vec<Form>) -> Self {
        let forms = sorted(forms);
        let mut starts = Vec::new();
        for (at, form) in forms.iter().enumerate() {
            if at == 0 || forms[at - 1].key != form.key {
                starts.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        let keys = starts.iter().map(|&start| &*forms[start as usize].key);
        let keys = Keys::new(keys);
        starts.push(u32::try_from(forms.len()).unwrap_or(u32::MAX));
        Self {
            keys,
            openers: Openers::of(&forms),
            starts,
            forms,
        }
    }

    /// The names in `text`, in order; names that overlap an earlier or longer one are left out.
    ///
    /// Hits over the same stretch are the several things that it may name. Hits of the reader's
    /// own rules neither hide others nor are hidden.
    pub(super) fn find(&self, text: &str, tongues: Tongues) -> Vec<Hit<'_>> {
        self.names(text, tongues).hits
    }

    /// The same, with what may name a body of a state.
    pub(super) fn names(&self, text: &str, tongues: Tongues) -> Names<'_> {
        let mut found = self.candidates(text, tongues);
        found.sort_unstable_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let mut hits: Vec<Hit<'_>> = Vec::with_capacity(found.len());
        let (mut bodies, mut others) = (Vec::new(), Vec::new());
        let mut taken = Taken::default();
        for (start, end, form) in found {
            let hit = form.thing.map(|thing| Hit {
                start,
                end,
                thing,
                form,
            });
            match form.role {
                Role::Body => bodies.extend(hit),
                Role::Other => others.extend(hit),
                Role::Rule => hits.extend(hit),
                _ if taken.take(start, end, form, &mut hits) => hits.extend(hit),
                _ => {}
            }
        }
        hits.dedup_by(|a, b| (a.start, a.end, a.thing) == (b.start, b.end, b.thing));
        Names {
            hits,
            bodies,
            others,
        }
    }

    fn candidates(&self, text: &str, tongues: Tongues) -> Vec<(usize, usize, &Form)> {
        let mut found = Vec::new();
        let mut keys = Vec::new();
        for start in self.openers.places(text, tongues) {
            keys.clear();
            keys.extend(self.keys.opening(&text.as_bytes()[start..]));
            for form in keys.iter().rev().flat_map(|&key| self.forms_of(key)) {
                let end = start + form.key.len();
                if !form.tongues.meets(tongues) || form.word && is_shouted(text, start, end) {
                    continue;
                }
                let start = form.start_in(text, start);
                if let (Some(start), Some(end)) = (start, form.end_in(text, end)) {
                    found.push((start, end, form));
                }
            }
        }
        found
    }

    fn forms_of(&self, key: usize) -> &[Form] {
        &self.forms[self.starts[key] as usize..self.starts[key + 1] as usize]
    }
}

/// The forms by their keys; those of one key in the order in which they came.
fn sorted(forms: Vec<Form>) -> Vec<Form> {
    // Most keys differ in their first bytes, which are compared at once.
    let mut order: Vec<(u128, usize)> = forms
        .iter()
        .map(|form| opening(form.key.as_bytes()))
        .zip(0..)
        .collect();
    order.sort_unstable_by(|one, other| {
        let keys = || forms[one.1].key.cmp(&forms[other.1].key);
        let openings = one.0.cmp(&other.0);
        openings.then_with(keys).then(one.1.cmp(&other.1))
    });
    let mut forms: Vec<Option<Form>> = forms.into_iter().map(Some).collect();
    let sorted = order.iter().filter_map(|&(_, at)| forms[at].take());
    sorted.collect()
}

/// The first sixteen bytes of a key as a number that sorts as they do, shorter ones with zeros behind.
fn opening(key: &[u8]) -> u128 {
    let mut sixteen = [0; 16];
    let length = key.len().min(sixteen.len());
    sixteen[..length].copy_from_slice(&key[..length]);
    u128::from_be_bytes(sixteen)
}

/// Where names may start, by the languages that have one which starts so.
struct Openers {
    /// By the byte before a name and its first.
    before: Box<[Tongues; 1 << 16]>,
    /// By its first two bytes.
    first: Box<[Tongues; 1 << 16]>,
    /// A bit for the hash of the first four bytes of each name: most words that open with the same two
    /// open none.
    four: Box<[u64]>,
    /// A bit for the first two bytes of a name that has fewer than four.
    short: Box<[u64]>,
}

impl std::fmt::Debug for Openers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Openers")
    }
}

impl Openers {
    fn of(forms: &[Form]) -> Self {
        let none = || Box::new([Tongues::NONE; 1 << 16]);
        let (mut before, mut first) = (none(), none());
        let (mut four, mut short) = (vec![0; 1 << 10], vec![0; 1 << 10]);
        let mut openings = [Tongues::NONE; 1 << 8];
        for form in forms {
            let [opening, ref rest @ ..] = *form.key.as_bytes() else {
                continue;
            };
            openings[usize::from(opening)].join(form.tongues);
            match (form.key.as_bytes().first_chunk(), rest) {
                (Some(chunk), _) => set(&mut four, hash(*chunk)),
                (None, [second, ..]) => set(&mut short, pair(opening, *second)),
                (None, []) => (0..=u8::MAX).for_each(|any| set(&mut short, pair(opening, any))),
            }
            match rest {
                [second, ..] => first[pair(opening, *second)].join(form.tongues),
                [] => (0..=u8::MAX).for_each(|any| first[pair(opening, any)].join(form.tongues)),
            }
        }
        for byte in (0..=u8::MAX).filter(|byte| !is_word_byte(*byte)) {
            let row = usize::from(byte) << 8;
            before[row..row + openings.len()].copy_from_slice(&openings);
        }
        Self {
            before,
            first,
            four: four.into(),
            short: short.into(),
        }
    }

    /// The bytes of `text` at which a name may start: no letter or digit stands before them.
    fn places(&self, text: &str, tongues: Tongues) -> impl Iterator<Item = usize> {
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut last_two = u16::from(b' ');
        // Nearly all bytes are passed over here, each by one look into one table.
        let next = move || {
            let found = bytes[from..].iter().position(|&byte| {
                last_two = last_two << 8 | u16::from(byte);
                self.before[usize::from(last_two)].meets(tongues)
            })?;
            from += found + 1;
            Some(from - 1)
        };
        let opens = move |at: &usize| {
            let second = bytes.get(at + 1).copied().unwrap_or(b' ');
            let pair = pair(bytes[*at], second);
            let four = || {
                bytes[*at..]
                    .first_chunk()
                    .is_some_and(|it| has(&self.four, hash(*it)))
            };
            self.first[pair].meets(tongues)
                && (four() || has(&self.short, pair))
                && !follows_word(text, *at)
        };
        std::iter::from_fn(next).filter(opens)
    }
}

/// True for a letter or digit of ASCII, after which no name starts.
fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// A number of sixteen bits for four bytes.
fn hash(four: [u8; 4]) -> usize {
    (u32::from_le_bytes(four).wrapping_mul(0x9E37_79B9) >> 16) as usize
}

/// Sets one of many bits.
fn set(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

/// True where it is set.
fn has(bits: &[u64], at: usize) -> bool {
    bits[at / 64] >> (at % 64) & 1 == 1
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

/// True when the character before byte `at` is one that words are made of.
fn follows_word(text: &str, at: usize) -> bool {
    match at.checked_sub(1).map(|before| text.as_bytes()[before]) {
        None => false,
        Some(byte) if byte.is_ascii() => is_word_byte(byte),
        Some(_) => text[..at].chars().next_back().is_some_and(is_word),
    }
}

/// The stretch that the last name took.
#[derive(Debug, Default)]
struct Taken {
    start: usize,
    end: usize,
    /// True when only a dependent name is there.
    dependent: bool,
}

impl Taken {
    /// True when the name may stand: it starts behind the last one, or shares its stretch.
    ///
    /// A dependent name gives way to one that starts inside it and reaches further: "the
    /// Alliance" to "Alliance for Progress".
    fn take(&mut self, start: usize, end: usize, form: &Form, hits: &mut Vec<Hit<'_>>) -> bool {
        let dependent = form.sense == Sense::Dependent;
        if (start, end) == (self.start, self.end) {
            self.dependent &= dependent;
            return true;
        }
        if start < self.end {
            if !self.dependent || end <= self.end {
                return false;
            }
            let before = hits.iter().rposition(|hit| hit.start < self.start);
            let inside = hits.split_off(before.map_or(0, |at| at + 1));
            hits.extend(inside.into_iter().filter(|hit| hit.form.role == Role::Rule));
        }
        *self = Self {
            start,
            end,
            dependent,
        };
        true
    }
}

/// How far around an acronym small letters are looked for: enough for two or three words.
const SHOUT_WINDOW: usize = 24;

/// True when the words around `start..end` on its line are all in capitals.
fn is_shouted(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().rev().take(SHOUT_WINDOW);
    let after = text[end..].chars().take(SHOUT_WINDOW);
    let before = before
        .take_while(|c| *c != '\n')
        .filter(|&c| is_alphabetic(c));
    let after = after
        .take_while(|c| *c != '\n')
        .filter(|&c| is_alphabetic(c));
    let mut letters = before.chain(after).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
}
