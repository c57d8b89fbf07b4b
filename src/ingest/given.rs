//! What a file says about itself, in header lines or front matter.

use crate::briefing::BriefingDate;
use crate::text::sanitise;

use super::content::Stated;
use super::furniture::is_issuer;
use super::letterhead::is_body;
use super::lines::head;
use super::problem::Reason;
use super::{MAX_TAG, MAX_TAGS, dates, handling};

/// The top of a file: what it declares, and where the rest begins.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Top {
    pub(super) given: Given,
    /// The byte where the text after it begins.
    pub(super) body: usize,
    /// What is wrong with it, and at which byte.
    pub(super) faults: Vec<(u64, Reason)>,
}

impl Top {
    /// Reads a date in numbers alone by the Persian calendar, if the text under the header is Persian.
    pub(super) fn read_persian_date(&mut self, body: &str) {
        let given = &mut self.given;
        if given
            .date
            .is_some_and(|date| !dates::persian::is_persian_year(date))
        {
            return;
        }
        let stated = given.stated[0].as_deref();
        let Some(date) = stated.and_then(dates::persian::of_header) else {
            return;
        };
        let is_persian = match &given.language {
            Some(language) => language == "fa",
            None => dates::persian::is_persian(body),
        };
        if is_persian {
            given.date = Some(date);
            self.faults
                .retain(|(_, fault)| !matches!(fault, Reason::BadDate(_)));
        }
    }
}

/// The declared facts of a file; every string but the title is cleaned and on one line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Given {
    /// As it stands: whoever shows it cleans it, and counts what had to be cleaned.
    pub(super) title: Option<String>,
    pub(super) date: Option<BriefingDate>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    /// Where the text stands on the web.
    pub(super) address: Option<String>,
    /// Whose words the text is.
    pub(super) speaker: Option<String>,
    pub(super) classification: Option<String>,
    pub(super) embargo: Option<String>,
    pub(super) attribution: Option<String>,
    pub(super) tags: Vec<String>,
    /// A clock of its own line, for the date.
    time: Option<crate::briefing::TimeOfDay>,
    /// Date and source as they stand, whatever is made of them.
    stated: [Option<String>; 2],
}

/// A field that files declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Date,
    Time,
    Source,
    /// Whoever writes a text issues it, too, if nobody else is said to.
    Author,
    Speaker,
    Language,
    Classification,
    Embargo,
    Attribution,
    Tags,
    /// Where the text stands on the web.
    Address,
    /// Known to occur, of no use here.
    Other,
}

impl Field {
    /// The field that goes by `key`, in any case.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        Some(match key.to_lowercase().as_str() {
            "title" | "headline" => Self::Title,
            "date" | "published" | "issued" | "pubdate" | "publishdate" => Self::Date,
            "time" => Self::Time,
            "source" | "issuer" | "publisher" | "organization" | "organisation" => Self::Source,
            "author" | "authors" => Self::Author,
            "speaker" => Self::Speaker,
            "language" | "lang" | "locale" => Self::Language,
            "classification" | "caveat" | "marking" => Self::Classification,
            "embargo" | "embargoed" | "embargoed until" | "sperrfrist" => Self::Embargo,
            "attribution" => Self::Attribution,
            "tags" | "tag" | "keywords" | "categories" | "category" => Self::Tags,
            "url" | "link" => Self::Address,
            "country" | "place" | "location" | "id" | "subtitle" | "description" | "summary" => {
                Self::Other
            }
            _ => return None,
        })
    }

    /// True for the fields whose presence makes lines at the top of a text its headers.
    pub(super) fn is_telling(self) -> bool {
        !matches!(
            self,
            Self::Other
                | Self::Address
                | Self::Speaker
                | Self::Time
                | Self::Embargo
                | Self::Attribution
        )
    }
}

impl Given {
    /// What a part, or its container, states, with what is wrong with it.
    pub(super) fn of(stated: &Stated) -> (Self, Vec<Reason>) {
        let mut given = Self::default();
        let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
        let fields = [
            (Field::Title, one(&stated.title)),
            (Field::Date, one(&stated.date)),
            (Field::Source, one(&stated.source)),
            (Field::Language, one(&stated.language)),
            (Field::Address, one(&stated.address)),
            (Field::Tags, stated.tags.clone()),
        ];
        let faults = fields
            .into_iter()
            .filter_map(|(field, values)| given.set(field, &values).err())
            .collect();
        if let Some(author) = stated.author.as_deref() {
            // Who wrote a text issued it only if that is a house.
            let house = Some(author).filter(|author| !is_persons(author) && !is_account(author));
            keep(&mut given.source, house.and_then(issuer));
            keep(&mut given.speaker, Some(author.to_owned()));
        }
        (given, faults)
    }

