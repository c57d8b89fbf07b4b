//! Bytes to drafts of briefings: decode, detect the format, parse, split digests, clean.
//!
//! ```text
//! file -> unpack -> container -> parts, each:
//!   bytes -> decode -> text, or a format's reader -> Content
//!         -> headers | front_matter -> given facts
//!         -> digest -> releases, each:
//!              plain | markdown | blocks -> passages
//!                -> furniture off, headline off, turns parted -> Body, turns marked
//! ```
//!
//! Nothing fails and nothing is lost: what could not be read whole is a [`Problem`] beside the
//! drafts, and [`Draft::raw`] points at all of the decoded file, with what the reading view leaves
//! out. Every string of a [`Draft`] has been through [`crate::text::sanitise`].

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::briefing::{
    Address, BlockKind, Body, BriefingDate, BriefingId, Cable, DateFound, Encoding, Handling, Span,
};

#[allow(dead_code, reason = "the readers that make them come one by one")]
mod aligned;
mod cable;
mod charset;
mod chosen;
mod containers;
mod content;
mod dates;
mod decode;
mod detect;
mod digest;
mod documents;
mod feed;
mod folded;
mod front_matter;
mod furniture;
mod fused;
mod given;
mod handling;
mod headers;
mod headline;
mod hyphens;
mod identity;
mod joining;
mod kinds;
mod letterhead;
mod limits;
mod lines;
mod links;
mod mail;
mod markdown;
mod marks;
mod markup;
mod mbox;
mod page_folder;
mod pages;
mod part;
mod parts;
mod passage;
mod plain;
mod problem;
pub mod sandbox;
mod source;
mod table;
mod tally;
mod telegram;
mod turns;
mod walls;

pub use charset::Charset;
pub use chosen::Chosen;
pub use limits::Limit;
pub use page_folder::{is_of_export, is_of_page};
pub use part::Data;
pub use parts::{is_container, open, read_parts};
pub use problem::{Loss, Problem, Reason};
pub use table::{Columns, Roles, TableRule};
pub use tally::{Count, Extent, ReadAs, Tally};

use digest::Release;
use given::{Given, Top};
use headline::{Headline, Opening};
use source::{Layout, Source};

/// The most bytes of one file that are kept: 16 MiB. Reading a text takes up to twenty-five times its
/// length, and no file shall take more than 512 MiB.
pub const MAX_TEXT: usize = 16 << 20;

/// The most Markdown that is parsed: a hostile text needs a hundred times its length.
const MAX_MARKDOWN: usize = 4 << 20;

/// The most tags that a file may give a briefing.
pub const MAX_TAGS: usize = 64;

/// The longest tag that a file may give, in characters.
pub const MAX_TAG: usize = 64;

/// A briefing before insight: what its file says, cleaned.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The part of the file that it was made from, where the file is a container.
    pub part: Address,
    /// What names it: made of what the file says, by no rule that may get better.
    pub id: BriefingId,
    /// The headline, sanitised, on one line, never empty.
    ///
    /// A closing full stop stays: it is the author's. Signs before it (`⚡️`) go. A text without
    /// a headline is titled by its first sentence, one without words by its file name.
    pub title: String,
    /// When it was issued.
    pub date: Option<BriefingDate>,
    /// Where that was found.
    pub date_found: Option<DateFound>,
    /// The issuing body, without the address that the file gave with it.
    pub source: Option<String>,
    /// Where it stands on the web, by its header.
    pub address: Option<String>,
    /// Who the header says speaks or writes.
    pub speaker: Option<String>,
    /// The declared language as an ISO 639-1 code.
    pub language: Option<String>,
    /// The handling caveats.
    pub handling: Handling,
    /// What the head of a cable says of its way.
    pub cable: Option<Box<Cable>>,
    /// Tags given in the file.
    pub tags: Vec<String>,
    /// What the program that wrote a document noted of it: title, author and day, in one line.
    pub properties: Option<String>,
    /// The stretch of the decoded file that it was made from. Those of the drafts of a file are
    /// gapless and together the whole file.
    pub raw: Span,
    /// The encoding of the file or part.
    pub encoding: Option<Encoding>,
    /// What there is to read; never without a block.
    pub body: Body,
    /// Characters made visible in title and body.
    pub hidden: u32,
}

