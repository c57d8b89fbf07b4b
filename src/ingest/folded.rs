//! What of a text is folded: the rules see blanks in its place, and it comes back into the finished body.
//!
//! So no title, date, source or release is ever taken from it, and where it stands it stands in the body.

use std::borrow::Cow;
use std::ops::Range;

use super::content::Fold;
use super::digest::Release;
use super::passage::Passage;
use super::source::Layout;
use super::{lines, mail};
use crate::briefing::{BlockKind, FoldKind, blanked};

/// The stretches of a text that are to be folded; none of most texts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Folded<'a> {
    /// The text with their words; empty where there are none.
    pub(super) whole: &'a str,
    /// They; ascending, apart, on letters.
    pub(super) folds: &'a [Fold],
}

impl<'a> Folded<'a> {
    pub(super) fn new(whole: &'a str, folds: &'a [Fold]) -> Self {
        Self { whole, folds }
    }

    /// The text with blanks in their place.
    pub(super) fn own(&self) -> Cow<'a, str> {
        blanked(self.whole, self.folds.iter().map(|fold| fold.range.clone()))
    }

    /// Puts the passages of those that lie in a release between its own; where it has none of its own, nothing of it
    /// is folded.
    pub(super) fn put_into<'p>(
        &self,
        own: Cow<'p, [Passage<'a>]>,
        release: &Release,
        layout: Layout<'_>,
    ) -> Cow<'p, [Passage<'a>]> {
        let mut folds = self.of(&release.raw).iter().peekable();
        if folds.peek().is_none() {
            return own;
        }
        let has_own = own.iter().any(|passage| !passage.is_blank());
        let passages = |fold: &Fold| {
            let mut passages = self.passages(fold, layout);
            for passage in passages.iter_mut().filter(|_| has_own) {
                passage.fold = Some(fold.kind);
            }
            passages
        };
        let mut all = Vec::with_capacity(own.len() + folds.len());
        for passage in own.iter() {
            while let Some(start) = passage.start()
                && let Some(fold) = folds.next_if(|fold| fold.range.start <= start)
            {
                all.extend(passages(fold));
            }
            all.push(passage.clone());
        }
        folds.for_each(|fold| all.extend(passages(fold)));
        Cow::Owned(all)
    }

    fn passages(&self, fold: &Fold, layout: Layout<'_>) -> Vec<Passage<'a>> {
        let range = fold.range.clone();
        if !matches!(layout, Layout::Plain) {
            return layout.passages(self.whole, range);
        }
        // Lines of headers, names and addresses are meant; a quotation is wrapped as any text is.
        let lines = match fold.kind {
            FoldKind::Quoted => mail::headers_above(&self.whole[range.clone()]),
            FoldKind::Comments => 0,
            FoldKind::Signature | FoldKind::Footer | FoldKind::Forward => range.len(),
        };
        let end = range.start + lines;
        let mut passages = paragraphs_of_lines(self.whole, range.start..end);
        if end < range.end {
            passages.append(&mut layout.passages(self.whole, end..range.end));
        }
        passages
    }

    /// Those that lie in a stretch of the text.
    pub(super) fn of(&self, raw: &Range<usize>) -> &'a [Fold] {
        let from = self
            .folds
            .partition_point(|fold| fold.range.start < raw.start);
        let until = self
            .folds
            .partition_point(|fold| fold.range.start < raw.end);
        &self.folds[from..until.max(from)]
    }
}

/// The paragraphs of `text[range]`, whose lines are meant.
fn paragraphs_of_lines(text: &str, range: Range<usize>) -> Vec<Passage<'_>> {
    let mut passages: Vec<Passage<'_>> = Vec::new();
    let mut is_open = false;
    for line in lines::lines(text, range) {
        if line.text.trim().is_empty() {
            is_open = false;
            continue;
        }
        if !is_open {
            passages.push(Passage::new(BlockKind::Paragraph));
        }
        if let Some(passage) = passages.last_mut() {
            if is_open {
                passage.own("\n");
            }
            let content = line.text.trim();
            let indent = line.text.len() - line.text.trim_start().len();
            passage.raw(content, line.start + indent);
        }
        is_open = true;
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::Body;
    use crate::ingest::digest::Release;
    use crate::ingest::{passage, plain};

    const TEXT: &str = "They met.\n\n> Über\n> uns?\n\nThey left.\n\n--\nMara\n  Tarn\n";

    fn body(text: &str, folds: &[(&str, FoldKind)]) -> Body {
        let fold = |&(words, kind): &(&str, FoldKind)| {
            let start = text.find(words).expect("the words");
            let range = start..start + words.len();
            Fold { range, kind }
        };
        let folds: Vec<Fold> = folds.iter().map(fold).collect();
        let folded = Folded::new(text, &folds);
        let own = folded.own();
        assert_eq!(own.len(), text.len());
        let own = plain::passages(&own, 0..text.len());
        let all = folded.put_into(
            Cow::Borrowed(&own),
            &Release::of(0..text.len()),
            Layout::Plain,
        );
        passage::assemble(&all).0
    }

    #[test]
    fn what_is_folded_stands_where_it_stood() {
        let folds = [
            ("> Über\n> uns?", FoldKind::Quoted),
            ("--\nMara\n  Tarn", FoldKind::Signature),
        ];
        let body = body(TEXT, &folds);
        assert_eq!(
            body.text,
            "They met.\n\n> Über uns?\n\nThey left.\n\n--\nMara\nTarn"
        );
        let found: Vec<(&str, FoldKind)> = body
            .folds
            .iter()
            .map(|fold| (&body.text[fold.span.range()], fold.kind))
            .collect();
        let expected = [
            ("> Über uns?", FoldKind::Quoted),
            ("--\nMara\nTarn", FoldKind::Signature),
        ];
        assert_eq!(found, expected);
        let at = body.text.find("Mara").expect("the name");
        assert_eq!(
            body.source_map.source_start(at),
            TEXT.find("Mara").expect("the name")
        );
    }

    #[test]
    fn of_a_text_with_nothing_of_its_own_nothing_is_folded() {
        let body = body("> They met.", &[("> They met.", FoldKind::Quoted)]);
        assert_eq!((body.folds.len(), body.blocks.len()), (0, 1));
    }
}