    /// Takes from `other` what is not given here.
    pub(super) fn or(mut self, other: Self) -> Self {
        let Self {
            title,
            date,
            source,
            language,
            address,
            speaker,
            classification,
            embargo,
            attribution,
            tags,
            time,
            stated: [day, house],
        } = other;
        keep(&mut self.title, title);
        if self.date.is_none() {
            (self.date, self.time) = (date, time);
        }
        keep(&mut self.source, source);
        keep(&mut self.language, language);
        keep(&mut self.address, address);
        keep(&mut self.speaker, speaker);
        keep(&mut self.classification, classification);
        keep(&mut self.embargo, embargo);
        keep(&mut self.attribution, attribution);
        if self.tags.is_empty() {
            self.tags = tags;
        }
        keep(&mut self.stated[0], day);
        keep(&mut self.stated[1], house);
        self
    }

    /// Takes a field's value, or its values if it is a list. The first of two synonyms wins.
    pub(super) fn set(&mut self, field: Field, values: &[String]) -> Result<(), Reason> {
        let Some(first) = values
            .iter()
            .map(|value| one_line(value))
            .find(|value| !value.is_empty())
        else {
            return Ok(());
        };
        match field {
            Field::Date => keep(&mut self.stated[0], Some(first.clone())),
            Field::Source | Field::Author => keep(&mut self.stated[1], Some(first.clone())),
            _ => {}
        }
        match field {
            Field::Title => keep(
                &mut self.title,
                values
                    .iter()
                    .find(|value| !value.trim().is_empty())
                    .cloned(),
            ),
            Field::Source => {
                let source = issuer(&first);
                // A source that is an address and nothing else.
                keep(&mut self.address, source.is_none().then(|| first.clone()));
                keep(&mut self.source, source);
            }
            Field::Address => keep(&mut self.address, Some(first)),
            Field::Author => {
                keep(&mut self.source, issuer(&first));
                keep(&mut self.speaker, Some(first));
            }
            // A speaker is told of these very words, an author may be the file's.
            Field::Speaker => self.speaker = Some(first),
            Field::Language => keep(&mut self.language, language_code(&first)),
            Field::Classification => return self.set_classification(values),
            Field::Embargo => keep(&mut self.embargo, Some(first)),
            Field::Attribution => keep(&mut self.attribution, Some(first)),
            Field::Time => keep(&mut self.time, dates::time(&first)),
            Field::Date => match dates::parse(&first) {
                Some(date) => keep(&mut self.date, Some(date)),
                None => return Err(Reason::BadDate(head(&first, 80).to_owned())),
            },
            Field::Tags => return self.set_tags(values),
            Field::Other => {}
        }
        Ok(())
    }

    /// Takes the highest of all markings that are declared.
    fn set_classification(&mut self, values: &[String]) -> Result<(), Reason> {
        let mut differ = None;
        for value in values.iter().map(|value| one_line(value)) {
            match &mut self.classification {
                _ if value.is_empty() => {}
                Some(known) if *known == value => {}
                Some(known) => {
                    let lower = if handling::is_above(&value, known) {
                        std::mem::replace(known, value)
                    } else {
                        value
                    };
                    differ = Some(lower);
                }
                None => self.classification = Some(value),
            }
        }
        match (differ, &self.classification) {
            (Some(lower), Some(kept)) => Err(Reason::TwoMarkings {
                kept: kept.clone(),
                lower,
            }),
            _ => Ok(()),
        }
    }

    fn set_tags(&mut self, values: &[String]) -> Result<(), Reason> {
        // A list has its tags one by one; a single value may hold several.
        let parts = |c| values.len() == 1 && matches!(c, ',' | ';');
        for tag in values.iter().flat_map(|value| value.split(parts)) {
            let tag = one_line(tag);
            let tag = tag.trim_start_matches('#').trim();
            if tag.is_empty() || self.tags.iter().any(|known| known == tag) {
                continue;
            }
            if self.tags.len() == MAX_TAGS || tag.chars().count() > MAX_TAG {
                return Err(Reason::TooManyTags);
            }
            self.tags.push(tag.to_owned());
        }
        Ok(())
    }

    /// Date and source as they stand, on lines of their own; what is not stated is an empty one.
    pub(super) fn day_and_house(&self) -> String {
        let [day, house] = self
            .stated
            .each_ref()
            .map(|said| said.as_deref().unwrap_or_default());
        format!("{day}\0\n{house}")
    }

    /// The date, with the time that a line of its own gave.
    pub(super) fn moment(&self) -> Option<BriefingDate> {
        let date = self.date?;
        Some(match self.time.filter(|_| date.time().is_none()) {
            Some(time) => date.with_time(time),
            None => date,
        })
    }
}

fn keep<T>(place: &mut Option<T>, value: Option<T>) {
    if place.is_none() {
        *place = value;
    }
}

/// Cleans a text to one line: line ends and runs of blanks become one blank.
pub(super) fn one_line(text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    sanitise::line(&plain).into_owned()
}

/// True for what is the name of a person by its looks: two to four words of letters alone, most with a capital, none of
/// them a word for a house.
pub(super) fn is_persons(name: &str) -> bool {
    let words = || name.split_whitespace();
    let is_word = |word: &str| {
        let joins = |c: char| matches!(c, '-' | '.' | '\'' | '’');
        word.chars().all(|c| c.is_alphabetic() || joins(c))
    };
    let capitals = words().filter(|word| word.starts_with(char::is_uppercase));
    (2..=4).contains(&words().count())
        && words().all(is_word)
        && capitals.count() >= 2
        && !is_issuer(name)
        && !is_body(name)
}

