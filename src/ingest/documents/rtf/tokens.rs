//! The syntax of RTF: groups, control words, bytes.

/// The longest name of a control word; letters beyond it are none of a program that writes RTF.
const LONGEST: usize = 32;

/// A piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    Open,
    Close,
    /// `\name` or `\name12`.
    Word(&'b [u8], Option<i32>),
    /// A backslash and a sign.
    Symbol(u8),
    /// `\'e9`.
    Byte(u8),
    /// Bytes as they stand, without the ends of lines.
    Text(&'b [u8]),
    /// Data that is no text.
    Binary,
}

/// The pieces of a file, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Tokens<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn rest(&self) -> &'b [u8] {
        &self.bytes[self.at..]
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'b>> {
        let rest = self.rest();
        let first = *rest.first()?;
        if first == b'\'' {
            let digit = |at: usize| char::from(*rest.get(at)?).to_digit(16);
            let (Some(high), Some(low)) = (digit(1), digit(2)) else {
                self.at += 1;
                return Some(Token::Symbol(first));
            };
            self.at += 3;
            return Some(Token::Byte((high * 16 + low) as u8));
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(Token::Symbol(first));
        }
        let letters = rest
            .iter()
            .take(LONGEST)
            .take_while(|byte| byte.is_ascii_alphabetic());
        let (name, rest) = rest.split_at(letters.count());
        let sign =
            usize::from(rest.first() == Some(&b'-') && rest.get(1).is_some_and(u8::is_ascii_digit));
        let digits = rest[sign..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let value = number(&rest[sign..sign + digits], sign == 1);
        let blank = usize::from(rest.get(sign + digits) == Some(&b' '));
        self.at += name.len() + sign + digits + blank;
        if name == b"bin" {
            self.skip(value.unwrap_or(0));
            return Some(Token::Binary);
        }
        Some(Token::Word(name, value))
    }

    /// Passes over data, where the length is a true one: the group ends behind it.
    fn skip(&mut self, length: i32) {
        let end = usize::try_from(length)
            .ok()
            .and_then(|length| self.at.checked_add(length));
        if let Some(end) = end.filter(|end| self.bytes.get(*end) == Some(&b'}')) {
            self.at = end;
        }
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let rest = self.rest();
            match *rest.first()? {
                b'{' => {
                    self.at += 1;
                    return Some(Token::Open);
                }
                b'}' => {
                    self.at += 1;
                    return Some(Token::Close);
                }
                b'\\' => {
                    self.at += 1;
                    return self.control();
                }
                b'\r' | b'\n' | 0 => self.at += 1,
                _ => {
                    let ends = |byte: &u8| matches!(byte, b'\\' | b'{' | b'}' | b'\r' | b'\n' | 0);
                    let text = &rest[..rest.iter().position(ends).unwrap_or(rest.len())];
                    self.at += text.len();
                    return Some(Token::Text(text));
                }
            }
        }
    }
}

/// A number, as large as it may be.
fn number(digits: &[u8], is_negative: bool) -> Option<i32> {
    if digits.is_empty() {
        return None;
    }
    let add = |number: i32, digit: &u8| {
        number
            .saturating_mul(10)
            .saturating_add(i32::from(digit - b'0'))
    };
    let number = digits.iter().fold(0, add);
    Some(if is_negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_a_blank_or_a_sign() {
        let tokens: Vec<_> = Tokens::of(b"{\\b\\fs-24 a b\\'E9\\~\\'x\r\n}\\").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word(b"b", None),
                Token::Word(b"fs", Some(-24)),
                Token::Text(b"a b"),
                Token::Byte(0xE9),
                Token::Symbol(b'~'),
                Token::Symbol(b'\''),
                Token::Text(b"x"),
                Token::Close,
            ]
        );
    }

    #[test]
    fn data_has_the_length_that_its_group_says() {
        let tokens = |bytes| Tokens::of(bytes).collect::<Vec<_>>();
        assert_eq!(
            tokens(b"{\\bin3 {{}}a"),
            [Token::Open, Token::Binary, Token::Close, Token::Text(b"a")]
        );
        let ends = [
            Token::Open,
            Token::Binary,
            Token::Text(b"abc"),
            Token::Close,
        ];
        assert_eq!(tokens(b"{\\bin99 abc}"), ends);
        assert_eq!(tokens(b"{\\bin99999999999999 abc}"), ends);
        assert_eq!(tokens(b"{\\bin-1 abc}"), ends);
    }
}
