//! A subject as a headline: without what answers, lists and gateways put before it.

use std::borrow::Cow;

use super::phrases::{self, Place, Sense};

/// More prefixes than this are left in a subject.
const MOST: usize = 50;

/// What a subject says of how its mail came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Prefixes {
    pub(super) is_reply: bool,
    pub(super) is_forward: bool,
}

/// The subject without its prefixes, and what they were.
///
/// Words in brackets go only where they are the name of one of `lists` or the mark of a gateway: others are
/// the author's (`[Updated]`), and stay where a prefix follows them.
pub(super) fn headline<'a>(subject: &'a str, lists: &[String]) -> (Cow<'a, str>, Prefixes) {
    let mut prefixes = Prefixes::default();
    let mut rest = subject.trim();
    let mut kept = String::new();
    for _ in 0..MOST {
        let next = match (prefix(rest), bracket(rest)) {
            (Some((sense, next)), _) => {
                prefixes.is_reply |= sense == Sense::Reply;
                prefixes.is_forward |= sense == Sense::Forward;
                next
            }
            (None, Some((inside, next))) if is_list(inside, lists) => next,
            (None, Some((inside, next))) if prefix(next).is_some() => {
                kept.extend(["[", inside, "] "]);
                next
            }
            _ => break,
        };
        // A subject of prefixes alone is what it is.
        if next.is_empty() {
            break;
        }
        rest = next;
    }
    // What comes back behind a prefix was put there by a list each time.
    let comes_back = |(inside, next)| kept.contains(&format!("[{inside}] ")).then_some(next);
    let headline = match bracket(rest).and_then(comes_back) {
        Some(next) if !next.is_empty() => Cow::Borrowed(next),
        _ if kept.is_empty() => Cow::Borrowed(rest),
        _ => Cow::Owned(kept + rest),
    };
    (headline, prefixes)
}

/// `Re: `, `Fwd[2]: `, `AW：`.
fn prefix(subject: &str) -> Option<(Sense, &str)> {
    let end = subject.find([':', '：'])?;
    let (name, rest) = subject.split_at(end);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || "[]()^*. \u{A0}".contains(c));
    let sense = phrases::sense(Place::Prefix, name)?;
    Some((sense, rest.trim_start_matches([':', '：']).trim_start()))
}

fn bracket(subject: &str) -> Option<(&str, &str)> {
    let (inside, rest) = subject.strip_prefix('[')?.split_once(']')?;
    Some((inside, rest.trim_start()))
}

fn is_list(inside: &str, lists: &[String]) -> bool {
    let name = letters(inside);
    phrases::sense(Place::Brackets, inside) == Some(Sense::Gateway)
        || (!name.is_empty() && lists.iter().any(|list| letters(list) == name))
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(subject: &str) -> (Cow<'_, str>, bool, bool) {
        let lists = ["press-list".to_owned()];
        let (headline, prefixes) = headline(subject, &lists);
        (headline, prefixes.is_reply, prefixes.is_forward)
    }

    fn told(headline: &str, is_reply: bool, is_forward: bool) -> (Cow<'_, str>, bool, bool) {
        (headline.into(), is_reply, is_forward)
    }

    #[test]
    fn prefixes_go() {
        assert_eq!(of("Fwd: Talks on fish"), told("Talks on fish", false, true));
        assert_eq!(of("RE[2]: WG: AW: Talks"), told("Talks", true, true));
        assert_eq!(of("Re: [Press List] Re: Talks"), told("Talks", true, false));
        assert_eq!(
            of("[EXTERNAL] [press-list] Talks"),
            told("Talks", false, false)
        );
        assert_eq!(of("回复：会谈"), told("会谈", true, false));
        assert_eq!(of("Odp.: Rozmowy"), told("Rozmowy", true, false));
        assert_eq!(of("Réf. : Entretiens"), told("Entretiens", true, false));
        assert_eq!(of("R: I: Colloqui"), told("Colloqui", true, true));
    }

    #[test]
    fn prefixes_behind_words_in_brackets_go_and_those_stay_unless_they_come_back() {
        assert_eq!(
            of("[Secret] Re: Talks"),
            told("[Secret] Talks", true, false)
        );
        assert_eq!(of("[Tarn] Fwd: [Tarn] Talks"), told("Talks", false, true));
    }

    #[test]
    fn words_of_the_author_stay() {
        for subject in [
            "[Updated] Talks",
            "Tarn: talks on fish",
            "Re:",
            "Remarks: fish",
            "[] x",
            "Ref: 12/24",
        ] {
            assert_eq!(of(subject).0, subject);
        }
    }
}
