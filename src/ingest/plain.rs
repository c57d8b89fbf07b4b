//! Plain text into passages: paragraphs, list items, headings, rules, preformatted tables.
//!
//! Blank lines part paragraphs. Inside one, a line break is a blank where the text was wrapped to
//! a width or broken in mid-sentence, and stays a break where lines are meant: addresses, lists,
//! verse. Unsure is a paragraph.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::briefing::BlockKind;

use super::hyphens::Hyphens;
use super::joining::{Joint, Way, Wrap, joint, sentence_end};
use super::lines::{Line, head, length, lines};
use super::marks;
use super::passage::{Passage, Piece};
use super::turns;
use crate::text::letters::is_alphabetic;

/// A single line longer than this is no heading.
const HEADING: usize = 90;

/// A line at least this long among others is prose, and they are paragraphs; shorter ones
/// together are an address or a verse, and stay one block.
const PROSE: usize = 70;

/// A text of more lines than this is a log or an attack: laid out as it stands, it costs no more
/// memory than its length.
const MOST_LINES: usize = 500_000;

/// Cuts `text[range]` into passages.
pub(super) fn passages(text: &str, range: Range<usize>) -> Vec<Passage<'_>> {
    passages_without(text, range, &[])
}

/// The same without the lines that begin in `cuts`, ascending and apart: what stands before and behind is one text.
pub(super) fn passages_without<'t>(
    text: &'t str,
    range: Range<usize>,
    cuts: &[Range<usize>],
) -> Vec<Passage<'t>> {
    if memchr::memchr2_iter(b'\n', b'\r', &text.as_bytes()[range.clone()]).count() > MOST_LINES {
        let mut whole = Passage::new(BlockKind::Preformatted);
        whole.raw(text[range.clone()].trim(), start_of_words(text, range));
        return vec![whole];
    }
    let hyphens = Hyphens::of(text, range.clone());
    let way = |wrap| Way {
        wrap,
        hyphens: &hyphens,
    };
    let mut lines: Vec<Line<'_>> = lines(text, range).collect();
    if !cuts.is_empty() {
        lines.retain(|line| {
            let next = cuts.partition_point(|cut| cut.end <= line.start);
            !cuts.get(next).is_some_and(|cut| cut.contains(&line.start))
        });
    }
    if let Some(width) = Wrap::of_double_spaced(&groups_of(&lines)) {
        lines.retain(|line| !line.is_blank());
        return group_passages(&paragraphs(&lines, width), way(Some(width)));
    }
    group_passages(&groups_of(&lines), way(Wrap::of(&lines)))
}

fn start_of_words(text: &str, range: Range<usize>) -> usize {
    range.end - text[range].trim_start().len()
}

fn groups_of<'l, 'a>(lines: &'l [Line<'a>]) -> Vec<&'l [Line<'a>]> {
    // The mark of quoted mail alone is a blank line of that.
    let is_gap = |line: &Line<'_>| line.is_blank() || after_quote_marks(line.text).1.is_empty();
    lines
        .split(is_gap)
        .filter(|group| !group.is_empty())
        .collect()
}

/// The paragraphs of a text that shows them only by lines that stop short.
fn paragraphs<'l, 'a>(lines: &'l [Line<'a>], width: Wrap) -> Vec<&'l [Line<'a>]> {
    lines
        .chunk_by(|line, next| !width.ends_paragraph(line, next))
        .collect()
}

fn group_passages<'a>(groups: &[&[Line<'a>]], way: Way<'_>) -> Vec<Passage<'a>> {
    let mut passages: Vec<Passage<'_>> = Vec::with_capacity(groups.len());
    let mut enumerator: Option<Line<'_>> = None;
    for (at, group) in groups.iter().enumerate() {
        let alone = match group {
            [line] => Some(line.trimmed()),
            _ => None,
        };
        // A number on a line of its own belongs to the paragraph after it.
        let next_is_text = || {
            let next = groups.get(at + 1);
            next.is_some_and(|next| !is_bare_enumerator(next))
        };
        if enumerator.is_none() && is_bare_enumerator(group) && next_is_text() {
            enumerator = alone;
            continue;
        }
        let first = passages.len();
        match alone {
            Some(line) => {
                passages.push(single(line, enumerator.is_none() && is_heading(groups, at)))
            }
            None => several(group, way, &mut passages),
        }
        if let Some(number) = enumerator.take() {
            prefix(&mut passages[first], number);
        }
    }
    passages
}