/// What a file gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ingested {
    /// The briefings in it, in order.
    pub drafts: Vec<Draft>,
    /// What could not be read of it.
    pub problems: Vec<Problem>,
    /// What it was read as.
    pub tally: Tally,
}

impl Ingested {
    /// The drafts with the place of each among those of its part.
    pub fn numbered(self) -> impl Iterator<Item = (u32, Draft)> {
        let mut next: Option<(Address, u32)> = None;
        self.drafts.into_iter().map(move |draft| {
            let ordinal = match &next {
                Some((part, ordinal)) if *part == draft.part => *ordinal,
                _ => 0,
            };
            next = Some((draft.part.clone(), ordinal + 1));
            (ordinal, draft)
        })
    }
}

/// Reads one file, all of it in memory, that may hold several briefings: [`read_parts`] in one go.
///
/// A binary or an empty file gives a problem and no draft.
pub fn read(path: &Path, bytes: &[u8]) -> Ingested {
    let mut all = Ingested::default();
    let size = bytes.len() as u64;
    let as_it_is = Chosen::default();
    read_parts(
        path,
        Data::Bytes(bytes),
        size,
        &[],
        &as_it_is,
        &mut |of_part| {
            all.drafts.extend(of_part.drafts);
            all.problems.extend(of_part.problems);
            all.tally += &of_part.tally;
            ControlFlow::Continue(())
        },
    );
    all
}

/// Reads one text as one briefing, without splitting it: for `analyse`.
///
/// Nothing is taken off: the body holds the title's line too, as a heading, and
/// [`Body::source_map`] leads to `text` as it was given.
pub fn read_one(text: &str) -> Draft {
    let text = &*lines::with_usual_ends(Cow::Borrowed(text));
    let (top, is_front_matter) = top(text);
    let layout = if is_front_matter {
        Layout::Markdown
    } else {
        Layout::Plain
    };
    let first = digest::split(text, top.body..text.len()).swap_remove(0);
    let whole = Release {
        raw: 0..text.len(),
        own: top.body..text.len(),
        body: top.body..text.len(),
        day: None,
        heading: None,
        top: None,
        ..first
    };
    let source = Source {
        text,
        folded: folded::Folded::default(),
        note: "",
        layout,
        header: top.body,
        given: top.given,
        noted: Given::default(),
        outside: None,
        is_rendered: false,
        file_name: String::new(),
    };
    let cable = source.cable(&whole);
    let mut passages = source.passages(&whole, cable.as_ref());
    let found = source.facts(&passages, &whole, cable);
    let (subject, text_at) = found.subject(&passages);
    let headline = match subject {
        Some(title) => Some(Headline {
            title,
            passage: None,
        }),
        None => headline::find(&passages[text_at..], Opening::Text),
    };
    // A headline with marks in it may be somebody's words: it stays a paragraph, and is read.
    if let Some(at) = headline.as_ref().and_then(|headline| headline.passage)
        && let at = text_at + at
        && !passages[at]
            .text()
            .contains(['“', '"', '«', '‘', '\'', '„'])
    {
        passages[at].kind = BlockKind::Heading(1);
    }
    let declared = source.given.title.as_deref();
    let title = declared
        .map(|title| headline::completed(title, &passages).into_owned())
        .or(headline.map(|headline| headline.title));
    source.draft(&whole, Opening::Text, &passages, found, title.as_deref())
}

