//! Words with where they are from, in the forms that people write papers in.
//!
//! Pure: facts in, text out. [`entry`] makes of such a text an entry of the clippings file that
//! can be found and taken out again.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use serde::Serialize;

use crate::briefing::{BriefingDate, BriefingId, NamedBy, Precision};
use crate::config::{Field, Form, Part, Template};
use crate::text::sanitise;

pub mod entry;

/// What a speaker is called who is not known.
pub const UNKNOWN: &str = "?";

/// What stands after the name of a speaker who is not certain.
const UNSURE: &str = " ?";

/// Words, and all that is known of where they are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation<'a> {
    /// The words; paragraphs are parted by an empty line.
    pub words: &'a str,
    /// Who said them, with `(desk)` where the desk says so and a `?` where that is not sure; `None`
    /// for words that are no quote.
    pub speaker: Option<&'a str>,
    /// True where the speaker has a name that a bibliography can file the words under, and is not
    /// "officials".
    pub is_named: bool,
    /// The title of the briefing.
    pub title: &'a str,
    /// Who issued it.
    pub source: Option<&'a str>,
    /// When.
    pub date: Option<BriefingDate>,
    /// The paragraphs that they stand in, counted from 1.
    pub paragraphs: Option<RangeInclusive<usize>>,
    /// The briefing.
    pub id: BriefingId,
    /// The file that it was read from, where that is to be told.
    pub file: Option<&'a str>,
    /// The handling caveat of the briefing: it goes wherever the words go.
    pub caveat: Option<&'a str>,
    /// The day on which they were clipped.
    pub clipped: &'a str,
    /// What tells this stretch of the briefing from others.
    pub key: &'a str,
}

