//! Which quotation mark opens, which closes, and which is only an apostrophe.
//!
//! Each paragraph is solved as a shortest path: a state is the stack of open quotations, every
//! mark may open, close or pass, and each choice has a cost by the letters around it. A mark that
//! fits nowhere is cheaper to pass over than to believe, so that one typo spoils its paragraph at
//! most. Words are not looked at here; whether a passage is speech is decided by `speech`.

use std::ops::Range;

use memchr::{memchr2_iter, memchr3_iter};

use crate::text::letters::is_alphabetic;
use crate::text::marks::{is_mark, mark_at};

/// A stretch between an outermost opening mark and its closing one, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    /// In bytes of the body; runs over blank lines where paragraphs re-open the quotation.
    pub(super) span: Range<usize>,
    /// False where the closing mark is missing and the paragraph's end stands in for it.
    pub(super) closed: bool,
    /// True for single marks, which are as often apostrophes or so-called words.
    pub(super) single: bool,
    /// True for «…», which in some languages also names ships and companies.
    pub(super) angled: bool,
    /// True for a turn of dialogue, which is speech whatever its words look like.
    pub(super) turn: bool,
}

impl Passage {
    fn closed(pair: Pair, span: Range<usize>) -> Self {
        Self {
            span,
            closed: true,
            single: pair.is_single(),
            angled: pair == Pair::Angled,
            turn: false,
        }
    }
}

/// The kinds of pair. A straight mark takes part in the pair of its curly sisters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Pair {
    Double = 1,
    Single,
    LowDouble,
    LowSingle,
    Angled,
    AngledSingle,
    Corner,
    WhiteCorner,
}

impl Pair {
    const ALL: [Self; 8] = [
        Self::Double,
        Self::Single,
        Self::LowDouble,
        Self::LowSingle,
        Self::Angled,
        Self::AngledSingle,
        Self::Corner,
        Self::WhiteCorner,
    ];

    fn is_single(self) -> bool {
        matches!(self, Self::Single | Self::LowSingle | Self::AngledSingle)
    }
}

/// A mark with the characters around it.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    /// In bytes.
    len: usize,
    /// The printed mark that it stands for.
    ch: char,
    left: Side,
    right: Side,
    /// What passing over it costs: little for an apostrophe, much for a mark that should pair.
    pass: f32,
    /// '90s, 'em: looks like an opening mark and is none.
    clipped: bool,
}

/// What stands next to a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The edge of the paragraph.
    Edge,
    Newline,
    Blank,
    Letter,
    Digit,
    /// `. , ; : ! ? …` and closing brackets: what may come before a closing mark.
    Closing,
    /// Opening brackets, dashes, currency and other signs: what may come before an opening mark.
    Opening,
    Dash,
    Quote,
    /// What comes before the value of an attribute in markup, never before speech.
    Equals,
}

impl Side {
    fn of(ch: Option<char>) -> Self {
        match ch {
            None => Self::Edge,
            Some('\n') => Self::Newline,
            Some('.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']' | '}' | '%' | '。' | '、') => {
                Self::Closing
            }
            Some('-' | '–' | '—' | '―' | '/') => Self::Dash,
            Some('=') => Self::Equals,
            Some(c) if is_mark(c) || c == '`' => Self::Quote,
            Some(c) if c.is_whitespace() => Self::Blank,
            Some(c) if is_alphabetic(c) => Self::Letter,
            Some(c) if c.is_numeric() => Self::Digit,
            Some(_) => Self::Opening,
        }
    }

    fn is_word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }
}

/// The habits of one text, by counting marks at the starts of words.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    /// Single marks are the outer ones.
    single: bool,
    /// »…« instead of «…».
    inverted: bool,
}

/// A cost that no path can bear.
const NEVER: f32 = 1e6;
/// The cost of a mark that should pair and does not.
const ORPHAN: f32 = 4.0;
/// The cost of a quotation that its paragraph does not close: a little less, so that a mark that
/// only opens is believed.
const LEFT_OPEN: f32 = 3.7;
/// Paths dearer than the best one by this much are given up.
const BEAM: f32 = 9.0;
/// Quotations open at once, more than any text means.
const DEPTH: u32 = 4;
/// Of a paragraph with more marks than this one in [`SPARSE`] bytes may be one: else it is no
/// text, and its marks would take many times its memory.
const MANY: usize = 1_000;
const SPARSE: usize = 6;

