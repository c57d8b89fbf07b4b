//! A message of `result.json`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::media::Media;
use super::moment::Moment;
use super::text::Text;
use super::{Chat, Message};

/// The members of a message that say something to a reader.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    id: Loose,
    #[serde(rename = "type")]
    kind: Loose,
    date: Loose,
    date_unixtime: Loose,
    from: Loose,
    author: Loose,
    #[serde(deserialize_with = "there")]
    forwarded_from: Option<Loose>,
    reply_to_message_id: Loose,
    text: Text,
    text_entities: Text,
    // What it shows.
    pub(super) photo: Loose,
    pub(super) media_type: Loose,
    pub(super) file: Loose,
    pub(super) file_name: Loose,
    pub(super) title: Loose,
    pub(super) performer: Loose,
    pub(super) duration_seconds: Loose,
    pub(super) poll: Option<Poll>,
    pub(super) location_information: Option<Place>,
    pub(super) place_name: Loose,
    pub(super) address: Loose,
    pub(super) contact_information: Option<Contact>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Poll {
    pub(super) question: Text,
    pub(super) answers: Vec<Answer>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    pub(super) text: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    pub(super) latitude: Loose,
    pub(super) longitude: Loose,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Contact {
    pub(super) first_name: Loose,
    pub(super) last_name: Loose,
    pub(super) phone_number: Loose,
}

/// What the bytes of a message hold.
pub(super) enum Found {
    Message(Box<Message>),
    /// Something that happened to the channel: another title, a pinned message.
    Service,
    /// No message.
    Nothing,
}

/// Reads a message.
pub(super) fn read(bytes: &[u8]) -> Found {
    let source = String::from_utf8_lossy(bytes);
    let Ok(raw) = serde_json::from_str::<Raw>(&source) else {
        return Found::Nothing;
    };
    if raw.kind.0.as_deref() == Some("service") {
        return Found::Service;
    }
    let number = |loose: &Loose| loose.0.as_deref()?.parse::<u64>().ok();
    let media = Media::of_json(&raw);
    let has_text = !raw.text.words.is_empty();
    Found::Message(Box::new(Message {
        id: number(&raw.id),
        moment: Moment::of_json(raw.date.0.as_deref(), raw.date_unixtime.0.as_deref()),
        sender: raw.from.0,
        signature: raw.author.0,
        forwarded: raw.forwarded_from.map(|from| from.0),
        reply_to: number(&raw.reply_to_message_id),
        text: if has_text {
            raw.text
        } else {
            raw.text_entities
        },
        media,
        source: source.into_owned(),
        ..Message::default()
    }))
}

/// What the type of a chat says of it.
pub(super) fn set_type(chat: &mut Chat, kind: &str) {
    chat.is_private = matches!(kind, "personal_chat" | "bot_chat" | "saved_messages");
}

/// A value that is there, if only to say that there is none.
fn there<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Loose>, D::Error> {
    Loose::deserialize(from).map(Some)
}

/// A string or a number, as a string; of anything else nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Loose(pub(super) Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(LooseVisitor).map(Self)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Option<String>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("anything")
    }

    fn visit_str<E>(self, words: &str) -> Result<Option<String>, E> {
        Ok(Some(words.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Option<String>, A::Error> {
        while all.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Option<String>, A::Error> {
        while all.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
