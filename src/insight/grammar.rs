//! What the reader of quotes knows of a language: its words with their senses, and its rules.
//!
//! A language is a folder and a line: `words.txt` and `phrases.txt` in `grammar/LANGUAGE` and an
//! entry of [`LANGUAGES`]. The words open with the rules in which languages differ (where the
//! subject stands, what commas part), then come the words, sense by sense:
//!
//! ```text
//! order: verb-second
//! habits: capital-nouns clause-commas
//!
//! cue:
//!     antwortet antwortete antworteten
//! ```
//!
//! The phrases are those around whose words a text is ([`phrases`]).
//!
//! Whoever reads a text is handed its [`Grammar`] and asks that for a rule, never for the language.
//! Where a language bends its names, a module beside the folder knows how ([`Cases`]).

mod arabic;
mod lexicon;
mod phrases;
mod proper;
mod russian;
mod sense;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub(crate) use lexicon::Lexicon;
pub(crate) use phrases::{List, Lists, Phrases};
pub(crate) use sense::Sense;

/// A language by its ISO 639-1 code and its folder.
macro_rules! language {
    ($code:literal, $folder:literal) => {
        Language {
            code: $code,
            words: include_str!(concat!("grammar/", $folder, "/words.txt")),
            phrases: include_str!(concat!("grammar/", $folder, "/phrases.txt")),
            cases: None,
            script: None,
        }
    };
}

/// The languages that have words, by their ISO 639-1 codes.
const LANGUAGES: [Language; 8] = [
    language!("en", "english"),
    language!("de", "german"),
    language!("es", "spanish"),
    language!("fr", "french"),
    language!("pt", "portuguese"),
    Language {
        cases: Some(&russian::CASES),
        ..language!("ru", "russian")
    },
    Language {
        cases: Some(&arabic::CASES),
        script: Some(&arabic::SCRIPT),
        ..language!("ar", "arabic")
    },
    language!("ja", "japanese"),
];

/// A language as it ships.
#[derive(Debug)]
struct Language {
    code: &'static str,
    words: &'static str,
    phrases: &'static str,
    cases: Option<&'static Cases>,
    script: Option<&'static Script>,
}

/// Where the subject of a verb of reporting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// Before it, or right after it where the clause follows a quote: English, French, Spanish.
    #[default]
    SubjectFirst,
    /// Beside it, for the verb is the second part of its clause or the last: German.
    VerbSecond,
    /// Anywhere near, told by its case: Russian.
    Free,
    /// Right behind it: Arabic.
    VerbFirst,
    /// The topic of the sentence, before what is said, and the verb after that: Japanese, of which
    /// no blanks part the words.
    TopicFirst,
}

/// How a language bends names: as a table they stand in the first case.
#[derive(Debug)]
pub(crate) struct Cases {
    /// A first name in its other cases.
    pub(crate) oblique: fn(&str) -> Vec<String>,
    /// A full name in the first case, where its first name shows that it stands in another;
    /// nothing where that is not sure.
    pub(crate) nominative: fn(&str, &Lexicon) -> Option<String>,
    /// True for a word that stands in another case than the first.
    pub(crate) is_oblique: fn(&str) -> bool,
    /// True for a name after the father's.
    pub(crate) is_patronymic: fn(&str) -> bool,
    /// True for a verb in the plural, which may stand without a subject: "в компании заявили".
    pub(crate) is_plural_verb: fn(&str) -> bool,
    /// True for a verb that says that its subject is a man, false for a woman, where it says so.
    pub(crate) is_mans_verb: fn(&str) -> Option<bool>,
    /// True for an adjective in the second case: "морской", "международного".
    pub(crate) is_genitive_adjective: fn(&str) -> bool,
}

/// How a script without capitals tells names from other words.
#[derive(Debug)]
pub(crate) struct Script {
    /// The forms under which a word that no list has is looked up, without what is joined to it.
    pub(crate) forms: fn(&str) -> Vec<String>,
    /// True for a word with the article.
    pub(crate) is_definite: fn(&str) -> bool,
    /// True for a word that by its form is no part of a name.
    pub(crate) is_noun: fn(&str) -> bool,
}

/// Ways of writing in which languages differ, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Habits(u16);