/// The passages of a text, each list in order and apart.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// The outermost ones.
    pub(super) outer: Vec<Passage>,
    /// Those right inside an outermost one, open and closed in one paragraph.
    pub(super) inner: Vec<Passage>,
}

/// Finds the passages between marks, paragraph by paragraph.
///
/// `paragraphs` are byte ranges of `text`, ascending and apart.
pub(super) fn passages(text: &str, paragraphs: &[Range<usize>]) -> Passages {
    let places = places(text);
    if places.is_empty() {
        return Passages::default();
    }
    let groups = Groups::of(text, &places, paragraphs);
    let style = Style::of(&groups.marks);
    let mut found = Passages::default();
    let mut open: Option<(Pair, usize)> = None;
    let mut solver = Solver::default();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let marks = groups.inside(index);
        if marks.is_empty() {
            continue;
        }
        let carried = open.take();
        let reopened = carried.is_some_and(|(pair, _)| opens_with(text, paragraph, pair, style));
        let next = paragraphs.get(index + 1);
        let reopens = |pair| next.is_some_and(|next| opens_with(text, next, pair, style));
        let ends_later = |pair| closes_later(groups.behind(index), pair);
        let start = carried.filter(|_| !reopened).map(|(pair, _)| pair);
        let solved = solver.solve(marks, style, start, |pair| {
            if reopens(pair) {
                0.3
            } else if ends_later(pair) {
                0.6
            } else {
                LEFT_OPEN
            }
        });
        let mut began = carried.map(|(_, at)| at);
        let (outer, inner) = solved;
        let closed = |piece: &Piece| Some((piece.pair, piece.start..piece.end?));
        let inner = inner.iter().filter_map(closed);
        found
            .inner
            .extend(inner.map(|(pair, span)| Passage::closed(pair, span)));
        for piece in outer {
            let from = began.take().unwrap_or(piece.start);
            match piece.end {
                // The value of an attribute in markup.
                Some(_) if text[..from].ends_with('=') => {}
                Some(end) => found.outer.push(Passage::closed(piece.pair, from..end)),
                None if reopens(piece.pair) || ends_later(piece.pair) => {
                    open = Some((piece.pair, from));
                }
                None => found
                    .outer
                    .extend(unclosed(text, from..paragraph.end, piece.pair)),
            }
        }
    }
    found
}

/// A passage whose closing mark is missing, if it is long enough to be worth the risk.
fn unclosed(text: &str, span: Range<usize>, pair: Pair) -> Option<Passage> {
    let words = text[span.clone()].split_whitespace().take(4).count();
    (words == 4 && !pair.is_single()).then(|| Passage {
        span: span.start..span.start + text[span].trim_end().len(),
        closed: false,
        single: false,
        angled: pair == Pair::Angled,
        turn: false,
    })
}

/// The bytes at which marks begin, ascending.
fn places(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    // Lead bytes: E2 for the general punctuation, C2 for « », E3 for the corner brackets, EF for
    // wide forms.
    let printed = memchr3_iter(b'"', b'\'', 0xE2, bytes).chain(memchr2_iter(0xC2, 0xE3, bytes));
    let typed = memchr3_iter(b'`', b'<', b'>', bytes).chain(memchr2_iter(b'&', 0xEF, bytes));
    let mut places: Vec<usize> = printed
        .chain(typed)
        .filter(|&at| mark_at(&text[at..]).is_some())
        .collect();
    places.sort_unstable();
    let mut levels = Levels::default();
    // The second half of two signs that are one mark.
    let mut end = 0;
    places.retain(|&at| {
        if levels.has(text, at) {
            return false;
        }
        let whole = at >= end;
        if let Some(written) = mark_at(&text[at..]).filter(|_| whole) {
            end = at + written.len;
        }
        whole
    });
    places
}

