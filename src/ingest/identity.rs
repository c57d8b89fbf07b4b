//! Which words of a file make the id of a briefing.
//!
//! | a briefing that is | is named by |
//! | --- | --- |
//! | a release under a line of day and house, its own or the last above it | that line, its own words |
//! | another release of several | date and source as its header or the file's states them, its own words with its heading and header |
//! | all of a text | all its words, header or front matter included |
//! | all of a part, or of a page | what its container states (date, source, title), its words as they came, markup and all |
//! | a post of an export | its moment in the time of the world, its source, its words without markup |
//! | a document | what its container states, a hash of its bytes |
//! | without a word | the name of its file |
//!
//! Words are taken as they are decoded, with only white space folded. What is taken off for
//! reading counts with the rest: whether a line is furniture, a heading or a signature is a rule's
//! opinion. What stands above the first line of a day (the title of the post, "3 months ago") is
//! nobody's. So the same words under another day or from another house are another briefing, and a
//! release under such a line keeps its id when others come to stand above or below it.

use crate::briefing::BriefingId;

use super::digest::Release;
use super::given::Given;
use super::source::Outside;

/// Where a release stands.
pub(super) struct Place<'a> {
    /// The whole decoded text.
    pub(super) text: &'a str,
    /// What its header or front matter says.
    pub(super) given: &'a Given,
    /// True when the release is all that the text holds.
    pub(super) is_alone: bool,
    /// What stands outside of the text of a part.
    pub(super) outside: Option<&'a Outside<'a>>,
    /// The name of the file.
    pub(super) file_name: &'a str,
}

/// The id of a release.
pub(super) fn id(release: &Release, place: &Place<'_>) -> BriefingId {
    let text = place.text;
    if text.trim().is_empty() {
        return match place.outside {
            Some(outside) => BriefingId::of(&outside.stated, outside.words),
            None => BriefingId::of(place.file_name, ""),
        };
    }
    let words = &text[release.own.clone()];
    let day = release.day.clone().map(|day| &text[day]);
    match (place.is_alone, day) {
        (_, Some(day)) => BriefingId::of(day, words),
        (true, None) => match place.outside {
            Some(outside) => BriefingId::of(&outside.stated, outside.words),
            None => BriefingId::of("", text),
        },
        (false, None) => BriefingId::of(&place.given.day_and_house(), words),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ingest::read;

    fn ids_of(name: &str, text: &str) -> Vec<BriefingId> {
        let drafts = read(Path::new(name), text.as_bytes()).drafts;
        drafts.into_iter().map(|draft| draft.id).collect()
    }

    fn ids(text: &str) -> Vec<BriefingId> {
        ids_of("a.txt", text)
    }

    const NOTICE: &str = "No ship entered the harbour in the night.\n";

    #[test]
    fn the_same_notice_of_another_day_or_house_is_another_briefing() {
        let notice = |day: &str, house: &str| {
            ids(&format!(
                "Title: Harbour notice\nDate: {day}\nSource: {house}\n\n{NOTICE}"
            ))
        };
        let first = notice("2026-05-12", "Harbour Office");
        assert_eq!(first, notice("2026-05-12", "Harbour  Office"));
        assert_ne!(first, notice("2026-05-13", "Harbour Office"));
        assert_ne!(first, notice("2026-05-12", "Port Authority"));
    }

    #[test]
    fn the_name_of_a_file_the_ends_of_its_lines_and_its_encoding_are_nothing_to_an_id() {
        let id = ids("Title: É\n\nThe port is open.\n");
        assert_eq!(id, ids_of("b.md", "Title: É\n\nThe port is open."));
        assert_eq!(id, ids("Title: É\r\n\r\nThe port\r\nis  open.\r\n"));
        let utf_16: Vec<u8> = "\u{feff}Title: É\n\nThe port is open."
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(Path::new("c.txt"), &utf_16).drafts[0].id, id[0]);
    }

    #[test]
    fn what_is_taken_off_for_reading_still_tells_two_texts_apart() {
        let [one, two] = ["3 months ago", "4 months ago"]
            .map(|furniture| format!("The port is open\n\n{furniture}\n\n{NOTICE}"));
        let bodies = [&one, &two].map(|text| read(Path::new("a"), text.as_bytes()).drafts);
        assert_eq!(bodies[0][0].body.text, bodies[1][0].body.text);
        assert_ne!(ids(&one), ids(&two));
    }

    #[test]
    fn a_release_keeps_its_id_when_others_come_and_the_post_around_it_changes() {
        let release = |day: u32, words: &str| {
            format!(
                "{day:02}.05.26 🔹 Ministry of Trade\nThe {words} talks\n\nThe {words} talks go on in Suva.\n\n"
            )
        };
        let before = format!(
            "This week\n3 months ago\n\n{}{}",
            release(12, "fish"),
            release(13, "grain")
        );
        let after = format!(
            "This week\n4 months ago\n\n{}{}{}",
            release(14, "water"),
            release(12, "fish"),
            release(13, "grain")
        );
        let (before, after) = (ids(&before), ids(&after));
        assert_eq!((before.len(), after.len()), (2, 3));
        assert_eq!(before, after[1..]);
    }

    #[test]
    fn a_release_without_a_day_of_its_own_has_that_of_the_line_above_or_of_the_header() {
        let text = |head: &str| {
            format!(
                "{head}One\n\nThe port is open.\nSource 🔹 Ministry of Trade\n\n\
                 Two\n\nThe port is shut.\nSource 🔹 Ministry of Trade\n"
            )
        };
        let under = |head: &str| ids(&text(head));
        let second = under("12.05.26 🔹 Ministry of Trade\n")[1];
        assert_ne!(second, under("13.05.26 🔹 Ministry of Trade\n")[1]);
        let headed = |day: &str| under(&format!("Title: Post of {day}\nDate: {day}\n\n"));
        assert_eq!(headed("2026-05-12").len(), 2);
        assert_ne!(headed("2026-05-12")[1], headed("2026-05-13")[1]);
        let retitled = "Title: The post\nDate: 2026-05-12\n\n";
        assert_eq!(headed("2026-05-12")[1], under(retitled)[1]);
    }
}
