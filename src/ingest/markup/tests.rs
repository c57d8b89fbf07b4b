use proptest::prelude::*;

use super::*;
use crate::ingest::{passage, plain};

fn shown(text: &str) -> Vec<(BlockKind, String)> {
    let (body, _) = passage::assemble(&unmark(plain::passages(text, 0..text.len())));
    let blocks = body.blocks.iter();
    blocks
        .map(|block| (block.kind, body.block_text(block).to_owned()))
        .collect()
}

#[test]
fn an_embedded_post_is_a_quotation_of_its_words() {
    let text = "Grain is back.\n\n<figure class=\"embed\"><blockquote><p>The <a href=\"https://x.example/?a=1>2\">harvest</a> \
        isn&#39;t&nbsp;late.<br />  All &lt;of&gt; it</p>&mdash; Desk (@desk) <a href='#'>March 6, 2025</a></blockquote></figure>";
    assert_eq!(
        shown(text),
        [
            (BlockKind::Paragraph, "Grain is back.".to_owned()),
            (
                BlockKind::BlockQuote,
                "The harvest isn't\u{a0}late.\nAll <of> it".to_owned()
            ),
            (
                BlockKind::BlockQuote,
                "— Desk (@desk) March 6, 2025".to_owned()
            ),
        ]
    );
}

#[test]
fn lists_are_lists_and_scripts_are_not_shown() {
    let text = "<p>Points:</p><ul><li>Fish</li><li>Grain</li></ul><script>alert('x')</script>";
    let texts: Vec<String> = shown(text).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Points:", "• Fish", "• Grain"]);
}

#[test]
fn angle_brackets_that_are_no_markup_stay() {
    for text in [
        "Write to <desk@ministry.example> or <press@ministry.example>.",
        "5 < 6 and a <b c > d",
        "A lone <p> is a word about pages.",
        "<unknown>x</unknown>",
    ] {
        assert_eq!(shown(text), [(BlockKind::Paragraph, text.to_owned())]);
    }
}

proptest! {
    #[test]
    fn no_markup_panics_and_no_word_is_lost(
        parts in proptest::collection::vec(
            "<p>|</p>|<br>|<blockquote>|</li|<a href='|'>|<script>|</script>|<style |</style>|<b and y>|&amp;|&|;|#|<|>|é| |\n|\n\n|fish",
            0..30,
        )
    ) {
        let text = parts.concat();
        let words = |text: &str| text.matches("fish").count();
        let passages = plain::passages(&text, 0..text.len());
        let written: usize = passages.iter().map(|passage| words(&passage.text())).sum();
        let (mut in_tags, mut characters) = (0, 0);
        for passage in &passages {
            for tag in markup(passage) {
                in_tags += words(&passage.text()[tag.range]);
                characters += tag.characters;
            }
        }
        let (body, _) = passage::assemble(&unmark(passages));
        // A text of nothing but tags is shown as it is written.
        prop_assert!(body.taken == characters || body.taken == 0);
        let taken = if body.taken == 0 { 0 } else { in_tags };
        prop_assert_eq!(words(&body.text) + taken, written);
    }
}

#[test]
fn what_goes_before_a_paragraph_without_markup_is_counted() {
    let text = "<script>x</script>\n\nThe talks on fish begin.";
    let (body, _) = passage::assemble(&unmark(plain::passages(text, 0..text.len())));
    assert_eq!(body.text, "The talks on fish begin.");
    assert_eq!(body.taken as usize, "<script>x</script>".len());
}

#[test]
fn what_opens_and_is_not_closed_hides_nothing() {
    for text in [
        "We agreed <b>today</b> on <script>all points but one.\nNothing is signed before May.",
        "It is <i>so</i>: <style> and here it goes on.\nAnd here.</script>",
        "One </script> and <b>two</b>, <head> and <svg>three.",
    ] {
        let words: Vec<String> = shown(text).into_iter().map(|(_, text)| text).collect();
        let kept = text.replace("<b>", "").replace("</b>", "");
        let kept = kept.replace("<i>", "").replace("</i>", "");
        assert_eq!(words.join("\n"), kept);
    }
}

#[test]
fn what_stands_between_angle_brackets_is_a_tag_only_with_attributes_as_pages_have_them() {
    let is_tag = |text: &str| matches!(&tags(text)[..], [tag] if tag.range == (0..text.len()));
    for tag in [
        "<b>",
        "</b >",
        "<br/>",
        "<a href=\"https://x.example/?a=1>2\" target='_blank'>",
        "<a href=https://x.example/?a=1&b>",
        "<a href=“https://x.example” rel=”nofollow”>",
        "<img alt=\"\"src='a b.png' />",
        "<video/>",
        "<iframe allowfullscreen webkitallowfullscreen src=x></iframe>",
        "<li data-x hidden\n class = y>",
        "<script async src=\"x.js\"> a < b </script>",
    ] {
        assert_eq!(is_tag(tag), tag != "<video/>", "{tag}");
    }
    for words in [
        "<b and y>",
        "<a, b>",
        "</b and y>",
        "<p = 5>",
        "<i \"x\">",
        "<s x=>",
        "<q x='y>",
        "<u x=y<b>",
        "<time and place to be agreed>",
    ] {
        assert!(!is_tag(words), "{words}");
    }
    assert_eq!(
        shown("If x <b and y> c then <b>stop</b>."),
        [(
            BlockKind::Paragraph,
            "If x <b and y> c then stop.".to_owned()
        )]
    );
}

#[test]
fn what_is_taken_is_counted() {
    let taken = |text: &str| {
        let passages = plain::passages(text, 0..text.len());
        passage::assemble(&unmark(passages)).0.taken
    };
    assert_eq!(taken("Words of <nobody> at <5 > 3>"), 0);
    assert_eq!(taken("<b>é</b> &amp; x"), 7);
    assert_eq!(taken("x\n\n<script>é\né</script>\n\n<p>y</p>"), 20 + 7);
    assert_eq!(taken("<p></p>\n\n<i>y</i>"), 7 + 7);
    assert_eq!(taken("<p></p>"), 0, "there is nothing else to show");
    assert_eq!(shown("<p></p>").len(), 1);
}

#[test]
fn every_word_knows_where_it_stood() {
    let text = "<p>One &amp; <b>two</b></p>";
    let (body, _) = passage::assemble(&unmark(plain::passages(text, 0..text.len())));
    assert_eq!(body.text, "One & two");
    let at = |word: &str| body.source_map.source_start(body.text.find(word).unwrap());
    assert_eq!(at("two"), text.find("two").unwrap());
    assert_eq!(at("&"), text.find('&').unwrap());
}
