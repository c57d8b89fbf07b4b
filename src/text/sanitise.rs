//! Nothing of a file may act on the terminal: dangerous characters become visible marks.
//!
//! Characters are neutralised one by one, never escape sequences as a whole: a parser of sequences can be led
//! astray, a table of characters cannot. What is harmless and only invisible (soft hyphens, joiners inside
//! scripts that need them, selectors after an emoji) is handled without a mark; everything else that a reader
//! could not see is shown, and counted.
//!
//! | in a text | shown as |
//! | --- | --- |
//! | C0 controls, DEL | their pictures, `␛`, `␡` |
//! | CR, CRLF, VT, FF, NEL, LS, PS | a line break; a blank in a [`line()`] |
//! | tab | blanks to the next multiple of 4; one blank in a [`line()`] |
//! | C1, bidi controls, tag and other format characters, fillers, unassigned | `‹U+202E›` |
//! | private use | `□`, or the bullet that a symbol font would show |
//! | BOM, word joiner, grapheme joiner | nothing |
//! | zero-width space, soft hyphen | nothing; a line may be broken there ([`Breaks`]) |
//! | joiners | kept where the script or an emoji needs them; else nothing, counted where no such script is near |
//! | direction marks | nothing beside right-to-left letters, else `‹U+200E›` |
//! | variation selectors | nothing after a base that takes one, else `‹U+FE0F›` |
//! | combining marks | at most 4 a base (8 where letters stack); on `◌` where there is no base |
//! | a lone regional indicator | its letter |

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write;

use super::breaks::{BreakKind, Breaks};
use super::offsets::OffsetMap;
use super::width;

mod ascii;
mod class;
mod shown;

pub use ascii::{ascii, ascii_cell};
use class::Class;
pub use class::{first_forbidden, is_forbidden, is_unseen};
pub use shown::{blank_marks, without_marks};

/// Tab stops of a body, in columns.
const TAB: usize = 4;

/// How far back a tab looks for the beginning of its line, in bytes; a bound on the cost of a line of tabs.
const TAB_REACH: usize = 256;

/// How far from a direction mark or a joiner a letter that explains it may stand, in characters: over a number, a
/// bracket, the end of a sentence.
const REACH: usize = 12;

/// How many joiners may chain emoji together; the longest emoji in use has three.
const JOINED_EMOJI: usize = 5;

/// A symbol of the screen longer than this, in bytes, is no cluster that a person wrote.
const LONGEST_SYMBOL: usize = 128;

/// What stands for a private-use character, and for a symbol that may not be drawn.
const BOX: &str = "□";

/// The subdivision flags in general use, in tag characters after the black flag.
const TAG_FLAGS: [&str; 3] = [
    "\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// Cleans a text for one line of a screen or a message: titles, paths, tags, errors.
///
/// Line breaks and tabs become blanks, CRLF a single one. Borrows what is clean already.
pub fn line(text: &str) -> Cow<'_, str> {
    if class::plain_prefix(text, Shape::Line) == text.len() {
        return Cow::Borrowed(text);
    }
    let mut clean = CleanText::default();
    clean.append(text, 0, Shape::Line);
    Cow::Owned(clean.text)
}

/// Cleans the name or path of a file like a [`line()`]; a byte that is no UTF-8 is shown as `\xNN`.
pub fn name(name: impl AsRef<OsStr>) -> String {
    let mut shown = String::new();
    for chunk in name.as_ref().as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02X}"));
        }
    }
    line(&shown).into_owned()
}

/// A harmless symbol of the same width for a symbol about to be drawn, or nothing if it is harmless itself.
///
/// The last line of defence, over every cell of a frame: whatever wrote a cell, nothing forbidden leaves it.
/// Cheap for what is usually drawn: one look-up a character.
pub fn cell(symbol: &str) -> Option<Cow<'static, str>> {
    if let [b' '..=b'~'] = symbol.as_bytes() {
        return None;
    }
    let forbidden = symbol.chars().find(|&c| is_forbidden(c));
    let lead = symbol.chars().next()?;
    let harmless = symbol.len() <= LONGEST_SYMBOL
        && forbidden.is_none()
        && !(class::is_combining(lead) && width::width(lead.encode_utf8(&mut [0; 4])) == 0)
        && (!symbol.contains(class::is_joiner) || symbol.contains(class::takes_joiner));
    if harmless {
        return None;
    }
    let shown = match forbidden.and_then(class::picture) {
        Some(picture) => picture.to_string(),
        None => BOX.to_owned(),
    };
    // A huge width is no width: the cells beside it are somebody else's.
    let columns = width::width(symbol).clamp(1, 2);
    Some(Cow::Owned(width::pad(&shown, columns).into_owned()))
}

/// Whether breaks stay breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A body: lines and tab stops.
    Body,
    /// One line.
    Line,
}

