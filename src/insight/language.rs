//! Which language a text is in.
//!
//! The script decides first: most scripts are one language's, and in Cyrillic and Arabic a few
//! letters tell the languages apart. English is told by its small words, since most briefings
//! are in it and that is many times cheaper than trigrams; the rest of what is written in Latin
//! letters, and Hindi beside its neighbours, is told by `whatlang`, and short texts by their small
//! words. A text too short to tell gives nothing: a wrong language would hide the right names and
//! reporting verbs from it.

use crate::text::hash::HashMap;
use crate::text::letters::is_alphanumeric;
use whatlang::{Detector, Lang};

mod neighbours;
pub(super) mod stretches;

/// The bytes looked at, taken from two places: enough for any method, little enough for a
/// folder of thousands.
const SAMPLE: usize = 2_400;

/// The bytes looked at to tell whether a text is plainly English.
const GLIMPSE: usize = 800;

/// Fewer letters than this tell nothing in an alphabet that several languages share.
const FEWEST_LETTERS: usize = 40;

/// Fewer than this tell nothing even in a script of one language: it may be a name.
const FEWEST_OWN_LETTERS: usize = 12;

/// What `whatlang` must be sure of, from 0 to 1, before it is believed.
const SURE: f64 = 0.5;

/// The ISO 639-1 code of the language of `text`, where it can be told.
///
/// Looks at a bounded sample, so its cost does not grow with the text.
pub fn detect(text: &str) -> Option<&'static str> {
    // Most briefings are in English throughout, which little of them tells.
    let glimpse = sample(text, GLIMPSE);
    if glimpse.len() >= GLIMPSE / 2 && is_ascii_but_for_marks(&glimpse) && is_english(&glimpse) {
        return Some("en");
    }
    let sample = sample(text, SAMPLE);
    let (script, letters) = Script::most_used(&sample)?;
    if let Some(language) = script.only_language() {
        return (letters >= FEWEST_OWN_LETTERS).then_some(language);
    }
    if script == Script::Han {
        return (letters >= FEWEST_OWN_LETTERS / 2).then_some("zh");
    }
    if script == Script::Latin && letters >= FEWEST_LETTERS && is_english(&sample) {
        return Some("en");
    }
    if letters >= MANY_LETTERS && script == Script::Latin {
        return by_trigrams_and_traits(&sample).or_else(|| neighbours::tell(&sample));
    }
    if letters >= FEWEST_OWN_LETTERS
        && let Some(told) = neighbours::tell(&sample)
    {
        return Some(told);
    }
    if letters < FEWEST_LETTERS {
        return by_small_words(&sample);
    }
    match script {
        Script::Cyrillic => Some(by_letters(&sample, CYRILLIC, cyrillic_default(&sample))),
        Script::Arabic => Some(by_letters(&sample, ARABIC, "ar")),
        _ => by_trigrams_and_traits(&sample).or_else(|| by_small_words(&sample)),
    }
}

/// So many letters are a paragraph, which trigrams tell but for its neighbours.
const MANY_LETTERS: usize = 240;

/// Languages that trigrams take for one another.
const NEIGHBOURS: &[&[&str]] = &[
    &["no", "da", "sv"],
    &["pt", "gl", "es", "ca"],
    &["id", "ms"],
    &["hr", "sr", "sl"],
    &["cs", "sk"],
];

/// True for a text of ASCII with a quotation mark or dash here and there.
fn is_ascii_but_for_marks(text: &str) -> bool {
    let others = text.bytes().filter(|byte| !byte.is_ascii()).count();
    others * 20 <= text.len()
}

/// The start of the text and as much from its middle: a header may be in another language.
fn sample(text: &str, length: usize) -> String {
    if text.len() <= length {
        return text.to_owned();
    }
    let half = length / 2;
    let middle = (text.len() / 2).max(half);
    let head = &text[..boundary(text, half)];
    let rest = &text[boundary(text, middle)..boundary(text, middle + half)];
    format!("{head} {rest}")
}

/// The last start of a character at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    let near = (0..=at).rev().take(4);
    near.into_iter()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

/// The scripts told apart, those of one language by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Han,
    Of(&'static str),
}