fn single(line: Line<'_>, heading: bool) -> Passage<'_> {
    let kind = if is_rule(line.text) {
        BlockKind::Rule
    } else if bullet(line.text).is_some() {
        BlockKind::ListItem(0)
    } else if heading {
        BlockKind::Heading(2)
    } else {
        BlockKind::Paragraph
    };
    let mut passage = Passage::new(kind);
    passage.raw(line.text, line.start);
    passage
}

/// Puts a number that stood alone before its paragraph.
fn prefix<'a>(passage: &mut Passage<'a>, number: Line<'a>) {
    let mut numbered = Passage::new(BlockKind::ListItem(0));
    numbered.raw(number.text, number.start);
    numbered.own(" ");
    numbered.pieces.append(&mut passage.pieces);
    *passage = numbered;
}

/// A logical line: lines of the file that are one line to read.
struct Logical<'a> {
    passage: Passage<'a>,
    chars: usize,
    /// The depth as a list item, where it opens with a bullet.
    item: Option<u8>,
}

fn several<'a>(group: &[Line<'a>], way: Way<'_>, passages: &mut Vec<Passage<'a>>) {
    if is_table(group) {
        passages.push(preformatted(group));
        return;
    }
    let logical = match group.iter().any(|line| line.text.starts_with('>')) {
        true => quoted_lines(group, way),
        false => logical_lines(group, way),
    };
    let is_block_each = logical.iter().any(|line| {
        let text = line.passage.text();
        line.item.is_some()
            || line.chars >= PROSE
            || line.passage.kind == BlockKind::Rule
            || text.starts_with(marks::is_mark)
            || turns::is_sure_label(&text)
    });
    if is_block_each {
        passages.extend(logical.into_iter().map(|line| line.passage));
        return;
    }
    let mut all = Passage::new(BlockKind::Paragraph);
    for line in logical {
        if !all.pieces.is_empty() {
            all.own("\n");
        }
        all.pieces.extend(line.passage.pieces);
    }
    passages.push(all);
}

fn logical_lines<'a>(group: &[Line<'a>], way: Way<'_>) -> Vec<Logical<'a>> {
    let mut logical: Vec<Logical<'a>> = Vec::new();
    // One dash opens a reply or a signature; several in a row are a list.
    let dashed = group.iter().filter(|line| is_dashed(line.text)).count() > 1;
    let mut so_far = String::new();
    for (at, line) in group.iter().enumerate() {
        let trimmed = line.trimmed();
        let indent = line.text.len() - trimmed.text.len();
        let found = match at {
            0 => Joint::Break,
            _ => joint(&so_far, group, at, way, logical.len() == 1),
        };
        let opens_item = bullet(trimmed.text).is_some() || dashed && is_dashed(trimmed.text);
        let is_one_word = !matches!(found, Joint::Break | Joint::Blank);
        let starts_item = opens_item && !is_one_word;
        match logical
            .last_mut()
            .filter(|_| found != Joint::Break && !starts_item && !is_rule(trimmed.text))
        {
            Some(current) => {
                match found {
                    Joint::Blank => {
                        current.passage.own(" ");
                        so_far.push(' ');
                        current.chars += 1;
                    }
                    Joint::Mend | Joint::DoubtfulMend => {
                        current.passage.drop_last();
                        so_far.pop();
                        current.chars -= 1;
                    }
                    Joint::Break | Joint::Glue | Joint::DoubtfulGlue => {}
                }
                if matches!(found, Joint::DoubtfulMend | Joint::DoubtfulGlue) {
                    current.passage.pieces.push(Piece::Seam);
                }
                current.passage.raw(trimmed.text, trimmed.start);
                current.chars += length(trimmed.text);
            }
            None => {
                so_far.clear();
                logical.push(open_line(trimmed, opens_item.then_some(indent)));
            }
        }
        so_far.push_str(trimmed.text);
        forget_all_but_the_end(&mut so_far);
    }
    logical
}

