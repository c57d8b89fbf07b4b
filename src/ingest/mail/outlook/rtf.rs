//! RTF as mails hold it, packed (MS-OXRTFCP).

/// What every text is taken to follow, so that its first words can be repeated from it.
const PRELOAD: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// How far back a stretch can be repeated from.
const WINDOW: usize = 4096;

/// Unpacks a text, of at most `most` bytes or a few more; `None` if it is none.
pub(super) fn unpacked(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let content = packed.get(16..)?;
    match packed.get(8..12)? {
        b"MELA" => return Some(content[..content.len().min(most)].to_vec()),
        b"LZFu" => {}
        _ => return None,
    }
    let mut text = PRELOAD.to_vec();
    let mut bytes = content.iter().copied();
    'text: while text.len() - PRELOAD.len() < most {
        let Some(kinds) = bytes.next() else { break };
        for at in 0..8 {
            let Some(byte) = bytes.next() else {
                break 'text;
            };
            if kinds >> at & 1 == 0 {
                text.push(byte);
                continue;
            }
            let Some(low) = bytes.next() else { break 'text };
            let reference = u16::from_be_bytes([byte, low]);
            let length = usize::from(reference & 15) + 2;
            // Places are counted round a window; the one that is written next ends the text.
            let back = (text.len() + WINDOW - usize::from(reference >> 4)) % WINDOW;
            if back == 0 {
                break 'text;
            }
            for _ in 0..length {
                let repeated = text.len().checked_sub(back).map_or(0, |from| text[from]);
                text.push(repeated);
            }
        }
    }
    Some(text.split_off(PRELOAD.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&[0; 8], &kind[..], &[0; 4], content].concat()
    }

    #[test]
    fn stretches_are_repeated() {
        assert_eq!(PRELOAD.len(), 207);
        // "{\rtf1" from the preload, "ab" by itself, "abab" from just before, then the end.
        let mut content = vec![0b1001, 0x00, 0x04, b'a', b'b'];
        let at = PRELOAD.len() as u16 + 6;
        content.extend((at << 4 | 2).to_be_bytes());
        content.push(b'!');
        assert_eq!(
            unpacked(&packed(b"LZFu", &content), 100).as_deref(),
            Some(&b"{\\rtf1ababab!"[..])
        );
    }

    #[test]
    fn what_is_not_packed_is_there_as_it_is() {
        assert_eq!(
            unpacked(&packed(b"MELA", b"{\\rtf1}"), 5).as_deref(),
            Some(&b"{\\rtf"[..])
        );
        assert_eq!(unpacked(&packed(b"none", b"x"), 5), None);
        assert_eq!(unpacked(b"short", 5), None);
        assert_eq!(
            unpacked(&packed(b"LZFu", &[0xFF, 0xFF, 0xF0, 0x12]), 50).map(|text| text.len() < 100),
            Some(true)
        );
    }
}
