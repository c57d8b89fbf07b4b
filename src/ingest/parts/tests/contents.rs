//! Whatever sound content a reader gives, or a process that was taken over, becomes drafts.

use proptest::prelude::*;

use super::*;
use crate::ingest::content::{Content, Kind, Layout, Link, Stated};
use crate::ingest::source::Outside;

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        any::<u8>().prop_map(Kind::Heading),
        Just(Kind::Paragraph),
        any::<u8>().prop_map(Kind::ListItem),
        Just(Kind::BlockQuote),
        Just(Kind::Preformatted),
        Just(Kind::Rule),
    ]
}

/// A text cut at any of its letters: every other stretch is a block.
fn content() -> impl Strategy<Value = Content> {
    let letters = prop_oneof![
        4 => "[ -~\n]{0,12}",
        1 => "\\PC{0,4}",
        1 => "[\u{0}-\u{1f}\u{80}-\u{9f}\u{202e}\u{200b}\u{ad}“”«»]{0,4}",
    ];
    let pieces = prop::collection::vec((letters, kind(), any::<bool>()), 0..12);
    (pieces, prop::option::of("\\PC{0,12}"), any::<bool>()).prop_map(|(pieces, title, is_plain)| {
        let mut content = Content::default();
        let mut blocks = Vec::new();
        for (piece, kind, is_block) in pieces {
            let start = content.text.len();
            content.text += &piece;
            let stretch = start..content.text.len();
            if is_block {
                blocks.push((kind, stretch));
            } else {
                content.links.push(Link {
                    words: stretch,
                    address: piece,
                });
            }
        }
        content.stated.title = title;
        if !is_plain {
            content.layout = Layout::Blocks(blocks);
        }
        content
    })
}

proptest! {
    #[test]
    fn any_sound_content_becomes_drafts(content in content()) {
        prop_assert!(content.is_sound());
        let mut of_part = OfPart {
            path: Path::new("page.html"),
            address: &Address::default(),
            read_as: ReadAs::Page,
            encoding: None,
            ingested: Ingested::default(),
        };
        let outside = Outside {
            stated: String::new(),
            words: &content.text,
        };
        of_part.content(Path::new("page.html"), &content, Stated::default(), outside);
        for draft in &of_part.ingested.drafts {
            for block in &draft.body.blocks {
                let is_clean = |letter: char| letter == '\n' || !letter.is_control();
                prop_assert!(draft.body.block_text(block).chars().all(is_clean));
            }
        }
    }
}

#[test]
fn blocks_that_are_no_stretches_of_the_text_are_unsound() {
    let of = |blocks: &[[usize; 2]]| {
        let blocks = blocks
            .iter()
            .map(|&[start, end]| (Kind::Paragraph, start..end));
        let content = Content {
            text: "Öl und Fisch".to_owned(),
            layout: Layout::Blocks(blocks.collect()),
            ..Content::default()
        };
        content.is_sound()
    };
    assert!(of(&[[0, 3], [4, 13]]));
    let unsound: [&[[usize; 2]]; 5] = [
        &[[0, 14]],
        &[[1, 3]],
        &[[5, 4]],
        &[[4, 13], [0, 3]],
        &[[0, 5], [4, 13]],
    ];
    for blocks in unsound {
        assert!(!of(blocks), "{blocks:?}");
    }
}
