//! What holds of whatever bytes are read. The fuzz targets (`fuzz/`) and the suite ask the same.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use chancery::briefing::{Address, Briefing};
use chancery::ingest::{self, Chosen, Data, Draft, Ingested};
use chancery::insight::{Analyst, Rulebook};

/// How many parts are opened again by their addresses.
const OPENED: usize = 8;

/// Reads bytes as a file of that name and holds what comes of them to what is promised; returns how many briefings
/// that were.
pub(crate) fn keeps_promises(name: &str, bytes: &[u8]) -> usize {
    let (path, size) = (Path::new(name), bytes.len() as u64);
    let (mut count, mut parts) = (0, Vec::new());
    ingest::read_parts(
        path,
        Data::Bytes(bytes),
        size,
        &[],
        &Chosen::default(),
        &mut |part| {
            check(&part);
            count += part.drafts.len();
            parts.extend(part.drafts.into_iter().map(|draft| draft.part));
            ControlFlow::Continue(())
        },
    );
    parts.dedup();
    for part in parts.iter().take(OPENED) {
        opens_again(path, bytes, part);
    }
    count
}

fn check(part: &Ingested) {
    for draft in &part.drafts {
        check_draft(draft);
    }
    for problem in &part.problems {
        assert!(!problem.reason.to_string().is_empty());
    }
}

fn check_draft(draft: &Draft) {
    assert!(!draft.title.trim().is_empty(), "a draft without a title");
    assert!(!draft.body.blocks.is_empty(), "a draft without a block");
    for block in &draft.body.blocks {
        // It panics where a block is no stretch of its body.
        let text = draft.body.block_text(block);
        assert!(is_clean(text), "uncleaned: {text:?}");
    }
    let strings = [&draft.source, &draft.speaker, &draft.address];
    let strings = strings.into_iter().flatten().chain(&draft.tags);
    for line in strings.chain([&draft.title]) {
        assert!(
            is_clean(line) && !line.contains('\n'),
            "uncleaned: {line:?}"
        );
    }
}

/// True for a text that a terminal takes for nothing but words.
fn is_clean(text: &str) -> bool {
    text.chars()
        .all(|letter| letter == '\n' || !letter.is_control())
}

fn opens_again(path: &Path, bytes: &[u8], part: &Address) {
    let opened = ingest::open(
        path,
        Data::Bytes(bytes),
        bytes.len() as u64,
        &Chosen::default(),
        part,
    );
    assert!(
        opened.is_ok(),
        "{part} is not to be opened again: {opened:?}"
    );
}

/// Reads bytes as a plain text, finds the quotes and tags of what comes of them, and holds these to what is promised.
pub(crate) fn is_analysed(bytes: &[u8]) {
    static ANALYST: LazyLock<Analyst> = LazyLock::new(|| Analyst::new(Rulebook::default()));
    let path: Arc<Path> = Path::new("release.txt").into();
    for (ordinal, draft) in (0..).zip(ingest::read(&path, bytes).drafts) {
        check_briefing(&ANALYST.finish(draft, Arc::clone(&path), ordinal));
    }
}

fn check_briefing(briefing: &Briefing) {
    for quote in &briefing.quotes {
        let spans = [quote.span].into_iter().chain(quote.quoted.iter().copied());
        for span in spans {
            let words = briefing.body.text.get(span.range());
            assert!(words.is_some(), "no stretch of the body: {span:?}");
        }
        let names = [&quote.speaker, &quote.mention, &quote.cue];
        for name in names.into_iter().flatten() {
            assert!(is_clean(name), "uncleaned: {name:?}");
        }
    }
    for tag in &briefing.tags {
        assert!(is_clean(&tag.label.name), "uncleaned: {:?}", tag.label.name);
    }
}