impl Habits {
    /// A noun in the plural needs no article: "critics say".
    pub(crate) const BARE_PLURALS: Self = Self(1);
    /// A body follows a title in small letters: « le porte-parole du gouvernement ».
    pub(crate) const BODIES_AFTER_TITLES: Self = Self(1 << 1);
    /// Every noun has a capital: a lone one is no name.
    pub(crate) const CAPITAL_NOUNS: Self = Self(1 << 2);
    /// Every clause stands between commas, also after "said".
    pub(crate) const CLAUSE_COMMAS: Self = Self(1 << 3);
    /// Turns of a dialogue open with a dash.
    pub(crate) const DIALOGUE_DASHES: Self = Self(1 << 4);
    /// A verb needs no pronoun: after a quote “afirmó” is whoever spoke last.
    pub(crate) const DROPS_PRONOUNS: Self = Self(1 << 8);
    /// The teller's clause stands inside speech between commas: « La porte, dit Lind, est ouverte ».
    pub(crate) const INLINE_TELLERS: Self = Self(1 << 5);
    /// A verb of the third person ends in -s: "strongly deplores".
    pub(crate) const THIRD_PERSON_S: Self = Self(1 << 6);
    /// The words of a title have capitals, so that a fragment in small letters says nothing.
    pub(crate) const TITLE_CASE: Self = Self(1 << 7);
    /// A full name ends in two surnames, and goes by the first of them: Ana *Rivas* Mora.
    pub(crate) const TWO_SURNAMES: Self = Self(1 << 9);

    const NAMED: [(&'static str, Self); 10] = [
        ("bare-plurals", Self::BARE_PLURALS),
        ("bodies-after-titles", Self::BODIES_AFTER_TITLES),
        ("capital-nouns", Self::CAPITAL_NOUNS),
        ("clause-commas", Self::CLAUSE_COMMAS),
        ("dialogue-dashes", Self::DIALOGUE_DASHES),
        ("drops-pronouns", Self::DROPS_PRONOUNS),
        ("inline-tellers", Self::INLINE_TELLERS),
        ("third-person-s", Self::THIRD_PERSON_S),
        ("title-case", Self::TITLE_CASE),
        ("two-surnames", Self::TWO_SURNAMES),
    ];
}

/// One language: its words and its rules.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    /// Its ISO 639-1 code; none where the language has no words.
    code: Option<&'static str>,
    lexicon: Lexicon,
    phrases: Phrases,
    order: Order,
    habits: Habits,
    cases: Option<&'static Cases>,
    script: Option<&'static Script>,
    endings: Endings,
}

/// Parts of words that tell what a word is.
#[derive(Debug, Default)]
struct Endings {
    /// Of words that open sentences and are no names: "Domestic*ally*".
    openers: Vec<&'static str>,
    /// Of adverbs, which may stand between a subject and its verb: "express*ly*".
    adverbs: Vec<&'static str>,
    /// Of compounds that are roles, bodies, newspapers: „Umwelt*behörde*“.
    roles: Vec<&'static str>,
    bodies: Vec<&'static str>,
    outlets: Vec<&'static str>,
    /// Of what a source gives: „Medien*angaben*“.
    given: Vec<&'static str>,
    /// What makes a role a woman's.
    women: Vec<&'static str>,
    /// Two words that report together, with a hyphen between them.
    pairs: Vec<&'static str>,
    /// Stems of verbs that give a thing a name, so that one word after them is somebody's.
    naming: Vec<&'static str>,
    /// Words that lose a vowel before another: « *l*’envoyé ».
    clipped: Vec<&'static str>,
    /// Pronouns that follow their verb after a hyphen: « dit-*il* ».
    enclitics: Vec<&'static str>,
}

static GRAMMARS: LazyLock<Vec<Grammar>> =
    LazyLock::new(|| LANGUAGES.iter().map(Grammar::read).collect());
static UNKNOWN: LazyLock<Grammar> = LazyLock::new(Grammar::default);