/// Letters by script: first letter, last letter, script. In order.
const RANGES: &[(char, char, Script)] = &[
    ('A', 'Z', Script::Latin),
    ('a', 'z', Script::Latin),
    ('À', 'ɏ', Script::Latin),
    ('Ͱ', 'Ͽ', Script::Of("el")),
    ('Ѐ', 'ԯ', Script::Cyrillic),
    ('Ա', 'և', Script::Of("hy")),
    ('\u{5d0}', '\u{5f4}', Script::Of("he")),
    ('\u{620}', '\u{6ff}', Script::Arabic),
    ('\u{750}', '\u{77f}', Script::Arabic),
    ('\u{780}', '\u{7bf}', Script::Of("dv")),
    ('\u{900}', '\u{97f}', Script::Devanagari),
    ('\u{980}', '\u{9ff}', Script::Of("bn")),
    ('\u{a00}', '\u{a7f}', Script::Of("pa")),
    ('\u{a80}', '\u{aff}', Script::Of("gu")),
    ('\u{b00}', '\u{b7f}', Script::Of("or")),
    ('\u{b80}', '\u{bff}', Script::Of("ta")),
    ('\u{c00}', '\u{c7f}', Script::Of("te")),
    ('\u{c80}', '\u{cff}', Script::Of("kn")),
    ('\u{d00}', '\u{d7f}', Script::Of("ml")),
    ('\u{d80}', '\u{dff}', Script::Of("si")),
    ('\u{e00}', '\u{e7f}', Script::Of("th")),
    ('\u{e80}', '\u{eff}', Script::Of("lo")),
    ('\u{f00}', '\u{fff}', Script::Of("bo")),
    ('\u{1000}', '\u{109f}', Script::Of("my")),
    ('\u{10a0}', '\u{10ff}', Script::Of("ka")),
    ('\u{1100}', '\u{11ff}', Script::Of("ko")),
    ('\u{1200}', '\u{139f}', Script::Of("am")),
    ('\u{1780}', '\u{17ff}', Script::Of("km")),
    ('\u{1e00}', '\u{1eff}', Script::Latin),
    ('\u{3040}', '\u{30ff}', Script::Of("ja")),
    ('\u{3400}', '\u{9fff}', Script::Han),
    ('\u{ac00}', '\u{d7a3}', Script::Of("ko")),
];

impl Script {
    fn of(c: char) -> Option<Self> {
        let at = RANGES.partition_point(|(_, last, _)| *last < c);
        let (first, _, script) = RANGES.get(at)?;
        (*first <= c).then_some(*script)
    }

    /// The script with the most letters in `text`, and how many they are.
    ///
    /// Japanese is written in Han characters too, so a fifth of kana among them makes it
    /// Japanese. A Latin header or address over a short text in another script does not count
    /// for it: a letter of another script counts double.
    fn most_used(text: &str) -> Option<(Self, usize)> {
        let latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
        let mut counts: Vec<(Self, usize)> = vec![(Self::Latin, latin)];
        let others = text.chars().filter(|c| !c.is_ascii());
        for script in others.filter_map(Self::of) {
            match counts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += 1,
                None => counts.push((script, 1)),
            }
        }
        let count_of = |script: Self| {
            let found = counts.iter().find(|(known, _)| *known == script);
            found.map_or(0, |(_, count)| *count)
        };
        let (kana, han) = (count_of(Self::Of("ja")), count_of(Self::Han));
        let japanese = kana * 5 > han && kana > 0;
        for (script, count) in &mut counts {
            match *script {
                Self::Of("ja") if japanese => *count += han,
                Self::Han if japanese => *count = 0,
                _ => {}
            }
        }
        let weight = |script: Self, count: usize| {
            if script == Self::Latin {
                count
            } else {
                2 * count
            }
        };
        counts
            .into_iter()
            .max_by_key(|(script, count)| weight(*script, *count))
    }

    fn only_language(self) -> Option<&'static str> {
        match self {
            Self::Of(language) => Some(language),
            _ => None,
        }
    }
}

/// Letters that a language has and the usual one of its script has not. Where languages share
/// some, the one with the more of its letters in the text wins, the first listed on a tie.
const CYRILLIC: &[(&str, &str)] = &[
    ("uk", "іїєґ"),
    ("be", "ўі"),
    ("mk", "ѓќѕјљњџ"),
    ("sr", "ђћјљњџ"),
    ("kk", "әғқңөұүһі"),
    ("ky", "өүң"),
    ("mn", "өү"),
    ("tg", "ҷҳӣӯғқ"),
    ("tt", "әөүҗңһ"),
];

const ARABIC: &[(&str, &str)] = &[("fa", "پچژگک"), ("ur", "ٹڈڑںےپچگک"), ("ps", "ټډړښځڅګې")];

/// One letter in this many must be a language's own before it is told by them: names from
/// abroad keep theirs.
const OWN_SHARE: usize = 100;

