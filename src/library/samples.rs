//! The sample briefings that are compiled in: what opens when no library is configured.
//!
//! Their events and persons are invented; the bodies that they name exist.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::Loaded;
use crate::ingest::{self, sandbox};
use crate::insight::Analyst;

/// Lists files of `briefings/` with their contents.
macro_rules! samples {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../briefings/", $name)))),*]
    };
}

/// Every file of `briefings/`, by name.
const SAMPLES: &[(&str, &[u8])] = samples![
    "2024-06-07-zarafshon-joint-communique.txt",
    "2024-06-10-cable-dushanbe.txt",
    "2024-06-10-fisheries-statement.txt",
    "2024-06-10-state-department-press-briefing.txt",
    "2024-06-11-cable-apia.txt",
    "2024-06-11-financement-climat-fr.txt",
    "2024-06-11-hydropower-readout.txt",
    "2024-06-11-lighthouses-dublin.doc",
    "2024-06-11-mekong-gauges.txt.gz",
    "2024-06-11-museum-return-jakarta.txt",
    "2024-06-11-vaccine-cold-chain.md",
    "2024-06-12-caspian-rescue-ru.txt",
    "2024-06-12-consular-services.txt",
    "2024-06-12-danube-grain-digest.txt",
    "2024-06-12-election-observation.txt",
    "2024-06-12-icebreakers-bothnia.html",
    "2024-06-12-ocean-summit-agenda.md",
    "2024-06-12-rueckgabe-tansania-de.txt",
    "2024-06-12-seed-reserve-oslo.docx",
    "2024-06-13-cable-suva.txt",
    "2024-06-13-fao-grain-outlook.txt",
    "2024-06-13-ferry-ports-athens.odt",
    "2024-06-13-glacier-talks.zip",
    "2024-06-13-halifax-press-call.txt",
    "2024-06-13-mackerel-reykjavik.txt",
    "2024-06-13-maritime-safety-ar.txt",
    "2024-06-13-parcels-to-islands.eml",
    "2024-06-13-tsunami-warning-ja.txt",
    "2024-06-14-cable-suva-sections.txt",
    "2024-06-14-correction-consular-fees.txt",
    "2024-06-14-geneva-releases.mbox",
    "2024-06-14-observatorio-es.txt",
    "2024-06-14-quarantine-wellington.rtf",
    "2024-06-14-reykjavik-ministers.txt",
    "2024-06-14-samarkand-opening-remarks.txt",
    "2024-06-14-statements-abuja.csv",
    "2024-06-14-zarafshon-joint-communique.txt",
    "2024-06-15-arctic-rescue-exercise.txt",
    "2024-06-15-channel-port-louis.json",
    "2024-06-15-climate-finance-pacific.txt",
    "2024-06-15-communique-hobart.pdf",
    "2024-06-15-releases-manila.xml",
    "2024-06-16-week-ahead.md",
    "dark-skies-convention-explained.txt",
];

/// How many files they are.
pub const COUNT: usize = SAMPLES.len();

/// How many bytes they are in all.
pub const BYTES: u64 = {
    let (mut bytes, mut i) = (0, 0);
    while i < COUNT {
        bytes += SAMPLES[i].1.len() as u64;
        i += 1;
    }
    bytes
};

/// The path of each sample, `samples/NAME`. A sample is known by sharing it, not by how it is
/// spelt: a reader may have a folder of that name.
static PATHS: LazyLock<Vec<Arc<Path>>> = LazyLock::new(|| {
    let path = |(name, _): &(&str, &[u8])| Path::new("samples").join(name);
    SAMPLES.iter().map(path).map(PathBuf::into).collect()
});

/// Reads the sample briefings; takes some tens of milliseconds.
pub fn load(analyst: &Analyst) -> Loaded {
    let mut loaded = Loaded::default();
    for ((_, bytes), path) in SAMPLES.iter().zip(PATHS.iter()) {
        let mut read = ingest::read(path, bytes);
        loaded.problems.extend(std::mem::take(&mut read.problems));
        loaded.tally += &read.tally;
        let finished = read.numbered().map(|(ordinal, draft)| {
            let briefing = analyst.finish(draft, Arc::clone(path), ordinal);
            Arc::new(briefing)
        });
        loaded.briefings.extend(finished);
    }
    // A web page is among them: the process that read it is not needed any more.
    sandbox::rest();
    loaded
}