/// A text that grows by cleaned pieces and remembers where each came from.
///
/// What is put in for a character maps to the end of the stretch before it, or as a start to the stretch after it.
#[derive(Debug, Default)]
pub struct CleanText {
    /// The cleaned text so far.
    pub text: String,
    /// From `text` to the source.
    pub map: OffsetMap,
    /// Where `text` may be broken inside its words.
    pub breaks: Breaks,
    /// How many characters were made visible, or taken out where they had no honest use.
    pub hidden: u32,
    /// Where in the source a carriage return ended the last piece: a line feed there belongs to it.
    return_at: Option<usize>,
}

impl CleanText {
    /// Appends `raw`, which stands at byte `at` of the source, cleaned for a body.
    ///
    /// Pieces are cleaned as they come, with an eye on what was appended before.
    pub fn push(&mut self, raw: &str, at: usize) {
        let is_torn = self.return_at.take() == Some(at) && raw.starts_with('\n');
        let done = usize::from(is_torn);
        self.append(&raw[done..], at + done, Shape::Body);
        self.return_at = raw.ends_with('\r').then_some(at + raw.len());
    }

    /// Appends text of our own (a blank for a joined line, a block separator).
    pub fn push_own(&mut self, text: &str) {
        self.return_at = None;
        self.text.push_str(text);
    }

    fn append(&mut self, raw: &str, at: usize, shape: Shape) {
        let mut done = 0;
        loop {
            let plain = class::plain_prefix(&raw[done..], shape);
            self.copy(&raw[done..done + plain], at + done);
            done += plain;
            let Some(c) = raw[done..].chars().next() else {
                return;
            };
            done += self.append_special(
                c,
                Place {
                    raw,
                    done,
                    at,
                    shape,
                },
            );
        }
    }

    /// Appends what stands for `c`, which is at `place`; how many bytes of the source that took.
    fn append_special(&mut self, c: char, place: Place<'_>) -> usize {
        match class::of(c, place.shape) {
            Class::Plain => self.copy_char(c, place),
            Class::Break => return self.line_break(c, place),
            Class::Tab => return self.tabs(place),
            Class::Dropped => self.dropped(c),
            Class::Joiner => self.joiner(c, place),
            Class::Direction => self.direction(c, place),
            Class::Selector => self.selector(c, place),
            Class::Tag => return self.tag(c, place),
            Class::Regional => return self.regional(c, place),
            Class::Combining => self.combining(c, place),
            Class::Private => self.private(c),
            Class::Hidden => self.mark(c),
        }
        c.len_utf8()
    }

    /// Appends a stretch as it is.
    fn copy(&mut self, text: &str, source: usize) {
        self.map.copied(self.text.len(), source, text.len());
        self.text.push_str(text);
    }

    fn copy_char(&mut self, c: char, place: Place<'_>) {
        self.map
            .copied(self.text.len(), place.source(), c.len_utf8());
        self.text.push(c);
    }

    /// Appends one byte that stands for the character at `place`.
    fn stand_in(&mut self, ascii: char, c: char, place: Place<'_>) {
        // Only a stand-in as long as what it stands for can be mapped into from both ends.
        if c.len_utf8() == 1 {
            self.map.copied(self.text.len(), place.source(), 1);
        }
        self.text.push(ascii);
    }