/// True for a name at a computer: `jsmith`, `admin`.
fn is_account(name: &str) -> bool {
    let is_small = |c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
    !name.is_empty() && name.chars().all(is_small)
}

/// The issuing body of a source line: without the address in brackets, and without a last part
/// that names the item and not who issued it (`…, Document 42`, `…, SPEECH_30.txt`).
pub(super) fn issuer(text: &str) -> Option<String> {
    let mut rest = text.trim();
    if let Some(at) = rest.rfind(['(', '<', '['])
        && rest[at + 1..].trim_start().starts_with("http")
    {
        rest = rest[..at].trim_end();
    }
    while let Some((before, last)) = rest.rsplit_once(',')
        && is_locator(last.trim())
    {
        rest = before.trim_end();
    }
    let is_address = rest.starts_with("http://") || rest.starts_with("https://");
    (!rest.is_empty() && !is_address).then(|| rest.to_owned())
}

fn is_locator(part: &str) -> bool {
    const NOUNS: [&str; 10] = [
        "document", "doc.", "doc", "no.", "no", "item", "page", "p.", "pp.", "№",
    ];
    let mut words = part.split(' ');
    let (first, second, third) = (words.next().unwrap_or_default(), words.next(), words.next());
    let numbered = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    match (second, third) {
        (Some(number), None) => NOUNS.contains(&first.to_lowercase().as_str()) && numbered(number),
        (None, None) => first.contains(['.', '_']) && first.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

/// The ISO 639-1 code of a language given by code (`en`, `en-GB`, `eng`) or name.
fn language_code(text: &str) -> Option<String> {
    const NAMES: [(&str, &str); 19] = [
        ("en", "eng english"),
        ("ru", "rus russian русский"),
        ("fr", "fra fre french français francais"),
        ("de", "deu ger german deutsch"),
        ("es", "spa spanish español espanol"),
        ("ar", "ara arabic العربية"),
        ("zh", "zho chi chinese 中文"),
        ("pt", "por portuguese português"),
        ("it", "ita italian italiano"),
        ("uk", "ukr ukrainian українська"),
        ("fa", "fas per persian farsi فارسی"),
        ("ja", "jpn japanese 日本語"),
        ("ko", "kor korean 한국어"),
        ("tr", "tur turkish türkçe"),
        ("he", "heb hebrew עברית"),
        ("hi", "hin hindi हिन्दी"),
        ("si", "sin sinhala"),
        ("ta", "tam tamil"),
        ("pl", "pol polish polski"),
    ];
    let lower = text.to_lowercase();
    let primary = lower.split(['-', '_', ' ', ',']).next()?;
    if primary.len() == 2 && primary.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(primary.to_owned());
    }
    let (code, _) = NAMES
        .iter()
        .find(|(_, names)| names.split(' ').any(|name| name == primary))?;
    Some((*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Vec<String> {
        vec![text.to_owned()]
    }

    #[test]
    fn a_source_is_who_issued_it() {
        for (line, name) in [
            (
                "Ministry of Trade, Freedonia (https://trade.example/x,1)",
                Some("Ministry of Trade, Freedonia"),
            ),
            (
                "State Papers, 1921, Volume II, Document 42 (https://papers.example)",
                Some("State Papers, 1921, Volume II"),
            ),
            (
                "Assembly Debates (AD), FRD_30_1975.txt",
                Some("Assembly Debates (AD)"),
            ),
            ("https://trade.example", None),
            (
                "U.S. Embassy, Washington, D.C.",
                Some("U.S. Embassy, Washington, D.C."),
            ),
        ] {
            assert_eq!(issuer(line).as_deref(), name, "{line}");
        }
    }

    #[test]
    fn a_language_is_its_two_letters() {
        for (text, code) in [
            ("en-GB", Some("en")),
            ("French", Some("fr")),
            ("rus", Some("ru")),
            ("Elvish", None),
        ] {
            assert_eq!(language_code(text).as_deref(), code);
        }
    }

    #[test]
    fn tags_are_split_and_capped() {
        let mut given = Given::default();
        given
            .set(Field::Tags, &value("#trade, fish ; trade"))
            .unwrap();
        assert_eq!(given.tags, ["trade", "fish"]);
        assert_eq!(
            given.set(Field::Tags, &value(&"x".repeat(65))),
            Err(Reason::TooManyTags)
        );
        let many: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        assert_eq!(given.set(Field::Tags, &many), Err(Reason::TooManyTags));
        assert_eq!(given.tags.len(), MAX_TAGS);
    }

    #[test]
    fn a_time_of_its_own_joins_the_day() {
        let mut given = Given::default();
        given.set(Field::Time, &value("14:50")).unwrap();
        given.set(Field::Date, &value("3 May 2024")).unwrap();
        assert_eq!(given.moment().unwrap().to_string(), "2024-05-03T14:50:00");
        assert!(given.set(Field::Date, &value("31 November 2024")).is_err());
    }
}