impl Grammar {
    /// The grammar of a language by its ISO 639-1 code; English where none is known. A language
    /// without a line has no words and no rules.
    pub(crate) fn of(language: Option<&str>) -> &'static Self {
        let code = language.unwrap_or("en");
        LANGUAGES
            .iter()
            .position(|language| language.code == code)
            .map_or(Self::without_words(), |at| &GRAMMARS[at])
    }

    /// The grammar of a language of which nothing is known.
    pub(crate) fn without_words() -> &'static Self {
        &UNKNOWN
    }

    /// The ISO 639-1 code of the language; none where it has no words.
    pub(crate) fn code(&self) -> Option<&'static str> {
        self.code
    }

    /// True when the language has no words, so that nobody can be named.
    pub(crate) fn is_empty(&self) -> bool {
        self.lexicon.is_empty()
    }

    /// The words.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The phrases around whose words a text is.
    pub(crate) fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// Where the subject of a verb of reporting stands.
    pub(crate) fn order(&self) -> Order {
        self.order
    }

    /// True when the language has one of `habits`.
    pub(crate) fn has(&self, habits: Habits) -> bool {
        self.habits.0 & habits.0 != 0
    }

    /// How the language bends names, if it does.
    pub(crate) fn cases(&self) -> Option<&'static Cases> {
        self.cases
    }

    /// How names are told where the script has no capitals.
    pub(crate) fn script(&self) -> Option<&'static Script> {
        self.script
    }

    /// The senses of a word as it stands in a text: those of the list, else of its last part or of
    /// the word without what is joined to it.
    pub(crate) fn sense(&self, word: &str) -> Sense {
        let listed = self.lexicon.sense(word);
        if listed == Sense::default() {
            self.sense_unlisted(word)
        } else {
            listed
        }
    }

    /// The same for the word of `length` bytes that opens a text.
    pub(crate) fn sense_of_first(&self, text: &str, length: usize) -> Sense {
        let listed = self.lexicon.sense_of_first(text, length);
        if listed == Sense::default() {
            self.sense_unlisted(&text[..length])
        } else {
            listed
        }
    }

    /// The senses of a word that the list does not have.
    pub(crate) fn sense_unlisted(&self, word: &str) -> Sense {
        let Some(script) = self.script else {
            return self.sense_of_compound(word);
        };
        let forms = (script.forms)(word);
        let mut senses = forms.iter().map(|form| self.lexicon.sense(form));
        senses
            .find(|&sense| sense != Sense::default())
            .unwrap_or_default()
    }

    /// The senses of a compound by its last part: „Amtsrichterin“, „Umweltbehörde“.
    fn sense_of_compound(&self, word: &str) -> Sense {
        let endings = &self.endings;
        if endings.roles.is_empty() || !word.starts_with(char::is_uppercase) {
            return Sense::default();
        }
        if ends_with(word, &endings.roles) {
            return Sense::TITLE | Sense::ROLE;
        }
        let woman = |ending: &&str| {
            word.strip_suffix(ending)
                .is_some_and(|stem| ends_with(stem, &endings.roles))
        };
        if endings.women.iter().any(woman) {
            Sense::TITLE | Sense::ROLE | Sense::FEMALE
        } else if ends_with(word, &endings.outlets) {
            Sense::BODY | Sense::TERM
        } else if ends_with(word, &endings.bodies) {
            Sense::BODY
        } else if ends_with(word, &endings.given) {
            Sense::GIVEN
        } else {
            Sense::default()
        }
    }

    /// True for "Domestically", "Helping", „Einschränkend“: what opens sentences and is no name.
    pub(crate) fn is_opener(&self, word: &str) -> bool {
        /// In bytes: "Ed" and "Sally" are names.
        const SHORT: usize = 5;
        word.len() > SHORT
            && self
                .endings
                .openers
                .iter()
                .any(|ending| word.ends_with(ending))
    }

    /// True for a word with the ending of an adverb: "expressly", not "ally".
    pub(crate) fn is_adverb(&self, word: &str) -> bool {
        /// In bytes, as short as "badly".
        const SHORT: usize = 5;
        let endings = &self.endings.adverbs;
        word.len() >= SHORT && endings.iter().any(|ending| word.ends_with(ending))
    }

    /// True for two words that report together: "made clear".
    pub(crate) fn is_pair(&self, first: &str, second: &str) -> bool {
        let behind = |pair: &'static str| pair.strip_prefix(first)?.strip_prefix('-');
        self.endings
            .pairs
            .iter()
            .any(|&pair| behind(pair) == Some(second))
    }

    /// True for a form of a verb that gives a thing a name.
    pub(crate) fn is_naming(&self, verb: &str) -> bool {
        self.endings
            .naming
            .iter()
            .any(|stem| verb.starts_with(stem))
    }

    /// Where a written word falls into two, as the end of the first and the start of the second:
    /// "dit-il", "demanda-t-elle", "l’envoyé". Nothing for what the list knows as one.
    pub(crate) fn joint(&self, word: &str) -> Option<(usize, usize)> {
        if self.endings.clipped.is_empty() || self.lexicon.sense(word) != Sense::default() {
            return None;
        }
        if let Some((front, pronoun)) = word.rsplit_once('-')
            && self.endings.enclitics.contains(&pronoun)
        {
            let verb = front.strip_suffix("-t").unwrap_or(front);
            return (!verb.is_empty()).then(|| (verb.len(), word.len() - pronoun.len()));
        }
        let (front, rest) = word.split_once(['\'', '’'])?;
        let is_clipped = |known: &&str| front.eq_ignore_ascii_case(known);
        // « l’Union », but « N’Dri »: no pronoun stands before a name.
        let pronoun = Sense::CLITIC | Sense::FIRST | Sense::NEGATION;
        let of_name = rest.starts_with(char::is_uppercase) && self.lexicon.sense(front).is(pronoun);
        (self.endings.clipped.iter().any(is_clipped) && !rest.is_empty() && !of_name)
            .then(|| (front.len(), word.len() - rest.len()))
    }

    /// Reads the file of a language; what it does not know is passed over, and a test finds it.
    fn read(language: &Language) -> Self {
        let mut grammar = Self {
            code: Some(language.code),
            cases: language.cases,
            script: language.script,
            phrases: Phrases::read(language.phrases),
            ..Self::default()
        };
        for (heading, words) in lists(language.words) {
            words.for_each(|word| grammar.take(heading, word));
        }
        grammar
    }

    fn take(&mut self, heading: &str, word: &'static str) {
        if let Some(&(_, sense)) = Sense::NAMED.iter().find(|(name, _)| *name == heading) {
            self.add(word, sense);
        } else if let Some(endings) = self.endings.under(heading) {
            endings.push(word);
            if let Some((first, _)) = word.split_once('-').filter(|_| heading == "cue-pairs") {
                self.lexicon.add(first, Sense::PAIRED);
            }
        } else if heading == "order" {
            self.order = order(word).unwrap_or_default();
        } else if let Some((_, habit)) = Habits::NAMED.iter().find(|(name, _)| *name == word) {
            self.habits.0 |= habit.0;
        }
    }

    /// Adds a word, a first name in all its cases.
    fn add(&mut self, word: &str, sense: Sense) {
        self.lexicon.add(word, sense);
        if let Some(cases) = self.cases.filter(|_| sense.is(Sense::MALE | Sense::FEMALE)) {
            for form in (cases.oblique)(word) {
                self.lexicon.add(&form, sense | Sense::OBLIQUE);
            }
        }
    }
}

