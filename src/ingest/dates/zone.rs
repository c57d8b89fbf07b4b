//! Zones of time, as programs write them.

/// Zones by name, in hours before UTC; the others have several meanings, or none.
const ZONES: [(&str, i16); 29] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 1),
    ("met", 1),
    ("mest", 2),
    ("cet", 1),
    ("cest", 2),
    ("eet", 2),
    ("eest", 3),
    ("msk", 3),
    ("msd", 4),
    ("adt", -3),
    ("ast", -4),
    ("edt", -4),
    ("est", -5),
    ("et", -5),
    ("cdt", -5),
    ("cst", -6),
    ("mdt", -6),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
    ("pt", -8),
    ("jst", 9),
    ("kst", 9),
    ("nzst", 12),
];

/// The minutes before UTC of `+02:00`, `+0200`, `+02`, `GMT+2`, `Etc/UTC`, `EST`.
pub(in crate::ingest) fn zone_of(text: &str) -> Option<i16> {
    let lower = text.to_ascii_lowercase();
    let word = lower.strip_prefix("etc/").unwrap_or(&lower);
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == word) {
        return Some(hours * 60);
    }
    let number = word
        .strip_prefix("gmt")
        .or(word.strip_prefix("utc"))
        .unwrap_or(word);
    let sign = match number.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = number[1..].chars().filter(|&c| c != ':').collect();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: i16 = digits.parse().ok()?;
    let (hours, minutes) = match digits.len() {
        1 | 2 => (value, 0),
        3 | 4 => (value / 100, value % 100),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}
