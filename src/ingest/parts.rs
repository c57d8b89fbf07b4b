//! From a file to the drafts of its parts.
//!
//! ```text
//! data -> packed? unpack -> a container? its parts, each anew
//!                        -> else a format's reader -> Content | text -> source -> drafts
//! ```
//!
//! A part is told by its first bytes, then by its name. Its drafts are given away before the next part is
//! looked at, so a file takes no more memory than its largest part.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::chosen::Chosen;
use super::containers::{Container, Packing, Whole};
use super::content::{self, Content, Stated};
use super::decode::Decoded;
use super::detect::{self, Format};
use super::folded::Folded;
use super::given::{Given, Top};
use super::limits::{self, Limit};
use super::part::{self, Budget, Data, Form, Matter, Part, reason_of};
use super::problem::{Loss, Problem, Reason};
use super::sandbox::{self, Wanted};
use super::source::{Layout, Outside, Source};
use super::table::{Naming, TableRule};
use super::tally::{Extent, ReadAs};
use super::{Ingested, MAX_MARKDOWN, decode, top};
use crate::briefing::{Address, Encoding, Step};
use crate::text::sanitise;

/// Reads a file part by part, and gives what each holds to `take` until that has enough.
///
/// `path` serves to tell formats apart, to name what has no title and to name problems; nothing is opened. `size` is
/// that of the file, of which depends how much it may unpack to. `tables` says which columns of tables hold what, and
/// what was `chosen` is read in the encoding of the choice.
pub fn read_parts(
    path: &Path,
    data: Data<'_>,
    size: u64,
    tables: &[TableRule],
    chosen: &Chosen,
    take: &mut dyn FnMut(Ingested) -> ControlFlow<()>,
) {
    let budget = Budget::of(size);
    let mut reading = Reading {
        path,
        budget: &budget,
        tables,
        chosen,
        of_container: None,
        take,
        last: Extent::Whole,
    };
    // That it was stopped is known to whoever stopped it.
    let _ = reading.part(whole_file(path, data), 0, ReadAs::Unknown);
}

/// True for a file that is read part by part, by its first bytes and its name.
pub fn is_container(head: &[u8], path: &Path) -> bool {
    Packing::of(head).is_some() || Container::of(head, path).is_some()
}

/// The bytes of a part, unpacked.
///
/// # Errors
///
/// When there is no such part any more, or it cannot be read.
pub fn open(
    path: &Path,
    data: Data<'_>,
    size: u64,
    chosen: &Chosen,
    address: &Address,
) -> Result<Vec<u8>, Reason> {
    let search = Search {
        wanted: address,
        budget: &Budget::of(size),
        chosen,
    };
    search.find(whole_file(path, data), 0)
}

fn whole_file<'a>(path: &'a Path, data: Data<'a>) -> Part<'a> {
    Part::new(
        Address::default(),
        Cow::Borrowed(path),
        Ok(Matter::Data(data)),
    )
}

/// The way to one part.
struct Search<'a> {
    wanted: &'a Address,
    budget: &'a Budget,
    chosen: &'a Chosen,
}