/// Decodes a whole file, for the raw view: what [`Draft::raw`] points into.
///
/// Of a document it is all text that its reader finds. Any other file that gives no draft (a binary one) comes as
/// UTF-8 with replacement characters.
pub fn decode(bytes: &[u8]) -> Arc<str> {
    let kind = documents::Kind::of(bytes, Path::new(""));
    if let Some(Ok(content)) = kind.map(|kind| sandbox::read_document(kind, bytes)) {
        return content.text.into();
    }
    decode::decode_anyhow(bytes).into()
}

/// What a text says about itself at its top, and whether it is front matter that says it.
fn top(text: &str) -> (Top, bool) {
    let front_matter = front_matter::read(text);
    let is_front_matter = front_matter.is_some();
    let mut top = front_matter
        .or_else(|| headers::read(text))
        .unwrap_or_default();
    top.read_persian_date(&text[top.body..]);
    (top, is_front_matter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(name: &str, text: &str) -> Draft {
        let mut drafts = read(Path::new(name), text.as_bytes()).drafts;
        assert_eq!(drafts.len(), 1);
        drafts.remove(0)
    }

    #[test]
    fn a_draft_knows_where_its_date_was_found() {
        for (text, found) in [
            (
                "Title: Ferry\nDate: 2024-05-31\n\nThe ferry opened today.",
                Some(DateFound::Header),
            ),
            (
                "R 311430Z MAY 24\nFM AMEMBASSY SUVA\nTO SECSTATE WASHDC\nSUBJECT: FERRY TALKS\n\n1. They met.",
                Some(DateFound::Cable),
            ),
            (
                "Ferry line opens\n\nThe ferry opened today, and all were there.\n\nTarn, 31 May 2024",
                Some(DateFound::Dateline),
            ),
            ("Ferry line opens\n\nThe ferry opened today.", None),
        ] {
            let draft = one("ferry.txt", text);
            assert_eq!(draft.date_found, found, "{text}");
            assert_eq!(draft.date.is_some(), found.is_some(), "{text}");
        }
    }

    #[test]
    fn days_of_the_persian_calendar_are_read_in_persian_texts_alone() {
        let persian = "وزیر امور خارجه گفت که گفت‌وگوها در پایتخت ادامه دارد.";
        for (text, date) in [
            (
                format!("گفت‌وگو درباره کشتی\n۱۴۰۳/۰۳/۱۱\n\n{persian}"),
                "2024-05-31",
            ),
            (
                format!("گفت‌وگو درباره کشتی\n1403/03/11\n\n{persian}"),
                "2024-05-31",
            ),
            (
                format!("Title: Talks\nDate: 1403-02-31\n\n{persian}"),
                "2024-05-20",
            ),
            (
                "Title: Talks\nLanguage: fa\nDate: ۱۴۰۳/۰۳/۱۱\n\nHe came.".to_owned(),
                "2024-05-31",
            ),
            (
                "Title: Old\nDate: 1403-03-11\n\nThe King came to the harbour.".to_owned(),
                "1403-03-11",
            ),
        ] {
            let ingested = read(Path::new("talks.txt"), text.as_bytes());
            let shown = ingested.drafts[0].date.map(|date| date.to_string());
            assert_eq!(shown.as_deref(), Some(date), "{text}");
            assert_eq!(ingested.problems, [], "{text}");
        }
    }

    const DIGEST: &str = "The Minister's week\n\n3 months ago\n\n03.05.24 🔹 Freedonian Trade Ministry\n\
        Trade Minister Anna Petrova receives the Ambassador\n\nThey met on Friday.\n\n\
        'We are ready to talk about fish, about grain and about the port. That is what we came for today,' said the Freedonian\n\
        Minister. Source 🔹 Freedonian Trade Ministry\n⚡️The port opens on Monday.\n\n'It was time', she said. \
        Source🔹 Freedonian Trade Ministry\n\nLoading 2 comments...";

    #[test]
    fn an_aggregated_post_becomes_its_releases() {
        let drafts = read(Path::new("post.txt"), DIGEST.as_bytes()).drafts;
        let titles: Vec<&str> = drafts.iter().map(|draft| draft.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Trade Minister Anna Petrova receives the Ambassador",
                "The port opens on Monday."
            ]
        );
        for draft in &drafts {
            assert_eq!(draft.date, BriefingDate::day(2024, 5, 3));
            assert_eq!(draft.source.as_deref(), Some("Freedonian Trade Ministry"));
        }
        assert!(drafts[0].body.text.starts_with("They met on Friday."));
        assert!(
            drafts[0]
                .body
                .text
                .ends_with("said the Freedonian Minister.")
        );
        assert_eq!(drafts[1].body.text, "'It was time', she said.");
        let raw: String = drafts
            .iter()
            .map(|draft| &DIGEST[draft.raw.range()])
            .collect();
        assert_eq!(raw, DIGEST);
    }

    #[test]
    fn a_letterhead_under_the_title_names_the_source() {
        for (line, source) in [
            (
                "Freedonian Ministry of Trade",
                Some("Freedonian Ministry of Trade"),
            ),
            ("Ministry Welcomes a new ambassador", None),
            ("Ministry of Trade, Room 4", None),
            ("Press Office", None),
        ] {
            let draft = one(
                "a.txt",
                &format!("Talks on fish\n\n{line}\n\nThe talks began. They went on."),
            );
            assert_eq!(draft.source.as_deref(), source, "{line}");
        }
    }

    #[test]
    fn a_caveat_is_heeded_stays_in_the_body_and_is_no_title() {
        let draft = one(
            "a.txt",
            "C O N F I D E N T I A L SUVA 000123\n\nON BACKGROUND\n\nTalks on fish\n\nThey met.\n\nCONFIDENTIAL",
        );
        assert_eq!(draft.title, "Talks on fish");
        assert_eq!(
            draft.handling.stamp().as_deref(),
            Some("C O N F I D E N T I A L SUVA 000123 · ON BACKGROUND")
        );
        assert_eq!(
            draft.body.text,
            "C O N F I D E N T I A L SUVA 000123\n\nON BACKGROUND\n\nThey met.\n\nCONFIDENTIAL"
        );
        let given = one(
            "a.txt",
            "Title: Talks\nEmbargo: 12:00 GMT 31 May 2024\nClassification: SBU\n\nThey met.",
        );
        assert_eq!(
            given.handling.stamp().as_deref(),
            Some("SBU · Embargo: 12:00 GMT 31 May 2024")
        );
        assert_eq!(given.body.text, "They met.");
        // Alone at the top it is a line of the text.
        let alone = one(
            "a.txt",
            "Embargo: 12:00 GMT 31 May 2024\n\nTalks on fish\n\nThey met.",
        );
        assert!(alone.handling.embargo.is_some());
        assert!(alone.body.text.starts_with("Embargo: 12:00"));
    }

    #[test]
    fn a_cable_in_sections_is_one_and_as_secret_as_its_paragraphs() {
        let head = |section: u8| {
            format!(
                "R 311430Z MAY 24\nFM AMEMBASSY TARN\nTO SECSTATE WASHDC\nUNCLAS SECTION 0{section} OF 02 TARN 000412\n\nSUBJECT: FERRY TALKS\n\n"
            )
        };
        let text = format!(
            "{}1. (U) They met.\n\n{}2. (S/NF) They left.\n\n(SBU) Comment: none.\n",
            head(1),
            head(2)
        );
        let draft = one("a.txt", &text);
        let body = &draft.body;
        assert!(
            body.text
                .ends_with("1. (U) They met.\n\n2. (S/NF) They left.\n\n(SBU) Comment: none.")
        );
        let marked = body
            .blocks
            .iter()
            .filter_map(|block| body.portion_of(block));
        assert_eq!(marked.collect::<Vec<_>>(), ["(U)", "(S/NF)", "(SBU)"]);
        assert_eq!(draft.handling.marking.as_deref(), Some("(S/NF)"));
        assert_eq!(draft.handling.level, Some(crate::config::Level::Secret));
        // Two cables stay two, and a list of an ordinary text marks nothing.
        let two = format!(
            "{}1. They met.\n\n{}2. They left.\n",
            head(1),
            head(2).replace("412", "413")
        );
        assert_eq!(read(Path::new("a.txt"), two.as_bytes()).drafts.len(), 2);
        let list = one(
            "a.txt",
            "Talks on fish\n\n1. (C) The port.\n\n2. (S) The fish.\n",
        );
        assert!(list.body.portions.is_empty() && list.handling.is_none());
    }

    #[test]
    fn one_text_is_one_briefing_for_analysis() {
        let draft = read_one(DIGEST);
        assert_eq!(draft.title, "The Minister's week");
        assert_eq!(draft.date, BriefingDate::day(2024, 5, 3));
        assert_eq!(draft.raw, Span::new(0, DIGEST.len()));
        for words in ["'We are ready", "'It was time'", "Loading 2"] {
            let (made, given) = (
                draft.body.text.find(words).unwrap(),
                DIGEST.find(words).unwrap(),
            );
            assert_eq!(draft.body.source_map.source_start(made), given, "{words}");
        }
        assert!(draft.body.text.contains("the Freedonian Minister."));
    }

    #[test]
    fn header_lines_tell_and_their_title_is_not_repeated() {
        let draft = one(
            "a.txt",
            "Title: Talks\nDate: 3 May 2024\nSource: Ministry (https://m.example)\nTags: a, b\nLang: en\n\nTALKS\n\nThey met.",
        );
        assert_eq!(
            (draft.title.as_str(), draft.source.as_deref()),
            ("Talks", Some("Ministry"))
        );
        assert_eq!(
            (draft.tags.len(), draft.language.as_deref()),
            (2, Some("en"))
        );
        assert_eq!(draft.body.text, "They met.");
        assert_eq!(draft.raw.start, 0);
    }

    #[test]
    fn front_matter_makes_a_file_markdown_whatever_its_name() {
        let draft = one("a.txt", "+++\ntitle = \"Talks\"\n+++\nThey **met**.");
        assert_eq!(
            (draft.title.as_str(), draft.body.text.as_str()),
            ("Talks", "They met.")
        );
        let draft = one("a.md", "# Talks\n\nThey *met*.");
        assert_eq!(
            (draft.title.as_str(), draft.body.text.as_str()),
            ("Talks", "They met.")
        );
    }

    #[test]
    fn an_empty_file_is_a_problem_and_no_briefing() {
        for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\n \r\n"] {
            let found = read(Path::new("dir/nothing.txt"), bytes);
            assert_eq!(found.drafts, []);
            assert_eq!(found.problems.len(), 1);
            assert_eq!(found.problems[0].reason, Reason::Empty);
        }
    }

    #[test]
    fn what_has_no_words_is_listed_by_its_name() {
        let draft = one("dir/nothing.txt", "Date: 2024-06-01\n\n");
        assert_eq!(draft.title, "nothing.txt");
        assert_eq!(draft.body.text, "(empty)");
        assert_eq!(one("dir/x.txt", "x").title, "x");
        assert_eq!(
            one("dir/dots.txt", "Title:  \nDate: 2024\n\n***").title,
            "***"
        );
        assert_eq!(read_one("").title, "(no title)");
    }

    #[test]
    fn problems_name_file_and_place() {
        let found = read(Path::new("a.jpg"), b"\xFF\xD8\xFF\xE0");
        assert_eq!((found.drafts.len(), found.problems.len()), (0, 1));
        let found = read(
            Path::new("a.txt"),
            "Title: A\nDate: 31 November 2024\n\nB".as_bytes(),
        );
        assert_eq!(found.problems[0].offset, Some(9));
        assert_eq!(found.drafts[0].date, None);
        let found = read(Path::new("a.html"), b"<p>Words</p>");
        assert_eq!(found.problems[0].reason, Reason::NoArticle);
        assert_eq!(found.drafts[0].body.text, "Words");
    }

    #[test]
    fn the_menu_of_a_page_goes_and_a_menu_of_the_text_stays() {
        let page = "Skip to main content\nMenu\nSearch\n\nTalks on fish\n\nThey began.";
        let draft = one("a.txt", page);
        assert_eq!(
            (draft.title.as_str(), draft.body.text.as_str()),
            ("Talks on fish", "They began.")
        );
        let draft = one("a.txt", "Talks on fish\n\nMenu\n\nFish with bread.");
        assert_eq!(draft.body.text, "Menu\n\nFish with bread.");
    }

    #[test]
    fn a_cut_title_of_the_header_is_completed() {
        let text =
            |title: &str| format!("Title: {title}\n\nTalks on fish begin in Tarn\n\nThey began.");
        let draft = one("a.txt", &text("Talks on fish…"));
        assert_eq!(draft.title, "Talks on fish begin in Tarn");
        assert_eq!(draft.body.text, "They began.");
        assert_eq!(read_one(&text("Talks on fish…")).title, draft.title);
        assert_eq!(
            one("a.txt", &text("Talks on ships…")).title,
            "Talks on ships…"
        );
    }

    #[test]
    fn a_signature_names_the_source_and_goes() {
        let draft = one(
            "a.txt",
            "Talks\nThey met on Friday and all of them were pleased with it.\n🔹\nFreedonian Trade Ministry",
        );
        assert_eq!(draft.source.as_deref(), Some("Freedonian Trade Ministry"));
        assert_eq!(
            draft.body.text,
            "They met on Friday and all of them were pleased with it."
        );
    }

    fn check(draft: &Draft) -> Result<(), TestCaseError> {
        prop_assert!(!draft.title.trim().is_empty());
        prop_assert!(!draft.title.contains(['\n', '\r']));
        prop_assert!(!draft.body.blocks.is_empty());
        let mut at = 0;
        for block in &draft.body.blocks {
            let separator = if at == 0 { "" } else { "\n\n" };
            prop_assert_eq!(&draft.body.text[at..block.span.range().start], separator);
            at = block.span.range().end;
            prop_assert!(!draft.body.block_text(block).is_empty());
            if let BlockKind::Turn { label } = block.kind {
                prop_assert!(
                    draft
                        .body
                        .block_text(block)
                        .is_char_boundary(label as usize)
                );
            }
        }
        prop_assert_eq!(at, draft.body.text.len());
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in "a(\\.md|\\.txt|\\.html)?") {
            for draft in &read(Path::new(&name), &bytes).drafts {
                check(draft)?;
            }
            let _ = decode(&bytes);
        }

        #[test]
        fn drafts_of_any_text_cover_it(
            parts in proptest::collection::vec(
                "Title: A\n|Date: 3 May 2024\n|\r\n|\n|03\\.05\\.24 🔹 Ministry\n|Source 🔹 Ministry|Q Why\\?\n|MS\\. FOX: So\\.\n|- item\n|---\n|\\+\\+\\+\n|# H\n|2 days ago\n|Words of a sentence|, and\n|[\u{0}-\u{A0}]|’s|'\n|\u{202E}|1\\.\n|  ",
                0..25,
            ),
            name in "a(\\.md|\\.txt)",
        ) {
            let text = parts.concat();
            let found = read(Path::new(&name), text.as_bytes());
            let decoded = decode(text.as_bytes());
            let mut at = 0;
            for draft in &found.drafts {
                check(draft)?;
                prop_assert_eq!(draft.raw.range().start, at);
                at = draft.raw.range().end;
                prop_assert!(decoded.get(draft.raw.range()).is_some());
            }
            prop_assert!(found.drafts.is_empty() || at == decoded.len());
            check(&read_one(&text))?;
        }
    }
}