/// The contents of a sample; `None` when `path` is not one that [`load`] gave.
pub(super) fn bytes_of(path: &Arc<Path>) -> Option<&'static [u8]> {
    let place = PATHS.iter().position(|sample| Arc::ptr_eq(sample, path))?;
    Some(SAMPLES[place].1)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::briefing::{Briefing, Quote, QuoteKind};
    use crate::insight::Rulebook;
    use crate::library::encodings::Encodings;
    use crate::library::raw_text;

    #[test]
    fn every_file_of_the_folder_is_compiled_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let listed: Vec<&str> = SAMPLES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, listed);
    }

    #[test]
    fn each_kind_of_file_that_the_readme_names_is_there() {
        for kind in [
            "txt", "md", "html", "eml", "mbox", "xml", "csv", "json", "pdf", "docx", "doc", "odt",
            "rtf", "zip", "gz",
        ] {
            let is_of_kind = |path: &&Arc<Path>| path.extension().is_some_and(|it| it == kind);
            assert!(PATHS.iter().any(|path| is_of_kind(&path)), "{kind}");
        }
    }

    fn loaded() -> Loaded {
        load(&Analyst::new(Rulebook::default()))
    }

    #[test]
    fn samples_are_read_without_a_fault_and_all_but_one_are_dated() {
        let loaded = loaded();
        assert!(loaded.problems.is_empty());
        let undated: Vec<&Path> = loaded
            .briefings
            .iter()
            .filter(|briefing| briefing.date.is_none())
            .map(|briefing| briefing.origin.path.as_ref())
            .collect();
        assert_eq!(
            undated,
            [Path::new("samples/dark-skies-convention-explained.txt")]
        );
        for briefing in &loaded.briefings {
            assert!(
                briefing.words > 100 || is_unspaced(briefing),
                "{briefing:?}"
            );
            assert_eq!(briefing.hidden, 0, "{}", briefing.title);
            assert_ne!(
                briefing.title,
                briefing.origin.path.file_name().unwrap().to_string_lossy()
            );
        }
    }

    /// Japanese is written without blanks: its words are not counted by them.
    fn is_unspaced(briefing: &Briefing) -> bool {
        briefing.language.as_deref() == Some("ja")
    }

    #[test]
    fn the_aggregated_post_becomes_three_releases_of_three_sources() {
        let loaded = loaded();
        let sources: Vec<Option<&str>> = loaded
            .briefings
            .iter()
            .filter(|briefing| {
                briefing
                    .origin
                    .path
                    .ends_with("2024-06-12-danube-grain-digest.txt")
            })
            .map(|briefing| briefing.source.as_deref())
            .collect();
        assert_eq!(
            sources,
            [
                Some("Romanian Ministry of Foreign Affairs"),
                Some("Ministry of Foreign Affairs of Egypt"),
                Some("World Food Programme")
            ]
        );
    }

    #[test]
    fn one_sample_refers_to_another() {
        let mut collection = crate::library::collection::Collection::default();
        collection.add_loaded(loaded());
        let mut found = Vec::new();
        for briefing in collection.briefings() {
            let references = collection.references_of(briefing);
            found.extend(references.filter_map(|(it, there)| Some((&*it.words, &*there?.title))));
        }
        assert_eq!(
            found,
            [("A. 24 APIA 398", "SAMOA: ONE FORM INSTEAD OF FORTY-ONE")]
        );
    }

    #[test]
    fn samples_are_in_seven_languages_and_each_has_tags() {
        let loaded = loaded();
        let mut languages: Vec<&str> = Vec::new();
        for briefing in &loaded.briefings {
            assert!(!briefing.tags.is_empty(), "{}", briefing.title);
            languages.extend(briefing.language.as_deref());
        }
        assert_eq!(languages.len(), loaded.briefings.len());
        languages.sort_unstable();
        languages.dedup();
        assert_eq!(languages, ["ar", "de", "en", "es", "fr", "ja", "ru"]);
    }

    /// `speaker | first words` of each quote, under the name of its file.
    fn said(briefing: &Briefing) -> String {
        let line = |quote: &Quote| {
            let words = quote.words(&briefing.body.text);
            let words = words.trim_matches(['“', '”', '‘', '’', '"']);
            let first: Vec<&str> = words.split_whitespace().take(5).collect();
            let speaker = quote.speaker.as_deref().unwrap_or("?");
            format!("    {speaker} | {}\n", first.join(" "))
        };
        let marked = |quote: &&Quote| quote.kind != QuoteKind::Indirect;
        briefing.quotes.iter().filter(marked).map(line).collect()
    }

    /// `samples/speakers.txt` has every quote of every sample with its speaker, as a person reads it.
    #[test]
    fn each_quote_of_a_sample_has_its_speaker() {
        let expected = include_str!("samples/speakers.txt");
        let mut found = String::new();
        for briefing in loaded().briefings {
            let name = briefing.origin.path.file_name().unwrap().to_string_lossy();
            let line = format!("{name}\n");
            // A digest is several briefings of one file.
            if !found.contains(&line) {
                found += &line;
            }
            found += &said(&briefing);
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn one_sample_is_its_speakers_alone() {
        let loaded = loaded();
        let authors = loaded.briefings.iter().flat_map(|briefing| {
            let names = briefing.authors.iter();
            names.map(|author| (&*briefing.title, &*author.name))
        });
        let authors: Vec<(&str, &str)> = authors.collect();
        assert_eq!(
            authors,
            [(
                "Remarks at the opening of the Commission on the Upper Zarafshon",
                "Otabek Rahmonqulov"
            )]
        );
    }

    #[test]
    fn the_raw_text_of_a_sample_needs_no_file() {
        for briefing in loaded().briefings {
            let raw = raw_text(&briefing.origin, &Encodings::default()).unwrap();
            let end = briefing.body.text.split_whitespace().last().unwrap();
            assert!(raw.contains(end), "{}: {end}", briefing.title);
        }
    }

    #[test]
    fn a_file_of_the_readers_own_is_no_sample_whatever_its_path() {
        let path = Arc::clone(&PATHS[0]);
        assert!(bytes_of(&path).is_some());
        assert_eq!(bytes_of(&Arc::from(path.as_ref())), None);
    }
}
