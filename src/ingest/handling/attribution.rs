//! Lines that say under whose name a text may be quoted: `ON BACKGROUND`, `OFF THE RECORD`.
//!
//! Only a heading or a line of its own makes the rule; what a speaker says in passing ("on
//! background, we …") is the speaker's.

use std::sync::LazyLock;

use crate::briefing::{Attribution, Rule};

use super::super::given;
use super::initials::Initials;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 240;

/// The most words of such a line.
const WORDS: usize = 28;

/// Lines that are the rule and nothing else.
const ALONE: [(&str, Rule); 27] = [
    ("on background", Rule::OnBackground),
    ("on background only", Rule::OnBackground),
    ("background only", Rule::OnBackground),
    ("for background only", Rule::OnBackground),
    ("for background use only", Rule::OnBackground),
    ("on background, not for attribution", Rule::OnBackground),
    ("unter zwei", Rule::OnBackground),
    ("deep background", Rule::DeepBackground),
    ("on deep background", Rule::DeepBackground),
    ("off the record", Rule::OffTheRecord),
    ("off-the-record", Rule::OffTheRecord),
    ("strictly off the record", Rule::OffTheRecord),
    ("unter drei", Rule::OffTheRecord),
    ("not for quotation", Rule::OffTheRecord),
    ("не для протокола", Rule::OffTheRecord),
    ("не для печати", Rule::OffTheRecord),
    ("не для цитирования", Rule::OffTheRecord),
    ("not for attribution", Rule::Attributable),
    ("without attribution", Rule::Attributable),
    ("non attribuable", Rule::Attributable),
    ("chatham house rule", Rule::ChathamHouse),
    ("chatham house rules", Rule::ChathamHouse),
    ("the chatham house rule applies", Rule::ChathamHouse),
    ("chatham house rule applies", Rule::ChathamHouse),
    ("under the chatham house rule", Rule::ChathamHouse),
    ("under chatham house rule", Rule::ChathamHouse),
    ("held under the chatham house rule", Rule::ChathamHouse),
];

/// What leads to whom a text may be attributed to.
const LEADS: [&str; 4] = [
    "attributable to ",
    "for attribution to ",
    "attribution: ",
    "to be attributed to ",
];

/// What may stand before that.
const BETWEEN: [char; 7] = [',', ';', ':', ' ', '–', '—', '-'];

/// What a line that is nothing but a rule opens with.
static INITIALS: LazyLock<Initials> = LazyLock::new(|| {
    let alone = ALONE.iter().map(|(words, _)| *words);
    Initials::of(alone.chain(LEADS).chain(["on background"]))
});

/// Whom a text may be attributed to without a name, one of them; spokespersons beside.
const UNNAMED: [&str; 6] = [
    "official", "source", "diplomat", "officer", "adviser", "advisor",
];

/// The rule that a line or a title gives; `None` if it does anything else.
pub(super) fn of_line(line: &str) -> Option<Attribution> {
    let rule = alone(line).or_else(|| heading(line))?;
    Some(made(rule, line))
}

/// The rule that a header line of its own declares.
pub(super) fn of_declared(value: &str) -> Attribution {
    let lower = value.to_lowercase();
    let has = |words: &str| lower.contains(words);
    let rule = alone(value).unwrap_or(if has("off the record") {
        Rule::OffTheRecord
    } else if has("deep background") {
        Rule::DeepBackground
    } else if has("background") {
        Rule::OnBackground
    } else if has("chatham") {
        Rule::ChathamHouse
    } else {
        Rule::Attributable
    });
    made(rule, value)
}

fn made(rule: Rule, words: &str) -> Attribution {
    Attribution {
        rule,
        words: given::one_line(words).into(),
    }
}