/// Knows `>>` at the start of a line, which says how often a mail was answered. Asked in ascending
/// order, so that each byte is looked at once however many such signs follow each other.
#[derive(Debug, Default)]
struct Levels {
    /// The byte that it was asked of last.
    at: usize,
    /// Nothing but such signs and blanks stands between the start of a line and that byte.
    opens: bool,
}

impl Levels {
    fn has(&mut self, text: &str, at: usize) -> bool {
        let rest = &text[at..];
        if !rest.starts_with(">>") || !rest[2..].starts_with([' ', '>', '\n']) {
            return false;
        }
        let before = text[self.at..at].trim_end_matches(['>', ' ']);
        if !before.is_empty() {
            self.opens = before.ends_with('\n');
        }
        self.at = at;
        self.opens || at == 0
    }
}

/// The marks of a text, by their paragraphs; marks inside words are apostrophes and left out.
#[derive(Debug)]
struct Groups {
    marks: Vec<Mark>,
    /// For each paragraph how many marks stand before its end.
    ends: Vec<usize>,
}

impl Groups {
    fn of(text: &str, places: &[usize], paragraphs: &[Range<usize>]) -> Self {
        let mut groups = Self {
            marks: Vec::with_capacity(places.len()),
            ends: Vec::with_capacity(paragraphs.len()),
        };
        let mut rest = places;
        for paragraph in paragraphs {
            let skipped = count_before(rest, paragraph.start);
            let count = count_before(&rest[skipped..], paragraph.end);
            let inside = match count > MANY && count * SPARSE > paragraph.len() {
                true => &[],
                false => &rest[skipped..skipped + count],
            };
            rest = &rest[skipped + count..];
            let marks = inside
                .iter()
                .filter_map(|&at| Mark::at(text, at, paragraph));
            groups.marks.extend(marks);
            groups.ends.push(groups.marks.len());
        }
        groups
    }

    /// The marks of a paragraph.
    fn inside(&self, paragraph: usize) -> &[Mark] {
        let start = paragraph.checked_sub(1).map_or(0, |above| self.ends[above]);
        &self.marks[start..self.ends[paragraph]]
    }

    /// The marks of the paragraphs behind one, as far as the end of a quotation is looked for.
    fn behind(&self, paragraph: usize) -> &[Mark] {
        /// A letter quoted whole runs to some forty paragraphs.
        const FURTHEST: usize = 40;
        let last = (paragraph + FURTHEST).min(self.ends.len() - 1);
        &self.marks[self.ends[paragraph]..self.ends[last]]
    }
}

/// How many of some places, ascending, stand before a byte: counted one by one, for few do.
fn count_before(places: &[usize], byte: usize) -> usize {
    let is_before = |&&at: &&usize| at < byte;
    places.iter().take_while(is_before).count()
}

impl Mark {
    /// Reads the mark at a byte; `None` for an apostrophe inside a word.
    fn at(text: &str, at: usize, paragraph: &Range<usize>) -> Option<Self> {
        let written = mark_at(&text[at..paragraph.end])?;
        let (ch, after) = (written.mark, at + written.len);
        let left = Side::of(text[paragraph.start..at].chars().next_back());
        let right = Side::of(text[after..paragraph.end].chars().next());
        let apostrophe = matches!(ch, '\'' | '’' | '‘' | '‛');
        if apostrophe && left == Side::Letter && right == Side::Letter {
            return None;
        }
        let pass = if apostrophe {
            apostrophe_cost(
                &text[paragraph.start..at],
                &text[after..paragraph.end],
                left,
                right,
            )
        } else if ch == '"' && left == Side::Digit {
            // 5'10" and 12" are lengths.
            1.0
        } else {
            ORPHAN
        };
        let clipped = apostrophe && pass < 0.4 && !left.is_word() && right.is_word();
        Some(Self {
            at,
            len: written.len,
            ch,
            left,
            right,
            pass,
            clipped,
        })
    }

    fn end(&self) -> usize {
        self.at + self.len
    }