impl Citation<'_> {
    /// Writes it in a form; `own` is what [`Form::Own`] means.
    pub fn write(&self, form: Form, own: &Template) -> String {
        match form {
            Form::Markdown => self.markdown(),
            Form::Plain => self.plain(),
            Form::Bibtex => self.bibtex(),
            Form::CslJson => self.csl_json(),
            Form::Own => self.own(own),
        }
    }

    /// `paragraph 3`, `paragraphs 3–5`.
    fn place(&self) -> Option<String> {
        let paragraphs = self.paragraphs.as_ref()?;
        Some(match (paragraphs.start(), paragraphs.end()) {
            (first, last) if first == last => format!("paragraph {first}"),
            (first, last) => format!("paragraphs {first}–{last}"),
        })
    }

    /// Title, source, date and place: what there is of them.
    fn source_line(&self, title: String) -> String {
        let parts = [
            Some(title),
            self.source.map(str::to_owned),
            self.date.map(BriefingDate::long),
            self.place(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The id and the file.
    fn origin(&self) -> String {
        let id = self.id.short();
        match self.file {
            Some(file) => format!("{id}, {file}"),
            None => id,
        }
    }

    fn plain(&self) -> String {
        let caveat = self.caveat.map_or_else(String::new, |it| format!("{it}\n"));
        let words = if is_marked(self.words) {
            self.words.to_owned()
        } else {
            format!("“{}”", self.words)
        };
        let speaker = self
            .speaker
            .map_or_else(String::new, |it| format!("{it}; "));
        let source = self.source_line(self.title.to_owned());
        format!("{caveat}{words} ({speaker}{source}; {})", self.origin())
    }

    fn markdown(&self) -> String {
        let mut out = String::new();
        if let Some(caveat) = self.caveat {
            // Writing to a string does not fail.
            let _ = writeln!(out, "**{}**\n", markdown(caveat));
        }
        for (i, paragraph) in self.words.split("\n\n").enumerate() {
            out += if i == 0 { "" } else { ">\n" };
            let lines: Vec<String> = paragraph.lines().map(markdown_line).collect();
            let _ = writeln!(out, "> {}", lines.join("\\\n> "));
        }
        let speaker = self.speaker.map_or_else(String::new, |speaker| {
            format!("**{}**, ", markdown(speaker))
        });
        let title = format!("*{}*", markdown(self.title));
        let source = self.source.map(markdown);
        let line = Citation {
            source: source.as_deref(),
            ..self.clone()
        }
        .source_line(title);
        let _ = write!(out, "\n— {speaker}{line} ({})", markdown(&self.origin()));
        out
    }

    fn own(&self, template: &Template) -> String {
        let mut out = String::new();
        if let Some(caveat) = self.caveat.filter(|_| !template.names(Field::Caveat)) {
            out = format!("{caveat}\n");
        }
        for part in &template.parts {
            match part {
                Part::Text(text) => {
                    // The settings are nobody's to trust blindly, either.
                    let lines: Vec<_> = text.split('\n').map(sanitise::line).collect();
                    out += &lines.join("\n");
                }
                Part::Field(field) => out += &self.field(*field),
            }
        }
        out.trim_end().to_owned()
    }

    /// What stands in the place of a field; nothing where it is not known.
    fn field(&self, field: Field) -> String {
        let text = |it: Option<&str>| it.unwrap_or_default().to_owned();
        match field {
            Field::Words => self.words.to_owned(),
            Field::Speaker => text(self.speaker),
            Field::Title => self.title.to_owned(),
            Field::Source => text(self.source),
            Field::Date => self.date.map_or_else(String::new, BriefingDate::long),
            Field::Paragraph => self.paragraphs.as_ref().map_or_else(String::new, |it| {
                match (it.start(), it.end()) {
                    (first, last) if first == last => first.to_string(),
                    (first, last) => format!("{first}–{last}"),
                }
            }),
            Field::Id => self.id.short(),
            Field::File => text(self.file),
            Field::Caveat => text(self.caveat),
            Field::Clipped => self.clipped.to_owned(),
        }
    }

    /// The name that a bibliography knows it by: the same whenever it is written.
    fn cite_key(&self) -> String {
        format!("chancery-{}-{}", self.id.short().to_lowercase(), self.key)
    }

    /// What the speaker is called, and whether that is certain; `None` where nobody is told.
    fn called(&self) -> Option<(&str, bool)> {
        let speaker = self.speaker.filter(|&speaker| speaker != UNKNOWN)?;
        let (name, is_certain) = match speaker.strip_suffix(UNSURE) {
            Some(name) => (name, false),
            None => (speaker, true),
        };
        let name = name.strip_suffix(NamedBy::Desk.sign()).unwrap_or(name);
        Some((name, is_certain))
    }

    /// The name to file the words under: the speaker's, else of who issued them.
    fn author(&self) -> Option<&str> {
        let called = self.called().filter(|_| self.is_named);
        called.map(|(name, _)| name).or(self.source)
    }

    /// True where the desk has put the name right.
    fn is_named_by_desk(&self) -> bool {
        let speaker = self.speaker.unwrap_or_default();
        let name = speaker.strip_suffix(UNSURE).unwrap_or(speaker);
        name.ends_with(NamedBy::Desk.sign())
    }

    /// What else there is to note, in a bibliography.
    fn notes(&self) -> Vec<String> {
        let common = self.called().filter(|_| !self.is_named);
        let unsure = match (self.speaker, self.called()) {
            (Some(_), None) => Some("the speaker is not known"),
            (_, Some((_, false))) => Some("the speaker is not certain"),
            _ => None,
        };
        let notes = [
            self.caveat.map(str::to_owned),
            self.place(),
            common.map(|(name, _)| format!("said by: {name}")),
            unsure.map(str::to_owned),
            self.is_named_by_desk()
                .then(|| "the speaker is named by the desk".to_owned()),
            Some(self.origin()),
        ];
        notes.into_iter().flatten().collect()
    }

    fn bibtex(&self) -> String {
        let author = self.author();
        let date = self.date.map(|date| {
            let first = date.first_day();
            (first.year(), first.month(), first.day(), date.precision())
        });
        let iso = date.map(|(year, month, day, precision)| match precision {
            Precision::Year => format!("{year:04}"),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
        });
        // What is not to be taken apart or put into small letters stands in two pairs of braces.
        let fields = [
            ("author", author.map(|it| format!("{{{}}}", tex(it)))),
            ("title", Some(format!("{{{}}}", tex(self.title)))),
            ("howpublished", self.source.map(tex)),
            ("date", iso),
            ("year", date.map(|(year, ..)| format!("{year:04}"))),
            ("abstract", Some(tex(self.words))),
            ("note", Some(tex(&self.notes().join("; ")))),
        ];
        let mut out = format!("@misc{{{},\n", self.cite_key());
        for (name, value) in fields {
            if let Some(value) = value {
                let _ = writeln!(out, "  {name} = {{{value}}},");
            }
        }
        out + "}"
    }

    /// One line.
    fn csl_json(&self) -> String {
        #[derive(Serialize)]
        struct Item<'a> {
            id: String,
            #[serde(rename = "type")]
            kind: &'static str,
            title: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            author: Option<[Name<'a>; 1]>,
            #[serde(skip_serializing_if = "Option::is_none")]
            publisher: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            issued: Option<Issued>,
            #[serde(rename = "abstract")]
            words: &'a str,
            note: String,
        }
        #[derive(Serialize)]
        struct Name<'a> {
            literal: &'a str,
        }
        #[derive(Serialize)]
        struct Issued {
            #[serde(rename = "date-parts")]
            parts: [Vec<i16>; 1],
        }
        let item = Item {
            id: self.cite_key(),
            kind: if self.speaker.is_some() {
                "speech"
            } else {
                "article"
            },
            title: self.title,
            author: self.author().map(|literal| [Name { literal }]),
            publisher: self.source,
            issued: self.date.map(|date| Issued {
                parts: [date_parts(date)],
            }),
            words: self.words,
            note: self.notes().join("; "),
        };
        // Strings and numbers are always JSON.
        serde_json::to_string(&item).unwrap_or_default()
    }
}

fn date_parts(date: BriefingDate) -> Vec<i16> {
    let first = date.first_day();
    let parts = [first.year(), first.month().into(), first.day().into()];
    let known = match date.precision() {
        Precision::Year => 1,
        Precision::Month => 2,
        Precision::Day => 3,
    };
    parts[..known].to_vec()
}

/// True for words that stand between marks already.
fn is_marked(words: &str) -> bool {
    let pairs = ["“”", "„“", "«»", "「」", "\"\"", "‘’", "''"];
    pairs.iter().any(|pair| {
        let mut pair = pair.chars();
        let (open, close) = (pair.next(), pair.next());
        words.chars().count() > 1
            && words.chars().next() == open
            && words.chars().next_back() == close
    })
}

/// A text that Markdown shows as it is, inside a line.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let next = after.chars().next().unwrap_or(' ');
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            // Inside a word it is a letter like any other.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => is_entity(after),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// True before the rest of `&amp;`, `&#39;` and the like.
fn is_entity(after: &str) -> bool {
    let name = after.split_once(';').map_or("", |(name, _)| name);
    let letters = name.strip_prefix('#').unwrap_or(name);
    !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A text that Markdown shows as it is, as a line of its own: it opens no list and no heading.
fn markdown_line(line: &str) -> String {
    let text = markdown(line.trim_start());
    if text.starts_with(['#', '-', '+', '=', ':']) {
        return format!("\\{text}");
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    text
}

/// A text that TeX sets as it is. BibTeX counts braces even after a backslash, so there are none
/// but those of commands.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, paragraph) in text.split("\n\n").enumerate() {
        out += if i == 0 { "" } else { " \\par " };
        for c in paragraph.chars() {
            match c {
                '\\' => out += "\\textbackslash{}",
                '{' => out += "\\textbraceleft{}",
                '}' => out += "\\textbraceright{}",
                '~' => out += "\\textasciitilde{}",
                '^' => out += "\\textasciicircum{}",
                '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
                '\n' => out.push(' '),
                c => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn full() -> Citation<'static> {
        Citation {
            words: "The river is shared.\n\nSo is the *work*.",
            speaker: Some("Mara Lind"),
            is_named: true,
            title: "Talks on 50% of [the] water",
            source: Some("Ministry of Water & Power"),
            date: BriefingDate::day(2024, 6, 12),
            paragraphs: Some(3..=4),
            id: BriefingId::of("t", "b"),
            file: Some("in/my_talks.txt"),
            caveat: Some("OFFICIAL-SENSITIVE"),
            clipped: "2024-06-15",
            key: "120-180",
        }
    }

    /// Only what every briefing has.
    fn bare() -> Citation<'static> {
        Citation {
            words: "No.",
            speaker: None,
            title: "A title",
            source: None,
            date: None,
            paragraphs: None,
            file: None,
            caveat: None,
            ..full()
        }
    }

    fn own(citation: &Citation<'_>, template: &str) -> String {
        let template = template.replace('\u{1b}', "\\u001b");
        let settings = format!("[clippings]\nown = \"{template}\"");
        let settings =
            crate::config::Settings::overlay(&settings, std::path::Path::new("t.toml")).unwrap();
        citation.write(Form::Own, &settings.clippings.own)
    }

    fn id() -> String {
        full().id.short()
    }

    #[test]
    fn plain_names_all_that_is_known() {
        assert_eq!(
            full().plain(),
            format!(
                "OFFICIAL-SENSITIVE\n“The river is shared.\n\nSo is the *work*.” (Mara Lind; \
                 Talks on 50% of [the] water, Ministry of Water & Power, 12 June 2024, \
                 paragraphs 3–4; {}, in/my_talks.txt)",
                id()
            )
        );
        assert_eq!(bare().plain(), format!("“No.” (A title; {})", id()));
    }

    #[test]
    fn words_that_stand_between_marks_get_no_second_pair() {
        let marked = |words| Citation { words, ..bare() }.plain();
        assert!(marked("«Да.»").starts_with("«Да.» ("));
        assert!(marked("“").starts_with("““” ("));
        assert!(marked("").starts_with("“” ("));
    }

    #[test]
    fn markdown_is_a_quote_with_its_citation_and_nothing_in_it_is_markup() {
        assert_eq!(
            full().markdown(),
            format!(
                "**OFFICIAL-SENSITIVE**\n\n> The river is shared.\n>\n> So is the \\*work\\*.\n\n\
                 — **Mara Lind**, *Talks on 50% of \\[the\\] water*, Ministry of Water & Power, \
                 12 June 2024, paragraphs 3–4 ({}, in/my_talks.txt)",
                id()
            )
        );
        let line = |words| Citation { words, ..bare() }.markdown();
        assert!(line("# No").starts_with("> \\# No\n"));
        assert!(
            line("1. One\n2) Two\n- three").starts_with("> 1\\. One\\\n> 2\\) Two\\\n> \\- th")
        );
        assert!(line("<!-- chancery:x -->").starts_with("> \\<!-- chancery:x --\\>\n"));
        assert!(line("_a_ b_c &amp; R&D;x AT&T").starts_with("> \\_a\\_ b_c \\&amp; R\\&D;x AT&T"));
    }

    #[test]
    fn bibtex_escapes_what_tex_acts_on_and_leaves_out_what_is_missing() {
        assert_eq!(
            full().bibtex(),
            format!(
                "@misc{{chancery-{}-120-180,\n  author = {{{{Mara Lind}}}},\n  \
                 title = {{{{Talks on 50\\% of [the] water}}}},\n  \
                 howpublished = {{Ministry of Water \\& Power}},\n  date = {{2024-06-12}},\n  \
                 year = {{2024}},\n  \
                 abstract = {{The river is shared. \\par So is the *work*.}},\n  \
                 note = {{OFFICIAL-SENSITIVE; paragraphs 3–4; {}, in/my\\_talks.txt}},\n}}",
                id().to_lowercase(),
                id()
            )
        );
        let bare = bare().bibtex();
        assert!(!bare.contains("author") && !bare.contains("date") && !bare.contains("howp"));
        let month = Citation {
            date: BriefingDate::month(2024, 6),
            ..full()
        };
        assert!(month.bibtex().contains("date = {2024-06},"));
        assert_eq!(
            tex("{\\^~#$}"),
            "\\textbraceleft{}\\textbackslash{}\\textasciicircum{}\\textasciitilde{}\\#\\$\\textbraceright{}"
        );
    }

    #[test]
    fn csl_json_is_an_item_of_one_line() {
        let item: serde_json::Value = serde_json::from_str(&full().csl_json()).unwrap();
        assert_eq!(item["type"], "speech");
        assert_eq!(item["author"][0]["literal"], "Mara Lind");
        assert_eq!(
            item["issued"]["date-parts"],
            serde_json::json!([[2024, 6, 12]])
        );
        assert_eq!(item["abstract"], full().words);
        assert!(!full().csl_json().contains('\n'));
        let bare: serde_json::Value = serde_json::from_str(&bare().csl_json()).unwrap();
        assert_eq!(bare["type"], "article");
        let keys = bare.as_object().unwrap().keys();
        assert_eq!(
            keys.collect::<Vec<_>>(),
            ["abstract", "id", "note", "title", "type"]
        );
    }

    #[test]
    fn a_speaker_who_is_not_certain_is_an_author_with_a_note_and_an_unknown_one_none() {
        let said_by = |speaker| Citation {
            speaker: Some(speaker),
            ..full()
        };
        let unsure = said_by("Mara Lind ?");
        assert!(unsure.bibtex().contains("author = {{Mara Lind}}"));
        assert!(unsure.bibtex().contains("the speaker is not certain"));
        assert!(unsure.plain().contains("(Mara Lind ?; "));
        let desk = said_by("Mara Lind (desk)");
        assert!(desk.bibtex().contains("author = {{Mara Lind}}"));
        assert!(desk.bibtex().contains("the speaker is named by the desk"));
        assert!(desk.plain().contains("(Mara Lind (desk); "));
        let nameless = Citation {
            is_named: false,
            ..said_by("officials")
        };
        assert!(nameless.bibtex().contains("author = {{Ministry of"));
        assert!(nameless.bibtex().contains("said by: officials; "));
        let unknown = said_by("?");
        assert!(unknown.csl_json().contains("the speaker is not known"));
        assert!(
            unknown
                .bibtex()
                .contains("author = {{Ministry of Water \\& Power}}")
        );
    }

    #[test]
    fn a_form_of_ones_own_has_what_it_names_and_always_the_caveat() {
        let all = "{speaker}|{title}|{source}|{date}|{paragraph}|{id}|{file}|{clipped}|{caveat}";
        assert_eq!(
            own(&full(), all),
            format!(
                "Mara Lind|Talks on 50% of [the] water|Ministry of Water & Power|12 June 2024|\
                 3–4|{}|in/my_talks.txt|2024-06-15|OFFICIAL-SENSITIVE",
                id()
            )
        );
        assert_eq!(own(&full(), "{date}"), "OFFICIAL-SENSITIVE\n12 June 2024");
        assert_eq!(own(&bare(), "{words} {{{speaker}}} {paragraph}"), "No. {}");
        assert!(!own(&bare(), "\u{1b}[2J{words}").contains('\u{1b}'));
    }

    proptest! {
        #[test]
        fn braces_of_bibtex_are_balanced_whatever_the_words(words in "[{}\\\\a%\n]{0,20}") {
            let entry = Citation { words: &words, ..full() }.bibtex();
            let mut depth = 0;
            for c in entry.chars() {
                depth += match c { '{' => 1, '}' => -1, _ => 0 };
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
        }
    }
}
