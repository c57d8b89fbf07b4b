//! From the elements of an article to the blocks of a text.

use dom_query::{LocalName, local_name};

use super::address::Base;
use super::mail;
use super::table;
use super::tree::{Element, Tree, What};
use super::writer::{Draft, Mail, Writer};
use crate::ingest::aligned;
use crate::ingest::content::Kind;

/// Elements within one another that are followed; a page that was let through has fewer.
const DEEPEST: usize = 2_000;

/// Writes the nodes of a tree that are to be shown.
pub(super) struct Blocks<'a> {
    pub(super) tree: &'a Tree,
    /// For each node, whether it and all in it are left out.
    pub(super) out: &'a [bool],
    pub(super) base: &'a Base,
    /// Quotations and signatures that a program of mail has marked are told.
    pub(super) is_mail: bool,
    pub(super) writer: Writer,
}

/// What the place of an element says of the blocks in it.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    lists: u8,
    quoted: bool,
    deep: usize,
    mail: Mail,
}

impl Place {
    fn kind(self) -> Kind {
        match self.quoted {
            true => Kind::BlockQuote,
            false => Kind::Paragraph,
        }
    }
}

impl Blocks<'_> {
    /// All that is to be shown of a node.
    pub(super) fn read(mut self, root: usize) -> Draft {
        self.writer.begin(Kind::Paragraph, "");
        self.node(root, Place::default());
        self.writer.finish()
    }

    fn node(&mut self, at: usize, place: Place) {
        if self.out[at] || place.deep > DEEPEST {
            return;
        }
        let place = Place {
            deep: place.deep + 1,
            ..place
        };
        match &self.tree.node(at).what {
            What::Text(text) => {
                self.writer.words(text);
                self.children(at, place);
            }
            What::Element(element) => self.element(at, element, place),
        }
    }

    fn children(&mut self, at: usize, place: Place) {
        let mut before = false;
        for child in self.tree.children(at) {
            let is_apart = self
                .tree
                .element(child)
                .is_some_and(|child| may_stand_apart(&child.name));
            if before && is_apart {
                self.writer.seam();
            }
            before = is_apart;
            self.node(child, place);
        }
    }

    fn element(&mut self, at: usize, element: &Element, place: Place) {
        let mail = match self.is_mail {
            true => mail::inside(element, place.mail),
            false => place.mail,
        };
        if mail == place.mail {
            return self.shown(at, element, place);
        }
        self.writer.begin(place.kind(), "");
        self.writer.mail = mail;
        self.shown(at, element, Place { mail, ..place });
        self.writer.begin(place.kind(), "");
        self.writer.mail = place.mail;
    }

    fn shown(&mut self, at: usize, element: &Element, place: Place) {
        let name = &element.name;
        if is_never_shown(name) {
            return;
        }
        if let Some(level) = heading_level(name) {
            self.block(at, Kind::Heading(level), place);
        } else if *name == local_name!("br") {
            self.writer.line_break();
        } else if *name == local_name!("hr") {
            self.writer.rule();
        } else if *name == local_name!("a") {
            self.link(at, element, place);
        } else if *name == local_name!("q") {
            self.writer.words("“");
            self.children(at, place);
            self.writer.words("”");
        } else if *name == local_name!("sup")
            && let Some(raised) = raised(&self.shown_text(at))
        {
            self.writer.words(&raised);
        } else if *name == local_name!("pre") || *name == local_name!("listing") {
            self.writer.verbatim(&self.shown_text(at));
        } else if *name == local_name!("blockquote") {
            let quoted = true;
            self.block(at, Kind::BlockQuote, Place { quoted, ..place });
            // What stands bare below it is no part of it.
            self.writer.begin(place.kind(), "");
        } else if *name == local_name!("ul") || *name == local_name!("ol") {
            self.list(at, element, place);
        } else if *name == local_name!("li") {
            self.item(at, "• ", place);
        } else if *name == local_name!("table") {
            self.table(at, place);
        } else if is_block(name) {
            self.block(at, place.kind(), place);
        } else {
            self.children(at, place);
        }
    }

    fn block(&mut self, at: usize, kind: Kind, place: Place) {
        self.writer.begin(kind, "");
        self.children(at, place);
        self.writer.begin(place.kind(), "");
    }

    fn link(&mut self, at: usize, element: &Element, place: Place) {
        let leads = element
            .attribute("href")
            .is_some_and(|address| !address.is_empty() && !address.starts_with('#'));
        if !leads {
            // A sign beside a heading that leads to it, or back from a note.
            let is_sign = !self.tree.line(at).contains(char::is_alphanumeric);
            if !(is_sign && element.attribute("href").is_some()) {
                self.children(at, place);
            }
            return;
        }
        let address = element
            .attribute("href")
            .and_then(|address| self.base.resolved(address));
        self.writer.open_link(address);
        self.children(at, place);
        self.writer.close_link();
    }

    fn list(&mut self, at: usize, element: &Element, place: Place) {
        let is_numbered = element.name == local_name!("ol");
        let number = |element: &Element, name| element.attribute(name)?.trim().parse::<i32>().ok();
        let mut next = number(element, "start").unwrap_or(1);
        self.writer.begin(place.kind(), "");
        for child in self.tree.children(at) {
            let Some(item) = self
                .tree
                .element(child)
                .filter(|item| item.name == local_name!("li"))
            else {
                self.node(child, place);
                continue;
            };
            if self.out[child] {
                continue;
            }
            next = number(item, "value").unwrap_or(next);
            match is_numbered {
                true => self.item(child, &bullet(next, element.attribute("type")), place),
                false => self.item(child, "• ", place),
            }
            next = next.saturating_add(1);
        }
        self.writer.begin(place.kind(), "");
    }

    fn item(&mut self, at: usize, bullet: &str, place: Place) {
        self.writer.begin(Kind::ListItem(place.lists), bullet);
        let lists = place.lists.saturating_add(1);
        self.children(at, Place { lists, ..place });
        self.writer.begin(place.kind(), "");
    }

    fn table(&mut self, at: usize, place: Place) {
        let rows = table::rows(self.tree, at, self.out);
        match rows {
            Some(rows) => {
                if let Some(caption) = self
                    .tree
                    .first(self.tree.range(at), &local_name!("caption"))
                {
                    self.block(caption, place.kind(), place);
                }
                self.writer.verbatim(&aligned::texts(rows));
            }
            None => self.block(at, place.kind(), place),
        }
    }

    /// The text in an element as it stands.
    fn shown_text(&self, at: usize) -> String {
        let mut text = String::new();
        let mut next = at;
        while next < self.tree.node(at).end {
            if self.out[next] {
                next = self.tree.node(next).end;
                continue;
            }
            match &self.tree.node(next).what {
                What::Text(words) => text.push_str(words),
                What::Element(element) if element.name == local_name!("br") => text.push('\n'),
                What::Element(_) => {}
            }
            next += 1;
        }
        text
    }
}