    fn open_cost(&self, pair: Pair, style: Style) -> f32 {
        let base = match (pair, self.ch) {
            (Pair::Double, '“' | '‟') | (Pair::Single, '‘' | '‛') => {
                return self.open_shape() * 0.6;
            }
            (Pair::Double, '"') | (Pair::Single, '\'') => 0.0,
            (Pair::Double, '”') | (Pair::Single, '’') => 2.2,
            (Pair::LowDouble, '„') | (Pair::LowSingle, '‚') => 0.0,
            (Pair::Angled, '«') | (Pair::AngledSingle, '‹') if !style.inverted => return 0.0,
            (Pair::Angled, '»') | (Pair::AngledSingle, '›') if style.inverted => return 0.0,
            (Pair::Corner, '「') | (Pair::WhiteCorner, '『') => return 0.0,
            _ => return NEVER,
        };
        base + self.open_shape() + if self.clipped { 2.0 } else { 0.0 }
    }

    fn close_cost(&self, pair: Pair, style: Style) -> f32 {
        let base = match (pair, self.ch) {
            (Pair::Double, '”') | (Pair::Single, '’') => return self.close_shape() * 0.8,
            (Pair::Double, '"') | (Pair::Single, '\'') => 0.0,
            (Pair::Double, '“') | (Pair::Single, '‘') => 2.4,
            (Pair::LowDouble, '“' | '”') | (Pair::LowSingle, '‘' | '’') => 0.0,
            (Pair::LowDouble, '"') | (Pair::LowSingle, '\'') => 0.3,
            (Pair::Angled, '»') | (Pair::AngledSingle, '›') if !style.inverted => return 0.0,
            (Pair::Angled, '«') | (Pair::AngledSingle, '‹') if style.inverted => return 0.0,
            (Pair::Corner, '」') | (Pair::WhiteCorner, '』') => return 0.0,
            _ => return NEVER,
        };
        base + self.close_shape()
    }

    fn open_shape(&self) -> f32 {
        let left = match self.left {
            Side::Edge | Side::Newline | Side::Blank | Side::Opening | Side::Dash => 0.0,
            Side::Quote => 0.2,
            Side::Closing => 1.5,
            Side::Equals => 0.0,
            Side::Letter | Side::Digit => 3.5,
        };
        let right = match self.right {
            Side::Letter | Side::Digit | Side::Quote | Side::Opening | Side::Equals => 0.0,
            // Line breaks inside a message stand where its emphasis began or ended.
            Side::Newline => 1.0,
            Side::Dash => 0.6,
            Side::Closing => 0.8,
            Side::Blank => 2.5,
            Side::Edge => 5.0,
        };
        left + right
    }

    fn close_shape(&self) -> f32 {
        let left = match self.left {
            Side::Closing | Side::Quote | Side::Dash => 0.0,
            Side::Letter | Side::Digit => 0.3,
            Side::Newline | Side::Opening | Side::Equals => 1.0,
            Side::Blank => 2.5,
            Side::Edge => 5.0,
        };
        let right = match self.right {
            Side::Edge | Side::Newline | Side::Blank | Side::Closing | Side::Quote | Side::Dash => {
                0.0
            }
            // A footnote number may follow.
            Side::Digit => 1.2,
            Side::Opening | Side::Equals => 0.8,
            Side::Letter => 3.5,
        };
        left + right
    }
}

/// What it costs to read a single mark as an apostrophe.
fn apostrophe_cost(before: &str, after: &str, left: Side, right: Side) -> f32 {
    let blank_right = !right.is_word();
    if left == Side::Letter && blank_right {
        if before.ends_with("'n") || before.ends_with("’n") {
            return 0.1;
        }
        // The parties' position; but also the last word of a quotation.
        return if before.ends_with(['s', 'S', 'z', 'x']) {
            0.5
        } else {
            1.6
        };
    }
    if left == Side::Digit {
        return if right.is_word() { 0.0 } else { 0.6 };
    }
    if right == Side::Digit {
        let decade = after.trim_start_matches(|c: char| c.is_ascii_digit());
        return if decade.starts_with('s') || decade.len() + 2 == after.len() {
            0.1
        } else {
            2.0
        };
    }
    if right == Side::Letter && !left.is_word() {
        let word = after
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        let clipped = [
            "em", "til", "tis", "twas", "cause", "bout", "n", "round", "twere",
        ];
        let is_clipped = clipped.iter().any(|known| word.eq_ignore_ascii_case(known));
        return if is_clipped { 0.3 } else { 3.0 };
    }
    if left == Side::Blank && right == Side::Blank {
        return 0.5;
    }
    3.0
}

