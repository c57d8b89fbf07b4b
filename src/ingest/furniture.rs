//! What a platform put around a text: counters, buttons, ages. And who issues texts.

use super::letterhead;
use super::passage::{Passage, Piece};

/// How many passages from the top furniture may stand among: a title comes first.
const TOP: usize = 4;

/// Takes furniture off both ends. What a person wrote stays, and so does a text of nothing else.
pub(super) fn strip(passages: &mut Vec<Passage<'_>>) {
    if passages.iter().all(is_furniture_passage) {
        return;
    }
    while passages.last().is_some_and(is_furniture_passage) {
        passages.pop();
    }
    let mut at = 0;
    passages.retain(|passage| {
        at += 1;
        !is_comment(passage) && (at > TOP || !is_furniture_passage(passage))
    });
}

/// An empty remark to a program, which converters from HTML leave between lists.
fn is_comment(passage: &Passage<'_>) -> bool {
    matches!(&passage.pieces[..], [Piece::Raw(text, _)] if matches!(text.trim(), "<!-- -->" | "<!---->"))
}

fn is_furniture_passage(passage: &Passage<'_>) -> bool {
    let text = passage.text();
    if text.len() >= 400 {
        return false;
    }
    // `Menu` may be a word of the text, but not beside `Skip to main content`.
    let is_menu = text.lines().any(is_skip);
    let is_way = |line: &str| is_menu && letterhead::is_way(&line.trim().to_lowercase());
    text.lines().all(|line| is_furniture(line) || is_way(line))
}

/// `Skip to main content`: what pages say to those who hear them.
fn is_skip(line: &str) -> bool {
    const SKIPS: [&str; 12] = [
        "skip to ",
        "skip navigation",
        "jump to content",
        "jump to navigation",
        "aller au contenu",
        "zum inhalt",
        "zum hauptinhalt",
        "ir al contenido",
        "saltar al contenido",
        "pasar al contenido",
        "перейти к содерж",
        "перейти к основн",
    ];
    /// A longer line says more.
    const LONGEST: usize = 64;
    let line = line.trim();
    line.len() <= LONGEST && {
        let lower = line.to_lowercase();
        SKIPS.iter().any(|skip| lower.starts_with(skip))
    }
}

/// True for a line that no author wrote: `3 months ago`, `Loading 2 comments...`, `Read more`.
pub(super) fn is_furniture(line: &str) -> bool {
    const BUTTONS: [&str; 34] = [
        "read more",
        "show more",
        "see more",
        "view more",
        "load more",
        "continue reading",
        "share",
        "share this",
        "share this post",
        "like",
        "comment",
        "comments",
        "reply",
        "repost",
        "retweet",
        "tweet",
        "print",
        "email",
        "copy link",
        "advertisement",
        "open in telegram",
        "view in telegram",
        "view in channel",
        "forwarded message",
        "pinned message",
        "follow us",
        "just now",
        "читать далее",
        "подробнее",
        "поделиться",
        "распечатать",
        "lire la suite",
        "weiterlesen",
        "leer más",
    ];
    const OPENINGS: [&str; 10] = [
        "subscribe to ",
        "follow us on ",
        "join our ",
        "sign up for ",
        "share on ",
        "share this on ",
        "подписаться на ",
        "подписывайтесь на ",
        "abonnez-vous à ",
        "suscríbete a ",
    ];
    let line = line.trim();
    if line.is_empty() || line.len() > 120 {
        return line.is_empty();
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_end_matches(['.', '…', ':', '>', '»', '→', ' ']);
    BUTTONS.contains(&bare)
        || is_skip(bare)
        || OPENINGS.iter().any(|opening| lower.starts_with(opening))
            && !lower.trim_end_matches(['.', '!']).contains(". ")
            && lower.len() <= 80
        || is_age(bare)
        || is_count(bare)
}

/// `3 months ago`, `an hour ago`.
fn is_age(text: &str) -> bool {
    const UNITS: [&str; 9] = [
        "second", "minute", "min", "hour", "hr", "day", "week", "month", "year",
    ];
    let mut words = text.split_whitespace();
    let (Some(number), Some(unit), Some("ago"), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return false;
    };
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    (is_number(number) || matches!(number, "a" | "an")) && UNITS.contains(&unit)
}

/// `2 comments`, `1.2K views`, `Loading 2 comments`.
fn is_count(text: &str) -> bool {
    const THINGS: &str = " comment like view share reply replie reaction repost retweet subscriber follower response комментарий комментария \
        комментариев просмотр просмотра просмотров commentaire vue kommentar kommentare aufrufe comentario ";
    let counted = text.strip_prefix("loading").map(str::trim_start);
    let words: Vec<&str> = counted.unwrap_or(text).split_whitespace().collect();
    let is_thing = |word: &str| {
        THINGS.contains(&format!(" {} ", word.strip_suffix('s').unwrap_or(word)))
            || THINGS.contains(&format!(" {word} "))
    };
    match words[..] {
        [thing] => counted.is_some() && is_thing(thing),
        [number, thing] => is_number(number) && is_thing(thing),
        [number, "min" | "minute" | "minutes", "read"] => is_number(number),
        [] => counted.is_some(),
        _ => false,
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || ".,kmк".contains(c))
}

/// True for the name of a body that issues texts, by a word that such names have.
pub(super) fn is_issuer(name: &str) -> bool {
    const WORDS: [&str; 40] = [
        "ministry",
        "ministries",
        "department",
        "embassy",
        "consulate",
        "mission",
        "mfa",
        "mod",
        "government",
        "presidency",
        "secretariat",
        "office",
        "council",
        "commission",
        "committee",
        "white",
        "kremlin",
        "press",
        "spokesperson",
        "agency",
        "delegation",
        "chancellery",
        "cabinet",
        "parliament",
        "union",
        "nations",
        "министерство",
        "мид",
        "минобороны",
        "посольство",
        "правительство",
        "пресс-служба",
        "кремль",
        "ministère",
        "ambassade",
        "ministerium",
        "amt",
        "botschaft",
        "ministerio",
        "embajada",
    ];
    let words = name.split_whitespace().count();
    name.chars().count() <= 80
        && (1..=10).contains(&words)
        && name.starts_with(|c: char| c.is_uppercase())
        && name.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && !name.contains(['“', '"', '«', ';', '?', '!', '#', '@'])
        && name
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_counts_and_buttons_are_furniture() {
        for line in [
            "3 months ago",
            "an hour ago",
            "Loading 2 comments...",
            "1.2K views",
            "5 комментариев",
            "Read more…",
            "Subscribe to our channel",
            "Skip to main content",
            "Zum Inhalt springen",
            "3 min read",
            "",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn what_a_person_wrote_is_not() {
        for line in [
            "3 months ago the talks began.",
            "Comments by the Minister",
            "2 ministers",
            "Share of trade",
            "Loading of grain resumed",
            "Subscribe to the view that war is no answer. It never was.",
            "Like-minded states",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn issuers_have_a_word_for_it() {
        assert!(is_issuer("Freedonian Trade Ministry") && is_issuer("МИД Фридонии"));
        assert!(
            !is_issuer("Anna Petrova")
                && !is_issuer("The ministry said so.")
                && !is_issuer("#Ministry")
        );
    }
}