    /// Keeps in mind where a character that is left out allowed a break.
    fn dropped(&mut self, c: char) {
        let kind = match c {
            '\u{AD}' => BreakKind::SoftHyphen,
            '\u{200B}' => BreakKind::ZeroWidthSpace,
            _ => return,
        };
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.breaks.push(self.text.len(), kind);
        }
    }

    /// Makes `c` visible.
    fn mark(&mut self, c: char) {
        self.hidden += 1;
        match class::picture(c) {
            Some(picture) => self.text.push(picture),
            // Writing into a string cannot fail.
            None => _ = write!(self.text, "‹U+{:04X}›", u32::from(c)),
        }
    }

    fn line_break(&mut self, c: char, place: Place<'_>) -> usize {
        let after = &place.raw[place.done + c.len_utf8()..];
        let before = &place.raw[..place.done];
        if c == '\r' {
            // CR LF and LF CR are one break; so is CR CR LF, a CRLF that was converted twice.
            let pair = after.starts_with('\n') || after.starts_with("\r\n");
            if pair || (before.ends_with('\n') && !before.ends_with("\r\n")) {
                return 1;
            }
        }
        let shown = match place.shape {
            Shape::Body => '\n',
            Shape::Line => ' ',
        };
        self.stand_in(shown, c, place);
        c.len_utf8()
    }

    /// Appends blanks for the tabs at `place`, all that follow each other.
    fn tabs(&mut self, place: Place<'_>) -> usize {
        let here = &place.raw[place.done..];
        let tabs = here.len() - here.trim_start_matches('\t').len();
        let blanks = match place.shape {
            Shape::Line => tabs,
            Shape::Body => tabs * TAB - self.column() % TAB,
        };
        self.map.copied(self.text.len(), place.source(), tabs);
        self.text.extend(std::iter::repeat_n(' ', blanks));
        tabs
    }

    /// The column at which the text ends, counted from a little back where the line is long.
    fn column(&self) -> usize {
        let mut from = self.text.len().saturating_sub(TAB_REACH);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let line = &self.text[from..];
        width::width(line.rfind('\n').map_or(line, |at| &line[at + 1..]))
    }

    /// Keeps a joiner after a letter of a script that joins, or between two emoji.
    fn joiner(&mut self, c: char, place: Place<'_>) {
        let before = self.text.chars().next_back();
        let after = place.after(c).next();
        let in_script = before.is_some_and(class::in_joining_script);
        let in_emoji = c == '\u{200D}'
            && before.is_some_and(class::is_emoji)
            && after.is_some_and(class::is_emoji)
            && self.joiners_behind() < JOINED_EMOJI;
        if in_script || in_emoji {
            self.copy_char(c, place);
        } else if before.is_some_and(class::is_joiner)
            || !self.stands_near(class::in_joining_script, c, place)
        {
            // Near letters of such a script it is a slip of the keyboard; elsewhere it may hide something.
            self.hidden += 1;
        }
    }

    fn joiners_behind(&self) -> usize {
        let behind = self.text.chars().rev().take(4 * JOINED_EMOJI);
        behind.filter(|&c| class::is_joiner(c)).count()
    }

    /// Drops a direction mark where there is right-to-left text to direct.
    fn direction(&mut self, c: char, place: Place<'_>) {
        if !self.stands_near(class::is_right_to_left, c, place) {
            self.mark(c);
        }
    }

    /// Whether `c` has a letter of a kind around it, on its line.
    fn stands_near(&self, kind: fn(char) -> bool, c: char, place: Place<'_>) -> bool {
        let same_line = |c: &char| *c != '\n';
        let behind = self.text.chars().rev().take_while(same_line);
        let ahead = place.after(c).take_while(same_line);
        behind.take(REACH).chain(ahead.take(REACH)).any(kind)
    }

    /// Drops a variation selector after a base that takes one: the base alone says the same.
    fn selector(&mut self, c: char, place: Place<'_>) {
        let inside = place.raw[..place.done].chars().next_back();
        let base = inside.or_else(|| self.text.chars().next_back());
        match base {
            Some(base) if class::is_mongolian_selector(c) && class::is_mongolian(base) => {
                self.copy_char(c, place);
            }
            Some(base) if class::takes_selector(base, c) => {}
            // Phones leave a stray emoji selector behind a deleted emoji: no reason for noise in the text.
            Some(base) if c == '\u{FE0F}' && !class::is_selector(base) => self.hidden += 1,
            _ => self.mark(c),
        }
    }

    fn tag(&mut self, c: char, place: Place<'_>) -> usize {
        let (before, here) = place.raw.split_at(place.done);
        let flag = TAG_FLAGS.iter().find(|tags| here.starts_with(**tags));
        match flag {
            Some(tags) if before.ends_with('\u{1F3F4}') => tags.len(),
            _ => {
                self.mark(c);
                c.len_utf8()
            }
        }
    }

    fn regional(&mut self, c: char, place: Place<'_>) -> usize {
        if let Some(second) = place.after(c).next()
            && class::regional_letter(second).is_some()
        {
            self.copy_char(c, place);
            self.map.copied(
                self.text.len(),
                place.source() + c.len_utf8(),
                second.len_utf8(),
            );
            self.text.push(second);
            return c.len_utf8() + second.len_utf8();
        }
        self.text.extend(class::regional_letter(c));
        c.len_utf8()
    }

    fn combining(&mut self, c: char, place: Place<'_>) {
        let extends = |c: &char| class::is_combining(*c) || class::is_joiner(*c);
        let cap = class::marks_a_base(c);
        let marks = self
            .text
            .chars()
            .rev()
            .take(cap)
            .take_while(extends)
            .count();
        if marks == cap {
            self.hidden += 1;
            return;
        }
        let base = self.text.chars().rev().nth(marks);
        if base.is_none_or(char::is_whitespace) {
            self.text.push('\u{25CC}');
        }
        self.copy_char(c, place);
    }

    fn private(&mut self, c: char) {
        match class::symbol_font(c) {
            Some(bullet) => self.text.push(bullet),
            None => {
                self.hidden += 1;
                self.text.push_str(BOX);
            }
        }
    }
}

/// Where a character stands that is being cleaned.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    /// The piece being appended.
    raw: &'a str,
    /// The byte in `raw` at which the character starts.
    done: usize,
    /// The byte of the source at which `raw` starts.
    at: usize,
    shape: Shape,
}

impl<'a> Place<'a> {
    /// The byte of the source at which the character starts.
    fn source(self) -> usize {
        self.at + self.done
    }

    /// The characters after `c`, which stands here.
    fn after(self, c: char) -> std::str::Chars<'a> {
        self.raw[self.done + c.len_utf8()..].chars()
    }
}

#[cfg(test)]
mod tests;
