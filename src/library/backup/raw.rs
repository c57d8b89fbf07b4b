//! The contents of a file in JSON: as text, which nearly every file is, else as a text in which
//! each character stands for the byte of its number (`latin-1`), so that its letters still read.

use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value as Json};

const TEXT: &str = "text";
const BYTES: &str = "latin-1";

/// The bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Raw(pub(super) Vec<u8>);

impl Raw {
    /// The name and the value of the member that says it.
    pub(super) fn member(&self) -> (&'static str, String) {
        match std::str::from_utf8(&self.0) {
            Ok(text) => (TEXT, text.to_owned()),
            Err(_) => (BYTES, self.0.iter().copied().map(char::from).collect()),
        }
    }

    /// Takes the member out of an object.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in a line.
    pub(super) fn take(members: &mut Map<String, Json>) -> Result<Self, String> {
        match (members.remove(TEXT), members.remove(BYTES)) {
            (Some(Json::String(text)), None) => Ok(Self(text.into_bytes())),
            (None, Some(Json::String(text))) => {
                let bytes = text.chars().map(u8::try_from).collect::<Result<_, _>>();
                let bytes = bytes.map_err(|_| format!("\"{BYTES}\" has a character above 255"))?;
                Ok(Self(bytes))
            }
            _ => Err(format!("it needs \"{TEXT}\" or \"{BYTES}\", a text")),
        }
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (name, value) = self.member();
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(name, &value)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Map::deserialize(deserializer)?;
        Self::take(&mut members).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_reads_as_it_is_and_other_bytes_by_their_letters() {
        let json = |bytes: &[u8]| serde_json::to_string(&Raw(bytes.to_vec())).unwrap();
        assert_eq!(json("— é\n".as_bytes()), r#"{"text":"— é\n"}"#);
        assert_eq!(json(b"Gda\xf1sk"), r#"{"latin-1":"Gdañsk"}"#);
        let wrong = serde_json::from_str::<Raw>(r#"{"latin-1":"Ж"}"#).unwrap_err();
        assert!(wrong.to_string().contains("above 255"), "{wrong}");
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in any::<Vec<u8>>()) {
            let json = serde_json::to_string(&Raw(bytes.clone())).unwrap();
            prop_assert_eq!(serde_json::from_str::<Raw>(&json).unwrap(), Raw(bytes));
        }
    }
}
