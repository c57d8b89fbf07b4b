//! Text whose lines were wrapped for sending only (RFC 3676, `format=flowed`).

/// The text with its paragraphs on one line each. Quoted lines keep one `>` for each level.
pub(super) fn unwrapped(text: &str, deletes_blank: bool) -> String {
    let mut flowed = String::with_capacity(text.len());
    // The level of the line that goes on, if one does.
    let mut open: Option<usize> = None;
    for (at, line) in text.lines().enumerate() {
        let level = line.bytes().take_while(|&byte| byte == b'>').count();
        let content = &line[level..];
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_signature = content == "-- ";
        let goes_on = content.ends_with(' ') && !is_signature;
        if open != Some(level) || is_signature {
            if at > 0 {
                flowed.push('\n');
            }
            flowed.extend(std::iter::repeat_n('>', level));
            if level > 0 {
                flowed.push(' ');
            }
        }
        flowed.push_str(match goes_on && deletes_blank {
            true => &content[..content.len() - 1],
            false => content,
        });
        open = goes_on.then_some(level);
    }
    if text.ends_with('\n') {
        flowed.push('\n');
    }
    flowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_line_ends_go_and_hard_ones_stay() {
        assert_eq!(
            unwrapped("They met on \nFriday.\n\nAll went.\n", false),
            "They met on Friday.\n\nAll went.\n"
        );
        assert_eq!(
            unwrapped(" From Tarn \n  to Norland", false),
            "From Tarn  to Norland"
        );
        assert_eq!(unwrapped("漢 \n字", true), "漢字");
        assert_eq!(unwrapped("", false), "");
    }

    #[test]
    fn quotes_flow_within_their_level_and_a_signature_stays_apart() {
        assert_eq!(
            unwrapped("> They \n> met. \n>> No \nYes.\n-- \nMara", false),
            "> They met. \n>> No \nYes.\n-- \nMara"
        );
        assert_eq!(unwrapped("Words \n-- \nMara", false), "Words \n-- \nMara");
    }
}