fn by_letters(text: &str, languages: &[(&'static str, &str)], usual: &'static str) -> &'static str {
    let mut times: HashMap<char, usize> = HashMap::default();
    for c in text.chars() {
        *times.entry(c).or_default() += 1;
    }
    let letters = times.iter().filter(|(c, _)| c.is_alphabetic());
    let letters: usize = letters.map(|(_, times)| times).sum();
    let mut small: HashMap<char, usize> = HashMap::default();
    for (c, times) in times {
        for c in c.to_lowercase() {
            *small.entry(c).or_default() += times;
        }
    }
    let mut best = (usual, letters / OWN_SHARE);
    for (language, own) in languages {
        let found = own.chars().filter_map(|c| small.get(&c)).sum();
        if found > best.1 {
            best = (language, found);
        }
    }
    best.0
}

/// Russian and Bulgarian: Bulgarian has neither ы nor э, and writes ъ as a vowel.
fn cyrillic_default(text: &str) -> &'static str {
    let count = |letters: &[char]| text.chars().filter(|c| letters.contains(c)).count();
    let (russian, bulgarian) = (count(&['ы', 'э', 'Э', 'ё']), count(&['ъ', 'Ъ']));
    if bulgarian > 2 * russian { "bg" } else { "ru" }
}

/// The small words of English, without those that other languages have too.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "that", "for", "with", "this", "from", "was", "by", "our", "have",
    "which", "his", "its", "will", "are", "has", "been", "were",
];

/// True when at least one word in eight is a small word of English, and "the" among them.
fn is_english(text: &str) -> bool {
    let (mut words, mut small, mut articles) = (0_usize, 0_usize, 0_usize);
    for word in text
        .split(|c: char| !is_alphanumeric(c))
        .filter(|word| !word.is_empty())
    {
        words += 1;
        if (2..=5).contains(&word.len()) && ENGLISH.contains(&word) {
            small += 1;
            articles += usize::from(word == "the");
        }
    }
    articles > 0 && words >= 8 && small * 8 >= words
}

/// The small words of other languages, each without those that its neighbours have too.
const SMALL: &[(&str, &[&str])] = &[
    (
        "de",
        &[
            "der", "das", "und", "nicht", "ist", "ein", "eine", "wir", "sagte", "auf", "für",
            "mit", "dem", "den", "von", "zu", "sich", "auch", "wird", "sind", "bleibt", "über",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "est", "dans", "une", "pour", "pas", "nous", "vous", "qui", "sur",
            "avec", "dit", "et", "au", "aux", "cette", "il", "elle", "selon", "du",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "por", "una", "para", "con", "del", "como", "dijo", "está",
            "más", "según", "pero", "su", "muy", "hay", "habrá",
        ],
    ),
    (
        "ru",
        &[
            "и",
            "в",
            "не",
            "на",
            "что",
            "он",
            "она",
            "это",
            "мы",
            "вы",
            "как",
            "из",
            "по",
            "сказал",
            "сказала",
            "но",
            "будет",
            "был",
            "для",
        ],
    ),
];

/// The language of a text too short for its letters to tell, if its small words are plainly of
/// one: two different ones, one word in six, and twice as many as of any other.
fn by_small_words(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !is_alphanumeric(c))
        .filter(|word| !word.is_empty())
        .collect();
    let found = |list: &[&str]| {
        let hits = words.iter().filter(|word| list.contains(word)).count();
        let kinds = list.iter().filter(|small| words.contains(small)).count();
        (hits, kinds)
    };
    let scores = SMALL
        .iter()
        .map(|(language, list)| (found(list), *language));
    let english = (found(ENGLISH), "en");
    let ((hits, kinds), language) = scores.clone().max_by_key(|(score, _)| *score)?;
    let rival = scores
        .chain([english])
        .filter(|(_, other)| *other != language)
        .map(|((hits, _), _)| hits)
        .max()
        .unwrap_or_default();
    (kinds >= 2 && hits * 6 >= words.len() && hits >= 2 * rival).then_some(language)
}

/// What trigrams tell, and of those that they take for one another the one whose traits the text has.
fn by_trigrams_and_traits(text: &str) -> Option<&'static str> {
    let told = by_trigrams(text)?;
    let group = NEIGHBOURS.iter().find(|group| group.contains(&told));
    let nearest = group.and_then(|group| neighbours::nearest(text, group));
    nearest.or(Some(told))
}

fn by_trigrams(text: &str) -> Option<&'static str> {
    let info = Detector::new().detect(text)?;
    let sure = info.is_reliable() || info.confidence() >= SURE;
    sure.then(|| iso_639_1(info.lang())).flatten()
}