/// The logical lines of a group with quoted mail in it: the marks inside a sentence are none of its, and
/// lines of one depth do not go on in another.
fn quoted_lines<'a>(group: &[Line<'a>], way: Way<'_>) -> Vec<Logical<'a>> {
    let depth = |line: &Line<'_>| after_quote_marks(line.text).0;
    let stretches = group.chunk_by(|line, next| depth(line) == depth(next));
    stretches
        .flat_map(|stretch| {
            let unmarked = stretch.iter().enumerate().map(|(at, line)| match at {
                0 => *line,
                _ => {
                    let text = after_quote_marks(line.text).1;
                    Line {
                        text,
                        start: line.start + (line.text.len() - text.len()),
                        next: line.next,
                    }
                }
            });
            logical_lines(&unmarked.collect::<Vec<_>>(), way)
        })
        .collect()
}

/// How many marks of quoted mail open a line, and what stands behind them.
fn after_quote_marks(text: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = text;
    while let Some(inner) = rest.strip_prefix('>') {
        depth += 1;
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    (depth, rest)
}

/// What a line break hangs on stands near it; looking further back would cost the square.
fn forget_all_but_the_end(text: &mut String) {
    const ENOUGH: usize = 1024;
    if text.len() > 2 * ENOUGH {
        let cut = head(text, text.len() - ENOUGH).len();
        text.drain(..cut);
    }
}

/// Opens a logical line; a list item has an indent, in bytes.
fn open_line(line: Line<'_>, indent: Option<usize>) -> Logical<'_> {
    let item = indent.map(|indent| u8::try_from(indent / 2).unwrap_or(u8::MAX).min(8));
    let kind = match item {
        Some(depth) => BlockKind::ListItem(depth),
        None if is_rule(line.text) => BlockKind::Rule,
        None => BlockKind::Paragraph,
    };
    let mut passage = Passage::new(kind);
    passage.raw(line.text, line.start);
    Logical {
        passage,
        chars: length(line.text),
        item,
    }
}

fn preformatted<'a>(group: &[Line<'a>]) -> Passage<'a> {
    let mut passage = Passage::new(BlockKind::Preformatted);
    for line in group {
        if !passage.pieces.is_empty() {
            passage.own("\n");
        }
        passage.raw(line.text, line.start);
    }
    passage
}

/// `Some` when a line opens with a bullet or a number and has words after it.
pub(super) fn bullet(text: &str) -> Option<()> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if matches!(
        first,
        '-' | '*' | '•' | '·' | '‣' | '◦' | '▪' | '▫' | '●' | '○' | '■' | '□'
    ) {
        let rest = chars.as_str().trim_start_matches('\u{FE0F}');
        return (rest.starts_with([' ', '\t']) && rest.contains(char::is_alphanumeric))
            .then_some(());
    }
    let end = text.find([' ', '\t'])?;
    is_enumerator(&text[..end]).then_some(())
}

/// `– one thing`, with a dash of print.
fn is_dashed(text: &str) -> bool {
    let text = text.trim_start();
    (text.starts_with("– ") || text.starts_with("— ")) && text.contains(char::is_alphanumeric)
}

/// `1.`, `12)`, `(3)`, `a)`, `(b)`, `iv)`; a letter with a stop alone could be an initial.
fn is_enumerator(word: &str) -> bool {
    let Some(inner) = word.strip_suffix(['.', ')']) else {
        return false;
    };
    let closed_by_bracket = word.ends_with(')');
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    let number = (1..=3).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    let letter = closed_by_bracket
        && inner.len() <= 4
        && (inner.chars().count() == 1 && inner.starts_with(char::is_alphabetic)
            || !inner.is_empty() && inner.bytes().all(|byte| b"ivx".contains(&byte)));
    number || letter
}

