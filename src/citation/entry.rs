//! An entry of the clippings file: a citation with a seal, by which it is found again and taken
//! out as long as nobody has changed it.
//!
//! ```text
//! > The river is shared.
//!
//! — **Mara Lind**, *Talks on water*, 12 June 2024 (7K3MQ2R9XA, talks.txt)
//! <!-- chancery:ID/KEY 109-5f3a9c21 -->
//! ```
//!
//! The seal says how many bytes go before `chancery:` and what they hash to. So an entry is taken
//! out by what stands in the file alone: after a restart, with other settings, without its
//! briefing.

use std::ops::Range;

use memchr::memmem;

use crate::briefing::BriefingId;
use crate::config::Form;

/// What an entry ends with, up to the line break.
const ENDS: [&str; 4] = [" -->", "]", "", "\"}}"];

/// What its name begins with.
const NAME: &str = "chancery:";

/// Why an entry was not taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// There is none.
    Gone,
    /// Somebody has changed it.
    Changed,
}

/// Makes an entry of a citation in a form: whole lines, and an empty one after them where the
/// form has such.
pub fn sealed(form: Form, id: BriefingId, key: &str, citation: &str) -> String {
    let (open, close) = match form {
        Form::Markdown | Form::Own => ("\n<!-- ", " -->\n\n"),
        Form::Plain => ("\n[", "]\n\n"),
        Form::Bibtex => ("\n% ", "\n\n"),
        Form::CslJson => (",\"custom\":{\"chancery\":\"", "\"}}\n"),
    };
    let citation = match form {
        // The seal is a part of the object.
        Form::CslJson => citation.strip_suffix('}').unwrap_or(citation),
        _ => citation,
    };
    let head = format!("{citation}{open}");
    let seal = seal(head.as_bytes());
    format!("{head}{} {seal}{close}", name(id, key))
}

/// The text of a clippings file without one of its entries.
///
/// # Errors
///
/// [`Left`]; the file is to stay as it is.
pub fn without(file: &[u8], id: BriefingId, key: &str) -> Result<Vec<u8>, Left> {
    let name = format!("{} ", name(id, key));
    let mut left = Left::Gone;
    let found = memmem::find_iter(file, &name).filter_map(|at| {
        left = Left::Changed;
        whole(file, at, at + name.len())
    });
    // Of several that are the same, the last was written last.
    let Some(entry) = found.last() else {
        return Err(left);
    };
    Ok([&file[..entry.start], &file[entry.end..]].concat())
}

/// What one clippings file has that another has not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missing {
    /// All of it, one after the other.
    pub text: Vec<u8>,
    /// How many entries are in it, those that were changed by hand among them.
    pub entries: usize,
    /// How many passages that stand between entries.
    pub passages: usize,
}

/// What a clippings file lacks of another one: the entries whose names it does not have, as they
/// are, and what was written between them by hand, where it does not have the same words.
///
/// An entry that was changed by hand goes with what stands before it: nobody can tell any more
/// where it begins.
pub fn missing(file: &[u8], other: &[u8]) -> Missing {
    let mut missing = Missing::default();
    for (name, range) in stretches(other) {
        let part = &other[range];
        let sought = match &name {
            Some(name) => name,
            None => part.trim_ascii(),
        };
        if sought.is_empty() || memmem::find(file, sought).is_some() {
            continue;
        }
        match name {
            Some(_) => missing.entries += 1,
            None => missing.passages += 1,
        }
        missing.text.extend_from_slice(part);
        if !part.ends_with(b"\n") {
            missing.text.extend_from_slice(b"\n\n");
        }
    }
    missing
}

/// How many entries a clippings file has.
pub fn count(file: &[u8]) -> usize {
    let all = stretches(file);
    all.iter().filter(|(name, _)| name.is_some()).count()
}

