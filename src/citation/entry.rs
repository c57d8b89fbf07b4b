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
    format!("chancery:{id}/{key}")
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
}