fn is_bare_enumerator(group: &[Line<'_>]) -> bool {
    let [line] = group else { return false };
    let word = line.text.trim();
    is_enumerator(word)
        || word.len() == 2 && word.ends_with('.') && word.as_bytes()[0].is_ascii_alphabetic()
}

/// A row of at least three dashes, asterisks or their like.
pub(super) fn is_rule(text: &str) -> bool {
    // Cheap, and enough for most lines.
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else {
        return false;
    };
    matches!(
        first,
        '-' | '*' | '_' | '=' | '~' | '—' | '–' | '·' | '•' | '#'
    ) && signs.clone().count() >= 2
        && signs.all(|c| c == first)
}

static RUN_OF_BLANKS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("   "));

/// Columns: most lines hold a bar, a tab or a run of blanks between words.
fn is_table(group: &[Line<'_>]) -> bool {
    let has_columns = |line: &&Line<'_>| {
        let row = line.text.trim_start().as_bytes();
        let mut signs = memchr::memchr2_iter(b'\t', b'|', row);
        let is_ruled = match signs.next() {
            Some(at) => row[at] == b'\t' || signs.next().is_some(),
            None => false,
        };
        is_ruled || RUN_OF_BLANKS.find(row).is_some()
    };
    let rows = group.iter().filter(has_columns).count();
    rows >= 2 && rows * 3 >= group.len() * 2
}