/// The two-letter code of a language that `whatlang` knows in Latin letters or Devanagari.
fn iso_639_1(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Tur => "tr",
        Lang::Tuk => "tk",
        Lang::Aze => "az",
        Lang::Uzb => "uz",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Cat => "ca",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Jav => "jv",
        Lang::Tgl => "tl",
        Lang::Afr => "af",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Epo => "eo",
        Lang::Lat => "la",
        Lang::Cym => "cy",
        Lang::Hin => "hi",
        Lang::Mar => "mr",
        Lang::Nep => "ne",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn neighbours_are_told_apart_by_a_sentence() {
        for (language, text) in [
            (
                "no",
                "Statsråden sa at de to landene må møtes etter valget, og at avtalen skal gjelde fra nå av.",
            ),
            (
                "da",
                "Ministeren sagde, at de to lande må mødes efter valget, og at aftalen skal gælde fra nu af.",
            ),
            (
                "sv",
                "Ministern sade att de två länderna måste mötas efter valet, och att avtalet ska gälla från nu.",
            ),
            (
                "ky",
                "Эки өлкөнүн министрлери көпүрө жөнүндө макулдашууга кол койду жана сүйлөшүүнү улантат.",
            ),
            (
                "kk",
                "Екі елдің министрлері көпір туралы келісімге қол қойды және келіссөзді жалғастырады.",
            ),
            (
                "mn",
                "Хоёр улсын сайд гүүрийн тухай гэрээнд гарын үсэг зурж, яриагаа үргэлжлүүлнэ гэв.",
            ),
            (
                "uk",
                "Міністри двох країн підписали угоду про міст і сказали, що переговори триватимуть.",
            ),
            (
                "be",
                "Міністры дзвюх краін падпісалі пагадненне аб мосце і сказалі, што перамовы працягнуцца.",
            ),
            (
                "bg",
                "Министрите на двете страни подписаха споразумение за моста и казаха, че преговорите продължават.",
            ),
            (
                "sr",
                "Министри двеју земаља потписали су споразум о мосту и рекли да ће се преговори наставити.",
            ),
            (
                "mk",
                "Министрите на двете земји го потпишаа договорот за мостот и рекоа дека преговорите продолжуваат.",
            ),
            (
                "ru",
                "Министры двух стран подписали соглашение о мосте и сказали, что переговоры продолжатся.",
            ),
            (
                "pt",
                "Os ministros dos dois países assinaram o acordo sobre a ponte e disseram que não há outra saída.",
            ),
            (
                "fa",
                "وزیران دو کشور توافق پل را امضا کردند و گفتند که گفتگوها ادامه خواهد یافت.",
            ),
            (
                "ur",
                "دونوں ملکوں کے وزیروں نے پل کے معاہدے پر دستخط کیے اور کہا کہ بات چیت جاری رہے گی۔",
            ),
            (
                "ar",
                "وقع وزيرا البلدين على اتفاق الجسر وقالا إن المحادثات مستمرة في الربيع.",
            ),
        ] {
            assert_eq!(detect(text), Some(language), "{text}");
        }
    }

    #[test]
    fn neighbours_are_told_apart_by_letters_in_a_row() {
        for (language, text) in [
            (
                "sr",
                "Svi učesnici su se saglasili da je neophodno pronaći mirno rešenje.",
            ),
            (
                "hr",
                "Svi su se sudionici složili da je nužno pronaći mirno rješenje.",
            ),
            (
                "sr",
                "Sednica saveta održaće se u sredu, saopštilo je ministarstvo.",
            ),
            (
                "hr",
                "Sjednica vijeća održat će se u srijedu, priopćilo je ministarstvo.",
            ),
            (
                "cs",
                "Naše země podporuje mír a spolupráci mezi všemi sousedy.",
            ),
            (
                "sk",
                "Naša krajina podporuje mier a spoluprácu medzi všetkými susedmi.",
            ),
            (
                "gl",
                "Na xuntanza falouse da cooperación no ámbito da enerxía e do mar.",
            ),
            (
                "pt",
                "Na reunião falou-se da cooperação no domínio da energia e do mar.",
            ),
            (
                "es",
                "En la reunión se habló de la cooperación en materia de energía.",
            ),
            (
                "no",
                "Statsministeren opplyste at broen over elva skal åpnes før årets slutt.",
            ),
            (
                "da",
                "Statsministeren oplyste, at broen over åen skal åbnes inden årets udgang.",
            ),
        ] {
            assert_eq!(detect(text), Some(language), "{text}");
        }
    }

    #[test]
    fn a_short_text_is_told_by_its_small_words() {
        for (text, expected) in [
            ("„Wir sind nicht müde“, sagte Lind.", Some("de")),
            ("« Nous restons », dit-elle.", Some("fr")),
            ("« La porte est dans le mur », dit-il.", Some("fr")),
            ("«No está en el plan», dijo Rivas.", Some("es")),
            ("«Он не из тех», — сказал Ларин.", Some("ru")),
            ("Angela Merkel", None),
            ("Die Hard", None),
        ] {
            assert_eq!(detect(text), expected, "{text}");
        }
    }

    #[test]
    fn the_language_of_a_paragraph_is_told() {
        let texts = [
            (
                "en",
                "The ministers met on the margins of the conference and agreed to continue the talks in the spring.",
            ),
            (
                "fr",
                "Les ministres se sont réunis en marge de la conférence et ont convenu de poursuivre les pourparlers au printemps prochain.",
            ),
            (
                "de",
                "Die Minister trafen sich am Rande der Konferenz und vereinbarten, die Gespräche im Frühjahr fortzusetzen, sobald die Lage es erlaubt.",
            ),
            (
                "es",
                "Los ministros se reunieron al margen de la conferencia y acordaron continuar las conversaciones durante la próxima primavera.",
            ),
            (
                "ru",
                "Министры встретились на полях конференции и договорились продолжить переговоры весной, когда это позволит обстановка.",
            ),
            (
                "uk",
                "Міністри зустрілися на полях конференції та домовилися продовжити переговори навесні, коли дозволить обстановка.",
            ),
            (
                "bg",
                "Министрите се срещнаха в рамките на конференцията и се съгласиха да продължат преговорите през пролетта, когато обстановката го позволи, като първото заседание ще бъде в София.",
            ),
            (
                "tg",
                "Вазирон дар ҳошияи конфронс мулоқот карданд ва қарор доданд, ки гуфтушунидро дар фасли баҳор идома диҳанд.",
            ),
            (
                "kk",
                "Министрлер конференция аясында кездесіп, келіссөздерді көктемде жалғастыруға уағдаласты, жағдай мүмкіндік берсе.",
            ),
            (
                "ar",
                "التقى الوزراء على هامش المؤتمر واتفقوا على مواصلة المحادثات في الربيع المقبل",
            ),
            (
                "fa",
                "وزیران در حاشیه کنفرانس دیدار کردند و توافق کردند که گفتگوها را در بهار آینده پیگیری کنند",
            ),
            ("si", "අමාත්‍යවරු සමුළුවේ දී හමු වී සාකච්ඡා දිගටම කරගෙන යාමට එකඟ වූහ"),
            (
                "ta",
                "அமைச்சர்கள் மாநாட்டில் சந்தித்து பேச்சுவார்த்தையைத் தொடர ஒப்புக்கொண்டனர்",
            ),
            ("zh", "部长们在会议期间会面，同意在春季继续会谈。"),
            (
                "ja",
                "閣僚たちは会議の合間に会談し、春に協議を続けることで一致した。",
            ),
            (
                "ko",
                "장관들은 회의를 계기로 만나 봄에 회담을 이어 가기로 합의했다.",
            ),
            (
                "hi",
                "मंत्रियों ने सम्मेलन के दौरान मुलाकात की और वसंत में बातचीत जारी रखने पर सहमति जताई।",
            ),
            ("el", "Οι υπουργοί συναντήθηκαν στο περιθώριο της διάσκεψης"),
            ("ka", "მინისტრები კონფერენციის ფარგლებში შეხვდნენ"),
        ];
        for (language, text) in texts {
            assert_eq!(detect(text), Some(language), "{text}");
        }
    }

    #[test]
    fn a_text_too_short_to_tell_gives_nothing() {
        for text in [
            "",
            "12.05.2024",
            "Communiqué",
            "Joint statement",
            "Москва",
            "ok — 100 %",
            "东京",
        ] {
            assert_eq!(detect(text), None, "{text}");
        }
    }

    #[test]
    fn a_latin_header_does_not_outweigh_the_text_below_it() {
        let text = "Source: MFA press service\n\nМинистры встретились на полях конференции и договорились о сроках.";
        assert_eq!(detect(text), Some("ru"));
    }

    #[test]
    fn the_ranges_are_in_order_and_apart() {
        assert!(RANGES.iter().all(|(first, last, _)| first <= last));
        assert!(RANGES.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn detecting_never_panics_and_gives_two_letters(text in "\\PC{0,4000}") {
            if let Some(language) = detect(&text) {
                prop_assert_eq!(language.len(), 2);
            }
        }
    }
}