/// A clippings file in parts: entries with their names, up to the blank behind those, and what
/// stands between them.
fn stretches(file: &[u8]) -> Vec<(Option<&[u8]>, Range<usize>)> {
    let mut all: Vec<(Option<&[u8]>, Range<usize>)> = Vec::new();
    for at in memmem::find_iter(file, NAME) {
        let Some(name) = name_at(file, at) else {
            continue;
        };
        let seal_at = at + name.len();
        let end_of = |range: Option<&Range<usize>>| range.map_or(0, |range| range.end);
        let line = memchr::memchr(b'\n', &file[seal_at..]);
        let line = line.map_or(file.len(), |end| seal_at + end + 1);
        let line = line + usize::from(file.get(line) == Some(&b'\n'));
        let range = whole(file, at, seal_at);
        // An entry may have words in it that look like another one.
        while let (Some(range), Some((_, last))) = (&range, all.last())
            && last.start >= range.start
        {
            all.pop();
        }
        let before = end_of(all.last().map(|(_, range)| range));
        let range = range.unwrap_or(before..line);
        let start = range.start.max(before);
        if before < start {
            all.push((None, before..start));
        }
        if start < range.end {
            all.push((Some(name), start..range.end));
        }
    }
    let before = all.last().map_or(0, |(_, range)| range.end);
    if before < file.len() {
        all.push((None, before..file.len()));
    }
    all
}

/// The name of an entry that stands at a place, with the blank after it, if one does and a seal
/// follows.
fn name_at(file: &[u8], at: usize) -> Option<&[u8]> {
    let rest = &file[at..];
    let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
    let line = std::str::from_utf8(line).ok()?;
    let sealed = ENDS.iter().find_map(|end| {
        let (name, seal) = line.strip_suffix(end)?.rsplit_once(' ')?;
        let (length, hash) = seal.split_once('-')?;
        let is_seal = length.parse::<usize>().is_ok()
            && hash.len() == 8
            && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_seal.then_some(name)
    })?;
    let (id, key) = sealed.get(NAME.len()..)?.split_once('/')?;
    id.parse::<BriefingId>().ok()?;
    (!key.is_empty()).then(|| &rest[..=sealed.len()])
}

/// The whole entry whose name stands at `at` and whose seal at `seal_at`, if it is unchanged.
fn whole(file: &[u8], at: usize, seal_at: usize) -> Option<Range<usize>> {
    let rest = &file[seal_at..];
    let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
    let line = std::str::from_utf8(line).ok()?;
    let length: usize = line.split_once('-')?.0.parse().ok()?;
    let start = at.checked_sub(length)?;
    let end = line.strip_prefix(&seal(&file[start..at]))?;
    if !ENDS.contains(&end) {
        return None;
    }
    // The line break, and the empty line that parts an entry from the next.
    let breaks = if end == ENDS[3] { 1 } else { 2 };
    let after = &file[seal_at + line.len()..];
    let breaks = after.iter().take(breaks).take_while(|&&byte| byte == b'\n');
    Some(start..seal_at + line.len() + breaks.count())
}

/// What tells the entry of a clipping from all others.
fn name(id: BriefingId, key: &str) -> String {
    format!("{NAME}{id}/{key}")
}