/// A short line without a stop, after the end of a sentence and before prose.
fn is_heading(groups: &[&[Line<'_>]], at: usize) -> bool {
    let [line] = groups[at] else { return false };
    let text = line.text.trim();
    if is_section(text) {
        return at + 1 < groups.len();
    }
    let prose = |group: &&[Line<'_>]| {
        let length: usize = group.iter().map(|line| line.text.len()).sum();
        length > HEADING && group.last().is_some_and(|line| ends_sentence(line.text))
    };
    // A line of a badly scanned page goes on in the next one.
    let goes_on = |group: &&[Line<'_>]| group[0].text.trim_start().starts_with(char::is_lowercase);
    // The neighbours first: the line itself is looked at letter by letter.
    text.len() <= HEADING
        && at > 0
        && prose(&groups[at - 1])
        && groups
            .get(at + 1)
            .is_some_and(|next| prose(next) && !goes_on(next))
        && is_plain_heading(text)
}

/// True for a few words without a stop that are no label, no dateline and no quotation.
fn is_plain_heading(text: &str) -> bool {
    (1..=12).contains(&text.split_whitespace().count())
        && text.starts_with(char::is_uppercase)
        && text.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && !ends_sentence(text)
        && sentence_end(text).is_none()
        && !text.contains(['"', '“', '”', '«', '»', '‘', '„', '@', ';', '['])
        && !text.starts_with("Dear ")
        && !marks::is_all_marks(text)
        && !text.contains(": ")
        && super::dates::of_dateline(text).is_none()
        && has_letters(text)
}

/// The sections of a cable, alone on their line: `SUMMARY`, `Comment:`.
pub(super) fn is_section(text: &str) -> bool {
    const SECTIONS: [&str; 8] = [
        "summary",
        "introduction",
        "background",
        "detail",
        "details",
        "comment",
        "action requested",
        "next steps",
    ];
    let name = text.trim_end_matches([':', '.']);
    let is_name = |section: &&str| name.eq_ignore_ascii_case(section);
    name.starts_with(char::is_uppercase) && SECTIONS.iter().any(is_name)
}

fn has_letters(text: &str) -> bool {
    text.chars().filter(|&c| is_alphabetic(c)).count() >= 3
}

/// True when a text ends in the stop of a sentence, behind whatever closes after it.
pub(super) fn ends_sentence(text: &str) -> bool {
    // Most lines that end none end in a letter.
    if text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', '*', '_', ' '])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '።'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::passage;
    use proptest::prelude::*;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let (body, _) = passage::assemble(&passages(text, 0..text.len()));
        body.blocks
            .iter()
            .map(|block| (block.kind, body.block_text(block).to_owned()))
            .collect()
    }

    fn texts(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|(_, text)| text).collect()
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        blocks(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn a_text_wrapped_to_a_width_is_unwrapped() {
        let text = "The two delegations met on Tuesday in the capital and discussed the\n\
            fisheries protocol. The Minister said that he expected the talks to\n\
            end well, and thanked the hosts for their patience and for the well-\n\
            known hospitality of the port. A second round will follow.\n";
        let found = texts(text);
        assert_eq!(found.len(), 1);
        assert!(
            !found[0].contains('\n') && found[0].contains("the well-known hospitality"),
            "{found:?}"
        );
    }

    #[test]
    fn a_word_that_a_line_broke_is_whole_again() {
        let text = "The ministers came to an under-\nstanding on navi-\ngation, in the well-\nknown port\nof the Serbo-\nCroatian coast, for 2023-\n24.";
        assert_eq!(
            texts(text),
            [
                "The ministers came to an understanding on navigation, in the well-known port of the Serbo-Croatian coast, for 2023-24."
            ]
        );
        let (body, _) = passage::assemble(&passages(text, 0..text.len()));
        let at = body.text.find("standing").unwrap();
        assert_eq!(
            body.source_map.source_start(at),
            text.find("standing").unwrap()
        );
    }

    #[test]
    fn the_marks_of_quoted_mail_are_no_part_of_a_sentence() {
        let text = "Jan Roe wrote:\n> We shall open the port, and that\n> the bridge will follow. An under-\n> standing is near.\n>\n> Yours\n>> older\nI agree.";
        assert_eq!(
            texts(text),
            [
                "Jan Roe wrote:",
                "> We shall open the port, and that the bridge will follow. An understanding is near.",
                "> Yours\n>> older\nI agree."
            ]
        );
    }

    #[test]
    fn a_text_of_too_many_lines_is_laid_out_as_it_stands() {
        let text = format!("\n{}", "x\n".repeat(MOST_LINES));
        let found = blocks(&text);
        assert_eq!((found.len(), found[0].0), (1, BlockKind::Preformatted));
        assert_eq!(found[0].1, text.trim());
    }

    #[test]
    fn a_double_spaced_text_finds_its_paragraphs() {
        let line = "The delegation thanks the hosts for all of it and\n\nhopes that the next talks will be held at its port\n\n";
        let text = format!(
            "{}in the spring.\n\n{}in the autumn.\n",
            line.repeat(8),
            line.repeat(8)
        );
        let found = texts(&text);
        assert_eq!(found.len(), 2);
        assert!(
            found[0].ends_with("its port in the spring.") && !found[1].contains('\n'),
            "{found:?}"
        );
    }

    #[test]
    fn a_stray_break_in_a_long_line_goes() {
        let text = "'We are ready for the talks and hope that they end well. That is all we ask of the other side,' said the\nFisheries Minister.";
        assert_eq!(texts(text), [text.replace('\n', " ")]);
        let text = "'We are ready for the talks and hope that they end well. That is all we ask of them,' said the Freedonian\nFisheries Minister.";
        assert_eq!(texts(text), [text.replace('\n', " ")]);
    }

    #[test]
    fn lines_broken_at_bold_words_and_links_are_joined() {
        let text = "🔹\nMinister\nAnna Petrova\n, who\nchaired\nthe\n#Fish\ntalks, met\nMax Braun\n's team. All went very well indeed on that day.\n'\nGood.\n'\nThey left.";
        assert_eq!(
            texts(text),
            [
                "🔹 Minister Anna Petrova, who chaired the #Fish talks, met Max Braun's team. All went very well indeed on that day.",
                "'Good.'",
                "They left."
            ]
        );
    }

    #[test]
    fn addresses_and_verse_keep_their_lines() {
        for text in [
            "Anna Petrova\nMinister of Fisheries\n1 Pier Road\nPort Freedonia",
            "The sea is wide,\nThe boat is slow,\nAnd where it lands\nNo charts can show.",
        ] {
            assert_eq!(blocks(text), [(BlockKind::Paragraph, text.to_owned())]);
        }
    }

    #[test]
    fn tables_keep_their_columns() {
        let text = "Port      Catch\nNorth       12\nSouth        7";
        assert_eq!(blocks(text), [(BlockKind::Preformatted, text.to_owned())]);
    }

    #[test]
    fn items_are_blocks_and_lonely_numbers_find_their_paragraph() {
        assert_eq!(
            texts("- one\n- two\n  more of two\n• three"),
            ["- one", "- two more of two", "• three"]
        );
        assert_eq!(
            kinds("1.\n\nThe talks began.\n\n* * *\n\n(a) one"),
            [
                BlockKind::ListItem(0),
                BlockKind::Rule,
                BlockKind::ListItem(0)
            ]
        );
        assert_eq!(texts("1.\n\nThe talks began."), ["1. The talks began."]);
        assert_eq!(
            kinds("1.\n\na.\n\nWords."),
            [BlockKind::Paragraph, BlockKind::ListItem(0)]
        );
        assert_eq!(
            kinds("J. Smith said so.\n\n– Yes."),
            [BlockKind::Paragraph, BlockKind::Paragraph]
        );
    }

    #[test]
    fn dashes_in_a_row_are_items_and_one_alone_is_a_reply() {
        use BlockKind::{ListItem, Paragraph};
        assert_eq!(
            blocks("They agreed:\n– to meet\n  in May;\n– to write."),
            [
                (Paragraph, "They agreed:".to_owned()),
                (ListItem(0), "– to meet in May;".to_owned()),
                (ListItem(0), "– to write.".to_owned()),
            ]
        );
        assert_eq!(kinds("No fish, no talks.\n– The Minister"), [Paragraph]);
    }

    #[test]
    fn the_sections_of_a_cable_are_headings() {
        use BlockKind::{Heading, ListItem, Paragraph};
        assert_eq!(
            kinds("SUMMARY\n\n1. All is well.\n\nComment:\n\nIs it?\n\nComment"),
            [Heading(2), ListItem(0), Heading(2), Paragraph, Paragraph]
        );
    }

    #[test]
    fn a_heading_stands_between_prose() {
        let prose = "The two delegations met on Tuesday in the capital and discussed the fisheries protocol at length.";
        let text = format!(
            "{prose}\n\nNext steps\n\n{prose}\n\nGeneva, 3 May 2024\n\n{prose}\n\nAnna Petrova\n\nMinister"
        );
        use BlockKind::{Heading, Paragraph};
        assert_eq!(
            kinds(&text),
            [
                Paragraph,
                Heading(2),
                Paragraph,
                Paragraph,
                Paragraph,
                Paragraph,
                Paragraph
            ]
        );
    }

    #[test]
    fn a_list_without_numbers_in_east_asian_text_is_joined_without_blanks() {
        let line = "外務大臣は、本日の記者会見で、両国の協力を一層強化すると述べました。また、来月の会合について言及し、";
        let text = format!("{line}\n{line}\n{line}\n{line}\n次に進みます。");
        assert_eq!(texts(&text), [text.replace('\n', "")]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_letter_is_lost_or_invented(text in "(?s)([A-Za-zé,.:'“”()•🔹\u{301}-]{0,12}[ \n\t]{0,2}){0,40}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let (body, _) = passage::assemble(&passages(&text, 0..text.len()));
            prop_assert_eq!(letters(&body.text), letters(&text));
            let mut end = 0;
            for block in &body.blocks {
                prop_assert!(!block.span.is_empty());
                prop_assert_eq!(&body.text[end..block.span.range().start], if end == 0 { "" } else { "\n\n" });
                end = block.span.range().end;
            }
            prop_assert_eq!(end, body.text.len());
        }
    }
}