impl Style {
    fn of(marks: &[Mark]) -> Self {
        let (mut single, mut double, mut inverted, mut upright) = (0, 0, 0, 0);
        for mark in marks {
            if mark.left.is_word() || !(mark.right.is_word() || mark.right == Side::Quote) {
                continue;
            }
            match mark.ch {
                '‘' | '\'' if mark.pass > 1.0 => single += 1,
                '“' | '"' | '„' => double += 1,
                '«' => (double, upright) = (double + 1, upright + 1),
                '»' => (double, inverted) = (double + 1, inverted + 1),
                _ => {}
            }
        }
        Self {
            single: single > double,
            inverted: inverted > upright,
        }
    }

    /// The surcharge on an outermost quotation in marks that this text uses for inner ones.
    fn outer_cost(self, pair: Pair) -> f32 {
        match (pair.is_single(), self.single) {
            (true, false) => 1.2,
            (false, true) => 0.2,
            _ => 0.0,
        }
    }
}

/// True when a paragraph's first character is an opening mark of that pair.
fn opens_with(text: &str, paragraph: &Range<usize>, pair: Pair, style: Style) -> bool {
    let inside = &text[paragraph.clone()];
    let at = paragraph.start + (inside.len() - inside.trim_start().len());
    let Some(mark) = Mark::at(text, at, paragraph) else {
        return false;
    };
    // A line that holds only the mark opens the list under it.
    let lone = text[mark.end()..paragraph.end].trim().is_empty();
    mark.open_cost(pair, style) < if lone { 4.0 } else { 2.0 }
}

/// True when the next mark of that pair, paragraphs later, can only be the missing closing one.
fn closes_later(marks: &[Mark], pair: Pair) -> bool {
    if pair.is_single() {
        return false;
    }
    let relevant = |mark: &&Mark| matches!(mark.ch, '“' | '”' | '"' | '«' | '»' | '„');
    let next = marks.iter().find(relevant);
    next.is_some_and(|mark| match pair {
        Pair::Double => mark.ch == '”' && mark.close_shape() < 1.0,
        Pair::LowDouble => matches!(mark.ch, '“' | '”') && mark.close_shape() < 1.0,
        Pair::Angled => mark.ch == '»',
        _ => false,
    })
}

/// A quotation inside one paragraph; without an end it is still open at its close.
#[derive(Debug, Clone, Copy)]
struct Piece {
    pair: Pair,
    start: usize,
    end: Option<usize>,
}

/// What is done with a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Begin,
    Pass,
    Open,
    Close,
}

/// A point on a path: the stack after a step (4 bits a pair, the innermost lowest).
#[derive(Debug, Clone, Copy)]
struct Node {
    stack: u32,
    cost: f32,
    before: u32,
    step: Step,
}

/// Finds the cheapest reading of the marks of one paragraph.
#[derive(Debug, Default)]
struct Solver {
    nodes: Vec<Node>,
    next: Vec<Node>,
}