/// The number of an item as the page has it: `3.`, `c.`, `iii.`
fn bullet(number: i32, kind: Option<&str>) -> String {
    let lettered = |first: u8| {
        let at = u8::try_from(number.checked_sub(1)?)
            .ok()
            .filter(|at| *at < 26)?;
        Some(char::from(first + at).to_string())
    };
    let written = match kind.map(str::trim) {
        Some("a") => lettered(b'a'),
        Some("A") => lettered(b'A'),
        Some("i") => roman(number),
        Some("I") => roman(number).map(|numeral| numeral.to_ascii_uppercase()),
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string()) + ". "
}

/// A number up to 99 as a Roman numeral.
fn roman(number: i32) -> Option<String> {
    const TENS: [&str; 10] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let number = usize::try_from(number).ok().filter(|number| *number > 0)?;
    Some([*TENS.get(number / 10)?, ONES[number % 10]].concat())
}

/// The number of a note, or a power, in raised digits: run into its word it would be taken for a part of it.
fn raised(text: &str) -> Option<String> {
    const MOST: usize = 3;
    let text = text.trim();
    let digits = text.chars().map(|c| match c {
        '1' => Some('¹'),
        '2' => Some('²'),
        '3' => Some('³'),
        '0' | '4'..='9' => char::from_u32(u32::from(c) - u32::from('0') + 0x2070),
        _ => None,
    });
    let raised = digits.collect::<Option<String>>()?;
    (1..=MOST).contains(&text.len()).then_some(raised)
}

fn heading_level(name: &LocalName) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// True for what has no words of its own, or none that are to be read.
pub(super) fn is_never_shown(name: &LocalName) -> bool {
    matches!(
        &**name,
        "script"
            | "style"
            | "template"
            | "head"
            | "title"
            | "noscript"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "math"
            | "canvas"
            | "audio"
            | "video"
            | "select"
            | "input"
            | "textarea"
            | "button"
            | "datalist"
            | "dialog"
            | "map"
            | "meter"
            | "progress"
            | "applet"
            | "noframes"
            | "noembed"
            | "rp"
    )
}

/// True for what a page may set apart by its looks alone.
fn may_stand_apart(name: &LocalName) -> bool {
    matches!(
        &**name,
        "span" | "a" | "time" | "label" | "small" | "strong"
    )
}

/// True for what stands apart on a page.
pub(super) fn is_block(name: &LocalName) -> bool {
    matches!(
        &**name,
        "html"
            | "body"
            | "div"
            | "p"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "figure"
            | "figcaption"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "form"
            | "fieldset"
            | "legend"
            | "details"
            | "summary"
            | "center"
            | "hgroup"
            | "menu"
            | "dir"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "caption"
            | "optgroup"
            | "option"
            | "search"
            | "table"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
    )
}