impl Endings {
    fn under(&mut self, heading: &str) -> Option<&mut Vec<&'static str>> {
        Some(match heading {
            "openers" => &mut self.openers,
            "adverb-endings" => &mut self.adverbs,
            "role-endings" => &mut self.roles,
            "body-endings" => &mut self.bodies,
            "outlet-endings" => &mut self.outlets,
            "given-endings" => &mut self.given,
            "woman-endings" => &mut self.women,
            "naming-stems" => &mut self.naming,
            "cue-pairs" => &mut self.pairs,
            "clipped" => &mut self.clipped,
            "enclitics" => &mut self.enclitics,
            _ => return None,
        })
    }
}

fn order(name: &str) -> Option<Order> {
    Some(match name {
        "subject-first" => Order::SubjectFirst,
        "verb-second" => Order::VerbSecond,
        "free" => Order::Free,
        "verb-first" => Order::VerbFirst,
        "topic-first" => Order::TopicFirst,
        _ => return None,
    })
}

/// True for a word that ends with one of `endings` and is longer.
fn ends_with(word: &str, endings: &[&str]) -> bool {
    endings
        .iter()
        .any(|ending| word.len() > ending.len() && word.ends_with(ending))
}

/// The lists of a file, each with its heading: `heading: words` and the indented lines after it.
fn lists(
    file: &'static str,
) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let mut heading = "";
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.map(move |line| {
        let words = if line.starts_with(' ') {
            line
        } else {
            let (name, words) = line.split_once(':').unwrap_or_default();
            heading = name;
            words
        };
        (heading, words.split_whitespace())
    })
}
