//! In which keys two settings files differ.

use std::collections::BTreeSet;

use toml::{Table, Value};

/// The keys, dotted and in order, that two texts of settings do not say the same of: sorted, each
/// once. A list counts as one key. Texts that are no TOML differ in none.
pub fn differing(one: &str, other: &str) -> Vec<String> {
    let read = |text: &str| text.parse::<Table>().unwrap_or_default();
    let mut keys = BTreeSet::new();
    compare(&read(one), &read(other), "", &mut keys);
    keys.into_iter().collect()
}

fn compare(one: &Table, other: &Table, before: &str, keys: &mut BTreeSet<String>) {
    for name in one.keys().chain(other.keys()) {
        let key = match before {
            "" => name.clone(),
            before => format!("{before}.{name}"),
        };
        match (one.get(name), other.get(name)) {
            (Some(Value::Table(one)), Some(Value::Table(other))) => {
                compare(one, other, &key, keys);
            }
            (Some(Value::Table(table)), None) | (None, Some(Value::Table(table))) => {
                compare(table, &Table::new(), &key, keys);
            }
            (one, other) if one != other => drop(keys.insert(key)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_are_named_however_they_are_written() {
        let one = "list.order = \"title\"\n[reading]\nwidth = 80\n[[tags]]\ntag = \"a\"";
        let other =
            "# mine\n[list]\norder = \"title\"\n[reading]\nwidth = 72\n[panes]\nsidebar = true";
        assert_eq!(
            differing(one, other),
            ["panes.sidebar", "reading.width", "tags"]
        );
        assert_eq!(differing(one, &format!("# mine\n{one}")), [""; 0]);
    }
}