impl Solver {
    fn solve(
        &mut self,
        marks: &[Mark],
        style: Style,
        start: Option<Pair>,
        open_cost: impl Fn(Pair) -> f32,
    ) -> (Vec<Piece>, Vec<Piece>) {
        self.nodes.clear();
        self.nodes.push(Node {
            stack: start.map_or(0, |pair| pair as u32),
            cost: 0.0,
            before: 0,
            step: Step::Begin,
        });
        let mut from = 0;
        for mark in marks {
            let until = self.nodes.len();
            self.next.clear();
            let opens = Pair::ALL.map(|pair| mark.open_cost(pair, style));
            for index in from..until {
                self.advance(mark, &opens, style, index);
            }
            let best = self.next.iter().map(|node| node.cost).fold(NEVER, f32::min);
            let kept = self.next.iter().filter(|node| node.cost <= best + BEAM);
            self.nodes.extend(kept);
            from = until;
        }
        let end = (from..self.nodes.len()).min_by(|&a, &b| {
            let total = |index: usize| {
                self.nodes[index].cost + left_open(self.nodes[index].stack, &open_cost)
            };
            total(a).total_cmp(&total(b))
        });
        let Some(end) = end else {
            return <_>::default();
        };
        let path = self.path(end);
        let start = start.map(|pair| (pair, marks.first().map_or(0, |mark| mark.at)));
        (
            pieces(&path, marks, 0, start),
            pieces(&path, marks, 1, None),
        )
    }

    /// Adds every way of reading `mark` after the path that ends in node `index`; `opens` is what it
    /// costs to open each pair with it.
    fn advance(&mut self, mark: &Mark, opens: &[f32; 8], style: Style, index: usize) {
        let node = self.nodes[index];
        self.offer(node.stack, node.cost + mark.pass, index, Step::Pass);
        let depth = depth_of(node.stack);
        for (pair, &open) in Pair::ALL.into_iter().zip(opens) {
            if open < NEVER && depth < DEPTH {
                let place = match depth {
                    0 => style.outer_cost(pair),
                    _ if holds(node.stack, pair) => 2.5,
                    _ => 0.1,
                };
                self.offer(
                    node.stack << 4 | pair as u32,
                    node.cost + open + place,
                    index,
                    Step::Open,
                );
            }
            if node.stack & 0xF == pair as u32 {
                let close = mark.close_cost(pair, style);
                if close < NEVER {
                    self.offer(node.stack >> 4, node.cost + close, index, Step::Close);
                }
            }
        }
    }

    /// Keeps a path if no cheaper one leads to the same stack.
    fn offer(&mut self, stack: u32, cost: f32, before: usize, step: Step) {
        let before = u32::try_from(before).unwrap_or(u32::MAX);
        let node = Node {
            stack,
            cost,
            before,
            step,
        };
        match self.next.iter_mut().find(|other| other.stack == stack) {
            Some(other) if other.cost > cost => *other = node,
            Some(_) => {}
            None => self.next.push(node),
        }
    }

    /// The steps that lead to a node, one a mark.
    fn path(&self, end: usize) -> Vec<Node> {
        let mut path = Vec::new();
        let mut at = end;
        while self.nodes[at].step != Step::Begin {
            path.push(self.nodes[at]);
            at = self.nodes[at].before as usize;
        }
        path.reverse();
        path
    }
}

/// Reads the quotations off a path that stand inside `depth` others; `open` has begun before it.
fn pieces(
    path: &[Node],
    marks: &[Mark],
    depth: u32,
    mut open: Option<(Pair, usize)>,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (node, mark) in path.iter().zip(marks) {
        match node.step {
            Step::Open if depth_of(node.stack) == depth + 1 => {
                open = innermost(node.stack).map(|pair| (pair, mark.at));
            }
            Step::Close if depth_of(node.stack) == depth => {
                if let Some((pair, start)) = open.take() {
                    pieces.push(Piece {
                        pair,
                        start,
                        end: Some(mark.end()),
                    });
                }
            }
            _ => {}
        }
    }
    pieces.extend(open.map(|(pair, start)| Piece {
        pair,
        start,
        end: None,
    }));
    pieces
}

/// How many quotations are open.
fn depth_of(stack: u32) -> u32 {
    (32 - stack.leading_zeros()).div_ceil(4)
}

/// The innermost pair of a stack.
fn innermost(stack: u32) -> Option<Pair> {
    Pair::ALL
        .into_iter()
        .find(|&pair| pair as u32 == stack & 0xF)
}

fn holds(stack: u32, pair: Pair) -> bool {
    (0..DEPTH).any(|level| stack >> (4 * level) & 0xF == pair as u32)
}

