//! When two phrases name one speaker, by the rules that the gold sets are scored with.

use std::collections::HashSet;

use serde_json::Value;

const PRONOUNS: &str = "he she they it i we you who him her them his hers their himself herself \
    themselves er sie es ich wir ihr ihm ihn ihnen dieser diese man il elle ils elles je nous on lui \
    он она они я мы él ella ellos ellas yo usted ele ela eles elas on ona oni";
const TITLES: &str = "mr mrs ms miss dr prof sir dame lord lady president vice prime minister premier \
    chancellor king queen prince princess senator sen representative rep congressman congresswoman \
    gov governor mayor secretary general gen col colonel maj major capt captain lt lieutenant sgt \
    sergeant adm admiral judge justice ambassador spokesman spokeswoman spokesperson rev father pope \
    archbishop bishop foreign defence defense deputy acting former the a an some one another herr frau \
    m mme mlle monsieur madame";
const LINKS: &str = "who whom whose which that of in for at from with on to by as and when during von \
    vom der des aus im zum zur und de du et y da do dos и";

/// Words of letters and digits, with hyphens, apostrophes and full stops inside and a stop after.
fn words(phrase: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = phrase.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while at < chars.len()
            && (chars[at].is_alphanumeric()
                || at > start
                    && "-’'.".contains(chars[at])
                    && chars.get(at + 1).is_some_and(|c| c.is_alphanumeric()))
        {
            at += 1;
        }
        if at == start {
            at += 1;
        } else {
            words.push(chars[start..at].iter().collect());
        }
    }
    words
}

fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// A phrase as lower-case words without titles before it and possessive endings.
fn normal(phrase: &str) -> Vec<String> {
    let phrase = phrase.trim_matches([' ', '\t', '\n', '"', '“', '”', ',', '.', ';', ':']);
    let stem = phrase
        .strip_suffix('s')
        .filter(|stem| stem.ends_with(['’', '\'']))
        .unwrap_or(phrase);
    let mut words = words(stem.strip_suffix(['’', '\'']).unwrap_or(phrase));
    words
        .iter_mut()
        .for_each(|word| *word = word.to_lowercase().replace('’', "'"));
    let title = |word: &String| is_one_of(TITLES, word);
    let titles = words
        .iter()
        .take_while(|word| title(word))
        .count()
        .min(words.len().saturating_sub(1));
    words.drain(..titles);
    words
        .iter()
        .map(|word| word.strip_suffix("'s").unwrap_or(word).to_owned())
        .collect()
}

/// The last word before an apposition or a preposition.
fn head(phrase: &str) -> String {
    let phrase = phrase.trim();
    let sign = phrase
        .find([',', ';', ':', '(', '—', '–'])
        .unwrap_or(phrase.len());
    let mut cut = sign;
    for (at, _) in phrase
        .match_indices(char::is_whitespace)
        .filter(|&(at, _)| at < sign)
    {
        let rest = &phrase[at..].trim_start_matches(char::is_whitespace);
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        if word.len() < rest.len() && is_one_of(LINKS, &word.to_lowercase()) {
            cut = at;
            break;
        }
    }
    let words = Some(normal(&phrase[..cut])).filter(|words| !words.is_empty());
    words
        .unwrap_or_else(|| normal(phrase))
        .pop()
        .unwrap_or_default()
}

fn is_pronoun(words: &[String]) -> bool {
    matches!(words, [word] if is_one_of(PRONOUNS, word))
}

fn strings<'v>(values: &[&'v Value]) -> Vec<&'v str> {
    let each = |value: &'v Value| match value {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect::<Vec<_>>(),
    };
    values
        .iter()
        .flat_map(|value| each(value))
        .filter(|name| !name.is_empty())
        .collect()
}

fn proper_words(phrase: &str) -> HashSet<String> {
    let capital = |word: &String| word.starts_with(char::is_uppercase);
    let lower = words(phrase)
        .into_iter()
        .filter(capital)
        .map(|word| word.to_lowercase());
    lower.filter(|word| !is_one_of(TITLES, word)).collect()
}

/// True when an answer and a gold speaker share their head word, or a pronoun that stands in both.
pub(super) fn head_agrees(speaker: &Value, answer: &str) -> bool {
    let own = normal(answer);
    let mention = speaker["text"].as_str().unwrap_or_default();
    if own.is_empty() || is_pronoun(&own) {
        return !own.is_empty() && normal(mention) == own;
    }
    let own_head = head(answer);
    let names = strings(&[&speaker["text"], &speaker["canonical"], &speaker["aliases"]]);
    let agrees = |name: &&str| {
        let gold = normal(name);
        !gold.is_empty() && !is_pronoun(&gold) && (own_head == head(name) || own == gold)
    };
    if names.iter().any(agrees) {
        return true;
    }
    let named = speaker["type"] == "named" && answer.trim().starts_with(char::is_uppercase);
    let inside =
        || proper_words(answer).contains(&own_head) && proper_words(mention).contains(&own_head);
    named && (inside() || mention.split([',', '(']).any(|part| head(part) == own_head))
}

/// True when an answer is the canonical name or an alias of a gold speaker, or holds its last word.
pub(super) fn name_agrees(speaker: &Value, answer: &str) -> bool {
    let own = normal(answer);
    if own.is_empty() || is_pronoun(&own) {
        return false;
    }
    strings(&[&speaker["canonical"], &speaker["aliases"]])
        .into_iter()
        .any(|name| {
            let gold = normal(name);
            let Some(last) = gold.last().filter(|_| !is_pronoun(&gold)) else {
                return false;
            };
            let part = own.len() == 1 && gold.contains(&own[0]);
            own == gold || head(answer) == *last || part || proper_words(answer).contains(last)
        })
}
