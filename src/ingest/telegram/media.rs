//! What a message shows, in words: `[2 photos] [video: ferry.mp4, 0:42]`.

use super::message::{Loose, Raw};

/// Something that a message shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Media {
    kind: &'static str,
    /// Its name, its length, what it asks; empty where nothing is known.
    details: String,
}

/// The most options of a poll that are named.
const OPTIONS: usize = 20;

impl Media {
    pub(super) fn new(kind: &'static str, details: &[&str]) -> Self {
        let known = details.iter().map(|detail| detail.trim());
        let known: Vec<&str> = known.filter(|detail| !detail.is_empty()).collect();
        Self {
            kind,
            details: known.join(", "),
        }
    }

    /// All that a message of `result.json` shows.
    pub(super) fn of_json(raw: &Raw) -> Vec<Self> {
        let word = |loose: &Loose| loose.0.clone().unwrap_or_default();
        let mut all = Vec::new();
        if raw.photo.0.is_some() {
            all.push(Self::new("photo", &[]));
        }
        if raw.file.0.is_some() || raw.media_type.0.is_some() {
            all.push(Self::of_file(raw));
        }
        if let Some(poll) = &raw.poll {
            let options: Vec<&str> = poll
                .answers
                .iter()
                .take(OPTIONS)
                .map(|it| it.text.words.trim())
                .collect();
            all.push(Self::poll(&poll.question.words, &options));
        }
        if let Some(place) = &raw.location_information {
            let (name, address) = (word(&raw.place_name), word(&raw.address));
            let point = [word(&place.latitude), word(&place.longitude)].join(", ");
            let point = if name.is_empty() { &*point } else { "" };
            all.push(Self::new("location", &[&name, &address, point]));
        }
        if let Some(contact) = &raw.contact_information {
            let name = [word(&contact.first_name), word(&contact.last_name)].join(" ");
            all.push(Self::new("contact", &[&name, &word(&contact.phone_number)]));
        }
        all
    }

    fn of_file(raw: &Raw) -> Self {
        let word = |loose: &Loose| loose.0.clone().unwrap_or_default();
        // What was not exported has a sentence in brackets for its path.
        let path = word(&raw.file);
        let base = path.rsplit('/').next().filter(|_| !path.starts_with('('));
        let name = raw.file_name.0.as_deref().or(base).unwrap_or_default();
        let length = raw
            .duration_seconds
            .0
            .as_deref()
            .map(clock)
            .unwrap_or_default();
        match raw.media_type.0.as_deref() {
            Some("sticker") => Self::new("sticker", &[]),
            Some("animation") => Self::new("animation", &[name]),
            Some("video_file") => Self::new("video", &[name, &length]),
            Some("video_message") => Self::new("video message", &[&length]),
            Some("voice_message") => Self::new("voice message", &[&length]),
            Some("audio_file") => {
                let (by, title) = (word(&raw.performer), word(&raw.title));
                let name = if title.is_empty() { name } else { "" };
                Self::new("audio", &[&by, &title, name, &length])
            }
            _ => Self::new("file", &[name]),
        }
    }

    pub(super) fn poll(question: &str, options: &[&str]) -> Self {
        let options = options.join(" / ");
        match options.is_empty() {
            true => Self::new("poll", &[question]),
            false => Self::new("poll", &[&format!("{} ({options})", question.trim())]),
        }
    }

    /// All of them in one line; those that are alike and of which nothing else is known are counted.
    pub(super) fn listed(all: &[Self]) -> Option<String> {
        let alike = all.chunk_by(|one, next| one == next && one.details.is_empty());
        let words = alike.filter_map(|alike| {
            let one = alike.first()?;
            let words = [one.kind, &*one.details].join(": ");
            Some(match alike.len() {
                1 => format!("[{}]", words.trim_end_matches(": ")),
                count => format!("[{count} {}s]", one.kind),
            })
        });
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// Seconds as a clock shows them: `1:02:05`, `0:42`.
fn clock(seconds: &str) -> String {
    let Ok(seconds) = seconds.parse::<u32>() else {
        return String::new();
    };
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}
