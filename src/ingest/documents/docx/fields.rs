//! Fields: an instruction, which is not shown, and its result, which is.

use super::super::vocabulary::Vocabulary::Word;
use super::super::xml::Tree;

/// The longest instruction that is looked at.
const LONGEST: usize = 4_000;

/// The fields that have begun and not ended.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are at their instruction.
    instructions: usize,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    is_at_result: bool,
    is_link: bool,
}

/// What becomes of the words that follow a step in a field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// They lead to an address.
    OpenLink(String),
    /// They do so no longer.
    CloseLink,
    /// Nothing.
    None,
}

impl Fields {
    /// True where what stands is no result.
    pub(super) fn is_instruction(&self) -> bool {
        self.instructions > 0
    }

    /// Begins one.
    pub(super) fn begin(&mut self) {
        self.open.push(Field::default());
        self.instructions += 1;
    }

    /// Takes a piece of the innermost instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut()
            && !field.is_at_result
            && field.instruction.len() + text.len() <= LONGEST
        {
            field.instruction.push_str(text);
        }
    }

    /// Ends the instruction of the innermost.
    pub(super) fn separate(&mut self) -> Step {
        let Some(field) = self.open.last_mut().filter(|field| !field.is_at_result) else {
            return Step::None;
        };
        field.is_at_result = true;
        self.instructions -= 1;
        match address(&field.instruction) {
            Some(address) if self.instructions == 0 => {
                field.is_link = true;
                Step::OpenLink(address)
            }
            _ => Step::None,
        }
    }

    /// Ends the innermost.
    pub(super) fn end(&mut self) -> Step {
        let Some(field) = self.open.pop() else {
            return Step::None;
        };
        self.instructions -= usize::from(!field.is_at_result);
        match field.is_link {
            true => Step::CloseLink,
            false => Step::None,
        }
    }
}

/// The address that an instruction leads to, if it does so: `HYPERLINK "https://a.example" \o "Tip"`.
pub(super) fn address(instruction: &str) -> Option<String> {
    let rest = instruction
        .trim_start()
        .strip_prefix("HYPERLINK")?
        .trim_start();
    let address = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    // A switch stands first where it leads to a place of the document.
    (!address.is_empty() && !address.starts_with('\\')).then(|| address.to_owned())
}

/// Where fields begin that never end: what follows them would not be shown.
pub(super) fn unended(tree: &Tree<'_>) -> Vec<usize> {
    let mut open = Vec::new();
    for at in tree.all() {
        let Some(element) = tree.element(at).filter(|it| it.is(Word, "fldChar")) else {
            continue;
        };
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => open.push(at),
            Some("end") => {
                open.pop();
            }
            _ => {}
        }
    }
    open
}