/// The rule of a line that is nothing but the rule, so that it cannot be a title.
pub(super) fn alone(line: &str) -> Option<Rule> {
    if line.len() > LONGEST || line.ends_with(['?', '!', ',']) {
        return None;
    }
    if !INITIALS.open(line) && !line.starts_with(BETWEEN) {
        return None;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_end_matches('.');
    let exact = ALONE.iter().find(|(words, _)| *words == bare);
    exact.map(|&(_, rule)| rule).or_else(|| attributable(bare))
}

/// `ATTRIBUTABLE TO A SENIOR OFFICIAL`, with or without `on background` before it.
fn attributable(line: &str) -> Option<Rule> {
    let on_background = line.strip_prefix("on background");
    let rest = on_background.unwrap_or(line).trim_start_matches(BETWEEN);
    let whom = LEADS.iter().find_map(|lead| rest.strip_prefix(lead))?;
    let is_short = whom.split_whitespace().count() <= 8 && !whom.contains([',', '.']);
    let rule = on_background.map_or(Rule::Attributable, |_| Rule::OnBackground);
    (is_short && words(whom).any(is_unnamed)).then_some(rule)
}

/// True for a whole word that tells whom, and not his name: `officials`, no `resources`.
fn is_unnamed(word: &str) -> bool {
    word.starts_with("spokes") || UNNAMED.contains(&word.strip_suffix('s').unwrap_or(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The rule of a heading that tells what the text is, too: `Background briefing by a senior
/// official`, `Talks on fish, on background`.
fn heading(line: &str) -> Option<Rule> {
    const SESSIONS: [&str; 7] = [
        "briefing",
        "call",
        "press",
        "conference",
        "teleconference",
        "interview",
        "remarks",
    ];
    let is_heading = line.len() <= LONGEST
        && !line.ends_with(['.', '?', '!', ',', ':'])
        && line.starts_with(|c: char| !c.is_lowercase())
        && line.split_whitespace().nth(WORDS).is_none();
    if !is_heading {
        return None;
    }
    let lower = line.to_lowercase();
    if let Some(before) = lower.strip_suffix("on background") {
        let before = before.trim_end();
        return before
            .ends_with([',', '–', '—', ':', ';', '-'])
            .then_some(Rule::OnBackground);
    }
    if lower.ends_with("(on background)") || lower.ends_with("[on background]") {
        return Some(Rule::OnBackground);
    }
    let rest = lower.strip_prefix("background ")?;
    let sessions = rest
        .split(' ')
        .take_while(|word| SESSIONS.contains(&word.trim_end_matches(':')));
    let sessions = sessions.count();
    let is_press = sessions > 0 && rest.starts_with("press");
    let named = tells_whom(words(rest).skip(sessions));
    (sessions > 0 && (is_press && sessions > 1 || named)).then_some(Rule::OnBackground)
}

/// True if the words after those of a session tell who speaks: at once, or after `by` and the
/// like. After any other preposition comes what is spoken about.
fn tells_whom<'a>(after: impl Iterator<Item = &'a str>) -> bool {
    let mut is_whom = true;
    for (at, word) in after.enumerate() {
        match word {
            "by" | "with" | "from" if at == 0 => return true,
            "by" | "with" | "from" => is_whom = true,
            "on" | "about" | "regarding" | "concerning" | "in" | "at" | "to" | "for" | "ahead"
            | "before" | "after" => is_whom = false,
            word if is_whom && is_unnamed(word) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(line: &str) -> Option<Rule> {
        of_line(line).map(|attribution| attribution.rule)
    }

    #[test]
    fn rules_stand_alone_or_head_a_text() {
        for (line, expected) in [
            ("ON BACKGROUND", Rule::OnBackground),
            ("Off the record.", Rule::OffTheRecord),
            ("DEEP BACKGROUND", Rule::DeepBackground),
            (
                "ATTRIBUTABLE TO A SENIOR ADMINISTRATION OFFICIAL",
                Rule::Attributable,
            ),
            (
                "On background, attributable to a senior official",
                Rule::OnBackground,
            ),
            (
                "Background briefing by a senior State Department official",
                Rule::OnBackground,
            ),
            (
                "Background Press Call on the Summit in Reykjavik",
                Rule::OnBackground,
            ),
            (
                "Background Briefing: Senior Officials on the Talks",
                Rule::OnBackground,
            ),
            (
                "Senior Official on the Talks — On Background",
                Rule::OnBackground,
            ),
            (
                "Background call on fish by two diplomats",
                Rule::OnBackground,
            ),
            ("Background remarks: a spokeswoman", Rule::OnBackground),
            ("Background briefing by the Ministry", Rule::OnBackground),
            (
                "Background briefing: Department of State officials",
                Rule::OnBackground,
            ),
            ("Attributable to Western sources", Rule::Attributable),
            ("Attributable to a spokesperson", Rule::Attributable),
            ("UNDER THE CHATHAM HOUSE RULE", Rule::ChathamHouse),
            ("Не для печати", Rule::OffTheRecord),
            ("Unter drei", Rule::OffTheRecord),
        ] {
            assert_eq!(rule(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_is_said_in_passing_makes_no_rule() {
        for line in [
            "On background, we have seen the ships turn back.",
            "So, again, this call is on background to a senior official.",
            "Background",
            "Background briefing on fisheries",
            "Background briefing on natural resources",
            "Background briefing: natural resources",
            "Background remarks on diplomatic missions",
            "Background briefing on official visits",
            "Attributable to resource scarcity",
            "Attributable to diplomatic failure",
            "Background briefing papers by the Ministry.",
            "Background: the talks began in May",
            "Attributable to climate change, floods are more frequent",
            "Attributable to the drought",
            "The Minister spoke off the record",
            "Officials talked to reporters on background",
            "ON BACKGROUND?",
        ] {
            assert_eq!(rule(line), None, "{line}");
        }
    }

    #[test]
    fn a_declared_rule_is_known_by_its_words() {
        assert_eq!(
            of_declared("Off the record, please").rule,
            Rule::OffTheRecord
        );
        assert_eq!(of_declared("background").rule, Rule::OnBackground);
        assert_eq!(of_declared("a Western diplomat").rule, Rule::Attributable);
    }
}
