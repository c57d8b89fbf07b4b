//! Markdown: a briefing under its title, the speakers of its quotes in bold brackets.

use super::{
    Document, GONE, Part, Piece, Stretch, clean, csv, facts, is_list, stretches, tag_names,
};
use crate::briefing::{Block, BlockKind, Briefing};

/// What parts one briefing from the next.
const RULE: &str = "\n---\n\n";

/// The title of a document that has one of its own.
pub(super) fn head(document: &Document) -> String {
    let title = document.title.as_deref();
    title.map_or_else(String::new, |it| {
        format!("# {}\n{RULE}", escaped(&clean(it)))
    })
}

/// A briefing of a document, or what was clipped of it.
pub(super) fn piece(document: &Document, number: usize) -> String {
    let piece = &document.pieces[number];
    let rule = if number > 0 { RULE } else { "" };
    let text = match document.part {
        Part::Whole => briefing(&piece.briefing, piece.note().as_deref()),
        Part::Clippings => clippings(piece),
    };
    format!("{rule}{text}")
}

/// A briefing whole, with the note on it.
pub(crate) fn briefing(briefing: &Briefing, note: Option<&str>) -> String {
    let mut out = opening(briefing);
    let tags = tag_names(briefing);
    if !tags.is_empty() {
        let tags: Vec<_> = tags.into_iter().map(escaped).collect();
        out += &format!("\nTags: {}\n", tags.join(", "));
    }
    if let Some(note) = note {
        out += &format!("\n**Note**\n\n{}", quoted(note));
    }
    let mut previous = None;
    for (block, quotes) in briefing.blocks_with_quotes() {
        if !is_list(previous, block.kind) {
            out.push('\n');
        }
        previous = Some(block.kind);
        out += &self::block(briefing, block, &quotes);
    }
    out
}

/// Title, caveat and where it is from.
fn opening(briefing: &Briefing) -> String {
    let mut out = format!("# {}\n", escaped(&briefing.title));
    if let Some(caveat) = briefing.stamp() {
        out += &format!("\n**{}**\n", escaped(&caveat));
    }
    let facts: Vec<_> = facts(briefing).iter().map(|it| escaped(it)).collect();
    out + &format!("\n*{}*\n", facts.join(" · "))
}

fn block(briefing: &Briefing, block: &Block, quotes: &[usize]) -> String {
    let text = briefing.body.block_text(block);
    let stretches = stretches(briefing, block.span.range(), quotes);
    match block.kind {
        BlockKind::Heading(level) => {
            let marks = "#".repeat(usize::from(level.clamp(1, 5)) + 1);
            format!("{marks} {}\n", escaped(&text.replace('\n', " ")))
        }
        BlockKind::Preformatted => fenced(text),
        BlockKind::Rule => "---\n".to_owned(),
        BlockKind::BlockQuote => {
            let text = credited(&stretches);
            let lines: Vec<_> = text.lines().map(|line| format!("> {line}\n")).collect();
            lines.concat()
        }
        BlockKind::ListItem(_) => format!("{}\n", credited(&stretches)),
        BlockKind::Paragraph | BlockKind::Turn { .. } => {
            let text = credited(&stretches);
            let lines: Vec<_> = text.lines().map(unlisted).collect();
            format!("{}\n", lines.join("\\\n"))
        }
    }
}

/// The text with each speaker's name behind their words.
fn credited(stretches: &[Stretch<'_>]) -> String {
    let mut out = String::new();
    for stretch in stretches {
        out += &escaped(stretch.text);
        if let Some(name) = &stretch.credit {
            out += &format!(" **\\[{}\\]**", escaped(name));
        }
    }
    out
}

/// A text between fences that are longer than any in it.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}\n")
}

/// A line of a paragraph that could be taken for a list, a heading's underline or a quote.
fn unlisted(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &line[..digits]);
    }
    if digits == 0 && rest.starts_with(['-', '+', '=', '~']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

/// A text as a block quote.
fn quoted(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = format!("> {}", escaped(line));
        format!("{}\n", line.trim_end())
    });
    lines.collect()
}

fn clippings(piece: &Piece) -> String {
    let mut out = opening(&piece.briefing);
    for clip in piece.clips() {
        let speaker = clip.speaker();
        out += &format!(
            "\n{}",
            quote(&piece.briefing, &clip.words(), speaker.as_deref())
        );
        if clip.at.is_none() {
            out += &format!("\n*({GONE})*\n");
        }
    }
    out
}

/// Words as a block quote with whose they are and where they are from.
pub(crate) fn quote(briefing: &Briefing, words: &str, speaker: Option<&str>) -> String {
    let mut citation = speaker.map_or_else(String::new, |name| format!("**{}**, ", escaped(name)));
    citation += &format!("*{}*", escaped(&briefing.title));
    for more in [csv::text(briefing.source.as_deref()), csv::date(briefing)] {
        if !more.is_empty() {
            citation += &format!(", {}", escaped(&more));
        }
    }
    let words = quoted(&clean(words));
    format!("{words}>\n> — {citation} ({})\n", briefing.id.short())
}

/// A text that Markdown does not take for anything else.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_marks_are_escaped() {
        assert_eq!(escaped("a*b | [c] &lt;"), "a\\*b \\| \\[c\\] \\&lt;");
        assert_eq!(unlisted("1. one"), "1\\. one");
        assert_eq!(unlisted("- one"), "\\- one");
        assert_eq!(unlisted("2024 was"), "2024 was");
        assert_eq!(fenced("a ``` b"), "````\na ``` b\n````\n");
    }
}
