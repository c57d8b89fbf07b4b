//! What is made of one part: its text told apart by format, and drafts of it.

use std::path::Path;

use super::super::content::{self, Content, Stated};
use super::super::decode::Decoded;
use super::super::detect::{self, Format};
use super::super::documents::Kind;
use super::super::folded::Folded;
use super::super::given::{Given, Top};
use super::super::part::Form;
use super::super::problem::{Loss, Problem, Reason};
use super::super::sandbox::{self, Wanted};
use super::super::source::{Layout, Outside, Source};
use super::super::tally::{Extent, ReadAs};
use super::super::{Ingested, MAX_MARKDOWN, decode, top};
use crate::briefing::{Address, Encoding, Step};
use crate::text::sanitise;

/// What is made of one part.
pub(super) struct OfPart<'a> {
    pub(super) path: &'a Path,
    pub(super) address: &'a Address,
    pub(super) read_as: ReadAs,
    pub(super) encoding: Option<Encoding>,
    pub(super) ingested: Ingested,
}

/// What is said of a part beside its text: at its top, by its container, by the program that wrote it.
struct Said {
    top: Top,
    stated: Stated,
    noted: Stated,
}

impl Said {
    fn of(top: Top, stated: Stated) -> Self {
        Self {
            top,
            stated,
            noted: Stated::default(),
        }
    }
}