/// The outermost pair of a stack.
fn outermost(stack: u32) -> Option<Pair> {
    let top = (0..DEPTH)
        .rev()
        .map(|level| stack >> (4 * level) & 0xF)
        .find(|&code| code != 0)?;
    Pair::ALL.into_iter().find(|&pair| pair as u32 == top)
}

/// What it costs to end a paragraph with that stack.
fn left_open(stack: u32, open_cost: &impl Fn(Pair) -> f32) -> f32 {
    let depth = depth_of(stack);
    #[expect(clippy::cast_precision_loss, reason = "a depth is below ten")]
    let inner = depth.saturating_sub(1) as f32 * 1.5;
    outermost(stack).map_or(0.0, |pair| open_cost(pair) + inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The passages of a text whose paragraphs are parted by blank lines.
    fn found(text: &str) -> Vec<&str> {
        let mut paragraphs = Vec::new();
        let mut at = 0;
        for part in text.split("\n\n") {
            paragraphs.push(at..at + part.len());
            at += part.len() + 2;
        }
        let passages = passages(text, &paragraphs).outer.into_iter();
        passages.map(|passage| &text[passage.span]).collect()
    }

    /// The passages right inside others of a text of one paragraph.
    fn inside(text: &str) -> Vec<&str> {
        let whole = 0..text.len();
        let passages = passages(text, &[whole]).inner.into_iter();
        passages.map(|passage| &text[passage.span]).collect()
    }

    #[test]
    fn every_kind_of_mark_pairs() {
        for quote in [
            "“one”",
            "\"one\"",
            "‘one’",
            "'one'",
            "«one»",
            "‹one›",
            "„one“",
            "„one”",
            "‚one‘",
            "「one」",
            "『one』",
            "« one »",
        ] {
            assert_eq!(found(&format!("He said {quote} and left.")), [quote]);
        }
        assert_eq!(
            found("Er sagte »eins« und »zwei« und ging."),
            ["»eins«", "»zwei«"]
        );
    }

    #[test]
    fn only_the_outermost_passage_is_given() {
        assert_eq!(
            found("“He said ‘never’, and meant it,” she said."),
            ["“He said ‘never’, and meant it,”"]
        );
        assert_eq!(
            found("‘He said “never”, and meant it,’ she said."),
            ["‘He said “never”, and meant it,’"]
        );
        assert_eq!(
            found("«Газета „Вестник“ права», — сказал он."),
            ["«Газета „Вестник“ права»"]
        );
        assert_eq!(found("“A ‘b “c” d’ e”"), ["“A ‘b “c” d’ e”"]);
    }

    #[test]
    fn what_stands_right_inside_a_passage_is_given_apart() {
        assert_eq!(
            inside("“He said ‘never’, and she said ‘a “b” c’,” he said. “One.” ‘Two.’"),
            ["‘never’", "‘a “b” c’"]
        );
        assert_eq!(
            inside("“He said ‘never, she said.” And he’s gone."),
            [""; 0]
        );
    }

    #[test]
    fn possessives_and_clipped_words_close_nothing() {
        assert_eq!(
            found("'The boys' team and rock 'n' roll won't stop,' he said."),
            ["'The boys' team and rock 'n' roll won't stop,'"]
        );
        assert_eq!(found("a 6'2\" man and a 12\" board"), [] as [&str; 0]);
    }

    #[test]
    fn a_paragraph_that_opens_again_continues_the_passage() {
        assert_eq!(
            found("“One.\n\n“Two.\n\n“Three.” End."),
            ["“One.\n\n“Two.\n\n“Three.”"]
        );
        assert_eq!(
            found("“Dear all,\n\nit is done.\n\nYours, X.” End."),
            ["“Dear all,\n\nit is done.\n\nYours, X.”"]
        );
    }

    #[test]
    fn a_missing_closing_mark_ends_with_its_paragraph() {
        assert_eq!(
            found("He wrote “this is a long remark.\n\n“Short,” she said."),
            ["“this is a long remark.\n\n“Short,”"],
            "the next paragraph opens again, as a continuation does",
        );
        assert_eq!(
            found("He wrote “this is a long remark.\n\nNothing here."),
            ["“this is a long remark."]
        );
    }
}