impl Search<'_> {
    fn find(&self, part: Part<'_>, depth: usize) -> Result<Vec<u8>, Reason> {
        if let Some(source) = part.source.filter(|_| part.address == *self.wanted) {
            return Ok(source.as_bytes().to_owned());
        }
        let mut data = match part.matter? {
            Matter::Data(data) => data,
            Matter::Text(_, text) | Matter::Read(_, text) => {
                return Ok(text.into_owned().into_bytes());
            }
        };
        let head = data.head().map_err(reason_of)?;
        if let Some(packing) = Packing::of(&head).filter(|_| depth < limits::DEPTH) {
            let name = Packing::unpacked_name(&part.name);
            let matter = Ok(Matter::Data(packing.unpack(data, self.budget)?));
            let unpacked = Part::new(part.address, Cow::Owned(name), matter);
            return self.find(unpacked, depth + 1);
        }
        let Some(charset) = self.chosen.of(&part.address) else {
            let matter = Ok(Matter::Data(data));
            return self.within(Part { matter, ..part }, depth);
        };
        let bytes = data.whole(limits::PART).0;
        let text = decode::decode_as(&bytes, charset).text;
        let matter = Ok(Matter::Data(Data::Bytes(text.as_bytes())));
        let recoded = Part {
            media_type: part.media_type,
            ..Part::new(part.address, part.name, matter)
        };
        self.within(recoded, depth)
    }

    /// Goes on in a part that is not packed.
    fn within(&self, part: Part<'_>, depth: usize) -> Result<Vec<u8>, Reason> {
        let Part {
            address,
            name,
            media_type,
            matter,
            ..
        } = part;
        let Matter::Data(mut data) = matter? else {
            return Err(Reason::Changed);
        };
        if address == *self.wanted {
            let (bytes, fault) = data.whole(limits::PART);
            return match fault {
                Some(fault) if bytes.is_empty() => Err(fault),
                _ => Ok(bytes.into_owned()),
            };
        }
        let head = data.head().map_err(reason_of)?;
        let container = Container::declared(media_type.as_deref())
            .or_else(|| Container::of(&head, &name))
            .ok_or(Reason::Changed)?;
        let next = self.wanted.steps().get(depth_of(&address));
        if let Some(step @ Step::Item { at: Some(at), .. }) = next
            && let Some(bytes) = container.part_at(&data, *at)
        {
            let matter = Ok(Matter::Data(Data::Bytes(&bytes)));
            let part = Part::new(address.join(step.clone()), name, matter);
            return self.find(part, depth + 1);
        }
        let mut found = Err(Reason::Changed);
        let whole = Whole {
            address: &address,
            name: &name,
            data,
            tables: Naming::AnyRow,
            budget: self.budget,
        };
        let read = container.parts(whole, &mut |inner| {
            let reached = inner.address.steps().len();
            let is_on_the_way = self.wanted.steps().starts_with(inner.address.steps());
            if reached == depth_of(&address) || !is_on_the_way {
                return ControlFlow::Continue(());
            }
            found = self.find(inner, depth + 1);
            ControlFlow::Break(())
        });
        match (&found, read) {
            (Err(Reason::Changed), Err(fault)) => Err(fault),
            _ => found,
        }
    }
}

fn depth_of(address: &Address) -> usize {
    address.steps().len()
}

/// A file that is being read.
struct Reading<'a> {
    path: &'a Path,
    budget: &'a Budget,
    tables: &'a [TableRule],
    chosen: &'a Chosen,
    /// The encoding that was chosen for the container being read.
    of_container: Option<Encoding>,
    take: &'a mut dyn FnMut(Ingested) -> ControlFlow<()>,
    /// How much was read of the last part, as far as its container answers for it: what has a row of its own in the
    /// tally is whole to it.
    last: Extent,
}

