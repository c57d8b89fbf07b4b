//! Plain text, wrapped: the speakers of quotes in brackets.

use super::{Document, GONE, Part, Piece, clean, facts, is_list, stretches, tag_names};
use crate::briefing::{Block, BlockKind, Briefing};
use crate::text::breaks::{BreakKind, Breaks, BreaksWithin};
use crate::text::wrap;

/// The columns of the text.
const WIDTH: usize = 72;

/// The title of a document that has one of its own.
pub(super) fn head(document: &Document) -> String {
    let title = document.title.as_deref();
    title.map_or_else(String::new, |it| wrapped(&clean(it), "") + &parting())
}

/// What parts one briefing from the next.
fn parting() -> String {
    format!("\n{}\n\n", "=".repeat(WIDTH))
}

/// A briefing of a document, or what was clipped of it.
pub(super) fn piece(document: &Document, number: usize) -> String {
    let piece = &document.pieces[number];
    let mut out = String::new();
    if number > 0 {
        out += &parting();
    }
    out += &opening(&piece.briefing);
    match document.part {
        Part::Whole => whole(piece, &mut out),
        Part::Clippings => clippings(piece, &mut out),
    }
    out
}

/// Caveat, title and where it is from.
fn opening(briefing: &Briefing) -> String {
    let mut out = String::new();
    if let Some(caveat) = briefing.stamp() {
        out += &format!("{}\n", wrapped(&caveat, ""));
    }
    out += &wrapped(&briefing.title, "");
    out += &wrapped(&facts(briefing).join(" · "), "");
    out
}

fn whole(piece: &Piece, out: &mut String) {
    let briefing = &piece.briefing;
    let tags = tag_names(briefing);
    if !tags.is_empty() {
        *out += &wrapped(&format!("Tags: {}", tags.join(", ")), "");
    }
    if let Some(note) = piece.note() {
        *out += &format!("\nNote:\n{}", wrapped(&note, "  "));
    }
    let mut previous = None;
    for (block, quotes) in briefing.blocks_with_quotes() {
        if !is_list(previous, block.kind) {
            out.push('\n');
        }
        previous = Some(block.kind);
        *out += &self::block(briefing, block, &quotes);
    }
}

fn block(briefing: &Briefing, block: &Block, quotes: &[usize]) -> String {
    let text = briefing.body.block_text(block);
    match block.kind {
        BlockKind::Preformatted => format!("{text}\n"),
        BlockKind::BlockQuote => credited(briefing, block, quotes, "    "),
        BlockKind::ListItem(depth) => {
            let indent = " ".repeat(2 * usize::from(depth.min(6)));
            credited(briefing, block, quotes, &indent)
        }
        _ => credited(briefing, block, quotes, ""),
    }
}

/// Lines of the text behind an indent, with each speaker's name behind their words. No line ends at a soft hyphen: what
/// is put in here could not be told from a hyphen of the text.
fn credited(briefing: &Briefing, block: &Block, quotes: &[usize], indent: &str) -> String {
    let (mut out, mut moved) = (String::new(), Breaks::default());
    let breaks = briefing.body.breaks_in(block);
    let mut at = 0;
    for stretch in stretches(briefing, block.span.range(), quotes) {
        let end = at + stretch.text.len();
        let inside = breaks.within(at + 1..end).iter();
        for (place, kind) in inside.filter(|(_, kind)| *kind == BreakKind::ZeroWidthSpace) {
            moved.push(out.len() + 1 + place, kind);
        }
        at = end;
        out += stretch.text;
        if let Some(name) = &stretch.credit {
            out += &format!(" [{name}]");
        }
    }
    lines(&out, indent, moved.within(0..out.len()))
}

fn clippings(piece: &Piece, out: &mut String) {
    for clip in piece.clips() {
        *out += &format!("\n{}", wrapped(&clip.words(), "    "));
        if let Some(speaker) = clip.speaker() {
            *out += &wrapped(&format!("— {speaker}"), "    ");
        }
        if clip.at.is_none() {
            *out += &wrapped(&format!("({GONE})"), "    ");
        }
    }
}

/// Lines of a text, each behind an indent and each ended.
fn wrapped(text: &str, indent: &str) -> String {
    lines(text, indent, BreaksWithin::default())
}

fn lines(text: &str, indent: &str, breaks: BreaksWithin<'_>) -> String {
    let lines = wrap::wrap_with(text, WIDTH - indent.len(), breaks).into_iter();
    let lines = lines.map(|line| {
        let line = format!("{indent}{}", &text[line.range]);
        format!("{}\n", line.trim_end())
    });
    lines.collect()
}
