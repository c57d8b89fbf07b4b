//! The fields of Word: an instruction, which is not shown, and its result, which is.

use super::signs::Font;

/// Fields within fields; what is deeper is neither instruction nor shown.
const DEEPEST: usize = 64;

/// The longest instruction that may say something.
pub(super) const LONGEST: usize = 4096;

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Those that are too deep.
    beyond: usize,
    /// Those of which the instruction is read.
    instructions: usize,
}

/// What the end of a field ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Link,
    /// A field that stands for a letter, whatever its result.
    Symbol(char),
    Nothing,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    is_divided: bool,
    is_link: bool,
}

impl Fields {
    pub(super) fn begin(&mut self) {
        if self.open.len() == DEEPEST {
            self.beyond += 1;
            return;
        }
        self.open.push(Field::default());
        self.instructions += 1;
    }

    /// Ends an instruction; what follows is shown, and leads to the address that this gives back.
    pub(super) fn divide(&mut self) -> Option<String> {
        let field = self.open.last_mut().filter(|_| self.beyond == 0)?;
        // Programs leave what it shows empty, or put the place in a font of signs there.
        if !field.is_divided && symbol(&field.instruction).is_some() {
            return None;
        }
        if std::mem::replace(&mut field.is_divided, true) {
            return None;
        }
        self.instructions -= 1;
        let address = address(&field.instruction).filter(|_| self.instructions == 0);
        field.is_link = address.is_some();
        address
    }

    pub(super) fn end(&mut self) -> Ended {
        if self.beyond > 0 {
            self.beyond -= 1;
            return Ended::Nothing;
        }
        let Some(field) = self.open.pop() else {
            return Ended::Nothing;
        };
        self.instructions -= usize::from(!field.is_divided);
        match field.is_divided {
            true if field.is_link => Ended::Link,
            true => Ended::Nothing,
            false => symbol(&field.instruction).map_or(Ended::Nothing, Ended::Symbol),
        }
    }

    /// False for words of an instruction.
    pub(super) fn are_shown(&self) -> bool {
        self.instructions == 0 && self.beyond == 0
    }

    /// Adds a piece to the instruction at work.
    pub(super) fn instruct(&mut self, piece: &str) {
        if let Some(field) = self.open.last_mut()
            && !field.is_divided
            && field.instruction.len() + piece.len() <= LONGEST
        {
            field.instruction.push_str(piece);
        }
    }
}

/// The address that a field leads to: `HYPERLINK "https://…" \o "tip"`.
///
/// `None` for other fields, and for what leads to another place in the same document.
pub(super) fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start();
    let word = rest
        .get(..9)
        .filter(|word| word.eq_ignore_ascii_case("HYPERLINK"))?;
    let mut rest = rest[word.len()..].trim_start();
    // A switch that takes no words may stand first: `\n`, `\h`.
    while let Some(switch) = rest.strip_prefix('\\') {
        let letter = switch.chars().next()?;
        if matches!(letter, 'l' | 'o' | 't' | 's' | 'm') {
            return None;
        }
        rest = switch[letter.len_utf8()..].trim_start();
    }
    let address = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    let address = address.trim();
    (!address.is_empty() && !address.starts_with('#')).then(|| address.replace("\\\\", "\\"))
}

/// The letter that a field stands for: `SYMBOL 183 \\f "Symbol"`.
pub(super) fn symbol(instruction: &str) -> Option<char> {
    let mut words = instruction.split_whitespace();
    words
        .next()
        .filter(|word| word.eq_ignore_ascii_case("SYMBOL"))?;
    let number = words.next()?;
    let code = match number.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    let is_unicode = words.any(|word| word == "\\u");
    let font = instruction.split_once("\\f").map(|(_, font)| font.trim());
    let font = font.and_then(|font| match font.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => font.split_whitespace().next(),
    });
    match Font::named(font.unwrap_or_default()) {
        font if !is_unicode && font != Font::Unknown => font.sign(code),
        _ => Font::Letters.sign(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_out_of_the_document() {
        let address = |instruction| address(instruction);
        let tarn = Some("https://tarn.example/a".to_owned());
        assert_eq!(
            address(" HYPERLINK \"https://tarn.example/a\" \\o \"Tarn\" "),
            tarn
        );
        assert_eq!(address("hyperlink https://tarn.example/a"), tarn);
        assert_eq!(address("HYPERLINK \\n \"https://tarn.example/a\""), tarn);
        for other in [
            "HYPERLINK \\l \"below\"",
            "PAGE",
            "HYPERLINK",
            "HYPERLINK \"\"",
            "ж",
            "",
        ] {
            assert_eq!(address(other), None, "{other}");
        }
    }

    #[test]
    fn symbols_are_letters() {
        assert_eq!(symbol("SYMBOL 183 \\f \"Symbol\" \\s 10"), Some('•'));
        assert_eq!(symbol(" symbol 97 \\f Symbol"), Some('α'));
        assert_eq!(symbol("SYMBOL 0xE0 \\f \"Wingdings\" \\s 10"), Some('→'));
        assert_eq!(symbol("SYMBOL 97 \\f \"Wingdings 2\""), None);
        assert_eq!(symbol("SYMBOL 8364 \\u"), Some('€'));
        assert_eq!(symbol("SYMBOL"), None);
        assert_eq!(symbol("PAGE 12"), None);
    }
}