impl Reading<'_> {
    /// Reads a part; `within` is what it was taken out of.
    fn part(&mut self, part: Part<'_>, depth: usize, within: ReadAs) -> ControlFlow<()> {
        let Part {
            address,
            name,
            media_type,
            stated,
            remarks,
            source: _,
            encoding,
            matter,
        } = part;
        let is_cut = remarks
            .iter()
            .any(|it| Reason::from(*it).loss() != Loss::Nothing);
        for remark in remarks {
            self.refused(&address, remark.into())?;
        }
        let mut data = match matter {
            Ok(Matter::Data(data)) => data,
            Ok(Matter::Text(form, text)) => {
                let encoding = self.of_container.or(encoding);
                let read = |it: &mut OfPart<'_>| {
                    it.encoding = encoding;
                    it.formed(form, &name, &text, stated);
                };
                let goes_on = self.given(&address, Some(within), read);
                self.cut_short(is_cut);
                return goes_on;
            }
            Ok(Matter::Read(content, words)) => {
                let read = |it: &mut OfPart<'_>| it.of_mail(&name, &content, &words, stated);
                let goes_on = self.given(&address, Some(within), read);
                self.cut_short(is_cut);
                return goes_on;
            }
            Err(reason) => return self.refused(&address, reason.at_its_beginning()),
        };
        let head = match data.head() {
            Ok(head) => head,
            Err(error) => {
                return self.unread(&address, ReadAs::Unknown, reason_of(error));
            }
        };
        let packing = Packing::of(&head);
        let container =
            Container::declared(media_type.as_deref()).or_else(|| Container::of(&head, &name));
        if (packing.is_some() || container.is_some()) && depth == limits::DEPTH {
            let read_as = container.map_or(ReadAs::Packed, |it| it.read_as);
            return self.unread(&address, read_as, Reason::Beyond(Limit::Depth));
        }
        if let Some(packing) = packing {
            let unpacked = match packing.unpack(data, self.budget) {
                Ok(unpacked) => unpacked,
                Err(reason) => return self.unread(&address, ReadAs::Packed, reason),
            };
            let name = Cow::Owned(Packing::unpacked_name(&name));
            let unpacked = Part {
                stated,
                ..Part::new(address, name, Ok(Matter::Data(unpacked)))
            };
            return self.part(unpacked, depth + 1, ReadAs::Packed);
        }
        let hint = media_type.as_deref();
        if let Some(charset) = self.chosen.of(&address) {
            let (bytes, fault) = data.whole(limits::PART);
            let decoded = decode::decode_as(&bytes, charset);
            let head = decoded.text.as_bytes();
            let head = &head[..head.len().min(part::HEAD)];
            let container = Container::declared(hint).or_else(|| Container::of(head, &name));
            let Some(container) = container else {
                return self.given(&address, None, |it| {
                    it.decoded(&name, hint, decoded, fault, stated);
                });
            };
            let outer = self.of_container.replace(decoded.encoding);
            let data = Data::Bytes(decoded.text.as_bytes());
            let read = self.container(container, &address, &name, data, depth);
            self.of_container = outer;
            return read;
        }
        let Some(container) = container else {
            let (bytes, fault) = data.whole(limits::PART);
            let is_packed = within == ReadAs::Packed && bytes.is_empty();
            return self.given(&address, None, |it| {
                if is_packed {
                    it.read_as = ReadAs::Packed;
                }
                it.bytes(&name, hint, &bytes, fault, stated);
            });
        };
        self.container(container, &address, &name, data, depth)
    }

    /// Reads the parts of a container.
    fn container(
        &mut self,
        container: &Container,
        address: &Address,
        name: &Path,
        data: Data<'_>,
        depth: usize,
    ) -> ControlFlow<()> {
        let whole = Whole {
            address,
            name,
            data,
            tables: Naming::Columns(self.tables),
            budget: self.budget,
        };
        let mut goes_on = ControlFlow::Continue(());
        let mut parts = Parts::default();
        let read = container.parts(whole, &mut |part| {
            goes_on = self.part(part, depth + 1, container.read_as);
            parts.count(self.last);
            goes_on
        });
        goes_on?;
        let fault = match read {
            Ok(()) if parts.count == 0 => Some(Reason::NoParts),
            Ok(()) => None,
            Err(reason) if parts.read == 0 => Some(reason.at_its_beginning()),
            Err(reason) => Some(reason),
        };
        let extent = parts.extent(fault.as_ref());
        self.given(address, None, |it| {
            let read_as = match fault {
                Some(Reason::Unsupported(_)) => ReadAs::Unknown,
                _ => container.read_as,
            };
            it.ingested.tally.count(read_as, extent);
            fault.into_iter().for_each(|reason| it.report(None, reason));
        })
    }

    /// Says why nothing was read of something that counts by itself.
    fn unread(&mut self, address: &Address, as_what: ReadAs, reason: Reason) -> ControlFlow<()> {
        self.given(address, None, |it| {
            it.ingested.tally.count(as_what, Extent::Nothing);
            it.report(None, reason.at_its_beginning());
        })
    }

    /// Counts the last part as read in part, where its container has cut it.
    fn cut_short(&mut self, is_cut: bool) {
        if is_cut && self.last == Extent::Whole {
            self.last = Extent::Part;
        }
    }

    /// Says what is wrong with a part for which its container answers.
    fn refused(&mut self, address: &Address, reason: Reason) -> ControlFlow<()> {
        self.given(address, Some(ReadAs::Unknown), |it| it.report(None, reason))
    }

    /// Gives away what `read` makes of the part at an address. It counts by itself, or to what it is `within`.
    fn given(
        &mut self,
        address: &Address,
        within: Option<ReadAs>,
        read: impl FnOnce(&mut OfPart<'_>),
    ) -> ControlFlow<()> {
        let mut of_part = OfPart {
            path: self.path,
            address,
            read_as: within.unwrap_or(ReadAs::Unknown),
            encoding: None,
            ingested: Ingested::default(),
        };
        read(&mut of_part);
        self.last = match within {
            Some(_) => of_part.extent(),
            None => Extent::Whole,
        };
        let OfPart {
            read_as,
            mut ingested,
            ..
        } = of_part;
        let briefings = ingested.drafts.len();
        ingested.tally.count_briefings(read_as, briefings);
        (self.take)(ingested)
    }
}