fn seal(head: &[u8]) -> String {
    let hash = blake3::hash(head).to_hex();
    format!("{}-{}", head.len(), &hash[..8])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FORMS: [Form; 5] = [
        Form::Markdown,
        Form::Plain,
        Form::Bibtex,
        Form::CslJson,
        Form::Own,
    ];

    fn id() -> BriefingId {
        BriefingId::of("t", "b")
    }

    fn entry(form: Form, key: &str) -> String {
        let citation = if form == Form::CslJson {
            "{\"id\":\"a\"}"
        } else {
            "Words."
        };
        sealed(form, id(), key, citation)
    }

    #[test]
    fn an_entry_of_any_form_is_taken_out_and_the_rest_stays() {
        for form in FORMS {
            let file = format!("Mine.\n\n{}{}", entry(form, "1-2"), entry(form, "3-4"));
            let left = without(file.as_bytes(), id(), "1-2").unwrap();
            let expected = format!("Mine.\n\n{}", entry(form, "3-4"));
            assert_eq!(String::from_utf8(left).unwrap(), expected, "{form:?}");
            let left = without(file.as_bytes(), id(), "3-4").unwrap();
            let expected = format!("Mine.\n\n{}", entry(form, "1-2"));
            assert_eq!(String::from_utf8(left).unwrap(), expected, "{form:?}");
        }
    }

    #[test]
    fn an_item_of_csl_json_is_still_json_with_its_seal() {
        let line = entry(Form::CslJson, "1-2");
        let item: serde_json::Value = serde_json::from_str(&line).unwrap();
        let name = item["custom"]["chancery"].as_str().unwrap();
        assert!(name.starts_with(&format!("chancery:{}/1-2 ", id())));
    }

    #[test]
    fn what_somebody_changed_or_took_out_is_left_alone() {
        for form in FORMS {
            let file = entry(form, "1-2");
            let changed = file.replacen(['W', 'a'], "x", 1);
            assert_eq!(without(changed.as_bytes(), id(), "1-2"), Err(Left::Changed));
            let longer = file.trim_end().to_owned() + " and more\n";
            assert_eq!(without(longer.as_bytes(), id(), "1-2"), Err(Left::Changed));
            assert_eq!(without(file.as_bytes(), id(), "1-23"), Err(Left::Gone));
            let other = BriefingId::of("u", "b");
            assert_eq!(without(file.as_bytes(), other, "1-2"), Err(Left::Gone));
        }
        assert_eq!(without(b"", id(), "1-2"), Err(Left::Gone));
    }

    proptest! {
        #[test]
        fn nothing_but_the_entry_goes(
            before in "(\\PC|\n){0,40}",
            words in "(\\PC|\n|chancery:){0,40}",
            after in "([a-z ]|\n){0,40}",
        ) {
            let entry = sealed(Form::Markdown, id(), "1-2", &words);
            let file = format!("{before}{entry}{after}");
            let left = without(file.as_bytes(), id(), "1-2");
            prop_assert_eq!(left, Ok(format!("{before}{after}").into_bytes()));
        }

        #[test]
        fn any_file_is_borne(file in "(chancery:|[-0-9/ ]|\\PC|\n){0,60}") {
            let _ = without(file.as_bytes(), id(), "1-2");
        }
    }

    #[test]
    fn what_one_file_lacks_of_another_is_its_entries_and_what_stands_between_them() {
        let changed = entry(Form::Markdown, "5-6").replace("Words", "My words");
        let (first, second) = (entry(Form::Markdown, "1-2"), entry(Form::Plain, "3-4"));
        let other = format!("My own.\n\n{first}{second}Between.\n\n{changed}At the end");
        let found = missing(first.as_bytes(), other.as_bytes());
        // What was written before an entry that was changed may be a part of it.
        let expected = format!("My own.\n\n{second}Between.\n\n{changed}At the end\n\n");
        assert_eq!(String::from_utf8(found.text.clone()).unwrap(), expected);
        assert_eq!((found.entries, found.passages), (2, 2));
        assert_eq!(count(other.as_bytes()), 3);
        let both = [first.as_bytes(), &found.text].concat();
        assert_eq!(missing(&both, other.as_bytes()), Missing::default());
        assert!(without(&both, id(), "3-4").is_ok(), "the seal still holds");
        assert_eq!(missing(b"", b" \n"), Missing::default());
    }

    proptest! {
        #[test]
        fn what_is_added_is_all_that_was_missing_and_breaks_no_seal(
            here in "(\\PC|\n|chancery:){0,20}",
            words in "(\\PC|\n|chancery:){0,20}",
            between in "(\\PC|\n){0,20}",
        ) {
            let mine = format!("{here}{}", sealed(Form::Markdown, id(), "1-2", &words));
            let theirs = format!(
                "{between}{}{here}{}{words}",
                sealed(Form::Plain, id(), "3-4", &words),
                sealed(Form::Markdown, id(), "1-2", &between),
            );
            let mut both = mine.into_bytes();
            if !both.ends_with(b"\n") {
                both.extend(b"\n\n");
            }
            both.extend(missing(&both, theirs.as_bytes()).text);
            prop_assert_eq!(missing(&both, theirs.as_bytes()), Missing::default());
            prop_assert!(without(&both, id(), "1-2").is_ok());
            prop_assert!(without(&both, id(), "3-4").is_ok());
        }
    }
}