impl OfPart<'_> {
    /// How much of it was read.
    pub(super) fn extent(&self) -> Extent {
        let mut problems = self.ingested.problems.iter();
        if self.ingested.drafts.is_empty() {
            Extent::Nothing
        } else if problems.any(|it| it.reason.loss() != Loss::Nothing) {
            Extent::Part
        } else {
            Extent::Whole
        }
    }

    pub(super) fn report(&mut self, offset: Option<u64>, reason: Reason) {
        self.ingested.problems.push(Problem {
            path: self.path.to_owned(),
            address: self.address.clone(),
            offset,
            reason,
        });
    }

    /// Reads a part by what its bytes are.
    pub(super) fn bytes(
        &mut self,
        name: &Path,
        media_type: Option<&str>,
        bytes: &[u8],
        fault: Option<Reason>,
        stated: Stated,
    ) {
        let decoded = match (decode::decode(bytes), &fault) {
            // Without a byte there is nothing to say but why.
            (_, Some(_)) if bytes.is_empty() => None,
            (Ok(decoded), _) => Some(decoded),
            // A picture that is attached stands in the mail's list of what is.
            (Err(Reason::Binary(_)), None) if self.is_attachment() => return,
            (Err(reason), _) => {
                self.report(None, reason);
                None
            }
        };
        match decoded {
            Some(decoded) => self.decoded(name, media_type, decoded, fault, stated),
            None => {
                let offset = (!bytes.is_empty()).then_some(bytes.len() as u64);
                if let Some(fault) = fault {
                    self.report(offset, fault.at_its_beginning());
                }
                self.ingested.tally.count(self.read_as, self.extent());
            }
        }
    }

    /// Reads a part that was decoded, and says what was wrong with it.
    pub(super) fn decoded(
        &mut self,
        name: &Path,
        media_type: Option<&str>,
        decoded: Decoded<'_>,
        fault: Option<Reason>,
        stated: Stated,
    ) {
        if let Some(fault) = fault {
            self.report(Some(decoded.read as u64), fault);
        }
        for (at, reason) in decoded.faults {
            self.report(at, reason);
        }
        self.encoding = Some(decoded.encoding);
        self.text(name, media_type, &decoded.text, stated);
        self.ingested.tally.count(self.read_as, self.extent());
    }

    fn is_attachment(&self) -> bool {
        matches!(self.address.steps().last(), Some(Step::Attachment(_)))
    }

    /// Reads a decoded text in the format that it is in.
    fn text(&mut self, name: &Path, media_type: Option<&str>, text: &str, stated: Stated) {
        if text.trim().is_empty() {
            self.read_as = ReadAs::Plain;
            return self.report(None, Reason::Empty);
        }
        let (top, is_front_matter) = top(text);
        let format = match (detect::format(name, text), media_type) {
            (Format::Plain, Some("text/html" | "application/xhtml+xml")) => Format::Page,
            (Format::Plain, Some("text/markdown")) => Format::Markdown,
            (Format::Plain, _) if is_front_matter => Format::Markdown,
            (format, _) => format,
        };
        let outside = (!self.address.is_file()).then(|| Outside {
            stated: content::line_of(&stated),
            words: text,
        });
        self.read_as = match format {
            Format::Plain | Format::NotParsed(_) => ReadAs::Plain,
            Format::Markdown => ReadAs::Markdown,
            Format::Page => ReadAs::Page,
        };
        let layout = match format {
            Format::Markdown if text.len() > MAX_MARKDOWN => {
                self.report(
                    None,
                    Reason::NotParsed("Markdown of more than 4 MiB".into()),
                );
                Layout::Plain
            }
            Format::NotParsed(name) => {
                self.report(None, Reason::NotParsed(name.into()));
                Layout::Plain
            }
            Format::Page => return self.formed(Form::Page, name, text, stated),
            Format::Markdown => Layout::Markdown,
            Format::Plain => Layout::Plain,
        };
        let text = (text, Folded::default(), "");
        let said = Said::of(top, stated);
        self.drafts(name, text, layout, said, outside, false);
    }

    /// Reads a text of which it is known what it is.
    pub(super) fn formed(&mut self, form: Form, name: &Path, text: &str, stated: Stated) {
        if text.trim().is_empty() && stated.title.is_none() {
            return self.report(None, Reason::Empty);
        }
        let outside = Outside {
            stated: content::line_of(&stated),
            words: text,
        };
        match form {
            Form::Plain => {
                let (top, _) = top(text);
                self.drafts(
                    name,
                    (text, Folded::default(), ""),
                    Layout::Plain,
                    Said::of(top, stated),
                    Some(outside),
                    true,
                );
            }
            Form::Page => {
                let (content, _) = sandbox::read(Wanted::Article, text);
                self.content(name, &content, stated, outside);
            }
            Form::Piece => {
                let (content, _) = sandbox::read(Wanted::All, text);
                self.content(name, &content, stated, outside);
            }
        }
    }

    /// Reads a document.
    ///
    /// It is named by its bytes: what its reader makes of them may change.
    pub(super) fn document(
        &mut self,
        kind: Kind,
        name: &Path,
        bytes: &[u8],
        fault: Option<Reason>,
        stated: Stated,
    ) {
        self.read_as = kind.read_as();
        if let Some(fault) = fault {
            self.report(Some(bytes.len() as u64), fault);
        }
        match sandbox::read_document(kind, bytes) {
            Ok(content) => {
                let words = blake3::hash(bytes).to_hex();
                let outside = Outside {
                    stated: content::line_of(&stated),
                    words: words.as_str(),
                };
                self.content(name, &content, stated, outside);
            }
            Err(reason) => self.report(None, reason),
        }
        self.ingested.tally.count(self.read_as, self.extent());
    }

    /// Takes in what its container read of it, `words` as they came.
    pub(super) fn of_container(
        &mut self,
        name: &Path,
        content: &Content,
        words: &str,
        stated: Stated,
    ) {
        let outside = Outside {
            stated: content::line_of(&stated),
            words,
        };
        if content.text.trim().is_empty() && stated.title.is_none() {
            return self.report(None, Reason::Empty);
        }
        self.content(name, content, stated, outside);
    }

    /// Takes in what a reader made of a part.
    pub(super) fn content(
        &mut self,
        name: &Path,
        content: &Content,
        stated: Stated,
        outside: Outside<'_>,
    ) {
        for remark in &content.remarks {
            self.report(None, (*remark).into());
        }
        let layout = match &content.layout {
            content::Layout::Plain => Layout::Plain,
            content::Layout::Lines(blocks) => Layout::Lines(blocks, &content.links),
            content::Layout::Markdown => Layout::Markdown,
            content::Layout::Blocks(blocks) => Layout::Blocks(blocks, &content.links),
        };
        let folded = Folded::new(&content.text, &content.folds);
        let own = folded.own();
        let top = match layout {
            Layout::Plain | Layout::Lines(..) => top(&own).0,
            Layout::Markdown | Layout::Blocks(..) => Top::default(),
        };
        let said = Said {
            top,
            stated: stated.or(content.stated.clone()),
            noted: content.noted.clone(),
        };
        let note = content.note.as_deref().unwrap_or_default();
        let text = (&*own, folded, note);
        self.drafts(name, text, layout, said, Some(outside), true);
    }

    fn drafts(
        &mut self,
        name: &Path,
        (text, folded, note): (&str, Folded<'_>, &str),
        layout: Layout<'_>,
        said: Said,
        outside: Option<Outside<'_>>,
        is_rendered: bool,
    ) {
        let Said { top, stated, noted } = said;
        for (at, reason) in top.faults {
            self.report(Some(at), reason);
        }
        let (given, faults) = Given::of(&stated);
        faults
            .into_iter()
            .for_each(|reason| self.report(None, reason));
        let source = Source {
            text,
            folded,
            note,
            layout,
            header: top.body,
            given: given.or(top.given),
            // A program's notes are in no way the reader's business: what is wrong with them is not said.
            noted: Given::of(&noted).0,
            outside,
            is_rendered,
            file_name: name.file_name().map(sanitise::name).unwrap_or_default(),
        };
        let releases = source.releases();
        for top in releases.iter().filter_map(|release| release.top.as_ref()) {
            for (at, reason) in &top.faults {
                self.report(Some(*at), reason.clone());
            }
        }
        let mut drafts = source.drafts(&releases);
        let marked = drafts.iter().find_map(|draft| source.overruled(draft));
        if let Some(reason) = marked {
            self.report(None, reason);
        }
        for draft in &mut drafts {
            draft.part = self.address.clone();
            draft.encoding = self.encoding;
        }
        self.ingested.drafts.append(&mut drafts);
    }
}