/// The parts that a container has given.
#[derive(Default)]
struct Parts {
    count: usize,
    /// Those of which something was read.
    read: usize,
    /// Those of which all was read.
    whole: usize,
}

impl Parts {
    fn count(&mut self, extent: Extent) {
        self.count += 1;
        self.read += usize::from(extent != Extent::Nothing);
        self.whole += usize::from(extent == Extent::Whole);
    }

    /// How much was read of the container.
    fn extent(&self, fault: Option<&Reason>) -> Extent {
        let is_cut = fault.is_some_and(|fault| fault.loss() != Loss::Nothing);
        match self.read {
            0 => Extent::Nothing,
            _ if is_cut || self.whole < self.count => Extent::Part,
            _ => Extent::Whole,
        }
    }
}

/// What is made of one part.
struct OfPart<'a> {
    path: &'a Path,
    address: &'a Address,
    read_as: ReadAs,
    encoding: Option<Encoding>,
    ingested: Ingested,
}

impl OfPart<'_> {
    /// How much of it was read.
    fn extent(&self) -> Extent {
        let mut problems = self.ingested.problems.iter();
        if self.ingested.drafts.is_empty() {
            Extent::Nothing
        } else if problems.any(|it| it.reason.loss() != Loss::Nothing) {
            Extent::Part
        } else {
            Extent::Whole
        }
    }

    fn report(&mut self, offset: Option<u64>, reason: Reason) {
        self.ingested.problems.push(Problem {
            path: self.path.to_owned(),
            address: self.address.clone(),
            offset,
            reason,
        });
    }

    /// Reads a part by what its bytes are.
    fn bytes(
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
    fn decoded(
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
                self.report(None, Reason::NotParsed("Markdown of more than 4 MiB"));
                Layout::Plain
            }
            Format::NotParsed(name) => {
                self.report(None, Reason::NotParsed(name));
                Layout::Plain
            }
            Format::Page => return self.formed(Form::Page, name, text, stated),
            Format::Markdown => Layout::Markdown,
            Format::Plain => Layout::Plain,
        };
        let text = (text, Folded::default());
        self.drafts(name, text, layout, (top, stated), outside, false);
    }

    /// Reads a text of which it is known what it is.
    fn formed(&mut self, form: Form, name: &Path, text: &str, stated: Stated) {
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
                    (text, Folded::default()),
                    Layout::Plain,
                    (top, stated),
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

    /// Takes in what its container read of a mail, `words` as they came.
    fn of_mail(&mut self, name: &Path, content: &Content, words: &str, stated: Stated) {
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
    fn content(&mut self, name: &Path, content: &Content, stated: Stated, outside: Outside<'_>) {
        for remark in &content.remarks {
            self.report(None, (*remark).into());
        }
        let layout = match &content.layout {
            content::Layout::Plain => Layout::Plain,
            content::Layout::Markdown => Layout::Markdown,
            content::Layout::Blocks(blocks) => Layout::Blocks(blocks, &content.links),
        };
        let folded = Folded::new(&content.text, &content.folds);
        let own = folded.own();
        let top = match layout {
            Layout::Plain => top(&own).0,
            Layout::Markdown | Layout::Blocks(..) => Top::default(),
        };
        let stated = (top, stated.or(content.stated.clone()));
        let text = (&*own, folded);
        self.drafts(name, text, layout, stated, Some(outside), true);
    }

    fn drafts(
        &mut self,
        name: &Path,
        (text, folded): (&str, Folded<'_>),
        layout: Layout<'_>,
        (top, stated): (Top, Stated),
        outside: Option<Outside<'_>>,
        is_rendered: bool,
    ) {
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
            layout,
            header: top.body,
            given: given.or(top.given),
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

#[cfg(test)]
mod tests;
