//! The sample briefings that are compiled in: what opens when no library is configured.
//!
//! Their events and persons are invented; the bodies that they name exist.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::Loaded;
use crate::ingest::{self, Ingested};
use crate::insight::Analyst;

/// Lists files of `briefings/` with their contents.
macro_rules! samples {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../briefings/", $name)))),*]
    };
}

/// Every file of `briefings/`, by name.
const SAMPLES: &[(&str, &str)] = samples!["2024-06-11-hydropower-readout.txt"];

/// The path of each sample, `samples/NAME`. A sample is known by sharing it, not by how it is
/// spelt: a reader may have a folder of that name.
static PATHS: LazyLock<Vec<Arc<Path>>> = LazyLock::new(|| {
    let path = |(name, _): &(&str, &str)| Path::new("samples").join(name);
    SAMPLES.iter().map(path).map(PathBuf::into).collect()
});

/// Reads the sample briefings; takes some milliseconds.
pub fn load(analyst: &Analyst) -> Loaded {
    let mut loaded = Loaded::default();
    for ((_, text), path) in SAMPLES.iter().zip(PATHS.iter()) {
        let Ingested { drafts, problems } = ingest::read(path, text.as_bytes());
        let finished = (0..).zip(drafts).map(|(ordinal, draft)| {
            let briefing = analyst.finish(draft, Arc::clone(path), ordinal);
            Arc::new(briefing)
        });
        loaded.briefings.extend(finished);
        loaded.problems.extend(problems);
    }
    loaded
}

/// The contents of a sample; `None` when `path` is not one that [`load`] gave.
pub(super) fn bytes_of(path: &Arc<Path>) -> Option<&'static [u8]> {
    let place = PATHS.iter().position(|sample| Arc::ptr_eq(sample, path))?;
    Some(SAMPLES[place].1.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

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
}
